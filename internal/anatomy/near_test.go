package anatomy_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regimen/internal/anatomy"
)

func box(x, y, w, h float64, layer anatomy.Layer) *anatomy.Shape {
	p := anatomy.Path{}
	p.MoveTo(pt(x, y))
	p.LineTo(pt(x+w, y))
	p.LineTo(pt(x+w, y+h))
	p.LineTo(pt(x, y+h))
	p.Close()
	return anatomy.NewShape("s", []string{"s"}, anatomy.Left, layer, p)
}

func TestGap(t *testing.T) {
	t.Parallel()
	a := box(0, 0, 10, 10, anatomy.Surface)
	for name, x := range map[string]struct {
		b    *anatomy.Shape
		want float64
	}{
		"a common border": {box(10, 0, 10, 10, anatomy.Surface), 0},
		"a corner":        {box(10, 10, 5, 5, anatomy.Surface), 0},
		"inside":          {box(4, 4, 2, 2, anatomy.Surface), 0},
		"a cross":         {box(4, -20, 2, 60, anatomy.Surface), 0},
		"7 mm away":       {box(17, 2, 4, 4, anatomy.Surface), 7},
		"3 and 4 across":  {box(13, 14, 5, 5, anatomy.Surface), 5},
		"at the limit":    {box(10+anatomy.FingerWidth, 0, 5, 5, anatomy.Surface), anatomy.FingerWidth},
		"beyond":          {box(10.1+anatomy.FingerWidth, 0, 5, 5, anatomy.Surface), math.Inf(1)},
		"beyond a corner": {box(10+anatomy.FingerWidth*0.8, 10+anatomy.FingerWidth*0.8, 5, 5, anatomy.Surface), math.Inf(1)},
	} {
		if got := a.Gap(x.b); got != x.want && math.Abs(got-x.want) > 1e-6 {
			t.Errorf("%s: %v, want %v", name, got, x.want)
		}
	}
}

// The gap of two boxes is that of their sides, is the same both ways, and moving both moves nothing.
func TestGapProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := func(name string, lo, hi float64) float64 { return rapid.Float64Range(lo, hi).Draw(t, name) }
		ax, ay, aw, ah := n("ax", -50, 50), n("ay", -50, 50), n("aw", 1, 40), n("ah", 1, 40)
		bx, by, bw, bh := n("bx", -50, 50), n("by", -50, 50), n("bw", 1, 40), n("bh", 1, 40)
		dx, dy := max(bx-ax-aw, ax-bx-bw, 0), max(by-ay-ah, ay-by-bh, 0)
		want := math.Hypot(dx, dy)
		if math.Abs(want-anatomy.FingerWidth) < 1e-6 {
			return
		}
		if want > anatomy.FingerWidth {
			want = math.Inf(1)
		}
		a, b := box(ax, ay, aw, ah, anatomy.Surface), box(bx, by, bw, bh, anatomy.Surface)
		if got := a.Gap(b); got != want && math.Abs(got-want) > 1e-3 {
			t.Fatalf("%v, want %v", got, want)
		}
		if got, back := a.Gap(b), b.Gap(a); got != back && math.Abs(got-back) > 1e-9 {
			t.Fatalf("%v one way, %v the other", got, back)
		}
	})
}

func TestNearness(t *testing.T) {
	t.Parallel()
	a := realAtlas(t)
	on := func(code string, s anatomy.Side) anatomy.Target { return anatomy.Target{Structure: code, Side: s} }
	for _, x := range []struct {
		a, b anatomy.Target
		want anatomy.Nearness
	}{
		{on("soleus", "L"), on("soleus", "L"), anatomy.Same},
		{on("gastrocnemius.medial", "L"), on("soleus", "L"), anatomy.Over},
		{on("gastrocnemius.medial", "L"), on("tibialis.posterior", "L"), anatomy.Over},
		{on("gastrocnemius.medial", "L"), on("gastrocnemius.lateral", "L"), anatomy.Beside},
		{on("gastrocnemius.medial", "L"), on("gastrocnemius.medial", "R"), anatomy.Apart},
		{on("gastrocnemius.medial", "L"), on("tibialis.anterior", "R"), anatomy.Apart},
		{on("gastrocnemius.medial", "L"), on("deltoid.middle", "L"), anatomy.Apart},
		{on("pectoralis.minor", "R"), on("pectoralis.major.sternal", "R"), anatomy.Over},
		{on("piriformis", "L"), on("gluteus.maximus", "L"), anatomy.Over},
		{on("trapezius.middle", "L"), on("trapezius.middle", "R"), anatomy.Beside},
		{on("adductor.longus", "L"), on("adductor.longus", "R"), anatomy.Apart},
		{on("hand.back", "L"), on("vastus.lateralis", "L"), anatomy.Apart},
		{on("trapezius.upper", "L"), on("nobody", "L"), anatomy.Apart},
		{on("hamstrings", "L"), on("semitendinosus", "L"), anatomy.Same},
		{on("hamstrings", "L"), on("semitendinosus", "R"), anatomy.Apart},
		{on("hamstrings", "L"), on("adductor.magnus", "L"), anatomy.Over},
		{on("skin.forearm", "R"), on("flexor.digitorum.profundus", "R"), anatomy.Same},
		{on("upper.limb", "R"), on("hip.joint", "R"), anatomy.Apart},
		{on("facet.c5.c6", "R"), on("trapezius.upper", "R"), anatomy.Over},
	} {
		if got := a.Nearness(x.a, x.b); got != x.want {
			t.Errorf("%v and %v: %d, want %d", x.a, x.b, got, x.want)
		}
	}
}

// Nearness is the same both ways and mirrors from left to right, and every part of the table of structures is
// known to meet another one.
func TestNearnessProperties(t *testing.T) {
	t.Parallel()
	a := realAtlas(t)
	all := a.Structures()
	parts := map[string]bool{}
	for _, s := range all {
		if s.Part == "" {
			t.Errorf("%s has no part", s.Code)
		}
		for _, o := range all {
			if s.Part != o.Part && !s.Group() && !o.Group() && !parts[s.Part] && a.Nearness(anatomy.Target{Structure: s.Code, Side: s.Sides()[0]}, anatomy.Target{Structure: o.Code, Side: o.Sides()[0]}) > anatomy.Apart {
				parts[s.Part] = true
			}
		}
	}
	for _, p := range a.Parts() {
		if !parts[p] {
			t.Errorf("nothing of the part %q is near anything of another part", p)
		}
	}
	structure := rapid.SampledFrom(all)
	side := rapid.SampledFrom([]anatomy.Side{anatomy.Left, anatomy.Right})
	rapid.Check(t, func(t *rapid.T) {
		pick := func(name string) (anatomy.Target, anatomy.Target) {
			s := structure.Draw(t, name)
			if !s.Paired {
				x := anatomy.Target{Structure: s.Code, Side: anatomy.Midline}
				return x, x
			}
			d := side.Draw(t, name+" side")
			return anatomy.Target{Structure: s.Code, Side: d}, anatomy.Target{Structure: s.Code, Side: d.Opposite()}
		}
		x, mx := pick("a")
		y, my := pick("b")
		n := a.Nearness(x, y)
		if back := a.Nearness(y, x); back != n {
			t.Fatalf("%v and %v: %d one way, %d the other", x, y, n, back)
		}
		if m := a.Nearness(mx, my); m != n {
			t.Fatalf("%v and %v: %d, and %d on the other side", x, y, n, m)
		}
		ours, theirs := a.Spread([]anatomy.Target{x}), a.Spread([]anatomy.Target{y})
		if same := slices.ContainsFunc(ours, func(t anatomy.Target) bool { return slices.Contains(theirs, t) }); same != (n == anatomy.Same) {
			t.Fatalf("%v and %v: %d", x, y, n)
		}
	})
}
