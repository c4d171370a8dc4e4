package store

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"

	"regimen/internal/clinic"
)

// DefaultDir is the data folder of the person logged in, where the system keeps such things.
func DefaultDir() (string, error) {
	home, err := os.UserHomeDir()
	dir := defaultDir(runtime.GOOS, home, os.Getenv)
	if dir == "" {
		return "", &refusal{clinic.Say("The home folder is not known. Name a data folder with --data."), ErrNoAccess, errors.Join(err)}
	}
	return dir, nil
}

func defaultDir(system, home string, env func(string) string) string {
	switch system {
	case "windows":
		if d := env("AppData"); d != "" {
			return filepath.Join(d, "Regimen")
		}
		if home != "" {
			return filepath.Join(home, "AppData", "Roaming", "Regimen")
		}
	case "darwin":
		if home != "" {
			return filepath.Join(home, "Library", "Application Support", "Regimen")
		}
	default:
		// The specification asks to ignore a path that is not absolute.
		if d := env("XDG_DATA_HOME"); filepath.IsAbs(d) {
			return filepath.Join(d, "regimen")
		}
		if home != "" {
			return filepath.Join(home, ".local", "share", "regimen")
		}
	}
	return ""
}
