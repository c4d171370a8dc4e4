package safety

import (
	"strconv"

	"fyne.io/fyne/v2"

	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
)

// details are the fields that an answer has by the table.
type details struct {
	object fyne.CanvasObject // nil where there are none
	shows  []func(a *clinic.Screening, locked bool)
	leaves []func()
}

func newDetails(q *Question) *details {
	d := &details{}
	var fields []fyne.CanvasObject
	for _, f := range q.h.Desk.Catalogue.DetailsOf(q.item.Code) {
		keep := func(value string) error {
			return q.edit(clinic.Say("Change: {{.Name}}", clinic.Args{"Name": script.LowerFirst(f.Label)}), func(a *clinic.Screening) {
				a.SetDetail(&f, value, q.h.Desk.Today())
			})
		}
		switch f.Kind {
		case clinic.DetailDate:
			fields = append(fields, d.date(q, &f, keep))
		case clinic.DetailNumber, clinic.DetailWeeks:
			fields = append(fields, d.number(q, &f, keep))
		case clinic.DetailChoice:
			fields = append(fields, d.choice(&f, keep))
		case clinic.DetailText:
			text := q.h.newText(f.Label, f.Code, f.Help, 0, keep)
			d.shows = append(d.shows, func(a *clinic.Screening, locked bool) {
				text.Show(a.Detail(f.Name))
				text.Lock(locked)
			})
			d.leaves = append(d.leaves, text.Flush)
			fields = append(fields, text.Field)
		}
	}
	if len(fields) > 0 {
		d.object = page.Columns(fields...)
	}
	return d
}

func (d *details) date(q *Question, f *clinic.DetailField, keep func(string) error) fyne.CanvasObject {
	date := edit.NewDate(q.h.Desk.Clock, f.Label, f.Code, func(day clinic.Date) error { return keep(string(day)) }).Of(q.h.Desk.Elsewhere(q.h.Patient))
	d.shows = append(d.shows, func(a *clinic.Screening, locked bool) {
		date.Show(a.DetailDay(f.Name))
		date.Lock(locked)
	})
	return helped(date.Field, f)
}

func (d *details) number(q *Question, f *clinic.DetailField, keep func(string) error) fyne.CanvasObject {
	limits := kit.Limits{Min: f.Low, Max: f.High, Unit: f.Unit}
	if f.Kind == clinic.DetailNumber && f.High < 100 {
		limits.Step, limits.Decimals = 0.1, 1
	}
	n := edit.NewNumber(q.h.After, f.Label, f.Code, limits, func(v float64) error {
		return keep(strconv.FormatFloat(v, 'f', -1, 64))
	}).Of(q.h.Desk.Elsewhere(q.h.Patient))
	d.shows = append(d.shows, func(a *clinic.Screening, locked bool) {
		v, ok := a.DetailNumber(f.Name)
		if f.Kind == clinic.DetailWeeks {
			var week int
			week, ok = a.Week(q.h.Desk.Today())
			v = float64(week)
		}
		if ok {
			n.Show(&v)
		} else {
			n.Show(nil)
		}
		kit.SetEnabled(n.Stepper, !locked)
	})
	d.leaves = append(d.leaves, n.Flush)
	return helped(n.Field, f)
}

func (d *details) choice(f *clinic.DetailField, keep func(string) error) fyne.CanvasObject {
	chips := kit.NewChips(kit.Options(f.Choices...), func(ids []string) {
		value := ""
		if len(ids) > 0 {
			value = ids[0]
		}
		_ = keep(value) // the person was told
	})
	d.shows = append(d.shows, func(a *clinic.Screening, locked bool) {
		if value := a.Detail(f.Name); value != "" {
			chips.SetChosen(value)
		} else {
			chips.SetChosen()
		}
		kit.SetEnabled(chips, !locked)
	})
	return helped(kit.NewField(f.Label, chips), f)
}

func helped(field *kit.Field, f *clinic.DetailField) *kit.Field {
	if f.Help != "" {
		return field.Help(f.Help)
	}
	return field
}

func (d *details) show(a *clinic.Screening, locked bool) {
	for _, show := range d.shows {
		show(a, locked)
	}
}

func (d *details) leave() {
	for _, leave := range d.leaves {
		leave()
	}
}

// marksPlace reports whether the place of an answer to an item is marked.
func marksPlace(cat *clinic.Catalogue, item *clinic.ScreeningItem) bool {
	if cat.AsksPlace(item) {
		return true
	}
	for _, f := range cat.DetailsOf(item.Code) {
		if f.Kind == clinic.DetailPlace {
			return true
		}
	}
	return false
}
