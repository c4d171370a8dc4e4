package clinic

import (
	"math"
	"slices"

	"regimen/internal/script"
	"regimen/internal/table"
)

// Movement is how the measure of a joint is taken and drawn.
type Movement struct {
	Code   string // of the measure
	Figure string // the drawing of the joint; FigureRuler for a length
	// Turn is which way the moving part goes on the figure of the right side as the value grows:
	// 1 anticlockwise, -1 clockwise, 0 on a ruler. The left side is drawn as its mirror image.
	Turn     int
	Items    []string // what it is measured at, to choose from: the fingers
	Strength bool     // the muscles of the movement can be graded
	Source   string
}

// FigureRuler stands for a movement that is a length and has no angle.
const FigureRuler = "ruler"

// Tool is what a movement is measured with.
type Tool struct {
	Code  string
	Name  string
	Units []string // of the measures it is for
	// Error is the smallest change that is more than the error of the tool, in the unit; 0 when not known.
	Error  float64
	Source string
}

// Movement of a measure, or nil when it is not of a joint.
func (c *Catalogue) Movement(measure string) *Movement {
	return find(c.Movements, func(m *Movement) bool { return m.Code == measure })
}

// ToolName is the name of a tool, or its code when it is no longer in the catalogue.
func (c *Catalogue) ToolName(code string) string {
	if t := find(c.Tools, func(t *Tool) bool { return t.Code == code }); t != nil {
		return t.Name
	}
	return code
}

// ToolsFor lists what a measure of a joint can be taken with; none for other measures.
func (c *Catalogue) ToolsFor(m *Measure) []Tool {
	if m.Joint == "" {
		return nil
	}
	return where(c.Tools, func(t *Tool) bool { return slices.Contains(t.Units, m.Unit) })
}

var movementColumns = []string{"code", "figure", "turn", "items", "strength", "source"}

func readMovement(r *table.Row) Movement {
	m := Movement{
		Code: r.Text("code"), Figure: r.Must("figure"), Items: r.List("items"), Strength: r.Yes("strength"), Source: r.Must("source"),
	}
	switch r.Choice("turn", "", "clockwise", "anticlockwise") {
	case "clockwise":
		m.Turn = -1
	case "anticlockwise":
		m.Turn = 1
	}
	if (m.Turn == 0) != (m.Figure == FigureRuler) {
		r.Fail("turn", "every figure turns, and a ruler does not")
	}
	return m
}

var toolColumns = []string{"code", "name", "units", "error", "source"}

func readTool(r *table.Row) Tool {
	t := Tool{Code: r.Text("code"), Name: r.Must("name"), Units: r.List("units"), Error: r.OrZero("error"), Source: r.Must("source")}
	if len(t.Units) == 0 {
		r.Fail("units", "name at least one unit")
	}
	if t.Error < 0 {
		r.Fail("error", "it cannot be less than 0")
	}
	return t
}

// checkMovements makes sure that every measure of a joint has its movement, and the other way round.
func (c *Catalogue) checkMovements(l *table.Reader) {
	const file = "movements.tsv"
	for _, m := range c.Movements {
		me := c.Measure(m.Code)
		switch {
		case me == nil || me.Joint == "":
			l.Fail(file, 0, "code", "%q is no measure of a joint in measures.tsv", m.Code)
		case (me.Unit == "°") != (m.Turn != 0):
			l.Fail(file, 0, "figure", "%q is measured in %s: degrees need a figure, lengths the ruler", m.Code, me.Unit)
		case (me.ItemName != "") != (len(m.Items) > 0):
			l.Fail(file, 0, "items", "%q needs items to choose from exactly when measures.tsv gives it an item", m.Code)
		}
	}
	for i := range c.Measures {
		if me := &c.Measures[i]; me.Joint != "" {
			if c.Movement(me.Code) == nil {
				l.Fail(file, 0, "code", "the measure %q of a joint is missing", me.Code)
			}
			if len(c.ToolsFor(me)) == 0 {
				l.Fail("tools.tsv", 0, "units", "nothing measures %q, the unit of %q", me.Unit, me.Code)
			}
		}
	}
}

// Strength of muscles is graded by the scale of the Medical Research Council (MRC). The grades between 3
// and 5 that are written 4− and 4+ are kept as 3.5 and 4.5.
const (
	MeasureStrength        = "strength"         // of a movement of one side
	MeasureStrengthMidline = "strength.midline" // of a movement that has no side
	unitMRC                = "/5"
)

// Grade is one grade of strength.
type Grade struct {
	Value float64
	Name  string // "4−"
	Means string
}

// Grades lists the grades of the MRC scale, the weakest first.
func Grades() []Grade {
	return []Grade{
		{0, "0", "no contraction"},
		{1, "1", "a flicker"},
		{2, "2", "full range without gravity"},
		{3, "3", "full range against gravity"},
		{3.5, "4−", "against slight resistance"},
		{4, "4", "against some resistance"},
		{4.5, "4+", "against strong resistance"},
		{5, "5", "normal"},
	}
}

// gradeName is how a grade is written; values that are no grade are written as numbers.
func gradeName(v float64) string {
	for _, g := range Grades() {
		if g.Value == v {
			return g.Name
		}
	}
	return Number(v)
}

// IsStrength reports that a measure grades the strength of a movement.
func IsStrength(measure string) bool {
	return measure == MeasureStrength || measure == MeasureStrengthMidline
}

// StrengthOf names the measure and the item that keep the strength of a movement.
func StrengthOf(m *Measure) (measure, item string) {
	item = script.LowerFirst(m.Name)
	if !m.Sided {
		return MeasureStrengthMidline, item
	}
	return MeasureStrength, item
}

// Difference says how two sides differ in the unit of the measure: 45 is "45°", and of grades, whose
// steps are not even, "1 grade". It is "" when they are the same.
func (m *Measure) Difference(left, right float64) string {
	d := math.Abs(left - right)
	if d < 1e-9 {
		return ""
	}
	if m.Unit == unitMRC {
		return count(gradeSteps(left, right), "step", "steps")
	}
	return m.Write(math.Round(d*1000) / 1000)
}

// gradeSteps is how many grades lie between two.
func gradeSteps(a, b float64) int {
	n := 0
	for _, g := range Grades() {
		if g.Value > min(a, b) && g.Value <= max(a, b) {
			n++
		}
	}
	return max(n, 1)
}

// usualStart is how far from the neutral position a movement may begin without a question: beyond it, a
// joint is held very bent.
const usualStart = 45

// checkStart refuses a beginning of a movement that cannot be.
func (m *Measure) checkStart(k *checks, x *Measurement) {
	low := min(m.Low, 0) // the neutral position can always be begun at
	switch {
	case x.Start == nil:
	case m.Joint == "" || m.Unit != "°":
		k.fail("start", Say("{{.Measure}} has no angle at the start.", Args{"Measure": m.Term()}))
	case !(*x.Start >= low && *x.Start <= m.High): // also refuses NaN
		k.fail("start", Say("The start of {{.Measure}} must be from {{.Low}} to {{.High}}.", Args{"Measure": m.Term().Inside(), "Low": m.Write(low), "High": m.Write(m.High)}))
	case *x.Start > x.Value:
		k.fail("start", Say("The movement starts at {{.Start}} and ends before that, at {{.End}}.", Args{"Start": m.Write(*x.Start), "End": m.Write(x.Value)}))
	}
}

// askStart asks about a beginning that is seldom seen.
func (m *Measure) askStart(x *Measurement) Sentence {
	if x.Start == nil || *x.Start <= usualStart && *x.Start >= min(-usualStart, m.UsualLow) {
		return Sentence{}
	}
	return Say("{{.Measure}} usually starts near 0°. Is a start at {{.Start}} right?", Args{"Measure": m.Term(), "Start": m.Write(*x.Start)})
}

// jointParts are the parts of the body that tell of a joint, the one it lies in first.
var jointParts = map[string][]string{
	"jaw":            {"Head"},
	"neck":           {"Neck"},
	"shoulder":       {"Shoulder", "Arm"},
	"shoulder blade": {"Upper back", "Shoulder"},
	"elbow":          {"Arm", "Forearm"},
	"forearm":        {"Forearm"},
	"wrist":          {"Wrist and hand", "Forearm"},
	"thumb":          {"Wrist and hand"},
	"fingers":        {"Wrist and hand"},
	"trunk":          {"Upper back", "Chest", "Abdomen"},
	"low back":       {"Low back"},
	"hip":            {"Hip and pelvis", "Thigh"},
	"knee":           {"Knee", "Thigh", "Leg"},
	"ankle":          {"Ankle and foot", "Leg"},
	"great toe":      {"Ankle and foot"},
}

// Joints are those with a range of motion, in the order of the catalogue.
func (c *Catalogue) Joints() []string {
	var out []string
	for i := range c.Measures {
		if j := c.Measures[i].Joint; j != "" && !slices.Contains(out, j) {
			out = append(out, j)
		}
	}
	return out
}

// JointsFound are the joints where something was found, the more findings the earlier; a finding in the part a joint lies
// in counts double against one in a part beside it. part tells the part of a structure, "" when it is not known.
func (c *Catalogue) JointsFound(findings []Finding, part func(structure string) string) []string {
	return most(c.Joints(), findings, part, func(joint, part string) float64 {
		switch slices.Index(jointParts[joint], part) {
		case -1:
			return 0
		case 0:
			return 2
		}
		return 1
	})
}
