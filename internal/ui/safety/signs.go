package safety

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/ui/kit"
)

// signList are the signs of a head, a line for each, as they are read out: down the first column, then down the next.
type signList struct {
	said []string
	box  *fyne.Container
}

func newSignList() *signList { return &signList{box: container.New(&lineColumns{})} }

// set shows other signs.
func (l *signList) set(signs []string) {
	if slices.Equal(l.said, signs) {
		return
	}
	l.said = slices.Clone(signs)
	objects := make([]fyne.CanvasObject, 0, len(signs))
	for _, s := range signs {
		objects = append(objects, newSignLine(s))
	}
	l.box.Layout = &lineColumns{}
	l.box.Objects = objects
	l.box.Refresh()
}

// The measures of a list of signs.
const (
	signLeast   float32 = 250 // the width of a column
	signColumns         = 3
	signGap     float32 = 3 // between lines
	signDot     float32 = 5
	signIndent  float32 = 14
)

// signLine is a sign behind a dot.
type signLine struct {
	widget.BaseWidget
	text *kit.Text
}

func newSignLine(s string) *signLine {
	l := &signLine{text: kit.Body(s).Wrap()}
	l.ExtendBaseWidget(l)
	return l
}

// heightAt is how high the sign is in a column of a width.
func (l *signLine) heightAt(width float32) float32 {
	l.text.Resize(fyne.NewSize(width-signIndent, l.text.Size().Height))
	return l.text.MinSize().Height
}

// CreateRenderer is part of fyne.Widget.
func (l *signLine) CreateRenderer() fyne.WidgetRenderer {
	return &signRenderer{l: l, dot: canvas.NewCircle(color.Transparent)}
}

type signRenderer struct {
	l   *signLine
	dot *canvas.Circle
}

func (r *signRenderer) Destroy() {}

func (r *signRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.dot, r.l.text} }

func (r *signRenderer) MinSize() fyne.Size {
	return r.l.text.MinSize().AddWidthHeight(signIndent, 0)
}

func (r *signRenderer) Layout(size fyne.Size) {
	r.l.text.Move(fyne.NewPos(signIndent, 0))
	r.l.text.Resize(fyne.NewSize(size.Width-signIndent, size.Height))
	line := fyne.MeasureText("M", kit.SizeBody, fyne.TextStyle{}).Height
	r.dot.Resize(fyne.NewSquareSize(signDot))
	r.dot.Move(fyne.NewPos(0, (line-signDot)/2+2)) // beside the small letters
	r.Refresh()
}

func (r *signRenderer) Refresh() {
	r.dot.FillColor = theme.Color(kit.ColorQuiet)
	r.dot.Refresh()
	r.l.text.Refresh()
}

// lineColumns sets lines in as many columns of the same width as make them least high, each line whole in its column.
type lineColumns struct {
	width float32
	high  float32
	n     int   // columns
	ends  []int // how many lines stand in the columns up to each
}

func (c *lineColumns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		m := o.MinSize()
		s.Width = max(s.Width, m.Width)
		s.Height += m.Height + signGap
	}
	if c.width > 0 {
		s.Height = c.high
	}
	return s
}

func (c *lineColumns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if size.Width != c.width {
		c.width = size.Width
		c.choose(objects)
	}
	w := c.room(c.n)
	from := 0
	for col, end := range c.ends {
		y := float32(0)
		for _, o := range objects[from:end] {
			h := o.(*signLine).heightAt(w)
			o.Move(fyne.NewPos(float32(col)*(w+kit.GapWide), y))
			o.Resize(fyne.NewSize(w, h))
			y += h + signGap
		}
		from = end
	}
}

// room is the width of each of n columns.
func (c *lineColumns) room(n int) float32 {
	return (c.width - float32(n-1)*kit.GapWide) / float32(n)
}

// choose finds the columns for the width.
func (c *lineColumns) choose(objects []fyne.CanvasObject) {
	c.n, c.ends, c.high = 1, nil, 0
	for n := 1; n <= signColumns && (n == 1 || c.room(n) >= signLeast); n++ {
		heights := make([]float32, len(objects))
		for i, o := range objects {
			heights[i] = o.(*signLine).heightAt(c.room(n))
		}
		if ends, high := split(heights, n, signGap); n == 1 || high < c.high {
			c.n, c.ends, c.high = n, ends, high
		}
	}
}

// split breaks lines of some heights, in their order, into at most n columns so that the highest is as low as can be: how many
// lines stand in the columns up to each, and how high the highest is.
func split(heights []float32, n int, gap float32) (ends []int, high float32) {
	into := func(most float32) (ends []int) {
		y := float32(0)
		for i, h := range heights {
			if y > 0 && y+h > most+0.5 { // half a pixel, for what was summed in another order
				ends, y = append(ends, i), 0
			}
			y += h + gap
		}
		return append(ends, len(heights))
	}
	var tries []float32
	for i := range heights {
		sum := float32(0)
		for _, h := range heights[i:] {
			sum += h
			tries = append(tries, sum)
			sum += gap
		}
	}
	slices.Sort(tries)
	for _, most := range tries {
		if most < slices.Max(heights) {
			continue
		}
		if ends := into(most); len(ends) <= n {
			return ends, most
		}
	}
	return nil, 0
}
