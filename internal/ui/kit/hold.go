package kit

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// HoldFor is how long a HoldButton is held down.
const HoldFor = 3 * time.Second

const holdStep = HoldFor / 30

// HoldButton does something only after it was held down for a while, so that it is not pressed by accident
// or out of curiosity. It fills while it is held. The space bar and Enter can hold it too.
type HoldButton struct {
	widget.BaseWidget
	label   string
	after   After
	held    func()
	stop    func()
	since   int // steps so far
	focused bool
}

// NewHoldButton calls held once it was held for HoldFor.
func NewHoldButton(label string, after After, held func()) *HoldButton {
	b := &HoldButton{label: label, after: after, held: held}
	b.ExtendBaseWidget(b)
	return b
}

// Name is what the button says.
func (b *HoldButton) Name() string { return b.label }

func (b *HoldButton) press() {
	if b.stop == nil {
		b.since = 0
		b.step()
	}
}

func (b *HoldButton) step() {
	b.Refresh()
	b.stop = b.after(holdStep, func() {
		b.stop = nil
		b.since++
		if time.Duration(b.since)*holdStep >= HoldFor {
			b.release()
			b.held()
			return
		}
		b.step()
	})
}

func (b *HoldButton) release() {
	if b.stop != nil {
		b.stop()
		b.stop = nil
	}
	b.since = 0
	b.Refresh()
}

// MouseDown begins to hold.
func (b *HoldButton) MouseDown(*desktop.MouseEvent) { b.press() }

// MouseUp lets go.
func (b *HoldButton) MouseUp(*desktop.MouseEvent) { b.release() }

// MouseIn is part of desktop.Hoverable.
func (b *HoldButton) MouseIn(*desktop.MouseEvent) {}

// MouseMoved is part of desktop.Hoverable.
func (b *HoldButton) MouseMoved(*desktop.MouseEvent) {}

// MouseOut lets go.
func (b *HoldButton) MouseOut() { b.release() }

// KeyDown begins to hold.
func (b *HoldButton) KeyDown(e *fyne.KeyEvent) {
	if isPress(e.Name) {
		b.press()
	}
}

// KeyUp lets go.
func (b *HoldButton) KeyUp(e *fyne.KeyEvent) {
	if isPress(e.Name) {
		b.release()
	}
}

// FocusGained shows where the keyboard is.
func (b *HoldButton) FocusGained() { b.focused = true; b.Refresh() }

// FocusLost lets go.
func (b *HoldButton) FocusLost() { b.focused = false; b.release() }

// TypedRune is part of fyne.Focusable.
func (b *HoldButton) TypedRune(rune) {}

// TypedKey is part of fyne.Focusable; holding is what counts.
func (b *HoldButton) TypedKey(*fyne.KeyEvent) {}

// AccessibilityLabel is what the button says.
func (b *HoldButton) AccessibilityLabel() string { return b.label }

// AccessibilityRole is that of a button.
func (b *HoldButton) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is part of fyne.Widget.
func (b *HoldButton) CreateRenderer() fyne.WidgetRenderer {
	r := &holdRenderer{
		b: b, bg: canvas.NewRectangle(color.Transparent), fill: canvas.NewRectangle(color.Transparent),
		text: Strong(b.label).Aligned(fyne.TextAlignCenter), ring: newRing(Radius),
	}
	r.bg.CornerRadius, r.fill.CornerRadius, r.bg.StrokeWidth = Radius, Radius, 1
	r.Refresh()
	return r
}

type holdRenderer struct {
	b        *HoldButton
	bg, fill *canvas.Rectangle
	text     *Text
	ring     ring
}

func (r *holdRenderer) Destroy() {}

func (r *holdRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.bg, r.fill, r.text}, r.ring.objects()...)
}

func (r *holdRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.text.MinSize().Width+2*GapRoomy, 64)
}

func (r *holdRenderer) Layout(s fyne.Size) {
	r.bg.Resize(s)
	r.fill.Resize(fyne.NewSize(s.Width*float32(time.Duration(r.b.since)*holdStep)/float32(HoldFor), s.Height))
	h := r.text.MinSize().Height
	r.text.Resize(fyne.NewSize(s.Width, h))
	r.text.Move(fyne.NewPos(0, (s.Height-h)/2))
	r.ring.place(s)
}

func (r *holdRenderer) Refresh() {
	r.bg.FillColor, r.bg.StrokeColor, r.fill.FillColor = theme.Color(ColorSurface), theme.Color(ColorOutline), theme.Color(ColorAccentSoft)
	r.fill.Hidden = r.b.since == 0
	r.bg.Refresh()
	r.fill.Refresh()
	r.text.Refresh()
	r.ring.show(r.b.focused)
	r.Layout(r.b.Size())
	canvas.Refresh(r.b)
}
