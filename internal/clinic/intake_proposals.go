package clinic

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"regimen/internal/anatomy"
)

// IntakeProposal is something that a form tells and the records may take over: a detail, an answer about the history, a
// safety question that was not denied, all those of a Head that were, or a mark on the figure.
type IntakeProposal struct {
	Key     string // of an IntakeChoice
	Section IntakeSection
	Name    Sentence // what it is about
	Asked   Sentence // a safety question as the patient read it; empty where the name says it all
	Says    Sentence // what the form says
	Old     Sentence // what the records say now; empty where they say nothing
	Fit     IntakeFit
	// Doubt is a reason to ask before it is taken over; empty for none.
	Doubt Sentence
	// Urgent is a safety question that was not denied and cannot wait until the form is looked at.
	Urgent bool
	// Choice is what was decided, nil while it waits.
	Choice *IntakeChoice

	intakeSource
}

// IntakeFit is how what a form says stands to the records.
type IntakeFit string

// The sorts of it.
const (
	IntakeNew     IntakeFit = "new"     // the records say nothing of it
	IntakeSame    IntakeFit = "same"    // they say the same
	IntakeDiffers IntakeFit = "differs" // they say something else
)

// Waits reports that nobody has decided about it yet.
func (p *IntakeProposal) Waits() bool { return p.Choice == nil }

// intakeSource is where in the form a proposal comes from: one of these.
type intakeSource struct {
	detail  *detail
	history *historyQuestion
	item    *ScreeningItem
	denied  []*ScreeningItem // questions that were answered no, of one head
	mark    *IntakeMark
	answer  IntakeAnswer
}

// What the keys of proposals begin with, beside the codes of the questions.
const (
	deniedPrefix = "denied."
	markPrefix   = "mark."
)

// sectionOf is the part of the form that a proposal comes from.
func sectionOf(key string) IntakeSection {
	switch {
	case strings.HasPrefix(key, screeningPrefix), strings.HasPrefix(key, deniedPrefix):
		return IntakeScreening
	case strings.HasPrefix(key, markPrefix):
		return IntakePain
	case historyQuestionOf(key) != nil:
		return IntakeHistory
	}
	return IntakeDetails
}

// Sense is what the answer tells of that is decided about: a detail is not for the same people as a safety question.
func (x *IntakeChoice) Sense() Sense { return sectionOf(x.Proposal).Sense() }

// tells are what the form says that can be taken over, in the order of its questions.
func (in *Intake) tells(cat *Catalogue) []IntakeProposal {
	var out []IntakeProposal
	add := func(key string, name, says Sentence, from intakeSource) *IntakeProposal {
		out = append(out, IntakeProposal{Key: key, Section: sectionOf(key), Name: name, Says: says, intakeSource: from})
		return &out[len(out)-1]
	}
	denied := make(map[string]int) // the proposals of heads, by their codes
	for _, q := range intakeQuestions(cat) {
		a := in.Answer(q.Code)
		if a.LeftOut() {
			continue
		}
		switch {
		case q.Section == IntakeDetails:
			add(q.Code, q.Name, detailWords(q.How, a.Text), intakeSource{detail: detailOf(q.Code), answer: a})
		case q.Section == IntakeHistory:
			add(q.Code, q.Name, q.said(&a), intakeSource{history: historyQuestionOf(q.Code), answer: a})
		case a.Answer != AnswerNo || q.Group == "":
			p := add(q.Code, q.Name, q.said(&a), intakeSource{item: q.Item, answer: a})
			p.Asked = q.Ask
			p.Urgent = q.Item.Each() && (a.Answer == AnswerYes || a.Answer == AnswerUnsure && q.Item.UnsureIsYes)
		default:
			at, ok := denied[q.Group]
			if !ok {
				add(deniedPrefix+q.Group, cat.QuestionName(q.Group), Sentence{}, intakeSource{})
				at = len(out) - 1
				denied[q.Group] = at
			}
			out[at].denied = append(out[at].denied, q.Item)
		}
	}
	for _, at := range denied {
		var names []Sentence
		for _, item := range out[at].denied {
			names = append(names, cat.QuestionName(item.Code))
		}
		out[at].Says = Say("No: {{.Questions}}", Args{"Questions": names})
	}
	for i := range in.Marks {
		m := &in.Marks[i]
		add(markPrefix+m.ID, FindingTypeName(m.Type), Sentence{}, intakeSource{mark: m})
	}
	return out
}

// detailWords say what is in a detail; nothing for nothing.
func detailWords(how, text string) Sentence {
	switch text = strings.TrimSpace(text); {
	case how == IntakeDay && Date(text).Valid():
		return Say("{{.Day}}", Args{"Day": Date(text)})
	case how == IntakeRelation && text != "":
		return RelationName(text)
	}
	return written(text)
}

// AnswerName is an answer in a word, and that a question was left out.
func AnswerName(answer string) Sentence {
	switch answer {
	case AnswerYes:
		return Say("Yes")
	case AnswerNo:
		return Say("No")
	case AnswerUnsure:
		return Say("Not sure")
	}
	return Say("Left out")
}

// Said is what was said to the question, in words; one that was left out says that.
func (q *IntakeQuestion) Said(in *Intake) Sentence {
	a := in.Answer(q.Code)
	if q.Section == IntakeDetails && !a.LeftOut() {
		return detailWords(q.How, a.Text)
	}
	return q.said(&a)
}

func (q *IntakeQuestion) said(a *IntakeAnswer) Sentence {
	var more []Sentence
	for _, code := range a.Words {
		if w := find(q.Words, func(w *HistoryWord) bool { return w.Code == code }); w != nil {
			more = append(more, w.Word)
		}
	}
	if text := strings.TrimSpace(a.Text); text != "" {
		more = append(more, Text(text))
	}
	switch {
	case a.LeftOut() || len(more) == 0:
		return AnswerName(a.Answer)
	case a.Answer == "":
		return more[0]
	}
	return Say("{{.Answer}}: {{.What}}", Args{"Answer": AnswerName(a.Answer), "What": more})
}

// Said are all the answers of the form, each with its question, in the order of the questions; those to questions that are
// no longer asked come last, under their codes.
func (in *Intake) Said(cat *Catalogue) []Sentence {
	var out []Sentence
	asked := make(map[string]bool)
	add := func(name, answer Sentence) {
		out = append(out, Say("{{.Question}}: {{.Answer}}", Args{"Question": name, "Answer": answer}))
	}
	for _, q := range intakeQuestions(cat) {
		asked[q.Code] = true
		if a := in.Answer(q.Code); !a.LeftOut() {
			add(q.Name, q.Said(in))
		}
	}
	for i := range in.Answers {
		if a := &in.Answers[i]; !asked[a.Question] {
			add(Text(a.Question), (&IntakeQuestion{}).said(a))
		}
	}
	return out
}

// ProposalName is what the answer of a form is about that has a key.
func ProposalName(cat *Catalogue, key string) Sentence {
	if head, ok := strings.CutPrefix(key, deniedPrefix); ok {
		return cat.QuestionName(head)
	}
	if strings.HasPrefix(key, markPrefix) {
		return Say("a mark on the figure")
	}
	if q := intakeQuestion(cat, key); q != nil {
		return q.Name
	}
	return Text(key)
}

// Proposals are what a form tells beside what the records say now, and what was decided about it, in the order of its
// questions. label names a structure, see anatomy.Atlas.Label; say writes a sentence as it stands in the history.
func (c *Chart) Proposals(cat *Catalogue, in *Intake, label func(code string, side anatomy.Side) string, say func(Sentence) string) []IntakeProposal {
	out := in.tells(cat)
	latest := c.LatestAnswers(cat)
	last := c.LatestAssessment()
	for i := range out {
		p := &out[i]
		p.Choice = find(c.IntakeChoices, func(x *IntakeChoice) bool { return x.IntakeID == in.ID && x.Proposal == p.Key })
		switch {
		case p.detail != nil:
			c.besideDetail(p)
		case p.history != nil && last != nil:
			p.Old = written(strings.TrimSpace(*p.history.of(last)))
			p.Fit = fit(p.Old.Key, historyText(p.history, &p.answer, say))
		case p.item != nil:
			if a, ok := latest[p.item.Code]; ok {
				p.Old, p.Fit = answerBefore(c, &a), fit(a.Answer, p.answer.Answer)
			}
		case p.denied != nil:
			besideDenied(cat, p, latest)
		case p.mark != nil:
			c.besideMark(cat, p, label)
		}
		p.Fit = cmp.Or(p.Fit, IntakeNew)
	}
	return out
}

func fit(old, says string) IntakeFit {
	switch {
	case strings.TrimSpace(old) == "":
		return IntakeNew
	case sameText(old, says):
		return IntakeSame
	}
	return IntakeDiffers
}

// sameText reports whether two lines differ in nothing but spaces and capitals.
func sameText(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}

// digits are those of a telephone number.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

func (c *Chart) besideDetail(p *IntakeProposal) {
	old, says := p.detail.get(&c.Patient), p.answer.Text
	p.Old, p.Fit = detailWords(p.detail.how, old), fit(old, says)
	number := digits(says)
	switch {
	case p.detail.code == intakePhone && number != "" && slices.ContainsFunc(c.Patient.Phones, func(x Phone) bool { return digits(x.Number) == number }):
		p.Old, p.Fit = written(says), IntakeSame
	case p.Fit == IntakeDiffers && p.detail.code == "birth_date":
		p.Doubt = Say("The record has another birth date. Make sure that it is the same person.")
	}
}

// answerBefore says an answer that is held, and since when.
func answerBefore(c *Chart, a *Answer) Sentence {
	if a.Known != nil {
		return Say("{{.Answer}}, known from {{.From}}", Args{"Answer": AnswerName(a.Answer), "From": a.Known.From()})
	}
	return Say("{{.Answer}} on {{.Day}}", Args{"Answer": AnswerName(a.Answer), "Day": c.answeredOn(&a.Screening)})
}

// besideDenied says which of the questions that the form denies the records do not.
func besideDenied(cat *Catalogue, p *IntakeProposal, latest map[string]Answer) {
	var other []Sentence
	some := false
	for _, item := range p.denied {
		a, ok := latest[item.Code]
		some = some || !ok
		if ok && a.Answer != AnswerNo {
			other = append(other, Say("{{.Question}}: {{.Answer}}", Args{"Question": cat.QuestionName(item.Code), "Answer": AnswerName(a.Answer)}))
		}
	}
	switch {
	case len(other) > 0:
		p.Old, p.Fit = Say("{{.Answers}}", Args{"Answers": other}), IntakeDiffers
		p.Doubt = Say("The record says otherwise. Ask before you take it over.")
	case !some:
		p.Old, p.Fit = Say("No"), IntakeSame
	}
}

// besideMark says the mark as the finding that it becomes, and the one that says so already.
func (c *Chart) besideMark(cat *Catalogue, p *IntakeProposal, label func(code string, side anatomy.Side) string) {
	f := p.mark.Finding(c.Patient.ID)
	rated := cat.Rated(FindingTypeInside(f.Type), &f)
	p.Name = Say("{{.Place}}", Args{"Place": Place{f.Structure, f.Side, label(f.Structure, f.Side)}})
	more := []Sentence{rated}
	for _, s := range []string{f.Quality, strings.TrimSpace(f.Note)} {
		if s != "" {
			more = append(more, Text(s))
		}
	}
	p.Says = Say("{{.What}}", Args{"What": more})
	last := c.LatestAssessment()
	if last == nil {
		return
	}
	if old := find(c.Findings, func(x *Finding) bool {
		return x.AssessmentID == last.ID && x.Source == ByPatient && x.Target() == f.Target() && x.Type == f.Type
	}); old != nil {
		p.Old, p.Fit = cat.Rated(FindingTypeInside(old.Type), old), IntakeDiffers
		if old.Severity == f.Severity || old.Severity != nil && f.Severity != nil && *old.Severity == *f.Severity {
			p.Fit = IntakeSame
		}
	}
}

// historyText is what an answer says in the history, its words as say writes them: as if they were tapped there.
func historyText(h *historyQuestion, a *IntakeAnswer, say func(Sentence) string) string {
	var parts []string
	add := func(s string) {
		if s = strings.TrimSpace(s); s != "" {
			parts = append(parts, s)
		}
	}
	words := HistoryWords(h.code)
	switch {
	case a.Answer == AnswerNo:
		for _, w := range words {
			if w.Nothing {
				add(say(w.Word))
			}
		}
	case a.Answer == AnswerUnsure:
		add(say(Say("not sure")))
	case a.Answer == AnswerYes && len(a.Words) == 0 && strings.TrimSpace(a.Text) == "":
		add(say(Say("yes, not said which")))
	}
	for _, w := range words {
		if slices.Contains(a.Words, w.Code) {
			add(say(w.Word))
		}
	}
	add(a.Text)
	return strings.Join(parts, ", ")
}

// UrgentAnswers are what the forms of a patient tell that cannot wait until somebody looks at them: safety questions that
// were not denied, nothing decided about them. A form that is still being filled in tells them too.
func (c *Chart) UrgentAnswers(cat *Catalogue) []IntakeProposal {
	var out []IntakeProposal
	for i := range c.Intakes {
		for _, p := range c.waiting(cat, &c.Intakes[i]) {
			if p.Urgent {
				out = append(out, p)
			}
		}
	}
	return out
}

// UrgentWords say what forms tell that cannot wait; nothing where they tell nothing of that sort.
func (c *Chart) UrgentWords(cat *Catalogue) Sentence {
	var what []Sentence
	for _, p := range c.UrgentAnswers(cat) {
		what = append(what, p.Name)
	}
	if len(what) == 0 {
		return Sentence{}
	}
	return Say("The form says: {{.What}}. Ask first.", Args{"What": what})
}

// waiting are what a form tells that nobody has decided about.
func (c *Chart) waiting(cat *Catalogue, in *Intake) []IntakeProposal {
	decided := make(map[string]bool)
	for _, x := range c.IntakeChoices {
		if x.IntakeID == in.ID {
			decided[x.Proposal] = true
		}
	}
	return slices.DeleteFunc(in.tells(cat), func(p IntakeProposal) bool { return decided[p.Key] })
}

// ToLookAt is how many answers of a form that was handed back wait to be looked at.
func (c *Chart) ToLookAt(cat *Catalogue, in *Intake) int {
	if in.FinishedAt.IsZero() {
		return 0
	}
	return len(c.waiting(cat, in))
}

// ToldOnForm is the day of the form on which the patient told what a record says, "" where it was not told on one, or is
// answered otherwise since.
func (c *Chart) ToldOnForm(r Record) Date {
	x := find(c.IntakeChoices, func(x *IntakeChoice) bool {
		return x.Outcome == IntakeAccepted && x.MadeKind == r.Kind() && x.MadeKey == r.Key()
	})
	if x == nil {
		return ""
	}
	in := c.Intake(x.IntakeID)
	if in == nil {
		return ""
	}
	if s, ok := r.(*Screening); ok && strings.HasPrefix(x.Proposal, screeningPrefix) && in.Answer(x.Proposal).Answer != s.Answer {
		return ""
	}
	return in.Day
}

// HistoryFrom says what of the history of an assessment the patient told on a form, of the last one; nothing where none was.
func (c *Chart) HistoryFrom(a *Assessment) Sentence {
	var in *Intake
	var what []Sentence
	for i := range c.IntakeChoices {
		x := &c.IntakeChoices[i]
		h := historyQuestionOf(x.Proposal)
		form := c.Intake(x.IntakeID)
		if h == nil || form == nil || x.Outcome != IntakeAccepted || x.MadeKey != a.ID {
			continue
		}
		if in == nil || ByBegin(*in, *form) < 0 {
			in, what = form, nil
		}
		if in.ID == form.ID {
			what = append(what, FieldName(KindAssessment, h.code))
		}
	}
	if in == nil {
		return Sentence{}
	}
	return Say("Told by the patient on the form of {{.Day}}: {{.What}}", Args{"Day": in.Day, "What": what})
}
