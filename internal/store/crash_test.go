package store

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"regimen/internal/clinic"
	"regimen/internal/store/pgtest"
)

// crashFolder tells this program, run again by a test, to be a window that works until it is killed.
const (
	crashFolder   = "REGIMEN_TEST_CRASH_FOLDER"
	crashDatabase = "REGIMEN_TEST_CRASH_DATABASE"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(crashFolder); dir != "" {
		if err := workUntilKilled(dir, os.Getenv(crashDatabase)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	if os.Getenv(moveFrom) != "" {
		if err := moveUntilKilled(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(pgtest.Main(m))
}

// workUntilKilled applies operations and prints the id of each when it is acknowledged.
func workUntilKilled(dir, url string) error {
	ctx := context.Background()
	s, err := Open(ctx, Config{Dir: dir, URL: url})
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		p := s.cfg.NewID()
		op := clinic.Operation{Label: clinic.Say("Add"), Scope: p, Put: []clinic.Record{patient(p, "Ann", fmt.Sprintf("Smith%d", n)), assessment("a"+p, p)}}
		for i := range 20 {
			op.Put = append(op.Put, finding(fmt.Sprintf("f%d%s", i, p), p, "a"+p))
		}
		c, err := s.Apply(ctx, op)
		if err != nil {
			return err
		}
		fmt.Println(c.Operation)
		if n%3 == 2 {
			if c, err = s.Undo(ctx, p); err != nil {
				return err
			}
			fmt.Println(c.Operation)
		}
	}
}

// Whatever was acknowledged is there after the program was killed in the middle of its work.
func TestCrash(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	acknowledged := make(map[string]bool)
	r := rand.New(rand.NewPCG(3, 4))
	for range 20 {
		acknowledged = killOnce(t, dir, 1+r.IntN(12), acknowledged)
		// A command may read before a window puts things in order.
		cfg := testConfig(t, dir)
		cfg.ReadOnly = true
		reader := must(Open(t.Context(), cfg))(t)
		holdsAll(t, reader, acknowledged)
		if err := reader.Close(); err != nil {
			t.Fatal(err)
		}
		s := openIn(t, dir)
		report := must(s.Check(t.Context()))(t)
		if !report.OK() {
			t.Fatalf("after a crash: %v", report.Problems)
		}
		holdsAll(t, s, acknowledged)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if len(acknowledged) < 20 {
		t.Errorf("only %d operations were acknowledged", len(acknowledged))
	}
}

func holdsAll(t *testing.T, s *Store, acknowledged map[string]bool) {
	t.Helper()
	there := must(texts(t.Context(), s.reads, "SELECT id FROM operation ORDER BY id"))(t)
	for id := range acknowledged {
		if _, found := slices.BinarySearch(there, id); !found {
			t.Fatal("an acknowledged operation is gone")
		}
	}
}

// killOnce lets a window work until it has acknowledged some operations, kills it, and adds all that it
// acknowledged.
func killOnce(t *testing.T, dir string, after int, acknowledged map[string]bool) map[string]bool {
	t.Helper()
	window := exec.Command(os.Args[0])
	window.Env = append(os.Environ(), crashFolder+"="+dir, crashDatabase+"="+databaseOf(t, dir))
	var complaints strings.Builder
	window.Stderr = &complaints
	out := must(window.StdoutPipe())(t)
	if err := window.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	seen := 0
	for {
		line, err := lines.ReadString('\n')
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		acknowledged[strings.TrimSpace(line)] = true
		if seen++; seen == after {
			if err := window.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if window.Wait() == nil || seen < after {
		t.Fatalf("the window ended by itself after %d operations: %s", seen, complaints.String())
	}
	return acknowledged
}
