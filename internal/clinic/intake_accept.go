package clinic

import (
	"slices"
	"strings"
)

// Plain are the keys of the details of a form that wait and stand against nothing in the record: it says the same, or
// nothing yet.
func Plain(list []IntakeProposal) []string {
	var keys []string
	for i := range list {
		if p := &list[i]; p.Section == IntakeDetails && p.Waits() && p.Fit != IntakeDiffers && p.Doubt.IsZero() {
			keys = append(keys, p.Key)
		}
	}
	return keys
}

// Taking is how answers of a form are taken over.
type Taking struct {
	By             string // the name of who takes them over
	PractitionerID string // who an assessment is begun for, where there is none of today that is open
	// Say writes a sentence as it stands in the history.
	Say func(Sentence) string
}

// AcceptIntake takes answers of a form over into the records, by the keys of their proposals: details of the patient, and
// in the assessment of today, which is begun where it is not open, the history, the safety questions and what the patient
// reports on the figure. It is one entry and one undo step. What was declined before can be accepted; what was accepted
// before is left. The error is a FieldErrors.
func AcceptIntake(env Env, cat *Catalogue, chart *Chart, in *Intake, by Taking, keys ...string) (Operation, error) {
	if in.FinishedAt.IsZero() {
		return Operation{}, FieldErrors{{Field: "finished_at", Message: Say("The form is not handed back yet.")}}
	}
	t := taking{env: env, cat: cat, chart: chart, in: in, by: by, patient: chart.Patient}
	taken := 0
	var name Sentence
	for _, p := range in.tells(cat) {
		if !slices.Contains(keys, p.Key) {
			continue
		}
		old := find(chart.IntakeChoices, func(x *IntakeChoice) bool { return x.IntakeID == in.ID && x.Proposal == p.Key })
		if old != nil && old.Outcome == IntakeAccepted {
			continue
		}
		made := t.take(&p)
		t.put = append(t.put, decide(env, in, old, p.Key, IntakeAccepted, "", by.By, made))
		taken, name = taken+1, p.Name
	}
	if taken == 0 {
		return Operation{}, nil
	}
	op := Operation{Label: toldOnForm(in, name, taken), Scope: in.ID}
	if t.changed {
		if err := CheckPatient(&t.patient, env.today()); err != nil {
			return Operation{}, err
		}
		op.Put = append(op.Put, &t.patient)
	}
	if t.assessment != nil && (t.begun || t.written) {
		op.Put = append(op.Put, t.assessment)
	}
	op.Put = append(op.Put, t.put...)
	return op, nil
}

// toldOnForm says what is taken over, and where it was told.
func toldOnForm(in *Intake, name Sentence, n int) Sentence {
	if n == 1 {
		return Say("Told by the patient on the form of {{.Day}}: {{.What}}", Args{"Day": in.Day, "What": name})
	}
	return SayCount(n, "Take over {{.Count}} answer of the form of {{.Day}}", "Take over {{.Count}} answers of the form of {{.Day}}", Args{"Day": in.Day})
}

// DeclineIntake decides that answers of a form are not taken over, and why. They stay in the form.
func DeclineIntake(env Env, cat *Catalogue, chart *Chart, in *Intake, by, why string, keys ...string) (Operation, error) {
	if in.FinishedAt.IsZero() {
		return Operation{}, FieldErrors{{Field: "finished_at", Message: Say("The form is not handed back yet.")}}
	}
	op := Operation{Scope: in.ID}
	var name Sentence
	for _, p := range chart.waiting(cat, in) {
		if slices.Contains(keys, p.Key) {
			op.Put, name = append(op.Put, decide(env, in, nil, p.Key, IntakeDeclined, why, by, nil)), p.Name
		}
	}
	switch n := len(op.Put); n {
	case 0:
		return Operation{}, nil
	case 1:
		op.Label = Say("Leave in the form of {{.Day}}: {{.What}}", Args{"Day": in.Day, "What": name})
	default:
		op.Label = SayCount(n, "Leave {{.Count}} answer in the form of {{.Day}}", "Leave {{.Count}} answers in the form of {{.Day}}", Args{"Day": in.Day})
	}
	return op, nil
}

func decide(env Env, in *Intake, old *IntakeChoice, key, outcome, why, by string, made Record) *IntakeChoice {
	x := &IntakeChoice{ID: env.NewID(), PatientID: in.PatientID, IntakeID: in.ID, Proposal: key, CreatedAt: env.now()}
	if old != nil {
		x.ID, x.CreatedAt = old.ID, old.CreatedAt
	}
	x.Outcome, x.Note, x.By = outcome, strings.TrimSpace(why), by
	if made != nil {
		x.MadeKind, x.MadeKey = made.Kind(), made.Key()
	}
	return x
}

// taking is one AcceptIntake: the records as they become.
type taking struct {
	env   Env
	cat   *Catalogue
	chart *Chart
	in    *Intake
	by    Taking

	patient    Patient
	changed    bool // something of the patient is
	assessment *Assessment
	begun      bool // the assessment was not there before
	written    bool // its history is changed
	put        []Record
}

// take takes a proposal over, and gives the record that says it now; nil where it said so already.
func (t *taking) take(p *IntakeProposal) Record {
	switch {
	case p.detail != nil:
		t.chart.besideDetail(p)
		if p.Fit == IntakeSame {
			return nil
		}
		p.detail.set(&t.patient, strings.TrimSpace(p.answer.Text))
		t.changed = true
		return &t.patient
	case p.history != nil:
		return t.takeHistory(p)
	case p.item != nil:
		return t.takeAnswer(p.item, &p.answer)
	case p.denied != nil:
		return t.takeDenied(p)
	}
	a := t.today()
	f := p.mark.Finding(t.in.PatientID)
	made := Mark(t.env, a.Occasion(), f.Target(), Spot{f.View, f.X, f.Y}, ByPatient, f.Type)
	made.Severity, made.Quality, made.Note = f.Severity, f.Quality, f.Note
	t.put = append(t.put, made)
	return made
}

// today is the open assessment of today, which is begun where there is none.
func (t *taking) today() *Assessment {
	if t.assessment == nil {
		a, op := StartAssessment(t.env, t.chart, t.by.PractitionerID)
		t.assessment, t.begun = a, !op.Empty()
	}
	return t.assessment
}

func (t *taking) takeHistory(p *IntakeProposal) Record {
	a := t.today()
	*p.history.of(a) = historyText(p.history, &p.answer, t.by.Say)
	words := HistoryWords(p.history.code)
	told := slices.DeleteFunc(slices.Clone(a.Told), func(code string) bool {
		return slices.ContainsFunc(words, func(w HistoryWord) bool { return w.Code == code })
	})
	for _, w := range words {
		if w.Fact() && (slices.Contains(p.answer.Words, w.Code) || w.Nothing && p.answer.Answer == AnswerNo) {
			told = append(told, w.Code)
		}
	}
	a.Told, t.written = told, true
	return a
}

// takeAnswer answers a safety question in the assessment of today.
func (t *taking) takeAnswer(item *ScreeningItem, said *IntakeAnswer) Record {
	o := t.today().Occasion()
	s := Ask(t.env, o, item.Code)
	if old := t.chart.ScreeningIn(o, item.Code); old != nil {
		was := *old
		s = &was
	}
	s.Answer, s.At = said.Answer, t.env.now()
	if text := strings.TrimSpace(said.Text); text != "" {
		s.Note = text
	}
	t.put = append(t.put, s)
	return s
}

// takeDenied answers no to questions of one head. All that it names are denied with it, as when it is read out; where some
// were not denied, those that are put to the patient by themselves are answered one by one, and the others with the head.
// What was answered by itself in the assessment of today stays as it is.
func (t *taking) takeDenied(p *IntakeProposal) Record {
	o := t.today().Occasion()
	h := t.cat.HeadOf(p.denied[0].Code)
	old := t.chart.ScreeningIn(o, h.Code)
	if old != nil && old.Answer == AnswerNo {
		return nil
	}
	apart := t.chart.AskedApart(t.cat, o)
	whole := old == nil && !slices.ContainsFunc(h.Signs, func(s HeadSign) bool {
		switch t.in.Answer(ScreeningQuestion(s.Item)).Answer {
		case AnswerNo:
			return false
		case "":
			return !apart[s.Item]
		}
		return true
	})
	head := Ask(t.env, o, h.Code)
	if old != nil {
		was := *old
		head = &was
	}
	head.Answer, head.At, head.Covers = AnswerYes, t.env.now(), slices.Clone(head.Covers)
	if whole {
		head.Answer = AnswerNo
	}
	for _, item := range p.denied {
		switch {
		case t.chart.ScreeningIn(o, item.Code) != nil || slices.Contains(head.Covers, item.Code):
		case apart[item.Code] || !whole && item.Each():
			t.takeAnswer(item, &IntakeAnswer{Answer: AnswerNo})
		default:
			head.Covers = append(head.Covers, item.Code)
		}
	}
	t.put = append(t.put, head)
	return head
}
