package kit

import (
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Row is what a row of two lines says: what, then who and when in quiet text,
// with an optional icon before and an optional badge after.
type Row struct {
	What  string
	Quiet string
	Icon  IconName
	// IconColor is the colour of the icon; "" means quiet.
	IconColor fyne.ThemeColorName
	Badge     string
	Tone      Tone
}

// rowBase is what a row draws and how it answers the pointer, alone or in a List.
type rowBase struct {
	widget.BaseWidget
	Hover
	tap             func()
	row             Row
	current, ringed bool
}

// Set changes what the row says.
func (t *rowBase) Set(r Row) {
	t.row = r
	t.Refresh()
}

// Row is what the row says.
func (t *rowBase) Row() Row { return t.row }

// Name is the first line.
func (t *rowBase) Name() string { return t.row.What }

// SetCurrent marks the row as the one that is open beside the list.
func (t *rowBase) SetCurrent(on bool) {
	t.current = on
	t.Refresh()
}

// Tapped opens the row.
func (t *rowBase) Tapped(*fyne.PointEvent) {
	if t.tap != nil {
		t.tap()
	}
}

// AccessibilityLabel is both lines and the badge.
func (t *rowBase) AccessibilityLabel() string {
	return strings.Join(slices.DeleteFunc([]string{t.row.What, t.row.Quiet, t.row.Badge}, func(s string) bool { return s == "" }), ", ")
}

// AccessibilityRole is that of a button.
func (t *rowBase) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is part of fyne.Widget.
func (t *rowBase) CreateRenderer() fyne.WidgetRenderer {
	r := &rowRenderer{
		t:     t,
		bg:    canvas.NewRectangle(color.Transparent),
		mark:  canvas.NewRectangle(color.Transparent),
		what:  Body("").Lines(1),
		quiet: QuietText("").Lines(1),
		badge: NewBadge("", ToneNeutral),
		ring:  newRing(Radius),
	}
	r.bg.CornerRadius, r.mark.CornerRadius = Radius, 2
	r.icon = smallIcon(IconInfo, ColorQuiet, IconSize)
	r.Refresh()
	return r
}

// TwoLine is one row of two lines that can be tapped. It stands alone in a Stack
// for short lists, each row a stop for Tab; long lists use List.
type TwoLine struct {
	rowBase
}

// NewTwoLine shows a row; tapped may be nil for a row that only tells.
func NewTwoLine(r Row, tapped func()) *TwoLine {
	t := &TwoLine{}
	t.row, t.tap, t.Hover = r, tapped, NewHover(t.Refresh)
	t.ExtendBaseWidget(t)
	return t
}

// FocusGained shows the ring.
func (t *TwoLine) FocusGained() { t.ringed = true; t.Refresh() }

// FocusLost hides the ring.
func (t *TwoLine) FocusLost() { t.ringed = false; t.Refresh() }

// TypedRune is part of fyne.Focusable; letters do nothing here.
func (t *TwoLine) TypedRune(rune) {}

// TypedKey opens the row with space or Enter.
func (t *TwoLine) TypedKey(e *fyne.KeyEvent) {
	if isPress(e.Name) {
		t.Tapped(nil)
	}
}

// Disabled keeps a row that does nothing out of the Tab order.
func (t *TwoLine) Disabled() bool { return t.tap == nil }

// Enable is part of fyne.Disableable; whether a row is enabled follows from what
// it does.
func (t *TwoLine) Enable() {}

// Disable is part of fyne.Disableable; whether a row is enabled follows from what
// it does.
func (t *TwoLine) Disable() {}

const rowHeight = 64

type rowRenderer struct {
	t           *rowBase
	bg, mark    *canvas.Rectangle
	icon        *canvas.Raster
	what, quiet *Text
	badge       *Badge
	ring        ring
}

func (r *rowRenderer) Destroy() {}

func (r *rowRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.bg, r.mark, r.icon, r.what, r.quiet, r.badge}, r.ring.objects()...)
}

func (r *rowRenderer) MinSize() fyne.Size { return fyne.NewSize(160, rowHeight) }

func (r *rowRenderer) Layout(s fyne.Size) {
	r.bg.Resize(s)
	r.ring.place(s)
	r.mark.Resize(fyne.NewSize(4, s.Height-16))
	r.mark.Move(fyne.NewPos(0, 8))
	x, end := GapWide, s.Width-GapWide
	if r.t.row.Icon != "" {
		r.icon.Move(fyne.NewPos(x, (s.Height-IconSize)/2))
		r.icon.Resize(fyne.NewSquareSize(IconSize))
		x += IconSize + GapWide
	}
	if r.t.row.Badge != "" {
		b := r.badge.MinSize()
		end -= b.Width
		r.badge.Move(fyne.NewPos(end, (s.Height-b.Height)/2))
		r.badge.Resize(b)
		end -= GapWide
	}
	h1, h2 := r.what.MinSize().Height, r.quiet.MinSize().Height
	if r.t.row.Quiet == "" {
		h2 = 0
	}
	y := (s.Height - h1 - h2) / 2
	r.what.Move(fyne.NewPos(x, y))
	r.what.Resize(fyne.NewSize(max(end-x, 0), h1))
	r.quiet.Move(fyne.NewPos(x, y+h1))
	r.quiet.Resize(fyne.NewSize(max(end-x, 0), h2))
}

func (r *rowRenderer) Refresh() {
	t := r.t
	r.bg.FillColor = color.Transparent
	if t.current {
		r.bg.FillColor = theme.Color(ColorAccentSoft)
	}
	if t.hover && t.tap != nil {
		r.bg.FillColor = theme.Color(theme.ColorNameHover)
		if t.current {
			r.bg.FillColor = over(theme.Color(ColorAccentSoft), theme.Color(theme.ColorNameHover))
		}
	}
	r.bg.Refresh()
	r.mark.FillColor, r.mark.Hidden = theme.Color(ColorAccent), !t.current
	r.mark.Refresh()
	r.icon.Hidden = t.row.Icon == ""
	if t.row.Icon != "" {
		c := t.row.IconColor
		if c == "" {
			c = ColorQuiet
		}
		r.icon.Generator = drawnIcon(t.row.Icon, c)
		r.icon.Refresh()
	}
	r.what.style.Bold = t.current
	r.what.SetText(t.row.What)
	r.what.Refresh()
	r.quiet.SetText(t.row.Quiet)
	r.quiet.Refresh()
	r.badge.Set(t.row.Badge, t.row.Tone)
	r.ring.show(t.ringed)
	r.Layout(t.Size())
	canvas.Refresh(t)
}

// listRow is a row inside a List: the List has the keyboard, and dragging the row
// moves the list.
type listRow struct {
	rowBase
	drag  func(dy float32)
	slide Slide
}

func newListRow(drag func(dy float32)) *listRow {
	r := &listRow{drag: drag}
	r.Hover = NewHover(r.Refresh)
	r.ExtendBaseWidget(r)
	return r
}

// Dragged moves the list with the finger.
func (r *listRow) Dragged(e *fyne.DragEvent) {
	r.light(false)
	r.drag(r.slide.By(e).DY)
}

// DragEnd is part of fyne.Draggable.
func (r *listRow) DragEnd() { r.slide.End() }

// List shows any number of rows of two lines; only those in sight are made. It is
// one stop for Tab: Up and Down move, Home and End jump, space or Enter opens.
// A finger scrolls it by dragging anywhere.
type List struct {
	widget.List
	row     func(i int) Row
	open    func(i int)
	current int
	cursor  int
	focused bool
	byKeys  bool
}

// NewList shows length() rows saying row(i); open is called for the row the user
// tapped or pressed Enter on. Call Refresh when the rows have changed.
func NewList(length func() int, row func(i int) Row, open func(i int)) *List {
	l := &List{row: row, open: open, current: -1, byKeys: true}
	l.HideSeparators = true
	l.Length = length
	l.CreateItem = func() fyne.CanvasObject {
		return newListRow(func(dy float32) { l.ScrollToOffset(max(l.GetScrollOffset()-dy, 0)) })
	}
	l.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) {
		if i >= l.Length() {
			return
		}
		r := o.(*listRow)
		r.tap = func() {
			l.byKeys = false
			Focus(l)
			l.moveTo(i)
			l.open(i)
		}
		r.row, r.current = l.row(i), i == l.current
		r.ringed = l.focused && l.byKeys && i == l.cursor
		r.Refresh()
	}
	l.ExtendBaseWidget(l)
	return l
}

// SetCurrent marks row i as the one open beside the list; -1 for none.
func (l *List) SetCurrent(i int) {
	l.current = i
	if i >= 0 {
		l.cursor = i
	}
	l.Refresh()
}

// Current is the marked row, or -1.
func (l *List) Current() int { return l.current }

// FocusGained shows where the keyboard is.
func (l *List) FocusGained() {
	l.focused = true
	l.Refresh()
}

// FocusLost hides it.
func (l *List) FocusLost() {
	l.focused, l.byKeys = false, true
	l.Refresh()
}

// TypedKey moves and opens.
func (l *List) TypedKey(e *fyne.KeyEvent) {
	n := l.Length()
	if n == 0 {
		return
	}
	l.byKeys = true
	page := max(int(l.Size().Height/(rowHeight+Gap))-1, 1)
	switch {
	case isPress(e.Name):
		l.open(min(l.cursor, n-1))
	case e.Name == fyne.KeyUp:
		l.moveTo(l.cursor - 1)
	case e.Name == fyne.KeyDown:
		l.moveTo(l.cursor + 1)
	case e.Name == fyne.KeyPageUp:
		l.moveTo(l.cursor - page)
	case e.Name == fyne.KeyPageDown:
		l.moveTo(l.cursor + page)
	case e.Name == fyne.KeyHome:
		l.moveTo(0)
	case e.Name == fyne.KeyEnd:
		l.moveTo(n - 1)
	}
}

func (l *List) moveTo(i int) {
	l.cursor = min(max(i, 0), max(l.Length()-1, 0))
	l.ScrollTo(l.cursor)
	l.Refresh()
}
