package clinic

import (
	"iter"
	"slices"
	"time"
)

// Repeat is how the days of a series follow each other. It is never kept: a series is its appointments, and the days are
// made once, when it is booked.
type Repeat struct {
	Every int
	Unit  RepeatUnit
	// Skip leaves a month out that has no such day. Otherwise its last day, or the last such weekday, is taken.
	Skip bool
}

// RepeatUnit is what Every counts.
type RepeatUnit string

// The units. Months keep the day of the month of the first day, MonthsByWeekday which weekday of the month it is: the
// second Tuesday. Both are reckoned from the first day, so that 31 January is followed by 28 February and by 31 March.
const (
	RepeatDays      RepeatUnit = "days"
	RepeatWeeks     RepeatUnit = "weeks"
	RepeatMonths    RepeatUnit = "months"
	RepeatByWeekday RepeatUnit = "months-by-weekday"
)

// RepeatDate is a day of a series.
type RepeatDate struct {
	Date Date
	// Says is what was done where a month has no such day; zero where nothing was.
	Says Sentence
}

// Validate checks the number.
func (r Repeat) Validate() error {
	var k checks
	k.between("every", Say("The number between two appointments"), float64(r.Every), 1, MaxEveryDays, "")
	k.oneOf("unit", Say("The unit"), string(r.Unit), string(RepeatDays), string(RepeatWeeks), string(RepeatMonths), string(RepeatByWeekday))
	return k.err()
}

// Dates are the first n days from a day on, which is the first of them; MaxSessions at most. There are none when the
// repeat is not valid.
func (r Repeat) Dates(first Date, n int) []RepeatDate {
	if !first.Valid() || r.Validate() != nil {
		return nil
	}
	var out []RepeatDate
	for turn := 0; len(out) < min(n, MaxSessions); turn++ {
		next := RepeatDate{}
		exact := true
		switch r.Unit {
		case RepeatDays:
			next.Date = first.AddDays(turn * r.Every)
		case RepeatWeeks:
			next.Date = first.AddDays(turn * r.Every * 7)
		case RepeatMonths:
			next.Date, exact = monthsLater(first, turn*r.Every)
		case RepeatByWeekday:
			next.Date, exact = weekdayMonthsLater(first, turn*r.Every)
		}
		if !next.Date.Valid() { // the calendar ends
			break
		}
		if !exact && r.Skip {
			if turn > 12*MaxSessions { // no month that is met has such a day
				break
			}
			continue
		}
		if next.Says = r.says(first, next.Date, exact); r.Skip && len(out) > 0 {
			next.Says = r.left(first, out[len(out)-1].Date, next.Date)
		}
		out = append(out, next)
	}
	return out
}

// SeriesDays is how far from its first day a series is booked at once.
const SeriesDays = 2 * 366

// Until are the days from a day to a last one, as Dates are.
func (r Repeat) Until(first, last Date) []RepeatDate {
	all := r.Dates(first, MaxSessions)
	if i := slices.IndexFunc(all, func(d RepeatDate) bool { return d.Date > last }); i >= 0 {
		return all[:i]
	}
	return all
}

// Nth is which weekday of its month a day is: 2 for a second Tuesday.
func (d Date) Nth() int { return (d.Time().Day()-1)/7 + 1 }

// monthsLater is the same day of a later month, or its last day where it has no such one; then exact is false.
func monthsLater(d Date, n int) (later Date, exact bool) {
	t := d.Time()
	month := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := month.AddDate(0, 1, -1)
	return DateOf(month.AddDate(0, 0, min(t.Day(), last.Day())-1)), t.Day() <= last.Day()
}

// weekdayMonthsLater is the same weekday of a later month by its number in the month, or the last of them where it has no
// fifth; then exact is false.
func weekdayMonthsLater(d Date, n int) (later Date, exact bool) {
	t := d.Time()
	first := DateOf(time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC))
	later = first.AddDays(toWeekday(first, weekday(d)) + (d.Nth()-1)*7)
	if later.Valid() && later.Time().Month() != first.Time().Month() {
		return later.AddDays(-7), false
	}
	return later, true
}

func (r Repeat) says(first, d Date, exact bool) Sentence {
	switch {
	case exact:
		return Sentence{}
	case r.Unit == RepeatByWeekday:
		return Say("This month has that weekday only four times: the last of them, {{.Date}}, is taken.", Args{"Date": d.Brief()})
	}
	return Say("This month has no day {{.Day}}: its last day, {{.Date}}, is taken.", Args{"Day": first.Time().Day(), "Date": d.Brief()})
}

// left says which months were left out between two days of a series.
func (r Repeat) left(first, before, d Date) Sentence {
	switch n := monthsBetween(before, d)/r.Every - 1; {
	case r.Unit != RepeatMonths && r.Unit != RepeatByWeekday || n < 1:
		return Sentence{}
	case r.Unit == RepeatByWeekday:
		return SayCount(n, "{{.Count}} month before it is left out: it has that weekday only four times.",
			"{{.Count}} months before it are left out: they have that weekday only four times.")
	default:
		return SayCount(n, "{{.Count}} month before it is left out: it has no day {{.Day}}.",
			"{{.Count}} months before it are left out: they have no day {{.Day}}.", Args{"Day": first.Time().Day()})
	}
}

// DatesFrom are the days of what is left of a plan after so many sessions, when the next of them is on a day: as far from
// each other as in the plan.
func (p *Plan) DatesFrom(done int, first Date) []Date {
	if !first.Valid() || done < 0 {
		return nil
	}
	planned := *p
	if !planned.Start.Valid() {
		planned.Start = first
	}
	dates := planned.Dates()
	if done >= len(dates) {
		return nil
	}
	later := dates[done].DaysUntil(first)
	out := make([]Date, 0, len(dates)-done)
	for _, d := range dates[done:] {
		if d = d.AddDays(later); d == "" {
			break
		}
		out = append(out, d)
	}
	return out
}

// Occurrence is an appointment of a series.
type Occurrence struct {
	ID   string // "" before it is booked
	Slot Slot
	// ByHand: it was changed on its own since the series was booked.
	ByHand bool
	// Closed: it is over or was called off, or its session is signed.
	Closed bool
}

// Reach is how far a change of one appointment goes in its series.
type Reach string

// How far a change goes.
const (
	ReachThis      Reach = "this"
	ReachFollowing Reach = "following" // this one and those after it
	ReachAll       Reach = "all"
)

// Kept is an appointment of a series that a change within reach leaves as it is.
type Kept struct {
	Occurrence
	Why Sentence
}

// Reached are the appointments of a series that a change of one of them goes to, in order of time, and those in its reach
// that stay as they are: past ones, closed ones and, but for the one that is changed, those that were changed by hand.
func Reached(series []Occurrence, id string, reach Reach, now Wall) (touched []Occurrence, kept []Kept) {
	all := inOrder(series)
	this := slices.IndexFunc(all, func(o Occurrence) bool { return o.ID == id })
	if this < 0 {
		return nil, nil
	}
	for i, o := range all {
		if reach == ReachThis && i != this || reach == ReachFollowing && i < this {
			continue
		}
		switch {
		case o.Closed:
			kept = append(kept, Kept{o, Say("{{.Date}} stays: it is over, called off or signed.", Args{"Date": o.Slot.Date.Brief()})})
		case o.Slot.At().Compare(now) < 0:
			kept = append(kept, Kept{o, Say("{{.Date}} stays: it is past.", Args{"Date": o.Slot.Date.Brief()})})
		case o.ByHand && i != this:
			kept = append(kept, Kept{o, Say("{{.Date}} stays: it was changed on its own.", Args{"Date": o.Slot.Date.Brief()})})
		default:
			touched = append(touched, o)
		}
	}
	return touched, kept
}

func inOrder(series []Occurrence) []Occurrence {
	all := slices.Clone(series)
	slices.SortStableFunc(all, func(a, b Occurrence) int { return a.Slot.At().Compare(b.Slot.At()) })
	return all
}

// SlotChange is what is done to appointments of a series. What is nil stays.
type SlotChange struct {
	Days           int  // so many days later
	From           *int // minute of the day
	Minutes        *int
	CleanUp        *int
	PractitionerID *string
	RoomID         *string
}

// Changed is the change that makes one slot of another, to be done to others of the series as well.
func Changed(before, after Slot) SlotChange {
	c := SlotChange{Days: before.Date.DaysUntil(after.Date)}
	if before.From != after.From {
		c.From = &after.From
	}
	if before.Minutes != after.Minutes {
		c.Minutes = &after.Minutes
	}
	if before.CleanUp != after.CleanUp {
		c.CleanUp = &after.CleanUp
	}
	if before.PractitionerID != after.PractitionerID {
		c.PractitionerID = &after.PractitionerID
	}
	if before.RoomID != after.RoomID {
		c.RoomID = &after.RoomID
	}
	return c
}

// Of is a slot after the change.
func (c SlotChange) Of(s Slot) Slot {
	if c.Days != 0 {
		s.Date = s.Date.AddDays(c.Days)
	}
	set(&s.From, c.From)
	set(&s.Minutes, c.Minutes)
	set(&s.CleanUp, c.CleanUp)
	set(&s.PractitionerID, c.PractitionerID)
	set(&s.RoomID, c.RoomID)
	return s
}

func set[T any](to, value *T) {
	if value != nil {
		*to = *value
	}
}

// Extend are n more slots of a series, after its last: in the rhythm of the days that it has, or where they have none, as
// far apart as the last two. What was changed by hand is no guide. A single appointment is followed week by week.
func Extend(series []Occurrence, n int) []Slot {
	all := inOrder(series)
	unmoved := slices.DeleteFunc(slices.Clone(all), func(o Occurrence) bool { return o.ByHand })
	if len(unmoved) == 0 {
		unmoved = all
	}
	if len(unmoved) == 0 {
		return nil
	}
	last := unmoved[len(unmoved)-1].Slot
	after := 0 // those changed by hand that had their day after the last that was not
	for _, o := range all {
		if o.ByHand && o.Slot.At().Compare(last.At()) > 0 {
			after++
		}
	}
	var out []Slot
	for _, d := range rhythm(unmoved, after+n)[after:] {
		last.Date = d
		out = append(out, last)
	}
	return out
}

// rhythm are the next n days of a series.
func rhythm(series []Occurrence, n int) []Date {
	first, last := series[0].Slot.Date, series[len(series)-1].Slot.Date
	gap, even, months := 7, true, MaxSessions
	for i := 1; i < len(series); i++ {
		a, b := series[i-1].Slot.Date, series[i].Slot.Date
		apart := max(1, a.DaysUntil(b))
		even = even && (i == 1 || apart == gap)
		gap, months = apart, min(months, monthsBetween(a, b))
	}
	if len(series) > 1 && !(even && gap%7 == 0) {
		for _, r := range []Repeat{{months, RepeatMonths, true}, {months, RepeatMonths, false}, {months, RepeatByWeekday, true}, {months, RepeatByWeekday, false}} {
			if next, fits := r.after(first, last, series, n); fits {
				return next
			}
		}
	}
	return days(Repeat{Every: gap, Unit: RepeatDays}.Dates(last, n+1))[1:]
}

// after are the n days that follow the last of a series by a rhythm; false where not all of it are in that rhythm.
func (r Repeat) after(first, last Date, series []Occurrence, n int) ([]Date, bool) {
	all := days(r.Dates(first, MaxSessions))
	for _, o := range series {
		if !slices.Contains(all, o.Slot.Date) {
			return nil, false
		}
	}
	at := slices.Index(all, last) + 1
	return all[at:min(at+n, len(all))], at+n <= len(all)
}

func monthsBetween(a, b Date) int {
	from, to := a.Time(), b.Time()
	return (to.Year()-from.Year())*12 + int(to.Month()-from.Month())
}

func days(dates []RepeatDate) []Date {
	out := make([]Date, len(dates))
	for i, d := range dates {
		out[i] = d.Date
	}
	return out
}

// Proposed is an appointment of a series before it is booked or changed.
type Proposed struct {
	Occurrence
	Against []Against
	// Offer is the next time that is free, where something stands against the one that was meant; nil where nothing does,
	// or none was found.
	Offer *Slot
}

// OfferDays is how far an offer is looked for.
const OfferDays = 14

// offerStep is how far apart the times of a day are that are tried.
const offerStep = 15

// Preview tells of all appointments of a series what stands against each, and offers the next possible time: at the same
// hour on one of the next days, before the next of the series; else at another hour of the same day; else at any hour of
// the next days. Nothing of a series is in its own way but for two of it on one day. taken is what is booked on a day.
func (t *Timetable) Preview(patient string, series []Occurrence, taken func(Date) []Taken) []Proposed {
	x := &planning{t: t, patient: patient, all: inOrder(series), taken: taken, own: make(map[string]bool), meant: make(map[Date][]planned)}
	for i, o := range x.all {
		x.mean(i, o.Slot)
	}
	out := make([]Proposed, len(x.all))
	for i, o := range x.all {
		out[i] = Proposed{Occurrence: o, Against: t.Against("", patient, o.Slot, x.others(o.Slot.Date, i))}
		if len(Hindering(out[i].Against)) == 0 {
			continue
		}
		free, end := x.free(i), x.end(o.Slot.Date)
		for _, other := range []iter.Seq[Slot]{sameHour(o.Slot, end), otherHours(o.Slot, end)} {
			if offer, found := firstOf(other, free); found {
				out[i].Offer = &offer
				x.mean(i, offer)
				break
			}
		}
	}
	return out
}

// Instead are other times that are free for an appointment of a series, n at most: half of them at the same hour of the next
// days, before the next of the series, and the others at other hours, those of the same day first. They do not overlap.
// others are the other appointments of the series, at the times that were chosen for them by then.
func (t *Timetable) Instead(patient string, s Slot, others []Occurrence, taken func(Date) []Taken, n int) []Slot {
	x := &planning{t: t, patient: patient, all: inOrder(others), taken: taken, own: make(map[string]bool), meant: make(map[Date][]planned)}
	for i, o := range x.all {
		x.mean(i, o.Slot)
	}
	free, end := x.free(-1), x.end(s.Date)
	var not []Slot // what an offer must not overlap
	if free(s) {
		not = append(not, s)
	}
	var out []Slot
	for _, part := range []struct {
		times iter.Seq[Slot]
		most  int
	}{{sameHour(s, end), n / 2}, {otherHours(s, end), n}} {
		for offer := range part.times {
			if len(out) >= part.most {
				break
			}
			if !slices.ContainsFunc(not, func(o Slot) bool { return o.Date == offer.Date && o.Busy().Overlaps(offer.Busy()) }) && free(offer) {
				out, not = append(out, offer), append(not, offer)
			}
		}
	}
	slices.SortFunc(out, func(a, b Slot) int { return a.At().Compare(b.At()) })
	return out
}

// planning is a series while it is looked for times for it.
type planning struct {
	t       *Timetable
	patient string
	all     []Occurrence // in order
	taken   func(Date) []Taken
	own     map[string]bool // the keys of those that are booked already
	meant   map[Date][]planned
}

type planned struct {
	of int // which of the series
	Taken
}

// mean notes a time for one of the series, beside those that it had before.
func (x *planning) mean(i int, s Slot) {
	id := x.all[i].ID
	if id != "" {
		x.own[id] = true
	}
	x.meant[s.Date] = append(x.meant[s.Date], planned{i, Taken{ID: id, PatientID: x.patient, Slot: s}})
}

// others is what is booked or meant on a day but for one of the series.
func (x *planning) others(d Date, but int) []Taken {
	list := slices.DeleteFunc(slices.Clone(x.taken(d)), func(o Taken) bool { return x.own[o.ID] })
	for _, p := range x.meant[d] {
		if p.of != but {
			list = append(list, p.Taken)
		}
	}
	return list
}

// end is the day before which another time is looked for in the place of one on a day.
func (x *planning) end(d Date) Date {
	end := d.AddDays(OfferDays)
	for _, o := range x.all {
		if o.Slot.Date > d {
			return min(end, o.Slot.Date)
		}
	}
	return end
}

// free reports whether nothing stands against a slot but what is meant for one of the series.
func (x *planning) free(but int) func(Slot) bool {
	days := make(map[Date]*bookable)
	return func(s Slot) bool {
		on := days[s.Date]
		if on == nil {
			day := x.t.roomOn(s.Date, x.t.On(s.PractitionerID, s.Date).Free, s.PractitionerID, s.RoomID, x.patient, x.others(s.Date, but))
			on, days[s.Date] = &day, &day
		}
		return on.takes(s, x.t.Zone)
	}
}

func firstOf(all iter.Seq[Slot], fits func(Slot) bool) (Slot, bool) {
	for s := range all {
		if fits(s) {
			return s, true
		}
	}
	return Slot{}, false
}

// sameHour are the times at the hour of a slot on the days after it, before end.
func sameHour(s Slot, end Date) iter.Seq[Slot] {
	return func(yield func(Slot) bool) {
		for x, d := s, s.Date.AddDays(1); d != "" && d < end; d = d.AddDays(1) {
			if x.Date = d; !yield(x) {
				return
			}
		}
	}
}

// otherHours are the times on the day of a slot and the days after it, before end, the nearest to its hour first.
func otherHours(s Slot, end Date) iter.Seq[Slot] {
	return func(yield func(Slot) bool) {
		for d := s.Date; d != "" && (d == s.Date || d < end); d = d.AddDays(1) {
			for apart := offerStep; apart < DayMinutes; apart += offerStep {
				for _, from := range []int{s.From + apart, s.From - apart} {
					x := s
					if x.Date, x.From = d, from; from >= 0 && from+s.Minutes <= DayMinutes && !yield(x) {
						return
					}
				}
			}
		}
	}
}
