package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/whole"
)

// write makes a file with a text in it, and its folder.
func write(t testing.TB, file, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, []byte(text), 0o600)); err != nil {
		t.Fatal(err)
	}
}

// filesIn are the files in a folder and below it, with what is in them.
func filesIn(t testing.TB, dir string) map[string]string {
	t.Helper()
	all := make(map[string]string)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if name := must(filepath.Rel(dir, path))(t); name != lockName {
			all[name] = string(must(os.ReadFile(path))(t))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Where there was a clinic no new one is begun, and nothing of what is left of it is touched.
func TestRecordsThatAreGone(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	s := openTest(t)
	people(t, s)
	backup := filepath.Join(t.TempDir(), "backup.db")
	if err := s.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	sound := string(must(os.ReadFile(backup))(t))
	for name, c := range map[string]struct {
		left  map[string]string
		named []string
	}{
		"no changes yet":       {map[string]string{databaseName + "-wal": ""}, []string{databaseName + "-wal"}},
		"last changes":         {map[string]string{databaseName + "-wal": "the last changes"}, []string{databaseName + "-wal"}},
		"a change under way":   {map[string]string{databaseName + "-journal": "the last changes"}, []string{databaseName + "-journal"}},
		"a backup":             {map[string]string{filepath.Join(backupFolder, "before-version-9.db"): sound}, []string{"before-version-9.db", "regimen restore"}},
		"a backup beside it":   {map[string]string{"tuesday [1].db": sound}, []string{"tuesday [1].db"}},
		"both":                 {map[string]string{databaseName + "-wal": "x", "backups/a.db": sound}, []string{databaseName + "-wal", "a.db"}},
		"an empty file beside": {map[string]string{databaseName: "", "backups/a.db": sound}, []string{"a.db"}},
	} {
		for _, readOnly := range []bool{true, false} {
			dir := filepath.Join(t.TempDir(), "[data]")
			for file, text := range c.left {
				write(t, filepath.Join(dir, file), text)
			}
			cfg := testConfig(t, dir)
			cfg.ReadOnly = readOnly
			_, err := Open(t.Context(), cfg)
			if !errors.Is(err, ErrGone) {
				t.Errorf("%s: %v", name, err)
				continue
			}
			for _, file := range c.named {
				if !strings.Contains(err.Error(), file) {
					t.Errorf("%s: %s is not named: %v", name, file, err)
				}
			}
			left := filesIn(t, dir)
			for file, text := range c.left {
				if left[filepath.FromSlash(file)] != text {
					t.Errorf("%s: %s was changed", name, file)
				}
			}
			if len(left) != len(c.left) {
				t.Errorf("%s: there are %d files now", name, len(left))
			}
		}
	}
	// An empty folder, an empty file or other things in the folder are no clinic that was.
	dir := t.TempDir()
	write(t, filepath.Join(dir, databaseName), "")
	write(t, filepath.Join(dir, backupFolder, "empty.db"), "")
	write(t, filepath.Join(dir, "mail.db"), "something else")
	apply(t, openIn(t, dir), put(&clinic.Practitioner{ID: "a1", Name: "Ana Reyes"}))
}

// Records that were closed well and had no backup are missed, too.
func TestRecordsThatAreGoneWithoutATrace(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	dir := t.TempDir()
	s := openIn(t, dir)
	people(t, s)
	if runtime.GOOS != "windows" { // the mark is made anew with the lock
		if err := os.Remove(filepath.Join(dir, lockName)); err != nil {
			t.Fatal(err)
		}
		apply(t, s, put(patient("p1", "Ann", "Smith")))
	}
	s.Close()
	if err := os.Remove(filepath.Join(dir, databaseName)); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := Open(t.Context(), testConfig(t, dir)); !errors.Is(err, ErrGone) {
			t.Fatalf("%v", err)
		}
	}
	if err := os.Remove(filepath.Join(dir, lockName)); err != nil {
		t.Fatal(err)
	}
	openIn(t, dir) // begun anew, as it is told
}

// The latest backups are named, and how many more there are.
func TestBackupsAreNamed(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	s := openTest(t)
	dir := t.TempDir()
	for i := range 5 {
		file := filepath.Join(dir, backupFolder, fmt.Sprintf("n%d.db", i))
		at := day.Add(time.Duration(i) * time.Hour)
		if err := errors.Join(s.Backup(t.Context(), file), os.Chtimes(file, at, at)); err != nil {
			t.Fatal(err)
		}
	}
	last := filepath.Join(dir, backupFolder, "n5-damaged.db")
	if err := errors.Join(s.Backup(t.Context(), last), os.Chtimes(last, day.Add(9*time.Hour), day.Add(9*time.Hour))); err != nil {
		t.Fatal(err)
	}
	_, err := Open(t.Context(), testConfig(t, dir))
	if !errors.Is(err, ErrGone) {
		t.Fatal(err)
	}
	said := err.Error()
	at := []int{strings.Index(said, "n4.db"), strings.Index(said, "n3.db"), strings.Index(said, "n2.db"), strings.Index(said, "2 more")}
	if slices.Contains(at, -1) || !slices.IsSorted(at) || strings.Contains(said, "n1.db") || strings.Contains(said, "n5") {
		t.Error(said)
	}
}

// A backup is brought back where the records are gone, and what was left of them does not get into it.
func TestRestoreWhereRecordsAreGone(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	dir, away := t.TempDir(), t.TempDir()
	s := openIn(t, dir)
	people(t, s)
	backup := filepath.Join(away, "backup.db")
	if err := s.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	apply(t, s, put(patient("late", "Late", "Comer")))
	// What a power failure leaves when the database itself is taken away.
	wal := must(os.ReadFile(filepath.Join(dir, databaseName+"-wal")))(t)
	s.Close()
	if err := os.Remove(filepath.Join(dir, databaseName)); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, databaseName+"-wal"), string(wal))
	kept, err := Restore(t.Context(), testConfig(t, dir), backup)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(must(os.ReadFile(kept))(t), wal) {
		t.Errorf("the last changes are not kept as %s", kept)
	}
	s = openIn(t, dir)
	if _, err := s.Patient(t.Context(), "late"); !errors.Is(err, clinic.ErrNotFound) {
		t.Errorf("what was beside it got into the backup: %v", err)
	}
	if r := must(s.Check(t.Context()))(t); !r.OK() {
		t.Error(r.Problems)
	}
}

// What is taken away while it is open is not written to any more, and what was confirmed before is not lost.
func TestFileTakenAway(t *testing.T) {
	fileOnly(t)
	if runtime.GOOS == "windows" {
		t.Skip("an open file cannot be taken away")
	}
	t.Parallel()
	other := openTest(t)
	people(t, other)
	backup := filepath.Join(t.TempDir(), "backup.db")
	if err := other.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	for name, take := range map[string]func(dir string) error{
		"restored":     func(dir string) error { return os.Remove(filepath.Join(dir, databaseName)) },
		"the database": func(dir string) error { return os.Remove(filepath.Join(dir, databaseName)) },
		"moved":        func(dir string) error { return os.Rename(filepath.Join(dir, databaseName), filepath.Join(dir, "q")) },
		"replaced": func(dir string) error {
			other := filepath.Join(dir, "other")
			return errors.Join(os.WriteFile(other, nil, 0o600), os.Rename(other, filepath.Join(dir, databaseName)))
		},
		"the last changes": func(dir string) error { return os.Remove(filepath.Join(dir, databaseName+"-wal")) },
		"the whole folder": os.RemoveAll,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "data")
			openIn(t, dir).Close()
			if strings.HasPrefix(name, "restored") { // nothing was written yet
				if _, err := Restore(t.Context(), testConfig(t, dir), backup); err != nil {
					t.Fatal(err)
				}
			}
			s := openIn(t, dir)
			if !strings.HasPrefix(name, "restored") {
				people(t, s)
			}
			want := content(t, s)
			if err := take(dir); err != nil {
				t.Fatal(err)
			}
			var said error
			for range 2 {
				_, err := s.Apply(t.Context(), put(patient("late", "Late", "Comer")))
				if !errors.Is(err, ErrGone) || said != nil && err.Error() != said.Error() {
					t.Fatalf("a change: %v", err)
				}
				said = err
			}
			kept := backupsIn(dir)
			kept = slices.DeleteFunc(kept, func(b BackupFile) bool { return strings.Contains(b.File, "before-restore") })
			if len(kept) != 1 || !strings.Contains(said.Error(), kept[0].File) {
				t.Fatalf("kept %v, said %v", kept, said)
			}
			sameContent(t, "what is kept", content(t, openAt(t, Config{File: kept[0].File})), want)
			if _, err := s.Patient(t.Context(), "marg"); err != nil {
				t.Errorf("what was open cannot be read: %v", err)
			}
		})
	}
}

// Put back, the file takes changes again.
func TestFilePutBack(t *testing.T) {
	fileOnly(t)
	if runtime.GOOS == "windows" {
		t.Skip("an open file cannot be taken away")
	}
	t.Parallel()
	s := openTest(t)
	away := filepath.Join(t.TempDir(), "quarantine")
	for i := range 2 {
		if err := os.Rename(s.file, away); err != nil {
			t.Fatal(err)
		}
		p := patient(fmt.Sprintf("p%d", i), "Ann", "Smith")
		if _, err := s.Apply(t.Context(), put(p)); !errors.Is(err, ErrGone) {
			t.Fatal(err)
		}
		if err := os.Rename(away, s.file); err != nil {
			t.Fatal(err)
		}
		apply(t, s, put(p))
	}
	if kept := backupsIn(s.cfg.Dir); len(kept) != 2 {
		t.Errorf("what was confirmed before each of both is not kept: %v", kept)
	}
}

// So it is with what a machine keeps beside shared records.
func TestLocalTakenAway(t *testing.T) {
	fileOnly(t)
	if runtime.GOOS == "windows" {
		t.Skip("an open file cannot be taken away")
	}
	t.Parallel()
	dir := t.TempDir()
	l := must(OpenLocal(t.Context(), dir))(t)
	defer l.Close()
	sub := Submission{ID: "s1", At: day, Op: put(patient("p1", "Ann", "Smith"))}
	if err := l.Enqueue(t.Context(), "db", sub); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, localName)); err != nil {
		t.Fatal(err)
	}
	sub.ID = "s2"
	err := l.Enqueue(t.Context(), "db", sub)
	kept := must(filepath.Glob(filepath.Join(dir, backupFolder, "rescued-station-*.db")))(t)
	if !errors.Is(err, ErrGone) || len(kept) != 1 || !strings.Contains(err.Error(), kept[0]) {
		t.Fatalf("kept %v, said %v", kept, err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(kept[0], filepath.Join(dir, localName)); err != nil {
		t.Fatal(err)
	}
	if n, err := Waiting(t.Context(), dir); n != 1 || err != nil {
		t.Errorf("%d wait, %v", n, err)
	}
}

// A lock whose file was removed is made anew, and whoever took the folder meanwhile has it.
func TestLockTakenAway(t *testing.T) {
	fileOnly(t)
	if runtime.GOOS == "windows" {
		t.Skip("an open file cannot be taken away")
	}
	t.Parallel()
	dir, backup := t.TempDir(), filepath.Join(t.TempDir(), "backup.db")
	s := openIn(t, dir)
	people(t, s)
	if err := s.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	unlock := func() {
		t.Helper()
		if err := os.Remove(filepath.Join(dir, lockName)); err != nil {
			t.Fatal(err)
		}
	}
	unlock()
	before := must(os.ReadFile(s.file))(t)
	if _, err := Restore(t.Context(), testConfig(t, dir), backup); !errors.Is(err, ErrInUse) {
		t.Errorf("restored under an open window: %v", err)
	}
	if !bytes.Equal(must(os.ReadFile(s.file))(t), before) {
		t.Error("the records were replaced")
	}
	apply(t, s, put(patient("p1", "Ann", "Smith")))
	if _, err := Open(t.Context(), testConfig(t, dir)); !errors.Is(err, ErrInUse) {
		t.Errorf("the lock was not made anew: %v", err)
	}
	unlock()
	second := openIn(t, dir)
	if _, err := s.Apply(t.Context(), put(patient("p2", "Bo", "Jones"))); !errors.Is(err, ErrInUse) {
		t.Errorf("two write: %v", err)
	}
	apply(t, second, put(patient("p3", "Cy", "Young")))
}

// Whoever comes too late is told what has the folder.
func TestWhoHasTheFolder(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	dir := t.TempDir()
	for purpose, want := range map[purpose]string{forWindow: "another window", forRestore: "regimen restore", forMove: "regimen move"} {
		h := must(takeFolder(dir, purpose))(t)
		if _, err := Open(t.Context(), testConfig(t, dir)); !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", purpose, err)
		}
		if err := h.release(); err != nil {
			t.Fatal(err)
		}
	}
	openIn(t, dir)
}

// Whoever let go of a folder does not make those who have it now go without a name.
func TestReleasedTwice(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	dir := t.TempDir()
	first := must(takeFolder(dir, forRestore))(t)
	if err := first.release(); err != nil {
		t.Fatal(err)
	}
	second := must(takeFolder(dir, forMove))(t)
	if err := first.release(); err != nil {
		t.Fatal(err)
	}
	if who := readHolder(second.path()); who != (holder{forMove, thisMachine()}) {
		t.Errorf("%+v has it", who)
	}
	if err := second.release(); err != nil {
		t.Fatal(err)
	}
}

// Where locks do not hold, the folder is that of the computer that has it open, until it lets go.
func TestFolderOfAnotherComputer(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	dir := t.TempDir()
	h := must(takeFolder(dir, forWindow))(t)
	h.write(holder{forWindow, "another-pc"})
	if err := h.lock.Unlock(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := Open(t.Context(), testConfig(t, dir)); !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), "another-pc") || !strings.Contains(err.Error(), h.path()) {
			t.Errorf("%v", err)
		}
	}
	// A program of this computer that was killed keeps nobody out.
	h.write(holder{forWindow, thisMachine()})
	openIn(t, dir).Close()
	// And one that ended well leaves nothing to another computer.
	if who := readHolder(h.path()); who != (holder{}) {
		t.Errorf("%+v has it", who)
	}
}

// What killed programs left is cleared away, and what others are writing is not.
func TestLeftovers(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	dir, stick := t.TempDir(), t.TempDir()
	const nobody = 1 << 30
	running := fmt.Sprintf(".regimen-%d-1.tmp", os.Getppid())
	left := []string{".regimen-1.tmp", ".regimen-1.tmp-journal", ".regimen-move-1.tmp", fmt.Sprintf(".regimen-%d-1.tmp", nobody), fmt.Sprintf(".regimen-move-%d-1.tmp", nobody), fmt.Sprintf("backups/.regimen-%d-1.tmp", nobody)}
	others := []string{running, ".regimen-notes.txt", "letter.tmp"}
	for _, name := range append(slices.Clone(left), others...) {
		write(t, filepath.Join(dir, name), "all records")
	}
	s := openIn(t, dir)
	for _, name := range left {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			t.Errorf("%s was left", name)
		}
	}
	for _, name := range others {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	old, fresh := filepath.Join(stick, ".regimen-5-1.tmp"), filepath.Join(stick, ".regimen-5-2.tmp")
	now := day.Add(100 * time.Hour)
	s.cfg.system = func() time.Time { return now }
	for file, age := range map[string]time.Duration{old: 61 * time.Minute, fresh: 59 * time.Minute} {
		write(t, file, "all records")
		if err := os.Chtimes(file, now.Add(-age), now.Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Backup(t.Context(), filepath.Join(stick, "b.db")); err != nil {
		t.Fatal(err)
	}
	if names := filesIn(t, stick); len(names) != 2 || names[filepath.Base(fresh)] == "" {
		t.Errorf("on the stick: %d files", len(names))
	}
}

func TestTemporaryDir(t *testing.T) {
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	t.Setenv("TMP", tmp)
	const prefix = "regimen-demo-"
	killed := filepath.Join(tmp, prefix+"1")
	inUse, remove, err := TemporaryDir(prefix)
	if err != nil {
		t.Fatal(err)
	}
	defer remove()
	write(t, filepath.Join(killed, inUseName), "")
	older, beginning := filepath.Join(tmp, prefix+"2"), filepath.Join(tmp, prefix+"3")
	for _, d := range []string{older, beginning} {
		write(t, filepath.Join(d, databaseName), "x")
	}
	long := time.Now().Add(-2 * whole.Left)
	if err := os.Chtimes(older, long, long); err != nil {
		t.Fatal(err)
	}
	_, removeSecond, err := TemporaryDir(prefix)
	if err != nil {
		t.Fatal(err)
	}
	for dir, stays := range map[string]bool{killed: false, inUse: true, older: false, beginning: true} {
		if _, err := os.Stat(dir); (err == nil) != stays {
			t.Errorf("%s: %v", dir, err)
		}
	}
	removeSecond()
	remove()
	if left := must(os.ReadDir(tmp))(t); len(left) != 1 {
		t.Errorf("left: %v", left)
	}
}

// Where SQLite can make nothing beside the records they can be read all the same, with the last changes.
func TestNoRoomBesideTheRecords(t *testing.T) {
	fileOnly(t)
	if runtime.GOOS == "windows" {
		t.Skip("making links asks for rights")
	}
	t.Parallel()
	for _, crashed := range []bool{false, true} {
		dir := t.TempDir()
		s := openIn(t, dir)
		people(t, s)
		apply(t, s, put(patient("late", "Late", "Comer")))
		wal := must(os.ReadFile(filepath.Join(dir, databaseName+"-wal")))(t)
		live := must(os.ReadFile(filepath.Join(dir, databaseName)))(t)
		want := content(t, s)
		s.Close()
		if crashed {
			write(t, filepath.Join(dir, databaseName), string(live))
			write(t, filepath.Join(dir, databaseName+"-wal"), string(wal))
		}
		// In the way of the file: SQLite follows no link there.
		if err := os.Symlink(filepath.Join(dir, "nowhere"), filepath.Join(dir, databaseName+"-shm")); err != nil {
			t.Fatal(err)
		}
		for _, readOnly := range []bool{true, false} {
			cfg := testConfig(t, dir)
			cfg.ReadOnly = readOnly
			s, err := Open(t.Context(), cfg)
			if err != nil {
				t.Fatalf("after a crash %v, read-only %v: %v", crashed, readOnly, err)
			}
			sameContent(t, "without room", content(t, s), want)
			if err := s.Backup(t.Context(), filepath.Join(t.TempDir(), "b.db")); err != nil {
				t.Error(err)
			}
			_, err = s.Apply(t.Context(), put(patient("p", "Ann", "Smith")))
			if s.ReadingOnly() == readOnly || err == nil || !readOnly && !errors.Is(err, ErrDiskFull) {
				t.Errorf("read-only %v: reading only %v, %v", readOnly, s.ReadingOnly(), err)
			}
			s.Close()
		}
		if err := os.Remove(filepath.Join(dir, databaseName+"-shm")); err != nil {
			t.Fatal(err)
		}
		s = openIn(t, dir)
		sameContent(t, "with room again", content(t, s), want)
		apply(t, s, put(patient("p", "Ann", "Smith")))
	}
}
