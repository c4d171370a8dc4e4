package assess

import (
	"strings"
)

// split cuts a text of common words at its commas, as toggleWord puts them together.
func split(text string) []string {
	var out []string
	for w := range strings.SplitSeq(text, ",") {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// hasWord reports whether one of the comma-separated parts of a text is the word.
func hasWord(text, word string) bool {
	for _, w := range split(text) {
		if strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}

// toggleWord adds a common word to the end of a text, or takes it out again. Everything else a person
// wrote stays as it is.
func toggleWord(text, word string) string {
	if !hasWord(text, word) {
		if strings.TrimSpace(text) == "" {
			return word
		}
		return strings.TrimRight(text, " ,") + ", " + word
	}
	var kept []string
	for part := range strings.SplitSeq(text, ",") {
		if !strings.EqualFold(strings.TrimSpace(part), word) {
			kept = append(kept, part)
		}
	}
	return strings.TrimSpace(strings.Join(kept, ","))
}

// besides is what a text says beside some common words; without any of them it is the whole text as it was written.
func besides(text string, common []string) string {
	for _, w := range common {
		if hasWord(text, w) {
			text = toggleWord(text, w)
		}
	}
	return text
}

// withBesides is a text with its common words and another rest. Common words in the rest count as such, once.
func withBesides(text string, common []string, rest string) string {
	var kept []string
	for _, w := range append(split(text), split(rest)...) {
		if besides(w, common) == "" && !hasWord(strings.Join(kept, ","), w) {
			kept = append(kept, w)
		}
	}
	if len(kept) == 0 {
		return rest
	}
	if rest = besides(rest, common); strings.TrimSpace(rest) != "" {
		kept = append(kept, rest)
	}
	return strings.Join(kept, ", ")
}
