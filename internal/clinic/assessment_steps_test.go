package clinic

import (
	"slices"
	"testing"

	"regimen/internal/anatomy"
)

// A step says what hinders the signature before all else, then whether something is in it and whether all is.
func TestAStepSaysHowFarItHasCome(t *testing.T) {
	t.Parallel()
	c := newCourse(t)
	c.on("2026-03-30")
	a, op := StartAssessment(c.Env, c.chart, "prac-1")
	a.Complaint = ""
	apply(t, c.chart, op)
	state := func(step string) StepState { return ProgressOf(c.cat, c.chart, a).Steps[step] }
	is := func(step string, want StepState) {
		t.Helper()
		if got := state(step); got != want {
			t.Errorf("%s is %d, want %d", step, got, want)
		}
	}
	for _, step := range AssessmentSteps() {
		want := StepEmpty
		if step == StepHistory || step == StepScreening {
			want = StepMust
		}
		is(step, want)
	}
	change := func(f func(*Assessment)) { f(a); put(t, c.chart, a) }
	change(func(a *Assessment) { a.Complaint = "Sore neck" })
	is(StepHistory, StepBegun)
	change(func(a *Assessment) { a.Mechanism, a.Easing, a.Health = "desk work", "heat", "well" })
	is(StepHistory, StepDone)

	apply(t, c.chart, deny(c.Env, c.cat, c.chart, a.Occasion(), GroupRedFlag))
	is(StepScreening, StepMust)
	apply(t, c.chart, deny(c.Env, c.cat, c.chart, a.Occasion(), GroupAbsolute))
	is(StepScreening, StepBegun)
	apply(t, c.chart, deny(c.Env, c.cat, c.chart, a.Occasion(), GroupLocal, GroupPrecaution))
	is(StepScreening, StepDone)

	// Last time the pain was rated: another value alone does not make the step whole.
	value := func(measure string, side anatomy.Side, mode string, v float64) {
		t.Helper()
		put(t, c.chart, &Measurement{
			ID: c.NewID(), PatientID: a.PatientID, AssessmentID: a.ID, Measure: measure, Side: side, Mode: mode, Value: v, Date: a.Date, CreatedAt: c.now(),
		})
	}
	put(t, c.chart, &Measurement{
		ID: c.NewID(), PatientID: a.PatientID, AssessmentID: a.ID, Measure: MeasureTone, Structure: "trapezius.upper", Side: anatomy.Left, Value: 2, Date: a.Date, CreatedAt: c.now(),
	})
	is(StepMovement, StepEmpty)
	is(StepFindings, StepDone)
	value("rom.neck.rotation", anatomy.Left, ModeActive, 50)
	is(StepMovement, StepBegun)
	value("nprs", anatomy.Midline, "", 3)
	is(StepMovement, StepDone)
	is(StepLimbs, StepEmpty)

	// An urgent result with nothing written about it hinders the signature, and leads to its test.
	r := &TestResult{
		ID: c.NewID(), PatientID: a.PatientID, AssessmentID: a.ID, Test: "ankle.thompson", Side: anatomy.Right, Result: ResultPositive, Date: a.Date, CreatedAt: c.now(),
	}
	put(t, c.chart, r)
	is(StepTests, StepMust)
	left := ProgressOf(c.cat, c.chart, a).Left
	if !slices.ContainsFunc(left, func(h Hindrance) bool { return h.Step == StepTests && h.At == "ankle.thompson" }) {
		t.Errorf("it does not lead to the test: %+v", left)
	}
	r.Action = "Sent to the emergency department"
	put(t, c.chart, r)
	is(StepTests, StepDone)

	form := &FormAnswers{ID: c.NewID(), PatientID: a.PatientID, AssessmentID: a.ID, Form: "pss10", CreatedAt: c.now()}
	c.chart.Forms = append(c.chart.Forms, *form)
	is(StepForms, StepBegun)
	c.chart.Forms[len(c.chart.Forms)-1].FinishedAt = c.now()
	is(StepForms, StepDone)
	change(func(a *Assessment) { a.Impression = "Overloaded neck" })
	is(StepImpression, StepDone)
	p := ProgressOf(c.cat, c.chart, a)
	if p.Answered != p.Asked || p.Values != 2 || p.Tests != 1 || p.Findings != 0 || len(p.Left) != 0 {
		t.Errorf("counted: %+v", p)
	}
}
