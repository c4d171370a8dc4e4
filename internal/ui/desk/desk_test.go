package desk_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/kit"
)

// Presses that come while an undo is on its way wait their turn, and none is lost.
func TestUndoDoesNotWait(t *testing.T) {
	r := desktest.New(t)
	p := r.AddPatient(clinic.Patient{GivenName: "Margaret"})
	for _, job := range []string{"Nurse", "Midwife"} {
		p.Occupation = job
		if err := r.Desk.Apply(clinic.Operation{Label: clinic.Sentence{Key: job}, Scope: p.ID, Put: []clinic.Record{&p}}); err != nil {
			t.Fatal(err)
		}
	}
	remote, _ := r.Share()
	done := 0
	r.Desk.Undo(p.ID, func() { done++ })
	r.Desk.Undo(p.ID, func() { done++ })
	if remote.Waiting() != 1 || done != 0 {
		t.Errorf("%d undos are on their way", remote.Waiting())
	}
	r.Clock.Advance(2 * time.Second)
	remote.DoAll()
	want := []string{"Waiting for the records…", "Undone: Midwife", "Undone: Nurse"}
	if !slices.Equal(r.Said, want) || done != 2 {
		t.Errorf("said %q, done %d", r.Said, done)
	}
	remote.Fail = errors.New("The shared records cannot be reached, so nothing was undone.")
	r.Desk.Redo(p.ID, func() { t.Error("told of a redo that failed") })
	remote.DoAll()
	if got := r.Said[len(r.Said)-1]; got != remote.Fail.Error() {
		t.Errorf("said %q", got)
	}
}

func TestSeal(t *testing.T) {
	r := desktest.New(t)
	p := r.AddPatient(clinic.Patient{GivenName: "Margaret"})
	remote, link := r.Share()
	b := kit.NewButton("Sign", "", nil)
	r.Show(b, 300, 60)
	p.Occupation = "Nurse"
	op := clinic.Operation{Label: clinic.Say("Sign"), Put: []clinic.Record{&p}}
	done := 0
	press := func() { r.Desk.Seal(op, b, func() { done++ }) }
	press()
	if !b.Disabled() || b.Text != "Being confirmed…" {
		t.Errorf("while it waits the button says %q", b.Text)
	}
	press()
	if remote.Waiting() != 1 || done != 0 {
		t.Fatalf("%d signatures are on their way, %d done", remote.Waiting(), done)
	}
	link.Unsealed = errors.New("The shared records cannot be reached, so it is not signed.")
	remote.DoAll()
	if done != 0 || b.Disabled() || b.Text != "Sign" || !slices.Contains(r.Said, link.Unsealed.Error()) {
		t.Errorf("after a refusal: done %d, %q, said %q", done, b.Text, r.Said)
	}
	link.Unsealed = nil
	press()
	remote.DoAll()
	if done != 1 || b.Disabled() {
		t.Errorf("done %d", done)
	}
	if got, _ := r.Store.Patient(t.Context(), p.ID); got.Occupation != "Nurse" {
		t.Errorf("the change was not made: %q", got.Occupation)
	}

	r.Desk.Link = nil
	p.Occupation = "Midwife"
	press()
	if done != 2 {
		t.Error("on records of this machine's own it is made at once")
	}
}

func TestWho(t *testing.T) {
	r := desktest.New(t)
	now := r.Clock.Now()
	for _, tt := range []struct {
		ch   clinic.Changes
		want string
	}{
		{clinic.Changes{By: clinic.Actor{Name: "Kim", Machine: "reception"}, At: now}, "Kim on reception, 09:30"},
		{clinic.Changes{By: clinic.Actor{Machine: "reception"}, At: now}, "Somebody on reception, 09:30"},
		{clinic.Changes{By: clinic.Actor{Name: "Kim"}, At: now}, "Kim, 09:30"},
		{clinic.Changes{At: now.AddDate(0, 0, -1)}, "Somebody on another computer, 3 Mar 2025, 09:30"},
	} {
		if got := r.Desk.Who(tt.ch); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
	r.Desk.Forget(clinic.Changes{Patients: []string{"p"}, By: clinic.Actor{Name: "Ana"}, At: now})
	if op, who := r.Desk.Elsewhere("p").News(); op != "" || who != "" {
		t.Errorf("a change of this machine's own is news: %q", who)
	}
	r.Desk.Forget(clinic.Changes{Operation: "o", Patients: []string{"p"}, By: clinic.Actor{Name: "Kim", Machine: "reception"}, At: now, Elsewhere: true})
	if op, who := r.Desk.Elsewhere("p").News(); op != "o" || who != "Kim on reception, 09:30" {
		t.Errorf("news %q %q", op, who)
	}
	if _, who := r.Desk.Elsewhere("").News(); who != "" {
		t.Errorf("what concerns a patient is news of the clinic: %q", who)
	}
}
