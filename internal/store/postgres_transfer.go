package store

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

func (postgresEngine) tables(ctx context.Context, db reader) ([]string, error) {
	return texts(ctx, db, `SELECT relname::text FROM pg_class WHERE relnamespace = current_schema()::regnamespace
		AND relkind = 'r' AND relname <> 'schema_version' ORDER BY relname COLLATE "C"`)
}

func (postgresEngine) key(ctx context.Context, db reader, table string) ([]string, error) {
	return texts(ctx, db, `SELECT a.attname::text FROM pg_index i, unnest(i.indkey) WITH ORDINALITY k (attnum, n)
			JOIN pg_attribute a ON a.attrelid = $1::text::regclass AND a.attnum = k.attnum
		WHERE i.indrelid = $1::text::regclass AND i.indisprimary ORDER BY k.n`, quote(table))
}

func (postgresEngine) keeps(text string) bool {
	return !strings.Contains(text, "\x00") && utf8.ValidString(text)
}

// fill is several times as fast by COPY as by statements of many rows.
func (postgresEngine) fill(ctx context.Context, w *connection, table string, columns []string, next func() ([]any, error)) error {
	return w.conn.Raw(func(driver any) error {
		c, ok := driver.(*stdlib.Conn)
		if !ok {
			return errors.New("the database driver cannot copy")
		}
		_, err := c.Conn().CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromFunc(next))
		return err
	})
}

func (postgresEngine) unhurried(ctx context.Context, db reader) error {
	var set string
	return db.QueryRowContext(ctx, "SELECT set_config('idle_in_transaction_session_timeout', '0', true)").Scan(&set)
}

// openWriter lets a store that was opened for reading be written to by whoever copies into it, and nobody
// else.
func (s *Store) openWriter() error {
	conf, err := sharedConfig(s.cfg.URL)
	if err != nil {
		return err
	}
	s.writes = openSharedPool(conf, 1)
	return nil
}
