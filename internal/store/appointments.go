package store

import (
	"context"
	"slices"

	"regimen/internal/clinic"
)

// Appointments are those of a patient from a day on, by their time, what is off with the others.
func (s *Store) Appointments(ctx context.Context, patientID string, from clinic.Date) ([]clinic.Appointment, error) {
	if !s.sees(clinic.KindAppointment) {
		return nil, notAllowed()
	}
	ctx, done := s.patient(ctx)
	defer done()
	var out []clinic.Appointment
	people, err := peopleIn(ctx, s.reads)
	if err != nil {
		return nil, explain(err)
	}
	to, args := people.Lead(patientID), []any{string(from)}
	err = records(ctx, s.reads, clinic.KindAppointment, "WHERE day >= $1 AND patient_id "+oneOf(people.Members(to), &args), args,
		func(r clinic.Record) error {
			out = append(out, *clinic.FiledUnder(r, to).(*clinic.Appointment))
			return nil
		})
	slices.SortFunc(out, clinic.ByDayAndTime)
	return out, explain(err)
}

// WaitingList is everybody who waits for a time that suits, in the order of clinic.ByWait.
func (s *Store) WaitingList(ctx context.Context) ([]clinic.Waiting, error) {
	if !s.sees(clinic.KindWaiting) {
		return nil, notAllowed()
	}
	ctx, done := s.patient(ctx)
	defer done()
	var out []clinic.Waiting
	people, err := peopleIn(ctx, s.reads)
	if err != nil {
		return nil, explain(err)
	}
	err = records(ctx, s.reads, clinic.KindWaiting, "WHERE ended_at IS NULL", nil, func(r clinic.Record) error {
		out = append(out, *clinic.FiledUnder(r, people.Lead(r.PatientKey())).(*clinic.Waiting))
		return nil
	})
	slices.SortFunc(out, clinic.ByWait)
	return out, explain(err)
}
