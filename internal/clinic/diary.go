package clinic

import (
	"cmp"
	"slices"
	"strings"
)

// DiaryScope is what the undo button of the diary works on: what was booked, moved and said there.
const DiaryScope = "diary"

// Offer makes an appointment of a service: what it is called, how long it takes and what it costs with who treats, as it is
// now.
func (s *Service) Offer(a Appointment, list []Price) Appointment {
	a.ServiceID, a.Title, a.Minutes, a.CleanUp, a.Colour = s.ID, s.Name, s.Minutes, s.CleanUp, s.Colour
	a.PriceCents = nil
	if cents, _ := PriceOf(list, *s, a.PractitionerID, s.Minutes); cents != nil {
		a.PriceCents = new(*cents)
	}
	if a.RoomID == "" {
		a.RoomID = s.RoomID
	}
	return a
}

// Usual is which of some services somebody is booked for at a time unless something else is said, -1 where there is none:
// who was never here and has neither a plan nor an appointment before it, the one for a first visit; anybody else what is
// as long as a session of their plan, of minutes, what they had last, or the first that is not for a first visit. Without
// a plan minutes are 0. all are the appointments of theirs that are known, by their time.
func Usual(services []Service, here bool, minutes int, at Slot, all []Appointment) int {
	again := here || minutes > 0 || ComesBefore(&Appointment{Day: at.Date, Start: at.From}, all)
	last := ""
	for _, a := range all {
		if !a.State.Off() {
			last = a.ServiceID
		}
	}
	for _, fits := range []func(*Service) bool{
		func(s *Service) bool { return !again && s.FirstVisit },
		func(s *Service) bool { return again && !s.FirstVisit && minutes > 0 && s.Minutes == minutes },
		func(s *Service) bool { return again && !s.FirstVisit && s.ID == last },
		func(s *Service) bool { return !again || !s.FirstVisit },
		func(*Service) bool { return true },
	} {
		if i := slices.IndexFunc(services, func(s Service) bool { return fits(&s) }); i >= 0 {
			return i
		}
	}
	return -1
}

// Book books appointments of one patient, who is called name: together they are one series, one entry and one undo step.
// Each of list is what Offer gives, with patient, practitioner, day and start.
func Book(env Env, name string, list ...Appointment) ([]*Appointment, Operation) {
	if len(list) == 0 {
		return nil, Operation{}
	}
	series := ""
	if len(list) > 1 {
		series = env.NewID()
	}
	booked := make([]*Appointment, 0, len(list))
	op := Operation{Scope: DiaryScope}
	for _, a := range list {
		a.ID, a.CreatedAt, a.Series = env.NewID(), env.now(), series
		a.KeptWith = slices.Clone(a.KeptWith)
		a.State, a.Steps = Booked, []AppointmentStep{{State: Booked, At: env.now(), By: env.Actor.Name}}
		booked = append(booked, &a)
		op.Put = append(op.Put, &a)
	}
	first := booked[0]
	op.Label = SayCount(len(list), "Book {{.Name}} for {{.Day}}, {{.Time}}", "Book {{.Count}} appointments of {{.Name}} from {{.Day}}, {{.Time}}",
		Args{"Name": name, "Day": first.Day.Brief(), "Time": ClockTime(first.Start)})
	return booked, op
}

// Reschedule moves an appointment to another time, person or room, or gives it another length. What waits on the clipboard
// is put down by it. The clashes that were accepted at its old time are forgotten: keptWith are those of the new one.
func Reschedule(a Appointment, name string, to Slot, keptWith []string) Operation {
	before := a.Slot()
	now := a
	now.Day, now.Start, now.Minutes, now.CleanUp = to.Date, to.From, to.Minutes, to.CleanUp
	now.PractitionerID, now.RoomID, now.Held = to.PractitionerID, to.RoomID, false
	if now.Slot() == before && !a.Held {
		return Operation{}
	}
	if now.Slot() != before {
		now.KeptWith = slices.Clone(keptWith)
		now.Sequence++
		now.ByHand = a.ByHand || a.Series != ""
	}
	return Operation{Label: moved(before, now.Slot(), name), Scope: DiaryScope, Put: []Record{&now}}
}

// moved says what a change of a slot is.
func moved(before, now Slot, name string) Sentence {
	args := Args{
		"Name": name, "From": ClockTime(before.From), "To": ClockTime(now.From), "Day": now.Date.Brief(),
		"Minutes": now.Minutes,
	}
	switch {
	case before == now:
		return Say("Put {{.Name}} back at {{.To}}", args)
	case before.Date != now.Date:
		return Say("Move {{.Name}} to {{.Day}}, {{.To}}", args)
	case before.From != now.From:
		return Say("Move {{.Name}} from {{.From}} to {{.To}}", args)
	case before.Minutes != now.Minutes:
		return Say("Change the length for {{.Name}}: {{.Minutes}} minutes", args)
	case before.PractitionerID != now.PractitionerID:
		return Say("Change who treats {{.Name}} at {{.To}}", args)
	}
	return Say("Change the room of {{.Name}} at {{.To}}", args)
}

// Hold lays an appointment on the clipboard: it keeps its time until it is put down at another by Reschedule.
func Hold(a Appointment, name string) Operation {
	if a.Held {
		return Operation{}
	}
	a.Held = true
	return Operation{Label: Say("Hold {{.Name}} on the clipboard", Args{"Name": name}), Scope: DiaryScope, Put: []Record{&a}}
}

// ComeTo says how far an appointment has come. Every state may be put right by another, but for one that its session proves
// wrong; the steps keep what was said. reason is why it was cancelled. The error is a FieldErrors.
func ComeTo(env Env, a Appointment, name string, s AppointmentState, reason string) (Operation, error) {
	if a.State == s {
		return Operation{}, nil
	}
	if s.Off() != a.State.Off() {
		a.Sequence++
	}
	a = *a.at(env, s)
	a.Reason = ""
	if s.Off() {
		a.Reason, a.Held = strings.TrimSpace(reason), false
	}
	if err := cmp.Or(a.agreesWithSession(), a.Validate()); err != nil {
		return Operation{}, err
	}
	return Operation{Label: Say("{{.State}}: {{.Name}}", Args{"State": s.Name(), "Name": name}), Scope: DiaryScope, Put: []Record{&a}}, nil
}

// StatesLeft are the states that an appointment can be put to: once its session was begun, that somebody is or was here.
func (a *Appointment) StatesLeft() []AppointmentState {
	if a.SessionID != "" {
		return []AppointmentState{InTreatment, Attended}
	}
	return AppointmentStates()
}

func (a *Appointment) agreesWithSession() error {
	var k checks
	if !slices.Contains(a.StatesLeft(), a.State) {
		k.fail("state", Say("A session was begun for this appointment, so that somebody came. Discard the session first, if it was begun by mistake."))
	}
	return k.err()
}

// ChangeAppointment changes what an appointment says beside its time: its note, price, or what is given. The error is a
// FieldErrors.
func ChangeAppointment(a Appointment, name string, change func(*Appointment)) (Operation, error) {
	before := a
	change(&a)
	if len(ChangedFields(&before, &a)) == 0 {
		return Operation{}, nil
	}
	if err := a.Validate(); err != nil {
		return Operation{}, err
	}
	return Operation{Label: Say("Change the appointment of {{.Name}}", Args{"Name": name}), Scope: DiaryScope, Put: []Record{&a}}, nil
}

// VisitOn is the appointment of a patient on a day that a session begun now is for: the one that is here, else the next that
// nobody called off and that has no session yet. It is nil where there is none.
func (d *Day) VisitOn(patient string) *Appointment {
	var next *Appointment
	for _, a := range d.Appointments() {
		switch {
		case a.PatientID != patient || a.State.Off() || a.SessionID != "":
		case a.State == Arrived || a.State == InTreatment:
			return &a
		case next == nil && a.State != Attended:
			next = &a
		}
	}
	return next
}

// VisitOf is the appointment that a session is of, or nil.
func (d *Day) VisitOf(session string) *Appointment {
	for _, a := range d.Appointments() {
		if a.SessionID == session && session != "" {
			return &a
		}
	}
	return nil
}

// StartVisit begins the treatment that an appointment is for, as StartSession does, and has the appointment say so.
// practitioner is who treats: it need not be who was booked.
func StartVisit(env Env, chart *Chart, p *Plan, practitioner string, a Appointment) (*Session, Operation) {
	s, op := StartSession(env, chart, p, practitioner)
	if a.SessionID == s.ID {
		return s, op
	}
	if op.Empty() {
		op = Operation{Label: Say("Start session"), Scope: s.ID}
	}
	a.SessionID, a.Held, a.Reason = s.ID, false, ""
	op.Put = append(op.Put, a.at(env, InTreatment))
	return s, op
}

// EndVisit has the appointment of a session say that it is over, together with an operation that ends the treatment.
// day is the day of the session; without an appointment, or when nothing is ended, the operation stays as it is.
func EndVisit(env Env, day *Day, session string, op Operation) Operation {
	if a := day.VisitOf(session); a != nil && a.State == InTreatment && !op.Empty() {
		op.Put = append(slices.Clone(op.Put), a.at(env, Attended))
	}
	return op
}

// LetGo frees the appointment of a session together with an operation that discards the session: who came is here and waits.
// day is the day of the session; without an appointment the operation stays as it is.
func LetGo(env Env, day *Day, session string, op Operation) Operation {
	if a := day.VisitOf(session); a != nil {
		a.SessionID = ""
		op.Put = append(slices.Clone(op.Put), a.at(env, Arrived))
	}
	return op
}

// at is the appointment come to a state.
func (a Appointment) at(env Env, s AppointmentState) *Appointment {
	if a.State != s {
		a.State = s
		a.Steps = append(slices.Clone(a.Steps), AppointmentStep{State: s, At: env.now(), By: env.Actor.Name})
	}
	return &a
}
