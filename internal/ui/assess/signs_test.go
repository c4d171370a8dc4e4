package assess

import (
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
)

// The signs of each head stand in lines of their own, in more than one column where the room allows, and none needs many
// lines or is cut off, at each size of the window and of the letters.
func TestTheSignsOfAHeadReadAsAList(t *testing.T) {
	for _, mode := range []kit.Mode{kit.ModeLight, kit.ModeDark} {
		b := newBench(t, mode)
		b.start()
		b.screen.goTo(step.Screening)
		known := map[string]bool{}
		a := b.assessment()
		for _, k := range b.chart().KnownIn(b.Desk.Catalogue, a.Occasion()) {
			known[k.Item] = k.Answer == clinic.AnswerNo
		}
		for _, x := range []struct {
			width, height, scale float32
			columns, lines       int
		}{{1280, 720, 1, 3, 4}, {1024, 700, 1, 2, 4}, {1280, 720, 1.6, 2, 6}, {1024, 700, 1.6, 1, 6}} {
			b.Show(b.screen.Object(), x.width/x.scale-96, x.height/x.scale-sectionTop)
			size := map[string]fyne.Size{}
			at := map[string]fyne.Position{}
			b.Walk(func(o fyne.CanvasObject) {
				if text, ok := o.(*kit.Text); ok {
					at[text.Text()], size[text.Text()] = fyne.CurrentApp().Driver().AbsolutePositionForObject(o), text.Size()
				}
			})
			line := fyne.MeasureText("M", kit.SizeBody, fyne.TextStyle{}).Height
			most, total := 0, float32(0)
			for _, h := range b.Desk.Catalogue.Heads {
				columns := map[float32]bool{}
				low, high := float32(1e6), float32(0)
				for _, s := range h.Signs {
					if known[s.Item] {
						continue // and is not read out
					}
					if size[s.Sign].Height == 0 {
						t.Fatalf("%q does not stand by itself", s.Sign)
					}
					if got := int(size[s.Sign].Height/line + 0.5); got > x.lines {
						t.Errorf("%v by %v at %v: %q takes %d lines", x.width, x.height, x.scale, s.Sign, got)
					}
					columns[at[s.Sign].X] = true
					low, high = min(low, at[s.Sign].Y), max(high, at[s.Sign].Y+size[s.Sign].Height)
				}
				most, total = max(most, len(columns)), total+high-low
			}
			if most != x.columns {
				t.Errorf("%v by %v at %v: %d columns, want %d", x.width, x.height, x.scale, most, x.columns)
			}
			t.Logf("%v by %v at %v: the signs are %v high together, the list %v", x.width, x.height, x.scale, total, b.screen.built[step.Screening].(*screening).heads.Object().Size().Height)
		}
	}
}
