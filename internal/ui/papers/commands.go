//go:build !windows

package papers

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"unicode"

	"fyne.io/fyne/v2/lang"
)

// command is a program and what it is given before the file.
type command struct {
	name string
	args []string
}

// system is how an operating system whose viewer and printer are commands is asked to show or print a file.
type system struct {
	open, print []command
	queue       command // tells how a printer stands
}

func systemOf(goos string) system {
	// The print commands of CUPS take a copy of the file before they end.
	s := system{print: []command{{name: "lp"}, {name: "lpr"}}, queue: command{name: "lpstat", args: []string{"-p"}}}
	if goos == "darwin" {
		s.open = []command{{name: "open"}}
	} else {
		s.open = []command{{name: "xdg-open"}, {name: "gio", args: []string{"open"}}}
	}
	return s
}

// ShowFile hands a file to the viewer of the operating system. It may return only when the viewer is closed. The
// error is a part of a sentence: why the file was not opened.
func ShowFile(file string) error { return systemOf(runtime.GOOS).show(file) }

// PrintFile hands a file to the print command of the operating system, and returns when that has ended. The error
// is a part of a sentence: why the file was not printed.
func PrintFile(file string) error { return systemOf(runtime.GOOS).put(file) }

// show hands a file to the viewer. It returns when the command has, which may be when the viewer is closed.
func (s system) show(file string) error {
	var first error
	for _, c := range s.open {
		_, err := c.run(filepath.Dir(file), file)
		if err == nil {
			return nil
		}
		if first == nil || errors.Is(first, exec.ErrNotFound) {
			first = err
		}
	}
	if errors.Is(first, exec.ErrNotFound) {
		return errors.New(lang.L("this computer has no program that opens it"))
	}
	return first
}

// put hands a file to the first print command that there is, and removes it when the command has it.
func (s system) put(file string) error {
	for _, c := range s.print {
		said, err := c.run(filepath.Dir(file), file)
		if errors.Is(err, exec.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		_ = os.Remove(file)
		return s.paused(filepath.Dir(file), said)
	}
	return errors.New(lang.L("this computer has no print command"))
}

// job is how CUPS names what it took, in the midst of a sentence of any language: the printer and a number.
var job = regexp.MustCompile(`(\S+)-\d+\b`)

// paused reports that the printer a job went to prints nothing. It is nil where that cannot be told.
func (s system) paused(dir, said string) error {
	m := job.FindStringSubmatch(said)
	if m == nil {
		return nil
	}
	state, err := s.queue.run(dir, m[1], "LC_ALL=C")
	if err != nil || !strings.Contains(state, "disabled") {
		return nil //nolint:nilerr // the job was taken, whether or not its printer can be asked
	}
	return errors.New(lang.L("the printer “{{.Printer}}” is paused, and the paper waits in its queue", map[string]any{"Printer": m[1]}))
}

// mostSaid is how many bytes of what a command wrote are read.
const mostSaid = 4096

// run runs the command with a last argument and gives what it wrote. The error is a part of a sentence, with what
// the command said. What it writes goes into a file in dir: a viewer that outlives its command would hold a pipe open.
func (c command) run(dir, last string, env ...string) (said string, err error) {
	program, err := exec.LookPath(c.name)
	if err != nil {
		return "", err
	}
	name := filepath.Base(c.name)
	out, err := os.CreateTemp(dir, saidPrefix+"*")
	if err != nil {
		return "", err
	}
	defer func() {
		_ = out.Close()
		_ = os.Remove(out.Name())
	}()
	cmd := exec.Command(program, append(append([]string{}, c.args...), last)...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdout, cmd.Stderr = out, out
	failed := cmd.Run()
	raw, _ := io.ReadAll(io.NewSectionReader(out, 0, mostSaid))
	said = wordsOf(raw, name, last)
	if failed == nil {
		return said, nil
	}
	var exit *exec.ExitError
	switch {
	case said != "":
		return "", errors.New(lang.L("{{.Command}} says “{{.Said}}”", map[string]any{"Command": name, "Said": said}))
	case errors.As(failed, &exit):
		return "", errors.New(lang.L("{{.Command}} ended with “{{.State}}” and said nothing", map[string]any{"Command": name, "State": exit.ProcessState}))
	}
	return "", fmt.Errorf("%s: %w", name, failed)
}

// mostWords is how many letters of what a command said are told.
const mostWords = 160

// escapes are what colours the words of a command on a terminal.
var escapes = regexp.MustCompile(`\x1b\[[0-9;?]*[A-Za-z]`)

// wordsOf is what a command wrote as a part of a sentence: in one line, without its own name before it and without
// the path of the file.
func wordsOf(raw []byte, command, file string) string {
	text := escapes.ReplaceAllString(strings.ToValidUTF8(string(raw), ""), "")
	text = strings.ReplaceAll(text, file, lang.L("the paper"))
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	for _, before := range []string{command + ":", "Error - "} {
		text = strings.TrimSpace(strings.TrimPrefix(text, before))
	}
	if runes := []rune(text); len(runes) > mostWords {
		text = string(runes[:mostWords]) + "…"
	}
	return strings.TrimRight(text, ". ")
}
