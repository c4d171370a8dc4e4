package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"regimen/internal/clinic"
)

// Report is what a check of the records found.
type Report struct {
	Version    int                 // of the schema
	Bytes      int64               // of the file
	Counts     map[clinic.Kind]int // of records
	Operations int                 // in the history
	Changes    int                 // of records, in the history
	// Problems are sentences; none is good. They name kinds and keys, never what a record says.
	Problems []string
}

// OK reports whether nothing was found wrong.
func (r Report) OK() bool { return len(r.Problems) == 0 }

// problemLimit bounds how many problems of a sort are listed one by one.
const problemLimit = 20

// Check reads everything once: whether the file is sound, whether every reference leads somewhere, whether
// every record is as the history says it is and the history has no gap, and whether every patient can be
// found. It changes nothing. An error is a check that could not be finished; what was found is in the
// report even then.
func (s *Store) Check(ctx context.Context) (Report, error) {
	r := Report{Counts: make(map[clinic.Kind]int)}
	err := s.readLong(ctx, func(ctx context.Context, tx *sql.Tx) error { return r.check(ctx, s.engine, tx) })
	return r, err
}

// check is Check within the caller's transaction.
func (r *Report) check(ctx context.Context, e engine, tx reader) (err error) {
	if r.Version, err = e.version(ctx, tx); err != nil {
		return err
	}
	if r.Bytes, err = e.size(ctx, tx); err != nil {
		return err
	}
	found, err := e.integrity(ctx, tx, false)
	if err != nil {
		return err
	}
	if len(found) > 0 {
		r.problem(0, "The file is damaged in %d places.", len(found))
	}
	broken, err := e.brokenReferences(ctx, tx)
	if err != nil {
		return err
	}
	for _, ref := range broken {
		r.problem(0, "%d records of kind %s point at a %s that is not there.", ref.count, ref.child, ref.parent)
	}
	if err := r.history(ctx, tx); err != nil {
		return err
	}
	return r.index(ctx, tx)
}

// problem notes the nth problem of a sort; 0 is one of a sort of its own.
func (r *Report) problem(nth int, format string, args ...any) {
	if nth <= problemLimit {
		r.Problems = append(r.Problems, fmt.Sprintf(format, args...))
	}
}

// history compares every record with the last thing the history says of it, and each entry with the one
// before it.
func (r *Report) history(ctx context.Context, db reader) error {
	var highest int
	err := db.QueryRowContext(ctx, "SELECT count(*), coalesce(max(seq), 0) FROM operation").Scan(&r.Operations, &highest)
	if err != nil {
		return err
	}
	if highest != r.Operations {
		r.problem(0, "The history has a gap: %d operations of %d are there.", r.Operations, highest)
	}
	alive := make(map[clinic.Kind]int) // records that are there by the history
	var last clinic.Ref
	var state sql.NullString
	broken := 0
	close := func() {
		if state.Valid {
			alive[last.Kind]++
		}
	}
	err = each(ctx, db, "SELECT kind, record_id, before, after FROM change ORDER BY kind, record_id, operation_seq, position", nil, func(rows *sql.Rows) error {
		var kind, id string
		var before, after sql.NullString
		if err := rows.Scan(&kind, &id, &before, &after); err != nil {
			return err
		}
		r.Changes++
		if ref := (clinic.Ref{Kind: clinic.Kind(kind), ID: id}); ref != last {
			close()
			last, state = ref, sql.NullString{}
		}
		if same, err := sameState(last.Kind, before, state); err != nil {
			return err
		} else if !same {
			broken++
			r.problem(broken, "The history of the %s %s does not follow on from itself.", kind, id)
		}
		state = after
		return nil
	})
	close()
	if err != nil {
		return err
	}
	for _, k := range clinic.Kinds() {
		if err := r.records(ctx, db, tables[k], alive[k]); err != nil {
			return err
		}
	}
	return nil
}

// records compares the records of a kind with the history, in which there are so many.
func (r *Report) records(ctx context.Context, db reader, t *table, alive int) error {
	values, dest := t.row()
	var says sql.NullString
	other := 0
	err := each(ctx, db, "SELECT "+t.names+`, (SELECT c.after FROM change c WHERE c.kind = $1 AND c.record_id = r.id
		ORDER BY c.operation_seq DESC, c.position DESC LIMIT 1) FROM `+quote(string(t.kind))+" r", []any{string(t.kind)}, func(rows *sql.Rows) error {
		if err := rows.Scan(append(dest, &says)...); err != nil {
			return err
		}
		r.Counts[t.kind]++
		text, err := t.encode(values)
		if err != nil {
			return err
		}
		same, err := sameState(t.kind, says, sql.NullString{String: text, Valid: true})
		if err == nil && !same {
			other++
			r.problem(other, "The %s %v is not as the history says.", t.kind, values[0])
		}
		return err
	})
	if missing := alive - r.Counts[t.kind]; err == nil && missing > 0 {
		r.problem(0, "%d records of kind %s are missing that the history says are there.", missing, t.kind)
	}
	return err
}

// sameState compares two states of a record as the history keeps them. One that an older version wrote may
// lack fields.
func sameState(k clinic.Kind, a, b sql.NullString) (bool, error) {
	if a == b {
		return true, nil
	}
	t := tables[k]
	if a.Valid != b.Valid || t == nil {
		return false, nil
	}
	var sides [2][]any
	for i, text := range []string{a.String, b.String} {
		record, err := t.decode(text)
		if err != nil {
			return false, err
		}
		if sides[i], err = t.values(record); err != nil {
			return false, err
		}
	}
	return slices.Equal(sides[0], sides[1]), nil
}

// index makes sure that every patient is found by what the record says.
func (r *Report) index(ctx context.Context, db reader) error {
	wrong := 0
	last := ""
	for {
		// A connection may answer one question at a time, and not all patients have to be in memory at once.
		var some []*clinic.Patient
		err := records(ctx, db, clinic.KindPatient, fmt.Sprintf("WHERE id > $1 ORDER BY id LIMIT %d", patientsAtOnce), []any{last}, func(record clinic.Record) error {
			some = append(some, record.(*clinic.Patient))
			return nil
		})
		if err != nil || len(some) == 0 {
			return err
		}
		for _, p := range some {
			last = p.ID
			kept, err := keptTokens(ctx, db, p)
			if err != nil {
				return err
			}
			if !maps.Equal(kept, tokens(p)) {
				wrong++
				r.problem(wrong, "The patient %s is not in the search index as it should be.", p.ID)
			}
		}
	}
}

const patientsAtOnce = 500

// keptTokens reads the tokens that are kept of a patient.
func keptTokens(ctx context.Context, db reader, p *clinic.Patient) (map[token]bool, error) {
	kept := make(map[token]bool)
	err := each(ctx, db, `SELECT t.kind, t.token FROM search_token t JOIN patient_index i ON i.patient_id = t.patient_id AND i.archived = t.archived
		WHERE t.patient_id = $1 AND t.archived = $2 AND i.sort_name = $3`, []any{p.ID, archived(p), sortName(p)}, func(rows *sql.Rows) error {
		var t token
		err := rows.Scan(&t.kind, &t.text)
		kept[t] = true
		return err
	})
	return kept, err
}
