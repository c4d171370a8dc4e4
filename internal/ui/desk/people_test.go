package desk_test

import (
	"context"
	"errors"
	"testing"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/desk/desktest"
)

// unreadable are records that cannot be read for the moment.
type unreadable struct {
	desk.Records
	why     error
	applied int
}

func (u *unreadable) Chart(ctx context.Context, patient string) (*clinic.Chart, error) {
	if u.why != nil {
		return nil, u.why
	}
	return u.Records.Chart(ctx, patient)
}

func (u *unreadable) Preference(ctx context.Context, key string) (string, error) {
	if u.why != nil {
		return "", u.why
	}
	return u.Records.Preference(ctx, key)
}

func (u *unreadable) Apply(ctx context.Context, op clinic.Operation) (clinic.Changes, error) {
	u.applied++
	return u.Records.Apply(ctx, op)
}

// The name of whoever works at a machine stands on what is written there, so nobody is guessed.
func TestPractitionerIsNeverGuessed(t *testing.T) {
	r := desktest.New(t)
	is := func(want, when string) {
		t.Helper()
		if got := r.Desk.Practitioner().Name; got != want {
			t.Errorf("%s: %q works here, want %q", when, got, want)
		}
	}
	work := func(id string) {
		t.Helper()
		if err := r.Desk.WorkAs(id); err != nil {
			t.Fatal(err)
		}
	}
	put := func(p clinic.Practitioner) {
		t.Helper()
		p.CreatedAt = r.Clock.Now()
		if err := r.Desk.Apply(clinic.Operation{Label: clinic.Say("Practitioner"), Put: []clinic.Record{&p}}); err != nil {
			t.Fatal(err)
		}
	}
	is("", "nobody there")
	put(clinic.Practitioner{ID: "a", Name: "Ana Reyes"})
	is("Ana Reyes", "the only one")
	put(clinic.Practitioner{ID: "b", Name: "Ben Otto"})
	is("", "nobody chosen of two")
	work("b")
	is("Ben Otto", "chosen")
	put(clinic.Practitioner{ID: "b", Name: "Ben Otto", LeftAt: r.Clock.Now()})
	is("", "left")
	work("a")
	is("Ana Reyes", "chosen again")

	own := r.Desk.Store
	broken := &unreadable{Records: own, why: errors.New("The disk does not answer.")}
	r.Desk.Store = broken
	r.Desk.ForgetAll()
	is("", "unreadable")
	r.Desk.Store = own
	is("Ana Reyes", "readable again")
}

// Who is the only one at a machine stays that when another comes.
func TestTheOnlyOneStays(t *testing.T) {
	r := desktest.New(t)
	for _, p := range []clinic.Practitioner{{ID: "b", Name: "Ben Otto"}, {ID: "a", Name: "Ana Reyes"}} {
		p.CreatedAt = r.Clock.Now()
		if err := r.Desk.Apply(clinic.Operation{Label: clinic.Say("Practitioner"), Put: []clinic.Record{&p}}); err != nil {
			t.Fatal(err)
		}
		r.Desk.Seat()
	}
	if got := r.Desk.Practitioner().Name; got != "Ben Otto" {
		t.Errorf("%q works here", got)
	}
}

// A chart that cannot be read is not taken for an empty one: nothing begins from it.
func TestNothingBeginsFromAnUnreadableChart(t *testing.T) {
	r := desktest.New(t)
	p := r.AddPatient(clinic.Patient{GivenName: "Margaret"})
	broken := &unreadable{Records: r.Desk.Store, why: errors.New("The disk does not answer.")}
	r.Desk.Store = broken
	r.Desk.StartSession(p.ID)
	r.Desk.StartAssessment(p.ID)
	if broken.applied != 0 || len(r.Opened) != 0 {
		t.Errorf("%d changes were made, %q opened", broken.applied, r.Opened)
	}
	if len(r.Said) != 2 || r.Said[0] != broken.why.Error() {
		t.Errorf("said %q", r.Said)
	}
	broken.why = nil
	r.Desk.StartSession(p.ID)
	if broken.applied != 1 || len(r.Opened) != 1 {
		t.Errorf("once it can be read, %d changes were made, %q opened", broken.applied, r.Opened)
	}
}
