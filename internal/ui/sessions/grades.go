package sessions

import (
	"slices"

	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// gradeLabel is a grade with its word: "III Severe".
func gradeLabel(g *clinic.PalpationGrade) string {
	if g.Measure == clinic.MeasureEndFeel {
		return g.Grade
	}
	return g.Grade + " " + g.Word
}

// takeGrades makes a row of one tap a grade.
func (m *measures) takeGrades(r *measureRow, grades []clinic.PalpationGrade) {
	var options []kit.Option
	for _, g := range grades {
		options = append(options, kit.Option{ID: g.Code, Label: gradeLabel(&g)})
	}
	r.grades = kit.NewChips(options, func(ids []string) {
		if len(ids) == 0 {
			_ = m.clear(r.want)
			return
		}
		i := slices.IndexFunc(grades, func(g clinic.PalpationGrade) bool { return g.Code == ids[0] })
		r.field.SetError("")
		if err := m.recordGrade(r.want, &grades[i]); err != nil {
			r.field.SetError(edit.Complaint(err, "value"))
		}
	})
	r.field = kit.NewField(r.want.name(m.w.s.d), r.grades)
}

func (r *measureRow) showGrade(m *measures, mine *clinic.Measurement) {
	id := ""
	if mine != nil {
		if g := m.w.s.d.Catalogue.PalpationGrade(mine); g != nil {
			id = g.Code
		}
	}
	if r.grades.Value() != id {
		r.grades.SetChosen(nonEmpty(id)...)
	}
}
