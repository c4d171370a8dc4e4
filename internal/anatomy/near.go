package anatomy

import (
	"math"
	"slices"
)

// Nearness is how two structures lie to each other.
type Nearness int

// From apart to the same.
const (
	Apart  Nearness = iota
	Beside          // within a finger's width under the skin
	Over            // one lies over the other, or they are drawn as one
	Same
)

// FingerWidth is how far a hand that works on one structure reaches past its
// edge, in millimetres of the figure: about a thumb.
const FingerWidth = 18.0

// joins are the parts of the body that meet. The figure is flat: where an arm
// hangs beside the hip, they touch in the picture and not in the patient.
var joins = [][2]string{
	{"Head", "Neck"},
	{"Neck", "Upper back"},
	{"Neck", "Shoulder"},
	{"Neck", "Chest"},
	{"Upper back", "Shoulder"},
	{"Upper back", "Chest"},
	{"Upper back", "Low back"},
	{"Upper back", "Arm"},
	{"Upper back", "Hip and pelvis"}, // latissimus dorsi comes from the iliac crest
	{"Chest", "Shoulder"},
	{"Chest", "Arm"},
	{"Chest", "Abdomen"},
	{"Chest", "Low back"},
	{"Abdomen", "Low back"},
	{"Abdomen", "Hip and pelvis"},
	{"Abdomen", "Thigh"},
	{"Low back", "Hip and pelvis"},
	{"Hip and pelvis", "Thigh"},
	{"Thigh", "Knee"},
	{"Thigh", "Leg"},
	{"Knee", "Leg"},
	{"Leg", "Ankle and foot"},
	{"Shoulder", "Arm"},
	{"Arm", "Forearm"},
	{"Forearm", "Wrist and hand"},
}

// limbs are the parts whose left and right never meet, close as they stand.
var limbs = []string{"Arm", "Forearm", "Wrist and hand", "Thigh", "Knee", "Leg", "Ankle and foot"}

func joined(a, b string) bool {
	return a == b || slices.Contains(joins, [2]string{a, b}) || slices.Contains(joins, [2]string{b, a})
}

// Nearness tells how two structures lie to each other by how they are drawn:
// the nearest they come in any view counts. Structures of different depth
// whose shapes meet lie over one another. What is drawn nowhere, or not known,
// is near only to itself. Groups that share a member, and a group and its member, are the same place. A pair is
// worked out once and remembered.
func (a *Atlas) Nearness(x, y Target) Nearness {
	if x == y {
		return Same
	}
	if y.Structure < x.Structure || x.Structure == y.Structure && y.Side < x.Side {
		x, y = y, x
	}
	pair := [2]Target{x, y}
	if n, ok := a.near.Load(pair); ok {
		return n.(Nearness)
	}
	n := a.nearness(x, y)
	a.near.Store(pair, n)
	return n
}

func (a *Atlas) nearness(x, y Target) Nearness {
	ours, theirs := a.Spread([]Target{x}), a.Spread([]Target{y})
	if slices.ContainsFunc(ours, func(t Target) bool { return slices.Contains(theirs, t) }) {
		return Same
	}
	here, there := a.partsOf(ours), a.partsOf(theirs)
	if !slices.ContainsFunc(here, func(p string) bool {
		return slices.ContainsFunc(there, func(q string) bool { return joined(p, q) })
	}) {
		return Apart
	}
	body := func(p string) bool { return !slices.Contains(limbs, p) }
	if x.Side == y.Side.Opposite() && x.Side != y.Side && !slices.ContainsFunc(here, body) && !slices.ContainsFunc(there, body) {
		return Apart
	}
	return a.shapesNearness(x, y)
}

// partsOf are the parts of the body that targets lie in, each once; none for what is not known.
func (a *Atlas) partsOf(targets []Target) []string {
	var out []string
	for _, t := range targets {
		if s, ok := a.Structure(t.Structure); ok && !s.Group() && !slices.Contains(out, s.Part) {
			out = append(out, s.Part)
		}
	}
	return out
}

func (a *Atlas) shapesNearness(x, y Target) Nearness {
	here, err := a.Shapes(x.Structure, x.Side)
	if err != nil {
		return Apart
	}
	there, err := a.Shapes(y.Structure, y.Side)
	if err != nil {
		return Apart
	}
	nearest := Apart
	for _, p := range here {
		for _, q := range there {
			if p.View == q.View {
				nearest = max(nearest, p.Shape.nearness(q.Shape))
			}
		}
	}
	return nearest
}

func (s *Shape) nearness(t *Shape) Nearness {
	gap := s.Gap(t)
	switch {
	case s == t, gap == 0 && s.Layer != t.Layer:
		return Over
	case gap <= FingerWidth:
		return Beside
	}
	return Apart
}

// Gap returns how far two shapes of one view are apart in millimetres; 0
// where they touch or overlap. It is exact up to FingerWidth and infinite
// beyond.
func (s *Shape) Gap(t *Shape) float64 {
	if !meet(s.bounds.Grow(FingerWidth), t.bounds) {
		return math.Inf(1)
	}
	if s.holds(t) || t.holds(s) {
		return 0
	}
	best := math.Inf(1)
	ours := s.outline.edgesNear(t.bounds)
	for _, e := range t.outline.edgesNear(s.bounds) {
		for _, f := range ours {
			if crosses(e, f) {
				return 0
			}
			best = min(best, segmentDistance2(e[0], f[0], f[1]), segmentDistance2(e[1], f[0], f[1]),
				segmentDistance2(f[0], e[0], e[1]), segmentDistance2(f[1], e[0], e[1]))
		}
		if best < 1e-6 { // a thousandth of a millimetre: a common border
			return 0
		}
	}
	if best = math.Sqrt(best); best > FingerWidth {
		return math.Inf(1)
	}
	return best
}

// holds reports whether a whole ring of t may lie inside s: where no edges cross, one point tells.
func (s *Shape) holds(t *Shape) bool {
	for _, ring := range t.outline {
		if len(ring.Pts) > 0 && s.Contains(ring.Pts[0]) {
			return true
		}
	}
	return false
}

func meet(a, b Rect) bool {
	return a.Min.X <= b.Max.X && b.Min.X <= a.Max.X && a.Min.Y <= b.Max.Y && b.Min.Y <= a.Max.Y
}

type edge [2]Point

// edgesNear are the edges of an outline within FingerWidth of a box.
func (o Outline) edgesNear(box Rect) []edge {
	box = box.Grow(FingerWidth)
	var out []edge
	for _, ring := range o {
		n := len(ring.Pts)
		if n == 0 {
			continue
		}
		a := ring.Pts[n-1]
		for _, b := range ring.Pts {
			span := Rect{Point{min(a.X, b.X), min(a.Y, b.Y)}, Point{max(a.X, b.X), max(a.Y, b.Y)}}
			if meet(span, box) {
				out = append(out, edge{a, b})
			}
			a = b
		}
	}
	return out
}

// crosses reports whether two edges cut each other in their inner parts.
func crosses(e, f edge) bool {
	turn := func(a, b, c Point) float64 { return (b.X-a.X)*(c.Y-a.Y) - (b.Y-a.Y)*(c.X-a.X) }
	return turn(e[0], e[1], f[0])*turn(e[0], e[1], f[1]) < 0 && turn(f[0], f[1], e[0])*turn(f[0], f[1], e[1]) < 0
}
