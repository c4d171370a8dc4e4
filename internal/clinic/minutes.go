package clinic

// BenefitMinutes is how long the techniques of a plan work for one benefit.
type BenefitMinutes struct {
	Benefit Benefit // "" where neither goal nor catalogue says what a technique is for
	Session float64 // minutes
	Course  float64 // minutes in all sessions of the plan
}

// MinutesByBenefit adds up the prescriptions of a version of a plan, in the order of Benefits. A technique
// counts for the benefit of its goal, or without one for what it is first of all for. The minutes of all
// benefits are those of the plan; a benefit with none is left out.
func MinutesByBenefit(cat *Catalogue, chart *Chart, p *Plan) []BenefitMinutes {
	sums := make(map[Benefit]float64)
	for _, rx := range chart.PrescriptionsOf(p.ID) {
		sums[BenefitOf(cat, chart, &rx)] += rx.Minutes
	}
	var out []BenefitMinutes
	for _, b := range append(Benefits(), "") {
		if sum := sums[b]; sum > 0 {
			out = append(out, BenefitMinutes{b, sum, sum * float64(p.Sessions())})
		}
	}
	return out
}

// BenefitOf is what a prescription is for: the benefit of its goal, else the main aim of its technique, else "".
func BenefitOf(cat *Catalogue, chart *Chart, rx *Prescription) Benefit {
	if g := find(chart.Goals, func(g *Goal) bool { return g.ID == rx.GoalID && rx.GoalID != "" }); g != nil {
		return g.Benefit
	}
	if t := cat.Technique(rx.Technique); t != nil {
		return t.Aims[0]
	}
	return ""
}
