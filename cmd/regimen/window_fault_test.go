//go:build window

package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"regimen/internal/anatomy"
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
	p.tap("Begin without a name")
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
		p.fill("Occupation", strings.Repeat("Violin maker ", 14)+strconv.Itoa(n))
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
	// Begun on a full disk, it shows the records all the same.
	makeRoom = fill(t, disk)
	p.start()
	p.sees("open for reading only")
	p.press("ctrl+k")
	p.types("ines")
	p.sees("Ines Faria")
	p.press("Return")
	p.tap("Details")
	p.fill("Occupation", "Lute maker")
	p.press("Tab")
	p.sees("There is no room on the disk")
	p.shows("reading")
	makeRoom()
	p.quit()
}

// The records are taken away while the window is open: nothing is told to be kept that is not, what was kept
// before can be restored, and no new clinic is begun.
func TestWindowWhoseRecordsAreTakenAway(t *testing.T) {
	p := sit(t, "away")
	p.sees("Welcome to Regimen")
	p.tap("Begin without a name")
	p.press("ctrl+n")
	p.types("Ines")
	p.press("Tab")
	p.types("Faria")
	p.press("Tab")
	p.sees("Ines Faria has a record")
	if err := os.Remove(filepath.Join(p.dir, "regimen.db")); err != nil {
		t.Fatal(err)
	}
	p.press("ctrl+n")
	p.types("Zebra")
	p.press("Tab")
	p.sees("moved, removed or replaced")
	p.shows("away")
	p.quit()
	kept, err := filepath.Glob(filepath.Join(p.dir, "backups", "rescued-*.db"))
	if err != nil || len(kept) != 1 {
		t.Fatalf("kept %v, %v", kept, err)
	}
	if status, _, errs := call("list", "patients", "--data", p.dir); status != failed || !strings.Contains(errs, kept[0]) {
		t.Errorf("%d %q", status, errs)
	}
	well(t, "restore", kept[0], "--data", p.dir)
	if out, _ := well(t, "list", "patients", "--data", p.dir); !strings.Contains(out, "Ines Faria") || strings.Contains(out, "Zebra") {
		t.Errorf("restored %q", out)
	}
}

// The power fails again and again, each time right after the window took something: a word, a tick, a mark.
func TestWindowKilledAgainAndAgain(t *testing.T) {
	p := sit(t, "again")
	p.sees("Welcome to Regimen")
	p.tap("Begin without a name")
	p.press("ctrl+n")
	p.types("Ines")
	p.press("Tab")
	p.types("Faria")
	p.press("Tab")
	p.sees("Ines Faria has a record")
	p.back("Assess")
	p.tap("Start the assessment")
	p.fill("Presenting complaint", "Neck")
	p.press("Tab")
	p.kept("SELECT complaint FROM assessment", "Neck")
	places := []string{"latissimus.dorsi", "gluteus.maximus"}
	names := []string{"Left latissimus dorsi", "Right latissimus dorsi", "Left gluteus maximus", "Right gluteus maximus"}
	rated, answered := 0, "0"
	for n := range 4 {
		p.again("Details")
		occupation := fmt.Sprintf("Violin maker %d", n)
		p.fill("Occupation", occupation)
		p.press("Tab")
		p.find("that the change can be undone", called("Undo"))
		p.killed("SELECT occupation FROM patient", occupation)

		p.again("Assess")
		p.taps("the screening", starting("Screening"))
		p.taps("the answer to a question", theNth("No", n))
		p.killed("SELECT count(*) > "+answered+" FROM screening", "1")
		answered = p.ask("SELECT count(*) FROM screening")

		p.again("Assess")
		p.taps("the findings", starting("Findings"))
		side := []anatomy.Side{anatomy.Left, anatomy.Right}[n%2]
		p.tapFigure("posterior", places[n/2], side, names[n])
		p.tap("Pain", strconv.Itoa(n+2))
		rated += n + 2
		p.kept("SELECT sum(severity) FROM finding", strconv.Itoa(rated))
		p.killed("SELECT count(*) || '|' || sum(severity) FROM finding", fmt.Sprintf("%d|%d", n+1, rated))
	}
}

// killed ends the program this very moment and looks at what it left.
func (p *person) killed(query, want string) {
	p.Helper()
	p.kill()
	if got := p.ask(query); got != want {
		p.Errorf("after a kill %s = %q, want %q", query, got, want)
	}
	if status, out, errs := call("check", "--data", p.dir); status != done {
		p.Errorf("after a kill: %s%s", out, errs)
	}
}

func (p *person) again(section string) {
	p.Helper()
	if p.program == nil {
		p.start()
	}
	p.back(section)
}

// back goes to a section of the one patient.
func (p *person) back(section string) {
	p.Helper()
	p.press("ctrl+k")
	p.types("ines")
	p.sees("Ines Faria")
	p.press("Return")
	p.tap(section)
}

// starting is what can be tapped and whose name starts with a word.
func starting(word string) where {
	return func(s sight) int {
		return slices.IndexFunc(s.Things, func(t thing) bool {
			return t.Tap && t.FullH > 0 && strings.HasPrefix(t.Says, word) && !t.Disabled
		})
	}
}

// A display that cannot draw the window ends the program with a sentence, before it takes the data folder.
func TestWindowWithoutOpenGL(t *testing.T) {
	told, number, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "640x480x24", "-nolisten", "tcp", "-extension", "GLX")
	server.ExtraFiles = []*os.File{number}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait()
	})
	_ = number.Close()
	display, err := bufio.NewReader(told).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "data")
	ctx, end := context.WithTimeout(t.Context(), patience)
	defer end()
	program := exec.CommandContext(ctx, os.Args[0], "--data", dir)
	var said bytes.Buffer
	program.Stderr = &said
	program.Env = append(os.Environ(), "DISPLAY=:"+strings.TrimSpace(display), eyeVariable+"="+filepath.Join(t.TempDir(), "s"))
	_ = program.Run()
	if status := program.ProcessState.ExitCode(); status != failed {
		t.Errorf("the status is %d", status)
	}
	if text := said.String(); strings.Count(text, "\n") != 1 || !strings.Contains(text, "OpenGL") || !strings.Contains(text, "The records are safe") {
		t.Errorf("it says %q", text)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("the data folder was touched: %v", err)
	}
}
