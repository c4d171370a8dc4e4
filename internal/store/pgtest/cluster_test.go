package pgtest

import (
	"bufio"
	"context"
	"crypto/rand"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// abandoned tells this program, run again by a test, to start a cluster and wait to be killed.
const abandoned = "REGIMEN_TEST_ABANDON_CLUSTER"

func TestMain(m *testing.M) {
	if os.Getenv(abandoned) != "" {
		c, err := Start(context.Background(), Options{})
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Println(c.folder, c.Addr())
		select {}
	}
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

func run(t testing.TB, conn *pgx.Conn, sql string) {
	t.Helper()
	if _, err := conn.Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
}

func count(t testing.TB, conn *pgx.Conn, sql string) int {
	t.Helper()
	n := 0
	if err := conn.QueryRow(t.Context(), sql).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// eventually waits for what another process does in its own time.
func eventually(t testing.TB, what string, done func() bool) {
	t.Helper()
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for !done() {
		select {
		case <-again.C:
		case <-deadline.C:
			t.Fatalf("It never happened: %s", what)
		}
	}
}

func fillTable(url string) error {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, "CREATE TABLE t (n int); INSERT INTO t SELECT generate_series(1, 1000)")
	return err
}

func TestShared(t *testing.T) {
	t.Parallel()
	c := Shared(t)
	if Shared(t) != c {
		t.Error("there are two")
	}
	conn := connect(t, c.Admin())
	for setting, wanted := range map[string]string{
		"fsync": "off", "synchronous_commit": "off", "max_connections": "200", "ssl": "on", "server_encoding": "UTF8",
		"lc_collate": "C", "lc_messages": "C", "listen_addresses": loopback, "password_encryption": "scram-sha-256",
	} {
		got := ""
		err := conn.QueryRow(t.Context(), "SELECT setting FROM pg_settings WHERE name = $1", setting).Scan(&got)
		if setting == "lc_collate" { // no longer a setting since version 16
			err = conn.QueryRow(t.Context(), "SELECT datcollate FROM pg_database WHERE datname = 'template0'").Scan(&got)
		}
		if err != nil || got != wanted {
			t.Errorf("%s is %q: %v", setting, got, err)
		}
	}
	if v := count(t, conn, "SELECT current_setting('server_version_num')::int / 10000"); v != c.Version() {
		t.Errorf("version %d, %d", v, c.Version())
	}
	var refused *pgconn.PgError
	if _, err := pgx.Connect(t.Context(), c.URL("postgres", "wrong", "postgres")); !errors.As(err, &refused) || refused.Code != "28P01" {
		t.Errorf("a wrong password: %v", err)
	}
	if runtime.GOOS != "windows" {
		local, err := pgx.ParseConfig(c.Admin())
		if err != nil {
			t.Fatal(err)
		}
		local.Host = c.Socket()
		onSocket, err := pgx.ConnectConfig(t.Context(), local)
		if err != nil {
			t.Fatal(err)
		}
		onSocket.Close(t.Context())
	}
}

func TestCertificates(t *testing.T) {
	t.Parallel()
	c := Own(t, Options{Certificate: Expired})
	try := func(ca string) error {
		conn, err := pgx.Connect(t.Context(), c.TLSURL("postgres", c.Password(), "postgres", ca))
		if err == nil {
			conn.Close(t.Context())
		}
		return err
	}
	invalid := x509.CertificateInvalidError{}
	if err := try(c.CA()); !errors.As(err, &invalid) || invalid.Reason != x509.Expired {
		t.Errorf("expired: %v", err)
	}
	if err := c.Present(OtherHost); err != nil {
		t.Fatal(err)
	}
	host := x509.HostnameError{}
	if err := try(c.CA()); !errors.As(err, &host) {
		t.Errorf("another host's: %v", err)
	}
	if err := c.Present(Stranger); err != nil {
		t.Fatal(err)
	}
	unknown := x509.UnknownAuthorityError{}
	if err := try(c.CA()); !errors.As(err, &unknown) {
		t.Errorf("a stranger's: %v", err)
	}
	if err := try(c.StrangerCA()); err != nil {
		t.Errorf("a stranger's that is trusted: %v", err)
	}
	if err := c.Present(Good); err != nil {
		t.Fatal(err)
	}
	if err := try(c.CA()); err != nil {
		t.Errorf("a good one: %v", err)
	}
	if err := try(c.StrangerCA()); !errors.As(err, &unknown) {
		t.Errorf("a good one, a stranger trusted: %v", err)
	}
	if err := c.Present(99); err == nil {
		t.Error("there is no such certificate")
	}
}

// What was committed is there after all processes were killed, one of them deep in its work.
func TestKill(t *testing.T) {
	t.Parallel()
	c := Own(t, Options{Durable: true})
	addr := c.Addr()
	db := c.NewDatabase(t)
	conn := connect(t, c.DatabaseURL(db))
	run(t, conn, "CREATE TABLE t (n int)")
	busy := connect(t, c.DatabaseURL(db))
	ended := make(chan error, 1)
	go func() {
		_, err := busy.Exec(context.Background(), "SELECT count(*) FROM generate_series(1, 1000000000000)")
		ended <- err
	}()
	eventually(t, "the query runs", func() bool {
		return count(t, conn, "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%1000000000000%' AND pid <> pg_backend_pid()") == 1
	})
	run(t, conn, "INSERT INTO t VALUES (1)")
	if err := c.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err == nil {
		t.Error("the query came to an end")
	}
	if c.Running() || c.Kill() == nil {
		t.Error("it was killed twice")
	}
	if err := c.Restart(); err != nil {
		t.Fatal(err)
	}
	if c.Addr() != addr || !strings.Contains(c.Log(), "was not properly shut down") {
		t.Errorf("%s, then %s:\n%s", addr, c.Addr(), c.Log())
	}
	if n := count(t, connect(t, c.DatabaseURL(db)), "SELECT count(*) FROM t"); n != 1 {
		t.Errorf("%d rows", n)
	}
	c.NewDatabase(t)
}

func TestRestartAndStop(t *testing.T) {
	t.Parallel()
	c := Own(t, Options{Settings: map[string]string{"work_mem": "'3MB'"}})
	conn := connect(t, c.Admin())
	run(t, conn, "CREATE TABLE t (n int)")
	if err := c.Restart(); err != nil {
		t.Fatal(err)
	}
	if err := conn.Ping(t.Context()); err == nil {
		t.Error("a connection survived")
	}
	if n := count(t, connect(t, c.Admin()), "SELECT count(*) FROM t WHERE current_setting('work_mem') <> '3MB'"); n != 0 {
		t.Error("the setting is not there")
	}
	if err := c.Kill(); err != nil {
		t.Fatal(err)
	}
	c.Stop()
	c.Stop()
	if _, err := os.Stat(c.folder); !os.IsNotExist(err) {
		t.Errorf("its folder is still there: %v", err)
	}
	if c.Restart() == nil {
		t.Error("it came back without its data")
	}
}

func TestStartFails(t *testing.T) {
	t.Parallel()
	Need(t)
	if _, err := Start(t.Context(), Options{Settings: map[string]string{"no_such_setting": "1"}}); err == nil || !strings.Contains(err.Error(), "no_such_setting") {
		t.Errorf("a wrong setting: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Start(ctx, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("no time: %v", err)
	}
}

// The server ends with a test process that was killed, and the next one removes what it left.
func TestAbandoned(t *testing.T) {
	t.Parallel()
	Need(t)
	if runtime.GOOS != "linux" {
		t.Skip("Elsewhere the server ends up to a minute after its folder was swept.")
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), abandoned+"=1")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, _ := bufio.NewReader(out).ReadString('\n')
	f := strings.Fields(line)
	if err := cmd.Process.Kill(); err != nil || len(f) != 2 {
		t.Fatalf("%q, %v", line, err)
	}
	_ = cmd.Wait()
	folder, addr := f[0], f[1]
	eventually(t, "nobody listens", func() bool {
		conn, err := net.Dial("tcp", addr)
		if err == nil {
			conn.Close()
		}
		return err != nil
	})
	eventually(t, "the server has put its files away", func() bool {
		_, err := os.Stat(filepath.Join(folder, "data", "postmaster.pid"))
		return os.IsNotExist(err)
	})
	sweep([]string{filepath.Dir(folder)})
	if _, err := os.Stat(folder); err != nil {
		t.Errorf("what may just be coming was swept: %v", err)
	}
	alive := Shared(t)
	for _, x := range []string{folder, alive.folder} {
		if err := os.Chtimes(x, time.Time{}, time.Now().Add(-time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	sweep([]string{filepath.Dir(folder)})
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Errorf("what was left was not swept: %v", err)
	}
	if _, err := os.Stat(alive.data()); err != nil {
		t.Errorf("what lives was swept: %v", err)
	}
}

func TestTemplate(t *testing.T) {
	t.Parallel()
	c := Shared(t)
	name := "built once " + rand.Text() // the tests may be run again in this process
	var built atomic.Int32
	for range 20 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			c.Template(t, name, func(url string) error {
				built.Add(1)
				return fillTable(url)
			})
			conn := connect(t, c.DatabaseURL(c.FromTemplate(t, name)))
			if n := count(t, conn, "SELECT count(*) FROM t"); n != 1000 {
				t.Errorf("%d rows", n)
			}
			run(t, conn, "DELETE FROM t") // in this copy only
		})
	}
	t.Cleanup(func() {
		if n := built.Load(); n != 1 {
			t.Errorf("built %d times", n)
		}
	})
}

func TestTemplateFails(t *testing.T) {
	t.Parallel()
	c := Shared(t)
	refused := errors.New("refused")
	for range 2 { // the second time it is remembered
		r := &recorder{TB: t}
		r.do(func() { c.Template(r, "refused", func(string) error { return refused }) })
		if !strings.Contains(r.failed, "refused") {
			t.Errorf("%q", r.failed)
		}
	}
	r := &recorder{TB: t}
	r.do(func() { c.FromTemplate(r, "unheard of") })
	if r.failed == "" {
		t.Error("it was made from nothing")
	}
}

// A test's database goes with it, whoever is still connected.
func TestNewDatabase(t *testing.T) {
	t.Parallel()
	c := Shared(t)
	name := ""
	var conn *pgx.Conn
	t.Run("uses it", func(t *testing.T) {
		name = c.NewDatabase(t)
		var err error
		if conn, err = pgx.Connect(t.Context(), c.DatabaseURL(name)); err != nil {
			t.Fatal(err)
		}
		if n := count(t, conn, "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"); n != 0 {
			t.Errorf("%d relations in an empty database", n)
		}
	})
	if err := conn.Ping(t.Context()); err == nil {
		t.Error("a connection to it survived")
	}
	if n := count(t, connect(t, c.Admin()), "SELECT count(*) FROM pg_database WHERE datname = '"+name+"'"); n != 0 {
		t.Error("it is still there")
	}
}

func BenchmarkStart(b *testing.B) {
	Need(b)
	for _, durable := range []bool{false, true} {
		b.Run(fmt.Sprintf("durable=%v", durable), func(b *testing.B) {
			for b.Loop() {
				c, err := Start(b.Context(), Options{Durable: durable})
				if err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				c.Stop()
				b.StartTimer()
			}
		})
	}
}

func BenchmarkFromTemplate(b *testing.B) {
	c := Shared(b)
	c.Template(b, "benchmark", fillTable)
	for b.Loop() {
		r := &recorder{TB: b}
		c.FromTemplate(r, "benchmark")
		b.StopTimer()
		r.cleanUp()
		b.StartTimer()
	}
}
