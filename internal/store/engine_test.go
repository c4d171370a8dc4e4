package store

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"regimen/internal/store/pgtest"
)

// engineVariable says on which engine the tests run: on SQLite, or with “postgres” on PostgreSQL.
const engineVariable = "REGIMEN_TEST_ENGINE"

var onPostgres = os.Getenv(engineVariable) == "postgres"

// Every test of this package holds on PostgreSQL, too, but for those about the file of SQLite.
func TestOnPostgreSQL(t *testing.T) {
	t.Parallel()
	if onPostgres {
		t.Skip("it is what runs now")
	}
	pgtest.Need(t)
	// Fewer rounds of the random tests will do: what they look for is the same on both engines.
	args := []string{"-test.timeout=15m", "-rapid.checks=25"}
	if testing.Short() {
		args = append(args, "-test.short")
	}
	cmd := exec.CommandContext(t.Context(), must(os.Executable())(t), args...)
	cmd.Env = append(os.Environ(), engineVariable+"=postgres")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("on PostgreSQL: %v\n%s", err, out)
	}
	if !strings.Contains(string(out), "PASS") {
		t.Errorf("on PostgreSQL no test passed:\n%s", out)
	}
}

// fileOnly leaves out a test that is about the file of SQLite.
func fileOnly(t testing.TB) {
	t.Helper()
	if onPostgres {
		t.Skip("about the file of SQLite")
	}
}

// template is a database with the tables of a clinic and nothing in them, and a login for one machine.
const template = "clinic"

var desk struct {
	sync.Mutex
	user, password string
}

// sharedURL is the URL of a new database with no records in it yet, as a machine reaches it: with the rights
// of a machine.
func sharedURL(t testing.TB) string {
	t.Helper()
	c := pgtest.Shared(t)
	c.Template(t, template, func(url string) error {
		v, err := OpenServer(Config{URL: url, Dir: t.TempDir()})
		if err != nil {
			return err
		}
		if err := v.CreateDatabase(context.Background()); err != nil {
			return err
		}
		desk.Lock()
		defer desk.Unlock()
		desk.user, desk.password, err = v.AddMachine(context.Background(), "desk")
		return err
	})
	name := c.FromTemplate(t, template)
	desk.Lock()
	defer desk.Unlock()
	return c.URL(desk.user, desk.password, name)
}

// folders are the shared databases that stand for the data folders of tests.
var folders sync.Map

// databaseOf is the URL of the database that stands for a data folder, or "" on SQLite.
func databaseOf(t testing.TB, dir string) string {
	if !onPostgres {
		return ""
	}
	if url, ok := folders.Load(dir); ok {
		return url.(string)
	}
	url := sharedURL(t)
	folders.Store(dir, url)
	return url
}
