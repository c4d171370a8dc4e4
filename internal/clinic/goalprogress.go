package clinic

import (
	"strings"

	"regimen/internal/script"
)

// GoalStanding is how far a goal has come.
type GoalStanding string

// How far a goal has come.
const (
	GoalMet         GoalStanding = "met"
	GoalOnTheWay    GoalStanding = "on the way"
	GoalNoChange    GoalStanding = "no real change"
	GoalWorse       GoalStanding = "worse"
	GoalNotMeasured GoalStanding = "not measured since"
)

// GoalProgress is a goal with how far it has come.
type GoalProgress struct {
	Day      Date // it is told for
	Goal     Goal
	State    GoalStanding
	Series   Series
	Baseline *float64
	Latest   *Point  // since the baseline; nil when there is none
	Change   float64 // from the baseline, in the unit
	// Real: the change is more than measurement error. A target can be reached without it.
	Real bool
	// Share is the part of the way from the baseline to the target, 0 to 1.
	Share   float64
	Overdue bool // not met on the day it was due
}

// Words is how far a goal has come, as it stands within a sentence.
func (s GoalStanding) Words() Sentence {
	switch s {
	case GoalMet:
		return Say("met")
	case GoalOnTheWay:
		return Say("on the way")
	case GoalNoChange:
		return Say("no real change")
	case GoalWorse:
		return Say("worse")
	case GoalNotMeasured:
		return Say("not measured since")
	}
	return Text(string(s))
}

// Words says where a goal stands on one line: "45° on 3 Feb 2026, from 40°, target 60°: no real change".
func (g GoalProgress) Words() Sentence {
	write := (&Measure{Unit: g.Series.Unit}).Write
	var parts []Sentence
	if g.Latest != nil {
		parts = append(parts, g.Latest.Words(g.Series.Unit, g.Day))
	}
	if g.Baseline != nil {
		parts = append(parts, Say("from {{.Value}}", Args{"Value": write(*g.Baseline)}))
	}
	if g.Goal.TargetTo != nil {
		parts = append(parts, Say("target {{.Value}}", Args{"Value": write(*g.Goal.TargetTo)}))
	}
	standing := g.State.Words()
	if len(parts) == 0 {
		return standing
	}
	if g.Latest != nil && g.Latest.Stale(g.Day) {
		standing = Say("{{.Standing}} then", Args{"Standing": standing})
	}
	words := Say("{{.Values}}: {{.Standing}}", Args{"Values": parts, "Standing": standing})
	if n := len(g.Series.Points); n > 0 && g.Latest != nil {
		if last := g.Series.Points[n-1]; last.Moment == MomentAfter && last.Date >= g.Latest.Date && last.Value != g.Latest.Value {
			facts := Args{"Goal": words, "Value": write(last.Value), "Day": last.Date.Brief()}
			if last.Date != g.Latest.Date {
				return Say("{{.Goal}} ({{.Value}} right after the treatment on {{.Day}})", facts)
			}
			return Say("{{.Goal}} ({{.Value}} right after the treatment)", facts)
		}
	}
	return words
}

// GoalState says how far a goal has come by its measurements since its baseline.
func GoalState(cat *Catalogue, chart *Chart, g *Goal, today Date) GoalProgress {
	return goalProgress(cat, chart, measuredSeries(cat, chart), g, today)
}

// GoalStates is GoalState for every goal of a plan.
func GoalStates(cat *Catalogue, chart *Chart, p *Plan, today Date) []GoalProgress {
	return goalStates(cat, chart, measuredSeries(cat, chart), p, today)
}

func goalStates(cat *Catalogue, chart *Chart, all []Series, p *Plan, today Date) []GoalProgress {
	var out []GoalProgress
	for _, g := range chart.GoalsOf(p.ID) {
		out = append(out, goalProgress(cat, chart, all, &g, today))
	}
	return out
}

func goalProgress(cat *Catalogue, chart *Chart, all []Series, g *Goal, today Date) GoalProgress {
	gp := GoalProgress{Day: today, Goal: *g, State: GoalNotMeasured, Baseline: g.Baseline, Overdue: g.Due != "" && g.Due < today}
	s := seriesOfGoal(all, g)
	if s == nil {
		if me := cat.Measure(g.Measure); me != nil {
			gp.Series = newSeries(me, g.Item, g.Structure, g.Side, g.Mode).along(cat, g.Along())
			gp.Series.setGoal(g)
		}
		return gp
	}
	gp.Series = *s
	gp.Series.setGoal(g)
	since, base := chart.sinceBaseline(s, g)
	tool := ""
	if base != nil {
		tool = base.Tool
		if gp.Baseline == nil {
			gp.Baseline = &base.Value
		}
	}
	if s.IsChange {
		zero := 0.0
		gp.Baseline = &zero
	}
	if gp.Baseline == nil && len(since) > 1 {
		gp.Baseline, tool = &since[0].Value, since[0].Tool
		since = since[1:]
	}
	if len(since) == 0 || gp.Baseline == nil {
		return gp
	}
	latest := since[len(since)-1]
	gp.Latest = &latest
	v := s.judge(Point{Date: since[0].Date, Value: *gp.Baseline, Tool: tool}, latest)
	gp.Change = v.Change
	gp.Real = v.State == VerdictImproved || v.State == VerdictWorse
	if g.TargetTo != nil {
		gp.Share = wayShare(*gp.Baseline, latest.Value, *g.TargetTo)
	}
	switch {
	case g.TargetTo != nil && s.gain(*g.TargetTo, latest.Value) >= -1e-9:
		gp.State, gp.Share = GoalMet, 1
	case v.State == VerdictImproved:
		gp.State = GoalOnTheWay
	case v.State == VerdictWorse:
		gp.State = GoalWorse
	default:
		gp.State = GoalNoChange
	}
	gp.Overdue = gp.Overdue && gp.State != GoalMet
	return gp
}

func wayShare(from, now, to float64) float64 {
	if from == to {
		return 0
	}
	return min(1, max(0, (now-from)/(to-from)))
}

// sinceBaseline are the lasting points after a goal's baseline, and the baseline's point if there is
// one among the measurements. Without a baseline measurement it is taken at the plan's assessment, or
// at the day the plan was begun.
func (c *Chart) sinceBaseline(s *Series, g *Goal) (since []Point, base *Point) {
	lasting := s.Lasting()
	if g.BaselineID != "" {
		for i := range lasting {
			if lasting[i].MeasurementID == g.BaselineID {
				return lasting[i+1:], &lasting[i]
			}
		}
	}
	var day Date
	if m := find(c.Measurements, func(m *Measurement) bool { return m.ID == g.BaselineID }); m != nil {
		day = m.Date
	} else if p := c.Plan(g.PlanID); p != nil {
		day = c.courseStart(p)
	}
	for i := range lasting {
		if lasting[i].Date <= day {
			base = &lasting[i]
		} else {
			since = append(since, lasting[i])
		}
	}
	return since, base
}

// courseStart is the day the course of a plan began: of the assessment its first version rests on, or
// the day that version was begun.
func (c *Chart) courseStart(p *Plan) Date {
	if first := c.PlanVersions(p.Lineage); len(first) > 0 {
		p = &first[0]
	}
	if a := c.Assessment(p.AssessmentID); a != nil {
		return a.Date
	}
	return c.Day(p.CreatedAt)
}

// Name is what the goal is called: the patient's words, or else its measure, or else its benefit.
func (g *Goal) Name(cat *Catalogue) Sentence {
	return g.name(cat, func(s string) string { return s }, g.Benefit.Name())
}

// NameInside is Name as it stands within a sentence.
func (g *Goal) NameInside(cat *Catalogue) Sentence {
	return g.name(cat, script.LowerFirst, g.Benefit.Inside())
}

func (g *Goal) name(cat *Catalogue, begin func(string) string, benefit Sentence) Sentence {
	switch {
	case strings.TrimSpace(g.Words) != "":
		return written(begin(strings.TrimSpace(g.Words)))
	case g.Measure != "":
		measure := Term{"measure", g.Measure, begin(cat.MeasureName(g.Measure))}
		if of := cat.Of(g.Item, g.Along()); !of.IsZero() {
			return Say("{{.Measure}}: {{.Of}}", Args{"Measure": measure, "Of": of})
		}
		return Say("{{.Measure}}", Args{"Measure": measure})
	}
	return benefit
}
