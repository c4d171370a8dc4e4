package store

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Whereabouts is what is known of where a data folder lies. Two computers that work in one folder lose what one of
// them writes, whatever carries the folder from one to the other.
type Whereabouts struct {
	// Synced names the sync program whose folder it is in, such as "Dropbox"; "" for none that is known.
	Synced string
	// Network: it is on another computer, as far as the system tells.
	Network bool
	// Copies are databases beside the records that a sync program made of what two computers wrote.
	Copies []string
}

// syncFolders are what the folders of sync programs are called, in small letters: by the whole name, or by its
// beginning where an account follows.
var syncFolders = []struct {
	program string
	names   []string
	begins  []string
}{
	{"OneDrive", []string{"onedrive", "skydrive"}, []string{"onedrive - ", "onedrive-"}},
	{"Dropbox", []string{"dropbox"}, []string{"dropbox (", "dropbox-"}},
	{"Google Drive", []string{"google drive", "googledrive", "my drive"}, []string{"googledrive-", "google drive ("}},
	{"iCloud", []string{"mobile documents", "icloud drive", "iclouddrive"}, nil},
	{"Nextcloud", []string{"nextcloud"}, nil},
	{"ownCloud", []string{"owncloud"}, nil},
	{"Box", []string{"box sync"}, nil},
	{"pCloud", []string{"pclouddrive", "pcloud drive", "pcloud sync"}, nil},
	{"MEGA", []string{"megasync"}, nil},
	{"Seafile", []string{"seafile", "seadrive"}, nil},
	{"Syncthing", []string{"syncthing"}, nil},
	{"Proton Drive", []string{"proton drive"}, nil},
	{"CloudStorage", []string{"cloudstorage"}, nil}, // where macOS has them all
}

// dropboxMark is a file in Dropbox's folder. A folder of that name is where Dropbox keeps its own settings, in a
// person's home folder.
const dropboxMark = ".dropbox"

// syncMarks are what sync programs keep in the topmost of their folders, whatever that is called.
var syncMarks = map[string]string{
	dropboxMark: "Dropbox", ".dropbox.cache": "Dropbox", ".stfolder": "Syncthing", ".owncloudsync.log": "ownCloud",
	".nextcloudsync.log": "Nextcloud", ".tmp.drivedownload": "Google Drive", ".tmp.driveupload": "Google Drive",
}

// WhereaboutsOf looks at where a data folder lies, which need not be there yet.
func WhereaboutsOf(dir string) Whereabouts {
	whole, err := filepath.Abs(dir)
	if err != nil {
		return Whereabouts{}
	}
	p := Whereabouts{Synced: syncedBy(whole), Network: isRemote(nearest(whole))}
	if real, err := filepath.EvalSymlinks(nearest(whole)); err == nil && p.Synced == "" {
		p.Synced = syncedBy(real)
	}
	p.Copies = conflictedCopies(whole, p.Synced != "" || p.Network)
	return p
}

// nearest is the folder itself, or the nearest one above it that is there.
func nearest(dir string) string {
	for {
		if _, err := os.Stat(dir); err == nil || dir == filepath.Dir(dir) {
			return dir
		}
		dir = filepath.Dir(dir)
	}
}

func syncedBy(dir string) string {
	for {
		name := strings.ToLower(filepath.Base(dir))
		for _, s := range syncFolders {
			if slices.Contains(s.names, name) || slices.ContainsFunc(s.begins, func(b string) bool { return strings.HasPrefix(name, b) }) {
				return s.program
			}
		}
		for mark, program := range syncMarks {
			if info, err := os.Lstat(filepath.Join(dir, mark)); err == nil && (mark != dropboxMark || !info.IsDir()) {
				return program
			}
		}
		above := filepath.Dir(dir)
		if above == dir {
			return ""
		}
		dir = above
	}
}

// ownCopy is the name that the settings propose for a backup.
var ownCopy = regexp.MustCompile(`^regimen-\d{4}-\d\d-\d\d\.db$`)

// conflictedCopies are the files in a data folder that are called like a database of the program's and more, such
// as "regimen (conflicted copy).db" or "regimen.sync-conflict-20260302-090000-ABC.db", and in a place that several
// computers may write to "regimen (1).db" or "regimen-RECEPTION.db" as well.
func conflictedCopies(dir string, others bool) (found []string) {
	entries, _ := os.ReadDir(dir) // a folder that is not there holds none
	for _, e := range entries {
		name := strings.ToLower(e.Name())
		if !e.Type().IsRegular() || !strings.HasPrefix(name, "regimen") || filepath.Ext(name) != ".db" || name == databaseName || name == localName {
			continue
		}
		if strings.Contains(name, "confli") || strings.Contains(name, "konflikt") || others && !ownCopy.MatchString(name) {
			found = append(found, e.Name())
		}
	}
	return found
}
