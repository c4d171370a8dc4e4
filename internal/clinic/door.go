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
	DoorAlert    DoorKind = "alert"    // what everybody here must know of the patient
	DoorMinor    DoorKind = "minor"    // a guardian decides
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
	case DoorAlert, DoorMinor, DoorFirst:
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
	return []Kind{KindPatient, KindAssessment, KindPlan, KindPlanEnd, KindSession, KindPrescription, KindConsent, KindLymphBarrier}
}

// fewLeft is how many sessions of a referral are so few that a new one is to be thought of.
const fewLeft = 2

// AtTheDoor is what to know of an appointment before the patient is in the room, the most urgent first. today is the day on
// which it is asked: what is due by the day of the appointment counts, what happened is what is known today. The chart needs
// the records of DoorKinds only.
func AtTheDoor(cat *Catalogue, chart *Chart, a *Appointment, today Date) []DoorSign {
	var out []DoorSign
	add := func(k DoorKind, s Sentence) {
		if !s.IsZero() {
			out = append(out, DoorSign{k, s})
		}
	}
	day := max(a.Day, today)
	for _, alert := range chart.Patient.Alerts {
		add(DoorAlert, Text(alert))
	}
	if chart.Patient.IsMinor(a.Day) {
		add(DoorMinor, Say("Under {{.Age}}: a parent or guardian decides.", Args{"Age": AdultAge}))
	}
	plan := chart.planOf(a)
	if lacking := consentLacking(cat, chart, plan); len(lacking) > 0 {
		add(DoorConsent, Say("Consent to ask for: {{.What}}", Args{"What": lacking}))
	}
	for _, due := range ReviewsDue(chart, day) {
		if due.Day <= day {
			add(DoorReview, Say("The re-assessment is due."))
			break
		}
	}
	add(DoorReferral, referralAt(chart.ReferralOn(today), a.Day))
	if unsigned := where(chart.Sessions, func(s *Session) bool {
		return s.SignedAt.IsZero() && s.ID != a.SessionID && s.Date < a.Day
	}); len(unsigned) > 0 {
		add(DoorUnsigned, SayCount(len(unsigned), "The session of {{.Day}} is not signed.", "{{.Count}} sessions are not signed, the first of {{.Day}}.", Args{"Day": unsigned[0].Date}))
	}
	held := where(chart.Sessions, func(s *Session) bool { return s.ID != a.SessionID && s.over(today) })
	if len(held) == 0 && len(chart.Assessments) == 0 {
		add(DoorFirst, Say("The first visit"))
	}
	if plan != nil && !plan.AgreedAt.IsZero() && plan.Sessions() > 0 {
		tally := chart.Tally(plan, today)
		n := tally.Done()
		if s := chart.Session(a.SessionID); s == nil || !s.over(today) {
			n++
		}
		if of := plan.Sessions(); n > of {
			add(DoorCourse, SayCount(of, "The {{.Count}} session of the plan was held.", "All {{.Count}} sessions of the plan were held."))
		} else {
			add(DoorCourse, Say("Session {{.Number}} of {{.Of}}", Args{"Number": n, "Of": of}))
		}
	}
	return out
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
	case r.Expires.Valid() && r.Expires < day:
		return Say("The referral ran out on {{.Day}}.", Args{"Day": r.Expires})
	case r.Sessions == 0 || r.Left() > fewLeft:
		return Sentence{}
	case r.Left() == 0:
		return Say("No session of the referral is left.")
	}
	return SayCount(r.Left(), "{{.Count}} session of the referral is left.", "{{.Count}} sessions of the referral are left.")
}
