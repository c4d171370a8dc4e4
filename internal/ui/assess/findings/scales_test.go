package findings

import (
	"slices"
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step/steptest"
	"regimen/internal/ui/kit"
)

// What a hand finds is told in the words of its own scale, in one tap, and nothing is asked that does not belong to it.
func TestAFindingIsToldOnItsOwnScale(t *testing.T) {
	b := onTheFigure(t)
	steptest.TapFigure(b.Rig, "trapezius.upper", anatomy.Left)
	b.Tap("Hypertonicity")
	b.MustSay("Muscle tone", "Tenderness to pressure")
	b.MustNotSay("Worst imaginable", "Quality", "Flaccid", "Low")
	b.Tap("+2 High")
	if f, m := b.onlyFinding(), b.felt("tone"); *f.Severity != 5 || m == nil || m.Value != 2 {
		t.Fatalf("kept: %+v and %+v", f, m)
	}
	if undo, _ := b.Desk.UndoState(b.Host.Assessment); undo != "Feel left upper trapezius: muscle tone" {
		t.Errorf("undo says %q", undo)
	}
	b.Undo() // both are one step
	if f := b.onlyFinding(); f.Severity != nil || b.felt("tone") != nil {
		t.Errorf("after undo: %+v", f)
	}
	b.Redo()
	b.Tap("+2 High") // again: not rated
	if f := b.onlyFinding(); f.Severity != nil || b.felt("tone") != nil {
		t.Errorf("taken back: %+v", f)
	}
	b.Tap("+3 Very high")
	b.Tap("More")
	b.MustSay("Fascia")
	b.MustNotSay("Bone", "Ligament")
	b.Tap("Back to the list of findings")
	b.MustSay("Hypertonicity, very high")
	b.MustNotSay("/10")
	b.Tap("Hypertonicity, very high")
	b.Tap("Another here")
	b.Tap("Adhesion")
	b.MustSay("How it glides")
	b.MustNotSay("Quality", "Worst imaginable")
	b.Tap("Slight")
	b.MustSay("Glides less than what lies around it.")
	if list := b.Chart().Findings; len(list) != 2 || *list[1].Severity != 2 || *list[0].Severity != 8 {
		t.Errorf("kept: %+v", list)
	}
}

// What was felt before the sort was chosen is not asked again.
func TestAGradeThatWasFeltRatesTheFinding(t *testing.T) {
	b := onTheFigure(t)
	steptest.TapFigure(b.Rig, "trapezius.upper", anatomy.Left)
	b.Tap("III Severe")
	b.Tap("Trigger point")
	if f := b.onlyFinding(); f.Severity == nil || *f.Severity != 7 {
		t.Errorf("kept: %+v", f)
	}
	b.MustNotSay("Muscle tone")
}

// On a bone nothing is tight, in spasm or a trigger point, and its letter marks nothing.
func TestABoneIsNotTight(t *testing.T) {
	b := onTheFigure(t)
	b.step.openSheet(clinic.Target{Structure: "spine.cervical", Side: anatomy.Midline}, clinic.Spot{}, nil, "")
	b.Settle()
	if b.step.sheet.kinds.more.Visible() {
		b.Tap("More kinds")
	}
	got := b.kinds()
	for _, kind := range []string{"hypertonicity", "trigger-point", "spasm", "adhesion", "weakness"} {
		if slices.Contains(got, kind) {
			t.Errorf("%s is offered on a vertebra", kind)
		}
	}
	for _, kind := range []string{"pain", "tenderness", "restriction", "numbness", "instability"} {
		if !slices.Contains(got, kind) {
			t.Errorf("%s is not offered on a vertebra", kind)
		}
	}
	b.step.sheet.kinds.focus()
	b.Window.Canvas().Focused().TypedRune('x')
	b.Settle()
	if n := len(b.Chart().Findings); n != 0 {
		t.Errorf("a letter kept %d findings", n)
	}
}

// The patient rates pain of ten and says how it feels; of what else is reported the patient's words are steps.
func TestWhatThePatientReportsIsToldByThePatient(t *testing.T) {
	b := onTheFigure(t)
	b.Tap("Patient reports")
	steptest.TapFigure(b.Rig, "trapezius.upper", anatomy.Left)
	b.Tap("Pain")
	b.MustSay("No pain", "Worst imaginable", "Quality", "Burning")
	b.Tap("6")
	b.Tap("Another here")
	b.Tap("Swelling")
	b.MustSay("How strong", "Very severe")
	b.MustNotSay("Worst imaginable", "Burning", "Tenderness to pressure")
	b.Tap("Mild")
	b.Tap("Back to the list of findings")
	b.MustSay("Pain 6/10", "Swelling, mild")
}

// What was marked before it was held to a place is shown as it was written, can be refined, and is answered as gone the
// next time.
func TestWhatWasMarkedBeforeStays(t *testing.T) {
	r := steptest.Clinic(t, kit.ModeLight)
	steptest.Visits(r)
	six := 6
	old := &clinic.Finding{
		ID: "f-old", PatientID: steptest.Patient, AssessmentID: "a-2", Structure: "trapezius.upper", Side: anatomy.Right, Source: clinic.ByTherapist,
		Type: "trigger-point", Severity: &six, CreatedAt: r.Clock.Now(),
	}
	r.Put(old)
	b := on(steptest.At(r, "a-2", New))
	b.step.pick("f-old")
	b.Settle()
	b.MustSay("Trigger point, found by the therapist", "Grimaces or flinches.")
	b.Tap("I Mild")
	if f := b.found("trapezius.upper"); f.Severity == nil {
		t.Errorf("kept: %+v", f)
	}
}
