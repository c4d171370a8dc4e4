package page_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
	"regimen/internal/ui/page"
)

// What needs 300 fills a higher room, and scrolls as a whole in a lower one, back and forth.
func TestTallFillsTheRoomOrScrolls(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	content := kit.MinHeight(300, kit.Body("The figure"))
	object := page.Tall(content)
	for _, high := range []float32{500, 200, 420, 120} {
		s.Show(object, 400, high)
		scrolls := false
		s.Walk(func(o fyne.CanvasObject) {
			if _, ok := o.(*kit.DragScroll); ok {
				scrolls = true
			}
		})
		if want := max(high, 300); content.Size().Height != want || scrolls != (high < 300) {
			t.Errorf("in %v it is %v high, want %v; it scrolls: %v", high, content.Size().Height, want, scrolls)
		}
		s.MustSay("The figure")
	}
}
