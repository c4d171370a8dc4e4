package pgtest

import (
	"io"
	"os"
	"path/filepath"
	"time"
)

// temporaryFolders are where a cluster may live, the first that suits counts. A database is some three
// hundred files, and a disk that takes a millisecond for each is twenty times slower than memory. What is to
// be durable is never in memory.
func temporaryFolders(durable bool) []string {
	all := []string{os.TempDir(), "/tmp", "/var/tmp"}
	if !durable && memoryFolder != "" {
		all = append([]string{memoryFolder}, all...)
	}
	return all
}

// newFolder makes a cluster's folder, and locks it for as long as this process lives.
func newFolder(acc account, durable bool) (string, io.Closer, error) {
	parent := os.TempDir()
	for _, f := range temporaryFolders(durable) {
		if f == memoryFolder && !roomy(f) {
			continue
		}
		// A socket's path has some hundred bytes.
		if len(f) < 60 && acc.reaches(f) {
			parent = f
			break
		}
	}
	folder, err := os.MkdirTemp(parent, prefix)
	if err != nil {
		return "", nil, err
	}
	lock, _, err := lockFile(lockOf(folder))
	if err != nil {
		return folder, nil, err
	}
	// The server's user passes through to what is its own.
	return folder, lock, os.Chmod(folder, 0o711)
}

func lockOf(folder string) string { return filepath.Join(folder, "lock") }

// sweep removes the folders of clusters whose test process ended without doing so. A server that still runs
// in one notices within a minute that its folder is gone, and ends.
func sweep(parents []string) {
	for _, parent := range parents {
		left, _ := filepath.Glob(filepath.Join(parent, prefix+"*")) // fails on a malformed pattern only
		for _, folder := range left {
			made, err := os.Stat(folder)
			if err != nil || time.Since(made.ModTime()) < time.Minute {
				continue // its process may be about to lock it
			}
			lock, free, err := lockFile(lockOf(folder))
			if err != nil || !free {
				continue
			}
			lock.Close()
			_ = os.RemoveAll(folder) // another user's, maybe
		}
	}
}
