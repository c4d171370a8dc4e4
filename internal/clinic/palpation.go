package clinic

import (
	"math"
	"slices"

	"regimen/internal/table"
)

// PalpationGrade is one grade of what the hand feels, with the words for it.
type PalpationGrade struct {
	Code    string
	Measure string  // a code of the measures catalogue
	Value   float64 // what is stored
	Grade   string  // what the button says: "III", "+2"
	Word    string  // for an end feel one of EndFeels
	Means   string
	Source  string
}

// The measures of palpation.
const (
	MeasureTone       = "tone"
	MeasureTenderness = "tenderness"
	// MeasureEndFeel holds the end feel of a joint in EndFeel; its value says whether it is unusual there.
	MeasureEndFeel = "end-feel"
)

var palpationColumns = []string{"code", "measure", "value", "grade", "word", "means", "source"}

func readPalpationGrade(r *table.Row) PalpationGrade {
	return PalpationGrade{
		Code: r.Text("code"), Measure: r.Must("measure"), Value: r.MustNumber("value"), Grade: r.Must("grade"),
		Word: r.Must("word"), Means: r.Must("means"), Source: r.Must("source"),
	}
}

// checkPalpation makes sure that each grade is a value that its measure can have.
func (c *Catalogue) checkPalpation(l *table.Reader) {
	for _, g := range c.Palpation {
		switch m := c.Measure(g.Measure); {
		case m == nil:
			l.Fail("palpation.tsv", 0, "measure", "%q of %q is no code of measures.tsv", g.Measure, g.Code)
		case !m.AtStructure:
			l.Fail("palpation.tsv", 0, "measure", "%q of %q is not taken at a structure", g.Measure, g.Code)
		case g.Value < m.Low || g.Value > m.High:
			l.Fail("palpation.tsv", 0, "value", "%s of %q is outside %s to %s", number(g.Value), g.Code, number(m.Low), number(m.High))
		}
		if g.Measure == MeasureEndFeel && !slices.Contains(EndFeels(), g.Word) {
			l.Fail("palpation.tsv", 0, "word", "%q of %q is no end feel", g.Word, g.Code)
		}
	}
}

// PalpationGrades are the grades of a measure of palpation, in the order of the table.
func (c *Catalogue) PalpationGrades(measure string) []PalpationGrade {
	return where(c.Palpation, func(g *PalpationGrade) bool { return g.Measure == measure })
}

// PalpationGrade is the grade of a measurement, or nil when it has none.
func (c *Catalogue) PalpationGrade(m *Measurement) *PalpationGrade {
	return find(c.Palpation, func(g *PalpationGrade) bool {
		return g.Measure == m.Measure && (m.Measure == MeasureEndFeel && g.Word == m.EndFeel || m.Measure != MeasureEndFeel && g.Value == m.Value)
	})
}

// Gain is how much better a value is than an earlier one, in the unit; less than 0 when it is worse.
func (m *Measure) Gain(from, to float64) float64 {
	switch {
	case m.NearNorm && m.Norm != nil:
		return math.Abs(from-*m.Norm) - math.Abs(to-*m.Norm)
	case m.LowerIsBetter:
		return from - to
	}
	return to - from
}

func (s *Series) gain(from, to float64) float64 {
	return (&Measure{LowerIsBetter: s.LowerIsBetter, NearNorm: s.nearNorm != nil, Norm: s.nearNorm}).Gain(from, to)
}
