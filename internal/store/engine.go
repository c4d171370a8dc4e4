package store

import (
	"context"
	"database/sql"
)

// engine is all that differs between the databases: sqlite.go has one, postgres.go the other. Every other
// statement of this package is the same for both.
type engine interface {
	// begin starts the transaction of a change. No other change is under way until it ends, so that
	// nothing it has read can be out of date when it writes, and the history is numbered in the order in
	// which changes come to be.
	begin(ctx context.Context, w *connection) error
	// commit ends it. After a broken reference the transaction is still open, to be read and rolled back.
	commit(ctx context.Context, w *connection) error
	brokenReference(err error) bool
	// snapshot are the options of a transaction that reads everything as of one moment.
	snapshot() *sql.TxOptions
	// interruptible reports whether a short statement may take long, because there is a network on the way.
	interruptible() bool

	// prepare makes, before a migration, what migrations rely on.
	prepare(ctx context.Context, w *connection) error
	// schema is a migration in the engine's own words.
	schema(m migration) string
	// version is the number of the last migration the database went through.
	version(ctx context.Context, db reader) (int, error)
	setVersion(ctx context.Context, w *connection, n int) error
	// owner tells whose the database is: ours, nobody's yet (empty), or another program's.
	owner(ctx context.Context, db reader) (ours, empty bool, err error)
	claim(ctx context.Context, w *connection) error
	// columns are the names of a table's columns, in order.
	columns(ctx context.Context, db reader, table string) ([]string, error)
	// tables are the names of all tables that migrations make, in alphabetical order.
	tables(ctx context.Context, db reader) ([]string, error)
	// key are the columns of a table's primary key, in order.
	key(ctx context.Context, db reader, table string) ([]string, error)
	// references lists every reference of the schema to records.
	references(ctx context.Context, db reader) ([]reference, error)

	// objects are what the schema consists of, and wanted what it consists of after some migrations.
	objects(ctx context.Context, db reader) (map[object]definition, error)
	wanted(ctx context.Context, steps []migration) (map[object]definition, error)

	// unguarded lets do change records of some tables that nothing may change otherwise, within the transaction of a
	// migration.
	unguarded(ctx context.Context, w *connection, tables []string, do func() error) error
	// keeps reports whether a text can be kept as it is.
	keeps(text string) bool
	// fill puts rows into a table until next gives none. A row is no longer used when the next one is asked
	// for.
	fill(ctx context.Context, w *connection, table string, columns []string, next func() ([]any, error)) error
	// unhurried lets a transaction stay open however long another database takes meanwhile.
	unhurried(ctx context.Context, db reader) error

	// integrity has the engine check itself; quick leaves out what takes long.
	integrity(ctx context.Context, db reader, quick bool) ([]string, error)
	brokenReferences(ctx context.Context, db reader) ([]broken, error)
	// size is what the records take up, in bytes.
	size(ctx context.Context, db reader) (int64, error)
}

// reference is a column of a table that points at a record.
type reference struct{ child, column, parent string }

// broken is how many rows of a table point at a row that is not there.
type broken struct {
	child, parent string
	count         int
}
