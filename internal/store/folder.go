package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"regimen/internal/clinic"
	"regimen/internal/whole"
)

const (
	databaseName   = "regimen.db"
	lockName       = "regimen.lock"
	backupFolder   = "backups"
	connectionName = "connection.json"
	papersFolder   = "papers"
)

// isOwn reports whether a name in a data folder is one that the program gives.
func isOwn(name string) bool {
	if name == backupFolder || name == papersFolder || name == connectionName {
		return true
	}
	return slices.ContainsFunc([]string{"server-certificate", "regimen", whole.Prefix, "crash"}, func(begin string) bool {
		return strings.HasPrefix(name, begin)
	})
}

// isReserved reports whether a name is that of a file in a data folder that nothing else may be put in the place of.
func isReserved(name string) bool {
	name = strings.ToLower(name) // which is the same file on some systems
	for _, suffix := range append(slices.Clone(beside), ".old") {
		name = strings.TrimSuffix(name, suffix)
	}
	return slices.Contains([]string{databaseName, localName, lockName, connectionName, backupFolder, papersFolder, inUseName, lastBackupName, "regimen.log"}, name) ||
		strings.HasPrefix(name, "server-certificate") || strings.HasPrefix(name, "crash") || strings.HasPrefix(name, whole.Prefix)
}

// IsOwnFile reports whether a file, there or not, would be taken for one that the program keeps in a data folder.
func IsOwnFile(file string) bool {
	return isReserved(filepath.Base(file)) && isDataFolder(filepath.Dir(file))
}

// isDataFolder reports whether records are, or were, kept in a folder.
func isDataFolder(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, lockName))
	return err == nil
}

func sameFolder(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

// purpose is what a data folder is taken for.
type purpose string

const (
	forWindow  purpose = "window"
	forRestore purpose = "restore"
	forMove    purpose = "move"
)

// hold is a data folder that this process has for itself. One goroutine at a time may use it.
type hold struct {
	dir     string
	purpose purpose
	lock    *flock.Flock
	is      os.FileInfo // the lock file
	records bool        // it was marked
}

// takeFolder makes the data folder when it is not there, takes it for this process alone, and clears away what
// others left there that were killed.
func takeFolder(dir string, p purpose) (*hold, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, noAccess(err)
	}
	if holdsOnlyRecords(dir) {
		if err := os.Chmod(dir, 0o700); err != nil {
			return nil, noAccess(err)
		}
	}
	h := &hold{dir: dir, purpose: p}
	if err := h.take(); err != nil {
		return nil, err
	}
	for _, folder := range []string{dir, filepath.Join(dir, backupFolder)} {
		_ = whole.ClearDead(folder) // what another program still has open goes next time; the records wait for nothing of it
	}
	return h, nil
}

func (h *hold) path() string { return filepath.Join(h.dir, lockName) }

// take locks the file that now has the name of the lock.
func (h *hold) take() error {
	lock := flock.New(h.path(), flock.SetPermissions(0o600))
	switch got, err := lock.TryLock(); {
	case err != nil:
		return noAccess(err)
	case !got:
		return inUse(readHolder(h.path()))
	}
	is, err := lock.Stat()
	if err != nil {
		return errors.Join(noAccess(err), lock.Unlock())
	}
	if there := readHolder(h.path()); there.machine != "" && there.machine != thisMachine() {
		return errors.Join(elsewhere(there, h.path()), lock.Unlock())
	}
	if h.lock != nil {
		_ = h.lock.Unlock() // of a file that is gone
	}
	h.lock, h.is = lock, is
	h.write(holder{h.purpose, thisMachine()})
	if h.records {
		h.mark()
	}
	return nil
}

// stands makes sure that nobody else could have taken the folder: a lock whose file was removed keeps nobody
// out, and is made anew.
func (h *hold) stands() error {
	if there, err := os.Stat(h.path()); err == nil && os.SameFile(there, h.is) {
		return nil
	}
	return h.take()
}

func (h *hold) release() error {
	if !h.lock.Locked() {
		return nil
	}
	h.write(holder{})
	return h.lock.Unlock()
}

// holder is who has a data folder, as the lock file tells those who find it locked, and another computer that
// has the same folder by way of a network or a sync program, where locks need not hold.
type holder struct {
	purpose purpose
	machine string
}

// The first byte of the lock file is left out: on Windows nobody else can read what is locked.
const (
	holderAt     = 1
	holderLength = 128
	markAt       = holderAt + holderLength
	markText     = " There are records in this folder.\n"
)

func (h *hold) write(who holder) {
	text := strings.TrimSpace(string(who.purpose) + " " + who.machine)
	h.writeAt(fmt.Sprintf("%-*.*s", holderLength, holderLength, text), holderAt)
}

// mark notes that there are records in the folder, so that they are missed when they are not there any more.
func (h *hold) mark() {
	h.records = true
	h.writeAt(markText, markAt)
}

// marked reports whether there were records in a data folder.
func marked(dir string) bool {
	info, err := os.Stat(filepath.Join(dir, lockName))
	return err == nil && info.Size() >= markAt+int64(len(markText))
}

// writeAt is not done where the disk is full or the file another one by now; the lock counts all the same.
func (h *hold) writeAt(text string, at int64) {
	f, err := os.OpenFile(h.path(), os.O_WRONLY, 0)
	if err != nil {
		return
	}
	defer f.Close()
	if is, err := f.Stat(); err == nil && os.SameFile(is, h.is) {
		_, _ = f.WriteAt([]byte(text), at)
	}
}

func readHolder(file string) (who holder) {
	f, err := os.Open(file)
	if err != nil {
		return holder{}
	}
	defer f.Close()
	text := make([]byte, holderLength)
	n, _ := f.ReadAt(text, holderAt) // to its end, which may come earlier
	parts := strings.Fields(string(bytes.Trim(text[:n], "\x00")))
	if len(parts) != 2 {
		return holder{}
	}
	return holder{purpose(parts[0]), parts[1]}
}

// thisMachine is the name of this computer without the network's part, which changes with the network.
func thisMachine() string {
	name, _ := os.Hostname()
	name, _, _ = strings.Cut(name, ".")
	return strings.Join(strings.Fields(name), "-")
}

func inUse(who holder) error {
	said := clinic.Say("The clinic's records are already open in another window. Nothing was changed. Go on there, or close it first.")
	switch who.purpose {
	case forRestore:
		said = clinic.Say("A backup is being brought back into the clinic's records (“regimen restore”). Nothing was changed. Try again when it is done.")
	case forMove:
		said = clinic.Say("The clinic's records are being copied to another place (“regimen move”). Nothing was changed. Try again when it is done.")
	}
	return &refusal{said, ErrInUse, nil}
}

func elsewhere(who holder, lock string) error {
	return &refusal{
		clinic.Say("The clinic's records are open on another computer ({{.Machine}}), or Regimen was not closed properly there. Nothing was changed. Close it there; two computers at once would lose what one of them writes. To work on several computers, use shared records. When that computer is gone for good, or it is this one under the name it had before, remove the file {{.File}}.",
			clinic.Args{"Machine": who.machine, "File": lock}),
		ErrInUse, nil,
	}
}

// holdsOnlyRecords reports whether a folder is the program's own. One that somebody named although it holds
// other things is not closed to those who use them; the files of the records are closed in any case.
func holdsOnlyRecords(dir string) bool {
	entries, err := os.ReadDir(dir)
	return err == nil && !slices.ContainsFunc(entries, func(e os.DirEntry) bool { return !isOwn(e.Name()) })
}

// opened is a file that is open, as it was when it was opened.
type opened struct {
	name string
	is   os.FileInfo
}

func openedFile(name string) (opened, error) {
	is, err := os.Stat(name)
	return opened{name, is}, err
}

// there reports whether the name still leads to the file.
func (o opened) there() bool {
	is, err := os.Stat(o.name)
	return err == nil && os.SameFile(is, o.is)
}

// placed are the files that a process writes to, which must keep their names for as long as it does: nobody would
// open again what is written to them otherwise.
type placed struct {
	files []opened
	kept  string // what was copied of them when one was missing; "" when none is
}

// missing is the name of the first file that is not there any more, or "".
func (p *placed) missing() string {
	for _, f := range p.files {
		if !f.there() {
			return filepath.Base(f.name)
		}
	}
	return ""
}

// rescue copies what connections that are open still reach into the folder of backups; "" when that cannot be.
func (p *placed) rescue(ctx context.Context, db *sql.DB, cfg Config, reason string) string {
	folder := filepath.Join(cfg.Dir, backupFolder)
	if os.MkdirAll(folder, 0o700) != nil {
		return ""
	}
	name, err := newCopy(ctx, db, folder)
	if err != nil {
		return ""
	}
	defer whole.Discard(name)
	if checkCopy(ctx, name) != nil {
		return ""
	}
	file := cfg.unusedBackup(reason)
	if whole.Put(name, file) != nil {
		return ""
	}
	return file
}

// misplaced says of a file that was taken away while it was open what is to be done; kept is the copy of what was
// in it, "" when there is none.
func misplaced(what, kept string, mend clinic.Sentence) error {
	facts := clinic.Args{"File": what, "Kept": kept, "Mend": mend}
	said := clinic.Say("The file {{.File}} was moved, removed or replaced by another program while it was open. This change was not kept, and nothing more is written; what you typed is still here. Put {{.File}} back before you close the window, and try again.", facts)
	if kept != "" {
		said = clinic.Say("The file {{.File}} was moved, removed or replaced by another program while it was open. This change was not kept, and nothing more is written; what you typed is still here. Everything that was confirmed before is kept as {{.Kept}}. Close the window, {{.Mend}}, and start again.", facts)
	}
	return &refusal{said, ErrGone, nil}
}

// gone refuses to begin a new clinic where there was one: SQLite would take a file that is missing or empty for
// a new one, and remove the -wal file with the last changes.
func gone(file string) error {
	info, err := os.Stat(file)
	if err == nil && info.Size() > 0 || err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	missing, dir := err != nil, filepath.Dir(file)
	var left []string
	for _, suffix := range []string{"-wal", "-journal"} {
		info, err := os.Stat(file + suffix)
		if err == nil && (missing || info.Size() > 0) { // beside an empty one it may be one that was being made
			left = append(left, databaseName+suffix)
		}
	}
	backups := backupsIn(dir)
	if len(left) == 0 && len(backups) == 0 && !marked(dir) {
		return nil
	}
	said := []clinic.Sentence{
		clinic.Say("The clinic's records are not in the data folder any more: the file {{.File}} is missing or empty. Nothing was changed, and no new clinic was begun.", clinic.Args{"File": file}),
		clinic.Say("Look whether it was moved to another place or into quarantine, and put it back."),
	}
	if len(left) > 0 {
		said[1] = clinic.Say("Look whether it was moved to another place or into quarantine, and put it back beside {{.Left}}, which holds the last changes; leave that where it is.",
			clinic.Args{"Left": strings.Join(left, ", ")})
	}
	var shown []string
	for _, b := range backups[:min(len(backups), backupsNamed)] {
		shown = append(shown, b.File)
	}
	facts := clinic.Args{"Backups": strings.Join(shown, ", "), "More": len(backups) - len(shown)}
	switch {
	case len(backups) == 0:
		said = append(said, clinic.Say("Or bring a backup back with “regimen restore FILE”."))
	case len(backups) > len(shown):
		said = append(said, clinic.Say("Otherwise bring the latest backup back with “regimen restore FILE”: {{.Backups}} and {{.More}} more in that folder.", facts))
	default:
		said = append(said, clinic.Say("Otherwise bring the latest backup back with “regimen restore FILE”: {{.Backups}}.", facts))
	}
	said = append(said, clinic.Say("To begin anew, move everything else out of the data folder, too, or name another one with --data."))
	return &refusal{clinic.OneAfterAnother(said), ErrGone, nil}
}

// backupsNamed bounds how many backups a sentence names.
const backupsNamed = 3

func hasContent(file string) bool {
	info, err := os.Stat(file)
	return err == nil && info.Mode().IsRegular() && info.Size() > 0
}

// damagedMark is in the name of a copy of records that are not sound.
const damagedMark = "-damaged"

// BackupFile is a backup that lies in a folder.
type BackupFile struct {
	File string
	At   time.Time // when it was written
	Size int64     // in bytes
}

// backupsIn are the backups in a data folder, in its folder of backups and in others, the latest first. Copies of
// what was found to be damaged are none, nor are the records themselves by another name, which must not be opened.
func backupsIn(dir string, others ...string) []BackupFile {
	live, _ := os.Stat(filepath.Join(dir, databaseName))
	var all []BackupFile
	seen := []os.FileInfo{live}
	for _, folder := range append([]string{dir, filepath.Join(dir, backupFolder)}, others...) {
		entries, _ := os.ReadDir(folder) // without one there are no backups, and a stick may not be in
		for _, e := range entries {
			if filepath.Ext(e.Name()) != ".db" || isReserved(e.Name()) || strings.Contains(e.Name(), damagedMark) {
				continue
			}
			file := filepath.Join(folder, e.Name())
			info, err := os.Stat(file)
			if err != nil || slices.ContainsFunc(seen, func(s os.FileInfo) bool { return os.SameFile(s, info) }) || !isClinic(file) {
				continue
			}
			seen = append(seen, info)
			all = append(all, BackupFile{file, info.ModTime(), info.Size()})
		}
	}
	slices.SortStableFunc(all, func(a, b BackupFile) int { return b.At.Compare(a.At) })
	return all
}

// temporaryFile makes an empty file beside the one it is to become.
func temporaryFile(folder, kind string) (string, error) {
	name, err := whole.Temporary(folder, kind)
	if err != nil {
		return "", cannotWrite(err)
	}
	return name, nil
}

// TemporaryDir makes a data folder that is thrown away by remove, and clears away those that nobody removed
// because their process was killed.
func TemporaryDir(prefix string) (dir string, remove func(), err error) {
	old, _ := filepath.Glob(filepath.Join(os.TempDir(), prefix+"*")) // without any there is nothing to clear
	for _, d := range old {
		removeAbandoned(d)
	}
	if dir, err = os.MkdirTemp("", prefix); err != nil {
		return "", nil, err
	}
	lock := flock.New(filepath.Join(dir, inUseName), flock.SetPermissions(0o600))
	if _, err := lock.TryLock(); err != nil {
		return "", nil, errors.Join(err, os.RemoveAll(dir))
	}
	return dir, func() {
		_ = lock.Unlock()
		os.RemoveAll(dir)
	}, nil
}

// inUseName is the file that is locked as long as a temporary data folder is in use.
const inUseName = "regimen-in-use"

// removeAbandoned removes a temporary data folder that nobody uses.
func removeAbandoned(dir string) {
	info, err := os.Lstat(dir)
	if err != nil || !info.IsDir() {
		return
	}
	file := filepath.Join(dir, inUseName)
	if _, err := os.Stat(file); err != nil {
		// Either it is being made at this moment, or by a version that locked nothing for as long as it was in use.
		if time.Since(info.ModTime()) < whole.Left || folderInUse(dir) {
			return
		}
	} else {
		lock := flock.New(file)
		if got, err := lock.TryLock(); err != nil || !got {
			return
		}
		_ = lock.Unlock()
	}
	os.RemoveAll(dir)
}

// folderInUse reports whether a program has a data folder open.
func folderInUse(dir string) bool {
	file := filepath.Join(dir, lockName)
	if _, err := os.Stat(file); err != nil {
		return false
	}
	lock := flock.New(file)
	got, err := lock.TryLock()
	if got {
		_ = lock.Unlock()
	}
	return err != nil || !got
}
