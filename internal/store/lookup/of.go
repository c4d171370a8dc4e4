package lookup

import (
	"context"
	"database/sql"
	"strconv"
	"strings"
)

// Of are patients as a list shows them, by their keys, in any order.
func Of(ctx context.Context, ask Query, ids []string) (hits []Hit, err error) {
	if len(ids) == 0 {
		return nil, nil
	}
	args := make([]any, len(ids))
	marks := make([]string, len(ids))
	for i, id := range ids {
		args[i], marks[i] = id, "$"+strconv.Itoa(i+1)
	}
	err = ask(ctx, "SELECT "+hitColumns+" FROM patient p WHERE p.id IN ("+strings.Join(marks, ", ")+")", args, func(rows *sql.Rows) error {
		h, _, err := scanHit(rows)
		hits = append(hits, h)
		return err
	})
	return hits, err
}
