package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"regimen/internal/clinic"
)

// Undo takes back the last operation of a scope that is not taken back yet, down to the first one there
// ever was. It is an operation itself: one transaction, one entry in the history. It is refused with
// ErrNothing, with clinic.ErrLocked when a record was signed since, with clinic.ErrChanged when the same field
// was changed by something outside the scope, and with ErrReferenced when other records hang on what it brought.
func (s *Store) Undo(ctx context.Context, scope string) (clinic.Changes, error) {
	return s.stepBack(ctx, scope, true)
}

// Redo does again what Undo took back last. A new operation in the scope leaves nothing to redo.
func (s *Store) Redo(ctx context.Context, scope string) (clinic.Changes, error) {
	return s.stepBack(ctx, scope, false)
}

// UndoState is what Undo and Redo would do next, as the labels of the operations; one that says nothing is nothing. What was
// closed by a signature since, or changed by something outside the scope, is nothing, too.
func (s *Store) UndoState(ctx context.Context, scope string) (undo, redo clinic.Sentence, err error) {
	err = s.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		for _, side := range []struct {
			undo  bool
			label *clinic.Sentence
		}{{true, &undo}, {false, &redo}} {
			seq, op, err := nextStep(ctx, tx, s.undoer(), scope, side.undo)
			if errors.Is(err, sql.ErrNoRows) {
				continue
			}
			if err != nil {
				return err
			}
			steps, err := s.stepsOf(ctx, tx, seq, side.undo)
			if err == nil {
				err = checkLocks(ctx, tx, steps)
			}
			if err == nil {
				err = standing(ctx, tx, steps, side.undo)
			}
			switch {
			case err == nil:
				*side.label = op.label
			case !errors.Is(err, clinic.ErrLocked) && !errors.Is(err, clinic.ErrChanged) && !errors.Is(err, ErrNothing):
				return err
			}
		}
		return nil
	})
	return undo, redo, err
}

func (s *Store) stepBack(ctx context.Context, scope string, undo bool) (clinic.Changes, error) {
	return s.change(ctx, ticket{}, func(ctx context.Context, w *connection) (*work, error) {
		seq, op, err := nextStep(ctx, w, s.undoer(), scope, undo)
		if errors.Is(err, sql.ErrNoRows) {
			if undo {
				return nil, &refusal{clinic.Say("There is nothing to undo."), ErrNothing, nil}
			}
			return nil, &refusal{clinic.Say("There is nothing to redo."), ErrNothing, nil}
		}
		if err != nil {
			return nil, err
		}
		k := &work{entry: entry{verb: "redo", label: op.label, scope: scope, reverses: op.id}}
		if undo {
			k.verb = "undo"
		}
		if k.changes, err = s.stepsOf(ctx, w, seq, undo); err != nil {
			return nil, err
		}
		if err := standing(ctx, w, k.changes, undo); err != nil {
			return nil, err
		}
		k.after = func(int64) error {
			return w.exec(ctx, "UPDATE undo_step SET undone = 1 - undone WHERE operation_seq = $1", seq)
		}
		return k, nil
	})
}

// stepsOf are the changes that take an operation back, or do it again. What was issued is taken back by entries of its own,
// and is not done again: it is issued anew by a person.
func (s *Store) stepsOf(ctx context.Context, db reader, seq int64, undo bool) ([]change, error) {
	steps, err := changesOf(ctx, db, seq, undo)
	switch {
	case err != nil:
		return nil, err
	case undo:
		return s.counter(ctx, db, steps)
	case slices.ContainsFunc(steps, func(c change) bool { return clinic.Countered(c.ref.Kind) }):
		return nil, &refusal{clinic.Say("What was issued and taken back is not issued again by itself. Charge it again: it gets a number of its own."), ErrNothing, nil}
	}
	return steps, nil
}

// standing brings changes onto the records as they are now: fields that others changed since stay as they are.
// It refuses to take back or do again what no longer stands as the operation left it.
func standing(ctx context.Context, db reader, changes []change, undo bool) error {
	for i := range changes {
		c := &changes[i]
		now, err := current(ctx, db, c.table, c.ref)
		if err != nil {
			return err
		}
		if slices.Equal(now.old, c.old) {
			continue
		}
		if err := checkLocks(ctx, db, []change{now}); err != nil {
			return err
		}
		ok, err := c.onto(now)
		if err != nil {
			return err
		}
		if !ok {
			record := clinic.Args{"Record": c.ref.Kind.Name()}
			said := clinic.Say("This can no longer be done again, because the {{.Record}} was changed since. Nothing was changed.", record)
			if undo {
				said = clinic.Say("This can no longer be undone, because the {{.Record}} was changed since. Nothing was changed.", record)
			}
			return &refusal{said, clinic.ErrChanged, nil}
		}
	}
	return nil
}

// onto makes c the same change of the record as it is now; ok is false when somebody changed the same since.
func (c *change) onto(now change) (ok bool, err error) {
	if c.old == nil || c.new == nil || now.old == nil {
		return false, nil
	}
	merged := slices.Clone(now.old)
	for i := range merged {
		switch {
		case c.old[i] == c.new[i]:
		case now.old[i] == c.old[i]:
			merged[i] = c.new[i]
		default:
			both, ok := mergeLists(c.old[i], c.new[i], now.old[i])
			if !ok {
				return false, nil
			}
			merged[i] = both
		}
	}
	after, err := c.table.record(merged)
	if err != nil || clinic.Keepable(after) != nil {
		return false, err
	}
	c.before, c.old, c.after, c.new = now.before, now.old, after, merged
	return true, nil
}

type step struct {
	id    string
	label clinic.Sentence
}

// nextStep finds the operation that is next to undo (the last one standing) or to redo (the first one
// taken back), of those made on a machine, or on any (""); sql.ErrNoRows when there is none.
func nextStep(ctx context.Context, db reader, machine, scope string, undo bool) (seq int64, op step, err error) {
	query := `SELECT o.seq, o.id, o.label, o.args FROM undo_step u JOIN operation o ON o.seq = u.operation_seq
		WHERE u.scope = $1 AND u.undone = 1 AND ($2 = '' OR o.machine = $2) ORDER BY u.operation_seq LIMIT 1`
	if undo {
		query = `SELECT o.seq, o.id, o.label, o.args FROM undo_step u JOIN operation o ON o.seq = u.operation_seq
		WHERE u.scope = $1 AND u.undone = 0 AND ($2 = '' OR o.machine = $2) ORDER BY u.operation_seq DESC LIMIT 1`
	}
	err = db.QueryRowContext(ctx, query, scope, machine).Scan(&seq, &op.id, &op.label.Key, &op.label.With)
	return seq, op, err
}

// changesOf reads the changes of an operation, backwards to undo it.
func changesOf(ctx context.Context, db reader, seq int64, undo bool) ([]change, error) {
	rows, err := db.QueryContext(ctx, "SELECT kind, record_id, before, after FROM change WHERE operation_seq = $1 ORDER BY position", seq)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var changes []change
	for rows.Next() {
		var kind, id string
		var before, after sql.NullString
		if err := rows.Scan(&kind, &id, &before, &after); err != nil {
			return nil, err
		}
		if undo {
			before, after = after, before
		}
		c := change{table: tableOf(clinic.Kind(kind)), ref: clinic.Ref{Kind: clinic.Kind(kind), ID: id}}
		if c.table == nil {
			return nil, unreadable(errors.New("the history holds an unknown kind of record"))
		}
		for _, side := range []struct {
			text   sql.NullString
			record *clinic.Record
			values *[]any
		}{{before, &c.before, &c.old}, {after, &c.after, &c.new}} {
			if !side.text.Valid {
				continue
			}
			if *side.record, err = c.table.decode(side.text.String); err != nil {
				return nil, err
			}
			if *side.values, err = c.table.values(*side.record); err != nil {
				return nil, err
			}
		}
		changes = append(changes, c)
	}
	if undo {
		slices.Reverse(changes)
	}
	return changes, rows.Err()
}
