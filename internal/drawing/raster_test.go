package drawing

import (
	"image"
	"image/color"
	"math"
	"testing"

	"pgregory.net/rapid"

	"regimen/internal/anatomy"
)

var red = color.NRGBA{R: 255, A: 255}

func TestFillCoversExactly(t *testing.T) {
	t.Parallel()
	p := NewPicture(rect(0, 0, 20, 20))
	p.Path(RectPath(rect(5, 5, 15, 15)), Style{Fill: red})
	img := p.Image(20, 20)
	for y := range 20 {
		for x := range 20 {
			want := color.RGBA{}
			if x >= 5 && x < 15 && y >= 5 && y < 15 {
				want = color.RGBA{R: 255, A: 255}
			}
			if got := img.RGBAAt(x, y); got != want {
				t.Fatalf("at %d,%d: %v, want %v", x, y, got, want)
			}
		}
	}
}

// Rings within rings are holes, whichever way round they are drawn.
func TestHolesWhateverTheWayRound(t *testing.T) {
	t.Parallel()
	for _, reversed := range []bool{false, true} {
		path := RectPath(rect(0, 0, 30, 30))
		hole := Polygon(pt(10, 10), pt(20, 10), pt(20, 20), pt(10, 20))
		if reversed {
			hole = Polygon(pt(10, 20), pt(20, 20), pt(20, 10), pt(10, 10))
		}
		appendPath(&path, hole)
		p := NewPicture(rect(0, 0, 30, 30))
		p.Path(path, Style{Fill: red})
		img := p.Image(30, 30)
		if img.RGBAAt(15, 15).A != 0 || img.RGBAAt(5, 15).A != 255 {
			t.Errorf("reversed %v: hole %v, rim %v", reversed, img.RGBAAt(15, 15), img.RGBAAt(5, 15))
		}
	}
}

// The pixels that are filled are those whose middle is inside.
func TestFillAgreesWithGeometry(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(3, 9).Draw(t, "corners")
		pts := make([]Point, n)
		for i := range pts {
			r := rapid.Float64Range(5, 30).Draw(t, "radius")
			s, c := math.Sincos(2 * math.Pi * float64(i) / float64(n))
			pts[i] = pt(32+r*c, 32+r*s)
		}
		p := NewPicture(rect(0, 0, 64, 64))
		p.Path(Polygon(pts...), Style{Fill: red})
		img := p.Image(64, 64)
		o := anatomy.Outline{{Pts: pts}}
		for y := range 64 {
			for x := range 64 {
				c := pt(float64(x)+0.5, float64(y)+0.5)
				if o.Distance(c) < 1 {
					continue
				}
				if in := img.RGBAAt(x, y).A == 255; in != o.Contains(c) {
					t.Fatalf("%v: filled %v, inside %v", c, in, o.Contains(c))
				}
			}
		}
	})
}

// A stroke covers what is nearer to the line than half its width, and no more.
func TestStrokeAgreesWithGeometry(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "points")
		var pts []Point
		for range n {
			pts = append(pts, pt(rapid.Float64Range(8, 56).Draw(t, "x"), rapid.Float64Range(8, 56).Draw(t, "y")))
		}
		width := rapid.Float64Range(2, 12).Draw(t, "width")
		p := NewPicture(rect(0, 0, 64, 64))
		p.Path(Line(pts...), Style{Stroke: red, Width: width})
		img := p.Image(64, 64)
		for y := range 64 {
			for x := range 64 {
				c := pt(float64(x)+0.5, float64(y)+0.5)
				d := pts[0].Distance(c)
				for i := 1; i < n; i++ {
					d = math.Min(d, (anatomy.Outline{{Pts: pts[i-1 : i+1]}}).Distance(c))
				}
				switch a := img.RGBAAt(x, y).A; {
				case d < width/2-1 && a < 250:
					t.Fatalf("%v is %v from the line and has cover %d", c, d, a)
				case d > width/2+1 && a > 0:
					t.Fatalf("%v is %v from the line and has cover %d", c, d, a)
				}
			}
		}
	})
}

func TestDashesLeaveGaps(t *testing.T) {
	t.Parallel()
	p := NewPicture(rect(0, 0, 100, 10))
	p.Path(Line(pt(0, 5), pt(100, 5)), Style{Stroke: red, Width: 2, Dash: []float64{10, 10}})
	img := p.Image(100, 10)
	for i, want := range map[int]uint8{5: 255, 15: 0, 25: 255, 35: 0, 95: 0} {
		if got := img.RGBAAt(i, 5).A; got != want {
			t.Errorf("at %d: %d, want %d", i, got, want)
		}
	}
}

func TestOpacityAddsUp(t *testing.T) {
	t.Parallel()
	p := NewPicture(rect(0, 0, 4, 4))
	box := RectPath(rect(0, 0, 4, 4))
	p.Path(box, Style{Fill: white})
	p.Path(box, Style{Fill: color.NRGBA{A: 64}})
	p.Path(box, Style{Fill: color.NRGBA{A: 64}})
	want := color.RGBA{R: 143, G: 143, B: 143, A: 255} // 255 x (191/255)^2
	if got := p.Image(4, 4).RGBAAt(2, 2); difference(got, want) > 1 {
		t.Errorf("got %v, want %v", got, want)
	}
}

// A part of a picture drawn for itself is the same as that part of the whole,
// so that marks can be drawn alone over a finished figure.
func TestPartsAgreeWithTheWhole(t *testing.T) {
	t.Parallel()
	v := view(t, "posterior")
	whole := Figure(v, Look{}, someMarks, nil)
	const w, h = 300, 600
	m := Fit(whole.Box(), w, h)
	all := image.NewRGBA(image.Rect(0, 0, w, h))
	whole.Draw(all, m)
	for y := 0; y < h; y += 150 {
		for x := 0; x < w; x += 100 {
			part := image.NewRGBA(image.Rect(x, y, x+100, y+150))
			whole.Draw(part, m)
			for py := y; py < y+150; py++ {
				for px := x; px < x+100; px++ {
					if d := difference(part.RGBAAt(px, py), all.RGBAAt(px, py)); d > 8 {
						t.Fatalf("at %d,%d: %v and %v", px, py, part.RGBAAt(px, py), all.RGBAAt(px, py))
					}
				}
			}
		}
	}
}

func TestLargeImagesAreDrawnWhole(t *testing.T) {
	t.Parallel()
	p := NewPicture(rect(0, 0, 100, 100))
	p.Path(Circle(pt(50, 50), 48), Style{Fill: red})
	const n = 1024 // more than bandPixels
	img := p.Image(n, n)
	for i := range n {
		x := float64(i) + 0.5
		d := math.Abs(x - n/2)
		if in := img.RGBAAt(n/2, i).A == 255; in != (d < 0.48*n) && math.Abs(d-0.48*n) > 2 {
			t.Fatalf("row %d: filled %v", i, in)
		}
	}
}

func TestClip(t *testing.T) {
	t.Parallel()
	p := NewPicture(rect(0, 0, 20, 20))
	part := NewPicture(Rect{})
	part.Path(RectPath(rect(0, 0, 20, 20)), Style{Fill: red})
	p.Clip(RectPath(rect(0, 0, 10, 20)), part)
	img := p.Image(20, 20)
	if img.RGBAAt(5, 10).A != 255 || img.RGBAAt(15, 10).A != 0 {
		t.Errorf("inside %v, outside %v", img.RGBAAt(5, 10), img.RGBAAt(15, 10))
	}
}

func TestMatrix(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f := func(name string) float64 { return rapid.Float64Range(-10, 10).Draw(t, name) }
		m := Translate(f("tx"), f("ty")).Mul(Rotate(f("r")))
		n := Scale(math.Abs(f("k")) + 0.1).Mul(Translate(f("ux"), f("uy")))
		p := pt(f("x"), f("y"))
		if got, want := m.Mul(n).Apply(p), m.Apply(n.Apply(p)); got.Distance(want) > 1e-9 {
			t.Fatalf("got %v, want %v", got, want)
		}
		if math.Abs(m.Factor()-1) > 1e-9 || math.Abs(m.Mul(n).Factor()-n.Factor()) > 1e-9 {
			t.Fatal("turning or moving changed lengths")
		}
		box := rect(0, 0, 1+math.Abs(f("w")), 1+math.Abs(f("h")))
		fit := Fit(box, 300, 200).ApplyRect(box)
		if fit.Min.X < -1e-9 || fit.Min.Y < -1e-9 || fit.Max.X > 300+1e-9 || fit.Max.Y > 200+1e-9 {
			t.Fatalf("%v does not fit", fit)
		}
		if math.Abs(fit.Width()-300) > 1e-6 && math.Abs(fit.Height()-200) > 1e-6 {
			t.Fatalf("%v could be larger", fit)
		}
	})
}

func TestText(t *testing.T) {
	t.Parallel()
	if Regular.Width("", 10) != 0 || Regular.Width("ii", 10) >= Regular.Width("WW", 10) {
		t.Error("widths do not follow the letters")
	}
	if a, b := Regular.Width("Trapezius", 10), Regular.Width("Trapezius", 20); math.Abs(b-2*a) > 1e-9 {
		t.Errorf("%v at 10 and %v at 20", a, b)
	}
	for _, align := range []Align{Start, Middle, End} {
		p := NewPicture(rect(0, 0, 200, 40))
		p.Text(Text{At: pt(100, 30), String: "Hx", Size: 20, Color: black, Align: align})
		img := p.Image(200, 40)
		left, right := 200, 0
		for y := range 40 {
			for x := range 200 {
				if img.RGBAAt(x, y).A > 0 {
					left, right = min(left, x), max(right, x)
				}
			}
		}
		w := Regular.Width("Hx", 20)
		want := 100 - w*float64(align)/2
		if math.Abs(float64(left)-want) > 3 || math.Abs(float64(right)-want-w) > 3 {
			t.Errorf("align %v: from %d to %d, want %v to %v", align, left, right, want, want+w)
		}
	}
	if got := Regular.Fit("Extensor carpi radialis longus", 10, 60); Regular.Width(got, 10) > 60 || got == "" {
		t.Errorf("%q is too wide", got)
	}
	if got := Regular.Fit("Short", 10, 60); got != "Short" {
		t.Errorf("got %q", got)
	}
}

func BenchmarkPlain(b *testing.B) {
	p := Plain(view(b, "anterior"), Look{})
	p.Image(1600, 1800)
	for b.Loop() {
		p.Image(1600, 1800)
	}
}

func BenchmarkMark(b *testing.B) {
	v := view(b, "posterior")
	m := Fit(FigureBox(v, Look{}), 1600, 1800)
	for b.Loop() {
		for _, mark := range Marks(v, Look{}, someMarks[:1]) {
			for _, p := range []*Picture{mark.Region, mark.Badge} {
				p.Draw(image.NewRGBA(pixels(m.ApplyRect(p.Bounds()), image.Rect(0, 0, 1600, 1800))), m)
			}
		}
	}
}
