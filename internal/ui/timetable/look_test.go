package timetable_test

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"regimen/internal/drawing"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
	"regimen/internal/ui/timetable"
)

// Every text stands out 4.5 to 1 from what is under it, in every state, in light and dark, also under the veil of what is
// past and where it is hatched.
func TestContrast(t *testing.T) {
	for _, mode := range []kit.Mode{kit.ModeLight, kit.ModeDark} {
		s := kittest.New(t, mode)
		g := timetable.New(options(s, &told{}))
		g.SetNow(date, at(13, 0))
		var all []timetable.Block
		for state := timetable.Booked; state <= timetable.Tentative; state++ {
			for i, column := range []string{"i", "m"} { // the first is past, the second is to come
				all = append(all, timetable.Block{
					ID: column + string(rune('0'+state)), Column: column, From: at(8+i*8, 0) + 60*int(state), Minutes: 60, Name: "Peg O'Doyle", Facts: "4 of 6", Purpose: "Neck", State: state, Initials: "PO", Room: "1",
				})
			}
		}
		all = append(all, timetable.Block{ID: "lifted", Column: "a", From: at(9, 0), Minutes: 60, Name: "Ken Ito", Lifted: true})
		g.Set(columns(), all)
		g.SetGaps([]timetable.Gap{{Slot: timetable.Slot{Column: "t", From: at(9, 0), Minutes: 60}, Waiting: 3}})
		g.SetPlacing(45, []timetable.Slot{{Column: "t", From: at(14, 0), Minutes: 60}})
		s.Show(g, 864, 48+1440)
		img := s.Picture(1)
		n := 0
		s.Within(s.Window.Content(), func(o fyne.CanvasObject, pos, _, _ fyne.Position) {
			c, ok := o.(*canvas.Text)
			if !ok || c.Text == "" || c.Size().Height == 0 {
				return
			}
			n++
			ground := img.At(int(pos.X)-1, int(pos.Y+c.Size().Height/2))
			best := 0.0
			for y := int(pos.Y); y < int(pos.Y+c.Size().Height); y++ {
				for x := int(pos.X); x < int(pos.X+c.Size().Width); x++ {
					best = max(best, drawing.Contrast(img.At(x, y), ground))
				}
			}
			if best < 4.5 {
				t.Errorf("%s: %q at %v stands out %.2f to 1", mode, c.Text, pos, best)
			}
		})
		if n < 60 {
			t.Errorf("only %d texts were found", n)
		}
		// What tells where a visit ends, and what it is, stands out 3 to 1.
		ground := theme.Color(theme.ColorNameBackground)
		for _, c := range []struct {
			name string
			c    color.Color
			on   color.Color
		}{
			{"outline", theme.Color(kit.ColorOutline), ground},
			{"now", theme.Color(kit.ColorRing), ground},
			{"now on a treatment", theme.Color(kit.ColorRing), theme.Color(kit.ColorSurface)},
			{"arrived", theme.Color(kit.ColorAccent), theme.Color(kit.ColorAccentSoft)},
			{"done", theme.Color(kit.ColorSuccess), theme.Color(kit.ColorSurface)},
			{"to pay", theme.Color(kit.ColorWarning), theme.Color(kit.ColorSurface)},
			{"did not come", theme.Color(kit.ColorError), theme.Color(kit.ColorSurface)},
			{"confirmed", theme.Color(kit.ColorQuiet), theme.Color(kit.ColorSurface)},
		} {
			if got := drawing.Contrast(c.c, c.on); got < 3 {
				t.Errorf("%s: %s stands out %.2f to 1", mode, c.name, got)
			}
		}
	}
}

// Switched between light and dark, nothing keeps its colour.
func TestSwitch(t *testing.T) {
	page := func(mode kit.Mode) (*kittest.Screen, fyne.CanvasObject) {
		s := kittest.New(t, mode)
		g := timetable.New(options(s, &told{}))
		g.SetNow(date, at(10, 42))
		g.Set(columns(), blocks())
		g.Select("peg")
		s.Show(g, 864, 656)
		return s, g
	}
	s, _ := page(kit.ModeDark)
	want := s.Picture(1)
	s, _ = page(kit.ModeLight)
	s.Switch(kit.ModeDark)
	s.MustLookLike(want)
}
