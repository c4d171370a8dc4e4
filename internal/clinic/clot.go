package clinic

import (
	"fmt"
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
	Source   string
}

// The bands of the Wells score.
const (
	WellsHigh     = "high"
	WellsModerate = "moderate"
	WellsLow      = "low"
)

// WellsScore adds up the items answered yes; answers are those of WellsForm, in the order of the catalogue.
// The score is for the letter to a doctor and rules nothing out.
func (c *Catalogue) WellsScore(answers []string) int {
	sum := 0
	for i, w := range c.Wells {
		if i < len(answers) && answers[i] == AnswerYes {
			sum += w.Points
		}
	}
	return sum
}

// WellsBand is the band of a score: 3 and more is high, 1 or 2 moderate, less low (NEJM 2003).
func WellsBand(score int) string {
	switch {
	case score >= 3:
		return WellsHigh
	case score >= 1:
		return WellsModerate
	}
	return WellsLow
}

// WellsForm is the code the answers of one leg are stored under.
func WellsForm(side anatomy.Side) string { return "wells." + side.Word() }

// WellsWords sums the answers up for a letter.
func (c *Catalogue) WellsWords(answers []string) string {
	score := c.WellsScore(answers)
	var yes []string
	asked := 0
	for i, w := range c.Wells {
		if i < len(answers) && answers[i] != "" {
			asked++
			if answers[i] == AnswerYes {
				yes = append(yes, w.Name)
			}
		}
	}
	if asked == 0 {
		return "Wells items not asked."
	}
	text := fmt.Sprintf("Wells score %d (%s), %d of %d items asked.", score, WellsBand(score), asked, len(c.Wells))
	if len(yes) > 0 {
		text += " Yes: " + strings.Join(yes, ", ") + "."
	}
	return text
}

// AnswerWells keeps the answer to one Wells item, "" to take it back.
func AnswerWells(env Env, cat *Catalogue, chart *Chart, a *Assessment, side anatomy.Side, item int, answer string) Operation {
	f := FormAnswers{
		PatientID: a.PatientID, AssessmentID: a.ID, Form: WellsForm(side), FilledBy: ByTherapist, Date: a.Date, CreatedAt: env.now(),
	}
	if old := chart.Wells(a.ID, side); old != nil {
		f = *old
	} else {
		f.ID = env.NewID()
	}
	before := cat.WellsWords(f.Answers)
	f.Answers = slices.Clone(f.Answers)
	for len(f.Answers) < len(cat.Wells) {
		f.Answers = append(f.Answers, "")
	}
	f.Answers[item] = answer
	total := float64(cat.WellsScore(f.Answers))
	f.Total = &total
	op := Operation{Label: "Clot check: " + cat.Wells[item].Name, Scope: a.ID, Put: []Record{&f}}
	for _, s := range chart.ScreeningsOf(a.ID) { // what was decided before goes on to tell the score
		if note := strings.Replace(s.Note, before, cat.WellsWords(f.Answers), 1); s.Item == ItemClot && note != s.Note {
			s.Note = note
			op.Put = append(op.Put, &s)
		}
	}
	return op
}

// Wells is the form with the Wells items of a leg in an assessment, or nil.
func (c *Chart) Wells(assessment string, side anatomy.Side) *FormAnswers {
	return find(c.Forms, func(f *FormAnswers) bool { return f.AssessmentID == assessment && f.Form == WellsForm(side) })
}

// CalfDifference is the widest difference between the calves of an assessment at one level, or nil.
func (c *Chart) CalfDifference(cat *Catalogue, assessment string) *GirthDifference {
	var out *GirthDifference
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
		for _, v := range c.LimbVisits(p) {
			if v.AssessmentID != assessment {
				continue
			}
			if d := widest(p, v.Girths, calf); d != nil && (out == nil || d.MM > out.MM) {
				out = d
			}
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
}

// Words says which calf is larger: "the left calf is 3.4 cm larger, 24 cm above the medial malleolus".
func (k *ClotCheck) Words() string {
	side := k.Larger.Word()
	return "the " + side + " calf is" + strings.TrimPrefix(k.GirthDifference.Words(), "the "+side+" is")
}

// Stands reports that a clot is suspected and no doctor has cleared it.
func (k *ClotCheck) Stands() bool {
	return k.Answer != nil && k.Answer.Answer != AnswerNo && k.ClearedBy == nil
}

// Open reports that the check still has to be decided on. A plain no does not do: it was said before
// anybody measured, so that what explains the difference has to be written.
func (k *ClotCheck) Open() bool {
	return k.ClearedBy == nil && (k.Answer == nil || k.Answer.Answer == AnswerNo && strings.TrimSpace(k.Answer.Note) == "")
}

// ClotCheck is nil unless a calf of the assessment is at least 3 cm larger than the other.
func (c *Chart) ClotCheck(cat *Catalogue, a *Assessment, today Date) *ClotCheck {
	d := c.CalfDifference(cat, a.ID)
	if d == nil || d.MM < CalfMMLimit {
		return nil
	}
	k := &ClotCheck{GirthDifference: *d}
	for _, s := range c.ScreeningsOf(a.ID) {
		if s.Item == ItemClot {
			k.Answer = &s
		}
	}
	if item := cat.ScreeningItem(ItemClot); item != nil {
		k.ClearedBy = c.ClearanceFor(item, today)
	}
	return k
}

// calves begins the note that DecideClot writes.
const calves = "Clot check: "

// DecideClot answers the question about a clot in an assessment: AnswerYes or AnswerUnsure, which stops the
// massage of the whole leg until a doctor clears it, or AnswerNo with what explains the difference.
func DecideClot(env Env, cat *Catalogue, chart *Chart, atlas *anatomy.Atlas, a *Assessment, k *ClotCheck, answer, why string) (Operation, error) {
	why = strings.TrimSpace(why)
	if answer == AnswerNo && why == "" {
		return Operation{}, FieldErrors{{Field: "note", Message: "Write what explains the difference, and who has seen it."}}
	}
	s := Screening{PatientID: a.PatientID, AssessmentID: a.ID, Item: ItemClot}
	if k.Answer != nil {
		s = *k.Answer
	} else {
		s.ID = env.NewID()
	}
	s.Answer, s.At = answer, env.now()
	note := calves + k.Words() + "."
	var answers []string
	if f := chart.Wells(a.ID, k.Larger); f != nil {
		answers = f.Answers
	}
	note += " " + cat.WellsWords(answers)
	if why != "" {
		note += " " + why
	}
	if said := strings.TrimSpace(s.Note); said != "" && !strings.HasPrefix(said, calves) {
		note = said + "\n" + note
	}
	s.Note, s.Targets = note, []Target{}
	label := "Clot check: explained otherwise"
	if answer != AnswerNo {
		s.Targets = LimbTargets(atlas, k.Protocol.Parts, k.Larger)
		label = "Clot check: suspected in the " + k.Larger.Word() + " leg"
	}
	return Operation{Label: label, Scope: a.ID, Put: []Record{&s}}, s.Validate()
}

// clotHindrance is why an assessment with one calf much larger cannot be signed yet, or "".
func (c *Chart) clotHindrance(cat *Catalogue, a *Assessment) string {
	if k := c.ClotCheck(cat, a, a.Date); k != nil && k.Open() {
		words := k.Words()
		return strings.ToUpper(words[:1]) + words[1:] + ". Decide under Limbs whether a clot is suspected."
	}
	return ""
}

// clotTreated is the first treatment given in a session to a limb in which a clot is suspected and not
// cleared, or nil. A suspicion with no limb named stands against all. One that came up after the session had
// ended does not count: it could not be known.
func (c *Chart) clotTreated(s *Session) *Treatment {
	var last *Screening
	for i := range c.Screenings {
		x := &c.Screenings[i]
		if x.Item != ItemClot || !s.EndedAt.IsZero() && x.At.After(s.EndedAt) || c.answeredOn(x) > s.Date {
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
		return t.SessionID == s.ID && t.Given() && (len(last.Targets) == 0 || Overlap(last.Targets, t.Targets))
	})
}
