package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

// Chosen or not, a chip, a part, a tile, a number and a tab take the same room.
func TestChoosingMovesNothing(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	long := "I stay at home most of the time because of the pain in my back, and I change position often to make it comfortable."
	s.Show(kit.NewDragScroll(kit.StackGap(kit.Gap,
		kit.NewMultiChips(kit.Options("Burning", "Stabbing", "Illegible mill", "Will fill the line"), nil),
		kit.NewChips(kit.Options("No", "Yes", "Not sure", "Illegible"), nil),
		kit.NewSegmented(kit.Options("Illegible", "Mill", "Will fill"), nil),
		kit.NewTickTiles(kit.Options(long, long[:70], long[:76], long[:82], "No"), nil),
		kit.NewTileRow(kit.Options("0", "1", "2", "3"), nil),
		kit.NewSeverity("", "", nil),
		someSteps(nil),
		kit.NewTabs(kit.Tab{ID: "a", Label: "Illegible", Content: func() fyne.CanvasObject { return kit.Body("") }},
			kit.Tab{ID: "b", Label: "Mill", Content: func() fyne.CanvasObject { return kit.Body("") }}),
	)), 420, 900)
	kinds := []string{"*kit.chip", "*kit.segment", "*kit.tile", "*kit.severityCell", "*kit.tab", "*kit.stepRow"}
	if n := s.SteadyAll(99, kinds); n < 25 {
		t.Errorf("only %d were tapped", n)
	}
	s.SteadyAll(99, kinds) // and back
}

// What comes and goes above what was pressed does not move it, also inside a card; until the page is scrolled.
func TestWhatWasPressedStaysWhereItIs(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	above := kit.MinHeight(70, kit.NewButton("Above", "", func() {}))
	above.Hide()
	inside := kit.MinHeight(50, kit.NewButton("Inside", "", func() {}))
	inside.Hide()
	tap := kit.NewButton("Tap", "", nil)
	page := kit.StackGap(kit.Gap, kit.MinHeight(300, kit.Body("Head")), above,
		kit.NewCard("Card", kit.StackGap(kit.Gap, inside, kit.NewButton("Beside", "", func() {}), tap)), kit.MinHeight(600, kit.Body("Foot")))
	sc := kit.NewDragScroll(page)
	tap.OnTapped = func() {
		above.Hidden, inside.Hidden = !above.Hidden, !inside.Hidden
		page.Refresh()
	}
	s.Show(kit.Pad(kit.Gap, sc), 316, 576)
	d := s.App.Driver()
	middle := func() fyne.Position { return d.AbsolutePositionForObject(tap).AddXY(20, 20) }
	was := middle()
	for range 3 {
		s.Hand().TapAt(was, fyne.Delta{})
		if now := middle(); now != was {
			t.Fatalf("it moved from %v to %v", was, now)
		}
	}
	if above.Hidden {
		t.Fatal("nothing came")
	}
	if sc.Offset.Y == 0 {
		t.Error("the page was not scrolled to keep it")
	}
	// Nothing keeps it once the page was scrolled by hand.
	sc.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 5)})
	was = middle()
	above.Hide()
	page.Refresh()
	s.Settle()
	if now := middle(); now == was {
		t.Error("what was pressed before the page was scrolled is still kept in its place")
	}
}
