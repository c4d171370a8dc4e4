package store

import (
	"context"
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"regimen/internal/clinic"
)

// A shared database has an owner nobody logs in as, who may change the schema, and a group that every
// machine is a member of, which may read and write the records, add to the history, and nothing else. Each
// machine has a login of its own, so that one that was lost can be shut out without the others.

// sharedName limits what a database may be called to what needs no quoting anywhere.
var sharedName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,30}$`)

// serversOwn are the databases that every server has for itself.
var serversOwn = []string{"postgres", "template0", "template1"}

// Server is a PostgreSQL server as whoever looks after it sees it. Its URL names the database of the
// records, and a user who may make databases and roles.
type Server struct {
	Config
	conf   *pgx.ConnConfig
	backup string
}

// BackupBefore is the backup that the last update made before it changed anything; "" when there was nothing
// to change, or nothing to lose.
func (v *Server) BackupBefore() string { return v.backup }

// OpenServer reads the URL of a Config; it connects to nothing yet.
func OpenServer(cfg Config) (*Server, error) {
	conf, err := sharedConfig(cfg.URL)
	if err != nil {
		return nil, err
	}
	if !sharedName.MatchString(conf.Database) || slices.Contains(serversOwn, conf.Database) {
		return nil, &refusal{clinic.Say("The name of the database may have small letters, digits and underscores only, such as “regimen”."), ErrNoAccess, nil}
	}
	// The administrator's own work may be watched with less care for time.
	delete(conf.RuntimeParams, "lock_timeout")
	return &Server{Config: cfg, conf: conf}, nil
}

func (v *Server) owner() string    { return v.conf.Database + "_owner" }
func (v *Server) machines() string { return v.conf.Database + "_machines" }

// Name is the name of the database.
func (v *Server) Name() string { return v.conf.Database }

// connect opens a connection as the administrator, to the database of the records or to another one.
func (v *Server) connect(ctx context.Context, database string) (*pgx.Conn, error) {
	conf := v.conf.Copy()
	conf.Database = database
	c, err := pgx.ConnectConfig(ctx, conf)
	if err != nil {
		return nil, explain(err)
	}
	if err := checkServer(c.PgConn().ParameterStatus("server_version")); err != nil {
		return nil, errors.Join(err, c.Close(ctx))
	}
	return c, nil
}

// CreateDatabase makes the roles, the database and its tables. It can be run again after it was interrupted;
// what is there is left as it is. A database that holds something else is refused.
func (v *Server) CreateDatabase(ctx context.Context) (err error) {
	defer func() { err = explain(err) }()
	if err := v.create(ctx); err != nil {
		return err
	}
	return v.UpdateDatabase(ctx)
}

// create makes the roles and an empty database. Two who do it at the same time do it one after the other.
func (v *Server) create(ctx context.Context) error {
	c, err := v.connect(ctx, "postgres")
	if err != nil {
		return err
	}
	defer c.Close(context.WithoutCancel(ctx)) // which gives the lock back
	if _, err := c.Exec(ctx, fmt.Sprintf("SELECT pg_advisory_lock(%d)", migrateLock)); err != nil {
		return err
	}
	var there bool
	if err := c.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)", v.Name()).Scan(&there); err != nil {
		return err
	}
	if there { // it may be another program's, beside which nothing is to be made
		if _, err := v.inspect(ctx, newestUnknown); err != nil {
			return err
		}
	}
	for _, role := range []string{v.owner(), v.machines()} {
		if err := makeRole(ctx, c, role); err != nil {
			return err
		}
	}
	// Whoever is no superuser must be a member to act as the owner.
	if _, err := c.Exec(ctx, "GRANT "+v.owner()+" TO CURRENT_USER"); err != nil {
		return err
	}
	if there {
		return nil
	}
	_, err = c.Exec(ctx, "CREATE DATABASE "+v.Name()+" OWNER "+v.owner()+" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")
	return err
}

func makeRole(ctx context.Context, c *pgx.Conn, role string) error {
	_, err := c.Exec(ctx, "CREATE ROLE "+role+" NOLOGIN")
	if state := sqlState(err); state == "42710" || state == "23505" { // there already, or made meanwhile
		return nil
	}
	return err
}

// UpdateDatabase brings the tables up to date, with a backup before when they hold anything, and gives the
// machines the rights they need. Two who run it at the same time do it one after the other.
func (v *Server) UpdateDatabase(ctx context.Context) error {
	if err := v.update(ctx, embedded); err != nil {
		return err
	}
	return explain(v.asOwner(func(s *Store) error { return s.mendDerived(ctx) }))
}

func (v *Server) update(ctx context.Context, migrations fs.FS) (err error) {
	defer func() { err = explain(err) }()
	steps, err := readMigrations(migrations)
	if err != nil {
		return err
	}
	c, err := v.connect(ctx, v.Name())
	if err != nil {
		return err
	}
	defer c.Close(context.WithoutCancel(ctx)) // which gives the lock back
	if _, err := c.Exec(ctx, fmt.Sprintf("SELECT pg_advisory_lock(%d)", migrateLock)); err != nil {
		return err
	}
	if _, err := v.inspect(ctx, len(steps)); err != nil {
		return err
	}
	_, err = c.Exec(ctx, "REVOKE ALL ON DATABASE "+v.Name()+" FROM PUBLIC; GRANT CONNECT ON DATABASE "+v.Name()+" TO "+v.machines()+
		"; REVOKE ALL ON SCHEMA public FROM PUBLIC; GRANT ALL ON SCHEMA public TO "+v.owner()+"; GRANT USAGE ON SCHEMA public TO "+v.machines())
	if err != nil {
		return err
	}
	before, err := postgresVersion(ctx, c)
	if err != nil {
		return err
	}
	err = v.asOwner(func(s *Store) error {
		s.steps = steps
		have, _, err := inspect(ctx, s.engine, s.reads, len(steps))
		if err != nil {
			return err
		}
		v.backup, err = s.migrate(ctx, steps, have)
		return err
	})
	if err != nil {
		return err
	}
	if err := v.grant(ctx, c); err != nil || before == 0 || before == len(steps) {
		return err
	}
	// Programs that are running look at the version when they connect again.
	_, err = c.Exec(ctx, `SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a JOIN pg_roles r ON r.rolname = a.usename
		WHERE a.datname = current_database() AND starts_with(r.rolname::text, $1 || '_') AND r.rolcanlogin`, v.Name())
	return err
}

// postgresVersion is the number of the last migration, 0 before the first one.
func postgresVersion(ctx context.Context, c *pgx.Conn) (n int, err error) {
	var there bool
	if err := c.QueryRow(ctx, "SELECT to_regclass('schema_version') IS NOT NULL").Scan(&there); err != nil || !there {
		return 0, err
	}
	err = c.QueryRow(ctx, "SELECT version FROM schema_version").Scan(&n)
	return n, err
}

// newestUnknown has inspect take records of any version.
const newestUnknown = 1 << 30

// inspect refuses a database that holds something else.
func (v *Server) inspect(ctx context.Context, newest int) (empty bool, err error) {
	db := stdlib.OpenDB(*v.conf)
	defer db.Close()
	_, empty, err = inspect(ctx, postgresEngine{}, db, newest)
	return empty, err
}

// asOwner works on the records as their owner, who alone may alter the tables.
func (v *Server) asOwner(do func(*Store) error) error {
	s := newStore(v.Config, postgresEngine{})
	defer s.Close()
	conf := v.conf.Copy()
	conf.RuntimeParams["role"] = v.owner()
	s.reads, s.writes = openSharedPool(conf, 4), openSharedPool(conf, 1)
	return do(s)
}

// mendDerived makes what is derived anew where it is not as it should be.
func (s *Store) mendDerived(ctx context.Context) error {
	return s.write(ctx, func(w *connection) error {
		r := newInspection()
		h := newHistory(&r)
		if err := h.read(ctx, w); err != nil {
			return err
		}
		if err := errors.Join(h.undoSteps(ctx, w), r.index(ctx, w, h.used)); err != nil || r.Found[InDerived] == 0 {
			return err
		}
		return makeDerivedAnew(ctx, w)
	}, nil)
}

// grant gives the machines what they need for each table: the history and what is signed for ever may be
// added to only, and nothing may be dropped, emptied or altered.
func (v *Server) grant(ctx context.Context, c *pgx.Conn) error {
	rows, err := c.Query(ctx, "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")
	if err != nil {
		return err
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	slices.Sort(names)
	var b strings.Builder
	b.WriteString("BEGIN; REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, " + v.machines() + ";")
	for _, name := range names {
		rights := "SELECT, INSERT, UPDATE, DELETE"
		row := clinic.Kind(name).Row()
		switch {
		case name == "operation", name == "change", row != nil && row.ForEver:
			rights = "SELECT, INSERT"
		case name == "schema_version":
			rights = "SELECT"
		}
		fmt.Fprintf(&b, "GRANT %s ON %s TO %s;", rights, quote(name), v.machines())
	}
	_, err = c.Exec(ctx, b.String()+"COMMIT")
	return err
}

// Machine is a computer that may work on the shared records.
type Machine struct {
	Name      string // as it was given to AddMachine
	User      string // the role it logs in as
	Admitted  bool   // false once it was shut out
	Connected int    // its connections now
}

var machineName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,24}$`)

func (v *Server) user(machine string) (string, error) {
	machine = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(machine)), "-", "_")
	if !machineName.MatchString(machine) || strings.HasSuffix(machine, "owner") || strings.HasSuffix(machine, "machines") {
		return "", &refusal{clinic.Say("The name of a computer may have letters, digits and hyphens only, such as “tablet” or “reception”."), ErrNoAccess, nil}
	}
	return v.Name() + "_" + machine, nil
}

// AddMachine lets a computer in, with a new password that is told only once. One that is in already, or was
// shut out, gets another password and is let in with it.
func (v *Server) AddMachine(ctx context.Context, machine string) (user, password string, err error) {
	defer func() { err = explain(err) }()
	if user, err = v.user(machine); err != nil {
		return "", "", err
	}
	c, err := v.connect(ctx, v.Name())
	if err != nil {
		return "", "", err
	}
	defer c.Close(ctx)
	if empty, err := v.inspect(ctx, newestUnknown); err != nil {
		return "", "", err
	} else if empty {
		return "", "", &refusal{clinic.Say("The database has no clinic's records in it yet. Make them with “regimen database create” first."), ErrNoAccess, nil}
	}
	if err := v.mayAdopt(ctx, c, user); err != nil {
		return "", "", err
	}
	if err := makeRole(ctx, c, user); err != nil {
		return "", "", err
	}
	password = rand.Text()
	verifier, err := scramVerifier(password)
	if err != nil {
		return "", "", err
	}
	_, err = c.Exec(ctx, "ALTER ROLE "+user+" LOGIN PASSWORD '"+verifier+"' CONNECTION LIMIT 20; GRANT "+v.machines()+" TO "+user)
	return user, password, err
}

// mayAdopt refuses to make a computer's login of a role that is there for something else: one that may do
// more than read and write, or that belongs to another database.
func (v *Server) mayAdopt(ctx context.Context, c *pgx.Conn, user string) error {
	var other bool
	err := c.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM pg_roles r WHERE r.rolname = $1 AND (
			r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls
			OR EXISTS (SELECT 1 FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid AND g.rolname <> $2)
			OR EXISTS (SELECT 1 FROM pg_auth_members m WHERE m.roleid = r.oid)
			OR EXISTS (SELECT 1 FROM pg_database d WHERE d.datdba = r.oid)))`, user, v.machines()).Scan(&other)
	if err == nil && other {
		return &refusal{clinic.Say("The server uses that name for something else. Nothing was changed. Choose another name for the computer."), ErrInUse, nil}
	}
	return err
}

// ShutOut ends a computer's connections and lets it in no longer. What it wrote stays.
func (v *Server) ShutOut(ctx context.Context, machine string) (err error) {
	defer func() { err = explain(err) }()
	user, err := v.user(machine)
	if err != nil {
		return err
	}
	c, err := v.connect(ctx, v.Name())
	if err != nil {
		return err
	}
	defer c.Close(ctx)
	var there bool
	if err := c.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = $1)", user).Scan(&there); err != nil {
		return err
	}
	if !there {
		return &refusal{clinic.Say("There is no computer of that name among those that may work on the shared records. Nothing was changed. “regimen database machines” lists them."), clinic.ErrNotFound, nil}
	}
	if _, err := c.Exec(ctx, "ALTER ROLE "+user+" NOLOGIN PASSWORD NULL; REVOKE "+v.machines()+" FROM "+user); err != nil {
		return err
	}
	_, err = c.Exec(ctx, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1", user)
	return err
}

// Machines lists the computers that may work on the shared records, and those that were shut out.
func (v *Server) Machines(ctx context.Context) (_ []Machine, err error) {
	defer func() { err = explain(err) }()
	c, err := v.connect(ctx, v.Name())
	if err != nil {
		return nil, err
	}
	defer c.Close(ctx)
	rows, err := c.Query(ctx, `SELECT r.rolname::text, r.rolcanlogin, (SELECT count(*) FROM pg_stat_activity a WHERE a.usename = r.rolname)
		FROM pg_roles r WHERE starts_with(r.rolname::text, $1 || '_') ORDER BY 1`, v.Name())
	if err != nil {
		return nil, err
	}
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Machine, error) {
		var m Machine
		err := row.Scan(&m.User, &m.Admitted, &m.Connected)
		m.Name = strings.TrimPrefix(m.User, v.Name()+"_")
		return m, err
	})
	return slices.DeleteFunc(all, func(m Machine) bool { return m.User == v.owner() || m.User == v.machines() }), err
}

// scramVerifier is what a server keeps of a password (RFC 5803), so that the password itself is never sent.
func scramVerifier(password string) (string, error) {
	const rounds = 4096
	salt := make([]byte, 16)
	if _, err := rand.Read(salt); err != nil {
		return "", err
	}
	salted, err := pbkdf2.Key(sha256.New, password, salt, rounds, sha256.Size)
	if err != nil {
		return "", err
	}
	key := func(name string) []byte {
		m := hmac.New(sha256.New, salted)
		m.Write([]byte(name))
		return m.Sum(nil)
	}
	stored := sha256.Sum256(key("Client Key"))
	b64 := base64.StdEncoding.EncodeToString
	return fmt.Sprintf("SCRAM-SHA-256$%d:%s$%s:%s", rounds, b64(salt), b64(stored[:]), b64(key("Server Key"))), nil
}
