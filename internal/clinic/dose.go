package clinic

import (
	"cmp"
	"slices"
)

// StructureDose is how much treatment a structure has had.
type StructureDose struct {
	Target
	ByDate []DoseOn // in the order given, one per session
	Total  float64  // minutes
}

// DoseOn is the minutes a structure had in one session.
type DoseOn struct {
	Date      Date
	Minutes   float64
	SessionID string
}

// Dose adds up the treatment given to each structure, most first. The minutes of a treatment are shared
// equally among its targets, because only the whole is written down; so the totals of all structures
// are the minutes given. A treatment with no target counts for the empty Target.
func Dose(chart *Chart) []StructureDose {
	doses := make(map[Target]*StructureDose)
	for _, s := range chart.Sessions {
		for _, t := range chart.TreatmentsOf(s.ID) {
			if !t.Given() || t.Minutes <= 0 {
				continue
			}
			targets := distinct(t.Targets)
			if len(targets) == 0 {
				targets = []Target{{}}
			}
			share := t.Minutes / float64(len(targets))
			for _, target := range targets {
				d := doses[target]
				if d == nil {
					d = &StructureDose{Target: target}
					doses[target] = d
				}
				d.Total += share
				if n := len(d.ByDate); n > 0 && d.ByDate[n-1].SessionID == s.ID {
					d.ByDate[n-1].Minutes += share
				} else {
					d.ByDate = append(d.ByDate, DoseOn{s.Date, share, s.ID})
				}
			}
		}
	}
	out := make([]StructureDose, 0, len(doses))
	for _, d := range doses {
		out = append(out, *d)
	}
	slices.SortFunc(out, func(a, b StructureDose) int {
		return cmp.Or(cmp.Compare(b.Total, a.Total), cmp.Compare(a.Structure, b.Structure), cmp.Compare(a.Side, b.Side))
	})
	return out
}

func distinct(targets []Target) []Target {
	var out []Target
	for _, t := range targets {
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// GivenDose compares what a prescription asked for with what was done, over the sessions so far.
type GivenDose struct {
	Prescription Prescription
	Sessions     int     // in which it was due and decided on
	Planned      float64 // minutes
	Given        float64 // minutes
	Times        int     // in how many sessions it was given
	Left         int     // in how many it was left out
	Reasons      []string
}

// PlannedVsGiven compares each prescription of a version of a plan with the treatments in all sessions
// of the plan. A prescription is followed through earlier versions by its origin, with the minutes that
// held at the time. In a session that is still open only what was decided counts; in a signed one a
// prescription with no treatment counts as left out.
func PlannedVsGiven(chart *Chart, p *Plan) []GivenDose {
	origin := make(map[string]string) // of every prescription of the lineage
	minutes := make(map[[2]string]float64)
	for _, version := range chart.PlanVersions(p.Lineage) {
		for _, rx := range chart.PrescriptionsOf(version.ID) {
			origin[rx.ID] = rx.OriginID
			minutes[[2]string{version.ID, rx.OriginID}] = rx.Minutes
		}
	}
	sessions := chart.SessionsOf(p.Lineage)
	var out []GivenDose
	for _, rx := range chart.PrescriptionsOf(p.ID) {
		d := GivenDose{Prescription: rx}
		for _, s := range sessions {
			planned, due := minutes[[2]string{s.PlanID, rx.OriginID}]
			if !due {
				continue
			}
			decided, given, left, reasons := 0, 0.0, true, []string(nil)
			for _, t := range chart.TreatmentsOf(s.ID) {
				if t.PrescriptionID == "" || origin[t.PrescriptionID] != rx.OriginID || t.Status == TreatmentPlanned {
					continue
				}
				decided++
				if t.Given() {
					given += t.Minutes
					left = false
				}
				if t.Reason != "" {
					reasons = append(reasons, t.Reason)
				}
			}
			if decided == 0 && s.SignedAt.IsZero() {
				continue
			}
			d.Sessions++
			d.Planned += planned
			d.Given += given
			d.Reasons = append(d.Reasons, reasons...)
			if left {
				d.Left++
			} else {
				d.Times++
			}
		}
		out = append(out, d)
	}
	return out
}

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
