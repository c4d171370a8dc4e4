package writing

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"

	"regimen/internal/script"
)

// Run is a part of a line that is read in one direction.
type Run struct {
	Begin, End int
	Leftward   bool
	signs      bool // of a run that is read to the left: brackets, full stops and blanks and no letters
}

// Order is the runs of a line, from left to right as they are drawn. A line whose first letter is of a script that is
// written to the left goes to the left as a whole, as on paper; not so a sentence that only begins with such a name.
func Order(line string) []Run {
	whole := []Run{{End: len(line)}}
	if !strings.ContainsFunc(line, leftward) {
		return whole
	}
	toLeft, forced := script.Direction(line)
	given := line
	if forced {
		given = script.ToTheRight + line
	}
	var p bidi.Paragraph
	if _, err := p.SetString(given); err != nil {
		return whole
	}
	order, err := p.Order()
	if err != nil {
		return whole
	}
	starts := make([]int, 0, len(line)+2) // of the runes
	if forced {
		starts = append(starts, 0)
	}
	for i := range line {
		starts = append(starts, i)
	}
	starts = append(starts, len(line))
	var runs []Run
	for i := range order.NumRuns() {
		run := order.Run(i)
		first, last := run.Pos()
		begin, end := starts[first], starts[last+1]
		var parts []Run
		if run.Direction() == bidi.RightToLeft {
			parts = words(line, begin, end)
		} else if begin < end {
			parts = []Run{{Begin: begin, End: end}}
		}
		if toLeft {
			runs = slices.Insert(runs, 0, parts...)
		} else {
			runs = append(runs, parts...)
		}
	}
	return runs
}

// words cuts what is read to the left into letters and signs, from left to right: Fyne takes them from several fonts and
// puts these one after the other.
func words(line string, begin, end int) []Run {
	var parts []Run
	for i, r := range line[begin:end] {
		at, signs := begin+i, !leftward(r) && !unicode.Is(unicode.M, r)
		if n := len(parts); n > 0 && parts[0].signs == signs {
			parts[0].End = at + utf8.RuneLen(r)
			continue
		}
		parts = slices.Insert(parts, 0, Run{at, at + utf8.RuneLen(r), true, signs})
	}
	return parts
}

// drawn is a run as it is to be given to Fyne.
func (r Run) drawn(line string) string {
	text := line[r.Begin:r.End]
	switch {
	case r.Leftward && !r.signs:
		return text
	case r.signs:
		letters := []rune(text)
		slices.Reverse(letters)
		for i, l := range letters {
			if m, ok := mirrored[l]; ok {
				letters[i] = m
			}
		}
		text = string(letters)
	}
	return script.ToTheRight + text + script.ToTheRight
}

// mirrored are the signs that look the other way when they are read to the left.
var mirrored = map[rune]rune{
	'(': ')', ')': '(', '[': ']', ']': '[', '{': '}', '}': '{', '<': '>', '>': '<', '«': '»', '»': '«', '‹': '›', '›': '‹',
}

// Drawn is a line as it is to be given to Fyne, which shapes each run but puts them one after the other as they are
// written, and stumbles over tabs. Letters that are only there for machines are left out.
func Drawn(line string) string {
	if strings.ContainsFunc(line, leftward) {
		var b strings.Builder
		for _, r := range Order(line) {
			b.WriteString(r.drawn(line))
		}
		line = b.String()
	}
	if !strings.ContainsFunc(line, unicode.IsControl) {
		return line
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\t' {
			return -1
		}
		return r
	}, strings.ReplaceAll(line, "\t", tab))
}

// tab is what a tab is drawn as.
const tab = "    "

// leftward reports whether a letter is written to the left.
func leftward(r rune) bool {
	if r < 0x0590 {
		return false
	}
	p, _ := bidi.LookupRune(r)
	return p.Class() == bidi.R || p.Class() == bidi.AL
}
