package drawing

import (
	"slices"
	"testing"

	"regimen/internal/clinic"
)

// Every sort of finding has a style, and no two are told apart by colour alone.
func TestEveryFindingTypeHasAStyle(t *testing.T) {
	t.Parallel()
	letters, patterns := map[string]Kind{}, map[Pattern]Kind{}
	for _, f := range clinic.FindingTypes() {
		if s := StyleOf(Kind(f.Code)); s.Letter == "?" || s.Name != f.Name.String() {
			t.Errorf("%s is drawn as %q", f.Code, s.Name)
		}
	}
	for _, s := range KindStyles() {
		found := slices.ContainsFunc(clinic.FindingTypes(), func(f clinic.FindingType) bool { return Kind(f.Code) == s.Kind })
		if !found && s.Kind != Planned && s.Kind != Treated && s.Kind != KeepClear {
			t.Errorf("%s has a style, and nobody can find it", s.Kind)
		}
		if other, ok := letters[s.Letter]; ok {
			t.Errorf("%s and %s share the letter %s", s.Kind, other, s.Letter)
		}
		if other, ok := patterns[s.Pattern]; ok || s.Pattern == NoPattern {
			t.Errorf("%s and %s share a pattern", s.Kind, other)
		}
		letters[s.Letter], patterns[s.Pattern] = s.Kind, s.Kind
	}
	if s := StyleOf("from a newer program"); s.Letter != "?" {
		t.Errorf("an unknown kind has the letter %q", s.Letter)
	}
}

func TestBadgesAndTextCanBeRead(t *testing.T) {
	t.Parallel()
	for name, p := range palettes {
		for _, s := range KindStyles() {
			fill, letter := s.Badge(p)
			if c := Contrast(fill, letter); c < readable {
				t.Errorf("%s, %s: the letter has contrast %.1f", name, s.Kind, c)
			}
			b := newBadge(Mark{Kind: s.Kind, Source: Patient}, Look{Palette: p}, 20)
			if c := Contrast(b.line, b.paper); c < readable {
				t.Errorf("%s, %s: a patient's letter has contrast %.1f", name, s.Kind, c)
			}
		}
		tones := p.tones()
		for what, c := range map[string]float64{
			"ink": Contrast(tones.ink, tones.paper), "quiet": Contrast(tones.quiet, tones.paper),
			"target": Contrast(tones.good, tones.paper), "accent": Contrast(tones.accent, tones.paper),
		} {
			if c < readable {
				t.Errorf("%s: %s has contrast %.1f", name, what, c)
			}
		}
	}
}

// Without colour each pattern still looks unlike every other.
func TestPatternsDifferInBlackAndWhite(t *testing.T) {
	t.Parallel()
	const n = 60
	images := map[Kind][]uint8{}
	for _, s := range KindStyles() {
		p := NewPicture(rect(0, 0, n, n))
		s.Pattern.fill(p, rect(0, 0, n, n), 9, black)
		img := p.Image(n, n)
		grey := make([]uint8, 0, n*n)
		ink := 0
		for y := range n {
			for x := range n {
				grey = append(grey, img.RGBAAt(x, y).A)
				if img.RGBAAt(x, y).A > 128 {
					ink++
				}
			}
		}
		if share := float64(ink) / (n * n); share < 0.06 || share > 0.7 {
			t.Errorf("%s: %.0f%% of the pattern is ink", s.Kind, share*100)
		}
		for other, was := range images {
			differing := 0
			for i := range grey {
				if max(grey[i], was[i])-min(grey[i], was[i]) > 128 {
					differing++
				}
			}
			if float64(differing)/(n*n) < 0.08 {
				t.Errorf("%s and %s look alike: only %d pixels differ", s.Kind, other, differing)
			}
		}
		images[s.Kind] = grey
	}
}

// A swatch has the letter of its kind.
func TestSwatchHasItsLetter(t *testing.T) {
	t.Parallel()
	for _, s := range KindStyles() {
		said := ""
		texts(Swatch(s.Kind, Print, 40, 20), func(text *Text) { said += text.String })
		if said != s.Letter {
			t.Errorf("%s: %q, want %q", s.Kind, said, s.Letter)
		}
	}
}

func texts(p *Picture, visit func(*Text)) {
	for _, it := range p.items {
		if it.text != nil {
			visit(it.text)
		}
		if it.part != nil {
			texts(it.part, visit)
		}
	}
}
