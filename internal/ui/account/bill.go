package account

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/documents"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/papers"
	"regimen/internal/words"
)

// amountLine is a text with an amount at its end.
func amountLine(text, amount string) fyne.CanvasObject {
	return kit.Border(nil, nil, nil, kit.Body(amount).Aligned(fyne.TextAlignTrailing), kit.Body(text).Wrap())
}

// bill shows an invoice and what became of it.
func (s *screen) bill(id string) {
	a := s.account()
	b := a.Bill(id)
	if b == nil {
		return
	}
	said, tone := stateWords(b)
	parts := []fyne.CanvasObject{kit.FlowRow(kit.NewBadge(said, tone)), kit.QuietText(words.Points(words.Long(b.Day), b.By)).Wrap()}
	if b.BillTo != "" {
		parts = append(parts, kit.Body(lang.L("Paid by {{.Name}}", map[string]any{"Name": b.BillTo})).Wrap())
	}
	lines := kit.StackGap(4)
	for i := range b.Lines {
		l := &b.Lines[i]
		text := l.Text
		if l.Quantity > 1 {
			text = lang.L("{{.Count}} × {{.What}}", map[string]any{"Count": l.Quantity, "What": l.Text})
		}
		lines.Add(amountLine(text, clinic.MoneyText(l.Cents)))
		if l.DiscountCents > 0 {
			lines.Add(kit.QuietText(lang.L("{{.Amount}} off: {{.Why}}", map[string]any{"Amount": clinic.MoneyText(l.DiscountCents), "Why": l.Discount})).Wrap())
		}
	}
	lines.Add(kit.Hairline())
	lines.Add(amountLine(lang.L("In all"), clinic.MoneyText(b.TotalCents)))
	if b.TaxName != "" {
		lines.Add(kit.QuietText(lang.L("{{.Tax}} within it: {{.Amount}}", map[string]any{"Tax": b.TaxName, "Amount": clinic.MoneyText(b.TaxCents)})).Wrap())
	}
	for i := range b.CreditNotes {
		n := &b.CreditNotes[i]
		lines.Add(amountLine(words.Points(lang.L("Credit note {{.Number}}", map[string]any{"Number": strconv.Itoa(n.Number)}), words.Short(n.Day), n.Reason), clinic.MoneyText(-n.Cents)))
	}
	for _, p := range a.PaidBy(b) {
		name := lang.L("From the account")
		if p.Payment != nil {
			name = words.Points(paymentName(p.Payment), words.Short(p.Payment.Day))
		}
		lines.Add(amountLine(name, clinic.MoneyText(-p.Cents)))
	}
	lines.Add(amountLine(lang.L("Still to pay"), clinic.MoneyText(b.Due)))
	parts = append(parts, lines)
	var next fyne.CanvasObject
	if b.Due > 0 {
		next = kit.PrimaryButton(lang.L("Take a payment"), kit.IconOwed, func() { s.takeFor(id) })
	}
	acts := kit.FlowRow(s.printer(kit.NewButton(lang.L("Print the invoice"), kit.IconPrint, nil), func() papers.Job { return documents.InvoiceJob(s.d, s.patient, id) }))
	for i := range b.CreditNotes {
		n := &b.CreditNotes[i]
		label := lang.L("Print credit note {{.Number}}", map[string]any{"Number": strconv.Itoa(n.Number)})
		acts.Add(s.printer(kit.NewButton(label, kit.IconPrint, nil), func() papers.Job { return documents.CreditNoteJob(s.d, s.patient, n.ID) }))
	}
	if !b.Void() {
		acts.Add(kit.NewButton(lang.L("Put right…"), kit.IconEdit, func() { s.putRight(id) }))
	}
	s.open(lang.L("Invoice {{.Number}}", map[string]any{"Number": strconv.Itoa(b.Number)}), next, append(parts, acts)...)
}

// payment shows a payment or a refund, and what it was for.
func (s *screen) payment(id string) {
	a := s.account()
	p := a.Payment(id)
	if p == nil {
		return
	}
	lines := kit.StackGap(4)
	for _, part := range p.Parts {
		lines.Add(amountLine(words.Say(part.Way.Name()), clinic.MoneyText(part.Cents)))
	}
	lines.Add(kit.Hairline())
	lines.Add(amountLine(lang.L("In all"), clinic.MoneyText(p.Cents)))
	used := kit.StackGap(4)
	left := p.Cents
	for _, al := range a.AllocationsOf(id) {
		if b := a.Bill(al.InvoiceID); b != nil {
			used.Add(amountLine(lang.L("For invoice {{.Number}}", map[string]any{"Number": strconv.Itoa(b.Number)}), clinic.MoneyText(al.Cents)))
		}
		left -= al.Cents
	}
	if left > 0 {
		used.Add(amountLine(lang.L("Put on the account"), clinic.MoneyText(left)))
	}
	parts := []fyne.CanvasObject{kit.QuietText(words.Points(words.Long(p.Day), p.By)).Wrap(), lines, used}
	for _, text := range []string{p.Reason, p.Note} {
		if text != "" {
			parts = append(parts, kit.Body(text).Wrap())
		}
	}
	next := s.printer(kit.PrimaryButton(lang.L("Print the receipt"), kit.IconPrint, nil), func() papers.Job { return documents.ReceiptJob(s.d, s.patient, id) })
	s.open(paymentName(p), next, parts...)
}

// credit shows a package or voucher, what was used of it, and offers to give the rest back.
func (s *screen) credit(id string) {
	c := s.creditBy(id)
	if c == nil {
		return
	}
	row := s.creditRow(c)
	parts := []fyne.CanvasObject{kit.Body(words.Points(c.Code, words.Say(c.Says()))).Wrap(), kit.QuietText(lang.L("Sold on {{.Day}} for {{.Amount}}", map[string]any{"Day": words.Long(c.SoldOn), "Amount": clinic.MoneyText(c.WorthCents)})).Wrap()}
	if row.Badge != "" {
		parts = append(parts, kit.FlowRow(kit.NewBadge(row.Badge, row.Tone)))
	}
	if c.Expires != "" {
		parts = append(parts, kit.Body(lang.L("Can be used until {{.Day}}", map[string]any{"Day": words.Long(c.Expires)})).Wrap())
	}
	if c.Holder != "" && c.HeldFor != c.PatientID {
		parts = append(parts, kit.Body(lang.L("For {{.Name}}", map[string]any{"Name": c.Holder})).Wrap())
	}
	uses := kit.StackGap(4)
	for i := range c.Uses {
		u := &c.Uses[i]
		uses.Add(amountLine(words.Points(words.Short(u.Day), useWords(u)), clinic.MoneyText(-u.Cents)))
	}
	parts = append(parts, uses)
	if !c.Empty() {
		voucher := s.printer(kit.NewButton(lang.L("Print the voucher"), kit.IconPrint, nil), func() papers.Job { return documents.VoucherJob(s.d, c.PatientID, id) })
		parts = append(parts, kit.FlowRow(voucher))
	}
	switch {
	case c.Empty():
	case c.PatientID == s.patient:
		parts = append(parts, kit.FlowRow(kit.NewButton(lang.L("Give the rest back"), kit.IconUndo, func() { s.refundCredit(id) })))
	default:
		parts = append(parts, kit.QuietText(lang.L("The rest is given back to who bought it, from their account.")).Wrap())
	}
	s.open(c.Name, nil, parts...)
}

func (s *screen) creditBy(id string) *clinic.CreditState {
	for i := range s.known.credits {
		if s.known.credits[i].ID == id {
			return &s.known.credits[i]
		}
	}
	return nil
}

// useWords say why something of a package or voucher is gone.
func useWords(u *clinic.CreditUse) string {
	switch u.Why {
	case clinic.CreditRefunded:
		return lang.L("given back")
	case clinic.CreditReturned:
		return lang.L("a use taken back")
	}
	return lang.L("used")
}
