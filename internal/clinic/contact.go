package clinic

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Contact is an attempt to reach a patient who is to be called, or whoever decides for one, and what came of it.
type Contact struct {
	ID        string    `json:"id"`
	PatientID string    `json:"patient_id"`
	At        time.Time `json:"at"`
	By        string    `json:"by"`    // the name of who called
	About     []CallFor `json:"about"` // what it was about
	Outcome   string    `json:"outcome"`
	// AgainOn is the day on which the patient is to be called again; "" for one who does not want to be.
	AgainOn Date   `json:"again_on,omitempty"`
	Note    string `json:"note"`
}

// CallFor is a reason to call somebody, and what of the record it is about: a plan by its lineage, an appointment, or the
// day of the last visit. Another plan, another appointment or another last visit is a new reason.
type CallFor struct {
	Reason RecallReason `json:"reason"`
	Of     string       `json:"of"`
}

// What can come of a call.
const (
	ContactBooked     = "booked"      // a visit was agreed on
	ContactReached    = "reached"     // will call back, or is to be called again
	ContactNotReached = "not-reached" // is tried again
	ContactDeclined   = "declined"    // does not want to be called about this any more
)

// ContactOutcomes lists them.
func ContactOutcomes() []string {
	return []string{ContactBooked, ContactReached, ContactNotReached, ContactDeclined}
}

// ContactOutcomeName is what came of a call, in words.
func ContactOutcomeName(outcome string) Sentence {
	switch outcome {
	case ContactBooked:
		return Say("Booked")
	case ContactReached:
		return Say("Reached")
	case ContactNotReached:
		return Say("Not reached")
	case ContactDeclined:
		return Say("Does not want to")
	}
	return Text(outcome)
}

// TryAgainDays is after how many days somebody who was not reached is tried again unless another day is said.
const TryAgainDays = 2

func (c *Contact) Kind() Kind         { return KindContact }
func (c *Contact) Key() string        { return c.ID }
func (c *Contact) PatientKey() string { return c.PatientID }
func (c *Contact) Locks() []Ref       { return nil }

// Validate asks for a patient, what the call was about, and what came of it, with the day on which it is taken up again.
func (c *Contact) Validate() error {
	var k checks
	k.require("patient_id", c.PatientID, Say("Choose who was called."))
	k.oneOf("outcome", Say("What came of the call"), c.Outcome, ContactOutcomes()...)
	if len(c.About) == 0 {
		k.fail("about", Say("Say what the call was about."))
	}
	for _, about := range c.About {
		k.oneOf("about", Say("What the call was about"), string(about.Reason), recallReasonTexts()...)
	}
	switch declined := c.Outcome == ContactDeclined; {
	case declined && c.AgainOn != "":
		k.fail("again_on", Say("Who does not want to be called is not called again."))
	case !declined && !c.AgainOn.Valid():
		k.fail("again_on", Say("Give the day on which this is taken up again."))
	}
	return k.err()
}

// is reports whether the call was about a reason.
func (c *Contact) is(about CallFor) bool { return slices.Contains(c.About, about) }

// byCall orders attempts, the first first.
func byCall(a, b Contact) int { return cmp.Or(a.At.Compare(b.At), strings.Compare(a.ID, b.ID)) }

// Attempted records what came of a call to somebody who is to be called and is called name. again is the day on which they
// are called again, "" for one who does not want to be. The error is a FieldErrors.
func Attempted(env Env, r *Recall, name, outcome string, again Date, note string) (*Contact, Operation, error) {
	c := &Contact{
		ID: env.NewID(), PatientID: r.PatientID, At: env.now(), By: env.Actor.Name, About: r.About(), Outcome: outcome, AgainOn: again,
		Note: strings.TrimSpace(note),
	}
	if err := c.validOn(DateOf(env.Now())); err != nil {
		return nil, Operation{}, err
	}
	return c, Operation{Label: Say("Call {{.Name}}: {{.Outcome}}", Args{"Name": name, "Outcome": ContactOutcomeName(outcome)}), Scope: DiaryScope, Put: []Record{c}}, nil
}

// validOn is Validate for a call that is written down on a day: it is taken up again after that.
func (c *Contact) validOn(today Date) error {
	if err := c.Validate(); err != nil {
		return err
	}
	var k checks
	if c.AgainOn != "" && c.AgainOn <= today && c.Outcome != ContactBooked {
		k.fail("again_on", Say("Give a day after today on which this is taken up again."))
	}
	return k.err()
}

// BookCalled has the booking of somebody who was called tell that they were: one entry and one undo step. first is the day
// of the first visit that was booked.
func BookCalled(env Env, r *Recall, booking Operation, first Date) Operation {
	booking.Put = append(slices.Clone(booking.Put), &Contact{
		ID: env.NewID(), PatientID: r.PatientID, At: env.now(), By: env.Actor.Name, About: r.About(), Outcome: ContactBooked, AgainOn: first,
	})
	return booking
}

// CorrectContact changes what is said to have come of a call. What it was about, when and by whom stays. The error is a
// FieldErrors.
func CorrectContact(env Env, c Contact, name, outcome string, again Date, note string) (Operation, error) {
	before := c
	c.Outcome, c.AgainOn, c.Note = outcome, again, strings.TrimSpace(note)
	if len(ChangedFields(&before, &c)) == 0 {
		return Operation{}, nil
	}
	if err := c.validOn(DateOf(env.Now())); err != nil {
		return Operation{}, err
	}
	return Operation{Label: Say("Correct the call to {{.Name}}: {{.Outcome}}", Args{"Name": name, "Outcome": ContactOutcomeName(outcome)}), Scope: DiaryScope, Put: []Record{&c}}, nil
}

// RemoveContact takes away a call that never was.
func RemoveContact(c Contact, name string) Operation {
	return Operation{Label: Say("Remove the call to {{.Name}}", Args{"Name": name}), Scope: DiaryScope, Remove: []Record{&c}}
}
