package store

import (
	"context"
	"database/sql"

	"regimen/internal/clinic"
)

// FindingUse counts the findings of all patients by who said so and by their sort.
func (s *Store) FindingUse(ctx context.Context) (clinic.FindingUse, error) {
	if err := s.maySee(clinic.Clinical); err != nil {
		return nil, err
	}
	out := clinic.FindingUse{}
	err := s.query(ctx, "SELECT source, type, COUNT(*) FROM finding GROUP BY source, type", nil, func(rows *sql.Rows) error {
		var source, kind string
		var n int
		if err := rows.Scan(&source, &kind, &n); err != nil {
			return err
		}
		of := out[clinic.Source(source)]
		if of == nil {
			of = map[string]int{}
			out[clinic.Source(source)] = of
		}
		of[kind] = n
		return nil
	})
	return out, err
}
