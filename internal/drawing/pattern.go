package drawing

import (
	"image/color"
	"math"
)

// Pattern is a texture that tells kinds apart without colour.
type Pattern int

// The patterns.
const (
	NoPattern Pattern = iota
	Diagonal
	BackDiagonal
	Horizontal
	Vertical
	Grid
	DiagonalGrid
	Dots
	Rings
	Targets
	Waves
	Zigzag
	Crosses
	Dashes
	Stitches
	Triangles
	Checks
	Bars
)

// fill covers the box with the pattern; pitch is how far its strokes are
// apart. The pattern is anchored at the origin of the units, so that patterns
// of neighbours join.
func (pt Pattern) fill(p *Picture, b Rect, pitch float64, c color.NRGBA) {
	pen := Style{Stroke: c, Width: pitch * 0.2}
	solid := Style{Fill: c}
	var path Path
	switch pt {
	case NoPattern:
		return
	case Diagonal:
		diagonals(&path, b, pitch*math.Sqrt2, 1)
	case BackDiagonal:
		diagonals(&path, b, pitch*math.Sqrt2, -1)
	case DiagonalGrid:
		diagonals(&path, b, pitch*1.25*math.Sqrt2, 1)
		diagonals(&path, b, pitch*1.25*math.Sqrt2, -1)
	case Bars:
		pen.Width = pitch * 0.9
		diagonals(&path, b, pitch*2*math.Sqrt2, -1)
	case Horizontal:
		rows(b, pitch, func(y float64, _ int) { segment(&path, b.Min.X, y, b.Max.X, y) })
	case Vertical:
		rows(turned(b), pitch, func(x float64, _ int) { segment(&path, x, b.Min.Y, x, b.Max.Y) })
	case Grid:
		rows(b, pitch*1.25, func(y float64, _ int) { segment(&path, b.Min.X, y, b.Max.X, y) })
		rows(turned(b), pitch*1.25, func(x float64, _ int) { segment(&path, x, b.Min.Y, x, b.Max.Y) })
	case Waves:
		rows(b, pitch*1.25, func(y float64, _ int) { wave(&path, b, y, pitch*0.9, pitch*0.32, true) })
	case Zigzag:
		rows(b, pitch*2, func(y float64, _ int) { wave(&path, b, y, pitch*0.7, pitch*0.62, false) })
	case Dashes:
		cells(b, pitch*2.4, pitch*1.6, true, func(q Point) { segment(&path, q.X-pitch*0.6, q.Y, q.X+pitch*0.6, q.Y) })
	case Crosses:
		cells(b, pitch*1.5, pitch*1.5, true, func(q Point) {
			d := pitch * 0.42
			segment(&path, q.X-d, q.Y, q.X+d, q.Y)
			segment(&path, q.X, q.Y-d, q.X, q.Y+d)
		})
	case Stitches:
		cells(b, pitch, pitch*2.2, false, func(q Point) {
			segment(&path, q.X-pitch/2, q.Y, q.X+pitch/2, q.Y)
			segment(&path, q.X, q.Y-pitch*0.5, q.X, q.Y+pitch*0.5)
		})
	case Rings:
		cells(b, pitch*1.5, pitch*1.5, true, func(q Point) { appendPath(&path, Circle(q, pitch*0.42)) })
	case Targets:
		cells(b, pitch*2, pitch*2, true, func(q Point) {
			p.Path(Circle(q, pitch*0.75), pen)
			p.Path(Circle(q, pitch*0.25), solid)
		})
		return
	case Dots:
		cells(b, pitch*1.1, pitch*1.1, true, func(q Point) { appendPath(&path, Circle(q, pitch*0.24)) })
		pen = solid
	case Triangles:
		cells(b, pitch*1.5, pitch*1.5, true, func(q Point) {
			d := pitch * 0.5
			appendPath(&path, Polygon(Point{X: q.X, Y: q.Y - d}, Point{X: q.X + d, Y: q.Y + d*0.8}, Point{X: q.X - d, Y: q.Y + d*0.8}))
		})
	case Checks:
		cells(b, pitch, pitch, true, func(q Point) {
			appendPath(&path, RectPath(Rect{Min: q, Max: q}.Grow(pitch*0.25)))
		})
		pen = solid
	}
	p.Path(path, pen)
}

func turned(b Rect) Rect {
	return Rect{Min: Point{X: b.Min.Y, Y: b.Min.X}, Max: Point{X: b.Max.Y, Y: b.Max.X}}
}

func segment(p *Path, x0, y0, x1, y1 float64) {
	p.MoveTo(Point{X: x0, Y: y0})
	p.LineTo(Point{X: x1, Y: y1})
}

func appendPath(p *Path, q Path) {
	p.Ops = append(p.Ops, q.Ops...)
	p.Pts = append(p.Pts, q.Pts...)
}

func rows(b Rect, pitch float64, visit func(y float64, i int)) {
	first := int(math.Floor(b.Min.Y / pitch))
	for i := first; float64(i)*pitch <= b.Max.Y+pitch; i++ {
		visit(float64(i)*pitch, i)
	}
}

// cells visits the points of a grid, every other row moved by half when
// staggered.
func cells(b Rect, dx, dy float64, staggered bool, visit func(Point)) {
	rows(b.Grow(dy), dy, func(y float64, i int) {
		shift := 0.0
		if staggered && i%2 != 0 {
			shift = dx / 2
		}
		rows(turned(b.Grow(dx)), dx, func(x float64, _ int) { visit(Point{X: x + shift, Y: y}) })
	})
}

// diagonals draws lines at 45 degrees, step apart along x: rising to the
// right for sign 1, falling for -1.
func diagonals(p *Path, b Rect, step, sign float64) {
	h := b.Height()
	lo, hi := b.Min.X+sign*b.Min.Y, b.Max.X+sign*b.Max.Y
	if sign < 0 {
		lo, hi = b.Min.X-b.Max.Y, b.Max.X-b.Min.Y
	}
	for i := math.Floor(lo / step); i*step <= hi; i++ {
		s := i * step // x + sign*y
		segment(p, s-sign*b.Min.Y, b.Min.Y, s-sign*(b.Min.Y+h), b.Min.Y+h)
	}
}

func wave(p *Path, b Rect, y, half, amp float64, round bool) {
	start := math.Floor(b.Min.X/(2*half)) * 2 * half
	p.MoveTo(Point{X: start, Y: y + amp})
	up := true
	for x := start; x < b.Max.X; x += half {
		to := y + amp
		if up {
			to = y - amp
		}
		from := 2*y - to
		end := Point{X: x + half, Y: to}
		if round {
			p.CubicTo(Point{X: x + half*0.4, Y: from}, Point{X: x + half*0.6, Y: to}, end)
		} else {
			p.LineTo(end)
		}
		up = !up
	}
}
