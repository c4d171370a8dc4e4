package ui

import (
	"errors"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regimen/internal/clinic"
	"regimen/internal/ui/assess"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/patients"
	"regimen/internal/ui/sessions"
)

const sentence = "What was open can be read; what you write is kept on this computer and sent when the connection is back."

// openShared opens a window on records that several machines share.
func openLinked(t *testing.T) (*rig, *desktest.Link) {
	t.Helper()
	link := desktest.NewLink(nil)
	r := openWindow(t, true, func(o *Options) {
		o.Link = link
		o.Sections = map[desk.Section]desk.Builder{
			desk.Details: patients.New, desk.Sessions: sessions.New, desk.Assess: assess.New,
		}
	})
	return r, link
}

func (r *rig) lost(waiting int, since time.Time) desk.LinkState {
	return desk.LinkState{Since: since, Waiting: waiting, Where: "reception-pc, database regimen", Reason: "reception-pc does not answer. Look whether it is switched on."}
}

var again = desk.LinkState{Connected: true, Where: "reception-pc, database regimen"}

func difference(patient string) clinic.Difference {
	return clinic.Difference{
		ID: "op-1", Ref: clinic.Ref{Kind: clinic.KindPatient, ID: patient}, Fields: []string{"occupation"},
		Mine: &clinic.Patient{ID: patient, Occupation: "Nurse"}, Theirs: &clinic.Patient{ID: patient, Occupation: "Teacher"},
		By: "Kim", Machine: "reception",
	}
}

func TestNoStripWhileAllIsWell(t *testing.T) {
	r := openWindow(t, true, nil)
	if r.shell.strip.object.Visible() {
		t.Error("a machine with its own records has a strip")
	}
	s, link := openLinked(t)
	if s.shell.strip.object.Visible() {
		t.Error("a machine that is connected has a strip")
	}
	link.SetState(desk.LinkState{Connected: true, Waiting: 2})
	if s.shell.strip.object.Visible() {
		t.Error("what is being sent is no news")
	}
}

func TestStripSaysThatTheConnectionIsGone(t *testing.T) {
	r, link := openLinked(t)
	link.SetState(r.lost(0, r.Clock.Now().Add(-8*time.Minute)))
	r.Settle()
	r.MustSay("No connection to the shared records since 09:22. " + sentence)
	r.MustNotSay("waiting", "Choose")
	link.SetState(r.lost(1, r.Clock.Now().Add(-8*time.Minute)))
	r.MustSay("1 change is waiting.")
	link.SetState(r.lost(3, r.Clock.Now().AddDate(0, 0, -1)))
	r.MustSay("since yesterday 09:30.", "3 changes are waiting.")

	r.MustNotSay("Look whether it is switched on.")
	r.Tap("Why?")
	r.MustSay(sentence + " reception-pc does not answer. Look whether it is switched on.")
	r.Tap("Close this message")
	r.MustNotSay("Look whether it is switched on.")
	test.TapAt(r.shell.strip.object.Objects[1].(fyne.Tappable), fyne.NewPos(40, 20))
	r.MustSay("Look whether it is switched on.")

	link.SetState(desk.LinkState{Connected: true, Waiting: 3})
	r.MustSay("Connected again. 3 changes are being sent.")
	high := r.shell.strip.object.Size().Height
	link.SetState(again)
	r.Settle()
	r.MustSay("Connected again. Everything has been sent.")
	r.MustNotSay("Why?")
	if now := r.shell.strip.object.Size().Height; now != high || now < kit.Target {
		t.Errorf("the strip is %g high and was %g: what is below moves", now, high)
	}
	r.Clock.Advance(backStays)
	if r.shell.strip.object.Visible() {
		t.Error("the strip stays")
	}
}

// A loss that is over in a moment is not worth moving the screen for.
func TestShortLossIsNotSaid(t *testing.T) {
	r, link := openLinked(t)
	link.SetState(r.lost(1, r.Clock.Now()))
	if r.shell.strip.object.Visible() {
		t.Error("said at once")
	}
	link.SetState(again)
	r.Clock.Advance(time.Minute)
	if r.shell.strip.object.Visible() {
		t.Error("said that it is back")
	}
	link.SetState(r.lost(1, r.Clock.Now()))
	r.Clock.Advance(shortLoss)
	if !r.shell.strip.object.Visible() {
		t.Error("never said")
	}
	link.SetState(again) // and gone again while that is being said
	link.SetState(r.lost(1, r.Clock.Now()))
	r.Clock.Advance(backStays + shortLoss)
	r.MustSay("No connection to the shared records since")
}

func TestStripTakesNoFocusAndKeepsWhatIsTyped(t *testing.T) {
	r, link := openLinked(t)
	p := r.patient("Margaret", "Doyle", "", "")
	r.shell.OpenPatient(p.ID, desk.Details)
	r.Settle()
	field := r.Field("Occupation").Content().(*kit.Entry)
	r.TypeInto(field, "Nur")
	link.SetState(r.lost(0, time.Time{}))
	link.SetDifferences(difference(p.ID))
	r.Settle()
	if r.Window.Canvas().Focused() != fyne.Focusable(field) {
		t.Errorf("the keyboard is on %T", r.Window.Canvas().Focused())
	}
	r.typed("se")
	if field.Text != "Nurse" {
		t.Errorf("typed %q", field.Text)
	}
	r.MustSay("No connection to the shared records. 1 thing was written here and elsewhere at the same time. " + sentence)
}

func TestDifferencesAreReachedFromTheStrip(t *testing.T) {
	r, link := openLinked(t)
	p := r.patient("Margaret", "Doyle", "", "")
	link.SetDifferences(difference(p.ID), clinic.Difference{ID: "op-2", Ref: clinic.Ref{Kind: clinic.KindClinic, ID: clinic.ClinicID}, Fields: []string{"phone"}, Mine: &clinic.Clinic{Phone: "1"}, Theirs: &clinic.Clinic{Phone: "2"}})
	r.Settle()
	r.MustSay("2 things were written here and elsewhere at the same time.")
	r.Tap("Choose")
	r.MustSay("Differences", "Margaret Doyle", "Nurse", "Teacher")
	if r.shell.strip.object.Visible() {
		t.Error("the strip leads where one is")
	}
	r.Tap("Use mine")
	if !slices.Equal(link.Settled, []string{"op-1 " + p.ID + " mine"}) {
		t.Errorf("settled %v", link.Settled)
	}
	r.shell.Go(Today)
	r.Settle()
	r.MustSay("1 thing was written here and elsewhere at the same time.")
	link.SetDifferences()
	if r.shell.strip.object.Visible() {
		t.Error("the strip stays")
	}
}

func TestWhoElseIsHere(t *testing.T) {
	r, link := openLinked(t)
	p := r.patient("Margaret", "Doyle", "", "")
	visit := &clinic.Session{ID: "v-1", PatientID: p.ID, Number: 4, Date: r.shell.Desk.Today(), CreatedAt: r.Clock.Now()}
	r.apply(visit, &clinic.Assessment{ID: "a-1", PatientID: p.ID, Date: "2025-02-03", Type: clinic.AssessmentInitial, CreatedAt: r.Clock.Now()})
	r.shell.Go(Today)
	r.Settle()
	link.SetOthers(p.ID, desk.Other{Name: "Kim", Machine: "tablet", Writing: "v-1"}, desk.Other{Machine: "reception"})
	r.Settle()
	r.MustSay("Kim is writing it on tablet")

	r.shell.OpenPatient(p.ID, desk.Details)
	r.Settle()
	r.MustSay("Kim is writing here, on tablet", "Also open: Somebody, on reception")
	r.MustNotSay("this session")
	r.shell.OpenPatient(p.ID, desk.Sessions)
	r.Settle()
	const line = "Kim is writing this session on tablet. What you write is merged; the same field asks you both."
	r.MustSay(line)
	link.SetOthers(p.ID)
	r.Settle()
	r.MustNotSay(line, "Kim is writing here", "Also open")

	r.shell.OpenPatient(p.ID, desk.Assess)
	r.Settle()
	link.SetOthers(p.ID, desk.Other{Name: "Kim", Machine: "tablet", Writing: "a-1"})
	r.Settle()
	r.MustSay("Kim is writing this assessment on tablet. What you write is merged; the same field asks you both.")

	signed := *visit
	signed.SignedAt, signed.SignedBy = r.Clock.Now(), "Ana Reyes"
	r.apply(&signed)
	link.SetOthers(p.ID, desk.Other{Name: "Kim", Machine: "tablet", Writing: "v-1"})
	r.shell.OpenPatient(p.ID, desk.Sessions)
	r.Settle()
	r.MustNotSay("is writing this session") // nobody writes what is signed
}

// Connected, and yet nothing is taken: somebody has to know before the computer is put away.
func TestStripSaysThatNothingIsTaken(t *testing.T) {
	r, link := openLinked(t)
	link.SetState(desk.LinkState{Connected: true, Waiting: 2, Stuck: "The disk of the computer with the shared records is full."})
	r.Settle()
	r.MustSay("2 changes made here are not taken by the shared records. They are kept on this computer.")
	r.Tap("Why?")
	r.MustSay("They are kept on this computer. The disk of the computer with the shared records is full.")
	link.SetState(again)
	r.Settle()
	if r.shell.strip.object.Visible() {
		t.Error("the strip stays when all was taken")
	}
}

// A machine that may be in the wrong hands shows nothing of the records any more.
func TestShutOut(t *testing.T) {
	r, link := openLinked(t)
	p := r.patient("Margaret", "Doyle", "", "")
	r.shell.OpenPatient(p.ID, desk.Details)
	r.Settle()
	r.MustSay("Margaret Doyle")
	link.SetState(desk.LinkState{ShutOut: true, Waiting: 1, Reason: "The server lets this computer in no longer."})
	r.Settle()
	r.MustSay("This computer is shut out", "The server lets this computer in no longer.", "1 change made here was not sent.")
	r.MustNotSay("Margaret")
	link.SetState(again)
	r.apply(&clinic.Session{ID: "v-9", PatientID: p.ID, Number: 1, Date: r.shell.Desk.Today(), CreatedAt: r.Clock.Now()})
	r.Settle()
	r.MustSay("This computer is shut out")
	r.MustNotSay("Margaret")
	r.shell.Go(Patients)
	r.MustNotSay("Margaret")
	r.MustSay("Close")
}

func TestTheOthersAreToldWhatIsOpenHere(t *testing.T) {
	r, link := openLinked(t)
	p := r.patient("Margaret", "Doyle", "", "")
	r.apply(
		&clinic.Session{ID: "v-1", PatientID: p.ID, Number: 1, Date: "2025-02-03", CreatedAt: r.Clock.Now(), SignedAt: r.Clock.Now(), SignedBy: "Ana"},
		&clinic.Session{ID: "v-2", PatientID: p.ID, Number: 2, Date: "2025-03-04", CreatedAt: r.Clock.Now()},
		&clinic.Assessment{ID: "a-1", PatientID: p.ID, Date: "2025-02-03", Type: clinic.AssessmentInitial, CreatedAt: r.Clock.Now()},
	)
	link.Places = nil
	r.shell.OpenPatient(p.ID, desk.Details)
	r.shell.work.showTab(tabOf(desk.Sessions))
	r.Settle()
	r.Tap("Earlier")
	r.Tap("Session 1")
	r.Tap("Session 2")
	r.shell.work.showTab(tabOf(desk.Assess))
	r.shell.Go(Today)
	r.shell.OpenPatient(p.ID, desk.Details)
	watchers := link.Watchers()
	r.close()
	want := []string{p.ID + " ", p.ID + " v-2", p.ID + " ", p.ID + " v-2", p.ID + " a-1", " ", p.ID + " ", " "}
	if !slices.Equal(link.Places, want) {
		t.Errorf("told %q, want %q", link.Places, want)
	}
	if watchers != 1 || link.Watchers() != 0 {
		t.Errorf("%d watchers, and %d after closing", watchers, link.Watchers())
	}
	link.SetState(r.lost(1, time.Time{})) // tells nobody
}

func TestStripPictures(t *testing.T) {
	r, link := openLinked(t)
	p := r.patient("Margaret", "Doyle", "1961-04-03", "0412 345 678")
	r.apply(&clinic.Session{ID: "v-1", PatientID: p.ID, Number: 4, Date: r.shell.Desk.Today(), CreatedAt: r.Clock.Now(), StartedAt: r.Clock.Now()},
		&clinic.Assessment{ID: "a-1", PatientID: p.ID, Date: "2025-02-03", Type: clinic.AssessmentInitial, CreatedAt: r.Clock.Now(), Complaint: "Neck"})
	link.SetOthers(p.ID, desk.Other{Name: "Kim Tran", Machine: "tablet", Writing: "v-1"}, desk.Other{Name: "Ben Otto", Machine: "reception"})
	link.Refuse(errors.New("no"))
	for _, mode := range []kit.Mode{kit.ModeLight, kit.ModeDark} {
		r.App.Settings().SetTheme(kit.NewTheme(mode))
		for _, width := range []float32{1280, 800} {
			size := map[float32]string{1280: "", 800: "-narrow"}[width]
			r.Window.Resize(fyne.NewSize(width, 800))
			link.SetDifferences()
			link.SetState(r.lost(3, r.Clock.Now().Add(-8*time.Minute)))
			r.shell.OpenPatient(p.ID, desk.Sessions)
			r.Settle()
			r.Save("strip-lost-"+string(mode)+size, 1)
			link.SetDifferences(difference(p.ID))
			r.shell.OpenPatient(p.ID, desk.Details)
			r.Settle()
			r.Save("strip-both-"+string(mode)+size, 1)
			link.SetState(again)
			link.SetDifferences()
			r.shell.Go(Today)
			r.Settle()
			r.Save("strip-back-"+string(mode)+size, 1)
			r.Clock.Advance(time.Minute)
			link.SetDifferences(difference(p.ID))
			link.SetOthers(p.ID, desk.Other{Name: "Kim Tran", Machine: "tablet", Writing: "a-1"})
			r.shell.OpenPatient(p.ID, desk.Assess)
			r.Settle()
			r.Save("strip-differences-"+string(mode)+size, 1)
			link.SetOthers(p.ID, desk.Other{Name: "Kim Tran", Machine: "tablet", Writing: "v-1"}, desk.Other{Name: "Ben Otto", Machine: "reception"})
		}
	}
}

// Whoever is shut out finds nothing of the records in memory, and no question that could still be answered.
func TestShutOutHoldsNothing(t *testing.T) {
	r, remote, link := openShared(t, nil)
	p := r.patient("Margaret", "Doyle", "", "")
	q := r.patient("Dora", "Khan", "", "")
	r.shell.OpenPatient(p.ID, desk.Details)
	remote.DoAll()
	r.Settle()
	r.shell.Desk.Elsewhere(p.ID).Choosing("a field", "Occupation", true)
	r.shell.kept = append(r.shell.kept, newWorkspace(r.shell, q.ID))
	kit.Confirm(r.Window, "Archive Margaret Doyle?", "", "Archive", "Not now", false, func(bool) { t.Error("it was answered") })
	r.shell.OpenPatient(q.ID, desk.Details) // is on its way
	r.Settle()
	link.SetState(desk.LinkState{ShutOut: true, Reason: "The server lets this computer in no longer."})
	remote.DoAll()
	r.Settle()
	r.MustSay("This computer is shut out")
	r.MustNotSay("Margaret", "Dora", "Archive")
	if o := r.Window.Canvas().Overlays().List(); len(o) > 0 {
		t.Errorf("%d overlays stand over the notice", len(o))
	}
	s := r.shell
	if s.work != nil || len(s.kept) > 0 || len(s.missed) > 0 || len(s.places) > 0 || len(s.Desk.Undecided("")) > 0 {
		t.Errorf("held: %v, %d kept, %d missed, %d places, %q undecided", s.work, len(s.kept), len(s.missed), len(s.places), s.Desk.Undecided(""))
	}
	r.close() // asks for nothing
}

// tabOf is the number of a section's tab.
func tabOf(section desk.Section) int {
	return slices.IndexFunc(sectionRows(), func(r sectionRow) bool { return r.section == section })
}
