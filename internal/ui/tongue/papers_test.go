package tongue_test

import (
	"cmp"
	"fmt"
	"log/slog"
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"regimen/internal/clinic"
	"regimen/internal/document"
	"regimen/internal/store/lookup"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/documents"
)

// papersRoom is the folder of all that papers say of their own.
const papersRoom = "../../document"

// onPaper are the texts by which what a paper says is known: whole constants, and what stands between the places of those
// that have some.
type onPaper struct{ whole, parts map[string]bool }

// Of a sentence with places only a piece of that many letters tells it from another.
const tellingLetters = 9

// readPapers reads the sources of the papers, and what the domain says. What the data says, too, tells nothing.
func readPapers(t *testing.T, data map[string]bool) onPaper {
	t.Helper()
	of := readTexts(t, func(text string) bool { return strings.ContainsFunc(text, unicode.IsLetter) && len(text) > 3 }, papersRoom)
	out := onPaper{map[string]bool{}, map[string]bool{}}
	add := func(text string) {
		out.whole[strings.Trim(text, " .,:;")] = true
		for _, part := range places.Split(text, -1) {
			if part = strings.TrimSpace(part); len(part) >= tellingLetters && strings.Contains(part, " ") {
				out.parts[part] = true
			}
		}
	}
	for text := range of.said {
		add(text)
	}
	for text := range of.around {
		add(text)
	}
	for text := range readTexts(t, func(string) bool { return false }, "../../clinic").said { // what the domain says there
		add(text)
	}
	for text := range data {
		delete(out.whole, text)
		maps.DeleteFunc(out.parts, func(part string, _ bool) bool { return strings.Contains(text, part) })
	}
	return out
}

// richest are patients of whom each paper can be made, those first with the most records.
func (s *sample) richest(t *testing.T, n int) []*clinic.Chart {
	t.Helper()
	list, _, err := s.Store.Patients(t.Context(), lookup.Filter{}, 1000, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []*clinic.Chart
	for _, p := range list {
		chart, err := s.Store.Chart(t.Context(), p.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range money(p.ID) {
			chart.Add(r)
		}
		about := document.About{Chart: chart, Appointments: ahead, Printed: "2026-03-02"}
		if !slices.ContainsFunc(document.Papers(), func(p *document.Paper) bool { _, any := p.Find(&about, ""); return !any }) {
			all = append(all, chart)
		}
	}
	if len(all) < n {
		t.Fatalf("of %d patients only there are all papers", len(all))
	}
	size := func(c *clinic.Chart) int {
		return len(c.Treatments) + len(c.Measurements) + len(c.Goals) + len(c.HomeCare)
	}
	slices.SortStableFunc(all, func(a, b *clinic.Chart) int { return cmp.Compare(size(b), size(a)) })
	return all[:n]
}

// ahead is an appointment for the card of those ahead.
var ahead = []clinic.Appointment{{ID: "v", ServiceID: "s", Day: "2099-03-02", Start: 540, Minutes: 45, State: clinic.Booked}}

// money is something on the account of a patient for each paper about money, with all that may stand on one.
func money(patient string) []clinic.Record {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	part := func(way clinic.PayWay, cents int) clinic.PaymentPart {
		return clinic.PaymentPart{Way: way, Cents: cents, Note: "x"}
	}
	who := clinic.Provider{Name: "-", Association: "-", MemberNumber: "1", ProviderNumber: "2"}
	lines := []clinic.InvoiceLine{
		{Sort: clinic.SoldVisit, Provider: who, Day: "2026-03-02", Minutes: 60, Text: "-", Code: "1", Quantity: 2, UnitCents: 80000, DiscountCents: 100, Discount: "-", Cents: 159900, Taxed: true},
		{Sort: clinic.SoldVoucher, Text: "-", Quantity: 1, UnitCents: 5000, DiscountCents: 100, Discount: "-", Cents: 4900},
		{Sort: clinic.SoldVisit, Provider: clinic.Provider{Name: "=", MemberNumber: "1"}, Day: "2026-03-02", Text: "-", Quantity: 1, UnitCents: 100, Cents: 100},
	}
	bill := func(id string, number int, lines []clinic.InvoiceLine) *clinic.Invoice {
		in := &clinic.Invoice{
			ID: id, PatientID: patient, Number: number, Day: "2026-03-02", At: at, Lines: lines, TaxName: "G", TaxPermille: 100, BusinessNumber: "3", PatientName: "-", BirthDate: "1990-01-01",
			HealthFund: "-", FundNumber: "4", BillTo: "-", Claim: "5", SellerPhone: "6",
		}
		for _, l := range lines {
			in.TotalCents += l.Cents
		}
		in.TaxCents = clinic.TaxWithin(in.Taxed(), in.TaxPermille)
		return in
	}
	paid := func(id string, number int, parts ...clinic.PaymentPart) *clinic.Payment {
		p := &clinic.Payment{ID: id, PatientID: patient, Number: number, Day: "2026-03-02", At: at, Parts: parts}
		for _, x := range parts {
			p.Cents += x.Cents
		}
		return p
	}
	back := paid("money-3", 3, part(clinic.ByCash, -900))
	back.Reason, back.RefundOf = "late", "money-1"
	return []clinic.Record{
		bill("money-a", 1, lines), bill("money-b", 2, lines[2:]), bill("money-c", 3, lines[:1]),
		paid("money-1", 1, part(clinic.ByCard, 100), part(clinic.ByCash, 100), part(clinic.ByTransfer, 100), part(clinic.ByFund, 1000), part(clinic.ByVoucher, 100), part(clinic.ByPackage, 100), part(clinic.Rounding, 2)),
		paid("money-2", 2, part(clinic.ByCard, 5000)), back,
		&clinic.Allocation{ID: "money-x", PatientID: patient, PaymentID: "money-1", InvoiceID: "money-a", Cents: 1402, At: at},
		&clinic.Allocation{ID: "money-w", PatientID: patient, InvoiceID: "money-a", Cents: 100, At: at.Add(-time.Hour)},
		&clinic.Allocation{ID: "money-z", PatientID: patient, PaymentID: "money-2", InvoiceID: "money-c", Cents: 4000, At: at},
		&clinic.Allocation{ID: "money-y", PatientID: patient, PaymentID: "money-3", InvoiceID: "money-a", Cents: -900, At: at.Add(time.Hour)},
		&clinic.CreditNote{ID: "money-n", PatientID: patient, InvoiceID: "money-a", Number: 1, Day: "2026-03-02", At: at.Add(time.Hour), Cents: 900, TaxCents: 82, Reason: "late"},
		&clinic.CreditNote{ID: "money-m", PatientID: patient, InvoiceID: "money-b", Number: 2, Day: "2026-03-02", At: at, Cents: 100, Reason: "-", Whole: true},
		&clinic.Credit{ID: "money-v", PatientID: patient, InvoiceID: "money-a", Sort: clinic.SoldVoucher, Name: "-", Code: "2345-6789", Holder: "-", WorthCents: 5000, SoldOn: "2026-03-02", Expires: "2027-03-02"},
		&clinic.Credit{ID: "money-p", PatientID: patient, InvoiceID: "money-a", Sort: clinic.SoldPackage, Name: "-", Code: "2345-6788", Sessions: 5, WorthCents: 5000, SoldOn: "2026-03-02"},
		&clinic.PaperGiven{ID: "money-g", PatientID: patient, Paper: document.ReceiptPaper, Of: "money-1", At: at},
	}
}

func noPaperGoesRound(t *testing.T, s *sample) {
	speak(t, s.of, marked)
	of := readPapers(t, dataOf(t, s))
	d := &desk.Desk{Store: s.Store, Clock: s.Clock.Now, Log: slog.New(slog.DiscardHandler), Atlas: s.Atlas, Catalogue: s.Catalogue}
	found := map[string]bool{}
	for _, chart := range s.richest(t, 2) {
		about, err := documents.About(d, chart)
		if err != nil {
			t.Fatal(err)
		}
		about.Appointments, about.Services = ahead, []clinic.Service{{ID: "s", Text: "-"}}
		for _, sort := range document.Papers() {
			subjects, _ := sort.Of(&about)
			for _, subject := range subjects {
				text := printed(t, sort, about, subject)
				if !strings.Contains(text, "[!!") {
					t.Fatalf("the %s does not speak the language of the test", sort.Code)
				}
				for _, why := range of.roundIn(text) {
					found[sort.Code+": "+why] = true
				}
			}
		}
	}
	for _, f := range slices.Sorted(maps.Keys(found)) {
		t.Errorf("%s goes round the language", f)
	}
}

// roundIn is what a paper says, of the texts, outside of marks.
func (o onPaper) roundIn(text string) []string {
	var out []string
	for run := range strings.SplitSeq(outside(strings.ReplaceAll(text, "\n", " \v ")), "\n") {
		for _, piece := range strings.FieldsFunc(run, func(r rune) bool { return strings.ContainsRune("\v·,:;()", r) }) {
			if piece = strings.Trim(piece, " .,:;"); o.whole[piece] {
				out = append(out, fmt.Sprintf("%q", piece))
			}
		}
		run = strings.Join(strings.FieldsFunc(run, unicode.IsSpace), " ") // over the lines
		for part := range o.parts {
			if strings.Contains(run, part) {
				out = append(out, fmt.Sprintf("%q, in %q", part, run))
			}
		}
	}
	return out
}

// printed is what a reader finds on a paper, in the order in which it was set.
func printed(t *testing.T, sort *document.Paper, about document.About, subject document.Subject) string {
	t.Helper()
	doc, err := sort.Set(about, subject, document.Options{})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "paper.pdf")
	if err := doc.Save(file); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command("pdftotext", "-raw", file, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v (resources/setup.sh --test installs it)", err)
	}
	return string(text)
}
