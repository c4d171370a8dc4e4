package clinic

import (
	"fmt"

	"regimen/internal/anatomy"
)

// When a course has shown nothing: after so many sessions, or so many days, a doctor should look (the
// practice rule of section D4 of the clinical reference: 4–6 sessions or 4 weeks).
const (
	fruitlessSessions = 4
	fruitlessDays     = 28
	weakGrade         = 3 // MRC grade at and below which a doctor should look
)

// ReferralTriggers says in sentences why the patient should see a doctor beside the treatment: new nerve
// signs, weakness, a goal that got worse twice running, or a course that changed nothing. They are
// prompts to think, apart from the red flags, and say nothing about a cause. label names structures, see
// Atlas.Label.
func ReferralTriggers(cat *Catalogue, chart *Chart, today Date, label func(code string, side anatomy.Side) string) []string {
	var out []string
	if n := len(chart.Assessments); n >= 2 {
		for _, c := range CompareFindings(chart.FindingsOf(chart.Assessments[n-2].ID), chart.FindingsOf(chart.Assessments[n-1].ID)) {
			nerve := c.Type == "numbness" || c.Type == "paraesthesia" || c.Type == "weakness"
			if nerve && (c.State == FindingNew || c.State == FindingWorse) {
				out = append(out, fmt.Sprintf("%s in %s is %s since the last assessment.", FindingTypeName(c.Type), label(c.Structure, c.Side), c.State))
			}
		}
	}
	for _, s := range measuredSeries(cat, chart) {
		if !IsStrength(s.Measure) {
			continue
		}
		if p := s.Points[len(s.Points)-1]; p.Value <= weakGrade {
			where := s.Item
			if word := s.Side.Word(); word != "" {
				where += ", " + word + ","
			}
			out = append(out, fmt.Sprintf("Strength of %s is grade %s.", where, gradeName(p.Value)))
		}
	}
	p := chart.CurrentPlan()
	if p == nil {
		return out
	}
	measured, moved := 0, 0
	for _, g := range GoalStates(cat, chart, p, today) {
		if g.Latest != nil {
			measured++
		}
		if g.State == GoalMet || g.State == GoalOnTheWay {
			moved++
		}
		if g.Series.worseTwice() {
			out = append(out, "“"+g.Goal.Name(cat)+"” got worse twice running.")
		}
	}
	done := 0
	for _, s := range chart.SessionsOf(p.Lineage) {
		if s.over(today) {
			done++
		}
	}
	began := p
	if versions := chart.PlanVersions(p.Lineage); len(versions) > 0 {
		began = &versions[0]
	}
	late := done >= fruitlessSessions || done > 0 && localDay(began.AgreedAt).DaysUntil(today) >= fruitlessDays
	if late && measured > 0 && moved == 0 {
		out = append(out, fmt.Sprintf("No goal has really changed after %s.", count(done, "session", "sessions")))
	}
	return out
}

// worseTwice reports that the last two changes from visit to visit were both for the worse.
func (s *Series) worseTwice() bool {
	points := s.Lasting()
	n := len(points)
	return n >= 3 && s.judge(points[n-3], points[n-2]).State == VerdictWorse && s.judge(points[n-2], points[n-1]).State == VerdictWorse
}
