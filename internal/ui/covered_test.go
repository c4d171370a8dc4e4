package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
)

// handed is a window on a patient's record that the patient holds.
func handed(t *testing.T) (r *rig, answered *[]string, over *int) {
	t.Helper()
	r = openWindow(t, true, nil)
	r.patient("Maya", "Lind", "1980-01-01", "")
	p := r.patient("Sam", "Okafor", "1984-03-12", "")
	r.shell.OpenPatient(p.ID, desk.Details)
	r.Settle()
	answered, over = new([]string), new(int)
	r.shell.Desk.Cover(kit.NewTileRow(kit.Options("0", "1", "2"), func(ids []string) { *answered = ids }), func() { *over++ })
	r.Settle()
	return r, answered, over
}

// hold holds the practitioner's button for a time.
func (r *rig) hold(d time.Duration) {
	r.T.Helper()
	var b *kit.HoldButton
	r.Walk(func(o fyne.CanvasObject) {
		if x, ok := o.(*kit.HoldButton); ok {
			b = x
		}
	})
	if b == nil {
		r.T.Fatal("there is no button to hold")
	}
	b.MouseDown(&desktop.MouseEvent{})
	r.Clock.Advance(d)
	b.MouseUp(&desktop.MouseEvent{})
	r.Settle()
}

// No key, and nothing but the practitioner, leads out of what the patient is given.
func TestThePatientStaysInside(t *testing.T) {
	r, answered, over := handed(t)
	inside := func() {
		t.Helper()
		r.Settle()
		r.MustNotSay("Okafor", "Lind", "Today", "Patients", "Settings", "Details", "Find a patient")
		if r.shell.covered == nil || *over != 0 {
			t.Fatal("the patient is outside")
		}
	}
	inside()
	for _, i := range r.shell.menu.Items {
		i.Action()
		inside()
	}
	c := r.Window.Canvas()
	for _, key := range []fyne.KeyName{fyne.KeyF1, fyne.KeyEscape} {
		c.OnTypedKey()(&fyne.KeyEvent{Name: key})
		inside()
	}
	if s, ok := c.(fyne.Shortcutable); ok {
		s.TypedShortcut(&fyne.ShortcutUndo{})
		s.TypedShortcut(&fyne.ShortcutRedo{})
		inside()
	}
	// The Tab key goes round what is in sight.
	for range 8 {
		c.FocusNext()
		switch f := c.Focused().(type) {
		case *kit.Tiles:
		case *kit.Button:
			if f.Name() != "For the practitioner" {
				t.Fatalf("the keyboard is on %q", f.Name())
			}
		case nil:
		default:
			t.Fatalf("the keyboard is on a %T", f)
		}
	}
	r.Tap("1")
	if len(*answered) != 1 {
		t.Error("what the patient tapped did not arrive")
	}
	// Somebody else's work, and a warning of the program, do not show.
	r.patient("Ida", "Moss", "1990-01-01", "")
	r.shell.Desk.Warn("The record of Okafor could not be sent.")
	r.shell.Desk.Tell("Okafor was saved.", nil)
	inside()
	r.shell.Desk.Cover(kit.Body("A second one"), func() {})
	inside()
	r.shell.Close()
	inside()
	r.MustSay("For the practitioner: hold for 3 seconds")
	r.hold(2900 * time.Millisecond)
	inside()
	r.Clock.Advance(time.Minute) // it does not go on by itself
	inside()
	r.Tap("Back to the questions")
	inside()
	r.Tap("For the practitioner")
	r.hold(kit.HoldFor)
	if *over != 1 || r.shell.covered != nil || r.shell.closed {
		t.Fatalf("over %d, closed %v", *over, r.shell.closed)
	}
	r.MustSay("Okafor", "Today", "could not be sent") // the warning has waited
	r.press(fyne.KeyL)
	r.MustSay("Moss")
}

// Closing is asked of the practitioner, and then done.
func TestClosingAWindowThatThePatientHolds(t *testing.T) {
	r, _, over := handed(t)
	r.shell.Close()
	r.Settle()
	r.hold(kit.HoldFor)
	if !r.shell.closed || *over != 1 {
		t.Errorf("closed %v, over %d", r.shell.closed, *over)
	}
	r.Window = r.App.NewWindow("after")
}

// When the system ends there is nobody to ask.
func TestTheSystemEndsWhileThePatientHoldsTheWindow(t *testing.T) {
	r, _, _ := handed(t)
	r.shell.End()
	if !r.shell.closed {
		t.Error("the window is still open")
	}
	r.Window = r.App.NewWindow("after")
}

func TestPINTakesTheWindowBack(t *testing.T) {
	r, _, over := handed(t)
	if err := r.shell.Desk.SetPIN("4711"); err != nil {
		t.Fatal(err)
	}
	r.Tap("For the practitioner")
	r.MustNotSay("hold for 3 seconds")
	enter := func(digits string) {
		for _, d := range digits {
			r.Tap(string(d))
		}
		r.Tap("Enter")
	}
	enter("4712")
	r.MustSay("This is not the PIN.")
	for range 4 {
		enter("0000")
	}
	r.MustSay("Too many wrong PINs.")
	enter("4711") // too soon
	if *over != 0 {
		t.Fatal("the PIN was taken before the pause was over")
	}
	r.Clock.Advance(30 * time.Second)
	r.Tap("Enter")
	if *over != 1 || r.shell.covered != nil {
		t.Fatal("the right PIN is not taken")
	}
	r.MustSay("Okafor")
}

// The form is a patient's own: whatever is tapped and whatever key is pressed on any of its pages, nothing of anybody else
// is seen and nothing leads out. The program ends and begins again with it.
func TestTheFormKeepsThePatientInside(t *testing.T) {
	r := openWindow(t, true, nil)
	r.patient("Maya", "Lind", "1980-01-01", "")
	p := r.patient("Sam", "Okafor", "2012-03-12", "")
	r.shell.OpenPatient(p.ID, desk.Summary)
	r.Settle()
	r.App.Clipboard().SetContent("Maya Lind, 0491 570 156")
	r.press(fyne.KeyH)
	r.Settle()
	r.MustSay("This form is for Sam Okafor.")
	if copied := r.App.Clipboard().Content(); copied != "" {
		t.Errorf("%q can be pasted", copied)
	}
	inside := func(what string) {
		t.Helper()
		r.Settle()
		if r.shell.covered == nil || r.shell.closed {
			t.Fatalf("%s leads outside", what)
		}
		r.MustNotSay("Lind", "Today", "Patients", "Settings", "Find a patient")
	}
	inside("the key")
	r.MustNotSay("Hand over the form")
	c := r.Window.Canvas()
	pages := 0
	for ; !r.Says("Hand in"); pages++ {
		for _, i := range r.shell.menu.Items {
			i.Action()
		}
		if s, ok := c.(fyne.Shortcutable); ok {
			s.TypedShortcut(&fyne.ShortcutUndo{})
			s.TypedShortcut(&fyne.ShortcutRedo{})
		}
		for _, key := range []fyne.KeyName{fyne.KeyF1, fyne.KeyEscape, fyne.KeyF4, fyne.KeyTab, fyne.KeyDelete, fyne.KeyBackspace, fyne.KeyHome, fyne.KeyA} {
			c.OnTypedKey()(&fyne.KeyEvent{Name: key})
		}
		inside("a key")
		var all []fyne.Tappable
		r.Walk(func(o fyne.CanvasObject) {
			if b, ok := o.(*kit.Button); ok && (b.Name() == "Next" || b.Name() == "Begin" || b.Name() == "Back" || b.Name() == "For the practitioner") {
				return
			}
			if x, ok := o.(fyne.Tappable); ok && o.Visible() {
				all = append(all, x)
			}
		})
		for _, x := range all {
			x.Tapped(&fyne.PointEvent{Position: fyne.NewPos(5, 5)})
			if f := c.Focused(); f != nil {
				for _, key := range []fyne.KeyName{fyne.KeyF1, fyne.KeyEscape, fyne.KeyUp, fyne.KeyDown} {
					f.TypedKey(&fyne.KeyEvent{Name: key})
				}
			}
		}
		inside("what can be tapped")
		for _, name := range []string{"Begin", "Next"} {
			if r.Says(name) {
				r.Tap(name)
				break
			}
		}
		inside("the next page")
		if pages > 60 {
			t.Fatal("there is no end")
		}
	}
	if pages < 15 {
		t.Errorf("only %d pages were looked at", pages)
	}
	r.shell.End()
	again := NewShell(r.App, r.shell.opt)
	if again.covered == nil {
		t.Error("the program opens on the records while a patient has the tablet")
	}
	r.Window = again.Window
	r.Window.Resize(fyne.NewSize(1280, 760))
	r.Settle()
	r.MustSay("Hand in")
	r.MustNotSay("Lind", "Find a patient")
	again.End()
	r.Window = r.App.NewWindow("after")
}
