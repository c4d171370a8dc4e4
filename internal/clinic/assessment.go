package clinic

import (
	"time"

	"regimen/internal/anatomy"
)

// Target is a structure on a side of the patient's body.
type Target = anatomy.Target

// Assessment is one systematic examination. Its findings, screening answers and measurements are
// records of their own that point at it.
type Assessment struct {
	ID             string `json:"id"`
	PatientID      string `json:"patient_id"`
	PractitionerID string `json:"practitioner_id,omitempty"`
	Date           Date   `json:"date"`
	Type           string `json:"type"` // AssessmentInitial or AssessmentReview

	Complaint         string `json:"complaint"`
	Onset             string `json:"onset"`
	InjuredOn         Date   `json:"injured_on,omitempty"`
	Mechanism         string `json:"mechanism"`
	Aggravating       string `json:"aggravating"`
	Easing            string `json:"easing"`
	DayPattern        string `json:"day_pattern"` // over 24 hours
	PreviousTreatment string `json:"previous_treatment"`
	Medication        string `json:"medication"`
	Health            string `json:"health"` // general health, operations, allergies
	ReferralFrom      string `json:"referral_from"`
	ReferralDate      Date   `json:"referral_date,omitempty"`
	ReferralReason    string `json:"referral_reason"`
	Impression        string `json:"impression"` // a working impression, not a medical diagnosis

	CreatedAt time.Time `json:"created_at"`
	SignedAt  time.Time `json:"signed_at,omitempty"`
	SignedBy  string    `json:"signed_by"`

	ReferralSessions int  `json:"referral_sessions"`          // how many the referral is for; 0 when it does not say
	ReferralExpires  Date `json:"referral_expires,omitempty"` // its last day
	ReportDue        Date `json:"report_due,omitempty"`       // when the referrer wants to hear

	// Told are codes of what the history says, in no order: the common words that were tapped. See FactTold.
	Told []string `json:"told"`
}

// The types of assessment.
const (
	AssessmentInitial = "initial"
	AssessmentReview  = "review"
)

// Screening is the answer to one red-flag or contraindication question, or to a head question that stands for several, in
// one assessment or session.
type Screening struct {
	ID           string    `json:"id"`
	PatientID    string    `json:"patient_id"`
	AssessmentID string    `json:"assessment_id,omitempty"`
	SessionID    string    `json:"session_id,omitempty"`
	Item         string    `json:"item"`   // a code of the screening catalogue, or of a Head
	Answer       string    `json:"answer"` // AnswerNo, AnswerYes or AnswerUnsure
	Targets      []Target  `json:"targets"`
	Note         string    `json:"note"`
	Action       string    `json:"action"` // what was done about a yes
	At           time.Time `json:"at"`

	// What was decided when one calf was found much larger, see DecideClot. They are empty for every item but ItemClot.
	Decision string       `json:"decision"` // ClotSuspected, ClotExplained or "" while it is not decided
	Side     anatomy.Side `json:"side"`     // of the larger calf
	Reason   string       `json:"reason"`   // what explains the difference
	// SeenBy is the doctor who examined the larger calf, and SeenOn when; both are empty where none did.
	SeenBy string `json:"seen_by"`
	SeenOn Date   `json:"seen_on,omitempty"`

	// Covers are the questions that were denied with a Head, in one breath and not one by one; empty for any other answer.
	Covers []string `json:"covers"`
	// Details are the fields of the answer, see DetailField.
	Details []Detail `json:"details"`
}

// Answers to a screening question.
const (
	AnswerNo     = "no"
	AnswerYes    = "yes"
	AnswerUnsure = "unsure"
)

// Clearance is a doctor's word that a contraindication does not stand in the way, within a scope and
// until a day.
type Clearance struct {
	ID        string    `json:"id"`
	PatientID string    `json:"patient_id"`
	Item      string    `json:"item"`
	Doctor    string    `json:"doctor"`
	Date      Date      `json:"date"`
	Scope     string    `json:"scope"` // what pressure, area and position were asked about and allowed
	Expires   Date      `json:"expires,omitempty"`
	CreatedAt time.Time `json:"created_at"`
	// InjuryID is the injury that a doctor has seen, where Item is HealingItem.
	InjuryID string `json:"injury_id,omitempty"`
}

// Source tells who says so. The two are never mixed.
type Source string

// The sources of a finding.
const (
	ByPatient   Source = "patient"
	ByTherapist Source = "therapist"
)

// FindingPain is the sort of finding that pain is.
const FindingPain = "pain"

// Finding is what was found where.
type Finding struct {
	ID           string       `json:"id"`
	PatientID    string       `json:"patient_id"`
	AssessmentID string       `json:"assessment_id,omitempty"`
	SessionID    string       `json:"session_id,omitempty"`
	Structure    string       `json:"structure"`
	Side         anatomy.Side `json:"side"`
	View         string       `json:"view"` // where it was tapped; "" when chosen from the list
	X            float64      `json:"x"`    // mm on that view
	Y            float64      `json:"y"`
	Source       Source       `json:"source"`
	Type         string       `json:"type"`               // a code of FindingTypes
	Severity     *int         `json:"severity,omitempty"` // 0–10, read by Catalogue.ScaleOf; nil is not rated
	Quality      string       `json:"quality"`
	Tissue       string       `json:"tissue"`
	Depth        string       `json:"depth"`
	Note         string       `json:"note"`
	CreatedAt    time.Time    `json:"created_at"`

	// What the examination of a trigger point said.
	Signs   []string `json:"signs"`   // of TriggerPointSigns, those that were felt
	Pattern string   `json:"pattern"` // whether the pain matches the muscle's: FamiliarYes, FamiliarNo, "" not asked

	// KnownSince is since when the patient's doctor knows of it; "" where that was not said.
	KnownSince Date `json:"known_since,omitempty"`
}

// Stroke is a free pen line or a referral arrow on a view.
type Stroke struct {
	ID           string       `json:"id"`
	PatientID    string       `json:"patient_id"`
	AssessmentID string       `json:"assessment_id,omitempty"`
	SessionID    string       `json:"session_id,omitempty"`
	FindingID    string       `json:"finding_id,omitempty"` // the finding an arrow starts from, or a pen line goes round, see Area
	View         string       `json:"view"`
	Source       Source       `json:"source"`
	Tool         string       `json:"tool"`     // StrokePen or StrokeArrow
	Points       [][2]float64 `json:"points"`   // mm on the view
	WidthMM      float64      `json:"width_mm"` // of the line
	CreatedAt    time.Time    `json:"created_at"`
}

// The tools a stroke is drawn with.
const (
	StrokePen   = "pen"
	StrokeArrow = "arrow"
)

// Measurement is a number with its unit, method and side.
type Measurement struct {
	ID           string       `json:"id"`
	PatientID    string       `json:"patient_id"`
	AssessmentID string       `json:"assessment_id,omitempty"`
	SessionID    string       `json:"session_id,omitempty"`
	Measure      string       `json:"measure"` // a code of the measures catalogue
	Item         string       `json:"item"`    // what of it: the patient's activity for a PSFS score
	Structure    string       `json:"structure"`
	Side         anatomy.Side `json:"side"`
	Value        float64      `json:"value"`  // in the measure's unit
	Mode         string       `json:"mode"`   // ModeActive, ModePassive or ""
	Moment       string       `json:"moment"` // MomentBefore or MomentAfter a treatment, "" otherwise
	Tool         string       `json:"tool"`
	Pain         *int         `json:"pain,omitempty"` // 0–10 while measuring
	Note         string       `json:"note"`
	Date         Date         `json:"date"`
	CreatedAt    time.Time    `json:"created_at"`
	// Start is the angle a movement began at, in degrees; nil where it began at the neutral position.
	Start     *float64 `json:"start,omitempty"`
	EndFeel   string   `json:"end_feel"`   // one of EndFeels, or ""
	LimitedBy string   `json:"limited_by"` // one of Limits, or ""
	Colour    string   `json:"colour"`     // of the skin, one of SkinColours, or ""
	// Protocol is the code of the LimbProtocol, with a level or a stretch of it in cm, or of the Form that it is the total
	// of. "" is neither.
	Protocol string   `json:"protocol"`
	LevelCM  *float64 `json:"level_cm,omitempty"`
	FromCM   *float64 `json:"from_cm,omitempty"`
	ToCM     *float64 `json:"to_cm,omitempty"`
}

// The end feels that are usual in no joint, and tell of something inside it.
const (
	EndFeelSpringy = "springy block"
	EndFeelEmpty   = "empty"
)

// EndFeels are how the end of a passive movement feels to the hand, after Cyriax.
func EndFeels() []string {
	return []string{"bone", "capsular", "tissue approximation", EndFeelSpringy, "spasm", EndFeelEmpty}
}

// Limits are what stops a movement.
func Limits() []string {
	return []string{"pain", "stiffness", "muscle length", "weakness", "apprehension", "swelling", "bone"}
}

// Modes and moments of a measurement.
const (
	ModeActive   = "active"
	ModePassive  = "passive"
	MomentBefore = "before"
	MomentAfter  = "after"
)

// Addendum is a dated, signed correction beside an unchanged original.
type Addendum struct {
	ID           string    `json:"id"`
	PatientID    string    `json:"patient_id"`
	AssessmentID string    `json:"assessment_id,omitempty"`
	SessionID    string    `json:"session_id,omitempty"`
	Text         string    `json:"text"`
	Reason       string    `json:"reason"`
	By           string    `json:"by"`
	At           time.Time `json:"at"`
}

// FindingType is a sort of finding. Letter, colour and pattern belong to the drawing.
type FindingType struct {
	Code string
	Name Sentence
	// Inside is the name as it stands within a sentence.
	Inside Sentence
	// Patient reports whether a patient can report it (the rest only a therapist finds).
	Patient bool
	// Plain is what a patient knows it as, at a Place: see anatomy.Atlas.Plain.
	Plain func(Args) Sentence
}

// FindingTypes lists every sort of finding, commonest first. The names and the split between what is
// reported and what is found follow section G of the clinical reference.
func FindingTypes() []FindingType {
	return []FindingType{
		{"pain", Say("Pain"), Say("pain"), true, func(f Args) Sentence { return Say("Pain in the {{.Place}}", f) }},
		{"tenderness", Say("Tenderness"), Say("tenderness"), false, func(f Args) Sentence { return Say("Sore {{.Place}}", f) }},
		{"hypertonicity", Say("Hypertonicity"), Say("hypertonicity"), false, func(f Args) Sentence { return Say("Tight {{.Place}}", f) }},
		{"trigger-point", Say("Trigger point"), Say("trigger point"), false, func(f Args) Sentence { return Say("Sore knot in the {{.Place}}", f) }},
		{"adhesion", Say("Adhesion"), Say("adhesion"), false, func(f Args) Sentence { return Say("Stuck tissue in the {{.Place}}", f) }},
		{"swelling", Say("Swelling"), Say("swelling"), true, func(f Args) Sentence { return Say("Swelling at the {{.Place}}", f) }},
		{"spasm", Say("Spasm"), Say("spasm"), true, func(f Args) Sentence { return Say("Cramp in the {{.Place}}", f) }},
		{"restriction", Say("Restriction"), Say("restriction"), true, func(f Args) Sentence { return Say("Stiffness at the {{.Place}}", f) }},
		{"numbness", Say("Numbness"), Say("numbness"), true, func(f Args) Sentence { return Say("Numb feeling at the {{.Place}}", f) }},
		{"paraesthesia", Say("Pins and needles"), Say("pins and needles"), true, func(f Args) Sentence { return Say("Pins and needles at the {{.Place}}", f) }},
		{"weakness", Say("Weakness"), Say("weakness"), true, func(f Args) Sentence { return Say("Weak {{.Place}}", f) }},
		{"instability", Say("Instability"), Say("instability"), true, func(f Args) Sentence { return Say("Loose {{.Place}}", f) }},
		{"scar", Say("Scar"), Say("scar"), true, func(f Args) Sentence { return Say("Scar at the {{.Place}}", f) }},
		{"heat", Say("Heat"), Say("heat"), true, func(f Args) Sentence { return Say("Warm {{.Place}}", f) }},
	}
}

// FindingTypeName is the name of a sort of finding, or its code when it is not known.
func FindingTypeName(code string) Sentence { return findingType(code).Name }

// FindingTypeInside is FindingTypeName as it stands within a sentence.
func FindingTypeInside(code string) Sentence { return findingType(code).Inside }

func findingType(code string) FindingType {
	for _, t := range FindingTypes() {
		if t.Code == code {
			return t
		}
	}
	return FindingType{Code: code, Name: Text(code), Inside: Text(code), Plain: func(f Args) Sentence {
		return Say("{{.What}}: {{.Place}}", Args{"What": Text(code), "Place": f["Place"]})
	}}
}

// Words say the finding to a therapist: "Left levator scapulae: hypertonicity, high". label names the structure, see
// anatomy.Atlas.Label.
func (f *Finding) Words(cat *Catalogue, label func(code string, side anatomy.Side) string) string {
	return label(f.Structure, f.Side) + ": " + cat.Rated(FindingTypeInside(f.Type), f).String()
}

// PlainWords say the finding to a patient: "Tight muscle from the left side of your neck to the shoulder blade".
// Only how strong a pain is has a number: of anything else a patient would take it for pain. place names the
// structure, see anatomy.Atlas.Plain.
func (f *Finding) PlainWords(place func(code string, sides ...anatomy.Side) string) Sentence {
	said := findingType(f.Type).Plain(Args{"Place": place(f.Structure, f.Side)})
	if f.Type == FindingPain && f.Severity != nil {
		return Say("{{.Finding}}: {{.N}} out of 10", Args{"Finding": said, "N": *f.Severity})
	}
	return said
}

// Qualities are the words for how a finding feels.
func Qualities() []string {
	return []string{"aching", "sharp", "burning", "throbbing", "stabbing", "tight", "heavy", "shooting", "pulling", "cramping"}
}

// Tissues are the sorts of tissue a finding can lie in.
func Tissues() []string {
	return []string{"muscle", "tendon", "ligament", "fascia", "joint", "nerve", "skin", "bone"}
}

// Depths are how deep a finding lies.
func Depths() []string { return []string{"superficial", "middle", "deep"} }

func (a *Assessment) Kind() Kind            { return KindAssessment }
func (a *Assessment) Key() string           { return a.ID }
func (a *Assessment) PatientKey() string    { return a.PatientID }
func (a *Assessment) Locks() []Ref          { return []Ref{{KindAssessment, a.ID}} }
func (a *Assessment) SignedTime() time.Time { return a.SignedAt }

// Validate checks the dates and the lengths of the notes.
func (a *Assessment) Validate() error {
	var k checks
	k.date(Say("The assessment"), a.Date)
	k.optionalDate("injured_on", a.InjuredOn)
	k.optionalDate("referral_date", a.ReferralDate)
	k.optionalDate("referral_expires", a.ReferralExpires)
	k.optionalDate("report_due", a.ReportDue)
	k.between("referral_sessions", Say("The number of sessions"), float64(a.ReferralSessions), 0, MaxSessions, "")
	if a.InjuredOn.Valid() && a.Date.Valid() && a.InjuredOn > a.Date {
		k.fail("injured_on", Say("The injury is dated after the assessment."))
	}
	k.oneOf("type", Say("The type of assessment"), a.Type, AssessmentInitial, AssessmentReview)
	return k.err()
}

func (c *checks) date(what Sentence, d Date) {
	if !d.Valid() {
		c.fail("date", Say("{{.What}} needs a date that is in the calendar.", Args{"What": what}))
	}
}

func (c *checks) optionalDate(field string, d Date) {
	if d != "" && !d.Valid() {
		c.fail(field, Say("There is no such day in the calendar."))
	}
}

func (c *checks) side(s anatomy.Side) {
	c.oneOf("side", Say("The side"), string(s), string(anatomy.Left), string(anatomy.Right), string(anatomy.Midline))
}

// mostValue bounds any value that is written down, far beyond what can be measured.
const mostValue = 1_000_000

// finite refuses a number that cannot be kept, such as one that is not a number.
func (c *checks) finite(field string, what Sentence, v *float64) {
	if v != nil {
		c.between(field, what, *v, -mostValue, mostValue, "")
	}
}

func (c *checks) scale(field string, what Sentence, v *int) {
	if v != nil && (*v < 0 || *v > 10) {
		c.fail(field, Say("{{.What}} must be from 0 to 10.", Args{"What": what}))
	}
}

func visitLocks(assessment, session string) []Ref {
	var refs []Ref
	if assessment != "" {
		refs = append(refs, Ref{KindAssessment, assessment})
	}
	if session != "" {
		refs = append(refs, Ref{KindSession, session})
	}
	return refs
}

func (s *Screening) Kind() Kind         { return KindScreening }
func (s *Screening) Key() string        { return s.ID }
func (s *Screening) PatientKey() string { return s.PatientID }
func (s *Screening) Locks() []Ref       { return visitLocks(s.AssessmentID, s.SessionID) }

// Validate asks for an item and one of the three answers.
func (s *Screening) Validate() error {
	var k checks
	k.require("item", s.Item, Say("The question is missing."))
	k.oneOf("answer", Say("The answer"), s.Answer, AnswerNo, AnswerYes, AnswerUnsure)
	k.oneOf("decision", Say("What was decided"), s.Decision, "", ClotSuspected, ClotExplained)
	if s.Decision != "" {
		k.oneOf("side", Say("The side"), string(s.Side), string(anatomy.Left), string(anatomy.Right))
	}
	return k.err()
}

func (c *Clearance) Kind() Kind         { return KindClearance }
func (c *Clearance) Key() string        { return c.ID }
func (c *Clearance) PatientKey() string { return c.PatientID }
func (c *Clearance) Locks() []Ref       { return nil }

// Validate asks for who cleared what and when: a bare permission is weak.
func (c *Clearance) Validate() error {
	var k checks
	k.require("item", c.Item, Say("Choose what was cleared."))
	if (c.Item == HealingItem) != (c.InjuryID != "") {
		k.fail("injury_id", Say("Choose the injury that was cleared."))
	}
	k.require("doctor", c.Doctor, Say("Write the name of the doctor who gave the clearance."))
	k.require("scope", c.Scope, Say("Write what the doctor allowed: pressure, area, position."))
	k.date(Say("The clearance"), c.Date)
	k.optionalDate("expires", c.Expires)
	if c.Expires.Valid() && c.Expires < c.Date {
		k.fail("expires", Say("The clearance ends before it begins."))
	}
	return k.err()
}

func (f *Finding) Kind() Kind         { return KindFinding }
func (f *Finding) Key() string        { return f.ID }
func (f *Finding) PatientKey() string { return f.PatientID }
func (f *Finding) Locks() []Ref       { return visitLocks(f.AssessmentID, f.SessionID) }

// Target is the structure and side of the finding.
func (f *Finding) Target() Target { return Target{Structure: f.Structure, Side: f.Side} }

// Validate asks for a structure, a source, a known sort and a severity on the scale.
func (f *Finding) Validate() error {
	var k checks
	k.require("structure", f.Structure, Say("Choose the structure."))
	k.side(f.Side)
	k.oneOf("source", Say("The source"), string(f.Source), string(ByPatient), string(ByTherapist))
	known := false
	for _, t := range FindingTypes() {
		known = known || t.Code == f.Type
	}
	if !known {
		k.fail("type", Say("Choose what was found."))
	}
	k.scale("severity", Say("Severity"), f.Severity)
	for _, s := range f.Signs {
		k.oneOf("signs", Say("The sign"), s, TriggerPointSigns()...)
	}
	k.oneOf("pattern", Say("Whether the pain matches"), f.Pattern, "", FamiliarYes, FamiliarNo)
	k.finite("x", Say("The place on the figure"), &f.X)
	k.finite("y", Say("The place on the figure"), &f.Y)
	return k.err()
}

// Area reports whether it is the edge of where its finding is, drawn by hand: what the finding says holds for what is
// inside.
func (s *Stroke) Area() bool { return s.Tool == StrokePen && s.FindingID != "" }

func (s *Stroke) Kind() Kind         { return KindStroke }
func (s *Stroke) Key() string        { return s.ID }
func (s *Stroke) PatientKey() string { return s.PatientID }
func (s *Stroke) Locks() []Ref       { return visitLocks(s.AssessmentID, s.SessionID) }

// Validate asks for a line of at least two points on a view.
func (s *Stroke) Validate() error {
	var k checks
	k.require("view", s.View, Say("The line needs a view."))
	k.oneOf("tool", Say("The tool"), s.Tool, StrokePen, StrokeArrow)
	k.oneOf("source", Say("The source"), string(s.Source), string(ByPatient), string(ByTherapist))
	if len(s.Points) < 2 {
		k.fail("points", Say("A line needs at least two points."))
	}
	k.finite("width_mm", Say("The width of the line"), &s.WidthMM)
	for i := range s.Points {
		for _, v := range s.Points[i] {
			k.finite("points", Say("The place on the figure"), &v)
		}
	}
	return k.err()
}

func (m *Measurement) Kind() Kind         { return KindMeasurement }
func (m *Measurement) Key() string        { return m.ID }
func (m *Measurement) PatientKey() string { return m.PatientID }
func (m *Measurement) Locks() []Ref       { return visitLocks(m.AssessmentID, m.SessionID) }

// Validate checks what holds for every measure; the bounds of a value are the catalogue's, see
// Catalogue.CheckMeasurement.
func (m *Measurement) Validate() error {
	var k checks
	k.require("measure", m.Measure, Say("Choose what was measured."))
	k.side(m.Side)
	k.date(Say("The measurement"), m.Date)
	k.finite("value", Say("The value"), &m.Value)
	k.finite("start", Say("The angle at the start"), m.Start)
	k.oneOf("end_feel", Say("The end feel"), m.EndFeel, append(EndFeels(), "")...)
	k.oneOf("limited_by", Say("What stops the movement"), m.LimitedBy, append(Limits(), "")...)
	k.scale("pain", Say("Pain"), m.Pain)
	k.oneOf("colour", Say("The colour"), m.Colour, append(SkinColours(), "")...)
	return k.err()
}

func (a *Addendum) Kind() Kind         { return KindAddendum }
func (a *Addendum) Key() string        { return a.ID }
func (a *Addendum) PatientKey() string { return a.PatientID }

// Locks is empty: an addendum is how a signed record is corrected. The store refuses to change one
// that is there.
func (a *Addendum) Locks() []Ref { return nil }

// Validate asks for the text, the reason and who signs it.
func (a *Addendum) Validate() error {
	var k checks
	k.require("text", a.Text, Say("Write the correction."))
	k.require("reason", a.Reason, Say("Write why the record is corrected."))
	k.require("by", a.By, Say("The addendum needs a name."))
	return k.err()
}
