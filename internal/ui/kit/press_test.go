package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

func TestPress(t *testing.T) {
	var p kit.Press
	at := fyne.NewPos(100, 100)
	if p.Holds(at.AddXY(1, 0)) {
		t.Error("a pointer that is not pressed is held")
	}
	if !p.Down(desktop.MouseButtonPrimary, at) {
		t.Fatal("the first press does not count")
	}
	for _, slip := range kittest.Slips {
		if !p.Holds(at.AddXY(slip.DX, slip.DY)) {
			t.Errorf("a slip of %v is a drag", slip)
		}
	}
	if p.Down(desktop.MouseButtonSecondary, at) || p.Up(desktop.MouseButtonSecondary) {
		t.Error("a second button counts while the first is down")
	}
	if p.Holds(at.AddXY(0, kit.Slack)) || p.Holds(at.AddXY(1, 1)) {
		t.Error("a press that went far, and came back, is a tap")
	}
	if !p.Up(desktop.MouseButtonPrimary) || p.Holds(at) {
		t.Error("the pointer is held after the release")
	}
	p.Down(desktop.MouseButtonPrimary, at)
	kit.DrawsFromHere()
	if p.Holds(at.AddXY(1, 0)) {
		t.Error("the first pixel of a line is kept from what draws it")
	}
	p.Up(desktop.MouseButtonPrimary)
	// A release that never came, as when the window lost the pointer, does not hold up the next press.
	p.Down(desktop.MouseButtonPrimary, at)
	if !p.Down(desktop.MouseButtonPrimary, at.AddXY(300, 0)) || !p.Holds(at.AddXY(305, 0)) {
		t.Error("a press after a lost release does not count")
	}
}

// What is dragged over does not look as if it had been tapped.
func TestADragLeavesNothingLit(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	tapped := false
	chips := kit.NewChips(kit.Options("Yes", "No"), func([]string) { tapped = true })
	page := kit.StackGap(0, chips, kit.NewTwoLine(kit.Row{What: "Row"}, func() { tapped = true }),
		kit.NewButton("Go on", "", func() { tapped = true }),
		kit.NewTabs(kit.Tab{ID: "a", Label: "One", Content: func() fyne.CanvasObject { return kit.Body("") }}),
		kit.NewTiles(kit.Options("Tile"), func([]string) { tapped = true }),
		kit.MinHeight(900, kit.Body("")))
	s.Show(container.NewStack(kit.NewPlate(kit.ColorSurface, 0), kit.NewDragScroll(page)), 300, 300)
	before := picture(s)
	h := s.Hand()
	for _, at := range s.Targets() {
		if at.X > 280 {
			continue // the scroll bar's place, which Fyne lights up
		}
		h.Drag(at, at.AddXY(0, 8), at.AddXY(0, 16), at.AddXY(0, 20))
		if tapped || h.Took != nil {
			t.Fatalf("a drag from %v tapped", at)
		}
		if h.Drags == 0 {
			t.Fatalf("a drag from %v was kept back", at)
		}
		if picture(s) != before {
			t.Errorf("what is at %v looks tapped after a drag", at)
		}
	}
	h.Move(s.Targets()[0].AddXY(1, 0))
	if picture(s) == before {
		t.Error("a pointer that does not drag lights nothing up")
	}
}

// A list goes with the finger, from where the drag is told from a tap.
func TestAListIsDraggedWithoutALeap(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	l := kit.NewList(func() int { return 99 }, func(int) kit.Row { return kit.Row{What: "Visit"} }, func(int) {})
	s.Show(l, 300, 300)
	h, at := s.Hand(), fyne.NewPos(150, 200)
	h.Move(at)
	h.Down(desktop.MouseButtonPrimary)
	var last float32
	for dy := float32(1); dy < 60; dy++ {
		h.Move(at.AddXY(0, -dy))
		if got := l.GetScrollOffset(); got-last > 1.01 {
			t.Fatalf("it leapt from %v to %v", last, got)
		}
		last = l.GetScrollOffset()
	}
	if last < 40 {
		t.Errorf("it went only to %v", last)
	}
	h.Up(desktop.MouseButtonPrimary)
}

// A tap that slips in a text field puts the caret where the finger came down, selects nothing and gives the field the
// keyboard.
func TestASlippedTapInATextField(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	e := kit.NewEntry("", nil)
	e.SetText("one two three four")
	s.Show(kit.NewDragScroll(kit.StackGap(0, e, kit.MinHeight(900, kit.Body("")))), 300, 300)
	h, at := s.Hand(), fyne.NewPos(60, 22)
	var want int
	for i, slip := range kittest.Slips {
		s.Window.Canvas().Unfocus()
		for _, again := range []bool{false, true} {
			h.TapAt(at, slip)
			if i == 0 {
				want = e.Caret()
			}
			if s.Window.Canvas().Focused() != e || e.Caret() != want || e.SelectedText() != "" {
				t.Errorf("slip %v, again %v: caret %d, want %d, selected %q", slip, again, e.Caret(), want, e.SelectedText())
			}
		}
	}
	if want == 0 || want == len(e.Text) {
		t.Fatalf("the caret is at %d, where it proves nothing", want)
	}
	h.Drag(at, at.AddXY(20, 0), at.AddXY(80, 0))
	if e.SelectedText() == "" {
		t.Error("a drag selects nothing")
	}
}
