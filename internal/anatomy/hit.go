package anatomy

import (
	"cmp"
	"math"
	"slices"
)

// Hit is a structure that lies where a finger went down.
type Hit struct {
	Target
	Shape    *Shape
	Distance float64 // 0 when the point is inside the shape, else the way to its edge in mm
}

// Hit returns what lies at p, best first: the shape under the point in the
// chosen layer, or the nearest one of that layer within radius millimetres;
// then the other meanings of that shape; then the shapes of all layers under
// the point, and last the points and narrow shapes a finger's width may have
// meant. Each structure and side is there once. Nothing there gives nothing.
func (v *View) Hit(p Point, layer Layer, radius float64) []Hit {
	type found struct {
		shape    *Shape
		distance float64
	}
	var (
		under [3][]found // topmost first
		near  [3][]found // nearest first
	)
	for _, l := range Layers() {
		for _, s := range v.shapes[l] {
			if !s.bounds.Grow(radius).Contains(p) {
				continue
			}
			if s.Contains(p) {
				under[l] = append(under[l], found{s, 0})
			} else if d := s.outline.Distance(p); d <= radius {
				near[l] = append(near[l], found{s, d})
			}
		}
		slices.Reverse(under[l])
		if l != Surface {
			// Of overlapping shapes the smaller is the harder to hit.
			slices.SortStableFunc(under[l], func(a, b found) int { return cmp.Compare(a.shape.size(), b.shape.size()) })
		}
		slices.SortStableFunc(near[l], func(a, b found) int { return cmp.Compare(a.distance, b.distance) })
	}

	var out []Hit
	seen := make(map[Target]bool)
	add := func(f found) {
		for _, code := range f.shape.Codes {
			t := Target{code, f.shape.Side}
			if !seen[t] {
				seen[t] = true
				out = append(out, Hit{t, f.shape, f.distance})
			}
		}
	}
	if len(under[layer]) > 0 {
		add(under[layer][0])
	} else if len(near[layer]) > 0 {
		add(near[layer][0])
	}
	order := []Layer{layer}
	for _, l := range Layers() {
		if l != layer {
			order = append(order, l)
		}
	}
	for _, l := range order {
		for _, f := range under[l] {
			add(f)
		}
	}
	for _, l := range order {
		for _, f := range near[l] {
			if l == Points || l == layer && f.shape.Radius() < radius {
				add(f)
			}
		}
	}
	return out
}

// size orders overlapping shapes; the box is near enough for that.
func (s *Shape) size() float64 { return s.bounds.Width() * s.bounds.Height() }

// Direction is where an arrow key points.
type Direction int

// The four directions, as seen by the viewer.
const (
	Up Direction = iota
	Down
	Leftwards
	Rightwards
)

// Neighbour returns the shape of the same layer that lies next to s in the
// direction, or s itself at the edge of the figure.
func (v *View) Neighbour(s *Shape, dir Direction) *Shape {
	best, bestCost := s, math.Inf(1)
	from := s.Center()
	for _, t := range v.shapes[s.Layer] {
		if t == s {
			continue
		}
		d := t.Center().Sub(from)
		along, across := d.X, d.Y
		switch dir {
		case Up:
			along, across = -d.Y, d.X
		case Down:
			along, across = d.Y, d.X
		case Leftwards:
			along, across = -d.X, d.Y
		case Rightwards:
		}
		across = math.Abs(across)
		if along <= 0 || across > along {
			continue
		}
		if cost := along + 2*across; cost < bestCost {
			best, bestCost = t, cost
		}
	}
	return best
}

// ReadingOrder returns the shapes of a layer from top to bottom and, in
// bands of about a hand's breadth, from the viewer's left to right.
func (v *View) ReadingOrder(l Layer) []*Shape {
	const band = 80.0
	out := slices.Clone(v.shapes[l])
	slices.SortStableFunc(out, func(a, b *Shape) int {
		p, q := a.Center(), b.Center()
		return cmp.Or(
			cmp.Compare(math.Floor(p.Y/band), math.Floor(q.Y/band)),
			cmp.Compare(p.X, q.X), cmp.Compare(p.Y, q.Y))
	})
	return out
}
