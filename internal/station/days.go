package station

import (
	"context"
	"slices"

	"regimen/internal/clinic"
	"regimen/internal/store"
)

const (
	// daysBehind and daysAhead are the days around today that are read before anybody asks.
	daysBehind, daysAhead = 7, 35
	// mostDays is how many days are held beside those with something to be sent.
	mostDays = 200
)

// heldDay is a day of the diary in memory; its fields are those of held.
type heldDay struct {
	base, view, given *clinic.Day
	seen, shown       int64
}

// Days are days of the diary with all that was written here, from one to another. Those that are held are given at
// once; others are read from the shared records and held from then on.
func (s *Station) Days(ctx context.Context, from, to clinic.Date) ([]*clinic.Day, error) {
	if err := s.holdDays(ctx, from, to); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []*clinic.Day
	for d := from; d <= to && d.Valid(); d = d.AddDays(1) {
		h := s.days[d]
		if h == nil { // let go at once, because many were asked for
			h = &heldDay{view: &clinic.Day{Date: d}}
		}
		h.given, h.shown = h.view, h.seen
		out = append(out, h.view)
	}
	s.letDaysGo(from, to)
	return out, nil
}

// holdDays reads the days of a span unless all of them are held.
func (s *Station) holdDays(ctx context.Context, from, to clinic.Date) error {
	defer s.listen()()
	for {
		s.mu.Lock()
		missing := false
		heard := 0
		for d := from; d <= to && d.Valid(); d = d.AddDays(1) {
			missing = missing || s.days[d] == nil
			heard += s.heardOf[string(d)]
		}
		connected, reason := s.connected, s.reason
		s.mu.Unlock()
		switch {
		case !missing:
			return nil
		case !connected:
			if reason == "" {
				reason = errNotNow.text
			}
			return sentence{reason, store.ErrUnreachable}
		}
		days, seen, err := s.cfg.Shared.DaysAsOf(ctx, from, to)
		if err != nil {
			return err
		}
		s.mu.Lock()
		for _, d := range days {
			heard -= s.heardOf[string(d.Date)]
		}
		if heard == 0 { // otherwise one was changed while it was read, and nobody would read it again
			s.takeDays(days, seen)
			s.mu.Unlock()
			return nil
		}
		s.mu.Unlock()
	}
}

// takeDays holds days as the shared records have them, unless newer ones are held. The caller holds the lock.
func (s *Station) takeDays(days []*clinic.Day, seen int64) {
	for _, d := range days {
		h := s.days[d.Date]
		if h == nil {
			h = &heldDay{}
			s.days[d.Date] = h
		}
		if seen >= h.seen {
			h.base, h.seen = d, seen
		}
		s.rebuildDay(d.Date)
	}
}

// readDaysAnew reads the days that changes made old, where they are held, and holds them; it is false when they could
// not be read.
func (s *Station) readDaysAnew(ctx context.Context, ch clinic.Changes) bool {
	whole := true
	for _, d := range ch.Days {
		s.mu.Lock()
		s.hear(string(d))
		_, holds := s.days[d]
		s.mu.Unlock()
		if !holds {
			continue
		}
		days, seen, err := s.cfg.Shared.DaysAsOf(ctx, d, d)
		if err != nil {
			whole = false
			continue
		}
		s.mu.Lock()
		s.takeDays(days, seen)
		s.mu.Unlock()
	}
	return whole
}

// rebuildDay shows a day as the shared records have it, with what is still to be sent. The caller holds the lock.
func (s *Station) rebuildDay(date clinic.Date) {
	h := s.days[date]
	if h == nil {
		return
	}
	h.view = h.base
	if h.view == nil {
		h.view = &clinic.Day{Date: date}
	}
	for _, sub := range s.queue {
		h.view = onDay(h.view, sub.Op, sub.Base)
	}
}

// onDay is a day after an operation whose maker had found base.
func onDay(d *clinic.Day, op clinic.Operation, base map[clinic.Ref]clinic.Record) *clinic.Day {
	var put []clinic.Record
	var removed []clinic.Ref
	for _, r := range op.Put {
		if !isOf(r, clinic.OfDay) {
			continue
		}
		ref := clinic.RefTo(r)
		if now := onto(d.Record(ref), r, base[ref]); clinic.DayOf(now) == d.Date {
			put = append(put, now)
		} else {
			removed = append(removed, ref)
		}
	}
	for _, r := range op.Remove {
		if isOf(r, clinic.OfDay) {
			removed = append(removed, clinic.RefTo(r))
		}
	}
	if len(put)+len(removed) == 0 {
		return d
	}
	return d.With(put, removed)
}

// dayRecord is a record of a day, or nil: as the screens know it, or as it is by now. It may be on another day than it
// will be on. The caller holds the lock.
func (s *Station) dayRecord(ref clinic.Ref, now bool) clinic.Record {
	for _, h := range s.days {
		d := h.given
		if d == nil || now {
			d = h.view
		}
		if r := d.Record(ref); r != nil {
			return r
		}
	}
	return nil
}

// letDaysGo forgets days that are neither in a span nor near today, nor have anything to be sent. The caller holds the
// lock.
func (s *Station) letDaysGo(from, to clinic.Date) {
	if len(s.days) <= mostDays {
		return
	}
	today := clinic.DateOf(s.Now())
	for d := range s.days {
		near := today.AddDays(-daysBehind) <= d && d <= today.AddDays(daysAhead)
		waits := slices.ContainsFunc(s.queue, func(sub store.Submission) bool { return slices.Contains(daysOf(sub), d) })
		if !near && !waits && (d < from || d > to) {
			delete(s.days, d)
		}
	}
}

// daysOf are the days that a submission concerns, with those that a record was moved from.
func daysOf(sub store.Submission) []clinic.Date {
	var out []clinic.Date
	add := func(r clinic.Record) {
		if r == nil {
			return
		}
		if d := clinic.DayOf(r); d != "" && !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	for _, list := range [][]clinic.Record{sub.Op.Put, sub.Op.Remove} {
		for _, r := range list {
			add(sub.Base[clinic.RefTo(r)])
			add(r)
		}
	}
	return out
}

func isOf(r clinic.Record, owner clinic.Owner) bool { return r.Kind().Row().Owner == owner }
