package plan

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/words"
)

// measured is something that was measured and can be the baseline of a goal.
type measured struct {
	series clinic.Series
	point  clinic.Point
}

// measurements lists what can be the baseline of a goal for a benefit: each thing that was measured, as
// it was at the plan's assessment, or else the last time.
func (s *screen) measurements(b clinic.Benefit) []measured {
	fits := map[string]bool{}
	for _, m := range s.d.Catalogue.MeasuresFor(b) {
		fits[m.Code] = true
	}
	var out []measured
	for _, series := range clinic.MainSeries(s.d.Catalogue, s.chart) {
		if !fits[series.Measure] {
			continue
		}
		if p := baselinePoint(&series, s.current().AssessmentID); p != nil {
			out = append(out, measured{series, *p})
		}
	}
	return out
}

// ratedPain is the pain of a problem's finding as what can be measured again at its place, where it was rated of ten in the
// assessment; nil where it was not, or where it is among what was measured.
func (s *screen) ratedPain(problem string, b clinic.Benefit) *measured {
	p := s.problem(problem)
	me := s.d.Catalogue.Measure(clinic.MeasurePain)
	if p == nil || me == nil || !me.AtStructure || !slices.Contains(me.Benefits, b) {
		return nil
	}
	f := s.chart.Finding(p.FindingID)
	if f == nil || f.Severity == nil || f.Type != clinic.FindingPain {
		return nil
	}
	out := &measured{
		series: clinic.Series{Measure: me.Code, Structure: f.Structure, Side: f.Side},
		point:  clinic.Point{Value: float64(*f.Severity)},
	}
	if slices.ContainsFunc(s.measurements(b), func(m measured) bool { return m.key() == out.key() }) {
		return nil
	}
	return out
}

func baselinePoint(series *clinic.Series, assessment string) *clinic.Point {
	lasting := series.Lasting()
	for i := len(lasting) - 1; i >= 0; i-- {
		if lasting[i].AssessmentID == assessment {
			return &lasting[i]
		}
	}
	if len(lasting) == 0 {
		return nil
	}
	return &lasting[len(lasting)-1]
}

// key tells one thing measured from another.
func (m *measured) key() string {
	s := &m.series
	return strings.Join([]string{s.Measure, s.Item, s.Structure, string(s.Side), s.Mode, fmt.Sprint(s.Along)}, "|")
}

func goalKey(g *clinic.Goal) string {
	return strings.Join([]string{g.Measure, g.Item, g.Structure, string(g.Side), g.Mode, fmt.Sprint(g.Along())}, "|")
}

// label says what was measured and what it was: "Neck rotation, right: 45°".
func (s *screen) measuredLabel(m *measured) string {
	name := s.measureWords(m.series.Measure, m.series.Of, m.series.Structure, m.series.Side, m.series.Mode)
	if m.series.Average {
		name = lang.L("{{.Measure}} (average)", map[string]any{"Measure": name})
	}
	if me := s.d.Catalogue.Measure(m.series.Measure); me != nil {
		return words.Of(name, me.Write(m.point.Value))
	}
	return name
}

// measureWords names what is measured: the measure, and where or of what.
func (s *screen) measureWords(measure string, of clinic.Sentence, structure string, side anatomy.Side, mode string) string {
	where, how := words.Side(side), ""
	if structure != "" {
		where = lowerWord(s.d.Atlas.Label(structure, side))
	}
	if mode == clinic.ModePassive {
		how = lang.L("passive")
	}
	return words.List(s.d.Catalogue.MeasureName(measure), where, words.Say(of), how)
}

// take makes a goal about something that was measured.
func (m *measured) take(g *clinic.Goal) {
	s := &m.series
	if g.Measure != s.Measure {
		g.TargetTo = nil
	}
	g.Measure, g.Item, g.Structure, g.Side, g.Mode = s.Measure, s.Item, s.Structure, s.Side, s.Mode
	g.SetAlong(s.Along)
	v := m.point.Value
	g.Baseline, g.BaselineID = &v, m.point.MeasurementID
}

// rebase looks up the baseline again after what is measured has changed. A typed one stays.
func (s *screen) rebase(g *clinic.Goal) {
	for _, m := range s.measurements(g.Benefit) {
		if m.key() == goalKey(g) {
			m.take(g)
			return
		}
	}
	if g.BaselineID != "" {
		g.Baseline, g.BaselineID = nil, ""
	}
}

// suggestion is a target that would be a real change, and one that matters.
type suggestion struct {
	target    float64
	threshold float64 // the least change that is more than measurement error; 0 when not known
	reason    string
}

// suggest works out the nearest target that is both a real change and one that matters to patients: the
// larger of MDC and MCID away from the baseline. There is none while the baseline or both are unknown.
func (s *screen) suggest(g *clinic.Goal) (suggestion, bool) {
	me := s.d.Catalogue.Measure(g.Measure)
	base, ok := s.base(g)
	if me == nil || !ok {
		return suggestion{}, false
	}
	series := clinic.GoalState(s.d.Catalogue, s.chart, g, s.d.Today()).Series
	out := suggestion{threshold: series.Threshold(base)}
	if me.IsChange {
		out.threshold = series.MDC
	}
	matters := series.MCIDAt(base)
	change := max(out.threshold, matters)
	if change == 0 {
		return out, false
	}
	step := me.Step
	if step <= 0 {
		step = 1
	}
	if me.LowerIsBetter || me.NearNorm && me.Norm != nil && base > *me.Norm {
		out.target = math.Floor((base-change)/step+1e-9) * step
	} else {
		out.target = math.Ceil((base+change)/step-1e-9) * step
	}
	if me.NearNorm && me.Gain(out.target, *me.Norm) > 0 && (out.target < *me.Norm) == (base > *me.Norm) {
		out.target = *me.Norm // not beyond it
	}
	if out.target < me.Low || out.target > me.High {
		out.target = min(max(out.target, me.Low), me.High)
	}
	if me.Gain(base, out.target) <= 0 {
		return out, false // it cannot be better than it is
	}
	values := map[string]any{"Target": me.Write(out.target), "Change": me.Write(change), "Error": me.Write(out.threshold)}
	switch {
	case matters >= out.threshold && out.threshold > 0:
		out.reason = lang.L("Suggested: {{.Target}}. A change of {{.Change}} matters to patients; less than {{.Error}} may be measurement error.", values)
	case matters >= out.threshold:
		out.reason = lang.L("Suggested: {{.Target}}. A change of {{.Change}} matters to patients.", values)
	default:
		out.reason = lang.L("Suggested: {{.Target}}. Less than {{.Change}} of change is within measurement error.", values)
	}
	return out, true
}

// base is the value a goal starts from.
func (s *screen) base(g *clinic.Goal) (float64, bool) {
	if me := s.d.Catalogue.Measure(g.Measure); me != nil && me.IsChange {
		return 0, true
	}
	if g.Baseline == nil {
		return 0, false
	}
	return *g.Baseline, true
}

// doubt is what speaks against the target of a goal, or "".
func (s *screen) doubt(g *clinic.Goal) string {
	me := s.d.Catalogue.Measure(g.Measure)
	base, ok := s.base(g)
	if me == nil || !ok || g.TargetTo == nil {
		return ""
	}
	better := me.Gain(base, *g.TargetTo)
	switch {
	case better < 0:
		return lang.L("This target is worse than the baseline of {{.Base}}.", map[string]any{"Base": me.Write(base)})
	case *g.TargetTo == base:
		return lang.L("This target is the baseline: it is reached already.")
	case better == 0: // on the other side of the usual, and as far from it
		return lang.L("This target is no better than the baseline of {{.Base}}.", map[string]any{"Base": me.Write(base)})
	}
	sug, _ := s.suggest(g)
	if better < sug.threshold-1e-9 {
		return lang.L("This target is nearer than the measurement error of {{.Error}}: reaching it could not be told from no change.",
			map[string]any{"Error": me.Write(sug.threshold)})
	}
	return ""
}

// write puts a value in the unit of a goal's measure.
func (s *screen) write(g *clinic.Goal, v *float64) string {
	if v == nil {
		return "?"
	}
	if me := s.d.Catalogue.Measure(g.Measure); me != nil {
		return me.Write(*v)
	}
	return clinic.Number(*v)
}
