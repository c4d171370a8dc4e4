package kittest

import (
	"fmt"

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
func (s *Screen) Hand() *Hand { return &Hand{s: s} }

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
