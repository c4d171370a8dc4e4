package documents

import (
	"errors"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"regimen/internal/clinic"
	"regimen/internal/document"
	"regimen/internal/ui/papers"
)

// paid are an invoice and its payment.
func paid(b *bench) {
	at := b.Clock.Now()
	day := clinic.DateOf(at)
	b.apply(
		&clinic.Invoice{
			ID: "i", PatientID: patient, Day: day, At: at, TotalCents: 9600, SellerName: "Harbour", PatientName: "Peg Doyle",
			Lines: []clinic.InvoiceLine{{Sort: clinic.SoldVisit, Day: day, Text: "Massage", Quantity: 1, UnitCents: 9600, Cents: 9600}},
		},
		&clinic.Payment{ID: "y", PatientID: patient, Day: day, At: at, Cents: 9500, Parts: []clinic.PaymentPart{{Way: clinic.ByCard, Cents: 9500}}},
		&clinic.Allocation{ID: "o", PatientID: patient, PaymentID: "y", InvoiceID: "i", Cents: 9500, At: at},
	)
}

func (b *bench) given(paper, of string) bool {
	b.T.Helper()
	b.Settle()
	return b.Desk.Chart(patient).Given(paper, of)
}

// A receipt is an original until it was printed, opened or saved; what failed gave none.
func TestReceiptIsGivenOnce(t *testing.T) {
	b := newBench(t)
	paid(b)
	b.Tap("Receipt")
	b.Settle()
	b.MustSay("Receipt 1", "Which receipt")
	b.refuse = errors.New("the printer is out of paper")
	b.Tap("Print")
	if b.given(document.ReceiptPaper, "y") {
		t.Error("a receipt that was not printed was given")
	}
	b.refuse = nil
	b.Tap("Print")
	if !b.given(document.ReceiptPaper, "y") || len(b.printed) != 1 {
		t.Fatalf("printed %v, and nothing is kept of it", b.printed)
	}
	first := b.screen.doc
	b.Tap("Print")
	if b.given(document.ReceiptPaper, "y"); first == b.screen.doc || len(b.printed) != 2 {
		t.Error("what is shown is not made anew as a copy")
	}
	if n := len(b.Desk.Chart(patient).RecordsOf(clinic.KindPaperGiven)); n != 2 {
		t.Errorf("%d papers were given", n)
	}
	b.Tap("Invoice")
	b.Settle()
	b.Tap("Open in the viewer")
	if !b.given(document.InvoicePaper, "i") {
		t.Error("an invoice in the viewer was not given")
	}
	b.Tap("Statement of account")
	b.Settle()
	b.Tap("Print")
	if b.given(document.StatementPaper, patient) {
		t.Error("there is no original of a statement")
	}
}

// A receipt that is saved is given; one that could not be is not.
func TestASavedReceiptIsGiven(t *testing.T) {
	b := newBench(t)
	paid(b)
	b.Tap("Receipt")
	b.Settle()
	to := func(path string) fyne.URIWriteCloser {
		w, err := storage.Writer(storage.NewFileURI(path))
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	keeping := b.screen.keeping()
	keeping.Write = func(string) error { return errors.New("no room") }
	keeping.At(b.Desk, to(filepath.Join(t.TempDir(), "a.pdf")))
	if b.given(document.ReceiptPaper, "y") {
		t.Error("what was not saved was given")
	}
	b.screen.keeping().At(b.Desk, to(filepath.Join(t.TempDir(), "b.pdf")))
	if !b.given(document.ReceiptPaper, "y") {
		t.Error("what was saved was not given")
	}
}

// What other screens print is what is shown here, and it is given, too.
func TestMoneyJobs(t *testing.T) {
	b := newBench(t)
	paid(b)
	b.apply(
		&clinic.CreditNote{ID: "n", PatientID: patient, InvoiceID: "i", Day: "2025-03-04", At: b.Clock.Now(), Cents: 100, Reason: "late"},
		&clinic.Credit{ID: "k", PatientID: patient, InvoiceID: "i", Code: "ABCD-2345", Sort: clinic.SoldVoucher, Name: "Voucher", WorthCents: 5000, SoldOn: "2025-03-04", CreatedAt: b.Clock.Now()},
	)
	d := b.Desk
	for _, x := range []struct {
		paper, of string
		job       papers.Job
	}{
		{document.ReceiptPaper, "y", ReceiptJob(d, patient, "y")},
		{document.InvoicePaper, "i", InvoiceJob(d, patient, "i")},
		{document.CreditNotePaper, "n", CreditNoteJob(d, patient, "n")},
		{document.VoucherPaper, "k", VoucherJob(d, patient, "k")},
		{"", "", StatementJob(d, patient)},
		{"", "", YearJob(d, patient)},
		{"", "", TakingsJob(d, d.Today())},
	} {
		before := len(b.printed)
		papers.Print(d, x.job)
		b.Settle()
		if len(b.printed) != before+1 {
			t.Errorf("%s was not printed", x.job.Name)
		}
		if x.paper != "" && !b.given(x.paper, x.of) {
			t.Errorf("that the %s was given is not kept", x.paper)
		}
	}
	if n := len(d.Chart(patient).RecordsOf(clinic.KindPaperGiven)); n != 4 {
		t.Errorf("%d papers are kept as given", n)
	}
	if _, err := ReceiptJob(d, patient, "other").Make(); err == nil {
		t.Error("a receipt of no payment")
	}
}
