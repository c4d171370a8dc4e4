//go:build linux || windows

package main

import (
	"errors"
	"io"
	"log"
	"runtime"

	"github.com/go-gl/glfw/v3.4/glfw"
)

// tryWindow makes a window as the toolkit will, which nobody sees. The error is cannotDraw. GLFW must be initialised.
func tryWindow() (err error) {
	defer log.SetOutput(log.Writer())
	log.SetOutput(io.Discard) // GLFW complains there on its own
	defer func() {
		if recover() != nil { // of an error it does not expect
			err = errors.New(cannotDraw)
		}
	}()
	glfw.WindowHint(glfw.Visible, glfw.False)
	if runtime.GOARCH == "arm" || runtime.GOARCH == "arm64" {
		glfw.WindowHint(glfw.ClientAPI, glfw.OpenGLESAPI)
		glfw.WindowHint(glfw.ContextVersionMajor, 2)
		glfw.WindowHint(glfw.ContextVersionMinor, 0)
	} else {
		glfw.WindowHint(glfw.ContextVersionMajor, 2)
		glfw.WindowHint(glfw.ContextVersionMinor, 1)
	}
	w, _ := glfw.CreateWindow(10, 10, "Regimen", nil, nil)
	if w == nil {
		return errors.New(cannotDraw)
	}
	w.Destroy()
	return nil
}
