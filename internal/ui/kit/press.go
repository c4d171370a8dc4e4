package kit

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Slack is how far a press may go, in Fyne's units, and still be a tap: a finger is never quite still.
const Slack float32 = 12

// Press tells taps from drags ahead of Fyne, whose desktop driver calls a press a drag from two pixels on, gives
// its first moves to whatever scrolls there, and then gives no tap. It stands for the pointer: what goes no
// further than Slack from where it went down is still there, and anything pressed gets its tap, whatever it is and
// lies in.
//
// What was pressed in a page that scrolls also stays where it is when something comes or goes above it.
type Press struct {
	Canvas fyne.Canvas
	down   bool
	button desktop.MouseButton
	at     fyne.Position
	free   bool // it has gone too far for a tap
}

// inked is set while the press that is under way draws. There is one pointer.
var inked bool

// DrawsFromHere is called in MouseDown by what is drawn on: its drag begins at once, for a dot and a short line
// to be drawn as they are.
func DrawsFromHere() { inked = true }

// Down begins a press, before Fyne is told. It reports false for a second button, or a second contact, which
// counts for nothing while the first is down.
func (p *Press) Down(b desktop.MouseButton, at fyne.Position) bool {
	if p.down && b != p.button {
		return false
	}
	*p, inked = Press{Canvas: p.Canvas, down: true, button: b, at: at}, false
	if p.Canvas != nil {
		hold(p.Canvas, at)
	}
	return true
}

// Up ends a press, before Fyne is told. It reports false for a button whose press did not count.
func (p *Press) Up(b desktop.MouseButton) bool {
	if p.down && b != p.button {
		return false
	}
	p.down = false
	return true
}

// Holds reports whether the pointer, now at a place, is to be taken as still where it went down.
func (p *Press) Holds(at fyne.Position) bool {
	if !p.down || p.free {
		return false
	}
	p.free = inked || distance(at.Subtract(p.at)) >= Slack
	return !p.free
}

func distance(p fyne.Position) float32 { return float32(math.Hypot(float64(p.X), float64(p.Y))) }

// Slide moves things with a finger: from where its drag is told from a tap, so that nothing jumps when it begins.
type Slide struct{ begun bool }

// By is how far things move for one event of a drag.
func (s *Slide) By(e *fyne.DragEvent) fyne.Delta {
	d := e.Dragged
	if s.begun {
		return d
	}
	s.begun = true
	far := distance(fyne.NewPos(d.DX, d.DY))
	if far <= Slack {
		return fyne.Delta{}
	}
	rest := 1 - Slack/far
	return fyne.NewDelta(d.DX*rest, d.DY*rest)
}

// End ends the drag.
func (s *Slide) End() { s.begun = false }

// Hover lights up what can be tapped while the pointer is over it, and is embedded in it. A pointer that drags lights
// up nothing: what did not take the tap must not look as if it had.
type Hover struct {
	hover   bool
	refresh func()
}

// NewHover calls refresh when the light comes or goes.
func NewHover(refresh func()) Hover { return Hover{refresh: refresh} }

// Hovered reports whether the light is on.
func (h *Hover) Hovered() bool { return h.hover }

// MouseIn lights up.
func (h *Hover) MouseIn(e *desktop.MouseEvent) { h.light(e.Button == 0) }

// MouseMoved takes the light away from what is dragged over.
func (h *Hover) MouseMoved(e *desktop.MouseEvent) { h.light(e.Button == 0) }

// MouseOut takes the light away.
func (h *Hover) MouseOut() { h.light(false) }

func (h *Hover) light(on bool) {
	if h.hover != on {
		h.hover = on
		h.refresh()
	}
}
