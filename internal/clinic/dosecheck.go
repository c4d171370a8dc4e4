package clinic

import (
	"math"

	"regimen/internal/table"
)

// DoseQuestion is one way in which a prescription is outside the usual dose of its technique. It is asked,
// and stands in nobody's way: the dose is changed, or kept with a reason.
type DoseQuestion struct {
	Field string // what it is about: "minutes", "pressure", "repetitions", "phases" or "targets"
	Text  Sentence
}

// DoseQuestions compares a prescription with its technique, and with what lies at its place: pressure, minutes, repetitions, how close together
// the sessions are, and how old a scar is on the first day. A technique the catalogue does not know raises none.
// The numbers are those of techniques.tsv, each with its source there.
func DoseQuestions(cat *Catalogue, chart *Chart, p *Plan, rx *Prescription, today Date) []DoseQuestion {
	t := cat.Technique(rx.Technique)
	if t == nil {
		return nil
	}
	var out []DoseQuestion
	ask := func(field string, text Sentence) { out = append(out, DoseQuestion{field, text}) }
	name := Term{"technique", t.Code, t.Name}
	firm := func() Args {
		return Args{"Pressure": rx.Pressure, "Technique": name.Inside(), "Usual": fromTo(float64(t.PressureMin), float64(t.PressureMax))}
	}
	switch {
	case rx.Pressure > t.PressureMax:
		ask("pressure", Say("Pressure {{.Pressure}} is firmer than usual for {{.Technique}}: {{.Usual}}.", firm()))
	case rx.Pressure < t.PressureMin:
		ask("pressure", Say("Pressure {{.Pressure}} is lighter than usual for {{.Technique}}: {{.Usual}}.", firm()))
	}
	if z := cat.ZoneAt(chart.WorksAt(cat, rx.Technique, rx.Targets)); z != nil && rx.Pressure > z.MaxPressure {
		ask("pressure", Say("Pressure {{.Pressure}} is firm for this place: {{.Why}}. At most {{.Most}} is usual.", Args{"Pressure": rx.Pressure, "Why": z.Why, "Most": z.MaxPressure}))
	}
	areas := areasOf(rx.Targets)
	least, most := chart.usualMinutes(cat, t, rx.Targets)
	long := func() Args {
		work := Say("{{.Technique}}", Args{"Technique": name})
		if areas > 1 && !t.PerSession {
			work = Say("{{.Technique}} on {{.Places}} places", Args{"Technique": name, "Places": areas})
		}
		return Args{"Work": work, "Technique": name, "Usual": fromTo(least, most), "Minutes": rx.Minutes, "First": t.FirstMinutes}
	}
	switch {
	case rx.Minutes > most:
		ask("minutes", Say("{{.Work}} usually takes {{.Usual}} minutes. {{.Minutes}} is longer.", long()))
	case rx.Minutes < least:
		ask("minutes", Say("{{.Work}} usually takes {{.Usual}} minutes. {{.Minutes}} is shorter.", long()))
	case t.FirstMinutes > 0 && rx.Minutes > t.FirstMinutes*float64(areas) && !chart.hasHad(t.Code, rx.Targets):
		ask("minutes", Say("{{.Technique}} begins with at most {{.First}} minutes on a place, and is made longer later.", long()))
	}
	if rx.Repetitions > 0 && t.TimesMin > 0 && (rx.Repetitions < t.TimesMin || rx.Repetitions > t.TimesMax) {
		ask("repetitions", Say("{{.Technique}} is usually done {{.Usual}} times on a place, not {{.Times}}.",
			Args{"Technique": name, "Usual": fromTo(float64(t.TimesMin), float64(t.TimesMax)), "Times": rx.Repetitions}))
	}
	if need := t.leastFor(rx.Repetitions, areas); need > rx.Minutes && rx.Minutes >= least {
		times := Args{"Times": rx.Repetitions, "Seconds": t.SecondsMin, "Places": areas}
		often := Say("{{.Times}} times {{.Seconds}} seconds", times)
		if areas > 1 && !t.PerSession {
			often = Say("{{.Times}} times {{.Seconds}} seconds on {{.Places}} places", times)
		}
		ask("minutes", Say("{{.Often}} take at least {{.Minutes}} minutes.", Args{"Often": often, "Minutes": need}))
	}
	if gap := p.closest(); t.DaysApart > 0 && gap > 0 && gap < t.DaysApart {
		ask("phases", Say("{{.Technique}} is given at most every {{.Least}}. The schedule has sessions {{.Gap}} apart.", Args{
			"Technique": name, "Least": SayCount(t.DaysApart, "{{.Count}} day", "{{.Count}} days"), "Gap": SayCount(gap, "{{.Count}} day", "{{.Count}} days"),
		}))
	}
	if t.WeekMinutes > 0 && len(p.Phases) > 0 && p.Phases[0].EveryDays > 0 && !chart.stretchesAtHome(p.ID) {
		if week := rx.Minutes / float64(areas) * 7 / float64(p.Phases[0].EveryDays); week < t.WeekMinutes && rx.Minutes <= most {
			ask("minutes", Say("{{.Technique}} does little below {{.Least}} minutes a week for a muscle. This is {{.Week}}; home care can add the rest.",
				Args{"Technique": name, "Least": t.WeekMinutes, "Week": week}))
		}
	}
	if until, why := chart.scarUntil(t, rx.Targets, p.FirstDay(today)); until != "" {
		ask("targets", Say("{{.Technique}} waits until {{.Day}}: {{.Why}}.", Args{"Technique": name, "Day": until, "Why": why}))
	}
	return out
}

// UsualDose brings a prescription into the usual dose of its technique, as near to what it was as can be. What
// the schedule or a scar asks for stays a question.
func UsualDose(cat *Catalogue, chart *Chart, p *Plan, rx Prescription) Prescription {
	t := cat.Technique(rx.Technique)
	if t == nil {
		return rx
	}
	rx.Pressure = min(max(rx.Pressure, t.PressureMin), t.PressureMax)
	if z := cat.ZoneAt(chart.WorksAt(cat, rx.Technique, rx.Targets)); z != nil {
		rx.Pressure = max(min(rx.Pressure, z.MaxPressure), t.PressureMin)
	}
	if rx.Repetitions > 0 && t.TimesMin > 0 {
		rx.Repetitions = min(max(rx.Repetitions, t.TimesMin), t.TimesMax)
	}
	areas := areasOf(rx.Targets)
	least, most := chart.usualMinutes(cat, t, rx.Targets)
	if t.FirstMinutes > 0 && !chart.hasHad(t.Code, rx.Targets) {
		most = t.FirstMinutes * float64(areas)
	}
	if t.leastFor(rx.Repetitions, areas) > most {
		rx.Repetitions = max(int(most*60)/(t.SecondsMin*areas), t.TimesMin)
	}
	need := max(least, math.Ceil(t.leastFor(rx.Repetitions, areas)))
	if t.WeekMinutes > 0 && len(p.Phases) > 0 && !chart.stretchesAtHome(p.ID) {
		need = max(need, math.Ceil(t.WeekMinutes*float64(p.Phases[0].EveryDays*areas)/7))
	}
	rx.Minutes = min(max(rx.Minutes, need), most)
	return rx
}

func fromTo(from, to float64) Sentence {
	if from == to {
		return Say("{{.From}}", Args{"From": from})
	}
	return Say("{{.From}} to {{.To}}", Args{"From": from, "To": to})
}

// areasOf is on how many places a technique is done; one while none is named.
func areasOf(targets []Target) int { return max(len(distinct(targets)), 1) }

// minutes are the least and most for a number of places: two places may take as long as one, or twice as long.
func (t *Technique) minutes(areas int) (least, most float64) {
	if t.PerSession {
		return t.MinutesMin, t.MinutesMax
	}
	return t.MinutesMin, t.MinutesMax * float64(areas)
}

// usualMinutes are the least and most for some targets. The least of lymph drainage is what its steps take, where that is
// less than is usual for a limb.
func (c *Chart) usualMinutes(cat *Catalogue, t *Technique, targets []Target) (least, most float64) {
	least, most = t.minutes(areasOf(targets))
	if t.Code != TechniqueDrainage {
		return least, most
	}
	steps := 0.0
	for _, q := range c.DrainSequences(cat, targets) {
		steps += q.Minutes
	}
	if steps > 0 {
		least = min(least, steps)
	}
	return least, most
}

// leastFor is how many minutes the repetitions take at the least, or 0 where they are not timed.
func (t *Technique) leastFor(repetitions, areas int) float64 {
	return float64(repetitions*t.SecondsMin*areas) / 60
}

// closest is the fewest days between two sessions of the schedule, or 0 while there are not two.
func (p *Plan) closest() int {
	least, sessions := 0, 0
	for _, ph := range p.Phases {
		if ph.Sessions > 0 && (sessions > 0 || ph.Sessions > 1) && (least == 0 || ph.EveryDays < least) {
			least = ph.EveryDays
		}
		sessions += max(ph.Sessions, 0)
	}
	return least
}

// FirstDay is the first day on which the plan can be treated: today, or its start when that is later.
func (p *Plan) FirstDay(today Date) Date {
	if p.Start.Valid() && p.Start > today {
		return p.Start
	}
	return today
}

// hasHad reports whether a technique was given before on one of the targets.
func (c *Chart) hasHad(technique string, targets []Target) bool {
	return find(c.Treatments, func(t *Treatment) bool {
		return t.Technique == technique && t.Given() && (len(targets) == 0 || Overlap(t.Targets, targets))
	}) != nil
}

// stretchesAtHome reports whether the home care of a plan has something that is held.
func (c *Chart) stretchesAtHome(plan string) bool {
	return find(c.HomeCare, func(h *HomeCare) bool { return h.PlanID == plan && h.HoldSeconds > 0 }) != nil
}

// scarUntil is the day until which a technique for scars waits because of an operation, and why; "" for none.
func (c *Chart) scarUntil(t *Technique, targets []Target, on Date) (until Date, why Sentence) {
	if t.ScarDays == 0 {
		return "", why
	}
	for i := range c.Injuries {
		x := &c.Injuries[i]
		if x.Type != InjurySurgery || !x.InjuredOn.Valid() || !Overlap([]Target{x.Target()}, targets) {
			continue
		}
		if ready := x.InjuredOn.AddDays(t.ScarDays); ready > on && ready > until {
			until, why = ready, Say("the scar of {{.Day}} is under {{.Age}} old", Args{"Day": x.InjuredOn, "Age": weeksOrDays(t.ScarDays)})
		}
	}
	return until, why
}

// Zone is a structure where vessels, nerves or organs lie close, so that firm pressure is asked about.
type Zone struct {
	Code        string // of the anatomy table
	MaxPressure int    // Walton 1–5
	Why         string // the end of a sentence: "the kidneys lie in front"
	Source      string
}

var zoneColumns = []string{"code", "max_pressure", "why", "source"}

func readZone(r *table.Row) Zone {
	z := Zone{Code: r.Text("code"), MaxPressure: r.Count("max_pressure"), Why: r.Must("why"), Source: r.Must("source")}
	if z.MaxPressure < 1 || z.MaxPressure > 5 {
		r.Fail("max_pressure", "pressure is from 1 to 5")
	}
	return z
}

// ZoneAt is the zone among the targets and what they are made of that allows the least pressure, or nil.
func (c *Catalogue) ZoneAt(targets []Target) *Zone {
	var least *Zone
	for _, t := range c.made(targets) {
		if z := find(c.Zones, func(z *Zone) bool { return z.Code == t.Structure }); z != nil && (least == nil || z.MaxPressure < least.MaxPressure) {
			least = z
		}
	}
	return least
}
