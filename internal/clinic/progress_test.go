package clinic

import (
	"math"
	"slices"
	"strings"
	"testing"

	"regimen/internal/anatomy"
)

func (c *course) series(t testing.TB, measure, item string) Series {
	t.Helper()
	for _, s := range AllSeries(c.cat, c.chart) {
		if s.Measure == measure && s.Item == item {
			return s
		}
	}
	t.Fatalf("no series of %s %q", measure, item)
	return Series{}
}

func bare(t testing.TB) *course {
	return &course{testEnv: newEnv("2026-03-02"), cat: catalogue(t), chart: &Chart{Patient: Patient{ID: "p"}}}
}

func TestVerdict(t *testing.T) {
	t.Parallel()
	type value struct {
		v      float64
		moment string
		tool   string
	}
	plain := func(list ...float64) (out []value) {
		for _, v := range list {
			out = append(out, value{v: v})
		}
		return out
	}
	for name, x := range map[string]struct {
		measure   string
		values    []value // one a week
		want      VerdictState
		important bool
		words     string
	}{
		"pain, less":       {"nprs", plain(7, 5, 4), VerdictImproved, true, "7/10 to 4/10 today, in 14 days: improved."},
		"pain, more":       {"nprs", plain(4, 6), VerdictWorse, false, "4/10 to 6/10 today, in 7 days: worse."},
		"pain, by a point": {"nprs", plain(7, 6), VerdictWithin, false, "7/10 to 6/10 today, in 7 days: within measurement error (a real change is 1.77/10 or more)."},
		"pain, the same":   {"nprs", plain(7, 3, 7), VerdictUnchanged, false, "7/10 to 7/10 today, in 14 days: unchanged."},
		"pain, once":       {"nprs", plain(7), VerdictNotEnough, false, "7/10 today: measured once, nothing to compare yet."},
		"shoulder, by 10":  {"rom.shoulder.flexion", plain(100, 110), VerdictWithin, false, ""},
		"shoulder, by 15":  {"rom.shoulder.flexion", plain(100, 115), VerdictImproved, false, ""},
		"knee, by 10":      {"rom.knee.flexion", plain(100, 110), VerdictImproved, false, ""},
		"knee, back by 10": {"rom.knee.flexion", plain(110, 100), VerdictWorse, false, ""},
		"two tools": {
			"rom.knee.flexion",
			[]value{{100, "", "goniometer"}, {115, "", "phone"}},
			VerdictWithin, false,
			"100° to 115° today, in 7 days: within measurement error (a real change is 22° or more). The two were measured with different tools.",
		},
		"two tools, by far":    {"rom.knee.flexion", []value{{90, "", "goniometer"}, {112, "", "phone"}}, VerdictImproved, false, "90° to 112° today, in 7 days: improved. The two were measured with different tools."},
		"by eye, by 13":        {"rom.knee.flexion", []value{{100, "", "eye"}, {113, "", "eye"}}, VerdictWithin, false, ""},
		"by eye, by 14":        {"rom.knee.flexion", []value{{100, "", "eye"}, {114, "", "eye"}}, VerdictImproved, false, ""},
		"inclinometer, by 9":   {"rom.knee.flexion", []value{{100, "", "inclinometer"}, {109, "", "inclinometer"}}, VerdictWithin, false, ""},
		"inclinometer, by 10":  {"rom.knee.flexion", []value{{100, "", "inclinometer"}, {110, "", "inclinometer"}}, VerdictImproved, false, ""},
		"shoulder by app, 14":  {"rom.shoulder.flexion", []value{{100, "", "phone"}, {114, "", "phone"}}, VerdictWithin, false, ""},
		"tool not written":     {"rom.knee.flexion", []value{{100, "", "goniometer"}, {110, "", ""}}, VerdictImproved, false, "100° to 110° today, in 7 days: improved."},
		"tool of old":          {"rom.knee.flexion", []value{{100, "", "string"}, {110, "", "string"}}, VerdictImproved, false, ""},
		"eye first, then tool": {"rom.knee.flexion", []value{{80, "", "eye"}, {100, "", "goniometer"}, {106, "", "goniometer"}}, VerdictWithin, false, "100° to 106° today, in 7 days: within measurement error (a real change is 10° or more). Earlier values were measured with another tool."},
		"the eye in between":   {"rom.knee.flexion", []value{{80, "", "goniometer"}, {100, "", "eye"}, {95, "", "goniometer"}}, VerdictImproved, false, "80° to 95° today, in 14 days: improved."},
		"jaw, by 8":            {"rom.jaw.opening", []value{{30, "", "ruler"}, {38, "", "ruler"}}, VerdictWithin, false, ""},
		"jaw, by 9":            {"rom.jaw.opening", []value{{30, "", "ruler"}, {39, "", "ruler"}}, VerdictImproved, false, ""},
		"grade by half":        {"strength", plain(4, 4.5), VerdictWithin, false, "4/5 to 4+/5 today, in 7 days: within measurement error (a real change is 1/5 or more)."},
		"function, single":     {"psfs", plain(3, 5), VerdictWithin, false, ""},
		"function, by 3":       {"psfs", plain(3, 6), VerdictImproved, true, ""},
		"limb, 5 % is less":    {"limb-volume", plain(1800, 1705), VerdictImproved, false, ""},
		"limb, 4 %":            {"limb-volume", plain(1800, 1728), VerdictWithin, false, ""},
		"limb, 101 mL of 4 L":  {"limb-volume", plain(4000, 3899), VerdictWithin, false, ""},
		"error not known":      {"trigger-points", plain(5, 4), VerdictImproved, false, "5 to 4 today, in 7 days: improved. The measurement error of this measure is not known."},
		"rating, once":         {"groc", plain(3), VerdictImproved, true, "Rated 3 today: improved."},
		"rating, by one":       {"groc", plain(4, 1), VerdictImproved, false, ""},
		"rating, worse":        {"groc", plain(-2), VerdictWorse, false, ""},
		"after is not lasting": {
			"nprs", []value{{7, MomentBefore, ""}, {2, MomentAfter, ""}}, VerdictNotEnough, false, "",
		},
		"after is all there is": {"nprs", []value{{7, MomentAfter, ""}, {2, MomentAfter, ""}}, VerdictImproved, true, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := bare(t)
			me := c.cat.Measure(x.measure)
			for i, v := range x.values {
				c.on(Date("2026-03-02").AddDays(7 * i))
				c.measure(t, x.measure, v.v, func(m *Measurement) {
					m.Moment, m.Tool = v.moment, v.tool
					if me.Sided {
						m.Side = anatomy.Left
					}
					if len(me.Modes) > 0 {
						m.Mode = ModeActive
					}
					if me.Items {
						m.Item = "carry shopping"
					}
				})
			}
			all := AllSeries(c.cat, c.chart)
			if len(all) != 1 {
				t.Fatalf("%d series", len(all))
			}
			v := all[0].Verdict()
			if v.State != x.want || v.Important != x.important {
				t.Errorf("%s, important %v; want %s, %v", v.State, v.Important, x.want, x.important)
			}
			if got := v.Words(&all[0], c.today()).String(); x.words != "" && got != x.words {
				t.Errorf("%q, want %q", got, x.words)
			}
		})
	}
	if w := (Verdict{State: VerdictNotEnough}).Words(&Series{}, "2026-03-02").String(); w != "Not measured yet." {
		t.Error(w)
	}
}

func TestSeriesAreKeptApart(t *testing.T) {
	t.Parallel()
	c := bare(t)
	for _, side := range []anatomy.Side{anatomy.Left, anatomy.Right} {
		for _, mode := range []string{ModeActive, ModePassive} {
			c.measure(t, "rom.knee.flexion", 100, func(m *Measurement) { m.Side, m.Mode = side, mode })
		}
	}
	c.measure(t, "psfs", 3, func(m *Measurement) { m.Item = "Carry shopping" })
	c.on("2026-03-09")
	c.measure(t, "psfs", 6, func(m *Measurement) { m.Item = "carry  shopping " })
	put(t, c.chart, &Measurement{ID: "gone", PatientID: "p", Measure: "withdrawn", Side: "M", Date: "2026-03-09"})
	all := AllSeries(c.cat, c.chart)
	if len(all) != 5 {
		t.Fatalf("%d series, want 4 of the knee and 1 activity", len(all))
	}
	if s := c.series(t, "psfs", "Carry shopping"); len(s.Points) != 2 || *s.Baseline != 3 || s.MDC != 3 {
		t.Errorf("%+v", s)
	}
}

func TestFunctionAverage(t *testing.T) {
	t.Parallel()
	c := bare(t)
	visit := func(day Date, scores map[string]float64) {
		c.on(day)
		for item, v := range scores {
			c.measure(t, "psfs", v, func(m *Measurement) { m.Item = item })
		}
	}
	visit("2026-03-02", map[string]float64{"drive": 2, "sleep": 3, "lift": 4})
	visit("2026-03-09", map[string]float64{"drive": 5})                                  // a quick look at one
	visit("2026-03-16", map[string]float64{"Drive": 4, "sleep": 6, "lift": 8, "run": 1}) // one more activity
	visit("2026-03-23", map[string]float64{"drive": 4, "sleep": 5, "lift": 6})
	s := c.series(t, "psfs", "")
	if !s.Average || !slices.Equal(s.Items, []string{"drive", "lift", "sleep"}) || s.MDC != 2 {
		t.Fatalf("%+v", s)
	}
	var got []float64
	for _, p := range s.Points {
		got = append(got, p.Value)
	}
	if !slices.Equal(got, []float64{3, 6, 5}) {
		t.Errorf("averages %v", got)
	}
	if v := s.Verdict(); v.State != VerdictImproved || v.Change != 2 || !v.Important {
		t.Errorf("%+v", v)
	}
	if all := AllSeries(c.cat, c.chart); !all[0].Average {
		t.Error("the average does not come before its activities")
	}

	// A later visit that scored only two of the three does not take their place.
	visit("2026-03-30", map[string]float64{"drive": 9, "sleep": 9})
	if s := c.series(t, "psfs", ""); !slices.Equal(s.Items, []string{"drive", "lift", "sleep"}) || len(s.Points) != 3 || s.MDC != 2 {
		t.Errorf("after a visit with two scores the average is over %v in %d visits", s.Items, len(s.Points))
	}

	two := bare(t)
	two.measure(t, "psfs", 2, func(m *Measurement) { m.Item = "drive" })
	two.measure(t, "psfs", 4, func(m *Measurement) { m.Item = "sleep" })
	if s := two.series(t, "psfs", ""); s.MDC != 3 || s.Points[0].Value != 3 {
		t.Errorf("an average of two: %+v", s)
	}
}

func TestWithinSessions(t *testing.T) {
	t.Parallel()
	c := bare(t)
	for i, x := range []struct{ before, after float64 }{{7, 4}, {6, 5}} {
		c.on(Date("2026-03-02").AddDays(7 * i))
		session := string(rune('a' + i))
		// Entered after first, as it may be: the order is by moment.
		c.measure(t, "nprs", x.after, func(m *Measurement) { m.Moment, m.SessionID = MomentAfter, session })
		c.measure(t, "nprs", x.before, func(m *Measurement) { m.Moment, m.SessionID = MomentBefore, session })
	}
	s := c.series(t, "nprs", "")
	var got []VerdictState
	for _, v := range s.WithinSessions() {
		got = append(got, v.State)
	}
	if !slices.Equal(got, []VerdictState{VerdictImproved, VerdictWithin}) {
		t.Errorf("within sessions %v", got)
	}
	if v := s.Verdict(); v.From.Value != 7 || v.To.Value != 6 || v.State != VerdictWithin {
		t.Errorf("over the course %+v", v)
	}
}

func TestSeriesTakeTheGoal(t *testing.T) {
	t.Parallel()
	c := newCourse(t)
	g, op := AddGoal(c.Env, c.chart, &c.plan, Goal{
		Benefit: Mobility, Measure: "rom.neck.rotation", Side: anatomy.Left, Mode: ModeActive, Baseline: ptr(40.0), TargetTo: ptr(60.0), Due: "2026-05-01",
	})
	apply(t, c.chart, op)
	c.measure(t, "tenderness", 2)
	all := AllSeries(c.cat, c.chart)
	if all[0].GoalID != c.goal.ID || *all[0].Target != 3 || *all[0].Baseline != 7 || all[0].Due != "2026-04-20" {
		t.Errorf("the first series %+v", all[0])
	}
	if all[1].GoalID != g.ID || len(all[1].Points) != 0 || *all[1].Baseline != 40 || all[1].Verdict().State != VerdictNotEnough {
		t.Errorf("the goal with nothing measured %+v", all[1])
	}
	if last := all[2]; last.Measure != "tenderness" || last.GoalID != "" || last.Target != nil {
		t.Errorf("the one without a goal %+v", last)
	}
}

func TestGoalState(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		values  []float64 // after the baseline of 7, one a week
		goal    func(*Goal)
		today   Date
		state   GoalStanding
		share   float64
		real    bool
		overdue bool
	}{
		"not yet":          {nil, nil, "2026-03-10", GoalNotMeasured, 0, false, false},
		"not yet, late":    {nil, nil, "2026-04-21", GoalNotMeasured, 0, false, true},
		"met":              {[]float64{5, 3}, nil, "2026-04-21", GoalMet, 1, true, false},
		"more than met":    {[]float64{1}, nil, "2026-03-10", GoalMet, 1, true, false},
		"met for a day":    {[]float64{3, 5}, nil, "2026-03-20", GoalOnTheWay, 0.5, true, false},
		"on the way, late": {[]float64{5}, nil, "2026-04-21", GoalOnTheWay, 0.5, true, true},
		"a point":          {[]float64{6}, nil, "2026-03-10", GoalNoChange, 0.25, false, false},
		"worse":            {[]float64{9}, nil, "2026-03-10", GoalWorse, 0, true, false},
		"met within error": {[]float64{6}, func(g *Goal) { g.TargetTo = ptr(6.0) }, "2026-03-10", GoalMet, 1, false, false},
		"no target":        {[]float64{4}, func(g *Goal) { g.TargetTo = nil }, "2026-03-10", GoalOnTheWay, 0, true, false},
		"no baseline kept": {[]float64{4}, func(g *Goal) { g.Baseline, g.BaselineID = nil, "" }, "2026-03-10", GoalOnTheWay, 0.75, true, false},
		"no measure":       {[]float64{4}, func(g *Goal) { g.Measure = "" }, "2026-03-10", GoalNotMeasured, 0, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCourse(t)
			if x.goal != nil {
				x.goal(&c.goal)
				put(t, c.chart, &c.goal)
			}
			for i, v := range x.values {
				c.on(Date("2026-03-09").AddDays(7 * i))
				c.measure(t, "nprs", v)
			}
			g := GoalState(c.cat, c.chart, &c.goal, x.today)
			if g.State != x.state || math.Abs(g.Share-x.share) > 1e-9 || g.Real != x.real || g.Overdue != x.overdue {
				t.Errorf("%s, share %v, real %v, overdue %v; want %s, %v, %v, %v", g.State, g.Share, g.Real, g.Overdue, x.state, x.share, x.real, x.overdue)
			}
			if (g.Latest != nil) != (len(x.values) > 0 && c.goal.Measure != "") {
				t.Errorf("latest %+v", g.Latest)
			}
		})
	}
}

// A new version of the plan goes on from the same baseline.
func TestGoalStateAcrossVersions(t *testing.T) {
	t.Parallel()
	c := newCourse(t).agree(t)
	c.on("2026-03-09")
	c.measure(t, "nprs", 4)
	c.on("2026-03-10")
	next, op, err := NewVersion(c.Env, c.chart, &c.plan)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, c.chart, op)
	g := GoalStates(c.cat, c.chart, next, "2026-03-10")
	if len(g) != 1 || g[0].State != GoalOnTheWay || g[0].Change != -3 || g[0].Goal.ID == c.goal.ID {
		t.Errorf("%+v", g)
	}
}

func TestGoalOnAnAverage(t *testing.T) {
	t.Parallel()
	c := newCourse(t)
	g, op := AddGoal(c.Env, c.chart, &c.plan, Goal{Benefit: Recovery, Measure: "psfs", Baseline: ptr(3.0), TargetTo: ptr(7.0), Due: "2026-05-01"})
	apply(t, c.chart, op)
	c.on("2026-03-16")
	for _, item := range []string{"drive", "sleep", "lift"} {
		c.measure(t, "psfs", 6, func(m *Measurement) { m.Item = item })
	}
	if got := GoalState(c.cat, c.chart, g, "2026-03-16"); got.State != GoalOnTheWay || got.Share != 0.75 || !got.Series.Average {
		t.Errorf("%+v", got)
	}
}

func TestSinceLastTime(t *testing.T) {
	t.Parallel()
	c := newCourse(t)
	if s := SinceLastTime(c.cat, c.chart, "2026-03-02"); s.Last != nil || s.Response() != "" || s.Adverse() != "" || s.HomeCareDone() != "" || s.Now != nil {
		t.Errorf("before the first visit: %+v", s)
	}
	c.agree(t)
	c.treat(t, "2026-03-09", map[string]string{"effleurage": "ran out of time"})
	last := c.chart.LatestSession()
	last.Response, last.Adverse, last.HomeCareDone = ResponseBetter, "headache that evening", HomeCareSome
	c.on("2026-03-12")
	c.measure(t, "nprs", 4)
	review, op := StartAssessment(c.Env, c.chart, "prac-1")
	apply(t, c.chart, op)
	apply(t, c.chart, answerAll(c, review, GhostStill))
	f := c.chart.FindingsOf(review.ID)[0]
	f.Severity = ptr(3)
	put(t, c.chart, &f)
	// Today's session is open: it is now, not last time.
	c.on("2026-03-16")
	_, op = StartSession(c.Env, c.chart, c.chart.CurrentPlan(), "prac-1")
	apply(t, c.chart, op)

	if s := SinceLastTime(c.cat, c.chart, "2026-03-16"); s.Now != nil || s.Changes != nil {
		t.Errorf("a draft is compared: %+v", s.Changes)
	}
	review.SignedAt, review.SignedBy = c.now(), "Robin Vale"
	put(t, c.chart, review)
	s := SinceLastTime(c.cat, c.chart, "2026-03-16")
	if s.Last == nil || s.Last.Date != "2026-03-09" || s.DaysSince != 7 || s.Response() != ResponseBetter || s.HomeCareDone() != HomeCareSome || !strings.Contains(s.Adverse(), "headache") {
		t.Errorf("last %+v, %d days", s.Last, s.DaysSince)
	}
	if len(s.Left) != 1 || s.Left[0].Reason != "ran out of time" {
		t.Errorf("left %v", s.Left)
	}
	if len(s.OpenGoals()) != 1 || s.Goals[0].State != GoalOnTheWay || s.Goals[0].Latest.Value != 4 {
		t.Errorf("goals %+v", s.Goals)
	}
	if s.Then.ID != c.first.ID || s.Now.ID != review.ID || len(s.Changes) != 2 || s.Changes[0].State == s.Changes[1].State {
		t.Errorf("changes %+v", s.Changes)
	}
	if s.Tally.Done() != 1 || s.Tally.Planned != 4 || s.Next != "2026-03-16" {
		t.Errorf("%+v, next %s", s.Tally, s.Next)
	}
	if len(s.Reviews) > 0 {
		t.Error("the review is overdue before its day")
	}

	// An assessment that is being written is compared once it is signed.
	next, op := StartAssessment(c.Env, c.chart, "prac-1")
	apply(t, c.chart, op)
	if s := SinceLastTime(c.cat, c.chart, "2026-03-16"); s.Now.ID != review.ID || s.Then.ID != c.first.ID {
		t.Errorf("compared with an open assessment: %+v", s.Changes)
	}
	if s := SinceLastTime(c.cat, c.chart, "2026-03-17"); s.Now.ID != review.ID {
		t.Errorf("on the next day it is compared, though nobody signed it: %+v", s.Changes)
	}
	next.SignedAt, next.SignedBy = c.now(), "Robin Vale"
	put(t, c.chart, next)
	if s := SinceLastTime(c.cat, c.chart, "2026-03-17"); s.Now.ID != next.ID || s.Then.ID != review.ID {
		t.Errorf("once signed %s is compared with %s", s.Now.ID, s.Then.ID)
	}
	if s := SinceLastTime(c.cat, c.chart, c.first.Date.AddDays(1)); s.Now != nil || s.Changes != nil {
		t.Errorf("what came later is compared: %+v", s.Changes)
	}
}

func TestReviewOverdue(t *testing.T) {
	t.Parallel()
	c := newCourse(t).agree(t)
	if len(SinceLastTime(c.cat, c.chart, c.plan.ReviewDate).Reviews) == 0 {
		t.Error("the review is not due on its day")
	}
	c.on("2026-03-04")
	early, op := StartAssessment(c.Env, c.chart, "prac-1")
	apply(t, c.chart, op)
	if early.Type != AssessmentReview || len(SinceLastTime(c.cat, c.chart, c.plan.ReviewDate).Reviews) == 0 {
		t.Error("a look two days after the agreement counts as the review")
	}
	c.on("2026-03-28")
	_, op = StartAssessment(c.Env, c.chart, "prac-1")
	apply(t, c.chart, op)
	if len(SinceLastTime(c.cat, c.chart, c.plan.ReviewDate).Reviews) > 0 {
		t.Error("the review was made and is still due")
	}
}

func TestGoalWords(t *testing.T) {
	t.Parallel()
	g := GoalProgress{
		Day: "2026-03-10", Goal: Goal{TargetTo: ptr(2.0)}, State: GoalNoChange, Baseline: ptr(6.0), Latest: &Point{Date: "2026-03-09", Value: 5, Moment: MomentBefore},
		Series: Series{Unit: "/10", Points: []Point{{Date: "2026-03-09", Value: 5, Moment: MomentBefore}, {Date: "2026-03-09", Value: 3, Moment: MomentAfter}}},
	}
	if got, want := g.Words().String(), "5/10 on 9 Mar 2026, from 6/10, target 2/10: no real change (3/10 right after the treatment)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := (GoalProgress{State: GoalNotMeasured}).Words().String(); got != "not measured since" {
		t.Error(got)
	}
}
