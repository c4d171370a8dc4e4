package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"regimen/internal/clinic"
)

//go:embed migrations/*.sql
var files embed.FS

var embedded = func() fs.FS {
	sub, err := fs.Sub(files, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}()

// migration is one step of the schema: what is the same on both engines, written for SQLite, and what
// PostgreSQL alone can do.
type migration struct{ name, sql, postgres string }

// after are the steps, by name, that have more to do than SQL can.
var after = map[string]func(context.Context, engine, *connection) error{"0006_facts": carryLinesOver}

const postgresOnly = ".postgres.sql"

// readMigrations reads the files NNNN_name.sql, which must be numbered 1, 2, 3 without a gap. A step may have
// more to it on PostgreSQL, in a file NNNN_name.postgres.sql.
func readMigrations(files fs.FS) ([]migration, error) {
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return nil, err
	}
	names = slices.DeleteFunc(names, func(n string) bool { return strings.HasSuffix(n, postgresOnly) })
	steps := make([]migration, 0, len(names))
	for i, name := range names {
		number, _, _ := strings.Cut(name, "_")
		if n, err := strconv.Atoi(number); err != nil || n != i+1 {
			return nil, fmt.Errorf("migration %s is out of order", name)
		}
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		step := migration{name: strings.TrimSuffix(name, ".sql"), sql: string(text)}
		more, err := fs.ReadFile(files, step.name+postgresOnly)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		step.postgres = string(more)
		steps = append(steps, step)
	}
	if files == embedded {
		steps = append(steps, added...)
	}
	return steps, nil
}

var added []migration

// AddMigration adds a step to the schema after the program's own, for the tables of a clinic.AddKind. It comes before
// records are opened, and each time in the same order.
func AddMigration(name, text string) { added = append(added, migration{name: name, sql: text}) }

// inspect reads which migration a database went through last, and refuses one that is another program's or
// that a newer version wrote.
func inspect(ctx context.Context, e engine, db reader, newest int) (have int, empty bool, err error) {
	ours, empty, err := e.owner(ctx, db)
	if err != nil {
		return 0, false, err
	}
	if !ours && !empty {
		return 0, false, &refusal{clinic.Say("There is a database of that name, but with something else in it than a clinic's records. It was left as it is. Choose another one."), ErrNotDatabase, nil}
	}
	if have, err = e.version(ctx, db); err != nil {
		return 0, empty, err
	}
	if have < 0 || have == 0 && !empty {
		return have, empty, damaged(fmt.Errorf("schema version %d", have))
	}
	if have > newest {
		return have, empty, newer()
	}
	return have, empty, nil
}

// run is the step with the number n, within the caller's transaction.
func (m migration) run(ctx context.Context, e engine, w *connection, n int) error {
	if err := e.prepare(ctx, w); err != nil {
		return err
	}
	if _, err := w.ExecContext(ctx, e.schema(m)); err != nil {
		return fmt.Errorf("%s: %w", m.name, err)
	}
	if more := after[m.name]; more != nil {
		if err := more(ctx, e, w); err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
	}
	if err := e.claim(ctx, w); err != nil {
		return err
	}
	return e.setVersion(ctx, w, n)
}

// migrate brings the schema up to date. Each step is a transaction with its number; before the first one
// on a database that holds anything, a backup is made.
func (s *Store) migrate(ctx context.Context, steps []migration, have int) (backup string, err error) {
	if have == len(steps) {
		return "", nil
	}
	if have > 0 {
		backup = s.cfg.unusedBackup(fmt.Sprintf("before-version-%d", len(steps)))
		// As they are, whatever a check would say of them: the program has to be opened to be told.
		if err := s.backUp(ctx, backup, func(name string) error { return checkCopy(ctx, name) }); err != nil {
			return "", fmt.Errorf("The records were not brought up to date, because the backup before it failed: %w", err)
		}
	}
	for i := have; i < len(steps); i++ {
		s.cfg.Log.Info("bringing the records up to date", "step", steps[i].name)
		err := s.write(ctx, func(w *connection) error { return steps[i].run(ctx, s.engine, w, i+1) }, nil)
		if err != nil {
			return backup, err
		}
	}
	if have == 0 {
		return backup, nil // there is nobody to be found
	}
	return backup, s.indexMissing(ctx)
}
