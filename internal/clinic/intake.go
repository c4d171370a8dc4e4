package clinic

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"regimen/internal/anatomy"
)

// Intake is the form that a patient fills in before the treatment: on a tablet in the patient's own mode, or on paper. What
// it says changes no record by itself: see Proposals.
type Intake struct {
	ID        string `json:"id"`
	PatientID string `json:"patient_id"`
	Day       Date   `json:"day"`       // on which it was handed over
	HandedBy  string `json:"handed_by"` // the name of who did, "" where nobody is entered who works here
	// Answers are in no order, one for a question at most. A question without one was left out.
	Answers    []IntakeAnswer    `json:"answers"`
	Marks      []IntakeMark      `json:"marks"`
	Statements []IntakeStatement `json:"statements"`
	By         string            `json:"by"`            // the name of who signed
	ByAs       string            `json:"by_as"`         // ByThePatient or ByGuardian; "" until it is signed
	Relation   string            `json:"relation_code"` // of a guardian to the patient, one of Relations
	// OnPaper: it was signed on paper and typed in from there, so that there is no signature here.
	OnPaper bool `json:"on_paper"`
	// Signature are the lines drawn by who signed, in thousandths of the width of the field.
	Signature [][][2]float64 `json:"signature"`
	// ToLookAt is how many Proposals it makes, known once it is finished.
	ToLookAt  int       `json:"to_look_at"`
	CreatedAt time.Time `json:"created_at"`
	// FinishedAt is when it was handed back; from then on it is not changed.
	FinishedAt time.Time `json:"finished_at,omitempty"`
}

// IntakeAnswer is what was said to a question.
type IntakeAnswer struct {
	Question string `json:"question"` // the code of an IntakeQuestion
	// Answer is AnswerYes, AnswerNo or AnswerUnsure; "" of a question that is answered in words, and of one left out.
	Answer string `json:"answer"`
	Text   string `json:"text"`
	// Words are the codes of the HistoryWords that were tapped.
	Words []string `json:"words"`
}

// LeftOut reports that the question was not answered. That is never a no.
func (a *IntakeAnswer) LeftOut() bool {
	return a.Answer == "" && strings.TrimSpace(a.Text) == "" && len(a.Words) == 0
}

// IntakeMark is something that the patient marked on the figure.
type IntakeMark struct {
	ID        string       `json:"id"`
	Structure string       `json:"structure"`
	Side      anatomy.Side `json:"side"`
	View      string       `json:"view"` // where it was tapped; "" when chosen from the list
	X         float64      `json:"x"`    // mm on that view
	Y         float64      `json:"y"`
	Type      string       `json:"type"`               // of FindingTypes, one that a patient can report
	Severity  *int         `json:"severity,omitempty"` // 0–10; nil is not said
	Quality   string       `json:"quality"`            // one of Qualities, or ""
	Text      string       `json:"text"`
}

// Finding is the mark as something the patient reports, to be drawn. No record has it.
func (m *IntakeMark) Finding(patient string) Finding {
	return Finding{
		ID: m.ID, PatientID: patient, Structure: m.Structure, Side: m.Side, View: m.View, X: m.X, Y: m.Y, Source: ByPatient,
		Type: m.Type, Severity: m.Severity, Quality: m.Quality, Note: m.Text,
	}
}

// Findings are the marks of the form, to be drawn on the figure.
func (in *Intake) Findings() []Finding {
	out := make([]Finding, len(in.Marks))
	for i := range in.Marks {
		out[i] = in.Marks[i].Finding(in.PatientID)
		out[i].CreatedAt = in.CreatedAt
	}
	return out
}

// IntakeStatement is a text of the clinic that was shown, and what was said to it.
type IntakeStatement struct {
	Code   string `json:"code"`   // StatementPrivacy or StatementFees
	Text   string `json:"text"`   // as it was shown
	Answer string `json:"answer"` // AnswerYes for agreed, AnswerNo, or "" while nothing is said
}

// The texts that a form shows.
const (
	StatementPrivacy = "privacy"
	StatementFees    = "fees"
)

// Statement is what the form shows and asks to agree to, by its code; nil for none.
func (in *Intake) Statement(code string) *IntakeStatement {
	return find(in.Statements, func(s *IntakeStatement) bool { return s.Code == code })
}

// StatementName is what a text of the clinic is called.
func StatementName(code string) Sentence {
	switch code {
	case StatementPrivacy:
		return FieldName(KindClinic, "privacy_statement")
	case StatementFees:
		return FieldName(KindClinic, "fee_policy")
	}
	return Text(code)
}

// Statements are the texts of the clinic that an intake form shows now, nothing said to them yet.
func (c *Clinic) Statements() []IntakeStatement {
	all := []IntakeStatement{{Code: StatementPrivacy, Text: c.PrivacyStatement}, {Code: StatementFees, Text: c.FeePolicy}}
	return slices.DeleteFunc(all, func(s IntakeStatement) bool { return !Visible(s.Text) })
}

// IntakeChoice is what somebody who works here decided about one answer of a form. An answer without one waits.
type IntakeChoice struct {
	ID        string `json:"id"`
	PatientID string `json:"patient_id"`
	IntakeID  string `json:"intake_id"`
	Proposal  string `json:"proposal"` // the key of the Proposal
	Outcome   string `json:"outcome"`  // IntakeAccepted or IntakeDeclined
	// MadeKind and MadeKey are the record that says now what the answer said; "" where nothing had to be changed.
	MadeKind  Kind      `json:"made_kind"`
	MadeKey   string    `json:"made_key"`
	Note      string    `json:"note"` // why it was declined
	By        string    `json:"by"`
	CreatedAt time.Time `json:"created_at"`
}

// What became of an answer.
const (
	IntakeAccepted = "accepted"
	IntakeDeclined = "declined"
)

func (in *Intake) Kind() Kind            { return KindIntake }
func (in *Intake) Key() string           { return in.ID }
func (in *Intake) PatientKey() string    { return in.PatientID }
func (in *Intake) SignedTime() time.Time { return in.FinishedAt }

// Locks holds the form itself: what the patient handed back stays as it is.
func (in *Intake) Locks() []Ref { return []Ref{RefTo(in)} }

// Answer is what was said to a question; nothing for one that was left out.
func (in *Intake) Answer(question string) IntakeAnswer {
	if a := find(in.Answers, func(a *IntakeAnswer) bool { return a.Question == question }); a != nil {
		return *a
	}
	return IntakeAnswer{Question: question}
}

// Empty reports that nothing is said in the form yet.
func (in *Intake) Empty() bool {
	return len(in.Answers) == 0 && len(in.Marks) == 0 && !slices.ContainsFunc(in.Statements, func(s IntakeStatement) bool { return s.Answer != "" })
}

// ByBegin sorts forms by when they were begun.
func ByBegin(a, b Intake) int {
	return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID))
}

// Validate checks what holds for every form, and for one that is handed back that somebody signed it.
func (in *Intake) Validate() error {
	var k checks
	if !in.Day.Valid() {
		k.fail("day", Say("There is no such day in the calendar."))
	}
	k.oneOf("by_as", Say("Who filled it in"), in.ByAs, "", ByThePatient, ByGuardian)
	asked := make(map[string]bool)
	for i := range in.Answers {
		a := &in.Answers[i]
		if a.Question == "" || asked[a.Question] {
			k.fail("answers", Say("A question of the form has two answers."))
		}
		asked[a.Question] = true
		k.oneOf("answers", Say("The answer"), a.Answer, "", AnswerYes, AnswerNo, AnswerUnsure)
	}
	for i := range in.Marks {
		f := in.Marks[i].Finding(in.PatientID)
		k.of(f.Validate(), marksFields)
		if !findingType(f.Type).Patient {
			k.fail("marks", Say("A patient cannot tell that: choose what is felt."))
		}
	}
	for _, s := range in.Statements {
		k.oneOf("statements", Say("The answer"), s.Answer, "", AnswerYes, AnswerNo)
	}
	k.signature(in.Signature, !in.FinishedAt.IsZero() && !in.OnPaper)
	if !in.FinishedAt.IsZero() {
		k.require("by", in.By, Say("Write who signs."))
		k.oneOf("by_as", Say("Who filled it in"), in.ByAs, ByThePatient, ByGuardian)
		if in.ByAs == ByGuardian {
			k.oneOf("relation_code", Say("The relation"), in.Relation, Relations()...)
		}
	}
	return k.err()
}

// marksFields are the fields of a finding that lie in the marks of a form.
var marksFields = map[string]string{
	"structure": "marks", "side": "marks", "source": "marks", "type": "marks", "severity": "marks", "x": "marks", "y": "marks",
}

func (x *IntakeChoice) Kind() Kind         { return KindIntakeChoice }
func (x *IntakeChoice) Key() string        { return x.ID }
func (x *IntakeChoice) PatientKey() string { return x.PatientID }

// Locks is empty, so that what was decided can be taken back.
func (x *IntakeChoice) Locks() []Ref { return nil }

// Validate asks for the form, its answer and what became of it.
func (x *IntakeChoice) Validate() error {
	var k checks
	k.require("intake_id", x.IntakeID, Say("The form is missing."))
	k.require("proposal", x.Proposal, Say("The answer of the form is missing."))
	k.oneOf("outcome", Say("What became of it"), x.Outcome, IntakeAccepted, IntakeDeclined)
	return k.err()
}
