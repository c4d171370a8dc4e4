package sessions

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// adder records a treatment that was not prescribed: what, then where.
type adder struct {
	w         *visit
	object    *fyne.Container
	open      *kit.Button
	form      *fyne.Container
	technique *kit.Chips
	search    *kit.Search
	hits      *kit.Chips
	chosen    *kit.Chips
	targets   []clinic.Target
	found     []clinic.Target
	add       *kit.Button
}

// mostHits is how many structures a search offers.
const mostHits = 8

func newAdder(w *visit) *adder {
	a := &adder{w: w, form: kit.StackGap(kit.GapWide)}
	a.open = kit.NewButton(lang.L("Add a treatment"), kit.IconAdd, a.toggle)
	a.form.Hide()
	a.object = kit.StackGap(kit.Gap, fyne.CanvasObject(kit.FlowRow(a.open)), a.form)
	return a
}

func (a *adder) toggle() {
	if a.technique == nil {
		a.build()
	}
	edit.SetHidden(a.form, a.form.Visible())
}

func (a *adder) build() {
	var techniques []kit.Option
	for _, t := range a.w.s.d.Catalogue.Techniques {
		techniques = append(techniques, kit.Option{ID: t.Code, Label: t.Name})
	}
	a.technique = kit.NewChips(techniques, func([]string) { a.show() })
	a.search = kit.NewSearch(lang.L("Search a structure, such as left calf or QL"), a.find)
	a.hits = kit.NewChips(nil, func(ids []string) {
		for i := range a.found {
			if t := a.found[i]; len(ids) == 1 && t.Key() == ids[0] {
				a.targets = append(a.targets, t)
			}
		}
		a.hits.SetChosen()
		a.show()
	})
	a.chosen = kit.NewMultiChips(nil, func(ids []string) {
		var kept []clinic.Target
		for _, t := range a.targets {
			for _, id := range ids {
				if t.Key() == id {
					kept = append(kept, t)
				}
			}
		}
		a.targets = kept
		a.show()
	})
	a.add = kit.NewButton(lang.L("Record it as done"), kit.IconCheck, a.record)
	a.form.Objects = []fyne.CanvasObject{
		kit.NewField(lang.L("What"), a.technique),
		kit.NewField(lang.L("Where"), kit.StackGap(kit.Gap, a.search, a.hits, a.chosen)),
		kit.FlowRow(a.add),
	}
	a.show()
}

func (a *adder) find(text string) {
	a.found = nil
	var options []kit.Option
	if strings.TrimSpace(text) != "" {
		for _, t := range a.w.s.d.Atlas.Search(text) {
			if len(a.found) == mostHits {
				break
			}
			a.found = append(a.found, t)
			options = append(options, kit.Option{ID: t.Key(), Label: a.w.s.d.Atlas.Label(t.Structure, t.Side)})
		}
	}
	a.hits.SetOptions(options)
}

func (a *adder) show() {
	var options []kit.Option
	var ids []string
	for _, t := range a.targets {
		options = append(options, kit.Option{ID: t.Key(), Label: a.w.s.d.Atlas.Label(t.Structure, t.Side), Icon: kit.IconCheck})
		ids = append(ids, t.Key())
	}
	a.chosen.SetOptions(options)
	a.chosen.SetChosen(ids...)
	setOn(a.add, a.technique.Value() != "" && len(a.targets) > 0)
}

// record files the treatment with the least dose of its technique, for the row's Change to correct.
func (a *adder) record() {
	v := a.w.now()
	tech := a.w.s.d.Catalogue.Technique(a.technique.Value())
	if v == nil || tech == nil || len(a.targets) == 0 {
		return
	}
	t := clinic.Treat(a.w.s.d.Env(), a.w.s.chart(), v, tech, a.targets)
	if a.w.s.apply(clinic.Operation{Label: clinic.Say("Add {{.Name}}", clinic.Args{"Name": a.w.s.d.Catalogue.TechniqueTerm(tech.Code)}), Scope: v.ID, Put: []clinic.Record{t}}) != nil {
		return
	}
	a.targets = nil
	a.technique.SetChosen()
	a.search.SetText("")
	a.form.Hide()
	a.show()
}
