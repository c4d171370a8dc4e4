package papers

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"regimen/internal/whole"
)

const (
	// Grace is how long a viewer or a printer may need to take a paper that it was handed.
	Grace = 20 * time.Second
	// day is how long a paper lies in the folder of a window that is never closed.
	day = 12 * time.Hour
)

// Folder is a private folder of papers on their way to the viewer and the printer. They are readable by whoever
// has the computer, so none stays longer than it is needed.
type Folder string

// In is the folder of papers in a data folder.
func In(data string) Folder { return Folder(filepath.Join(data, "papers")) }

// Put writes a paper under a name that no paper had before: what a viewer still has open is never taken for it.
// save is given the file to write.
func (f Folder) Put(name string, now time.Time, save func(file string) error) (string, error) {
	f.Clear(now, day)
	if err := os.MkdirAll(string(f), 0o700); err != nil {
		return "", err
	}
	kept, err := os.CreateTemp(string(f), name+"-*.pdf")
	if err != nil {
		return "", err
	}
	if err = errors.Join(kept.Close(), save(kept.Name())); err != nil {
		_ = os.Remove(kept.Name())
		return "", err
	}
	return kept.Name(), nil
}

// Clear removes the papers that are older than grace. It says how long to wait until none is left that only is
// too young; what another program holds stays for the next time.
func (f Folder) Clear(now time.Time, grace time.Duration) (wait time.Duration) {
	// Only a folder of the program's own is cleared, not what a link points to.
	if info, err := os.Lstat(string(f)); err != nil || !info.IsDir() {
		return 0
	}
	entries, err := os.ReadDir(string(f))
	if err != nil {
		return 0
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() || !ours(e.Name()) {
			continue
		}
		// A paper of tomorrow was made before the clock was put back.
		if age := now.Sub(info.ModTime()); age.Abs() < grace {
			wait = max(wait, grace-age)
			continue
		}
		_ = os.Remove(filepath.Join(string(f), e.Name())) // or it is held, and goes the next time
	}
	_ = os.Remove(string(f)) // when it is empty
	return wait
}

// ours reports whether the program puts files of such a name into the folder.
func ours(name string) bool {
	return strings.HasSuffix(name, ".pdf") || strings.HasPrefix(name, saidPrefix) || whole.IsTemporary(name)
}

// saidPrefix begins the names of the files that commands write into.
const saidPrefix = ".said-"

// ClearAll removes all papers, those that were handed over just now when they have had their time; it waits for
// that with sleep. It is for the end of the program.
func (f Folder) ClearAll(now func() time.Time, sleep func(time.Duration)) {
	for wait := f.Clear(now(), Grace); wait > 0; wait = f.Clear(now(), Grace) {
		sleep(wait)
	}
}
