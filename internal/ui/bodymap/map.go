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
// zoomed figure; with Pen and Arrow a drag draws; with Erase a tap reports where
// it was, on the body or beside it, and a drag moves a zoomed figure.
const (
	Select Tool = iota
	Pen
	Arrow
	Erase
)

// Tap is a tap on the figure, or Enter on it.
type Tap struct {
	View     string
	At       anatomy.Point // millimetres on that view
	Hits     []anatomy.Hit // what lies there, best first; never empty
	Position fyne.Position // on the canvas, to place something beside it
	Keyboard bool
}

// Rub is a tap with Erase: what is within Reach of At is meant.
type Rub struct {
	View  string
	At    anatomy.Point
	Reach float64 // millimetres on that view: half a finger's width on the glass
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
	// StrokeSource is who draws with the pen first; "" is the therapist.
	StrokeSource drawing.Source

	OnTap         func(Tap)
	OnStroke      func(Stroke)
	OnErase       func(Rub)
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
	spread  *drawing.Spread
	panes   []*pane
	used    *pane // the one that was used last
	err     error

	views, layers, tools *kit.Chips
	look                 *kit.Chips
	menus                []*menu // what the chips offer, where there is no room for them
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
		out = append(out, group{v.ID, v.Title, []string{v.ID}})
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
	m.views = kit.NewChips(views, first(m.showGroup)).Required()
	layers := []kit.Option{
		{ID: anatomy.Surface.String(), Label: lang.L("Surface")},
		{ID: anatomy.Deep.String(), Label: lang.L("Deep")},
		{ID: anatomy.Points.String(), Label: lang.L("Points")},
	}
	chooseLayer := func(id string) {
		for _, l := range anatomy.Layers() {
			if id == l.String() {
				m.SetLayer(l)
			}
		}
	}
	m.layers = kit.NewChips(layers, first(chooseLayer)).Required()
	m.layers.SetChosen(m.layer.String())
	m.look = kit.NewMultiChips([]kit.Option{{ID: "muscle", Label: lang.L("Colours")}}, func(ids []string) {
		m.SetMuscle(len(ids) > 0)
	})
	tools := []kit.Option{
		{ID: toolIDs[Select], Label: lang.L("Select")},
		{ID: toolIDs[Pen], Label: lang.L("Pen"), Icon: kit.IconPen},
		{ID: toolIDs[Arrow], Label: lang.L("Arrow"), Icon: kit.IconArrow},
	}
	chooseTool := func(id string) { m.SetTool(Tool(slices.Index(toolIDs, id))) }
	m.tools = kit.NewChips(tools, first(chooseTool)).Required()
	m.tools.SetChosen(toolIDs[Select])
	m.zoomIn = kit.IconButton(kit.IconZoomIn, lang.L("Zoom in"), func() { m.zoomBy(zoomStep) })
	m.zoomOut = kit.IconButton(kit.IconZoomOut, lang.L("Zoom out"), func() { m.zoomBy(1 / zoomStep) })
	m.fit = kit.IconButton(kit.IconFit, lang.L("Show the whole figure"), m.Fit)

	if m.options.Bare {
		m.content = m.figure
		return
	}
	st := &stage{figure: m.figure, views: m.views, look: m.look, zoom: container.NewVBox(m.zoomIn, m.zoomOut, m.fit)}
	m.menus = []*menu{newMenu(lang.L("View"), views, m.views.Value, m.showGroup)}
	if m.options.Tools {
		st.chips = append(st.chips, m.tools)
		m.menus = append(m.menus, newMenu(lang.L("Tool"), tools, m.tools.Value, chooseTool))
	}
	st.chips = append(st.chips, m.layers, m.look)
	m.menus = append(m.menus, newMenu(lang.L("Layer"), layers, m.layers.Value, chooseLayer))
	objects := []fyne.CanvasObject{m.views}
	for _, u := range m.menus {
		st.menus = append(st.menus, u.button)
		objects = append(objects, u.button)
	}
	objects = append(objects, m.figure)
	for _, c := range st.chips {
		objects = append(objects, c)
	}
	m.content = container.New(st, append(objects, st.zoom)...)
}

// toolIDs are the ids of the tools among the chips.
var toolIDs = []string{Select: "select", Pen: "pen", Arrow: "arrow", Erase: "erase"}

// first hands the chosen one of a single choice on.
func first(choose func(string)) func([]string) {
	return func(ids []string) {
		if len(ids) > 0 {
			choose(ids[0])
		}
	}
}

// told shows on the menus what the chips show.
func (m *Map) told() {
	for _, u := range m.menus {
		u.show()
	}
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
	m.told()
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
	m.panes, m.used, m.err = nil, nil, nil
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
	m.told()
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
	m.tools.SetChosen(toolIDs[t])
	m.told()
	for _, p := range m.panes {
		p.dropStroke()
	}
}

// SetStrokeSource changes who draws: what is drawn from now on looks and is
// reported as theirs.
func (m *Map) SetStrokeSource(s drawing.Source) { m.options.StrokeSource = s }

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

// Shown are the views in sight.
func (m *Map) Shown() []*anatomy.View {
	out := make([]*anatomy.View, len(m.panes))
	for i, p := range m.panes {
		out[i] = p.view
	}
	return out
}

// Spot is where on the canvas a point of the view in sight lies: of the first, when there are several.
func (m *Map) Spot(q anatomy.Point) fyne.Position {
	p := m.panes[0]
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(p).Add(p.toScreen(q))
}

// SetSpread shows where pain from a muscle is felt, under the marks; nil shows nothing.
func (m *Map) SetSpread(s *drawing.Spread) {
	if m.spread == nil && s == nil {
		return
	}
	m.spread = s
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
// drawn on this one, and points it out until the figure is used again or
// EndReveal. It reports whether the structure is drawn anywhere.
func (m *Map) Reveal(t anatomy.Target) bool {
	m.EndReveal()
	show := func() bool {
		panes := m.panes
		if m.used != nil { // of several, where the eyes are
			panes = append([]*pane{m.used}, panes...)
		}
		for _, p := range panes {
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
	places, err := m.atlas.Shapes(t.Structure, t.Side)
	if err != nil || len(places) == 0 {
		return false
	}
	m.SetView(clearest(places, t).View.ID)
	return show()
}

// EndReveal takes away what Reveal pointed out.
func (m *Map) EndReveal() {
	for _, p := range m.panes {
		if p.shown != nil {
			p.shown = nil
			p.pointed()
		}
	}
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
