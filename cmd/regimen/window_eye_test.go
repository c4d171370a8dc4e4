//go:build window

package main

import (
	"encoding/json"
	"fmt"
	"net"
	"os"
	"reflect"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regimen/internal/store/pgtest"
)

// eyeVariable names the socket at which the program under test tells what is in its window. It is set
// for the program that the test starts, and makes this test binary be that program.
const eyeVariable = "REGIMEN_TEST_EYE"

// TestMain is the program itself when a test started it, with an eye that looks and never touches.
func TestMain(m *testing.M) {
	socket := os.Getenv(eyeVariable)
	if socket == "" {
		os.Exit(pgtest.Main(m))
	}
	l, err := net.Listen("unix", socket)
	if err != nil {
		fmt.Fprintln(os.Stderr, "the eye:", err)
		os.Exit(failed)
	}
	go serveEye(l)
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// thing is something in the window, at its visible place on the canvas.
type thing struct {
	Kind     string
	Says     string // what it is called or says itself
	Value    string // of a text field: what is typed in it
	Up       int    // what it is part of; -1 for nothing
	X, Y     float32
	W, H     float32 // 0 when it is out of sight
	FullH    float32
	FullY    float32
	Tap      bool
	Field    bool // takes text
	Scroll   bool
	Disabled bool
	Focused  bool
}

func (t thing) centre() (x, y float32) { return t.X + t.W/2, t.Y + t.H/2 }

func (t thing) seen() bool { return t.W > 1 && t.H > 1 }

// holds reports whether a point is on it.
func (t thing) holds(x, y float32) bool {
	return t.seen() && x >= t.X && x < t.X+t.W && y >= t.Y && y < t.Y+t.H
}

// sight is all that is in a window, in the order of drawing.
type sight struct {
	Title  string
	Scale  float32
	Width  float32
	Height float32
	// The pointer, where the toolkit takes it to be: a press goes there.
	PointerX float32
	PointerY float32
	Things   []thing
}

// serveEye answers every call with what is in the window now.
func serveEye(l net.Listener) {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		awaitFrame()
		var s sight
		fyne.DoAndWait(func() { s = look() })
		_ = json.NewEncoder(c).Encode(s) // whoever hung up asks again
		c.Close()
	}
}

// awaitFrame waits until the window was drawn anew after everything that the X server had sent before:
// the toolkit moves its animations once a frame, when it has dealt with its events.
func awaitFrame() {
	drawn := make(chan struct{})
	var a *fyne.Animation
	frames := 0
	a = fyne.NewAnimation(time.Hour, func(float32) {
		if frames++; frames == 2 {
			a.Stop()
			close(drawn)
		}
	})
	fyne.DoAndWait(a.Start)
	<-drawn
}

func look() sight {
	windows := fyne.CurrentApp().Driver().AllWindows()
	if len(windows) == 0 {
		return sight{}
	}
	w := windows[0]
	c := w.Canvas()
	s := sight{Title: w.Title(), Scale: c.Scale(), Width: c.Size().Width, Height: c.Size().Height}
	// The toolkit tells nobody where it takes the pointer to be.
	if at := reflect.Indirect(reflect.ValueOf(w)).FieldByName("mousePos"); at.IsValid() {
		s.PointerX, s.PointerY = float32(at.FieldByName("X").Float()), float32(at.FieldByName("Y").Float())
	}
	root := c.Content()
	if top := c.Overlays().Top(); top != nil {
		root = top
	}
	s.add(root, -1, box{0, 0, s.Width, s.Height}, c.Focused())
	return s
}

// box is left, top, right and bottom.
type box struct{ l, t, r, b float32 }

func (a box) and(b box) box {
	return box{max(a.l, b.l), max(a.t, b.t), max(a.l, b.l, min(a.r, b.r)), max(a.t, b.t, min(a.b, b.b))}
}

func (s *sight) add(o fyne.CanvasObject, up int, clip box, focused fyne.Focusable) {
	if o == nil || !o.Visible() {
		return
	}
	at, size := fyne.CurrentApp().Driver().AbsolutePositionForObject(o), o.Size()
	in := clip.and(box{at.X, at.Y, at.X + size.Width, at.Y + size.Height})
	t := thing{
		Kind: fmt.Sprintf("%T", o), Up: up, X: in.l, Y: in.t, W: in.r - in.l, H: in.b - in.t, FullH: size.Height, FullY: at.Y,
	}
	_, t.Tap = o.(fyne.Tappable)
	_, t.Scroll = o.(interface{ ScrollToTop() })
	if d, ok := o.(fyne.Disableable); ok {
		t.Disabled = d.Disabled()
	}
	if f, ok := o.(fyne.Focusable); ok {
		t.Focused = f == focused
	}
	t.Says, t.Value, t.Field = saysOf(o)
	s.Things = append(s.Things, t)
	self := len(s.Things) - 1
	if t.Scroll {
		clip = in
	}
	switch c := o.(type) {
	case *fyne.Container:
		for _, child := range c.Objects {
			s.add(child, self, clip, focused)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(c).Objects() {
			s.add(child, self, clip, focused)
		}
	}
}

// saysOf is what an object says, whatever its type calls it. A text field says its placeholder.
func saysOf(o fyne.CanvasObject) (says, value string, field bool) {
	text := func(name string) string {
		v := reflect.Indirect(reflect.ValueOf(o))
		if v.Kind() == reflect.Struct {
			if f := v.FieldByName(name); f.IsValid() && f.Kind() == reflect.String {
				return f.String()
			}
		}
		return ""
	}
	if _, ok := o.(interface{ SelectedText() string }); ok {
		return text("PlaceHolder"), text("Text"), true
	}
	switch w := o.(type) {
	case interface{ Name() string }:
		return w.Name(), "", false
	case interface{ Label() string }:
		return w.Label(), "", false
	case interface{ Text() string }:
		return w.Text(), "", false
	}
	return text("Text"), "", false
}
