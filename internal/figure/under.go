package figure

import (
	"math"

	"regimen/internal/anatomy"
)

// underStep is how far apart the places are, in mm, by which an area is looked through; a small one is looked through
// closer.
const underStep = 6

// Under is the structure on the surface that an area drawn on a view covers most, and a place on it within the area,
// near the middle. What covers nothing of the body is taken for what is nearest.
func Under(v *anatomy.View, area []anatomy.Point) (anatomy.Target, anatomy.Point) {
	ring := anatomy.Outline{{Pts: area, Closed: true}}
	box := ring.Bounds()
	middle, _ := ring.InscribedCircle(1)
	step := math.Max(0.5, math.Min(underStep, math.Min(box.Width(), box.Height())/8))
	type cover struct {
		n    int
		at   anatomy.Point
		away float64
	}
	covers := map[*anatomy.Shape]*cover{}
	var most *anatomy.Shape
	for y := box.Min.Y + step/2; y < box.Max.Y; y += step {
		for x := box.Min.X + step/2; x < box.Max.X; x += step {
			at := anatomy.Point{X: x, Y: y}
			if !ring.Contains(at) {
				continue
			}
			s := surfaceAt(v, at)
			if s == nil {
				continue
			}
			c := covers[s]
			if c == nil {
				c = &cover{away: math.Inf(1)}
				covers[s] = c
			}
			if c.n++; at.Distance(middle) < c.away {
				c.at, c.away = at, at.Distance(middle)
			}
			if most == nil || c.n > covers[most].n {
				most = s
			}
		}
	}
	if most != nil {
		return most.Target(), covers[most].at
	}
	least := math.Inf(1)
	for _, s := range v.Layer(anatomy.Surface) {
		if d := s.Distance(middle); d < least {
			most, least = s, d
		}
	}
	return most.Target(), most.Center()
}
