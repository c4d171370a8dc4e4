package clinic

import (
	"time"
)

// Invoice says what is owed for what. It is numbered when it is issued and for ever: what was wrong on it is put right by
// a credit note and another invoice. Names, numbers and addresses stand on it as they were on its day.
type Invoice struct {
	ID        string    `json:"id"`
	PatientID string    `json:"patient_id"`
	Number    int       `json:"number"` // 0 before it is issued
	Day       Date      `json:"day"`    // on which it was issued
	At        time.Time `json:"at"`
	By        string    `json:"by"` // the name of who issued it

	BillTo string `json:"bill_to"` // name and address of who pays, where that is not the patient
	Claim  string `json:"claim"`   // the number of a claim or an order, as an insurer asks for it

	Lines       []InvoiceLine `json:"lines"`
	TotalCents  int           `json:"total_cents"`
	TaxCents    int           `json:"tax_cents"` // within the total
	TaxName     string        `json:"tax_name"`  // "" where the clinic is not registered
	TaxPermille int           `json:"tax_permille"`

	SellerName     string `json:"seller_name"`
	SellerAddress  string `json:"seller_address"`
	SellerPhone    string `json:"seller_phone"`
	SellerEmail    string `json:"seller_email"`
	BusinessNumber string `json:"business_number"`

	PatientName string `json:"patient_name"` // given and family name, as a fund knows the patient
	BirthDate   Date   `json:"birth_date,omitempty"`
	HealthFund  string `json:"health_fund"`
	FundNumber  string `json:"fund_number"`

	Note string `json:"note"`
}

// InvoiceLine is one thing that is charged.
type InvoiceLine struct {
	Sort         ItemSort `json:"sort"`
	Item         string   `json:"item,omitempty"`         // the key of an Item
	Appointment  string   `json:"appointment,omitempty"`  // the visit that is charged
	Session      string   `json:"session,omitempty"`      // what was given in it
	Practitioner string   `json:"practitioner,omitempty"` // who treated
	Provider     Provider `json:"provider"`
	Day          Date     `json:"day,omitempty"` // of the treatment
	Minutes      int      `json:"minutes,omitempty"`
	Text         string   `json:"text"`
	Code         string   `json:"code,omitempty"`
	Quantity     int      `json:"quantity"`
	UnitCents    int      `json:"unit_cents"`
	// DiscountCents are taken off the line, and Discount says why.
	DiscountCents int    `json:"discount_cents,omitempty"`
	Discount      string `json:"discount,omitempty"`
	Cents         int    `json:"cents"`
	Taxed         bool   `json:"taxed,omitempty"`
	// Credits are the keys of packages and vouchers that an earlier invoice sold and this one charges again.
	Credits []string `json:"credits,omitempty"`
}

// Provider is who treated, as a health fund knows them on that day.
type Provider struct {
	Name           string `json:"name,omitempty"`
	Qualifications string `json:"qualifications,omitempty"`
	Association    string `json:"association,omitempty"`
	MemberNumber   string `json:"member_number,omitempty"`
	ProviderNumber string `json:"provider_number,omitempty"`
}

// Sum is what the line comes to.
func (l *InvoiceLine) Sum() int { return l.Quantity*l.UnitCents - l.DiscountCents }

// MostLines bounds an invoice: a course of visits for an insurer fits.
const MostLines = 200

func (i *Invoice) Kind() Kind              { return KindInvoice }
func (i *Invoice) Key() string             { return i.ID }
func (i *Invoice) PatientKey() string      { return i.PatientID }
func (i *Invoice) Locks() []Ref            { return nil }
func (i *Invoice) IssuedNumber() int       { return i.Number }
func (i *Invoice) WithNumber(n int) Record { out := *i; out.Number = n; return &out }

// Taxed is what of the total has tax in it.
func (i *Invoice) Taxed() int {
	sum := 0
	for _, l := range i.Lines {
		if l.Taxed {
			sum += l.Cents
		}
	}
	return sum
}

// Visits are the lines of visits.
func (i *Invoice) Visits() []InvoiceLine {
	var out []InvoiceLine
	for _, l := range i.Lines {
		if l.Sort == SoldVisit {
			out = append(out, l)
		}
	}
	return out
}

// Validate makes sure that the lines add up, that something is asked for, and that no treatment is after the day of issue.
func (i *Invoice) Validate() error {
	var k checks
	k.require("patient_id", i.PatientID, Say("Choose whose invoice it is."))
	if !i.Day.Valid() {
		k.fail("day", Say("The invoice needs its day."))
	}
	if len(i.Lines) == 0 || len(i.Lines) > MostLines {
		k.fail("lines", Say("An invoice has from 1 to {{.Most}} lines.", Args{"Most": MostLines}))
	}
	total := 0
	for n := range i.Lines {
		k.line(&i.Lines[n], i.Day)
		total += i.Lines[n].Cents
		if total > MostCents {
			break
		}
	}
	k.cents("total_cents", Say("The total"), total, 1)
	if k.errs == nil && (i.TotalCents != total || i.TaxCents != TaxWithin(i.Taxed(), i.TaxPermille)) {
		k.fail("total_cents", Say("The lines do not add up to the total."))
	}
	if i.TaxPermille < 0 || i.TaxPermille > 1000 {
		k.fail("tax_permille", Say("The rate of the tax must be from 0 to 100 per cent."))
	}
	for field, text := range map[string]string{"bill_to": i.BillTo, "claim": i.Claim, "note": i.Note} {
		k.noCard(field, text)
	}
	return k.err()
}

// line checks one line of an invoice of a day.
func (c *checks) line(l *InvoiceLine, issued Date) {
	const field = "lines"
	what := Args{"What": l.Text}
	switch {
	case !Visible(l.Text):
		c.fail(field, Say("Each line needs a text."))
	case l.Quantity < 1 || l.Quantity > 999:
		c.fail(field, Say("“{{.What}}” must be there from 1 to 999 times.", what))
	case l.UnitCents <= 0 || l.UnitCents > MostCents:
		c.fail(field, Say("The price of “{{.What}}” must be above 0 and no more than {{.Most}}.", Args{"What": l.Text, "Most": MoneyText(MostCents)}))
	case l.DiscountCents < 0 || l.Sum() < 0:
		c.fail(field, Say("The discount of “{{.What}}” must be from nothing to its price.", what))
	case l.DiscountCents > 0 && !Visible(l.Discount):
		c.fail(field, Say("Say why “{{.What}}” is cheaper.", what))
	case l.Cents != l.Sum():
		c.fail(field, Say("The line “{{.What}}” does not add up.", what))
	case l.Sort == SoldVisit && l.Day > issued:
		c.fail(field, Say("The treatment on {{.Day}} has not been given yet, and no fund takes a receipt from before it. Take the money on account, and charge the visit when it was given.", Args{"Day": l.Day}))
	}
	c.noCard(field, l.Text)
	c.noCard(field, l.Discount)
}

// check refuses an invoice of a day to come.
func (i *Invoice) check(_ *Catalogue, today Date) error { return notAfter(i.Day, today) }

// notAfter refuses a day of money that is to come.
func notAfter(day, today Date) error {
	var k checks
	if day > today {
		k.fail("day", Say("Money is written down on its day. {{.Day}} is to come: if it is today, put the clock of the computer right.", Args{"Day": day}))
	}
	return k.err()
}

// CreditNote takes an invoice back, whole or in part. It is numbered and for ever, too.
type CreditNote struct {
	ID        string    `json:"id"`
	PatientID string    `json:"patient_id"`
	InvoiceID string    `json:"invoice_id"`
	Number    int       `json:"number"`
	Day       Date      `json:"day"`
	At        time.Time `json:"at"`
	By        string    `json:"by"`
	Cents     int       `json:"cents"`
	TaxCents  int       `json:"tax_cents"` // within the cents
	Reason    string    `json:"reason"`
	// Whole: nothing of the invoice stands any more, it is void.
	Whole bool `json:"whole"`
}

func (n *CreditNote) Kind() Kind              { return KindCreditNote }
func (n *CreditNote) Key() string             { return n.ID }
func (n *CreditNote) PatientKey() string      { return n.PatientID }
func (n *CreditNote) Locks() []Ref            { return nil }
func (n *CreditNote) IssuedNumber() int       { return n.Number }
func (n *CreditNote) WithNumber(x int) Record { out := *n; out.Number = x; return &out }

// Validate asks for an invoice, an amount and a reason.
func (n *CreditNote) Validate() error {
	var k checks
	k.require("patient_id", n.PatientID, Say("Choose whose invoice it is."))
	k.require("invoice_id", n.InvoiceID, Say("Choose the invoice that is taken back."))
	k.cents("cents", Say("What is taken back"), n.Cents, 1)
	k.require("reason", n.Reason, Say("Say why. It stands on the paper."))
	k.noCard("reason", n.Reason)
	if !n.Day.Valid() {
		k.fail("day", Say("The credit note needs its day."))
	}
	return k.err()
}

func (n *CreditNote) check(_ *Catalogue, today Date) error { return notAfter(n.Day, today) }
