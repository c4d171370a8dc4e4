package pgtest

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// throughProxy gives a table t, a proxy, a connection through it and one past it.
func throughProxy(t *testing.T) (p *Proxy, through string, conn, direct *pgx.Conn) {
	t.Helper()
	c := Shared(t)
	url := c.DatabaseURL(c.NewDatabase(t))
	p = NewProxy(t, c.Addr())
	through = p.URL(url)
	conn, direct = connect(t, through), connect(t, url)
	run(t, conn, "CREATE TABLE t (n int)")
	return p, through, conn, direct
}

func sprung(t *testing.T, trap <-chan struct{}) {
	t.Helper()
	select {
	case <-trap:
	case <-time.After(patience):
		t.Fatal("the message never went by")
	}
}

func TestProxyCut(t *testing.T) {
	t.Parallel()
	p, through, conn, direct := throughProxy(t)
	if !strings.Contains(through, p.Addr()) {
		t.Errorf("%s does not lead through %s", through, p.Addr())
	}
	p.Cut()
	if conn.Ping(t.Context()) == nil {
		t.Error("a connection survived")
	}
	p.Refuse(true)
	p.Refuse(true)
	if _, err := pgx.Connect(t.Context(), through); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("refused: %v", err)
	}
	p.Refuse(false)
	p.Refuse(false)
	if n := count(t, connect(t, through), "SELECT count(*) FROM t"); n != 0 {
		t.Errorf("%d rows", n)
	}
	// The server has noticed.
	eventually(t, "two connections are left", func() bool {
		return count(t, direct, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()") == 2
	})
}

func TestProxyStall(t *testing.T) {
	t.Parallel()
	p, through, conn, direct := throughProxy(t)
	other := connect(t, through)
	p.Stall(true)
	p.Stall(true)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := conn.Exec(ctx, "INSERT INTO t VALUES (1)"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the network swallows packets: %v", err)
	}
	if _, err := pgx.Connect(ctx, through); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("connecting: %v", err)
	}
	if n := count(t, direct, "SELECT count(*) FROM t"); n != 0 {
		t.Error("a packet went through")
	}
	done := make(chan error, 1)
	go func() {
		_, err := other.Exec(context.Background(), "INSERT INTO t VALUES (2)")
		done <- err
	}()
	p.Stall(false)
	if err := <-done; err != nil {
		t.Errorf("a connection that waited: %v", err)
	}
	p.Stall(true)
	p.Cut()
	if other.Ping(t.Context()) == nil {
		t.Error("a stalled connection survived")
	}
}

// A COMMIT is carried out, and nobody hears of it.
func TestProxyCutAfter(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name string
		cut  func(*Proxy, Matcher) <-chan struct{}
		rows int
	}{
		{"after", (*Proxy).CutAfter, 1},
		{"before", (*Proxy).CutBefore, 0},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			p, through, conn, direct := throughProxy(t)
			tx, err := conn.Begin(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if _, err := tx.Exec(t.Context(), "INSERT INTO t VALUES (1)"); err != nil {
				t.Fatal(err)
			}
			trap := x.cut(p, Statement("COMMIT"))
			if err := tx.Commit(t.Context()); err == nil {
				t.Error("the answer came")
			}
			sprung(t, trap)
			// It is over on the server, too, whichever way.
			eventually(t, "the connection is gone there", func() bool {
				return count(t, direct, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()") == 1
			})
			if n := count(t, direct, "SELECT count(*) FROM t"); n != x.rows {
				t.Errorf("%d rows", n)
			}
			// Once only.
			again := connect(t, through)
			run(t, again, "BEGIN; INSERT INTO t VALUES (2); COMMIT")
		})
	}
}

func TestProxyDelay(t *testing.T) {
	t.Parallel()
	p, _, conn, _ := throughProxy(t)
	const d = 20 * time.Millisecond
	p.Delay(d)
	began := time.Now()
	if err := conn.Ping(t.Context()); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took < 2*d {
		t.Errorf("there and back took %v", took)
	}
}

// TLS goes by unread.
func TestProxyTLS(t *testing.T) {
	t.Parallel()
	c := Shared(t)
	p := NewProxy(t, c.Addr())
	url := strings.Replace(c.TLSURL("postgres", c.Password(), "postgres", c.CA()), c.Addr(), p.Addr(), 1)
	conn := connect(t, url)
	if n := count(t, conn, "SELECT count(*) FROM pg_stat_ssl WHERE ssl AND pid = pg_backend_pid()"); n != 1 {
		t.Error("it is not encrypted")
	}
	// A server that does not want it.
	plain := strings.Replace(url, "verify-full", "prefer", 1)
	if n := count(t, connect(t, plain), "SELECT 1"); n != 1 {
		t.Error("it does not answer")
	}
}

func TestProxyWithoutServer(t *testing.T) {
	t.Parallel()
	port, err := freePort()
	if err != nil {
		t.Fatal(err)
	}
	p := NewProxy(t, hostPort(port))
	conn, err := net.Dial("tcp", p.Addr())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.ReadAll(conn); err != nil && !errors.Is(err, syscall.ECONNRESET) {
		t.Error(err)
	}
}

// Messages are found however the network tears what carries them.
func TestMessages(t *testing.T) {
	t.Parallel()
	said := []string{
		"\x00\x00\x00\x08\x04\xd2\x16\x2f",           // may this be encrypted?
		"\x00\x00\x00\x0c\x00\x03\x00\x00a\x00b\x00", // no: this is who I am
		"Q\x00\x00\x00\x0bCommit\x00",
		"S\x00\x00\x00\x04",
		"P\x00\x00\x00\x0e\x00select\x00\x00\x00",
	}
	client, proxy := net.Pipe()
	go func() {
		defer client.Close()
		for _, b := range []byte(strings.Join(said, "")) {
			if _, err := client.Write([]byte{b}); err != nil {
				return
			}
		}
	}()
	next := messages(proxy)
	for _, wanted := range said {
		got, err := next()
		if err != nil || string(got) != wanted {
			t.Fatalf("%q, %v; wanted %q", got, err, wanted)
		}
		if Statement("COMMIT")(got) != strings.Contains(wanted, "Commit") {
			t.Errorf("%q matches, or not", got)
		}
	}
	if _, err := next(); !errors.Is(err, io.EOF) {
		t.Error(err)
	}
}
