package account_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"regimen/internal/clinic"
	"regimen/internal/ui/account"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/kit"
)

// rig is the account of Ana in a clinic that sells a package, vouchers and tape.
type rig struct {
	*desktest.Rig
	ana clinic.Patient
}

func cents(n int) *int { return &n }

func open(t *testing.T, mode kit.Mode) *rig {
	t.Helper()
	r := &rig{Rig: desktest.NewIn(t, mode)}
	c := r.Desk.Clinic()
	c.ID = clinic.ClinicID
	c.TaxRegistered, c.TaxName, c.TaxPermille, c.CashStep = true, "GST", 100, 5
	r.Put(&c, &clinic.Practitioner{ID: "doc", Name: "Ana Lind", CreatedAt: r.Clock.Now()})
	r.ana = r.AddPatient(clinic.Patient{GivenName: "Ana", FamilyName: "Reyes"})
	for i, x := range []clinic.Item{
		{Name: "Ten sessions", Sort: clinic.SoldPackage, PriceCents: cents(85000), Sessions: 10, Months: 12},
		{Name: "Gift voucher", Sort: clinic.SoldVoucher, Months: 36},
		{Name: "Tape", Sort: clinic.SoldProduct, PriceCents: cents(1998)},
	} {
		x.ID, x.Rank, x.CreatedAt = fmt.Sprintf("item%d", i), i, r.Clock.Now()
		r.Put(&x)
	}
	return r
}

// show opens the account of somebody.
func (r *rig) show(p clinic.Patient) {
	r.T.Helper()
	s := account.New(r.Desk, p.ID)
	r.Watch(s)
	r.Show(s.Object(), 1184, 700)
}

// charge charges a visit of today by an invoice of Ana's.
func (r *rig) charge(price int) {
	r.T.Helper()
	pricing, err := r.Desk.Pricing(r.T.Context())
	if err != nil {
		r.T.Fatal(err)
	}
	booked, op := clinic.Book(r.Desk.Env(), r.ana.Name(), clinic.Appointment{
		PatientID: r.ana.ID, PractitionerID: "doc", Day: r.Desk.Today(), Start: 540, Minutes: 60, Title: "Remedial massage, 60 minutes", PriceCents: &price,
	})
	r.Make(op)
	_, op, err = clinic.Settle(r.Desk.Env(), pricing, r.Desk.Chart(r.ana.ID).Account(), clinic.Charge{
		Patient: r.ana, Lines: []clinic.InvoiceLine{pricing.VisitLine(booked[0], "")}, Visits: []clinic.Appointment{*booked[0]},
	})
	if err != nil {
		r.T.Fatal(err)
	}
	if err := r.Desk.Apply(op); err != nil {
		r.T.Fatal(err)
	}
	r.Settle()
}

// expect fails the test unless an account stands so, on the screen as in the records.
func (r *rig) expect(owed, onAccount int) *clinic.Account {
	r.T.Helper()
	a := r.Desk.Chart(r.ana.ID).Account()
	if a.Owed != owed || a.OnAccount != onAccount {
		r.T.Fatalf("%d is owed and %d stands on account, instead of %d and %d; warned %q", a.Owed, a.OnAccount, owed, onAccount, r.Warned)
	}
	texts := r.Texts()
	for i, text := range texts {
		for what, n := range map[string]int{"Owed": owed, "On account": onAccount} {
			if text == what && texts[i+1] != clinic.MoneyText(n) {
				r.T.Errorf("the screen says %s %s", what, texts[i+1])
			}
		}
	}
	return a
}

func TestAnEmptyAccountSaysWhatToDo(t *testing.T) {
	r := open(t, kit.ModeLight)
	r.show(r.ana)
	r.MustSay("Nothing was charged yet", "A visit is charged and paid from the diary.")
	r.Tap("Sell something")
	r.MustSay("Ten sessions", "850.00", "10 sessions", "Gift voucher", "Tape")
	r.Tap("Close")
	// Money can be taken ahead.
	r.Tap("Take a payment")
	r.MustSay("Nothing is owed. What is taken stands on the account")
	r.Tap("Card")
	r.Type("Card", "50")
	r.Tap("Take 50.00")
	r.expect(0, 5000)
	r.MustSay("Receipt 1", "Card 50.00", "on account after it 50.00", "Give money back")
	if said := r.Said[len(r.Said)-1]; said != "Receipt 1: 50.00 taken from Ana Reyes" {
		t.Errorf("it says %q", said)
	}
}

func TestABillIsPaidInPartsAndUndone(t *testing.T) {
	r := open(t, kit.ModeLight)
	r.charge(9502)
	r.show(r.ana)
	r.expect(9502, 0)
	r.MustSay("Invoice 1", "To pay", "Remedial massage, 60 minutes")
	r.Tap("Take a payment")
	r.Tap("Fund on the terminal")
	r.Type("Fund on the terminal", "40")
	r.Type("Note for the receipt", "claimed on the terminal")
	r.Tap("Take 40.00")
	a := r.expect(5502, 0)
	if p := a.Payments[0]; p.Of(clinic.ByFund) != 4000 || p.Note != "claimed on the terminal" || p.Day != r.Desk.Today() {
		t.Errorf("it is kept as %+v", p)
	}
	r.MustSay("40.00 of 95.02 paid", "owed after it 55.02")
	// Its receipt is printed next, and after that what is printed is a copy.
	var printed []string
	r.Desk.Papers = t.TempDir()
	r.Desk.PrintFile = func(path string) error { printed = append(printed, filepath.Base(path)); return nil }
	r.Tap("Print the receipt")
	if chart := r.Desk.Chart(r.ana.ID); len(printed) != 1 || !chart.Given("receipt", a.Payments[0].ID) {
		t.Errorf("printed %q; warned %q", printed, r.Warned)
	}
	r.Tap("Statement")
	if len(printed) != 2 {
		t.Errorf("printed %q; warned %q", printed, r.Warned)
	}
	// The rest in cash, from the bill itself: to the nearest coin.
	r.Tap("Invoice 1 95.02")
	r.MustSay("Still to pay", "55.02", "GST within it: 8.64", "Receipt 1 · 4 Mar 2025")
	r.Save("account-bill", 1)
	r.Tap("Take a payment")
	r.Tap("Cash")
	r.MustSay("Rounded to coins by -0.02")
	r.Save("account-pay", 1)
	r.Tap("Take 55.02")
	a = r.expect(0, 0)
	if p := a.Payments[1]; p.Of(clinic.ByCash) != 5500 || p.Of(clinic.Rounding) != 2 {
		t.Errorf("it is kept as %+v", p)
	}
	r.MustSay("Paid", "Receipt 2", "Cash 55.00, Rounding to coins 0.02")
	// One undo, by an entry of its own: nothing issued is gone.
	r.Tap("Undo")
	a = r.expect(5502, 0)
	if len(a.Payments) != 3 || a.Payments[2].RefundOf != a.Payments[1].ID {
		t.Errorf("there are %+v", a.Payments)
	}
	r.MustSay("Refund 3")
	r.Tap("Close")
	r.Tap("Receipt 2 Cash 55.00, Rounding to coins 0.02")
	r.MustSay("For invoice 1", "55.02")
}

func TestABillIsPutRight(t *testing.T) {
	r := open(t, kit.ModeLight)
	r.charge(9500)
	r.show(r.ana)
	r.Tap("Take a payment")
	r.Tap("Card")
	r.Tap("Take 95.00")
	r.expect(0, 0)
	r.Tap("Invoice 1 95.00")
	r.Tap("Put right…")
	// Some of it goes back by card.
	r.Type("How much of it is taken back", "96")
	r.MustSay("From 0.01 to 95.00 of this bill can be taken back.")
	r.Type("How much of it is taken back", "20")
	r.MustSay("20.00 was paid and can go back now.")
	r.Tap("Card")
	r.Tap("Take 20.00 back")
	if said := r.Field("Why").Problem(); said != "Say why. It stands on the paper." {
		t.Errorf("without a reason it says %q", said)
	}
	r.Save("account-right", 1)
	r.Type("Why", "late start")
	r.Tap("Take 20.00 back")
	a := r.expect(0, 0)
	if b := a.Bills[0]; b.Credited != 2000 || b.Paid != 7500 || b.CreditNotes[0].Reason != "late start" {
		t.Errorf("the bill is %+v", b)
	}
	if p := a.Payments[1]; p.Of(clinic.ByCard) != -2000 {
		t.Errorf("it went back as %+v", p)
	}
	r.MustSay("Paid, 20.00 taken back")
	// The rest is void: it stands on the account, and the visit can be charged again.
	r.Tap("Invoice 1 95.00")
	r.Tap("Put right…")
	r.Tap("Void the bill")
	r.MustSay("Nothing of invoice 1 stands afterwards; a credit note says so.", "The 75.00 that was paid stands on the account then.", "The visit can be charged again.")
	r.Type("Why", "wrong patient")
	r.Tap("Void invoice 1")
	a = r.expect(0, 7500)
	if b := a.Bills[0]; !b.Void() {
		t.Errorf("the bill is %+v", b)
	}
	visits, err := r.Store.Appointments(t.Context(), r.ana.ID, "")
	if err != nil || visits[0].InvoiceID != "" {
		t.Errorf("the visit is charged by %q, %v", visits[0].InvoiceID, err)
	}
	// And goes back from there.
	r.Tap("Give money back")
	r.MustSay("75.00 stands on the account and can go back.")
	r.Tap("Transfer")
	r.Type("Why", "asked for it")
	r.Tap("Give 75.00 back")
	a = r.expect(0, 0)
	if p := a.Payments[2]; p.Of(clinic.ByTransfer) != -7500 || p.Reason != "asked for it" {
		t.Errorf("it went back as %+v", p)
	}
	r.Tap("Undo")
	r.expect(0, 7500)
}

func TestPackagesAndVouchersAreSoldUsedAndGivenBack(t *testing.T) {
	r := open(t, kit.ModeLight)
	ben := r.AddPatient(clinic.Patient{GivenName: "Benjamin-Bartholomew", FamilyName: "Featherstonehaugh-Cholmondeley"})
	r.show(r.ana)
	r.Tap("Sell")
	r.Tap("Gift voucher")
	r.Type("Gift voucher", "0")
	r.MustSay("A price must be above 0")
	r.Type("Gift voucher", "100")
	r.Type("For whom", "Featherstonehaugh")
	r.Tap("Benjamin-Bartholomew Featherstonehaugh-Cholmondeley")
	r.Tap("Ten sessions")
	r.MustSay("In all 950.00")
	r.Tap("Leave out Ten sessions")
	r.MustSay("In all 100.00")
	r.Tap("Card")
	r.Type("Card", "60")
	r.Save("account-sell", 1)
	r.Tap("Sell and take 60.00")
	a := r.expect(4000, 0)
	c := a.Credits[0]
	if c.HeldFor != ben.ID || c.WorthCents != 10000 || c.Holder != ben.Name() || c.Expires == "" {
		t.Errorf("it is kept as %+v", c)
	}
	r.MustSay("100.00 of 100.00 left", "for Benjamin-Bartholomew", "60.00 of 100.00 paid")
	// Tape and a package for somebody who is no patient, to be paid later.
	r.Tap("Sell")
	r.Tap("Tape")
	r.MustNotSay("For whom")
	r.Tap("Ten sessions")
	r.Type("For whom", "Aunt May")
	r.Tap("Sell, to be paid later")
	a = r.expect(4000+85000+1998, 0)
	if b := a.Bills[1]; b.TaxCents != clinic.TaxWithin(1998, 100) || len(b.Lines) != 2 {
		t.Errorf("the bill is %+v", b.Invoice)
	}
	// Ben uses 30.00 of the voucher for what he owes.
	r.show(ben)
	r.MustSay("Packages and vouchers", "100.00 of 100.00 left")
	r.Tap("Sell")
	r.Tap("Tape")
	r.Tap("Voucher by number")
	r.Type("Number of the voucher or package", strings.ToLower(strings.ReplaceAll(c.Code, "-", " ")))
	r.Tap("Use it")
	r.Tap("Sell and take 19.98")
	r.MustSay("80.02 of 100.00 left · 19.98 used")
	r.Tap("Gift voucher " + c.Code)
	r.MustSay("The rest is given back to who bought it", "used")
	r.MustNotSay("Give the rest back")
	// Ana gets the rest back: 40.00 of it was never paid.
	r.show(r.ana)
	r.MustSay("80.02 of 100.00 left · 19.98 used")
	r.Tap("Gift voucher " + c.Code)
	r.Tap("Give the rest back")
	r.MustSay("40.02 was paid for it and can go back.")
	r.Tap("Card")
	r.Type("Why", "moved away")
	r.Tap("Give 40.02 back")
	a = r.expect(85000+1998, 0)
	if b := a.Bills[0]; b.Credited != 8002 || b.Paid != 1998 {
		t.Errorf("the bill is %+v", b)
	}
	r.MustSay("Used up")
	// The sale of what was used is not void any more, and it is said why.
	r.Tap("Invoice 1 100.00")
	r.Tap("Put right…")
	r.Tap("Void the bill")
	r.Type("Why", "mistake")
	r.Tap("Void invoice 1")
	if a := r.expect(85000+1998, 0); a.Bills[0].Void() || !strings.Contains(strings.Join(r.Warned, " "), "was sold by this invoice and has been used") {
		t.Errorf("the bill is %+v; warned %q", a.Bills[0], r.Warned)
	}
}

// Whatever is half entered stays while others change the account.
func TestWhatIsEnteredStays(t *testing.T) {
	r := open(t, kit.ModeLight)
	r.charge(9500)
	r.show(r.ana)
	r.Tap("Take a payment")
	r.Tap("Card")
	r.Type("Card", "30")
	r.charge(5000)
	r.expect(14500, 0)
	r.MustSay("Take 30.00", "Still to pay: 65.00")
	r.Tap("Take 30.00")
	r.expect(11500, 0)
}

func TestALongAccountIsShownInParts(t *testing.T) {
	r := open(t, kit.ModeDark)
	for i := range 15 {
		r.charge(1000 + i)
	}
	r.show(r.ana)
	r.MustSay("Invoice 15", "Show all 15")
	r.MustNotSay("10.02", "10.00")
	r.Tap("Show all 15")
	r.Tap("Show all 15")
	r.MustSay("10.02", "10.00")
	for _, scale := range []float32{1, 2} {
		r.Save("account-long-dark", scale)
	}
	if cut := r.CutOff(); len(cut) > 0 {
		t.Errorf("cut off: %q", cut)
	}
}

// What is still to pay stands before what was paid since, however long ago it was charged.
func TestWhatIsStillToPayIsFirst(t *testing.T) {
	r := open(t, kit.ModeLight)
	r.charge(4000)
	for range 13 {
		r.charge(9500)
	}
	bills := r.Desk.Chart(r.ana.ID).Account().Open()
	charge := clinic.Charge{Patient: r.ana, Parts: []clinic.PaymentPart{{Way: clinic.ByCard, Cents: 13 * 9500}}}
	for _, b := range bills[1:] {
		charge.Earlier = append(charge.Earlier, b.ID)
	}
	_, op, err := clinic.Settle(r.Desk.Env(), &clinic.Pricing{}, r.Desk.Chart(r.ana.ID).Account(), charge)
	if err != nil || r.Desk.Apply(op) != nil {
		t.Fatal(err)
	}
	r.show(r.ana)
	r.expect(4000, 0)
	said := strings.Join(r.Texts(), "\n")
	if first, second := strings.Index(said, "Invoice 1\n"), strings.Index(said, "Invoice 14\n"); first < 0 || first > second {
		t.Errorf("the screen says\n%s", said)
	}
}

// A number is given only by the shared records: while they are out of reach nothing is taken, it is said, and what was entered
// is still there.
func TestNothingIsTakenWhileTheRecordsAreOutOfReach(t *testing.T) {
	r := open(t, kit.ModeLight)
	r.charge(9500)
	remote, link := r.Share()
	link.Near = nil
	link.Unsealed = errors.New("The shared records cannot be reached. Nothing was changed.")
	r.show(r.ana)
	r.Tap("Take a payment")
	r.MustNotSay("Still to pay") // the price list and the vouchers are on their way
	remote.DoAll()
	r.Settle()
	r.Tap("Card")
	r.Type("Card", "30")
	r.Tap("Take 30.00")
	remote.DoAll()
	r.Settle()
	r.expect(9500, 0)
	if len(r.Warned) != 1 || r.Warned[0] != "The shared records cannot be reached. Nothing was changed." {
		t.Errorf("warned %q", r.Warned)
	}
	r.MustSay("Still to pay: 65.00")
	link.Unsealed = nil
	r.Tap("Take 30.00")
	remote.DoAll()
	r.Settle()
	r.expect(6500, 0)
}
