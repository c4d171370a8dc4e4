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
