package store

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"regimen/internal/clinic"
	"regimen/internal/store/pgtest"
)

// till is a clinic that takes money, at one machine.
type till struct {
	*Store
	t       testing.TB
	env     clinic.Env
	pricing clinic.Pricing
	patient clinic.Patient
}

// takes is a till at a store in which the clinic and a patient are kept.
func takes(t testing.TB, s *Store, name string) *till {
	t.Helper()
	ids := 0
	x := &till{Store: s, t: t, patient: *patient("p1", "Ann", "Smith")}
	x.env = clinic.Env{Now: s.Now, NewID: func() string { ids++; return fmt.Sprintf("%s-%03d", name, ids) }, Actor: clinic.Actor{Name: "Rae", Role: clinic.RoleOwner}}
	x.pricing.Clinic = clinic.Clinic{ID: clinic.ClinicID, Name: "Harbour", Paper: "A4", TaxRegistered: true, TaxName: "GST", TaxPermille: 100}
	return x
}

func openTill(t testing.TB) *till {
	t.Helper()
	s := openTest(t)
	x := takes(t, s, "till")
	apply(t, s, put(&x.pricing.Clinic, &x.patient, &clinic.Practitioner{ID: "kim", Name: "Kim", CreatedAt: day}))
	return x
}

// visit is a visit of today that is kept.
func (x *till) visit(id string, cents int) clinic.Appointment {
	x.t.Helper()
	a := clinic.Appointment{
		ID: id, PatientID: x.patient.ID, PractitionerID: "kim", Day: clinic.DateOf(x.Now()), Start: 600, Minutes: 60, Title: "Remedial massage",
		PriceCents: &cents, State: clinic.Attended, Steps: []clinic.AppointmentStep{{State: clinic.Attended, At: day, By: "Rae"}}, CreatedAt: day,
	}
	apply(x.t, x.Store, put(&a))
	return a
}

// charge is the operation that charges a visit, and takes what is paid of it.
func (x *till) charge(v clinic.Appointment, paid int) clinic.Operation {
	x.t.Helper()
	c := clinic.Charge{Patient: x.patient, Lines: []clinic.InvoiceLine{x.pricing.VisitLine(&v, "")}, Visits: []clinic.Appointment{v}}
	if paid > 0 {
		c.Parts = []clinic.PaymentPart{{Way: clinic.ByCard, Cents: paid}}
	}
	return x.settle(c)
}

func (x *till) settle(c clinic.Charge) clinic.Operation {
	x.t.Helper()
	c.Patient = x.patient
	_, op, err := clinic.Settle(x.env, &x.pricing, x.account(), c)
	if err != nil {
		x.t.Fatal(err)
	}
	return op
}

func (x *till) account() *clinic.Account {
	x.t.Helper()
	return must(x.Chart(x.t.Context(), x.patient.ID))(x.t).Account()
}

// numbers are those that were issued of a kind, in order.
func (x *till) numbers(k clinic.Kind) (out []int) {
	x.t.Helper()
	if err := each(x.t.Context(), x.reads, "SELECT number FROM "+quote(string(k))+" ORDER BY number", nil, func(rows *sql.Rows) error {
		var n int
		err := rows.Scan(&n)
		out = append(out, n)
		return err
	}); err != nil {
		x.t.Fatal(err)
	}
	return out
}

func (x *till) sound() {
	x.t.Helper()
	if r := must(x.Check(x.t.Context()))(x.t); !r.OK() || len(r.Remarks) > 0 {
		x.t.Errorf("%v %v", r.Problems, r.Remarks)
	}
}

// Numbers come with issuing: nothing that is refused uses one up, and a clinic may go on from another program.
func TestNumbersAreIssued(t *testing.T) {
	t.Parallel()
	x := openTill(t)
	x.pricing.Clinic.FirstNumber = 1042
	apply(t, x.Store, put(&x.pricing.Clinic))
	for i := range 3 {
		v := x.visit(fmt.Sprint("v", i), 9500)
		done := apply(t, x.Store, x.charge(v, 9500))
		at := slices.IndexFunc(done.Now, func(r clinic.Record) bool { return r.Kind() == clinic.KindInvoice })
		if n := done.Now[at].(*clinic.Invoice).Number; n != 1042+i {
			t.Errorf("the changes tell of invoice %d", n)
		}
		refused := x.charge(v, 9500)
		refused.Put = append(refused.Put, &clinic.Finding{ID: "f", PatientID: "nobody"})
		if _, err := x.Apply(t.Context(), refused); err == nil {
			t.Fatal("an invoice with a finding of nobody was kept")
		}
	}
	if got := x.numbers(clinic.KindInvoice); !slices.Equal(got, []int{1042, 1043, 1044}) {
		t.Errorf("the invoices are %v", got)
	}
	if got := x.numbers(clinic.KindPayment); !slices.Equal(got, []int{1042, 1043, 1044}) {
		t.Errorf("the payments are %v", got)
	}
	x.sound()
}

// After a backup was brought back that lacks the last receipts, it is said which may be on paper, and the clinic goes on behind
// them.
func TestNumbersAfterABackup(t *testing.T) {
	t.Parallel()
	x := openTill(t)
	apply(t, x.Store, x.charge(x.visit("a", 9500), 9500))
	back := must(x.Contents(t.Context()))(t)
	for _, id := range []string{"b", "c"} {
		apply(t, x.Store, x.charge(x.visit(id, 9500), 9500))
	}
	now := must(x.Contents(t.Context()))(t)
	if says := back.IssuedSince(now).String(); !strings.Contains(says, "up to 3 were issued, and the backup knows them up to 1") || !strings.Contains(says, "first number in the settings to 4") {
		t.Errorf("it is said %q", says)
	}
	if says := now.IssuedSince(back); !says.IsZero() {
		t.Errorf("of a later backup it is said %q", says)
	}
	x.pricing.Clinic.FirstNumber = 20
	apply(t, x.Store, put(&x.pricing.Clinic))
	apply(t, x.Store, x.charge(x.visit("d", 9500), 9500))
	if got := x.numbers(clinic.KindInvoice); !slices.Equal(got, []int{1, 2, 3, 20}) {
		t.Errorf("the invoices are %v", got)
	}
}

// A number that whoever issues has chosen is not taken, but for what is loaded.
func TestNobodyChoosesANumber(t *testing.T) {
	t.Parallel()
	x := openTill(t)
	op := x.charge(x.visit("v", 9500), 0)
	for i, r := range op.Put {
		if in, ok := r.(*clinic.Invoice); ok {
			op.Put[i] = in.WithNumber(77)
		}
	}
	apply(t, x.Store, op)
	loaded := *x.account().Bills[0].Invoice.WithNumber(12).(*clinic.Invoice)
	loaded.ID = "loaded"
	if _, err := x.Load(t.Context(), clinic.Say("Load"), []clinic.Record{&loaded}); err != nil {
		t.Fatal(err)
	}
	if got := x.numbers(clinic.KindInvoice); !slices.Equal(got, []int{1, 12}) {
		t.Errorf("the invoices are %v", got)
	}
	if r := must(x.Check(t.Context()))(t); len(r.Remarks) != 1 || !strings.Contains(r.Remarks[0], "no invoice with the number 2") {
		t.Errorf("the gap is not told: %v", r.Remarks)
	}
	twice := loaded
	twice.ID = "twice"
	if _, err := x.Load(t.Context(), clinic.Say("Load"), []clinic.Record{&twice}); err == nil {
		t.Error("a number is there twice")
	}
}

// Two machines at one database, at the same time and on the same visits: each is charged once, and the numbers have no gap and
// no double.
func TestTwoMachinesIssue(t *testing.T) {
	once(t)
	t.Parallel()
	url, _ := newShared(t, pgtest.Shared(t))
	first := takes(t, openShared(t, Config{URL: url, Machine: "desk"}), "desk")
	apply(t, first.Store, put(&first.pricing.Clinic, &first.patient, &clinic.Practitioner{ID: "kim", Name: "Kim", CreatedAt: day}))
	second := takes(t, openShared(t, Config{URL: url, Machine: "tablet"}), "tablet")
	const visits = 12
	all := make([]clinic.Appointment, visits)
	for i := range all {
		all[i] = first.visit(fmt.Sprint("v", i), 9500)
	}
	type made struct {
		x   *till
		ops []clinic.Operation
	}
	tills := []*made{{x: first}, {x: second}}
	for _, m := range tills {
		for _, v := range all {
			m.ops = append(m.ops, m.x.charge(v, 9500))
		}
	}
	kept := make([]int, len(tills))
	var wait sync.WaitGroup
	for i, m := range tills {
		wait.Go(func() {
			for _, op := range m.ops {
				switch _, err := m.x.Apply(t.Context(), op); {
				case err == nil:
					kept[i]++
				case !errors.Is(err, clinic.ErrChanged):
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	if kept[0]+kept[1] != visits {
		t.Errorf("%d visits were charged %v times", visits, kept)
	}
	want := make([]int, visits)
	for i := range want {
		want[i] = i + 1
	}
	for _, k := range []clinic.Kind{clinic.KindInvoice, clinic.KindPayment} {
		if got := second.numbers(k); !slices.Equal(got, want) {
			t.Errorf("the numbers of %s are %v", k, got)
		}
	}
	if a := second.account(); a.Owed != 0 || a.OnAccount != 0 || len(a.Bills) != visits {
		t.Errorf("owed is %d, on account %d", a.Owed, a.OnAccount)
	}
	first.sound()
}

// What two people do at the same time with the same money is done once.
func TestMoneyIsUsedOnce(t *testing.T) {
	t.Parallel()
	x := openTill(t)
	ten := clinic.Item{ID: "ten", Name: "Two sessions", Sort: clinic.SoldPackage, Sessions: 2}
	apply(t, x.Store, put(&clinic.Item{ID: "ten", Name: "Two sessions", Sort: clinic.SoldPackage, Sessions: 2, PriceCents: new(18000), CreatedAt: day}))
	apply(t, x.Store, x.settle(clinic.Charge{Lines: []clinic.InvoiceLine{x.pricing.ItemLine(&ten, 18000)}, Sold: []clinic.Sale{{Item: ten}}, Parts: []clinic.PaymentPart{{Way: clinic.ByCard, Cents: 18000}}}))
	state := must(x.Credits(t.Context(), "p1"))(t)[0]
	x.patient = *patient("p2", "Bea", "Jones") // for whom it was bought
	apply(t, x.Store, put(&x.patient))
	use := func(id string) clinic.Operation {
		v := x.visit(id, 9000)
		return x.settle(clinic.Charge{
			Lines: []clinic.InvoiceLine{x.pricing.VisitLine(&v, "")}, Visits: []clinic.Appointment{v}, Credits: []clinic.CreditState{state},
			Parts: []clinic.PaymentPart{{Way: clinic.ByPackage, Cents: 9000, Credit: state.ID}},
		})
	}
	ops := []clinic.Operation{use("a"), use("b"), use("c")} // all begun while two were left
	apply(t, x.Store, ops[0])
	apply(t, x.Store, ops[1])
	if _, err := x.Apply(t.Context(), ops[2]); !errors.Is(err, clinic.ErrChanged) || !strings.Contains(err.Error(), state.Code) {
		t.Errorf("a third session of two: %v", err)
	}
	if left := must(x.CreditByCode(t.Context(), strings.ToLower(state.Code)))(t); left == nil || left.LeftSessions != 0 || left.LeftCents != 0 {
		t.Errorf("left is %+v", left)
	}
	if all := must(x.AllCredits(t.Context()))(t); len(all) != 0 {
		t.Errorf("something is left: %+v", all)
	}

	v := x.visit("d", 5000)
	both := []clinic.Operation{x.charge(v, 3000), x.charge(v, 3000)}
	apply(t, x.Store, both[0])
	if _, err := x.Apply(t.Context(), both[1]); !errors.Is(err, clinic.ErrChanged) || !strings.Contains(err.Error(), "charged already") {
		t.Errorf("a visit charged twice: %v", err)
	}
	bill := x.account().BillOf("d")
	pay := func() clinic.Operation {
		return x.settle(clinic.Charge{Earlier: []string{bill.ID}, Parts: []clinic.PaymentPart{{Way: clinic.ByCash, Cents: 2000}}})
	}
	pays := []clinic.Operation{pay(), pay()}
	apply(t, x.Store, pays[0])
	if _, err := x.Apply(t.Context(), pays[1]); !errors.Is(err, clinic.ErrChanged) {
		t.Errorf("a bill paid twice: %v", err)
	}
	x.sound()
}

// Undo takes money back by entries that have their own numbers, and brings the visit back as it was. What was used since stays.
func TestUndoOfMoney(t *testing.T) {
	t.Parallel()
	x := openTill(t)
	v := x.visit("v", 9500)
	apply(t, x.Store, x.charge(v, 9500))
	if undo, _, err := x.UndoState(t.Context(), clinic.DiaryScope); err != nil || undo.String() != "Take 95.00 from Ann Smith" {
		t.Errorf("undo offers %q, %v", undo, err)
	}
	if _, err := x.Undo(t.Context(), clinic.DiaryScope); err != nil {
		t.Fatal(err)
	}
	a := x.account()
	if a.Owed != 0 || a.OnAccount != 0 || len(a.Bills) != 1 || a.Bills[0].State() != clinic.BillVoid || len(a.Payments) != 2 || a.Payments[1].Number != 2 || !a.Payments[1].Refund() {
		t.Errorf("after the undo: %+v", a)
	}
	if again := must(x.Appointments(t.Context(), "p1", ""))(t); again[0].InvoiceID != "" {
		t.Errorf("the visit is still charged: %+v", again[0])
	}
	if _, redo, err := x.UndoState(t.Context(), clinic.DiaryScope); err != nil || !redo.IsZero() {
		t.Errorf("redo offers %q, %v", redo, err)
	}
	if _, err := x.Redo(t.Context(), clinic.DiaryScope); !errors.Is(err, ErrNothing) {
		t.Errorf("redo: %v", err)
	}
	apply(t, x.Store, x.charge(must(x.Appointments(t.Context(), "p1", ""))(t)[0], 9500))
	if got := x.numbers(clinic.KindInvoice); !slices.Equal(got, []int{1, 2}) {
		t.Errorf("charged again as %v", got)
	}

	// A void that is undone charges the same again, and the visit belongs to that.
	bill := x.account().BillOf("v")
	_, op, err := clinic.Void(x.env, x.account(), "Ann", bill.ID, "wrong price", must(x.Appointments(t.Context(), "p1", ""))(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, x.Store, op)
	if a := x.account(); a.OnAccount != 9500 {
		t.Errorf("on account is %d", a.OnAccount)
	}
	if _, err := x.Undo(t.Context(), clinic.DiaryScope); err != nil {
		t.Fatal(err)
	}
	a = x.account()
	if b := a.BillOf("v"); b == nil || b.Number != 3 || b.State() != clinic.BillPaid || a.OnAccount != 0 || a.Owed != 0 {
		t.Errorf("after the undo of the void: %+v", a.Bills)
	} else if again := must(x.Appointments(t.Context(), "p1", ""))(t); again[0].InvoiceID != b.ID {
		t.Errorf("the visit belongs to %q", again[0].InvoiceID)
	}
	x.sound()
}

// Giving all of a bill back leaves the visit with it; when that is undone, the visit belongs to the bill that charges it again.
func TestUndoOfARefundLeavesTheVisitCharged(t *testing.T) {
	t.Parallel()
	x := openTill(t)
	apply(t, x.Store, x.charge(x.visit("v", 9500), 9500))
	bill := x.account().BillOf("v")
	_, _, op, err := clinic.Refund(x.env, x.account(), "Ann", clinic.GiveBack{Invoice: bill.ID, Cents: 9500, Parts: []clinic.PaymentPart{{Way: clinic.ByCard, Cents: 9500}}, Reason: "Not content"})
	if err != nil {
		t.Fatal(err)
	}
	apply(t, x.Store, op)
	if _, err := x.Undo(t.Context(), clinic.DiaryScope); err != nil {
		t.Fatal(err)
	}
	again := x.account().BillOf("v")
	if v := must(x.Appointments(t.Context(), "p1", ""))(t)[0]; again == nil || again.State() != clinic.BillPaid || v.InvoiceID != again.ID {
		t.Errorf("the visit belongs to %q, and is charged by %+v", v.InvoiceID, again)
	}
	x.sound()
}

// A voucher that was used since keeps its sale.
func TestUndoOfASaleThatWasUsed(t *testing.T) {
	t.Parallel()
	x := openTill(t)
	gift := clinic.Item{ID: "gift", Name: "Gift voucher", Sort: clinic.SoldVoucher, CreatedAt: day}
	apply(t, x.Store, put(&gift))
	sale := clinic.Charge{Lines: []clinic.InvoiceLine{x.pricing.ItemLine(&gift, 10000)}, Sold: []clinic.Sale{{Item: gift}}, Parts: []clinic.PaymentPart{{Way: clinic.ByCard, Cents: 10000}}, Scope: "p1"}
	apply(t, x.Store, x.settle(sale))
	state := must(x.Credits(t.Context(), "p1"))(t)[0]
	v := x.visit("v", 6000)
	apply(t, x.Store, x.settle(clinic.Charge{
		Lines: []clinic.InvoiceLine{x.pricing.VisitLine(&v, "")}, Visits: []clinic.Appointment{v}, Credits: []clinic.CreditState{state},
		Parts: []clinic.PaymentPart{{Way: clinic.ByVoucher, Cents: 6000, Credit: state.ID}},
	}))
	if undo, _, err := x.UndoState(t.Context(), "p1"); err != nil || !undo.IsZero() {
		t.Errorf("the sale is offered to be undone: %q, %v", undo, err)
	}
	if _, err := x.Undo(t.Context(), "p1"); !errors.Is(err, clinic.ErrChanged) || !strings.Contains(err.Error(), "used since") {
		t.Errorf("undo of the sale: %v", err)
	}
	if _, err := x.Undo(t.Context(), clinic.DiaryScope); err != nil { // of the use
		t.Fatal(err)
	}
	if state := must(x.Credits(t.Context(), "p1"))(t)[0]; state.LeftCents != 10000 {
		t.Errorf("left is %d", state.LeftCents)
	}
	x.sound()
}

// What is owed, what was taken and the account of each patient say the same.
func TestMoneyAgrees(t *testing.T) {
	t.Parallel()
	x := openTill(t)
	for i, paid := range []int{0, 4000, 9500, 12000} {
		x.patient = *patient(fmt.Sprint("p", i+1), fmt.Sprint("Ann", i), "Smith")
		apply(t, x.Store, put(&x.patient))
		apply(t, x.Store, x.charge(x.visit(fmt.Sprint("v", i), 9500), paid))
	}
	debts := must(x.Owed(t.Context()))(t)
	var says []string
	for _, d := range debts {
		says = append(says, fmt.Sprintf("%s %d %d", d.Name, d.Cents, d.OnAccount))
		if a := must(x.Chart(t.Context(), d.Patient))(t).Account(); a.Owed != d.Cents || a.OnAccount != d.OnAccount {
			t.Errorf("%s owes %d and has %d, the list says %+v", d.Name, a.Owed, a.OnAccount, d)
		}
	}
	if want := []string{"Ann0 Smith 9500 0", "Ann1 Smith 5500 0", "Ann3 Smith 0 2500"}; !slices.Equal(says, want) {
		t.Errorf("owed is %q", says)
	}
	if some := must(x.Owed(t.Context(), "p2", "p3"))(t); len(some) != 1 || some[0].Patient != "p2" || some[0].Since != debts[1].Since || some[0].Since == "" {
		t.Errorf("of two patients owed is %+v", some)
	}
	today := clinic.DateOf(x.Now())
	v := must(x.Appointments(t.Context(), "p2", today))(t)[0]
	bills := must(x.BillsOf(t.Context(), []string{v.InvoiceID, "not there"}))(t)
	if b := bills.Of[v.InvoiceID]; len(bills.Of) != 1 || bills.Since != today || b.Due != 5500 || b.State() != clinic.BillPartPaid || b.PatientID != "p2" {
		t.Errorf("the bill is %+v", bills)
	}
	if none := must(x.BillsOf(t.Context(), nil))(t); len(none.Of) != 0 || none.Since != today {
		t.Errorf("no bills are %+v", none)
	}
	tk := must(x.MoneyOf(t.Context(), today, today))(t)
	f := tk.Figures()
	if f.Charged != 38000 || f.Received != 25500 || f.Tax != 4*864 || f.Visits != 4 || len(f.ByPractitioner) != 1 {
		t.Errorf("the figures are %+v", f)
	}
	if tk := must(x.MoneyOf(t.Context(), today.AddDays(1), today.AddDays(400)))(t); len(tk.Invoices)+len(tk.Payments) != 0 {
		t.Errorf("the days to come have %+v", tk)
	}
}

// The takings of a year: 10,000 payments, as many invoices.
func BenchmarkTakingsOfAYear(b *testing.B) {
	s := openTest(b)
	x := takes(b, s, "till")
	all := []clinic.Record{&x.pricing.Clinic, &x.patient, &clinic.Practitioner{ID: "kim", Name: "Kim", CreatedAt: day}}
	n := 10_000
	if testing.Short() {
		n = 1000
	}
	for i := range n {
		on := clinic.Date("2025-03-01").AddDays(i % 365)
		line := clinic.InvoiceLine{Sort: clinic.SoldVisit, Practitioner: "kim", Provider: clinic.Provider{Name: "Kim"}, Day: on, Minutes: 60, Text: "Remedial massage", Quantity: 1, UnitCents: 9500, Cents: 9500, Taxed: true}
		in := &clinic.Invoice{ID: fmt.Sprint("i", i), PatientID: "p1", Day: on, At: day, Lines: []clinic.InvoiceLine{line}, TotalCents: 9500, TaxCents: 864, TaxName: "GST", TaxPermille: 100}
		pay := &clinic.Payment{ID: fmt.Sprint("p", i), PatientID: "p1", Day: on, At: day, Parts: []clinic.PaymentPart{{Way: clinic.ByCard, Cents: 9500}}, Cents: 9500}
		all = append(all, in, pay, &clinic.Allocation{ID: fmt.Sprint("a", i), PatientID: "p1", PaymentID: pay.ID, InvoiceID: in.ID, Cents: 9500, At: day})
	}
	if _, err := s.Load(b.Context(), clinic.Say("Load"), all); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		tk, err := s.MoneyOf(b.Context(), "2025-03-01", "2026-02-28")
		if f := tk.Figures(); err != nil || f.Received != n*9500 {
			b.Fatal(cmp.Or(err, fmt.Errorf("%d were received", f.Received)))
		}
	}
}
