package intake

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
)

// Preferences of this computer: what a failing battery must not lose, and must not open the records by.
const (
	// placeKey says at which page which form of which patient was shown last.
	placeKey = "intake.place"
	// handedKey is set while that form is in its patient's hands.
	handedKey = "intake.handed"
)

// HandOver gives the window to a patient for the form, where they left it or from its beginning.
func HandOver(d *desk.Desk, patient string) {
	chart, err := d.Read(patient)
	if err != nil {
		d.Fail(err)
		return
	}
	practice := d.Clinic()
	by := cmp.Or(strings.TrimSpace(d.Practitioner().Name), strings.TrimSpace(practice.Name), lang.L("Reception"))
	in, op := clinic.BeginIntake(d.Env(), chart, &practice, by)
	if !op.Empty() && d.Apply(op) != nil {
		return // the person was told
	}
	cover(d, patient, in.ID)
}

// Resume gives the window back to the patient who had it when the program ended without anybody having taken it back. It
// reports whether there was one.
func Resume(d *desk.Desk) bool {
	if preference(d, handedKey) == "" {
		return false
	}
	patient, id, _ := place(d)
	chart, err := d.Read(patient)
	if err != nil {
		d.Fail(err)
		return false
	}
	if in := chart.Intake(id); in == nil || !in.FinishedAt.IsZero() {
		prefer(d, handedKey, "")
		return false
	}
	cover(d, patient, id)
	return true
}

func cover(d *desk.Desk, patient, id string) {
	f := New(d, patient, id)
	f.keepPlace()
	prefer(d, handedKey, "yes")
	fyne.CurrentApp().Clipboard().SetContent("") // what was copied from another record is not pasted here
	d.Cover(f, func() {
		f.Leave()
		prefer(d, handedKey, "")
		facts := map[string]any{"Name": d.Chart(patient).Patient.Name()}
		if f.Finished() {
			d.Tell(lang.L("The form of {{.Name}} is handed in.", facts), nil)
			return
		}
		d.Tell(lang.L("The form of {{.Name}} is not finished. It can be handed over again, and goes on where it was left.", facts), nil)
	})
}

// keepPlace keeps at which page the form is.
func (f *Form) keepPlace() {
	prefer(f.d, placeKey, f.patient+" "+f.id+" "+f.sheets[f.at].code)
}

// where is the page the form was left at: the one that was shown last on this computer, or else the first with something
// left out.
func (f *Form) where() int {
	in := f.intake()
	if in == nil {
		return 0
	}
	if _, id, page := place(f.d); id == f.id {
		if at := slices.IndexFunc(f.sheets, func(s sheet) bool { return s.code == page }); at >= 0 {
			return at
		}
	}
	if in.Empty() {
		return 0
	}
	return max(slices.IndexFunc(f.sheets, func(s sheet) bool { return f.leftOut(&s, in) > 0 }), 0)
}

// place says which form of which patient was shown last, and at which page.
func place(d *desk.Desk) (patient, id, page string) {
	parts := strings.Fields(preference(d, placeKey))
	if len(parts) != 3 {
		return "", "", ""
	}
	return parts[0], parts[1], parts[2]
}

func preference(d *desk.Desk, key string) string {
	text, err := d.Store.Preference(context.Background(), key)
	if err != nil {
		d.Log.Error("reading a preference", "key", key, "error", err)
	}
	return text
}

func prefer(d *desk.Desk, key, text string) {
	if err := d.Store.SetPreference(context.Background(), key, text); err != nil {
		d.Log.Error("keeping a preference", "key", key, "error", err)
	}
}
