package document

import "syscall"

// errHeld is ERROR_SHARING_VIOLATION, which the syscall package has no name for.
const errHeld = syscall.Errno(32)
