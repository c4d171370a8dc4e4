package clinic

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// DayMinutes is how many minutes the clock on the wall shows in a day, whatever summer time does to it.
const DayMinutes = 24 * 60

// Wall is a time as the clock on the clinic's wall shows it. It is no instant: what is kept of an appointment is its wall
// time, and summer time moves nothing.
type Wall struct {
	Date   Date
	Minute int // of the day, 0 to DayMinutes, which is the midnight that ends it
}

// WallOf is what the clock on the wall shows at an instant, in the zone of that instant; seconds are cut off.
func WallOf(t time.Time) Wall { return Wall{DateOf(t), t.Hour()*60 + t.Minute()} }

// Valid reports whether there is such a day and such a minute of a day.
func (w Wall) Valid() bool { return w.Date.Valid() && w.Minute >= 0 && w.Minute <= DayMinutes }

// Compare orders by time. The end of a day is before the beginning of the next.
func (w Wall) Compare(o Wall) int {
	return cmp.Or(cmp.Compare(w.Date, o.Date), cmp.Compare(w.Minute, o.Minute))
}

// Clock is the time of the day: "14:30", and "24:00" for the end of it.
func (w Wall) Clock() string { return ClockTime(w.Minute) }

// ClockTime is a minute of the day as a clock shows it: "14:30".
func ClockTime(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

// shown is the wall time as a number to reckon with: the instant at which it would be in UTC.
func (w Wall) shown() time.Time { return w.Date.Time().Add(time.Duration(w.Minute) * time.Minute) }

// shownAt is the number to reckon with of an instant, as the clocks of its own zone show it.
func shownAt(t time.Time) time.Time {
	_, offset := t.Zone()
	return t.UTC().Add(time.Duration(offset) * time.Second)
}

// Moment is what a wall time is in a time zone.
type Moment struct {
	// At is the instant. Of a time that is there twice it is the first; of one that the clocks jump over, the one that
	// there would be, had they not been put forward.
	At time.Time
	// Again is the second instant of a time that is there twice; zero otherwise.
	Again time.Time
	// Missing reports that the clocks jump over it.
	Missing bool
	// From and To are what the clocks show as they are changed, where it is missing or there twice: they go from From to
	// To.
	From, To Wall
}

// Twice reports that the clocks are put back over the time, so that it is there twice.
func (m Moment) Twice() bool { return !m.Again.IsZero() }

// In finds a wall time in a time zone; nil is UTC. A wall time that is not Valid is no moment at all: At is zero.
func (w Wall) In(zone *time.Location) Moment {
	if !w.Valid() {
		return Moment{}
	}
	shown := w.shown()
	// The zone has the offset from UTC of a day before, of a day after, or one between.
	var at []time.Time
	for _, near := range []time.Duration{-24 * time.Hour, 0, 24 * time.Hour} {
		if t := instantAs(shown, In(shown.Add(near), zone)); shownAt(t).Equal(shown) && !slices.ContainsFunc(at, t.Equal) {
			at = append(at, t)
		}
	}
	slices.SortFunc(at, time.Time.Compare)
	switch len(at) {
	case 0:
		t := instantAs(shown, In(shown.Add(-24*time.Hour), zone))
		from, to := changeBefore(t)
		return Moment{At: t, Missing: true, From: from, To: to}
	case 1:
		return Moment{At: at[0]}
	}
	from, to := changeBefore(at[1])
	return Moment{At: at[0], Again: at[1], From: from, To: to}
}

// instantAs is the instant of a wall time by the offset from UTC that holds at another instant.
func instantAs(shown, as time.Time) time.Time {
	_, offset := as.Zone()
	return shown.Add(-time.Duration(offset) * time.Second).In(as.Location())
}

// changeBefore is what the clocks showed when they were last changed before an instant.
func changeBefore(t time.Time) (from, to Wall) {
	start, _ := t.ZoneBounds()
	_, before := start.Add(-time.Nanosecond).Zone()
	return WallOf(start.UTC().Add(time.Duration(before) * time.Second)), WallOf(start)
}

// Doubt is what must be said of the time when something is booked then; zero where the clocks are not changed.
func (w Wall) Doubt(zone *time.Location) Sentence {
	m := w.In(zone)
	facts := Args{"Time": w.Clock(), "Day": w.Date, "From": m.From.Clock(), "To": m.To.Clock()}
	switch {
	case m.Missing && m.From.Date < m.To.Date && m.To.Minute == 0:
		return Say("There is no {{.Day}} in the clinic’s time zone. Choose another day.", facts)
	case m.Missing:
		return Say("There is no {{.Time}} on {{.Day}}: the clocks go forward from {{.From}} to {{.To}}. Choose an earlier or a later time.", facts)
	case m.Twice():
		return Say("{{.Time}} is there twice on {{.Day}}: the clocks go back from {{.From}} to {{.To}}. The first of the two is booked.", facts)
	}
	return Sentence{}
}

// Stretch is a time from a minute of one day until a minute of the same or a later one, in which somebody is away or
// something is closed. Whole days begin at minute 0 and end at DayMinutes.
type Stretch struct {
	From  Wall
	Until Wall
}

// WholeDays is the stretch of the days from one to another, both in it.
func WholeDays(from, until Date) Stretch { return Stretch{Wall{from, 0}, Wall{until, DayMinutes}} }

// Validate asks for an end that is after the beginning.
func (s Stretch) Validate() error {
	var k checks
	if !s.From.Valid() {
		k.fail("from", Say("Choose the day and the time when it begins."))
	}
	if !s.Until.Valid() {
		k.fail("until", Say("Choose the day and the time when it ends."))
	}
	if k.errs == nil && s.From.Compare(s.Until) >= 0 {
		k.fail("until", Say("It ends before it begins."))
	}
	return k.err()
}

// On is the part of a day that lies in the stretch; false where there is none.
func (s Stretch) On(d Date) (Span, bool) {
	if !d.Valid() || d < s.From.Date || d > s.Until.Date {
		return Span{}, false
	}
	part := Span{0, DayMinutes}
	if d == s.From.Date {
		part.From = s.From.Minute
	}
	if d == s.Until.Date {
		part.To = s.Until.Minute
	}
	return part, part.From < part.To
}
