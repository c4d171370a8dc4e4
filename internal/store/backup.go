package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Backup writes a copy of all records, as they are at this moment, to a file. The copy is made beside the
// file under another name, checked, and only then put in its place; whatever was there before stays until
// then. Work can go on meanwhile.
func (s *Store) Backup(ctx context.Context, file string) (err error) {
	defer func() { err = explain(err) }()
	file, err = filepath.Abs(file)
	if err != nil {
		return err
	}
	if err := s.mayReplace(file); err != nil {
		return err
	}
	folder := filepath.Dir(file)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return cannotWrite(err)
	}
	var name string
	if s.file == "" {
		name, err = s.copyToFile(ctx, folder)
	} else {
		name, err = checkedCopy(ctx, s.reads, folder)
	}
	if err != nil {
		return err
	}
	defer os.Remove(name)
	if err := os.Rename(name, file); err != nil {
		return cannotWrite(err)
	}
	return syncFolder(folder)
}

// mayReplace refuses to put a backup in the place of the records, of a database in use, and of what is no
// file. A path may lead to the records by way of a link.
func (s *Store) mayReplace(file string) error {
	live := s.file
	if live == "" && s.cfg.Dir != "" {
		// What the machine kept for itself before it shared the records.
		var err error
		if live, err = filepath.Abs(filepath.Join(s.cfg.Dir, databaseName)); err != nil {
			return err
		}
	}
	there, err := os.Stat(file)
	if err == nil && !there.Mode().IsRegular() {
		return cannotWrite(fmt.Errorf("there is a %v", there.Mode().Type()))
	}
	var ours []string
	if live != "" {
		ours = []string{live, live + "-wal", live + "-shm", live + "-journal", filepath.Join(filepath.Dir(live), lockName)}
	}
	for _, own := range ours {
		info, statErr := os.Stat(own)
		if file == own || err == nil && statErr == nil && os.SameFile(there, info) {
			return &refusal{"A backup cannot replace the records themselves. Choose another file.", ErrNoAccess, nil}
		}
	}
	for _, suffix := range []string{"-wal", "-journal"} {
		if info, err := os.Stat(file + suffix); err == nil && info.Size() > 0 {
			return &refusal{"Another program is at work on the file that the backup would replace. Nothing was changed. Choose another file.", ErrInUse, nil}
		}
	}
	return nil
}

// checkedCopy copies a database to a new file in a folder, and makes sure that the copy is sound.
func checkedCopy(ctx context.Context, db *sql.DB, folder string) (_ string, err error) {
	name, err := temporaryFile(folder, "")
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			os.Remove(name)
			os.Remove(name + "-journal")
		}
	}()
	if err := noRoom(copyDatabase(ctx, db, name)); err != nil {
		return "", err
	}
	return name, checkCopy(ctx, name)
}

// noRoom says of a full disk that it is the copy's.
func noRoom(err error) error {
	if err = explain(err); errors.Is(err, ErrDiskFull) {
		return &refusal{"There is no room for a copy of the records on that disk. Nothing was changed. Free some space, or choose another disk.", ErrDiskFull, err}
	}
	return err
}

func cannotWrite(cause error) error {
	return &refusal{"The backup could not be written there. The records themselves are safe. Choose another folder or disk.", ErrNoAccess, cause}
}

// checkCopy makes sure that a copy can be read from end to end.
func checkCopy(ctx context.Context, file string) error {
	db, err := openPool(dsnReading(file), 1)
	if err != nil {
		return err
	}
	defer db.Close()
	found, err := sqliteEngine{}.integrity(ctx, db, false)
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return damaged(fmt.Errorf("integrity check of the copy: %d complaints, first %q", len(found), found[0]))
	}
	return nil
}

// Restore puts a backup in the place of the records in a data folder that nobody has open. The backup is
// copied and checked first; the records that were there are kept in the folder's backups, and Restore says
// under which name ("" when there were none).
func Restore(ctx context.Context, cfg Config, file string) (kept string, err error) {
	defer func() { err = explain(err) }()
	if cfg.URL != "" {
		return "", &refusal{"Shared records are not replaced by a backup, because other computers may be at work on them. Nothing was changed. Make an empty database and bring the backup into it: “regimen database create”, then “regimen move --from FILE --to postgres://…”.", ErrNoAccess, nil}
	}
	if cfg.Clock == nil {
		cfg.Clock = time.Now
	}
	if file, err = filepath.Abs(file); err != nil {
		return "", err
	}
	if cfg.Dir, err = filepath.Abs(cfg.Dir); err != nil {
		return "", err
	}
	if err := checkBackup(ctx, file); err != nil {
		return "", err
	}
	lock, err := lockFolder(cfg.Dir)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	if err := os.MkdirAll(filepath.Join(cfg.Dir, backupFolder), 0o700); err != nil {
		return "", noAccess(err)
	}
	from, err := openPool(dsnReading(file), 1)
	if err != nil {
		return "", err
	}
	defer from.Close()
	fresh, err := checkedCopy(ctx, from, cfg.Dir)
	if err != nil {
		return "", err
	}
	defer os.Remove(fresh)

	live := filepath.Join(cfg.Dir, databaseName)
	if _, err := os.Stat(live); err == nil {
		kept = cfg.unusedBackup("before-restore")
		if err := setAside(ctx, live, kept); err != nil {
			return "", noAccess(err)
		}
	}
	if err := os.Rename(fresh, live); err != nil {
		// Where a file cannot have two names the database itself was moved, and is put back.
		if _, gone := os.Stat(live); gone != nil && os.Rename(kept, live) == nil {
			kept = ""
		}
		return kept, noAccess(err)
	}
	return kept, syncFolder(cfg.Dir)
}

// checkBackup makes sure that a file holds a clinic's records that this program can read.
func checkBackup(ctx context.Context, file string) error {
	if info, err := os.Stat(file); err != nil || !info.Mode().IsRegular() {
		return &refusal{"The backup is not there or cannot be read. Nothing was changed. Choose another file.", ErrNoAccess, err}
	}
	db, err := openPool(dsnReading(file), 1)
	if err != nil {
		return err
	}
	defer db.Close()
	steps, err := readMigrations(embedded)
	if err != nil {
		return err
	}
	_, empty, err := inspect(ctx, sqliteEngine{}, db, len(steps))
	if err == nil && empty {
		return &refusal{"The file is not a backup of a clinic's records. Nothing was changed. Choose another file.", ErrNotDatabase, nil}
	}
	return err
}

// setAside keeps a database that nobody has open under another name, with what of it was not written back
// yet. The database itself stays until something is renamed over it, where the file system allows that.
func setAside(ctx context.Context, live, kept string) error {
	if db, err := openPool(dsnCopy(live), 1); err == nil {
		// A database that is too damaged for this is kept as it is, with its -wal file.
		_ = writeBack(ctx, db)
		db.Close()
	}
	for _, suffix := range []string{"-wal", "-shm"} {
		if err := os.Rename(live+suffix, kept+suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	if err := os.Link(live, kept); err != nil {
		return os.Rename(live, kept)
	}
	return nil
}

// unusedBackup is a new name in the folder of backups, with the reason and the time in it.
func (cfg Config) unusedBackup(reason string) string {
	begin := filepath.Join(cfg.Dir, backupFolder, reason+"-"+cfg.Clock().UTC().Format("20060102T150405Z"))
	file := begin + ".db"
	for n := 2; ; n++ {
		if _, err := os.Lstat(file); err != nil {
			return file
		}
		file = fmt.Sprintf("%s-%d.db", begin, n)
	}
}
