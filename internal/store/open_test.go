package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"regimen/internal/clinic"
	"regimen/internal/store/pgtest"
)

// edit changes a database that nobody has open, as another program would.
func edit(t testing.TB, file string, statements ...string) {
	t.Helper()
	db := must(sql.Open(driverName, "file:"+filepath.ToSlash(file)))(t)
	defer db.Close()
	for _, st := range statements {
		if _, err := db.Exec(st); err != nil {
			t.Fatalf("%s: %v", st, err)
		}
	}
}

func TestFilesThatAreNoClinic(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	garbage := bytes.Repeat([]byte("This is a letter, not a database. "), 200)
	for name, c := range map[string]struct {
		make func(t *testing.T, file string)
		want error
	}{
		"something else": {func(t *testing.T, file string) {
			if err := os.WriteFile(file, garbage, 0o600); err != nil {
				t.Fatal(err)
			}
		}, ErrNotDatabase},
		"another program's": {func(t *testing.T, file string) { edit(t, file, "CREATE TABLE mail (id TEXT)") }, ErrNotDatabase},
		"a newer version's": {func(t *testing.T, file string) {
			openIn(t, filepath.Dir(file)).Close()
			edit(t, file, "PRAGMA user_version = 1000")
		}, ErrNewer},
		"cut short": {func(t *testing.T, file string) {
			openIn(t, filepath.Dir(file)).Close()
			if err := os.Truncate(file, 5000); err != nil {
				t.Fatal(err)
			}
		}, ErrDamaged},
		"a folder": {func(t *testing.T, file string) {
			if err := os.Mkdir(file, 0o700); err != nil {
				t.Fatal(err)
			}
		}, ErrNoAccess},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			file := filepath.Join(dir, databaseName)
			c.make(t, file)
			before, _ := os.ReadFile(file) // a folder has none
			for _, readOnly := range []bool{false, true} {
				cfg := testConfig(t, dir)
				cfg.ReadOnly = readOnly
				s, err := Open(t.Context(), cfg)
				if !errors.Is(err, c.want) || s != nil {
					t.Errorf("read-only %v: %v", readOnly, err)
				}
				if err != nil && !strings.HasSuffix(err.Error(), ".") {
					t.Errorf("no sentence: %v", err)
				}
			}
			if after, _ := os.ReadFile(file); !bytes.Equal(before, after) {
				t.Error("the file was changed")
			}
		})
	}
}

func TestFolderThatCannotBe(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), testConfig(t, filepath.Join(file, "data"))); !errors.Is(err, ErrNoAccess) {
		t.Errorf("a folder in a file: %v", err)
	}
	cfg := testConfig(t, t.TempDir())
	cfg.ReadOnly = true
	if _, err := Open(t.Context(), cfg); !errors.Is(err, ErrNoAccess) {
		t.Errorf("reading where nothing is: %v", err)
	}
	if left := must(os.ReadDir(cfg.Dir))(t); len(left) != 0 {
		t.Errorf("reading made %v", left)
	}
}

// Reading works where no window is open.
func TestReadOnlyAlone(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	dir := t.TempDir()
	s := openIn(t, dir)
	apply(t, s, put(patient("p1", "Ann", "Smith")))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	cfg := testConfig(t, dir)
	cfg.ReadOnly = true
	reader := must(Open(t.Context(), cfg))(t)
	if p := must(reader.Patient(t.Context(), "p1"))(t); p.FamilyName != "Smith" {
		t.Errorf("read %+v", p)
	}
	if err := reader.Backup(t.Context(), filepath.Join(t.TempDir(), "copy.db")); err != nil {
		t.Errorf("backup from a reader: %v", err)
	}
	if err := reader.SetPreference(t.Context(), "theme", "dark"); !errors.Is(err, ErrNoAccess) {
		t.Errorf("a reader set a preference: %v", err)
	}
	if err := reader.Close(); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if info, err := d.Info(); err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v (%v)", d.Name(), info.Mode(), err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestDiskFull(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	s := openTest(t)
	apply(t, s, put(patient("p1", "Ann", "Smith")))
	var pages int
	if err := s.w.QueryRowContext(t.Context(), "PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	if _, err := s.w.ExecContext(t.Context(), fmt.Sprintf("PRAGMA max_page_count = %d", pages)); err != nil {
		t.Fatal(err)
	}
	long := patient("p2", "Bo", "Jones")
	long.Notes = strings.Repeat("A long history of everything. ", 3000)
	_, err := s.Apply(t.Context(), put(long))
	if !errors.Is(err, ErrDiskFull) || strings.Contains(err.Error(), "Jones") {
		t.Errorf("a full disk gave %v", err)
	}
	if _, err := s.w.ExecContext(t.Context(), "PRAGMA max_page_count = 1000000"); err != nil {
		t.Fatal(err)
	}
	apply(t, s, put(long)) // there is room again
	if r := must(s.Check(t.Context()))(t); !r.OK() || r.Counts[clinic.KindPatient] != 2 {
		t.Errorf("check: %+v", r)
	}
}

// afterSchema is a place in the file behind what says how the tables are.
const afterSchema = int64(200 * 4096)

// A damaged page is noticed when the window did not close properly, and by a check in any case.
func TestDamage(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	dir := t.TempDir()
	s := openIn(t, dir)
	must(s.Load(t.Context(), clinic.Say("Crowd"), crowd(300)))(t)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, databaseName)
	f := must(os.OpenFile(file, os.O_RDWR, 0))(t)
	size := must(f.Stat())(t).Size()
	junk := bytes.Repeat([]byte{0xa5}, 4096)
	for at := afterSchema; at < size; at += 10 * 4096 {
		must(f.WriteAt(junk, at))(t)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	cfg := testConfig(t, dir)
	s, err := Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Check(t.Context())
	if r.OK() && !errors.Is(err, ErrDamaged) {
		t.Errorf("a damaged file passed the check: %v", err)
	}
	if err := s.Backup(t.Context(), filepath.Join(dir, "copy.db")); !errors.Is(err, ErrDamaged) {
		t.Errorf("a damaged file was backed up: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "copy.db")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a backup of a damaged file was left")
	}
	s.Close()
	if err := os.WriteFile(file+"-wal", []byte("what a crash leaves"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), cfg); !errors.Is(err, ErrDamaged) {
		t.Errorf("after a crash a damaged file was opened: %v", err)
	}
}

// withMore is the program's migrations and more.
func withMore(t testing.TB, more ...string) fs.FS {
	t.Helper()
	files := make(fstest.MapFS)
	names := must(fs.Glob(embedded, "*.sql"))(t)
	for _, n := range names {
		files[n] = &fstest.MapFile{Data: must(fs.ReadFile(embedded, n))(t)}
	}
	have := len(must(readMigrations(embedded))(t))
	for i, text := range more {
		files[fmt.Sprintf("%04d_more.sql", have+i+1)] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

// migratable is a place for records whose schema the test may change, and open with more migrations than those
// it begins with.
func migratable(t *testing.T, begin fs.FS) (cfg Config, openWith func(fs.FS) (*Store, error)) {
	t.Helper()
	cfg = testConfig(t, t.TempDir())
	cfg.NewID = nil // it is opened again
	if !onPostgres {
		return cfg, func(files fs.FS) (*Store, error) { return open(t.Context(), cfg, files) }
	}
	c := pgtest.Shared(t)
	name := c.NewDatabase(t)
	v := must(OpenServer(Config{URL: c.DatabaseURL(name), Dir: cfg.Dir, Clock: cfg.Clock}))(t)
	if err := errors.Join(v.create(t.Context()), v.update(t.Context(), begin)); err != nil {
		t.Fatal(err)
	}
	user, password, err := v.AddMachine(t.Context(), "desk")
	if err != nil {
		t.Fatal(err)
	}
	cfg.URL = c.URL(user, password, name)
	return cfg, func(files fs.FS) (*Store, error) {
		if _, err := open(t.Context(), cfg, files); !errors.Is(err, ErrOlder) {
			t.Errorf("a machine opened older records: %v", err)
		}
		if err := v.update(t.Context(), files); err != nil {
			return nil, err
		}
		return open(t.Context(), cfg, files)
	}
}

func TestMigration(t *testing.T) {
	t.Parallel()
	cfg, openWith := migratable(t, embedded)
	s := must(Open(t.Context(), cfg))(t)
	people(t, s)
	whole := content(t, s)
	before := must(s.Chart(t.Context(), "marg"))(t)
	recent := ids(must(s.Search(t.Context(), "", 3))(t))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	// The first step works, the second does not: the first is kept, and nothing of the second.
	_, err := openWith(withMore(t, "CREATE TABLE one (id TEXT) STRICT;", "CREATE TABLE two (id TEXT) STRICT; CREATE TABLE one (id TEXT) STRICT;"))
	if err == nil {
		t.Fatal("a broken migration went through")
	}
	backups := must(filepath.Glob(filepath.Join(cfg.Dir, backupFolder, "before-version-*.db")))(t)
	if len(backups) != 1 {
		t.Fatalf("backups: %v", backups)
	}
	sameContent(t, "the backup", content(t, openAt(t, Config{File: backups[0]})), whole)
	// A new way to fold names empties the search tables.
	s, err = openWith(withMore(t, "CREATE TABLE one (id TEXT) STRICT;", `CREATE TABLE two (id TEXT) STRICT;
		DELETE FROM search_token; DELETE FROM search_variant; DELETE FROM patient_index;`))
	if err != nil {
		t.Fatal(err)
	}
	if after := must(s.Chart(t.Context(), "marg"))(t); after.Patient.GivenName != before.Patient.GivenName {
		t.Errorf("after the migration: %+v", after.Patient)
	}
	if got := ids(must(s.Search(t.Context(), "doyl", 5))(t)); !slices.Equal(got, []string{"marg"}) {
		t.Errorf("the search index was not rebuilt: %v", got)
	}
	if got := ids(must(s.Search(t.Context(), "", 3))(t)); !slices.Equal(got, recent) {
		t.Errorf("used last: %v, were %v", got, recent)
	}
	if r := must(s.Check(t.Context()))(t); !r.OK() {
		t.Errorf("check: %v", r.Problems)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	// This program is now too old, but the backup still fits it.
	if _, err := Open(t.Context(), cfg); !errors.Is(err, ErrNewer) {
		t.Errorf("an old program opened it: %v", err)
	}
	into := Config{Dir: cfg.Dir}
	kept, err := Restore(t.Context(), into, backups[0])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(kept); err != nil && !onPostgres {
		t.Errorf("what was there is gone: %v", err)
	}
	again := openAt(t, into)
	if p := must(again.Patient(t.Context(), "marg"))(t); p.GivenName != "Margaret" {
		t.Errorf("from the backup: %+v", p)
	}
}

func TestMigrationsOutOfOrder(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	for _, names := range [][]string{{"0002_b.sql"}, {"0001_a.sql", "0003_c.sql"}, {"first.sql"}} {
		files := make(fstest.MapFS)
		for _, n := range names {
			files[n] = &fstest.MapFile{}
		}
		if _, err := readMigrations(files); err == nil {
			t.Errorf("%v went through", names)
		}
	}
}

// A backup is one file with all that the records are, wherever they are kept.
func TestBackup(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	worked(t, s)
	file := filepath.Join(t.TempDir(), "usb stick", "regimen backup.db")
	for range 2 { // the second replaces the first
		if err := s.Backup(t.Context(), file); err != nil {
			t.Fatal(err)
		}
	}
	left := must(os.ReadDir(filepath.Dir(file)))(t)
	if len(left) != 1 {
		t.Errorf("beside the backup: %v", left)
	}
	if info := must(left[0].Info())(t); runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the backup has mode %v", info.Mode())
	}
	copied := openAt(t, Config{File: file})
	sameContent(t, "the backup", content(t, copied), content(t, s))
	if r := must(copied.Check(t.Context()))(t); !r.OK() {
		t.Errorf("the backup: %v", r.Problems)
	}
	if _, err := copied.Apply(t.Context(), put(patient("p", "Ann", ""))); !errors.Is(err, ErrNoAccess) {
		t.Errorf("a file was opened for writing: %v", err)
	}
	if err := s.Backup(t.Context(), filepath.Join(file, "no folder.db")); !errors.Is(err, ErrNoAccess) {
		t.Errorf("backup into a file: %v", err)
	}
	if err := s.Backup(t.Context(), filepath.Join(s.cfg.Dir, databaseName)); !errors.Is(err, ErrNoAccess) {
		t.Errorf("backup over the records: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Backup(ctx, filepath.Join(t.TempDir(), "stopped.db")); err == nil && onPostgres {
		t.Error("a backup that was stopped went on")
	}
	leftovers(t, filepath.Dir(file), s.cfg.Dir)
	other := filepath.Join(t.TempDir(), "restored")
	if _, err := Restore(t.Context(), Config{Dir: other}, file); err != nil {
		t.Fatal(err)
	}
	restored := openAt(t, Config{Dir: other})
	must(restored.Redo(t.Context(), "odd"))(t)
	if _, err := Restore(t.Context(), Config{Dir: other, URL: "postgres://desk@reception/regimen"}, file); !errors.Is(err, ErrNoAccess) || !strings.Contains(err.Error(), "regimen move --from FILE --to postgres://") {
		t.Errorf("restore into shared records: %v", err)
	}
}

func TestRestore(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	dir, away := t.TempDir(), t.TempDir()
	s := openIn(t, dir)
	people(t, s)
	file := filepath.Join(away, "usb stick", "regimen backup.db")
	if err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	apply(t, s, put(patient("late", "Late", "Comer")))
	if _, err := Restore(t.Context(), testConfig(t, dir), file); !errors.Is(err, ErrInUse) {
		t.Errorf("restore under an open window: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]error{filepath.Join(away, "nothing"): ErrNoAccess, "open_test.go": ErrNotDatabase} {
		if _, err := Restore(t.Context(), testConfig(t, dir), name); !errors.Is(err, want) {
			t.Errorf("restore of %s: %v", name, err)
		}
	}
	kept, err := Restore(t.Context(), testConfig(t, dir), file)
	if err != nil {
		t.Fatal(err)
	}
	s = openIn(t, dir)
	if _, err := s.Patient(t.Context(), "late"); !errors.Is(err, clinic.ErrNotFound) {
		t.Errorf("after the backup came %v", err)
	}
	if r := must(s.Check(t.Context()))(t); !r.OK() || r.Counts[clinic.KindPatient] != 10 {
		t.Errorf("restored: %+v", r)
	}
	// Records that are damaged beyond opening are replaced, too, and kept as they are.
	s.Close()
	rubbish := []byte("rubbish")
	if err := os.WriteFile(filepath.Join(dir, databaseName), rubbish, 0o600); err != nil {
		t.Fatal(err)
	}
	spoilt := must(Restore(t.Context(), testConfig(t, dir), file))(t)
	if got := must(os.ReadFile(spoilt))(t); !bytes.Equal(got, rubbish) || spoilt == kept {
		t.Errorf("kept %q as %s", got, spoilt)
	}
	must(openIn(t, dir).Patient(t.Context(), "marg"))(t)
	// What was replaced can come back, into a new folder too.
	other := filepath.Join(away, "other")
	if first, err := Restore(t.Context(), testConfig(t, other), kept); err != nil || first != "" {
		t.Fatalf("restore into a new folder: %q, %v", first, err)
	}
	must(openIn(t, other).Patient(t.Context(), "late"))(t)
}

// A check finds what was changed behind the store's back.
func TestCheckFindsTampering(t *testing.T) {
	t.Parallel()
	unguarded := func(trigger, table string) string {
		if onPostgres {
			return "DROP TRIGGER " + trigger + " ON " + table
		}
		return "DROP TRIGGER " + trigger
	}
	freely := "PRAGMA foreign_keys = OFF"
	if onPostgres {
		freely = "SET session_replication_role = replica"
	}
	broken := []string{freely, "DELETE FROM assessment"}
	if onPostgres {
		broken = []string{"ALTER TABLE assessment DISABLE TRIGGER ALL", "DELETE FROM assessment"}
	}
	for name, c := range map[string]struct {
		sql  []string
		want string
	}{
		"a record changed":      {[]string{"UPDATE finding SET note = 'x' WHERE id = 'f1'"}, "finding f1 of the patient p1 is not as the history says"},
		"a record removed":      {[]string{"DELETE FROM finding WHERE id = 'f1'"}, "finding f1 is missing"},
		"a record added":        {[]string{"INSERT INTO practitioner VALUES ('t1', 'Eve', '', '', '', '', '', '', NULL, '[]')"}, "practitioner t1 is not in the history"},
		"a reference broken":    {broken, "point at a assessment that is not there"},
		"a change rewritten":    {[]string{unguarded("change_is_never_changed", "change"), `UPDATE change SET after = replace(after, '"note":""', '"note":"x"') WHERE record_id = 'f1' AND before IS NULL`}, "does not follow on"},
		"an operation removed":  {[]string{unguarded("operation_is_never_removed", "operation"), freely, "DELETE FROM operation WHERE seq = 2"}, "history has a gap"},
		"the search index lost": {[]string{"DELETE FROM search_token WHERE kind = 'name'"}, "patient p1 is not in the search index"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			s := openIn(t, dir)
			apply(t, s, put(patient("p1", "Ann", "Smith"), assessment("a1", "p1"), finding("f1", "p1", "a1")))
			louder := finding("f1", "p1", "a1")
			louder.Note = "worse"
			apply(t, s, put(louder))
			apply(t, s, put(finding("f2", "p1", "a1")))
			if r := must(s.Check(t.Context()))(t); !r.OK() || r.Operations != 3 || r.Changes != 5 || !maps.Equal(r.Counts, map[clinic.Kind]int{clinic.KindPatient: 1, clinic.KindAssessment: 1, clinic.KindFinding: 2}) {
				t.Fatalf("before: %+v", r)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if err := asOwner(t, dir, c.sql...); err != nil {
				t.Fatal(err)
			}
			s = openIn(t, dir)
			r := must(s.Check(t.Context()))(t)
			found := fmt.Sprint(r.Problems)
			if !strings.Contains(found, c.want) {
				t.Errorf("found %q, want %q", r.Problems, c.want)
			}
			if strings.Contains(found, "Smith") {
				t.Error("the report names a patient")
			}
		})
	}
}

// The history cannot be rewritten through SQL either.
func TestHistoryIsAppendOnly(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := openIn(t, dir)
	signed := assessment("a1", "p1")
	signed.SignedAt, signed.SignedBy = day, "Ana"
	apply(t, s, put(patient("p1", "Ann", "Smith"), signed, &clinic.Addendum{ID: "d1", PatientID: "p1", AssessmentID: "a1", Text: "More", Reason: "Forgotten", By: "Ana", At: day}))
	s.Close()
	for _, st := range []string{
		"UPDATE operation SET label = ''", "DELETE FROM operation", "UPDATE change SET after = NULL, before = '{}'", "DELETE FROM change",
		"UPDATE addendum SET text = 'x'", "DELETE FROM addendum",
	} {
		if err := asOwner(t, dir, st); err == nil || !strings.Contains(err.Error(), "never") {
			t.Errorf("%s: %v", st, err)
		}
	}
}

// asOwner runs statements on the records as whoever may do everything with them: another program on the
// file, or the server's administrator.
func asOwner(t testing.TB, dir string, statements ...string) error {
	t.Helper()
	db := must(sql.Open(driverName, "file:"+filepath.ToSlash(filepath.Join(dir, databaseName))))(t)
	if onPostgres {
		conf := must(sharedConfig(pgtest.Shared(t).DatabaseURL(must(sharedConfig(databaseOf(t, dir)))(t).Database)))(t)
		db = openSharedPool(conf, 1)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, st := range statements {
		if _, err := db.Exec(st); err != nil {
			return fmt.Errorf("%s: %w", st, err)
		}
	}
	return nil
}

func TestDefaultDir(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	home := t.TempDir()
	xdg := filepath.Join(home, "xdg")
	for _, c := range []struct {
		system, home string
		env          map[string]string
		want         string
	}{
		{"linux", home, nil, filepath.Join(home, ".local", "share", "regimen")},
		{"linux", home, map[string]string{"XDG_DATA_HOME": xdg}, filepath.Join(xdg, "regimen")},
		{"linux", home, map[string]string{"XDG_DATA_HOME": "relative"}, filepath.Join(home, ".local", "share", "regimen")},
		{"windows", home, map[string]string{"AppData": xdg}, filepath.Join(xdg, "Regimen")},
		{"windows", home, nil, filepath.Join(home, "AppData", "Roaming", "Regimen")},
		{"darwin", home, map[string]string{"XDG_DATA_HOME": xdg}, filepath.Join(home, "Library", "Application Support", "Regimen")},
		{"linux", "", nil, ""},
	} {
		if got := defaultDir(c.system, c.home, func(k string) string { return c.env[k] }); got != c.want {
			t.Errorf("%s: %q, want %q", c.system, got, c.want)
		}
	}
}

// carriedOver are records that were written by statements when the schema was that of the migrations up to last, and then brought up to date.
func carriedOver(t *testing.T, last int, write func(do func(statement string, args ...any))) *Store {
	t.Helper()
	before := make(fstest.MapFS)
	for _, name := range must(fs.Glob(embedded, fmt.Sprintf("000[1-%d]_*.sql", last)))(t) {
		before[name] = &fstest.MapFile{Data: must(fs.ReadFile(embedded, name))(t)}
	}
	cfg, openWith := migratable(t, before)
	s := must(open(t.Context(), cfg, before))(t)
	err := s.write(t.Context(), func(w *connection) (err error) {
		write(func(statement string, args ...any) {
			if err == nil {
				err = w.exec(t.Context(), statement, args...)
			}
		})
		return err
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	s = must(openWith(embedded))(t)
	t.Cleanup(func() { s.Close() })
	return s
}
