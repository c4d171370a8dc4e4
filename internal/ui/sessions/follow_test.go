package sessions

import (
	"context"
	"testing"

	"regimen/internal/clinic"
)

// A version that is agreed while a session runs is offered to it, and taken by one tap.
func TestFollowTheNewVersion(t *testing.T) {
	f := visiting(t)
	f.tap("Start session 2")
	f.MustNotSay("Treat by this plan")
	next, op, err := clinic.NewVersion(f.p.Desk.Env(), f.p.chart(), f.p.chart().Plan(f.p.plan))
	if err != nil {
		t.Fatal(err)
	}
	next.AgreedAt, next.AgreedBy, next.AgreedAs, next.AgreedHow, next.ChangeReason = f.p.Clock.Now(), "Peg Doyle", clinic.ByThePatient, clinic.ConsentSpoken, "Sore"
	if err := f.p.Desk.Apply(op); err != nil {
		t.Fatal(err)
	}
	f.tap("Treatment")
	f.MustSay("Version 2 of the plan is agreed.")
	f.tap("Treat by this plan")
	f.MustNotSay("Treat by this plan")
	s := f.p.chart().Session(f.s.session)
	if all := f.p.chart().TreatmentsOf(s.ID); s.PlanID != next.ID || len(all) != 3 {
		t.Errorf("%s, %+v", s.PlanID, all)
	}
}

// A session begun by mistake is discarded, its appointment waits again, and one undo brings both back.
func TestDiscardTheSessionOfAnAppointment(t *testing.T) {
	f := visiting(t)
	a := clinic.Appointment{PatientID: f.p.patient, PractitionerID: "doc", Day: "2026-03-09", Start: 540, Minutes: 60}
	booked, op := clinic.Book(f.p.Desk.Env(), "Peg", a)
	f.p.apply(t, op.Put...)
	f.tap("Start session 2")
	session := f.s.session
	visit := func() clinic.Appointment {
		days, err := f.p.Desk.Store.Days(context.Background(), "2026-03-09", "2026-03-09")
		if err != nil {
			t.Fatal(err)
		}
		return days[0].Appointments()[0]
	}
	if v := visit(); v.ID != booked[0].ID || v.SessionID != session || v.State != clinic.InTreatment {
		t.Fatalf("%+v", v)
	}
	f.tap("Discard")
	f.tap("Discard") // the question stands on top
	if v := visit(); f.p.chart().Session(session) != nil || v.SessionID != "" || v.State != clinic.Arrived {
		t.Errorf("discarded: %+v", v)
	}
	f.p.Desk.Undo(f.p.patient)
	if v := visit(); f.p.chart().Session(session) == nil || v.SessionID != session || v.State != clinic.InTreatment {
		t.Errorf("undone: %+v", v)
	}
}
