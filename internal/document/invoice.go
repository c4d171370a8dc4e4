package document

import (
	"fmt"
	"slices"

	"regimen/internal/clinic"
)

// invoices are all of a patient, the newest first. Meant is the newest of which something is to pay.
func invoices(a *About) (all []Subject, usual int) {
	usual = -1
	for _, b := range slices.Backward(a.Chart.Account().Bills) {
		if usual < 0 && b.Due > 0 {
			usual = len(all)
		}
		all = append(all, Subject{ID: b.ID, Name: b.Name(), Number: b.Number, On: b.Day})
	}
	return all, max(usual, 0)
}

// NewInvoice sets an invoice, with what was paid of it until the day of printing.
func NewInvoice(a About, id string, opts Options) (*Document, error) {
	b := a.Chart.Account().Bill(id)
	if b == nil {
		return nil, fmt.Errorf("the invoice: %w", clinic.ErrNotFound)
	}
	w := newMoney(&a, moneyHead{
		Seller: seller(&b.Invoice), Tax: b.TaxName, Title: wordingOf(a.Clinic.Region, b.TaxName != "" && b.Taxed() > 0).invoice, Name: b.Name(),
		Copy:  a.Chart.Given(InvoicePaper, id),
		Facts: []clinic.Sentence{b.Name(), clinic.Say("Issued on {{.Day}}", clinic.Args{"Day": b.Day})},
	}, opts)
	w.buyer(&b.Invoice)
	if b.Void() {
		w.place(w.boxed(w.textBlock(say(clinic.Say("This invoice is void. Nothing of it is to be paid.")), strong, w.width()-12), w.width()))
		w.gap(3)
	}
	w.treatedBy(b.Lines)
	w.charged(&b.Invoice)
	w.takenBack(b.CreditNotes)
	rows := []sum{{clinic.Say("Paid until {{.Day}}", clinic.Args{"Day": a.Printed}), b.Paid, false}}
	if b.Credited > 0 {
		rows = append([]sum{{clinic.Say("Taken back"), b.Credited, false}}, rows...)
	}
	w.sums(append(rows, sum{clinic.Say("Still to pay"), b.Due, true})...)
	if b.Note != "" {
		w.para(b.Note, body)
	}
	if len(b.Visits()) > 0 {
		w.signedBy(b.HealthFund)
	}
	w.doc.finish()
	return w.doc, nil
}

// creditNotes are all of a patient, the newest first.
func creditNotes(a *About) (all []Subject, usual int) {
	for _, b := range slices.Backward(a.Chart.Account().Bills) {
		for _, n := range slices.Backward(b.CreditNotes) {
			all = append(all, Subject{ID: n.ID, Name: n.Name(), Number: n.Number, On: n.Day})
		}
	}
	slices.SortStableFunc(all, func(x, y Subject) int { return y.Number - x.Number })
	return all, 0
}

// NewCreditNote sets what takes an invoice back, whole or in part.
func NewCreditNote(a About, id string, opts Options) (*Document, error) {
	account := a.Chart.Account()
	for i := range account.Bills {
		b := &account.Bills[i]
		for j := range b.CreditNotes {
			if b.CreditNotes[j].ID == id {
				return creditNote(&a, b, &b.CreditNotes[j], opts), nil
			}
		}
	}
	return nil, fmt.Errorf("the credit note: %w", clinic.ErrNotFound)
}

func creditNote(a *About, b *clinic.Bill, n *clinic.CreditNote, opts Options) *Document {
	w := newMoney(a, moneyHead{
		Seller: seller(&b.Invoice), Tax: b.TaxName, Title: clinic.Say("Credit note"), Name: n.Name(), Copy: a.Chart.Given(CreditNotePaper, n.ID),
		Facts: []clinic.Sentence{
			n.Name(), clinic.Say("Issued on {{.Day}}", clinic.Args{"Day": n.Day}),
			clinic.Say("For {{.Invoice}} of {{.Day}}", clinic.Args{"Invoice": b.Name(), "Day": b.Day}),
		},
	}, opts)
	w.buyer(&b.Invoice)
	about := clinic.Args{"Invoice": b.Name(), "Day": b.Day, "Amount": w.amount(n.Cents)}
	if n.Whole {
		w.para(say(clinic.Say("{{.Invoice}} of {{.Day}} is taken back: nothing of it is to be paid any more.", about)), body)
	} else {
		w.para(say(clinic.Say("{{.Amount}} of {{.Invoice}} of {{.Day}} is taken back.", about)), body)
	}
	w.para(say(clinic.Say("Why: {{.Text}}", clinic.Args{"Text": lines(n.Reason)})), body)
	w.gap(2)
	rows := []sum{{clinic.Say("Total of the invoice"), b.TotalCents, false}, {clinic.Say("Taken back by this note"), n.Cents, true}}
	if b.TaxName != "" {
		rows = append(rows, sum{clinic.Say("{{.Tax}} in it", clinic.Args{"Tax": b.TaxName}), n.TaxCents, false})
	}
	w.sums(rows...)
	w.doc.finish()
	return w.doc
}
