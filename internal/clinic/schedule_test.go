package clinic

import (
	"math"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

func TestDates(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		start  Date
		phases []Phase
		want   []Date
	}{
		"taper":       {"2026-02-23", []Phase{{2, 7}, {2, 14}, {1, 28}}, []Date{"2026-02-23", "2026-03-02", "2026-03-16", "2026-03-30", "2026-04-27"}},
		"leap day":    {"2028-02-28", []Phase{{3, 1}}, []Date{"2028-02-28", "2028-02-29", "2028-03-01"}},
		"no start":    {"", []Phase{{2, 7}}, nil},
		"no sessions": {"2026-02-23", nil, []Date{}},
	} {
		p := Plan{Start: x.start, Phases: x.phases}
		if got := p.Dates(); !reflect.DeepEqual(got, x.want) {
			t.Errorf("%s: %v, want %v", name, got, x.want)
		}
	}
	p := Plan{Start: "2026-02-23", Phases: []Phase{{2, 7}, {1, 14}}}
	if p.NextDate(0) != "2026-02-23" || p.NextDate(2) != "2026-03-16" || p.NextDate(3) != "" || p.NextDate(-1) != "" || p.LastDate() != "2026-03-16" {
		t.Errorf("next %v %v %v, last %v", p.NextDate(0), p.NextDate(2), p.NextDate(3), p.LastDate())
	}
	for name, x := range map[string]struct {
		done int
		last Date
		want Date
	}{
		"not begun": {0, "", "2026-02-23"}, "on time": {1, "2026-02-23", "2026-03-02"}, "early": {1, "2026-02-20", "2026-03-02"},
		"a week late": {2, "2026-03-09", "2026-03-23"}, "over": {3, "2026-03-16", ""},
	} {
		if got := p.NextAfter(x.done, x.last); got != x.want {
			t.Errorf("%s: next on %v, want %v", name, got, x.want)
		}
	}
	if d := (&Plan{}).LastDate(); d != "" {
		t.Errorf("a plan with no start ends on %v", d)
	}
}

func drawPhases(t *rapid.T) []Phase {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Phase {
		return Phase{rapid.IntRange(1, 12).Draw(t, "sessions"), rapid.IntRange(1, 60).Draw(t, "every")}
	}), 1, 5).Draw(t, "phases")
}

func TestDatesProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := Plan{Start: Date("2024-01-01").AddDays(rapid.IntRange(0, 3000).Draw(t, "day")), Phases: drawPhases(t)}
		dates := p.Dates()
		if len(dates) != p.Sessions() || dates[0] != p.Start {
			t.Fatalf("%d dates from %v for %d sessions from %v", len(dates), dates[0], p.Sessions(), p.Start)
		}
		i := 0
		for _, ph := range p.Phases {
			for range ph.Sessions {
				if i > 0 {
					if gap := dates[i-1].DaysUntil(dates[i]); gap != ph.EveryDays {
						t.Fatalf("session %d comes %d days after the one before, its phase says %d", i+1, gap, ph.EveryDays)
					}
				}
				i++
			}
		}
	})
}

func TestBalanceMinutes(t *testing.T) {
	t.Parallel()
	minutes := func(list []Prescription) (out []float64) {
		for _, p := range list {
			out = append(out, p.Minutes)
		}
		return out
	}
	for name, x := range map[string]struct {
		in      []float64
		session int
		want    []float64
	}{
		"fits":          {[]float64{10, 20, 30}, 60, []float64{10, 20, 30}},
		"shrinks":       {[]float64{20, 40, 60}, 60, []float64{10, 20, 30}},
		"none set":      {[]float64{0, 0, 0}, 30, []float64{10, 10, 10}},
		"one is tiny":   {[]float64{100, 0}, 45, []float64{44, 1}},
		"too many":      {[]float64{5, 5, 5, 5}, 2, []float64{0.5, 0.5, 0.5, 0.5}},
		"no session":    {[]float64{5}, 0, []float64{5}},
		"nothing there": {nil, 60, nil},
	} {
		var in []Prescription
		for _, m := range x.in {
			in = append(in, Prescription{Minutes: m})
		}
		if got := minutes(BalanceMinutes(in, x.session)); !reflect.DeepEqual(got, x.want) {
			t.Errorf("%s: %v, want %v", name, got, x.want)
		}
		if got := minutes(in); !reflect.DeepEqual(got, x.in) {
			t.Errorf("%s changed its argument", name)
		}
	}
}

func TestBalanceMinutesProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var in []Prescription
		for _, m := range rapid.SliceOfN(rapid.Float64Range(0, 90), 1, 12).Draw(t, "minutes") {
			in = append(in, Prescription{Minutes: m})
		}
		session := rapid.IntRange(len(in), MaxSessionMinutes).Draw(t, "session")
		out := BalanceMinutes(in, session)
		if sum := PlannedMinutes(out); sum != float64(session) {
			t.Fatalf("the minutes add up to %v in a session of %d", sum, session)
		}
		for i := range out {
			if out[i].Minutes < 1 || out[i].Minutes != math.Trunc(out[i].Minutes) {
				t.Fatalf("%v minutes", out[i].Minutes)
			}
			for j := range out {
				if in[i].Minutes > in[j].Minutes && out[i].Minutes+1 < out[j].Minutes {
					t.Fatalf("the longer of %v and %v became the shorter: %v and %v", in[i].Minutes, in[j].Minutes, out[i].Minutes, out[j].Minutes)
				}
			}
		}
	})
}

func TestLimbVolume(t *testing.T) {
	t.Parallel()
	// The published example: height 4 cm, girths 20 and 22 cm.
	if v := LimbVolume([]float64{200, 220}, 40); math.Abs(v-140.48) > 0.005 {
		t.Errorf("%.3f mL, want 140.48", v)
	}
	// A cylinder is π·r²·h, however it is cut.
	want := math.Pi * 30 * 30 * 120 / 1000
	if v := LimbVolume([]float64{60 * math.Pi, 60 * math.Pi, 60 * math.Pi, 60 * math.Pi}, 40); math.Abs(v-want) > 1e-9 {
		t.Errorf("a cylinder of %.4f mL, want %.4f", v, want)
	}
	if LimbVolume([]float64{200}, 40) != 0 || LimbVolume(nil, 40) != 0 {
		t.Error("one girth has a volume")
	}
	if e, ok := ExcessPercent(2200, 2000); !ok || math.Abs(e-10) > 1e-9 {
		t.Errorf("excess %v, want 10 %%", e)
	}
	if _, ok := ExcessPercent(2200, 0); ok {
		t.Error("an excess over nothing")
	}
}

func TestScheduleWords(t *testing.T) {
	t.Parallel()
	for want, phases := range map[string][]Phase{
		"":          nil,
		"1 session": {{1, 7}},
		"4 sessions 7 days apart, then 2 sessions 14 days apart": {{4, 7}, {2, 14}},
		"2 sessions 1 day apart, then 1 session 28 days apart":   {{2, 1}, {1, 28}},
	} {
		if got := ScheduleWords(phases); got.String() != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestTheReviewFollowsTheFourthSession(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		phases []Phase
		want   Date
	}{
		{nil, ""},
		{[]Phase{{Sessions: 4, EveryDays: 7}}, "2026-12-21"},
		{[]Phase{{Sessions: 1, EveryDays: 14}}, "2026-12-07"},
		{[]Phase{{Sessions: 2, EveryDays: 7}, {Sessions: 6, EveryDays: 14}}, "2027-01-11"},
		{[]Phase{{Sessions: 12, EveryDays: 7}}, "2026-12-21"},
	} {
		if got := (&Plan{Start: "2026-11-23", Phases: c.phases}).SuggestedReview(); got != c.want {
			t.Errorf("%v: %s, not %s", c.phases, got, c.want)
		}
	}
}
