package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Card is a calm surface with a title and room around what it holds.
type Card struct {
	widget.BaseWidget
	title   *Text
	actions *fyne.Container
	body    *fyne.Container
	head    *fyne.Container
	all     *fyne.Container
}

// NewCard shows content under a title; actions, if any, stand at the title's end.
// An empty title and no actions leave the heading out.
func NewCard(title string, content fyne.CanvasObject, actions ...fyne.CanvasObject) *Card {
	c := &Card{title: Heading(title).Lines(2), actions: container.NewHBox(actions...), body: container.NewStack(content)}
	c.head = Border(nil, nil, nil, c.actions, Middle(c.title))
	c.head.Hidden = title == "" && len(actions) == 0
	c.all = container.NewStack(NewPlate(ColorSurface, 12), Pad(GapWide, StackGap(GapWide, c.head, container.NewStack(c.body))))
	c.ExtendBaseWidget(c)
	return c
}

// SetTitle changes the title.
func (c *Card) SetTitle(s string) {
	c.title.SetText(s)
	c.head.Hidden = s == "" && len(c.actions.Objects) == 0
	c.Refresh()
}

// SetContent replaces what the card holds.
func (c *Card) SetContent(o fyne.CanvasObject) {
	c.body.Objects = []fyne.CanvasObject{o}
	c.body.Refresh()
	c.Refresh()
}

// CreateRenderer is part of fyne.Widget.
func (c *Card) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.all) }

// Middle centres an object from top to bottom over the full width.
func Middle(o fyne.CanvasObject) *fyne.Container { return container.New(middle{}, o) }

type middle struct{}

func (middle) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		o.Resize(fyne.NewSize(s.Width, o.MinSize().Height))
		h := o.MinSize().Height // again: a text that wraps knows its height only at its width
		o.Resize(fyne.NewSize(s.Width, h))
		o.Move(fyne.NewPos(0, max((s.Height-h)/2, 0)))
	}
}

func (middle) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		s = s.Max(o.MinSize())
	}
	return s
}

// Plate is a rounded rectangle in a colour of the theme that follows the theme.
type Plate struct {
	widget.BaseWidget
	fill   fyne.ThemeColorName
	edge   fyne.ThemeColorName // "" for none
	radius float32
}

// NewPlate is filled with a named colour of the theme.
func NewPlate(fill fyne.ThemeColorName, radius float32) *Plate {
	p := &Plate{fill: fill, radius: radius}
	p.ExtendBaseWidget(p)
	return p
}

// SetFill changes the colour.
func (p *Plate) SetFill(fill fyne.ThemeColorName) {
	p.fill = fill
	p.Refresh()
}

// SetEdge draws a line of one pixel round it in a colour; "" draws none.
func (p *Plate) SetEdge(color fyne.ThemeColorName) {
	p.edge = color
	p.Refresh()
}

// CreateRenderer is part of fyne.Widget.
func (p *Plate) CreateRenderer() fyne.WidgetRenderer {
	r := &plateRenderer{p: p, rect: canvas.NewRectangle(color.Transparent)}
	r.Refresh()
	return r
}

type plateRenderer struct {
	p    *Plate
	rect *canvas.Rectangle
}

func (r *plateRenderer) Destroy()                     {}
func (r *plateRenderer) Layout(s fyne.Size)           { r.rect.Resize(s) }
func (r *plateRenderer) MinSize() fyne.Size           { return fyne.Size{} }
func (r *plateRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.rect} }

func (r *plateRenderer) Refresh() {
	r.rect.FillColor, r.rect.CornerRadius, r.rect.StrokeWidth = theme.Color(r.p.fill), r.p.radius, 0
	if r.p.edge != "" {
		r.rect.StrokeColor, r.rect.StrokeWidth = theme.Color(r.p.edge), 1
	}
	r.rect.Refresh()
	canvas.Refresh(r.p)
}

// Hairline parts things with a quiet line.
func Hairline() fyne.CanvasObject { return widget.NewSeparator() }

// Tone is the meaning of a Badge or a Notice; each has words or an icon beside
// its colour.
type Tone int

// The tones.
const (
	ToneNeutral Tone = iota
	ToneAccent
	ToneSuccess
	ToneWarning
	ToneDanger
)

func (t Tone) colors() (fill, text fyne.ThemeColorName) {
	switch t {
	case ToneAccent:
		return ColorAccent, ColorOnAccent
	case ToneSuccess:
		return ColorSuccessSoft, ColorSuccess
	case ToneWarning:
		return ColorWarningSoft, ColorWarning
	case ToneDanger:
		return ColorErrorSoft, ColorError
	default:
		return ColorLine, ColorText
	}
}

func (t Tone) icon() IconName {
	switch t {
	case ToneSuccess:
		return IconCheck
	case ToneWarning, ToneDanger:
		return IconAlert
	default:
		return IconInfo
	}
}

// Badge is one or two words about a thing, on a soft fill: "Draft", "Due today".
type Badge struct {
	widget.BaseWidget
	text string
	tone Tone
	icon IconName
}

// NewBadge says text in a tone.
func NewBadge(text string, tone Tone) *Badge {
	b := &Badge{text: text, tone: tone}
	b.ExtendBaseWidget(b)
	return b
}

// WithIcon puts an icon before the words and returns the badge.
func (b *Badge) WithIcon(i IconName) *Badge {
	b.icon = i
	b.Refresh()
	return b
}

// Text is what the badge says.
func (b *Badge) Text() string { return b.text }

// Set changes what the badge says; with no text it is hidden.
func (b *Badge) Set(text string, tone Tone) {
	b.text, b.tone, b.Hidden = text, tone, text == ""
	b.Refresh()
}

// CreateRenderer is part of fyne.Widget.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	b.ExtendBaseWidget(b)
	r := &badgeRenderer{b: b, plate: NewPlate(ColorSunken, 14), text: QuietText("")}
	r.Refresh()
	return r
}

type badgeRenderer struct {
	b     *Badge
	plate *Plate
	text  *Text
	icon  *canvas.Raster
}

const badgeHeight = 28

func (r *badgeRenderer) Destroy() {}

func (r *badgeRenderer) Objects() []fyne.CanvasObject {
	if r.icon != nil {
		return []fyne.CanvasObject{r.plate, r.text, r.icon}
	}
	return []fyne.CanvasObject{r.plate, r.text}
}

func (r *badgeRenderer) lead() float32 {
	if r.icon == nil {
		return 12
	}
	return 8 + 16 + 4
}

func (r *badgeRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.lead()+r.text.MinSize().Width+12, badgeHeight)
}

func (r *badgeRenderer) Layout(s fyne.Size) {
	y := (s.Height - badgeHeight) / 2
	w := min(s.Width, r.MinSize().Width)
	r.plate.Move(fyne.NewPos(0, y))
	r.plate.Resize(fyne.NewSize(w, badgeHeight))
	t := r.text.MinSize()
	r.text.Move(fyne.NewPos(r.lead(), (s.Height-t.Height)/2))
	r.text.Resize(t)
	if r.icon != nil {
		r.icon.Move(fyne.NewPos(8, (s.Height-16)/2))
		r.icon.Resize(fyne.NewSquareSize(16))
	}
}

func (r *badgeRenderer) Refresh() {
	fill, text := r.b.tone.colors()
	r.plate.SetFill(fill)
	r.text.color, r.text.text, r.text.style.Bold = text, r.b.text, true
	r.text.Refresh()
	r.icon = nil
	if r.b.icon != "" {
		r.icon = smallIcon(r.b.icon, text, 16)
	}
	r.Layout(r.b.Size())
	canvas.Refresh(r.b)
}
