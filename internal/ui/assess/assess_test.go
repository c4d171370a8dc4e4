package assess

import (
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
)

func TestATapOnTheFigureKeepsAFinding(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Tap("Findings")
	b.tapFigure("trapezius.upper", anatomy.Left)
	b.MustSay("Left upper trapezius", "Patient’s left")
	b.Save("sheet-empty", 1)
	b.Tap("Tenderness")
	found := b.chart().Findings
	if len(found) != 1 || found[0].Structure != "trapezius.upper" || found[0].Side != anatomy.Left ||
		found[0].Type != "tenderness" || found[0].Source != clinic.ByTherapist || found[0].View != "posterior" {
		t.Fatalf("kept: %+v", found)
	}
	b.Save("sheet", 2)
}
