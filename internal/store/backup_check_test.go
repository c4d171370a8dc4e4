package store

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A backup of records that are not sound says so: it is kept under a name of its own, and the one before stays.
func TestBackupOfWhatIsNotSound(t *testing.T) {
	t.Parallel()
	dir, away := t.TempDir(), t.TempDir()
	s := openIn(t, dir)
	full(t, s)
	file, bad := filepath.Join(away, "tuesday.db"), filepath.Join(away, "tuesday-damaged.db")
	if err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	good := must(os.ReadFile(file))(t)
	unguarded(t, dir, "UPDATE session SET subjective = 'FORGED' WHERE id = 'closed-session'")
	want := content(t, s)
	for range 2 {
		err := s.Backup(t.Context(), file)
		if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "tuesday-damaged") || toldInWords(err) != "" {
			t.Fatalf("a backup of forged records: %v", err)
		}
	}
	if !bytes.Equal(good, must(os.ReadFile(file))(t)) {
		t.Error("the backup before was replaced")
	}
	sameContent(t, "the copy", content(t, openAt(t, Config{File: bad})), want)
	if _, err := os.Stat(filepath.Join(away, "tuesday-damaged-2.db")); err != nil {
		t.Errorf("the second copy: %v", err)
	}
	leftovers(t, away, dir)
}

// What is derived is no part of a backup that matters: it is made anew when the backup comes back.
func TestDerivedIsMadeAnew(t *testing.T) {
	t.Parallel()
	dir, away := t.TempDir(), t.TempDir()
	s := openIn(t, dir)
	full(t, s)
	want := content(t, s)
	unguarded(t, dir, "DELETE FROM search_token", "DELETE FROM search_variant", "UPDATE patient_index SET used = 0", "DELETE FROM undo_step")
	if r := must(s.Check(t.Context()))(t); r.OK() || !r.RecordsOK() {
		t.Fatalf("check: %v", r.Problems)
	}
	file := filepath.Join(away, "backup.db")
	if err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(t.Context(), Config{Dir: filepath.Join(away, "new")}, file); err != nil {
		t.Fatal(err)
	}
	back := openAt(t, Config{Dir: filepath.Join(away, "new")})
	if r := must(back.Check(t.Context()))(t); !r.OK() {
		t.Errorf("check: %v", r.Problems)
	}
	sameContent(t, "brought back", content(t, back), want)
}

// On shared records an update makes anew what is derived.
func TestUpdateMakesDerivedAnew(t *testing.T) {
	bothEngines(t)
	t.Parallel()
	v, url := created(t, "desk")
	s := openAt(t, Config{URL: url})
	full(t, s)
	want := content(t, s)
	c := must(v.connect(t.Context(), v.Name()))(t)
	defer c.Close(t.Context())
	if _, err := c.Exec(t.Context(), "DELETE FROM search_token; DELETE FROM search_variant; UPDATE patient_index SET used = 0; DELETE FROM undo_step"); err != nil {
		t.Fatal(err)
	}
	if err := v.UpdateDatabase(t.Context()); err != nil {
		t.Fatal(err)
	}
	sameContent(t, "after the update", content(t, s), want)
}

// A backup that is not as the program made it is refused in words, and the records in place stay as they are.
func TestRestoreOfWhatIsNotSound(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	made := t.TempDir()
	s := openIn(t, made)
	full(t, s)
	s.Close()
	for name, c := range map[string]struct {
		says string
		sql  []string
	}{
		"a table less":      {"The table stroke is missing.", []string{"DROP TABLE stroke"}},
		"a hostile trigger": {"The trigger helper of the table operation is not the program's: somebody added it.", []string{"CREATE TRIGGER helper AFTER INSERT ON operation BEGIN UPDATE session SET subjective = 'FORGED'; END"}},
		"a guard less":      {"The trigger change_is_never_changed of the table change is missing.", []string{"DROP TRIGGER change_is_never_changed"}},
		"a forged session":  {"The session closed-session of the patient p1 is not as the history says.", []string{"DROP TRIGGER session_is_not_changed_once_closed", "UPDATE session SET subjective = 'FORGED' WHERE id = 'closed-session'", guard(t, "session_is_not_changed_once_closed")}},
		"another version's": {"The table absence is not the program's: somebody added it.", []string{"PRAGMA user_version = 1"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "backup.db")
			if err := os.WriteFile(file, must(os.ReadFile(filepath.Join(made, databaseName)))(t), 0o600); err != nil {
				t.Fatal(err)
			}
			edit(t, file, c.sql...)
			dir := t.TempDir()
			live := openIn(t, dir)
			people(t, live)
			live.Close()
			before := must(os.ReadFile(filepath.Join(dir, databaseName)))(t)
			kept, err := Restore(t.Context(), testConfig(t, dir), file)
			if !errors.Is(err, ErrDamaged) || kept != "" || toldInWords(err) != "" {
				t.Fatalf("restored with %q, %v", kept, err)
			}
			if !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "FORGED") {
				t.Errorf("the sentence is %q", err)
			}
			if !bytes.Equal(before, must(os.ReadFile(filepath.Join(dir, databaseName)))(t)) {
				t.Error("the records in place were changed")
			}
			leftovers(t, dir)
		})
	}
	// A database with the mark of this program, and one table.
	foreign := filepath.Join(t.TempDir(), "foreign.db")
	db := must(sql.Open(driverName, foreign))(t)
	for _, st := range []string{"CREATE TABLE x (id TEXT)", "PRAGMA application_id = 1382903150", "PRAGMA user_version = 5"} {
		must(db.Exec(st))(t)
	}
	db.Close()
	if _, err := Restore(t.Context(), testConfig(t, t.TempDir()), foreign); err == nil || toldInWords(err) != "" {
		t.Errorf("another program's database: %v", err)
	}
}

// guard is the statement that makes a trigger.
func guard(t testing.TB, name string) string {
	t.Helper()
	s := openTest(t)
	return must(texts(t.Context(), s.reads, "SELECT sql FROM sqlite_schema WHERE name = $1", name))(t)[0]
}

// A backup of an older version is looked through as what it was, and comes back as what this version makes.
func TestRestoreOfAnOlderBackup(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	old := Config{Dir: t.TempDir()}
	s := must(open(t.Context(), old, firstSteps(t, 4)))(t)
	writePast(t, s, pastSeals()...)
	file := filepath.Join(t.TempDir(), "old.db")
	if err := errors.Join(os.WriteFile(file, nil, 0o600), copyDatabase(t.Context(), s.reads, file)); err != nil {
		t.Fatal(err)
	}
	s.Close()
	dir := t.TempDir()
	if _, err := Restore(t.Context(), testConfig(t, dir), file); err != nil {
		t.Fatal(err)
	}
	back := openIn(t, dir)
	if r := must(back.Check(t.Context()))(t); !r.OK() || r.Version != len(back.steps) {
		t.Errorf("check: %+v", r)
	}
	for _, r := range closed(visit("closed")) {
		if l, ok := inLines[r.Kind()]; ok {
			l.read(r)
		}
		if got, want := is(t, back, r), must(tableOf(r.Kind()).values(r))(t); !slices.Equal(got, want) {
			t.Errorf("brought back: %v, want %v", got, want)
		}
	}
	edit(t, file, "CREATE TRIGGER helper AFTER INSERT ON operation BEGIN DELETE FROM finding; END")
	if _, err := Restore(t.Context(), testConfig(t, t.TempDir()), file); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "helper") {
		t.Errorf("with a hostile trigger: %v", err)
	}
}
