package clinic

import "strings"

// BusinessNumberDoubt says why the business number of a clinic cannot be an ABN, or nothing: where the clinic is not in
// Australia, and for an ABN whose check digits are right. A doubt is shown and refuses nothing: whoever types it may know better.
func BusinessNumberDoubt(number, region string) Sentence {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, number)
	switch {
	case !Visible(number) || region != "" && !inRegions(region, []string{"AU"}):
		return Sentence{}
	case len(digits) != abnDigits:
		return Say("An ABN has 11 digits, and this number has {{.Count}}.", Args{"Count": len(digits)})
	case !abnChecks(digits):
		return Say("This is no ABN: its digits do not fit each other. Look for one that is wrong, or for two that changed places.")
	}
	return Sentence{}
}

const abnDigits = 11

// abnChecks is the test of the Australian Business Register (abr.business.gov.au, format of the ABN): the first digit less
// one, each digit by its weight, and the sum leaves nothing divided by 89.
func abnChecks(digits string) bool {
	sum := 0
	for i, weight := range [abnDigits]int{10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19} {
		d := int(digits[i] - '0')
		if i == 0 {
			d--
		}
		sum += d * weight
	}
	return sum%89 == 0
}
