package clinic

import (
	"slices"
	"strings"
)

// IntakeStale is after how many days a form that was begun and not handed back is said to be left.
const IntakeStale = 7

// Left reports that a form was begun so long ago, and not handed back, that nobody goes on with it by himself.
func (in *Intake) Left(today Date) bool {
	return in.FinishedAt.IsZero() && in.Day.DaysUntil(today) >= IntakeStale
}

// OpenIntake is the form that is not handed back yet, the last of them; nil for none.
func (c *Chart) OpenIntake() *Intake {
	var open *Intake
	for i := range c.Intakes {
		if in := &c.Intakes[i]; in.FinishedAt.IsZero() {
			open = in
		}
	}
	return open
}

// Intake is a form of the chart, or nil.
func (c *Chart) Intake(id string) *Intake {
	return find(c.Intakes, func(in *Intake) bool { return in.ID == id })
}

// BeginIntake begins a form that somebody hands over, with the texts that the clinic shows. One that is not handed back is
// gone on with, and the Operation is empty then.
func BeginIntake(env Env, chart *Chart, practice *Clinic, handedBy string) (*Intake, Operation) {
	if open := chart.OpenIntake(); open != nil {
		in := *open
		return &in, Operation{}
	}
	in := &Intake{
		ID: env.NewID(), PatientID: chart.Patient.ID, Day: env.today(), HandedBy: handedBy, Statements: practice.Statements(), CreatedAt: env.now(),
	}
	return in, in.operation(Say("Begin the intake form"))
}

// operation changes the form. It is a step of undo of the form itself: taking back what somebody else does must not take
// back what the patient answers meanwhile.
func (in *Intake) operation(label Sentence) Operation {
	return Operation{Label: label, Scope: in.ID, Put: []Record{in}}
}

// AnswerIntake keeps answers to questions, each in place of what was said to it before; one that is LeftOut takes it back.
// What is told beside a no is not kept. An answer that the question does not have, and a detail that no record can hold, are
// refused as FieldErrors, the latter under the code of its question.
func AnswerIntake(cat *Catalogue, chart *Chart, in Intake, today Date, answers ...IntakeAnswer) (Operation, error) {
	if !in.FinishedAt.IsZero() {
		return Operation{}, ErrLocked
	}
	in.Answers = slices.Clone(in.Answers)
	var about Sentence
	for _, a := range answers {
		q := intakeQuestion(cat, a.Question)
		if q == nil {
			return Operation{}, FieldErrors{{Field: "answers", Message: Say("The form has no such question.")}}
		}
		if q.How == IntakeYesNo && (a.Answer == AnswerNo || a.Answer == "") {
			a.Text, a.Words = "", nil
		}
		if !q.takes(&a) {
			return Operation{}, FieldErrors{{Field: "answers", Message: Say("This is no answer to the question.")}}
		}
		if d := detailOf(q.Code); d != nil && !a.LeftOut() {
			if why := d.refuses(chart.Patient, a.Text, today); !why.IsZero() {
				return Operation{}, FieldErrors{{Field: q.Code, Message: why}}
			}
		}
		in.Answers = slices.DeleteFunc(in.Answers, func(old IntakeAnswer) bool { return old.Question == a.Question })
		if !a.LeftOut() {
			in.Answers = append(in.Answers, a)
		}
		about = q.Name
	}
	if len(answers) == 1 {
		return in.operation(Say("Intake form: {{.Question}}", Args{"Question": about})), nil
	}
	return in.operation(Say("Intake form: several answers")), nil
}

// refuses is why a patient's record could not hold what is said; nothing where it can.
func (d *detail) refuses(p Patient, said string, today Date) Sentence {
	d.set(&p, strings.TrimSpace(said))
	return FieldMessage(CheckPatient(&p, today), d.code)
}

// MarkIntake puts a mark on the figure, or changes the one with its ID; an ID is given to a new one. What cannot be is
// refused as FieldErrors.
func MarkIntake(env Env, in Intake, m IntakeMark) (Operation, error) {
	if !in.FinishedAt.IsZero() {
		return Operation{}, ErrLocked
	}
	in.Marks = slices.Clone(in.Marks)
	if at := slices.IndexFunc(in.Marks, func(old IntakeMark) bool { return m.ID != "" && old.ID == m.ID }); at >= 0 {
		in.Marks[at] = m
	} else {
		m.ID = env.NewID()
		in.Marks = append(in.Marks, m)
	}
	if err := in.Validate(); err != nil {
		return Operation{}, err
	}
	return in.operation(Say("Intake form: mark on the figure")), nil
}

// UnmarkIntake takes a mark off the figure; the Operation is empty where it is not there.
func UnmarkIntake(in Intake, mark string) (Operation, error) {
	if !in.FinishedAt.IsZero() {
		return Operation{}, ErrLocked
	}
	kept := where(in.Marks, func(m *IntakeMark) bool { return m.ID != mark })
	if len(kept) == len(in.Marks) {
		return Operation{}, nil
	}
	in.Marks = kept
	return in.operation(Say("Intake form: take a mark off the figure")), nil
}

// AnswerStatement keeps what was said to a text of the clinic: AnswerYes, AnswerNo, or "" to take it back.
func AnswerStatement(in Intake, code, answer string) (Operation, error) {
	if !in.FinishedAt.IsZero() {
		return Operation{}, ErrLocked
	}
	in.Statements = slices.Clone(in.Statements)
	s := in.Statement(code)
	if s == nil {
		return Operation{}, FieldErrors{{Field: "statements", Message: Say("The form does not show this text.")}}
	}
	s.Answer = answer
	if err := in.Validate(); err != nil {
		return Operation{}, err
	}
	return in.operation(Say("Intake form: {{.Text}}", Args{"Text": StatementName(code)})), nil
}

// Signer is who hands a form back.
type Signer struct {
	Name     string
	As       string // ByThePatient or ByGuardian
	Relation string // of a guardian, one of Relations
	// Signature is drawn by hand; OnPaper is a form that was signed on paper and typed in from there.
	Signature [][][2]float64
	OnPaper   bool
}

// FinishIntake hands a form back: from then on it is not changed, which no undo takes back, and its answers are looked at. A minor's is signed by a
// guardian. The error is a FieldErrors.
func FinishIntake(env Env, cat *Catalogue, chart *Chart, in Intake, by Signer) (Operation, error) {
	if !in.FinishedAt.IsZero() {
		return Operation{}, ErrLocked
	}
	in.By, in.ByAs, in.Signature, in.OnPaper, in.FinishedAt = by.Name, by.As, by.Signature, by.OnPaper, env.now()
	if in.Relation = ""; by.As == ByGuardian {
		in.Relation = by.Relation
	}
	who := chart.Patient
	if born := Date(in.Answer("birth_date").Text); born.Valid() {
		who.BirthDate = born
	}
	if who.IsMinor(env.today()) && by.As == ByThePatient {
		return Operation{}, FieldErrors{{Field: "by_as", Message: Say("Under {{.Age}}: a parent or guardian signs.", Args{"Age": AdultAge})}}
	}
	in.ToLookAt = len(in.tells(cat))
	if err := in.Validate(); err != nil {
		return Operation{}, err
	}
	return Operation{Label: Say("Hand back the intake form"), Put: []Record{&in}}, nil
}

// DiscardIntake throws away a form that was not handed back.
func DiscardIntake(in Intake) (Operation, error) {
	if !in.FinishedAt.IsZero() {
		return Operation{}, ErrLocked
	}
	return Operation{Label: Say("Discard the intake form of {{.Day}}", Args{"Day": in.Day}), Scope: in.PatientID, Remove: []Record{&in}}, nil
}
