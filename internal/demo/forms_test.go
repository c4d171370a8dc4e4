package demo

import (
	"testing"

	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
)

// One who comes today has handed a form back, with something that cannot wait and answers of every sort; another is at it.
func TestForms(t *testing.T) {
	t.Parallel()
	atlas, cat := bookstest.Shipped(t)
	for name, now := range moments(t) {
		var handed, open *clinic.Intake
		patients := make(map[string]*clinic.Patient)
		coming := make(map[string]bool)
		for _, r := range Records(now, cat, atlas.Label) {
			switch r := r.(type) {
			case *clinic.Intake:
				if r.FinishedAt.IsZero() {
					open = r
				} else {
					handed = r
				}
			case *clinic.Patient:
				patients[r.ID] = r
			case *clinic.Appointment:
				if r.Day == clinic.DateOf(now) && r.State.Ahead() && !patients[r.PatientID].IsMinor(r.Day) {
					coming[r.PatientID] = true
				}
			}
		}
		if handed == nil || open == nil || handed.PatientID == open.PatientID {
			t.Fatalf("%s: %+v, %+v", name, handed, open)
		}
		if err := handed.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if len(coming) > 0 && !coming[handed.PatientID] || len(coming) > 1 && !coming[open.PatientID] {
			t.Errorf("%s: %d come today, and others filled in a form", name, len(coming))
		}
		chart := &clinic.Chart{Patient: *patients[handed.PatientID], Intakes: []clinic.Intake{*handed}}
		if n := chart.ToLookAt(cat, handed); n != handed.ToLookAt || n < 20 || len(chart.UrgentAnswers(cat)) == 0 {
			t.Errorf("%s: %d to look at, urgent %+v", name, n, chart.UrgentAnswers(cat))
		}
	}
}
