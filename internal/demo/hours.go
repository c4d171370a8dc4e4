package demo

import (
	"slices"
	"time"

	"regimen/internal/clinic"
)

// The lengths of what the diary is made of.
const (
	step     = 15 // minutes: appointments begin at whole multiples
	farthest = 25 // days about the one that is wanted on which a time is looked for
	ahead    = 8 * 7
)

// home is the region whose public holidays are kept where none is known for the time zone: that of the street.
const home = "AU-WA"

// reception is who answers the telephone.
const reception = "Leonie Marsh"

// diary is when the clinic is open, and what is booked.
type diary struct {
	timetable *clinic.Timetable
	now       clinic.Wall
	soon      clinic.Date // the second day from today on which the clinic is open: until then patients confirm
	team      []*clinic.Practitioner
	rooms     []string
	services  map[string]*clinic.Service
	prices    []clinic.Price
	free      map[string]map[clinic.Date]clinic.Spans // of people and rooms, before anything is booked
	taken     map[clinic.Date][]clinic.Taken
}

// The services by what they are for.
const (
	firstVisit = "first"
	reAssess   = "re-assess"
	lymph      = "lymph"
	pregnancy  = "pregnancy"
	halfHour   = "30"
	threeParts = "45"
	hour       = "60"
)

// prices are what a treatment of so many minutes costs, in cents.
var prices = map[int]int{30: 7500, 45: 9500, 60: 11500}

var offered = []struct {
	code  string
	room  int // of rooms, or -1
	price int
	clinic.Service
}{
	{firstVisit, -1, 12000, clinic.Service{Name: "First visit", FirstVisit: true, Minutes: 60, CleanUp: 10, Colour: "blue", Text: "Bring letters and pictures from your doctor, and wear loose clothes. Come ten minutes early to fill in the form."}},
	{halfHour, -1, prices[30], clinic.Service{Name: "Remedial massage, 30 minutes", Minutes: 30, CleanUp: 10, Colour: "sky", Text: "Wear loose clothes."}},
	{threeParts, -1, prices[45], clinic.Service{Name: "Remedial massage, 45 minutes", Minutes: 45, CleanUp: 10, Colour: "green", Text: "Wear loose clothes."}},
	{hour, -1, prices[60], clinic.Service{Name: "Remedial massage, 60 minutes", Minutes: 60, CleanUp: 10, Colour: "purple", Text: "Wear loose clothes."}},
	{lymph, 1, prices[60], clinic.Service{Name: "Lymphatic drainage", Minutes: 60, CleanUp: 15, Colour: "orange", Text: "Bring your sleeve or bandages, and drink a glass of water before you come."}},
	{pregnancy, 1, prices[45], clinic.Service{Name: "Pregnancy massage", Minutes: 45, CleanUp: 15, Colour: "vermilion", Text: "You lie on your side, on pillows. Eat something small an hour before."}},
	{reAssess, -1, 9000, clinic.Service{Name: "Re-assessment", Minutes: 45, CleanUp: 10, Colour: "yellow", Text: "We measure again what we measured at first. Bring your list of home exercises."}},
}

func span(from, to string) clinic.Span { return clinic.Span{From: minute(from), To: minute(to)} }

// minute reads a time of the day, "08:30".
func minute(clock string) int {
	t, err := time.Parse("15:04", clock)
	if err != nil {
		panic(err)
	}
	return t.Hour()*60 + t.Minute()
}

func works(from, to, rest, until string) clinic.Workday {
	return clinic.Workday{Work: []clinic.Span{span(from, to)}, Breaks: []clinic.Span{span(rest, until)}}
}

func short(from, to string) clinic.Workday {
	return clinic.Workday{Work: []clinic.Span{span(from, to)}}
}

// weeksOf are the hours of the clinic and of its team, in the order of the team; the second has another every other week.
func weeksOf() (of []clinic.Week, team [][]clinic.Week) {
	long, free := short("08:00", "19:30"), clinic.Workday{}
	of = []clinic.Week{{long, long, long, long, long, short("09:00", "13:00"), free}}
	day, early := works("08:00", "17:00", "12:30", "13:15"), short("08:00", "14:00")
	late, morning := works("12:00", "19:30", "15:30", "16:00"), short("08:00", "13:00")
	tomas := works("08:00", "17:30", "13:00", "13:45")
	return of, [][]clinic.Week{
		{{day, day, day, day, early, free, free}},
		{{tomas, tomas, free, tomas, free, short("09:00", "13:00"), free}, {free, tomas, tomas, tomas, tomas, free, free}},
		{{late, late, late, free, morning, free, free}},
	}
}

// setUp makes who works when, the rooms, and what can be booked.
func (m *maker) setUp(opened time.Time) {
	d := &diary{
		now: clinic.WallOf(m.now), services: map[string]*clinic.Service{}, free: map[string]map[clinic.Date]clinic.Spans{}, taken: map[clinic.Date][]clinic.Taken{},
	}
	m.diary, d.team = d, m.team
	first := date(opened)
	for i, room := range []clinic.Room{
		{Name: "Front room", Note: "Firm table, stairs to the street"}, {Name: "Garden room", Note: "Electric table, step-free, sink"}, {Name: "Quiet room", Note: "Chair for seated treatment"},
	} {
		room.ID, room.Rank, room.CreatedAt = m.id(opened), i+1, opened.UTC()
		d.rooms = append(d.rooms, room.ID)
		m.put(&room)
	}
	for i, x := range offered {
		s, cents := x.Service, x.price
		s.ID, s.Rank, s.CreatedAt, s.PriceCents = m.id(opened), i+1, opened.UTC(), &cents
		if x.room >= 0 {
			s.RoomID = d.rooms[x.room]
		}
		d.services[x.code] = &s
		m.put(&s)
	}
	cents := 12500 // an hour with who leads the clinic
	row := clinic.Price{ID: m.id(opened), ServiceID: d.services[hour].ID, PractitionerID: d.team[0].ID, PriceCents: &cents, CreatedAt: opened.UTC()}
	d.prices = append(d.prices, row)
	m.put(&row)
	of, team := weeksOf()
	m.put(&clinic.Roster{ID: m.id(opened), ValidFrom: first, Weeks: of, CreatedAt: opened.UTC()})
	for i, p := range d.team {
		m.put(&clinic.Roster{ID: m.id(opened), PractitionerID: p.ID, ValidFrom: first, Weeks: team[i], CreatedAt: opened.UTC()})
	}
	m.absences(first)
	d.timetable = clinic.TimetableOf(m.cat, m.now.Location(), m.out)
	if len(d.timetable.On(d.team[0].ID, d.now.Date).Free) == 0 {
		// Whoever opens the sample clinic on a Sunday or a holiday finds it open all the same.
		day := works("08:00", "16:00", "12:30", "13:00")
		for _, who := range []string{"", d.team[0].ID} {
			m.put(&clinic.DayHours{
				ID: m.id(m.now), PractitionerID: who, Day: d.now.Date, Work: day.Work, Breaks: day.Breaks,
				Note: "Open today, by arrangement", CreatedAt: m.now.AddDate(0, 0, -14).UTC(),
			})
		}
		d.timetable = clinic.TimetableOf(m.cat, m.now.Location(), m.out)
	}
	d.soon = d.now.Date
	for open := 0; open < 2; {
		if d.soon = d.soon.AddDays(1); d.isOpen(d.soon) {
			open++
		}
	}
}

// absences are leave, illness, a training, a repair, and the clinic's closure round Christmas.
func (m *maker) absences(opened clinic.Date) {
	d, today := m.diary, m.diary.now.Date
	away := func(owner, room, why, note string, s clinic.Stretch) {
		if s.Until.Date < opened || s.From.Compare(s.Until) >= 0 {
			return
		}
		known := m.back(s.From.Date.DaysUntil(today)+30, 17, 30)
		if known.After(m.now) || why == clinic.AbsenceSick {
			known = m.back(max(1, s.From.Date.DaysUntil(today)), 7, 40)
		}
		a := &clinic.Absence{
			ID: m.id(known), PractitionerID: owner, RoomID: room, FromDay: s.From.Date, FromMinute: s.From.Minute, UntilDay: s.Until.Date, UntilMinute: s.Until.Minute,
			Why: why, Note: note, CreatedAt: known.UTC(),
		}
		m.put(a)
	}
	days := func(from, until int) clinic.Stretch {
		return clinic.WholeDays(today.AddDays(from), today.AddDays(until))
	}
	away(d.team[0].ID, "", clinic.AbsenceLeave, "Tasmania", days(-212, -206))
	away(d.team[0].ID, "", clinic.AbsenceTraining, "Refresher course in lymphatic drainage", days(23, 23))
	away(d.team[1].ID, "", clinic.AbsenceSick, "", days(-43, -42))
	away(d.team[1].ID, "", clinic.AbsenceLeave, "", days(31, 37))
	repair := clinic.Stretch{From: clinic.Wall{Date: today.AddDays(9), Minute: minute("13:00")}, Until: clinic.Wall{Date: today.AddDays(9), Minute: minute("19:30")}}
	away("", d.rooms[2], clinic.AbsenceRepair, "The table is upholstered anew", repair)
	for year := opened.Time().Year(); year <= today.AddDays(ahead).Time().Year(); year++ {
		eve, _ := clinic.NewDate(year, 12, 24)
		end, _ := clinic.NewDate(year+1, 1, 2)
		closed := clinic.Stretch{From: clinic.Wall{Date: eve, Minute: minute("13:00")}, Until: clinic.Wall{Date: end, Minute: clinic.DayMinutes}}
		if closed.From.Date > today.AddDays(2*ahead) {
			break
		}
		if _, within := closed.On(today); !within {
			away("", "", clinic.AbsenceClosed, "Closed over Christmas", closed)
			continue
		}
		before, after := closed, closed
		before.Until = clinic.Wall{Date: today.AddDays(-1), Minute: clinic.DayMinutes}
		after.From = clinic.Wall{Date: today.AddDays(1)}
		away("", "", clinic.AbsenceClosed, "Closed over Christmas", before)
		away("", "", clinic.AbsenceClosed, "Closed over Christmas", after)
	}
}

// open is when a person or a room is to be had on a day, whatever is booked.
func (d *diary) open(owner string, day clinic.Date, room bool) clinic.Spans {
	if known, ok := d.free[owner][day]; ok {
		return known
	}
	if d.free[owner] == nil {
		d.free[owner] = map[clinic.Date]clinic.Spans{}
	}
	free := d.timetable.On(owner, day).Free
	if room {
		free = d.timetable.OnRoom(owner, day).Free
	}
	d.free[owner][day] = free
	return free
}

// isOpen reports whether somebody can be treated on the day at all.
func (d *diary) isOpen(day clinic.Date) bool {
	for _, p := range d.team {
		if len(d.open(p.ID, day, false)) > 0 {
			return true
		}
	}
	return false
}

// wish is a time that is looked for on a day: between two minutes, as near to a third as can be.
type wish struct{ from, to, near int }

// at finds a free time of a day with a practitioner, for somebody.
func (d *diary) at(day clinic.Date, p *clinic.Practitioner, s *clinic.Service, who string, w wish) (best clinic.Slot, found bool) {
	rooms := []string{s.RoomID}
	if s.RoomID == "" { // each has one of their own
		own := slices.Index(d.team, p)
		rooms = slices.Concat(d.rooms[own:], d.rooms[:own])
	}
	for _, free := range d.open(p.ID, day, false) {
		from, to := max(free.From, w.from), min(free.To, w.to)
		for start := (from + step - 1) / step * step; start+s.Minutes <= to; start += step {
			if found && apart(start, w.near) >= apart(best.From, w.near) {
				continue
			}
			for _, room := range rooms {
				x := clinic.Slot{Date: day, From: start, Minutes: s.Minutes, CleanUp: s.CleanUp, PractitionerID: p.ID, RoomID: room}
				if d.fits(x, who) {
					best, found = x, true
					break
				}
			}
		}
	}
	return best, found
}

func apart(a, b int) int { return max(a-b, b-a) }

// fits reports whether nobody has what the slot takes.
func (d *diary) fits(x clinic.Slot, who string) bool {
	covered := false
	for _, free := range d.open(x.RoomID, x.Date, true) {
		covered = covered || free.From <= x.From && x.From+x.Minutes <= free.To
	}
	if !covered {
		return false
	}
	for _, o := range d.taken[x.Date] {
		if (o.PractitionerID == x.PractitionerID || o.RoomID == x.RoomID || o.PatientID == who) && o.Busy().Overlaps(x.Busy()) {
			return false
		}
	}
	return true
}

func (d *diary) take(x clinic.Slot, who string) {
	d.taken[x.Date] = append(d.taken[x.Date], clinic.Taken{PatientID: who, Slot: x})
}

// near finds a free time about a day, from the first day that will do to the last.
func (d *diary) near(want, first, last clinic.Date, p *clinic.Practitioner, s *clinic.Service, who string, w wish) (clinic.Slot, bool) {
	for k := range 2 * farthest {
		days := (k + 1) / 2
		if k%2 == 0 {
			days = -days
		}
		if day := want.AddDays(days); day >= first && day <= last {
			if x, ok := d.at(day, p, s, who, w); ok {
				return x, true
			}
		}
	}
	return clinic.Slot{}, false
}

// anyTime is a wish about a time of the day.
func anyTime(near int) wish { return wish{0, clinic.DayMinutes, near} }

// begins is when a slot begins.
func (m *maker) begins(x clinic.Slot) time.Time {
	from, _ := x.Instants(m.now.Location())
	return from
}
