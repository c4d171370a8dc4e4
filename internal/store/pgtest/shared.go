package pgtest

import (
	"context"
	"fmt"
	"io"
	"os"
	"sync"
	"testing"
)

// shared is the cluster of this process.
var shared struct {
	sync.Mutex
	cluster *Cluster
	err     error
}

// Shared is the one cluster of this process, started when it is first asked for. Where no server can be run
// the test is skipped, as Need says. Whoever kills a server or changes its certificate starts their own.
func Shared(t testing.TB) *Cluster {
	t.Helper()
	Need(t)
	shared.Lock()
	defer shared.Unlock()
	if shared.cluster == nil && shared.err == nil {
		shared.cluster, shared.err = Start(context.Background(), Options{})
	}
	if shared.err != nil {
		t.Fatal(shared.err)
	}
	return shared.cluster
}

// Own is a cluster for one test, stopped when it ends. It is skipped as Need says.
func Own(t testing.TB, opts Options) *Cluster {
	t.Helper()
	Need(t)
	c, err := Start(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Stop)
	return c
}

// Main runs the tests of a package for its TestMain, stops the shared cluster and says when there was no
// server. It returns the exit status.
func Main(m *testing.M) int {
	defer Announce()
	defer func() {
		shared.Lock()
		defer shared.Unlock()
		if shared.cluster != nil {
			shared.cluster.Stop()
		}
	}()
	return m.Run()
}

// Announce says on standard error, in a line, when the tests had no server.
func Announce() { announce(os.Stderr, Available()) }

func announce(w io.Writer, missing error) {
	if missing != nil {
		fmt.Fprintln(w, "PostgreSQL is not installed: the store was tested on SQLite only.")
	}
}
