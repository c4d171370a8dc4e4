package clinic

import (
	"cmp"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
)

// Joining is what would come of joining two records, before it is done: what stays of the details, what is to be known
// first, and what is in each.
type Joining struct {
	Stays, Other *Chart
	// Diary are the appointments of each, in any order.
	Diary [2][]Appointment
	// Theirs are the details that are taken from the other where the two differ, by the name of the JoinChoice.
	Theirs map[string]bool
}

// JoinChoice is something in the details in which two records differ, so that one has to be chosen.
type JoinChoice struct {
	Name   string   // the json name of the first of Fields
	Fields []string // that are chosen together: the parts of an address
}

// chosenTogether are the fields of a patient that mean something together only.
var chosenTogether = [][]string{
	{"street", "suburb", "state", "postcode"},
	{"emergency_name", "emergency_relation", "emergency_phone"},
	{"doctor_name", "doctor_practice", "doctor_phone"},
	{"health_fund", "fund_number"},
	{"guardian_name", "guardian_relation", "guardian_phone"},
}

// keptBoth are the fields of a patient of which nothing is chosen: both texts stay, each number and alert once, and what is
// stricter.
var keptBoth = []string{"id", "created_at", "archived_at", "notes", "alerts", "phones", "no_calls"}

// Choices are what has to be chosen, in the order of the fields. What only one of the two knows is not asked.
func (j *Joining) Choices() []JoinChoice {
	var out []JoinChoice
	for _, c := range j.parts() {
		if j.differ(c) {
			out = append(out, c)
		}
	}
	return out
}

// parts are the fields of a patient as they are chosen.
func (j *Joining) parts() []JoinChoice {
	var out []JoinChoice
	done := make(map[string]bool)
	eachField(&j.Stays.Patient, func(name string, _ reflect.Value) {
		if done[name] || slices.Contains(keptBoth, name) {
			return
		}
		c := JoinChoice{name, []string{name}}
		for _, group := range chosenTogether {
			if slices.Contains(group, name) {
				c = JoinChoice{group[0], group}
			}
		}
		for _, f := range c.Fields {
			done[f] = true
		}
		out = append(out, c)
	})
	return out
}

// differ reports whether both know something, and not the same.
func (j *Joining) differ(c JoinChoice) bool {
	return slices.ContainsFunc(c.Fields, func(f string) bool {
		a, b := j.value(&j.Stays.Patient, f), j.value(&j.Other.Patient, f)
		return !blank(a) && !blank(b) && !alike(a, b)
	})
}

func (j *Joining) value(p *Patient, field string) reflect.Value {
	v, _ := FieldValue(p, field)
	return v
}

func blank(v reflect.Value) bool {
	if v.Kind() == reflect.String {
		return strings.TrimSpace(v.String()) == ""
	}
	return v.IsZero() || v.Kind() == reflect.Slice && v.Len() == 0
}

// alike reports whether two fields say the same to a person.
func alike(a, b reflect.Value) bool {
	if a.Kind() == reflect.String {
		return strings.EqualFold(strings.Join(strings.Fields(a.String()), " "), strings.Join(strings.Fields(b.String()), " "))
	}
	return reflect.DeepEqual(a.Interface(), b.Interface())
}

// Details are those of the patient once they are joined: what was chosen, what only one of the two knew, both notes, each
// number and alert once, and no calls where either does not wish any. One who is in the archive comes out of it unless both
// are in it.
func (j *Joining) Details() Patient {
	p := *Copy(&j.Stays.Patient).(*Patient)
	other := &j.Other.Patient
	for _, c := range j.parts() {
		theirs := j.differ(c)
		for _, f := range c.Fields {
			to, from := j.value(&p, f), j.value(other, f)
			if theirs && j.Theirs[c.Name] || !theirs && blank(to) {
				to.Set(from)
			}
		}
	}
	p.Notes = bothTexts(p.Notes, other.Notes)
	p.Alerts = slices.Clone(p.Alerts)
	for _, a := range other.Alerts {
		if !slices.ContainsFunc(p.Alerts, func(b string) bool { return alike(reflect.ValueOf(a), reflect.ValueOf(b)) }) {
			p.Alerts = append(p.Alerts, a)
		}
	}
	p.Phones = slices.Clone(p.Phones)
	for _, n := range other.Phones {
		if !slices.ContainsFunc(p.Phones, func(m Phone) bool { return samePhone(n.Number, m.Number) }) {
			p.Phones = append(p.Phones, n)
		}
	}
	p.NoCalls = p.NoCalls || other.NoCalls
	if other.ArchivedAt.IsZero() {
		p.ArchivedAt = other.ArchivedAt
	}
	return p
}

func samePhone(a, b string) bool {
	digits := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, s)
	}
	return digits(a) == digits(b)
}

// bothTexts is a text with another one below it, unless it has that already.
func bothTexts(a, b string) string {
	switch a, b := strings.TrimSpace(a), strings.TrimSpace(b); {
	case b == "" || strings.Contains(a, b):
		return a
	case a == "":
		return b
	default:
		return a + betweenTexts + b
	}
}

const betweenTexts = "\n\n"

// withoutText takes a text that bothTexts added out again; false when it is not there any more as it was added.
func withoutText(now, before, after string) (string, bool) {
	added, ok := strings.CutPrefix(after, before)
	if !ok || added == "" {
		return now, false
	}
	at := strings.Index(now, added)
	if at < 0 || strings.Count(now, added) > 1 {
		return now, false
	}
	return now[:at] + now[at+len(added):], true
}

// JoinWarning is something to know before two records are joined.
type JoinWarning struct {
	Says Sentence
	// Ask: it speaks against their being one person, and is to be answered first.
	Ask bool
}

// Warnings are what is to be known before the two are joined, what speaks against it first.
func (j *Joining) Warnings(cat *Catalogue, today Date) []JoinWarning {
	var out []JoinWarning
	ask := func(s Sentence) { out = append(out, JoinWarning{s, true}) }
	tell := func(s Sentence) { out = append(out, JoinWarning{Says: s}) }
	a, b := &j.Stays.Patient, &j.Other.Patient
	if a.BirthDate.Valid() && b.BirthDate.Valid() && a.BirthDate != b.BirthDate {
		ask(Say("The birth dates differ: {{.One}} and {{.Other}}. Ask the patient before you join them.", Args{"One": a.BirthDate, "Other": b.BirthDate}))
	}
	if a.Sex != "" && b.Sex != "" && a.Sex != b.Sex {
		ask(Say("The sex is not the same in both. Make sure that this is one person."))
	}
	if strings.TrimSpace(a.FundNumber) != "" && strings.TrimSpace(b.FundNumber) != "" && !alike(reflect.ValueOf(a.FundNumber), reflect.ValueOf(b.FundNumber)) {
		tell(Say("Each has a member number of a health fund: {{.One}} and {{.Other}}. Choose the one that the fund knows; the other stays in its own record.",
			Args{"One": a.FundNumber, "Other": b.FundNumber}))
	}
	if p, q := j.Stays.CurrentPlan(), j.Other.CurrentPlan(); p != nil && q != nil {
		if q.Lineage > p.Lineage {
			p, q = q, p
		}
		tell(Say("Both have a plan that runs. The newer, {{.New}}, is the one that is treated by; {{.Old}} stays to be read, and can be ended.",
			Args{"New": planTitle(p), "Old": planTitle(q)}))
	}
	if j.Stays.OpenAssessment() != nil && j.Other.OpenAssessment() != nil {
		tell(Say("Both have an assessment that is not signed yet. Both stay open."))
	}
	for _, subject := range cat.ConsentSubjects() {
		x, y := j.Stays.ConsentStanding(subject, Consenting{}), j.Other.ConsentStanding(subject, Consenting{})
		if x.Last != nil && y.Last != nil && x.Given != y.Given {
			no := x
			if x.Given {
				no = y
			}
			said := Args{"What": subject.Name, "Day": no.On}
			if no.Last.Decision == ConsentWithdrawn {
				tell(Say("Consent to “{{.What}}” was given in one and withdrawn in the other on {{.Day}}. It counts as withdrawn until the patient is asked again.", said))
			} else {
				tell(Say("Consent to “{{.What}}” was given in one and refused in the other on {{.Day}}. It counts as refused until the patient is asked again.", said))
			}
		}
	}
	for _, x := range j.Diary[0] {
		for _, y := range j.Diary[1] {
			if x.Day == y.Day && x.Day >= today && !x.State.Off() && !y.State.Off() && x.Start < y.End() && y.Start < x.End() {
				tell(Say("Both are booked on {{.Day}} at {{.Time}}. Both visits stay; cancel the one that is not meant.", Args{"Day": x.Day, "Time": ClockTime(max(x.Start, y.Start))}))
			}
		}
	}
	return out
}

func planTitle(p *Plan) Sentence {
	if p.Title == "" {
		return Say("a plan without a title")
	}
	return Say("“{{.Title}}”", Args{"Title": p.Title})
}

// Count is how many records of a kind are in the record that stays and in the other.
type Count struct {
	Kind         Kind
	Stays, Other int
}

// Counts are those of all kinds of which there is any, in the order of Kinds.
func (j *Joining) Counts() []Count {
	var out []Count
	for _, k := range Kinds() {
		c := Count{k, len(j.Stays.RecordsOf(k)), len(j.Other.RecordsOf(k))}
		switch k {
		case KindPatient:
			continue
		case KindAppointment:
			c.Stays, c.Other = len(j.Diary[0]), len(j.Diary[1])
		}
		if c.Stays+c.Other > 0 {
			out = append(out, c)
		}
	}
	return out
}

// Join joins them, as one step of undo. The error is a FieldErrors.
func (j *Joining) Join(env Env) (Operation, error) {
	details := j.Details()
	x := &Joined{ID: env.NewID(), PatientID: j.Stays.Patient.ID, Other: j.Other.Patient.ID, At: env.now(), By: env.Actor.Name}
	before, after := &j.Stays.Patient, &details
	for _, f := range ChangedFields(before, after) {
		x.Taken = append(x.Taken, TakenOver{f, jsonOf(j.value(before, f)), jsonOf(j.value(after, f))})
	}
	if err := x.Validate(); err != nil {
		return Operation{}, err
	}
	op := Operation{
		Label: Say("Join the record of {{.Other}} with that of {{.Name}}", Args{"Other": j.Other.Patient.Name(), "Name": details.Name()}),
		Scope: x.PatientID, Put: []Record{x},
	}
	if len(x.Taken) > 0 {
		op.Put = append(op.Put, after)
	}
	return op, nil
}

// TakeApart ends a joining. Whatever was made for the other is read in its own record again. The details of the patient are
// put back to what they were where they are still as the joining left them; stays are those that were changed since, by
// their json names, and stay as they are. The operation is one step of undo.
func TakeApart(env Env, x Joined, patient Patient, other string) (op Operation, stays []string) {
	p := *Copy(&patient).(*Patient)
	for _, t := range x.Taken {
		if !p.putBack(t) {
			stays = append(stays, t.Field)
		}
	}
	x.EndedAt, x.EndedBy = env.now(), env.Actor.Name
	op = Operation{
		Label: Say("Take the record of {{.Other}} apart from that of {{.Name}}", Args{"Other": other, "Name": patient.Name()}),
		Scope: x.PatientID, Put: []Record{&x},
	}
	if len(ChangedFields(&patient, &p)) > 0 {
		op.Put = append(op.Put, &p)
	}
	return op, stays
}

// putBack gives a field back what it was before a joining; false when that cannot be told any more.
func (p *Patient) putBack(t TakenOver) bool {
	v, ok := FieldValue(p, t.Field)
	if !ok {
		return false
	}
	before, after := reflect.New(v.Type()), reflect.New(v.Type())
	if json.Unmarshal([]byte(t.Before), before.Interface()) != nil || json.Unmarshal([]byte(t.After), after.Interface()) != nil {
		return false
	}
	switch was, is := before.Elem(), after.Elem(); {
	case jsonOf(v) == t.After:
		v.Set(was)
	case jsonOf(v) == t.Before: // put back already
	case t.Field == "notes":
		text, ok := withoutText(v.String(), was.String(), is.String())
		if !ok {
			return false
		}
		v.SetString(text)
	case t.Field == "alerts" || t.Field == "phones":
		// Those that came with the joining go; what was added or taken out since stays so.
		out := reflect.MakeSlice(v.Type(), 0, v.Len())
		for i := range v.Len() {
			if has(was, v.Index(i)) || !has(is, v.Index(i)) {
				out = reflect.Append(out, v.Index(i))
			}
		}
		v.Set(out)
	default:
		return false
	}
	return true
}

func has(list, x reflect.Value) bool {
	for i := range list.Len() {
		if reflect.DeepEqual(list.Index(i).Interface(), x.Interface()) {
			return true
		}
	}
	return false
}

// ByJoining orders joinings, the first made first.
func ByJoining(a, b Joined) int { return cmp.Or(a.At.Compare(b.At), strings.Compare(a.ID, b.ID)) }
