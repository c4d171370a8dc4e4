package lookup

import (
	"slices"
	"testing"
	"time"

	"regimen/internal/clinic"
)

func TestSlippedDates(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	for _, d := range slippedDates("1961-04-03", now) {
		if !oneSlip("1961-04-03", d) || !oneSlip(d, "1961-04-03") {
			t.Errorf("%s is not one slip away", d)
		}
	}
	for _, d := range []clinic.Date{"1961-03-04", "1961-04-30", "1916-04-03", "1961-04-08", "1951-04-03"} {
		if !slices.Contains(slippedDates("1961-04-03", now), d) {
			t.Errorf("%s is missing", d)
		}
	}
}
