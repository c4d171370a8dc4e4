package main

import (
	"fmt"
	"log"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"
)

const (
	logName   = "regimen.log"
	crashName = "crash.log"
	// logLimit is how large the log grows before it starts again; one old log is kept.
	logLimit = 1 << 20
)

// openLog sends what the program and the libraries below it have to say to a file in the data folder.
// Without the file they are silent: a full disk must not keep the window closed.
func openLog(dir string) (*slog.Logger, func()) {
	file := filepath.Join(dir, logName)
	if info, err := os.Stat(file); err == nil && info.Size() > logLimit {
		_ = os.Rename(file, file+".old")
	}
	f, err := os.OpenFile(file, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return slog.New(slog.DiscardHandler), func() {}
	}
	log.SetOutput(f)
	l := slog.New(slog.NewTextHandler(f, nil))
	slog.SetDefault(l)
	return l, func() {
		log.SetOutput(os.Stderr)
		f.Close()
	}
}

// lastCrash puts the log of a crash aside and names it; "" when the program ended well.
func lastCrash(dir string, now time.Time) string {
	file := filepath.Join(dir, crashName)
	info, err := os.Stat(file)
	if err != nil || info.Size() == 0 {
		return ""
	}
	kept := filepath.Join(dir, "crash-"+now.Format("20060102-150405")+".log")
	if err := os.Rename(file, kept); err != nil {
		return file
	}
	return kept
}

// watchCrashes has the runtime write what it says when it dies, on any thread, to a file as well.
func watchCrashes(dir string) func() {
	f, err := os.OpenFile(filepath.Join(dir, crashName), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return func() {}
	}
	if err := debug.SetCrashOutput(f, debug.CrashOptions{}); err != nil {
		slog.Error("crashes are not written to a file", "error", err)
	}
	return func() {
		_ = debug.SetCrashOutput(nil, debug.CrashOptions{})
		f.Close()
		if info, err := os.Stat(f.Name()); err == nil && info.Size() == 0 {
			_ = os.Remove(f.Name())
		}
	}
}

// crashed writes down a panic of the window and gives the sentence about it. Of the value only an error
// of the runtime is written: any other may hold what was on the screen.
func crashed(dir string, value any) error {
	what := fmt.Sprintf("%T", value)
	if e, ok := value.(runtime.Error); ok {
		what = e.Error()
	}
	file := filepath.Join(dir, crashName)
	text := fmt.Sprintf("%s regimen %s\npanic: %s\n\n%s", time.Now().UTC().Format(time.RFC3339), version, what, debug.Stack())
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		return fmt.Errorf("something unexpected happened and the window had to close; everything that was kept is safe")
	}
	return fmt.Errorf("something unexpected happened and the window had to close; everything that was kept is safe; what happened is in %s", file)
}
