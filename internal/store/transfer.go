package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/whole"
)

// Moved is what was copied from one database to another.
type Moved struct {
	Counts     map[clinic.Kind]int // of records
	Operations int                 // in the history
	Changes    int                 // of records, in the history
}

// Progress is told how much of the work is done, and which table is worked on. It is called often.
type Progress func(table string, done, of int)

// notCopied are the tables that are no part of the records: how a person likes a screen is a matter of that
// person's machine.
var notCopied = []string{"preference"}

// historyTables and derivedTables are what there is beside the records, each in the order in which it is
// copied: a row may point at one before it, and what is derived comes with an operation only.
var (
	historyTables = []string{"operation", "change", "undo_step"}
	derivedTables = []string{"patient_index", "search_token", "search_variant"}
)

// turn is when a table is copied: records before what they depend on, since that may be closed, then the
// history, then what is derived. What this program does not know comes first.
func turn(table string) int {
	if i := slices.Index(dependentFirst(), clinic.Kind(table)); i >= 0 {
		return i
	}
	i := slices.Index(slices.Concat(historyTables, derivedTables), table)
	if i < 0 {
		return -1
	}
	return len(dependentFirst()) + i
}

// tally is what a table holds.
type tally struct {
	table  string
	rows   int
	digest [sha256.Size]byte
}

// shape is what has to be known of a table to copy it.
type shape struct {
	table        string
	columns, key []string
	rows         int
}

// inOrder reads the whole table, in an order that is the same on every engine.
func (t *shape) inOrder() string {
	order := quoted(t.key)
	if len(t.key) == 0 {
		order = strings.Join(strings.Split(quoted(t.columns), ", "), " NULLS FIRST, ") + " NULLS FIRST"
	}
	return "SELECT " + quoted(t.columns) + " FROM " + quote(t.table) + " ORDER BY " + order
}

func quoted(names []string) string {
	all := make([]string, len(names))
	for i, n := range names {
		all[i] = quote(n)
	}
	return strings.Join(all, ", ")
}

// shapes are the tables to copy, in the order in which they can be.
func shapes(ctx context.Context, e engine, db reader) ([]shape, error) {
	names, err := e.tables(ctx, db)
	if err != nil {
		return nil, err
	}
	names = slices.DeleteFunc(names, func(n string) bool { return slices.Contains(notCopied, n) })
	slices.SortStableFunc(names, func(a, b string) int {
		return cmp.Compare(turn(a), turn(b))
	})
	all := make([]shape, len(names))
	for i, n := range names {
		t := shape{table: n}
		if t.columns, err = e.columns(ctx, db, n); err != nil {
			return nil, err
		}
		if t.key, err = e.key(ctx, db, n); err != nil {
			return nil, err
		}
		if err := db.QueryRowContext(ctx, "SELECT count(*) FROM "+quote(n)).Scan(&t.rows); err != nil {
			return nil, err
		}
		all[i] = t
	}
	return all, nil
}

// digest is a hash over rows. Each value goes in with its type and, where it can differ, its length, so that
// no two contents look the same.
type digest struct {
	hash.Hash
	buf []byte
}

func newDigest(t *shape) *digest {
	d := &digest{Hash: sha256.New()}
	for _, c := range t.columns {
		d.text(c)
	}
	return d
}

func (d *digest) text(s string) {
	d.buf = binary.BigEndian.AppendUint64(append(d.buf[:0], 't'), uint64(len(s)))
	d.Write(append(d.buf, s...))
}

func (d *digest) row(values []any) error {
	d.Write([]byte{'.'})
	for _, v := range values {
		switch v := v.(type) {
		case nil:
			d.Write([]byte{'0'})
		case int64:
			d.Write(binary.BigEndian.AppendUint64(append(d.buf[:0], 'i'), uint64(v)))
		case float64:
			d.Write(binary.BigEndian.AppendUint64(append(d.buf[:0], 'r'), math.Float64bits(v)))
		case string:
			d.text(v)
		default:
			return fmt.Errorf("a column holds a %T", v)
		}
	}
	return nil
}

func (d *digest) sum() (sum [sha256.Size]byte) {
	copy(sum[:], d.Sum(nil))
	return sum
}

// rowsOf gives the rows of a table one by one, nil after the last, and sums them up.
type rowsOf struct {
	shape  *shape
	rows   *sql.Rows
	values []any
	dest   []any
	digest *digest
	count  int
	seen   func()
}

func readRows(ctx context.Context, db reader, t *shape, seen func()) (*rowsOf, error) {
	rows, err := db.QueryContext(ctx, t.inOrder()) //nolint:rowserrcheck // next does
	if err != nil {
		return nil, err
	}
	r := &rowsOf{shape: t, rows: rows, values: make([]any, len(t.columns)), dest: make([]any, len(t.columns)), digest: newDigest(t), seen: seen}
	for i := range r.values {
		r.dest[i] = &r.values[i]
	}
	return r, nil
}

func (r *rowsOf) next() ([]any, error) {
	if !r.rows.Next() {
		return nil, r.rows.Err()
	}
	if err := r.rows.Scan(r.dest...); err != nil {
		return nil, err
	}
	if err := r.digest.row(r.values); err != nil {
		return nil, damaged(fmt.Errorf("%s: %w", r.shape.table, err))
	}
	r.count++
	r.seen()
	return r.values, nil
}

func (r *rowsOf) tally() tally { return tally{r.shape.table, r.count, r.digest.sum()} }

// counter tells progress of each row, first while it is copied, then while the copy is compared.
type counter struct {
	tell     Progress
	done, of int
	alive    func() // called now and then
}

// often is how many rows go by between two words of progress.
const often = 500

func (c *counter) in(table string) func() {
	return func() {
		c.done++
		if c.done%often == 0 || c.done == c.of {
			c.alive()
			if c.tell != nil {
				c.tell(table, c.done, c.of)
			}
		}
	}
}

// endpoint is one side of a copy.
type endpoint struct {
	engine engine
	db     reader
}

// copyRecords copies every table from one database to another that has the same tables and nothing in them,
// and compares the copy with the original. Rows go by one at a time. The transactions of both sides are the
// caller's; what is left of the target's after an error must be given up.
func copyRecords(ctx context.Context, from endpoint, to endpoint, w *connection, tell Progress) error {
	ctx, alive, done := watched(ctx)
	defer done()
	err := copyAll(ctx, from, to, w, &counter{tell: tell, alive: alive})
	if err != nil && errors.Is(context.Cause(ctx), errStalled) {
		return unreachable(errStalled)
	}
	return err
}

func copyAll(ctx context.Context, from endpoint, to endpoint, w *connection, c *counter) error {
	tables, err := shapes(ctx, from.engine, from.db)
	if err != nil {
		return err
	}
	into, err := shapes(ctx, to.engine, to.db)
	if err != nil {
		return err
	}
	if err := sameShapes(tables, into); err != nil {
		return err
	}
	for i := range tables {
		c.of += 2 * tables[i].rows
	}
	tallies := make([]tally, len(tables))
	for i := range tables {
		if tallies[i], err = copyTable(ctx, from, to, w, &tables[i], c); err != nil {
			return err
		}
	}
	for i := range tables {
		is, err := sumUp(ctx, to.db, &into[i], c)
		if err != nil {
			return err
		}
		if is != tallies[i] {
			return &refusal{
				clinic.Say("The copy of the records is not as the original. The copy was thrown away; the original is as it was. Check the disks of both computers, then try again."),
				ErrDamaged, fmt.Errorf("table %s: %d rows of %d", is.table, is.rows, tallies[i].rows),
			}
		}
	}
	return nil
}

// sameShapes makes sure that what is copied has its place.
func sameShapes(from, to []shape) error {
	if !slices.EqualFunc(from, to, func(a, b shape) bool {
		return a.table == b.table && slices.Equal(a.columns, b.columns) && slices.Equal(a.key, b.key)
	}) {
		return &refusal{clinic.Say("The records have another form than the place they are to be copied to. Nothing was changed. Bring both up to date with this version of the program, then try again."), ErrOlder, nil}
	}
	return nil
}

func sumUp(ctx context.Context, db reader, t *shape, c *counter) (tally, error) {
	r, err := readRows(ctx, db, t, c.in(t.table))
	if err != nil {
		return tally{}, err
	}
	defer r.rows.Close()
	for {
		if row, err := r.next(); row == nil {
			return r.tally(), err
		}
	}
}

func copyTable(ctx context.Context, from, to endpoint, w *connection, t *shape, c *counter) (tally, error) {
	r, err := readRows(ctx, from.db, t, c.in(t.table))
	if err != nil {
		return tally{}, err
	}
	defer r.rows.Close()
	var refused error
	err = to.engine.fill(ctx, w, t.table, t.columns, func() ([]any, error) {
		row, err := r.next()
		if err == nil {
			err = t.checkTexts(to.engine, row)
		}
		if err != nil {
			refused = err // which the engine may only tell in words
		}
		return row, err
	})
	if refused != nil {
		return tally{}, refused
	}
	return r.tally(), err
}

// checkTexts refuses a row with a text that cannot be kept where it is to go.
func (t *shape) checkTexts(e engine, row []any) error {
	for _, v := range row {
		if text, ok := v.(string); ok && !e.keeps(text) {
			return &refusal{clinic.Say("{{.Row}} holds a character that shared records cannot keep. Nothing was copied. Remove the character in the window (it may not be visible), or write the text again, then try again.", clinic.Args{"Row": t.name(row)}), ErrRefused, nil}
		}
	}
	return nil
}

// name says which row it is, by its key where that says nothing of a patient.
func (t *shape) name(row []any) string {
	if !isRecord(t.table) && !slices.Contains(historyTables, t.table) {
		return "The search index"
	}
	var key []string
	for _, k := range t.key {
		key = append(key, fmt.Sprint(row[slices.Index(t.columns, k)]))
	}
	what := clinic.Kind(t.table).Name()
	if !isRecord(t.table) {
		what = "history (" + t.table + ")"
	}
	return "The " + what + " " + strings.Join(key, "/")
}

// errStalled is the cause of a copy that was given up because nothing went by any more.
var errStalled = errors.New("nothing went by for a long time")

// stall is how long a copy may stand still. A network that is gone need not say so.
const stall = 2 * time.Minute

// watched ends a context once alive has not been called for a long time.
func watched(ctx context.Context) (_ context.Context, alive, done func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	timer := time.AfterFunc(stall, func() { cancel(errStalled) })
	return ctx, func() { timer.Reset(stall) }, func() {
		timer.Stop()
		cancel(nil)
	}
}

// Move copies all records, with their history, signatures and numbers, to where there are none yet: from a
// file or a data folder to a shared database, back, or between two of a sort. Every table of the copy is
// compared with the original before the copy counts. The original is read only and stays as it is; nobody
// can change it meanwhile: a data folder is locked, and a shared database holds up whoever wants to write.
// Interrupted at any point, the target is as it was and Move can be run again. What a person prefers on the
// screen of one machine is not copied.
//
// The original is checked first, since it is read once more only: damage would go on unseen otherwise.
func Move(ctx context.Context, from, to Config, tell Progress) (_ Moved, err error) {
	defer func() { err = explain(whyEnded(ctx, err)) }()
	source, release, err := openSource(ctx, from)
	if err != nil {
		return Moved{}, err
	}
	defer release()
	target, err := openTarget(ctx, to, source.steps)
	if err != nil {
		return Moved{}, err
	}
	defer target.giveUp()
	var moved Moved
	err = source.readLong(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := source.engine.unhurried(ctx, tx); err != nil {
			return err
		}
		report := newInspection()
		if err := report.check(ctx, source.engine, tx, source.steps); err != nil {
			return err
		}
		if !report.RecordsOK() {
			return &refusal{clinic.Say("The records to be moved are damaged, so nothing was moved. Look through them with “regimen check”, and move the latest backup that is sound instead."), ErrDamaged, fmt.Errorf("%d problems", report.Total())}
		}
		moved = Moved{report.Counts, report.Operations, report.Changes}
		err := copyRecords(ctx, endpoint{source.engine, tx}, endpoint{target.engine, target.w}, target.w, tell)
		if err != nil || report.OK() {
			return err
		}
		return makeDerivedAnew(ctx, target.w)
	})
	if err != nil {
		return Moved{}, err
	}
	return moved, target.keep(ctx)
}

// openSource opens records to be copied and keeps others from changing them until release.
func openSource(ctx context.Context, cfg Config) (_ *Store, release func(), err error) {
	cfg.ReadOnly = true
	if cfg.URL == "" && cfg.File != "" {
		// The records of a data folder, named by their file, are locked like the folder.
		if _, err := os.Stat(filepath.Join(filepath.Dir(cfg.File), lockName)); err == nil && filepath.Base(cfg.File) == databaseName {
			cfg.Dir, cfg.File = filepath.Dir(cfg.File), ""
		}
	}
	s, err := Open(ctx, cfg)
	if err != nil {
		return nil, nil, err
	}
	switch {
	case cfg.URL != "":
		err = s.holdWrites(ctx)
	case cfg.File == "":
		s.hold, err = takeFolder(cfg.Dir, forMove)
	}
	if err != nil {
		s.Close()
		return nil, nil, err
	}
	return s, func() { s.Close() }, nil
}

// holdWrites has all other machines wait with their changes until the store is closed.
func (s *Store) holdWrites(ctx context.Context) error {
	if err := s.openWriter(); err != nil {
		return err
	}
	var err error
	if s.w, err = connect(ctx, s.writes, s.engine); err != nil {
		return err
	}
	if err := s.engine.begin(ctx, s.w); err != nil {
		return err
	}
	return s.engine.unhurried(ctx, s.w)
}

// target is where records are copied to. Nothing of it counts before keep.
type target struct {
	*Store
	temporary, file string // of SQLite
	kept            bool
}

// openTarget opens a place with no records in it.
func openTarget(ctx context.Context, cfg Config, steps []migration) (_ *target, err error) {
	t := &target{}
	defer func() {
		if err != nil {
			t.giveUp()
		}
	}()
	if cfg.URL != "" {
		cfg.ReadOnly = true // but for the copy
		if t.Store, err = Open(ctx, cfg); err != nil {
			return nil, err
		}
		if err := checkEmpty(ctx, t.engine, t.reads); err != nil {
			return nil, err
		}
		if err := t.holdWrites(ctx); err != nil {
			return nil, err
		}
		// Another machine may have written until now.
		return t, checkEmpty(ctx, t.engine, t.w)
	}
	t.Store = newStore(cfg, sqliteEngine{})
	if t.file, err = filepath.Abs(cmp.Or(cfg.File, filepath.Join(cfg.Dir, databaseName))); err != nil {
		return nil, err
	}
	folder := filepath.Dir(t.file)
	if filepath.Base(t.file) == databaseName {
		cfg.Dir, cfg.File = folder, ""
		t.cfg.Dir = folder
	}
	if cfg.File == "" {
		if err := checkNoRecords(ctx, cfg, t.file); err != nil {
			return nil, err
		}
		if t.hold, err = takeFolder(folder, forMove); err != nil {
			return nil, err
		}
		// A window may have been open until now.
		if err := checkNoRecords(ctx, cfg, t.file); err != nil {
			return nil, err
		}
	} else if err := t.checkNew(); err != nil {
		return nil, err
	}
	if t.temporary, err = temporaryFile(folder, "move-"); err != nil {
		return nil, err
	}
	if t.w, t.writes, err = newFile(ctx, t.temporary, steps); err != nil {
		return nil, err
	}
	return t, t.engine.begin(ctx, t.w)
}

// checkNew makes sure that there is a folder for a new file, and nothing in its place.
func (t *target) checkNew() error {
	switch _, err := os.Lstat(t.file); {
	case err == nil:
		return notEmpty(clinic.Say("There is something of that name already, and it was left as it is. Name a file that is not there yet."))
	case !errors.Is(err, fs.ErrNotExist):
		return cannotWrite(err)
	}
	if err := t.mayReplace(t.file); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(t.file), 0o700); err != nil {
		return cannotWrite(err)
	}
	return nil
}

func notEmpty(said clinic.Sentence) error { return &refusal{said, ErrNotEmpty, nil} }

// checkNoRecords refuses a data folder that has records.
func checkNoRecords(ctx context.Context, cfg Config, file string) error {
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	cfg.ReadOnly, cfg.File = true, ""
	s, err := Open(ctx, cfg)
	if err != nil {
		return err
	}
	defer s.Close()
	return checkEmpty(ctx, s.engine, s.reads)
}

// checkEmpty refuses a database that holds any record or any history.
func checkEmpty(ctx context.Context, e engine, db reader) error {
	names, err := e.tables(ctx, db)
	if err != nil {
		return err
	}
	for _, n := range names {
		if slices.Contains(notCopied, n) {
			continue
		}
		var any bool
		if err := db.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM "+quote(n)+")").Scan(&any); err != nil {
			return err
		}
		if any {
			return notEmpty(clinic.Say("There are records already where these are to go. Nothing was changed. Name an empty database, or a data folder with no records in it."))
		}
	}
	return nil
}

// keep makes the copy count. From here on the work is not stopped: whether it was kept must be known.
func (t *target) keep(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	if t.file == "" {
		if err := t.engine.commit(ctx, t.w); err != nil {
			if isLost(err) {
				return &refusal{clinic.Say("The connection was lost at the very end, so it is not known whether the records arrived. They did as a whole or not at all, and the original is as it was. Run it again: when it says that there are records already, they did."), ErrUnreachable, err}
			}
			return err
		}
		t.kept = true
		return nil
	}
	if err := finishFile(ctx, t.w, t.writes, t.temporary); err != nil {
		return err
	}
	t.w, t.writes = nil, nil
	if err := t.makeRoom(ctx); err != nil {
		return err
	}
	if err := whole.Put(t.temporary, t.file); err != nil {
		return cannotWrite(err)
	}
	t.kept = true
	return nil
}

// makeRoom puts a database with no records in it aside: what a crash left beside the file would be taken for a
// part of the new one.
func (t *target) makeRoom(ctx context.Context) error {
	if t.hold == nil {
		return nil // a single file, in whose place there was nothing
	}
	if err := os.MkdirAll(filepath.Join(t.cfg.Dir, backupFolder), 0o700); err != nil {
		return noAccess(err)
	}
	_, err := setAside(ctx, t.file, t.cfg.unusedBackup("before-move"))
	return err
}

// giveUp ends the work on a target; what was not kept is gone.
func (t *target) giveUp() {
	if t.Store != nil {
		t.Close()
	}
	if t.temporary != "" && !t.kept {
		whole.Discard(t.temporary)
	}
}

// newFile makes the tables of a clinic in an empty file, as they are after so many migrations. Its triggers are
// put aside until finishFile: they guard how records change, and here they are copied as they are.
func newFile(ctx context.Context, file string, steps []migration) (_ *connection, _ *sql.DB, err error) {
	db, err := openPool(dsnNew(file), 1)
	if err != nil {
		return nil, nil, err
	}
	w, err := connect(ctx, db, sqliteEngine{})
	if err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	for i, step := range steps {
		if err := sqliteStep(ctx, w, step, i+1); err != nil {
			return nil, nil, errors.Join(err, w.close(), db.Close())
		}
	}
	if err := putTriggersAside(ctx, w); err != nil {
		return nil, nil, errors.Join(err, w.close(), db.Close())
	}
	return w, db, nil
}

func sqliteStep(ctx context.Context, w *connection, step migration, n int) error {
	e := sqliteEngine{}
	if err := e.begin(ctx, w); err != nil {
		return err
	}
	if err := step.run(ctx, e, w, n); err != nil {
		return err
	}
	return e.commit(ctx, w)
}

// finishFile ends a copy in a file and looks through it.
func finishFile(ctx context.Context, w *connection, db *sql.DB, file string) error {
	e := sqliteEngine{}
	err := putTriggersBack(ctx, w)
	if err == nil {
		err = e.commit(ctx, w)
	}
	if err == nil {
		var found []broken
		if found, err = e.brokenReferences(ctx, w); err == nil && len(found) > 0 {
			err = damaged(fmt.Errorf("references of %s in the copy", found[0].child))
		}
	}
	if err := errors.Join(err, w.close(), db.Close()); err != nil {
		return err
	}
	return checkCopy(ctx, file)
}

// copyToFile writes a checked copy of records that are no file of their own to a new file in a folder.
func (s *Store) copyToFile(ctx context.Context, folder string) (name string, err error) {
	if name, err = temporaryFile(folder, ""); err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			whole.Discard(name)
		}
	}()
	return name, noRoom(s.readLong(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := s.engine.unhurried(ctx, tx); err != nil {
			return err
		}
		have, err := s.engine.version(ctx, tx)
		if err != nil {
			return err
		}
		w, db, err := newFile(ctx, name, s.steps[:have])
		if err != nil {
			return err
		}
		to := endpoint{sqliteEngine{}, w}
		err = to.engine.begin(ctx, w)
		if err == nil {
			err = copyRecords(ctx, endpoint{s.engine, tx}, to, w, nil)
		}
		if err != nil {
			return errors.Join(err, w.close(), db.Close())
		}
		return finishFile(ctx, w, db, name)
	}))
}
