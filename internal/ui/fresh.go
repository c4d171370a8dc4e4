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
	if f.each != nil {
		for _, ch := range pending {
			f.each(ch)
		}
	}
	f.apply(joined(pending...))
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

// forget drops what screens have missed: they are not shown again.
func (f *freshener) forget(screens ...desk.Screen) {
	for _, s := range screens {
		delete(f.missed, s)
	}
}

// joined is what lists of changes tell together, each record and each patient once. Who made them is not told:
// there may have been several.
func joined(lists ...clinic.Changes) clinic.Changes {
	var all clinic.Changes
	refs, patients := make(map[clinic.Ref]bool), make(map[string]bool)
	for _, ch := range lists {
		all.Operation, all.Label = ch.Operation, ch.Label
		all.Elsewhere = all.Elsewhere || ch.Elsewhere
		for _, r := range ch.Refs {
			if !refs[r] {
				refs[r] = true
				all.Refs = append(all.Refs, r)
			}
		}
		for _, p := range ch.Patients {
			if !patients[p] {
				patients[p] = true
				all.Patients = append(all.Patients, p)
			}
		}
		for _, d := range ch.Days {
			if !slices.Contains(all.Days, d) {
				all.Days = append(all.Days, d)
			}
		}
	}
	return all
}
