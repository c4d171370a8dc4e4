package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"regimen/internal/clinic"
)

// Part is where in a database a problem is, which decides what to do about it.
type Part int

// The parts of a database.
const (
	InFile    Part = iota // the file itself, or a reference that leads nowhere
	InForm                // tables, columns, indexes and triggers
	InHistory             // what was done, and when
	InRecords             // what is there
	InDerived             // the search, the lists and the steps of undo, which are made of the others
)

// Problem is a sentence about one thing that is wrong. It names kinds and keys, never what a record says.
type Problem struct {
	Part Part
	Says string
}

func (p Problem) String() string { return p.Says }

// Inspection is what a check of the records found.
type Inspection struct {
	Version    int                 // of the schema
	Bytes      int64               // of the file
	Counts     map[clinic.Kind]int // of records
	Operations int                 // in the history
	Changes    int                 // of records, in the history
	// Problems are the first of each sort; Found is how many there are in each part.
	Problems []Problem
	Found    map[Part]int
	// Remarks are what an honest clinic may have, too, and is worth a look.
	Remarks []string

	sorts map[string]int // problems of each sort
	told  int            // how many things the problems tell of
}

func newInspection() Inspection {
	return Inspection{Counts: make(map[clinic.Kind]int), Found: make(map[Part]int), sorts: make(map[string]int)}
}

// Total is how many things are wrong.
func (r Inspection) Total() (n int) {
	for _, found := range r.Found {
		n += found
	}
	return n
}

// Things is Total in words, as what a sentence begins with: "1 thing is", "7 things are".
func (r Inspection) Things() string {
	if n := r.Total(); n != 1 {
		return fmt.Sprintf("%d things are", n)
	}
	return "1 thing is"
}

// More is how many things are wrong beside those that the problems tell of.
func (r Inspection) More() int { return r.Total() - r.told }

// OK reports whether nothing was found wrong.
func (r Inspection) OK() bool { return r.Total() == 0 }

// RecordsOK reports whether nothing is wrong but what can be made anew from the records and their history.
func (r Inspection) RecordsOK() bool { return r.Total() == r.Found[InDerived] }

// Advice is what to do about the problems, in sentences; "" when there are none.
func (r Inspection) Advice() string {
	switch {
	case r.OK():
		return ""
	case r.RecordsOK():
		return "The records and their history are sound; only what is made of them for searching, listing and undoing is not as it should be. Make a backup and bring it back (“regimen backup FILE”, “regimen restore FILE”), or on shared records run “regimen database update”: it is made anew then."
	case r.Found[InForm] > 0:
		return "Somebody or something has changed how the records are kept. Copy the data folder before anything else, compare it with the latest backup that is sound, and ask who worked on it other than with this program."
	case r.Found[InFile] > 0:
		return "The file or its disk is damaged. Copy the data folder before anything else, then restore the latest backup that is sound, and enter again what is newer."
	}
	return "The records that are named were changed other than with this program, or the disk failed; all others are as they were. Copy the data folder before anything else, and compare what is named with the latest backup that is sound."
}

// problemLimit bounds how many problems of a sort are listed one by one.
const problemLimit = 20

// problem notes one of a sort, which is known by its words.
func (r *Inspection) problem(part Part, says string, args ...any) { r.problems(1, part, says, args...) }

// problems notes several that one sentence tells.
func (r *Inspection) problems(n int, part Part, says string, args ...any) {
	r.Found[part] += n
	if r.sorts[says]++; r.sorts[says] <= problemLimit {
		r.Problems = append(r.Problems, Problem{part, fmt.Sprintf(says, args...)})
		r.told += n
	}
}

func (r *Inspection) remark(says string, args ...any) {
	r.Remarks = append(r.Remarks, fmt.Sprintf(says, args...))
}

// goOn notes that something could not be read to its end because it is damaged, so that the rest is looked at,
// too. Any other error ends the check.
func (r *Inspection) goOn(err error, part Part, what string) error {
	if err == nil {
		return nil
	}
	wrongType := strings.HasPrefix(err.Error(), "sql: Scan error") // which the library has no name for
	if err = explain(err); wrongType || errors.Is(err, ErrDamaged) || errors.Is(err, ErrNotDatabase) || errors.Is(err, ErrRefused) {
		r.problem(part, "%s cannot be read to the end.", what)
		return nil
	}
	return err
}

// Check reads everything once: whether the file is sound and has the form that the program gives it, whether
// every reference leads somewhere, whether the history is one that the program can have written, whether every
// record is as the history says it is, and whether what is derived of them is as it should be. It changes
// nothing. An error is a check that could not be finished; what was found is in the report even then.
func (s *Store) Check(ctx context.Context) (Inspection, error) {
	r := newInspection()
	err := s.readLong(ctx, func(ctx context.Context, tx *sql.Tx) error { return r.check(ctx, s.engine, tx, s.steps) })
	return r, err
}

// check is Check within the caller's transaction, of a database that went through some of the migrations.
func (r *Inspection) check(ctx context.Context, e engine, tx reader, steps []migration) (err error) {
	if r.Version, err = e.version(ctx, tx); err != nil {
		return err
	}
	if r.Bytes, err = e.size(ctx, tx); err != nil {
		return err
	}
	found, err := e.integrity(ctx, tx, false)
	if err := r.goOn(err, InFile, "The file"); err != nil {
		return err
	}
	if len(found) > 0 {
		r.problems(len(found), InFile, "The file is damaged in %d places.", len(found))
	}
	if err := r.form(ctx, e, tx, steps[:min(r.Version, len(steps))]); err != nil {
		return err
	}
	broken, err := e.brokenReferences(ctx, tx)
	if err := r.goOn(err, InFile, "What the records point at"); err != nil {
		return err
	}
	for _, ref := range broken {
		r.problems(ref.count, InFile, "%d records of kind %s point at a %s that is not there.", ref.count, ref.child, ref.parent)
	}
	return r.contents(ctx, tx)
}

// contents looks at the history, the records and what is derived.
func (r *Inspection) contents(ctx context.Context, tx reader) error {
	h := newHistory(r)
	if err := h.read(ctx, tx); err != nil {
		return err
	}
	for _, k := range clinic.Kinds() {
		if err := r.goOn(r.records(ctx, tx, tableOf(k), h.alive[k]), InFile, "The table "+string(k)); err != nil {
			return err
		}
	}
	if err := r.goOn(r.money(ctx, tx), InRecords, "What was charged and paid"); err != nil {
		return err
	}
	for _, part := range []struct {
		look func(context.Context, reader) error
		name string
	}{
		{h.undoSteps, "The list of what can be undone"},
		{func(ctx context.Context, db reader) error { return r.index(ctx, db, h.used) }, "The search index"},
	} {
		if err := r.goOn(part.look(ctx, tx), InDerived, part.name); err != nil {
			return err
		}
	}
	return nil
}

// records compares the records of a kind with the history, in which there are so many.
func (r *Inspection) records(ctx context.Context, db reader, t *table, alive int) error {
	values, dest := t.row()
	var says sql.NullString
	unknown := 0
	err := each(ctx, db, "SELECT "+t.names+`, (SELECT c.after FROM change c WHERE c.kind = $1 AND c.record_id = r.id
		ORDER BY c.operation_seq DESC, c.position DESC LIMIT 1) FROM `+quote(string(t.kind))+" r", []any{string(t.kind)}, func(rows *sql.Rows) error {
		if err := rows.Scan(append(dest, &says)...); err != nil {
			return err
		}
		r.Counts[t.kind]++
		if !says.Valid {
			unknown++
			r.problem(InRecords, "The %s %v%s is not in the history.", t.kind.Name(), values[0], ofPatient(t, values))
			return nil
		}
		text, err := t.encode(values)
		if err != nil || text != says.String && !t.same(says.String, text) {
			r.problem(InRecords, "The %s %v%s is not as the history says.", t.kind.Name(), values[0], ofPatient(t, values))
		}
		return nil
	})
	if err != nil {
		return err
	}
	if missing := alive - (r.Counts[t.kind] - unknown); missing > 0 {
		return r.missing(ctx, db, t, missing)
	}
	return nil
}

// money looks whether what was charged, paid and used adds up. A gap in the numbers of what was issued is a remark: it may
// be from an import.
func (r *Inspection) money(ctx context.Context, db reader) error {
	for _, k := range clinic.Kinds() {
		if _, ok := clinic.NewRecord(k).(clinic.Numbered); !ok {
			continue
		}
		table := quote(string(k))
		err := each(ctx, db, "SELECT a.number + 1 FROM "+table+" a WHERE a.number < (SELECT max(number) FROM "+table+`)
			AND NOT EXISTS (SELECT 1 FROM `+table+" b WHERE b.number = a.number + 1) ORDER BY a.number LIMIT 20", nil, func(rows *sql.Rows) error {
			var first int
			err := rows.Scan(&first)
			r.remark("There is no %s with the number %d, and there are later ones.", k.Name(), first)
			return err
		})
		if err != nil {
			return err
		}
	}
	for _, sum := range []struct{ says, query string }{
		{"More was paid of the invoice %d than it asks for, or less than nothing.", `SELECT number FROM (SELECT i.number,
			total_cents - (SELECT coalesce(sum(cents), 0) FROM credit_note WHERE invoice_id = i.id) AS stands,
			(SELECT coalesce(sum(cents), 0) FROM allocation WHERE invoice_id = i.id) AS paid FROM invoice i) s WHERE stands < 0 OR paid < 0 OR paid > stands`},
		{"The payment %d is for more than it brought.", `SELECT number FROM payment p WHERE cents > 0 AND cents < (SELECT coalesce(sum(cents), 0) FROM allocation WHERE payment_id = p.id)`},
	} {
		err := each(ctx, db, sum.query, nil, func(rows *sql.Rows) error {
			var number int
			err := rows.Scan(&number)
			r.problem(InRecords, sum.says, number)
			return err
		})
		if err != nil {
			return err
		}
	}
	return each(ctx, db, `SELECT code FROM (SELECT code, sessions, worth_cents, (SELECT coalesce(sum(sessions), 0) FROM credit_use WHERE taken_from = c.id) AS used_sessions,
		(SELECT coalesce(sum(cents), 0) FROM credit_use WHERE taken_from = c.id) AS used_cents FROM credit c) s
		WHERE used_sessions < 0 OR used_sessions > sessions OR used_cents < 0 OR used_cents > worth_cents`, nil, func(rows *sql.Rows) error {
		var code string
		err := rows.Scan(&code)
		r.problem(InRecords, "More was used of the package or voucher %s than it holds.", code)
		return err
	})
}

// missing names the records that the history says are there.
func (r *Inspection) missing(ctx context.Context, db reader, t *table, count int) error {
	ids, err := texts(ctx, db, `SELECT c.record_id FROM change c WHERE c.kind = $1 AND c.after IS NOT NULL
		AND NOT EXISTS (SELECT 1 FROM `+quote(string(t.kind))+` r WHERE r.id = c.record_id)
		AND NOT EXISTS (SELECT 1 FROM change d WHERE d.kind = c.kind AND d.record_id = c.record_id AND (d.operation_seq, d.position) > (c.operation_seq, c.position))
		ORDER BY c.record_id`, string(t.kind))
	for _, id := range ids {
		r.problem(InRecords, "The %s %s is missing; the history says that it is there.", t.kind.Name(), id)
	}
	if more := count - len(ids); err == nil && more > 0 {
		r.problems(more, InRecords, "%d records of kind %s are missing that the history says are there.", more, t.kind)
	}
	return err
}

// ofPatient names the patient of a row by the key.
func ofPatient(t *table, values []any) string {
	for i, c := range t.columns {
		if c.name == "patient_id" && values[i] != nil {
			return fmt.Sprintf(" of the patient %v", values[i])
		}
	}
	return ""
}
