// Package script knows how text is written: in which direction it is read, and with which letter it begins inside a sentence.
package script

import "golang.org/x/text/unicode/bidi"

// ToTheRight is a letter without a shape that is read to the right (U+200E).
const ToTheRight = "\u200e"

// Direction is where a line goes as a whole, and whether that is not where its first letter goes: a sentence that only
// begins with a name of a script that is read to the left goes to the right. A forced line is given ToTheRight before
// its letters are put in order.
func Direction(line string) (toLeft, forced bool) {
	first, left, right := false, 0, 0
	for _, r := range line {
		p, _ := bidi.LookupRune(r)
		switch p.Class() {
		case bidi.L:
			right++
		case bidi.R, bidi.AL:
			first = first || right == 0
			left++
		}
	}
	toLeft = first && right <= 3*left
	return toLeft, first && !toLeft
}
