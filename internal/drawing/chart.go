package drawing

import (
	"image/color"
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
	// Since leaves out what was before it. A break at the beginning of the time axis, with the year in which the last of
	// that was, says so. The zero Since shows everything.
	Since time.Time
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
	lead     float64 // of a break, before the first moment
	inset    float64 // kept free before the first and after the last moment
	from, to time.Time
	low, top float64
	before   string // what the break says
}

func (p plot) x(t time.Time) float64 {
	span := p.to.Sub(p.from)
	if span <= 0 {
		return p.area.Center().X + p.lead/2
	}
	return p.area.Min.X + p.lead + p.inset + (p.area.Width()-p.lead-2*p.inset)*float64(t.Sub(p.from))/float64(span)
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

// TimeSeries draws a measure over time: points joined by a line, the last and the first with their numbers, the target
// as a broken line, and a hatched band of measurement error around the baseline, both named at the right. Where doses
// are given, their minutes stand below it as bars on the same time axis: what was done, and what followed. No two
// texts touch.
func TimeSeries(s Series, doses []Dose, c Chart) *Picture {
	p := NewPicture(Rect{Max: Point{X: c.Width, Y: c.Height}})
	w, t := c.words(), c.Palette.tones()
	s.Samples = slices.Clone(s.Samples)
	slices.SortStableFunc(s.Samples, func(a, b Sample) int { return a.At.Compare(b.At) })
	doses = slices.Clone(doses)
	slices.SortStableFunc(doses, func(a, b Dose) int { return a.At.Compare(b.At) })
	left := c.leaveOut(&s, &doses)
	at := make([]time.Time, 0, len(s.Samples)+len(doses))
	for _, m := range s.Samples {
		at = append(at, m.At)
	}
	for _, d := range doses {
		at = append(at, d.At)
	}
	if len(at) == 0 {
		p.Text(Text{At: p.box.Center(), String: w.Empty, Size: c.Type, Color: t.quiet, Align: Middle})
		return p
	}
	slices.SortFunc(at, time.Time.Compare)
	room := Rect{Max: Point{X: c.Width, Y: c.Height}}
	var scale barScale
	if len(doses) > 0 {
		scale = newBarScale(doses)
		room.Max.Y = c.Height*doseSplit + c.Type*1.2
	}
	pl := c.axes(p, s, at[0], at[len(at)-1], room, scale, left)
	if len(s.Samples) > 0 {
		c.curve(p, pl, s)
	}
	if len(doses) > 0 {
		pl = c.bars(p, pl, doses, scale, w)
	}
	c.dates(p, pl, at, w)
	return p
}

// doseSplit is the share of the height that the measure takes over the doses.
const doseSplit = 0.58

// leaveOut drops what was before Since and gives the year in which the last of that was; 0 where there was nothing.
func (c Chart) leaveOut(s *Series, doses *[]Dose) (year int) {
	if c.Since.IsZero() {
		return 0
	}
	early := func(at time.Time) bool {
		if at.Before(c.Since) {
			year = max(year, at.Year())
			return true
		}
		return false
	}
	s.Samples = slices.DeleteFunc(s.Samples, func(m Sample) bool { return early(m.At) })
	*doses = slices.DeleteFunc(*doses, func(d Dose) bool { return early(d.At) })
	return year
}

// axes draws title, grid and value labels within room and returns the plot. There is room for the numbers of the bars at
// the left, for the names of target and band at the right, and for a break when something of an earlier year is left
// out.
func (c Chart) axes(p *Picture, s Series, from, to time.Time, room Rect, bars barScale, left int) plot {
	t := c.Palette.tones()
	low, high, step := valueRange(s)
	labels := Regular.Width(number(bars.top, bars.step), c.Type)
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
			Max: Point{X: room.Max.X - math.Max(c.Type*1.6, c.sideWidth(s)), Y: room.Max.Y - c.Type*2},
		},
		inset: c.Type * 1.2, from: from, to: to, low: low, top: high,
	}
	if left > 0 {
		pl.before = "‹ " + strconv.Itoa(left)
		pl.lead = Regular.Width(pl.before, c.Type) + c.Type*1.6
	}
	for v := low; v <= high+step*1e-6; v += step {
		y := pl.y(v)
		p.Path(Line(Point{X: pl.area.Min.X, Y: y}, Point{X: pl.area.Max.X, Y: y}), Style{Stroke: t.grid, Width: c.Type * 0.06})
		p.Text(Text{
			At:     Point{X: pl.area.Min.X - c.Type*0.5, Y: y + c.Type*capHeight/2},
			String: number(v, step) + s.suffix(), Size: c.Type, Color: t.quiet, Align: End,
		})
	}
	c.axis(p, pl)
	return pl
}

// axis draws the line of time, with its break.
func (c Chart) axis(p *Picture, pl plot) {
	pen := Style{Stroke: c.Palette.tones().quiet, Width: c.Type * 0.09}
	y := pl.area.Max.Y
	from := pl.area.Min.X
	if pl.before != "" {
		at := from + pl.lead*0.4
		p.Path(Line(Point{X: from, Y: y}, Point{X: at, Y: y}), pen)
		from = at + c.Type*0.35
		for _, x := range []float64{at, from} {
			p.Path(Line(Point{X: x - c.Type*0.2, Y: y + c.Type*0.4}, Point{X: x + c.Type*0.2, Y: y - c.Type*0.4}), pen)
		}
	}
	p.Path(Line(Point{X: from, Y: y}, pl.area.Max), pen)
}

// dates writes dates under the axis, leaving out those that would touch.
func (c Chart) dates(p *Picture, pl plot, at []time.Time, w ChartWords) {
	t := c.Palette.tones()
	at = slices.Clone(at)
	if len(at) > 1 { // the last date matters more than the one before it
		at = append([]time.Time{at[0], at[len(at)-1]}, at[1:len(at)-1]...)
	}
	var taken [][2]float64
	if pl.before != "" {
		from := pl.area.Min.X - c.Type*0.4
		p.Text(Text{At: Point{X: from, Y: pl.area.Max.Y + c.Type*1.5}, String: pl.before, Size: c.Type, Color: t.quiet})
		taken = append(taken, [2]float64{from, from + Regular.Width(pl.before, c.Type) + c.Type*0.4})
	}
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
func (c Chart) curve(p *Picture, pl plot, s Series) {
	t := c.Palette.tones()
	c.errorBand(p, pl, s)
	if s.Target != nil {
		y := pl.y(*s.Target)
		p.Path(Line(Point{X: pl.area.Min.X, Y: y}, Point{X: pl.area.Max.X, Y: y}),
			Style{Stroke: t.good, Width: c.Type * 0.14, Dash: []float64{c.Type * 0.6, c.Type * 0.45}})
	}
	c.sideLabels(p, pl, s)
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

// sideLabel is what stands at the right of the plot: the name of the target, or of the band.
type sideLabel struct {
	lines []string
	y     float64 // that it is for
	color color.NRGBA
}

const (
	sideSize = 0.85 // of the type
	sideLine = 1.15 // from one line to the next, in the size of the text
	sideMost = 0.16 // of the width of the chart
)

// sideWidth is how much room the names of target and band need.
func (c Chart) sideWidth(s Series) float64 {
	w := 0.0
	for _, l := range c.sides(s, plot{}) {
		for _, line := range l.lines {
			w = math.Max(w, Regular.Width(line, c.Type*sideSize))
		}
	}
	if w == 0 {
		return 0
	}
	return w + c.Type
}

// sides are the names of target and band, in lines.
func (c Chart) sides(s Series, pl plot) []sideLabel {
	if len(s.Samples) == 0 {
		return nil
	}
	w, t := c.words(), c.Palette.tones()
	var out []sideLabel
	add := func(y float64, ink color.NRGBA, name, value string) {
		out = append(out, sideLabel{append(Regular.lines(name, c.Type*sideSize, c.Width*sideMost), value), y, ink})
	}
	if s.Target != nil {
		add(pl.y(*s.Target), t.good, w.Target, plainNumber(*s.Target)+s.suffix())
	}
	if base, ok := s.baseline(); ok && s.Error != nil && *s.Error > 0 {
		top, bottom := math.Max(pl.area.Min.Y, pl.y(base+*s.Error)), math.Min(pl.area.Max.Y, pl.y(base-*s.Error))
		add((top+bottom)/2, t.quiet, w.Error, "±"+plainNumber(*s.Error)+s.suffix())
	}
	return out
}

// sideLabels writes them, each as near to what it names as there is room; where there is no room for the words of the
// band, its number stands alone.
func (c Chart) sideLabels(p *Picture, pl plot, s Series) {
	size := c.Type * sideSize
	high := func(l sideLabel) float64 { return float64(len(l.lines)) * size * sideLine }
	place := func(l sideLabel, from, to float64) (top float64, ok bool) {
		h := high(l)
		return math.Max(from, math.Min(l.y-h/2, to-h)), h <= to-from
	}
	var taken []Rect
	for _, l := range c.sides(s, pl) {
		for _, l := range []sideLabel{l, {l.lines[len(l.lines)-1:], l.y, l.color}} {
			from, to := pl.area.Min.Y-c.Type*0.5, pl.area.Max.Y
			top, ok := place(l, from, to)
			if len(taken) > 0 { // above or below the other, whichever is nearer
				up, above := place(l, from, taken[0].Min.Y)
				down, below := place(l, taken[0].Max.Y, to)
				ok = above || below
				if top = down; above && (!below || math.Abs(up-l.y) < math.Abs(down-l.y)) {
					top = up
				}
			}
			if !ok {
				continue
			}
			for i, line := range l.lines {
				p.Text(Text{At: Point{X: pl.area.Max.X + c.Type*0.5, Y: top + size*(sideLine*float64(i)+0.9)}, String: line, Size: size, Color: l.color})
			}
			taken = append(taken, Rect{Min: Point{Y: top}, Max: Point{Y: top + high(l)}})
			break
		}
	}
}

// values writes the last and the first value at their points, where no other text is: the last up to its point, the
// first from its point on, above it before below it. Of two at the same moment, the last stands for both; where there is
// no room for the first beside the last it is left out.
func (c Chart) values(p *Picture, pl plot, s Series, pts []Point) {
	last := len(pts) - 1
	var taken []Rect
	for _, i := range []int{last, 0} {
		if i != last && pts[0].X == pts[last].X || i == last && len(taken) > 0 {
			continue
		}
		text := Text{
			String: plainNumber(s.Samples[i].Value) + s.suffix(), Size: c.Type * 1.1, Face: Bold, Color: c.Palette.tones().ink,
		}
		w := text.Face.Width(text.String, text.Size)
		begins, ends := pts[i].X-c.Type*0.5, pts[i].X+c.Type*0.8-w
		ways := []float64{begins, ends}
		if i == last {
			ways = []float64{ends, begins}
		}
		found := false
		for _, y := range []float64{pts[i].Y - c.Type*0.6, pts[i].Y + c.Type*1.4} {
			for _, x := range ways {
				box := Rect{Min: Point{X: x, Y: y - text.Size}, Max: Point{X: x + w, Y: y + text.Size*0.25}}
				fits := x >= pl.area.Min.X-c.Type*0.3 && x+w <= pl.area.Max.X+c.Type*0.3 && y-c.Type >= pl.area.Min.Y-c.Type*0.5 && y <= pl.area.Max.Y+c.Type*0.3
				if found || !fits || slices.ContainsFunc(taken, func(o Rect) bool { return overlap(o, box) }) {
					continue
				}
				found = true
				text.At = Point{X: x, Y: y}
				taken = append(taken, box)
			}
		}
		if found {
			c.tag(p, text)
		}
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

// barScale is the axis of the bars.
type barScale struct{ step, top float64 }

func newBarScale(doses []Dose) barScale {
	most := 10.0
	for _, d := range doses {
		most = math.Max(most, d.Minutes)
	}
	step := niceStep(most)
	return barScale{step, math.Max(step, math.Ceil(most/step)*step)}
}

// bars draws the doses below a plot, on its time axis, and returns where they stand.
func (c Chart) bars(p *Picture, pl plot, doses []Dose, scale barScale, w ChartWords) plot {
	t := c.Palette.tones()
	split := c.Height * doseSplit
	bars := pl
	bars.area.Min.Y, bars.area.Max.Y = split+c.Type*3, c.Height-c.Type*2
	bars.low, bars.top = 0, scale.top
	p.Text(Text{At: Point{X: bars.area.Min.X, Y: split + c.Type*1.4}, String: w.Minutes, Size: c.Type * 0.95, Color: t.quiet})
	for _, v := range []float64{0, bars.top} {
		p.Path(Line(Point{X: bars.area.Min.X, Y: bars.y(v)}, Point{X: bars.area.Max.X, Y: bars.y(v)}), Style{Stroke: t.grid, Width: c.Type * 0.06})
		p.Text(Text{
			At:     Point{X: bars.area.Min.X - c.Type*0.5, Y: bars.y(v) + c.Type*capHeight/2},
			String: number(v, scale.step), Size: c.Type, Color: t.quiet, Align: End,
		})
	}
	width := c.Type * 1.6
	for i := 1; i < len(doses); i++ { // days close together stay apart
		if gap := bars.x(doses[i].At) - bars.x(doses[i-1].At); gap > 0 {
			width = math.Min(width, gap*0.85-c.Type*0.1)
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
	c.axis(p, bars)
	return bars
}
