package clinic

// Summary is what a therapist wants to know before the patient walks in.
type Summary struct {
	Last      *Session // the last visit that is over; nil before the first
	DaysSince int
	Left      []Treatment    // what was left out last time, each with its reason
	Goals     []GoalProgress // of the current plan
	// Changes are between the last two assessments that are over, Then and Now; both nil when there are fewer, and
	// when the last one began a new complaint.
	Changes   []FindingChange
	Then, Now *Assessment

	Done    int  // sessions of the current plan that are over
	Planned int  // sessions the current plan has
	Next    Date // when the next session is due, "" when the course is over
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

// SinceLastTime gathers what happened since the patient was last here. A session of today that is still
// open is now, not last time; and what is not marked yet in an open assessment of today is not resolved.
func SinceLastTime(cat *Catalogue, chart *Chart, today Date) Summary {
	var s Summary
	for i := range chart.Sessions {
		if v := &chart.Sessions[i]; v.over(today) {
			s.Last = v
		}
	}
	if s.Last != nil {
		s.DaysSince = s.Last.Date.DaysUntil(today)
		s.Left = where(chart.TreatmentsOf(s.Last.ID), func(t *Treatment) bool { return t.Status == TreatmentLeft })
	}
	for i := range chart.Assessments {
		if a := &chart.Assessments[i]; a.over(today) {
			s.Then, s.Now = s.Now, a
		}
	}
	if s.Then == nil || s.Now.Type == AssessmentInitial { // a new complaint is not compared with the last one
		s.Then, s.Now = nil, nil
	} else {
		s.Changes = CompareFindings(chart.FindingsOf(s.Then.ID), chart.FindingsOf(s.Now.ID))
	}
	if p := chart.CurrentPlan(); p != nil {
		s.Goals = GoalStates(cat, chart, p, today)
		done, last := chart.SessionsDone(p, today)
		s.Done, s.Planned = done, p.Sessions()
		s.Next = p.NextAfter(s.Done, last)
		s.Reviews = where(ReviewsDue(chart, today), func(d *ReviewDue) bool { return d.State != ReviewComing })
	}
	return s
}

// SessionsDone counts the sessions of a plan's schedule that are over, and tells the day of the last of
// them: those of any version since the day the schedule of this version starts.
func (c *Chart) SessionsDone(p *Plan, today Date) (done int, last Date) {
	for _, s := range c.SessionsOf(p.Lineage) {
		if s.over(today) && s.Date >= p.Start {
			done++
			last = s.Date
		}
	}
	return done, last
}

func (s *Session) over(today Date) bool {
	return s.Date < today || s.Date == today && !s.SignedAt.IsZero()
}

func (a *Assessment) over(today Date) bool {
	return a.Date < today || a.Date == today && !a.SignedAt.IsZero()
}
