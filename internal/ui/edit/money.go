package edit

import (
	"math"
	"strconv"
	"strings"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
)

// Cents reads an amount as people type it; an empty text is none. The error is of a field by its json name.
func Cents(field, text string) (*int, error) {
	text = strings.TrimLeft(strings.TrimSpace(text), "$€£ ")
	if text == "" {
		return nil, nil
	}
	v, err := kit.ParseNumber(text, 2)
	if err != nil || math.Abs(v) > 1e9 {
		return nil, clinic.FieldErrors{{Field: field, Message: clinic.Say("Write the cost as a number, such as 95 or 95.50.")}}
	}
	cents := int(math.Round(v * 100))
	return &cents, nil
}

// Money is an amount as Cents reads it back, without the currency.
func Money(cents int) string { return strconv.FormatFloat(float64(cents)/100, 'f', 2, 64) }
