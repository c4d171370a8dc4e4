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

// Who comes and owes something from before is said to, until it is paid.
func TestWhoComesOwes(t *testing.T) {
	r := desktest.New(t)
	today := r.Desk.Today()
	r.Put(&clinic.Practitioner{ID: "mei", Name: "Mei Chen", CreatedAt: r.Clock.Now()})
	amir := r.AddPatient(clinic.Patient{GivenName: "Amir"})
	_, op := clinic.Book(r.Desk.Env(), "Amir", clinic.Appointment{PatientID: amir.ID, PractitionerID: "mei", Day: today, Start: 570, Minutes: 45})
	r.Make(op)
	r.Watch(New(r.Desk, due.NewReasons(r.Desk), nil, nil, nil))
	r.MustSay("Amir")
	r.MustNotSay("Owes")
	settle := func(c clinic.Charge) {
		t.Helper()
		pricing, err := r.Desk.Pricing(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		c.Patient = amir
		_, op, err := clinic.Settle(r.Desk.Env(), pricing, r.Chart(amir.ID).Account(), c)
		if err != nil {
			t.Fatal(err)
		}
		r.Make(op)
		r.Settle()
	}
	settle(clinic.Charge{Lines: []clinic.InvoiceLine{{Sort: clinic.SoldProduct, Text: "Oil", Quantity: 1, UnitCents: 2450, Cents: 2450}}})
	r.MustSay("Owes $24.50")
	settle(clinic.Charge{Earlier: []string{r.Chart(amir.ID).Account().Bills[0].ID}, Parts: []clinic.PaymentPart{{Way: clinic.ByCash, Cents: 2450}}})
	r.MustNotSay("Owes")
}

// A form with answers to look at is said with how many, first that which tells what cannot wait; and so is the visit.
func TestFormsToLookAt(t *testing.T) {
	r := desktest.New(t)
	r.Put(&clinic.Practitioner{ID: "mei", Name: "Mei Chen", CreatedAt: r.Clock.Now()})
	fill := func(p clinic.Patient, said ...clinic.IntakeAnswer) (string, *clinic.Intake) {
		p = r.AddPatient(p)
		in, op := clinic.BeginIntake(r.Desk.Env(), r.Chart(p.ID), &clinic.Clinic{}, "Kim")
		r.Make(op)
		op, err := clinic.AnswerIntake(r.Desk.Catalogue, r.Chart(p.ID), *in, r.Desk.Today(), said...)
		if err != nil {
			t.Fatal(err)
		}
		r.Make(op)
		return p.ID, r.Chart(p.ID).Intake(in.ID)
	}
	hand := func(patient string, in *clinic.Intake) {
		op, err := clinic.FinishIntake(r.Desk.Env(), r.Desk.Catalogue, r.Chart(patient), *in, clinic.Signer{Name: "Somebody", As: clinic.ByThePatient, OnPaper: true})
		if err != nil {
			t.Fatal(err)
		}
		r.Make(op)
	}
	r.Watch(New(r.Desk, due.NewReasons(r.Desk), nil, nil, nil))
	r.MustNotSay("Intake forms")
	amir, his := fill(clinic.Patient{GivenName: "Amir"}, clinic.IntakeAnswer{Question: "suburb", Text: "Perth"}, clinic.IntakeAnswer{Question: "state", Text: "WA"})
	r.Settle()
	r.MustNotSay("Intake forms")
	hand(amir, his)
	bea, _ := fill(clinic.Patient{GivenName: "Bea"}, clinic.IntakeAnswer{Question: clinic.ScreeningQuestion("chest-pain"), Answer: clinic.AnswerYes})
	_, op := clinic.Book(r.Desk.Env(), "Bea", clinic.Appointment{PatientID: bea, PractitionerID: "mei", Day: r.Desk.Today(), Start: 15 * 60, Minutes: 45})
	r.Make(op)
	r.Settle()
	r.MustSay("Intake forms (2)", "Answers of 4 Mar 2025 to look at: 2", "The intake form of 4 Mar 2025 is being filled in.", "Urgent",
		"45 min · The form says: Chest pain or sudden breathlessness. Ask first. · The form of 4 Mar 2025 is not finished. · +2")
}

// Who is to be called is counted by the reason; a tap leads to the list, and who was called is not counted.
func TestHowManyToCall(t *testing.T) {
	r := desktest.New(t)
	shown := 0
	r.Desk.Calls = func() { shown++ }
	amir := r.AddPatient(clinic.Patient{GivenName: "Amir"})
	bea := r.AddPatient(clinic.Patient{GivenName: "Bea"})
	for _, p := range []string{amir.ID, bea.ID} {
		r.Put(&clinic.Plan{
			ID: p + "-plan", PatientID: p, Lineage: p + "-plan", Version: 1, Minutes: 45, Start: r.Desk.Today(), Phases: []clinic.Phase{{Sessions: 8, EveryDays: 7}},
			CreatedAt: r.Clock.Now(), AgreedAt: r.Clock.Now(), AgreedBy: "the patient",
		})
	}
	r.Watch(New(r.Desk, due.NewReasons(r.Desk), nil, nil, nil))
	r.MustSay("To call (2)", "2 patients", "Sessions not booked")
	r.Tap("2 patients")
	if shown != 1 {
		t.Errorf("the list was shown %d times", shown)
	}
	list, err := r.Store.Recalls(t.Context())
	if err != nil || len(list) != 2 {
		t.Fatal(list, err)
	}
	_, op, err := clinic.Attempted(r.Desk.Env(), &list[0], "Amir", clinic.ContactNotReached, r.Desk.Today().AddDays(2), "")
	if err != nil {
		t.Fatal(err)
	}
	r.Elsewhere("Sam", "reception", op.Put...)
	r.Settle()
	r.MustSay("To call (1)")
}
