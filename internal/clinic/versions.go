package clinic

import (
	"fmt"
	"strings"

	"regimen/internal/anatomy"
)

// PlanChange is one thing that is different between two versions of a plan, as a person reads it.
type PlanChange struct {
	Part   string // "Schedule", "Problem", "Goal", "Technique", "Home care" or "Plan"
	Name   string // which one: "Deep stripping on left upper trapezius"
	Sort   string // ChangeAdded, ChangeRemoved or ChangeChanged
	Field  string // what changed, for ChangeChanged
	Before string
	After  string
}

// The sorts of change between versions.
const (
	ChangeAdded   = "added"
	ChangeRemoved = "removed"
	ChangeChanged = "changed"
)

// Words says the change on one line.
func (c PlanChange) Words() string {
	switch c.Sort {
	case ChangeAdded:
		return c.Part + " added: " + c.Name
	case ChangeRemoved:
		return c.Part + " removed: " + c.Name
	}
	before, after := c.Before, c.After
	if before == "" {
		before = "not set"
	}
	if after == "" {
		after = "not set"
	}
	if c.Name == "" {
		return c.Field + ": " + before + " to " + after
	}
	return c.Name + ", " + c.Field + ": " + before + " to " + after
}

// planPart is a part of a plan as the comparison sees it: where it comes from, and its fields in words.
type planPart struct {
	origin string
	name   string
	fields [][2]string
}

// DiffVersions lists what is different from version a to version b: the plan itself, then problems,
// goals, techniques and home care, followed by their origin. label names structures, see Atlas.Label.
func DiffVersions(cat *Catalogue, chart *Chart, a, b *Plan, label func(code string, side anatomy.Side) string) []PlanChange {
	w := planWords{cat, label}
	var out []PlanChange
	out = append(out, diffFields("Plan", "", w.plan(a), w.plan(b))...)
	out = append(out, diffParts("Problem", parts(chart.ProblemsOf(a.ID), w.problem), parts(chart.ProblemsOf(b.ID), w.problem))...)
	out = append(out, diffParts("Goal", parts(chart.GoalsOf(a.ID), w.goal), parts(chart.GoalsOf(b.ID), w.goal))...)
	out = append(out, diffParts("Technique", parts(chart.PrescriptionsOf(a.ID), w.prescription), parts(chart.PrescriptionsOf(b.ID), w.prescription))...)
	out = append(out, diffParts("Home care", parts(chart.HomeCareOf(a.ID), w.homeCare), parts(chart.HomeCareOf(b.ID), w.homeCare))...)
	return out
}

func parts[T any](list []T, words func(*T) planPart) []planPart {
	out := make([]planPart, len(list))
	for i := range list {
		out[i] = words(&list[i])
	}
	return out
}

func diffParts(part string, a, b []planPart) []PlanChange {
	var out []PlanChange
	for i := range b {
		old := find(a, func(p *planPart) bool { return p.origin == b[i].origin })
		if old == nil {
			out = append(out, PlanChange{Part: part, Name: b[i].name, Sort: ChangeAdded})
			continue
		}
		out = append(out, diffFields(part, old.name, old.fields, b[i].fields)...)
	}
	for i := range a {
		if find(b, func(p *planPart) bool { return p.origin == a[i].origin }) == nil {
			out = append(out, PlanChange{Part: part, Name: a[i].name, Sort: ChangeRemoved})
		}
	}
	return out
}

func diffFields(part, name string, a, b [][2]string) []PlanChange {
	var out []PlanChange
	for i := range a {
		if a[i][1] != b[i][1] {
			out = append(out, PlanChange{part, name, ChangeChanged, a[i][0], a[i][1], b[i][1]})
		}
	}
	return out
}

// planWords writes the fields of a plan as they are read.
type planWords struct {
	cat   *Catalogue
	label func(code string, side anatomy.Side) string
}

func (w planWords) plan(p *Plan) [][2]string {
	cost := ""
	if p.CostCents != nil {
		cost = fmt.Sprintf("%.2f", float64(*p.CostCents)/100)
	}
	return [][2]string{
		{"title", p.Title},
		{"what was found", p.Summary},
		{"first session", p.Start.Short()},
		{"length of a session", unit(float64(p.Minutes), "min")},
		{"schedule", ScheduleWords(p.Phases)},
		{"review", p.ReviewDate.Short()},
		{"precautions", strings.Join(p.Precautions, "; ")},
		{"what to expect", p.Expect},
		{"cost of a session", cost},
	}
}

// ScheduleWords says phases as a person would: "4 sessions 7 days apart, then 2 sessions 14 days apart".
func ScheduleWords(phases []Phase) string {
	var out []string
	for _, ph := range phases {
		s := count(ph.Sessions, "session", "sessions")
		if ph.Sessions > 1 || len(phases) > 1 {
			s += " " + count(ph.EveryDays, "day", "days") + " apart"
		}
		out = append(out, s)
	}
	return strings.Join(out, ", then ")
}

func (w planWords) problem(p *Problem) planPart {
	return planPart{p.OriginID, p.Words, [][2]string{{"words", p.Words}}}
}

func (w planWords) goal(g *Goal) planPart {
	write := Number
	if me := w.cat.Measure(g.Measure); me != nil {
		write = me.Write
	}
	value := func(v *float64) string {
		if v == nil {
			return ""
		}
		return write(*v)
	}
	where := ""
	if g.Structure != "" {
		where = w.label(g.Structure, g.Side)
	} else if word := g.Side.Word(); word != "" {
		where = word
	}
	measure := ""
	if g.Measure != "" {
		measure = w.cat.MeasureName(g.Measure)
	}
	return planPart{g.OriginID, g.Name(w.cat), [][2]string{
		{"words", g.Words},
		{"benefit", g.Benefit.Name()},
		{"measure", measure},
		{"activity or place", w.cat.Of(g.Item, g.Along())},
		{"where", where},
		{"mode", g.Mode},
		{"baseline", value(g.Baseline)},
		{"target", value(g.TargetTo)},
		{"due", g.Due.Short()},
	}}
}

func (w planWords) targets(list []Target) string {
	var out []string
	for _, t := range list {
		out = append(out, w.label(t.Structure, t.Side))
	}
	return strings.Join(out, ", ")
}

func (w planWords) prescription(p *Prescription) planPart {
	name := w.cat.TechniqueName(p.Technique)
	if len(p.Targets) > 0 {
		name += " on " + w.targets(p.Targets)
	}
	return planPart{p.OriginID, name, [][2]string{
		{"technique", w.cat.TechniqueName(p.Technique)},
		{"where", w.targets(p.Targets)},
		{"pressure", unit(float64(p.Pressure), "")},
		{"time", unit(p.Minutes, "min")},
		{"repetitions", unit(float64(p.Repetitions), "")},
		{"position", p.Position},
		{"note", p.Note},
		{"reason it stays", p.KeptReason},
		{"reason for the dose", p.DoseReason},
	}}
}

func (w planWords) homeCare(h *HomeCare) planPart {
	return planPart{h.OriginID, h.Title, [][2]string{
		{"title", h.Title},
		{"how", h.Instructions},
		{"sets", unit(float64(h.Sets), "")},
		{"repetitions", unit(float64(h.Repetitions), "")},
		{"hold", unit(float64(h.HoldSeconds), "s")},
		{"time", unit(float64(h.Minutes), "min")},
		{"days a week", unit(float64(h.DaysPerWeek), "")},
		{"times a day", unit(float64(h.TimesPerDay), "")},
	}}
}

// unit writes an amount; none is "".
func unit(v float64, name string) string {
	if v == 0 {
		return ""
	}
	return strings.TrimSpace(Number(v) + " " + name)
}
