package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/store/lookup"
)

// change is one row as it is and as it will be.
type change struct {
	table         *table
	ref           clinic.Ref
	before, after clinic.Record // nil when not there
	old, new      []any         // their column values
	crosses       []string      // the fields of after that point at what was made for another record of the person
}

// row is the record as it is written: its column values, then those of the columns that stand in the place of others.
func (c *change) row() []any {
	if !c.table.crosses {
		return c.new
	}
	row := slices.Clone(c.new)
	for i, col := range c.table.columns {
		switch {
		case col.ofOther == "":
		case slices.Contains(c.crosses, col.name):
			row = append(row, row[i])
			row[i] = nil
		default:
			row = append(row, nil)
		}
	}
	return row
}

// patients are the patients the change concerns; more than one when a record changes hands.
func (c *change) patients() []string {
	var out []string
	for _, r := range []clinic.Record{c.before, c.after} {
		if r != nil && r.PatientKey() != "" && !slices.Contains(out, r.PatientKey()) {
			out = append(out, r.PatientKey())
		}
	}
	return out
}

// days are the days of the diary that the change concerns; more than one when a record moves.
func (c *change) days() []clinic.Date {
	var out []clinic.Date
	for _, r := range []clinic.Record{c.before, c.after} {
		if d := clinic.DayOf(r); d != "" && !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	return out
}

// Apply makes one change to the records: as a whole or not at all. It refuses records that cannot be kept
// as they are (clinic.FieldErrors), signed or agreed ones (clinic.ErrLocked), the removal of what other
// records point at (ErrReferenced) and references to what is not there (clinic.ErrNotFound). A record that
// is put as it is already is left alone; an operation that changes nothing leaves no trace.
func (s *Store) Apply(ctx context.Context, op clinic.Operation) (clinic.Changes, error) {
	return s.apply(ctx, op, "apply")
}

// Load puts many records at once, for an import or a sample clinic: one transaction, one history entry,
// no undo. It holds to the same rules as Apply.
func (s *Store) Load(ctx context.Context, label clinic.Sentence, records []clinic.Record) (clinic.Changes, error) {
	return s.apply(ctx, clinic.Operation{Label: label, Put: records}, "load")
}

func (s *Store) apply(ctx context.Context, op clinic.Operation, verb string) (clinic.Changes, error) {
	op = op.Clean()
	return s.change(ctx, ticket{actor: op.Actor, long: verb == "load"}, func(ctx context.Context, w *connection) (*work, error) {
		changes, err := difference(ctx, w, w.people, op)
		if err != nil || len(changes) == 0 {
			return nil, err
		}
		if i := slices.IndexFunc(changes, func(c change) bool { return c.before == nil && c.after == nil }); i >= 0 {
			return nil, notFound(changes[i].ref.Kind)
		}
		if err := s.check(ctx, w, w.people, changes); err != nil {
			return nil, err
		}
		return s.doing(ctx, w, op, verb, changes), nil
	})
}

// Gate asks clinic.Check about an operation that was made at a time, or is now where that is later, by the catalogue of
// the store. The error is a FieldErrors.
func (s *Store) Gate(known clinic.Known, at time.Time, op clinic.Operation) error {
	if now := s.cfg.Clock(); now.After(at) {
		at = now
	}
	return clinic.Check(s.cfg.Catalogue, known, clinic.DateOf(at.In(s.Zone())), op)
}

// check asks at the gate about changes that are made now. What was made for several records of one person is one patient's.
func (s *Store) check(ctx context.Context, db reader, people *clinic.People, changes []change) error {
	before := make(met, len(changes))
	for _, c := range changes {
		before[c.ref] = ofOne(people, c.before)
	}
	op := asOperation(changes)
	for _, list := range [][]clinic.Record{op.Put, op.Remove} {
		for i, r := range list {
			list[i] = ofOne(people, r)
		}
	}
	return s.Gate(among{before, ctx, db}, time.Time{}, op)
}

// asOperation is what changes do.
func asOperation(changes []change) (op clinic.Operation) {
	for _, c := range changes {
		if c.after != nil {
			op.Put = append(op.Put, c.after)
		} else if c.before != nil {
			op.Remove = append(op.Remove, c.before)
		}
	}
	return op
}

// among is met with the lists of the clinic as they are in a transaction.
type among struct {
	met
	ctx context.Context //nolint:containedctx // of the one transaction in which it is asked
	db  reader
}

// Others is part of clinic.KnownLists.
func (a among) Others(kind clinic.Kind) ([]clinic.Record, error) {
	var out []clinic.Record
	err := records(a.ctx, a.db, kind, "", nil, func(r clinic.Record) error {
		out = append(out, r)
		return nil
	})
	return out, err
}

// met are the records that an operation is about as they are kept. What else it points at is held to the same patient by
// the database, whose references name the patient too.
type met map[clinic.Ref]clinic.Record

// Record is part of clinic.Known.
func (m met) Record(ref clinic.Ref) clinic.Record { return m[ref] }

// doing is the work of an operation.
func (s *Store) doing(ctx context.Context, w *connection, op clinic.Operation, verb string, changes []change) *work {
	k := &work{entry: entry{verb: verb, label: op.Label, scope: op.Scope}, changes: changes}
	if op.Scope != "" {
		k.after = func(seq int64) error {
			err := w.exec(ctx, `DELETE FROM undo_step WHERE scope = $1 AND undone = 1 AND ($2 = '' OR operation_seq IN
				(SELECT o.seq FROM undo_step u JOIN operation o ON o.seq = u.operation_seq WHERE u.scope = $1 AND o.machine = $2))`, op.Scope, s.undoer())
			if err != nil {
				return err
			}
			return w.exec(ctx, "INSERT INTO undo_step (operation_seq, scope, undone) VALUES ($1, $2, 0)", seq, op.Scope)
		}
	}
	return k
}

// undoer is the machine whose operations undo works on: where several share the records, each takes back its
// own only. "" is everybody's.
func (s *Store) undoer() string {
	if s.feed != nil {
		return s.cfg.Machine
	}
	return ""
}

// entry is what the history says about an operation.
type entry struct {
	verb, scope string
	label       clinic.Sentence
	reverses    string // the operation an undo or a redo is of
}

// work is what one transaction is going to do.
type work struct {
	entry
	changes []change
	open    bool                  // that nothing of them is closed was looked at already
	after   func(seq int64) error // with the number of the operation in the history
}

// ticket is what an operation brings from where it was made.
type ticket struct {
	id    string // "" is a new one
	at    time.Time
	actor clinic.Actor // whoever is at the keyboard unless set
	long  bool         // may take as long as it takes
}

// change is the one road to the records: it plans with f and carries the plan out, in one transaction,
// and tells the subscribers. When a shared database goes out of reach on the way, the same operation is
// tried again for a while; by its id it is known whether it was carried out already.
func (s *Store) change(ctx context.Context, t ticket, f func(context.Context, *connection) (*work, error)) (clinic.Changes, error) {
	if t.actor == (clinic.Actor{}) {
		t.actor = s.atKeyboard()
	}
	t.actor.Machine = s.cfg.Machine
	handedIn := t.id != ""
	if !handedIn {
		t.id = s.cfg.NewID()
	}
	again := handedIn
	for wait, until := 50*time.Millisecond, time.Now().Add(s.cfg.Patience); ; wait *= 2 {
		done, err := s.changeAlone(ctx, t, again, f)
		if err == nil {
			if s.feed != nil {
				s.feed.settle(t.id, true)
			}
			s.tell(done)
			return done, nil
		}
		if handedIn || !errors.Is(err, ErrUnreachable) || time.Now().Add(wait).After(until) {
			if s.feed != nil {
				s.feed.settle(t.id, false)
				if errors.Is(err, ErrUnreachable) {
					s.feed.doubt()
				}
			}
			return clinic.Changes{}, err
		}
		again = true
		select {
		case <-ctx.Done():
			if s.feed != nil {
				s.feed.settle(t.id, false)
			}
			return clinic.Changes{}, err
		case <-time.After(wait):
		}
	}
}

// changeAlone tries once. again says that the operation may have been carried out already.
func (s *Store) changeAlone(ctx context.Context, t ticket, again bool, f func(context.Context, *connection) (*work, error)) (done clinic.Changes, err error) {
	bound := s.patient
	if t.long {
		bound = s.unhurried
	}
	ctx, stop := bound(ctx)
	defer stop()
	if t.long {
		defer func() { err = whyEnded(ctx, err) }() // before stop ends it
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var k *work
	err = s.write(ctx, func(w *connection) (err error) {
		if again {
			before, err := changesAfter(ctx, w, "o.id = $1", t.id)
			if err != nil {
				return err
			}
			if len(before) > 0 {
				done = before[0].Changes
				return nil
			}
		}
		if w.people, err = peopleIn(ctx, w); err != nil {
			return err
		}
		if k, err = f(ctx, w); err != nil || k == nil {
			return err
		}
		if err := checkJoined(w.people, k.changes); err != nil {
			return err
		}
		if err := mayChange(t.actor, k.changes); err != nil {
			return err
		}
		if !k.open {
			if err := checkLocks(ctx, w, k.changes); err != nil {
				return err
			}
		}
		done, err = s.carryOut(ctx, w, t, k)
		return err
	}, func(err error) error {
		if k != nil && s.engine.brokenReference(err) {
			ctx, stop := s.patient(context.WithoutCancel(ctx))
			defer stop()
			return whichReference(ctx, s.engine, s.w, k.changes, err)
		}
		return err
	})
	return done, err
}

// difference compares an operation with what is there. The removal of what is not there is a change from
// nothing to nothing.
func difference(ctx context.Context, w reader, people *clinic.People, op clinic.Operation) ([]change, error) {
	if err := file(ctx, w, people, &op); err != nil {
		return nil, err
	}
	wanted := make(map[clinic.Ref]int, len(op.Put)+len(op.Remove)) // index into changes
	changes := make([]change, 0, len(op.Put)+len(op.Remove))
	there, err := present(ctx, w, op.Put)
	if err != nil {
		return nil, err
	}
	add := func(r clinic.Record, remove bool) error {
		ref := clinic.RefTo(r)
		t := tableOf(ref.Kind)
		if t == nil || ref.ID == "" {
			return fmt.Errorf("a record of kind %q with no key cannot be kept", ref.Kind)
		}
		i, seen := wanted[ref]
		if !seen {
			c := change{table: t, ref: ref}
			if there == nil || there[ref] || remove {
				var err error
				if c, err = current(ctx, w, t, ref); err != nil {
					return err
				}
			}
			i = len(changes)
			wanted[ref] = i
			changes = append(changes, c)
		}
		c := &changes[i]
		if remove {
			c.after, c.new = nil, nil
			return nil
		}
		var err error
		c.after = r
		if c.new, err = t.values(r); err != nil {
			return errors.Join(clinic.Keepable(r), err) // a sentence about the field where there is one
		}
		return nil
	}
	for _, r := range op.Put {
		if err := add(r, false); err != nil {
			return nil, err
		}
	}
	for _, r := range op.Remove {
		if err := add(r, true); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(changes, func(c change) bool { return c.after != nil && slices.Equal(c.old, c.new) }), nil
}

// manyAtOnce is from how many records on they are worked on many at a time: over a network each answer costs.
const manyAtOnce = 50

// present tells which of many records are there already; it is nil for a few, which are looked at one by one.
func present(ctx context.Context, db reader, records []clinic.Record) (map[clinic.Ref]bool, error) {
	if len(records) < manyAtOnce {
		return nil, nil
	}
	ids := make(map[clinic.Kind][]any)
	for _, r := range records {
		ids[r.Kind()] = append(ids[r.Kind()], r.Key())
	}
	there := make(map[clinic.Ref]bool)
	for kind, all := range ids {
		if tableOf(kind) == nil {
			continue // refused where the record is looked at
		}
		for some := range slices.Chunk(all, 500) {
			marks := make([]string, len(some))
			for i := range marks {
				marks[i] = "$" + strconv.Itoa(i+1)
			}
			found, err := texts(ctx, db, "SELECT id FROM "+quote(string(kind))+" WHERE id IN ("+strings.Join(marks, ", ")+")", some...)
			if err != nil {
				return nil, err
			}
			for _, id := range found {
				there[clinic.Ref{Kind: kind, ID: id}] = true
			}
		}
	}
	return there, nil
}

// current is a change that begins with the record as it is now.
func current(ctx context.Context, w reader, t *table, ref clinic.Ref) (change, error) {
	c := change{table: t, ref: ref}
	values, dest := t.row()
	switch err := w.QueryRowContext(ctx, t.byID, ref.ID).Scan(dest...); {
	case errors.Is(err, sql.ErrNoRows):
		return c, nil
	case err != nil:
		return c, err
	}
	var err error
	c.old = values
	c.before, err = t.record(values)
	return c, err
}

// checkLocks refuses changes to what is closed. What counts is how the database stands before the
// operation: an operation that signs an assessment may bring its last findings with it.
func checkLocks(ctx context.Context, w reader, changes []change) error {
	asked := make(map[clinic.Ref]bool)
	for i := range changes {
		c := &changes[i]
		if c.before != nil && c.ref.Kind.Row().ForEver {
			return lockedError(c.ref.Kind)
		}
		for _, r := range []clinic.Record{c.before, c.after} {
			if r == nil {
				continue
			}
			for _, ref := range r.Locks() {
				if asked[ref] {
					continue
				}
				asked[ref] = true
				closed, err := isClosed(ctx, w, ref)
				if err != nil {
					return err
				}
				if closed {
					return lockedError(ref.Kind)
				}
			}
		}
	}
	return nil
}

func isClosed(ctx context.Context, w reader, ref clinic.Ref) (bool, error) {
	t := tableOf(ref.Kind)
	if t == nil || t.signed == "" {
		return false, nil
	}
	var closed bool
	err := w.QueryRowContext(ctx, "SELECT "+quote(t.signed)+" IS NOT NULL FROM "+quote(string(t.kind))+" WHERE id = $1", ref.ID).Scan(&closed)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil // new in this operation, or a reference that the commit refuses
	}
	return closed, err
}

// carryOut writes the rows, what is derived from them, and the history.
func (s *Store) carryOut(ctx context.Context, w *connection, t ticket, k *work) (done clinic.Changes, err error) {
	done = clinic.Changes{Operation: t.id, Label: k.label, By: t.actor, At: t.at}
	if t.at.IsZero() {
		done.At = s.cfg.Clock().UTC()
	}
	if !clinic.InCalendar(done.At) {
		return done, &refusal{clinic.Say("The clock of this computer shows a year that cannot be. Nothing was changed. Put the clock right, then try again."), ErrRefused, nil}
	}
	if s.feed != nil {
		s.feed.mine(done.Operation)
	}
	if err := issue(ctx, w, k.verb, k.changes); err != nil {
		return done, err
	}
	if err := findCrossing(ctx, w, w.people, k.changes); err != nil {
		return done, err
	}
	if err := writeAll(ctx, w, k.changes); err != nil {
		return done, err
	}
	if err := adds(ctx, w, w.people, k.changes); err != nil {
		return done, err
	}
	seen := make(map[string]bool)
	for i := range k.changes {
		c := &k.changes[i]
		done.Refs = append(done.Refs, c.ref)
		for _, p := range c.patients() {
			if !seen[p] {
				seen[p] = true
				done.Patients = append(done.Patients, p)
			}
		}
	}
	for i := range k.changes {
		for _, d := range k.changes[i].days() {
			if !slices.Contains(done.Days, d) {
				done.Days = append(done.Days, d)
			}
		}
	}
	var only any
	if len(done.Patients) == 1 {
		only = done.Patients[0]
	}
	var seq int64
	// Operations are numbered without a gap, also after one that failed.
	if err := w.QueryRowContext(ctx, `INSERT INTO operation (seq, id, at, actor, actor_id, role, machine, verb, label, args, scope, patient_id, reverses)
		VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM operation), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING seq`,
		done.Operation, timeText(done.At), keepable(done.By.Name), done.By.ID, string(done.By.Role), done.By.Machine, k.verb, keepable(k.label.Key), keepable(k.label.With), k.scope, only, null(k.reverses)).Scan(&seq); err != nil {
		return done, err
	}
	if err := rememberAll(ctx, w, seq, k.changes); err != nil {
		return done, err
	}
	for i := range k.changes {
		if k.changes[i].ref.Kind == clinic.KindPatient {
			if err := lookup.Index(ctx, indexWriter{w}, k.changes[i].before, k.changes[i].after); err != nil {
				return done, err
			}
		}
	}
	for _, p := range done.Patients {
		if err := w.exec(ctx, "UPDATE patient_index SET used = $1 WHERE patient_id = $2", seq, p); err != nil {
			return done, err
		}
	}
	if k.after != nil {
		if err := k.after(seq); err != nil {
			return done, err
		}
	}
	if done.Now, err = now(w.people, k.changes); err != nil {
		return done, err
	}
	return done, concern(ctx, w, w.people, &done, joinedIn(k.changes))
}

// now are the records of some changes as they will be read from now on; nil when there are so many that whoever wants
// them reads them.
func now(people *clinic.People, changes []change) ([]clinic.Record, error) {
	if len(changes) > manyAtOnce {
		return nil, nil
	}
	out := []clinic.Record{}
	for i := range changes {
		if changes[i].after == nil {
			continue
		}
		r, err := changes[i].table.record(changes[i].new)
		if err != nil {
			return nil, err
		}
		out = append(out, clinic.FiledUnder(r, people.Lead(r.PatientKey())))
	}
	return out, nil
}

func null(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// writeAll writes the rows: removals first, so that a row may take the place of another, and new rows of a
// table many at a time. What depends on another comes before it, because the database refuses to write onto
// what is closed, also when it was closed a moment ago. References are checked when all is written.
func writeAll(ctx context.Context, w *connection, changes []change) error {
	for i := range changes {
		if changes[i].after == nil {
			if err := changes[i].write(ctx, w); err != nil {
				return err
			}
		}
	}
	for _, k := range dependentFirst() {
		t := tableOf(k)
		var fresh []any
		for i := range changes {
			c := &changes[i]
			switch {
			case c.table != t || c.after == nil:
			case c.before == nil && len(changes) >= manyAtOnce:
				fresh = append(fresh, c.row()...)
			default:
				if err := c.write(ctx, w); err != nil {
					return err
				}
			}
		}
		if err := w.insert(ctx, quote(string(k))+" ("+t.into+")", strings.Count(t.into, ",")+1, fresh); err != nil {
			return fmt.Errorf("a %s could not be kept: %w", k, err)
		}
	}
	return nil
}

// dependentFirst are the kinds of record, each before the kinds it depends on.
var dependentFirst = sync.OnceValue(func() []clinic.Kind {
	kinds := clinic.Kinds()
	slices.Reverse(kinds)
	return kinds
})

func (c *change) write(ctx context.Context, w *connection) error {
	var err error
	switch {
	case c.after == nil:
		err = w.exec(ctx, c.table.remove, c.ref.ID)
	case c.before == nil:
		err = w.exec(ctx, c.table.insert, c.row()...)
	default:
		err = w.exec(ctx, c.table.update, append(slices.Clip(c.row()), c.ref.ID)...)
	}
	if err != nil {
		return fmt.Errorf("a %s could not be kept: %w", c.ref.Kind, err)
	}
	return nil
}

// rememberAll writes into the history how the records were and how they are.
func rememberAll(ctx context.Context, w *connection, seq int64, changes []change) error {
	rows := make([]any, 0, 7*len(changes))
	for i := range changes {
		c := &changes[i]
		var before, after any
		for _, side := range []struct {
			values []any
			text   *any
		}{{c.old, &before}, {c.new, &after}} {
			if side.values != nil {
				text, err := c.table.encode(side.values)
				if err != nil {
					return err
				}
				*side.text = text
			}
		}
		var patient any
		if p := c.patients(); len(p) > 0 {
			patient = p[0]
		}
		rows = append(rows, seq, i, string(c.ref.Kind), c.ref.ID, patient, before, after)
	}
	return w.insert(ctx, "change (operation_seq, position, kind, record_id, patient_id, before, after)", 7, rows)
}

// whichReference says in words which reference a commit failed on, while the transaction is still open.
func whichReference(ctx context.Context, e engine, db reader, changes []change, cause error) error {
	refs, err := e.references(ctx, db)
	if err != nil {
		return cause
	}
	for i := range changes {
		if changes[i].after != nil {
			continue
		}
		removed := changes[i].ref
		for _, r := range refs {
			if r.parent != string(removed.Kind) {
				continue
			}
			var one int
			err := db.QueryRowContext(ctx, "SELECT 1 FROM "+quote(r.child)+" WHERE "+quote(r.column)+" = $1 LIMIT 1", removed.ID).Scan(&one)
			if err == nil {
				return referencedError(removed.Kind, clinic.Kind(r.child))
			}
		}
	}
	return &refusal{clinic.Say("A record points at another one that is not there, or that belongs to another patient. Nothing was changed."), clinic.ErrNotFound, cause}
}
