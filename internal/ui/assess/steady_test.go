package assess

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
)

// What is answered moves nothing that stands above it or beside it, on any step. Tabs, which show something else, are
// left out.
func TestAnsweringMovesNothing(t *testing.T) {
	least := map[string]int{stepHistory: 40, stepScreening: 12, stepFindings: 10, stepMeasures: 20, stepTests: 10, stepLimbs: 15}
	for _, step := range stepKinds() {
		if least[step.id] == 0 {
			continue
		}
		t.Run(step.id, func(t *testing.T) {
			b := newBench(t, kit.ModeLight)
			b.start()
			b.screen.goTo(step.id)
			b.Show(b.screen.Object(), 1180, 660)
			n := b.SteadyAll(least[step.id], []string{"*kit.chip", "*kit.severityCell"}, b.tabs()...)
			if n < least[step.id] {
				t.Errorf("only %d were tapped", n)
			}
		})
	}
}

// tabs are the chips that show another part of a step.
func (b *bench) tabs() []string {
	var out []string
	add := func(c *kit.Chips) {
		for _, o := range test.WidgetRenderer(c).Objects() {
			out = append(out, o.(interface{ Name() string }).Name())
		}
	}
	switch st := b.screen.shown().(type) {
	case *screening:
		for _, g := range st.groups {
			for n := range len(g.items) + 1 {
				out = append(out, g.name+"  "+progressWords(n, len(g.items)))
			}
		}
	case *measures:
		add(st.topics)
	case *tests:
		add(st.topics)
	case *limbsStep:
		add(st.topics)
		out = append(out, lang.L("Arms"), lang.L("Legs"))
	}
	return out
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
	b.Tap("No to all the rest")
	b.MustSay("All answered · 1 to act on", "Do not treat  21/21")
	for i, w := range widths() {
		if w != before[i] {
			t.Errorf("tab %d was %v wide, is %v", i, before[i], w)
		}
	}
}

// Every step that was out of sight while dark was chosen is dark when it is shown again, its icons too.
func TestDarkIsSwitchedOnEveryStep(t *testing.T) {
	show := func(mode kit.Mode, step string) *bench {
		b := newBench(t, mode)
		b.start()
		b.Tap("Screening")
		b.Tap("Yes")
		b.screen.goTo(step)
		b.Settle()
		if step == stepFindings {
			b.findings().choose(clinic.Target{Structure: "deltoid.posterior", Side: anatomy.Left}, clinic.Spot{View: "posterior"}, nil)
			b.Settle()
		}
		return b
	}
	for _, step := range stepKinds() {
		t.Run(step.id, func(*testing.T) {
			want := show(kit.ModeDark, step.id).Picture(1)
			b := show(kit.ModeLight, step.id)
			b.Switch(kit.ModeDark)
			b.MustLookLike(want)
		})
	}
}

// The sorts of finding stand where they stood, however long the name of what was tapped is.
func TestTheSortsStandUnderAnyName(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Tap("Findings")
	f := b.findings()
	var at []fyne.Position
	for _, code := range []string{"deltoid.posterior", "extensor.carpi.radialis.longus"} {
		if _, ok := b.desk.Atlas.Structure(code); !ok {
			t.Fatalf("no structure %s", code)
		}
		f.choose(clinic.Target{Structure: code, Side: anatomy.Left}, clinic.Spot{View: "posterior"}, nil)
		b.Show(b.screen.Object(), 1000, 660)
		at = append(at, fyne.CurrentApp().Driver().AbsolutePositionForObject(f.sheet.kinds.buttons[0]))
	}
	if at[0] != at[1] {
		t.Errorf("the first sort is at %v under a short name, at %v under a long one", at[0], at[1])
	}
}
