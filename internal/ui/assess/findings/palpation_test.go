package findings

import (
	"slices"
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step/steptest"
	"regimen/internal/ui/bodymap"
)

// felt is what is stored of a measure in the assessment that is shown, or nil.
func (b *bench) felt(measure string) *clinic.Measurement {
	for _, m := range b.Chart().MeasurementsOf(b.Host.Assessment) {
		if m.Measure == measure {
			return &m
		}
	}
	return nil
}

func TestATapGradesWhatTheHandFeels(t *testing.T) {
	b := onTheFigure(t)
	steptest.TapFigure(b.Rig, "trapezius.upper", anatomy.Left)
	b.MustSay("Tenderness to pressure", "Muscle tone")
	b.MustNotSay("End feel")
	b.Tap("III Severe")
	m := b.felt("tenderness")
	if m == nil || m.Value != 3 || m.Structure != "trapezius.upper" || m.Side != anatomy.Left || m.Date != "2025-03-04" {
		t.Fatalf("kept: %+v", m)
	}
	b.MustSay("Draws away: the jump sign.")
	b.Tap("−2 Flaccid")
	if m := b.felt("tone"); m == nil || m.Value != -2 {
		t.Fatalf("kept: %+v", m)
	}
	if undo, _ := b.Desk.UndoState(b.Host.Assessment); undo != "Feel left upper trapezius: muscle tone" {
		t.Errorf("undo says %q", undo)
	}
	b.Tap("I Mild") // corrected, not added
	if m := b.felt("tenderness"); m.Value != 1 || len(b.Chart().Measurements) != 2 {
		t.Errorf("kept: %+v", b.Chart().Measurements)
	}
	b.Tap("I Mild") // again: taken back
	if b.felt("tenderness") != nil {
		t.Error("the grade is still there")
	}
	b.Tap("Patient reports")
	b.MustSay("Muscle tone") // what was felt stays to be seen
	b.MustNotSay("Tenderness to pressure")
}

func TestAJointHasAnEndFeel(t *testing.T) {
	b := onTheFigure(t)
	b.step.openSheet(clinic.Target{Structure: "knee.joint", Side: anatomy.Right}, clinic.Spot{}, nil, "")
	b.Settle()
	b.MustSay("End feel")
	b.MustNotSay("Muscle tone", "Too early, or not usual here")
	b.Tap("Capsular")
	if m := b.felt("end-feel"); m == nil || m.EndFeel != "capsular" || m.Value != 0 || m.Structure != "knee.joint" || m.Side != anatomy.Right {
		t.Fatalf("kept: %+v", m)
	}
	b.Tap("Too early, or not usual here")
	if m := b.felt("end-feel"); m.EndFeel != "capsular" || m.Value != 1 {
		t.Errorf("kept: %+v", m)
	}
	b.Tap("Empty") // never usual
	if m := b.felt("end-feel"); m.EndFeel != "empty" || m.Value != 1 {
		t.Errorf("kept: %+v", m)
	}
	b.MustNotSay("Too early, or not usual here")
	b.MustSay("Refer unless it is explained.")
}

func TestPalpationIsShownWithLastTimes(t *testing.T) {
	b := on(steptest.Review(t, New))
	b.Make(clinic.Operation{Label: clinic.Say("before"), Put: []clinic.Record{
		&clinic.Measurement{ID: "m-20", PatientID: steptest.Patient, Measure: "tenderness", Structure: "splenius.capitis", Side: anatomy.Right, Value: 3, Date: "2025-02-14", CreatedAt: b.Clock.Now()},
		&clinic.Measurement{ID: "m-21", PatientID: steptest.Patient, Measure: "tone", Structure: "splenius.capitis", Side: anatomy.Right, Value: -2, Date: "2025-02-14", CreatedAt: b.Clock.Now()},
	}})
	b.step.pick("f-7")
	b.Settle()
	b.MustSay("Last time, 14 Feb 2025: III Severe")
	b.Tap("I Mild")
	b.MustSay("Last time, 14 Feb 2025: III Severe · better")
	b.Tap("Delete")
	b.MustSay("Last time, 14 Feb 2025: −2 Flaccid")
	b.Tap("0 Usual") // from below
	b.MustSay("Last time, 14 Feb 2025: −2 Flaccid · better")
}

func TestASignedAssessmentIsNotPalpated(t *testing.T) {
	b := on(steptest.Signed(t, New))
	b.step.pick("f-1")
	b.Settle()
	b.MustSay("Hypertonicity, found by the therapist", "+3 Very high")
	b.MustNotSay("Tenderness to pressure", "It is injured")
}

func TestATriggerPointShowsWhereItRefers(t *testing.T) {
	b := onTheFigure(t)
	steptest.TapFigure(b.Rig, "infraspinatus", anatomy.Left)
	b.MustSay("Show where it refers to")
	b.MustNotSay("It can refer to")
	if b.step.sheet.pattern.spread() != nil {
		t.Error("a pattern is drawn that nobody asked for")
	}
	b.Tap("Trigger point")
	b.MustSay("It can refer to: deep in the front of the shoulder", "Is it the patient’s own pain?")
	s := b.step.sheet.pattern.spread()
	if s == nil || s.From != (anatomy.Target{Structure: "infraspinatus", Side: anatomy.Left}) || s.Strong[0] != (anatomy.Target{Structure: "deltoid.anterior", Side: anatomy.Left}) {
		t.Fatalf("drawn: %+v", s)
	}
	b.MustNotSay("Show it on: front")
	b.Tap("Feet")
	b.Tap("Show it on: front")
	if v := b.step.figure.View(); v != bodymap.Both {
		t.Errorf("the figure shows %s", v)
	}
	b.MustNotSay("Show it on: front")
	b.Tap("More")
	b.Type("Note", "Twitches")
	b.Tap("Yes, it matches")
	f := b.onlyFinding()
	if f.Pattern != clinic.FamiliarYes || f.Note != "Twitches" {
		t.Errorf("kept: %q", f.Note)
	}
	b.Tap("No")
	if f := b.onlyFinding(); f.Pattern != clinic.FamiliarNo {
		t.Errorf("kept: %q", f.Note)
	}
	b.Tap("No") // again: not asked
	if f := b.onlyFinding(); f.Pattern != "" || f.Note != "Twitches" {
		t.Errorf("kept: %q, %q", f.Note, f.Pattern)
	}
	b.Tap("Taut band")
	b.Tap("Local twitch")
	if f := b.onlyFinding(); f.Note != "Twitches" || !slices.Equal(f.Signs, []string{"taut band", "local twitch"}) {
		t.Errorf("kept: %q, %q", f.Note, f.Signs)
	}
	b.Tap("Show where it refers to")
	b.MustNotSay("It can refer to")
	if b.step.sheet.pattern.spread() != nil {
		t.Error("the pattern is still drawn")
	}
}

// From where it hurts to the muscles that can do it, and to examining one.
func TestPainOffersMusclesToExamine(t *testing.T) {
	b := onTheFigure(t)
	b.MustNotSay("Muscles that can refer to the pain")
	b.Tap("Patient reports")
	b.step.openSheet(clinic.Target{Structure: "heel", Side: anatomy.Left}, clinic.Spot{}, nil, "")
	b.Settle()
	b.Tap("Pain")
	b.Tap("Back to the list of findings")
	b.MustNotSay("Left soleus")
	b.Tap("Muscles that can refer to the pain")
	b.MustSay("Left soleus", "often to left heel", "A list to examine")
	b.MustNotSay("Right soleus")
	b.Tap("Left soleus")
	b.MustSay("It can refer to: heel and Achilles tendon")
	if b.step.source != clinic.ByTherapist {
		t.Error("what is found would be kept as the patient's")
	}
	b.Tap("Trigger point")
	b.Tap("Back to the list of findings")
	b.MustSay("Examined")
	for _, f := range b.Chart().Findings {
		if f.Type == "trigger-point" && (f.Structure != "soleus" || f.Source != clinic.ByTherapist) {
			t.Errorf("kept: %+v", f)
		}
	}
}
