package assess

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/assess/step/steptest"
	"regimen/internal/ui/bodymap"
	"regimen/internal/ui/kit"
)

// The section in a window of 1280 by 800, with a title bar of 40: the rail is at its left, and the name with the tabs of the
// sections above it.
const (
	sectionWide   = 1280 - 96
	sectionHigh   = 800 - 40 - sectionTop
	sectionTop    = 64 + 48
	firstAnswerAt = 250
)

// firstAnswer is how far below the top of the window the first thing stands that can be answered in the step in sight, and
// how many rows of controls there are above it.
func (b *bench) firstAnswer(answers func(o fyne.CanvasObject) bool) (y float32, rows int) {
	b.T.Helper()
	y = -1
	var above []float32
	b.Within(b.screen.room, func(o fyne.CanvasObject, at, _, _ fyne.Position) {
		if answers(o) && (y < 0 || at.Y+sectionTop < y) {
			y = at.Y + sectionTop
		}
	})
	b.Within(b.screen.room, func(o fyne.CanvasObject, at, _, _ fyne.Position) {
		if _, ok := o.(fyne.Tappable); ok && !answers(o) && at.Y+sectionTop+kit.Gap < y && at.Y+o.Size().Height+sectionTop <= y+1 &&
			!slices.ContainsFunc(above, func(a float32) bool { return a-at.Y < kit.Gap && at.Y-a < kit.Gap }) {
			above = append(above, at.Y)
		}
	})
	return y, len(above)
}

// Work begins near the top: in each step the first thing to answer stands at most 250 below the top of the window, and
// between the tabs of the sections and it there is at most one more row to choose from.
func TestWorkBeginsNearTheTop(t *testing.T) {
	named := func(names ...string) func(fyne.CanvasObject) bool {
		return func(o fyne.CanvasObject) bool {
			n, ok := o.(interface{ Name() string })
			return ok && slices.Contains(names, n.Name())
		}
	}
	entry := func(o fyne.CanvasObject) bool { _, ok := o.(*kit.Entry); return ok }
	answers := map[string]func(fyne.CanvasObject) bool{
		step.History:    entry,
		step.Screening:  named("No"),
		step.Findings:   func(o fyne.CanvasObject) bool { _, ok := o.(*bodymap.Map); return ok },
		step.Movement:   named("Figure: left neck rotation", "Figure: neck flexion"),
		step.Tests:      named("Neg"),
		step.Limbs:      named("Measure the left"),
		step.Forms:      func(o fyne.CanvasObject) bool { _, ok := o.(*kit.Button); return ok },
		step.Impression: entry,
	}
	for _, mode := range []string{"new", "review"} {
		b := newBench(t, kit.ModeLight)
		if mode == "review" {
			b = filled(t, kit.ModeLight)
			answers[step.History] = named("Complaint") // it is asked whether that is still true
		} else {
			b.start()
		}
		for _, kind := range stepKinds() {
			b.screen.goTo(kind.id)
			if kind.id == step.Movement && mode == "new" {
				b.Show(b.screen.Object(), sectionWide, sectionHigh)
				steptest.Choose(b.Rig, b.screen.shown().(interface{ Menu() *kit.Button }).Menu(), "Neck")
			}
			b.Show(b.screen.Object(), sectionWide, sectionHigh)
			y, rows := b.firstAnswer(answers[kind.id])
			t.Logf("%s, %s: the first answer at %v below %d rows", mode, kind.id, y, rows)
			if y < 0 || y > firstAnswerAt {
				t.Errorf("%s, %s: the first answer stands at %v", mode, kind.id, y)
			}
			if rows > 1 {
				t.Errorf("%s, %s: there are %d rows of controls before the first answer", mode, kind.id, rows)
			}
		}
	}
}

// The column of the steps is 152 wide, and in a window with little room 96; a long name gets its room.
func TestTheStepsStandAtTheLeft(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	for _, x := range []struct{ section, column float32 }{{sectionWide, kit.StepsWidth}, {1100 - 96, kit.StepsWidth}, {1099 - 96, kit.StepsNarrow}, {1024 - 96, kit.StepsNarrow}} {
		b.Show(b.screen.Object(), x.section, sectionHigh)
		if got := b.screen.steps.Size().Width; got < x.column || got > x.column+16 {
			t.Errorf("in a section of %v the steps are %v wide, want %v", x.section, got, x.column)
		}
		if got := b.screen.room.Position().X; got < x.column || got > x.column+16 {
			t.Errorf("in a section of %v the work begins at %v", x.section, got)
		}
	}
	b.stepSays(step.History, "History, something is missing")
	b.stepSays(step.Forms, "Forms, empty")
	b.Type("Presenting complaint", "Neck ache")
	b.stepSays(step.History, "History, begun")
}
