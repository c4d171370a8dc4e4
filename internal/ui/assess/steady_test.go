package assess

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"

	"regimen/internal/anatomy"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/assess/step/steptest"
	"regimen/internal/ui/kit"
)

// What is answered moves nothing that stands above it or beside it, on any step. Tabs, which show something else, are
// left out.
func TestAnsweringMovesNothing(t *testing.T) {
	least := map[string]int{step.History: 15, step.Screening: 12, step.Findings: 6, step.Movement: 20, step.Tests: 10, step.Limbs: 15}
	for _, kind := range stepKinds() {
		if least[kind.id] == 0 {
			continue
		}
		t.Run(kind.id, func(t *testing.T) {
			b := newBench(t, kit.ModeLight)
			b.start()
			b.screen.goTo(kind.id)
			if kind.id == step.History {
				b.Tap("What makes it better or worse")
			}
			b.Show(b.screen.Object(), 1180, 660)
			n := b.SteadyAll(least[kind.id], []string{"*kit.chip", "*kit.segment", "*kit.severityCell"}, b.tabs()...)
			if n < least[kind.id] {
				t.Errorf("only %d were tapped", n)
			}
		})
	}
}

// tabs are the chips that show another part of a step: the topmost in it.
func (b *bench) tabs() []string {
	var out []string
	if st, ok := b.screen.shown().(*screening); ok {
		for _, g := range st.groups {
			for n := range len(g.items) + 1 {
				out = append(out, g.name+"  "+progressWords(n, len(g.items)))
			}
		}
		return out
	}
	if current := b.screen.steps.Current(); current == step.History || current == step.Findings {
		return nil
	}
	return append(out, lang.L("Arms"), lang.L("Legs")) // of the limbs and their circulation
}

// The tabs of the screening keep their places while the answers in them are counted and something is to be done.
func TestTheTabsOfTheScreeningStand(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Tap("Screening")
	c := b.screen.shown().(*screening)
	widths := func() (out []fyne.Size) {
		for _, o := range test.WidgetRenderer(c.tabs).Objects() {
			out = append(out, o.Size())
		}
		return out
	}
	before := widths()
	b.Tap("Yes")
	b.typeNo()
	b.MustSay("All answered · 1 to act on", "Do not treat  27/27")
	for i, w := range widths() {
		if w != before[i] {
			t.Errorf("tab %d was %v wide, is %v", i, before[i], w)
		}
	}
}

// Every step that was out of sight while dark was chosen is dark when it is shown again, its icons too.
func TestDarkIsSwitchedOnEveryStep(t *testing.T) {
	show := func(mode kit.Mode, id string) *bench {
		b := newBench(t, mode)
		b.start()
		b.Tap("Screening")
		b.Tap("Yes")
		b.screen.goTo(id)
		b.Settle()
		if id == step.Findings {
			steptest.TapFigure(b.Rig, "deltoid.posterior", anatomy.Left)
		}
		return b
	}
	for _, kind := range stepKinds() {
		t.Run(kind.id, func(*testing.T) {
			want := show(kit.ModeDark, kind.id).Picture(1)
			b := show(kit.ModeLight, kind.id)
			b.Switch(kit.ModeDark)
			b.MustLookLike(want)
		})
	}
}
