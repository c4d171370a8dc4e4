package desk

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/words"
)

// BackupDays is from how many days on the last backup is too old.
const BackupDays = 3

// BackUp makes a backup, away from the UI thread. A folder that the last one went to is not made anew: where it is
// missing, the disk or the stick is not in, and the backup would lie beside the records.
func (d *Desk) BackUp(ctx context.Context, file string) error {
	last, err := d.Store.LastBackup(ctx)
	if err != nil {
		return err
	}
	folder := filepath.Dir(file)
	if _, err := os.Stat(folder); last.File != "" && folder == filepath.Dir(last.File) && errors.Is(err, os.ErrNotExist) {
		return errors.New(lang.L("No backup was made: the folder of the last one, {{.Folder}}, is not there. Connect its disk or stick, or choose another folder in the settings.",
			map[string]any{"Folder": folder}))
	}
	return d.Store.Backup(ctx, file)
}

// NextBackup is the file for a backup of today beside the last one; "" before the first.
func NextBackup(last store.LastBackup, today clinic.Date) string {
	if last.File == "" {
		return ""
	}
	return filepath.Join(filepath.Dir(last.File), BackupName(today))
}

// BackupName is what the backup of a day is called.
func BackupName(day clinic.Date) string { return "regimen-" + string(day) + ".db" }

// BackupWords say of what day the last backup is, and whether it is too old. A day to come tells that the clock
// was set back since, or was wrong: how old it is cannot be known.
func (d *Desk) BackupWords(last store.LastBackup) (said string, old bool) {
	if last.At.IsZero() {
		return lang.L("No backup has been made yet."), true
	}
	day := d.Day(last.At)
	values := map[string]any{"Date": words.Short(day), "Folder": filepath.Dir(last.File)}
	switch days := day.DaysUntil(d.Today()); {
	case days < 0:
		return lang.L("The last backup has a day to come, {{.Date}}. Look whether the clock of this computer is right. It is in {{.Folder}}.", values), true
	case days < BackupDays:
		return lang.L("The last backup is of {{.Date}}, in {{.Folder}}.", values), false
	default:
		values["Days"] = days
		return lang.L("The last backup is {{.Days}} days old, of {{.Date}}, in {{.Folder}}.", values), true
	}
}
