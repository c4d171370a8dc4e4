package lookup

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// plain writes letters that no decomposition takes apart as they are typed without a special keyboard.
var plain = strings.NewReplacer("ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "æ", "ae", "œ", "oe", "ħ", "h",
	"ı", "i", "ŋ", "n", "ŧ", "t", "ə", "e", "ĸ", "k", "ƒ", "f", "ß", "ss", "ς", "σ")

// spelled writes letters with marks the other way they are often spelt.
var spelled = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ø", "oe", "å", "aa")

// fold writes a text so that case, accents and forms of the same letter make no difference.
func fold(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	s = norm.NFKD.String(cases.Fold().String(norm.NFKC.String(s)))
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= 0x0300 && r <= 0x036f, // accents
			r >= 0x064b && r <= 0x065f, r == 0x0670, r == 0x0640, // Arabic vowels and stretching
			r >= 0x0591 && r <= 0x05c7: // Hebrew vowels
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(plain.Replace(s))
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// isPlainWord reports whether s is one word of ASCII letters, as most names are.
func isPlainWord(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return s != ""
}

// words splits a name into folded words: "Mary-Jane O’Brien" is mary, jane, obrien.
func words(s string) []string {
	if isPlainWord(s) {
		return []string{strings.ToLower(s)}
	}
	s = strings.Map(func(r rune) rune {
		if isApostrophe(r) {
			return -1
		}
		return r
	}, s)
	return strings.FieldsFunc(fold(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r)
	})
}

func isApostrophe(r rune) bool {
	switch r {
	case '\'', '’', '‘', 'ʼ', 'ʻ', '`', '´', 'ʹ':
		return true
	}
	return false
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
