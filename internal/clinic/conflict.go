package clinic

import (
	"fmt"
	"slices"
	"strings"

	"regimen/internal/anatomy"
)

// Flag is a screening question that was answered yes, or not surely no, and is not cleared.
type Flag struct {
	Item   *ScreeningItem
	Answer Screening
}

// Unsure reports that the patient could not say no.
func (f Flag) Unsure() bool { return f.Answer.Answer == AnswerUnsure }

// Conflict is a reason not to do something that was prescribed.
type Conflict struct {
	Item   string // a code of the screening catalogue, TogetherItem, TestItem or HealingItem
	Name   Sentence
	Reason Sentence
	Action Sentence // what must be done
	Blocks bool     // it stands against any massage at all
	Firm   bool     // no reason outweighs it, only a doctor's word
	// ClearedBy is the doctor's clearance in force, or nil while the conflict stands.
	ClearedBy *Clearance
}

// Stands reports that nobody has cleared it.
func (c Conflict) Stands() bool { return c.ClearedBy == nil }

func answeredBefore(a, b *Screening) bool {
	return a.At.Before(b.At) || a.At.Equal(b.At) && a.ID < b.ID
}

// ClearanceFor is the doctor's clearance in force for an item on a day, or nil. For something urgent
// that blocks the treatment, an old clearance does not answer a new suspicion: it must be no older than
// the first of the latest answers in a row that were not no.
func (c *Chart) ClearanceFor(item *ScreeningItem, today Date) *Clearance {
	var since Date
	if item.Blocks && Urgent(item.Urgency) {
		since = c.suspectedSince(item.Code)
	}
	var best *Clearance
	for i := range c.Clearances {
		k := &c.Clearances[i]
		if k.Item != item.Code || k.Date > today || k.Date < since || k.Expires != "" && k.Expires < today {
			continue
		}
		if best == nil || best.Date <= k.Date {
			best = k
		}
	}
	return best
}

func (c *Chart) suspectedSince(item string) Date {
	answers := c.answersTo(item)
	slices.SortFunc(answers, func(a, b Screening) int {
		if answeredBefore(&a, &b) {
			return -1
		}
		return 1
	})
	var since Date
	for i := len(answers) - 1; i >= 0 && answers[i].Answer != AnswerNo; i-- {
		since = c.answeredOn(&answers[i])
	}
	return since
}

// answeredOn is the day of the visit a question was answered in.
func (c *Chart) answeredOn(s *Screening) Date {
	if a := c.Assessment(s.AssessmentID); a != nil {
		return a.Date
	}
	if v := c.Session(s.SessionID); v != nil {
		return v.Date
	}
	return c.Day(s.At)
}

// OpenFlags lists the questions answered yes or unsure that no doctor has cleared, with what must be
// done in Item.Action: the most urgent first, then those that block, then yes before unsure, then in the
// order of the catalogue.
func OpenFlags(cat *Catalogue, chart *Chart, today Date) []Flag {
	answers := chart.LatestAnswers(cat)
	var flags []Flag
	for i := range cat.Screening {
		item := &cat.Screening[i]
		if a, ok := answers[item.Code]; ok && item.Warns() && a.Answer != AnswerNo && chart.ClearanceFor(item, today) == nil {
			flags = append(flags, Flag{item, a.Screening})
		}
	}
	slices.SortStableFunc(flags, func(a, b Flag) int { return a.rank() - b.rank() })
	return flags
}

func (f Flag) rank() int {
	r := urgencyRank(f.Item.Urgency) * 4
	if !f.Item.Blocks {
		r += 2
	}
	if f.Unsure() {
		r++
	}
	return r
}

// Conflicts lists what in the patient's latest screening, in calves that differ and in urgent tests, and then in the
// healing of an injury, stands against a prescription, the gravest first. Cleared ones are listed too, with their clearance.
//
// An item that blocks is against everything. A local one is against whatever reaches the area named in
// the answer, comes within a finger's width of it, or lies over or under it (see Catalogue.On), or against
// everything while no area was named. Each is against what its rows of limits.tsv say, and red flags that count together
// against what the row of their sort says. An injury is judged as it will be on the first day of the plan.
func Conflicts(cat *Catalogue, chart *Chart, p *Prescription, today Date) []Conflict {
	first := today
	if plan := chart.Plan(p.PlanID); plan != nil {
		first = plan.FirstDay(today)
	}
	return slices.Concat(conflicts(cat, chart, p.Technique, p.Targets, p.Pressure, p.Position, today),
		skillConflicts(cat, chart, p.Technique, p.Targets, p.PlanID, today), neckFirst(cat, chart, p), healingConflicts(cat, chart, p.Technique, p.Targets, first))
}

// TreatmentConflicts is Conflicts for a treatment in a session.
func TreatmentConflicts(cat *Catalogue, chart *Chart, t *Treatment, today Date) []Conflict {
	plan := ""
	if s := chart.Session(t.SessionID); s != nil {
		plan = s.PlanID
	}
	return slices.Concat(conflicts(cat, chart, t.Technique, t.Targets, t.Pressure, t.Position, today),
		skillConflicts(cat, chart, t.Technique, t.Targets, plan, today), healingConflicts(cat, chart, t.Technique, t.Targets, today))
}

func conflicts(cat *Catalogue, chart *Chart, technique string, targets []Target, pressure int, position string, today Date) []Conflict {
	targets = chart.WorksAt(cat, technique, targets)
	w := cat.workOf(technique, targets, pressure, position)
	out := append(ScreeningConflicts(cat, chart, &w, today), clotConflicts(cat, chart, targets, today)...)
	return append(out, testConflicts(cat, chart, targets, today)...)
}

// ScreeningConflicts lists what the patient's latest answers to the safety questions stand against in work, the gravest
// first; see Conflicts.
func ScreeningConflicts(cat *Catalogue, chart *Chart, w *Work, today Date) []Conflict {
	answers := chart.LatestAnswers(cat)
	type ranked struct {
		Conflict
		rank int
	}
	var found []ranked
	var open []Flag
	for i := range cat.Screening {
		item := &cat.Screening[i]
		a, ok := answers[item.Code]
		if !ok || !item.Warns() || a.Answer == AnswerNo {
			continue
		}
		cleared := chart.ClearanceFor(item, today)
		if cleared == nil {
			open = append(open, Flag{item, a.Screening})
		}
		reasons := cat.conflictReasons(item, &a.Screening, w, today)
		if len(reasons) == 0 {
			continue
		}
		if a.Answer == AnswerUnsure {
			reasons = append(reasons, Say("The patient was not sure: ask again."))
		}
		found = append(found, ranked{Conflict{
			Item: item.Code, Name: Text(item.Name), Reason: OneAfterAnother(reasons), Action: Text(item.Action), Blocks: item.Blocks,
			ClearedBy: cleared,
		}, Flag{item, a.Screening}.rank()})
	}
	slices.SortStableFunc(found, func(a, b ranked) int { return a.rank - b.rank })
	out := togetherConflicts(cat, open, w)
	for _, f := range found {
		out = append(out, f.Conflict)
	}
	return out
}

// conflictReasons are why an item stands against work, none when it does not.
func (c *Catalogue) conflictReasons(item *ScreeningItem, a *Screening, w *Work, today Date) []Sentence {
	if item.Blocks {
		return []Sentence{Say("{{.Item}} rules out massage until it is cleared.", Args{"Item": item.Term()})}
	}
	var out []Sentence
	if item.Group == GroupLocal && !w.Moves {
		if why := c.keptClear(item, a.Targets, w); !why.IsZero() {
			out = append(out, why)
		}
	}
	limits := c.limitReasons(item, a, w, today)
	if len(limits) == 0 && slices.Contains(w.Avoid, item.Code) && c.AtPlaces([]string{PlaceMarkedPart}, a.Targets, w.Targets) {
		out = append(out, Say("{{.Technique}} is not for a patient with: {{.Item}}.", Args{"Technique": w.Name, "Item": item.Term()}))
	}
	return append(out, limits...)
}

// TestItem is the Item of a conflict that comes from an urgent test and not from the screening.
const TestItem = "test"

// testConflicts are the urgent results of tests that stand against work, each against what its row says: everything, the
// limb it was found in, or parts of the body. They stand until the test is repeated and comes out otherwise.
func testConflicts(cat *Catalogue, chart *Chart, targets []Target, today Date) []Conflict {
	var out []Conflict
	for _, u := range OpenTests(cat, chart) {
		r := &u.Result
		if r.Date > today || !cat.standsAgainst(u.Test, r.Side, targets) {
			continue
		}
		out = append(out, Conflict{
			Item: TestItem, Name: TestTitle(cat, r), Action: Text(u.Test.Action),
			Reason: Say("{{.Test}} was {{.Result}} on {{.Day}}: a doctor looks first.", Args{"Test": TestTitle(cat, r), "Result": ResultWords(r.Result), "Day": r.Date.Brief()}),
		})
	}
	return out
}

// standsAgainst reports whether an urgent result of a test on a side stands against work on some targets. Work of which
// nobody said where it is done may be done anywhere.
func (c *Catalogue) standsAgainst(t *Test, side anatomy.Side, targets []Target) bool {
	places := t.Against
	if slices.Contains(places, PlaceMarkedLimb) {
		places = slices.DeleteFunc(slices.Clone(places), func(p string) bool { return p == PlaceMarkedLimb })
		for _, s := range t.Structures {
			if limb := c.LimbOf(s); limb != "" && !slices.Contains(places, limb) {
				places = append(places, limb)
			}
		}
	}
	if len(targets) == 0 || slices.Contains(places, PlaceEverything) {
		return true
	}
	return slices.ContainsFunc(c.made(targets), func(x Target) bool {
		return slices.Contains(t.Structures, x.Structure) && sameSide(x.Side, side) || slices.ContainsFunc(places, func(p string) bool {
			// A place in the middle of the body is one place, whichever side the test was of.
			return c.InPlace(p, x.Structure) && (sameSide(x.Side, side) || !OneOfASide(p))
		})
	})
}

func sameSide(a, b anatomy.Side) bool { return a == b || bothSides(a) || bothSides(b) }

// Overlap reports whether two areas share a structure. A structure with no side, or on the midline,
// meets both of its sides.
func Overlap(a, b []Target) bool {
	for _, x := range a {
		for _, y := range b {
			if x.Structure == y.Structure && (x.Side == y.Side || bothSides(x.Side) || bothSides(y.Side)) {
				return true
			}
		}
	}
	return false
}

func bothSides(s anatomy.Side) bool { return s != anatomy.Left && s != anatomy.Right }

// SuggestedPrecautions are the plan's precautions that follow from the screening: what must be done
// about each local contraindication and precaution that was not denied, cleared ones included.
func SuggestedPrecautions(cat *Catalogue, chart *Chart) []string {
	answers := chart.LatestAnswers(cat)
	var out []string
	for _, item := range cat.Screening {
		if a, ok := answers[item.Code]; ok && a.Answer != AnswerNo && (item.Group == GroupLocal || item.Group == GroupPrecaution) {
			out = append(out, item.Name+": "+item.Action)
		}
	}
	return out
}

// CanAgree says what still hinders the patient from agreeing to a plan. None means that the plan can be agreed to.
func CanAgree(cat *Catalogue, chart *Chart, p *Plan, today Date) []Hindrance {
	var out []Hindrance
	say := func(step string, sentence Sentence) { out = append(out, Hindrance{Step: step, Say: sentence}) }
	if p.Agreed() {
		return []Hindrance{{Say: Say("This version was already agreed to. A change is a new version.")}}
	}
	if chart.PlanEnd(p.Lineage) != nil {
		return []Hindrance{{Say: Say("This plan has ended.")}}
	}
	if p.Version > 1 && strings.TrimSpace(p.ChangeReason) == "" {
		say(StepReason, Say("Write why the plan is changed."))
	}
	if p.AssessmentID == "" {
		say(StepAssessment, Say("The plan rests on no assessment, so the safety questions were not asked."))
	} else if n := len(chart.Unanswered(cat, p.AssessmentID)); n > 0 {
		say(StepAssessment, SayCount(n, "{{.Count}} safety question of the assessment has no answer yet.", "{{.Count}} safety questions of the assessment have no answer yet."))
	}
	if a := chart.Assessment(p.AssessmentID); a != nil && a.SignedAt.IsZero() {
		for _, x := range chart.Contradictions(cat, a) {
			say(StepAssessment, x.Words())
		}
	}
	for _, f := range OpenFlags(cat, chart, today) {
		if f.Item.Blocks {
			say(StepAssessment, Say("{{.Item}} rules out massage. {{.Action}}", Args{"Item": f.Item.Term(), "Action": f.Item.Action}))
		}
	}
	for _, u := range OpenTests(cat, chart) {
		if !u.Answered() {
			say(StepAssessment, writeWhatWasDone(TestTitle(cat, &u.Result)))
		}
	}
	goals := chart.GoalsOf(p.ID)
	if len(goals) == 0 {
		say(StepGoals, Say("The plan has no goal."))
	}
	for _, g := range goals {
		name := Args{"Goal": g.Name(cat)}
		switch {
		case g.Measure == "":
			say(StepGoals, Say("The goal “{{.Goal}}” has no measure.", name))
		case cat.Measure(g.Measure) == nil:
			say(StepGoals, Say("The measure of the goal “{{.Goal}}” is no longer in the catalogue.", name))
		case g.TargetTo == nil:
			say(StepGoals, Say("The goal “{{.Goal}}” has no target.", name))
		case g.Due == "":
			say(StepGoals, Say("The goal “{{.Goal}}” has no date.", name))
		}
	}
	prescriptions := chart.PrescriptionsOf(p.ID)
	if len(prescriptions) == 0 {
		say(StepTreatment, Say("The plan has no technique."))
	}
	for i := range prescriptions {
		rx := &prescriptions[i]
		name := Term{"technique", rx.Technique, cat.TechniqueName(rx.Technique)}
		if rx.Minutes <= 0 {
			say(StepTreatment, Say("{{.Technique}} has no minutes.", Args{"Technique": name}))
		}
		kept := strings.TrimSpace(rx.KeptReason) != ""
		for _, c := range Conflicts(cat, chart, rx, today) {
			switch about := (Args{"Technique": name, "Reason": c.Reason}); {
			case !c.Stands() || c.Blocks: // what blocks is said once, above
			case c.Firm:
				say(StepTreatment, Say("{{.Technique}}: {{.Reason}} Leave it out until then.", about))
			case !kept:
				say(StepTreatment, Say("{{.Technique}}: {{.Reason}} Change it, or write why it stays.", about))
			}
		}
	}
	out = append(out, lackingHomeCare(cat, chart, p, today)...)
	if sum := PlannedMinutes(prescriptions); p.Minutes > 0 && sum > float64(p.Minutes) {
		say(StepTreatment, Say("The techniques take {{.Take}} minutes and a session has {{.Minutes}}.", Args{"Take": sum, "Minutes": p.Minutes}))
	}
	if p.Sessions() == 0 {
		say(StepSchedule, Say("The plan has no sessions."))
	}
	if !p.Start.Valid() {
		say(StepSchedule, Say("The plan has no first day."))
	}
	if !p.ReviewDate.Valid() {
		say(StepSchedule, Say("The plan has no re-assessment date."))
	}
	return out
}

func count(n int, one, many string) string { return fmt.Sprintf("%d %s", n, verb(n, one, many)) }

func verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
