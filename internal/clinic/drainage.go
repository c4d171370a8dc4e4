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
	Code    string
	Areas   []string // codes of DrainArea
	Place   string
	Side    string // DrainBoth, DrainSame or DrainOther
	How     string
	Times   string
	Minutes float64 // practice default
	Source  string
}

// The sides of a step: of the body, or against the side that is treated.
const (
	DrainBoth  = "both sides"
	DrainSame  = "same side"
	DrainOther = "other side"
)

// DrainArea is what lymph drainage can be for.
type DrainArea struct {
	Code   string
	Name   string
	Parts  []string // of the anatomy table
	Source string
}

// DrainSequence is the order of steps for one area on one side.
type DrainSequence struct {
	Area    *DrainArea
	Side    anatomy.Side // Midline when both sides are treated, or none is named
	Steps   []DrainStep
	Minutes float64
}

// SideWords says on which side a step is done: "left", "both sides".
func (q *DrainSequence) SideWords(s *DrainStep) Sentence {
	switch {
	case s.Side == DrainBoth:
		return Say("both sides")
	case q.Side == anatomy.Midline && s.Side == DrainOther:
		return Say("the other side, each time")
	case q.Side == anatomy.Midline:
		return Say("each side in turn")
	case s.Side == DrainOther:
		return Say("{{.Side}}", Args{"Side": q.Side.Opposite()})
	}
	return Say("{{.Side}}", Args{"Side": q.Side})
}

// DrainSequences lists the steps of lymph drainage for the areas some targets lie in: one for each area, in
// the order of the catalogue. structure is the row of the anatomy table. Node groups are the way and not
// what is treated, so that they count only when nothing else is named.
func (c *Catalogue) DrainSequences(targets []Target, structure func(code string) anatomy.Structure) []DrainSequence {
	if area := where(targets, func(t *Target) bool { return structure(t.Structure).Kind != anatomy.Lymph }); len(area) > 0 {
		targets = area
	}
	var out []DrainSequence
	for i := range c.DrainAreas {
		area := &c.DrainAreas[i]
		var sides []anatomy.Side
		for _, t := range targets {
			if slices.Contains(area.Parts, structure(t.Structure).Part) && !slices.Contains(sides, t.Side) {
				sides = append(sides, t.Side)
			}
		}
		if len(sides) == 0 {
			continue
		}
		q := DrainSequence{Area: area, Side: anatomy.Midline}
		if len(sides) == 1 && !bothSides(sides[0]) {
			q.Side = sides[0]
		}
		for _, s := range c.Drainage {
			if slices.Contains(s.Areas, area.Code) {
				q.Steps = append(q.Steps, s)
				q.Minutes += s.Minutes
			}
		}
		out = append(out, q)
	}
	return out
}

// LymphLine is a line of the lymph map, in millimetres on a view of the figure.
type LymphLine struct {
	Code     string
	Kind     string // LymphBorder or LymphFlow
	View     string
	Mirrored bool // drawn on the other side of the figure, too
	Name     string
	About    string
	Points   []anatomy.Point // a flow ends at the last
	Source   string
}

// The kinds of line on the lymph map.
const (
	LymphBorder = "border" // between areas that drain apart
	LymphFlow   = "flow"
)

var limbColumns = []string{
	"code", "limb", "name", "landmark", "way", "how", "from_cm", "to_cm", "step_cm", "calf_from", "calf_to", "outline", "parts", "source",
}

func readLimb(r *table.Row) LimbProtocol {
	p := LimbProtocol{
		Code: r.Text("code"), Limb: r.Choice("limb", LimbArm, LimbLeg), Name: r.Must("name"), Landmark: r.Must("landmark"),
		Way: r.Choice("way", wayAbove, wayBelow), How: r.Must("how"),
		FromCM: r.MustNumber("from_cm"), ToCM: r.MustNumber("to_cm"), StepCM: r.MustNumber("step_cm"),
		CalfFrom: r.Number("calf_from"), CalfTo: r.Number("calf_to"), Parts: r.List("parts"), Source: r.Must("source"),
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

var wellsColumns = []string{"code", "question", "name", "points", "calf", "source"}

func readWells(r *table.Row) WellsItem {
	points := r.MustNumber("points")
	if points != float64(int(points)) || points < -5 || points > 5 {
		r.Fail("points", "points are whole numbers from -5 to 5")
	}
	return WellsItem{
		Code: r.Text("code"), Question: r.Must("question"), Name: r.Must("name"), Points: int(points), Calf: r.Yes("calf"),
		Source: r.Must("source"),
	}
}

var drainageColumns = []string{"code", "regions", "place", "side", "how", "times", "minutes", "source"}

func readDrainage(r *table.Row) DrainStep {
	s := DrainStep{
		Code: r.Text("code"), Areas: r.List("regions"), Place: r.Must("place"), Side: r.Choice("side", DrainBoth, DrainSame, DrainOther),
		How: r.Must("how"), Times: r.Must("times"), Minutes: r.MustNumber("minutes"), Source: r.Must("source"),
	}
	if s.Minutes <= 0 || s.Minutes > 60 {
		r.Fail("minutes", "a step takes more than 0 and at most 60 minutes")
	}
	return s
}

var drainAreaColumns = []string{"code", "name", "parts", "source"}

func readDrainArea(r *table.Row) DrainArea {
	a := DrainArea{Code: r.Text("code"), Name: r.Must("name"), Parts: r.List("parts"), Source: r.Must("source")}
	if len(a.Parts) == 0 {
		r.Fail("parts", "name the parts of the body that belong to it")
	}
	return a
}

var lymphColumns = []string{"code", "kind", "view", "mirrored", "name", "about", "points", "source"}

func readLymph(r *table.Row) LymphLine {
	l := LymphLine{
		Code: r.Text("code"), Kind: r.Choice("kind", LymphBorder, LymphFlow), View: r.Must("view"), Mirrored: r.Yes("mirrored"),
		Name: r.Must("name"), About: r.Must("about"), Source: r.Must("source"),
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
	for _, a := range c.DrainAreas {
		if !used[a.Code] {
			l.Fail("mldregions.tsv", 0, "code", "%q has no step in mld.tsv", a.Code)
		}
	}
}
