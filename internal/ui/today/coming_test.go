package today

import (
	"testing"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/due"
)

// Who is still to come is said with what to know of them; who arrived stands first, also when another machine says so.
func TestStillToCome(t *testing.T) {
	r := desktest.New(t)
	today := r.Desk.Today()
	r.Put(&clinic.Practitioner{ID: "mei", Name: "Mei Chen", CreatedAt: r.Clock.Now()})
	book := func(p clinic.Patient, start int) *clinic.Appointment {
		p = r.AddPatient(p)
		list, op := clinic.Book(r.Desk.Env(), p.Name(), clinic.Appointment{PatientID: p.ID, PractitionerID: "mei", Day: today, Start: start, Minutes: 45})
		r.Make(op)
		return list[0]
	}
	r.Watch(New(r.Desk, due.NewReasons(r.Desk), nil, nil, nil))
	r.MustNotSay("Still to come")
	first := book(clinic.Patient{GivenName: "Amir", Alerts: []string{"Nut allergy"}}, 9*60+30)
	second := book(clinic.Patient{GivenName: "Bea"}, 11*60)
	book(clinic.Patient{GivenName: "Cleo"}, 15*60)
	r.Settle()
	r.MustSay("Still to come (3)", "Amir", "09:30", "Nut allergy", "Mei Chen", "The first visit", "Bea", "11:00")

	off, err := clinic.ComeTo(r.Desk.Env(), *first, "Amir", clinic.Missed, "")
	if err != nil {
		t.Fatal(err)
	}
	r.Make(off)
	here, err := clinic.ComeTo(r.Desk.Env(), *second, "Bea", clinic.Arrived, "")
	if err != nil {
		t.Fatal(err)
	}
	r.Elsewhere("Sam", "reception", here.Put...)
	r.Settle()
	r.MustSay("Still to come (2)", "Arrived")
	r.MustNotSay("Amir")
	r.Tap("Bea")
	if got := r.Section(); got != desk.Summary {
		t.Errorf("a tap goes to %v", got)
	}
}
