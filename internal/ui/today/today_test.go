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
	r.Watch(New(r.Desk, func() { added++ }, nil))
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

func TestTheDay(t *testing.T) {
	r := desktest.New(t)
	var ids []string
	for _, name := range []string{"Amir", "Bea", "Cleo", "Dan", "Eva"} {
		ids = append(ids, r.AddPatient(clinic.Patient{GivenName: name}).ID)
	}
	neck := r.AddPlan(ids[0], "Neck", "2025-03-01", true) // overdue
	back := r.AddPlan(ids[1], "Back", "2025-03-10", true) // due within the week
	r.AddPlan(ids[2], "Knee", "2025-06-01", true)         // far away
	r.AddPlan(ids[3], "Foot", "2025-03-01", false)        // a draft
	r.AddSession(ids[0], neck, 1, "2025-03-04", false)
	r.AddSession(ids[1], back, 3, "2025-03-04", true)
	r.AddSession(ids[4], "", 7, "2025-02-20", false) // of another day, never signed

	r.Put(&clinic.Assessment{ID: "a1", PatientID: ids[3], Type: "initial", Date: "2025-02-19", CreatedAt: r.Clock.Now()})
	r.Watch(New(r.Desk, nil, nil))
	r.MustSay("Assessment  ·  19 Feb 2025")
	r.MustSay("Session 1  ·  09:00 – 09:45", "Open", "Session 3", "Signed",
		"Session 7  ·  20 Feb 2025", "To sign",
		"Re-assessment on 1 Mar 2025", "3 days overdue", "Re-assessment on 10 Mar 2025", "Due",
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
	r.Watch(New(r.Desk, nil, nil))
	r.MustSay("Nothing waits", "No session has been started today.")
}

func TestMoreThanFits(t *testing.T) {
	r := desktest.New(t)
	for i := range 9 {
		r.AddPlan(r.AddPatient(clinic.Patient{GivenName: fmt.Sprint("Patient ", i)}).ID, "", "2025-03-01", true)
	}
	all := 0
	r.Watch(New(r.Desk, nil, func() { all++ }))
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
	r.Watch(New(r.Desk, nil, nil))
	r.MustSay("Assessment  ·  4 Mar 2025", "To sign")
	r.MustNotSay("Session 1  ·  4 Mar 2025", "no visit yet")
	r.Tap("Amir")
	if want := []string{amir + " assess"}; !slices.Equal(r.Opened, want) {
		t.Errorf("opened %v", r.Opened)
	}
}

// Whoever waits longest stands first, and it says how long.
func TestMostOverdueFirst(t *testing.T) {
	r := desktest.New(t)
	for name, due := range map[string]clinic.Date{"Amir": "2025-03-03", "Bea": "2025-02-26", "Cleo": "2025-03-01"} {
		r.AddPlan(r.AddPatient(clinic.Patient{GivenName: name}).ID, "", due, true)
	}
	r.Watch(New(r.Desk, nil, nil))
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
