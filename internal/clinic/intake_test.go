package clinic

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"regimen/internal/anatomy"
)

// intake is a patient with a form, which is filled in and handed back.
type intake struct {
	*testEnv
	cat   *Catalogue
	chart *Chart
	id    string
}

var practice = Clinic{ID: ClinicID, Paper: "A4", PrivacyStatement: "We keep what you tell us to ourselves.", FeePolicy: "Please tell us a day before."}

func newIntake(t testing.TB) *intake {
	t.Helper()
	x := &intake{testEnv: newEnv("2026-11-30"), cat: catalogue(t), chart: &Chart{}}
	_, op := NewPatient(x.Env, Patient{GivenName: "Margaret", FamilyName: "Doyle", BirthDate: "1976-03-12", Phones: []Phone{{Number: "0491 570 156"}}, Suburb: "Fremantle"})
	apply(t, x.chart, op)
	in, op := BeginIntake(x.Env, x.chart, &practice, "Robin Vale")
	apply(t, x.chart, op)
	x.id = in.ID
	return x
}

func (x *intake) form() *Intake { return x.chart.Intake(x.id) }

func (x *intake) answer(t testing.TB, answers ...IntakeAnswer) {
	t.Helper()
	op, err := AnswerIntake(x.cat, x.chart, *x.form(), x.today(), answers...)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, x.chart, op)
}

func (x *intake) finish(t testing.TB) {
	t.Helper()
	op, err := FinishIntake(x.Env, x.cat, x.chart, *x.form(), Signer{Name: "Margaret Doyle", As: ByThePatient, Signature: [][][2]float64{{{10, 10}, {90, 40}}}})
	if err != nil {
		t.Fatal(err)
	}
	apply(t, x.chart, op)
}

func (x *intake) accept(t testing.TB, keys ...string) {
	t.Helper()
	op, err := AcceptIntake(x.Env, x.cat, x.chart, x.form(), Taking{By: "Robin Vale", PractitionerID: "prac-1", Say: Sentence.String}, keys...)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, x.chart, op)
}

func (x *intake) proposals() []IntakeProposal {
	return x.chart.Proposals(x.cat, x.form(), plainLabel, Sentence.String)
}

func (x *intake) proposal(t testing.TB, key string) *IntakeProposal {
	t.Helper()
	p := find(x.proposals(), func(p *IntakeProposal) bool { return p.Key == key })
	if p == nil {
		t.Fatalf("the form proposes nothing for %s", key)
	}
	return p
}

func yes(question, text string, words ...string) IntakeAnswer {
	return IntakeAnswer{Question: question, Answer: AnswerYes, Text: text, Words: words}
}

func no(question string) IntakeAnswer { return IntakeAnswer{Question: question, Answer: AnswerNo} }

func toldLine(question, text string) IntakeAnswer {
	return IntakeAnswer{Question: question, Text: text}
}

// denyHead answers no to all that a head names.
func (x *intake) denyHead(t testing.TB, head string, but ...string) {
	t.Helper()
	var all []IntakeAnswer
	for _, q := range IntakeQuestions(x.cat, x.chart, x.form(), x.today()) {
		if q.Group == headPrefix+head && !slices.Contains(but, q.Item.Code) {
			all = append(all, no(q.Code))
		}
	}
	if len(all) == 0 {
		t.Fatalf("nothing is asked with %s", head)
	}
	x.answer(t, all...)
}

// A form asks each safety question of the therapist once, none that the patient's details answer, and a guardian of a
// minor only.
func TestIntakeQuestions(t *testing.T) {
	t.Parallel()
	x := newIntake(t)
	ask := func() map[string]IntakeQuestion {
		out := make(map[string]IntakeQuestion)
		for _, q := range IntakeQuestions(x.cat, x.chart, x.form(), x.today()) {
			if _, twice := out[q.Code]; twice {
				t.Errorf("%s is asked twice", q.Code)
			}
			if q.Ask.IsZero() || q.Name.IsZero() || q.How == "" {
				t.Errorf("%s has no words", q.Code)
			}
			out[q.Code] = q
		}
		return out
	}
	asked := ask()
	for i := range x.cat.Screening {
		item := &x.cat.Screening[i]
		_, is := asked[ScreeningQuestion(item.Code)]
		if want := item.Warns() && item.Code != "under-18"; is != want {
			t.Errorf("%s is asked: %v, want %v", item.Code, is, want)
		}
	}
	if _, is := asked["guardian_name"]; is {
		t.Error("an adult is asked for a guardian")
	}
	x.answer(t, toldLine("birth_date", "2014-03-12"))
	asked = ask()
	if _, is := asked["guardian_name"]; !is {
		t.Error("a child is not asked for a guardian")
	}
	x.chart.Patient.Sex = SexMale
	if _, is := ask()[ScreeningQuestion("pregnancy")]; is {
		t.Error("a man is asked about a pregnancy")
	}
	for _, q := range asked {
		if grade := ReadingGrade(q.Ask.String()); grade > 9 && q.Item == nil {
			t.Errorf("%q reads at grade %.0f", q.Ask, grade)
		}
	}
}

func TestAnswerIntake(t *testing.T) {
	t.Parallel()
	x := newIntake(t)
	for name, c := range map[string]struct {
		answer IntakeAnswer
		field  string
	}{
		"a question that there is not": {toldLine("shoe_size", "42"), "answers"},
		"a yes to a line":              {yes("suburb", ""), "answers"},
		"a word that there is not":     {yes("medication", "", "well"), "answers"},
		"an answer of its own":         {IntakeAnswer{Question: "medication", Answer: "maybe"}, ""},
		"a birth date to come":         {toldLine("birth_date", "2031-01-01"), "birth_date"},
		"no birth date":                {toldLine("birth_date", "31 May"), "birth_date"},
		"no email":                     {toldLine("email", "peg at home"), "email"},
	} {
		op, err := AnswerIntake(x.cat, x.chart, *x.form(), x.today(), c.answer)
		if c.field == "" { // the gate refuses it
			err = Check(x.cat, x.chart, x.today(), op)
		}
		if err == nil || c.field != "" && FieldMessage(err, c.field).IsZero() {
			t.Errorf("%s: %v", name, err)
		}
	}
	x.answer(t, yes("medication", "Warfarin", "blood-thinner"))
	x.answer(t, IntakeAnswer{Question: "medication", Answer: AnswerNo, Text: "Warfarin", Words: []string{"blood-thinner"}})
	if a := x.form().Answer("medication"); a.Answer != AnswerNo || a.Text != "" || len(a.Words) > 0 {
		t.Errorf("beside a no it keeps %+v", a)
	}
	x.answer(t, IntakeAnswer{Question: "medication"})
	if a := x.form().Answer("medication"); !a.LeftOut() || a.Answer == AnswerNo || len(x.form().Answers) != 0 {
		t.Errorf("taken back it is %+v", a)
	}
	if again, op := BeginIntake(x.Env, x.chart, &practice, "Kim"); again.ID != x.id || !op.Empty() {
		t.Error("a half-filled form is not gone on with")
	}
	if x.form().Left("2026-12-06") || !x.form().Left("2026-12-07") {
		t.Error("a form is left after seven days")
	}
}

// What is handed back is signed, by a guardian for a minor, and stays as it is.
func TestFinishIntake(t *testing.T) {
	t.Parallel()
	x := newIntake(t)
	drawn := [][][2]float64{{{10, 10}, {90, 40}}}
	for name, c := range map[string]struct {
		by    Signer
		born  string
		field string
	}{
		"nobody":                         {Signer{As: ByThePatient, Signature: drawn}, "", "by"},
		"no signature":                   {Signer{Name: "Peg", As: ByThePatient}, "", "signature"},
		"a minor":                        {Signer{Name: "Peg", As: ByThePatient, Signature: drawn}, "2014-03-12", "by_as"},
		"a guardian, not said which":     {Signer{Name: "Tom", As: ByGuardian, Signature: drawn}, "2014-03-12", "relation_code"},
		"a guardian":                     {Signer{Name: "Tom", As: ByGuardian, Relation: RelationParent, Signature: drawn}, "2014-03-12", ""},
		"the patient":                    {Signer{Name: "Peg", As: ByThePatient, Signature: drawn}, "", ""},
		"on paper, without a drawn line": {Signer{Name: "Peg", As: ByThePatient, OnPaper: true}, "", ""},
	} {
		in := *x.form()
		if c.born != "" {
			in.Answers = []IntakeAnswer{toldLine("birth_date", c.born)}
		}
		op, err := FinishIntake(x.Env, x.cat, x.chart, in, c.by)
		if c.field == "" && (err != nil || op.Put[0].(*Intake).FinishedAt.IsZero()) || c.field != "" && FieldMessage(err, c.field).IsZero() {
			t.Errorf("%s: %v", name, err)
		}
	}
	x.answer(t, no("medication"))
	x.finish(t)
	if x.form().ToLookAt != 1 || x.form().Statement(StatementPrivacy).Text != practice.PrivacyStatement {
		t.Errorf("handed back as %+v", x.form())
	}
	_, first := AnswerIntake(x.cat, x.chart, *x.form(), x.today(), no("health"))
	_, second := MarkIntake(x.Env, *x.form(), IntakeMark{})
	_, third := DiscardIntake(*x.form())
	for _, err := range []error{first, second, third} {
		if !errors.Is(err, ErrLocked) {
			t.Errorf("a form that was handed back is changed: %v", err)
		}
	}
	if next, op := BeginIntake(x.Env, x.chart, &practice, "Kim"); next.ID == x.id || op.Empty() {
		t.Error("a new form is not begun")
	}
}

// Every sort of answer: what it proposes beside the record, and what the records say after it was taken over.
func TestAcceptIntake(t *testing.T) {
	t.Parallel()
	mark := IntakeMark{Structure: "trapezius.upper", Side: anatomy.Left, Type: "pain", Severity: ptr(6), Quality: "aching"}
	today := func(x *intake) *Assessment { return x.chart.LatestAssessment() }
	screening := func(x *intake, item string) string {
		return x.chart.AnswersOf(x.cat, today(x).ID)[item].Answer
	}
	for name, c := range map[string]struct {
		before func(*intake)
		said   []IntakeAnswer
		marks  []IntakeMark
		key    string
		fit    IntakeFit
		says   string
		old    string
		after  func(*intake) string
		want   string
	}{
		"a detail that is new": {
			said: []IntakeAnswer{toldLine("email", "peg@example.org")}, key: "email", fit: IntakeNew, says: "peg@example.org",
			after: func(x *intake) string { return x.chart.Patient.Email }, want: "peg@example.org",
		},
		"a detail that is so": {
			said: []IntakeAnswer{toldLine("suburb", "fremantle ")}, key: "suburb", fit: IntakeSame, says: "fremantle", old: "Fremantle",
			after: func(x *intake) string { return x.chart.Patient.Suburb }, want: "Fremantle",
		},
		"another birth date": {
			said: []IntakeAnswer{toldLine("birth_date", "1977-03-12")}, key: "birth_date", fit: IntakeDiffers, says: "12 March 1977", old: "12 March 1976",
			after: func(x *intake) string { return string(x.chart.Patient.BirthDate) }, want: "1977-03-12",
		},
		"a number written otherwise": {
			said: []IntakeAnswer{toldLine("phone", "0491570156")}, key: "phone", fit: IntakeSame, says: "0491570156", old: "0491570156",
			after: func(x *intake) string { return x.chart.Patient.Phones[0].Number }, want: "0491 570 156",
		},
		"medicines": {
			said: []IntakeAnswer{yes("medication", "Warfarin 5 mg", "blood-thinner", "paracetamol")}, key: "medication", fit: IntakeNew,
			says:  "Yes: blood thinner, paracetamol, Warfarin 5 mg",
			after: func(x *intake) string { return today(x).Medication + " / " + strings.Join(today(x).Told, " ") },
			want:  "blood thinner, paracetamol, Warfarin 5 mg / blood-thinner",
		},
		"no medicines": {
			before: func(x *intake) {
				put(t, x.chart, &Assessment{ID: "old", PatientID: x.chart.Patient.ID, Date: "2026-06-01", Type: AssessmentInitial, Medication: "steroid", Told: []string{"steroid", "asthma"}, SignedAt: x.at, SignedBy: "Robin", CreatedAt: x.at})
			},
			said: []IntakeAnswer{no("medication")}, key: "medication", fit: IntakeDiffers, says: "No", old: "steroid",
			after: func(x *intake) string { return today(x).Medication + " / " + strings.Join(today(x).Told, " ") }, want: "none / asthma no-medicines",
		},
		"not sure of an illness": {
			said: []IntakeAnswer{{Question: "health", Answer: AnswerUnsure, Text: "a murmur?"}}, key: "health", fit: IntakeNew, says: "Not sure: a murmur?",
			after: func(x *intake) string { return today(x).Health }, want: "not sure, a murmur?",
		},
		"a safety question": {
			said: []IntakeAnswer{yes("screening.asthma", "a puffer")}, key: "screening.asthma", fit: IntakeNew, says: "Yes: a puffer",
			after: func(x *intake) string {
				return screening(x, "asthma") + " / " + x.chart.ScreeningIn(today(x).Occasion(), "asthma").Note
			}, want: "yes / a puffer",
		},
		"a safety question that was denied last time": {
			before: func(x *intake) {
				put(t, x.chart, &Assessment{ID: "old", PatientID: x.chart.Patient.ID, Date: "2026-06-01", Type: AssessmentInitial, SignedAt: x.at, SignedBy: "Robin", CreatedAt: x.at})
				put(t, x.chart, &Screening{ID: "s", PatientID: x.chart.Patient.ID, AssessmentID: "old", Item: "asthma", Answer: AnswerNo, At: x.at.AddDate(0, -6, 0)})
			},
			said: []IntakeAnswer{{Question: "screening.asthma", Answer: AnswerUnsure}}, key: "screening.asthma", fit: IntakeDiffers, says: "Not sure", old: "No on 1 June 2026",
			after: func(x *intake) string { return screening(x, "asthma") }, want: "unsure",
		},
		"a mark": {
			marks: []IntakeMark{mark}, fit: IntakeNew, says: "pain 6/10, aching",
			after: func(x *intake) string {
				f := x.chart.Findings[0]
				return string(f.Source) + " " + f.Structure + " " + f.Quality + " " + f.AssessmentID
			}, want: "patient trapezius.upper aching ",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			x := newIntake(t)
			if c.before != nil {
				c.before(x)
			}
			x.answer(t, c.said...)
			for _, m := range c.marks {
				op, err := MarkIntake(x.Env, *x.form(), m)
				if err != nil {
					t.Fatal(err)
				}
				apply(t, x.chart, op)
				c.key = markPrefix + x.form().Marks[0].ID
			}
			x.finish(t)
			p := x.proposal(t, c.key)
			if p.Fit != c.fit || p.Says.String() != c.says || p.Old.String() != c.old || !p.Waits() {
				t.Errorf("proposed as %s, %q beside %q", p.Fit, p.Says, p.Old)
			}
			if (c.key == "birth_date") == p.Doubt.IsZero() {
				t.Errorf("the doubt is %q", p.Doubt)
			}
			before := x.chart.Patient
			x.accept(t, c.key)
			want := c.want
			if p.mark != nil {
				want += today(x).ID
			}
			if got := c.after(x); got != want {
				t.Errorf("taken over as %q, want %q", got, want)
			}
			if p.Fit == IntakeSame && !reflect.DeepEqual(before, x.chart.Patient) {
				t.Error("what is so already was written again")
			}
			p = x.proposal(t, c.key)
			if p.Waits() || p.Choice.Outcome != IntakeAccepted || p.Choice.By != "Robin Vale" {
				t.Errorf("decided as %+v", p.Choice)
			}
			if made := (Ref{p.Choice.MadeKind, p.Choice.MadeKey}); p.Choice.MadeKey != "" && (x.chart.Record(made) == nil || x.chart.ToldOnForm(x.chart.Record(made)) != "2026-11-30") {
				t.Errorf("it points at %v, told on %q", made, x.chart.ToldOnForm(x.chart.Record(made)))
			}
			if n := x.chart.ToLookAt(x.cat, x.form()); n != 0 {
				t.Errorf("%d are to be looked at", n)
			}
		})
	}
}

// All that a head names denied is one answer, as when it is read out; where something was not denied, or left out, the
// questions that are put to the patient by themselves are answered one by one, and what was left out has no answer.
func TestAcceptDenied(t *testing.T) {
	t.Parallel()
	x := newIntake(t)
	x.denyHead(t, "skin")
	x.denyHead(t, "cancer", "weight-loss", "lump")
	x.answer(t, yes("screening.lump", "left arm"))
	x.finish(t)
	if p := x.proposal(t, "denied.head.skin"); !strings.HasPrefix(p.Says.String(), "No: Open wound, Burn,") || p.Fit != IntakeNew {
		t.Errorf("%s, %q", p.Fit, p.Says)
	}
	x.accept(t, "denied.head.skin", "denied.head.cancer", "screening.lump")
	o := x.chart.LatestAssessment().Occasion()
	if s := x.chart.ScreeningIn(o, "head.skin"); s == nil || s.Answer != AnswerNo || len(s.Covers) != len(x.cat.Head("head.skin").Signs) {
		t.Errorf("the skin is answered by %+v", s)
	}
	answers := x.chart.AnswersOf(x.cat, o.AssessmentID)
	if _, answered := answers["weight-loss"]; answered {
		t.Error("what was left out has an answer")
	}
	for _, s := range x.cat.Head("head.cancer").Signs {
		want := AnswerNo
		switch s.Item {
		case "weight-loss":
			continue
		case "lump":
			want = AnswerYes
		}
		a := answers[s.Item]
		if a.Answer != want {
			t.Errorf("%s is %q, want %q", s.Item, a.Answer, want)
		}
		if x.cat.ScreeningItem(s.Item).Each() && a.Group != "" {
			t.Errorf("%s is denied in a group", s.Item)
		}
	}
	if a := x.chart.Assessment(o.AssessmentID); slices.ContainsFunc(CanSignAssessment(x.cat, x.chart, a), func(h Hindrance) bool { return h.At == "head.cancer" }) {
		t.Error("the head is said to have nothing that is so")
	}
}

// What the therapist has answered in the assessment of today stays.
func TestDeniedBesideTheTherapist(t *testing.T) {
	t.Parallel()
	x := newIntake(t)
	x.denyHead(t, "skin")
	x.finish(t)
	a, op := StartAssessment(x.Env, x.chart, "prac-1")
	apply(t, x.chart, op)
	burn := Ask(x.Env, a.Occasion(), "burn")
	burn.Answer, burn.At = AnswerYes, x.now()
	put(t, x.chart, burn)
	if p := x.proposal(t, "denied.head.skin"); p.Fit != IntakeDiffers || p.Doubt.IsZero() || p.Old.String() != "Burn: Yes" {
		t.Errorf("%s, %q, %q", p.Fit, p.Old, p.Doubt)
	}
	x.accept(t, "denied.head.skin")
	answers := x.chart.AnswersOf(x.cat, a.ID)
	if answers["burn"].Answer != AnswerYes || answers["open-wound"].Answer != AnswerNo {
		t.Errorf("burn %q, wound %q", answers["burn"].Answer, answers["open-wound"].Answer)
	}
}

// What was told on a form is said where it is read, until it is answered otherwise.
func TestToldOnForm(t *testing.T) {
	t.Parallel()
	x := newIntake(t)
	x.answer(t, toldLine("complaint", "A sore neck"), no("medication"), yes("screening.asthma", ""))
	x.finish(t)
	x.accept(t, "complaint", "medication", "screening.asthma")
	a := x.chart.LatestAssessment()
	if got := x.chart.HistoryFrom(a).String(); got != "Told by the patient on the form of 30 November 2026: Presenting complaint, Medication" {
		t.Errorf("%q", got)
	}
	s := *x.chart.ScreeningIn(a.Occasion(), "asthma")
	if got := x.chart.ToldOnForm(&s); got != "2026-11-30" {
		t.Errorf("told on %q", got)
	}
	s.Answer = AnswerNo
	put(t, x.chart, &s)
	if got := x.chart.ToldOnForm(&s); got != "" {
		t.Errorf("answered otherwise it is told on %q", got)
	}
	if typed := (&Assessment{ID: "another"}); !x.chart.HistoryFrom(typed).IsZero() || x.chart.ToldOnForm(typed) != "" {
		t.Error("what was typed is told on a form")
	}
}

// What rules know leads to the same whether it was told on the form or typed in.
func TestTakenOverMeetsTheRules(t *testing.T) {
	t.Parallel()
	x := newIntake(t)
	x.answer(t, yes("medication", "", "blood-thinner"))
	x.finish(t)
	x.accept(t, "medication")
	typed := newIntake(t)
	a, op := StartAssessment(typed.Env, typed.chart, "prac-1")
	a.Medication, a.Told = "blood thinner", []string{"blood-thinner"}
	apply(t, typed.chart, op)
	got, want := x.chart.LatestAnswers(x.cat)["blood-thinners"], typed.chart.LatestAnswers(x.cat)["blood-thinners"]
	if got.Answer != AnswerYes || got.Answer != want.Answer || got.Known.Row != want.Known.Row {
		t.Errorf("%+v, typed %+v", got, want)
	}
}

func TestDeclineIntake(t *testing.T) {
	t.Parallel()
	x := newIntake(t)
	x.answer(t, toldLine("suburb", "Perth"), yes("screening.chest-pain", ""))
	if urgent := x.chart.UrgentAnswers(x.cat); len(urgent) != 1 || urgent[0].Name.String() != "Chest pain or sudden breathlessness" {
		t.Errorf("a form that is being filled in tells %+v", urgent)
	}
	if _, err := DeclineIntake(x.Env, x.cat, x.chart, x.form(), "Robin Vale", "", "suburb"); FieldMessage(err, "finished_at").IsZero() {
		t.Errorf("looked at before it is handed back: %v", err)
	}
	x.finish(t)
	op, err := DeclineIntake(x.Env, x.cat, x.chart, x.form(), "Robin Vale", "moves next year ", "suburb")
	if err != nil || op.Scope != x.id || op.Label.String() != "Leave in the form of 30 November 2026: Suburb" {
		t.Fatalf("%+v, %v", op, err)
	}
	apply(t, x.chart, op)
	if p := x.proposal(t, "suburb"); p.Waits() || p.Choice.Outcome != IntakeDeclined || p.Choice.Note != "moves next year" || p.Says.String() != "Perth" || x.chart.Patient.Suburb != "Fremantle" {
		t.Errorf("declined as %+v", p)
	}
	if again, err := DeclineIntake(x.Env, x.cat, x.chart, x.form(), "Robin Vale", "", "suburb"); err != nil || !again.Empty() {
		t.Errorf("declined twice: %+v, %v", again, err)
	}
	x.accept(t, "suburb")
	if p := x.proposal(t, "suburb"); p.Choice.Outcome != IntakeAccepted || len(x.chart.IntakeChoices) != 1 || x.chart.Patient.Suburb != "Perth" {
		t.Errorf("accepted after all as %+v", p.Choice)
	}
	op, err = DeclineIntake(x.Env, x.cat, x.chart, x.form(), "Robin Vale", "asked", "screening.chest-pain")
	if err != nil {
		t.Fatal(err)
	}
	apply(t, x.chart, op)
	if len(x.chart.UrgentAnswers(x.cat)) != 0 {
		t.Error("it is told as urgent after somebody decided")
	}
}

// All details that stand against nothing are taken over at once; what differs is not among them.
func TestPlainDetails(t *testing.T) {
	t.Parallel()
	x := newIntake(t)
	x.answer(t, toldLine("given_name", "Margaret"), toldLine("suburb", "Perth"), toldLine("email", "peg@example.org"), toldLine("birth_date", "1977-03-12"), no("medication"))
	x.finish(t)
	keys := Plain(x.proposals())
	if !slices.Equal(keys, []string{"given_name", "email"}) {
		t.Fatal(keys)
	}
	x.accept(t, keys...)
	if x.chart.Patient.Email != "peg@example.org" || x.chart.Patient.Suburb != "Fremantle" || len(x.chart.Assessments) != 0 {
		t.Errorf("%+v", x.chart.Patient)
	}
}

// A detail is for who may write identity, the rest for who may write clinical records.
func TestIntakeChoiceSense(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]Sense{
		"birth_date": Identity, "phone": Identity, "medication": Clinical, "screening.asthma": Clinical, "denied.head.skin": Clinical, "mark.1": Clinical,
	} {
		if got := (&IntakeChoice{Proposal: key}).Sense(); got != want {
			t.Errorf("%s is %s, want %s", key, got, want)
		}
	}
}

// Whatever was said, in whatever order it is taken over: nothing is left to look at, what was left out has no answer, and
// taking all of it back gives the records of before.
func TestAcceptAllAndBack(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	rapid.Check(t, func(r *rapid.T) {
		x := newIntake(t)
		questions := IntakeQuestions(cat, x.chart, x.form(), x.today())
		var answers []IntakeAnswer
		for _, q := range questions {
			if rapid.IntRange(0, 2).Draw(r, q.Code) == 0 {
				continue
			}
			a := IntakeAnswer{Question: q.Code}
			switch q.How {
			case IntakeYesNo:
				a.Answer = rapid.SampledFrom([]string{AnswerNo, AnswerNo, AnswerYes, AnswerUnsure}).Draw(r, "answer")
			case IntakeDay:
				a.Text = "1976-03-12"
			case IntakeRelation:
				a.Text = RelationParent
			default:
				a.Text = rapid.SampledFrom([]string{"Ann", "Fremantle", "a@b.au"}).Draw(r, "text")
				if q.Code == "email" {
					a.Text = "a@b.au"
				}
			}
			answers = append(answers, a)
		}
		x.answer(t, answers...)
		x.finish(t)
		before := x.chart.Records()
		var keys []string
		for _, p := range x.proposals() {
			keys = append(keys, p.Key)
		}
		keys = rapid.Permutation(keys).Draw(r, "order")
		charts := []*Chart{x.chart}
		for len(keys) > 0 {
			n := rapid.IntRange(1, len(keys)).Draw(r, "at once")
			later := *x.chart
			x.chart = &later
			x.accept(t, keys[:n]...)
			charts, keys = append(charts, x.chart), keys[n:]
		}
		if n := x.chart.ToLookAt(cat, x.form()); n != 0 {
			r.Fatalf("%d are left to look at", n)
		}
		if a := x.chart.LatestAssessment(); a != nil {
			held := x.chart.AnswersOf(cat, a.ID)
			for _, q := range questions {
				if q.Item == nil {
					continue
				}
				told, is := x.form().Answer(q.Code).Answer, held[q.Item.Code]
				if is.Known == nil && is.Answer != told {
					r.Fatalf("%s was answered %q and is held as %q", q.Item.Code, told, is.Answer)
				}
			}
		}
		if !reflect.DeepEqual(charts[0].Records(), before) {
			r.Fatal("the records of before were changed where they lie")
		}
	})
}
