package clinic

import "testing"

func TestWaitingListOperations(t *testing.T) {
	t.Parallel()
	e := newEnv("2026-11-30")
	if _, _, err := WaitFor(e.Env, "Peg", Waiting{PatientID: "p-1"}); err == nil {
		t.Error("waits for no length of time")
	}
	w, op, err := WaitFor(e.Env, "Peg", Waiting{PatientID: "p-1", Minutes: 45, AppointmentID: "later"})
	if err != nil || w.ID == "" || w.CreatedAt.IsZero() || op.Scope != DiaryScope || len(op.Put) != 1 || op.Label.String() != "Put Peg on the waiting list" {
		t.Fatalf("%+v, %+v, %v", w, op, err)
	}
	if op, err := ChangeWaiting(*w, "Peg", func(*Waiting) {}); err != nil || !op.Empty() {
		t.Errorf("no change is %+v, %v", op, err)
	}
	if _, err := ChangeWaiting(*w, "Peg", func(w *Waiting) { w.Urgency = 7 }); err == nil {
		t.Error("there is no such urgency")
	}
	op, err = ChangeWaiting(*w, "Peg", func(w *Waiting) { w.Urgency = WaitUrgent })
	if err != nil || len(op.Put) != 1 || op.Put[0].(*Waiting).Urgency != WaitUrgent || w.Urgency != WaitRoutine {
		t.Errorf("%+v, %v", op, err)
	}
	op = Withdraw(e.Env, *w, "Peg")
	if gone := op.Put[0].(*Waiting); gone.Outcome != WaitingWithdrawn || gone.Validate() != nil || w.Outcome != "" {
		t.Errorf("withdrawn as %+v", gone)
	}
}

// The later appointment is let go only where that is asked for.
func TestBookWaiting(t *testing.T) {
	t.Parallel()
	e := newEnv("2026-11-30")
	later := visit(e, 600)
	w, _, err := WaitFor(e.Env, "Peg", later.Earlier())
	if err != nil || w.AppointmentID != later.ID || w.Minutes != 45 || w.UntilDay != later.Day {
		t.Fatalf("%+v, %v", w, err)
	}
	at := Appointment{PatientID: "p-1", PractitionerID: "prac-1", Day: "2026-12-01", Start: 540, Minutes: 45}
	a, op, err := BookWaiting(e.Env, *w, "Peg", at, nil)
	if err != nil || len(op.Put) != 2 || a.State != Booked || a.Validate() != nil {
		t.Fatalf("%+v, %+v, %v", a, op, err)
	}
	if ended := op.Put[1].(*Waiting); ended.Outcome != WaitingBooked || ended.Validate() != nil || w.Outcome != "" {
		t.Errorf("the wait ends as %+v", ended)
	}
	_, op, err = BookWaiting(e.Env, *w, "Peg", at, &later)
	if err != nil || len(op.Put) != 3 {
		t.Fatalf("%+v, %v", op, err)
	}
	if off := op.Put[2].(*Appointment); off.ID != later.ID || off.State != Cancelled || later.State != Booked {
		t.Errorf("let go as %+v", off)
	}
}
