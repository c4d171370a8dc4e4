package clinic

import (
	"strings"
	"testing"

	"regimen/internal/anatomy"
)

// Whatever can be found, wherever, is said to a patient in words they know: no code, no number but that of a pain and of a
// level of the spine or a rib, and easy to read.
func TestPlainWordsOfEveryFinding(t *testing.T) {
	t.Parallel()
	atlas := atlas(t)
	seven := 7
	for _, kind := range FindingTypes() {
		if key := kind.Plain(nil).Key; strings.Count(key, "{{.Place}}") != 1 {
			t.Errorf("%s: %q has no place for the place", kind.Code, key)
		}
		for _, s := range atlas.Structures() {
			f := Finding{Structure: s.Code, Side: s.Sides()[0], Type: kind.Code, Severity: &seven}
			words := f.PlainWords(atlas.Plain).String()
			if strings.ContainsAny(words, "{}%.") || strings.Contains(words, "7 out of 10") != (kind.Code == "pain") {
				t.Errorf("%s of %s: %q", kind.Code, s.Code, words)
			}
		}
	}
	grade, n := 0.0, 0
	for _, s := range atlas.Structures() {
		grade += ReadingGrade("We found a sore " + atlas.Plain(s.Code, s.Sides()[0]) + ".")
		n++
	}
	if grade /= float64(n); grade > 8 {
		t.Errorf("grade %.1f", grade)
	}
}

func TestProblemOnPaper(t *testing.T) {
	t.Parallel()
	place := func(_ string, sides ...anatomy.Side) string { return "muscle of your " + sides[0].Word() + " neck" }
	cat := catalogue(t)
	six, three := 6, 3
	f := Finding{ID: "f", Structure: "levator.scapulae", Side: anatomy.Right, Source: ByTherapist, Type: "hypertonicity", Severity: &six}
	then := f
	then.Severity = &three
	for words, want := range map[string]string{
		f.Words(cat, plainLabel):                       "Tight muscle of your right neck",
		then.Words(cat, plainLabel):                    "Tight muscle of your right neck", // rated again since
		"right levator.scapulae: hypertonicity":        "Tight muscle of your right neck",
		"right levator.scapulae: hypertonicity 6/10":   "Tight muscle of your right neck", // as it was written once
		f.Words(cat, plainLabel) + " since the fall":   f.Words(cat, plainLabel) + " since the fall",
		"right levator.scapulae: hypertonicity, worse": "right levator.scapulae: hypertonicity, worse",
		"Your neck is tight":                           "Your neck is tight",
	} {
		p := Problem{FindingID: "f", Words: words}
		plain, made := p.Plain(cat, &f, plainLabel, place)
		got := plain.String()
		if !made {
			got = p.Words
		}
		if got != want {
			t.Errorf("%q is printed as %q, want %q", words, got, want)
		}
	}
	own := Problem{Words: "Stiff in the morning"}
	if got, made := own.Plain(cat, nil, plainLabel, place); made {
		t.Errorf("%q", got)
	}
	pain := Finding{Structure: "x", Side: anatomy.Left, Type: "pain", Severity: &six}
	if got, want := pain.PlainWords(place).String(), "Pain in the muscle of your left neck: 6 out of 10"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
