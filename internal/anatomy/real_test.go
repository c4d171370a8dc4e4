package anatomy_test

import (
	"strings"
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
		if v.Silhouette.Empty() {
			t.Errorf("%s has no silhouette", info.ID)
		}
		for _, s := range v.Shapes() {
			if !info.Box.Grow(1).Contains(s.Center()) {
				t.Errorf("%s: the middle of %s is outside the view", info.ID, s.ID)
			}
			if !s.Contains(s.Center()) {
				t.Errorf("%s: the middle of %s is outside the shape", info.ID, s.ID)
			}
		}
	}
}

// A paired structure is drawn left or right, an unpaired one in the middle,
// so that a finding on it always has the side its name is shown with.
func TestSidesFitTheStructures(t *testing.T) {
	t.Parallel()
	a := realAtlas(t)
	for _, info := range a.Views() {
		v, err := a.View(info.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range v.Shapes() {
			for _, code := range s.Codes {
				if st, _ := a.Structure(code); st.Paired == (s.Side == anatomy.Midline) {
					t.Errorf("%s: %s is drawn on side %s, but paired is %v for %s", info.ID, s.ID, s.Side, st.Paired, code)
				}
			}
		}
	}
}

// The arrow keys lead from any shape of a layer to every other one.
func TestNeighboursReachEveryShape(t *testing.T) {
	t.Parallel()
	a := realAtlas(t)
	for _, info := range a.Views() {
		v, err := a.View(info.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range anatomy.Layers() {
			shapes := v.ReadingOrder(l)
			if len(shapes) == 0 {
				continue
			}
			seen := map[*anatomy.Shape]bool{shapes[0]: true}
			queue := []*anatomy.Shape{shapes[0]}
			for len(queue) > 0 {
				s := queue[0]
				queue = queue[1:]
				for _, d := range []anatomy.Direction{anatomy.Up, anatomy.Down, anatomy.Leftwards, anatomy.Rightwards} {
					if n := v.Neighbour(s, d); !seen[n] {
						seen[n] = true
						queue = append(queue, n)
					}
				}
			}
			for _, s := range shapes {
				if !seen[s] {
					t.Errorf("%s, %s: the arrows never reach %s", info.ID, l, s.ID)
				}
			}
		}
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

func BenchmarkCenters(b *testing.B) {
	for b.Loop() {
		v, err := realAtlas(b).View("anterior")
		if err != nil {
			b.Fatal(err)
		}
		for _, s := range v.Shapes() {
			s.Center()
		}
	}
}

// Every structure has plain words that name its side, short ones, and none of its anatomical name.
func TestEveryStructureHasPlainWords(t *testing.T) {
	t.Parallel()
	a := realAtlas(t)
	for _, s := range a.Structures() {
		switch {
		case s.Plain == "":
			t.Errorf("%s has no plain words", s.Code)
		case strings.Contains(s.Plain, "{side}") != s.Paired:
			t.Errorf("%s is paired: %v, and its plain words are %q", s.Code, s.Paired, s.Plain)
		case len(s.Plain) > 70:
			t.Errorf("the plain words of %s are too long: %q", s.Code, s.Plain)
		}
		for _, word := range []string{"muscul", "tendon", "ligament", "fascia", "vertebra", "scapula", "cervic", "lumbar", "lateral", "medial", "anterior", "posterior", "lymph", "axill"} {
			if strings.Contains(strings.ToLower(s.Plain), word) {
				t.Errorf("the plain words of %s say %q: %q", s.Code, word, s.Plain)
			}
		}
	}
	for _, c := range []struct {
		code  string
		sides []anatomy.Side
		want  string
	}{
		{"levator.scapulae", []anatomy.Side{anatomy.Right}, "muscle from the right side of your neck to the shoulder blade"},
		{"trapezius.upper", []anatomy.Side{anatomy.Left, anatomy.Right}, "muscle from your neck to the top of your left and right shoulder"},
		{"spine.cervical", []anatomy.Side{anatomy.Midline}, "bones of your neck"},
		{"no.such", []anatomy.Side{anatomy.Left}, "left no.such"},
	} {
		if got := a.Plain(c.code, c.sides...); got != c.want {
			t.Errorf("%s is %q, want %q", c.code, got, c.want)
		}
	}
}
