package store

import (
	"context"
	"slices"

	"regimen/internal/clinic"
)

// OpenIntakes are the intake forms that were not handed back, and those of which answers wait to be looked at, in the order
// in which they were begun.
func (s *Store) OpenIntakes(ctx context.Context) ([]clinic.Intake, error) {
	if !s.sees(clinic.KindIntake) {
		return nil, notAllowed()
	}
	ctx, done := s.patient(ctx)
	defer done()
	var out []clinic.Intake
	people, err := peopleIn(ctx, s.reads)
	if err != nil {
		return nil, explain(err)
	}
	err = records(ctx, s.reads, clinic.KindIntake,
		"WHERE finished_at IS NULL OR to_look_at > (SELECT COUNT(DISTINCT proposal) FROM intake_choice WHERE intake_id = intake.id)", nil,
		func(r clinic.Record) error {
			out = append(out, *clinic.FiledUnder(r, people.Lead(r.PatientKey())).(*clinic.Intake))
			return nil
		})
	slices.SortFunc(out, clinic.ByBegin)
	return out, explain(err)
}
