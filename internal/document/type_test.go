package document

import (
	"strings"
	"testing"
	"time"

	"github.com/go-text/typesetting/font"
	"pgregory.net/rapid"
)

// A word without an end is broken to lines that fill the width, and nothing of it is lost; that takes no longer a
// letter than for a short one, which this would not end without.
func TestLongWordsBreak(t *testing.T) {
	t.Parallel()
	set := newTypesetter(func(rune, bool) *font.Font { return nil })
	st := style{Size: 11}
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-zA-ZäöüÄ0-9.,-]{1,400}`).Draw(t, "word")
		width := rapid.Float64Range(1, 120).Draw(t, "width")
		var whole strings.Builder
		lines := set.wrap(word, st, width)
		for i, l := range lines {
			whole.WriteString(l.Text)
			if one := len([]rune(l.Text)) == 1; l.Width > width+1e-9 && !one {
				t.Fatalf("line %d %q is %v wide, there is room for %v", i, l.Text, l.Width, width)
			}
			if i+1 < len(lines) {
				next := string([]rune(lines[i+1].Text)[:1])
				if set.width(l.Text+next, st) <= width-1e-9 {
					t.Fatalf("line %d %q leaves room for %q", i, l.Text, next)
				}
			}
		}
		if whole.String() != word {
			t.Fatalf("%q was set as %q", word, whole.String())
		}
	})
	lines := set.wrap(strings.Repeat("x", 2_000_000), st, 100)
	if n := len(lines); n < 10_000 || n > 60_000 {
		t.Errorf("two million letters make %d lines", n)
	}
}

// A record that was kept with texts too long is printed all the same, in a time that goes with their length.
func TestPapersOfLongWords(t *testing.T) {
	t.Parallel()
	for _, script := range []string{"x", "王", "م"} {
		took := func(n int) time.Duration {
			long := strings.Repeat(script, n)
			p := neckPlan(t)
			p.Chart.Patient.GivenName, p.Chart.Plans[0].Title, p.Chart.Plans[0].Summary = long, long, long
			r := neckReport(t)
			r.Chart.Patient = p.Chart.Patient
			begun := time.Now()
			if _, err := NewPlan(p, Options{}); err != nil {
				t.Error(err)
			}
			if _, err := NewReport(r, Options{}); err != nil {
				t.Error(err)
			}
			return time.Since(begun)
		}
		if short, long := took(500), took(4_000); long > 40*short {
			t.Errorf("%s: eight times the letters took %v, and %v before", script, long, short)
		}
	}
}
