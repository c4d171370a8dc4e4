package clinic

import "time"

// Chart is everything the clinic holds about one patient, as it stood when it was read. Lists are in
// the order things happened (assessments, sessions, measurements by date; the parts of a plan by rank).
type Chart struct {
	// Zone is where the clinic is: times are kept in UTC, and have their days there. nil is UTC.
	Zone *time.Location
	// Treats is who reads the chart to treat the patient, whose training counts. nil is nobody in particular.
	Treats *Practitioner

	Patient       Patient
	Assessments   []Assessment
	Screenings    []Screening
	Clearances    []Clearance
	Findings      []Finding
	Strokes       []Stroke
	Plans         []Plan
	PlanEnds      []PlanEnd
	Problems      []Problem
	Goals         []Goal
	Prescriptions []Prescription
	HomeCare      []HomeCare
	Sessions      []Session
	Treatments    []Treatment
	Measurements  []Measurement
	Addenda       []Addendum
	TestResults   []TestResult
	Injuries      []Injury
	LymphBarriers []LymphBarrier
	Forms         []FormAnswers
	Consents      []Consent
	Intakes       []Intake
	IntakeChoices []IntakeChoice

	others map[Kind][]Record // of the kinds that have no list above
	// Joined are the joinings that stand by which other records are read with this one, the first made first.
	Joined []Joined
	Others []Patient         // as those records have them
	made   map[string]string // whose each record is that was made for one of the others, by its key
	// OnlyNamed: no more than Patient could be read, and that only where it was read before. Nothing follows from what is
	// missing.
	OnlyNamed bool
}

// In is a time of the chart as the clocks of the clinic showed it.
func (c *Chart) In(t time.Time) time.Time { return In(t, c.Zone) }

// Day is the day of a time where the clinic is.
func (c *Chart) Day(t time.Time) Date { return DateOf(c.In(t)) }

// At is the chart of a clinic in a time zone. It is the chart itself where that is so, else a copy that has all in common
// with it.
func (c *Chart) At(zone *time.Location) *Chart {
	if c == nil || c.Zone == zone {
		return c
	}
	there := *c
	there.Zone = zone
	return &there
}

// For is the chart as a practitioner has it. It is a copy that has all in common with the chart; one without an ID is nobody
// in particular.
func (c *Chart) For(who Practitioner) *Chart {
	theirs := *c
	theirs.Treats = nil
	if who.ID != "" {
		theirs.Treats = &who
	}
	return &theirs
}

// Sort puts every list into its documented order. A reader calls it once.
func (c *Chart) Sort() {
	for _, k := range rows {
		if k.Owner == OfPatient {
			k.shelf().sort(c)
		}
	}
}

// Add files a record into the list it belongs to. It reports false for a record that is no part of a
// chart.
func (c *Chart) Add(r Record) bool {
	k := r.Kind().Row()
	if k == nil || k.Owner != OfPatient {
		return false
	}
	k.shelf().add(c, r)
	return true
}

// Records are all the records of the chart, in the order of Kinds and those of a kind in the order of their list.
func (c *Chart) Records() []Record {
	var out []Record
	for _, k := range rows {
		if k.Owner == OfPatient {
			out = k.shelf().records(c, out)
		}
	}
	return out
}

// RecordsOf are the records of one kind, in the order of their list.
func (c *Chart) RecordsOf(k Kind) []Record {
	if row := k.Row(); row != nil && row.Owner == OfPatient {
		return row.shelf().records(c, nil)
	}
	return nil
}

// Record is the record of the chart that a Ref points at, or nil.
func (c *Chart) Record(ref Ref) Record {
	for _, r := range c.RecordsOf(ref.Kind) {
		if r.Key() == ref.ID {
			return r
		}
	}
	return nil
}

// With is the chart as it is after some records were put and others removed. The chart itself, and what the
// two have in common, stay as they are.
func (c *Chart) With(put []Record, removed []Ref) *Chart {
	changed := make(map[Ref]bool, len(put)+len(removed))
	for _, r := range put {
		changed[RefTo(r)] = true
	}
	for _, r := range removed {
		changed[r] = true
	}
	after := &Chart{Zone: c.Zone, Treats: c.Treats, Joined: c.Joined, Others: c.Others, made: c.made}
	for _, r := range c.Records() {
		if !changed[RefTo(r)] {
			after.Add(r)
		}
	}
	for _, r := range put {
		after.Add(r)
	}
	after.Sort()
	return after
}

// where keeps the elements for which keep is true.
func where[T any](list []T, keep func(*T) bool) []T {
	var out []T
	for i := range list {
		if keep(&list[i]) {
			out = append(out, list[i])
		}
	}
	return out
}

// find points at the first element for which is holds, or is nil.
func find[T any](list []T, is func(*T) bool) *T {
	for i := range list {
		if is(&list[i]) {
			return &list[i]
		}
	}
	return nil
}

// Assessment by id, or nil.
func (c *Chart) Assessment(id string) *Assessment {
	return find(c.Assessments, func(a *Assessment) bool { return a.ID == id })
}

// LatestAssessment is the last one by date, or nil.
func (c *Chart) LatestAssessment() *Assessment {
	if len(c.Assessments) == 0 {
		return nil
	}
	return &c.Assessments[len(c.Assessments)-1]
}

// Plan by id, or nil.
func (c *Chart) Plan(id string) *Plan { return find(c.Plans, func(p *Plan) bool { return p.ID == id }) }

// Session by id, or nil.
func (c *Chart) Session(id string) *Session {
	return find(c.Sessions, func(s *Session) bool { return s.ID == id })
}

// LatestSession is the last one by date, or nil.
func (c *Chart) LatestSession() *Session {
	if len(c.Sessions) == 0 {
		return nil
	}
	return &c.Sessions[len(c.Sessions)-1]
}

// PlanVersions are the versions of one plan, oldest first.
func (c *Chart) PlanVersions(lineage string) []Plan {
	return where(c.Plans, func(p *Plan) bool { return p.Lineage == lineage })
}

// PlanEnd is how a plan (any of its versions) ended, or nil while it runs.
func (c *Chart) PlanEnd(lineage string) *PlanEnd {
	return find(c.PlanEnds, func(e *PlanEnd) bool {
		p := c.Plan(e.PlanID)
		return p != nil && p.Lineage == lineage
	})
}

// CurrentPlan is the plan treated by now: the newest agreed version of the newest lineage that has not
// ended, or nil.
func (c *Chart) CurrentPlan() *Plan {
	for i := len(c.Plans) - 1; i >= 0; i-- {
		if p := &c.Plans[i]; p.Agreed() && c.PlanEnd(p.Lineage) == nil {
			return p
		}
	}
	return nil
}

// DraftPlan is the version being written: the newest one that is not agreed and has not ended, or nil.
func (c *Chart) DraftPlan() *Plan {
	for i := len(c.Plans) - 1; i >= 0; i-- {
		if p := &c.Plans[i]; !p.Agreed() && c.PlanEnd(p.Lineage) == nil {
			return p
		}
	}
	return nil
}

// FindingsOf are the findings of one assessment.
func (c *Chart) FindingsOf(assessment string) []Finding {
	return where(c.Findings, func(f *Finding) bool { return f.AssessmentID == assessment })
}

// StrokesOf are the free lines and arrows of one assessment.
func (c *Chart) StrokesOf(assessment string) []Stroke {
	return where(c.Strokes, func(s *Stroke) bool { return s.AssessmentID == assessment })
}

// ScreeningsOf are the answers given in one assessment.
func (c *Chart) ScreeningsOf(assessment string) []Screening {
	return where(c.Screenings, func(s *Screening) bool { return s.AssessmentID == assessment })
}

// MeasurementsOf are what was measured in one assessment.
func (c *Chart) MeasurementsOf(assessment string) []Measurement {
	return where(c.Measurements, func(m *Measurement) bool { return m.AssessmentID == assessment })
}

// SessionMeasurements are what was measured in one session.
func (c *Chart) SessionMeasurements(session string) []Measurement {
	return where(c.Measurements, func(m *Measurement) bool { return m.SessionID == session })
}

// TestsOf are the results of the tests of one assessment.
func (c *Chart) TestsOf(assessment string) []TestResult {
	return where(c.TestResults, func(t *TestResult) bool { return t.AssessmentID == assessment })
}

// FormsOf are the questionnaires filled in for one assessment.
func (c *Chart) FormsOf(assessment string) []FormAnswers {
	return where(c.Forms, func(f *FormAnswers) bool { return f.AssessmentID == assessment })
}

// ProblemsOf are the problems of one version of a plan.
func (c *Chart) ProblemsOf(plan string) []Problem {
	return where(c.Problems, func(p *Problem) bool { return p.PlanID == plan })
}

// GoalsOf are the goals of one version of a plan.
func (c *Chart) GoalsOf(plan string) []Goal {
	return where(c.Goals, func(g *Goal) bool { return g.PlanID == plan })
}

// PrescriptionsOf are the prescriptions of one version of a plan.
func (c *Chart) PrescriptionsOf(plan string) []Prescription {
	return where(c.Prescriptions, func(p *Prescription) bool { return p.PlanID == plan })
}

// HomeCareOf is the home care of one version of a plan.
func (c *Chart) HomeCareOf(plan string) []HomeCare {
	return where(c.HomeCare, func(h *HomeCare) bool { return h.PlanID == plan })
}

// TreatmentsOf are the treatments of one session.
func (c *Chart) TreatmentsOf(session string) []Treatment {
	return where(c.Treatments, func(t *Treatment) bool { return t.SessionID == session })
}

// SessionsOf are the sessions treated by any version of a plan.
func (c *Chart) SessionsOf(lineage string) []Session {
	return where(c.Sessions, func(s *Session) bool {
		p := c.Plan(s.PlanID)
		return p != nil && p.Lineage == lineage
	})
}

// AddendaOf are the corrections of one assessment or session.
func (c *Chart) AddendaOf(record string) []Addendum {
	return where(c.Addenda, func(a *Addendum) bool { return a.AssessmentID == record || a.SessionID == record })
}

// Finding by id, or nil.
func (c *Chart) Finding(id string) *Finding {
	return find(c.Findings, func(f *Finding) bool { return f.ID == id })
}
