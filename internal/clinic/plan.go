package clinic

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"regimen/internal/anatomy"
)

// Benefit is what a treatment is for.
type Benefit string

// The five benefits of remedial massage.
const (
	Lymphatic   Benefit = "lymphatic"
	Tension     Benefit = "tension"
	Circulation Benefit = "circulation"
	Mobility    Benefit = "mobility"
	Recovery    Benefit = "recovery"
)

// Benefits lists the five.
func Benefits() []Benefit { return []Benefit{Lymphatic, Tension, Circulation, Mobility, Recovery} }

// Name is the benefit in the clinic's words.
func (b Benefit) Name() Sentence {
	switch b {
	case Lymphatic:
		return Say("Lymphatic stimulation")
	case Tension:
		return Say("Less muscle tension")
	case Circulation:
		return Say("Better circulation")
	case Mobility:
		return Say("Mobility and flexibility")
	case Recovery:
		return Say("Soft-tissue recovery")
	}
	return Text(string(b))
}

// Inside is Name as it stands within a sentence.
func (b Benefit) Inside() Sentence {
	switch b {
	case Lymphatic:
		return Say("lymphatic stimulation")
	case Tension:
		return Say("less muscle tension")
	case Circulation:
		return Say("better circulation")
	case Mobility:
		return Say("mobility and flexibility")
	case Recovery:
		return Say("soft-tissue recovery")
	}
	return Text(string(b))
}

// Plain is what it gives the patient, in a few plain words.
func (b Benefit) Plain() Sentence {
	switch b {
	case Lymphatic:
		return Say("Less swelling")
	case Tension:
		return Say("Softer muscles")
	case Circulation:
		return Say("Better blood flow")
	case Mobility:
		return Say("Move more freely")
	case Recovery:
		return Say("Heal and do more again")
	}
	return Text(string(b))
}

// Phase is a run of sessions at one spacing; a taper is a second and third phase.
type Phase struct {
	Sessions  int `json:"sessions"`
	EveryDays int `json:"every_days"` // from one session to the next
}

// Plan is one version of a massage regimen. An agreed plan is never changed: a change is a new version
// with the same lineage.
type Plan struct {
	ID             string `json:"id"`
	PatientID      string `json:"patient_id"`
	PractitionerID string `json:"practitioner_id,omitempty"`
	AssessmentID   string `json:"assessment_id,omitempty"` // whose findings it answers
	Lineage        string `json:"lineage"`                 // the ID of the first version
	Version        int    `json:"version"`                 // 1, 2, …
	PreviousID     string `json:"previous_id,omitempty"`
	ChangeReason   string `json:"change_reason"` // why this version was made

	Title       string   `json:"title"`
	Summary     string   `json:"summary"` // what was found, in plain words
	Start       Date     `json:"start,omitempty"`
	Minutes     int      `json:"minutes"` // length of a session
	Phases      []Phase  `json:"phases"`
	ReviewDate  Date     `json:"review_date,omitempty"`
	Precautions []string `json:"precautions"`
	Expect      string   `json:"expect"` // what the patient may feel, in plain words
	// CostCents is the price of a session in hundredths of the currency; nil when not set.
	CostCents *int `json:"cost_cents,omitempty"`

	CreatedAt time.Time `json:"created_at"`
	AgreedAt  time.Time `json:"agreed_at,omitempty"`
	AgreedBy  string    `json:"agreed_by"`  // who agreed: the patient or a guardian
	AgreedHow string    `json:"agreed_how"` // AgreedSpoken or AgreedOnPaper
	AgreedAs  string    `json:"agreed_as"`  // ByThePatient or ByGuardian; "" while it is not agreed, or was not said
}

// PlanTitle is what a version is called: its own name, or else the complaint of the assessment it answers; "" where
// neither was written.
func (c *Chart) PlanTitle(p *Plan) string {
	if t := strings.TrimSpace(p.Title); t != "" {
		return t
	}
	if a := c.Assessment(p.AssessmentID); a != nil {
		return strings.TrimSpace(a.Complaint)
	}
	return ""
}

// How a plan was agreed to.
const (
	AgreedSpoken  = "spoken"
	AgreedOnPaper = "signed on paper"
)

// AgreedWho names who agreed: a guardian as one.
func (p *Plan) AgreedWho() Sentence {
	name := Args{"Name": p.AgreedBy}
	if p.AgreedAs == ByGuardian {
		return Say("{{.Name}} (parent or guardian)", name)
	}
	return Say("{{.Name}}", name)
}

// AgreedHowWords says how it was agreed, inside a sentence.
func (p *Plan) AgreedHowWords() Sentence {
	switch p.AgreedHow {
	case AgreedSpoken:
		return Say("spoken")
	case AgreedOnPaper:
		return Say("signed on paper")
	}
	return Text(p.AgreedHow) // as an older program may have kept it
}

// Problem is a finding that the plan answers.
type Problem struct {
	ID        string `json:"id"`
	PatientID string `json:"patient_id"`
	PlanID    string `json:"plan_id"`
	FindingID string `json:"finding_id,omitempty"`
	OriginID  string `json:"origin_id"` // the same problem in the first version that had it
	Words     string `json:"words"`     // as it is written on the plan
	Rank      int    `json:"rank"`
	// MeasurementID or TestResultID is what it was found by where that is no finding, see Observed.
	MeasurementID string `json:"measurement_id,omitempty"`
	TestResultID  string `json:"test_result_id,omitempty"`
}

// Plain is the problem as the patient reads it where its words were made from its finding, and are a therapist's: in
// plain words; false where they were written by hand and are printed as they are. f is its finding, or nil; label and
// place name structures, see anatomy.Atlas.
func (p *Problem) Plain(cat *Catalogue, f *Finding, label func(code string, side anatomy.Side) string, place func(code string, sides ...anatomy.Side) string) (Sentence, bool) {
	if f == nil {
		return Sentence{}, false
	}
	said := outOfTen.ReplaceAllString(p.Words, "")
	words := func(severity *int) string {
		then := *f // the words keep the severity of the day they were made
		then.Severity = severity
		return then.Words(cat, label)
	}
	made := said == words(nil)
	if scale := cat.ScaleOf(f.Type, f.Source); scale != nil {
		made = made || slices.ContainsFunc(scale.Steps, func(x ScaleStep) bool { return said == words(&x.Value) })
	}
	if made {
		return f.PlainWords(place), true
	}
	return Sentence{}, false
}

// outOfTen is how strong a finding is as a number, which once was said of all of them.
var outOfTen = regexp.MustCompile(` \d+/10$`)

// Goal is a benefit with a measure, a baseline, a target and a date, in the patient's words.
type Goal struct {
	ID         string       `json:"id"`
	PatientID  string       `json:"patient_id"`
	PlanID     string       `json:"plan_id"`
	OriginID   string       `json:"origin_id"`
	ProblemID  string       `json:"problem_id,omitempty"`
	Benefit    Benefit      `json:"benefit"`
	Measure    string       `json:"measure"`
	Item       string       `json:"item"`
	Structure  string       `json:"structure"`
	Side       anatomy.Side `json:"side"`
	Mode       string       `json:"mode"`
	BaselineID string       `json:"baseline_id,omitempty"` // the measurement it was taken from
	Baseline   *float64     `json:"baseline,omitempty"`
	TargetTo   *float64     `json:"target,omitempty"`
	Due        Date         `json:"due,omitempty"`
	Words      string       `json:"words"`
	Rank       int          `json:"rank"`
	// Where along a limb it is measured, as in a Measurement.
	Protocol string   `json:"protocol"`
	LevelCM  *float64 `json:"level_cm,omitempty"`
	FromCM   *float64 `json:"from_cm,omitempty"`
	ToCM     *float64 `json:"to_cm,omitempty"`
}

// Prescription is a technique on structures with its dose.
type Prescription struct {
	ID          string   `json:"id"`
	PatientID   string   `json:"patient_id"`
	PlanID      string   `json:"plan_id"`
	OriginID    string   `json:"origin_id"`
	GoalID      string   `json:"goal_id,omitempty"`
	ProblemID   string   `json:"problem_id,omitempty"`
	Technique   string   `json:"technique"` // a code of the techniques catalogue
	Targets     []Target `json:"targets"`
	Pressure    int      `json:"pressure"` // 1–5, the Walton scale
	Minutes     float64  `json:"minutes"`
	Repetitions int      `json:"repetitions"` // 0 when not counted
	Position    string   `json:"position"`
	Note        string   `json:"note"`
	// KeptReason is why it stands although it conflicts with a contraindication.
	KeptReason string `json:"kept_reason"`
	Rank       int    `json:"rank"`
	// DoseReason is why an unusual dose stays. It silences no contraindication.
	DoseReason string `json:"dose_reason"`
}

// HomeCare is one thing the patient does between sessions.
type HomeCare struct {
	ID           string `json:"id"`
	PatientID    string `json:"patient_id"`
	PlanID       string `json:"plan_id"`
	OriginID     string `json:"origin_id"`
	Exercise     string `json:"exercise"` // a code of the home-care catalogue, or ""
	Title        string `json:"title"`
	Instructions string `json:"instructions"`
	Sets         int    `json:"sets"`
	Repetitions  int    `json:"repetitions"`
	HoldSeconds  int    `json:"hold_seconds"`
	Minutes      int    `json:"minutes"`
	DaysPerWeek  int    `json:"days_per_week"`
	TimesPerDay  int    `json:"times_per_day"`
	Rank         int    `json:"rank"`
	// KeptReason is why it stays although something stands against it.
	KeptReason string `json:"kept_reason"`
}

// PlanEnd closes a plan: the course was finished, or stopped.
type PlanEnd struct {
	ID        string    `json:"id"`
	PatientID string    `json:"patient_id"`
	PlanID    string    `json:"plan_id"`
	Date      Date      `json:"date"`
	Outcome   string    `json:"outcome"` // OutcomeFinished or OutcomeStopped
	Reason    string    `json:"reason"`
	By        string    `json:"by"`
	CreatedAt time.Time `json:"created_at"`
}

// How a plan can end.
const (
	OutcomeFinished = "finished"
	OutcomeStopped  = "stopped"
)

// Positions are how a patient lies or sits.
func Positions() []string { return []string{"prone", "supine", "side-lying", "seated"} }

// Bounds of a plan, generous ones: outside them is a slip of the finger.
const (
	MaxSessionMinutes = 240
	MaxSessions       = 200
	MaxEveryDays      = 366
)

func (p *Plan) Kind() Kind            { return KindPlan }
func (p *Plan) Key() string           { return p.ID }
func (p *Plan) PatientKey() string    { return p.PatientID }
func (p *Plan) Locks() []Ref          { return []Ref{{KindPlan, p.ID}} }
func (p *Plan) SignedTime() time.Time { return p.AgreedAt }

// Agreed reports whether the patient agreed to this version.
func (p *Plan) Agreed() bool { return !p.AgreedAt.IsZero() }

// Validate checks the schedule and the dates.
func (p *Plan) Validate() error {
	var k checks
	k.between("minutes", Say("The length of a session"), float64(p.Minutes), 5, MaxSessionMinutes, " minutes")
	k.phases(p.Phases)
	k.optionalDate("start", p.Start)
	k.optionalDate("review_date", p.ReviewDate)
	if p.Start.Valid() && p.ReviewDate.Valid() && p.ReviewDate < p.Start {
		k.fail("review_date", Say("The re-assessment is before the first session."))
	}
	if p.CostCents != nil {
		k.between("cost_cents", Say("The cost of a session"), float64(*p.CostCents)/100, 0, 100_000, "")
	}
	return k.err()
}

func (c *checks) phases(phases []Phase) {
	total := 0
	for _, ph := range phases {
		total += ph.Sessions
		c.between("phases", Say("The number of sessions"), float64(ph.Sessions), 1, MaxSessions, "")
		c.between("phases", Say("The days between sessions"), float64(ph.EveryDays), 1, MaxEveryDays, "")
	}
	if total > MaxSessions {
		c.fail("phases", Say("A plan holds at most {{.Most}} sessions.", Args{"Most": MaxSessions}))
	}
}

func (p *Problem) Kind() Kind         { return KindProblem }
func (p *Problem) Key() string        { return p.ID }
func (p *Problem) PatientKey() string { return p.PatientID }
func (p *Problem) Locks() []Ref       { return []Ref{{KindPlan, p.PlanID}} }

// Validate asks for words.
func (p *Problem) Validate() error {
	var k checks
	k.require("words", p.Words, Say("Write the problem in a few words."))
	return k.err()
}

func (g *Goal) Kind() Kind         { return KindGoal }
func (g *Goal) Key() string        { return g.ID }
func (g *Goal) PatientKey() string { return g.PatientID }
func (g *Goal) Locks() []Ref       { return []Ref{{KindPlan, g.PlanID}} }

// Validate asks for a benefit; a goal is saved while it is being made, so the rest may be missing.
func (g *Goal) Validate() error {
	var k checks
	known := false
	for _, b := range Benefits() {
		known = known || b == g.Benefit
	}
	if !known {
		k.fail("benefit", Say("Choose the benefit the goal is for."))
	}
	k.side(g.Side)
	k.finite("baseline", Say("The baseline"), g.Baseline)
	k.finite("target", Say("The target"), g.TargetTo)
	k.optionalDate("due", g.Due)
	return k.err()
}

func (p *Prescription) Kind() Kind         { return KindPrescription }
func (p *Prescription) Key() string        { return p.ID }
func (p *Prescription) PatientKey() string { return p.PatientID }
func (p *Prescription) Locks() []Ref       { return []Ref{{KindPlan, p.PlanID}} }

// Validate checks the dose.
func (p *Prescription) Validate() error {
	var k checks
	k.require("technique", p.Technique, Say("Choose the technique."))
	k.dose(p.Pressure, p.Minutes, p.Repetitions)
	return k.err()
}

func (c *checks) dose(pressure int, minutes float64, repetitions int) {
	c.between("pressure", Say("Pressure"), float64(pressure), 1, 5, "")
	c.between("minutes", Say("Minutes"), minutes, 0, MaxSessionMinutes, "")
	c.between("repetitions", Say("Repetitions"), float64(repetitions), 0, 1000, "")
}

func (h *HomeCare) Kind() Kind         { return KindHomeCare }
func (h *HomeCare) Key() string        { return h.ID }
func (h *HomeCare) PatientKey() string { return h.PatientID }
func (h *HomeCare) Locks() []Ref       { return []Ref{{KindPlan, h.PlanID}} }

// Validate asks for a title and a dose that can be done.
func (h *HomeCare) Validate() error {
	var k checks
	k.require("title", h.Title, Say("Write what the patient does at home."))
	k.between("sets", Say("Sets"), float64(h.Sets), 0, 100, "")
	k.between("repetitions", Say("Repetitions"), float64(h.Repetitions), 0, 1000, "")
	k.between("hold_seconds", Say("Hold"), float64(h.HoldSeconds), 0, 3600, " seconds")
	k.between("minutes", Say("Minutes"), float64(h.Minutes), 0, 600, "")
	k.between("days_per_week", Say("Days a week"), float64(h.DaysPerWeek), 0, 7, "")
	k.between("times_per_day", Say("Times a day"), float64(h.TimesPerDay), 0, 24, "")
	return k.err()
}

func (e *PlanEnd) Kind() Kind         { return KindPlanEnd }
func (e *PlanEnd) Key() string        { return e.ID }
func (e *PlanEnd) PatientKey() string { return e.PatientID }
func (e *PlanEnd) Locks() []Ref       { return nil }

// Validate asks how the plan ended.
func (e *PlanEnd) Validate() error {
	var k checks
	k.date(Say("The end of the plan"), e.Date)
	k.oneOf("outcome", Say("The outcome"), e.Outcome, OutcomeFinished, OutcomeStopped)
	return k.err()
}
