package movement

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/ui/assess/measured"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
)

// painPage asks how bad the pain is, and how well the patient's own activities go.
type painPage struct {
	m          *Step
	scores     []*scoreRow
	activities *activities
	root       fyne.CanvasObject
}

func newPainPage(m *Step) step.Step {
	p := &painPage{m: m}
	pain := kit.StackGap(kit.GapWide)
	for i := range m.s.Desk.Catalogue.Measures {
		me := &m.s.Desk.Catalogue.Measures[i]
		if topicOf(me) != topicPain || me.Items {
			continue
		}
		r := newScoreRow(m.s, measured.Key{Measure: me.Code, Side: anatomy.Midline}, me.Name, lang.L("No pain"), lang.L("Worst imaginable"))
		p.scores = append(p.scores, r)
		pain.Add(r.root)
	}
	cards := kit.StackGap(kit.GapWide, kit.NewCard(lang.L("Pain"), pain))
	if me := activityMeasure(m.s.Desk.Catalogue); me != nil {
		p.activities = newActivities(m.s, me)
		cards.Add(kit.NewCard(lang.L("The patient’s own activities"), p.activities.root))
	}
	p.root = kit.MaxWidth(1100, cards)
	return p
}

func (p *painPage) Object() fyne.CanvasObject { return p.root }

func (p *painPage) Show() {
	b := measured.Befores(p.m.s)
	for _, r := range p.scores {
		r.show(b)
	}
	if p.activities != nil {
		p.activities.show(b)
	}
}

func (p *painPage) Leave() {}
