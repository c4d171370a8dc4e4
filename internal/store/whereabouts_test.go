package store

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
)

func TestPlaceOf(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	home := t.TempDir()
	for folder, want := range map[string]string{
		"OneDrive - Harbour Remedial/Regimen": "OneDrive",
		"OneDrive":                            "OneDrive",
		"Dropbox (Personal)/clinic/data":      "Dropbox",
		"Library/CloudStorage/GoogleDrive-ana@example.com/My Drive/r": "Google Drive",
		"Library/CloudStorage/Box-Box/r":                              "CloudStorage",
		"Library/Mobile Documents/com~apple~CloudDocs/r":              "iCloud",
		"Nextcloud/r":                         "Nextcloud",
		"Library/Application Support/Regimen": "",
		".local/share/regimen":                "",
		"Documents/onedrives and dropboxes/r": "",
	} {
		dir := filepath.Join(home, filepath.FromSlash(folder))
		if p := WhereaboutsOf(dir); p.Synced != want || p.Network || len(p.Copies) > 0 {
			t.Errorf("%s, not there yet: %+v", folder, p)
		}
		write(t, filepath.Join(dir, databaseName), "")
		if p := WhereaboutsOf(dir); p.Synced != want || p.Network {
			t.Errorf("%s: %+v", folder, p)
		}
	}
	// By what the program keeps in its folder, and by way of a link.
	marked := filepath.Join(home, "our files", "data")
	write(t, filepath.Join(home, "our files", ".stfolder", "x"), "")
	if p := WhereaboutsOf(marked); p.Synced != "Syncthing" {
		t.Errorf("marked: %+v", p)
	}
	write(t, filepath.Join(home, "shared things", ".dropbox"), "{}")
	if p := WhereaboutsOf(filepath.Join(home, "shared things", "data")); p.Synced != "Dropbox" {
		t.Errorf("marked: %+v", p)
	}
	// Dropbox keeps its own settings in the person's home folder, which it does not copy.
	person := filepath.Join(home, "ana")
	write(t, filepath.Join(person, ".dropbox", "info.json"), "{}")
	if p := WhereaboutsOf(filepath.Join(person, ".local", "share", "regimen")); p.Synced != "" {
		t.Errorf("where Dropbox is installed: %+v", p)
	}
	if runtime.GOOS == "windows" {
		return // making links asks for rights
	}
	link := filepath.Join(home, "link")
	if err := os.Symlink(filepath.Join(home, "Nextcloud"), link); err != nil {
		t.Fatal(err)
	}
	if p := WhereaboutsOf(filepath.Join(link, "new")); p.Synced != "Nextcloud" {
		t.Errorf("by a link: %+v", p)
	}
}

func TestConflictedCopies(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	always := []string{"regimen (Ana's conflicted copy 2026-03-02).db", "regimen.sync-conflict-20260302-090000-ABCDEFG.db", "regimen-station (In Konflikt stehende Kopie).db"}
	shared := []string{"regimen (1).db", "regimen-RECEPTION.db", "regimen 2.db"}
	never := []string{databaseName, localName, "regimen-2026-03-02.db", "tuesday.db", "regimen.log", "regimen.db-wal"}
	plain, synced := t.TempDir(), filepath.Join(t.TempDir(), "Dropbox")
	for _, name := range slices.Concat(always, shared, never) {
		write(t, filepath.Join(plain, name), "x")
		write(t, filepath.Join(synced, name), "x")
	}
	all := slices.Concat(always, shared)
	slices.Sort(always)
	slices.Sort(all)
	if got := WhereaboutsOf(plain).Copies; !slices.Equal(got, always) {
		t.Errorf("found %q", got)
	}
	if got := WhereaboutsOf(synced).Copies; !slices.Equal(got, all) {
		t.Errorf("in a synced folder found %q", got)
	}
}
