package timetable_test

import (
	"fmt"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"pgregory.net/rapid"

	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
	"regimen/internal/ui/timetable"
)

// anyBlocks are visits of the columns of a day, at any time, however they overlap.
func anyBlocks() *rapid.Generator[[]timetable.Block] {
	return rapid.Custom(func(t *rapid.T) []timetable.Block {
		n := rapid.IntRange(0, 14).Draw(t, "n")
		out := make([]timetable.Block, n)
		for i := range out {
			out[i] = timetable.Block{
				ID: fmt.Sprint(i), Name: fmt.Sprint("visit ", i), Column: columns()[rapid.IntRange(0, 3).Draw(t, "column")].ID,
				From: rapid.IntRange(0, 1439).Draw(t, "from"), Minutes: rapid.IntRange(0, 200).Draw(t, "minutes"), CleanUp: rapid.IntRange(0, 30).Draw(t, "clean-up"),
				State: timetable.State(rapid.IntRange(0, 7).Draw(t, "state")), NoRoom: rapid.Bool().Draw(t, "no room"), Lifted: rapid.Bool().Draw(t, "lifted"),
			}
			if rapid.Bool().Draw(t, "in a room") {
				out[i].Room = columns()[rapid.IntRange(4, 5).Draw(t, "room")].ID
			}
		}
		return out
	})
}

// bounds are where each visit is on the window, by its name.
func bounds(s *kittest.Screen, blocks []timetable.Block) map[string][2]fyne.Position {
	named := map[string]string{}
	for _, b := range blocks {
		named[fmt.Sprintf("%02d:%02d %s", b.From/60, b.From%60, b.Name)] = b.ID
	}
	out := map[string][2]fyne.Position{}
	s.Within(s.Window.Content(), func(o fyne.CanvasObject, at, _, _ fyne.Position) {
		if n, ok := o.(interface{ Name() string }); ok && named[n.Name()] != "" {
			out[named[n.Name()]] = [2]fyne.Position{at, at.Add(o.Size())}
		}
	})
	return out
}

// Whatever overlaps in time, no two visits overlap on the screen; those at different times are as wide as the column.
func TestNothingIsHidden(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	g := timetable.New(options(s, &told{}))
	g.Set(columns(), nil)
	s.Show(g, 864, 48+24*144)
	rapid.Check(t, func(t *rapid.T) {
		blocks := anyBlocks().Draw(t, "blocks")
		g.SetScale(rapid.SampledFrom([]timetable.Scale{timetable.Whole, timetable.Touch, timetable.Close}).Draw(t, "scale"))
		g.SetBlocks(blocks)
		blocks = g.Blocks()
		at := bounds(s, blocks)
		if len(at) != len(blocks) {
			t.Fatalf("%d of %d visits are there", len(at), len(blocks))
		}
		for i, a := range blocks {
			pa := at[a.ID]
			alone := true
			for _, b := range blocks[i+1:] {
				pb := at[b.ID]
				const rounding = 1e-2
				if pa[0].X+rounding < pb[1].X && pb[0].X+rounding < pa[1].X && pa[0].Y+rounding < pb[1].Y && pb[0].Y+rounding < pa[1].Y {
					t.Fatalf("%v at %v lies over %v at %v", a, pa, b, pb)
				}
			}
			for _, b := range blocks {
				if b.ID != a.ID && b.Column == a.Column && b.From < a.From+max(a.Minutes, 5) && a.From < b.From+max(b.Minutes, 5) {
					alone = false
				}
			}
			if alone && pa[1].X-pa[0].X < 136 {
				t.Fatalf("%v shares its column with nobody and is %v wide", a, pa[1].X-pa[0].X)
			}
		}
	})
}

// Every minute of the day has its height, at every scale, and a tap there is on that minute's quarter of an hour.
func TestEveryMinuteHasItsPlace(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	to := &told{}
	g := timetable.New(options(s, to))
	g.Set(columns(), nil)
	for _, scale := range []timetable.Scale{timetable.Whole, timetable.Touch, timetable.Close} {
		g.SetScale(scale)
		high := 24 * float32(scale)
		s.Show(g, 864, 48+high)
		glass := glassOf(t, s)
		for m := range 1440 {
			to.slots = nil
			glass.Tapped(&fyne.PointEvent{Position: fyne.NewPos(mei, float32(m)*float32(scale)/60)})
			if len(to.slots) != 1 || to.slots[0].From != m/15*15 || to.slots[0].From+to.slots[0].Minutes > 1440 {
				t.Fatalf("at %v an hour minute %d is taken as %v", scale, m, to.slots)
			}
			g.SetBlocks([]timetable.Block{{ID: "x", Column: "m", From: m, Minutes: 30, Name: "X"}})
			if y := bounds(s, g.Blocks())["x"][0].Y - 48 - 1; m < 1435 && math.Abs(float64(y-float32(m)*float32(scale)/60)) > 0.01 {
				t.Fatalf("at %v an hour minute %d is at %v", scale, m, y)
			}
			g.SetBlocks(nil)
			g.Choose(timetable.Slot{})
		}
	}
}

// glassOf is what takes the pointer over the grid.
func glassOf(t testing.TB, s *kittest.Screen) fyne.Tappable {
	t.Helper()
	var found fyne.Tappable
	s.Walk(func(o fyne.CanvasObject) {
		_, drags := o.(fyne.Draggable)
		if p, ok := o.(fyne.Tappable); ok && drags && o.Size().Height > 100 {
			found = p
		}
	})
	if found == nil {
		t.Fatal("nothing takes the pointer")
	}
	return found
}

// A visit that is dragged anywhere and back is where it was, and nobody is asked.
func TestThereAndBack(t *testing.T) {
	s, g, to := day(t)
	h := s.Hand()
	rapid.Check(t, func(t *rapid.T) {
		to.moves = nil
		g.SetBlocks(blocks())
		id := rapid.SampledFrom([]string{"peg", "yusuf"}).Draw(t, "visit")
		g.Select(id)
		g.ShowNow()
		b := find(g, id)
		start := spot(ingrid-40, b.From+10)
		through := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) fyne.Position {
			return fyne.NewPos(float32(rapid.IntRange(60, 860).Draw(t, "x")), float32(rapid.IntRange(90, 620).Draw(t, "y")))
		}), 1, 8).Draw(t, "through")
		h.Drag(start, append(through, start)...)
		if now := find(g, id); len(to.moves) != 0 || now.From != b.From || now.Column != b.Column || now.Minutes != b.Minutes {
			t.Fatalf("it is at %v; moves: %v", now, to.moves)
		}
	})
}
