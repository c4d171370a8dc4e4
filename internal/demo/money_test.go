package demo

import (
	"context"
	"testing"
	"time"

	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
	"regimen/internal/store"
)

// The money of the sample clinic adds up with its diary: each visit that was held is charged once, waived, or waits; the
// numbers have no gap; and there is something of all sorts.
func (b *booked) moneyAddsUp(t *testing.T) {
	var tk clinic.Takings
	visits := map[string]*clinic.Appointment{}
	numbers := map[clinic.Kind]int{}
	for _, r := range b.records {
		tk.Add(r)
		if n, ok := r.(clinic.Numbered); ok {
			if numbers[r.Kind()]++; n.IssuedNumber() != numbers[r.Kind()] {
				t.Fatalf("%s %d comes after %d", r.Kind(), n.IssuedNumber(), numbers[r.Kind()]-1)
			}
		}
		if a, ok := r.(*clinic.Appointment); ok {
			visits[a.ID] = a
		}
	}
	charged := map[string]string{} // visits, and the invoice that stands
	void := map[string]bool{}
	for _, n := range tk.CreditNotes {
		void[n.InvoiceID] = void[n.InvoiceID] || n.Whole
	}
	for _, in := range tk.Invoices {
		for _, l := range in.Lines {
			if l.Appointment == "" || void[in.ID] {
				continue
			}
			v := visits[l.Appointment]
			switch {
			case charged[v.ID] != "":
				t.Errorf("the visit of %s is charged twice", v.Day)
			case v.InvoiceID != in.ID:
				t.Errorf("the visit of %s points at %q, and is on invoice %d", v.Day, v.InvoiceID, in.Number)
			case in.Day < v.Day:
				t.Errorf("the visit of %s is charged on %s", v.Day, in.Day)
			}
			charged[v.ID] = in.ID
		}
	}
	waits := 0
	for _, v := range visits {
		if v.State == clinic.Attended && charged[v.ID] == "" {
			waits++
		}
	}
	if waits > 3 {
		t.Errorf("%d visits are not charged", waits)
	}
	if len(tk.Payments) < 200 || len(tk.CreditNotes) < 2 || len(tk.Uses) < 3 || len(tk.Counts) < 2 {
		t.Errorf("there are %d receipts, %d credit notes, %d uses of packages and vouchers, %d counts of the till", len(tk.Payments), len(tk.CreditNotes), len(tk.Uses), len(tk.Counts))
	}
	refunds, owed := 0, 0
	for i := range tk.Payments {
		if tk.Payments[i].Refund() {
			refunds++
		}
	}
	var packages, vouchers int
	for _, c := range charts(b.records) {
		a := c.Account()
		if a.Owed > 0 {
			owed++
		}
		for _, x := range a.Credits {
			if x.Sort == clinic.SoldPackage {
				packages++
			} else {
				vouchers++
			}
		}
	}
	if refunds == 0 || owed == 0 || packages == 0 || vouchers == 0 {
		t.Errorf("there are %d refunds, %d who owe something, %d packages and %d vouchers", refunds, owed, packages, vouchers)
	}
}

// The sample clinic passes the check of the store, its money with the rest.
func TestMoneyIsSound(t *testing.T) {
	t.Parallel()
	atlas, cat := bookstest.Shipped(t)
	ctx := context.Background()
	st, err := store.Open(ctx, store.Config{Dir: t.TempDir(), Clock: func() time.Time { return now }, Machine: "test", Catalogue: cat, Zone: now.Location()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = st.Close() }()
	if _, err := st.Load(ctx, clinic.Say("Sample clinic"), Records(now, cat, atlas.Label)); err != nil {
		t.Fatal(err)
	}
	r, err := st.Check(ctx)
	if err != nil || !r.OK() || len(r.Remarks) > 0 {
		t.Errorf("%v %v %v", err, r.Problems, r.Remarks)
	}
	debts, err := st.Owed(ctx)
	if err != nil || len(debts) == 0 {
		t.Errorf("owed: %v %v", debts, err)
	}
	for _, d := range debts {
		c, err := st.Chart(ctx, d.Patient)
		if err != nil {
			t.Fatal(err)
		}
		if a := c.Account(); a.Owed != d.Cents || a.OnAccount != d.OnAccount {
			t.Errorf("an account owes %d, the list says %d", a.Owed, d.Cents)
		}
	}
}
