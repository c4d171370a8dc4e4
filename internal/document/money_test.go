package document

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"regimen/internal/clinic"
)

// desk is a clinic that charges one patient and takes money, without a store.
type desk struct {
	t       testing.TB
	about   About
	now     time.Time
	ids     int
	numbers map[clinic.Kind]int
	pricing clinic.Pricing
}

func newDesk(t testing.TB) *desk {
	d := &desk{t: t, now: time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC), numbers: map[clinic.Kind]int{}}
	practice := clinic.Clinic{
		Name: "Harbour Remedial Massage", Street: "12 Quay Street", Suburb: "Fremantle", State: "WA", Postcode: "6160", Phone: "08 5550 1234",
		BusinessNumber: "51 824 753 556", Region: "AU-WA", Paper: "A4", TaxRegistered: true, TaxName: "GST", TaxPermille: 100, CashStep: 5,
	}
	d.pricing = clinic.Pricing{
		Clinic:   practice,
		Services: []clinic.Service{{ID: "s", Name: "Remedial massage", Minutes: 60, PriceCents: ptr(9500)}, {ID: "physio", Name: "Physiotherapy", PriceCents: ptr(12000)}},
		Prices:   []clinic.Price{{ID: "free", ServiceID: "physio", Tax: clinic.TaxFree}},
		Practitioners: []clinic.Practitioner{
			{ID: "ingrid", Name: "Ingrid Sørensen", Qualifications: "Dip. Remedial Massage", Association: "Massage & Myotherapy Australia", MemberNumber: "MM4711", ProviderNumber: "0000000A"},
			{ID: "bo", Name: "Bo Tran", Association: "ATMS", MemberNumber: "AT12345", ProviderNumber: "AT12345R"},
		},
	}
	d.about = About{
		Clinic: practice, Practitioners: d.pricing.Practitioners, Printed: "2026-03-10", Catalogue: catalogue(t),
		Chart: &clinic.Chart{Patient: clinic.Patient{
			ID: "p", GivenName: "Margaret", FamilyName: "O’Doyle", PreferredName: "Peg", BirthDate: "1961-04-03", Street: "3 Hill Street", Suburb: "Perth", State: "WA",
			Postcode: "6000", HealthFund: "Teachers Health", FundNumber: "M-77",
		}},
	}
	d.pricing.ProviderNumber = func(p *clinic.Practitioner, _, _ string, _ clinic.Date) string { return p.ProviderNumber }
	return d
}

func (d *desk) env() clinic.Env {
	return clinic.Env{Now: func() time.Time { return d.now }, NewID: func() string { d.ids++; return fmt.Sprint("id", d.ids) }, Actor: clinic.Actor{Name: "Rosa"}}
}

// keep files what an operation puts, as the store does, and lets a minute pass.
func (d *desk) keep(op clinic.Operation, err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
	for _, r := range op.Put {
		if n, ok := r.(clinic.Numbered); ok {
			d.numbers[r.Kind()]++
			r = n.WithNumber(d.numbers[r.Kind()])
		}
		d.about.Chart.Add(r)
	}
	d.now = d.now.Add(time.Minute)
}

func (d *desk) visit(id, service, practitioner string, day clinic.Date) clinic.InvoiceLine {
	title := d.pricing.Services[slices.IndexFunc(d.pricing.Services, func(s clinic.Service) bool { return s.ID == service })].Name
	return d.pricing.VisitLine(&clinic.Appointment{
		ID: id, PatientID: "p", PractitionerID: practitioner, ServiceID: service, Day: day, Start: 540, Minutes: 60, Title: title,
	}, "Teachers Health")
}

func (d *desk) settle(c clinic.Charge) clinic.Settled {
	d.t.Helper()
	c.Patient = d.about.Chart.Patient
	out, op, err := clinic.Settle(d.env(), &d.pricing, d.about.Chart.Account(), c)
	d.keep(op, err)
	return out
}

func parts(ways ...any) []clinic.PaymentPart {
	var out []clinic.PaymentPart
	for i := 0; i < len(ways); i += 2 {
		out = append(out, clinic.PaymentPart{Way: ways[i].(clinic.PayWay), Cents: ways[i+1].(int)})
	}
	return out
}

// paper sets one, and gives its text.
func (d *desk) paper(code, id string) (*Document, string) {
	d.t.Helper()
	sort := PaperOf(code)
	subject, there := sort.Find(&d.about, id)
	if !there {
		d.t.Fatalf("there is no %s %q", code, id)
	}
	doc, err := sort.Set(d.about, subject, Options{})
	if err != nil {
		d.t.Fatal(err)
	}
	return doc, d.read(doc, code)
}

func (d *desk) read(doc *Document, code string) string {
	d.t.Helper()
	t := d.t.(*testing.T)
	file := filepath.Join(t.TempDir(), code+".pdf")
	if err := doc.Save(file); err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("REGIMEN_PICTURES"); dir != "" {
		if err := doc.Save(filepath.Join(dir, strings.ReplaceAll(t.Name(), "/", "-")+"-"+code+".pdf")); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range strings.Split(strings.TrimSpace(poppler(t, "pdffonts", file)), "\n")[2:] {
		if !strings.Contains(f, "yes") {
			t.Errorf("a font is not embedded: %s", f)
		}
	}
	return text(t, file)
}

// says checks what stands on a paper and what does not.
func says(t testing.TB, paper string, want []string, never ...string) {
	t.Helper()
	for _, x := range want {
		if !strings.Contains(paper, x) {
			t.Errorf("%q is not on the paper: %s", x, paper)
		}
	}
	for _, x := range never {
		if strings.Contains(paper, x) {
			t.Errorf("%q is on the paper: %s", x, paper)
		}
	}
}

// Every field that associations and funds ask for stands on the receipt, with what was paid by each way and what is left.
func TestReceiptSaysEverything(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	line := d.visit("v", "s", "ingrid", "2026-03-03").Less(1000, "concession")
	line.Code = "105"
	s := d.settle(clinic.Charge{Lines: []clinic.InvoiceLine{line}, Claim: "C-9", Parts: parts(clinic.ByFund, 3000, clinic.ByCash, 4998, clinic.Rounding, 2)})
	doc, got := d.paper(ReceiptPaper, s.Payment.ID)
	says(t, got, []string{
		"Harbour Remedial Massage", "12 Quay Street, Fremantle WA 6160", "08 5550 1234", "ABN 51 824 753 556", "Tax invoice and receipt",
		"Receipt 1", "Invoice 1", "Paid on 4 March 2026", "Issued on 4 March 2026", "For Margaret O’Doyle, born 3 April 1961",
		"Health fund: Teachers Health, member M-77", "Claim or order number: C-9", "Treated by Ingrid Sørensen, Dip. Remedial Massage",
		"Massage & Myotherapy Australia, member number MM4711", "Provider number 0000000A", "3 Mar 2026", "Remedial massage", "60 minutes", "Item code 105",
		"$95.00 less $10.00: concession", "Total $85.00", "GST in the total $7.73", "Total price includes GST.", "Fund on the terminal $30.00", "Cash $49.98",
		"Rounding to coins $0.02", "Paid in all $80.00", "Paid by this receipt $80.00", "Still to pay $5.00", "Signature of the therapist",
	}, "DUPLICATE", "Peg", "3 Hill Street", "Duplicate copy")
	if doc.Pages() != 1 {
		t.Errorf("%d pages", doc.Pages())
	}
	line.Text = "Remedial massage, 60 minutes"
	named := d.settle(clinic.Charge{Lines: []clinic.InvoiceLine{line}})
	if _, got := d.paper(InvoicePaper, named.Invoice.ID); strings.Count(got, "60 minutes") != 1 {
		t.Errorf("the length is told twice: %s", got)
	}
	// What was paid later, and taken back, changes nothing of it but for a line.
	d.settle(clinic.Charge{Earlier: []string{s.Invoice.ID}, Parts: parts(clinic.ByCard, 500)})
	_, same := d.paper(ReceiptPaper, s.Payment.ID)
	if same != got {
		t.Errorf("another receipt after a later payment:\n%s\n%s", got, same)
	}
	_, op, err := clinic.Void(d.env(), d.about.Chart.Account(), "Peg", s.Invoice.ID, "charged twice", nil, nil)
	d.keep(op, err)
	_, voided := d.paper(ReceiptPaper, s.Payment.ID)
	says(t, voided, []string{"Still to pay $5.00", "Credit note 1 of 4 March 2026 took $85.00 back: charged twice"})
}

// The first print is the original, also when a number was given long before; each after it says that it is a copy.
func TestCopiesSayThatTheyAre(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := d.settle(clinic.Charge{Lines: []clinic.InvoiceLine{d.visit("v", "s", "ingrid", "2026-03-04")}, Parts: parts(clinic.ByCard, 9500)})
	d.now = d.now.AddDate(0, 0, 3)
	ids := map[string]string{ReceiptPaper: s.Payment.ID, InvoicePaper: s.Invoice.ID}
	for code, id := range ids {
		_, first := d.paper(code, id)
		says(t, first, nil, "DUPLICATE COPY", "Duplicate copy")
		d.keep(clinic.GivePaper(d.env(), "p", code, id), nil)
		_, second := d.paper(code, id)
		says(t, second, []string{"DUPLICATE COPY", "Duplicate copy, printed 10 March 2026."})
	}
	// An account and a year are of their day, and no copies of others.
	d.keep(clinic.GivePaper(d.env(), "p", StatementPaper, "p"), nil)
	for _, code := range []string{StatementPaper, YearPaper} {
		_, got := d.paper(code, "")
		says(t, got, nil, "DUPLICATE COPY")
	}
}

// Only what has tax in it is a tax invoice, and only where the clinic takes tax; New Zealand has another name for it.
func TestInvoicesAreHeadedByTheirTax(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		change func(*clinic.Clinic)
		lines  []string
		title  string
		want   []string
		never  []string
	}{
		"registered":     {func(*clinic.Clinic) {}, []string{"s"}, "Tax invoice", []string{"GST in the total $8.64", "Total price includes GST."}, []string{"Taxable"}},
		"not registered": {func(c *clinic.Clinic) { c.TaxRegistered = false }, []string{"s"}, "Invoice", nil, []string{"Tax invoice", "GST"}},
		"free of tax":    {func(*clinic.Clinic) {}, []string{"physio"}, "Invoice", []string{"GST in the total $0.00"}, []string{"Tax invoice", "includes GST"}},
		"mixed": {
			func(*clinic.Clinic) {},
			[]string{"s", "physio"},
			"Tax invoice",
			[]string{"included", "free", "Of it with GST $95.00", "GST in the total $8.64", "Total $215.00"},
			[]string{"Total price includes"},
		},
		"New Zealand": {func(c *clinic.Clinic) { c.Region, c.TaxPermille = "NZ-AUK", 150 }, []string{"s"}, "Taxable supply information", []string{"GST number 51 824", "GST in the total $12.39"}, []string{"Tax invoice", "ABN"}},
		"Ontario":     {func(c *clinic.Clinic) { c.Region, c.TaxName, c.TaxPermille = "CA-ON", "HST", 130 }, []string{"s"}, "Invoice", []string{"HST number", "HST in the total $10.93", "Signature of the therapist"}, []string{"Tax invoice"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.about.Chart.Patient.HealthFund = ""
			x.change(&d.pricing.Clinic)
			d.about.Clinic = d.pricing.Clinic
			var list []clinic.InvoiceLine
			for i, s := range x.lines {
				list = append(list, d.visit(fmt.Sprint("v", i), s, "ingrid", "2026-03-04"))
			}
			s := d.settle(clinic.Charge{Lines: list})
			doc, got := d.paper(InvoicePaper, s.Invoice.ID)
			if doc.Title != x.title {
				t.Errorf("it is headed %q, not %q", doc.Title, x.title)
			}
			says(t, got, append(x.want, x.title), x.never...)
		})
	}
}

// From 1,000 on the buyer is named with the address.
func TestALargeInvoiceNamesTheBuyer(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	line := d.visit("v", "s", "ingrid", "2026-03-04")
	line.Quantity = 11
	line.Cents = line.Sum()
	s := d.settle(clinic.Charge{Lines: []clinic.InvoiceLine{line}, BillTo: "WorkSafe\n1 Main Road"})
	_, got := d.paper(InvoicePaper, s.Invoice.ID)
	says(t, got, []string{"3 Hill Street, Perth WA 6000", "To be paid by: WorkSafe 1 Main Road", "11 at $95.00", "Total $1045.00", "Still to pay $1045.00"})
}

// What is sold ahead names nobody who treats. A visit that is paid by it names who was treated and when.
func TestVouchersAndPackagesOnReceipts(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ten, gift := clinic.Item{ID: "ten", Name: "Ten massages", Sort: clinic.SoldPackage, PriceCents: ptr(90000), Sessions: 10, Months: 12}, clinic.Item{ID: "gift", Name: "Massage voucher", Sort: clinic.SoldVoucher, Months: 36}
	sold := d.settle(clinic.Charge{
		Lines: []clinic.InvoiceLine{d.pricing.ItemLine(&ten, 90000), d.pricing.ItemLine(&gift, 12000)},
		Sold:  []clinic.Sale{{Line: 0, Item: ten}, {Line: 1, Item: gift, Holder: "Anna Lee"}}, Parts: parts(clinic.ByCard, 102000),
	})
	_, got := d.paper(ReceiptPaper, sold.Payment.ID)
	says(t, got, []string{"Ten massages", "Package of sessions", "Gift voucher", "GST in the total $0.00", "Paid in all $1020.00"}, "Provider number", "Treated by", "Tax invoice", "Signature")
	_, page := d.paper(VoucherPaper, sold.Sold[1].ID)
	says(t, page, []string{"Gift voucher", "for Anna Lee", "$120.00", sold.Sold[1].Code, "To be used until 4 March 2029", "08 5550 1234", "How to use it"}, "Doyle", "Margaret", "Provider")
	_, page = d.paper(VoucherPaper, sold.Sold[0].ID)
	says(t, page, []string{"Package of sessions", "10 sessions", "Ten massages", "To be used until 4 March 2027"}, "Doyle")

	other := newDesk(t)
	other.about.Chart.Patient = clinic.Patient{ID: "q", GivenName: "Anna", FamilyName: "Lee"}
	state := sold.Sold[0].StateOf(nil)
	visit := other.visit("v", "s", "bo", "2026-03-02")
	paid := other.settle(clinic.Charge{
		Lines: []clinic.InvoiceLine{visit.Less(500, "package")}, Credits: []clinic.CreditState{state},
		Parts: []clinic.PaymentPart{{Way: clinic.ByPackage, Cents: state.NextSession(), Credit: state.ID}},
	})
	_, got = other.paper(ReceiptPaper, paid.Payment.ID)
	says(t, got, []string{"For Anna Lee", "2 Mar 2026", "Provider number AT12345R", "Package $90.00", "Still to pay $0.00", "GST in the total $8.18"}, "Doyle", "Margaret")
}

// One receipt pays several invoices, and what is over stands on account.
func TestAReceiptOfSeveralInvoices(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	first := d.settle(clinic.Charge{Lines: []clinic.InvoiceLine{d.visit("v1", "s", "ingrid", "2026-03-01")}, Parts: parts(clinic.ByCash, 2000)})
	both := d.settle(clinic.Charge{
		Lines:   []clinic.InvoiceLine{d.visit("v2", "s", "ingrid", "2026-03-04"), d.visit("v3", "physio", "bo", "2026-03-04")},
		Earlier: []string{first.Invoice.ID}, Parts: parts(clinic.ByCard, 30000),
	})
	_, got := d.paper(ReceiptPaper, both.Payment.ID)
	says(t, got, []string{
		"Invoice 2, issued on 4 March 2026", "Invoice 1, issued on 4 March 2026", "Paid or taken off before $20.00", "Paid by this receipt $215.00", "Paid by this receipt $75.00",
		"Of it on account, for later $10.00", "Paid in all $300.00", "By Ingrid Sørensen", "By Bo Tran", "Provider number AT12345R", "Provider number 0000000A",
	})
	ahead := d.settle(clinic.Charge{Parts: parts(clinic.ByTransfer, 5000)})
	doc, got := d.paper(ReceiptPaper, ahead.Payment.ID)
	says(t, got, []string{"Of it on account, for later $50.00", "Transfer $50.00"}, "Invoice")
	if doc.Title != "Receipt" {
		t.Errorf("it is headed %q", doc.Title)
	}
}

// The paper of a refund says why, of which receipt it is, and which credit note belongs to it.
func TestRefundsAndCreditNotes(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := d.settle(clinic.Charge{Lines: []clinic.InvoiceLine{d.visit("v", "s", "ingrid", "2026-03-04")}, Parts: parts(clinic.ByCard, 9500)})
	note, pay, op, err := clinic.Refund(d.env(), d.about.Chart.Account(), "Peg", clinic.GiveBack{Invoice: s.Invoice.ID, Cents: 2500, Parts: parts(clinic.ByCash, 2500), Reason: "ended early", Payment: s.Payment.ID})
	d.keep(op, err)
	_, got := d.paper(ReceiptPaper, pay.ID)
	says(t, got, []string{
		"Refund 2", "Given back on 4 March 2026", "Why: ended early", "what was paid by Receipt 1 of 4 March 2026", "It belongs to Credit note 1, for $25.00 of Invoice 1.",
		"Cash $25.00", "Given back in all $25.00",
	}, "-$")
	_, got = d.paper(CreditNotePaper, note.ID)
	says(t, got, []string{"Credit note 1", "For Invoice 1 of 4 March 2026", "$25.00 of Invoice 1 of 4 March 2026 is taken back.", "Why: ended early", "Taken back by this note $25.00", "GST in it $2.27", "ABN 51"})
	_, got = d.paper(InvoicePaper, s.Invoice.ID)
	says(t, got, []string{"Taken back $25.00", "Paid until 10 March 2026 $70.00", "Still to pay $0.00"}, "void")
	note, op, err = clinic.Void(d.env(), d.about.Chart.Account(), "Peg", s.Invoice.ID, "wrong patient", nil, nil)
	d.keep(op, err)
	_, got = d.paper(InvoicePaper, s.Invoice.ID)
	says(t, got, []string{"This invoice is void."})
	_, got = d.paper(CreditNotePaper, note.ID)
	says(t, got, []string{"nothing of it is to be paid any more"})
}

// The account of a patient adds up, and tells since when it is owed.
func TestStatementAndYear(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	old := d.settle(clinic.Charge{Lines: []clinic.InvoiceLine{d.visit("v1", "s", "ingrid", "2026-03-01")}, Parts: parts(clinic.ByCash, 2000, clinic.ByFund, 3000)})
	d.now = d.now.AddDate(0, 4, 0) // into the next year of the tax
	d.settle(clinic.Charge{Lines: []clinic.InvoiceLine{d.visit("v2", "s", "ingrid", "2026-07-01")}, Parts: parts(clinic.ByCard, 9500)})
	d.settle(clinic.Charge{Lines: []clinic.InvoiceLine{d.visit("v3", "physio", "bo", "2026-07-02")}})
	d.about.Printed = "2026-07-20"
	_, got := d.paper(StatementPaper, "")
	says(t, got, []string{
		"Statement of account", "As of 20 July 2026", "Invoice 1", "Receipt 1", "Cash, Fund on the terminal", "Still to pay $165.00", "0 to 30 days", "More than 90 days", "$120.00", "$45.00",
	})
	account := d.about.Chart.Account()
	entries := account.Entries()
	if last := entries[len(entries)-1].Balance; last != account.Owed-account.OnAccount || account.Owed != 16500 {
		t.Errorf("balance %d, owed %d", last, account.Owed)
	}
	years, _ := PaperOf(YearPaper).Of(&d.about)
	if len(years) != 2 || years[0].ID != "2026-07-01" || years[1].ID != "2025-07-01" {
		t.Fatalf("years %+v", years)
	}
	_, got = d.paper(YearPaper, "2025-07-01")
	says(t, got, []string{"1 July 2025 to 30 June 2026", "Receipt 1", "Remedial massage, 1 Mar 2026", "Paid in all $50.00", "Of it by the health fund $30.00", "Paid by the patient $20.00"}, "Receipt 2")
	_, got = d.paper(YearPaper, "2026-07-01")
	says(t, got, []string{"Receipt 2", "Paid in all $95.00"}, "Receipt 1 ")
	if old.Invoice == nil {
		t.Error("nothing was charged")
	}
}

// Sixty lines, long names and names in other scripts stay on the pages, on both sizes.
func TestLongReceipts(t *testing.T) {
	t.Parallel()
	for _, size := range []string{"A4", "Letter"} {
		for _, name := range []string{"Margaret", "王美玲", "مريم الحسن", strings.Repeat("Wolfeschlegelsteinhausen-", 6)} {
			d := newDesk(t)
			d.about.Clinic.Paper = size
			d.about.Chart.Patient.GivenName = name
			d.pricing.Clinic.Name += strings.Repeat(" and Myotherapy of the Whole Western Coast", 2)
			var list []clinic.InvoiceLine
			day := clinic.Date("2026-01-01")
			for i := range 60 {
				list = append(list, d.visit(fmt.Sprint("v", i), "s", "ingrid", day.AddDays(i)))
			}
			s := d.settle(clinic.Charge{Lines: list, Parts: parts(clinic.ByTransfer, 60*9500)})
			doc, got := d.paper(ReceiptPaper, s.Payment.ID)
			if n := strings.Count(got, "Remedial massage 60 minutes") + strings.Count(got, "Remedial massage $95.00"); n < 60 {
				t.Errorf("%s, %s: %d lines of 60", size, name, n)
			}
			says(t, got, []string{"Total $5700.00", "Still to pay $0.00", fmt.Sprintf("Page %d of %d", doc.Pages(), doc.Pages())})
			for i := range doc.Pages() {
				b := doc.Page(i).Bounds()
				page := doc.Page(i).Box()
				if b.Min.X < margin-1 || b.Max.X > page.Width()-margin+1 || b.Max.Y > page.Height()-margin+1 {
					t.Errorf("%s, %s: page %d is drawn on to %v", size, name, i+1, b)
				}
			}
			if doc.Pages() > 6 {
				t.Errorf("%d pages", doc.Pages())
			}
		}
	}
}

// The takings of a day tell each way, each payment and refund, what was sold ahead and used, and the till.
func TestTakingsOfADay(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	gift := clinic.Item{ID: "gift", Name: "Massage voucher", Sort: clinic.SoldVoucher}
	sold := d.settle(clinic.Charge{
		Lines: []clinic.InvoiceLine{d.visit("v", "s", "ingrid", "2026-03-04"), d.pricing.ItemLine(&gift, 5000)}, Sold: []clinic.Sale{{Line: 1, Item: gift}},
		Parts: parts(clinic.ByCash, 10000, clinic.ByCard, 4500),
	})
	state := sold.Sold[0].StateOf(nil)
	d.settle(clinic.Charge{
		Lines: []clinic.InvoiceLine{d.visit("v2", "s", "ingrid", "2026-03-04")}, Credits: []clinic.CreditState{state},
		Parts: []clinic.PaymentPart{{Way: clinic.ByVoucher, Cents: 5000, Credit: state.ID}, {Way: clinic.ByCard, Cents: 4500}},
	})
	_, _, op, err := clinic.Refund(d.env(), d.about.Chart.Account(), "Peg", clinic.GiveBack{Invoice: sold.Invoice.ID, Cents: 500, Parts: parts(clinic.ByCash, 500), Reason: "late start"})
	d.keep(op, err)
	count, _, err := clinic.CountTill(d.env(), "2026-03-04", 20000, 29400, 9500, "a coin is missing")
	if err != nil {
		t.Fatal(err)
	}
	p := Takings{Clinic: d.about.Clinic, Takings: clinic.Takings{From: "2026-03-04", To: "2026-03-04"}, Names: map[string]string{"p": "Margaret (Peg) O’Doyle"}, Printed: "2026-03-04"}
	for _, k := range clinic.MoneyKinds() {
		for _, r := range d.about.Chart.RecordsOf(k) {
			p.Takings.Add(r)
		}
	}
	p.Takings.Add(count)
	doc := NewTakings(p, Options{System: none})
	says(t, d.read(doc, TakingsPaper), []string{
		"Takings: Wed 4 Mar 2026", "Card $90.00 $0.00 $90.00", "Cash $100.00 $5.00 $95.00", "Voucher $50.00", "Money in all $185.00", "Payments in all $240.00", "Refunds in all -$5.00", "late start",
		"Massage voucher sold, Invoice 1", "Used of a voucher or package", "In it in the morning $200.00", "Expected in the evening $295.00", "Counted $294.00", "Missing $1.00", "a coin is missing", "by Rosa",
	})
	empty := NewTakings(Takings{Clinic: d.about.Clinic, Takings: clinic.Takings{From: "2026-03-05", To: "2026-03-05"}}, Options{System: none})
	says(t, d.read(empty, "empty"), []string{"Nothing was paid.", "It was not counted."})
}

// What is not there is no paper.
func TestNoMoneyNoPaper(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, code := range []string{ReceiptPaper, InvoicePaper, CreditNotePaper, StatementPaper, YearPaper, VoucherPaper} {
		if _, there := PaperOf(code).Find(&d.about, ""); there {
			t.Errorf("there is a %s of nothing", code)
		}
	}
	for code, set := range map[string]func() (*Document, error){
		ReceiptPaper:    func() (*Document, error) { return NewReceipt(d.about, "x", Options{}) },
		InvoicePaper:    func() (*Document, error) { return NewInvoice(d.about, "x", Options{}) },
		CreditNotePaper: func() (*Document, error) { return NewCreditNote(d.about, "x", Options{}) },
		VoucherPaper:    func() (*Document, error) { return NewVoucher(d.about, "x", Options{}) },
	} {
		if _, err := set(); !errors.Is(err, clinic.ErrNotFound) {
			t.Errorf("%s: %v", code, err)
		}
	}
}
