package clinic

import (
	"cmp"
	"slices"
	"time"
)

// The taxes that a price can have.
const (
	TaxUsual = ""      // as massage has it: taxed where the clinic is registered
	Taxed    = "taxed" // in any case
	TaxFree  = "free"  // such as physiotherapy by a physiotherapist: GST Act, section 38-10
)

// Taxes lists them.
func Taxes() []string { return []string{TaxUsual, Taxed, TaxFree} }

// TaxName is one of Taxes in words.
func TaxName(tax string) Sentence {
	switch tax {
	case TaxUsual:
		return Say("Taxed as massage is")
	case Taxed:
		return Say("Taxed")
	case TaxFree:
		return Say("Free of tax")
	}
	return Text(tax)
}

// Price is a row of the price list: what a service costs with a practitioner and at a length, and whether tax is in it.
// What stands for all practitioners, or for any length, is left out.
type Price struct {
	ID             string    `json:"id"`
	ServiceID      string    `json:"service_id"`
	PractitionerID string    `json:"practitioner_id,omitempty"`
	Minutes        int       `json:"minutes"`               // 0 is any length
	PriceCents     *int      `json:"price_cents,omitempty"` // nil is the price of the service
	Tax            string    `json:"tax"`                   // one of Taxes
	CreatedAt      time.Time `json:"created_at"`
}

func (p *Price) Kind() Kind         { return KindPrice }
func (p *Price) Key() string        { return p.ID }
func (p *Price) PatientKey() string { return "" }
func (p *Price) Locks() []Ref       { return nil }

// Validate asks for a service, and for a price above nothing or a tax of its own.
func (p *Price) Validate() error {
	var k checks
	k.require("service_id", p.ServiceID, Say("Choose the appointment type."))
	if p.Minutes < 0 || p.Minutes > 480 {
		k.fail("minutes", Say("The length must be from 1 to 480 minutes, or be left empty for any."))
	}
	k.charge("price_cents", p.PriceCents)
	k.oneOf("tax", Say("The tax"), p.Tax, Taxes()...)
	if p.PriceCents == nil && p.Tax == TaxUsual {
		k.fail("price_cents", Say("Give a price, or a tax that differs."))
	}
	return k.err()
}

// Fits refuses a row for what another row is for already: which of them counts would be chance.
func (p *Price) Fits(others []Record) error {
	var k checks
	if slices.ContainsFunc(As[Price](others), func(o Price) bool {
		return o.ID != p.ID && o.ServiceID == p.ServiceID && o.PractitionerID == p.PractitionerID && o.Minutes == p.Minutes
	}) {
		k.fail("service_id", Say("The price list has a row for this already. Change that one, or say for whom or how long this one is."))
	}
	return k.err()
}

// charge checks a price that is asked of somebody and may be left out.
func (c *checks) charge(field string, cents *int) {
	if cents != nil && (*cents <= 0 || *cents > MostCents) {
		c.fail(field, Say("A price must be above 0 and no more than {{.Most}}.", Args{"Most": MoneyText(MostCents)}))
	}
}

// NewPrice is a row of the price list for a service, without a price yet.
func NewPrice(env Env, service string) *Price {
	return &Price{ID: env.NewID(), ServiceID: service, CreatedAt: env.now()}
}

// PriceOf is what a service costs with a practitioner at a length, and its tax: the row that says most counts, whoever
// treats before how long. cents is nil where no price is known.
func PriceOf(list []Price, s Service, practitioner string, minutes int) (cents *int, tax string) {
	if minutes == s.Minutes || s.Minutes == 0 {
		cents = s.PriceCents
	}
	fits := slices.DeleteFunc(slices.Clone(list), func(p Price) bool {
		return p.ServiceID != s.ID || p.PractitionerID != "" && p.PractitionerID != practitioner || p.Minutes != 0 && p.Minutes != minutes
	})
	slices.SortStableFunc(fits, func(a, b Price) int { // what says least first
		return cmp.Or(cmp.Compare(len(a.PractitionerID), len(b.PractitionerID)), cmp.Compare(min(a.Minutes, 1), min(b.Minutes, 1)), cmp.Compare(a.ID, b.ID))
	})
	for _, p := range fits {
		if p.PriceCents != nil {
			cents = p.PriceCents
		}
		if p.Tax != TaxUsual {
			tax = p.Tax
		}
	}
	return cents, tax
}

// Item is what is sold beside visits.
type Item struct {
	ID         string    `json:"id"`
	Name       string    `json:"name"`
	Sort       ItemSort  `json:"sort"`
	PriceCents *int      `json:"price_cents,omitempty"` // nil is said at the sale: a voucher of any amount
	Tax        string    `json:"tax"`                   // one of Taxes
	Code       string    `json:"code"`                  // as a fund or the stock calls it
	Sessions   int       `json:"sessions"`              // of a package
	ServiceID  string    `json:"service_id,omitempty"`  // what a package is for; "" is any visit
	Months     int       `json:"months"`                // how long a package or voucher can be used; 0 is for ever
	Rank       int       `json:"rank"`
	CreatedAt  time.Time `json:"created_at"`
	RetiredAt  time.Time `json:"retired_at,omitempty"` // not sold any more
}

// ItemSort is what sort of thing is sold.
type ItemSort string

// The sorts.
const (
	SoldVisit   ItemSort = "visit" // on an invoice only: no Item is one
	SoldProduct ItemSort = "product"
	SoldFee     ItemSort = "fee" // such as for a visit that was cancelled late
	SoldPackage ItemSort = "package"
	SoldVoucher ItemSort = "voucher"
)

// ItemSorts lists those that an Item can be.
func ItemSorts() []ItemSort { return []ItemSort{SoldProduct, SoldFee, SoldPackage, SoldVoucher} }

// Name is the sort in words.
func (s ItemSort) Name() Sentence {
	switch s {
	case SoldVisit:
		return Say("Visit")
	case SoldProduct:
		return Say("Product")
	case SoldFee:
		return Say("Fee")
	case SoldPackage:
		return Say("Package of sessions")
	case SoldVoucher:
		return Say("Gift voucher")
	}
	return Text(string(s))
}

// Prepaid reports what is paid before anything is given: it is used later, and taxed then.
func (s ItemSort) Prepaid() bool { return s == SoldPackage || s == SoldVoucher }

func (i *Item) Kind() Kind         { return KindItem }
func (i *Item) Key() string        { return i.ID }
func (i *Item) PatientKey() string { return "" }
func (i *Item) Locks() []Ref       { return nil }

// Validate asks for a name, a price that can be, and the sessions of a package.
func (i *Item) Validate() error {
	var k checks
	k.require("name", i.Name, Say("Give it the name that stands on the receipt."))
	k.oneOf("sort", Say("What it is"), string(i.Sort), itemSortTexts()...)
	k.charge("price_cents", i.PriceCents)
	k.oneOf("tax", Say("The tax"), i.Tax, Taxes()...)
	if i.Months < 0 || i.Months > 120 {
		k.fail("months", Say("How long it can be used must be from 1 to 120 months, or be left empty for ever."))
	}
	switch {
	case i.Sort == SoldPackage && (i.Sessions < 1 || i.Sessions > MostPackageSessions):
		k.fail("sessions", Say("A package has from 1 to {{.Most}} sessions.", Args{"Most": MostPackageSessions}))
	case i.Sort == SoldPackage && i.PriceCents == nil:
		k.fail("price_cents", Say("A package needs its price."))
	case i.Sort != SoldPackage && i.Sessions != 0:
		k.fail("sessions", Say("Only a package has sessions."))
	}
	return k.err()
}

// MostPackageSessions bounds what is sold ahead.
const MostPackageSessions = 200

func itemSortTexts() []string {
	out := make([]string, 0, len(ItemSorts()))
	for _, s := range ItemSorts() {
		out = append(out, string(s))
	}
	return out
}

// NewItem is something of a sort that is sold, without a name yet, behind the others of which there are so many.
func NewItem(env Env, sort ItemSort, others int) *Item {
	i := &Item{ID: env.NewID(), Sort: sort, Rank: others, CreatedAt: env.now()}
	if sort == SoldPackage {
		i.Sessions = 10
	}
	return i
}
