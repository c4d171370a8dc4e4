package anatomy_test

import (
	"testing"

	"regimen/internal/anatomy"
	"regimen/resources"
)

func realAtlas(t testing.TB) *anatomy.Atlas {
	t.Helper()
	a, err := anatomy.Load(resources.Anatomy)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestEveryViewReads(t *testing.T) {
	t.Parallel()
	a := realAtlas(t)
	for _, info := range a.Views() {
		v, err := a.View(info.ID)
		if err != nil {
			t.Errorf("%s: %v", info.ID, err)
			continue
		}
		for _, s := range v.Shapes() {
			if !info.Box.Grow(1).Contains(s.Center()) {
				t.Errorf("%s: the middle of %s is outside the view", info.ID, s.ID)
			}
		}
		t.Logf("%s: %d surface %d deep %d points %d sil", info.ID, len(v.Layer(0)), len(v.Layer(1)), len(v.Layer(2)), len(v.Silhouette.Ops))
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		realAtlas(b)
	}
}

func BenchmarkReadView(b *testing.B) {
	for b.Loop() {
		if _, err := realAtlas(b).View("anterior"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkHit(b *testing.B) {
	v, err := realAtlas(b).View("anterior")
	if err != nil {
		b.Fatal(err)
	}
	v.Hit(anatomy.Point{X: 100, Y: 420}, anatomy.Surface, 9)
	for b.Loop() {
		v.Hit(anatomy.Point{X: 100, Y: 420}, anatomy.Surface, 9)
	}
}
