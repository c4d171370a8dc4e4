//go:build unix

package pgtest

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// inheritable says that the server's processes inherit an open pipe.
const inheritable = true

// account is the user the server runs as; the zero value is this process's own.
type account struct {
	credential *syscall.Credential
}

// serverAccount finds another user when this is root, as whom PostgreSQL refuses to run.
func serverAccount() (account, error) {
	if os.Geteuid() != 0 {
		return account{}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(u.Uid, 10, 32)
		if err != nil {
			continue
		}
		gid, err := strconv.ParseUint(u.Gid, 10, 32)
		if err != nil {
			continue
		}
		return account{&syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, nil
	}
	return account{}, errors.New("PostgreSQL does not run as root, and there is no user postgres or nobody to run it as.")
}

// prepare lets a program run as the account, and end when this process does, where the system can.
func (a account) prepare(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: a.credential}
	dieWithUs(cmd.SysProcAttr)
}

func (a account) own(file string) error {
	if a.credential == nil {
		return nil
	}
	return os.Chown(file, int(a.credential.Uid), int(a.credential.Gid))
}

// reaches reports whether the account may pass through a folder and all above it.
func (a account) reaches(folder string) bool {
	folder, err := filepath.EvalSymlinks(folder)
	if err != nil {
		return false
	}
	for a.credential != nil {
		info, err := os.Stat(folder)
		if err != nil || info.Mode()&0o001 == 0 {
			return false
		}
		up := filepath.Dir(folder)
		if up == folder {
			break
		}
		folder = up
	}
	return true
}

// signalStop asks the server to end: in order, or at once.
func (c *Cluster) signalStop(s *server, inOrder bool) {
	sig := syscall.SIGQUIT
	if inOrder {
		sig = syscall.SIGINT
	}
	_ = s.process.Signal(sig) // it has ended already, then
}

// killAll kills the postmaster and its children, none of which can put anything in order. The postmaster is
// held first, lest it make another child meanwhile.
func killAll(postmaster *os.Process) {
	_ = postmaster.Signal(syscall.SIGSTOP)
	children := childrenOf(postmaster.Pid)
	_ = postmaster.Kill()
	for _, pid := range children {
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
}

// freeSharedMemory gives back the segment of a server that was killed; systems have few.
func freeSharedMemory(data string) {
	text, err := os.ReadFile(filepath.Join(data, "postmaster.pid"))
	if err != nil {
		return
	}
	lines := strings.Split(string(text), "\n")
	if len(lines) < 7 {
		return
	}
	if f := strings.Fields(lines[6]); len(f) == 2 {
		_ = exec.Command("ipcrm", "-m", f[1]).Run() // without ipcrm some bytes stay until the next boot
	}
}

// lockFile takes a lock that ends with this process at the latest. free is false when another has it.
func lockFile(name string) (lock io.Closer, free bool, err error) {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, false, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, false, nil //nolint:nilerr // that another has it is an answer
	}
	return f, true, nil
}
