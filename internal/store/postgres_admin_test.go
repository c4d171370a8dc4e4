package store

import (
	"context"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgproto3"

	"regimen/internal/clinic"
	"regimen/internal/store/pgtest"
)

// newServer is a server as its administrator sees it, with no database of its name yet.
func newServer(t testing.TB) *Server {
	t.Helper()
	bothEngines(t)
	c := pgtest.Shared(t)
	name := "made_" + strings.ToLower(rand.Text()[:12])
	t.Cleanup(func() {
		ctx := context.Background()
		conn := must(pgx.Connect(ctx, c.Admin()))(t)
		defer conn.Close(ctx)
		if _, err := conn.Exec(ctx, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	return must(OpenServer(Config{URL: c.DatabaseURL(name), Dir: t.TempDir()}))(t)
}

// created is a server with the database and one machine.
func created(t testing.TB, machine string) (v *Server, url string) {
	t.Helper()
	v = newServer(t)
	if err := v.CreateDatabase(t.Context()); err != nil {
		t.Fatal(err)
	}
	user, password, err := v.AddMachine(t.Context(), machine)
	if err != nil {
		t.Fatal(err)
	}
	return v, pgtest.Shared(t).URL(user, password, v.Name())
}

// Whoever has a machine's password can work with the records and do nothing to their keeping. That it is
// enough for all the store does is what every other test shows: they run with these rights.
func TestRightsOfAMachine(t *testing.T) {
	t.Parallel()
	v, url := created(t, "tablet")
	s := openAt(t, Config{URL: url})
	signed := assessment("a1", "p1")
	signed.SignedAt, signed.SignedBy = day, "Ana"
	apply(t, s, put(patient("p1", "Ann", "Smith"), signed, &clinic.Addendum{ID: "d1", PatientID: "p1", AssessmentID: "a1", Text: "More", Reason: "Forgotten", By: "Ana", At: day}))
	before := content(t, s)
	conn := must(pgx.Connect(t.Context(), url))(t)
	defer conn.Close(t.Context())
	statements := []string{
		"SET session_replication_role = replica", "SET ROLE " + v.owner(), "ALTER ROLE " + v.owner() + " LOGIN", "CREATE ROLE another", "GRANT " + v.owner() + " TO " + v.machines(),
		"CREATE TABLE extra (id TEXT)", "CREATE TEMPORARY TABLE extra (id TEXT)", "CREATE SCHEMA extra", "DROP SCHEMA public CASCADE", "CREATE DATABASE extra", "DROP DATABASE " + v.Name(),
		"CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'", "DROP FUNCTION refuse() CASCADE",
		"COPY patient TO PROGRAM 'cat'", "SELECT pg_read_file('pg_hba.conf')", "ALTER SYSTEM SET ssl = off", "SELECT pg_reload_conf()",
		"UPDATE operation SET label = ''", "DELETE FROM operation", "UPDATE change SET after = '{}'", "DELETE FROM change",
		"UPDATE addendum SET text = 'x'", "DELETE FROM addendum",
		"UPDATE schema_version SET version = 1", "DELETE FROM schema_version", "INSERT INTO schema_version VALUES ('regimen', 1, 'x')",
	}
	for _, table := range append(must(s.engine.tables(t.Context(), s.reads))(t), "schema_version") {
		statements = append(statements, "DROP TABLE "+quote(table)+" CASCADE", "TRUNCATE "+quote(table)+" CASCADE",
			"ALTER TABLE "+quote(table)+" ADD COLUMN extra TEXT", "ALTER TABLE "+quote(table)+" DISABLE TRIGGER ALL",
			"CREATE TRIGGER extra BEFORE INSERT ON "+quote(table)+" FOR EACH ROW EXECUTE FUNCTION refuse()", "CREATE INDEX extra ON "+quote(table)+" ((1))")
	}
	for _, st := range statements {
		if _, err := conn.Exec(t.Context(), st); sqlState(err) != "42501" {
			t.Errorf("%s: %v", st, err)
		}
	}
	if _, err := conn.Exec(t.Context(), "GRANT DELETE ON patient TO PUBLIC"); err == nil {
		var open bool
		if err := conn.QueryRow(t.Context(), "SELECT has_table_privilege('public', 'patient', 'DELETE')").Scan(&open); err != nil || open {
			t.Errorf("a machine let everybody in: %v", err)
		}
	}
	sameContent(t, "after all that", content(t, s), before)
}

// A machine that was lost is out at once, and the others are not.
func TestShutOut(t *testing.T) {
	t.Parallel()
	v, url := created(t, "tablet")
	user, password, err := v.AddMachine(t.Context(), "Reception-PC")
	if err != nil {
		t.Fatal(err)
	}
	lost, stays := openAt(t, Config{URL: url}), openAt(t, Config{URL: pgtest.Shared(t).URL(user, password, v.Name())})
	apply(t, lost, put(patient("p1", "Ann", "Smith")))
	if err := v.ShutOut(t.Context(), "tablet"); err != nil {
		t.Fatal(err)
	}
	if _, err := lost.Apply(t.Context(), put(patient("p2", "Bo", "Jones"))); !errors.Is(err, ErrShutOut) {
		t.Errorf("a change after it was shut out: %v", err)
	}
	if _, err := lost.Patient(t.Context(), "p1"); !errors.Is(err, ErrShutOut) {
		t.Errorf("read after it was shut out: %v", err)
	}
	if s, err := Open(t.Context(), Config{URL: url}); !errors.Is(err, ErrShutOut) || s != nil {
		t.Errorf("opened after it was shut out: %v", err)
	}
	for _, m := range must(v.Machines(t.Context()))(t) {
		switch m.Name {
		case "tablet":
			if m.Admitted || m.Connected != 0 {
				t.Errorf("it was shut out: %+v", m)
			}
		case "reception_pc":
			if !m.Admitted || m.Connected == 0 {
				t.Errorf("it was not shut out: %+v", m)
			}
		default:
			t.Errorf("another one: %+v", m)
		}
	}
	apply(t, stays, put(patient("p3", "Cy", "Young")))
	if p := must(stays.Patient(t.Context(), "p1"))(t); p.GivenName != "Ann" {
		t.Errorf("what it wrote is %+v", p)
	}
	// Found again, it is let in with another password.
	user, password, err = v.AddMachine(t.Context(), "tablet")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), Config{URL: url}); !errors.Is(err, ErrShutOut) {
		t.Errorf("with the old password: %v", err)
	}
	must(openAt(t, Config{URL: pgtest.Shared(t).URL(user, password, v.Name())}).Patient(t.Context(), "p3"))(t)
	for name, want := range map[string]error{"nobody": clinic.ErrNotFound, "no way; DROP ROLE x": ErrNoAccess, "": ErrNoAccess, "owner": ErrNoAccess} {
		if err := v.ShutOut(t.Context(), name); !errors.Is(err, want) {
			t.Errorf("shutting out %q: %v", name, err)
		}
	}
}

// Two who make or update the same database at the same moment both find it made, once.
func TestDatabaseMadeTwice(t *testing.T) {
	t.Parallel()
	rounds := 3
	if testing.Short() {
		rounds = 1
	}
	for round := range rounds {
		v := newServer(t)
		together := func(f func(*Server) error) {
			t.Helper()
			ended := make(chan error)
			for range 3 {
				go func() { ended <- f(must(OpenServer(v.Config))(t)) }()
			}
			for range 3 {
				if err := <-ended; err != nil {
					t.Errorf("round %d: %v: %v", round, err, errors.Unwrap(err))
				}
			}
		}
		together(func(v *Server) error { return v.CreateDatabase(t.Context()) })
		user, password, err := v.AddMachine(t.Context(), "desk")
		if err != nil {
			t.Fatal(err)
		}
		url := pgtest.Shared(t).URL(user, password, v.Name())
		s := openAt(t, Config{URL: url})
		apply(t, s, put(patient("p1", "Ann", "Smith")))
		s.Close()
		more := withMore(t, "CREATE TABLE one (id TEXT) STRICT;", "CREATE TABLE two (id TEXT) STRICT;")
		together(func(v *Server) error { return v.update(t.Context(), more) })
		s = must(open(t.Context(), Config{URL: url}, more))(t)
		if r := must(s.Check(t.Context()))(t); !r.OK() || r.Version != len(must(readMigrations(more))(t)) {
			t.Errorf("round %d: %+v", round, r)
		}
		if err := each(t.Context(), s.reads, "SELECT id FROM two", nil, nil); err != nil {
			t.Errorf("a machine cannot read a new table: %v", err)
		}
		s.Close()
		if backups := must(filepath.Glob(filepath.Join(v.Dir, backupFolder, "*.db")))(t); len(backups) != 1 {
			t.Errorf("round %d: the backups before the update are %v", round, backups)
		}
		if _, err := Open(t.Context(), Config{URL: url}); !errors.Is(err, ErrNewer) {
			t.Errorf("an older program: %v", err)
		}
	}
}

// What is in the way is left as it is and told in a sentence.
func TestServerRefuses(t *testing.T) {
	t.Parallel()
	bothEngines(t)
	c := pgtest.Shared(t)
	other := c.NewDatabase(t)
	conn := must(pgx.Connect(t.Context(), c.DatabaseURL(other)))(t)
	if _, err := conn.Exec(t.Context(), "CREATE TABLE mail (id TEXT)"); err != nil {
		t.Fatal(err)
	}
	conn.Close(t.Context())
	empty := c.NewDatabase(t)
	secret := "pa55word"
	for name, cse := range map[string]struct {
		url  string
		do   func(*Server) error
		want error
	}{
		"another program's":   {c.DatabaseURL(other), func(v *Server) error { return v.CreateDatabase(t.Context()) }, ErrNotDatabase},
		"nothing there":       {c.DatabaseURL("nothing_there"), func(v *Server) error { return v.UpdateDatabase(t.Context()) }, ErrNoAccess},
		"no records yet":      {c.DatabaseURL(empty), func(v *Server) error { _, _, err := v.AddMachine(t.Context(), "desk"); return err }, ErrNoAccess},
		"a wrong password":    {c.URL("postgres", secret, "regimen"), func(v *Server) error { return v.CreateDatabase(t.Context()) }, ErrShutOut},
		"nobody listens":      {"postgres://postgres:" + secret + "@127.0.0.1:1/regimen", func(v *Server) error { return v.CreateDatabase(t.Context()) }, ErrUnreachable},
		"an old server":       {"postgres://postgres:" + secret + "@" + oldServer(t) + "/regimen?sslmode=disable", func(v *Server) error { return v.CreateDatabase(t.Context()) }, ErrServerTooOld},
		"a machine's own URL": {sharedURL(t), func(v *Server) error { return v.CreateDatabase(t.Context()) }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := cse.do(must(OpenServer(Config{URL: cse.url, Dir: t.TempDir()}))(t))
			if err == nil || cse.want != nil && !errors.Is(err, cse.want) || !strings.HasSuffix(err.Error(), ".") || strings.Contains(err.Error(), secret) {
				t.Errorf("got %v", err)
			}
		})
	}
	t.Cleanup(func() {
		var roles int
		c.Ask(t, "SELECT count(*) FROM pg_roles WHERE rolname LIKE '"+other+"\\_%'", &roles)
		if roles > 0 {
			t.Errorf("%d roles were made beside another program's database", roles)
		}
	})
	for _, url := range []string{"", "regimen", "http://x/y", "postgres://x@y/No-Such Name", "postgres://x:" + secret + "@y:zz/regimen", "postgres://x@y/regimen;drop"} {
		if _, err := OpenServer(Config{URL: url}); !errors.Is(err, ErrNoAccess) || strings.Contains(fmt.Sprintf("%v %v", err, errors.Unwrap(err)), secret) {
			t.Errorf("%q: %v", url, err)
		}
	}
}

// No way leads over the network without encryption and a look at who answers, and none is even tried.
func TestUnprotected(t *testing.T) {
	bothEngines(t)
	t.Parallel()
	for _, query := range []string{"disable", "allow", "prefer", "require", "verify-ca"} {
		for _, host := range []string{"reception-pc", "192.0.2.7", "localhost,reception-pc"} {
			url := "postgres://x:pa55word@" + host + "/regimen?sslmode=" + query
			_, openErr := Open(t.Context(), Config{URL: url})
			_, serverErr := OpenServer(Config{URL: url})
			for _, err := range []error{openErr, serverErr, LogIn(t.Context(), url)} {
				if !errors.Is(err, ErrNotTrusted) || !strings.Contains(err.Error(), "Nothing was sent") || strings.Contains(err.Error(), "pa55word") {
					t.Errorf("%s: %v", url, err)
				}
			}
		}
	}
	for _, url := range []string{"postgres://x@localhost/regimen?sslmode=disable", "postgres://x@[::1]/regimen?sslmode=prefer", "postgres:///regimen?host=/run/pg&sslmode=disable", "postgres://x@reception-pc/regimen", "postgres://x@reception-pc/regimen?sslmode=verify-full"} {
		if _, err := sharedConfig(url); err != nil {
			t.Errorf("%s: %v", url, err)
		}
	}
}

// A store says the same of a server that is too old.
func TestServerTooOld(t *testing.T) {
	bothEngines(t)
	t.Parallel()
	_, err := Open(t.Context(), Config{URL: "postgres://x@" + oldServer(t) + "/regimen?sslmode=disable"})
	if !errors.Is(err, ErrServerTooOld) || !strings.Contains(err.Error(), "12.4") {
		t.Errorf("got %v", err)
	}
}

// oldServer answers like PostgreSQL 12.4 and gives its address.
func oldServer(t testing.TB) string {
	t.Helper()
	l := must(net.Listen("tcp", "127.0.0.1:0"))(t)
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				b := pgproto3.NewBackend(c, c)
				if _, err := b.ReceiveStartupMessage(); err != nil {
					return
				}
				b.Send(&pgproto3.AuthenticationOk{})
				b.Send(&pgproto3.ParameterStatus{Name: "server_version", Value: "12.4 (Debian 12.4-1)"})
				b.Send(&pgproto3.ParameterStatus{Name: "client_encoding", Value: "UTF8"})
				b.Send(&pgproto3.BackendKeyData{ProcessID: 1, SecretKey: []byte{0, 0, 0, 1}})
				b.Send(&pgproto3.ReadyForQuery{TxStatus: 'I'})
				if b.Flush() != nil {
					return
				}
				_, _ = b.Receive() // until it goes away
			}()
		}
	}()
	return l.Addr().String()
}

// The certificate file is looked for before anything is sent.
func TestCertificateFileMissing(t *testing.T) {
	t.Parallel()
	missing := filepath.Join(t.TempDir(), "ca.crt")
	_, err := Open(t.Context(), Config{URL: "postgres://x@127.0.0.1:1/regimen?sslrootcert=" + missing})
	if !errors.Is(err, ErrNoAccess) || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

// What stands in the authority's file beside certificates stays on the server.
func TestCertificateWithoutTheKeyBesideIt(t *testing.T) {
	t.Parallel()
	bothEngines(t)
	ca := string(must(os.ReadFile(pgtest.Shared(t).CA()))(t))
	key := string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte("of the authority")}))
	if got := asPEM(certificates("The clinic's authority\n" + key + ca + key + ca)); got != ca+ca {
		t.Errorf("carried away: %q", got)
	}
}
