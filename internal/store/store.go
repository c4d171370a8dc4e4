package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"regimen/internal/clinic"
	"regimen/internal/timezone"
	"regimen/internal/whole"
)

// Config says where the records are and who keeps them.
type Config struct {
	Dir string // the data folder; made when it is not there
	// File is a single file with all records, such as a backup. It can be opened for reading only.
	File string
	// URL is the PostgreSQL database in which several machines share the records (postgres://…). The data
	// folder then holds only backups.
	URL   string
	Clock func() time.Time // time.Now unless set; where the records are shared, put right by the server's clock
	NewID func() string    // UUIDv7 unless set
	// Zone is the time zone of the machine, by which a clinic goes that has none of its own yet; timezone.Machine unless
	// set.
	Zone *time.Location
	// Machine is the name of this computer, for the history; the host's name unless set. Where the records are
	// shared, a computer that was added to them goes by the name it was added with.
	Machine string
	Log     *slog.Logger
	// Patience is how long a shared database may take to answer before it counts as out of reach; ten
	// seconds unless set.
	Patience time.Duration
	// Catalogue is what the values of records are checked by, see clinic.Check; nil checks what needs none.
	Catalogue *clinic.Catalogue
	// ReadOnly opens the records beside a window that has them open. Nothing can be changed, and the
	// folder must hold records already.
	ReadOnly bool

	system func() time.Time // the clock of this computer
}

// Store is an open clinic. Its methods may be called from any goroutine.
type Store struct {
	cfg    Config
	engine engine
	file   string // "" when shared
	steps  []migration
	hold   *hold   // nil when read-only or shared
	placed placed  // the files that are written to; empty when they are not this machine's
	writes *sql.DB // nil when read-only
	reads  *sql.DB
	feed   *feed // nil unless shared
	cause  error // why the records opened for reading only although they were to be written to; nil otherwise

	mu    sync.Mutex // the one writer
	w     *connection
	actor atomic.Value // clinic.Actor
	zone  atomic.Pointer[whereabouts]
	folk  folk
	stale atomic.Bool // the connection was lost; that of the writer is to be made anew

	subMu       sync.Mutex
	subscribers map[int]func(clinic.Changes)
	nextSub     int
}

// Open opens the clinic in a data folder and makes it when there is none. Only one Store at a time may
// have a folder open for writing; another gets ErrInUse.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	return open(ctx, cfg, embedded)
}

// newStore is a store with nothing open yet, and with what a Config leaves unsaid.
func newStore(cfg Config, e engine) *Store {
	if cfg.system == nil {
		cfg.system = time.Now
	}
	if cfg.Clock == nil {
		cfg.Clock = cfg.system
	}
	if cfg.Zone == nil {
		cfg.Zone = timezone.Machine()
	}
	if cfg.NewID == nil {
		cfg.NewID = func() string { return uuid.Must(uuid.NewV7()).String() }
	}
	if cfg.Machine == "" {
		cfg.Machine, _ = os.Hostname() // "" is what the history shows when there is none
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Patience == 0 {
		cfg.Patience = patience
	}
	s := &Store{cfg: cfg, engine: e, subscribers: make(map[int]func(clinic.Changes))}
	s.zone.Store(&whereabouts{at: cfg.Zone})
	return s
}

func open(ctx context.Context, cfg Config, migrations fs.FS) (_ *Store, err error) {
	given := cfg
	s := newStore(cfg, sqliteEngine{})
	defer func() {
		if err != nil {
			s.Close()
			err = explain(err)
		}
	}()
	steps, err := readMigrations(migrations)
	if err != nil {
		return nil, err
	}
	s.steps = steps
	if cfg.Dir != "" {
		if s.cfg.Dir, err = filepath.Abs(cfg.Dir); err != nil {
			return nil, err
		}
	}
	if cfg.URL != "" {
		if err := s.openShared(ctx, steps); err != nil {
			return nil, err
		}
		if given.Clock == nil && s.feed != nil {
			s.cfg.Clock = s.feed.now
		}
		s.findZone(ctx)
		return s, nil
	}
	if s.file, err = filepath.Abs(cmp.Or(cfg.File, filepath.Join(s.cfg.Dir, databaseName))); err != nil {
		return nil, err
	}
	if cfg.ReadOnly || cfg.File != "" {
		err = s.openReadOnly(ctx, steps)
	} else {
		err = s.openWriting(ctx, steps)
	}
	if err != nil {
		return nil, err
	}
	s.findZone(ctx)
	return s, nil
}

func (s *Store) openReadOnly(ctx context.Context, steps []migration) error {
	if s.cfg.File == "" {
		if err := gone(s.file); err != nil {
			return err
		}
	}
	switch info, err := os.Stat(s.file); {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return noAccess(err)
	case err == nil && !info.Mode().IsRegular():
		return noAccess(fmt.Errorf("there is a %v", info.Mode().Type()))
	case err != nil && s.cfg.File != "":
		return &refusal{clinic.Say("There is no file of that name. Nothing was changed. Name another file."), ErrNoAccess, err}
	case err != nil:
		return &refusal{clinic.Say("There are no clinic's records in the data folder yet. Start the program once, or name another folder."), ErrNoAccess, err}
	}
	var err error
	if s.reads, err = openPool(dsnReading(s.file), 2); err != nil {
		return err
	}
	have, empty, err := inspect(ctx, s.engine, s.reads, len(steps))
	if lacksRoom(err) && s.cfg.File == "" {
		have, err = s.openWithoutRoom(ctx, len(steps), err)
	}
	if err == nil && empty && s.cfg.File != "" {
		return &refusal{clinic.Say("The file is not a backup of a clinic's records. Nothing was changed. Choose another file."), ErrNotDatabase, nil}
	}
	if err == nil && have < len(steps) && s.cfg.File != "" {
		return &refusal{clinic.Say("The file was written by an older version of the program. Nothing was changed. Restore it into a data folder of its own (“regimen restore FILE --data DIR”), open the window there once (“regimen --data DIR”), and name that folder instead."), ErrOlder, nil}
	}
	if err == nil && have < len(steps) {
		return &refusal{clinic.Say("The clinic's records were last written by an older version of the program. Open the window once, so that they are brought up to date."), ErrNoAccess, nil}
	}
	return err
}

func (s *Store) openWriting(ctx context.Context, steps []migration) error {
	var err error
	if s.hold, err = takeFolder(s.cfg.Dir, forWindow); err != nil {
		return err
	}
	if err := gone(s.file); err != nil {
		return err
	}
	afterCrash := unclean(s.file)
	if err := createFile(s.file); err != nil {
		return noAccess(err)
	}
	if err := whole.SyncFolder(s.cfg.Dir); err != nil {
		return noAccess(err)
	}
	err = s.openBoth(ctx, steps, afterCrash)
	if !lacksRoom(err) {
		return err
	}
	have, err := s.openWithoutRoom(ctx, len(steps), err)
	if err == nil && have < len(steps) {
		return &refusal{clinic.Say("There is no room on the disk to bring the clinic's records up to date. Everything that was kept before is safe. Free some space, and start again."), ErrDiskFull, nil}
	}
	return err
}

// openWithoutRoom opens the records for reading where what SQLite needs beside them cannot be made, and gives the
// version of their schema. Nobody else can open them meanwhile. cause is why they did not open otherwise.
func (s *Store) openWithoutRoom(ctx context.Context, newest int, cause error) (have int, err error) {
	if s.w != nil {
		err = errors.Join(err, s.w.close())
		s.w = nil
	}
	for _, db := range []*sql.DB{s.writes, s.reads} {
		if db != nil {
			err = errors.Join(err, db.Close())
		}
	}
	s.writes, s.reads = nil, nil
	if err != nil {
		return 0, err
	}
	if s.reads, err = openPool(dsnAlone(s.file), 1); err != nil {
		return 0, err
	}
	have, empty, err := inspect(ctx, s.engine, s.reads, newest)
	if err != nil || empty {
		return 0, withoutRoom(cause)
	}
	s.cfg.Log.Error("the records are open for reading only", "error", cause)
	s.cause = cause
	return have, nil
}

// ReadingOnly reports whether the records were to be written to and there was no room for it.
func (s *Store) ReadingOnly() bool { return s.cause != nil && !s.cfg.ReadOnly }

func (s *Store) openBoth(ctx context.Context, steps []migration, afterCrash bool) (err error) {
	if s.writes, err = openPool(dsnWriting(s.file), 1); err != nil {
		return err
	}
	if s.w, err = connect(ctx, s.writes, s.engine); err != nil {
		return err
	}
	if afterCrash {
		s.cfg.Log.Info("the records were not closed properly; checking them")
		found, err := s.engine.integrity(ctx, s.w, true)
		if err != nil {
			return err
		}
		if len(found) > 0 {
			return damaged(fmt.Errorf("quick check: %d complaints, first %q", len(found), found[0]))
		}
	}
	have, _, err := inspect(ctx, s.engine, s.w, len(steps))
	if err != nil {
		return err
	}
	if err := useWAL(ctx, s.w); err != nil {
		return err
	}
	live, err := openedFile(s.file)
	if err != nil {
		return noAccess(err)
	}
	if s.reads, err = openPoolOn(live, dsnReading(s.file), 4); err != nil {
		return err
	}
	if _, err := s.migrate(ctx, steps, have); err != nil {
		return err
	}
	// One that reads and one that writes are there from now on, with all their files, also when those are taken away.
	for _, db := range []reader{s.reads, s.w} {
		if _, err := s.engine.version(ctx, db); err != nil {
			return err
		}
	}
	s.placed.files = append(s.placed.files, live)
	if wal, err := openedFile(s.file + "-wal"); err == nil {
		s.placed.files = append(s.placed.files, wal)
	}
	s.hold.mark()
	return nil
}

// stands makes sure that what is written now will be found again: that the files still have their names, and the
// folder is still this program's alone. What was confirmed before is copied where it would be lost otherwise.
func (s *Store) stands(ctx context.Context) error {
	if len(s.placed.files) == 0 {
		return nil
	}
	what := s.placed.missing()
	if what == "" {
		s.placed.kept = ""
		return s.hold.stands()
	}
	if s.placed.kept == "" {
		s.placed.kept = s.placed.rescue(ctx, s.reads, s.cfg, "rescued")
		s.cfg.Log.Error("a file was taken away while it was open", "file", what, "kept", s.placed.kept)
	}
	return misplaced(what, s.placed.kept, clinic.Say("restore that file or put {{.File}} back", clinic.Args{"File": what}))
}

// Close ends the store. Everything that was acknowledged is on the disk already.
func (s *Store) Close() error {
	if s.feed != nil {
		s.feed.close()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	if s.reads != nil {
		errs = append(errs, s.reads.Close())
	}
	if s.w != nil {
		errs = append(errs, s.w.close())
		s.w = nil
	}
	if s.writes != nil {
		errs = append(errs, s.writes.Close())
	}
	if s.hold != nil {
		errs = append(errs, s.hold.release())
	}
	return errors.Join(errs...)
}

// SetActor says who is at the keyboard: who reads from now on, and does what names nobody else. Before it is said that is
// the owner, by no name. The machine is always this one.
func (s *Store) SetActor(a clinic.Actor) {
	a.Machine = s.cfg.Machine
	s.actor.Store(a)
}

func (s *Store) atKeyboard() clinic.Actor {
	if a, ok := s.actor.Load().(clinic.Actor); ok {
		return a
	}
	return clinic.Actor{Role: clinic.RoleOwner, Machine: s.cfg.Machine}
}

// maySee refuses to read what whoever is at the keyboard may not see.
func (s *Store) maySee(senses ...clinic.Sense) error {
	for _, sense := range senses {
		if !clinic.May(s.atKeyboard(), clinic.See, sense) {
			return notAllowed()
		}
	}
	return nil
}

// sees reports whether whoever is at the keyboard may see records of a kind. A chart or a day is read without the others.
func (s *Store) sees(k clinic.Kind) bool { return s.maySee(k.Row().Sense) == nil }

// mayChange refuses what the one who does it may not do.
func mayChange(a clinic.Actor, changes []change) error {
	for i := range changes {
		if !clinic.MayChange(a, changes[i].before, changes[i].after) {
			return notAllowed()
		}
	}
	return nil
}

func notAllowed() error {
	return &refusal{clinic.Say("This is not open to whoever works at this computer. Nothing was changed."), clinic.ErrNotAllowed, nil}
}

// Subscribe has f called after each change is on the disk, from the goroutine that made the change. f may use
// the store. Of changes made at the same moment by two goroutines, either may be told first.
func (s *Store) Subscribe(f func(clinic.Changes)) (cancel func()) {
	s.subMu.Lock()
	defer s.subMu.Unlock()
	id := s.nextSub
	s.nextSub++
	s.subscribers[id] = f
	return func() {
		s.subMu.Lock()
		defer s.subMu.Unlock()
		delete(s.subscribers, id)
	}
}

func (s *Store) tell(c clinic.Changes) {
	if len(c.Refs) == 0 {
		return
	}
	s.followZone(c)
	s.folk.follow(c)
	s.subMu.Lock()
	fs := make([]func(clinic.Changes), 0, len(s.subscribers))
	for id := range s.nextSub {
		if f, ok := s.subscribers[id]; ok {
			fs = append(fs, f)
		}
	}
	s.subMu.Unlock()
	for _, f := range fs {
		f(c)
	}
}

// reader is what a pool, a connection and a transaction can all do.
type reader interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
	QueryRowContext(context.Context, string, ...any) *sql.Row
}

// connection is one connection to the database that keeps its statements prepared.
type connection struct {
	conn     *sql.Conn
	prepared map[string]*sql.Stmt
	// interruptible: a short statement, too, may be stopped while it runs.
	interruptible bool
	// people are whose records belong together, as the change that is being made has found it.
	people *clinic.People
}

func connect(ctx context.Context, db *sql.DB, e engine) (*connection, error) {
	c, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &connection{conn: c, prepared: make(map[string]*sql.Stmt), interruptible: e.interruptible()}, nil
}

func (c *connection) close() error {
	for _, st := range c.prepared {
		st.Close()
	}
	return c.conn.Close()
}

func (c *connection) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	if st := c.prepared[query]; st != nil {
		return st, nil
	}
	st, err := c.conn.PrepareContext(ctx, query)
	if err == nil {
		c.prepared[query] = st
	}
	return st, err
}

// whole is the context of a short statement that is run often: it can be stopped before it begins, and while
// it runs only where that can take long.
func (c *connection) whole(ctx context.Context) context.Context {
	if c.interruptible {
		return ctx
	}
	return context.WithoutCancel(ctx)
}

// exec runs a short statement that is run often.
func (c *connection) exec(ctx context.Context, query string, args ...any) error {
	st, err := c.stmt(ctx, query) //nolint:sqlclosecheck // kept until the connection closes
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	_, err = st.ExecContext(c.whole(ctx), args...)
	return err
}

// rowsAtOnce bounds the statements of insert.
const rowsAtOnce = 40

// insert puts rows of so many columns, given one after the other, with as few statements as can be.
func (c *connection) insert(ctx context.Context, into string, columns int, values []any) error {
	for len(values) > 0 {
		n := min(len(values), rowsAtOnce*columns)
		var b strings.Builder
		b.WriteString("INSERT INTO " + into + " VALUES ")
		for i := range n {
			switch {
			case i == 0:
				b.WriteString("(")
			case i%columns == 0:
				b.WriteString("), (")
			default:
				b.WriteString(", ")
			}
			b.WriteString("$" + strconv.Itoa(i+1))
		}
		b.WriteString(")")
		if err := c.exec(ctx, b.String(), values[:n]...); err != nil {
			return err
		}
		values = values[n:]
	}
	return nil
}

func (c *connection) ExecContext(ctx context.Context, q string, args ...any) (sql.Result, error) {
	return c.conn.ExecContext(ctx, q, args...)
}

func (c *connection) QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	return c.conn.QueryContext(ctx, q, args...)
}

// QueryRowContext reads one row with a short statement that is run often, as exec runs it.
func (c *connection) QueryRowContext(ctx context.Context, q string, args ...any) *sql.Row {
	st, err := c.stmt(ctx, q) //nolint:sqlclosecheck // kept until the connection closes
	if err != nil || ctx.Err() != nil {
		return c.conn.QueryRowContext(ctx, q, args...) // which gives the error
	}
	return st.QueryRowContext(c.whole(ctx), args...)
}

// write runs f in a transaction of the one writer. When f or the commit fails, nothing of it is kept; only
// when a shared database went out of reach during the commit is that not known, which ErrUnreachable tells.
// atCommit may say better why the commit failed, while the transaction can still be read.
func (s *Store) write(ctx context.Context, f func(*connection) error, atCommit func(error) error) error {
	if s.ReadingOnly() {
		return readOnly(s.cause)
	}
	if s.writes == nil {
		return &refusal{clinic.Say("The clinic's records are open for reading only. Nothing was changed."), ErrNoAccess, nil}
	}
	if err := ctx.Err(); err != nil {
		return explain(err)
	}
	if err := s.stands(ctx); err != nil {
		return err
	}
	if s.stale.Swap(false) && s.w != nil {
		s.w.close()
		s.w = nil
	}
	if s.w == nil {
		w, err := connect(ctx, s.writes, s.engine)
		if err != nil {
			return explain(err)
		}
		s.w = w
	}
	if err := s.engine.begin(ctx, s.w); err != nil {
		s.dropLost(err)
		return explain(err)
	}
	ended := false
	defer func() {
		if !ended { // refused, or a fault in f
			whole, done := s.toTheEnd(ctx, 0)
			defer done()
			// The engine may have rolled back by itself already; then this fails and that is well.
			s.dropLost(s.w.exec(whole, "ROLLBACK"))
		}
	}()
	began := time.Now()
	if err := f(s.w); err != nil {
		ended = s.dropLost(err)
		return explain(err)
	}
	if err := s.stands(ctx); err != nil {
		return err
	}
	whole, done := s.toTheEnd(ctx, time.Since(began))
	defer done()
	err := s.engine.commit(whole, s.w)
	if err != nil && atCommit != nil {
		err = atCommit(err)
	}
	ended = err == nil || s.dropLost(err)
	return explain(err)
}

// toTheEnd is the context of the end of a transaction, which is not interrupted: whether it was kept must be
// known. The longer the work took, the longer its references take to check.
func (s *Store) toTheEnd(ctx context.Context, work time.Duration) (context.Context, context.CancelFunc) {
	ctx = context.WithoutCancel(ctx)
	if !s.engine.interruptible() {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, s.cfg.Patience+work)
}

// dropLost gives up the writing connection after an error that says it is lost; the next change makes
// another.
func (s *Store) dropLost(err error) bool {
	if err == nil || !isLost(err) {
		return false
	}
	if s.w != nil {
		s.w.close()
		s.w = nil
	}
	return true
}

// read runs f in one transaction of the reading pool, so that all it reads is of one moment.
func (s *Store) read(ctx context.Context, f func(ctx context.Context, tx *sql.Tx) error) error {
	ctx, done := s.patient(ctx)
	defer done()
	return s.readWithin(ctx, f)
}

// readLong is read for what may take as long as it takes, while the database can be reached.
func (s *Store) readLong(ctx context.Context, f func(ctx context.Context, tx *sql.Tx) error) error {
	ctx, done := s.unhurried(ctx)
	defer done()
	return whyEnded(ctx, s.readWithin(ctx, f))
}

func (s *Store) readWithin(ctx context.Context, f func(ctx context.Context, tx *sql.Tx) error) error {
	tx, err := s.reads.BeginTx(ctx, s.engine.snapshot())
	if err != nil {
		return explain(err)
	}
	defer tx.Rollback()
	return explain(f(ctx, tx))
}

// patient bounds how long an answer over the network is waited for.
func (s *Store) patient(ctx context.Context) (context.Context, context.CancelFunc) {
	if !s.engine.interruptible() {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, s.cfg.Patience)
}

// unhurried gives something that takes long its time, until the connection to a shared database is lost.
func (s *Store) unhurried(ctx context.Context) (context.Context, context.CancelFunc) {
	if s.feed == nil {
		return ctx, func() {}
	}
	ctx, stop := context.WithCancelCause(ctx)
	forget := s.feed.whenLost(func() { stop(ErrUnreachable) })
	return ctx, func() { forget(); stop(nil) }
}

// whyEnded is why something failed whose context had ended: because the connection was lost, or because it was
// stopped. A connection that is cut off by the stop says that the server does not answer.
func whyEnded(ctx context.Context, err error) error {
	switch {
	case err == nil:
	case errors.Is(context.Cause(ctx), ErrUnreachable):
		return unreachable(err)
	case errors.Is(context.Cause(ctx), context.Canceled) && errors.Is(explain(err), ErrUnreachable):
		return stopped(errors.New(err.Error()))
	}
	return err
}

// patience is how long an answer of a shared database is waited for.
const patience = 10 * time.Second

// Machine is the name of this computer, as the history has it.
func (s *Store) Machine() string { return s.cfg.Machine }

// URL is the database in which the records are shared, or "".
func (s *Store) URL() string { return s.cfg.URL }
