package patients

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
)

// Two people write in the same field: nothing is lost, and the screen can be left and come back to.
func TestTwoPeopleInOneField(t *testing.T) {
	r := newRig(t)
	p := r.AddPatient(clinic.Patient{GivenName: "Margaret", Occupation: "Teacher", Phones: []clinic.Phone{{Number: "1", Label: "home"}}})
	s := New(r.Desk, p.ID).(*Details)
	r.Watch(s)
	occupation := r.Field("Occupation").Content().(*kit.Entry)
	r.TypeInto(occupation, "Music ")
	p.Occupation, p.Email = "Cellist", "peg@example.org"
	r.Elsewhere("Kim", "reception", &p)
	r.MustSay("Music Teacher", "Kim on reception, 09:30", "“Cellist”", "peg@example.org")
	r.Save("details-both-wrote", 1)
	s.Leave()
	r.Clock.Advance(1e10)
	if got := r.Patient(p.ID).Occupation; got != "Cellist" {
		t.Fatalf("leaving put %q over what Kim wrote", got)
	}
	if r.Desk.Decided(p.ID) {
		t.Error("the form can be put away although a text waits in it")
	}
	r.Show(kit.Body("another screen"), 1180, 660)
	r.Show(s.Object(), 1180, 660)
	r.MustSay("Music Teacher", "“Cellist”")
	r.Tap("Keep mine")
	got := r.Patient(p.ID)
	if got.Occupation != "Music Teacher" || got.Email != "peg@example.org" {
		t.Errorf("kept %q, %q", got.Occupation, got.Email)
	}

	// A list of numbers is one answer.
	number := s.form.phones.lines[0][0].Entry
	r.TypeInto(number, "2")
	got.Phones = []clinic.Phone{{Number: "1", Label: "home"}, {Number: "7", Label: "work"}}
	r.Elsewhere("Kim", "reception", &got)
	r.Window.Canvas().Unfocus()
	r.MustSay("1 home", "7 work")
	if now := r.Patient(p.ID).Phones; len(now) != 2 || now[0].Number != "1" {
		t.Errorf("phones %+v", now)
	}
	r.Tap("Use theirs")
	if now := s.form.phones.values(); len(now) != 2 || now[0][0] != "1" || now[1][0] != "7" {
		t.Errorf("the rows say %v", now)
	}
	if !r.Desk.Decided(p.ID) {
		t.Error("a choice is still said to wait")
	}
}

// The own words beside the chips say what is wrong and ask, too.
func TestTwoPeopleBesideChips(t *testing.T) {
	r := newRig(t)
	p := r.AddPatient(clinic.Patient{GivenName: "Sky"})
	r.Watch(New(r.Desk, p.ID))
	r.Tap("Other…")
	var own *kit.Entry
	r.Walk(func(o fyne.CanvasObject) {
		if e, ok := o.(*kit.Entry); ok && own == nil && e.PlaceHolder == "in their own words" {
			own = e
		}
	})
	r.TypeInto(own, "xe/xem")
	p.Pronouns = "they/them"
	r.Elsewhere("Kim", "reception", &p)
	r.MustSay("“they/them”")
	r.Tap("Use theirs")
	if own.Text != "they/them" {
		t.Errorf("the field says %q", own.Text)
	}
}

func TestListDoesNotWait(t *testing.T) {
	r := newRig(t)
	for _, name := range []string{"Amir", "Bea"} {
		r.AddPatient(clinic.Patient{GivenName: name})
	}
	r.Put(&clinic.Patient{ID: r.Desk.NewID(), GivenName: "Zoe", ArchivedAt: r.Clock.Now(), CreatedAt: r.Clock.Now()})
	remote, _ := r.Share()
	l := NewList(r.Desk, func() {}, func() {})
	r.Watch(l)
	r.MustNotSay("No patients yet")
	remote.DoAll()
	r.Settle()
	r.MustSay("Amir", "Bea", "2 in all")

	r.Tap("Archived")
	r.Tap("Current") // thought better of it
	r.MustSay("Amir")
	remote.Do(1)
	remote.Do(0) // the answer to what was asked first comes last
	r.Settle()
	r.MustSay("Amir", "2 in all")
	r.MustNotSay("Zoe")

	remote.Fail = errors.New("The shared records cannot be reached.")
	l.Refresh(clinic.Changes{Refs: []clinic.Ref{{Kind: clinic.KindPatient, ID: "x"}}})
	remote.DoAll()
	r.Settle()
	r.MustSay("Amir", "2 in all")
	if remote.Waiting() != 0 || len(r.Said) != 1 {
		t.Errorf("said %q, %d questions wait", r.Said, remote.Waiting())
	}
}

func TestTwinsAreLookedForBesideTyping(t *testing.T) {
	r := newRig(t)
	r.AddPatient(clinic.Patient{GivenName: "Margaret", FamilyName: "Doyle"})
	remote, _ := r.Share()
	s := NewPatient(r.Desk, "")
	r.Watch(s)
	r.Type("Family name", "Doyle")
	r.Type("Given name", "Margaret")
	r.Type("Given name", "Tom")
	for remote.Waiting() > 0 {
		remote.Do(remote.Waiting() - 1) // the last question is answered first
	}
	r.Settle()
	r.MustNotSay("Looks like an existing patient")
	r.Type("Given name", "Margaret")
	r.MustNotSay("Looks like an existing patient")
	remote.DoAll()
	r.Settle()
	r.MustSay("Looks like an existing patient")
}
