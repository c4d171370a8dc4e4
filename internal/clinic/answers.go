package clinic

import (
	"slices"
	"time"
)

// Answer is what is held of a safety question: given by itself, denied in a group, or known without asking.
type Answer struct {
	Screening        // of the item, also where it was denied with its head
	Group     string // the head it was denied with, by its code; "" when it was not
	Known     *Fact  // what answers it; nil when the patient did
}

// asGroup is the answer to an item that a head denied.
func asGroup(s *Screening, item string) Answer {
	no := *s
	no.ID, no.Item, no.Answer, no.Covers, no.Details = "", item, AnswerNo, nil, nil // no record has it
	return Answer{Screening: no, Group: s.Item}
}

// given are the answers in some records, the items of a head each by itself. What an item was asked by itself in a visit
// comes before what its head says there, since a head denies only what is not asked apart.
func given(list []Screening, visit func(*Answer)) {
	for i := range list {
		s := &list[i]
		if len(s.Covers) == 0 {
			visit(&Answer{Screening: *s})
			continue
		}
		for _, item := range s.Covers {
			a := asGroup(s, item)
			visit(&a)
		}
	}
}

// answersTo are all the answers to an item that were given, in groups too, as they were made.
func (c *Chart) answersTo(item string) []Screening {
	var out []Screening
	for i := range c.Screenings {
		s := &c.Screenings[i]
		switch {
		case s.Item == item:
			out = append(out, *s)
		case slices.Contains(s.Covers, item):
			out = append(out, asGroup(s, item).Screening)
		}
	}
	return out
}

// LatestAnswers is what is held of each screening question, by code: the last answer, where one in a session or a review
// replaces what was said before, and what is known.
func (c *Chart) LatestAnswers(cat *Catalogue) map[string]Answer {
	latest := make(map[string]Answer)
	later := func(a *Answer) {
		if old, ok := latest[a.Item]; !ok || answeredBefore(&old.Screening, &a.Screening) {
			latest[a.Item] = *a
		}
	}
	given(c.Screenings, later)
	// What is known is as old as its visit: what is answered in that comes later.
	for i := range c.Assessments {
		if a := &c.Assessments[i]; len(a.Told) > 0 {
			for _, k := range c.told(cat, a) {
				if k.Answer != "" {
					later(&Answer{Screening: k.answer(a.Occasion(), a.CreatedAt), Known: &k})
				}
			}
		}
	}
	if o, at, ok := c.lastVisit(); ok {
		for _, k := range c.details(cat, o) {
			// An injury stands for itself where it is, by its day and grade: see healingConflicts.
			if k.Answer != "" && k.Row.Fact != FactInjury && (k.Row.Firm || latest[k.Item].Item == "") {
				later(&Answer{Screening: k.answer(o, at), Known: &k})
			}
		}
	}
	c.stricter(latest)
	addFollowing(cat, latest)
	return latest
}

// lastVisit is the last assessment or session, and when it was begun.
func (c *Chart) lastVisit() (o Occasion, at time.Time, ok bool) {
	if a := c.LatestAssessment(); a != nil {
		o, at, ok = a.Occasion(), a.CreatedAt, true
	}
	if s := c.LatestSession(); s != nil && s.Date >= o.Date {
		o, at, ok = s.Occasion(), s.CreatedAt, true
	}
	return o, at, ok
}

// AnswersOf is what an assessment holds of each screening question, by code: what was answered in it, and what is known.
func (c *Chart) AnswersOf(cat *Catalogue, assessment string) map[string]Answer {
	a := c.Assessment(assessment)
	if a == nil {
		return nil
	}
	return c.AnswersIn(cat, a.Occasion())
}

// AnswersIn is AnswersOf for any visit.
func (c *Chart) AnswersIn(cat *Catalogue, o Occasion) map[string]Answer {
	out := make(map[string]Answer)
	given(where(c.Screenings, func(s *Screening) bool { return s.In(o) }), func(a *Answer) {
		if old, ok := out[a.Item]; !ok || old.Group != "" && a.Group == "" {
			out[a.Item] = *a
		}
	})
	for _, k := range c.KnownIn(cat, o) {
		if _, answered := out[k.Item]; !answered && k.Answer != "" {
			out[k.Item] = Answer{Screening: k.answer(o, time.Time{}), Known: &k}
		}
	}
	return out
}

// In reports whether an answer was given in a visit.
func (s *Screening) In(o Occasion) bool {
	return s.AssessmentID == o.AssessmentID && s.SessionID == o.SessionID
}

// answersBefore are the last answers that were given before a visit, in groups too, by item.
func (c *Chart) answersBefore(o Occasion) map[string]Answer {
	last := make(map[string]Answer)
	given(where(c.Screenings, func(s *Screening) bool { return !s.In(o) && c.answeredOn(s) <= o.Date }), func(a *Answer) {
		if old, ok := last[a.Item]; !ok || answeredBefore(&old.Screening, &a.Screening) {
			last[a.Item] = *a
		}
	})
	return last
}

// Unanswered lists the red flags and absolute contraindications an assessment has no answer to.
func (c *Chart) Unanswered(cat *Catalogue, assessment string) []ScreeningItem {
	answers := c.AnswersOf(cat, assessment)
	return where(cat.Screening, func(s *ScreeningItem) bool {
		_, answered := answers[s.Code]
		return (s.Group == GroupRedFlag || s.Group == GroupAbsolute) && !answered
	})
}

// UnsaidHeads are the heads of a visit that were not denied while none of what they name was found to be so: it is not said
// what there is. Each of them denied by itself says that it was nothing.
func (c *Chart) UnsaidHeads(cat *Catalogue, o Occasion) []*Head {
	var answers map[string]Answer
	var out []*Head
	for i := range cat.Heads {
		h := &cat.Heads[i]
		said := c.ScreeningIn(o, h.Code)
		if said == nil || said.Answer == AnswerNo {
			continue
		}
		if answers == nil {
			answers = c.AnswersIn(cat, o)
		}
		open, all := false, true
		for _, s := range h.Signs {
			a, ok := answers[s.Item]
			open, all = open || ok && a.Answer != AnswerNo, all && ok
		}
		if !open && !all {
			out = append(out, h)
		}
	}
	return out
}
