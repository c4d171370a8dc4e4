package kit_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

func TestSegmentedChoosesExactlyOne(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	var told []string
	c := kit.NewSegmented([]kit.Option{{ID: "l", Label: "Left"}, {ID: "r", Label: "Right"}, {ID: "b", Label: "Both sides"}},
		func(id string) { told = append(told, id) })
	after := kit.NewEntry("", nil)
	s.Show(container.NewVBox(c, after), 400, 200)
	if c.Value() != "" {
		t.Errorf("%q is chosen before anything was", c.Value())
	}
	s.Tap("Right")
	s.Tap("Right") // stays
	s.Tap("Left")
	s.Key(fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeySpace, fyne.KeyHome, fyne.KeyReturn)
	if want := []string{"r", "l", "b", "l"}; !slices.Equal(told, want) {
		t.Errorf("told %q, want %q", told, want)
	}
	c.SetChosen("b")
	if c.Value() != "b" || len(told) != 4 {
		t.Errorf("set from code: %q, told %d times", c.Value(), len(told))
	}
	s.Tab(1)
	if s.Window.Canvas().Focused() != after {
		t.Error("it is more than one stop for Tab")
	}
	c.SetOptions(kit.Options("b", "m"))
	s.Settle()
	if c.Value() != "b" {
		t.Error("a choice that is still offered was forgotten")
	}
	c.Disable()
	s.Tap("m")
	if c.Value() != "b" {
		t.Error("it took a tap while disabled")
	}
}

// An answer may be taken back, and stays open until it is given.
func TestSegmentedAnswerIsTakenBack(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	var told []string
	c := kit.NewSegmented(kit.Options("No", "Yes", "Unsure"), func(id string) { told = append(told, id) }).Clearable()
	s.Show(c, 400, 100)
	s.Tap("Yes")
	s.Tap("Yes")
	s.Key(fyne.KeySpace)
	if want := []string{"Yes", "", "Yes"}; !slices.Equal(told, want) {
		t.Errorf("told %q, want %q", told, want)
	}
}

// The parts are alike, a finger's target each, and break into rows rather than cut their words.
func TestSegmentedPartsAreEqual(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	labels := []string{"Front + back", "Left", "Right", "Hands"}
	c := kit.NewSegmented(kit.Options(labels...), nil)
	under := kit.Body("under")
	least := func() float32 {
		var w float32
		for _, l := range labels {
			w = max(w, fyne.MeasureText(l, kit.SizeBody, fyne.TextStyle{Bold: true}).Width)
		}
		return w
	}()
	for width, rows := range map[float32]int{900: 1, 4*least + 120: 1, 2*least + 60: 2, least + 40: 4} {
		s.Show(container.NewVBox(c, under), width, 400)
		if got := c.Size().Height / kit.Target; got != float32(rows) {
			t.Errorf("%v wide it has %v rows, want %d", width, got, rows)
		}
		if under.Position().Y < c.Size().Height {
			t.Error("what comes after lies under it")
		}
		var first fyne.Size
		n := 0
		s.Walk(func(o fyne.CanvasObject) {
			if _, ok := o.(fyne.Tappable); !ok {
				return
			}
			if n++; n == 1 {
				first = o.Size()
			}
			if o.Size() != first || o.Size().Height < kit.Target || o.Size().Width < kit.Target {
				t.Errorf("%v wide, a part is %v, the first %v", width, o.Size(), first)
			}
		})
		if n != len(labels) {
			t.Errorf("%d parts, want %d", n, len(labels))
		}
		if cut := s.CutOff(); len(cut) > 0 {
			t.Errorf("%v wide: %q", width, cut)
		}
	}
}
