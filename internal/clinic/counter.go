package clinic

import (
	"cmp"
	"slices"
	"strconv"
)

// Counter makes the entries that take issued ones back: what is issued is for ever, so that undo adds their opposites, which
// have numbers of their own. issued are the records of one operation that are for ever; account is the patient's as it is now,
// and credits are those that issued ones sold. The error is a FieldErrors that says why it cannot be: nothing is put then.
func Counter(env Env, account *Account, credits []CreditState, issued []Record) (put []Record, err error) {
	reason := Say("Taken back at once by {{.Name}}", Args{"Name": env.Actor.Name})
	if env.Actor.Name == "" {
		reason = Say("Taken back at once")
	}
	why := reason.String()
	refunds := make(map[string]string) // of payments that are taken back
	for _, r := range issued {
		if p, ok := r.(*Payment); ok {
			if back := find(account.Payments, func(x *Payment) bool { return x.RefundOf == p.ID }); back != nil {
				return nil, FieldErrors{{"refund_of", Say("This can no longer be undone, because money of it was given back since. Nothing was changed.")}}
			}
			refund := &Payment{
				ID: env.NewID(), PatientID: p.PatientID, Day: env.today(), At: env.now(), By: env.Actor.Name, Parts: slices.Clone(p.Parts),
				Cents: -p.Cents, Reason: why, RefundOf: p.ID,
			}
			for i := range refund.Parts {
				refund.Parts[i].Cents = -refund.Parts[i].Cents
			}
			refunds[p.ID] = refund.ID
			put = append(put, refund)
		}
	}
	var closed []string // packages and vouchers that were given back
	for _, r := range issued {
		if u, ok := r.(*CreditUse); ok && u.Why == CreditRefunded {
			closed = append(closed, u.Credit)
		}
	}
	anew := make(map[string]string) // invoices that were taken back, and the one that charges the same again
	for _, r := range issued {
		if n, ok := r.(*CreditNote); ok {
			again, err := account.again(env, n, closed, why)
			if err != nil {
				return nil, err
			}
			anew[n.InvoiceID] = again.ID
			put = append(put, again)
		}
	}
	for _, r := range issued {
		switch r := r.(type) {
		case *Allocation:
			put = append(put, &Allocation{
				ID: env.NewID(), PatientID: r.PatientID, PaymentID: refunds[r.PaymentID], InvoiceID: cmp.Or(anew[r.InvoiceID], r.InvoiceID),
				Cents: -r.Cents, At: env.now(),
			})
		case *Invoice:
			b := account.Bill(r.ID)
			if b == nil || len(b.CreditNotes) > 0 {
				return nil, FieldErrors{{"invoice_id", Say("This can no longer be undone, because invoice {{.Number}} was taken back since. Nothing was changed.", Args{"Number": strconv.Itoa(r.Number)})}}
			}
			put = append(put, b.credit(env, b.TotalCents, why, true))
		case *Credit:
			s := find(credits, func(s *CreditState) bool { return s.ID == r.ID })
			if s == nil || len(s.Uses) > 0 {
				return nil, FieldErrors{{"taken_from", Say("This can no longer be undone, because {{.Name}} {{.Code}} was used since. Nothing was changed.", Args{"Name": r.Name, "Code": r.Code})}}
			}
			put = append(put, s.close(env))
		case *CreditUse:
			why := CreditReturned
			if r.Why == CreditRefunded { // which was no use, and is none now
				why = CreditRefunded
			}
			put = append(put, &CreditUse{
				ID: env.NewID(), PatientID: r.PatientID, Credit: r.Credit, PaymentID: refunds[r.PaymentID], Sessions: -r.Sessions, Cents: -r.Cents,
				Why: why, Day: env.today(), At: env.now(), By: env.Actor.Name,
			})
		}
	}
	return put, nil
}

// again is the invoice that charges once more what a credit note took back, with the packages and vouchers that were given back
// by it.
func (a *Account) again(env Env, n *CreditNote, closed []string, why string) (*Invoice, error) {
	b := a.Bill(n.InvoiceID)
	if b == nil {
		return nil, FieldErrors{{"invoice_id", Say("This can no longer be undone, because its invoice is not there. Nothing was changed.")}}
	}
	in := b.Invoice
	in.ID, in.Number, in.Day, in.At, in.By, in.Note = env.NewID(), 0, env.today(), env.now(), env.Actor.Name, why
	in.Lines = slices.Clone(b.Lines)
	switch {
	case n.Cents == b.TotalCents:
	case n.Whole: // the same things, less what was taken back of them before
		off := b.TotalCents - n.Cents
		taxed := max(min(off, b.Taxed(), withTax(b.TaxCents-n.TaxCents, b.TaxPermille)), off-(b.TotalCents-b.Taxed()))
		before := Say("Taken back before").String()
		takeOff(in.Lines, true, taxed, before)
		takeOff(in.Lines, false, off-taxed, before)
	default:
		text := Say("Charged again: credit note {{.Note}} of invoice {{.Number}}", Args{"Note": strconv.Itoa(n.Number), "Number": strconv.Itoa(b.Number)}).String()
		taxed := n.Cents
		if b.Taxed() != b.TotalCents {
			taxed = min(n.Cents, withTax(n.TaxCents, b.TaxPermille))
		}
		in.Lines = nil
		for _, part := range []InvoiceLine{{Cents: taxed, Taxed: true}, {Cents: n.Cents - taxed}} {
			if part.Cents > 0 {
				part.Sort, part.Text, part.Quantity, part.UnitCents = SoldFee, text, 1, part.Cents
				in.Lines = append(in.Lines, part)
			}
		}
	}
	if len(closed) > 0 {
		at := max(0, slices.IndexFunc(in.Lines, func(l InvoiceLine) bool { return l.Sort.Prepaid() || len(l.Credits) > 0 }))
		in.Lines[at].Credits = closed
	}
	in.TotalCents, in.TaxCents = n.Cents, TaxWithin(in.Taxed(), in.TaxPermille)
	return &in, nil
}

// withTax is an amount with so much tax in it.
func withTax(tax, permille int) int {
	if permille <= 0 {
		return 0
	}
	return tax * (1000 + permille) / permille
}

// takeOff takes so many cents off those lines that have tax in them, or off the others, the last first.
func takeOff(lines []InvoiceLine, taxed bool, cents int, why string) {
	for i := range slices.Backward(lines) {
		l := &lines[i]
		n := min(cents, l.Cents)
		if l.Taxed != taxed || n <= 0 {
			continue
		}
		cents -= n
		said := why
		if l.Discount != "" {
			said = l.Discount + "; " + why
		}
		*l = l.Less(l.DiscountCents+n, said)
	}
}

// Countered reports whether undo takes a record back by entries of its own, see Counter.
func Countered(k Kind) bool {
	return slices.Contains(MoneyKinds(), k)
}
