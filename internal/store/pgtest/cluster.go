// Package pgtest gives tests a PostgreSQL server of their own, and a bad network in front of it. Only tests
// import it.
//
// A cluster lives in a temporary folder, listens on loopback, and is gone when the test process is, however
// that ends. In TestMain:
//
//	func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }
//
// and in a test:
//
//	c := pgtest.Shared(t)
//	c.Template(t, "migrated", func(url string) error { … })
//	url := c.DatabaseURL(c.FromTemplate(t, "migrated"))
package pgtest

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"maps"
	mathrand "math/rand/v2"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	superuser = "postgres"
	loopback  = "127.0.0.1"
	// prefix begins the name of every cluster's folder; sweep looks for it.
	prefix = "regimen-pg-"
	// patience is how long a server may take to come or to go on a busy machine.
	patience = time.Minute
)

// Options are what a cluster may have differently.
type Options struct {
	// Durable makes the server wait for the disk, as a clinic's does. Without it, what was committed
	// in the last moments before Kill may be lost.
	Durable bool
	// Certificate is what the server shows at first.
	Certificate Certificate
	// Settings go into postgresql.conf last, so that they win. The values are written as they are.
	Settings map[string]string
}

// Cluster is a running PostgreSQL server with its own data. Its methods may be used by parallel tests,
// though Kill, Restart and Present disturb whoever shares it.
type Cluster struct {
	programs installation
	account  account
	opts     Options
	folder   string
	lock     io.Closer
	port     int
	password string
	issuers  *authorities
	pool     *pgxpool.Pool

	lifecycle sync.Mutex // held while the server comes or goes
	server    *server    // nil when it does not run
	stopped   bool

	creating  sync.Mutex // one CREATE DATABASE at a time: a template must be left alone while it is copied
	templates sync.Map   // name → *template
}

// server is one life of the postmaster.
type server struct {
	process *os.Process
	exited  chan struct{} // closed when the postmaster has been waited for
	gone    chan struct{} // closed when none of its children lives, either
}

// Start makes a cluster and returns when it answers. ctx bounds the start only; the server runs until Stop,
// or until this process ends.
func Start(ctx context.Context, opts Options) (*Cluster, error) {
	programs, err := installed()
	if err != nil {
		return nil, err
	}
	acc, err := serverAccount()
	if err != nil {
		return nil, err
	}
	sweep(temporaryFolders(false))
	c := &Cluster{programs: programs, account: acc, opts: opts, password: rand.Text()}
	if err := c.create(ctx); err != nil {
		c.Stop()
		return nil, err
	}
	return c, nil
}

func (c *Cluster) create(ctx context.Context) error {
	var err error
	if c.folder, c.lock, err = newFolder(c.account, c.opts.Durable); err != nil {
		return err
	}
	for _, f := range []string{c.data(), c.Socket()} {
		if err := os.Mkdir(f, 0o700); err != nil {
			return err
		}
		if err := c.account.own(f); err != nil {
			return err
		}
	}
	if c.issuers, err = newAuthorities(c.folder); err != nil {
		return err
	}
	if err := c.initialise(ctx); err != nil {
		return err
	}
	if err := c.writeCertificate(c.opts.Certificate); err != nil {
		return err
	}
	if err := c.configure(); err != nil {
		return err
	}
	// Another process may take the port between the look and the start.
	for range 5 {
		if c.port, err = freePort(); err != nil {
			return err
		}
		if err = c.run(ctx); err == nil || !strings.Contains(c.Log(), "could not bind") {
			break
		}
	}
	if err != nil {
		return err
	}
	config, err := pgxpool.ParseConfig(c.Admin())
	if err != nil {
		return err
	}
	config.MaxConns = 4
	c.pool, err = pgxpool.NewWithConfig(context.Background(), config)
	return err
}

func (c *Cluster) data() string { return filepath.Join(c.folder, "data") }

func (c *Cluster) logFile() string { return filepath.Join(c.folder, "log") }

// initialise runs initdb.
func (c *Cluster) initialise(ctx context.Context) error {
	secret := filepath.Join(c.folder, "password")
	if err := c.writeOwned(secret, []byte(c.password+"\n")); err != nil {
		return err
	}
	defer os.Remove(secret)
	cmd := exec.CommandContext(ctx, c.programs.program("initdb"),
		"--pgdata="+c.data(), "--username="+superuser, "--pwfile="+secret, "--auth=scram-sha-256",
		"--encoding=UTF8", "--locale=C", "--no-sync")
	cmd.Dir, cmd.Env = c.folder, environment()
	c.account.prepare(cmd)
	runtime.LockOSThread() // what dies with us dies with the thread that began it
	defer runtime.UnlockOSThread()
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	return nil
}

// environment is this process's without what would lead the server's programs elsewhere.
func environment() []string {
	env := slices.DeleteFunc(os.Environ(), func(v string) bool {
		return strings.HasPrefix(v, "PG") || strings.HasPrefix(v, "LC_") || strings.HasPrefix(v, "LANG")
	})
	return append(env, "LC_ALL=C")
}

func (c *Cluster) configure() error {
	settings := map[string]string{
		"listen_addresses":        "'" + loopback + "'",
		"unix_socket_directories": "'" + filepath.ToSlash(c.Socket()) + "'",
		"max_connections":         "200",
		"shared_buffers":          "'16MB'",
		"password_encryption":     "'scram-sha-256'",
		"ssl":                     "on",
		"ssl_cert_file":           "'server.crt'",
		"ssl_key_file":            "'server.key'",
		"lc_messages":             "'C'",
		"timezone":                "'UTC'",
		"log_timezone":            "'UTC'",
		"log_line_prefix":         "'%m [%p] %q%u@%d '",
		"logging_collector":       "off",
		"jit":                     "off",
		"wal_level":               "minimal",
		"max_wal_senders":         "0",
		"min_wal_size":            "'32MB'",
		"max_wal_size":            "'128MB'",
		// A worker in a template would keep it from being copied.
		"autovacuum": "off",
	}
	if !c.opts.Durable {
		maps.Copy(settings, map[string]string{"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"})
	}
	maps.Copy(settings, c.opts.Settings)
	var text bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		fmt.Fprintf(&text, "%s = %s\n", name, settings[name])
	}
	if err := c.writeOwned(filepath.Join(c.data(), "postgresql.conf"), text.Bytes()); err != nil {
		return err
	}
	hba := "local all all scram-sha-256\nhost all all " + loopback + "/32 scram-sha-256\n"
	if runtime.GOOS == "windows" {
		hba = strings.SplitAfter(hba, "\n")[1] // older servers refuse the other line there
	}
	return c.writeOwned(filepath.Join(c.data(), "pg_hba.conf"), []byte(hba))
}

// writeOwned writes a file that the server may read and nobody else.
func (c *Cluster) writeOwned(file string, content []byte) error {
	if err := os.WriteFile(file, content, 0o600); err != nil {
		return err
	}
	return c.account.own(file)
}

// run starts the postmaster and waits until it takes connections.
func (c *Cluster) run(ctx context.Context) error {
	log, err := os.OpenFile(c.logFile(), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	// Every process of the server inherits the writing end: when reading says that it has ended, none lives.
	alive, inherited, err := os.Pipe()
	if err != nil {
		return err
	}
	cmd := exec.Command(c.programs.program("postgres"), "-D", c.data(), "-p", strconv.Itoa(c.port))
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = c.folder, environment(), log, log
	if inheritable {
		cmd.ExtraFiles = []*os.File{inherited}
	}
	c.account.prepare(cmd)
	s := &server{exited: make(chan struct{}), gone: make(chan struct{})}
	started := make(chan error)
	go func() {
		// What dies with us dies with the thread that began it, so this thread stays.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		inherited.Close()
		started <- err
		if err != nil {
			return
		}
		_ = cmd.Wait() // how it ended is in its log
		close(s.exited)
	}()
	if err := <-started; err != nil {
		alive.Close()
		return err
	}
	s.process = cmd.Process
	go func() {
		defer alive.Close()
		_, _ = io.Copy(io.Discard, alive)
		<-s.exited
		close(s.gone)
	}()
	if err := c.ready(ctx, s); err != nil {
		c.end(s)
		return fmt.Errorf("PostgreSQL did not start: %w\n%s", err, c.Log())
	}
	c.server = s
	return nil
}

// ready returns when the server answers.
func (c *Cluster) ready(ctx context.Context, s *server) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for {
		conn, err := pgx.Connect(ctx, c.Admin())
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-again.C:
		case <-s.exited:
			return errors.New("it ended")
		case <-ctx.Done():
			return err
		}
	}
}

// end stops a server at once, without care for its data.
func (c *Cluster) end(s *server) {
	c.signalStop(s, false)
	select {
	case <-s.gone:
	case <-time.After(patience / 4):
		killAll(s.process)
		<-s.exited
	}
}

// Stop ends the server and removes all it had. It may be called again.
func (c *Cluster) Stop() {
	c.lifecycle.Lock()
	defer c.lifecycle.Unlock()
	if c.stopped {
		return
	}
	c.stopped = true
	if c.pool != nil {
		c.pool.Close()
	}
	if c.server != nil {
		c.end(c.server)
		c.server = nil
	} else if c.folder != "" {
		freeSharedMemory(c.data())
	}
	if c.lock != nil {
		c.lock.Close()
	}
	if c.folder != "" {
		_ = os.RemoveAll(c.folder) // what stays is swept by the next start
	}
}

// Kill ends all processes of the server as a power failure does, and returns when none is left. The data
// stays; Restart brings it back.
func (c *Cluster) Kill() error {
	c.lifecycle.Lock()
	defer c.lifecycle.Unlock()
	if c.server == nil {
		return errors.New("The server does not run.")
	}
	killAll(c.server.process)
	select {
	case <-c.server.gone:
	case <-time.After(patience):
		return errors.New("Some processes of the server are still there after it was killed.")
	}
	c.server = nil
	return nil
}

// Restart starts the server again, on the same port and with the same data, after stopping it in order when
// it still runs. Nobody's connection survives.
func (c *Cluster) Restart() error {
	c.lifecycle.Lock()
	defer c.lifecycle.Unlock()
	if c.stopped {
		return errors.New("The cluster was stopped, and its data is gone.")
	}
	if c.server != nil {
		c.signalStop(c.server, true)
		select {
		case <-c.server.gone:
		case <-time.After(patience):
			return errors.New("The server does not stop.")
		}
		c.server = nil
	}
	err := c.run(context.Background())
	c.pool.Reset()
	return err
}

// Running reports whether the server has been started and neither killed nor stopped.
func (c *Cluster) Running() bool {
	c.lifecycle.Lock()
	defer c.lifecycle.Unlock()
	return c.server != nil
}

// Version is the server's major version.
func (c *Cluster) Version() int { return c.programs.major }

// Addr is host:port, for a Proxy.
func (c *Cluster) Addr() string { return hostPort(c.port) }

func hostPort(port int) string { return net.JoinHostPort(loopback, strconv.Itoa(port)) }

// Socket is the folder of the Unix socket.
func (c *Cluster) Socket() string { return filepath.Join(c.folder, "s") }

// URL names a database without encryption, so that a Proxy can read what goes by.
func (c *Cluster) URL(user, password, database string) string {
	u := url.URL{
		Scheme: "postgres", User: url.UserPassword(user, password), Host: c.Addr(), Path: "/" + database,
		RawQuery: url.Values{"sslmode": {"disable"}}.Encode(),
	}
	return u.String()
}

// TLSURL names a database over TLS, the server's certificate checked against an authority's file, which is
// CA() where it is to succeed.
func (c *Cluster) TLSURL(user, password, database, ca string) string {
	u := url.URL{
		Scheme: "postgres", User: url.UserPassword(user, password), Host: c.Addr(), Path: "/" + database,
		RawQuery: url.Values{"sslmode": {"verify-full"}, "sslrootcert": {ca}}.Encode(),
	}
	return u.String()
}

// DatabaseURL names a database for the superuser.
func (c *Cluster) DatabaseURL(database string) string {
	return c.URL(superuser, c.password, database)
}

// Admin names the maintenance database for the superuser.
func (c *Cluster) Admin() string { return c.DatabaseURL("postgres") }

// Password is the superuser's, whose name is postgres.
func (c *Cluster) Password() string { return c.password }

// Log is what the server has written so far.
func (c *Cluster) Log() string {
	text, err := os.ReadFile(c.logFile())
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// freePort is one outside the range from which systems take ports for outgoing connections, so that it is
// still free when a killed server comes back.
func freePort() (int, error) {
	var last error
	for range 100 {
		port := 20000 + mathrand.IntN(12000)
		l, err := net.Listen("tcp4", hostPort(port))
		if err != nil {
			last = err
			continue
		}
		return port, l.Close()
	}
	return 0, last
}
