package kit

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Segment is one tab of a Segmented. Content is made when it is first shown.
type Segment struct {
	ID      string
	Label   string
	Icon    IconName // optional
	Content func() fyne.CanvasObject
}

// Segmented is a row of tabs over one content. It is one stop for Tab: Left and
// Right change the tab.
type Segmented struct {
	widget.BaseWidget
	// OnChanged is called after the user changed the tab.
	OnChanged func(id string)

	segments []Segment
	bar      *segmentBar
	stack    *fyne.Container
	built    map[string]fyne.CanvasObject
	current  string
}

// NewSegmented shows the first segment.
func NewSegmented(segments ...Segment) *Segmented {
	s := &Segmented{segments: segments, stack: container.NewStack(), built: map[string]fyne.CanvasObject{}}
	s.bar = newSegmentBar(s)
	s.ExtendBaseWidget(s)
	if len(segments) > 0 {
		s.Select(segments[0].ID)
	}
	return s
}

// Current is the ID of the segment that is shown.
func (s *Segmented) Current() string { return s.current }

// Bar is the row of tabs, for a screen that places it apart from the content.
func (s *Segmented) Bar() fyne.CanvasObject { return s.bar }

// Body is the content, for a screen that places it apart from the tabs.
func (s *Segmented) Body() fyne.CanvasObject { return s.stack }

// TabWidth is the width of a tab with this label, and of the gap after it.
func TabWidth(label string, tight bool) float32 {
	return fyne.MeasureText(label, SizeBody, fyne.TextStyle{Bold: true}).Width + 2*tabPadding(tight) + Gap
}

func tabPadding(tight bool) float32 {
	if tight {
		return Gap
	}
	return GapWide
}

// SetTight draws the tabs closer together, for a row with little room.
func (s *Segmented) SetTight(on bool) {
	if s.bar.tight == on {
		return
	}
	s.bar.tight = on
	for _, t := range s.bar.tabs {
		t.tight = on
		t.Refresh()
	}
	s.bar.Refresh()
}

// Rebuild makes a segment's content anew when it is next shown, or at once if it
// is shown now.
func (s *Segmented) Rebuild(id string) {
	delete(s.built, id)
	if s.current == id {
		s.Select(id)
	}
}

// Select shows a segment without calling OnChanged.
func (s *Segmented) Select(id string) {
	i := slices.IndexFunc(s.segments, func(g Segment) bool { return g.ID == id })
	if i < 0 {
		return
	}
	o, ok := s.built[id]
	if !ok {
		o = s.segments[i].Content()
		s.built[id] = o
	}
	s.current = id
	s.bar.cursor = i
	s.stack.Objects = []fyne.CanvasObject{o}
	s.stack.Refresh()
	s.bar.Refresh()
}

func (s *Segmented) choose(i int) {
	id := s.segments[i].ID
	if id == s.current {
		return
	}
	s.Select(id)
	if s.OnChanged != nil {
		s.OnChanged(id)
	}
}

// CreateRenderer is part of fyne.Widget.
func (s *Segmented) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	return widget.NewSimpleRenderer(Border(s.bar, nil, nil, nil, s.stack))
}

type segmentBar struct {
	group
	owner *Segmented
	tabs  []*segmentTab
	tight bool
}

func newSegmentBar(s *Segmented) *segmentBar {
	b := &segmentBar{owner: s}
	b.keyboard = true
	for i, g := range s.segments {
		t := &segmentTab{segment: g, tap: func() {
			b.cursor, b.keyboard = i, false
			Focus(b)
			s.choose(i)
		}}
		t.Hover = NewHover(t.Refresh)
		t.ExtendBaseWidget(t)
		b.tabs = append(b.tabs, t)
	}
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey changes the tab with the arrows.
func (b *segmentBar) TypedKey(e *fyne.KeyEvent) {
	if b.move(e.Name, len(b.tabs)) {
		b.owner.choose(b.cursor)
	}
}

// CreateRenderer is part of fyne.Widget.
func (b *segmentBar) CreateRenderer() fyne.WidgetRenderer {
	r := &segmentBarRenderer{b: b, line: canvas.NewRectangle(color.Transparent), flow: NewFlow(Gap, 0)}
	for _, t := range b.tabs {
		r.tabs = append(r.tabs, t)
	}
	r.Refresh()
	return r
}

type segmentBarRenderer struct {
	b    *segmentBar
	tabs []fyne.CanvasObject
	line *canvas.Rectangle
	flow *Flow
}

func (r *segmentBarRenderer) Destroy() {}

func (r *segmentBarRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.line}, r.tabs...)
}

func (r *segmentBarRenderer) MinSize() fyne.Size { return r.flow.MinSize(r.tabs) }

func (r *segmentBarRenderer) Layout(s fyne.Size) {
	r.flow.Layout(r.tabs, s)
	r.line.Move(fyne.NewPos(0, s.Height-1))
	r.line.Resize(fyne.NewSize(s.Width, 1))
}

func (r *segmentBarRenderer) Refresh() {
	r.line.FillColor = theme.Color(ColorLine)
	r.line.Refresh()
	for i, t := range r.b.tabs {
		t.on, t.ringed = t.segment.ID == r.b.owner.current, r.b.ringOn(i)
		t.Refresh()
	}
	canvas.Refresh(r.b)
}

type segmentTab struct {
	widget.BaseWidget
	Hover
	segment    Segment
	tap        func()
	on, ringed bool
	tight      bool
}

// Name is the label of the tab.
func (t *segmentTab) Name() string { return t.segment.Label }

// Tapped shows the segment.
func (t *segmentTab) Tapped(*fyne.PointEvent) { t.tap() }

// CreateRenderer is part of fyne.Widget.
func (t *segmentTab) CreateRenderer() fyne.WidgetRenderer {
	r := &segmentTabRenderer{
		t: t, bg: canvas.NewRectangle(color.Transparent), bar: canvas.NewRectangle(color.Transparent),
		text: Body(t.segment.Label), ring: newRing(Radius),
	}
	r.bg.CornerRadius, r.bar.CornerRadius = Radius, 2
	if t.segment.Icon != "" {
		r.icon = smallIcon(t.segment.Icon, ColorQuiet, 20)
	}
	r.Refresh()
	return r
}

type segmentTabRenderer struct {
	t       *segmentTab
	bg, bar *canvas.Rectangle
	icon    *canvas.Image
	text    *Text
	ring    ring
}

func (r *segmentTabRenderer) Destroy() {}

func (r *segmentTabRenderer) Objects() []fyne.CanvasObject {
	objs := []fyne.CanvasObject{r.bg, r.bar, r.text}
	if r.icon != nil {
		objs = append(objs, r.icon)
	}
	return append(objs, r.ring.objects()...)
}

func (r *segmentTabRenderer) lead() float32 {
	if r.icon == nil {
		return 0
	}
	return 20 + Gap
}

// MinSize is measured in bold, so that choosing a tab moves nothing.
func (r *segmentTabRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.lead()+TabWidth(r.t.segment.Label, r.t.tight)-Gap, 48)
}

func (r *segmentTabRenderer) Layout(s fyne.Size) {
	r.bg.Resize(fyne.NewSize(s.Width, s.Height-4))
	r.ring.place(fyne.NewSize(s.Width, s.Height-4))
	r.bar.Move(fyne.NewPos(Gap, s.Height-4))
	r.bar.Resize(fyne.NewSize(s.Width-2*Gap, 4))
	t := r.text.MinSize()
	x := (s.Width - t.Width - r.lead()) / 2
	if r.icon != nil {
		r.icon.Move(fyne.NewPos(x, (s.Height-24)/2))
		r.icon.Resize(fyne.NewSquareSize(20))
	}
	r.text.Move(fyne.NewPos(x+r.lead(), (s.Height-4-t.Height)/2))
	r.text.Resize(t)
}

func (r *segmentTabRenderer) Refresh() {
	c := ColorQuiet
	r.bg.FillColor = color.Transparent
	if r.t.on {
		c = ColorAccent
	}
	if r.t.hover {
		r.bg.FillColor = theme.Color(theme.ColorNameHover)
	}
	r.bg.Refresh()
	r.bar.FillColor, r.bar.Hidden = theme.Color(ColorAccent), !r.t.on
	r.bar.Refresh()
	r.text.color, r.text.style.Bold = c, r.t.on
	r.text.Refresh()
	if r.icon != nil {
		r.icon.Resource = IconIn(r.t.segment.Icon, c)
		r.icon.Refresh()
	}
	r.ring.show(r.t.ringed)
	r.Layout(r.t.Size())
	canvas.Refresh(r.t)
}
