package clinic

import (
	"time"

	"regimen/internal/anatomy"
)

// TestResult is how one test of the examination came out: a special test, a part of the neurological
// screen, a sign of posture or gait. It never is a diagnosis.
type TestResult struct {
	ID           string       `json:"id"`
	PatientID    string       `json:"patient_id"`
	AssessmentID string       `json:"assessment_id,omitempty"`
	SessionID    string       `json:"session_id,omitempty"`
	Test         string       `json:"test"` // a code of the tests catalogue
	Side         anatomy.Side `json:"side"`
	Result       string       `json:"result"`             // one of those the catalogue gives for the test
	Pain         *int         `json:"pain,omitempty"`     // 0–10 that it provoked
	Familiar     string       `json:"familiar,omitempty"` // FamiliarYes, FamiliarNo or "" while not asked
	Action       string       `json:"action"`             // what was done about an urgent result
	Note         string       `json:"note"`
	Date         Date         `json:"date"`
	CreatedAt    time.Time    `json:"created_at"`

	// Entered is EnteredTogether where one tap recorded all that was as usual, "" where the test was recorded by itself.
	Entered string `json:"entered"`
	// KnownSince is since when the patient's doctor knows of the result; "" where that was not said.
	KnownSince Date `json:"known_since,omitempty"`
}

// EnteredTogether says that it was recorded with all the others that were as usual, in one tap.
const EnteredTogether = "together"

// Whether a test brought on the pain the patient knows.
const (
	FamiliarYes = "yes"
	FamiliarNo  = "no"
)

// Injury is damage to one structure, with its day: what may be done follows from its grade and from how
// long ago it was. It belongs to the patient and outlives the assessment that noted it.
type Injury struct {
	ID        string       `json:"id"`
	PatientID string       `json:"patient_id"`
	Structure string       `json:"structure"`
	Side      anatomy.Side `json:"side"`
	Type      string       `json:"type"`  // one of InjuryTypes
	Grade     int          `json:"grade"` // 1–3; 0 where it was not graded
	InjuredOn Date         `json:"injured_on"`
	HealedOn  Date         `json:"healed_on,omitempty"`
	Note      string       `json:"note"`
	CreatedAt time.Time    `json:"created_at"`
	// Sort says which of the type it is, such as "cuff-repair" of the operations; "" is the type alone.
	Sort string `json:"sort"`
	// Lump is whether a hard lump was felt in it, LumpFelt or LumpNone, and LumpOn when; "" is not felt for.
	Lump   string `json:"lump"`
	LumpOn Date   `json:"lump_on,omitempty"`
}

// Whether a hard lump was felt.
const (
	LumpFelt = "yes"
	LumpNone = "no"
)

// The types of injury.
const (
	InjuryStrain    = "strain" // of a muscle or tendon
	InjurySprain    = "sprain" // of a ligament
	InjuryContusion = "contusion"
	InjurySurgery   = "surgery"
	InjuryOther     = "other"
)

// InjuryTypes lists them.
func InjuryTypes() []string {
	return []string{InjuryStrain, InjurySprain, InjuryContusion, InjurySurgery, InjuryOther}
}

// FormAnswers is one filling-in of a questionnaire.
type FormAnswers struct {
	ID           string   `json:"id"`
	PatientID    string   `json:"patient_id"`
	AssessmentID string   `json:"assessment_id,omitempty"`
	SessionID    string   `json:"session_id,omitempty"`
	Form         string   `json:"form"`    // a code of the forms catalogue
	Answers      []string `json:"answers"` // in the order of the form's items; "" where none was given
	// Total is the score by the form's rule; nil while it is not finished or cannot be scored.
	Total     *float64  `json:"total,omitempty"`
	FilledBy  Source    `json:"filled_by"`
	Date      Date      `json:"date"`
	CreatedAt time.Time `json:"created_at"`
	// FinishedAt is when it was handed back; from then on it is not changed.
	FinishedAt time.Time `json:"finished_at,omitempty"`
	// Side is the leg that FormWells is about; "" is a form about the whole person.
	Side anatomy.Side `json:"side"`
	// Activities are the patient's own that a form with ScoreActivities asks about: what Answers are to.
	Activities []string `json:"activities"`
}

func (t *TestResult) Kind() Kind         { return KindTestResult }
func (t *TestResult) Key() string        { return t.ID }
func (t *TestResult) PatientKey() string { return t.PatientID }
func (t *TestResult) Locks() []Ref       { return visitLocks(t.AssessmentID, t.SessionID) }

// Validate checks what holds for every test; which results a test can have is the catalogue's.
func (t *TestResult) Validate() error {
	var k checks
	k.require("test", t.Test, Say("Choose the test."))
	k.side(t.Side)
	k.require("result", t.Result, Say("Choose the result."))
	k.scale("pain", Say("Pain"), t.Pain)
	k.oneOf("familiar", Say("Whether the pain is familiar"), t.Familiar, "", FamiliarYes, FamiliarNo)
	k.date(Say("The test"), t.Date)
	k.oneOf("entered", Say("How it was entered"), t.Entered, "", EnteredTogether)
	k.optionalDate("known_since", t.KnownSince)
	return k.err()
}

func (i *Injury) Kind() Kind         { return KindInjury }
func (i *Injury) Key() string        { return i.ID }
func (i *Injury) PatientKey() string { return i.PatientID }
func (i *Injury) Locks() []Ref       { return nil }

// Target is the structure and side of the injury.
func (i *Injury) Target() Target { return Target{Structure: i.Structure, Side: i.Side} }

// Validate asks for a structure, a day and a grade that there is.
func (i *Injury) Validate() error {
	var k checks
	k.require("structure", i.Structure, Say("Choose what is injured."))
	k.side(i.Side)
	k.oneOf("type", Say("The type of injury"), i.Type, InjuryTypes()...)
	k.between("grade", Say("The grade"), float64(i.Grade), 0, 3, "")
	if !i.InjuredOn.Valid() {
		k.fail("injured_on", Say("Write the day of the injury."))
	}
	k.optionalDate("healed_on", i.HealedOn)
	if i.HealedOn.Valid() && i.HealedOn < i.InjuredOn {
		k.fail("healed_on", Say("The injury is healed before it happened."))
	}
	k.oneOf("lump", Say("Whether a hard lump is felt"), i.Lump, "", LumpFelt, LumpNone)
	k.optionalDate("lump_on", i.LumpOn)
	if (i.Lump == "") != (i.LumpOn == "") {
		k.fail("lump_on", Say("Write when the lump was felt for."))
	}
	return k.err()
}

func (f *FormAnswers) Kind() Kind            { return KindFormAnswers }
func (f *FormAnswers) Key() string           { return f.ID }
func (f *FormAnswers) PatientKey() string    { return f.PatientID }
func (f *FormAnswers) SignedTime() time.Time { return f.FinishedAt }

// Locks holds the form itself too: what the patient handed back stays as it is.
func (f *FormAnswers) Locks() []Ref {
	return append([]Ref{{KindFormAnswers, f.ID}}, visitLocks(f.AssessmentID, f.SessionID)...)
}

// Validate checks what holds for every form; its answers and score are the catalogue's.
func (f *FormAnswers) Validate() error {
	var k checks
	k.require("form", f.Form, Say("Choose the questionnaire."))
	k.oneOf("filled_by", Say("Who filled it in"), string(f.FilledBy), string(ByPatient), string(ByTherapist))
	k.date(Say("The questionnaire"), f.Date)
	k.finite("total", Say("The total"), f.Total)
	return k.err()
}
