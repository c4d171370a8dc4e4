package clinic

import (
	"fmt"
	"strings"

	"regimen/internal/anatomy"
)

// PlanChange is one thing that is different between two versions of a plan, as a person reads it.
type PlanChange struct {
	Part   Sentence // "Problem", "Goal", "Technique", "Home care" or "Plan"
	Name   Sentence // which one: "Deep stripping on left upper trapezius"; nothing for the plan itself
	Sort   string   // ChangeAdded, ChangeRemoved or ChangeChanged
	Field  Sentence // what changed, for ChangeChanged
	Before Sentence // nothing where it was not set
	After  Sentence
}

// The sorts of change between versions.
const (
	ChangeAdded   = "added"
	ChangeRemoved = "removed"
	ChangeChanged = "changed"
)

// Words says the change on one line.
func (c PlanChange) Words() Sentence {
	facts := Args{"Part": c.Part, "Name": c.Name, "Field": c.Field, "Before": c.Before, "After": c.After}
	switch c.Sort {
	case ChangeAdded:
		return Say("{{.Part}} added: {{.Name}}", facts)
	case ChangeRemoved:
		return Say("{{.Part}} removed: {{.Name}}", facts)
	}
	if c.Before.IsZero() {
		facts["Before"] = Say("not set")
	}
	if c.After.IsZero() {
		facts["After"] = Say("not set")
	}
	if c.Name.IsZero() {
		return Say("{{.Field}}: {{.Before}} to {{.After}}", facts)
	}
	return Say("{{.Name}}, {{.Field}}: {{.Before}} to {{.After}}", facts)
}

// planPart is a part of a plan as the comparison sees it: where it comes from, and its fields in words.
type planPart struct {
	origin string
	name   Sentence
	fields [][2]Sentence
}

// DiffVersions lists what is different from version a to version b: the plan itself, then problems,
// goals, techniques and home care, followed by their origin. label names structures, see Atlas.Label.
func DiffVersions(cat *Catalogue, chart *Chart, a, b *Plan, label func(code string, side anatomy.Side) string) []PlanChange {
	w := planWords{cat, label}
	var out []PlanChange
	out = append(out, diffFields(Say("Plan"), Sentence{}, w.plan(a), w.plan(b))...)
	out = append(out, diffParts(Say("Problem"), parts(chart.ProblemsOf(a.ID), w.problem), parts(chart.ProblemsOf(b.ID), w.problem))...)
	out = append(out, diffParts(Say("Goal"), parts(chart.GoalsOf(a.ID), w.goal), parts(chart.GoalsOf(b.ID), w.goal))...)
	out = append(out, diffParts(Say("Technique"), parts(chart.PrescriptionsOf(a.ID), w.prescription), parts(chart.PrescriptionsOf(b.ID), w.prescription))...)
	out = append(out, diffParts(Say("Home care"), parts(chart.HomeCareOf(a.ID), w.homeCare), parts(chart.HomeCareOf(b.ID), w.homeCare))...)
	return out
}

func parts[T any](list []T, words func(*T) planPart) []planPart {
	out := make([]planPart, len(list))
	for i := range list {
		out[i] = words(&list[i])
	}
	return out
}

func diffParts(part Sentence, a, b []planPart) []PlanChange {
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

func diffFields(part, name Sentence, a, b [][2]Sentence) []PlanChange {
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

// written is a text that a person wrote; nothing for none.
func written(text string) Sentence {
	if text == "" {
		return Sentence{}
	}
	return Say("{{.Text}}", Args{"Text": text})
}

// onDay is a day; nothing for none.
func onDay(d Date) Sentence {
	if !d.Valid() {
		return Sentence{}
	}
	return Say("{{.Day}}", Args{"Day": d.Brief()})
}

// amount is a number with its unit; nothing for none.
func amount(v float64, unit string) Sentence {
	if v == 0 {
		return Sentence{}
	}
	return Say("{{.Amount}}", Args{"Amount": Amount{v, unit}})
}

func (w planWords) plan(p *Plan) [][2]Sentence {
	var cost Sentence
	if p.CostCents != nil {
		cost = written(fmt.Sprintf("%.2f", float64(*p.CostCents)/100))
	}
	return [][2]Sentence{
		{Say("title"), written(p.Title)},
		{Say("what was found"), written(p.Summary)},
		{Say("first session"), onDay(p.Start)},
		{Say("length of a session"), amount(float64(p.Minutes), "min")},
		{Say("schedule"), ScheduleWords(p.Phases)},
		{Say("re-assessment"), onDay(p.ReviewDate)},
		{Say("precautions"), written(strings.Join(p.Precautions, "; "))},
		{Say("what to expect"), written(p.Expect)},
		{Say("cost of a session"), cost},
	}
}

// ScheduleWords says phases as a person would: "4 sessions 7 days apart, then 2 sessions 14 days apart".
func ScheduleWords(phases []Phase) Sentence {
	var out Sentence
	for i, ph := range phases {
		s := sessions(ph.Sessions)
		if ph.Sessions > 1 || len(phases) > 1 {
			s = SayCount(ph.EveryDays, "{{.Sessions}} {{.Count}} day apart", "{{.Sessions}} {{.Count}} days apart", Args{"Sessions": s})
		}
		if i > 0 {
			s = Say("{{.First}}, then {{.Next}}", Args{"First": out, "Next": s})
		}
		out = s
	}
	return out
}

func (w planWords) problem(p *Problem) planPart {
	return planPart{p.OriginID, written(p.Words), [][2]Sentence{{Say("words"), written(p.Words)}}}
}

func (w planWords) goal(g *Goal) planPart {
	value := func(v *float64) Sentence {
		if v == nil {
			return Sentence{}
		}
		if me := w.cat.Measure(g.Measure); me != nil {
			return written(me.Write(*v))
		}
		return written(Number(*v))
	}
	var where, measure Sentence
	if g.Structure != "" {
		where = w.targets([]Target{{Structure: g.Structure, Side: g.Side}})
	} else if g.Side.Word() != "" {
		where = Say("{{.Side}}", Args{"Side": g.Side})
	}
	if g.Measure != "" {
		measure = Say("{{.Measure}}", Args{"Measure": Term{"measure", g.Measure, w.cat.MeasureName(g.Measure)}})
	}
	return planPart{g.OriginID, g.Name(w.cat), [][2]Sentence{
		{Say("words"), written(g.Words)},
		{Say("benefit"), g.Benefit.Name()},
		{Say("measure"), measure},
		{Say("activity or place"), w.cat.Of(g.Item, g.Along())},
		{Say("where"), where},
		{Say("mode"), written(g.Mode)},
		{Say("baseline"), value(g.Baseline)},
		{Say("target"), value(g.TargetTo)},
		{Say("due"), onDay(g.Due)},
	}}
}

// targets are the places; nothing for none.
func (w planWords) targets(list []Target) Sentence {
	if len(list) == 0 {
		return Sentence{}
	}
	places := make([]Sentence, len(list))
	for i, t := range list {
		places[i] = Say("{{.Place}}", Args{"Place": Place{t.Structure, t.Side, w.label(t.Structure, t.Side)}})
	}
	return Say("{{.Places}}", Args{"Places": places})
}

func (w planWords) prescription(p *Prescription) planPart {
	technique := Term{"technique", p.Technique, w.cat.TechniqueName(p.Technique)}
	alone := Say("{{.Technique}}", Args{"Technique": technique})
	name := alone
	if len(p.Targets) > 0 {
		name = Say("{{.Technique}} on {{.Places}}", Args{"Technique": technique, "Places": w.targets(p.Targets)})
	}
	return planPart{p.OriginID, name, [][2]Sentence{
		{Say("technique"), alone},
		{Say("where"), w.targets(p.Targets)},
		{Say("pressure"), amount(float64(p.Pressure), "")},
		{Say("time"), amount(p.Minutes, "min")},
		{Say("repetitions"), amount(float64(p.Repetitions), "")},
		{Say("position"), written(p.Position)},
		{Say("note"), written(p.Note)},
		{Say("reason it stays"), written(p.KeptReason)},
		{Say("reason for the dose"), written(p.DoseReason)},
	}}
}

func (w planWords) homeCare(h *HomeCare) planPart {
	return planPart{h.OriginID, written(h.Title), [][2]Sentence{
		{Say("title"), written(h.Title)},
		{Say("how"), written(h.Instructions)},
		{Say("sets"), amount(float64(h.Sets), "")},
		{Say("repetitions"), amount(float64(h.Repetitions), "")},
		{Say("hold"), amount(float64(h.HoldSeconds), "s")},
		{Say("time"), amount(float64(h.Minutes), "min")},
		{Say("days a week"), amount(float64(h.DaysPerWeek), "")},
		{Say("times a day"), amount(float64(h.TimesPerDay), "")},
		{Say("reason it stays"), written(h.KeptReason)},
	}}
}
