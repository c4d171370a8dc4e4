package kittest

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"regimen/internal/ui/kit"
)

// dragsFrom is how far Fyne's desktop driver lets a press move before it is a drag.
const dragsFrom = 2

// Hand works a screen by one pointer that is pressed, moved and lifted, as the window does it: what the program
// puts before Fyne, and then Fyne's desktop driver, whose rules are written here once more. The test driver has
// taps and drags only, and never takes one for the other.
type Hand struct {
	s     *Screen
	press kit.Press
	real  fyne.Position // where the finger is

	at       fyne.Position // where the driver knows it
	from     fyne.Position // of the next delta of a drag
	buttons  desktop.MouseButton
	over     desktop.Hoverable
	pressed  fyne.CanvasObject
	dragged  fyne.Draggable
	grip     fyne.Position // the place of what is dragged
	dragging bool

	// Dry finds out what would be tapped and does not tap it.
	Dry bool
	// Took is what got the last tap, nil when there was none.
	Took fyne.CanvasObject
	// Drags counts the moves that were given to something that is dragged.
	Drags int
}

// Hand is a hand over the screen.
func (s *Screen) Hand() *Hand { return &Hand{s: s, press: kit.Press{Canvas: s.Window.Canvas()}} }

// Slips are how a press that is a tap may go astray, in several directions.
var Slips = []fyne.Delta{
	{}, {DX: 5}, {DX: -3, DY: 4}, {DX: -11}, {DY: 11}, {DX: 7, DY: -8},
}

// EverythingTaps fails the test unless whatever can be tapped on the screen gets its tap from a press that slips, and
// nothing moves with the slip. It gives the kinds of what was pressed. Nothing is really tapped.
func (s *Screen) EverythingTaps() map[string]bool {
	s.T.Helper()
	h := s.Hand()
	h.Dry = true
	kinds := map[string]bool{}
	for _, at := range s.Targets() {
		h.at = at
		o, _ := h.find(h.takesPresses)
		kinds[fmt.Sprintf("%T", o)] = true
		for _, slip := range Slips {
			if took := h.TapAt(at, slip); took != o || h.Drags > 0 {
				s.T.Errorf("a press on %T %q at %v that slips by %v taps %T and drags %d times", o, said(o), at, slip, took, h.Drags)
			}
		}
	}
	return kinds
}

// Targets are the middles of what can be tapped and seen, unless something lies over them or they are disabled.
func (s *Screen) Targets() []fyne.Position {
	h := s.Hand()
	var out []fyne.Position
	c := s.Window.Canvas()
	root := c.Content()
	if top := c.Overlays().Top(); top != nil {
		root = top
	}
	s.Within(root, func(o fyne.CanvasObject, at, from, to fyne.Position) {
		if _, ok := o.(fyne.Tappable); !ok {
			return
		}
		if d, ok := o.(fyne.Disableable); ok && d.Disabled() {
			return
		}
		h.at = at.AddXY(o.Size().Width/2, o.Size().Height/2)
		if h.at.X < from.X || h.at.Y < from.Y || h.at.X >= to.X || h.at.Y >= to.Y {
			return
		}
		if top, _ := h.find(h.takesPresses); top == o {
			out = append(out, h.at)
		}
	})
	return out
}

// Steady taps what is at a place and fails the test unless it and all controls beside it are where they were, and
// those above it too, unless the page was scrolled to keep them there.
func (s *Screen) Steady(at fyne.Position) {
	s.T.Helper()
	h := s.Hand()
	h.at = at
	o, in := h.find(h.takesPresses)
	if o == nil {
		s.T.Fatalf("nothing can be pressed at %v", at)
	}
	name, head := said(o), at.Y-in.Y
	foot := head + o.Size().Height
	before, offsets := s.places(), s.offsets()
	h.TapAt(at, fyne.Delta{})
	s.Settle()
	after := s.places()
	if !slices.Equal(offsets, s.offsets()) {
		maps.DeleteFunc(before, func(p place, _ bool) bool { return p.at.Y < head })
	}
	for p := range before {
		if p.at.Y >= foot || after[p] {
			continue
		}
		now, inPlace := "gone", false
		for q := range after {
			if q.kind == p.kind && q.name == p.name && !before[q] {
				now = fmt.Sprintf("%v, %v wide", q.at, q.width)
			}
			inPlace = inPlace || q.kind == p.kind && q.at == p.at
		}
		if now == "gone" && inPlace {
			continue // it says something else now
		}
		s.T.Errorf("a tap on %T %q moved %s %q from %v, %v wide: %s", o, name, p.kind, p.name, p.at, p.width, now)
	}
}

// scrolls are those on the screen.
func (s *Screen) scrolls() (out []*kit.DragScroll) {
	s.Walk(func(o fyne.CanvasObject) {
		if sc, ok := o.(*kit.DragScroll); ok {
			out = append(out, sc)
		}
	})
	return out
}

func (s *Screen) offsets() (out []float32) {
	for _, sc := range s.scrolls() {
		out = append(out, sc.Offset.Y)
	}
	return out
}

// place is a control where it can be seen.
type place struct {
	kind, name string
	at         fyne.Position
	width      float32
}

func isScrollBar(o fyne.CanvasObject) bool {
	return strings.HasPrefix(fmt.Sprintf("%T", o), "*widget.scrollBar")
}

// withoutCounts are words as they are whatever they count.
func withoutCounts(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return r
	}, s))
}

// places are those of all controls.
func (s *Screen) places() map[place]bool {
	out := map[place]bool{}
	root := s.Window.Content()
	if top := s.Window.Canvas().Overlays().Top(); top != nil {
		root = top
	}
	round := func(v float32) float32 { return float32(math.Round(float64(v))) }
	s.Within(root, func(o fyne.CanvasObject, at, from, to fyne.Position) {
		switch o.(type) {
		case fyne.Tappable, fyne.Draggable, fyne.Focusable:
		default:
			return
		}
		size := o.Size()
		if _, ok := o.(fyne.Scrollable); ok || isScrollBar(o) || at.X+size.Width <= from.X || at.Y+size.Height <= from.Y || at.X >= to.X || at.Y >= to.Y {
			return
		}
		p := place{fmt.Sprintf("%T", o), withoutCounts(said(o)), fyne.NewPos(round(at.X), round(at.Y)), round(size.Width)}
		if _, ok := o.(interface{ SelectedText() string }); ok {
			p.name = ""
		}
		out[p] = true
	})
	return out
}

// SteadyAll is Steady for everything of some kinds, such as "*kit.chip", one after the other, page by page to the end
// of what scrolls, at most so many; leave says which are left alone, by name. It gives how many were tapped.
func (s *Screen) SteadyAll(most int, kinds []string, leave ...string) (tapped int) {
	s.T.Helper()
	for {
		for i := 0; tapped < most; i++ {
			var at []fyne.Position
			h := s.Hand()
			for _, p := range s.Targets() {
				h.at = p
				if o, _ := h.find(h.takesPresses); slices.Contains(kinds, fmt.Sprintf("%T", o)) && !slices.Contains(leave, said(o)) {
					at = append(at, p)
				}
			}
			if i >= len(at) {
				break
			}
			s.Steady(at[i])
			tapped++
		}
		before := s.offsets()
		for _, sc := range s.scrolls() {
			sc.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -sc.Size().Height/4)}) // a notch is more than its size
		}
		s.Settle()
		if tapped == most || slices.Equal(before, s.offsets()) {
			return tapped
		}
	}
}

// TapAt presses, slips and lifts with the primary button, and gives what got the tap.
func (h *Hand) TapAt(at fyne.Position, slip fyne.Delta) fyne.CanvasObject {
	h.Move(at)
	h.Down(desktop.MouseButtonPrimary)
	// In two halves: a finger does not leap.
	h.Move(at.AddXY(slip.DX/2, slip.DY/2))
	h.Move(at.AddXY(slip.DX, slip.DY))
	h.Up(desktop.MouseButtonPrimary)
	return h.Took
}

// Drag presses at a place, goes through others, and lifts.
func (h *Hand) Drag(from fyne.Position, through ...fyne.Position) {
	h.Move(from)
	h.Down(desktop.MouseButtonPrimary)
	for _, p := range through {
		h.Move(p)
	}
	h.Up(desktop.MouseButtonPrimary)
}

// Down presses a button.
func (h *Hand) Down(b desktop.MouseButton) {
	if !h.press.Down(b, h.real) {
		return
	}
	h.Took, h.Drags = nil, 0
	o, pos := h.find(h.takesPresses)
	h.from = h.at
	if m, ok := o.(desktop.Mouseable); ok {
		m.MouseDown(&desktop.MouseEvent{PointEvent: h.event(pos), Button: b})
	}
	h.leaveKeyboard(o)
	h.buttons |= b
	if canBeTapped(o) {
		h.pressed = o
	}
}

// Move moves the pointer.
func (h *Hand) Move(to fyne.Position) {
	h.real = to
	if h.press.Holds(to) {
		return
	}
	before := h.at
	h.at = to
	over, pos := h.find(func(o fyne.CanvasObject) bool { _, ok := o.(desktop.Hoverable); return ok })
	primary := h.buttons != 0 && h.buttons != desktop.MouseButtonSecondary
	if primary && !h.dragging {
		h.at = before
		o, at := h.find(func(o fyne.CanvasObject) bool { _, ok := o.(fyne.Draggable); return ok })
		h.at = to
		far := to.Subtract(h.from)
		if d, ok := o.(fyne.Draggable); ok && max(far.X, -far.X, far.Y, -far.Y) >= dragsFrom {
			h.dragged, h.grip, h.dragging = d, before.Subtract(at), true
		}
	}
	h.hover(over, pos)
	if h.dragged != nil && primary {
		h.Drags++
		h.dragged.Dragged(&fyne.DragEvent{
			PointEvent: fyne.PointEvent{AbsolutePosition: to, Position: to.Subtract(h.grip)},
			Dragged:    fyne.NewDelta(to.X-h.from.X, to.Y-h.from.Y),
		})
		h.from = to
		h.s.Settle()
	}
}

func (h *Hand) hover(over fyne.CanvasObject, pos fyne.Position) {
	e := &desktop.MouseEvent{PointEvent: h.event(pos), Button: h.buttons}
	o, ok := over.(desktop.Hoverable)
	switch {
	case !ok || h.holds(over):
		if h.over != nil && !h.holds(h.over.(fyne.CanvasObject)) {
			h.over.MouseOut()
			h.over = nil
		}
	case o == h.over:
		o.MouseMoved(e)
	default:
		if h.over != nil {
			h.over.MouseOut()
		}
		o.MouseIn(e)
		h.over = o
	}
}

// holds reports whether an object is what is dragged.
func (h *Hand) holds(o fyne.CanvasObject) bool {
	return h.dragged != nil && o == h.dragged.(fyne.CanvasObject)
}

// Up lifts a button.
func (h *Hand) Up(b desktop.MouseButton) {
	if !h.press.Up(b) {
		return
	}
	o, pos := h.find(h.takesPresses)
	if m, ok := o.(desktop.Mouseable); ok {
		if d, ok := h.dragged.(desktop.Mouseable); ok {
			m = d
		}
		m.MouseUp(&desktop.MouseEvent{PointEvent: h.event(pos), Button: b})
	}
	h.leaveKeyboard(o)
	h.buttons &^= b
	wasDrag := h.dragging
	if h.dragged != nil {
		h.dragged.DragEnd()
		if h.over != nil && h.holds(h.over.(fyne.CanvasObject)) && !h.holds(o) {
			h.over.MouseOut()
			h.over = nil
		}
		h.dragged, h.dragging = nil, false
	}
	e := h.event(pos)
	switch {
	case b == desktop.MouseButtonSecondary:
		if t, ok := o.(fyne.SecondaryTappable); ok && o == h.pressed {
			h.Took = o
			if !h.Dry {
				t.TappedSecondary(&e)
			}
		}
	case !wasDrag:
		if t, ok := o.(fyne.Tappable); ok && o == h.pressed {
			h.Took = o
			if !h.Dry {
				t.Tapped(&e)
			}
		}
		h.pressed = nil
	}
	if !h.Dry {
		h.s.Settle()
	}
	if h.at != h.real {
		h.Move(h.real)
	}
}

func (h *Hand) event(pos fyne.Position) fyne.PointEvent {
	return fyne.PointEvent{AbsolutePosition: h.at, Position: pos}
}

func (h *Hand) takesPresses(o fyne.CanvasObject) bool {
	switch o.(type) {
	case fyne.Tappable, fyne.SecondaryTappable, fyne.DoubleTappable, fyne.Focusable, desktop.Mouseable:
		return true
	case fyne.Draggable:
		return h.dragging
	}
	return false
}

func canBeTapped(o fyne.CanvasObject) bool {
	_, first := o.(fyne.Tappable)
	_, second := o.(fyne.SecondaryTappable)
	return first || second
}

// leaveKeyboard takes the keyboard away when nothing that could have it was pressed.
func (h *Hand) leaveKeyboard(o fyne.CanvasObject) {
	c := h.s.Window.Canvas()
	if f, ok := o.(fyne.Focusable); ok && f == c.Focused() {
		return
	}
	if o, _ := h.find(func(o fyne.CanvasObject) bool { _, ok := o.(fyne.Focusable); return ok }); o == nil {
		c.Unfocus()
	}
}

// find is the topmost object of a sort at the pointer, and the pointer's place in it.
func (h *Hand) find(matches func(fyne.CanvasObject) bool) (found fyne.CanvasObject, in fyne.Position) {
	c := h.s.Window.Canvas()
	root := c.Content()
	if top := c.Overlays().Top(); top != nil {
		root = top
	}
	h.s.Within(root, func(o fyne.CanvasObject, at, from, to fyne.Position) {
		p, size := h.at, o.Size()
		seen := p.X >= from.X && p.Y >= from.Y && p.X < to.X && p.Y < to.Y
		if seen && p.X >= at.X && p.Y >= at.Y && p.X < at.X+size.Width && p.Y < at.Y+size.Height && matches(o) {
			found, in = o, p.Subtract(at)
		}
	})
	return found, in
}

// Within visits every visible object below root, which is at the corner of the canvas, with its place on the canvas, and the corners of what can be
// seen of it.
func (s *Screen) Within(root fyne.CanvasObject, visit func(o fyne.CanvasObject, at, from, to fyne.Position)) {
	all := s.Window.Canvas().Size()
	var in func(o fyne.CanvasObject, parent, from, to fyne.Position)
	in = func(o fyne.CanvasObject, parent, from, to fyne.Position) {
		if o == nil || !o.Visible() {
			return
		}
		at := parent.Add(o.Position())
		visit(o, at, from, to)
		if _, ok := o.(fyne.Scrollable); ok {
			end := at.Add(o.Size())
			from = fyne.NewPos(max(from.X, at.X), max(from.Y, at.Y))
			to = fyne.NewPos(min(to.X, end.X), min(to.Y, end.Y))
		}
		children(o, func(child fyne.CanvasObject) { in(child, at, from, to) })
	}
	in(root, fyne.Position{}, fyne.Position{}, fyne.NewPos(all.Width, all.Height))
}
