package movement

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/drawing"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/paint"
)

// arc is a small figure of a joint on which a value is set: the moving part is dragged, or the figure is
// tapped where the movement ends. It has a twin in the field beside it, for the keyboard.
type arc struct {
	widget.BaseWidget
	// moved is told of each value on the way; done of the last, which may lie beyond what can be.
	moved, done func(v float64)
	// begins, when set, takes the angle the movement starts at, dragged by its broken line.
	begins func(v float64)

	name     string
	joint    drawing.Joint
	step     float64
	side     float32 // the least side of the figure
	pic      *paint.Picture
	live     *float64 // while it is dragged
	start    bool     // the broken line is dragged
	disabled bool
}

// grab is how near to the broken line, in degrees, a finger takes hold of it.
const grab = 14

func newArc(name string, joint drawing.Joint, step float64, side float32, moved, done func(v float64)) *arc {
	a := &arc{name: name, joint: joint, step: step, side: side, moved: moved, done: done}
	a.pic = paint.New(fyne.NewSquareSize(side), a.drawing())
	a.ExtendBaseWidget(a)
	return a
}

// drawing is what is drawn now. It is called away from the UI thread, so it holds copies.
func (a *arc) drawing() func(drawing.Palette, float64, float64) *drawing.Picture {
	j := a.joint
	if a.live != nil {
		v := max(j.Low, min(j.High, *a.live))
		if a.start {
			j.Start = v
		} else {
			j.Value = &v
		}
	}
	return j.Picture
}

func (a *arc) redraw() { a.pic.Set(a.drawing()) }

// set shows a value, and the other side's.
func (a *arc) set(value *float64, start float64, other *float64) {
	same := func(p, q *float64) bool { return p == nil && q == nil || p != nil && q != nil && *p == *q }
	if same(a.joint.Value, value) && a.joint.Start == start && same(a.joint.Other, other) && a.live == nil {
		return
	}
	a.joint.Value, a.joint.Start, a.joint.Other = value, start, other
	a.redraw()
}

// at is the value under the finger, in whole steps.
func (a *arc) at(p fyne.Position) (float64, bool) {
	near := (a.joint.Low + a.joint.High) / 2
	switch {
	case a.live != nil:
		near = *a.live
	case a.joint.Value != nil:
		near = *a.joint.Value
	}
	s := a.Size()
	v, ok := a.joint.At(drawing.Point{X: float64(p.X), Y: float64(p.Y)}, float64(s.Width), float64(s.Height), near)
	return math.Round(math.Round(v/a.step)*a.step*1000) / 1000, ok
}

// Tapped sets the value there.
func (a *arc) Tapped(e *fyne.PointEvent) {
	if a.disabled {
		return
	}
	if v, ok := a.at(e.Position); ok {
		a.done(v)
	}
}

// Dragged moves the part, or the line it starts from.
func (a *arc) Dragged(e *fyne.DragEvent) {
	if a.disabled {
		return
	}
	if a.live == nil && a.begins != nil && a.joint.Value != nil {
		from, ok := a.at(e.Position.SubtractXY(e.Dragged.DX, e.Dragged.DY))
		a.start = ok && math.Abs(from-a.joint.Start) < min(grab, math.Abs(from-*a.joint.Value))
	}
	v, ok := a.at(e.Position)
	if !ok {
		return
	}
	a.live = &v
	a.redraw()
	if !a.start {
		a.moved(v)
	}
}

// DragEnd keeps what was dragged to.
func (a *arc) DragEnd() {
	if a.live == nil {
		return
	}
	v, start := *a.live, a.start
	a.live, a.start = nil, false
	a.redraw()
	if start {
		a.begins(v)
		return
	}
	a.done(v)
}

// Name is what is set here.
func (a *arc) Name() string { return a.name }

// AccessibilityLabel is the name.
func (a *arc) AccessibilityLabel() string { return a.name }

// AccessibilityRole is that of a text: the field beside it takes the value by keyboard.
func (a *arc) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// Disable only shows the value.
func (a *arc) Disable() { a.disabled = true }

// Enable lets it be dragged.
func (a *arc) Enable() { a.disabled = false }

// Disabled says whether the value is only shown.
func (a *arc) Disabled() bool { return a.disabled }

// MinSize is the least size of the figure.
func (a *arc) MinSize() fyne.Size {
	a.ExtendBaseWidget(a)
	return fyne.NewSize(a.side, max(a.side, kit.Target))
}

// CreateRenderer is part of fyne.Widget.
func (a *arc) CreateRenderer() fyne.WidgetRenderer {
	a.ExtendBaseWidget(a)
	return widget.NewSimpleRenderer(a.pic)
}
