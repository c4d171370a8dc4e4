package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Button is Fyne's button with a visible focus ring, the Enter key beside the
// space bar, and never less than a finger's target.
type Button struct {
	widget.Button
	name    string
	full    string // said instead of the label, see Full
	focused bool
	lit     bool // under the pointer
	// OnRune and OnKey are told of what is typed while the button has the keyboard, but for Space and Enter; both may be nil.
	OnRune func(r rune)
	OnKey  func(k fyne.KeyName)
}

// NewButton is an ordinary action, in an outline. icon may be "".
func NewButton(label string, icon IconName, tapped func()) *Button {
	return newButton(label, icon, widget.MediumImportance, tapped)
}

// PrimaryButton is the one thing to do next; a screen has at most one.
func PrimaryButton(label string, icon IconName, tapped func()) *Button {
	return newButton(label, icon, widget.HighImportance, tapped)
}

// NextButton is the one that goes on, with an arrow at its end.
func NextButton(label string, tapped func()) *Button {
	b := PrimaryButton(label, IconChevronRight, tapped)
	b.IconPlacement = widget.ButtonIconTrailingText
	return b
}

// QuietButton is an action beside the main ones: no fill until pointed at.
func QuietButton(label string, icon IconName, tapped func()) *Button {
	return newButton(label, icon, widget.LowImportance, tapped)
}

// DangerButton is an action that takes something away.
func DangerButton(label string, icon IconName, tapped func()) *Button {
	return newButton(label, icon, widget.DangerImportance, tapped)
}

// IconButton is a square button with an icon only; name says what it does.
func IconButton(icon IconName, name string, tapped func()) *Button {
	b := newButton("", icon, widget.LowImportance, tapped)
	b.name = name
	return b
}

func newButton(label string, icon IconName, imp widget.Importance, tapped func()) *Button {
	b := &Button{name: label}
	b.Text, b.Importance, b.OnTapped = label, imp, tapped
	if icon != "" {
		b.Icon = Icon(icon)
	}
	b.ExtendBaseWidget(b)
	return b
}

// Full says in full what the button does, where several have the same label, and returns the button.
func (b *Button) Full(name string) *Button {
	b.full = name
	return b
}

// Name says what the button does, also when it shows an icon only.
func (b *Button) Name() string {
	if b.full != "" {
		return b.full
	}
	if b.Text != "" {
		return b.Text
	}
	return b.name
}

// SetIconName changes the icon.
func (b *Button) SetIconName(icon IconName) { b.SetIcon(Icon(icon)) }

// AccessibilityLabel is Name.
func (b *Button) AccessibilityLabel() string { return b.Name() }

// MinSize is at least a finger's target.
func (b *Button) MinSize() fyne.Size {
	return b.Button.MinSize().Max(fyne.NewSquareSize(Target))
}

// FocusGained shows the ring.
func (b *Button) FocusGained() {
	b.focused = true
	b.Button.FocusGained()
}

// FocusLost hides the ring.
func (b *Button) FocusLost() {
	b.focused = false
	b.Button.FocusLost()
}

// TypedKey presses the button with space or Enter.
func (b *Button) TypedKey(e *fyne.KeyEvent) {
	if isPress(e.Name) && !b.Disabled() && b.OnTapped != nil {
		b.OnTapped()
	} else if b.OnKey != nil && !isPress(e.Name) {
		b.OnKey(e.Name)
	}
}

// TypedRune tells of a letter.
func (b *Button) TypedRune(r rune) {
	if b.OnRune != nil {
		b.OnRune(r)
	}
}

// CreateRenderer is part of fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	b.ExtendBaseWidget(b)
	r := &buttonRenderer{
		ringed: ringed{WidgetRenderer: b.Button.CreateRenderer(), ring: newRing(Radius), focused: func() bool { return b.focused }},
		b:      b, edge: canvas.NewRectangle(color.Transparent),
	}
	r.edge.CornerRadius, r.edge.StrokeWidth = Radius, 1
	r.showEdge()
	return r
}

// buttonRenderer adds an outline to a button that has no colour of its own to stand out by.
type buttonRenderer struct {
	ringed
	b    *Button
	edge *canvas.Rectangle
}

func (r *buttonRenderer) Layout(s fyne.Size) {
	r.ringed.Layout(s)
	r.edge.Resize(s)
}

func (r *buttonRenderer) Refresh() {
	r.ringed.Refresh()
	r.showEdge()
}

func (r *buttonRenderer) Objects() []fyne.CanvasObject {
	return append(append(append([]fyne.CanvasObject{}, r.WidgetRenderer.Objects()...), r.edge), r.ring.objects()...)
}

func (r *buttonRenderer) showEdge() {
	r.edge.Hidden = r.b.Importance != widget.MediumImportance
	r.edge.StrokeColor = theme.Color(ColorOutline)
	if r.b.Disabled() {
		r.edge.StrokeColor = theme.Color(ColorLine)
	}
	r.edge.Refresh()
}

// MouseIn lights the button up, unless the pointer drags.
func (b *Button) MouseIn(e *desktop.MouseEvent) { b.MouseMoved(e) }

// MouseMoved takes the light away from a button that is dragged over.
func (b *Button) MouseMoved(e *desktop.MouseEvent) {
	switch on := e.Button == 0; {
	case on == b.lit:
	case on:
		b.lit = true
		b.Button.MouseIn(e)
	default:
		b.MouseOut()
	}
}

// MouseOut takes the light away.
func (b *Button) MouseOut() {
	b.lit = false
	b.Button.MouseOut()
}
