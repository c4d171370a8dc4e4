package assess

import (
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/anatomy"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/assess/step/steptest"
	"regimen/internal/ui/kit"
)

// The figure is what the room is for: front and back together take 35 % of what lies under the tabs.
func TestTheFigureHasTheRoom(t *testing.T) {
	for _, window := range []float32{720, 760, 800} {
		b := filled(t, kit.ModeLight)
		height := window - sectionTop
		b.Show(b.screen.Object(), sectionWide, height)
		b.screen.goTo(step.Findings)
		b.Settle()
		figure := steptest.Figure(b.Rig)
		drawn := float32(0)
		for _, v := range figure.Shown() {
			box := anatomy.Outline(v.Silhouette.Flatten(1)).Bounds()
			from, to := figure.Spot(v.ID, box.Min), figure.Spot(v.ID, box.Max)
			size := fyne.NewSize(to.X-from.X, to.Y-from.Y)
			t.Logf("in a window %v high the %s is %.0f by %.0f", window, v.ID, size.Width, size.Height)
			drawn += size.Width * size.Height
		}
		share := drawn / (sectionWide * height)
		t.Logf("that is %.1f %% of the room", share*100)
		if len(figure.Shown()) != 2 || share < 0.35 {
			t.Errorf("in a window %v high %d bodies have %.1f %% of the room", window, len(figure.Shown()), share*100)
		}
	}
}

// A re-assessment that is begun opens at the findings, with those of last time to look for.
func TestAReassessmentBeginsWithLastTimesFindings(t *testing.T) {
	b := filled(t, kit.ModeLight)
	b.choose("Discard this draft")
	b.choose("Start the re-assessment")
	if id := b.screen.steps.Current(); id != step.Findings {
		t.Errorf("it opens at %s", id)
	}
	b.MustSay("From 14 Jan 2025: 4 findings to look for", "Still there")
	if n := len(b.chart().FindingsOf(b.screen.host.Assessment)); n != 0 {
		t.Errorf("%d findings are stored that nobody confirmed", n)
	}
}
