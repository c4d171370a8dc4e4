package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"regimen/internal/clinic"
)

// Referrers are who the clinic's patients were referred by, and their doctors with the practice behind the name, those that
// are named most first.
func (s *Store) Referrers(ctx context.Context) ([]string, error) {
	if err := s.maySee(clinic.Identity); err != nil {
		return nil, err
	}
	named := map[string]int{}
	var out []string
	err := s.query(ctx, `SELECT who, COUNT(*) FROM (
			SELECT trim(referrer) AS who FROM patient UNION ALL
			SELECT trim(doctor_name) || CASE WHEN trim(doctor_practice) = '' THEN '' ELSE ', ' || trim(doctor_practice) END FROM patient WHERE trim(doctor_name) <> ''
		) known WHERE who <> '' GROUP BY who`, nil, func(rows *sql.Rows) error {
		var who string
		var n int
		if err := rows.Scan(&who, &n); err != nil {
			return err
		}
		named[who] = n
		out = append(out, who)
		return nil
	})
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(named[b]-named[a], cmp.Compare(a, b)) })
	return out, err
}
