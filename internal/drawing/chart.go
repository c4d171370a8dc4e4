package drawing

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"
)

// Sample is one measurement on a day.
type Sample struct {
	At    time.Time
	Value float64
}

// Series is what a chart of one measure shows.
type Series struct {
	Title   string
	Unit    string // "°", "mm", "/10"
	Samples []Sample
	Target  *float64
	// Error is the minimal detectable change: values within it of the
	// baseline, which is the first sample, may be measurement error only.
	Error *float64
	// Low and High are the ends of the measure's scale, when it has one.
	Low, High *float64
	// Baseline replaces the first sample as the middle of the error band.
	Baseline *float64
}

// suffix is the unit as it stands behind a number: "2620 mL", but "45°" and "6/10".
func (s *Series) suffix() string {
	if s.Unit == "" || s.Unit[0] == '/' || s.Unit == "°" || s.Unit == "%" {
		return s.Unit
	}
	return "\u00a0" + s.Unit
}

// ChartWords are the fixed words of charts.
type ChartWords struct {
	Target, Error, Week, Minutes, Empty string
	Date                                func(time.Time) string // nil writes "2 Jan"
}

var englishChart = ChartWords{
	Target: "target", Error: "within measurement error", Week: "week of", Minutes: "minutes", Empty: "No measurements yet",
}

// Chart says how a chart is drawn. Width, Height and Type are in one unit.
type Chart struct {
	Palette       Palette
	Width, Height float64
	Type          float64 // type size
	Words         *ChartWords
}

func (c Chart) words() ChartWords {
	w := englishChart
	if c.Words != nil {
		w = *c.Words
	}
	if w.Date == nil {
		w.Date = func(t time.Time) string { return t.Format("2 Jan") }
	}
	return w
}

// plot is the drawing area of a chart with its two scales.
type plot struct {
	area     Rect
	inset    float64 // kept free before the first and after the last moment
	from, to time.Time
	low, top float64
}

func (p plot) x(t time.Time) float64 {
	span := p.to.Sub(p.from)
	if span <= 0 {
		return p.area.Center().X
	}
	return p.area.Min.X + p.inset + (p.area.Width()-2*p.inset)*float64(t.Sub(p.from))/float64(span)
}

func (p plot) y(v float64) float64 {
	if p.top <= p.low {
		return p.area.Center().Y
	}
	return p.area.Max.Y - p.area.Height()*(v-p.low)/(p.top-p.low)
}

// valueRange is the range of a series' axis: its scale when it has one, else
// round numbers around all that is shown.
func valueRange(s Series) (low, high, step float64) {
	low, high = math.Inf(1), math.Inf(-1)
	take := func(v float64) { low, high = math.Min(low, v), math.Max(high, v) }
	for _, m := range s.Samples {
		take(m.Value)
	}
	if s.Target != nil {
		take(*s.Target)
	}
	if b, ok := s.baseline(); ok && s.Error != nil {
		take(b - *s.Error)
		take(b + *s.Error)
	}
	if math.IsInf(low, 0) {
		low, high = 0, 1
	}
	if s.Low != nil && s.High != nil && *s.High > *s.Low {
		low, high = math.Min(low, *s.Low), math.Max(high, *s.High)
		low, high = math.Max(low, *s.Low), math.Min(high, *s.High)
		return low, high, niceStep(high - low)
	}
	if high-low < 1e-9 {
		low, high = low-1, high+1
	}
	step = niceStep(high - low)
	low, high = math.Floor(low/step)*step, math.Ceil(high/step)*step
	if s.Low != nil {
		low = math.Max(low, *s.Low)
	}
	if s.High != nil {
		high = math.Min(high, *s.High)
	}
	return low, high, step
}

func (s Series) baseline() (float64, bool) {
	if s.Baseline != nil {
		return *s.Baseline, true
	}
	if len(s.Samples) == 0 {
		return 0, false
	}
	return s.Samples[0].Value, true
}

// niceStep gives about four steps of 1, 2 or 5 times a power of ten.
func niceStep(span float64) float64 {
	if span <= 0 {
		return 1
	}
	raw := span / 4
	mag := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, m := range [...]float64{1, 2, 5, 10} {
		if raw <= m*mag*1.001 {
			return m * mag
		}
	}
	return 10 * mag
}

// number writes a value with as many decimals as its step needs.
func number(v, step float64) string {
	decimals := 0
	for s := step; decimals < 4 && math.Abs(s-math.Round(s)) > 1e-6; s *= 10 {
		decimals++
	}
	if v == 0 {
		v = 0 // no minus before a zero
	}
	return strconv.FormatFloat(v, 'f', decimals, 64)
}

// TimeSeries draws a measure over time: points joined by a line, each last
// and first with its number, the target as a broken line, and a hatched band
// of measurement error around the baseline.
func TimeSeries(s Series, c Chart) *Picture {
	p := NewPicture(Rect{Max: Point{X: c.Width, Y: c.Height}})
	w, t := c.words(), c.Palette.tones()
	s.Samples = slices.Clone(s.Samples)
	slices.SortStableFunc(s.Samples, func(a, b Sample) int { return a.At.Compare(b.At) })
	if len(s.Samples) == 0 {
		p.Text(Text{At: p.box.Center(), String: w.Empty, Size: c.Type, Color: t.quiet, Align: Middle})
		return p
	}
	pl := c.axes(p, s, s.Samples[0].At, s.Samples[len(s.Samples)-1].At, Rect{Max: Point{X: c.Width, Y: c.Height}}, 0)
	c.dates(p, pl, sampleTimes(s.Samples), w)
	c.curve(p, pl, s, w)
	return p
}

func sampleTimes(samples []Sample) []time.Time {
	out := make([]time.Time, len(samples))
	for i, m := range samples {
		out[i] = m.At
	}
	return out
}

// axes draws title, grid and value labels within room and returns the plot.
// The labels get at least the given width.
func (c Chart) axes(p *Picture, s Series, from, to time.Time, room Rect, labels float64) plot {
	t := c.Palette.tones()
	low, high, step := valueRange(s)
	for v := low; v <= high+step*1e-6; v += step {
		labels = math.Max(labels, Regular.Width(number(v, step)+s.suffix(), c.Type))
	}
	head := c.Type * 0.8
	if s.Title != "" {
		p.Text(Text{
			At:     Point{X: room.Min.X, Y: room.Min.Y + c.Type},
			String: Bold.Fit(s.Title, c.Type*1.1, room.Width()), Size: c.Type * 1.1, Face: Bold, Color: t.ink,
		})
		head = c.Type * 2.6
	}
	pl := plot{
		area: Rect{
			Min: Point{X: room.Min.X + labels + c.Type*0.7, Y: room.Min.Y + head},
			Max: Point{X: room.Max.X - c.Type*1.6, Y: room.Max.Y - c.Type*2},
		},
		inset: c.Type * 1.2, from: from, to: to, low: low, top: high,
	}
	for v := low; v <= high+step*1e-6; v += step {
		y := pl.y(v)
		p.Path(Line(Point{X: pl.area.Min.X, Y: y}, Point{X: pl.area.Max.X, Y: y}), Style{Stroke: t.grid, Width: c.Type * 0.06})
		p.Text(Text{
			At:     Point{X: pl.area.Min.X - c.Type*0.5, Y: y + c.Type*capHeight/2},
			String: number(v, step) + s.suffix(), Size: c.Type, Color: t.quiet, Align: End,
		})
	}
	p.Path(Line(Point{X: pl.area.Min.X, Y: pl.area.Max.Y}, pl.area.Max), Style{Stroke: t.quiet, Width: c.Type * 0.09})
	return pl
}

// dates writes dates under the axis, leaving out those that would touch.
func (c Chart) dates(p *Picture, pl plot, at []time.Time, w ChartWords) {
	t := c.Palette.tones()
	at = slices.Clone(at)
	if len(at) > 1 { // the last date matters more than the one before it
		at = append([]time.Time{at[0], at[len(at)-1]}, at[1:len(at)-1]...)
	}
	var taken [][2]float64
	for _, d := range at {
		text := w.Date(d)
		half := Regular.Width(text, c.Type) / 2
		x := pl.x(d)
		mid := math.Max(pl.area.Min.X-c.Type+half, math.Min(pl.area.Max.X+c.Type*1.6-half, x))
		lo, hi := mid-half-c.Type*0.4, mid+half+c.Type*0.4
		if slices.ContainsFunc(taken, func(u [2]float64) bool { return lo < u[1] && u[0] < hi }) {
			continue
		}
		taken = append(taken, [2]float64{lo, hi})
		p.Path(Line(Point{X: x, Y: pl.area.Max.Y}, Point{X: x, Y: pl.area.Max.Y + c.Type*0.3}), Style{Stroke: t.quiet, Width: c.Type * 0.09})
		p.Text(Text{At: Point{X: mid, Y: pl.area.Max.Y + c.Type*1.5}, String: text, Size: c.Type, Color: t.quiet, Align: Middle})
	}
}

func (c Chart) errorBand(p *Picture, pl plot, s Series) {
	base, ok := s.baseline()
	if !ok || s.Error == nil || *s.Error <= 0 {
		return
	}
	t := c.Palette.tones()
	top := math.Max(pl.area.Min.Y, pl.y(base+*s.Error))
	bottom := math.Min(pl.area.Max.Y, pl.y(base-*s.Error))
	box := Rect{Min: Point{X: pl.area.Min.X, Y: top}, Max: Point{X: pl.area.Max.X, Y: bottom}}
	p.Path(RectPath(box), Style{Fill: t.band})
	part := NewPicture(Rect{})
	Diagonal.fill(part, box, c.Type*0.55, fade(t.quiet, 0.35))
	p.Clip(RectPath(box), part)
}

// curve draws band, target, line and points of a series.
func (c Chart) curve(p *Picture, pl plot, s Series, w ChartWords) {
	t := c.Palette.tones()
	c.errorBand(p, pl, s)
	if s.Target != nil {
		y := pl.y(*s.Target)
		p.Path(Line(Point{X: pl.area.Min.X, Y: y}, Point{X: pl.area.Max.X, Y: y}),
			Style{Stroke: t.good, Width: c.Type * 0.14, Dash: []float64{c.Type * 0.6, c.Type * 0.45}})
		label := Text{
			At: Point{X: pl.area.Max.X, Y: y - c.Type*0.35}, String: w.Target + " " + plainNumber(*s.Target) + s.suffix(),
			Size: c.Type * 0.95, Color: t.good, Align: End,
		}
		// At the end of the line that the curve keeps away from.
		if n := len(s.Samples); n > 0 && math.Abs(pl.y(s.Samples[n-1].Value)-y) < math.Abs(pl.y(s.Samples[0].Value)-y) {
			label.At.X, label.Align = pl.area.Min.X+c.Type*0.2, Start
		}
		if label.At.Y-c.Type < pl.area.Min.Y {
			label.At.Y = y + c.Type*1.1
		}
		c.tag(p, label)
	}
	if s.Error != nil && *s.Error > 0 {
		if base, ok := s.baseline(); ok {
			y := math.Min(pl.area.Max.Y, pl.y(base-*s.Error)) - c.Type*0.35
			c.tag(p, Text{
				At: Point{X: pl.area.Max.X, Y: y}, String: w.Error + fmt.Sprintf(" (±%s%s)", plainNumber(*s.Error), s.suffix()),
				Size: c.Type * 0.85, Color: t.quiet, Align: End,
			})
		}
	}
	pts := make([]Point, len(s.Samples))
	for i, m := range s.Samples {
		pts[i] = Point{X: pl.x(m.At), Y: pl.y(m.Value)}
	}
	if len(pts) > 1 {
		p.Path(Line(pts...), Style{Stroke: t.accent, Width: c.Type * 0.18})
	}
	for i, q := range pts {
		fill := t.paper
		if i == len(pts)-1 {
			fill = t.accent
		}
		p.Path(Circle(q, c.Type*0.3), Style{Fill: fill, Stroke: t.accent, Width: c.Type * 0.16})
	}
	c.values(p, pl, s, pts)
}

// values writes the first and the last value at their points: the first from its point on, the last up to it, unless it
// would leave the chart that way. Of two at the same moment, the last stands for both.
func (c Chart) values(p *Picture, pl plot, s Series, pts []Point) {
	last := len(pts) - 1
	for i := range pts {
		if i != last && (i != 0 || pts[0].X == pts[last].X) {
			continue
		}
		y := pts[i].Y - c.Type*0.6
		if y-c.Type < pl.area.Min.Y-c.Type*0.5 {
			y = pts[i].Y + c.Type*1.4
		}
		text := Text{
			At: Point{X: pts[i].X - c.Type*0.5, Y: y}, String: plainNumber(s.Samples[i].Value) + s.suffix(),
			Size: c.Type * 1.1, Face: Bold, Color: c.Palette.tones().ink, Align: Start,
		}
		w := text.Face.Width(text.String, text.Size)
		if end := pts[i].X + c.Type*0.8; i == last && end-w >= 0 || text.At.X+w > c.Width {
			text.At.X, text.Align = end, End
		}
		c.tag(p, text)
	}
}

// tag writes text with a ground of its own, so that lines do not cross it.
func (c Chart) tag(p *Picture, text Text) {
	w := text.Face.Width(text.String, text.Size)
	x := text.At.X - w*float64(text.Align)/2
	pad := text.Size * 0.18
	box := Rect{
		Min: Point{X: x - pad, Y: text.At.Y - text.Size*0.82},
		Max: Point{X: x + w + pad, Y: text.At.Y + text.Size*0.24},
	}
	p.Path(RoundRect(box, pad), Style{Fill: fade(c.Palette.tones().paper, 0.82)})
	p.Text(text)
}

// plainNumber writes a measured value without needless decimals.
func plainNumber(v float64) string {
	return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
}

// Sparkline draws a series small and without words: error band, line, and a
// dot for the last value. It fits between two lines of text.
func Sparkline(s Series, c Chart) *Picture {
	box := Rect{Max: Point{X: c.Width, Y: c.Height}}
	p := NewPicture(box)
	if len(s.Samples) == 0 {
		return p
	}
	unit := c.Height / 6
	s.Samples = slices.Clone(s.Samples)
	slices.SortStableFunc(s.Samples, func(a, b Sample) int { return a.At.Compare(b.At) })
	low, high, _ := valueRange(s)
	pl := plot{area: box.Grow(-unit), from: s.Samples[0].At, to: s.Samples[len(s.Samples)-1].At, low: low, top: high}
	t := c.Palette.tones()
	c.Type = unit * 2
	c.errorBand(p, pl, s)
	if s.Target != nil {
		y := pl.y(*s.Target)
		p.Path(Line(Point{X: pl.area.Min.X, Y: y}, Point{X: pl.area.Max.X, Y: y}),
			Style{Stroke: t.good, Width: unit * 0.3, Dash: []float64{unit, unit * 0.8}})
	}
	pts := make([]Point, len(s.Samples))
	for i, m := range s.Samples {
		pts[i] = Point{X: pl.x(m.At), Y: pl.y(m.Value)}
	}
	if len(pts) > 1 {
		p.Path(Line(pts...), Style{Stroke: t.accent, Width: unit * 0.45})
	}
	p.Path(Circle(pts[len(pts)-1], unit*0.75), Style{Fill: t.accent})
	return p
}

// Dose is the treatment given in a span of time, such as a session or a week.
type Dose struct {
	At      time.Time
	Minutes float64
}

// DoseChart draws an outcome over time and, beneath it on the same time axis,
// the minutes of treatment as bars: what was done, and what followed.
func DoseChart(s Series, doses []Dose, c Chart) *Picture {
	p := NewPicture(Rect{Max: Point{X: c.Width, Y: c.Height}})
	w, t := c.words(), c.Palette.tones()
	s.Samples = slices.Clone(s.Samples)
	slices.SortStableFunc(s.Samples, func(a, b Sample) int { return a.At.Compare(b.At) })
	at := sampleTimes(s.Samples)
	most := 0.0
	for _, d := range doses {
		at = append(at, d.At)
		most = math.Max(most, d.Minutes)
	}
	if len(at) == 0 {
		p.Text(Text{At: p.box.Center(), String: w.Empty, Size: c.Type, Color: t.quiet, Align: Middle})
		return p
	}
	slices.SortFunc(at, time.Time.Compare)
	split := c.Height * 0.62
	step := niceStep(math.Max(most, 10))
	top := math.Max(step, math.Ceil(most/step)*step)
	pl := c.axes(p, s, at[0], at[len(at)-1], Rect{Max: Point{X: c.Width, Y: split + c.Type*1.2}},
		Regular.Width(number(top, step), c.Type))
	if len(s.Samples) > 0 {
		c.curve(p, pl, s, w)
	}
	bars := pl
	bars.area.Min.Y, bars.area.Max.Y = split+c.Type*2, c.Height-c.Type*2
	bars.low, bars.top = 0, top
	p.Text(Text{
		At:     Point{X: bars.area.Min.X, Y: bars.area.Min.Y - c.Type*0.6},
		String: w.Minutes, Size: c.Type * 0.95, Color: t.quiet,
	})
	for _, v := range []float64{0, bars.top} {
		p.Path(Line(Point{X: bars.area.Min.X, Y: bars.y(v)}, Point{X: bars.area.Max.X, Y: bars.y(v)}), Style{Stroke: t.grid, Width: c.Type * 0.06})
		p.Text(Text{
			At:     Point{X: bars.area.Min.X - c.Type*0.5, Y: bars.y(v) + c.Type*capHeight/2},
			String: number(v, step), Size: c.Type, Color: t.quiet, Align: End,
		})
	}
	doses = slices.Clone(doses)
	slices.SortStableFunc(doses, func(a, b Dose) int { return a.At.Compare(b.At) })
	width := c.Type * 1.6
	for i := 1; i < len(doses); i++ { // days close together stay apart
		if gap := bars.x(doses[i].At) - bars.x(doses[i-1].At); gap > 0 {
			width = math.Min(width, gap*0.85)
		}
	}
	width = math.Max(width, c.Type*0.25)
	said := math.Inf(-1) // where the last label ends
	for _, d := range doses {
		x := bars.x(d.At)
		box := Rect{Min: Point{X: x - width/2, Y: bars.y(d.Minutes)}, Max: Point{X: x + width/2, Y: bars.area.Max.Y}}
		p.Path(RectPath(box), Style{Fill: fade(t.accent, 0.55), Stroke: t.accent, Width: c.Type * 0.08})
		label := plainNumber(d.Minutes)
		half := Regular.Width(label, c.Type*0.85) / 2
		if d.Minutes > 0 && x-half > said {
			p.Text(Text{
				At: Point{X: x, Y: box.Min.Y - c.Type*0.25}, String: label,
				Size: c.Type * 0.85, Color: t.ink, Align: Middle,
			})
			said = x + half + c.Type*0.2
		}
	}
	p.Path(Line(Point{X: bars.area.Min.X, Y: bars.area.Max.Y}, bars.area.Max), Style{Stroke: t.quiet, Width: c.Type * 0.09})
	c.dates(p, bars, at, w)
	return p
}
