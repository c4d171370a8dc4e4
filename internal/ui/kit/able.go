package kit

import "fyne.io/fyne/v2"

// Able is what can be made to show its value only.
type Able interface {
	Enable()
	Disable()
	Disabled() bool
}

// SetEnabled makes a control work, or only show its value.
func SetEnabled(w Able, on bool) {
	switch {
	case on == !w.Disabled():
	case on:
		w.Enable()
	default:
		w.Disable()
	}
}

// SetHidden shows or hides an object, laying its surroundings out anew only when that changed.
func SetHidden(o fyne.CanvasObject, hidden bool) {
	switch {
	case o.Visible() != hidden:
	case hidden:
		o.Hide()
	default:
		o.Show()
	}
}
