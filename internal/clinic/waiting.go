package clinic

import "slices"

// Wish is when, and with whom, somebody who waits can come.
type Wish struct {
	Days            [7]bool  `json:"days"`  // Monday first; none of them is any day
	Spans           []Span   `json:"spans"` // the times of the day that suit; none is any
	PractitionerIDs []string `json:"practitioner_ids"`
	RoomIDs         []string `json:"room_ids"`
	Minutes         int      `json:"minutes"`
	From            Date     `json:"from,omitempty"`  // the first day; "" for at once
	Until           Date     `json:"until,omitempty"` // the last; "" for no end
	Urgency         int      `json:"urgency"`         // WaitRoutine, WaitSoon or WaitUrgent
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
	k.wish(w)
	return k.err()
}

func (c *checks) wish(w *Wish) {
	c.between("minutes", Say("The length"), float64(w.Minutes), 5, MaxAppointmentMinutes, " minutes")
	c.between("urgency", Say("The urgency"), float64(w.Urgency), WaitRoutine, WaitUrgent, "")
	c.workday("spans", Workday{Work: w.Spans})
	c.optionalDate("from", w.From)
	c.optionalDate("until", w.Until)
	if w.From.Valid() && w.Until.Valid() && w.Until < w.From {
		c.fail("until", Say("The last day is before the first."))
	}
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
