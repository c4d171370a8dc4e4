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

	// each, when it is set, gets the changes one by one before apply gets what they come to.
	each func(clinic.Changes)

	mu      sync.Mutex
	waiting bool
	pending []clinic.Changes

	missed map[desk.Screen]clinic.Changes // UI thread only
}

// add may be called on any thread.
func (f *freshener) add(ch clinic.Changes) {
	f.mu.Lock()
	f.pending = append(f.pending, ch)
	ask := !f.waiting
	f.waiting = true
	f.mu.Unlock()
	if ask {
		fyne.Do(f.flush)
	}
}

func (f *freshener) flush() {
	f.mu.Lock()
	pending := f.pending
	f.pending, f.waiting = nil, false
	f.mu.Unlock()
	var all clinic.Changes
	for _, ch := range pending {
		if f.each != nil {
			f.each(ch)
		}
		all = joined(all, ch)
	}
	f.apply(all)
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

// joined is what two lists of changes tell together, each patient once. Who made them is not told: there
// may have been several.
func joined(a, b clinic.Changes) clinic.Changes {
	patients := slices.Concat(a.Patients, b.Patients)
	slices.Sort(patients)
	return clinic.Changes{
		Operation: b.Operation, Label: b.Label,
		Refs: slices.Concat(a.Refs, b.Refs), Patients: slices.Compact(patients), Elsewhere: a.Elsewhere || b.Elsewhere,
	}
}
