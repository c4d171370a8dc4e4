package clinic

import (
	"testing"

	"regimen/internal/anatomy"
)

// Whatever is made has a key, belongs to its occasion, and passes the gate.
func TestMakersPassTheGate(t *testing.T) {
	t.Parallel()
	cat, env, chart := catalogue(t), newEnv(gateDay), gateChart()
	a := chart.Assessment("a")
	s := &Session{ID: "s", PatientID: "p", Date: gateDay}
	chart.Add(s)
	plan := &Plan{ID: "l", PatientID: "p", Lineage: "l", Version: 1, Minutes: 60}
	chart.Add(plan)
	knee := Target{Structure: "soleus", Side: anatomy.Left}
	mark := Mark(env.Env, a.Occasion(), knee, Spot{View: "posterior", X: 1, Y: 2}, ByTherapist, "pain")
	dot := Draw(env.Env, a.Occasion(), "posterior", ByPatient, StrokePen, 2, [][2]float64{{1, 2}}, nil)
	arrow := Draw(env.Env, a.Occasion(), "posterior", ByTherapist, StrokeArrow, 2, [][2]float64{{1, 2}, {3, 4}}, mark)
	pain, err := RecordMeasurement(env.Env, cat, s.Occasion(), nil, Measured{Measure: "nprs", Side: anatomy.Midline, Moment: MomentBefore}, func(m *Measurement) { m.Value = 4 })
	if err != nil {
		t.Fatal(err)
	}
	injury := RecordInjury(env.Env, a, knee, anatomy.Muscle)
	answer := Ask(env.Env, s.Occasion(), "dvt")
	answer.Answer, answer.At = AnswerNo, env.now()
	clearance := Clear(env.Env, "p", "dvt", func(k *Clearance) { k.Doctor, k.Scope, k.Date = "Lee", "all", gateDay })
	given := Treat(env.Env, chart, s, &cat.Techniques[0], []Target{knee})
	again := Treat(env.Env, chart.With([]Record{given}, nil), s, &cat.Techniques[0], []Target{knee})
	problem := OwnProblem(env.Env, chart, plan, "Cannot kneel")
	who := NewPractitioner(env.Env, Practitioner{Name: "Robin Vale"})
	made := []Record{mark, dot, arrow, pain, injury, answer, clearance, given, again, problem, who}
	if err := Check(cat, chart, gateDay, Operation{Put: made}); err != nil {
		t.Error(err)
	}
	keys := map[string]bool{}
	for _, r := range made {
		if keys[r.Key()] = true; r.Key() == "" || r != Record(who) && r.PatientKey() != "p" {
			t.Errorf("a %s has the key %q and the patient %q", r.Kind(), r.Key(), r.PatientKey())
		}
	}
	if len(keys) != len(made) {
		t.Errorf("%d keys for %d records", len(keys), len(made))
	}
	if mark.AssessmentID != "a" || pain.SessionID != "s" || pain.Date != gateDay || len(dot.Points) != 2 || arrow.FindingID != mark.ID ||
		injury.Type != InjuryStrain || injury.InjuredOn != gateDay || again.Rank != given.Rank+1 || problem.OriginID != problem.ID {
		t.Errorf("%+v", made)
	}
	if _, err := RecordMeasurement(env.Env, cat, s.Occasion(), pain, Measured{}, func(m *Measurement) { m.Value = 11 }); FieldMessage(err, "value").IsZero() || pain.Value != 4 {
		t.Errorf("11 of 10: %v; %v is kept", err, pain.Value)
	}
}
