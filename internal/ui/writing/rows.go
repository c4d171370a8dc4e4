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

// Rows breaks a text into rows of a width, and keeps them as the text changes: only the rows that did are broken anew.
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
		r.rows, _ = r.paragraphs(nil, 0, len(r.text), func(int) bool { return false })
	}
}

// SetText breaks another text: from the row before the word that changed, until a row begins where one began before.
func (r *Rows) SetText(text string) {
	if r.text == text {
		return
	}
	was := r.text
	same := sameBegin(was, text)
	tail := len(text) - sameEnd(was[same:], text[same:])
	begin := strings.LastIndexByte(text[:same], '\n') + 1
	end := len(text)
	if n := strings.IndexByte(text[tail:], '\n'); n >= 0 {
		end = tail + n
	}
	head := r.before(text, begin, same)
	if head < len(r.rows) {
		begin = max(begin, r.rows[head].Begin)
	}
	moved := len(text) - len(was)
	r.text = text
	old := r.rows
	from := func(place int) int {
		return sort.Search(len(old), func(i int) bool { return old[i].Begin >= place-moved })
	}
	rows := make([]Row, head, len(old)+8)
	copy(rows, old)
	rows, at := r.paragraphs(rows, begin, end, func(place int) bool {
		if place < tail+utf8.UTFMax { // what a row begins with depends on the letter before it
			return false
		}
		i := from(place)
		return i < len(old) && old[i].Begin == place-moved
	})
	if at == end {
		at++ // the line end belongs to no row
	}
	for _, k := range old[from(at):] {
		rows = append(rows, Row{k.Begin + moved, k.End + moved, k.Wraps})
	}
	r.rows = rows
}

// before is the number of the last row that does not depend on what follows a place of another text: all before it are
// as they were. It begins with a word, and not before the paragraph does.
func (r *Rows) before(text string, paragraph, place int) int {
	word := max(after(text, strings.LastIndexFunc(text[:place], blank)), paragraph)
	n := r.At(word)
	if r.rows[n].Begin > paragraph {
		n--
	}
	for r.rows[n].Begin > paragraph {
		if last, _ := utf8.DecodeLastRuneInString(text[:r.rows[n].Begin]); blank(last) {
			break
		}
		n--
	}
	return n
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

// paragraphs adds the rows of whole paragraphs up to an end, or to where a row begins that is known; it tells where.
func (r *Rows) paragraphs(rows []Row, begin, end int, known func(place int) bool) ([]Row, int) {
	for {
		to := end
		if n := strings.IndexByte(r.text[begin:end], '\n'); n >= 0 {
			to = begin + n
		}
		var at int
		if rows, at = r.paragraph(rows, begin, to, known); at < to || to == end {
			return rows, at
		}
		begin = to + 1
	}
}

// paragraph adds the rows of one paragraph. Lines break between words, and inside one that is wider than a row.
func (r *Rows) paragraph(rows []Row, begin, end int, known func(place int) bool) ([]Row, int) {
	if r.width <= 0 {
		return append(rows, Row{Begin: begin, End: end}), end
	}
	x, from := float32(0), begin
	for p := begin; p < end; {
		word := p + wordLen(r.text[p:end])
		wide := r.wide(r.text[p:word])
		if x+wide > r.width && p > from {
			rows = append(rows, Row{from, p, true})
			if known(p) {
				return rows, p
			}
			x, from = 0, p
		}
		if wide > r.width {
			for i, letter := range r.text[p:word] {
				w := r.letter(letter)
				if x+w > r.width && p+i > from && !unicode.Is(unicode.M, letter) {
					rows = append(rows, Row{from, p + i, true})
					if known(p + i) {
						return rows, p + i
					}
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
	return append(rows, Row{Begin: from, End: end}), end
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
			if w > r.width {
				break // how much wider than a row does not matter
			}
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
