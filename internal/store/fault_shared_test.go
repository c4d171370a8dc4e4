package store

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"regimen/internal/clinic"
	"regimen/internal/store/pgtest"
)

// once is for what needs PostgreSQL itself and is the same whichever engine the other tests run on.
func once(t testing.TB) {
	t.Helper()
	if onPostgres {
		t.Skip("it ran already")
	}
	pgtest.Need(t)
}

// newShared makes an empty clinic on a cluster, and gives the URLs of a machine and of the administrator.
func newShared(t testing.TB, c *pgtest.Cluster) (machine, admin string) {
	t.Helper()
	admin = c.DatabaseURL(c.NewDatabase(t))
	server := must(OpenServer(Config{URL: admin, Dir: t.TempDir()}))(t)
	if err := server.CreateDatabase(t.Context()); err != nil {
		t.Fatal(err)
	}
	user, password, err := server.AddMachine(t.Context(), "desk")
	if err != nil {
		t.Fatal(err)
	}
	return c.URL(user, password, server.Name()), admin
}

func openShared(t testing.TB, cfg Config) *Store {
	t.Helper()
	if cfg.Machine == "" {
		cfg.Machine = "desk"
	}
	cfg.Patience = cmp.Or(cfg.Patience, waitsLong)
	s := must(Open(t.Context(), cfg))(t)
	t.Cleanup(func() { s.Close() })
	return s
}

// with is a URL with a part of it replaced.
func with(t testing.TB, of string, change func(*url.URL)) string {
	t.Helper()
	u := must(url.Parse(of))(t)
	change(u)
	return u.String()
}

// asAdmin runs a statement with all rights.
func asAdmin(t testing.TB, admin, statement string) {
	t.Helper()
	conn := must(pgx.Connect(t.Context(), admin))(t)
	defer conn.Close(context.Background())
	if _, err := conn.Exec(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}

// Each way in which shared records cannot be opened is told apart, in a sentence, and soon.
func TestSharedCannotBeOpened(t *testing.T) {
	once(t)
	t.Parallel()
	c := pgtest.Own(t, pgtest.Options{})
	good, admin := newShared(t, c)
	u := must(url.Parse(good))(t)
	password, _ := u.User.Password()
	database := strings.TrimPrefix(u.Path, "/")
	plain := pgtest.Own(t, pgtest.Options{Settings: map[string]string{"ssl": "off"}})
	stalled := pgtest.NewProxy(t, c.Addr())
	stalled.Stall(true)
	closed := pgtest.NewProxy(t, c.Addr())
	closed.Refuse(true)
	query := func(text string) func() string {
		return func() string { asAdmin(t, admin, text); return good }
	}
	present := func(which pgtest.Certificate) func() string {
		return func() string {
			if err := c.Present(which); err != nil {
				t.Fatal(err)
			}
			return c.TLSURL(u.User.Username(), password, database, c.CA())
		}
	}
	for _, x := range []struct {
		what string
		url  func() string
		kind error
		says string
	}{
		{"nothing wrong", func() string { return good }, nil, ""},
		{"nothing wrong, with TLS", present(pgtest.Good), nil, ""},
		{"wrong password", func() string {
			return with(t, good, func(u *url.URL) { u.User = url.UserPassword(u.User.Username(), "wrong") })
		}, ErrShutOut, "password"},
		{"unknown user", func() string {
			return with(t, good, func(u *url.URL) { u.User = url.UserPassword("nobody", password) })
		}, ErrShutOut, "user"},
		{"wrong host", func() string {
			return with(t, good, func(u *url.URL) { u.Host, u.RawQuery = "no-such-computer.invalid", "" })
		}, ErrUnreachable, "network"},
		{"refused port", func() string { return closed.URL(good) }, ErrUnreachable, "port"},
		{"a network that stands still", func() string { return stalled.URL(good) }, ErrUnreachable, "network"},
		{"unknown database", func() string { return with(t, good, func(u *url.URL) { u.Path = "/nothing" }) }, ErrNoAccess, "no database of that name"},
		{"expired certificate", present(pgtest.Expired), ErrNotTrusted, "expired"},
		{"a stranger's certificate", present(pgtest.Stranger), ErrNotTrusted, "prove"},
		{"a certificate for another host", present(pgtest.OtherHost), ErrNotTrusted, "another name"},
		{"no TLS", func() string { return plain.TLSURL("postgres", plain.Password(), "postgres", plain.CA()) }, ErrNotTrusted, "no encrypted connection"},
		{"somebody else's tables", func() string { asAdmin(t, plain.Admin(), "CREATE TABLE other (id int)"); return plain.Admin() }, ErrNotDatabase, "something else in it"},
		{"newer records", query("UPDATE schema_version SET version = 9999"), ErrNewer, "newer version"},
		{"older records", query("UPDATE schema_version SET version = 1"), ErrOlder, "older version"},
	} {
		address := x.url()
		var logged bytes.Buffer
		var s *Store
		var err error
		took := timed(func() {
			s, err = Open(t.Context(), Config{URL: address, Dir: t.TempDir(), Patience: time.Second, Log: slog.New(slog.NewTextHandler(&logged, nil))})
		})
		if x.kind == nil {
			if err != nil {
				t.Errorf("%s: %v", x.what, err)
				continue
			}
			s.Close()
			continue
		}
		if err == nil {
			s.Close()
		}
		if !errors.Is(err, x.kind) || toldInWords(err) != "" || !strings.Contains(err.Error(), x.says) {
			t.Errorf("%s: %v %s", x.what, err, toldInWords(err))
			continue
		}
		if strings.Contains(err.Error()+logged.String(), password) {
			t.Errorf("%s: the password is told", x.what)
		}
		if took > 10*time.Second {
			t.Errorf("%s: it took %v", x.what, took)
		}
	}
}

// blocker keeps every transaction from going past what it does with a table.
func blocker(t testing.TB, admin, table string) (release func()) {
	t.Helper()
	conn := must(pgx.Connect(t.Context(), admin))(t)
	if _, err := conn.Exec(t.Context(), "BEGIN; LOCK TABLE "+table+" IN ACCESS EXCLUSIVE MODE"); err != nil {
		t.Fatal(err)
	}
	return func() { conn.Close(context.Background()) }
}

// blocked waits until somebody waits for the blocker.
func blocked(t testing.TB, admin string) {
	t.Helper()
	conn := must(pgx.Connect(t.Context(), admin))(t)
	defer conn.Close(context.Background())
	for deadline := time.Now().Add(20 * time.Second); ; {
		var n int
		if err := conn.QueryRow(t.Context(), "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'relation'").Scan(&n); err != nil {
			t.Fatal(err)
		}
		if n > 0 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("nobody is in the middle of anything")
		}
	}
}

// sharedWork are the operations of a store, each with a table in whose reading or writing it is in the
// middle, and what the session it works on says once it was carried out.
func sharedWork(s *Store) []struct {
	name, table string
	do          func(ctx context.Context) error
	writes      bool
} {
	session := func(text string) *clinic.Session {
		return &clinic.Session{ID: "s1", PatientID: "p1", Number: 1, Date: "2026-03-02", Subjective: text, CreatedAt: day}
	}
	return []struct {
		name, table string
		do          func(ctx context.Context) error
		writes      bool
	}{
		{"Apply", "change", func(ctx context.Context) error {
			_, err := s.Apply(ctx, clinic.Operation{Label: clinic.Say("Apply"), Scope: "s1", Put: []clinic.Record{session("applied")}})
			return err
		}, true},
		{"Undo", "change", func(ctx context.Context) error { _, err := s.Undo(ctx, "s1"); return err }, true},
		{"Redo", "change", func(ctx context.Context) error { _, err := s.Redo(ctx, "s1"); return err }, true},
		{"Submit", "change", func(ctx context.Context) error {
			sub := Submission{ID: "submitted", At: day, Op: clinic.Operation{Label: clinic.Say("Submit"), Scope: "s1", Put: []clinic.Record{session("submitted")}}, Base: map[clinic.Ref]clinic.Record{{Kind: clinic.KindSession, ID: "s1"}: session("applied")}}
			for {
				_, found, err := s.Submit(ctx, sub)
				if !errors.Is(err, ErrUnreachable) {
					if len(found) > 0 {
						return fmt.Errorf("%d differences", len(found))
					}
					return err
				}
			}
		}, true},
		{"Load", "change", func(ctx context.Context) error {
			_, err := s.Load(ctx, clinic.Say("Load"), []clinic.Record{session("loaded")})
			return err
		}, true},
		{"Chart", "session", func(ctx context.Context) error { _, err := s.Chart(ctx, "p1"); return err }, false},
		{"Search", "search_token", func(ctx context.Context) error { _, err := s.Search(ctx, "smi", 20); return err }, false},
		{"Plans", "plan", func(ctx context.Context) error { _, err := s.Plans(ctx); return err }, false},
		{"Clinic", "clinic", func(ctx context.Context) error { _, err := s.Clinic(ctx); return err }, false},
		{"Practitioners", "practitioner", func(ctx context.Context) error { _, err := s.Practitioners(ctx); return err }, false},
		{"Check", "change", func(ctx context.Context) error { _, err := s.Check(ctx); return err }, false},
	}
}

func beginShared(t testing.TB, s *Store) {
	t.Helper()
	apply(t, s, put(patient("p1", "Ann", "Smith"), &clinic.Session{ID: "s1", PatientID: "p1", Number: 1, Date: "2026-03-02", CreatedAt: day}))
}

// carriedOut holds what happened to the session against what was to happen.
func carriedOut(t testing.TB, s *Store) {
	t.Helper()
	var labels []string
	for _, v := range must(s.History(t.Context(), clinic.Ref{Kind: clinic.KindSession, ID: "s1"}))(t) {
		labels = append(labels, v.Verb+" "+v.Label.String())
	}
	if want := []string{"apply Put", "apply Apply", "undo Apply", "redo Apply", "apply Submit", "load Load"}; !slices.Equal(labels, want) {
		t.Errorf("the history is %q, not %q", labels, want)
	}
	if c := must(s.Chart(t.Context(), "p1"))(t); c.Sessions[0].Subjective != "loaded" {
		t.Errorf("the session says %q", c.Sessions[0].Subjective)
	}
	if r := must(s.Check(t.Context()))(t); !r.OK() {
		t.Errorf("check: %v", r.Problems)
	}
}

// A server that is killed in the middle of an operation and comes back has carried it out once, or not at
// all where that is what was said.
func TestServerKilledInTheMiddle(t *testing.T) {
	once(t)
	t.Parallel()
	c := pgtest.Own(t, pgtest.Options{Durable: true})
	machine, admin := newShared(t, c)
	s := openShared(t, Config{URL: machine})
	beginShared(t, s)
	for _, x := range sharedWork(s) {
		release := blocker(t, admin, x.table)
		done := make(chan error, 1)
		go func() { done <- x.do(context.Background()) }()
		blocked(t, admin)
		if err := errors.Join(c.Kill(), c.Restart()); err != nil {
			t.Fatal(err)
		}
		release()
		err := <-done
		if x.writes && err != nil || !x.writes && !errors.Is(err, ErrUnreachable) || toldInWords(err) != "" {
			t.Errorf("%s: %v", x.name, err)
		}
		if !x.writes {
			if err := x.do(t.Context()); err != nil {
				t.Errorf("%s when the server is back: %v", x.name, err)
			}
		}
	}
	carriedOut(t, s)
}

// A connection that is cut just before or just after the server got the COMMIT makes nothing happen twice.
func TestCutAtCommit(t *testing.T) {
	once(t)
	t.Parallel()
	for name, cut := range map[string]func(*pgtest.Proxy) <-chan struct{}{
		"before": func(p *pgtest.Proxy) <-chan struct{} { return p.CutBefore(pgtest.Statement("NOTIFY regimen_changes")) },
		"after":  func(p *pgtest.Proxy) <-chan struct{} { return p.CutAfter(pgtest.Statement("NOTIFY regimen_changes")) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			machine, _ := newShared(t, pgtest.Shared(t))
			proxy := pgtest.NewProxy(t, pgtest.Shared(t).Addr())
			s := openShared(t, Config{URL: proxy.URL(machine), Patience: 20 * time.Second})
			beginShared(t, s)
			for _, x := range sharedWork(s) {
				if !x.writes {
					continue
				}
				sprung := cut(proxy)
				if err := x.do(t.Context()); err != nil {
					t.Errorf("%s: %v", x.name, err)
				}
				select {
				case <-sprung:
				default:
					t.Errorf("%s: nothing was cut", x.name)
				}
			}
			carriedOut(t, s)
		})
	}
}

// Over a network that stands still everything returns in time, with a sentence.
func TestStalledNetwork(t *testing.T) {
	once(t)
	t.Parallel()
	machine, _ := newShared(t, pgtest.Shared(t))
	proxy := pgtest.NewProxy(t, pgtest.Shared(t).Addr())
	s := openShared(t, Config{URL: proxy.URL(machine), Patience: time.Second})
	direct := openShared(t, Config{URL: machine, Machine: "other"})
	beginShared(t, direct)
	for _, x := range sharedWork(s) {
		if x.name == "Submit" {
			continue // it is handed in until it is answered
		}
		proxy.Stall(true)
		limit := 5 * time.Second
		if x.name == "Load" || x.name == "Check" {
			limit = pulse + pulseAnswer + 5*time.Second // they may take long, as long as the connection is there
		}
		var err error
		if took := timed(func() { err = x.do(t.Context()) }); took > limit {
			t.Errorf("%s took %v", x.name, took)
		}
		if !errors.Is(err, ErrUnreachable) || toldInWords(err) != "" {
			t.Errorf("%s: %v", x.name, err)
		}
		proxy.Stall(false)
		for deadline := time.Now().Add(20 * time.Second); ; {
			if _, err := s.Chart(t.Context(), "p1"); err == nil {
				break
			} else if time.Now().After(deadline) {
				t.Fatalf("%s: when the network is back: %v", x.name, err)
			}
		}
	}
	if r := must(direct.Check(t.Context()))(t); !r.OK() {
		t.Errorf("check: %v", r.Problems)
	}
}

// A machine that vanishes in the middle of a change keeps the others waiting for a moment only.
func TestVanishedInTheMiddle(t *testing.T) {
	once(t)
	t.Parallel()
	c := pgtest.Own(t, pgtest.Options{}) // nobody else is to be kept waiting
	machine, admin := newShared(t, c)
	proxy := pgtest.NewProxy(t, c.Addr())
	vanishing := with(t, proxy.URL(machine), func(u *url.URL) {
		q := u.Query()
		q.Set("idle_in_transaction_session_timeout", "1s")
		u.RawQuery = q.Encode()
	})
	s := openShared(t, Config{URL: vanishing, Patience: time.Second})
	other := openShared(t, Config{URL: machine, Machine: "other"})
	beginShared(t, s)
	release := blocker(t, admin, "change")
	done := make(chan error, 1)
	go func() { done <- sharedWork(s)[0].do(context.Background()) }()
	blocked(t, admin)
	proxy.Stall(true)
	release()
	took := timed(func() { apply(t, other, put(patient("p2", "Bo", "Jones"))) })
	if took > 6*time.Second {
		t.Errorf("the other machine waited for %v", took)
	}
	if err := <-done; !errors.Is(err, ErrUnreachable) {
		t.Errorf("the one that vanished: %v", err)
	}
	proxy.Stall(false)
	if n := len(must(other.History(t.Context(), clinic.Ref{Kind: clinic.KindSession, ID: "s1"}))(t)); n != 1 {
		t.Errorf("the session has %d versions", n)
	}
	if r := must(other.Check(t.Context()))(t); !r.OK() {
		t.Errorf("check: %v", r.Problems)
	}
}

// Two machines whose clocks are ten minutes apart say the same time, the server's.
func TestClocksApart(t *testing.T) {
	once(t)
	t.Parallel()
	machine, _ := newShared(t, pgtest.Shared(t))
	ahead := func() time.Time { return time.Now().Add(10 * time.Minute) }
	a := openShared(t, Config{URL: machine, Machine: "right"})
	b := openShared(t, Config{URL: machine, Machine: "ahead", system: ahead})
	if apart := b.Now().Sub(a.Now()); apart.Abs() > 2*time.Second {
		t.Errorf("they are %v apart", apart)
	}
	if l, _ := b.Link(); (l.ClockOff + 10*time.Minute).Abs() > 2*time.Second {
		t.Errorf("the clock is said to be off by %v", l.ClockOff)
	}
	for n, s := range []*Store{a, b, a, b} {
		apply(t, s, put(patient("p1", "Ann", fmt.Sprintf("Smith%d", n))))
	}
	versions := must(a.History(t.Context(), clinic.Ref{Kind: clinic.KindPatient, ID: "p1"}))(t)
	for i, v := range versions {
		if since := time.Since(v.At).Abs(); since > time.Minute {
			t.Errorf("version %d of %q was at %v", i, v.By.Machine, v.At)
		}
	}
}

// What others load at once, however much, is told soon.
func TestMuchAtOnceElsewhere(t *testing.T) {
	once(t)
	t.Parallel()
	machine, _ := newShared(t, pgtest.Shared(t))
	a := openShared(t, Config{URL: machine, Machine: "a"})
	b := openShared(t, Config{URL: machine, Machine: "b", Patience: 3 * time.Second})
	told := make(chan clinic.Changes, 10)
	b.Subscribe(func(c clinic.Changes) { told <- c })
	all := crowd(300)
	must(a.Load(t.Context(), clinic.Say("Import"), all))(t)
	loaded := time.Now()
	select {
	case c := <-told:
		if len(c.Patients) != len(all) || len(c.Refs) != len(all) {
			t.Errorf("%d patients are told", len(c.Patients))
		}
		t.Logf("told %v after they were loaded", time.Since(loaded))
	case <-time.After(20 * time.Second):
		t.Error("nothing is told")
	}
}

// What a machine keeps for itself is kept as a whole or refused in words, and never taken for something else.
func TestLocalFaults(t *testing.T) {
	once(t)
	t.Parallel()
	sub := func(n int) Submission {
		return Submission{ID: fmt.Sprint("sub", n), At: day, Op: put(patient("p1", "Ann", strings.Repeat("Smith", 200)))}
	}
	kept := func(t *testing.T, dir string) int {
		l := must(OpenLocal(t.Context(), dir))(t)
		defer l.Close()
		return len(must(l.Queue(t.Context(), "d"))(t))
	}
	filled := func(t *testing.T, n int) (dir, file string) {
		dir = t.TempDir()
		l := must(OpenLocal(t.Context(), dir))(t)
		defer l.Close()
		for i := range n {
			if err := l.Enqueue(t.Context(), "d", sub(i)); err != nil {
				t.Fatal(err)
			}
		}
		return dir, filepath.Join(dir, localName)
	}
	refused := func(t *testing.T, err, kind error) {
		t.Helper()
		if !errors.Is(err, kind) || toldInWords(err) != "" || strings.Contains(err.Error(), "Smith") {
			t.Errorf("%v %s", err, toldInWords(err))
		}
	}
	t.Run("full disk", func(t *testing.T) {
		dir := t.TempDir()
		l := must(OpenLocal(t.Context(), dir))(t)
		if _, err := l.db.Exec("PRAGMA max_page_count = 12"); err != nil {
			t.Fatal(err)
		}
		n := 0
		var err error
		for ; err == nil && n < 1000; n++ {
			err = l.Enqueue(t.Context(), "d", sub(n))
		}
		refused(t, err, ErrDiskFull)
		l.Close()
		if got := kept(t, dir); got != n-1 {
			t.Errorf("%d are kept of %d", got, n-1)
		}
	})
	t.Run("read-only", func(t *testing.T) {
		dir, file := filled(t, 1)
		l := must(OpenLocal(t.Context(), dir))(t)
		defer l.Close()
		// Whoever runs the tests may be allowed to write everywhere; a folder cannot be written as a file.
		if err := os.Mkdir(file+"-journal", 0o700); err != nil {
			t.Fatal(err)
		}
		refused(t, l.Enqueue(t.Context(), "d", sub(2)), ErrNoAccess)
	})
	t.Run("in use", func(t *testing.T) {
		dir, _ := filled(t, 1)
		l := must(OpenLocal(t.Context(), dir))(t)
		defer l.Close()
		_, err := OpenLocal(t.Context(), dir)
		refused(t, err, ErrInUse)
		_, err = Open(t.Context(), Config{Dir: dir})
		refused(t, err, ErrInUse)
	})
	t.Run("newer", func(t *testing.T) {
		dir, file := filled(t, 1)
		db := must(sql.Open(driverName, dsnLocal(file)))(t)
		if _, err := db.Exec("PRAGMA user_version = 99"); err != nil {
			t.Fatal(err)
		}
		db.Close()
		_, err := OpenLocal(t.Context(), dir)
		refused(t, err, ErrNewer)
	})
	for what, spoil := range map[string]func([]byte) []byte{
		"something else":  func([]byte) []byte { return bytes.Repeat([]byte("letter "), 1000) },
		"cut short":       func(b []byte) []byte { return b[:len(b)/2] },
		"a page of zeros": func(b []byte) []byte { clear(b[4096:8192]); return b },
		"bad pages": func(b []byte) []byte {
			for i := 8192; i < len(b); i++ {
				b[i] ^= 0x5a
			}
			return b
		},
	} {
		t.Run(what, func(t *testing.T) {
			dir, file := filled(t, 50)
			if err := os.WriteFile(file, spoil(must(os.ReadFile(file))(t)), 0o600); err != nil {
				t.Fatal(err)
			}
			before := must(os.ReadFile(file))(t)
			_, err := OpenLocal(t.Context(), dir)
			refused(t, err, ErrDamaged)
			if !bytes.Equal(before, must(os.ReadFile(file))(t)) {
				t.Error("the damaged file was changed")
			}
			if n, err := Waiting(t.Context(), dir); err == nil && n != 50 {
				t.Errorf("%d are said to wait", n)
			}
		})
	}
	t.Run("not understood", func(t *testing.T) {
		dir, file := filled(t, 1)
		db := must(sql.Open(driverName, dsnLocal(file)))(t)
		if _, err := db.Exec(`UPDATE submission SET content = '{"put":[null]}'`); err != nil {
			t.Fatal(err)
		}
		db.Close()
		l := must(OpenLocal(t.Context(), dir))(t)
		defer l.Close()
		_, err := l.Queue(t.Context(), "d")
		refused(t, err, ErrDamaged)
	})
}

// A new version changes what waits on a machine's disk step by step, keeps a copy of it first, and refuses what a newer
// one wrote.
func TestWhatWaitsIsBroughtUpToDate(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	dir := t.TempDir()
	ctx := t.Context()
	l := must(OpenLocal(ctx, dir))(t)
	for _, id := range []string{"one", "two"} {
		if err := l.Enqueue(ctx, "db", Submission{ID: id, Op: clinic.Operation{Label: clinic.Sentence{Key: "Write " + id}, Put: []clinic.Record{patient(id, "Ann", "Smith")}}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	labels := func(l *Local) (out []string) {
		for _, sub := range must(l.Queue(ctx, "db"))(t) {
			out = append(out, sub.Op.Label.String())
		}
		return out
	}
	rename := func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE submission SET content = replace(content, '"Write ', '"Written: ')`)
		return err
	}
	fails := func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM submission")
		return errors.Join(err, errors.New("no room"))
	}
	if _, err := openLocal(ctx, dir, append(slices.Clone(localSteps), rename, fails)); err == nil {
		t.Fatal("a step that fails is taken for done")
	}
	for range 2 { // the step before is done, and is not done again
		l = must(openLocal(ctx, dir, append(slices.Clone(localSteps), rename)))(t)
		if got := labels(l); !slices.Equal(got, []string{"Written: one", "Written: two"}) {
			t.Errorf("there waits %q", got)
		}
		l.Close()
	}
	copies := must(filepath.Glob(filepath.Join(dir, backupFolder, "station-before-update-*.db")))(t)
	if len(copies) != 1 {
		t.Errorf("copies: %q", copies)
	}
	if _, err := OpenLocal(ctx, dir); !errors.Is(err, ErrNewer) {
		t.Errorf("what a newer version wrote: %v", err)
	}
}

// What lies ready in a pool is let go, and as many are kept ready again afterwards.
func TestDropIdle(t *testing.T) {
	t.Parallel()
	const conns = 6
	file := filepath.Join(t.TempDir(), "x.db")
	write(t, file, "")
	pool := must(openPool(dsnNew(file), conns))(t)
	defer pool.Close()
	idle := func() int {
		var all []*sql.Conn
		for range conns {
			all = append(all, must(pool.Conn(t.Context()))(t))
		}
		for _, c := range all {
			c.Close()
		}
		return pool.Stats().Idle
	}
	if n := idle(); n != conns {
		t.Fatalf("%d lie ready", n)
	}
	dropIdle(pool)
	if n := pool.Stats().Idle; n != 0 {
		t.Errorf("%d were left", n)
	}
	if n := idle(); n != conns {
		t.Errorf("%d are kept ready afterwards", n)
	}
}
