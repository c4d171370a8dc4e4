package main

import (
	"errors"
	"os"

	"github.com/go-gl/glfw/v3.4/glfw"
)

const cannotDraw = "this display offers no OpenGL 2.1, which the window is drawn with. The records are safe and were not opened. " +
	"Install the graphics driver or Mesa (libgl1-mesa-dri), turn on 3D acceleration in the virtual machine, allow GLX on the remote desktop, " +
	"or use a verb such as “regimen list patients”"

// checkDisplay says in a sentence that there is no display, or none that the window can be drawn on. The toolkit
// would end the program, or worse, without one.
func checkDisplay() error {
	x11, wayland := os.Getenv("DISPLAY") != "", os.Getenv("WAYLAND_DISPLAY") != ""
	if !x11 && !wayland {
		return errors.New("there is no display to open the window on. Start it from a desktop, or use a verb such as “regimen list patients”")
	}
	if !wayland && os.Getenv("FYNE_PLATFORM") == "" {
		// Trying Wayland all the same would only print a complaint.
		_ = os.Setenv("FYNE_PLATFORM", "x11")
	}
	switch os.Getenv("FYNE_PLATFORM") {
	case "x11":
		glfw.InitHint(glfw.PlatformHint, int(glfw.PlatformX11))
	case "wayland":
		glfw.InitHint(glfw.PlatformHint, int(glfw.PlatformWayland))
	}
	if err := glfw.Init(); err != nil {
		return errors.New("the display cannot be reached or does not let the window open. Start it from your own desktop, or use a verb such as “regimen list patients”")
	}
	defer glfw.Terminate()
	return tryWindow()
}

// tellOutside: whoever starts the program from a desktop without a window to tell them looks at stderr.
func tellOutside(error) {}
