package drawing

import (
	"cmp"
	"math"
	"slices"

	"regimen/internal/anatomy"
)

// layout finds places for badges, in the order in which they are asked for: one more moves none of those before.
//
// A badge lies in its region where it fits there, otherwise outside of the body, with a leader to its region.
// In a close-up, where the outside is far, it lies beside its region instead. On a view of both sides of the
// patient all of it stays on the side of its structure; what is on the midline may lie on the midline.
type layout struct {
	room  Rect
	mid   float64
	sides [2]anatomy.Side // the patient's, on the left and on the right of mid; the same where there is one only
	size  float64         // the height of a badge
	body  anatomy.Outline
	taken []Rect
	lines [][2]Point // the leaders
}

// What the placing goes by, in heights of a badge.
const (
	badgeRing   = 0.2  // around a badge when it is chosen
	badgeSign   = 0.35 // how far the sign of a state reaches over a corner
	badgeCore   = 0.36 // of its width and height to each side: must lie in a region for the badge to fit there
	leaderMost  = 9.5  // to a place outside of the body
	leaderShort = 5.0  // so short it may be whatever was in its way
	detourMost  = 2.5  // times as long as if no other badge were there
	rowStep     = 0.25
	hair        = 1e-6 // millimetres: what is rounded does not touch
	ringStep    = 0.35
	ringsInside = 14
	ringsMost   = 40
	crossing    = 4.0 // what a leader over another leader costs
	covering    = 9.0 // what a leader over a badge, or a badge over a leader costs
)

func newLayout(v *anatomy.View, look Look) *layout {
	l := &layout{room: look.part(v), mid: v.Box.Center().X, size: look.badge(v), body: v.Silhouette.Flatten(2)}
	l.sides[0], l.sides[1] = ViewSides(v)
	return l
}

// half is what of the room lies on a side of the patient.
func (l *layout) half(side anatomy.Side) Rect {
	r := l.room
	switch {
	case l.sides[0] == l.sides[1] || side == anatomy.Midline:
	case side == l.sides[0]:
		r.Max.X = math.Min(r.Max.X, l.mid)
	case side == l.sides[1]:
		r.Min.X = math.Max(r.Min.X, l.mid)
	}
	return r
}

// around is what a badge needs at a place, whether it is chosen or not.
func (l *layout) around(b badge, at Point) Rect {
	w, h, sign := b.width/2, b.height/2, badgeRing
	if b.mark.State != "" {
		sign = badgeSign
	}
	return Rect{
		Min: Point{X: at.X - w - badgeRing*l.size, Y: at.Y - h - sign*l.size},
		Max: Point{X: at.X + w + sign*l.size, Y: at.Y + h + badgeRing*l.size},
	}
}

// place finds the place of a badge, and the spot in its region that it stands for: the two are the same where it
// lies in the region, unless it had to make room there.
func (l *layout) place(b badge, shapes []*anatomy.Shape, tapped *Point) (at, home Point, led bool) {
	shape := largest(shapes)
	home = shape.Center()
	if tapped != nil {
		if i := slices.IndexFunc(shapes, func(s *anatomy.Shape) bool { return s.Contains(*tapped) }); i >= 0 {
			shape, home = shapes[i], *tapped
		}
	}
	side := l.half(b.mark.Side)
	at, led = l.inside(b, shape, home, side), false
	if math.IsNaN(at.X) {
		led = true
		if at = l.outside(b, home, side); math.IsNaN(at.X) || l.strays(b, home, at, side) {
			at = l.beside(b, home, side)
		}
	}
	if led {
		l.lines = append(l.lines, [2]Point{home, at})
	}
	l.taken = append(l.taken, l.around(b, at))
	return at, home, led
}

// strays reports that other badges push a badge so far along the body that its leader misleads: over it, it is nearer.
func (l *layout) strays(b badge, home, at Point, side Rect) bool {
	long := home.Distance(at)
	if long < leaderShort*l.size {
		return false
	}
	alone := layout{room: l.room, mid: l.mid, sides: l.sides, size: l.size, body: l.body}
	return long > detourMost*home.Distance(alone.outside(b, home, side))
}

var nowhere = Point{X: math.NaN(), Y: math.NaN()}

// inside is the free place in a shape that is nearest to home.
func (l *layout) inside(b badge, shape *anatomy.Shape, home Point, side Rect) Point {
	if shape.Radius() < b.height*badgeCore {
		return nowhere
	}
	dx, dy := b.width*badgeCore, b.height*badgeCore
	return l.rings(home, 0, ringsInside, func(at Point) bool {
		if !l.free(l.around(b, at), side) {
			return false
		}
		for _, d := range [...]Point{{}, {X: dx}, {X: -dx}, {Y: dy}, {Y: -dy}, {X: dx, Y: dy}, {X: dx, Y: -dy}, {X: -dx, Y: dy}, {X: -dx, Y: -dy}} {
			if !shape.Contains(at.Add(d)) {
				return false
			}
		}
		return true
	})
}

// beside is a free place near home that does not cover it or, where all around is taken, wherever there is one; home
// where there is none at all.
func (l *layout) beside(b badge, home Point, side Rect) Point {
	at := l.rings(home, 3, ringsMost, func(at Point) bool { return l.free(l.around(b, at), side) })
	if math.IsNaN(at.X) {
		at = l.anywhere(b, home, side)
	}
	if math.IsNaN(at.X) {
		return home
	}
	return at
}

// anywhere is the free place nearest to home of those that touch another badge or the edge of the side from above or
// below: where there is room for a badge, it can be moved up or down until it does.
func (l *layout) anywhere(b badge, home Point, side Rect) Point {
	need := l.around(b, Point{})
	rows := []float64{side.Min.Y - need.Min.Y + hair, side.Max.Y - need.Max.Y - hair}
	for _, t := range l.taken {
		rows = append(rows, t.Max.Y-need.Min.Y+hair, t.Min.Y-need.Max.Y-hair)
	}
	best, least := nowhere, math.Inf(1)
	for _, y := range rows {
		if y+need.Min.Y < side.Min.Y || y+need.Max.Y > side.Max.Y {
			continue
		}
		for _, x := range l.fits(l.badgesWithin(y+need.Min.Y, y+need.Max.Y), need, side, home.X) {
			if d := home.Distance(Point{X: x, Y: y}); d < least {
				best, least = Point{X: x, Y: y}, d
			}
		}
	}
	return best
}

// rings looks for a place that is good in rings around home, first away from the middle of the body.
func (l *layout) rings(home Point, first, most int, good func(Point) bool) Point {
	outwards := 0.0
	if home.X < l.mid {
		outwards = math.Pi
	}
	for ring := first; ring < most; ring++ {
		steps := max(1, ring*8)
		d := float64(ring) * l.size * ringStep
		for i := range steps {
			turn := float64((i+1)/2) * 2 * math.Pi / float64(steps)
			if i%2 == 1 {
				turn = -turn
			}
			s, c := math.Sincos(outwards + turn)
			if at := (Point{X: home.X + d*c*1.2, Y: home.Y + d*s}); good(at) {
				return at
			}
		}
	}
	return nowhere
}

// free reports whether a box lies on its side and on no other badge.
func (l *layout) free(box, side Rect) bool {
	return box.Min.X >= side.Min.X && box.Max.X <= side.Max.X && box.Min.Y >= side.Min.Y && box.Max.Y <= side.Max.Y &&
		!slices.ContainsFunc(l.taken, func(t Rect) bool { return overlap(box, t) })
}

func overlap(a, b Rect) bool {
	return a.Min.X < b.Max.X && b.Min.X < a.Max.X && a.Min.Y < b.Max.Y && b.Min.Y < a.Max.Y
}

// outside is the best free place outside of the body: in each row the nearest one, and of these the one with the
// shortest leader that crosses nothing.
func (l *layout) outside(b badge, home Point, side Rect) Point {
	best, least := nowhere, leaderMost*l.size
	need := l.around(b, Point{})
	for i := 0; ; i++ {
		dy := float64((i+1)/2) * rowStep * l.size
		if dy >= least {
			return best
		}
		if i%2 == 1 {
			dy = -dy
		}
		y := home.Y + dy
		if y+need.Min.Y < side.Min.Y || y+need.Max.Y > side.Max.Y {
			continue
		}
		top, bottom := y+need.Min.Y, y+need.Max.Y
		for _, x := range l.fits(append(l.bodyWithin(top, bottom), l.badgesWithin(top, bottom)...), need, side, home.X) {
			at := Point{X: x, Y: y}
			if cost := home.Distance(at) + l.size*l.crossed(b, home, at); cost < least {
				best, least = at, cost
			}
		}
	}
}

// fits are the places in a row for what a badge needs, in each stretch that is wide enough and not covered the one
// nearest to x.
func (l *layout) fits(covered [][2]float64, need, side Rect, x float64) []float64 {
	slices.SortFunc(covered, func(a, b [2]float64) int { return cmp.Compare(a[0], b[0]) })
	var out []float64
	begin := side.Min.X
	for _, c := range append(covered, [2]float64{side.Max.X, side.Max.X}) {
		from, to := begin-need.Min.X+hair, math.Min(c[0], side.Max.X)-need.Max.X-hair
		if from <= to {
			out = append(out, math.Max(from, math.Min(to, x)))
		}
		begin = math.Max(begin, c[1])
	}
	return out
}

// badgesWithin are the stretches of a row, from one height to another, that badges cover.
func (l *layout) badgesWithin(top, bottom float64) [][2]float64 {
	var out [][2]float64
	for _, t := range l.taken {
		if t.Min.Y < bottom && top < t.Max.Y {
			out = append(out, [2]float64{t.Min.X, t.Max.X})
		}
	}
	return out
}

// bodyWithin are the stretches of a row that the body covers: where its edge runs through the row, and between
// the edges on the row's upper line.
func (l *layout) bodyWithin(top, bottom float64) [][2]float64 {
	var out [][2]float64
	var cuts []float64
	for _, ring := range l.body {
		if len(ring.Pts) == 0 {
			continue
		}
		a := ring.Pts[len(ring.Pts)-1]
		for _, b := range ring.Pts {
			if above, below := a.Y < top && b.Y < top, a.Y > bottom && b.Y > bottom; !above && !below {
				out = append(out, [2]float64{min(a.X, b.X), max(a.X, b.X)})
			}
			if (a.Y > top) != (b.Y > top) {
				cuts = append(cuts, a.X+(top-a.Y)/(b.Y-a.Y)*(b.X-a.X))
			}
			a = b
		}
	}
	slices.Sort(cuts)
	for i := 0; i+1 < len(cuts); i += 2 {
		out = append(out, [2]float64{cuts[i], cuts[i+1]})
	}
	return out
}

// crossed is what a leader costs, in heights of a badge, for what it and its badge would cross.
func (l *layout) crossed(b badge, home, at Point) float64 {
	cost := 0.0
	for _, t := range l.taken {
		if cutsRect(home, at, t) {
			cost += covering
		}
	}
	box := l.around(b, at)
	for _, o := range l.lines {
		switch {
		case cutsRect(o[0], o[1], box):
			cost += covering
		case o[0] != home && cuts(o[0], o[1], home, at):
			cost += crossing
		}
	}
	return cost
}

// cuts reports whether the stretches from a to b and from c to d cross.
func cuts(a, b, c, d Point) bool {
	turn := func(p, q, r Point) bool { return (q.X-p.X)*(r.Y-p.Y) > (q.Y-p.Y)*(r.X-p.X) }
	return turn(a, b, c) != turn(a, b, d) && turn(c, d, a) != turn(c, d, b)
}

func cutsRect(a, b Point, r Rect) bool {
	x, y := Point{X: r.Max.X, Y: r.Min.Y}, Point{X: r.Min.X, Y: r.Max.Y}
	return r.Contains(a) || r.Contains(b) || cuts(a, b, r.Min, r.Max) || cuts(a, b, x, y)
}
