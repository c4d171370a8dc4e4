package anatomy_test

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"regimen/internal/anatomy"
)

func pt(x, y float64) anatomy.Point { return anatomy.Point{X: x, Y: y} }

func TestParsePath(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, in, want string }{
		{"empty", "  ", ""},
		{"compact", "M0 1L2-3C1 2 3 4 5 6Z", "M0 1L2 -3C1 2 3 4 5 6Z"},
		{"commas and lines", "M 0,1\nL 2 , -3", "M0 1L2 -3"},
		{"repeated command", "M0 0 1 1 2 2", "M0 0L1 1L2 2"},
		{"repeated curve", "M0 0C1 1 2 2 3 3 4 4 5 5 6 6", "M0 0C1 1 2 2 3 3C4 4 5 5 6 6"},
		{"after a close", "M0 0L1 0L1 1ZM5 5L6 6", "M0 0L1 0L1 1ZM5 5L6 6"},
		{"exponent", "M1e2 -2.5E-1", "M100 -0.25"},
		{"long number", "M3.14159265358979323 0", "M3.141592653589793 0"},
	} {
		p, err := anatomy.ParsePath(c.in)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if got := p.String(); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestParsePathRefuses(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"L1 1":        "must start with M",
		"1 2":         "command is missing",
		"M1":          "number is missing",
		"M0 0 Q1 1":   "not one of",
		"M0 0 l1 1":   "not one of",
		"M0 0Z1 1":    "command is missing",
		"M1e999 0":    "not a number",
		"M0 0C1 1 2 ": "number is missing",
	} {
		if _, err := anatomy.ParsePath(in); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want an error with %q", in, err, want)
		}
	}
}

func FuzzParsePath(f *testing.F) {
	for _, s := range []string{"", "M0 1L2-3C1 2 3 4 5 6Z", "M0 0 1 1ZM5 5", "M1e2,-.5", "Z", "M", "M0 0Z0", "M-.5.5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := anatomy.ParsePath(s)
		if err != nil {
			return
		}
		again, err := anatomy.ParsePath(p.String())
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if again.String() != p.String() {
			t.Fatalf("read again it differs: %s and %s", p, again)
		}
		for _, line := range p.Flatten(1) {
			if len(line.Pts) == 0 {
				t.Fatal("a piece without points")
			}
		}
	})
}

func coordinate() *rapid.Generator[float64] { return rapid.Float64Range(-500, 500) }

func point(t *rapid.T, name string) anatomy.Point {
	return pt(coordinate().Draw(t, name+" x"), coordinate().Draw(t, name+" y"))
}

// A flattened curve goes through points of the curve and no chord is farther
// from it than the tolerance.
func TestFlattenStaysNearTheCurve(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b, c, d := point(t, "a"), point(t, "b"), point(t, "c"), point(t, "d")
		tolerance := rapid.Float64Range(0.05, 2).Draw(t, "tolerance")
		var p anatomy.Path
		p.MoveTo(a)
		p.CubicTo(b, c, d)
		line := p.Flatten(tolerance)[0]
		for i := range 101 {
			u := float64(i) / 100
			v := 1 - u
			q := a.Mul(v * v * v).Add(b.Mul(3 * v * v * u)).Add(c.Mul(3 * v * u * u)).Add(d.Mul(u * u * u))
			if got := openDistance(line.Pts, q); got > tolerance+1e-6 {
				t.Fatalf("the curve at %v is %v away, more than %v", u, got, tolerance)
			}
		}
	})
}

func openDistance(pts []anatomy.Point, q anatomy.Point) float64 {
	best := math.Inf(1)
	for i := 1; i < len(pts); i++ {
		best = math.Min(best, (anatomy.Outline{{Pts: pts[i-1 : i+1]}}).Distance(q))
	}
	return best
}

func square(x, y, side float64) anatomy.Polyline {
	return anatomy.Polyline{Closed: true, Pts: []anatomy.Point{pt(x, y), pt(x+side, y), pt(x+side, y+side), pt(x, y+side)}}
}

func TestOutlineWithHole(t *testing.T) {
	t.Parallel()
	o := anatomy.Outline{square(0, 0, 10), square(4, 4, 2)}
	if got := o.Area(); math.Abs(got-96) > 1e-9 {
		t.Errorf("area %v, want 96", got)
	}
	for _, c := range []struct {
		p    anatomy.Point
		in   bool
		dist float64
	}{
		{pt(1, 5), true, 1},
		{pt(5, 5), false, 1},
		{pt(-3, 5), false, 3},
		{pt(13, 14), false, 5},
	} {
		if o.Contains(c.p) != c.in {
			t.Errorf("%v inside: %v", c.p, !c.in)
		}
		if got := o.Distance(c.p); math.Abs(got-c.dist) > 1e-9 {
			t.Errorf("%v is %v away, want %v", c.p, got, c.dist)
		}
	}
}

// An outline drawn the other way round, moved or doubled is the same outline
// there, whatever its form.
func TestOutlineProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(3, 12).Draw(t, "corners")
		pts := make([]anatomy.Point, n)
		back := make([]anatomy.Point, n)
		moved := make([]anatomy.Point, n)
		by := point(t, "by")
		for i := range pts {
			// A star around the origin never crosses itself.
			r := rapid.Float64Range(10, 100).Draw(t, "radius")
			s, c := math.Sincos(2 * math.Pi * float64(i) / float64(n))
			pts[i] = pt(r*c, r*s)
			back[n-1-i] = pts[i]
			moved[i] = pts[i].Add(by)
		}
		o, r, m := anatomy.Outline{{Pts: pts}}, anatomy.Outline{{Pts: back}}, anatomy.Outline{{Pts: moved}}
		q := point(t, "q").Mul(0.2)
		if o.Contains(q) != r.Contains(q) {
			t.Fatal("it depends on the way round")
		}
		if d := o.Distance(q); d > 1e-6 && o.Contains(q) != m.Contains(q.Add(by)) {
			t.Fatal("it depends on the place")
		}
		if math.Abs(o.Area()-r.Area()) > 1e-6 || math.Abs(o.Area()-m.Area()) > 1e-4 {
			t.Fatal("the area depends on the way round or the place")
		}
		mid, radius := o.InscribedCircle(0.5)
		if !o.Contains(mid) {
			t.Fatalf("the middle %v is outside", mid)
		}
		if d := o.Distance(mid); math.Abs(d-radius) > 1e-9 {
			t.Fatalf("a circle of %v touches nothing: the edge is %v away", radius, d)
		}
		// No point tried at random is deeper inside.
		for range 20 {
			p := point(t, "p").Mul(0.2)
			if o.Contains(p) && o.Distance(p) > radius+0.5+1e-9 {
				t.Fatalf("%v is %v deep, the middle only %v", p, o.Distance(p), radius)
			}
		}
	})
}

func TestInscribedCircleOfNothing(t *testing.T) {
	t.Parallel()
	o := anatomy.Outline{{Pts: []anatomy.Point{pt(1, 1), pt(9, 1)}}}
	if mid, r := o.InscribedCircle(0.5); r != 0 || mid != pt(5, 1) {
		t.Errorf("got %v and %v", mid, r)
	}
}
