package drawing

import (
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"regimen/internal/anatomy"
	"regimen/resources"
)

func pt(x, y float64) Point { return Point{X: x, Y: y} }

func rect(x0, y0, x1, y1 float64) Rect { return Rect{Min: pt(x0, y0), Max: pt(x1, y1)} }

func atlas(t testing.TB) *anatomy.Atlas {
	t.Helper()
	a, err := anatomy.Load(resources.Anatomy)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func view(t testing.TB, id string) *anatomy.View {
	t.Helper()
	v, err := atlas(t).View(id)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// on lays a picture on the paper of its palette.
func on(p Palette, img *image.RGBA) *image.RGBA {
	out := image.NewRGBA(img.Rect)
	draw.Draw(out, out.Rect, image.NewUniform(p.tones().paper), image.Point{}, draw.Src)
	draw.Draw(out, out.Rect, img, img.Rect.Min, draw.Over)
	return out
}

// look writes a picture to the folder named by REGIMEN_PICTURES, to be looked
// at by a person; without it nothing is written.
func look(t *testing.T, name string, img image.Image) {
	t.Helper()
	dir := os.Getenv("REGIMEN_PICTURES")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func difference(a, b color.Color) int {
	r1, g1, b1, a1 := a.RGBA()
	r2, g2, b2, a2 := b.RGBA()
	d := func(x, y uint32) int { return max(int(x>>8)-int(y>>8), int(y>>8)-int(x>>8)) }
	return max(d(r1, r2), d(g1, g2), d(b1, b2), d(a1, a2))
}
