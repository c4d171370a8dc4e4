package script

import "testing"

func TestFirstLetters(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ text, lower, upper string }{
		{"", "", ""},
		{"Left calf", "left calf", "Left calf"},
		{"übung", "übung", "Übung"},
		{"ROM of the neck", "ROM of the neck", "ROM of the neck"},
		{"L4 knee reflex", "L4 knee reflex", "L4 knee reflex"},
	} {
		if got := LowerFirst(x.text); got != x.lower {
			t.Errorf("small: %q of %q", got, x.text)
		}
		if got := UpperFirst(x.text); got != x.upper {
			t.Errorf("capital: %q of %q", got, x.text)
		}
	}
}
