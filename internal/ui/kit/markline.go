package kit

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// MarkLine is a line that is marked by a tap or a drag, as a visual analogue scale: 0 at its left end, 100 at
// its right. It shows no number, which would steer the answer. Arrows move the mark.
type MarkLine struct {
	group
	// OnChanged is called once the mark stands; Unrated when it was taken back.
	OnChanged func(mm int)

	value   int
	dragged bool
}

// NewMarkLine is a line without a mark.
func NewMarkLine(onChanged func(mm int)) *MarkLine {
	l := &MarkLine{OnChanged: onChanged, value: Unrated}
	l.ExtendBaseWidget(l)
	return l
}

// Value is where the mark is, or Unrated.
func (l *MarkLine) Value() int { return l.value }

// SetValue moves the mark without calling OnChanged.
func (l *MarkLine) SetValue(mm int) {
	if mm < 0 || mm > 100 {
		mm = Unrated
	}
	l.value = mm
	l.Refresh()
}

// Disable shows the mark only.
func (l *MarkLine) Disable() { l.disabled = true; l.Refresh() }

// Enable lets the user mark again.
func (l *MarkLine) Enable() { l.disabled = false; l.Refresh() }

// Disabled says whether the mark is shown only.
func (l *MarkLine) Disabled() bool { return l.disabled }

func (l *MarkLine) at(x float32) int {
	w := l.Size().Width - 2*lineInset
	if w <= 0 {
		return 0
	}
	return int(math.Round(float64(min(max((x-lineInset)/w, 0), 1)) * 100))
}

func (l *MarkLine) set(mm int, tell bool) {
	if l.disabled {
		return
	}
	l.SetValue(mm)
	if tell && l.OnChanged != nil {
		l.OnChanged(l.value)
	}
}

// Tapped puts the mark where the finger was.
func (l *MarkLine) Tapped(e *fyne.PointEvent) {
	l.keyboard = false
	Focus(l)
	l.set(l.at(e.Position.X), true)
}

// Dragged moves the mark with the finger.
func (l *MarkLine) Dragged(e *fyne.DragEvent) {
	l.dragged = true
	l.set(l.at(e.Position.X), false)
}

// DragEnd leaves the mark where it is.
func (l *MarkLine) DragEnd() {
	if l.dragged {
		l.dragged = false
		l.set(l.value, true)
	}
}

// TypedKey moves the mark; Backspace or Delete takes it away.
func (l *MarkLine) TypedKey(e *fyne.KeyEvent) {
	from := l.value
	if from == Unrated {
		from = 50
	}
	switch e.Name {
	case fyne.KeyLeft, fyne.KeyDown:
		l.set(max(from-1, 0), true)
	case fyne.KeyRight, fyne.KeyUp:
		l.set(min(from+1, 100), true)
	case fyne.KeyHome:
		l.set(0, true)
	case fyne.KeyEnd:
		l.set(100, true)
	case fyne.KeyBackspace, fyne.KeyDelete:
		l.set(Unrated, true)
	default:
		passOn(e.Name)
		return
	}
	l.keyboard = true
	l.Refresh()
}

// Name says what it is.
func (l *MarkLine) Name() string { return "" }

const (
	lineInset  float32 = 14
	lineHeight float32 = 96
)

// CreateRenderer is part of fyne.Widget.
func (l *MarkLine) CreateRenderer() fyne.WidgetRenderer {
	l.ExtendBaseWidget(l)
	r := &markLineRenderer{l: l, ring: newRing(Radius)}
	for range 4 {
		r.bars = append(r.bars, canvas.NewRectangle(color.Transparent))
	}
	r.bars[3].CornerRadius = 3
	r.Refresh()
	return r
}

type markLineRenderer struct {
	l    *MarkLine
	bars []*canvas.Rectangle // the line, its ends, the mark
	ring ring
}

func (r *markLineRenderer) Destroy()           {}
func (r *markLineRenderer) MinSize() fyne.Size { return fyne.NewSize(280, lineHeight) }

func (r *markLineRenderer) Objects() []fyne.CanvasObject {
	objs := make([]fyne.CanvasObject, 0, len(r.bars)+2)
	for _, b := range r.bars {
		objs = append(objs, b)
	}
	return append(objs, r.ring.objects()...)
}

func (r *markLineRenderer) Layout(s fyne.Size) {
	r.ring.place(s)
	y, w := s.Height/2, s.Width-2*lineInset
	place := func(n int, x, y, w, h float32) {
		r.bars[n].Move(fyne.NewPos(x, y))
		r.bars[n].Resize(fyne.NewSize(w, h))
	}
	place(0, lineInset, y-1.5, w, 3)
	place(1, lineInset-1.5, y-14, 3, 28)
	place(2, s.Width-lineInset-1.5, y-14, 3, 28)
	place(3, lineInset+w*float32(max(r.l.value, 0))/100-4, y-32, 8, 64)
}

func (r *markLineRenderer) Refresh() {
	for _, b := range r.bars[:3] {
		b.FillColor = theme.Color(ColorText)
		b.Refresh()
	}
	r.bars[3].FillColor, r.bars[3].Hidden = theme.Color(ColorAccent), r.l.value == Unrated
	r.bars[3].Refresh()
	r.ring.show(r.l.focused && r.l.keyboard)
	r.Layout(r.l.Size())
	canvas.Refresh(r.l)
}
