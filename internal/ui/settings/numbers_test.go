package settings

import (
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/kit"
)

// pasteDay writes a day into a date field.
func pasteDay(r *desktest.Rig, label, day string) {
	r.T.Helper()
	f := r.Field(label).Content().(*kit.DateField)
	r.App.Clipboard().SetContent(day)
	f.First().TypedShortcut(&fyne.ShortcutPaste{Clipboard: r.App.Clipboard()})
	r.Settle()
}

// tapNumber opens a provider number by what it begins with.
func tapNumber(r *desktest.Rig, number string) {
	r.T.Helper()
	name := ""
	r.Walk(func(o fyne.CanvasObject) {
		if x, ok := o.(*kit.TwoLine); ok && x.Row().What == number {
			name = x.Name()
		}
	})
	tapRow(r, name)
}

// withAna is the settings of a clinic where Ana works, with her form open.
func withAna(t *testing.T, more ...clinic.Record) (*desktest.Rig, *Screen) {
	t.Helper()
	r, s, _ := open(t)
	r.Put(append([]clinic.Record{&clinic.Practitioner{ID: "ana", Name: "Ana Reyes", ProviderNumber: "0678", CreatedAt: r.Clock.Now()}}, more...)...)
	r.Settle()
	tapRow(r, "Ana Reyes")
	return r, s
}

func TestProviderNumbersAreListedAddedAndEnded(t *testing.T) {
	r, s := withAna(t)
	numbers := func() []clinic.ProviderNumber { return kept[clinic.ProviderNumber](r, clinic.KindProviderNumber) }
	r.Tap("Add a provider number")
	r.TypeInto(r.Window.Canvas().Focused(), "AT00123R")
	r.Type("Fund", "austral")
	if n := numbers(); len(n) != 1 || n[0].Fund != "" {
		t.Fatalf("%+v", n)
	}
	r.MustSay("Australian Unity")
	tapRow(r, "Australian Regional Health Group")
	r.Tap("Remedial massage")
	r.Type("Place", "12 Low Road, Preston")
	want := clinic.ProviderNumber{
		PractitionerID: "ana", Number: "AT00123R", Fund: "arhg", Modality: "remedial-massage", Place: "12 Low Road, Preston", ValidFrom: "2025-03-04",
	}
	n := numbers()
	if len(n) == 1 {
		want.ID, want.CreatedAt = n[0].ID, n[0].CreatedAt
	}
	if len(n) != 1 || n[0] != want {
		t.Fatalf("%+v, want %+v", n, want)
	}
	r.Type("Place", "")
	r.Tap("Back to Ana Reyes")
	r.MustSay("Australian Regional Health Group · Remedial massage")
	r.MustSay("from 4 Mar 2025")

	// Another for the same is not kept until the first has ended, and says so.
	r.Tap("Add a provider number")
	r.Type("Fund", "Australian Regional Health Group")
	r.Tap("Remedial massage")
	r.MustNotSay("It is not kept yet.")
	r.Type("Number", "AT00999R")
	r.MustSay("It is not kept yet. The number AT00123R holds for the same until further notice. End it first, on the day before this one begins.")
	if len(numbers()) != 1 {
		t.Fatalf("%+v", numbers())
	}
	r.Tap("Back to Ana Reyes")
	tapNumber(r, "AT00123R")
	r.Tap("Ends today")
	r.MustSay("4 Mar 2025 to 4 Mar 2025")
	r.Tap("Add a provider number")
	r.Type("Fund", "Australian Regional Health Group")
	r.Tap("Remedial massage")
	r.Type("Number", "AT00999R")
	r.MustSay("The number AT00123R holds for the same until 4 March 2025.")
	pasteDay(r, "First day", "5/3/2025")
	r.MustNotSay("It is not kept yet.")
	r.Tap("Back to Ana Reyes")
	r.MustSay("Not yet")
	if n := numbers(); len(n) != 2 || n[0].ValidUntil != "2025-03-04" || n[1].ValidFrom != "2025-03-05" || n[1].Number != "AT00999R" {
		t.Fatalf("%+v", n)
	}

	// The one there is cannot be made to hold for longer either: what was chosen is not taken, and it is said why.
	tapNumber(r, "AT00123R")
	r.Tap("Every kind")
	r.Tap("Remedial massage")
	r.Tap("Back to Ana Reyes")
	r.Make(clinic.Operation{Label: clinic.Say("Write"), Put: []clinic.Record{&clinic.ProviderNumber{ID: "all", PractitionerID: "ana", Number: "4", Fund: "arhg", ValidFrom: "2025-01-01", CreatedAt: r.Clock.Now()}}})
	tapNumber(r, "AT00123R")
	r.Tap("Every kind")
	r.MustSay("The number 4 holds for the same until further notice.")
	if n := numbers(); n[1].Number != "AT00123R" || n[1].Modality != "remedial-massage" {
		t.Errorf("%+v", n)
	}
	r.Make(clinic.Operation{Label: clinic.Say("Write"), Remove: []clinic.Record{&clinic.ProviderNumber{ID: "all", PractitionerID: "ana", Number: "4", Fund: "arhg"}}})
	pasteDay(r, "Last day (empty: until further notice)", "6/3/2025")
	r.MustSay("The number AT00999R holds for the same from 5 March 2025 on. End this one on the day before.")
	if n := numbers(); n[0].ValidUntil != "2025-03-04" {
		t.Errorf("%+v", n)
	}
	r.Tap("Back to Ana Reyes")
	tapNumber(r, "AT00999R")
	r.Tap("Remove this number")
	r.MustSay("Ana Reyes")
	r.MustNotSay("AT00999R")
	s.Undo()
	r.Settle()
	r.MustSay("AT00999R")
}

func TestProviderNumberOfAnUnknownFund(t *testing.T) {
	r, _ := withAna(t)
	r.Tap("Add a provider number")
	r.Type("Number", "123")
	r.Type("Fund", "zzz")
	r.MustSay("No fund of the table has that name. Leave it empty for every fund.")
	r.Type("Fund", "")
	r.MustNotSay("No fund of the table has that name.")
	if n := kept[clinic.ProviderNumber](r, clinic.KindProviderNumber); len(n) != 1 || n[0].Fund != "" {
		t.Errorf("%+v", n)
	}
	r.Tap("Back to Ana Reyes")
	r.MustSay("Every fund")
}

// Nobody who is not kept yet has numbers, and a number without one leaves nothing behind.
func TestProviderNumberOfNobody(t *testing.T) {
	r, _ := withAna(t)
	r.Tap("Add a provider number")
	r.Tap("Back to Ana Reyes")
	r.Tap("All practitioners")
	r.Tap("Add a practitioner")
	r.MustNotSay("Add a provider number")
	if n := kept[clinic.ProviderNumber](r, clinic.KindProviderNumber); len(n) != 0 {
		t.Errorf("%+v", n)
	}
}

// Each change of a provider number is taken back by one undo.
func TestProviderNumberChangesAreTakenBack(t *testing.T) {
	in := func(do func(r *desktest.Rig)) func(r *desktest.Rig) {
		return func(r *desktest.Rig) {
			tapNumber(r, "111")
			do(r)
		}
	}
	for name, do := range map[string]func(r *desktest.Rig){
		"add": func(r *desktest.Rig) {
			r.Tap("Add a provider number")
			r.TypeInto(r.Window.Canvas().Focused(), "222")
			r.Window.Canvas().Unfocus()
		},
		"renumber": in(func(r *desktest.Rig) { r.Type("Number", "112") }),
		"fund":     in(func(r *desktest.Rig) { r.Type("Fund", "hcf") }),
		"kind":     in(func(r *desktest.Rig) { r.Tap("Myotherapy") }),
		"from":     in(func(r *desktest.Rig) { pasteDay(r, "First day", "1/2/2025") }),
		"until":    in(func(r *desktest.Rig) { pasteDay(r, "Last day (empty: until further notice)", "1/9/2025") }),
		"place":    in(func(r *desktest.Rig) { r.Type("Place", "Preston") }),
		"end":      in(func(r *desktest.Rig) { r.Tap("Ends today") }),
		"remove":   in(func(r *desktest.Rig) { r.Tap("Remove this number") }),
	} {
		t.Run(name, func(t *testing.T) {
			r, s := withAna(t, &clinic.ProviderNumber{ID: "n", PractitionerID: "ana", Number: "111", Fund: "bupa", ValidFrom: "2025-01-01"})
			before := kept[clinic.ProviderNumber](r, clinic.KindProviderNumber)
			do(r)
			r.Settle()
			if after := kept[clinic.ProviderNumber](r, clinic.KindProviderNumber); len(after) == len(before) && after[0] == before[0] {
				t.Fatalf("nothing is done; warned of %q", r.Warned)
			}
			if _, typing := r.Window.Canvas().Focused().(*kit.Entry); typing {
				r.Window.Canvas().Unfocus()
			}
			s.Undo()
			r.Settle()
			if after := kept[clinic.ProviderNumber](r, clinic.KindProviderNumber); len(after) != 1 || after[0] != before[0] {
				t.Errorf("one undo leaves %+v of %+v", after, before)
			}
		})
	}
}

func TestProviderNumberPictures(t *testing.T) {
	for _, mode := range []kit.Mode{kit.ModeLight, kit.ModeDark} {
		r := desktest.NewIn(t, mode)
		r.Put(
			&clinic.Practitioner{ID: "ana", Name: "Ana Reyes", Qualifications: "Dip. Remedial Massage", Association: "AMT", MemberNumber: "12345", ProviderNumber: "0678", CreatedAt: r.Clock.Now()},
			&clinic.ProviderNumber{ID: "1", PractitionerID: "ana", Number: "AT00123R", Fund: "arhg", Modality: "remedial-massage", ValidFrom: "2024-07-01"},
			&clinic.ProviderNumber{ID: "2", PractitionerID: "ana", Number: "B-778812", Fund: "bupa", ValidFrom: "2023-01-01", ValidUntil: "2024-12-31"},
			&clinic.ProviderNumber{ID: "3", PractitionerID: "ana", Number: "B-990011", Fund: "bupa", ValidFrom: "2025-01-01"},
			&clinic.ProviderNumber{ID: "4", PractitionerID: "ana", Number: "R-4", Modality: "lymphatic-drainage", Place: "Preston", ValidFrom: "2025-06-01"},
			&clinic.Clinic{ID: clinic.ClinicID, Paper: "A4", Zone: "Australia/Sydney"},
		)
		s := New(r.Desk, Options{DataDir: "/somewhere/regimen"})
		r.Watch(s)
		tapRow(r, "Ana Reyes")
		r.Show(s.Object(), 1184, 1300)
		r.Save("numbers-"+string(mode), 1)
		if cut := r.CutOff(); len(cut) > 0 {
			t.Errorf("cut off: %v", cut)
		}
		r.Tap("Add a provider number")
		r.Type("Number", "B-1")
		r.Type("Fund", "Bupa")
		r.Type("Place", "")
		r.Show(s.Object(), 1184, 1300)
		r.Save("number-"+string(mode), 1)
		r.Type("Fund", "health")
		r.Show(s.Object(), 592, 900) // half the window: as at twice the scale
		r.Save("number-narrow-"+string(mode), 2)
		if cut := r.CutOff(); len(cut) > 0 {
			t.Errorf("cut off: %v", cut)
		}
	}
}
