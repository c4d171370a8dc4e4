package clinic

import "sort"

// Chart is everything the clinic holds about one patient, as it stood when it was read. Lists are in
// the order things happened (assessments, sessions, measurements by date; the parts of a plan by rank).
type Chart struct {
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
	Forms         []FormAnswers
	Consents      []Consent
}

// Sort puts every list into its documented order. A reader calls it once.
func (c *Chart) Sort() {
	sort.SliceStable(c.Assessments, func(i, j int) bool {
		a, b := &c.Assessments[i], &c.Assessments[j]
		return a.Date < b.Date || a.Date == b.Date && a.ID < b.ID
	})
	sort.SliceStable(c.Sessions, func(i, j int) bool {
		a, b := &c.Sessions[i], &c.Sessions[j]
		return a.Date < b.Date || a.Date == b.Date && a.ID < b.ID
	})
	sort.SliceStable(c.Measurements, func(i, j int) bool {
		a, b := &c.Measurements[i], &c.Measurements[j]
		return a.Date < b.Date || a.Date == b.Date && a.ID < b.ID
	})
	sort.SliceStable(c.Plans, func(i, j int) bool {
		a, b := &c.Plans[i], &c.Plans[j]
		if a.Lineage != b.Lineage {
			return a.Lineage < b.Lineage // UUIDv7: the older lineage first
		}
		return a.Version < b.Version
	})
	byRank(c.Problems, func(p *Problem) (int, string) { return p.Rank, p.ID })
	byRank(c.Goals, func(g *Goal) (int, string) { return g.Rank, g.ID })
	byRank(c.Prescriptions, func(p *Prescription) (int, string) { return p.Rank, p.ID })
	byRank(c.HomeCare, func(h *HomeCare) (int, string) { return h.Rank, h.ID })
	byRank(c.Treatments, func(t *Treatment) (int, string) { return t.Rank, t.ID })
	byRank(c.Findings, func(f *Finding) (int, string) { return 0, f.ID })
	byRank(c.Strokes, func(s *Stroke) (int, string) { return 0, s.ID })
	byRank(c.Screenings, func(s *Screening) (int, string) { return 0, s.ID })
	byRank(c.Clearances, func(s *Clearance) (int, string) { return 0, s.ID })
	byRank(c.TestResults, func(t *TestResult) (int, string) { return 0, t.ID })
	byRank(c.Injuries, func(i *Injury) (int, string) { return 0, i.ID })
	byRank(c.Forms, func(f *FormAnswers) (int, string) { return 0, f.ID })
	byRank(c.Consents, func(x *Consent) (int, string) { return 0, x.ID })
	byRank(c.Addenda, func(s *Addendum) (int, string) { return 0, s.ID })
	byRank(c.PlanEnds, func(s *PlanEnd) (int, string) { return 0, s.ID })
}

func byRank[T any](list []T, key func(*T) (int, string)) {
	sort.SliceStable(list, func(i, j int) bool {
		ri, ki := key(&list[i])
		rj, kj := key(&list[j])
		return ri < rj || ri == rj && ki < kj
	})
}

// Add files a record into the list it belongs to. It reports false for a record that is no part of a
// chart.
func (c *Chart) Add(r Record) bool {
	switch r := r.(type) {
	case *Patient:
		c.Patient = *r
	case *Assessment:
		c.Assessments = append(c.Assessments, *r)
	case *Screening:
		c.Screenings = append(c.Screenings, *r)
	case *Clearance:
		c.Clearances = append(c.Clearances, *r)
	case *Finding:
		c.Findings = append(c.Findings, *r)
	case *Stroke:
		c.Strokes = append(c.Strokes, *r)
	case *Plan:
		c.Plans = append(c.Plans, *r)
	case *PlanEnd:
		c.PlanEnds = append(c.PlanEnds, *r)
	case *Problem:
		c.Problems = append(c.Problems, *r)
	case *Goal:
		c.Goals = append(c.Goals, *r)
	case *Prescription:
		c.Prescriptions = append(c.Prescriptions, *r)
	case *HomeCare:
		c.HomeCare = append(c.HomeCare, *r)
	case *Session:
		c.Sessions = append(c.Sessions, *r)
	case *Treatment:
		c.Treatments = append(c.Treatments, *r)
	case *Measurement:
		c.Measurements = append(c.Measurements, *r)
	case *Addendum:
		c.Addenda = append(c.Addenda, *r)
	case *TestResult:
		c.TestResults = append(c.TestResults, *r)
	case *Injury:
		c.Injuries = append(c.Injuries, *r)
	case *FormAnswers:
		c.Forms = append(c.Forms, *r)
	case *Consent:
		c.Consents = append(c.Consents, *r)
	default:
		return false
	}
	return true
}

// Records are all the records of the chart, those of a kind in the order of their list.
func (c *Chart) Records() []Record {
	var out []Record
	if c.Patient.ID != "" {
		out = append(out, &c.Patient)
	}
	out = appendAll(out, c.Assessments)
	out = appendAll(out, c.Screenings)
	out = appendAll(out, c.Clearances)
	out = appendAll(out, c.Findings)
	out = appendAll(out, c.Strokes)
	out = appendAll(out, c.Plans)
	out = appendAll(out, c.PlanEnds)
	out = appendAll(out, c.Problems)
	out = appendAll(out, c.Goals)
	out = appendAll(out, c.Prescriptions)
	out = appendAll(out, c.HomeCare)
	out = appendAll(out, c.Sessions)
	out = appendAll(out, c.Treatments)
	out = appendAll(out, c.Measurements)
	out = appendAll(out, c.Addenda)
	out = appendAll(out, c.TestResults)
	out = appendAll(out, c.Injuries)
	out = appendAll(out, c.Forms)
	return appendAll(out, c.Consents)
}

func appendAll[T any, P interface {
	*T
	Record
}](out []Record, list []T) []Record {
	for i := range list {
		out = append(out, P(&list[i]))
	}
	return out
}

// Record is the record of the chart that a Ref points at, or nil.
func (c *Chart) Record(ref Ref) Record {
	for _, r := range c.Records() {
		if RefTo(r) == ref {
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
	after := new(Chart)
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
