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
	err := records(ctx, s.reads, clinic.KindAppointment, "WHERE patient_id = $1 AND day >= $2", []any{patientID, string(from)},
		func(r clinic.Record) error {
			out = append(out, *r.(*clinic.Appointment))
			return nil
		})
	slices.SortFunc(out, clinic.ByDayAndTime)
	return out, explain(err)
}
