package clinic

import (
	"cmp"
	"slices"
	"strings"
)

// MoneyKinds are the kinds of record that an account is made of.
func MoneyKinds() []Kind {
	return []Kind{KindInvoice, KindCreditNote, KindPayment, KindAllocation, KindCredit, KindCreditUse}
}

// Account is what a patient was charged and paid, as it follows from the records of it: the one answer for screens, papers
// and lists.
type Account struct {
	PatientID string
	Bills     []Bill    // by their number, the first first
	Payments  []Payment // by their number
	Credits   []Credit  // bought by the patient
	Uses      []CreditUse
	// Owed is what is still to pay of all bills, and OnAccount what was paid and belongs to none.
	Owed, OnAccount int

	allocations []Allocation
}

// Bill is an invoice and what became of it.
type Bill struct {
	Invoice
	CreditNotes []CreditNote
	Allocations []Allocation
	Credited    int // taken back by credit notes
	Paid        int
	Due         int
}

// BillState is how far an invoice has come.
type BillState string

// The states of an invoice.
const (
	BillToPay    BillState = "to-pay"
	BillPartPaid BillState = "part-paid"
	BillPaid     BillState = "paid"
	BillVoid     BillState = "void"
)

// State is how far it has come.
func (b *Bill) State() BillState {
	switch {
	case b.Void():
		return BillVoid
	case b.Due == 0:
		return BillPaid
	case b.Paid > 0:
		return BillPartPaid
	}
	return BillToPay
}

// Void reports that nothing of it stands any more.
func (b *Bill) Void() bool { return b.Credited >= b.TotalCents }

// Sold reports whether a package or voucher was sold by it, or is charged again by it.
func (b *Bill) Sold(c *Credit) bool {
	return c.InvoiceID == b.ID || slices.ContainsFunc(b.Lines, func(l InvoiceLine) bool { return slices.Contains(l.Credits, c.ID) })
}

// ahead is what was charged by it for packages and vouchers.
func (b *Bill) ahead() int {
	sum := 0
	for _, l := range b.Lines {
		if l.Sort.Prepaid() || len(l.Credits) > 0 {
			sum += l.Cents
		}
	}
	return sum
}

// sale is the bill that stands for a package or voucher, nil for none: the newest, should it have been charged again.
func (a *Account) sale(c *Credit) *Bill {
	for i := range slices.Backward(a.Bills) {
		if b := &a.Bills[i]; !b.Void() && b.Sold(c) {
			return b
		}
	}
	return nil
}

// Worth is what can be taken off the bill of a package or voucher for what is left of it: its part of what it was sold for, which
// is less than it holds where it was sold for less.
func (a *Account) Worth(s *CreditState) int {
	b := a.sale(&s.Credit)
	if b == nil {
		return 0
	}
	worth := s.LeftCents
	if l := find(b.Lines, func(l *InvoiceLine) bool { return l.Sort == s.Sort && l.Item == s.ItemID && l.Quantity > 0 }); l != nil && s.WorthCents > 0 {
		worth = min(worth, s.LeftCents*(l.Cents/l.Quantity)/s.WorthCents)
	}
	return min(worth, b.TotalCents-b.Credited)
}

// PaidFor is what of Worth was paid.
func (a *Account) PaidFor(s *CreditState) int {
	b := a.sale(&s.Credit)
	if b == nil {
		return 0
	}
	return max(a.Worth(s)-b.Due, 0)
}

// mayTake is what can be taken off a bill without the packages and vouchers that it sold, which are given back each for itself.
func (a *Account) mayTake(b *Bill) int {
	ahead := b.ahead()
	for i := range a.Credits {
		if c := &a.Credits[i]; b.Sold(c) {
			for _, u := range a.Uses {
				if u.Credit == c.ID && u.Why == CreditRefunded {
					ahead -= u.Cents
				}
			}
		}
	}
	open := b.TotalCents - b.Credited
	return max(0, open-max(0, ahead))
}

// Name is the state in words.
func (s BillState) Name() Sentence {
	switch s {
	case BillToPay:
		return Say("To pay")
	case BillPartPaid:
		return Say("Part paid")
	case BillPaid:
		return Say("Paid")
	case BillVoid:
		return Say("Void")
	}
	return Text(string(s))
}

// PaidBy are the payments that a bill was paid with and what each brought to it, by their number; from nil is what stood on
// account before.
func (a *Account) PaidBy(b *Bill) []PaidPart {
	var out []PaidPart
	for _, al := range b.Allocations {
		p := find(a.Payments, func(p *Payment) bool { return p.ID == al.PaymentID })
		out = append(out, PaidPart{Payment: p, Cents: al.Cents})
	}
	return out
}

// PaidPart is what a payment brought to a bill.
type PaidPart struct {
	Payment *Payment // nil is from what stood on account
	Cents   int
}

// PrepaidBack is how what a bill was paid with from packages and vouchers goes back onto them. Of a payment for several bills
// each gets its share in their order: a session whole where it fits, then vouchers, then money.
func (a *Account) PrepaidBack(b *Bill) []PaymentPart {
	var out []PaymentPart
	for i := range a.Payments {
		p := &a.Payments[i]
		if p.Refund() || slices.ContainsFunc(a.Payments, func(x Payment) bool { return x.RefundOf == p.ID }) {
			continue
		}
		parts := slices.Clone(p.Parts)
		for _, al := range a.AllocationsOf(p.ID) {
			left := al.Cents
			for _, fits := range []func(PaymentPart) bool{
				func(x PaymentPart) bool { return x.Way == ByPackage && x.Cents <= left },
				func(x PaymentPart) bool { return x.Way == ByVoucher },
				func(x PaymentPart) bool { return !x.Way.Prepaid() },
			} {
				for j := range parts {
					n := min(parts[j].Cents, left)
					if n <= 0 || !fits(parts[j]) {
						continue
					}
					left -= n
					parts[j].Cents -= n
					if al.InvoiceID == b.ID && parts[j].Way.Prepaid() {
						out = append(out, PaymentPart{Way: parts[j].Way, Cents: n, Credit: parts[j].Credit})
					}
				}
			}
		}
	}
	return out
}

// NewAccount is the account of a patient by records of it. Those of other patients and kinds are left out.
func NewAccount(patient string, records []Record) *Account {
	a := &Account{PatientID: patient}
	var notes []CreditNote
	for _, r := range records {
		if r.PatientKey() != patient {
			continue
		}
		switch r := r.(type) {
		case *Invoice:
			a.Bills = append(a.Bills, Bill{Invoice: *r})
		case *CreditNote:
			notes = append(notes, *r)
		case *Payment:
			a.Payments = append(a.Payments, *r)
		case *Allocation:
			a.allocations = append(a.allocations, *r)
		case *Credit:
			a.Credits = append(a.Credits, *r)
		case *CreditUse:
			a.Uses = append(a.Uses, *r)
		}
	}
	slices.SortFunc(a.Bills, func(x, y Bill) int { return cmp.Or(cmp.Compare(x.Number, y.Number), strings.Compare(x.ID, y.ID)) })
	slices.SortFunc(a.Payments, func(x, y Payment) int { return cmp.Or(cmp.Compare(x.Number, y.Number), strings.Compare(x.ID, y.ID)) })
	slices.SortFunc(a.Credits, func(x, y Credit) int {
		return cmp.Or(cmp.Compare(x.SoldOn, y.SoldOn), strings.Compare(x.ID, y.ID))
	})
	slices.SortFunc(notes, func(x, y CreditNote) int { return cmp.Compare(x.Number, y.Number) })
	slices.SortFunc(a.allocations, func(x, y Allocation) int { return cmp.Or(x.At.Compare(y.At), strings.Compare(x.ID, y.ID)) })
	for _, p := range a.Payments {
		a.OnAccount += p.Cents
	}
	for i := range a.Bills {
		b := &a.Bills[i]
		for _, n := range notes {
			if n.InvoiceID == b.ID {
				b.CreditNotes = append(b.CreditNotes, n)
				b.Credited += n.Cents
			}
		}
		for _, al := range a.allocations {
			if al.InvoiceID == b.ID {
				b.Allocations = append(b.Allocations, al)
				b.Paid += al.Cents
			}
		}
		b.Due = b.TotalCents - b.Credited - b.Paid
		a.Owed += b.Due
		a.OnAccount -= b.Paid
	}
	return a
}

// Account is the patient's.
func (c *Chart) Account() *Account {
	var all []Record
	for _, k := range MoneyKinds() {
		all = append(all, c.RecordsOf(k)...)
	}
	return NewAccount(c.Patient.ID, all)
}

// Bill is the one with a key, or nil.
func (a *Account) Bill(id string) *Bill {
	return find(a.Bills, func(b *Bill) bool { return b.ID == id })
}

// Payment is the one with a key, or nil.
func (a *Account) Payment(id string) *Payment {
	return find(a.Payments, func(p *Payment) bool { return p.ID == id })
}

// BillOf is the bill of a visit that stands, or nil.
func (a *Account) BillOf(appointment string) *Bill {
	return find(a.Bills, func(b *Bill) bool {
		return !b.Void() && slices.ContainsFunc(b.Lines, func(l InvoiceLine) bool { return l.Appointment == appointment })
	})
}

// Open are the bills that something is still to pay of, the first first.
func (a *Account) Open() []Bill {
	return slices.DeleteFunc(slices.Clone(a.Bills), func(b Bill) bool { return b.Due == 0 })
}

// AllocationsOf are what a payment is for, in order.
func (a *Account) AllocationsOf(payment string) []Allocation {
	return slices.DeleteFunc(slices.Clone(a.allocations), func(al Allocation) bool { return al.PaymentID != payment })
}

// AccountEntry is one line of a statement.
type AccountEntry struct {
	Day    Date
	Record Record // an Invoice, a CreditNote or a Payment
	Cents  int    // what it adds to what is owed; below nothing, what it takes off
	// Balance is what is owed after it, below nothing what stands on account.
	Balance int
}

// Entries are all that was charged, taken back and paid, by its day, with what is owed after each.
func (a *Account) Entries() []AccountEntry {
	var out []AccountEntry
	for i := range a.Bills {
		b := &a.Bills[i]
		out = append(out, AccountEntry{Day: b.Day, Record: &b.Invoice, Cents: b.TotalCents})
		for j := range b.CreditNotes {
			n := &b.CreditNotes[j]
			out = append(out, AccountEntry{Day: n.Day, Record: n, Cents: -n.Cents})
		}
	}
	for i := range a.Payments {
		p := &a.Payments[i]
		out = append(out, AccountEntry{Day: p.Day, Record: p, Cents: -p.Cents})
	}
	slices.SortStableFunc(out, func(x, y AccountEntry) int { return cmp.Compare(x.Day, y.Day) })
	balance := 0
	for i := range out {
		balance += out[i].Cents
		out[i].Balance = balance
	}
	return out
}

// CreditState is a package or voucher and what is left of it.
type CreditState struct {
	Credit
	UsedSessions, LeftSessions int
	UsedCents, LeftCents       int
	Uses                       []CreditUse // by their day
}

// StateOf is what is left of a credit after some uses; those of others are left out.
func (c *Credit) StateOf(uses []CreditUse) CreditState {
	s := CreditState{Credit: *c}
	for _, u := range uses {
		if u.Credit == c.ID {
			s.Uses = append(s.Uses, u)
			s.UsedSessions += u.Sessions
			s.UsedCents += u.Cents
		}
	}
	slices.SortStableFunc(s.Uses, func(x, y CreditUse) int { return cmp.Or(cmp.Compare(x.Day, y.Day), x.At.Compare(y.At)) })
	s.LeftSessions, s.LeftCents = c.Sessions-s.UsedSessions, c.WorthCents-s.UsedCents
	return s
}

// Empty reports that nothing is left.
func (s *CreditState) Empty() bool {
	return s.LeftCents <= 0 && s.LeftSessions <= 0
}

// spent reports that something was used and not taken back; what was given back to the buyer is not used.
func (s *CreditState) spent() bool {
	sessions, cents := 0, 0
	for _, u := range s.Uses {
		if u.Why != CreditRefunded {
			sessions, cents = sessions+u.Sessions, cents+u.Cents
		}
	}
	return sessions != 0 || cents != 0
}

// Expired reports that it can no longer be used on a day.
func (s *CreditState) Expired(today Date) bool { return s.Expires != "" && s.Expires < today }

// NextSession is what the next session of a package is worth: the parts of its price are alike to the cent and add up to it.
func (s *CreditState) NextSession() int {
	if s.LeftSessions < 1 {
		return 0
	}
	return Shares(s.LeftCents, s.LeftSessions)[0]
}

// Says is what is left, in words.
func (s *CreditState) Says() Sentence {
	if s.Sort == SoldPackage {
		return SayCount(s.LeftSessions, "{{.Count}} session of {{.All}} left", "{{.Count}} sessions of {{.All}} left", Args{"All": s.Sessions})
	}
	return Say("{{.Left}} of {{.All}} left", Args{"Left": MoneyText(s.LeftCents), "All": MoneyText(s.WorthCents)})
}
