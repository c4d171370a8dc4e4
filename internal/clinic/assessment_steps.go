package clinic

import (
	"slices"
	"strings"
)

// The steps of an assessment, in the order they are offered.
const (
	StepHistory    = "history"
	StepScreening  = "screening"
	StepFindings   = "findings"
	StepMovement   = "measures"
	StepTests      = "tests"
	StepLimbs      = "limbs"
	StepForms      = "forms"
	StepImpression = "impression"
)

// AssessmentSteps are the steps of an assessment, in the order they are offered.
func AssessmentSteps() []string {
	return []string{StepHistory, StepScreening, StepFindings, StepMovement, StepTests, StepLimbs, StepForms, StepImpression}
}

// StepState is how far a step has come.
type StepState int

// The states of a step.
const (
	StepEmpty StepState = iota // nothing is written in it
	StepBegun                  // something is, and something that belongs to it is not
	StepDone
	StepMust // what stands in it, or is missing, hinders the signature
)

// AssessmentProgress is how far an assessment has come.
type AssessmentProgress struct {
	Steps    map[string]StepState
	Left     []Hindrance // what hinders the signature
	Asked    int         // safety questions there are
	Answered int
	Findings int
	Values   int // but for the grades of what the hand feels, which are told with the findings
	Tests    int
}

// ProgressOf is how far an assessment has come. What hinders the signature comes before all else; beyond that a step is
// done once nothing is missing that belongs to it: in the history a word on each of complaint, onset, what makes it better
// or worse, and background; in the screening every answer; on a re-assessment every value that was taken last time, and
// every test that was positive.
func ProgressOf(cat *Catalogue, chart *Chart, a *Assessment) AssessmentProgress {
	p := AssessmentProgress{Steps: map[string]StepState{}}
	for i := range cat.Screening {
		if cat.Screening[i].Group != GroupChange {
			p.Asked++
		}
	}
	if a.SignedAt.IsZero() {
		p.Left = CanSignAssessment(cat, chart, a)
	}
	set := func(step string, some, all bool) {
		switch {
		case slices.ContainsFunc(p.Left, func(h Hindrance) bool { return h.Step == step }):
			p.Steps[step] = StepMust
		case some && all:
			p.Steps[step] = StepDone
		case some:
			p.Steps[step] = StepBegun
		default:
			p.Steps[step] = StepEmpty
		}
	}
	some, all := historyTold(a)
	set(StepHistory, some, all)
	for item := range chart.AnswersOf(cat, a.ID) {
		if item := cat.ScreeningItem(item); item != nil && item.Warns() {
			p.Answered++
		}
	}
	set(StepScreening, p.Answered > 0, p.Answered == p.Asked)
	values, tests := chart.MeasurementsOf(a.ID), chart.TestsOf(a.ID)
	p.Findings, p.Tests = len(chart.FindingsOf(a.ID)), len(where(tests, func(r *TestResult) bool { return r.Result != ResultNotDone }))
	var measured []Measurement
	var tested []TestResult
	if last := chart.AssessmentBefore(a); last != nil && a.Type == AssessmentReview {
		measured = chart.MeasurementsOf(last.ID)
		tested = where(chart.TestsOf(last.ID), func(r *TestResult) bool { t := cat.Test(r.Test); return t != nil && t.IsPositive(r.Result) })
	}
	for step, marked := range map[string]int{StepFindings: p.Findings + len(chart.StrokesOf(a.ID)), StepMovement: 0, StepLimbs: 0} {
		here := where(values, func(m *Measurement) bool { return cat.takenIn(m) == step })
		left := where(measured, func(m *Measurement) bool {
			return cat.takenIn(m) == step && !slices.ContainsFunc(here, func(v Measurement) bool { return sameMeasured(&v, m) })
		})
		set(step, marked+len(here) > 0, len(left) == 0)
		if step != StepFindings {
			p.Values += len(here)
		}
	}
	set(StepTests, len(tests) > 0, !slices.ContainsFunc(tested, func(r TestResult) bool { return chart.TestOf(a.ID, r.Test, r.Side) == nil }))

	forms := where(chart.FormsOf(a.ID), func(f *FormAnswers) bool { return f.Form != FormWells }) // which is never handed over
	set(StepForms, len(forms) > 0, !slices.ContainsFunc(forms, func(f FormAnswers) bool { return f.FinishedAt.IsZero() }))
	set(StepImpression, strings.TrimSpace(a.Impression) != "", true)
	return p
}

// takenIn is the step in which a value is taken: a grade of what the hand feels is given with the finding.
func (c *Catalogue) takenIn(m *Measurement) string {
	switch {
	case c.OfLimbs(m):
		return StepLimbs
	case len(c.PalpationGrades(m.Measure)) > 0:
		return StepFindings
	}
	return StepMovement
}

// historyTold reports whether anything of the history is written, and whether each of its parts that is always asked is.
func historyTold(a *Assessment) (some, all bool) {
	all = true
	for _, part := range [][]string{
		{a.Complaint},
		{a.Onset, a.Mechanism, string(a.InjuredOn)},
		{a.Aggravating, a.Easing, a.DayPattern},
		{a.PreviousTreatment, a.Medication, a.Health},
	} {
		told := strings.TrimSpace(strings.Join(part, "")) != ""
		some, all = some || told, all && told
	}
	return some || strings.TrimSpace(a.ReferralFrom+a.ReferralReason+string(a.ReferralDate)) != "", all
}

// sameMeasured reports that two values are of the same thing, at the same place, taken in the same way.
func sameMeasured(a, b *Measurement) bool {
	return a.Measure == b.Measure && strings.EqualFold(a.Item, b.Item) && a.Structure == b.Structure && a.Side == b.Side &&
		a.Mode == b.Mode && a.Along() == b.Along()
}
