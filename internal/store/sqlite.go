package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"modernc.org/sqlite" // the driver, with no C compiler needed
	sqlite3 "modernc.org/sqlite/lib"

	"regimen/internal/clinic"
)

// Everything in this file is SQLite's alone.

const driverName = "sqlite"

// sqliteEngine is the database of a single machine: one file, which needs nothing else.
type sqliteEngine struct{}

// begin takes the write lock at once.
func (sqliteEngine) begin(ctx context.Context, w *connection) error {
	return w.exec(ctx, "BEGIN IMMEDIATE")
}

func (sqliteEngine) commit(ctx context.Context, w *connection) error { return w.exec(ctx, "COMMIT") }

func (sqliteEngine) snapshot() *sql.TxOptions { return &sql.TxOptions{ReadOnly: true} }

// interruptible is no: the driver would keep a goroutine watching each statement, which takes half as long
// again as the loading of records.
func (sqliteEngine) interruptible() bool { return false }

func (sqliteEngine) prepare(context.Context, *connection) error { return nil }

func (sqliteEngine) schema(m migration) string { return m.sql }

func (sqliteEngine) size(ctx context.Context, db reader) (n int64, err error) {
	err = db.QueryRowContext(ctx, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").Scan(&n)
	return n, err
}

func (sqliteEngine) columns(ctx context.Context, db reader, table string) ([]string, error) {
	return texts(ctx, db, "SELECT name FROM pragma_table_info($1) ORDER BY cid", table)
}

func (sqliteEngine) tables(ctx context.Context, db reader) ([]string, error) {
	return texts(ctx, db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")
}

func (sqliteEngine) key(ctx context.Context, db reader, table string) ([]string, error) {
	return texts(ctx, db, "SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk", table)
}

// objects leaves out what SQLite gathers by itself to plan its work.
func (sqliteEngine) objects(ctx context.Context, db reader) (map[object]definition, error) {
	all := make(map[object]definition)
	err := each(ctx, db, "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\'", nil, func(rows *sql.Rows) error {
		var o object
		var d definition
		err := rows.Scan(&o.sort, &o.name, &d.table, &d.says)
		d.says = oneLine(d.says)
		all[o] = d
		return err
	})
	return all, err
}

func (e sqliteEngine) wanted(ctx context.Context, steps []migration) (all map[object]definition, err error) {
	err = inMemory(ctx, steps, func(w *connection) error {
		all, err = e.objects(ctx, w)
		return err
	})
	return all, err
}

func (sqliteEngine) keeps(string) bool { return true }

func (sqliteEngine) fill(ctx context.Context, w *connection, table string, columns []string, next func() ([]any, error)) error {
	into := quote(table) + " (" + quoted(columns) + ")"
	var rows []any
	for {
		row, err := next()
		if err != nil {
			return err
		}
		rows = append(rows, row...)
		if row == nil || len(rows) == rowsAtOnce*len(columns) {
			if err := w.insert(ctx, into, len(columns), rows); err != nil {
				return err
			}
			rows = rows[:0]
		}
		if row == nil {
			return nil
		}
	}
}

func (sqliteEngine) unhurried(context.Context, reader) error { return nil }

// dsn is the name under which SQLite opens a file. A plain path would let the driver ignore the mode
// silently.
func dsn(file, mode string, set url.Values) string {
	path := filepath.ToSlash(file)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/… on Windows
	}
	q := url.Values{
		"mode":          {mode},
		"_defensive":    {"1"},
		"_dqs":          {"0"},
		"_error_rc":     {"1"},
		"_busy_timeout": {"10000"},
		"_pragma":       {"trusted_schema(0)", "cell_size_check(1)", "temp_store(2)", "cache_size(-16000)", "journal_size_limit(33554432)"},
	}
	for k, v := range set {
		q[k] = v
	}
	return (&url.URL{Scheme: "file", Path: path, RawQuery: q.Encode()}).String()
}

// dsnWriting opens a file that is there; createFile makes it, with the right permissions.
func dsnWriting(file string) string {
	return dsn(file, "rw", url.Values{"_synchronous": {"FULL"}, "_foreign_keys": {"1"}})
}

// dsnLocal leaves nothing of what was removed on the disk.
func dsnLocal(file string) string {
	return dsn(file, "rw", url.Values{"_synchronous": {"FULL"}, "_txlock": {"immediate"}, "_pragma": {"secure_delete(1)", "temp_store(2)", "trusted_schema(0)"}})
}

func dsnReading(file string) string { return dsn(file, "ro", url.Values{"_query_only": {"1"}}) }

func dsnCopy(file string) string { return dsn(file, "rw", url.Values{"_synchronous": {"FULL"}}) }

// dsnAlone opens a file for reading without making anything beside it: what readers otherwise share in the -shm
// file is in the memory of the one connection, which locks out all others.
func dsnAlone(file string) string {
	return dsn(file, "rw", url.Values{"_query_only": {"1"}, "_pragma": {"locking_mode(EXCLUSIVE)", "trusted_schema(0)", "cell_size_check(1)", "temp_store(2)"}})
}

// lacksRoom reports whether an error may be that what SQLite needs beside a database cannot be made.
func lacksRoom(err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN:
		return true
	}
	return false
}

func withoutRoom(cause error) error {
	return &refusal{clinic.Say("There is no room on the disk, or the data folder lets nothing be written, so the clinic's records cannot be opened. Everything that was kept before is safe. Free some space, and start again."), ErrDiskFull, cause}
}

func readOnly(cause error) error {
	return &refusal{clinic.Say("There is no room on the disk, or the data folder lets nothing be written, so the clinic's records are open for reading only. Everything that was kept before is safe. Free some space, and start again."), ErrDiskFull, cause}
}

// dsnNew opens a file that is thrown away unless all of it comes to be: nothing is written twice, and the
// references are looked through at the end.
func dsnNew(file string) string {
	return dsn(file, "rw", url.Values{"_synchronous": {"OFF"}, "_journal_mode": {"MEMORY"}})
}

// dsnMemory opens a database that is there until it is closed, and nowhere on the disk.
const dsnMemory = "file::memory:"

func openPool(dsn string, conns int) (*sql.DB, error) {
	db, err := sql.Open(driverName, dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	return db, nil
}

// openPoolOn is openPool for a file that is open already: no connection is made to another one that has its name
// by then.
func openPoolOn(file opened, dsn string, conns int) (*sql.DB, error) {
	db, err := sql.Open(driverName, dsn)
	if err != nil {
		return nil, err
	}
	defer db.Close() // which connected to nothing
	on := sql.OpenDB(connector{db.Driver(), dsn, file})
	on.SetMaxOpenConns(conns)
	on.SetMaxIdleConns(conns)
	return on, nil
}

type connector struct {
	driver driver.Driver
	dsn    string
	file   opened
}

func (c connector) Driver() driver.Driver { return c.driver }

func (c connector) Connect(context.Context) (driver.Conn, error) {
	conn, err := c.driver.Open(c.dsn)
	if err == nil && !c.file.there() {
		err = errors.Join(noAccess(errors.New("another file has the name of the records")), conn.Close())
	}
	if err != nil {
		return nil, err
	}
	return conn, nil
}

// createFile makes an empty database file that only its owner can read; SQLite gives its -wal and -shm
// files the same permissions. A file that is there is left alone but for its permissions.
func createFile(file string) error {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, os.ErrExist) {
		if info, err := os.Stat(file); err != nil || !info.Mode().IsRegular() {
			return errors.Join(errors.New("it is no file"), err)
		}
		return os.Chmod(file, 0o600)
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// unclean reports whether the database was not closed properly: SQLite removes its -wal file at the
// end of the last connection.
func unclean(file string) bool {
	info, err := os.Stat(file + "-wal")
	return err == nil && info.Size() > 0
}

// sqliteSentence turns an error of SQLite into a sentence; it is nil for any other.
func sqliteSentence(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return nil
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_NOTADB:
		return &refusal{clinic.Say("The file with the clinic's records holds something else. It was left as it is. Choose another data folder, or restore a backup."), ErrNotDatabase, err}
	case sqlite3.SQLITE_CORRUPT:
		return damaged(err)
	case sqlite3.SQLITE_ERROR, sqlite3.SQLITE_SCHEMA:
		return &refusal{clinic.Say("The clinic's records were not understood. Nothing was changed. Try again; when it happens again, look through the records with “regimen check”."), ErrRefused, err}
	case sqlite3.SQLITE_FULL:
		return &refusal{clinic.Say("The disk is full. This change was not kept; everything before it was. Free some space and try again."), ErrDiskFull, err}
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH:
		return noAccess(err)
	case sqlite3.SQLITE_INTERRUPT:
		return stopped(err)
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return &refusal{clinic.Say("The clinic's records are busy in another program. This change was not kept. Try again in a moment."), ErrInUse, err}
	case sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_MISMATCH:
		return &refusal{clinic.Say("A record holds something that cannot be kept. Nothing was changed. Please report this as a fault of the program."), ErrRefused, err}
	case sqlite3.SQLITE_IOERR:
		return &refusal{clinic.Say("The disk could not be read or written. This change was not kept; everything before it was. Check the disk, then start the program again."), ErrNoAccess, err}
	}
	return err
}

func stopped(cause error) error {
	return &refusal{clinic.Say("The work was stopped before it was finished. Nothing was changed."), context.Canceled, cause}
}

func noAccess(cause error) error {
	return &refusal{clinic.Say("The clinic's records cannot be opened or written. Nothing was changed. Check that the disk is there and that you may write to the data folder."), ErrNoAccess, cause}
}

// brokenReference reports whether err says that a record points at one that is not there.
func (sqliteEngine) brokenReference(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code() == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY
}

func (sqliteEngine) references(ctx context.Context, db reader) ([]reference, error) {
	var refs []reference
	for _, k := range clinic.Kinds() {
		err := each(ctx, db, `SELECT "from", "table" FROM pragma_foreign_key_list($1) WHERE seq = 0`, []any{string(k)}, func(rows *sql.Rows) error {
			r := reference{child: string(k)}
			err := rows.Scan(&r.column, &r.parent)
			refs = append(refs, r)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return refs, nil
}

func (sqliteEngine) version(ctx context.Context, db reader) (n int, err error) {
	err = db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&n)
	return n, err
}

func (sqliteEngine) setVersion(ctx context.Context, db *connection, n int) error {
	_, err := db.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", n))
	return err
}

// applicationID marks a database as Regimen's: the letters "Rgmn".
const applicationID = 0x52676d6e

func (sqliteEngine) owner(ctx context.Context, db reader) (ours, empty bool, err error) {
	var id, objects int
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return false, false, err
	}
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&objects); err != nil {
		return false, false, err
	}
	return id == applicationID, id == 0 && objects == 0, nil
}

func (sqliteEngine) claim(ctx context.Context, db *connection) error {
	_, err := db.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID))
	return err
}

// integrity leaves out the comparison of tables with their indexes when it is to be quick.
func (sqliteEngine) integrity(ctx context.Context, db reader, quick bool) ([]string, error) {
	pragma := "PRAGMA integrity_check"
	if quick {
		pragma = "PRAGMA quick_check"
	}
	var found []string
	err := each(ctx, db, pragma, nil, func(rows *sql.Rows) error {
		var line string
		err := rows.Scan(&line)
		if line != "ok" {
			found = append(found, line)
		}
		return err
	})
	return found, err
}

// putTriggersAside takes the triggers out of a database, and keeps them with the connection.
func putTriggersAside(ctx context.Context, w *connection) error {
	if _, err := w.ExecContext(ctx, "CREATE TEMP TABLE aside AS SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger'"); err != nil {
		return err
	}
	names, err := texts(ctx, w, "SELECT name FROM aside")
	for _, n := range names {
		if err == nil {
			_, err = w.ExecContext(ctx, "DROP TRIGGER "+quote(n))
		}
	}
	return err
}

// putTriggersBack makes the triggers that were put aside again, as they were.
func putTriggersBack(ctx context.Context, w *connection) error {
	statements, err := texts(ctx, w, "SELECT sql FROM aside ORDER BY rowid")
	for _, st := range append(statements, "DROP TABLE aside") {
		if err == nil {
			_, err = w.ExecContext(ctx, st)
		}
	}
	return err
}

func (sqliteEngine) unguarded(ctx context.Context, w *connection, _ []string, do func() error) error {
	if err := putTriggersAside(ctx, w); err != nil {
		return err
	}
	if err := do(); err != nil {
		return err
	}
	return putTriggersBack(ctx, w)
}

// pagesAtOnce is how much is copied before the copy can be stopped.
const pagesAtOnce = 1000

// copyDatabase copies the whole database, as of one moment, into an empty file, and leaves the copy as
// one file that needs no -wal beside it.
func copyDatabase(ctx context.Context, db *sql.DB, file string) error {
	from, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer from.Close()
	// All steps of the copy are of the moment at which this begins.
	if _, err := from.ExecContext(ctx, "BEGIN"); err != nil {
		return err
	}
	defer from.ExecContext(context.WithoutCancel(ctx), "ROLLBACK") //nolint:errcheck // of a transaction that only read
	if _, err := (sqliteEngine{}).version(ctx, from); err != nil {
		return err
	}
	err = from.Raw(func(conn any) error {
		source, ok := conn.(interface {
			NewBackup(string) (*sqlite.Backup, error)
		})
		if !ok {
			return errors.New("the database driver makes no backups")
		}
		b, err := source.NewBackup(dsnCopy(file))
		if err != nil {
			return err
		}
		for more := true; more && err == nil; {
			if more, err = b.Step(pagesAtOnce); err == nil {
				err = ctx.Err()
			}
		}
		return errors.Join(err, b.Finish())
	})
	if err != nil {
		return err
	}
	to, err := openPool(dsnCopy(file), 1)
	if err != nil {
		return err
	}
	_, err = to.ExecContext(ctx, "PRAGMA journal_mode = DELETE")
	return errors.Join(err, to.Close())
}

func (sqliteEngine) brokenReferences(ctx context.Context, db reader) ([]broken, error) {
	var out []broken
	err := each(ctx, db, `SELECT "table", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2`, nil, func(rows *sql.Rows) error {
		var b broken
		err := rows.Scan(&b.child, &b.parent, &b.count)
		out = append(out, b)
		return err
	})
	return out, err
}

// useWAL lets readers and the writer work at the same time. It is written into the file, so it must be known
// to be ours.
func useWAL(ctx context.Context, db *connection) error {
	var mode string
	err := db.QueryRowContext(ctx, "PRAGMA journal_mode = WAL").Scan(&mode)
	if err == nil && mode != "wal" {
		return noAccess(fmt.Errorf("journal mode %s", mode))
	}
	return err
}

// alone brings everything from the -wal file into the database and lets go of that file. SQLite does it only for
// a connection that no other one is beside, from whatever program; otherwise it gives ErrInUse.
func alone(ctx context.Context, file string) error {
	db, err := openPool(dsnCopy(file), 1)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "PRAGMA journal_mode = DELETE")
	if err = errors.Join(err, db.Close()); errors.Is(explain(err), ErrInUse) {
		return &refusal{clinic.Say("The clinic's records are open in another program. Nothing was changed. Close every window and wait for other commands to end, then try again."), ErrInUse, err}
	}
	return err
}

// isClinic reports whether a file is a database of this program's, as far as its first page tells. It must not
// be one that this process has open: SQLite would lose its locks.
func isClinic(file string) bool {
	f, err := os.Open(file)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 72)
	_, err = io.ReadFull(f, head)
	return err == nil && string(head[:16]) == "SQLite format 3\x00" && binary.BigEndian.Uint32(head[68:]) == applicationID
}
