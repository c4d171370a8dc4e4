package clinic

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"regimen/internal/anatomy"
)

// Placing is on which side a template is used.
type Placing string

// The ways to place a template: as it was kept, on one side, on both, or the other way round.
const (
	PlaceKept     Placing = "kept"
	PlaceLeft     Placing = "left"
	PlaceRight    Placing = "right"
	PlaceBoth     Placing = "both"
	PlaceMirrored Placing = "mirrored"
)

// Placings are the ways in which a template can be used. Made for one side, it is asked for which it is now;
// made for different things on both, whether it is turned round. None means that there is nothing to ask.
func (t *Template) Placings() []Placing {
	left, right := t.onSide(anatomy.Left), t.onSide(anatomy.Right)
	switch {
	case left == nil && right == nil:
		return nil
	case left == nil || right == nil:
		return []Placing{PlaceLeft, PlaceRight, PlaceBoth}
	case !sameTargets(left, right):
		return []Placing{PlaceKept, PlaceMirrored}
	}
	return nil
}

// onSide is what a template does on a side, as text that can be compared with the other side.
func (t *Template) onSide(side anatomy.Side) []string {
	var out []string
	for _, d := range t.Prescriptions {
		for _, x := range d.Targets {
			if x.Side == side {
				out = append(out, fmt.Sprint(d.Technique, " ", x.Structure, " ", d.Pressure, " ", d.Minutes))
			}
		}
	}
	return out
}

func sameTargets(a, b []string) bool {
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

func (d TemplateDose) placed(how Placing, tech *Technique) TemplateDose {
	targets := make([]Target, 0, len(d.Targets))
	turned := false
	for _, x := range d.Targets {
		switch {
		case x.Side != anatomy.Left && x.Side != anatomy.Right:
		case how == PlaceLeft:
			x.Side = anatomy.Left
		case how == PlaceRight:
			x.Side = anatomy.Right
		case how == PlaceMirrored:
			x.Side = x.Side.Opposite()
		case how == PlaceBoth:
			targets = append(targets, Target{Structure: x.Structure, Side: anatomy.Left})
			x.Side, turned = anatomy.Right, true
		}
		targets = append(targets, x)
	}
	d.Targets = distinct(targets)
	if turned && (tech == nil || !tech.PerSession) {
		d.Minutes = min(d.Minutes*2, MaxSessionMinutes)
	}
	return d
}

// Placed are the doses of a template on the side it is used on. On both sides a dose takes twice the minutes,
// unless they are for the session as a whole. A dose whose technique the catalogue no longer has is among them.
func (t *Template) Placed(cat *Catalogue, how Placing) []TemplateDose {
	out := make([]TemplateDose, 0, len(t.Prescriptions))
	for _, d := range t.Prescriptions {
		out = append(out, d.placed(how, cat.Technique(d.Technique)))
	}
	return out
}

// KeepTemplate makes a template of a version of a plan: its techniques with their dose, its schedule and the
// home care of the catalogue. Home care written by hand, goals and problems are the patient's and stay behind;
// so do the notes on the techniques unless asked for. The error is FieldErrors.
func KeepTemplate(env Env, chart *Chart, p *Plan, name, use string, notes bool) (*Template, Operation, error) {
	t := &Template{
		ID: env.NewID(), Name: strings.TrimSpace(name), For: strings.TrimSpace(use), Minutes: p.Minutes, Phases: slices.Clone(p.Phases),
		Prescriptions: []TemplateDose{}, HomeCare: []string{}, CreatedAt: env.now(),
	}
	for _, rx := range chart.PrescriptionsOf(p.ID) {
		d := TemplateDose{
			Technique: rx.Technique, Targets: slices.Clone(rx.Targets), Pressure: rx.Pressure, Minutes: rx.Minutes,
			Repetitions: rx.Repetitions, Position: rx.Position,
		}
		if notes {
			d.Note = rx.Note
		}
		t.Prescriptions = append(t.Prescriptions, d)
	}
	for _, h := range chart.HomeCareOf(p.ID) {
		if h.Exercise != "" && !slices.Contains(t.HomeCare, h.Exercise) {
			t.HomeCare = append(t.HomeCare, h.Exercise)
		}
	}
	if err := t.Validate(); err != nil {
		return nil, Operation{}, err
	}
	return t, Operation{Label: Say("Keep the template {{.Name}}", Args{"Name": t.Name}), Scope: t.ID, Put: []Record{t}}, nil
}

// UseTemplate puts a template on a version of a plan that is being written: its techniques and home care come
// after what is there, without what is there already. The length and spacing of the sessions are taken while the plan has
// no technique yet. Each technique is bound to the goal it serves first of all. What the catalogue no longer has is
// left out and named in missing.
func UseTemplate(env Env, cat *Catalogue, chart *Chart, p *Plan, t *Template, how Placing) (op Operation, missing []string) {
	op = Operation{Label: Say("Use the template {{.Name}}", Args{"Name": t.Name}), Scope: p.ID}
	there := chart.PrescriptionsOf(p.ID)
	if len(there) == 0 && len(t.Phases) > 0 {
		next := *p
		next.Minutes, next.Phases = t.Minutes, slices.Clone(t.Phases)
		// A review date that was the suggested one goes on being it.
		if p.ReviewDate == p.SuggestedReview() || !p.ReviewDate.Valid() {
			next.ReviewDate = next.SuggestedReview()
		}
		op.Put = append(op.Put, &next)
	}
	goals := chart.GoalsOf(p.ID)
	added := 0
	for _, d := range t.Placed(cat, how) {
		tech := cat.Technique(d.Technique)
		if tech == nil {
			missing = append(missing, d.Technique)
			continue
		}
		same := func(x *Prescription) bool {
			return x.Technique == d.Technique && len(x.Targets) == len(d.Targets) &&
				!slices.ContainsFunc(d.Targets, func(t Target) bool { return !slices.Contains(x.Targets, t) })
		}
		if find(there, same) != nil {
			continue
		}
		rx := d.Prescription()
		if g := find(goals, func(g *Goal) bool { return g.Benefit == tech.Aims[0] }); g != nil {
			rx.GoalID, rx.ProblemID = g.ID, g.ProblemID
		}
		made, _ := AddPrescription(env, cat, chart, p, rx)
		made.Rank += added
		added++
		op.Put = append(op.Put, made)
	}
	home := chart.HomeCareOf(p.ID)
	added = 0
	for _, code := range t.HomeCare {
		x := cat.Exercise(code)
		if x == nil {
			missing = append(missing, code)
			continue
		}
		if find(home, func(h *HomeCare) bool { return h.Exercise == code }) != nil {
			continue
		}
		made, _ := AddHomeCare(env, chart, p, x.HomeCare())
		made.Rank += added
		added++
		op.Put = append(op.Put, made)
	}
	return op, missing
}

// ArchiveTemplate puts a template away. Plans made from it stay as they are.
func ArchiveTemplate(env Env, t Template) Operation {
	t.ArchivedAt = env.now()
	return Operation{Label: Say("Put away the template {{.Name}}", Args{"Name": t.Name}), Scope: t.ID, Put: []Record{&t}}
}

// RestoreTemplate brings back a template that was put away.
func RestoreTemplate(t Template) Operation {
	t.ArchivedAt = time.Time{}
	return Operation{Label: Say("Bring back the template {{.Name}}", Args{"Name": t.Name}), Scope: t.ID, Put: []Record{&t}}
}
