package safety

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// toldElsewhere offers what another question was told already.
type toldElsewhere struct {
	q      *Question
	said   *kit.Text
	object fyne.CanvasObject
	offer  clinic.Told
}

func newToldElsewhere(q *Question) *toldElsewhere {
	t := &toldElsewhere{q: q, said: kit.Body("").Wrap()}
	t.object = kit.WithButtons(t.said, kit.NewButton(lang.L("Take it over"), kit.IconCheck, t.take))
	return t
}

func (t *toldElsewhere) take() {
	q, h := t.q, t.q.h
	if q.panel != nil {
		q.panel.leave()
	}
	_ = q.edit(clinic.Say("Take over: {{.Name}}", clinic.Args{"Name": script.LowerFirst(q.item.Name)}), func(a *clinic.Screening) {
		a.TakeOver(h.Desk.Catalogue, &t.offer, h.Desk.Today())
	}) // the person was told
}

func (t *toldElsewhere) show(a *clinic.Screening, locked bool) {
	h := t.q.h
	t.offer = h.Chart().ToldElsewhere(h.Desk.Catalogue, a)
	kit.SetHidden(t.object, locked || t.offer.Empty())
	if t.offer.Empty() {
		return
	}
	var from, said []string
	for _, item := range t.offer.From {
		from = append(from, item.Name)
	}
	for _, d := range t.offer.Details {
		said = append(said, words.Say(h.Desk.Catalogue.DetailWords(a.Item, d)))
	}
	for _, x := range t.offer.Targets {
		said = append(said, h.Desk.Atlas.Label(x.Structure, x.Side))
	}
	t.said.SetText(words.Of(lang.L("Told already ({{.Question}})", map[string]any{"Question": words.List(from...)}), words.Points(said...)))
}
