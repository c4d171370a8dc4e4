package asked

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/assess/measured"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// totalForm takes down the total of a questionnaire that was filled in elsewhere.
type totalForm struct {
	p       *Step
	form    *clinic.Form
	entries []*kit.Entry // one for each measure of the form
	fields  []*kit.Field
	date    *kit.DateField
	when    *kit.Field
	where   *kit.Chips
	root    *fyne.Container
}

func (p *Step) writeDown(f *clinic.Form) {
	t := &totalForm{p: p, form: f}
	grid := kit.StackGap(kit.GapWide)
	for _, code := range f.Measures {
		me := p.s.Desk.Catalogue.Measure(code)
		e := kit.NewEntry("", nil)
		e.OnSubmitted = func(string) { t.keep() }
		field := kit.NewField(me.Name, kit.MaxWidth(160, e)).
			Help(lang.L("From {{.Low}} to {{.High}}", map[string]any{"Low": clinic.Number(me.Low), "High": me.Write(me.High)}))
		t.entries, t.fields = append(t.entries, e), append(t.fields, field)
		grid.Add(field)
	}
	t.date = kit.NewDateField(p.s.Desk.Clock, nil).Past()
	t.date.SetDate(string(p.s.Current().Date))
	t.when = kit.NewField(lang.L("Filled in on"), t.date)
	t.where = kit.NewChips([]kit.Option{
		{ID: "On paper", Label: lang.L("On paper")},
		{ID: "On the licence holder’s site", Label: lang.L("On the licence holder’s site")},
		{ID: "In a letter", Label: lang.L("In a letter")},
	}, nil)
	grid.Add(t.when)
	grid.Add(kit.NewField(lang.L("Where"), t.where))
	grid.Add(kit.QuietText(strings.TrimSpace(f.Licence + " " + f.Credit)).Wrap())
	grid.Add(kit.FlowRow(kit.NewButton(lang.L("Keep the total"), kit.IconCheck, t.keep),
		kit.QuietButton(lang.L("Cancel"), "", t.close)))
	t.root = kit.PadSides(0, kit.Gap, grid)
	p.totals[f.Code] = t
	p.Show()
	p.s.Desk.Window.Canvas().Focus(t.entries[0])
}

// close folds the fields away and leaves in sight what they were for.
func (t *totalForm) close() {
	p := t.p
	delete(p.totals, t.form.Code)
	p.Show()
	p.s.After(step.RevealPause, func() { p.scroll.Reveal(p.rows[t.form.Code]) })
}

// keep keeps each total that was written, all as one step.
func (t *totalForm) keep() {
	s := t.p.s
	op := clinic.Operation{}
	complaint := ""
	day, err := edit.DateOf(t.date)
	switch {
	case err != nil:
		complaint = words.Error(err)
	case day == "":
		complaint = lang.L("Write the day.")
	}
	t.when.SetError(complaint)
	wrong := complaint != ""
	for i, e := range t.entries {
		text := strings.TrimSpace(e.Text)
		t.fields[i].SetError("")
		if text == "" {
			continue
		}
		v, err := kit.ParseNumber(text, measured.Decimals)
		if err != nil {
			t.fields[i].SetError(words.Error(err))
			wrong = true
			continue
		}
		one, err := clinic.RecordTotal(s.Desk.Env(), s.Desk.Catalogue, s.Chart(), s.Assessment, t.form.Measures[i], v, day, t.where.Value())
		if err != nil {
			if m := clinic.FieldMessage(err, "date"); !m.IsZero() {
				t.when.SetError(words.Say(m))
			} else {
				t.fields[i].SetError(edit.Complaint(err, "value"))
			}
			wrong = true
			continue
		}
		op.Label, op.Scope = cmp.Or(op.Label, one.Label), one.Scope
		op.Put = append(op.Put, one.Put...)
	}
	switch {
	case wrong:
		return
	case op.Empty():
		t.fields[0].SetError(lang.L("Enter a number."))
		return
	}
	if s.Desk.Apply(op) == nil {
		t.close()
	}
}
