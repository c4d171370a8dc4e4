package clinic

import (
	"math"
	"strings"

	"regimen/internal/anatomy"
	"regimen/internal/script"
	"regimen/internal/table"
)

// Observed is what an assessment found beside the marks on the figure: a movement, a score, a girth or a test that is not as
// usual. It can be a problem of a plan like a finding.
type Observed struct {
	Measurement *Measurement // nil for a test
	Test        *TestResult  // nil for what was measured
	Words       Sentence     // as a problem
	Plain       Sentence     // as the patient reads it; zero where Words are all there is
	Benefit     Benefit      // what its treatment is for first of all
	// Finding is what it is like among the findings, by which techniques are proposed: a stiffness of the joint that moves
	// less. Its Type is "" where the rules know nothing.
	Finding Finding
}

// Key is the id of what it was found by.
func (o *Observed) Key() string {
	if o.Test != nil {
		return o.Test.ID
	}
	return o.Measurement.ID
}

// Of reports whether a problem is about it.
func (o *Observed) Of(p *Problem) bool {
	if o.Test != nil {
		return p.TestResultID == o.Test.ID
	}
	return p.MeasurementID == o.Measurement.ID
}

// like reports whether it is the same as something that another assessment found.
func (o *Observed) like(x *Observed) bool {
	switch {
	case o.Test != nil && x.Test != nil:
		return o.Test.Test == x.Test.Test && o.Test.Side == x.Test.Side
	case o.Measurement != nil && x.Measurement != nil:
		a, b := o.Measurement, x.Measurement
		return a.sameThing(b) && a.Side == b.Side
	}
	return false
}

// sameThing reports whether two values are of the same but for the side.
func (m *Measurement) sameThing(x *Measurement) bool {
	return m.Measure == x.Measure && m.Item == x.Item && m.Structure == x.Structure && m.Mode == x.Mode && m.Along() == x.Along()
}

// Joint is where a movement that falls short is taken to be stiff.
type Joint struct {
	Code      string
	Joint     string // as the measures name it
	Structure string
	Source    string
}

var jointColumns = []string{"code", "joint", "structure", "source"}

func readJoint(r *table.Row) Joint {
	return Joint{Code: r.Text("code"), Joint: r.Must("joint"), Structure: r.Must("structure"), Source: r.Must("source")}
}

// Observations are what an assessment found beside the figure and is not as usual, beyond the error of its measure: against
// the usual value or the other side. Tests come first, then what was measured, as it was written, then the limbs.
func Observations(cat *Catalogue, chart *Chart, a *Assessment) []Observed {
	if a == nil {
		return nil
	}
	var out []Observed
	for _, r := range chart.TestsOf(a.ID) {
		if t := cat.Test(r.Test); t != nil && t.IsPositive(r.Result) {
			out = append(out, Observed{
				Test: &r, Benefit: Recovery, Words: Say("{{.Test}}: {{.Result}}", Args{"Test": TestTitle(cat, &r), "Result": ResultWords(r.Result)}),
			})
		}
	}
	all := chart.MeasurementsOf(a.ID)
	for i := range all {
		if chart.toldByFinding(cat, a, &all[i]) {
			continue
		}
		if o := observed(cat, chart, a.Date, all, &all[i]); o != nil {
			out = append(out, *o)
		}
	}
	for i := range cat.Limbs {
		if o := limbObserved(chart, all, a, &cat.Limbs[i]); o != nil {
			out = append(out, *o)
		}
	}
	return out
}

// toldByFinding reports whether a value is how strong a finding of the assessment is, which is a problem itself.
func (c *Chart) toldByFinding(cat *Catalogue, a *Assessment, m *Measurement) bool {
	return find(c.Findings, func(f *Finding) bool {
		scale := cat.ScaleOf(f.Type, f.Source)
		return f.AssessmentID == a.ID && f.Source == ByTherapist && f.Structure == m.Structure && f.Side == m.Side && scale != nil && scale.Measure == m.Measure
	}) != nil
}

// observed is a value that is not as usual, or nil.
func observed(cat *Catalogue, chart *Chart, day Date, all []Measurement, m *Measurement) *Observed {
	me := cat.Measure(m.Measure)
	if me == nil || me.IsChange || m.Moment == MomentAfter || me.Code == MeasureGirth || me.Code == MeasureLimbVolume {
		return nil
	}
	series := newSeries(me, m.Item, m.Structure, m.Side, m.Mode)
	least := max(series.Threshold(m.Value), me.Step)
	o := &Observed{Measurement: m}
	if len(me.Benefits) > 0 {
		o.Benefit = me.Benefits[0]
	}
	facts := Args{"What": measuredName(cat, m), "Value": me.Write(m.Value)}
	var best, less float64
	norm := cat.NormFor(me, &chart.Patient, day)
	switch {
	case norm != nil:
		best = norm.Value
	case me.LowerIsBetter && !me.AtStructure:
		best = me.Low
	case !me.Sided && !me.AtStructure:
		best = me.High
	default:
		best = m.Value // only the other side tells
	}
	short := me.Gain(m.Value, best)
	if m.Side != anatomy.Midline {
		other := find(all, func(x *Measurement) bool {
			return x.Side == m.Side.Opposite() && x.Moment == m.Moment && x.sameThing(m)
		})
		if other != nil {
			less = me.Gain(m.Value, other.Value)
			facts["Less"], facts["Other"] = me.Difference(m.Value, other.Value), me.Write(other.Value)
		}
	}
	facts["Short"], facts["Usual"] = me.Difference(m.Value, best), me.Write(best)
	switch {
	case norm == nil && short >= least && short > 0:
		o.Words = Say("{{.What}}: {{.Value}}", facts)
	case short > least && less > least:
		o.Words = Say("{{.What}}: {{.Value}}, {{.Short}} from the usual and {{.Less}} from the other side", facts)
	case short > least:
		o.Words = Say("{{.What}}: {{.Value}}, {{.Short}} from the usual", facts)
	case less > least:
		o.Words = Say("{{.What}}: {{.Value}}, {{.Less}} from the other side", facts)
	default:
		return nil
	}
	if what, _, _ := strings.Cut(me.Plain, ". "); what != "" && !me.Items && !me.AtStructure {
		facts["What"], facts["Side"] = Text(strings.TrimSuffix(what, ".")), m.Side
		o.Plain = plainValue(m.Side != anatomy.Midline, norm != nil && short > least, less > least, facts)
	}
	if j := find(cat.StiffAt, func(j *Joint) bool { return j.Joint == me.Joint }); j != nil {
		o.Finding = Finding{PatientID: m.PatientID, AssessmentID: m.AssessmentID, Structure: j.Structure, Side: m.Side, Source: ByTherapist, Type: "restriction", Tissue: string(anatomy.Joint)}
	}
	return o
}

// plainValue is a value in plain words, beside the usual one and that of the other side where it is off from them.
func plainValue(sided, usual, other bool, facts Args) Sentence {
	switch {
	case sided && usual && other:
		return Say("{{.What}}, on the {{.Side}}: {{.Value}}. Usual is {{.Usual}}, and your other side has {{.Other}}.", facts)
	case sided && usual:
		return Say("{{.What}}, on the {{.Side}}: {{.Value}}. Usual is {{.Usual}}.", facts)
	case sided && other:
		return Say("{{.What}}, on the {{.Side}}: {{.Value}}. Your other side has {{.Other}}.", facts)
	case sided:
		return Say("{{.What}}, on the {{.Side}}: {{.Value}}", facts)
	case usual:
		return Say("{{.What}}: {{.Value}}. Usual is {{.Usual}}.", facts)
	}
	return Say("{{.What}}: {{.Value}}", facts)
}

// measuredName is what was measured and where: "Neck rotation, left, active".
func measuredName(cat *Catalogue, m *Measurement) []Sentence {
	name := []Sentence{Say("{{.Measure}}", Args{"Measure": Term{"measure", m.Measure, cat.MeasureName(m.Measure)}})}
	if of := cat.Of(m.Item, m.Along()); !of.IsZero() {
		name = append(name, of)
	}
	if m.Side.Word() != "" {
		name = append(name, Say("{{.Side}}", Args{"Side": m.Side}))
	}
	return name
}

// limbObserved is a limb that is larger than the other by as much as its report tells of, or nil. It is found by the girth at
// which they differ most.
func limbObserved(chart *Chart, all []Measurement, a *Assessment, p *LimbProtocol) *Observed {
	r := chart.LimbReport(a, p)
	if r.Widest == nil || r.Both || len(r.Notices) == 0 {
		return nil
	}
	side, w := r.Widest.Larger, r.Widest
	facts := Args{"Side": side, "Limb": LimbName(p.Limb)}
	o := &Observed{Benefit: Lymphatic}
	switch b := r.Between; {
	case b != nil && b.Larger == side && min(b.Left, b.Right) > 0 && p.Limits.Excess(b.ML/min(b.Left, b.Right)*100, b.ML):
		facts["Much"], facts["Percent"] = Amount{math.Round(b.ML), "mL"}, oneDecimal(b.ML/min(b.Left, b.Right)*100)
		o.Words = Say("Swelling, {{.Side}} {{.Limb}}: {{.Much}} ({{.Percent}} %) more than the other", facts)
	case p.Limits.Girth(w.Left, w.Right):
		facts = w.facts()
		facts["Limb"] = LimbName(p.Limb)
		o.Words = Say("Swelling, {{.Side}} {{.Limb}}: {{.Much}} larger than the other, {{.At}} {{.Way}} the {{.Landmark}}", facts)
	default:
		return nil
	}
	o.Measurement = find(all, func(m *Measurement) bool {
		return m.Measure == MeasureGirth && m.Side == side && m.Protocol == p.Code && m.LevelCM != nil && *m.LevelCM == w.CM
	})
	if o.Measurement == nil {
		return nil
	}
	return o
}

// AddObserved puts what was observed on the plan as a problem in words a person reads. What is on the plan already is
// returned with an empty Operation.
func AddObserved(env Env, chart *Chart, p *Plan, o *Observed, words string) (*Problem, Operation) {
	problems := chart.ProblemsOf(p.ID)
	if there := find(problems, o.Of); there != nil {
		return there, Operation{}
	}
	x := &Problem{
		ID: env.NewID(), PatientID: p.PatientID, PlanID: p.ID, Words: script.UpperFirst(words),
		Rank: nextRank(problems, func(x *Problem) int { return x.Rank }),
	}
	x.OriginID = x.ID
	if o.Test != nil {
		x.TestResultID = o.Test.ID
	} else {
		x.MeasurementID = o.Measurement.ID
	}
	return x, Operation{Label: Say("Add problem"), Scope: p.ID, Put: []Record{x}}
}

// ObservedBy is what a problem is about, when it is about something observed beside the figure, or nil.
func (c *Chart) ObservedBy(cat *Catalogue, p *Problem) *Observed {
	assessment := ""
	if t := find(c.TestResults, func(t *TestResult) bool { return t.ID == p.TestResultID }); t != nil {
		assessment = t.AssessmentID
	} else if m := find(c.Measurements, func(m *Measurement) bool { return m.ID == p.MeasurementID }); m != nil {
		assessment = m.AssessmentID
	}
	if assessment == "" {
		return nil
	}
	list := Observations(cat, c, c.Assessment(assessment))
	return find(list, func(o *Observed) bool { return o.Of(p) })
}

// Again is the same among what a later assessment observed, or nil.
func (o *Observed) Again(later []Observed) *Observed {
	return find(later, func(x *Observed) bool { return o.like(x) })
}
