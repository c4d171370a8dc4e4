package diary_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"regimen/internal/clinic"
	"regimen/internal/document"
)

// done is a visit of Peg's at ten with Ana that is over and costs 95.
func done(r *rig) { r.over("x", r.peg.ID, 9500) }

// over is a visit of today that is over and costs so much.
func (r *rig) over(id, patient string, cents int) {
	r.T.Helper()
	r.Put(r.costs(id, patient, today, clinic.Attended, cents))
	r.Settle()
}

// costs is a visit at ten with Ana.
func (r *rig) costs(id, patient string, day clinic.Date, state clinic.AppointmentState, cents int) *clinic.Appointment {
	return &clinic.Appointment{
		ID: id, PatientID: patient, PractitionerID: r.ana, ServiceID: r.long, Title: "Remedial massage", Day: day, Start: 600, Minutes: 60, PriceCents: &cents,
		State: state, Steps: []clinic.AppointmentStep{{State: state, At: r.Clock.Now()}}, CreatedAt: r.Clock.Now(),
	}
}

// sells puts what is sold beside visits on the price list.
func (r *rig) sells() {
	r.T.Helper()
	cents := func(n int) *int { return &n }
	r.Put(
		&clinic.Item{ID: "i-oil", Name: "Massage oil", Sort: clinic.SoldProduct, PriceCents: cents(2450), Rank: 1, CreatedAt: r.Clock.Now()},
		&clinic.Item{ID: "i-fee", Name: "Late cancellation", Sort: clinic.SoldFee, PriceCents: cents(4000), Rank: 2, CreatedAt: r.Clock.Now()},
		&clinic.Item{ID: "i-ten", Name: "Ten sessions", Sort: clinic.SoldPackage, PriceCents: cents(85000), Sessions: 10, Months: 12, Rank: 3, CreatedAt: r.Clock.Now()},
		&clinic.Item{ID: "i-gift", Name: "Gift voucher", Sort: clinic.SoldVoucher, Months: 36, Rank: 4, CreatedAt: r.Clock.Now()},
	)
}

// takesTax has the clinic take tax and round cash to five cents.
func (r *rig) takesTax() {
	r.T.Helper()
	c, err := r.Store.Clinic(r.T.Context())
	if err != nil {
		r.T.Fatal(err)
	}
	c.ID, c.TaxRegistered, c.TaxName, c.TaxPermille, c.CashStep = clinic.ClinicID, true, "GST", 100, 5
	r.Put(&c)
}

func (r *rig) account(patient string) *clinic.Account { return r.Chart(patient).Account() }

// byWays are the parts of a payment: way and amount.
func byWays(p clinic.Payment) string {
	var out []string
	for _, part := range p.Parts {
		out = append(out, string(part.Way)+" "+clinic.MoneyText(part.Cents))
	}
	return strings.Join(out, ", ")
}

// A known patient's usual visit is paid in full by two taps from the visit; the receipt says so, and one undo takes it back by
// entries of its own, which the panel says.
func TestPayInTwoTaps(t *testing.T) {
	r := open(t)
	done(r)
	tapVisit(r)
	r.MustSay("To pay")
	r.Tap("Pay")
	r.MustSay("Remedial massage", "$95.00", "Enter $95.00 on the terminal")
	r.MustNotSay("GST") // this clinic takes no tax
	r.Tap("Take $95.00 by card")
	a := r.account(r.peg.ID)
	if len(a.Payments) != 1 || byWays(a.Payments[0]) != "card 95.00" || a.Owed != 0 || a.OnAccount != 0 || r.find("x").InvoiceID != a.Bills[0].ID {
		t.Fatalf("kept %+v and %+v", a.Payments, a.Bills)
	}
	r.MustSay("Paid · receipt 1", "Book the next visit")
	r.takeBack()
	if a = r.account(r.peg.ID); a.Owed != 0 || a.OnAccount != 0 || len(a.Payments) != 2 || r.find("x").InvoiceID != "" {
		t.Errorf("after undo %+v and %+v", a.Payments, a.Bills)
	}
	r.MustSay("Given back · receipt 2", "Receipt 1 was taken back. Both stay in the books.")
	r.Tap("Pay")
	r.Tap("Take $95.00 by card")
	r.MustSay("Paid · receipt 3")
}

// What was used last is what is offered first the next time.
func TestPayAsLastTime(t *testing.T) {
	r := open(t)
	done(r)
	r.Put(func() *clinic.Appointment {
		a := r.costs("y", r.yusuf.ID, today, clinic.Attended, 9500)
		a.PractitionerID = r.ben
		return a
	}())
	r.s.ShowAppointment("x", today)
	r.Settle()
	r.Tap("Pay")
	r.Tap("Transfer")
	r.Tap("Take $95.00 by transfer")
	r.s.ShowAppointment("y", today)
	r.Settle()
	r.Tap("Pay")
	r.MustSay("Take $95.00 by transfer")
}

// Half by card and half in cash: what is typed leaves the rest to the next way, and cash is rounded by a part of its own.
func TestPayInSeveralWays(t *testing.T) {
	r := open(t)
	r.takesTax()
	r.over("x", r.peg.ID, 10998)
	tapVisit(r)
	r.Tap("Pay")
	r.MustSay("GST in it: $10.00")
	r.Type("Card", "50")
	r.MustSay("Still to pay: $59.98", "Take a part: $50.00")
	r.Tap("Cash")
	r.Tap("Take $110.00")
	a := r.account(r.peg.ID)
	if got := byWays(a.Payments[0]); got != "card 50.00, cash 60.00, rounding -0.02" || a.Owed != 0 || a.OnAccount != 0 || a.Bills[0].TaxCents != 1000 {
		t.Errorf("paid by %s; %+v", got, a)
	}
}

// Notes that are given for cash say what goes back, also once it is taken; the ways have numbers, and Esc goes back to the visit.
func TestPayByKeys(t *testing.T) {
	r := open(t)
	done(r)
	toVisit(r)
	r.keys("p", "2")
	r.MustSay("Take $95.00 in cash")
	r.keys("3")
	r.MustSay("Take $95.00 by transfer")
	r.keys("4")
	r.MustSay("Take $95.00 from the fund", "Enter $95.00 on the terminal")
	r.keys("1")
	r.MustSay("Take $95.00 by card")
	r.Key(fyne.KeyEscape)
	r.MustSay("How far it is")
	r.keys("p", "2")
	r.Tap("100.00")
	r.MustSay("Change: 5.00")
	r.Tap("Take $95.00 in cash")
	r.MustSay("Paid · receipt 1", "Give back $5.00")
	if got := byWays(r.account(r.peg.ID).Payments[0]); got != "cash 95.00" {
		t.Errorf("paid by %s", got)
	}
	r.s.Print()
	r.Settle()
	if len(r.printed) != 1 {
		t.Errorf("printed %q, warned of %q", r.printed, r.Warned)
	}
	r.Key(fyne.KeyEscape)
	r.MustNotSay("Give back $5.00")
}

// Two visits of a day at the same price are two payments, and a hundred in three parts is a hundred.
func TestPaymentsOfADay(t *testing.T) {
	r := open(t)
	r.over("x", r.peg.ID, 11000)
	again := r.costs("y", r.peg.ID, today, clinic.Attended, 11000)
	again.Start = 800
	r.Put(again)
	third := r.costs("z", r.peg.ID, today, clinic.Attended, 10000)
	third.Start = 900
	r.Put(third)
	r.Settle()
	for _, id := range []string{"x", "y"} {
		r.s.ShowAppointment(id, today)
		r.Settle()
		r.Tap("Pay")
		r.Tap("Take $110.00 by card")
	}
	r.s.ShowAppointment("z", today)
	r.Settle()
	r.Tap("Pay")
	r.Type("Card", "33.33")
	r.Tap("Take a part: $33.33")
	r.Tap("Pay")
	r.Type("Card", "33.33")
	r.Tap("Take a part: $33.33")
	r.Tap("Pay")
	r.Tap("Take $33.34 by card")
	a := r.account(r.peg.ID)
	if len(a.Payments) != 5 || len(a.Bills) != 3 || a.Owed != 0 || a.OnAccount != 0 {
		t.Errorf("%+v", a)
	}
	tk, err := r.Store.MoneyOf(t.Context(), today, today)
	if err != nil || tk.Figures().Received != 32000 {
		t.Errorf("the day took %+v, %v", tk.Figures(), err)
	}
}

// A part is paid: the visit shows how much of what, what is still to pay is taken the next time, and both receipts stay.
func TestPayAPart(t *testing.T) {
	r := open(t)
	done(r)
	tapVisit(r)
	r.Tap("Pay")
	r.Type("Card", "40")
	r.Tap("Take a part: $40.00")
	r.MustSay("Part paid · receipt 1", "Still to pay", "40 of 95")
	r.Tap("Pay")
	r.MustSay("Invoice 1 is to pay.", "Paid already")
	r.Tap("Take $55.00 by card")
	a := r.account(r.peg.ID)
	if len(a.Bills) != 1 || len(a.Payments) != 2 || a.Owed != 0 {
		t.Errorf("%+v", a)
	}
	r.MustSay("Paid · receipt 2", "Card · receipt 1", "Card · receipt 2")
	r.MustNotSay("40 of 95")
}

// What is paid later is owed: the next time it is said when the patient is checked in, and is paid from there.
func TestPayLater(t *testing.T) {
	r := open(t)
	done(r)
	another(r)
	tapVisit(r)
	r.Tap("Pay")
	r.Tap("Pay later")
	r.MustSay("To pay · invoice 1")
	if a := r.account(r.peg.ID); a.Owed != 9500 || len(a.Payments) != 0 {
		t.Fatalf("%+v", a)
	}
	r.s.ShowAppointment("later", "2025-03-06")
	r.Settle()
	r.MustSay("Owes $95.00 from before")
	r.Tap("Pay now")
	r.Tap("Take $95.00 by card")
	if a := r.account(r.peg.ID); a.Owed != 0 {
		t.Errorf("%+v", a)
	}
	r.Tap("Back to the visit")
	r.MustNotSay("Owes $95.00 from before")
}

// What is owed from before is paid along, and what is too much stands on the account and is offered first the next time.
func TestPayAlongAndOnAccount(t *testing.T) {
	r := open(t)
	done(r)
	later := r.costs("z", r.peg.ID, today, clinic.Attended, 9500)
	later.Start = 800
	r.Put(later)
	r.Settle()
	tapVisit(r)
	r.Tap("Pay")
	r.Tap("Pay later")
	r.s.ShowAppointment("z", today)
	r.Settle()
	r.Tap("Pay")
	r.Tap("4 Mar 2025: $95.00")
	r.MustSay("Take $190.00 by card")
	r.Type("Card", "210")
	r.Tap("Take $210.00 by card")
	a := r.account(r.peg.ID)
	if a.Owed != 0 || a.OnAccount != 2000 || len(a.Payments) != 1 {
		t.Fatalf("%+v", a)
	}
	third := r.costs("w", r.peg.ID, today, clinic.Attended, 9500)
	third.Start = 900
	r.Put(third)
	r.Settle()
	r.s.ShowAppointment("w", today)
	r.Settle()
	r.Tap("Pay")
	r.Tap("Take $75.00 by card")
	if a := r.account(r.peg.ID); a.Owed != 0 || a.OnAccount != 0 || byWays(a.Payments[1]) != "card 75.00" {
		t.Errorf("%+v", a)
	}
}

// A discount has an amount or a share and a reason; without the reason it is said what is missing.
func TestDiscountAndProduct(t *testing.T) {
	r := open(t)
	r.sells()
	r.takesTax()
	r.over("x", r.peg.ID, 9995)
	tapVisit(r)
	r.Tap("Pay")
	r.Tap("Remedial massage")
	r.Tap("%")
	r.Type("Discount", "10")
	r.MustSay("Say why “Remedial massage” is cheaper.")
	r.Type("Why cheaper", "pensioner")
	r.MustSay("$89.95", "−$10.00 · pensioner")
	r.Tap("Product or fee")
	r.Tap("Massage oil")
	r.Tap("Take $114.45 by card")
	b := r.account(r.peg.ID).Bills[0]
	if len(b.Lines) != 2 || b.Lines[0].DiscountCents != 1000 || b.TotalCents != 11445 || b.TaxCents != clinic.TaxWithin(11445, 100) || b.Due != 0 {
		t.Errorf("%+v", b)
	}
}

// What is left off the bill is not charged, and a visit without a price asks for one.
func TestLinesOfABill(t *testing.T) {
	r := open(t)
	r.sells()
	r.over("x", r.peg.ID, 0)
	tapVisit(r)
	r.Tap("Pay")
	r.MustSay("Say what “Remedial massage” costs: above 0 and no more than 1000000.00.")
	r.Type("Price", "0")
	r.MustSay("Say what “Remedial massage” costs: above 0 and no more than 1000000.00.")
	r.Type("Price", "20000000")
	r.MustSay("Say what “Remedial massage” costs: above 0 and no more than 1000000.00.")
	r.Type("Price", "80")
	r.MustSay("Take $80.00 by card")
	r.Tap("Product or fee")
	r.Tap("Massage oil")
	r.MustSay("Take $104.50 by card")
	r.Tap("Massage oil")
	r.Tap("More")
	r.MustSay("Take $129.00 by card", "2 × $24.50")
	r.Tap("Remedial massage") // closed again: one line can be taken off at a time
	r.Tap("Take it off the bill")
	r.Tap("Take $80.00 by card")
	if b := r.account(r.peg.ID).Bills[0]; len(b.Lines) != 1 || b.TotalCents != 8000 {
		t.Errorf("%+v", b)
	}
}

// Ten sessions are bought by Peg for Yusuf: his visit then costs what a session of them is worth, the receipt is his, and an undo
// has it be there again. When she wants the rest back, the bill that was used of stays.
func TestPackageForSomebodyElse(t *testing.T) {
	r := open(t)
	r.sells()
	done(r)
	mate := r.costs("y", r.yusuf.ID, today, clinic.Attended, 9500)
	mate.PractitionerID = r.ben
	r.Put(mate)
	r.Settle()
	r.s.ShowAppointment("x", today)
	r.Settle()
	r.Tap("Pay")
	r.Tap("Product or fee")
	r.Tap("Ten sessions")
	r.Type("For whom", "yus")
	r.Tap("Yusuf Demir")
	r.Tap("Take $945.00 by card")
	r.MustSay("10 sessions of 10 left")
	packs, err := r.Store.Credits(t.Context(), r.yusuf.ID)
	if err != nil || len(packs) != 1 {
		t.Fatal(packs, err)
	}
	ten := "Ten sessions " + packs[0].Code
	r.s.ShowAppointment("y", today)
	r.Settle()
	r.Tap("Pay")
	r.Tap(ten)
	r.MustSay("Use a session of the package", "−$10.00 · Package")
	r.Tap("Use a session of the package")
	a := r.account(r.yusuf.ID)
	if len(a.Bills) != 1 || a.Bills[0].TotalCents != 8500 || a.Bills[0].PatientName != "Yusuf Demir" || byWays(a.Payments[0]) != "package 85.00" {
		t.Fatalf("%+v", a)
	}
	left := func() int {
		all, err := r.Store.Credits(t.Context(), r.yusuf.ID)
		if err != nil || len(all) != 1 {
			t.Fatal(all, err)
		}
		return all[0].LeftSessions
	}
	if left() != 9 {
		t.Errorf("%d are left", left())
	}
	r.takeBack()
	if a := r.account(r.yusuf.ID); left() != 10 || a.OnAccount != 0 || a.Owed != 0 {
		t.Errorf("after undo %d are left, %+v", left(), a)
	}
	// Used again and put right by a void: it is there again, too.
	r.Tap("Pay")
	r.Tap(ten)
	r.Tap("Use a session of the package")
	r.Tap("Put right")
	r.Type("Why", "was not treated")
	r.Tap("Void invoice 3")
	if a := r.account(r.yusuf.ID); left() != 10 || a.OnAccount != 0 || a.Owed != 0 || r.find("y").InvoiceID != "" {
		t.Errorf("after the void %d are left, %+v", left(), a)
	}
}

// A voucher is bought for whoever brings it, pays a part by the number on its paper, and the rest is paid by card; what is left
// is said, and a second machine that uses it first is told of.
func TestVoucherByNumber(t *testing.T) {
	r := open(t)
	r.sells()
	done(r)
	r.s.ShowAppointment("x", today)
	r.Settle()
	r.Tap("Pay")
	r.Tap("Product or fee")
	r.Tap("Gift voucher")
	r.Type("Price", "60")
	r.Tap("Take $155.00 by card")
	all, err := r.Store.Credits(t.Context(), r.peg.ID)
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	r.MustSay(all[0].Code, "60.00 of 60.00 left")
	mate := r.costs("y", r.yusuf.ID, today, clinic.Attended, 9500)
	mate.PractitionerID = r.ben
	r.Put(mate)
	r.Settle()
	r.s.ShowAppointment("y", today)
	r.Settle()
	r.Tap("Pay")
	r.Tap("Voucher by number")
	r.letters(strings.ToLower(all[0].Code))
	r.Key(fyne.KeyReturn)
	r.MustSay("Take $95.00")
	// Somebody uses it meanwhile.
	r.Make(clinic.Operation{Label: clinic.Say("test"), Put: []clinic.Record{
		&clinic.CreditUse{ID: "u", PatientID: r.peg.ID, Credit: all[0].ID, Cents: 1000, Why: clinic.CreditUsed, Day: today, At: r.Clock.Now()},
	}})
	r.Tap("Take $95.00")
	if len(r.Warned) == 0 || !strings.Contains(r.Warned[len(r.Warned)-1], "was used in the meantime. Nothing was changed.") || len(r.account(r.yusuf.ID).Payments) != 0 {
		t.Errorf("warned of %q", r.Warned)
	}
}

// Who did not come pays the fee of the price list, or nothing with a reason.
func TestMissedVisitCostsTheFee(t *testing.T) {
	r := open(t)
	r.sells()
	r.Put(r.costs("x", r.peg.ID, today, clinic.Missed, 9500))
	r.Settle()
	r.s.ShowAppointment("x", today)
	r.Settle()
	r.letters("p")
	r.Settle()
	if !r.Says("Late cancellation") {
		r.Tap("Pay")
	}
	r.Tap("Take $40.00 by card")
	b := r.account(r.peg.ID).Bills[0]
	if b.Lines[0].Sort != clinic.SoldFee || b.Lines[0].Provider.Name != "" || r.find("x").InvoiceID != b.ID {
		t.Errorf("%+v", b)
	}
}

// Of who cancels late a session of the package is taken, when that is how the fee is paid; who cancels in time keeps it.
func TestPackageAndALateCancellation(t *testing.T) {
	r := open(t)
	r.sells()
	r.takesTax()
	done(r)
	tapVisit(r)
	r.Tap("Pay")
	r.Tap("Product or fee")
	r.Tap("Ten sessions")
	r.Tap("Take $945.00 by card")
	packs, err := r.Store.Credits(t.Context(), r.peg.ID)
	if err != nil || len(packs) != 1 || packs[0].HeldFor != r.peg.ID || packs[0].Expires != "2026-03-04" {
		t.Fatal(packs, err)
	}
	late := r.costs("late", r.peg.ID, today, clinic.CancelledLate, 9500)
	intime := r.costs("in time", r.peg.ID, today, clinic.Cancelled, 9500)
	late.Start, intime.Start = 800, 900
	r.Put(late, intime)
	r.Settle()
	r.s.ShowAppointment("in time", today)
	r.Settle()
	r.MustNotSay("Pay")
	r.s.ShowAppointment("late", today)
	r.Settle()
	r.Tap("Pay")
	r.Tap("Ten sessions " + packs[0].Code)
	r.Tap("Use a session of the package")
	b := r.account(r.peg.ID).Bills[1]
	if b.TotalCents != 8500 || b.Lines[0].Sort != clinic.SoldFee || b.Due != 0 || b.TaxCents != clinic.TaxWithin(8500, 100) {
		t.Errorf("%+v", b)
	}
	if packs, err = r.Store.Credits(t.Context(), r.peg.ID); err != nil || packs[0].LeftSessions != 9 {
		t.Error(packs, err)
	}
}

// A visit that is not charged says why, and can be charged after all.
func TestNotCharged(t *testing.T) {
	r := open(t)
	done(r)
	tapVisit(r)
	r.Tap("Pay")
	r.Tap("Do not charge")
	r.Tap("Do not charge it")
	if len(r.Warned) != 1 || r.find("x").NotCharged != "" {
		t.Errorf("without a reason: warned of %q", r.Warned)
	}
	r.Type("Why", "a repeat")
	r.Tap("Do not charge it")
	if a := r.find("x"); a.NotCharged != "a repeat" {
		t.Errorf("%+v", a)
	}
	r.MustSay("Not charged: a repeat")
	r.Tap("Pay")
	r.Tap("Take $95.00 by card")
	if a := r.find("x"); a.NotCharged != "" || a.InvoiceID == "" {
		t.Errorf("%+v", a)
	}
}

// A payment is put right: 50 of 110 by card go back in cash, with a reason, a number of its own and nothing deleted; and a bill
// is void with its money given back, after which the visit is to pay again.
func TestPutRight(t *testing.T) {
	r := open(t)
	r.over("x", r.peg.ID, 11000)
	tapVisit(r)
	r.Tap("Pay")
	r.Tap("Take $110.00 by card")
	r.Tap("Put right")
	r.Type("Give back", "500")
	r.MustSay("No more than $110.00 can be given back.")
	r.Type("Give back", "50")
	r.Tap("Cash")
	r.Tap("Give $50.00 back")
	if len(r.Warned) != 1 {
		t.Fatalf("without a reason: warned of %q", r.Warned)
	}
	r.Type("Why", "shorter than booked")
	r.Tap("Give $50.00 back")
	a := r.account(r.peg.ID)
	if a.Owed != 0 || a.OnAccount != 0 || len(a.Payments) != 2 || byWays(a.Payments[1]) != "cash -50.00" || a.Bills[0].Credited != 5000 || a.Bills[0].State() != clinic.BillPaid {
		t.Fatalf("%+v", a)
	}
	r.MustSay("Credit note 1: shorter than booked")
	r.Tap("Put right")
	r.Tap("Void all")
	r.Type("Why", "wrong patient")
	r.Tap("Void invoice 1")
	a = r.account(r.peg.ID)
	if a.Owed != 0 || a.OnAccount != 0 || a.Bills[0].State() != clinic.BillVoid || r.find("x").InvoiceID != "" || len(a.Payments) != 3 {
		t.Errorf("%+v", a)
	}
	r.MustSay("Pay")
}

// A bill that nobody paid is void without money going back, and what stands on the account for nothing yet goes back without a bill.
func TestPutRightWhatHasNoPaymentOrNoBill(t *testing.T) {
	r := open(t)
	done(r)
	another(r)
	tapVisit(r)
	r.Tap("Pay")
	r.Tap("Pay later")
	r.Tap("Put right")
	r.MustNotSay("Transfer")
	r.Type("Why", "wrong visit")
	r.Tap("Void invoice 1")
	if a := r.account(r.peg.ID); a.Owed != 0 || len(a.Payments) != 0 || a.Bills[0].State() != clinic.BillVoid || r.find("x").InvoiceID != "" {
		t.Fatalf("%+v", a)
	}
	r.s.ShowAppointment("later", "2025-03-06")
	r.Settle()
	r.s.Focus()
	r.letters("p")
	r.Tap("Card")
	r.letters("50")
	r.Tap("Take $50.00 by card")
	r.Tap("Put right")
	r.Type("Why", "does not come")
	r.Tap("Give $50.00 back")
	if a := r.account(r.peg.ID); a.OnAccount != 0 || a.Owed != 0 || len(a.Payments) != 2 {
		t.Errorf("%+v", a)
	}
}

// What the fund will miss is said before paying, with the field to fill it in, and holds nothing up. What is filled in is on the
// receipt.
func TestWhatAFundMisses(t *testing.T) {
	r := open(t)
	peg := r.Patient(r.peg.ID)
	peg.HealthFund = "Medibank"
	r.Put(&peg)
	done(r)
	tapVisit(r)
	r.Tap("Pay")
	r.MustSay("Medibank may not pay back this receipt: 5 facts are missing on it.", "Take $95.00 by card")
	r.Tap("Fill them in")
	r.MustSay("Fill it in under Settings.") // the street address is more than one line
	r.Type("Provider number", "AT12345X")
	r.MustNotSay("Health funds usually ask for the practitioner's provider number.")
	r.Type("Member number", "9876")
	r.Type("Phone", "02 5550 1234")
	r.MustSay("Health funds usually ask for the business number of the clinic (ABN).")
	r.Tap("Take $95.00 by card")
	b := r.account(r.peg.ID).Bills[0]
	if p := b.Lines[0].Provider; p.ProviderNumber != "AT12345X" || p.MemberNumber != "9876" || b.SellerPhone != "02 5550 1234" {
		t.Errorf("%+v of %+v", p, b)
	}
}

// Without the network nothing is issued: it is said, and what was entered stays.
func TestPayWithoutTheNetwork(t *testing.T) {
	r := open(t)
	done(r)
	tapVisit(r)
	remote, link := r.Share()
	do := func(name string) {
		t.Helper()
		r.Tap(name)
		remote.DoAll()
		r.Settle()
	}
	do("Pay")
	do("Transfer")
	link.Unsealed = errUnreachable
	do("Take $95.00 by transfer")
	if !slices.Equal(r.Warned, []string{errUnreachable.Error()}) || len(r.account(r.peg.ID).Bills) != 0 {
		t.Errorf("warned of %q", r.Warned)
	}
	link.Unsealed = nil
	do("Take $95.00 by transfer")
	r.MustSay("Paid · receipt 1")
}

// The receipt is printed and saved, also long after, and a voucher that was sold can be printed to be given away.
func TestPrintTheReceipt(t *testing.T) {
	r := open(t)
	r.folder = t.TempDir()
	r.App.Preferences().SetString("fyne:fileDialogLastFolder", storage.NewFileURI(r.folder).String())
	r.sells()
	done(r)
	tapVisit(r)
	r.Tap("Pay")
	r.Tap("Product or fee")
	r.Tap("Gift voucher")
	r.Type("Price", "60")
	r.Tap("Take $155.00 by card")
	payment := r.account(r.peg.ID).Payments[0].ID
	r.Tap("Print")
	voucher := r.account(r.peg.ID).Credits[0]
	r.Tap("Print " + voucher.Code)
	r.Tap("Back to the visit")
	r.Tap("Receipt")
	r.Tap("Save as PDF")
	if got := r.saveAs("Receipt 1.pdf"); !strings.HasPrefix(got, "%PDF") {
		t.Errorf("saved %.20q", got)
	}
	if len(r.printed) != 2 || !strings.Contains(r.printed[0], payment) || !strings.Contains(r.printed[1], voucher.ID) || len(r.Warned) > 0 {
		t.Errorf("printed %q, warned of %q", r.printed, r.Warned)
	}
	if !r.Chart(r.peg.ID).Given(document.ReceiptPaper, payment) {
		t.Error("the next one would not say that it is a copy")
	}
}

// A number of a card is refused where it is typed, and nothing is issued.
func TestNoCardNumber(t *testing.T) {
	r := open(t)
	done(r)
	tapVisit(r)
	r.Tap("Pay")
	r.Tap("Bill to somebody else")
	r.Type("Claim number", "4111 1111 1111 1111")
	r.Tap("Take $95.00 by card")
	if len(r.Warned) != 1 || !strings.Contains(r.Warned[0], "number of a card") || len(r.account(r.peg.ID).Bills) != 0 {
		t.Errorf("warned of %q", r.Warned)
	}
	r.Type("Claim number", "WC 12/345")
	r.Type("Bill to: name and address", "Insurer, 1 High St")
	r.Tap("Take $95.00 by card")
	if b := r.account(r.peg.ID).Bills; len(b) != 1 || b[0].Claim != "WC 12/345" || b[0].BillTo != "Insurer, 1 High St" {
		t.Errorf("%+v", b)
	}
}

// Another machine that charges the visit meanwhile is seen: it is not charged twice.
func TestChargedElsewhereMeanwhile(t *testing.T) {
	r := open(t)
	done(r)
	tapVisit(r)
	r.Tap("Pay")
	pricing, err := r.Desk.Pricing(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	a := r.find("x")
	_, op, err := clinic.Settle(r.Desk.Env(), pricing, r.account(r.peg.ID), clinic.Charge{
		Patient: r.peg, Lines: []clinic.InvoiceLine{pricing.VisitLine(&a, "")}, Visits: []clinic.Appointment{a},
		Parts: []clinic.PaymentPart{{Way: clinic.ByCash, Cents: 9500}},
	})
	if err != nil {
		t.Fatal(err)
	}
	r.Elsewhere("Ben Ito", "tablet", op.Put...)
	r.MustSay("Paid · receipt 1")
	if n := len(r.account(r.peg.ID).Bills); n != 1 {
		t.Errorf("%d bills", n)
	}
}

// A visit to come is charged on its day; what is paid before stands on the account.
func TestPayBefore(t *testing.T) {
	r := open(t)
	another(r)
	r.s.ShowAppointment("later", "2025-03-06")
	r.Settle()
	r.s.Focus()
	r.letters("p")
	r.MustSay("The visit is charged on its day. What is paid before stands on the account.")
	r.Tap("Card")
	r.letters("50")
	r.Tap("Take $50.00 by card")
	if a := r.account(r.peg.ID); a.OnAccount != 5000 || len(a.Bills) != 0 {
		t.Errorf("%+v", a)
	}
}

// The pay and the receipt face are looked at.
func TestPayPicture(t *testing.T) {
	r := open(t)
	r.sells()
	r.takesTax()
	done(r)
	r.Window.Resize(fyne.NewSize(1184, 720))
	tapVisit(r)
	r.Save("diary-to-pay", 1)
	r.Tap("Pay")
	r.Save("diary-pay", 1)
	if cut := r.CutOff(); len(cut) > 0 {
		t.Errorf("cut off: %q", cut)
	}
	r.Tap("Cash")
	r.Tap("Remedial massage")
	r.Save("diary-pay-cash", 2)
	r.Tap("Take $95.00 in cash")
	r.Save("diary-receipt", 1)
	if cut := r.CutOff(); len(cut) > 0 {
		t.Errorf("cut off: %q", cut)
	}
	r.Tap("Put right")
	r.Save("diary-put-right", 1)
}

// errUnreachable is what the station says where nothing can be issued.
var errUnreachable = errors.New("The shared records cannot be reached now.")
