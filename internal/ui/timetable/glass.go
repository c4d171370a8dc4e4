package timetable

import (
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/ui/kit"
)

// The measures of the pointer.
const (
	holdFor              = 400 * time.Millisecond // a press on free time that then chooses how much of it
	edgeTick             = 40 * time.Millisecond
	edgeTurn             = 12 // ticks from one column to the next
	edge         float32 = 28 // from an edge of the pane at which it scrolls
	edgeMost     float32 = 10 // by how much at a tick
	handleWide   float32 = 44
	handleHigh   float32 = 20
	handleOver   float32 = 3 // of the handle lies over its block
	labelAbove   float32 = 32
	wheelNotch   float32 = 20 // from here on it is a notch of a wheel and no touchpad
	wheelLines   float32 = 3
	pillWide     float32 = 48
	pillHigh     float32 = 20
	nowPillHigh  float32 = 44
	nowPillAbove float32 = 8
)

type dragKind int

const (
	noDrag     dragKind = iota
	scrolling           // the grid
	moving              // a visit
	stretching          // a visit, by its handle
	choosing            // free time
)

// drag is what a finger moves.
type drag struct {
	kind     dragKind
	from, at fyne.Position // of the finger on the pane
	offset   float32       // of the grid when it began
	across   bool          // it scrolls sideways
	far      float32       // since the last column
	slide    kit.Slide
	given    bool // it was given up, and is let go without effect
	outside  bool

	block Block
	twin  bool // it is taken by its twin in a room
	to    Move
	why   string // it cannot be so

	slot   Slot // free time, as it was
	pinned int  // its other end

	stop  func() // the scrolling at an edge
	ticks int
}

// press is a finger that is down.
type press struct {
	stop func() // before it counts as long
	long bool
	at   fyne.Position
}

// glass lies over the pane and takes the pointer.
type glass struct {
	widget.BaseWidget
	g *Grid
}

func newGlass(g *Grid) *glass {
	l := &glass{g: g}
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer is part of fyne.Widget.
func (l *glass) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}

func (g *Grid) touch() { g.touched = g.options.Clock() }

// Tapped selects a visit, places what is being placed, or chooses free time.
func (l *glass) Tapped(e *fyne.PointEvent) {
	g := l.g
	g.touch()
	g.keyboard = false
	if g.pillAt(e.Position) {
		g.ShowNow()
		return
	}
	if g.handleAt(e.Position) {
		return
	}
	if s, ok := g.fitAt(e.Position); ok {
		if g.options.OnPut != nil {
			g.options.OnPut(s)
		}
		return
	}
	if p := g.hit(e.Position); p != nil {
		g.tapBlock(p.block.ID)
		return
	}
	if s, ok := g.slotAt(e.Position); ok {
		g.choose(s)
	}
}

// tapBlock selects a visit and tells it.
func (g *Grid) tapBlock(id string) {
	g.Select(id)
	g.focusCursor()
	g.keyboard = false
	g.redraw()
	if g.options.OnSelect != nil {
		g.options.OnSelect(id)
	}
}

// choose chooses free time and tells it.
func (g *Grid) choose(s Slot) {
	g.Choose(s)
	g.focusCursor()
	g.keyboard = false
	g.redraw()
	if g.options.OnSlot != nil {
		g.options.OnSlot(s)
	}
}

// fitAt is where what is being placed would be put by a tap: from the quarter of an hour before it, within the free time
// in which it fits.
func (g *Grid) fitAt(at fyne.Position) (Slot, bool) {
	c, ok := g.at(at.X)
	if !ok || g.placing == 0 {
		return Slot{}, false
	}
	minute := g.minuteAt(at.Y)
	for _, f := range g.fits {
		if f.Column != g.columns[c.column].ID || minute < f.From || minute >= f.From+f.Minutes {
			continue
		}
		from := max(min(floorTo(minute, tapStep), f.From+f.Minutes-g.placing), f.From)
		return Slot{Column: f.Column, From: from, Minutes: g.placing}, true
	}
	return Slot{}, false
}

// handle is where the handle of what is selected or chosen lies.
func (g *Grid) handle() (at fyne.Position, ok bool) {
	foot := func(pos fyne.Position, size fyne.Size) fyne.Position {
		return fyne.NewPos(pos.X+(size.Width-handleWide)/2, pos.Y+size.Height-handleOver)
	}
	if p := g.find(g.selected); p != nil && !p.block.Lifted {
		if c, seen := g.sight(p.column); seen {
			return foot(g.box(p, c)), true
		}
		return fyne.Position{}, false
	}
	if g.chosen.Minutes > 0 {
		if c, seen := g.sight(g.columnIndex(g.chosen.Column)); seen {
			return foot(g.slotBox(g.chosen, c)), true
		}
	}
	return fyne.Position{}, false
}

// handleAt reports whether the handle is at a place; a finger may miss it by a little.
func (g *Grid) handleAt(at fyne.Position) bool {
	const miss = 6
	h, ok := g.handle()
	return ok && at.X >= h.X-miss && at.X < h.X+handleWide+miss && at.Y >= h.Y && at.Y < h.Y+handleHigh+miss
}

// slotBox is where free time is on the pane.
func (g *Grid) slotBox(s Slot, c shown) (fyne.Position, fyne.Size) {
	return fyne.NewPos(c.x+inset, g.y(s.From)+1), fyne.NewSize(c.w-2*inset, g.length(s.Minutes)-2)
}

// pillAt reports whether the way back to now is at a place.
func (g *Grid) pillAt(at fyne.Position) bool {
	pos, size, _, ok := g.nowPill()
	return ok && at.X >= pos.X && at.X < pos.X+size.Width && at.Y >= pos.Y && at.Y < pos.Y+size.Height
}

// MouseDown begins to wait for a long press on free time.
func (l *glass) MouseDown(e *desktop.MouseEvent) {
	g := l.g
	g.touch()
	l.lift()
	if g.hit(e.Position) != nil || g.handleAt(e.Position) || g.pillAt(e.Position) {
		return
	}
	if _, ok := g.slotAt(e.Position); !ok {
		return
	}
	g.press.at = e.Position
	g.press.stop = g.options.After(holdFor, func() {
		g.press.stop, g.press.long = nil, true
		g.redraw()
	})
}

// MouseUp ends it.
func (l *glass) MouseUp(*desktop.MouseEvent) { l.lift() }

func (l *glass) lift() {
	if l.g.press.stop != nil {
		l.g.press.stop()
	}
	if was := l.g.press; was.long {
		l.g.press = press{}
		l.g.redraw()
		return
	}
	l.g.press = press{}
}

// Dragged moves what the finger took: a visit that is selected, the handle at its foot, the end of free time that is
// chosen or was pressed long; anything else scrolls.
func (l *glass) Dragged(e *fyne.DragEvent) {
	g := l.g
	g.touch()
	if g.drag.kind == noDrag {
		g.take(e)
		l.lift()
	}
	d := &g.drag
	if d.kind == scrolling {
		g.dragScroll(e)
		return
	}
	if d.given {
		return
	}
	d.at = e.Position
	g.edges()
	g.dragTo()
}

// take tells what a drag takes.
func (g *Grid) take(e *fyne.DragEvent) {
	from := e.Position.SubtractXY(e.Dragged.DX, e.Dragged.DY)
	g.drag = drag{kind: scrolling, from: from, at: e.Position, offset: g.offset}
	d := &g.drag
	p := g.hit(from)
	slot, free := g.slotAt(from)
	switch {
	case g.handleAt(from) && g.selected != "":
		d.kind, d.block = stretching, *g.find(g.selected).block
		d.to = moveOf(&d.block)
	case g.handleAt(from):
		d.kind, d.slot, d.pinned = choosing, g.chosen, g.chosen.From
	case p != nil && p.block.ID == g.selected && !p.block.Lifted:
		d.kind, d.block, d.twin = moving, *p.block, p.twin
		d.to = moveOf(&d.block)
	case p != nil:
	case free && g.press.long:
		d.kind, d.slot, d.pinned = choosing, Slot{}, slot.From
		g.chosen = slot
		g.selected = ""
	case free && g.inChosen(from):
		d.kind, d.slot, d.pinned = choosing, g.chosen, g.chosen.From
	}
	if d.kind != scrolling {
		g.focusCursor() // for Escape
		g.keyboard = false
	}
}

func (g *Grid) inChosen(at fyne.Position) bool {
	c, ok := g.at(at.X)
	minute := g.minuteAt(at.Y)
	return ok && g.chosen.Minutes > 0 && g.columns[c.column].ID == g.chosen.Column && minute >= g.chosen.From && minute < g.chosen.From+g.chosen.Minutes
}

// moved is by how many minutes the finger has moved, and whether it has moved across. What a finger slips does not
// count, wherever it comes back to.
func (d *drag) moved(g *Grid) (minutes float32, across bool) {
	away := d.at.Subtract(d.from)
	down := away.Y + g.offset - d.offset
	far := float32(math.Hypot(float64(away.X), float64(down)))
	if far <= kit.Slack {
		return 0, false
	}
	x := away.X
	return down * (1 - kit.Slack/far) * hour / float32(g.scale), x > kit.Slack || x < -kit.Slack
}

// dragTo follows the finger.
func (g *Grid) dragTo() {
	d := &g.drag
	size := g.pane.Size()
	d.outside = d.at.X < 0 || d.at.Y < 0 || d.at.X >= size.Width || d.at.Y >= size.Height
	minutes, across := d.moved(g)
	switch d.kind {
	case moving:
		to := moveOf(&d.block)
		if by := snap(minutes); by != 0 {
			to.From = min(max(snap(float32(d.block.From+by)), 0), dayLong-to.Minutes)
		}
		if c, _ := g.at(d.at.X); across && len(g.shown) > 0 {
			id := g.columns[c.column].ID
			switch room := g.columns[c.column].Kind == Room; {
			case d.twin && room:
				to.Room = id
			case !d.twin && !room:
				to.Column = id
			}
		}
		g.tryTo(to)
	case stretching:
		to := moveOf(&d.block)
		if by := snap(minutes); by != 0 {
			end := min(snap(float32(to.From+to.Minutes+by)), dayLong)
			to.Minutes = max(end-to.From, dragStep)
		}
		g.tryTo(to)
	case choosing:
		end := snap(g.minutesAt(d.at.Y))
		end = min(max(end, 0), dayLong)
		from, to := min(d.pinned, end), max(d.pinned, end)
		g.chosen = Slot{Column: g.chosen.Column, From: from, Minutes: max(to-from, dragStep)}
	}
	g.redraw()
}

func (g *Grid) tryTo(to Move) {
	d := &g.drag
	if to == d.to {
		return
	}
	d.to, d.why = to, ""
	if g.options.Try != nil && to != moveOf(&d.block) {
		d.why = g.options.Try(to)
	}
}

// edges scrolls while the finger is at an edge of the pane.
func (g *Grid) edges() {
	d := &g.drag
	dy, dx := g.atEdge()
	if dy == 0 && dx == 0 {
		d.endEdges()
		return
	}
	if d.stop != nil {
		return
	}
	d.stop = g.options.After(edgeTick, func() {
		if d.stop = nil; d.kind == noDrag || d.kind == scrolling || d.given {
			return
		}
		dy, dx := g.atEdge()
		d.ticks++
		g.offset += dy
		g.hold()
		if dx != 0 && d.ticks%edgeTurn == 0 {
			g.sideways(dx)
		}
		g.edges()
		g.dragTo()
	})
}

func (d *drag) endEdges() {
	if d.stop != nil {
		d.stop()
	}
	d.stop, d.ticks = nil, 0
}

// atEdge is how the grid scrolls for the finger: up or down by so much, and by a column. Off the pane it rests.
func (g *Grid) atEdge() (dy float32, columns int) {
	at, size := g.drag.at, g.pane.Size()
	if at.X < 0 || at.Y < 0 || at.X >= size.Width || at.Y >= size.Height {
		return 0, 0
	}
	near := func(away float32) float32 { return min(max(1-away/edge, 0), 1) * edgeMost }
	dy = near(size.Height-at.Y) - near(at.Y)
	if g.drag.kind == moving {
		before, after := g.hidden()
		switch {
		case before > 0 && at.X < gutter+edge:
			columns = -1
		case after > 0 && at.X > size.Width-edge:
			columns = 1
		}
	}
	return dy, columns
}

// DragEnd lets go: a visit is proposed to be moved unless it is where it was, or was let go outside.
func (l *glass) DragEnd() {
	g := l.g
	g.touch()
	l.lift()
	d := g.drag
	g.drag.endEdges()
	g.drag = drag{}
	switch {
	case d.given, d.kind == noDrag, d.kind == scrolling:
	case d.kind == choosing && d.outside:
		g.chosen = d.slot
	case d.kind == choosing:
		g.choose(g.chosen)
		return
	case d.outside, d.why != "", d.to == moveOf(&d.block):
	default:
		g.propose(d.to)
		return
	}
	g.redraw()
}

// cancelDrag gives up what is dragged; the finger may be lifted anywhere.
func (g *Grid) cancelDrag() {
	g.drag.endEdges()
	if g.drag.kind == choosing {
		g.chosen = g.drag.slot
	}
	g.drag.given = true
}

// dragScroll scrolls the grid with the finger: up and down, or sideways a column at a time, as it set out.
func (g *Grid) dragScroll(e *fyne.DragEvent) {
	g.touch()
	d := &g.drag
	if d.kind == noDrag {
		*d = drag{kind: scrolling}
	}
	first := d.slide == (kit.Slide{})
	by := d.slide.By(e)
	if first {
		d.across = math.Abs(float64(e.Dragged.DX)) > math.Abs(float64(e.Dragged.DY))
	}
	if !d.across {
		g.scrollBy(-by.DY)
		return
	}
	d.far += by.DX
	if len(g.shown) == 0 {
		return
	}
	wide := g.shown[0].w
	for d.far >= wide/2 || d.far <= -wide/2 {
		step := 1
		if d.far > 0 {
			step = -1
		}
		g.sideways(step)
		d.far += float32(step) * wide
	}
}

func (g *Grid) endScroll() { g.drag = drag{} }

// wheel scrolls by the wheel, or a touchpad.
func (g *Grid) wheel(e *fyne.ScrollEvent) {
	g.touch()
	dx, dy := e.Scrolled.DX, e.Scrolled.DY
	if dy >= wheelNotch || dy <= -wheelNotch {
		dy *= wheelLines
	}
	if math.Abs(float64(dx)) > math.Abs(float64(dy)) {
		g.wheelFar += dx
		switch {
		case g.wheelFar >= wheelNotch:
			g.sideways(-1)
			g.wheelFar = 0
		case g.wheelFar <= -wheelNotch:
			g.sideways(1)
			g.wheelFar = 0
		}
		return
	}
	g.scrollBy(-dy)
}

// MouseIn is part of desktop.Hoverable.
func (l *glass) MouseIn(e *desktop.MouseEvent) { l.MouseMoved(e) }

// MouseMoved lights the visit under the pointer, and its twin.
func (l *glass) MouseMoved(e *desktop.MouseEvent) {
	id := ""
	if e.Button == 0 {
		if p := l.g.hit(e.Position); p != nil {
			id = p.block.ID
		}
	}
	l.hover(id)
}

// MouseOut takes the light away.
func (l *glass) MouseOut() { l.hover("") }

func (l *glass) hover(id string) {
	if l.g.hovered != id {
		l.g.hovered = id
		l.g.redraw()
	}
}
