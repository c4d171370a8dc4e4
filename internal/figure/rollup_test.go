package figure

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
)

// theBodyChart is the figure, measured.
func theBodyChart(t testing.TB) *BodyChart {
	t.Helper()
	b, err := NewBodyChart(bookstest.Catalogue(t), bookstest.Atlas(t))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// found is a finding of a therapist; one of less than 0 is not rated.
func found(code string, side anatomy.Side, kind string, severity int, more ...func(*clinic.Finding)) clinic.Finding {
	f := clinic.Finding{ID: "f", Structure: code, Side: side, Type: kind, Source: clinic.ByTherapist}
	if severity >= 0 {
		f.Severity = &severity
	}
	for _, m := range more {
		m(&f)
	}
	return f
}

func byPatient(f *clinic.Finding) { f.Source = clinic.ByPatient }

// Every region of every view belongs to an area of each chart or, by word, to none; and no row is left over.
func TestEveryRegionIsPlaced(t *testing.T) {
	t.Parallel()
	atlas, cat := bookstest.Atlas(t), bookstest.Catalogue(t)
	rows := make(map[string]*clinic.BodyRegion)
	for i := range cat.Regions {
		rows[cat.Regions[i].Code] = &cat.Regions[i]
	}
	used := make(map[string]bool)
	for _, info := range atlas.Views() {
		v, err := atlas.View(info.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range v.Layer(anatomy.Surface) {
			code := regionCode(v.ID, s.ID)
			used[code] = true
			r := rows[code]
			if r == nil {
				t.Errorf("%s is in no row", code)
				continue
			}
			for _, scheme := range clinic.Schemes() {
				if len(r.Areas[scheme]) == 0 {
					t.Errorf("%s has no %s area", code, scheme)
				}
				for _, cut := range r.Areas[scheme] { // a line that crosses the region
					if cut.Above > 0 && (cut.Above <= s.Bounds().Min.Y || cut.Above >= s.Bounds().Max.Y) {
						t.Errorf("%s: %v does not cross it, it goes from %.0f to %.0f", code, cut.Above, s.Bounds().Min.Y, s.Bounds().Max.Y)
					}
				}
				if scheme != clinic.PainSpan && r.Areas[scheme][0].Area == "" {
					t.Errorf("%s is not on the %s chart, which is the whole body", code, scheme)
				}
			}
		}
	}
	for code := range rows {
		if !used[code] {
			t.Errorf("the row %s is for no region", code)
		}
	}
}

// The weights are shares of the body's surface: both sides alike, every area some, together all of it.
func TestWeights(t *testing.T) {
	t.Parallel()
	b := theBodyChart(t)
	sum := make(map[clinic.Scheme]float64)
	for _, a := range bookstest.Catalogue(t).Areas {
		if a.Middle > 0 {
			w := b.Weight(a.Code, anatomy.Midline)
			sum[a.Scheme] += w
			if w < 0.05 {
				t.Errorf("%s: %.2f %%", a.Code, w)
			}
			continue
		}
		l, r := b.Weight(a.Code, anatomy.Left), b.Weight(a.Code, anatomy.Right)
		sum[a.Scheme] += l + r
		if l < 0.05 || math.Abs(l-r) > 0.06 {
			t.Errorf("%s: left %.2f %%, right %.2f %%", a.Code, l, r)
		}
	}
	// In the strip along the middle a place counts for both sides.
	if math.Abs(sum[clinic.Margolis]-100) > 1 || math.Abs(sum[clinic.Choir]-100) > 2 || sum[clinic.PainSpan] < 75 || sum[clinic.PainSpan] > 95 {
		t.Errorf("%v", sum)
	}
}

func TestRollUp(t *testing.T) {
	t.Parallel()
	b := theBodyChart(t)
	at := func(view string, x, y float64) func(*clinic.Finding) {
		return func(f *clinic.Finding) { f.View, f.X, f.Y = view, x, y }
	}
	sore := func(code string, side anatomy.Side, severity int, more ...func(*clinic.Finding)) clinic.Finding {
		return found(code, side, "pain", severity, append(more, byPatient)...)
	}
	line := func(view string, points ...[2]float64) clinic.Stroke {
		return clinic.Stroke{View: view, Source: clinic.ByPatient, Tool: clinic.StrokePen, WidthMM: 4, Points: points}
	}
	for name, x := range map[string]struct {
		findings []clinic.Finding
		strokes  []clinic.Stroke
		source   clinic.Source
		want     string // the numbers of clinic.Margolis | CHOIR | WPI; sum and mean
	}{
		"nothing":                  {nil, nil, clinic.ByPatient, "| | | 0"},
		"tapped on the front":      {[]clinic.Finding{sore("deltoid.middle", anatomy.Left, 4, at("anterior", 224, 353))}, nil, clinic.ByPatient, "4 | 110 | 5 | 4 4"},
		"from the list: both":      {[]clinic.Finding{sore("deltoid.middle", anatomy.Left, 4)}, nil, clinic.ByPatient, "4 27 | 110 207 | 5 | 8 4"},
		"on the patient's right":   {[]clinic.Finding{sore("biceps.brachii", anatomy.Right, 7)}, nil, clinic.ByPatient, "7 | 111 | 6 | 7 7"},
		"seen by the other source": {[]clinic.Finding{sore("biceps.brachii", anatomy.Right, 7)}, nil, clinic.ByTherapist, "| | | 0"},
		"found by the therapist":   {[]clinic.Finding{found("biceps.brachii", anatomy.Right, "tenderness", 7)}, nil, clinic.ByTherapist, "7 | 111 | | 0"},
		"numbness is no pain":      {[]clinic.Finding{found("biceps.brachii", anatomy.Right, "numbness", 2, byPatient)}, nil, clinic.ByPatient, "7 | 111 | | 0"},
		"the upper back and the low back of one muscle": {[]clinic.Finding{
			sore("latissimus.dorsi", anatomy.Left, 3, at("posterior", -90, 460)), sore("latissimus.dorsi", anatomy.Left, 6, at("posterior", -86, 565)),
		}, nil, clinic.ByPatient, "31 | 208 212 | 12 | 9 4.5"},
		"the strongest of one area": {[]clinic.Finding{sore("biceps.brachii", anatomy.Right, 3), sore("brachialis", anatomy.Right, 8)}, nil, clinic.ByPatient, "7 | 111 | 6 | 8 8"},
		"not rated":                 {[]clinic.Finding{sore("biceps.brachii", anatomy.Right, -1)}, nil, clinic.ByPatient, "7 | 111 | 6 | 0"},
		"gone":                      {[]clinic.Finding{sore("levator.scapulae", anatomy.Left, 0)}, nil, clinic.ByPatient, "| | | 0"},
		"beneath the skin":          {[]clinic.Finding{sore("psoas.major", anatomy.Left, 5)}, nil, clinic.ByPatient, "16 | 122 | 15 | 5 5"},
		"jaw and cheek": {[]clinic.Finding{
			sore("face", anatomy.Left, 5, at("anterior", 28, 170)), sore("face", anatomy.Right, 5, at("anterior", -28, 110)),
		}, nil, clinic.ByPatient, "1 | 103 104 | 2 | 10 5"},
		"in the middle of the breastbone": {[]clinic.Finding{sore("sternum", anatomy.Midline, 5, at("anterior", 0, 343))}, nil, clinic.ByPatient, "5 6 | 108 109 | 10 | 10 5"},
		"left of the middle":              {[]clinic.Finding{sore("sternum", anatomy.Midline, 5, at("anterior", 12, 343))}, nil, clinic.ByPatient, "6 | 109 | 10 | 5 5"},
		"left of the middle, from behind": {[]clinic.Finding{sore("spine.thoracic", anatomy.Midline, 5, at("posterior", -9, 415))}, nil, clinic.ByPatient, "25 | 208 | 12 | 5 5"},
		"palm":                            {[]clinic.Finding{sore("thumb", anatomy.Left, 5, at("palm-left", -67, 117))}, nil, clinic.ByPatient, "14 | 128 | | 5 5"},
		"side view":                       {[]clinic.Finding{sore("masseter", anatomy.Left, 5, at("lateral-left", -18, 157))}, nil, clinic.ByPatient, "1 | 104 | 2 | 5 5"},
		"a line down the thigh":           {nil, []clinic.Stroke{line("anterior", [2]float64{123, 950}, [2]float64{123, 1100})}, clinic.ByPatient, "18 | 127 | 17 | 0"},
		"a dot":                           {nil, []clinic.Stroke{line("anterior", [2]float64{123, 994}, [2]float64{123.5, 994})}, clinic.ByPatient, "18 | 127 | 17 | 0"},
		"beside the body":                 {nil, []clinic.Stroke{line("anterior", [2]float64{440, 100}, [2]float64{440, 200})}, clinic.ByPatient, "| | | 0"},
		"a referral arrow":                {nil, []clinic.Stroke{{View: "anterior", Source: clinic.ByPatient, Tool: clinic.StrokeArrow, Points: [][2]float64{{123, 950}, {123, 1100}}}}, clinic.ByPatient, "| | | 0"},
		"a view that is gone":             {nil, []clinic.Stroke{line("x-ray", [2]float64{123, 950}, [2]float64{123, 1100})}, clinic.ByPatient, "| | | 0"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, err := b.RollUp(x.findings, x.strokes, x.source)
			if err != nil {
				t.Fatal(err)
			}
			var parts []string
			for _, s := range clinic.Schemes() {
				var numbers []string
				for _, m := range r.Areas[s] {
					numbers = append(numbers, fmt.Sprint(m.Area.Number(m.Side)))
				}
				parts = append(parts, strings.Join(numbers, " "))
			}
			last := fmt.Sprint(r.Sum)
			if r.Mean != nil {
				last += " " + clinic.Number(*r.Mean)
			}
			got := strings.TrimSpace(strings.ReplaceAll(strings.Join(append(parts, last), " | "), "|  |", "| |"))
			if got = strings.ReplaceAll(got, "|  |", "| |"); got != x.want {
				t.Errorf("%q, want %q", got, x.want)
			}
			covered := len(r.Areas[clinic.Margolis]) > 0 && name != "palm" && name != "side view"
			if covered != (r.BodyPercent > 0) && name != "palm" && name != "side view" {
				t.Errorf("%.3f %% of the body", r.BodyPercent)
			}
		})
	}
}

func TestShareOfTheBody(t *testing.T) {
	t.Parallel()
	b := theBodyChart(t)
	atlas := b.atlas
	// Everything marked is all of the body, whatever is marked twice.
	var all []clinic.Finding
	total := 0.0
	for _, id := range bodyViews {
		v, err := atlas.View(id)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range v.Layer(anatomy.Surface) {
			total += s.Outline().Area()
			all = append(all, found(s.Codes[0], s.Side, "pain", 1, byPatient))
		}
	}
	r, err := b.RollUp(all, nil, clinic.ByPatient)
	if err != nil || math.Abs(r.BodyPercent-100) > 0.01 || math.Abs(r.AreaPercent-100) > 1 {
		t.Errorf("all: %.2f %% and %.2f %%, %v", r.BodyPercent, r.AreaPercent, err)
	}
	if r.Count(clinic.Margolis) != 45 || r.Count(clinic.Choir) != 74 || r.Count(clinic.PainSpan) != 19 {
		t.Errorf("%d, %d, %d areas", r.Count(clinic.Margolis), r.Count(clinic.Choir), r.Count(clinic.PainSpan))
	}
	// One region is its own area.
	v, _ := atlas.View("posterior")
	s, ok := v.Shape("gluteus.maximus.L")
	if !ok {
		t.Fatal("there is no gluteus maximus")
	}
	f := found("gluteus.maximus", anatomy.Left, "pain", 1, byPatient)
	r, err = b.RollUp([]clinic.Finding{f, f}, nil, clinic.ByPatient)
	if want := 100 * s.Outline().Area() / total; err != nil || math.Abs(r.BodyPercent-want) > 0.05 {
		t.Errorf("%.3f %%, want %.3f", r.BodyPercent, want)
	}
	// A ring of 60 by 60 mm counts with what is in it.
	ring := clinic.Stroke{View: "anterior", Source: clinic.ByPatient, Tool: clinic.StrokePen, WidthMM: 2, Points: [][2]float64{{20, 540}, {80, 540}, {80, 600}, {20, 600}, {20, 542}}}
	r, err = b.RollUp(nil, []clinic.Stroke{ring}, clinic.ByPatient)
	if low, high := 100*60*60/total, 100*70*70/total; err != nil || r.BodyPercent < low || r.BodyPercent > high {
		t.Errorf("%.3f %%, want %.3f to %.3f", r.BodyPercent, low, high)
	}
}

func TestMarkedAreaWords(t *testing.T) {
	t.Parallel()
	cat := bookstest.Catalogue(t)
	for code, want := range map[string]string{"choir.calf": "Left calf (233)", "margolis.spine": "Middle of the back", "wpi.neck": "Neck (3)"} {
		side := anatomy.Left
		if cat.Area(code).Middle > 0 {
			side = anatomy.Midline
		}
		if got := (&MarkedArea{Area: cat.Area(code), Side: side}).Words().String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
