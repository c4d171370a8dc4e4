package document

import (
	"fmt"
	"slices"
	"strconv"

	"regimen/internal/clinic"
)

// receipts are all payments of a patient, the newest first.
func receipts(a *About) (all []Subject, usual int) {
	for _, p := range slices.Backward(a.Chart.Account().Payments) {
		all = append(all, Subject{ID: p.ID, Name: p.Name(), Number: p.Number, On: p.Day})
	}
	return all, 0
}

// NewReceipt sets the receipt of a payment with the invoices that it is for, or the paper of a refund.
func NewReceipt(a About, payment string, opts Options) (*Document, error) {
	r := a.Chart.Account().Receipt(payment)
	if r == nil {
		return nil, fmt.Errorf("the payment: %w", clinic.ErrNotFound)
	}
	h := moneyHead{
		Seller: a.Clinic, Title: clinic.Say("Receipt"), Name: r.Payment.Name(), Copy: a.Chart.Given(ReceiptPaper, payment),
		Facts: []clinic.Sentence{r.Payment.Name(), clinic.Say("Paid on {{.Day}}", clinic.Args{"Day": r.Payment.Day})},
	}
	if r.Payment.Refund() {
		return refund(&a, r, h, opts), nil
	}
	if a.Clinic.TaxRegistered {
		h.Tax = a.Clinic.TaxName
	}
	taxed := false
	for i := range r.Bills {
		b := &r.Bills[i]
		h.Seller, h.Tax = seller(&b.Invoice), b.TaxName
		taxed = taxed || b.TaxName != "" && b.Taxed() > 0
		h.Facts = append(h.Facts, b.Name(), clinic.Say("Issued on {{.Day}}", clinic.Args{"Day": b.Day}))
	}
	if len(r.Bills) > 0 {
		h.Title = wordingOf(a.Clinic.Region, taxed).receipt
	}
	if len(r.Bills) > 1 { // each is told above its own lines
		h.Facts = h.Facts[:2]
	}
	w := newMoney(&a, h, opts)
	if len(r.Bills) == 0 {
		w.whom(w.patient(), a.Chart.Patient.BirthDate)
		w.gap(3)
	}
	fund := ""
	for i := range r.Bills {
		b := &r.Bills[i]
		if i == 0 {
			w.buyer(&b.Invoice)
		}
		if fund == "" && len(b.Visits()) > 0 {
			fund = b.HealthFund
		}
		w.receipted(b)
	}
	w.heading(say(clinic.Say("Paid on {{.Day}}", clinic.Args{"Day": r.Payment.Day})), 3*body.lineHeight())
	rows := append(w.ways(&r.Payment), sum{clinic.Say("Paid in all"), r.Payment.Cents, true})
	if r.OnAccount > 0 {
		rows = append(rows, sum{clinic.Say("Of it on account, for later"), r.OnAccount, false})
	}
	w.sums(rows...)
	if r.Payment.Note != "" {
		w.para(r.Payment.Note, body)
	}
	if slices.ContainsFunc(r.Bills, func(b clinic.ReceiptBill) bool { return len(b.Visits()) > 0 }) {
		w.signedBy(fund)
	}
	w.doc.finish()
	return w.doc, nil
}

// receipted sets an invoice on a receipt: what was charged, what was paid of it and what was left then.
func (w *moneyPaper) receipted(b *clinic.ReceiptBill) {
	w.heading(say(clinic.Say("{{.Invoice}}, issued on {{.Day}}", clinic.Args{"Invoice": b.Name(), "Day": b.Day})), 6*body.lineHeight())
	w.treatedBy(b.Lines)
	w.charged(&b.Invoice)
	var rows []sum
	if b.Before > 0 {
		rows = append(rows, sum{clinic.Say("Paid or taken off before"), b.Before, false})
	}
	w.sums(append(rows, sum{clinic.Say("Paid by this receipt"), b.Now, false}, sum{clinic.Say("Still to pay"), b.Left, true})...)
	w.takenBack(b.Since)
}

// takenBack tells of the credit notes of an invoice.
func (w *moneyPaper) takenBack(list []clinic.CreditNote) {
	for i := range list {
		n := &list[i]
		w.para(say(clinic.Say("{{.Note}} of {{.Day}} took {{.Amount}} back: {{.Why}}", clinic.Args{
			"Note": n.Name(), "Day": n.Day, "Amount": w.amount(n.Cents), "Why": lines(n.Reason),
		})), body)
	}
}

// refund sets the paper of money that went back.
func refund(a *About, r *clinic.Receipt, h moneyHead, opts Options) *Document {
	h.Title = clinic.Say("Refund")
	h.Facts[1] = clinic.Say("Given back on {{.Day}}", clinic.Args{"Day": r.Payment.Day})
	w := newMoney(a, h, opts)
	w.whom(w.patient(), a.Chart.Patient.BirthDate)
	w.gap(3)
	w.para(say(clinic.Say("Why: {{.Text}}", clinic.Args{"Text": lines(r.Payment.Reason)})), body)
	if r.Of != nil {
		w.para(say(clinic.Say("It gives back what was paid by {{.Receipt}} of {{.Day}}.", clinic.Args{"Receipt": r.Of.Name(), "Day": r.Of.Day})), body)
	}
	account := a.Chart.Account()
	for i := range r.Notes {
		n := &r.Notes[i]
		if b := account.Bill(n.InvoiceID); b != nil {
			w.para(say(clinic.Say("It belongs to {{.Note}}, for {{.Amount}} of {{.Invoice}}.", clinic.Args{
				"Note": n.Name(), "Amount": w.amount(n.Cents), "Invoice": b.Name(),
			})), body)
		}
	}
	w.heading(say(clinic.Say("Given back")), 3*body.lineHeight())
	w.sums(append(w.ways(&r.Payment), sum{clinic.Say("Given back in all"), -r.Payment.Cents, true})...)
	w.doc.finish()
	return w.doc
}

// numbered ends the name of a file.
func numbered(_ About, s Subject) string { return strconv.Itoa(s.Number) }
