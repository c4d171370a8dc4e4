package store

import (
	"context"
	"database/sql"
	"slices"

	"regimen/internal/clinic"
	"regimen/internal/store/lookup"
)

// Patients lists patients by family name, and says how many there are in all.
func (s *Store) Patients(ctx context.Context, f lookup.Filter, limit, offset int) (hits []lookup.Hit, total int, err error) {
	if err := s.maySee(clinic.Identity); err != nil {
		return nil, 0, err
	}
	err = s.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		within := func(ctx context.Context, statement string, args []any, row func(*sql.Rows) error) error {
			return each(ctx, tx, statement, args, row)
		}
		people, err := peopleIn(ctx, tx)
		if err != nil {
			return err
		}
		f.Apart = people.Any()
		if hits, total, err = lookup.Patients(ctx, within, f, limit, offset); err != nil {
			return err
		}
		hits, err = lead(ctx, within, people, hits)
		return err
	})
	return hits, total, err
}

// Search finds patients as the query is typed, see lookup.Search.
func (s *Store) Search(ctx context.Context, query string, limit int) ([]lookup.Hit, error) {
	if err := s.maySee(clinic.Identity); err != nil {
		return nil, err
	}
	hits, err := lookup.Search(ctx, s.query, query, s.Now(), limit)
	return s.leading(ctx, hits, err)
}

// LookAlikes finds patients who may be the same person as one who is entered, see lookup.LookAlikes.
func (s *Store) LookAlikes(ctx context.Context, p clinic.Patient, limit int) ([]lookup.Hit, error) {
	if err := s.maySee(clinic.Identity); err != nil {
		return nil, err
	}
	hits, err := lookup.LookAlikes(ctx, s.query, p, s.Now(), limit)
	return s.leading(ctx, hits, err)
}

// Duplicates finds the pairs of records in the whole register that may be of one person, see lookup.Duplicates.
func (s *Store) Duplicates(ctx context.Context, told func(done, all int)) ([]lookup.Pair, error) {
	if err := s.maySee(clinic.Identity); err != nil {
		return nil, err
	}
	people, err := s.people(ctx)
	if err != nil {
		return nil, err
	}
	return lookup.Duplicates(ctx, s.query, s.Now(), people.Lead, told)
}

// indexWriter is a connection that writes the index.
type indexWriter struct{ *connection }

func (w indexWriter) Exec(ctx context.Context, statement string, args ...any) error {
	return w.exec(ctx, statement, args...)
}

func (w indexWriter) Insert(ctx context.Context, into string, columns int, values []any) error {
	return w.insert(ctx, into, columns, values)
}

// indexMissing indexes the patients that are not. A migration that changes how names are folded empties the
// tables of 0003, and they are filled again here.
func (s *Store) indexMissing(ctx context.Context) error {
	return s.write(ctx, func(w *connection) error { return indexMissing(ctx, w) }, nil)
}

func indexMissing(ctx context.Context, w *connection) error {
	var missing []clinic.Record
	err := records(ctx, w, clinic.KindPatient, "WHERE id NOT IN (SELECT patient_id FROM patient_index)", nil, func(r clinic.Record) error {
		missing = append(missing, r)
		return nil
	})
	if err != nil {
		return err
	}
	for _, r := range missing {
		if err := lookup.Index(ctx, indexWriter{w}, nil, r); err != nil {
			return err
		}
		err := w.exec(ctx, "UPDATE patient_index SET used = coalesce((SELECT max(operation_seq) FROM change WHERE patient_id = $1), 0) WHERE patient_id = $1", r.Key())
		if err != nil {
			return err
		}
	}
	return nil
}

// makeDerivedAnew makes all that is derived of the records and their history once more.
func makeDerivedAnew(ctx context.Context, w *connection) error {
	for _, table := range slices.Backward(derivedTables) {
		if err := w.exec(ctx, "DELETE FROM "+quote(table)); err != nil {
			return err
		}
	}
	if err := indexMissing(ctx, w); err != nil {
		return err
	}
	r := newInspection()
	h := newHistory(&r)
	if err := h.readOperations(ctx, w); err != nil {
		return err
	}
	if err := w.exec(ctx, "DELETE FROM undo_step"); err != nil {
		return err
	}
	var rows []any
	for seq, s := range h.stepsLeft() {
		undone := 0
		if s.undone {
			undone = 1
		}
		rows = append(rows, seq, s.scope, undone)
	}
	return w.insert(ctx, "undo_step (operation_seq, scope, undone)", 3, rows)
}
