package main

import (
	"fyne.io/fyne/v2"
	"github.com/go-gl/glfw/v3.4/glfw"
)

// clickWhereThePointerIs has a press count at the place the pointer went to just before. Fyne takes the
// pointer's place once a frame but a press at once; a touch screen sends both together, so a tap would
// work what was tapped before. Called once the window is shown, on the UI thread.
func clickWhereThePointerIs(w fyne.Window) {
	c, ok := w.(interface{ RunWithContext(func()) })
	if !ok {
		return
	}
	// One goroutine keeps presses and releases in their order.
	presses := make(chan func(), 64)
	go func() {
		for press := range presses {
			fyne.DoAndWait(press)
		}
	}()
	c.RunWithContext(func() {
		view := glfw.GetCurrentContext()
		answer := view.SetMouseButtonCallback(nil)
		view.SetMouseButtonCallback(func(v *glfw.Window, b glfw.MouseButton, a glfw.Action, m glfw.ModifierKey) {
			presses <- func() { answer(v, b, a, m) }
		})
	})
}

// frame is about what a desktop puts around a window.
const frame = 40

// roomOnScreen is how large a window can be on the first screen. Called on the UI thread once a window is
// shown.
func roomOnScreen(w fyne.Window) fyne.Size {
	screen := glfw.GetPrimaryMonitor()
	if screen == nil {
		return w.Canvas().Size()
	}
	_, _, width, height := screen.GetWorkarea()
	scale := w.Canvas().Scale()
	return fyne.NewSize(float32(width-frame)/scale, float32(height-frame)/scale)
}
