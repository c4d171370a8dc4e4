package plan

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/clinic"
	"regimen/internal/propose"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// suggestions are techniques that suit what was found. Nothing is added by itself.
type suggestions struct {
	s    *screen
	card *kit.Card
	rows *fyne.Container
	all  *kit.Button
	why  *kit.Button // opens what was left out
	left *fyne.Container
	open bool
	list []propose.Proposal
	said []string
}

func newSuggestions(s *screen) *suggestions {
	g := &suggestions{s: s, rows: kit.StackGap(kit.GapWide), left: kit.StackGap(kit.Gap)}
	g.all = kit.NewButton("", kit.IconAdd, func() { g.add(g.list...) })
	g.why = kit.QuietButton("", kit.IconHelp, func() {
		g.open = !g.open
		g.name()
	})
	g.card = kit.NewCard(lang.L("Suggested by what was found"), kit.StackGap(kit.GapWide,
		kit.QuietText(lang.L("Nothing is added by itself. Add what you would do, and change it as you like.")).Wrap(), g.rows, kit.FlowRow(g.all, g.why), g.left))
	return g
}

func (g *suggestions) show() {
	s := g.s
	list, left := propose.Prescriptions(s.d.Catalogue, s.d.Atlas, s.chart, s.current(), s.d.Today())
	g.list = list
	kit.SetHidden(g.card, len(list)+len(left) == 0)
	var said []string
	for _, x := range list {
		said = append(said, s.techniqueTitle(&x.Prescription), doseWords(&x.Prescription), words.Say(x.Reason))
	}
	for _, x := range left {
		said = append(said, g.leftWords(x))
	}
	if slices.Equal(said, g.said) {
		return
	}
	g.said = said
	g.rows.Objects = nil
	for _, x := range list {
		g.rows.Add(g.row(x))
	}
	if len(list) == 0 {
		g.rows.Add(kit.Body(lang.L("Nothing more is suggested.")).In(kit.ColorQuiet))
	}
	g.left.Objects = nil
	for _, x := range left {
		g.left.Add(kit.QuietText(g.leftWords(x)).Wrap())
	}
	g.all.SetText(lang.L("Add all {{.N}}, {{.Minutes}} min", map[string]any{"N": len(list), "Minutes": clinic.Number(sumMinutes(list))}))
	kit.SetHidden(g.all, len(list) < 2)
	kit.SetHidden(g.why, len(left) == 0)
	g.name()
}

// name says what the button about the left out does, and shows or hides them.
func (g *suggestions) name() {
	text := lang.L("{{.N}} left out: why?", map[string]any{"N": len(g.left.Objects)})
	if g.open {
		text = lang.L("Hide what was left out")
	}
	g.why.SetText(text)
	kit.SetHidden(g.left, !g.open || len(g.left.Objects) == 0)
	g.card.Refresh()
}

func (g *suggestions) row(x propose.Proposal) fyne.CanvasObject {
	title := g.s.techniqueTitle(&x.Prescription)
	add := kit.IconButton(kit.IconAdd, lang.L("Add {{.Technique}}", map[string]any{"Technique": title}), func() { g.add(x) })
	add.Importance = widget.MediumImportance
	text := kit.StackGap(2, kit.Strong(title).Wrap(), kit.Body(doseWords(&x.Prescription)).Wrap(), kit.QuietText(words.Say(x.Reason)).Wrap())
	return container.NewBorder(nil, nil, container.NewVBox(add), nil, kit.PadSides(kit.Gap, 0, text))
}

// techniqueTitle is a technique and where it is done: "Petrissage: left upper trapezius".
func (s *screen) techniqueTitle(rx *clinic.Prescription) string {
	if len(rx.Targets) == 0 {
		return s.d.Catalogue.TechniqueName(rx.Technique)
	}
	return words.Of(s.d.Catalogue.TechniqueName(rx.Technique), lowerWord(targetLabels(s.d.Atlas, rx.Targets)))
}

func (g *suggestions) leftWords(x propose.LeftOut) string {
	where := targetLabels(g.s.d.Atlas, x.Targets)
	facts := map[string]any{"Place": where, "Inside": lowerWord(where), "Technique": g.s.d.Catalogue.TechniqueName(x.Technique), "Why": words.Say(x.Why)}
	if x.Technique == "" {
		return lang.L("{{.Place}}. {{.Why}}", facts)
	}
	return lang.L("{{.Technique}}: {{.Inside}}. {{.Why}}", facts)
}

func (g *suggestions) add(list ...propose.Proposal) {
	g.s.flush()
	if len(list) > 0 {
		_ = g.s.do(propose.Add(g.s.d.Env(), g.s.d.Catalogue, g.s.chart, g.s.current(), list))
	}
}

func sumMinutes(list []propose.Proposal) float64 {
	sum := 0.0
	for _, x := range list {
		sum += x.Prescription.Minutes
	}
	return sum
}
