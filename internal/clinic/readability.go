package clinic

import (
	"strings"
	"unicode"
)

// ReadingGrade is the Flesch–Kincaid grade of a text: the years of school it takes to read it,
//
//	0.39·words/sentence + 11.8·syllables/word − 15.59.
//
// What is printed for patients should stay below 8. Syllables are counted by the English rule of thumb
// of vowel groups, so the grade of a few words is rough. It is 0 for a text with no words.
func ReadingGrade(text string) float64 {
	words, sentences, syllables := 0, 0, 0
	open := false // words since the last end of a sentence
	for _, field := range strings.Fields(text) {
		if strings.IndexFunc(field, unicode.IsLetter) >= 0 || strings.IndexFunc(field, unicode.IsDigit) >= 0 {
			words++
			syllables += Syllables(field)
			open = true
		}
		if open && strings.ContainsRune(".!?", lastLetter(field)) {
			sentences++
			open = false
		}
	}
	if words == 0 {
		return 0
	}
	if open {
		sentences++
	}
	return 0.39*float64(words)/float64(sentences) + 11.8*float64(syllables)/float64(words) - 15.59
}

func lastLetter(s string) rune {
	r := []rune(strings.TrimRight(s, `"')”’`))
	if len(r) == 0 {
		return 0
	}
	return r[len(r)-1]
}

// Syllables estimates the syllables of an English word; a number counts as one.
func Syllables(word string) int {
	var letters []rune
	for _, r := range strings.ToLower(word) {
		if unicode.IsLetter(r) {
			letters = append(letters, r)
		}
	}
	n := 0
	after := false // a vowel
	for _, r := range letters {
		vowel := strings.ContainsRune("aeiouy", r)
		if vowel && !after {
			n++
		}
		after = vowel
	}
	w := string(letters)
	silent := func(end string) bool { return strings.HasSuffix(w, end) }
	switch {
	case n < 2:
	case silent("le"):
		if len(letters) > 2 && strings.ContainsRune("aeiouy", letters[len(letters)-3]) {
			n-- // "whole", but not "table"
		}
	case silent("e") && !silent("ee"):
		n--
	case silent("ed") && !silent("ted") && !silent("ded"):
		n--
	case silent("es") && !silent("ses") && !silent("ces") && !silent("ges") && !silent("xes") && !silent("ches") && !silent("shes") && !silent("zes") && !silent("ies"):
		n--
	}
	return max(n, 1)
}
