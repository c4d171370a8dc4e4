package kit_test

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"regimen/internal/drawing"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

// A button that is not the next thing to do stands out by its outline, on the page and on a card, pointed at or not.
func TestSecondaryButtonsAreSeen(t *testing.T) {
	for _, mode := range []kit.Mode{kit.ModeLight, kit.ModeDark} {
		s := kittest.New(t, mode)
		onPage := kit.NewButton("Print", kit.IconPrint, func() {})
		onCard := kit.NewButton("Print", kit.IconPrint, func() {})
		s.Show(kit.Pad(kit.GapWide, kit.StackGap(kit.GapWide, container.NewHBox(onPage), kit.NewCard("", container.NewHBox(onCard)))), 300, 200)
		for name, b := range map[string]*kit.Button{"page": onPage, "card": onCard} {
			for _, pointed := range []bool{false, true} {
				if pointed {
					b.MouseIn(&desktop.MouseEvent{})
				}
				const scale = 2 // a line one pixel wide would be smoothed over two
				img := s.Picture(scale)
				at := s.App.Driver().AbsolutePositionForObject(b).AddXY(0, b.Size().Height/2)
				pixel := func(dx int) color.Color { return img.At(int(scale*at.X)+dx, int(scale*at.Y)) }
				strongest := 0.0
				for dx := range 2 * scale {
					strongest = max(strongest, drawing.Contrast(pixel(dx), pixel(-2*scale)))
				}
				if strongest < 3 {
					t.Errorf("%s, on the %s, pointed at %v: its edge stands out %.2f:1", mode, name, pointed, strongest)
				}
				b.MouseOut()
			}
		}
	}
}

// A disabled button does nothing and can be read.
func TestDisabledButtonsAreRead(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	done := false
	b := kit.NewButton("Print", "", func() { done = true })
	s.Show(container.NewHBox(b), 200, 60)
	before := picture(s)
	b.Disable()
	s.Hand().TapAt(fyne.NewPos(b.Size().Width/2, b.Size().Height/2), fyne.Delta{})
	if done {
		t.Error("it was pressed")
	}
	if picture(s) == before {
		t.Error("nothing shows that it is disabled")
	}
}
