package kit

import (
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// DragScroll scrolls up and down by wheel, by bar, and by dragging a finger
// anywhere on it that is not itself draggable, such as a figure. The wheel scrolls
// it from anywhere inside, also over text fields. A finger that starts in a text
// field scrolls too, unless the field already has the keyboard: then it selects.
type DragScroll struct {
	container.Scroll
	slide Slide
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
	was := s.Offset
	s.ScrollToOffset(was.SubtractXY(0, s.slide.By(e).DY))
	if s.OnScrolled != nil && s.Offset != was {
		s.OnScrolled(s.Offset)
	}
}

// DragEnd is part of fyne.Draggable.
func (s *DragScroll) DragEnd() { s.slide.End() }

// A notch of the wheel moves the page by a few lines, as elsewhere on a desktop; Fyne moves it by one. The
// small steps of a touchpad stay as they are.
const (
	notch      = 20
	notchLines = 3
)

// Scrolled is part of fyne.Scrollable.
func (s *DragScroll) Scrolled(e *fyne.ScrollEvent) {
	wheel := *e
	if wheel.Scrolled.DY >= notch || wheel.Scrolled.DY <= -notch {
		wheel.Scrolled.DY *= notchLines
	}
	s.Scroll.Scrolled(&wheel)
}

// Reveal scrolls just far enough to show an object inside the content.
func (s *DragScroll) Reveal(o fyne.CanvasObject) { s.show(o, 0, o.Size().Height) }

// CreateRenderer is part of fyne.Widget.
func (s *DragScroll) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	w := &wheel{to: s}
	w.ExtendBaseWidget(w)
	liveScrolls.Store(s, struct{}{})
	return &wheelRenderer{WidgetRenderer: s.Scroll.CreateRenderer(), wheel: w}
}

// liveScrolls holds the scrolls that are drawn, for text fields to find theirs:
// Fyne gives an object no way to its parents.
var liveScrolls sync.Map // *DragScroll to struct{}

// scrollAt is the smallest scroll in which something is cut off at a place of the
// canvas, or nil. A scroll that is not on the screen, such as that of another tab,
// has no place of its own; Fyne puts it at the origin.
func scrollAt(c fyne.Canvas, p fyne.Position) *DragScroll {
	d := fyne.CurrentApp().Driver()
	var found *DragScroll
	liveScrolls.Range(func(k, _ any) bool {
		s, ok := k.(*DragScroll)
		if !ok || !s.Visible() || d.CanvasForObject(s) != c || s.Content.Size().Height <= s.Size().Height {
			return true
		}
		at, size := d.AbsolutePositionForObject(s), s.Size()
		inside := p.X >= at.X && p.Y >= at.Y && p.X < at.X+size.Width && p.Y < at.Y+size.Height
		if inside && !at.IsZero() && (found == nil || size.Height < found.Size().Height) {
			found = s
		}
		return true
	})
	return found
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
	// What was folded away at the end of the page must not leave the page scrolled past its end: Fyne sets the
	// place right only when the window changes.
	at := &r.wheel.to.Offset
	at.Y = max(min(at.Y, r.wheel.to.Content.MinSize().Height-s.Height), 0)
	r.WidgetRenderer.Layout(s)
	r.wheel.Resize(s)
}

func (r *wheelRenderer) Refresh() {
	r.WidgetRenderer.Refresh()
	retell()
}

func (r *wheelRenderer) Destroy() {
	liveScrolls.Delete(r.wheel.to)
	r.WidgetRenderer.Destroy()
}

func (r *wheelRenderer) Objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{}, r.WidgetRenderer.Objects()...), r.wheel)
}
