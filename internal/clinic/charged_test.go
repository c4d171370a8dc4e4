package clinic

import "testing"

// A visit is to pay once it is over and costs something, as its bill says where it has one; what is not charged, is free, has not
// been or was before the clinic wrote bills is not asked for.
func TestChargeOf(t *testing.T) {
	t.Parallel()
	cents := func(n int) *int { return &n }
	p := &Pricing{Services: []Service{{ID: "s", Minutes: 60}}, Prices: []Price{{ID: "p", ServiceID: "s", PractitionerID: "ana", PriceCents: cents(9000)}}}
	bill := func(total, credited, paid int) *Bill {
		return &Bill{Invoice: Invoice{TotalCents: total}, Credited: credited, Paid: paid, Due: total - credited - paid}
	}
	for _, x := range []struct {
		name string
		a    Appointment
		bill *Bill
		want ChargeState
	}{
		{"over", Appointment{State: Attended, Day: "2025-03-04", PriceCents: cents(9500)}, nil, ChargeToPay},
		{"priced by the list", Appointment{State: Attended, Day: "2025-03-04", ServiceID: "s", PractitionerID: "ana", Minutes: 60}, nil, ChargeToPay},
		{"of no known price", Appointment{State: Attended, Day: "2025-03-04", ServiceID: "s", PractitionerID: "ben", Minutes: 60}, nil, ChargeNone},
		{"free", Appointment{State: Attended, Day: "2025-03-04", PriceCents: cents(0)}, nil, ChargeNone},
		{"not over", Appointment{State: InTreatment, Day: "2025-03-04", PriceCents: cents(9500)}, nil, ChargeNone},
		{"before there were bills", Appointment{State: Attended, Day: "2025-02-28", PriceCents: cents(9500)}, nil, ChargeNone},
		{"waived", Appointment{State: Attended, Day: "2025-03-04", PriceCents: cents(9500), NotCharged: "a repeat"}, nil, ChargeWaived},
		{"billed", Appointment{State: Arrived, InvoiceID: "i"}, bill(9500, 0, 0), ChargeToPay},
		{"part paid", Appointment{State: Attended, InvoiceID: "i"}, bill(9500, 0, 4000), ChargePartPaid},
		{"paid", Appointment{State: Attended, InvoiceID: "i"}, bill(9500, 0, 9500), ChargePaid},
		{"given back", Appointment{State: Attended, InvoiceID: "i"}, bill(9500, 9500, 0), ChargeBack},
		{"of a bill that is not known now", Appointment{State: Attended, Day: "2025-03-04", InvoiceID: "i", PriceCents: cents(9500)}, nil, ChargeNone},
	} {
		if got := p.ChargeOf(&x.a, x.bill, "2025-03-01"); got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
		if said := x.want.Name().String(); (said == "") != (x.want == ChargeNone) {
			t.Errorf("%s is called %q", x.want, said)
		}
	}
}

// What came from a package and goes back with a void bill is there again, and what was paid in money goes back as money, in one
// step with the bill.
func TestVoidGivesBack(t *testing.T) {
	t.Parallel()
	x := newTill(t)
	ten := Item{ID: "ten", Name: "Ten sessions", Sort: SoldPackage, Sessions: 10}
	x.settle(Charge{Lines: []InvoiceLine{x.pricing.ItemLine(&ten, 85000)}, Sold: []Sale{{Item: ten}}, Parts: []PaymentPart{{Way: ByCard, Cents: 85000}}})
	v := x.visit("v", 9500)
	parts := []PaymentPart{{Way: ByPackage, Cents: 8500, Credit: x.credits()[0].ID}, {Way: ByCash, Cents: 1000}}
	done := x.settle(Charge{Lines: []InvoiceLine{x.pricing.VisitLine(&v, "")}, Visits: []Appointment{v}, Credits: x.credits(), Parts: parts})
	if left := x.credits()[0]; left.LeftSessions != 9 || left.LeftCents != 76500 {
		t.Fatalf("left is %+v", left)
	}
	v.InvoiceID = done.Invoice.ID
	note, op, err := Void(x.env, x.account(), "Peg", done.Invoice.ID, "was not treated", []Appointment{v}, x.credits(), parts...)
	if err != nil || !note.Whole {
		t.Fatal(note, err)
	}
	x.keep(op)
	x.want(0, 0)
	if left := x.credits()[0]; left.LeftSessions != 10 || left.LeftCents != 85000 {
		t.Errorf("left is %+v", left)
	}
	if back := x.account().Payments[2]; back.Cents != -9500 || back.Of(ByCash) != -1000 {
		t.Errorf("back went %+v", back)
	}
}

// What a bill was paid with from a package and a voucher goes back onto them, however else it and others were paid, and the
// money stands on account.
func TestPrepaidGoesBack(t *testing.T) {
	t.Parallel()
	x := newTill(t)
	ten, gift := Item{ID: "ten", Name: "Ten sessions", Sort: SoldPackage, Sessions: 10}, Item{ID: "gift", Name: "Voucher", Sort: SoldVoucher}
	x.settle(Charge{Lines: []InvoiceLine{x.pricing.ItemLine(&ten, 85000)}, Sold: []Sale{{Item: ten}}, Parts: []PaymentPart{{Way: ByCard, Cents: 85000}}})
	x.now = x.now.AddDate(0, 0, 1)
	x.settle(Charge{Lines: []InvoiceLine{x.pricing.ItemLine(&gift, 10000)}, Sold: []Sale{{Item: gift}}, Parts: []PaymentPart{{Way: ByCard, Cents: 10000}}})
	first, second := x.visit("first", 9500), x.visit("second", 6000)
	earlier := x.settle(Charge{Lines: []InvoiceLine{x.pricing.VisitLine(&first, "")}, Visits: []Appointment{first}}).Invoice
	parts := []PaymentPart{{Way: ByPackage, Cents: 8500, Credit: x.credits()[0].ID}, {Way: ByVoucher, Cents: 6500, Credit: x.credits()[1].ID}, {Way: ByCash, Cents: 500}}
	last := x.settle(Charge{Lines: []InvoiceLine{x.pricing.VisitLine(&second, "")}, Visits: []Appointment{second}, Earlier: []string{earlier.ID}, Credits: x.credits(), Parts: parts}).Invoice
	x.want(0, 0)
	for _, bill := range []*Invoice{earlier, last} {
		_, op, err := Void(x.env, x.account(), "Peg", bill.ID, "wrong", nil, x.credits(), x.account().PrepaidBack(x.account().Bill(bill.ID))...)
		if err != nil {
			t.Fatal(err)
		}
		x.keep(op)
		x.sound()
	}
	if ten, gift := x.credits()[0], x.credits()[1]; ten.LeftSessions != 10 || ten.LeftCents != 85000 || gift.LeftCents != 10000 {
		t.Errorf("left are %d sessions and %d, and %d of the voucher", ten.LeftSessions, ten.LeftCents, gift.LeftCents)
	}
	x.want(0, 500)
}
