package safety

import (
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// Host is the visit that questions are asked in.
type Host struct {
	Desk    *desk.Desk
	Patient string
	// Assessment or Session is where the answers belong.
	Assessment, Session string
	Chart               func() *clinic.Chart
	Locked              func() bool
	// Apply makes a change and shows it.
	Apply func(clinic.Operation) error
	After kit.After
}

// Occasion is the visit. Its day is today while there is no such visit.
func (h *Host) Occasion() clinic.Occasion {
	chart := h.Chart()
	if a := chart.Assessment(h.Assessment); a != nil {
		return a.Occasion()
	}
	if s := chart.Session(h.Session); s != nil {
		return s.Occasion()
	}
	return clinic.Occasion{PatientID: h.Patient, AssessmentID: h.Assessment, SessionID: h.Session, Date: h.Desk.Today()}
}

// Answer is a copy of the answer to an item, or to a head, in this visit, or nil.
func (h *Host) Answer(item string) *clinic.Screening {
	if a := h.Chart().ScreeningIn(h.Occasion(), item); a != nil {
		own := *a
		return &own
	}
	return nil
}

func (h *Host) put(label clinic.Sentence, r clinic.Record) error {
	return h.Apply(clinic.Operation{Label: label, Scope: h.scope(), Put: []clinic.Record{r}})
}

func (h *Host) remove(label clinic.Sentence, r clinic.Record) error {
	return h.Apply(clinic.Operation{Label: label, Scope: h.scope(), Remove: []clinic.Record{r}})
}

// scope is what an undo button works on; outside a visit that is the patient.
func (h *Host) scope() string {
	switch {
	case h.Assessment != "":
		return h.Assessment
	case h.Session != "":
		return h.Session
	}
	return h.Patient
}

func (h *Host) newText(label, name, hint string, rows int, save func(string) error) *edit.Text {
	return edit.NewText(h.After, label, name, hint, rows, save).Of(h.Desk.Elsewhere(h.Patient))
}

// UrgencyName says how soon something must be done.
func UrgencyName(u string) string {
	switch u {
	case clinic.UrgencyAmbulance:
		return lang.L("Ambulance now")
	case clinic.UrgencyEmergency:
		return lang.L("Emergency department now")
	case clinic.UrgencySameDay:
		return lang.L("Doctor today")
	case clinic.UrgencyDoctor:
		return lang.L("Doctor first")
	}
	return ""
}
