package clinic

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regimen/internal/anatomy"
)

// visits writes an attendance on one line: "2 Mar held 3 Mar +1".
func visits(a Attendance) []string {
	var out []string
	for _, v := range a.Visits {
		s := string(v.State) + " " + string(v.Day())
		if v.DaysLate != 0 {
			s += fmt.Sprintf(" %+d", v.DaysLate)
		}
		out = append(out, s)
	}
	return out
}

// heldOn makes a chart of one agreed plan of weekly sessions from 2 March 2026, and those held.
func heldOn(phases []Phase, days ...Date) (*Chart, *Plan) {
	p := Plan{ID: "plan", PatientID: "p", Lineage: "plan", Version: 1, Start: "2026-03-02", Minutes: 60, Phases: phases, AgreedAt: Date("2026-03-02").Time()}
	c := &Chart{Plans: []Plan{p}}
	for i, d := range days {
		c.Sessions = append(c.Sessions, Session{ID: fmt.Sprintf("s%d", i+1), PlanID: "plan", Date: d, SignedAt: d.Time()})
	}
	return c, &c.Plans[0]
}

func TestReviewsDue(t *testing.T) {
	t.Parallel()
	six := []Phase{{Sessions: 6, EveryDays: 7}} // 2, 9, 16, 23, 30 March, 6 April; half on the 16th
	type with func(*Chart, *Plan)
	assessed := func(day Date) with {
		return func(c *Chart, _ *Plan) {
			a := Assessment{}
			if len(c.Assessments) > 0 {
				a = c.Assessments[0]
			}
			a.ID, a.Date, a.Type, a.SignedAt = "review"+string(day), day, AssessmentReview, day.Time()
			c.Assessments = append(c.Assessments, a)
		}
	}
	referred := func(a Assessment) with {
		return func(c *Chart, _ *Plan) {
			a.ID, a.Date, a.Type, a.SignedAt = "ref", "2026-03-02", AssessmentInitial, Date("2026-03-02").Time()
			c.Assessments = append(c.Assessments, a)
		}
	}
	reviewOn := func(day Date) with { return func(_ *Chart, p *Plan) { p.ReviewDate = day } }
	for name, x := range map[string]struct {
		phases []Phase
		held   int // weekly
		today  Date
		with   []with
		want   []string
	}{
		"eight days before half":  {six, 1, "2026-03-08", nil, nil},
		"seven days before half":  {six, 1, "2026-03-09", nil, []string{"half coming 2026-03-16: Half of the schedule: 1 of 6 sessions done."}},
		"on the day of half":      {six, 2, "2026-03-16", nil, []string{"half due 2026-03-16: Half of the schedule: 2 of 6 sessions done."}},
		"after half":              {six, 3, "2026-03-17", nil, []string{"half overdue 2026-03-16: Half of the schedule: 3 of 6 sessions done."}},
		"assessed too early":      {six, 3, "2026-03-17", []with{assessed("2026-03-09")}, []string{"half overdue 2026-03-16: Half of the schedule: 3 of 6 sessions done."}},
		"assessed for half":       {six, 3, "2026-03-17", []with{assessed("2026-03-10")}, nil},
		"end, half forgotten":     {six, 6, "2026-04-06", nil, []string{"end due 2026-04-06: End of the schedule: 6 of 6 sessions done."}},
		"end, assessed at half":   {six, 6, "2026-04-08", []with{assessed("2026-03-16")}, []string{"end overdue 2026-04-06: End of the schedule: 6 of 6 sessions done."}},
		"end, assessed":           {six, 6, "2026-04-08", []with{assessed("2026-03-27")}, nil},
		"one session has no half": {[]Phase{{1, 7}}, 1, "2026-03-03", nil, []string{"end overdue 2026-03-02: End of the schedule: 1 of 1 session done."}},
		"review date":             {six, 1, "2026-03-08", []with{reviewOn("2026-03-14")}, []string{"review date coming 2026-03-14: Re-assessment date of the plan: 1 of 6 sessions done."}},
		"review date is the half": {six, 2, "2026-03-16", []with{reviewOn("2026-03-16")}, []string{"half due 2026-03-16: Half of the schedule: 2 of 6 sessions done."}},
		"report is wanted":        {six, 1, "2026-03-06", []with{referred(Assessment{ReportDue: "2026-03-13"})}, []string{"report coming 2026-03-13: The referrer wants a report by 13 March 2026."}},
		"report, re-assessed":     {six, 1, "2026-03-06", []with{referred(Assessment{ReportDue: "2026-03-07"}), assessed("2026-03-05")}, nil},
		"referral used up": {six, 2, "2026-03-09", []with{referred(Assessment{ReferralSessions: 2}), assessed("2026-03-08")}, []string{
			"sessions due 2026-03-09: The referral is used up: 2 of 2 sessions.", "half coming 2026-03-16: Half of the schedule: 2 of 6 sessions done.",
		}},
		"another referral counts anew": {six, 2, "2026-03-09", []with{
			referred(Assessment{ReferralSessions: 2, ReferralFrom: "Dr Lee"}), assessed("2026-03-03"),
			func(c *Chart, _ *Plan) { c.Assessments[1].ReferralFrom = "Dr Roe" },
		}, []string{"half coming 2026-03-16: Half of the schedule: 2 of 6 sessions done."}},
		"referral taken out at the review": {six, 2, "2026-03-08", []with{
			referred(Assessment{ReferralSessions: 1}), assessed("2026-03-03"), func(c *Chart, _ *Plan) { c.Assessments[1].ReferralSessions = 0 },
		}, nil},
		"referral not used up":     {six, 1, "2026-03-08", []with{referred(Assessment{ReferralSessions: 2})}, nil},
		"referral ends in 8 days":  {six, 1, "2026-03-07", []with{referred(Assessment{ReferralExpires: "2026-03-15"})}, nil},
		"referral ends in 7 days":  {six, 1, "2026-03-08", []with{referred(Assessment{ReferralExpires: "2026-03-15"})}, []string{"expires coming 2026-03-15: The referral ends on 15 March 2026."}},
		"referral ended yesterday": {six, 1, "2026-03-08", []with{referred(Assessment{ReferralExpires: "2026-03-07"})}, []string{"expires overdue 2026-03-07: The referral ended on 7 March 2026."}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var held []Date
			for i := range x.held {
				held = append(held, Date("2026-03-02").AddDays(7*i))
			}
			c, p := heldOn(x.phases, held...)
			for _, w := range x.with {
				w(c, p)
			}
			c.Sort()
			var got []string
			for _, d := range ReviewsDue(c, x.today) {
				got = append(got, fmt.Sprintf("%s %s %s: %s", d.Reason, d.State, d.Day, d.What))
			}
			if !slices.Equal(got, x.want) {
				t.Errorf("%q\nwant %q", got, x.want)
			}
		})
	}
}

func TestCourseAttendedFasterIsDueSooner(t *testing.T) {
	t.Parallel()
	c, _ := heldOn([]Phase{{4, 7}}, "2026-03-02", "2026-03-04")
	if got := ReviewsDue(c, "2026-03-05"); len(got) != 1 || got[0].Reason != ReviewHalf || got[0].Day != "2026-03-04" {
		t.Errorf("half came early: %+v", got)
	}
	c, _ = heldOn([]Phase{{4, 7}}, "2026-03-02", "2026-03-04", "2026-03-06", "2026-03-08")
	if got := ReviewsDue(c, "2026-03-09"); len(got) != 1 || got[0].Reason != ReviewEnd || got[0].Day != "2026-03-08" {
		t.Errorf("the end came early: %+v", got)
	}
}

// The schedule ends when its last session is held, however late that is.
func TestCourseAttendedLaterIsDueLater(t *testing.T) {
	t.Parallel()
	c, _ := heldOn([]Phase{{4, 7}}, "2026-03-02", "2026-03-09", "2026-03-16", "2026-04-05")
	got := ReviewsDue(c, "2026-04-06")
	if len(got) != 1 || got[0].Reason != ReviewEnd || got[0].Day != "2026-04-05" || got[0].What.String() != "End of the schedule: 4 of 4 sessions done." {
		t.Errorf("%+v", got)
	}
}

// What earlier versions held is told apart from what the schedule of this one asks for, and nothing is lost.
func TestTally(t *testing.T) {
	t.Parallel()
	c, p := heldOn([]Phase{{2, 7}}, "2026-02-16", "2026-02-23", "2026-03-02", "2026-03-09")
	c.Sessions[3].SignedAt = time.Time{}
	got := c.Tally(p, "2026-03-09")
	if got.Planned != 2 || got.Done() != 1 || got.Earlier != 2 || got.Last != "2026-03-02" || got.Next(p) != "2026-03-09" {
		t.Errorf("with one going on: %+v", got)
	}
	if got = c.Tally(p, "2026-03-10"); got.Done() != 2 || got.Last != "2026-03-09" || got.Next(p) != "" {
		t.Errorf("the day after: %+v", got)
	}
	if a := Attend(c, p, nil, "2026-03-10"); !reflect.DeepEqual(a.Tally, got) {
		t.Errorf("the attendance counts %+v", a.Tally)
	}
	p.Start = "2026-06-01"
	if got = c.Tally(p, "2026-03-10"); got.Done() != 0 || got.Earlier != 4 || got.Last != "2026-03-09" || got.Next(p) != "2026-06-01" {
		t.Errorf("before the schedule begins: %+v", got)
	}
}

func TestMinutesAddUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) float64 { return float64(rapid.IntRange(0, 60).Draw(t, name)) / 6 }
		d := DoseShare{Left: draw("left"), Missed: draw("missed"), Added: draw("added")}
		as := draw("as planned")
		d.Planned, d.Given = as+d.Left+d.Missed, as+d.Added
		m := d.Minutes()
		if m.Planned+m.Added != m.Given+m.Left+m.Missed || m.Left < 0 || m.Missed < 0 || m.Added < 0 {
			t.Fatalf("%+v of %+v", m, d)
		}
		if m.Planned != int(math.Round(d.Planned)) || m.Given != int(math.Round(d.Given)) {
			t.Fatalf("planned and given are rounded alone: %+v of %+v", m, d)
		}
		for _, x := range []struct {
			n     int
			exact float64
		}{{m.Left, d.Left}, {m.Missed, d.Missed}, {m.Added, d.Added}} {
			if math.Abs(float64(x.n)-x.exact) > 1.5 {
				t.Fatalf("%+v of %+v", m, d)
			}
		}
	})
}

func TestReportDose(t *testing.T) {
	t.Parallel()
	c := newCourse(t).agree(t) // compression 6 min on one place, effleurage 10 on two
	c.treat(t, c.plan.Start, nil)
	c.treat(t, c.plan.Start.AddDays(7), map[string]string{"ischaemic-compression": "sore today"})
	today := c.plan.Start.AddDays(18) // the third visit is missed
	c.on(today)
	r := MakeReport(c.cat, atlas(t), c.chart, nil, today)
	write := func(d DoseShare) string {
		return fmt.Sprintf("%s%s%s %s of %s, %s missed, %s left, %d of %d, %.0f %%", d.Structure, d.Side, d.Technique, Number(d.Given), Number(d.Planned), Number(d.Missed), Number(d.Left), d.Times, d.Sessions, d.Share()*100)
	}
	var got []string
	for _, d := range append(slices.Clone(r.Structures), r.Techniques...) {
		got = append(got, write(d))
	}
	want := []string{
		"trapezius.upperL 16 of 33, 11 missed, 6 left, 2 of 3, 48 %",
		"levator.scapulaeL 10 of 15, 5 missed, 0 left, 2 of 3, 67 %",
		"effleurage 20 of 30, 10 missed, 0 left, 2 of 3, 67 %",
		"ischaemic-compression 6 of 18, 6 missed, 6 left, 1 of 3, 33 %",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
	if r.Attendance.Missed != 1 || r.Attendance.Tally.Done() != 2 || r.Met() != 0 || r.Open() != 1 || r.Overdue() != 0 {
		t.Errorf("%+v; %d met, %d open, %d overdue", r.Attendance, r.Met(), r.Open(), r.Overdue())
	}
	if r = MakeReport(c.cat, atlas(t), c.chart, nil, "2026-04-21"); r.Overdue() != 1 || r.Open() != 0 {
		t.Errorf("the day after it was due: %d overdue, %d open", r.Overdue(), r.Open())
	}
	if r = MakeReport(c.cat, atlas(t), c.chart, nil, "2026-04-20"); r.Overdue() != 0 {
		t.Errorf("on the day it is due: %d overdue", r.Overdue())
	}
	c.measure(t, "nprs", 3)
	if r = MakeReport(c.cat, atlas(t), c.chart, nil, "2026-04-21"); r.Met() != 1 || r.Overdue() != 0 {
		t.Errorf("met: %d met, %d overdue", r.Met(), r.Overdue())
	}
}

// A visit that was missed and made up on another day is not asked for twice.
func TestAVisitMadeUpIsNotMissedDose(t *testing.T) {
	t.Parallel()
	c := newCourse(t).agree(t)
	c.treat(t, c.plan.Start, nil)
	c.treat(t, c.plan.Start.AddDays(1), nil) // the second comes too early for its own week
	c.on(c.plan.Start.AddDays(12))
	r := MakeReport(c.cat, atlas(t), c.chart, nil, c.today())
	if a := r.Attendance; a.Missed != 1 || a.Extra != 1 {
		t.Fatalf("%+v", a)
	}
	for _, d := range r.Techniques {
		if d.Planned != d.Given || d.Missed != 0 || d.Sessions != 2 {
			t.Errorf("%+v", d)
		}
	}
}

func TestUnplannedTreatmentIsGivenOnly(t *testing.T) {
	t.Parallel()
	c := newCourse(t).agree(t)
	s := c.treat(t, c.plan.Start, nil)
	c.chart.Treatments = append(c.chart.Treatments, Treatment{
		ID: "extra", SessionID: s.ID, Technique: "cupping", Targets: []Target{{Structure: "soleus", Side: anatomy.Right}}, Minutes: 4, Status: TreatmentChanged,
	})
	r := MakeReport(c.cat, atlas(t), c.chart, nil, c.plan.Start)
	last := r.Techniques[len(r.Techniques)-1]
	if last.Technique != "cupping" || last.Planned != 0 || last.Given != 4 || last.Times != 1 || last.Sessions != 0 || last.Share() != 1 {
		t.Errorf("%+v", last)
	}
}

func TestDoseSharesAgreeWithDose(t *testing.T) {
	t.Parallel()
	c := newCourse(t).agree(t)
	for i := range 3 {
		c.treat(t, c.plan.Start.AddDays(7*i), nil)
	}
	r := MakeReport(c.cat, atlas(t), c.chart, nil, c.today())
	total := func(list []DoseShare) (planned, given float64) {
		for _, d := range list {
			planned += d.Planned
			given += d.Given
		}
		return planned, given
	}
	p1, g1 := total(r.Structures)
	p2, g2 := total(r.Techniques)
	given := 0.0
	for _, d := range Dose(c.chart) {
		given += d.Total
	}
	if math.Abs(p1-p2) > 1e-9 || math.Abs(g1-g2) > 1e-9 || math.Abs(g1-given) > 1e-9 || p1 != 48 {
		t.Errorf("planned %v and %v, given %v, %v and %v", p1, p2, g1, g2, given)
	}
}

func TestReportWithoutAPlan(t *testing.T) {
	t.Parallel()
	c := newCourse(t)
	c.on("2026-05-26")
	r := MakeReport(c.cat, atlas(t), c.chart, nil, c.today())
	if r.Plan != nil || len(r.Reviews) > 0 || len(r.Triggers) != 1 || r.Triggers[0].Kind != TriggerChronic {
		t.Errorf("%+v", r)
	}
}
