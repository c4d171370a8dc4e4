package anatomy

import (
	"errors"
	"fmt"
	"math"
	"strconv"
)

// Point is a position in millimetres of a 1750 mm adult: x to the viewer's
// right of the midline, y down from the crown.
type Point struct{ X, Y float64 }

// Add returns p moved by q.
func (p Point) Add(q Point) Point { return Point{p.X + q.X, p.Y + q.Y} }

// Sub returns the vector from q to p.
func (p Point) Sub(q Point) Point { return Point{p.X - q.X, p.Y - q.Y} }

// Mul returns p scaled by k.
func (p Point) Mul(k float64) Point { return Point{p.X * k, p.Y * k} }

// Distance returns how far p and q are apart.
func (p Point) Distance(q Point) float64 { return math.Hypot(p.X-q.X, p.Y-q.Y) }

// Rect is an axis-parallel box. The zero Rect holds nothing.
type Rect struct{ Min, Max Point }

// Width returns the extent along x.
func (r Rect) Width() float64 { return r.Max.X - r.Min.X }

// Height returns the extent along y.
func (r Rect) Height() float64 { return r.Max.Y - r.Min.Y }

// Center returns the middle of the box.
func (r Rect) Center() Point {
	return Point{(r.Min.X + r.Max.X) / 2, (r.Min.Y + r.Max.Y) / 2}
}

// Contains reports whether p lies in the box or on its edge.
func (r Rect) Contains(p Point) bool {
	return p.X >= r.Min.X && p.X <= r.Max.X && p.Y >= r.Min.Y && p.Y <= r.Max.Y
}

// Grow returns the box with every edge moved outwards by d.
func (r Rect) Grow(d float64) Rect {
	return Rect{Point{r.Min.X - d, r.Min.Y - d}, Point{r.Max.X + d, r.Max.Y + d}}
}

// Union returns the smallest box around both; a zero Rect adds nothing.
func (r Rect) Union(s Rect) Rect {
	if r == (Rect{}) {
		return s
	}
	if s == (Rect{}) {
		return r
	}
	return Rect{
		Point{math.Min(r.Min.X, s.Min.X), math.Min(r.Min.Y, s.Min.Y)},
		Point{math.Max(r.Max.X, s.Max.X), math.Max(r.Max.Y, s.Max.Y)},
	}
}

// Op is one drawing command of a Path.
type Op byte

// The four commands a Path knows, with the points each one takes.
const (
	MoveTo  Op = 'M' // 1 point
	LineTo  Op = 'L' // 1 point
	CubicTo Op = 'C' // 3 points: two controls, then the end
	Close   Op = 'Z' // none
)

func (o Op) points() int {
	switch o {
	case MoveTo, LineTo:
		return 1
	case CubicTo:
		return 3
	default:
		return 0
	}
}

// Path is an outline of straight and cubic pieces in absolute coordinates.
// Pts holds the points of all Ops one after the other.
type Path struct {
	Ops []Op
	Pts []Point
}

// MoveTo starts a new piece at p.
func (p *Path) MoveTo(q Point) { p.Ops, p.Pts = append(p.Ops, MoveTo), append(p.Pts, q) }

// LineTo draws a straight line to q.
func (p *Path) LineTo(q Point) { p.Ops, p.Pts = append(p.Ops, LineTo), append(p.Pts, q) }

// CubicTo draws a Bézier curve to q with the controls a and b.
func (p *Path) CubicTo(a, b, q Point) {
	p.Ops, p.Pts = append(p.Ops, CubicTo), append(p.Pts, a, b, q)
}

// Close joins the current piece to its start.
func (p *Path) Close() { p.Ops = append(p.Ops, Close) }

// Empty reports whether there is nothing to draw.
func (p Path) Empty() bool { return len(p.Ops) == 0 }

// Transform returns the path with every point passed through f, which must
// be affine for curves to stay the same curves.
func (p Path) Transform(f func(Point) Point) Path {
	out := Path{Ops: p.Ops, Pts: make([]Point, len(p.Pts))}
	for i, q := range p.Pts {
		out.Pts[i] = f(q)
	}
	return out
}

// Walk calls visit for each command with the points it takes.
func (p Path) Walk(visit func(op Op, pts []Point)) {
	i := 0
	for _, op := range p.Ops {
		n := op.points()
		visit(op, p.Pts[i:i+n])
		i += n
	}
}

// String writes the path as SVG path data.
func (p Path) String() string {
	var b []byte
	p.Walk(func(op Op, pts []Point) {
		b = append(b, byte(op))
		for i, q := range pts {
			if i > 0 {
				b = append(b, ' ')
			}
			b = strconv.AppendFloat(b, q.X, 'f', -1, 64)
			b = append(b, ' ')
			b = strconv.AppendFloat(b, q.Y, 'f', -1, 64)
		}
	})
	return string(b)
}

var errPathNumber = errors.New("a number is missing")

// ParsePath reads SVG path data made of absolute M, L, C and Z only. Numbers
// may be parted by spaces, commas or their sign; a repeated command letter
// may be left out, as SVG allows.
func ParsePath(s string) (Path, error) {
	var (
		p     Path
		i     int
		op    Op
		begun bool
	)
	fail := func(err error) (Path, error) {
		return Path{}, fmt.Errorf("path data at character %d: %w", i, err)
	}
	for {
		i = skipSpace(s, i)
		if i >= len(s) {
			return p, nil
		}
		if c := s[i]; c >= 'A' && c <= 'z' {
			switch Op(c) {
			case MoveTo, LineTo, CubicTo, Close:
				op = Op(c)
			default:
				return fail(fmt.Errorf("the command %q is not one of M, L, C, Z", c))
			}
			i++
			if op != MoveTo && !begun {
				return fail(errors.New("a path must start with M"))
			}
			begun = true
			if op == Close {
				p.Close()
				continue
			}
		} else if op == 0 || op == Close {
			return fail(errors.New("a command is missing"))
		} else if op == MoveTo {
			op = LineTo
		}
		var q [3]Point
		n := op.points()
		for k := range n {
			var err error
			if q[k].X, i, err = number(s, i); err != nil {
				return fail(err)
			}
			if q[k].Y, i, err = number(s, i); err != nil {
				return fail(err)
			}
		}
		p.Ops = append(p.Ops, op)
		p.Pts = append(p.Pts, q[:n]...)
	}
}

func skipSpace(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == ',' || s[i] == '\n' || s[i] == '\t' || s[i] == '\r') {
		i++
	}
	return i
}

// number reads one decimal number. Plain digits, by far the most frequent,
// are read without strconv.
func number(s string, i int) (float64, int, error) {
	i = skipSpace(s, i)
	start := i
	if i < len(s) && (s[i] == '-' || s[i] == '+') {
		i++
	}
	var whole, scale float64 = 0, 1
	digits, dot := 0, false
	for ; i < len(s); i++ {
		c := s[i]
		if c == '.' && !dot {
			dot = true
			continue
		}
		if c < '0' || c > '9' {
			break
		}
		digits++
		whole = whole*10 + float64(c-'0')
		if dot {
			scale *= 10
		}
	}
	if digits == 0 {
		return 0, i, errPathNumber
	}
	if digits > 15 || (i < len(s) && (s[i] == 'e' || s[i] == 'E')) {
		return slowNumber(s, start, i)
	}
	v := whole / scale
	if s[start] == '-' {
		v = -v
	}
	return v, i, nil
}

func slowNumber(s string, start, i int) (float64, int, error) {
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		i++
		if i < len(s) && (s[i] == '-' || s[i] == '+') {
			i++
		}
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i++
		}
	}
	v, err := strconv.ParseFloat(s[start:i], 64)
	if err != nil || math.IsInf(v, 0) {
		return 0, i, fmt.Errorf("%q is not a number", s[start:i])
	}
	return v, i, nil
}

// Polyline is a chain of points; Closed joins the last to the first.
type Polyline struct {
	Pts    []Point
	Closed bool
}

// Flatten turns the curves into straight pieces that stay within tolerance
// of them. Pieces of one point are kept, so that a dot can be stroked.
func (p Path) Flatten(tolerance float64) []Polyline {
	var (
		out []Polyline
		cur Polyline
	)
	flush := func() {
		if len(cur.Pts) > 0 {
			out = append(out, cur)
		}
		cur = Polyline{}
	}
	var start Point
	p.Walk(func(op Op, pts []Point) {
		if len(cur.Pts) == 0 && op != MoveTo && op != Close {
			cur.Pts = append(cur.Pts, start) // a piece drawn on after Z starts where Z ended
		}
		switch op {
		case MoveTo:
			flush()
			start = pts[0]
			cur.Pts = append(cur.Pts, start)
		case LineTo:
			cur.Pts = append(cur.Pts, pts[0])
		case CubicTo:
			cur.Pts = appendCubic(cur.Pts, cur.Pts[len(cur.Pts)-1], pts[0], pts[1], pts[2], tolerance)
		case Close:
			if n := len(cur.Pts); n > 1 && cur.Pts[0] == cur.Pts[n-1] {
				cur.Pts = cur.Pts[:n-1]
			}
			cur.Closed = true
			flush()
		}
	})
	flush()
	return out
}

const maxCubicPieces = 256

// appendCubic adds the curve from a to d in equal steps of its parameter;
// the number of steps follows from the second differences of the controls,
// which bound how far a chord can be from the curve.
func appendCubic(dst []Point, a, b, c, d Point, tolerance float64) []Point {
	dd := math.Max(
		math.Hypot(a.X-2*b.X+c.X, a.Y-2*b.Y+c.Y),
		math.Hypot(b.X-2*c.X+d.X, b.Y-2*c.Y+d.Y),
	)
	n := 1
	if tolerance > 0 {
		n = int(math.Ceil(math.Sqrt(0.75 * dd / tolerance)))
	}
	n = max(1, min(n, maxCubicPieces))
	for i := 1; i < n; i++ {
		t := float64(i) / float64(n)
		u := 1 - t
		k0, k1, k2, k3 := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
		dst = append(dst, Point{
			k0*a.X + k1*b.X + k2*c.X + k3*d.X,
			k0*a.Y + k1*b.Y + k2*c.Y + k3*d.Y,
		})
	}
	return append(dst, d)
}
