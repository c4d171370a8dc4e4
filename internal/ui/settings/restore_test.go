package settings

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk/desktest"
)

// backups makes a clinic with a backup of its first patient, and a second patient since.
func backups(t *testing.T) (r *desktest.Rig, dir, file string) {
	t.Helper()
	r = desktest.New(t)
	r.Put(&clinic.Clinic{ID: clinic.ClinicID, Name: "Harbour Remedial", Paper: "A4"}, &clinic.Practitioner{ID: "t1", Name: "Ana Reyes", CreatedAt: r.Clock.Now()})
	p := r.AddPatient(clinic.Patient{GivenName: "Margaret"})
	r.AddSession(p.ID, "", 1, "2025-03-03", true)
	dir = t.TempDir()
	file = filepath.Join(dir, "backups", "monday.db")
	if err := r.Store.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	r.Clock.Advance(60e9)
	r.AddPatient(clinic.Patient{GivenName: "Amir"})
	return r, dir, file
}

// tapFile chooses a backup in the list, which is told by when it was written.
func tapFile(r *desktest.Rig, file string) {
	r.T.Helper()
	info, err := os.Stat(file)
	if err != nil {
		r.T.Fatal(err)
	}
	r.Tap(moment(info.ModTime()))
	r.Settle()
}

// Before anything is replaced the person sees what the backup holds, what it would replace, and says so twice.
func TestRestoreSaysWhatItHolds(t *testing.T) {
	r, dir, file := backups(t)
	var restored []string
	r.Watch(New(r.Desk, Options{DataDir: dir, Restore: func(f string) { restored = append(restored, f) }}))
	r.Tap("Restore a backup")
	r.Settle()
	r.MustSay("Which backup?", "monday.db")
	tapFile(r, file)
	r.MustSay("Harbour Remedial", "1 patient, 1 session, last entry", file, "looked through from end to end and is sound")
	r.Save("restore", 1)
	r.Tap("Replace the records with it")
	r.MustSay("Replace all records of this computer with the backup?", "Now: Harbour Remedial, 2 patients, 1 session",
		"From the backup: Harbour Remedial, 1 patient, 1 session", "What was written after", filepath.Join(dir, "backups"))
	r.Tap("Leave them")
	if len(restored) > 0 {
		t.Fatal("restored without a word")
	}
	r.Tap("Replace the records with it")
	r.Tap("Replace them")
	if !slices.Equal(restored, []string{file}) {
		t.Errorf("restored %v", restored)
	}
}

func TestRestoreRefusesWhatIsNoBackup(t *testing.T) {
	r, dir, file := backups(t)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	half := filepath.Join(dir, "backups", "half.db")
	if err := os.WriteFile(half, whole[:len(whole)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	long := time.Now().Add(-48 * time.Hour)
	if err := os.Chtimes(half, long, long); err != nil {
		t.Fatal(err)
	}
	r.Watch(New(r.Desk, Options{DataDir: dir, Restore: func(string) { t.Error("it was restored") }}))
	r.Tap("Restore a backup")
	r.Settle()
	tapFile(r, half)
	r.MustSay("The backup is damaged, or was not copied to its end. Nothing was changed.", "Which backup?")
	r.MustNotSay("Replace the records with it")
}

func TestRestoreWithoutABackup(t *testing.T) {
	r := desktest.New(t)
	r.Watch(New(r.Desk, Options{DataDir: t.TempDir(), Restore: func(string) {}}))
	r.Tap("Restore a backup")
	r.Settle()
	r.MustSay("No backup was found on this computer.", "Choose another file")
}

// Over shared records nothing is brought back; who asks is told what to do instead.
func TestRestoreOfSharedRecords(t *testing.T) {
	r := desktest.New(t)
	remote, _ := r.Share()
	s := New(r.Desk, Options{DataDir: t.TempDir()})
	r.Watch(s)
	remote.DoAll()
	r.Settle()
	r.MustSay("Restore a backup", "These records are shared", "move the backup into new ones")
}

// The next backup is offered beside the last one, and its day is said.
func TestSettingsSayWhenTheLastBackupWas(t *testing.T) {
	r, dir, _ := backups(t)
	r.Watch(New(r.Desk, Options{DataDir: dir}))
	r.Settle()
	r.MustSay("The last backup is of 4 Mar 2025, in " + filepath.Join(dir, "backups"))
}
