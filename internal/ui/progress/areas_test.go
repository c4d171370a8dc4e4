package progress

import (
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
)

// drawn is a box that the patient drew around something on the back.
func (b *bench) drawn(assessment string, x, y, w, h float64) *clinic.Stroke {
	return &clinic.Stroke{
		ID: b.Desk.NewID(), PatientID: patient, AssessmentID: assessment, View: "posterior", Source: clinic.ByPatient, Tool: clinic.StrokePen, WidthMM: 4,
		Points: [][2]float64{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}, {x, y + 2}}, CreatedAt: b.Clock.Now(),
	}
}

func (b *bench) sore(assessment, structure string, severity int) *clinic.Finding {
	f := b.finding(assessment, structure, anatomy.Left, "pain", severity)
	f.Source = clinic.ByPatient
	return f
}

func TestAreasThenAndNow(t *testing.T) {
	b := newBench(t)
	b.course()
	b.apply(b.sore("a-1", "soleus", 6), b.sore("a-1", "biceps.brachii", 4), b.sore("a-2", "soleus", 3), b.sore("a-2", "masseter", 2))
	b.Tap("Body")
	b.Tap("Areas")
	b.MustSay("6 January 2025", "3 February 2025",
		"pain 16 in all, 5.3 on average, now pain 8 in all, 2.7 on average", // soleus is drawn on the front and the back
		"Patient: 2, now 2 of 19 areas", "New: Left jaw (2)", "On both days: Left lower leg (19)", "Not examined again: Left upper arm (7)",
		"Patient: 3, now 3 of 74 areas", "New: Left face (104)", "On both days: Left shin (132), Left calf (233)", "Not examined again: Left front of the upper arm (112)",
		"CHOIR body map", "Margolis chart", "Widespread Pain Index")
	b.MustNotSay("consider asking a doctor", "No longer:")
	b.apply(b.sore("a-2", "biceps.brachii", 0)) // looked for, and not found
	b.MustSay("No longer: Left upper arm (7)", "No longer: Left front of the upper arm (112)")
	b.MustNotSay("Not examined again: Left upper arm")
	b.Tap("Then: the assessment after") // both days are the same
	b.MustSay("Patient: 2 of 19 areas", "Left jaw (2), Left lower leg (19)", "pain 8 in all, 2.7 on average")
	b.MustNotSay("New:", "No longer:")
	b.Tap("Findings")
	b.MustSay("Patient: 3 of 74 areas", "of the body")
}

// From seven areas of pain on, a doctor may be asked; what the therapist found does not count there.
func TestWidespreadPainIsAQuestionForADoctor(t *testing.T) {
	b := newBench(t)
	places := []string{"masseter", "deltoid.middle", "biceps.brachii", "gluteus.maximus", "rectus.femoris", "soleus"}
	b.apply(b.assessment("a-1", "2025-01-06", clinic.AssessmentInitial))
	for _, p := range places {
		b.apply(b.sore("a-1", p, 5))
	}
	b.apply(b.finding("a-1", "rhomboid.major", anatomy.Left, "pain", 5))
	b.Tap("Body")
	b.Tap("Areas")
	b.MustSay("Patient: 6 of 19 areas")
	b.MustNotSay("consider asking a doctor")
	b.apply(b.sore("a-1", "rhomboid.major", 5))
	b.MustSay("Patient: 7 of 19 areas", "Pain in seven areas or more: consider asking a doctor.", "The count alone says nothing about a cause.")
}

func TestDrawingAgainIsNoChange(t *testing.T) {
	b := newBench(t)
	b.course()
	b.apply(b.drawn("a-1", -100, 600, 150, 100), b.drawn("a-2", -95, 596, 155, 100))
	b.Tap("Body")
	b.MustSay("Patient’s drawing: within redraw variation.")
	b.Tap("Areas")
	b.MustSay("Patient’s drawing: within redraw variation", "Drawing it again can by itself change the area by 10 % and leave 45 % in common.")
	b.apply(b.drawn("a-2", 80, 600, 60, 100))
	b.MustSay("Patient’s drawing: larger")
	b.MustNotSay("within redraw variation")
}
