//go:build window

package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// smallDisk names a folder on a file system of a few megabytes, which a test may fill.
const smallDisk = "REGIMEN_SMALL_DISK"

// fill takes all the room there is on the disk of a folder, and gives it back when asked.
func fill(t *testing.T, dir string) (makeRoom func()) {
	t.Helper()
	file := filepath.Join(dir, "other files")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Remove(file) })
	for size := 1 << 16; size > 0; {
		if _, err = f.Write(bytes.Repeat([]byte{1}, size)); errors.Is(err, syscall.ENOSPC) {
			size /= 2
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}
}

// A full disk is told of, what was typed stays on the screen, and the work goes on when there is room.
func TestWindowOnAFullDisk(t *testing.T) {
	disk := os.Getenv(smallDisk)
	if disk == "" {
		t.Skip("no small disk: set " + smallDisk)
	}
	t.Setenv("TMPDIR", disk)
	p := sit(t, "full")
	p.sees("Welcome to Regimen")
	p.tap("Fill this in later")
	p.press("ctrl+n")
	p.types("Ines")
	p.press("Tab")
	p.types("Faria")
	p.press("Tab")
	p.sees("Ines Faria has a record")
	p.press("ctrl+k")
	p.types("ines")
	p.sees("Ines Faria")
	p.press("Return")
	p.tap("Details")
	makeRoom := fill(t, disk)
	// What the files have room for still goes in.
	full := func(s sight) bool {
		return slices.ContainsFunc(s.texts(), func(w string) bool { return strings.Contains(w, "The disk is full") })
	}
	for n := 0; !full(p.look()); n++ {
		p.fill("Occupation", strings.Repeat("Violin maker ", 20)+strconv.Itoa(n))
		p.press("Tab")
	}
	p.sees("The disk is full")
	p.shows("full")
	makeRoom()
	p.shows("room")
	p.fill("Occupation", "Violin teacher")
	p.press("Tab")
	p.kept("SELECT occupation FROM patient", "Violin teacher")
	p.shows("again")
	p.kept("PRAGMA integrity_check", "ok")
	p.quit()
}
