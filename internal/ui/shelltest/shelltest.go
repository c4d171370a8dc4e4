// Package shelltest opens the whole window on the sample clinic.
package shelltest

import (
	"fmt"
	"log/slog"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"regimen/internal/anatomy"
	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
	"regimen/internal/demo"
	"regimen/internal/store"
	"regimen/internal/ui"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
	"regimen/internal/ui/sections"
)

// Sample is the sample clinic, with a screen to show it on.
type Sample struct {
	*kittest.Screen
	Store     *store.Store
	Atlas     *anatomy.Atlas
	Catalogue *clinic.Catalogue
	Dir       string
	NewID     func() string
	Records   []clinic.Record
}

// New keeps the sample clinic in a folder of its own, by UTC; change may alter each record before.
func New(t testing.TB, mode kit.Mode, change func(clinic.Record)) *Sample {
	t.Helper()
	s := &Sample{Screen: kittest.New(t, mode), Dir: t.TempDir()}
	s.Atlas, s.Catalogue = bookstest.Shipped(t)
	n := 0
	s.NewID = func() string { n++; return fmt.Sprintf("01a00000-0000-7000-8000-%012d", n) }
	var err error
	if s.Store, err = store.Open(t.Context(), store.Config{Dir: s.Dir, Clock: s.Clock.Now, NewID: s.NewID, Catalogue: s.Catalogue, Zone: time.UTC}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Store.Close() })
	s.Records = demo.Records(s.Clock.Now(), s.Catalogue, s.Atlas.Label)
	for _, r := range s.Records {
		if change != nil {
			change(r)
		}
	}
	if err := s.Store.SetPreference(t.Context(), desk.PracticeAs, demo.Leads(s.Records)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Store.Load(t.Context(), clinic.Say("Sample clinic"), s.Records); err != nil {
		t.Fatal(err)
	}
	return s
}

// Open opens the window, 1280 × 800, for as long as the test runs.
func (s *Sample) Open(t testing.TB) *ui.Shell {
	t.Helper()
	s.T = t
	shell := ui.NewShell(s.App, ui.Options{
		Store: s.Store, Atlas: s.Atlas, Catalogue: s.Catalogue, Clock: s.Clock.Now, NewID: s.NewID, Log: slog.New(slog.DiscardHandler), After: s.Clock.After,
		DataDir: "/somewhere/regimen", Version: "1.2.3", Restore: func(string, func()) {}, Sections: sections.All(),
	})
	s.Window = shell.Window
	s.Window.Resize(fyne.NewSize(1280, 800))
	s.Settle()
	t.Cleanup(func() {
		shell.Close()
		s.Window = s.App.NewWindow("after")
	})
	return shell
}
