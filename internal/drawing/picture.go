package drawing

import (
	"image/color"
	"math"
)

// Style says how a path is drawn. A colour with alpha 0 draws nothing; other
// alphas are opacities.
type Style struct {
	Fill   color.NRGBA
	Stroke color.NRGBA
	Width  float64   // of the stroke, in the picture's units
	Dash   []float64 // lengths on and off, in the picture's units; nil is solid
}

// Align says which point of a text its position is.
type Align int

// The alignments of a text.
const (
	Start Align = iota
	Middle
	End
)

// Text is one line of text.
type Text struct {
	At     Point // on the baseline
	String string
	Size   float64 // of the type, in the picture's units
	Face   Face
	Color  color.NRGBA
	Align  Align
	Angle  float64 // clockwise, in radians
}

// Picture is a list of things to draw, first at the bottom. The zero Picture
// is empty. A finished picture may be drawn by several goroutines at once.
type Picture struct {
	box   Rect
	items []item
}

// item is one thing to draw: a path, a text or a clipped part.
type item struct {
	path   Path
	style  Style
	text   *Text
	part   *Picture // drawn inside path only when clip is set
	clip   bool
	place  Matrix // of part
	bounds Rect
}

// NewPicture returns an empty picture that is meant to be shown in the box.
func NewPicture(box Rect) *Picture { return &Picture{box: box} }

// Box returns what the picture is meant to be shown in; without one given,
// the bounds of what is drawn.
func (p *Picture) Box() Rect {
	if p.box == (Rect{}) {
		return p.Bounds()
	}
	return p.box
}

// Bounds returns the box around everything drawn.
func (p *Picture) Bounds() Rect {
	var r Rect
	for i := range p.items {
		r = r.Union(p.items[i].bounds)
	}
	return r
}

// Empty reports whether nothing is drawn.
func (p *Picture) Empty() bool { return len(p.items) == 0 }

// Path draws a path. Rings inside one another are holes (even-odd).
func (p *Picture) Path(path Path, style Style) {
	if path.Empty() || style.Fill.A == 0 && (style.Stroke.A == 0 || style.Width <= 0) {
		return
	}
	b := pathBounds(path)
	if style.Stroke.A > 0 {
		b = b.Grow(style.Width / 2)
	}
	p.items = append(p.items, item{path: path, style: style, bounds: b})
}

// Text draws a line of text.
func (p *Picture) Text(t Text) {
	if t.String == "" || t.Size <= 0 || t.Color.A == 0 {
		return
	}
	w := t.Face.Width(t.String, t.Size)
	x := -w * float64(t.Align) / 2
	b := textMatrix(t).ApplyRect(Rect{Min: Point{X: x, Y: -t.Size}, Max: Point{X: x + w, Y: t.Size * 0.3}})
	p.items = append(p.items, item{text: &t, bounds: b})
}

func textMatrix(t Text) Matrix { return Translate(t.At.X, t.At.Y).Mul(Rotate(t.Angle)) }

// Add draws another picture, placed by the matrix.
func (p *Picture) Add(part *Picture, place Matrix) {
	if part.Empty() {
		return
	}
	p.items = append(p.items, item{part: part, place: place, bounds: place.ApplyRect(part.Bounds())})
}

// Clip draws another picture of the same units inside a path only.
func (p *Picture) Clip(path Path, part *Picture) {
	if part.Empty() || path.Empty() {
		return
	}
	p.items = append(p.items, item{path: path, clip: true, part: part, place: Identity(), bounds: pathBounds(path)})
}

// within is the picture as it is seen in a box: what lies outside is left out, and large fills are cut.
func (p *Picture) within(r Rect) *Picture {
	out := NewPicture(p.box)
	for _, it := range p.items {
		if !overlap(it.bounds, r) {
			continue
		}
		switch {
		case it.part != nil && it.place == Identity():
			it.part = it.part.within(r)
		case it.part == nil && it.text == nil && it.style.Stroke.A == 0 && it.bounds.Width()*it.bounds.Height() > 2*r.Width()*r.Height():
			it.path = cutTo(it.path, r.Grow(cutEdge))
		}
		out.items = append(out.items, it)
	}
	return out
}

// cutEdge is how far outside of the box the edges lie along which a fill is cut, in units of the picture.
const cutEdge = 2

// cutTo is a filled path within a box (Sutherland and Hodgman 1974). Where it leaves the box and comes back it runs
// along the box's edge.
func cutTo(p Path, r Rect) Path {
	var out Path
	for _, line := range p.Flatten(0.1) {
		pts := line.Pts
		for _, edge := range [...]func(Point) float64{
			func(q Point) float64 { return q.X - r.Min.X }, func(q Point) float64 { return r.Max.X - q.X },
			func(q Point) float64 { return q.Y - r.Min.Y }, func(q Point) float64 { return r.Max.Y - q.Y },
		} {
			var kept []Point
			for i, b := range pts {
				a := pts[(i+len(pts)-1)%len(pts)]
				da, db := edge(a), edge(b)
				if (da < 0) != (db < 0) {
					kept = append(kept, a.Add(b.Sub(a).Mul(da/(da-db))))
				}
				if db >= 0 {
					kept = append(kept, b)
				}
			}
			pts = kept
		}
		if len(pts) > 2 {
			appendPath(&out, Polygon(pts...))
		}
	}
	return out
}

// pathBounds is the box around the points and controls: never too small, and
// for outlines with close controls hardly too large.
func pathBounds(p Path) Rect {
	r := Rect{Min: Point{X: math.Inf(1), Y: math.Inf(1)}, Max: Point{X: math.Inf(-1), Y: math.Inf(-1)}}
	for _, q := range p.Pts {
		r.Min.X, r.Min.Y = math.Min(r.Min.X, q.X), math.Min(r.Min.Y, q.Y)
		r.Max.X, r.Max.Y = math.Max(r.Max.X, q.X), math.Max(r.Max.Y, q.Y)
	}
	return r
}

// kappa places the controls of a quarter circle.
const kappa = 0.5522847498

// Circle returns a circle as a path.
func Circle(c Point, r float64) Path { return RoundRect(Rect{Min: c, Max: c}.Grow(r), r) }

// RectPath returns a box as a path.
func RectPath(r Rect) Path {
	var p Path
	p.MoveTo(r.Min)
	p.LineTo(Point{X: r.Max.X, Y: r.Min.Y})
	p.LineTo(r.Max)
	p.LineTo(Point{X: r.Min.X, Y: r.Max.Y})
	p.Close()
	return p
}

// RoundRect returns a box with round corners as a path.
func RoundRect(b Rect, r float64) Path {
	r = math.Min(r, math.Min(b.Width(), b.Height())/2)
	k := r * (1 - kappa)
	x0, y0, x1, y1 := b.Min.X, b.Min.Y, b.Max.X, b.Max.Y
	var p Path
	p.MoveTo(Point{X: x0 + r, Y: y0})
	p.LineTo(Point{X: x1 - r, Y: y0})
	p.CubicTo(Point{X: x1 - k, Y: y0}, Point{X: x1, Y: y0 + k}, Point{X: x1, Y: y0 + r})
	p.LineTo(Point{X: x1, Y: y1 - r})
	p.CubicTo(Point{X: x1, Y: y1 - k}, Point{X: x1 - k, Y: y1}, Point{X: x1 - r, Y: y1})
	p.LineTo(Point{X: x0 + r, Y: y1})
	p.CubicTo(Point{X: x0 + k, Y: y1}, Point{X: x0, Y: y1 - k}, Point{X: x0, Y: y1 - r})
	p.LineTo(Point{X: x0, Y: y0 + r})
	p.CubicTo(Point{X: x0, Y: y0 + k}, Point{X: x0 + k, Y: y0}, Point{X: x0 + r, Y: y0})
	p.Close()
	return p
}

// Line returns a path through the points.
func Line(pts ...Point) Path {
	var p Path
	for i, q := range pts {
		if i == 0 {
			p.MoveTo(q)
		} else {
			p.LineTo(q)
		}
	}
	return p
}

// Polygon returns a closed path through the points.
func Polygon(pts ...Point) Path {
	p := Line(pts...)
	p.Close()
	return p
}
