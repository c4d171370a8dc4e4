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

// liveFeet are those that are drawn.
var liveFeet sync.Map // *Foot to struct{}

// footPlaced is told that a foot was laid out.
var footPlaced = func() {}

// OnFootPlaced has f called whenever a foot was laid out; its place is known a moment later.
func OnFootPlaced(f func()) { footPlaced = f }

// FootHeight is how high the foot at the lower edge of a canvas is, 0 when there is none.
func FootHeight(c fyne.Canvas) float32 {
	d := fyne.CurrentApp().Driver()
	edge, height := c.Size().Height, float32(0)
	liveFeet.Range(func(k, _ any) bool {
		f := k.(*Foot)
		at := d.AbsolutePositionForObject(f)
		// One that is not on the screen, such as that of another tab, is put at the origin.
		if f.Visible() && d.CanvasForObject(f) == c && !at.IsZero() && at.Y+f.Size().Height >= edge-Gap {
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
