package timetable

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/ui/kit"
)

// frame is the pane with the heads of the columns above it, which stay where they are.
type frame struct {
	g           *Grid
	heads       []*head
	left, right *kit.Button // to the columns out of sight
	row         *fyne.Container
	all         *fyne.Container
}

func newFrame(g *Grid) *frame {
	f := &frame{g: g}
	f.left = kit.IconButton(kit.IconChevronLeft, lang.L("Columns to the left"), func() { g.sideways(-1) })
	f.right = kit.IconButton(kit.IconChevronRight, lang.L("Columns to the right"), func() { g.sideways(1) })
	f.row = container.NewWithoutLayout()
	f.all = container.New(f, f.row, g.pane)
	return f
}

// Layout gives the heads a row and the pane the rest.
func (f *frame) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	f.row.Resize(fyne.NewSize(size.Width, headHigh))
	f.g.pane.Move(fyne.NewPos(0, headHigh))
	was := f.g.pane.Size()
	now := fyne.NewSize(size.Width, max(size.Height-headHigh, 0))
	f.g.pane.Resize(now)
	if was == now {
		return
	}
	f.g.spread()
	f.headsChanged()
	f.g.pane.placeStops()
	f.g.begin()
}

// MinSize leaves room for two columns and three hours.
func (f *frame) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(gutter+2*Practitioner.least(), headHigh+3*float32(Whole))
}

// headsChanged shows the heads of the columns in sight.
func (f *frame) headsChanged() {
	g := f.g
	g.spread()
	for len(f.heads) < len(g.shown) {
		f.heads = append(f.heads, newHead(g))
	}
	f.row.Objects = f.row.Objects[:0]
	before, after := g.hidden()
	for i, s := range g.shown {
		h := f.heads[i]
		w := s.w
		if i == len(g.shown)-1 && after > 0 {
			w -= kit.Target
		}
		h.set(g.columns[s.column])
		h.Move(fyne.NewPos(s.x, 0))
		h.Resize(fyne.NewSize(w, headHigh))
		f.row.Objects = append(f.row.Objects, h)
	}
	put := func(b *kit.Button, x float32) {
		b.Move(fyne.NewPos(x, (headHigh-kit.Target)/2))
		b.Resize(fyne.NewSquareSize(kit.Target))
		f.row.Objects = append(f.row.Objects, b)
	}
	if before > 0 {
		put(f.left, (gutter-kit.Target)/2)
	}
	if after > 0 {
		put(f.right, f.row.Size().Width-kit.Target)
	}
	f.row.Refresh()
}

// follow keeps the heads to the columns in sight.
func (f *frame) follow() {
	if len(f.g.shown) == 0 && len(f.g.columns) > 0 {
		f.headsChanged()
	}
}

// head is that of a column.
type head struct {
	widget.BaseWidget
	kit.Hover
	g      *Grid
	column Column
	ringed bool
}

func newHead(g *Grid) *head {
	h := &head{g: g}
	h.Hover = kit.NewHover(h.Refresh)
	h.ExtendBaseWidget(h)
	return h
}

func (h *head) set(c Column) {
	h.column = c
	h.Refresh()
}

// Name is that of the column.
func (h *head) Name() string { return h.column.Name }

// Shortens says that a name ends early where the column is too narrow.
func (h *head) Shortens() {}

// AccessibilityLabel is all that the head says.
func (h *head) AccessibilityLabel() string {
	if h.column.Quiet == "" {
		return h.column.Name
	}
	return h.column.Name + ", " + h.column.Quiet
}

// AccessibilityRole is that of a button.
func (h *head) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Tapped tells the column.
func (h *head) Tapped(*fyne.PointEvent) {
	h.g.touch()
	if h.g.options.OnHead != nil {
		h.g.options.OnHead(h.column.ID)
	}
}

// Dragged scrolls sideways, as below.
func (h *head) Dragged(e *fyne.DragEvent) { h.g.dragScroll(e) }

// DragEnd is part of fyne.Draggable.
func (h *head) DragEnd() { h.g.endScroll() }

// FocusGained shows the ring.
func (h *head) FocusGained() {
	h.ringed = true
	h.Refresh()
}

// FocusLost hides the ring.
func (h *head) FocusLost() {
	h.ringed = false
	h.Refresh()
}

// TypedRune is part of fyne.Focusable.
func (h *head) TypedRune(rune) {}

// TypedKey tells the column with the space bar or Enter, and goes down into it.
func (h *head) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		h.Tapped(nil)
	case fyne.KeyDown:
		h.g.moveCursor(h.g.columnIndex(h.column.ID), h.g.cursor.minute)
	}
}

// CreateRenderer is part of fyne.Widget.
func (h *head) CreateRenderer() fyne.WidgetRenderer {
	h.ExtendBaseWidget(h)
	r := &headRenderer{
		h: h, bg: canvas.NewRectangle(color.Transparent), foot: canvas.NewRectangle(color.Transparent), line: canvas.NewRectangle(color.Transparent),
		ring: newRing(radius), name: canvas.NewText("", color.Black), quiet: canvas.NewText("", color.Black),
	}
	r.name.TextSize, r.name.TextStyle.Bold, r.quiet.TextSize = kit.SizeBody, true, kit.SizeQuiet
	r.Refresh()
	return r
}

type headRenderer struct {
	h              *head
	bg, foot, line *canvas.Rectangle
	name, quiet    *canvas.Text
	ring           ring
}

func (r *headRenderer) Destroy() {}

func (r *headRenderer) MinSize() fyne.Size { return fyne.NewSize(kit.Target, headHigh) }

func (r *headRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.bg, r.foot, r.line, r.name, r.quiet, r.ring.inner, r.ring.outer}
}

// The measures of a head.
const (
	headSide float32 = 8
	footHigh float32 = 3
)

func (r *headRenderer) Layout(s fyne.Size) {
	r.bg.Resize(s)
	r.line.Move(fyne.NewPos(0, s.Height-1))
	r.line.Resize(fyne.NewSize(s.Width, 1))
	r.foot.Move(fyne.NewPos(inset, s.Height-footHigh))
	r.foot.Resize(fyne.NewSize(s.Width-2*inset, footHigh))
	room := s.Width - 2*headSide
	g := r.h.g
	r.name.Text = g.pane.fit(r.h.column.Name, kit.SizeBody, true, room)
	r.quiet.Text = g.pane.fit(r.h.column.Quiet, kit.SizeQuiet, false, room)
	y := float32(3)
	if r.h.column.Quiet == "" {
		y = (s.Height - r.name.MinSize().Height) / 2
	}
	r.name.Move(fyne.NewPos(headSide, y))
	r.name.Resize(fyne.NewSize(room, r.name.MinSize().Height))
	r.quiet.Move(fyne.NewPos(headSide, 23))
	r.quiet.Resize(fyne.NewSize(room, r.quiet.MinSize().Height))
	r.ring.place(fyne.Position{}, s)
}

func (r *headRenderer) Refresh() {
	r.bg.FillColor = color.Transparent
	if r.h.Hovered() {
		r.bg.FillColor = theme.Color(theme.ColorNameHover)
	}
	r.line.FillColor, r.foot.FillColor = theme.Color(kit.ColorLine), theme.Color(kit.ColorAccent)
	r.foot.Hidden = !r.h.column.Mine
	r.name.Color, r.quiet.Color = theme.Color(kit.ColorText), theme.Color(kit.ColorQuiet)
	r.ring.show(r.h.ringed)
	r.Layout(r.h.Size())
	canvas.Refresh(r.h)
}

// ring shows where the keyboard is: a strong line, and one of the surface within it.
type ring struct{ outer, inner *canvas.Rectangle }

func newRing(radius float32) ring {
	r := ring{canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)}
	r.outer.StrokeWidth, r.inner.StrokeWidth = 3, 2
	r.outer.CornerRadius, r.inner.CornerRadius = radius, max(radius-3, 0)
	r.show(false)
	return r
}

func (r ring) place(at fyne.Position, size fyne.Size) {
	r.outer.Move(at)
	r.outer.Resize(size)
	r.inner.Move(at.AddXY(3, 3))
	r.inner.Resize(fyne.NewSize(max(size.Width-6, 0), max(size.Height-6, 0)))
}

func (r ring) show(on bool) {
	r.outer.StrokeColor, r.inner.StrokeColor = theme.Color(kit.ColorRing), theme.Color(kit.ColorSurface)
	r.outer.Hidden, r.inner.Hidden = !on, !on
}
