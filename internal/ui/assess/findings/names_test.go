package findings

import (
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/figure"
	"regimen/internal/ui/assess/step/steptest"
)

// The first letters typed after "By name" are searched for: nothing has to be tapped before. A group is marked as one.
func TestTheSearchByNameHasTheKeyboard(t *testing.T) {
	b := onTheFigure(t)
	b.Tap("By name")
	typed := b.Window.Canvas().Focused()
	if typed == nil {
		t.Fatal("nothing has the keyboard")
	}
	for _, r := range "suboccipitals left" {
		typed.TypedRune(r)
	}
	b.Settle()
	b.Tap("Left suboccipitals")
	b.Tap("Tenderness")
	if x := b.onlyFinding(); x.Structure != "suboccipitals" || x.Side != anatomy.Left {
		t.Fatalf("kept: %+v", x)
	}
	marks := b.step.marks()
	if n := len(b.View("posterior").Find(marks[0].Target())); n == 0 {
		t.Error("it is not seen on the back")
	}
	if view := figure.BestView(b.Desk.Atlas, marks); view != "posterior" {
		t.Errorf("it is shown on %s", view)
	}
}

// A tap on what the patient reports leaves the layer that is being written as it is.
func TestABadgeOfThePatientKeepsTheLayer(t *testing.T) {
	b := onTheFigure(t)
	b.Tap("Patient reports")
	steptest.TapFigure(b.Rig, "trapezius.upper", anatomy.Left)
	b.Tap("Pain")
	pain := b.onlyFinding()
	b.Tap("Back to the list of findings")
	b.Tap("Therapist finds")
	b.step.markTapped(figure.Mark(b.Desk.Catalogue, &pain))
	b.Settle()
	if b.step.source != clinic.ByTherapist || b.step.sheet.finding != "" {
		t.Fatalf("%s writes, and %q is open", b.step.source, b.step.sheet.finding)
	}
	b.Tap("Tenderness")
	if all := b.Chart().Findings; len(all) != 2 || all[1].Source != clinic.ByTherapist {
		t.Errorf("kept: %+v", all)
	}
}

// What is known of a muscle is told where it is chosen, when it is asked for.
func TestAMuscleTellsWhatItDoes(t *testing.T) {
	b := onTheFigure(t)
	steptest.TapFigure(b.Rig, "gluteus.maximus", anatomy.Left)
	b.MustNotSay("Inferior gluteal nerve (L5, S1, S2)")
	b.Tap("Origin, insertion, action, nerve")
	b.MustSay("Inferior gluteal nerve (L5, S1, S2)", "Hip extension, hip external rotation", "Iliotibial tract and gluteal tuberosity")
	b.step.choose(clinic.Target{Structure: "hip.joint", Side: anatomy.Left}, clinic.Spot{}, nil)
	b.Settle()
	b.MustNotSay("Origin, insertion, action, nerve")
}
