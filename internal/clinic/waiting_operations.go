package clinic

// Wanted is a visit of a length that a patient waits for, of a service ("" for none).
func Wanted(patient, service string, minutes int) Waiting {
	return Waiting{PatientID: patient, ServiceID: service, Minutes: minutes}
}

// Earlier is what somebody waits for who has an appointment and would come before it, to the same practitioner.
func (a *Appointment) Earlier() Waiting {
	w := Wanted(a.PatientID, a.ServiceID, a.Minutes)
	w.AppointmentID, w.PractitionerIDs, w.UntilDay = a.ID, []string{a.PractitionerID}, a.Day
	return w
}

// WaitFor puts a patient, who is called name, on the waiting list. The error is a FieldErrors.
func WaitFor(env Env, name string, w Waiting) (*Waiting, Operation, error) {
	w.ID, w.CreatedAt = env.NewID(), env.now()
	if err := w.Validate(); err != nil {
		return nil, Operation{}, err
	}
	return &w, Operation{Label: Say("Put {{.Name}} on the waiting list", Args{"Name": name}), Scope: DiaryScope, Put: []Record{&w}}, nil
}

// ChangeWaiting changes what somebody waits for. The error is a FieldErrors.
func ChangeWaiting(w Waiting, name string, change func(*Waiting)) (Operation, error) {
	before := w
	change(&w)
	if len(ChangedFields(&before, &w)) == 0 {
		return Operation{}, nil
	}
	if err := w.Validate(); err != nil {
		return Operation{}, err
	}
	return Operation{Label: Say("Change what {{.Name}} waits for", Args{"Name": name}), Scope: DiaryScope, Put: []Record{&w}}, nil
}

// Withdraw takes somebody off the waiting list who does not wait any more.
func Withdraw(env Env, w Waiting, name string) Operation {
	w.EndedAt, w.Outcome = env.now(), WaitingWithdrawn
	return Operation{Label: Say("Take {{.Name}} off the waiting list", Args{"Name": name}), Scope: DiaryScope, Put: []Record{&w}}
}

// BookWaiting books what somebody waited for and takes them off the list: one entry and one undo step. letGo is the later
// appointment that is cancelled for it, nil for none. The error is a FieldErrors.
func BookWaiting(env Env, w Waiting, name string, a Appointment, letGo *Appointment) (*Appointment, Operation, error) {
	booked, op := Book(env, name, a)
	w.EndedAt, w.Outcome = env.now(), WaitingBooked
	op.Put = append(op.Put, &w)
	if letGo != nil {
		off, err := ComeTo(env, *letGo, name, Cancelled, "")
		if err != nil {
			return nil, Operation{}, err
		}
		op.Put = append(op.Put, off.Put...)
	}
	op.Label = Say("Book {{.Name}} from the waiting list for {{.Day}}, {{.Time}}", Args{"Name": name, "Day": a.Day.Brief(), "Time": ClockTime(a.Start)})
	return booked[0], op, nil
}
