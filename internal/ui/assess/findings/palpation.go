package findings

import (
	"slices"
	"strings"

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
	target clinic.Target
	grades []*gradeRow
	root   *fyne.Container
}

func newPalpation(s *step.Host) *palpation {
	p := &palpation{s: s, root: kit.StackGap(kit.GapWide)}
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

// show shows the grades of a structure. They are the therapist's: without that layer only what was graded
// is left.
func (p *palpation) show(t clinic.Target, therapist bool) {
	p.target = t
	befores := measured.Befores(p.s)
	kind := anatomy.Kind("")
	if st, ok := p.s.Desk.Atlas.Structure(t.Structure); ok {
		kind = st.Kind
	}
	any := false
	for _, r := range p.grades {
		visible := r.now() != nil || therapist && !p.s.Locked() && feels(r.measure, kind)
		kit.SetHidden(r.root, !visible)
		any = any || visible
		if visible {
			r.show(befores[r.key()])
		}
	}
	p.root.Hidden = !any
}

// gradeRow is one measure of palpation.
type gradeRow struct {
	p       *palpation
	measure string
	grades  grades
	unusual *kit.Chips // of an end feel that is usual in some joints
	means   *kit.Text
	root    *fyne.Container
}

// grades is how a grade is chosen: side by side where there are few.
type grades interface {
	fyne.CanvasObject
	fyne.Disableable
	SetChosen(ids ...string)
}

// fewGrades is how many stand in one outline.
const fewGrades = 5

const notUsual = "unusual"

func newGradeRow(p *palpation, measure string) *gradeRow {
	r := &gradeRow{p: p, measure: measure, means: kit.QuietText("").Wrap()}
	var options []kit.Option
	for _, g := range p.s.Desk.Catalogue.PalpationGrades(measure) {
		label := g.Grade + " " + g.Word
		if measure == clinic.MeasureEndFeel {
			label = g.Grade
		}
		options = append(options, kit.Option{ID: g.Code, Label: label})
	}
	if len(options) <= fewGrades {
		r.grades = kit.NewSegmented(options, r.chosen).Clearable()
	} else {
		r.grades = kit.NewChips(options, func(ids []string) { r.chosen(strings.Join(ids, "")) })
	}
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
		_ = measured.Drop(r.p.s, r.key()) // the person was told
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
	})
}

// keep changes the measurement, or makes it, as one step.
func (r *gradeRow) keep(change func(*clinic.Measurement)) {
	s := r.p.s
	m, err := measured.With(s, r.key(), change)
	if err != nil {
		s.Refuse(err)
		return
	}
	_ = s.Put(clinic.Say("Feel {{.Place}}: {{.What}}", clinic.Args{"Place": s.Place(r.p.target), "What": script.LowerFirst(r.title())}), m) // the person was told
}

func (r *gradeRow) show(b measured.Before) {
	s := r.p.s
	m := r.now()
	var g *clinic.PalpationGrade
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
