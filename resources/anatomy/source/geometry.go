package main

import "math"

// Point is a place in millimetres (art, SVG) or pixels (tracing); y grows downwards.
type Point struct{ X, Y float64 }

func (a Point) add(b Point) Point     { return Point{a.X + b.X, a.Y + b.Y} }
func (a Point) sub(b Point) Point     { return Point{a.X - b.X, a.Y - b.Y} }
func (a Point) times(k float64) Point { return Point{a.X * k, a.Y * k} }
func (a Point) dot(b Point) float64   { return a.X*b.X + a.Y*b.Y }
func (a Point) length() float64       { return math.Hypot(a.X, a.Y) }
func (a Point) dist(b Point) float64  { return a.sub(b).length() }
func (a Point) unit() Point {
	l := a.length()
	if l < 1e-12 {
		return Point{}
	}
	return a.times(1 / l)
}

func lerp(a, b Point, t float64) Point {
	return Point{a.X + (b.X-a.X)*t, a.Y + (b.Y-a.Y)*t}
}

// Polygon is closed: its last point joins its first.
type Polygon []Point

// Curve is a chain of cubic Béziers: start, control, control, end, control, ...
type Curve []Point

func (c Curve) reversed() Curve {
	out := make(Curve, len(c))
	for i := range c {
		out[len(c)-1-i] = c[i]
	}
	return out
}

// mirrored reflects the curve in the body's midline (x = 0).
func (c Curve) mirrored() Curve {
	out := make(Curve, len(c))
	for i, p := range c {
		out[i] = Point{-p.X, p.Y}
	}
	return out
}

func (c Curve) start() Point { return c[0] }
func (c Curve) end() Point   { return c[len(c)-1] }

func mirroredAll(cs []Curve) []Curve {
	out := make([]Curve, len(cs))
	for i, c := range cs {
		out[i] = c.mirrored()
	}
	return out
}

func bezierAt(c [4]Point, t float64) Point {
	u := 1 - t
	return c[0].times(u * u * u).add(c[1].times(3 * u * u * t)).add(c[2].times(3 * u * t * t)).add(c[3].times(t * t * t))
}

// frame places a limb's own coordinates on the page: local y runs along the limb, local x to the
// viewer's right, and the tilt turns the limb outwards.
type frame struct {
	origin Point
	tilt   float64 // degrees
}

func (f frame) place(p Point) Point {
	sin, cos := math.Sincos(f.tilt * math.Pi / 180)
	return Point{f.origin.X + p.X*cos + p.Y*sin, f.origin.Y - p.X*sin + p.Y*cos}
}
