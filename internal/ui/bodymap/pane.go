package bodymap

import (
	"math"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/anatomy"
	"regimen/internal/drawing"
	"regimen/internal/ui/kit"
)

const (
	zoomStep = 1.5
	zoomMost = 14.0

	// fingerRadius is half a finger's width, 9 mm on the glass: the same as
	// the least size of a button.
	fingerRadius = float64(kit.Target) / 2
	// fingerMost bounds it on a small figure, where a finger covers a hand.
	fingerMost = 40.0 // millimetres of the figure

	badgeHeight = 20.0 // of a mark's badge on the screen
	badgeMost   = 84.0 // millimetres of the figure
	leaderWidth = 1.2  // of the line from a badge to its region, on the screen, at the least

	doubleTap = 350 * time.Millisecond
	steady    = 24.0 // how far apart the taps of a double tap may be
	penStep   = 1.5  // on the screen: closer points of a stroke are left out
)

// pane is one view on the screen.
type pane struct {
	widget.BaseWidget

	m    *Map
	view *anatomy.View

	zoom   float64       // 1 shows all
	middle anatomy.Point // in the middle of the pane

	hover, cursor, shown *anatomy.Shape
	hoverAt              fyne.Position
	focused, keyboard    bool

	drawn    []anatomy.Point // the stroke being drawn
	slide    kit.Slide
	lastTap  time.Time
	lastSpot fyne.Position

	rendered *paneRenderer // nil until it is first shown
}

var (
	_ fyne.Tappable      = (*pane)(nil)
	_ fyne.Draggable     = (*pane)(nil)
	_ fyne.Scrollable    = (*pane)(nil)
	_ fyne.Focusable     = (*pane)(nil)
	_ desktop.Hoverable  = (*pane)(nil)
	_ desktop.Cursorable = (*pane)(nil)
	_ desktop.Mouseable  = (*pane)(nil)
)

func newPane(m *Map, v *anatomy.View) *pane {
	p := &pane{m: m, view: v, zoom: 1, middle: v.Box.Center()}
	p.ExtendBaseWidget(p)
	return p
}

// scale is how many screen units a millimetre takes.
func (p *pane) scale() float64 {
	s := p.Size()
	room := math.Max(1, float64(s.Height-p.captionHeight()))
	k := math.Min(float64(s.Width)/p.view.Box.Width(), room/p.view.Box.Height())
	return math.Max(k, 1e-3) * p.zoom
}

// origin is the middle of the figure's room, below the caption.
func (p *pane) origin() fyne.Position {
	s := p.Size()
	top := p.captionHeight()
	return fyne.NewPos(s.Width/2, top+(s.Height-top)/2)
}

func (p *pane) toFigure(pos fyne.Position) anatomy.Point {
	k, o := p.scale(), p.origin()
	return anatomy.Point{
		X: p.middle.X + float64(pos.X-o.X)/k,
		Y: p.middle.Y + float64(pos.Y-o.Y)/k,
	}
}

func (p *pane) toScreen(q anatomy.Point) fyne.Position {
	k, o := p.scale(), p.origin()
	return fyne.NewPos(o.X+float32((q.X-p.middle.X)*k), o.Y+float32((q.Y-p.middle.Y)*k))
}

// visible is what of the figure can be seen.
func (p *pane) visible() anatomy.Rect {
	s := p.Size()
	return anatomy.Rect{Min: p.toFigure(fyne.NewPos(0, 0)), Max: p.toFigure(fyne.NewPos(s.Width, s.Height))}
}

// badge is the height of a badge in millimetres of the figure.
func (p *pane) badge() float64 { return math.Min(badgeHeight/p.scale(), p.badgeMost()) }

// badgeMost keeps badges of the small insets in proportion.
func (p *pane) badgeMost() float64 {
	return math.Min(badgeMost, math.Max(p.view.Box.Width(), p.view.Box.Height())*0.1)
}

func (p *pane) reach() float64 { return math.Min(fingerRadius/p.scale(), fingerMost) }

// zoomAt zooms so that what is under pos stays there when coming nearer.
func (p *pane) zoomAt(pos fyne.Position, by float64) {
	if p.m.options.Plain {
		return
	}
	before := p.toFigure(pos)
	p.zoom = math.Max(1, math.Min(zoomMost, p.zoom*by))
	after := p.toFigure(pos)
	p.middle = p.middle.Add(before.Sub(after))
	if p.zoom == 1 {
		p.m.together()
	}
	p.hold()
	p.moved()
	p.m.zoomed()
}

func (p *pane) fitAll() {
	p.zoom = 1
	p.m.together()
	p.hold()
	p.moved()
	p.m.zoomed()
}

// hold keeps the middle of the pane on the figure, and the whole figure in
// the middle when it is not zoomed.
func (p *pane) hold() {
	b := p.view.Box
	if p.zoom == 1 {
		p.middle = b.Center()
	}
	p.middle.X = math.Max(b.Min.X, math.Min(b.Max.X, p.middle.X))
	p.middle.Y = math.Max(b.Min.Y, math.Min(b.Max.Y, p.middle.Y))

	// The figure's origin lies on a pixel, so that images drawn once stay
	// sharp wherever the figure is moved.
	if p.Size().IsZero() {
		return
	}
	d, k := p.density(), p.scale()
	at := p.toScreen(anatomy.Point{})
	p.middle.X += (float64(at.X) - math.Round(float64(at.X)*d)/d) / k
	p.middle.Y += (float64(at.Y) - math.Round(float64(at.Y)*d)/d) / k
}

func (p *pane) pan(dx, dy float32) {
	k := p.scale()
	p.middle = p.middle.Sub(anatomy.Point{X: float64(dx) / k, Y: float64(dy) / k})
	p.hold()
	p.moved()
}

// hits returns what lies at a place on the screen.
func (p *pane) hits(pos fyne.Position) []anatomy.Hit {
	return p.view.Hit(p.toFigure(pos), p.m.layer, p.reach())
}

// Tapped reports what lies there, draws a dot with the pen, or zooms when it
// is the second tap of two.
func (p *pane) Tapped(e *fyne.PointEvent) {
	p.takeFocus()
	at := p.toFigure(e.Position)
	if p.m.tool == Pen {
		p.finishStroke([]anatomy.Point{at})
		return
	}
	if p.m.tool == Arrow || p.m.tool == Area {
		return // an arrow has a length, and an area goes round something
	}
	if p.m.tool == Erase {
		if p.m.options.OnErase != nil {
			p.m.options.OnErase(Rub{View: p.view.ID, At: at, Reach: p.reach()})
		}
		return
	}
	now := p.m.options.Now()
	again := now.Sub(p.lastTap) < doubleTap && e.Position.Subtract(p.lastSpot).X < steady &&
		e.Position.Subtract(p.lastSpot).X > -steady && e.Position.Subtract(p.lastSpot).Y < steady &&
		e.Position.Subtract(p.lastSpot).Y > -steady
	p.lastTap, p.lastSpot = now, e.Position
	if again && !p.m.options.Plain {
		p.lastTap = time.Time{}
		switch {
		case p.zoom > 1:
			p.fitAll()
		case len(p.m.panes) > 1:
			p.m.closer(p, at)
		default:
			p.zoomAt(e.Position, zoomStep*zoomStep)
		}
		return
	}
	if p.m.options.OnMarkTapped != nil {
		if mark, ok := p.markAt(e.Position); ok {
			p.m.options.OnMarkTapped(mark)
			return
		}
	}
	p.report(at, p.hits(e.Position), e.AbsolutePosition, false)
}

func (p *pane) report(at anatomy.Point, hits []anatomy.Hit, pos fyne.Position, keyboard bool) {
	if len(hits) == 0 {
		return
	}
	p.m.EndReveal()
	p.m.used = p
	p.cursor = hits[0].Shape
	p.pointed()
	if p.m.options.OnTap != nil {
		p.m.options.OnTap(Tap{View: p.view.ID, At: at, Hits: hits, Position: pos, Keyboard: keyboard})
	}
}

// MouseDown begins to draw with the pen, or round an area.
func (p *pane) MouseDown(*desktop.MouseEvent) {
	if p.m.tool == Pen || p.m.tool == Area {
		kit.DrawsFromHere()
	}
}

// MouseUp is part of desktop.Mouseable.
func (p *pane) MouseUp(*desktop.MouseEvent) {}

// Dragged draws with the pen, the arrow or round an area, and moves a zoomed figure otherwise.
func (p *pane) Dragged(e *fyne.DragEvent) {
	if p.m.tool == Select || p.m.tool == Erase {
		p.pull(e)
		return
	}
	if len(p.drawn) == 0 {
		p.drawn = append(p.drawn, p.toFigure(e.Position.SubtractXY(e.Dragged.DX, e.Dragged.DY)))
	}
	// Off the edge the line goes along it.
	s := p.Size()
	at := p.toFigure(fyne.NewPos(min(max(e.Position.X, 0), s.Width), min(max(e.Position.Y, 0), s.Height)))
	if p.m.tool == Arrow {
		p.drawn = append(p.drawn[:1], at)
	} else if p.drawn[len(p.drawn)-1].Distance(at)*p.scale() >= penStep {
		p.drawn = append(p.drawn, at)
	}
	p.drawing()
}

// pull moves a zoomed figure with the finger.
func (p *pane) pull(e *fyne.DragEvent) {
	p.hover = nil // the name would stay where the pointer was
	if by := p.slide.By(e); p.zoom > 1 {
		p.pan(by.DX, by.DY)
	}
}

// DragEnd hands over what was drawn.
func (p *pane) DragEnd() {
	p.slide.End()
	if p.m.tool == Area && !p.around() {
		p.dropStroke()
		return
	}
	if n := len(p.drawn); n > 1 && (p.m.tool != Arrow || p.drawn[0].Distance(p.drawn[n-1])*p.scale() > float64(kit.Slack)) {
		p.finishStroke(p.drawn)
		return
	}
	p.dropStroke()
}

// around reports whether what was drawn goes round something: a slip of the finger does not.
func (p *pane) around() bool {
	b := anatomy.Outline{{Pts: p.drawn}}.Bounds()
	return len(p.drawn) > 2 && math.Min(b.Width(), b.Height())*p.scale() > float64(kit.Slack)
}

// finishStroke hands over what was drawn, unless it is nowhere on the body: a finger missed what it was meant for.
func (p *pane) finishStroke(points []anatomy.Point) {
	if !slices.ContainsFunc(points, func(at anatomy.Point) bool { return len(p.view.Hit(at, p.m.layer, p.reach())) > 0 }) {
		p.dropStroke()
		return
	}
	s := Stroke{View: p.view.ID, Stroke: p.stroke(points)}
	p.dropStroke()
	if p.m.options.OnStroke != nil {
		p.m.options.OnStroke(s)
	}
}

func (p *pane) dropStroke() {
	if p.drawn != nil {
		p.drawn = nil
		p.drawing()
	}
}

func (p *pane) stroke(points []anatomy.Point) drawing.Stroke {
	source := p.m.options.StrokeSource
	if source == "" {
		source = drawing.Therapist
	}
	s := drawing.Stroke{Points: points, Width: math.Min(6, 4/p.scale()), Arrow: p.m.tool == Arrow, Source: source}
	if p.m.tool == Area {
		s.Area, s.Kind, s.Severity = true, drawing.Pain, drawing.Unrated // as which it is shown while it is drawn
	}
	return s
}

// Scrolled zooms about the pointer.
func (p *pane) Scrolled(e *fyne.ScrollEvent) {
	if e.Scrolled.DY == 0 {
		return
	}
	p.zoomAt(e.Position, math.Pow(1.01, math.Max(-60, math.Min(60, float64(e.Scrolled.DY)))))
}

// MouseIn is part of desktop.Hoverable.
func (p *pane) MouseIn(e *desktop.MouseEvent) { p.MouseMoved(e) }

// MouseMoved names what is under the pointer. What was tapped keeps its name until the pointer is further away than a
// tap may slip, and stays pointed out while the map shows it.
func (p *pane) MouseMoved(e *desktop.MouseEvent) {
	if d := e.Position.Subtract(p.lastSpot); p.shown != nil && math.Hypot(float64(d.X), float64(d.Y)) < float64(kit.Slack) {
		return
	}
	var shape *anatomy.Shape
	if p.m.tool == Select {
		if hits := p.hits(e.Position); len(hits) > 0 {
			shape = hits[0].Shape
		}
	}
	p.hoverAt = e.Position
	if shape != p.hover {
		p.hover = shape
		p.pointed()
	}
}

// MouseOut takes the name away.
func (p *pane) MouseOut() {
	p.hover = nil
	p.pointed()
}

// Cursor is a cross where a pen draws.
func (p *pane) Cursor() desktop.Cursor {
	if p.m.tool != Select {
		return desktop.CrosshairCursor
	}
	return desktop.DefaultCursor
}

// FocusGained shows where the keyboard is.
func (p *pane) FocusGained() {
	p.focused = true
	p.pointed()
}

// FocusLost hides it.
func (p *pane) FocusLost() {
	p.focused, p.keyboard = false, false
	p.pointed()
}

func (p *pane) takeFocus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil && c.Focused() != fyne.Focusable(p) {
		c.Focus(p)
	}
}

// TypedRune zooms with +, - and 0, and turns with 1 to 9.
func (p *pane) TypedRune(r rune) {
	middle := p.origin()
	if p.cursor != nil && p.keyboard {
		middle = p.toScreen(p.cursor.Center())
	}
	switch {
	case r == '+' || r == '=':
		p.zoomAt(middle, zoomStep)
	case r == '-' || r == '_':
		p.zoomAt(middle, 1/zoomStep)
	case r == '0':
		p.fitAll()
	case r >= '1' && r <= '9':
		if i := int(r - '1'); i < len(p.m.groups) {
			p.m.showGroup(p.m.groups[i].id)
			p.m.focusFirst()
		}
	}
}

func (m *Map) focusFirst() {
	m.used = nil
	m.Focus()
}

// Focus gives the keyboard to the figure, to the view that was used last.
func (m *Map) Focus() {
	p := m.used
	if p == nil && len(m.panes) > 0 {
		p = m.panes[0]
	}
	if p != nil {
		p.takeFocus()
		p.keyboard = true
		p.pointed()
	}
}

// TypedKey walks from region to region with the arrows, through all of them
// with Page Up and Page Down, taps with Enter or the space bar, and shows the
// whole figure again with Escape.
func (p *pane) TypedKey(e *fyne.KeyEvent) {
	p.keyboard = true
	if e.Name == fyne.KeyEscape {
		p.m.Fit()
		return
	}
	order := p.view.ReadingOrder(p.m.layer)
	if len(order) == 0 {
		return
	}
	if p.cursor == nil || p.cursor.Layer != p.m.layer {
		switch e.Name {
		case fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyPageDown, fyne.KeyEnd, fyne.KeyPageUp:
			p.goTo(order[0])
		}
		return
	}
	step := func(by int) *anatomy.Shape {
		for i, s := range order {
			if s == p.cursor {
				return order[(i+by+len(order))%len(order)]
			}
		}
		return order[0]
	}
	switch e.Name {
	case fyne.KeyUp:
		p.goTo(p.view.Neighbour(p.cursor, anatomy.Up))
	case fyne.KeyDown:
		p.goTo(p.view.Neighbour(p.cursor, anatomy.Down))
	case fyne.KeyLeft:
		p.goTo(p.view.Neighbour(p.cursor, anatomy.Leftwards))
	case fyne.KeyRight:
		p.goTo(p.view.Neighbour(p.cursor, anatomy.Rightwards))
	case fyne.KeyHome:
		p.goTo(order[0])
	case fyne.KeyEnd:
		p.goTo(order[len(order)-1])
	case fyne.KeyPageDown:
		p.goTo(step(1))
	case fyne.KeyPageUp:
		p.goTo(step(-1))
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		at := p.cursor.Center()
		hits := p.view.Hit(at, p.m.layer, p.reach())
		pos := p.toScreen(at)
		if d := fyne.CurrentApp().Driver(); d != nil {
			pos = d.AbsolutePositionForObject(p).Add(pos)
		}
		p.report(at, hits, pos, true)
	}
}

// goTo moves the keyboard to a shape and keeps it in sight.
func (p *pane) goTo(s *anatomy.Shape) {
	p.cursor, p.shown = s, nil
	if p.zoom > 1 && !p.visible().Contains(s.Center()) {
		p.middle = s.Center()
		p.hold()
		p.moved()
	}
	p.pointed()
}

// point shows a shape from outside.
func (p *pane) point(s *anatomy.Shape) {
	p.shown, p.cursor = s, s
	if p.zoom > 1 && !p.visible().Contains(s.Center()) {
		p.middle = s.Center()
		p.hold()
		p.moved()
	}
	p.pointed()
}

// name says what a shape is, with its side.
func (p *pane) name(s *anatomy.Shape) string {
	t := s.Target()
	if p.m.options.Plain {
		return p.m.atlas.Plain(t.Structure, t.Side)
	}
	return p.m.atlas.Label(t.Structure, t.Side)
}

// AccessibilityLabel names the view and what the keyboard is on.
func (p *pane) AccessibilityLabel() string {
	title := p.view.Title
	if p.cursor != nil {
		return title + ": " + p.name(p.cursor)
	}
	return title
}
