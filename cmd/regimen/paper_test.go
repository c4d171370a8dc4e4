package main

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"regimen/internal/anatomy"
	"regimen/internal/books"
	"regimen/internal/clinic"
	"regimen/internal/document"
	"regimen/internal/store"
	"regimen/internal/ui"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

// papersIn makes a clinic with something to print of every sort: two who treat, of whom the second works at this
// computer, a plan by the first with a goal that is measured by a questionnaire of the clinic's own, and a consent.
func papersIn(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	forms := filepath.Join(dir, books.FormsFolder)
	if err := os.MkdirAll(forms, 0o700); err != nil {
		t.Fatal(err)
	}
	own := "code\tours\ntitle\tThe harbour score\nabout\tx\nlicence\tx\nsource\tx\nanswer\t0-10\nscoring\tsum\nmissing\tall\nitem\tHow?\nbetter\tlower\n"
	if err := os.WriteFile(filepath.Join(forms, "ours.tsv"), []byte(own), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), store.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2025, 3, 4, 9, 30, 0, 0, time.UTC)
	six, three := 6.0, 3.0
	left := []clinic.Target{{Structure: "soleus", Side: anatomy.Left}}
	_, err = s.Load(t.Context(), clinic.Say("test"), []clinic.Record{
		&clinic.Clinic{ID: clinic.ClinicID, Name: "Harbour Remedial", Paper: "Letter"},
		&clinic.Practitioner{ID: "a1", Name: "Ana Reyes", CreatedAt: now},
		&clinic.Practitioner{ID: "b1", Name: "Bo Tran", CreatedAt: now},
		&clinic.Patient{ID: "p1", GivenName: "Margaret", FamilyName: "Doyle", CreatedAt: now},
		&clinic.Assessment{ID: "as", PatientID: "p1", Date: "2025-03-04", Type: clinic.AssessmentInitial, CreatedAt: now},
		&clinic.Plan{
			ID: "l1", PatientID: "p1", AssessmentID: "as", PractitionerID: "a1", Lineage: "l1", Version: 1, Title: "Calf", Minutes: 45, Start: "2025-03-04",
			Phases: []clinic.Phase{{Sessions: 4, EveryDays: 7}}, CreatedAt: now, AgreedAt: now, AgreedBy: "Margaret Doyle", AgreedHow: "spoken",
		},
		&clinic.Goal{ID: "g1", PatientID: "p1", PlanID: "l1", OriginID: "g1", Benefit: clinic.Recovery, Measure: "ours", Side: anatomy.Midline, Baseline: &six, TargetTo: &three, Words: "Walk to the ferry"},
		&clinic.Prescription{ID: "x1", PatientID: "p1", PlanID: "l1", OriginID: "x1", Technique: "petrissage", Targets: left, Pressure: 2, Minutes: 10},
		&clinic.Plan{
			ID: "l2", PatientID: "p1", AssessmentID: "as", PractitionerID: "a1", PreviousID: "l1", Lineage: "l1", Version: 2, Title: "Calf", Minutes: 30, Start: "2025-03-04",
			Phases: []clinic.Phase{{Sessions: 2, EveryDays: 7}}, ChangeReason: "shorter", CreatedAt: now,
		},
		&clinic.Consent{
			ID: "c1", PatientID: "p1", PlanID: "l1", Decision: clinic.ConsentGiven, Areas: []string{clinic.GeneralArea}, Techniques: []string{}, How: clinic.ConsentWritten,
			By: "Margaret Doyle", ByAs: clinic.ByThePatient, Explained: "Ana Reyes", Signature: [][][2]float64{{{100, 100}, {600, 300}}}, At: now,
		},
		&clinic.Service{ID: "s1", Name: "Calf massage", Minutes: 45, Text: "Bring shorts.", CreatedAt: now},
		&clinic.Appointment{
			ID: "v1", PatientID: "p1", PractitionerID: "a1", ServiceID: "s1", Day: "2099-03-04", Start: 540, Minutes: 45, Title: "Calf massage", State: clinic.Booked,
			Steps: []clinic.AppointmentStep{{State: clinic.Booked, At: now, By: "Ana Reyes"}}, CreatedAt: now,
		},
		&clinic.Invoice{
			ID: "i1", PatientID: "p1", Number: 7, Day: "2025-03-04", At: now, By: "Ana Reyes", TotalCents: 9500, SellerName: "Harbour Remedial", PatientName: "Margaret Doyle", Lines: []clinic.InvoiceLine{
				{Sort: clinic.SoldVisit, Practitioner: "a1", Provider: clinic.Provider{Name: "Ana Reyes"}, Day: "2025-03-04", Minutes: 45, Text: "Calf massage", Quantity: 1, UnitCents: 9500, Cents: 9500},
			},
		},
		&clinic.Payment{ID: "y1", PatientID: "p1", Number: 7, Day: "2025-03-04", At: now, By: "Ana Reyes", Cents: 8000, Parts: []clinic.PaymentPart{{Way: clinic.ByCard, Cents: 8000}}},
		&clinic.Allocation{ID: "o1", PatientID: "p1", PaymentID: "y1", InvoiceID: "i1", Cents: 8000, At: now},
		&clinic.CreditNote{ID: "n1", PatientID: "p1", InvoiceID: "i1", Number: 7, Day: "2025-03-04", At: now, By: "Ana Reyes", Cents: 500, Reason: "began late"},
		&clinic.Credit{ID: "k1", PatientID: "p1", InvoiceID: "i1", Code: "ABCD-2345", Sort: clinic.SoldVoucher, Name: "Massage voucher", Holder: "Anna", WorthCents: 5000, SoldOn: "2025-03-04", CreatedAt: now},
	})
	if err == nil {
		err = s.SetPreference(t.Context(), "practitioner", "b1")
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// What the command line writes is, byte for byte, what the window prints.
func TestTheSamePapersEverywhere(t *testing.T) {
	dir := papersIn(t)
	copied := t.TempDir() // there is one original of some papers in each
	if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	written := map[string][]byte{}
	for _, p := range document.Papers() {
		file := filepath.Join(t.TempDir(), p.Code+".pdf")
		status, _, errs := call("print", p.Code, "--patient", "p1", "--out", file, "--data", copied)
		if status != done || strings.Contains(errs, "error") {
			t.Fatalf("%s: %d %q", p.Code, status, errs)
		}
		written[p.Code] = read(t, file)
	}

	screen := kittest.New(t, kit.ModeLight)
	p := newPremises(t.Context(), dir, slog.New(slog.DiscardHandler))
	t.Cleanup(func() { p.close() })
	records, err := p.openOwn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	o, err := (&command{ctx: t.Context()}).options(records, records, p)
	if err != nil {
		t.Fatal(err)
	}
	printed := map[string][]byte{}
	o.PrintFile = func(file string) error {
		for _, p := range document.Papers() {
			if strings.HasPrefix(filepath.Base(file), p.Code+"-") {
				printed[p.Code] = read(t, file)
			}
		}
		return nil
	}
	shell := ui.NewShell(screen.App, o)
	screen.Window = shell.Window
	shell.Window.Resize(fyne.NewSize(1280, 760))
	shell.OpenPatient("p1", desk.Documents)
	screen.Settle()
	screen.MustSay("Plan for the patient")
	screen.Tap("Print")
	screen.Tap("Report for the doctor")
	screen.Tap("Print")
	screen.Tap("Signed consent")
	screen.MustSay("Signed consent")
	screen.Tap("Print")
	screen.Tap("Appointment card")
	screen.Tap("Print")
	for _, name := range []string{"Intake form", "Receipt", "Invoice", "Credit note", "Statement of account", "Year for the tax", "Voucher to give away"} {
		screen.Tap(name)
		screen.Tap("Print")
	}
	for code, want := range written {
		if got := printed[code]; !bytes.Equal(got, want) {
			t.Errorf("%s: the window prints %d bytes, the command line writes %d others", code, len(got), len(want))
		}
	}
	shell.Close()
	screen.Window = screen.App.NewWindow("after")
}

// A version of a plan is printed by its own id.
func TestPrintAVersionOfAPlan(t *testing.T) {
	t.Parallel()
	dir := papersIn(t)
	file := filepath.Join(t.TempDir(), "plan.pdf")
	print := func(args ...string) (int, string) {
		status, _, errs := call(append(append([]string{"print"}, args...), "--out", file, "--data", dir)...)
		return status, errs
	}
	var all [][]byte
	for _, args := range [][]string{{"--patient", "p1"}, {"--plan", "l1"}, {"--plan", "l1", "--patient", "p1"}, {"--plan", "l2"}} {
		if status, errs := print(append([]string{"plan"}, args...)...); status != done {
			t.Fatalf("%v: %d %q", args, status, errs)
		}
		all = append(all, read(t, file))
	}
	if !bytes.Equal(all[0], all[1]) || !bytes.Equal(all[1], all[2]) || bytes.Equal(all[1], all[3]) {
		t.Error("not the version that was named")
	}
	if status, errs := print("report", "--plan", "l1"); status != done {
		t.Errorf("the report on the plan: %d %q", status, errs)
	}
	for want, args := range map[string][]string{
		"there is no plan with that id":            {"plan", "--plan", "nothing"},
		"another patient's":                        {"plan", "--plan", "l1", "--patient", "p2"},
		"there is no progress report of that plan": {"report", "--plan", "l2"},
	} {
		if status, errs := print(args...); status != failed || !strings.Contains(errs, want) {
			t.Errorf("%v: %d %q", args, status, errs)
		}
	}
	if status, errs := print("letter", "--patient", "p1"); status != wrong || !strings.Contains(errs, "plan, report, consent, card, intake, receipt, invoice, credit-note, statement, year, voucher, day, week or takings") {
		t.Errorf("%d %q", status, errs)
	}
}

func read(t testing.TB, file string) []byte {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
