package clinic

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Appointment is a visit that was agreed on: a patient, with a practitioner, on a day of the clinic's, from a minute of
// the wall clock on. What it was booked as stays with it, whatever becomes of the service: its length, price and colour.
type Appointment struct {
	ID             string `json:"id"`
	PatientID      string `json:"patient_id"`
	PractitionerID string `json:"practitioner_id"`
	RoomID         string `json:"room_id,omitempty"`
	ServiceID      string `json:"service_id,omitempty"`
	PlanID         string `json:"plan_id,omitempty"`    // the regimen it is a session of
	SessionID      string `json:"session_id,omitempty"` // what was given

	Day     Date `json:"day"`
	Start   int  `json:"start"`    // minute of the day by the clock on the clinic's wall
	Minutes int  `json:"minutes"`  // how long, without the clean-up
	CleanUp int  `json:"clean_up"` // minutes after it in which practitioner and room are still taken

	Title      string `json:"title"` // what is given, as the service was called when it was booked
	PriceCents *int   `json:"price_cents,omitempty"`
	Colour     string `json:"colour"`
	Note       string `json:"note"`

	// Series is shared by the appointments that were booked together, "" for one alone.
	Series string `json:"series"`
	// ByHand tells one of a series that was changed alone: a change of the series leaves it.
	ByHand bool `json:"by_hand"`
	// Held tells one that waits on the clipboard for another time. It keeps its own until then.
	Held bool `json:"held"`
	// KeptWith are the appointments that it overlaps with somebody's knowledge.
	KeptWith []string `json:"kept_with"`

	State AppointmentState `json:"state"`
	// Steps are all states it came to, the first first, with who said so; the last is State.
	Steps  []AppointmentStep `json:"steps"`
	Reason string            `json:"reason"` // why it was cancelled

	// Sequence counts its changes of time, person and place, and its cancellation: the SEQUENCE of RFC 5545, 3.8.7.4.
	Sequence  int       `json:"sequence"`
	CreatedAt time.Time `json:"created_at"`

	InvoiceID string `json:"invoice_id,omitempty"` // by which it was charged
	// NotCharged is why it costs nothing; "" is charged.
	NotCharged string `json:"not_charged"`
}

// AppointmentState is how far an appointment has come.
type AppointmentState string

// The states of an appointment.
const (
	Booked        AppointmentState = "booked"
	Confirmed     AppointmentState = "confirmed" // by the patient, before the day
	Arrived       AppointmentState = "arrived"   // is here and waits
	InTreatment   AppointmentState = "treating"
	Attended      AppointmentState = "done"
	Missed        AppointmentState = "missed" // did not come
	Cancelled     AppointmentState = "cancelled"
	CancelledLate AppointmentState = "cancelled-late" // later than the clinic asks for
)

// AppointmentStates lists the states in the order in which an appointment goes through them, with those that end it last.
func AppointmentStates() []AppointmentState {
	return []AppointmentState{Booked, Confirmed, Arrived, InTreatment, Attended, Missed, Cancelled, CancelledLate}
}

// Name is the state in words.
func (a AppointmentState) Name() Sentence { return appointmentStateNames[a] }

var appointmentStateNames = map[AppointmentState]Sentence{
	Booked: Say("Booked"), Confirmed: Say("Confirmed"), Arrived: Say("Arrived"), InTreatment: Say("In treatment"), Attended: Say("Done"),
	Missed: Say("Did not come"), Cancelled: Say("Cancelled"), CancelledLate: Say("Cancelled late"),
}

// Off reports that nobody comes: the time is free for others.
func (a AppointmentState) Off() bool { return a == Missed || a == Cancelled || a == CancelledLate }

// Ahead reports that the visit has not begun.
func (a AppointmentState) Ahead() bool { return a == Booked || a == Confirmed }

// AppointmentStep is a state that an appointment came to.
type AppointmentStep struct {
	State AppointmentState `json:"state"`
	At    time.Time        `json:"at"`
	By    string           `json:"by"` // the name of who said so
}

// maxCents is the dearest visit.
const maxCents = 1_000_000

func (a *Appointment) Kind() Kind         { return KindAppointment }
func (a *Appointment) Key() string        { return a.ID }
func (a *Appointment) PatientKey() string { return a.PatientID }
func (a *Appointment) Locks() []Ref       { return nil }
func (a *Appointment) DayKey() Date       { return a.Day }

// End is the minute of the day at which the visit is over. It is no later than midnight.
func (a *Appointment) End() int { return a.Start + a.Minutes }

// Slot is the time, person and room that the appointment takes.
func (a *Appointment) Slot() Slot {
	return Slot{Date: a.Day, From: a.Start, Minutes: a.Minutes, CleanUp: a.CleanUp, PractitionerID: a.PractitionerID, RoomID: a.RoomID}
}

// CameTo is when the appointment last came to a state; the zero time when it never did.
func (a *Appointment) CameTo(s AppointmentState) AppointmentStep {
	for _, step := range slices.Backward(a.Steps) {
		if step.State == s {
			return step
		}
	}
	return AppointmentStep{}
}

// Validate asks for a patient, somebody who treats, and a time within one day.
func (a *Appointment) Validate() error {
	var k checks
	k.require("patient_id", a.PatientID, Say("Choose who comes."))
	k.require("practitioner_id", a.PractitionerID, Say("Choose who treats."))
	k.of(a.Slot().Validate(), map[string]string{"date": "day", "minute": "start"})
	k.price(a.PriceCents)
	states := make([]string, 0, len(appointmentStateNames))
	for _, s := range AppointmentStates() {
		states = append(states, string(s))
	}
	k.oneOf("state", Say("The state of the appointment"), string(a.State), states...)
	switch {
	case len(a.Steps) == 0 || a.Steps[len(a.Steps)-1].State != a.State:
		k.fail("steps", Say("Who said what of the appointment is not whole."))
	case a.SessionID != "" && a.State.Off():
		k.fail("state", Say("A session was begun for this appointment, so that somebody came. Discard the session first, if it was begun by mistake."))
	}
	return k.err()
}

// price checks an amount that may be left out.
func (c *checks) price(cents *int) {
	if cents != nil && (*cents < 0 || *cents > maxCents) {
		c.fail("price_cents", Say("The price must be from 0 to {{.Most}}.", Args{"Most": Number(maxCents / 100)}))
	}
}

// Room is a room or table in which somebody is treated. It is taken by one at a time.
type Room struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	Note      string    `json:"note"` // what is in it
	Rank      int       `json:"rank"`
	CreatedAt time.Time `json:"created_at"`
	ClosedAt  time.Time `json:"closed_at,omitempty"` // no longer used
}

func (r *Room) Kind() Kind         { return KindRoom }
func (r *Room) Key() string        { return r.ID }
func (r *Room) PatientKey() string { return "" }
func (r *Room) Locks() []Ref       { return nil }

// Validate asks for a name.
func (r *Room) Validate() error {
	var k checks
	k.require("name", r.Name, Say("The room needs a name."))
	return k.err()
}

// Service is what can be booked: an appointment of it takes its length, price and colour along, and keeps them.
type Service struct {
	ID         string    `json:"id"`
	Name       string    `json:"name"`
	Minutes    int       `json:"minutes"`
	CleanUp    int       `json:"clean_up"`
	PriceCents *int      `json:"price_cents,omitempty"`
	Colour     string    `json:"colour"` // one of ServiceColours
	RoomID     string    `json:"room_id,omitempty"`
	Text       string    `json:"text"` // what the patient should know: what to bring, to wear
	Rank       int       `json:"rank"`
	CreatedAt  time.Time `json:"created_at"`
	RetiredAt  time.Time `json:"retired_at,omitempty"` // not offered any more
	FirstVisit bool      `json:"first_visit"`          // who comes again is not offered it
}

// ServiceColours are the colours a service can have, by the names under which they are drawn.
func ServiceColours() []string {
	return []string{"", "blue", "orange", "green", "yellow", "sky", "vermilion", "purple"}
}

// ColourName is the name of one of ServiceColours.
func ColourName(c string) Sentence {
	return map[string]Sentence{
		"": Say("No colour"), "blue": Say("Blue"), "orange": Say("Orange"), "green": Say("Green"), "yellow": Say("Yellow"),
		"sky": Say("Sky blue"), "vermilion": Say("Vermilion"), "purple": Say("Purple"),
	}[c]
}

func (s *Service) Kind() Kind         { return KindService }
func (s *Service) Key() string        { return s.ID }
func (s *Service) PatientKey() string { return "" }
func (s *Service) Locks() []Ref       { return nil }

// Validate asks for a name, a length and a price that can be.
func (s *Service) Validate() error {
	var k checks
	k.require("name", s.Name, Say("Give the appointment type a name."))
	k.lengths(s.Minutes, s.CleanUp)
	k.price(s.PriceCents)
	k.oneOf("colour", Say("The colour"), s.Colour, ServiceColours()...)
	return k.err()
}

// Appointments are the appointments of the day, those that are off with the others, by their time.
func (d *Day) Appointments() []Appointment {
	return As[Appointment](d.records[KindAppointment])
}

// Taken is what the appointments of the day take of people and rooms. What is off takes nothing; what waits on the
// clipboard keeps its time until it has another, since that is what the patient was told.
func (d *Day) Taken() []Taken {
	var out []Taken
	for _, a := range d.Appointments() {
		if !a.State.Off() {
			out = append(out, Taken{ID: a.ID, PatientID: a.PatientID, Slot: a.Slot()})
		}
	}
	return out
}

// ByDayAndTime orders appointments.
func ByDayAndTime(a, b Appointment) int {
	return cmp.Or(cmp.Compare(a.Day, b.Day), byTime(&a, &b), strings.Compare(a.ID, b.ID))
}

// byTime orders appointments of a day.
func byTime(a, b Record) int {
	x, y := a.(*Appointment), b.(*Appointment)
	return cmp.Or(cmp.Compare(x.Start, y.Start), strings.Compare(x.PractitionerID, y.PractitionerID))
}
