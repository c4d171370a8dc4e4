package lookup

import "testing"

func TestSoundsAlike(t *testing.T) {
	t.Parallel()
	for _, c := range [][]string{
		{"catherine", "katherine", "kathryn", "katrine"},
		{"christine", "kristin", "kristen"},
		{"stephen", "steven", "stefan"},
		{"phillip", "philip", "filip"},
		{"leigh", "lee", "li"},
		{"sean", "shaun", "shawn"},
		{"geoff", "jeff", "jef"},
		{"wright", "rite"},
		{"thompson", "tomson"},
		{"meyer", "maier", "mayer"},
		{"reid", "reed", "ried"},
		{"schmidt", "schmitt", "smit"},
		{"mackenzie", "mckenzie"},
		{"knight", "night"},
		{"ashleigh", "ashley", "ashlee"},
		{"isla", "isla"},
		{"zoe", "zoey"},
	} {
		for _, w := range c[1:] {
			if sound(w) != sound(c[0]) {
				t.Errorf("%s sounds %q, %s %q", c[0], sound(c[0]), w, sound(w))
			}
		}
	}
	for _, c := range [][2]string{{"lee", "lou"}, {"dale", "doyle"}, {"anna", "ian"}, {"mary", "moira"}, {"smith", "sandra"}} {
		if sound(c[0]) == sound(c[1]) {
			t.Errorf("%s and %s sound the same: %q", c[0], c[1], sound(c[0]))
		}
	}
}

func TestDistance(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typed, word  string
		whole, start int
	}{
		{"jon", "john", 1, 1},
		{"jonh", "john", 1, 1},
		{"margr", "margaret", 3, 1},
		{"smith", "smith", 0, 0},
		{"smi", "smith", 2, 0},
		{"", "ab", 2, 0},
	} {
		whole, start := Distance([]rune(c.typed), []rune(c.word))
		if whole != c.whole || start != c.start {
			t.Errorf("%s to %s: %d and %d, want %d and %d", c.typed, c.word, whole, start, c.whole, c.start)
		}
	}
}
