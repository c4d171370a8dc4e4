// Package propose suggests techniques for a plan by what was found and by what it is for.
package propose

import (
	"cmp"
	"math"
	"slices"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/script"
)

// Proposal is a prescription that suits what was found, for the therapist to take or leave. It has no keys yet.
type Proposal struct {
	Prescription clinic.Prescription
	Reason       clinic.Sentence // what it answers, what it is for and why, in sentences
}

// LeftOut is what would have been proposed, and why it is not.
type LeftOut struct {
	Technique string // "" where the findings call for something else than treatment
	Targets   []clinic.Target
	Why       clinic.Sentence
}

// How many techniques are proposed at a time, and on how many places one.
const (
	mostProposals = 6
	mostPlaces    = 4
)

// answer is what a technique answers, in words: first in a sentence, and within one.
type answer struct{ first, inside clinic.Sentence }

// candidate is a technique for one place.
type candidate struct {
	rule     *clinic.ProposalRule
	tech     *clinic.Technique
	target   clinic.Target
	answers  []answer
	goal     string
	problem  string
	benefit  clinic.Benefit
	severity int
	from     clinic.Date // not before that day
	prepares bool        // it warms up for what serves the goal, and does not serve it itself
}

// Prescriptions suggests techniques for a plan, the first choices where there is no time for all, in the order in which a
// session is given, and says what it left out and why. It goes by the findings that became problems of the plan (by all findings of its assessment while there
// are none), by the goals' benefits, and by the rules of proposals.tsv. Nothing that conflicts with the screening,
// is outside its usual dose, or comes too early after an injury is proposed; what is on the plan already is not
// proposed again; and together with what is on the plan the proposals fit the session. Each says the position and the
// pressure that the screening leaves. Firm work on the joints of the neck is never the first thing of a session.
func Prescriptions(cat *clinic.Catalogue, atlas *anatomy.Atlas, chart *clinic.Chart, p *clinic.Plan, today clinic.Date) ([]Proposal, []LeftOut) {
	// What stands against a technique is asked many times over; a question last answered no never does, nor does a test
	// that is not urgent. The checks of the neck stand against it while they are not done.
	check := func(code string) bool {
		return slices.ContainsFunc(cat.NeckChecks, func(k clinic.NeckCheck) bool { return k.Code == code })
	}
	open := *chart
	answers, urgent := chart.LatestAnswers(cat), clinic.OpenTests(cat, chart)
	open.Screenings, open.TestResults = nil, nil
	for i := range chart.Screenings {
		if s := &chart.Screenings[i]; answers[s.Item].Answer != clinic.AnswerNo || check(s.Item) {
			open.Screenings = append(open.Screenings, *s)
		}
	}
	for i := range chart.TestResults { // in their order
		if r := &chart.TestResults[i]; check(r.Test) || slices.ContainsFunc(urgent, func(u clinic.UrgentResult) bool {
			return u.Result.ID == r.ID && u.Result.Test == r.Test && u.Result.Side == r.Side
		}) {
			open.TestResults = append(open.TestResults, *r)
		}
	}
	w := &proposing{cat: cat, atlas: atlas, chart: &open, whole: chart, plan: p, today: today, answers: answers}
	w.fromFindings()
	w.fromGoals()
	w.fromInjuries()
	slices.SortStableFunc(w.found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.rule.Rank, b.rule.Rank), cmp.Compare(b.severity, a.severity))
	})
	return w.inOrder(w.fit(w.merge())), w.left
}

type proposing struct {
	cat   *clinic.Catalogue
	atlas *anatomy.Atlas
	chart *clinic.Chart // without the questions and tests that stand against nothing
	whole *clinic.Chart
	plan  *clinic.Plan
	today clinic.Date
	about []string // the parts of the body of what was found
	found []candidate
	left  []LeftOut

	answers map[string]clinic.Answer // the latest to each question
}

func (w *proposing) leave(technique string, why clinic.Sentence, targets ...clinic.Target) {
	for i := range w.left {
		if x := &w.left[i]; x.Technique == technique && x.Why == why {
			x.Targets = unite(x.Targets, targets)
			return
		}
	}
	w.left = append(w.left, LeftOut{technique, unite(nil, targets), why})
}

func (w *proposing) label(t clinic.Target) string {
	name := w.atlas.Label(t.Structure, t.Side)
	if t.Side == anatomy.Midline {
		return name
	}
	return script.LowerFirst(name)
}

// tissue is what a finding lies in: as written down, else the sort of its structure.
func (w *proposing) tissue(f *clinic.Finding) string {
	if f.Tissue != "" {
		return f.Tissue
	}
	s, _ := w.atlas.Structure(f.Structure)
	return string(s.Kind)
}

// holds reports whether a rule is for a patient with these answers.
func (w *proposing) holds(x *clinic.ProposalRule) bool {
	yes := func(code string) bool { return w.answers[code].Answer == clinic.AnswerYes }
	return (len(x.Known) == 0 || slices.ContainsFunc(x.Known, yes)) && !slices.ContainsFunc(x.Unless, yes)
}

// matches reports whether a rule is for a finding that lies in a tissue.
func matches(x *clinic.ProposalRule, f *clinic.Finding, tissue string) bool {
	if x.Finding != f.Type || len(x.Tissues) > 0 && !slices.Contains(x.Tissues, tissue) {
		return false
	}
	if f.Severity == nil {
		return x.SeverityMin == nil
	}
	s := float64(*f.Severity)
	return (x.SeverityMin == nil || s >= *x.SeverityMin) && (x.SeverityMax == nil || s <= *x.SeverityMax)
}

func (w *proposing) fromFindings() {
	problems := w.chart.ProblemsOf(w.plan.ID)
	var findings []clinic.Finding
	problemOf := make(map[string]*clinic.Problem)
	for i := range problems {
		f := w.chart.Finding(problems[i].FindingID)
		if o := w.whole.ObservedBy(w.cat, &problems[i]); f == nil && o != nil && o.Finding.Type != "" {
			f = w.observed(o)
		}
		if f != nil && problemOf[f.ID] == nil {
			findings = append(findings, *f)
			problemOf[f.ID] = &problems[i]
		}
	}
	if len(problems) == 0 {
		findings = w.chart.Found(w.plan.AssessmentID)
	}
	rules := func(f *clinic.Finding, each func(*clinic.ProposalRule)) {
		for j := range w.cat.Proposals {
			if rule := &w.cat.Proposals[j]; matches(rule, f, w.tissue(f)) && w.holds(rule) {
				each(rule)
			}
		}
	}
	// What calls for something else than treatment comes first: nothing is proposed at its place, whatever else was found there.
	for i := range findings {
		f := &findings[i]
		rules(f, func(rule *clinic.ProposalRule) {
			if rule.Technique == "" {
				w.leave("", clinic.Say("{{.What}}: {{.Reason}}", clinic.Args{"What": clinic.FindingTypeName(f.Type), "Reason": rule.Reason}), f.Target())
			}
		})
	}
	for i := range findings {
		f := &findings[i]
		w.about = unite(w.about, []string{w.part(f.Structure)})
		if w.barred(f.Target()) {
			continue
		}
		left := make(map[string]bool) // by rule
		rules(f, func(rule *clinic.ProposalRule) {
			if rule.Technique == "" || rule.InsteadOf != "" && !left[rule.InsteadOf] {
				return
			}
			c := candidate{rule: rule, target: f.Target(), benefit: rule.Benefit}
			if f.Severity != nil {
				c.severity = *f.Severity
			}
			c.answers = []answer{{w.says(f, clinic.FindingTypeName(f.Type)), w.says(f, clinic.FindingTypeInside(f.Type))}}
			if x := problemOf[f.ID]; x != nil {
				c.problem = x.ID
			}
			if w.serve(&c) {
				left[rule.Code] = !w.consider(c)
			}
		})
	}
}

// observed is what was observed as a finding of its joint, on a side that the joint has.
func (w *proposing) observed(o *clinic.Observed) *clinic.Finding {
	f := o.Finding
	f.ID = o.Key()
	if s, ok := w.atlas.Structure(f.Structure); !ok {
		return nil
	} else if !s.Paired {
		f.Side = anatomy.Midline
	}
	return &f
}

// says is a finding in words.
func (w *proposing) says(f *clinic.Finding, what clinic.Sentence) clinic.Sentence {
	facts := clinic.Args{"What": what, "Place": w.place(f.Target())}
	if f.Severity == nil {
		return clinic.Say("{{.What}} of {{.Place}}", facts)
	}
	facts["Degree"] = w.cat.Degree(f.Type, f.Source, *f.Severity)
	return clinic.Say("{{.What}} of {{.Place}} ({{.Degree}})", facts)
}

// at is a goal with its place, in words.
func (w *proposing) at(goal clinic.Sentence, t clinic.Target) clinic.Sentence {
	return clinic.Say("{{.Goal}}, at {{.Place}}", clinic.Args{"Goal": goal, "Place": w.place(t)})
}

func (w *proposing) place(t clinic.Target) clinic.Place {
	return clinic.Place{Structure: t.Structure, Side: t.Side, Name: w.label(t)}
}

// serve finds the goal that a technique serves: one of the same problem, else one of none; for a problem with
// no goal of its own any. What warms up prepares for the first of these goals where it serves none; what is for a fresh injury
// comes before any other goal and is filed under the first. It reports false when
// the plan has goals and none is served.
func (w *proposing) serve(c *candidate) bool {
	goals := w.chart.GoalsOf(w.plan.ID)
	tech := w.cat.Technique(c.rule.Technique)
	var own, free []clinic.Goal
	for _, g := range goals {
		switch g.ProblemID {
		case "":
			free = append(free, g)
		case c.problem:
			own = append(own, g)
		}
	}
	pools := [][]clinic.Goal{own, free}
	if len(own) == 0 {
		pools = append(pools, goals)
	}
	for _, pool := range pools {
		for _, b := range append([]clinic.Benefit{c.rule.Benefit}, tech.Aims...) {
			if i := slices.IndexFunc(pool, func(g clinic.Goal) bool { return g.Benefit == b }); i >= 0 {
				c.goal, c.benefit = pool[i].ID, b
				return true
			}
		}
	}
	if injury := len(c.rule.Phases) > 0; injury || tech.Stage == clinic.StageWarmUp {
		for _, pool := range pools {
			if len(pool) > 0 {
				c.goal, c.prepares = pool[0].ID, !injury
				return true
			}
		}
	}
	return len(goals) == 0
}

// fromGoals goes by the benefit alone where nothing on the plan, and no finding, serves a goal.
func (w *proposing) fromGoals() {
	for _, g := range w.chart.GoalsOf(w.plan.ID) {
		served := func(c candidate) bool { return c.goal == g.ID && !c.prepares }
		planned := func(rx clinic.Prescription) bool { return rx.GoalID == g.ID }
		if slices.ContainsFunc(w.found, served) || slices.ContainsFunc(w.chart.PrescriptionsOf(w.plan.ID), planned) {
			continue
		}
		target := clinic.Target{Structure: g.Structure, Side: g.Side}
		if target.Structure == "" && g.ProblemID != "" {
			for _, x := range w.chart.Problems {
				if f := w.chart.Finding(x.FindingID); f != nil && x.ID == g.ProblemID {
					target = f.Target()
				}
			}
		}
		if target.Structure == "" {
			continue // it would have to be guessed where
		}
		for j := range w.cat.Proposals {
			rule := &w.cat.Proposals[j]
			if rule.Finding != "" || len(rule.Phases) > 0 || rule.InsteadOf != "" || rule.Benefit != g.Benefit || !w.holds(rule) || w.barred(target) {
				continue
			}
			w.consider(candidate{
				rule: rule, target: target, goal: g.ID, problem: g.ProblemID, benefit: g.Benefit,
				answers: []answer{{w.at(g.Name(w.cat), target), w.at(g.NameInside(w.cat), target)}},
			})
		}
	}
}

// fromInjuries suggests what a fresh injury allows in its phase, where the plan is about that part of the body: there what
// was found has to wait.
func (w *proposing) fromInjuries() {
	day := w.plan.FirstDay(w.today)
	for _, x := range w.chart.OpenInjuries(day) {
		h, part := w.chart.HealingPhase(w.cat, &x, day), w.part(x.Structure)
		if h == nil || len(w.about) > 0 && !slices.Contains(w.about, part) {
			continue
		}
		on := func(c candidate) bool { return clinic.Overlap([]clinic.Target{c.target}, []clinic.Target{x.Target()}) }
		treated := slices.ContainsFunc(w.found, on)
		what := clinic.Say("{{.Injury}} of {{.Place}}, {{.Healing}}", clinic.Args{"Injury": w.cat.InjuryName(&x), "Place": w.place(x.Target()), "Healing": h.Words()})
		for j := range w.cat.Proposals {
			rule := &w.cat.Proposals[j]
			if !slices.Contains(rule.Phases, h.Phase.Code) || len(rule.Parts) > 0 && !slices.Contains(rule.Parts, part) || !w.holds(rule) || rule.Alone && treated {
				continue
			}
			for _, t := range w.beside(rule, &x) {
				c := candidate{rule: rule, target: t, benefit: rule.Benefit, answers: []answer{{what, what}}}
				if !w.barred(t) && w.serve(&c) {
					w.consider(c)
				}
			}
		}
	}
}

// beside is where a rule for an injury works.
func (w *proposing) beside(rule *clinic.ProposalRule, x *clinic.Injury) []clinic.Target {
	if len(rule.At) == 0 {
		return []clinic.Target{x.Target()}
	}
	var out []clinic.Target
	for _, code := range rule.At {
		t := clinic.Target{Structure: code, Side: x.Side}
		if s, ok := w.atlas.Structure(code); ok && !s.Paired {
			t.Side = anatomy.Midline
		}
		out = append(out, t)
	}
	return out
}

// part is the part of the body that a structure belongs to.
func (w *proposing) part(code string) string {
	s, _ := w.atlas.Structure(code)
	return s.Part
}

// barred reports whether a finding at a place calls for something else than treatment.
func (w *proposing) barred(t clinic.Target) bool {
	return slices.ContainsFunc(w.left, func(x LeftOut) bool { return x.Technique == "" && clinic.Overlap(x.Targets, []clinic.Target{t}) })
}

// consider keeps a candidate that nothing stands against, alone and at its place. It reports false for one that
// is left out; what is on the plan already is not.
func (w *proposing) consider(c candidate) bool {
	c.tech = w.cat.Technique(c.rule.Technique)
	on := func(rx *clinic.Prescription) bool {
		return rx.Technique == c.tech.Code && clinic.Overlap(rx.Targets, []clinic.Target{c.target})
	}
	for _, rx := range w.chart.PrescriptionsOf(w.plan.ID) {
		if on(&rx) {
			return true
		}
	}
	from, why := w.healed(c.tech, c.target)
	if !why.IsZero() {
		w.leave(c.tech.Code, why, c.target)
		return false
	}
	c.from = from
	rx := w.prescription(&c, []clinic.Target{c.target})
	if why := w.against(&rx); !why.IsZero() {
		w.leave(c.tech.Code, why, c.target)
		return false
	}
	w.found = append(w.found, c)
	return true
}

func (w *proposing) prescription(c *candidate, targets []clinic.Target) clinic.Prescription {
	minutes := c.rule.Minutes
	if !c.tech.PerSession {
		minutes *= float64(len(targets))
	}
	pressure := c.rule.Pressure
	if z := w.cat.ZoneAt(targets); z != nil {
		pressure = max(min(pressure, z.MaxPressure), c.tech.PressureMin)
	}
	return clinic.Prescription{
		PlanID: w.plan.ID, GoalID: c.goal, ProblemID: c.problem, Technique: c.tech.Code, Targets: targets, Pressure: pressure,
		Minutes: minutes, Repetitions: c.rule.Repetitions,
	}
}

// standing is the first conflict of a prescription that nobody has cleared, or nil.
func (w *proposing) standing(rx *clinic.Prescription) *clinic.Conflict {
	for _, c := range clinic.Conflicts(w.cat, w.chart, rx, w.today) {
		if c.Stands() {
			return &c
		}
	}
	return nil
}

// limit has the patient lie in a position that nothing stands against, where something stands against any, and gives the
// limits of position, pressure and pain that the answers set for what is proposed, in sentences.
func (w *proposing) limit(rx *clinic.Prescription) []clinic.Sentence {
	var out []clinic.Sentence
	var names []clinic.Sentence // of what stands against positions, in their order
	ruledOut := make(map[clinic.Sentence][]string)
	free := ""
	for _, p := range []string{"side-lying", "seated", "supine", "prone"} {
		try := *rx
		try.Position = p
		switch c := w.standing(&try); {
		case c == nil:
			free = cmp.Or(free, p)
		default:
			if len(ruledOut[c.Name]) == 0 {
				names = append(names, c.Name)
			}
			ruledOut[c.Name] = append(ruledOut[c.Name], p)
		}
	}
	for _, n := range names {
		rx.Position = free
		out = append(out, clinic.Say("{{.Item}}: not {{.Positions}}.", clinic.Args{"Item": n, "Positions": either(ruledOut[n])}))
	}
	tech := w.cat.Technique(rx.Technique)
	for try := *rx; try.Pressure < tech.PressureMax; {
		most := try.Pressure
		try.Pressure++
		if c := w.standing(&try); c != nil {
			out = append(out, clinic.Say("{{.Item}}: pressure {{.Most}} at most.", clinic.Args{"Item": c.Name, "Most": most}))
			break
		}
	}
	if most, why := w.cat.PainMax(w.chart, tech); why != nil {
		out = append(out, clinic.Say("{{.Item}}: pain {{.Most}} of 10 at most.", clinic.Args{"Item": why.Term(), "Most": most}))
	}
	return out
}

// either are positions of which one is meant.
func either(positions []string) clinic.Sentence {
	words := clinic.Text(positions[0])
	for _, p := range positions[1:] {
		words = clinic.Say("{{.First}} or {{.Second}}", clinic.Args{"First": words, "Second": clinic.Text(p)})
	}
	return words
}

// against lessens the pressure as far as the screening asks for, and says what still stands against it, or nothing.
func (w *proposing) against(rx *clinic.Prescription) clinic.Sentence {
	tech := w.cat.Technique(rx.Technique)
	var first clinic.Sentence
	for try := *rx; try.Pressure >= tech.PressureMin; try.Pressure-- {
		c := w.standing(&try)
		if c == nil {
			rx.Pressure = try.Pressure
			first = clinic.Sentence{}
			break
		}
		first = c.Reason // at the least pressure, what no lightness mends
	}
	if !first.IsZero() {
		return first
	}
	if q := clinic.DoseQuestions(w.cat, w.chart, w.plan, rx, w.today); len(q) > 0 {
		return q[0].Text
	}
	return clinic.Sentence{}
}

// healed is the day from which the injury of a place no longer stands against a technique ("" when it does not
// now), and why it always would.
func (w *proposing) healed(t *clinic.Technique, target clinic.Target) (from clinic.Date, why clinic.Sentence) {
	for _, x := range w.chart.OpenInjuries(w.plan.FirstDay(w.today)) {
		if !clinic.Overlap([]clinic.Target{x.Target()}, []clinic.Target{target}) {
			continue
		}
		if x.Grade == 3 && w.cat.NotOnTear(t) {
			return "", clinic.Say("Not on a complete tear: {{.Place}}.", clinic.Args{"Place": clinic.Place{Structure: x.Structure, Side: x.Side, Name: w.label(x.Target())}})
		}
		from = max(from, w.chart.FreeOn(w.cat, &x, t.Code, w.today))
	}
	return from, why
}

// group is a technique for a goal, on several places.
type group struct {
	first   candidate
	targets []clinic.Target
	answers []answer
	rx      clinic.Prescription
}

// merge makes one group of the same technique for the same goal on several places. At one place a technique
// is proposed once, for its first choice.
func (w *proposing) merge() []*group {
	var groups []*group
	for _, c := range w.found {
		i := slices.IndexFunc(groups, func(g *group) bool {
			return g.first.tech.Code == c.tech.Code && (g.first.goal == c.goal || clinic.Overlap(g.targets, []clinic.Target{c.target}))
		})
		if i < 0 {
			groups = append(groups, &group{c, []clinic.Target{c.target}, slices.Clone(c.answers), w.prescription(&c, []clinic.Target{c.target})})
			continue
		}
		g := groups[i]
		targets := unite(slices.Clone(g.targets), []clinic.Target{c.target})
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
		rx.Pressure = min(rx.Pressure, g.rx.Pressure, c.rule.Pressure)
		if try := rx; !w.against(&try).IsZero() {
			continue // alone it will be proposed once the first is on the plan
		}
		g.targets, g.answers, g.rx = targets, unite(g.answers, c.answers), rx
		g.first.from = max(g.first.from, c.from)
	}
	return slices.DeleteFunc(groups, func(g *group) bool {
		why := w.against(&g.rx)
		if !why.IsZero() {
			w.leave(g.rx.Technique, why, g.targets...)
		}
		return !why.IsZero()
	})
}

// inOrder puts what is proposed in the order in which a session is given, and says why. What only warms up is left when
// nothing comes after it; firm work on the joints of the neck when nothing comes before it.
func (w *proposing) inOrder(groups []*group) []Proposal {
	slices.SortStableFunc(groups, func(a, b *group) int { return cmp.Compare(a.first.tech.StageRank(), b.first.tech.StageRank()) })
	if !slices.ContainsFunc(groups, func(g *group) bool { return !g.first.prepares }) {
		groups = nil
	}
	begun := len(w.chart.PrescriptionsOf(w.plan.ID)) > 0
	var out []Proposal
	for _, g := range groups {
		if !begun && w.cat.NeckCare(g.rx.Technique, g.targets) {
			w.leave(g.rx.Technique, clinic.Say("At the neck it is never the first thing in a session. Put gentler work on the plan first."), g.targets...)
			continue
		}
		begun = true
		why := w.reason(g)
		out = append(out, Proposal{g.rx, why})
	}
	return out
}

// reason says what a group answers, what it is for and why, and what limits it; it has the patient lie as the limits ask.
func (w *proposing) reason(g *group) clinic.Sentence {
	answers := g.answers[0].first
	for _, a := range g.answers[1:] {
		answers = clinic.Say("{{.First}}; {{.Next}}", clinic.Args{"First": answers, "Next": a.inside})
	}
	reason := []clinic.Sentence{
		clinic.Say("{{.Answers}}.", clinic.Args{"Answers": answers}), clinic.Say("Aim: {{.Benefit}}.", clinic.Args{"Benefit": g.first.benefit.Inside()}),
		clinic.Text(g.first.rule.Reason),
	}
	reason = append(reason, w.limit(&g.rx)...)
	if g.first.from != "" {
		reason = append(reason, clinic.Say("Not before {{.Day}}.", clinic.Args{"Day": g.first.from}))
	}
	return clinic.OneAfterAnother(reason)
}

// unite appends to a what of b is not in it yet.
func unite[T comparable](a, b []T) []T {
	for _, x := range b {
		if !slices.Contains(a, x) {
			a = append(a, x)
		}
	}
	return a
}

// fit keeps what there is time for in a session beside what is on the plan already.
func (w *proposing) fit(list []*group) []*group {
	room := math.Floor(float64(w.plan.Minutes) - clinic.PlannedMinutes(w.chart.PrescriptionsOf(w.plan.ID)))
	var out []*group
	for _, g := range list {
		if len(out) == mostProposals {
			break
		}
		rx := &g.rx
		if rx.Minutes > room {
			short := *rx
			short.Minutes = room
			if room <= 0 || !w.against(&short).IsZero() {
				w.leave(rx.Technique, clinic.Say("There is no room for {{.Minutes}} minutes in the session.", clinic.Args{"Minutes": rx.Minutes}), rx.Targets...)
				continue
			}
			*rx = short
		}
		room -= rx.Minutes
		out = append(out, g)
	}
	return out
}

// Add puts proposals last on the plan, in one step of undo.
func Add(env clinic.Env, cat *clinic.Catalogue, chart *clinic.Chart, p *clinic.Plan, list []Proposal) clinic.Operation {
	op := clinic.Operation{Label: clinic.SayCount(len(list), "Add {{.Count}} technique", "Add {{.Count}} techniques"), Scope: p.ID}
	for _, x := range list {
		rx, one := clinic.AddPrescription(env, cat, chart, p, x.Prescription)
		rx.Rank += len(op.Put)
		rx.Targets = slices.Clone(rx.Targets)
		op.Put = append(op.Put, rx)
		if len(list) == 1 {
			op.Label = one.Label
		}
	}
	return op
}
