package clinic

import (
	"slices"
	"strconv"
	"time"
)

// Given reports whether a paper of a record was given before: the next one is a copy, and says so. A number alone is no
// paper: what was issued and never printed, because the power failed, is still to be given for the first time.
func (c *Chart) Given(paper, of string) bool {
	return slices.ContainsFunc(c.RecordsOf(KindPaperGiven), func(r Record) bool {
		p, ok := r.(*PaperGiven)
		return ok && p.Paper == paper && p.Of == of
	})
}

// Money is what came of a payment, less what went back: without vouchers and packages, which brought theirs when they were
// sold, and without rounding.
func (p *Payment) Money() int {
	sum := 0
	for _, part := range p.Parts {
		if !part.Way.Prepaid() && part.Way != Rounding {
			sum += part.Cents
		}
	}
	return sum
}

// Receipt is what the paper of a payment tells, as it was when the payment was taken: a copy of later says the same.
type Receipt struct {
	Payment Payment
	Bills   []ReceiptBill // that the payment is for, in the order in which they were paid
	// OnAccount is what of the payment is for none of them.
	OnAccount int
	// Of is the payment that a refund gives back, and Notes are the credit notes that it was given back for.
	Of    *Payment
	Notes []CreditNote
}

// ReceiptBill is a bill on a receipt.
type ReceiptBill struct {
	Bill
	Before int // taken back or paid before
	Now    int // paid by the receipt
	Left   int // still to pay after it
	// Since are credit notes of after the receipt.
	Since []CreditNote
}

// Receipt is the one of a payment, or nil.
func (a *Account) Receipt(payment string) *Receipt {
	p := a.Payment(payment)
	if p == nil {
		return nil
	}
	r := &Receipt{Payment: *p, OnAccount: max(0, p.Cents)}
	if p.RefundOf != "" {
		r.Of = a.Payment(p.RefundOf)
	}
	seen := make(map[string]bool)
	for _, al := range a.AllocationsOf(payment) {
		b := a.Bill(al.InvoiceID)
		if b == nil || seen[b.ID] {
			continue
		}
		seen[b.ID] = true
		if p.Refund() {
			for _, n := range b.CreditNotes {
				if n.Day == p.Day && n.Reason == p.Reason {
					r.Notes = append(r.Notes, n)
				}
			}
			continue
		}
		r.Bills = append(r.Bills, b.on(payment, al.At))
		r.OnAccount -= r.Bills[len(r.Bills)-1].Now
	}
	return r
}

// on is a bill as it was when a payment was taken for it.
func (b *Bill) on(payment string, at time.Time) ReceiptBill {
	out := ReceiptBill{Bill: *b}
	for _, al := range b.Allocations {
		switch {
		case al.PaymentID == payment:
			out.Now += al.Cents
		case !al.At.After(at):
			out.Before += al.Cents
		}
	}
	for _, n := range b.CreditNotes {
		if n.At.After(at) {
			out.Since = append(out.Since, n)
		} else {
			out.Before += n.Cents
		}
	}
	out.Left = b.TotalCents - out.Before - out.Now
	return out
}

// LineTaxes are what of the tax of an invoice is in each of its lines: they add up to the tax to the cent.
func (i *Invoice) LineTaxes() []int {
	out := make([]int, len(i.Lines))
	taxed, told := 0, 0
	for n, l := range i.Lines {
		if l.Taxed {
			taxed += l.Cents
			now := TaxWithin(taxed, i.TaxPermille)
			out[n], told = now-told, now
		}
	}
	return out
}

// Age is what is owed since so many days.
type Age struct {
	From, To int // days since the invoice; To is 0 for all that is older
	Cents    int
}

// Name is the age in words.
func (a Age) Name() Sentence {
	if a.To == 0 {
		return Say("More than {{.Days}} days", Args{"Days": a.From - 1})
	}
	return Say("{{.From}} to {{.To}} days", Args{"From": a.From, "To": a.To})
}

// ByAge is what is owed on a day by how long it has been owed. The ages add up to Owed.
func (a *Account) ByAge(today Date) []Age {
	out := []Age{{From: 0, To: 30}, {From: 31, To: 60}, {From: 61, To: 90}, {From: 91}}
	for i := range a.Bills {
		b := &a.Bills[i]
		days := max(0, b.Day.DaysUntil(today))
		n := slices.IndexFunc(out, func(x Age) bool { return x.To == 0 || days <= x.To })
		out[n].Cents += b.Due
	}
	return out
}

// TaxYear is the year for the tax that a day of a region is in: from July in Australia, from April in New Zealand, and the
// calendar's elsewhere. A clinic that has not said where it is, is taken to be in Australia.
func TaxYear(region string, day Date) (from, to Date) {
	t := day.Time()
	first := time.January
	switch {
	case region == "" || inRegions(region, []string{"AU"}):
		first = time.July
	case inRegions(region, []string{"NZ"}):
		first = time.April
	}
	year := t.Year()
	if t.Month() < first {
		year--
	}
	begin := time.Date(year, first, 1, 0, 0, 0, 0, time.UTC)
	return DateOf(begin), DateOf(begin.AddDate(1, 0, -1))
}

// PaidIn are the payments and refunds of the days from one to another, and the money that they come to.
func (a *Account) PaidIn(from, to Date) (list []Payment, cents int) {
	for _, p := range a.Payments {
		if p.Day >= from && p.Day <= to {
			list = append(list, p)
			cents += p.Money()
		}
	}
	return list, cents
}

// Name is what the paper of a payment is called in a list: "Receipt 12".
func (p *Payment) Name() Sentence {
	if p.Refund() {
		return Say("Refund {{.Number}}", Args{"Number": strconv.Itoa(p.Number)})
	}
	return Say("Receipt {{.Number}}", Args{"Number": strconv.Itoa(p.Number)})
}

// Name is what an invoice is called in a list: "Invoice 12".
func (i *Invoice) Name() Sentence {
	return Say("Invoice {{.Number}}", Args{"Number": strconv.Itoa(i.Number)})
}

// Name is what a credit note is called in a list: "Credit note 3".
func (n *CreditNote) Name() Sentence {
	return Say("Credit note {{.Number}}", Args{"Number": strconv.Itoa(n.Number)})
}

// AsksSignature reports whether a receipt is to be signed by hand: the college of massage therapists of Ontario asks for it, and
// some health funds do.
func (c *Catalogue) AsksSignature(fund, region string) bool {
	return inRegions(region, []string{"CA-ON"}) || slices.ContainsFunc(c.FundObjections(FundClaim{Visit: true, Fund: fund, Region: region}), func(o FundObjection) bool {
		return o.Fact == FactSignature
	})
}
