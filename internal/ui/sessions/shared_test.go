package sessions

import (
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/desk/desktest"
)

// share puts the records on the other side of a network.
func (f *finger) share() (*desktest.Remote, *desktest.Link) {
	link := desktest.NewLink(f.p.Store)
	link.Near[f.p.patient] = true
	remote := desktest.NewRemote(f.T, f.p.Desk.Store, link)
	f.p.Desk.Store, f.p.Desk.Link = remote, link
	return remote, link
}

// ready is a session that can be signed.
func ready(t *testing.T) *finger {
	t.Helper()
	f := visiting(t)
	f.tap("Start session 2")
	f.tap("Nothing has changed")
	f.tap("Treatment")
	f.tap("Done as planned: tick the rest")
	f.p.Clock.Skip(50 * time.Minute)
	f.next("The treatment ends now")
	f.next("All still true")
	return f
}

// elsewhere keeps records as Kim at the reception would.
func (f *finger) elsewhere(records ...clinic.Record) {
	f.T.Helper()
	f.p.Desk.Forget(clinic.Changes{
		Operation: f.p.Desk.NewID(), Patients: []string{f.p.patient}, By: clinic.Actor{Name: "Kim", Machine: "reception"}, At: f.p.Clock.Now(), Elsewhere: true,
	})
	f.p.apply(f.T, records...)
	f.Settle()
}

// A session is said to be signed when the shared records have the signature, and is signed once.
func TestSigningIsConfirmed(t *testing.T) {
	f := ready(t)
	remote, link := f.share()
	signed := func() bool { return !f.p.chart().Session(f.s.session).SignedAt.IsZero() }
	f.sealed()
	f.MustSay("Being confirmed…")
	f.s.visit.signNow()
	if remote.Waiting() != 1 || signed() || len(f.p.Said) > 0 {
		t.Fatalf("%d signatures wait, told %q", remote.Waiting(), f.p.Said)
	}
	link.Unsealed = errors.New("The shared records cannot be reached, so nothing was signed.")
	remote.DoAll()
	f.Settle()
	if signed() || len(f.p.Warned) != 1 {
		t.Fatalf("warned %q", f.p.Warned)
	}
	link.Unsealed = nil
	f.sealed()
	remote.DoAll()
	f.Settle()
	f.MustSay("Signed by Ingrid Sørensen", "Corrections")
	if !signed() {
		t.Error("not signed")
	}
	f.tap("Add an addendum")
	f.Type("Addendum", "Left, not right")
	f.Type("Reason", "Slip")
	f.tap("Sign the addendum")
	remote.DoAll()
	f.Settle()
	if a := f.p.chart().AddendaOf(f.s.session); len(a) != 1 || a[0].Text != "Left, not right" {
		t.Errorf("addenda %+v", a)
	}
}

// What is being written when somebody else signs the session stands ready as a correction.
func TestSignedElsewhereWhileWriting(t *testing.T) {
	f := ready(t)
	f.tap("After")
	note := f.s.visit.parts[stepAfter].(*after).notes[1].Entry
	note.SetText("")
	f.TypeInto(note, "Less tone")
	v := *f.p.chart().Session(f.s.session)
	v.Objective = "Tone as before"
	f.elsewhere(&v)
	f.MustSay("Kim on reception, 09:50", "“Tone as before”")
	f.s.choose(f.p.chart().Sessions[0].ID)
	f.Settle()
	if f.s.session != v.ID || len(f.p.Warned) != 1 {
		t.Fatalf("another session took the place of one in which a text waits; warned %q", f.p.Warned)
	}
	v.SignedAt, v.SignedBy = f.p.Clock.Now(), "Kim"
	f.elsewhere(&v)
	f.MustSay("Signed by Kim", "Objective: Less tone")
	if !f.p.Desk.Decided(f.p.patient) {
		t.Error("a choice waits in a session that is signed")
	}
	if f.s.Writing() != "" {
		t.Error("a signed session is said to be written")
	}
}

// A measure that somebody else enters while it is stepped here is asked about, not written over.
func TestAMeasureEnteredElsewhere(t *testing.T) {
	f := visiting(t)
	f.tap("Start session 2")
	f.tap("More") // from last time's 52, and not kept yet
	v := f.p.chart().LatestSession()
	f.elsewhere(&clinic.Measurement{
		ID: f.p.Desk.NewID(), PatientID: f.p.patient, SessionID: v.ID, Measure: "rom.neck.rotation", Side: anatomy.Left, Mode: clinic.ModeActive,
		Value: 30, Moment: clinic.MomentBefore, Date: v.Date, CreatedAt: f.p.Clock.Now(),
	})
	f.MustSay("Kim on reception", "“30”")
	f.s.Leave()
	values := func() (out []float64) {
		for _, m := range f.p.chart().SessionMeasurements(v.ID) {
			out = append(out, m.Value)
		}
		return out
	}
	if got := values(); len(got) != 1 || got[0] != 30 {
		t.Fatalf("measured %v", got)
	}
	f.tap("Keep mine")
	if got := values(); len(got) != 1 || got[0] != 52 {
		t.Errorf("measured %v", got)
	}
}

// Who treated and who signs are two things; each is named before signing, and another is one tap away. Somebody who
// has left cannot sign.
func TestAnotherSigns(t *testing.T) {
	f := ready(t)
	ben := &clinic.Practitioner{ID: "ben", Name: "Ben Otto", CreatedAt: f.p.Clock.Now()}
	f.p.apply(t, ben)
	if err := f.p.Desk.WorkAs("doc"); err != nil {
		t.Fatal(err)
	}
	f.s.show()
	f.Settle()
	choose := func(label, name string) {
		t.Helper()
		for _, o := range test.WidgetRenderer(f.Field(label).Content().(fyne.Widget)).Objects() {
			if n, ok := o.(interface{ Name() string }); ok && n.Name() == name {
				test.Tap(o.(fyne.Tappable))
				f.Settle()
				return
			}
		}
		t.Fatalf("%q offers no %q", label, name)
	}
	f.MustSay("Sign as Ingrid Sørensen")
	choose("Who signs", "Ben Otto")
	f.MustSay("Sign as Ben Otto")
	f.MustNotSay("Sign as Ingrid")

	ben.LeftAt = f.p.Clock.Now()
	f.p.apply(t, ben)
	f.MustSay("Choose who signs.")
	if op, err := clinic.SignSession(f.p.Desk.Env(), f.p.Desk.Catalogue, f.p.chart(), f.s.visit.now(), *ben); err == nil {
		t.Errorf("signed by somebody who left: %+v", op)
	}
	ben.LeftAt = time.Time{}
	f.p.apply(t, ben)
	choose("Who treated", "Ben Otto")
	choose("Who treated", "Ingrid Sørensen")
	f.p.Clock.Skip(time.Second)
	f.tap("Sign as Ben Otto")
	if v := f.p.chart().Session(f.s.session); v.SignedBy != "Ben Otto" || v.PractitionerID != "doc" {
		t.Errorf("treated by %q, signed by %q", v.PractitionerID, v.SignedBy)
	}
}
