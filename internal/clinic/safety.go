package clinic

import (
	"cmp"
)

// ChangeQuestion is the question whether anything has changed since last time, asked in each session, or nil. No keeps
// all that was answered before; after a yes the questions themselves are answered in the session.
func (c *Catalogue) ChangeQuestion() *ScreeningItem {
	return find(c.Screening, func(s *ScreeningItem) bool { return s.Group == GroupChange })
}

// Warns reports that a yes is a danger. Something that has changed is none before it is said what.
func (s *ScreeningItem) Warns() bool { return s.Group != GroupChange }

// warns reports whether an answer is about a danger; one that the catalogue does not know may be.
func (c *Catalogue) warns(s *Screening) bool {
	item := c.ScreeningItem(s.Item)
	return item == nil || item.Warns()
}

// AnsweredAgain are the answers given in one session, without the one to whether anything has changed.
func (c *Chart) AnsweredAgain(cat *Catalogue, session string) []Screening {
	return where(c.Screenings, func(s *Screening) bool { return s.SessionID == session && cat.warns(s) })
}

// ChangeAnswer is the answer to whether anything has changed, in a session, or nil.
func (c *Chart) ChangeAnswer(cat *Catalogue, session string) *Screening {
	return find(c.Screenings, func(s *Screening) bool { return s.SessionID == session && !cat.warns(s) })
}

// LastAsked is the day of the last visit before a session in which a safety question was answered, "" when
// there was none.
func (c *Chart) LastAsked(s *Session) Date {
	day := make(map[string]Date, len(c.Assessments)+len(c.Sessions)) // of each visit: a long record has thousands of answers
	for i := range c.Assessments {
		day[c.Assessments[i].ID] = c.Assessments[i].Date
	}
	for i := range c.Sessions {
		day[c.Sessions[i].ID] = c.Sessions[i].Date
	}
	var last Date
	for i := range c.Screenings {
		x := &c.Screenings[i]
		if x.SessionID == s.ID {
			continue
		}
		d, known := day[cmp.Or(x.AssessmentID, x.SessionID)]
		if !known {
			d = c.Day(x.At)
		}
		if d <= s.Date && d > last {
			last = d
		}
	}
	return last
}

// askedInAssessment reports whether all the questions that can stop a treatment were answered in an assessment on the
// day of the session: then they need not be asked again.
func (c *Chart) askedInAssessment(cat *Catalogue, s *Session) bool {
	return find(c.Assessments, func(a *Assessment) bool { return a.Date == s.Date && len(c.Unanswered(cat, a.ID)) == 0 }) != nil
}

// NeverAsked is how many of the questions that can stop a treatment the patient was never asked, at any visit.
func NeverAsked(cat *Catalogue, chart *Chart) int {
	answers := chart.LatestAnswers(cat)
	return len(where(cat.Screening, func(x *ScreeningItem) bool {
		_, asked := answers[x.Code]
		return (x.Group == GroupRedFlag || x.Group == GroupAbsolute) && !asked
	}))
}

// SafetyAsked reports whether the safety questions were asked on the day of a session.
func SafetyAsked(cat *Catalogue, chart *Chart, s *Session) bool {
	return len(safetyHindrances(cat, chart, s)) == 0
}

// safetyHindrances says what must still be asked before a session is signed.
func safetyHindrances(cat *Catalogue, chart *Chart, s *Session) []Hindrance {
	var out []Hindrance
	say := func(step string, sentence Sentence) { out = append(out, Hindrance{Step: step, Say: sentence}) }
	given := chart.AnsweredAgain(cat, s.ID)
	change := chart.ChangeAnswer(cat, s.ID)
	switch {
	case change != nil && change.Answer != AnswerNo && len(given) == 0:
		say(StepSafety, Say("Something changed: answer the safety question that it concerns."))
	case change != nil || chart.askedInAssessment(cat, s):
	case chart.LastAsked(s) != "":
		say(StepChange, Say("Ask whether anything has changed in the patient's health since last time."))
	}
	if n := NeverAsked(cat, chart); n > 0 { // nothing can have changed in what nobody asked
		say(StepSafety, SayCount(n, "{{.Count}} safety question has never been asked.", "{{.Count}} safety questions have never been asked."))
	}
	for _, h := range chart.UnsaidHeads(cat, s.Occasion()) {
		say(StepSafety, Say("Say what it is that was not denied: {{.Question}}.", Args{"Question": h.Term()}))
	}
	for _, item := range chart.AskAnew(cat, s.Date) {
		say(StepSafety, Say("What was said about this has passed, so ask it anew: {{.Question}}", Args{"Question": item.Question}))
	}
	for i := range given {
		x := &given[i]
		if NeedsAction(cat, chart, x) {
			say(StepSafety, writeWhatWasDone(cat.ScreeningItem(x.Item).Term()))
		}
	}
	return out
}

// AnswerChange keeps the answer to whether anything has changed since last time.
func AnswerChange(env Env, cat *Catalogue, chart *Chart, s *Session, changed bool) Operation {
	x := Screening{ID: env.NewID(), PatientID: s.PatientID, SessionID: s.ID, Item: cat.ChangeQuestion().Code}
	if old := chart.ChangeAnswer(cat, s.ID); old != nil {
		x = *old
	}
	x.Answer, x.At = AnswerNo, env.now()
	label := Say("Nothing has changed")
	if changed {
		x.Answer, label = AnswerYes, Say("Something changed")
	}
	return Operation{Label: label, Scope: s.ID, Put: []Record{&x}}
}

// TakeBackChange removes the answer to whether anything has changed, to ask again. It is empty when there is none.
func TakeBackChange(cat *Catalogue, chart *Chart, s *Session) Operation {
	x := chart.ChangeAnswer(cat, s.ID)
	if x == nil {
		return Operation{}
	}
	return Operation{Label: Say("Ask again whether anything has changed"), Scope: s.ID, Remove: []Record{x}}
}

// QuestionName is what a screening answer is about, in a few words.
func (c *Catalogue) QuestionName(code string) Sentence {
	if item := c.ScreeningItem(code); item != nil {
		return Text(item.Name)
	}
	if h := c.Head(code); h != nil {
		return Text(h.Name)
	}
	return Text(code)
}
