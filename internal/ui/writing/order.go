package writing

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"
)

// Run is a part of a line that is read in one direction.
type Run struct {
	Begin, End int
	Leftward   bool
}

// Order is the runs of a line, from left to right as they are drawn. A line whose first letter is of a script that is
// written to the left goes to the left as a whole.
func Order(line string) []Run {
	whole := []Run{{End: len(line)}}
	if !strings.ContainsFunc(line, leftward) {
		return whole
	}
	var p bidi.Paragraph
	if _, err := p.SetString(line); err != nil {
		return whole
	}
	order, err := p.Order()
	if err != nil {
		return whole
	}
	starts := make([]int, 0, len(line)+1) // of the runes
	for i := range line {
		starts = append(starts, i)
	}
	starts = append(starts, len(line))
	var runs []Run
	for i := range order.NumRuns() {
		run := order.Run(i)
		first, last := run.Pos()
		runs = append(runs, Run{starts[first], starts[last+1], run.Direction() == bidi.RightToLeft})
	}
	if beginsLeftward(line) {
		slices.Reverse(runs)
	}
	return runs
}

// Drawn is a line as it is to be given to Fyne, which shapes each run but puts them one after the other as they are
// written, and stumbles over tabs. Letters that are only there for machines are left out.
func Drawn(line string) string {
	runs := Order(line)
	if len(runs) > 1 {
		var b strings.Builder
		for _, r := range runs {
			b.WriteString(line[r.Begin:r.End])
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

func beginsLeftward(line string) bool {
	for _, r := range line {
		p, _ := bidi.LookupRune(r)
		switch p.Class() {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		}
	}
	return false
}

// leftward reports whether a letter is written to the left.
func leftward(r rune) bool {
	if r < 0x0590 {
		return false
	}
	p, _ := bidi.LookupRune(r)
	return p.Class() == bidi.R || p.Class() == bidi.AL
}
