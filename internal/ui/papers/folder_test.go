package papers

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// put makes a paper of some age.
func put(t *testing.T, f Folder, name string, age time.Duration) string {
	t.Helper()
	file, err := f.Put(name, noon, func(file string) error { return os.WriteFile(file, []byte(name), 0o600) })
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(file, noon, noon.Add(-age)); err != nil {
		t.Fatal(err)
	}
	return file
}

func there(file string) bool {
	_, err := os.Lstat(file)
	return err == nil
}

// A viewer that still has the last paper open must not be shown, nor print, the old one for the new.
func TestEveryPaperHasANewName(t *testing.T) {
	t.Parallel()
	f := Folder(filepath.Join(t.TempDir(), "papers"))
	first, second := put(t, f, "plan-1", 0), put(t, f, "plan-1", 0)
	if first == second {
		t.Fatal("the second paper took the place of the first")
	}
	for _, file := range []string{first, second} {
		info, err := os.Stat(file)
		if err != nil || info.Mode().Perm() != 0o600 || filepath.Ext(file) != ".pdf" {
			t.Errorf("%s: %v, %v", file, info, err)
		}
	}
	if info, err := os.Stat(string(f)); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder: %v, %v", info, err)
	}
}

func TestNoPaperStays(t *testing.T) {
	t.Parallel()
	f := Folder(filepath.Join(t.TempDir(), "papers"))
	old, young := put(t, f, "plan-1", time.Minute), put(t, f, "consent-1", 10*time.Second)
	if wait := f.Clear(noon, Grace); wait != Grace-10*time.Second {
		t.Errorf("waits %v", wait)
	}
	if there(old) || !there(young) {
		t.Error("the old one stays, or the one just handed over went")
	}
	now := noon
	f.ClearAll(func() time.Time { return now }, func(d time.Duration) { now = now.Add(d) })
	if there(string(f)) {
		t.Error("a paper stays behind at the end")
	}
	if now != noon.Add(Grace-10*time.Second) {
		t.Errorf("ended at %v", now)
	}
}

// A clock that was put back keeps nothing for years.
func TestAPaperOfTomorrowGoesToo(t *testing.T) {
	t.Parallel()
	f := Folder(filepath.Join(t.TempDir(), "papers"))
	put(t, f, "plan-1", -24*time.Hour)
	slept := time.Duration(0)
	f.ClearAll(func() time.Time { return noon.Add(slept) }, func(d time.Duration) {
		if slept += d; slept > Grace {
			t.Fatal("still waiting")
		}
	})
	if there(string(f)) {
		t.Error("it stays")
	}
}

func TestAPaperOfThisMorningGoesWithTheNext(t *testing.T) {
	t.Parallel()
	f := Folder(filepath.Join(t.TempDir(), "papers"))
	morning, today := put(t, f, "plan-1", 13*time.Hour), put(t, f, "plan-1", time.Hour)
	put(t, f, "plan-2", 0)
	if there(morning) || !there(today) {
		t.Error("the first stays, or the second went")
	}
}

func TestOnlyPapersAreCleared(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	f := Folder(filepath.Join(dir, "papers"))
	put(t, f, "plan-1", time.Hour)
	mine := filepath.Join(string(f), "notes.txt")
	below := filepath.Join(string(f), "folder.pdf")
	if err := errors.Join(os.WriteFile(mine, nil, 0o600), os.Mkdir(below, 0o700)); err != nil {
		t.Fatal(err)
	}
	later := noon.AddDate(1, 0, 0)
	f.Clear(later, Grace)
	if !there(mine) || !there(below) {
		t.Error("something else was removed")
	}
	link := Folder(filepath.Join(dir, "link"))
	if err := os.Symlink(string(f), string(link)); err != nil {
		t.Skip(err)
	}
	kept := put(t, f, "plan-1", time.Hour)
	link.Clear(later, Grace)
	if !there(kept) {
		t.Error("a folder that is a link was cleared")
	}
	if wait := Folder(filepath.Join(dir, "missing")).Clear(noon, Grace); wait != 0 {
		t.Errorf("waits %v for nothing", wait)
	}
}

func TestAPaperThatCannotBeWrittenLeavesNothing(t *testing.T) {
	t.Parallel()
	f := Folder(filepath.Join(t.TempDir(), "papers"))
	full := errors.New("no room")
	if _, err := f.Put("plan-1", noon, func(string) error { return full }); !errors.Is(err, full) {
		t.Errorf("error %v", err)
	}
	f.Clear(noon, Grace)
	if there(string(f)) {
		t.Error("half a paper stays")
	}
}
