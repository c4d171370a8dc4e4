package store

import (
	"bytes"
	"errors"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

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
	must(s.Load(t.Context(), "Crowd", crowd(300)))(t)
	s.Close()
	file := filepath.Join(dir, databaseName)
	whole := must(os.ReadFile(file))(t)
	for at := 40 * 4096; at < len(whole); at += 10 * 4096 {
		copy(whole[at:], bytes.Repeat([]byte{0xa5}, 4096))
	}
	if err := os.WriteFile(file, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	old := filepath.Join(away, "backup.db")
	if err := os.WriteFile(old, []byte("the last good one"), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg := testConfig(t, dir)
	cfg.ReadOnly = true
	s = must(Open(t.Context(), cfg))(t)
	defer s.Close()
	if err := s.Backup(t.Context(), old); !errors.Is(err, ErrDamaged) {
		t.Errorf("backup: %v", err)
	}
	leftovers(t, away)
	if got := string(must(os.ReadFile(old))(t)); got != "the last good one" {
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

// An empty file is a new clinic only where there never was one.
func TestEmptiedDatabase(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	for _, beside := range []string{databaseName + "-wal", filepath.Join(backupFolder, "before-version-9.db")} {
		dir := t.TempDir()
		file := filepath.Join(dir, databaseName)
		kept := filepath.Join(dir, beside)
		if err := errors.Join(os.MkdirAll(filepath.Dir(kept), 0o700), os.WriteFile(kept, []byte("the last changes"), 0o600), os.WriteFile(file, nil, 0o600)); err != nil {
			t.Fatal(err)
		}
		for _, readOnly := range []bool{true, false} {
			cfg := testConfig(t, dir)
			cfg.ReadOnly = readOnly
			if _, err := Open(t.Context(), cfg); !errors.Is(err, ErrDamaged) {
				t.Errorf("beside %s: %v", beside, err)
			}
		}
		if got := string(must(os.ReadFile(kept))(t)); got != "the last changes" {
			t.Errorf("%s was overwritten", beside)
		}
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, databaseName), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	apply(t, openIn(t, dir), put(&clinic.Practitioner{ID: "a1", Name: "Ana Reyes"}))
}
