package sessions

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/pick"
)

// adder records a treatment that was not prescribed: what, then where.
type adder struct {
	w         *visit
	object    *fyne.Container
	open      *kit.Button
	form      *fyne.Container
	technique *kit.Chips
	where     *pick.Several
	targets   []clinic.Target
	add       *kit.Button
}

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
	kit.SetHidden(a.form, a.form.Visible())
}

func (a *adder) build() {
	var techniques []kit.Option
	for _, t := range a.w.s.d.Catalogue.Techniques {
		if t.Offered {
			techniques = append(techniques, kit.Option{ID: t.Code, Label: t.Name})
		}
	}
	a.technique = kit.NewChips(techniques, func([]string) { a.show() })
	a.where = pick.NewSeveral(a.w.s.d.Atlas, lang.L("Search a structure, such as left calf or QL"), func(list []clinic.Target) {
		a.targets = list
		a.show()
	})
	a.add = kit.NewButton(lang.L("Record it as done"), kit.IconCheck, a.record)
	a.form.Objects = []fyne.CanvasObject{
		kit.NewField(lang.L("What"), a.technique),
		kit.NewField(lang.L("Where"), a.where.Object),
		kit.FlowRow(a.add),
	}
	a.show()
}

func (a *adder) show() {
	a.where.Show(a.targets, nil, false)
	kit.SetEnabled(a.add, a.technique.Value() != "" && len(a.targets) > 0)
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
	a.where.Finder.Search.SetText("")
	a.form.Hide()
	a.show()
}
