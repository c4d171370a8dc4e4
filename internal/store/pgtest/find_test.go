package pgtest

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// recorder is a test whose end is looked at by another.
type recorder struct {
	testing.TB
	failed, skipped string
	cleanups        []func()
}

type ended struct{}

func (r *recorder) Helper() {}

func (r *recorder) Fatal(args ...any) {
	r.failed = fmt.Sprint(args...)
	panic(ended{})
}

func (r *recorder) Fatalf(format string, args ...any) { r.Fatal(fmt.Sprintf(format, args...)) }

func (r *recorder) Skip(args ...any) {
	r.skipped = fmt.Sprint(args...)
	panic(ended{})
}

func (r *recorder) Cleanup(f func()) { r.cleanups = append(r.cleanups, f) }

func (r *recorder) cleanUp() {
	for _, f := range r.cleanups {
		f()
	}
}

// do runs the test.
func (r *recorder) do(test func()) {
	defer func() {
		if x := recover(); x != nil && x != any(ended{}) {
			panic(x)
		}
	}()
	test()
}

// fake makes a folder of server programs of some version.
func fake(t *testing.T, version string, programs ...string) string {
	t.Helper()
	bin := t.TempDir()
	for _, p := range programs {
		script := "#!/bin/sh\necho '" + p + " (PostgreSQL) " + version + "'\n"
		if err := os.WriteFile(filepath.Join(bin, p), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return bin
}

// Not parallel: a program that is being written while another test starts one cannot be run on Linux.
func TestFind(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("The programs are shell scripts here.")
	}
	both := []string{"postgres", "initdb"}
	v12, v15, v17 := fake(t, "12.3", both...), fake(t, "15.1 (Debian)", both...), fake(t, "17beta1", both...)
	client := t.TempDir()
	half := fake(t, "16.0", "postgres")
	for _, x := range []struct {
		lists [][]string
		bin   string
		says  string
	}{
		{[][]string{{client, v15, v17}, {}}, v17, ""},
		{[][]string{{v15}, {v17}}, v15, ""},
		{[][]string{{client, v12}, {v15, v17}}, v17, ""},
		{[][]string{{client}, {half}}, "", "initdb is missing"},
		{[][]string{{v12}}, "", "too old: version 13"},
		{[][]string{{client, "."}}, "", "not installed"},
	} {
		i, err := find(x.lists...)
		if i.bin != x.bin || (err == nil) != (x.says == "") || err != nil && !strings.Contains(err.Error(), x.says) {
			t.Errorf("%v: %v, %v", x.lists, i, err)
		}
	}
}

func TestMissing(t *testing.T) {
	t.Parallel()
	why := errors.New("PostgreSQL is not installed: nowhere.")
	r := &recorder{TB: t}
	r.do(func() { missing(r, why, false) })
	if r.skipped != why.Error() || r.failed != "" {
		t.Errorf("skipped %q, failed %q", r.skipped, r.failed)
	}
	r = &recorder{TB: t}
	r.do(func() { missing(r, why, true) })
	if r.failed != why.Error()+" REGIMEN_POSTGRES=required does not allow that." || r.skipped != "" {
		t.Errorf("skipped %q, failed %q", r.skipped, r.failed)
	}
	var said bytes.Buffer
	announce(&said, nil)
	if said.Len() > 0 {
		t.Errorf("said %q for nothing", &said)
	}
	announce(&said, why)
	if said.String() != "PostgreSQL is not installed: the store was tested on SQLite only.\n" {
		t.Errorf("said %q", &said)
	}
}
