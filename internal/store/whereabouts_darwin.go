package store

import "golang.org/x/sys/unix"

// isRemote reports whether a folder is on another computer.
func isRemote(dir string) bool {
	var fs unix.Statfs_t
	return unix.Statfs(dir, &fs) == nil && fs.Flags&unix.MNT_LOCAL == 0
}
