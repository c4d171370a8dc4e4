package edit

import (
	"testing"

	"pgregory.net/rapid"
)

func TestCostsAsPeopleTypeThem(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{"95": 9500, "$95.50": 9550, " 95,5 ": 9550, "0": 0, "€ 70": 7000, "-5": -500} {
		got, err := Cents("cost_cents", text)
		if err != nil || got == nil || *got != want {
			t.Errorf("%q is %v, %v", text, got, err)
		}
	}
	if got, err := Cents("cost_cents", "  "); got != nil || err != nil {
		t.Errorf("nothing is %v, %v", got, err)
	}
	for _, text := range []string{"ninety", "NaN", "1e99", "9.9.9"} {
		if got, err := Cents("cost_cents", text); err == nil {
			t.Errorf("%q is %d", text, *got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		cents := rapid.IntRange(0, 10_000_000).Draw(t, "cents")
		if got, err := Cents("cost_cents", Money(cents)); err != nil || *got != cents {
			t.Fatalf("%d became %v, %v", cents, got, err)
		}
	})
}
