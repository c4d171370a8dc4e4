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

// Beside lays two objects out beside one another, the first with a share of the width, or below one another when there
// is no room for that.
func Beside(share float32, left, right fyne.CanvasObject) *fyne.Container {
	return container.New(&columns{share: share}, left, right)
}

type columns struct {
	share float32 // of the first of two; 0: both have the same
	width float32
}

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
	n, room := 1, [2]float32{width}
	if width >= 2*columnLeast+kit.GapWide {
		n, room[0] = 2, (width-kit.GapWide)/2
		if c.share > 0 {
			room[0] = (width - kit.GapWide) * c.share
		}
		room[1] = width - kit.GapWide - room[0]
	}
	var y [2]float32
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		col := i % n
		h := o.MinSize().Height
		put(o, fyne.NewPos(float32(col)*(room[0]+kit.GapWide), y[col]), fyne.NewSize(room[col], h))
		y[col] += h + kit.GapWide
	}
	return max(y[0], y[1], kit.GapWide) - kit.GapWide
}
