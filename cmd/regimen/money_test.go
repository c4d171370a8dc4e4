package main

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/document"
	"regimen/internal/store"
)

// pdfText is what a reader finds on a paper, white space folded.
func pdfText(t testing.TB, file string) string {
	t.Helper()
	out, err := exec.Command("pdftotext", "-layout", file, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v (resources/setup.sh --test installs it)", err)
	}
	return strings.Join(strings.Fields(string(out)), " ")
}

// csvOf is a table that a command writes, without its headings.
func csvOf(t testing.TB, args ...string) [][]string {
	t.Helper()
	status, out, errs := call(args...)
	if status != done {
		t.Fatalf("%q: %d %s", args, status, errs)
	}
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil || len(rows) == 0 {
		t.Fatalf("%q: %q, %v", args, out, err)
	}
	return rows[1:]
}

func TestListMoney(t *testing.T) {
	t.Parallel()
	dir := papersIn(t)
	day := []string{"--from", "2025-03-04", "--to", "2025-03-04"}
	for _, x := range []struct {
		list, line string
		row        []string
		days       []string
	}{
		{"receipts", "y1\treceipt 7, 2025-03-04, Margaret Doyle, 80.00, card 80.00, invoice 7\n", []string{"y1", "7", "2025-03-04", "Margaret Doyle", "80.00", "card 80.00", "7", ""}, day},
		{"payments", "y1\treceipt 7, 2025-03-04, Margaret Doyle, card, 80.00\n", []string{"y1", "7", "2025-03-04", "Margaret Doyle", "card", "80.00", ""}, day},
		{
			"invoices", "i1\tinvoice 7, 2025-03-04, Margaret Doyle, total 95.00, tax 0.00, taken back 5.00, paid 80.00, due 10.00, part-paid\n",
			[]string{"i1", "7", "2025-03-04", "Margaret Doyle", "95.00", "0.00", "5.00", "80.00", "10.00", "part-paid"},
			day,
		},
		{"owed", "p1\tMargaret Doyle, owes 10.00, on account 0.00, since 2025-03-04\n", []string{"p1", "Margaret Doyle", "10.00", "0.00", "2025-03-04"}, nil},
		{
			"vouchers", "k1\tABCD-2345, Massage voucher, voucher, for Anna, sold on 2025-03-04, worth 50.00, left 50.00\n",
			[]string{"k1", "ABCD-2345", "Massage voucher", "voucher", "Anna", "2025-03-04", "", "50.00", "50.00", ""},
			nil,
		},
	} {
		args := append([]string{"list", x.list, "--data", dir}, x.days...)
		if out, _ := well(t, args...); out != x.line {
			t.Errorf("%s: %q", x.list, out)
		}
		if rows := csvOf(t, append(args, "--csv")...); len(rows) != 1 || !slices.Equal(rows[0], x.row) {
			t.Errorf("%s: %q", x.list, rows)
		}
		if x.days != nil {
			if out, _ := well(t, "list", x.list, "--data", dir); out != "" {
				t.Errorf("%s of today: %q", x.list, out)
			}
		} else if status, _, errs := call("list", x.list, "--from", "2025-03-04", "--data", dir); status != wrong || !strings.Contains(errs, "--from and --to") {
			t.Errorf("%s of some days: %d %q", x.list, status, errs)
		}
	}
}

// What went back is a number below nothing in a spreadsheet, and a text that somebody typed is no formula there.
func TestMoneyInASpreadsheet(t *testing.T) {
	t.Parallel()
	dir := papersIn(t)
	s, err := store.Open(t.Context(), store.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2025, 3, 5, 9, 0, 0, 0, time.UTC)
	_, err = s.Load(t.Context(), clinic.Say("test"), []clinic.Record{&clinic.Payment{
		ID: "y2", PatientID: "p1", Number: 8, Day: "2025-03-05", At: at, Cents: -500, Reason: "=1+1", Parts: []clinic.PaymentPart{{Way: clinic.ByCash, Cents: -500, Note: "+61"}},
	}, &clinic.Allocation{ID: "o2", PatientID: "p1", PaymentID: "y2", InvoiceID: "i1", Cents: -500, At: at}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	day := []string{"--from", "2025-03-05", "--to", "2025-03-05", "--data", dir}
	if rows := csvOf(t, append([]string{"list", "receipts", "--csv"}, day...)...); len(rows) != 1 || rows[0][4] != "-5.00" || rows[0][7] != "'=1+1" {
		t.Errorf("%q", rows)
	}
	if rows := csvOf(t, append([]string{"list", "payments", "--csv"}, day...)...); len(rows) != 1 || rows[0][5] != "-5.00" || rows[0][6] != "'+61" {
		t.Errorf("%q", rows)
	}
	if rows := csvOf(t, append([]string{"export", "money", "--out", "-"}, day...)...); len(rows) != 1 || rows[0][0] != "refund" || rows[0][3] != "p1" || rows[0][14] != "-5.00" || rows[0][15] != "'=1+1" {
		t.Errorf("%q", rows)
	}
	if rows := csvOf(t, append([]string{"export", "money", "--names", "--out", "-"}, day...)...); rows[0][3] != "Margaret Doyle" {
		t.Errorf("%q", rows)
	}
}

// The first receipt that is written is the original and the next one a copy. Beside a window that has the records open it is
// a copy, and the original is still to be given.
func TestOneOriginalOfAReceipt(t *testing.T) {
	t.Parallel()
	dir := papersIn(t)
	file := filepath.Join(t.TempDir(), "receipt.pdf")
	print := func(args ...string) (paper, errs string) {
		t.Helper()
		_, errs = well(t, append(append([]string{"print"}, args...), "--out", file, "--data", dir)...)
		return pdfText(t, file), errs
	}
	window, err := store.Open(t.Context(), store.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if paper, errs := print("receipt", "--number", "7"); !strings.Contains(paper, "DUPLICATE COPY") || !strings.Contains(errs, "says that it is a copy") {
		t.Errorf("beside a window: %q %q", errs, paper)
	}
	if err := window.Close(); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"receipt", "--number", "7"}, {"invoice", "--patient", "p1", "--number", "7"}, {"credit-note", "--number", "7"}, {"voucher", "--number", "abcd2345"}} {
		if paper, errs := print(args...); strings.Contains(paper, "DUPLICATE") || strings.Contains(errs, "copy") {
			t.Errorf("the first %s is a copy: %s", args[0], errs)
		}
		if paper, _ := print(args[0], "--patient", "p1"); !strings.Contains(paper, "DUPLICATE COPY") {
			t.Errorf("the second %s is none: %s", args[0], paper)
		}
	}
	for _, args := range [][]string{{"statement", "--patient", "p1"}, {"year", "--patient", "p1"}} {
		print(args...)
		if paper, _ := print(args...); strings.Contains(paper, "DUPLICATE") {
			t.Errorf("%s is a copy", args[0])
		}
	}
	// It is what the window knows, too.
	s, err := store.Open(t.Context(), store.Config{Dir: dir, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	chart, err := s.Chart(t.Context(), "p1")
	if err != nil {
		t.Fatal(err)
	}
	if !chart.Given(document.ReceiptPaper, "y1") || len(chart.RecordsOf(clinic.KindPaperGiven)) != 8 {
		t.Errorf("%d papers were given", len(chart.RecordsOf(clinic.KindPaperGiven)))
	}
}

func TestPrintMoney(t *testing.T) {
	t.Parallel()
	dir := papersIn(t)
	file := filepath.Join(t.TempDir(), "paper.pdf")
	with := func(args ...string) []string {
		return append(append([]string{"print"}, args...), "--out", file, "--data", dir)
	}
	for _, x := range []struct {
		args []string
		want []string
	}{
		{[]string{"takings", "--day", "2025-03-04"}, []string{"Takings: Tue 4 Mar 2025", "Card $80.00", "Margaret Doyle"}},
		{[]string{"takings"}, []string{"Nothing was paid."}},
		{[]string{"year", "--patient", "p1", "--day", "2025-01-31"}, []string{"1 July 2024 to 30 June 2025", "Paid in all $80.00"}},
		{[]string{"statement", "--patient", "p1"}, []string{"Still to pay $10.00"}},
	} {
		well(t, with(x.args...)...)
		paper := pdfText(t, file)
		for _, want := range x.want {
			if !strings.Contains(paper, want) {
				t.Errorf("%q: %q is not in %q", x.args, want, paper)
			}
		}
	}
	for _, x := range []struct {
		status int
		want   string
		args   []string
	}{
		{failed, "there is no receipt with that number", []string{"receipt", "--number", "8"}},
		{failed, "there is no voucher with that number", []string{"voucher", "--number", "NONE-0000"}},
		{failed, "another patient's", []string{"receipt", "--number", "7", "--patient", "p2"}},
		{failed, "there is no year for the tax of that day", []string{"year", "--patient", "p1", "--day", "2020-01-31"}},
		{wrong, "a number such as 12", []string{"receipt", "--number", "seven"}},
		{wrong, "--number is for", []string{"statement", "--number", "7"}},
		{wrong, "--plan is for", []string{"receipt", "--plan", "l1"}},
		{wrong, "--day for print takings", []string{"receipt", "--number", "7", "--day", "2025-03-04"}},
		{wrong, "is of no patient", []string{"takings", "--number", "7"}},
		{wrong, "--grid are for", []string{"takings", "--grid"}},
		{wrong, "a day such as", []string{"takings", "--day", "yesterday"}},
		{wrong, "--number", []string{"receipt"}},
	} {
		if status, _, errs := call(with(x.args...)...); status != x.status || !strings.Contains(errs, x.want) {
			t.Errorf("%q: %d %q", x.args, status, errs)
		}
	}
	for _, x := range [][]string{
		{"export", "money", "--out", "-"},
		{"export", "money", "--from", "2025-03-04", "--practitioner", "a1", "--out", "-"},
		{"export", "ics", "--practitioner", "a1", "--figures", "--out", "-"},
		{"export", "money", "--from", "2025-03-04", "--to", "2025-03-03", "--out", "-"},
	} {
		if status, _, errs := call(append(x, "--data", dir)...); status != wrong {
			t.Errorf("%q: %d %q", x, status, errs)
		}
	}
	// An older table is replaced, any other file is left.
	table := filepath.Join(t.TempDir(), "money.csv")
	export := []string{"export", "money", "--from", "2025-03-04", "--out", table, "--data", dir}
	well(t, export...)
	well(t, export...)
	if err := os.WriteFile(table, []byte("my notes"), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, _, errs := call(export...); status != failed || !strings.Contains(errs, "a file of another kind") || string(read(t, table)) != "my notes" {
		t.Errorf("%d %q", status, errs)
	}
}

// trading makes a clinic in which many things are charged, paid, given back and voided.
func trading(t *testing.T, dir string, seed uint64) {
	t.Helper()
	rnd := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // the same clinic on every run
	now := time.Date(2025, 5, 1, 9, 0, 0, 0, time.UTC)
	s, err := store.Open(t.Context(), store.Config{Dir: dir, Clock: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	pricing := &clinic.Pricing{
		Clinic:        clinic.Clinic{ID: clinic.ClinicID, Name: "Harbour", Paper: "A4", TaxRegistered: true, TaxName: "GST", TaxPermille: 100, CashStep: 5, Region: "AU-NSW", Zone: "UTC"},
		Practitioners: []clinic.Practitioner{{ID: "a1", Name: "Ana", CreatedAt: now}, {ID: "b1", Name: "Bo", CreatedAt: now}},
	}
	voucher := clinic.Item{ID: "gift", Name: "Voucher", Sort: clinic.SoldVoucher, CreatedAt: now}
	records := []clinic.Record{&pricing.Clinic, &voucher, &pricing.Practitioners[0], &pricing.Practitioners[1]}
	for i := range 3 {
		records = append(records, &clinic.Patient{ID: fmt.Sprint("p", i), GivenName: "Pat", FamilyName: strconv.Itoa(i), CreatedAt: now})
	}
	if _, err := s.Load(t.Context(), clinic.Say("test"), records); err != nil {
		t.Fatal(err)
	}
	ids := 0
	env := clinic.Env{Now: func() time.Time { return now }, NewID: func() string { ids++; return fmt.Sprint("n", ids) }, Actor: clinic.Actor{Name: "Rosa", Role: clinic.RoleOwner}}
	apply := func(op clinic.Operation, err error) {
		t.Helper()
		if err == nil {
			op.Actor = env.Actor
			_, err = s.Apply(t.Context(), op)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for range 40 {
		now = now.Add(time.Duration(rnd.IntN(72*60)) * time.Minute)
		chart, err := s.Chart(t.Context(), fmt.Sprint("p", rnd.IntN(3)))
		if err != nil {
			t.Fatal(err)
		}
		a := chart.Account()
		open := a.Open()
		switch rnd.IntN(6) {
		case 0: // a voucher
			worth := 2000 + rnd.IntN(9000)
			_, op, err := clinic.Settle(env, pricing, a, clinic.Charge{
				Patient: chart.Patient, Lines: []clinic.InvoiceLine{pricing.ItemLine(&voucher, worth)}, Sold: []clinic.Sale{{Item: voucher}},
				Parts: []clinic.PaymentPart{{Way: clinic.ByCard, Cents: worth}},
			})
			apply(op, err)
		case 1: // money back
			if len(a.Bills) == 0 {
				continue
			}
			b := a.Bills[rnd.IntN(len(a.Bills))]
			if b.Void() || b.Paid == 0 || b.Lines[0].Sort.Prepaid() {
				continue
			}
			cents := 1 + rnd.IntN(b.Paid)
			_, _, op, err := clinic.Refund(env, a, "Pat", clinic.GiveBack{Invoice: b.ID, Cents: b.Due + cents, Parts: []clinic.PaymentPart{{Way: clinic.ByCash, Cents: cents}}, Reason: "late"})
			apply(op, err)
		case 2: // an older debt
			if len(open) == 0 {
				continue
			}
			cents := 1 + rnd.IntN(open[0].Due)
			_, op, err := clinic.Settle(env, pricing, a, clinic.Charge{Patient: chart.Patient, Earlier: []string{open[0].ID}, Parts: []clinic.PaymentPart{{Way: clinic.ByTransfer, Cents: cents}}})
			apply(op, err)
		case 3: // nothing of it
			if len(open) == 0 || open[0].Lines[0].Sort.Prepaid() {
				continue
			}
			_, op, err := clinic.Void(env, a, "Pat", open[0].ID, "a mistake", nil, nil)
			apply(op, err)
		default: // a visit, with something beside it
			c := clinic.Charge{Patient: chart.Patient}
			for i := range 1 + rnd.IntN(3) {
				cents := 1 + rnd.IntN(15000)
				visit := clinic.Appointment{ID: fmt.Sprint("v", ids, "-", i), PatientID: chart.Patient.ID, PractitionerID: []string{"a1", "b1"}[rnd.IntN(2)], Day: clinic.DateOf(now), Minutes: 60, Title: "Massage", PriceCents: &cents}
				l := pricing.VisitLine(&visit, "")
				l.Appointment, l.Taxed = "", rnd.IntN(3) > 0
				if less := rnd.IntN(cents); less > 0 && rnd.IntN(2) == 0 {
					l = l.Less(less, "=concession")
				}
				c.Lines = append(c.Lines, l)
			}
			total := c.Total()
			c.FromAccount = min(a.OnAccount, rnd.IntN(total+1))
			cash := clinic.InCash(rnd.IntN(total+500), 5)
			if cash > 0 {
				c.Parts = append(c.Parts, clinic.PaymentPart{Way: clinic.ByCash, Cents: cash}, clinic.PaymentPart{Way: clinic.Rounding, Cents: rnd.IntN(3)})
			}
			all, err := s.AllCredits(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if len(all) > 0 && rnd.IntN(2) == 0 {
				use := 1 + rnd.IntN(all[0].LeftCents)
				c.Parts, c.Credits = append(c.Parts, clinic.PaymentPart{Way: clinic.ByVoucher, Cents: use, Credit: all[0].ID}), all[:1]
			}
			_, op, err := clinic.Settle(env, pricing, a, c)
			apply(op, err)
		}
	}
}

// cents reads an amount of a table.
func cents(t testing.TB, text string) int {
	t.Helper()
	n, err := strconv.Atoi(strings.Replace(text, ".", "", 1))
	if text == "" || err != nil || !strings.Contains(text, ".") {
		t.Fatalf("%q is no amount", text)
	}
	return n
}

// total adds up a column of the rows for which keep holds.
func total(t testing.TB, rows [][]string, column int, keep func([]string) bool) int {
	t.Helper()
	sum := 0
	for _, r := range rows {
		if r[column] != "" && (keep == nil || keep(r)) {
			sum += cents(t, r[column])
		}
	}
	return sum
}

// What is charged, paid and owed is the same on the account that the screen shows, on receipts, in the lists and in the
// tables for the accountant, whatever happened.
func TestMoneyAgreesEverywhere(t *testing.T) {
	t.Parallel()
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			trading(t, dir, seed)
			always := []string{"--from", "2025-01-01", "--to", "2026-06-30", "--data", dir}
			table := func(args ...string) [][]string { return csvOf(t, append(args, always...)...) }
			receipts, payments, invoices := table("list", "receipts", "--csv"), table("list", "payments", "--csv"), table("list", "invoices", "--csv")
			rows, figures := table("export", "money", "--out", "-"), table("export", "money", "--figures", "--out", "-")
			owed := csvOf(t, "list", "owed", "--csv", "--data", dir)

			s, err := store.Open(t.Context(), store.Config{Dir: dir, ReadOnly: true})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			takings, err := s.MoneyOf(t.Context(), "2025-01-01", "2026-06-30")
			if err != nil {
				t.Fatal(err)
			}
			f := takings.Figures()
			if f.Invoices < 10 || f.Received == 0 || len(takings.CreditNotes) == 0 {
				t.Fatalf("little happened: %+v", f)
			}
			figure := func(name string) int {
				return total(t, figures, 2, func(r []string) bool { return r[0] == name })
			}
			money := func(r []string) bool {
				way := clinic.PayWay(r[13])
				return !way.Prepaid() && way != clinic.Rounding
			}
			var account struct{ owed, onAccount, due, paid, money, balance, left int }
			for _, p := range takings.People() {
				chart, err := s.Chart(t.Context(), p)
				if err != nil {
					t.Fatal(err)
				}
				a := chart.Account()
				account.owed += a.Owed
				account.onAccount += a.OnAccount
				entries := a.Entries()
				account.balance += entries[len(entries)-1].Balance
				_, sum := a.PaidIn("2025-01-01", "2026-06-30")
				account.money += sum
				ages := 0
				for _, age := range a.ByAge("2026-06-30") {
					ages += age.Cents
				}
				if ages != a.Owed {
					t.Errorf("%s: the ages add up to %d, owed are %d", p, ages, a.Owed)
				}
				for i := range a.Bills {
					account.due += a.Bills[i].Due
					taxes := 0
					for _, tax := range a.Bills[i].LineTaxes() {
						taxes += tax
					}
					if taxes != a.Bills[i].TaxCents {
						t.Errorf("%s: the tax of its lines is %d, not %d", a.Bills[i].Name(), taxes, a.Bills[i].TaxCents)
					}
				}
				for i := range a.Payments {
					r := a.Receipt(a.Payments[i].ID)
					now := r.OnAccount
					for _, b := range r.Bills {
						now += b.Now
						if b.Before+b.Now+b.Left != b.TotalCents || b.Left < 0 {
							t.Errorf("%s does not add up: %d, %d and %d of %d", r.Payment.Name(), b.Before, b.Now, b.Left, b.TotalCents)
						}
					}
					if !r.Payment.Refund() && now != r.Payment.Cents {
						t.Errorf("%s is for %d, not %d", r.Payment.Name(), now, r.Payment.Cents)
					}
					account.paid += r.Payment.Cents
				}
			}
			for _, r := range receipts[len(receipts)-2:] {
				file := filepath.Join(t.TempDir(), "receipt.pdf")
				well(t, "print", "receipt", "--number", r[1], "--out", file, "--data", dir)
				want := "in all $" + strings.TrimPrefix(r[4], "-") // what went back is told above nothing on its paper
				if paper := pdfText(t, file); !strings.Contains(paper, want) {
					t.Errorf("%q is not on the paper: %s", want, paper)
				}
			}
			for what, pair := range map[string][2]int{
				"charged, in the table":       {total(t, rows, 10, nil), f.Charged},
				"charged, in the figures":     {figure("charged"), f.Charged},
				"charged, in the list":        {total(t, invoices, 4, nil) - total(t, invoices, 6, nil), f.Charged},
				"tax, in the table":           {total(t, rows, 11, nil), f.Tax},
				"tax, in the figures":         {figure("tax within it"), f.Tax},
				"received, in the table":      {total(t, rows, 14, money), f.Received},
				"received, in the figures":    {figure("received"), f.Received},
				"received, by the ways":       {figure("came in by") - figure("given back by"), account.paid},
				"received, on the accounts":   {account.money, f.Received},
				"rounding":                    {figure("rounding"), total(t, payments, 5, func(r []string) bool { return r[4] == string(clinic.Rounding) })},
				"receipts and their parts":    {total(t, receipts, 4, nil), total(t, payments, 5, nil)},
				"receipts and the accounts":   {total(t, receipts, 4, nil), account.paid},
				"owed, in the list":           {total(t, owed, 2, nil), account.owed},
				"owed, by the invoices":       {total(t, invoices, 8, nil), account.owed},
				"on account, in the list":     {total(t, owed, 3, nil), account.onAccount},
				"balance of the statements":   {account.balance, account.owed - account.onAccount},
				"used of what was sold ahead": {figure("used of what was sold ahead"), f.Used},
			} {
				if pair[0] != pair[1] {
					t.Errorf("%s: %s and %s", what, clinic.MoneyText(pair[0]), clinic.MoneyText(pair[1]))
				}
			}
		})
	}
}
