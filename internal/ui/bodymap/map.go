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
// zoomed figure; with Pen and Arrow a drag draws, with Area what it goes round; with Erase a tap reports where
// it was, on the body or beside it, and a drag moves a zoomed figure.
const (
	Select Tool = iota
	Pen
	Arrow
	Erase
	Area
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
// front and back with all controls and tell nobody.
type Options struct {
	// View is the view or group of views shown first; "" is Both.
	View string
	// Bare leaves out the controls; gestures and keys still work.
	Bare bool
	// Plain is for a patient who shows where it hurts: places have the names that the patient knows them by, left and right
	// are the patient's own, and nothing zooms under a finger that taps twice.
	Plain bool
	// StrokeSource is who draws with the pen first; "" is the therapist.
	StrokeSource drawing.Source

	OnTap         func(Tap)
	OnStroke      func(Stroke)
	OnErase       func(Rub)
	OnViewChanged func(view string)
	// OnPoint is told the name of what is pointed at, or "" for nothing; without it the name stands beside it.
	OnPoint func(name string)
	// OnMarkTapped is called instead of OnTap when a mark's badge is tapped;
	// without it a badge is as any other part of the figure.
	OnMarkTapped func(drawing.Mark)

	// Now is the clock by which two taps are a double tap; nil is the real one.
	Now func() time.Time
}

// The choices of several body views next to one another.
const (
	Both = "both" // front and back
	All  = "all"  // front, back and both sides
)

// group is a choice of what is in sight: one or more views shown together.
type group struct {
	id, title string
	views     []string
	offered   bool // under the figure; the rest is in the menu beside it
}

// Map is the body map.
type Map struct {
	widget.BaseWidget

	atlas   *anatomy.Atlas
	options Options
	groups  []group

	group    string
	layer    anatomy.Layer
	muscle   bool
	tool     Tool
	marks    []drawing.Mark
	strokes  []Stroke
	spread   *drawing.Spread
	panes    []*pane
	used     *pane // the one that was used last
	pointing *pane // the one that OnPoint was told of last
	alone    *pane // the one that has all the room while it is looked at closely, or nil
	err      error

	views, layers        *kit.Segmented
	offered, shorter     []kit.Option // the views under the figure, in full and in the fewest words
	layered              []kit.Option
	brief                bool    // the views are named in the fewest words
	tight                bool    // layers and zoom are in the menu of what is seldom wanted
	menus                []*menu // what the two offer, where there is no room for them
	more                 *kit.Button
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

// groupViews puts front and back together, and the insets of left and right; one body alone and all of them come last.
func groupViews(a *anatomy.Atlas) []group {
	both := group{id: Both, title: lang.L("Front + back"), offered: true}
	all := group{id: All, title: lang.L("All sides")}
	var offered, single []group
	pairs := []struct{ prefix, title string }{{"palm-", lang.L("Hands")}, {"sole-", lang.L("Feet")}}
next:
	for _, v := range a.Views() {
		for _, p := range pairs {
			if !strings.HasPrefix(v.ID, p.prefix) {
				continue
			}
			if i := slices.IndexFunc(offered, func(g group) bool { return g.id == p.prefix }); i >= 0 {
				offered[i].views = append(offered[i].views, v.ID)
			} else {
				offered = append(offered, group{p.prefix, p.title, []string{v.ID}, true})
			}
			continue next
		}
		all.views = append(all.views, v.ID)
		g := group{id: v.ID, title: v.Title, views: []string{v.ID}, offered: true}
		switch v.ID {
		case "anterior", "posterior":
			both.views = append(both.views, v.ID)
			g.offered = false
			single = append(single, g)
			continue
		case "lateral-left":
			g.title = lang.L("Left")
		case "lateral-right":
			g.title = lang.L("Right")
		}
		offered = append(offered, g)
	}
	return slices.Concat([]group{both}, offered, single, []group{all})
}

func (m *Map) build() {
	var views []kit.Option
	for _, g := range m.groups {
		o := kit.Option{ID: g.id, Label: g.title}
		views = append(views, o)
		if g.offered {
			m.offered = append(m.offered, o)
		}
	}
	m.shorter = slices.Clone(m.offered)
	m.shorter[0].Label = lang.L("Both")
	m.views = kit.NewSegmented(m.offered, m.showGroup)
	m.layered = []kit.Option{
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
	m.layers = kit.NewSegmented(m.layered, chooseLayer)
	m.layers.SetChosen(m.layer.String())
	m.zoomIn = kit.IconButton(kit.IconZoomIn, lang.L("Zoom in"), func() { m.zoomBy(zoomStep) })
	m.zoomOut = kit.IconButton(kit.IconZoomOut, lang.L("Zoom out"), func() { m.zoomBy(1 / zoomStep) })
	m.fit = kit.IconButton(kit.IconFit, lang.L("Show the whole figure"), m.Fit)
	m.fit.Hide()
	m.more = kit.IconButton(kit.IconMore, lang.L("More about the figure"), func() { popUp(m.more, m.moreItems()) })

	if m.options.Bare {
		m.content = m.figure
		return
	}
	m.menus = []*menu{
		newMenu(lang.L("View"), views, func() string { return m.group }, m.showGroup),
		newMenu(lang.L("Layer"), m.layered, m.layers.Value, chooseLayer),
	}
	st := &stage{m: m, more: m.more, zoom: []fyne.CanvasObject{m.zoomOut, m.zoomIn, m.fit}}
	m.content = container.New(st, m.figure, m.views, m.menus[0].button, m.layers, m.menus[1].button, m.more, m.zoomOut, m.zoomIn, m.fit)
}

// moreItems are what is seldom wanted: one body by itself, all of them, and how they look.
func (m *Map) moreItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, g := range m.groups {
		if g.offered && g.id != Both {
			continue
		}
		item := fyne.NewMenuItem(g.title, func() { m.showGroup(g.id) })
		item.Checked = g.id == m.group
		items = append(items, item)
	}
	colours := fyne.NewMenuItem(lang.L("Muscles in colour"), func() { m.SetMuscle(!m.muscle) })
	colours.Checked = m.muscle
	items = append(items, fyne.NewMenuItemSeparator(), colours)
	if !m.tight {
		return items
	}
	items = append(items, fyne.NewMenuItemSeparator())
	items = append(items, m.menus[1].items()...)
	items = append(items, fyne.NewMenuItemSeparator())
	for _, b := range []*kit.Button{m.zoomIn, m.zoomOut, m.fit} {
		items = append(items, fyne.NewMenuItem(b.Name(), b.OnTapped))
	}
	return items
}

// told shows on the controls what is in sight. A body by itself, and all of them, belong to front and back.
func (m *Map) told() {
	part := Both
	for _, g := range m.groups {
		if g.id == m.group && g.offered {
			part = g.id
		}
	}
	m.views.SetChosen(part)
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
	m.told()
	m.showPanes()
}

// Turn shows a view: as it is where it is in sight already, else beside those it is shown with.
func (m *Map) Turn(view string) {
	if slices.ContainsFunc(m.panes, func(p *pane) bool { return p.view.ID == view }) {
		return
	}
	for _, g := range m.groups {
		if slices.Contains(g.views, view) {
			m.SetView(g.id)
			return
		}
	}
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
	m.panes, m.used, m.alone, m.err = nil, nil, nil, nil
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
	m.figure.Layout = &row{m: m, panes: m.panes}
	m.figure.Objects = objects
	m.figure.Refresh()
	m.zoomed()
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
	for _, p := range m.panes {
		p.changed()
	}
}

// Tool returns what a finger on the figure does.
func (m *Map) Tool() Tool { return m.tool }

// SetTool changes what a finger on the figure does.
func (m *Map) SetTool(t Tool) {
	m.tool = t
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

// Marks are those that are shown, on whatever view.
func (m *Map) Marks() []drawing.Mark { return slices.Clone(m.marks) }

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

// Spot is where on the canvas a point of a view lies that is in sight.
func (m *Map) Spot(view string, q anatomy.Point) fyne.Position {
	for _, p := range m.panes {
		if p.view.ID == view {
			return fyne.CurrentApp().Driver().AbsolutePositionForObject(p).Add(p.toScreen(q))
		}
	}
	return fyne.Position{}
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
	m.together()
	for _, p := range m.panes {
		p.fitAll()
	}
}

func (m *Map) zoomBy(k float64) {
	for _, p := range m.panes {
		if m.alone == nil || p == m.alone {
			p.zoomAt(fyne.NewPos(p.Size().Width/2, p.Size().Height/2), k)
		}
	}
}

// closer shows one of several views by itself, with a place of it in the middle.
func (m *Map) closer(p *pane, at anatomy.Point) {
	m.alone = p
	p.hover, p.zoom, p.middle = nil, zoomStep*zoomStep, at
	m.arrange()
	p.hold()
	p.moved()
	m.zoomed()
}

// together shows the others again beside the one that was looked at closely.
func (m *Map) together() {
	if m.alone != nil {
		m.alone = nil
		m.arrange()
	}
}

func (m *Map) arrange() {
	for _, p := range m.panes {
		kit.SetHidden(p, m.alone != nil && p != m.alone)
	}
	m.figure.Refresh()
}

// zoomed offers the way back to the whole figure while something of it is out of sight.
func (m *Map) zoomed() {
	kit.SetHidden(m.fit, m.tight || !m.near())
}

// near reports whether something of the figure is out of sight.
func (m *Map) near() bool {
	return slices.ContainsFunc(m.panes, func(p *pane) bool { return p.zoom > 1 })
}

// Reveal shows a structure: where it is in sight on the view that was used last,
// else where it is clearest; it turns to another view if it is drawn on none of
// those. It is pointed out until the figure is used again or EndReveal. Reveal
// reports whether the structure is drawn anywhere.
func (m *Map) Reveal(t anatomy.Target) bool { return m.RevealOn("", t) }

// RevealOn is Reveal, on a view rather than another when it is in sight there.
func (m *Map) RevealOn(view string, t anatomy.Target) bool {
	m.EndReveal()
	show := func() bool {
		var on *pane
		var at *anatomy.Shape
		for _, p := range m.panes {
			shapes := p.view.Find(t)
			if len(shapes) == 0 {
				continue
			}
			if p.view.ID == view || view == "" && p == m.used {
				on, at = p, shapes[0]
				break
			}
			if at == nil || shapes[0].Radius() > at.Radius() {
				on, at = p, shapes[0]
			}
		}
		if on == nil {
			return false
		}
		if m.alone != nil && m.alone != on {
			m.Fit()
		}
		on.point(at)
		return true
	}
	if show() {
		return true
	}
	places, err := m.atlas.Shapes(t.Structure, t.Side)
	if err != nil || len(places) == 0 {
		return false
	}
	m.Turn(clearest(places, t).View.ID)
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
// rows where that shows them larger; one that is alone has all the room.
type row struct {
	m     *Map
	panes []*pane
}

func (r *row) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if len(r.panes) != len(objects) { // one could not be read and is a text
		for i, o := range objects {
			w := size.Width / float32(len(objects))
			o.Move(fyne.NewPos(w*float32(i), 0))
			o.Resize(fyne.NewSize(w, size.Height))
		}
		return
	}
	if p := r.m.alone; p != nil {
		p.Move(fyne.Position{})
		p.Resize(size)
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

// tallest is how high front and back can become in a width; the room for them is kept whatever is in sight.
func (m *Map) tallest(width float32) float32 {
	across, high := 0.0, 0.0
	for _, id := range m.groups[0].views {
		if v, err := m.atlas.View(id); err == nil {
			across, high = across+v.Box.Width(), max(high, v.Box.Height())
		}
	}
	return width*float32(high/max(across, 1)) + 2*lineHeight() + 6
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
