package clinic

import (
	"strings"
	"time"
)

// Template is a regimen the clinic keeps for patients to come: techniques with their dose, a schedule and
// home care. It belongs to the clinic and holds nothing of a patient.
type Template struct {
	ID            string         `json:"id"`
	Name          string         `json:"name"`
	For           string         `json:"for"` // when it is used, in the clinic's words
	Minutes       int            `json:"minutes"`
	Phases        []Phase        `json:"phases"`
	Prescriptions []TemplateDose `json:"prescriptions"`
	HomeCare      []string       `json:"home_care"` // codes of the home-care catalogue
	CreatedAt     time.Time      `json:"created_at"`
	ArchivedAt    time.Time      `json:"archived_at,omitempty"`
}

// TemplateDose is a prescription as a template holds it.
type TemplateDose struct {
	Technique   string   `json:"technique"`
	Targets     []Target `json:"targets"`
	Pressure    int      `json:"pressure"`
	Minutes     float64  `json:"minutes"`
	Repetitions int      `json:"repetitions,omitempty"`
	Position    string   `json:"position,omitempty"`
	Note        string   `json:"note,omitempty"`
}

// Prescription is the dose as it goes on a plan, see AddPrescription.
func (d *TemplateDose) Prescription() Prescription {
	return Prescription{
		Technique: d.Technique, Targets: d.Targets, Pressure: d.Pressure, Minutes: d.Minutes, Repetitions: d.Repetitions,
		Position: d.Position, Note: d.Note,
	}
}

func (t *Template) Kind() Kind         { return KindTemplate }
func (t *Template) Key() string        { return t.ID }
func (t *Template) PatientKey() string { return "" }
func (t *Template) Locks() []Ref       { return nil }

// Validate asks for a name and checks each dose as that of a prescription.
func (t *Template) Validate() error {
	var k checks
	k.require("name", t.Name, Say("Give the template a name."))
	k.between("minutes", Say("The length of a session"), float64(t.Minutes), 5, MaxSessionMinutes, " minutes")
	k.phases(t.Phases)
	for _, d := range t.Prescriptions {
		if strings.TrimSpace(d.Technique) == "" {
			k.fail("prescriptions", Say("Choose the technique."))
		}
		k.dose(d.Pressure, d.Minutes, d.Repetitions)
	}
	return k.err()
}
