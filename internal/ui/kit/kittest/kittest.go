// Package kittest drives a screen in tests as a user would: by what it says, by
// tapping and by typing. It needs no display. Screens using it must not run in
// parallel within one package: Fyne has one current app.
package kittest

import (
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/ui/kit"
	"regimen/internal/words"
	"regimen/resources"
)

// Screen is a window in memory that holds the content under test.
type Screen struct {
	T      testing.TB
	App    fyne.App
	Window fyne.Window
	Clock  *Clock
}

var loadTranslations = sync.OnceValue(func() error {
	return errors.Join(kit.LoadTranslations(), words.Load(resources.Locale, resources.LocaleDir, lang.SystemLocale().LanguageString()))
})

// New starts an app with the program's theme in memory. kit.Work is synchronous
// until the test ends.
func New(t testing.TB, mode kit.Mode) *Screen {
	t.Helper()
	if err := loadTranslations(); err != nil {
		t.Fatal(err)
	}
	app := test.NewApp()
	app.Settings().SetTheme(kit.NewTheme(mode))
	before := kit.SetSynchronous(true)
	s := &Screen{T: t, App: app, Window: test.NewWindow(nil), Clock: &Clock{}}
	s.Window.SetPadded(false)
	t.Cleanup(func() {
		kit.SetSynchronous(before)
		s.Window.Close()
	})
	return s
}

// Show gives the window its content and size, and lays it out.
func (s *Screen) Show(content fyne.CanvasObject, width, height float32) {
	s.T.Helper()
	s.Window.SetContent(content)
	s.Window.Resize(fyne.NewSize(width, height))
	s.Settle()
}

// Settle lays the window out until wrapped text has found its height, as the real
// window does between frames.
func (s *Screen) Settle() {
	for range 4 {
		moved := false
		for _, o := range append([]fyne.CanvasObject{s.Window.Content()}, s.Window.Canvas().Overlays().List()...) {
			moved = relayout(o) || moved
		}
		if !moved {
			return
		}
	}
}

// relayout lays out everything within an object and reports whether anything came to lie elsewhere.
func relayout(o fyne.CanvasObject) (moved bool) {
	within := func(objects []fyne.CanvasObject, layout func()) {
		before := make([][2]float32, 0, 2*len(objects))
		note := func(to [][2]float32) [][2]float32 {
			for _, child := range objects {
				p, s := child.Position(), child.Size()
				to = append(to, [2]float32{p.X, p.Y}, [2]float32{s.Width, s.Height})
			}
			return to
		}
		before = note(before)
		layout()
		moved = moved || !slices.Equal(before, note(make([][2]float32, 0, len(before))))
		for _, child := range objects {
			moved = relayout(child) || moved
		}
	}
	switch c := o.(type) {
	case *fyne.Container:
		within(c.Objects, func() {
			if c.Layout != nil {
				c.Layout.Layout(c.Objects, c.Size())
			}
		})
	case fyne.Widget:
		r := test.WidgetRenderer(c)
		within(r.Objects(), func() { r.Layout(c.Size()) })
	}
	return moved
}

// Walk visits every visible object of the window, or of the dialog on top of it.
func (s *Screen) Walk(visit func(o fyne.CanvasObject)) {
	root := s.Window.Content()
	if top := s.Window.Canvas().Overlays().Top(); top != nil {
		root = top
	}
	walk(root, visit)
}

func walk(o fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	visit(o)
	children(o, func(child fyne.CanvasObject) { walk(child, visit) })
}

// children visits what an object is made of.
func children(o fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	switch c := o.(type) {
	case *fyne.Container:
		for _, child := range c.Objects {
			visit(child)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(c).Objects() {
			visit(child)
		}
	}
}

// said is what an object itself says, without its parts.
func said(o fyne.CanvasObject) string {
	switch w := o.(type) {
	case *kit.Text:
		return w.Text()
	case *widget.Label:
		return w.Text
	case *canvas.Text:
		return w.Text
	case *kit.Entry:
		return w.Text
	case *kit.Search:
		return w.Text
	case interface{ Name() string }:
		return w.Name()
	case *widget.Button:
		return w.Text
	case *widget.Check:
		return w.Text
	}
	return ""
}

// Texts is everything the window says, in order, without empty texts.
func (s *Screen) Texts() []string {
	var out []string
	s.Walk(func(o fyne.CanvasObject) {
		if t := said(o); t != "" && (len(out) == 0 || out[len(out)-1] != t) {
			out = append(out, t)
		}
	})
	return out
}

// Says reports whether the window says something containing text.
func (s *Screen) Says(text string) bool {
	for _, t := range s.Texts() {
		if strings.Contains(t, text) {
			return true
		}
	}
	return false
}

// MustSay fails the test unless each text is on the screen.
func (s *Screen) MustSay(texts ...string) {
	s.T.Helper()
	for _, t := range texts {
		if !s.Says(t) {
			s.T.Errorf("the screen does not say %q; it says:\n%s", t, strings.Join(s.Texts(), "\n"))
		}
	}
}

// MustNotSay fails the test if one of the texts is on the screen.
func (s *Screen) MustNotSay(texts ...string) {
	s.T.Helper()
	for _, t := range texts {
		if s.Says(t) {
			s.T.Errorf("the screen says %q and should not", t)
		}
	}
}

// Tap taps the first thing that can be tapped and is called name: a button, a
// chip, a row, a tab. It fails the test when there is none or it is disabled.
func (s *Screen) Tap(name string) {
	s.T.Helper()
	var found fyne.Tappable
	s.Walk(func(o fyne.CanvasObject) {
		if t, ok := o.(fyne.Tappable); ok && found == nil && said(o) == name {
			found = t
		}
	})
	if found == nil {
		s.T.Fatalf("nothing called %q can be tapped; the screen says:\n%s", name, strings.Join(s.Texts(), "\n"))
	}
	if d, ok := found.(fyne.Disableable); ok && d.Disabled() {
		s.T.Fatalf("%q is disabled", name)
	}
	size := found.(fyne.CanvasObject).Size()
	test.TapAt(found, fyne.NewPos(size.Width/2, size.Height/2))
	s.Settle()
}

// Field is the field with a label; it fails the test when there is none.
func (s *Screen) Field(label string) *kit.Field {
	s.T.Helper()
	var found *kit.Field
	s.Walk(func(o fyne.CanvasObject) {
		if f, ok := o.(*kit.Field); ok && found == nil && f.Label() == label {
			found = f
		}
	})
	if found == nil {
		s.T.Fatalf("there is no field %q; the screen says:\n%s", label, strings.Join(s.Texts(), "\n"))
	}
	return found
}

// Type replaces the text of the first text field inside the labelled field, as
// typed by a person, and leaves the field.
func (s *Screen) Type(label, text string) {
	s.T.Helper()
	var found fyne.Focusable
	walk(s.Field(label), func(o fyne.CanvasObject) {
		if found != nil {
			return
		}
		switch e := o.(type) {
		case *kit.Entry:
			e.SetText("")
			found = e
		case *kit.Search:
			e.SetText("")
			found = e
		}
	})
	if found == nil {
		s.T.Fatalf("the field %q takes no text", label)
	}
	s.TypeInto(found, text)
	s.Window.Canvas().Unfocus()
	s.Settle()
}

// TypeInto gives a widget the keyboard and types; the keyboard stays there, or
// goes where the widget sends it.
func (s *Screen) TypeInto(w fyne.Focusable, text string) {
	c := s.Window.Canvas()
	c.Focus(w)
	for _, r := range text {
		if f := c.Focused(); f != nil {
			f.TypedRune(r)
		}
	}
	s.Settle()
}

// Key presses special keys on what has the keyboard.
func (s *Screen) Key(keys ...fyne.KeyName) {
	s.T.Helper()
	for _, k := range keys {
		f := s.Window.Canvas().Focused()
		if f == nil {
			s.T.Fatalf("nothing has the keyboard for %s", k)
		}
		f.TypedKey(&fyne.KeyEvent{Name: k})
	}
	s.Settle()
}

// Tab presses the Tab key n times.
func (s *Screen) Tab(n int) {
	for range n {
		s.Window.Canvas().FocusNext()
	}
	s.Settle()
}

// TabTo presses Tab or Shift+Tab, whichever leads there sooner, until what is called name, or the first in the field of that
// label, has the keyboard. It gives how often, and fails the test when no Tab leads there.
func (s *Screen) TabTo(name string) int {
	s.T.Helper()
	c := s.Window.Canvas()
	wanted := map[fyne.Focusable]bool{}
	s.Walk(func(o fyne.CanvasObject) {
		if w, ok := o.(fyne.Focusable); ok && said(o) == name {
			wanted[w] = true
		}
		if f, ok := o.(*kit.Field); ok && f.Label() == name {
			walk(f, func(in fyne.CanvasObject) {
				if w, ok := in.(fyne.Focusable); ok {
					wanted[w] = true
				}
			})
		}
	})
	start := c.Focused()
	best, there := 0, fyne.Focusable(nil)
	for _, step := range []func(){c.FocusNext, c.FocusPrevious} {
		c.Focus(start)
		for n := 1; n < mostTabs; n++ {
			if step(); wanted[c.Focused()] {
				if there == nil || n < best {
					best, there = n, c.Focused()
				}
				break
			}
			if c.Focused() == start {
				break
			}
		}
	}
	if there == nil {
		s.T.Fatalf("no Tab leads to %q; the screen says:\n%s", name, strings.Join(s.Texts(), "\n"))
	}
	c.Focus(there)
	s.Settle()
	return best
}

// mostTabs is after how many a person gives up.
const mostTabs = 60

// Hover moves the pointer over the middle of an object.
func (s *Screen) Hover(o fyne.CanvasObject) {
	if h, ok := o.(desktop.Hoverable); ok {
		h.MouseIn(&desktop.MouseEvent{})
	}
}

// Picture renders the window at a scale.
func (s *Screen) Picture(scale float32) image.Image {
	if c, ok := s.Window.Canvas().(software.WindowlessCanvas); ok {
		c.SetScale(scale)
		defer c.SetScale(1)
		walk(s.Window.Content(), func(o fyne.CanvasObject) {
			if i, ok := o.(*canvas.Image); ok {
				i.Refresh()
			}
		})
	}
	return s.Window.Canvas().Capture()
}

// Save writes a picture of the window to the folder named by REGIMEN_PICTURES, to
// be looked at by a person. Without it nothing is written.
func (s *Screen) Save(name string, scale float32) {
	s.T.Helper()
	dir := os.Getenv("REGIMEN_PICTURES")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, fmt.Sprintf("%s@%gx.png", name, scale)))
	if err != nil {
		s.T.Fatal(err)
	}
	if err := png.Encode(f, s.Picture(scale)); err != nil {
		s.T.Fatal(err)
	}
	if err := f.Close(); err != nil {
		s.T.Fatal(err)
	}
}

// Clock is a clock that moves only when told to.
type Clock struct {
	now   time.Time
	alarm []*alarm
}

type alarm struct {
	at   time.Time
	f    func()
	dead bool
}

// Now is the clock's time; it starts at 09:30 on Tuesday 4 March 2025, UTC.
func (c *Clock) Now() time.Time {
	if c.now.IsZero() {
		c.now = time.Date(2025, 3, 4, 9, 30, 0, 0, time.UTC)
	}
	return c.now
}

// After is a kit.After by this clock.
func (c *Clock) After(d time.Duration, f func()) (stop func()) {
	a := &alarm{at: c.Now().Add(d), f: f}
	c.alarm = append(c.alarm, a)
	return func() { a.dead = true }
}

// Skip moves the clock as while a machine sleeps: what fell due on the way is called by the next Advance.
func (c *Clock) Skip(d time.Duration) { c.now = c.Now().Add(d) }

// Advance moves the clock, calling what falls due on the way, in order.
func (c *Clock) Advance(d time.Duration) {
	end := c.Now().Add(d)
	for {
		var next *alarm
		for _, a := range c.alarm {
			if !a.dead && !a.at.After(end) && (next == nil || a.at.Before(next.at)) {
				next = a
			}
		}
		if next == nil {
			break
		}
		c.now = next.at
		next.dead = true
		next.f()
	}
	c.now = end
}
