// Package step is what the steps of an assessment stand in and have in common.
package step

import (
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// The steps, in the order they are offered. Any of them can be gone to at any time.
const (
	History    = clinic.StepHistory
	Screening  = clinic.StepScreening
	Findings   = clinic.StepFindings
	Movement   = clinic.StepMovement
	Tests      = clinic.StepTests
	Limbs      = clinic.StepLimbs
	Forms      = clinic.StepForms
	Impression = clinic.StepImpression
)

// Step is the screen of one step. Its object is made once; show fills it from the chart, and leave keeps what is
// still being typed.
type Step interface {
	Object() fyne.CanvasObject
	Show()
	Leave()
}

// Leading is a step that says itself what comes next, within it or after it; with no label it is the next step.
type Leading interface {
	Next() (label string, do func())
}

// Footed is a step that sets the foot of the assessment where it has room for it, and not below its whole width.
type Footed interface {
	TakeFoot(foot fyne.CanvasObject)
}

// Host is the assessment that a step is part of, and what a step may ask of the screen around it.
type Host struct {
	Desk       *desk.Desk
	Patient    string
	Assessment string
	After      kit.After
	// Show fills the step in sight from the chart, and what stands above it.
	Show func()
	// Leave keeps what is still being typed in any of the steps.
	Leave func()
	// Undo takes back the last change to the assessment.
	Undo func()
	// GoTo shows another step.
	GoTo func(step string)
	// Ask shows a safety question with what must be done.
	Ask func(item string)
}

// RevealPause lets what folds out find its height before it is scrolled into sight.
const RevealPause = 50 * time.Millisecond

// Chart is the patient's.
func (h *Host) Chart() *clinic.Chart { return h.Desk.Chart(h.Patient) }

// Current is the assessment, or nil once it was discarded.
func (h *Host) Current() *clinic.Assessment { return h.Chart().Assessment(h.Assessment) }

// Locked reports that the assessment is signed and only read.
func (h *Host) Locked() bool {
	a := h.Current()
	return a == nil || !a.SignedAt.IsZero()
}

// Part is the part of the body that a structure belongs to, or "".
func (h *Host) Part(structure string) string {
	st, _ := h.Desk.Atlas.Structure(structure)
	return st.Part
}

// Norm is what is usual of a measure for the patient on the day of the assessment, or nil.
func (h *Host) Norm(me *clinic.Measure) *clinic.Norm {
	c := h.Chart()
	on := h.Desk.Today()
	if a := h.Current(); a != nil {
		on = a.Date
	}
	return h.Desk.Catalogue.NormFor(me, &c.Patient, on)
}

// Found are the findings of the assessment, and where there are none yet those of the one before.
func (h *Host) Found() []clinic.Finding {
	c := h.Chart()
	list := c.FindingsOf(h.Assessment)
	if before := h.Previous(); len(list) == 0 && before != nil {
		list = c.FindingsOf(before.ID)
	}
	return list
}

// Previous is the assessment before, or nil.
func (h *Host) Previous() *clinic.Assessment {
	all := h.Chart().Assessments
	for i := range all {
		if all[i].ID == h.Assessment && i > 0 {
			return &all[i-1]
		}
	}
	return nil
}

// Put keeps records as one step of undo of the assessment.
func (h *Host) Put(label clinic.Sentence, records ...clinic.Record) error {
	return h.Desk.Apply(clinic.Operation{Label: label, Scope: h.Assessment, Put: records})
}

// Remove takes records away as one step of undo of the assessment.
func (h *Host) Remove(label clinic.Sentence, records ...clinic.Record) error {
	return h.Desk.Apply(clinic.Operation{Label: label, Scope: h.Assessment, Remove: records})
}

// Edit changes fields of the assessment itself.
func (h *Host) Edit(label clinic.Sentence, change func(*clinic.Assessment)) error {
	a := h.Current()
	if a == nil {
		return nil
	}
	changed := *a
	change(&changed)
	if len(clinic.ChangedFields(a, &changed)) == 0 {
		return nil
	}
	return h.Put(label, &changed)
}

// Occasion is the assessment as what things are written down in.
func (h *Host) Occasion() clinic.Occasion {
	if a := h.Current(); a != nil {
		return a.Occasion()
	}
	return clinic.Occasion{PatientID: h.Patient, AssessmentID: h.Assessment} // discarded elsewhere: nothing of it is kept
}

// Label names a target as the patient's side and the structure: "Left upper trapezius".
func (h *Host) Label(t clinic.Target) string { return h.Desk.Atlas.Label(t.Structure, t.Side) }

// Place is a target as it stands in a sentence.
func (h *Host) Place(t clinic.Target) clinic.Place {
	return clinic.Place{Structure: t.Structure, Side: t.Side, Name: script.LowerFirst(h.Label(t))}
}

// NewText is a text of the assessment that is kept as it is typed; rows as in edit.NewText.
func (h *Host) NewText(label, name, hint string, rows int, save func(string) error) *edit.Text {
	return edit.NewText(h.After, label, name, hint, rows, save).Of(h.Desk.Elsewhere(h.Patient))
}

// Refuse tells the person why something was refused that no field stands for.
func (h *Host) Refuse(err error) {
	var fields clinic.FieldErrors
	if errors.As(err, &fields) {
		err = fields
	}
	h.Desk.Warn(words.Error(err))
}

// BothSides are the patient's sides in the order they are asked in.
var BothSides = []anatomy.Side{anatomy.Left, anatomy.Right}
