// Package figure turns what was found into what is drawn on the body, the same for screens and paper, and measures what
// is covered by it.
package figure

import (
	"slices"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
)

// Mark is a finding as a mark.
func Mark(cat *clinic.Catalogue, f *clinic.Finding) drawing.Mark {
	m := drawing.Mark{
		ID: f.ID, Code: f.Structure, Side: f.Side, Kind: drawing.Kind(f.Type), Severity: drawing.Unrated,
		Source: Source(f.Source), View: f.View, At: drawing.Point{X: f.X, Y: f.Y},
	}
	if f.Severity != nil {
		m.Severity = *f.Severity
		if step := cat.ScaleOf(f.Type, f.Source).Step(m.Severity); step != nil {
			m.Degree = step.Sign
		}
	}
	if f.Gone() {
		m.State = drawing.Resolved
	}
	return m
}

// Source is who says so, as it is drawn. What nobody is known to have said is the therapist's.
func Source(s clinic.Source) drawing.Source {
	if s == clinic.ByPatient {
		return drawing.Patient
	}
	return drawing.Therapist
}

// Marks are findings as marks, in their order.
func Marks(cat *clinic.Catalogue, findings []clinic.Finding) []drawing.Mark {
	out := make([]drawing.Mark, 0, len(findings))
	for i := range findings {
		out = append(out, Mark(cat, &findings[i]))
	}
	return out
}

// MarksOf are the findings of an assessment as marks, in their order. Those that are drawn as areas bear their badge only.
func MarksOf(cat *clinic.Catalogue, chart *clinic.Chart, assessment string) []drawing.Mark {
	return OnAreas(chart.StrokesOf(assessment), Marks(cat, chart.FindingsOf(assessment)))
}

// OnAreas leaves the badge only of those marks that are drawn as areas, and returns the marks.
func OnAreas(strokes []clinic.Stroke, marks []drawing.Mark) []drawing.Mark {
	for i := range strokes {
		if s := &strokes[i]; s.Area() {
			for j := range marks {
				if marks[j].ID == s.FindingID {
					marks[j].Area = true
				}
			}
		}
	}
	return marks
}

// KeepClear are the places to keep clear of as marks, each once.
func KeepClear(cat *clinic.Catalogue, chart *clinic.Chart, today clinic.Date) []drawing.Mark {
	var out []drawing.Mark
	for _, k := range clinic.KeepClears(cat, chart, today) {
		m := drawing.Mark{
			Code: k.Target.Structure, Side: k.Target.Side, Kind: drawing.KeepClear, Severity: drawing.Unrated, Source: drawing.Therapist,
		}
		if !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	return out
}

// Stroke is a line, an arrow or an area of a patient as it is drawn.
func Stroke(chart *clinic.Chart, s *clinic.Stroke) drawing.Stroke {
	out := drawing.Stroke{ID: s.ID, Arrow: s.Tool == clinic.StrokeArrow, Width: s.WidthMM, Source: Source(s.Source)}
	if f := chart.Finding(s.FindingID); f != nil && s.Area() {
		m := Mark(nil, f)
		out.Area, out.Kind, out.Severity, out.Past = true, m.Kind, m.Severity, m.State == drawing.Resolved
	}
	for _, p := range s.Points {
		out.Points = append(out.Points, drawing.Point{X: p[0], Y: p[1]})
	}
	return out
}

// Compared are the marks of two assessments, each with what became of it: those of now, and on the earlier day
// those that are resolved and those that nobody looked at again.
func Compared(cat *clinic.Catalogue, chart *clinic.Chart, then, now *clinic.Assessment) (before, after []drawing.Mark, changes []clinic.FindingChange) {
	changes = clinic.CompareAssessments(cat, chart, then, now)
	state := map[string]drawing.State{}
	for _, c := range changes {
		switch c.State {
		case clinic.FindingResolved, clinic.FindingNotExamined:
			state[c.ThenID] = drawing.State(c.State)
		default:
			state[c.NowID] = drawing.State(c.State)
		}
	}
	before, after = MarksOf(cat, chart, then.ID), MarksOf(cat, chart, now.ID)
	for _, marks := range [][]drawing.Mark{before, after} {
		for i := range marks {
			if s, told := state[marks[i].ID]; told {
				marks[i].State = s
			}
		}
	}
	return before, after, changes
}

// Together are the marks of two assessments on one figure: those of then that are resolved or that nobody looked at
// again, and those of now with what became of them.
func Together(cat *clinic.Catalogue, chart *clinic.Chart, then, now *clinic.Assessment) []drawing.Mark {
	before, after, changes := Compared(cat, chart, then, now)
	gone := map[string]bool{}
	for _, c := range changes {
		if c.NowID == "" {
			gone[c.ThenID] = true
		}
	}
	return append(slices.DeleteFunc(before, func(m drawing.Mark) bool { return !gone[m.ID] }), after...)
}

// BestView is the id of the view that shows the most of the marks: first by how many it shows, then by
// how much of them; the front when there are none.
func BestView(atlas *anatomy.Atlas, marks []drawing.Mark) string {
	best, most, widest := "anterior", 0, 0.0
	for _, info := range atlas.Views() {
		v, err := atlas.View(info.ID)
		if err != nil {
			continue // the map says so when the view is chosen
		}
		area := 0.0
		shown := drawing.Marks(v, drawing.Look{}, marks)
		for _, m := range shown {
			b := m.Region.Bounds()
			area += b.Width() * b.Height()
		}
		if n := len(shown); n > most || n == most && area > widest {
			best, most, widest = info.ID, n, area
		}
	}
	return best
}
