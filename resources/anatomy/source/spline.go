package main

import "math"

// artPoint is a point of hand-drawn art; a corner stops the smooth curve there.
type artPoint struct {
	Point
	corner bool
}

const stepsPerSpan = 14 // samples between two drawn points

// catmullRom appends the centripetal Catmull-Rom span from p1 to p2, without its end point.
func catmullRom(p0, p1, p2, p3 Point, out []Point) []Point {
	knot := func(a, b Point) float64 { return math.Max(math.Sqrt(a.dist(b)), 1e-4) }
	t0 := 0.0
	t1 := t0 + knot(p0, p1)
	t2 := t1 + knot(p1, p2)
	t3 := t2 + knot(p2, p3)
	for i := 0; i < stepsPerSpan; i++ {
		t := t1 + (t2-t1)*float64(i)/stepsPerSpan
		a1 := lerp(p0, p1, (t-t0)/(t1-t0))
		a2 := lerp(p1, p2, (t-t1)/(t2-t1))
		a3 := lerp(p2, p3, (t-t2)/(t3-t2))
		b1 := lerp(a1, a2, (t-t0)/(t2-t0))
		b2 := lerp(a2, a3, (t-t1)/(t3-t1))
		out = append(out, lerp(b1, b2, (t-t1)/(t2-t1)))
	}
	return out
}

func smoothSpline(ps []Point) []Point {
	n := len(ps)
	if n < 3 {
		return ps
	}
	var out []Point
	for i := 0; i+1 < n; i++ {
		before := ps[i].times(2).sub(ps[i+1])
		if i > 0 {
			before = ps[i-1]
		}
		after := ps[i+1].times(2).sub(ps[i])
		if i+2 < n {
			after = ps[i+2]
		}
		out = catmullRom(before, ps[i], ps[i+1], after, out)
	}
	return append(out, ps[n-1])
}

// openSpline draws a smooth line through the points, broken at corners.
func openSpline(ps []artPoint) []Point {
	var out []Point
	run := []Point{ps[0].Point}
	for i := 1; i < len(ps); i++ {
		run = append(run, ps[i].Point)
		if ps[i].corner || i == len(ps)-1 {
			s := smoothSpline(run)
			if len(out) > 0 {
				s = s[1:]
			}
			out = append(out, s...)
			run = []Point{ps[i].Point}
		}
	}
	return out
}

// closedSpline draws a smooth closed outline through the points, broken at corners.
func closedSpline(ps []artPoint) []Point {
	n := len(ps)
	for i, p := range ps {
		if p.corner {
			turned := append(append([]artPoint{}, ps[i:]...), ps[:i]...)
			return openSpline(append(turned, turned[0]))
		}
	}
	var out []Point
	for i := range ps {
		out = catmullRom(ps[(i+n-1)%n].Point, ps[i].Point, ps[(i+1)%n].Point, ps[(i+2)%n].Point, out)
	}
	return out
}

// resample returns n points evenly spaced along the line.
func resample(ps []Point, n int) []Point {
	along := make([]float64, len(ps))
	for i := 1; i < len(ps); i++ {
		along[i] = along[i-1] + ps[i].dist(ps[i-1])
	}
	total := along[len(along)-1]
	out := make([]Point, 0, n)
	j := 0
	for i := 0; i < n; i++ {
		t := total * float64(i) / float64(n-1)
		for j+2 < len(ps) && along[j+1] < t {
			j++
		}
		k := 0.0
		if d := along[j+1] - along[j]; d > 1e-9 {
			k = math.Min(1, (t-along[j])/d)
		}
		out = append(out, lerp(ps[j], ps[j+1], k))
	}
	return out
}

func lineLength(ps []Point) float64 {
	total := 0.0
	for i := 1; i < len(ps); i++ {
		total += ps[i].dist(ps[i-1])
	}
	return total
}
