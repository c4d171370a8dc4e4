package document

import (
	"strings"
	"unicode"
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
			for _, part := range endless(para) {
				lines, missing := t.scripts.lines(part, st.Bold, st.Size, width)
				for i := range lines {
					out = append(out, line{Shaped: &lines[i], Width: lines[i].Width})
				}
				t.note(part, missing)
			}
		}
	}
	return out
}

// mostInLine is how many letters are looked at for one line, more than any paper has room for.
const mostInLine = 400

// first is the first line of a text; false when there is none.
func (t *typesetter) first(text string, st style, width float64) (line, bool) {
	n := 0
	for i := range text {
		if n++; n > mostInLine {
			text = text[:i]
			break
		}
	}
	lines := t.wrap(text, st, width)
	if len(lines) == 0 {
		return line{}, false
	}
	return lines[0], true
}

// longestWord is how many letters are shaped without a place to break a line at. Nothing a person writes is longer;
// the time to break such a text goes with its square.
const longestWord = 500

// endless cuts a paragraph where it goes on without blanks and full stops, of any script, for longer than that.
func endless(para string) []string {
	var parts []string
	begin, n := 0, 0
	for i, r := range para {
		if unicode.IsSpace(r) || unicode.IsPunct(r) {
			n = 0
			continue
		}
		if n++; n > longestWord && !unicode.Is(unicode.M, r) {
			parts = append(parts, para[begin:i])
			begin, n = i, 1
		}
	}
	return append(parts, para[begin:])
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
		for w > width {
			head := t.begin(word, st, width)
			if head == word {
				break
			}
			headW := t.width(head, st)
			cur, curW = head, headW
			flush()
			word, w = word[len(head):], w-headW
		}
		cur, curW = word, t.width(word, st)
	}
	flush()
	return out
}

// begin is the longest start of a word that is no wider than width, at least one letter.
func (t *typesetter) begin(word string, st style, width float64) string {
	_, n := utf8.DecodeRuneInString(word)
	return word[:max(n, len(st.face().Begin(word, st.Size*mmPerPoint, width)))]
}
