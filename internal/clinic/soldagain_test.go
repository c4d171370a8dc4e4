package clinic

import (
	"slices"
	"strings"
	"testing"
)

// sellGift sells a voucher, paid in cash, with a visit beside it where that costs something.
func (x *till) sellGift(off, visit int) Settled {
	gift := Item{ID: "gift", Name: "Gift voucher", Sort: SoldVoucher}
	line := x.pricing.ItemLine(&gift, 10000)
	if off > 0 {
		line = line.Less(off, "Christmas")
	}
	c := Charge{Lines: []InvoiceLine{line}, Sold: []Sale{{Item: gift}}}
	if visit > 0 {
		v := x.visit("v", visit)
		c.Lines, c.Visits = append(c.Lines, x.pricing.VisitLine(&v, "")), []Appointment{v}
	}
	c.Parts = []PaymentPart{{Way: ByCash, Cents: c.Total()}}
	return x.settle(c)
}

// undo keeps what takes an operation back.
func (x *till) undo(op Operation) {
	x.t.Helper()
	var issued []Record
	for _, r := range op.Put {
		if Countered(r.Kind()) {
			issued = append(issued, x.records[RefTo(r)])
		}
	}
	put, err := Counter(x.env, x.account(), x.credits(), issued)
	if err != nil {
		x.t.Fatalf("%v", err)
	}
	x.keep(Operation{Put: put})
}

// A voucher whose sale was void, and is charged again since that was undone, goes back with the invoice that charges it now.
func TestASaleThatIsChargedAgainIsVoidWithItsVoucher(t *testing.T) {
	t.Parallel()
	x := newTill(t)
	in := x.sellGift(0, 0).Invoice
	_, op, err := Void(x.env, x.account(), "Peg", in.ID, "Mistake", nil, x.credits())
	if err != nil {
		t.Fatal(err)
	}
	x.keep(op)
	x.undo(op)
	x.want(0, 0)
	if left := x.credits()[0].LeftCents; left != 10000 {
		t.Fatalf("%d is left", left)
	}
	again := x.account().Bills[1]
	_, op, err = Void(x.env, x.account(), "Peg", again.ID, "Mistake after all", nil, x.credits())
	if err != nil {
		t.Fatal(err)
	}
	x.keep(op)
	x.want(0, 10000)
	if s := x.credits()[0]; !s.Empty() {
		t.Errorf("the money stands on account, and %d of the voucher can be used", s.LeftCents)
	}
	x.sound()
}

// What is left of a voucher can be given back also after giving it back was undone, and only once.
func TestARefundThatWasUndoneCanBeGivenAfterAll(t *testing.T) {
	t.Parallel()
	for _, visit := range []int{0, 9500} {
		x := newTill(t)
		x.sellGift(0, visit)
		for range 2 {
			op, err := RefundCredit(x.env, x.account(), "Peg", x.credits()[0], []PaymentPart{{Way: ByCash, Cents: 10000}}, "Not wanted")
			if err != nil {
				t.Fatal(err)
			}
			x.keep(op)
			x.undo(op)
			x.want(0, 0)
			x.sound()
		}
		op, err := RefundCredit(x.env, x.account(), "Peg", x.credits()[0], []PaymentPart{{Way: ByCash, Cents: 10000}}, "Not wanted")
		if err != nil {
			t.Fatal(err)
		}
		x.keep(op)
		tax := 0
		for _, b := range x.account().Bills {
			tax += b.TaxCents
			for _, n := range b.CreditNotes {
				tax -= n.TaxCents
			}
		}
		if tax != TaxWithin(visit, 100) {
			t.Errorf("with a visit of %d the tax that stands is %d", visit, tax)
		}
		if s := x.credits()[0]; !s.Empty() {
			t.Errorf("left is %d", s.LeftCents)
		}
		x.sound()
	}
}

// What is given back of a bill with a voucher on it is not the voucher, which could still be used; and has all the tax in it.
func TestMoneyOfAVoucherGoesBackOnlyWithIt(t *testing.T) {
	t.Parallel()
	x := newTill(t)
	in := x.sellGift(0, 9500).Invoice
	if _, _, _, err := Refund(x.env, x.account(), "Peg", GiveBack{Invoice: in.ID, Cents: 9501, Reason: "Not wanted"}); err == nil || !strings.Contains(err.Error(), "No more than 95.00") {
		t.Errorf("the money of a voucher that can still be used goes back: %v", err)
	}
	note, _, op, err := Refund(x.env, x.account(), "Peg", GiveBack{Invoice: in.ID, Cents: 9500, Reason: "Not given"})
	if err != nil {
		t.Fatal(err)
	}
	if note.TaxCents != in.TaxCents {
		t.Errorf("%d of the tax of %d goes back with all that was taxed", note.TaxCents, in.TaxCents)
	}
	x.keep(op)
	x.undo(op)
	x.want(0, 0)
	if again := x.account().Bills[1]; again.TaxCents != note.TaxCents {
		t.Errorf("what took back %d of tax is charged again with %d", note.TaxCents, again.TaxCents)
	}
	x.sound()
}

// A voucher that was sold for less is given back for what was paid for it.
func TestAVoucherSoldForLess(t *testing.T) {
	t.Parallel()
	x := newTill(t)
	x.sellGift(2000, 0)
	s := x.credits()[0]
	if paid := x.account().PaidFor(&s); paid != 8000 {
		t.Errorf("paid for it: %d", paid)
	}
	op, err := RefundCredit(x.env, x.account(), "Peg", s, []PaymentPart{{Way: ByCash, Cents: 8000}}, "Not wanted")
	if err != nil {
		t.Fatal(err)
	}
	x.keep(op)
	x.want(0, 0)
	x.sound()
}

// A bill of which something was taken back before is charged again, after voiding the rest was undone, for the same visits.
func TestTheRestOfABillIsChargedAgain(t *testing.T) {
	t.Parallel()
	x := newTill(t)
	v := x.visit("v", 9500)
	oil := Item{ID: "oil", Name: "Oil", Sort: SoldProduct, Tax: TaxFree}
	in := x.settle(Charge{Lines: []InvoiceLine{x.pricing.VisitLine(&v, ""), x.pricing.ItemLine(&oil, 2000)}, Visits: []Appointment{v}, Parts: []PaymentPart{{Way: ByCard, Cents: 11500}}}).Invoice
	_, _, op, err := Refund(x.env, x.account(), "Peg", GiveBack{Invoice: in.ID, Cents: 3000, Reason: "Short", Parts: []PaymentPart{{Way: ByCard, Cents: 3000}}})
	if err != nil {
		t.Fatal(err)
	}
	x.keep(op)
	if _, op, err = Void(x.env, x.account(), "Peg", in.ID, "Mistake", []Appointment{v}, nil); err != nil {
		t.Fatal(err)
	}
	x.keep(op)
	x.undo(op)
	x.want(0, 0)
	again := x.account().BillOf("v")
	if again == nil || again.TotalCents != 8500 || len(again.Visits()) != 1 || !slices.Equal(again.Visits()[0].Credits, nil) {
		t.Fatalf("charged again: %+v", again)
	}
	x.sound()
}
