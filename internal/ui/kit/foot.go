package kit

import (
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Foot holds what stands at the foot of a screen while the rest scrolls, such as the button to go on. Messages come
// above it.
type Foot struct {
	widget.BaseWidget
	content fyne.CanvasObject
}

// NewFoot holds content.
func NewFoot(content fyne.CanvasObject) *Foot {
	f := &Foot{content: content}
	f.ExtendBaseWidget(f)
	return f
}

// FootHigh is the height of a foot with a button.
const FootHigh float32 = 56

// NewFootBar is the running total of a screen at its left, such as counts, and the one button that goes on at its right.
func NewFootBar(total, next fyne.CanvasObject) *Foot {
	return NewFoot(container.NewStack(NewPlate(ColorSunken, 0),
		MinHeight(FootHigh, PadSides(GapRoomy, 0, Border(nil, nil, nil, container.NewCenter(next), Middle(total))))))
}

// MessagePlace is the part of a screen that messages lie over, where controls stand beside it. It shows nothing.
type MessagePlace struct{ widget.BaseWidget }

// NewMessagePlace is as large as it is made.
func NewMessagePlace() *MessagePlace {
	p := &MessagePlace{}
	p.ExtendBaseWidget(p)
	return p
}

// liveFeet and livePlaces are those that are drawn.
var (
	liveFeet   sync.Map // *Foot to struct{}
	livePlaces sync.Map // *MessagePlace to struct{}
)

// footPlaced is told that a foot or a place for messages was laid out.
var footPlaced = func() {}

// OnFootPlaced has f called whenever a foot or a place for messages was laid out; where it is is known a moment later.
func OnFootPlaced(f func()) { footPlaced = f }

// onScreen is where an object of a canvas is. One that is not on the screen, such as that of another tab, is put at the
// origin.
func onScreen(o fyne.CanvasObject, c fyne.Canvas) (at fyne.Position, ok bool) {
	d := fyne.CurrentApp().Driver()
	at = d.AbsolutePositionForObject(o)
	return at, o.Visible() && d.CanvasForObject(o) == c && !at.IsZero()
}

// MessageRoom is where messages lie on a canvas: over the place that the screen has for them, or over its whole width
// above the foot at its lower edge.
func MessageRoom(c fyne.Canvas) (at fyne.Position, size fyne.Size) {
	size = fyne.NewSize(c.Size().Width, c.Size().Height-footHeight(c))
	livePlaces.Range(func(k, _ any) bool {
		p := k.(*MessagePlace)
		where, ok := onScreen(p, c)
		if ok {
			at, size = where, p.Size()
		}
		return !ok
	})
	return at, size
}

// footHeight is how high the foot at the lower edge of a canvas is, 0 when there is none.
func footHeight(c fyne.Canvas) float32 {
	edge, height := c.Size().Height, float32(0)
	liveFeet.Range(func(k, _ any) bool {
		f := k.(*Foot)
		if at, ok := onScreen(f, c); ok && at.Y+f.Size().Height >= edge-Gap {
			height = max(height, edge-at.Y)
		}
		return true
	})
	return height
}

// CreateRenderer is part of fyne.Widget.
func (f *Foot) CreateRenderer() fyne.WidgetRenderer {
	liveFeet.Store(f, struct{}{})
	return &footRenderer{widget.NewSimpleRenderer(f.content), f}
}

type footRenderer struct {
	fyne.WidgetRenderer
	f *Foot
}

func (r *footRenderer) Layout(s fyne.Size) {
	r.WidgetRenderer.Layout(s)
	footPlaced()
}

func (r *footRenderer) Destroy() {
	liveFeet.Delete(r.f)
	r.WidgetRenderer.Destroy()
}

// CreateRenderer is part of fyne.Widget.
func (p *MessagePlace) CreateRenderer() fyne.WidgetRenderer {
	p.ExtendBaseWidget(p)
	livePlaces.Store(p, struct{}{})
	return &placeRenderer{widget.NewSimpleRenderer(container.NewWithoutLayout()), p}
}

type placeRenderer struct {
	fyne.WidgetRenderer
	p *MessagePlace
}

func (r *placeRenderer) Layout(fyne.Size) { footPlaced() }

func (r *placeRenderer) Destroy() {
	livePlaces.Delete(r.p)
	r.WidgetRenderer.Destroy()
}
