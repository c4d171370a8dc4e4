package kit

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Unrated is the value of a Severity nobody has answered: not the same as 0.
const Unrated = -1

// Severity is a row of eleven large numbers, 0 to 10, coloured from pale to dark.
// A wide row is one line; a narrow one breaks after 5. It is one stop for Tab:
// arrows or digits choose, Backspace takes the answer back.
type Severity struct {
	group
	// OnChanged is called after the user answered; Unrated when taken back.
	OnChanged func(n int)

	value     int
	low, high string
	one       bool // 1 was typed just now, and a 0 makes it 10
}

// NewSeverity asks for a number from 0 to 10; low and high say what the ends
// mean ("No pain", "Worst imaginable") and may be empty.
func NewSeverity(low, high string, onChanged func(n int)) *Severity {
	s := &Severity{OnChanged: onChanged, value: Unrated, low: low, high: high}
	s.keyboard = true
	s.ExtendBaseWidget(s)
	return s
}

// Value is the answer, or Unrated.
func (s *Severity) Value() int { return s.value }

// SetValue sets the answer without calling OnChanged.
func (s *Severity) SetValue(n int) {
	if n < 0 || n > 10 {
		n = Unrated
	}
	s.value = n
	s.cursor = max(n, 0)
	s.Refresh()
}

// Disable shows the answer only.
func (s *Severity) Disable() { s.disabled = true; s.Refresh() }

// Enable lets the user answer again.
func (s *Severity) Enable() { s.disabled = false; s.Refresh() }

// Disabled says whether the answer is shown only.
func (s *Severity) Disabled() bool { return s.disabled }

// TypedKey moves with the arrows and answers with space or Enter; Backspace or
// Delete takes the answer back.
func (s *Severity) TypedKey(e *fyne.KeyEvent) {
	s.one = false
	switch {
	case isPress(e.Name):
		s.answer(s.cursor)
	case e.Name == fyne.KeyBackspace, e.Name == fyne.KeyDelete:
		s.answer(Unrated)
	default:
		if s.move(e.Name, 11) && s.value != Unrated {
			s.answer(s.cursor)
		}
	}
}

// TypedRune answers with a digit; a 0 typed after a typed 1 makes 10.
func (s *Severity) TypedRune(r rune) {
	if r < '0' || r > '9' {
		return
	}
	n := int(r - '0')
	if n == 0 && s.one && s.value == 1 {
		n = 10
	}
	s.one = n == 1
	s.answer(n)
}

// FocusLost ends what was being typed.
func (s *Severity) FocusLost() {
	s.one = false
	s.group.FocusLost()
}

func (s *Severity) answer(n int) {
	if s.disabled {
		return
	}
	changed := n != s.value
	s.value, s.cursor = n, max(n, 0)
	s.Refresh()
	if changed && s.OnChanged != nil {
		s.OnChanged(n)
	}
}

// CreateRenderer is part of fyne.Widget.
func (s *Severity) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	r := &severityRenderer{s: s, low: QuietText(s.low), high: QuietText(s.high).Aligned(fyne.TextAlignTrailing)}
	for i := range r.cells {
		c := &severityCell{n: i, owner: s}
		c.ExtendBaseWidget(c)
		r.cells[i] = c
	}
	r.Refresh()
	return r
}

type severityRenderer struct {
	s         *Severity
	cells     [11]*severityCell
	low, high *Text
	wide      bool
}

func (r *severityRenderer) Destroy() {}

func (r *severityRenderer) Objects() []fyne.CanvasObject {
	objs := make([]fyne.CanvasObject, 0, len(r.cells)+2)
	for _, c := range r.cells {
		objs = append(objs, c)
	}
	return append(objs, r.low, r.high)
}

// SeverityWidth is the room of the numbers from 0 to 10 in one line.
const SeverityWidth float32 = 590

const (
	severityGap  = Gap / 2
	severityCols = 6 // a narrow row holds 0 to 5, then 6 to 10
)

func (r *severityRenderer) ends() float32 {
	if r.s.low == "" && r.s.high == "" {
		return 0
	}
	return severityGap + r.low.MinSize().Height
}

func (r *severityRenderer) MinSize() fyne.Size {
	w := severityCols*Target + (severityCols-1)*severityGap
	h := Target
	if r.s.Size().Width > 0 && !r.wide {
		h = 2*Target + severityGap
	}
	return fyne.NewSize(w, h+r.ends())
}

func (r *severityRenderer) Layout(s fyne.Size) {
	cols := severityCols
	r.wide = s.Width >= 11*Target+10*severityGap
	if r.wide {
		cols = len(r.cells)
	}
	w := min((s.Width-float32(cols-1)*severityGap)/float32(cols), 64)
	for i, c := range r.cells {
		c.Resize(fyne.NewSize(w, Target))
		c.Move(fyne.NewPos(float32(i%cols)*(w+severityGap), float32(i/cols)*(Target+severityGap)))
	}
	rows := float32((len(r.cells) + cols - 1) / cols)
	y := rows*Target + rows*severityGap
	width := float32(cols)*w + float32(cols-1)*severityGap
	r.low.Move(fyne.NewPos(0, y))
	r.low.Resize(fyne.NewSize(width/2, r.low.MinSize().Height))
	r.high.Move(fyne.NewPos(width/2, y))
	r.high.Resize(fyne.NewSize(width/2, r.high.MinSize().Height))
}

func (r *severityRenderer) Refresh() {
	for _, c := range r.cells {
		c.Refresh()
	}
	r.low.Refresh()
	r.high.Refresh()
	canvas.Refresh(r.s)
}

type severityCell struct {
	widget.BaseWidget
	n     int
	owner *Severity
}

// Name is the number.
func (c *severityCell) Name() string { return strconv.Itoa(c.n) }

// Tapped answers with this number; a second tap takes it back.
func (c *severityCell) Tapped(*fyne.PointEvent) {
	if c.owner.disabled {
		return
	}
	c.owner.keyboard = false
	Focus(c.owner)
	if c.owner.value == c.n {
		c.owner.answer(Unrated)
		return
	}
	c.owner.answer(c.n)
}

// CreateRenderer is part of fyne.Widget.
func (c *severityCell) CreateRenderer() fyne.WidgetRenderer {
	r := &severityCellRenderer{
		c: c, bg: canvas.NewRectangle(color.Transparent),
		text: canvas.NewText(strconv.Itoa(c.n), color.Black), ring: newRing(Radius),
	}
	r.bg.CornerRadius = Radius
	r.text.Alignment = fyne.TextAlignCenter
	r.Refresh()
	return r
}

type severityCellRenderer struct {
	c    *severityCell
	bg   *canvas.Rectangle
	text *canvas.Text
	ring ring
}

func (r *severityCellRenderer) Destroy() {}

func (r *severityCellRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.bg, r.text}, r.ring.objects()...)
}

func (r *severityCellRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(Target) }

func (r *severityCellRenderer) Layout(s fyne.Size) {
	r.bg.Resize(s)
	r.text.Resize(s)
	r.ring.place(s)
}

func (r *severityCellRenderer) Refresh() {
	fill, text := SeverityColor(r.c.n)
	chosen := r.c.owner.value == r.c.n
	r.bg.FillColor, r.text.Color = fill, text
	r.bg.StrokeColor, r.bg.StrokeWidth = theme.Color(ColorLine), 1
	r.text.TextSize, r.text.TextStyle = SizeBody, fyne.TextStyle{}
	if chosen {
		r.bg.StrokeColor, r.bg.StrokeWidth = theme.Color(ColorText), 4
		r.text.TextSize, r.text.TextStyle = SizeHead, fyne.TextStyle{Bold: true}
	}
	r.bg.Refresh()
	r.text.Refresh()
	r.ring.show(r.c.owner.ringOn(r.c.n))
	canvas.Refresh(r.c)
}
