package bodymap

import (
	"math"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"regimen/internal/anatomy"
	"regimen/internal/drawing"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

// slide presses a pane at one place and lifts at another.
func slide(s *kittest.Screen, p *pane, from, to fyne.Position) {
	at := s.App.Driver().AbsolutePositionForObject(p)
	half := fyne.NewPos((from.X+to.X)/2, (from.Y+to.Y)/2)
	s.Hand().Drag(at.Add(from), at.Add(half), at.Add(to))
}

// A window calls it a drag when a finger slips by two pixels; a therapist calls it a tap.
func TestAFingerThatSlipsTaps(t *testing.T) {
	for _, zoomed := range []bool{false, true} {
		s, m, heard := show(t, Options{Bare: true, View: "posterior"}, 500, 700)
		p := m.panes[0]
		if zoomed {
			m.zoomBy(2)
		}
		middle := p.middle
		from := fyne.NewPos(250, 350)
		want := p.toFigure(from)
		for i, slip := range kittest.Slips {
			heard.clock.now = heard.clock.now.Add(time.Minute)
			slide(s, p, from, from.AddXY(slip.DX, slip.DY))
			if len(heard.taps) != i+1 {
				t.Fatalf("zoomed %v, slip %v: %d taps", zoomed, slip, len(heard.taps))
			}
			if got := heard.taps[i].At; got.Distance(want) > 1 {
				t.Errorf("zoomed %v: tapped at %v, the finger came down at %v", zoomed, got, want)
			}
		}
		if p.middle != middle {
			t.Errorf("zoomed %v: the figure moved", zoomed)
		}
		heard.clock.now = heard.clock.now.Add(time.Minute)
		slide(s, p, from, from.AddXY(60, 0))
		if len(heard.taps) != len(kittest.Slips) {
			t.Errorf("zoomed %v: a drag tapped", zoomed)
		}
		if moved := p.middle != middle; moved != zoomed {
			t.Errorf("zoomed %v: moved %v", zoomed, moved)
		}
	}
}

// The second tap of two zooms, however both slip.
func TestASlippedDoubleTapZooms(t *testing.T) {
	s, m, _ := show(t, Options{Bare: true, View: "posterior"}, 500, 700)
	p, from := m.panes[0], fyne.NewPos(250, 350)
	slide(s, p, from, from.AddXY(6, -3))
	slide(s, p, from.AddXY(4, 4), from.AddXY(-2, 9))
	if p.zoom == 1 {
		t.Error("two taps that slip do not zoom")
	}
}

// The pen draws from the first pixel: a short line is a line, where a tap is a dot.
func TestThePenDrawsShortLines(t *testing.T) {
	s, m, heard := show(t, Options{Bare: true, View: "posterior"}, 500, 700)
	m.SetTool(Pen)
	p, from := m.panes[0], fyne.NewPos(250, 350)
	slide(s, p, from, from.AddXY(6, 5))
	slide(s, p, from, from)
	if len(heard.strokes) != 2 || len(heard.strokes[0].Points) < 2 || len(heard.strokes[1].Points) != 1 {
		t.Fatalf("got %+v", heard.strokes)
	}
	if first := heard.strokes[0].Points[0]; first.Distance(p.toFigure(from)) > 1 {
		t.Errorf("the line begins at %v, the pen came down at %v", first, p.toFigure(from))
	}
}

func TestASlippedTapDrawsNoArrow(t *testing.T) {
	s, m, heard := show(t, Options{Bare: true, View: "posterior"}, 500, 700)
	m.SetTool(Arrow)
	p, from := m.panes[0], fyne.NewPos(250, 350)
	slide(s, p, from, from.AddXY(4, 3))
	if len(heard.strokes)+len(heard.taps) != 0 {
		t.Errorf("an arrow of 5 pixels: %v, and a tap: %v", heard.strokes, heard.taps)
	}
	slide(s, p, from, from.AddXY(40, 30))
	if len(heard.strokes) != 1 || !heard.strokes[0].Arrow {
		t.Errorf("an arrow of 50 pixels: %v", heard.strokes)
	}
}

// A finger that misses a button draws nothing beside the body, and a line that is drawn off the edge ends there.
func TestThePenDrawsOnTheBody(t *testing.T) {
	s, m, heard := show(t, Options{Bare: true, View: "posterior"}, 500, 700)
	p := m.panes[0]
	for _, tool := range []Tool{Pen, Arrow} {
		m.SetTool(tool)
		slide(s, p, fyne.NewPos(8, 650), fyne.NewPos(8, 650))
		slide(s, p, fyne.NewPos(8, 600), fyne.NewPos(12, 650))
	}
	if len(heard.strokes)+len(heard.taps) != 0 {
		t.Errorf("beside the body: drawn %v, tapped %v", heard.strokes, heard.taps)
	}
	m.SetTool(Pen)
	slide(s, p, fyne.NewPos(250, 350), fyne.NewPos(900, -300))
	if len(heard.strokes) != 1 {
		t.Fatalf("off the edge: %v", heard.strokes)
	}
	room := p.visible()
	for _, at := range heard.strokes[0].Points {
		if !room.Contains(at) && room.Max.Distance(at) > 1 && math.Abs(at.X-room.Max.X) > 0.01 && math.Abs(at.Y-room.Min.Y) > 0.01 {
			t.Errorf("%v is off the edge of %v", at, room)
		}
	}
}

// A second contact neither draws nor ends what the first one draws.
func TestASecondContactDrawsNothing(t *testing.T) {
	s, m, heard := show(t, Options{Bare: true, View: "posterior"}, 500, 700)
	m.SetTool(Pen)
	p := m.panes[0]
	at := s.App.Driver().AbsolutePositionForObject(p).AddXY(250, 350)
	h := s.Hand()
	h.Move(at)
	h.Down(desktop.MouseButtonPrimary)
	h.Move(at.AddXY(5, 20))
	h.Down(desktop.MouseButtonSecondary)
	h.Up(desktop.MouseButtonSecondary)
	h.Move(at.AddXY(5, 40))
	h.Up(desktop.MouseButtonPrimary)
	if len(heard.strokes) != 1 || len(heard.strokes[0].Points) != 3 {
		t.Errorf("drawn %+v", heard.strokes)
	}
}

func TestEraseReportsTapsAnywhere(t *testing.T) {
	s, m, heard := show(t, Options{Bare: true, View: "posterior"}, 500, 700)
	p := m.panes[0]
	m.SetTool(Erase)
	heard.tap(p, fyne.NewPos(8, 650)) // beside the body
	slide(s, p, fyne.NewPos(250, 350), fyne.NewPos(255, 352))
	if len(heard.rubs) != 2 || len(heard.taps) != 0 || len(heard.strokes) != 0 {
		t.Fatalf("rubs %v, taps %v, lines %v", heard.rubs, heard.taps, heard.strokes)
	}
	r := heard.rubs[0]
	if r.View != "posterior" || r.At.Distance(p.toFigure(fyne.NewPos(8, 650))) > 1 || r.Reach <= 0 {
		t.Errorf("got %+v", r)
	}
	m.zoomBy(4)
	heard.tap(p, fyne.NewPos(250, 350))
	if near := heard.rubs[2].Reach; near >= r.Reach {
		t.Errorf("close up a finger covers %v of %v millimetres", near, r.Reach)
	}
}

func TestStrokesAreTheirSources(t *testing.T) {
	s, m, heard := show(t, Options{Bare: true, View: "posterior"}, 500, 700)
	m.SetTool(Pen)
	for i, source := range []drawing.Source{drawing.Therapist, drawing.Patient} {
		if i > 0 {
			m.SetStrokeSource(source)
		}
		slide(s, m.panes[0], fyne.NewPos(200, 300), fyne.NewPos(260, 360))
		if got := heard.strokes[i].Source; got != source {
			t.Errorf("drawn by %q, not %q", got, source)
		}
	}
}

func TestEndReveal(t *testing.T) {
	_, m, _ := show(t, Options{Bare: true, View: All}, 1200, 700)
	target := anatomy.Target{Structure: "deltoid.posterior", Side: anatomy.Left}
	if !m.Reveal(target) {
		t.Fatal("the deltoid is not drawn")
	}
	pointed := func() int {
		n := 0
		for _, p := range m.panes {
			if p.shown != nil {
				n++
			}
		}
		return n
	}
	if n := pointed(); n != 1 {
		t.Errorf("%d views point it out", n)
	}
	m.EndReveal()
	if n := pointed(); n != 0 {
		t.Errorf("%d views point it out afterwards", n)
	}
}

// In a low window the choices fold into menus: nothing lies over the figure.
func TestALowWindowKeepsTheFigureClear(t *testing.T) {
	for _, size := range []fyne.Size{{Width: 440, Height: 335}, {Width: 440, Height: 260}, {Width: 620, Height: 560}, {Width: 420, Height: 760}} {
		s, m, _ := show(t, Options{View: "posterior"}, size.Width, size.Height)
		d := fyne.CurrentApp().Driver()
		p := m.panes[0]
		at, room := d.AbsolutePositionForObject(p), p.Size()
		if room.Height < 200 {
			t.Errorf("%v: the figure is %v high", size, room.Height)
		}
		controls := []fyne.CanvasObject{m.views, m.layers, m.more}
		for _, u := range m.menus {
			controls = append(controls, u.button)
		}
		for _, o := range controls {
			c, z := d.AbsolutePositionForObject(o), o.Size()
			if o.Visible() && c.X+1 < at.X+room.Width && at.X+1 < c.X+z.Width && c.Y+1 < at.Y+room.Height && at.Y+1 < c.Y+z.Height {
				t.Errorf("%v: %T at %v lies over the figure at %v %v", size, o, c, at, room)
			}
		}
		s.Settle()
	}
}

func TestMenusChooseWhatTheChipsDo(t *testing.T) {
	s, m, heard := show(t, Options{View: "posterior"}, 440, 335)
	view := m.menus[0].button
	if !view.Visible() || view.Text != "Back" {
		t.Fatalf("the menu of views says %q, visible %v", view.Text, view.Visible())
	}
	if z := view.MinSize(); z.Height < kit.Target {
		t.Errorf("the menu is %v high", z.Height)
	}
	test.Tap(view)
	s.Settle()
	s.MustSay("Front + back", "Feet")
	m.menus[0].items()[0].Action()
	if m.View() != Both || view.Text != "Front + back" || len(heard.views) != 1 {
		t.Errorf("shows %s, says %q, reported %v", m.View(), view.Text, heard.views)
	}
	m.menus[1].items()[1].Action()
	if m.Layer() != anatomy.Deep || m.menus[1].button.Text != "Deep" {
		t.Errorf("layer %v, says %q", m.Layer(), m.menus[1].button.Text)
	}
}

// The pointer ends up beside what a finger that slips tapped: what was tapped is what is named and pointed out.
func TestWhatWasTappedIsPointedOut(t *testing.T) {
	_, m, _ := show(t, Options{Bare: true, View: "posterior"}, 700, 1000)
	p := m.panes[0]
	m.options.OnTap = func(tap Tap) { m.Reveal(tap.Hits[0].Shape.Target()) }
	at := p.toScreen(p.view.Find(anatomy.Target{Structure: "supraspinatus", Side: anatomy.Right})[0].Center()).SubtractXY(0, 9)
	beside := at.AddXY(0, 9)
	moved := func(to fyne.Position) { p.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: to}}) }
	moved(at)
	want := p.rendered.tip.Text
	p.Tapped(&fyne.PointEvent{Position: at})
	moved(beside)
	if got := p.rendered.tip.Text; got != want || p.rendered.cursor.img.Hidden {
		t.Errorf("tapped %s, pointed out %s", want, got)
	}
	moved(beside.AddXY(0, 60))
	if got := p.rendered.tip.Text; got == want {
		t.Error("the pointer names nothing more")
	}
	if p.rendered.cursor.img.Hidden {
		t.Error("it is pointed out no longer")
	}
	p.MouseOut()
	if got := p.rendered.tip.Text; got != want {
		t.Errorf("without the pointer it is called %s", got)
	}
}

// Where there is hardly room for the figure, nothing lies over it or over another: what is seldom wanted has it all.
func TestANarrowRoomHasOneMenu(t *testing.T) {
	s, m, _ := show(t, Options{}, 256, 320)
	d := fyne.CurrentApp().Driver()
	view, more := m.menus[0].button, m.more
	if !view.Visible() || m.menus[1].button.Visible() || m.layers.Visible() || m.views.Visible() || m.zoomIn.Visible() || m.fit.Visible() {
		t.Fatal("more than two controls are in sight")
	}
	if end := d.AbsolutePositionForObject(view).X + view.Size().Width; end > d.AbsolutePositionForObject(more).X {
		t.Errorf("the menus lie over one another: %v", end)
	}
	pick := func(label string) {
		t.Helper()
		for _, item := range m.moreItems() {
			if item.Label == label {
				item.Action()
				s.Settle()
				return
			}
		}
		t.Fatalf("%q is not in the menu", label)
	}
	pick("Deep")
	pick("Zoom in")
	if m.Layer() != anatomy.Deep || m.panes[0].zoom <= 1 || m.fit.Visible() {
		t.Errorf("layer %v at zoom %v", m.Layer(), m.panes[0].zoom)
	}
	pick("Show the whole figure")
	if m.panes[0].zoom != 1 {
		t.Errorf("zoom %v", m.panes[0].zoom)
	}
	s.Show(m, 1000, 900)
	if !m.zoomIn.Visible() || !m.layers.Visible() || m.layers.Value() != anatomy.Deep.String() {
		t.Error("with room the controls do not come back")
	}
}
