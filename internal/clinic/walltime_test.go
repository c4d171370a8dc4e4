package clinic

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// The days on which clocks are changed, in zones of every sort: by an hour, by half of one, never, and by a whole day.
func TestWallTimeOverChangesOfTheClocks(t *testing.T) {
	t.Parallel()
	const (
		once = iota
		missing
		twice
	)
	for _, x := range []struct {
		zone     string
		day      Date
		time     string
		is       int
		utc      string // of the first
		from, to string // of the change
	}{
		{"Australia/Sydney", "2027-04-04", "01:30", once, "2027-04-03T14:30:00Z", "", ""},
		{"Australia/Sydney", "2027-04-04", "02:30", twice, "2027-04-03T15:30:00Z", "03:00", "02:00"},
		{"Australia/Sydney", "2027-04-04", "03:00", once, "2027-04-03T17:00:00Z", "", ""},
		{"Australia/Sydney", "2027-10-03", "01:59", once, "2027-10-02T15:59:00Z", "", ""},
		{"Australia/Sydney", "2027-10-03", "02:30", missing, "2027-10-02T16:30:00Z", "02:00", "03:00"},
		{"Australia/Sydney", "2027-10-03", "03:00", once, "2027-10-02T16:00:00Z", "", ""},
		{"Australia/Adelaide", "2027-04-04", "02:30", twice, "2027-04-03T16:00:00Z", "03:00", "02:00"},
		{"Australia/Adelaide", "2027-10-03", "02:30", missing, "2027-10-02T17:00:00Z", "02:00", "03:00"},
		{"Australia/Lord_Howe", "2027-04-04", "01:15", once, "2027-04-03T14:15:00Z", "", ""},
		{"Australia/Lord_Howe", "2027-04-04", "01:45", twice, "2027-04-03T14:45:00Z", "02:00", "01:30"},
		{"Australia/Lord_Howe", "2027-10-03", "02:15", missing, "2027-10-02T15:45:00Z", "02:00", "02:30"},
		{"Australia/Lord_Howe", "2027-10-03", "02:30", once, "2027-10-02T15:30:00Z", "", ""},
		{"Pacific/Auckland", "2027-04-04", "02:30", twice, "2027-04-03T13:30:00Z", "03:00", "02:00"},
		{"Pacific/Auckland", "2027-09-26", "02:30", missing, "2027-09-25T14:30:00Z", "02:00", "03:00"},
		{"America/Toronto", "2027-03-14", "02:30", missing, "2027-03-14T07:30:00Z", "02:00", "03:00"},
		{"America/Toronto", "2027-11-07", "01:30", twice, "2027-11-07T05:30:00Z", "02:00", "01:00"},
		{"America/New_York", "2027-03-14", "02:30", missing, "2027-03-14T07:30:00Z", "02:00", "03:00"},
		{"Europe/Berlin", "2027-03-28", "02:30", missing, "2027-03-28T01:30:00Z", "02:00", "03:00"},
		{"Europe/Berlin", "2027-10-31", "02:30", twice, "2027-10-31T00:30:00Z", "03:00", "02:00"},
		{"Australia/Perth", "2027-04-04", "02:30", once, "2027-04-03T18:30:00Z", "", ""},
		{"Australia/Perth", "2027-10-03", "02:30", once, "2027-10-02T18:30:00Z", "", ""},
		{"Australia/Brisbane", "2027-10-03", "02:30", once, "2027-10-02T16:30:00Z", "", ""},
		{"Pacific/Apia", "2027-04-04", "02:30", once, "2027-04-03T13:30:00Z", "", ""},
		{"Pacific/Apia", "2011-12-29", "20:00", once, "2011-12-30T06:00:00Z", "", ""},
		{"Pacific/Apia", "2011-12-30", "12:00", missing, "2011-12-30T22:00:00Z", "00:00", "00:00"}, // the day that was left out
		{"Pacific/Apia", "2011-12-31", "00:00", once, "2011-12-30T10:00:00Z", "", ""},
		{"UTC", "2027-10-03", "02:30", once, "2027-10-03T02:30:00Z", "", ""},
	} {
		minute, ok := clockMinute(x.time)
		w := Wall{x.day, minute}
		m := w.In(zoneOf(t, x.zone))
		is := once
		switch {
		case m.Missing:
			is = missing
		case m.Twice():
			is = twice
		}
		if got := m.At.UTC().Format(time.RFC3339); !ok || is != x.is || got != x.utc {
			t.Errorf("%v in %s is %s (%d), not %s (%d)", w, x.zone, got, is, x.utc, x.is)
			continue
		}
		if is != once && (m.From.Clock() != x.from || m.To.Clock() != x.to) {
			t.Errorf("%v in %s: the clocks go from %v to %v", w, x.zone, m.From, m.To)
		}
		if is == twice && (WallOf(m.Again) != w || !m.Again.After(m.At)) {
			t.Errorf("%v in %s is there again at %s", w, x.zone, m.Again)
		}
		if doubt := w.Doubt(zoneOf(t, x.zone)); doubt.IsZero() != (is == once) {
			t.Errorf("%v in %s: %q", w, x.zone, doubt)
		}
	}
}

func TestWhatIsSaidOfATimeThatIsNotThere(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		zone string
		wall Wall
		says string
	}{
		{"Australia/Sydney", Wall{"2027-10-03", 150}, "There is no 02:30 on 3 October 2027: the clocks go forward from 02:00 to 03:00. Choose an earlier or a later time."},
		{"Australia/Lord_Howe", Wall{"2027-10-03", 135}, "There is no 02:15 on 3 October 2027: the clocks go forward from 02:00 to 02:30. Choose an earlier or a later time."},
		{"Australia/Sydney", Wall{"2027-04-04", 150}, "02:30 is there twice on 4 April 2027: the clocks go back from 03:00 to 02:00. The first of the two is booked."},
		{"Pacific/Apia", Wall{"2011-12-30", 600}, "There is no 30 December 2011 in the clinic’s time zone. Choose another day."},
		{"Australia/Brisbane", Wall{"2027-10-03", 150}, ""},
		{"Australia/Sydney", Wall{"2027-13-03", 150}, ""},
	} {
		if got := x.wall.Doubt(zoneOf(t, x.zone)).String(); got != x.says {
			t.Errorf("%s, %v: %q", x.zone, x.wall, got)
		}
	}
}

// Every Sunday at four, and every day at nine, over both changes, stays at four and at nine: one on each day, whatever zone
// the machine is in.
func TestTheHourOnTheWallStays(t *testing.T) {
	t.Parallel()
	for _, zone := range []string{
		"Australia/Sydney", "Australia/Melbourne", "Australia/Adelaide", "Australia/Lord_Howe", "Australia/Perth", "Australia/Brisbane", "Pacific/Auckland",
		"America/Toronto", "America/New_York", "Europe/Berlin", "Pacific/Apia",
	} {
		clinic := zoneOf(t, zone)
		for _, machine := range []string{"UTC", "Pacific/Auckland", "America/Los_Angeles"} {
			seen := map[Date]bool{}
			day := Date("2027-01-01")
			for range 400 {
				s := Slot{Date: day, From: 9 * 60, Minutes: 60}
				from, to := s.Instants(clinic)
				// What is kept comes back from the instant, wherever the machine is.
				shown := WallOf(In(from.In(zoneOf(t, machine)), clinic))
				if shown != s.At() || to.Sub(from) != time.Hour || seen[shown.Date] {
					t.Fatalf("%s: %v is shown at %v for %v", zone, s.At(), shown, to.Sub(from))
				}
				seen[shown.Date] = true
				day = day.AddDays(1)
			}
		}
	}
}

// What a wall time is at comes back as that wall time, unless there is none.
func TestWallTimeComesBack(t *testing.T) {
	t.Parallel()
	zones := []string{"Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland", "America/St_Johns", "Africa/Casablanca", "Pacific/Apia", "Asia/Kathmandu", "Antarctica/Troll"}
	rapid.Check(t, func(rt *rapid.T) {
		zone := zoneOf(t, rapid.SampledFrom(zones).Draw(rt, "zone"))
		w := Wall{Date("2005-01-01").AddDays(rapid.IntRange(0, 12000).Draw(rt, "day")), rapid.IntRange(0, DayMinutes-1).Draw(rt, "minute")}
		m := w.In(zone)
		switch {
		case m.Missing:
			if WallOf(m.At) == w || m.From.Compare(w) > 0 || m.To.Compare(w) <= 0 {
				rt.Fatalf("%v is missing from %v to %v, yet is at %v", w, m.From, m.To, m.At)
			}
		case WallOf(m.At) != w:
			rt.Fatalf("%v is at %v", w, m.At)
		case m.Twice() && (WallOf(m.Again) != w || m.From.Compare(w) <= 0 || m.To.Compare(w) > 0):
			rt.Fatalf("%v is there again at %v, between %v and %v", w, m.Again, m.To, m.From)
		}
		// And an instant, by what the clocks show, is one of the instants of that.
		at := m.At.Truncate(time.Minute)
		back := WallOf(at).In(zone)
		if !back.At.Equal(at) && !back.Again.Equal(at) {
			rt.Fatalf("%v shows %v, which is %v", at, WallOf(at), back)
		}
	})
}

func TestStretchOfDays(t *testing.T) {
	t.Parallel()
	afternoon := Stretch{Wall{"2026-11-30", 14*60 + 30}, Wall{"2026-12-02", 16*60 + 45}}
	christmas := WholeDays("2026-12-23", "2027-01-04")
	for _, x := range []struct {
		stretch Stretch
		day     Date
		want    Span
		touches bool
	}{
		{afternoon, "2026-11-29", Span{}, false},
		{afternoon, "2026-11-30", Span{870, 1440}, true},
		{afternoon, "2026-12-01", Span{0, 1440}, true},
		{afternoon, "2026-12-02", Span{0, 1005}, true},
		{afternoon, "2026-12-03", Span{}, false},
		{christmas, "2026-12-22", Span{}, false},
		{christmas, "2026-12-23", Span{0, 1440}, true},
		{christmas, "2026-12-31", Span{0, 1440}, true},
		{christmas, "2027-01-04", Span{0, 1440}, true},
		{christmas, "2027-01-05", Span{}, false},
		{Stretch{Wall{"2026-12-01", 540}, Wall{"2026-12-01", 600}}, "2026-12-01", Span{540, 600}, true},
		{Stretch{Wall{"2026-12-01", 540}, Wall{"2026-12-02", 0}}, "2026-12-02", Span{}, false},
	} {
		if got, touches := x.stretch.On(x.day); touches != x.touches || touches && got != x.want {
			t.Errorf("%v on %s: %v %v", x.stretch, x.day, got, touches)
		}
	}
	for _, bad := range []Stretch{
		{},
		{Wall{"2026-12-01", 600}, Wall{"2026-12-01", 600}},
		{Wall{"2026-12-02", 0}, Wall{"2026-12-01", 1440}},
		{Wall{"2026-12-01", -1}, Wall{"2026-12-01", 60}},
		{Wall{"2026-02-30", 0}, Wall{"2026-03-01", 60}},
	} {
		if bad.Validate() == nil {
			t.Errorf("%v is taken", bad)
		}
	}
	if err := christmas.Validate(); err != nil {
		t.Error(err)
	}
}

// The spans of a day behave as sets of minutes.
func TestSpansAreSets(t *testing.T) {
	t.Parallel()
	const end = 40
	spans := rapid.Custom(func(t *rapid.T) Spans {
		return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Span {
			return Span{rapid.IntRange(0, end).Draw(t, "from"), rapid.IntRange(0, end).Draw(t, "to")}
		}), 0, 6).Draw(t, "spans")
	})
	has := func(s Spans, minute int) bool {
		for _, x := range s {
			if x.From <= minute && minute < x.To {
				return true
			}
		}
		return false
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := spans.Draw(t, "a"), spans.Draw(t, "b")
		joined, without, both := a.Joined(), a.Without(b), a.And(b)
		count := 0
		for m := range end {
			if has(a, m) {
				count++
			}
			if has(joined, m) != has(a, m) || has(without, m) != (has(a, m) && !has(b, m)) || has(both, m) != (has(a, m) && has(b, m)) {
				t.Fatalf("minute %d of %v and %v: joined %v, without %v, both %v", m, a, b, joined, without, both)
			}
		}
		if count != a.Minutes() {
			t.Fatalf("%v has %d minutes, not %d", a, a.Minutes(), count)
		}
		for _, s := range []Spans{joined, without, both} {
			for i, x := range s {
				if x.From >= x.To || i > 0 && s[i-1].To >= x.From {
					t.Fatalf("%v is not in order", s)
				}
				if !s.Cover(x) || s.Cover(Span{x.From, x.To + 1}) {
					t.Fatalf("%v does not cover its own %v alone", s, x)
				}
			}
		}
	})
}
