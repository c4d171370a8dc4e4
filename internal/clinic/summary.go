package clinic

import "slices"

// Summary is what a therapist wants to know before the patient walks in.
type Summary struct {
	Last      *Session // the last visit that is over; nil before the first
	DaysSince int
	Left      []Treatment    // what was left out last time, each with its reason
	Goals     []GoalProgress // of the current plan
	// Changes are between the last two signed assessments of the complaint, Then and Now; both nil when there
	// are fewer, and when the last one began a new complaint.
	Changes   []FindingChange
	Then, Now *Assessment

	Tally Tally // of the current plan
	Next  Date  // when its next session is due, "" when the course is over
	// Reviews are the re-assessments whose day has come, see ReviewsDue.
	Reviews []ReviewDue
}

// Response is how the patient was after the last treatment, "" when not asked.
func (s *Summary) Response() string {
	if s.Last == nil {
		return ""
	}
	return s.Last.Response
}

// Adverse is the adverse reaction after the last treatment, "" for none.
func (s *Summary) Adverse() string {
	if s.Last == nil {
		return ""
	}
	return s.Last.Adverse
}

// HomeCareDone is how much of the home care was done, as last asked, "" when not asked.
func (s *Summary) HomeCareDone() string {
	if s.Last == nil {
		return ""
	}
	return s.Last.HomeCareDone
}

// OpenGoals are those that are not met.
func (s *Summary) OpenGoals() []GoalProgress {
	return where(s.Goals, func(g *GoalProgress) bool { return g.State != GoalMet })
}

// SinceLastTime gathers what happened since the patient was last here. A session or an assessment of today that
// is still open is now, not last time.
func SinceLastTime(cat *Catalogue, chart *Chart, today Date) Summary {
	var s Summary
	if s.Last = chart.LastSession(today); s.Last != nil {
		s.DaysSince = s.Last.Date.DaysUntil(today)
		s.Left = where(chart.TreatmentsOf(s.Last.ID), func(t *Treatment) bool { return t.Status == TreatmentLeft })
	}
	for i := range chart.Assessments {
		if a := &chart.Assessments[i]; a.Date <= today && !a.SignedAt.IsZero() {
			s.Then, s.Now = s.Now, a
		}
	}
	if s.Then == nil || !chart.SameComplaint(s.Then, s.Now) {
		s.Then, s.Now = nil, nil
	} else {
		s.Changes = CompareAssessments(cat, chart, s.Then, s.Now)
	}
	if p := chart.CurrentPlan(); p != nil {
		s.Goals = GoalStates(cat, chart, p, today)
		s.Tally = chart.Tally(p, today)
		s.Next = s.Tally.Next(p)
		s.Reviews = where(ReviewsDue(chart, today), func(d *ReviewDue) bool { return d.State != ReviewComing })
	}
	return s
}

// Tally is how many sessions of a plan are over. It is the one count that all lists, screens and papers show.
type Tally struct {
	Planned int    // sessions of the schedule of the version
	Held    []Date // days of those that are over since that schedule starts, by whatever version, in order
	Earlier int    // sessions of earlier versions that were over before
	// Last is the day of the last of them all, "" before the first.
	Last Date
}

// Done is how many sessions of the schedule are over.
func (t *Tally) Done() int { return len(t.Held) }

// Next is when the next session of a plan is due after those held, see Plan.NextAfter.
func (t *Tally) Next(p *Plan) Date { return p.NextAfter(t.Done(), lastOf(t.Held)) }

func lastOf(days []Date) Date {
	if len(days) == 0 {
		return ""
	}
	return days[len(days)-1]
}

// NewTally tallies the sessions of a plan that are over, whose days are in order.
func NewTally(p *Plan, over []Date) Tally {
	earlier, _ := slices.BinarySearch(over, p.Start)
	return Tally{Planned: p.Sessions(), Held: over[earlier:], Earlier: earlier, Last: lastOf(over)}
}

// Tally tallies the sessions of all versions of a plan for one of them.
func (c *Chart) Tally(p *Plan, today Date) Tally {
	var over []Date
	for _, s := range c.SessionsOf(p.Lineage) {
		if s.over(today) {
			over = append(over, s.Date)
		}
	}
	return NewTally(p, over)
}

// LastSession is the last one that is over, or nil.
func (c *Chart) LastSession(today Date) *Session {
	var last *Session
	for i := range c.Sessions {
		if s := &c.Sessions[i]; s.over(today) {
			last = s
		}
	}
	return last
}

// LastVisit is the last day the patient was here, treated or examined, signed or not; "" before the first.
func (c *Chart) LastVisit() Date {
	var day Date
	if s := c.LatestSession(); s != nil {
		day = s.Date
	}
	if a := c.LatestAssessment(); a != nil {
		day = max(day, a.Date)
	}
	return day
}

// Examined is the assessment whose findings stand: the last signed one, or, while none is, the last. draft is
// one begun after it that is not signed yet, or nil.
func (c *Chart) Examined() (stands, draft *Assessment) {
	for i := range c.Assessments {
		a := &c.Assessments[i]
		if !a.SignedAt.IsZero() {
			stands, draft = a, nil
		} else {
			draft = a
		}
	}
	if stands == nil {
		stands = draft
	}
	return stands, draft
}

func (s *Session) over(today Date) bool {
	return s.Date < today || s.Date == today && !s.SignedAt.IsZero()
}

func (a *Assessment) over(today Date) bool {
	return a.Date < today || a.Date == today && !a.SignedAt.IsZero()
}
