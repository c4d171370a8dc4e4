package kit_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

func TestTiles(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	var got []string
	row := kit.NewTileRow(kit.Options("0", "1", "2", "3"), func(ids []string) { got = ids })
	ticks := kit.NewTickTiles(kit.Options("I walk slowly.", "I sleep badly."), func(ids []string) { got = ids })
	s.Show(kit.Stack(row, ticks), 600, 400)
	s.Tap("2")
	if !slices.Equal(got, []string{"2"}) {
		t.Errorf("tapped: %q", got)
	}
	s.Tap("2")
	if len(got) != 0 {
		t.Errorf("taken back: %q", got)
	}
	s.Window.Canvas().Focus(row)
	s.Key(fyne.KeyHome, fyne.KeyRight, fyne.KeySpace)
	if !slices.Equal(got, []string{"1"}) {
		t.Errorf("by the keyboard: %q", got)
	}
	s.Tap("I sleep badly.")
	s.Tap("I walk slowly.")
	if !slices.Equal(got, []string{"I walk slowly.", "I sleep badly."}) {
		t.Errorf("ticked: %q", got)
	}
	ticks.Disable()
	got = nil
	s.Window.Canvas().Focus(ticks)
	s.Key(fyne.KeySpace)
	if got != nil {
		t.Errorf("answered while only shown: %q", got)
	}
	s.Walk(func(o fyne.CanvasObject) {
		if _, ok := o.(fyne.Tappable); ok && (o.Size().Height < kit.Target || o.Size().Width < kit.Target) {
			t.Errorf("%T is only %v", o, o.Size())
		}
	})
}

func TestMarkLine(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	got := []int{}
	l := kit.NewMarkLine(func(mm int) { got = append(got, mm) })
	s.Show(l, 528, 120) // the line is 500 long
	l.Tapped(&fyne.PointEvent{Position: fyne.NewPos(14+250, 40)})
	l.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(14+300, 40)}})
	l.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(2000, 40)}})
	l.DragEnd()
	s.Window.Canvas().Focus(l)
	s.Key(fyne.KeyLeft, fyne.KeyHome, fyne.KeyDown, fyne.KeyBackspace)
	if want := []int{50, 100, 99, 0, 0, kit.Unrated}; !slices.Equal(got, want) {
		t.Errorf("marked %v, want %v", got, want)
	}
	l.Disable()
	l.Tapped(&fyne.PointEvent{})
	if l.Value() != kit.Unrated {
		t.Error("marked while only shown")
	}
}

func TestHoldButton(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	n := 0
	b := kit.NewHoldButton("Hold", s.Clock.After, func() { n++ })
	s.Show(kit.Stack(b), 400, 100)
	b.MouseDown(&desktop.MouseEvent{})
	s.Clock.Advance(kit.HoldFor / 2)
	b.MouseOut() // the finger slipped off
	s.Clock.Advance(kit.HoldFor)
	b.MouseUp(&desktop.MouseEvent{})
	b.KeyDown(&fyne.KeyEvent{Name: fyne.KeySpace})
	s.Clock.Advance(kit.HoldFor / 2)
	b.KeyDown(&fyne.KeyEvent{Name: fyne.KeySpace}) // repeats while it is held
	b.KeyUp(&fyne.KeyEvent{Name: fyne.KeySpace})
	s.Clock.Advance(kit.HoldFor)
	if n != 0 {
		t.Fatalf("done %d times without being held long enough", n)
	}
	b.KeyDown(&fyne.KeyEvent{Name: fyne.KeySpace})
	s.Clock.Advance(2 * kit.HoldFor)
	if n != 1 {
		t.Errorf("done %d times", n)
	}
}
