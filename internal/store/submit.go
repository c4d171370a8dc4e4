package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"regimen/internal/clinic"
)

// Submission is an operation with what its maker knew, so that it can be carried out later, elsewhere, on
// records that others have changed meanwhile.
type Submission struct {
	// ID is given once by the maker: however often a submission is handed in, it is carried out once.
	ID string
	At time.Time
	Op clinic.Operation
	// Base are the records of Op as the maker found them; one that was not there is missing.
	Base map[clinic.Ref]clinic.Record
	// Seen is the number of the last operation the maker knew of; 0 is not known. A signature is refused
	// with clinic.ErrChanged when something of the same patient was changed on another machine after it,
	// because the maker would sign what the maker has not seen.
	Seen int64
	// Whole: when there are differences nothing is carried out, and clinic.ErrChanged is given.
	Whole bool
}

// Submit carries out a submission on the records as they are now. Fields that only one side changed are
// merged. A field that both changed differently stays as it is, and so does a record that one side removed
// and the other changed; both are given back as differences, for a person to choose from.
func (s *Store) Submit(ctx context.Context, sub Submission) (clinic.Changes, []clinic.Difference, error) {
	sub.Op = sub.Op.Clean()
	if err := s.Gate(met(sub.Base), sub.At, sub.Op); err != nil {
		return clinic.Changes{}, nil, err
	}
	var found []clinic.Difference
	looked := false
	done, err := s.change(ctx, ticket{id: sub.ID, at: sub.At, actor: sub.Op.Actor}, func(ctx context.Context, w *connection) (*work, error) {
		looked = true
		changes, err := difference(ctx, w, w.people, sub.Op)
		if err != nil {
			return nil, err
		}
		if err := checkLocks(ctx, w, changes); err != nil {
			return nil, err
		}
		if err := s.checkSeen(ctx, w, w.people, sub, changes); err != nil {
			return nil, err
		}
		if changes, found, err = s.merge(ctx, w, w.people, sub, changes); err != nil || len(changes) == 0 {
			return nil, err
		}
		if sub.Whole && len(found) > 0 {
			if slices.ContainsFunc(sub.Op.Put, func(r clinic.Record) bool { return r.Kind() == clinic.KindJoined }) {
				return nil, &refusal{clinic.Say("{{.Name}} changed the same on {{.Machine}} in the meantime. Nothing was changed. Look at it again.", clinic.Args{"Name": found[0].By, "Machine": found[0].Machine}), ErrRefused, nil}
			}
			return nil, &refusal{clinic.Say("{{.Name}} changed the same on {{.Machine}} in the meantime. Nothing was signed. Look at it again, then sign.", clinic.Args{"Name": found[0].By, "Machine": found[0].Machine}), clinic.ErrChanged, nil}
		}
		if err := clinic.CheckLists(among{nil, ctx, w}, asOperation(changes)); err != nil {
			return nil, err
		}
		k := s.doing(ctx, w, sub.Op, "apply", changes)
		k.open = true // what is merged belongs to nothing that mine and theirs do not
		return k, nil
	})
	if err != nil {
		return clinic.Changes{}, nil, err
	}
	if !looked {
		// The answer to an earlier try was lost; what it found is found again.
		found, err = s.foundBefore(ctx, sub)
	}
	return done, found, err
}

// merge brings what the maker wanted together with what is there. It gives what can be carried out, and the
// differences.
func (s *Store) merge(ctx context.Context, db reader, people *clinic.People, sub Submission, changes []change) ([]change, []clinic.Difference, error) {
	var differences []clinic.Difference
	kept := changes[:0]
	for i := range changes {
		c := changes[i]
		d, err := c.reconcile(sub, func(list []change) error { return s.check(ctx, db, people, list) })
		if err != nil {
			return nil, nil, err
		}
		if d != nil {
			if err := whoDiffers(ctx, db, c.table, d); err != nil {
				return nil, nil, err
			}
			differences = append(differences, *d)
		}
		if !slices.Equal(c.old, c.new) {
			kept = append(kept, c)
		}
	}
	return kept, differences, nil
}

// reconcile makes c what can be carried out of what the maker wanted, and tells what cannot. check refuses changes that
// cannot be kept.
func (c *change) reconcile(sub Submission, check func([]change) error) (*clinic.Difference, error) {
	base := sub.Base[c.ref]
	d := &clinic.Difference{ID: sub.ID, Label: sub.Op.Label, Ref: c.ref, Base: base, Mine: c.after, Theirs: c.before}
	var was []any
	if base != nil {
		var err error
		if was, err = c.table.values(base); err != nil {
			return nil, err
		}
	}
	switch {
	case c.before == nil && (base == nil || c.after == nil): // new, or removed by both
		return nil, nil
	case c.before == nil: // removed there
		c.after, c.new = nil, nil
		return d, nil
	case c.after == nil: // removed here
		if base == nil || slices.Equal(was, c.old) {
			return nil, nil
		}
		c.after, c.new = c.before, c.old
		return d, nil
	case c.table.kind.Row().ClosedByItself && clinic.Closes(c.before, c.after) && !slices.Equal(was, c.old):
		// What is closed is what its maker saw, and nothing that somebody else wrote into it.
		for i, col := range c.table.columns {
			if c.new[i] != c.old[i] {
				d.Fields = append(d.Fields, col.name)
			}
		}
		c.after, c.new = c.before, c.old
		return d, nil
	}
	merged := slices.Clone(c.old)
	for i, col := range c.table.columns {
		switch {
		case c.new[i] == c.old[i], base != nil && c.new[i] == was[i]:
		case base != nil && c.old[i] == was[i]:
			merged[i] = c.new[i]
		default:
			if base != nil {
				if both, ok := mergeLists(was[i], c.new[i], c.old[i]); ok {
					merged[i] = both
					continue
				}
			}
			d.Fields = append(d.Fields, col.name)
		}
	}
	after, err := c.table.record(merged)
	if err != nil {
		return nil, err
	}
	if len(d.Fields) == 0 {
		d = nil
	}
	if check([]change{{ref: c.ref, before: c.before, after: after}}) != nil {
		// What each wrote may be kept and both together not: a start after an end. Theirs stays whole.
		if d == nil {
			d = &clinic.Difference{ID: sub.ID, Label: sub.Op.Label, Ref: c.ref, Base: base, Mine: c.after, Theirs: c.before}
		}
		d.Fields = nil
		for i, col := range c.table.columns {
			if c.new[i] != c.old[i] && (base == nil || c.new[i] != was[i]) {
				d.Fields = append(d.Fields, col.name)
			}
		}
		after, merged = c.before, c.old
	}
	c.after, c.new = after, merged
	return d, nil
}

// whoDiffers finds who wrote the other side of a difference, and when.
func whoDiffers(ctx context.Context, db reader, t *table, d *clinic.Difference) error {
	return eachVersion(ctx, db, t, d.Ref, func(before, after clinic.Record, by, machine string, at time.Time) (stop bool) {
		d.By, d.Machine, d.At = by, machine, at
		return before == nil || after == nil || len(d.Fields) == 0 || t.differ(before, after, d.Fields)
	})
}

// differ reports whether two records differ in one of the fields.
func (t *table) differ(a, b clinic.Record, fields []string) bool {
	va, errA := t.values(a)
	vb, errB := t.values(b)
	if errA != nil || errB != nil {
		return true
	}
	for i, c := range t.columns {
		if va[i] != vb[i] && slices.Contains(fields, c.name) {
			return true
		}
	}
	return false
}

// eachVersion gives the versions of a record, the newest first, until f has enough.
func eachVersion(ctx context.Context, db reader, t *table, ref clinic.Ref, f func(before, after clinic.Record, by, machine string, at time.Time) (stop bool)) error {
	rows, err := db.QueryContext(ctx, `SELECT c.before, c.after, o.actor, o.machine, o.at FROM change c JOIN operation o ON o.seq = c.operation_seq
		WHERE c.kind = $1 AND c.record_id = $2 ORDER BY c.operation_seq DESC`, string(ref.Kind), ref.ID)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var texts [2]sql.NullString
		var by, machine, at string
		if err := rows.Scan(&texts[0], &texts[1], &by, &machine, &at); err != nil {
			return err
		}
		var sides [2]clinic.Record
		for i, text := range texts {
			if text.Valid {
				if sides[i], err = t.decode(text.String); err != nil {
					return err
				}
			}
		}
		when, err := parseTime(at)
		if err != nil {
			return unreadable(err)
		}
		if f(sides[0], sides[1], by, machine, when) {
			return nil
		}
	}
	return rows.Err()
}

// checkSeen refuses to sign what was changed after the signer looked.
func (s *Store) checkSeen(ctx context.Context, db reader, people *clinic.People, sub Submission, changes []change) error {
	if sub.Seen == 0 {
		return nil
	}
	for i := range changes {
		c := &changes[i]
		if !clinic.Closes(c.before, c.after) {
			continue
		}
		var by, machine string
		args := []any{sub.Seen, s.cfg.Machine}
		err := db.QueryRowContext(ctx, `SELECT o.actor, o.machine FROM change c JOIN operation o ON o.seq = c.operation_seq
			WHERE c.patient_id `+oneOf(people.Members(people.Lead(c.after.PatientKey())), &args)+` AND c.operation_seq > $1 AND c.kind NOT IN ('patient', 'practitioner', 'clinic')
			AND o.machine <> $2 ORDER BY c.operation_seq DESC LIMIT 1`, args...).Scan(&by, &machine)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			continue
		case err != nil:
			return err
		}
		who := clinic.Args{"Name": by, "Machine": machine}
		said := clinic.Say("{{.Name}} changed the record on {{.Machine}} while you were about to sign. Nothing was signed. Look at it again, then sign.", who)
		if by == "" {
			said = clinic.Say("Somebody changed the record on {{.Machine}} while you were about to sign. Nothing was signed. Look at it again, then sign.", who)
		}
		return &refusal{said, clinic.ErrChanged, nil}
	}
	return nil
}

// Closes reports whether an operation signs or agrees to something, of which there can be one only, or issues what gets a
// number, so that it has to be known at once whether it was kept.
func Closes(op clinic.Operation, find func(clinic.Ref) clinic.Record) bool {
	return clinic.Issues(op) || slices.ContainsFunc(op.Put, func(r clinic.Record) bool {
		return r.Kind() == clinic.KindJoined || !r.Kind().Row().ClosedByItself && clinic.Closes(find(clinic.RefTo(r)), r)
	})
}

// foundBefore finds the differences of a submission that was carried out: those between it and what it
// found then.
func (s *Store) foundBefore(ctx context.Context, sub Submission) ([]clinic.Difference, error) {
	var found []clinic.Difference
	err := s.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var seq int64
		if err := tx.QueryRowContext(ctx, "SELECT seq FROM operation WHERE id = $1", sub.ID).Scan(&seq); err != nil {
			return err
		}
		did, err := changesOf(ctx, tx, seq, false)
		if err != nil {
			return err
		}
		people, err := peopleIn(ctx, tx)
		if err != nil {
			return err
		}
		changes, err := difference(ctx, tx, people, sub.Op)
		if err != nil {
			return err
		}
		for i := range changes {
			c := &changes[i]
			if at := slices.IndexFunc(did, func(d change) bool { return d.ref == c.ref }); at >= 0 {
				c.before, c.old = did[at].before, did[at].old
			}
			d, err := c.reconcile(sub, func(list []change) error { return s.check(ctx, tx, people, list) })
			if err != nil {
				return err
			}
			if d != nil {
				if err := whoDiffers(ctx, tx, c.table, d); err != nil {
					return err
				}
				found = append(found, *d)
			}
		}
		return nil
	})
	return found, err
}
