package plan

import (
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
)

// What was measured and tested and is not as usual is offered beside the findings, in its own words, and its measure is the
// baseline of the goal.
func TestWhatWasMeasuredAndTestedBecomesAProblem(t *testing.T) {
	p := sit(t, kit.ModeLight)
	a := p.chart().LatestAssessment()
	low := &clinic.Measurement{
		ID: p.Desk.NewID(), PatientID: p.patient, AssessmentID: a.ID, Measure: "rom.neck.rotation", Side: anatomy.Right, Mode: clinic.ModeActive, Value: 20,
		Date: a.Date, CreatedAt: p.Clock.Now(), Note: "Pulls at the end",
	}
	test := &clinic.TestResult{
		ID: p.Desk.NewID(), PatientID: p.patient, AssessmentID: a.ID, Test: "neck.spurling", Side: anatomy.Right, Result: clinic.ResultPositive,
		Date: a.Date, CreatedAt: p.Clock.Now(),
	}
	p.put(low, test)
	plan := p.begin()
	p.Tap("Problems")
	p.MustSay("Measured and tested, not as usual", "Pulls at the end")
	var words string
	for _, o := range clinic.Observations(p.Desk.Catalogue, p.chart(), a) {
		p.MustSay(o.Words.String())
		if o.Measurement != nil && o.Measurement.ID == low.ID {
			words = o.Words.String()
		}
	}
	before := len(p.chart().ProblemsOf(plan.ID))
	p.Tap(words)
	got := p.chart().ProblemsOf(plan.ID)
	if len(got) != before+1 || got[before].MeasurementID != low.ID || got[before].Words != words {
		t.Fatalf("problems: %+v", got)
	}
	p.Tap("Goals")
	p.Tap("Done")
	p.Tap(short(words))
	goals := p.chart().GoalsOf(plan.ID)
	g := goals[len(goals)-1]
	if g.ProblemID != got[before].ID || g.Benefit != clinic.Mobility || g.Measure != low.Measure || g.Side != low.Side || g.BaselineID == "" || g.Baseline == nil {
		t.Errorf("goal: %+v", g)
	}
	p.Tap("Problems")
	p.Tap(words)
	if n := len(p.chart().ProblemsOf(plan.ID)); n != before {
		t.Errorf("%d problems after it was tapped again", n)
	}
	p.quiet()
}
