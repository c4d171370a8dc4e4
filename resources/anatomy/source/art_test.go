package main

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const smallArt = `view small single -10,20,40 2
titles Left | left | Right | right
mask body
  path -8,0! 8,0! 8,40! -8,40!
part calf muscle body soleus,plantaris # a comment
  a: -8,0 -8,40
  b: 8,0 8,40
  gap 3
layer points
part spot joint,mid * knee.joint
  frame 0,20,90
  ell 0,0,3,2
  cap 0,0,1 4,0,2
  belly 0,0,1 4,0,2 8,0,1
line fold
  path -4,10 4,10
`

func TestParseArt(t *testing.T) {
	t.Parallel()
	a, err := parseArt("small.art", strings.NewReader(smallArt))
	if err != nil {
		t.Fatal(err)
	}
	if a.view != "small" || a.mirror || a.zoom != 2 || a.x0 != -20 || a.w != 40 || a.h != 80 {
		t.Errorf("view is %+v", a)
	}
	if len(a.parts) != 2 || len(a.lines) != 1 || len(a.masks["body"]) != 1 || len(a.titles) != 4 {
		t.Fatalf("parts %d, lines %d, masks %v, titles %q", len(a.parts), len(a.lines), a.masks, a.titles)
	}
	calf, spot := a.parts[0], a.parts[1]
	if calf.layer != surfaceLayer || calf.midline || calf.gap != 3 || strings.Join(calf.structures, " ") != "soleus plantaris" {
		t.Errorf("calf is %+v", calf)
	}
	if got := calf.railB[len(calf.railB)-1]; got != (Point{16, 80}) {
		t.Errorf("the zoomed end of the rail is %v, want 16,80", got)
	}
	if spot.layer != pointLayer || !spot.midline || spot.class != "joint" {
		t.Errorf("spot is %+v", spot)
	}
	// The frame starts at 0,20 and is turned by 90 degrees, so a limb's own x runs up the page.
	lo, hi := bounds(spot.shapes)
	if math.Abs(hi.Y-46) > 0.1 || math.Abs(lo.Y-22) > 0.1 || math.Abs(hi.X-4) > 0.1 || math.Abs(lo.X+4) > 0.1 {
		t.Errorf("the framed shapes span %v to %v", lo, hi)
	}
}

func TestParseArtNamesTheMistake(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"scribble 1,2", `bad.art:1: unknown keyword "scribble"`},
		{"view x mirror", "bad.art:1: view needs"},
		{"view x mirror 0,1", "bad.art:1: \"0,1\": want 3 numbers, have 2"},
		{"\n\nlayer sky", `bad.art:3: unknown layer "sky"`},
		{"part knee", "bad.art:1: part needs"},
		{"mask m\npath 1,2", "bad.art:2: a path needs"},
		{"mask m\npath 1,x 2,3", `bad.art:2: "x" is not a number`},
		{"line wavy", `bad.art:1: unknown line style "wavy"`},
		{"a: 0,0 1,1", "bad.art:1: a: outside a part"},
		{"gap 3", "bad.art:1: gap outside a part"},
		{"nofib", "bad.art:1: nofib outside a part"},
		{"mask m\ncap 1,2", `bad.art:2: "1,2": want 3 numbers`},
	} {
		_, err := parseArt("bad.art", strings.NewReader(c.text))
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q: error %v, want %q", c.text, err, c.want)
		}
	}
}

func TestPaintRefusesArtThatDoesNotFitTheTable(t *testing.T) {
	t.Parallel()
	table := map[string]structure{"soleus": {paired: true}, "plantaris": {paired: true}, "knee.joint": {}}
	for _, c := range []struct{ from, to, want string }{
		{"soleus,plantaris", "soleus,sole", "no structure sole"},
		{"joint,mid *", "joint *", "wrong side"},
		{"muscle body", "muscle leg", "no mask leg"},
		{"titles Left | left | Right | right", "titles Left | left", "2 titles and sides, want 4"},
	} {
		a, err := parseArt("small.art", strings.NewReader(strings.Replace(smallArt, c.from, c.to, 1)))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := paint(a, table); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.to, err, c.want)
		}
	}
}

func FuzzParseArt(f *testing.F) {
	f.Add(smallArt)
	f.Add("view x mirror 0,1,2\nmask m\nell 1,2,3,4")
	f.Add("part a b c\nb: 1,2 3,4\nfa: 1,1 2,2")
	f.Fuzz(func(t *testing.T, text string) {
		a, err := parseArt("fuzz.art", strings.NewReader(text))
		if (a == nil) == (err == nil) {
			t.Errorf("art %v with error %v", a, err)
		}
	})
}

func TestFittedCurvesStayClose(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(3, 8).Draw(t, "points")
		var drawn []Point
		for i := range n {
			drawn = append(drawn, Point{float64(i) * 20, rapid.Float64Range(-30, 30).Draw(t, "y")})
		}
		line := resample(smoothSpline(drawn), 120)
		const tolerance = 0.3
		curve := fitCurve(line, false, tolerance)
		if curve.start() != line[0] || curve.end() != line[len(line)-1] {
			t.Fatalf("the curve runs from %v to %v", curve.start(), curve.end())
		}
		var fitted Polygon
		for i := 1; i+2 < len(curve); i += 3 {
			for s := range 50 {
				fitted = append(fitted, bezierAt([4]Point(curve[i-1:i+3]), float64(s)/49))
			}
		}
		for i := len(fitted) - 2; i > 0; i-- { // there and back, so that closing it adds no edge
			fitted = append(fitted, fitted[i])
		}
		for _, p := range line {
			if d := edgeDistance([]Polygon{fitted}, p); d > 2*tolerance {
				t.Fatalf("%v is %.2f from the curve", p, d)
			}
		}
	})
}

// TestTracedLoopsAreClosed: whatever the labels look like, every region has a closed outline.
func TestTracedLoopsAreClosed(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		const size = 12
		g := newGrid(0, 0, size/pixelsPerUnit, size/pixelsPerUnit)
		for i := range g.label {
			g.label[i] = rapid.Int32Range(0, 2).Draw(t, "label")
		}
		arcs := traceArcs(g, false)
		for _, a := range arcs {
			// the traced edges as they are: no smoothing, no fitting
			a.curve = Curve{}
			for i, p := range a.points {
				if i > 0 {
					a.curve = append(a.curve, a.points[i-1], p)
				}
				a.curve = append(a.curve, p)
			}
			if a.closed {
				a.curve = append(a.curve, a.points[len(a.points)-1], a.points[0], a.points[0])
			}
		}
		for label := int32(1); label <= 2; label++ {
			for _, c := range labelLoops(arcs, label, false) {
				if c.start().dist(c.end()) > 1e-9 {
					t.Fatalf("a loop of label %d is open: %v to %v", label, c.start(), c.end())
				}
			}
		}
	})
}
