package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/whole"
)

// Contents are what a clinic's records hold, for a person to know them by.
type Contents struct {
	Clinic   string // its name, "" when there is none
	Sample   bool   // the sample clinic
	Patients int    // with those in the archive
	Sessions int
	Last     time.Time // when the last entry was made; zero when there is none
	Older    bool      // an older version of the program wrote them
	Issued   int       // the highest number of an invoice, credit note or receipt; 0 when none was issued
}

// IssuedSince says which numbers may be on paper although records that are brought back do not have them; now is what is
// there before. It says nothing where there are none.
func (c Contents) IssuedSince(now Contents) clinic.Sentence {
	if now.Issued <= c.Issued {
		return clinic.Sentence{}
	}
	return clinic.Say("Receipts and invoices up to {{.Last}} were issued, and the backup knows them up to {{.Known}}: the later ones may be on paper. Set the first number in the settings to {{.Next}}, so that none is given twice, and enter again what is missing.",
		clinic.Args{"Last": strconv.Itoa(now.Issued), "Known": strconv.Itoa(c.Issued), "Next": strconv.Itoa(now.Issued + 1)})
}

// contents reads them from records of any version that this one understands.
func contents(ctx context.Context, db reader) (c Contents, err error) {
	var last sql.NullString
	err = db.QueryRowContext(ctx, `SELECT coalesce((SELECT name FROM clinic WHERE id = $1), ''), coalesce((SELECT sample FROM clinic WHERE id = $1), 0),
		(SELECT count(*) FROM patient), (SELECT count(*) FROM session), (SELECT max(at) FROM operation),
		(SELECT coalesce(max(number), 0) FROM (SELECT max(number) AS number FROM invoice UNION ALL SELECT max(number) FROM credit_note
			UNION ALL SELECT max(number) FROM payment) n)`, clinic.ClinicID).
		Scan(&c.Clinic, &c.Sample, &c.Patients, &c.Sessions, &last, &c.Issued)
	if err != nil || !last.Valid {
		return c, err
	}
	c.Last, err = time.Parse(time.RFC3339, last.String)
	return c, err
}

// Contents are what the records hold now.
func (s *Store) Contents(ctx context.Context) (c Contents, err error) {
	err = s.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		c, err = contents(ctx, tx)
		return err
	})
	return c, err
}

// LookInto says what a backup holds that Restore would bring back into a data folder, after it was looked through
// as Restore does, in a copy. It changes nothing, and refuses what Restore would refuse.
func LookInto(ctx context.Context, cfg Config, file string) (c Contents, err error) {
	defer func() { err = ofBackup(err) }()
	if file, err = filepath.Abs(file); err != nil {
		return c, err
	}
	live, err := filepath.Abs(filepath.Join(cfg.Dir, databaseName))
	if err != nil {
		return c, err
	}
	steps, err := readMigrations(embedded)
	if err != nil {
		return c, err
	}
	if err := checkBackup(ctx, file, live, steps); err != nil {
		return c, err
	}
	from, err := openPool(dsnReading(file), 1)
	if err != nil {
		return c, err
	}
	defer from.Close()
	have, err := sqliteEngine{}.version(ctx, from)
	if err != nil {
		return c, err
	}
	copied, err := newCopy(ctx, from, cfg.Dir)
	if err != nil {
		return c, err
	}
	defer whole.Discard(copied)
	if err := makeReady(ctx, copied, steps); err != nil {
		return c, err
	}
	db, err := openPool(dsnReading(copied), 1)
	if err != nil {
		return c, err
	}
	defer db.Close()
	c, err = contents(ctx, db)
	c.Older = have < len(steps)
	return c, err
}

// Backups are the backups in a data folder and, where there is one, in the folder of the last backup that was made
// elsewhere, the latest first. They are not looked into.
func Backups(dir string) []BackupFile {
	if last := lastBackup(dir); last.File != "" {
		return backupsIn(dir, filepath.Dir(last.File))
	}
	return backupsIn(dir)
}

// LastBackup is the last backup that was made on this computer, by the window or by the command, and was checked.
type LastBackup struct {
	At   time.Time // zero when there is none
	File string
	// Here: the records themselves are kept on this computer.
	Here bool
}

const lastBackupName = "regimen-backup.json"

// noteBackup remembers a backup that came to be. One in the data folder itself is none: it is lost with the
// records.
func (s *Store) noteBackup(file string) error {
	file, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	dir, err := filepath.Abs(s.cfg.Dir)
	if err != nil || s.cfg.Dir == "" || strings.HasPrefix(file, dir+string(filepath.Separator)) {
		return err
	}
	if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
		return nil // a command that works on shared records has none
	}
	text, err := json.Marshal(struct {
		At   time.Time `json:"at"`
		File string    `json:"file"`
	}{s.cfg.Clock().UTC().Truncate(time.Second), file})
	if err != nil {
		return err
	}
	return whole.Write(filepath.Join(dir, lastBackupName), text)
}

func lastBackup(dir string) LastBackup {
	var b struct {
		At   time.Time `json:"at"`
		File string    `json:"file"`
	}
	text, err := os.ReadFile(filepath.Join(dir, lastBackupName))
	if err != nil || json.Unmarshal(text, &b) != nil {
		return LastBackup{} // what is not known is not there
	}
	return LastBackup{At: b.At, File: b.File}
}

// LastBackup is the last backup of these records that was made on this computer.
func (s *Store) LastBackup(context.Context) (LastBackup, error) {
	last := lastBackup(s.cfg.Dir)
	last.Here = s.file != "" || isThisComputer(s.cfg.URL)
	return last, nil
}

// isThisComputer reports whether the URL of a database leads to the computer the program runs on.
func isThisComputer(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	host := u.Hostname()
	ip := net.ParseIP(host)
	return host == "" || strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}
