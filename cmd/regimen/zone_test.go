package main

import (
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/uuid"

	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/timezone"
	"regimen/internal/ui"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/documents"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
	"regimen/internal/ui/sections"
)

// In London it is half past ten in the evening of the 4th of March, and in Auckland half past eleven in the morning of
// the 5th: there a clinic works that is looked at from London.
func TestAClinicElsewhere(t *testing.T) {
	screen := kittest.New(t, kit.ModeLight)
	screen.Clock.Advance(13 * time.Hour)
	london, err := timezone.Load("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), store.Config{Dir: t.TempDir(), Clock: screen.Clock.Now, Zone: london})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	at := screen.Clock.Now()
	before := at.Add(-time.Hour)
	put := func(records ...clinic.Record) {
		t.Helper()
		if _, err := s.Apply(t.Context(), clinic.Operation{Label: clinic.Say("test"), Put: records}); err != nil {
			t.Fatal(err)
		}
	}
	put(&clinic.Clinic{ID: clinic.ClinicID, Name: "Harbour", Paper: "A4", Zone: "Pacific/Auckland"},
		&clinic.Practitioner{ID: "ana", Name: "Ana Reyes", CreatedAt: at},
		&clinic.Patient{ID: "p1", GivenName: "Margaret", FamilyName: "Doyle", CreatedAt: at},
		&clinic.Patient{ID: "p2", GivenName: "Amir", FamilyName: "Haddad", CreatedAt: at},
		&clinic.Plan{
			ID: "l1", PatientID: "p1", PractitionerID: "ana", Lineage: "l1", Version: 1, Title: "Calf", Minutes: 45, Start: "2025-03-05",
			Phases: []clinic.Phase{{Sessions: 4, EveryDays: 7}}, ReviewDate: "2025-03-05", CreatedAt: before, AgreedAt: before, AgreedBy: "Margaret Doyle", AgreedHow: "spoken",
		},
		&clinic.Session{
			ID: "s1", PatientID: "p2", PractitionerID: "ana", Number: 1, Date: "2025-03-05", CreatedAt: before, StartedAt: before,
			EndedAt: before.Add(45 * time.Minute), SignedAt: at, SignedBy: "Ana Reyes",
		})
	put(&clinic.Addendum{ID: "a1", PatientID: "p2", SessionID: "s1", Text: "More", Reason: "Forgotten", By: "Ana Reyes", At: at})

	atlas, catalogue := bookstest.Shipped(t)
	shell := ui.NewShell(screen.App, ui.Options{
		Store: s, Atlas: atlas, Catalogue: catalogue, Clock: s.Now, NewID: func() string { return uuid.Must(uuid.NewV7()).String() }, Log: slog.New(slog.DiscardHandler),
		After: screen.Clock.After, DataDir: t.TempDir(), Version: version, Sections: sections.All(),
	})
	screen.Window = shell.Window
	shell.Window.Resize(fyne.NewSize(1280, 760))
	t.Cleanup(func() {
		shell.Close()
		screen.Window = screen.App.NewWindow("after")
	})
	screen.Settle()
	screen.MustSay("Wednesday, 5 March 2025", "10:30", "Session 1 · until 11:15", "today")
	screen.MustNotSay("1 day")
	if today := shell.Desk.Today(); today != "2025-03-05" {
		t.Errorf("today is %s", today)
	}
	shell.Go(ui.Due)
	screen.Settle()
	screen.MustSay("today")
	screen.MustNotSay("1 day", "4 Mar 2025")

	shell.Desk.StartSession("p1")
	screen.Settle()
	chart := shell.Desk.Chart("p1")
	begun := chart.LatestSession()
	if begun.Date != "2025-03-05" || !begun.StartedAt.Equal(at) || begun.StartedAt.Location() != time.UTC {
		t.Errorf("begun on %s at %s", begun.Date, begun.StartedAt)
	}
	if on := chart.OpenOn(shell.Desk.Today()); on == nil || on.ID != begun.ID {
		t.Errorf("today's session is %v", on)
	}

	shell.OpenPatient("p2", desk.Sessions)
	screen.Settle()
	screen.MustSay("Signed by Ana Reyes, 5 Mar 2025", "Ana Reyes, 5 March 2025, 11:30", "10:30–11:15")
	shell.OpenPatient("p2", desk.Progress)
	screen.Settle()
	screen.MustNotSay("4 Mar 2025")
	shell.OpenPatient("p1", desk.Plan)
	screen.Settle()
	screen.MustSay("Agreed on 5 March 2025")
	about, err := documents.About(shell.Desk, chart)
	if err != nil || about.Printed != "2025-03-05" || about.Chart.Day(before) != "2025-03-05" {
		t.Errorf("printed on %s: %v", about.Printed, err)
	}

	// Somebody at another desk moves the clinic: every day and time in sight follows.
	shell.OpenPatient("p2", desk.Sessions)
	screen.Settle()
	put(&clinic.Clinic{ID: clinic.ClinicID, Name: "Harbour", Paper: "A4", Zone: "Europe/London"})
	screen.Settle()
	screen.MustSay("Signed by Ana Reyes, 4 Mar 2025", "Ana Reyes, 4 March 2025, 22:30", "21:30–22:15")
	shell.Go(ui.Today)
	screen.Settle()
	screen.MustSay("Tuesday, 4 March 2025")
	screen.MustNotSay("Session 1")
}

// The sample clinic, and what the command line says and prints, go by the clinic's zone; one that is not known is said.
func TestTheCommandLineGoesByTheClinicsZone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := store.Open(t.Context(), store.Config{Dir: dir, Zone: time.FixedZone("", 3600)})
	if err != nil {
		t.Fatal(err)
	}
	if err := loadSample(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	c, err := s.Clinic(t.Context())
	if err != nil || c.Zone != "" {
		t.Errorf("a machine without a name for its zone gave %q: %v", c.Zone, err)
	}
	c.Zone = "Pacific/Auckland"
	if _, err = s.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Move"), Put: []clinic.Record{&c}}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	status, out, errs := call("list", "patients", "--data", dir)
	if status != done || strings.Contains(errs, "time zone") {
		t.Fatalf("%d %q", status, errs)
	}
	id, _, _ := strings.Cut(out, "\t")
	if status, _, errs = call("print", "plan", "--patient", id, "--out", filepath.Join(t.TempDir(), "plan.pdf"), "--data", dir); status != done {
		t.Errorf("%d %q", status, errs)
	}
	unknown := zoneNotice("Mars/Olympus")
	if !strings.Contains(unknown, "“Mars/Olympus”") || zoneNotice("") != "" {
		t.Errorf("%q", unknown)
	}
}
