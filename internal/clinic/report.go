package clinic

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"regimen/internal/anatomy"
)

// Report is what there is to say about a regimen on a day: what is due, what is met, what was given of what
// was planned, who came when, and whether a doctor should look.
type Report struct {
	Day        Date
	Plan       *Plan // the plan treated by; nil when none runs
	Goals      []GoalProgress
	Structures []DoseShare // the most planned first; what was never planned last
	Techniques []DoseShare
	Attendance Attendance
	Reviews    []ReviewDue // by their day
	Triggers   []Trigger
}

// MakeReport gathers the report from the chart and the patient's appointments since the plan began, see Attend. Without a
// running plan there is only what the triggers say.
func MakeReport(cat *Catalogue, atlas *anatomy.Atlas, chart *Chart, booked []Appointment, today Date) Report {
	series := measuredSeries(cat, chart)
	r := Report{Day: today, Plan: chart.CurrentPlan(), Triggers: triggersOf(cat, atlas, chart, series, today)}
	if r.Plan == nil {
		return r
	}
	r.Goals = goalStates(cat, chart, series, r.Plan, today)
	r.Attendance = Attend(chart, r.Plan, booked, today)
	r.Structures, r.Techniques = doseShares(chart, r.Plan, r.Attendance)
	r.Reviews = ReviewsDue(chart, today)
	return r
}

// Met counts the goals that are met.
func (r *Report) Met() int {
	return len(where(r.Goals, func(g *GoalProgress) bool { return g.State == GoalMet }))
}

// Overdue counts the goals whose day has passed and that are not met.
func (r *Report) Overdue() int {
	return len(where(r.Goals, func(g *GoalProgress) bool { return g.Overdue }))
}

// Open counts the goals that are neither met nor overdue.
func (r *Report) Open() int { return len(r.Goals) - r.Met() - r.Overdue() }

// DueReviews are the re-assessments whose day has come.
func (r *Report) DueReviews() []ReviewDue {
	return where(r.Reviews, func(d *ReviewDue) bool { return d.State != ReviewComing })
}

// DoseShare is what a structure or a technique was to have by today, and what it had: Planned and Added are
// together what Given, Left and Missed are.
type DoseShare struct {
	Target           // of a structure; the empty one gathers treatments with no place
	Technique string // of a technique
	Planned   float64
	Given     float64 // minutes, those nobody planned among them
	Missed    float64 // minutes of Planned that fell to visits that were missed and not made up on another day
	Left      float64 // minutes of Planned that were left out or cut short in the sessions held
	Added     float64 // minutes of Given beyond what was planned in their session
	Sessions  int     // in which it was planned, the missed ones among them
	Times     int     // in which it was given
}

// Share is the part given of what was planned. Nothing planned is a share of 1, or of 0 when nothing was
// given either.
func (d *DoseShare) Share() float64 {
	switch {
	case d.Planned > 0:
		return d.Given / d.Planned
	case d.Given > 0:
		return 1
	}
	return 0
}

// Minutes are whole minutes that add up as the exact ones do: planned + added = given + left + missed.
type Minutes struct{ Planned, Given, Left, Missed, Added int }

// Minutes rounds what was planned and given, and of the rest whatever makes the sum right.
func (d *DoseShare) Minutes() Minutes {
	round := func(v float64) int { return int(math.Round(v)) }
	m := Minutes{round(d.Planned), round(d.Given), round(d.Left), round(d.Missed), round(d.Added)}
	for {
		over := m.Given + m.Left + m.Missed - m.Planned - m.Added
		if over == 0 {
			return m
		}
		// The part that rounding moved the farthest the wrong way goes back, but none goes below nothing.
		type part struct {
			n     *int
			exact float64
			by    int
		}
		step := 1
		if over > 0 {
			step = -1
		}
		parts := where([]part{{&m.Left, d.Left, step}, {&m.Missed, d.Missed, step}, {&m.Added, d.Added, -step}}, func(p *part) bool {
			return *p.n+p.by >= 0
		})
		best := slices.MinFunc(parts, func(a, b part) int {
			return cmp.Compare(math.Abs(float64(*a.n+a.by)-a.exact), math.Abs(float64(*b.n+b.by)-b.exact))
		})
		*best.n += best.by
	}
}

// Dose is the whole of what was planned by today and given.
func (r *Report) Dose() DoseShare {
	var all DoseShare
	for _, d := range r.Techniques {
		all.Planned += d.Planned
		all.Given += d.Given
		all.Missed += d.Missed
		all.Left += d.Left
		all.Added += d.Added
	}
	return all
}

// doseShares adds up planned and given minutes by structure and by technique. In a session that was held,
// planned is what the version of the plan it was treated by asked for; a visit that was missed, and not made
// up on another day, counts with what the present version asks for. The minutes of a prescription or treatment are shared equally among
// its targets, as in Dose. As in PlannedVsGiven, a session that is still open counts only for what was
// decided in it.
func doseShares(chart *Chart, p *Plan, at Attendance) (structures, techniques []DoseShare) {
	type key struct {
		Target
		technique string
	}
	sums := make(map[key]*DoseShare)
	of := func(k key) *DoseShare {
		if sums[k] == nil {
			sums[k] = &DoseShare{Target: k.Target, Technique: k.technique}
		}
		return sums[k]
	}
	// each calls add for a technique and for each of its targets, once per session for counting.
	each := func(technique string, targets []Target, minutes float64, add func(*DoseShare, float64)) {
		add(of(key{technique: technique}), minutes)
		targets = distinct(targets)
		if len(targets) == 0 {
			targets = []Target{{}}
		}
		for _, t := range targets {
			add(of(key{Target: t}), minutes/float64(len(targets)))
		}
	}
	rest := make(map[*DoseShare]float64) // minutes planned in one session and not given
	plan := func(prescriptions []Prescription, missed bool) {
		counted := make(map[*DoseShare]bool)
		for _, rx := range prescriptions {
			each(rx.Technique, rx.Targets, rx.Minutes, func(d *DoseShare, minutes float64) {
				d.Planned += minutes
				if missed {
					d.Missed += minutes
				} else {
					rest[d] += minutes
				}
				if !counted[d] {
					counted[d] = true
					d.Sessions++
				}
			})
		}
	}
	for _, s := range chart.SessionsOf(p.Lineage) {
		clear(rest)
		treatments := chart.TreatmentsOf(s.ID)
		planned := chart.PrescriptionsOf(s.PlanID)
		if s.SignedAt.IsZero() {
			planned = where(planned, func(rx *Prescription) bool {
				return find(treatments, func(t *Treatment) bool { return t.PrescriptionID == rx.ID && t.Status != TreatmentPlanned }) != nil
			})
		}
		plan(planned, false)
		counted := make(map[*DoseShare]bool)
		for _, t := range treatments {
			if !t.Given() || t.Minutes <= 0 {
				continue
			}
			each(t.Technique, t.Targets, t.Minutes, func(d *DoseShare, minutes float64) {
				d.Given += minutes
				rest[d] -= minutes
				if !counted[d] {
					counted[d] = true
					d.Times++
				}
			})
		}
		for d, minutes := range rest {
			d.Left += max(0, minutes)
			d.Added += max(0, -minutes)
		}
	}
	now := chart.PrescriptionsOf(p.ID)
	for range at.NotMadeUp() {
		plan(now, true)
	}
	for k, d := range sums {
		if k.technique != "" {
			techniques = append(techniques, *d)
		} else {
			structures = append(structures, *d)
		}
	}
	order := func(a, b DoseShare) int {
		return cmp.Or(cmp.Compare(b.Planned, a.Planned), cmp.Compare(b.Given, a.Given), cmp.Compare(a.Technique, b.Technique),
			cmp.Compare(a.Structure, b.Structure), cmp.Compare(a.Side, b.Side))
	}
	slices.SortFunc(structures, order)
	slices.SortFunc(techniques, order)
	return structures, techniques
}

// ReviewReason is why a re-assessment, or word to the referrer, is due.
type ReviewReason string

// The reasons.
const (
	ReviewPlanned  ReviewReason = "review date"
	ReviewHalf     ReviewReason = "half"
	ReviewEnd      ReviewReason = "end"
	ReviewReport   ReviewReason = "report"   // the referrer wants to hear
	ReviewSessions ReviewReason = "sessions" // those of the referral are used up
	ReviewExpires  ReviewReason = "expires"  // the referral ends
)

// ReviewState is how near it is.
type ReviewState string

// How near a re-assessment is.
const (
	ReviewOverdue ReviewState = "overdue"
	ReviewToday   ReviewState = "due"
	ReviewComing  ReviewState = "coming"
)

// ReviewSoonDays is how early a re-assessment is announced.
const ReviewSoonDays = 7

// ReviewDue is a re-assessment that is due, or will be within ReviewSoonDays.
type ReviewDue struct {
	Reason ReviewReason
	Day    Date
	State  ReviewState
	What   Sentence // with its numbers
}

// Course is what the days of the re-assessments follow from. The list of all plans and the chart of one
// patient give the same.
type Course struct {
	Start    Date
	Review   Date
	Phases   []Phase
	Held     []Date // days of the sessions that are over since Start, see Tally
	Assessed Date   // of the last assessment that is over
	Referral ReferralAsks
}

// ReferralAsks is what a doctor's referral asks for, as the last assessment has it: a review takes it over from
// the one before.
type ReferralAsks struct {
	Date      Date // of the first assessment that noted it; "" for none
	Sessions  int  // 0 when it does not say
	Expires   Date
	ReportDue Date
	Used      int // sessions that are over since
}

// Left is how many of its sessions are left; 0 when it does not say how many it is for.
func (r *ReferralAsks) Left() int { return max(r.Sessions-r.Used, 0) }

// RanOut reports whether it no longer holds on a day.
func (r *ReferralAsks) RanOut(day Date) bool { return r.Expires.Valid() && r.Expires < day }

// ReferralOn is what the referral that the last assessment up to a day has asks for, and what of it was used up to that day;
// zero where it asks for nothing.
func (c *Chart) ReferralOn(day Date) ReferralAsks {
	var last *Assessment
	for i := range c.Assessments {
		if a := &c.Assessments[i]; a.Date <= day {
			last = a
		}
	}
	if last == nil || !last.asks() {
		return ReferralAsks{}
	}
	r := ReferralAsks{
		Date: c.referral(last, (*Assessment).asks).Date, Sessions: last.ReferralSessions, Expires: last.ReferralExpires, ReportDue: last.ReportDue,
	}
	r.Used = len(where(c.Sessions, func(s *Session) bool { return s.Date >= r.Date && s.over(day) }))
	return r
}

// OfReferral is the how-manieth a session is of those that the referral of its day is for, and how many these are; of is 0
// where there is none, or where it does not say.
func (c *Chart) OfReferral(v *Session) (n, of int) {
	r := c.ReferralOn(v.Date)
	if r.Sessions == 0 {
		return 0, 0
	}
	for i := range c.Sessions {
		s := &c.Sessions[i]
		if s.Date >= r.Date {
			n++
		}
		if s.ID == v.ID {
			break
		}
	}
	return n, r.Sessions
}

// ReferralWords say how many sessions of the referral are used and left for a plan; more says that the plan has more to come
// than are left, or that the referral ran out before they came. said is empty where a referral says of no number, more where
// enough are left.
func (c *Chart) ReferralWords(p *Plan, today Date) (said, more Sentence) {
	r, tally := c.ReferralOn(today), c.Tally(p, today)
	toCome := p.Sessions() - tally.Done()
	if r.RanOut(today) {
		if r.Sessions > 0 {
			said = SayCount(r.Sessions, "The referral was for {{.Count}} session: {{.Used}} used.", "The referral was for {{.Count}} sessions: {{.Used}} used.", Args{"Used": r.Used})
		}
		if toCome > 0 {
			more = Say("The referral ran out on {{.Day}}. Ask the doctor for a new one.", Args{"Day": r.Expires})
		}
		return said, more
	}
	if r.Sessions == 0 {
		return Sentence{}, Sentence{}
	}
	said = SayCount(r.Sessions, "The referral is for {{.Count}} session: {{.Used}} used, {{.Left}} left.", "The referral is for {{.Count}} sessions: {{.Used}} used, {{.Left}} left.",
		Args{"Used": r.Used, "Left": r.Left()})
	if over := toCome - r.Left(); over > 0 {
		more = SayCount(over, "The plan has {{.Count}} session more to come than the referral has left. Ask the doctor for a new referral, or plan fewer.",
			"The plan has {{.Count}} sessions more to come than the referral has left. Ask the doctor for a new referral, or plan fewer.", nil)
	}
	return said, more
}

// ReviewsDue are the re-assessments of the running plan that are due or soon will be, by their day: at the
// review date of the plan, at the half and at the end of its schedule, and when a referral asks. One is
// done, and gone from here, when the patient was assessed in the second half of the time that led to it.
func ReviewsDue(chart *Chart, today Date) []ReviewDue {
	p := chart.CurrentPlan()
	if p == nil {
		return nil
	}
	c := chart.Course(p, today)
	return c.Due(today)
}

// Course is what the days of the re-assessments of a plan follow from.
func (c *Chart) Course(p *Plan, today Date) Course {
	tally := c.Tally(p, today)
	out := Course{Start: p.Start, Review: p.ReviewDate, Phases: p.Phases, Held: tally.Held, Referral: c.ReferralOn(today)}
	for i := range c.Assessments {
		if a := &c.Assessments[i]; a.over(today) {
			out.Assessed = a.Date
		}
	}
	return out
}

// referral is the first assessment that noted the referral of another, among those for which is holds.
func (c *Chart) referral(of *Assessment, is func(*Assessment) bool) *Assessment {
	return find(c.Assessments, func(a *Assessment) bool {
		return is(a) && a.ReferralFrom == of.ReferralFrom && a.ReferralDate == of.ReferralDate
	})
}

// referredOn is the day on which the referral of the last assessment was taken up; "" when there is none. A name
// alone is no referral: it may be a friend's.
func (c *Chart) referredOn() Date {
	referred := func(a *Assessment) bool {
		return a.ReferralFrom != "" && (a.ReferralDate.Valid() || strings.TrimSpace(a.ReferralReason) != "" || a.asks())
	}
	last := c.LatestAssessment()
	if last == nil || !referred(last) {
		return ""
	}
	return c.referral(last, referred).Date
}

// asks reports a referral that says how many, until when, or when the referrer wants to hear.
func (a *Assessment) asks() bool {
	return a.ReferralSessions > 0 || a.ReferralExpires.Valid() || a.ReportDue.Valid()
}

// Due are the re-assessments of a course that are due or soon will be, by their day.
func (c *Course) Due(today Date) []ReviewDue {
	var out []ReviewDue
	// add announces one, unless the patient was assessed in the second half of the days from one day to it.
	add := func(reason ReviewReason, from, day Date, what Sentence) {
		if !day.Valid() || day > today.AddDays(ReviewSoonDays) {
			return
		}
		if from.Valid() && c.Assessed.Valid() && c.Assessed > from.AddDays(from.DaysUntil(day)/2) {
			return
		}
		state := ReviewComing
		switch {
		case day < today:
			state = ReviewOverdue
		case day == today:
			state = ReviewToday
		}
		out = append(out, ReviewDue{reason, day, state, what})
	}
	p := &Plan{Start: c.Start, Phases: c.Phases}
	n := p.Sessions()
	done := Args{"Done": len(c.Held)}
	// after is the day so many sessions were held, sooner or later than planned; until then the day planned.
	after := func(sessions int) Date {
		if sessions > 0 && len(c.Held) >= sessions {
			return c.Held[sessions-1]
		}
		return p.NextDate(sessions - 1)
	}
	over := SayCount(n, "End of the schedule: {{.Done}} of {{.Count}} session done.", "End of the schedule: {{.Done}} of {{.Count}} sessions done.", done)
	end := after(n)
	if half := after((n + 1) / 2); n > 1 && half.Valid() {
		if !end.Valid() || end > today { // the end takes its place
			add(ReviewHalf, c.Start, half, SayCount(n, "Half of the schedule: {{.Done}} of {{.Count}} session done.", "Half of the schedule: {{.Done}} of {{.Count}} sessions done.", done))
		}
		add(ReviewEnd, half, end, over)
	} else {
		add(ReviewEnd, c.Start, end, over)
	}
	if c.Review.Valid() && find(out, func(d *ReviewDue) bool { return d.Day == c.Review }) == nil {
		add(ReviewPlanned, c.Start, c.Review, SayCount(n, "Re-assessment date of the plan: {{.Done}} of {{.Count}} session done.", "Re-assessment date of the plan: {{.Done}} of {{.Count}} sessions done.", done))
	}
	if r := c.Referral; r.Date.Valid() {
		add(ReviewReport, r.Date, r.ReportDue, Say("The referrer wants a report by {{.Day}}.", Args{"Day": r.ReportDue}))
		if r.Sessions > 0 && r.Used >= r.Sessions {
			// Only a new referral ends this one.
			out = append(out, ReviewDue{ReviewSessions, today, ReviewToday, SayCount(r.Sessions, "The referral is used up: {{.Used}} of {{.Count}} session.", "The referral is used up: {{.Used}} of {{.Count}} sessions.", Args{"Used": r.Used})})
		}
		if r.Expires.Valid() && r.Expires <= today.AddDays(ReviewSoonDays) {
			d := ReviewDue{ReviewExpires, r.Expires, ReviewComing, Say("The referral ends on {{.Day}}.", Args{"Day": r.Expires})}
			if r.Expires < today {
				d.State, d.What = ReviewOverdue, Say("The referral ended on {{.Day}}.", Args{"Day": r.Expires})
			} else if r.Expires == today {
				d.State = ReviewToday
			}
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(a, b ReviewDue) int { return cmp.Compare(a.Day, b.Day) })
	return out
}
