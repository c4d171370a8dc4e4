package clinic

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// The sums of the GST Act, section 9-90, and of its example: a total is rounded once, from half a cent up.
func TestTaxWithin(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ cents, permille, want int }{
		{11000, 100, 1000},
		{9500, 100, 864},
		{1, 100, 0},
		{5, 100, 0},
		{6, 100, 1},
		{17, 100, 2},
		{16, 100, 1},
		{8250, 100, 750},
		{11500, 150, 1500},
		{9998, 100, 909},
		{-11000, 100, -1000},
		{9500, 0, 0},
		{33, 100, 3},
		{333, 100, 30},
		{MostCents, 100, 9090909},
	} {
		if got := TaxWithin(x.cents, x.permille); got != x.want {
			t.Errorf("the tax of %d thousandths within %d is %d, want %d", x.permille, x.cents, got, x.want)
		}
	}
}

func TestPartsOfMoney(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ cents, permille, want int }{{9995, 100, 1000}, {9994, 100, 999}, {9500, 100, 950}, {5, 100, 1}, {-9995, 100, -1000}} {
		if got := PartOf(x.cents, x.permille); got != x.want {
			t.Errorf("%d thousandths of %d are %d, want %d", x.permille, x.cents, got, x.want)
		}
	}
	for _, x := range []struct{ cents, step, want int }{
		{10998, 5, 11000}, {10997, 5, 10995}, {10992, 5, 10990}, {10993, 5, 10995}, {9500, 5, 9500}, {10998, 0, 10998}, {10994, 10, 10990}, {10995, 10, 11000}, {-10998, 5, -11000},
	} {
		if got := InCash(x.cents, x.step); got != x.want {
			t.Errorf("%d is paid in coins of %d as %d, want %d", x.cents, x.step, got, x.want)
		}
	}
	for cents, want := range map[int]string{0: "0.00", 5: "0.05", 9500: "95.00", -2: "-0.02", MostCents: "1000000.00"} {
		if got := MoneyText(cents); got != want {
			t.Errorf("%d cents are %q, want %q", cents, got, want)
		}
	}
}

// Shares add up to the whole and differ by a cent at most.
func TestShares(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		cents, n := rapid.IntRange(-MostCents, MostCents).Draw(t, "cents"), rapid.IntRange(1, MostPackageSessions).Draw(t, "n")
		least, most, sum := MostCents, -MostCents, 0
		for _, s := range Shares(cents, n) {
			least, most, sum = min(least, s), max(most, s), sum+s
		}
		if sum != cents || most-least > 1 {
			t.Fatalf("%d shares of %d are %v", n, cents, Shares(cents, n))
		}
	})
}

func TestNoCardNumbers(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"4111 1111 1111 1111": true, "paid with 5500-0000-0000-0004 by phone": true, "378282246310005": true, "4111111111111111.": true,
		"4111 1111 1111 1112": false, "ends in 1111": false, "claim 2026 0412 3391 77": false, "0412 345 678": false, "": false, "0000 0000 0000 0000": false,
	} {
		if got := hasCardNumber(text); got != want {
			t.Errorf("%q holds the number of a card: %v", text, got)
		}
	}
	p := &Payment{ID: "1", PatientID: "p", Day: "2026-03-02", Cents: 100, Parts: []PaymentPart{{Way: ByCard, Cents: 100, Note: "4111 1111 1111 1111"}}}
	if err := p.Validate(); FieldMessage(err, "parts").IsZero() {
		t.Errorf("a card number is kept: %v", err)
	}
}

func TestPriceOf(t *testing.T) {
	t.Parallel()
	price := func(cents int) *int { return &cents }
	s := Service{ID: "massage", Minutes: 60, PriceCents: price(9500)}
	list := []Price{
		{ID: "1", ServiceID: "massage", Minutes: 90, PriceCents: price(13500)},
		{ID: "2", ServiceID: "massage", PractitionerID: "tomas", PriceCents: price(11000)},
		{ID: "3", ServiceID: "massage", PractitionerID: "tomas", Minutes: 90, PriceCents: price(15000)},
		{ID: "4", ServiceID: "massage", PractitionerID: "physio", Tax: TaxFree},
		{ID: "5", ServiceID: "other", PriceCents: price(1)},
	}
	for _, x := range []struct {
		practitioner string
		minutes      int
		want         int
		tax          string
	}{
		{"ingrid", 60, 9500, TaxUsual},
		{"ingrid", 90, 13500, TaxUsual},
		{"tomas", 60, 11000, TaxUsual},
		{"tomas", 90, 15000, TaxUsual},
		{"physio", 60, 9500, TaxFree},
		{"physio", 90, 13500, TaxFree},
		{"tomas", 30, 11000, TaxUsual},
	} {
		cents, tax := PriceOf(list, s, x.practitioner, x.minutes)
		if cents == nil || *cents != x.want || tax != x.tax {
			t.Errorf("%d minutes with %s cost %v, %q", x.minutes, x.practitioner, cents, tax)
		}
	}
	if cents, _ := PriceOf(list, s, "ingrid", 45); cents != nil {
		t.Errorf("a length without a price costs %d", *cents)
	}
}

// till is a clinic that takes money, and what it has kept.
type till struct {
	t       fataler
	env     Env
	pricing Pricing
	patient Patient
	records map[Ref]Record
	numbers map[Kind]int
	ids     int
	now     time.Time
}

type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

func newTill(t fataler) *till {
	x := &till{
		t: t, records: map[Ref]Record{}, numbers: map[Kind]int{}, now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC),
		patient: Patient{ID: "peg", GivenName: "Margaret", FamilyName: "Doyle", PreferredName: "Peg", HealthFund: "HCF"},
		pricing: Pricing{
			Clinic:        Clinic{ID: ClinicID, Name: "Harbour", TaxRegistered: true, TaxName: "GST", TaxPermille: 100, CashStep: 5},
			Services:      []Service{{ID: "massage", Name: "Remedial massage", Minutes: 60}},
			Practitioners: []Practitioner{{ID: "ingrid", Name: "Ingrid Berg", ProviderNumber: "AT12345W"}},
		},
	}
	x.env = Env{Now: func() time.Time { return x.now }, NewID: func() string { x.ids++; return fmt.Sprintf("id-%05d", x.ids) }, Actor: Actor{Name: "Rae", Role: RoleOwner}}
	return x
}

// keep does what the store does with an operation.
func (x *till) keep(op Operation) {
	x.t.Helper()
	for _, r := range op.Put {
		if n, ok := r.(Numbered); ok && n.IssuedNumber() == 0 {
			x.numbers[r.Kind()]++
			r = n.WithNumber(x.numbers[r.Kind()])
		}
		if err := r.Validate(); err != nil {
			x.t.Fatalf("%s: %v", r.Kind(), err)
		}
		x.records[RefTo(r)] = r
	}
}

func (x *till) account() *Account {
	var all []Record
	for _, r := range x.records {
		all = append(all, r)
	}
	return NewAccount(x.patient.ID, all)
}

func (x *till) credits() []CreditState {
	a := x.account()
	var out []CreditState
	for _, c := range a.Credits {
		out = append(out, c.StateOf(a.Uses))
	}
	return out
}

// visit is a visit on the day that it is.
func (x *till) visit(id string, cents int) Appointment {
	return *(&Appointment{
		ID: id, PatientID: x.patient.ID, PractitionerID: "ingrid", ServiceID: "massage", Day: x.env.today(), Minutes: 60, Title: "Remedial massage", PriceCents: &cents,
	}).at(x.env, Attended)
}

func (x *till) settle(c Charge) Settled {
	x.t.Helper()
	c.Patient = x.patient
	done, op, err := Settle(x.env, &x.pricing, x.account(), c)
	if err != nil {
		x.t.Fatalf("%v", err)
	}
	x.keep(op)
	return done
}

func (x *till) want(owed, onAccount int) {
	x.t.Helper()
	if a := x.account(); a.Owed != owed || a.OnAccount != onAccount {
		x.t.Fatalf("owed is %d and on account %d, want %d and %d", a.Owed, a.OnAccount, owed, onAccount)
	}
}

// The cases of other programs' users: reports.md, B 11.
func TestSumsOfReceipts(t *testing.T) {
	t.Parallel()
	t.Run("two payments of 110 on one day", func(t *testing.T) {
		t.Parallel()
		x := newTill(t)
		for _, id := range []string{"a", "b"} {
			v := x.visit(id, 11000)
			x.settle(Charge{Lines: []InvoiceLine{x.pricing.VisitLine(&v, "")}, Visits: []Appointment{v}, Parts: []PaymentPart{{Way: ByCard, Cents: 11000}}})
		}
		x.want(0, 0)
		if a := x.account(); len(a.Payments) != 2 || len(a.Entries()) != 4 || a.BillOf("b").State() != BillPaid {
			t.Errorf("the account shows %+v", a.Entries())
		}
	})
	t.Run("100 in three parts, half card and half cash", func(t *testing.T) {
		t.Parallel()
		x := newTill(t)
		v := x.visit("a", 10000)
		done := x.settle(Charge{Lines: []InvoiceLine{x.pricing.VisitLine(&v, "")}, Visits: []Appointment{v}})
		x.want(10000, 0)
		for i, parts := range [][]PaymentPart{{{Way: ByCard, Cents: 3334}}, {{Way: ByCash, Cents: 3335}, {Way: Rounding, Cents: -2}}, {{Way: ByCard, Cents: 1667}, {Way: ByTransfer, Cents: 1666}}} {
			x.settle(Charge{Earlier: []string{done.Invoice.ID}, Parts: parts})
			if s := x.account().Bill(done.Invoice.ID).State(); s != []BillState{BillPartPaid, BillPartPaid, BillPaid}[i] {
				t.Errorf("after %d payments it is %s", i+1, s)
			}
		}
		x.want(0, 0)
	})
	t.Run("refund 50 of 110 in cash that was paid by card", func(t *testing.T) {
		t.Parallel()
		x := newTill(t)
		v := x.visit("a", 11000)
		done := x.settle(Charge{Lines: []InvoiceLine{x.pricing.VisitLine(&v, "")}, Visits: []Appointment{v}, Parts: []PaymentPart{{Way: ByCard, Cents: 11000}}})
		back := GiveBack{Invoice: done.Invoice.ID, Cents: 5000, Parts: []PaymentPart{{Way: ByCash, Cents: 5000}}}
		if _, _, _, err := Refund(x.env, x.account(), "Peg", back); FieldMessage(err, "reason").IsZero() {
			t.Errorf("a refund without a reason: %v", err)
		}
		back.Reason = "Left after half the time"
		note, pay, op, err := Refund(x.env, x.account(), "Peg", back)
		if err != nil {
			t.Fatal(err)
		}
		x.keep(op)
		x.want(0, 0)
		if note.Cents != 5000 || note.TaxCents != 455 || note.Whole || pay.Cents != -5000 || pay.Of(ByCash) != -5000 {
			t.Errorf("note %+v, payment %+v", note, pay)
		}
		var tk Takings
		for _, r := range x.records {
			tk.Add(r)
		}
		if cash, card := tk.Way(ByCash), tk.Way(ByCard); cash.Net() != -5000 || card.Net() != 11000 || tk.Received() != 6000 {
			t.Errorf("the day took %+v", tk.ByWay())
		}
		back.Cents, back.Parts = 6001, nil
		if _, _, _, err := Refund(x.env, x.account(), "Peg", back); FieldMessage(err, "cents").IsZero() {
			t.Errorf("more than was charged goes back: %v", err)
		}
	})
	t.Run("void after it was paid, and charged anew", func(t *testing.T) {
		t.Parallel()
		x := newTill(t)
		v := x.visit("a", 11000)
		done := x.settle(Charge{Lines: []InvoiceLine{x.pricing.VisitLine(&v, "")}, Visits: []Appointment{v}, Parts: []PaymentPart{{Way: ByCard, Cents: 11000}}})
		v.InvoiceID = done.Invoice.ID
		note, op, err := Void(x.env, x.account(), "Peg", done.Invoice.ID, "Wrong patient", []Appointment{v}, nil)
		if err != nil {
			t.Fatal(err)
		}
		x.keep(op)
		x.want(0, 11000)
		a := x.account()
		if !note.Whole || note.TaxCents != 1000 || a.Bill(done.Invoice.ID).State() != BillVoid || a.BillOf("a") != nil {
			t.Errorf("a void invoice is %+v", a.Bills)
		}
		again := x.settle(Charge{Lines: []InvoiceLine{x.pricing.VisitLine(&v, "")}, Visits: []Appointment{v}, FromAccount: 11000})
		x.want(0, 0)
		if again.Payment != nil || x.account().BillOf("a").ID != again.Invoice.ID {
			t.Errorf("charged anew: %+v", again)
		}
	})
	t.Run("cash of 109.98, and a discount of 10 % of 99.95", func(t *testing.T) {
		t.Parallel()
		x := newTill(t)
		v := x.visit("a", 10998)
		x.settle(Charge{
			Lines: []InvoiceLine{x.pricing.VisitLine(&v, "")}, Visits: []Appointment{v},
			Parts: []PaymentPart{{Way: ByCash, Cents: InCash(10998, 5)}, {Way: Rounding, Cents: 10998 - InCash(10998, 5)}},
		})
		x.want(0, 0)
		w := x.visit("b", 9995)
		line := x.pricing.VisitLine(&w, "").Less(PartOf(9995, 100), "Pensioner")
		done := x.settle(Charge{Lines: []InvoiceLine{line}, Visits: []Appointment{w}})
		if done.Invoice.TotalCents != 8995 || done.Invoice.TaxCents != 818 {
			t.Errorf("it comes to %d with %d tax", done.Invoice.TotalCents, done.Invoice.TaxCents)
		}
	})
	t.Run("free of tax with a taxed product", func(t *testing.T) {
		t.Parallel()
		x := newTill(t)
		x.pricing.Prices = []Price{{ID: "1", ServiceID: "massage", PractitionerID: "ingrid", Tax: TaxFree}}
		v := x.visit("a", 9500)
		oil := &Item{ID: "oil", Name: "Oil", Sort: SoldProduct}
		done := x.settle(Charge{Lines: []InvoiceLine{x.pricing.VisitLine(&v, ""), x.pricing.ItemLine(oil, 2200)}, Visits: []Appointment{v}})
		if done.Invoice.TotalCents != 11700 || done.Invoice.TaxCents != 200 {
			t.Errorf("it comes to %d with %d tax", done.Invoice.TotalCents, done.Invoice.TaxCents)
		}
	})
	t.Run("20 too much, used next time", func(t *testing.T) {
		t.Parallel()
		x := newTill(t)
		v := x.visit("a", 9500)
		x.settle(Charge{Lines: []InvoiceLine{x.pricing.VisitLine(&v, "")}, Visits: []Appointment{v}, Parts: []PaymentPart{{Way: ByTransfer, Cents: 11500}}})
		x.want(0, 2000)
		w := x.visit("b", 9500)
		done := x.settle(Charge{Lines: []InvoiceLine{x.pricing.VisitLine(&w, "")}, Visits: []Appointment{w}, FromAccount: 2000, Parts: []PaymentPart{{Way: ByCard, Cents: 7500}}})
		x.want(0, 0)
		b := x.account().Bill(done.Invoice.ID)
		if parts := x.account().PaidBy(b); len(parts) != 2 || parts[0].Payment != nil || parts[0].Cents != 2000 || parts[1].Cents != 7500 {
			t.Errorf("it was paid by %+v", parts)
		}
	})
}

func TestWhatCannotBeCharged(t *testing.T) {
	t.Parallel()
	x := newTill(t)
	v := x.visit("a", 9500)
	line := x.pricing.VisitLine(&v, "")
	tomorrow := line
	tomorrow.Day = x.env.today().AddDays(1)
	free, negative, huge, cheaper := line, line, line, line
	free.UnitCents, free.Cents = 0, 0
	negative.UnitCents, negative.Cents = -1, -1
	huge.UnitCents, huge.Cents = MostCents+1, MostCents+1
	cheaper = cheaper.Less(9501, "Friend")
	many := make([]InvoiceLine, 0, 20)
	for range 20 {
		dear := line
		dear.UnitCents, dear.Cents = MostCents, MostCents
		many = append(many, dear)
	}
	for name, c := range map[string]Charge{
		"nothing":               {},
		"before it was given":   {Lines: []InvoiceLine{tomorrow}},
		"for nothing":           {Lines: []InvoiceLine{free}},
		"below nothing":         {Lines: []InvoiceLine{negative}},
		"a huge price":          {Lines: []InvoiceLine{huge}},
		"too large a sum":       {Lines: many},
		"a discount too far":    {Lines: []InvoiceLine{cheaper}},
		"without a reason":      {Lines: []InvoiceLine{line.Less(500, " ")}},
		"paid with nothing":     {Lines: []InvoiceLine{line}, Parts: []PaymentPart{{Way: ByCash}}},
		"paid back at once":     {Lines: []InvoiceLine{line}, Parts: []PaymentPart{{Way: ByCash, Cents: -100}}},
		"paid to come":          {Lines: []InvoiceLine{line}, Parts: []PaymentPart{{Way: ByCash, Cents: 9500}}, PaidOn: "2026-03-03"},
		"from an empty account": {Lines: []InvoiceLine{line}, FromAccount: 1},
		"by no voucher":         {Lines: []InvoiceLine{line}, Parts: []PaymentPart{{Way: ByVoucher, Cents: 9500}}},
		"by somebody’s voucher": {Lines: []InvoiceLine{line}, Parts: []PaymentPart{{Way: ByVoucher, Cents: 9500, Credit: "nobody’s"}}},
	} {
		c.Patient = x.patient
		done, op, err := Settle(x.env, &x.pricing, x.account(), c)
		var wrong FieldErrors
		if !errors.As(err, &wrong) || !op.Empty() || done.Payment != nil && name != "by no voucher" {
			t.Errorf("%s: %v, %+v", name, err, op)
		}
		if strings.Contains(fmt.Sprint(err), "%!") || err != nil && err.Error() == "" {
			t.Errorf("%s says %q", name, err)
		}
	}
}

func TestPackagesAndVouchers(t *testing.T) {
	t.Parallel()
	x := newTill(t)
	ten := Item{ID: "ten", Name: "Ten sessions", Sort: SoldPackage, Sessions: 10, ServiceID: "massage", Months: 12}
	sold := x.settle(Charge{
		Lines: []InvoiceLine{x.pricing.ItemLine(&ten, 85005)}, Sold: []Sale{{Item: ten, Holder: "Tom Doyle"}}, Parts: []PaymentPart{{Way: ByCard, Cents: 85005}},
	})
	if sold.Invoice.TaxCents != 0 || len(sold.Sold) != 1 || sold.Sold[0].Expires != "2027-03-02" || len(sold.Sold[0].Code) != 9 {
		t.Fatalf("sold %+v, %+v", sold.Invoice, sold.Sold)
	}
	total := 0
	for i := range 10 {
		x.now = x.now.AddDate(0, 0, 7)
		left := x.credits()[0]
		worth := left.NextSession()
		total += worth
		v := x.visit(fmt.Sprint("visit-", i), 9500)
		line := x.pricing.VisitLine(&v, "")
		line = line.Less(line.UnitCents-worth, "Package")
		c := Charge{Patient: x.patient, Lines: []InvoiceLine{line}, Visits: []Appointment{v}, Credits: x.credits(), Parts: []PaymentPart{{Way: ByPackage, Cents: worth, Credit: left.ID}}}
		done := x.settle(c)
		if in := done.Invoice; in.Lines[0].Provider.ProviderNumber != "AT12345W" || in.TaxCents != TaxWithin(worth, 100) {
			t.Errorf("the visit’s invoice is %+v", in)
		}
		if i == 9 {
			c.Credits = x.credits()
			if _, _, err := Settle(x.env, &x.pricing, x.account(), c); err == nil {
				t.Error("an eleventh session was given")
			}
		}
	}
	if total != 85005 || !x.credits()[0].Empty() {
		t.Errorf("ten sessions of 850.05 were used as %d", total)
	}
	x.want(0, 0)

	gift := Item{ID: "gift", Name: "Gift voucher", Sort: SoldVoucher, Months: 1}
	x.settle(Charge{Lines: []InvoiceLine{x.pricing.ItemLine(&gift, 10000)}, Sold: []Sale{{Item: gift}}, Parts: []PaymentPart{{Way: ByCash, Cents: 10000}}})
	voucher := x.credits()[1]
	v := x.visit("with the voucher", 9500)
	c := Charge{Patient: x.patient, Lines: []InvoiceLine{x.pricing.VisitLine(&v, "")}, Visits: []Appointment{v}, Credits: x.credits(), Parts: []PaymentPart{{Way: ByVoucher, Cents: 10001, Credit: voucher.ID}}}
	if _, _, err := Settle(x.env, &x.pricing, x.account(), c); err == nil {
		t.Error("more was used of a voucher than it holds")
	}
	c.Parts[0].Cents = 9500
	x.settle(c)
	if left := x.credits()[1]; left.LeftCents != 500 || left.Empty() {
		t.Errorf("left of the voucher is %+v", left)
	}
	x.now = x.now.AddDate(0, 2, 0)
	c.Credits, c.Parts[0].Cents = x.credits(), 500
	c.Lines[0].Day = x.env.today()
	if _, _, err := Settle(x.env, &x.pricing, x.account(), c); !strings.Contains(fmt.Sprint(err), "could be used until") {
		t.Errorf("an expired voucher: %v", err)
	}
	op, err := RefundCredit(x.env, x.account(), "Peg", x.credits()[1], []PaymentPart{{Way: ByCash, Cents: 500}}, "Expired, given back all the same")
	if err != nil {
		t.Fatal(err)
	}
	x.keep(op)
	if left := x.credits()[1]; !left.Empty() {
		t.Errorf("left after the refund is %+v", left)
	}
	x.want(0, 0)
	// All of it is gone, and 95.00 of it for a treatment: that much was given and is not given back by voiding the sale.
	if _, _, err := Void(x.env, x.account(), "Peg", voucher.InvoiceID, "Mistake", nil, x.credits()); !strings.Contains(fmt.Sprint(err), "has been used") {
		t.Errorf("the sale of a used voucher is void: %v", err)
	}
	used := func() int {
		takings := Takings{}
		for _, r := range x.records {
			takings.Add(r)
		}
		f := takings.Figures()
		return f.Used
	}
	before := used()
	put, err := Counter(x.env, x.account(), x.credits(), op.Put)
	if err != nil {
		t.Fatal(err)
	}
	x.keep(Operation{Put: put})
	if left := x.credits()[1]; left.LeftCents != 500 || used() != before {
		t.Errorf("after the refund was undone %+v is left, and %d was used instead of %d", left, used(), before)
	}
}

// Whatever is charged, paid, given back and undone: parts add up to totals, nobody is owed a cent that was not paid, and the
// entries of the account end at what is owed.
func TestMoneyAddsUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		x := newTill(rt)
		visits := 0
		for range rapid.IntRange(1, 12).Draw(rt, "acts") {
			before := len(x.records)
			var op Operation
			var err error
			a := x.account()
			switch rapid.IntRange(0, 4).Draw(rt, "act") {
			case 0, 1:
				visits++
				v := x.visit(fmt.Sprint("v", visits), rapid.IntRange(1, 20000).Draw(rt, "price"))
				c := Charge{Patient: x.patient, Lines: []InvoiceLine{x.pricing.VisitLine(&v, "")}, Visits: []Appointment{v}}
				if paid := rapid.IntRange(0, 25000).Draw(rt, "paid"); paid > 0 {
					first := rapid.IntRange(1, paid).Draw(rt, "by card")
					c.Parts = append(c.Parts, PaymentPart{Way: ByCard, Cents: first})
					if paid > first {
						c.Parts = append(c.Parts, PaymentPart{Way: ByCash, Cents: paid - first})
					}
				}
				c.FromAccount = rapid.IntRange(0, a.OnAccount).Draw(rt, "from account")
				_, op, err = Settle(x.env, &x.pricing, a, c)
			case 2:
				if open := a.Open(); len(open) > 0 {
					_, op, err = Settle(x.env, &x.pricing, a, Charge{Patient: x.patient, Earlier: []string{open[0].ID}, Parts: []PaymentPart{{Way: ByTransfer, Cents: rapid.IntRange(1, open[0].Due).Draw(rt, "part")}}})
				}
			case 3:
				if len(a.Bills) > 0 && !a.Bills[0].Void() {
					b := a.Bills[0]
					g := GiveBack{Invoice: b.ID, Cents: rapid.IntRange(1, b.TotalCents-b.Credited).Draw(rt, "back"), Reason: "because"}
					if paid := g.Cents - b.Due; paid > 0 {
						g.Parts = []PaymentPart{{Way: ByCash, Cents: rapid.IntRange(1, paid).Draw(rt, "in cash")}}
					}
					_, _, op, err = Refund(x.env, a, "Peg", g)
				}
			case 4:
				if len(a.Bills) > 0 && !a.Bills[len(a.Bills)-1].Void() {
					_, op, err = Void(x.env, a, "Peg", a.Bills[len(a.Bills)-1].ID, "wrong", nil, nil)
				}
			}
			if err != nil {
				rt.Fatalf("%v", err)
			}
			x.keep(op)
			x.sound()
			if len(x.records) > before && rapid.Bool().Draw(rt, "undo") {
				var issued []Record
				for _, r := range op.Put {
					if Countered(r.Kind()) {
						issued = append(issued, x.records[RefTo(r)])
					}
				}
				put, err := Counter(x.env, x.account(), x.credits(), issued)
				if err != nil {
					rt.Fatalf("undo: %v", err)
				}
				x.keep(Operation{Put: put})
				x.sound()
				if now := x.account(); now.Owed != a.Owed || now.OnAccount != a.OnAccount {
					rt.Fatalf("after the undo %d is owed and %d on account; before it was %d and %d", now.Owed, now.OnAccount, a.Owed, a.OnAccount)
				}
			}
		}
	})
}

// sound holds the account to what must always be.
func (x *till) sound() {
	x.t.Helper()
	a := x.account()
	if a.OnAccount < 0 {
		x.t.Fatalf("%d stands on account", a.OnAccount)
	}
	for _, b := range a.Bills {
		if b.Due < 0 || b.Paid < 0 || b.Credited > b.TotalCents || b.Due+b.Paid+b.Credited != b.TotalCents {
			x.t.Fatalf("invoice %d of %d: %d credited, %d paid, %d due", b.Number, b.TotalCents, b.Credited, b.Paid, b.Due)
		}
		tax := 0
		for _, n := range b.CreditNotes {
			tax += n.TaxCents
		}
		if tax < 0 || tax > b.TaxCents || b.Void() && tax != b.TaxCents {
			x.t.Fatalf("invoice %d has a tax of %d, and %d of it are taken back", b.Number, b.TaxCents, tax)
		}
	}
	if entries := a.Entries(); len(entries) > 0 && entries[len(entries)-1].Balance != a.Owed-a.OnAccount {
		x.t.Fatalf("the entries end at %d, owed is %d and on account %d", entries[len(entries)-1].Balance, a.Owed, a.OnAccount)
	}
	for k, last := range x.numbers {
		seen := make(map[int]bool)
		for ref, r := range x.records {
			if n, ok := r.(Numbered); ok && ref.Kind == k {
				seen[n.IssuedNumber()] = true
			}
		}
		if len(seen) != last {
			x.t.Fatalf("%s: %d numbers up to %d", k, len(seen), last)
		}
	}
}

func TestCleanCode(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"abcd 2345": "ABCD-2345", "ABCD-2345": "ABCD-2345", " abcd2345 ": "ABCD-2345", "abc": "ABC", "": ""} {
		if got := CleanCode(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
