package whole

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"
)

func namesIn(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func touch(t *testing.T, file string, age time.Duration) {
	t.Helper()
	if err := os.WriteFile(file, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(file, time.Now().Add(-age), time.Now().Add(-age)); err != nil {
		t.Fatal(err)
	}
}

func TestWrite(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	file := filepath.Join(folder, "plan.pdf")
	for _, text := range []string{"the first", "the second, which is longer", ""} {
		if err := Write(file, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if is, err := os.ReadFile(file); err != nil || string(is) != text {
			t.Errorf("%q, %v; want %q", is, err, text)
		}
	}
	if info, err := os.Stat(file); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if names := namesIn(t, folder); len(names) != 1 {
		t.Errorf("beside the file: %q", names)
	}
}

func TestWriteThatFailsLeavesWhatWasThere(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	taken := filepath.Join(folder, "taken")
	if err := os.MkdirAll(filepath.Join(taken, "full"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := Write(taken, []byte("x")); err == nil {
		t.Error("a folder was written over")
	}
	if names := namesIn(t, folder); !slices.Equal(names, []string{"taken"}) {
		t.Errorf("there is %q", names)
	}
	if err := Write(filepath.Join(folder, "missing", "a"), []byte("x")); err == nil {
		t.Error("written to a folder that is not there")
	}
}

// Who writes next clears away what killed programs left, and nothing else.
func TestWriteClearsWhatWasLeft(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for name, age := range map[string]time.Duration{
		".regimen-123456.pdf": 61 * time.Minute, ".regimen-5-1.tmp": 61 * time.Minute, ".regimen-5-1.tmp-journal": 61 * time.Minute,
		".regimen-5-2.tmp": 59 * time.Minute, ".regimen-654321.pdf": 59 * time.Minute,
		".regimen-notes.pdf": 100 * time.Hour, "123.pdf": 100 * time.Hour, ".regimen-7.txt": 100 * time.Hour,
	} {
		touch(t, filepath.Join(folder, name), age)
	}
	if err := os.Mkdir(filepath.Join(folder, ".regimen-9"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := Write(filepath.Join(folder, "a.pdf"), []byte("x")); err != nil {
		t.Fatal(err)
	}
	want := []string{".regimen-5-2.tmp", ".regimen-654321.pdf", ".regimen-7.txt", ".regimen-9", ".regimen-notes.pdf", "123.pdf", "a.pdf"}
	if names := namesIn(t, folder); !slices.Equal(names, want) {
		t.Errorf("there is %q, want %q", names, want)
	}
}

func TestClearDead(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	running := fmt.Sprintf(".regimen-%d-1.tmp", os.Getppid())
	for _, name := range []string{running, ".regimen-1.tmp", ".regimen-2.pdf", fmt.Sprintf(".regimen-%d-1.tmp", 1<<30), fmt.Sprintf(".regimen-move-%d-1.tmp", 1<<30)} {
		touch(t, filepath.Join(folder, name), 0)
	}
	if err := ClearDead(folder); err != nil {
		t.Fatal(err)
	}
	if names := namesIn(t, folder); !slices.Equal(names, []string{running}) {
		t.Errorf("there is %q", names)
	}
}

func TestPut(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	file := filepath.Join(folder, "records.db")
	touch(t, file, 0)
	temporary, err := Temporary(folder, "move-")
	if err != nil {
		t.Fatal(err)
	}
	if !IsTemporary(filepath.Base(temporary)) || IsTemporary("records.db") {
		t.Errorf("%q is not known again", temporary)
	}
	if err := os.WriteFile(temporary, []byte("new"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Put(temporary, file); err != nil {
		t.Fatal(err)
	}
	Discard(temporary)
	if is, err := os.ReadFile(file); err != nil || string(is) != "new" {
		t.Errorf("%q, %v", is, err)
	}
	if err := Put(temporary, file); err == nil {
		t.Error("put twice")
	}
}
