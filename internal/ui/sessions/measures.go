package sessions

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// wanted is one thing to measure at every visit: pain, and what the goals are measured by.
type wanted struct {
	measure         clinic.Measure
	item, structure string
	side            anatomy.Side
	mode            string
	along           clinic.Along
}

// wanted lists what a session measures at its moment: pain first, then the goals of its plan. What looks back over days
// is not asked again right after the treatment, nor a questionnaire's total at every visit; what was measured all the
// same stays in sight.
func (m *measures) wanted(v *clinic.Session) []wanted {
	return slices.DeleteFunc(m.w.wantedAt(v), func(x wanted) bool {
		return m.find(x) == nil && !clinic.AskInSession(m.w.s.d.Catalogue, m.w.s.chart(), v, x.measure.Code, m.moment)
	})
}

// wantedAt lists what a session may measure: pain first, then the goals of its plan.
func (w *visit) wantedAt(v *clinic.Session) []wanted {
	var out []wanted
	have := map[string]bool{}
	add := func(x wanted) {
		if k := x.key(); !have[k] {
			have[k] = true
			out = append(out, x)
		}
	}
	cat := w.s.d.Catalogue
	now := cat.PainNow()
	if now != nil {
		add(wanted{measure: *now, side: anatomy.Midline})
	}
	for _, g := range w.s.chart().GoalsOf(v.PlanID) {
		if m := cat.Measure(g.Measure); m != nil && !m.IsChange {
			if now != nil && g.Measure == now.Code && g.Structure == "" {
				continue
			}
			add(wanted{*m, g.Item, g.Structure, g.Side, g.Mode, g.Along()})
		}
	}
	return out
}

func (x wanted) key() string {
	return strings.Join([]string{x.measure.Code, x.item, x.structure, string(x.side), x.mode, fmt.Sprint(x.along)}, "|")
}

func (x wanted) is(m *clinic.Measurement) bool {
	return m.Measure == x.measure.Code && m.Item == x.item && m.Structure == x.structure && m.Side == x.side && m.Mode == x.mode && m.Along() == x.along
}

// name is what is measured where: "Shoulder flexion, left, active".
func (x wanted) name(d *desk.Desk) string {
	name, where := x.measure.Name, words.Side(x.side)
	if of := d.Catalogue.Of(x.item, x.along); !of.IsZero() {
		name = words.Of(name, words.Say(of))
	}
	if x.structure != "" {
		where = d.Atlas.Label(x.structure, x.side)
	}
	return words.List(name, where, x.mode)
}

// measures is the short set of measures before or after a treatment.
type measures struct {
	w      *visit
	moment string
	object *fyne.Container
	rows   map[string]*measureRow
	order  string
}

// measureRow measures one thing.
type measureRow struct {
	want     wanted
	severity *kit.Severity
	grades   *kit.Chips // where the values have names
	field    *kit.Field
	number   *edit.Number
	help     string
}

func newMeasures(w *visit, moment string) *measures {
	return &measures{w: w, moment: moment, object: kit.StackGap(kit.GapWide), rows: map[string]*measureRow{}}
}

func (m *measures) show() {
	v := m.w.now()
	if v == nil {
		return
	}
	var order []string
	var objects []fyne.CanvasObject
	for _, x := range m.wanted(v) {
		k := x.key()
		if m.rows[k] == nil {
			m.rows[k] = m.newRow(x)
		}
		order = append(order, k)
		objects = append(objects, m.rows[k].object())
		m.rows[k].show(m, v)
	}
	if o := strings.Join(order, "\n"); o != m.order {
		m.order = o
		m.object.Objects = objects
		m.object.Refresh()
	}
}

func (m *measures) flush() {
	for _, r := range m.rows {
		if r.number != nil {
			r.number.Flush()
		}
	}
}

func (m *measures) newRow(x wanted) *measureRow {
	r := &measureRow{want: x}
	name := x.name(m.w.s.d)
	if x.measure.Widget == clinic.WidgetScale {
		r.severity = kit.NewSeverity(lang.L("none"), lang.L("worst"), func(n int) {
			if n == kit.Unrated {
				_ = m.clear(x)
				return
			}
			if err := m.record(x, float64(n)); err != nil {
				r.field.SetError(edit.Complaint(err, "value"))
			} else {
				r.field.SetError("")
			}
		})
		r.field = kit.NewField(name, r.severity)
		return r
	}
	if grades := m.w.s.d.Catalogue.PalpationGrades(x.measure.Code); len(grades) > 0 {
		m.takeGrades(r, grades)
		return r
	}
	r.number = edit.NewNumber(m.w.s.after, name, "value", kit.Limits{
		Min: x.measure.Low, Max: x.measure.High, Step: x.measure.Step, Decimals: decimals(x.measure.Step), Unit: strings.TrimPrefix(x.measure.Unit, "/"),
	}, func(value float64) error { return m.record(x, value) }).Of(m.w.s.d.Elsewhere(m.w.s.patient))
	r.field = r.number.Field
	return r
}

func decimals(step float64) int {
	switch {
	case step == 0 || step == float64(int(step)):
		return 0
	case step*10 == float64(int(step*10)):
		return 1
	}
	return 2
}

func (r *measureRow) object() fyne.CanvasObject { return r.field }

func (r *measureRow) show(m *measures, v *clinic.Session) {
	mine := m.find(r.want)
	if r.severity != nil {
		n := kit.Unrated
		if mine != nil {
			n = int(mine.Value)
		}
		if r.severity.Value() != n {
			r.severity.SetValue(n)
		}
	} else if r.grades != nil {
		r.showGrade(m, mine)
	} else {
		if mine != nil {
			r.number.Show(&mine.Value)
		} else {
			r.number.Show(nil)
		}
	}
	last := m.last(r.want, v)
	if r.number != nil && last != nil {
		r.number.From = &last.Value
	}
	if help := m.lastWords(r.want, last); help != r.help {
		r.help = help
		r.field.Help(help)
	}
}

// find is the measurement of this session and moment, or nil.
func (m *measures) find(x wanted) *clinic.Measurement {
	for _, a := range m.w.s.chart().SessionMeasurements(m.w.id) {
		if a.Moment == m.moment && x.is(&a) {
			return &a
		}
	}
	return nil
}

// last is the value before this one, or nil.
func (m *measures) last(x wanted, v *clinic.Session) *clinic.Measurement {
	var last *clinic.Measurement
	all := m.w.s.chart().Measurements
	for i := range all {
		a := &all[i]
		if !x.is(a) || a.Date > v.Date || a.SessionID == v.ID && a.Moment == m.moment {
			continue
		}
		if m.moment == clinic.MomentBefore && a.SessionID == v.ID {
			continue
		}
		last = a
	}
	return last
}

func (m *measures) lastWords(x wanted, last *clinic.Measurement) string {
	if last == nil {
		return lang.L("Not measured before")
	}
	value := x.measure.Write(last.Value)
	if g := m.w.s.d.Catalogue.PalpationGrade(last); g != nil {
		value = gradeLabel(g)
	}
	if last.SessionID == m.w.id {
		return lang.L("Before the treatment: {{.Value}}", map[string]any{"Value": value})
	}
	said := map[string]any{"Day": words.Short(last.Date), "Value": value}
	if old := (&clinic.Point{Date: last.Date}).Age(m.w.s.d.Today()); !old.IsZero() {
		said["Age"] = words.Say(old)
		return lang.L("Last time, {{.Day}}: {{.Value}}, {{.Age}}. Measure it today.", said)
	}
	return lang.L("Last time, {{.Day}}: {{.Value}}", said)
}

// record keeps a value, with the moment it was taken at.
func (m *measures) record(x wanted, value float64) error {
	return m.keep(x, func(a *clinic.Measurement) { a.Value = value })
}

// recordGrade keeps a grade; an end feel is kept as the word it is.
func (m *measures) recordGrade(x wanted, g *clinic.PalpationGrade) error {
	return m.keep(x, func(a *clinic.Measurement) {
		a.Value = g.Value
		if g.Measure == clinic.MeasureEndFeel {
			a.EndFeel = g.Word
		}
	})
}

func (m *measures) keep(x wanted, change func(*clinic.Measurement)) error {
	d, v := m.w.s.d, m.w.now()
	if v == nil {
		return nil // discarded elsewhere, which was said
	}
	of := clinic.Measured{Measure: x.measure.Code, Item: x.item, Structure: x.structure, Side: x.side, Mode: x.mode, Moment: m.moment, Along: x.along}
	a, err := clinic.RecordMeasurement(d.Env(), d.Catalogue, v.Occasion(), m.find(x), of, change)
	if err != nil {
		return err
	}
	return m.w.s.apply(clinic.Operation{Label: clinic.Say("Measure {{.Name}}", clinic.Args{"Name": x.name(m.w.s.d)}), Scope: m.w.id, Put: []clinic.Record{a}})
}

// clear takes a value away again.
func (m *measures) clear(x wanted) error {
	mine := m.find(x)
	if mine == nil {
		return nil
	}
	return m.w.s.apply(clinic.Operation{Label: clinic.Say("Remove measurement: {{.Name}}", clinic.Args{"Name": x.name(m.w.s.d)}), Scope: m.w.id, Remove: []clinic.Record{mine}})
}
