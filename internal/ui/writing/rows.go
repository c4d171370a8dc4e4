package writing

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Row is what stands on one line of the screen. Rows follow each other without a gap but for the line ends, so that
// every place of the text lies in a row: the blanks where a line wraps belong to the row before, and hang over its edge
// when there is no room.
type Row struct {
	Begin, End int
	Wraps      bool // goes on in the next row
}

// Rows breaks a text into rows of a width, and keeps them as the text changes: only the paragraphs that did are broken
// anew.
type Rows struct {
	measure func(string) float32
	width   float32
	text    string
	rows    []Row
	words   map[string]float32
	runes   map[rune]float32
}

// NewRows measures words with a function. Until a width is set there is a row for each paragraph.
func NewRows(measure func(string) float32) *Rows {
	return &Rows{measure: measure, rows: []Row{{}}}
}

// All is every row; there is always one.
func (r *Rows) All() []Row { return r.rows }

// At is the number of the row a place lies in. Where one row ends and the next begins it is the next.
func (r *Rows) At(place int) int {
	return max(sort.Search(len(r.rows), func(i int) bool { return r.rows[i].Begin > place })-1, 0)
}

// SetWidth breaks the text to another width; 0 is no breaking.
func (r *Rows) SetWidth(width float32) {
	if r.width != width {
		r.width = width
		r.rows = r.paragraphs(nil, 0, len(r.text))
	}
}

// SetText breaks another text.
func (r *Rows) SetText(text string) {
	if r.text == text {
		return
	}
	was := r.text
	same := sameBegin(was, text)
	begin := strings.LastIndexByte(text[:same], '\n') + 1
	tail := sameEnd(was[same:], text[same:])
	end := len(text)
	if n := strings.IndexByte(text[len(text)-tail:], '\n'); n >= 0 {
		end = len(text) - tail + n
	}
	moved := len(text) - len(was)
	r.text = text
	head := sort.Search(len(r.rows), func(i int) bool { return r.rows[i].Begin >= begin })
	rest := sort.Search(len(r.rows), func(i int) bool { return r.rows[i].Begin > end-moved })
	kept := r.rows[rest:]
	rows := make([]Row, head, len(r.rows)+8)
	copy(rows, r.rows)
	rows = r.paragraphs(rows, begin, end)
	for _, k := range kept {
		rows = append(rows, Row{k.Begin + moved, k.End + moved, k.Wraps})
	}
	r.rows = rows
}

func sameBegin(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

func sameEnd(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[len(a)-1-i] != b[len(b)-1-i] {
			return i
		}
	}
	return n
}

// paragraphs adds the rows of whole paragraphs.
func (r *Rows) paragraphs(rows []Row, begin, end int) []Row {
	for {
		n := strings.IndexByte(r.text[begin:end], '\n')
		if n < 0 {
			return r.paragraph(rows, begin, end)
		}
		rows = r.paragraph(rows, begin, begin+n)
		begin += n + 1
	}
}

// paragraph adds the rows of one paragraph. Lines break between words, and inside one that is wider than a row.
func (r *Rows) paragraph(rows []Row, begin, end int) []Row {
	if r.width <= 0 {
		return append(rows, Row{Begin: begin, End: end})
	}
	x, from := float32(0), begin
	for p := begin; p < end; {
		word := p + wordLen(r.text[p:end])
		wide := r.wide(r.text[p:word])
		if x+wide > r.width && p > from {
			rows = append(rows, Row{from, p, true})
			x, from = 0, p
		}
		if wide > r.width {
			for i, letter := range r.text[p:word] {
				w := r.letter(letter)
				if x+w > r.width && p+i > from && !unicode.Is(unicode.M, letter) {
					rows = append(rows, Row{from, p + i, true})
					x, from = 0, p+i
				}
				x += w
			}
		} else {
			x += wide
		}
		p = word
		for p < end {
			letter, n := utf8.DecodeRuneInString(r.text[p:end])
			if !blank(letter) {
				break
			}
			x += r.letter(letter)
			p += n
		}
	}
	return append(rows, Row{Begin: from, End: end})
}

// blank reports whether a line may break after a letter.
func blank(r rune) bool {
	return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f'
}

func wordLen(s string) int {
	if n := strings.IndexFunc(s, blank); n >= 0 {
		return n
	}
	return len(s)
}

// longWord is how many bytes of a word are measured as one; a longer one is as wide as its letters.
const longWord = 64

func (r *Rows) wide(word string) float32 {
	if len(word) > longWord {
		w := float32(0)
		for _, letter := range word {
			w += r.letter(letter)
		}
		return w
	}
	w, known := r.words[word]
	if !known {
		if r.words == nil || len(r.words) > 1<<14 {
			r.words = map[string]float32{}
		}
		w = r.measure(strings.Clone(word))
		r.words[strings.Clone(word)] = w
	}
	return w
}

func (r *Rows) letter(letter rune) float32 {
	w, known := r.runes[letter]
	if !known {
		w = r.measure(string(letter))
		if r.runes == nil {
			r.runes = map[rune]float32{}
		}
		r.runes[letter] = w
	}
	return w
}

// Shown is the end of what is to be seen of a row: the blanks behind it are not.
func (r *Rows) Shown(row Row) int {
	return row.Begin + len(strings.TrimRightFunc(r.text[row.Begin:row.End], blank))
}
