package clinic

import (
	"strings"
	"time"
)

// Payment is money that came from a patient, or went back to one: then it is a refund, and its amounts are below nothing.
// It is the receipt: numbered when it is issued, and for ever.
type Payment struct {
	ID        string    `json:"id"`
	PatientID string    `json:"patient_id"`
	Number    int       `json:"number"` // of the receipt
	Day       Date      `json:"day"`    // on which the money came or went
	At        time.Time `json:"at"`     // when it was written down
	By        string    `json:"by"`
	// Parts are the ways in which it was paid, and what each brought. Rounding is one of them.
	Parts    []PaymentPart `json:"parts"`
	Cents    int           `json:"cents"`     // all parts together: what the patient's account gets
	Reason   string        `json:"reason"`    // of a refund
	RefundOf string        `json:"refund_of"` // the payment that a refund gives back, where it is of one
	Note     string        `json:"note"`
}

// PaymentPart is what one way of paying brought.
type PaymentPart struct {
	Way    PayWay `json:"way"`
	Cents  int    `json:"cents"`
	Credit string `json:"credit,omitempty"` // the key of the voucher or package
	Note   string `json:"note,omitempty"`   // such as the number of a claim
}

func (p *Payment) Kind() Kind              { return KindPayment }
func (p *Payment) Key() string             { return p.ID }
func (p *Payment) PatientKey() string      { return p.PatientID }
func (p *Payment) Locks() []Ref            { return nil }
func (p *Payment) IssuedNumber() int       { return p.Number }
func (p *Payment) WithNumber(n int) Record { out := *p; out.Number = n; return &out }

// Refund reports money that went back.
func (p *Payment) Refund() bool { return p.Cents < 0 }

// Of is what came by a way.
func (p *Payment) Of(w PayWay) int {
	sum := 0
	for _, part := range p.Parts {
		if part.Way == w {
			sum += part.Cents
		}
	}
	return sum
}

// Validate makes sure that the parts add up, go one way, and that a refund says why.
func (p *Payment) Validate() error {
	var k checks
	k.require("patient_id", p.PatientID, Say("Choose whose payment it is."))
	if !p.Day.Valid() {
		k.fail("day", Say("The payment needs its day."))
	}
	if len(p.Parts) == 0 || len(p.Parts) > 20 {
		k.fail("parts", Say("Choose how it is paid."))
	}
	ways := make([]string, 0, len(PayWays()))
	for _, w := range PayWays() {
		ways = append(ways, string(w))
	}
	sum := 0
	for _, part := range p.Parts {
		k.oneOf("parts", Say("How it is paid"), string(part.Way), ways...)
		k.cents("parts", Say("Each amount"), part.Cents, -MostCents)
		k.noCard("parts", part.Note)
		switch {
		case part.Way == Rounding:
			if part.Cents < -50 || part.Cents > 50 {
				k.fail("parts", Say("Rounding to coins is a few cents, not {{.Amount}}.", Args{"Amount": MoneyText(part.Cents)}))
			}
		case part.Cents == 0:
			k.fail("parts", Say("Each way of paying needs its amount."))
		case (part.Cents < 0) != (p.Cents < 0):
			k.fail("parts", Say("A payment and a refund are written down each for itself."))
		}
		if part.Way.Prepaid() && part.Credit == "" {
			k.fail("parts", Say("Choose the voucher or the package that is used."))
		}
		sum += part.Cents
	}
	switch {
	case k.errs == nil && (sum != p.Cents || p.Cents == 0):
		k.fail("cents", Say("The ways of paying do not add up to the payment."))
	case p.Refund() && !Visible(p.Reason):
		k.fail("reason", Say("Say why the money goes back. It stands on the paper."))
	}
	k.cents("cents", Say("The payment"), p.Cents, -MostCents)
	k.noCard("reason", p.Reason)
	k.noCard("note", p.Note)
	return k.err()
}

func (p *Payment) check(_ *Catalogue, today Date) error { return notAfter(p.Day, today) }

// Allocation says that so much of what a patient paid is for an invoice. One below nothing frees it again, so that it
// stands on the patient's account.
type Allocation struct {
	ID        string    `json:"id"`
	PatientID string    `json:"patient_id"`
	PaymentID string    `json:"payment_id,omitempty"` // "" is from what stood on account
	InvoiceID string    `json:"invoice_id"`
	Cents     int       `json:"cents"`
	At        time.Time `json:"at"`
}

func (a *Allocation) Kind() Kind         { return KindAllocation }
func (a *Allocation) Key() string        { return a.ID }
func (a *Allocation) PatientKey() string { return a.PatientID }
func (a *Allocation) Locks() []Ref       { return nil }

// Validate asks for an invoice and an amount.
func (a *Allocation) Validate() error {
	var k checks
	k.require("patient_id", a.PatientID, Say("Choose whose payment it is."))
	k.require("invoice_id", a.InvoiceID, Say("Choose the invoice that is paid."))
	if a.Cents == 0 || a.Cents < -MostCents || a.Cents > MostCents {
		k.fail("cents", Say("What is paid of an invoice must be an amount."))
	}
	return k.err()
}

// Credit is a package or a voucher that was sold: what was paid ahead, until it is used up. It is the buyer's.
type Credit struct {
	ID         string    `json:"id"`
	PatientID  string    `json:"patient_id"` // who bought it
	InvoiceID  string    `json:"invoice_id"` // by which it was sold
	ItemID     string    `json:"item_id,omitempty"`
	Code       string    `json:"code"` // as it stands on the paper
	Sort       ItemSort  `json:"sort"`
	Name       string    `json:"name"`
	HeldFor    string    `json:"held_for"` // the patient it is for, "" for whoever brings it
	Holder     string    `json:"holder"`   // the name of whom it is for
	Sessions   int       `json:"sessions"` // of a package
	WorthCents int       `json:"worth_cents"`
	ServiceID  string    `json:"service_id,omitempty"` // what a package is for
	SoldOn     Date      `json:"sold_on"`
	Expires    Date      `json:"expires,omitempty"` // the last day on which it can be used; "" is never
	CreatedAt  time.Time `json:"created_at"`
}

func (c *Credit) Kind() Kind         { return KindCredit }
func (c *Credit) Key() string        { return c.ID }
func (c *Credit) PatientKey() string { return c.PatientID }
func (c *Credit) Locks() []Ref       { return nil }

// Validate asks for what it holds.
func (c *Credit) Validate() error {
	var k checks
	k.require("patient_id", c.PatientID, Say("Choose who buys it."))
	k.require("invoice_id", c.InvoiceID, Say("A package or voucher is sold by an invoice."))
	k.require("code", c.Code, Say("A package or voucher needs its number."))
	k.oneOf("sort", Say("What it is"), string(c.Sort), string(SoldPackage), string(SoldVoucher))
	k.cents("worth_cents", Say("Its worth"), c.WorthCents, 1)
	if c.Sort == SoldPackage && (c.Sessions < 1 || c.Sessions > MostPackageSessions) || c.Sort == SoldVoucher && c.Sessions != 0 {
		k.fail("sessions", Say("A package has from 1 to {{.Most}} sessions.", Args{"Most": MostPackageSessions}))
	}
	if c.Expires != "" && (!c.Expires.Valid() || c.Expires < c.SoldOn) {
		k.fail("expires", Say("It cannot expire before it is sold."))
	}
	return k.err()
}

// The reasons why something of a credit is gone.
const (
	CreditUsed     = "used"
	CreditRefunded = "refunded" // given back to the buyer
	CreditReturned = "returned" // a use was taken back: its amounts are below nothing
)

// CreditUse is so much of a package or voucher that is gone.
type CreditUse struct {
	ID        string    `json:"id"`
	PatientID string    `json:"patient_id"` // who was treated for it, or to whom the rest went back
	Credit    string    `json:"taken_from"` // the key of the Credit, which may be another patient's
	PaymentID string    `json:"payment_id,omitempty"`
	Sessions  int       `json:"sessions"`
	Cents     int       `json:"cents"`
	Why       string    `json:"why"`
	Day       Date      `json:"day"`
	At        time.Time `json:"at"`
	By        string    `json:"by"`
}

func (u *CreditUse) Kind() Kind         { return KindCreditUse }
func (u *CreditUse) Key() string        { return u.ID }
func (u *CreditUse) PatientKey() string { return u.PatientID }
func (u *CreditUse) Locks() []Ref       { return nil }

// Validate asks for the credit and for what is gone of it.
func (u *CreditUse) Validate() error {
	var k checks
	k.require("patient_id", u.PatientID, Say("Choose who uses it."))
	k.require("taken_from", u.Credit, Say("Choose the voucher or the package that is used."))
	k.oneOf("why", Say("Why it is gone"), u.Why, CreditUsed, CreditRefunded, CreditReturned)
	k.cents("cents", Say("What is used"), u.Cents, -MostCents)
	if u.Sessions < -MostPackageSessions || u.Sessions > MostPackageSessions || u.Sessions == 0 && u.Cents == 0 {
		k.fail("sessions", Say("Say how much of it is used."))
	}
	if !u.Day.Valid() {
		k.fail("day", Say("The use needs its day."))
	}
	return k.err()
}

// TillCount is what was in the till at the end of a day, beside what should be.
type TillCount struct {
	ID            string    `json:"id"`
	Day           Date      `json:"day"`
	FloatCents    int       `json:"float_cents"`   // in it in the morning
	CountedCents  int       `json:"counted_cents"` // in it in the evening
	ExpectedCents int       `json:"expected_cents"`
	Note          string    `json:"note"`
	By            string    `json:"by"`
	At            time.Time `json:"at"`
}

func (t *TillCount) Kind() Kind         { return KindTillCount }
func (t *TillCount) Key() string        { return t.ID }
func (t *TillCount) PatientKey() string { return "" }
func (t *TillCount) Locks() []Ref       { return nil }
func (t *TillCount) DayKey() Date       { return t.Day }

// Off is what was too much in the till, below nothing what was missing.
func (t *TillCount) Off() int { return t.CountedCents - t.ExpectedCents }

// Validate asks for amounts that a till can hold.
func (t *TillCount) Validate() error {
	var k checks
	if !t.Day.Valid() {
		k.fail("day", Say("The count needs its day."))
	}
	k.cents("float_cents", Say("What was in the till in the morning"), t.FloatCents, 0)
	k.cents("counted_cents", Say("What is in the till"), t.CountedCents, 0)
	k.noCard("note", t.Note)
	return k.err()
}

// PaperGiven says that a paper about money was printed or saved: the next one of the same is a copy.
type PaperGiven struct {
	ID        string    `json:"id"`
	PatientID string    `json:"patient_id"`
	Paper     string    `json:"paper"` // its code
	Of        string    `json:"of"`    // the key of the record it shows
	At        time.Time `json:"at"`
	By        string    `json:"by"`
}

func (p *PaperGiven) Kind() Kind         { return KindPaperGiven }
func (p *PaperGiven) Key() string        { return p.ID }
func (p *PaperGiven) PatientKey() string { return p.PatientID }
func (p *PaperGiven) Locks() []Ref       { return nil }

// Validate asks for the paper and what it shows.
func (p *PaperGiven) Validate() error {
	var k checks
	k.require("patient_id", p.PatientID, Say("Choose whose paper it is."))
	k.require("paper", p.Paper, Say("Choose the paper."))
	k.require("of", p.Of, Say("Choose what the paper shows."))
	return k.err()
}

// GivePaper keeps that a paper of a record of a patient was given.
func GivePaper(env Env, patient, paper, of string) Operation {
	return Operation{Label: Say("Print a paper about money"), Put: []Record{&PaperGiven{
		ID: env.NewID(), PatientID: patient, Paper: strings.TrimSpace(paper), Of: of, At: env.now(), By: env.Actor.Name,
	}}}
}
