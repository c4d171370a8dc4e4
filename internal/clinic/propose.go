package clinic

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"regimen/internal/anatomy"
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
	Benefit     Benefit // what it is for
	Technique   string  // "" where nothing is to be done by hand; the reason says what else
	Pressure    int
	Minutes     float64 // on one place, or in a session for a technique counted by session
	Repetitions int
	Rank        int // 1 is the first choice
	// InsteadOf is a rule above: this one is for where that one's technique was left out.
	InsteadOf string
	Reason    string
	Source    string
}

var proposalColumns = []string{
	"code", "finding", "tissues", "severity_min", "severity_max", "benefit", "technique", "pressure", "minutes",
	"repetitions", "rank", "instead_of", "reason", "source",
}

func readProposalRule(r *tableRow) ProposalRule {
	var types []string
	for _, t := range FindingTypes() {
		types = append(types, t.Code)
	}
	x := ProposalRule{
		Code: r.text("code"), Finding: r.choice("finding", append(types, "")...), Tissues: r.choices("tissues", findingTissues()...),
		SeverityMin: r.number("severity_min"), SeverityMax: r.number("severity_max"), Technique: r.text("technique"),
		Pressure: r.count("pressure"), Minutes: r.orZero("minutes"), Repetitions: r.count("repetitions"), Rank: r.count("rank"),
		InsteadOf: r.text("instead_of"), Reason: r.must("reason"), Source: r.must("source"),
	}
	for _, c := range []string{"severity_min", "severity_max"} {
		if v := r.number(c); v != nil && (*v < 0 || *v > 10) {
			r.fail(c, "severity is from 0 to 10")
		}
	}
	if x.SeverityMin != nil && x.SeverityMax != nil {
		r.ordered("severity_min", "severity_max", *x.SeverityMin, *x.SeverityMax)
	}
	if x.Technique == "" {
		if x.Finding == "" {
			r.fail("finding", "a rule needs a finding, a technique or both")
		}
		return x
	}
	x.Benefit = Benefit(r.choice("benefit", benefitCodes()...))
	if x.Rank < 1 || x.Rank > 9 {
		r.fail("rank", "the rank is from 1 to 9")
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
func (l *catalogueReader) checkProposal(c *Catalogue, x *ProposalRule) {
	if x.Technique == "" {
		return
	}
	fail := func(column, format string, args ...any) {
		l.fail("proposals.tsv", 0, column, "%q: "+format, append([]any{x.Code}, args...)...)
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

// matches reports whether a rule is for a finding that lies in a tissue.
func (x *ProposalRule) matches(f *Finding, tissue string) bool {
	if x.Finding != f.Type || len(x.Tissues) > 0 && !slices.Contains(x.Tissues, tissue) {
		return false
	}
	if f.Severity == nil {
		return x.SeverityMin == nil
	}
	s := float64(*f.Severity)
	return (x.SeverityMin == nil || s >= *x.SeverityMin) && (x.SeverityMax == nil || s <= *x.SeverityMax)
}

// Proposal is a prescription that suits what was found, for the therapist to take or leave. It has no keys yet.
type Proposal struct {
	Prescription Prescription
	Reason       string // what it answers, what it is for and why, in sentences
}

// LeftOut is what would have been proposed, and why it is not.
type LeftOut struct {
	Technique string // "" where the findings call for something else than treatment
	Targets   []Target
	Why       string
}

// How many techniques are proposed at a time, and on how many places one.
const (
	mostProposals = 6
	mostPlaces    = 4
)

// candidate is a technique for one place.
type candidate struct {
	rule     *ProposalRule
	tech     *Technique
	target   Target
	answers  []string // what it answers, in words
	goal     string
	problem  string
	benefit  Benefit
	severity int
	from     Date // not before that day
}

// ProposePrescriptions suggests techniques for a plan, the first choice first, and says what it left out and
// why. It goes by the findings that became problems of the plan (by all findings of its assessment while there
// are none), by the goals' benefits, and by the rules of proposals.tsv. Nothing that conflicts with the screening,
// is outside its usual dose, or comes too early after an injury is proposed; what is on the plan already is not
// proposed again; and together with what is on the plan the proposals fit the session.
func ProposePrescriptions(cat *Catalogue, atlas *anatomy.Atlas, chart *Chart, p *Plan, today Date) ([]Proposal, []LeftOut) {
	// What stands against a technique is asked many times over; a question last answered no never does.
	open := *chart
	answers := chart.LatestAnswers()
	open.Screenings = where(chart.Screenings, func(s *Screening) bool { return answers[s.Item].Answer != AnswerNo })
	w := &proposing{cat: cat, atlas: atlas, chart: &open, plan: p, today: today, flags: OpenFlags(cat, &open, today)}
	w.fromFindings()
	w.fromGoals()
	slices.SortStableFunc(w.found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.rule.Rank, b.rule.Rank), cmp.Compare(b.severity, a.severity))
	})
	return w.fit(w.merge()), w.left
}

type proposing struct {
	cat   *Catalogue
	atlas *anatomy.Atlas
	chart *Chart
	plan  *Plan
	today Date
	flags []Flag
	found []candidate
	left  []LeftOut
}

func (w *proposing) leave(technique, why string, targets ...Target) {
	for i := range w.left {
		if x := &w.left[i]; x.Technique == technique && x.Why == why {
			x.Targets = distinct(append(x.Targets, targets...))
			return
		}
	}
	w.left = append(w.left, LeftOut{technique, distinct(targets), why})
}

func (w *proposing) label(t Target) string {
	name := w.atlas.Label(t.Structure, t.Side)
	if t.Side == anatomy.Midline {
		return name
	}
	return lowerFirst(name)
}

// tissue is what a finding lies in: as written down, else the sort of its structure.
func (w *proposing) tissue(f *Finding) string {
	if f.Tissue != "" {
		return f.Tissue
	}
	s, _ := w.atlas.Structure(f.Structure)
	return string(s.Kind)
}

func (w *proposing) fromFindings() {
	problems := w.chart.ProblemsOf(w.plan.ID)
	var findings []Finding
	problemOf := make(map[string]*Problem)
	for i := range problems {
		if f := w.chart.Finding(problems[i].FindingID); f != nil && problemOf[f.ID] == nil {
			findings = append(findings, *f)
			problemOf[f.ID] = &problems[i]
		}
	}
	if len(problems) == 0 {
		findings = w.chart.Found(w.plan.AssessmentID)
	}
	for i := range findings {
		f := &findings[i]
		tissue := w.tissue(f)
		left := make(map[string]bool) // by rule
		for j := range w.cat.Proposals {
			rule := &w.cat.Proposals[j]
			if !rule.matches(f, tissue) || rule.InsteadOf != "" && !left[rule.InsteadOf] {
				continue
			}
			if rule.Technique == "" {
				w.leave("", FindingTypeName(f.Type)+": "+rule.Reason, f.Target())
				continue
			}
			c := candidate{rule: rule, target: f.Target(), benefit: rule.Benefit}
			words := FindingTypeName(f.Type) + " of " + w.label(f.Target())
			if f.Severity != nil {
				c.severity = *f.Severity
				words += fmt.Sprintf(" %d/10", *f.Severity)
			}
			c.answers = []string{words}
			if x := problemOf[f.ID]; x != nil {
				c.problem = x.ID
			}
			if w.answer(&c) {
				left[rule.Code] = !w.consider(c)
			}
		}
	}
}

// answer finds the goal that a technique serves: one of the same problem, else one of none; for a problem with
// no goal of its own any. It reports false when the plan has goals and none is served.
func (w *proposing) answer(c *candidate) bool {
	goals := w.chart.GoalsOf(w.plan.ID)
	tech := w.cat.Technique(c.rule.Technique)
	own := where(goals, func(g *Goal) bool { return c.problem != "" && g.ProblemID == c.problem })
	pools := [][]Goal{own, where(goals, func(g *Goal) bool { return g.ProblemID == "" })}
	if len(own) == 0 {
		pools = append(pools, goals)
	}
	for _, pool := range pools {
		for _, b := range append([]Benefit{c.rule.Benefit}, tech.Aims...) {
			if g := find(pool, func(g *Goal) bool { return g.Benefit == b }); g != nil {
				c.goal, c.benefit = g.ID, b
				return true
			}
		}
	}
	return len(goals) == 0
}

// fromGoals goes by the benefit alone where nothing on the plan, and no finding, serves a goal.
func (w *proposing) fromGoals() {
	for _, g := range w.chart.GoalsOf(w.plan.ID) {
		served := func(c candidate) bool { return c.goal == g.ID }
		planned := func(rx Prescription) bool { return rx.GoalID == g.ID }
		if slices.ContainsFunc(w.found, served) || slices.ContainsFunc(w.chart.PrescriptionsOf(w.plan.ID), planned) {
			continue
		}
		target := Target{Structure: g.Structure, Side: g.Side}
		if x := find(w.chart.Problems, func(p *Problem) bool { return p.ID == g.ProblemID && g.ProblemID != "" }); x != nil && g.Structure == "" {
			if f := w.chart.Finding(x.FindingID); f != nil {
				target = f.Target()
			}
		}
		if target.Structure == "" {
			continue // it would have to be guessed where
		}
		for j := range w.cat.Proposals {
			rule := &w.cat.Proposals[j]
			if rule.Finding != "" || rule.InsteadOf != "" || rule.Benefit != g.Benefit || w.barred(target) {
				continue
			}
			w.consider(candidate{
				rule: rule, target: target, goal: g.ID, problem: g.ProblemID, benefit: g.Benefit,
				answers: []string{g.Name(w.cat) + ", at " + w.label(target)},
			})
		}
	}
}

// barred reports whether a finding at a place calls for something else than treatment.
func (w *proposing) barred(t Target) bool {
	return slices.ContainsFunc(w.left, func(x LeftOut) bool { return x.Technique == "" && Overlap(x.Targets, []Target{t}) })
}

// consider keeps a candidate that nothing stands against, alone and at its place. It reports false for one that
// is left out; what is on the plan already is not.
func (w *proposing) consider(c candidate) bool {
	c.tech = w.cat.Technique(c.rule.Technique)
	on := func(rx *Prescription) bool {
		return rx.Technique == c.tech.Code && Overlap(rx.Targets, []Target{c.target})
	}
	for _, rx := range w.chart.PrescriptionsOf(w.plan.ID) {
		if on(&rx) {
			return true
		}
	}
	from, why := w.healed(c.tech, c.target)
	if why != "" {
		w.leave(c.tech.Code, why, c.target)
		return false
	}
	c.from = from
	rx := w.prescription(&c, []Target{c.target})
	if why := w.against(&rx); why != "" {
		w.leave(c.tech.Code, why, c.target)
		return false
	}
	w.found = append(w.found, c)
	return true
}

func (w *proposing) prescription(c *candidate, targets []Target) Prescription {
	minutes := c.rule.Minutes
	if !c.tech.PerSession {
		minutes *= float64(len(targets))
	}
	return Prescription{
		PlanID: w.plan.ID, GoalID: c.goal, ProblemID: c.problem, Technique: c.tech.Code, Targets: targets, Pressure: c.rule.Pressure,
		Minutes: minutes, Repetitions: c.rule.Repetitions, Position: w.position(),
	}
}

// position is one that the screening rules out in no answer, where it rules out any; "" where the patient may lie as
// suits the work.
func (w *proposing) position() string {
	var avoid []string
	for _, f := range w.flags {
		avoid = append(avoid, f.Item.AvoidPositions...)
	}
	if len(avoid) == 0 {
		return ""
	}
	for _, p := range []string{"side-lying", "seated", "supine", "prone"} {
		if !slices.Contains(avoid, p) {
			return p
		}
	}
	return ""
}

// limits are the limits of position and pressure that the screening sets for what a rule would give, in sentences.
func (w *proposing) limits(rule *ProposalRule) string {
	out := ""
	for _, f := range w.flags {
		if len(f.Item.AvoidPositions) > 0 {
			out += " " + f.Item.Name + ": not " + strings.Join(f.Item.AvoidPositions, " or ") + "."
		}
		if most := f.Item.MaxPressure; most > 0 && rule.Pressure > most {
			out += fmt.Sprintf(" %s: pressure %d at most.", f.Item.Name, most)
		}
	}
	return out
}

// against lessens the pressure as far as the screening asks for, and says what still stands against it, or "".
func (w *proposing) against(rx *Prescription) string {
	tech := w.cat.Technique(rx.Technique)
	first := ""
	for try := *rx; try.Pressure >= tech.PressureMin; try.Pressure-- {
		why := ""
		for _, c := range Conflicts(w.cat, w.chart, &try, w.today) {
			if c.Stands() {
				why = c.Reason
				break
			}
		}
		if why == "" {
			rx.Pressure = try.Pressure
			first = ""
			break
		}
		first = why // at the least pressure, what no lightness mends
	}
	if first != "" {
		return first
	}
	if q := DoseQuestions(w.cat, w.chart, w.plan, rx, w.today); len(q) > 0 {
		return q[0].Text
	}
	return ""
}

// healed is the day from which the injury of a place no longer stands against a technique ("" when it does not
// now), and why it always would.
func (w *proposing) healed(t *Technique, target Target) (from Date, why string) {
	for _, x := range w.chart.OpenInjuries(w.plan.firstDay(w.today)) {
		if !Overlap([]Target{x.Target()}, []Target{target}) {
			continue
		}
		if x.Grade == 3 && slices.Contains(t.Avoid, "rupture") {
			return "", "Not on a complete tear: " + w.label(x.Target()) + "."
		}
		if free := w.cat.tooEarlyUntil(t.Code, x.InjuredOn.DaysUntil(w.today)); free >= 0 {
			from = max(from, x.InjuredOn.AddDays(free))
		}
	}
	return from, ""
}

// merge makes one proposal of the same technique for the same goal on several places. At one place a technique
// is proposed once, for its first choice.
func (w *proposing) merge() []Proposal {
	type group struct {
		first   candidate
		targets []Target
		answers []string
		rx      Prescription
	}
	var groups []*group
	for _, c := range w.found {
		i := slices.IndexFunc(groups, func(g *group) bool {
			return g.first.tech.Code == c.tech.Code && (g.first.goal == c.goal || Overlap(g.targets, []Target{c.target}))
		})
		if i < 0 {
			groups = append(groups, &group{c, []Target{c.target}, slices.Clone(c.answers), w.prescription(&c, []Target{c.target})})
			continue
		}
		g := groups[i]
		targets := distinct(append(slices.Clone(g.targets), c.target))
		if len(targets) > mostPlaces {
			continue
		}
		if len(targets) == len(g.targets) {
			if g.first.goal == c.goal {
				g.answers = unite(g.answers, c.answers)
				g.rx.Pressure = min(g.rx.Pressure, c.rule.Pressure)
			}
			continue
		}
		rx := w.prescription(&g.first, targets)
		rx.Pressure = min(g.rx.Pressure, c.rule.Pressure)
		if try := rx; w.against(&try) != "" {
			continue // alone it will be proposed once the first is on the plan
		}
		g.targets, g.answers, g.rx = targets, unite(g.answers, c.answers), rx
		g.first.from = max(g.first.from, c.from)
	}
	var out []Proposal
	for _, g := range groups {
		if why := w.against(&g.rx); why != "" {
			w.leave(g.rx.Technique, why, g.targets...)
			continue
		}
		for i := range g.answers[1:] {
			g.answers[i+1] = lowerFirst(g.answers[i+1])
		}
		reason := strings.Join(g.answers, "; ") + ". Aim: " + lowerFirst(g.first.benefit.Name()) + ". " + g.first.rule.Reason + w.limits(g.first.rule)
		if g.first.from != "" {
			reason += " Not before " + g.first.from.Long() + "."
		}
		out = append(out, Proposal{g.rx, reason})
	}
	return out
}

func unite(a, b []string) []string {
	for _, s := range b {
		if !slices.Contains(a, s) {
			a = append(a, s)
		}
	}
	return a
}

// fit keeps what there is time for in a session beside what is on the plan already.
func (w *proposing) fit(list []Proposal) []Proposal {
	room := math.Floor(float64(w.plan.Minutes) - PlannedMinutes(w.chart.PrescriptionsOf(w.plan.ID)))
	var out []Proposal
	for _, x := range list {
		if len(out) == mostProposals {
			break
		}
		rx := &x.Prescription
		if rx.Minutes > room {
			short := *rx
			short.Minutes = room
			if room <= 0 || w.against(&short) != "" {
				w.leave(rx.Technique, fmt.Sprintf("There is no room for %s minutes in the session.", Number(rx.Minutes)), rx.Targets...)
				continue
			}
			*rx = short
		}
		room -= rx.Minutes
		out = append(out, x)
	}
	return out
}

// AddProposals puts proposals last on the plan, in one step of undo.
func AddProposals(env Env, cat *Catalogue, chart *Chart, p *Plan, list []Proposal) Operation {
	op := Operation{Label: fmt.Sprintf("Add %s", count(len(list), "technique", "techniques")), Scope: p.ID}
	for _, x := range list {
		rx, one := AddPrescription(env, cat, chart, p, x.Prescription)
		rx.Rank += len(op.Put)
		rx.Targets = slices.Clone(rx.Targets)
		op.Put = append(op.Put, rx)
		if len(list) == 1 {
			op.Label = one.Label
		}
	}
	return op
}
