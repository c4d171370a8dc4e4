// Regimen is the working record of a remedial massage clinic. Without a verb it opens the window.
package main

import "os"

// version is what FyneApp.toml says; a release may set another with -ldflags "-X main.version=…".
var version = "0.1.0"

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}
