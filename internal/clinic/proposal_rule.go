package clinic

import (
	"math"
	"slices"

	"regimen/internal/anatomy"
	"regimen/internal/table"
)

// ProposalRule says which technique is proposed for a sort of finding, or for a goal with no finding that
// leads to it.
type ProposalRule struct {
	Code    string
	Finding string   // a code of FindingTypes; "" for a rule that goes by the benefit of a goal
	Tissues []string // that the finding lies in; none means any
	// SeverityMin and SeverityMax bound the finding's severity. One that was not rated is taken as not severe.
	SeverityMin *float64
	SeverityMax *float64
	// Known are questions of the screening of which one must have been answered with yes, Unless such of which none may.
	Known, Unless []string
	Benefit       Benefit // what it is for
	Technique     string  // "" where nothing is to be done by hand; the reason says what else
	Pressure      int
	Minutes       float64 // on one place, or in a session for a technique counted by session
	Repetitions   int
	Rank          int // 1 is the first choice
	// Phases are of healing: the rule is for an injury in one of them, in one of the Parts of the body (none means any), and
	// is done At structures on its side, or on the injury where there are none.
	Phases, Parts, At []string
	Alone             bool // only where nothing else is proposed on the injury
	// InsteadOf is a rule above: this one is for where that one's technique was left out.
	InsteadOf string
	Reason    string
	Source    string
}

var proposalColumns = []string{
	"code", "finding", "tissues", "severity_min", "severity_max", "known", "unless", "benefit", "technique", "pressure", "minutes",
	"repetitions", "rank", "phase", "parts", "at", "alone", "instead_of", "reason", "source",
}

func readProposalRule(r *table.Row) ProposalRule {
	var types []string
	for _, t := range FindingTypes() {
		types = append(types, t.Code)
	}
	x := ProposalRule{
		Code: r.Text("code"), Finding: r.Choice("finding", append(types, "")...), Tissues: r.Choices("tissues", findingTissues()...),
		SeverityMin: r.Number("severity_min"), SeverityMax: r.Number("severity_max"),
		Known: r.List("known"), Unless: r.List("unless"), Technique: r.Text("technique"),
		Pressure: r.Count("pressure"), Minutes: r.OrZero("minutes"), Repetitions: r.Count("repetitions"), Rank: r.Count("rank"),
		Phases: r.List("phase"), Parts: r.List("parts"), At: r.List("at"), Alone: r.Yes("alone"),
		InsteadOf: r.Text("instead_of"), Reason: r.Must("reason"), Source: r.Must("source"),
	}
	for _, c := range []string{"severity_min", "severity_max"} {
		if v := r.Number(c); v != nil && (*v < 0 || *v > 10) {
			r.Fail(c, "severity is from 0 to 10")
		}
	}
	if x.SeverityMin != nil && x.SeverityMax != nil {
		r.Ordered("severity_min", "severity_max", *x.SeverityMin, *x.SeverityMax)
	}
	if len(x.Phases) == 0 && (len(x.Parts)+len(x.At) > 0 || x.Alone) || len(x.Phases) > 0 && (x.Finding != "" || x.Technique == "") {
		r.Fail("phase", "a rule for an injury has a phase and a technique, and no finding")
	}
	if x.Technique == "" {
		if x.Finding == "" {
			r.Fail("finding", "a rule needs a finding, a technique or both")
		}
		return x
	}
	x.Benefit = Benefit(r.Choice("benefit", benefitCodes()...))
	if x.Rank < 1 || x.Rank > 9 {
		r.Fail("rank", "the rank is from 1 to 9")
	}
	return x
}

func benefitCodes() []string {
	var out []string
	for _, b := range Benefits() {
		out = append(out, string(b))
	}
	return out
}

// findingTissues are the tissues of a finding, and the sorts of structure that say nothing of the tissue.
func findingTissues() []string {
	return append(Tissues(), string(anatomy.Region), string(anatomy.Lymph))
}

// checkProposal holds the dose of a rule against its technique, so that no proposal is outside it.
func (c *Catalogue) checkProposal(l *table.Reader, x *ProposalRule) {
	fail := func(column, format string, args ...any) {
		l.Fail("proposals.tsv", 0, column, "%q: "+format, append([]any{x.Code}, args...)...)
	}
	for column, codes := range map[string][]string{"known": x.Known, "unless": x.Unless} {
		for _, code := range codes {
			if c.ScreeningItem(code) == nil {
				fail(column, "%q is no code of screening.tsv", code)
			}
		}
	}
	for _, code := range x.Phases {
		if find(c.Healing, func(p *HealingPhase) bool { return p.Code == code }) == nil {
			fail("phase", "%q is no code of healing.tsv", code)
		}
	}
	if x.Technique == "" {
		return
	}
	if x.InsteadOf != "" {
		first := find(c.Proposals, func(y *ProposalRule) bool { return y.Code == x.InsteadOf || y.Code == x.Code })
		if first.Code != x.InsteadOf || first.Technique == "" || first.Finding != x.Finding {
			fail("instead_of", "%q is no rule above with a technique for the same finding", x.InsteadOf)
		}
	}
	t := c.Technique(x.Technique)
	if t == nil {
		fail("technique", "%q is no code of techniques.tsv", x.Technique)
		return
	}
	if !t.Offered {
		fail("technique", "%s is not offered any more", x.Technique)
	}
	if !slices.Contains(t.Aims, x.Benefit) {
		fail("benefit", "%s is not for %s", x.Technique, x.Benefit)
	}
	if x.Pressure < t.PressureMin || x.Pressure > t.PressureMax {
		fail("pressure", "%d is outside the technique's %d to %d", x.Pressure, t.PressureMin, t.PressureMax)
	}
	most := t.MinutesMax
	if t.FirstMinutes > 0 {
		most = t.FirstMinutes
	}
	if x.Minutes < t.MinutesMin || x.Minutes > most || x.Minutes != math.Trunc(x.Minutes) {
		fail("minutes", "%s is no whole number in the technique's %s to %s", number(x.Minutes), number(t.MinutesMin), number(most))
	}
	if x.Repetitions != 0 && (t.TimesMin == 0 || x.Repetitions < t.TimesMin || x.Repetitions > t.TimesMax) {
		fail("repetitions", "%d is outside the technique's %d to %d", x.Repetitions, t.TimesMin, t.TimesMax)
	}
	if need := t.leastFor(x.Repetitions, 1); need > x.Minutes {
		fail("minutes", "the repetitions take at least %s", number(need))
	}
}
