package store

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"regimen/internal/clinic"
)

// Everything in the files postgres*.go is PostgreSQL's alone.

const (
	// oldestServer is the first version of PostgreSQL that will do.
	oldestServer = 13
	// writeLock is the advisory lock that a change holds until its transaction ends: the letters "Rgmn".
	writeLock = 0x52676d6e
	// migrateLock is held while the schema is brought up to date.
	migrateLock = writeLock + 1
	// changesChannel is where each change is announced, and deskChannel where machines tell each other who
	// has what open.
	changesChannel = "regimen_changes"
	deskChannel    = "regimen_desk"
)

// applicationName is how the program calls itself to the server.
const applicationName = "regimen"

// postgresEngine is the database that several machines share.
type postgresEngine struct{}

// lockPatience is how long a change waits for others' changes to end before it says who holds it up.
const lockPatience = 4 * time.Second

// begin takes the lock of the one writer among all machines. It is given up with the transaction, also when
// the machine that holds it is gone: see the timeouts of sharedConfig.
func (postgresEngine) begin(ctx context.Context, w *connection) error {
	_, err := w.ExecContext(ctx, fmt.Sprintf("BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = %d; SELECT pg_advisory_xact_lock(%d); SET LOCAL lock_timeout TO DEFAULT",
		lockPatience.Milliseconds(), writeLock))
	if err == nil || isLost(err) {
		return err
	}
	if _, again := w.ExecContext(ctx, "ROLLBACK"); again != nil {
		return errors.Join(err, again)
	}
	if sqlState(err) == lockNotAvailable {
		return heldUp(ctx, w, err)
	}
	return err
}

// lockNotAvailable is the state of a statement that waited for a lock for too long.
const lockNotAvailable = "55P03"

// heldUp says who has held the lock of the one writer.
func heldUp(ctx context.Context, db reader, cause error) error {
	var who, with string
	err := db.QueryRowContext(ctx, `SELECT regexp_replace(a.usename::text, '^' || current_database() || '_', ''), a.application_name
		FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
		WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 0 AND l.objid = $1::bigint::oid AND l.objsubid = 1
			AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) LIMIT 1`, int64(writeLock)).Scan(&who, &with)
	if err != nil {
		return cause // it has let go since
	}
	facts := clinic.Args{"Computer": who, "Program": with}
	said := clinic.Say("The computer “{{.Computer}}” has been at work on the shared records for some seconds, so this change was not kept. Try again in a moment. If it stays so, close the program there, or shut that computer out (“regimen database shut-out”).", facts)
	if with != "" && with != applicationName {
		said = clinic.Say("The computer “{{.Computer}}” with “{{.Program}}” has been at work on the shared records for some seconds, so this change was not kept. Try again in a moment. If it stays so, close the program there, or shut that computer out (“regimen database shut-out”).", facts)
	}
	return &refusal{said, ErrInUse, cause}
}

// commit checks the references first, behind a savepoint, so that a broken one leaves the transaction to be
// read.
func (postgresEngine) commit(ctx context.Context, w *connection) error {
	_, err := w.ExecContext(ctx, "SAVEPOINT settled; SET CONSTRAINTS ALL IMMEDIATE; NOTIFY "+changesChannel+"; COMMIT")
	if err != nil && (postgresEngine{}).brokenReference(err) {
		if _, again := w.ExecContext(ctx, "ROLLBACK TO SAVEPOINT settled"); again != nil {
			return errors.Join(err, again)
		}
	}
	return err
}

func (postgresEngine) brokenReference(err error) bool { return sqlState(err) == "23503" }

func (postgresEngine) snapshot() *sql.TxOptions {
	return &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
}

func (postgresEngine) interruptible() bool { return true }

var (
	sqlComment   = regexp.MustCompile(`(?m)--.*$`)
	tableOptions = regexp.MustCompile(`\)\s*(?:(?:STRICT|WITHOUT ROWID),?\s*)+;`)
	createTable  = regexp.MustCompile(`(?s)CREATE TABLE (\w+) \((.*?)\n\);`)
	longForeign  = regexp.MustCompile(`,\s*(FOREIGN KEY \([^)]*\) REFERENCES \w+ \([^)]*\)(?: DEFERRABLE INITIALLY DEFERRED)?)`)
	refuseRow    = regexp.MustCompile(`(?s)CREATE TRIGGER (\w+) BEFORE (INSERT|UPDATE|DELETE) ON (\w+)\s+(?:WHEN ([^;]*?)\s+)?BEGIN SELECT raise\(ABORT, ('[^']*')\); END;`)
	sqliteTypes  = strings.NewReplacer("INTEGER PRIMARY KEY AUTOINCREMENT", "BIGINT PRIMARY KEY", "INTEGER", "BIGINT", "REAL", "DOUBLE PRECISION", "TEXT", `TEXT COLLATE "C"`)
)

// schema writes a migration for PostgreSQL: its types, text that sorts by its bytes as in SQLite, and
// references once all tables are there, since one may point at a table that comes later.
func (postgresEngine) schema(m migration) string {
	text := sqlComment.ReplaceAllString(m.sql, "")
	text = refuseRow.ReplaceAllStringFunc(text, func(trigger string) string {
		parts := refuseRow.FindStringSubmatch(trigger)
		name, event, table, when, why := parts[1], parts[2], parts[3], parts[4], parts[5]
		create := "CREATE TRIGGER " + name + " BEFORE " + event + " ON " + table + " FOR EACH ROW EXECUTE FUNCTION "
		if when == "" {
			return create + "refuse(" + why + ");"
		}
		// The condition of a trigger may ask nothing of other tables here; that of a function may.
		row := "NEW"
		if event == "DELETE" {
			row = "OLD"
		}
		return "CREATE FUNCTION " + name + "() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF " + when +
			" THEN RAISE EXCEPTION " + why + "; END IF; RETURN " + row + "; END$$;\n" + create + name + "();"
	})
	text = tableOptions.ReplaceAllString(text, ");")
	text = sqliteTypes.Replace(text)
	var later strings.Builder
	text = createTable.ReplaceAllStringFunc(text, func(table string) string {
		parts := createTable.FindStringSubmatch(table)
		for _, key := range longForeign.FindAllStringSubmatch(parts[2], -1) {
			fmt.Fprintf(&later, "ALTER TABLE %s ADD %s;\n", parts[1], key[1])
		}
		return "CREATE TABLE " + parts[1] + " (" + longForeign.ReplaceAllString(parts[2], "") + "\n);"
	})
	return text + later.String() + m.postgres
}

// preparation is what the migrations need of PostgreSQL before the first one.
const preparation = `
CREATE OR REPLACE FUNCTION json_valid(text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT
	AS 'SELECT $1::json IS NOT NULL';
CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
	AS 'BEGIN RAISE EXCEPTION ''%'', TG_ARGV[0]; END';
CREATE TABLE IF NOT EXISTS schema_version (
	program  TEXT   NOT NULL PRIMARY KEY CHECK (program = 'regimen'),
	version  BIGINT NOT NULL,
	database TEXT   NOT NULL
);`

func (postgresEngine) prepare(ctx context.Context, w *connection) error {
	_, err := w.ExecContext(ctx, preparation)
	return err
}

func (postgresEngine) claim(ctx context.Context, w *connection) error {
	return w.exec(ctx, "INSERT INTO schema_version (program, version, database) VALUES ('regimen', 0, $1) ON CONFLICT DO NOTHING",
		uuid.Must(uuid.NewV7()).String())
}

func (postgresEngine) setVersion(ctx context.Context, w *connection, n int) error {
	return w.exec(ctx, "UPDATE schema_version SET version = $1", n)
}

func (e postgresEngine) version(ctx context.Context, db reader) (n int, err error) {
	if ours, _, err := e.owner(ctx, db); err != nil || !ours {
		return 0, err
	}
	err = db.QueryRowContext(ctx, "SELECT version FROM schema_version").Scan(&n)
	return n, err
}

// owner asks the catalogue, which everybody may read, before the tables, which not everybody may.
func (postgresEngine) owner(ctx context.Context, db reader) (ours, empty bool, err error) {
	var tables int
	err = db.QueryRowContext(ctx, `SELECT count(*), coalesce(bool_or(relname = 'schema_version'), false)
		FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm')`).Scan(&tables, &ours)
	return ours, tables == 0, err
}

func (postgresEngine) columns(ctx context.Context, db reader, table string) ([]string, error) {
	return texts(ctx, db, `SELECT attname::text FROM pg_attribute
		WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`, table)
}

func (postgresEngine) references(ctx context.Context, db reader) ([]reference, error) {
	var refs []reference
	err := each(ctx, db, `SELECT t.relname::text, a.attname::text, p.relname::text
		FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class p ON p.oid = c.confrelid
			JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
		WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace
		ORDER BY t.relname, a.attnum, p.relname`, nil, func(rows *sql.Rows) error {
		var r reference
		err := rows.Scan(&r.child, &r.column, &r.parent)
		if isRecord(r.child) {
			refs = append(refs, r)
		}
		return err
	})
	return refs, err
}

// unguarded is the owner's: a machine's login may not do that.
func (postgresEngine) unguarded(ctx context.Context, w *connection, tables []string, do func() error) error {
	guards := func(state string) error {
		for _, t := range tables {
			if _, err := w.ExecContext(ctx, "ALTER TABLE "+quote(t)+" "+state+" TRIGGER USER"); err != nil {
				return err
			}
		}
		return nil
	}
	if err := guards("DISABLE"); err != nil {
		return err
	}
	if err := do(); err != nil {
		return err
	}
	return guards("ENABLE")
}

// integrity is the server's own matter: it checks its pages as it reads them.
func (postgresEngine) integrity(context.Context, reader, bool) ([]string, error) { return nil, nil }

// brokenReferences finds none as long as every reference is enforced, and says so of one that is not.
func (postgresEngine) brokenReferences(ctx context.Context, db reader) ([]broken, error) {
	var out []broken
	err := each(ctx, db, `SELECT t.relname::text, p.relname::text, count(*) FROM pg_constraint c
			JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class p ON p.oid = c.confrelid
		WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace AND (NOT c.convalidated OR EXISTS (
			SELECT 1 FROM pg_trigger g WHERE g.tgconstraint = c.oid AND g.tgenabled IN ('D', 'R')))
		GROUP BY 1, 2`, nil, func(rows *sql.Rows) error {
		var b broken
		err := rows.Scan(&b.child, &b.parent, &b.count)
		out = append(out, b)
		return err
	})
	return out, err
}

func (postgresEngine) size(ctx context.Context, db reader) (n int64, err error) {
	err = db.QueryRowContext(ctx, "SELECT pg_database_size(current_database())").Scan(&n)
	return n, err
}

// databaseID is the name a database keeps for its whole life, whatever it is reached by.
func databaseID(ctx context.Context, db reader) (id string, err error) {
	err = db.QueryRowContext(ctx, "SELECT database FROM schema_version").Scan(&id)
	return id, err
}

// IsShared reports whether a text names a database that several machines can share, rather than a file.
func IsShared(name string) bool {
	return strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://")
}

// sharedConfig reads a URL. Over a network the server must prove by its certificate who it is.
func sharedConfig(address string) (*pgx.ConnConfig, error) {
	wrong := func(cause error) error {
		return &refusal{clinic.Say("The name of the shared records is not understood. It looks like postgres://user@host/regimen."), ErrNoAccess, cause}
	}
	u, err := url.Parse(address)
	if err != nil || !IsShared(address) {
		return nil, wrong(errors.New("no URL of a database")) // the cause would hold the password
	}
	q := u.Query()
	if ca := q.Get("sslrootcert"); ca != "" && ca != "system" {
		if _, err := os.Stat(ca); err != nil {
			return nil, &refusal{clinic.Say("The certificate file of the shared records cannot be read. Copy it from the server again, or correct its place in the connection."), ErrNoAccess, err}
		}
	}
	chosen := q.Get("sslmode") != ""
	if !chosen {
		q.Set("sslmode", "verify-full")
		u.RawQuery = q.Encode()
	}
	conf, err := pgx.ParseConfig(u.String())
	if err == nil && !chosen && staysInside(conf) {
		q.Set("sslmode", "prefer")
		u.RawQuery = q.Encode()
		conf, err = pgx.ParseConfig(u.String())
	}
	if err != nil {
		return nil, wrong(errors.New("the URL was refused"))
	}
	if !protected(conf) {
		return nil, &refusal{clinic.Say("The address of the shared records asks for a connection to another computer that is not encrypted, or does not check who answers. Nothing was sent. Let it say sslmode=verify-full, or leave sslmode out."), ErrNotTrusted, nil}
	}
	if conf.ConnectTimeout == 0 {
		conf.ConnectTimeout = 5 * time.Second
	}
	for name, value := range map[string]string{
		"application_name": applicationName,
		"timezone":         "UTC",
		// What was acknowledged is on the server's disk.
		"synchronous_commit": "on",
		// A machine that vanished in the middle of a change must not keep the others from working.
		"idle_in_transaction_session_timeout": "10s",
		"lock_timeout":                        "15s",
		"tcp_keepalives_idle":                 "10",
		"tcp_keepalives_interval":             "5",
		"tcp_keepalives_count":                "3",
		"client_min_messages":                 "warning",
	} {
		if _, set := conf.RuntimeParams[name]; !set {
			conf.RuntimeParams[name] = value
		}
	}
	conf.DialFunc = (&net.Dialer{KeepAlive: 10 * time.Second}).DialContext
	return conf, nil
}

// protected reports whether nobody on the way can read along or put himself in the server's place.
func protected(conf *pgx.ConnConfig) bool {
	safe := func(host string, over *tls.Config) bool {
		return isLoopback(host) || over != nil && !over.InsecureSkipVerify
	}
	return safe(conf.Host, conf.TLSConfig) && !slices.ContainsFunc(conf.Fallbacks, func(f *pgconn.FallbackConfig) bool { return !safe(f.Host, f.TLSConfig) })
}

// staysInside reports whether a connection never leaves this computer, wherever the host was said: in the URL,
// in its query or in the environment.
func staysInside(conf *pgx.ConnConfig) bool {
	return isLoopback(conf.Host) && !slices.ContainsFunc(conf.Fallbacks, func(f *pgconn.FallbackConfig) bool { return !isLoopback(f.Host) })
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || strings.HasPrefix(host, "/") || ip != nil && ip.IsLoopback()
}

func openSharedPool(conf *pgx.ConnConfig, conns int) *sql.DB {
	db := stdlib.OpenDB(*conf, stdlib.OptionAfterConnect(func(_ context.Context, c *pgx.Conn) error {
		return checkServer(c.PgConn().ParameterStatus("server_version"))
	}))
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	return db
}

// checkServer refuses a server that is too old by what it says its version is, such as 15.4 or 9.6.24.
func checkServer(said string) error {
	major, _, _ := strings.Cut(said, ".")
	n, err := strconv.Atoi(leadingDigits(major))
	if err != nil {
		return &refusal{clinic.Say("The server of the shared records does not say that it is PostgreSQL. Check the name of the server."), ErrNoAccess, fmt.Errorf("server version %q", said)}
	}
	if n < oldestServer {
		return tooOld(said)
	}
	return nil
}

func tooOld(said string) error {
	return &refusal{
		clinic.Say("The server of the shared records is PostgreSQL {{.Version}}, which is too old. Nothing was changed. Version {{.Oldest}} or newer is needed.", clinic.Args{"Version": said, "Oldest": oldestServer}),
		ErrServerTooOld, nil,
	}
}

func leadingDigits(s string) string {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return s[:i]
		}
	}
	return s
}

// openShared opens a database that was made by CreateDatabase. It changes nothing of the schema: whoever
// keeps the records must not be able to.
func (s *Store) openShared(ctx context.Context, steps []migration) error {
	conf, err := sharedConfig(s.cfg.URL)
	if err != nil {
		return err
	}
	s.engine = postgresEngine{}
	s.reads = openSharedPool(conf, 4)
	opening, done := s.patient(ctx)
	defer done()
	have, empty, err := inspect(opening, s.engine, s.reads, len(steps))
	switch {
	case err != nil:
		return err
	case empty:
		return &refusal{clinic.Say("The shared database has no clinic's records in it yet. Make them with “regimen database create”, or check the name of the database."), ErrNoAccess, nil}
	case have < len(steps):
		return older()
	}
	switch machine, err := loggedIn(opening, s.reads); {
	case err != nil:
		return err
	case machine != "":
		s.cfg.Machine = machine
	}
	if s.cfg.ReadOnly {
		return nil
	}
	s.writes = openSharedPool(conf, 1)
	s.feed, err = follow(opening, s, conf)
	return err
}

// loggedIn is the name that the computer logged in was added with, as the database holds it to; "" is
// somebody else.
func loggedIn(ctx context.Context, db reader) (string, error) {
	found, err := texts(ctx, db, `SELECT substr(r.rolname, length(g.rolname) - 7)
		FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member JOIN pg_roles g ON g.oid = m.roleid
		WHERE r.rolname = session_user AND g.rolname LIKE '%\_machines' ORDER BY 1 LIMIT 1`)
	return strings.Join(found, ""), err
}

// sqlState is the code of an error of the server, or "".
func sqlState(err error) string {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// errWindowsRefused is how Windows says that a connection was refused.
const errWindowsRefused = syscall.Errno(10061)

// isRefused reports whether the computer is there and nobody listens on it.
func isRefused(err error) bool {
	var network *net.OpError
	return errors.As(err, &network) && (errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, syscall.ENOENT) || errors.Is(err, errWindowsRefused))
}

// isLost reports whether an error says that the connection is gone, or cannot be had for now. What was under
// way may have been carried out or not.
func isLost(err error) bool {
	if errors.Is(err, ErrUnreachable) {
		return true
	}
	switch state := sqlState(err); {
	case state == "57P01", state == "57P02", state == "57P03", // shut down, crashed, starting
		state == "25P03", state == "57P05", state == "53300", // idle for too long; too many connections
		strings.HasPrefix(state, "08"):
		return true
	case state != "":
		return false
	}
	var network *net.OpError // a net.Error alone is any error of the system
	var timeout interface{ Timeout() bool }
	return errors.As(err, &timeout) && timeout.Timeout() && !errors.Is(err, context.Canceled) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) || errors.Is(err, syscall.ECONNREFUSED) ||
		errors.As(err, &network) || pgconn.SafeToRetry(err) || pgconn.Timeout(err) && !errors.Is(err, context.Canceled)
}

// postgresSentence turns an error of PostgreSQL, or of the way to it, into a sentence; it is nil for any
// other.
func postgresSentence(err error) error {
	var server *pgconn.PgError
	if errors.As(err, &server) {
		return serverRefusal(server, err)
	}
	var (
		unknown  x509.UnknownAuthorityError
		invalid  x509.CertificateInvalidError
		hostname x509.HostnameError
		check    *tls.CertificateVerificationError
		dns      *net.DNSError
	)
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return &refusal{clinic.Say("The certificate of the server with the shared records has expired, or a clock is wrong. Nothing was sent. Check the clocks of both computers; then renew the server's certificate."), ErrNotTrusted, err}
	case errors.As(err, &hostname):
		return &refusal{clinic.Say("The certificate of the server with the shared records is for another name. Nothing was sent. Use the name that the certificate was made for."), ErrNotTrusted, err}
	case errors.As(err, &unknown), errors.As(err, &invalid), errors.As(err, &check):
		return &refusal{clinic.Say("The server does not prove that it is the one with the shared records. Nothing was sent. Copy the certificate file from the server to this computer and name it in the connection."), ErrNotTrusted, err}
	case strings.Contains(err.Error(), "server refused TLS connection"): // the driver has no name for it
		return &refusal{clinic.Say("The server with the shared records offers no encrypted connection. Nothing was sent. Turn on TLS on the server (ssl = on)."), ErrNotTrusted, err}
	case errors.As(err, &dns) && dns.IsNotFound:
		return &refusal{clinic.Say("There is no computer of that name in the network. Check the name of the server with the shared records, and the network."), ErrUnreachable, err}
	case isRefused(err):
		return &refusal{clinic.Say("The computer with the shared records answers, but PostgreSQL does not run there, or lets nobody in from the network. Start it, or check the name and the port."), ErrUnreachable, err}
	case isLost(err):
		return unreachable(err)
	}
	return nil
}

func unreachable(cause error) error {
	return &refusal{clinic.Say("The shared records cannot be reached. Everything that was confirmed before is kept. Check the network and the computer with the records, then try again."), ErrUnreachable, cause}
}

func serverRefusal(e *pgconn.PgError, err error) error {
	switch {
	case e.Code == "28P01":
		return &refusal{clinic.Say("The server with the shared records does not know the user or the password. Enter them again."), ErrPassword, err}
	case strings.HasPrefix(e.Code, "28"), e.Code == "42501" && strings.Contains(e.Message, "for database"):
		return &refusal{clinic.Say("The server with the shared records lets this computer in no longer, or not yet. Ask whoever looks after the server to add it with “regimen database add”."), ErrShutOut, err}
	case e.Code == "3D000":
		return &refusal{clinic.Say("The server has no database of that name. Check the name, or make it with “regimen database create”."), ErrNoAccess, err}
	case e.Code == "42501":
		return &refusal{clinic.Say("The shared records do not allow this to this user. Nothing was changed."), ErrNoAccess, err}
	case e.Code == "25006":
		return &refusal{clinic.Say("The server with the shared records lets nothing be written at the moment. This change was not kept; everything before it was. Try again later."), ErrNoAccess, err}
	case e.Code == "53100":
		return &refusal{clinic.Say("The disk of the computer with the shared records is full. This change was not kept; everything before it was. Free some space there and try again."), ErrDiskFull, err}
	case isLost(err):
		return unreachable(err)
	case strings.HasPrefix(e.Code, "53"), strings.HasPrefix(e.Code, "58"):
		return &refusal{clinic.Say("The computer with the shared records is short of memory, or its disk fails. This change was not kept; everything before it was. See to that computer, then try again."), ErrNoAccess, err}
	case e.Code == lockNotAvailable, e.Code == "40P01", e.Code == "40001":
		return &refusal{clinic.Say("The shared records are busy on another computer. This change was not kept. Try again in a moment."), ErrInUse, err}
	case e.Code == "57014":
		return stopped(err)
	case e.Code == "XX001", e.Code == "XX002":
		return damaged(err)
	case strings.HasPrefix(e.Code, "22"), strings.HasPrefix(e.Code, "23"), e.Code == "P0001":
		return &refusal{clinic.Say("A record holds something that cannot be kept. Nothing was changed. Please report this as a fault of the program."), ErrRefused, err}
	}
	return &refusal{clinic.Say("The shared records were not understood. Nothing was changed. Try again; when it happens again, look through the records with “regimen check”."), ErrNotUnderstood, err}
}
