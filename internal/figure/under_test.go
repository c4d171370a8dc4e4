package figure

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"regimen/internal/anatomy"
	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
)

// ring is a rough circle as a finger draws it, not closed.
func ring(t *rapid.T, middle anatomy.Point, least, most float64) []anatomy.Point {
	var out []anatomy.Point
	n := rapid.IntRange(5, 40).Draw(t, "points")
	for i := range n {
		r := rapid.Float64Range(least, most).Draw(t, "radius")
		s, c := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		out = append(out, anatomy.Point{X: middle.X + r*c, Y: middle.Y + r*s})
	}
	return out
}

// Whatever is drawn on the body is taken for a structure that lies in it, at a place inside what was drawn.
func TestUnderLiesInTheArea(t *testing.T) {
	t.Parallel()
	atlas := bookstest.Atlas(t)
	rapid.Check(t, func(t *rapid.T) {
		info := rapid.SampledFrom(atlas.Views()).Draw(t, "view")
		v, err := atlas.View(info.ID)
		if err != nil {
			t.Fatal(err)
		}
		on := rapid.SampledFrom(v.Layer(anatomy.Surface)).Draw(t, "region")
		area := ring(t, on.Center(), 8, 60)
		target, at := Under(v, area)
		if !(anatomy.Outline{{Pts: area, Closed: true}}).Contains(at) {
			t.Errorf("%v is outside of what was drawn", at)
		}
		if s := surfaceAt(v, at); s == nil || s.Target() != target {
			t.Errorf("at %v lies %v, not %v", at, s, target)
		}
	})
}

// An area within one region is that region, and one beside the body the nearest.
func TestUnderKnowsTheRegion(t *testing.T) {
	t.Parallel()
	v, err := bookstest.Atlas(t).View("posterior")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range v.Layer(anatomy.Surface) {
		c, r := s.Center(), s.Radius()*0.9
		if r < 1 {
			continue
		}
		target, _ := Under(v, []anatomy.Point{{X: c.X - r, Y: c.Y}, {X: c.X, Y: c.Y - r}, {X: c.X + r, Y: c.Y}, {X: c.X, Y: c.Y + r}})
		if target != s.Target() {
			t.Errorf("within %s: %v", s.ID, target)
		}
	}
	if target, at := Under(v, []anatomy.Point{{X: 440, Y: 20}, {X: 448, Y: 20}, {X: 444, Y: 30}}); target.Structure == "" || surfaceAt(v, at) == nil {
		t.Errorf("beside the body: %v at %v", target, at)
	}
}

// What is drawn as an area counts where it was drawn, with the severity of its finding, and not where the structure is.
func TestAnAreaCountsWhereItWasDrawn(t *testing.T) {
	t.Parallel()
	atlas := bookstest.Atlas(t)
	chart, err := NewBodyChart(bookstest.Catalogue(t), atlas)
	if err != nil {
		t.Fatal(err)
	}
	severity := 7
	f := clinic.Finding{ID: "f", Structure: "latissimus.dorsi", Side: anatomy.Left, Source: clinic.ByPatient, Type: "pain", Severity: &severity, View: "posterior", X: -60, Y: 560}
	edge := clinic.Stroke{ID: "s", FindingID: "f", View: "posterior", Source: clinic.ByPatient, Tool: clinic.StrokePen, WidthMM: 4}
	for i := range 24 {
		s, c := math.Sincos(2 * math.Pi * float64(i%23) / 23)
		edge.Points = append(edge.Points, [2]float64{-60 + 30*c, 560 + 30*s})
	}
	edge.Points[23] = edge.Points[0]
	count := func(f clinic.Finding, strokes ...clinic.Stroke) RollUp {
		t.Helper()
		r, err := chart.RollUp([]clinic.Finding{f}, strokes, clinic.ByPatient)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	whole, drawn := count(f), count(f, edge)
	if drawn.BodyPercent <= 0 || drawn.BodyPercent >= whole.BodyPercent/2 {
		t.Errorf("drawn it is %.2f %% of the body, the structure %.2f %%", drawn.BodyPercent, whole.BodyPercent)
	}
	marked := drawn.Areas[clinic.Margolis]
	if len(marked) == 0 || marked[0].Severity == nil || *marked[0].Severity != severity {
		t.Errorf("marked: %+v", marked)
	}
	if len(drawn.Areas[clinic.PainSpan]) == 0 {
		t.Error("a pain that is drawn counts for no span")
	}
	numb := f
	numb.Type = "numbness"
	if r := count(numb, edge); len(r.Areas[clinic.PainSpan]) != 0 || r.BodyPercent != drawn.BodyPercent {
		t.Errorf("numbness counts as pain: %+v", r.Areas[clinic.PainSpan])
	}
	none := 0
	gone := f
	gone.Severity = &none
	if r := count(gone, edge); r.BodyPercent != 0 || len(r.Areas[clinic.Margolis]) != 0 {
		t.Errorf("what is gone counts: %+v", r)
	}
}

// On the figure an area is filled as its finding is, and the structure is not.
func TestAnAreaIsDrawnInPlaceOfItsStructure(t *testing.T) {
	t.Parallel()
	severity := 6
	chart := &clinic.Chart{
		Findings: []clinic.Finding{{ID: "f", AssessmentID: "a", Structure: "latissimus.dorsi", Side: anatomy.Left, Source: clinic.ByPatient, Type: "numbness", Severity: &severity, View: "posterior", X: -60, Y: 560}},
		Strokes:  []clinic.Stroke{{ID: "s", AssessmentID: "a", FindingID: "f", View: "posterior", Source: clinic.ByPatient, Tool: clinic.StrokePen, Points: [][2]float64{{-90, 530}, {-30, 530}, {-60, 600}, {-90, 530}}}},
	}
	marks := MarksOf(nil, chart, "a")
	if len(marks) != 1 || !marks[0].Area {
		t.Fatalf("marks: %+v", marks)
	}
	s := Stroke(chart, &chart.Strokes[0])
	if !s.Area || s.Kind != drawing.Numbness || s.Severity != 6 || s.Source != drawing.Patient || s.Past {
		t.Errorf("drawn as %+v", s)
	}
	atlas := bookstest.Atlas(t)
	for id, want := range map[string]int{"posterior": 1, "anterior": 0} {
		v, err := atlas.View(id)
		if err != nil {
			t.Fatal(err)
		}
		placed := drawing.Marks(v, drawing.Look{}, marks)
		if len(placed) != want {
			t.Errorf("%s: %d badges", id, len(placed))
		}
		for _, p := range placed {
			if !p.Region.Empty() || p.Badge.Empty() {
				t.Errorf("%s: the structure is filled: %v", id, !p.Region.Empty())
			}
		}
	}
	if p := drawing.StrokePicture(s, drawing.Look{}); p.Bounds().Height() < 70 {
		t.Errorf("the area is %v", p.Bounds())
	}
}
