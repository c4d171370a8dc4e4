package drawing

import (
	"math"

	"regimen/internal/anatomy"
)

// Spread is where pain from a muscle is felt: in most patients, and in some.
type Spread struct {
	From   anatomy.Target
	Strong []anatomy.Target
	Spill  []anatomy.Target
}

// SpreadPicture draws on a view what of a spread lies there: strong areas close-hatched in a solid outline,
// spill areas wide-hatched in a broken one, the muscle in a heavy outline, and an arrow from it to each strong
// area. It lies over the plain figure and under marks. It is empty where the view shows no area and no muscle.
func SpreadPicture(v *anatomy.View, look Look, s Spread) *Picture {
	p := NewPicture(Rect{})
	t := look.Palette.tones()
	unit := look.badge(v)
	for _, spill := range []bool{true, false} {
		areas := s.Strong
		if spill {
			areas = s.Spill
		}
		for _, a := range areas {
			for _, shape := range shapesFor(v, a) {
				drawSpreadArea(p, shape.Path, shape.Bounds(), look.Palette, unit, spill)
			}
		}
	}
	from := shapesFor(v, s.From)
	for _, shape := range from {
		p.Path(shape.Path, Style{Stroke: t.paper, Width: unit * 0.3})
		p.Path(shape.Path, Style{Stroke: t.ink, Width: unit * 0.15})
	}
	if len(from) == 0 {
		return p
	}
	start := largest(from).Center()
	for _, a := range s.Strong {
		shapes := shapesFor(v, a)
		if len(shapes) == 0 {
			continue
		}
		end := largest(shapes).Center()
		if start.Distance(end) < unit*1.5 { // the area is the muscle, or lies on it
			continue
		}
		p.Add(StrokePicture(Stroke{Points: []Point{start, end}, Width: unit * 0.14, Arrow: true, Source: Therapist}, look), Identity())
	}
	return p
}

// largest is the shape with the most room in it.
func largest(shapes []*anatomy.Shape) *anatomy.Shape {
	best := shapes[0]
	for _, s := range shapes[1:] {
		if s.Radius() > best.Radius() {
			best = s
		}
	}
	return best
}

func drawSpreadArea(p *Picture, path Path, bounds Rect, palette Palette, unit float64, spill bool) {
	line := StyleOf(Pain).line(palette)
	part := NewPicture(Rect{})
	style := Style{Stroke: line, Width: unit * 0.07}
	if spill {
		part.Path(path, Style{Fill: fade(orange, 0.16)})
		BackDiagonal.fill(part, bounds, unit*0.5, fade(line, 0.75))
		style.Dash = []float64{unit * 0.2, unit * 0.16}
	} else {
		part.Path(path, Style{Fill: fade(vermillion, 0.3)})
		BackDiagonal.fill(part, bounds, unit*0.2, fade(line, 0.9))
	}
	p.Clip(path, part)
	p.Path(path, style)
}

// SpreadWords are the words of a spread's legend; nil words are English.
type SpreadWords struct{ Muscle, Strong, Spill string }

// SpreadLegend explains the signs of a spread, one beside the other in as many lines as the width needs.
// size is the type size. All lengths share one unit.
func SpreadLegend(palette Palette, width, size float64, words *SpreadWords) *Picture {
	if words == nil {
		words = &SpreadWords{Muscle: "the muscle", Strong: "felt by most", Spill: "felt by some"}
	}
	t := palette.tones()
	swatch, row, gap := size*2.2, size*1.9, size*0.5
	p := NewPicture(Rect{})
	x, y := 0.0, 0.0
	for i, word := range []string{words.Muscle, words.Strong, words.Spill} {
		need := swatch + gap + Regular.Width(word, size)
		if x > 0 && x+need > width {
			x, y = 0, y+row
		}
		box := Rect{Min: Point{X: x + size*0.1, Y: y + size*0.1}, Max: Point{X: x + swatch, Y: y + row - gap}}
		path := RectPath(box)
		p.Path(path, Style{Fill: hex(neutralTones[palette]["muscle"][1])})
		if i == 0 {
			p.Path(path, Style{Stroke: t.ink, Width: size * 0.15})
		} else {
			drawSpreadArea(p, path, box, palette, size*1.6, i == 2)
		}
		p.Text(Text{At: Point{X: x + swatch + gap, Y: box.Center().Y + size*capHeight/2}, String: word, Size: size, Color: t.ink})
		x += need + size*1.2
	}
	p.box = Rect{Max: Point{X: math.Max(width, 1), Y: y + row}}
	return p
}
