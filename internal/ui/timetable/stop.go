package timetable

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// stop is a visit for Tab and for whoever has the screen read out; what is seen of it is drawn by the pane, and the
// pointer is the glass's.
type stop struct {
	widget.BaseWidget
	g  *Grid
	id string
}

// stopsChanged keeps a stop for each visit that stands in a column, in the order of time.
func (p *pane) stopsChanged() {
	g := p.g
	focused, _ := g.keyboardOn().(*stop)
	p.order.Objects = p.order.Objects[:0]
	seen := make(map[string]bool, len(g.blocks))
	for i := range g.blocks {
		id := g.blocks[i].ID
		if g.columnIndex(g.blocks[i].Column) < 0 {
			continue
		}
		s := p.stops[id]
		if s == nil {
			s = &stop{g: g, id: id}
			s.ExtendBaseWidget(s)
			p.stops[id] = s
		}
		seen[id] = true
		p.order.Objects = append(p.order.Objects, s)
	}
	for id := range p.stops {
		if !seen[id] {
			delete(p.stops, id)
		}
	}
	p.placeStops()
	if focused != nil && !seen[focused.id] {
		was := g.keyboard
		g.focusCursor()
		g.keyboard = was
	}
}

// placeStops puts the stops where their visits are, from the beginning of the day.
func (p *pane) placeStops() {
	for _, o := range p.order.Objects {
		s := o.(*stop)
		b := p.g.find(s.id)
		if b == nil {
			continue
		}
		c, seen := p.g.sight(b.column)
		if !seen {
			s.Move(fyne.NewPos(0, p.g.length(b.block.From)))
			s.Resize(fyne.NewSize(1, 1))
			continue
		}
		at, size := p.g.box(b, c)
		s.Move(at.AddXY(0, p.g.offset))
		s.Resize(size)
	}
}

// Name is when and who.
func (s *stop) Name() string {
	if p := s.g.find(s.id); p != nil {
		return p.when + " " + p.block.Name
	}
	return ""
}

// AccessibilityLabel is all that the visit says.
func (s *stop) AccessibilityLabel() string {
	if p := s.g.find(s.id); p != nil {
		return strings.Join(s.g.said(p), ", ")
	}
	return ""
}

// AccessibilityRole is that of a button.
func (s *stop) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// said is a visit in words.
func (g *Grid) said(p *placed) []string {
	b := p.block
	said := []string{timeSpan(b.From, b.From+b.Minutes), b.Name, looks[b.State].word(), b.Facts, b.Purpose, g.columnAt(p.column).Name}
	if i := g.columnIndex(b.Room); b.Room != "" && i >= 0 {
		said = append(said, g.columns[i].Name)
	}
	if b.NoRoom {
		said = append(said, lang.L("no room"))
	}
	if b.Lifted {
		said = append(said, lang.L("on the clipboard"))
	}
	if p.of > 1 {
		said = append(said, lang.L("at the same time as another"))
	}
	for _, sign := range signs(b) {
		said = append(said, signLooks[sign].word())
	}
	return slices.DeleteFunc(said, func(s string) bool { return s == "" })
}

// timeSpan is from when to when: "10:00–10:45".
func timeSpan(from, to int) string {
	return lang.L("{{.From}}–{{.To}}", map[string]any{"From": clock(from), "To": clock(to)})
}

// Tapped selects the visit.
func (s *stop) Tapped(*fyne.PointEvent) { s.g.tapBlock(s.id) }

// FocusGained brings the cursor here, and into sight.
func (s *stop) FocusGained() {
	g := s.g
	g.focused, g.keyboard = true, true
	if p := g.find(s.id); p != nil {
		g.cursor = cursor{p.column, p.block.From, s.id}
		g.revealCursor()
	}
	g.redraw()
}

// FocusLost hides the ring.
func (s *stop) FocusLost() { s.g.lostKeyboard() }

// TypedKey is the grid's.
func (s *stop) TypedKey(e *fyne.KeyEvent) { s.g.key(e.Name) }

// TypedRune is the grid's.
func (s *stop) TypedRune(r rune) { s.g.letter(r) }

// TypedShortcut is the grid's.
func (s *stop) TypedShortcut(c fyne.Shortcut) { s.g.shortcut(c) }

// KeyDown is the grid's.
func (s *stop) KeyDown(e *fyne.KeyEvent) { s.g.keyDown(e.Name) }

// KeyUp is the grid's.
func (s *stop) KeyUp(e *fyne.KeyEvent) { s.g.keyUp(e.Name) }

// CreateRenderer is part of fyne.Widget.
func (s *stop) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}
