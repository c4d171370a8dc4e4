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
// direction, or s itself at the edge of the figure. Going on in the four
// directions, every shape of a layer can be reached from the first one in
// reading order.
func (v *View) Neighbour(s *Shape, dir Direction) *Shape {
	i := slices.Index(v.shapes[s.Layer], s)
	if i < 0 {
		return s
	}
	return v.shapes[s.Layer][v.ways[s.Layer]()[i][dir]]
}

// ways says for each shape of a layer, by index, where each direction leads.
type ways [][4]int

func findWays(shapes []*Shape) ways {
	w := make(ways, len(shapes))
	for i := range shapes {
		for dir := range w[i] {
			w[i][dir] = nearest(shapes, i, Direction(dir))
		}
	}
	if len(shapes) > 0 {
		w.connect(shapes)
	}
	return w
}

// cost is how far t lies from s in a direction, or infinity when it does not
// lie there; what lies straight ahead is preferred.
func cost(s, t *Shape, dir Direction) float64 {
	d := t.Center().Sub(s.Center())
	along, across := d.X, d.Y
	switch dir {
	case Up:
		along, across = -d.Y, d.X
	case Down:
		along, across = d.Y, d.X
	case Leftwards:
		along = -d.X
	case Rightwards:
	}
	if across = math.Abs(across); along <= 0 || across > along {
		return math.Inf(1)
	}
	return along + 2*across
}

func nearest(shapes []*Shape, i int, dir Direction) int {
	best, least := i, math.Inf(1)
	for j, t := range shapes {
		if c := cost(shapes[i], t, dir); j != i && c < least {
			best, least = j, c
		}
	}
	return best
}

// connect turns single ways aside to shapes that no way leads to, choosing
// the nearest shape whose former neighbour can still be reached otherwise.
func (w ways) connect(shapes []*Shape) {
	first := 0
	for i, s := range shapes {
		if before(s, shapes[first]) < 0 {
			first = i
		}
	}
	reached := w.reach(first)
	for lost := range shapes {
		if reached[lost] {
			continue
		}
		type turn struct {
			from int
			dir  Direction
			cost float64
		}
		var turns []turn
		for i, s := range shapes {
			for dir := Up; reached[i] && dir <= Rightwards; dir++ {
				if c := cost(s, shapes[lost], dir); !math.IsInf(c, 1) {
					turns = append(turns, turn{i, dir, c})
				}
			}
		}
		slices.SortStableFunc(turns, func(a, b turn) int { return cmp.Compare(a.cost, b.cost) })
		count := countTrue(reached)
		for _, t := range turns {
			former := w[t.from][t.dir]
			w[t.from][t.dir] = lost
			if now := w.reach(first); countTrue(now) > count {
				reached = now
				break
			}
			w[t.from][t.dir] = former
		}
	}
}

func (w ways) reach(first int) []bool {
	seen := make([]bool, len(w))
	seen[first] = true
	queue := []int{first}
	for len(queue) > 0 {
		i := queue[0]
		queue = queue[1:]
		for _, j := range w[i] {
			if !seen[j] {
				seen[j] = true
				queue = append(queue, j)
			}
		}
	}
	return seen
}

func countTrue(list []bool) int {
	n := 0
	for _, b := range list {
		if b {
			n++
		}
	}
	return n
}

// before compares shapes by bands of about a hand's breadth from top to
// bottom, and by the viewer's left to right within a band.
func before(a, b *Shape) int {
	const band = 80.0
	p, q := a.Center(), b.Center()
	return cmp.Or(
		cmp.Compare(math.Floor(p.Y/band), math.Floor(q.Y/band)),
		cmp.Compare(p.X, q.X), cmp.Compare(p.Y, q.Y))
}

// ReadingOrder returns the shapes of a layer from top to bottom and, in
// bands, from the viewer's left to right.
func (v *View) ReadingOrder(l Layer) []*Shape {
	out := slices.Clone(v.shapes[l])
	slices.SortStableFunc(out, before)
	return out
}
