package main

import (
	"errors"

	"github.com/go-gl/glfw/v3.4/glfw"
	"golang.org/x/sys/windows"
)

const cannotDraw = "this computer offers no OpenGL 2.1, which the window is drawn with; a remote desktop or a virtual machine often has none. " +
	"The records are safe and were not opened. Install the driver of the graphics card, turn on 3D acceleration in the virtual machine, " +
	"put Mesa's opengl32.dll beside the program, or use a verb such as “regimen list patients”"

// checkDisplay says in a sentence that the window cannot be drawn. The toolkit would go on without one.
func checkDisplay() error {
	if err := glfw.Init(); err != nil {
		return errors.New("the screen cannot be reached. Start the program from your own desktop, or use a verb such as “regimen list patients”")
	}
	defer glfw.Terminate()
	return tryWindow()
}

// tellOutside shows an error in a box of the system: whoever starts the program by its icon does not see stderr.
func tellOutside(err error) {
	text, textErr := windows.UTF16PtrFromString("Regimen cannot start: " + err.Error() + ".")
	caption, captionErr := windows.UTF16PtrFromString("Regimen")
	if errors.Join(textErr, captionErr) == nil {
		_, _ = windows.MessageBox(0, text, caption, windows.MB_OK|windows.MB_ICONERROR|windows.MB_SETFOREGROUND)
	}
}
