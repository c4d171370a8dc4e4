package kit

import (
	"image/color"
	"math"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Unrated is the value of a Severity nobody has answered: not the same as 0.
const Unrated = -1

// Severity is a scale from 0 to 10 in one unbroken bar of eleven fields, coloured from quiet to strong. It is dragged
// along, with the value in large above the finger, and corrected by a tap; a finger that goes up or down over it
// scrolls the page. It is one stop for Tab: arrows, digits and T for ten choose, Backspace takes the answer back.
type Severity struct {
	group
	// OnChanged is called after the user answered, once when a drag ends; Unrated when taken back.
	OnChanged func(n int)

	value     int
	low, high string
	plain     bool
	one       bool // 1 was typed just now, and a 0 makes it 10
	drag      severityDrag
}

// severityDrag is a finger on a Severity.
type severityDrag struct {
	begun  bool
	slides bool        // along the bar
	scroll *DragScroll // the page it moves, instead
	was    int         // the value before
	x      float32
}

// NewSeverity asks for a number from 0 to 10; low and high say what the ends
// mean ("No pain", "Worst imaginable") and may be empty.
func NewSeverity(low, high string, onChanged func(n int)) *Severity {
	s := &Severity{OnChanged: onChanged, value: Unrated, low: low, high: high}
	s.keyboard = true
	s.ExtendBaseWidget(s)
	return s
}

// SetEnds says anew what the ends mean.
func (s *Severity) SetEnds(low, high string) {
	if s.low != low || s.high != high {
		s.low, s.high = low, high
		s.Refresh()
	}
}

// Plain leaves the colours out, for a scale of which the high end is the good one, and returns it.
func (s *Severity) Plain() *Severity {
	s.plain = true
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

// TypedKey moves with the arrows, up being more, and answers with space or Enter; Backspace or
// Delete takes the answer back.
func (s *Severity) TypedKey(e *fyne.KeyEvent) {
	s.one = false
	key := e.Name
	switch key {
	case fyne.KeyUp:
		key = fyne.KeyRight
	case fyne.KeyDown:
		key = fyne.KeyLeft
	}
	switch {
	case isPress(key):
		s.answer(s.cursor)
	case key == fyne.KeyBackspace, key == fyne.KeyDelete:
		s.answer(Unrated)
	default:
		if s.move(key, severityFields) && s.value != Unrated {
			s.answer(s.cursor)
		}
	}
}

// TypedRune answers with a digit, or T for ten; a 0 typed after a typed 1 makes 10 too.
func (s *Severity) TypedRune(r rune) {
	n := 10
	switch {
	case r == 't', r == 'T':
	case r >= '0' && r <= '9':
		n = int(r - '0')
		if n == 0 && s.one && s.value == 1 {
			n = 10
		}
	default:
		return
	}
	s.one = n == 1
	s.answer(n)
}

// Dragged moves the value with the finger along the bar, or the page when the finger set out up or down.
func (s *Severity) Dragged(e *fyne.DragEvent) {
	if !s.drag.begun {
		s.drag = severityDrag{begun: true, was: s.value}
		d := fyne.CurrentApp().Driver()
		switch c := d.CanvasForObject(s); {
		case math.Abs(float64(e.Dragged.DY)) <= math.Abs(float64(e.Dragged.DX)):
			s.drag.slides = !s.disabled
		case c != nil:
			s.drag.scroll = scrollAt(c, d.AbsolutePositionForObject(s).Add(e.Position), true)
		}
		if s.drag.slides {
			s.keyboard = false
			Focus(s)
		}
	}
	switch {
	case s.drag.scroll != nil:
		s.drag.scroll.Dragged(e)
	case s.drag.slides:
		s.drag.x = e.Position.X
		s.SetValue(s.fieldAt(e.Position.X))
	}
}

// DragEnd answers with the field the finger was lifted from.
func (s *Severity) DragEnd() {
	d := s.drag
	s.drag = severityDrag{}
	if d.scroll != nil {
		d.scroll.DragEnd()
	}
	if !d.slides {
		return
	}
	s.Refresh()
	if s.value != d.was && s.OnChanged != nil {
		s.OnChanged(s.value)
	}
}

// fieldAt is the field at a place along the bar, the first or last one beyond its ends.
func (s *Severity) fieldAt(x float32) int {
	return min(max(int(x/severityField(s.Size().Width)), 0), severityFields-1)
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
	r := &severityRenderer{
		s: s, low: QuietText(s.low), high: QuietText(s.high).Aligned(fyne.TextAlignTrailing),
		outline: canvas.NewRectangle(color.Transparent),
		bubble:  canvas.NewRectangle(color.Transparent), said: canvas.NewText("", color.Black),
	}
	r.outline.CornerRadius, r.outline.StrokeWidth = Radius, 1
	r.bubble.CornerRadius, r.bubble.StrokeWidth = Radius, 1
	r.said.TextSize, r.said.TextStyle, r.said.Alignment = SizeTitle, fyne.TextStyle{Bold: true}, fyne.TextAlignCenter
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
	cells     [severityFields]*severityCell
	outline   *canvas.Rectangle
	low, high *Text
	bubble    *canvas.Rectangle // above the finger
	said      *canvas.Text      // in the bubble
}

func (r *severityRenderer) Destroy() {}

func (r *severityRenderer) Objects() []fyne.CanvasObject {
	objs := make([]fyne.CanvasObject, 0, len(r.cells)+5)
	for _, c := range r.cells {
		objs = append(objs, c)
	}
	return append(objs, r.outline, r.low, r.high, r.bubble, r.said)
}

// SeverityWidth is a comfortable room for the bar: a finger's target for each field.
const SeverityWidth float32 = 11 * Target

// The measures of the bar.
const (
	severityFields         = 11
	severityHeight         = 56
	severityLeast          = 28 // of a field
	severityMost           = 64
	bubbleWidth            = 64
	bubbleHeight           = 48
	bubbleOver             = Gap // between the bubble and the bar
	severityWords          = Gap / 2
	chosenEdge             = 3
	roomForLarge   float32 = 40 // of a field, for its digit to grow when it is chosen
)

// severityField is how wide a field is when the bar has a width.
func severityField(width float32) float32 {
	return min(max(width/severityFields, 1), severityMost)
}

func (r *severityRenderer) ends() float32 {
	if r.s.low == "" && r.s.high == "" {
		return 0
	}
	return severityWords + r.low.MinSize().Height
}

func (r *severityRenderer) MinSize() fyne.Size {
	return fyne.NewSize(severityFields*severityLeast, severityHeight+r.ends())
}

func (r *severityRenderer) Layout(s fyne.Size) {
	w := severityField(s.Width)
	for i, c := range r.cells {
		c.Resize(fyne.NewSize(w, severityHeight))
		c.Move(fyne.NewPos(float32(i)*w, 0))
	}
	width, y := w*severityFields, float32(severityHeight+severityWords)
	r.outline.Resize(fyne.NewSize(width, severityHeight))
	r.low.Move(fyne.NewPos(0, y))
	r.low.Resize(fyne.NewSize(width/2, r.low.MinSize().Height))
	r.high.Move(fyne.NewPos(width/2, y))
	r.high.Resize(fyne.NewSize(width/2, r.high.MinSize().Height))
	size := fyne.NewSize(bubbleWidth, bubbleHeight)
	at := fyne.NewPos(min(max(r.s.drag.x-bubbleWidth/2, 0), width-bubbleWidth), -bubbleHeight-bubbleOver)
	for _, o := range []fyne.CanvasObject{r.bubble, r.said} {
		o.Resize(size)
		o.Move(at)
	}
}

func (r *severityRenderer) Refresh() {
	for _, c := range r.cells {
		c.Refresh()
	}
	r.outline.StrokeColor = theme.Color(ColorOutline)
	r.outline.Refresh()
	r.low.SetText(r.s.low)
	r.high.SetText(r.s.high)
	r.low.Refresh()
	r.high.Refresh()
	r.bubble.Hidden, r.said.Hidden = !r.s.drag.slides, !r.s.drag.slides
	if r.s.drag.slides {
		r.bubble.FillColor, r.said.Color = r.s.colors(r.s.value)
		r.bubble.StrokeColor = theme.Color(ColorText)
		r.said.Text = strconv.Itoa(r.s.value)
		r.bubble.Refresh()
		r.said.Refresh()
		r.Layout(r.s.Size())
	}
	canvas.Refresh(r.s)
}

// colors are those of a field and of its digit. Where nothing can be answered, the answer alone keeps its colour.
func (s *Severity) colors(n int) (fill, text color.Color) {
	switch {
	case s.disabled && n != s.value:
		return theme.Color(ColorSurface), theme.Color(theme.ColorNameDisabled)
	case !s.plain:
		return SeverityColor(n)
	case n == s.value:
		return theme.Color(ColorAccentSoft), theme.Color(ColorText)
	}
	return theme.Color(ColorSurface), theme.Color(ColorText)
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
	switch c.n { // the ends of the bar are round
	case 0:
		r.bg.TopLeftCornerRadius, r.bg.BottomLeftCornerRadius = Radius, Radius
	case severityFields - 1:
		r.bg.TopRightCornerRadius, r.bg.BottomRightCornerRadius = Radius, Radius
	}
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

func (r *severityCellRenderer) MinSize() fyne.Size {
	return fyne.NewSize(severityLeast, severityHeight)
}

func (r *severityCellRenderer) Layout(s fyne.Size) {
	seam := float32(0)
	if r.c.n < severityFields-1 && !r.chosen() {
		seam = 1 // under the next field, for no hairline to show between them where a pixel is rounded
	}
	r.bg.Resize(s.AddWidthHeight(seam, 0))
	r.text.TextSize = SizeBody
	if r.chosen() && s.Width >= roomForLarge {
		r.text.TextSize = SizeHead
	}
	r.text.Resize(s)
	r.ring.place(s)
}

func (r *severityCellRenderer) chosen() bool { return r.c.owner.value == r.c.n }

func (r *severityCellRenderer) Refresh() {
	r.bg.FillColor, r.text.Color = r.c.owner.colors(r.c.n)
	r.bg.StrokeColor, r.bg.StrokeWidth = color.Transparent, 0
	if r.chosen() {
		r.bg.StrokeColor, r.bg.StrokeWidth = theme.Color(ColorText), chosenEdge
	}
	r.text.TextStyle.Bold = r.chosen()
	r.Layout(r.c.Size())
	r.bg.Refresh()
	r.text.Refresh()
	r.ring.show(r.c.owner.ringOn(r.c.n))
	canvas.Refresh(r.c)
}
