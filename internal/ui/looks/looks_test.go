// Package looks_test compares the screens that are worked on most with the pictures that are kept of them, so that a
// change of look is seen where a change is read.
package looks_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode"

	"regimen/internal/clinic"
	"regimen/internal/store/lookup"
	"regimen/internal/ui"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
	"regimen/internal/ui/sections"
	"regimen/internal/ui/shelltest"
)

// window is the whole window on the sample clinic.
type window struct {
	*kittest.Screen
	shell *ui.Shell
}

func open(t *testing.T, mode kit.Mode) *window {
	t.Helper()
	sample := shelltest.New(t, mode, func(r clinic.Record) {
		// A script that the program brings no font for looks different on each machine.
		if p, ok := r.(*clinic.Patient); ok && strings.ContainsFunc(p.GivenName+p.FamilyName, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) }) {
			p.GivenName, p.PreferredName, p.FamilyName = p.PreferredName, "", "Sample"
		}
	})
	w := &window{sample.Screen, sample.Open(t)}
	w.App.Settings().SetTheme(kit.NewTheme(mode))
	w.Settle()
	return w
}

// patient is the ID of the patient of a name.
func (w *window) patient(name string) string {
	w.T.Helper()
	list, _, err := w.shell.Desk.Store.Patients(w.T.Context(), lookup.Filter{}, 100, 0)
	if err != nil {
		w.T.Fatal(err)
	}
	for _, p := range list {
		if strings.Contains(p.Name, name) {
			return p.ID
		}
	}
	w.T.Fatalf("the sample clinic knows nobody called %s", name)
	return ""
}

func TestLooks(t *testing.T) {
	w := open(t, kit.ModeLight)
	treated := w.patient("O’Doyle")
	look := func(name string, show func()) {
		t.Run(name, func(t *testing.T) {
			w.T = t
			show()
			w.Settle()
			w.Save(name, 1)
			w.MustLookAsKept(name)
		})
	}
	look("today", func() { w.shell.Go(ui.Today) })
	look("summary", func() { w.shell.OpenPatient(treated, desk.Summary) })
	look("plan", func() { w.shell.OpenPatient(treated, desk.Plan) })
	look("progress", func() { w.shell.OpenPatient(treated, desk.Progress) })
	look("session", func() { w.shell.OpenPatient(treated, desk.Sessions) })
	look("findings", func() {
		w.shell.Desk.StartAssessment(treated)
		w.Settle()
		w.Tap("Findings")
	})
}

// Icons follow light and dark on every page that is open.
func TestIconsFollowTheTheme(t *testing.T) {
	w := open(t, kit.ModeLight)
	treated := w.patient("O’Doyle")
	var pages []func()
	for _, p := range []ui.Place{ui.Today, ui.Patients, ui.Money, ui.Due, ui.Settings} {
		pages = append(pages, func() { w.shell.Go(p) })
	}
	for _, section := range slices.Sorted(maps.Keys(sections.All())) {
		pages = append(pages, func() { w.shell.OpenPatient(treated, section) })
	}
	to, from := kit.ModeDark, kit.ModeLight
	for _, show := range pages {
		show()
		w.Settle()
		w.App.Settings().SetTheme(kit.NewTheme(to))
		w.Window.Content().Refresh()
		w.Settle()
		if n := w.MustShowIcons(); n < 4 {
			t.Errorf("only %d icons were found", n)
		}
		to, from = from, to
	}
}
