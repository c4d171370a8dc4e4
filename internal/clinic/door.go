package clinic

import "slices"

// DoorSign is something to know of a visit before the patient is in the room.
type DoorSign struct {
	Kind DoorKind
	Say  Sentence
}

// DoorKind is the sort of a DoorSign.
type DoorKind string

// The sorts, in the order in which they are told.
const (
	DoorDanger   DoorKind = "danger"   // what the intake form tells that cannot wait
	DoorAlert    DoorKind = "alert"    // what everybody here must know of the patient
	DoorMinor    DoorKind = "minor"    // a guardian decides
	DoorIntake   DoorKind = "intake"   // answers of the form to look at
	DoorConsent  DoorKind = "consent"  // something that is to be done was not agreed to
	DoorReview   DoorKind = "review"   // a re-assessment is due
	DoorReferral DoorKind = "referral" // few or none of its sessions are left, or it has run out
	DoorUnsigned DoorKind = "unsigned" // an earlier session is not signed
	DoorFirst    DoorKind = "first"    // the first visit
	DoorCourse   DoorKind = "course"   // the how-manieth of the plan it is
)

// Sense is what a sign tells of: who may read it follows from that.
func (k DoorKind) Sense() Sense {
	switch k {
	case DoorAlert, DoorMinor, DoorIntake, DoorFirst:
		return Identity
	case DoorCourse, DoorReferral:
		return Diary
	}
	return Clinical
}

// Warns reports that the sign asks for something to be done.
func (k DoorKind) Warns() bool { return k != DoorFirst && k != DoorCourse }

// DoorKinds are the kinds of record that the signs are read from.
func DoorKinds() []Kind {
	return []Kind{KindPatient, KindAssessment, KindPlan, KindPlanEnd, KindSession, KindPrescription, KindConsent, KindLymphBarrier, KindIntake, KindIntakeChoice}
}

// fewLeft is how many sessions of a referral are so few that a new one is to be thought of.
const fewLeft = 2

// NeverHere reports that the patient was neither treated nor examined yet, but for a session that is asked about.
func (c *Chart) NeverHere(session string, today Date) bool {
	return len(c.Assessments) == 0 && len(where(c.Sessions, func(s *Session) bool { return s.ID != session && s.over(today) })) == 0
}

// ComesBefore reports whether somebody comes to one of a patient's appointments before another of them.
func ComesBefore(a *Appointment, all []Appointment) bool {
	return slices.ContainsFunc(all, func(b Appointment) bool { return b.ID != a.ID && !b.State.Off() && ByDayAndTime(b, *a) < 0 })
}

// AtTheDoor is what to know of an appointment before the patient is in the room, the most urgent first. today is the day on
// which it is asked: what is due by the day of the appointment counts, what happened is what is known today. The chart needs
// the records of DoorKinds only; of one that is OnlyNamed it is what the patient's own record says. first is whether there is
// no appointment of the patient before it.
func AtTheDoor(cat *Catalogue, chart *Chart, a *Appointment, first bool, today Date) []DoorSign {
	var out []DoorSign
	add := func(k DoorKind, s Sentence) {
		if !s.IsZero() {
			out = append(out, DoorSign{k, s})
		}
	}
	day := max(a.Day, today)
	add(DoorDanger, chart.UrgentWords(cat))
	for _, alert := range chart.Patient.Alerts {
		add(DoorAlert, Text(alert))
	}
	if chart.Patient.IsMinor(a.Day) {
		add(DoorMinor, Say("Under {{.Age}}: a parent or guardian decides.", Args{"Age": AdultAge}))
	}
	if chart.OnlyNamed {
		return out
	}
	add(DoorIntake, chart.formsAtTheDoor(cat))
	plan := chart.planOf(a)
	if lacking := consentLacking(cat, chart, plan); len(lacking) > 0 {
		add(DoorConsent, Say("Consent to ask for: {{.What}}", Args{"What": lacking}))
	}
	for _, due := range ReviewsDue(chart, day) {
		if due.Day <= day {
			add(DoorReview, Say("A re-assessment is due since {{.Day}}.", Args{"Day": due.Day.Brief()}))
			break
		}
	}
	add(DoorReferral, referralAt(chart.ReferralOn(today), a.Day))
	if unsigned := where(chart.Sessions, func(s *Session) bool {
		return s.SignedAt.IsZero() && s.ID != a.SessionID && s.Date < a.Day
	}); len(unsigned) > 0 {
		add(DoorUnsigned, SayCount(len(unsigned), "The session of {{.Day}} is not signed.", "{{.Count}} sessions are not signed, the first of {{.Day}}.", Args{"Day": unsigned[0].Date}))
	}
	if first && chart.NeverHere(a.SessionID, today) {
		add(DoorFirst, Say("The first visit"))
	}
	if plan != nil && !plan.AgreedAt.IsZero() && plan.Sessions() > 0 {
		add(DoorCourse, sessionOf(chart, plan, a, today))
	}
	return out
}

// formsAtTheDoor says what is to be done about the patient's intake forms.
func (c *Chart) formsAtTheDoor(cat *Catalogue) Sentence {
	n := 0
	for i := range c.Intakes {
		n += c.ToLookAt(cat, &c.Intakes[i])
	}
	if n > 0 {
		return SayCount(n, "{{.Count}} answer of the form to look at", "{{.Count}} answers of the form to look at")
	}
	if open := c.OpenIntake(); open != nil {
		return Say("The form of {{.Day}} is not finished.", Args{"Day": open.Day.Brief()})
	}
	return Sentence{}
}

// sessionOf says which session of a plan an appointment is. Of a day to come it says how many were held: others may come before.
func sessionOf(chart *Chart, p *Plan, a *Appointment, today Date) Sentence {
	tally, of := chart.Tally(p, today), p.Sessions()
	n := tally.Done()
	if s := chart.Session(a.SessionID); s == nil || !s.over(today) {
		n++
	}
	switch {
	case n > of:
		return SayCount(of, "The {{.Count}} session of the plan was held.", "All {{.Count}} sessions of the plan were held.")
	case a.Day > today:
		return SayCount(of, "{{.Held}} of {{.Count}} session held", "{{.Held}} of {{.Count}} sessions held", Args{"Held": tally.Done()})
	}
	return Say("Session {{.Number}} of {{.Of}}", Args{"Number": n, "Of": of})
}

// planOf is the plan that an appointment belongs to: the newest version of the one it was booked for, else the current
// one; nil for none.
func (c *Chart) planOf(a *Appointment) *Plan {
	current := c.CurrentPlan()
	if booked := c.Plan(a.PlanID); booked != nil && (current == nil || current.Lineage != booked.Lineage) {
		return booked
	}
	return current
}

// consentLacking is what would be treated and was not agreed to. What is asked again in each session counts as asked then.
func consentLacking(cat *Catalogue, chart *Chart, p *Plan) []Sentence {
	subjects := slices.DeleteFunc(cat.ConsentSubjects(), func(s ConsentSubject) bool { return s.Area != GeneralArea })
	in := Consenting{}
	if p != nil {
		in.Lineage = p.Lineage
		if all := PlanConsent(cat, chart, p); len(all) > 0 {
			subjects = all
		}
	}
	var out []Sentence
	for _, s := range subjects {
		st := chart.ConsentStanding(s, in)
		st.Confirmed = true
		if !st.Enough(s) {
			out = append(out, Text(s.Name))
		}
	}
	return out
}

// referralAt says what is to be thought of about a referral on the day of an appointment.
func referralAt(r ReferralAsks, day Date) Sentence {
	switch {
	case r.RanOut(day):
		return Say("The referral ran out on {{.Day}}.", Args{"Day": r.Expires})
	case r.Sessions == 0 || r.Left() > fewLeft:
		return Sentence{}
	case r.Left() == 0:
		return Say("No session of the referral is left.")
	}
	return SayCount(r.Left(), "{{.Count}} session of the referral is left.", "{{.Count}} sessions of the referral are left.")
}
