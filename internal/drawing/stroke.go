package drawing

import (
	"math"

	"regimen/internal/anatomy"
)

// convex is one piece of a stroke, all pieces turning the same way round, so
// that overlaps add up to full cover and never cancel.
type convex []Point

// strokePieces covers a line of the given width with round ends and joins.
// All lengths are in pixels.
func strokePieces(line anatomy.Polyline, width float64, emit func(convex)) {
	r := width / 2
	pts := line.Pts
	if len(pts) == 1 {
		emit(fan(pts[0], r, 0, 2*math.Pi))
		return
	}
	n := len(pts) - 1
	if line.Closed {
		n = len(pts)
	}
	var prev Point // unit direction of the piece before
	havePrev := false
	at := func(i int) Point { return pts[i%len(pts)] }
	var first Point
	for i := range n {
		a, b := at(i), at(i+1)
		d := b.Sub(a)
		l := math.Hypot(d.X, d.Y)
		if l < 1e-6 {
			continue
		}
		d = d.Mul(1 / l)
		nx, ny := -d.Y*r, d.X*r
		emit(convex{{X: a.X + nx, Y: a.Y + ny}, {X: a.X - nx, Y: a.Y - ny}, {X: b.X - nx, Y: b.Y - ny}, {X: b.X + nx, Y: b.Y + ny}})
		if havePrev {
			join(a, prev, d, r, emit)
		} else {
			first = d
			if !line.Closed {
				roundCap(a, d.Mul(-1), r, emit)
			}
		}
		prev, havePrev = d, true
	}
	if !havePrev {
		emit(fan(pts[0], r, 0, 2*math.Pi))
		return
	}
	if line.Closed {
		join(at(n), prev, first, r, emit)
	} else {
		roundCap(pts[len(pts)-1], prev, r, emit)
	}
}

// join fills the wedge on the outer side of a corner.
func join(p, from, to Point, r float64, emit func(convex)) {
	turn := math.Atan2(from.X*to.Y-from.Y*to.X, from.X*to.X+from.Y*to.Y)
	if math.Abs(turn)*r < 0.05 {
		return
	}
	if turn > 0 { // clockwise on the screen: the gap is on the left of the way
		start := math.Atan2(-from.X, from.Y)
		emit(fan(p, r, start, start+turn))
	} else {
		start := math.Atan2(to.X, -to.Y)
		emit(fan(p, r, start, start-turn))
	}
}

func roundCap(p, d Point, r float64, emit func(convex)) {
	if r < 0.4 {
		return // thinner than a pixel: an end that round is not seen
	}
	mid := math.Atan2(d.Y, d.X)
	emit(fan(p, r, mid-math.Pi/2, mid+math.Pi/2))
}

// fan is a sector of a circle from one angle up to a larger one.
func fan(c Point, r, from, to float64) convex {
	step := 2 * math.Acos(1-math.Min(0.1/math.Max(r, 0.2), 0.9))
	n := max(1, int(math.Ceil((to-from)/step)))
	out := make(convex, 0, n+2)
	if to-from < 2*math.Pi-1e-9 {
		out = append(out, c)
	}
	for i := range n + 1 {
		s, co := math.Sincos(from + (to-from)*float64(i)/float64(n))
		out = append(out, Point{X: c.X + r*co, Y: c.Y + r*s})
	}
	return out
}

// dashed cuts lines into dashes of the lengths on and off in turn.
func dashed(lines []anatomy.Polyline, dash []float64) []anatomy.Polyline {
	total := 0.0
	for _, d := range dash {
		total += d
	}
	if total <= 0 || len(dash)%2 != 0 {
		return lines
	}
	var out []anatomy.Polyline
	for _, line := range lines {
		pts := line.Pts
		if line.Closed && len(pts) > 1 {
			pts = append(append(make([]Point, 0, len(pts)+1), pts...), pts[0])
		}
		i, left, on := 0, dash[0], true
		cur := []Point{pts[0]}
		for k := 1; k < len(pts); k++ {
			a, b := pts[k-1], pts[k]
			for {
				l := a.Distance(b)
				if l < left {
					left -= l
					if on {
						cur = append(cur, b)
					}
					break
				}
				a = a.Add(b.Sub(a).Mul(left / l))
				if on {
					out = append(out, anatomy.Polyline{Pts: append(cur, a)})
				}
				i = (i + 1) % len(dash)
				left, on, cur = dash[i], !on, []Point{a}
				if left <= 0 {
					left = 1e-3
				}
			}
		}
		if on && len(cur) > 1 {
			out = append(out, anatomy.Polyline{Pts: cur})
		}
	}
	return out
}
