package timetable

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"regimen/internal/ui/kit"
)

// The measures of what is drawn.
const (
	iconSide  float32 = 14
	signSide  float32 = 16
	signMost          = 2
	twoLines  float32 = 32 // how high a block is that has them
	three     float32 = 60
	lineLeast float32 = 15
	veilShare         = 10 // of 255
	lineShare         = 128
	thin      float32 = 1
	thick     float32 = 2
	dotSide   float32 = 8
	footFoot  float32 = 4 // of progress at the foot of a block
)

// look is how a state is drawn, and what it is called.
type look struct {
	bar, fill, text, quiet fyne.ThemeColorName
	hollow                 bool // the bar is an outline
	icon                   kit.IconName
	struck, hatched        bool
	word                   func() string
}

var looks = map[State]look{
	Booked:      {bar: kit.ColorOutline, hollow: true, fill: kit.ColorSurface, text: kit.ColorText, quiet: kit.ColorQuiet, icon: kit.IconStepEmpty, word: func() string { return lang.L("booked") }},
	Confirmed:   {bar: kit.ColorQuiet, fill: kit.ColorSurface, text: kit.ColorText, quiet: kit.ColorQuiet, icon: kit.IconCheck, word: func() string { return lang.L("confirmed") }},
	Arrived:     {bar: kit.ColorAccent, fill: kit.ColorAccentSoft, text: kit.ColorText, quiet: kit.ColorText, icon: kit.IconStepDone, word: func() string { return lang.L("arrived") }},
	InTreatment: {bar: kit.ColorAccent, fill: kit.ColorAccent, text: kit.ColorOnAccent, quiet: kit.ColorOnAccent, icon: kit.IconPlay, word: func() string { return lang.L("in treatment") }},
	Done:        {bar: kit.ColorSuccess, fill: kit.ColorSurface, text: kit.ColorQuiet, quiet: kit.ColorQuiet, icon: kit.IconCheck, word: func() string { return lang.L("done") }},
	ToPay:       {bar: kit.ColorWarning, fill: kit.ColorSurface, text: kit.ColorQuiet, quiet: kit.ColorQuiet, icon: kit.IconOwed, word: func() string { return lang.L("to pay") }},
	NoShow:      {bar: kit.ColorError, fill: kit.ColorSurface, text: kit.ColorText, quiet: kit.ColorText, icon: kit.IconClose, struck: true, hatched: true, word: func() string { return lang.L("did not come") }},
	Tentative:   {bar: kit.ColorOutline, hollow: true, fill: kit.ColorSurface, text: kit.ColorText, quiet: kit.ColorQuiet, icon: kit.IconHelp, word: func() string { return lang.L("held, not yet booked") }},
}

// signLook is how a sign is drawn, and what it is called.
type signLook struct {
	icon  kit.IconName
	color fyne.ThemeColorName
	word  func() string
}

var signLooks = map[Sign]signLook{
	Safety:     {kit.IconAlert, kit.ColorWarning, func() string { return lang.L("safety alert") }},
	FirstVisit: {kit.IconStar, kit.ColorAccent, func() string { return lang.L("first visit") }},
	Owed:       {kit.IconOwed, kit.ColorWarning, func() string { return lang.L("something is owed") }},
	Series:     {kit.IconRefresh, kit.ColorQuiet, func() string { return lang.L("one of a series") }},
	Note:       {kit.IconEdit, kit.ColorQuiet, func() string { return lang.L("has a note") }},
}

// signs are those of a block that are shown.
func signs(b *Block) []Sign {
	var shown []Sign
	for s := Safety; s <= Note && len(shown) < signMost; s++ {
		for _, has := range b.Signs {
			if has == s {
				shown = append(shown, s)
				break
			}
		}
	}
	return shown
}

const (
	// nameLeast is the room that a name keeps beside the signs and the time, and timeWide what a time needs.
	nameLeast float32 = 56
	timeWide  float32 = 44
)

// fitting are the signs that leave a name its room; what is to be minded for safety is shown all the same.
func fitting(shown []Sign, room float32) []Sign {
	for len(shown) > 0 && room-float32(len(shown))*(signSide+1) < nameLeast {
		if len(shown) == 1 && shown[0] == Safety {
			break
		}
		shown = shown[:len(shown)-1]
	}
	return shown
}

// iconKey and patternKey tell pictures that look alike.
type iconKey struct {
	name  kit.IconName
	color fyne.ThemeColorName
}

type patternKey struct {
	pattern pattern
	size    fyne.Size
}

// pool keeps objects that are drawn with, to be used again at the next drawing.
type pool[T fyne.CanvasObject] struct {
	all  []T
	used int
}

func (p *pool[T]) next(make func() T) T {
	if p.used == len(p.all) {
		p.all = append(p.all, make())
	}
	p.used++
	return p.all[p.used-1]
}

// paneRenderer draws what is in sight, from the bottom up, with objects that it keeps.
type paneRenderer struct {
	p *pane
	g *Grid

	rects    pool[*canvas.Rectangle]
	texts    pool[*canvas.Text]
	icons    map[iconKey]*pool[fyne.CanvasObject]
	patterns map[patternKey]*pool[*canvas.Raster]
	ring     ring
	objects  []fyne.CanvasObject
	line     float32 // how high a line of quiet text is
	stale    bool    // the colours have changed
	known    dressed // that they are of
	colors   map[fyne.ThemeColorName]color.Color
}

// dressed is a theme in one of its forms.
type dressed struct {
	theme   fyne.Theme
	variant fyne.ThemeVariant
}

// color is a colour of the theme, asked for once.
func (r *paneRenderer) color(name fyne.ThemeColorName) color.Color {
	c, ok := r.colors[name]
	if !ok {
		c = theme.Color(name)
		r.colors[name] = c
	}
	return c
}

// CreateRenderer is part of fyne.Widget.
func (p *pane) CreateRenderer() fyne.WidgetRenderer {
	p.ExtendBaseWidget(p)
	r := &paneRenderer{p: p, g: p.g, icons: map[iconKey]*pool[fyne.CanvasObject]{}, patterns: map[patternKey]*pool[*canvas.Raster]{}, ring: newRing(radius), colors: map[fyne.ThemeColorName]color.Color{}}
	r.line = fyne.MeasureText("M", kit.SizeQuiet, fyne.TextStyle{}).Height
	p.rendered = r
	r.draw()
	return r
}

func (r *paneRenderer) Destroy() {}

func (r *paneRenderer) MinSize() fyne.Size { return fyne.NewSize(gutter, float32(Whole)) }

func (r *paneRenderer) Objects() []fyne.CanvasObject { return r.objects }

// Layout draws everything for the new size.
func (r *paneRenderer) Layout(size fyne.Size) {
	r.p.glass.Resize(size)
	r.draw()
}

// Refresh draws again what the theme changed.
func (r *paneRenderer) Refresh() {
	r.known = dressed{}
	r.draw()
}

func (r *paneRenderer) rect(x, y, w, h float32, fill color.Color) *canvas.Rectangle {
	o := r.rects.next(func() *canvas.Rectangle { return canvas.NewRectangle(color.Transparent) })
	o.FillColor, o.StrokeColor, o.StrokeWidth, o.CornerRadius = fill, color.Transparent, 0, 0
	o.TopLeftCornerRadius, o.BottomLeftCornerRadius, o.TopRightCornerRadius, o.BottomRightCornerRadius = 0, 0, 0, 0
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(max(w, 0), max(h, 0)))
	r.objects = append(r.objects, o)
	return o
}

func (r *paneRenderer) frame(x, y, w, h, width float32, stroke, fill color.Color) *canvas.Rectangle {
	o := r.rect(x, y, w, h, fill)
	o.StrokeColor, o.StrokeWidth, o.CornerRadius = stroke, width, radius
	return o
}

// text writes a line that has room for so much, and gives how wide it is.
func (r *paneRenderer) text(s string, x, y, room, size float32, bold bool, c color.Color) float32 {
	s = r.p.fit(s, size, bold, room)
	if s == "" {
		return 0
	}
	o := r.texts.next(func() *canvas.Text { return canvas.NewText("", color.Transparent) })
	if o.Text != s || o.TextSize != size || o.TextStyle.Bold != bold || o.Color != c {
		o.Text, o.TextSize, o.TextStyle.Bold, o.Color = s, size, bold, c
		o.Refresh()
	}
	w := r.p.wide(s, size, bold)
	o.Resize(fyne.NewSize(w, r.high(size)))
	o.Move(fyne.NewPos(x, y))
	r.objects = append(r.objects, o)
	return w
}

// high is how high a line of a size is.
func (r *paneRenderer) high(size float32) float32 { return r.line * size / kit.SizeQuiet }

func (r *paneRenderer) icon(name kit.IconName, c fyne.ThemeColorName, x, y, side float32) {
	key := iconKey{name, c}
	of := r.icons[key]
	if of == nil {
		of = &pool[fyne.CanvasObject]{}
		r.icons[key] = of
	}
	o := of.next(func() fyne.CanvasObject { return kit.IconView(name, c) })
	o.Resize(fyne.NewSquareSize(side))
	o.Move(fyne.NewPos(x, y))
	if r.stale {
		o.Refresh()
	}
	r.objects = append(r.objects, o)
}

// put draws a pattern over a part of the pane.
func (r *paneRenderer) put(p pattern, x, y, w, h float32) {
	if w < 1 || h < 1 {
		return
	}
	key := patternKey{p, fyne.NewSize(w, h)}
	of := r.patterns[key]
	if of == nil {
		of = &pool[*canvas.Raster]{}
		r.patterns[key] = of
	}
	o := of.next(func() *canvas.Raster {
		return canvas.NewRaster(func(pw, ph int) image.Image { return p.image(pw, ph, float32(pw)/w) })
	})
	if o.Size() != key.size {
		o.Resize(key.size)
	}
	o.Move(fyne.NewPos(x, y))
	if r.stale {
		o.Refresh()
	}
	r.objects = append(r.objects, o)
}

// begin takes back what was drawn with.
func (r *paneRenderer) begin() {
	if now := fyne.CurrentApp().Settings(); r.known != (dressed{now.Theme(), now.ThemeVariant()}) {
		r.known, r.stale = dressed{now.Theme(), now.ThemeVariant()}, true
		clear(r.colors)
	}
	r.objects = r.objects[:0]
	r.rects.used, r.texts.used = 0, 0
	for _, of := range r.icons {
		of.used = 0
	}
	for key, of := range r.patterns {
		if of.used == 0 {
			delete(r.patterns, key) // of another size by now
			continue
		}
		of.used = 0
	}
}

// draw draws what is in sight.
func (r *paneRenderer) draw() {
	g, size := r.g, r.p.Size()
	r.begin()
	ground := r.rect(0, 0, size.Width, size.Height, r.color(theme.ColorNameBackground))
	if size.IsZero() {
		return
	}
	for _, s := range g.shown {
		r.ground(s)
	}
	r.lines()
	for _, s := range g.shown {
		r.openTime(s)
	}
	for _, s := range g.shown {
		for i := range g.placed[s.column] {
			r.block(&g.placed[s.column][i], s)
		}
	}
	r.choice()
	for _, s := range g.shown {
		r.veil(s)
	}
	r.hours()
	r.nowLine()
	r.dragged()
	r.cursor()
	r.way()
	r.said()
	r.p.order.Move(fyne.NewPos(0, -g.offset))
	r.objects = append(r.objects, r.ring.inner, r.ring.outer, r.p.order, r.p.glass)
	r.stale = false
	canvas.Refresh(ground)
}

// within cuts a part of the day to what is in sight, as heights of the pane.
func (r *paneRenderer) within(from, to int) (y, h float32, ok bool) {
	top, foot := max(r.g.y(from), 0), min(r.g.y(to), r.p.Size().Height)
	return top, foot - top, foot > top
}

// ground is a column without what stands in it: closed hours and breaks.
func (r *paneRenderer) ground(s shown) {
	c := r.g.columns[s.column]
	closed := 0
	sink := func(from, to int) {
		if y, h, ok := r.within(from, to); ok && to > from {
			r.rect(s.x, y, s.w, h, r.color(kit.ColorSunken))
		}
	}
	for _, o := range c.Open {
		sink(closed, o.From)
		closed = max(closed, o.To)
	}
	sink(closed, dayLong)
	for _, b := range c.Breaks {
		y, h := r.g.y(b.From), r.g.length(b.To-b.From)
		if _, _, ok := r.within(b.From, b.To); !ok {
			continue
		}
		r.put(pattern{kind: hatch, color: kit.ColorLine}, s.x, y, s.w, h)
		if h >= r.line {
			w := r.p.wide(b.Word, kit.SizeQuiet, false)
			r.rect(s.x+headSide-4, y+2, min(w+8, s.w-headSide), r.line-2, r.color(theme.ColorNameBackground)).CornerRadius = 4
			r.text(b.Word, s.x+headSide, y+1, s.w-2*headSide, kit.SizeQuiet, false, r.color(kit.ColorQuiet))
		}
	}
}

// lines are those of the hours and half hours, and between the columns.
func (r *paneRenderer) lines() {
	g, size := r.g, r.p.Size()
	full := r.color(kit.ColorLine)
	half := faint(full, lineShare)
	from := max(g.minuteAt(0)/30*30, 0)
	for m := from; m <= dayLong; m += 30 {
		y := g.y(m)
		if y > size.Height {
			break
		}
		if m%hour == 0 {
			r.rect(gutter-6, y, size.Width-gutter+6, thin, full)
		} else {
			r.rect(gutter, y, size.Width-gutter, thin, half)
		}
	}
	for _, s := range g.shown {
		if g.parted(s.column) && s.column > g.first {
			r.rect(s.x-between, 0, between, size.Height, r.color(theme.ColorNameBackground))
			r.rect(s.x-between/2-thin, 0, thick, size.Height, r.color(kit.ColorOutline))
		}
		r.rect(s.x, 0, thin, size.Height, full)
	}
}

func faint(c color.Color, alpha uint8) color.Color {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	n.A = alpha
	return n
}

// hours are the times in the gutter.
func (r *paneRenderer) hours() {
	g, size := r.g, r.p.Size()
	r.rect(0, 0, gutter-6, size.Height, r.color(theme.ColorNameBackground))
	quiet := r.color(kit.ColorQuiet)
	pill := float32(-100)
	if g.hasToday() {
		pill = g.y(g.now)
	}
	for m := max(g.minuteAt(0)/hour*hour, hour); m < dayLong; m += hour {
		y := g.y(m)
		if y > size.Height {
			break
		}
		if away := y - pill; away > -pillHigh && away < pillHigh {
			continue
		}
		s := hourNames[m/hour]
		r.text(s, gutter-10-r.p.wide(s, kit.SizeQuiet, false), y-r.line/2, gutter, kit.SizeQuiet, false, quiet)
	}
}

var hourNames = func() (names [25]string) {
	for h := range names {
		names[h] = clock(h * hour)
	}
	return names
}()

// openTime is free time that somebody waits for, and free time in which something fits.
func (r *paneRenderer) openTime(s shown) {
	g := r.g
	id := g.columns[s.column].ID
	accent := r.color(kit.ColorAccent)
	for _, gap := range g.gaps {
		if gap.Column != id || gap.Waiting <= 0 {
			continue
		}
		if _, _, ok := r.within(gap.From, gap.From+gap.Minutes); !ok {
			continue
		}
		pos, size := g.slotBox(gap.Slot, s)
		r.rect(pos.X, pos.Y, size.Width, size.Height, r.color(kit.ColorSurface)).CornerRadius = radius
		r.put(pattern{kind: dashes, color: kit.ColorAccent, width: thin}, pos.X, pos.Y, size.Width, size.Height)
		r.text(lang.N("Free · {{.Count}} waiting fit", gap.Waiting, map[string]any{"Count": gap.Waiting}), pos.X+headSide, pos.Y+max((min(size.Height, 2*r.line)-r.line)/2, 0), size.Width-2*headSide, kit.SizeQuiet, false, accent)
	}
	if g.placing == 0 {
		return
	}
	for _, f := range g.fits {
		if f.Column != id {
			continue
		}
		if _, _, ok := r.within(f.From, f.From+f.Minutes); !ok {
			continue
		}
		pos, size := g.slotBox(f, s)
		r.rect(pos.X, pos.Y, size.Width, size.Height, r.color(kit.ColorSurface)).CornerRadius = radius
		r.put(pattern{kind: dashes, color: kit.ColorAccent, width: thick}, pos.X, pos.Y, size.Width, size.Height)
		r.text(lang.L("fits"), pos.X+headSide, pos.Y+max((min(size.Height, 2*r.line)-r.line)/2, 0), size.Width-2*headSide, kit.SizeQuiet, true, accent)
	}
}

// block is a visit, or its twin.
func (r *paneRenderer) block(p *placed, s shown) {
	g, b := r.g, p.block
	if _, _, ok := r.within(b.From, p.tail); !ok {
		return
	}
	pos, size := g.box(p, s)
	if p.tail > p.to {
		r.put(pattern{kind: dots, color: kit.ColorOutline, width: thick}, pos.X, pos.Y+size.Height, size.Width, g.length(p.tail-p.to))
	}
	lit := g.hovered == b.ID || g.selected == b.ID
	dragged := g.drag.kind == moving && g.drag.block.ID == b.ID || g.drag.kind == stretching && g.drag.block.ID == b.ID
	switch {
	case b.Lifted || dragged && g.drag.to != moveOf(b):
		r.shadow(p, pos, size)
	case p.twin:
		r.twin(p, pos, size, lit)
	default:
		r.visit(p, pos, size, g.selected == b.ID || lit && b.Room != "")
	}
}

// shadow is where a visit was taken from.
func (r *paneRenderer) shadow(p *placed, pos fyne.Position, size fyne.Size) {
	r.rect(pos.X, pos.Y, size.Width, size.Height, r.color(theme.ColorNameBackground)).CornerRadius = radius
	r.put(pattern{kind: dashes, color: kit.ColorOutline, width: thin}, pos.X, pos.Y, size.Width, size.Height)
	r.text(p.block.Name, pos.X+headSide, pos.Y+max((min(size.Height, twoLines)-r.line)/2, -2), size.Width-2*headSide, kit.SizeQuiet, false, r.color(kit.ColorQuiet))
}

// twin is a visit in the column of its room.
func (r *paneRenderer) twin(p *placed, pos fyne.Position, size fyne.Size, lit bool) {
	if lit {
		r.frame(pos.X, pos.Y, size.Width, size.Height, thick, r.color(kit.ColorAccent), r.color(theme.ColorNameBackground))
	} else {
		r.rect(pos.X, pos.Y, size.Width, size.Height, r.color(theme.ColorNameBackground)).CornerRadius = radius
		r.put(pattern{kind: dashes, color: kit.ColorOutline, width: thin}, pos.X, pos.Y, size.Width, size.Height)
	}
	if size.Height < 8 {
		return
	}
	y := pos.Y + max((min(size.Height, twoLines)-r.line)/2, -2)
	x := pos.X + headSide
	w := r.text(p.block.Initials, x, y, size.Width-2*headSide, kit.SizeQuiet, true, r.color(kit.ColorText))
	if w > 0 {
		w += 6
	}
	r.text(p.block.Name, x+w, y, size.Width-2*headSide-w, kit.SizeQuiet, false, r.color(kit.ColorQuiet))
}

// visit is a block with all that it says.
func (r *paneRenderer) visit(p *placed, pos fyne.Position, size fyne.Size, lit bool) {
	b := p.block
	l := looks[b.State]
	x, y, w, h := pos.X, pos.Y, size.Width, size.Height
	fill := r.color(l.fill)
	switch {
	case lit:
		stroke := r.color(kit.ColorAccent)
		if l.fill == kit.ColorAccent {
			stroke = r.color(kit.ColorText)
		}
		r.frame(x, y, w, h, thick, stroke, fill)
	case b.State == Tentative:
		r.rect(x, y, w, h, fill).CornerRadius = radius
		r.put(pattern{kind: dashes, color: kit.ColorOutline, width: thin}, x, y, w, h)
	default:
		r.frame(x, y, w, h, thin, r.color(kit.ColorOutline), fill)
	}
	if l.hatched {
		r.put(pattern{kind: hatch, color: kit.ColorErrorSoft}, x+barWide+2, y+2, w-barWide-4, h-4)
	}
	bar := r.rect(x+1, y+1, barWide, h-2, r.color(l.bar))
	bar.TopLeftCornerRadius, bar.BottomLeftCornerRadius = radius-1, radius-1
	if l.hollow {
		bar.FillColor, bar.StrokeColor, bar.StrokeWidth = color.Transparent, r.color(l.bar), thin
	}
	inner := w
	if b.Colour != nil {
		strip := r.rect(x+w-barWide-1, y+1, barWide, h-2, b.Colour)
		strip.TopRightCornerRadius, strip.BottomRightCornerRadius = radius-1, radius-1
		inner -= barWide
	}
	r.words(p, l, x, y, inner, h)
	if b.State == InTreatment {
		on := r.color(kit.ColorOnAccent)
		foot := min(footFoot, h/3)
		r.rect(x+headSide, y+h-foot-2, inner-2*headSide, foot, faint(on, 0x50)).CornerRadius = foot / 2
		r.rect(x+headSide, y+h-foot-2, (inner-2*headSide)*min(max(b.Progress, 0), 1), foot, on).CornerRadius = foot / 2
	}
	if b.NoRoom {
		r.noRoom(x, y, inner, h, l)
	}
}

// words are the lines of a block: one, two or three by its height, with the sign of its state before the first and what
// is to be minded at its end.
func (r *paneRenderer) words(p *placed, l look, x, y, w, h float32) {
	b := p.block
	if h < 7 {
		return
	}
	nominal := r.g.length(p.to - b.From)
	n := 1
	switch {
	case nominal >= three && b.Purpose != "":
		n = 3
	case nominal >= twoLines:
		n = 2
	}
	size, icon, ink := kit.SizeQuiet, iconSide, l.text
	if h < 16 { // a visit of a quarter of an hour at the smallest scale
		size = max(min(h-3, kit.SizeQuiet), 8)
		icon = min(h-3, iconSide)
		if ink == kit.ColorQuiet {
			ink = kit.ColorText // so small it would be too faint
		}
	}
	foot := float32(0)
	if b.State == InTreatment || b.NoRoom {
		foot = min(footFoot+2, h/3)
	}
	high := r.high(size)
	pitch := max(min((h-2-foot)/float32(n), high), min(lineLeast, high))
	top := y + (h-foot-pitch*float32(n))/2
	if n > 1 {
		top = y + min(4, max((h-foot-pitch*float32(n))/2, 0))
	}
	line := func(i int) float32 { return top + float32(i)*pitch + (pitch-high)/2 }
	text, quiet := r.color(l.text), r.color(l.quiet)
	left, end := x+barWide+5, x+w-4
	if n > 1 {
		r.icon(l.icon, ink, left-1, line(0)+(high-icon)/2, icon)
	} else {
		r.icon(l.icon, ink, left-1, y+(h-foot-icon)/2, icon)
	}
	if h >= 14 {
		shown := fitting(signs(b), end-left-icon)
		for i := len(shown) - 1; i >= 0 && end-signSide > left+icon+24; i-- {
			sign := signLooks[shown[i]]
			c := sign.color
			if l.fill == kit.ColorAccent {
				c = kit.ColorOnAccent
			}
			end -= signSide
			side := min(signSide, h-2)
			r.icon(sign.icon, c, end+(signSide-side)/2, line(0)+(high-side)/2, side)
			end--
		}
	}
	name := left + icon + 2
	if n == 1 && end-name >= timeWide+nameLeast { // its place tells the time as well
		w := r.text(p.when, name, line(0), end-name, size, false, quiet)
		name += w + 4
	}
	wide := r.text(b.Name, name, line(0), end-name, size, true, text)
	if l.struck && wide > 0 {
		r.rect(name, line(0)+high/2, wide, 1.5, text)
	}
	if n > 1 {
		r.text(p.facts, left, line(1), x+w-4-left, size, false, quiet)
	}
	if n > 2 {
		r.text(b.Purpose, left, line(2), x+w-4-left, size, false, quiet)
	}
}

// noRoom says at the foot of a block that its room is to be chosen.
func (r *paneRenderer) noRoom(x, y, w, h float32, l look) {
	const high = 18
	if h < three+high {
		r.put(pattern{kind: dashes, color: kit.ColorWarning, width: thick}, x+headSide, y+h-4, w-2*headSide, thick)
		return
	}
	at := y + h - high - 6
	r.put(pattern{kind: dashes, color: kit.ColorWarning, width: thin}, x+headSide, at, w-2*headSide, high)
	r.text(lang.L("no room"), x+headSide+6, at+(high-r.line)/2, w-2*headSide-12, kit.SizeQuiet, false, r.color(l.text))
}

// choice is free time that was chosen, or is pressed.
func (r *paneRenderer) choice() {
	g := r.g
	if g.chosen.Minutes > 0 {
		if s, ok := g.sight(g.columnIndex(g.chosen.Column)); ok {
			pos, size := g.slotBox(g.chosen, s)
			fill, free := r.color(kit.ColorAccentSoft), g.isFree(g.chosen)
			if !free {
				fill = color.Transparent // what stands there stays in sight
			}
			r.frame(pos.X, pos.Y, size.Width, size.Height, thick, r.color(kit.ColorAccent), fill)
			if free && size.Height >= lineLeast {
				r.text(timeSpan(g.chosen.From, g.chosen.From+g.chosen.Minutes), pos.X+headSide, pos.Y+max((min(size.Height, twoLines)-r.line)/2, -2), size.Width-2*headSide, kit.SizeQuiet, true, r.color(kit.ColorText))
			}
		}
	}
	if g.press.long {
		if s, ok := g.slotAt(g.press.at); ok {
			if c, seen := g.sight(g.columnIndex(s.Column)); seen {
				s.Minutes = tapStep
				pos, size := g.slotBox(s, c)
				r.frame(pos.X, pos.Y, size.Width, size.Height, thick, r.color(kit.ColorAccent), r.color(kit.ColorAccentSoft))
			}
		}
	}
	if at, ok := g.handle(); ok && g.drag.kind != moving {
		r.frame(at.X, at.Y, handleWide, handleHigh, thin, r.color(kit.ColorAccent), r.color(kit.ColorSurface)).CornerRadius = handleHigh / 2
		for i := range 2 {
			r.rect(at.X+14, at.Y+7+float32(i)*4, handleWide-28, thick, r.color(kit.ColorAccent)).CornerRadius = 1
		}
	}
}

// veil lies over what is past.
func (r *paneRenderer) veil(s shown) {
	g := r.g
	past := 0
	switch day := g.columns[s.column].Date; {
	case g.today == "" || day == "" || day > g.today:
	case day < g.today:
		past = dayLong
	default:
		past = g.now
	}
	if y, h, ok := r.within(0, past); ok {
		r.rect(s.x, y, s.w, h, faint(r.color(kit.ColorText), veilShare))
	}
}

// nowLine is the time it is, over the columns of today.
func (r *paneRenderer) nowLine() {
	g, size := r.g, r.p.Size()
	y := g.y(g.now)
	if !g.hasToday() || y < -pillHigh || y > size.Height+pillHigh {
		return
	}
	c := r.color(kit.ColorRing)
	from, to := size.Width, float32(0)
	for _, s := range g.shown {
		if g.columns[s.column].Date == g.today {
			from, to = min(from, s.x), max(to, s.x+s.w)
		}
	}
	if to > from {
		r.rect(from, y-thick/2, to-from, thick, c)
		r.rect(from-dotSide/2, y-dotSide/2, dotSide, dotSide, c).CornerRadius = dotSide / 2
	}
	const left = 2
	r.rect(left, y-pillHigh/2, pillWide, pillHigh, c).CornerRadius = pillHigh / 2
	now := clock(g.now)
	r.text(now, left+(pillWide-r.p.wide(now, kit.SizeQuiet, true))/2, y-r.line/2, pillWide, kit.SizeQuiet, true, r.color(kit.ColorSurface))
}

// nowPill is where the way back to now floats while that is out of sight.
func (g *Grid) nowPill() (pos fyne.Position, size fyne.Size, said string, ok bool) {
	pane := g.pane.Size()
	if !g.hasToday() || g.nowInSight() || pane.IsZero() {
		return
	}
	said = lang.L("Now {{.Time}}", map[string]any{"Time": clock(g.now)})
	size = fyne.NewSize(g.pane.wide(said, kit.SizeBody, true)+2*kit.GapWide+kit.IconSize, nowPillHigh)
	return fyne.NewPos(gutter+(pane.Width-gutter-size.Width)/2, pane.Height-size.Height-nowPillAbove), size, said, true
}

func (r *paneRenderer) way() {
	pos, size, said, ok := r.g.nowPill()
	if !ok {
		return
	}
	r.rect(pos.X, pos.Y, size.Width, size.Height, r.color(kit.ColorRing)).CornerRadius = size.Height / 2
	w := r.text(said, pos.X+kit.GapWide, pos.Y+(size.Height-r.high(kit.SizeBody))/2, size.Width, kit.SizeBody, true, r.color(kit.ColorSurface))
	way := kit.IconChevronDown
	if r.g.y(r.g.now) < 0 {
		way = kit.IconChevronUp
	}
	r.icon(way, kit.ColorSurface, pos.X+kit.GapWide+w+4, pos.Y+(size.Height-kit.IconSize)/2, kit.IconSize)
}

// dragged is a visit where it would be let go.
func (r *paneRenderer) dragged() {
	g := r.g
	d := &g.drag
	if d.kind != moving && d.kind != stretching || d.given || d.to == moveOf(&d.block) {
		return
	}
	column := d.to.Column
	if d.twin {
		column = d.to.Room
	}
	s, ok := g.sight(g.columnIndex(column))
	if !ok || d.outside {
		return
	}
	b := d.block
	b.From, b.Minutes = d.to.From, d.to.Minutes
	p := placed{block: &b, twin: d.twin, column: s.column, of: 1, to: b.end(), when: clock(b.From), facts: timeSpan(b.From, b.From+b.Minutes)}
	pos, size := g.box(&p, s)
	r.visit(&p, pos, size, true)
	if d.why != "" {
		r.frame(pos.X, pos.Y, size.Width, size.Height, 3, r.color(kit.ColorError), color.Transparent)
	}
}

// cursor is the ring where the keyboard is.
func (r *paneRenderer) cursor() {
	g := r.g
	on := g.focused && g.keyboard
	s, seen := g.sight(g.cursor.column)
	r.ring.show(on && seen)
	if !on || !seen {
		return
	}
	pos, size := g.slotBox(Slot{From: g.cursor.minute, Minutes: tapStep}, s)
	if p := g.find(g.cursor.block); p != nil {
		pos, size = g.box(p, s)
	}
	r.ring.place(pos.SubtractXY(2, 2), size.AddWidthHeight(4, 4))
}

// said is the label above the finger: when, where, and why not.
func (r *paneRenderer) said() {
	g := r.g
	d := &g.drag
	if d.kind == noDrag || d.kind == scrolling || d.given {
		return
	}
	var said string
	fill, ink := r.color(kit.ColorText), r.color(theme.ColorNameBackground)
	switch {
	case d.outside:
		said = lang.L("Let go here to leave it as it was")
	case d.kind == choosing:
		said = g.label(g.chosen.From, g.chosen.Minutes, g.chosen.Column)
	default:
		column := d.to.Column
		if d.twin {
			column = d.to.Room
		}
		said = g.label(d.to.From, d.to.Minutes, column)
		if d.why != "" {
			said = d.why
			fill, ink = r.color(kit.ColorError), r.color(theme.ColorNameForegroundOnError)
		}
	}
	pane := r.p.Size()
	w := min(r.p.wide(said, kit.SizeQuiet, true)+2*kit.Gap, pane.Width)
	h := r.line + 8
	x := min(max(d.at.X-w/2, 0), pane.Width-w)
	y := d.at.Y - labelAbove - h
	if y < 0 {
		y = d.at.Y + labelAbove
	}
	y = min(max(y, 0), pane.Height-h)
	r.rect(x, y, w, h, fill).CornerRadius = radius
	r.text(said, x+kit.Gap, y+4, w-2*kit.Gap, kit.SizeQuiet, true, ink)
}

// label is when and where: "10:15–11:00 · Mei".
func (g *Grid) label(from, minutes int, column string) string {
	return lang.L("{{.From}}–{{.To}} · {{.Column}}", map[string]any{
		"From": clock(from), "To": clock(from + minutes), "Column": g.columnAt(g.columnIndex(column)).Name,
	})
}
