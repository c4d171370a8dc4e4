package ui

import (
	"slices"
	"sync"

	"fyne.io/fyne/v2"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
)

// freshener gathers what changed and hands it to the UI thread once, however many operations there
// were in between. It also remembers what the screens that are not seen have missed.
type freshener struct {
	apply func(clinic.Changes)

	mu      sync.Mutex
	waiting bool
	pending clinic.Changes

	missed map[desk.Screen]clinic.Changes // UI thread only
}

// add may be called on any thread.
func (f *freshener) add(ch clinic.Changes) {
	f.mu.Lock()
	f.pending = joined(f.pending, ch)
	ask := !f.waiting
	f.waiting = true
	f.mu.Unlock()
	if ask {
		fyne.Do(f.flush)
	}
}

func (f *freshener) flush() {
	f.mu.Lock()
	ch := f.pending
	f.pending, f.waiting = clinic.Changes{}, false
	f.mu.Unlock()
	f.apply(ch)
}

func (f *freshener) owe(s desk.Screen, ch clinic.Changes) {
	if f.missed == nil {
		f.missed = map[desk.Screen]clinic.Changes{}
	}
	f.missed[s] = joined(f.missed[s], ch)
}

// owed is what a screen has missed, once.
func (f *freshener) owed(s desk.Screen) (clinic.Changes, bool) {
	ch, ok := f.missed[s]
	delete(f.missed, s)
	return ch, ok
}

// joined is what two lists of changes tell together, each patient once.
func joined(a, b clinic.Changes) clinic.Changes {
	patients := slices.Concat(a.Patients, b.Patients)
	slices.Sort(patients)
	return clinic.Changes{
		Operation: b.Operation, Label: b.Label,
		Refs: slices.Concat(a.Refs, b.Refs), Patients: slices.Compact(patients),
	}
}
