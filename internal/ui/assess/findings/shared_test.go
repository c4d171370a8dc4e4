package findings

import (
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step/steptest"
)

// The note of one finding never lands on another.
func TestANoteThatWaitsHoldsItsFinding(t *testing.T) {
	b := onTheFigure(t)
	steptest.TapFigure(b.Rig, "trapezius.upper", anatomy.Left)
	b.Tap("Tenderness")
	sheet := b.step.sheet
	sheet.note.Entry.SetText("Sharp")
	x := b.Chart().Findings[0]
	x.Note = "Dull"
	b.Kim(&x)
	b.MustSay("“Dull”")
	sheet.open(clinic.Target{Structure: "trapezius.upper", Side: anatomy.Right}, clinic.Spot{}, nil, "")
	if sheet.target.Side != anatomy.Left || len(b.Warned) != 1 {
		t.Errorf("the sheet shows %v, warned %q", sheet.target, b.Warned)
	}
	sheet.mark("adhesion")
	if n := len(b.Chart().Findings); n != 1 {
		t.Errorf("%d findings", n)
	}
	b.Tap("Keep mine")
	if got := b.Chart().Findings[0].Note; got != "Sharp" {
		t.Errorf("the note is %q", got)
	}
}

// The sorts of finding stand where they stood, however long the name of what was tapped is.
func TestTheSortsStandUnderAnyName(t *testing.T) {
	b := onTheFigure(t)
	f := b.step
	var at []fyne.Position
	for _, code := range []string{"deltoid.posterior", "extensor.carpi.radialis.longus"} {
		if _, ok := b.Desk.Atlas.Structure(code); !ok {
			t.Fatalf("no structure %s", code)
		}
		f.choose(clinic.Target{Structure: code, Side: anatomy.Left}, clinic.Spot{View: "posterior"}, nil)
		b.Show(f.Object(), 1000, 660)
		at = append(at, fyne.CurrentApp().Driver().AbsolutePositionForObject(f.sheet.kinds.buttons[0]))
	}
	if at[0] != at[1] {
		t.Errorf("the first sort is at %v under a short name, at %v under a long one", at[0], at[1])
	}
}
