package kit

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"
)

// plainNumber is a number as people type it: a point or a comma before its decimals, and no sign of thousands, which
// would be taken for one of them.
var plainNumber = regexp.MustCompile(`^([+-]?)(\d*)(?:[.,](\d*))?$`)

// ParseNumber reads a number with at most so many decimals. What could be another number is refused and never guessed
// or rounded; the error is a sentence for the person who typed.
func ParseNumber(text string, decimals int) (float64, error) {
	text = strings.ReplaceAll(strings.TrimSpace(text), "−", "-")
	m := plainNumber.FindStringSubmatch(text)
	if m == nil || m[2]+m[3] == "" {
		return 0, errors.New(lang.L("Enter a number."))
	}
	if len(strings.TrimRight(m[3], "0")) > decimals {
		if decimals == 0 {
			return 0, errors.New(lang.L("Enter a whole number."))
		}
		return 0, errors.New(lang.L("Enter a number such as {{.Example}}: no more decimals, and no sign for thousands.", map[string]any{
			"Example": strconv.FormatFloat(45.125, 'f', decimals, 64),
		}))
	}
	v, err := strconv.ParseFloat(m[1]+m[2]+"."+m[3], 64)
	if err != nil {
		return 0, errors.New(lang.L("Enter a number."))
	}
	return v, nil
}
