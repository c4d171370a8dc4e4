package clinic

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func joinDates[T any](list []T, date func(T) Date) string {
	var out []string
	for _, x := range list {
		out = append(out, string(date(x)))
	}
	return strings.Join(out, " ")
}

func TestRepeats(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name  string
		every Repeat
		first Date
		dates string
		says  []string
	}{
		{"ten days", Repeat{Every: 10, Unit: RepeatDays}, "2027-03-28", "2027-03-28 2027-04-07 2027-04-17", nil},
		{"eight weeks", Repeat{Every: 8, Unit: RepeatWeeks}, "2026-12-01", "2026-12-01 2027-01-26 2027-03-23", nil},
		{"weekly over both changes of the clocks", Repeat{Every: 1, Unit: RepeatWeeks}, "2027-03-28", "2027-03-28 2027-04-04 2027-04-11", nil},
		{
			"the 31st",
			Repeat{Every: 1, Unit: RepeatMonths},
			"2027-01-31", "2027-01-31 2027-02-28 2027-03-31 2027-04-30 2027-05-31",
			[]string{"", "This month has no day 31: its last day, 28 Feb 2027, is taken.", "", "This month has no day 31: its last day, 30 Apr 2027, is taken.", ""},
		},
		{
			"the 31st, others left out",
			Repeat{Every: 1, Unit: RepeatMonths, Skip: true},
			"2027-01-31", "2027-01-31 2027-03-31 2027-05-31 2027-07-31 2027-08-31",
			[]string{
				"", "1 month before it is left out: it has no day 31.", "1 month before it is left out: it has no day 31.", "1 month before it is left out: it has no day 31.", "",
			},
		},
		{
			"the fifth Friday",
			Repeat{Every: 1, Unit: RepeatByWeekday},
			"2027-01-29", "2027-01-29 2027-02-26 2027-03-26 2027-04-30",
			[]string{
				"", "This month has that weekday only four times: the last of them, 26 Feb 2027, is taken.",
				"This month has that weekday only four times: the last of them, 26 Mar 2027, is taken.", "",
			},
		},
		{
			"the fifth Friday, others left out",
			Repeat{Every: 1, Unit: RepeatByWeekday, Skip: true},
			"2027-01-29", "2027-01-29 2027-04-30 2027-07-30",
			[]string{
				"", "2 months before it are left out: they have that weekday only four times.", "2 months before it are left out: they have that weekday only four times.",
			},
		},
		{"the second Tuesday", Repeat{Every: 2, Unit: RepeatByWeekday}, "2026-12-08", "2026-12-08 2027-02-09 2027-04-13", nil},
		{
			"29 February",
			Repeat{Every: 12, Unit: RepeatMonths},
			"2028-02-29", "2028-02-29 2029-02-28 2030-02-28 2031-02-28 2032-02-29",
			[]string{
				"", "This month has no day 29: its last day, 28 Feb 2029, is taken.", "This month has no day 29: its last day, 28 Feb 2030, is taken.",
				"This month has no day 29: its last day, 28 Feb 2031, is taken.", "",
			},
		},
		{
			"29 February, others left out",
			Repeat{Every: 12, Unit: RepeatMonths, Skip: true},
			"2028-02-29", "2028-02-29 2032-02-29 2036-02-29",
			[]string{"", "3 months before it are left out: they have no day 29.", "3 months before it are left out: they have no day 29."},
		},
		{"29 February, monthly", Repeat{Every: 1, Unit: RepeatMonths}, "2028-02-29", "2028-02-29 2028-03-29 2028-04-29", nil},
		{"none", Repeat{Every: 0, Unit: RepeatDays}, "2028-02-29", "", nil},
		{"no such unit", Repeat{Every: 1, Unit: "years"}, "2028-02-29", "", nil},
		{"no day", Repeat{Every: 1, Unit: RepeatDays}, "2027-02-29", "", nil},
		{"the end of the calendar", Repeat{Every: 1, Unit: RepeatWeeks}, "9999-12-24", "9999-12-24 9999-12-31", nil},
	} {
		got := x.every.Dates(x.first, max(3, len(strings.Fields(x.dates))))
		if list := joinDates(got, func(d RepeatDate) Date { return d.Date }); list != x.dates {
			t.Errorf("%s: %s, not %s", x.name, list, x.dates)
			continue
		}
		for i, d := range got {
			want := ""
			if x.says != nil {
				want = x.says[i]
			}
			if d.Says.String() != want {
				t.Errorf("%s: %s says %q, not %q", x.name, d.Date, d.Says, want)
			}
		}
	}
}

// Days of a repeat come one after the other, as many as were asked for, and months never slip into the next.
func TestRepeatsNeverSlip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := Repeat{
			Every: rapid.IntRange(1, 12).Draw(t, "every"), Skip: rapid.Bool().Draw(t, "skip"),
			Unit: rapid.SampledFrom([]RepeatUnit{RepeatDays, RepeatWeeks, RepeatMonths, RepeatByWeekday}).Draw(t, "unit"),
		}
		first := Date("2024-01-01").AddDays(rapid.IntRange(0, 3000).Draw(t, "first"))
		n := rapid.IntRange(1, 30).Draw(t, "n")
		all := r.Dates(first, n)
		if len(all) != n || all[0].Date != first || !all[0].Says.IsZero() {
			t.Fatalf("%v", all)
		}
		for i := 1; i < n; i++ {
			d, before := all[i].Date, all[i-1].Date
			months := monthsBetween(first, d)
			switch {
			case d <= before:
				t.Fatalf("%s is not after %s", d, before)
			case (r.Unit == RepeatMonths || r.Unit == RepeatByWeekday) && months%r.Every != 0:
				t.Fatalf("%s is %d months after %s", d, months, first)
			case (r.Unit == RepeatMonths || r.Unit == RepeatByWeekday) && !r.Skip && months != i*r.Every:
				t.Fatalf("number %d is %s", i, d)
			case r.Unit != RepeatMonths && weekday(d) != weekday(first) && r.Unit != RepeatDays:
				t.Fatalf("%s is another day of the week", d)
			case r.Unit == RepeatMonths && r.Skip && d.Time().Day() != first.Time().Day():
				t.Fatalf("%s is another day of the month", d)
			case r.Unit == RepeatMonths && d.Time().Day() != first.Time().Day() && all[i].Says.IsZero():
				t.Fatalf("nothing is said of %s", d)
			}
		}
	})
}

func TestDatesOfAPlan(t *testing.T) {
	t.Parallel()
	p := &Plan{Start: "2026-12-01", Phases: []Phase{{Sessions: 4, EveryDays: 7}, {Sessions: 2, EveryDays: 14}}}
	as := func(d Date) Date { return d }
	for _, x := range []struct {
		done  int
		first Date
		want  string
	}{
		{0, "2026-12-01", "2026-12-01 2026-12-08 2026-12-15 2026-12-22 2027-01-05 2027-01-19"},
		{0, "2026-12-03", "2026-12-03 2026-12-10 2026-12-17 2026-12-24 2027-01-07 2027-01-21"},
		{3, "2026-12-24", "2026-12-24 2027-01-07 2027-01-21"},
		{5, "2027-03-01", "2027-03-01"},
		{6, "2027-03-01", ""},
		{0, "", ""},
	} {
		if got := joinDates(p.DatesFrom(x.done, x.first), as); got != x.want {
			t.Errorf("%d from %s: %s, not %s", x.done, x.first, got, x.want)
		}
	}
	p.Start = ""
	if got := joinDates(p.DatesFrom(4, "2026-12-01"), as); got != "2026-12-01 2026-12-15" {
		t.Errorf("without a start: %s", got)
	}
}

// tenTuesdays are a series from 1 December 2026 on, at ten.
func tenTuesdays() []Occurrence {
	var out []Occurrence
	for i, d := range (Repeat{Every: 1, Unit: RepeatWeeks}).Dates("2026-12-01", 10) {
		out = append(out, Occurrence{ID: Number(float64(i + 1)), Slot: Slot{Date: d.Date, From: 10 * hour, Minutes: 60, PractitionerID: "ingrid", RoomID: "one"}})
	}
	return out
}

// changeAll changes those of a series that are touched, as an operation would.
func changeAll(series []Occurrence, id string, reach Reach, c SlotChange, now Wall) []Occurrence {
	touched, _ := Reached(series, id, reach, now)
	for _, o := range touched {
		i := slices.IndexFunc(series, func(x Occurrence) bool { return x.ID == o.ID })
		series[i].Slot = c.Of(o.Slot)
		series[i].ByHand = series[i].ByHand || reach == ReachThis
	}
	return series
}

func TestChangingASeries(t *testing.T) {
	t.Parallel()
	now := Wall{"2026-12-09", 12 * hour} // the first two are past
	series := tenTuesdays()
	series[2].Closed = true
	ids := func(list []Occurrence) string {
		var out []string
		for _, o := range list {
			out = append(out, o.ID)
		}
		return strings.Join(out, " ")
	}
	why := func(list []Kept) string {
		var out []string
		for _, k := range list {
			out = append(out, k.ID+": "+k.Why.String())
		}
		return strings.Join(out, " ")
	}

	// Number 4 goes to Wednesday at eleven, on its own.
	four := series[3].Slot
	moved := four
	moved.Date, moved.From = "2026-12-23", 11*hour
	series = changeAll(series, "4", ReachThis, Changed(four, moved), now)
	if series[3].Slot != moved || !series[3].ByHand || series[4].Slot.Date != "2026-12-29" {
		t.Fatalf("%+v", series[3:5])
	}

	// The hour changes from number 5 on: number 4 stays as it is.
	five := series[4].Slot
	later := five
	later.From = 14 * hour
	touched, kept := Reached(series, "5", ReachFollowing, now)
	if ids(touched) != "5 6 7 8 9 10" || kept != nil {
		t.Fatalf("%s, and %s", ids(touched), why(kept))
	}
	series = changeAll(series, "5", ReachFollowing, Changed(five, later), now)
	for _, o := range series[4:] {
		if o.Slot.From != 14*hour || o.Slot.Date.Time().Weekday() != time.Tuesday || o.ByHand {
			t.Fatalf("%+v", o)
		}
	}

	// Another practitioner for all: not for what is past, signed or was changed by hand.
	tomas := "tomas"
	touched, kept = Reached(series, "6", ReachAll, now)
	if ids(touched) != "5 6 7 8 9 10" || why(kept) != "1: 1 Dec 2026 stays: it is past. 2: 8 Dec 2026 stays: it is past. 3: 15 Dec 2026 stays: it is over, called off or signed. 4: 23 Dec 2026 stays: it was changed on its own." {
		t.Fatalf("%s, and %s", ids(touched), why(kept))
	}
	series = changeAll(series, "6", ReachAll, SlotChange{PractitionerID: &tomas}, now)
	if series[3].Slot.PractitionerID != "ingrid" || series[0].Slot.PractitionerID != "ingrid" || series[9].Slot.PractitionerID != "tomas" {
		t.Fatalf("%+v", series)
	}

	// All move with one that moves to Wednesday: there is no second series.
	if series = changeAll(series, "7", ReachAll, SlotChange{Days: 1}, now); joinDates(series[4:], func(o Occurrence) Date { return o.Slot.Date }) != "2026-12-30 2027-01-06 2027-01-13 2027-01-20 2027-01-27 2027-02-03" {
		t.Fatalf("%+v", series)
	}

	// The one that was changed by hand can itself be changed, and one that is past or signed cannot.
	if touched, _ = Reached(series, "4", ReachThis, now); ids(touched) != "4" {
		t.Errorf("%s", ids(touched))
	}
	for _, id := range []string{"1", "3"} {
		if touched, kept = Reached(series, id, ReachThis, now); touched != nil || len(kept) != 1 {
			t.Errorf("%s: %s", id, ids(touched))
		}
	}
	if touched, kept = Reached(series, "11", ReachAll, now); touched != nil || kept != nil {
		t.Error("what is not in the series is")
	}
}

// Whatever is changed, what is past, closed or out of reach stays, and what was changed by hand unless it is meant itself.
func TestAChangeStaysInItsReach(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		series := tenTuesdays()
		for i := range series {
			series[i].Closed, series[i].ByHand = rapid.IntRange(0, 4).Draw(t, "closed") == 0, rapid.IntRange(0, 4).Draw(t, "by hand") == 0
		}
		now := Wall{Date("2026-11-25").AddDays(rapid.IntRange(0, 80).Draw(t, "now")), 10 * hour}
		this := rapid.IntRange(0, 9).Draw(t, "this")
		reach := rapid.SampledFrom([]Reach{ReachThis, ReachFollowing, ReachAll}).Draw(t, "reach")
		touched, kept := Reached(series, series[this].ID, reach, now)
		within := map[Reach]int{ReachThis: 1, ReachFollowing: 10 - this, ReachAll: 10}[reach]
		if len(touched)+len(kept) != within {
			t.Fatalf("%d and %d of %d", len(touched), len(kept), within)
		}
		for _, o := range touched {
			if o.Closed || o.Slot.At().Compare(now) < 0 || o.ByHand && o.ID != series[this].ID || reach == ReachFollowing && o.Slot.Date < series[this].Slot.Date {
				t.Fatalf("%+v is touched", o)
			}
		}
		for _, k := range kept {
			if k.Why.IsZero() || !k.Closed && k.Slot.At().Compare(now) >= 0 && (!k.ByHand || k.ID == series[this].ID) {
				t.Fatalf("%+v is kept", k)
			}
		}
	})
}

func TestExtendASeries(t *testing.T) {
	t.Parallel()
	of := func(dates ...Date) []Occurrence {
		var out []Occurrence
		for _, d := range dates {
			out = append(out, Occurrence{Slot: Slot{Date: d, From: 10 * hour, Minutes: 60, PractitionerID: "ingrid"}})
		}
		return out
	}
	movedLast := tenTuesdays()
	movedLast[9].Slot.Date, movedLast[9].ByHand = "2027-02-03", true
	movedFirst := tenTuesdays()
	movedFirst[0].Slot.Date, movedFirst[0].ByHand = "2026-12-02", true
	for _, x := range []struct {
		name   string
		series []Occurrence
		want   string
	}{
		{"weekly", tenTuesdays(), "2027-02-09 2027-02-16"},
		{"weekly, with one called off", slices.Delete(tenTuesdays(), 5, 6), "2027-02-09 2027-02-16"},
		{"weekly, the first deleted", tenTuesdays()[1:], "2027-02-09 2027-02-16"},
		{"weekly, the last moved by hand", movedLast, "2027-02-09 2027-02-16"},
		{"weekly, the first moved by hand", movedFirst, "2027-02-09 2027-02-16"},
		{"a plan that stretches", of("2026-12-01", "2026-12-08", "2026-12-15", "2026-12-22", "2027-01-05", "2027-01-19"), "2027-02-02 2027-02-16"},
		{"monthly on the 31st", of("2027-01-31", "2027-02-28", "2027-03-31"), "2027-04-30 2027-05-31"},
		{"monthly, twice", of("2027-01-15", "2027-02-15"), "2027-03-15 2027-04-15"},
		{"monthly, one called off", of("2027-01-15", "2027-02-15", "2027-04-15"), "2027-05-15 2027-06-15"},
		{"monthly on the 31st, others left out", of("2027-01-31", "2027-03-31", "2027-05-31", "2027-07-31", "2027-08-31"), "2027-10-31 2027-12-31"},
		{"the second Tuesday", of("2026-12-08", "2027-01-12", "2027-02-09"), "2027-03-09 2027-04-13"},
		{"four-weekly", of("2027-01-04", "2027-02-01", "2027-03-01"), "2027-03-29 2027-04-26"},
		{"one", of("2027-01-04"), "2027-01-11 2027-01-18"},
		{"none", nil, ""},
	} {
		if got := joinDates(Extend(x.series, 2), func(s Slot) Date { return s.Date }); got != x.want {
			t.Errorf("%s: %s, not %s", x.name, got, x.want)
		}
	}
}

func TestPreviewOfAPlan(t *testing.T) {
	t.Parallel()
	table := aTimetable(t)
	table.Away[""] = []Away{{ID: "summer", Stretch: WholeDays("2026-12-29", "2027-01-01"), Why: Text("Summer")}}
	table.Away["ingrid"] = []Away{{ID: "leave", Stretch: WholeDays("2026-12-14", "2026-12-18")}}
	booked := map[Date][]Taken{
		"2026-12-08": {{"x", "sam", "Sam", Slot{"2026-12-08", 9*hour + 30, 60, 0, "ingrid", "one"}}},
		"2026-12-09": {{"y", "ann", "Ann", Slot{"2026-12-09", 9 * hour, 180, 0, "ingrid", "two"}}},
		"2026-12-21": {{"z", "ann", "Ann", Slot{"2026-12-21", 9 * hour, 60, 0, "tomas", "one"}}},
	}
	var series []Occurrence
	for _, d := range []Date{"2026-12-01", "2026-12-08", "2026-12-15", "2026-12-22", "2026-12-29", "2027-01-26"} {
		series = append(series, Occurrence{Slot: Slot{Date: d, From: 10 * hour, Minutes: 60, PractitionerID: "ingrid", RoomID: "one"}})
	}
	got := table.Preview("peg", series, func(d Date) []Taken { return booked[d] })
	for i, want := range []struct {
		against string
		offer   Wall
	}{
		{"", Wall{}},
		// Wednesday is booked at that hour, Thursday is free.
		{"person Ingrid is booked 09:30–10:30: Sam. room Room 1 is taken 09:30–10:30: Sam.", Wall{"2026-12-10", 10 * hour}},
		// Away all of the week: the Monday after it.
		{"absent Ingrid is away all day.", Wall{"2026-12-21", 10 * hour}},
		{"", Wall{}},
		// The clinic is closed until Friday, and then comes a weekend.
		{"closed The clinic is closed all day: Summer.", Wall{"2027-01-04", 10 * hour}},
		{"holiday 26 Jan 2027 is a public holiday: Australia Day.", Wall{"2027-01-27", 10 * hour}},
	} {
		var said []string
		for _, a := range got[i].Against {
			said = append(said, string(a.Kind)+" "+a.Says.String())
		}
		offer := Wall{}
		if got[i].Offer != nil {
			offer = got[i].Offer.At()
		}
		if strings.Join(said, " ") != want.against || offer != want.offer {
			t.Errorf("%s: %q, offered %v", got[i].Slot.Date, said, offer)
		}
	}

	// A daily series has no day between two: another hour of the same day is offered.
	daily := []Occurrence{
		{Slot: Slot{Date: "2026-12-08", From: 10 * hour, Minutes: 60, PractitionerID: "ingrid"}},
		{Slot: Slot{Date: "2026-12-09", From: 14 * hour, Minutes: 60, PractitionerID: "ingrid"}},
	}
	got = table.Preview("peg", daily, func(d Date) []Taken { return booked[d] })
	if o := got[0].Offer; o == nil || o.At() != (Wall{"2026-12-08", 10*hour + 30}) {
		t.Errorf("offered %v", o)
	}
	// Two of a series on one day are in each other's way, and one that is booked already is not in its own.
	twice := []Occurrence{{ID: "x", Slot: booked["2026-12-08"][0].Slot}, {Slot: booked["2026-12-08"][0].Slot}}
	got = table.Preview("sam", twice, func(d Date) []Taken { return booked[d] })
	if len(got[0].Against) == 0 || len(got[1].Against) == 0 {
		t.Errorf("%+v", got)
	}
	if got = table.Preview("sam", twice[:1], func(d Date) []Taken { return booked[d] }); got[0].Against != nil {
		t.Errorf("%+v", got)
	}
	// Where nothing is free, nothing is offered.
	table.Away[""] = []Away{{Stretch: WholeDays("2026-01-01", "2027-12-31")}}
	if got = table.Preview("peg", series[:1], func(Date) []Taken { return nil }); got[0].Offer != nil {
		t.Errorf("offered %v", got[0].Offer)
	}
}

// Whatever is booked: what is offered is free, is after what was meant, and no two offers or dates of a series collide.
func TestOffersAreFree(t *testing.T) {
	t.Parallel()
	table := aTimetable(t)
	rapid.Check(t, func(rt *rapid.T) {
		first := Date("2026-11-16").AddDays(rapid.IntRange(0, 60).Draw(rt, "first"))
		r := Repeat{Every: rapid.IntRange(1, 9).Draw(rt, "every"), Unit: RepeatDays}
		booked := map[Date][]Taken{}
		for _, i := range rapid.SliceOfN(rapid.IntRange(0, 40), 0, 12).Draw(rt, "booked") {
			d := first.AddDays(i)
			booked[d] = append(booked[d], takenOn(d).Draw(rt, "taken"))
		}
		taken := func(d Date) []Taken { return booked[d] }
		var series []Occurrence
		for _, d := range r.Dates(first, 5) {
			series = append(series, Occurrence{Slot: Slot{
				Date: d.Date, From: rapid.IntRange(36, 66).Draw(rt, "from") * 15, Minutes: 45,
				PractitionerID: rapid.SampledFrom([]string{"ingrid", "tomas"}).Draw(rt, "who"), RoomID: "one",
			}})
		}
		var held []Slot
		for _, p := range table.Preview("new", series, taken) {
			if len(Hindering(p.Against)) == 0 {
				if p.Offer != nil {
					rt.Fatalf("%v is free and %v is offered", p.Slot, p.Offer)
				}
				held = append(held, p.Slot)
				continue
			}
			if p.Offer == nil {
				continue
			}
			if against := Hindering(table.Against("", "new", *p.Offer, taken(p.Offer.Date))); len(against) > 0 || p.Offer.Date < p.Slot.Date || p.Offer.Minutes != 45 {
				rt.Fatalf("%v is offered for %v: %v", *p.Offer, p.Slot, against)
			}
			held = append(held, *p.Offer)
		}
		for i, a := range held {
			for _, b := range held[:i] {
				if a.Date == b.Date && a.Treatment().Overlaps(b.Treatment()) {
					rt.Fatalf("%v and %v collide", a, b)
				}
			}
		}
	})
}

func TestRepeatsUntilADay(t *testing.T) {
	t.Parallel()
	monthly := Repeat{Every: 1, Unit: RepeatMonths}
	for _, x := range []struct{ last, want Date }{
		{"2027-04-30", "2027-01-31 2027-02-28 2027-03-31 2027-04-30"}, {"2027-04-29", "2027-01-31 2027-02-28 2027-03-31"}, {"2027-01-30", ""}, {"", ""},
	} {
		if got := joinDates(monthly.Until("2027-01-31", x.last), func(d RepeatDate) Date { return d.Date }); got != string(x.want) {
			t.Errorf("until %s: %s", x.last, got)
		}
	}
	if all := (Repeat{Every: 1, Unit: RepeatDays}).Until("2027-01-01", "2099-01-01"); len(all) != MaxSessions {
		t.Errorf("%d without an end", len(all))
	}
}

// Other times for one of a series: half of them at its hour on the next days, before the next of the series, and the others
// on its own day; never where something is booked or meant, and none over another.
func TestOtherTimesForOneOfASeries(t *testing.T) {
	t.Parallel()
	table := aTimetable(t)
	at := func(d Date, from int) Slot {
		return Slot{Date: d, From: from, Minutes: 60, PractitionerID: "ingrid", RoomID: "one"}
	}
	booked := map[Date][]Taken{"2026-12-09": {{"y", "ann", "Ann", at("2026-12-09", 10*hour)}}}
	taken := func(d Date) []Taken { return booked[d] }
	others := []Occurrence{{Slot: at("2026-12-01", 10*hour)}, {Slot: at("2026-12-15", 10*hour)}}
	var got []string
	for _, s := range table.Instead("peg", at("2026-12-08", 10*hour), others, taken, 4) {
		got = append(got, string(s.Date)+" "+ClockTime(s.From))
		if against := Hindering(table.Against("", "peg", s, taken(s.Date))); len(against) > 0 {
			t.Errorf("%v is offered: %v", s, against)
		}
	}
	if want := "2026-12-08 09:00, 2026-12-08 11:00, 2026-12-10 10:00, 2026-12-11 10:00"; strings.Join(got, ", ") != want {
		t.Errorf("offered %s", strings.Join(got, ", "))
	}
	// The day before the next of the series is the last on which one is offered, but for its own.
	next := []Occurrence{{Slot: at("2026-12-09", 14*hour)}}
	for _, s := range table.Instead("peg", at("2026-12-08", 10*hour), next, taken, 6) {
		if s.Date != "2026-12-08" {
			t.Errorf("%v is offered", s)
		}
	}
}
