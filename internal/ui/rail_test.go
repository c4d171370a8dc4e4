package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

// Every place of the rail can be hit at each height of a window, down to the least, also with the mark of the sample clinic.
func TestRailInALowWindow(t *testing.T) {
	for _, word := range []string{"", "Sample"} {
		s := kittest.New(t, kit.ModeLight)
		var top []*railItem
		for _, name := range []string{"Today", "Diary", "Patients", "Money", "Plans due"} {
			top = append(top, newRailItem(kit.IconClock, name, func() {}))
		}
		foot := []*railItem{newRailItem(kit.IconClock, "Settings", func() {})}
		rail := newRail(kit.NewBadge(word, kit.ToneWarning), top, foot)
		for _, high := range []float32{340, 400, 440, 480, 600, 800} {
			s.Show(rail, railWidth, high)
			last := float32(0)
			for _, i := range append(top, foot...) {
				at := fyne.CurrentApp().Driver().AbsolutePositionForObject(i)
				if at.Y < last || i.Size().Height < 44 || at.Y+i.Size().Height > high {
					t.Errorf("at %v, %q, %s lies from %v to %v, the one before it ends at %v", high, word, i.Name(), at.Y, at.Y+i.Size().Height, last)
				}
				last = at.Y + i.Size().Height
			}
		}
	}
}
