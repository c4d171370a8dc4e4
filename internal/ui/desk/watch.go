package desk

import (
	"time"

	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/words"
)

// Watcher is a screen that shows how the machine stands to the shared records, or who else is there. The
// shell calls LinkChanged after Link.OnState, on the UI thread, also while the screen is not seen.
type Watcher interface {
	LinkChanged()
}

// Others are who has a patient open on another machine; nobody where the records are not shared.
func (d *Desk) Others(patientID string) []Other {
	if d.Link == nil || patientID == "" {
		return nil
	}
	return d.Link.Others(patientID)
}

// WrittenBy is who writes a session or an assessment on another machine; ok is false for nobody.
func (d *Desk) WrittenBy(patientID, key string) (who Other, ok bool) {
	for _, o := range d.Others(patientID) {
		if key != "" && o.Writing == key {
			return o, true
		}
	}
	return Other{}, false
}

// Who is somebody's name, or a word where it is not known.
func Who(name string) string {
	if name == "" {
		return lang.L("Somebody")
	}
	return name
}

// Moment says when something was, as a person does on the same day or later: "today 10:42".
func (d *Desk) Moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = d.In(t)
	word := map[string]any{"Time": t.Format("15:04")}
	switch day := clinic.DateOf(t); day {
	case d.Today():
		return lang.L("today {{.Time}}", word)
	case d.Today().AddDays(-1):
		return lang.L("yesterday {{.Time}}", word)
	default:
		return words.ShortMoment(t)
	}
}
