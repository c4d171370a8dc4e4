package clinic

import (
	"slices"
	"testing"
)

func visit(e *testEnv, start int) Appointment {
	cents := 9500
	s := Service{ID: "s-1", Name: "Remedial massage", Minutes: 45, CleanUp: 10, PriceCents: &cents, Colour: "blue", RoomID: "r-1"}
	a := s.Offer(Appointment{PatientID: "p-1", PractitionerID: "prac-1", Day: "2026-11-30", Start: start}, nil)
	list, _ := Book(e.Env, "Peg", a)
	return *list[0]
}

// What was booked stays as it was, whatever becomes of the service.
// What somebody is booked for unless something else is said goes by whether they come again.
func TestUsual(t *testing.T) {
	t.Parallel()
	services := []Service{{ID: "first", Minutes: 60, FirstVisit: true}, {ID: "short", Minutes: 30}, {ID: "long", Minutes: 60}}
	at := Slot{Date: "2026-12-01", From: 600}
	visit := func(service string, day Date, state AppointmentState) Appointment {
		return Appointment{ID: service + string(day), ServiceID: service, Day: day, Start: 540, Minutes: 60, State: state}
	}
	first, long, off := visit("first", "2026-11-01", Attended), visit("long", "2026-11-08", Booked), visit("long", "2026-11-09", Cancelled)
	for name, x := range map[string]struct {
		here    bool
		minutes int
		all     []Appointment
		want    string
	}{
		"somebody new":                         {false, 0, nil, "first"},
		"who cancelled":                        {false, 0, []Appointment{off}, "first"},
		"who comes later for the first time":   {false, 0, []Appointment{visit("short", "2026-12-08", Booked)}, "first"},
		"the second visit":                     {false, 0, []Appointment{first}, "short"},
		"who was here without an appointment":  {true, 0, nil, "short"},
		"the third":                            {true, 0, []Appointment{first, long, off}, "long"},
		"by the plan":                          {true, 60, []Appointment{first}, "long"},
		"by a plan that nothing is as long as": {true, 50, []Appointment{first}, "short"},
		"by the plan before the first session": {false, 30, nil, "short"},
	} {
		if got := Usual(services, x.here, x.minutes, at, x.all); services[got].ID != x.want {
			t.Errorf("%s: %s, want %s", name, services[got].ID, x.want)
		}
	}
	if got := Usual(services[:1], true, 0, at, nil); got != 0 {
		t.Errorf("where there is nothing else: %d", got)
	}
	if got := Usual(nil, false, 0, at, nil); got != -1 {
		t.Errorf("where nothing is offered: %d", got)
	}
}

func TestWhatIsBookedKeepsItsPrice(t *testing.T) {
	t.Parallel()
	cents := 9500
	s := Service{ID: "s-1", Name: "Remedial massage", Minutes: 45, CleanUp: 10, PriceCents: &cents, Colour: "blue"}
	list, op := Book(newEnv("2026-11-30").Env, "Peg", s.Offer(Appointment{PatientID: "p-1", PractitionerID: "prac-1", Day: "2026-12-01", Start: 600}, nil))
	*s.PriceCents, s.Minutes, s.Name = 12000, 60, "Other"
	a := list[0]
	if *a.PriceCents != 9500 || a.Minutes != 45 || a.CleanUp != 10 || a.Title != "Remedial massage" || a.Colour != "blue" {
		t.Errorf("it became %+v", a)
	}
	if a.State != Booked || len(a.Steps) != 1 || a.Steps[0].By != "Robin Vale" || a.Series != "" || op.Scope != DiaryScope {
		t.Errorf("booked as %+v, %+v", a, op)
	}
	if err := a.Validate(); err != nil {
		t.Error(err)
	}
}

func TestBookingManyIsOneSeries(t *testing.T) {
	t.Parallel()
	var list []Appointment
	for i := range 3 {
		list = append(list, Appointment{PatientID: "p", PractitionerID: "x", Day: Date("2026-12-01").AddDays(7 * i), Start: 600, Minutes: 45})
	}
	booked, op := Book(newEnv("2026-11-30").Env, "Peg", list...)
	if len(op.Put) != 3 || booked[0].Series == "" || booked[2].Series != booked[0].Series || booked[0].ID == booked[1].ID {
		t.Errorf("%+v", booked)
	}
	if got := op.Label.String(); got != "Book 3 appointments of Peg from 1 Dec, 10:00" && got != "Book 3 appointments of Peg from 1 Dec 2026, 10:00" {
		t.Error(got)
	}
	if list, op := Book(newEnv("2026-11-30").Env, "Peg"); list != nil || !op.Empty() {
		t.Error("nothing was booked as something")
	}
}

func TestReschedule(t *testing.T) {
	t.Parallel()
	a := visit(newEnv("2026-11-30"), 600)
	a.Series, a.KeptWith = "many", []string{"other"}
	if op := Reschedule(a, "Peg", a.Slot(), nil); !op.Empty() {
		t.Error("put down where it was, it changed")
	}
	to := a.Slot()
	to.From = 690
	op := Reschedule(a, "Peg", to, nil)
	b := op.Put[0].(*Appointment)
	if b.Start != 690 || b.Sequence != 1 || !b.ByHand || len(b.KeptWith) != 0 || a.Start != 600 {
		t.Errorf("%+v", b)
	}
	if got := op.Label.String(); got != "Move Peg from 10:00 to 11:30" {
		t.Error(got)
	}
	held := Hold(a, "Peg").Put[0].(*Appointment)
	if !held.Held || held.Sequence != 0 || !Hold(*held, "Peg").Empty() {
		t.Errorf("held as %+v", held)
	}
	back := Reschedule(*held, "Peg", held.Slot(), nil).Put[0].(*Appointment)
	if back.Held || back.Sequence != 0 || back.ByHand || !slices.Equal(back.KeptWith, a.KeptWith) {
		t.Errorf("put back as %+v", back)
	}
}

// Every state can be put right, and what was said stays to be read.
func TestComeTo(t *testing.T) {
	t.Parallel()
	e := newEnv("2026-11-30")
	a := visit(e, 600)
	for _, s := range []AppointmentState{Arrived, Missed, Booked, Cancelled, CancelledLate, Confirmed, Attended, Arrived} {
		op, err := ComeTo(e.Env, a, "Peg", s, " ill ")
		if err != nil {
			t.Fatal(s, err)
		}
		next := op.Put[0].(*Appointment)
		if len(next.Steps) != len(a.Steps)+1 || next.State != s || (next.Reason == "ill") != s.Off() {
			t.Errorf("%s: %+v", s, next)
		}
		a = *next
	}
	if a.Sequence != 4 {
		t.Errorf("called off twice and back twice: %d", a.Sequence)
	}
	if got := a.CameTo(Arrived).By; got != "Robin Vale" {
		t.Error(got)
	}
	a.SessionID, a.State = "s", InTreatment
	for _, s := range AppointmentStates() {
		_, err := ComeTo(e.Env, a, "Peg", s, "")
		if possible := s == InTreatment || s == Attended; possible != FieldMessage(err, "state").IsZero() {
			t.Errorf("somebody who is treated: %s, %v", s, err)
		}
	}
}

func TestStartVisitTakesTheAppointmentAlong(t *testing.T) {
	t.Parallel()
	e := newEnv("2026-11-30")
	c := &Chart{Patient: Patient{ID: "p-1", GivenName: "Peg"}}
	a := visit(e, 600)
	s, op := StartVisit(e.Env, c, nil, "prac-2", a)
	b := op.Put[len(op.Put)-1].(*Appointment)
	if b.SessionID != s.ID || b.State != InTreatment || s.PractitionerID != "prac-2" || b.PractitionerID != "prac-1" || op.Scope != s.ID {
		t.Errorf("%+v, %+v", s, b)
	}
	c = c.With([]Record{s}, nil)
	again, op := StartVisit(e.Env, c, nil, "prac-2", *b)
	if again.ID != s.ID || !op.Empty() {
		t.Error("a session that runs was begun again")
	}
	// One that was begun without the diary is the one of this appointment.
	other, op := StartVisit(e.Env, c, nil, "prac-2", a)
	if other.ID != s.ID || len(op.Put) != 1 || op.Put[0].(*Appointment).SessionID != s.ID {
		t.Errorf("%+v", op)
	}

	d := &Day{Date: b.Day}
	d.Add(b)
	end := EndVisit(e.Env, d, s.ID, Operation{Put: []Record{s}})
	if len(end.Put) != 2 || end.Put[1].(*Appointment).State != Attended {
		t.Errorf("%+v", end)
	}
	if op := EndVisit(e.Env, d, s.ID, Operation{}); !op.Empty() {
		t.Error("nothing was ended, and the visit is over")
	}
	if op := EndVisit(e.Env, d, "another", Operation{Put: []Record{s}}); len(op.Put) != 1 {
		t.Error("another session ended the visit")
	}
}

// A session that is discarded leaves its appointment as it was before it: somebody is here and waits.
func TestDiscardedSessionFreesTheAppointment(t *testing.T) {
	t.Parallel()
	e := newEnv("2026-11-30")
	c := &Chart{Patient: Patient{ID: "p-1", GivenName: "Peg"}}
	s, op := StartVisit(e.Env, c, nil, "prac-1", visit(e, 600))
	c = c.With([]Record{s}, nil)
	d := &Day{Date: s.Date}
	d.Add(op.Put[1])
	discard, err := DiscardSession(c, s)
	if err != nil {
		t.Fatal(err)
	}
	freed := LetGo(e.Env, d, s.ID, discard)
	if a := freed.Put[0].(*Appointment); a.SessionID != "" || a.State != Arrived || len(freed.Remove) != 1 {
		t.Errorf("%+v", freed)
	}
	if other := LetGo(e.Env, d, "another", discard); len(other.Put) != 0 {
		t.Errorf("%+v", other)
	}
}

// A session is of the appointment of somebody who is here, else of the next that is not over.
func TestVisitOn(t *testing.T) {
	t.Parallel()
	e := newEnv("2026-11-30")
	day := func(states ...AppointmentState) *Day {
		d := &Day{Date: "2026-11-30"}
		for i, s := range states {
			a := visit(e, 540+60*i)
			a.State = s
			d.Add(&a)
		}
		d.Sort()
		return d
	}
	for want, d := range map[int]*Day{
		540: day(Booked, Booked),
		600: day(Cancelled, Confirmed),
		660: day(Booked, Missed, Arrived),
		601: day(),
		602: day(Missed, Attended),
	} {
		a := d.VisitOn("p-1")
		if a == nil && want%60 != 0 {
			continue
		}
		if a == nil || a.Start != want {
			t.Errorf("at %d: %+v", want, a)
		}
	}
	if day(Booked).VisitOn("p-2") != nil {
		t.Error("of another patient")
	}
}

func TestAppointmentsThatCannotBe(t *testing.T) {
	t.Parallel()
	dear := maxCents + 1
	for field, change := range map[string]func(*Appointment){
		"patient_id":      func(a *Appointment) { a.PatientID = "" },
		"practitioner_id": func(a *Appointment) { a.PractitionerID = " " },
		"day":             func(a *Appointment) { a.Day = "2026-02-30" },
		"start":           func(a *Appointment) { a.Start = -5 },
		"minutes":         func(a *Appointment) { a.Start, a.Minutes = 23*60+30, 45 },
		"clean_up":        func(a *Appointment) { a.CleanUp = 500 },
		"price_cents":     func(a *Appointment) { a.PriceCents = &dear },
		"state":           func(a *Appointment) { a.State = "late" },
		"steps":           func(a *Appointment) { a.Steps = nil },
	} {
		a := visit(newEnv("2026-11-30"), 600)
		change(&a)
		if FieldMessage(a.Validate(), field).IsZero() {
			t.Errorf("%s: %v", field, a.Validate())
		}
	}
}

// What is off takes nobody's time; what is held keeps it, since it is what the patient was told.
func TestTaken(t *testing.T) {
	t.Parallel()
	e := newEnv("2026-11-30")
	d := &Day{Date: "2026-11-30"}
	free, held, stays := visit(e, 600), visit(e, 700), visit(e, 500)
	free.State = Cancelled
	held.Held = true
	for _, a := range []Appointment{free, held, stays} {
		d.Add(&a)
	}
	d.Sort()
	var at []int
	for _, x := range d.Taken() {
		at = append(at, x.From)
	}
	if !slices.Equal(at, []int{500, 700}) || d.Taken()[0].CleanUp != 10 {
		t.Errorf("taken at %v", at)
	}
}

func TestRosterAndAbsence(t *testing.T) {
	t.Parallel()
	week := Week{{Work: []Span{{540, 1020}}}}
	for field, r := range map[string]Record{
		"room_id":    &Roster{PractitionerID: "p", RoomID: "r", ValidFrom: "2026-01-01", Weeks: []Week{week}},
		"valid_from": &Roster{Weeks: []Week{week}},
		"weeks":      &Roster{ValidFrom: "2026-01-01"},
		"until_day":  &Absence{FromDay: "2026-01-02", FromMinute: 600, UntilDay: "2026-01-02", UntilMinute: 600, Why: AbsenceSick},
		"why":        &Absence{FromDay: "2026-01-02", UntilDay: "2026-01-03", Why: "mood"},
		"day":        &DayHours{},
		"minutes":    &Waiting{PatientID: "p"},
		"outcome":    &Waiting{PatientID: "p", Minutes: 45, Outcome: WaitingBooked},
		"weekdays":   &Waiting{PatientID: "p", Minutes: 45, Weekdays: []int{7}},
	} {
		if FieldMessage(r.Validate(), field).IsZero() {
			t.Errorf("a %s with a wrong %s: %v", r.Kind(), field, r.Validate())
		}
	}
	r := Roster{RoomID: "r", ValidFrom: "2026-01-01", Weeks: []Week{week}}
	if r.Validate() != nil || r.Owner() != "r" {
		t.Error(r.Validate(), r.Owner())
	}
	w := Waiting{PatientID: "p", Minutes: 45, Weekdays: []int{0, 2}}
	if wish := w.Wish(); !wish.Days[0] || wish.Days[1] || !wish.Days[2] {
		t.Errorf("%+v", wish)
	}
	w.Weekdays = nil
	if wish := w.Wish(); !wish.Days[6] {
		t.Errorf("%+v", wish)
	}
}
