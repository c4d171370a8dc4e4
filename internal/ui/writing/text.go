// Package writing is a text as it is written: its letters, the caret, what is selected and what can be taken back, and
// the rows it makes at a width. It draws nothing. A place in a text is how many bytes lie before it; it never lies
// inside a letter.
package writing

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Text is a text and the caret in it. What is selected lies between the caret and the anchor. The zero value is
// empty.
type Text struct {
	letters       string
	caret, anchor int
	past, future  []change
}

// change is one thing that can be taken back.
type change struct {
	at            int
	gone, come    string
	caret, anchor int // before it
	kind          kind
}

// kind says whether a change goes on in the next one, so that a word is taken back at once and not by the letter.
type kind int

const (
	whole kind = iota
	typed
	erased
)

// String is the text.
func (t *Text) String() string { return t.letters }

// Caret is where the next letter comes.
func (t *Text) Caret() int { return t.caret }

// Set replaces everything. The caret stays where it was, as far as there is text; nothing can be taken back.
func (t *Text) Set(s string) {
	t.letters, t.past, t.future = s, nil, nil
	t.MoveTo(t.caret, false)
}

// Selection is what is selected: nothing when both are the caret.
func (t *Text) Selection() (from, to int) { return min(t.caret, t.anchor), max(t.caret, t.anchor) }

// Selected is the selected text.
func (t *Text) Selected() string {
	from, to := t.Selection()
	return t.letters[from:to]
}

// MoveTo puts the caret at a place, and the anchor, too, unless it selects.
func (t *Text) MoveTo(place int, selects bool) {
	place = max(min(place, len(t.letters)), 0)
	for place < len(t.letters) && place > 0 && !utf8.RuneStart(t.letters[place]) {
		place--
	}
	t.caret = place
	if !selects {
		t.anchor = place
	}
}

// SelectAll selects everything, with the caret at the end.
func (t *Text) SelectAll() { t.Select(0, len(t.letters)) }

// Select selects what lies between two places, with the caret at the second.
func (t *Text) Select(from, to int) {
	t.MoveTo(from, false)
	t.MoveTo(to, true)
}

// Type takes a letter that was typed, in the place of what is selected.
func (t *Text) Type(r rune) {
	come := string(r)
	from, to := t.Selection()
	if n := len(t.past); n > 0 && from == to && !separates(r) && len(t.future) == 0 {
		if last := &t.past[n-1]; last.kind == typed && last.at+len(last.come) == from {
			last.come += come
			t.put(change{at: from, come: come})
			return
		}
	}
	t.do(change{at: from, gone: t.letters[from:to], come: come, kind: typed})
}

// Insert takes a whole text, such as a pasted one, in the place of what is selected.
func (t *Text) Insert(s string) {
	from, to := t.Selection()
	if s != "" || from != to {
		t.do(change{at: from, gone: t.letters[from:to], come: s})
	}
}

// Erase takes away what is selected or else what lies between the caret and a place.
func (t *Text) Erase(place int) {
	from, to := t.Selection()
	if from != to {
		t.do(change{at: from, gone: t.letters[from:to]})
		return
	}
	from, to = min(t.caret, place), max(t.caret, place)
	if from == to {
		return
	}
	gone := t.letters[from:to]
	if n := len(t.past); n > 0 && strings.IndexFunc(gone, separates) < 0 && len(t.future) == 0 {
		if last := &t.past[n-1]; last.kind == erased && last.at == to {
			last.at, last.gone = from, gone+last.gone
			t.put(change{at: from, gone: gone})
			return
		}
	}
	t.do(change{at: from, gone: gone, kind: erased})
}

// separates reports whether a letter begins something new to be taken back.
func separates(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsSymbol(r) }

func (t *Text) do(c change) {
	c.caret, c.anchor = t.caret, t.anchor
	t.past, t.future = append(t.past, c), nil
	t.put(c)
}

// put makes a change in the letters and the caret.
func (t *Text) put(c change) {
	t.letters = t.letters[:c.at] + c.come + t.letters[c.at+len(c.gone):]
	t.caret = c.at + len(c.come)
	t.anchor = t.caret
}

// CanUndo reports whether there is something to take back.
func (t *Text) CanUndo() bool { return len(t.past) > 0 }

// CanRedo reports whether there is something to make again.
func (t *Text) CanRedo() bool { return len(t.future) > 0 }

// Undo takes the last change back, with the caret and the selection of before.
func (t *Text) Undo() {
	n := len(t.past)
	if n == 0 {
		return
	}
	c := t.past[n-1]
	t.past, t.future = t.past[:n-1], append(t.future, c)
	t.put(change{at: c.at, gone: c.come, come: c.gone})
	t.caret, t.anchor = c.caret, c.anchor
}

// Redo makes the change again that was taken back last.
func (t *Text) Redo() {
	n := len(t.future)
	if n == 0 {
		return
	}
	c := t.future[n-1]
	t.past, t.future = append(t.past, c), t.future[:n-1]
	t.put(c)
}

// near is how far back the beginning of a letter is looked for: more runes than any one letter is made of.
const near = 64

// Next is the place after the letter that begins at a place: one that is written with several runes, such as a letter
// with an accent of its own, is one.
func (t *Text) Next(place int) int {
	if place >= len(t.letters) {
		return len(t.letters)
	}
	end := min(place+near*utf8.UTFMax, len(t.letters))
	for end < len(t.letters) && !utf8.RuneStart(t.letters[end]) {
		end--
	}
	it := graphemes.FromString(t.letters[place:end])
	if !it.Next() {
		return len(t.letters)
	}
	return place + len(it.Value())
}

// Before is the place before the letter that ends at a place.
func (t *Text) Before(place int) int {
	begin := place
	for range near {
		r, n := utf8.DecodeLastRuneInString(t.letters[:begin])
		begin -= n
		if r < utf8.RuneSelf {
			break
		}
	}
	last := begin
	it := graphemes.FromString(t.letters[begin:place])
	for it.Next() && begin+it.Start() < place {
		last = begin + it.Start()
	}
	return last
}

// WordAfter is the end of the word that a place lies in or before.
func (t *Text) WordAfter(place int) int {
	rest := t.letters[place:]
	gap := strings.IndexFunc(rest, inWord)
	if gap < 0 {
		return len(t.letters)
	}
	end := strings.IndexFunc(rest[gap:], separates)
	if end < 0 {
		return len(t.letters)
	}
	return place + gap + end
}

// WordBefore is the beginning of the word that a place lies in or after.
func (t *Text) WordBefore(place int) int {
	end := strings.LastIndexFunc(t.letters[:place], inWord)
	if end < 0 {
		return 0
	}
	return after(t.letters, strings.LastIndexFunc(t.letters[:end], separates))
}

// Word is the beginning and the end of the word at a place, or of what separates words there.
func (t *Text) Word(place int) (from, to int) {
	if place == len(t.letters) || t.letters[place] == '\n' {
		place = t.Before(place)
	}
	r, _ := utf8.DecodeRuneInString(t.letters[place:])
	other := separates
	if separates(r) {
		other = inWord
	}
	from = after(t.letters, strings.LastIndexFunc(t.letters[:place], other))
	to = len(t.letters)
	if n := strings.IndexFunc(t.letters[place:], other); n >= 0 {
		to = place + n
	}
	return from, to
}

func inWord(r rune) bool { return !separates(r) }

// after is the place after the rune at i, 0 for none.
func after(s string, i int) int {
	if i < 0 {
		return 0
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return i + n
}

// Paragraph is the beginning and the end of the paragraph at a place, without its line end.
func (t *Text) Paragraph(place int) (from, to int) {
	from = strings.LastIndexByte(t.letters[:place], '\n') + 1
	to = len(t.letters)
	if n := strings.IndexByte(t.letters[place:], '\n'); n >= 0 {
		to = place + n
	}
	return from, to
}
