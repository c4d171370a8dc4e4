package sessions

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
)

// tick is the part of a treatment's row that is tapped when it is done: a ring, and the words beside it. What was decided is
// taken back by the ring alone, so that a stray tap on the words takes nothing back.
type tick struct {
	widget.BaseWidget
	kit.Hover
	name   *kit.Text // the number and the technique
	where  *kit.Text // the places and the dose
	status string
	lit    bool
	ringed bool // by the keyboard

	onRing, onWords func()
}

const (
	ringSize  float32 = 48
	rowHeight float32 = 72
)

func newTick(onRing, onWords func()) *tick {
	k := &tick{name: kit.Strong("").Lines(1), where: kit.QuietText("").Wrap(), onRing: onRing, onWords: onWords}
	k.Hover = kit.NewHover(k.Refresh)
	k.ExtendBaseWidget(k)
	return k
}

func (k *tick) set(name, where, status string, lit bool) {
	k.name.SetText(name)
	k.where.SetText(where)
	if k.status != status || k.lit != lit {
		k.status, k.lit = status, lit
		k.Refresh()
	}
}

// Name is the number and the technique.
func (k *tick) Name() string { return k.name.Text() }

// AccessibilityLabel is both lines.
func (k *tick) AccessibilityLabel() string { return k.name.Text() + ", " + k.where.Text() }

// AccessibilityRole is that of a button.
func (k *tick) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Tapped is the ring's where the ring was hit.
func (k *tick) Tapped(e *fyne.PointEvent) {
	if e.Position.X < ringSize+kit.Gap {
		k.onRing()
		return
	}
	k.onWords()
}

// FocusGained shows where the keyboard is.
func (k *tick) FocusGained() { k.ringed = true; k.Refresh() }

// FocusLost hides it.
func (k *tick) FocusLost() { k.ringed = false; k.Refresh() }

// TypedRune is part of fyne.Focusable; letters do nothing here.
func (k *tick) TypedRune(rune) {}

// TypedKey is a tap on the ring with space or Enter.
func (k *tick) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		k.onRing()
	}
}

// CreateRenderer is part of fyne.Widget.
func (k *tick) CreateRenderer() fyne.WidgetRenderer {
	r := &tickRenderer{
		k: k, bg: canvas.NewRectangle(color.Transparent), ring: canvas.NewCircle(color.Transparent), struck: canvas.NewRectangle(color.Transparent),
		check: kit.IconView(kit.IconCheck, kit.ColorOnAccent), cross: kit.IconView(kit.IconClose, kit.ColorQuiet), around: canvas.NewRectangle(color.Transparent),
	}
	r.bg.CornerRadius, r.around.CornerRadius, r.around.StrokeWidth = kit.Radius, kit.Radius, 3
	r.Refresh()
	return r
}

type tickRenderer struct {
	k      *tick
	bg     *canvas.Rectangle
	ring   *canvas.Circle
	check  fyne.CanvasObject
	cross  fyne.CanvasObject // of what was left out
	struck *canvas.Rectangle // through the name of what was left out
	around *canvas.Rectangle // the keyboard's ring
}

func (r *tickRenderer) Destroy() {}

func (r *tickRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.bg, r.ring, r.check, r.cross, r.k.name, r.k.where, r.struck, r.around}
}

const (
	ringInset float32 = 4 // of the drawn ring in its target
	wordsAt           = ringSize + 12
)

func (r *tickRenderer) MinSize() fyne.Size {
	return fyne.NewSize(wordsAt+kit.Target, max(rowHeight, r.k.name.MinSize().Height+r.k.where.MinSize().Height+kit.GapWide))
}

func (r *tickRenderer) Layout(s fyne.Size) {
	r.bg.Resize(s)
	r.around.Resize(s)
	top := (min(s.Height, rowHeight) - ringSize) / 2
	r.ring.Move(fyne.NewPos(ringInset, top+ringInset))
	r.ring.Resize(fyne.NewSquareSize(ringSize - 2*ringInset))
	for _, sign := range []fyne.CanvasObject{r.check, r.cross} {
		sign.Move(fyne.NewPos((ringSize-kit.IconSize)/2, top+(ringSize-kit.IconSize)/2))
		sign.Resize(fyne.NewSquareSize(kit.IconSize))
	}
	w := max(s.Width-wordsAt-kit.Gap, 1)
	r.k.name.Resize(fyne.NewSize(w, r.k.name.MinSize().Height))
	r.k.where.Resize(fyne.NewSize(w, r.k.where.MinSize().Height))
	name, where := r.k.name.MinSize().Height, r.k.where.MinSize().Height
	y := max((s.Height-name-where)/2, 0)
	r.k.name.Move(fyne.NewPos(wordsAt, y))
	r.k.where.Resize(fyne.NewSize(w, where))
	r.k.where.Move(fyne.NewPos(wordsAt, y+name))
	long := fyne.MeasureText(r.k.name.Text(), kit.SizeBody, fyne.TextStyle{Bold: true}).Width
	r.struck.Move(fyne.NewPos(wordsAt, y+name/2+1))
	r.struck.Resize(fyne.NewSize(min(long, w), 2))
}

func (r *tickRenderer) Refresh() {
	k := r.k
	given, left := k.status == clinic.TreatmentDone || k.status == clinic.TreatmentChanged, k.status == clinic.TreatmentLeft
	r.bg.FillColor = color.Transparent
	switch {
	case k.lit:
		r.bg.FillColor = theme.Color(kit.ColorAccentSoft)
	case k.Hovered():
		r.bg.FillColor = theme.Color(theme.ColorNameHover)
	}
	r.ring.FillColor, r.ring.StrokeColor, r.ring.StrokeWidth = color.Transparent, theme.Color(kit.ColorOutline), 2
	if given {
		r.ring.FillColor, r.ring.StrokeColor = theme.Color(kit.ColorAccent), theme.Color(kit.ColorAccent)
	}
	kit.SetHidden(r.check, !given)
	kit.SetHidden(r.cross, !left)
	colour := kit.ColorText
	if left {
		colour = kit.ColorQuiet
	}
	k.name.In(colour)
	r.struck.FillColor, r.struck.Hidden = theme.Color(kit.ColorQuiet), !left
	r.around.StrokeColor, r.around.Hidden = theme.Color(kit.ColorRing), !k.ringed
	for _, o := range []fyne.CanvasObject{r.bg, r.ring, r.check, r.cross, r.struck, r.around} {
		o.Refresh()
	}
	r.Layout(k.Size())
	canvas.Refresh(k)
}
