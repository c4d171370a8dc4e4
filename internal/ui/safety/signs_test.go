package safety

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Lines keep their order, fill no more columns than there are, and no other way of breaking them makes the highest column
// lower.
func TestColumnsAreAsLowAsCanBe(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		heights := rapid.SliceOfN(rapid.Float32Range(10, 100), 1, 9).Draw(t, "heights")
		n := rapid.IntRange(1, 3).Draw(t, "columns")
		const gap = 3
		column := func(lines []float32) (y float32) {
			for i, h := range lines {
				if i > 0 {
					y += gap
				}
				y += h
			}
			return y
		}
		ends, high := split(heights, n, gap)
		if len(ends) > n || !slices.IsSorted(ends) || ends[len(ends)-1] != len(heights) {
			t.Fatalf("the columns end at %v of %d lines", ends, len(heights))
		}
		from := 0
		for _, end := range ends {
			if got := column(heights[from:end]); got > high+1 {
				t.Fatalf("a column is %v high, said %v", got, high)
			}
			from = end
		}
		for a := range len(heights) + 1 {
			for b := a; b <= len(heights); b++ {
				if n < 3 && b != len(heights) || n < 2 && a != len(heights) {
					continue
				}
				if other := max(column(heights[:a]), column(heights[a:b]), column(heights[b:])); other < high-1 {
					t.Fatalf("broken at %d and %d they are %v high, and were made %v", a, b, other, high)
				}
			}
		}
	})
}
