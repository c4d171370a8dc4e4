package answers

import (
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/desk/desktest"
)

// bench is a form that a patient handed back, looked at.
type bench struct {
	*desktest.Rig
	patient string
	form    string
	back    bool
}

func newBench(t *testing.T, by clinic.Signer, marks []clinic.IntakeMark, said ...clinic.IntakeAnswer) *bench {
	t.Helper()
	b := &bench{Rig: desktest.New(t)}
	p := b.AddPatient(clinic.Patient{GivenName: "Peg", FamilyName: "Doyle", BirthDate: "1968-03-12", Suburb: "Fremantle"})
	b.patient = p.ID
	practice := clinic.Clinic{ID: clinic.ClinicID, Paper: "A4", PrivacyStatement: "We keep it to ourselves.", FeePolicy: "Tell us a day before."}
	in, op := clinic.BeginIntake(b.Desk.Env(), b.Chart(p.ID), &practice, "Kim")
	b.Make(op)
	b.form = in.ID
	op, err := clinic.AnswerIntake(b.Desk.Catalogue, b.Chart(p.ID), *in, b.Desk.Today(), said...)
	b.must(op, err)
	for _, m := range marks {
		op, err = clinic.MarkIntake(b.Desk.Env(), *b.Chart(p.ID).Intake(in.ID), m)
		b.must(op, err)
	}
	op, err = clinic.AnswerStatement(*b.Chart(p.ID).Intake(in.ID), clinic.StatementPrivacy, clinic.AnswerYes)
	b.must(op, err)
	op, err = clinic.FinishIntake(b.Desk.Env(), b.Desk.Catalogue, b.Chart(p.ID), *b.Chart(p.ID).Intake(in.ID), by)
	b.must(op, err)
	b.Watch(b.open())
	t.Cleanup(func() {
		for _, s := range b.Warned {
			t.Error(s)
		}
	})
	return b
}

// watched is the screen as the section that it stands in has it.
type watched struct{ *Screen }

func (watched) Leave()                   {}
func (w watched) Refresh(clinic.Changes) { w.Show() }

func (b *bench) open() watched {
	return watched{New(b.Desk, b.patient, b.form, func() { b.back = true })}
}

func (b *bench) must(op clinic.Operation, err error) {
	b.T.Helper()
	if err != nil {
		b.T.Fatal(err)
	}
	b.Make(op)
}

var peg = clinic.Signer{Name: "Peg Doyle", As: clinic.ByThePatient, Signature: [][][2]float64{{{10, 10}, {90, 40}}}}

// Every answer is taken over or left by one tap, and each tap is taken back by one.
func TestLookAtTheAnswers(t *testing.T) {
	six := 6
	b := newBench(t, peg, []clinic.IntakeMark{{Structure: "trapezius.upper", Side: anatomy.Left, Type: "pain", Severity: &six}},
		clinic.IntakeAnswer{Question: "given_name", Text: "Peg"}, clinic.IntakeAnswer{Question: "email", Text: "peg@example.org"},
		clinic.IntakeAnswer{Question: "birth_date", Text: "1969-03-12"},
		clinic.IntakeAnswer{Question: "medication", Answer: clinic.AnswerYes, Words: []string{"blood-thinner"}},
		clinic.IntakeAnswer{Question: "screening.chest-pain", Answer: clinic.AnswerYes, Text: "on the stairs"},
		clinic.IntakeAnswer{Question: "screening.asthma", Answer: clinic.AnswerUnsure},
	)
	b.MustSay("7 answers to look at.", "Signed by Peg Doyle", "Kim", "Fee policy: not agreed to", "The record has another birth date. Make sure that it is the same person.",
		"In the record: 12 March 1968", "Ask before the treatment", "Do you have chest pain now, or have you suddenly become short of breath?", "Urgent", "Not sure", "Yes: on the stairs", "Yes: blood thinner", "Left upper trapezius", "pain 6/10")
	b.MustNotSay("Looked at")

	b.Tap("Accept 2 details that contradict nothing")
	if p := b.Patient(b.patient); p.Email != "peg@example.org" || p.BirthDate != "1968-03-12" {
		t.Errorf("%+v", p)
	}
	b.MustSay("5 answers to look at.", "Looked at (2)", "The first answer about health that is accepted begins the assessment of today.")
	b.Tap("Accept: Chest pain or sudden breathlessness")
	a := b.Chart(b.patient).LatestAssessment()
	if a == nil {
		t.Fatal("no assessment was begun")
	}
	if s := b.Chart(b.patient).ScreeningIn(a.Occasion(), "chest-pain"); s == nil || s.Answer != clinic.AnswerYes || s.Note != "on the stairs" {
		t.Errorf("%+v", s)
	}
	b.MustNotSay("The first answer about health that is accepted begins the assessment of today.")
	b.Tap("Undo")
	if c := b.Chart(b.patient); len(c.Assessments) != 0 || len(c.Screenings) != 0 {
		t.Error("taken back, the assessment stays")
	}
	b.Tap("Redo")
	b.Tap("Accept: Medication")
	b.Tap("Accept: Left upper trapezius")
	c := b.Chart(b.patient)
	if a = c.LatestAssessment(); len(c.Assessments) != 1 || a.Medication != "blood thinner" || len(c.Findings) != 1 || c.Findings[0].Source != clinic.ByPatient {
		t.Errorf("%+v, %+v", a, c.Findings)
	}
	b.Tap("Leave in the form: Birth date")
	if b.Patient(b.patient).BirthDate != "1968-03-12" {
		t.Error("what was left is in the record")
	}
	b.Tap("Show: Looked at (6)")
	b.MustSay("Left in the form · today 09:30")
	b.Tap("Accept after all: Birth date")
	if b.Patient(b.patient).BirthDate != "1969-03-12" {
		t.Error("what was left and accepted after all is not in the record")
	}
	b.Tap("Accept: Asthma")
	b.MustSay("Every answer was looked at.")
	b.Tap("Back")
	if !b.back {
		t.Error("it does not lead back")
	}
}

// What was left out is shown as that, and never as a no.
func TestTheWholeForm(t *testing.T) {
	b := newBench(t, peg, nil, clinic.IntakeAnswer{Question: "medication", Answer: clinic.AnswerNo})
	b.MustNotSay("Left out", "Do you have asthma?")
	b.Tap("Show: The whole form, with what was left out")
	b.MustSay("Do you take any medicines?", "No", "Do you have asthma?", "Left out", "Privacy statement: Yes", "We keep it to ourselves.", "Fee policy: Left out")
	b.Tap("Hide: The whole form, with what was left out")
	b.MustNotSay("Do you have asthma?")
}

// What somebody else decides meanwhile is shown, and the record may have changed since.
func TestDecidedElsewhere(t *testing.T) {
	b := newBench(t, peg, nil, clinic.IntakeAnswer{Question: "suburb", Text: "Perth"}, clinic.IntakeAnswer{Question: "email", Text: "peg@example.org"})
	chart := b.Chart(b.patient)
	op, err := clinic.AcceptIntake(b.Desk.Env(), b.Desk.Catalogue, chart, chart.Intake(b.form), clinic.Taking{By: "Sam", Say: clinic.Sentence.String}, "suburb")
	if err != nil {
		t.Fatal(err)
	}
	b.Elsewhere("Sam", "reception", op.Put...)
	b.Settle()
	b.MustSay("1 answer to look at.", "Looked at (1)")
	p := b.Patient(b.patient)
	p.Suburb = "Cottesloe"
	b.Elsewhere("Sam", "reception", &p)
	b.Settle()
	b.Tap("Show: Looked at (1)")
	b.MustSay("Accepted · Sam", "In the record since: Cottesloe")
}
