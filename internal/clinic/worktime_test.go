package clinic

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const hour = 60

// aWeek works on some days, 0 for Monday, in the same spans.
func aWeek(work []Span, days ...int) Week {
	var w Week
	for _, d := range days {
		w[d].Work = work
	}
	return w
}

var (
	morning   = []Span{{9 * hour, 12 * hour}}
	afternoon = []Span{{13 * hour, 17 * hour}}
	wholeTime = []Span{{9 * hour, 17 * hour}}
	lunch     = []Span{{12 * hour, 13 * hour}}
)

// aTimetable is of a clinic in Sydney with two practitioners and two rooms. Ingrid works from Monday to Friday with lunch
// at noon; Tomas on Mondays and Wednesdays in one week and on Fridays in the other.
func aTimetable(t testing.TB) *Timetable {
	weekdays := aWeek(wholeTime, 0, 1, 2, 3, 4)
	for d := range 5 {
		weekdays[d].Breaks = lunch
	}
	return &Timetable{
		Zone:     zoneOf(t, "Australia/Sydney"),
		Holidays: catalogue(t).HolidaysIn("AU-NSW"),
		Hours: map[string][]Hours{
			"":       {{Weeks: []Week{aWeek([]Span{{8 * hour, 18 * hour}}, 0, 1, 2, 3, 4, 5)}}},
			"ingrid": {{From: "2026-01-01", Weeks: []Week{weekdays}}},
			"tomas":  {{From: "2026-11-02", Weeks: []Week{aWeek(morning, 0, 2), aWeek(afternoon, 4)}}},
		},
		Days:  map[string]map[Date]Workday{},
		Away:  map[string][]Away{},
		Names: map[string]string{"ingrid": "Ingrid", "tomas": "Tomas", "one": "Room 1", "two": "Room 2"},
	}
}

func TestOpenDays(t *testing.T) {
	t.Parallel()
	table := aTimetable(t)
	table.Days["ingrid"] = map[Date]Workday{
		"2026-11-24": {Work: wholeTime, Breaks: []Span{{14 * hour, 15 * hour}}}, // lunch that moves
		"2026-12-05": {Work: morning},                                           // a Saturday once
		"2026-12-28": {Work: morning},                                           // a public holiday that is worked
		"2026-11-26": {},                                                        // a day off
	}
	table.Away["ingrid"] = []Away{{ID: "conference", Stretch: Stretch{Wall{"2026-11-17", 14*hour + 30}, Wall{"2026-11-18", 16*hour + 45}}, Why: Text("Conference")}}
	table.Away[""] = []Away{{ID: "summer", Stretch: WholeDays("2026-12-29", "2027-01-04")}}
	table.Away["one"] = []Away{{ID: "painting", Stretch: Stretch{Wall{"2026-11-19", 0}, Wall{"2026-11-19", 12 * hour}}}}
	table.Hours["mei"] = []Hours{
		{From: "2026-01-01", Until: "2026-11-15", Weeks: []Week{aWeek(morning, 0, 1)}},
		{From: "2026-11-16", Weeks: []Week{aWeek(afternoon, 0, 1)}, OnHolidays: true},
	}
	for _, x := range []struct {
		owner string
		day   Date
		free  string
	}{
		{"ingrid", "2026-11-16", "09:00–12:00, 13:00–17:00"}, // Monday
		{"ingrid", "2026-11-15", ""},                         // Sunday
		{"ingrid", "2025-12-31", ""},                         // before she began
		{"ingrid", "2026-11-17", "09:00–12:00, 13:00–14:30"}, // away from half past two
		{"ingrid", "2026-11-18", "16:45–17:00"},
		{"ingrid", "2026-11-24", "09:00–14:00, 15:00–17:00"},
		{"ingrid", "2026-11-26", ""},
		{"ingrid", "2026-12-05", "09:00–12:00"},
		{"ingrid", "2026-12-25", ""}, // Christmas, a Friday
		{"ingrid", "2026-12-28", "09:00–12:00"},
		{"ingrid", "2026-12-31", ""}, // closed
		{"ingrid", "2027-01-04", ""}, // the last day of it
		{"ingrid", "2027-01-05", "09:00–12:00, 13:00–17:00"},
		{"tomas", "2026-11-02", "09:00–12:00"}, // the first of the two weeks
		{"tomas", "2026-11-04", "09:00–12:00"},
		{"tomas", "2026-11-06", ""},
		{"tomas", "2026-11-09", ""}, // the second
		{"tomas", "2026-11-13", "13:00–17:00"},
		{"tomas", "2026-11-16", "09:00–12:00"}, // the first again
		{"tomas", "2027-10-04", ""},            // Labour Day
		{"mei", "2026-11-09", "09:00–12:00"},
		{"mei", "2026-11-16", "13:00–17:00"},
		{"mei", "2027-01-26", "13:00–17:00"},    // Australia Day, a Tuesday
		{"nobody", "2026-11-21", "08:00–18:00"}, // a Saturday, by the hours of the clinic
		{"", "2026-11-22", ""},
		{"", "2026-11-21", "08:00–18:00"},
	} {
		if got := Listed(table.On(x.owner, x.day).Free.Words()); got != x.free {
			t.Errorf("%q on %s: %s, not %s", x.owner, x.day, got, x.free)
		}
	}
	for day, want := range map[Date]string{"2026-11-19": "12:00–24:00", "2026-11-20": "00:00–24:00", "2026-12-25": "00:00–24:00", "2026-12-31": ""} {
		if got := Listed(table.OnRoom("one", day).Free.Words()); got != want {
			t.Errorf("the room on %s: %s, not %s", day, got, want)
		}
	}
	// Where nothing was ever entered, all of the day can be booked.
	bare := &Timetable{}
	if o := bare.On("anybody", "2026-11-22"); o.Known || o.Free.Minutes() != DayMinutes {
		t.Errorf("%+v", o)
	}
	if o := bare.OnRoom("any", "2026-11-22"); o.Known || o.Free.Minutes() != DayMinutes {
		t.Errorf("%+v", o)
	}
	table.Works = map[string]bool{"au-boxing": true}
	if got := Listed(table.On("", "2026-12-28").Free.Words()); got != "08:00–18:00" {
		t.Errorf("Boxing Day is worked, and is %s", got)
	}
}

func TestHoursThatCannotBe(t *testing.T) {
	t.Parallel()
	week := func(d Workday) []Week { return []Week{{d}} }
	for _, h := range []Hours{
		{},
		{Weeks: make([]Week, MaxWeeks+1)},
		{From: "2026-02-30", Weeks: make([]Week, 1)},
		{From: "2026-02-03", Until: "2026-02-02", Weeks: make([]Week, 1)},
		{Weeks: week(Workday{Work: []Span{{600, 600}}})},
		{Weeks: week(Workday{Work: []Span{{-1, 600}}})},
		{Weeks: week(Workday{Work: []Span{{600, 1441}}})},
		{Weeks: week(Workday{Work: []Span{{540, 720}, {700, 800}}})},
		{Weeks: week(Workday{Work: morning, Breaks: lunch})},
	} {
		if h.Validate() == nil {
			t.Errorf("%+v is taken", h)
		}
	}
	for _, h := range []Hours{
		{Weeks: make([]Week, 1)},
		{From: "2026-02-03", Until: "2026-02-03", Weeks: week(Workday{Work: wholeTime, Breaks: lunch})},
		{Weeks: week(Workday{Work: []Span{{0, 1440}}})},
		{Weeks: week(Workday{Work: append(slices.Clone(morning), afternoon...)})},
	} {
		if err := h.Validate(); err != nil {
			t.Errorf("%+v: %v", h, err)
		}
	}
}

// Weeks that take turns do so without a break over the years, and before the day from which they are counted as after it.
func TestWeeksTakeTurns(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, MaxWeeks).Draw(t, "weeks")
		h := Hours{Weeks: make([]Week, n)}
		if rapid.Bool().Draw(t, "from") {
			h.From = Date("2020-01-01").AddDays(rapid.IntRange(0, 4000).Draw(t, "first"))
		}
		for i := range h.Weeks {
			for d := range h.Weeks[i] {
				h.Weeks[i][d].Work = []Span{{i, 100 + d}}
			}
		}
		d := Date("2019-06-01").AddDays(rapid.IntRange(0, 6000).Draw(t, "day"))
		is, next := h.On(d).Work, h.On(d.AddDays(7)).Work
		if d < h.From {
			if is != nil {
				t.Fatalf("%s is before %s", d, h.From)
			}
			return
		}
		if d == h.From && is[0].From != 0 {
			t.Fatalf("%s is not in the first week", d)
		}
		if is[0].To != 100+weekday(d) || next[0].From != (is[0].From+1)%n {
			t.Fatalf("%s is %v, and a week later %v of %d", d, is, next, n)
		}
	})
}

func TestWhatStandsAgainstABooking(t *testing.T) {
	t.Parallel()
	table := aTimetable(t)
	table.Away["ingrid"] = []Away{{ID: "conference", Stretch: Stretch{Wall{"2026-11-17", 14*hour + 30}, Wall{"2026-11-18", 16*hour + 45}}, Why: Text("Conference")}}
	table.Away["tomas"] = []Away{{ID: "leave", Stretch: WholeDays("2026-11-18", "2026-11-18")}}
	table.Away[""] = []Away{{ID: "summer", Stretch: WholeDays("2026-12-23", "2027-01-04"), Why: Text("Summer")}, {ID: "party", Stretch: Stretch{Wall{"2026-12-11", 15 * hour}, Wall{"2026-12-11", DayMinutes}}}}
	table.Away["two"] = []Away{{ID: "painting", Stretch: WholeDays("2026-11-16", "2026-11-16"), Why: Text("Painting")}}
	table.Hours["two"] = []Hours{{Weeks: []Week{aWeek(morning, 0, 1, 2, 3, 4)}}}
	taken := []Taken{
		{"a", "peg", "Peg O’Doyle", Slot{"2026-11-16", 10 * hour, 45, 15, "ingrid", "one"}},
		{"b", "sam", "", Slot{"2026-11-16", 14 * hour, 60, 0, "ingrid", ""}},
		{"c", "ann", "Ann Lee", Slot{"2026-11-17", 10 * hour, 60, 0, "ingrid", "one"}},
	}
	at := func(day Date, from, minutes int, who, room string) Slot {
		return Slot{day, from, minutes, 0, who, room}
	}
	for _, x := range []struct {
		name    string
		slot    Slot
		id      string
		patient string
		says    string
	}{
		{"free", at("2026-11-16", 11*hour, 60, "ingrid", "one"), "", "ann", ""},
		{"right before", at("2026-11-16", 9*hour, 60, "ingrid", "one"), "", "ann", ""},
		{"itself", at("2026-11-16", 10*hour, 60, "ingrid", "one"), "a", "peg", ""},
		{
			"both", at("2026-11-16", 10*hour+30, 60, "ingrid", "one"), "", "ann",
			"person a Ingrid is booked 10:00–10:45: Peg O’Doyle. | room a Room 1 is taken 10:00–10:45: Peg O’Doyle.",
		},
		{"while it is cleaned", at("2026-11-16", 10*hour+45, 30, "tomas", "one"), "", "ann", "room a Room 1 is taken 10:00–10:45: Peg O’Doyle."},
		{"nobody's name", at("2026-11-16", 14*hour+30, 60, "ingrid", "one"), "", "ann", "person b Ingrid is booked 14:00–15:00."},
		{
			"the same patient", at("2026-11-16", 10*hour+30, 30, "tomas", ""), "", "peg", "patient a The patient has another appointment 10:00–10:45, with Ingrid.",
		},
		{"lunch", at("2026-11-16", 11*hour+30, 60, "ingrid", ""), "", "", "break  Ingrid has a break 12:00–13:00."},
		{"too late", at("2026-11-19", 16*hour+30, 60, "ingrid", ""), "", "", "hours  Ingrid works 09:00–17:00 on 19 Nov 2026."},
		{"Sunday", at("2026-11-22", 10*hour, 60, "ingrid", ""), "", "", "hours  Ingrid does not work on 22 Nov 2026."},
		{"away", at("2026-11-17", 14*hour, 60, "ingrid", ""), "", "", "absent conference Ingrid is away 14:30–24:00: Conference."},
		{"away until", at("2026-11-18", 16*hour, 60, "ingrid", ""), "", "", "absent conference Ingrid is away 00:00–16:45: Conference."},
		{"back again", at("2026-11-18", 16*hour+45, 15, "ingrid", ""), "", "", ""},
		{"all day", at("2026-11-18", 9*hour, 60, "tomas", ""), "", "", "absent leave Tomas is away all day."},
		{"closed", at("2026-12-30", 9*hour, 60, "ingrid", ""), "", "", "closed summer The clinic is closed all day: Summer."},
		{"closed in the afternoon", at("2026-12-11", 14*hour+30, 60, "ingrid", ""), "", "", "closed party The clinic is closed 15:00–24:00."},
		{"holiday", at("2026-10-05", 9*hour, 60, "ingrid", ""), "", "", "holiday au-labour-october 5 Oct 2026 is a public holiday: Labour Day."},
		{
			"holiday and closed", at("2026-12-25", 9*hour, 60, "ingrid", ""), "", "",
			"closed summer The clinic is closed all day: Summer. | holiday au-christmas 25 Dec 2026 is a public holiday: Christmas Day.",
		},
		{"the room is painted", at("2026-11-16", 9*hour, 60, "ingrid", "two"), "", "", "no-room painting Room 2 is not to be had all day: Painting."},
		{"the room is shut", at("2026-11-17", 13*hour, 60, "ingrid", "two"), "", "", "no-room  Room 2 is not open at that time."},
		{"over midnight", at("2026-11-16", 23*hour+30, 60, "ingrid", ""), "", "", "time  It must end by midnight. | hours  Ingrid works 09:00–17:00 on 16 Nov 2026."},
		{
			"in the night of the change", at("2027-10-03", 2*hour+30, 60, "", ""), "", "",
			"time  There is no 02:30 on 3 October 2027: the clocks go forward from 02:00 to 03:00. Choose an earlier or a later time. | hours  The clinic does not work on 3 Oct 2027.",
		},
		{
			"over the change", at("2027-10-03", 1*hour+30, 60, "", ""), "", "",
			"hours  The clinic does not work on 3 Oct 2027. | clock  The clocks are changed meanwhile: 60 minutes from 01:30 on end at 03:30.",
		},
		{
			"over the other change", at("2027-04-04", 1*hour+30, 120, "", ""), "", "",
			"hours  The clinic does not work on 4 Apr 2027. | clock  The clocks are changed meanwhile: 120 minutes from 01:30 on end at 02:30.",
		},
	} {
		var said []string
		for _, a := range table.Against(x.id, x.patient, x.slot, taken) {
			said = append(said, string(a.Kind)+" "+a.ID+" "+a.Says.String())
		}
		if got := strings.Join(said, " | "); got != x.says {
			t.Errorf("%s:\nhas   %s\nwants %s", x.name, got, x.says)
		}
	}
}

// The records of a clinic make its timetable, and what was booked before is told when it can no longer be.
func TestTimetableOfRecords(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	records := []Record{
		&Clinic{ID: ClinicID, Zone: "Australia/Sydney", HolidaysWorked: []string{"au-kings-birthday"}},
		&Practitioner{ID: "ingrid", Name: "Ingrid"}, &Room{ID: "one", Name: "Room 1"},
		&Roster{ID: "r1", ValidFrom: "2026-01-01", Weeks: []Week{aWeek(wholeTime, 0, 1, 2, 3, 4)}},
		&Roster{ID: "r2", PractitionerID: "ingrid", ValidFrom: "2026-01-01", Weeks: []Week{aWeek(morning, 0, 1, 2, 3, 4)}},
		&Roster{ID: "r3", RoomID: "one", ValidFrom: "2026-01-01", Weeks: []Week{aWeek(morning, 0, 1)}},
		&DayHours{ID: "d1", PractitionerID: "ingrid", Day: "2026-12-05", Work: morning},
		&Absence{ID: "a1", FromDay: "2026-12-23", UntilDay: "2027-01-04", UntilMinute: DayMinutes, Why: AbsenceClosed},
		&Absence{ID: "a2", PractitionerID: "ingrid", FromDay: "2026-12-08", UntilDay: "2026-12-08", UntilMinute: DayMinutes, Why: AbsenceTraining, Note: "lymph course"},
		&Absence{ID: "a3", RoomID: "one", FromDay: "2026-12-07", FromMinute: 600, UntilDay: "2026-12-07", UntilMinute: 660, Why: AbsenceRepair},
		&Patient{ID: "peg"},
	}
	table := TimetableOf(cat, zoneOf(t, "Australia/Sydney"), records)
	var booked []Taken
	for _, day := range []Date{"2026-06-08", "2026-10-05", "2026-12-02", "2026-12-05", "2026-12-06", "2026-12-07", "2026-12-08", "2026-12-24", "2027-01-04", "2027-01-05"} {
		booked = append(booked, Taken{ID: string(day), PatientID: "peg", Slot: Slot{Date: day, From: 10 * hour, Minutes: 60, PractitionerID: "ingrid"}})
	}
	booked[5].RoomID, booked[2].RoomID = "one", "one"
	var said []string
	for _, s := range table.Struck(booked) {
		for _, a := range s.Against {
			said = append(said, s.ID[5:]+": "+a.Says.String())
		}
	}
	want := []string{
		"10-05: 5 Oct 2026 is a public holiday: Labour Day.",
		"12-02: Room 1 is not open at that time.",
		"12-06: Ingrid does not work on 6 Dec 2026.",
		"12-07: Room 1 is not to be had 10:00–11:00: Being repaired.",
		"12-08: Ingrid is away all day: At a training, lymph course.",
		"12-24: The clinic is closed all day.",
		"01-04: The clinic is closed all day.",
	}
	if !slices.Equal(said, want) {
		t.Errorf("said\n%s\nwants\n%s", strings.Join(said, "\n"), strings.Join(want, "\n"))
	}
	for region, days := range map[string]int{"": 1, "AU-QLD": 1, NoHolidays: 0, "AU-XX": 0} {
		c := *records[0].(*Clinic)
		c.Region = region
		if got := TimetableOf(cat, nil, []Record{&c}).Holidays.On("2026-12-25"); len(got) != days {
			t.Errorf("%q has %v at Christmas", region, got)
		}
	}
}

// What is free by FreeOn has nothing against it, minute by minute, and the other way round.
func TestFreeIsWhatNothingStandsAgainst(t *testing.T) {
	t.Parallel()
	table := aTimetable(t)
	table.Away["ingrid"] = []Away{{Stretch: Stretch{Wall{"2026-11-17", 14*hour + 30}, Wall{"2026-11-18", 16*hour + 45}}}}
	table.Away["one"] = []Away{{Stretch: Stretch{Wall{"2026-11-16", 600}, Wall{"2026-11-16", 660}}}}
	rapid.Check(t, func(rt *rapid.T) {
		day := Date("2026-11-14").AddDays(rapid.IntRange(0, 50).Draw(rt, "day"))
		who := rapid.SampledFrom([]string{"ingrid", "tomas", "nobody", ""}).Draw(rt, "who")
		room := rapid.SampledFrom([]string{"one", "two", ""}).Draw(rt, "room")
		taken := rapid.SliceOfN(takenOn(day), 0, 6).Draw(rt, "taken")
		s := Slot{Date: day, From: rapid.IntRange(0, 280).Draw(rt, "from") * 5, Minutes: rapid.IntRange(1, 8).Draw(rt, "minutes") * 5, PractitionerID: who, RoomID: room}
		free := table.FreeOn(day, who, room, taken).Cover(s.Treatment())
		if against := Hindering(table.Against("", "", s, taken)); free != (len(against) == 0) {
			rt.Fatalf("%v is free: %v, and against it is %v", s, free, against)
		}
	})
}

func takenOn(day Date) *rapid.Generator[Taken] {
	return rapid.Custom(func(t *rapid.T) Taken {
		return Taken{ID: "x", PatientID: rapid.SampledFrom([]string{"peg", "sam"}).Draw(t, "patient"), Slot: Slot{
			Date: day, From: rapid.IntRange(96, 200).Draw(t, "from") * 5, Minutes: rapid.IntRange(1, 18).Draw(t, "minutes") * 5, CleanUp: rapid.SampledFrom([]int{0, 10}).Draw(t, "after"),
			PractitionerID: rapid.SampledFrom([]string{"ingrid", "tomas", "nobody"}).Draw(t, "who"), RoomID: rapid.SampledFrom([]string{"one", "two", ""}).Draw(t, "room"),
		}}
	})
}
