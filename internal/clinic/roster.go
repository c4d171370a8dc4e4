package clinic

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Roster is the usual working time of a practitioner, or the hours in which a room or the whole clinic is open, from a
// day on: several weeks in turn where they differ. Whose it is: PractitionerID, or RoomID, or neither for the clinic.
type Roster struct {
	ID             string    `json:"id"`
	PractitionerID string    `json:"practitioner_id,omitempty"`
	RoomID         string    `json:"room_id,omitempty"`
	ValidFrom      Date      `json:"valid_from"`
	ValidUntil     Date      `json:"valid_until,omitempty"` // the last day; "" is for as long as nothing else is said
	Weeks          []Week    `json:"weeks"`                 // in turn, from the week of ValidFrom on
	OnHolidays     bool      `json:"on_holidays"`           // public holidays are worked
	CreatedAt      time.Time `json:"created_at"`
}

func (r *Roster) Kind() Kind         { return KindRoster }
func (r *Roster) Key() string        { return r.ID }
func (r *Roster) PatientKey() string { return "" }
func (r *Roster) Locks() []Ref       { return nil }

// Owner is whose hours these are: the key of a practitioner or of a room, "" for the clinic.
func (r *Roster) Owner() string { return r.PractitionerID + r.RoomID }

// Hours are the hours as the rules of the calendar take them.
func (r *Roster) Hours() Hours {
	return Hours{From: r.ValidFrom, Until: r.ValidUntil, Weeks: r.Weeks, OnHolidays: r.OnHolidays}
}

// Validate asks for a first day, at least one week, and spans that can be.
func (r *Roster) Validate() error {
	var k checks
	k.owner(r.PractitionerID, r.RoomID)
	if r.ValidFrom == "" {
		k.fail("valid_from", Say("Give the day from which these hours are true."))
	}
	h := r.Hours()
	k.of(h.Validate(), map[string]string{"from": "valid_from", "until": "valid_until"})
	return k.err()
}

// DayHours is one day on which somebody works otherwise than usual, or a room or the clinic is open otherwise: it takes
// the place of the roster. Without work the day is free.
type DayHours struct {
	ID             string    `json:"id"`
	PractitionerID string    `json:"practitioner_id,omitempty"`
	RoomID         string    `json:"room_id,omitempty"`
	Day            Date      `json:"day"`
	Work           []Span    `json:"work"`
	Breaks         []Span    `json:"breaks"`
	Note           string    `json:"note"`
	CreatedAt      time.Time `json:"created_at"`
}

func (h *DayHours) Kind() Kind         { return KindDayHours }
func (h *DayHours) Key() string        { return h.ID }
func (h *DayHours) PatientKey() string { return "" }
func (h *DayHours) Locks() []Ref       { return nil }
func (h *DayHours) DayKey() Date       { return h.Day }

// Owner is whose hours these are, as of a Roster.
func (h *DayHours) Owner() string { return h.PractitionerID + h.RoomID }

// Workday is the day as the rules of the calendar take it.
func (h *DayHours) Workday() Workday { return Workday{Work: h.Work, Breaks: h.Breaks} }

// Validate asks for a day and spans that can be.
func (h *DayHours) Validate() error {
	var k checks
	k.owner(h.PractitionerID, h.RoomID)
	if !h.Day.Valid() {
		k.fail("day", Say("These hours need their day."))
	}
	k.workday("work", h.Workday())
	return k.err()
}

// Absence is a time in which a practitioner is away, a room is not to be used, or the whole clinic is closed.
type Absence struct {
	ID             string    `json:"id"`
	PractitionerID string    `json:"practitioner_id,omitempty"`
	RoomID         string    `json:"room_id,omitempty"`
	FromDay        Date      `json:"from_day"`
	FromMinute     int       `json:"from_minute"`
	UntilDay       Date      `json:"until_day"`
	UntilMinute    int       `json:"until_minute"`
	Why            string    `json:"why"` // one of AbsenceCauses
	Note           string    `json:"note"`
	CreatedAt      time.Time `json:"created_at"`
}

// The causes of an absence.
const (
	AbsenceLeave    = "leave"
	AbsenceSick     = "sick"
	AbsenceTraining = "training"
	AbsenceClosed   = "closed"
	AbsenceRepair   = "repair"
	AbsenceOther    = "other"
)

// AbsenceCauses lists them.
func AbsenceCauses() []string {
	return []string{AbsenceLeave, AbsenceSick, AbsenceTraining, AbsenceClosed, AbsenceRepair, AbsenceOther}
}

// AbsenceCauseName is a cause in words.
func AbsenceCauseName(why string) Sentence {
	switch why {
	case AbsenceLeave:
		return Say("On leave")
	case AbsenceSick:
		return Say("Sick")
	case AbsenceTraining:
		return Say("At a training")
	case AbsenceClosed:
		return Say("Closed")
	case AbsenceRepair:
		return Say("Being repaired")
	case AbsenceOther:
		return Say("Away")
	}
	return Text(why)
}

func (a *Absence) Kind() Kind         { return KindAbsence }
func (a *Absence) Key() string        { return a.ID }
func (a *Absence) PatientKey() string { return "" }
func (a *Absence) Locks() []Ref       { return nil }

// Owner is who or what is away, as of a Roster.
func (a *Absence) Owner() string { return a.PractitionerID + a.RoomID }

// Stretch is the time of the absence.
func (a *Absence) Stretch() Stretch {
	return Stretch{From: Wall{Date: a.FromDay, Minute: a.FromMinute}, Until: Wall{Date: a.UntilDay, Minute: a.UntilMinute}}
}

// Words say why, with what was noted; zero where that says no more than that it is so.
func (a *Absence) Words() Sentence {
	note := strings.TrimSpace(a.Note)
	switch plain := a.Why == AbsenceOther || a.Why == AbsenceClosed; {
	case plain && note == "":
		return Sentence{}
	case plain:
		return Say("{{.Note}}", Args{"Note": note})
	case note == "":
		return AbsenceCauseName(a.Why)
	}
	return Say("{{.Cause}}, {{.Note}}", Args{"Cause": AbsenceCauseName(a.Why), "Note": note})
}

// Validate asks for a time that ends after it begins, and a cause.
func (a *Absence) Validate() error {
	var k checks
	k.owner(a.PractitionerID, a.RoomID)
	k.of(a.Stretch().Validate(), map[string]string{"from": "from_day", "until": "until_day"})
	k.oneOf("why", Say("Why"), a.Why, AbsenceCauses()...)
	return k.err()
}

// Waiting is a patient who would come, or come earlier, when there is a time that suits.
type Waiting struct {
	ID        string `json:"id"`
	PatientID string `json:"patient_id"`
	ServiceID string `json:"service_id,omitempty"`
	// AppointmentID is the later appointment that would be let go for an earlier one, "" for none.
	AppointmentID   string   `json:"appointment_id,omitempty"`
	Minutes         int      `json:"minutes"`
	PractitionerIDs []string `json:"practitioner_ids"` // any of these; none is anybody
	RoomIDs         []string `json:"room_ids"`
	Weekdays        []int    `json:"weekdays"` // that suit, 0 is Monday; none is any
	Spans           []Span   `json:"spans"`    // hours that suit; none is any
	FromDay         Date     `json:"from_day,omitempty"`
	UntilDay        Date     `json:"until_day,omitempty"`
	Urgency         int      `json:"urgency"` // WaitRoutine, WaitSoon or WaitUrgent
	Note            string   `json:"note"`

	CreatedAt time.Time `json:"created_at"`
	EndedAt   time.Time `json:"ended_at,omitempty"`
	Outcome   string    `json:"outcome"` // one of WaitingOutcomes, "" while waiting
}

// How a wait ended.
const (
	WaitingBooked    = "booked"
	WaitingWithdrawn = "withdrawn"
)

// WaitingOutcomes lists how a wait can end.
func WaitingOutcomes() []string { return []string{WaitingBooked, WaitingWithdrawn} }

func (w *Waiting) Kind() Kind         { return KindWaiting }
func (w *Waiting) Key() string        { return w.ID }
func (w *Waiting) PatientKey() string { return w.PatientID }
func (w *Waiting) Locks() []Ref       { return nil }

// Wish is what suits, as the rules of the calendar take it.
func (w *Waiting) Wish() Wish {
	wish := Wish{
		Spans: w.Spans, PractitionerIDs: w.PractitionerIDs, RoomIDs: w.RoomIDs, Minutes: w.Minutes, From: w.FromDay, Until: w.UntilDay,
		Urgency: w.Urgency,
	}
	for d := range wish.Days {
		wish.Days[d] = len(w.Weekdays) == 0 || slices.Contains(w.Weekdays, d)
	}
	return wish
}

// Waiter is who waits, as the rules of the calendar take them; gone says that the patient was archived.
func (w *Waiting) Waiter(gone bool) Waiter {
	return Waiter{ID: w.ID, PatientID: w.PatientID, Wish: w.Wish(), Since: w.CreatedAt, Gone: gone}
}

// ByWait puts those first who have waited longest.
func ByWait(a, b Waiting) int {
	return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID))
}

// Validate asks for a patient, a length and times that can be.
func (w *Waiting) Validate() error {
	var k checks
	k.require("patient_id", w.PatientID, Say("Choose who waits."))
	for _, d := range w.Weekdays {
		if d < 0 || d > 6 {
			k.fail("weekdays", Say("There are seven days in a week."))
		}
	}
	wish := w.Wish()
	k.of(wish.Validate(), map[string]string{"from": "from_day", "until": "until_day"})
	if w.Outcome != "" {
		k.oneOf("outcome", Say("How the wait ended"), w.Outcome, WaitingOutcomes()...)
	}
	if (w.Outcome == "") != w.EndedAt.IsZero() {
		k.fail("outcome", Say("A wait that ended has a day and a way in which it did."))
	}
	return k.err()
}

// owner refuses what would be of a person and of a room.
func (c *checks) owner(practitioner, room string) {
	if practitioner != "" && room != "" {
		c.fail("room_id", Say("These are of a person or of a room, not of both."))
	}
}

// WeekdayName is a day of the week in words; 0 is Monday.
func WeekdayName(d int) Sentence {
	return []Sentence{
		Say("Monday"), Say("Tuesday"), Say("Wednesday"), Say("Thursday"), Say("Friday"), Say("Saturday"), Say("Sunday"),
	}[((d%7)+7)%7]
}

// UrgencyOfWaiting is how urgent a wait is, in words.
func UrgencyOfWaiting(urgency int) Sentence {
	return []Sentence{Say("When there is time"), Say("Soon"), Say("Urgent")}[min(max(urgency, WaitRoutine), WaitUrgent)]
}
