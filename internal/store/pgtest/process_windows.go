package pgtest

import (
	"io"
	"os"
	"os/exec"
	"strconv"
)

// inheritable says that the server's processes inherit an open pipe.
const inheritable = false

const memoryFolder = "" // there is none that everybody has

func roomy(string) bool { return false }

// account is the user the server runs as: this process's own. The server gives up an administrator's rights
// by itself.
type account struct{}

func serverAccount() (account, error) { return account{}, nil }

func (account) prepare(*exec.Cmd) {}

func (account) own(string) error { return nil }

func (account) reaches(folder string) bool {
	_, err := os.Stat(folder)
	return err == nil
}

func (c *Cluster) signalStop(s *server, inOrder bool) {
	mode := "immediate"
	if inOrder {
		mode = "fast"
	}
	cmd := exec.Command(c.programs.program("pg_ctl"), "stop", "-D", c.data(), "-m", mode)
	if cmd.Run() != nil {
		killAll(s.process)
	}
}

func killAll(postmaster *os.Process) {
	if exec.Command("taskkill", "/T", "/F", "/PID", strconv.Itoa(postmaster.Pid)).Run() != nil {
		_ = postmaster.Kill()
	}
}

func freeSharedMemory(string) {}

// lockFile holds a file open, which keeps others from removing it. free is false when another holds it.
func lockFile(name string) (lock io.Closer, free bool, err error) {
	if err := os.Remove(name); err != nil && !os.IsNotExist(err) {
		return nil, false, nil //nolint:nilerr // that another has it is an answer
	}
	f, err := os.Create(name)
	return f, err == nil, err
}
