package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// EmptyState fills a screen that has nothing to show yet, and says what to do
// first.
type EmptyState struct {
	widget.BaseWidget
	icon   IconName
	title  *Text
	advice *Text
	button *Button
	others []fyne.CanvasObject
}

// NewEmptyState shows an icon, what is missing, what to do first, and the button
// that does it; an empty label leaves the button out.
func NewEmptyState(icon IconName, title, advice, label string, do func()) *EmptyState {
	e := &EmptyState{
		icon:   icon,
		title:  Heading(title).Wrap().Aligned(fyne.TextAlignCenter),
		advice: Body(advice).In(ColorQuiet).Wrap().Aligned(fyne.TextAlignCenter),
	}
	if label != "" {
		e.button = PrimaryButton(label, "", do)
	}
	e.ExtendBaseWidget(e)
	return e
}

// Beside puts what else can be done beside the button and returns the state.
func (e *EmptyState) Beside(others ...fyne.CanvasObject) *EmptyState {
	e.others = others
	return e
}

// Button is the button, or nil.
func (e *EmptyState) Button() *Button { return e.button }

// CreateRenderer is part of fyne.Widget.
func (e *EmptyState) CreateRenderer() fyne.WidgetRenderer {
	icon := container.NewCenter(container.NewStack(
		NewPlate(ColorAccentSoft, 40),
		Pad(20, smallIcon(e.icon, ColorAccent, 40)),
	))
	parts := []fyne.CanvasObject{icon, Space(0, Gap), e.title, e.advice}
	if e.button != nil {
		acts := container.NewHBox(append([]fyne.CanvasObject{e.button}, e.others...)...)
		parts = append(parts, Space(0, 0), container.NewCenter(acts)) // two gaps below the text
	}
	return widget.NewSimpleRenderer(container.NewCenter(MinWidth(360, Stack(parts...))))
}
