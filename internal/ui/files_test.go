package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestEverySystemCanOpenAndPrint(t *testing.T) {
	t.Parallel()
	for goos, want := range map[string][2]string{
		"windows": {"rundll32", "powershell"}, "darwin": {"open", "lpr"}, "linux": {"xdg-open", "lp"}, "freebsd": {"xdg-open", "lp"},
	} {
		p := platformOf(goos)
		if p.open[0].name != want[0] || p.print[0].name != want[1] {
			t.Errorf("%s: %+v", goos, p)
		}
	}
}

func TestHandOver(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "a plan.pdf")
	if err := handOver([]command{{name: "no-such-program-here"}}, file, "No program."); err == nil || err.Error() != "No program." {
		t.Errorf("without a program: %v", err)
	}
	if _, err := os.Stat("/bin/sh"); err != nil {
		t.Skip("needs a shell")
	}
	out := filepath.Join(dir, "out")
	byEnv := command{name: "sh", args: []string{"-c", `printf %s "$` + fileVariable + `" > "` + out + `.env"`}, byEnv: true}
	last := command{name: "sh", args: []string{"-c", `printf %s "$0" > "` + out + `.arg"`}}
	for suffix, c := range map[string]command{".env": byEnv, ".arg": last} {
		if err := handOver([]command{{name: "no-such-program-here"}, c}, file, ""); err != nil {
			t.Fatal(err)
		}
		if got := eventually(t, out+suffix); got != file {
			t.Errorf("%s got %q", suffix, got)
		}
	}
}

// eventually reads a file that another process is about to write.
func eventually(t *testing.T, file string) string {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for range 1000 {
		if b, err := os.ReadFile(file); err == nil && len(b) > 0 {
			return strings.TrimSpace(string(b))
		}
		<-tick.C
	}
	t.Fatalf("%s was never written", file)
	return ""
}
