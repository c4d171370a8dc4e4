package takings

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// rig is a clinic of three patients that takes money.
type rig struct {
	*desktest.Rig
	pricing       *clinic.Pricing
	ana, ben, cat clinic.Patient
	gift          clinic.Item
}

func open(t *testing.T, mode kit.Mode) *rig {
	t.Helper()
	r := &rig{Rig: desktest.NewIn(t, mode)}
	c := r.Desk.Clinic()
	c.ID, c.Region, c.TaxRegistered, c.TaxName, c.TaxPermille, c.CashStep = clinic.ClinicID, "AU-NSW", true, "GST", 100, 5
	r.gift = clinic.Item{ID: "gift", Name: "Gift voucher", Sort: clinic.SoldVoucher, Months: 1, CreatedAt: r.Clock.Now()}
	r.Put(&c, &r.gift, &clinic.Practitioner{ID: "kim", Name: "Kim Lind", CreatedAt: r.Clock.Now()})
	r.ana = r.AddPatient(clinic.Patient{GivenName: "Ana", FamilyName: "Reyes"})
	r.ben = r.AddPatient(clinic.Patient{GivenName: "Benjamin-Bartholomew", FamilyName: "Featherstonehaugh-Cholmondeley"})
	r.cat = r.AddPatient(clinic.Patient{GivenName: "Cat", FamilyName: "Ng"})
	var err error
	if r.pricing, err = r.Desk.Pricing(t.Context()); err != nil {
		t.Fatal(err)
	}
	return r
}

// settle charges a visit to somebody and takes what is paid of it.
func (r *rig) settle(p clinic.Patient, cents int, parts ...clinic.PaymentPart) clinic.Settled {
	r.T.Helper()
	line := clinic.InvoiceLine{Sort: clinic.SoldVisit, Day: r.Desk.Today(), Text: "Remedial massage", Practitioner: "kim", Provider: clinic.Provider{Name: "Kim Lind"}, Quantity: 1, UnitCents: cents, Cents: cents, Taxed: true}
	return r.charge(clinic.Charge{Patient: p, Lines: []clinic.InvoiceLine{line}, Parts: parts})
}

func (r *rig) charge(c clinic.Charge) clinic.Settled {
	r.T.Helper()
	made, op, err := clinic.Settle(r.Desk.Env(), r.pricing, r.Desk.Chart(c.Patient.ID).Account(), c)
	if err != nil {
		r.T.Fatal(err)
	}
	if err := r.Desk.Apply(op); err != nil {
		r.T.Fatal(err)
	}
	r.Settle()
	return made
}

// sell sells a voucher of an amount to somebody.
func (r *rig) sell(p clinic.Patient, cents int) *clinic.Credit {
	r.T.Helper()
	return r.charge(clinic.Charge{
		Patient: p, Lines: []clinic.InvoiceLine{r.pricing.ItemLine(&r.gift, cents)}, Sold: []clinic.Sale{{Item: r.gift, Holder: "Aunt May"}},
		Parts: []clinic.PaymentPart{{Way: clinic.ByCard, Cents: cents}},
	}).Sold[0]
}

func (r *rig) show() *Screen {
	r.T.Helper()
	s := New(r.Desk)
	r.Watch(s)
	r.Show(s.Object(), 1184, 700)
	return s
}

// must fails the test unless each sum says its amount.
func (r *rig) must(sums map[string]string) {
	r.T.Helper()
	texts := strings.Join(r.Texts(), "\n") + "\n"
	for text, amount := range sums {
		if !strings.Contains(texts, "\n"+text+"\n"+amount+"\n") && !strings.Contains(texts, "\n"+amount+"\n"+text+"\n") {
			r.T.Errorf("%s is not %s; the screen says\n%s", text, amount, texts)
		}
	}
}

func TestADayWithoutMoneySaysWhereItIsTaken(t *testing.T) {
	r := open(t, kit.ModeLight)
	r.show()
	r.MustSay("Tuesday, 4 March 2025", "Nothing was taken on this day", "Count the till")
}

func TestTheTakingsOfADay(t *testing.T) {
	r := open(t, kit.ModeLight)
	s := r.show()
	voucher := r.sell(r.ana, 10000)
	r.settle(r.ana, 9502, clinic.PaymentPart{Way: clinic.ByFund, Cents: 4000}, clinic.PaymentPart{Way: clinic.ByCash, Cents: 5500}, clinic.PaymentPart{Way: clinic.Rounding, Cents: 2})
	r.charge(clinic.Charge{
		Patient: r.ben, Lines: []clinic.InvoiceLine{{Sort: clinic.SoldProduct, Text: "Tape", Quantity: 1, UnitCents: 2000, Cents: 2000, Taxed: true}},
		Parts: []clinic.PaymentPart{{Way: clinic.ByVoucher, Cents: 2000, Credit: voucher.ID}}, Credits: []clinic.CreditState{voucher.StateOf(nil)},
	})
	paid := r.settle(r.cat, 5000, clinic.PaymentPart{Way: clinic.ByCash, Cents: 5000})
	_, _, op, err := clinic.Refund(r.Desk.Env(), r.Desk.Chart(r.cat.ID).Account(), "Cat", clinic.GiveBack{Invoice: paid.Invoice.ID, Cents: 1000, Parts: []clinic.PaymentPart{{Way: clinic.ByCash, Cents: 1000}}, Reason: "late start"})
	if err != nil || r.Desk.Apply(op) != nil {
		t.Fatal(err)
	}
	r.Settle()
	// The screen says what the takings say.
	day := r.Desk.Today()
	tk, err := r.Store.MoneyOf(t.Context(), day, day)
	if err != nil || tk.Received() != 10000+4000+5500+5000-1000 {
		t.Fatalf("%d, %v", tk.Received(), err)
	}
	for _, w := range tk.ByWay() {
		r.must(map[string]string{w.Way.Name().String(): clinic.MoneyText(w.Net())})
	}
	r.must(map[string]string{"Received": "235.00", "Sold": "100.00", "Used": "20.00", "Cash of the day": "95.00"})
	r.MustSay("105.00 in, 10.00 given back", "Beside it, no money of these days:", "Receipt 2", "Fund on the terminal 40.00, Cash 55.00, Rounding to coins 0.02", "late start")
	for _, scale := range []float32{1, 2} {
		r.Save("takings-day", scale)
	}
	r.Tap("Receipt 3 Benjamin-Bartholomew Featherstonehaugh-Cholmondeley")
	if r.Opened[len(r.Opened)-1] != r.ben.ID+" account" {
		t.Errorf("opened %q", r.Opened)
	}
	// Counted, and counted again: both are kept, and the last one counts.
	r.Tap("Count the till")
	r.Type("In the till in the morning", "100")
	r.MustSay("195.00 should be in it")
	r.Type("Counted now", "-1")
	if r.Field("Counted now").Problem() == "" {
		t.Error("less than nothing is in the till")
	}
	r.Type("Counted now", "194.50")
	r.MustSay("0.50 is missing.")
	r.Save("takings-count", 1)
	r.Tap("Keep the count")
	r.MustSay("Counted, with 100.00 from the morning", "194.50", "0.50 is missing.", "Count it again")
	if s.side.Opened() {
		t.Error("it is still being counted")
	}
	r.Tap("Count it again")
	r.Type("Counted now", "195")
	r.Type("Note", "under the tray")
	r.Tap("Keep the count")
	r.MustSay("It agrees.", "0.50 is missing. It was counted again.", "under the tray")
	if tk, _ = r.Store.MoneyOf(t.Context(), day, day); len(tk.Counts) != 2 || tk.Counts[1].ExpectedCents != 19500 || tk.Counts[1].Off() != 0 {
		t.Errorf("counted %+v", tk.Counts)
	}
	r.UndoIt()
	r.Settle()
	if tk, _ = r.Store.MoneyOf(t.Context(), day, day); len(tk.Counts) != 1 {
		t.Errorf("after undo there are %+v", tk.Counts)
	}
	// The float of the last count is proposed on another day; what is to come is not turned to.
	r.Tap("Back")
	r.MustSay("Monday, 3 March 2025", "Nothing was taken on this day")
	r.Tap("On")
	r.Tap("Count it again")
	if got := r.Field("In the till in the morning"); got == nil {
		t.Fatal("no float is asked for")
	}
	r.MustSay("195.00 should be in it")
}

func TestTheFiguresOfAPeriod(t *testing.T) {
	r := open(t, kit.ModeLight)
	r.show()
	voucher := r.sell(r.ana, 10000)
	line := clinic.InvoiceLine{Sort: clinic.SoldVisit, Day: r.Desk.Today(), Text: "Remedial massage", Practitioner: "kim", Provider: clinic.Provider{Name: "Kim Lind"}, Quantity: 1, UnitCents: 9500, Cents: 9500, Taxed: true}
	r.charge(clinic.Charge{
		Patient: r.ana, Lines: []clinic.InvoiceLine{line}, Credits: []clinic.CreditState{voucher.StateOf(nil)},
		Parts: []clinic.PaymentPart{{Way: clinic.ByVoucher, Cents: 2000, Credit: voucher.ID}, {Way: clinic.ByCard, Cents: 7500}},
	})
	r.Clock.Advance(30 * 24 * 60 * 60 * 1e9) // 3 April
	r.settle(r.ben, 20000)
	tk, err := r.Store.MoneyOf(t.Context(), "2025-03-01", "2025-03-31")
	f := tk.Figures()
	if err != nil || f.Charged != 19500 || f.Prepaid != 10000 || f.Used != 2000 || f.Received != 17500 || f.Tax != 864 {
		t.Fatalf("%+v, %v", f, err)
	}
	r.Tap("Period")
	r.MustSay("1 Mar 2025 – 31 Mar 2025")
	r.must(map[string]string{
		"Charged": "195.00", "GST within it": "8.64", "Of it for packages and vouchers, no income yet": "100.00",
		"Packages and vouchers used, income now": "20.00", "Received": "175.00", "Card": "175.00", "Voucher": "20.00", "Kim Lind": "95.00",
	})
	r.MustSay("2 invoices · 1 visit charged")
	for _, scale := range []float32{1, 2} {
		r.Save("takings-period", scale)
	}
	r.Tap("On")
	r.MustSay("1 Apr 2025 – 30 Apr 2025")
	r.must(map[string]string{"Charged": "200.00", "Kim Lind": "200.00"})
	r.Tap("Quarter")
	r.MustSay("1 Apr 2025 – 30 Jun 2025")
	r.Tap("Back")
	r.MustSay("1 Jan 2025 – 31 Mar 2025")
	r.Tap("Tax year")
	r.MustSay("1 Jul 2024 – 30 Jun 2025")
	r.must(map[string]string{"Charged": "395.00", "Kim Lind": "295.00"})
	r.Tap("Week")
	r.MustSay("31 Mar 2025 – 6 Apr 2025")
	r.Tap("Back")
	r.MustSay("Nothing was charged or paid on these days")
}

func TestPeriods(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		span          span
		day, from, to clinic.Date
	}{
		{week, "2025-03-04", "2025-03-03", "2025-03-09"},
		{week, "2025-03-09", "2025-03-03", "2025-03-09"},
		{week, "2025-03-03", "2025-03-03", "2025-03-09"},
		{month, "2024-02-10", "2024-02-01", "2024-02-29"},
		{month, "2025-01-31", "2025-01-01", "2025-01-31"},
		{quarter, "2025-03-04", "2025-01-01", "2025-03-31"},
		{quarter, "2025-12-31", "2025-10-01", "2025-12-31"},
		{year, "2025-03-04", "2024-07-01", "2025-06-30"},
	} {
		if from, to := x.span.around(x.day, "AU-NSW"); from != x.from || to != x.to {
			t.Errorf("the %s of %s is from %s to %s", x.span, x.day, from, to)
		}
	}
}

func TestWhatIsOwed(t *testing.T) {
	r := open(t, kit.ModeDark)
	r.settle(r.ana, 9500)
	r.Clock.Advance(40 * 24 * 60 * 60 * 1e9)
	r.settle(r.ben, 20000, clinic.PaymentPart{Way: clinic.ByCard, Cents: 5000})
	r.charge(clinic.Charge{Patient: r.cat, Parts: []clinic.PaymentPart{{Way: clinic.ByCard, Cents: 3000}}})
	r.show()
	r.Tap("Owed")
	r.MustSay("245.00 is owed in all", "30.00 stands on accounts", "since 4 Mar 2025 · 40 days", "On account", "paid and for nothing yet")
	order := func() string {
		texts := strings.Join(r.Texts(), "\n")
		return fmt.Sprint(strings.Index(texts, "Ana Reyes") < strings.Index(texts, "Benjamin-Bartholomew"))
	}
	if order() != "false" {
		t.Error("the largest is not first")
	}
	r.Tap("Oldest first")
	if order() != "true" {
		t.Error("the oldest is not first")
	}
	r.Save("takings-owed-dark", 1)
	if cut := r.CutOff(); len(cut) > 0 {
		t.Errorf("cut off: %q", cut)
	}
	r.Tap("Ana Reyes")
	if r.Opened[len(r.Opened)-1] != r.ana.ID+" account" {
		t.Errorf("opened %q", r.Opened)
	}
	// It is paid in the meantime.
	r.charge(clinic.Charge{Patient: r.ana, Earlier: []string{r.Desk.Chart(r.ana.ID).Account().Bills[0].ID}, Parts: []clinic.PaymentPart{{Way: clinic.ByCard, Cents: 9500}}})
	r.MustSay("150.00 is owed in all")
	r.MustNotSay("Ana Reyes")
}

func TestWhatIsSoldAhead(t *testing.T) {
	r := open(t, kit.ModeLight)
	s := r.show()
	r.Tap("Sold ahead")
	r.MustSay("Nothing is sold ahead")
	first := r.sell(r.ana, 10000)
	r.Clock.Advance(20 * 24 * 60 * 60 * 1e9)
	r.gift.Months = 0
	r.sell(r.ben, 5000)
	r.gift.Months = 3
	r.sell(r.cat, 2000)
	r.MustSay("170.00 was paid ahead and is still to be given", "Expires soon", "bought by Ana Reyes", "for Aunt May")
	if got := s.rows[ahead]; len(got) != 3 || got[0].patient != r.ana.ID || got[2].patient != r.ben.ID {
		t.Errorf("listed as %+v", got)
	}
	r.Clock.Advance(20 * 24 * 60 * 60 * 1e9)
	s.Refresh(clinic.Changes{Refs: []clinic.Ref{{Kind: clinic.KindCredit, ID: first.ID}}})
	r.Settle()
	r.MustSay("Expired")
	r.Save("takings-ahead", 1)
}

// saveAs answers the toolkit's dialog that asks where a file is kept, and gives the table that was kept there.
func (r *rig) saveAs(folder, name string) [][]string {
	r.T.Helper()
	r.Settle()
	dialog := r.Window.Canvas().Overlays().Top()
	if dialog == nil {
		r.T.Fatalf("nothing asks where the file is kept; warned of %q", r.Warned)
	}
	for _, o := range test.LaidOutObjects(dialog) {
		if b, ok := o.(*widget.Button); ok && b.Text == "Save" {
			test.Tap(b)
		}
	}
	r.Settle()
	f, err := os.Open(filepath.Join(folder, name))
	if err != nil {
		r.T.Fatal(err)
	}
	defer os.Remove(f.Name())
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		r.T.Fatal(err)
	}
	return rows
}

// The file for the accountant adds up to the figures of the screen, and names patients only where that was chosen.
func TestTheFileForTheAccountant(t *testing.T) {
	folder := t.TempDir()
	r := open(t, kit.ModeLight)
	r.App.Preferences().SetString("fyne:fileDialogLastFolder", storage.NewFileURI(folder).String())
	r.sell(r.ana, 10000)
	old := r.settle(r.ana, 9502, clinic.PaymentPart{Way: clinic.ByCash, Cents: 9500}, clinic.PaymentPart{Way: clinic.Rounding, Cents: 2})
	r.Clock.Advance(30 * 24 * 60 * 60 * 1e9) // 3 April
	r.settle(r.ben, 20000)
	_, _, op, err := clinic.Refund(r.Desk.Env(), r.Desk.Chart(r.ana.ID).Account(), "Ana", clinic.GiveBack{Invoice: old.Invoice.ID, Cents: 502, Reason: "=late start"})
	if err != nil || r.Desk.Apply(op) != nil {
		t.Fatal(err)
	}
	r.show()
	r.Tap("Period")
	r.must(map[string]string{"Charged": "194.98"})
	r.Tap("File for the accountant")
	r.Save("takings-file", 1)
	const name = "money-2025-04-01-2025-04-30.csv"
	r.Tap("Save the file")
	rows := r.saveAs(folder, name)
	sum := 0
	for _, row := range rows[1:] {
		if cents, err := edit.Cents("charged", row[10]); err == nil && cents != nil {
			sum += *cents
		}
	}
	text := fmt.Sprint(rows)
	if sum != 19498 || strings.Contains(text, "Reyes") || !strings.Contains(text, r.ana.ID) || !strings.Contains(text, "'=late start") {
		t.Errorf("%d is charged in %s", sum, text)
	}
	// A credit note names its invoice, which is of another month.
	if last := rows[len(rows)-1]; last[0] != "credit note" || last[4] != "2" {
		t.Errorf("the credit note is %q", last)
	}
	r.Tap("File for the accountant")
	r.Tap("With names")
	r.Tap("Save the file")
	if text := fmt.Sprint(r.saveAs(folder, name)); !strings.Contains(text, "Ana Reyes") {
		t.Errorf("with names it is %s", text)
	}
	r.Tap("File for the accountant")
	r.Tap("The sums")
	r.MustNotSay("Without names")
	r.Tap("Save the file")
	if rows := r.saveAs(folder, name); rows[1][0] != "charged" || rows[1][2] != "194.98" {
		t.Errorf("the sums are %q", rows)
	}
}
