package diary

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// sheet lays out the panel: what takes the pointer and the ground below all, a line at the left, what scrolls, and under it
// the foot, which is in sight however much it says.
type sheet struct{}

// MinSize is no more than what the foot needs: the rest scrolls.
func (sheet) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(panelWidth, objects[4].MinSize().Height)
}

// Layout is part of fyne.Layout.
func (sheet) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	line, scroll, foot := objects[2], objects[3], objects[4]
	for _, o := range objects[:2] {
		o.Resize(size)
	}
	const thin = 1
	line.Resize(fyne.NewSize(thin, size.Height))
	scroll.Move(fyne.NewPos(thin, 0))
	high := float32(0)
	if foot.Visible() {
		wide := max(size.Width-thin, 0)
		foot.Resize(fyne.NewSize(wide, foot.MinSize().Height))
		high = foot.MinSize().Height // again: a text that wraps knows its height only at its width
		foot.Resize(fyne.NewSize(wide, high))
		foot.Move(fyne.NewPos(thin, size.Height-high))
	}
	scroll.Resize(fyne.NewSize(max(size.Width-thin, 0), max(size.Height-high, 0)))
}

// solid takes the pointer and the wheel where nothing else of the panel does, so that they do not reach the grid where the
// panel lies over it.
type solid struct{ widget.BaseWidget }

func newSolid() *solid {
	s := &solid{}
	s.ExtendBaseWidget(s)
	return s
}

// Tapped is part of fyne.Tappable.
func (*solid) Tapped(*fyne.PointEvent) {}

// Scrolled is part of fyne.Scrollable.
func (*solid) Scrolled(*fyne.ScrollEvent) {}

// Dragged is part of fyne.Draggable.
func (*solid) Dragged(*fyne.DragEvent) {}

// DragEnd is part of fyne.Draggable.
func (*solid) DragEnd() {}

// MouseDown is part of desktop.Mouseable.
func (*solid) MouseDown(*desktop.MouseEvent) {}

// MouseUp is part of desktop.Mouseable.
func (*solid) MouseUp(*desktop.MouseEvent) {}

// MouseIn is part of desktop.Hoverable.
func (*solid) MouseIn(*desktop.MouseEvent) {}

// MouseMoved is part of desktop.Hoverable.
func (*solid) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is part of desktop.Hoverable.
func (*solid) MouseOut() {}

// CreateRenderer is part of fyne.Widget.
func (*solid) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}
