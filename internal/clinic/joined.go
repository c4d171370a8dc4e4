package clinic

import (
	"cmp"
	"encoding/json"
	"reflect"
	"slices"
	"time"
)

// Joined says that two records are of one person: the other leads to the patient's from then on, and all that was written
// in either is read with the patient's. Nothing is moved for it: each entry stays filed under the record it was made for,
// and whoever reads brings them together. So what is signed stays as it was signed, and the two can be taken apart again
// at any later time, by ending this record, with everything back where it was.
//
// What is written once they are joined is the patient's, unless it belongs to something of the other's, such as a
// treatment by its plan: then it is filed with that, and goes back with it.
type Joined struct {
	ID        string    `json:"id"`
	PatientID string    `json:"patient_id"` // the record that stays
	Other     string    `json:"other"`      // the one that leads to it, by its key
	At        time.Time `json:"at"`
	By        string    `json:"by"` // the name of who joined them
	// Taken is what became other in the details of the record that stays, to be put back.
	Taken   []TakenOver `json:"taken"`
	EndedAt time.Time   `json:"ended_at,omitempty"`
	EndedBy string      `json:"ended_by"` // the name of who took them apart
}

// TakenOver is a field of a patient before and after a joining, as JSON.
type TakenOver struct {
	Field  string `json:"field"`
	Before string `json:"before"`
	After  string `json:"after"`
}

func (j *Joined) Kind() Kind  { return KindJoined }
func (j *Joined) Key() string { return j.ID }

// PatientKey is the record that stays. That a joining concerns the other as well is known where it is kept.
func (j *Joined) PatientKey() string { return j.PatientID }
func (j *Joined) Locks() []Ref       { return nil }

// Concerned are the patients a record concerns: whose it is, and both where two are joined.
func Concerned(r Record) []string {
	if j, ok := r.(*Joined); ok {
		return []string{j.PatientID, j.Other}
	}
	if p := r.PatientKey(); p != "" {
		return []string{p}
	}
	return nil
}

// Validate asks for two records.
func (j *Joined) Validate() error {
	var k checks
	k.require("patient_id", j.PatientID, Say("Choose the record that stays."))
	k.require("other", j.Other, Say("Choose the record that leads to it."))
	if j.Other != "" && j.Other == j.PatientID {
		k.fail("other", Say("A record cannot be joined with itself."))
	}
	return k.err()
}

// Stands reports that the two were not taken apart.
func (j *Joined) Stands() bool { return j.EndedAt.IsZero() }

// People tells which records are of one person, by the joinings there are.
type People struct {
	leads map[string]string // from the other to the one that stays, of those that stand
	whole map[string]string // one of all that ever were one person, the same for each of them
}

// PeopleOf are the people of all joinings, those that ended too. It is nil where there are none.
func PeopleOf(all []Joined) *People {
	if len(all) == 0 {
		return nil
	}
	p := &People{leads: make(map[string]string), whole: make(map[string]string)}
	for i := range all {
		j := &all[i]
		if j.Stands() {
			p.leads[j.Other] = j.PatientID
		}
		a, b := p.one(j.PatientID), p.one(j.Other)
		p.whole[max(a, b)] = min(a, b)
		p.whole[min(a, b)] = min(a, b)
	}
	for id := range p.whole {
		p.whole[id] = p.one(id)
	}
	return p
}

func (p *People) one(id string) string {
	for {
		to, ok := p.whole[id]
		if !ok || to == id {
			return id
		}
		id = to
	}
}

// Lead is the record that one leads to, by however many joinings; the record itself where it leads nowhere. A nil People
// knows nobody.
func (p *People) Lead(id string) string {
	if p == nil {
		return id
	}
	for range len(p.leads) { // no longer than a way can be, should it lead round in a circle
		to, ok := p.leads[id]
		if !ok {
			return id
		}
		id = to
	}
	return id
}

// Leads reports whether a record leads to another one.
func (p *People) Leads(id string) bool { return p.Lead(id) != id }

// Any reports whether any record leads to another.
func (p *People) Any() bool { return p != nil && len(p.leads) > 0 }

// Members are the records of the person whose record stays, that one first; none but itself where nobody leads to it.
func (p *People) Members(id string) []string {
	out := []string{id}
	if p == nil {
		return out
	}
	for other := range p.leads {
		if other != id && p.Lead(other) == id {
			out = append(out, other)
		}
	}
	slices.Sort(out[1:])
	return out
}

// Others are all records that lead to another one.
func (p *People) Others() []string {
	if p == nil {
		return nil
	}
	out := make([]string, 0, len(p.leads))
	for other := range p.leads {
		out = append(out, other)
	}
	slices.Sort(out)
	return out
}

// Related reports whether two records are, or once were, of one person. Something that was begun while they were joined
// may arrive after they were taken apart.
func (p *People) Related(a, b string) bool {
	if a == b || p == nil {
		return a == b
	}
	return p.one(a) == p.one(b)
}

// Known reports whether a record was ever joined with another.
func (p *People) Known(id string) bool {
	if p == nil {
		return false
	}
	_, ok := p.whole[id]
	return ok
}

// Ever are all records that are, or once were, of one person with a record, that one first.
func (p *People) Ever(id string) []string {
	out := []string{id}
	if p == nil {
		return out
	}
	one := p.one(id)
	for other := range p.whole {
		if other != id && p.one(other) == one {
			out = append(out, other)
		}
	}
	slices.Sort(out[1:])
	return out
}

// One stands for all records that are, or once were, of one person with a record.
func (p *People) One(id string) string {
	if p == nil {
		return id
	}
	return p.one(id)
}

// FiledUnder is a record under another patient, as a copy; the record itself where that is the patient's own, or where it
// has none.
func FiledUnder(r Record, patient string) Record {
	if r == nil || r.PatientKey() == patient || r.PatientKey() == "" || r.Kind() == KindPatient || r.Kind() == KindJoined {
		return r
	}
	out := Copy(r)
	eachField(out, func(name string, v reflect.Value) {
		if name == "patient_id" {
			v.SetString(patient)
		}
	})
	return out
}

// AddOf files a record in the chart of a patient that may have been made for another record of the same person.
func (c *Chart) AddOf(patient string, r Record) bool {
	if r.PatientKey() != patient {
		if c.made == nil {
			c.made = make(map[string]string)
		}
		c.made[r.Key()] = r.PatientKey()
	}
	return c.Add(FiledUnder(r, patient))
}

// MadeFor is the record of the person that something in the chart was made for, by the key of that something.
func (c *Chart) MadeFor(key string) string { return cmp.Or(c.made[key], c.Patient.ID) }

// Other is the patient of a record that was joined into this one, as that record has it, or nil.
func (c *Chart) Other(id string) *Patient {
	return find(c.Others, func(p *Patient) bool { return p.ID == id })
}

// joinedAt is when two records of the chart came to be read together; zero where they are the same.
func (c *Chart) joinedAt(a, b string) time.Time {
	var at time.Time
	above := func(id string) map[string]time.Time {
		way := map[string]time.Time{id: {}}
		for range c.Joined {
			j := find(c.Joined, func(j *Joined) bool { return j.Other == id })
			if j == nil {
				break
			}
			at := way[id]
			if j.At.After(at) {
				at = j.At
			}
			id = j.PatientID
			way[id] = at
		}
		return way
	}
	other := above(b)
	first := true
	for id, up := range above(a) {
		down, both := other[id]
		if !both {
			continue
		}
		if down.After(up) {
			up = down
		}
		if first || up.Before(at) {
			at, first = up, false
		}
	}
	return at
}

// A stricter answer of one record stands against a no of another that was given before the two were joined: whoever said
// no did not know of it. What is answered afterwards counts alone.
func (c *Chart) stricter(latest map[string]Answer) {
	if len(c.Joined) == 0 {
		return
	}
	of := make(map[string]map[string]Answer) // by the record it was made for
	given(c.Screenings, func(a *Answer) {
		side := c.MadeFor(a.answeredIn())
		if of[side] == nil {
			of[side] = make(map[string]Answer)
		}
		if old, ok := of[side][a.Item]; !ok || answeredBefore(&old.Screening, &a.Screening) {
			of[side][a.Item] = *a
		}
	})
	for side, theirs := range of {
		for item, a := range theirs {
			last, ok := latest[item]
			if !ok || a.Answer == AnswerNo || last.Answer != AnswerNo {
				continue
			}
			if last.At.Before(c.joinedAt(side, c.MadeFor(last.answeredIn()))) {
				latest[item] = a
			}
		}
	}
}

// answeredIn is the visit an answer was given in, or the answer itself: what was denied in a group has no key.
func (a *Answer) answeredIn() string { return cmp.Or(a.AssessmentID, a.SessionID, a.ID) }

// sides brings how consent stood in each record together, the stricter first: what was refused or withdrawn in one stands
// until somebody is asked again after they were joined.
type sides struct {
	of    map[string]*ConsentStanding // by the record that leads the side
	joins []Joined                    // still to come, the first made first
	leads map[string]string
}

func newSides(joined []Joined) *sides {
	joins := slices.Clone(joined)
	slices.SortFunc(joins, ByJoining)
	return &sides{of: make(map[string]*ConsentStanding), joins: joins, leads: make(map[string]string)}
}

// at is how it stands in the side of a record at a time.
func (s *sides) at(record string, t time.Time) *ConsentStanding {
	for len(s.joins) > 0 && s.joins[0].At.Before(t) {
		s.join(s.joins[0])
		s.joins = s.joins[1:]
	}
	return s.side(record)
}

func (s *sides) side(record string) *ConsentStanding {
	for range len(s.leads) {
		to, ok := s.leads[record]
		if !ok {
			break
		}
		record = to
	}
	if s.of[record] == nil {
		s.of[record] = &ConsentStanding{}
	}
	return s.of[record]
}

func (s *sides) join(j Joined) {
	a, b := s.side(j.PatientID), s.side(j.Other)
	s.leads[j.Other] = j.PatientID
	if a != b {
		*s.side(j.PatientID) = a.with(*b)
	}
}

// with is how consent stands where it stood in two ways, of which neither knew of the other.
func (s ConsentStanding) with(other ConsentStanding) ConsentStanding {
	switch {
	case other.Last == nil:
		return s
	case s.Last == nil:
		return other
	case s.Given != other.Given:
		if s.Given {
			return other
		}
		return s
	}
	later := s
	if other.Last.At.After(s.Last.At) {
		later = other
	}
	later.Written, later.Confirmed = s.Written || other.Written, s.Confirmed || other.Confirmed
	return later
}

// last is how it stands once all was brought together.
func (s *sides) last(record string) ConsentStanding {
	for _, j := range s.joins {
		s.join(j)
	}
	s.joins = nil
	return *s.side(record)
}

// jsonOf is a field as JSON.
func jsonOf(v reflect.Value) string {
	if v.Kind() == reflect.Slice && v.Len() == 0 {
		return "[]" // whether it is nil or not
	}
	text, err := json.Marshal(v.Interface())
	if err != nil {
		return "null" // no field of a patient cannot be written
	}
	return string(text)
}
