package diary_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
)

// records are those of a desk, of which some cannot be had.
type records struct {
	desk.Records
	noAppointments, noPreference error
	charts                       map[string][]clinic.Kind // the kinds that were read of each patient
}

func (x *records) Appointments(ctx context.Context, patient string, from clinic.Date) ([]clinic.Appointment, error) {
	if x.noAppointments != nil {
		return nil, x.noAppointments
	}
	return x.Records.Appointments(ctx, patient, from)
}

func (x *records) SetPreference(ctx context.Context, key, value string) error {
	if x.noPreference != nil {
		return x.noPreference
	}
	return x.Records.SetPreference(ctx, key, value)
}

func (x *records) Charts(ctx context.Context, patients []string, kinds []clinic.Kind) ([]*clinic.Chart, error) {
	for _, id := range patients {
		x.charts[id] = kinds
	}
	return x.Records.Charts(ctx, patients, kinds)
}

func (r *rig) lacking() *records {
	x := &records{Records: r.Desk.Store, charts: map[string][]clinic.Kind{}}
	r.Desk.Store = x
	return x
}

// visit is a visit of an hour that is kept.
func (r *rig) visit(id, patient, practitioner string, day clinic.Date, start int) *clinic.Appointment {
	r.T.Helper()
	a := &clinic.Appointment{
		ID: id, PatientID: patient, PractitionerID: practitioner, Day: day, Start: start, Minutes: 60, State: clinic.Booked,
		Steps: []clinic.AppointmentStep{{State: clinic.Booked, At: r.Clock.Now()}}, CreatedAt: r.Clock.Now(),
	}
	r.Put(a)
	r.Settle()
	return a
}

// What was cancelled stays in sight with why, and can be put right long after.
func TestCancelledStaysInSight(t *testing.T) {
	r := open(t)
	r.book("pe")
	r.s.Focus()
	r.Key(fyne.KeyDelete)
	r.letters("sick")
	r.Tap("Cancel the visit")
	r.MustSay("Cancelled", "Peg O'Doyle", "Ana · sick")
	r.Tap("Peg O'Doyle")
	r.MustSay("How far it is", "sick")
	r.Tap("Booked")
	if a := r.only(today); a.State != clinic.Booked || a.Reason != "" {
		t.Errorf("it is %+v", a)
	}
}

// A series that cannot be read is no reason to change one of it alone without a word.
func TestASeriesThatCannotBeRead(t *testing.T) {
	r := open(t)
	r.series()
	r.lacking().noAppointments = errors.New("no connection")
	r.shortcut(fyne.KeyDown, fyne.KeyModifierAlt)
	r.MustSay("Move this visit alone?", "The other visits of its series cannot be read now")
	if at, _ := r.starts(); at[0] != 840 {
		t.Fatalf("at %v before it was asked for", at)
	}
	r.Tap("Move this visit")
	if at, _ := r.starts(); !slices.Equal(at, []int{855, 840, 840, 840}) {
		t.Errorf("at %v", at)
	}
	r.Key(fyne.KeyDelete)
	r.MustSay("The other visits of its series cannot be read now")
}

// What somebody else changed since a question was asked stays, and what is gone is told.
func TestAVisitThatWasChangedMeanwhile(t *testing.T) {
	r := open(t)
	a := r.visit("x", r.peg.ID, r.ana, today, 600)
	r.s.ShowAppointment("x", today)
	r.s.Focus()
	r.Key(fyne.KeyDelete)
	moved := *a
	moved.Start, moved.Note = 900, "brings the letter"
	r.Elsewhere("Ben Ito", "tablet", &moved)
	r.Tap("Cancel the visit")
	if a := r.find("x"); a.State != clinic.Cancelled || a.Start != 900 || a.Note != "brings the letter" {
		t.Errorf("it is %+v", a)
	}
}

// Who treats here no longer has a column on the days of their visits, and is given no new ones.
func TestWhoHasLeft(t *testing.T) {
	r := open(t)
	r.Put(&clinic.Practitioner{ID: "p-cleo", Name: "Cleo Marsh", CreatedAt: r.Clock.Now(), LeftAt: r.Clock.Now()})
	r.visit("x", r.peg.ID, "p-cleo", today, 600)
	r.visit("y", r.yusuf.ID, r.ben, today, 600)
	r.MustSay("Cleo", "Peg O'Doyle")
	r.s.ShowAppointment("y", today)
	r.s.Focus()
	r.shortcut(fyne.KeyRight, fyne.KeyModifierAlt)
	if a := r.find("y"); a.PractitionerID != r.ben {
		t.Errorf("it is with %s", a.PractitionerID)
	}
	r.Key(fyne.KeyPageDown)
	r.MustNotSay("Cleo")
}

// A visit ends before midnight: one that would not is not booked, and why not is said.
func TestBookShortOfMidnight(t *testing.T) {
	r := open(t)
	r.s.Focus()
	for range 100 {
		r.Key(fyne.KeyDown)
	}
	r.letters("npe")
	r.Tap("60")
	r.MustSay("It must end by midnight.")
	r.Tap("Peg O'Doyle")
	r.Key(fyne.KeyReturn)
	if n := len(r.booked(today)); n != 0 || len(r.Warned) > 0 {
		t.Fatalf("%d are booked; warned of %q", n, r.Warned)
	}
}

// Only what is noted for the clipboard is held: else nothing would lead back to it.
func TestAClipboardThatCannotBeKept(t *testing.T) {
	r := open(t)
	r.book("pe")
	r.lacking().noPreference = errors.New("The disk is full.")
	r.s.Focus()
	r.letters("x")
	if r.only(today).Held || len(r.Warned) != 1 {
		t.Errorf("held, and warned of %q", r.Warned)
	}
}

// The session of a visit is started on its day.
func TestStartOnAnotherDay(t *testing.T) {
	r := open(t)
	r.visit("x", r.peg.ID, r.ana, "2025-03-05", 600)
	r.s.ShowAppointment("x", "2025-03-05")
	r.s.Focus()
	r.letters("s")
	if len(r.Warned) != 1 || !strings.Contains(r.Warned[0], "on 5 Mar 2025") {
		t.Errorf("warned of %q", r.Warned)
	}
	if n := len(r.Chart(r.peg.ID).Sessions); n != 0 {
		t.Errorf("%d sessions were started", n)
	}
}

// In the week of one, of those who come to others no more is read than their names.
func TestWeekReadsNamesOfOthers(t *testing.T) {
	r := open(t)
	r.visit("x", r.peg.ID, r.ana, today, 600)
	r.visit("y", r.yusuf.ID, r.ben, today, 600)
	x := r.lacking()
	r.Show(r.s.Head(), 740, 64)
	r.Tap("Week")
	if !slices.Equal(x.charts[r.yusuf.ID], []clinic.Kind{clinic.KindPatient}) || !slices.Equal(x.charts[r.peg.ID], clinic.DoorKinds()) {
		t.Errorf("read %v", x.charts)
	}
}
