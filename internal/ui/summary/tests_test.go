package summary

import (
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
)

// An urgent result stands among what to take care of until a later one takes it back.
func TestUrgentResultsStandInSight(t *testing.T) {
	b := newBench(t)
	a := &clinic.Assessment{ID: "a-1", PatientID: patient, Date: b.Desk.Today(), Type: clinic.AssessmentInitial, CreatedAt: b.Clock.Now()}
	r := &clinic.TestResult{
		ID: "t-1", PatientID: patient, AssessmentID: "a-1", Test: "ankle.thompson", Side: anatomy.Right, Result: clinic.ResultPositive,
		Date: a.Date, CreatedAt: b.Clock.Now(),
	}
	b.apply(a, r)
	b.MustSay("Take care", "Thompson (calf squeeze), right: positive, 4 Mar 2025", "No massage or stretching of the leg")
	done := *r
	done.Action = "Sent to the emergency department"
	b.apply(&done)
	b.MustSay("What was done: Sent to the emergency department")
	b.MustNotSay("No massage or stretching of the leg")
	b.apply(&clinic.TestResult{
		ID: "t-2", PatientID: patient, Test: "ankle.thompson", Side: anatomy.Right, Result: clinic.ResultNegative,
		Date: a.Date.AddDays(30), CreatedAt: b.Clock.Now(),
	})
	b.MustNotSay("Take care", "Thompson")
}
