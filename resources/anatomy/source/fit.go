package main

import "math"

const (
	fitRounds     = 5 // Newton rounds before a span is split
	hopelessRatio = 6 // worse than this many tolerances: split at once
	tangentReach  = 4 // points used to estimate the tangent at an open end
)

// fitCurve fits cubic Béziers through the points (Schneider's method) to within the tolerance.
func fitCurve(p []Point, closed bool, tolerance float64) Curve {
	if closed {
		p = append(append([]Point{}, p...), p[0])
	}
	n := len(p)
	if n < 2 {
		return nil
	}
	k := min(tangentReach, n-1)
	t1, t2 := p[k].sub(p[0]).unit(), p[n-1-k].sub(p[n-1]).unit()
	if closed {
		t1 = p[1].sub(p[n-2]).unit()
		t2 = t1.times(-1)
	}
	return fitSpan(p, t1, t2, tolerance, Curve{p[0]})
}

func fitSpan(p []Point, t1, t2 Point, tolerance float64, out Curve) Curve {
	n := len(p)
	if n == 2 {
		d := p[1].dist(p[0]) / 3
		return append(out, p[0].add(t1.times(d)), p[1].add(t2.times(d)), p[1])
	}
	u, total := chordParameters(p)
	if total < 1e-9 {
		return append(out, p[0], p[n-1], p[n-1])
	}
	split := n / 2
	for range fitRounds {
		c := leastSquares(p, u, t1, t2, total)
		worst := 0.0
		for i := 1; i < n-1; i++ {
			if d := bezierAt(c, u[i]).dist(p[i]); d > worst {
				worst, split = d, i
			}
		}
		if worst < tolerance {
			return append(out, c[1], c[2], c[3])
		}
		if worst > tolerance*hopelessRatio {
			break
		}
		reparameterise(p, u, c)
	}
	split = min(max(split, 1), n-2)
	lo, hi := max(split-3, 0), min(split+3, n-1)
	tangent := p[lo].sub(p[hi]).unit()
	out = fitSpan(p[:split+1], t1, tangent, tolerance, out)
	return fitSpan(p[split:], tangent.times(-1), t2, tolerance, out)
}

func chordParameters(p []Point) (u []float64, total float64) {
	u = make([]float64, len(p))
	for i := 1; i < len(p); i++ {
		u[i] = u[i-1] + p[i].dist(p[i-1])
	}
	total = u[len(u)-1]
	if total < 1e-9 {
		return u, total
	}
	for i := range u {
		u[i] /= total
	}
	return u, total
}

// leastSquares chooses the two handle lengths of one Bézier with given end tangents.
func leastSquares(p []Point, u []float64, t1, t2 Point, total float64) [4]Point {
	n := len(p)
	var c00, c01, c11, x0, x1 float64
	for i := range p {
		t := u[i]
		b0, b1, b2, b3 := (1-t)*(1-t)*(1-t), 3*t*(1-t)*(1-t), 3*t*t*(1-t), t*t*t
		a1, a2 := t1.times(b1), t2.times(b2)
		c00 += a1.dot(a1)
		c01 += a1.dot(a2)
		c11 += a2.dot(a2)
		rest := p[i].sub(p[0].times(b0 + b1)).sub(p[n-1].times(b2 + b3))
		x0 += a1.dot(rest)
		x1 += a2.dot(rest)
	}
	var left, right float64
	if det := c00*c11 - c01*c01; math.Abs(det) > 1e-12 {
		left = (x0*c11 - x1*c01) / det
		right = (c00*x1 - c01*x0) / det
	}
	chord := p[n-1].dist(p[0])
	if left < 1e-3*chord || right < 1e-3*chord || left > 3*total || right > 3*total {
		left, right = chord/3, chord/3
	}
	return [4]Point{p[0], p[0].add(t1.times(left)), p[n-1].add(t2.times(right)), p[n-1]}
}

func reparameterise(p []Point, u []float64, c [4]Point) {
	for i := 1; i < len(p)-1; i++ {
		t := u[i]
		d := bezierAt(c, t).sub(p[i])
		k := 1 - t
		d1 := c[1].sub(c[0]).times(3 * k * k).add(c[2].sub(c[1]).times(6 * k * t)).add(c[3].sub(c[2]).times(3 * t * t))
		d2 := c[2].sub(c[1].times(2)).add(c[0]).times(6 * k).add(c[3].sub(c[2].times(2)).add(c[1]).times(6 * t))
		if den := d1.dot(d1) + d.dot(d2); math.Abs(den) > 1e-9 {
			u[i] = math.Min(1, math.Max(0, t-d.dot(d1)/den))
		}
	}
}
