package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Chips are a choice among a few things, each of which may be on, such as what makes a pain better; or a filter with its
// counts. They are shown all at once over as many lines as they need, and are one stop for Tab: arrows move, space or
// Enter chooses.
type Chips struct {
	choice
	// OnChanged is called after the user changed the choice, with the chosen IDs
	// in the order of the options.
	OnChanged func(ids []string)

	chips []*chip
}

// NewChips lets the user choose one of the options. Choosing the chosen one
// again clears it unless Required was called.
func NewChips(options []Option, onChanged func(ids []string)) *Chips {
	return newChips(options, false, onChanged)
}

// NewMultiChips lets the user choose any number of the options.
func NewMultiChips(options []Option, onChanged func(ids []string)) *Chips {
	return newChips(options, true, onChanged)
}

func newChips(options []Option, multi bool, onChanged func([]string)) *Chips {
	c := &Chips{OnChanged: onChanged}
	c.begin(c, multi, true, func() {
		if c.OnChanged != nil {
			c.OnChanged(c.Chosen())
		}
	})
	c.ExtendBaseWidget(c)
	c.SetOptions(options)
	return c
}

// Required stops the user from clearing a single choice and returns the chips.
func (c *Chips) Required() *Chips {
	c.clear = false
	return c
}

// SetOptions replaces the options; a choice that is still offered stays.
func (c *Chips) SetOptions(options []Option) {
	c.offer(options)
	c.chips = make([]*chip, len(options))
	for i, o := range options {
		c.chips[i] = newChip(o, func() { c.tapped(i) })
	}
	c.Refresh()
}

// CreateRenderer is part of fyne.Widget.
func (c *Chips) CreateRenderer() fyne.WidgetRenderer {
	c.ExtendBaseWidget(c)
	r := &chipsRenderer{c: c, flow: NewFlow(Gap, Gap)}
	r.Refresh()
	return r
}

type chipsRenderer struct {
	c    *Chips
	flow *Flow
	objs []fyne.CanvasObject
}

func (r *chipsRenderer) Destroy()                     {}
func (r *chipsRenderer) Objects() []fyne.CanvasObject { return r.objs }
func (r *chipsRenderer) MinSize() fyne.Size           { return r.flow.MinSize(r.objs) }
func (r *chipsRenderer) Layout(s fyne.Size)           { r.flow.Layout(r.objs, s) }

func (r *chipsRenderer) Refresh() {
	r.objs = r.objs[:0]
	for i, ch := range r.c.chips {
		ch.on, ch.ringed, ch.disabled = r.c.on(i), r.c.ringOn(i), r.c.disabled
		ch.many = r.c.multi
		ch.Refresh()
		r.objs = append(r.objs, ch)
	}
	r.Layout(r.c.Size())
	canvas.Refresh(r.c)
}

const swatchSide float32 = 16

// NewSwatch is a small field of a colour.
func NewSwatch(c color.Color) fyne.CanvasObject {
	r := canvas.NewRectangle(c)
	r.CornerRadius = 4
	r.SetMinSize(fyne.NewSquareSize(swatchSide))
	return r
}

// chip is one option; the Chips it belongs to has the keyboard.
type chip struct {
	widget.BaseWidget
	Hover
	option                     Option
	tap                        func()
	on, many, ringed, disabled bool
	bold                       boldWidth
}

func newChip(o Option, tap func()) *chip {
	c := &chip{option: o, tap: tap}
	c.Hover = NewHover(c.Refresh)
	c.ExtendBaseWidget(c)
	return c
}

// Name is what the chip says.
func (c *chip) Name() string { return c.option.Label }

// Tapped chooses the option.
func (c *chip) Tapped(*fyne.PointEvent) { c.tap() }

// AccessibilityLabel is the option's label.
func (c *chip) AccessibilityLabel() string { return c.option.Label }

// AccessibilityRole is that of a button.
func (c *chip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is part of fyne.Widget.
func (c *chip) CreateRenderer() fyne.WidgetRenderer {
	c.ExtendBaseWidget(c)
	r := &chipRenderer{
		c:    c,
		bg:   canvas.NewRectangle(color.Transparent),
		mark: smallIcon(IconCheck, ColorAccent, 20),
		box:  canvas.NewRectangle(color.Transparent),
		text: newText(c.option.Label, SizeBody, fyne.TextStyle{}, ColorText),
		ring: newRing(Target / 2),
	}
	r.bg.CornerRadius = Target / 2
	r.box.CornerRadius, r.box.StrokeWidth = 4, 1.5
	if c.option.Icon != "" {
		r.icon = smallIcon(c.option.Icon, ColorText, 20)
	}
	if c.option.Colour != nil {
		r.swatch = NewSwatch(c.option.Colour)
	}
	r.Refresh()
	return r
}

type chipRenderer struct {
	c      *chip
	bg     *canvas.Rectangle
	mark   *canvas.Raster
	box    *canvas.Rectangle
	icon   *canvas.Raster
	swatch fyne.CanvasObject
	text   *Text
	ring   ring
}

func (r *chipRenderer) Destroy() {}

func (r *chipRenderer) Objects() []fyne.CanvasObject {
	objs := []fyne.CanvasObject{r.bg, r.box, r.mark}
	if r.icon != nil {
		objs = append(objs, r.icon)
	}
	if r.swatch != nil {
		objs = append(objs, r.swatch)
	}
	return append(append(objs, r.text), r.ring.objects()...)
}

// leading is the room for the box to tick or the icon. The tick takes the place of
// the box, so that chips do not move under the finger when several are chosen.
func (c *chip) leading() float32 {
	if c.option.Icon != "" || c.option.Colour != nil || c.many {
		return 20 + Gap
	}
	return 0
}

// wish is measured in bold, and with the longest words the chip may say, so that choosing one moves nothing.
func (c *chip) wish() float32 {
	return max(GapWide+c.leading()+c.bold.of(&c.option)+GapWide, Target)
}

// narrowChip is the room that a chip with a long label is content with; it does not widen the window.
const narrowChip float32 = 368

// MinSize is part of fyne.WidgetRenderer.
func (r *chipRenderer) MinSize() fyne.Size { return fyne.NewSize(min(r.c.wish(), narrowChip), Target) }

func (r *chipRenderer) Layout(s fyne.Size) {
	r.bg.Resize(s)
	r.ring.place(s)
	r.text.fitInto(r.c.option.Label, s.Width-2*GapWide-r.c.leading())
	t := r.text.MinSize()
	x := max((s.Width-t.Width-r.c.leading())/2, GapWide)
	for _, i := range []*canvas.Raster{r.mark, r.icon} {
		if i != nil {
			i.Move(fyne.NewPos(x, (s.Height-20)/2))
			i.Resize(fyne.NewSquareSize(20))
		}
	}
	if r.swatch != nil {
		r.swatch.Move(fyne.NewPos(x+2, (s.Height-swatchSide)/2))
		r.swatch.Resize(fyne.NewSquareSize(swatchSide))
	}
	r.box.Move(fyne.NewPos(x+2, (s.Height-16)/2))
	r.box.Resize(fyne.NewSquareSize(16))
	r.text.Move(fyne.NewPos(x+r.c.leading(), (s.Height-t.Height)/2))
	r.text.Resize(t)
}

func (r *chipRenderer) Refresh() {
	fill, edge, text, bold := ColorSurface, ColorOutline, ColorText, false
	if r.c.on {
		fill, edge, text, bold = ColorAccentSoft, ColorAccent, ColorText, true
	}
	if r.c.disabled && !r.c.on {
		text = theme.ColorNameDisabled
	}
	r.bg.FillColor, r.bg.StrokeColor, r.bg.StrokeWidth = theme.Color(fill), theme.Color(edge), 1
	if r.c.on {
		r.bg.StrokeWidth = 2
	}
	if r.c.hover && !r.c.disabled {
		r.bg.FillColor = over(r.bg.FillColor, theme.Color(theme.ColorNameHover))
	}
	r.text.color, r.text.style.Bold = text, bold
	r.text.Refresh()
	ticked := r.c.many && r.icon == nil && r.swatch == nil
	r.mark.Hidden, r.box.Hidden = !ticked || !r.c.on, !ticked || r.c.on
	r.box.StrokeColor = theme.Color(ColorOutline)
	r.box.Refresh()
	if !r.mark.Hidden {
		r.mark.Refresh()
	}
	if r.icon != nil {
		r.icon.Generator = drawnIcon(r.c.option.Icon, text)
		r.icon.Refresh()
	}
	r.bg.Refresh()
	r.ring.show(r.c.ringed)
	r.Layout(r.c.Size())
	canvas.Refresh(r.c)
}
