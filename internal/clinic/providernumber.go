package clinic

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// ProviderNumber is a number under which a practitioner is known to those who pay back what a treatment cost: for one place
// of practice, one fund and one kind of treatment, or for all of them.
type ProviderNumber struct {
	ID             string    `json:"id"`
	PractitionerID string    `json:"practitioner_id"`
	Place          string    `json:"place"`    // where it holds, in words; "" is the clinic's address
	Fund           string    `json:"fund"`     // a code of Catalogue.Funds; "" is every fund
	Modality       string    `json:"modality"` // a code of Catalogue.Modalities; "" is every kind
	Number         string    `json:"number"`
	ValidFrom      Date      `json:"valid_from,omitempty"`  // "" is from ever
	ValidUntil     Date      `json:"valid_until,omitempty"` // the last day; "" is until further notice
	CreatedAt      time.Time `json:"created_at"`
}

// NewProviderNumber is one without its number yet, for every fund and every kind, from today on.
func NewProviderNumber(env Env, practitioner string) *ProviderNumber {
	return &ProviderNumber{ID: env.NewID(), PractitionerID: practitioner, ValidFrom: env.today(), CreatedAt: env.now()}
}

func (n *ProviderNumber) Kind() Kind         { return KindProviderNumber }
func (n *ProviderNumber) Key() string        { return n.ID }
func (n *ProviderNumber) PatientKey() string { return "" }
func (n *ProviderNumber) Locks() []Ref       { return nil }

// Validate asks for a practitioner and a number, and days in order.
func (n *ProviderNumber) Validate() error {
	var k checks
	k.require("practitioner_id", n.PractitionerID, Say("Choose whose number it is."))
	k.require("number", n.Number, Say("Write the number."))
	k.optionalDate("valid_from", n.ValidFrom)
	k.optionalDate("valid_until", n.ValidUntil)
	if n.ValidFrom != "" && n.ValidUntil != "" && n.ValidUntil < n.ValidFrom {
		k.fail("valid_until", Say("The last day comes before the first."))
	}
	return k.err()
}

// check refuses a fund or a kind of treatment that there is not.
func (n *ProviderNumber) check(cat *Catalogue, _ Date) error {
	var k checks
	if cat != nil && n.Fund != "" && cat.Fund(n.Fund) == nil {
		k.fail("fund", Say("This fund is not in the catalogue."))
	}
	if cat != nil && n.Modality != "" && cat.Modality(n.Modality) == nil {
		k.fail("modality", Say("This kind of treatment is not in the catalogue."))
	}
	return k.err()
}

// On reports whether it holds on a day.
func (n *ProviderNumber) On(day Date) bool {
	return n.ValidFrom <= day && (n.ValidUntil == "" || day <= n.ValidUntil)
}

// samePurpose reports whether two numbers are for the same, whenever they hold.
func (n *ProviderNumber) samePurpose(o *ProviderNumber) bool {
	return n.PractitionerID == o.PractitionerID && n.Fund == o.Fund && n.Modality == o.Modality && strings.EqualFold(strings.TrimSpace(n.Place), strings.TrimSpace(o.Place))
}

// Fits refuses a number that holds on a day on which another for the same does: a receipt could then carry either.
func (n *ProviderNumber) Fits(others []Record) error {
	var k checks
	for _, o := range As[ProviderNumber](others) {
		if o.ID == n.ID || !n.samePurpose(&o) || n.ValidUntil != "" && n.ValidUntil < o.ValidFrom || o.ValidUntil != "" && o.ValidUntil < n.ValidFrom {
			continue
		}
		field, why := "valid_from", Say("The number {{.Number}} holds for the same until further notice. End it first, on the day before this one begins.", Args{"Number": o.Number})
		switch {
		case o.ValidUntil != "":
			why = Say("The number {{.Number}} holds for the same until {{.Day}}. Begin on a later day, or end that one earlier.", Args{"Number": o.Number, "Day": o.ValidUntil})
		case n.ValidFrom < o.ValidFrom:
			field, why = "valid_until", Say("The number {{.Number}} holds for the same from {{.Day}} on. End this one on the day before.", Args{"Number": o.Number, "Day": o.ValidFrom})
		}
		k.fail(field, why)
		break
	}
	return k.err()
}

// ProviderNumberOn is the number under which a practitioner treats at the clinic's address on a day, for a fund and a kind of
// treatment by its code: one for this fund before one for the group whose numbers the fund goes by, that before one for all;
// then one for this kind before one for all. Without any it is the practitioner's usual one. fund is nil where none is
// known, and then only what holds for all does.
func ProviderNumberOn(numbers []ProviderNumber, p *Practitioner, fund *Fund, modality string, day Date) string {
	fit := func(n *ProviderNumber) int {
		rank := 0
		switch {
		case n.PractitionerID != p.ID || strings.TrimSpace(n.Place) != "" || !n.On(day):
			return -1
		case n.Fund == "":
		case fund != nil && n.Fund == fund.Code:
			rank = 4
		case fund != nil && n.Fund == fund.Numbers:
			rank = 2
		default:
			return -1
		}
		switch n.Modality {
		case "":
			return rank
		case modality:
			return rank + 1
		}
		return -1
	}
	held := where(numbers, func(n *ProviderNumber) bool { return fit(n) >= 0 })
	if len(held) == 0 {
		return p.ProviderNumber
	}
	// Two for the same cannot be, but for what two machines wrote at once: the later one then.
	best := slices.MaxFunc(held, func(a, b ProviderNumber) int {
		return cmp.Or(cmp.Compare(fit(&a), fit(&b)), cmp.Compare(a.ValidFrom, b.ValidFrom), cmp.Compare(a.ID, b.ID))
	})
	return best.Number
}

// NumbersOf finds among numbers the one under which the fund of a patient's record, in whatever words, knows who gives a
// treatment on a day.
func (c *Catalogue) NumbersOf(numbers []ProviderNumber) func(p *Practitioner, fund, treatment string, day Date) string {
	return func(p *Practitioner, fund, treatment string, day Date) string {
		modality := ""
		if m := c.ModalityOf(treatment); m != nil {
			modality = m.Code
		}
		return ProviderNumberOn(numbers, p, c.FundOf(fund), modality, day)
	}
}
