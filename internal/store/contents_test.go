package store

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"regimen/internal/clinic"
)

// What a backup holds can be read before it is brought back, and nothing is changed by that.
func TestLookInto(t *testing.T) {
	t.Parallel()
	fileOnly(t)
	s := openTest(t)
	apply(t, s, put(&clinic.Clinic{ID: clinic.ClinicID, Name: "Harbour Massage", Paper: "A4"}))
	gone := patient("p2", "Ben", "Gone")
	gone.ArchivedAt = day
	apply(t, s, put(patient("p1", "Ann", "Smith"), gone, &clinic.Session{ID: "s1", PatientID: "p1", Number: 1, Date: "2026-03-02", CreatedAt: day}))
	want := must(s.Contents(t.Context()))(t)
	if want.Clinic != "Harbour Massage" || want.Patients != 2 || want.Sessions != 1 || want.Last.IsZero() || want.Sample || want.Older {
		t.Errorf("the records hold %+v", want)
	}
	file := filepath.Join(t.TempDir(), "b.db")
	if err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	was := must(os.ReadFile(file))(t)
	empty := Config{Dir: t.TempDir()}
	if got := must(LookInto(t.Context(), empty, file))(t); got != want {
		t.Errorf("the backup holds %+v, want %+v", got, want)
	}
	if now := must(os.ReadFile(file))(t); !slices.Equal(now, was) {
		t.Error("the backup is another one now")
	}
	if left := must(os.ReadDir(filepath.Dir(file)))(t); len(left) != 1 {
		t.Errorf("beside the backup lie %v", left)
	}

	half := filepath.Join(t.TempDir(), "half.db")
	os.WriteFile(half, was[:len(was)/2], 0o600)
	picture := filepath.Join(t.TempDir(), "picture.db")
	os.WriteFile(picture, slices.Repeat([]byte("JFIF"), 4096), 0o600)
	for name, c := range map[string]struct {
		file string
		want error
	}{
		"half of it": {half, ErrDamaged}, "a picture": {picture, ErrNotDatabase}, "nothing": {filepath.Join(t.TempDir(), "none.db"), ErrNoAccess},
		"the records themselves": {s.file, ErrRefused},
	} {
		if _, err := LookInto(t.Context(), s.cfg, c.file); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Only a backup that came to be counts, and only one that is not lost with the records.
func TestLastBackup(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	apply(t, s, put(patient("p1", "Ann", "Smith")))
	last := func() LastBackup {
		t.Helper()
		return must(s.LastBackup(t.Context()))(t)
	}
	if b := last(); !b.At.IsZero() || b.File != "" || !b.Here {
		t.Errorf("before the first backup: %+v", b)
	}
	beside := filepath.Join(s.cfg.Dir, backupFolder, "mine.db")
	if err := s.Backup(t.Context(), beside); err != nil {
		t.Fatal(err)
	}
	if b := last(); b.File != "" {
		t.Errorf("a backup in the data folder counts: %+v", b)
	}
	file := filepath.Join(t.TempDir(), "b.db")
	if err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	made := last()
	if made.File != file || made.At.IsZero() {
		t.Errorf("after the first backup: %+v", made)
	}
	text := filepath.Join(t.TempDir(), "letter.db")
	os.WriteFile(text, []byte("Dear doctor"), 0o600)
	if err := s.Backup(t.Context(), text); err == nil {
		t.Error("a letter was replaced")
	}
	if b := last(); b != made {
		t.Errorf("after a backup that failed: %+v, want %+v", b, made)
	}
	// A copy of what was found to be damaged, and the records by another name, are no backups.
	sound := must(os.ReadFile(file))(t)
	write(t, filepath.Join(filepath.Dir(file), "b"+damagedMark+".db"), string(sound))
	if err := os.Link(filepath.Join(s.cfg.Dir, databaseName), filepath.Join(s.cfg.Dir, "linked.db")); err != nil {
		t.Logf("not tried with a link: %v", err)
	}
	var files []string
	for _, f := range Backups(s.cfg.Dir) {
		files = append(files, f.File)
		if f.Size == 0 || time.Since(f.At) > time.Hour {
			t.Errorf("%+v", f)
		}
	}
	slices.Sort(files)
	want := []string{beside, file}
	slices.Sort(want)
	if !slices.Equal(files, want) {
		t.Errorf("backups %v, want %v", files, want)
	}
}

func TestIsThisComputer(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"postgres://regimen_reception@localhost/regimen": true, "postgres://x@127.0.0.1:5432/regimen": true, "postgres://x@[::1]/regimen": true,
		"postgres:///regimen": true, "postgres://x@reception-pc/regimen": false, "postgres://x@192.168.1.20/regimen": false,
	} {
		if got := isThisComputer(address); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}
