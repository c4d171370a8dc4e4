package words

import (
	"testing"
	"time"
)

func TestTogether(t *testing.T) {
	for _, x := range []struct{ name, got, want string }{
		{"points", Points("a", "", "b"), "a · b"},
		{"list", List("a", " ", "b"), "a, b"},
		{"sentences", Sentences("", "A.", "B."), "A. B."},
		{"lines", Lines("a", "b", ""), "a\nb"},
		{"nothing", Points("", ""), ""},
		{"of", Of("Neer", "positive"), "Neer: positive"},
		{"moment", Moment(time.Date(2026, 3, 3, 9, 5, 0, 0, time.UTC)), "3 March 2026, 09:05"},
		{"short moment", ShortMoment(time.Date(2026, 3, 3, 9, 5, 0, 0, time.UTC)), "3 Mar 2026, 09:05"},
	} {
		if x.got != x.want {
			t.Errorf("%s: %q, want %q", x.name, x.got, x.want)
		}
	}
}
