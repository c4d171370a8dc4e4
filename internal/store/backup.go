package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/whole"
)

// Backup writes a copy of all records, as they are at this moment, to a file. The copy is made beside the
// file under another name, looked through as Check does, and only then put in its place; whatever was there
// before stays until then. Work can go on meanwhile. The last backup outside of the data folder is remembered
// there.
//
// When the records themselves are not sound, the copy is kept under a name that says so, the file is left as it
// was, and the error is ErrDamaged.
func (s *Store) Backup(ctx context.Context, file string) (err error) {
	defer func() { err = explain(err) }()
	err = s.backUp(ctx, file, func(name string) error {
		report, err := checkFile(ctx, name, s.steps)
		if err != nil || report.RecordsOK() {
			return err
		}
		kept := unusedFile(strings.TrimSuffix(file, filepath.Ext(file))+damagedMark, filepath.Ext(file))
		if err := whole.Put(name, kept); err != nil {
			return cannotWrite(err)
		}
		return &refusal{
			clinic.SayCount(report.Total(),
				"The records are not sound: {{.Count}} thing is wrong with them. A copy of them as they are was kept as {{.Kept}}, and nothing was put in the place of {{.File}}. Look through them with “regimen check”.",
				"The records are not sound: {{.Count}} things are wrong with them. A copy of them as they are was kept as {{.Kept}}, and nothing was put in the place of {{.File}}. Look through them with “regimen check”.",
				clinic.Args{"Kept": kept, "File": file}),
			ErrDamaged, fmt.Errorf("the first: %v", report.Problems[0]),
		}
	})
	if err != nil {
		return err
	}
	if err := s.noteBackup(file); err != nil {
		// The backup is there all the same; only the screen goes on asking for one.
		s.cfg.Log.Warn("the backup could not be remembered", "error", err)
	}
	return nil
}

// backUp is Backup with the way in which the copy is looked through.
func (s *Store) backUp(ctx context.Context, file string, check func(copied string) error) (err error) {
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
	if err := whole.ClearOld(folder, s.cfg.system()); err != nil {
		// They may be another person's, in a folder that several write to.
		s.cfg.Log.Warn("what killed programs left there could not be cleared away", "error", err)
	}
	var name string
	if s.file == "" {
		name, err = s.copyToFile(ctx, folder)
	} else {
		name, err = newCopy(ctx, s.reads, folder)
	}
	if err != nil {
		return err
	}
	defer whole.Discard(name)
	if err := check(name); err != nil {
		return err
	}
	if err := whole.Put(name, file); err != nil {
		return cannotWrite(err)
	}
	return nil
}

// mayReplace refuses to put a backup in the place of the records, of what the program keeps beside them, of a
// database in use, and of everything that is no backup. A path may lead to the records by way of a link.
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
			return &refusal{clinic.Say("A backup cannot replace the records themselves. Choose another file."), ErrNoAccess, nil}
		}
	}
	if IsOwnFile(file) || live != "" && isReserved(filepath.Base(file)) && sameFolder(filepath.Dir(file), filepath.Dir(live)) {
		return &refusal{clinic.Say("A backup cannot take the name of a file that the program keeps in its data folder. Nothing was changed. Choose another name or folder."), ErrNoAccess, nil}
	}
	for _, suffix := range []string{"-wal", "-journal"} {
		if hasContent(file + suffix) {
			return &refusal{clinic.Say("Another program is at work on the file that the backup would replace. Nothing was changed. Choose another file."), ErrInUse, nil}
		}
	}
	if err == nil && there.Size() > 0 && !isClinic(file) {
		return &refusal{clinic.Say("There is a file of that name that is no backup of a clinic's records. Nothing was changed. Choose another name."), ErrNoAccess, nil}
	}
	return nil
}

// newCopy copies a database to a new file in a folder.
func newCopy(ctx context.Context, db *sql.DB, folder string) (_ string, err error) {
	name, err := temporaryFile(folder, "")
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			whole.Discard(name)
		}
	}()
	return name, noRoom(copyDatabase(ctx, db, name))
}

// noRoom says of a full disk that it is the copy's.
func noRoom(err error) error {
	if err = explain(err); errors.Is(err, ErrDiskFull) {
		return &refusal{clinic.Say("There is no room for a copy of the records on that disk. Nothing was changed. Free some space, or choose another disk."), ErrDiskFull, err}
	}
	return err
}

func cannotWrite(cause error) error {
	return &refusal{clinic.Say("The backup could not be written there. The records themselves are safe. Choose another folder or disk."), ErrNoAccess, cause}
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

// checkFile looks through a database in a file as Check does.
func checkFile(ctx context.Context, file string, steps []migration) (Inspection, error) {
	r := newInspection()
	db, err := openPool(dsnReading(file), 1)
	if err != nil {
		return r, err
	}
	defer db.Close()
	tx, err := db.BeginTx(ctx, sqliteEngine{}.snapshot())
	if err != nil {
		return r, err
	}
	defer tx.Rollback()
	return r, r.check(ctx, sqliteEngine{}, tx, steps)
}

// Restore puts a backup in the place of the records in a data folder that nobody has open. The backup is
// copied and checked first; the records that were there are kept in the folder's backups, and Restore says
// under which name ("" when there were none).
func Restore(ctx context.Context, cfg Config, file string) (kept string, err error) {
	defer func() { err = explain(err) }()
	if cfg.URL != "" {
		return "", &refusal{clinic.Say("Shared records are not replaced by a backup, because other computers may be at work on them. Nothing was changed. Make an empty database and bring the backup into it: “regimen database create”, then “regimen move --from FILE --to postgres://…”."), ErrNoAccess, nil}
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
	live := filepath.Join(cfg.Dir, databaseName)
	steps, err := readMigrations(embedded)
	if err != nil {
		return "", err
	}
	if err := checkBackup(ctx, file, live, steps); err != nil {
		return "", ofBackup(err)
	}
	hold, err := takeFolder(cfg.Dir, forRestore)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, hold.release()) }()
	if err := os.MkdirAll(filepath.Join(cfg.Dir, backupFolder), 0o700); err != nil {
		return "", noAccess(err)
	}
	from, err := openPool(dsnReading(file), 1)
	if err != nil {
		return "", err
	}
	defer from.Close()
	fresh, err := newCopy(ctx, from, cfg.Dir)
	if err != nil {
		return "", ofBackup(err)
	}
	defer whole.Discard(fresh)
	if err := makeReady(ctx, fresh, steps); err != nil {
		return "", ofBackup(err)
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	// From here on the work is not stopped: there are records at every moment.
	if kept, err = setAside(context.WithoutCancel(ctx), live, cfg.unusedBackup("before-restore")); err != nil {
		return "", err
	}
	if err := whole.Put(fresh, live); err != nil {
		// Where a file cannot have two names the database itself was moved, and is put back.
		if _, gone := os.Stat(live); gone != nil && kept != "" && os.Rename(kept, live) == nil {
			kept = ""
		}
		return kept, noAccess(err)
	}
	return kept, nil
}

// checkBackup makes sure that a file holds a clinic's records that this program can read, and is whole by
// itself; live is the database that it is to replace.
func checkBackup(ctx context.Context, file, live string, steps []migration) error {
	info, err := os.Stat(file)
	if err != nil || !info.Mode().IsRegular() {
		return &refusal{clinic.Say("The backup is not there or cannot be read. Nothing was changed. Choose another file."), ErrNoAccess, err}
	}
	if own, err := os.Stat(live); err == nil && os.SameFile(info, own) {
		return &refusal{clinic.Say("These are the clinic's records themselves, and no backup of them. Nothing was changed. Choose another file."), ErrRefused, nil}
	}
	for _, suffix := range []string{"-wal", "-journal"} {
		if hasContent(file + suffix) {
			return &refusal{
				clinic.Say("Beside the file lies {{.File}}, with changes that are not in it: it is in use, or was copied while it was. Nothing was changed. Choose a backup that Regimen made.",
					clinic.Args{"File": filepath.Base(file) + suffix}),
				ErrRefused, nil,
			}
		}
	}
	db, err := openPool(dsnReading(file), 1)
	if err != nil {
		return err
	}
	defer db.Close()
	_, empty, err := inspect(ctx, sqliteEngine{}, db, len(steps))
	if err == nil && empty {
		return ErrNotDatabase
	}
	return err
}

// makeReady makes of the copy of a backup what can be put in the place of records: it is of the form of this
// program, sound, and what is derived in it is as it should be. What somebody added is found before it can act.
func makeReady(ctx context.Context, file string, steps []migration) (err error) {
	e := sqliteEngine{}
	db, err := openPool(dsnCopy(file), 1)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	w, err := connect(ctx, db, e)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	have, err := e.version(ctx, w)
	if err != nil {
		return err
	}
	r := newInspection()
	if err := r.form(ctx, e, w, steps[:have]); err != nil {
		return err
	}
	if !r.OK() {
		return r.unfit()
	}
	for n := have; n < len(steps); n++ {
		if err := sqliteStep(ctx, w, steps[n], n+1); err != nil {
			return err
		}
	}
	r = newInspection()
	if err := r.check(ctx, e, w, steps); err != nil {
		return err
	}
	switch {
	case !r.RecordsOK():
		return r.unfit()
	case r.OK():
		return nil
	}
	if err := e.begin(ctx, w); err != nil {
		return err
	}
	if err := makeDerivedAnew(ctx, w); err != nil {
		return err
	}
	return e.commit(ctx, w)
}

// errUnfit marks a backup that is a database of this program's, and not as it made it.
var errUnfit = errors.New("it was changed, or is damaged")

func (r *Inspection) unfit() error {
	return &refusal{
		clinic.SayCount(r.Total(),
			"The backup was not brought back: {{.Count}} thing is wrong with it. The first: {{.First}} Nothing was changed. Choose another one.",
			"The backup was not brought back: {{.Count}} things are wrong with it. The first: {{.First}} Nothing was changed. Choose another one.",
			clinic.Args{"First": r.Problems[0]}),
		ErrDamaged, errUnfit,
	}
}

// ofBackup says of an error that it is that of a file to be restored, and not of the records.
func ofBackup(err error) error {
	err = explain(err)
	switch {
	case errors.Is(err, errUnfit):
		return err
	case errors.Is(err, ErrNotDatabase):
		return &refusal{clinic.Say("The file is not a backup of a clinic's records. Nothing was changed. Choose another file."), ErrNotDatabase, err}
	case errors.Is(err, ErrDamaged):
		return &refusal{clinic.Say("The backup is damaged, or was not copied to its end. Nothing was changed. Choose another one."), ErrDamaged, err}
	case errors.Is(err, ErrNewer):
		return &refusal{clinic.Say("The backup was written by a newer version of the program. Nothing was changed. Install the newest version, then restore it."), ErrNewer, err}
	}
	return err
}

// beside are the endings of the files that SQLite keeps beside a database.
var beside = []string{"-wal", "-shm", "-journal"}

// setAside keeps a database under another name, with what of it was not written back yet, and gives the name of
// what is kept, "" when there was nothing. The database itself stays until something is renamed over it, where
// the file system allows that. One that any program has open is refused, whether it holds the folder or not.
func setAside(ctx context.Context, live, kept string) (string, error) {
	_, err := os.Stat(live)
	there := err == nil
	if hasContent(live) { // an empty one would take what lies beside it along
		if err := alone(ctx, live); errors.Is(err, ErrInUse) {
			return "", err
		}
		// One that is too damaged for this is kept as it is, with what lies beside it.
	}
	name := ""
	for _, suffix := range beside {
		switch err := os.Rename(live+suffix, kept+suffix); {
		case err == nil && name == "":
			name = kept + suffix
		case err != nil && !errors.Is(err, os.ErrNotExist):
			return "", noAccess(err)
		}
	}
	if !there {
		return name, nil
	}
	if err := os.Link(live, kept); err != nil {
		if err := os.Rename(live, kept); err != nil {
			return "", noAccess(err)
		}
	}
	return kept, nil
}

// unusedBackup is a new name in the folder of backups, with the reason and the time in it.
func (cfg Config) unusedBackup(reason string) string {
	return unusedFile(filepath.Join(cfg.Dir, backupFolder, reason+"-"+cfg.Clock().UTC().Format("20060102T150405Z")), ".db")
}

// unusedFile is a name that nothing has yet.
func unusedFile(begin, end string) string {
	file := begin + end
	for n := 2; ; n++ {
		if _, err := os.Lstat(file); err != nil {
			return file
		}
		file = fmt.Sprintf("%s-%d%s", begin, n, end)
	}
}
