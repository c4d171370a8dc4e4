package bodymap

import (
	"math"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/anatomy"
	"regimen/internal/drawing"
	"regimen/internal/ui/kit"
)

// Tool is what a finger on the figure does.
type Tool int

// The tools. With Select a tap reports what lies there and a drag moves a
// zoomed figure; with Pen and Arrow a drag draws.
const (
	Select Tool = iota
	Pen
	Arrow
)

// Tap is a tap on the figure, or Enter on it.
type Tap struct {
	View     string
	At       anatomy.Point // millimetres on that view
	Hits     []anatomy.Hit // what lies there, best first; never empty
	Position fyne.Position // on the canvas, to place something beside it
	Keyboard bool
}

// Stroke is a line on a view.
type Stroke struct {
	View string
	drawing.Stroke
}

// Options say what a new Map shows and whom it tells. The zero Options show
// the front with all controls and tell nobody.
type Options struct {
	// View is the view or group of views shown first; "" is the front.
	View string
	// Bare leaves out the chips and buttons; gestures and keys still work.
	Bare bool
	// Tools offers the pen and the arrow beside selecting.
	Tools bool
	// StrokeSource is who draws with the pen; "" is the therapist.
	StrokeSource drawing.Source

	OnTap         func(Tap)
	OnStroke      func(Stroke)
	OnViewChanged func(view string)
	// OnMarkTapped is called instead of OnTap when a mark's badge is tapped;
	// without it a badge is as any other part of the figure.
	OnMarkTapped func(drawing.Mark)

	// Now is the clock by which two taps are a double tap; nil is the real one.
	Now func() time.Time
}

// All is the choice that shows front, back and both sides next to one another.
const All = "all"

// group is a choice among the view chips: one or more views shown together.
type group struct {
	id, title string
	views     []string
}

// Map is the body map.
type Map struct {
	widget.BaseWidget

	atlas   *anatomy.Atlas
	options Options
	groups  []group

	group   string
	layer   anatomy.Layer
	muscle  bool
	tool    Tool
	marks   []drawing.Mark
	strokes []Stroke
	panes   []*pane
	err     error

	views, layers, tools *kit.Chips
	look                 *kit.Chips
	zoomIn, zoomOut, fit *kit.Button
	figure               *fyne.Container
	content              fyne.CanvasObject
}

// New returns a body map of the atlas.
func New(atlas *anatomy.Atlas, options Options) *Map {
	m := &Map{atlas: atlas, options: options, groups: groupViews(atlas)}
	if m.options.Now == nil {
		m.options.Now = time.Now
	}
	m.ExtendBaseWidget(m)
	m.figure = container.New(&row{})
	m.build()
	m.SetView(options.View)
	return m
}

// groupViews puts the insets of left and right together and adds the choice
// of all body views at once.
func groupViews(a *anatomy.Atlas) []group {
	var out []group
	var body []string
	pairs := []struct{ prefix, title string }{
		{"palm-", lang.L("Palms")}, {"hand-", lang.L("Hands")}, {"sole-", lang.L("Soles")}, {"foot-", lang.L("Feet")},
	}
next:
	for _, v := range a.Views() {
		for _, p := range pairs {
			if !strings.HasPrefix(v.ID, p.prefix) {
				continue
			}
			if i := slices.IndexFunc(out, func(g group) bool { return g.id == p.prefix }); i >= 0 {
				out[i].views = append(out[i].views, v.ID)
			} else {
				out = append(out, group{p.prefix, p.title, []string{v.ID}})
			}
			continue next
		}
		body = append(body, v.ID)
		out = append(out, group{v.ID, lang.L(v.Title), []string{v.ID}})
	}
	if len(body) > 1 {
		out = append(out, group{All, lang.L("All"), body})
	}
	return out
}

func (m *Map) build() {
	var views []kit.Option
	for _, g := range m.groups {
		views = append(views, kit.Option{ID: g.id, Label: g.title})
	}
	m.views = kit.NewChips(views, func(ids []string) {
		if len(ids) > 0 {
			m.showGroup(ids[0])
		}
	}).Required()
	m.layers = kit.NewChips([]kit.Option{
		{ID: anatomy.Surface.String(), Label: lang.L("Surface")},
		{ID: anatomy.Deep.String(), Label: lang.L("Deep")},
		{ID: anatomy.Points.String(), Label: lang.L("Points")},
	}, func(ids []string) {
		for _, l := range anatomy.Layers() {
			if len(ids) > 0 && ids[0] == l.String() {
				m.SetLayer(l)
			}
		}
	}).Required()
	m.layers.SetChosen(m.layer.String())
	m.look = kit.NewMultiChips([]kit.Option{{ID: "muscle", Label: lang.L("Colours")}}, func(ids []string) {
		m.SetMuscle(len(ids) > 0)
	})
	m.tools = kit.NewChips([]kit.Option{
		{ID: "select", Label: lang.L("Select")},
		{ID: "pen", Label: lang.L("Pen"), Icon: kit.IconPen},
		{ID: "arrow", Label: lang.L("Arrow"), Icon: kit.IconArrow},
	}, func(ids []string) {
		if i := slices.Index([]string{"select", "pen", "arrow"}, m.tools.Value()); i >= 0 {
			m.SetTool(Tool(i))
		}
	}).Required()
	m.tools.SetChosen("select")
	m.zoomIn = kit.IconButton(kit.IconZoomIn, lang.L("Zoom in"), func() { m.zoomBy(zoomStep) })
	m.zoomOut = kit.IconButton(kit.IconZoomOut, lang.L("Zoom out"), func() { m.zoomBy(1 / zoomStep) })
	m.fit = kit.IconButton(kit.IconFit, lang.L("Show the whole figure"), m.Fit)

	if m.options.Bare {
		m.content = m.figure
		return
	}
	st := &stage{figure: m.figure, views: m.views, zoom: container.NewVBox(m.zoomIn, m.zoomOut, m.fit)}
	if m.options.Tools {
		st.chips = append(st.chips, m.tools)
	}
	st.chips = append(st.chips, m.layers, m.look)
	objects := []fyne.CanvasObject{m.figure, m.views}
	for _, c := range st.chips {
		objects = append(objects, c)
	}
	m.content = container.New(st, append(objects, st.zoom)...)
}

// CreateRenderer is part of fyne.Widget.
func (m *Map) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(m.content) }

// View returns the id of the view or group of views shown.
func (m *Map) View() string { return m.group }

// SetView shows a view, or the group that holds it; an id that is not known
// shows the first.
func (m *Map) SetView(id string) {
	found := m.groups[0].id
	for _, g := range m.groups {
		if g.id == id {
			found = g.id
			break
		}
		if slices.Contains(g.views, id) && g.id != All {
			found = g.id
		}
	}
	if found == m.group {
		return
	}
	m.group = found
	m.views.SetChosen(found)
	m.showPanes()
}

func (m *Map) showGroup(id string) {
	m.SetView(id)
	if m.options.OnViewChanged != nil {
		m.options.OnViewChanged(m.group)
	}
}

// Err returns why a view could not be shown, or nil.
func (m *Map) Err() error { return m.err }

func (m *Map) showPanes() {
	i := slices.IndexFunc(m.groups, func(g group) bool { return g.id == m.group })
	m.panes, m.err = nil, nil
	var objects []fyne.CanvasObject
	for _, id := range m.groups[i].views {
		v, err := m.atlas.View(id)
		if err != nil {
			m.err = err
			objects = append(objects, kit.Body(lang.L("This side of the figure could not be read. Choose structures from the list instead.")).Wrap())
			continue
		}
		p := newPane(m, v)
		m.panes = append(m.panes, p)
		objects = append(objects, p)
	}
	m.figure.Layout = &row{panes: m.panes}
	m.figure.Objects = objects
	m.figure.Refresh()
	for _, p := range m.panes {
		p.marksChanged()
	}
}

// Layer returns the layer that taps choose from.
func (m *Map) Layer() anatomy.Layer { return m.layer }

// SetLayer changes the layer that taps choose from; deep structures and
// points are drawn faintly while theirs is chosen.
func (m *Map) SetLayer(l anatomy.Layer) {
	m.layer = l
	m.layers.SetChosen(l.String())
	for _, p := range m.panes {
		p.cursor, p.hover, p.shown = nil, nil, nil
		p.changed()
	}
}

// Muscle reports whether the figure shows muscles in their colours.
func (m *Map) Muscle() bool { return m.muscle }

// SetMuscle shows muscles in their colours or the neutral figure.
func (m *Map) SetMuscle(on bool) {
	m.muscle = on
	if on {
		m.look.SetChosen("muscle")
	} else {
		m.look.SetChosen()
	}
	for _, p := range m.panes {
		p.changed()
	}
}

// Tool returns what a finger on the figure does.
func (m *Map) Tool() Tool { return m.tool }

// SetTool changes what a finger on the figure does.
func (m *Map) SetTool(t Tool) {
	m.tool = t
	m.tools.SetChosen([...]string{Select: "select", Pen: "pen", Arrow: "arrow"}[t])
	for _, p := range m.panes {
		p.dropStroke()
	}
}

// SetMarks replaces the marks shown. Marks that stay the same are not drawn
// again.
func (m *Map) SetMarks(marks []drawing.Mark) {
	m.marks = slices.Clone(marks)
	for _, p := range m.panes {
		p.marksChanged()
	}
}

// SetStrokes replaces the lines shown, on all views.
func (m *Map) SetStrokes(strokes []Stroke) {
	m.strokes = slices.Clone(strokes)
	for _, p := range m.panes {
		p.marksChanged()
	}
}

// Fit shows the whole figure again.
func (m *Map) Fit() {
	for _, p := range m.panes {
		p.fitAll()
	}
}

func (m *Map) zoomBy(k float64) {
	for _, p := range m.panes {
		p.zoomAt(fyne.NewPos(p.Size().Width/2, p.Size().Height/2), k)
	}
}

// Reveal shows a structure: it turns to a view where it is drawn if it is not
// drawn on this one, and points it out until the figure is used again.
// It reports whether the structure is drawn anywhere.
func (m *Map) Reveal(t anatomy.Target) bool {
	show := func() bool {
		for _, p := range m.panes {
			if shapes := p.view.Find(t); len(shapes) > 0 {
				p.point(shapes[0])
				return true
			}
		}
		return false
	}
	if show() {
		return true
	}
	places, err := m.atlas.Shapes(t.Code, t.Side)
	if err != nil || len(places) == 0 {
		return false
	}
	m.SetView(clearest(places, t).View.ID)
	return show()
}

// row lays panes out side by side, each as wide as its view needs, or in two
// rows where that shows them larger.
type row struct{ panes []*pane }

func (r *row) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if len(r.panes) != len(objects) { // one could not be read and is a text
		for i, o := range objects {
			w := size.Width / float32(len(objects))
			o.Move(fyne.NewPos(w*float32(i), 0))
			o.Resize(fyne.NewSize(w, size.Height))
		}
		return
	}
	half := (len(r.panes) + 1) / 2
	one, two := [][]*pane{r.panes}, [][]*pane{r.panes[:half], r.panes[half:]}
	lines := one
	if len(r.panes) > 2 && scaleOf(two, size) > scaleOf(one, size) {
		lines = two
	}
	h := size.Height / float32(len(lines))
	for j, line := range lines {
		x := float32(0)
		for _, p := range line {
			w := size.Width * float32(p.view.Box.Width()/widthOf(line))
			p.Move(fyne.NewPos(x, h*float32(j)))
			p.Resize(fyne.NewSize(w, h))
			x += w
		}
	}
}

func widthOf(line []*pane) float64 {
	total := 0.0
	for _, p := range line {
		total += p.view.Box.Width()
	}
	return total
}

// scaleOf is how large figures in these lines can be.
func scaleOf(lines [][]*pane, size fyne.Size) float64 {
	k := math.Inf(1)
	for _, line := range lines {
		k = min(k, float64(size.Width)/widthOf(line))
		for _, p := range line {
			k = min(k, float64(size.Height)/float64(len(lines))/p.view.Box.Height())
		}
	}
	return k
}

func (r *row) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(220, 300) }

// stage gives the figure the whole height, with the choice of view on its
// left and the tools on its right; where that is too high, in rows above and
// below it.
type stage struct {
	figure fyne.CanvasObject
	views  *kit.Chips
	chips  []*kit.Chips
	zoom   fyne.CanvasObject
}

// column sets chips one below the other and returns their size.
func column(c *kit.Chips) fyne.Size {
	c.Resize(fyne.NewSize(c.MinSize().Width, 0))
	return c.MinSize()
}

func (s *stage) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	left := column(s.views)
	right := s.zoom.MinSize()
	for _, c := range s.chips {
		cs := column(c)
		right = fyne.NewSize(max(right.Width, cs.Width), right.Height+cs.Height+kit.GapWide)
	}
	if size.Height < max(left.Height, right.Height) || size.Width < left.Width+right.Width+minFigure {
		s.rows(size)
		return
	}
	s.views.Resize(left)
	s.views.Move(fyne.NewPos(0, 0))
	x, y := size.Width-right.Width, float32(0)
	for _, c := range s.chips {
		cs := c.MinSize()
		c.Resize(fyne.NewSize(right.Width, cs.Height))
		c.Move(fyne.NewPos(x, y))
		y += cs.Height + kit.GapWide
	}
	z := s.zoom.MinSize()
	s.zoom.Resize(z)
	s.zoom.Move(fyne.NewPos(size.Width-z.Width, size.Height-z.Height))
	s.figure.Move(fyne.NewPos(left.Width+kit.Gap, 0))
	s.figure.Resize(fyne.NewSize(size.Width-left.Width-right.Width-2*kit.Gap, size.Height))
}

const minFigure float32 = 220

func (s *stage) rows(size fyne.Size) {
	put := func(c *kit.Chips, y float32) float32 {
		c.Resize(fyne.NewSize(size.Width, 0))
		h := c.MinSize().Height
		c.Resize(fyne.NewSize(size.Width, h))
		c.Move(fyne.NewPos(0, y))
		return h + kit.Gap
	}
	top := put(s.views, 0)
	below := float32(0)
	for _, c := range s.chips {
		below += put(c, 0)
	}
	y := size.Height - below + kit.Gap
	for _, c := range s.chips {
		c.Move(fyne.NewPos(0, y))
		y += c.Size().Height + kit.Gap
	}
	room := fyne.NewSize(size.Width, max(minFigure, size.Height-top-below))
	s.figure.Move(fyne.NewPos(0, top))
	s.figure.Resize(room)
	z := s.zoom.MinSize()
	s.zoom.Resize(z)
	s.zoom.Move(fyne.NewPos(size.Width-z.Width, top+room.Height-z.Height))
}

func (s *stage) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 420) }
