package clinic

import (
	"fmt"
	"slices"
	"strings"
)

// Amounts of money are whole cents. Prices have the tax in them.

// MostCents is the most that one amount may be: a million. Sums of as many as a clinic ever has stay far within an int.
const MostCents = 100_000_000

// MoneyText is an amount without its currency: "95.00", "-0.02".
func MoneyText(cents int) string {
	sign := ""
	if cents < 0 {
		sign, cents = "-", -cents
	}
	return fmt.Sprintf("%s%d.%02d", sign, cents/100, cents%100)
}

// TaxWithin is the tax in an amount that has it in it, at a rate of so many thousandths, to the nearest cent and from half
// a cent up: section 9-90 of the GST Act. It is asked of the total of a document, not line by line: 9-90 (1)(a).
func TaxWithin(cents, permille int) int {
	if cents < 0 {
		return -TaxWithin(-cents, permille)
	}
	return (2*cents*permille + 1000 + permille) / (2 * (1000 + permille))
}

// PartOf is so many thousandths of an amount, to the nearest cent and from half a cent up.
func PartOf(cents, permille int) int {
	if cents < 0 {
		return -PartOf(-cents, permille)
	}
	return (2*cents*permille + 1000) / 2000
}

// Shares divides an amount into n parts that are alike to the cent and add up to it; the first ones are the larger.
func Shares(cents, n int) []int {
	if n < 1 {
		return nil
	}
	out := make([]int, n)
	each, rest := cents/n, cents%n
	for i := range out {
		out[i] = each
		switch {
		case i < rest:
			out[i]++
		case i < -rest:
			out[i]--
		}
	}
	return out
}

// InCash is what is paid in coins for an amount where the smallest coin is step cents: the nearest that coins make, from
// half a coin up. A step of 0 leaves it.
func InCash(cents, step int) int {
	switch {
	case step <= 1:
		return cents
	case cents < 0:
		return -InCash(-cents, step)
	}
	return (2*cents + step) / (2 * step) * step
}

// PayWay is how money comes and goes.
type PayWay string

// The ways to pay.
const (
	ByCard     PayWay = "card"
	ByCash     PayWay = "cash"
	ByTransfer PayWay = "transfer"
	ByFund     PayWay = "fund" // the health fund pays its part at the terminal
	ByVoucher  PayWay = "voucher"
	ByPackage  PayWay = "package"
	// Rounding is what the smallest coin makes of an amount: never part of the price.
	Rounding PayWay = "rounding"
)

// PayWays lists them.
func PayWays() []PayWay {
	return []PayWay{ByCard, ByCash, ByTransfer, ByFund, ByVoucher, ByPackage, Rounding}
}

// Name is the way in words.
func (w PayWay) Name() Sentence {
	switch w {
	case ByCard:
		return Say("Card")
	case ByCash:
		return Say("Cash")
	case ByTransfer:
		return Say("Transfer")
	case ByFund:
		return Say("Fund on the terminal")
	case ByVoucher:
		return Say("Voucher")
	case ByPackage:
		return Say("Package")
	case Rounding:
		return Say("Rounding to coins")
	}
	return Text(string(w))
}

// Prepaid reports a way in which no money comes in: it came when the voucher or the package was sold.
func (w PayWay) Prepaid() bool { return w == ByVoucher || w == ByPackage }

// Numbered is a record that gets the next number of its kind when it is issued, in the same transaction: there is no gap
// and no double, and a draft uses none up.
type Numbered interface {
	Record
	// IssuedNumber is its number, 0 before it is issued.
	IssuedNumber() int
	// WithNumber is the record with a number.
	WithNumber(n int) Record
}

// Issues reports whether an operation makes something that gets a number, so that it has to be known at once whether it
// was kept.
func Issues(op Operation) bool {
	return slices.ContainsFunc(op.Put, func(r Record) bool { _, ok := r.(Numbered); return ok })
}

// hasCardNumber reports digits that are the number of a payment card: 13 to 19 of them, with blanks or dashes between, whose
// check digit is right (ISO/IEC 7812-1, annex B).
func hasCardNumber(text string) bool {
	run := make([]int, 0, len(text))
	isCard := func() bool {
		if len(run) < 13 || len(run) > 19 || run[0] == 0 {
			return false
		}
		sum := 0
		for i, d := range run {
			if (len(run)-i)%2 == 0 {
				if d *= 2; d > 9 {
					d -= 9
				}
			}
			sum += d
		}
		return sum%10 == 0
	}
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			run = append(run, int(r-'0'))
		case strings.ContainsRune(" -\u00a0\u2011", r):
		default:
			if isCard() {
				return true
			}
			run = run[:0]
		}
	}
	return isCard()
}

// noCard refuses a text that holds the number of a card.
func (c *checks) noCard(field, text string) {
	if hasCardNumber(text) {
		c.fail(field, Say("This looks like the number of a card. Regimen keeps none: write the last four digits at most."))
	}
}

// cents checks an amount from a bound to the most that one may be.
func (c *checks) cents(field string, what Sentence, v, lo int) {
	if v < lo || v > MostCents {
		c.fail(field, Say("{{.What}} must be from {{.Low}} to {{.High}}.", Args{"What": what, "Low": MoneyText(lo), "High": MoneyText(MostCents)}))
	}
}
