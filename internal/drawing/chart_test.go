package drawing

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func day(n int) time.Time { return time.Date(2026, 3, 1+n, 10, 0, 0, 0, time.UTC) }

func number2(v float64) *float64 { return &v }

func rotation() Series {
	return Series{
		Title: "Neck rotation to the left", Unit: "°", Target: number2(75), Error: number2(6.5),
		Samples: []Sample{{day(44), 71}, {day(0), 48}, {day(7), 52}, {day(15), 55}, {day(30), 66}},
	}
}

func pain() Series {
	return Series{
		Title: "Worst pain this week", Target: number2(2), Error: number2(2), Low: number2(0), High: number2(10),
		Samples: []Sample{{day(0), 8}, {day(7), 7}, {day(15), 6}, {day(30), 3}, {day(44), 2}},
	}
}

func said(p *Picture) []string {
	var out []string
	texts(p, func(t *Text) { out = append(out, t.String) })
	return out
}

func TestTimeSeriesTellsItsNumbers(t *testing.T) {
	t.Parallel()
	p := TimeSeries(rotation(), nil, Chart{Width: 640, Height: 300, Type: 14})
	for _, want := range []string{
		"Neck rotation to the left", "48°", "71°", "target", "75°", "within", "measurement", "error", "±6.5°", "1 Mar", "14 Apr", "60°",
	} {
		if !slices.Contains(said(p), want) {
			t.Errorf("%q is not written; there is %q", want, said(p))
		}
	}
	for name, palette := range palettes {
		c := Chart{Palette: palette, Width: 640, Height: 300, Type: 14}
		page := NewPicture(rect(0, 0, 1320, 640))
		page.Add(TimeSeries(rotation(), nil, c), Translate(10, 10))
		page.Add(TimeSeries(pain(), nil, c), Translate(670, 10))
		page.Add(TimeSeries(pain(), []Dose{{day(0), 30}, {day(4), 45}, {day(18), 60}}, c), Translate(10, 330))
		page.Add(Sparkline(rotation(), Chart{Palette: palette, Width: 120, Height: 32}), Translate(670, 340))
		look(t, "charts-"+name, on(palette, page.Image(1320, 640)))
	}
}

func TestWordsOfCharts(t *testing.T) {
	t.Parallel()
	words := &ChartWords{
		Target: "Ziel", Error: "Messfehler", Minutes: "Minuten", Empty: "Noch nichts",
		Date: func(t time.Time) string { return t.Format("02.01.") },
	}
	c := Chart{Width: 640, Height: 300, Type: 14, Words: words}
	got := said(TimeSeries(rotation(), []Dose{{day(3), 30}}, c))
	for _, want := range []string{"Ziel", "75°", "Messfehler", "±6.5°", "Minuten", "01.03.", "30"} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not written; there is %q", want, got)
		}
	}
	if got := said(TimeSeries(Series{}, nil, c)); !slices.Contains(got, "Noch nichts") {
		t.Errorf("an empty chart says %q", got)
	}
}

// Whatever is measured and given, nothing is drawn outside the chart, no two texts touch, and drawing ends.
func TestChartsStayInTheirBox(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := Series{Title: "Measure", Unit: rapid.SampledFrom([]string{"", "°", " mm", "/10"}).Draw(t, "unit")}
		scale := rapid.SampledFrom([]float64{0.01, 1, 100, 10000}).Draw(t, "scale")
		value := func(name string) float64 {
			return math.Round(rapid.Float64Range(-10, 10).Draw(t, name)*10) / 10 * scale
		}
		for range rapid.IntRange(0, 12).Draw(t, "samples") {
			s.Samples = append(s.Samples, Sample{day(rapid.IntRange(0, 400).Draw(t, "day")), value("value")})
		}
		if rapid.Bool().Draw(t, "target?") {
			s.Target = number2(value("target"))
		}
		if rapid.Bool().Draw(t, "error?") {
			s.Error = number2(math.Abs(value("error")))
		}
		if rapid.Bool().Draw(t, "scale?") {
			s.Low, s.High = number2(-10*scale), number2(10*scale)
		}
		var doses []Dose
		for range rapid.IntRange(0, 20).Draw(t, "doses") {
			doses = append(doses, Dose{day(rapid.IntRange(0, 400).Draw(t, "on")), float64(rapid.IntRange(0, 120).Draw(t, "minutes"))})
		}
		c := Chart{Width: rapid.Float64Range(320, 640).Draw(t, "width"), Height: 300, Type: 14}
		if rapid.Bool().Draw(t, "since?") {
			c.Since = day(rapid.IntRange(0, 400).Draw(t, "since"))
		}
		for name, p := range map[string]*Picture{"series": TimeSeries(s, nil, c), "dose": TimeSeries(s, doses, c), "spark": Sparkline(s, c)} {
			if p.Empty() {
				if name == "spark" && len(s.Samples) == 0 {
					continue
				}
				t.Fatalf("%s is empty", name)
			}
			b := p.Bounds()
			if b.Min.X < -8 || b.Min.Y < -8 || b.Max.X > c.Width+8 || b.Max.Y > 308 {
				t.Fatalf("%s is drawn at %v", name, b)
			}
			if a, b := touching(p); a != "" {
				t.Fatalf("%s: %q touches %q", name, a, b)
			}
			for _, it := range p.items {
				for _, q := range it.path.Pts {
					if math.IsNaN(q.X) || math.IsNaN(q.Y) {
						t.Fatalf("%s has a point that is no number", name)
					}
				}
			}
		}
	})
}

// touching are two texts of a picture that lie over one another; "" when there are none.
func touching(p *Picture) (a, b string) {
	var boxes []Rect
	var said []string
	texts(p, func(t *Text) {
		w := t.Face.Width(t.String, t.Size)
		x := t.At.X - w*float64(t.Align)/2
		boxes = append(boxes, Rect{Min: Point{X: x, Y: t.At.Y - t.Size*capHeight}, Max: Point{X: x + w, Y: t.At.Y + t.Size*0.05}})
		said = append(said, t.String)
	})
	for i := range boxes {
		for j := range i {
			if overlap(boxes[i], boxes[j]) {
				return said[j], said[i]
			}
		}
	}
	return "", ""
}

// What was before the day that a chart begins with is left out behind a break with its year, in the curve and in the bars;
// what is left has the room, and nothing is said of a break where there was nothing.
func TestEarlierIsBehindABreak(t *testing.T) {
	t.Parallel()
	s := rotation()
	s.Samples = append(s.Samples, Sample{day(-500), 30})
	doses := []Dose{{day(-490), 33}, {day(10), 44}}
	c := Chart{Width: 640, Height: 300, Type: 14}
	all := said(TimeSeries(s, doses, c))
	c.Since = day(0)
	since := TimeSeries(s, doses, c)
	for _, want := range []string{"30°", "33"} {
		if !slices.Contains(all, want) || slices.Contains(said(since), want) {
			t.Errorf("%q: in all %q, since %q", want, all, said(since))
		}
	}
	if !slices.Contains(said(since), "‹ 2024") || !slices.Contains(said(since), "44") || slices.ContainsFunc(all, func(s string) bool { return strings.HasPrefix(s, "‹") }) {
		t.Errorf("since: %q, all: %q", said(since), all)
	}
	if a, b := touching(since); a != "" {
		t.Errorf("%q touches %q", a, b)
	}
	c.Since = day(-600)
	if got := said(TimeSeries(s, doses, c)); slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "‹") }) {
		t.Errorf("a break though nothing is left out: %q", got)
	}
}

// The names of target and band stand at the right of the plot, where no curve goes.
func TestTargetAndBandAreNamedOutside(t *testing.T) {
	t.Parallel()
	p := TimeSeries(rotation(), nil, Chart{Width: 640, Height: 300, Type: 14})
	end := 0.0 // of the grid
	for _, it := range p.items {
		if it.text == nil && it.style.Stroke.A > 0 && it.bounds.Height() < 1 {
			end = math.Max(end, it.bounds.Max.X)
		}
	}
	texts(p, func(t2 *Text) {
		if slices.Contains([]string{"target", "75°", "within", "measurement", "error", "±6.5°"}, t2.String) && t2.At.X < end-1 {
			t.Errorf("%q stands at %.0f, the plot ends at %.0f", t2.String, t2.At.X, end)
		}
	})
}

// Values at the first and at the last moment of a chart are written towards its middle, and two of one moment once.
func TestValuesAtTheEdges(t *testing.T) {
	t.Parallel()
	c := Chart{Width: 600, Height: 300, Type: 14}
	long := func(d int) Sample { return Sample{day(d), 10000.25} }
	for _, x := range []struct {
		name    string
		samples []Sample
		doses   []Dose
		texts   int
	}{
		{"two of the last day", []Sample{long(27), long(27)}, []Dose{{day(0), 20}}, 1},
		{"one on the last day", []Sample{long(27)}, []Dose{{day(0), 20}}, 1},
		{"one on the first day", []Sample{long(0)}, []Dose{{day(27), 20}}, 1},
		{"two of the first day", []Sample{long(0), long(0)}, []Dose{{day(27), 20}}, 1},
		{"two at the end", []Sample{long(26), long(27)}, []Dose{{day(0), 20}}, 2},
		{"two at the beginning", []Sample{long(0), long(1)}, []Dose{{day(27), 20}}, 2},
		{"from end to end", []Sample{long(0), long(27)}, []Dose{{day(0), 20}}, 2},
	} {
		p := TimeSeries(Series{Title: "Measure", Unit: " mm", Samples: x.samples}, x.doses, c)
		if a, b := touching(p); a != "" {
			t.Errorf("%s: %q touches %q", x.name, a, b)
		}
		texts := 0
		for _, it := range p.items {
			if it.text == nil || !strings.HasPrefix(it.text.String, "10000.25") {
				continue
			}
			texts++
			w := it.text.Face.Width(it.text.String, it.text.Size)
			if from := it.text.At.X - w*float64(it.text.Align)/2; from < 0 || from+w > c.Width {
				t.Errorf("%s: written from %.0f to %.0f", x.name, from, from+w)
			}
		}
		if texts != x.texts {
			t.Errorf("%s: the value is written %d times, want %d", x.name, texts, x.texts)
		}
	}
}

func TestNiceStep(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		span := rapid.Float64Range(1e-3, 1e6).Draw(t, "span")
		step := niceStep(span)
		if n := span / step; n < 1.5 || n > 4.1 {
			t.Fatalf("%v steps of %v in %v", n, step, span)
		}
		digit := step / math.Pow(10, math.Floor(math.Log10(step)+1e-9))
		if r := math.Round(digit*1e6) / 1e6; r != 1 && r != 2 && r != 5 && r != 10 {
			t.Fatalf("%v is not a round number", step)
		}
	})
	for _, c := range []struct {
		v, step float64
		want    string
	}{{0.5, 0.5, "0.5"}, {10, 5, "10"}, {0.25, 0.05, "0.25"}, {math.Copysign(0, -1), 1, "0"}} {
		if got := number(c.v, c.step); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// The numbers over the bars of days close together, beside a break of a year, do not run into one another, and neither do
// the bars.
func TestBarsOfCloseDaysStayApart(t *testing.T) {
	t.Parallel()
	var doses []Dose
	for _, n := range []int{0, 7, 14, 21, 400, 407} {
		doses = append(doses, Dose{day(n), 48})
	}
	p := TimeSeries(rotation(), doses, Chart{Width: 640, Height: 300, Type: 14})
	if a, b := touching(p); a != "" {
		t.Errorf("%q touches %q", a, b)
	}
	var labels, bars []Rect
	for _, it := range p.items {
		switch {
		case it.text != nil && it.text.String == "48":
			labels = append(labels, it.bounds)
		case it.text == nil && it.style.Fill.A > 0 && it.bounds.Max.Y > 260 && it.bounds.Height() > 10:
			bars = append(bars, it.bounds)
		}
	}
	if len(labels) < 2 || len(bars) != len(doses) {
		t.Fatalf("%d numbers over %d bars", len(labels), len(bars))
	}
	for _, boxes := range [][]Rect{labels, bars} {
		for i := 1; i < len(boxes); i++ {
			if boxes[i].Min.X < boxes[i-1].Max.X {
				t.Errorf("%v runs into %v", boxes[i], boxes[i-1])
			}
		}
	}
}
