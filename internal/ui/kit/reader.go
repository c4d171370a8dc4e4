package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Reader scrolls through what is only read by finger, wheel and keyboard.
type Reader struct {
	widget.BaseWidget
	// OnEscape leaves it; nil where it is not left by a key.
	OnEscape func()

	scroll  *DragScroll
	focused bool
}

// NewReader scrolls content.
func NewReader(content fyne.CanvasObject) *Reader {
	r := &Reader{scroll: NewDragScroll(content)}
	r.ExtendBaseWidget(r)
	return r
}

// Offset is how far it is scrolled.
func (r *Reader) Offset() float32 { return r.scroll.Offset.Y }

// FocusGained shows where the keyboard is.
func (r *Reader) FocusGained() { r.focused = true; r.Refresh() }

// FocusLost hides it.
func (r *Reader) FocusLost() { r.focused = false; r.Refresh() }

// Tapped takes the keyboard, so that the paging keys work where was tapped.
func (r *Reader) Tapped(*fyne.PointEvent) {
	Focus(r)
}

// TypedRune is part of fyne.Focusable; letters do nothing here.
func (r *Reader) TypedRune(rune) {}

// readerStep is how far an arrow key goes.
const readerStep = 60

// TypedKey goes up and down by lines, by screens, or to an end.
func (r *Reader) TypedKey(e *fyne.KeyEvent) {
	screen := r.scroll.Size().Height - readerStep
	y := r.scroll.Offset.Y
	switch e.Name {
	case fyne.KeyUp:
		y -= readerStep
	case fyne.KeyDown:
		y += readerStep
	case fyne.KeyPageUp:
		y -= screen
	case fyne.KeyPageDown, fyne.KeySpace:
		y += screen
	case fyne.KeyHome:
		y = 0
	case fyne.KeyEnd:
		y = r.scroll.Content.Size().Height
	case fyne.KeyEscape:
		if r.OnEscape != nil {
			r.OnEscape()
		}
		return
	default:
		passOn(e.Name)
		return
	}
	y = min(y, r.scroll.Content.Size().Height-r.scroll.Size().Height)
	r.scroll.ScrollToOffset(fyne.NewPos(0, max(y, 0)))
}

// CreateRenderer is part of fyne.Widget.
func (r *Reader) CreateRenderer() fyne.WidgetRenderer {
	ring := canvas.NewRectangle(nil)
	ring.StrokeWidth, ring.CornerRadius = 3, Radius
	return &readerRenderer{WidgetRenderer: widget.NewSimpleRenderer(container.NewStack(r.scroll, ring)), r: r, ring: ring}
}

type readerRenderer struct {
	fyne.WidgetRenderer
	r    *Reader
	ring *canvas.Rectangle
}

func (x *readerRenderer) Refresh() {
	x.ring.Hidden = !x.r.focused
	x.ring.StrokeColor = theme.Color(ColorRing)
	x.WidgetRenderer.Refresh()
}
