//go:build unix && !linux

package pgtest

import (
	"os/exec"
	"strconv"
	"strings"
	"syscall"
)

const memoryFolder = "" // there is none that everybody has

func roomy(string) bool { return false }

// dieWithUs can do nothing here: a server whose test process was killed ends when its folder is swept.
func dieWithUs(*syscall.SysProcAttr) {}

func childrenOf(pid int) []int {
	out, err := exec.Command("pgrep", "-P", strconv.Itoa(pid)).Output()
	if err != nil {
		return nil
	}
	var all []int
	for _, f := range strings.Fields(string(out)) {
		if child, err := strconv.Atoi(f); err == nil {
			all = append(all, child)
		}
	}
	return all
}
