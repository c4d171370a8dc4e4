package clinic

import (
	"testing"

	"regimen/internal/anatomy"
)

func TestPalpationGradesAreWhole(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	for measure, values := range map[string][]float64{
		MeasureTone: {-2, -1, 0, 1, 2, 3}, MeasureTenderness: {0, 1, 2, 3, 4}, MeasureEndFeel: {0, 0, 0, 1, 1, 1},
	} {
		grades := cat.PalpationGrades(measure)
		if len(grades) != len(values) {
			t.Fatalf("%s has %d grades", measure, len(grades))
		}
		for i, g := range grades {
			if g.Value != values[i] {
				t.Errorf("%s: %v, want %v", g.Code, g.Value, values[i])
			}
			m := Measurement{Measure: measure, Structure: "soleus", Side: anatomy.Left, Value: g.Value, Date: "2025-03-04", PatientID: "p"}
			if measure == MeasureEndFeel {
				m.EndFeel = g.Word
			}
			if err := cat.CheckMeasurement(&m); err != nil {
				t.Errorf("%s cannot be kept: %v", g.Code, err)
			}
			if err := m.Validate(); err != nil {
				t.Errorf("%s cannot be kept: %v", g.Code, err)
			}
			if got := cat.PalpationGrade(&m); got == nil || got.Code != g.Code {
				t.Errorf("%s is read back as %+v", g.Code, got)
			}
		}
	}
}

// Tone is better the nearer it is to the usual, from above and from below.
func TestGain(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	for _, x := range []struct {
		measure    string
		from, to   float64
		gain       float64
		targetDone float64 // a target, and whether the value reaches it
		done       bool
	}{
		{"tone", 3, 1, 2, 1, true},
		{"tone", -2, 0, 2, 0, true},
		{"tone", 2, -2, 0, 1, false},
		{"tone", 0, -1, -1, 0, false},
		{"tone", -2, -1, 1, 0, false},
		{"tenderness", 3, 1, 2, 2, true},
		{"pulse", 0, 2, 2, 2, true},
		{"pulse", 2, 4, -2, 2, false},
		{"return-to-activity", 40, 70, 30, 80, false},
		{"return-to-activity", 40, 80, 40, 80, true},
	} {
		me := cat.Measure(x.measure)
		if got := me.Gain(x.from, x.to); got != x.gain {
			t.Errorf("%s from %v to %v gains %v, want %v", x.measure, x.from, x.to, got, x.gain)
		}
		s := newSeries(me, "", "soleus", anatomy.Left, "")
		v := s.judge(Point{Date: "2025-01-01", Value: x.from}, Point{Date: "2025-02-01", Value: x.to})
		want := VerdictUnchanged
		if x.gain > 0 {
			want = VerdictImproved
		} else if x.gain < 0 {
			want = VerdictWorse
		}
		if v.State != want {
			t.Errorf("%s from %v to %v: %s, want %s", x.measure, x.from, x.to, v.State, want)
		}
		if got := s.gain(x.targetDone, x.to) >= 0; got != x.done {
			t.Errorf("%s: %v reaches %v: %v", x.measure, x.to, x.targetDone, got)
		}
	}
}

// The percentage is given for one activity and can be a goal.
func TestReturnToActivity(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	m := Measurement{Measure: "return-to-activity", Item: "Football training", Side: anatomy.Midline, Value: 60, Date: "2025-03-04"}
	if err := cat.CheckMeasurement(&m); err != nil {
		t.Error(err)
	}
	for _, v := range []float64{-1, 101} {
		m.Value = v
		if cat.CheckMeasurement(&m) == nil {
			t.Errorf("%v %% was kept", v)
		}
	}
	target := 100.0
	base := 40.0
	chart := &Chart{
		Goals: []Goal{{ID: "g", PlanID: "p", Measure: "return-to-activity", Item: "football training", Side: anatomy.Midline, Benefit: Recovery, Baseline: &base, TargetTo: &target}},
		Plans: []Plan{{ID: "p", Lineage: "p"}},
		Measurements: []Measurement{
			{ID: "1", Measure: "return-to-activity", Item: "Football training", Side: anatomy.Midline, Value: 40, Date: "2025-01-01"},
			{ID: "2", Measure: "return-to-activity", Item: "Football training", Side: anatomy.Midline, Value: 100, Date: "2025-03-01"},
		},
	}
	if g := GoalState(cat, chart, &chart.Goals[0], "2025-03-04"); g.State != GoalMet {
		t.Errorf("%s: %s", g.State, g.Words())
	}
}
