package clinic

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestAttend(t *testing.T) {
	t.Parallel()
	weekly := []Phase{{Sessions: 4, EveryDays: 7}} // 2, 9, 16, 23 March
	for name, x := range map[string]struct {
		phases []Phase
		held   []Date
		today  Date
		want   []string
		counts string // planned held late missed extra, days late, next
	}{
		"before the first": {weekly, nil, "2026-03-01", []string{"coming 2026-03-02", "coming 2026-03-09", "coming 2026-03-16", "coming 2026-03-23"}, "0 0 0 0 0 +0 2026-03-02"},
		"the first day":    {weekly, nil, "2026-03-02", []string{"due 2026-03-02", "coming 2026-03-09", "coming 2026-03-16", "coming 2026-03-23"}, "1 0 0 0 0 +0 2026-03-02"},
		"can still be held": {
			weekly,
			[]Date{"2026-03-02"},
			"2026-03-12",
			[]string{"held 2026-03-02", "due 2026-03-09 +3", "coming 2026-03-16", "coming 2026-03-23"},
			"2 1 0 0 0 +3 2026-03-09",
		},
		"missed": {
			weekly,
			[]Date{"2026-03-02"},
			"2026-03-13",
			[]string{"held 2026-03-02", "missed 2026-03-09", "coming 2026-03-16", "coming 2026-03-23"},
			"2 1 0 1 0 +4 2026-03-09",
		},
		"on time, two days late": {weekly, []Date{"2026-03-04"}, "2026-03-05", []string{"held 2026-03-04 +2", "coming 2026-03-09", "coming 2026-03-16", "coming 2026-03-23"}, "1 1 0 0 0 +0 2026-03-11"},
		"late, three days":       {weekly, []Date{"2026-03-05"}, "2026-03-05", []string{"late 2026-03-05 +3", "coming 2026-03-09", "coming 2026-03-16", "coming 2026-03-23"}, "1 1 1 0 0 +0 2026-03-12"},
		"four days late is the next": {
			weekly,
			[]Date{"2026-03-06"},
			"2026-03-06",
			[]string{"missed 2026-03-02", "held 2026-03-06 -3", "coming 2026-03-16", "coming 2026-03-23"},
			"2 1 0 1 0 +0 2026-03-13",
		},
		"twice in a week": {
			weekly,
			[]Date{"2026-03-02", "2026-03-03", "2026-03-09"},
			"2026-03-10",
			[]string{"held 2026-03-02", "extra 2026-03-03", "held 2026-03-09", "coming 2026-03-16", "coming 2026-03-23"},
			"2 3 0 0 1 +0 2026-03-23",
		},
		"after the end": {
			weekly,
			[]Date{"2026-03-02", "2026-03-09", "2026-03-16", "2026-03-26", "2026-04-06"},
			"2026-04-07",
			[]string{"held 2026-03-02", "held 2026-03-09", "held 2026-03-16", "late 2026-03-26 +3", "extra 2026-04-06"},
			"4 5 1 0 1 +0 ",
		},
		"a taper": {[]Phase{{2, 7}, {2, 14}}, []Date{"2026-03-02", "2026-03-09", "2026-03-29"}, "2026-03-30", // 2, 9, 23 March, 6 April
			[]string{"held 2026-03-02", "held 2026-03-09", "late 2026-03-29 +6", "coming 2026-04-06"}, "3 3 1 0 0 +0 2026-04-12"},
		"no start": {nil, nil, "2026-03-30", nil, "0 0 0 0 0 +0 "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, p := heldOn(x.phases, x.held...)
			a := Attend(c, p, nil, x.today)
			if got := visits(a); !slices.Equal(got, x.want) {
				t.Errorf("%q\nwant %q", got, x.want)
			}
			if got := fmt.Sprintf("%d %d %d %d %d %+d %s", a.Planned, a.Tally.Done(), a.Late, a.Missed, a.Extra, a.DaysLate, a.Next); got != x.counts {
				t.Errorf("%s, want %s", got, x.counts)
			}
		})
	}
}

func TestAttendCountsEveryVisitOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var phases []Phase
		for range rapid.IntRange(1, 3).Draw(t, "phases") {
			phases = append(phases, Phase{rapid.IntRange(1, 6).Draw(t, "sessions"), rapid.IntRange(1, 28).Draw(t, "every")})
		}
		offsets := rapid.SliceOfN(rapid.IntRange(0, 200), 0, 15).Draw(t, "held")
		slices.Sort(offsets)
		var held []Date
		for _, o := range offsets {
			held = append(held, Date("2026-03-02").AddDays(o))
		}
		c, p := heldOn(phases, held...)
		today := Date("2026-03-02").AddDays(rapid.IntRange(0, 220).Draw(t, "today"))
		// Half of the sessions were booked, some with the link between the two and some without it; and some appointments are no
		// session's.
		var booked []Appointment
		for i := range c.Sessions {
			if how := rapid.IntRange(0, 3).Draw(t, "booked"); how < 2 {
				a := Appointment{Day: c.Sessions[i].Date, State: Attended, PlanID: p.ID}
				if how == 1 {
					a.SessionID = c.Sessions[i].ID
				}
				booked = append(booked, a)
			}
		}
		others := make(map[AppointmentState]int)
		for range rapid.IntRange(0, 8).Draw(t, "others") {
			a := Appointment{Day: Date("2026-03-02").AddDays(300 + len(booked)), State: rapid.SampledFrom([]AppointmentState{Booked, Missed, Cancelled, CancelledLate}).Draw(t, "state")}
			others[a.State]++
			booked = append(booked, a)
		}
		over := len(where(c.Sessions, func(s *Session) bool { return s.over(today) }))
		a := Attend(c, p, booked, today)
		planned, taken, gone := 0, map[string]bool{}, 0
		for _, v := range a.Visits {
			if v.Planned != "" {
				planned++
			}
			if v.Planned == "" && v.Held == "" {
				gone++
			}
			if v.SessionID != "" {
				if taken[v.SessionID] {
					t.Fatalf("session %s stands twice", v.SessionID)
				}
				taken[v.SessionID] = true
			}
			if v.State == VisitMissed && v.Planned >= today || v.State == VisitComing && v.Planned <= today {
				t.Fatalf("%+v on %s", v, today)
			}
		}
		if planned != p.Sessions() || len(taken) != over || a.Tally.Done() != over || a.Extra != len(a.Visits)-planned-gone {
			t.Fatalf("%d planned of %d, %d held of %d: %+v", planned, p.Sessions(), len(taken), over, a)
		}
		if a.NoShow != others[Missed] || a.CalledOff != others[Cancelled] || a.CalledLate != others[CancelledLate] || a.Unwritten != 0 || a.Came != over {
			t.Fatalf("%+v of %v", a, others)
		}
	})
}

// TestAttendByTheDiary: what became of the appointments of a plan is told once, with its sessions or without.
func TestAttendByTheDiary(t *testing.T) {
	t.Parallel()
	weekly := []Phase{{Sessions: 4, EveryDays: 7}} // 2, 9, 16, 23 March
	visit := func(day Date, state AppointmentState, with ...func(*Appointment)) Appointment {
		a := Appointment{ID: "a" + string(day), PatientID: "p", PlanID: "plan", Day: day, Start: 600, Minutes: 60, State: state}
		for _, f := range with {
			f(&a)
		}
		return a
	}
	of := func(session string) func(*Appointment) { return func(a *Appointment) { a.SessionID = session } }
	forPlan := func(id string) func(*Appointment) { return func(a *Appointment) { a.PlanID = id } }
	for name, x := range map[string]struct {
		held   []Date
		booked []Appointment
		today  Date
		want   []string
		said   string
	}{
		"before there was a diary": {[]Date{"2026-03-02", "2026-03-09"}, nil, "2026-03-10", []string{"held 2026-03-02", "held 2026-03-09", "coming 2026-03-16", "coming 2026-03-23"}, ""},
		"a visit and its session": {
			[]Date{"2026-03-02"},
			[]Appointment{visit("2026-03-02", Attended, of("s1"))},
			"2026-03-03",
			[]string{"held 2026-03-02", "coming 2026-03-09", "coming 2026-03-16", "coming 2026-03-23"},
			"",
		},
		"a visit and a session that was begun without it": {
			[]Date{"2026-03-02"},
			[]Appointment{visit("2026-03-02", Attended), visit("2026-03-09", Booked)},
			"2026-03-03",
			[]string{"held 2026-03-02", "booked 2026-03-09", "coming 2026-03-16", "coming 2026-03-23"},
			"Visits: 1 attended, 1 booked ahead.",
		},
		"attended, and no session was written": {
			[]Date{"2026-03-02"},
			[]Appointment{visit("2026-03-02", Attended, of("s1")), visit("2026-03-09", Attended)},
			"2026-03-13",
			[]string{"held 2026-03-02", "held 2026-03-09", "coming 2026-03-16", "coming 2026-03-23"},
			"Visits: 2 attended. No session is written for 1 of those attended.",
		},
		"an examination is no session": {
			nil,
			[]Appointment{visit("2026-03-02", Attended, forPlan(""))},
			"2026-03-03",
			[]string{"due 2026-03-02 +1", "coming 2026-03-09", "coming 2026-03-16", "coming 2026-03-23"},
			"",
		},
		"did not come, and came on another day": {
			[]Date{"2026-03-02", "2026-03-11"},
			[]Appointment{visit("2026-03-02", Attended, of("s1")), visit("2026-03-09", Missed), visit("2026-03-11", Attended, of("s2"))},
			"2026-03-13",
			[]string{"held 2026-03-02", "no-show 2026-03-09", "held 2026-03-11 +2", "coming 2026-03-16", "coming 2026-03-23"},
			"Visits: 2 attended, 1 did not come.",
		},
		"did not come, and not made up": {
			[]Date{"2026-03-02"},
			[]Appointment{visit("2026-03-09", Missed), visit("2026-03-16", Confirmed)},
			"2026-03-14",
			[]string{"held 2026-03-02", "no-show 2026-03-09", "booked 2026-03-16", "coming 2026-03-23"},
			"Visits: 1 attended, 1 did not come, 1 booked ahead.",
		},
		"cancelled late, in time, and of a day to come": {
			[]Date{"2026-03-02"},
			[]Appointment{visit("2026-03-09", CancelledLate), visit("2026-03-10", Cancelled), visit("2026-03-23", Cancelled, forPlan(""))},
			"2026-03-14",
			[]string{"held 2026-03-02", "called-late 2026-03-09", "called-off 2026-03-10", "coming 2026-03-16", "coming 2026-03-23", "called-off 2026-03-23"},
			"Visits: 1 attended, 1 cancelled late, 2 cancelled in time.",
		},
		"booked for another day than is reckoned": {
			[]Date{"2026-03-02"},
			[]Appointment{visit("2026-03-11", Booked), visit("2026-04-20", Booked, forPlan(""))},
			"2026-03-03",
			[]string{"held 2026-03-02", "booked 2026-03-11", "coming 2026-03-16", "coming 2026-03-23", "booked 2026-04-20"},
			"Visits: 1 attended, 2 booked ahead.",
		},
		"a day that is over and nobody said a word": {
			[]Date{"2026-03-02"},
			[]Appointment{visit("2026-03-09", Booked)},
			"2026-03-10",
			[]string{"held 2026-03-02", "due 2026-03-09 +1", "coming 2026-03-16", "coming 2026-03-23"},
			"Visits: 1 attended, 1 past and not marked in the diary.",
		},
		"now in treatment": {
			[]Date{"2026-03-02"},
			[]Appointment{visit("2026-03-09", InTreatment)},
			"2026-03-09",
			[]string{"held 2026-03-02", "booked 2026-03-09", "coming 2026-03-16", "coming 2026-03-23"},
			"Visits: 1 attended, 1 booked ahead.",
		},
		"of another plan, and before this one": {
			[]Date{"2026-03-02"},
			[]Appointment{visit("2026-02-20", Missed), visit("2026-03-09", Missed, forPlan("another"))},
			"2026-03-10",
			[]string{"held 2026-03-02", "due 2026-03-09 +1", "coming 2026-03-16", "coming 2026-03-23"},
			"",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, _ := heldOn(weekly, x.held...)
			c.Plans = append([]Plan{{ID: "another", Lineage: "another", Version: 1, PatientID: "p"}}, c.Plans...)
			p := &c.Plans[1]
			a := Attend(c, p, x.booked, x.today)
			if got := visits(a); !slices.Equal(got, x.want) {
				t.Errorf("%q\nwant %q", got, x.want)
			}
			if got := a.Words().String(); got != x.said {
				t.Errorf("%q, want %q", got, x.said)
			}
		})
	}
}
