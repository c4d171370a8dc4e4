//go:build !windows

package document

import "syscall"

// errHeld is what the system says of a file that another program holds.
const errHeld = syscall.ETXTBSY
