package drawing

import (
	"regimen/internal/anatomy"
)

// Piece is what of a shape belongs to an area of a body chart.
type Piece struct {
	Shape *anatomy.Shape
	In    Rect // of the view, in its millimetres
	// Strength is how strongly the area is shaded, from 0 to 1. One that is gone was marked, and is not any more: it is
	// only hatched.
	Strength float64
	Gone     bool
}

// AreaPicture shades the areas of a body chart on a view. It lies over the plain figure and under marks.
func AreaPicture(v *anatomy.View, look Look, pieces []Piece) *Picture {
	p := NewPicture(Rect{})
	line := StyleOf(Pain).line(look.Palette)
	pitch := look.badge(v) * 0.35
	for _, x := range pieces {
		part := NewPicture(Rect{})
		if x.Gone {
			BackDiagonal.fill(part, x.In, pitch, fade(line, 0.5))
		} else {
			part.Path(RectPath(x.In), Style{Fill: fade(vermillion, 0.25+0.55*x.Strength)})
		}
		cut := NewPicture(Rect{})
		cut.Clip(RectPath(x.In), part)
		p.Clip(x.Shape.Path, cut)
	}
	return p
}
