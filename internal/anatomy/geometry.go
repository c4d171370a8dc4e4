package anatomy

import (
	"container/heap"
	"math"
)

// Outline is a flattened shape: rings filled by the even-odd rule.
type Outline []Polyline

// Bounds returns the box around all points.
func (o Outline) Bounds() Rect {
	first := true
	var r Rect
	for _, ring := range o {
		for _, p := range ring.Pts {
			if first {
				r = Rect{p, p}
				first = false
				continue
			}
			r.Min.X, r.Min.Y = math.Min(r.Min.X, p.X), math.Min(r.Min.Y, p.Y)
			r.Max.X, r.Max.Y = math.Max(r.Max.X, p.X), math.Max(r.Max.Y, p.Y)
		}
	}
	return r
}

// Contains reports whether p is inside by the even-odd rule. Every ring
// counts as closed, as it does when it is filled.
func (o Outline) Contains(p Point) bool {
	in := false
	for _, ring := range o {
		n := len(ring.Pts)
		if n < 3 {
			continue
		}
		a := ring.Pts[n-1]
		for _, b := range ring.Pts {
			if (a.Y > p.Y) != (b.Y > p.Y) && p.X < a.X+(p.Y-a.Y)/(b.Y-a.Y)*(b.X-a.X) {
				in = !in
			}
			a = b
		}
	}
	return in
}

// Distance returns how far p is from the nearest edge, inside or outside.
func (o Outline) Distance(p Point) float64 {
	best := math.Inf(1)
	for _, ring := range o {
		n := len(ring.Pts)
		if n == 0 {
			continue
		}
		a := ring.Pts[n-1]
		for _, b := range ring.Pts {
			best = min(best, segmentDistance2(p, a, b))
			a = b
		}
	}
	return math.Sqrt(best)
}

func segmentDistance2(p, a, b Point) float64 {
	dx, dy := b.X-a.X, b.Y-a.Y
	px, py := p.X-a.X, p.Y-a.Y
	if l := dx*dx + dy*dy; l > 0 {
		t := max(0, min(1, (px*dx+py*dy)/l))
		px, py = px-t*dx, py-t*dy
	}
	return px*px + py*py
}

// Area returns the filled area in square millimetres, for rings that do not
// cross: a ring inside another is a hole.
func (o Outline) Area() float64 {
	total := 0.0
	for i, ring := range o {
		if len(ring.Pts) < 3 {
			continue
		}
		depth := 0
		for j, other := range o {
			if i != j && (Outline{other}).Contains(ring.Pts[0]) {
				depth++
			}
		}
		a := math.Abs(ringArea(ring.Pts))
		if depth%2 == 1 {
			a = -a
		}
		total += a
	}
	return total
}

func ringArea(pts []Point) float64 {
	sum := 0.0
	a := pts[len(pts)-1]
	for _, b := range pts {
		sum += a.X*b.Y - b.X*a.Y
		a = b
	}
	return sum / 2
}

// InscribedCircle returns the middle and radius of the largest circle that
// fits inside, to within precision: the place to point at, and how large a
// target the shape is. An outline without an inside gives its box's middle
// and radius 0.
func (o Outline) InscribedCircle(precision float64) (Point, float64) {
	box := o.Bounds()
	side := math.Min(box.Width(), box.Height())
	if side <= 0 {
		return box.Center(), 0
	}
	best := o.cellAt(box.Center(), 0)
	best.distance = math.Max(best.distance, 0)
	var queue cells
	half := side / 2
	for x := box.Min.X; x < box.Max.X; x += side {
		for y := box.Min.Y; y < box.Max.Y; y += side {
			queue = append(queue, o.cellAt(Point{x + half, y + half}, half))
		}
	}
	heap.Init(&queue)
	for len(queue) > 0 {
		c := heap.Pop(&queue).(cell)
		if c.distance > best.distance {
			best = c
		}
		if c.bound-best.distance <= precision {
			break
		}
		h := c.half / 2
		for _, d := range [4]Point{{-h, -h}, {h, -h}, {-h, h}, {h, h}} {
			heap.Push(&queue, o.cellAt(c.mid.Add(d), h))
		}
	}
	return best.mid, best.distance
}

// cell is a square being searched for the middle of the inscribed circle.
type cell struct {
	mid      Point
	half     float64
	distance float64 // signed: positive inside
	bound    float64 // no point of the square is deeper inside than this
}

func (o Outline) cellAt(mid Point, half float64) cell {
	d := o.signedDistance(mid)
	return cell{mid, half, d, d + half*math.Sqrt2}
}

// signedDistance is how deep p lies inside; outside it is negative.
func (o Outline) signedDistance(p Point) float64 {
	best := math.Inf(1)
	in := false
	for _, ring := range o {
		n := len(ring.Pts)
		if n < 3 {
			continue
		}
		a := ring.Pts[n-1]
		for _, b := range ring.Pts {
			if (a.Y > p.Y) != (b.Y > p.Y) && p.X < a.X+(p.Y-a.Y)/(b.Y-a.Y)*(b.X-a.X) {
				in = !in
			}
			best = min(best, segmentDistance2(p, a, b))
			a = b
		}
	}
	if in {
		return math.Sqrt(best)
	}
	return -math.Sqrt(best)
}

type cells []cell

func (c cells) Len() int           { return len(c) }
func (c cells) Less(i, j int) bool { return c[i].bound > c[j].bound }
func (c cells) Swap(i, j int)      { c[i], c[j] = c[j], c[i] }
func (c *cells) Push(x any)        { *c = append(*c, x.(cell)) }
func (c *cells) Pop() any {
	old := *c
	last := old[len(old)-1]
	*c = old[:len(old)-1]
	return last
}
