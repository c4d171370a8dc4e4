package main

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/go-gl/glfw/v3.4/glfw"

	"regimen/internal/ui/kit"
)

// pointer stands between the system and Fyne, on the UI thread. It has a press count at the place the pointer went
// to just before: Fyne takes the pointer's place once a frame but a press at once, and a touch screen sends both
// together, so a tap would work what was tapped before. And it tells taps from drags.
type pointer struct {
	press   kit.Press
	x, y    float64 // in the window system's pixels
	downX   float64
	downY   float64
	waiting []pointed
	moved   glfw.CursorPosCallback // Fyne's
	pressed glfw.MouseButtonCallback
}

// pointed is what the pointer did: a move, or a press or release of a button.
type pointed struct {
	view   *glfw.Window
	x, y   float64
	move   bool
	button glfw.MouseButton
	action glfw.Action
	mods   glfw.ModifierKey
}

// takePointer puts a pointer before a window. Called once the window is shown, on the UI thread.
func takePointer(w fyne.Window) {
	c, ok := w.(interface{ RunWithContext(func()) })
	if !ok {
		return
	}
	p := &pointer{press: kit.Press{Canvas: w.Canvas()}}
	c.RunWithContext(func() {
		view := glfw.GetCurrentContext()
		p.x, p.y = view.GetCursorPos()
		p.moved, p.pressed = view.SetCursorPosCallback(nil), view.SetMouseButtonCallback(nil)
		view.SetCursorPosCallback(func(v *glfw.Window, x, y float64) {
			p.x, p.y = x, y
			p.take(pointed{view: v, x: x, y: y, move: true})
		})
		view.SetMouseButtonCallback(func(v *glfw.Window, b glfw.MouseButton, a glfw.Action, m glfw.ModifierKey) {
			p.take(pointed{view: v, x: p.x, y: p.y, button: b, action: a, mods: m})
		})
	})
}

// take hands a move on at once, unless a button waits before it. A button waits until Fyne has the place.
func (p *pointer) take(e pointed) {
	n := len(p.waiting)
	switch {
	case e.move && n == 0:
		p.move(e)
	case e.move && p.waiting[n-1].move:
		p.waiting[n-1] = e
	default:
		p.waiting = append(p.waiting, e)
		if n == 0 {
			fyne.Do(p.work)
		}
	}
}

// work hands on what waits, in its order.
func (p *pointer) work() {
	for len(p.waiting) > 0 {
		e := p.waiting[0]
		hand := p.click
		if e.move {
			hand = p.move
		}
		went := hand(e)
		p.waiting = p.waiting[1:]
		if went && len(p.waiting) > 0 {
			afterFrame(p.work)
			return
		}
	}
}

// move reports whether Fyne was told of a place, which it takes with the next frame.
func (p *pointer) move(e pointed) bool {
	if p.press.Holds(p.at(e)) {
		return false
	}
	p.moved(e.view, e.x, e.y)
	return true
}

// click reports what move does: after a tap that slipped, the pointer is not where Fyne knows it.
func (p *pointer) click(e pointed) bool {
	button := desktop.MouseButton(1) << e.button
	if e.action == glfw.Press {
		if p.press.Down(button, p.at(e)) {
			p.downX, p.downY = e.x, e.y
			p.pressed(e.view, e.button, e.action, e.mods)
		}
		return false
	}
	slipped := p.press.Holds(p.at(e)) && (e.x != p.downX || e.y != p.downY)
	if !p.press.Up(button) {
		return false
	}
	p.pressed(e.view, e.button, e.action, e.mods)
	if slipped {
		p.moved(e.view, e.x, e.y)
	}
	return slipped
}

// at is a place in Fyne's units.
func (p *pointer) at(e pointed) fyne.Position {
	scale := p.press.Canvas.Scale()
	return fyne.NewPos(float32(e.x)/scale, float32(e.y)/scale)
}

// afterFrame calls f once Fyne has taken the pointer's place: it moves its animations after that.
func afterFrame(f func()) {
	var a *fyne.Animation
	a = fyne.NewAnimation(time.Hour, func(float32) {
		a.Stop()
		f()
	})
	a.Start()
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
