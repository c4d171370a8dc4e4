package clinic

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"regimen/internal/anatomy"
)

// theBodyChart is the figure, measured.
func theBodyChart(t testing.TB) *BodyChart {
	t.Helper()
	b, err := NewBodyChart(catalogue(t), atlas(t))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestChartsHaveTheirAreas(t *testing.T) {
	t.Parallel()
	span := func(from, to int) []int {
		var out []int
		for i := from; i <= to; i++ {
			out = append(out, i)
		}
		return out
	}
	want := map[Scheme][]int{
		Margolis: span(1, 45),
		Choir:    append(span(101, 136), span(201, 238)...), // 36 in front, 38 behind
		PainSpan: span(1, 19),
	}
	got := map[Scheme][]int{}
	for _, a := range catalogue(t).Areas {
		for _, n := range []int{a.Left, a.Right, a.Middle} {
			if n > 0 {
				got[a.Scheme] = append(got[a.Scheme], n)
			}
		}
	}
	for s, numbers := range want {
		slices.Sort(got[s])
		if !slices.Equal(got[s], numbers) {
			t.Errorf("%s: %v, want %v", s, got[s], numbers)
		}
	}
	// Segments 101–136 are in front and 201–238 behind.
	for _, r := range catalogue(t).Regions {
		for _, cut := range r.Areas[Choir] {
			a := catalogue(t).Area(cut.Area)
			if front, behind := strings.HasPrefix(r.Code, "anterior/"), strings.HasPrefix(r.Code, "posterior/"); front && a.Left > 200 || behind && a.Left < 200 {
				t.Errorf("%s belongs to the segment %d", r.Code, a.Left)
			}
		}
	}
}

// Every region of every view belongs to an area of each chart or, by word, to none; and no row is left over.
func TestEveryRegionIsPlaced(t *testing.T) {
	t.Parallel()
	atlas, cat := atlas(t), catalogue(t)
	rows := make(map[string]*BodyRegion)
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
			for _, scheme := range Schemes() {
				if len(r.Areas[scheme]) == 0 {
					t.Errorf("%s has no %s area", code, scheme)
				}
				for _, cut := range r.Areas[scheme] { // a line that crosses the region
					if cut.Above > 0 && (cut.Above <= s.Bounds().Min.Y || cut.Above >= s.Bounds().Max.Y) {
						t.Errorf("%s: %v does not cross it, it goes from %.0f to %.0f", code, cut.Above, s.Bounds().Min.Y, s.Bounds().Max.Y)
					}
				}
				if scheme != PainSpan && r.Areas[scheme][0].Area == "" {
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
	sum := make(map[Scheme]float64)
	for _, a := range catalogue(t).Areas {
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
	if math.Abs(sum[Margolis]-100) > 1 || math.Abs(sum[Choir]-100) > 2 || sum[PainSpan] < 75 || sum[PainSpan] > 95 {
		t.Errorf("%v", sum)
	}
}

func TestRollUp(t *testing.T) {
	t.Parallel()
	b := theBodyChart(t)
	at := func(view string, x, y float64) func(*Finding) {
		return func(f *Finding) { f.View, f.X, f.Y = view, x, y }
	}
	sore := func(code string, side anatomy.Side, severity int, more ...func(*Finding)) Finding {
		return finding("f", code, side, "pain", severity, append(more, byPatient)...)
	}
	line := func(view string, points ...[2]float64) Stroke {
		return Stroke{View: view, Source: ByPatient, Tool: StrokePen, WidthMM: 4, Points: points}
	}
	for name, x := range map[string]struct {
		findings []Finding
		strokes  []Stroke
		source   Source
		want     string // the numbers of Margolis | CHOIR | WPI; sum and mean
	}{
		"nothing":                  {nil, nil, ByPatient, "| | | 0"},
		"tapped on the front":      {[]Finding{sore("deltoid.middle", anatomy.Left, 4, at("anterior", 224, 353))}, nil, ByPatient, "4 | 110 | 5 | 4 4"},
		"from the list: both":      {[]Finding{sore("deltoid.middle", anatomy.Left, 4)}, nil, ByPatient, "4 27 | 110 207 | 5 | 8 4"},
		"on the patient's right":   {[]Finding{sore("biceps.brachii", anatomy.Right, 7)}, nil, ByPatient, "7 | 111 | 6 | 7 7"},
		"seen by the other source": {[]Finding{sore("biceps.brachii", anatomy.Right, 7)}, nil, ByTherapist, "| | | 0"},
		"found by the therapist":   {[]Finding{finding("f", "biceps.brachii", anatomy.Right, "tenderness", 7)}, nil, ByTherapist, "7 | 111 | | 7 7"},
		"numbness is no pain":      {[]Finding{finding("f", "biceps.brachii", anatomy.Right, "numbness", 2, byPatient)}, nil, ByPatient, "7 | 111 | | 2 2"},
		"the upper back and the low back of one muscle": {[]Finding{
			sore("latissimus.dorsi", anatomy.Left, 3, at("posterior", -90, 460)), sore("latissimus.dorsi", anatomy.Left, 6, at("posterior", -86, 565)),
		}, nil, ByPatient, "31 | 208 212 | 12 | 9 4.5"},
		"the strongest of one area": {[]Finding{sore("biceps.brachii", anatomy.Right, 3), sore("brachialis", anatomy.Right, 8)}, nil, ByPatient, "7 | 111 | 6 | 8 8"},
		"not rated":                 {[]Finding{sore("biceps.brachii", anatomy.Right, -1)}, nil, ByPatient, "7 | 111 | 6 | 0"},
		"beneath the skin":          {[]Finding{sore("psoas.major", anatomy.Left, 5)}, nil, ByPatient, "16 | 122 | 15 | 5 5"},
		"jaw and cheek": {[]Finding{
			sore("face", anatomy.Left, 5, at("anterior", 28, 170)), sore("face", anatomy.Right, 5, at("anterior", -28, 110)),
		}, nil, ByPatient, "1 | 103 104 | 2 | 10 5"},
		"in the middle of the breastbone": {[]Finding{sore("sternum", anatomy.Midline, 5, at("anterior", 0, 343))}, nil, ByPatient, "5 6 | 108 109 | 10 | 10 5"},
		"left of the middle":              {[]Finding{sore("sternum", anatomy.Midline, 5, at("anterior", 12, 343))}, nil, ByPatient, "6 | 109 | 10 | 5 5"},
		"left of the middle, from behind": {[]Finding{sore("spine.thoracic", anatomy.Midline, 5, at("posterior", -9, 415))}, nil, ByPatient, "25 | 208 | 12 | 5 5"},
		"palm":                            {[]Finding{sore("thumb", anatomy.Left, 5, at("palm-left", -67, 117))}, nil, ByPatient, "14 | 128 | | 5 5"},
		"side view":                       {[]Finding{sore("masseter", anatomy.Left, 5, at("lateral-left", -18, 157))}, nil, ByPatient, "1 | 104 | 2 | 5 5"},
		"a line down the thigh":           {nil, []Stroke{line("anterior", [2]float64{123, 950}, [2]float64{123, 1100})}, ByPatient, "18 | 127 | 17 | 0"},
		"a dot":                           {nil, []Stroke{line("anterior", [2]float64{123, 994}, [2]float64{123.5, 994})}, ByPatient, "18 | 127 | 17 | 0"},
		"beside the body":                 {nil, []Stroke{line("anterior", [2]float64{440, 100}, [2]float64{440, 200})}, ByPatient, "| | | 0"},
		"a referral arrow":                {nil, []Stroke{{View: "anterior", Source: ByPatient, Tool: StrokeArrow, Points: [][2]float64{{123, 950}, {123, 1100}}}}, ByPatient, "| | | 0"},
		"a view that is gone":             {nil, []Stroke{line("x-ray", [2]float64{123, 950}, [2]float64{123, 1100})}, ByPatient, "| | | 0"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, err := b.RollUp(x.findings, x.strokes, x.source)
			if err != nil {
				t.Fatal(err)
			}
			var parts []string
			for _, s := range Schemes() {
				var numbers []string
				for _, m := range r.Areas[s] {
					numbers = append(numbers, fmt.Sprint(m.Area.Number(m.Side)))
				}
				parts = append(parts, strings.Join(numbers, " "))
			}
			last := fmt.Sprint(r.Sum)
			if r.Mean != nil {
				last += " " + Number(*r.Mean)
			}
			got := strings.TrimSpace(strings.ReplaceAll(strings.Join(append(parts, last), " | "), "|  |", "| |"))
			if got = strings.ReplaceAll(got, "|  |", "| |"); got != x.want {
				t.Errorf("%q, want %q", got, x.want)
			}
			covered := len(r.Areas[Margolis]) > 0 && name != "palm" && name != "side view"
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
	var all []Finding
	total := 0.0
	for _, id := range bodyViews {
		v, err := atlas.View(id)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range v.Layer(anatomy.Surface) {
			total += s.Outline().Area()
			all = append(all, finding("f", s.Codes[0], s.Side, "pain", 1, byPatient))
		}
	}
	r, err := b.RollUp(all, nil, ByPatient)
	if err != nil || math.Abs(r.BodyPercent-100) > 0.01 || math.Abs(r.AreaPercent-100) > 1 {
		t.Errorf("all: %.2f %% and %.2f %%, %v", r.BodyPercent, r.AreaPercent, err)
	}
	if r.Count(Margolis) != 45 || r.Count(Choir) != 74 || r.Count(PainSpan) != 19 {
		t.Errorf("%d, %d, %d areas", r.Count(Margolis), r.Count(Choir), r.Count(PainSpan))
	}
	// One region is its own area.
	v, _ := atlas.View("posterior")
	s, ok := v.Shape("gluteus.maximus.L")
	if !ok {
		t.Fatal("there is no gluteus maximus")
	}
	f := finding("f", "gluteus.maximus", anatomy.Left, "pain", 1, byPatient)
	r, err = b.RollUp([]Finding{f, f}, nil, ByPatient)
	if want := 100 * s.Outline().Area() / total; err != nil || math.Abs(r.BodyPercent-want) > 0.05 {
		t.Errorf("%.3f %%, want %.3f", r.BodyPercent, want)
	}
	// A ring of 60 by 60 mm counts with what is in it.
	ring := Stroke{View: "anterior", Source: ByPatient, Tool: StrokePen, WidthMM: 2, Points: [][2]float64{{20, 540}, {80, 540}, {80, 600}, {20, 600}, {20, 542}}}
	r, err = b.RollUp(nil, []Stroke{ring}, ByPatient)
	if low, high := 100*60*60/total, 100*70*70/total; err != nil || r.BodyPercent < low || r.BodyPercent > high {
		t.Errorf("%.3f %%, want %.3f to %.3f", r.BodyPercent, low, high)
	}
}

func TestMarkedAreaWords(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	for code, want := range map[string]string{"choir.calf": "Left calf (233)", "margolis.spine": "Middle of the back (25)", "wpi.neck": "Neck (3)"} {
		side := anatomy.Left
		if cat.Area(code).Middle > 0 {
			side = anatomy.Midline
		}
		if got := (&MarkedArea{Area: cat.Area(code), Side: side}).Words(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestBrokenAreasSayWhere(t *testing.T) {
	t.Parallel()
	const (
		areas   = "code\tscheme\tname\tleft\tright\tmiddle\tsource\n"
		regions = "code\tmargolis\tchoir\twpi\tsource\n"
	)
	for name, x := range map[string]struct {
		file, text  string
		row         int
		column, why string
	}{
		"unknown chart":         {"areas.tsv", areas + "a\tpain\tA\t1\t2\t\ts\n", 2, "scheme", "not one of"},
		"one side only":         {"areas.tsv", areas + "a\tchoir\tA\t1\t\t\ts\n", 2, "right", "other"},
		"no number":             {"areas.tsv", areas + "a\tchoir\tA\t\t\t\ts\n", 2, "middle", "numbers"},
		"middle and sides":      {"areas.tsv", areas + "a\tchoir\tA\t1\t2\t3\ts\n", 2, "middle", "numbers"},
		"a number twice":        {"areas.tsv", areas + "a\tchoir\tA\t1\t1\t\ts\n", 0, "left", "twice"},
		"unknown area":          {"regions.tsv", regions + "a\tnone\tchoir.tail\tnone\ts\n", 0, "choir", "tail"},
		"area of another chart": {"regions.tsv", regions + "a\tchoir.calf\tnone\tnone\ts\n", 0, "margolis", "calf"},
		"no area":               {"regions.tsv", regions + "a\t\tnone\tnone\ts\n", 2, "margolis", "empty"},
		"line with no rest":     {"regions.tsv", regions + "a\tnone\tchoir.calf above 9\tnone\ts\n", 2, "choir", "what lies below"},
		"rest with no line":     {"regions.tsv", regions + "a\tnone\tchoir.calf; choir.groin\tnone\ts\n", 2, "choir", "what lies below"},
		"line of no number":     {"regions.tsv", regions + "a\tnone\tchoir.calf above nine; choir.groin\tnone\ts\n", 2, "choir", "not a height"},
		"lines out of order":    {"regions.tsv", regions + "a\tnone\tchoir.calf above 9; choir.chest above 8; choir.groin\tnone\ts\n", 2, "choir", "below the one before"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := tables(t)
			files[x.file] = &fstest.MapFile{Data: []byte(x.text)}
			brokenAt(t, files, x.file, x.row, x.column, x.why)
		})
	}
}
