package due

import (
	"slices"
	"testing"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk/desktest"
)

func TestPlansDue(t *testing.T) {
	r := desktest.New(t)
	r.Watch(New(r.Desk))
	r.MustSay("No plans yet")
	var ids []string
	for _, name := range []string{"Amir", "Bea", "Cleo", "Dan"} {
		ids = append(ids, r.AddPatient(clinic.Patient{GivenName: name}).ID)
	}
	r.AddPlan(ids[0], "Neck", "2025-03-01", true)
	r.AddPlan(ids[1], "Back", "2025-03-10", true)
	r.AddPlan(ids[2], "Knee", "", false)
	foot := r.AddPlan(ids[3], "Foot", "2025-06-01", true)
	for i := range 4 {
		r.AddSession(ids[3], foot, i+1, clinic.Date("2025-02-01").AddDays(7*i), true)
	}
	r.Settle()
	r.MustSay("Amir: Neck", "0 of 4 sessions done  ·  review 1 Mar 2025", "Review overdue",
		"Bea: Back", "Review due", "Cleo: Knee", "no review date", "Draft",
		"Dan: Foot", "4 of 4 sessions done  ·  last on 22 Feb 2025", "Course complete")
	r.Save("due", 1)
	r.Tap("Drafts")
	r.MustSay("Cleo: Knee")
	r.MustNotSay("Amir: Neck", "Dan: Foot")
	r.Tap("Review due")
	r.MustSay("Amir: Neck", "Bea: Back")
	r.MustNotSay("Cleo: Knee", "Dan: Foot")
	r.Tap("Bea: Back")
	if want := []string{ids[1] + " plan"}; !slices.Equal(r.Opened, want) {
		t.Errorf("opened %v", r.Opened)
	}
}

func TestNothingIsDue(t *testing.T) {
	r := desktest.New(t)
	r.AddPlan(r.AddPatient(clinic.Patient{GivenName: "Amir"}).ID, "Neck", "2025-06-01", true)
	r.Watch(New(r.Desk))
	r.Tap("Review due")
	r.MustSay("No review is due within a week.")
	r.Tap("Drafts")
	r.MustSay("Every plan has been agreed.")
	r.Tap("All plans")
	r.MustSay("Amir: Neck")
}
