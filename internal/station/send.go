package station

import (
	"context"
	"errors"
	"slices"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/store"
)

// send hands in what waits, one submission after the other. One whose answer was lost is handed in again
// under the same ID, and is carried out once.
func (s *Station) send(ctx context.Context) {
	for {
		s.mu.Lock()
		var next *store.Submission
		if len(s.queue) > 0 && s.connected {
			next = &s.queue[0]
			s.tried = next.ID
		}
		s.mu.Unlock()
		if next == nil {
			select {
			case <-ctx.Done():
				return
			case <-s.work:
			}
			continue
		}
		later := s.sendOne(ctx, *next)
		if ctx.Err() != nil {
			return
		}
		if later {
			select {
			case <-ctx.Done():
				return
			case <-time.After(sendAgain):
			case <-s.work:
			}
		}
	}
}

// sendOne hands in one submission and says whether it is to be tried again later.
func (s *Station) sendOne(ctx context.Context, sub store.Submission) (later bool) {
	sub.Seen = 0 // only a signature asks for that
	_, found, err := s.cfg.Shared.Submit(ctx, sub)
	switch {
	case err == nil:
	case !isFinal(err):
		s.cfg.Log.Info("a change could not be sent yet", "error", err)
		s.stuckOn(err)
		return true
	default:
		s.cfg.Log.Error("a change was refused", "error", err)
		found, err = s.refused(ctx, sub, err)
		if err != nil {
			return true
		}
	}
	found, instead := s.together(found)
	if err := s.cfg.Local.Dequeue(ctx, s.database, sub.ID, found, instead...); err != nil {
		s.cfg.Log.Error("what was sent could not be let go", "error", err)
		return true // handed in again, it does nothing
	}
	s.arrived(ctx, sub, found, instead)
	return false
}

// stuckOn notes why the shared records take nothing although they can be reached.
func (s *Station) stuckOn(why error) {
	s.mu.Lock()
	if s.stuckSince.IsZero() {
		s.stuckSince = s.cfg.Shared.Now()
	}
	s.stuck = why.Error()
	s.mu.Unlock()
	s.watchers.tell(struct{}{})
}

// together brings a difference together with the one that was found when the same text was sent as it was
// before: a person who wrote on without a connection chooses once. instead are those it takes the place of.
func (s *Station) together(found []clinic.Difference) (all, instead []clinic.Difference) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range found {
		for _, e := range s.differences {
			if continues(d, e) {
				d.Base = e.Base
				instead = append(instead, e)
			}
		}
		all = append(all, d)
	}
	return all, instead
}

// isFinal reports whether what was refused now will never be taken. All else may pass: a disk that is full, a
// server that is being looked after.
func isFinal(err error) bool {
	var fields clinic.FieldErrors
	if errors.As(err, &fields) {
		return true
	}
	for _, kind := range []error{clinic.ErrLocked, clinic.ErrNotAllowed, clinic.ErrNotFound, clinic.ErrChanged, store.ErrReferenced, store.ErrRefused} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}

// refused are the differences between what the shared records will not take and what they have.
func (s *Station) refused(ctx context.Context, sub store.Submission, why error) ([]clinic.Difference, error) {
	theirs := func(r clinic.Record) (clinic.Record, error) {
		if r.PatientKey() == "" {
			return sub.Base[clinic.RefTo(r)], nil
		}
		chart, err := s.cfg.Shared.Chart(ctx, r.PatientKey())
		if errors.Is(err, clinic.ErrNotFound) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		return chart.Record(clinic.RefTo(r)), nil
	}
	var out []clinic.Difference
	for i, list := range [][]clinic.Record{sub.Op.Put, sub.Op.Remove} {
		for _, r := range list {
			now, err := theirs(r)
			if err != nil {
				return nil, err
			}
			d := clinic.Difference{
				ID: sub.ID, Label: sub.Op.Label, Ref: clinic.RefTo(r), Base: sub.Base[clinic.RefTo(r)],
				Mine: r, Theirs: now, At: s.cfg.Shared.Now(), Refused: clinic.SentenceOf(why),
			}
			if i == 1 {
				d.Mine = nil
			}
			if d.Mine != nil && d.Theirs != nil {
				d.Fields = clinic.ChangedFields(d.Base, d.Mine)
			}
			out = append(out, d)
		}
	}
	return out, nil
}

// continues reports whether what was written here for d went on from what was written here for e, in the same
// fields, or in a record that was removed elsewhere.
func continues(d, e clinic.Difference) bool {
	if d.Ref != e.Ref || !slices.Equal(d.Fields, e.Fields) || d.Refused.IsZero() != e.Refused.IsZero() || d.Base == nil || d.Mine == nil || e.Mine == nil {
		return false
	}
	between := clinic.ChangedFields(e.Mine, d.Base)
	if len(d.Fields) == 0 {
		return d.Theirs == nil && e.Theirs == nil && len(between) == 0
	}
	return !slices.ContainsFunc(between, func(f string) bool { return slices.Contains(d.Fields, f) })
}

// arrived takes a submission from the queue once the shared records have it, and shows what they made of it.
func (s *Station) arrived(ctx context.Context, sub store.Submission, found, instead []clinic.Difference) {
	s.mu.Lock()
	ch := s.changesOf(sub)
	s.mu.Unlock()
	charts, whole := s.readAnew(ctx, ch, map[string]bool{})
	wholeDays := s.readDaysAnew(ctx, ch)
	s.mu.Lock()
	for _, p := range ch.Patients {
		if h := s.charts[p]; h != nil && !whole {
			op := clinic.Operation{Put: s.filed(sub.Op.Put), Remove: s.filed(sub.Op.Remove)}
			h.base = with(h.base, p, merged(h.base, op, sub.Base)) // until it can be read
		}
	}
	for _, d := range ch.Days {
		if h := s.days[d]; h != nil && h.base != nil && !wholeDays {
			h.base = onDay(h.base, sub.Op, sub.Base)
		}
	}
	s.listed = onLists(s.listed, sub.Op, sub.Base)
	whole = whole && wholeDays
	s.queue = slices.DeleteFunc(slices.Clone(s.queue), func(q store.Submission) bool { return q.ID == sub.ID })
	s.differences = slices.DeleteFunc(slices.Clone(s.differences), func(d clinic.Difference) bool {
		return slices.ContainsFunc(instead, func(e clinic.Difference) bool { return e.ID == d.ID && e.Ref == d.Ref })
	})
	s.differences = append(s.differences, found...)
	s.stuckSince, s.stuck = time.Time{}, ""
	for _, c := range charts {
		s.takeLocked(c.patient, c.chart, c.seen)
	}
	s.rebuildAll(ch)
	close(s.changed)
	s.changed = make(chan struct{})
	s.mu.Unlock()
	whole = s.tell(ctx, ch) && whole
	s.watchers.tell(struct{}{})
	if !whole {
		s.toFollow(ch)
	}
}

// drained waits until everything was sent.
func (s *Station) drained(ctx context.Context) error {
	for {
		s.mu.Lock()
		rest, changed := len(s.queue), s.changed
		s.mu.Unlock()
		if rest == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-changed:
		}
	}
}

// Sealing makes a change, such as a signature, only when the shared records take it now, as a whole, and what
// was written before with it. It is called where the operation was made: what its maker had seen by then is
// what counts, and nothing that arrives while the result waits for the network.
func (s *Station) Sealing(op clinic.Operation) func(context.Context) (clinic.Changes, error) {
	err := s.holdAll(context.Background(), op)
	var sub *store.Submission
	if err == nil {
		sub, err = s.prepare(op)
	}
	return func(ctx context.Context) (clinic.Changes, error) {
		if err != nil || sub == nil {
			return clinic.Changes{}, err
		}
		sub.Whole = true
		return s.applyNow(ctx, sub)
	}
}

// ApplyNow is Sealing at once.
func (s *Station) ApplyNow(ctx context.Context, op clinic.Operation) (clinic.Changes, error) {
	return s.Sealing(op)(ctx)
}

func (s *Station) applyNow(ctx context.Context, sub *store.Submission) (clinic.Changes, error) {
	ctx, done := context.WithTimeout(ctx, signing)
	defer done()
	if !s.isConnected() || s.drained(ctx) != nil {
		return clinic.Changes{}, errNotNow
	}
	var made clinic.Changes
	var err error
	for wait := 50 * time.Millisecond; ; wait *= 2 {
		made, _, err = s.cfg.Shared.Submit(ctx, *sub)
		if !errors.Is(err, store.ErrUnreachable) {
			break
		}
		select {
		case <-ctx.Done():
			return clinic.Changes{}, errNotKnown
		case <-time.After(wait):
		}
	}
	s.mu.Lock()
	ch := s.changesOf(*sub)
	s.mu.Unlock()
	s.refreshNow(ctx, ch)
	return made, err
}

// Load puts many records at once, such as a sample clinic. It waits for the shared records.
func (s *Station) Load(ctx context.Context, label clinic.Sentence, records []clinic.Record) (clinic.Changes, error) {
	if !s.isConnected() {
		return clinic.Changes{}, errNotNow
	}
	ch, err := s.cfg.Shared.Load(ctx, label, records)
	if err != nil {
		return ch, err
	}
	s.refreshNow(ctx, ch)
	return ch, nil
}

// Sentences for what needs the shared records at once.
var (
	errNotNow     = sentence{"This needs the connection to the shared records, which is lost. What you wrote is kept on this computer. Try again when the connection is back.", store.ErrUnreachable}
	errNotAllowed = sentence{"This is not open to whoever works at this computer. Nothing was changed.", clinic.ErrNotAllowed}
	errNotKnown   = sentence{"The connection was lost at that moment, so it is not known yet whether this was kept. Look at the record again when the connection is back, and do it again only if it is not there.", store.ErrUnreachable}
)

type sentence struct {
	text string
	kind error
}

func (s sentence) Error() string { return s.text }
func (s sentence) Unwrap() error { return s.kind }

// Undo takes back the last operation of this machine in a scope.
func (s *Station) Undo(ctx context.Context, scope string) (clinic.Changes, error) {
	if ch, ok, err := s.undoQueued(ctx, scope); ok || err != nil {
		return ch, err
	}
	return s.step(ctx, scope, s.cfg.Shared.Undo)
}

// Redo does again what Undo took back last.
func (s *Station) Redo(ctx context.Context, scope string) (clinic.Changes, error) {
	return s.step(ctx, scope, s.cfg.Shared.Redo)
}

func (s *Station) step(ctx context.Context, scope string, do func(context.Context, string) (clinic.Changes, error)) (clinic.Changes, error) {
	ctx, done := context.WithTimeout(ctx, signing)
	defer done()
	if !s.isConnected() || s.drained(ctx) != nil {
		return clinic.Changes{}, errNotNow
	}
	ch, err := do(ctx, scope)
	switch {
	case errors.Is(err, store.ErrUnreachable):
		return ch, errNotKnown
	case err != nil:
		return ch, err
	}
	s.lookUp(ctx, []string{scope})
	s.refreshNow(ctx, ch)
	return ch, nil
}

// undoQueued takes back what was not sent yet: the last that was written, when it is of the scope and the
// connection is lost. What was handed in and never answered may have been carried out: it is left to Undo of the
// shared records.
func (s *Station) undoQueued(ctx context.Context, scope string) (clinic.Changes, bool, error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	s.mu.Lock()
	n := len(s.queue)
	if n == 0 || s.connected || s.queue[n-1].ID == s.tried || s.queue[n-1].Op.Scope != scope {
		s.mu.Unlock()
		return clinic.Changes{}, false, nil
	}
	last := s.queue[n-1]
	s.queue = slices.Clone(s.queue[:n-1]) // so that it is not sent meanwhile
	s.mu.Unlock()
	err := s.cfg.Local.Dequeue(ctx, s.database, last.ID, nil)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		s.queue = append(slices.Clone(s.queue), last)
		s.nudge()
		return clinic.Changes{}, false, err
	}
	ch := s.changesOf(last)
	s.rebuildAll(ch)
	state := undoState{old: true}
	if n := len(s.queue); n > 0 && s.queue[n-1].Op.Scope == scope {
		state.undo = s.queue[n-1].Op.Label
	}
	s.setUndo(scope, state)
	go func() {
		s.subscribers.tell(ch)
		s.watchers.tell(struct{}{})
	}()
	return ch, true, nil
}

// UndoState is what Undo and Redo would do next in a scope, as far as is known here. A scope that is asked for
// the first time, or anew after a change, is looked up, and the screens are told when it is another.
func (s *Station) UndoState(_ context.Context, scope string) (undo, redo clinic.Sentence, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	state, known := s.undo[scope]
	if !known || state.old {
		s.setUndo(scope, undoState{state.undo, state.redo, false})
		s.asked = append(s.asked, scope)
		wake(s.news)
	}
	return state.undo, state.redo, nil
}

// lookUp reads the undo states of the scopes anew; it says whether any is another one.
func (s *Station) lookUp(ctx context.Context, scopes []string) (changed bool) {
	for _, scope := range scopes {
		undo, redo, err := s.cfg.Shared.UndoState(ctx, scope)
		s.mu.Lock()
		if err != nil {
			if state, known := s.undo[scope]; known {
				state.old = true
				s.undo[scope] = state
			}
			s.mu.Unlock()
			continue
		}
		for i := range s.queue {
			if s.queue[i].Op.Scope == scope {
				undo, redo = s.queue[i].Op.Label, clinic.Sentence{}
			}
		}
		was, now := s.undo[scope], undoState{undo: undo, redo: redo}
		s.setUndo(scope, now)
		changed = changed || was.undo != undo || was.redo != redo
		s.mu.Unlock()
	}
	return changed
}

// Differences are what this machine wrote while others wrote the same, the oldest first.
func (s *Station) Differences() []clinic.Difference {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.differences)
}

// Settle ends a difference: mine takes the place of theirs, as it is now, or mine is let go.
func (s *Station) Settle(ctx context.Context, id string, ref clinic.Ref, mine bool) error {
	s.mu.Lock()
	at := slices.IndexFunc(s.differences, func(d clinic.Difference) bool { return d.ID == id && d.Ref == ref })
	if at < 0 {
		s.mu.Unlock()
		return nil
	}
	d := s.differences[at]
	s.mu.Unlock()
	insisted := mine && d.Refused.IsZero()
	if p := d.Patient(); insisted && p != "" {
		if err := s.hold(ctx, p); err != nil {
			return err
		}
	}
	sub, err := s.settled(ctx, d, insisted)
	if err != nil {
		return err
	}
	if sub != nil {
		s.tellQueued(*sub)
		return nil
	}
	s.watchers.tell(struct{}{})
	return nil
}

// settled lets a difference go, and puts into the queue what is insisted on; nil for nothing.
func (s *Station) settled(ctx context.Context, d clinic.Difference, insisted bool) (sub *store.Submission, err error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	if insisted {
		sub = s.insist(d)
	}
	if err := s.cfg.Local.Settled(ctx, s.database, d.ID, d.Ref, sub); err != nil {
		return nil, err
	}
	s.mu.Lock()
	s.differences = slices.DeleteFunc(slices.Clone(s.differences), func(e clinic.Difference) bool { return e.ID == d.ID && e.Ref == d.Ref })
	s.mu.Unlock()
	if sub != nil {
		s.queued(*sub)
	}
	return sub, nil
}

// insist is a submission that puts mine in the place of theirs, as the person who chose saw it; should it be
// another one by now, there is another difference.
func (s *Station) insist(d clinic.Difference) *store.Submission {
	s.mu.Lock()
	defer s.mu.Unlock()
	sub := &store.Submission{
		ID: s.cfg.NewID(), At: s.cfg.Shared.Now().UTC(),
		Op: clinic.Operation{Label: d.Label, Actor: s.actor}, Base: map[clinic.Ref]clinic.Record{},
	}
	// As it is now, not as a screen was given it: the person chose from the difference.
	now := s.recordOf(d.Ref, d.Patient())
	if h := s.charts[s.folk.Lead(d.Patient())]; h != nil && h.view != nil {
		now = h.view.Record(d.Ref)
	}
	switch {
	case d.Mine == nil && now == nil:
		return nil
	case d.Mine == nil:
		sub.Op.Remove = []clinic.Record{now}
		sub.Base[d.Ref] = d.Theirs
	case now != nil && d.Theirs != nil:
		sub.Op.Put = []clinic.Record{clinic.WithFields(now, d.Mine, d.Fields)}
		sub.Base[d.Ref] = clinic.WithFields(now, d.Theirs, d.Fields)
	default:
		sub.Op.Put = []clinic.Record{d.Mine}
	}
	sub.Op.Put = s.filed(sub.Op.Put)
	return sub
}
