package ui

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"

	"fyne.io/fyne/v2/lang"
)

// platform is how one operating system is asked to show or print a file.
type platform struct {
	open, print []command
}

// command is a program and what it is given before the file. With byEnv it finds the file in the
// environment variable fileVariable instead: PowerShell would take a path with spaces apart.
type command struct {
	name  string
	args  []string
	byEnv bool
}

const fileVariable = "REGIMEN_FILE"

func platformOf(goos string) platform {
	switch goos {
	case "windows":
		return platform{
			open: []command{{name: "rundll32", args: []string{"url.dll,FileProtocolHandler"}}},
			print: []command{{
				name:  "powershell",
				args:  []string{"-NoProfile", "-NonInteractive", "-Command", "Start-Process -FilePath $env:" + fileVariable + " -Verb Print"},
				byEnv: true,
			}},
		}
	case "darwin":
		return platform{open: []command{{name: "open"}}, print: []command{{name: "lpr"}}}
	}
	return platform{
		open:  []command{{name: "xdg-open"}, {name: "gio", args: []string{"open"}}},
		print: []command{{name: "lp"}, {name: "lpr"}},
	}
}

// OpenFile hands a file to the operating system's viewer.
func OpenFile(path string) error {
	return handOver(platformOf(runtime.GOOS).open, path,
		lang.L("This computer has no program that opens the file. It is kept as {{.File}}.", map[string]any{"File": path}))
}

// PrintFile hands a file to the operating system's print command.
func PrintFile(path string) error {
	return handOver(platformOf(runtime.GOOS).print, path,
		lang.L("This computer has no print command. The file is kept as {{.File}}: open it and print it from there.", map[string]any{"File": path}))
}

// handOver starts the first of the commands that this computer has.
func handOver(choices []command, path, none string) error {
	for _, c := range choices {
		program, err := exec.LookPath(c.name)
		if err != nil {
			continue
		}
		args := append([]string{}, c.args...)
		if !c.byEnv {
			args = append(args, path)
		}
		cmd := exec.Command(program, args...)
		cmd.Env = append(os.Environ(), fileVariable+"="+path)
		if err := cmd.Start(); err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		// The viewer may stay open for hours; waiting elsewhere only frees the process entry.
		go func() { _ = cmd.Wait() }()
		return nil
	}
	return errors.New(none)
}
