package kit

import (
	"image/color"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/ui/writing"
)

// caretWidth is also the room left for the caret beside the text.
const caretWidth = 2

// typeSize is how large the text is.
func (e *Entry) typeSize() float32 {
	if e.Large {
		return SizeHead
	}
	return SizeBody
}

func (e *Entry) wide(s string) float32 {
	if s == "" {
		return 0
	}
	return fyne.MeasureText(s, e.typeSize(), fyne.TextStyle{}).Width
}

// high is the height of a line.
func (e *Entry) high() float32 { return fyne.MeasureText("M", e.typeSize(), fyne.TextStyle{}).Height }

// dots stand for the letters of a password.
func dots(s string) string { return strings.Repeat("•", utf8.RuneCountInString(s)) }

// laid is the rows of the text at the width of the field.
func (e *Entry) laid() *writing.Rows {
	if e.rows == nil {
		e.rows = writing.NewRows(func(s string) float32 { return e.wide(writing.Drawn(s)) })
	}
	if e.MultiLine {
		e.rows.SetWidth(e.room())
	}
	e.rows.SetText(e.letters.String())
	return e.rows
}

func (e *Entry) line(row writing.Row) *writing.Line {
	if e.Password {
		return writing.NewLine(e.letters.String(), row.Begin, row.End, e.wide, dots)
	}
	return writing.NewLine(e.letters.String(), row.Begin, row.End, e.wide, nil)
}

// lead and trail are the room for the icon before the text and the item behind it.
func (e *Entry) lead() float32 {
	if e.Icon == nil {
		return 0
	}
	return theme.Size(theme.SizeNameInlineIcon) + theme.LineSpacing()
}

func (e *Entry) trail() float32 {
	if e.ActionItem == nil {
		return 0
	}
	return e.ActionItem.MinSize().Width
}

// room is how wide the text may be.
func (e *Entry) room() float32 {
	return max(e.Size().Width-2*theme.InnerPadding()-e.lead()-e.trail(), 0)
}

// pageful is how many rows a step by the page goes.
func (e *Entry) pageful() int {
	from, to := viewOf(e)
	return max(int((to-from)/e.high())-1, 1)
}

// follow brings the caret into sight inside the field, before it is drawn.
func (e *Entry) follow() {
	if e.page != nil && e.focused {
		e.page.follow()
		e.page.awake = true
	}
}

// reveal brings the caret into sight, inside the field and with the page around it.
func (e *Entry) reveal() {
	if e.page == nil || !e.focused {
		return
	}
	was := e.page.offset
	e.follow()
	if e.page.offset != was {
		e.page.Refresh()
	}
	top := e.page.Position().Y + e.page.caretAt().Y
	if now := (sight{top, e.Size().Height, scrolls}); e.sight != now {
		if scroll := scrollAround(e); scroll != nil {
			scroll.show(e, top-Gap, top+e.high()+Gap)
		}
		now.scrolls = scrolls
		e.sight = now
	}
}

// sight is where the caret was when it was last brought into sight: as long as nothing of it changes it is.
type sight struct {
	top, high float32
	scrolls   int
}

// Resize breaks the text to the new width. A field that grew while it was typed in keeps the caret in sight.
func (e *Entry) Resize(s fyne.Size) {
	was := e.Size()
	e.DisableableWidget.Resize(s)
	if s.Width != was.Width && e.MultiLine {
		e.Refresh()
	}
	if s.Height > was.Height && e.MultiLine && was.Height > 0 {
		e.reveal()
	}
}

// CreateRenderer is part of fyne.Widget.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	e.ExtendBaseWidget(e)
	e.adopt()
	e.page = &page{entry: e}
	e.page.ExtendBaseWidget(e.page)
	r := &entryRenderer{
		e: e, box: canvas.NewRectangle(color.Transparent), border: canvas.NewRectangle(color.Transparent),
		icon: canvas.NewImageFromResource(e.Icon),
	}
	r.icon.FillMode = canvas.ImageFillContain
	r.objects = []fyne.CanvasObject{r.box, r.border, e.page}
	if e.Icon != nil {
		r.objects = append(r.objects, r.icon)
	}
	if e.ActionItem != nil {
		r.objects = append(r.objects, e.ActionItem)
	}
	r.paint()
	return r
}

// adopt takes a text that was given by the field itself.
func (e *Entry) adopt() {
	if e.Text != e.letters.String() {
		e.letters.Set(e.Text)
	}
}

type entryRenderer struct {
	e           *Entry
	box, border *canvas.Rectangle
	icon        *canvas.Image
	objects     []fyne.CanvasObject
}

func (r *entryRenderer) Destroy() { r.e.page.rest() }

func (r *entryRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *entryRenderer) Layout(s fyne.Size) {
	e, edge, pad := r.e, theme.InputBorderSize(), theme.InnerPadding()
	r.box.Move(fyne.NewSquareOffsetPos(edge))
	r.box.Resize(s.Subtract(fyne.NewSquareSize(2 * edge)))
	r.border.Move(fyne.NewSquareOffsetPos(edge / 2))
	r.border.Resize(fyne.NewSize(s.Width-edge-.5, s.Height-edge-.5)) // rounded down at the far edge
	icon := theme.Size(theme.SizeNameInlineIcon)
	r.icon.Move(fyne.NewPos(pad, (s.Height-icon)/2))
	r.icon.Resize(fyne.NewSquareSize(icon))
	if e.ActionItem != nil {
		e.ActionItem.Resize(fyne.NewSize(e.trail(), s.Height-2*edge))
		e.ActionItem.Move(fyne.NewPos(s.Width-e.trail()-edge, edge))
	}
	e.page.Move(fyne.NewPos(pad+e.lead()-caretWidth, edge))
	e.page.Resize(fyne.NewSize(e.room()+2*caretWidth, max(s.Height-2*edge, 0)))
}

func (r *entryRenderer) MinSize() fyne.Size {
	e, pad := r.e, theme.InnerPadding()
	rows := 1
	if e.MultiLine {
		rows = max(len(e.page.rows().All()), e.least, 1)
	}
	letter := fyne.MeasureText("M", e.typeSize(), fyne.TextStyle{})
	return fyne.NewSize(letter.Width+3*pad+e.lead()+e.trail(), letter.Height*float32(rows)+2*pad)
}

func (r *entryRenderer) Refresh() {
	r.e.adopt()
	r.paint()
	r.Layout(r.e.Size())
	r.e.page.Refresh()
	canvas.Refresh(r.e)
}

func (r *entryRenderer) paint() {
	r.box.FillColor = theme.Color(theme.ColorNameInputBackground)
	r.box.CornerRadius = theme.InputRadiusSize()
	r.border.CornerRadius = r.box.CornerRadius
	r.border.StrokeWidth = theme.InputBorderSize()
	switch {
	case r.e.Disabled():
		r.border.StrokeColor = theme.Color(theme.ColorNameDisabled)
	case r.e.focused:
		r.border.StrokeColor = theme.Color(theme.ColorNamePrimary)
	default:
		r.border.StrokeColor = theme.Color(theme.ColorNameInputBorder)
	}
	if r.e.Icon != nil {
		r.icon.Resource = r.e.Icon
		r.icon.Refresh()
	}
	if r.e.ActionItem != nil {
		r.e.ActionItem.Refresh()
	}
}

// page is the part of a field where the text stands. What has no room in it is cut off at its edges.
type page struct {
	widget.BaseWidget
	entry  *Entry
	hint   *writing.Rows
	offset fyne.Position // of the text, when it has no room
	blink  *fyne.Animation
	awake  bool // the caret is to be seen at once: something was typed
}

// rows is what stands on the page: the text, or what is said in its place.
func (p *page) rows() *writing.Rows {
	if p.entry.letters.String() != "" || p.entry.PlaceHolder == "" {
		return p.entry.laid()
	}
	if p.hint == nil {
		p.hint = writing.NewRows(p.entry.wide)
	}
	if p.entry.MultiLine {
		p.hint.SetWidth(p.entry.room())
	}
	p.hint.SetText(p.entry.PlaceHolder)
	return p.hint
}

// origin is where the first row begins.
func (p *page) origin() fyne.Position {
	return fyne.NewPos(caretWidth, theme.InnerPadding()-theme.InputBorderSize()).Subtract(p.offset)
}

// caretAt is where the caret stands. The blanks that hang over the edge of a row leave it at the edge.
func (p *page) caretAt() fyne.Position {
	e := p.entry
	rows := e.laid()
	n := rows.At(e.letters.Caret())
	x := e.line(rows.All()[n]).X(e.letters.Caret())
	if e.MultiLine {
		x = min(x, e.room())
	}
	return p.origin().AddXY(x, float32(n)*e.high())
}

// follow moves the text so that the caret is in sight.
func (p *page) follow() {
	e := p.entry
	room := fyne.NewSize(e.room(), p.Size().Height-p.origin().Add(p.offset).Y)
	whole := fyne.NewSize(0, float32(len(e.laid().All()))*e.high())
	if !e.MultiLine {
		whole.Width = e.line(e.laid().All()[0]).Width()
	}
	at := p.caretAt().Subtract(p.origin())
	follow := func(offset, at, size, room, whole float32) float32 {
		offset = max(min(offset, at), at+size-room)
		return max(min(offset, whole-room), 0)
	}
	p.offset.X = follow(p.offset.X, at.X, 0, room.Width, whole.Width)
	p.offset.Y = follow(p.offset.Y, at.Y, e.high(), room.Height, whole.Height)
}

// rest lets the caret stand still, and shows the text from its beginning.
func (p *page) rest() {
	if p.blink != nil {
		p.blink.Stop()
		p.blink = nil
	}
	p.offset = fyne.Position{}
}

// CreateRenderer is part of fyne.Widget.
func (p *page) CreateRenderer() fyne.WidgetRenderer {
	p.ExtendBaseWidget(p)
	r := &pageRenderer{p: p, caret: canvas.NewRectangle(color.Transparent)}
	r.caret.Hide()
	return r
}

type pageRenderer struct {
	p        *page
	caret    *canvas.Rectangle
	selected []*canvas.Rectangle
	texts    []*canvas.Text
	objects  []fyne.CanvasObject
	place    fyne.Position // of the caret when it was drawn last
}

// IsClip has Fyne cut off what stands outside of the page.
func (r *pageRenderer) IsClip() {}

func (r *pageRenderer) Destroy() { untall(r.p) }

func (r *pageRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *pageRenderer) MinSize() fyne.Size { return fyne.Size{} }

func (r *pageRenderer) Layout(fyne.Size) { r.draw() }

func (r *pageRenderer) Refresh() {
	r.draw()
	canvas.Refresh(r.p)
}

// draw sets the letters and the selection of the rows that can be seen.
func (r *pageRenderer) draw() {
	p, e := r.p, r.p.entry
	if !e.focused {
		p.rest()
	}
	rows, high, at := p.rows(), e.high(), p.origin()
	from, to := tallView(p, p.Size().Height)
	all := rows.All()
	first := max(min(int((from-at.Y)/high), len(all)-1), 0)
	last := max(min(int((to-at.Y)/high)+1, len(all)), first)
	hint := e.letters.String() == "" && e.PlaceHolder != ""

	ink := theme.ColorNameForeground
	switch {
	case e.Disabled():
		ink = theme.ColorNameDisabled
	case hint:
		ink = theme.ColorNamePlaceHolder
	}
	selFrom, selTo := e.letters.Selection()
	texts, boxes := 0, 0
	for n := first; n < last; n++ {
		row := all[n]
		y := at.Y + float32(n)*high
		var line *writing.Line
		if hint {
			line = writing.NewLine(e.PlaceHolder, row.Begin, row.End, e.wide, nil)
		} else {
			line = e.line(row)
			for _, span := range line.Spans(selFrom, selTo) {
				r.box(boxes, fyne.NewPos(at.X+span[0], y), fyne.NewSize(min(span[1], max(e.room(), p.offset.X+e.room()))-span[0], high))
				boxes++
			}
		}
		for _, piece := range line.Pieces(p.offset.X, p.offset.X+p.Size().Width) {
			r.text(texts, piece, fyne.NewPos(at.X+piece.X, y), high, theme.Color(ink))
			texts++
		}
	}
	r.texts, r.selected = r.texts[:texts], r.selected[:boxes]
	r.stand()
	r.objects = r.objects[:0]
	for _, s := range r.selected {
		s.Hidden = !e.focused
		r.objects = append(r.objects, s)
	}
	for _, t := range r.texts {
		r.objects = append(r.objects, t)
	}
	r.objects = append(r.objects, r.caret)
}

func (r *pageRenderer) text(n int, piece writing.Piece, at fyne.Position, high float32, ink color.Color) {
	if n == len(r.texts) {
		r.texts = append(r.texts, canvas.NewText("", ink))
	}
	t := r.texts[n]
	t.Move(at)
	t.Resize(fyne.NewSize(piece.Width, high))
	if t.Text == piece.Drawn && t.Color == ink {
		return
	}
	t.Text, t.Color, t.TextSize = piece.Drawn, ink, r.p.entry.typeSize()
	t.Refresh()
}

func (r *pageRenderer) box(n int, at fyne.Position, size fyne.Size) {
	if n == len(r.selected) {
		r.selected = append(r.selected, canvas.NewRectangle(color.Transparent))
	}
	r.selected[n].FillColor = theme.Color(theme.ColorNameSelection)
	r.selected[n].Move(at)
	r.selected[n].Resize(size)
}

// caretBlink is how long the caret is there and gone by turns.
const caretBlink = 1200 * time.Millisecond

// stand puts the caret where it belongs; there it is seen at once, and blinks from then on.
func (r *pageRenderer) stand() {
	p := r.p
	r.caret.FillColor = theme.Color(theme.ColorNamePrimary)
	on := p.entry.focused && !p.entry.Disabled()
	if !on {
		r.caret.Hidden = true
		return
	}
	at := p.caretAt()
	r.caret.Resize(fyne.NewSize(caretWidth, p.entry.high()))
	r.caret.Move(at)
	if p.blink != nil && r.place == at && !p.awake {
		return
	}
	r.place, r.caret.Hidden, p.awake = at, false, false
	if !fyne.CurrentApp().Settings().ShowAnimations() {
		return
	}
	if p.blink == nil {
		p.blink = fyne.NewAnimation(caretBlink, r.wink)
		p.blink.RepeatCount, p.blink.Curve = fyne.AnimationRepeatForever, fyne.AnimationLinear
	} else {
		p.blink.Stop()
	}
	p.blink.Start()
}

func (r *pageRenderer) wink(part float32) {
	gone := part > 0.5 && part < 1
	if r.caret.Hidden != gone && r.p.entry.focused {
		r.caret.Hidden = gone
		canvas.Refresh(r.caret)
	}
}

// at is the place of the text under a point of the field.
func (e *Entry) at(p fyne.Position) int {
	rows := e.laid().All()
	in := p.Subtract(e.page.Position()).Subtract(e.page.origin())
	n := max(min(int(math.Floor(float64(in.Y/e.high()))), len(rows)-1), 0)
	return e.placeIn(rows[n], in.X)
}
