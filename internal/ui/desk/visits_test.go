package desk_test

import (
	"testing"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk/desktest"
)

// A session that is begun takes the appointment of the day along, and ends it; one undo each takes both back.
func TestASessionTakesTheAppointmentAlong(t *testing.T) {
	r := desktest.New(t)
	p := r.AddPatient(clinic.Patient{GivenName: "Margaret"})
	const who = "ana"
	r.Put(&clinic.Practitioner{ID: who, Name: "Ana Reyes", CreatedAt: r.Desk.Clock()})
	today := r.Desk.Today()
	booked, op := clinic.Book(r.Desk.Env(), p.Name(),
		clinic.Appointment{PatientID: p.ID, PractitionerID: who, Day: today, Start: 600, Minutes: 45},
		clinic.Appointment{PatientID: p.ID, PractitionerID: who, Day: today.AddDays(7), Start: 600, Minutes: 45})
	r.Make(op)
	visit := func() clinic.Appointment { return r.Desk.DiaryDay(today).Appointments()[0] }

	r.Desk.StartSession(p.ID)
	s := r.Chart(p.ID).OpenOn(today)
	if s == nil || visit().SessionID != s.ID || visit().State != clinic.InTreatment {
		t.Fatalf("begun: %+v, %+v", s, visit())
	}
	if next := r.Desk.DiaryDay(today.AddDays(7)).Appointments()[0]; next.ID != booked[1].ID || next.SessionID != "" {
		t.Errorf("the next one: %+v", next)
	}
	r.Make(r.Desk.EndTreatment(r.Chart(p.ID), s))
	if v := visit(); v.State != clinic.Attended || len(v.Steps) != 3 {
		t.Errorf("ended: %+v", v)
	}
	r.Desk.Undo(s.ID)
	if v := visit(); v.State != clinic.InTreatment || !r.Chart(p.ID).Session(s.ID).EndedAt.IsZero() {
		t.Errorf("the end taken back: %+v", v)
	}
	r.Desk.Undo(s.ID)
	if v := visit(); v.State != clinic.Booked || v.SessionID != "" || r.Chart(p.ID).Session(s.ID) != nil {
		t.Errorf("the start taken back: %+v", v)
	}
}
