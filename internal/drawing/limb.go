package drawing

import (
	"image/color"
	"math"
	"slices"
)

// Tape is one level of a limb that is measured around.
type Tape struct {
	Y       float64 // in the picture, from the top
	Girth   float64 // measured; 0 is not yet
	Outline float64 // the girth drawn while it is not measured
	Marked  bool    // a level to look at: drawn in the colour of a warning, with a mark
}

// Limb draws a limb as an outline with the lines where the tape lies. Tapes are given from the trunk outward.
// Measured lines are solid and as wide as the limb is there; the others are broken.
type Limb struct {
	Palette       Palette
	Width, Height float64
	Widest        float64 // the girth that fills the width: the same for both sides, so that they compare
	Tapes         []Tape
	Foot          bool // ends in a foot, otherwise in a hand
	Current       int  // the tape that is being measured; -1 for none
}

// Picture draws it.
func (l Limb) Picture() *Picture {
	p := NewPicture(Rect{Max: Point{X: l.Width, Y: l.Height}})
	n := len(l.Tapes)
	if n == 0 || l.Widest <= 0 || l.Width <= 0 || l.Height <= 0 {
		return p
	}
	t := l.Palette.tones()
	skin, edge := mix(t.paper, hex("#d9a98a"), 0.30), mix(t.quiet, t.paper, 0.25)
	middle := l.Width / 2
	half := make([]float64, n) // of the limb at each tape
	for i, x := range l.Tapes {
		g := x.Girth
		if g <= 0 {
			g = l.guess(i)
		}
		half[i] = math.Min(g/l.Widest, 1.1) * l.Width * 0.46
	}
	var left []Point
	left = append(left, Point{X: middle - half[0]*1.01, Y: 0})
	for i, x := range l.Tapes {
		left = append(left, Point{X: middle - half[i], Y: x.Y})
	}
	last, end := l.Tapes[n-1], half[n-1]
	room := l.Height - last.Y
	left = append(left, l.end(middle, end, last.Y, room)...)
	right := slices.Clone(left)
	slices.Reverse(right)
	for i := range right {
		right[i].X = 2*middle - right[i].X
	}
	outline := smooth(append(left, right...))
	outline.Close()
	p.Path(outline, Style{Fill: skin, Stroke: edge, Width: 1.6})
	for i, x := range l.Tapes {
		l.tape(p, x, middle, half[i], i == l.Current)
	}
	return p
}

// guess scales the usual outline by the nearest measured girths, so that the limb keeps its shape.
func (l Limb) guess(i int) float64 {
	sum, n := 0.0, 0.0
	for j, x := range l.Tapes {
		if x.Girth > 0 && x.Outline > 0 {
			w := 1 / (1 + math.Abs(float64(i-j)))
			sum += w * x.Girth / x.Outline
			n += w
		}
	}
	if n == 0 {
		return l.Tapes[i].Outline
	}
	return l.Tapes[i].Outline * sum / n
}

// end is the left edge of the hand or foot below the last tape.
func (l Limb) end(middle, half, y, room float64) []Point {
	if l.Foot {
		return []Point{
			{X: middle - half*1.02, Y: y + room*0.35},
			{X: middle - half*1.45, Y: y + room*0.72},
			{X: middle - half*1.35, Y: y + room*0.92},
			{X: middle - half*0.4, Y: y + room*0.97},
		}
	}
	return []Point{
		{X: middle - half*1.05, Y: y + room*0.2},
		{X: middle - half*1.25, Y: y + room*0.55},
		{X: middle - half*0.9, Y: y + room*0.88},
		{X: middle - half*0.35, Y: y + room*0.97},
	}
}

// tape draws a line around the limb, sagging to the viewer.
func (l Limb) tape(p *Picture, x Tape, middle, half float64, current bool) {
	t := l.Palette.tones()
	sag := math.Min(half*0.16, 7)
	a, b := Point{X: middle - half, Y: x.Y}, Point{X: middle + half, Y: x.Y}
	var line Path
	line.MoveTo(a)
	line.CubicTo(Point{X: middle - half*0.5, Y: x.Y + sag}, Point{X: middle + half*0.5, Y: x.Y + sag}, b)
	style := Style{Stroke: t.accent, Width: 2.4}
	switch {
	case x.Girth <= 0:
		style = Style{Stroke: fade(t.quiet, 0.75), Width: 1.3, Dash: []float64{4, 4}}
	case x.Marked:
		style.Stroke = against(vermillion, t.paper)
		style.Width = 3.4
	}
	if current {
		style.Width += 2
		style.Dash = nil
	}
	p.Path(line, style)
	if x.Girth > 0 {
		for _, q := range []Point{a, b} {
			if x.Marked {
				p.Path(Polygon(q.Add(Point{Y: -5}), q.Add(Point{X: 5}), q.Add(Point{Y: 5}), q.Add(Point{X: -5})), Style{Fill: style.Stroke})
			} else {
				p.Path(Circle(q, 3), Style{Fill: style.Stroke})
			}
		}
	}
}

// smooth joins points by a curve that goes through all of them.
func smooth(pts []Point) Path {
	var p Path
	for i, q := range pts {
		if i == 0 {
			p.MoveTo(q)
			continue
		}
		before, from, after := pts[max(i-2, 0)], pts[i-1], pts[min(i+1, len(pts)-1)]
		p.CubicTo(from.Add(q.Sub(before).Mul(1.0/6)), q.Sub(after.Sub(from).Mul(1.0/6)), q)
	}
	return p
}

// ProfileLine are the girths along a limb, as one line of a profile.
type ProfileLine struct {
	Name string
	At   []float64 // along the limb, rising
	To   []float64 // the girth there
}

// Profile draws the girths of a limb along its length: the first line strong, the second broken, the third
// dotted. Each has a mark of its own. A line is broken where a level between two of its points is missing.
type Profile struct {
	Chart
	Title string
	Unit  string // of both axes
	Step  float64
	Lines []ProfileLine
	Low   float64 // of the girths, the same for both sides
	High  float64
	From  float64
	To    float64
}

// Picture draws it.
func (f Profile) Picture() *Picture {
	c := f.Chart
	p := NewPicture(Rect{Max: Point{X: c.Width, Y: c.Height}})
	t := c.Palette.tones()
	p.Text(Text{At: Point{X: 0, Y: c.Type}, String: f.Title, Size: c.Type * 1.1, Face: Bold, Color: t.ink})
	if f.High <= f.Low || f.To <= f.From {
		p.Text(Text{At: p.box.Center(), String: c.words().Empty, Size: c.Type, Color: t.quiet, Align: Middle})
		return p
	}
	step := niceStep(f.High - f.Low)
	low, high := math.Floor(f.Low/step)*step, math.Ceil(f.High/step)*step
	labels := Regular.Width(number(high, step)+" "+f.Unit, c.Type)
	area := Rect{Min: Point{X: labels + c.Type*0.7, Y: c.Type * 4}, Max: Point{X: c.Width - c.Type, Y: c.Height - c.Type*2}}
	x := func(v float64) float64 { return area.Min.X + area.Width()*(v-f.From)/(f.To-f.From) }
	y := func(v float64) float64 { return area.Max.Y - area.Height()*(v-low)/(high-low) }
	for v := low; v <= high+step*1e-6; v += step {
		p.Path(Line(Point{X: area.Min.X, Y: y(v)}, Point{X: area.Max.X, Y: y(v)}), Style{Stroke: t.grid, Width: c.Type * 0.06})
		p.Text(Text{At: Point{X: area.Min.X - c.Type*0.5, Y: y(v) + c.Type*capHeight/2}, String: number(v, step), Size: c.Type, Color: t.quiet, Align: End})
	}
	along := niceStep(f.To - f.From)
	for v := math.Ceil(f.From/along) * along; v <= f.To+1e-9; v += along {
		text := number(v, along)
		at := x(v)
		if v+along > f.To {
			text += " " + f.Unit
			at = math.Min(at, c.Width-Regular.Width(text, c.Type)/2)
		}
		p.Text(Text{At: Point{X: at, Y: area.Max.Y + c.Type*1.5}, String: text, Size: c.Type, Color: t.quiet, Align: Middle})
	}
	p.Path(Line(Point{X: area.Min.X, Y: area.Max.Y}, area.Max), Style{Stroke: t.quiet, Width: c.Type * 0.09})
	legend := 0.0
	for i := len(f.Lines) - 1; i >= 0; i-- {
		style, mark := c.profileStyle(i)
		line := f.Lines[i]
		var run []Point
		flush := func() {
			if len(run) > 1 {
				p.Path(Line(run...), style)
			}
			run = run[:0]
		}
		for j := range line.At {
			if j > 0 && line.At[j]-line.At[j-1] > f.Step*1.001 {
				flush()
			}
			run = append(run, Point{X: x(line.At[j]), Y: y(line.To[j])})
		}
		flush()
		for j := range line.At {
			mark(p, Point{X: x(line.At[j]), Y: y(line.To[j])}, style.Stroke)
		}
	}
	for i, line := range f.Lines {
		style, mark := c.profileStyle(i)
		at := Point{X: legend, Y: c.Type * 2.5}
		p.Path(Line(at, Point{X: at.X + c.Type*2.4, Y: at.Y}), style)
		mark(p, Point{X: at.X + c.Type*1.2, Y: at.Y}, style.Stroke)
		p.Text(Text{At: Point{X: at.X + c.Type*2.8, Y: at.Y + c.Type*capHeight/2}, String: line.Name, Size: c.Type, Color: t.ink})
		legend += c.Type*4.2 + Regular.Width(line.Name, c.Type)
	}
	return p
}

func (c Chart) profileStyle(i int) (Style, func(*Picture, Point, color.NRGBA)) {
	t := c.Palette.tones()
	r := c.Type * 0.26
	switch i {
	case 0:
		return Style{Stroke: t.accent, Width: c.Type * 0.2}, func(p *Picture, q Point, k color.NRGBA) {
			p.Path(Circle(q, r*1.15), Style{Fill: k})
		}
	case 1:
		return Style{Stroke: t.quiet, Width: c.Type * 0.14, Dash: []float64{c.Type * 0.6, c.Type * 0.45}}, func(p *Picture, q Point, k color.NRGBA) {
			p.Path(RectPath(Rect{Min: q, Max: q}.Grow(r)), Style{Fill: t.paper, Stroke: k, Width: c.Type * 0.1})
		}
	}
	blue := against(hex("#0072b2"), t.paper)
	return Style{Stroke: blue, Width: c.Type * 0.14, Dash: []float64{c.Type * 0.14, c.Type * 0.36}}, func(p *Picture, q Point, k color.NRGBA) {
		p.Path(Polygon(q.Add(Point{Y: -r * 1.3}), q.Add(Point{X: r * 1.3, Y: r}), q.Add(Point{X: -r * 1.3, Y: r})), Style{Fill: t.paper, Stroke: k, Width: c.Type * 0.1})
	}
}
