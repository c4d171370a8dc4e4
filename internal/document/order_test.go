package document

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/shaping"

	"regimen/internal/script"
)

// What is read to the left stands on paper as it does on the screen, with its brackets and numbers, in a sentence of
// another script too.
func TestOrderOnPaper(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Ann (Lee) 12":                        "Ann (Lee) 12",
		"שלום (לוי)":                          "(יול) םולש",
		"לוי 12, שלום":                        "םולש ,12 יול",
		"Saw שלום לוי (sore) today":           "Saw יול םולש (sore) today",
		"לוי was sore (left side) all week":   "יול was sore (left side) all week",
		"שלום, then the left knee was better": "םולש, then the left knee was better",
	} {
		lines, _ := (&scripts{system: none}).broken(text, false, 10, 0)
		if len(lines) != 1 {
			t.Fatalf("%q is broken into %d lines", text, len(lines))
		}
		runes := []rune(text)
		if _, forced := script.Direction(text); forced {
			runes = []rune(script.ToTheRight + text)
		}
		runs := slices.Clone(lines[0])
		slices.SortStableFunc(runs, func(a, b shaping.Output) int { return cmp.Compare(a.VisualIndex, b.VisualIndex) })
		var got strings.Builder
		for _, run := range runs {
			for _, g := range run.Glyphs { // from left to right as they are drawn
				r := runes[g.TextIndex()]
				if run.Direction == di.DirectionRTL {
					r = cmp.Or(mirror[r], r)
				}
				got.WriteRune(r)
			}
		}
		if got := strings.Trim(got.String(), script.ToTheRight); got != want {
			t.Errorf("%q stands as %q, want %q", text, got, want)
		}
	}
}

var mirror = map[rune]rune{'(': ')', ')': '('}
