package clinic

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"regimen/internal/anatomy"
	"regimen/internal/table"
)

// TechniqueDrainage is manual lymph drainage.
const TechniqueDrainage = "mld"

// DrainStep is one step of manual lymph drainage. The catalogue holds them in the order they are done: what
// lies nearer the heart comes first.
type DrainStep struct {
	Code  string
	Areas []string // codes of DrainArea
	Place string
	Side  string // DrainBoth, DrainSame or DrainOther
	// Works is what the hands are on, codes of the anatomy table; none for a step without a place of its own.
	Works []string
	// To is the node group that the step leads to, on the side of the step, or with ToOther on the other one. "" is none.
	To      string
	ToOther bool
	// InsteadOf is the node group of the treated side that the step stands in for: it is taken only where the way through it
	// is gone, and with Swollen where the limb has a lymphoedema too. "" is a step that is always taken.
	InsteadOf string
	Swollen   bool
	Avoid     []string // codes of screening items; the step is left out unless the answer to them is no
	How       string
	Times     string
	Minutes   float64 // practice default
	Source    string
}

// The sides of a step: of the body, or against the side that is treated.
const (
	DrainBoth  = "both sides"
	DrainSame  = "same side"
	DrainOther = "other side"
)

// on lists the sides of the body that the step is done on when one side is treated.
func (s *DrainStep) on(treated anatomy.Side) []anatomy.Side {
	switch s.Side {
	case DrainSame:
		return []anatomy.Side{treated}
	case DrainOther:
		return []anatomy.Side{treated.Opposite()}
	}
	return []anatomy.Side{anatomy.Left, anatomy.Right}
}

// DrainArea is what lymph drainage can be for.
type DrainArea struct {
	Code   string
	Name   string
	Parts  []string // of the anatomy table
	Limb   string   // LimbArm or LimbLeg: whose lymphoedema counts for the area; "" for none
	Source string
}

// DrainSequence is the order of steps for one area on one side.
type DrainSequence struct {
	Area    *DrainArea
	Side    anatomy.Side // Midline when both sides are treated alike, or none is named
	Steps   []DrainedStep
	LeftOut []DrainLeftOut // what belongs to the order and is not done for this patient
	Minutes float64
}

// DrainedStep is a step as it is done for a patient.
type DrainedStep struct {
	DrainStep
	Sides []anatomy.Side // of the body, for the treated side Left where both are treated
}

// DrainLeftOut is a step, or one side of it, that is not done, and why.
type DrainLeftOut struct {
	DrainedStep
	Why Sentence
}

// SideWords says on which side a step is done: "left", "both sides".
func (q *DrainSequence) SideWords(s *DrainedStep) Sentence {
	switch {
	case s.Side == DrainBoth && len(s.Sides) > 1:
		return Say("both sides")
	case s.Side == DrainBoth:
		return Say("{{.Side}}", Args{"Side": s.Sides[0]})
	case q.Side == anatomy.Midline && s.Side == DrainOther:
		return Say("the other side, each time")
	case q.Side == anatomy.Midline:
		return Say("each side in turn")
	}
	return Say("{{.Side}}", Args{"Side": s.Sides[0]})
}

// DrainSequences lists the steps of lymph drainage for the areas that some targets lie in, in the order of the
// catalogue: one for each area, and one for each side of it where the two are not done alike. They go by the patient: the
// way around is taken where nodes are gone or a limb has a lymphoedema, and what leads to nodes that are gone, crosses a
// scar or is ruled out by an answer is left out. Node groups are the way and not what is treated, so that they
// count only when nothing else is named. There are none without a figure, see Catalogue.On.
func (c *Chart) DrainSequences(cat *Catalogue, targets []Target) []DrainSequence {
	if cat.structure == nil {
		return nil
	}
	if area := where(targets, func(t *Target) bool { return cat.structure(t.Structure).Kind != anatomy.Lymph }); len(area) > 0 {
		targets = area
	}
	var out []DrainSequence
	for i := range cat.DrainAreas {
		area := &cat.DrainAreas[i]
		var sides []anatomy.Side
		for _, t := range targets {
			if slices.Contains(area.Parts, cat.partOf(t.Structure)) && !slices.Contains(sides, t.Side) {
				sides = append(sides, t.Side)
			}
		}
		switch {
		case len(sides) == 0:
		case len(sides) == 1 && !bothSides(sides[0]):
			out = append(out, c.drain(cat, area, sides[0]))
		default:
			left, right := c.drain(cat, area, anatomy.Left), c.drain(cat, area, anatomy.Right)
			if !left.mirrors(&right) {
				out = append(out, left, right)
				continue
			}
			left.Side = anatomy.Midline
			out = append(out, left)
		}
	}
	return out
}

// drain is the order of one area on the left or the right.
func (c *Chart) drain(cat *Catalogue, area *DrainArea, treated anatomy.Side) DrainSequence {
	q := DrainSequence{Area: area, Side: treated}
	answers := c.LatestAnswers(cat)
	swollen := area.Limb != "" && c.hasLymphoedema(cat, area.Limb, treated)
	for _, s := range cat.Drainage {
		if !slices.Contains(s.Areas, area.Code) ||
			s.InsteadOf != "" && c.LymphStopped(cat, s.InsteadOf, treated) == nil && !(s.Swollen && swollen) {
			continue
		}
		leave := func(sides []anatomy.Side, why Sentence) {
			q.LeftOut = append(q.LeftOut, DrainLeftOut{DrainedStep{s, sides}, why})
		}
		if i := slices.IndexFunc(s.Avoid, func(code string) bool {
			a, answered := answers[code]
			return answered && a.Answer != AnswerNo
		}); i >= 0 {
			leave(s.on(treated), Say("{{.Item}}", Args{"Item": cat.QuestionName(s.Avoid[i])}))
			continue
		}
		done := DrainedStep{DrainStep: s}
		for _, side := range s.on(treated) {
			to := side
			if s.ToOther {
				to = side.Opposite()
			}
			if b := c.LymphStopped(cat, s.To, to); b != nil {
				leave([]anatomy.Side{side}, cat.stoppedWords(s.To, b))
				continue
			}
			if b := c.scarAcross(&s, side); b != nil {
				leave([]anatomy.Side{side}, b.Words())
				continue
			}
			done.Sides = append(done.Sides, side)
		}
		if len(done.Sides) > 0 {
			q.Steps = append(q.Steps, done)
			q.Minutes += s.Minutes * float64(len(done.Sides)) / float64(len(s.on(treated)))
		}
	}
	return q
}

// mirrors reports that the orders of the left and the right are alike.
func (q *DrainSequence) mirrors(other *DrainSequence) bool {
	alike := func(a, b DrainedStep) bool {
		return a.Code == b.Code && len(a.Sides) == len(b.Sides) && (a.Side != DrainBoth || slices.Equal(a.Sides, b.Sides))
	}
	return slices.EqualFunc(q.Steps, other.Steps, alike) &&
		slices.EqualFunc(q.LeftOut, other.LeftOut, func(a, b DrainLeftOut) bool { return alike(a.DrainedStep, b.DrainedStep) })
}

// hasLymphoedema reports that a limb was given a stage of lymphoedema from I on, or that the patient named it, or no
// place at all, when asked about lymphoedema.
func (c *Chart) hasLymphoedema(cat *Catalogue, limb string, side anatomy.Side) bool {
	if n := c.stageOn(limb, side, ""); n != nil {
		return *n >= 1
	}
	for item, a := range c.LatestAnswers(cat) {
		if a.Answer == AnswerNo || !cat.tellsOf(TellsLymphoedema, item) {
			continue
		}
		here := func(t Target) bool {
			return (t.Side == side || bothSides(t.Side)) && slices.ContainsFunc(cat.Limbs, func(p LimbProtocol) bool {
				return p.Limb == limb && slices.Contains(p.Parts, cat.partOf(t.Structure))
			})
		}
		if len(a.Targets) == 0 || slices.ContainsFunc(a.Targets, here) {
			return true
		}
	}
	return false
}

// LymphLine is a line of the lymph map, in millimetres on a view of the figure.
type LymphLine struct {
	Code     string
	Kind     string // LymphBorder, LymphFlow or LymphDetour
	View     string
	Mirrored bool // drawn on the other side of the figure, too
	Name     string
	About    string
	Points   []anatomy.Point // on the patient's left; a flow ends at the last
	To       string          // the node group that a flow ends at
	Step     string          // of a detour: the code of the DrainStep that leads along it
	Source   string
}

// The kinds of line on the lymph map.
const (
	LymphBorder = "border" // between areas that drain apart
	LymphFlow   = "flow"
	LymphDetour = "detour" // the way around, where nodes are gone
)

// LymphWay is a line of the lymph map as it is for a patient on one side.
type LymphWay struct {
	Line *LymphLine
	Side anatomy.Side // the patient's; Midline for a line that is drawn once
	// Stopped is what happened to the nodes that a flow ends at, or goes on to: the lymph does not go there. nil while it does.
	Stopped *LymphBarrier
}

// Points are those of the line on its side.
func (w *LymphWay) Points() []anatomy.Point {
	out := slices.Clone(w.Line.Points)
	if w.Side == anatomy.Right {
		for i := range out {
			out[i].X = -out[i].X
		}
	}
	return out
}

// LymphWays are the lines of a view of the lymph map as they are for the patient: a flow to nodes that are gone, or that go
// on to such, is stopped, and a detour is there only where it leads to nodes that are sound, past no scar.
func (c *Chart) LymphWays(cat *Catalogue, view string) []LymphWay {
	var out []LymphWay
	for i := range cat.Lymph {
		l := &cat.Lymph[i]
		sides := []anatomy.Side{anatomy.Midline}
		if l.Mirrored {
			sides = []anatomy.Side{anatomy.Left, anatomy.Right}
		}
		for _, side := range sides {
			on := side
			if on == anatomy.Midline {
				on = anatomy.Left
			}
			if l.View != view || l.Kind == LymphDetour && !c.leadsAround(cat, l.Step, on) {
				continue
			}
			out = append(out, LymphWay{l, side, c.LymphStopped(cat, l.To, on)})
		}
	}
	return out
}

// leadsAround reports that a step is taken on a side because nodes are gone there.
func (c *Chart) leadsAround(cat *Catalogue, step string, side anatomy.Side) bool {
	s := find(cat.Drainage, func(s *DrainStep) bool { return s.Code == step })
	if s == nil || c.LymphStopped(cat, s.InsteadOf, side) == nil || c.scarAcross(s, side) != nil {
		return false
	}
	if s.ToOther {
		side = side.Opposite()
	}
	return c.LymphStopped(cat, s.To, side) == nil
}

var limbColumns = []string{
	"code", "limb", "name", "landmark", "way", "how", "from_cm", "to_cm", "step_cm", "calf_from", "calf_to", "outline", "parts",
	"excess_percent", "excess_ml", "girth_mm", "girth_percent", "own_percent", "error_percent", "error_ml", "source",
}

func readLimb(r *table.Row) LimbProtocol {
	p := LimbProtocol{
		Code: r.Text("code"), Limb: r.Choice("limb", LimbArm, LimbLeg), Name: r.Must("name"), Landmark: r.Must("landmark"),
		Way: r.Choice("way", wayAbove, wayBelow), How: r.Must("how"),
		FromCM: r.MustNumber("from_cm"), ToCM: r.MustNumber("to_cm"), StepCM: r.MustNumber("step_cm"),
		CalfFrom: r.Number("calf_from"), CalfTo: r.Number("calf_to"), Parts: r.List("parts"), Source: r.Must("source"),
		Limits: LimbLimits{
			ExcessPercent: r.MustNumber("excess_percent"), ExcessML: r.OrZero("excess_ml"), GirthMM: r.OrZero("girth_mm"), GirthPercent: r.OrZero("girth_percent"),
			OwnPercent: r.MustNumber("own_percent"), ErrorPercent: r.MustNumber("error_percent"), ErrorML: r.OrZero("error_ml"),
		},
	}
	for _, c := range []string{"excess_percent", "excess_ml", "girth_mm", "girth_percent", "own_percent", "error_percent", "error_ml"} {
		if v := r.Number(c); v != nil && *v <= 0 {
			r.Fail(c, "it is more than 0, or empty")
		}
	}
	r.Ordered("from_cm", "to_cm", p.FromCM, p.ToCM)
	if p.FromCM < 0 || p.ToCM > 150 {
		r.Fail("to_cm", "a limb is measured between 0 and 150 cm")
	}
	if p.StepCM < 1 || p.StepCM > 20 {
		r.Fail("step_cm", "steps are from 1 to 20 cm")
		p.StepCM = 4
	}
	if (p.CalfFrom == nil) != (p.CalfTo == nil) {
		r.Fail("calf_to", "give both levels of the calf, or none")
	}
	if len(p.Parts) == 0 {
		r.Fail("parts", "name the parts of the body that belong to the limb")
	}
	for s := range strings.SplitSeq(r.Must("outline"), ";") {
		v, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
		if err != nil || !(v > 2 && v < 200) {
			r.Fail("outline", "%q is no girth in cm", s)
		}
		p.Outline = append(p.Outline, v)
	}
	return p
}

var wellsColumns = []string{"code", "question", "name", "points", "calf", "by", "source"}

func readWells(r *table.Row) WellsItem {
	points := r.MustNumber("points")
	if points != float64(int(points)) || points < -5 || points > 5 {
		r.Fail("points", "points are whole numbers from -5 to 5")
	}
	return WellsItem{
		Code: r.Text("code"), Question: r.Must("question"), Name: r.Must("name"), Points: int(points), Calf: r.Yes("calf"),
		Doctors: r.Choice("by", "anybody", "doctor") == "doctor", Source: r.Must("source"),
	}
}

var drainageColumns = []string{"code", "regions", "place", "side", "works", "to", "instead_of", "also", "avoid", "how", "times", "minutes", "source"}

func readDrainage(r *table.Row) DrainStep {
	s := DrainStep{
		Code: r.Text("code"), Areas: r.List("regions"), Place: r.Must("place"), Side: r.Choice("side", DrainBoth, DrainSame, DrainOther),
		Works: r.List("works"), InsteadOf: r.Text("instead_of"), Swollen: r.Choice("also", "", "lymphoedema") != "", Avoid: r.List("avoid"),
		How: r.Must("how"), Times: r.Must("times"), Minutes: r.MustNumber("minutes"), Source: r.Must("source"),
	}
	s.To, s.ToOther = strings.CutSuffix(r.Text("to"), "@other")
	if s.Swollen && s.InsteadOf == "" {
		r.Fail("also", "a step that is always taken is taken with a lymphoedema too")
	}
	if s.Minutes <= 0 || s.Minutes > 60 {
		r.Fail("minutes", "a step takes more than 0 and at most 60 minutes")
	}
	return s
}

var drainAreaColumns = []string{"code", "name", "parts", "limb", "source"}

func readDrainArea(r *table.Row) DrainArea {
	a := DrainArea{
		Code: r.Text("code"), Name: r.Must("name"), Parts: r.List("parts"), Limb: r.Choice("limb", "", LimbArm, LimbLeg), Source: r.Must("source"),
	}
	if len(a.Parts) == 0 {
		r.Fail("parts", "name the parts of the body that belong to it")
	}
	return a
}

var lymphColumns = []string{"code", "kind", "view", "mirrored", "name", "about", "points", "to", "step", "source"}

func readLymph(r *table.Row) LymphLine {
	l := LymphLine{
		Code: r.Text("code"), Kind: r.Choice("kind", LymphBorder, LymphFlow, LymphDetour), View: r.Must("view"), Mirrored: r.Yes("mirrored"),
		Name: r.Must("name"), About: r.Must("about"), To: r.Text("to"), Step: r.Text("step"), Source: r.Must("source"),
	}
	if (l.Kind == LymphFlow) != (l.To != "") {
		r.Fail("to", "a flow ends at a node group, and nothing else does")
	}
	if (l.Kind == LymphDetour) != (l.Step != "") {
		r.Fail("step", "a detour belongs to a step, and nothing else does")
	}
	points, err := lymphPoints(r.Text("points"))
	if err != nil {
		r.Fail("points", "%v", err)
	}
	l.Points = points
	return l
}

// lymphPoints reads points written as "x,y x,y".
func lymphPoints(text string) ([]anatomy.Point, error) {
	var out []anatomy.Point
	for _, pair := range strings.Fields(text) {
		a, b, ok := strings.Cut(pair, ",")
		x, errX := strconv.ParseFloat(a, 64)
		y, errY := strconv.ParseFloat(b, 64)
		if !ok || errX != nil || errY != nil || !(x > -2000 && x < 2000 && y > -2000 && y < 2000) {
			return nil, fmt.Errorf("%q is no point: write x,y in millimetres", pair)
		}
		out = append(out, anatomy.Point{X: x, Y: y})
	}
	if len(out) < 2 {
		return nil, errors.New("a line needs at least two points")
	}
	return out, nil
}

// checkLimbs makes sure that every limb can be measured, that every step of lymph drainage belongs to areas
// there are, and that every area has steps.
func (c *Catalogue) checkLimbs(l *table.Reader) {
	for _, limb := range []string{LimbArm, LimbLeg} {
		if find(c.Limbs, func(p *LimbProtocol) bool { return p.Limb == limb && len(p.Levels()) > 1 }) == nil {
			l.Fail("limbs.tsv", 0, "limb", "there is no row with more than one level for the %s", limb)
		}
	}
	used := map[string]bool{}
	for _, s := range c.Drainage {
		for _, code := range s.Avoid {
			if c.ScreeningItem(code) == nil {
				l.Fail("mld.tsv", 0, "avoid", "%q of %q is no code of screening.tsv", code, s.Code)
			}
		}
		if len(s.Areas) == 0 {
			l.Fail("mld.tsv", 0, "regions", "%q belongs to no area", s.Code)
		}
		for _, a := range s.Areas {
			used[a] = true
			if find(c.DrainAreas, func(x *DrainArea) bool { return x.Code == a }) == nil {
				l.Fail("mld.tsv", 0, "regions", "%q of %q is no code of mldregions.tsv", a, s.Code)
			}
		}
	}
	for _, x := range c.Lymph {
		if x.Step != "" && find(c.Drainage, func(s *DrainStep) bool { return s.Code == x.Step && s.InsteadOf != "" }) == nil {
			l.Fail("lymph.tsv", 0, "step", "%q of %q is no step of mld.tsv that stands in for nodes", x.Step, x.Code)
		}
	}
	for _, a := range c.DrainAreas {
		if !used[a.Code] {
			l.Fail("mldregions.tsv", 0, "code", "%q has no step in mld.tsv", a.Code)
		}
	}
}
