package drawing

import (
	"image"
	"testing"

	"regimen/internal/anatomy"
)

var fromInfraspinatus = Spread{
	From:   anatomy.Target{Structure: "infraspinatus", Side: anatomy.Left},
	Strong: []anatomy.Target{{Structure: "deltoid.anterior", Side: anatomy.Left}, {Structure: "biceps.brachii", Side: anatomy.Left}},
	Spill:  []anatomy.Target{{Structure: "rhomboid.major", Side: anatomy.Left}},
}

// What is hatched is the area and nothing of the other side.
func TestASpreadChangesItsAreasOnly(t *testing.T) {
	t.Parallel()
	for name, palette := range palettes {
		l := Look{Palette: palette}
		v := view(t, "anterior")
		const w, h = 450, 920
		m := Fit(FigureBox(v, l), w, h)
		plain := Figure(v, l, nil, nil).Image(w, h)
		img := Figure(v, l, nil, nil, SpreadPicture(v, l, fromInfraspinatus)).Image(w, h)
		look(t, "spread-"+name, on(palette, img))
		changed := func(code string, side anatomy.Side) int {
			n := 0
			for _, s := range shapesFor(v, anatomy.Target{Structure: code, Side: side}) {
				for x := s.Bounds().Min.X; x < s.Bounds().Max.X; x += 2 {
					for y := s.Bounds().Min.Y; y < s.Bounds().Max.Y; y += 2 {
						if q := pt(x, y); s.Contains(q) {
							at := m.Apply(q)
							if difference(plain.At(int(at.X), int(at.Y)), img.At(int(at.X), int(at.Y))) > 8 {
								n++
							}
						}
					}
				}
			}
			return n
		}
		for _, a := range fromInfraspinatus.Strong {
			if changed(a.Structure, a.Side) < 50 {
				t.Errorf("%s: %s is not hatched", name, a.Structure)
			}
			if n := changed(a.Structure, anatomy.Right); n > 0 {
				t.Errorf("%s: the other %s changed in %d places", name, a.Structure, n)
			}
		}
	}
}

func TestASpreadIsDrawnWhereItLies(t *testing.T) {
	t.Parallel()
	front, back, sole := view(t, "anterior"), view(t, "posterior"), view(t, "sole-left")
	if !SpreadPicture(sole, Look{}, fromInfraspinatus).Empty() {
		t.Error("something of the shoulder is drawn on the sole")
	}
	// The back shows the muscle, and an arrow to no area of the front.
	alone := Spread{From: fromInfraspinatus.From, Strong: fromInfraspinatus.Strong}
	muscle := Spread{From: fromInfraspinatus.From}
	if a, b := SpreadPicture(back, Look{}, alone).Bounds(), SpreadPicture(back, Look{}, muscle).Bounds(); a != b {
		t.Errorf("%v is drawn on the back, the muscle is %v", a, b)
	}
	if !SpreadPicture(front, Look{}, muscle).Empty() {
		t.Error("the muscle is drawn on the front")
	}
	// Strong and spill differ without colour, by how wide the lines are apart.
	strong := SpreadPicture(front, Look{Palette: Print}, Spread{Strong: fromInfraspinatus.Strong[:1]}).Image(300, 300)
	spill := SpreadPicture(front, Look{Palette: Print}, Spread{Spill: fromInfraspinatus.Strong[:1]}).Image(300, 300)
	ink := [2]int{}
	for i, img := range []image.Image{strong, spill} {
		for x := range 300 {
			for y := range 300 {
				if _, _, _, a := img.At(x, y).RGBA(); a > 0x9000 {
					ink[i]++
				}
			}
		}
	}
	if ink[0] < ink[1]*5/4 {
		t.Errorf("strong has %d dark pixels and spill %d", ink[0], ink[1])
	}
}

func TestSpreadLegendFits(t *testing.T) {
	t.Parallel()
	for _, width := range []float64{120, 300, 900} {
		p := SpreadLegend(Light, width, 14, nil)
		if p.Box().Width() != width || p.Bounds().Max.X > width+1 && width >= 300 || p.Bounds().Max.Y > p.Box().Max.Y {
			t.Errorf("width %v: %v in %v", width, p.Bounds(), p.Box())
		}
	}
	look(t, "spread-legend", on(Light, SpreadLegend(Light, 400, 14, nil).Image(400, 30)))
}
