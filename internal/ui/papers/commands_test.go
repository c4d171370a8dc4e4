//go:build !windows

package papers

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestEverySystemCanOpenAndPrint(t *testing.T) {
	t.Parallel()
	for goos, viewer := range map[string]string{"darwin": "open", "linux": "xdg-open", "freebsd": "xdg-open"} {
		s := systemOf(goos)
		if s.open[0].name != viewer || s.print[0].name != "lp" || s.print[1].name != "lpr" {
			t.Errorf("%s: %+v", goos, s)
		}
	}
}

// place is a folder with scripts and one with a paper.
type place struct {
	t     *testing.T
	bin   string
	paper string
}

func newPlace(t *testing.T) *place {
	t.Helper()
	if _, err := os.Stat("/bin/sh"); err != nil {
		t.Skip("needs a shell")
	}
	p := &place{t: t, bin: t.TempDir(), paper: filepath.Join(t.TempDir(), "a plan.pdf")}
	if err := os.WriteFile(p.paper, []byte("%PDF-1.3"), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

// script makes a command of a few lines.
func (p *place) script(name, lines string) command {
	p.t.Helper()
	file := filepath.Join(p.bin, name)
	if err := os.WriteFile(file, []byte("#!/bin/sh\n"+lines+"\n"), 0o700); err != nil {
		p.t.Fatal(err)
	}
	return command{name: file}
}

// left are the names in the folder of the paper.
func (p *place) left() (names []string) {
	p.t.Helper()
	entries, err := os.ReadDir(filepath.Dir(p.paper))
	if err != nil {
		p.t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// A paper is printed when the command has taken it and ended with 0, and in no other case; the reason is a part of a
// sentence.
func TestPrintCommand(t *testing.T) {
	t.Parallel()
	none := command{name: "no-such-program-here"}
	for name, x := range map[string]struct {
		lp, lpr, lpstat string // "" where there is no such command
		wrong           string // "" when it is printed
	}{
		"printed":          {lp: `cp "$1" "$0.got"`},
		"by lpr":           {lpr: `cp "$1" "$0.got"`},
		"no command":       {wrong: "this computer has no print command"},
		"no default":       {lp: "echo 'lp: Error - no default destination available.' >&2; exit 1", wrong: "lp says “no default destination available”"},
		"said in between":  {lp: "printf '\\033[31mlp: \\n  The printer\\tor class\\n\\ndoes not exist.\\033[0m\\n'; exit 1", wrong: "lp says “The printer or class does not exist”"},
		"its path":         {lp: `echo "lp: cannot read $1" >&2; exit 2`, wrong: "lp says “cannot read the paper”"},
		"nothing said":     {lp: "exit 3", wrong: "lp ended with “exit status 3” and said nothing"},
		"not lpr as well":  {lp: "echo no >&2; exit 1", lpr: "exit 0", wrong: "lp says “no”"},
		"says much":        {lp: "printf '%0500d' 7 >&2; exit 1", wrong: "lp says “" + strings.Repeat("0", mostWords) + "…”"},
		"ready printer":    {lp: "echo 'request id is HP-Laser-12 (1 file(s))'", lpstat: `echo "printer $2 is idle. enabled since today"`},
		"paused printer":   {lp: "echo 'request id is HP-Laser-12 (1 file(s))'", lpstat: `echo "printer $2 disabled since today - Paused"`, wrong: "the printer “HP-Laser” is paused, and the paper waits in its queue"},
		"printer not told": {lp: "echo 'request id is HP-Laser-12 (1 file(s))'", lpstat: "exit 1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			s := system{print: []command{none, none}, queue: none}
			if x.lp != "" {
				s.print[0] = p.script("lp", x.lp)
			}
			if x.lpr != "" {
				s.print[1] = p.script("lpr", x.lpr)
			}
			if x.lpstat != "" {
				s.queue = p.script("lpstat", x.lpstat)
				s.queue.args = []string{"-p"}
			}
			err := s.put(p.paper)
			if x.wrong == "" && err != nil || x.wrong != "" && (err == nil || err.Error() != x.wrong) {
				t.Fatalf("error %v, want %q", err, x.wrong)
			}
			if strings.Contains(x.lp+x.lpr, ".got") {
				got, _ := filepath.Glob(filepath.Join(p.bin, "*.got"))
				if len(got) != 1 {
					t.Errorf("the command did not get the paper: %v", got)
				}
			}
			if left := p.left(); err == nil && len(left) > 0 {
				t.Errorf("left lying: %v", left)
			}
		})
	}
}

func TestViewer(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	none := command{name: "no-such-program-here"}
	refuses := p.script("xdg-open", "echo 'no application is registered' >&2; exit 3")
	shows := p.script("gio", `test "$1" = open && cat "$2" > "$0.got"`)
	shows.args = []string{"open"}
	for _, x := range []struct {
		open  []command
		wrong string
	}{
		{[]command{none, none}, "this computer has no program that opens it"},
		{[]command{refuses, none}, "xdg-open says “no application is registered”"},
		{[]command{none, refuses}, "xdg-open says “no application is registered”"},
		{[]command{refuses, shows}, ""},
		{[]command{none, shows}, ""},
	} {
		err := system{open: x.open}.show(p.paper)
		if x.wrong == "" && err != nil || x.wrong != "" && (err == nil || err.Error() != x.wrong) {
			t.Errorf("%v: %v", x.open, err)
		}
	}
	if got, err := os.ReadFile(shows.name + ".got"); err != nil || string(got) != "%PDF-1.3" {
		t.Errorf("the viewer got %q, %v", got, err)
	}
	if left := p.left(); len(left) != 1 {
		t.Errorf("left lying: %v", left)
	}
}

// A viewer that goes on after its command has ended holds nothing up.
func TestViewerThatOutlivesItsCommand(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	pipe := filepath.Join(p.bin, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- system{open: []command{p.script("xdg-open", `cat "`+pipe+`" &`)}}.show(p.paper) }()
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(30 * time.Second):
		t.Error("waited for the viewer")
	}
	if w, err := os.OpenFile(pipe, os.O_WRONLY, 0); err == nil { // lets the viewer end
		_ = w.Close()
	}
}
