package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/store/lookup"
)

// openTest opens a store in a new folder, with a clock and ids that are the same on every run.
func openTest(t testing.TB) *Store {
	t.Helper()
	return openIn(t, t.TempDir())
}

func testConfig(t testing.TB, dir string) Config {
	t.Helper()
	var ticks, ids atomic.Int64
	begin := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	return Config{
		Dir:     dir,
		URL:     databaseOf(t, dir),
		Clock:   func() time.Time { return begin.Add(time.Duration(ticks.Add(1)) * time.Second) },
		NewID:   func() string { return fmt.Sprintf("op-%s-%06d", filepath.Base(dir), ids.Add(1)) },
		Machine: "desk", Zone: time.UTC,
		// A server that has to share the computer with many tests takes long for what takes a moment otherwise.
		Patience: waitsLong,
	}
}

// waitsLong is the patience of tests that are not about what takes long.
const waitsLong = 30 * time.Second

func openIn(t testing.TB, dir string) *Store {
	t.Helper()
	begun(t, dir)
	cfg := testConfig(t, dir)
	cfg.NewID = nil // a folder may be opened again
	s, err := Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if !onPostgres {
		// What a test writes need not outlive a failure of power.
		if err := s.w.exec(t.Context(), "PRAGMA synchronous = OFF"); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// newClinic is the file of a clinic with nothing in it yet. All migrations take longer than most tests.
var newClinic = sync.OnceValues(func() (file []byte, err error) {
	dir, err := os.MkdirTemp("", "regimen-test-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	s, err := Open(context.Background(), Config{Dir: dir})
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, databaseName))
})

// begun puts a new clinic into a folder that is there and has nothing in it. A folder that is not there is left to
// be made, and where other things lie the clinic is begun beside them.
func begun(t testing.TB, dir string) {
	t.Helper()
	if left, err := os.ReadDir(dir); onPostgres || err != nil || len(left) > 0 {
		return
	}
	if err := os.WriteFile(filepath.Join(dir, databaseName), must(newClinic())(t), 0o600); err != nil {
		t.Fatal(err)
	}
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func apply(t testing.TB, s *Store, op clinic.Operation) clinic.Changes {
	t.Helper()
	return must(s.Apply(t.Context(), op))(t)
}

func put(records ...clinic.Record) clinic.Operation {
	return clinic.Operation{Label: clinic.Say("Put"), Put: records}
}

func patient(id, given, family string) *clinic.Patient {
	return &clinic.Patient{ID: id, GivenName: given, FamilyName: family, CreatedAt: day}
}

var day = time.Date(2026, 3, 2, 9, 0, 0, 123456789, time.UTC)

func assessment(id, patient string) *clinic.Assessment {
	return &clinic.Assessment{ID: id, PatientID: patient, Date: "2026-03-02", Type: clinic.AssessmentInitial, CreatedAt: day}
}

func finding(id, patient, assessment string) *clinic.Finding {
	return &clinic.Finding{
		ID: id, PatientID: patient, AssessmentID: assessment, Structure: "trapezius.upper", Side: anatomy.Left,
		View: "posterior", X: 120.5, Y: 310, Source: clinic.ByTherapist, Type: "tenderness", CreatedAt: day,
	}
}

// A folder that holds other things, too, stays open to those who use them.
func TestDataFolderOfOthers(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("no permissions of this kind")
	}
	dir := t.TempDir()
	if err := errors.Join(os.WriteFile(filepath.Join(dir, "letter.txt"), nil, 0o644), os.Chmod(dir, 0o755)); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := openIn(t, dir).Close(); err != nil {
			t.Fatal(err)
		}
	}
	if info := must(os.Stat(dir))(t); info.Mode().Perm() != 0o755 {
		t.Errorf("the folder has mode %v", info.Mode())
	}
	if info := must(os.Stat(filepath.Join(dir, databaseName)))(t); info.Mode().Perm() != 0o600 {
		t.Errorf("the records have mode %v", info.Mode())
	}
}

// What the program itself keeps beside the records leaves the folder its own.
func TestDataFolderWithAConnection(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("no permissions of this kind")
	}
	dir := t.TempDir()
	for _, name := range []string{"connection.json", "server-certificate.pem", "server-certificate-2.pem"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(os.Chmod(dir, 0o755), openIn(t, dir).Close()); err != nil {
		t.Fatal(err)
	}
	if info := must(os.Stat(dir))(t); info.Mode().Perm() != 0o700 {
		t.Errorf("the folder has mode %v", info.Mode())
	}
}

func TestDataFolder(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "a folder with ? # % and ü", "regimen")
	s := openIn(t, dir)
	apply(t, s, put(patient("p1", "Ann", "Smith")))
	if runtime.GOOS == "windows" {
		t.Skip("no permissions of this kind")
	}
	info := must(os.Stat(dir))(t)
	if info.Mode().Perm() != 0o700 {
		t.Errorf("the folder has mode %v", info.Mode())
	}
	seen := 0
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		seen++
		info, err := d.Info()
		if err == nil && info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", d.Name(), info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 4 { // the database, its -wal and -shm, and the lock
		t.Errorf("only %d files were looked at", seen)
	}
}

func TestSecondWindow(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	dir := t.TempDir()
	first := openIn(t, dir)
	_, err := Open(t.Context(), testConfig(t, dir))
	if !errors.Is(err, ErrInUse) {
		t.Fatalf("a second window got %v", err)
	}
	if !strings.Contains(err.Error(), "another window") {
		t.Errorf("the sentence is %q", err)
	}
	cfg := testConfig(t, dir)
	cfg.ReadOnly = true
	reader, err := Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, first, put(patient("p1", "Ann", "Smith")))
	if p := must(reader.Patient(t.Context(), "p1"))(t); p.GivenName != "Ann" {
		t.Errorf("the reader sees %+v", p)
	}
	if _, err := reader.Apply(t.Context(), put(patient("p2", "Bo", ""))); !errors.Is(err, ErrNoAccess) {
		t.Errorf("a reader could write: %v", err)
	}
	if err := reader.Close(); err != nil {
		t.Fatal(err)
	}
	apply(t, first, put(patient("p2", "Bo", ""))) // the reader took no lock away
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	again := openIn(t, dir)
	if _, total, err := again.Patients(context.Background(), lookup.Filter{}, 10, 0); err != nil || total != 2 {
		t.Errorf("after the first window closed: %d patients, %v", total, err)
	}
}
