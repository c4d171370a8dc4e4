package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Segmented chooses exactly one of two to five things that exclude each other, such as a side, a view or an answer: one
// outline in equal parts. Where the parts have not the room for their words side by side, they stand in two rows, or one
// below the other. It is one stop for Tab: arrows move, space or Enter chooses.
type Segmented struct {
	choice
	// OnChanged is called after the user chose, with the chosen ID; "" when an answer was taken back.
	OnChanged func(id string)

	parts []*segment
}

// NewSegmented lets the user choose one of the options. None is chosen until SetChosen was called or the user chose.
func NewSegmented(options []Option, onChanged func(id string)) *Segmented {
	s := &Segmented{OnChanged: onChanged}
	s.begin(s, false, false, func() {
		if s.OnChanged != nil {
			s.OnChanged(s.Value())
		}
	})
	s.ExtendBaseWidget(s)
	s.SetOptions(options)
	return s
}

// Clearable makes it a question that may stay without an answer: pressing the chosen part again takes it back.
func (s *Segmented) Clearable() *Segmented {
	s.clear = true
	return s
}

// SetOptions replaces the options; a choice that is still offered stays.
func (s *Segmented) SetOptions(options []Option) {
	s.offer(options)
	s.parts = make([]*segment, len(options))
	for i := range options {
		p := &segment{owner: s, n: i, option: options[i]}
		p.Hover = NewHover(p.Refresh)
		p.ExtendBaseWidget(p)
		s.parts[i] = p
	}
	s.Refresh()
}

// The least and the most room of a part; words that need more get it.
const (
	segmentLeast float32 = 64
	segmentMost  float32 = 160
)

// widest is the room of the part with the longest words.
func (s *Segmented) widest() float32 {
	w := segmentLeast
	for _, p := range s.parts {
		w = max(w, p.wish())
	}
	return w
}

// wish is the width of all parts side by side.
func (s *Segmented) wish() float32 { return float32(len(s.parts)) * s.widest() }

// CreateRenderer is part of fyne.Widget.
func (s *Segmented) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	r := &segmentedRenderer{s: s, outline: canvas.NewRectangle(color.Transparent)}
	r.outline.CornerRadius, r.outline.StrokeWidth = Radius, 1
	r.Refresh()
	return r
}

type segmentedRenderer struct {
	s       *Segmented
	outline *canvas.Rectangle
	lines   []*canvas.Rectangle // between the parts, one before each but the first
	width   float32
}

func (r *segmentedRenderer) Destroy() {}

func (r *segmentedRenderer) Objects() []fyne.CanvasObject {
	objs := []fyne.CanvasObject{r.outline}
	for _, l := range r.lines {
		objs = append(objs, l)
	}
	for _, p := range r.s.parts {
		objs = append(objs, p)
	}
	return objs
}

// across is how many parts stand side by side in a width.
func (r *segmentedRenderer) across(width float32) int {
	n, w := len(r.s.parts), r.s.widest()
	for _, across := range []int{n, (n + 1) / 2} {
		if float32(across)*w <= width+0.5 {
			return max(across, 1)
		}
	}
	return 1
}

// MinSize is as wide as one part, so that it does not widen a window. Before the first layout it is one row high.
func (r *segmentedRenderer) MinSize() fyne.Size {
	rows := 1
	if across := r.across(r.width); r.width > 0 {
		rows = (len(r.s.parts) + across - 1) / across
	}
	return fyne.NewSize(min(r.s.widest(), narrowChip), float32(rows)*Target)
}

func (r *segmentedRenderer) Layout(s fyne.Size) {
	r.width = s.Width
	n := len(r.s.parts)
	if n == 0 {
		return
	}
	across := r.across(s.Width)
	width := min(s.Width, float32(across)*max(r.s.widest(), segmentMost))
	rows := (n + across - 1) / across
	r.outline.Resize(fyne.NewSize(width, float32(rows)*Target))
	for i, p := range r.s.parts {
		row, col := i/across, i%across
		in := min(n-row*across, across) // a last row of fewer parts shares its width
		w := width / float32(in)
		p.Resize(fyne.NewSize(w, Target))
		p.Move(fyne.NewPos(float32(col)*w, float32(row)*Target))
		switch {
		case i == 0:
		case col == 0:
			r.lines[i-1].Resize(fyne.NewSize(width, 1))
			r.lines[i-1].Move(p.Position())
		default:
			r.lines[i-1].Resize(fyne.NewSize(1, Target))
			r.lines[i-1].Move(p.Position())
		}
	}
}

func (r *segmentedRenderer) Refresh() {
	for len(r.lines) < len(r.s.parts)-1 {
		r.lines = append(r.lines, canvas.NewRectangle(color.Transparent))
	}
	r.lines = r.lines[:max(len(r.s.parts)-1, 0)]
	r.outline.FillColor, r.outline.StrokeColor = theme.Color(ColorSurface), theme.Color(ColorOutline)
	r.outline.Refresh()
	for _, l := range r.lines {
		l.FillColor = theme.Color(ColorOutline)
		l.Refresh()
	}
	for _, p := range r.s.parts {
		p.Refresh()
	}
	r.Layout(r.s.Size())
	canvas.Refresh(r.s)
}

// segment is one part; the Segmented it belongs to has the keyboard.
type segment struct {
	widget.BaseWidget
	Hover
	owner  *Segmented
	n      int
	option Option
	bold   boldWidth
}

// Name is what the part says.
func (p *segment) Name() string { return p.option.Label }

// Tapped chooses the part.
func (p *segment) Tapped(*fyne.PointEvent) { p.owner.tapped(p.n) }

// AccessibilityLabel is what the part says.
func (p *segment) AccessibilityLabel() string { return p.option.Label }

// AccessibilityRole is that of a button.
func (p *segment) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

func (p *segment) leading() float32 {
	if p.option.Icon == "" {
		return 0
	}
	return 20 + Gap
}

// wish is measured in bold, and with the longest words the part may say, so that choosing one moves nothing.
func (p *segment) wish() float32 { return 2*GapColumn + p.leading() + p.bold.of(&p.option) }

// CreateRenderer is part of fyne.Widget.
func (p *segment) CreateRenderer() fyne.WidgetRenderer {
	r := &segmentRenderer{
		p: p, bg: canvas.NewRectangle(color.Transparent), ring: newRing(Radius),
		text: newText(p.option.Label, SizeBody, fyne.TextStyle{}, ColorText),
	}
	r.bg.CornerRadius = Radius
	if p.option.Icon != "" {
		r.icon = smallIcon(p.option.Icon, ColorText, 20)
	}
	r.Refresh()
	return r
}

type segmentRenderer struct {
	p    *segment
	bg   *canvas.Rectangle
	icon *canvas.Raster
	text *Text
	ring ring
}

func (r *segmentRenderer) Destroy() {}

func (r *segmentRenderer) Objects() []fyne.CanvasObject {
	objs := []fyne.CanvasObject{r.bg}
	if r.icon != nil {
		objs = append(objs, r.icon)
	}
	return append(append(objs, r.text), r.ring.objects()...)
}

func (r *segmentRenderer) MinSize() fyne.Size { return fyne.NewSize(segmentLeast, Target) }

func (r *segmentRenderer) Layout(s fyne.Size) {
	in := float32(1) // the outline of all parts stays in sight under the pointer
	if r.p.owner.on(r.p.n) {
		in = 0
	}
	r.bg.Move(fyne.NewPos(in, in))
	r.bg.Resize(s.SubtractWidthHeight(2*in, 2*in))
	r.ring.place(s)
	r.text.fitInto(r.p.option.Label, s.Width-2*Gap-r.p.leading())
	t := r.text.MinSize()
	x := max((s.Width-t.Width-r.p.leading())/2, Gap)
	if r.icon != nil {
		r.icon.Move(fyne.NewPos(x, (s.Height-20)/2))
		r.icon.Resize(fyne.NewSquareSize(20))
	}
	r.text.Move(fyne.NewPos(x+r.p.leading(), (s.Height-t.Height)/2))
	r.text.Resize(t)
}

func (r *segmentRenderer) Refresh() {
	on, words := r.p.owner.on(r.p.n), ColorText
	r.bg.FillColor, r.bg.StrokeColor, r.bg.StrokeWidth = color.Transparent, color.Transparent, 0
	if on {
		r.bg.FillColor, r.bg.StrokeColor, r.bg.StrokeWidth = theme.Color(ColorAccentSoft), theme.Color(ColorAccent), 2
	}
	if r.p.owner.disabled && !on {
		words = theme.ColorNameDisabled
	}
	if r.p.hover && !r.p.owner.disabled {
		under := theme.Color(ColorSurface)
		if on {
			under = r.bg.FillColor
		}
		r.bg.FillColor = over(under, theme.Color(theme.ColorNameHover))
	}
	r.bg.Refresh()
	r.text.color, r.text.style.Bold = words, on
	r.text.Refresh()
	if r.icon != nil {
		r.icon.Generator = drawnIcon(r.p.option.Icon, words)
		r.icon.Refresh()
	}
	r.ring.show(r.p.owner.ringOn(r.p.n))
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}
