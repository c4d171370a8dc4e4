package store

import (
	"slices"

	"golang.org/x/sys/unix"
)

// remote are the file systems that lie on another computer.
var remote = []uint32{
	unix.NFS_SUPER_MAGIC, unix.SMB_SUPER_MAGIC, unix.SMB2_SUPER_MAGIC, unix.CIFS_SUPER_MAGIC, unix.AFS_SUPER_MAGIC, unix.CODA_SUPER_MAGIC, unix.CEPH_SUPER_MAGIC,
}

// isRemote reports whether a folder is on another computer, by the number of its file system.
func isRemote(dir string) bool {
	var fs unix.Statfs_t
	return unix.Statfs(dir, &fs) == nil && slices.Contains(remote, uint32(fs.Type)) //nolint:gosec // the numbers have 32 bits
}
