package ui

import (
	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
)

// missed is what the screens that are not seen have still to show.
type missed map[desk.Screen]clinic.Changes

func (m missed) owe(s desk.Screen, ch clinic.Changes) { m[s] = clinic.Together(m[s], ch) }

// owed is what a screen has missed, once.
func (m missed) owed(s desk.Screen) (clinic.Changes, bool) {
	ch, ok := m[s]
	delete(m, s)
	return ch, ok
}

// forget drops what screens have missed: they are not shown again.
func (m missed) forget(screens ...desk.Screen) {
	for _, s := range screens {
		delete(m, s)
	}
}
