package kit

import (
	"slices"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// DragScroll scrolls up and down by wheel, by bar, and by dragging a finger
// anywhere on it that is not itself draggable, such as a figure. The wheel scrolls
// it from anywhere inside, also over text fields. A finger that starts in a text
// field scrolls too, unless the field already has the keyboard: then it selects.
//
// What was pressed in it stays where it is until the page is scrolled: what comes or goes above it does not push it
// away from under the finger.
type DragScroll struct {
	container.Scroll
	slide Slide
	held  anchor
	room  float32 // free at the end of the content
}

// NewDragScroll scrolls content vertically.
func NewDragScroll(content fyne.CanvasObject) *DragScroll {
	s := &DragScroll{}
	s.Content, s.Direction = container.New(&endRoom{s}, content), container.ScrollVerticalOnly
	s.ExtendBaseWidget(s)
	return s
}

// ScrollToOffset scrolls to where a screen wants the page, whatever was pressed in it.
func (s *DragScroll) ScrollToOffset(p fyne.Position) {
	s.held = nil
	s.Scroll.ScrollToOffset(p)
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
	s.held = nil
	wheel := *e
	if wheel.Scrolled.DY >= notch || wheel.Scrolled.DY <= -notch {
		wheel.Scrolled.DY *= notchLines
	}
	s.Scroll.Scrolled(&wheel)
}

// Reveal scrolls just far enough to show an object inside the content; of one that is higher than the room, its top.
func (s *DragScroll) Reveal(o fyne.CanvasObject) { s.show(o, 0, min(o.Size().Height, s.Size().Height)) }

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

// scrollAt is the smallest scroll at a place of the canvas, or nil; cut asks for one in which something is cut off. A
// scroll that is not on the screen, such as that of another tab,
// has no place of its own; Fyne puts it at the origin.
func scrollAt(c fyne.Canvas, p fyne.Position, cut bool) *DragScroll {
	d := fyne.CurrentApp().Driver()
	var found *DragScroll
	liveScrolls.Range(func(k, _ any) bool {
		s, ok := k.(*DragScroll)
		if !ok || !s.Visible() || d.CanvasForObject(s) != c || cut && s.Content.Size().Height <= s.Size().Height {
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

// anchor is what was pressed in a scroll, from the content down to the innermost part that is known, each with its
// place in the content.
type anchor []anchored

type anchored struct {
	part fyne.CanvasObject
	y    float32
}

// hold keeps what is at a place of the canvas where it is.
func hold(c fyne.Canvas, p fyne.Position) {
	s := scrollAt(c, p, false)
	if s == nil {
		return
	}
	s.held = nil
	p = p.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(s.Content))
	y := float32(0)
	for o := s.Content; o != nil; {
		s.held = append(s.held, anchored{o, y})
		var next fyne.CanvasObject
		for _, part := range parts(o) {
			at, size := part.Position(), part.Size()
			if part.Visible() && p.X >= at.X && p.Y >= at.Y && p.X < at.X+size.Width && p.Y < at.Y+size.Height {
				next = part
			}
		}
		if next != nil {
			p, y = p.Subtract(next.Position()), y+next.Position().Y
		}
		o = next
	}
}

// moved is how far what is held has moved in the content since it was last asked, and whether all of it is there. Of
// what is gone, what it was in is held.
func (a anchor) moved() (by float32, whole bool) {
	y := float32(0)
	for i := range a {
		if i > 0 {
			if !a[i].part.Visible() || !slices.Contains(parts(a[i-1].part), a[i].part) {
				return by, false
			}
			y += a[i].part.Position().Y
		}
		by, a[i].y = y-a[i].y, y
	}
	return by, len(a) > 0
}

// parts are what an object is made of, as far as Fyne lets it be known.
func parts(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case *Card:
		return []fyne.CanvasObject{o.all}
	}
	return nil
}

// settle puts the page where it belongs when what is in it has another size.
func (s *DragScroll) settle(height float32) {
	moved, whole := s.held.moved()
	s.Offset.Y = max(s.Offset.Y+moved, 0)
	// What was folded away at the end of the page must not leave the page scrolled past its end: Fyne sets the
	// place right only when the window changes. But it does not pull away what was pressed, nor what was scrolled to
	// above a message.
	past := s.Offset.Y + height - (s.Content.MinSize().Height - s.room)
	if s.Offset.Y == 0 {
		past = 0
	}
	keep := min(s.room, past)
	if whole {
		keep = past
	}
	s.room = max(keep, footTaken, 0)
	s.Offset.Y = max(min(s.Offset.Y, s.Content.MinSize().Height-height), 0)
}

// footTaken is how much of the foot of the window a message covers.
var footTaken float32

// TakeFoot lets every page be scrolled on by so much, for its end to come out from under what lies over the foot of
// the window. 0 ends it.
func TakeFoot(height float32) {
	if footTaken == height {
		return
	}
	footTaken = height
	liveScrolls.Range(func(k, _ any) bool {
		k.(*DragScroll).makeRoom()
		return true
	})
}

// makeRoom places the content anew for the room at its end. The content is not refreshed: it is as it was, and reading
// every icon of it again takes longer than a blink.
func (s *DragScroll) makeRoom() {
	room, offset := s.room, s.Offset
	s.settle(s.Size().Height)
	if s.room == room && s.Offset == offset {
		return
	}
	s.Base.Refresh()
	if c, ok := s.Content.(*fyne.Container); ok {
		c.Layout.Layout(c.Objects, c.Size())
	}
}

// endRoom is the layout of the content, with room at its end.
type endRoom struct{ s *DragScroll }

func (e *endRoom) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(fyne.NewSize(size.Width, max(size.Height-e.s.room, 0)))
}

func (e *endRoom) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(0, e.s.room)
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
	drawn fyne.Position // the offset it was drawn at
}

func (r *wheelRenderer) Layout(s fyne.Size) {
	r.wheel.to.settle(s.Height)
	r.WidgetRenderer.Layout(s)
	r.wheel.Resize(s)
}

func (r *wheelRenderer) Refresh() {
	r.WidgetRenderer.Refresh()
	if r.drawn != r.wheel.to.Offset {
		r.drawn = r.wheel.to.Offset
		scrolled()
	}
}

func (r *wheelRenderer) Destroy() {
	liveScrolls.Delete(r.wheel.to)
	r.WidgetRenderer.Destroy()
}

func (r *wheelRenderer) Objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{}, r.WidgetRenderer.Objects()...), r.wheel)
}
