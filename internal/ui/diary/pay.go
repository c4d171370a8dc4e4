package diary

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/paying"
	"regimen/internal/words"
)

// lastWay is the preference that holds how was paid last at this machine.
const lastWay = "money.way"

// purse is what is known of the money of a patient, and what is charged with.
type purse struct {
	patient clinic.Patient
	account *clinic.Account
	credits []clinic.CreditState
	items   []clinic.Item
	pricing *clinic.Pricing
}

// readPurse reads it.
func readPurse(ctx context.Context, d *desk.Desk, patient string) (*purse, error) {
	charts, err := d.Store.Charts(ctx, []string{patient}, append(clinic.MoneyKinds(), clinic.KindPatient))
	if err != nil {
		return nil, err
	}
	out := &purse{patient: charts[0].Patient, account: charts[0].Account()}
	if out.credits, err = d.Store.Credits(ctx, patient); err != nil {
		return nil, err
	}
	items, err := d.Store.List(ctx, clinic.KindItem)
	if err != nil {
		return nil, err
	}
	out.items = slices.DeleteFunc(clinic.As[clinic.Item](items), func(i clinic.Item) bool { return !i.RetiredAt.IsZero() })
	slices.SortStableFunc(out.items, func(a, b clinic.Item) int { return cmp.Compare(a.Rank, b.Rank) })
	out.pricing, err = d.Pricing(ctx)
	return out, err
}

// pay is what somebody pays for: a visit and what is sold with it, and bills of before.
type pay struct {
	p *panel
	a clinic.Appointment
	*purse

	lines   []*payLine
	earlier []string // the keys of the bills of before that are paid along
	debts   bool     // only those
	taking  bool     // it is being kept
	asks    bool     // what a fund misses is being filled in
	asked   map[clinic.ReceiptFact]fyne.CanvasObject
	ways    *paying.Ways

	list, more, items *fyne.Container
	objections        *fyne.Container
	total             *kit.Text
	tax, why          *kit.Text
	billTo, claim     *kit.Entry
	take, part, later *kit.Button
}

// pay shows what is to pay for a visit and how it is paid; of one that is paid, its receipt.
func (p *panel) pay(a clinic.Appointment) { p.payFor(a, false) }

// payDebts shows what somebody owes from before.
func (p *panel) payDebts(a clinic.Appointment) { p.payFor(a, true) }

func (p *panel) payFor(a clinic.Appointment, debts bool) {
	s := p.s
	if !clinic.May(s.d.Actor(), clinic.See, clinic.Money) {
		s.d.Fail(clinic.ErrNotAllowed)
		return
	}
	p.id, p.booking, p.first = a.ID, nil, nil
	s.room.closed = false
	p.readings++
	reading := p.readings
	p.show(payFace, nil, p.payHead(a)...)
	p.paying = nil
	kit.Work(func(ctx context.Context) (*purse, error) { return readPurse(ctx, s.d, a.PatientID) }, func(x *purse, err error) {
		switch {
		case reading != p.readings || p.face != payFace || p.id != a.ID:
		case err != nil:
			s.d.Fail(err)
			p.visit(a)
		default:
			p.payWith(a, x, debts)
		}
	})
}

// payHead is who pays, and for when.
func (p *panel) payHead(a clinic.Appointment) []fyne.CanvasObject {
	return []fyne.CanvasObject{
		kit.Heading(p.s.data.name(a.PatientID)).Lines(2),
		kit.Body(words.Points(words.Short(a.Day), clinicSpan(a.Start, a.Minutes), firstName(p.s.data.table.Names[a.PractitionerID]))).Wrap(),
	}
}

func (p *panel) payWith(a clinic.Appointment, x *purse, debts bool) {
	if bill := x.account.BillOf(a.ID); bill != nil && bill.Due == 0 && !debts {
		p.showReceipt(a, x, lastPaid(x.account, bill), bill.ID, 0)
		return
	}
	b := &pay{p: p, a: a, purse: x, debts: debts}
	b.begin()
	p.paying = b
	b.build()
}

// lastPaid is the payment that a bill was paid with last, "" where it was paid from the account.
func lastPaid(a *clinic.Account, b *clinic.Bill) string {
	id := ""
	for _, part := range a.PaidBy(b) {
		if part.Payment != nil && part.Cents > 0 {
			id = part.Payment.ID
		}
	}
	return id
}

// begin takes up what is to pay: the bill that the visit has, or what it costs; of one that nobody came to, the fee.
func (b *pay) begin() {
	if b.debts {
		for _, bill := range b.account.Open() {
			b.earlier = append(b.earlier, bill.ID)
		}
		return
	}
	bill := b.account.BillOf(b.a.ID)
	switch {
	case bill != nil:
		b.earlier = []string{bill.ID}
	case b.a.State.Off():
		if i := slices.IndexFunc(b.purse.items, func(i clinic.Item) bool { return i.Sort == clinic.SoldFee }); i >= 0 && b.a.State != clinic.Cancelled {
			b.lines = append(b.lines, newLine(b, b.pricing.CancellationLine(&b.a, &b.purse.items[i]), nil))
		}
	case b.a.Day <= b.p.s.d.Today():
		b.lines = append(b.lines, newLine(b, b.pricing.VisitLine(&b.a, b.patient.HealthFund), nil))
	}
}

// charges reports whether the visit itself is charged by a line.
func (b *pay) charges() bool {
	return slices.ContainsFunc(b.lines, func(l *payLine) bool { return l.Appointment == b.a.ID })
}

func (b *pay) build() {
	s := b.p.s
	b.list, b.more, b.items = kit.StackGap(0), kit.Stack(), kit.StackGap(0)
	b.objections = kit.StackGap(kit.Gap)
	b.items.Hide()
	b.total, b.tax = kit.Title("").Aligned(fyne.TextAlignTrailing), kit.QuietText("").Aligned(fyne.TextAlignTrailing)
	b.why = kit.QuietText("").Wrap()
	b.billTo, b.claim = kit.NewNotes("", 2, nil), kit.NewEntry("", nil)
	b.take = kit.PrimaryButton("", kit.IconCheck, func() { b.settle(b.take, true) })
	b.take.OnRune, b.take.OnKey = b.letter, func(k fyne.KeyName) {
		if k == fyne.KeyEscape {
			b.p.back(b.a)
		}
	}
	b.part = kit.NewButton("", "", func() { b.settle(b.part, true) })
	b.later = kit.QuietButton(lang.L("Pay later"), "", func() { b.settle(b.later, false) })
	b.ways = paying.New(paying.Options{
		Coin: b.pricing.Clinic.CashStep, Today: s.d.Today(), OnAccount: b.account.OnAccount, Credits: b.usable(), Find: s.findCredit, Changed: b.changed,
	})
	parts := b.p.payHead(b.a)
	if says := b.hint(); says != "" {
		parts = append(parts, kit.QuietText(says).Wrap())
	}
	parts = append(parts, b.objections, b.list, b.items)
	if earlier := b.openBills(); earlier != nil {
		parts = append(parts, earlier)
	}
	parts = append(parts, kit.Hairline(), kit.StackGap(0, kit.Border(nil, nil, kit.Middle(kit.Strong(lang.L("Total"))), nil, b.total), b.tax), b.ways.Object)
	if !b.debts {
		add := kit.QuietButton(lang.L("Product or fee"), kit.IconAdd, nil)
		add.OnTapped = func() { b.offerItems(add) }
		other := kit.QuietButton(lang.L("Bill to somebody else"), "", nil)
		other.OnTapped = func() { b.billOther(other) }
		b.more.Add(add)
		b.more.Add(other)
		if b.a.InvoiceID == "" && !b.a.State.Ahead() && b.a.NotCharged == "" {
			b.more.Add(kit.QuietButton(lang.L("Do not charge"), "", func() { b.p.waive(b.a) }))
		}
	}
	b.more.Add(kit.QuietButton(lang.L("Back to the visit"), kit.IconChevronLeft, func() { b.p.back(b.a) }))
	b.showLines()
	b.p.first = b.take
	b.p.show(payFace, kit.StackGap(kit.Gap, b.why, b.take, kit.Beside(kit.Gap, 132, b.part, b.later)), append(parts, b.more)...)
	b.changed()
	if b.account.OnAccount > 0 && b.due() > 0 {
		b.ways.Take("")
	}
	b.offerWay()
	s.keyboard(b.p.first)
}

// letter takes a way by its number.
func (b *pay) letter(r rune) {
	if ways := []clinic.PayWay{clinic.ByCard, clinic.ByCash, clinic.ByTransfer, clinic.ByFund}; r >= '1' && int(r-'1') < len(ways) {
		b.ways.Take(ways[r-'1'])
		b.p.s.keyboard(b.take)
	}
}

// offerWay takes up the way that was used last, where something is to pay and no way was chosen.
func (b *pay) offerWay() {
	if b.ways.Left() > 0 && len(b.ways.Parts()) == 0 {
		b.ways.Take(b.p.s.usualWay())
	}
}

// usualWay is how was paid last.
func (s *Screen) usualWay() clinic.PayWay {
	kept, err := s.d.Store.Preference(context.Background(), lastWay)
	for _, w := range []clinic.PayWay{clinic.ByCash, clinic.ByTransfer, clinic.ByFund} {
		if err == nil && string(w) == kept {
			return w
		}
	}
	return clinic.ByCard
}

// hint is why the visit itself is not charged here, "" where it is.
func (b *pay) hint() string {
	bill := b.account.BillOf(b.a.ID)
	switch {
	case b.debts:
		return lang.L("What is owed from before.")
	case bill != nil:
		return lang.L("Invoice {{.Number}} is to pay.", map[string]any{"Number": number(bill.Number)})
	case b.charges():
		return ""
	case b.a.State == clinic.Missed || b.a.State == clinic.CancelledLate:
		return lang.L("The price list has no fee for this. Add one in the settings, or sell something else here.")
	case b.a.State == clinic.Cancelled:
		return lang.L("A visit that was cancelled in time costs nothing.")
	}
	return lang.L("The visit is charged on its day. What is paid before stands on the account.")
}

// usable are the packages and vouchers that can pay for this visit.
func (b *pay) usable() []clinic.CreditState {
	return slices.DeleteFunc(slices.Clone(b.credits), func(c clinic.CreditState) bool {
		return c.Empty() || c.HeldFor != "" && c.HeldFor != b.patient.ID || c.ServiceID != "" && c.ServiceID != b.a.ServiceID
	})
}

// findCredit looks for a package or voucher by what stands on its paper.
func (s *Screen) findCredit(code string, then func(*clinic.CreditState, error)) {
	kit.Work(func(ctx context.Context) (*clinic.CreditState, error) { return s.d.Store.CreditByCode(ctx, code) }, then)
}

// openBills are the bills of before, to be paid along; nil where there are none.
func (b *pay) openBills() fyne.CanvasObject {
	own := b.account.BillOf(b.a.ID)
	var options []kit.Option
	for _, bill := range b.account.Open() {
		if own != nil && own.ID == bill.ID && !b.debts {
			continue
		}
		options = append(options, kit.Option{ID: bill.ID, Label: lang.L("{{.Day}}: {{.Amount}}", map[string]any{"Day": words.Short(bill.Day), "Amount": b.p.s.money(bill.Due)})})
	}
	if len(options) == 0 {
		return nil
	}
	chips := kit.NewMultiChips(options, func(chosen []string) {
		b.earlier = nil
		if own != nil && !b.debts {
			b.earlier = append(b.earlier, own.ID)
		}
		b.earlier = append(b.earlier, chosen...)
		b.changed()
	})
	chips.SetChosen(b.earlier...)
	return kit.NewField(lang.L("Also pay from before"), chips)
}

// due is what is to pay.
func (b *pay) due() int {
	sum := 0
	for _, l := range b.lines {
		sum += l.Cents
	}
	for _, id := range b.earlier {
		if bill := b.account.Bill(id); bill != nil {
			sum += bill.Due
		}
	}
	return sum
}

// changed has all that follows from the lines and the ways say what is so now.
func (b *pay) changed() {
	b.packaged()
	s, due := b.p.s, b.due()
	b.total.SetText(s.money(due))
	b.tax.SetText(b.taxWords())
	kit.SetHidden(b.tax, b.tax.Text() == "")
	b.ways.Due(due)
	from, paid := b.ways.FromAccount(), b.ways.Paid()
	b.take.SetText(takeWords(s, b.ways.Parts(), paid-from, from))
	problem := cmp.Or(b.problem(), b.ways.Problem())
	left := b.ways.Left()
	part := problem == "" && left > 0 && paid > 0
	if part {
		b.part.SetText(lang.L("Take a part: {{.Amount}}", map[string]any{"Amount": s.money(paid - from)}))
	}
	kit.SetHidden(b.part, !part)
	kit.SetHidden(b.later, len(b.lines) == 0)
	kit.SetEnabled(b.later, problem == "")
	if problem == "" {
		switch {
		case left > 0:
			problem = lang.L("Still to pay: {{.Amount}}", map[string]any{"Amount": s.money(left)})
		case paid == 0:
			problem = lang.L("There is nothing to pay yet.")
		}
	}
	kit.SetEnabled(b.take, problem == "")
	said := problem
	if card := amountOf(b.ways.Parts(), clinic.ByCard, clinic.ByFund); said == "" && card > 0 {
		said = lang.L("Enter {{.Amount}} on the terminal", map[string]any{"Amount": s.money(card)})
	}
	b.why.SetText(said)
	kit.SetHidden(b.why, said == "")
	for _, l := range b.lines {
		l.show()
	}
	b.p.body.Refresh()
	b.p.fit()
}

func amountOf(parts []clinic.PaymentPart, ways ...clinic.PayWay) int {
	sum := 0
	for _, part := range parts {
		if slices.Contains(ways, part.Way) {
			sum += part.Cents
		}
	}
	return sum
}

// taxWords are the tax within what is charged, "" for a clinic that takes none.
func (b *pay) taxWords() string {
	taxed := 0
	for _, l := range b.lines {
		if l.Taxed {
			taxed += l.Cents
		}
	}
	c := &b.pricing.Clinic
	if !c.TaxRegistered || len(b.lines) == 0 {
		return ""
	}
	return lang.L("{{.Tax}} in it: {{.Amount}}", map[string]any{"Tax": c.TaxName, "Amount": b.p.s.money(clinic.TaxWithin(taxed, c.TaxPermille))})
}

// problem says what is missing of what is charged, "" for nothing.
func (b *pay) problem() string {
	for _, l := range b.lines {
		if said := l.problem(); said != "" {
			return said
		}
	}
	return ""
}

// takeWords are what the button says that takes a payment.
func takeWords(s *Screen, parts []clinic.PaymentPart, taken, fromAccount int) string {
	amount := map[string]any{"Amount": s.money(taken - amountOf(parts, clinic.Rounding))}
	var ways []clinic.PayWay
	for _, part := range parts {
		if part.Way != clinic.Rounding && !slices.Contains(ways, part.Way) {
			ways = append(ways, part.Way)
		}
	}
	switch {
	case len(ways) == 0 && fromAccount > 0:
		return lang.L("Pay {{.Amount}} from the account", map[string]any{"Amount": s.money(fromAccount)})
	case len(ways) != 1:
		return lang.L("Take {{.Amount}}", amount)
	}
	switch ways[0] {
	case clinic.ByCard:
		return lang.L("Take {{.Amount}} by card", amount)
	case clinic.ByCash:
		return lang.L("Take {{.Amount}} in cash", amount)
	case clinic.ByTransfer:
		return lang.L("Take {{.Amount}} by transfer", amount)
	case clinic.ByFund:
		return lang.L("Take {{.Amount}} from the fund", amount)
	case clinic.ByVoucher:
		return lang.L("Take {{.Amount}} by voucher", amount)
	case clinic.ByPackage:
		return lang.L("Use a session of the package")
	case clinic.Rounding:
	}
	return lang.L("Take {{.Amount}}", amount)
}

// settle writes the invoice, and takes what is paid; what is entered stays where it cannot be kept.
func (b *pay) settle(pressed *kit.Button, paid bool) {
	s := b.p.s
	now, ok := s.now(b.a)
	if !ok || b.taking {
		return
	}
	c := clinic.Charge{Patient: b.patient, BillTo: b.billTo.Text, Claim: b.claim.Text, Earlier: b.earlier}
	for i, l := range b.lines {
		c.Lines = append(c.Lines, l.InvoiceLine)
		if l.item != nil && l.item.Sort.Prepaid() {
			c.Sold = append(c.Sold, clinic.Sale{Line: i, Item: *l.item, HeldFor: l.heldFor, Holder: l.holder})
		}
	}
	if b.charges() {
		c.Visits = []clinic.Appointment{now}
	}
	if paid {
		b.ways.Fill(&c)
	}
	made, op, err := clinic.Settle(s.d.Env(), b.pricing, b.account, c)
	if err != nil {
		s.d.Fail(err)
		return
	}
	payment, invoice := "", ""
	if made.Payment != nil {
		payment = made.Payment.ID
	}
	switch {
	case made.Invoice != nil:
		invoice = made.Invoice.ID
	case len(b.earlier) > 0:
		invoice = b.earlier[0]
	}
	b.taking = true
	sealed := false
	s.d.Seal(op, pressed, func() {
		sealed = true
		b.keepWay(c.Parts)
		change := b.ways.Change()
		s.d.Tell(s.settledWords(&made, c.FromAccount, b.patient.Name()), func() { s.d.Undo(clinic.DiaryScope) })
		b.p.receipt(now, payment, invoice, change)
	})
	b.taking = sealed // what is entered can be worked again where it was not kept
}

// keepWay keeps how was paid, for the next time.
func (b *pay) keepWay(parts []clinic.PaymentPart) {
	for _, part := range parts {
		if part.Way == clinic.Rounding || part.Way.Prepaid() {
			continue
		}
		if err := b.p.s.d.Store.SetPreference(context.Background(), lastWay, string(part.Way)); err != nil {
			b.p.s.d.Log.Error("keeping how was paid", "error", err)
		}
		return
	}
}

// packaged has the visit cost what the session of the package is worth that pays for it, and its price again without one.
func (b *pay) packaged() {
	worth := amountOf(b.ways.Parts(), clinic.ByPackage)
	for _, l := range b.lines {
		if l.Appointment == b.a.ID { // also the fee for one that nobody came to: the session is gone then
			l.byPackage(worth)
			return
		}
	}
}

// back shows a visit as it is now.
func (p *panel) back(a clinic.Appointment) {
	p.paying, p.given = nil, nil
	if now, ok := p.s.data.appointment(a.ID); ok {
		p.visit(now)
	} else {
		p.nothing()
	}
	p.s.keyboard(p.s.grid.Keyboard())
}

// again shows what became of what is paid when something changed: what is entered stays, unless the visit was charged meanwhile.
func (b *pay) again() {
	p := b.p
	now, ok := p.s.data.appointment(b.a.ID)
	switch {
	case b.taking:
	case !ok:
		p.nothing()
	case now.InvoiceID != b.a.InvoiceID:
		p.payFor(now, b.debts)
	default:
		b.a = now
		kit.Work(func(ctx context.Context) (*purse, error) { return readPurse(ctx, p.s.d, now.PatientID) }, func(x *purse, err error) {
			if err == nil && p.paying == b && p.face == payFace {
				b.purse = x
				for _, l := range b.lines {
					if l.Sort == clinic.SoldVisit {
						l.Provider = x.pricing.VisitLine(&b.a, x.patient.HealthFund).Provider
					}
				}
				b.showObjections()
			}
		})
	}
}

// billOther asks for who pays where that is not the patient.
func (b *pay) billOther(pressed *kit.Button) {
	i := slices.Index(b.more.Objects, fyne.CanvasObject(pressed))
	b.more.Objects[i] = kit.Stack(
		kit.NewField(lang.L("Bill to: name and address"), b.billTo),
		kit.NewField(lang.L("Claim number"), b.claim))
	b.more.Refresh()
	b.p.body.Refresh()
	b.p.s.keyboard(b.billTo)
}

// offerItems lists what is sold beside visits.
func (b *pay) offerItems(pressed *kit.Button) {
	if len(b.items.Objects) > 0 {
		b.items.Objects = nil
	} else {
		for i := range b.purse.items {
			item := &b.purse.items[i]
			price := lang.L("any amount")
			if item.PriceCents != nil {
				price = b.p.s.money(*item.PriceCents)
			}
			b.items.Add(kit.NewTwoLine(kit.Row{What: item.Name, Quiet: words.Say(item.Sort.Name()), End: price}, func() {
				b.items.Objects = nil
				b.items.Hide()
				b.add(item)
			}))
		}
		if len(b.purse.items) == 0 {
			b.items.Add(kit.QuietText(lang.L("Nothing is sold beside visits yet. Add products, fees, packages and vouchers in the settings.")).Wrap())
		}
	}
	kit.SetHidden(b.items, len(b.items.Objects) == 0)
	b.items.Refresh()
	b.p.body.Refresh()
	if len(b.items.Objects) > 0 {
		if row, ok := b.items.Objects[0].(fyne.Focusable); ok {
			b.p.s.keyboard(row)
		}
		return
	}
	b.p.s.keyboard(pressed)
}

// add charges something that is sold.
func (b *pay) add(item *clinic.Item) {
	cents := 0
	if item.PriceCents != nil {
		cents = *item.PriceCents
	}
	line := b.pricing.ItemLine(item, cents)
	if item.Sort == clinic.SoldFee && b.a.State.Off() && !b.charges() {
		line = b.pricing.CancellationLine(&b.a, item)
	}
	l := newLine(b, line, item)
	l.open = cents == 0 && l.UnitCents == 0 || item.Sort.Prepaid()
	if item.Sort == clinic.SoldPackage {
		l.heldFor = b.patient.ID
	}
	b.lines = append(b.lines, l)
	b.showLines()
	b.changed()
	b.offerWay()
	if l.first != nil {
		b.p.s.keyboard(l.first)
		return
	}
	b.p.s.keyboard(b.take)
}

// showLines lists what is charged; each can be opened.
func (b *pay) showLines() {
	b.list.Objects = nil
	for _, l := range b.lines {
		b.list.Add(l.build())
	}
	for _, id := range b.earlier {
		bill := b.account.Bill(id)
		if own := b.account.BillOf(b.a.ID); bill == nil || b.debts || own == nil || own.ID != id {
			continue
		}
		for i := range bill.Lines {
			line := &bill.Lines[i]
			b.list.Add(b.fixed(line.Text, words.Points(words.Short(line.Day), line.Discount), line.Cents))
		}
		if bill.Paid > 0 {
			b.list.Add(b.fixed(lang.L("Paid already"), "", -bill.Paid))
		}
	}
	b.list.Refresh()
	b.showObjections()
}

// fixed is a line that was issued and cannot be changed.
func (b *pay) fixed(what, quiet string, cents int) fyne.CanvasObject {
	return kit.Border(nil, nil, nil, kit.Middle(kit.Strong(b.p.s.money(cents))), kit.NewTwoLine(kit.Row{What: what, Quiet: quiet}, nil))
}

// waive asks why a visit is not charged.
func (p *panel) waive(a clinic.Appointment) {
	s := p.s
	why := kit.NewEntry(lang.L("such as: a repeat at our cost"), nil)
	do := func() {
		now, ok := s.now(a)
		if !ok {
			return
		}
		if strings.TrimSpace(why.Text) == "" {
			s.d.Warn(lang.L("Say why this visit is not charged."))
			s.keyboard(why)
			return
		}
		name := s.data.name(a.PatientID)
		s.applyTo(a.ID, clinic.WithoutCharge(now, name, why.Text), lang.L("The visit of {{.Name}} is not charged.", map[string]any{"Name": name}))
	}
	why.OnSubmitted = func(string) { do() }
	p.first, p.paying = why, nil
	p.show(waiveFace, kit.PrimaryButton(lang.L("Do not charge it"), kit.IconCheck, do),
		kit.Heading(lang.L("Do not charge the visit of {{.Name}}", map[string]any{"Name": s.data.name(a.PatientID)})).Lines(3),
		kit.NewField(lang.L("Why"), why),
		kit.QuietButton(lang.L("Charge it after all"), kit.IconChevronLeft, func() { p.pay(a) }))
	s.keyboard(why)
}

// number writes a whole number.
func number(n int) string { return strconv.Itoa(n) }
