package findings

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/assess/measured"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// palpation is what the hand feels on the structure that is open, one tap a grade: how firm a muscle is, how
// tender the place, how a joint ends. Each is a measurement at the structure and is shown with last time's.
type palpation struct {
	s      *step.Host
	p      *sheet
	target clinic.Target
	grades []*gradeRow
	root   *fyne.Container
}

func newPalpation(of *sheet) *palpation {
	s := of.s
	p := &palpation{s: s, p: of, root: kit.StackGap(kit.GapWide)}
	for _, measure := range []string{clinic.MeasureTenderness, clinic.MeasureTone, clinic.MeasureEndFeel} {
		if s.Desk.Catalogue.Measure(measure) != nil && len(s.Desk.Catalogue.PalpationGrades(measure)) > 0 {
			r := newGradeRow(p, measure)
			p.grades = append(p.grades, r)
			p.root.Add(r.root)
		}
	}
	return p
}

// feels reports whether a measure of palpation is for a kind of structure.
func feels(measure string, kind anatomy.Kind) bool {
	switch measure {
	case clinic.MeasureTone:
		return kind == anatomy.Muscle
	case clinic.MeasureEndFeel:
		return kind == anatomy.Joint
	}
	return true
}

// felt reports whether a measure of palpation is for a structure.
func (p *palpation) felt(measure string, t clinic.Target) bool {
	st, _ := p.s.Desk.Atlas.Structure(t.Structure)
	return feels(measure, st.Kind)
}

// scale is that of a finding which reads a measure that can be felt where it is, or nil.
func (p *palpation) scale(x *clinic.Finding) *clinic.Scale {
	if x == nil || x.Source != clinic.ByTherapist {
		return nil
	}
	scale := p.s.Desk.Catalogue.ScaleOf(x.Type, x.Source)
	if scale == nil || !slices.ContainsFunc(p.grades, func(r *gradeRow) bool { return r.measure == scale.Measure }) || !p.felt(scale.Measure, x.Target()) {
		return nil
	}
	return scale
}

// asks reports whether how strong a finding is is asked here.
func (p *palpation) asks(x *clinic.Finding) bool { return p.scale(x) != nil }

// show shows the grades of a structure that belong to the finding that is open, the one that says how strong it is first;
// all of them while none is. They are the therapist's: without that layer only what was graded is left.
func (p *palpation) show(t clinic.Target, x *clinic.Finding, therapist bool) {
	p.target = t
	befores := measured.Befores(p.s)
	scale := p.scale(x)
	any := false
	rows := make([]fyne.CanvasObject, 0, len(p.grades))
	for _, r := range p.grades {
		own := scale != nil && scale.Measure == r.measure
		offered := r.offered(x)
		visible := r.now() != nil || own && x.Severity != nil || therapist && !p.s.Locked() && p.felt(r.measure, t) && len(offered) > 0
		kit.SetHidden(r.root, !visible)
		any = any || visible
		if visible {
			r.offer(offered)
			r.show(befores[r.key()], r.given(x, scale))
		}
		if own {
			rows = slices.Insert(rows, 0, fyne.CanvasObject(r.root))
		} else {
			rows = append(rows, r.root)
		}
	}
	p.root.Objects = rows
	p.root.Hidden = !any
}

// rated are the findings of the therapist here of which a measure says how strong they are, with a grade of it or with none.
func (p *palpation) rated(measure, grade string) []clinic.Record {
	var out []clinic.Record
	for _, x := range p.p.here() {
		scale := p.scale(&x)
		if scale == nil || scale.Measure != measure {
			continue
		}
		f := x
		f.Severity = nil
		if step := scale.Graded(grade); step != nil {
			n := step.Value
			f.Severity = &n
		}
		out = append(out, &f)
	}
	return out
}

// begin gives a new finding the grade that was felt before it was marked: what is known is not asked again.
func (p *palpation) begin(x *clinic.Finding) {
	scale := p.scale(x)
	if scale == nil {
		return
	}
	m := measured.Record(p.s, measured.Key{Measure: scale.Measure, Structure: x.Structure, Side: x.Side})
	if m == nil {
		return
	}
	if g := p.s.Desk.Catalogue.PalpationGrade(m); g != nil {
		if step := scale.Graded(g.Code); step != nil {
			n := step.Value
			x.Severity = &n
		}
	}
}

// gradeRow is one measure of palpation.
type gradeRow struct {
	p       *palpation
	measure string
	grades  grades
	among   []string   // the codes of those that are offered
	unusual *kit.Chips // of an end feel that is usual in some joints
	means   *kit.Text
	root    *fyne.Container
}

const notUsual = "unusual"

func newGradeRow(p *palpation, measure string) *gradeRow {
	r := &gradeRow{p: p, measure: measure, means: kit.QuietText("").Wrap()}
	var options []kit.Option
	for _, g := range p.s.Desk.Catalogue.PalpationGrades(measure) {
		options = append(options, r.option(&g))
	}
	r.grades = newGrades(options, r.chosen)
	r.root = kit.StackGap(kit.Gap/2, kit.NewField(r.title(), r.grades))
	if measure == clinic.MeasureEndFeel {
		r.unusual = kit.NewMultiChips([]kit.Option{{ID: notUsual, Label: lang.L("Too early, or not usual here")}}, func(ids []string) {
			r.keep(func(m *clinic.Measurement) {
				m.Value = 0
				if len(ids) > 0 {
					m.Value = 1
				}
			})
		})
		r.root.Add(r.unusual)
	}
	r.root.Add(r.means)
	return r
}

func (r *gradeRow) option(g *clinic.PalpationGrade) kit.Option {
	label := g.Grade + " " + g.Word
	if r.measure == clinic.MeasureEndFeel {
		label = g.Grade
	}
	return kit.Option{ID: g.Code, Label: label}
}

// offered are the grades that belong to a finding, all of them for none.
func (r *gradeRow) offered(x *clinic.Finding) []clinic.PalpationGrade {
	if x == nil {
		return r.p.s.Desk.Catalogue.PalpationGrades(r.measure)
	}
	return r.p.s.Desk.Catalogue.FindingGrades(x.Type, r.measure)
}

// offer leaves the grades that are offered, and the one that is kept.
func (r *gradeRow) offer(offered []clinic.PalpationGrade) {
	var kept string
	if m := r.now(); m != nil {
		if g := r.p.s.Desk.Catalogue.PalpationGrade(m); g != nil {
			kept = g.Code
		}
	}
	var options []kit.Option
	var codes []string
	for _, g := range r.p.s.Desk.Catalogue.PalpationGrades(r.measure) {
		if g.Code == kept || slices.ContainsFunc(offered, func(o clinic.PalpationGrade) bool { return o.Code == g.Code }) {
			options, codes = append(options, r.option(&g)), append(codes, g.Code)
		}
	}
	if !slices.Equal(codes, r.among) {
		r.among = codes
		r.grades.SetOptions(options)
	}
}

// given is the grade by which a finding was rated without a measurement of its own: before a grade was kept with it, or as
// it was last time. It is nil where there is none.
func (r *gradeRow) given(x *clinic.Finding, scale *clinic.Scale) *clinic.PalpationGrade {
	if scale == nil || scale.Measure != r.measure || x.Severity == nil {
		return nil
	}
	return r.grade(scale.Step(*x.Severity).Grade)
}

func (r *gradeRow) title() string {
	switch r.measure {
	case clinic.MeasureTone:
		return lang.L("Muscle tone")
	case clinic.MeasureEndFeel:
		return lang.L("End feel")
	}
	return lang.L("Tenderness to pressure")
}

func (r *gradeRow) key() measured.Key {
	return measured.Key{Measure: r.measure, Structure: r.p.target.Structure, Side: r.p.target.Side}
}

func (r *gradeRow) now() *clinic.Measurement { return measured.Record(r.p.s, r.key()) }

// grade by code, or nil.
func (r *gradeRow) grade(code string) *clinic.PalpationGrade {
	all := r.p.s.Desk.Catalogue.PalpationGrades(r.measure)
	if i := slices.IndexFunc(all, func(g clinic.PalpationGrade) bool { return g.Code == code }); i >= 0 {
		return &all[i]
	}
	return nil
}

// chosen keeps a grade by its code; "" takes it back.
func (r *gradeRow) chosen(code string) {
	if code == "" {
		_ = measured.Drop(r.p.s, r.key(), r.p.rated(r.measure, "")...) // the person was told
		return
	}
	g := r.grade(code)
	if g == nil {
		return
	}
	r.keep(func(m *clinic.Measurement) {
		m.Value = g.Value
		if r.measure == clinic.MeasureEndFeel {
			m.EndFeel = g.Word
		}
	}, r.p.rated(r.measure, code)...)
}

// keep changes the measurement, or makes it, as one step with what it says of findings.
func (r *gradeRow) keep(change func(*clinic.Measurement), findings ...clinic.Record) {
	s := r.p.s
	m, err := measured.With(s, r.key(), change)
	if err != nil {
		s.Refuse(err)
		return
	}
	_ = s.Put(clinic.Say("Feel {{.Place}}: {{.What}}", clinic.Args{"Place": s.Place(r.p.target), "What": script.LowerFirst(r.title())}), append([]clinic.Record{m}, findings...)...) // the person was told
}

func (r *gradeRow) show(b measured.Before, given *clinic.PalpationGrade) {
	s := r.p.s
	m := r.now()
	g := given
	if m != nil {
		g = s.Desk.Catalogue.PalpationGrade(m)
	}
	text := ""
	if g != nil {
		r.grades.SetChosen(g.Code)
		text = g.Means
	} else {
		r.grades.SetChosen()
	}
	if m != nil && g == nil { // a value between the grades, from the list of measures
		text = s.Desk.Catalogue.Measure(r.measure).Write(m.Value)
	}
	if r.unusual != nil {
		r.unusual.Hidden = g == nil || g.Value == 1
		r.unusual.SetChosen()
		if m != nil && m.Value == 1 {
			r.unusual.SetChosen(notUsual)
		}
		kit.SetEnabled(r.unusual, !s.Locked())
	}
	kit.SetEnabled(r.grades, !s.Locked())
	if last := r.before(b, m); last != "" {
		if text != "" {
			text += "\n"
		}
		text += last
	}
	r.means.SetText(text)
	r.means.Hidden = text == ""
	r.root.Refresh()
}

// before says last time's grade, and what the new one is against it.
func (r *gradeRow) before(b measured.Before, now *clinic.Measurement) string {
	if !b.Known {
		return ""
	}
	s := r.p.s
	word := s.Desk.Catalogue.Measure(r.measure).Write(b.Last.Value)
	for _, x := range s.Chart().Measurements {
		if x.ID != b.Last.MeasurementID {
			continue
		}
		if g := s.Desk.Catalogue.PalpationGrade(&x); g != nil {
			word = g.Grade
			if r.measure != clinic.MeasureEndFeel {
				word += " " + g.Word
			}
		}
	}
	text := lang.L("Last time, {{.Day}}: {{.Grade}}", map[string]any{"Day": words.Short(b.Last.Date), "Grade": word})
	if now == nil {
		return text
	}
	return words.Points(text, measured.StateWord(b.Series.Judge(b.Last, clinic.Point{Value: now.Value, Date: now.Date}).State))
}
