package clinic

import (
	"slices"
	"time"
)

// Workday is the working time of one day.
type Workday struct {
	Work   []Span `json:"work"`
	Breaks []Span `json:"breaks"` // within the work; time between two spans of work needs none
}

// Week is the working time of each day of a week, Monday first.
type Week [7]Workday

// Hours are the working time of a practitioner, a room or the clinic while they hold.
type Hours struct {
	From  Date // the first day; "" for ever since
	Until Date // the last day; "" while no end is known
	// Weeks take turns, the first of them in the week of From; one where every week is alike.
	Weeks []Week
	// OnHolidays: they hold on public holidays as well.
	OnHolidays bool
}

// MaxWeeks is how many weeks can take turns.
const MaxWeeks = 8

// aMonday is from where weeks that take turns are counted when it was not said since when they do.
const aMonday Date = "2000-01-03"

// weekday counts from Monday, which is 0.
func weekday(d Date) int { return (int(d.Time().Weekday()) + 6) % 7 }

// Holds reports whether they are the hours of a day.
func (h *Hours) Holds(d Date) bool {
	return d.Valid() && len(h.Weeks) > 0 && d >= h.From && (h.Until == "" || d <= h.Until)
}

// On is the working time of a day; none where they do not hold.
func (h *Hours) On(d Date) Workday {
	if !h.Holds(d) {
		return Workday{}
	}
	from := h.From
	if !from.Valid() {
		from = aMonday
	}
	monday, first := d.AddDays(-weekday(d)), from.AddDays(-weekday(from))
	n := len(h.Weeks)
	turn := ((first.DaysUntil(monday)/7)%n + n) % n
	return h.Weeks[turn][weekday(d)]
}

// Validate checks the spans, and that the last day is not before the first.
func (h *Hours) Validate() error {
	var k checks
	k.optionalDate("from", h.From)
	k.optionalDate("until", h.Until)
	if h.From.Valid() && h.Until.Valid() && h.Until < h.From {
		k.fail("until", Say("The hours end before they begin."))
	}
	k.between("weeks", Say("The number of weeks that take turns"), float64(len(h.Weeks)), 1, MaxWeeks, "")
	for i := range h.Weeks {
		for j := range h.Weeks[i] {
			k.workday("weeks", h.Weeks[i][j])
		}
	}
	return k.err()
}

// Validate checks the spans.
func (w Workday) Validate() error {
	var k checks
	k.workday("work", w)
	return k.err()
}

func (c *checks) workday(field string, w Workday) {
	for _, spans := range [][]Span{w.Work, w.Breaks} {
		for i, s := range spans {
			switch {
			case s.From < 0 || s.To > DayMinutes || s.From >= s.To:
				c.fail(field, Say("{{.Times}}: it ends before it begins, or is outside of the day.", Args{"Times": s.Words()}))
			case slices.ContainsFunc(spans[:i], s.Overlaps):
				c.fail(field, Say("{{.Times}} overlaps another time of the day.", Args{"Times": s.Words()}))
			}
		}
	}
	for _, b := range w.Breaks {
		if !Spans(w.Work).Cover(b) {
			c.fail(field, Say("The break {{.Times}} is outside of the working hours.", Args{"Times": b.Words()}))
		}
	}
}

// Away is a stretch in which a practitioner is absent, a room is not to be had, or the clinic is closed.
type Away struct {
	ID string // of the record
	Stretch
	Why Sentence // zero when it was not said
}

// wholeClinic is the clinic as an owner of hours, changed days and closures.
const wholeClinic = ""

// Timetable is all by which it is reckoned when somebody or something is to be had. The keys of its maps are the ids of
// practitioners and rooms; "" is the clinic as a whole.
type Timetable struct {
	Zone *time.Location
	// Holidays are the public holidays where the clinic is; nil where it was not said where that is.
	Holidays *Holidays
	// Works are the codes of public holidays on which the clinic works as on any day.
	Works map[string]bool
	// Hours are the working hours. A practitioner without any has those of the clinic; when that has none either, all
	// of the day can be booked, and a room without any always can be.
	Hours map[string][]Hours
	// Days are what holds on one day instead of the hours: lunch that moves, a Saturday once. On a public holiday they hold
	// as well.
	Days map[string]map[Date]Workday
	// Away are absences and, of the clinic, closures.
	Away map[string][]Away
	// Names are those of the practitioners and rooms, for sentences.
	Names map[string]string
}

// NoHolidays as the region of a clinic is that none are kept.
const NoHolidays = "none"

// HolidayRegion is where a clinic has its public holidays: the region it chose, or, until it has, the one that its time
// zone is likely to be in. It is "" where none are kept.
func (c *Clinic) HolidayRegion(cat *Catalogue) string {
	switch c.Region {
	case NoHolidays:
		return ""
	case "":
		return cat.RegionOfZone(c.Zone)
	}
	return c.Region
}

// TimetableOf is the timetable that records make, in any mix: the clinic, practitioners, rooms, rosters, absences and the
// hours of days. Others are passed over.
func TimetableOf(cat *Catalogue, zone *time.Location, records []Record) *Timetable {
	t := &Timetable{
		Zone: zone, Works: make(map[string]bool), Hours: make(map[string][]Hours), Days: make(map[string]map[Date]Workday),
		Away: make(map[string][]Away), Names: make(map[string]string),
	}
	for _, r := range records {
		switch r := r.(type) {
		case *Clinic:
			t.Holidays = cat.HolidaysIn(r.HolidayRegion(cat))
			for _, code := range r.HolidaysWorked {
				t.Works[code] = true
			}
		case *Practitioner:
			t.Names[r.ID] = r.Name
		case *Room:
			t.Names[r.ID] = r.Name
		case *Roster:
			t.Hours[r.Owner()] = append(t.Hours[r.Owner()], r.Hours())
		case *Absence:
			t.Away[r.Owner()] = append(t.Away[r.Owner()], Away{r.ID, r.Stretch(), r.Words()})
		case *DayHours:
			if t.Days[r.Owner()] == nil {
				t.Days[r.Owner()] = make(map[Date]Workday)
			}
			t.Days[r.Owner()][r.Day] = r.Workday()
		}
	}
	return t
}

// Open is what a day holds for a practitioner, a room or the clinic.
type Open struct {
	// Known: hours were entered for it. Where none were, all of the day is work.
	Known    bool
	Work     Spans // the hours, breaks in them
	Breaks   Spans
	Holidays []Holiday // of the day, those too on which work goes on
	Shut     Spans     // by holidays on which no work goes on
	Away     []Away    // absences and closures that touch the day
	Free     Spans     // what is left of the work
}

// Pause is a part of the work of a day in which nobody works.
type Pause struct {
	Span
	Why Sentence
}

// Pauses are the holidays, closures and absences within the work of a day, and the breaks beside them.
func (o *Open) Pauses(d Date) []Pause {
	var out []Pause
	var shut Spans
	add := func(part Spans, why Sentence) {
		for _, x := range part.And(o.Work) {
			out = append(out, Pause{x, why})
		}
		shut = append(shut, part...)
	}
	for _, h := range o.Holidays {
		if slices.Contains(o.Shut, h.Span) {
			add(Spans{h.Span}, h.Words())
		}
	}
	for i := range o.Away {
		why := o.Away[i].Why
		if why.IsZero() {
			why = Say("Away")
		}
		if part, ok := o.Away[i].On(d); ok {
			add(Spans{part}, why)
		}
	}
	add(o.Breaks.Without(shut), Say("Break"))
	return out
}

// On is the day of a practitioner; "" is the clinic's.
func (t *Timetable) On(practitioner string, d Date) Open { return t.on(practitioner, d, false) }

// OnRoom is the day of a room. Public holidays shut no room.
func (t *Timetable) OnRoom(room string, d Date) Open { return t.on(room, d, true) }

func (t *Timetable) on(owner string, d Date, room bool) Open {
	var o Open
	day, holds := t.Days[owner][d]
	hours := t.Hours[owner]
	if len(hours) == 0 && !room && !holds {
		if day, holds = t.Days[wholeClinic][d]; !holds {
			hours = t.Hours[wholeClinic]
		}
	}
	o.Holidays = t.Holidays.On(d)
	onHolidays := room || holds
	switch {
	case holds:
		o.Known = true
	case len(hours) > 0:
		o.Known = true
		if h := holding(hours, d); h != nil {
			day, onHolidays = h.On(d), onHolidays || h.OnHolidays
		}
	default:
		day = Workday{Work: WholeDay()}
	}
	o.Work, o.Breaks = Spans(day.Work).Joined(), Spans(day.Breaks).Joined()
	if !onHolidays {
		for _, h := range o.Holidays {
			if !t.Works[h.Code] {
				o.Shut = append(o.Shut, h.Span)
			}
		}
	}
	shut := slices.Concat(o.Breaks, o.Shut)
	for _, list := range [][]Away{t.Away[owner], t.closures(owner)} {
		for i := range list {
			if part, touches := list[i].On(d); touches {
				o.Away = append(o.Away, list[i])
				shut = append(shut, part)
			}
		}
	}
	o.Free = o.Work.Without(shut)
	return o
}

// closures are those of the clinic, beside the absences of an owner.
func (t *Timetable) closures(owner string) []Away {
	if owner == wholeClinic {
		return nil
	}
	return t.Away[wholeClinic]
}

// holding are the hours of a day, or nil: of several the ones that began last.
func holding(hours []Hours, d Date) *Hours {
	var found *Hours
	for i := range hours {
		if h := &hours[i]; h.Holds(d) && (found == nil || h.From >= found.From) {
			found = h
		}
	}
	return found
}

// Slot is what an appointment takes of a day.
type Slot struct {
	Date    Date `json:"day"`
	From    int  `json:"minute"` // of the day
	Minutes int  `json:"minutes"`
	// CleanUp are the minutes afterwards in which the room is made ready: nobody else is booked into them.
	CleanUp        int    `json:"clean_up"`
	PractitionerID string `json:"practitioner_id,omitempty"`
	RoomID         string `json:"room_id,omitempty"`
}

// Treatment is the time with the patient.
func (s Slot) Treatment() Span { return Span{s.From, s.From + s.Minutes} }

// Busy is the time in which practitioner and room are taken.
func (s Slot) Busy() Span { return Span{s.From, s.From + s.Minutes + max(s.CleanUp, 0)} }

// At is when it begins.
func (s Slot) At() Wall { return Wall{s.Date, s.From} }

// Instants are when it begins and ends in a time zone: as many minutes apart as it is long, also over a change of the
// clocks.
func (s Slot) Instants(zone *time.Location) (from, to time.Time) {
	from = s.At().In(zone).At
	return from, from.Add(time.Duration(s.Minutes) * time.Minute)
}

// MaxAppointmentMinutes bounds the length of an appointment, and MaxCleanUpMinutes what follows it.
const (
	minAppointmentMinutes = 5
	MaxAppointmentMinutes = 480
	MaxCleanUpMinutes     = 120
)

// Validate checks that it is on one day.
func (s Slot) Validate() error {
	var k checks
	k.date(Say("The day of the appointment"), s.Date)
	k.lengths(s.Minutes, s.CleanUp)
	switch {
	case s.From < 0 || s.From >= DayMinutes:
		k.fail("minute", Say("Choose the time at which it begins."))
	case s.From+s.Minutes > DayMinutes:
		k.fail("minutes", Say("It must end by midnight."))
	}
	return k.err()
}

// length checks how long something is that can be booked, and lengths also the time to clean up after it.
func (c *checks) length(minutes int) {
	c.between("minutes", Say("The length"), float64(minutes), minAppointmentMinutes, MaxAppointmentMinutes, " minutes")
}

func (c *checks) lengths(minutes, cleanUp int) {
	c.length(minutes)
	c.between("clean_up", Say("The time to clean up"), float64(cleanUp), 0, MaxCleanUpMinutes, " minutes")
}

// Taken is what was booked already.
type Taken struct {
	ID        string // of the appointment
	PatientID string
	Name      string // of the patient, for sentences
	Slot
}

// AgainstKind is the sort of thing that stands against a booking.
type AgainstKind string

// What can stand against a booking, the weightiest first.
const (
	AgainstTime     AgainstKind = "time"    // there is no such time, or it ends on the next day
	AgainstPerson   AgainstKind = "person"  // the practitioner has another booking
	AgainstRoom     AgainstKind = "room"    // so has the room
	AgainstPatient  AgainstKind = "patient" // the patient is booked elsewhere at that time
	AgainstClosed   AgainstKind = "closed"  // the clinic is closed
	AgainstAbsent   AgainstKind = "absent"  // the practitioner is away
	AgainstNoRoom   AgainstKind = "no-room" // the room is not to be had
	AgainstHoliday  AgainstKind = "holiday" // it is a public holiday
	AgainstHours    AgainstKind = "hours"   // it is outside of the working hours
	AgainstBreak    AgainstKind = "break"   // it is in a break
	AgainstTheClock AgainstKind = "clock"   // the clocks are changed in it: a note, no hindrance
)

// Against is one thing that stands against a booking.
type Against struct {
	Kind AgainstKind
	// ID is of the appointment, absence or closure that is in the way; the code of a holiday; "" otherwise.
	ID string
	// Span is the part of the day in which it is in the way.
	Span Span
	Says Sentence
}

// Firm reports that it cannot be booked knowingly either.
func (a Against) Firm() bool { return a.Kind == AgainstTime }

// Overlaps reports that it is another appointment that is in the way.
func (a Against) Overlaps() bool {
	return a.Kind == AgainstPerson || a.Kind == AgainstRoom || a.Kind == AgainstPatient
}

// Hinders reports that it is no mere note.
func (a Against) Hinders() bool { return a.Kind != AgainstTheClock }

// Hindering are those that are no mere notes.
func Hindering(all []Against) []Against {
	return slices.DeleteFunc(slices.Clone(all), func(a Against) bool { return !a.Hinders() })
}
