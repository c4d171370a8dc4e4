package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"time"

	"regimen/internal/clinic"
)

// history is what a check learns of the history on its way through.
type history struct {
	*Inspection
	operations []*past
	bySeq      map[int64]*past
	byID       map[string]*past
	closedAt   map[clinic.Ref]int64 // the operation that closed a record
	alive      map[clinic.Kind]int  // records that are there by the history
	used       map[string]lastUse   // of each patient
	names      map[string]bool      // that practitioners ever had
}

// past is an operation of the history.
type past struct {
	seq                             int64
	id, actor, machine, verb, scope string
	label                           clinic.Sentence
	role                            clinic.Role
	patient                         sql.NullString // as it says
	reverses                        string
	at                              time.Time
	changes, last                   int // how many there are, and the position of the last
	concerns                        string
	several                         bool  // it concerns several patients
	undone                          bool  // as the operations after it say
	undoneAt                        int64 // by which, last
}

// lastUse is the last operation that concerned a patient: by what the changes hold, and by whom they name.
type lastUse struct{ held, named int64 }

func newHistory(r *Inspection) *history {
	return &history{
		Inspection: r, bySeq: make(map[int64]*past), byID: make(map[string]*past), closedAt: make(map[clinic.Ref]int64),
		alive: make(map[clinic.Kind]int), used: make(map[string]lastUse), names: map[string]bool{"": true},
	}
}

func (h *history) read(ctx context.Context, db reader) error {
	for _, part := range []struct {
		read func(context.Context, reader) error
		name string
	}{
		{h.readOperations, "The list of operations"},
		{h.readClosed, "The history"},
		{h.readChanges, "The history"},
		{h.compareReversals, "The history"},
	} {
		if err := h.goOn(part.read(ctx, db), InFile, part.name); err != nil {
			return err
		}
	}
	h.settle()
	return nil
}

// readOperations looks at each operation by itself and at what it says of the one before.
func (h *history) readOperations(ctx context.Context, db reader) error {
	err := each(ctx, db, "SELECT seq, id, at, actor, machine, verb, label, args, scope, patient_id, reverses, role FROM operation ORDER BY seq", nil, func(rows *sql.Rows) error {
		o := new(past)
		var at string
		var reverses sql.NullString
		if err := rows.Scan(&o.seq, &o.id, &at, &o.actor, &o.machine, &o.verb, &o.label.Key, &o.label.With, &o.scope, &o.patient, &reverses, &o.role); err != nil {
			return err
		}
		o.reverses, o.last = reverses.String, -1
		var before int64
		if n := len(h.operations); n > 0 {
			before = h.operations[n-1].seq
		}
		if gap := o.seq - before - 1; gap != 0 {
			h.problems(int(min(max(gap, 1), 1<<30)), InHistory, "The history has a gap: after the operation %d comes the operation %d.", before, o.seq)
		}
		var ok bool
		if o.at, ok = exactTime(at); !ok {
			h.problem(InHistory, "The operation %d is of a time that cannot be.", o.seq)
		}
		h.operations = append(h.operations, o)
		h.bySeq[o.seq], h.byID[o.id] = o, o
		h.looksRight(o, reverses.Valid)
		return nil
	})
	h.Operations = len(h.operations)
	return err
}

// exactTime reads a time as the program writes it, and no other.
func exactTime(text string) (time.Time, bool) {
	at, err := time.Parse(timeLayout, text)
	return at, err == nil && clinic.InCalendar(at) && timeText(at) == text
}

// looksRight compares what an operation says it is with what it says it did.
func (h *history) looksRight(o *past, reversing bool) {
	of := h.byID[o.reverses]
	switch {
	case o.id == "":
		h.problem(InHistory, "The operation %d has no id.", o.seq)
	case o.verb != "apply" && o.verb != "load" && o.verb != "undo" && o.verb != "redo":
		h.problem(InHistory, "The operation %d did what the program does not do.", o.seq)
	case o.role != "" && !clinic.IsRole(o.role):
		h.problem(InHistory, "The operation %d was done in a role that there is not.", o.seq)
	case !o.label.Valid():
		h.problem(InHistory, "The operation %d says what it did in a way that cannot be read.", o.seq)
	case reversing != (o.verb == "undo" || o.verb == "redo"):
		h.problem(InHistory, "The operation %d is not what it says: it takes another one back, or it does not.", o.seq)
	case o.verb == "load" && o.scope != "":
		h.problem(InHistory, "The operation %d is not what it says: what was loaded can not be undone.", o.seq)
	case !reversing:
	case of == nil || of == o || of.verb != "apply" || of.scope != o.scope || of.label != o.label:
		h.problem(InHistory, "The operation %d takes back one that it does not fit.", o.seq)
	case of.undone == (o.verb == "undo"):
		h.problem(InHistory, "The operation %d takes back what was taken back already, or does again what stands.", o.seq)
	default:
		of.undone, of.undoneAt = o.verb == "undo", o.seq
	}
}

// readClosed finds when each record was closed, which the others have to be looked at by.
func (h *history) readClosed(ctx context.Context, db reader) error {
	for _, k := range clinic.Kinds() {
		t := tableOf(k)
		if t.signed == "" {
			continue
		}
		// The name of a field is not found in what a field says: there its marks are written otherwise.
		mark := `"` + t.signed + `":"`
		err := each(ctx, db, "SELECT operation_seq, record_id, after FROM change WHERE kind = $1 AND after IS NOT NULL ORDER BY operation_seq DESC, position DESC", []any{string(k)}, func(rows *sql.Rows) error {
			var seq int64
			var id, after string
			err := rows.Scan(&seq, &id, &after)
			if strings.Contains(after, mark) {
				h.closedAt[clinic.Ref{Kind: k, ID: id}] = seq // the first one stays
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// state is how a record is at a place of its history.
type state struct {
	text   sql.NullString
	record clinic.Record // nil when it is not there, or cannot be read
}

// readChanges follows each record through the history.
func (h *history) readChanges(ctx context.Context, db reader) error {
	var ref clinic.Ref
	var now state
	end := func() {
		if now.text.Valid {
			h.alive[ref.Kind]++
		}
	}
	err := each(ctx, db, `SELECT operation_seq, position, kind, record_id, patient_id, before, after FROM change
		ORDER BY kind, record_id, operation_seq, position`, nil, func(rows *sql.Rows) error {
		var seq int64
		var position int
		var kind, id string
		var patient, before, after sql.NullString
		if err := rows.Scan(&seq, &position, &kind, &id, &patient, &before, &after); err != nil {
			return err
		}
		h.Changes++
		if r := (clinic.Ref{Kind: clinic.Kind(kind), ID: id}); r != ref {
			end()
			ref, now = r, state{}
		}
		t := tableOf(ref.Kind)
		if t == nil {
			h.problem(InHistory, "The history has a change of a kind that the program does not know, in the operation %d.", seq)
			return nil
		}
		was := now
		if before != now.text {
			if before.Valid != now.text.Valid || !t.same(before.String, now.text.String) {
				h.problem(InHistory, "The history of the %s %s does not follow on from itself in the operation %d.", ref.Kind.Name(), id, seq)
			}
			was = h.read1(t, ref, seq, before)
		}
		now = h.read1(t, ref, seq, after)
		h.change(seq, position, ref, patient, was, now)
		return nil
	})
	end()
	return err
}

// read1 reads how a record was, and notes what cannot have been written by the program.
func (h *history) read1(t *table, ref clinic.Ref, seq int64, text sql.NullString) state {
	s := state{text: text}
	if !text.Valid {
		return s
	}
	record, ok := t.examine(text.String)
	if !ok || record.Key() != ref.ID {
		h.problem(InHistory, "The history of the %s %s cannot be read as it should be in the operation %d.", ref.Kind.Name(), ref.ID, seq)
	}
	s.record = record
	return s
}

// change looks at a change as the program would have before it was made.
func (h *history) change(seq int64, position int, ref clinic.Ref, patient sql.NullString, was, now state) {
	o := h.bySeq[seq]
	if o == nil {
		h.problem(InHistory, "The history of the %s %s has a change of no operation.", ref.Kind.Name(), ref.ID)
		return
	}
	if !was.text.Valid && !now.text.Valid {
		h.problem(InHistory, "The history of the %s %s has a change of nothing in the operation %d.", ref.Kind.Name(), ref.ID, seq)
	}
	o.changes++
	o.last = max(o.last, position)
	c := change{ref: ref, before: was.record, after: now.record}
	concerned := c.patients()
	named := sql.NullString{Valid: len(concerned) > 0}
	for _, p := range concerned {
		if named.String == "" {
			named.String = p
		}
		o.several = o.several || o.concerns != "" && o.concerns != p
		o.concerns = p
		h.touch(p, lastUse{held: seq})
	}
	if patient.Valid {
		h.touch(patient.String, lastUse{named: seq})
	}
	if patient != named && (was.record != nil || !was.text.Valid) && (now.record != nil || !now.text.Valid) {
		h.problem(InHistory, "The history of the %s %s names the wrong patient in the operation %d.", ref.Kind.Name(), ref.ID, seq)
	}
	for _, r := range []clinic.Record{c.before, c.after} {
		if p, ok := r.(*clinic.Practitioner); ok {
			h.names[p.Name] = true
		}
	}
	if h.wasClosed(seq, &c) {
		h.problem(InHistory, "The %s %s was changed by the operation %d although it was closed: signed, agreed, handed back or for ever.", ref.Kind.Name(), ref.ID, seq)
	}
}

// wasClosed reports whether a change is one that checkLocks refuses.
func (h *history) wasClosed(seq int64, c *change) bool {
	if c.before != nil && c.ref.Kind.Row().ForEver {
		return true
	}
	for _, r := range []clinic.Record{c.before, c.after} {
		if r == nil {
			continue
		}
		for _, lock := range r.Locks() {
			if at, closed := h.closedAt[lock]; closed && at < seq {
				return true
			}
		}
	}
	return false
}

func (h *history) touch(patient string, use lastUse) {
	last := h.used[patient]
	h.used[patient] = lastUse{max(last.held, use.held), max(last.named, use.named)}
}

// compareReversals makes sure that what takes an operation back, or does it again, changes what that one did. What was issued
// is taken back by entries of its own; a visit that is charged again by them may come along, see chargedAgain.
func (h *history) compareReversals(ctx context.Context, db reader) error {
	of := "SELECT kind, record_id FROM change WHERE kind NOT IN (" + countered() + ") AND operation_seq = "
	charged := " AND (kind <> 'appointment' OR NOT EXISTS (SELECT 1 FROM change i WHERE i.operation_seq = u.seq AND i.kind = 'invoice'))"
	return each(ctx, db, "SELECT u.seq FROM operation u JOIN operation o ON o.id = u.reverses WHERE EXISTS ("+
		of+"u.seq"+charged+" EXCEPT "+of+"o.seq) OR EXISTS ("+of+"o.seq EXCEPT "+of+"u.seq) ORDER BY u.seq", nil, func(rows *sql.Rows) error {
		var seq int64
		err := rows.Scan(&seq)
		h.problem(InHistory, "The operation %d takes back one that it does not fit.", seq)
		return err
	})
}

// countered are the kinds that undo takes back by entries of their own, as a list of SQL.
func countered() string {
	var names []string
	for _, k := range clinic.MoneyKinds() {
		names = append(names, "'"+string(k)+"'")
	}
	return strings.Join(names, ", ")
}

// settle looks at each operation once all of its changes are known.
func (h *history) settle() {
	latest := make(map[string]time.Time) // of each machine
	backwards := make(map[string]int)
	strangers := make(map[string]bool)
	for _, o := range h.operations {
		if o.changes == 0 || o.last != o.changes-1 {
			h.problem(InHistory, "The operation %d lacks some of its changes.", o.seq)
		}
		if o.patient.Valid != (o.concerns != "" && !o.several) || o.patient.Valid && o.patient.String != o.concerns {
			h.problem(InHistory, "The operation %d names the wrong patient.", o.seq)
		}
		if o.at.Before(latest[o.machine].Add(-clockSlack)) {
			backwards[o.machine]++
		} else if o.at.After(latest[o.machine]) {
			latest[o.machine] = o.at
		}
		if !h.names[o.actor] {
			strangers[o.actor] = true
		}
	}
	for _, machine := range sorted(backwards) {
		h.remark("%d operations of the computer “%s” are of an earlier time than some before them. Its clock was wrong then, or somebody wrote them later.", backwards[machine], machine)
	}
	if len(h.names) > 1 && len(strangers) > 0 {
		h.remark("%d names in the history are of nobody who was ever a practitioner here.", len(strangers))
	}
}

// clockSlack is how far a clock may be put back without a word.
const clockSlack = 24 * time.Hour

func sorted(of map[string]int) []string {
	keys := make([]string, 0, len(of))
	for k := range of {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// undoStep is what an operation left to be undone, or to be done again.
type undoStep struct {
	scope  string
	undone bool
}

// stepsLeft are the steps of undo that the operations leave. What is done in a scope leaves nothing to redo in
// it.
func (h *history) stepsLeft() map[int64]undoStep {
	last := make(map[string]int64)
	for _, o := range h.operations {
		if o.verb == "apply" {
			last[o.scope] = o.seq
		}
	}
	left := make(map[int64]undoStep)
	for _, o := range h.operations {
		if o.verb == "apply" && o.scope != "" && (!o.undone || last[o.scope] < o.undoneAt) {
			left[o.seq] = undoStep{o.scope, o.undone}
		}
	}
	return left
}

// undoSteps compares the steps of undo with what the operations left. Where several share the records, what
// one does leaves what the others took back to be done again.
func (h *history) undoSteps(ctx context.Context, db reader) error {
	left := h.stepsLeft()
	type place struct{ scope, machine string }
	last := make(map[place]int64)
	for _, o := range h.operations {
		if o.verb == "apply" {
			last[place{o.scope, o.machine}] = o.seq
		}
	}
	wrong := 0
	err := each(ctx, db, "SELECT operation_seq, scope, undone FROM undo_step", nil, func(rows *sql.Rows) error {
		var seq, undone int64
		var s undoStep
		err := rows.Scan(&seq, &s.scope, &undone)
		s.undone = undone != 0
		want, ok := left[seq]
		delete(left, seq)
		if o := h.bySeq[seq]; !ok && o != nil && o.verb == "apply" && o.undone && last[place{o.scope, o.machine}] < o.undoneAt {
			want = undoStep{o.scope, true}
		}
		if s != want {
			wrong++
		}
		return err
	})
	if err != nil {
		return err
	}
	if wrong += len(left); wrong > 0 {
		h.problems(wrong, InDerived, "%d steps of undo are not as the history says.", wrong)
	}
	return nil
}

// same reports whether two states of a record, as the history keeps them, are the same. One that an older
// version wrote may lack fields.
func (t *table) same(a, b string) bool {
	if a == b {
		return true
	}
	var sides [2][]any
	for i, text := range []string{a, b} {
		record, ok := t.examine(text)
		if !ok {
			return false
		}
		var err error
		if sides[i], err = t.values(record); err != nil {
			return false
		}
	}
	return slices.Equal(sides[0], sides[1])
}

// examine reads how a record was from the history; ok is false for what the program cannot have written. The
// names of fields are looked at one by one: to a reader of JSON a field with a name that is not known, or in
// other letters, is no fault.
func (t *table) examine(text string) (r clinic.Record, ok bool) {
	r, err := t.decodeAsWritten(text)
	if err != nil {
		return nil, false
	}
	ok = t.isWritten(r, text)
	t.readLines(r, text)
	return r, ok
}

// isWritten reports whether a text is what a version of the program wrote of a record.
func (t *table) isWritten(r clinic.Record, text string) bool {
	values, err := t.values(r)
	if err != nil {
		return false
	}
	again, err := t.encode(values)
	if err != nil {
		return false
	}
	if again == text {
		return true
	}
	var has, should map[string]json.RawMessage
	if json.Unmarshal([]byte(text), &has) != nil || json.Unmarshal([]byte(again), &should) != nil {
		return false
	}
	for name, value := range has {
		if string(should[name]) != string(value) {
			return false
		}
		delete(should, name)
	}
	for name := range should {
		if !addedLater[string(t.kind)+"."+name] {
			return false
		}
	}
	return true
}

// addedLater are the fields that records had not always.
var addedLater = func() map[string]bool {
	all := make(map[string]bool)
	steps, err := readMigrations(embedded)
	if err != nil {
		panic(err) // they are embedded, and tests read them
	}
	for _, s := range steps {
		for _, m := range addColumn.FindAllStringSubmatch(s.sql, -1) {
			all[m[1]+"."+m[2]] = true
		}
	}
	return all
}()

var addColumn = regexp.MustCompile(`ALTER TABLE "?(\w+)"? ADD COLUMN "?(\w+)"?`)
