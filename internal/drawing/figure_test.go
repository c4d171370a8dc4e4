package drawing

import (
	"image"
	"testing"

	"pgregory.net/rapid"

	"regimen/internal/anatomy"
)

var someMarks = []Mark{
	{Code: "gluteus.maximus", Side: anatomy.Left, Kind: Adhesion, Severity: 3, Source: Therapist, State: Better},
	{Code: "gluteus.maximus", Side: anatomy.Right, Kind: Numbness, Severity: 9, Source: Patient, State: Worse},
	{Code: "trapezius.upper", Side: anatomy.Left, Kind: Pain, Severity: 7, Source: Patient},
	{Code: "trapezius.upper", Side: anatomy.Left, Kind: Hypertonicity, Severity: 6, Source: Therapist},
	{Code: "infraspinatus", Side: anatomy.Right, Kind: TriggerPoint, Severity: 8, Source: Therapist, State: New, Selected: true},
	{Code: "gastrocnemius.medial", Side: anatomy.Left, Kind: Swelling, Severity: 10, Source: Therapist, State: Resolved},
	{Code: "gastrocnemius.medial", Side: anatomy.Right, Kind: Tenderness, Severity: Unrated, Source: Therapist, State: Persisting},
	{Code: "rectus.femoris", Side: anatomy.Left, Kind: Paraesthesia, Severity: 6, Source: Therapist},
}

var palettes = map[string]Palette{"light": Light, "dark": Dark, "print": Print}

func TestLookAtFigures(t *testing.T) {
	t.Parallel()
	strokes := []Stroke{
		{Points: []Point{pt(60, 300), pt(120, 380), pt(180, 520)}, Arrow: true, Source: Patient},
		{Points: []Point{pt(-60, 700), pt(-90, 760), pt(-60, 790)}},
	}
	for name, palette := range palettes {
		for _, muscle := range []bool{false, true} {
			l := Look{Palette: palette, Muscle: muscle, Points: muscle}
			img := Figure(view(t, "posterior"), l, someMarks, strokes).Image(450, 920)
			if img.Bounds().Empty() {
				t.Fatal("nothing was drawn")
			}
			suffix := ""
			if muscle {
				suffix = "-muscle"
			}
			look(t, "figure-"+name+suffix, on(palette, img))
		}
	}
}

// A mark changes the pixels of its region and leaves the other side alone.
func TestMarkChangesItsRegionOnly(t *testing.T) {
	t.Parallel()
	v := view(t, "posterior")
	const w, h = 300, 600
	l := Look{Badge: 8} // small enough to stay inside
	m := Fit(FigureBox(v, l), w, h)
	plain := Figure(v, l, nil, nil).Image(w, h)
	for _, s := range KindStyles() {
		for _, source := range []Source{Patient, Therapist} {
			mark := Mark{Code: "gluteus.maximus", Side: anatomy.Left, Kind: s.Kind, Severity: 5, Source: source}
			marked := Figure(v, l, []Mark{mark}, nil).Image(w, h)
			var inside, outside int
			for y := range h {
				for x := range w {
					if difference(plain.RGBAAt(x, y), marked.RGBAAt(x, y)) < 8 {
						continue
					}
					q := pt((float64(x)+0.5-m.E)/m.A, (float64(y)+0.5-m.F)/m.D)
					near := false
					for _, shape := range v.Find(mark.Target()) {
						near = near || shape.Distance(q) < 2/m.A+2
					}
					if near {
						inside++
					} else {
						outside++
					}
				}
			}
			if inside < 200 || outside > 0 {
				t.Errorf("%s by the %s: %d pixels changed inside, %d outside", s.Kind, source, inside, outside)
			}
		}
	}
}

// What the patient reported and what the therapist found both show on the
// same region: adding either changes what is seen.
func TestBothSourcesStayVisible(t *testing.T) {
	t.Parallel()
	v := view(t, "posterior")
	report := Mark{Code: "gluteus.maximus", Side: anatomy.Left, Kind: Pain, Severity: 6, Source: Patient}
	found := Mark{Code: "gluteus.maximus", Side: anatomy.Left, Kind: Pain, Severity: 6, Source: Therapist}
	img := func(marks ...Mark) *image.RGBA { return Figure(v, Look{}, marks, nil).Image(300, 600) }
	changed := func(a, b *image.RGBA) (n int) {
		for y := range 600 {
			for x := range 300 {
				if difference(a.RGBAAt(x, y), b.RGBAAt(x, y)) > 24 {
					n++
				}
			}
		}
		return n
	}
	both := img(report, found)
	for name, alone := range map[string]*image.RGBA{"report": img(report), "finding": img(found)} {
		if n := changed(both, alone); n < 300 {
			t.Errorf("beside the %s the other changes only %d pixels", name, n)
		}
	}
	if n := changed(img(report), img(found)); n < 300 {
		t.Errorf("report and finding differ in only %d pixels", n)
	}
}

// More severe is never paler.
func TestSeverityDarkens(t *testing.T) {
	t.Parallel()
	last := 0.0
	for s := 0; s <= 10; s++ {
		o := severityOpacity(Mark{Severity: s})
		if o <= last || o > 1 {
			t.Errorf("severity %d has opacity %v after %v", s, o, last)
		}
		last = o
	}
}

func TestMarksElsewhereAreLeftOut(t *testing.T) {
	t.Parallel()
	v := view(t, "posterior")
	got := Marks(v, Look{}, []Mark{
		{Code: "rectus.femoris", Side: anatomy.Left, Kind: Pain},
		{Code: "gluteus.maximus", Side: anatomy.Left, Kind: Pain},
		{Code: "there.is.no.such", Side: anatomy.Left, Kind: Pain},
	})
	if len(got) != 1 || got[0].Mark.Code != "gluteus.maximus" {
		t.Errorf("got %v", got)
	}
}

func TestViewSides(t *testing.T) {
	t.Parallel()
	for id, want := range map[string][2]anatomy.Side{
		"anterior":      {anatomy.Right, anatomy.Left},
		"posterior":     {anatomy.Left, anatomy.Right},
		"lateral-left":  {anatomy.Left, anatomy.Left},
		"lateral-right": {anatomy.Right, anatomy.Right},
	} {
		if l, r := ViewSides(view(t, id)); l != want[0] || r != want[1] {
			t.Errorf("%s: %s and %s, want %v", id, l, r, want)
		}
	}
}

func TestArrowPointsAtItsEnd(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f := func(name string) float64 { return rapid.Float64Range(0, 300).Draw(t, name) }
		from, to := pt(f("x0"), f("y0")), pt(f("x1"), f("y1"))
		const width = 5
		head := arrowHead([]Point{from, to}, width)
		b := pathBounds(head)
		if !b.Grow(width).Contains(to) {
			t.Fatalf("the head %v is not at %v", b, to)
		}
		if from.Distance(to) > 1 {
			tip := head.Pts[0]
			if tip.Distance(from) <= to.Distance(from) {
				t.Fatalf("the tip %v does not point away from %v", tip, from)
			}
		}
	})
}

func TestStrokeOfNothing(t *testing.T) {
	t.Parallel()
	if !StrokePicture(Stroke{}, Look{}).Empty() {
		t.Error("a stroke without points was drawn")
	}
	if StrokePicture(Stroke{Points: []Point{pt(1, 1)}}, Look{}).Empty() {
		t.Error("a dot was not drawn")
	}
}
