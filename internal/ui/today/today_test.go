package today

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk/desktest"
)

func TestEmptyClinicSaysWhatToDoFirst(t *testing.T) {
	r := desktest.New(t)
	added := 0
	r.Watch(New(r.Desk, func() { added++ }, nil, nil))
	r.MustSay("Begin with the first patient")
	r.Tap("New patient")
	if added != 1 {
		t.Error("the button does nothing")
	}
	r.AddPatient(clinic.Patient{GivenName: "Margaret"})
	r.Settle()
	r.MustSay("Seen last", "Margaret")
	r.MustNotSay("Begin with the first patient")
}

// addPlan files a plan of a single session, which is due to be looked at on its day, and gives its key.
func addPlan(r *desktest.Rig, patient string, day clinic.Date) string {
	r.T.Helper()
	id := r.Desk.NewID()
	r.Put(&clinic.Plan{
		ID: id, PatientID: patient, Lineage: id, Version: 1, Minutes: 45, Start: day, Phases: []clinic.Phase{{Sessions: 1, EveryDays: 7}},
		ReviewDate: day, CreatedAt: r.Clock.Now(), AgreedAt: r.Clock.Now(), AgreedBy: "the patient",
	})
	return id
}

func TestTheDay(t *testing.T) {
	r := desktest.New(t)
	var ids []string
	for _, name := range []string{"Amir", "Bea", "Cleo", "Dan", "Eva"} {
		ids = append(ids, r.AddPatient(clinic.Patient{GivenName: name}).ID)
	}
	neck := addPlan(r, ids[0], "2025-03-01")       // overdue
	back := addPlan(r, ids[1], "2025-03-10")       // due within the week
	addPlan(r, ids[2], "2025-06-01")               // far away
	r.AddPlan(ids[3], "Foot", "2025-03-01", false) // a draft
	r.AddSession(ids[0], neck, 1, "2025-03-04", false)
	r.AddSession(ids[1], back, 3, "2025-03-04", true)
	r.AddSession(ids[4], "", 7, "2025-02-20", false) // of another day, never signed

	r.Put(&clinic.Assessment{ID: "a1", PatientID: ids[3], Type: "initial", Date: "2025-02-19", CreatedAt: r.Clock.Now()})
	r.Watch(New(r.Desk, nil, nil, nil))
	r.MustSay("Assessment  ·  19 Feb 2025")
	r.MustSay("Session 1  ·  09:00 – 09:45", "Open", "Session 3", "Signed",
		"Session 7  ·  20 Feb 2025", "To sign",
		"Due: end of the schedule 1 Mar 2025", "3 days overdue", "Due: end of the schedule 10 Mar 2025", "Due",
		"Plan waits for the patient's agreement", "Draft")
	r.MustNotSay("1 Jun 2025")
	r.Save("today", 1)

	r.Tap("Eva") // the unsigned record stands before the list of who was seen
	if want := []string{ids[4] + " sessions"}; !slices.Equal(r.Opened, want) {
		t.Errorf("opened %v", r.Opened)
	}
}

func TestNothingWaits(t *testing.T) {
	r := desktest.New(t)
	r.AddPatient(clinic.Patient{GivenName: "Amir"})
	r.Watch(New(r.Desk, nil, nil, nil))
	r.MustSay("Nothing waits", "No session has been started today.")
}

func TestMoreThanFits(t *testing.T) {
	r := desktest.New(t)
	for i := range 9 {
		r.AddPlan(r.AddPatient(clinic.Patient{GivenName: fmt.Sprint("Patient ", i)}).ID, "", "2025-03-01", true)
	}
	all := 0
	r.Watch(New(r.Desk, nil, func() { all++ }, nil))
	r.Tap("3 more")
	if all != 1 {
		t.Error("the button does nothing")
	}
}

// What nobody has signed is to be done, from the day it was begun; the sessions of today stand in their own card.
func TestUnsignedAssessmentsOfTodayAreToDo(t *testing.T) {
	r := desktest.New(t)
	amir := r.AddPatient(clinic.Patient{GivenName: "Amir"}).ID
	r.Put(&clinic.Assessment{ID: r.Desk.NewID(), PatientID: amir, Date: "2025-03-04", Type: clinic.AssessmentInitial, CreatedAt: r.Clock.Now()})
	bea := r.AddPatient(clinic.Patient{GivenName: "Bea"}).ID
	r.AddSession(bea, "", 1, "2025-03-04", false)
	r.Watch(New(r.Desk, nil, nil, nil))
	r.MustSay("Assessment  ·  4 Mar 2025", "To sign")
	r.MustNotSay("Session 1  ·  4 Mar 2025", "no visit yet")
	r.Tap("Amir")
	if want := []string{amir + " assess"}; !slices.Equal(r.Opened, want) {
		t.Errorf("opened %v", r.Opened)
	}
}

// A re-assessment that was made is not to do any more, although its day has passed.
func TestAReviewThatWasMadeIsNotDue(t *testing.T) {
	r := desktest.New(t)
	amir := r.AddPatient(clinic.Patient{GivenName: "Amir"}).ID
	addPlan(r, amir, "2025-03-01")
	r.Watch(New(r.Desk, nil, nil))
	r.MustSay("3 days overdue")
	r.Put(&clinic.Assessment{ID: r.Desk.NewID(), PatientID: amir, Date: "2025-03-03", Type: clinic.AssessmentReview, SignedAt: r.Clock.Now(), SignedBy: "Ana Reyes"})
	r.MustSay("Nothing waits")
}

// Whoever waits longest stands first, and it says how long.
func TestMostOverdueFirst(t *testing.T) {
	r := desktest.New(t)
	for name, due := range map[string]clinic.Date{"Amir": "2025-03-03", "Bea": "2025-02-26", "Cleo": "2025-03-01"} {
		addPlan(r, r.AddPatient(clinic.Patient{GivenName: name}).ID, due)
	}
	r.Watch(New(r.Desk, nil, nil, nil))
	var order []string
	for _, text := range r.Texts() {
		if strings.HasSuffix(text, "overdue") {
			order = append(order, text)
		}
	}
	if want := []string{"6 days overdue", "3 days overdue", "1 day overdue"}; !slices.Equal(order, want) {
		t.Errorf("%q, want %q", order, want)
	}
}
