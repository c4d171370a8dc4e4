package clinic

import (
	"slices"

	"regimen/internal/anatomy"
	"regimen/internal/table"
)

// neckPart is the part of the body in which firm work on joints takes training and checks.
const neckPart = "Neck"

// NeckCheck is what is asked or tested before firm work on the joints of the neck.
type NeckCheck struct {
	Code   string // of a question, to be answered with no, or of a test, to come out as usual
	Source string
}

var neckCheckColumns = []string{"code", "source"}

func readNeckCheck(r *table.Row) NeckCheck {
	return NeckCheck{Code: r.Text("code"), Source: r.Must("source")}
}

func (c *Catalogue) checkNeckChecks(l *table.Reader) {
	for _, k := range c.NeckChecks {
		if item := c.ScreeningItem(k.Code); c.Test(k.Code) == nil && (item == nil || !item.Warns()) {
			l.Fail("neckchecks.tsv", 0, "code", "%q is neither a danger of screening.tsv nor a test", k.Code)
		}
	}
}

// The Items of conflicts that come from what a technique asks of who gives it and not from an answer.
const (
	TrainingItem = "training"
	NeckItem     = "neck-checks"
)

// IsTrained reports whether a practitioner is trained in a technique that takes training.
func (p *Practitioner) IsTrained(technique string) bool { return slices.Contains(p.Trained, technique) }

// takesCare reports whether a technique at these places takes training, and whether the checks of the neck as well.
func (c *Catalogue) takesCare(t *Technique, targets []Target) (training, neck bool) {
	switch t.Trained {
	case TrainedYes:
		return true, false
	case TrainedNeck:
		neck = slices.ContainsFunc(c.made(targets), func(x Target) bool { return c.partOf(x.Structure) == neckPart })
	}
	return neck, neck
}

// NeckCare reports whether a technique at these places comes after the checks of the neck, and never first in a session.
func (c *Catalogue) NeckCare(technique string, targets []Target) bool {
	t := c.Technique(technique)
	if t == nil {
		return false
	}
	_, neck := c.takesCare(t, targets)
	return neck
}

// skillConflicts are what a technique at these places asks of who gives it, and what was not done: training, which counts
// where it is known who treats, and the checks of the neck since the assessment of the plan.
func skillConflicts(cat *Catalogue, chart *Chart, technique string, targets []Target, plan string, today Date) []Conflict {
	t := cat.Technique(technique)
	if t == nil {
		return nil
	}
	training, neck := cat.takesCare(t, targets)
	if !training {
		return nil
	}
	var out []Conflict
	name := Args{"Technique": Term{"technique", t.Code, t.Name}}
	if chart.Treats != nil && !chart.Treats.IsTrained(t.Code) {
		name["Name"] = chart.Treats.Name
		reason := Say("{{.Technique}} takes training, and none in it is kept for {{.Name}}.", name)
		if neck {
			reason = Say("{{.Technique}} at the neck takes training, and none in it is kept for {{.Name}}.", name)
		}
		out = append(out, Conflict{
			Item: TrainingItem, Name: Say("Training"), Reason: reason,
			Action: Say("Leave it to who is trained in it. Training is kept in the settings, with the practitioner."),
		})
	}
	if neck {
		if missing := cat.neckMissing(chart, plan, today); len(missing) > 0 {
			name["Checks"] = apart(missing)
			out = append(out, Conflict{
				Item: NeckItem, Name: Say("Checks of the neck"), Reason: Say("{{.Technique}} at the neck comes after its checks. Not there yet: {{.Checks}}.", name),
				Action: Say("Ask and test in the assessment first, or choose gentler work."),
			})
		}
	}
	return out
}

// neckFirst is that a prescription begins a session with firm work on the joints of the neck, or nothing.
func neckFirst(cat *Catalogue, chart *Chart, rx *Prescription) []Conflict {
	all := chart.PrescriptionsOf(rx.PlanID)
	if rx.ID == "" || len(all) == 0 || all[0].ID != rx.ID || !cat.NeckCare(rx.Technique, rx.Targets) {
		return nil
	}
	return []Conflict{{
		Item: NeckItem, Name: Say("Order of the session"),
		Reason: Say("{{.Technique}} at the neck is never the first thing in a session.", Args{"Technique": Term{"technique", rx.Technique, cat.TechniqueName(rx.Technique)}}),
		Action: Say("Warm up and do gentler work before it."),
	}}
}

// neckMissing are the checks of the neck that are not done since the assessment that a plan rests on, or did not come out as
// usual. What a doctor has cleared is done.
func (c *Catalogue) neckMissing(chart *Chart, plan string, today Date) []Sentence {
	var since Date
	if p := chart.Plan(plan); p != nil {
		if a := chart.Assessment(p.AssessmentID); a != nil {
			since = a.Date
		}
	}
	var out []Sentence
	answers := chart.LatestAnswers(c)
	for _, k := range c.NeckChecks {
		if item := c.ScreeningItem(k.Code); item != nil {
			a, asked := answers[k.Code]
			if asked && chart.answeredOn(&a.Screening) >= since && (a.Answer == AnswerNo || chart.ClearanceFor(item, today) != nil) {
				continue
			}
			out = append(out, Say("{{.Check}} (question)", Args{"Check": item.Term()}))
			continue
		}
		if t := c.Test(k.Code); t != nil && slices.ContainsFunc(t.Sides(), func(side anatomy.Side) bool { return !chart.asUsual(t, side, since) }) {
			out = append(out, Say("{{.Check}} (test)", Args{"Check": Term{"test", t.Code, t.Name}}))
		}
	}
	return out
}

// asUsual reports whether the last result of a test on a side is the usual one, and not older than a day.
func (c *Chart) asUsual(t *Test, side anatomy.Side, since Date) bool {
	var last *TestResult
	for i := range c.TestResults { // in the order they were made
		r := &c.TestResults[i]
		if r.Test == t.Code && r.Side == side && r.Result != ResultNotDone && (last == nil || r.Date >= last.Date) {
			last = r
		}
	}
	return last != nil && last.Result == t.Usual && last.Date >= since
}
