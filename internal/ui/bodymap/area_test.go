package bodymap

import (
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/anatomy"
	"regimen/internal/drawing"
)

// A finger that goes round something hands over an area, on the body it was drawn on; it is filled while it is drawn.
func TestAFingerDrawsAnArea(t *testing.T) {
	s, m, heard := show(t, Options{Bare: true}, 564, 576)
	m.SetTool(Area)
	m.SetStrokeSource(drawing.Patient)
	back := m.panes[1]
	var way []fyne.Position
	at := s.App.Driver().AbsolutePositionForObject(back)
	for _, q := range []anatomy.Point{{X: -120, Y: 480}, {X: 0, Y: 430}, {X: 120, Y: 480}, {X: 100, Y: 620}, {X: -100, Y: 620}} {
		way = append(way, at.Add(back.toScreen(q)))
	}
	s.Hand().Drag(way[0], way[1:]...)
	if len(heard.strokes) != 1 || len(heard.taps) != 0 {
		t.Fatalf("%d strokes, %d taps", len(heard.strokes), len(heard.taps))
	}
	got := heard.strokes[0]
	if got.View != "posterior" || !got.Area || got.Arrow || got.Source != drawing.Patient || len(got.Points) < 4 {
		t.Fatalf("got %+v", got)
	}
	if !(anatomy.Outline{{Pts: got.Points, Closed: true}}).Contains(anatomy.Point{X: 0, Y: 540}) {
		t.Error("what was drawn round is not inside")
	}
	if !back.rendered.pen.img.Hidden {
		t.Error("it is still shown as being drawn")
	}
	m.SetStrokes(heard.strokes)
	if back.rendered.strokes.img.Hidden || !m.panes[0].rendered.strokes.img.Hidden {
		t.Error("the area is not shown on the back alone")
	}
}

// A tap, a slip and a straight line go round nothing, and neither does a ring beside the body.
func TestWhatIsNoArea(t *testing.T) {
	s, m, heard := show(t, Options{Bare: true, View: "posterior"}, 500, 700)
	m.SetTool(Area)
	p := m.panes[0]
	slide(s, p, fyne.NewPos(250, 350), fyne.NewPos(250, 350))
	slide(s, p, fyne.NewPos(250, 350), fyne.NewPos(256, 354))
	slide(s, p, fyne.NewPos(200, 350), fyne.NewPos(300, 350))
	at := s.App.Driver().AbsolutePositionForObject(p)
	s.Hand().Drag(at.AddXY(5, 600), at.AddXY(40, 600), at.AddXY(40, 640), at.AddXY(5, 640))
	if len(heard.strokes)+len(heard.taps) != 0 {
		t.Errorf("%d areas and %d taps", len(heard.strokes), len(heard.taps))
	}
}
