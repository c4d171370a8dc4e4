package plan

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/ui/kit"
)

// What is ticked moves nothing that stands above it or beside it, on any step.
func TestTickingMovesNothing(t *testing.T) {
	for step, least := range map[string]int{stepProblems: 4, stepSchedule: 10, stepHome: 3} {
		t.Run(step, func(t *testing.T) {
			p := sit(t, kit.ModeLight)
			p.begin()
			p.screen.editor.to(step)
			p.Settle()
			if n := p.SteadyAll(40, []string{"*kit.chip", "*kit.TwoLine"}); n < least {
				t.Errorf("only %d were tapped", n)
			}
		})
	}
}

// A goal opens in sight, though it stands above the chip that was tapped to add it.
func TestWhatIsAddedIsInSight(t *testing.T) {
	p := sit(t, kit.ModeLight)
	p.Tap("Start the plan")
	p.Tap("Tenderness, moderate")
	p.Tap("Next: Goals")
	g := p.screen.editor.built[stepGoals].(*goals)
	d := p.App.Driver()
	for _, label := range []string{"Left upper trapezius: tenderness, moderate", "Something else"} {
		var chip fyne.CanvasObject
		p.Walk(func(o fyne.CanvasObject) {
			if a, ok := o.(fyne.Accessible); ok && a.AccessibilityLabel() == label && fmt.Sprintf("%T", o) == "*kit.chip" {
				chip = o
			}
		})
		if chip == nil {
			t.Fatalf("%q cannot be tapped", label)
		}
		g.content.Reveal(chip)
		p.Hand().TapAt(d.AbsolutePositionForObject(chip).AddXY(30, 20), fyne.Delta{DX: 3, DY: 4})
		p.Settle()
		p.quiet()
		open := g.list.byID[g.list.open]
		if open == nil {
			t.Fatalf("after %q no goal is open", label)
		}
		from := d.AbsolutePositionForObject(g.content).Y
		if top := d.AbsolutePositionForObject(open.object()).Y; top < from || top > from+g.content.Size().Height/2 {
			t.Errorf("after %q it begins at %v, what is seen at %v", label, top, from)
		}
	}
}

// All findings that one taps in a row are put on the plan, though each opens its words.
func TestFindingsAreTickedInARow(t *testing.T) {
	p := sit(t, kit.ModeLight)
	p.Tap("Start the plan")
	h := p.Hand()
	d := p.App.Driver()
	var at []fyne.Position
	p.Walk(func(o fyne.CanvasObject) {
		if r, ok := o.(*kit.TwoLine); ok && len(at) < 4 {
			at = append(at, d.AbsolutePositionForObject(r).AddXY(60, r.Size().Height/2))
		}
	})
	for _, pos := range at {
		h.TapAt(pos, fyne.Delta{DX: 3, DY: 4})
	}
	if n := len(p.chart().ProblemsOf(p.draft().ID)); n != len(at) || n < 4 {
		t.Errorf("%d of %d findings are on the plan", n, len(at))
	}
}

// The list of home care stays open and in its order: two taps put two things on the plan, a third takes one off again.
func TestHomeCareIsChosenInOneGo(t *testing.T) {
	p := sit(t, kit.ModeLight)
	p.begin()
	p.screen.editor.to(stepHome)
	p.Tap("Choose from the list")
	rows := func() (out []string) {
		p.Walk(func(o fyne.CanvasObject) {
			if r, ok := o.(*kit.TwoLine); ok {
				out = append(out, r.Name())
			}
		})
		return out
	}
	before := rows()
	p.SteadyAll(40, []string{"*kit.TwoLine"}, before[3:]...)
	if now := rows(); !slices.Equal(now, before) {
		t.Errorf("the list is in another order: %q, before %q", now, before)
	}
	if h := p.chart().HomeCareOf(p.draft().ID); len(h) != 3 || h[0].Title != before[0] || h[2].Title != before[2] {
		t.Errorf("chosen: %+v", h)
	}
	p.MustSay("On the plan")
	p.Tap(before[1])
	if h := p.chart().HomeCareOf(p.draft().ID); len(h) != 2 {
		t.Errorf("chosen: %+v", h)
	}
	p.Tap("Done")
	p.MustSay("What does the patient do at home?", before[0])
}

// Every step that was out of sight while dark was chosen is dark when it is shown again, its icons too.
func TestDarkIsSwitchedOnEveryStep(t *testing.T) {
	show := func(mode kit.Mode, step string) *therapist {
		p := sit(t, mode)
		p.begin()
		p.screen.editor.to(step)
		p.Settle()
		return p
	}
	for _, step := range steps {
		t.Run(step, func(*testing.T) {
			want := show(kit.ModeDark, step).Picture(1)
			p := show(kit.ModeLight, step)
			p.Switch(kit.ModeDark)
			p.MustLookLike(want)
		})
	}
}
