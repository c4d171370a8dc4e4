package main

import (
	"errors"
	"os"

	"github.com/go-gl/glfw/v3.4/glfw"
)

// checkDisplay says in a sentence that there is no display. The toolkit would end the program, or
// worse, without one.
func checkDisplay() error {
	x11, wayland := os.Getenv("DISPLAY") != "", os.Getenv("WAYLAND_DISPLAY") != ""
	if !x11 && !wayland {
		return errors.New("there is no display to open the window on. Start it from a desktop, or use a verb such as “regimen list patients”")
	}
	if !wayland && os.Getenv("FYNE_PLATFORM") == "" {
		// Trying Wayland all the same would only print a complaint.
		_ = os.Setenv("FYNE_PLATFORM", "x11")
		glfw.InitHint(glfw.PlatformHint, int(glfw.PlatformX11))
	}
	if err := glfw.Init(); err != nil {
		return errors.New("the display cannot be reached or does not let the window open. Start it from your own desktop, or use a verb such as “regimen list patients”")
	}
	glfw.Terminate()
	return nil
}
