package drawing

import (
	"image"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// TestJointsPointTheRightWay holds the figures against where the part is in a person who looks to the
// viewer's right (seen from the side), at the viewer (from the front) or up the page (from above).
func TestJointsPointTheRightWay(t *testing.T) {
	t.Parallel()
	const w, h = 100.0, 100.0
	for name, x := range map[string]struct {
		joint  Joint
		value  float64
		dx, dy float64 // the direction on the screen, y down
	}{
		"arm hangs":                        {Joint{Figure: "shoulder-side", Turn: 1}, 0, 0, 1},
		"arm forward":                      {Joint{Figure: "shoulder-side", Turn: 1}, 90, 1, 0},
		"arm up":                           {Joint{Figure: "shoulder-side", Turn: 1}, 180, 0, -1},
		"left arm forward":                 {Joint{Figure: "shoulder-side", Turn: 1, Left: true}, 90, -1, 0},
		"right arm out, seen from front":   {Joint{Figure: "shoulder-front", Turn: -1}, 90, -1, 0},
		"left arm out, seen from front":    {Joint{Figure: "shoulder-front", Turn: -1, Left: true}, 90, 1, 0},
		"turned out, forearm up":           {Joint{Figure: "shoulder-turn", Turn: 1}, 90, 0, -1},
		"turned in, forearm down":          {Joint{Figure: "shoulder-turn", Turn: -1}, 90, 0, 1},
		"arm across, seen from above":      {Joint{Figure: "shoulder-above", Turn: 1}, 90, 0, -1},
		"head forward":                     {Joint{Figure: "neck-side", Turn: -1}, 90, 1, 0},
		"looks to the right, from above":   {Joint{Figure: "neck-above", Turn: -1}, 90, 1, 0},
		"looks to the left, from above":    {Joint{Figure: "neck-above", Turn: -1, Left: true}, 90, -1, 0},
		"bends to the right, from front":   {Joint{Figure: "neck-front", Turn: 1}, 90, -1, 0},
		"elbow bent":                       {Joint{Figure: "elbow", Turn: 1}, 90, 1, 0},
		"elbow 90 short of straight":       {Joint{Figure: "elbow", Turn: -1}, -90, 1, 0},
		"knee bent":                        {Joint{Figure: "knee", Turn: -1}, 90, -1, 0},
		"knee 90 short of straight":        {Joint{Figure: "knee", Turn: 1}, -90, -1, 0},
		"thigh forward":                    {Joint{Figure: "hip-side", Turn: 1}, 90, 1, 0},
		"right leg out, seen from front":   {Joint{Figure: "hip-front", Turn: -1}, 90, -1, 0},
		"straight leg up, lying":           {Joint{Figure: "hip-lying", Turn: 1}, 90, 0, -1},
		"foot up":                          {Joint{Figure: "ankle", Turn: 1}, 90, 0, -1},
		"thumb in: right palm turned down": {Joint{Figure: "forearm", Turn: -1}, 90, 1, 0},
	} {
		p := x.joint.Spot(x.value, w, h)
		dx, dy := (p.X-w/2)/(jointReach*w), (p.Y-h/2)/(jointReach*h)
		if math.Abs(dx-x.dx) > 1e-9 || math.Abs(dy-x.dy) > 1e-9 {
			t.Errorf("%s: it points to %.2f, %.2f", name, dx, dy)
		}
	}
}

// TestAPointOnTheRimIsItsValue: dragging to where a value is drawn gives that value, on both sides.
func TestAPointOnTheRimIsItsValue(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		j := Joint{Figure: rapid.SampledFrom(JointFigures()).Draw(t, "figure"), Left: rapid.Bool().Draw(t, "left"), Low: -50, High: 220}
		if j.Figure != JointRuler {
			j.Turn = rapid.SampledFrom([]int{-1, 1}).Draw(t, "turn")
		}
		v := float64(rapid.IntRange(-50, 220).Draw(t, "value"))
		w, h := rapid.Float64Range(40, 400).Draw(t, "width"), rapid.Float64Range(40, 400).Draw(t, "height")
		near := v + rapid.Float64Range(-170, 170).Draw(t, "off")
		got, ok := j.At(j.Spot(v, w, h), w, h, near)
		if !ok || math.Abs(got-v) > 1e-6 {
			t.Fatalf("%v reads as %v, %v", v, got, ok)
		}
		if j.Turn != 0 {
			if _, ok := j.At(Point{X: w / 2, Y: h / 2}, w, h, near); ok {
				t.Fatal("the middle has a direction")
			}
		}
	})
}

func TestEveryJointIsDrawn(t *testing.T) {
	t.Parallel()
	v, norm, other := 40.0, 60.0, 50.0
	blank := func(i *image.RGBA) bool {
		for _, b := range i.Pix {
			if b != 0 {
				return false
			}
		}
		return true
	}
	for _, name := range JointFigures() {
		j := Joint{Figure: name, Turn: 1, Low: -20, High: 120, Value: &v, Norm: &norm, Other: &other}
		if name == JointRuler {
			j.Turn = 0
		}
		left := j
		left.Left = true
		none := j
		none.Value = nil
		at := j.Picture(Light, 96, 96).Image(96, 96)
		if blank(at) {
			t.Errorf("%s: nothing is drawn", name)
		}
		same := func(a, b *image.RGBA) bool { return string(a.Pix) == string(b.Pix) }
		if name != JointRuler && same(at, left.Picture(Light, 96, 96).Image(96, 96)) {
			t.Errorf("%s: left and right look the same", name)
		}
		if same(at, none.Picture(Light, 96, 96).Image(96, 96)) {
			t.Errorf("%s: a value makes no difference", name)
		}
	}
}
