package clinic

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Pricing is what an invoice is written with, as it is on its day.
type Pricing struct {
	Clinic        Clinic
	Services      []Service
	Prices        []Price
	Practitioners []Practitioner
	// ProviderNumber is the number under which a fund knows who gives a treatment on a day, see Catalogue.NumbersOf.
	ProviderNumber func(p *Practitioner, fund, treatment string, day Date) string
}

// taxed reports whether a price of a tax has tax in it.
func (p *Pricing) taxed(tax string) bool {
	return p.Clinic.TaxRegistered && p.Clinic.TaxPermille > 0 && tax != TaxFree
}

// VisitLine charges a visit: what was agreed on when it was booked, or by the price list where nothing was. The price is 0
// where none is known. fund is the patient's.
func (p *Pricing) VisitLine(a *Appointment, fund string) InvoiceLine {
	l := InvoiceLine{
		Sort: SoldVisit, Appointment: a.ID, Session: a.SessionID, Practitioner: a.PractitionerID, Provider: p.provider(a.PractitionerID, fund, a.Title, a.Day),
		Day: a.Day, Minutes: a.Minutes, Text: a.Title, Quantity: 1,
	}
	tax := TaxUsual
	if s := find(p.Services, func(s *Service) bool { return s.ID == a.ServiceID }); s != nil {
		var cents *int
		cents, tax = PriceOf(p.Prices, *s, a.PractitionerID, a.Minutes)
		if cents != nil {
			l.UnitCents = *cents
		}
	}
	if a.PriceCents != nil {
		l.UnitCents = *a.PriceCents
	}
	l.Cents, l.Taxed = l.Sum(), p.taxed(tax)
	return l
}

// provider is who gives a treatment, as a fund knows them on a day.
func (p *Pricing) provider(id, fund, treatment string, day Date) Provider {
	who := find(p.Practitioners, func(p *Practitioner) bool { return p.ID == id })
	if who == nil {
		return Provider{}
	}
	out := Provider{
		Name: who.Name, Qualifications: who.Qualifications, Association: who.Association, MemberNumber: who.MemberNumber,
		ProviderNumber: who.ProviderNumber,
	}
	if p.ProviderNumber != nil {
		out.ProviderNumber = p.ProviderNumber(who, fund, treatment, day)
	}
	return out
}

// ItemLine charges something that is sold. What is paid ahead is taxed when it is used: a voucher is no supply yet, GST Act
// Division 100.
func (p *Pricing) ItemLine(i *Item, cents int) InvoiceLine {
	l := InvoiceLine{Sort: i.Sort, Item: i.ID, Text: i.Name, Code: i.Code, Quantity: 1, UnitCents: cents, Taxed: p.taxed(i.Tax) && !i.Sort.Prepaid()}
	l.Cents = l.Sum()
	return l
}

// Less takes so many cents off a line, with the reason.
func (l InvoiceLine) Less(cents int, why string) InvoiceLine {
	l.DiscountCents, l.Discount = cents, strings.TrimSpace(why)
	l.Cents = l.Sum()
	return l
}

// CancellationLine charges a late cancellation: a fee of the price list, or the price of the visit where the fee has none.
func (p *Pricing) CancellationLine(a *Appointment, fee *Item) InvoiceLine {
	l := p.ItemLine(fee, 0)
	l.Appointment, l.Day, l.Practitioner = a.ID, a.Day, a.PractitionerID
	if fee.PriceCents != nil {
		l.UnitCents = *fee.PriceCents
	} else if a.PriceCents != nil {
		l.UnitCents = *a.PriceCents
	}
	l.Cents = l.Sum()
	return l
}

// Charge is what is to be charged and how it is paid: what a person at the desk enters.
type Charge struct {
	Patient Patient
	// Lines are of a new invoice; none is to pay for earlier ones only.
	Lines  []InvoiceLine
	BillTo string
	Claim  string
	Note   string
	// Sold are the packages and vouchers among the lines.
	Sold []Sale
	// Visits are the appointments of the lines, as they are.
	Visits []Appointment

	// Earlier are the keys of invoices of before that are paid for, too, in the order in which they are.
	Earlier []string
	// FromAccount is how much is taken of what stands on account.
	FromAccount int
	Parts       []PaymentPart
	Credits     []CreditState // that the parts use
	PaidOn      Date          // "" is today
	PaymentNote string

	// Scope is what the undo button works on; "" is the diary's.
	Scope string
}

// Sale is a package or voucher that is sold by a line of a charge.
type Sale struct {
	Line    int // of Charge.Lines
	Item    Item
	HeldFor string // see Credit
	Holder  string
}

// Total is what the lines come to.
func (c *Charge) Total() int {
	sum := 0
	for _, l := range c.Lines {
		sum += l.Cents
	}
	return sum
}

// Settled is what a charge made.
type Settled struct {
	Invoice *Invoice // nil when nothing new was charged
	Payment *Payment // nil when nothing was paid
	Sold    []*Credit
}

// Settle issues an invoice and takes the payment for it and for earlier ones: one entry and one undo step, whose numbers are
// given when it is kept. Money beyond what is owed stands on the patient's account. The error is a FieldErrors.
func Settle(env Env, p *Pricing, a *Account, c Charge) (Settled, Operation, error) {
	var out Settled
	op := Operation{Scope: cmp.Or(c.Scope, DiaryScope)}
	type bill struct {
		id  string
		due int
	}
	var bills []bill
	if len(c.Lines) > 0 {
		in := p.invoice(env, &c)
		if err := in.Validate(); err != nil {
			return out, Operation{}, err
		}
		out.Invoice = in
		op.Put = append(op.Put, in)
		bills = append(bills, bill{in.ID, in.TotalCents})
		for _, v := range c.Visits {
			v.InvoiceID, v.NotCharged = in.ID, ""
			op.Put = append(op.Put, &v)
		}
		for _, s := range c.Sold {
			for range max(1, c.Lines[s.Line].Quantity) {
				credit := s.credit(env, in, &c.Lines[s.Line])
				out.Sold = append(out.Sold, credit)
				op.Put = append(op.Put, credit)
			}
		}
	}
	for _, id := range c.Earlier {
		if b := a.Bill(id); b != nil && b.Due > 0 {
			bills = append(bills, bill{id, b.Due})
		}
	}
	from := c.FromAccount
	// Below nothing stands there where another record of the person paid, and the two were taken apart since.
	if on := max(0, a.OnAccount); from < 0 || from > on {
		return out, Operation{}, FieldErrors{{"parts", Say("{{.Amount}} stands on the account, no more.", Args{"Amount": MoneyText(on)})}}
	}
	var pay *Payment
	if len(c.Parts) > 0 {
		pay = &Payment{
			ID: env.NewID(), PatientID: c.Patient.ID, Day: cmp.Or(c.PaidOn, env.today()), At: env.now(), By: env.Actor.Name,
			Parts: slices.Clone(c.Parts), Note: strings.TrimSpace(c.PaymentNote),
		}
		for _, part := range pay.Parts {
			pay.Cents += part.Cents
		}
		if err := cmp.Or(pay.Validate(), pay.positive(), notAfter(pay.Day, env.today())); err != nil {
			return out, Operation{}, err
		}
		uses, err := creditUses(env, pay, c.Credits)
		if err != nil {
			return out, Operation{}, err
		}
		out.Payment = pay
		op.Put = append(op.Put, pay)
		op.Put = append(op.Put, uses...)
	}
	paid := 0
	if pay != nil {
		paid = pay.Cents
	}
	for _, b := range bills {
		for _, source := range []struct {
			left    *int
			payment string
		}{{&from, ""}, {&paid, paymentKey(pay)}} {
			n := min(*source.left, b.due)
			if n <= 0 {
				continue
			}
			*source.left -= n
			b.due -= n
			op.Put = append(op.Put, &Allocation{
				ID: env.NewID(), PatientID: c.Patient.ID, PaymentID: source.payment, InvoiceID: b.id, Cents: n, At: env.now(),
			})
		}
	}
	if len(op.Put) == 0 {
		return out, Operation{}, FieldErrors{{"lines", Say("There is nothing to charge and nothing to pay.")}}
	}
	name := Args{"Name": c.Patient.Name()}
	switch {
	case pay != nil:
		name["Amount"] = MoneyText(pay.Cents)
		op.Label = Say("Take {{.Amount}} from {{.Name}}", name)
	case out.Invoice != nil:
		name["Amount"] = MoneyText(out.Invoice.TotalCents)
		op.Label = Say("Charge {{.Amount}} to {{.Name}}", name)
	default:
		name["Amount"] = MoneyText(c.FromAccount)
		op.Label = Say("Pay {{.Amount}} from the account of {{.Name}}", name)
	}
	return out, op, nil
}

func paymentKey(p *Payment) string {
	if p == nil {
		return ""
	}
	return p.ID
}

// positive refuses a payment that is none.
func (p *Payment) positive() error {
	if p.Cents <= 0 {
		return FieldErrors{{"parts", Say("A payment must be above 0.")}}
	}
	return nil
}

// invoice is the invoice of a charge, issued today.
func (p *Pricing) invoice(env Env, c *Charge) *Invoice {
	in := &Invoice{
		ID: env.NewID(), PatientID: c.Patient.ID, Day: env.today(), At: env.now(), By: env.Actor.Name,
		BillTo: strings.TrimSpace(c.BillTo), Claim: strings.TrimSpace(c.Claim), Note: strings.TrimSpace(c.Note),
		Lines: slices.Clone(c.Lines), TotalCents: c.Total(),
		SellerName: p.Clinic.Name, SellerAddress: p.Clinic.Address(), SellerPhone: p.Clinic.Phone, SellerEmail: p.Clinic.Email,
		BusinessNumber: p.Clinic.BusinessNumber,
		PatientName:    c.Patient.FullName(), BirthDate: c.Patient.BirthDate, HealthFund: c.Patient.HealthFund, FundNumber: c.Patient.FundNumber,
	}
	if p.Clinic.TaxRegistered {
		in.TaxName, in.TaxPermille = p.Clinic.TaxName, p.Clinic.TaxPermille
		in.TaxCents = TaxWithin(in.Taxed(), in.TaxPermille)
	}
	return in
}

// credit is the package or voucher that a line sells.
func (s *Sale) credit(env Env, in *Invoice, l *InvoiceLine) *Credit {
	c := &Credit{
		ID: env.NewID(), PatientID: in.PatientID, InvoiceID: in.ID, ItemID: s.Item.ID, Sort: s.Item.Sort, Name: s.Item.Name,
		HeldFor: s.HeldFor, Holder: strings.TrimSpace(s.Holder), Sessions: s.Item.Sessions, WorthCents: l.UnitCents, ServiceID: s.Item.ServiceID,
		SoldOn: in.Day, CreatedAt: env.now(),
	}
	if s.Item.Sort == SoldPackage {
		// What is taken off the price of a package is not given back with it.
		c.WorthCents = max(1, l.Cents/max(1, l.Quantity))
	}
	if s.Item.Months > 0 {
		c.Expires, _ = monthsLater(c.SoldOn, s.Item.Months)
	}
	c.Code = creditCode(c.ID)
	return c
}

// creditCode is what stands on the paper of a voucher: eight letters and digits that are not taken for each other, from the
// end of its key, which nobody guesses.
func creditCode(id string) string {
	const letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ" // 31: without 0 O 1 I L
	sum := uint64(14695981039346656037)               // FNV-1a
	for i := range len(id) {
		sum = (sum ^ uint64(id[i])) * 1099511628211
	}
	out := make([]byte, 0, 9)
	for i := range 8 {
		if i == 4 {
			out = append(out, '-')
		}
		out = append(out, letters[sum%uint64(len(letters))])
		sum /= uint64(len(letters))
	}
	return string(out)
}

// creditUses are what a payment takes of packages and vouchers.
func creditUses(env Env, pay *Payment, credits []CreditState) ([]Record, error) {
	var out []Record
	credits = slices.Clone(credits)
	for _, part := range pay.Parts {
		if !part.Way.Prepaid() {
			continue
		}
		s := find(credits, func(s *CreditState) bool { return s.ID == part.Credit })
		if s == nil {
			return nil, FieldErrors{{"parts", Say("Choose the voucher or the package that is used.")}}
		}
		args := Args{"Name": s.Name, "Code": s.Code}
		use := &CreditUse{
			ID: env.NewID(), PatientID: pay.PatientID, Credit: s.ID, PaymentID: pay.ID, Cents: part.Cents, Why: CreditUsed, Day: pay.Day,
			At: env.now(), By: env.Actor.Name,
		}
		switch {
		case s.Expired(pay.Day):
			args["Day"] = s.Expires
			return nil, FieldErrors{{"parts", Say("{{.Name}} {{.Code}} could be used until {{.Day}}.", args)}}
		case s.Sort == SoldPackage && (part.Way != ByPackage || s.LeftSessions < 1), s.Sort == SoldVoucher && part.Way != ByVoucher:
			return nil, FieldErrors{{"parts", Say("Nothing is left of {{.Name}} {{.Code}}.", args)}}
		case s.Sort == SoldPackage && part.Cents != s.NextSession():
			args["Worth"] = MoneyText(s.NextSession())
			return nil, FieldErrors{{"parts", Say("A session of {{.Name}} {{.Code}} is worth {{.Worth}}.", args)}}
		case part.Cents > s.LeftCents:
			args["Left"] = MoneyText(s.LeftCents)
			return nil, FieldErrors{{"parts", Say("{{.Left}} is left of {{.Name}} {{.Code}}, no more.", args)}}
		}
		if s.Sort == SoldPackage {
			use.Sessions = 1
		}
		s.LeftCents -= use.Cents
		s.LeftSessions -= use.Sessions
		out = append(out, use)
	}
	return out, nil
}

// WithoutCharge says that a visit is not charged, and why; "" charges it again.
func WithoutCharge(a Appointment, name, why string) Operation {
	before := a.NotCharged
	a.NotCharged = strings.TrimSpace(why)
	if before == a.NotCharged || a.InvoiceID != "" {
		return Operation{}
	}
	label := Say("Do not charge the visit of {{.Name}}", Args{"Name": name})
	if a.NotCharged == "" {
		label = Say("Charge the visit of {{.Name}} after all", Args{"Name": name})
	}
	return Operation{Label: label, Scope: DiaryScope, Put: []Record{&a}}
}

// GiveBack is money that goes back to a patient.
type GiveBack struct {
	// Invoice is the key of the bill that is taken back by as much, "" for what stands on account.
	Invoice string
	Cents   int           // how much, above nothing
	Parts   []PaymentPart // how it goes back, each above nothing; none leaves it on account
	Reason  string
	Payment string // the payment it was, "" for none in particular
	Scope   string

	sold bool // the packages and vouchers that the bill sold are given back with it
}

// Refund gives money back: what is taken off a bill by a credit note, and out of the till or the bank by a payment below
// nothing. The error is a FieldErrors.
func Refund(env Env, a *Account, name string, g GiveBack) (*CreditNote, *Payment, Operation, error) {
	var note *CreditNote
	var pay *Payment
	var freed *Allocation
	op := Operation{Scope: cmp.Or(g.Scope, DiaryScope), Label: Say("Give {{.Amount}} back to {{.Name}}", Args{"Amount": MoneyText(g.Cents), "Name": name})}
	free := a.OnAccount
	if g.Invoice != "" {
		b := a.Bill(g.Invoice)
		if b == nil || b.Void() {
			return nil, nil, Operation{}, FieldErrors{{"invoice_id", Say("Nothing of this invoice stands any more.")}}
		}
		if open := b.TotalCents - b.Credited; g.Cents > open {
			return nil, nil, Operation{}, FieldErrors{{"cents", Say("No more than {{.Amount}} of invoice {{.Number}} can be taken back.", Args{"Amount": MoneyText(open), "Number": strconv.Itoa(b.Number)})}}
		}
		if most := a.mayTake(b); !g.sold && g.Cents > most {
			return nil, nil, Operation{}, FieldErrors{{"cents", Say("No more than {{.Amount}} of invoice {{.Number}} can be taken back by itself. The rest is for a package or voucher: give back what is left of that, or void the invoice.", Args{"Amount": MoneyText(most), "Number": strconv.Itoa(b.Number)})}}
		}
		note = b.credit(env, g.Cents, g.Reason, g.sold)
		if err := note.Validate(); err != nil {
			return nil, nil, Operation{}, err
		}
		op.Put = append(op.Put, note)
		// What is still to pay is taken off first; the rest was paid and is free again.
		if paid := g.Cents - b.Due; paid > 0 {
			freed = &Allocation{ID: env.NewID(), PatientID: a.PatientID, InvoiceID: b.ID, Cents: -paid, At: env.now()}
			op.Put = append(op.Put, freed)
			free += paid
		}
	}
	if len(g.Parts) > 0 {
		pay = &Payment{ID: env.NewID(), PatientID: a.PatientID, Day: env.today(), At: env.now(), By: env.Actor.Name, Reason: strings.TrimSpace(g.Reason), RefundOf: g.Payment}
		for _, part := range g.Parts {
			part.Cents = -part.Cents
			pay.Parts = append(pay.Parts, part)
			pay.Cents += part.Cents
		}
		switch err := pay.Validate(); {
		case pay.Cents >= 0:
			return nil, nil, Operation{}, FieldErrors{{"cents", Say("What goes back must be above 0.")}}
		case err != nil:
			return nil, nil, Operation{}, err
		case -pay.Cents > free:
			return nil, nil, Operation{}, FieldErrors{{"cents", Say("No more than {{.Amount}} was paid and can go back.", Args{"Amount": MoneyText(free)})}}
		}
		op.Put = append(op.Put, pay)
		if freed != nil {
			freed.PaymentID = pay.ID // so that the paper of the refund names the bill
		}
		for _, part := range pay.Parts {
			if part.Way.Prepaid() {
				op.Put = append(op.Put, returned(env, pay, part))
			}
		}
	}
	if len(op.Put) == 0 {
		return nil, nil, Operation{}, FieldErrors{{"cents", Say("There is nothing to give back.")}}
	}
	return note, pay, op, nil
}

// returned has what a part of a refund gives back be there again on the package or voucher that it came from.
func returned(env Env, pay *Payment, part PaymentPart) *CreditUse {
	use := &CreditUse{
		ID: env.NewID(), PatientID: pay.PatientID, Credit: part.Credit, PaymentID: pay.ID, Cents: part.Cents, Why: CreditReturned, Day: pay.Day,
		At: env.now(), By: env.Actor.Name,
	}
	if part.Way == ByPackage {
		use.Sessions = -1
	}
	return use
}

// credit is a credit note of a bill, of today; ahead is one for a package or voucher, in whose price there is no tax.
func (b *Bill) credit(env Env, cents int, reason string, ahead bool) *CreditNote {
	n := &CreditNote{
		ID: env.NewID(), PatientID: b.PatientID, InvoiceID: b.ID, Day: env.today(), At: env.now(), By: env.Actor.Name, Cents: cents,
		Reason: strings.TrimSpace(reason), Whole: cents == b.TotalCents-b.Credited,
	}
	tax := 0
	for _, before := range b.CreditNotes {
		tax += before.TaxCents
	}
	of := b.TotalCents - b.ahead()
	switch {
	case n.Whole:
		n.TaxCents = b.TaxCents - tax
	case !ahead && of > 0:
		// The part of the tax is the part of what is not paid ahead, and never more than is left.
		n.TaxCents = min((2*cents*b.TaxCents+of)/(2*of), b.TaxCents-tax)
	}
	return n
}

// Void takes all of a bill back that stands; its visits can be charged again. back is how what was paid of it goes back, what
// came from a package or voucher onto that: what has no part stands on account afterwards. credits are those that were sold by
// it: one of which something was used keeps the bill. The error is a FieldErrors.
func Void(env Env, a *Account, name, invoice, reason string, visits []Appointment, credits []CreditState, back ...PaymentPart) (*CreditNote, Operation, error) {
	b := a.Bill(invoice)
	if b == nil || b.Void() {
		return nil, Operation{}, FieldErrors{{"invoice_id", Say("Nothing of this invoice stands any more.")}}
	}
	note, _, op, err := Refund(env, a, name, GiveBack{Invoice: invoice, Cents: b.TotalCents - b.Credited, Parts: back, Reason: reason, sold: true})
	if err != nil {
		return nil, Operation{}, err
	}
	for _, s := range credits {
		switch {
		case !b.Sold(&s.Credit):
		case s.spent():
			return nil, Operation{}, FieldErrors{{"invoice_id", Say("{{.Name}} {{.Code}} was sold by this invoice and has been used. Give back the rest of it instead.", Args{"Name": s.Name, "Code": s.Code})}}
		default:
			if !s.Empty() {
				op.Put = append(op.Put, s.close(env))
			}
		}
	}
	for _, v := range visits {
		if v.InvoiceID == invoice {
			v.InvoiceID = ""
			op.Put = append(op.Put, &v)
		}
	}
	op.Label = Say("Void invoice {{.Number}} of {{.Name}}", Args{"Number": strconv.Itoa(b.Number), "Name": name})
	return note, op, nil
}

// close takes all that is left of a credit.
func (s *CreditState) close(env Env) *CreditUse {
	return &CreditUse{
		ID: env.NewID(), PatientID: s.PatientID, Credit: s.ID, Sessions: s.LeftSessions, Cents: s.LeftCents, Why: CreditRefunded,
		Day: env.today(), At: env.now(), By: env.Actor.Name,
	}
}

// RefundCredit gives the buyer back what is left of a package or voucher, by parts that add up to no more than that. The error
// is a FieldErrors.
func RefundCredit(env Env, a *Account, name string, s CreditState, parts []PaymentPart, reason string) (Operation, error) {
	if s.Empty() {
		return Operation{}, FieldErrors{{"taken_from", Say("Nothing is left of {{.Name}} {{.Code}}.", Args{"Name": s.Name, "Code": s.Code})}}
	}
	bill := s.InvoiceID
	if b := a.sale(&s.Credit); b != nil {
		bill = b.ID
	}
	_, _, op, err := Refund(env, a, name, GiveBack{Invoice: bill, Cents: a.Worth(&s), Parts: parts, Reason: reason, sold: true})
	if err != nil {
		return Operation{}, err
	}
	op.Put = append(op.Put, s.close(env))
	return op, nil
}

// CountTill keeps what is in the till at the end of a day; expected is the float and the cash of the day.
func CountTill(env Env, day Date, float, counted, cash int, note string) (*TillCount, Operation, error) {
	t := &TillCount{
		ID: env.NewID(), Day: day, FloatCents: float, CountedCents: counted, ExpectedCents: float + cash, Note: strings.TrimSpace(note),
		By: env.Actor.Name, At: env.now(),
	}
	if err := t.Validate(); err != nil {
		return nil, Operation{}, err
	}
	return t, Operation{Label: Say("Count the till of {{.Day}}", Args{"Day": day.Brief()}), Scope: DiaryScope, Put: []Record{t}}, nil
}
