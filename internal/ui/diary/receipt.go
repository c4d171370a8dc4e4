package diary

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/documents"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/papers"
	"regimen/internal/ui/paying"
	"regimen/internal/words"
)

// receipt is what was charged and paid, and what can be done about it.
type receipt struct {
	p *panel
	a clinic.Appointment
	*purse
	payment, invoice string // their keys, "" for none
	change           int    // of the cash that was just given
}

// receipt shows what was just charged or paid.
func (p *panel) receipt(a clinic.Appointment, payment, invoice string, change int) {
	p.id, p.paying = a.ID, nil
	p.readings++
	reading := p.readings
	p.given = nil
	p.show(receiptFace, nil, p.payHead(a)...)
	kit.Work(func(ctx context.Context) (*purse, error) { return readPurse(ctx, p.s.d, a.PatientID) }, func(x *purse, err error) {
		switch {
		case reading != p.readings || p.face != receiptFace:
		case err != nil:
			p.s.d.Fail(err)
			p.back(a)
		default:
			p.showReceipt(a, x, payment, invoice, change)
		}
	})
}

func (p *panel) showReceipt(a clinic.Appointment, x *purse, payment, invoice string, change int) {
	p.given = &receipt{p: p, a: a, purse: x, payment: payment, invoice: invoice, change: change}
	p.paying = nil
	p.given.build()
	p.s.keyboard(p.first)
}

// again shows what became of it.
func (r *receipt) again() {
	p := r.p
	if p.face != receiptFace { // somebody writes why it is put right
		return
	}
	kit.Work(func(ctx context.Context) (*purse, error) { return readPurse(ctx, p.s.d, r.a.PatientID) }, func(x *purse, err error) {
		if err == nil && p.given == r && p.face == receiptFace {
			r.purse = x
			r.build()
		}
	})
}

// countered is the payment by which another was given back whole, nil for none.
func (r *receipt) countered(id string) *clinic.Payment {
	i := slices.IndexFunc(r.account.Payments, func(p clinic.Payment) bool { return id != "" && p.RefundOf == id })
	if i < 0 {
		return nil
	}
	return &r.account.Payments[i]
}

// says is what is so about what was charged and paid, in a line.
func (r *receipt) says() (string, kit.Tone) {
	pay, bill := r.account.Payment(r.payment), r.account.Bill(r.invoice)
	state := clinic.BillPaid
	if bill != nil {
		state = bill.State()
	}
	said, tone := words.Say(state.Name()), kit.ToneSuccess
	switch state {
	case clinic.BillToPay, clinic.BillPartPaid:
		tone = kit.ToneWarning
	case clinic.BillVoid:
		tone = kit.ToneNeutral
	case clinic.BillPaid:
	}
	switch {
	case pay != nil && pay.Refund():
		return lang.L("Given back · receipt {{.Number}}", map[string]any{"Number": number(pay.Number)}), kit.ToneNeutral
	case pay != nil && r.countered(pay.ID) != nil:
		return lang.L("Given back · receipt {{.Number}}", map[string]any{"Number": number(r.countered(pay.ID).Number)}), kit.ToneNeutral
	case pay != nil:
		return lang.L("{{.State}} · receipt {{.Number}}", map[string]any{"State": said, "Number": number(pay.Number)}), tone
	case bill != nil:
		return lang.L("{{.State}} · invoice {{.Number}}", map[string]any{"State": said, "Number": number(bill.Number)}), tone
	}
	return said, tone
}

func (r *receipt) build() {
	p, s := r.p, r.p.s
	pay, bill := r.account.Payment(r.payment), r.account.Bill(r.invoice)
	said, tone := r.says()
	parts := append(p.payHead(r.a), container.NewHBox(kit.NewBadge(said, tone)))
	if r.change > 0 {
		parts = append(parts, kit.Heading(lang.L("Give back {{.Amount}}", map[string]any{"Amount": s.money(r.change)})).Wrap())
	}
	list := kit.StackGap(4)
	row := func(what, amount string) {
		list.Add(kit.Border(nil, nil, nil, kit.Body(amount), kit.Body(what).Wrap()))
	}
	if bill != nil {
		for i := range bill.Lines {
			row(bill.Lines[i].Text, s.money(bill.Lines[i].Cents))
		}
		list.Add(kit.Hairline())
		row(lang.L("Invoice {{.Number}}", map[string]any{"Number": number(bill.Number)}), s.money(bill.TotalCents))
		for i := range bill.CreditNotes {
			n := &bill.CreditNotes[i]
			row(lang.L("Credit note {{.Number}}: {{.Why}}", map[string]any{"Number": number(n.Number), "Why": n.Reason}), s.money(-n.Cents))
		}
	}
	for _, x := range r.payments() {
		for _, part := range x.Parts {
			row(words.Points(words.Say(part.Way.Name()), lang.L("receipt {{.Number}}", map[string]any{"Number": number(x.Number)})), s.money(part.Cents))
		}
	}
	if bill != nil && bill.Due > 0 {
		row(lang.L("Still to pay"), s.money(bill.Due))
	}
	if r.account.OnAccount > 0 {
		row(lang.L("On the account"), s.money(r.account.OnAccount))
	}
	for _, c := range r.sold() {
		list.Add(kit.QuietText(words.Points(c.Name, c.Code, c.Holder, words.Say(c.Says()))).Wrap())
	}
	parts = append(parts, list)
	var next *kit.Button
	if pay != nil && !pay.Refund() && r.countered(pay.ID) != nil {
		parts = append(parts, warning(lang.L("Receipt {{.Number}} was taken back. Both stay in the books.", map[string]any{"Number": number(pay.Number)})))
	}
	var more []fyne.CanvasObject
	switch now, ok := s.data.appointment(r.a.ID); {
	case bill != nil && bill.Due > 0 || ok && now.InvoiceID == "" && mayCharge(&now):
		next = kit.PrimaryButton(lang.L("Pay"), kit.IconOwed, func() {
			if now, ok := s.now(r.a); ok {
				p.pay(now)
			}
		})
		if r.payment != "" || r.invoice != "" {
			more = append(more, r.print(false))
		}
	default:
		next = r.print(true)
	}
	if r.payment != "" || r.invoice != "" {
		more = append(more, kit.NewButton(lang.L("Save as PDF"), kit.IconPDF, r.save))
	}
	for _, c := range r.sold() {
		voucher := kit.NewButton(lang.L("Print {{.Code}}", map[string]any{"Code": c.Code}), kit.IconPrint, nil)
		voucher.OnTapped = func() { s.hand(documents.VoucherJob(s.d, c.PatientID, c.ID), voucher) }
		more = append(more, voucher)
	}
	if bill != nil && !bill.Void() || pay != nil && !pay.Refund() && r.countered(pay.ID) == nil {
		more = append(more, kit.NewButton(lang.L("Put right"), kit.IconUndo, r.right))
	}
	more = append(more,
		kit.QuietButton(lang.L("Open the account"), kit.IconPerson, func() { s.d.Open(r.a.PatientID, desk.Account) }),
		kit.NewButton(lang.L("Book the next visit"), kit.IconDiary, func() { s.BookFor(r.a.PatientID) }),
		kit.QuietButton(lang.L("Back to the visit"), kit.IconChevronLeft, func() { p.back(r.a) }))
	next.OnKey = func(k fyne.KeyName) {
		if k == fyne.KeyEscape {
			p.back(r.a)
		}
	}
	p.first = next
	p.show(receiptFace, next, append(parts, kit.Stack(more...))...)
}

// job is the paper of what is shown: the receipt, or the invoice of what was not paid.
func (r *receipt) job() papers.Job {
	if r.payment != "" {
		return documents.ReceiptJob(r.p.s.d, r.a.PatientID, r.payment)
	}
	return documents.InvoiceJob(r.p.s.d, r.a.PatientID, r.invoice)
}

// print is what prints it.
func (r *receipt) print(primary bool) *kit.Button {
	label, of := lang.L("Print"), kit.NewButton
	if primary {
		of = kit.PrimaryButton
	} else if r.payment == "" {
		label = lang.L("Print the invoice")
	} else {
		label = lang.L("Print the receipt")
	}
	do := of(label, kit.IconPrint, nil)
	do.OnTapped = func() { r.p.s.hand(r.job(), do) }
	return do
}

// save keeps it as a file.
func (r *receipt) save() {
	job := r.job()
	name := ""
	if pay := r.account.Payment(r.payment); pay != nil {
		name = lang.L("Receipt {{.Number}}.pdf", map[string]any{"Number": number(pay.Number)})
	} else if bill := r.account.Bill(r.invoice); bill != nil {
		name = lang.L("Invoice {{.Number}}.pdf", map[string]any{"Number": number(bill.Number)})
	}
	papers.Keep(r.p.s.d, papers.Keeping{
		Name: name, Doing: lang.L("Saving the PDF…"), Kept: job.Given,
		Write: func(path string) error {
			paper, err := job.Make()
			if err != nil {
				return err
			}
			return paper.Save(path)
		},
		Failed: lang.L("The PDF could not be saved. The receipt itself is kept; choose another folder, or print it."),
	})
}

// payments are those that the bill was paid with, and the one that is shown, by their numbers.
func (r *receipt) payments() []clinic.Payment {
	bill := r.account.Bill(r.invoice)
	var out []clinic.Payment
	for _, x := range r.account.Payments {
		shown := x.ID == r.payment || x.RefundOf != "" && x.RefundOf == r.payment
		if bill != nil {
			shown = shown || slices.ContainsFunc(bill.Allocations, func(al clinic.Allocation) bool { return al.PaymentID == x.ID })
		}
		if shown {
			out = append(out, x)
		}
	}
	return out
}

// sold are the packages and vouchers that the bill sold, with what is left of them.
func (r *receipt) sold() []clinic.CreditState {
	bill := r.account.Bill(r.invoice)
	return slices.DeleteFunc(slices.Clone(r.credits), func(c clinic.CreditState) bool { return bill == nil || !bill.Sold(&c.Credit) })
}

// The ways of putting right.
const (
	rightBack = "back"
	rightVoid = "void"
)

// right asks what of a payment is put right, how the money goes back and why.
func (r *receipt) right() {
	p, s := r.p, r.p.s
	bill := r.account.Bill(r.invoice)
	stands, paid := r.account.OnAccount, r.account.OnAccount
	if bill != nil {
		stands, paid = bill.TotalCents-bill.Credited, bill.Paid
	}
	mode, cents := rightVoid, paid
	if bill == nil || !r.prepaid() && bill.Paid > 0 && len(r.sold()) == 0 {
		mode = rightBack
	}
	do := kit.DangerButton("", kit.IconUndo, nil)
	why := kit.NewEntry(lang.L("such as: charged twice"), nil)
	ways := paying.New(paying.Options{Coin: r.pricing.Clinic.CashStep, Today: s.d.Today(), Back: true})
	wrong := ""
	amount := kit.NewEntry("0.00", nil)
	amount.Replaces = true
	amountField := kit.NewField(lang.L("Give back"), amount)
	show := func() {
		kit.SetHidden(amountField, mode == rightVoid)
		back := cents
		if mode == rightVoid {
			back = paid
		}
		kit.SetHidden(ways.Object, back == 0 || r.prepaid())
		ways.Due(back)
		switch {
		case mode == rightVoid && bill != nil:
			do.SetText(lang.L("Void invoice {{.Number}}", map[string]any{"Number": number(bill.Number)}))
		default:
			do.SetText(lang.L("Give {{.Amount}} back", map[string]any{"Amount": s.money(cents)}))
		}
		kit.SetEnabled(do, wrong == "" && (mode == rightVoid || cents > 0))
		amountField.SetError(wrong)
		p.body.Refresh()
		p.fit()
	}
	amount.OnChanged = func(text string) {
		n, err := edit.Cents("cents", text)
		cents, wrong = 0, ""
		switch {
		case err != nil:
			wrong = words.Error(err)
		case n == nil:
		case *n < 0 || *n > stands:
			wrong = lang.L("No more than {{.Amount}} can be given back.", map[string]any{"Amount": s.money(stands)})
		default:
			cents = *n
		}
		show()
	}
	amount.Fill(edit.Money(cents))
	do.OnTapped = func() { r.putRight(do, mode, cents, ways, why.Text) }
	why.OnSubmitted = func(string) {
		if !do.Disabled() {
			do.OnTapped()
		}
	}
	parts := []fyne.CanvasObject{kit.Heading(lang.L("Put right")).Lines(2), kit.QuietText(lang.L("What was issued stays in the books. Putting right adds an entry with a number of its own.")).Wrap()}
	if bill != nil && mode == rightBack {
		kinds := kit.NewSegmented([]kit.Option{{ID: rightBack, Label: lang.L("Give back")}, {ID: rightVoid, Label: lang.L("Void all")}}, func(id string) {
			mode = id
			show()
		})
		kinds.SetChosen(mode)
		parts = append(parts, kit.NewField(lang.L("How"), kinds))
	}
	parts = append(parts, amountField, kit.NewField(lang.L("Why"), why), ways.Object)
	if r.prepaid() {
		parts = append(parts, kit.QuietText(lang.L("What was used of the package or voucher can be used again.")).Wrap())
	}
	parts = append(parts, kit.QuietButton(lang.L("Leave it as it is"), kit.IconChevronLeft, func() { r.build() }))
	p.first = why
	p.show(rightFace, do, parts...)
	show()
	if way := r.paidBy(); way != "" {
		ways.Take(way)
	}
	s.keyboard(why)
}

// prepaid reports whether the bill was paid by a package or voucher.
func (r *receipt) prepaid() bool {
	return slices.ContainsFunc(r.payments(), func(x clinic.Payment) bool {
		return !x.Refund() && slices.ContainsFunc(x.Parts, func(part clinic.PaymentPart) bool { return part.Way.Prepaid() })
	})
}

// paidBy is the way in which most was paid.
func (r *receipt) paidBy() clinic.PayWay {
	var way clinic.PayWay
	most := 0
	for _, x := range r.payments() {
		for _, part := range x.Parts {
			if !part.Way.Prepaid() && part.Way != clinic.Rounding && part.Cents > most {
				way, most = part.Way, part.Cents
			}
		}
	}
	return way
}

// putRight gives money back, or voids the bill.
func (r *receipt) putRight(pressed *kit.Button, mode string, cents int, ways *paying.Ways, why string) {
	p, s := r.p, r.p.s
	name := s.data.name(r.a.PatientID)
	if said := ways.Problem(); said != "" && ways.Object.Visible() {
		s.d.Warn(said)
		return
	}
	var parts []clinic.PaymentPart
	if ways.Object.Visible() {
		parts = ways.Parts()
	}
	said := lang.L("{{.Amount}} goes back to {{.Name}}.", map[string]any{"Amount": s.money(cents), "Name": name})
	var op clinic.Operation
	var err error
	if mode == rightVoid {
		var visits []clinic.Appointment
		if now, ok := s.data.appointment(r.a.ID); ok {
			visits = append(visits, now)
		}
		said = lang.L("Invoice {{.Number}} of {{.Name}} is void.", map[string]any{"Number": number(r.account.Bill(r.invoice).Number), "Name": name})
		_, op, err = clinic.Void(s.d.Env(), r.account, name, r.invoice, why, visits, r.credits, r.back(parts)...)
	} else {
		_, _, op, err = clinic.Refund(s.d.Env(), r.account, name, clinic.GiveBack{Invoice: r.invoice, Cents: cents, Parts: parts, Reason: why, Payment: ""})
	}
	if err != nil {
		s.d.Fail(err)
		return
	}
	s.d.Seal(op, pressed, func() {
		s.d.Tell(said, func() { s.d.Undo(clinic.DiaryScope) })
		p.receipt(r.a, r.payment, r.invoice, 0)
	})
}

// back is how the money of a void bill goes back: what was used of a package or voucher onto it again. Where a payment was for
// another bill, too, its money stands on account.
func (r *receipt) back(parts []clinic.PaymentPart) []clinic.PaymentPart {
	if !r.prepaid() {
		return parts
	}
	var out []clinic.PaymentPart
	for _, x := range r.payments() {
		if slices.ContainsFunc(r.account.AllocationsOf(x.ID), func(al clinic.Allocation) bool { return al.InvoiceID != r.invoice }) {
			return r.account.PrepaidBack(r.account.Bill(r.invoice))
		}
		if r.countered(x.ID) == nil && !x.Refund() {
			out = append(out, x.Parts...)
		}
	}
	return out
}
