package bodymap

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"regimen/internal/anatomy"
)

// Front and back stand next to one another, and what is tapped is reported of the body it was tapped on.
func TestFrontAndBackTogether(t *testing.T) {
	_, m, heard := show(t, Options{Bare: true}, 564, 576)
	if m.View() != Both || len(m.panes) != 2 || m.panes[0].view.ID != "anterior" || m.panes[1].view.ID != "posterior" {
		t.Fatalf("shown is %s, in %d views", m.View(), len(m.panes))
	}
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(m.panes).Draw(t, "body")
		shape := rapid.SampledFrom(p.view.Layer(anatomy.Surface)).Draw(t, "region")
		heard.taps = nil
		heard.tap(p, p.toScreen(shape.Center()))
		if len(heard.taps) != 1 {
			t.Fatalf("%d taps were reported", len(heard.taps))
		}
		tap := heard.taps[0]
		if tap.View != p.view.ID || tap.Hits[0].Target != shape.Target() || tap.At.Distance(shape.Center()) > 1 {
			t.Fatalf("%s on the %s is reported as %v at %v on the %s", shape.ID, p.view.ID, tap.Hits[0].Target, tap.At, tap.View)
		}
		if at := m.Spot(p.view.ID, shape.Center()).Subtract(tap.Position); at.X*at.X+at.Y*at.Y > 1 {
			t.Fatalf("the place of %s on the canvas is off by %v", shape.ID, at)
		}
	})
}

// A double tap shows one of the two by itself, with what was tapped in the middle; Escape shows both again.
func TestADoubleTapComesCloserToOneOfTwo(t *testing.T) {
	s, m, heard := show(t, Options{}, 600, 640)
	if m.fit.Visible() {
		t.Error("the way back is offered before anything is out of sight")
	}
	front, back := m.panes[0], m.panes[1]
	place := anatomy.Point{X: 90, Y: 400}
	at := back.toScreen(place)
	twice := func(p *pane, at fyne.Position) {
		heard.tap(p, at)
		heard.clock.now = heard.clock.now.Add(doubleTap / 2)
		test.TapCanvas(s.Window.Canvas(), fyne.CurrentApp().Driver().AbsolutePositionForObject(p).Add(at))
		s.Settle()
	}
	twice(back, at)
	if front.Visible() || !back.Visible() || back.zoom <= 1 || back.Size() != m.figure.Size() || !m.fit.Visible() {
		t.Fatalf("the front is in sight: %v; the back is %v at zoom %v", front.Visible(), back.Size(), back.zoom)
	}
	if d := back.middle.Distance(place); d > 2 {
		t.Errorf("what was tapped is %.0f mm from the middle", d)
	}
	s.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if !front.Visible() || back.zoom != 1 || back.Size().Width > m.figure.Size().Width/2+1 || m.fit.Visible() {
		t.Errorf("after Escape the front is in sight: %v; the back is %v at zoom %v", front.Visible(), back.Size(), back.zoom)
	}
	heard.clock.now = heard.clock.now.Add(time.Minute)
	twice(front, front.toScreen(place))
	s.Tap("Zoom in")
	if back.zoom != 1 {
		t.Error("the button zooms what is out of sight")
	}
	if !m.Reveal(anatomy.Target{Structure: "infraspinatus", Side: anatomy.Left}) || !back.Visible() || back.shown == nil {
		t.Error("what lies on the back is not shown while the front is looked at closely")
	}
}

// A view that is in sight stays as it is; another one comes with those it is shown with.
func TestTurn(t *testing.T) {
	_, m, heard := show(t, Options{Bare: true, View: "posterior"}, 564, 576)
	for _, step := range []struct{ to, shown string }{
		{"posterior", "posterior"},
		{"anterior", Both},
		{"posterior", Both},
		{"lateral-left", "lateral-left"},
		{"sole-right", "sole-"},
		{"sole-left", "sole-"},
		{"posterior", Both},
		{"nowhere", Both},
	} {
		if m.Turn(step.to); m.View() != step.shown {
			t.Errorf("turned to %s, shown is %s", step.to, m.View())
		}
	}
	if len(heard.views) != 0 {
		t.Errorf("reported %v", heard.views)
	}
}

// The two bodies are as large as the room allows: nothing but a row of choices takes of its height, and a second row only
// what the bodies have no use for.
func TestTheBodiesFillTheirRoom(t *testing.T) {
	for _, size := range []fyne.Size{{Width: 564, Height: 576}, {Width: 596, Height: 612}, {Width: 440, Height: 560}, {Width: 900, Height: 900}} {
		_, m, _ := show(t, Options{}, size.Width, size.Height)
		room := m.figure.Size()
		if room.Height < size.Height-110 || room.Width != size.Width {
			t.Errorf("%v: the room of the figure is %v", size, room)
		}
		for _, p := range m.panes {
			if room.Height < size.Height-60 && p.view.Box.Width()*p.scale() < float64(p.Size().Width)-1 {
				t.Errorf("%v: a second row takes of the figure's height", size)
			}
			w, h := p.view.Box.Width()*p.scale(), p.view.Box.Height()*p.scale()
			if w < float64(p.Size().Width)-1 && h < float64(p.Size().Height-p.captionHeight())-1 {
				t.Errorf("%v: a body of %.0f by %.0f in %v", size, w, h, p.Size())
			}
		}
	}
}
