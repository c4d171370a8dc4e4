package kit_test

import (
	"image/color"
	"io/fs"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
	"regimen/resources"
)

func iconNames(t *testing.T) []kit.IconName {
	t.Helper()
	files, err := fs.Glob(resources.Icons, "icons/*.svg")
	if err != nil {
		t.Fatal(err)
	}
	var names []kit.IconName
	for _, f := range files {
		if n := strings.TrimSuffix(strings.TrimPrefix(f, "icons/"), ".svg"); n != "app" {
			names = append(names, kit.IconName(n))
		}
	}
	return names
}

// Every icon shows ink in the colour asked for, inside its square, and not a
// filled square: the strokes were turned into shapes rightly.
func TestIconsAreDrawnInTheColourAskedFor(t *testing.T) {
	for _, mode := range []kit.Mode{kit.ModeLight, kit.ModeDark} {
		s := kittest.New(t, mode)
		r, g, b, _ := kit.Accent().RGBA()
		for _, name := range iconNames(t) {
			s.Show(kit.IconView(name, kit.ColorAccent), 48, 48)
			img := s.Picture(1)
			full, inked, edge := 0, 0, 0
			for y := range 48 {
				for x := range 48 {
					c := color.NRGBAModel.Convert(img.At(x, y))
					if c == color.NRGBAModel.Convert(kit.Background()) {
						continue
					}
					inked++
					if x == 0 || y == 0 || x == 47 || y == 47 {
						edge++
					}
					if cr, cg, cb, _ := c.RGBA(); cr == r && cg == g && cb == b {
						full++
					}
				}
			}
			if full < 20 || inked > 48*48/2 || edge > 0 {
				t.Errorf("%s, %s: %d pixels in the colour, %d inked, %d at the edge", name, mode, full, inked, edge)
			}
		}
	}
}

// Fyne reads an icon at every refresh of what shows it, so that each of them has few points.
func TestIconsAreQuickToRead(t *testing.T) {
	t.Parallel()
	for _, n := range iconNames(t) {
		if size := len(kit.IconIn(n, kit.ColorText).Content()); size > 6000 {
			t.Errorf("%s takes %d bytes", n, size)
		}
	}
}

func TestIconSheet(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	sheet := container.New(kit.NewFlow(kit.GapRoomy, kit.GapWide))
	for _, n := range iconNames(t) {
		sheet.Add(container.NewVBox(container.NewCenter(kit.MinWidth(56, kit.MinHeight(56, kit.IconView(n, kit.ColorText)))),
			kit.QuietText(string(n)).Aligned(fyne.TextAlignCenter)))
	}
	s.Show(kit.Pad(kit.GapRoomy, sheet), 1200, 800)
	s.Save("icons", 1)
	s.MustSay("therapist-found", "home-care")
}
