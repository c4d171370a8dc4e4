package bodymap

import (
	"image"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"regimen/internal/anatomy"
	"regimen/internal/books/bookstest"
	"regimen/internal/drawing"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

// Fyne keeps one app for all tests, so those that show a window do not run
// side by side.

func atlas(t testing.TB) *anatomy.Atlas {
	t.Helper()
	return bookstest.Atlas(t)
}

// clock is a time that passes only when told to.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time { return c.now }

// heard is what a map reported.
type heard struct {
	taps    []Tap
	strokes []Stroke
	rubs    []Rub
	views   []string
	clock   clock
}

func (h *heard) options(o Options) Options {
	o.OnTap = func(t Tap) { h.taps = append(h.taps, t) }
	o.OnStroke = func(s Stroke) { h.strokes = append(h.strokes, s) }
	o.OnErase = func(r Rub) { h.rubs = append(h.rubs, r) }
	o.OnViewChanged = func(v string) { h.views = append(h.views, v) }
	o.Now = h.clock.Now
	return o
}

func show(t testing.TB, o Options, w, h float32) (*kittest.Screen, *Map, *heard) {
	t.Helper()
	s := kittest.New(t, kit.ModeLight)
	heard := &heard{}
	m := New(atlas(t), heard.options(o))
	s.Show(m, w, h)
	return s, m, heard
}

// tap taps at a place of a pane, long after any tap before.
func (h *heard) tap(p *pane, at fyne.Position) {
	h.clock.now = h.clock.now.Add(time.Minute)
	test.TapCanvas(fyne.CurrentApp().Driver().CanvasForObject(p), fyne.CurrentApp().Driver().AbsolutePositionForObject(p).Add(at))
}

// Every region of every view, tapped in its middle, answers with its
// structure and side and the place of the tap.
func TestTapEveryRegion(t *testing.T) {
	s, m, heard := show(t, Options{Bare: true}, 1000, 1300)
	for _, g := range m.groups {
		m.SetView(g.id)
		s.Settle()
		for _, l := range anatomy.Layers() {
			m.SetLayer(l)
			for _, p := range m.panes {
				for _, shape := range p.view.Layer(l) {
					heard.taps = nil
					heard.tap(p, p.toScreen(shape.Center()))
					if len(heard.taps) != 1 {
						t.Fatalf("%s, %s: %d taps were reported", p.view.ID, shape.ID, len(heard.taps))
					}
					tap := heard.taps[0]
					if tap.View != p.view.ID || tap.At.Distance(shape.Center()) > 1 || tap.Keyboard {
						t.Errorf("%s: the tap is %s %v", shape.ID, tap.View, tap.At)
					}
					if l == anatomy.Surface && tap.Hits[0].Target != shape.Target() {
						t.Errorf("%s: %s answers with %v", p.view.ID, shape.ID, tap.Hits[0].Target)
					}
					if !slices.ContainsFunc(tap.Hits, func(h anatomy.Hit) bool { return h.Target == shape.Target() }) {
						t.Errorf("%s: %s is not offered", p.view.ID, shape.ID)
					}
					if tap.Hits[0].Shape.Layer != l {
						t.Errorf("%s: %s answers with the %s layer", p.view.ID, shape.ID, tap.Hits[0].Shape.Layer)
					}
				}
			}
		}
		m.SetLayer(anatomy.Surface)
	}
}

func TestTapBesideTheFigureIsSilent(t *testing.T) {
	_, m, heard := show(t, Options{Bare: true}, 600, 1000)
	heard.tap(m.panes[0], fyne.NewPos(5, 60))
	if len(heard.taps) != 0 {
		t.Errorf("got %v", heard.taps)
	}
}

// What is tapped stays under the finger when coming nearer.
func TestZoomKeepsThePlace(t *testing.T) {
	_, m, _ := show(t, Options{Bare: true, View: "anterior"}, 120, 200) // small, for every step is drawn
	p := m.panes[0]
	rapid.Check(t, func(t *rapid.T) {
		p.fitAll()
		for range rapid.IntRange(1, 6).Draw(t, "times") {
			b := p.view.Box
			at := p.toScreen(anatomy.Point{
				X: rapid.Float64Range(b.Min.X, b.Max.X).Draw(t, "x"),
				Y: rapid.Float64Range(b.Min.Y, b.Max.Y).Draw(t, "y"),
			})
			before := p.toFigure(at)
			p.Scrolled(&fyne.ScrollEvent{
				PointEvent: fyne.PointEvent{Position: at},
				Scrolled:   fyne.Delta{DY: float32(rapid.IntRange(1, 50).Draw(t, "wheel"))},
			})
			after := p.toScreen(before)
			if d := math.Hypot(float64(after.X-at.X), float64(after.Y-at.Y)); d > 1.5 {
				t.Fatalf("the place moved by %v pixels", d)
			}
			if p.zoom < 1 || p.zoom > zoomMost {
				t.Fatalf("zoom %v", p.zoom)
			}
		}
		p.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: -1000}})
		for p.zoom > 1 {
			p.zoomAt(fyne.NewPos(0, 0), 0.5)
		}
		if p.middle.Distance(p.view.Box.Center()) > 2/p.scale() {
			t.Fatalf("zoomed out, the figure is not in the middle but at %v", p.middle)
		}
	})
}

// Screen and figure are two names of one place.
func TestPlacesGoBothWays(t *testing.T) {
	_, m, _ := show(t, Options{Bare: true, View: "anterior"}, 700, 900)
	p := m.panes[0]
	rapid.Check(t, func(t *rapid.T) {
		p.zoom = rapid.Float64Range(1, zoomMost).Draw(t, "zoom")
		p.hold()
		pos := fyne.NewPos(float32(rapid.Float64Range(0, 700).Draw(t, "x")), float32(rapid.Float64Range(0, 900).Draw(t, "y")))
		if back := p.toScreen(p.toFigure(pos)); math.Abs(float64(back.X-pos.X)) > 0.01 || math.Abs(float64(back.Y-pos.Y)) > 0.01 {
			t.Fatalf("%v became %v", pos, back)
		}
	})
}

func TestDragMovesAZoomedFigure(t *testing.T) {
	s, m, heard := show(t, Options{Bare: true, View: "anterior"}, 600, 1000)
	p := m.panes[0]
	drag := func() {
		test.Drag(s.Window.Canvas(), fyne.NewPos(300, 500), 40, -30)
	}
	before := p.toScreen(anatomy.Point{X: 0, Y: 900})
	drag()
	if after := p.toScreen(anatomy.Point{X: 0, Y: 900}); after != before {
		t.Errorf("the whole figure moved from %v to %v", before, after)
	}
	p.zoomAt(fyne.NewPos(300, 500), 4)
	before = p.toScreen(anatomy.Point{X: 0, Y: 900})
	drag()
	after := p.toScreen(anatomy.Point{X: 0, Y: 900})
	// It goes with the finger from where the drag is told from a tap: 12 of its 50.
	if dx, dy := after.X-before.X, after.Y-before.Y; math.Abs(float64(dx-40*0.76)) > 1.5 || math.Abs(float64(dy+30*0.76)) > 1.5 {
		t.Errorf("the figure moved by %v, %v", dx, dy)
	}
	if len(heard.taps)+len(heard.strokes) != 0 {
		t.Error("a drag was reported as something else")
	}
}

func dragEvent(from, to fyne.Position) *fyne.DragEvent {
	return &fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}, Dragged: fyne.Delta{DX: to.X - from.X, DY: to.Y - from.Y}}
}

func TestPenReportsPointsInMillimetres(t *testing.T) {
	_, m, heard := show(t, Options{View: "anterior", StrokeSource: drawing.Patient}, 800, 1000)
	m.SetTool(Pen)
	p := m.panes[0]
	want := []anatomy.Point{{X: 0, Y: 400}, {X: 30, Y: 500}, {X: -20, Y: 600}}
	for i := 1; i < len(want); i++ {
		p.Dragged(dragEvent(p.toScreen(want[i-1]), p.toScreen(want[i])))
	}
	if p.rendered.pen.img.Hidden {
		t.Error("the line is not shown while it is drawn")
	}
	p.DragEnd()
	if len(heard.strokes) != 1 {
		t.Fatalf("%d strokes were reported", len(heard.strokes))
	}
	got := heard.strokes[0]
	if got.View != "anterior" || got.Arrow || got.Source != drawing.Patient || got.Width <= 0 || len(got.Points) != len(want) {
		t.Fatalf("got %+v", got)
	}
	for i := range want {
		if got.Points[i].Distance(want[i]) > 0.5 {
			t.Errorf("point %d is %v, want %v", i, got.Points[i], want[i])
		}
	}
	if !p.rendered.pen.img.Hidden {
		t.Error("the line is still shown though it was handed over")
	}
	m.SetStrokes(heard.strokes)
	if p.rendered.strokes.img.Hidden {
		t.Error("a stroke that was set is not shown")
	}
	heard.tap(p, p.toScreen(anatomy.Point{X: 10, Y: 500}))
	if n := len(heard.strokes); n != 2 || len(heard.strokes[1].Points) != 1 || len(heard.taps) != 0 {
		t.Errorf("a tap of the pen gave %d strokes and %d taps", n, len(heard.taps))
	}
}

func TestArrowGoesFromFirstToLast(t *testing.T) {
	_, m, heard := show(t, Options{View: "anterior"}, 800, 1000)
	m.SetTool(Arrow)
	p := m.panes[0]
	a, b, c := anatomy.Point{X: 0, Y: 400}, anatomy.Point{X: 90, Y: 500}, anatomy.Point{X: 40, Y: 700}
	p.Dragged(dragEvent(p.toScreen(a), p.toScreen(b)))
	p.Dragged(dragEvent(p.toScreen(b), p.toScreen(c)))
	p.DragEnd()
	if len(heard.strokes) != 1 || !heard.strokes[0].Arrow || len(heard.strokes[0].Points) != 2 {
		t.Fatalf("got %+v", heard.strokes)
	}
	if pts := heard.strokes[0].Points; pts[0].Distance(a) > 0.5 || pts[1].Distance(c) > 0.5 {
		t.Errorf("the arrow goes from %v to %v", pts[0], pts[1])
	}
	m.SetTool(Select)
	p.Dragged(dragEvent(p.toScreen(a), p.toScreen(b)))
	p.DragEnd()
	if len(heard.strokes) != 1 {
		t.Error("selecting drew a line")
	}
}

func TestDoubleTapZooms(t *testing.T) {
	_, m, heard := show(t, Options{Bare: true, View: "anterior"}, 600, 1000)
	p := m.panes[0]
	at := p.toScreen(anatomy.Point{X: 60, Y: 400})
	heard.tap(p, at)
	heard.clock.now = heard.clock.now.Add(doubleTap / 2)
	p.Tapped(&fyne.PointEvent{Position: at})
	if p.zoom <= 1 || len(heard.taps) != 1 {
		t.Errorf("zoom %v after %d taps", p.zoom, len(heard.taps))
	}
	heard.tap(p, at)
	heard.clock.now = heard.clock.now.Add(doubleTap / 2)
	p.Tapped(&fyne.PointEvent{Position: at})
	if p.zoom != 1 {
		t.Errorf("a second double tap left zoom %v", p.zoom)
	}
	heard.taps = nil
	heard.tap(p, at)
	heard.clock.now = heard.clock.now.Add(doubleTap / 2)
	p.Tapped(&fyne.PointEvent{Position: at.AddXY(3*steady, 0)})
	if p.zoom != 1 || len(heard.taps) != 2 {
		t.Errorf("two quick taps in two places: zoom %v, %d taps", p.zoom, len(heard.taps))
	}
}

// Page Down visits every region once and Enter taps each; the arrows reach
// all of them too, see the test of anatomy.View.Neighbour.
func TestKeyboardWalksEveryRegion(t *testing.T) {
	s, m, heard := show(t, Options{Bare: true, View: "anterior"}, 700, 1000)
	p := m.panes[0]
	s.Window.Canvas().Focus(p)
	key := func(n fyne.KeyName) { p.TypedKey(&fyne.KeyEvent{Name: n}) }
	all := p.view.Layer(anatomy.Surface)
	key(fyne.KeyHome)
	seen := map[anatomy.Target]bool{}
	for range all {
		key(fyne.KeyReturn)
		key(fyne.KeyPageDown)
	}
	for _, tap := range heard.taps {
		if !tap.Keyboard {
			t.Error("a key is reported as a finger")
		}
		seen[tap.Hits[0].Target] = true
	}
	for _, shape := range all {
		if !seen[shape.Target()] {
			t.Errorf("%s was not reached", shape.ID)
		}
	}
	key(fyne.KeyHome)
	first := p.cursor
	key(fyne.KeyDown)
	if p.cursor == first || p.cursor.Center().Y <= first.Center().Y {
		t.Errorf("Down went from %s to %s", first.ID, p.cursor.ID)
	}
	key(fyne.KeyPageUp)
	key(fyne.KeyEnd)
	if p.cursor == first {
		t.Error("End stayed at the beginning")
	}
}

func TestKeysZoomAndTurn(t *testing.T) {
	s, m, heard := show(t, Options{View: "anterior"}, 900, 1000)
	p := m.panes[0]
	s.Window.Canvas().Focus(p)
	p.TypedRune('+')
	p.TypedRune('+')
	if p.zoom <= zoomStep {
		t.Errorf("zoom %v", p.zoom)
	}
	p.TypedRune('-')
	p.TypedRune('0')
	if p.zoom != 1 {
		t.Errorf("zoom %v", p.zoom)
	}
	p.TypedRune('7')
	if m.View() != "posterior" || !slices.Equal(heard.views, []string{"posterior"}) {
		t.Errorf("shown is %s, reported %v", m.View(), heard.views)
	}
	if s.Window.Canvas().Focused() != fyne.Focusable(m.panes[0]) {
		t.Error("the keyboard was lost by turning the figure")
	}
	p.TypedRune('9') // there is no ninth choice
	if m.View() != "posterior" {
		t.Errorf("shown is %s", m.View())
	}
}

func TestFocusRingShowsForTheKeyboardOnly(t *testing.T) {
	s, m, heard := show(t, Options{Bare: true, View: "anterior"}, 600, 1000)
	p := m.panes[0]
	heard.tap(p, p.toScreen(anatomy.Point{X: 60, Y: 400}))
	if !p.focused || !p.rendered.ring.Hidden {
		t.Error("a tap must take the keyboard without showing the ring")
	}
	p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if p.rendered.ring.Hidden || p.rendered.cursor.img.Hidden || p.rendered.tip.Hidden {
		t.Error("a key must show ring, region and name")
	}
	s.Window.Canvas().Unfocus()
	if !p.rendered.ring.Hidden || !p.rendered.tip.Hidden {
		t.Error("the ring stays without the keyboard")
	}
}

func TestHoverNamesTheStructure(t *testing.T) {
	_, m, _ := show(t, Options{Bare: true, View: "posterior"}, 700, 1000)
	p := m.panes[0]
	shape := p.view.Find(anatomy.Target{Structure: "gluteus.medius", Side: anatomy.Left})[0]
	p.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p.toScreen(shape.Center())}})
	if got := p.rendered.tip.Text; got != "Left gluteus medius" || p.rendered.tip.Hidden || p.rendered.hover.img.Hidden {
		t.Errorf("the name is %q", got)
	}
	at, size := p.rendered.tipPlate.Position(), p.rendered.tipPlate.Size()
	if at.X < 0 || at.Y < 0 || at.X+size.Width > p.Size().Width {
		t.Errorf("the name is cut off at %v", at)
	}
	p.MouseOut()
	if !p.rendered.tip.Hidden || !p.rendered.hover.img.Hidden {
		t.Error("the name stays")
	}
}

func marksOn(v *anatomy.View, n int) []drawing.Mark {
	var out []drawing.Mark
	kinds := drawing.KindStyles()
	for i := range n {
		s := v.Layer(anatomy.Surface)[(i*7)%len(v.Layer(anatomy.Surface))]
		out = append(out, drawing.Mark{
			Code: s.Codes[0], Side: s.Side, Kind: kinds[i%len(kinds)].Kind, Severity: i % 11,
			Source: []drawing.Source{drawing.Patient, drawing.Therapist}[i%2],
		})
	}
	return out
}

// The images of marks that did not change, and that of the figure, are kept.
func TestUnchangedMarksAreNotDrawnAgain(t *testing.T) {
	_, m, _ := show(t, Options{Bare: true, View: "anterior"}, 700, 1000)
	p := m.panes[0]
	marks := marksOn(p.view, 6)
	m.SetMarks(marks[:5])
	plain, before := p.rendered.plain.img.Image, images(p)
	if len(before) != 10 {
		t.Fatalf("5 marks have %d images", len(before))
	}
	m.SetMarks(marks)
	after := images(p)
	kept := 0
	for img := range after {
		if before[img] {
			kept++
		}
	}
	if len(after) != 12 || kept < 8 {
		t.Errorf("of %d images %d were kept", len(after), kept)
	}
	if p.rendered.plain.img.Image != plain {
		t.Error("the figure was drawn again for a mark")
	}
	m.SetMarks(nil)
	if n := len(images(p)); n != 0 {
		t.Errorf("%d images are left of no marks", n)
	}
	m.SetMuscle(true)
	if p.rendered.plain.img.Image == plain {
		t.Error("the figure was not drawn again in colour")
	}
}

func images(p *pane) map[image.Image]bool {
	out := map[image.Image]bool{}
	for _, s := range slices.Concat(p.rendered.regions, p.rendered.badges) {
		out[s.img.Image] = true
	}
	return out
}

func TestBadgeTapReportsItsMark(t *testing.T) {
	var got []drawing.Mark
	_, m, heard := show(t, Options{Bare: true, View: "anterior", OnMarkTapped: func(k drawing.Mark) { got = append(got, k) }}, 700, 1000)
	p := m.panes[0]
	m.SetMarks(marksOn(p.view, 3))
	for _, placed := range p.rendered.placed {
		got = nil
		heard.tap(p, p.toScreen(placed.Spot))
		if len(got) != 1 || got[0] != placed.Mark {
			t.Errorf("the badge of %s reported %v", placed.Mark.Code, got)
		}
	}
	if len(heard.taps) != 0 {
		t.Error("a badge was reported as the figure")
	}
}

// Images lie pixel on pixel at every density, so that nothing is blurred.
func TestImagesFitTheScreensPixels(t *testing.T) {
	for _, scale := range []float32{1, 1.25, 2} {
		s, m, _ := show(t, Options{Bare: true, View: "anterior"}, 600, 900)
		c, ok := s.Window.Canvas().(software.WindowlessCanvas)
		if !ok {
			t.Fatal("the test window cannot be scaled")
		}
		c.SetScale(scale)
		m.SetMarks(marksOn(m.panes[0].view, 4))
		m.Refresh()
		p := m.panes[0]
		p.Refresh()
		sprites := append([]*sprite{p.rendered.plain}, slices.Concat(p.rendered.regions, p.rendered.badges)...)
		for _, sp := range sprites {
			size := sp.img.Image.Bounds().Size()
			w, h := float64(sp.img.Size().Width*scale), float64(sp.img.Size().Height*scale)
			if math.Abs(w-float64(size.X)) > 0.51 || math.Abs(h-float64(size.Y)) > 0.51 {
				t.Errorf("scale %v: %v pixels are shown as %v x %v", scale, size, w, h)
			}
			x := float64(sp.img.Position().X * scale)
			if d := math.Abs(x - math.Round(x)); d > 0.02 {
				t.Errorf("scale %v: an image begins at pixel %v", scale, x)
			}
		}
	}
}

func TestThemeChangesTheFigure(t *testing.T) {
	s, m, _ := show(t, Options{Bare: true, View: "anterior"}, 500, 800)
	p := m.panes[0]
	before := p.rendered.plain.img.Image
	s.App.Settings().SetTheme(kit.NewTheme(kit.ModeDark))
	p.Refresh()
	if p.rendered.plain.img.Image == before || p.rendered.look.Palette != drawing.Dark {
		t.Error("the figure stayed light")
	}
}

func TestChipsAndButtons(t *testing.T) {
	s, m, heard := show(t, Options{}, 1000, 900)
	s.MustSay("Front + back", "Left", "Right", "Hands", "Feet", "Surface", "Deep", "Points", "Patient's left", "Patient's right")
	s.Tap("Hands")
	if m.View() != "palm-" || len(heard.views) != 1 {
		t.Errorf("shown is %s", m.View())
	}
	s.Tap("Deep")
	if m.Layer() != anatomy.Deep || !m.panes[0].rendered.look.Deep {
		t.Error("the deep layer is not shown")
	}
	more := func(label string) {
		t.Helper()
		for _, item := range m.moreItems() {
			if item.Label == label {
				item.Action()
				return
			}
		}
		t.Fatalf("%q is not among what there is more", label)
	}
	s.Tap("More about the figure")
	s.MustSay("Front", "Back", "All sides", "Muscles in colour")
	s.Window.Canvas().Overlays().Top().Hide()
	more("Muscles in colour")
	if !m.Muscle() || !m.panes[0].rendered.look.Muscle {
		t.Error("the muscles have no colour")
	}
	s.Tap("Zoom in")
	if m.panes[0].zoom <= 1 {
		t.Error("the button does not zoom in")
	}
	s.Tap("Zoom out")
	s.Tap("Zoom in")
	s.Tap("Show the whole figure")
	if m.panes[0].zoom != 1 {
		t.Error("the figure is not shown whole")
	}
	more("All sides")
	if len(m.panes) != 4 || m.views.Value() != Both {
		t.Errorf("%d views are shown", len(m.panes))
	}
	more("Back")
	if m.View() != "posterior" || len(m.panes) != 1 {
		t.Errorf("shown is %s", m.View())
	}
	if m.Err() != nil {
		t.Error(m.Err())
	}
}

func TestTargetsAreLargeEnough(t *testing.T) {
	for _, size := range []fyne.Size{fyne.NewSize(500, 600), fyne.NewSize(360, 460), fyne.NewSize(1200, 900)} {
		s, m, _ := show(t, Options{}, size.Width, size.Height)
		s.Walk(func(o fyne.CanvasObject) {
			if _, ok := o.(fyne.Tappable); ok && (o.Size().Height < kit.Target || o.Size().Width < kit.Target) {
				t.Errorf("at %v a %T is only %v", size, o, o.Size())
			}
		})
		f := m.figure
		if f.Position().X < 0 || f.Position().Y < 0 || f.Size().Height < 200 {
			t.Errorf("at %v the figure is at %v, %v", size, f.Position(), f.Size())
		}
		s.Save("bodymap", 1)
	}
}

func TestReveal(t *testing.T) {
	s, m, _ := show(t, Options{View: "anterior"}, 900, 900)
	target := anatomy.Target{Structure: "infraspinatus", Side: anatomy.Right}
	if !m.Reveal(target) {
		t.Fatal("the infraspinatus is drawn nowhere")
	}
	s.Settle()
	if back := m.panes[1]; m.View() != Both || back.cursor == nil || !back.cursor.Stands(target) || m.panes[0].cursor != nil {
		t.Errorf("pointed out is %v on %s", back.cursor, m.View())
	}
	if m.Reveal(anatomy.Target{Structure: "no.such", Side: anatomy.Left}) {
		t.Error("something unknown was revealed")
	}
}

// A structure that is pointed out is forgotten when the layer changes: the other layer has other shapes.
func TestLayerForgetsWhatWasPointedOut(t *testing.T) {
	s, m, _ := show(t, Options{}, 700, 800)
	for _, l := range anatomy.Layers() {
		if !m.Reveal(anatomy.Target{Structure: "trapezius.upper", Side: anatomy.Left}) {
			t.Fatal("the upper trapezius is nowhere")
		}
		s.Settle()
		m.SetLayer(l)
		s.Settle()
		for _, p := range m.panes {
			if p.shown != nil || p.cursor != nil || p.hover != nil {
				t.Errorf("%v: something of the layer before is still pointed out", l)
			}
		}
	}
}

func TestListTwin(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	var taps []Tap
	a := atlas(t)
	l := NewListTwin(a, func(tap Tap) { taps = append(taps, tap) })
	s.Show(l, 400, 800)
	if len(l.Found()) != 0 || len(l.rows) != len(a.Parts()) {
		t.Fatalf("at first %d structures and %d lines are listed", len(l.Found()), len(l.rows))
	}
	for _, p := range a.Parts() { // opening every part lists every structure
		i := slices.IndexFunc(l.rows, func(r listLine) bool { return r.part == p })
		l.choose(i)
	}
	want := 0
	for _, st := range a.Structures() {
		want += len(st.Sides())
	}
	if got := len(l.Found()); got != want {
		t.Errorf("%d structures are listed, want %d", got, want)
	}
	s.Tap("Left")
	if slices.ContainsFunc(l.Found(), func(x anatomy.Target) bool { return x.Side == anatomy.Right }) {
		t.Error("the right side is listed beside the left")
	}
	l.Find("upper trap")
	if got := l.Found(); len(got) == 0 || got[0] != (anatomy.Target{Structure: "trapezius.upper", Side: anatomy.Left}) {
		t.Fatalf("found %v", got)
	}
	if row := l.row(0); row.What != "Left upper trapezius" || !strings.Contains(row.Quiet, "muscle") {
		t.Errorf("the line says %+v", row)
	}
	l.search.OnSubmitted("")
	if len(taps) != 1 || taps[0].View == "" || taps[0].Hits[0].Structure != "trapezius.upper" || taps[0].Hits[0].Shape == nil {
		t.Fatalf("got %+v", taps)
	}
	if !taps[0].Hits[0].Shape.Contains(taps[0].At) {
		t.Error("the place is not on the structure")
	}
	l.Find("qqqq")
	if len(l.Found()) != 0 || l.none.Hidden {
		t.Error("an empty result does not say so")
	}
}

// BenchmarkMarkAgainstFigure compares what a tap repaints, one mark, with the
// whole figure, in one run, so that the ratio holds on any machine.
func BenchmarkMarkAgainstFigure(b *testing.B) {
	_, m, _ := show(b, Options{Bare: true, View: "posterior"}, 1600, 1800)
	p := m.panes[0]
	marks := marksOn(p.view, 9)
	var mark, whole time.Duration
	for b.Loop() {
		m.SetMarks(marks[:8])
		start := time.Now()
		m.SetMarks(marks)
		mark += time.Since(start)
		start = time.Now()
		grid := p.rendered.raster()
		grid.draw(drawing.Plain(p.view, p.rendered.look), grid.pixels(p.view.Box))
		whole += time.Since(start)
	}
	b.ReportMetric(float64(mark.Microseconds())/1000/float64(b.N), "ms/mark")
	b.ReportMetric(float64(whole)/float64(mark), "figure/mark")
}

func TestCaptionsStayInside(t *testing.T) {
	for _, view := range []string{"anterior", "lateral-left", All, "palm-left"} {
		for _, width := range []float32{320, 600, 1300} {
			_, m, _ := show(t, Options{Bare: true, View: view}, width, 700)
			for _, p := range m.panes {
				for _, text := range []*canvas.Text{p.rendered.caption, p.rendered.left, p.rendered.right} {
					if text.Text == "" {
						continue
					}
					end := text.Position().X + text.MinSize().Width
					if text.Position().X < 0 || end > p.Size().Width {
						t.Errorf("%s at %v: %q is at %v to %v of %v", view, width, text.Text, text.Position().X, end, p.Size().Width)
					}
				}
				r := p.rendered
				if r.left.Text != "" && r.right.Text != "" && r.left.Position().X+r.left.MinSize().Width > r.right.Position().X {
					t.Errorf("%s at %v: %q and %q overlap", view, width, r.left.Text, r.right.Text)
				}
			}
		}
	}
}

// The line from a badge to its region is at least a pixel wide at any size, and the badge is on the patient's side.
func TestBadgesKeepTheirSideOnAnySize(t *testing.T) {
	for _, size := range []fyne.Size{{Width: 120, Height: 200}, {Width: 300, Height: 420}, {Width: 900, Height: 700}} {
		_, m, _ := show(t, Options{View: "posterior", Bare: true}, size.Width, size.Height)
		m.SetMarks([]drawing.Mark{
			{Code: "levator.scapulae", Side: anatomy.Right, Kind: drawing.Hypertonicity, Severity: 6, Source: drawing.Therapist},
			{Code: "trapezius.upper", Side: anatomy.Right, Kind: drawing.Pain, Severity: 6, Source: drawing.Patient},
			{Code: "trapezius.upper", Side: anatomy.Right, Kind: drawing.TriggerPoint, Severity: 7, Source: drawing.Therapist, Selected: true},
			{Code: "rectus.capitis.posterior.major", Side: anatomy.Right, Kind: drawing.Tenderness, Severity: 4, Source: drawing.Therapist},
		})
		p := m.panes[0]
		if w := p.rendered.lookNow().Thin * p.scale(); w < 1 {
			t.Errorf("%v: a leader of %.2f", size, w)
		}
		if len(p.rendered.placed) != 4 {
			t.Fatalf("%d marks", len(p.rendered.placed))
		}
		for _, mark := range p.rendered.placed {
			if mark.Spot.X-p.badge()/2 < p.view.Box.Center().X {
				t.Errorf("%v: the badge of %s is at %v", size, mark.Mark.Code, mark.Spot)
			}
		}
	}
}
