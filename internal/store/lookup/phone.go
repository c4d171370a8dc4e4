package lookup

import (
	"slices"
	"strings"
)

// The ways a telephone number is written for use at home and from abroad: 0412 345 678, +61 412 345 678,
// 0061 412 345 678, 61412345678 as other programs keep it, and +61 (0)412 345 678.

// leastAbroad is how many digits a number with a country's code has, at least, to be taken for one without a sign
// that says so.
const leastAbroad = 10

// exits are what is dialled before a country's code, and how many digits have to follow: in Australia, in most of
// the world, and in North America, where 011 begins numbers of other countries' own.
var exits = []struct {
	digits string
	least  int
}{{"0011", 0}, {"00", 0}, {"011", leastAbroad}}

// atHome are the ways the digits of a number may be meant as one of its own country, without what is dialled
// first there. With plus, a country's code stands first.
func atHome(d string, plus bool) []string {
	var out []string
	abroad := func(d string, least int) {
		if n := codeDigits(d); n > 0 && len(d) >= least {
			out = append(out, strings.TrimLeft(d[n:], "0"))
		}
	}
	switch {
	case plus:
		abroad(d, 0)
		return out
	case !strings.HasPrefix(d, "0"):
		abroad(d, leastAbroad)
		return out
	}
	for _, e := range exits {
		if rest, ok := strings.CutPrefix(d, e.digits); ok {
			abroad(rest, e.least)
			break
		}
	}
	return append(out, strings.TrimLeft(d, "0"))
}

var twoDigitCodes = strings.Fields("20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 " +
	"60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98")

// codeDigits is how many digits the country's code has with which a number begins, by the zones of ITU-T E.164: one
// for 1 and 7, two for those listed, three for the rest. It is 0 where no code begins so.
func codeDigits(d string) int {
	switch {
	case len(d) < 4 || d[0] == '0':
		return 0
	case d[0] == '1' || d[0] == '7':
		return 1
	case slices.Contains(twoDigitCodes, d[:2]):
		return 2
	}
	return 3
}
