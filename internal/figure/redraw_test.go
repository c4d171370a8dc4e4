package figure

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"regimen/internal/clinic"
)

// bar is a filled box, drawn as a line around it.
func bar(x, y, w, h float64) clinic.Stroke {
	return clinic.Stroke{View: "anterior", Source: clinic.ByPatient, Tool: clinic.StrokePen, WidthMM: 2, Points: [][2]float64{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}, {x, y + 1}}}
}

func TestCompareDrawings(t *testing.T) {
	t.Parallel()
	line := func(x, y, length float64) clinic.Stroke {
		return clinic.Stroke{View: "anterior", Source: clinic.ByPatient, Tool: clinic.StrokePen, WidthMM: 2, Points: [][2]float64{{x, y}, {x, y + length}}}
	}
	therapist := bar(0, 0, 100, 100)
	therapist.Source = clinic.ByTherapist
	arrow := bar(0, 0, 100, 100)
	arrow.Tool = clinic.StrokeArrow
	behind := bar(0, 0, 100, 100)
	behind.View = "posterior"
	for name, x := range map[string]struct {
		then, now []clinic.Stroke
		same      bool
		want      RedrawState
	}{
		"nothing":                    {nil, nil, true, RedrawNone},
		"the same":                   {[]clinic.Stroke{bar(0, 0, 100, 100)}, []clinic.Stroke{bar(0, 0, 100, 100)}, true, RedrawWithin},
		"a little aside":             {[]clinic.Stroke{bar(0, 0, 100, 100)}, []clinic.Stroke{bar(15, 0, 100, 100)}, true, RedrawWithin},
		"far aside":                  {[]clinic.Stroke{bar(0, 0, 100, 100)}, []clinic.Stroke{bar(70, 0, 100, 100)}, true, RedrawMoved},
		"on the other side":          {[]clinic.Stroke{bar(0, 0, 100, 100)}, []clinic.Stroke{behind}, true, RedrawMoved},
		"9 % larger":                 {[]clinic.Stroke{bar(0, 0, 100, 100)}, []clinic.Stroke{bar(0, 0, 110, 100)}, true, RedrawWithin},
		"a quarter larger":           {[]clinic.Stroke{bar(0, 0, 100, 100)}, []clinic.Stroke{bar(0, 0, 130, 100)}, true, RedrawLarger},
		"a quarter smaller":          {[]clinic.Stroke{bar(0, 0, 130, 100)}, []clinic.Stroke{bar(0, 0, 100, 100)}, true, RedrawSmaller},
		"12 % by one hand":           {[]clinic.Stroke{bar(0, 0, 100, 100)}, []clinic.Stroke{bar(0, 0, 115, 100)}, true, RedrawLarger},
		"12 % by two hands":          {[]clinic.Stroke{bar(0, 0, 100, 100)}, []clinic.Stroke{bar(0, 0, 115, 100)}, false, RedrawWithin},
		"a line beside itself":       {[]clinic.Stroke{line(0, 0, 200)}, []clinic.Stroke{line(8, 0, 200)}, true, RedrawWithin},
		"a line a hand's width away": {[]clinic.Stroke{line(0, 0, 200)}, []clinic.Stroke{line(80, 0, 200)}, true, RedrawMoved},
		"first drawn now":            {nil, []clinic.Stroke{bar(0, 0, 100, 100)}, true, RedrawNew},
		"drawn no more":              {[]clinic.Stroke{bar(0, 0, 100, 100)}, nil, true, RedrawGone},
		"another's drawing":          {[]clinic.Stroke{therapist}, []clinic.Stroke{bar(0, 0, 100, 100)}, true, RedrawNew},
		"arrows are no drawing":      {[]clinic.Stroke{arrow}, nil, true, RedrawNone},
		"in two parts":               {[]clinic.Stroke{bar(0, 0, 100, 100)}, []clinic.Stroke{bar(0, 0, 50, 100), bar(50, 0, 50, 100)}, true, RedrawWithin},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := CompareDrawings(x.then, x.now, clinic.ByPatient, x.same); got.State != x.want {
				t.Errorf("%+v, want %q", got, x.want)
			}
		})
	}
}

// A square of 100 mm drawn around is 100 cm², and 11 mm more on every side, round at the corners.
func TestDrawnArea(t *testing.T) {
	t.Parallel()
	got := CompareDrawings([]clinic.Stroke{bar(0, 0, 100, 100)}, []clinic.Stroke{bar(0, 0, 100, 100)}, clinic.ByPatient, true)
	if want := 100 + 4*11 + math.Pi*1.1*1.1; math.Abs(got.From-want) > 1 || got.Change != 0 || got.Alike != 1 {
		t.Errorf("%+v", got)
	}
	// Half of each lies on the other: 1/3 of both together.
	if got = CompareDrawings([]clinic.Stroke{bar(0, 0, 100, 100)}, []clinic.Stroke{bar(62.5, 0, 100, 100)}, clinic.ByPatient, true); math.Abs(got.Alike-1.0/3) > 0.03 {
		t.Errorf("alike by %.3f", got.Alike)
	}
}

func TestRedrawIsEvenHanded(t *testing.T) {
	t.Parallel()
	drawing := rapid.Custom(func(t *rapid.T) []clinic.Stroke {
		var out []clinic.Stroke
		for range rapid.IntRange(0, 3).Draw(t, "lines") {
			s := clinic.Stroke{View: rapid.SampledFrom([]string{"anterior", "posterior"}).Draw(t, "view"), Source: clinic.ByPatient, Tool: clinic.StrokePen, WidthMM: rapid.Float64Range(0, 8).Draw(t, "width")}
			for range rapid.IntRange(2, 6).Draw(t, "points") {
				s.Points = append(s.Points, [2]float64{rapid.Float64Range(-300, 300).Draw(t, "x"), rapid.Float64Range(0, 600).Draw(t, "y")})
			}
			out = append(out, s)
		}
		return out
	})
	back := map[RedrawState]RedrawState{
		RedrawNone: RedrawNone, RedrawWithin: RedrawWithin, RedrawMoved: RedrawMoved, RedrawLarger: RedrawSmaller, RedrawSmaller: RedrawLarger,
		RedrawNew: RedrawGone, RedrawGone: RedrawNew,
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawing.Draw(t, "then"), drawing.Draw(t, "now")
		same := rapid.Bool().Draw(t, "same hand")
		there, again := CompareDrawings(a, b, clinic.ByPatient, same), CompareDrawings(b, a, clinic.ByPatient, same)
		if back[there.State] != again.State || there.Alike != again.Alike || there.From != again.To {
			t.Fatalf("there %+v, back %+v", there, again)
		}
		if there.Alike < 0 || there.Alike > 1 {
			t.Fatalf("alike by %v", there.Alike)
		}
		if self := CompareDrawings(a, a, clinic.ByPatient, same); self.State != RedrawWithin && self.State != RedrawNone {
			t.Fatalf("unchanged, and %+v", self)
		}
	})
}
