package clinic

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"regimen/internal/table"
)

// HolidayRegion is a country, a state of it, or a part of that, with public holidays of its own. What holds in a country
// holds in its states: the code of a part begins with that of the whole and a hyphen, "AU-TAS-S".
type HolidayRegion struct {
	Code  string
	Name  string
	Zones []string // by which it is guessed where a clinic is
}

// HolidayRule is a public holiday as the law has it: which day of each year it is.
type HolidayRule struct {
	Code    string
	Name    string
	Regions []string
	// Saturday and Sunday say what is done when it falls on one: "" nothing, HolidayMoves or HolidayAlso.
	Saturday, Sunday string
	Span             Span  // the part of the day that is a holiday
	From, To         int   // years; 0 for no bound
	Except           []int // years in which it is not held
	Source           string

	days dayRule
}

// What the law does about a holiday at a weekend: the next weekday that is no holiday already is held instead, or as well.
const (
	HolidayMoves = "moves"
	HolidayAlso  = "also"
)

// Holiday is a public holiday on its day.
type Holiday struct {
	Code string
	Name string
	Date Date
	Span Span // the part of the day
	// Instead: the day is held for one that fell on a weekend.
	Instead bool
}

// Words is its name.
func (h Holiday) Words() Sentence {
	name := Args{"Holiday": Term{"holiday", h.Code, h.Name}}
	switch {
	case h.Instead:
		return Say("{{.Holiday}} (day in lieu)", name)
	case h.Span != Span{0, DayMinutes}:
		name["Times"] = h.Span.Words()
		return Say("{{.Holiday}} ({{.Times}})", name)
	}
	return Say("{{.Holiday}}", name)
}

// Holidays are the public holidays of one region. They may be asked by several at once; nil has none.
type Holidays struct {
	rules []HolidayRule
	years sync.Map // of map[Date][]Holiday by year
}

// HolidaysIn are the public holidays of a region by its code; nil for "" and where it is not known.
func (c *Catalogue) HolidaysIn(region string) *Holidays {
	if !slices.ContainsFunc(c.HolidayRegions, func(r HolidayRegion) bool { return r.Code == region }) {
		return nil
	}
	h := &Holidays{rules: where(c.Holidays, func(r *HolidayRule) bool {
		return slices.ContainsFunc(r.Regions, func(code string) bool { return region == code || strings.HasPrefix(region, code+"-") })
	})}
	return h
}

// Kept are the public holidays of a day that a clinic keeps, where holidays are those of its region.
func (c *Clinic) Kept(holidays *Holidays, d Date) []Holiday {
	return where(holidays.On(d), func(h *Holiday) bool { return !slices.Contains(c.HolidaysWorked, h.Code) })
}

// RegionOfZone is the region that a clinic of a time zone is likely to be in; "" for none.
func (c *Catalogue) RegionOfZone(zone string) string {
	for i := range c.HolidayRegions {
		if slices.Contains(c.HolidayRegions[i].Zones, zone) {
			return c.HolidayRegions[i].Code
		}
	}
	return ""
}

// On are the holidays of a day.
func (h *Holidays) On(d Date) []Holiday {
	if h == nil || !d.Valid() {
		return nil
	}
	return h.year(d.Time().Year())[d]
}

// In are the holidays of a year, the earliest first.
func (h *Holidays) In(year int) []Holiday {
	if h == nil {
		return nil
	}
	var out []Holiday
	for _, list := range h.year(year) {
		out = append(out, list...)
	}
	slices.SortFunc(out, func(a, b Holiday) int { return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Code, b.Code)) })
	return out
}

func (h *Holidays) year(year int) map[Date][]Holiday {
	if kept, ok := h.years.Load(year); ok {
		return kept.(map[Date][]Holiday)
	}
	made, _ := h.years.LoadOrStore(year, h.reckon(year))
	return made.(map[Date][]Holiday)
}

func (h *Holidays) reckon(year int) map[Date][]Holiday {
	type held struct {
		rule *HolidayRule
		date Date
	}
	var all []held
	for i := range h.rules {
		r := &h.rules[i]
		if r.From > 0 && year < r.From || r.To > 0 && year > r.To || slices.Contains(r.Except, year) {
			continue
		}
		for _, d := range r.days.in(year) {
			all = append(all, held{r, d})
		}
	}
	slices.SortStableFunc(all, func(a, b held) int { return cmp.Compare(a.date, b.date) })
	off := make(map[Date]bool) // weekdays that are holidays already
	for _, x := range all {
		if x.rule.Span == (Span{0, DayMinutes}) {
			off[x.date] = true
		}
	}
	out := make(map[Date][]Holiday)
	for _, x := range all {
		day := Holiday{x.rule.Code, x.rule.Name, x.date, x.rule.Span, false}
		does := ""
		switch weekday(x.date) {
		case saturday:
			does = x.rule.Saturday
		case sunday:
			does = x.rule.Sunday
		}
		if does != HolidayMoves {
			out[day.Date] = append(out[day.Date], day)
		}
		if does == "" {
			continue
		}
		for day.Date = x.date; off[day.Date] || weekday(day.Date) >= saturday; {
			day.Date = day.Date.AddDays(1)
		}
		off[day.Date], day.Instead = true, true
		out[day.Date] = append(out[day.Date], day)
	}
	return out
}

const (
	saturday = 5
	sunday   = 6
)

// dayRule says which days of a year a rule means.
type dayRule struct {
	dates   []Date // these alone
	easter  bool   // Easter Sunday
	month   int
	day     int // of the month, where nth is 0 and near is ""
	weekday int
	nth     int    // the nth such weekday of the month; -1 is the last
	near    string // fromDay, beforeDay or nearDay: such a weekday about the day of the month
	plus    int    // days later
}

// How a weekday lies to a day of the month.
const (
	fromDay   = "from"   // on it or after
	beforeDay = "before" // before it
	nearDay   = "near"   // the nearest to it, on either side
)

func (r *dayRule) in(year int) []Date {
	if len(r.dates) > 0 {
		return where(r.dates, func(d *Date) bool { return d.Time().Year() == year })
	}
	on := func(month, day int) Date {
		return DateOf(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC))
	}
	var d Date
	switch {
	case r.easter:
		d = easterSunday(year)
	case r.nth > 0:
		first := on(r.month, 1)
		d = first.AddDays(toWeekday(first, r.weekday) + 7*(r.nth-1))
	case r.nth < 0:
		last := on(r.month+1, 0)
		d = last.AddDays(toWeekday(last, r.weekday))
		if d > last {
			d = d.AddDays(-7)
		}
	case r.near == "":
		d = on(r.month, r.day)
	default:
		base := on(r.month, r.day)
		ahead := toWeekday(base, r.weekday)
		if r.near == beforeDay || r.near == nearDay && ahead > 3 {
			ahead -= 7
		}
		d = base.AddDays(ahead)
	}
	return []Date{d.AddDays(r.plus)}
}

// toWeekday counts the days from a day to the next such weekday, 0 when it is one.
func toWeekday(d Date, wanted int) int { return (wanted - weekday(d) + 7) % 7 }

// easterSunday is reckoned by the Gregorian computus, as J. Meeus gives it (Astronomical Algorithms, 1991, chapter 8).
func easterSunday(year int) Date {
	a, b, c := year%19, year/100, year%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	n := h + l - 7*((a+11*h+22*l)/451) + 114
	return DateOf(time.Date(year, time.Month(n/31), n%31+1, 0, 0, 0, 0, time.UTC))
}

var (
	holidayColumns       = []string{"code", "name", "regions", "day", "saturday", "sunday", "hours", "from", "to", "except", "source"}
	holidayRegionColumns = []string{"code", "name", "zones", "source"}
	weekdayCodes         = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
)

func readHolidayRegion(r *table.Row) HolidayRegion {
	r.Must("source")
	return HolidayRegion{Code: r.Text("code"), Name: r.Must("name"), Zones: r.List("zones")}
}

func readHoliday(r *table.Row) HolidayRule {
	h := HolidayRule{
		Code: r.Text("code"), Name: r.Must("name"), Regions: r.List("regions"), Saturday: r.Choice("saturday", "", HolidayMoves, HolidayAlso),
		Sunday: r.Choice("sunday", "", HolidayMoves, HolidayAlso), Span: Span{0, DayMinutes}, From: r.Count("from"), To: r.Count("to"), Source: r.Must("source"),
	}
	if len(h.Regions) == 0 {
		r.Fail("regions", "it is empty")
	}
	if h.To > 0 {
		r.Ordered("from", "to", float64(h.From), float64(h.To))
	}
	for _, s := range r.List("except") {
		year, err := strconv.Atoi(s)
		if err != nil {
			r.Fail("except", "%q is not a year", s)
		}
		h.Except = append(h.Except, year)
	}
	if s := r.Text("hours"); s != "" {
		from, to, _ := strings.Cut(s, "-")
		var ok, well bool
		h.Span.From, ok = clockMinute(from)
		h.Span.To, well = clockMinute(to)
		if !ok || !well || h.Span.From >= h.Span.To {
			r.Fail("hours", "write two times of the day such as 18:00-24:00, not %q", s)
		}
	}
	var ok bool
	if h.days, ok = readDayRule(r.Must("day")); !ok && r.Text("day") != "" {
		r.Fail("day", "%q says no day: write 04-25, 2 mon 06, last mon 05, mon from 05-27, mon before 05-25, mon near 01-29, easter, one of these with +1 or -2 after it, or dates such as 2026-07-10;2027-06-25", r.Text("day"))
	}
	return h
}

// clockMinute reads a time of the day from 00:00 to 24:00.
func clockMinute(s string) (int, bool) {
	hour, minute, _ := strings.Cut(s, ":")
	h, err := strconv.Atoi(hour)
	m, err2 := strconv.Atoi(minute)
	at := h*60 + m
	return at, err == nil && err2 == nil && len(minute) == 2 && h >= 0 && m >= 0 && m < 60 && at <= DayMinutes
}

func readDayRule(text string) (dayRule, bool) {
	var r dayRule
	words := strings.Fields(text)
	if len(words) == 0 {
		return r, false
	}
	if last := words[len(words)-1]; len(words) > 1 && strings.ContainsAny(last[:1], "+-") {
		n, err := strconv.Atoi(last)
		if err != nil {
			return r, false
		}
		r.plus, words = n, words[:len(words)-1]
	}
	switch len(words) {
	case 1:
		return r, r.readOne(words[0])
	case 2:
		return r, false
	}
	if len(words) != 3 {
		return r, false
	}
	if day := slices.Index(weekdayCodes, words[0]); day >= 0 { // mon from 05-27
		r.weekday, r.near = day, words[1]
		return r, slices.Contains([]string{fromDay, beforeDay, nearDay}, r.near) && r.readMonthDay(words[2])
	}
	r.weekday = slices.Index(weekdayCodes, words[1]) // 2 mon 06
	month, err := strconv.Atoi(words[2])
	r.month, r.nth = month, -1
	if words[0] != "last" {
		n, err := strconv.Atoi(words[0])
		if r.nth = n; err != nil || n < 1 || n > 4 {
			return r, false
		}
	}
	return r, err == nil && r.weekday >= 0 && month >= 1 && month <= 12
}

// readOne reads what is said in one word: Easter, a day of the month, or dates.
func (r *dayRule) readOne(word string) bool {
	if word == "easter" {
		r.easter = true
		return true
	}
	if r.readMonthDay(word) {
		return true
	}
	list, twice := table.Split(word)
	for _, s := range list {
		r.dates = append(r.dates, Date(s))
	}
	return len(list) > 0 && len(twice) == 0 && r.plus == 0 && !slices.ContainsFunc(r.dates, func(d Date) bool { return !d.Valid() })
}

func (r *dayRule) readMonthDay(word string) bool {
	month, day, _ := strings.Cut(word, "-")
	m, err := strconv.Atoi(month)
	n, err2 := strconv.Atoi(day)
	if err != nil || err2 != nil {
		return false
	}
	r.month, r.day = m, n
	_, err = NewDate(2025, m, n) // a year without 29 February: none is a holiday
	return err == nil
}

// checkHolidays checks that each rule holds in regions that there are.
func (c *Catalogue) checkHolidays(l *table.Reader) {
	for i := range c.Holidays {
		for _, region := range c.Holidays[i].Regions {
			if !slices.ContainsFunc(c.HolidayRegions, func(r HolidayRegion) bool { return r.Code == region }) {
				l.Fail("holidays.tsv", 0, "regions", "%q of %q is not in holidayregions.tsv", region, c.Holidays[i].Code)
			}
		}
	}
}
