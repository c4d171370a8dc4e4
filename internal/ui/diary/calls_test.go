package diary_test

import (
	"context"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/clinic"
)

// recalls are who is to be called, as the records have it.
func (r *rig) recalls() []clinic.Recall {
	r.T.Helper()
	list, err := r.Store.Recalls(context.Background())
	if err != nil {
		r.T.Fatal(err)
	}
	return list
}

// toCall is a clinic in which Peg has a plan of which nothing is booked, and Yusuf did not come.
func toCall(t *testing.T) *rig {
	t.Helper()
	r := open(t)
	r.peg.Phones = []clinic.Phone{{Number: "0412 345 678", Label: "mobile"}}
	id := r.AddPlan(r.peg.ID, "Neck", "2025-05-15", true)
	plan := r.Desk.Chart(r.peg.ID).Plan(id)
	now := *plan
	now.Lineage, now.ID, now.Version, now.PreviousID, now.Start = plan.Lineage, r.Desk.NewID(), 2, plan.ID, "2025-03-05"
	r.Put(&r.peg, &now, &clinic.Appointment{
		ID: "missed", PatientID: r.yusuf.ID, PractitionerID: r.ben, Day: "2025-03-03", Start: 600, Minutes: 60, State: clinic.Missed,
		Steps: []clinic.AppointmentStep{{State: clinic.Missed, At: r.Clock.Now()}}, CreatedAt: r.Clock.Now(),
	})
	r.Settle()
	return r
}

// Each who is to be called stands once in the list, with why and with whom; what came of a call takes them off until its day,
// one undo brings them back, and a correction takes the place of what was said.
func TestCallSomebody(t *testing.T) {
	r := toCall(t)
	r.MustSay("To call (2)", "Did not come on 3 Mar 2025 and is not booked again", "with Ben", "Sessions of the plan not booked: 4")
	r.s.ShowCalls()
	r.Settle()
	r.Tap("Yusuf Demir")
	r.MustSay("No telephone number is on record.", "with Ben")
	r.Type("Note", "Line was engaged")
	r.MustSay("again on Thu 6 Mar 2025", "if not, again on Tue 11 Mar 2025")
	r.Tap("Not reached")
	if len(r.Warned) > 0 {
		t.Fatalf("warned of %q", r.Warned)
	}
	r.MustSay("To call (1)", "Called later (1)")
	list := r.recalls()
	i := slices.IndexFunc(list, func(x clinic.Recall) bool { return x.PatientID == r.yusuf.ID })
	if c := list[i].Last; c == nil || c.Outcome != clinic.ContactNotReached || c.AgainOn != "2025-03-06" || c.Note != "Line was engaged" || c.By == "" {
		t.Fatalf("%+v", c)
	}
	r.s.Undo()
	r.Settle()
	r.MustSay("To call (2)")
	r.MustNotSay("Called later")
	if list := r.recalls(); len(list[0].Later)+len(list[1].Later) != 0 {
		t.Errorf("after undo %+v", list)
	}

	r.Tap("Yusuf Demir")
	r.Tap("14 days")
	r.MustSay("if not, again on Tue 18 Mar 2025")
	r.Tap("Will call back")
	r.Tap("Called later (1)")
	r.MustSay("again on Tue 18 Mar 2025")
	r.Tap("Yusuf Demir")
	r.Tap("Does not want to")
	r.MustSay("does not want to be called")
	r.Tap("Yusuf Demir")
	r.Tap("Nobody called")
	r.MustSay("To call (2)")

	r.Tap("Peg O'Doyle")
	r.Tap("0412 345 678 · mobile")
	if got := fyne.CurrentApp().Clipboard().Content(); got != "0412 345 678" {
		t.Errorf("copied %q", got)
	}
	if cut := r.CutOff(); len(cut) > 0 {
		t.Errorf("cut off: %q", cut)
	}
}

// Who is called is booked at once, with the plan's dates on offer, and is off the list because of it; one undo takes back the
// visit and the call.
func TestBookWhoIsCalled(t *testing.T) {
	r := toCall(t)
	r.s.ShowCalls()
	r.Settle()
	r.Tap("Peg O'Doyle")
	r.Tap("Book")
	r.MustSay("Book the plan's 4 sessions")
	r.Key(fyne.KeySpace)
	if len(r.Warned) > 0 {
		t.Fatalf("warned of %q", r.Warned)
	}
	list := r.recalls()
	if len(list) != 1 || list[0].PatientID != r.yusuf.ID {
		t.Fatalf("to be called: %+v", list)
	}
	calls := r.Desk.Chart(r.peg.ID).RecordsOf(clinic.KindContact)
	if len(calls) != 1 || calls[0].(*clinic.Contact).Outcome != clinic.ContactBooked {
		t.Errorf("%+v", calls)
	}
	r.s.Undo()
	r.Settle()
	if list := r.recalls(); len(list) != 2 {
		t.Errorf("after undo %+v", list)
	}
	if calls := r.Desk.Chart(r.peg.ID).RecordsOf(clinic.KindContact); len(calls) != 0 {
		t.Errorf("after undo %+v", calls)
	}
}

// Of a child whoever decides is asked for.
func TestCallTheGuardian(t *testing.T) {
	r := toCall(t)
	r.yusuf.BirthDate, r.yusuf.GuardianName, r.yusuf.GuardianRelation, r.yusuf.GuardianPhone = "2014-05-05", "Elif Demir", clinic.RelationParent, "0400 111 222"
	r.Put(&r.yusuf)
	r.Settle()
	r.s.ShowCalls()
	r.Settle()
	r.Tap("Yusuf Demir")
	r.MustSay("Ask for Elif Demir (parent)", "0400 111 222")
}
