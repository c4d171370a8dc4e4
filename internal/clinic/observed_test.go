package clinic

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"regimen/internal/anatomy"
)

// beside is an assessment with what was measured and tested in it.
func beside(measurements []Measurement, tests []TestResult) (*Chart, *Assessment) {
	a := Assessment{ID: "a", PatientID: "p", Date: "2026-03-02"}
	for i := range measurements {
		m := &measurements[i]
		m.ID, m.PatientID, m.AssessmentID, m.Date = "m"+Number(float64(i)), "p", "a", a.Date
	}
	for i := range tests {
		r := &tests[i]
		r.ID, r.PatientID, r.AssessmentID, r.Date = "t"+Number(float64(i)), "p", "a", a.Date
	}
	c := &Chart{Patient: Patient{ID: "p"}, Assessments: []Assessment{a}, Measurements: measurements, TestResults: tests}
	return c, &c.Assessments[0]
}

// What is beyond the error of its measure, against the usual or the other side, is a problem in words of its own; what is
// within it is none.
func TestObservations(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	rotation := func(left, right float64) []Measurement {
		return []Measurement{
			{Measure: "rom.neck.rotation", Side: anatomy.Left, Mode: ModeActive, Value: left}, {Measure: "rom.neck.rotation", Side: anatomy.Right, Mode: ModeActive, Value: right},
		}
	}
	girths := func(mm float64) []Measurement {
		var out []Measurement
		p := cat.LimbProtocol("arm.wrist")
		for _, cm := range p.Levels() {
			for side, girth := range map[anatomy.Side]float64{anatomy.Left: 250 + mm, anatomy.Right: 250} {
				m := Measurement{Measure: MeasureGirth, Side: side, Value: girth}
				m.SetAlong(p.At(cm))
				out = append(out, m)
			}
		}
		return out
	}
	usual := *cat.Measure("rom.neck.rotation").Norm
	for name, x := range map[string]struct {
		measured []Measurement
		tested   []TestResult
		want     []string // parts of the words, in any order
	}{
		"nothing":                 {nil, nil, nil},
		"as usual":                {rotation(usual, usual), nil, nil},
		"within the error":        {rotation(usual-2, usual), nil, nil},
		"far from the usual":      {rotation(usual-30, usual), nil, []string{"neck rotation, left: " + cat.Measure("rom.neck.rotation").Write(usual-30) + ", 30° from the usual and 30° from the other side"}},
		"better than usual":       {rotation(usual+30, usual+30), nil, nil},
		"a score":                 {[]Measurement{{Measure: "ndi", Side: anatomy.Midline, Value: 19}}, nil, []string{"19"}},
		"a score of no trouble":   {[]Measurement{{Measure: "ndi", Side: anatomy.Midline, Value: 0}}, nil, nil},
		"a score within an error": {[]Measurement{{Measure: "ndi", Side: anatomy.Midline, Value: 2}}, nil, nil},
		"a high score is well":    {[]Measurement{{Measure: "lefs", Side: anatomy.Midline, Value: 80}}, nil, nil},
		"a low score is not":      {[]Measurement{{Measure: "lefs", Side: anatomy.Midline, Value: 40}}, nil, []string{"40"}},
		"a rating of change":      {[]Measurement{{Measure: "groc", Side: anatomy.Midline, Value: -5}}, nil, nil},
		"positive":                {nil, []TestResult{{Test: "neck.spurling", Side: anatomy.Right, Result: ResultPositive}}, []string{"positive"}},
		"negative":                {nil, []TestResult{{Test: "neck.spurling", Side: anatomy.Right, Result: ResultNegative}}, nil},
		"a larger arm":            {girths(30), nil, []string{"Swelling, left arm: "}},
		"arms alike":              {girths(0), nil, nil},
		"a few millimetres":       {girths(4), nil, nil},
		"both":                    {rotation(usual-30, usual), []TestResult{{Test: "neck.spurling", Side: anatomy.Right, Result: ResultPositive}}, []string{"neck rotation", "positive"}},
	} {
		chart, a := beside(x.measured, x.tested)
		got := Observations(cat, chart, a)
		var said []string
		for _, o := range got {
			said = append(said, o.Words.String())
			p, op := AddObserved(newEnv("2026-03-02").Env, chart, &Plan{ID: "plan", PatientID: "p"}, &o, o.Words.String())
			if !o.Of(p) || len(op.Put) != 1 || p.Validate() != nil || p.Words == "" {
				t.Errorf("%s: %+v", name, p)
			}
			chart.Problems = []Problem{*p}
			if _, again := AddObserved(newEnv("2026-03-02").Env, chart, &Plan{ID: "plan", PatientID: "p"}, &o, "twice"); len(again.Put) != 0 {
				t.Errorf("%s: it is on the plan twice", name)
			}
			if by := chart.ObservedBy(cat, p); by == nil || by.Key() != o.Key() {
				t.Errorf("%s: the problem is about %+v", name, by)
			}
			if _, err := DiscardAssessment(chart, a); err == nil {
				t.Errorf("%s: what the plan answers can be discarded", name)
			}
			chart.Problems = nil
		}
		all := strings.Join(said, " | ")
		if len(got) != len(x.want) {
			t.Errorf("%s: %q, want %q", name, said, x.want)
		}
		for _, part := range x.want {
			if !strings.Contains(strings.ToLower(all), strings.ToLower(part)) {
				t.Errorf("%s: %q, want %q", name, said, part)
			}
		}
	}
}

// Each measure of the catalogue: what equals the usual is no problem, and a value that is worse never is less of one than a
// better value.
func TestObservationsOfTheWholeCatalogue(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	rapid.Check(t, func(t *rapid.T) {
		me := rapid.SampledFrom(cat.Measures).Draw(t, "measure")
		m := Measurement{Measure: me.Code, Side: anatomy.Midline}
		if me.Sided {
			m.Side = anatomy.Left
		}
		is := func(v float64) bool {
			m.Value = v
			chart, a := beside([]Measurement{m}, nil)
			return len(Observations(cat, chart, a)) > 0
		}
		if me.Norm != nil && is(*me.Norm) {
			t.Fatalf("%s at the usual is a problem", me.Code)
		}
		a, b := rapid.Float64Range(me.Low, me.High).Draw(t, "a"), rapid.Float64Range(me.Low, me.High).Draw(t, "b")
		if me.Gain(a, b) > 0 && is(b) && !is(a) {
			t.Fatalf("%s: %v is worse than %v, and only that is a problem", me.Code, a, b)
		}
	})
	for _, test := range cat.Tests {
		for _, result := range test.Results {
			chart, a := beside(nil, []TestResult{{Test: test.Code, Side: test.Sides()[0], Result: result}})
			if got := Observations(cat, chart, a); (len(got) == 1) != test.IsPositive(result) {
				t.Errorf("%s, %s: %d problems", test.Code, result, len(got))
			}
		}
	}
}

// What is usual for the age of a patient is no problem of hers, as it is none where she is examined.
func TestObservationsGoByAge(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	me := cat.Measure("grip")
	for born, want := range map[Date]int{"1990-01-01": 1, "1940-01-01": 0} {
		c, a := beside([]Measurement{{Measure: "grip", Side: anatomy.Left, Value: 20}}, nil)
		c.Patient.BirthDate, c.Patient.Sex = born, SexFemale
		if got := Observations(cat, c, a); len(got) != want {
			t.Errorf("born %s, usual %v: %d problems, want %d", born, cat.NormFor(me, &c.Patient, a.Date).Value, len(got), want)
		}
	}
}
