// Regimen is the working record of a remedial massage clinic. Without a verb it opens the window.
package main

import (
	"os"
	"os/signal"
	"syscall"

	_ "regimen/cmd/regimen/language"
)

// version is what FyneApp.toml says; a release may set another with -ldflags "-X main.version=…".
var version = "0.1.0"

func main() {
	// A reader that closes the pipe early, such as head, is an error to be cleaned up after, not a death.
	signal.Ignore(syscall.SIGPIPE)
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}
