package clinic

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestNextFreeTimes(t *testing.T) {
	t.Parallel()
	table := aTimetable(t)
	booked := map[Date][]Taken{
		"2026-11-16": {
			{"a", "peg", "", Slot{"2026-11-16", 9 * hour, 60, 15, "ingrid", "one"}},
			{"b", "sam", "", Slot{"2026-11-16", 13 * hour, 240, 0, "ingrid", "one"}},
			{"c", "ann", "", Slot{"2026-11-16", 9 * hour, 180, 0, "tomas", "two"}},
		},
	}
	taken := func(d Date) []Taken { return booked[d] }
	now := Wall{"2026-11-16", 8 * hour}
	both := []string{"ingrid", "tomas"}
	mondays := [7]bool{true}
	for _, x := range []struct {
		name string
		s    Search
		now  Wall
		want string
	}{
		{
			"an hour with anybody",
			Search{Wish: Wish{Minutes: 60}, Practitioners: both, Rooms: []string{"one", "two"}, Most: 3},
			now,
			"16 10:15 ingrid one, 17 09:00 ingrid one, 17 10:00 ingrid one",
		},
		{
			"it is later",
			Search{Wish: Wish{Minutes: 60}, Practitioners: both, Most: 2},
			Wall{"2026-11-16", 10*hour + 20},
			"16 10:30 ingrid , 17 09:00 ingrid ",
		},
		{
			"cleaning does not run into the next",
			Search{Wish: Wish{Minutes: 105}, CleanUp: 30, Practitioners: []string{"ingrid"}, Most: 1},
			now,
			"16 10:15 ingrid ",
		},
		{
			"two hours do not fit in before", Search{Wish: Wish{Minutes: 120}, Practitioners: []string{"ingrid"}, Most: 1}, now, "17 09:00 ingrid ",
		},
		{
			"only with Tomas",
			Search{Wish: Wish{Minutes: 60, PractitionerIDs: []string{"tomas"}}, Practitioners: both, Rooms: []string{"two", "one"}, Most: 3},
			now,
			"18 09:00 tomas two, 18 10:00 tomas two, 18 11:00 tomas two",
		},
		{
			"on a Monday in the afternoon",
			Search{Wish: Wish{Minutes: 60, Days: mondays, Spans: []Span{{15 * hour, 18 * hour}}}, Practitioners: both, Most: 3},
			now,
			"23 15:00 ingrid , 23 16:00 ingrid , 30 15:00 ingrid ",
		},
		{
			"on days between",
			Search{Wish: Wish{Minutes: 180, From: "2026-11-19", Until: "2026-11-20"}, Practitioners: []string{"ingrid"}},
			now,
			"19 09:00 ingrid , 19 13:00 ingrid , 20 09:00 ingrid , 20 13:00 ingrid ",
		},
		{
			"not while the patient is elsewhere", Search{Wish: Wish{Minutes: 60}, PatientID: "sam", Practitioners: both, Most: 1}, now, "16 10:15 ingrid ",
		},
		{
			"in a room that is taken",
			Search{Wish: Wish{Minutes: 60, RoomIDs: []string{"two"}}, Practitioners: []string{"ingrid"}, Rooms: []string{"one", "two"}, Most: 2},
			now,
			"17 09:00 ingrid two, 17 10:00 ingrid two",
		},
		{"none", Search{Wish: Wish{Minutes: 300}, Practitioners: both}, now, ""},
		{"not a length", Search{Wish: Wish{Minutes: 0}, Practitioners: both}, now, ""},
		{"nobody", Search{Wish: Wish{Minutes: 60}}, now, ""},
		{"no day", Search{Wish: Wish{Minutes: 60}, Practitioners: both}, Wall{}, ""},
	} {
		var got []string
		for _, s := range table.Next(x.s, x.now, taken) {
			got = append(got, fmt.Sprintf("%s %s %s %s", s.Date[8:], s.At().Clock(), s.PractitionerID, s.RoomID))
		}
		if list := strings.Join(got, ", "); list != x.want {
			t.Errorf("%s:\nhas   %s\nwants %s", x.name, list, x.want)
		}
	}
}

// Whatever is found could be booked, all of it at once, and is as was wished; and where nothing is found on the first days,
// no time of them is free.
func TestWhatIsFoundCanBeBooked(t *testing.T) {
	t.Parallel()
	table := aTimetable(t)
	rapid.Check(t, func(rt *rapid.T) {
		first := Date("2026-11-14").AddDays(rapid.IntRange(0, 60).Draw(rt, "first"))
		booked := map[Date][]Taken{}
		for _, i := range rapid.SliceOfN(rapid.IntRange(0, 10), 0, 20).Draw(rt, "booked") {
			d := first.AddDays(i)
			booked[d] = append(booked[d], takenOn(d).Draw(rt, "taken"))
		}
		taken := func(d Date) []Taken { return booked[d] }
		s := Search{
			Wish: Wish{
				Minutes: rapid.SampledFrom([]int{30, 45, 60, 90}).Draw(rt, "minutes"), Until: first.AddDays(rapid.IntRange(0, 10).Draw(rt, "until")),
				Spans: rapid.SampledFrom([][]Span{nil, {{9 * hour, 12 * hour}}, {{16 * hour, 20 * hour}}}).Draw(rt, "spans"),
				Days:  rapid.SampledFrom([][7]bool{{}, {false, true, true}, {true, false, false, false, true}}).Draw(rt, "days"),
			},
			CleanUp: rapid.SampledFrom([]int{0, 15}).Draw(rt, "after"), PatientID: "peg", Practitioners: []string{"ingrid", "tomas"},
			Rooms: rapid.SampledFrom([][]string{nil, {"one", "two"}}).Draw(rt, "rooms"), Most: 200,
		}
		now := Wall{first, rapid.IntRange(0, 1000).Draw(rt, "now")}
		found := table.Next(s, now, taken)
		mine := map[Date][]Taken{}
		for i, x := range found {
			if i > 0 && x.At().Compare(found[i-1].At()) < 0 {
				rt.Fatalf("%v is after %v", found[i-1], x)
			}
			if x.At().Compare(now) < 0 || !s.SuitsDay(x.Date) || !s.times().Joined().Cover(x.Treatment()) {
				rt.Fatalf("%v is not wished", x)
			}
			if against := Hindering(table.Against("", "peg", x, taken(x.Date))); len(against) > 0 {
				rt.Fatalf("%v: %v", x, against)
			}
			for _, o := range mine[x.Date] {
				if o.PractitionerID == x.PractitionerID && o.Busy().Overlaps(x.Busy()) {
					rt.Fatalf("%v and %v collide", o.Slot, x)
				}
			}
			mine[x.Date] = append(mine[x.Date], Taken{Slot: x})
		}
		// Nothing is missed: a time that could be booked overlaps one that was found with the same practitioner.
		x := Slot{
			Date: first.AddDays(rapid.IntRange(0, 10).Draw(rt, "day")), From: rapid.IntRange(32, 72).Draw(rt, "from") * 15, Minutes: s.Minutes, CleanUp: s.CleanUp,
			PractitionerID: rapid.SampledFrom(s.Practitioners).Draw(rt, "who"),
		}
		if len(s.Rooms) > 0 {
			x.RoomID = rapid.SampledFrom(s.Rooms).Draw(rt, "room")
		}
		if x.At().Compare(now) < 0 || !s.SuitsDay(x.Date) || !s.times().Joined().Cover(x.Treatment()) || len(table.Against("", "peg", x, taken(x.Date))) > 0 {
			return
		}
		for _, o := range mine[x.Date] {
			if o.PractitionerID == x.PractitionerID && o.Busy().Overlaps(x.Busy()) {
				return
			}
		}
		rt.Fatalf("%v is free and was not found among %v", x, found)
	})
}

func TestWhoFitsAFreeTime(t *testing.T) {
	t.Parallel()
	since := func(day Date) time.Time { return day.Time() }
	waiting := []Waiter{
		{ID: "late", PatientID: "peg", Wish: Wish{Minutes: 45}, Since: since("2026-11-10")},
		{ID: "early", PatientID: "sam", Wish: Wish{Minutes: 60}, Since: since("2026-10-01")},
		{ID: "urgent", PatientID: "ann", Wish: Wish{Minutes: 45, Urgency: WaitUrgent}, Since: since("2026-11-12")},
		{ID: "soon", PatientID: "kim", Wish: Wish{Minutes: 45, Urgency: WaitSoon}, Since: since("2026-11-12")},
		{ID: "archived", PatientID: "old", Wish: Wish{Minutes: 45}, Since: since("2026-01-10"), Gone: true},
		{ID: "too long", PatientID: "lee", Wish: Wish{Minutes: 90}, Since: since("2026-01-10")},
		{ID: "Tuesdays", PatientID: "tue", Wish: Wish{Minutes: 45, Days: [7]bool{false, true}}, Since: since("2026-01-10")},
		{ID: "afternoons", PatientID: "aft", Wish: Wish{Minutes: 45, Spans: []Span{{12 * hour, 18 * hour}}}, Since: since("2026-01-10")},
		{ID: "from half past", PatientID: "half", Wish: Wish{Minutes: 30, Spans: []Span{{10*hour + 30, 18 * hour}}}, Since: since("2026-11-14")},
		{ID: "with Tomas", PatientID: "tom", Wish: Wish{Minutes: 45, PractitionerIDs: []string{"tomas"}}, Since: since("2026-01-10")},
		{ID: "in room two", PatientID: "two", Wish: Wish{Minutes: 45, RoomIDs: []string{"two"}}, Since: since("2026-01-10")},
		{ID: "over", PatientID: "over", Wish: Wish{Minutes: 45, Until: "2026-11-15"}, Since: since("2026-01-10")},
		{ID: "not yet", PatientID: "yet", Wish: Wish{Minutes: 45, From: "2026-11-17"}, Since: since("2026-01-10")},
		{ID: "booked then", PatientID: "busy", Wish: Wish{Minutes: 45}, Since: since("2026-01-10")},
		{ID: "booked before", PatientID: "before", Wish: Wish{Minutes: 30}, Since: since("2026-11-15")},
	}
	taken := []Taken{
		{PatientID: "busy", Slot: Slot{Date: "2026-11-16", From: 10 * hour, Minutes: 60, PractitionerID: "tomas"}},
		{PatientID: "before", Slot: Slot{Date: "2026-11-16", From: 9*hour + 30, Minutes: 60, PractitionerID: "tomas"}},
	}
	var got []string
	for _, f := range Fits(waiting, "2026-11-16", Span{10 * hour, 11 * hour}, "ingrid", "one", taken) {
		got = append(got, f.ID+" "+f.Slot.At().Clock())
	}
	if list := strings.Join(got, ", "); list != "urgent 10:00, soon 10:00, early 10:00, late 10:00, from half past 10:30, booked before 10:30" {
		t.Error(list)
	}
	today := Date("2026-11-16")
	var stale []string
	for _, w := range append(waiting, Waiter{ID: "a year", Since: since("2025-11-16")}, Waiter{ID: "less", Since: since("2025-11-18")}) {
		if w.Stale(today, nil) {
			stale = append(stale, w.ID)
		}
	}
	if list := strings.Join(stale, ", "); list != "archived, over, a year" {
		t.Error(list)
	}
}

// Whoever fits gets all of the length within the free time and the times that suit, and nobody of the same urgency who
// waits for less long comes before.
func TestWhoFitsFits(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		day := Date("2026-11-16").AddDays(rapid.IntRange(0, 6).Draw(t, "day"))
		free := Span{rapid.IntRange(100, 140).Draw(t, "from") * 5, rapid.IntRange(141, 200).Draw(t, "to") * 5}
		var waiting []Waiter
		for i := range rapid.IntRange(0, 12).Draw(t, "n") {
			from := rapid.IntRange(90, 190).Draw(t, "span") * 5
			w := Waiter{ID: fmt.Sprint(i), PatientID: fmt.Sprint(i), Since: time.Unix(int64(rapid.IntRange(0, 5).Draw(t, "since")), 0), Wish: Wish{
				Minutes: rapid.SampledFrom([]int{30, 60}).Draw(t, "minutes"), Urgency: rapid.IntRange(0, 2).Draw(t, "urgency"), Spans: []Span{{from, from + 90}},
			}}
			w.Wish.Days[rapid.IntRange(0, 6).Draw(t, "weekday")] = rapid.Bool().Draw(t, "that day")
			waiting = append(waiting, w)
		}
		fits := Fits(waiting, day, free, "ingrid", "", nil)
		for i, f := range fits {
			if !(Spans{free}).Cover(f.Slot.Treatment()) || !Spans(f.Wish.Spans).Cover(f.Slot.Treatment()) || !f.Wish.SuitsDay(day) || f.Slot.Minutes != f.Wish.Minutes {
				t.Fatalf("%+v", f)
			}
			if i > 0 && (fits[i-1].Wish.Urgency < f.Wish.Urgency || fits[i-1].Wish.Urgency == f.Wish.Urgency && fits[i-1].Since.After(f.Since)) {
				t.Fatalf("%+v is before %+v", fits[i-1], f)
			}
		}
		for _, w := range waiting {
			in := false
			for _, f := range fits {
				in = in || f.ID == w.ID
			}
			if both := Spans(w.Wish.Spans).And(Spans{free}); in != (w.Wish.SuitsDay(day) && both.Minutes() >= w.Wish.Minutes) {
				t.Fatalf("%+v fits: %v", w, in)
			}
		}
	})
}

// fullClinic is eight practitioners and four rooms, booked out for all but the last day of a quarter.
func fullClinic(b *testing.B) (*Timetable, Search, func(Date) []Taken) {
	b.Helper()
	table := aTimetable(b)
	s := Search{Wish: Wish{Minutes: 60}, CleanUp: 10, Rooms: []string{"r0", "r1", "r2", "r3"}}
	for i := range 8 {
		id := fmt.Sprint("p", i)
		s.Practitioners = append(s.Practitioners, id)
		table.Hours[id] = table.Hours["ingrid"]
	}
	booked := map[Date][]Taken{}
	for n := range 90 {
		d := Date("2026-11-16").AddDays(n)
		for i, p := range s.Practitioners {
			for from := 9 * hour; from < 17*hour; from += hour {
				booked[d] = append(booked[d], Taken{ID: fmt.Sprint(d, p, from), PatientID: fmt.Sprint(i, from), Slot: Slot{d, from, 50, 10, p, s.Rooms[i%4]}})
			}
		}
	}
	return table, s, func(d Date) []Taken { return booked[d] }
}

// BenchmarkNext looks for the next free times through a quarter that is booked out.
func BenchmarkNext(b *testing.B) {
	table, s, taken := fullClinic(b)
	for b.Loop() {
		if found := table.Next(s, Wall{"2026-11-16", 0}, taken); len(found) != 10 || found[0].Date < "2027-02-14" {
			b.Fatal(found)
		}
	}
}

// BenchmarkPreview is the course of a plan against a diary that is booked out.
func BenchmarkPreview(b *testing.B) {
	table, _, taken := fullClinic(b)
	var series []Occurrence
	for _, d := range (Repeat{Every: 1, Unit: RepeatWeeks}).Dates("2026-11-17", 10) {
		series = append(series, Occurrence{Slot: Slot{Date: d.Date, From: 10 * hour, Minutes: 60, PractitionerID: "p1", RoomID: "r1"}})
	}
	for b.Loop() {
		if got := table.Preview("new", series, taken); len(got[0].Against) == 0 {
			b.Fatal(got)
		}
	}
}

// BenchmarkAgainst is one booking on a day of a clinic that is booked out, as a grid asks while something is dragged.
func BenchmarkAgainst(b *testing.B) {
	table, _, taken := fullClinic(b)
	day := taken("2026-11-17")
	for b.Loop() {
		if len(table.Against("", "new", Slot{"2026-11-17", 10 * hour, 60, 10, "p1", "r1"}, day)) == 0 {
			b.Fatal("free")
		}
	}
}
