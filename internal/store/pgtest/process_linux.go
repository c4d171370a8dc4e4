package pgtest

import (
	"bytes"
	"os"
	"strconv"
	"syscall"
)

// memoryFolder is a file system in memory.
const memoryFolder = "/dev/shm"

// roomy reports whether the databases of many parallel tests find room: containers often have 64 MB.
func roomy(folder string) bool {
	var s syscall.Statfs_t
	return syscall.Statfs(folder, &s) == nil && s.Bavail*uint64(s.Bsize) > 2<<30
}

// dieWithUs lets the server stop at once, with its children, when this process is gone.
func dieWithUs(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGQUIT }

func childrenOf(pid int) []int {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil
	}
	var all []int
	for _, e := range entries {
		child, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		stat, err := os.ReadFile("/proc/" + e.Name() + "/stat")
		if err != nil {
			continue
		}
		// "pid (name) state parent …", and the name may hold anything.
		fields := bytes.Fields(stat[bytes.LastIndexByte(stat, ')')+1:])
		if len(fields) > 1 && string(fields[1]) == strconv.Itoa(pid) {
			all = append(all, child)
		}
	}
	return all
}
