package clinic

import (
	"cmp"
	"slices"
	"time"
)

// FreeOn is what is free of a day with a practitioner, in a room ("" for none). taken is what is booked, of whatever days.
func (t *Timetable) FreeOn(d Date, practitioner, room string, taken []Taken) Spans {
	return t.roomOn(d, t.On(practitioner, d).Free, practitioner, room, "", taken).open
}

// bookable is what can be booked of a day with a practitioner in a room.
type bookable struct {
	open Spans // in which the treatment is
	busy Spans // of practitioner and room, into which the time after it does not run either
}

// roomOn is what can be booked of the time that a practitioner has on a day, in a room ("" for none), not while a patient
// ("" for nobody) is treated elsewhere.
func (t *Timetable) roomOn(d Date, free Spans, practitioner, room, patient string, taken []Taken) bookable {
	var on bookable
	if room != "" {
		free = free.And(t.OnRoom(room, d).Free)
	}
	var elsewhere Spans
	for i := range taken {
		x := &taken[i]
		if x.Date != d {
			continue
		}
		if practitioner != "" && x.PractitionerID == practitioner || room != "" && x.RoomID == room {
			on.busy = append(on.busy, x.Busy())
		}
		if patient != "" && x.PatientID == patient {
			elsewhere = append(elsewhere, x.Treatment())
		}
	}
	on.open = free.Without(slices.Concat(on.busy, elsewhere))
	on.busy = on.busy.Joined()
	return on
}

// takes reports whether nothing stands against a slot of the day.
func (on *bookable) takes(s Slot, zone *time.Location) bool {
	return on.open.Cover(s.Treatment()) && !slices.ContainsFunc(on.busy, s.Busy().Overlaps) && !s.At().In(zone).Missing
}

// Search is what free times are looked for.
type Search struct {
	Wish
	CleanUp   int    // minutes that follow, in which practitioner and room are taken as well
	PatientID string // not while the patient is booked elsewhere; "" for nobody
	// Practitioners and Rooms are all there are, in the order in which they are preferred. With no rooms none is asked for.
	Practitioners, Rooms []string
	Step                 int // the times begin at whole multiples of so many minutes; 15 when it is 0
	Most                 int // so many are enough; 10 when it is 0
}

// SearchDays is how far free times are looked for where no last day is wished.
const SearchDays = 366

// Next are the next free times from now on, the earliest first; of two at the same time the one whose practitioner is
// preferred. Times with the same practitioner do not overlap, so that all that are told could be booked.
func (t *Timetable) Next(s Search, now Wall, taken func(Date) []Taken) []Slot {
	most, step := cmp.Or(s.Most, 10), cmp.Or(s.Step, offerStep)
	if s.Validate() != nil || !now.Valid() {
		return nil
	}
	var out []Slot
	last := max(now.Date, s.From).AddDays(SearchDays)
	if s.Until != "" {
		last = min(last, s.Until)
	}
	for d := max(now.Date, s.From); d != "" && d <= last && len(out) < most; d = d.AddDays(1) {
		if !s.SuitsDay(d) {
			continue
		}
		out = append(out, t.nextOn(&s, d, step, now, taken(d))...)
	}
	return out[:min(most, len(out))]
}

func (t *Timetable) nextOn(s *Search, d Date, step int, now Wall, taken []Taken) []Slot {
	wished := s.times()
	if d == now.Date {
		wished = wished.And(Spans{{now.Minute, DayMinutes}})
	}
	rooms := slices.DeleteFunc(slices.Clone(s.Rooms), func(r string) bool { return !s.suits(s.RoomIDs, r) })
	if len(s.Rooms) == 0 {
		rooms = []string{""}
	}
	var out []Slot
	for _, p := range s.Practitioners {
		if !s.suits(s.PractitionerIDs, p) {
			continue
		}
		open := wished.And(t.On(p, d).Free)
		if open.Minutes() < s.Minutes {
			continue
		}
		var with []Slot
		for _, room := range rooms {
			on := t.roomOn(d, open, p, room, s.PatientID, taken)
			for _, gap := range on.open {
				for from := (gap.From + step - 1) / step * step; from+s.Minutes <= gap.To; from += step {
					if x := (Slot{Date: d, From: from, Minutes: s.Minutes, CleanUp: s.CleanUp, PractitionerID: p, RoomID: room}); on.takes(x, t.Zone) {
						with = append(with, x)
					}
				}
			}
		}
		slices.SortStableFunc(with, func(a, b Slot) int { return cmp.Compare(a.From, b.From) })
		end := 0
		for _, x := range with {
			if x.From >= end {
				out, end = append(out, x), x.Busy().To
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Slot) int { return cmp.Compare(a.From, b.From) })
	return out
}

// Waiter is somebody on the waiting list.
type Waiter struct {
	ID        string // of the entry
	PatientID string
	Wish      Wish
	Since     time.Time
	// Gone: the patient was archived since.
	Gone bool
}

// staleAfter is how many days somebody waits without a last day before it is asked whether they still do.
const staleAfter = 365

// Stale reports that it should be asked whether somebody still waits: they were archived, their last day is over, or they
// have waited for a year.
func (w *Waiter) Stale(today Date, zone *time.Location) bool {
	return w.Gone || w.Wish.Until != "" && w.Wish.Until < today || w.Wish.Until == "" && DateOf(In(w.Since, zone)).DaysUntil(today) >= staleAfter
}

// Fit is somebody who waits and could come at a free time.
type Fit struct {
	Waiter
	Slot Slot // as early in the free time as it suits
}

// Fits are those who wait and could come at a free time of a day, with a practitioner and in a room ("" for none chosen):
// the most urgent first, and of those the one who has waited longest. taken is what is booked that day: nobody is offered a
// time at which they are booked.
func Fits(waiting []Waiter, d Date, free Span, practitioner, room string, taken []Taken) []Fit {
	var out []Fit
	for _, w := range waiting {
		if w.Gone {
			continue
		}
		left := Spans{free}
		for i := range taken {
			if x := &taken[i]; x.PatientID == w.PatientID && x.Date == d {
				left = left.Without(Spans{x.Treatment()})
			}
		}
		for _, s := range left {
			if at, suits := w.Wish.Suits(d, s, practitioner, room); suits {
				out = append(out, Fit{w, Slot{Date: d, From: at, Minutes: w.Wish.Minutes, PractitionerID: practitioner, RoomID: room}})
				break
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Fit) int {
		return cmp.Or(cmp.Compare(b.Wish.Urgency, a.Wish.Urgency), a.Since.Compare(b.Since), cmp.Compare(a.ID, b.ID))
	})
	return out
}
