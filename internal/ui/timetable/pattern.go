package timetable

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

type patternKind int

const (
	hatch  patternKind = iota // lines that slope, all over
	dashes                    // round the edge
	dots                      // down the sides and along the foot
)

// pattern is what Fyne has no line for.
type pattern struct {
	kind  patternKind
	color fyne.ThemeColorName
	width float32
}

// The measures of patterns.
const (
	hatchApart = 8
	hatchWide  = 2
	dashLong   = 5
	dashApart  = 3
	dotApart   = 3
)

// image draws a pattern of so many pixels, of which there are so many to a unit of the screen.
func (p pattern) image(w, h int, density float32) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, max(w, 1), max(h, 1)))
	ink := color.NRGBAModel.Convert(theme.Color(p.color)).(color.NRGBA)
	px := func(units float32) int { return max(int(math.Round(float64(units*density))), 1) }
	switch p.kind {
	case hatch:
		apart, wide := px(hatchApart), px(hatchWide)
		for y := range h {
			for x := range w {
				if (x+y)%apart < wide {
					img.SetNRGBA(x, y, ink)
				}
			}
		}
	case dashes:
		p.edge(img, ink, px(p.width), px(dashLong), px(dashApart), px(radius), true)
	case dots:
		p.edge(img, ink, px(p.width), px(p.width), px(dotApart), 0, false)
	}
	return img
}

// edge draws strokes with space between them along the edge; the corners are rounded by leaving them out.
func (p pattern) edge(img *image.NRGBA, ink color.NRGBA, wide, long, apart, corner int, top bool) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	corner = min(corner/2, h/2, w/2)
	on := func(i int) bool { return i%(long+apart) < long }
	for x := corner; x < w-corner; x++ {
		if !on(x - corner) {
			continue
		}
		for k := range min(wide, h) {
			if top {
				img.SetNRGBA(x, k, ink)
			}
			img.SetNRGBA(x, h-1-k, ink)
		}
	}
	for y := corner; y < h-corner; y++ {
		if !on(y - corner) {
			continue
		}
		for k := range min(wide, w) {
			img.SetNRGBA(k, y, ink)
			img.SetNRGBA(w-1-k, y, ink)
		}
	}
}
