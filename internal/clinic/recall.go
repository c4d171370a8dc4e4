package clinic

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// RecallReason is why somebody is to be called.
type RecallReason string

// The reasons, the most urgent first.
const (
	RecallMissed   RecallReason = "missed"   // did not come or called off late, and has no other visit
	RecallReferral RecallReason = "referral" // it runs out, by its day or its sessions, before the plan is through
	RecallReview   RecallReason = "review"   // a re-assessment is due and no visit is booked for it
	RecallPlan     RecallReason = "plan"     // sessions of the plan are left and none is booked
	RecallAway     RecallReason = "away"     // was not here for months after a plan
)

// RecallReasons lists them.
func RecallReasons() []RecallReason {
	return []RecallReason{RecallMissed, RecallReferral, RecallReview, RecallPlan, RecallAway}
}

func recallReasonTexts() []string {
	var out []string
	for _, r := range RecallReasons() {
		out = append(out, string(r))
	}
	return out
}

// Name is the reason in a few words, without what it is about.
func (r RecallReason) Name() Sentence {
	switch r {
	case RecallMissed:
		return Say("Missed, not booked again")
	case RecallReferral:
		return Say("Referral runs out")
	case RecallReview:
		return Say("Re-assessment not booked")
	case RecallPlan:
		return Say("Sessions not booked")
	case RecallAway:
		return Say("Not here for months")
	}
	return Text(string(r))
}

const (
	// RecallMissedDays is for how many days after it a visit that was missed is a reason to call.
	RecallMissedDays = 90
	// recallReviewDays is how many days after a re-assessment is due, or after today where it is overdue, a visit still does
	// for it.
	recallReviewDays = 14
	// usualAwayMonths is after how many months without a visit somebody is called unless the clinic says otherwise.
	usualAwayMonths = 6
	// MostAwayMonths is the longest time without a visit after which somebody can be called.
	MostAwayMonths = 24
	// forgottenMonths is how much longer somebody who stays away is called.
	forgottenMonths = 12
)

// AwayMonths is after how many months without a visit somebody whose plan is finished is called; 0 is never.
func (c *Clinic) AwayMonths() int {
	if c.RecallMonths == nil {
		return usualAwayMonths
	}
	return *c.RecallMonths
}

// AwayBetween are the last visits of those who are called because they stayed away on a day: from the first day on, and before
// the other. Both are "" where the clinic calls nobody for that.
func AwayBetween(months int, today Date) (from, before Date) {
	if months <= 0 {
		return "", ""
	}
	back := func(months int) Date { return DateOf(today.Time().AddDate(0, -months, 0)) }
	return back(months + forgottenMonths), back(months)
}

// CallFacts are what tells whether a patient is to be called, and how it stands. They are read for all patients at once;
// of those who are archived or do not wish to be called there are none.
type CallFacts struct {
	PatientID string
	// Of the running plan, as Chart.CurrentPlan has it; Lineage is "" for none.
	Lineage        string
	PractitionerID string // who wrote the plan, else whom the patient was with last; "" where that is not known
	Course         Course
	Tally          Tally
	Running        bool // a session goes on today that no appointment is of
	// Ahead are the appointments that are sessions still to be given: from today on, neither called off nor over.
	Ahead []Appointment
	// Missed are those that the patient missed or called off late within RecallMissedDays, after which was no other visit.
	Missed []Appointment
	// Lineages are those of the plans that Ahead were booked for, by their keys.
	Lineages map[string]string
	// LastVisit is the last day on which somebody whose plan is finished or through was here, where that is within AwayBetween.
	LastVisit Date
	Contacts  []Contact // in any order
}

// Recall is somebody who is to be called.
type Recall struct {
	PatientID      string
	PractitionerID string
	Due            []ToCall // the reasons to call today, the most urgent first
	Later          []ToCall // those that wait for a day, or for nothing because the patient does not want to
	// Asked is the day for which a call was agreed on, where that has come; "" for none.
	Asked Date
	Last  *Contact // the last attempt about any of these, nil for none
	Tried int      // how many attempts there were about those of Due
	Left  int      // sessions of the plan that are neither held nor booked
}

// ToCall is a reason to call somebody.
type ToCall struct {
	CallFor
	Day     Date // since when, or on which day
	Says    Sentence
	Contact *Contact // the last attempt about it, nil for none
}

// About are the reasons to call today, or, where there is none, those that wait.
func (r *Recall) About() []CallFor {
	of := r.Due
	if len(of) == 0 {
		of = r.Later
	}
	out := make([]CallFor, len(of))
	for i := range of {
		out[i] = of[i].CallFor
	}
	return out
}

// CallFacts are those of one patient, by the chart, all their appointments in any order, and after how many months without
// a visit somebody is called. Attempts from before since are left out, unless the patient does not want to be called. It is
// nil where there can be no reason.
func (c *Chart) CallFacts(diary []Appointment, months int, today Date, since time.Time) *CallFacts {
	if !c.Patient.ArchivedAt.IsZero() || c.Patient.NoCalls {
		return nil
	}
	f := &CallFacts{PatientID: c.Patient.ID, Lineages: make(map[string]string)}
	if p := c.CurrentPlan(); p != nil {
		f.Lineage, f.PractitionerID, f.Course, f.Tally = p.Lineage, p.PractitionerID, c.Course(p, today), c.Tally(p, today)
	}
	for i := range diary {
		a := &diary[i]
		if p := c.Plan(a.PlanID); p != nil {
			f.Lineages[p.ID] = p.Lineage
		}
		given := c.Session(a.SessionID)
		switch missed := a.State == Missed || a.State == CancelledLate; {
		case missed && a.Day >= today.AddDays(-RecallMissedDays) && !c.cameSince(diary, a.Day):
			f.Missed = append(f.Missed, *a)
			f.PractitionerID = cmp.Or(f.PractitionerID, a.PractitionerID)
		case !missed && !a.State.Off() && a.Day >= today && (a.SessionID != "" || a.State != Attended) && (given == nil || !given.over(today)):
			f.Ahead = append(f.Ahead, *a)
		}
	}
	finished := slices.ContainsFunc(c.PlanEnds, func(e PlanEnd) bool { return e.Outcome == OutcomeFinished })
	from, before := AwayBetween(months, today)
	if last := c.LastVisit(); from != "" && from <= last && last < before && (finished || f.Lineage != "") {
		f.LastVisit = last
		if s := c.LatestSession(); s != nil {
			f.PractitionerID = cmp.Or(f.PractitionerID, s.PractitionerID)
		}
	}
	f.Running = slices.ContainsFunc(c.Sessions, func(s Session) bool {
		return s.Date == today && s.SignedAt.IsZero() && !slices.ContainsFunc(diary, func(a Appointment) bool { return a.SessionID == s.ID })
	})
	for _, x := range As[Contact](c.RecordsOf(KindContact)) {
		if !x.At.Before(since) || x.Outcome == ContactDeclined {
			f.Contacts = append(f.Contacts, x)
		}
	}
	if f.Lineage == "" && len(f.Missed) == 0 && f.LastVisit == "" {
		return nil
	}
	return f
}

// cameSince reports whether the patient was here, or is booked, from a day on.
func (c *Chart) cameSince(diary []Appointment, day Date) bool {
	return c.LastVisit() >= day || slices.ContainsFunc(diary, func(a Appointment) bool {
		return a.Day >= day && !a.State.Off() && a.State != Missed
	})
}

// Recall tells whether and why a patient is to be called on a day; nil where there is no reason, due or put off. months is
// what Clinic.AwayMonths says.
func (f *CallFacts) Recall(months int, today Date) *Recall {
	r := &Recall{PatientID: f.PatientID, PractitionerID: f.PractitionerID}
	contacts := slices.SortedFunc(slices.Values(f.Contacts), byCall)
	for _, reason := range f.reasons(months, today, &r.Left) {
		for i := range contacts {
			if c := &contacts[i]; c.is(reason.CallFor) {
				reason.Contact = c
			}
		}
		if reason.Contact != nil && (r.Last == nil || byCall(*r.Last, *reason.Contact) < 0) {
			r.Last = reason.Contact
		}
		if reason.waits(today) {
			r.Later = append(r.Later, reason)
		} else {
			r.Due = append(r.Due, reason)
		}
	}
	if len(r.Due)+len(r.Later) == 0 {
		return nil
	}
	for i := range contacts {
		c := &contacts[i]
		if c.Outcome != ContactBooked && slices.ContainsFunc(r.Due, func(x ToCall) bool { return c.is(x.CallFor) }) {
			r.Tried++
		}
	}
	for _, x := range r.Due {
		if c := x.Contact; c != nil && c.Outcome == ContactReached {
			r.Asked = max(r.Asked, c.AgainOn)
		}
	}
	return r
}

// waits reports whether the last attempt has the reason wait beyond a day. Whoever was booked is not called for what a booking
// ends; that a referral runs out was told, and is asked about when they come.
func (x *ToCall) waits(today Date) bool {
	switch c := x.Contact; {
	case c == nil:
		return false
	case c.Outcome == ContactDeclined:
		return true
	case c.Outcome == ContactBooked:
		return x.Reason == RecallReferral && c.AgainOn > today
	default:
		return c.AgainOn > today
	}
}

// reasons are all there are, the most urgent first; left is set to how many sessions are to be booked.
func (f *CallFacts) reasons(months int, today Date, left *int) []ToCall {
	var out []ToCall
	add := func(reason RecallReason, of string, day Date, says Sentence) {
		out = append(out, ToCall{CallFor: CallFor{reason, of}, Day: day, Says: says})
	}
	if a := f.missed(today); a != nil {
		says := Say("Did not come on {{.Day}} and is not booked again", Args{"Day": a.Day.Brief()})
		if a.State == CancelledLate {
			says = Say("Cancelled {{.Day}} late and is not booked again", Args{"Day": a.Day.Brief()})
		}
		add(RecallMissed, a.ID, a.Day, says)
	}
	if f.Lineage != "" {
		f.ofPlan(today, left, add)
	}
	if from, before := AwayBetween(months, today); f.LastVisit.Valid() && from <= f.LastVisit && f.LastVisit < before && len(f.Ahead) == 0 && (f.Lineage == "" || f.through()) {
		add(RecallAway, string(f.LastVisit), f.LastVisit, Say("Not here since {{.Day}}", Args{"Day": f.LastVisit.Brief()}))
	}
	return out
}

// through reports whether all sessions of the running plan were held.
func (f *CallFacts) through() bool { return f.Tally.Done() >= f.Tally.Planned }

// missed is the last visit that was missed and after which nothing was booked, or nil.
func (f *CallFacts) missed(today Date) *Appointment {
	var last *Appointment
	for i := range f.Missed {
		if a := &f.Missed[i]; a.Day >= today.AddDays(-RecallMissedDays) && (last == nil || ByDayAndTime(*last, *a) < 0) {
			last = a
		}
	}
	if last == nil || len(f.Ahead) > 0 {
		return nil
	}
	return last
}

// ofPlan adds the reasons that the running plan gives.
func (f *CallFacts) ofPlan(today Date, left *int, add func(RecallReason, string, Date, Sentence)) {
	booked := 0
	for i := range f.Ahead {
		if of := f.Lineages[f.Ahead[i].PlanID]; of == "" || of == f.Lineage {
			booked++
		}
	}
	*left = unbooked(f.Tally.Planned, f.Tally.Done(), booked, f.Running)
	var review, referral *ReviewDue
	for _, due := range f.Course.Due(today) {
		of := &review
		if due.Reason == ReviewSessions || due.Reason == ReviewExpires {
			of = &referral
		}
		if *of == nil {
			*of = &due
		}
	}
	if toCome := f.Tally.Planned - f.Tally.Done(); referral != nil && toCome > 0 {
		add(RecallReferral, f.Lineage+"/"+string(f.Course.Referral.Date), referral.Day, referralWords(referral, toCome, today))
	}
	open := *left > 0 && booked == 0
	if review != nil && review.State == ReviewComing && open {
		review = nil // whose sessions are booked is seen by then
	}
	if review != nil && !slices.ContainsFunc(f.Ahead, func(a Appointment) bool { return a.Day <= max(review.Day, today).AddDays(recallReviewDays) }) {
		says := Say("A re-assessment is due on {{.Day}}", Args{"Day": review.Day.Brief()})
		if review.Day < today {
			says = Say("A re-assessment is due since {{.Day}}", Args{"Day": review.Day.Brief()})
		}
		add(RecallReview, f.Lineage, review.Day, says)
	}
	if open {
		add(RecallPlan, f.Lineage, cmp.Or(f.Tally.Last, f.Course.Start), Say("Sessions of the plan not booked: {{.Number}}", Args{"Number": *left}))
	}
}

// referralWords say how a referral runs out before so many sessions of the plan that are to come.
func referralWords(due *ReviewDue, toCome int, today Date) Sentence {
	facts := Args{"Day": due.Day.Brief(), "Number": toCome}
	switch {
	case due.Reason == ReviewSessions:
		return Say("The referral is used up. Sessions of the plan to come: {{.Number}}", facts)
	case due.Day < today:
		return Say("The referral ran out on {{.Day}}. Sessions of the plan to come: {{.Number}}", facts)
	}
	return Say("The referral ends on {{.Day}}. Sessions of the plan to come: {{.Number}}", facts)
}

// ByUrgency puts those first who are to be called today, and of these whoever was promised a call; then by the reason. Where
// it is the same, what has been due longest comes first, and who was here last. Those who wait come by their day.
func ByUrgency(a, b Recall) int {
	first := func(r *Recall) *ToCall {
		if len(r.Due) > 0 {
			return &r.Due[0]
		}
		return &r.Later[0]
	}
	rank := func(r *Recall) int {
		switch {
		case len(r.Due) == 0:
			return len(RecallReasons())
		case r.Asked != "":
			return -1
		}
		return slices.Index(RecallReasons(), r.Due[0].Reason)
	}
	if c := cmp.Compare(rank(&a), rank(&b)); c != 0 {
		return c
	}
	x, y := first(&a), first(&b)
	var c int
	switch {
	case len(a.Due) == 0:
		until := func(x *ToCall) Date { return cmp.Or(x.Contact.AgainOn, "9999") }
		c = cmp.Compare(until(x), until(y))
	case x.Reason == RecallReferral || x.Reason == RecallReview:
		c = cmp.Compare(x.Day, y.Day)
	default:
		c = cmp.Compare(y.Day, x.Day)
	}
	return cmp.Or(c, strings.Compare(a.PatientID, b.PatientID))
}

// RecallsOn are all who are to be called on a day, or are called later, in the order of ByUrgency.
func RecallsOn(facts []CallFacts, months int, today Date) []Recall {
	var out []Recall
	for i := range facts {
		if r := facts[i].Recall(months, today); r != nil {
			out = append(out, *r)
		}
	}
	slices.SortFunc(out, ByUrgency)
	return out
}

// Callee is who is called about a patient's visits.
type Callee struct {
	Name     string   // "" for the patient
	Relation Sentence // to the patient, as it stands inside a sentence; zero where that was not said
	Phones   []Phone
}

// Callee is who is called about the visits of the patient on a day: of a minor the guardian, or, where none is entered, whoever
// is to be called in an emergency; with the patient's own numbers after.
func (p *Patient) Callee(today Date) Callee {
	name, relation, phone := p.GuardianName, relationsInside[p.GuardianRelation], p.GuardianPhone
	if !Visible(name + phone) {
		name, relation, phone = p.EmergencyName, written(strings.TrimSpace(p.EmergencyRelation)), p.EmergencyPhone
	}
	if !p.IsMinor(today) || !Visible(name+phone) {
		return Callee{Phones: p.Phones}
	}
	c := Callee{Name: strings.TrimSpace(name), Relation: relation}
	if Visible(phone) {
		c.Phones = append(c.Phones, Phone{Number: phone})
	}
	c.Phones = append(c.Phones, p.Phones...)
	return c
}
