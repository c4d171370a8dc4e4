package clinic

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"regimen/internal/anatomy"
	"regimen/internal/script"
)

// Form is a questionnaire. It is read from a file of its own, see ReadForm. One that the clinic has no
// licence for has no items: its total is taken down from where it was filled in.
type Form struct {
	Code         string
	Title        string
	About        string // what it shows, in words a patient understands
	Instructions string // read before the first item; paragraphs are parted by line ends
	Answer       string // one of the AnswerKinds; "" for a form without items
	Low, High    string // what the ends of a scale mean, where an item has none of its own
	Items        []FormItem
	Scoring      string
	Missing      string
	Least        int     // as many items must be answered for a total
	Shift, Scale float64 // total = (raw + Shift) × Scale
	// Measures are what the total is kept as, so that it has a course and a measurement error. There is one;
	// a form without items may have several totals, and a form of the clinic's own may have none.
	Measures []string
	// For holds the body parts the form is about, ForAnyone or ForReview.
	For     []string
	Credit  string // what must stand by the form when it is shown
	Licence string
	Source  string
	Own     bool // the clinic's own file
}

// FormItem is one question or statement.
type FormItem struct {
	Text      string
	Low, High string
	Choices   []FormChoice // for FormChoices
	Reversed  bool         // counts the other way round
}

// FormChoice is one answer to choose.
type FormChoice struct {
	Value float64
	Label string
}

// How the items of a form are answered.
const (
	FormScale   = "0-10"
	FormLine    = "line"   // a mark on a line, 0 to 100 mm
	FormChange  = "change" // −5 to +5
	FormTick    = "tick"   // ticked or left blank
	FormYesNo   = "yes-no"
	FormChoices = "choice"
)

// How a form is scored.
const (
	ScoreSum        = "sum"
	ScoreMean       = "mean"
	ScorePercent    = "percent" // of the most that the answered items can come to
	ScoreSingle     = "single"
	ScoreActivities = "activities" // the mean over the patient's own activities, each of which is kept too
	ScoreTotal      = "total"      // only the total is known
)

// What an item without an answer does to the total.
const (
	MissingZero = "zero" // it counts as 0
	MissingAll  = "all"  // there is no total
	MissingFill = "fill" // the mean of the others stands in for it, when at least Least are answered
)

// Whom a form is for, beside body parts.
const (
	ForAnyone = "anyone"
	ForReview = "review" // once there is something to look back on
)

// MostActivities is how many activities the patient-specific scale is made for.
const MostActivities = 5

// Form by code, or nil.
func (c *Catalogue) Form(code string) *Form {
	return find(c.Forms, func(f *Form) bool { return f.Code == code })
}

// FormTitle is the title of a form, or its code when it is no longer in the catalogue.
func (c *Catalogue) FormTitle(code string) string {
	if f := c.Form(code); f != nil {
		return f.Title
	}
	if code == FormWells {
		return "Wells score"
	}
	return code
}

// Fillable reports whether the questions themselves are here.
func (f *Form) Fillable() bool { return f.Scoring != ScoreTotal }

// Term is the title of the form in a sentence.
func (f *Form) Term() Term { return Term{"form", f.Code, f.Title} }

// Range is the least and the most that an item can count.
func (f *Form) Range(item int) (low, high float64) {
	switch f.Answer {
	case FormScale:
		return 0, 10
	case FormLine:
		return 0, 100
	case FormChange:
		return -5, 5
	case FormTick, FormYesNo:
		return 0, 1
	}
	if item >= len(f.Items) || len(f.Items[item].Choices) == 0 {
		return 0, 0
	}
	low, high = math.Inf(1), math.Inf(-1)
	for _, c := range f.Items[item].Choices {
		low, high = min(low, c.Value), max(high, c.Value)
	}
	return low, high
}

// Value is what an answer counts, before an item is turned round; false for none, and for one that the item
// does not have.
func (f *Form) Value(item int, answer string) (float64, bool) {
	if f.Scoring != ScoreActivities && (item < 0 || item >= len(f.Items)) {
		return 0, false
	}
	v, err := strconv.ParseFloat(answer, 64)
	if err != nil {
		return 0, false
	}
	low, high := f.Range(item)
	if math.IsNaN(v) || v < low || v > high {
		return 0, false
	}
	switch f.Answer {
	case FormChoices:
		return v, slices.ContainsFunc(f.Items[item].Choices, func(c FormChoice) bool { return c.Value == v })
	case FormLine:
		return v, true
	}
	return v, v == math.Trunc(v)
}

// Unanswered lists the items that have no answer. A statement that is not ticked is answered by that.
func (f *Form) Unanswered(answers []string) []int {
	if f.Answer == FormTick {
		return nil
	}
	n := len(f.Items)
	if f.Scoring == ScoreActivities {
		n = len(answers)
	}
	var out []int
	for i := range n {
		if _, ok := f.Value(i, answerAt(answers, i)); !ok {
			out = append(out, i)
		}
	}
	return out
}

func answerAt(answers []string, i int) string {
	if i < len(answers) {
		return answers[i]
	}
	return ""
}

// Score is the total by the form's rule, to a tenth; false when too little was answered for one.
func (f *Form) Score(answers []string) (total float64, ok bool) {
	var sum, most float64
	answered, items := 0, len(f.Items)
	if f.Scoring == ScoreActivities {
		items = len(answers)
	}
	for i := range items {
		low, high := f.Range(i)
		v, given := f.Value(i, answerAt(answers, i))
		switch {
		case given:
			answered++
			if f.Scoring != ScoreActivities && f.Items[i].Reversed {
				v = low + high - v
			}
		case f.Missing != MissingZero:
			continue
		default:
			v = 0
		}
		sum += v
		most += high
	}
	counted := float64(answered)
	switch f.Missing {
	case MissingZero:
		counted = float64(items)
	case MissingAll:
		if answered < items {
			return 0, false
		}
	}
	if counted == 0 || answered < f.Least {
		return 0, false
	}
	var raw float64
	switch f.Scoring {
	case ScoreSum:
		raw = sum / counted * float64(items)
	case ScoreMean, ScoreActivities:
		raw = sum / counted
	case ScorePercent:
		if most == 0 {
			return 0, false
		}
		raw = 100 * sum / most
	case ScoreSingle:
		raw = sum
	default:
		return 0, false
	}
	return round1((raw + f.Shift) * f.Scale), true
}

// bounds are the least and the most that the total can be.
func (f *Form) bounds() (low, high float64) {
	var lows, highs float64
	for i := range f.Items {
		a, b := f.Range(i)
		lows, highs = lows+a, highs+b
	}
	n := float64(max(len(f.Items), 1))
	switch f.Scoring {
	case ScoreMean:
		lows, highs = lows/n, highs/n
	case ScorePercent:
		if highs > 0 {
			lows = 100 * lows / highs
		}
		highs = 100
	case ScoreActivities:
		lows, highs = f.Range(0)
	}
	a, b := (lows+f.Shift)*f.Scale, (highs+f.Shift)*f.Scale
	return round1(min(a, b)), round1(max(a, b))
}

func round1(v float64) float64 { return math.Round(v*10) / 10 }

// AnswerWords says an answer as the form does: "7 of 10", "Ticked", the words of a choice; nothing for none.
func (f *Form) AnswerWords(item int, answer string) Sentence {
	v, ok := f.Value(item, answer)
	if !ok {
		return Sentence{}
	}
	value := Args{"Value": math.Abs(v)}
	switch f.Answer {
	case FormTick:
		if v == 1 {
			return Say("Ticked")
		}
		return Sentence{}
	case FormYesNo:
		if v == 1 {
			return Say("Yes")
		}
		return Say("No")
	case FormLine:
		return Say("{{.Length}}", Args{"Length": Amount{v, "mm"}})
	case FormChange:
		switch {
		case v > 0:
			return Say("+{{.Value}}", value)
		case v < 0:
			return Say("−{{.Value}}", value)
		}
		return Say("0, no change")
	case FormChoices:
		for _, c := range f.Items[item].Choices {
			if c.Value == v {
				return Text(c.Label)
			}
		}
	}
	return Say("{{.Value}} of 10", Args{"Value": v})
}

// Activities are those the patient scored at the last visit that scored any, in the order they were given: the
// same ones are asked each time. What was scored in that assessment or session does not count as earlier.
func (c *Chart) Activities(measure, assessment, session string) []string {
	var last *Measurement
	for i := range c.Measurements {
		m := &c.Measurements[i]
		here := assessment != "" && m.AssessmentID == assessment || session != "" && m.SessionID == session
		if m.Measure == measure && m.Item != "" && !here {
			last = m
		}
	}
	var out []string
	add := func(item string) {
		if !slices.ContainsFunc(out, func(s string) bool { return sameItem(s) == sameItem(item) }) {
			out = append(out, item)
		}
	}
	for i := range c.Measurements {
		m := &c.Measurements[i]
		here := assessment != "" && m.AssessmentID == assessment || session != "" && m.SessionID == session
		then := last != nil && m.Date == last.Date && m.AssessmentID == last.AssessmentID && m.SessionID == last.SessionID
		if m.Measure == measure && m.Item != "" && (here || then) {
			add(m.Item)
		}
	}
	return out[:min(len(out), MostActivities)]
}

// StartForm begins a questionnaire in an assessment or a session, or goes on with one that was begun there; the
// operation is then empty.
func StartForm(env Env, chart *Chart, f *Form, assessment, session string, by Source) (*FormAnswers, Operation) {
	for i := range chart.Forms {
		x := chart.Forms[i]
		if x.Form == f.Code && x.AssessmentID == assessment && x.SessionID == session && x.FinishedAt.IsZero() {
			if x.FilledBy == by {
				return &x, Operation{}
			}
			x.FilledBy = by
			return &x, formOperation(&x, Say("Hand over: {{.Form}}", Args{"Form": f.Term()}), &x)
		}
	}
	x := &FormAnswers{
		ID: env.NewID(), PatientID: chart.Patient.ID, AssessmentID: assessment, SessionID: session, Form: f.Code,
		Answers: make([]string, len(f.Items)), FilledBy: by, Date: env.today(), CreatedAt: env.now(),
	}
	if f.Scoring == ScoreActivities {
		x.Activities = chart.Activities(f.measure(), assessment, session)
		x.Answers = make([]string, len(x.Activities))
	}
	return x, formOperation(x, Say("Begin: {{.Form}}", Args{"Form": f.Term()}), x)
}

func (f *Form) measure() string {
	if len(f.Measures) == 0 {
		return ""
	}
	return f.Measures[0]
}

// formOperation is a step of undo of the questionnaire itself: taking back a finding must not take back what the
// patient answered in between.
func formOperation(x *FormAnswers, label Sentence, put ...Record) Operation {
	return Operation{Label: label, Scope: x.ID, Put: put}
}

// AnswerForm gives an item its answer; "" takes it back. An answer that the item does not have is refused.
func AnswerForm(f *Form, x FormAnswers, item int, answer string) (Operation, error) {
	if !x.FinishedAt.IsZero() {
		return Operation{}, ErrLocked
	}
	if _, valid := f.Value(item, answer); !valid && answer != "" {
		return Operation{}, FieldErrors{{Field: "answers", Message: Say("This is no answer to the question.")}}
	}
	answers := slices.Clone(x.Answers)
	for len(answers) < len(f.Items) {
		answers = append(answers, "")
	}
	if item >= len(answers) {
		return Operation{}, FieldErrors{{Field: "answers", Message: Say("The questionnaire has no such question.")}}
	}
	answers[item] = answer
	x.Answers = answers
	return formOperation(&x, Say("Answer: {{.Form}}", Args{"Form": f.Term()}), &x), nil
}

// AddActivity adds an activity to be scored.
func AddActivity(f *Form, x FormAnswers, activity string) (Operation, error) {
	activity = strings.Join(strings.Fields(activity), " ")
	same := func(a string) bool { return sameItem(a) == sameItem(activity) }
	switch {
	case !x.FinishedAt.IsZero():
		return Operation{}, ErrLocked
	case f.Scoring != ScoreActivities:
		return Operation{}, FieldErrors{{Field: "answers", Message: Say("This questionnaire has questions of its own.")}}
	case activity == "":
		return Operation{}, FieldErrors{{Field: "answers", Message: Say("Write the activity.")}}
	case len(x.Activities) >= MostActivities:
		return Operation{}, FieldErrors{{Field: "answers", Message: Say("There are five activities already.")}}
	case slices.ContainsFunc(x.Activities, same):
		return Operation{}, FieldErrors{{Field: "answers", Message: Say("This activity is there already.")}}
	}
	x.Activities, x.Answers = append(slices.Clone(x.Activities), activity), append(slices.Clone(x.Answers), "")
	return formOperation(&x, Say("Add the activity: {{.Activity}}", Args{"Activity": activity}), &x), nil
}

// RemoveActivity takes an activity away again that was named by mistake.
func RemoveActivity(f *Form, x FormAnswers, item int) (Operation, error) {
	if !x.FinishedAt.IsZero() {
		return Operation{}, ErrLocked
	}
	if f.Scoring != ScoreActivities || item < 0 || item >= len(x.Activities) {
		return Operation{}, FieldErrors{{Field: "answers", Message: Say("There is no such activity.")}}
	}
	name := x.Activities[item]
	x.Activities = slices.Delete(slices.Clone(x.Activities), item, item+1)
	if item < len(x.Answers) {
		x.Answers = slices.Delete(slices.Clone(x.Answers), item, item+1)
	}
	return formOperation(&x, Say("Take away the activity: {{.Activity}}", Args{"Activity": name}), &x), nil
}

// FinishForm hands a questionnaire back: from then on its answers stay as they are. Its total is kept as a
// measurement too, so that it has a course; where the visit has that value already, this one takes its place.
// Too few answers leave it without a total.
func FinishForm(env Env, cat *Catalogue, chart *Chart, f *Form, x FormAnswers) (Operation, error) {
	if !x.FinishedAt.IsZero() {
		return Operation{}, ErrLocked
	}
	x.FinishedAt, x.Date = env.now(), env.today()
	x.Total = nil
	op := Operation{Label: Say("Hand back: {{.Form}}", Args{"Form": f.Term()}), Put: []Record{&x}}
	value := func(measure, item string, v float64) error {
		m := &Measurement{
			PatientID: x.PatientID, AssessmentID: x.AssessmentID, SessionID: x.SessionID, Measure: measure, Item: item,
			Side: anatomy.Midline, Value: v, Protocol: f.Code, Date: x.Date,
		}
		keepAs(env, chart, m)
		if err := cat.CheckMeasurement(m); err != nil {
			return err
		}
		op.Put = append(op.Put, m)
		return nil
	}
	if f.Scoring == ScoreActivities {
		for i, name := range x.Activities {
			if v, ok := f.Value(i, answerAt(x.Answers, i)); ok {
				if err := value(f.measure(), name, v); err != nil {
					return Operation{}, err
				}
			}
		}
	}
	if total, ok := f.Score(x.Answers); ok {
		x.Total = &total
		if me := f.measure(); me != "" && f.Scoring != ScoreActivities {
			if err := value(me, "", total); err != nil {
				return Operation{}, err
			}
		}
	}
	return op, nil
}

// keepAs gives a measurement the key of the one that the same visit has of the same, or a new one.
func keepAs(env Env, chart *Chart, m *Measurement) {
	there := find(chart.Measurements, func(x *Measurement) bool {
		return x.Measure == m.Measure && sameItem(x.Item) == sameItem(m.Item) && x.Structure == m.Structure && x.Side == m.Side &&
			x.Mode == m.Mode && x.Moment == m.Moment && x.AssessmentID == m.AssessmentID && x.SessionID == m.SessionID
	})
	if there != nil {
		m.ID, m.CreatedAt = there.ID, there.CreatedAt
		return
	}
	m.ID, m.CreatedAt = env.NewID(), env.now()
}

// DiscardForm removes a questionnaire that was begun and not handed back.
func DiscardForm(f *Form, x FormAnswers) (Operation, error) {
	if !x.FinishedAt.IsZero() {
		return Operation{}, ErrLocked
	}
	return Operation{Label: Say("Discard: {{.Form}}", Args{"Form": f.Term()}), Scope: x.ID, Remove: []Record{&x}}, nil
}

// RecordTotal takes down the total of a form that was filled in elsewhere: where says on what, such as "On
// paper". What cannot be is refused.
func RecordTotal(env Env, cat *Catalogue, chart *Chart, assessment, measure string, total float64, on Date, where string) (Operation, error) {
	m := &Measurement{
		PatientID: chart.Patient.ID, AssessmentID: assessment, Measure: measure, Side: anatomy.Midline,
		Value: total, Tool: strings.TrimSpace(where), Date: on,
	}
	keepAs(env, chart, m)
	if err := cat.CheckMeasurement(m); err != nil {
		return Operation{}, err
	}
	if on > env.today() {
		return Operation{}, FieldErrors{{Field: "date", Message: Say("The day is still to come.")}}
	}
	write := Number(total)
	if me := cat.Measure(measure); me != nil {
		write = me.Name + ": " + me.Write(total)
	}
	return Operation{Label: Say("Take down {{.Measure}}", Args{"Measure": script.LowerFirst(write)}), Scope: assessment, Put: []Record{m}}, nil
}

// FormState is where a patient stands with a form in an assessment.
type FormState struct {
	Form *Form
	// Reason is why it is suggested: one of the Because constants, "" when it is not.
	Reason string
	Draft  *FormAnswers // begun in this assessment and not handed back, or nil
	Done   *FormAnswers // the last one handed back in this assessment, or nil
	// Series are the courses of what the form is kept as, as far as there are any.
	Series []Series
}

// Why a form is suggested.
const (
	BecauseBegun  = "begun"
	BecauseBefore = "before"
	BecauseGoal   = "goal"
	BecausePart   = "part"
	BecauseAnyone = "anyone"
	BecauseReview = "review"
)

// FormStates are all the forms as they stand in an assessment: those suggested first, those used before
// ahead of those that would be new, those that can be filled in ahead of those with only a total. part names the
// body part of a structure.
func FormStates(cat *Catalogue, chart *Chart, a *Assessment, part func(structure string) string) []FormState {
	all := AllSeries(cat, chart)
	parts := map[string]bool{}
	found := chart.FindingsOf(a.ID)
	if before := chart.AssessmentBefore(a); len(found) == 0 && before != nil {
		found = chart.FindingsOf(before.ID) // a review, before anything is marked
	}
	for _, f := range found {
		parts[part(f.Structure)] = true
	}
	goals := map[string]bool{}
	if p := chart.planForGoals(); p != nil {
		for _, g := range chart.GoalsOf(p.ID) {
			goals[g.Measure] = true
		}
	}
	out := make([]FormState, 0, len(cat.Forms))
	for i := range cat.Forms {
		s := FormState{Form: &cat.Forms[i]}
		used := false
		for j := range chart.Forms {
			x := &chart.Forms[j]
			if x.Form != s.Form.Code {
				continue
			}
			switch {
			case x.AssessmentID == a.ID && x.FinishedAt.IsZero():
				s.Draft = x
			case x.AssessmentID == a.ID:
				s.Done = x
			}
			used = used || !x.FinishedAt.IsZero()
		}
		goal := false
		for _, measure := range s.Form.Measures {
			goal = goal || goals[measure]
			for _, series := range all {
				if series.Measure == measure && series.Structure == "" && (series.Item == "" || s.Form.Scoring == ScoreActivities && series.Average) {
					s.Series = append(s.Series, series)
					used = used || len(series.Points) > 0
				}
			}
		}
		s.Reason = s.Form.reason(s.Draft != nil, used, goal, parts, chart.AssessmentBefore(a) != nil)
		out = append(out, s)
	}
	order := []string{BecauseBegun, BecauseBefore, BecauseGoal, BecausePart, BecauseAnyone, BecauseReview, ""}
	behind := func(s FormState) int {
		n := 2 * slices.Index(order, s.Reason)
		if !s.Form.Fillable() {
			n++
		}
		return n
	}
	slices.SortStableFunc(out, func(a, b FormState) int { return behind(a) - behind(b) })
	return out
}

func (f *Form) reason(begun, before, goal bool, parts map[string]bool, review bool) string {
	switch {
	case begun:
		return BecauseBegun
	case before:
		return BecauseBefore
	case goal:
		return BecauseGoal
	case slices.ContainsFunc(f.For, func(p string) bool { return parts[p] }):
		return BecausePart
	case slices.Contains(f.For, ForAnyone):
		return BecauseAnyone
	case review && slices.Contains(f.For, ForReview):
		return BecauseReview
	}
	return ""
}
