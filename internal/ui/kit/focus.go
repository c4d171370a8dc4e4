package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// ring shows where the keyboard is: a strong line with a line of the surface
// inside it, so that it stands out on any fill.
type ring struct {
	outer, inner *canvas.Rectangle
}

func newRing(radius float32) ring {
	r := ring{outer: canvas.NewRectangle(color.Transparent), inner: canvas.NewRectangle(color.Transparent)}
	r.outer.StrokeWidth, r.inner.StrokeWidth = 3, 2
	r.outer.CornerRadius, r.inner.CornerRadius = radius, max(radius-3, 0)
	r.show(false)
	return r
}

func (r ring) objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.inner, r.outer} }

// place puts the ring around an object of a size, at its own corner.
func (r ring) place(size fyne.Size) {
	r.outer.Resize(size)
	r.inner.Move(fyne.NewPos(3, 3))
	r.inner.Resize(fyne.NewSize(max(size.Width-6, 0), max(size.Height-6, 0)))
}

func (r ring) show(on bool) {
	r.outer.StrokeColor, r.inner.StrokeColor = theme.Color(ColorRing), theme.Color(ColorSurface)
	r.outer.Hidden, r.inner.Hidden = !on, !on
	r.outer.Refresh()
	r.inner.Refresh()
}

// ringed adds a focus ring to the renderer of one of Fyne's own widgets.
type ringed struct {
	fyne.WidgetRenderer
	ring    ring
	focused func() bool
}

func (r *ringed) Layout(s fyne.Size) {
	r.WidgetRenderer.Layout(s)
	r.ring.place(s)
}

func (r *ringed) Refresh() {
	r.WidgetRenderer.Refresh()
	r.ring.show(r.focused())
}

func (r *ringed) Objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{}, r.WidgetRenderer.Objects()...), r.ring.objects()...)
}

// Focus gives w the keyboard, if it is on a canvas.
func Focus(w fyne.Focusable) {
	o, ok := w.(fyne.CanvasObject)
	if !ok {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil {
		c.Focus(w)
	}
}

// passOn hands a function key, which no widget here answers, to the window: Fyne gives keys to what has the
// keyboard and to nobody else.
func passOn(k fyne.KeyName) {
	if len(k) < 2 || k[0] != 'F' {
		return // every other name of that length begins otherwise
	}
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		if c := w.Canvas(); c.Focused() != nil && c.OnTypedKey() != nil {
			c.OnTypedKey()(&fyne.KeyEvent{Name: k})
		}
	}
}

// group is the keyboard side of a widget that is one stop for Tab and moves
// inside itself with the arrows: chips, a severity row, tabs.
// The ring is shown once the keyboard is used and not after a tap.
type group struct {
	widget.BaseWidget
	cursor   int
	focused  bool
	keyboard bool
	disabled bool
}

// FocusGained shows the ring, unless a tap brought the focus here.
func (g *group) FocusGained() {
	g.focused = true
	g.Refresh()
}

// FocusLost hides the ring.
func (g *group) FocusLost() {
	g.focused, g.keyboard = false, true
	g.Refresh()
}

// TypedRune is part of fyne.Focusable; letters do nothing here.
func (g *group) TypedRune(rune) {}

// ringOn says whether item i wears the ring.
func (g *group) ringOn(i int) bool { return g.focused && g.keyboard && g.cursor == i }

// move answers the arrow keys over n items and says whether the cursor moved.
func (g *group) move(k fyne.KeyName, n int) bool {
	if n == 0 {
		return false
	}
	was := g.cursor
	switch k {
	case fyne.KeyLeft, fyne.KeyUp:
		g.cursor = max(g.cursor-1, 0)
	case fyne.KeyRight, fyne.KeyDown:
		g.cursor = min(g.cursor+1, n-1)
	case fyne.KeyHome:
		g.cursor = 0
	case fyne.KeyEnd:
		g.cursor = n - 1
	default:
		passOn(k)
		return false
	}
	g.keyboard = true
	if was != g.cursor {
		g.Refresh()
	}
	return was != g.cursor
}

// isPress says whether a key means "do it".
func isPress(k fyne.KeyName) bool {
	return k == fyne.KeySpace || k == fyne.KeyReturn || k == fyne.KeyEnter
}
