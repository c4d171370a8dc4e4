package ui

import (
	"errors"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/kit"
)

// openShared opens a window on records that several machines share.
func openShared(t *testing.T, change func(*Options)) (*rig, *desktest.Remote, *desktest.Link) {
	t.Helper()
	var remote *desktest.Remote
	var link *desktest.Link
	r := openWindow(t, true, func(o *Options) {
		link = desktest.NewLink(o.Store.(*store.Store))
		remote = desktest.NewRemote(t, o.Store, link)
		o.Store, o.Link = remote, link
		if change != nil {
			change(o)
		}
	})
	remote.DoAll()
	r.Settle()
	return r, remote, link
}

// A later keystroke's answer is never replaced by an earlier one's, and the list stays while it waits.
func TestSearchDropsStaleAnswers(t *testing.T) {
	r, remote, _ := openShared(t, nil)
	r.patient("Margaret", "Doyle", "", "")
	r.patient("Dora", "Khan", "", "")
	remote.DoAll()
	r.press(fyne.KeyK)
	remote.DoAll()
	r.Settle()
	r.MustSay("Recent patients", "Margaret Doyle", "Dora Khan")
	r.typed("do")
	r.typed("y")
	if said := texts(r, r.shell.search.panel); !slices.Contains(said, "Dora Khan") {
		t.Errorf("the rows went before the answer came: %v", said)
	}
	remote.Do(remote.Waiting() - 1) // the last that was asked answers first
	r.Settle()
	said := texts(r, r.shell.search.panel)
	if slices.Contains(said, "Dora Khan") || !slices.Contains(said, "Margaret Doyle") {
		t.Errorf("the list says %v", said)
	}
	remote.DoAll()
	r.Settle()
	if now := texts(r, r.shell.search.panel); !slices.Equal(now, said) {
		t.Errorf("an earlier answer replaced the last: %v", now)
	}
	r.Key(fyne.KeyEscape, fyne.KeyEscape)
	remote.DoAll()
	if r.shell.search.layer.Visible() {
		t.Error("an answer brought back the list that was left")
	}
}

func TestEnterWaitsForTheAnswer(t *testing.T) {
	r, remote, _ := openShared(t, nil)
	r.patient("Margaret", "Doyle", "", "")
	amir := r.patient("Amir", "Khan", "", "")
	remote.DoAll()
	r.press(fyne.KeyK)
	remote.DoAll()
	r.typed("amir")
	r.Key(fyne.KeyReturn)
	if r.shell.work != nil || remote.Waiting() == 0 {
		t.Fatal("Enter opened a row of the answer before")
	}
	r.Clock.Advance(2 * time.Second)
	r.Settle()
	r.MustSay("Searching…")
	remote.DoAll()
	r.Settle()
	if r.shell.work == nil || r.shell.work.patient != amir.ID {
		t.Fatal("Enter did not open what the answer gave")
	}
	r.MustSay("Amir Khan", "Archive this patient")

	r.press(fyne.KeyK)
	remote.Fail = errors.New("The shared records cannot be reached.")
	remote.DoAll()
	r.Settle()
	r.MustSay("The shared records cannot be reached.")
}

// A record that is not on this machine is fetched first; what is shown stays until it is there.
func TestFetchingARecord(t *testing.T) {
	r, remote, link := openShared(t, nil)
	margaret := r.patient("Margaret", "Doyle", "", "")
	amir := r.patient("Amir", "Khan", "", "")
	remote.DoAll()
	r.shell.OpenPatient(margaret.ID, desk.Details)
	r.Clock.Advance(2 * time.Second)
	r.Settle()
	r.MustSay("Tuesday, 4 March 2025", "Fetching the record…")
	r.shell.OpenPatient(amir.ID, desk.Details) // thought better of it
	remote.DoAll()
	r.Settle()
	if r.shell.work == nil || r.shell.work.patient != amir.ID {
		t.Fatalf("the record shown is %+v", r.shell.work)
	}
	r.MustSay("Amir Khan")
	r.MustNotSay("Fetching the record…")
	r.shell.Go(Today)
	remote.DoAll()

	link.Near = map[string]bool{}
	r.shell.OpenPatient(margaret.ID, desk.Details)
	r.shell.Go(Patients)
	remote.DoAll()
	if r.shell.place != Patients {
		t.Errorf("a record opened over %s, where the person had gone", r.shell.place)
	}

	link.Near = map[string]bool{}
	remote.Fail = errors.New("The shared records cannot be reached. Margaret's record is not on this computer.")
	r.shell.OpenPatient(margaret.ID, desk.Details)
	remote.DoAll()
	r.Settle()
	if r.shell.place != Patients {
		t.Errorf("a record that could not be fetched is shown: %s", r.shell.place)
	}
	r.MustSay("is not on this computer")

	link.Near[margaret.ID] = true
	r.shell.OpenPatient(margaret.ID, desk.Details)
	r.MustSay("Margaret Doyle")
	if remote.Waiting() != 0 {
		t.Error("a record that is held was fetched")
	}
	r.shell.OpenPatient(amir.ID, desk.Details)
	r.close()
	remote.Fail = nil
	remote.DoAll() // nobody is there any more
	if r.shell.work.patient != margaret.ID {
		t.Error("a record was opened in a window that is closed")
	}
}

// scribe is a section in which a session is written.
type scribe struct {
	probe
	session string
}

func (s *scribe) Writing() string { return s.session }

func TestOthersAreToldWhatIsOpen(t *testing.T) {
	s := &scribe{probe{object: kit.Body("notes")}, "s1"}
	r, remote, link := openShared(t, func(o *Options) {
		o.Sections[desk.Sessions] = func(*desk.Desk, string) desk.Screen { return s }
	})
	p := r.patient("Margaret", "Doyle", "", "")
	remote.DoAll()
	link.Near[p.ID] = true
	r.shell.OpenPatient(p.ID, desk.Details)
	r.press(fyne.Key4)
	s.session = "s2"
	r.shell.Desk.Moved()
	s.session = ""
	p.Occupation = "Nurse"
	r.apply(&p) // signed, as the refresh finds out
	remote.DoAll()
	r.shell.Go(Today)
	want := []string{p.ID + " ", p.ID + " s1", p.ID + " s2", p.ID + " ", " "}
	if !slices.Equal(link.Places, want) {
		t.Errorf("told %q, want %q", link.Places, want)
	}
}

// A text that waits for a choice outlives another patient's record, and closing asks about it.
func TestATextThatWaitsForAChoice(t *testing.T) {
	r := openWindow(t, true, nil)
	p := r.patient("Margaret", "Doyle", "", "")
	other := r.patient("Amir", "Khan", "", "")
	r.shell.OpenPatient(p.ID, desk.Details)
	r.Settle()
	r.TypeInto(r.Field("Occupation").Content().(fyne.Focusable), "Nurse")
	p.Occupation = "Midwife"
	r.elsewhere(&p)
	r.MustSay("Kim on reception, 09:30", "“Midwife”", "Keep mine", "Use theirs")

	r.shell.OpenPatient(other.ID, desk.Details)
	r.Settle()
	r.MustNotSay("Keep mine")
	r.shell.OpenPatient(p.ID, desk.Details)
	r.Settle()
	r.MustSay("Nurse", "“Midwife”")
	if got, _ := r.store.Patient(t.Context(), p.ID); got.Occupation != "Midwife" {
		t.Errorf("leaving kept %q over what somebody else wrote", got.Occupation)
	}
	r.shell.Close()
	r.Settle()
	r.MustSay("Close without your text?", "Occupation")
	r.Tap("Go back")
	r.MustSay("Keep mine")
	r.Tap("Keep mine")
	if got, _ := r.store.Patient(t.Context(), p.ID); got.Occupation != "Nurse" {
		t.Errorf("mine was not kept: %q", got.Occupation)
	}
	r.close()
	if !r.shell.closed {
		t.Error("the window asks although nothing waits")
	}
}

// elsewhere keeps records as Kim at the reception would.
func (r *rig) elsewhere(records ...clinic.Record) {
	r.T.Helper()
	r.away = true
	r.apply(records...)
	r.away = false
	r.Settle()
}

// teller tells the window of what the test has done elsewhere as the shared records would.
type teller struct {
	desk.Records
	r *rig
}

func (t teller) Subscribe(f func(clinic.Changes)) (cancel func()) {
	return t.Records.Subscribe(func(ch clinic.Changes) {
		if t.r.away {
			ch.By, ch.At, ch.Elsewhere = clinic.Actor{Name: "Kim", Machine: "reception"}, t.r.Clock.Now(), true
		}
		f(ch)
	})
}
