package kit

import (
	"sync"

	"fyne.io/fyne/v2"
)

// tallest is how high a text may be to be drawn as a whole. Of a higher one only what is near to being seen is drawn,
// anew whenever it scrolls.
const tallest float32 = 1600

// talls holds the texts that are drawn in part.
var talls sync.Map // fyne.Widget to struct{}

// tallView is the part of a text of a height that is to be drawn: what can be seen, and as much again above and below.
func tallView(w fyne.Widget, high float32) (from, to float32) {
	if high <= tallest {
		untall(w)
		return 0, high
	}
	talls.Store(w, struct{}{})
	from, to = viewOf(w)
	return from - (to - from), to + (to - from)
}

func untall(w fyne.Widget) { talls.Delete(w) }

// looking is set while a place is looked up. Fyne makes what it has not yet drawn on the way, which may want to know its
// own place, and has none.
var looking bool

// viewOf is the part of an object that the window has room for, cut off or not.
func viewOf(o fyne.CanvasObject) (from, to float32) {
	d := fyne.CurrentApp().Driver()
	c := d.CanvasForObject(o)
	if c == nil || looking {
		return 0, tallest
	}
	looking = true
	defer func() { looking = false }()
	from = -d.AbsolutePositionForObject(o).Y
	return from, from + c.Size().Height
}

// scrolls counts how often something was scrolled: what was in sight may not be.
var scrolls int

// scrolled draws the tall texts anew.
func scrolled() {
	scrolls++
	talls.Range(func(k, _ any) bool {
		if w, ok := k.(fyne.Widget); ok {
			w.Refresh()
		}
		return true
	})
}

// scrollAround is the smallest scroll that an object lies in, seen or not, or nil.
func scrollAround(o fyne.CanvasObject) *DragScroll {
	d := fyne.CurrentApp().Driver()
	c := d.CanvasForObject(o)
	if c == nil {
		return nil
	}
	at := d.AbsolutePositionForObject(o)
	var found *DragScroll
	liveScrolls.Range(func(k, _ any) bool {
		s, ok := k.(*DragScroll)
		if !ok || !s.Visible() || d.CanvasForObject(s) != c || s.Content.Size().Height <= s.Size().Height {
			return true
		}
		begin, size := d.AbsolutePositionForObject(s.Content), s.Content.Size()
		inside := at.X >= begin.X && at.Y >= begin.Y && at.X < begin.X+size.Width && at.Y < begin.Y+size.Height
		if inside && (found == nil || s.Size().Height < found.Size().Height) {
			found = s
		}
		return true
	})
	return found
}

// show scrolls just far enough to show what lies between two heights of an object inside the content.
func (s *DragScroll) show(o fyne.CanvasObject, from, to float32) {
	d := fyne.CurrentApp().Driver()
	top := d.AbsolutePositionForObject(o).Y - d.AbsolutePositionForObject(s.Content).Y
	at := s.Offset
	at.Y = max(min(at.Y, top+from), top+to-s.Size().Height)
	s.ScrollToOffset(at)
}
