package kit_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

func TestSeverity(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	var told []int
	v := kit.NewSeverity("None", "Worst", func(n int) { told = append(told, n) })
	s.Show(container.NewVBox(v), 700, 120)
	if v.Value() != kit.Unrated {
		t.Fatalf("starts at %d", v.Value())
	}
	s.Tap("7")
	s.Tap("7")
	s.Tap("0")
	s.TypeInto(v, "10")
	s.Key(fyne.KeyLeft, fyne.KeyDown, fyne.KeyUp, fyne.KeyBackspace)
	s.TypeInto(v, "t")
	if want := []int{7, kit.Unrated, 0, 1, 10, 9, 8, 9, kit.Unrated, 10}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
	// The 0 that corrects a 1 given before is no 10.
	v.SetValue(1)
	s.TypeInto(v, "0")
	if v.Value() != 0 {
		t.Errorf("0 typed over 1 is %d", v.Value())
	}
	s.Tap("1")
	s.TypeInto(v, "0")
	if v.Value() != 0 {
		t.Errorf("0 typed after a tap on 1 is %d", v.Value())
	}
	n := len(told)
	v.SetValue(4)
	if v.Value() != 4 || len(told) != n {
		t.Errorf("set to %d, told %d times", v.Value(), len(told)-n)
	}
	v.SetValue(11)
	if v.Value() != kit.Unrated {
		t.Errorf("11 was taken as %d", v.Value())
	}
}

// The bar is one line from 0 to 10 wherever it stands: 56 high, its fields alike and side by side without gaps.
func TestSeverityIsOneBar(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	v := kit.NewSeverity("", "", nil)
	for _, width := range []float32{308, 352, 412, 1100} {
		s.Show(container.NewVBox(v), width, 120)
		v.SetValue(10)
		var right float32
		n := 0
		s.Within(s.Window.Content(), func(o fyne.CanvasObject, at, _, _ fyne.Position) {
			if _, ok := o.(fyne.Tappable); !ok {
				return
			}
			n++
			if size := o.Size(); size.Width < 28 || size.Height != 56 || at.Y != 0 || at.X-right > 0.01 || right-at.X > 0.01 {
				t.Errorf("%v wide: field %d is %v at %v, the one before ends at %v", width, n-1, size, at, right)
			}
			right = at.X + o.Size().Width
		})
		if n != 11 || right > width {
			t.Errorf("%v wide: %d fields end at %v", width, n, right)
		}
		if cut := s.CutOff(); len(cut) > 0 {
			t.Errorf("%v wide: %q", width, cut)
		}
	}
}

// A drag along the bar moves the value under the finger, which it shows above itself, and answers once.
func TestSeverityIsDragged(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	var told []int
	v := kit.NewSeverity("", "", func(n int) { told = append(told, n) })
	head := kit.Space(10, 80)
	sc := kit.NewDragScroll(container.NewVBox(head, v, kit.Space(10, 900)))
	s.Show(kit.Pad(kit.Gap, sc), 368, 300)
	bar := s.App.Driver().AbsolutePositionForObject(v).Y
	field := func(n int) fyne.Position { return fyne.NewPos(kit.Gap+32*float32(n)+16, bar+28) }
	large := func() (text string, at fyne.Position) {
		s.Within(s.Window.Content(), func(o fyne.CanvasObject, p, _, _ fyne.Position) {
			if x, ok := o.(*canvas.Text); ok && x.TextSize == kit.SizeTitle {
				text, at = x.Text, p.AddXY(x.Size().Width/2, x.Size().Height/2)
			}
		})
		return text, at
	}
	h := s.Hand()
	h.Move(field(2))
	h.Down(1)
	for n, x := range []int{3, 5, 8} {
		h.Move(field(x))
		if v.Value() != x || len(told) != 0 {
			t.Errorf("move %d: the value is %d, want %d; told %v", n, v.Value(), x, told)
		}
		if text, at := large(); text != []string{"3", "5", "8"}[n] || at.Y > bar || at.X < field(x).X-20 || at.X > field(x).X+20 {
			t.Errorf("move %d: %q stands at %v", n, text, at)
		}
	}
	h.Move(field(6).AddXY(0, 70)) // the finger may leave the bar
	h.Up(1)
	if want := []int{6}; !slices.Equal(told, want) || v.Value() != 6 {
		t.Errorf("told %v, want %v; the value is %d", told, want, v.Value())
	}
	if text, _ := large(); text != "" {
		t.Errorf("%q still stands above", text)
	}
	if sc.Offset.Y != 0 {
		t.Errorf("the page was scrolled by %v", sc.Offset.Y)
	}
	h.Drag(field(6), field(4), field(6))
	if len(told) != 1 || v.Value() != 6 {
		t.Errorf("there and back: told %v, the value is %d", told, v.Value())
	}
	h.Drag(field(6), field(9), fyne.NewPos(900, bar))
	h.Drag(field(6), field(3), fyne.NewPos(-50, bar))
	// A tap that slides is still a tap, on the field it began on.
	h.TapAt(field(5), fyne.NewDelta(8, 7))
	// A finger that goes up over the bar scrolls the page.
	h.Drag(field(2), field(2).AddXY(3, -20), field(3).AddXY(40, -60))
	if want := []int{6, 10, 0, 5}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
	if v.Value() != 5 || sc.Offset.Y < 40 {
		t.Errorf("a finger going up left the value at %d and scrolled the page by %v", v.Value(), sc.Offset.Y)
	}
	sc.ScrollToOffset(fyne.Position{})
	s.Settle()
	v.Disable()
	h.Drag(field(2), field(4), field(7))
	if len(told) != 4 || v.Value() != 5 {
		t.Error("it was dragged while disabled")
	}
}
