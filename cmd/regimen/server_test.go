package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"regimen/internal/connection"
	"regimen/internal/store"
	"regimen/internal/store/pgtest"
)

// newDatabase is the URL of a database that is not there yet, for the administrator.
func newDatabase(t *testing.T, c *pgtest.Cluster) (admin string) {
	t.Helper()
	name := "made_" + strings.ToLower(rand.Text()[:12])
	t.Cleanup(func() { c.Drop(t, name) })
	return c.DatabaseURL(name)
}

// well calls the program and expects that it works.
func well(t *testing.T, args ...string) (stdout, stderr string) {
	t.Helper()
	status, out, errs := call(args...)
	if status != done {
		t.Fatalf("%s: %d %q %q", args[0], status, out, errs)
	}
	return out, errs
}

// admitted makes a database and lets a computer in; it gives the URL with its password.
func admitted(t *testing.T, admin, machine string) string {
	t.Helper()
	well(t, "database", "create", "--admin", admin)
	out, _ := well(t, "database", "add", machine, "--host", "localhost", "--admin", admin)
	m := regexp.MustCompile(`^line\t(\S+)\npassword\t(\S+)\n$`).FindStringSubmatch(out)
	if m == nil {
		t.Fatalf("add told %q", out)
	}
	return withUser(t, m[1], m[2])
}

func withUser(t *testing.T, line, password string) string {
	t.Helper()
	u, err := url.Parse(line)
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.UserPassword(u.User.Username(), password)
	u.Host = strings.Replace(u.Host, "localhost", "127.0.0.1", 1)
	return u.String()
}

// A clinic moves its records to a database that computers share, works there, makes a backup, and moves back.
func TestShareAndGoBack(t *testing.T) {
	t.Parallel()
	admin := newDatabase(t, pgtest.Shared(t))
	shared := admitted(t, admin, "reception")
	dir := clinicIn(t)
	wasPatients, _ := well(t, "list", "patients", "--data", dir)
	out, errs := well(t, "move", "--from", dir, "--to", shared)
	if !strings.Contains(out, "patient\t2\n") || !strings.Contains(errs, "100 %") || !strings.Contains(errs, "Records: 6. Operations in the history: 1.") {
		t.Errorf("move told %q %q", out, errs)
	}
	if got, _ := well(t, "--database", shared, "list", "patients"); got != wasPatients {
		t.Errorf("listed %q, want %q", got, wasPatients)
	}
	pdf, backup := filepath.Join(t.TempDir(), "plan.pdf"), filepath.Join(t.TempDir(), "backup.db")
	well(t, "print", "plan", "--patient", "p1", "--out", pdf, "--database", shared)
	well(t, "check", "--database", shared)
	well(t, "backup", backup, "--database", shared)
	if status, _, errs := call("restore", backup, "--database", shared, "--data", t.TempDir()); status != failed || !strings.Contains(errs, "regimen move --from FILE --to postgres://") {
		t.Errorf("restore into shared records: %d %q", status, errs)
	}
	status, _, errs := call("move", "--from", backup, "--to", shared)
	if status != failed || !strings.Contains(errs, "There are records already") {
		t.Errorf("moved onto records: %d %q", status, errs)
	}
	back := filepath.Join(t.TempDir(), "back")
	well(t, "move", "--from", shared, "--to", back)
	file := filepath.Join(t.TempDir(), "all.db")
	well(t, "move", "--from", backup, "--to", file)
	other := filepath.Join(t.TempDir(), "restored")
	well(t, "restore", file, "--data", other)
	for _, d := range []string{back, other} {
		if got, _ := well(t, "list", "patients", "--data", d); got != wasPatients {
			t.Errorf("back again: %q", got)
		}
	}
	if got, _ := well(t, "database", "machines", "--admin", admin); got != "reception\tmay come in, not connected\n" {
		t.Errorf("machines: %q", got)
	}
	well(t, "database", "shut-out", "reception", "--admin", admin)
	if got, _ := well(t, "database", "machines", "--admin", admin); got != "reception\tshut out, not connected\n" {
		t.Errorf("machines: %q", got)
	}
	status, _, errs = call("list", "patients", "--database", shared)
	if status != failed || !strings.Contains(errs, "user or the password") && !strings.Contains(errs, "lets this computer in no longer") {
		t.Errorf("shut out: %d %q", status, errs)
	}
	if _, errs := well(t, "database", "update", "--admin", admin); !strings.Contains(errs, "up to date") {
		t.Errorf("update: %q", errs)
	}
}

func TestDatabaseFromEnvironment(t *testing.T) {
	admin := newDatabase(t, pgtest.Shared(t))
	shared := admitted(t, admin, "reception")
	t.Setenv(databaseVariable, shared)
	if out, _ := well(t, "list", "patients"); out != "" {
		t.Errorf("listed %q", out)
	}
	if status, out, errs := call("list", "patients", "--demo"); status != done || out == "" {
		t.Errorf("the sample clinic: %d %q", status, errs)
	}
	t.Setenv(databaseVariable, "postgres://nobody@127.0.0.1:1/regimen")
	well(t, "list", "patients", "--database", shared)
	if status, _, errs := call("list", "patients"); status != failed || !strings.Contains(errs, "does not run there") {
		t.Errorf("the environment's: %d %q", status, errs)
	}
	u, err := url.Parse(shared)
	if err != nil {
		t.Fatal(err)
	}
	password, _ := u.User.Password()
	u.User = url.User(u.User.Username())
	t.Setenv("PGPASSWORD", password)
	well(t, "list", "patients", "--database", u.String())
}

// asked is a terminal where somebody types.
type asked struct {
	types   string
	prompts []string
}

func (a *asked) password(_ context.Context, prompt string) (string, bool) {
	a.prompts = append(a.prompts, prompt)
	return a.types, a.types != ""
}

func TestPasswordIsAskedFor(t *testing.T) {
	t.Parallel()
	admin := newDatabase(t, pgtest.Shared(t))
	u, err := url.Parse(admitted(t, admin, "reception"))
	if err != nil {
		t.Fatal(err)
	}
	password, _ := u.User.Password()
	whole := u.String()
	u.User = url.User(u.User.Username())
	at := func(a *asked, address string) error {
		var out bytes.Buffer
		c := &command{ctx: t.Context(), stdout: &out, stderr: &out, terminal: a}
		err := c.run([]string{"list", "patients", "--database", address})
		if strings.Contains(out.String(), password) {
			t.Error("the password was shown")
		}
		return err
	}
	a := &asked{types: password}
	if err := at(a, u.String()); err != nil || len(a.prompts) != 1 || !strings.Contains(a.prompts[0], u.User.Username()) {
		t.Errorf("asked %q: %v", a.prompts, err)
	}
	a = &asked{types: "wrong"}
	if err := at(a, u.String()); !errors.Is(err, store.ErrShutOut) || len(a.prompts) != 1 {
		t.Errorf("asked %q: %v", a.prompts, err)
	}
	a = &asked{}
	if err := at(a, u.String()); !errors.Is(err, store.ErrShutOut) || len(a.prompts) != 1 {
		t.Errorf("nobody there, asked %q: %v", a.prompts, err)
	}
	a = &asked{types: password}
	if err := at(a, whole); err != nil || len(a.prompts) != 0 {
		t.Errorf("asked %q although it is known: %v", a.prompts, err)
	}
	if err := at(a, "postgres://x@127.0.0.1:1/regimen"); !errors.Is(err, store.ErrUnreachable) || len(a.prompts) != 0 {
		t.Errorf("asked %q of nobody: %v", a.prompts, err)
	}
}

// carried gives the URL of a connection file.
func carried(t *testing.T, f connection.File) string {
	t.Helper()
	return withUser(t, f.Settings().URL(""), f.Password)
}

// The password is told once, or written to a file that only its owner reads.
func TestAddToFile(t *testing.T) {
	t.Setenv("SUDO_UID", "")
	c := pgtest.Shared(t)
	admin := newDatabase(t, c)
	admitted(t, admin, "reception")
	file := filepath.Join(t.TempDir(), "tablet.regimen")
	out, errs := well(t, "database", "add", "tablet", "--host", "localhost", "--out", file, "--admin", admin)
	got, err := connection.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if out != "" || strings.Contains(errs, got.Password) || !strings.Contains(errs, "Delete it when the connection works") || strings.Contains(errs, "chmod") {
		t.Errorf("told %q %q", out, errs)
	}
	if info, err := os.Stat(file); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the file has mode %v, %v", info.Mode(), err)
	}
	well(t, "list", "patients", "--database", carried(t, got))
	status, _, errs := call("database", "add", "tablet", "--host", "localhost", "--out", file, "--admin", admin)
	if status != failed || !strings.Contains(errs, "is there already") {
		t.Errorf("onto a file: %d %q", status, errs)
	}
	well(t, "list", "patients", "--database", carried(t, got)) // still

	out, errs = well(t, "database", "add", "tablet", "--host", "localhost", "--out", "-", "--admin", admin)
	again, err := connection.ReadFile(strings.NewReader(out))
	if err != nil || again.Password == got.Password || strings.Contains(errs, again.Password) {
		t.Errorf("to the output: %v, %v, told %q", again, err, errs)
	}
	well(t, "list", "patients", "--database", carried(t, again))

	// The cluster's certificate is by an authority that is no part of it, so that nothing is to be copied.
	status, _, errs = call("database", "add", "laptop", "--host", "elsewhere", "--admin", admin)
	if status != failed || !strings.Contains(errs, "not for the name elsewhere") || !strings.Contains(errs, "localhost") {
		t.Errorf("for a name the certificate is not for: %d %q", status, errs)
	}
	if machines, _ := well(t, "database", "machines", "--admin", admin); strings.Contains(machines, "laptop") {
		t.Errorf("it was let in: %q", machines)
	}
}

// A computer whose password could not be told is not let in.
func TestAddThatCannotBeTold(t *testing.T) {
	t.Parallel()
	admin := newDatabase(t, pgtest.Shared(t))
	admitted(t, admin, "reception")
	for _, args := range [][]string{{"database", "add", "tablet", "--host", "localhost"}, {"database", "add", "tablet", "--host", "localhost", "--out", "-"}} {
		var errs bytes.Buffer
		status := run(append(args, "--admin", admin), full{}, &errs)
		if status != failed || !strings.Contains(errs.String(), "it was not let in") {
			t.Errorf("%v: %d %q", args, status, errs.String())
		}
		if machines, _ := well(t, "database", "machines", "--admin", admin); !strings.Contains(machines, "tablet\tshut out") || !strings.Contains(machines, "reception\tmay come in") {
			t.Errorf("%v: %q", args, machines)
		}
	}
}

func TestCertificateThatEnds(t *testing.T) {
	t.Parallel()
	last := time.Date(2026, 8, 1, 12, 0, 0, 0, time.UTC)
	cert := store.Certificate{Names: []string{"reception-pc"}, Covers: true, Expires: last}
	for left, want := range map[time.Duration]struct {
		warns, refuses bool
	}{-time.Minute: {false, true}, time.Minute: {true, false}, 29 * 24 * time.Hour: {true, false}, 31 * 24 * time.Hour: {false, false}} {
		warning, err := trusted(cert, "reception-pc", last.Add(-left))
		if (warning != "") != want.warns || (err != nil) != want.refuses {
			t.Errorf("%v before the end: %q %v", left, warning, err)
		}
		if said := warning + fmt.Sprint(err); (want.warns || want.refuses) && !strings.Contains(said, "1 Aug 2026") {
			t.Errorf("no day: %s", said)
		}
	}
}

// Under sudo the file would belong to the user of the server, who is somebody else than the person.
func TestAddToFileUnderSudo(t *testing.T) {
	admin := newDatabase(t, pgtest.Shared(t))
	admitted(t, admin, "reception")
	t.Setenv("SUDO_UID", fmt.Sprint(os.Geteuid()+1))
	file := filepath.Join(t.TempDir(), "tablet.regimen")
	if _, errs := well(t, "database", "add", "reception", "--host", "localhost", "--admin", admin); !strings.Contains(errs, intoFile("reception")+" at its end") {
		t.Errorf("no word of a file: %q", errs)
	}
	status, out, errs := call("database", "add", "tablet", "--host", "localhost", "--out", file, "--admin", admin)
	if status != failed || out != "" || !strings.Contains(errs, "Nothing was changed") || !strings.Contains(errs, "--out - > ~/tablet.regimen") {
		t.Errorf("told %d %q %q", status, out, errs)
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("the file was made")
	}
	if machines, _ := well(t, "database", "machines", "--admin", admin); strings.Contains(machines, "tablet") {
		t.Errorf("it was let in: %q", machines)
	}
	well(t, "database", "add", "tablet", "--host", "localhost", "--out", "-", "--admin", admin)
}

// A terminal's > makes a file that others may read.
func TestAddToAnOpenFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("it has no such rights")
	}
	admin := newDatabase(t, pgtest.Shared(t))
	admitted(t, admin, "reception")
	for mode, warns := range map[os.FileMode]bool{0o644: true, 0o600: false} {
		f, err := os.Create(filepath.Join(t.TempDir(), "tablet.regimen"))
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Chmod(mode); err != nil {
			t.Fatal(err)
		}
		var errs bytes.Buffer
		status := run([]string{"database", "add", "tablet", "--host", "localhost", "--out", "-", "--admin", admin}, f, &errs)
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		if status != done || strings.Contains(errs.String(), "chmod 600") != warns {
			t.Errorf("%v: %d %q", mode, status, errs.String())
		}
		if _, err := connection.OpenFile(f.Name()); err != nil {
			t.Error(err)
		}
	}
}

// The network is let in once, however often it is asked for.
func TestNetwork(t *testing.T) {
	t.Parallel()
	c := pgtest.Own(t, pgtest.Options{})
	admin := newDatabase(t, c)
	for range 2 {
		_, errs := well(t, "database", "create", "--network", "--admin", admin)
		for _, says := range []string{"up to date", "may come in", "sudo systemctl restart postgresql", "server.crt", "What is next"} {
			if !strings.Contains(errs, says) {
				t.Errorf("no word of %q: %q", says, errs)
			}
		}
	}
	var hba string
	c.Ask(t, "SHOW hba_file", &hba)
	b, err := os.ReadFile(hba)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(b), "samenet"); n != 1 {
		t.Errorf("%d lines were written:\n%s", n, b)
	}
	var lines, faults int
	c.Ask(t, "SELECT count(*) FILTER (WHERE type = 'hostssl' AND address = 'samenet'), count(error) FROM pg_hba_file_rules", &lines, &faults)
	if lines != 1 || faults != 0 {
		t.Errorf("the server reads %d lines and %d faults", lines, faults)
	}
	if err := c.Restart(); err != nil {
		t.Fatal(err)
	}
	if _, errs := well(t, "database", "create", "--network", "--admin", admin); strings.Contains(errs, "systemctl restart") {
		t.Errorf("listens already, but says %q", errs)
	}
}

// What is wrong is told in a sentence, without the password.
func TestDatabaseRefused(t *testing.T) {
	t.Parallel()
	c := pgtest.Shared(t)
	admin := newDatabase(t, c)
	shared := admitted(t, admin, "reception")
	const secret = "pa55word"
	wrongPassword := c.URL("postgres", secret, "regimen")
	nowhere := "postgres://postgres:" + secret + "@127.0.0.1:1/regimen"
	unknown := c.DatabaseURL("not_there")
	dir, full := clinicIn(t), clinicIn(t)
	for _, cse := range []struct {
		args []string
		says string
	}{
		{[]string{"list", "patients", "--database", wrongPassword}, "does not know the user or the password"},
		{[]string{"list", "patients", "--database", nowhere}, "PostgreSQL does not run there"},
		{[]string{"list", "patients", "--database", "postgres://x:" + secret + "@no-such-host.invalid/regimen"}, "."},
		{[]string{"list", "patients", "--database", unknown}, "no database of that name"},
		{[]string{"check", "--database", c.DatabaseURL(c.NewDatabase(t))}, "regimen database create"},
		{[]string{"move", "--from", dir, "--to", wrongPassword}, "does not know the user or the password"},
		{[]string{"move", "--from", dir, "--to", nowhere}, "PostgreSQL does not run there"},
		{[]string{"move", "--from", dir, "--to", full}, "records already"},
		{[]string{"move", "--from", dir, "--to", "postgres://x:" + secret + "@host:port/regimen"}, "not understood"},
		{[]string{"move", "--from", filepath.Join(dir, "none.db"), "--to", shared}, "no file of that name"},
		{[]string{"move", "--from", filepath.Join(dir, "none"), "--to", shared}, "no clinic's records"},
		{[]string{"database", "create", "--admin", wrongPassword}, "does not know the user or the password"},
		{[]string{"database", "create", "--admin", nowhere}, "PostgreSQL does not run there"},
		{[]string{"database", "create", "--admin", "regimen"}, "not understood"},
		{[]string{"database", "update", "--admin", unknown}, "no database of that name"},
		{[]string{"database", "add", "tablet", "--host", "localhost", "--admin", unknown}, "no database of that name"},
		{[]string{"database", "add", "no good", "--host", "localhost", "--admin", admin}, "letters, digits and hyphens"},
		{[]string{"database", "add", "tablet", "--host", "localhost", "--out", filepath.Join(dir, "no", "folder"), "--admin", admin}, "cannot be made"},
		{[]string{"database", "shut-out", "nobody", "--admin", admin}, "no computer of that name"},
		{[]string{"database", "add", "tablet", "--host", "localhost", "--admin", shared}, "do not allow this"},
	} {
		status, out, errs := call(cse.args...)
		lines := strings.Split(strings.TrimSpace(errs), "\n")
		if last := lines[len(lines)-1]; status != failed || out != "" || !strings.HasPrefix(last, "regimen: ") || !strings.Contains(last, cse.says) || strings.Contains(errs, secret) {
			t.Errorf("%v: %d %q %q", cse.args, status, out, errs)
		}
	}
	if got, _ := well(t, "list", "patients", "--data", full); !strings.Contains(got, "Margaret") {
		t.Errorf("what was there is gone: %q", got)
	}
}

func TestWrongUseOfDatabase(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"database"},
		{"database", "drop"},
		{"database", "create", "now"},
		{"database", "add"},
		{"database", "add", "a", "b"},
		{"database", "shut-out"},
		{"database", "machines", "all"},
		{"database", "machines", "--network"},
		{"database", "create", "--out", "x"},
		{"database", "update", "--host", "x"},
		{"database", "update", "--database", "postgres://x@y/z"},
		{"move"},
		{"move", "--from", "a"},
		{"move", "--to", "a"},
		{"move", "--from", "a", "--to", "b", "c"},
		{"move", "--from", "a", "--to", "b", "--data", "c"},
		{"move", "--from", "a", "--to", "b", "--demo"},
		{"list", "patients", "--database", "regimen.db"},
		{"--demo", "--database", "postgres://x@y/z"},
		{"--database"},
	} {
		if status, out, errs := call(args...); status != wrong || out != "" || !strings.Contains(errs, "see regimen --help") {
			t.Errorf("%v: %d %q %q", args, status, out, errs)
		}
	}
}
