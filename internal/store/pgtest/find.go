package pgtest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
)

const (
	// lowest is the oldest major version the shared records are for.
	lowest = 13
	// demand is the environment variable that turns a missing server from a skip into a failure when it
	// says "required".
	demand = "REGIMEN_POSTGRES"
)

// installation is a set of server programs.
type installation struct {
	bin   string // their folder
	major int
}

func (i installation) program(name string) string {
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	return filepath.Join(i.bin, name)
}

// installed finds the programs once: a PATH changed later is not seen.
var installed = sync.OnceValues(func() (installation, error) {
	return find(filepath.SplitList(os.Getenv("PATH")), usualFolders())
})

// usualFolders are where distributions keep the programs out of PATH.
func usualFolders() []string {
	var all []string
	for _, pattern := range []string{
		"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin",
		"/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin",
		`C:\Program Files\PostgreSQL\*\bin`,
	} {
		found, _ := filepath.Glob(pattern) // fails on a malformed pattern only
		all = append(all, found...)
	}
	return all
}

// find takes the newest installation of the first list that has one: whoever puts a version into PATH
// wants that one.
func find(lists ...[]string) (installation, error) {
	wrong := ""
	for _, list := range lists {
		best := installation{}
		for _, bin := range list {
			i := installation{bin: bin}
			if _, err := os.Stat(i.program("postgres")); err != nil || !filepath.IsAbs(bin) {
				continue
			}
			if _, err := os.Stat(i.program("initdb")); err != nil {
				wrong = fmt.Sprintf("initdb is missing beside postgres in %s", bin)
				continue
			}
			out, err := exec.Command(i.program("postgres"), "--version").Output()
			if err != nil {
				wrong = fmt.Sprintf("postgres in %s does not say its version", bin)
				continue
			}
			i.major = majorOf(string(out))
			if i.major < lowest {
				wrong = fmt.Sprintf("postgres in %s is too old: version %d or later is needed", bin, lowest)
				continue
			}
			if i.major > best.major {
				best = i
			}
		}
		if best.major > 0 {
			return best, nil
		}
	}
	if wrong != "" {
		return installation{}, errors.New("PostgreSQL is not usable here: " + wrong + ".")
	}
	return installation{}, errors.New("PostgreSQL is not installed: there is no postgres with its initdb in PATH or in the folders of the distributions.")
}

// majorOf reads "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", also "17beta1".
func majorOf(said string) int {
	_, said, _ = strings.Cut(said, "(PostgreSQL)")
	said = strings.TrimSpace(said)
	end := strings.IndexFunc(said, func(r rune) bool { return r < '0' || r > '9' })
	if end >= 0 {
		said = said[:end]
	}
	n, _ := strconv.Atoi(said)
	return n
}

// Available says in a sentence what is missing to run a server here, or nil.
func Available() error {
	if _, err := installed(); err != nil {
		return err
	}
	_, err := serverAccount()
	return err
}

// Need lets a test go on only where a server can be run. Elsewhere it is skipped with a sentence, or fails
// when the environment says REGIMEN_POSTGRES=required.
func Need(t testing.TB) {
	t.Helper()
	if err := Available(); err != nil {
		missing(t, err, os.Getenv(demand) == "required")
	}
}

func missing(t testing.TB, err error, required bool) {
	t.Helper()
	if required {
		t.Fatalf("%v %s=%s does not allow that.", err, demand, "required")
	}
	t.Skip(err)
}
