package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// DragScroll scrolls up and down by wheel, by bar, and by dragging a finger
// anywhere on it that is not itself draggable (a text field, a figure). The wheel
// scrolls it from anywhere inside, also over text fields.
type DragScroll struct {
	container.Scroll
}

// NewDragScroll scrolls content vertically.
func NewDragScroll(content fyne.CanvasObject) *DragScroll {
	s := &DragScroll{}
	s.Content, s.Direction = content, container.ScrollVerticalOnly
	s.ExtendBaseWidget(s)
	return s
}

// Dragged moves the content with the finger.
func (s *DragScroll) Dragged(e *fyne.DragEvent) {
	s.ScrollToOffset(s.Offset.SubtractXY(0, e.Dragged.DY))
}

// DragEnd is part of fyne.Draggable.
func (s *DragScroll) DragEnd() {}

// Reveal scrolls just far enough to show an object inside the content.
func (s *DragScroll) Reveal(o fyne.CanvasObject) {
	d := fyne.CurrentApp().Driver()
	top := d.AbsolutePositionForObject(o).Y - d.AbsolutePositionForObject(s.Content).Y
	bottom := top + o.Size().Height
	at := s.Offset
	switch {
	case top < at.Y:
		at.Y = top
	case bottom > at.Y+s.Size().Height:
		at.Y = bottom - s.Size().Height
	}
	s.ScrollToOffset(at)
}

// CreateRenderer is part of fyne.Widget.
func (s *DragScroll) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	w := &wheel{to: s}
	w.ExtendBaseWidget(w)
	return &wheelRenderer{WidgetRenderer: s.Scroll.CreateRenderer(), wheel: w}
}

// wheel lies over the content and takes the wheel only: Fyne looks for the
// topmost object that can do what the pointer did, so everything else goes through.
type wheel struct {
	widget.BaseWidget
	to *DragScroll
}

// Scrolled passes the wheel on.
func (w *wheel) Scrolled(e *fyne.ScrollEvent) { w.to.Scrolled(e) }

// CreateRenderer is part of fyne.Widget.
func (w *wheel) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}

type wheelRenderer struct {
	fyne.WidgetRenderer
	wheel *wheel
}

func (r *wheelRenderer) Layout(s fyne.Size) {
	r.WidgetRenderer.Layout(s)
	r.wheel.Resize(s)
}

func (r *wheelRenderer) Objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{}, r.WidgetRenderer.Objects()...), r.wheel)
}
