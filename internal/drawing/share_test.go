package drawing

import (
	"slices"
	"testing"
)

func TestAShareBarTellsItsLettersAndNumbers(t *testing.T) {
	t.Parallel()
	shares := []Share{{"T", "24", 24, 1}, {"M", "12", 12, 3}, {"R", "0.5", 0.5, 4}, {"C", "0", 0, 2}}
	got := said(ShareBar(shares, 60, Light, 600, 28))
	if !slices.Equal(got, []string{"T 24", "M 12"}) {
		t.Errorf("%q", got)
	}
	for name, palette := range palettes {
		page := NewPicture(rect(0, 0, 640, 120))
		page.Add(ShareBar(shares, 60, palette, 600, 28), Translate(20, 10))
		page.Add(ShareBar(shares, 30, palette, 600, 28), Translate(20, 50))
		look(t, "shares-"+name, on(palette, page.Image(640, 120)))
	}
	if got := said(ShareBar(nil, 0, Light, 600, 28)); len(got) != 0 {
		t.Errorf("nothing says %q", got)
	}
}

func TestLettersOfSharesCanBeRead(t *testing.T) {
	t.Parallel()
	for hue := range ShareHues {
		if fill, ink := ShareColor(hue); Contrast(fill, ink) < 4.5 {
			t.Errorf("hue %d: %.1f", hue, Contrast(fill, ink))
		}
	}
}
