package due

import (
	"errors"
	"testing"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk/desktest"
)

func TestPlansDoNotWait(t *testing.T) {
	r := desktest.New(t)
	id := r.AddPatient(clinic.Patient{GivenName: "Amir"}).ID
	r.AddPlan(id, "Neck", "2025-03-01", true)
	remote, _ := r.Share()
	s := New(r.Desk, NewReasons(r.Desk))
	r.Watch(s)
	r.MustNotSay("No plans yet")
	remote.DoAll()
	r.Settle()
	r.MustSay("Amir Neck")
	r.Tap("Drafts (0)") // is answered from what was read
	r.MustSay("No drafts")
	r.Tap("All plans (1)")

	r.AddPlan(id, "Knee", "", false)
	r.AddPlan(id, "Foot", "", false)
	r.MustSay("Amir Neck")
	remote.Do(1)
	remote.Fail = errors.New("The shared records cannot be reached.")
	remote.Do(0)
	r.Settle()
	r.MustSay("Amir Foot")
	if len(r.Said) > 0 {
		t.Errorf("an answer nobody waits for was told: %q", r.Said)
	}
}
