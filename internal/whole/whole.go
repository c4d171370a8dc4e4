// Package whole writes files so that under their names there is the old content or the new one, whole, also after a
// crash or a loss of power. What a killed program left half written is cleared away.
package whole

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"syscall"
	"time"
)

// Prefix begins the name of what is being written and is renamed when it is whole.
const Prefix = ".regimen-"

// temporaryName tells which process writes a temporary file. Earlier versions named none, and wrote papers as .pdf.
var temporaryName = regexp.MustCompile(`^\.regimen-(?:move-)?(?:(\d+)-)?\d+(?:\.tmp(?:-journal)?|\.pdf)?$`)

// IsTemporary reports whether the program gives such a name to what it is writing.
func IsTemporary(name string) bool { return temporaryName.MatchString(name) }

// Temporary makes an empty file beside the one it is to become, readable by the user only. kind is "" or "move-",
// for what is looked for by it.
func Temporary(folder, kind string) (name string, err error) {
	f, err := os.CreateTemp(folder, fmt.Sprintf("%s%s%d-*.tmp", Prefix, kind, os.Getpid())) // 0600
	if err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// Discard clears away a temporary file that did not come to be what it was made for, with what SQLite keeps beside it.
// One that was put in its place is not touched.
func Discard(temporary string) {
	_ = os.Remove(temporary)
	_ = os.Remove(temporary + "-journal")
}

// Put brings a temporary file to the disk and gives it the name that it was made for, in the same folder. After an
// error there is under that name what was there before, unless only the folder could not be brought to the disk.
func Put(temporary, file string) error {
	f, err := os.OpenFile(temporary, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(temporary, file); err != nil {
		return err
	}
	return SyncFolder(filepath.Dir(file))
}

// Write writes a file that only the user reads. What is left there of files that were being written an hour ago is
// cleared away.
func Write(file string, data []byte) error {
	folder := filepath.Dir(file)
	temporary, err := Temporary(folder, "")
	if err != nil {
		return err
	}
	defer Discard(temporary)
	// By the clock that gives the files there their times, which may be another computer's.
	if info, err := os.Stat(temporary); err == nil {
		_ = ClearOld(folder, info.ModTime()) // or it is another person's, in a folder that several write to
	}
	if err := os.WriteFile(temporary, data, 0o600); err != nil {
		return err
	}
	return Put(temporary, file)
}

// SyncFolder makes a rename in a folder last through a loss of power. Windows has no such thing and needs none.
func SyncFolder(folder string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// ClearDead clears away, in a folder that only this computer writes to, what processes left that are no more.
func ClearDead(folder string) error {
	return clearAway(folder, func(process int, _ time.Time) bool { return process == 0 || !alive(process) })
}

// Left is how old a temporary file is in a folder of others before it is taken for one that was left.
const Left = time.Hour

// ClearOld clears away what is old in a folder that others may be writing to, from other computers too.
func ClearOld(folder string, now time.Time) error {
	return clearAway(folder, func(_ int, written time.Time) bool { return now.Sub(written) > Left })
}

func clearAway(folder string, left func(process int, written time.Time) bool) (err error) {
	entries, _ := os.ReadDir(folder) // whoever is to write there says better why it cannot be read
	for _, e := range entries {
		parts := temporaryName.FindStringSubmatch(e.Name())
		if parts == nil {
			continue
		}
		info, infoErr := e.Info()
		if infoErr != nil || !info.Mode().IsRegular() {
			continue
		}
		process, _ := strconv.Atoi(parts[1]) // 0 where none is named
		if !left(process, info.ModTime()) {
			continue
		}
		if e := os.Remove(filepath.Join(folder, e.Name())); e != nil && !errors.Is(e, fs.ErrNotExist) {
			err = errors.Join(err, e)
		}
	}
	return err
}

// alive reports whether a process of this computer runs.
func alive(process int) bool {
	p, err := os.FindProcess(process)
	if err != nil {
		return false
	}
	defer p.Release() //nolint:errcheck // of a handle that was only asked
	if runtime.GOOS == "windows" {
		return true // it could be opened
	}
	err = p.Signal(syscall.Signal(0))
	return err == nil || errors.Is(err, os.ErrPermission)
}
