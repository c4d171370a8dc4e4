package drawing

import (
	"testing"

	"pgregory.net/rapid"

	"regimen/internal/anatomy"
)

func leg() Limb {
	l := Limb{Width: 140, Height: 560, Widest: 58, Foot: true, Current: 3}
	for i, g := range []float64{56, 51, 45, 39, 36, 36, 37, 34, 27, 23, 22} {
		x := Tape{Y: 24 + 46*float64(i), Outline: g}
		if i > 2 {
			x.Girth = g + 1
		}
		x.Marked = i == 6
		l.Tapes = append(l.Tapes, x)
	}
	return l
}

func TestLimbStaysInItsBox(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := Limb{Width: 140, Height: 600, Widest: rapid.Float64Range(20, 80).Draw(t, "widest"), Foot: rapid.Bool().Draw(t, "foot")}
		for i := range rapid.IntRange(0, 12).Draw(t, "tapes") {
			l.Tapes = append(l.Tapes, Tape{
				Y: 20 + 44*float64(i), Outline: rapid.Float64Range(10, 60).Draw(t, "outline"),
				Girth: rapid.SampledFrom([]float64{0, 15, 30, 79, 300}).Draw(t, "girth"),
			})
		}
		b := l.Picture().Bounds()
		if b.Min.X < -40 || b.Max.X > 180 || b.Max.Y > 640 {
			t.Fatalf("it covers %v", b)
		}
	})
	for _, mode := range []Palette{Light, Dark} {
		l := leg()
		l.Palette = mode
		look(t, "limb-"+[]string{"light", "dark"}[mode], on(mode, l.Picture().Image(280, 1120)))
	}
}

func TestProfileTellsItsLines(t *testing.T) {
	t.Parallel()
	f := Profile{
		Chart: Chart{Width: 420, Height: 260, Type: 12}, Title: "Left leg", Unit: "cm", Step: 4, Low: 22, High: 55, From: 0, To: 40,
		Lines: []ProfileLine{
			{"now", []float64{0, 4, 8, 16, 20}, []float64{24, 23, 26, 34, 38}},
			{"2 Mar", []float64{0, 4, 8}, []float64{25, 24, 27}},
			{"right", []float64{0, 4, 8}, []float64{22, 23, 24}},
		},
	}
	for _, want := range []string{"Left leg", "now", "2 Mar", "right"} {
		found := false
		for _, s := range said(f.Picture()) {
			found = found || s == want
		}
		if !found {
			t.Errorf("%q is not said", want)
		}
	}
	look(t, "profile", on(Light, f.Picture().Image(840, 520)))
	if len(said(Profile{Chart: f.Chart}.Picture())) == 0 {
		t.Error("an empty profile says nothing")
	}
}

func TestLymphMap(t *testing.T) {
	t.Parallel()
	v := view(t, "anterior")
	var nodes []*anatomy.Shape
	for _, s := range v.Layer(anatomy.Points) {
		if s.Class == "lymph" {
			nodes = append(nodes, s)
		}
	}
	if len(nodes) < 8 {
		t.Fatalf("%d groups of nodes are drawn", len(nodes))
	}
	lines := []LymphLine{{Points: []Point{pt(0, 262), pt(0, 860)}}, {Points: []Point{pt(30, 480), pt(144, 440)}, Flow: true, Chosen: true}}
	plain, all := Plain(v, Look{Bare: true}), LymphMap(v, Look{Bare: true}, lines, []LymphNodes{{Shapes: nodes}}, nil)
	if len(all.items) != 1+2+3+2*len(nodes) || plain.Empty() {
		t.Errorf("%d things are drawn", len(all.items))
	}
	// A group that is gone is crossed out, a way around is dotted, a scar outlined.
	lines[1].Around = true
	patient := LymphMap(v, Look{Bare: true}, lines, []LymphNodes{{Shapes: nodes[:1], Gone: true}, {Shapes: nodes[1:]}}, nodes[:1])
	if len(patient.items) != len(all.items)+2+4-1 {
		t.Errorf("%d things are drawn where there were %d", len(patient.items), len(all.items))
	}
	look(t, "lymph", on(Light, all.Image(450, 895)))
}
