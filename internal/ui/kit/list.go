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
	What string
	// Beside is quiet text after What on the first line; What is bold then.
	Beside string
	Quiet  string
	// Time stands before the words in the place of an icon, such as 09:30: all times are of one width.
	Time string
	Icon IconName
	// IconColor is the colour of the icon; "" means quiet.
	IconColor fyne.ThemeColorName
	Badge     string
	// End is a word or two at the end without a fill, such as a number of days.
	End string
	// Tone is that of the badge and of End.
	Tone Tone
	// Done of Of is drawn as a bar before the end where a row has the room; none where Of is 0.
	Done, Of int
	// Act names a button at the end of a row of a List.
	Act string
	// Head makes it the heading of the rows below it.
	Head bool
}

// rowBase is what a row draws and how it answers the pointer, alone or in a List.
type rowBase struct {
	widget.BaseWidget
	Hover
	tap             func()
	act             func()
	high            float32
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

// Name is the first line of a row that can be opened; a heading has none.
func (t *rowBase) Name() string {
	if t.row.Head {
		return ""
	}
	return strings.TrimSpace(t.row.What + " " + t.row.Beside)
}

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

// AccessibilityLabel is all that the row says.
func (t *rowBase) AccessibilityLabel() string {
	said := []string{t.row.Time, t.row.What, t.row.Beside, t.row.Quiet, t.row.End, t.row.Badge}
	return strings.Join(slices.DeleteFunc(said, func(s string) bool { return s == "" }), ", ")
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
	t.row, t.tap, t.high, t.Hover = r, tapped, rowHeight, NewHover(t.Refresh)
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

// rowHeight is that of a row with the gap to the next one.
const rowHeight = 56

// What a row may have beside its two lines and its badge.
const (
	timeWidth  float32 = 48
	endWidth   float32 = 80 // at least, so that bars stand below one another
	meterWidth float32 = 96
	meterRoom  float32 = 640 // of a row that has the room for its bar
)

type rowRenderer struct {
	t           *rowBase
	bg, mark    *canvas.Rectangle
	icon        *canvas.Raster
	what, quiet *Text
	badge       *Badge
	ring        ring

	// Few rows have these; they are made when they are first wanted.
	time, beside, end *Text
	groove, bar       *canvas.Rectangle
	act               *Button
}

func (r *rowRenderer) Destroy() {}

func (r *rowRenderer) Objects() []fyne.CanvasObject {
	objs := []fyne.CanvasObject{r.bg, r.mark, r.icon, r.what, r.quiet, r.badge}
	for _, t := range []*Text{r.time, r.beside, r.end} {
		if t != nil {
			objs = append(objs, t)
		}
	}
	if r.bar != nil {
		objs = append(objs, r.groove, r.bar)
	}
	if r.act != nil {
		objs = append(objs, r.act)
	}
	return append(objs, r.ring.objects()...)
}

func (r *rowRenderer) MinSize() fyne.Size { return fyne.NewSize(160, r.t.high) }

func (r *rowRenderer) Layout(s fyne.Size) {
	r.bg.Resize(s)
	r.ring.place(s)
	r.mark.Resize(fyne.NewSize(4, s.Height-16))
	r.mark.Move(fyne.NewPos(0, 8))
	if r.t.row.Head {
		h := r.what.MinSize().Height
		r.what.Move(fyne.NewPos(GapWide, s.Height-h-4)) // where the rows below it begin
		r.what.Resize(fyne.NewSize(max(s.Width-2*GapWide, 0), h))
		return
	}
	x, end := r.before(s), r.after(s)
	h1, h2 := r.what.MinSize().Height, r.quiet.MinSize().Height
	if r.t.row.Quiet == "" {
		h2 = 0
	}
	y, room := (s.Height-h1-h2)/2, max(end-x, 0)
	r.what.Move(fyne.NewPos(x, y))
	r.what.Resize(fyne.NewSize(room, h1))
	if r.t.row.Beside != "" {
		w := min(r.what.wide(r.t.row.What)+1, room)
		r.what.Resize(fyne.NewSize(w, h1))
		r.beside.Move(fyne.NewPos(x+w+Gap, y))
		r.beside.Resize(fyne.NewSize(max(room-w-Gap, 0), h1))
	}
	r.quiet.Move(fyne.NewPos(x, y+h1))
	r.quiet.Resize(fyne.NewSize(room, h2))
}

// before places what stands before the words, and says where they begin.
func (r *rowRenderer) before(s fyne.Size) float32 {
	x := GapWide
	if r.t.row.Time != "" {
		h := r.time.MinSize().Height
		r.time.Move(fyne.NewPos(x, (s.Height-h)/2))
		r.time.Resize(fyne.NewSize(timeWidth, h))
		x += timeWidth + GapWide
	}
	if r.t.row.Icon != "" {
		r.icon.Move(fyne.NewPos(x, (s.Height-IconSize)/2))
		r.icon.Resize(fyne.NewSquareSize(IconSize))
		x += IconSize + GapWide
	}
	return x
}

// after places what stands after the words, from the end, and says where they end.
func (r *rowRenderer) after(s fyne.Size) float32 {
	end := s.Width - GapWide
	put := func(o fyne.CanvasObject, size fyne.Size) {
		end -= size.Width
		o.Move(fyne.NewPos(end, (s.Height-size.Height)/2))
		o.Resize(size)
		end -= GapWide
	}
	if r.acts() {
		put(r.act, r.act.MinSize())
	}
	if r.t.row.Badge != "" {
		put(r.badge, r.badge.MinSize())
	}
	if r.t.row.End != "" {
		put(r.end, r.end.MinSize().Max(fyne.NewSize(endWidth, 0)))
	}
	if r.t.row.Of > 0 {
		shown := s.Width >= meterRoom
		r.groove.Hidden, r.bar.Hidden = !shown, !shown
		if shown {
			put(r.groove, fyne.NewSize(meterWidth, 8))
			r.bar.Move(r.groove.Position())
			r.bar.Resize(fyne.NewSize(meterWidth*min(float32(r.t.row.Done)/float32(r.t.row.Of), 1), 8))
		}
	}
	return end
}

func (r *rowRenderer) acts() bool { return r.t.row.Act != "" && r.t.act != nil }

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
	r.what.style.Bold = t.current || t.row.Beside != "" || t.row.Head
	r.what.SetText(t.row.What)
	r.what.Refresh()
	r.quiet.SetText(t.row.Quiet)
	r.quiet.Refresh()
	r.badge.Set(t.row.Badge, t.row.Tone)
	r.more()
	r.ring.show(t.ringed)
	r.Layout(t.Size())
	canvas.Refresh(t)
}

// more shows what few rows have.
func (r *rowRenderer) more() {
	row := r.t.row
	say := func(t **Text, words string, c fyne.ThemeColorName, lines int) {
		if *t == nil {
			if words == "" {
				return
			}
			*t = Body("")
			if lines > 0 {
				(*t).Lines(lines)
			} else {
				(*t).Aligned(fyne.TextAlignTrailing)
			}
		}
		(*t).color, (*t).Hidden = c, words == ""
		(*t).SetText(words)
		(*t).Refresh()
	}
	_, end := row.Tone.colors()
	if row.Tone == ToneNeutral {
		end = ColorQuiet
	}
	say(&r.time, row.Time, ColorText, 1)
	say(&r.beside, row.Beside, ColorQuiet, 1)
	say(&r.end, row.End, end, 0)
	if r.bar == nil && row.Of > 0 {
		r.groove, r.bar = canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)
		r.groove.CornerRadius, r.bar.CornerRadius = 4, 4
	}
	if r.bar != nil {
		r.groove.Hidden, r.bar.Hidden = row.Of == 0, row.Of == 0
		r.groove.FillColor, r.bar.FillColor = theme.Color(ColorLine), theme.Color(ColorQuiet)
		r.groove.Refresh()
		r.bar.Refresh()
	}
	if r.act == nil && r.acts() {
		r.act = NewButton("", "", func() { r.t.act() })
	}
	if r.act != nil {
		r.act.Hidden = !r.acts()
		r.act.SetText(row.Act)
	}
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
	r.high = rowHeight - Gap
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
	// OnAct is the button of row i, for rows that name one.
	OnAct func(i int)
	// OnRune is told of a letter that is typed while the list has the keyboard.
	OnRune func(r rune)

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
		r.act = nil
		if l.OnAct != nil {
			r.act = func() { l.OnAct(i) }
		}
		r.row, r.current = l.row(i), i == l.current
		if r.row.Head {
			r.tap = nil
		}
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

// ShowTop scrolls until row i is the first in sight, or the end is reached, and moves there.
func (l *List) ShowTop(i int) {
	l.cursor = min(max(i, 0), max(l.Length()-1, 0))
	l.ScrollToOffset(float32(l.cursor) * rowHeight)
	l.Refresh()
}

// Current is the marked row, or -1.
func (l *List) Current() int { return l.current }

// FocusGained shows where the keyboard is.
func (l *List) FocusGained() {
	l.focused = true
	if l.cursor < l.Length() && l.row(l.cursor).Head {
		l.cursor = l.beside(l.cursor, 1)
	}
	l.Refresh()
}

// FocusLost hides it.
func (l *List) FocusLost() {
	l.focused, l.byKeys = false, true
	l.Refresh()
}

// TypedRune tells of a letter.
func (l *List) TypedRune(r rune) {
	if l.OnRune != nil {
		l.byKeys = true
		l.OnRune(r)
	}
}

// TypedKey moves and opens.
func (l *List) TypedKey(e *fyne.KeyEvent) {
	n := l.Length()
	if n == 0 {
		return
	}
	l.byKeys = true
	page := max(int(l.Size().Height/rowHeight)-1, 1)
	switch {
	case isPress(e.Name):
		if i := min(l.cursor, n-1); !l.row(i).Head {
			l.open(i)
		}
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
	to, step := min(max(i, 0), max(l.Length()-1, 0)), 1
	if to < l.cursor {
		step = -1
	}
	l.cursor = l.beside(to, step)
	l.ScrollTo(to)
	l.ScrollTo(l.cursor)
	l.Refresh()
}

// beside is row i, or where that is a heading the nearest one that is none, first in the direction of a step.
func (l *List) beside(i, step int) int {
	for _, by := range []int{step, -step} {
		for at := i; at >= 0 && at < l.Length(); at += by {
			if !l.row(at).Head {
				return at
			}
		}
	}
	return i
}
