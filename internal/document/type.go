package document

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"regimen/internal/drawing"
)

// style is how a text is set.
type style struct {
	Size  float64 // points
	Bold  bool
	Quiet bool // grey, for what matters less
}

func (s style) face() drawing.Face {
	if s.Bold {
		return drawing.Bold
	}
	return drawing.Regular
}

// leading is the distance between baselines, as a share of the size.
const leading = 1.27

func (s style) lineHeight() float64 { return s.Size * leading * mmPerPoint }

// line is one set line: plain text, or outlines for a script that must be shaped.
type line struct {
	Text   string
	Shaped *shaped
	Width  float64
}

// typesetter measures and breaks text; it remembers what it could not set.
type typesetter struct {
	scripts scripts
	missing map[string]bool // the words with letters that no font has
}

func newTypesetter(system fallback) *typesetter {
	return &typesetter{scripts: scripts{system: system}, missing: map[string]bool{}}
}

// clean makes the text composed, and its white space ordinary; line ends stay.
func clean(text string) string {
	text = norm.NFC.String(strings.ToValidUTF8(text, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t' || r == '\u00a0' || r == '\u2028' || r == '\u2029':
			return ' '
		case r < ' ' || r == 0x7f:
			return -1
		}
		return r
	}, text)
}

func (t *typesetter) width(text string, st style) float64 {
	return st.face().Width(text, st.Size*mmPerPoint)
}

// wrap breaks text to lines of at most width millimetres. A word that is wider is broken where it
// must be. An empty text has no lines; an empty line within it is kept.
func (t *typesetter) wrap(text string, st style, width float64) []line {
	text = strings.TrimRight(clean(text), "\n ")
	if text == "" {
		return nil
	}
	var out []line
	for para := range strings.SplitSeq(text, "\n") {
		if plain(para) {
			out = append(out, t.wrapPlain(para, st, width)...)
		} else {
			lines, missing := t.scripts.lines(para, st.Bold, st.Size, width)
			for i := range lines {
				out = append(out, line{Shaped: &lines[i], Width: lines[i].Width})
			}
			t.note(para, missing)
		}
	}
	return out
}

// note remembers the words that hold letters no font has.
func (t *typesetter) note(text string, missing []rune) {
	if len(missing) == 0 {
		return
	}
	for _, w := range strings.Fields(text) {
		if strings.ContainsAny(w, string(missing)) {
			t.missing[w] = true
		}
	}
}

func (t *typesetter) wrapPlain(para string, st style, width float64) []line {
	var out []line
	cur, curW := "", 0.0
	space := t.width(" ", st)
	flush := func() {
		out = append(out, line{Text: cur, Width: curW})
		cur, curW = "", 0
	}
	for _, word := range strings.Fields(para) {
		w := t.width(word, st)
		if cur != "" && curW+space+w <= width {
			cur, curW = cur+" "+word, curW+space+w
			continue
		}
		if cur != "" {
			flush()
		}
		for w > width && utf8.RuneCountInString(word) > 1 {
			head := t.fit(word, st, width)
			cur, curW = head, t.width(head, st)
			flush()
			word = word[len(head):]
			w = t.width(word, st)
		}
		cur, curW = word, w
	}
	flush()
	return out
}

// fit is the longest start of a word that is no wider than width, at least one letter.
func (t *typesetter) fit(word string, st style, width float64) string {
	for i := range word {
		_, n := utf8.DecodeRuneInString(word[i:])
		if i > 0 && t.width(word[:i+n], st) > width {
			return word[:i]
		}
	}
	return word
}
