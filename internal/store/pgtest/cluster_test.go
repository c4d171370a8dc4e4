package pgtest

import (
	"context"
	"os"
	"testing"

	"github.com/jackc/pgx/v5"
)

func TestMain(m *testing.M) {
	os.Exit(Main(m))
}

// connect gives a connection that is closed when the test ends.
func connect(t testing.TB, url string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return conn
}

func BenchmarkStart(b *testing.B) {
	Need(b)
	for b.Loop() {
		c, err := Start(b.Context(), Options{})
		if err != nil {
			b.Fatal(err)
		}
		c.Stop()
	}
}

func tables(url string) error {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, "CREATE TABLE t (n int); INSERT INTO t SELECT generate_series(1, 1000)")
	return err
}

func TestFromTemplate(t *testing.T) {
	t.Parallel()
	c := Shared(t)
	for range 20 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			c.Template(t, "tables", tables)
			conn := connect(t, c.DatabaseURL(c.FromTemplate(t, "tables")))
			var n int
			if err := conn.QueryRow(t.Context(), "DELETE FROM t RETURNING (SELECT count(*) FROM t)").Scan(&n); err != nil || n != 1000 {
				t.Errorf("%d, %v", n, err)
			}
		})
	}
}
