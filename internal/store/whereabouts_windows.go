package store

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// isRemote reports whether a folder is on another computer: by its drive, which a name such as \\server\share is, too.
func isRemote(dir string) bool {
	root, err := windows.UTF16PtrFromString(filepath.VolumeName(dir) + `\`)
	return err == nil && windows.GetDriveType(root) == windows.DRIVE_REMOTE
}
