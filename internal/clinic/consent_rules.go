package clinic

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// AdultAge is the age from which a patient decides alone. A younger one needs a guardian, or a note why the
// patient is mature enough to decide (clinical reference A4).
const AdultAge = 18

// IsMinor reports whether the patient is under AdultAge on a day; a patient without a birth date is not.
func (p *Patient) IsMinor(on Date) bool {
	return p.BirthDate.Valid() && p.BirthDate.AgeOn(on) < AdultAge
}

// ConsentSubject is what consent is needed for: an area, or a technique.
type ConsentSubject struct {
	Area      string // a code of the areas, "" for a technique
	Technique string // a code of the techniques, "" for an area
	Name      string
	// Written: it needs a signature in each course of treatment; a spoken yes is enough otherwise.
	Written bool
	// EachSession: it is asked again in each session.
	EachSession bool
	Ask         string
	before      string // what was told while decisions did not keep their words
}

// Concerns reports whether a decision is about the subject.
func (s ConsentSubject) Concerns(c *Consent) bool {
	if s.Technique != "" {
		return slices.Contains(c.Techniques, s.Technique)
	}
	return slices.Contains(c.Areas, s.Area)
}

func areaSubject(a *ConsentArea) ConsentSubject {
	return ConsentSubject{Area: a.Code, Name: a.Name, Written: a.Sensitive, EachSession: a.Sensitive, Ask: a.Ask, before: cmp.Or(a.Before, a.Ask)}
}

// ConsentSubjects are all that consent can be asked for: the areas, then the techniques.
func (c *Catalogue) ConsentSubjects() []ConsentSubject {
	var out []ConsentSubject
	for i := range c.ConsentAreas {
		out = append(out, areaSubject(&c.ConsentAreas[i]))
	}
	for _, t := range c.ConsentTechniques {
		out = append(out, ConsentSubject{Technique: t.Code, Name: t.Name, Written: true, Ask: t.Ask, before: cmp.Or(t.Before, t.Ask)})
	}
	return out
}

// work is a technique, prescribed or given, and where it works.
type work struct {
	technique string
	at        []Target
}

func (c *Chart) work(cat *Catalogue, technique string, targets []Target) work {
	return work{technique, c.WorksAt(cat, technique, targets)}
}

// needs lists what consent is needed for work, in the order of ConsentSubjects. No work needs none.
func (c *Catalogue) needs(all []work) []ConsentSubject {
	if len(all) == 0 {
		return nil
	}
	return slices.DeleteFunc(c.ConsentSubjects(), func(s ConsentSubject) bool {
		return s.Area != GeneralArea && !slices.ContainsFunc(all, func(w work) bool { return c.reaches(s, w) })
	})
}

func (c *Catalogue) reaches(s ConsentSubject, w work) bool {
	if s.Technique != "" {
		return w.technique == s.Technique && c.needsConsentAt(c.ConsentTechnique(s.Technique), w.at)
	}
	return s.Area == GeneralArea || slices.ContainsFunc(c.SensitiveAreas(w.at), func(a ConsentArea) bool { return a.Code == s.Area })
}

// needsConsentAt reports whether a technique needs a consent of its own at these places. While no place is named, or where
// the parts of the body are not known, it does.
func (c *Catalogue) needsConsentAt(t *ConsentTechnique, targets []Target) bool {
	if t == nil || len(t.Parts) == 0 || len(targets) == 0 || c.structure == nil {
		return true
	}
	return slices.ContainsFunc(c.made(targets), func(x Target) bool { return slices.Contains(t.Parts, c.partOf(x.Structure)) })
}

// PlanConsent lists what consent a plan needs.
func PlanConsent(cat *Catalogue, chart *Chart, p *Plan) []ConsentSubject {
	var all []work
	for _, rx := range chart.PrescriptionsOf(p.ID) {
		all = append(all, chart.work(cat, rx.Technique, rx.Targets))
	}
	return cat.needs(all)
}

// SessionConsent lists what consent a session needs: for what was given and for what is still planned.
func SessionConsent(cat *Catalogue, chart *Chart, s *Session) []ConsentSubject {
	var all []work
	for _, t := range chart.TreatmentsOf(s.ID) {
		if t.Status != TreatmentLeft {
			all = append(all, chart.work(cat, t.Technique, t.Targets))
		}
	}
	return cat.needs(all)
}

// ConsentStanding is how consent to a subject stands in a course of treatment.
type ConsentStanding struct {
	Last *Consent // the last decision, nil when it was never asked
	On   Date     // the day of it
	// Given: the last decision is a yes.
	Given bool
	// Written: the patient signed in this course, and has not taken it back since.
	Written bool
	// Confirmed: the patient said yes in this session, and has not taken it back since.
	Confirmed bool
}

// Enough reports whether the standing is what the subject needs before it is treated.
func (s ConsentStanding) Enough(subject ConsentSubject) bool {
	return s.Given && (s.Written || !subject.Written) && (s.Confirmed || !subject.EachSession)
}

// Consenting is where consent is asked: in a course of treatment, and in a session of it.
type Consenting struct {
	Lineage string // of the plan; "" for treatment without one
	Session string // "" outside a session
	// Before ends the time looked at; zero looks at all.
	Before time.Time
}

// ConsentIn is where the consent for a session is asked.
func (c *Chart) ConsentIn(s *Session) Consenting {
	in := Consenting{Session: s.ID}
	if p := c.Plan(s.PlanID); p != nil {
		in.Lineage = p.Lineage
	}
	return in
}

// ConsentStanding goes through the decisions about a subject in their order. A refusal or withdrawal ends
// all that was given before, also in another course. What was decided in records that were joined stands by the stricter,
// until it is decided anew.
func (c *Chart) ConsentStanding(subject ConsentSubject, in Consenting) ConsentStanding {
	about := where(c.Consents, func(x *Consent) bool {
		return subject.Concerns(x) && (in.Before.IsZero() || x.At.Before(in.Before))
	})
	slices.SortFunc(about, func(a, b Consent) int { return cmp.Or(a.At.Compare(b.At), strings.Compare(a.ID, b.ID)) })
	st, joined := &ConsentStanding{}, newSides(c.Joined)
	for i := range about {
		x := &about[i]
		if len(c.Joined) > 0 {
			st = joined.at(c.MadeFor(x.ID), x.At)
		}
		st.Last, st.On = x, c.Day(x.At)
		if x.Decision != ConsentGiven {
			st.Given, st.Written, st.Confirmed = false, false, false
			continue
		}
		st.Given = true
		lineage := ""
		if p := c.Plan(x.PlanID); p != nil {
			lineage = p.Lineage
		}
		if x.How == ConsentWritten && lineage == in.Lineage {
			st.Written = true
		}
		if in.Session != "" && x.SessionID == in.Session {
			st.Confirmed = true
		}
	}
	if len(c.Joined) > 0 {
		return joined.last(c.Patient.ID)
	}
	return *st
}

// lacks says what consent is missing, or nothing.
func (s ConsentStanding) lacks(subject ConsentSubject) Sentence {
	what := Args{"What": subject.Name}
	if s.Last != nil {
		what["Day"] = s.On
	}
	switch {
	case s.Last != nil && !s.Given && s.Last.Decision == ConsentWithdrawn:
		return Say("Consent to “{{.What}}” was withdrawn on {{.Day}}.", what)
	case s.Last != nil && !s.Given:
		return Say("Consent to “{{.What}}” was refused on {{.Day}}.", what)
	case !s.Given:
		return Say("No consent to “{{.What}}” is recorded.", what)
	case subject.Written && !s.Written:
		return Say("No signed consent to “{{.What}}” is there for this course of treatment.", what)
	case subject.EachSession && !s.Confirmed:
		return Say("Consent to “{{.What}}” was not confirmed today.", what)
	}
	return Sentence{}
}

// SessionConsentMissing says what consent is missing for what a session gave. What was
// withdrawn or refused while the treatment went on counts up to that moment, if it is written with the
// treatment how far it went; after the end of the treatment it does not count at all.
func SessionConsentMissing(cat *Catalogue, chart *Chart, s *Session) []Sentence {
	given := where(chart.TreatmentsOf(s.ID), func(t *Treatment) bool { return t.Given() })
	var all []work
	for _, t := range given {
		all = append(all, chart.work(cat, t.Technique, t.Targets))
	}
	var out []Sentence
	in := chart.ConsentIn(s)
	for _, subject := range cat.needs(all) {
		st := chart.ConsentStanding(subject, in)
		before := in
		for st.Last != nil && !st.Given && !s.EndedAt.IsZero() && st.Last.At.After(s.EndedAt) {
			before.Before = st.Last.At
			st = chart.ConsentStanding(subject, before)
		}
		if last := st.Last; last != nil && !st.Given && !s.StartedAt.IsZero() && last.At.After(s.StartedAt) {
			before.Before = last.At
			if until := chart.ConsentStanding(subject, before); until.Enough(subject) {
				if !toldHowFar(cat, chart, subject, given) {
					out = append(out, OneAfterAnother([]Sentence{st.lacks(subject), Say("Write with the treatment how far it went, or leave it out.")}))
					continue
				}
				st = until
			}
		}
		if text := st.lacks(subject); !text.IsZero() {
			out = append(out, OneAfterAnother([]Sentence{text, whatToDo(subject, st)}))
		}
	}
	return out
}

// TreatmentConsentMissing says what consent one treatment of a session lacks besides that to be treated at all.
func TreatmentConsentMissing(cat *Catalogue, chart *Chart, s *Session, t *Treatment) []Sentence {
	var out []Sentence
	for _, subject := range cat.needs([]work{chart.work(cat, t.Technique, t.Targets)}) {
		if subject.Area == GeneralArea {
			continue
		}
		if text := chart.ConsentStanding(subject, chart.ConsentIn(s)).lacks(subject); !text.IsZero() {
			out = append(out, text)
		}
	}
	return out
}

// toldHowFar reports whether each treatment that reaches the subject has a reason or a note.
func toldHowFar(cat *Catalogue, chart *Chart, subject ConsentSubject, given []Treatment) bool {
	return !slices.ContainsFunc(given, func(t Treatment) bool {
		return cat.reaches(subject, chart.work(cat, t.Technique, t.Targets)) && strings.TrimSpace(t.Reason+t.Note) == ""
	})
}

func whatToDo(subject ConsentSubject, st ConsentStanding) Sentence {
	switch {
	case st.Last != nil && !st.Given:
		return Say("Leave it out, or ask again.")
	case st.Given && (st.Written || !subject.Written):
		return Say("Ask, and confirm it.")
	case subject.Written:
		return Say("Ask, and have it signed.")
	}
	return Say("Ask, and record the answer.")
}

// CheckConsent is what holds for a decision of this patient besides its own Validate: a minor agrees
// through a guardian, or with a note why the patient can decide alone. Refusing and withdrawing is always the patient's own
// right.
func CheckConsent(p *Patient, x *Consent, on Date) error {
	var k checks
	if x.Decision == ConsentGiven && x.ByAs == ByThePatient && p.IsMinor(on) {
		k.require("note", x.Note, Say("The patient is under 18: ask a guardian, or write why the patient can decide alone."))
	}
	return k.err()
}

// Decide keeps decisions about being treated that were made together, with the words in which they were asked. They cannot be
// taken back, so the operation has no scope: another decision is made instead. The error is a FieldErrors.
func Decide(env Env, cat *Catalogue, chart *Chart, label Sentence, decisions ...Consent) (Operation, error) {
	op := Operation{Label: label}
	for _, x := range decisions {
		x.ID, x.PatientID, x.At = env.NewID(), chart.Patient.ID, env.now()
		x.Areas, x.Techniques = orEmpty(x.Areas), orEmpty(x.Techniques)
		x.Told = cat.WordsFor(&x)
		x.By, x.Relation, x.Explained, x.Note = strings.TrimSpace(x.By), strings.TrimSpace(x.Relation), strings.TrimSpace(x.Explained), strings.TrimSpace(x.Note)
		if err := x.Validate(); err != nil {
			return Operation{}, err
		}
		if err := CheckConsent(&chart.Patient, &x, env.today()); err != nil {
			return Operation{}, err
		}
		op.Put = append(op.Put, &x)
	}
	return op, nil
}

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// ToConfirm lists what must still be confirmed in a session: it was signed in this course, and not said
// again today.
func ToConfirm(cat *Catalogue, chart *Chart, s *Session) []ConsentSubject {
	in := chart.ConsentIn(s)
	return slices.DeleteFunc(SessionConsent(cat, chart, s), func(x ConsentSubject) bool {
		st := chart.ConsentStanding(x, in)
		return !x.EachSession || !st.Given || !st.Written || st.Confirmed
	})
}

// ConfirmToday records that the patient said yes again, in this session, to all that has to be confirmed. It is empty
// when there is nothing to confirm. The error is a FieldErrors.
func ConfirmToday(env Env, cat *Catalogue, chart *Chart, s *Session) (Operation, error) {
	x := Consent{
		PlanID: s.PlanID, SessionID: s.ID, Decision: ConsentGiven, How: ConsentSpoken, By: chart.Patient.FullName(),
		ByAs: ByThePatient, Explained: env.Actor.Name,
	}
	for _, subject := range ToConfirm(cat, chart, s) {
		x.Areas = append(x.Areas, subject.Area)
		if last := chart.ConsentStanding(subject, chart.ConsentIn(s)).Last; last != nil && x.Note == "" && chart.Patient.IsMinor(s.Date) {
			x.Note = "The patient’s own yes, beside the consent of " + last.By + "."
		}
	}
	if len(x.Areas) == 0 {
		return Operation{}, nil
	}
	if x.By == "" {
		x.By = chart.Patient.Name()
	}
	return Decide(env, cat, chart, Say("Confirm consent"), x)
}
