package main

import "math"

// midlineLabel stands for "the mirror image": it lies left of a mirrored grid's first column.
const midlineLabel = int32(1 << 30)

// arc is one border between two labels, traced once and used by both neighbours, so that regions
// meet without gap or overlap.
type arc struct {
	left, right int32
	points      []Point // smoothed
	curve       Curve
	closed      bool
	from, to    int // vertices where arcs meet
}

func (a *arc) onMidline() bool { return a.left == midlineLabel || a.right == midlineLabel }

// heading is a walking direction along pixel edges.
type heading int

const (
	east heading = iota
	south
	west
	north
)

var step = [4][2]int{east: {1, 0}, south: {0, 1}, west: {-1, 0}, north: {0, -1}}

// tracer walks the edges between differently labelled pixels.
type tracer struct {
	g            *grid
	mirror       bool
	usedAcross   []bool // horizontal edges, by their left vertex
	usedDown     []bool // vertical edges, by their upper vertex
	arcs         []*arc
	vertexStride int
}

func (t *tracer) label(x, y int) int32 {
	if x < 0 && t.mirror && y >= 0 && y < t.g.h {
		return midlineLabel
	}
	return t.g.at(x, y)
}

func (t *tracer) across(x, y int) bool {
	return x >= 0 && x < t.g.w && t.label(x, y-1) != t.label(x, y)
}

func (t *tracer) down(x, y int) bool {
	return y >= 0 && y < t.g.h && t.label(x-1, y) != t.label(x, y)
}

func (t *tracer) degree(x, y int) int {
	n := 0
	for d := east; d <= north; d++ {
		if t.edge(x, y, d) != nil {
			n++
		}
	}
	return n
}

// edge returns the used mark of the edge leaving the vertex in direction d, or nil if there is none.
func (t *tracer) edge(x, y int, d heading) *bool {
	switch d {
	case east:
		if t.across(x, y) {
			return &t.usedAcross[y*t.vertexStride+x]
		}
	case south:
		if t.down(x, y) {
			return &t.usedDown[y*t.vertexStride+x]
		}
	case west:
		if t.across(x-1, y) {
			return &t.usedAcross[y*t.vertexStride+x-1]
		}
	case north:
		if t.down(x, y-1) {
			return &t.usedDown[(y-1)*t.vertexStride+x]
		}
	}
	return nil
}

func (t *tracer) sides(x, y int, d heading) (left, right int32) {
	switch d {
	case east:
		return t.label(x, y-1), t.label(x, y)
	case south:
		return t.label(x, y), t.label(x-1, y)
	case west:
		return t.label(x-1, y), t.label(x-1, y-1)
	default:
		return t.label(x-1, y-1), t.label(x, y-1)
	}
}

func (t *tracer) walk(x, y int, d heading, closed bool) {
	left, right := t.sides(x, y, d)
	startX, startY := x, y
	points := []Point{{float64(x), float64(y)}}
	for {
		*t.edge(x, y, d) = true
		nx, ny := x+step[d][0], y+step[d][1]
		points = append(points, Point{float64(x+nx) / 2, float64(y+ny) / 2})
		x, y = nx, ny
		if closed && x == startX && y == startY || !closed && t.degree(x, y) != 2 {
			break
		}
		found := false
		for k := east; k <= north; k++ {
			if used := t.edge(x, y, k); used != nil && !*used {
				d, found = k, true
				break
			}
		}
		if !found {
			break
		}
	}
	points = append(points, Point{float64(x), float64(y)})
	if left == midlineLabel && right == 0 || left == 0 && right == midlineLabel {
		return
	}
	if closed {
		points = points[1 : len(points)-1]
	}
	t.arcs = append(t.arcs, &arc{
		left: left, right: right, closed: closed,
		from: startY*t.vertexStride + startX, to: y*t.vertexStride + x,
		points: straightenRuns(points, closed),
	})
}

// uniform reports quickly that no border runs through an inner vertex.
func (g *grid) uniform(x, y int) bool {
	if x == 0 || y == 0 || x == g.w || y == g.h {
		return false
	}
	i := y*g.w + x
	beside, above, diagonal := g.label[i-1], g.label[i-g.w], g.label[i-g.w-1]
	l := g.label[i]
	return beside == l && above == l && diagonal == l
}

func traceArcs(g *grid, mirror bool) []*arc {
	t := &tracer{g: g, mirror: mirror, vertexStride: g.w + 1}
	t.usedAcross = make([]bool, t.vertexStride*(g.h+1))
	t.usedDown = make([]bool, t.vertexStride*(g.h+1))
	each := func(visit func(x, y int)) {
		for y := 0; y <= g.h; y++ {
			for x := 0; x <= g.w; x++ {
				if !g.uniform(x, y) {
					visit(x, y)
				}
			}
		}
	}
	each(func(x, y int) {
		n := t.degree(x, y)
		if n == 0 || n == 2 {
			return
		}
		for d := east; d <= north; d++ {
			if used := t.edge(x, y, d); used != nil && !*used {
				t.walk(x, y, d, false)
			}
		}
	})
	each(func(x, y int) {
		for d := east; d <= south; d++ {
			if used := t.edge(x, y, d); used != nil && !*used {
				t.walk(x, y, d, true)
			}
		}
	})
	return t.arcs
}

const evenSpacing = 1.5 // pixels between points after straightening

// straightenRuns replaces each straight run of pixel edges by its midpoint: this removes the
// staircase of nearly axis-parallel lines without rounding off real corners.
func straightenRuns(p []Point, closed bool) []Point {
	if len(p) < 8 {
		return p
	}
	var out []Point
	in := p
	if !closed {
		out = append(out, p[0])
		in = p[1 : len(p)-1]
	}
	horizontal := func(q Point) bool { return q.X != math.Floor(q.X) }
	for i := 0; i < len(in); {
		j := i
		for j+1 < len(in) && horizontal(in[j+1]) == horizontal(in[i]) {
			j++
		}
		out = append(out, lerp(in[i], in[j], 0.5))
		i = j + 1
	}
	if !closed {
		out = append(out, p[len(p)-1])
	}
	n := int(lineLength(out)/evenSpacing) + 2
	if n < 4 || len(out) < 3 {
		return out
	}
	if closed {
		even := resample(append(out, out[0]), n)
		return even[:len(even)-1]
	}
	return resample(out, n)
}

func smooth(p []Point, closed bool, rounds int) []Point {
	n := len(p)
	if n < 4 {
		return p
	}
	q := append([]Point{}, p...)
	for range rounds {
		r := append([]Point{}, q...)
		for i := range q {
			if !closed && (i == 0 || i == n-1) {
				continue
			}
			a, b := q[(i+n-1)%n], q[(i+1)%n]
			r[i] = Point{(a.X + 2*q[i].X + b.X) / 4, (a.Y + 2*q[i].Y + b.Y) / 4}
		}
		q = r
	}
	return q
}

// smoothArcs traces the grid and turns every border into a smooth curve in units.
func smoothArcs(g *grid, mirror bool, rounds int, tolerance float64) []*arc {
	arcs := traceArcs(g, mirror)
	for _, a := range arcs {
		if a.onMidline() {
			a.points = []Point{a.points[0], a.points[len(a.points)-1]}
		} else {
			a.points = smooth(a.points, a.closed, rounds)
		}
		for i, p := range a.points {
			a.points[i] = Point{p.X/pixelsPerUnit + g.x0, p.Y/pixelsPerUnit + g.y0}
		}
		if a.onMidline() {
			p, q := a.points[0], a.points[1]
			a.curve = Curve{p, lerp(p, q, 1./3), lerp(p, q, 2./3), q}
		} else {
			a.curve = fitCurve(a.points, a.closed, tolerance)
		}
	}
	return arcs
}
