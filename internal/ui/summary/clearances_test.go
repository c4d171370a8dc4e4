package summary

import (
	"testing"
	"time"

	"regimen/internal/clinic"
)

// A doctor's clearance is given from the summary; it takes the flag away, and says when it is about to end and when it
// has.
func TestClearanceFromTheSummary(t *testing.T) {
	b := newBench(t)
	b.apply(&clinic.Assessment{ID: "a-1", PatientID: patient, Date: b.Desk.Today(), Type: clinic.AssessmentInitial, CreatedAt: b.Clock.Now()},
		&clinic.Screening{
			ID: "s-1", PatientID: patient, AssessmentID: "a-1", Item: "blood-thinners", Answer: clinic.AnswerYes, Targets: []clinic.Target{}, At: b.Clock.Now(),
		})
	item := b.Desk.Catalogue.ScreeningItem("blood-thinners")
	b.MustSay(item.Name, item.Action)
	b.Tap("Record a doctor's clearance")
	b.Type("Doctor", "Dr Wong")
	b.apply(&clinic.Patient{ID: patient, GivenName: "Peg", FamilyName: "Doyle", Occupation: "Baker", CreatedAt: b.Clock.Now()}) // from elsewhere
	b.Type("What the doctor allowed", "Pressure 2, whole body")
	b.Tap("Keep the clearance")
	all := b.Desk.Chart(patient).Clearances
	if len(all) != 1 || all[0].Doctor != "Dr Wong" || all[0].Item != "blood-thinners" || all[0].Date != b.Desk.Today() {
		t.Fatalf("kept %+v", all)
	}
	b.MustNotSay(item.Action)
	k := all[0]
	k.Expires = b.Desk.Today().AddDays(20)
	b.apply(&k)
	b.MustNotSay("The clearance ends")
	b.Clock.Advance(10 * 24 * time.Hour)
	again := k
	again.Scope = "Pressure 2"
	b.apply(&again)
	b.MustSay("The clearance ends on "+k.Expires.Long(), "In force, ends soon")
	b.Clock.Advance(11 * 24 * time.Hour)
	b.apply(&k)
	b.MustSay(item.Action, "Expired")
	b.MustNotSay("The clearance ends on")
}
