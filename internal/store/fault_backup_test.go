package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"regimen/internal/clinic"
)

// Whatever way a path leads to the records or to the files beside them, a backup does not take their place.
func TestBackupOntoTheRecords(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("making links asks for rights")
	}
	dir, away := t.TempDir(), t.TempDir()
	s := openIn(t, dir)
	people(t, s)
	link := filepath.Join(away, "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(away, "other")
	apply(t, openIn(t, other), put(patient("p", "Ann", "Smith"))) // and stays open
	socket := filepath.Join(away, "s")
	l := must(net.Listen("unix", socket))(t)
	defer l.Close()
	for _, file := range []string{
		filepath.Join(dir, databaseName), filepath.Join(dir, databaseName+"-wal"), filepath.Join(dir, databaseName+"-shm"), filepath.Join(dir, lockName),
		filepath.Join(link, databaseName), filepath.Join(link, databaseName+"-wal"), filepath.Join(link, lockName),
		filepath.Join(other, databaseName), away, socket,
	} {
		before, _ := os.Stat(file)
		err := s.Backup(t.Context(), file)
		if !errors.Is(err, ErrNoAccess) && !errors.Is(err, ErrInUse) {
			t.Errorf("backup onto %s: %v", file, err)
		}
		if after, _ := os.Stat(file); !os.SameFile(before, after) {
			t.Errorf("%s was replaced", file)
		}
	}
	leftovers(t, dir, away, link, other)
}

// leftovers finds what an unfinished copy leaves.
func leftovers(t *testing.T, folders ...string) {
	t.Helper()
	for _, f := range folders {
		if left := must(filepath.Glob(filepath.Join(f, ".regimen-*")))(t); len(left) > 0 {
			t.Errorf("left: %v", left)
		}
	}
}

// A copy that cannot be finished leaves no half of it to fill the disk further.
func TestUnfinishedBackupIsRemoved(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	dir, away := t.TempDir(), t.TempDir()
	s := openIn(t, dir)
	must(s.Load(t.Context(), clinic.Say("Crowd"), crowd(300)))(t)
	s.Close()
	file := filepath.Join(dir, databaseName)
	whole := must(os.ReadFile(file))(t)
	for at := int(afterSchema); at < len(whole); at += 10 * 4096 {
		copy(whole[at:], bytes.Repeat([]byte{0xa5}, 4096))
	}
	if err := os.WriteFile(file, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	old := filepath.Join(away, "backup.db")
	if err := openAt(t, Config{Dir: t.TempDir()}).Backup(t.Context(), old); err != nil {
		t.Fatal(err)
	}
	lastGood := must(os.ReadFile(old))(t)
	cfg := testConfig(t, dir)
	cfg.ReadOnly = true
	s = must(Open(t.Context(), cfg))(t)
	defer s.Close()
	if err := s.Backup(t.Context(), old); !errors.Is(err, ErrDamaged) {
		t.Errorf("backup: %v", err)
	}
	leftovers(t, away)
	if !bytes.Equal(must(os.ReadFile(old))(t), lastGood) {
		t.Error("the backup before was lost")
	}
}

// The folder and the backup may be named from where the person stands.
func TestRestoreByRelativePath(t *testing.T) {
	fileOnly(t)
	dir := t.TempDir()
	s := openIn(t, filepath.Join(dir, "data"))
	people(t, s)
	s.Close()
	t.Chdir(dir)
	for range 2 {
		cfg := testConfig(t, "new one")
		if _, err := Restore(t.Context(), cfg, filepath.Join("data", databaseName)); err != nil {
			t.Fatal(err)
		}
		s = must(Open(t.Context(), cfg))(t)
		must(s.Patient(t.Context(), "marg"))(t)
		s.Close()
	}
	leftovers(t, "new one")
}

// What can be no backup is told so, and a pipe is not waited for.
func TestRestoreOfNoFile(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	dir := t.TempDir()
	s := openIn(t, dir)
	people(t, s)
	s.Close()
	before := must(os.ReadFile(filepath.Join(dir, databaseName)))(t)
	for _, file := range []string{"", dir, filepath.Join(dir, "nothing"), "\x00", "\xff"} {
		_, err := Restore(t.Context(), testConfig(t, dir), file)
		if !errors.Is(err, ErrNoAccess) || !strings.Contains(err.Error(), "The backup is not there") {
			t.Errorf("restore of %q: %v", file, err)
		}
	}
	if !bytes.Equal(before, must(os.ReadFile(filepath.Join(dir, databaseName)))(t)) {
		t.Error("the records changed")
	}
	leftovers(t, dir)
}

// A backup takes the place of an older one and of nothing else.
func TestBackupOntoOtherFiles(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	dir, away := t.TempDir(), t.TempDir()
	s := openIn(t, dir)
	other := filepath.Join(away, "other")
	openIn(t, other).Close()
	letter, mail := filepath.Join(away, "letter.docx"), filepath.Join(away, "mail.db")
	write(t, letter, "Dear Margaret")
	edit(t, mail, "CREATE TABLE mail (id TEXT)")
	for _, file := range []string{letter, mail, filepath.Join(other, databaseName), filepath.Join(dir, "Regimen.LOG"), filepath.Join(dir, "server-certificate.pem"), filepath.Join(dir, "crash-1.log")} {
		before, _ := os.ReadFile(file)
		if err := s.Backup(t.Context(), file); !errors.Is(err, ErrNoAccess) {
			t.Errorf("backup onto %s: %v", file, err)
		}
		if after, _ := os.ReadFile(file); !bytes.Equal(before, after) {
			t.Errorf("%s was replaced", file)
		}
	}
	for _, name := range []string{connectionName, "regimen.log", localName, localName + "-journal", "regimen.log.old", inUseName} {
		for _, folder := range []string{dir, other} {
			if err := s.Backup(t.Context(), filepath.Join(folder, name)); !errors.Is(err, ErrNoAccess) {
				t.Errorf("backup as %s: %v", name, err)
			}
		}
	}
	// What a script made beforehand, a name that is the program's elsewhere, and the folder of the records itself.
	write(t, filepath.Join(away, "made"), "")
	for _, file := range []string{filepath.Join(away, "made"), filepath.Join(away, databaseName), filepath.Join(dir, "regimen-2026-03-02.db"), filepath.Join(dir, "regimen-2026-03-02.db")} {
		if err := s.Backup(t.Context(), file); err != nil {
			t.Errorf("backup as %s: %v", file, err)
		}
	}
}

// What cannot be restored is told so in one sentence about the file, and the records are as they were.
func TestRestoreOfTheWrongThing(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	dir, away := t.TempDir(), t.TempDir()
	s := openIn(t, dir)
	must(s.Load(t.Context(), clinic.Say("Crowd"), crowd(100)))(t)
	good := filepath.Join(away, "good.db")
	if err := errors.Join(s.Backup(t.Context(), good), s.Close()); err != nil {
		t.Fatal(err)
	}
	whole := string(must(os.ReadFile(good))(t))
	file := func(name, text string) string {
		write(t, filepath.Join(away, name), text)
		return filepath.Join(away, name)
	}
	newer := file("newer.db", whole)
	edit(t, newer, "PRAGMA user_version = 1000")
	used := file("used.db", whole)
	file("used.db-wal", "changes")
	before := filesIn(t, dir)
	for name, want := range map[string]error{
		file("nothing.db", ""): ErrNotDatabase,
		file("photo.db", "\xff\xd8\xff\xe0\x00\x10JFIF"+whole[:9000]): ErrNotDatabase,
		file("half.db", whole[:len(whole)/2]):                         ErrDamaged,
		file("begun.db", whole[:100]):                                 ErrDamaged,
		newer:                                                         ErrNewer,
		used:                                                          ErrRefused,
		filepath.Join(dir, databaseName):                              ErrRefused,
	} {
		_, err := Restore(t.Context(), testConfig(t, dir), name)
		if !errors.Is(err, want) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if said := err.Error(); strings.Contains(said, "\n") || !strings.Contains(said, "Nothing was changed.") || strings.Contains(said, "clinic's records are damaged") {
			t.Errorf("%s: %q", name, said)
		}
	}
	after := filesIn(t, dir)
	for name, text := range before {
		if after[name] != text {
			t.Errorf("%s was changed", name)
		}
	}
	if len(after) != len(before) {
		t.Errorf("%d files, were %d", len(after), len(before))
	}
}

// Each restore keeps what was there, beside all that was kept before.
func TestRestoreTenTimes(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	dir, good := t.TempDir(), filepath.Join(t.TempDir(), "good.db")
	s := openIn(t, dir)
	own := filepath.Join(dir, backupFolder, "tuesday.db")
	if err := errors.Join(s.Backup(t.Context(), good), s.Backup(t.Context(), own)); err != nil {
		t.Fatal(err)
	}
	s.Close()
	cfg := testConfig(t, dir)
	at := cfg.Clock()
	cfg.Clock = func() time.Time { return at } // within one second
	kept := make(map[string]bool)
	for i := range 10 {
		s := openIn(t, dir)
		apply(t, s, put(patient(fmt.Sprintf("p%d", i), "Ann", "Smith")))
		s.Close()
		name := must(Restore(t.Context(), cfg, good))(t)
		kept[name] = true
		// The one that was kept now, and no other, has the patient who came last.
		must(openAt(t, Config{File: name}).Patient(t.Context(), fmt.Sprintf("p%d", i)))(t)
	}
	if n := len(backupsIn(dir)); len(kept) != 10 || n != 11 {
		t.Errorf("%d were told, %d are there", len(kept), n)
	}
}

// A copy that is stopped leaves nothing, wherever it was stopped.
func TestStoppedBackup(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	s := openTest(t)
	must(s.Load(t.Context(), clinic.Say("Crowd"), crowd(50)))(t)
	stick := t.TempDir()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := s.Backup(ctx, filepath.Join(stick, "b.db")); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if _, err := Restore(ctx, Config{Dir: s.cfg.Dir}, s.file); err == nil {
		t.Error("restored all the same")
	}
	if left := must(os.ReadDir(stick))(t); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
}
