package kit_test

import (
	"image"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

func someSteps(changed func(string)) *kit.Steps {
	return kit.NewSteps([]kit.Step{{ID: "a", Label: "History"}, {ID: "b", Label: "Screening"}, {ID: "c", Label: "Home care", Short: "Home"}}, changed)
}

func TestStepsAreChosenByTapAndKey(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	var went []string
	steps := someSteps(func(id string) { went = append(went, id) })
	s.Show(container.NewHBox(steps), 400, 300)
	if size := steps.MinSize(); size.Width != kit.StepsWidth || size.Height != 3*kit.Target {
		t.Errorf("it asks for %v", size)
	}
	s.Tap("Home care")
	s.Tap("Home care") // where one is already
	s.Key(fyne.KeyUp, fyne.KeyUp)
	if !slices.Equal(went, []string{"c", "b", "a"}) || steps.Current() != "a" {
		t.Errorf("went to %v, now at %s", went, steps.Current())
	}
	steps.Select("c")
	if len(went) != 3 || steps.Current() != "c" {
		t.Error("showing a step told that the user changed it")
	}
	s.MustSay("Home care")
	steps.SetNarrow(true)
	s.Settle()
	if w := steps.MinSize().Width; w < kit.StepsNarrow || w > kit.StepsNarrow+16 {
		t.Errorf("narrow it asks for %v", steps.MinSize())
	}
	var words []string
	s.Walk(func(o fyne.CanvasObject) {
		if x, ok := o.(*kit.Text); ok {
			words = append(words, x.Text())
		}
	})
	if !slices.Equal(words, []string{"History", "Screening", "Home"}) {
		t.Errorf("narrow it says %v", words)
	}
}

// In a narrow window the first words keep the room they need.
func TestNarrowStepsCutNoWord(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	steps := kit.NewSteps([]kit.Step{{ID: "a", Label: "Screening"}, {ID: "b", Label: "Impressions"}}, nil)
	steps.SetNarrow(true)
	s.Show(container.NewHBox(steps), 200, 160)
	for _, id := range []string{"a", "b"} {
		steps.Select(id)
		s.Settle()
		if cut := s.CutOff(); len(cut) > 0 {
			t.Errorf("at %s: %q", id, cut)
		}
	}
}

// Each state is told by its shape, not by colour alone, and by words to whoever does not see it.
func TestTheStateOfAStepIsAShape(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	steps := someSteps(nil)
	s.Show(container.NewHBox(steps), 200, 160)
	seen := map[string]kit.StepState{}
	for _, state := range []kit.StepState{kit.StepEmpty, kit.StepBegun, kit.StepDone, kit.StepMust} {
		steps.SetState("b", state)
		s.Settle()
		img := s.Picture(1)
		ground, shape := img.At(150, 66), ""
		for y := 44; y < 88; y++ { // the row of the step, its glyph alone
			for x := 14; x < 38; x++ {
				if (image.Point{X: x, Y: y}).In(img.Bounds()) && img.At(x, y) != ground {
					shape += "#"
				} else {
					shape += " "
				}
			}
		}
		if other, twice := seen[shape]; twice {
			t.Errorf("the states %d and %d have the same shape", other, state)
		}
		seen[shape] = state
	}
	var label string
	s.Walk(func(o fyne.CanvasObject) {
		if x, ok := o.(interface {
			Name() string
			AccessibilityLabel() string
		}); ok && x.Name() == "Screening" {
			label = x.AccessibilityLabel()
		}
	})
	if label != "Screening, something is missing" {
		t.Errorf("it is read as %q", label)
	}
}
