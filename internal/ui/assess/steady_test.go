package assess

import (
	"testing"

	"fyne.io/fyne/v2/lang"

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
	if current := b.screen.steps.Current(); current == step.History || current == step.Findings {
		return nil
	}
	return append(out, lang.L("Arms"), lang.L("Legs")) // of the limbs and their circulation
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
