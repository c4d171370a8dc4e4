package store

import (
	"context"
	"database/sql"

	"regimen/internal/clinic"
)

// UnsignedRow is a session or an assessment that nobody has signed.
type UnsignedRow struct {
	Kind        clinic.Kind // clinic.KindSession or clinic.KindAssessment
	ID          string
	PatientID   string
	PatientName string
	Number      int // of the session
	Date        clinic.Date
}

// Unsigned lists what waits for a signature from one day to another, both included, the oldest first.
func (s *Store) Unsigned(ctx context.Context, from, to clinic.Date) ([]UnsignedRow, error) {
	if err := s.maySee(clinic.Identity, clinic.Clinical); err != nil {
		return nil, err
	}
	var out []UnsignedRow
	people, err := s.people(ctx)
	if err != nil {
		return nil, err
	}
	err = s.query(ctx, `
		SELECT 'session', s.id, s.patient_id, n.given_name, n.family_name, n.preferred_name, s.number, s.date
		FROM session s JOIN patient n ON n.id = s.patient_id
		WHERE s.signed_at IS NULL AND s.date >= $1 AND s.date <= $2
		UNION ALL
		SELECT 'assessment', a.id, a.patient_id, n.given_name, n.family_name, n.preferred_name, 0, a.date
		FROM assessment a JOIN patient n ON n.id = a.patient_id
		WHERE a.signed_at IS NULL AND a.date >= $1 AND a.date <= $2
		ORDER BY 8, 1, 2`, []any{string(from), string(to)}, func(rows *sql.Rows) error {
		var r UnsignedRow
		var name patientName
		var kind, date string
		if err := rows.Scan(&kind, &r.ID, &r.PatientID, &name.given, &name.family, &name.preferred, &r.Number, &date); err != nil {
			return err
		}
		r.Kind, r.PatientName, r.Date = clinic.Kind(kind), name.full(), clinic.Date(date)
		out = append(out, r)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, s.rename(ctx, people, len(out), func(i int) (id, name *string) { return &out[i].PatientID, &out[i].PatientName })
}
