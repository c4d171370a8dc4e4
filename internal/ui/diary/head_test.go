package diary

import (
	"testing"

	"regimen/internal/clinic"
)

func TestWeeksInWords(t *testing.T) {
	t.Parallel()
	for from, want := range map[clinic.Date]string{"2026-12-07": "7–13 Dec 2026", "2026-11-30": "30 Nov – 6 Dec 2026"} {
		if got := weekWords(from, from.AddDays(6)); got != want {
			t.Errorf("the week from %s is %q, want %q", from, got, want)
		}
	}
}
