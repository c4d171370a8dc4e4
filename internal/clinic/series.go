package clinic

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"regimen/internal/anatomy"
)

// Series is one thing measured again and again: the same measure, activity, structure, side and mode.
type Series struct {
	Measure   string
	Item      string
	Structure string
	Side      anatomy.Side
	Mode      string
	Along     Along
	Of        Sentence // what or where it is of: the item, or where along a limb

	Name          string // of the measure
	Unit          string
	LowerIsBetter bool
	IsChange      bool     // each value is itself a change since the start
	Average       bool     // of the patient's activities, named in Items
	Items         []string // the activities an average is taken over
	Points        []Point  // in the order they were measured

	// Baseline and Target are those of the goal the series belongs to; without a goal the baseline is
	// the first value and there is no target.
	Baseline *float64
	Target   *float64
	Due      Date
	GoalID   string
	// Since is the day the present course began: a change is judged from then on, not from a complaint
	// of years ago. "" judges all points.
	Since Date

	MDC  float64 // 0 when not known
	MCID float64 // 0 when not known

	mcidFrom   []FromBaseline
	mdcPercent float64
	nearNorm   *float64 // better is nearer to this, from above or below; nil where it is lower or higher
	tools      []Tool   // it can be measured with, with their errors
}

// Point is one value of a series.
type Point struct {
	Date          Date
	Value         float64
	Moment        string // MomentBefore or MomentAfter a treatment, or ""
	Tool          string
	Pain          *int
	MeasurementID string // "" for an average
	SessionID     string
	AssessmentID  string
}

// StaleDays is after how many days a value is told to be old: four weekly visits, after which a review is due.
const StaleDays = 28

// Stale reports that a value was not measured again for so long that it says little about now.
func (p *Point) Stale(today Date) bool { return p.Date.DaysUntil(today) >= StaleDays }

// Words is the value with its day, which tells when it is old: "7/10 today", "7/10 on 24 Aug 2026, not measured
// since (14 weeks)".
func (p *Point) Words(unit string, today Date) Sentence {
	facts := Args{"Value": (&Measure{Unit: unit}).Write(p.Value), "Day": p.Date.Brief()}
	switch {
	case p.Date == today:
		return Say("{{.Value}} today", facts)
	case p.Stale(today):
		facts["Age"] = p.Age(today)
		return Say("{{.Value}} on {{.Day}}, {{.Age}}", facts)
	}
	return Say("{{.Value}} on {{.Day}}", facts)
}

// Age says that a value is old: "not measured since (14 weeks)"; nothing while it is not.
func (p *Point) Age(today Date) Sentence {
	if !p.Stale(today) {
		return Sentence{}
	}
	return SayCount(p.Date.DaysUntil(today)/7, "not measured since ({{.Count}} week)", "not measured since ({{.Count}} weeks)")
}

// AllSeries gathers the patient's measurements into series: those with a goal first, in the order of
// the goals, then in the order of the catalogue. A goal that nothing was measured for yet has a series
// with no points. The goals are those of the current plan, or of the draft, or of the last plan.
func AllSeries(cat *Catalogue, chart *Chart) []Series {
	all := measuredSeries(cat, chart)
	if p := chart.planForGoals(); p != nil {
		for _, g := range chart.GoalsOf(p.ID) {
			if s := seriesOfGoal(all, &g); s != nil {
				if s.GoalID == "" {
					s.setGoal(&g)
				}
			} else if me := cat.Measure(g.Measure); me != nil {
				s := newSeries(me, g.Item, g.Structure, g.Side, g.Mode).along(cat, g.Along())
				s.setGoal(&g)
				all = append(all, s)
			}
		}
	}
	rank := make(map[string]int)
	if p := chart.planForGoals(); p != nil {
		start := chart.courseStart(p)
		for i := range all {
			all[i].Since = start
		}
		for i, g := range chart.GoalsOf(p.ID) {
			rank[g.ID] = i + 1
		}
	}
	order := make(map[string]int)
	for i, me := range cat.Measures {
		order[me.Code] = i
	}
	slices.SortStableFunc(all, func(a, b Series) int {
		ra, rb := rank[a.GoalID], rank[b.GoalID]
		if (ra == 0) != (rb == 0) {
			return cmp.Compare(rb, ra) // with a goal before without
		}
		average := 0
		if a.Average != b.Average {
			average = 1
			if a.Average {
				average = -1
			}
		}
		return cmp.Or(cmp.Compare(ra, rb), cmp.Compare(order[a.Measure], order[b.Measure]), average, cmp.Compare(a.Item, b.Item),
			cmp.Compare(a.Structure, b.Structure), cmp.Compare(a.Side, b.Side), cmp.Compare(a.Mode, b.Mode))
	})
	return all
}

func (c *Chart) planForGoals() *Plan {
	if p := c.CurrentPlan(); p != nil {
		return p
	}
	if p := c.DraftPlan(); p != nil {
		return p
	}
	if len(c.Plans) > 0 {
		return &c.Plans[len(c.Plans)-1]
	}
	return nil
}

func newSeries(me *Measure, item, structure string, side anatomy.Side, mode string) Series {
	s := Series{
		Measure: me.Code, Item: item, Of: written(item), Structure: structure, Side: side, Mode: mode,
		Name: me.Name, Unit: me.Unit, LowerIsBetter: me.LowerIsBetter, IsChange: me.IsChange,
		MDC: me.MDC, MCID: me.MCID, mcidFrom: me.MCIDFrom, mdcPercent: me.MDCPercent,
	}
	if me.NearNorm {
		s.nearNorm = me.Norm
	}
	if item != "" && me.MDCSingle > 0 {
		s.MDC = me.MDCSingle
	}
	return s
}

func (s Series) along(cat *Catalogue, a Along) Series {
	s.Along, s.Of = a, cat.Of(s.Item, a)
	if p := cat.LimbProtocol(a.Protocol); p != nil && s.Measure == MeasureLimbVolume {
		s.MDC, s.mdcPercent = p.Limits.ErrorML, p.Limits.ErrorPercent
	}
	return s
}

func (s *Series) setGoal(g *Goal) {
	s.GoalID, s.Target, s.Due = g.ID, g.TargetTo, g.Due
	if g.Baseline != nil {
		s.Baseline = g.Baseline
	}
}

// sameItem compares activities as a person would: capitals and spaces do not matter.
func sameItem(s string) string {
	if s == "" { // as with most measures
		return s
	}
	return strings.ToLower(strings.Join(strings.Fields(s), " "))
}

func measuredSeries(cat *Catalogue, chart *Chart) []Series {
	type key struct {
		measure, item, structure string
		side                     anatomy.Side
		mode                     string
		along                    Along
	}
	at := make(map[key]int)
	var all []Series
	var measures []*Measure                    // of each
	byItems := make(map[string][]*Measurement) // for averages
	var averaged []string
	for n := range chart.Measurements { // thousands of them, which are large
		m := &chart.Measurements[n]
		k := key{m.Measure, sameItem(m.Item), m.Structure, m.Side, m.Mode, m.Along()}
		i, ok := at[k]
		if !ok {
			me := cat.Measure(m.Measure)
			if me == nil || worn(m.Measure) {
				continue
			}
			i = len(all)
			at[k] = i
			measures = append(measures, me)
			s := newSeries(me, m.Item, m.Structure, m.Side, m.Mode).along(cat, m.Along())
			s.tools = cat.ToolsFor(me)
			all = append(all, s)
		}
		all[i].Points = append(all[i].Points, Point{
			Date: m.Date, Value: m.Value, Moment: m.Moment, Tool: cat.takenWith(m), Pain: m.Pain,
			MeasurementID: m.ID, SessionID: m.SessionID, AssessmentID: m.AssessmentID,
		})
		if me := measures[i]; me.Items {
			if byItems[me.Code] == nil {
				averaged = append(averaged, me.Code)
			}
			byItems[me.Code] = append(byItems[me.Code], m)
		}
	}
	all = append(all, chart.excessSeries(cat, all)...)
	for _, code := range averaged {
		if s, ok := averageSeries(cat.Measure(code), byItems[code]); ok {
			all = append(all, s)
		}
	}
	for i := range all {
		all[i].sortPoints()
		if lasting := all[i].Lasting(); len(lasting) > 0 {
			first := lasting[0].Value
			if all[i].IsChange {
				first = 0
			}
			all[i].Baseline = &first
		}
	}
	return all
}

// takenWith is what a value was measured with: a tool, or the questionnaire that it is the total of.
func (c *Catalogue) takenWith(m *Measurement) string {
	if m.Protocol != "" && m.LevelCM == nil && m.FromCM == nil {
		return c.FormTitle(m.Protocol)
	}
	return m.Tool
}

// sortPoints orders by day and, within one visit, before the treatment ahead of after it.
func (s *Series) sortPoints() {
	moment := func(m string) int { return slices.Index([]string{MomentBefore, "", MomentAfter}, m) }
	slices.SortStableFunc(s.Points, func(a, b Point) int {
		if c := cmp.Compare(a.Date, b.Date); c != 0 || a.SessionID != b.SessionID {
			return c
		}
		return moment(a.Moment) - moment(b.Moment)
	})
}

// averageSeries is the mean score of the patient's activities, which says more than a single one. An
// average can only be compared over the same activities, so it is taken over those of the last visit
// that scored three or more (failing that, two), at every visit that scored all of them.
func averageSeries(me *Measure, list []*Measurement) (Series, bool) {
	type visit struct {
		Point
		scores map[string]float64
		names  map[string]string
	}
	var visits []*visit
	for _, m := range list {
		v := find(visits, func(v **visit) bool {
			return (*v).Date == m.Date && (*v).SessionID == m.SessionID && (*v).AssessmentID == m.AssessmentID && (*v).Moment == m.Moment
		})
		if v == nil {
			visits = append(visits, &visit{
				Point:  Point{Date: m.Date, Moment: m.Moment, SessionID: m.SessionID, AssessmentID: m.AssessmentID},
				scores: make(map[string]float64), names: make(map[string]string),
			})
			v = &visits[len(visits)-1]
		}
		(*v).scores[sameItem(m.Item)] = m.Value
		(*v).names[sameItem(m.Item)] = m.Item
	}
	var chosen *visit
	for _, least := range []int{3, 2} {
		for _, v := range visits {
			if len(v.scores) >= least {
				chosen = v
			}
		}
		if chosen != nil {
			break
		}
	}
	if chosen == nil {
		return Series{}, false
	}
	s := newSeries(me, "", "", anatomy.Midline, "")
	s.Average = true
	for key := range chosen.scores {
		s.Items = append(s.Items, chosen.names[key])
	}
	slices.Sort(s.Items)
	if len(chosen.scores) < 3 && me.MDCSingle > 0 {
		s.MDC = me.MDCSingle // the published MDC of the average holds for three to five activities
	}
	for _, v := range visits {
		sum, all := 0.0, true
		for key := range chosen.scores {
			score, ok := v.scores[key]
			all = all && ok
			sum += score
		}
		if all {
			p := v.Point
			p.Value = sum / float64(len(chosen.scores))
			s.Points = append(s.Points, p)
		}
	}
	return s, true
}

// seriesOfGoal is the series that shows a goal, or nil. Details the goal leaves open may be anything;
// the series that agrees in the most of them is taken.
func seriesOfGoal(all []Series, g *Goal) *Series {
	var best *Series
	bestScore := -1
	for i := range all {
		s := &all[i]
		if s.Measure != g.Measure || s.Average != (g.Item == "" && len(s.Items) > 0) || sameItem(s.Item) != sameItem(g.Item) || s.Along != g.Along() {
			continue
		}
		if !s.Average && s.Side != g.Side || g.Structure != "" && s.Structure != g.Structure || g.Mode != "" && s.Mode != g.Mode {
			continue
		}
		score := 0
		if s.Structure == g.Structure {
			score += 2
		}
		if s.Mode == g.Mode {
			score++
		}
		if score > bestScore {
			best, bestScore = s, score
		}
	}
	return best
}

// Lasting are the points that show how the patient is from one visit to the next: all but those taken
// straight after a treatment, whose effect may pass. When there are no others, they have to do.
func (s *Series) Lasting() []Point {
	after := func(p Point) bool { return p.Moment == MomentAfter }
	first := slices.IndexFunc(s.Points, after)
	if first < 0 {
		return slices.Clip(s.Points)
	}
	lasting := append(make([]Point, 0, len(s.Points)), s.Points[:first]...)
	for i := range s.Points[first:] {
		if p := &s.Points[first+i]; !after(*p) {
			lasting = append(lasting, *p)
		}
	}
	if len(lasting) == 0 {
		return slices.Clip(s.Points)
	}
	return lasting
}

// Threshold is the smallest change from a value that is more than measurement error; 0 when not known.
func (s *Series) Threshold(from float64) float64 {
	least := s.MDC
	if s.mdcPercent > 0 && from != 0 {
		least = max(least, math.Abs(from)*s.mdcPercent/100)
	}
	return least
}

// MCIDAt is the smallest change from a value that matters to patients; 0 when not known.
func (s *Series) MCIDAt(from float64) float64 {
	least := s.MCID
	for _, x := range s.mcidFrom {
		if from >= x.From {
			least = x.Value
		}
	}
	return least
}

// thresholdBetween is the smallest change between two points that is more than measurement error, for the
// tools they were taken with; 0 when not known. The larger of the errors of the measure and the tool holds.
// What two different tools show is hardly comparable, for each has its own zero: then the change has to be
// more than both their errors together.
func (s *Series) thresholdBetween(from, to Point) float64 {
	if s.IsChange {
		return s.MDC
	}
	own := s.Threshold(from.Value)
	if own == 0 {
		return 0
	}
	with := func(tool string) float64 {
		if t := find(s.tools, func(t *Tool) bool { return t.Code == tool }); t != nil {
			return max(own, t.Error)
		}
		return own
	}
	if toolsDiffer(from, to) {
		return with(from.Tool) + with(to.Tool)
	}
	return max(with(from.Tool), with(to.Tool))
}

// toolsDiffer: a tool that was not written down is taken to be the same.
func toolsDiffer(a, b Point) bool { return a.Tool != "" && b.Tool != "" && a.Tool != b.Tool }

// firstLike is the first of the points that was taken with the same tool as the last one; the first of all
// when no other was.
func firstLike(points []Point) Point {
	last := len(points) - 1
	for _, p := range points[:last] {
		if !toolsDiffer(p, points[last]) {
			return p
		}
	}
	return points[0]
}

// VerdictState is what can be said about a change.
type VerdictState string

// What can be said about a change.
const (
	VerdictImproved  VerdictState = "improved"
	VerdictWorse     VerdictState = "worse"
	VerdictWithin    VerdictState = "within measurement error"
	VerdictUnchanged VerdictState = "unchanged"
	VerdictNotEnough VerdictState = "not enough"
)

// Verdict is a judged change with the numbers it rests on.
type Verdict struct {
	State     VerdictState
	From, To  Point
	Change    float64 // To − From, in the unit
	Threshold float64 // the least change that is real; 0 when it is not known
	// Important: an improvement at least as large as what matters to patients.
	Important bool
	// ToolsDiffer: measured with two different tools, so that some of the change may be the tools'.
	ToolsDiffer bool
	// Skipped: earlier values were taken with another tool and are left out.
	Skipped bool
	Days    int // between the two
}

// Verdict judges the change from the first to the last visit of the course, from the first visit that used
// the same tool as the last where there is one. A change that was taken straight after a treatment is judged
// apart, see WithinSessions.
func (s *Series) Verdict() Verdict {
	lasting := s.Lasting()
	if course := where(lasting, func(p *Point) bool { return p.Date >= s.Since }); len(course) > 0 {
		lasting = course
	}
	if len(lasting) == 0 || len(lasting) == 1 && !s.IsChange {
		v := Verdict{State: VerdictNotEnough}
		if len(lasting) == 1 {
			v.From, v.To = lasting[0], lasting[0]
		}
		return v
	}
	from, to := firstLike(lasting), lasting[len(lasting)-1]
	if s.IsChange {
		from.Value = 0
	}
	v := s.judge(from, to)
	v.Skipped = toolsDiffer(lasting[0], to) && !v.ToolsDiffer
	return v
}

// Judge says what can be said about the change from one point of the series to another.
func (s *Series) Judge(from, to Point) Verdict { return s.judge(from, to) }

func (s *Series) judge(from, to Point) Verdict {
	v := Verdict{From: from, To: to, Change: to.Value - from.Value, Threshold: s.thresholdBetween(from, to), Days: from.Date.DaysUntil(to.Date)}
	v.ToolsDiffer = toolsDiffer(from, to)
	better := s.gain(from.Value, to.Value)
	const rounding = 1e-9 // 0.1 + 0.2 is not 0.3
	switch {
	case math.Abs(better) < rounding:
		v.State = VerdictUnchanged
	case math.Abs(better) < v.Threshold-rounding:
		v.State = VerdictWithin
	case better > 0:
		v.State = VerdictImproved
		least := s.MCIDAt(from.Value)
		v.Important = least > 0 && better >= least-rounding
	default:
		v.State = VerdictWorse
	}
	return v
}

// Words says the verdict in a sentence as on a day: "7/10 to 4/10 on 3 Feb 2025, in 42 days: improved."
func (v Verdict) Words(s *Series, today Date) Sentence {
	write := (&Measure{Unit: s.Unit}).Write
	facts := Args{"From": write(v.From.Value), "To": v.To.Words(s.Unit, today)}
	if v.State == VerdictNotEnough {
		if v.To.Date == "" {
			return Say("Not measured yet.")
		}
		return Say("{{.To}}: measured once, nothing to compare yet.", facts)
	}
	change := Say("{{.From}} to {{.To}}", facts)
	if s.IsChange {
		change = Say("Rated {{.To}}", facts)
	} else if v.Days > 0 {
		change = SayCount(v.Days, "{{.From}} to {{.To}}, in {{.Count}} day", "{{.From}} to {{.To}}, in {{.Count}} days", facts)
	}
	state := v.State.words()
	if v.State == VerdictWithin {
		state = Say("{{.State}} (a real change is {{.Threshold}} or more)", Args{"State": state, "Threshold": write(v.Threshold)})
	}
	out := []Sentence{Say("{{.Change}}: {{.State}}.", Args{"Change": change, "State": state})}
	if v.Threshold == 0 && (v.State == VerdictImproved || v.State == VerdictWorse) {
		out = append(out, Say("The measurement error of this measure is not known."))
	}
	if v.ToolsDiffer {
		out = append(out, Say("The two were measured with different tools."))
	}
	if v.Skipped {
		out = append(out, Say("Earlier values were measured with another tool."))
	}
	return OneAfterAnother(out)
}

func (s VerdictState) words() Sentence {
	switch s {
	case VerdictImproved:
		return Say("improved")
	case VerdictWorse:
		return Say("worse")
	case VerdictWithin:
		return Say("within measurement error")
	case VerdictUnchanged:
		return Say("unchanged")
	}
	return Text(string(s))
}

// WithinSessions judges the change from before to after the treatment in each session that measured
// both. It is apart from the change over the course: it may have passed by the next day.
func (s *Series) WithinSessions() []Verdict {
	before := make(map[string]Point)
	var out []Verdict
	for _, p := range s.Points {
		if p.SessionID == "" {
			continue
		}
		switch p.Moment {
		case MomentBefore:
			before[p.SessionID] = p
		case MomentAfter:
			b, ok := before[p.SessionID]
			if !ok || s.IsChange {
				continue
			}
			v := s.judge(b, p)
			if n := len(out); n > 0 && out[n-1].To.SessionID == p.SessionID {
				out[n-1] = v // measured again: the last one counts
			} else {
				out = append(out, v)
			}
		}
	}
	return out
}
