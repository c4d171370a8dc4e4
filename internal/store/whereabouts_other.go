//go:build !linux && !darwin && !windows

package store

// isRemote reports whether a folder is on another computer, which is not known here.
func isRemote(string) bool { return false }
