package clinic

import "slices"

// Wish is when, and with whom, somebody who waits can come.
type Wish struct {
	Days            [7]bool // Monday first; none of them is any day
	Spans           []Span  // the times of the day that suit; none is any
	PractitionerIDs []string
	RoomIDs         []string
	Minutes         int
	From            Date // the first day; "" for at once
	Until           Date // the last; "" for no end
	Urgency         int  // WaitRoutine, WaitSoon or WaitUrgent
}

// How urgent a wish is.
const (
	WaitRoutine = iota
	WaitSoon
	WaitUrgent
)

// Validate checks the length, the times and the days.
func (w *Wish) Validate() error {
	var k checks
	k.length(w.Minutes)
	k.between("urgency", Say("The urgency"), float64(w.Urgency), WaitRoutine, WaitUrgent, "")
	k.workday("spans", Workday{Work: w.Spans})
	k.optionalDate("from", w.From)
	k.optionalDate("until", w.Until)
	if w.From.Valid() && w.Until.Valid() && w.Until < w.From {
		k.fail("until", Say("The last day is before the first."))
	}
	return k.err()
}

// Suits reports whether a free time of a day, with a practitioner and in a room ("" for none chosen), is one in which all
// of the wish can be had; at is where it begins at the earliest.
func (w *Wish) Suits(d Date, free Span, practitioner, room string) (at int, suits bool) {
	if !w.SuitsDay(d) || practitioner != "" && !w.suits(w.PractitionerIDs, practitioner) || room != "" && !w.suits(w.RoomIDs, room) {
		return 0, false
	}
	for _, s := range w.times().And(Spans{free}) {
		if s.Minutes() >= w.Minutes {
			return s.From, true
		}
	}
	return 0, false
}

func (*Wish) suits(wanted []string, id string) bool {
	return len(wanted) == 0 || slices.Contains(wanted, id)
}

// SuitsDay reports whether the day is one of those wished.
func (w *Wish) SuitsDay(d Date) bool {
	return d.Valid() && d >= w.From && (w.Until == "" || d <= w.Until) && (w.Days == [7]bool{} || w.Days[weekday(d)])
}

func (w *Wish) times() Spans {
	if len(w.Spans) == 0 {
		return WholeDay()
	}
	return w.Spans
}
