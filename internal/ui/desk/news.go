package desk

import (
	"sync"

	"fyne.io/fyne/v2"

	"regimen/internal/clinic"
)

// news gathers what changed, to have it shown on the UI thread. A change comes to be known twice: to the one who made it
// when it is made, and from the records, which tell everybody. It is shown once, by whichever comes first.
type news struct {
	mu      sync.Mutex
	waiting bool // the UI thread was asked to look
	making  int  // changes that are being made on the UI thread: what is heard meanwhile is shown with them
	pending []clinic.Changes

	away  int             // changes that are being made away from the UI thread
	told  map[string]bool // by those who made them: they were shown, and are still to be heard of
	heard map[string]bool // of changes made away: they were shown, and those who make them are still to tell
}

// Hear is told by the records what changed. It may be called on any thread.
func (d *Desk) Hear(ch clinic.Changes) {
	n := &d.news
	n.mu.Lock()
	n.pending = append(n.pending, ch)
	ask := !n.waiting && n.making == 0
	n.waiting = n.waiting || ask
	n.mu.Unlock()
	if ask {
		fyne.Do(func() {
			n.mu.Lock()
			n.waiting = false
			n.mu.Unlock()
			d.look()
		})
	}
}

// look shows what was heard of since it was last called.
func (d *Desk) look() {
	n := &d.news
	n.mu.Lock()
	if n.making > 0 {
		n.mu.Unlock()
		return
	}
	var fresh []clinic.Changes
	for _, ch := range n.pending {
		switch {
		case n.told[ch.Operation]:
			delete(n.told, ch.Operation)
			continue
		case n.away > 0 && !ch.Elsewhere:
			mark(&n.heard, ch.Operation)
		}
		fresh = append(fresh, ch)
	}
	n.pending = nil
	n.mu.Unlock()
	for _, ch := range fresh {
		d.Forget(ch)
	}
	d.show(fresh)
}

func mark(set *map[string]bool, operation string) {
	if *set == nil {
		*set = map[string]bool{}
	}
	(*set)[operation] = true
}

func (d *Desk) show(list []clinic.Changes) {
	if len(list) > 0 && d.Show != nil {
		d.Show(clinic.Together(list...))
	}
}

// change makes a change on the UI thread and shows it, once.
func (d *Desk) change(do func() (clinic.Changes, error)) error {
	n := &d.news
	n.mu.Lock()
	n.making++
	n.mu.Unlock()
	ch, err := do()
	n.mu.Lock()
	n.making--
	away := n.away > 0
	fresh := err == nil && ch.Operation != "" && n.made(ch.Operation)
	n.mu.Unlock()
	if fresh {
		if away {
			d.Forget(ch) // what is under way may come before or after it
		} else {
			d.take(ch)
		}
		d.show([]clinic.Changes{ch})
	}
	d.look()
	return err
}

// begin notes that a change is being made away from the UI thread; end shows it, unless it was heard of and shown by then.
func (d *Desk) begin() (end func(ch clinic.Changes, err error)) {
	n := &d.news
	n.mu.Lock()
	n.away++
	n.mu.Unlock()
	return func(ch clinic.Changes, err error) {
		n.mu.Lock()
		n.away--
		fresh := err == nil && ch.Operation != "" && n.made(ch.Operation)
		if n.away == 0 {
			clear(n.heard)
		}
		n.mu.Unlock()
		if fresh {
			d.Forget(ch)
			d.show([]clinic.Changes{ch})
		}
	}
}

// made reports whether a change that was made is still to be shown, and notes that it is. The caller holds the lock.
func (n *news) made(operation string) bool {
	if n.heard[operation] {
		delete(n.heard, operation)
		return false
	}
	for i := range n.pending {
		if n.pending[i].Operation == operation {
			n.pending = append(n.pending[:i:i], n.pending[i+1:]...)
			return true
		}
	}
	mark(&n.told, operation)
	return true
}

// take brings the charts that are held up to date with a change, where it says all that it made; the others are read
// again when they are asked for.
func (d *Desk) take(ch clinic.Changes) {
	d.mu.Lock()
	was := map[string]*clinic.Chart{}
	for _, p := range ch.Patients {
		if c := d.charts[p]; c != nil {
			was[p] = c
		}
	}
	d.mu.Unlock()
	d.Forget(ch)
	if len(ch.Now) == 0 || ch.Touches("", clinic.KindClinic, clinic.KindJoined) {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for p, c := range was {
		var put []clinic.Record
		for _, r := range ch.Now {
			if r.PatientKey() == p {
				put = append(put, r)
			}
		}
		if after := c.With(put, ch.Refs); after.Patient.ID != "" {
			d.charts[p] = after
		}
	}
}
