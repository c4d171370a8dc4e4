package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/connection"
	"regimen/internal/store"
	"regimen/internal/store/pgtest"
)

// ring is a keyring with one password in it, or none.
type ring struct {
	kept  string
	asked []connection.Settings
}

func (r *ring) Password(s connection.Settings) (string, error) {
	r.asked = append(r.asked, s)
	if r.kept == "" {
		return "", connection.ErrNoPassword
	}
	return r.kept, nil
}
func (*ring) SetPassword(connection.Settings, string) error { return errors.ErrUnsupported }
func (*ring) ForgetPassword(connection.Settings) error      { return errors.ErrUnsupported }

// A computer that works with shared records does so on the command line, too, and never on the records that it
// had before.
func TestVerbsOfAComputerWithSharedRecords(t *testing.T) {
	t.Parallel()
	address := admitted(t, newDatabase(t, pgtest.Shared(t)), "reception")
	s, err := store.Open(t.Context(), store.Config{URL: address})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Add"), Put: []clinic.Record{&clinic.Patient{ID: "shared1", GivenName: "Sharon", FamilyName: "Shared", CreatedAt: time.Now()}}})
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	dir := clinicIn(t)
	kept, password, err := connection.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	kept.Shared = true
	if err := connection.Save(dir, kept); err != nil {
		t.Fatal(err)
	}
	do := func(keys *ring, keyboard *asked, args ...string) (stdout, stderr string, err error) {
		var out, errs bytes.Buffer
		c := &command{ctx: t.Context(), stdout: &out, stderr: &errs, terminal: keyboard, keyring: keys}
		err = c.run(append(args, "--data", dir))
		if strings.Contains(out.String()+errs.String(), password) {
			t.Errorf("%v shows the password", args)
		}
		return out.String(), errs.String(), err
	}
	says := "Records: the shared ones on 127.0.0.1, database " + kept.Database + ".\n"
	backup := filepath.Join(t.TempDir(), "backup.db")
	for _, verb := range [][]string{{"list", "patients"}, {"check"}, {"backup", backup}} {
		out, errs, err := do(&ring{kept: password}, &asked{}, verb...)
		if err != nil || !strings.HasPrefix(errs, says) || strings.Contains(out, "Margaret") {
			t.Errorf("%v: %q %q %v", verb, out, errs, err)
		}
	}
	if out, _ := well(t, "restore", backup, "--data", filepath.Join(dir, "restored")); out != "" {
		t.Errorf("told %q", out)
	}
	if out, _ := well(t, "list", "patients", "--data", filepath.Join(dir, "restored")); !strings.Contains(out, "Sharon") || strings.Contains(out, "Margaret") {
		t.Errorf("the backup holds %q", out)
	}
	before, err := os.ReadFile(filepath.Join(dir, "regimen.db"))
	if err != nil {
		t.Fatal(err)
	}
	if _, errs, err := do(&ring{kept: password}, &asked{}, "restore", backup); !errors.Is(err, store.ErrNoAccess) || !strings.HasPrefix(errs, says) {
		t.Errorf("restored beside the shared records: %q %v", errs, err)
	}
	if after, err := os.ReadFile(filepath.Join(dir, "regimen.db")); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the records from before were replaced, %v", err)
	}
	// Without the password in the keyring it is asked for, and without anybody to ask nothing is shown.
	typing := &asked{types: password}
	if out, _, err := do(&ring{}, typing, "list", "patients"); err != nil || !strings.Contains(out, "Sharon") || len(typing.prompts) != 1 {
		t.Errorf("asked %q: %q %v", typing.prompts, out, err)
	}
	if out, _, err := do(&ring{}, &asked{}, "list", "patients"); !errors.Is(err, store.ErrShutOut) || out != "" || !strings.Contains(err.Error(), "PGPASSWORD") {
		t.Errorf("nobody there: %q %v", out, err)
	}
	// The keyring knows the records by the address as well.
	bare := kept.URL("")
	if out, _, err := do(&ring{kept: password}, &asked{}, "list", "patients", "--database", bare); err != nil || !strings.Contains(out, "Sharon") {
		t.Errorf("by address: %q %v", out, err)
	}
	kept.AskPassword = true
	if err := connection.Save(dir, kept); err != nil {
		t.Fatal(err)
	}
	keys := &ring{kept: password}
	if _, _, err := do(keys, &asked{types: password}, "list", "patients"); err != nil || len(keys.asked) > 0 {
		t.Errorf("the keyring was asked %v: %v", keys.asked, err)
	}
	if _, errs := well(t, "move", "--from", dir, "--to", filepath.Join(t.TempDir(), "copy")); !strings.Contains(errs, "works with the shared records on 127.0.0.1") || !strings.Contains(errs, "from before") {
		t.Errorf("moved without a word: %q", errs)
	}
	// Where it cannot be read which records are meant, none are taken.
	if err := os.WriteFile(filepath.Join(dir, "connection.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, verb := range [][]string{{"list", "patients"}, {"check"}, {"backup", backup}, {"restore", backup}, {"print", "plan", "--patient", "p1", "--out", filepath.Join(dir, "x.pdf")}} {
		if out, _, err := do(&ring{kept: password}, &asked{}, verb...); err == nil || !strings.Contains(err.Error(), "connection.json") || out != "" {
			t.Errorf("%v: %q %v", verb, out, err)
		}
	}
}

// What the command says beats what stands in the environment.
func TestFlagsBeatTheEnvironment(t *testing.T) {
	dir := clinicIn(t)
	t.Setenv(databaseVariable, "postgres://nobody@127.0.0.1:1/regimen")
	backup := filepath.Join(t.TempDir(), "b.db")
	well(t, "backup", backup, "--data", dir)
	if _, errs := well(t, "--data", dir, "restore", backup); !strings.Contains(errs, "this computer's own, in "+dir) {
		t.Errorf("told %q", errs)
	}
	if out, _ := well(t, "list", "patients", "--data", dir); !strings.Contains(out, "Margaret") {
		t.Errorf("listed %q", out)
	}
	c := command{data: dir}
	if from, err := c.choose(connection.Default(), nil); err != nil || !from.local() {
		t.Errorf("the window opens %+v, %v", from, err)
	}
	t.Setenv(databaseVariable, "regimen.db")
	if status, _, errs := call("list", "patients"); status != wrong || !strings.Contains(errs, databaseVariable) {
		t.Errorf("%d %q", status, errs)
	}
}

// A variable of the shell that is not set names nothing, and above all not the usual folder.
func TestEmptyArguments(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"--data", ""},
		{"--data="},
		{"--database", ""},
		{"restore", "x.db", "--data", ""},
		{"--data", "", "restore", "x.db"},
		{"restore", ""},
		{"backup", ""},
		{"list", ""},
		{"print", "plan", "--patient", "", "--out", "x"},
		{"print", "plan", "--patient", "p1", "--out", ""},
		{"move", "--from", "", "--to", "x"},
		{"move", "--from", "x", "--to", ""},
		{"database", "add", ""},
		{"database", "add", "tablet", "--out", ""},
		{"database", "add", "tablet", "--host", ""},
		{"database", "create", "--admin", ""},
	} {
		if status, out, errs := call(args...); status != wrong || out != "" || !strings.Contains(errs, "is empty") {
			t.Errorf("%q: %d %q %q", args, status, out, errs)
		}
	}
}

func TestRelativeDataFolder(t *testing.T) {
	dir := clinicIn(t)
	t.Chdir(filepath.Dir(dir))
	c := command{data: filepath.Base(dir)}
	got, _, err := c.folder()
	if err != nil || !filepath.IsAbs(got) {
		t.Errorf("%s, %v", got, err)
	}
	if out, _ := well(t, "list", "patients", "--data", filepath.Base(dir)); !strings.Contains(out, "Margaret") {
		t.Errorf("listed %q", out)
	}
}

func TestPasswordInAnArgument(t *testing.T) {
	t.Parallel()
	const warning = "can be seen by everybody"
	for _, args := range [][]string{
		{"list", "patients", "--database", "postgres://x:hunter2@127.0.0.1:1/regimen"},
		{"--database", "postgres://x:hunter2@127.0.0.1:1/regimen", "list", "patients"},
		{"move", "--from", t.TempDir(), "--to", "postgres://x:hunter2@127.0.0.1:1/regimen"},
		{"database", "machines", "--admin", "postgres://x:hunter2@127.0.0.1:1/regimen"},
	} {
		if _, _, errs := call(args...); strings.Count(errs, warning) != 1 || strings.Contains(errs, "hunter2") {
			t.Errorf("%q: %q", args, errs)
		}
	}
	if _, _, errs := call("list", "patients", "--database", "postgres://x@127.0.0.1:1/regimen"); strings.Contains(errs, warning) {
		t.Errorf("%q", errs)
	}
}

// full is an output that takes nothing.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

// What nobody could read was not done.
func TestOutputThatFails(t *testing.T) {
	t.Parallel()
	dir := clinicIn(t)
	for _, args := range [][]string{{"--version"}, {"--help"}, {"help"}, {"check", "--help"}, {"check", "--data", dir}, {"list", "patients", "--data", dir}, {"move", "--from", dir, "--to", filepath.Join(t.TempDir(), "to")}} {
		var errs bytes.Buffer
		if status := run(args, full{}, &errs); status != failed || !strings.Contains(errs.String(), syscall.ENOSPC.Error()) {
			t.Errorf("%q: %d %q", args, status, errs.String())
		}
	}
}

// A verb that is asked to end undoes what it began.
func TestAskedToEnd(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a program cannot send itself these")
	}
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range endings() {
		ctx, stop := stoppable(t.Context())
		if err := self.Signal(s); err != nil {
			t.Fatal(err)
		}
		<-ctx.Done()
		if !errors.Is(ctx.Err(), context.Canceled) {
			t.Error(ctx.Err())
		}
		stop()
	}
	if heard := slices.Contains(endings(), os.Signal(syscall.SIGHUP)); heard == signal.Ignored(syscall.SIGHUP) {
		t.Errorf("a terminal that is closed is heard: %t", heard)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	dir, stick := clinicIn(t), t.TempDir()
	var errs bytes.Buffer
	c := &command{ctx: ctx, stdout: &errs, stderr: &errs}
	if err := c.run([]string{"backup", filepath.Join(stick, "b.db"), "--data", dir}); !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "Nothing was changed") {
		t.Errorf("%v", err)
	}
	if left, err := os.ReadDir(stick); err != nil || len(left) != 0 {
		t.Errorf("left %v, %v", left, err)
	}
}

// Where several computers may write to the folder it is said, each time.
func TestFolderThatIsSynced(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "Dropbox", "clinic")
	if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(clinicIn(t), dir); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "regimen (conflicted copy).db"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, errs := well(t, "list", "patients", "--data", dir)
	for _, want := range []string{"Dropbox copies to other computers", "use shared records", "regimen (conflicted copy).db"} {
		if !strings.Contains(errs, want) {
			t.Errorf("no word of %q: %q", want, errs)
		}
	}
	if got := placeNotice(store.Whereabouts{Network: true}); !strings.Contains(got, "on another computer") {
		t.Error(got)
	}
	if got := placeNotice(store.Whereabouts{}); got != "" {
		t.Error(got)
	}
}

// No paper, connection file or backup takes the name of a file that the program reads in its data folder.
func TestNamesOfTheProgramsOwn(t *testing.T) {
	t.Parallel()
	admin := newDatabase(t, pgtest.Shared(t))
	dir := clinicIn(t)
	for _, name := range []string{"connection.json", "regimen-station.db", "crash.log", "server-certificate.pem"} {
		file := filepath.Join(dir, name)
		for _, args := range [][]string{
			{"print", "plan", "--patient", "p1", "--out", file, "--data", dir},
			{"backup", file, "--data", dir},
			{"database", "add", "tablet", "--host", "localhost", "--out", file, "--admin", admin},
		} {
			if status, _, errs := call(args...); status != failed || !strings.Contains(errs, "Nothing was changed") {
				t.Errorf("%q: %d %q", args, status, errs)
			}
			if _, err := os.Stat(file); err == nil {
				t.Errorf("%q: the file was made", args)
			}
		}
	}
}
