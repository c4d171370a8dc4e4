package main

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/patients"
)

// paste puts a text into a field by the clipboard and leaves the field.
func paste(r *desktest.Rig, label, text string) {
	r.T.Helper()
	const here = "the text goes here"
	r.Type(label, here)
	var into *kit.Entry
	r.Walk(func(o fyne.CanvasObject) {
		if e, ok := o.(*kit.Entry); ok && e.Text == here {
			into = e
		}
	})
	if into == nil {
		r.T.Fatalf("%s takes no text", label)
	}
	into.SetText("")
	clip := test.NewClipboard()
	clip.SetContent(text)
	r.Window.Canvas().Focus(into)
	into.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	r.Window.Canvas().Unfocus()
	r.Settle()
}

// Whatever is pasted into a patient's details is kept as it is, or is refused at the field and stays there.
func TestOddTextsInDetails(t *testing.T) {
	r := desktest.New(t)
	id := r.AddPatient(clinic.Patient{GivenName: "Margaret"}).ID
	r.Watch(patients.New(r.Desk, id))
	for name, text := range map[string]string{
		"emoji":         "🦴💆🏽‍♀️👨‍👩‍👧‍👦",
		"right to left": "مريم العلي שלום",
		"combining":     "Zoe\u0308 o\u0301",
		"joiner":        "می\u200cخواهم",
		"statement":     "Robert'); DROP TABLE patient;--",
		"ten thousand":  strings.Repeat("Ä", 10_000),
	} {
		for _, label := range []string{"Occupation", "Notes"} {
			paste(r, label, text)
			p := r.Patient(id)
			if label == "Occupation" && len(text) > clinic.LineLimit {
				r.MustSay(text, "Occupation: 10000 characters are too many, at most 200 can be kept. Make it shorter; nothing was cut off.")
				continue
			}
			if got := map[string]string{"Occupation": p.Occupation, "Notes": p.Notes}[label]; got != text {
				t.Errorf("%s in %s: kept %.40q", name, label, got)
			}
		}
	}
	paste(r, "Occupation", "Violin\nmaker\n\tand dealer")
	if got := r.Patient(id).Occupation; strings.Contains(got, "\n") || !strings.Contains(got, "dealer") {
		t.Errorf("lines in a field of one line: %q", got)
	}
}

func TestImpossibleBirthDates(t *testing.T) {
	r := desktest.New(t)
	id := r.AddPatient(clinic.Patient{GivenName: "Margaret", BirthDate: "1961-04-03"}).ID
	r.Watch(patients.New(r.Desk, id))
	field := r.Field("Birth date").Content().(*kit.DateField)
	for _, c := range []struct{ typed, says string }{
		{"31022000", "no such day"},
		{"29021900", "no such day"},
		{"00002000", "no such day"},
		{"01011850", "Check the year"},
		{"01010001", "Check the year"},
		{"01019999", "in the future"},
	} {
		field.SetDate("")
		r.TypeInto(field.First(), c.typed)
		r.Window.Canvas().Unfocus()
		r.Settle()
		if !r.Says(c.says) {
			t.Errorf("%s: no words about it: %q", c.typed, r.Texts())
		}
		if got := r.Patient(id).BirthDate; got != "1961-04-03" {
			t.Fatalf("%s: kept %q", c.typed, got)
		}
	}
	for typed, want := range map[string]clinic.Date{"29022000": "2000-02-29", "01011925": "1925-01-01"} {
		field.SetDate("")
		r.TypeInto(field.First(), typed)
		r.Window.Canvas().Unfocus()
		r.Settle()
		if got := r.Patient(id).BirthDate; got != want {
			t.Errorf("%s: kept %q", typed, got)
		}
	}
}
