package desktest

import (
	"context"
	"errors"
	"slices"
	"sync"

	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/ui/desk"
)

// Link is a desk.Link that says what a test has it say.
type Link struct {
	mu          sync.Mutex
	state       desk.LinkState
	differences []clinic.Difference
	others      map[string][]desk.Other
	watchers    map[int]func()
	next        int
	refuse      error

	// Near are the patients whose charts are held; nil is all of them.
	Near map[string]bool
	// Unsealed is what a signature fails with.
	Unsealed error

	store *store.Store

	Settled []string // id, a space, the key of the record, a space, "mine" or "theirs"
	Places  []string // what At was told: patient, a space, what is written
}

// NewLink is connected, with nobody else there. With a store, which takes what is signed, no chart is held yet.
func NewLink(s *store.Store) *Link {
	l := &Link{store: s, state: desk.LinkState{Connected: true, Where: "reception-pc, database regimen"}, others: map[string][]desk.Other{}, watchers: map[int]func(){}}
	if s != nil {
		l.Near = map[string]bool{}
	}
	return l
}

func (l *Link) change(do func()) {
	l.mu.Lock()
	do()
	watchers := make([]func(), 0, len(l.watchers))
	for _, f := range l.watchers {
		watchers = append(watchers, f)
	}
	l.mu.Unlock()
	for _, f := range watchers {
		f()
	}
}

// SetState changes how the connection stands.
func (l *Link) SetState(s desk.LinkState) { l.change(func() { l.state = s }) }

// SetDifferences changes what waits for a choice.
func (l *Link) SetDifferences(d ...clinic.Difference) { l.change(func() { l.differences = d }) }

// SetOthers changes who has a patient open elsewhere.
func (l *Link) SetOthers(patient string, o ...desk.Other) {
	l.change(func() { l.others[patient] = o })
}

// Refuse has Settle fail; nil lets it work again.
func (l *Link) Refuse(err error) { l.change(func() { l.refuse = err }) }

// Watchers counts who is told of changes.
func (l *Link) Watchers() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.watchers)
}

func (l *Link) State() desk.LinkState {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.state
}

func (l *Link) OnState(f func()) (cancel func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.next++
	n := l.next
	l.watchers[n] = f
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		delete(l.watchers, n)
	}
}

func (l *Link) Held(patientID string) bool { return l.Near == nil || l.Near[patientID] }

func (l *Link) Sealing(op clinic.Operation) func(context.Context) (clinic.Changes, error) {
	return func(ctx context.Context) (clinic.Changes, error) {
		switch {
		case l.Unsealed != nil:
			return clinic.Changes{}, l.Unsealed
		case l.store == nil:
			return clinic.Changes{}, errors.New("Nothing is signed in this test.")
		}
		return l.store.Apply(ctx, op)
	}
}

func (l *Link) Differences() []clinic.Difference {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.differences)
}

func (l *Link) Settle(_ context.Context, id string, ref clinic.Ref, mine bool) error {
	var err error
	l.change(func() {
		if err = l.refuse; err != nil {
			return
		}
		which := "theirs"
		if mine {
			which = "mine"
		}
		l.Settled = append(l.Settled, id+" "+ref.ID+" "+which)
		l.differences = slices.DeleteFunc(slices.Clone(l.differences), func(d clinic.Difference) bool { return d.ID == id && d.Ref == ref })
	})
	return err
}

func (l *Link) At(patientID, writing string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.Places = append(l.Places, patientID+" "+writing)
}

func (l *Link) Others(patientID string) []desk.Other {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.others[patientID])
}

var _ desk.Link = (*Link)(nil)
