// Package page lays out the pages of cards: today, the settings, a patient's details.
package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regimen/internal/ui/kit"
)

// New is a page that scrolls as a whole.
func New(parts ...fyne.CanvasObject) *kit.DragScroll {
	return kit.NewDragScroll(kit.PadSides(kit.GapRoomy, kit.Gap, kit.StackGap(kit.GapWide, parts...)))
}

// columnLeast is the width below which there is one column instead of two.
const columnLeast float32 = 400

// Columns lays cards out in two columns, the first to the left, the second to the right and so on, or
// in one when there is no room for two.
func Columns(cards ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columns{}, cards...)
}

type columns struct{ width float32 }

func (c *columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		s.Width = max(s.Width, o.MinSize().Width)
	}
	s.Height = c.place(objects, max(c.width, s.Width), func(fyne.CanvasObject, fyne.Position, fyne.Size) {})
	return s
}

func (c *columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	c.place(objects, size.Width, func(o fyne.CanvasObject, p fyne.Position, s fyne.Size) {
		o.Move(p)
		o.Resize(s)
	})
}

func (c *columns) place(objects []fyne.CanvasObject, width float32, put func(fyne.CanvasObject, fyne.Position, fyne.Size)) float32 {
	n := 1
	if width >= 2*columnLeast+kit.GapWide {
		n = 2
	}
	w := (width - float32(n-1)*kit.GapWide) / float32(n)
	var y [2]float32
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		col := i % n
		h := o.MinSize().Height
		put(o, fyne.NewPos(float32(col)*(w+kit.GapWide), y[col]), fyne.NewSize(w, h))
		y[col] += h + kit.GapWide
	}
	return max(y[0], y[1], kit.GapWide) - kit.GapWide
}
