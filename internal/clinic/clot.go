package clinic

import (
	"slices"
	"strings"

	"regimen/internal/anatomy"
)

// ItemClot is the screening question about a clot in a deep vein.
const ItemClot = "dvt"

// WellsItem is one item of the Wells score for a clot in a deep vein of a leg.
type WellsItem struct {
	Code     string
	Question string
	Name     string // short, for the letter
	Points   int
	Calf     bool // the girths answer it
	Doctors  bool // whether it holds is for a doctor to say: it is not asked, and not counted
	Source   string
}

// WellsLikely is the score from which a clot is likely, by the rule of two levels. Less rules nothing out.
const WellsLikely = 2

// WellsScore adds up the items answered yes, without what is for the doctor to say; answers are those of FormWells, in the
// order of the catalogue. It reports false while an item is not answered: a part of them is no score.
func (c *Catalogue) WellsScore(answers []string) (int, bool) {
	sum := 0
	for i, w := range c.Wells {
		switch {
		case w.Doctors:
		case i >= len(answers) || answers[i] == "":
			return 0, false
		case answers[i] == AnswerYes:
			sum += w.Points
		}
	}
	return sum, true
}

// FormWells is the form of the answers to Catalogue.Wells about one leg, which is their side.
const FormWells = "wells"

// WellsWords sums the answers up for a letter. No band is told: what would lower the score is for the doctor to say, and a
// low score rules nothing out.
func (c *Catalogue) WellsWords(answers []string) Sentence {
	var yes []Sentence
	var doctors []Sentence
	asked, all := 0, 0
	for i, w := range c.Wells {
		name := Say("{{.Item}}", Args{"Item": Term{"wells", w.Code, w.Name}})
		if w.Doctors {
			doctors = append(doctors, name)
			continue
		}
		all++
		if i < len(answers) && answers[i] != "" {
			asked++
			if answers[i] == AnswerYes {
				yes = append(yes, name)
			}
		}
	}
	if asked == 0 {
		return Say("Wells items not asked.")
	}
	facts := Args{"Asked": asked, "All": all, "Yes": yes, "Likely": WellsLikely}
	said := Say("Wells items (2003): {{.Asked}} of {{.All}} asked, none with yes.", facts)
	if len(yes) > 0 {
		said = Say("Wells items (2003): {{.Asked}} of {{.All}} asked. Yes: {{.Yes}}.", facts)
	}
	score, whole := c.WellsScore(answers)
	if !whole {
		return OneAfterAnother([]Sentence{said, Say("Not all were asked, so there is no score.")})
	}
	facts["Score"] = score
	parts := []Sentence{said, Say("Score {{.Score}}; from {{.Likely}} on a clot is likely, and less rules nothing out.", facts)}
	if len(doctors) > 0 {
		parts = append(parts, Say("Not judged here, for the doctor to say: {{.Items}}.", Args{"Items": doctors}))
	}
	return OneAfterAnother(parts)
}

// AnswerWells keeps the answer to one Wells item, "" to take it back.
func AnswerWells(env Env, cat *Catalogue, chart *Chart, a *Assessment, side anatomy.Side, item int, answer string) Operation {
	f := FormAnswers{
		PatientID: a.PatientID, AssessmentID: a.ID, Form: FormWells, Side: side, FilledBy: ByTherapist, Date: a.Date, CreatedAt: env.now(),
	}
	if old := chart.Wells(a.ID, side); old != nil {
		f = *old
	} else {
		f.ID = env.NewID()
	}
	f.Answers = slices.Clone(f.Answers)
	for len(f.Answers) < len(cat.Wells) {
		f.Answers = append(f.Answers, "")
	}
	f.Answers[item] = answer
	f.Total = nil
	if score, whole := cat.WellsScore(f.Answers); whole {
		total := float64(score)
		f.Total = &total
	}
	return Operation{Label: Say("Clot check: {{.Item}}", Args{"Item": Term{"wells", cat.Wells[item].Code, cat.Wells[item].Name}}), Scope: a.ID, Put: []Record{&f}}
}

// Wells are the answers to the Wells items about a leg in an assessment, or nil.
func (c *Chart) Wells(assessment string, side anatomy.Side) *FormAnswers {
	return find(c.Forms, func(f *FormAnswers) bool {
		return f.AssessmentID == assessment && f.Form == FormWells && f.Side == side
	})
}

// wellsWords sums up the answers about a leg in an assessment for a letter.
func (c *Chart) wellsWords(cat *Catalogue, assessment string, side anatomy.Side) Sentence {
	var answers []string
	if f := c.Wells(assessment, side); f != nil {
		answers = f.Answers
	}
	return cat.WellsWords(answers)
}

// CalfDifference is the widest difference between the calves of an assessment at one level, or nil.
func (c *Chart) CalfDifference(cat *Catalogue, assessment string) *GirthDifference {
	return c.calves(cat)[assessment]
}

// calves are the widest differences between the calves by assessment; nil for calves that were measured and are alike.
func (c *Chart) calves(cat *Catalogue) map[string]*GirthDifference {
	out := make(map[string]*GirthDifference)
	girths := Chart{Measurements: where(c.Measurements, func(m *Measurement) bool { return m.Measure == MeasureGirth && m.AssessmentID != "" })}
	if len(girths.Measurements) == 0 {
		return out
	}
	for i := range cat.Limbs {
		p := &cat.Limbs[i]
		var calf []float64
		for _, cm := range p.Levels() {
			if p.Calf(cm) {
				calf = append(calf, cm)
			}
		}
		if len(calf) == 0 {
			continue
		}
		for _, v := range girths.LimbVisits(p) {
			both := func(cm float64) bool {
				_, l := v.Girths[anatomy.Left][cm]
				_, r := v.Girths[anatomy.Right][cm]
				return l && r
			}
			if !slices.ContainsFunc(calf, both) {
				continue
			}
			best := out[v.AssessmentID]
			if d := widest(p, v.Girths, calf, func(d *GirthDifference) float64 { return d.MM }); d != nil && (best == nil || d.MM > best.MM) {
				best = d
			}
			out[v.AssessmentID] = best
		}
	}
	return out
}

// ClotCheck is a difference between the calves that asks for a check for a clot.
type ClotCheck struct {
	GirthDifference
	// Answer is what the assessment says to the question about a clot; nil while it is not answered.
	Answer *Screening
	// ClearedBy is the doctor's clearance in force, or nil.
	ClearedBy *Clearance
	// Unchanged: the leg is known to have a lymphoedema and is no larger than last time, so that the difference is nothing
	// new.
	Unchanged bool
	// AlikeOn is the last day before on which the calves were measured and did not differ so; "" for none. What a doctor
	// saw until then was something else.
	AlikeOn Date
}

// Words says which calf is larger: "The left calf is 3.4 cm larger, 24 cm above the medial malleolus".
func (k *ClotCheck) Words() Sentence {
	return Say("The {{.Side}} calf is {{.Much}} larger, {{.At}} {{.Way}} the {{.Landmark}}", k.facts())
}

// Stands reports that a clot is suspected and no doctor has cleared it.
func (k *ClotCheck) Stands() bool {
	return k.Answer != nil && k.Answer.Answer != AnswerNo && k.ClearedBy == nil
}

// Open reports that the check still has to be decided on. A no to the question alone does not do: it was said before
// anybody measured, so that what explains the difference has to be written. Nor does what was decided about the
// other leg.
func (k *ClotCheck) Open() bool {
	switch {
	case k.ClearedBy != nil:
		return false
	case k.Answer == nil || k.Answer.Decision != "" && k.Answer.Side != k.Larger:
		return true
	}
	return k.Answer.Answer == AnswerNo && k.Answer.Decision != ClotExplained
}

// ClotCheck is nil unless a calf of the assessment is at least 3 cm larger than the other.
func (c *Chart) ClotCheck(cat *Catalogue, a *Assessment, today Date) *ClotCheck {
	d := c.CalfDifference(cat, a.ID)
	if d == nil || d.MM < CalfMMLimit {
		return nil
	}
	k := &ClotCheck{GirthDifference: *d}
	for _, s := range c.answersTo(ItemClot) {
		if s.AssessmentID == a.ID && (k.Answer == nil || s.ID != "") {
			k.Answer = &s
		}
	}
	if item := cat.ScreeningItem(ItemClot); item != nil {
		if x := c.ClearanceFor(item, today); x != nil && x.Date >= c.calfSince(cat, a, d.Larger) {
			k.ClearedBy = x
		}
	}
	k.Unchanged = c.knownCalf(cat, a, d)
	for id, other := range c.calves(cat) {
		if b := c.Assessment(id); b != nil && b.Date < a.Date && b.Date > k.AlikeOn && (other == nil || other.MM < CalfMMLimit || other.Larger != d.Larger) {
			k.AlikeOn = b.Date
		}
	}
	return k
}

// knownCalf reports that the larger leg of an assessment had a stage of lymphoedema before it,
// and that its calf has grown by no more than the error of a girth since the last time.
func (c *Chart) knownCalf(cat *Catalogue, a *Assessment, d *GirthDifference) bool {
	me := cat.Measure(MeasureGirth)
	before := c.AssessmentBefore(a)
	if me == nil || before == nil {
		return false
	}
	if n := c.stageOn(LimbLeg, d.Larger, before.Date); n == nil || *n < 1 {
		return false
	}
	now, earlier := c.limbVisit(d.Protocol, a)
	for i := len(earlier) - 1; i >= 0; i-- {
		if was, ok := earlier[i].Girths[d.Larger][d.CM]; ok {
			return now.Girths[d.Larger][d.CM]-was < me.MDC
		}
	}
	return false
}

// calfSince is the first of the days in a row, up to an assessment, on which a calf was found much larger: what a
// doctor cleared before that was another matter.
func (c *Chart) calfSince(cat *Catalogue, a *Assessment, larger anatomy.Side) Date {
	all := c.calves(cat)
	before := where(c.Assessments, func(b *Assessment) bool { return b.Date <= a.Date })
	slices.SortStableFunc(before, func(x, y Assessment) int { return strings.Compare(string(y.Date), string(x.Date)) })
	since := a.Date
	for _, b := range before {
		d, measured := all[b.ID]
		if !measured {
			continue
		}
		if d == nil || d.MM < CalfMMLimit || d.Larger != larger {
			break
		}
		since = b.Date
	}
	return since
}

// undecidedClot is the check of the last assessment that measured the calves, up to a day, when it still has to be decided
// on; nil otherwise. A signed assessment was decided on.
func (c *Chart) undecidedClot(cat *Catalogue, today Date) *ClotCheck {
	all := c.calves(cat)
	var last *Assessment
	for i := range c.Assessments {
		a := &c.Assessments[i]
		if _, measured := all[a.ID]; measured && a.Date <= today && (last == nil || a.Date >= last.Date) {
			last = a
		}
	}
	if last == nil || !last.SignedAt.IsZero() {
		return nil
	}
	if k := c.ClotCheck(cat, last, today); k != nil && k.Open() {
		return k
	}
	return nil
}

// reaches reports whether targets lie in the limb of the check, or in its girdle: a clot of the leg can reach up to the pelvis.
func (k *ClotCheck) reaches(cat *Catalogue, targets []Target) bool {
	return slices.ContainsFunc(cat.made(targets), func(t Target) bool {
		return (t.Side == k.Larger || bothSides(t.Side)) && cat.InPlace(k.Protocol.Limb, t.Structure)
	})
}

func (c *Catalogue) partOf(structure string) string {
	if c.structure == nil {
		return ""
	}
	return c.structure(structure).Part
}

// sameLimb reports whether two areas share a limb, which has its girdle with it.
func (c *Catalogue) sameLimb(a, b []Target) bool {
	for _, x := range a {
		for _, y := range b {
			if x.Side != y.Side && !bothSides(x.Side) && !bothSides(y.Side) {
				continue
			}
			if limb := c.LimbOf(x.Structure); limb != "" && limb == c.LimbOf(y.Structure) {
				return true
			}
		}
	}
	return false
}

// clotConflicts is what stands against work on a leg whose calf is much larger while nobody has decided what that is.
// Once a clot is suspected, the screening says so.
func clotConflicts(cat *Catalogue, chart *Chart, targets []Target, today Date) []Conflict {
	item := cat.ScreeningItem(ItemClot)
	if k := chart.undecidedClot(cat, today); k != nil && item != nil && k.reaches(cat, targets) {
		return []Conflict{{
			Item: ItemClot, Name: Text(item.Name), Reason: Say("{{.Calf}}. No massage of this leg, its buttock or groin before it is decided under Limbs whether a clot is suspected.", Args{"Calf": k.Words()}),
			Action: Text(item.Action),
		}}
	}
	return nil
}

// What was decided about a calf that is much larger than the other.
const (
	ClotSuspected = "suspected" // or not ruled out
	ClotExplained = "explained" // otherwise, see Screening.Reason
)

// ClotSeen is what explains a calf that is much larger, and which doctor examined it when.
type ClotSeen struct {
	Why string
	By  string
	On  Date
}

// DecideClot answers the question about a clot in an assessment: AnswerYes or AnswerUnsure, which stops the
// massage of the whole leg until a doctor clears it, or AnswerNo with what explains the difference and the doctor who
// examined it. Only a leg that is known to have a lymphoedema, and has not changed, needs no doctor. The error is a FieldErrors.
func DecideClot(env Env, atlas *anatomy.Atlas, a *Assessment, k *ClotCheck, answer string, seen ClotSeen) (Operation, error) {
	seen.Why, seen.By = strings.TrimSpace(seen.Why), strings.TrimSpace(seen.By)
	if answer == AnswerNo {
		if err := k.explained(seen, env.today()); err != nil {
			return Operation{}, err
		}
	} else {
		seen.By, seen.On = "", ""
	}
	s := Screening{PatientID: a.PatientID, AssessmentID: a.ID, Item: ItemClot}
	if k.Answer != nil {
		s = *k.Answer
	}
	if s.ID == "" { // nor is there a record of what was denied in a group
		s.ID = env.NewID()
	}
	s.Answer, s.At, s.Targets = answer, env.now(), []Target{}
	s.Decision, s.Side, s.Reason, s.SeenBy, s.SeenOn = ClotExplained, k.Larger, seen.Why, seen.By, seen.On
	label := Say("Clot check: explained otherwise")
	if answer != AnswerNo {
		s.Decision, s.Targets = ClotSuspected, LimbTargets(atlas, k.Protocol.Limb, k.Larger)
		label = Say("Clot check: suspected in the {{.Side}} leg", Args{"Side": k.Larger})
	}
	return Operation{Label: label, Scope: a.ID, Put: []Record{&s}}, s.Validate()
}

// explained refuses an explanation that does not do.
func (k *ClotCheck) explained(seen ClotSeen, today Date) error {
	var c checks
	c.require("reason", seen.Why, Say("Write what explains the difference."))
	switch {
	case seen.By == "" && seen.On == "" && k.Unchanged:
	case seen.By == "":
		c.fail("seen_by", Say("Write which doctor examined this leg. Without a doctor, only a known lymphoedema that has not changed explains it."))
	case !seen.On.Valid():
		c.fail("seen_on", Say("Write the day on which the doctor examined this leg."))
	case seen.On > today:
		c.fail("seen_on", Say("That day is still to come."))
	case k.AlikeOn != "" && seen.On <= k.AlikeOn:
		c.fail("seen_on", Say("The calves were alike on {{.Day}}: the doctor has to examine the leg as it is now.", Args{"Day": k.AlikeOn}))
	case seen.On.DaysUntil(today) >= StaleDays && !k.Unchanged:
		c.fail("seen_on", Say("That is four weeks ago or more: the doctor has to examine the leg as it is now."))
	}
	return c.err()
}

// ClotWords says what the calves were like when a question about a clot was decided, the score for the letter, and
// what explains the difference; nothing for an answer without a decision.
func (c *Chart) ClotWords(cat *Catalogue, s *Screening) Sentence {
	if s.Decision == "" {
		return Sentence{}
	}
	var parts []Sentence
	if d := c.CalfDifference(cat, s.AssessmentID); d != nil && d.Larger == s.Side {
		parts = append(parts, Say("{{.Calf}}.", Args{"Calf": (&ClotCheck{GirthDifference: *d}).Words()}))
	}
	parts = append(parts, c.wellsWords(cat, s.AssessmentID, s.Side))
	if s.Reason != "" {
		parts = append(parts, written(s.Reason))
	}
	if s.SeenBy != "" && s.SeenOn != "" {
		parts = append(parts, Say("Examined by {{.Who}} on {{.Day}}.", Args{"Who": s.SeenBy, "Day": s.SeenOn}))
	}
	return OneAfterAnother(parts)
}

// clotHindrance is why an assessment with one calf much larger cannot be signed yet, or "".
func (c *Chart) clotHindrance(cat *Catalogue, a *Assessment) Sentence {
	days := []Date{a.Date}
	for i := range c.Clearances { // one that came before the signature counts too
		if x := &c.Clearances[i]; x.Item == ItemClot && x.Date > a.Date {
			days = append(days, x.Date)
		}
	}
	var k *ClotCheck
	for _, day := range days {
		if k = c.ClotCheck(cat, a, day); k == nil || !k.Open() {
			return Sentence{}
		}
	}
	return Say("{{.Calf}}. Decide under Limbs whether a clot is suspected.", Args{"Calf": k.Words()})
}

// clotTreated is the first treatment given in a session to a limb in which a clot is suspected and not
// cleared, or nil. The whole limb counts, wherever on it the place was marked; a suspicion with no place stands against
// all, and so does a treatment with none. One that came up after the session had ended does not count: it could not be known.
func (c *Chart) clotTreated(cat *Catalogue, s *Session) *Treatment {
	var last *Screening
	answers := c.answersTo(ItemClot)
	for i := range answers {
		x := &answers[i]
		if !s.EndedAt.IsZero() && x.At.After(s.EndedAt) || c.answeredOn(x) > s.Date {
			continue
		}
		if last == nil || answeredBefore(last, x) {
			last = x
		}
	}
	item := ScreeningItem{Code: ItemClot, Blocks: true, Urgency: UrgencySameDay}
	if last == nil || last.Answer == AnswerNo || c.ClearanceFor(&item, s.Date) != nil {
		return nil
	}
	return find(c.Treatments, func(t *Treatment) bool {
		return t.SessionID == s.ID && t.Given() && (len(last.Targets) == 0 || len(t.Targets) == 0 ||
			Overlap(last.Targets, c.WorksAt(cat, t.Technique, t.Targets)) || cat.sameLimb(last.Targets, c.WorksAt(cat, t.Technique, t.Targets)))
	})
}

// clotHindrances are why a session cannot be signed because of a clot in a limb that it treated.
func clotHindrances(cat *Catalogue, chart *Chart, s *Session) []Hindrance {
	if chart.clotTreated(cat, s) != nil {
		return []Hindrance{{Step: StepClot, Say: Say("A limb was massaged in which a clot is suspected; hip and shoulder belong to it. Leave that out, or record the doctor’s clearance.")}}
	}
	k := chart.undecidedClot(cat, s.Date)
	treated := func(t *Treatment) bool {
		return t.SessionID == s.ID && t.Given() && k.reaches(cat, chart.WorksAt(cat, t.Technique, t.Targets))
	}
	if k == nil || find(chart.Treatments, treated) == nil {
		return nil
	}
	return []Hindrance{{Step: StepAssessment, Say: Say("{{.Calf}}, and this leg was massaged. Decide under Limbs of the assessment whether a clot is suspected, or leave that out.", Args{"Calf": k.Words()})}}
}
