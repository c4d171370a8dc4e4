package drawing

import (
	"math"

	"regimen/internal/anatomy"
)

// Geometry is shared with the atlas.
type (
	// Point is a place.
	Point = anatomy.Point
	// Rect is a box.
	Rect = anatomy.Rect
	// Path is an outline of straight and curved pieces.
	Path = anatomy.Path
)

// Matrix maps a point to (A x + C y + E, B x + D y + F).
type Matrix struct{ A, B, C, D, E, F float64 }

// Identity changes nothing.
func Identity() Matrix { return Matrix{A: 1, D: 1} }

// Translate moves by x and y.
func Translate(x, y float64) Matrix { return Matrix{A: 1, D: 1, E: x, F: y} }

// Scale stretches by k about the origin.
func Scale(k float64) Matrix { return Matrix{A: k, D: k} }

// Rotate turns clockwise on the screen by an angle in radians.
func Rotate(angle float64) Matrix {
	s, c := math.Sincos(angle)
	return Matrix{c, s, -s, c, 0, 0}
}

// Mul returns the matrix that applies n first, then m.
func (m Matrix) Mul(n Matrix) Matrix {
	return Matrix{
		m.A*n.A + m.C*n.B, m.B*n.A + m.D*n.B,
		m.A*n.C + m.C*n.D, m.B*n.C + m.D*n.D,
		m.A*n.E + m.C*n.F + m.E, m.B*n.E + m.D*n.F + m.F,
	}
}

// Apply maps a point.
func (m Matrix) Apply(p Point) Point {
	return Point{X: m.A*p.X + m.C*p.Y + m.E, Y: m.B*p.X + m.D*p.Y + m.F}
}

// Factor is how much lengths grow, on average over the directions.
func (m Matrix) Factor() float64 { return math.Sqrt(math.Abs(m.A*m.D - m.B*m.C)) }

// ApplyRect returns the box around the mapped box.
func (m Matrix) ApplyRect(r Rect) Rect {
	p := m.Apply(r.Min)
	out := Rect{Min: p, Max: p}
	for _, q := range [3]Point{{X: r.Max.X, Y: r.Min.Y}, {X: r.Min.X, Y: r.Max.Y}, r.Max} {
		q = m.Apply(q)
		out.Min.X, out.Min.Y = math.Min(out.Min.X, q.X), math.Min(out.Min.Y, q.Y)
		out.Max.X, out.Max.Y = math.Max(out.Max.X, q.X), math.Max(out.Max.Y, q.Y)
	}
	return out
}

// Fit returns the matrix that shows the box as large as it goes in a window
// of the given size, in the middle.
func Fit(box Rect, width, height float64) Matrix {
	k := math.Min(width/box.Width(), height/box.Height())
	c := box.Center()
	return Matrix{A: k, D: k, E: width/2 - k*c.X, F: height/2 - k*c.Y}
}
