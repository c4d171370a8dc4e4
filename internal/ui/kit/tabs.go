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

// Tab is one tab of a Tabs. Content is made when it is first shown.
type Tab struct {
	ID      string
	Label   string
	Icon    IconName // optional
	Content func() fyne.CanvasObject
}

// Tabs is a row of tabs over one content. It is one stop for Tab: Left and
// Right change the tab.
type Tabs struct {
	widget.BaseWidget
	// OnChanged is called after the user changed the tab.
	OnChanged func(id string)

	tabs    []Tab
	bar     *tabBar
	stack   *fyne.Container
	built   map[string]fyne.CanvasObject
	current string
}

// NewTabs shows the first tab.
func NewTabs(tabs ...Tab) *Tabs {
	s := &Tabs{tabs: tabs, stack: container.NewStack(), built: map[string]fyne.CanvasObject{}}
	s.bar = newTabBar(s)
	s.ExtendBaseWidget(s)
	if len(tabs) > 0 {
		s.Select(tabs[0].ID)
	}
	return s
}

// Current is the ID of the tab that is shown.
func (s *Tabs) Current() string { return s.current }

// Bar is the row of tabs, for a screen that places it apart from the content.
func (s *Tabs) Bar() fyne.CanvasObject { return s.bar }

// Body is the content, for a screen that places it apart from the tabs.
func (s *Tabs) Body() fyne.CanvasObject { return s.stack }

// Rebuild makes a tab's content anew when it is next shown, or at once if it
// is shown now.
func (s *Tabs) Rebuild(id string) {
	delete(s.built, id)
	if s.current == id {
		s.Select(id)
	}
}

// Select shows a tab without calling OnChanged.
func (s *Tabs) Select(id string) {
	i := slices.IndexFunc(s.tabs, func(g Tab) bool { return g.ID == id })
	if i < 0 {
		return
	}
	o, ok := s.built[id]
	if !ok {
		o = s.tabs[i].Content()
		s.built[id] = o
	}
	s.current = id
	s.bar.cursor = i
	s.stack.Objects = []fyne.CanvasObject{o}
	s.stack.Refresh()
	s.bar.Refresh()
}

func (s *Tabs) choose(i int) {
	id := s.tabs[i].ID
	if id == s.current {
		return
	}
	s.Select(id)
	if s.OnChanged != nil {
		s.OnChanged(id)
	}
}

// CreateRenderer is part of fyne.Widget.
func (s *Tabs) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	return widget.NewSimpleRenderer(Border(s.bar, nil, nil, nil, s.stack))
}

type tabBar struct {
	group
	owner *Tabs
	tabs  []*tab
}

func newTabBar(s *Tabs) *tabBar {
	b := &tabBar{owner: s}
	b.keyboard = true
	for i, g := range s.tabs {
		t := &tab{tab: g, tap: func() {
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
func (b *tabBar) TypedKey(e *fyne.KeyEvent) {
	if b.move(e.Name, len(b.tabs)) {
		b.owner.choose(b.cursor)
	}
}

// CreateRenderer is part of fyne.Widget.
func (b *tabBar) CreateRenderer() fyne.WidgetRenderer {
	r := &tabBarRenderer{b: b, line: canvas.NewRectangle(color.Transparent), flow: NewFlow(Gap, 0)}
	for _, t := range b.tabs {
		r.tabs = append(r.tabs, t)
	}
	r.Refresh()
	return r
}

type tabBarRenderer struct {
	b    *tabBar
	tabs []fyne.CanvasObject
	line *canvas.Rectangle
	flow *Flow
}

func (r *tabBarRenderer) Destroy() {}

func (r *tabBarRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.line}, r.tabs...)
}

func (r *tabBarRenderer) MinSize() fyne.Size { return r.flow.MinSize(r.tabs) }

func (r *tabBarRenderer) Layout(s fyne.Size) {
	r.fit(s.Width)
	r.flow.Layout(r.tabs, s)
	r.line.Move(fyne.NewPos(0, s.Height-1))
	r.line.Resize(fyne.NewSize(s.Width, 1))
}

// fit draws the tabs closer together where they would not stand in one row.
func (r *tabBarRenderer) fit(width float32) {
	loose := -r.flow.gap
	for _, t := range r.b.tabs {
		loose += t.width(false) + r.flow.gap
	}
	for _, t := range r.b.tabs {
		t.tight = loose > width
	}
}

func (r *tabBarRenderer) Refresh() {
	r.line.FillColor = theme.Color(ColorLine)
	r.line.Refresh()
	for i, t := range r.b.tabs {
		t.on, t.ringed = t.tab.ID == r.b.owner.current, r.b.ringOn(i)
		t.Refresh()
	}
	canvas.Refresh(r.b)
}

type tab struct {
	widget.BaseWidget
	Hover
	tab        Tab
	tap        func()
	on, ringed bool
	tight      bool
}

// Name is the label of the tab.
func (t *tab) Name() string { return t.tab.Label }

// Tapped shows the tab.
func (t *tab) Tapped(*fyne.PointEvent) { t.tap() }

// width is measured in bold, so that choosing a tab moves nothing.
func (t *tab) width(tight bool) float32 {
	padding := GapWide
	if tight {
		padding = Gap
	}
	return t.lead() + fyne.MeasureText(t.tab.Label, SizeBody, fyne.TextStyle{Bold: true}).Width + 2*padding
}

// lead is the room of the icon before the label.
func (t *tab) lead() float32 {
	if t.tab.Icon == "" {
		return 0
	}
	return 20 + Gap
}

// CreateRenderer is part of fyne.Widget.
func (t *tab) CreateRenderer() fyne.WidgetRenderer {
	r := &tabRenderer{
		t: t, bg: canvas.NewRectangle(color.Transparent), bar: canvas.NewRectangle(color.Transparent),
		text: Body(t.tab.Label), ring: newRing(Radius),
	}
	r.bg.CornerRadius, r.bar.CornerRadius = Radius, 2
	if t.tab.Icon != "" {
		r.icon = smallIcon(t.tab.Icon, ColorQuiet, 20)
	}
	r.Refresh()
	return r
}

type tabRenderer struct {
	t       *tab
	bg, bar *canvas.Rectangle
	icon    *canvas.Raster
	text    *Text
	ring    ring
}

func (r *tabRenderer) Destroy() {}

func (r *tabRenderer) Objects() []fyne.CanvasObject {
	objs := []fyne.CanvasObject{r.bg, r.bar, r.text}
	if r.icon != nil {
		objs = append(objs, r.icon)
	}
	return append(objs, r.ring.objects()...)
}

func (r *tabRenderer) MinSize() fyne.Size { return fyne.NewSize(r.t.width(r.t.tight), 48) }

func (r *tabRenderer) Layout(s fyne.Size) {
	r.bg.Resize(fyne.NewSize(s.Width, s.Height-4))
	r.ring.place(fyne.NewSize(s.Width, s.Height-4))
	r.bar.Move(fyne.NewPos(Gap, s.Height-4))
	r.bar.Resize(fyne.NewSize(s.Width-2*Gap, 4))
	t := r.text.MinSize()
	x := (s.Width - t.Width - r.t.lead()) / 2
	if r.icon != nil {
		r.icon.Move(fyne.NewPos(x, (s.Height-24)/2))
		r.icon.Resize(fyne.NewSquareSize(20))
	}
	r.text.Move(fyne.NewPos(x+r.t.lead(), (s.Height-4-t.Height)/2))
	r.text.Resize(t)
}

func (r *tabRenderer) Refresh() {
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
		r.icon.Generator = drawnIcon(r.t.tab.Icon, c)
		r.icon.Refresh()
	}
	r.ring.show(r.t.ringed)
	r.Layout(r.t.Size())
	canvas.Refresh(r.t)
}
