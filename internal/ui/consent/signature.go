package consent

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/drawing"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/paint"
)

const (
	unit       = 1000.0 // the width of the field in the unit of a stored signature
	fieldWidth = 360    // of the field on the screen
	penStep    = 2.0    // closer points of a line are left out
	keyStep    = 20.0
	mostPoints = 6000 // of one signature: far more than a hand draws
)

// Field is a field that is signed with a finger, a pen or the mouse. With the keyboard the arrows move the pen, and the
// space bar puts it down and lifts it.
type Field struct {
	widget.BaseWidget
	// OnChanged is called when a line was drawn or all were cleared; it may be nil.
	OnChanged func()

	lines   [][][2]float64
	open    bool // the last line is still being drawn
	pen     [2]float64
	focused bool
	down    bool // the keyboard's pen is on the paper
	picture *paint.Picture
	edge    *kit.Plate
}

var (
	_ fyne.Draggable     = (*Field)(nil)
	_ fyne.Tappable      = (*Field)(nil)
	_ fyne.Focusable     = (*Field)(nil)
	_ desktop.Cursorable = (*Field)(nil)
	_ desktop.Mouseable  = (*Field)(nil)
)

// NewField is an empty field.
func NewField(changed func()) *Field {
	f := &Field{OnChanged: changed, pen: [2]float64{unit * 0.15, unit * drawing.SignatureShare * 0.6}}
	f.picture = paint.New(fyne.NewSize(fieldWidth, fieldWidth*drawing.SignatureShare), f.drawn())
	f.edge = kit.NewPlate(kit.ColorSunken, kit.Radius)
	f.ExtendBaseWidget(f)
	return f
}

// Wide makes the field so wide, and returns it. It is called before the field is shown.
func (f *Field) Wide(width float32) *Field {
	f.picture = paint.New(fyne.NewSize(width, width*drawing.SignatureShare), f.drawn())
	return f
}

// Signature are the lines as they are stored, nil while nothing was drawn.
func (f *Field) Signature() [][][2]float64 { return f.lines }

// Clear takes everything away.
func (f *Field) Clear() {
	f.lines, f.open, f.down = nil, false, false
	f.changed()
}

func (f *Field) changed() {
	f.picture.Set(f.drawn())
	if f.OnChanged != nil {
		f.OnChanged()
	}
}

// at is a place on the screen in the unit of the signature, held inside the field.
func (f *Field) at(p fyne.Position) [2]float64 {
	s := f.Size()
	w := max(float64(s.Width), 1)
	x := min(max(float64(p.X), 0), w)
	y := min(max(float64(p.Y), 0), float64(s.Height))
	return [2]float64{float64(int(x / w * unit)), float64(int(y / w * unit))}
}

func (f *Field) points() int {
	n := 0
	for _, l := range f.lines {
		n += len(l)
	}
	return n
}

// add draws on to a point, beginning a new line where none is being drawn.
func (f *Field) add(p [2]float64) {
	if f.points() >= mostPoints {
		return
	}
	if !f.open {
		f.lines, f.open = append(f.lines, [][2]float64{p}), true
		return
	}
	last := len(f.lines) - 1
	line := f.lines[last]
	q := line[len(line)-1]
	if dx, dy := p[0]-q[0], p[1]-q[1]; dx*dx+dy*dy >= penStep*penStep {
		f.lines[last] = append(line, p)
	}
}

// MouseDown begins to draw.
func (f *Field) MouseDown(*desktop.MouseEvent) { kit.DrawsFromHere() }

// MouseUp is part of desktop.Mouseable.
func (f *Field) MouseUp(*desktop.MouseEvent) {}

// Dragged draws.
func (f *Field) Dragged(e *fyne.DragEvent) {
	if !f.open {
		f.add(f.at(e.Position.SubtractXY(e.Dragged.DX, e.Dragged.DY)))
	}
	f.add(f.at(e.Position))
	f.picture.Set(f.drawn())
}

// DragEnd ends a line.
func (f *Field) DragEnd() {
	f.open = false
	f.changed()
}

// Tapped draws a dot, and takes the keyboard.
func (f *Field) Tapped(e *fyne.PointEvent) {
	kit.Focus(f)
	p := f.at(e.Position)
	f.open = false
	f.add(p)
	f.add([2]float64{p[0] + penStep, p[1]})
	f.open = false
	f.changed()
}

// FocusGained is part of fyne.Focusable.
func (f *Field) FocusGained() { f.focused = true; f.picture.Set(f.drawn()); f.Refresh() }

// FocusLost is part of fyne.Focusable.
func (f *Field) FocusLost() {
	f.focused, f.down, f.open = false, false, false
	f.picture.Set(f.drawn())
	f.Refresh()
}

// TypedRune is part of fyne.Focusable.
func (f *Field) TypedRune(rune) {}

// TypedKey moves the pen with the arrows and puts it down or lifts it with the space bar.
func (f *Field) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace:
		f.down = !f.down
		f.open = false
		if f.down {
			f.add(f.pen)
		}
		f.changed()
		return
	case fyne.KeyLeft:
		f.pen[0] -= keyStep
	case fyne.KeyRight:
		f.pen[0] += keyStep
	case fyne.KeyUp:
		f.pen[1] -= keyStep
	case fyne.KeyDown:
		f.pen[1] += keyStep
	case fyne.KeyDelete, fyne.KeyBackspace:
		f.Clear()
		return
	default:
		return
	}
	f.pen[0], f.pen[1] = min(max(f.pen[0], 0), unit), min(max(f.pen[1], 0), unit*drawing.SignatureShare)
	if f.down {
		f.add(f.pen)
	}
	f.changed()
}

// Cursor is part of desktop.Cursorable.
func (f *Field) Cursor() desktop.Cursor { return desktop.CrosshairCursor }

// Name is what the field is called.
func (f *Field) Name() string { return lang.L("Signature") }

// drawn is the field as it is now; it is drawn away from the UI thread.
func (f *Field) drawn() func(drawing.Palette, float64, float64) *drawing.Picture {
	lines, pen, focused, down := slices.Clone(f.lines), f.pen, f.focused, f.down
	return func(palette drawing.Palette, w, _ float64) *drawing.Picture {
		p := drawing.Signature(lines, palette, w)
		if focused {
			drawing.SignaturePen(p, palette, pen, down)
		}
		return p
	}
}

// Resize keeps the field as large as it is meant to be: the lines are kept in its shape.
func (f *Field) Resize(fyne.Size) { f.BaseWidget.Resize(f.MinSize()) }

// CreateRenderer is part of fyne.Widget.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(f.edge, f.picture))
}
