package drawing

import (
	"math"
	"slices"

	"regimen/internal/anatomy"
)

// What paper needs, in points of 1/72 inch: at 300 dots to the inch one dot is 0.24 points.
const (
	paperFlat  = 0.04 // how far a straight piece may be from its curve
	paperOff   = 0.07 // how far a line may be from the points left out of it
	paperFaint = 0.35 // the same for what is so faint that its edge is not seen
	faintest   = 0.12 // the opacity up to which that holds
)

// reduced is a path in points with as few points as its print needs, of straight pieces; nil where its curves take
// fewer. off is how far they may be from it.
func reduced(p Path, off float64) []anatomy.Polyline {
	lines := p.Flatten(paperFlat)
	n := 0
	for i := range lines {
		lines[i].Pts = thinned(lines[i].Pts, lines[i].Closed, off)
		n += len(lines[i].Pts)
	}
	if n > len(p.Pts) {
		return nil
	}
	return lines
}

// thinned leaves out the points of a line that lie within off of what remains (Douglas and Peucker 1973). A ring
// keeps its first point and the one farthest from it.
func thinned(pts []Point, ring bool, off float64) []Point {
	if len(pts) < 3 {
		return pts
	}
	keep := make([]bool, len(pts))
	last := len(pts) - 1
	keep[0] = true
	if ring {
		far, most := 0, 0.0
		for i, p := range pts {
			if d := p.Distance(pts[0]); d > most {
				far, most = i, d
			}
		}
		keep[far] = true
		thin(pts, 0, far, off, keep)
		around := slices.Concat(pts[far:], pts[:1])
		kept := make([]bool, len(around))
		thin(around, 0, len(around)-1, off, kept)
		copy(keep[far+1:], kept[1:])
	} else {
		keep[last] = true
		thin(pts, 0, last, off, keep)
	}
	out := make([]Point, 0, 8)
	for i, k := range keep {
		if k {
			out = append(out, pts[i])
		}
	}
	return out
}

func thin(pts []Point, from, to int, most float64, keep []bool) {
	a, b := pts[from], pts[to]
	d := b.Sub(a)
	length := math.Hypot(d.X, d.Y)
	far, limit := 0, most
	for i := from + 1; i < to; i++ {
		q := pts[i].Sub(a)
		off := math.Hypot(q.X, q.Y)
		if along := q.X*d.X + q.Y*d.Y; length > 0 && along > 0 && along < length*length {
			off = math.Abs(q.X*d.Y-q.Y*d.X) / length
		} else if length > 0 && along > 0 {
			off = pts[i].Distance(b)
		}
		if off > most {
			far, most = i, off
		}
	}
	if far > 0 {
		keep[far] = true
		thin(pts, from, far, limit, keep)
		thin(pts, far, to, limit, keep)
	}
}
