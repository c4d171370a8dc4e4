package documents

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/ui/kit"
)

// reader scrolls through pages by finger, wheel and keyboard.
type reader struct {
	widget.BaseWidget
	scroll  *kit.DragScroll
	focused bool
}

func newReader(content fyne.CanvasObject) *reader {
	r := &reader{scroll: kit.NewDragScroll(content)}
	r.ExtendBaseWidget(r)
	return r
}

// FocusGained shows where the keyboard is.
func (r *reader) FocusGained() { r.focused = true; r.Refresh() }

// FocusLost hides it.
func (r *reader) FocusLost() { r.focused = false; r.Refresh() }

// Tapped takes the keyboard, so that the paging keys work where was tapped.
func (r *reader) Tapped(*fyne.PointEvent) {
	kit.Focus(r)
}

// TypedRune is part of fyne.Focusable; letters do nothing here.
func (r *reader) TypedRune(rune) {}

// lineStep is how far an arrow key goes.
const lineStep = 60

// TypedKey goes up and down by lines, by screens, or to an end.
func (r *reader) TypedKey(e *fyne.KeyEvent) {
	screen := r.scroll.Size().Height - lineStep
	y := r.scroll.Offset.Y
	switch e.Name {
	case fyne.KeyUp:
		y -= lineStep
	case fyne.KeyDown:
		y += lineStep
	case fyne.KeyPageUp:
		y -= screen
	case fyne.KeyPageDown, fyne.KeySpace:
		y += screen
	case fyne.KeyHome:
		y = 0
	case fyne.KeyEnd:
		y = r.scroll.Content.Size().Height
	}
	y = min(y, r.scroll.Content.Size().Height-r.scroll.Size().Height)
	r.scroll.ScrollToOffset(fyne.NewPos(0, max(y, 0)))
}

// CreateRenderer is part of fyne.Widget.
func (r *reader) CreateRenderer() fyne.WidgetRenderer {
	ring := canvas.NewRectangle(nil)
	ring.StrokeWidth, ring.CornerRadius = 3, kit.Radius
	return &readerRenderer{WidgetRenderer: widget.NewSimpleRenderer(container.NewStack(r.scroll, ring)), r: r, ring: ring}
}

type readerRenderer struct {
	fyne.WidgetRenderer
	r    *reader
	ring *canvas.Rectangle
}

func (x *readerRenderer) Refresh() {
	x.ring.Hidden = !x.r.focused
	x.ring.StrokeColor = theme.Color(kit.ColorRing)
	x.WidgetRenderer.Refresh()
}

// sheet lays out a page in the middle, as wide as is easy to read or as there is room.
type sheet struct{ ratio, width float32 }

func (s *sheet) Layout(o []fyne.CanvasObject, size fyne.Size) {
	s.width = size.Width
	w := min(size.Width, previewWidth)
	o[0].Move(fyne.NewPos((size.Width-w)/2, 0))
	o[0].Resize(fyne.NewSize(w, w*s.ratio))
}

func (s *sheet) MinSize([]fyne.CanvasObject) fyne.Size {
	const least = 240
	w := float32(previewWidth)
	if s.width > 0 {
		w = max(least, min(s.width, previewWidth))
	}
	return fyne.NewSize(least, w*s.ratio)
}
