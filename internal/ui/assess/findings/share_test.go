package findings

import (
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/anatomy"
	"regimen/internal/ui/assess/step/steptest"
)

// What the window leaves under the tabs of a patient, and what of it the step has beside the column of the steps.
const (
	roomWidth   float32 = 1136
	stepsColumn float32 = 152 + 16
)

// The figure is what the room is for: front and back together take 35 % of what lies under the tabs.
func TestTheFigureHasTheRoom(t *testing.T) {
	for _, height := range []float32{628, 668, 708} { // of windows 720, 760 and 800 high
		b := onTheFigure(t)
		b.Show(b.step.Object(), roomWidth-stepsColumn, height)
		drawn := float32(0)
		for _, v := range steptest.Figure(b.Rig).Shown() {
			box := anatomy.Outline(v.Silhouette.Flatten(1)).Bounds()
			from, to := b.step.figure.Spot(v.ID, box.Min), b.step.figure.Spot(v.ID, box.Max)
			size := fyne.NewSize(to.X-from.X, to.Y-from.Y)
			t.Logf("in %v the %s is %v", height, v.ID, size)
			drawn += size.Width * size.Height
		}
		if share := drawn / (roomWidth * height); share < 0.35 {
			t.Errorf("in a room of %v by %v the figure has %.1f %%", roomWidth, height, share*100)
		}
	}
}
