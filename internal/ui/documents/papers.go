package documents

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/document"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/papers"
)

// wording is how a sort of paper is told of on the screen.
type wording struct {
	name  string
	which string // asks of which record it is to be; "" where there is one only
}

// wordings are those of all papers, by their codes.
func wordings() map[string]wording {
	return map[string]wording{
		document.PlanPaper:    {lang.L("Plan for the patient"), lang.L("Which version")},
		document.ReportPaper:  {lang.L("Report for the doctor"), ""},
		document.ConsentPaper: {lang.L("Signed consent"), lang.L("Signed on")},
		document.CardPaper:    {lang.L("Appointment card"), ""},
		document.IntakePaper:  {lang.L("Intake form"), ""},

		document.ReceiptPaper:    {lang.L("Receipt"), lang.L("Which receipt")},
		document.InvoicePaper:    {lang.L("Invoice"), lang.L("Which invoice")},
		document.CreditNotePaper: {lang.L("Credit note"), lang.L("Which credit note")},
		document.StatementPaper:  {lang.L("Statement of account"), ""},
		document.YearPaper:       {lang.L("Year for the tax"), lang.L("Which year")},
		document.VoucherPaper:    {lang.L("Voucher to give away"), lang.L("Which voucher")},
	}
}

// About is what the papers of a patient are made from, at a desk and on the command line. Appointments are left to those
// who read them.
func About(d *desk.Desk, chart *clinic.Chart) (document.About, error) {
	all, err := d.Store.Practitioners(context.Background())
	if err != nil {
		return document.About{}, fmt.Errorf("the practitioners: %w", err)
	}
	services, err := d.Store.List(context.Background(), clinic.KindService)
	if err != nil {
		return document.About{}, fmt.Errorf("the appointment types: %w", err)
	}
	return document.About{
		Clinic: d.Clinic(), Practitioners: all, Services: clinic.As[clinic.Service](services), Here: d.Practitioner(), Chart: chart,
		Atlas: d.Atlas, Catalogue: d.Catalogue, Printed: d.Today(),
	}, nil
}

// CardJob is the appointment card of a patient, with all that is ahead from today on, on its way to the printer or the
// viewer.
func CardJob(d *desk.Desk, chart *clinic.Chart) papers.Job {
	sort := document.PaperOf(document.CardPaper)
	return papers.Job{
		Name: sort.Code + "-" + chart.Patient.ID,
		Make: func() (papers.Paper, error) {
			about, err := About(d, chart)
			if err != nil {
				return nil, err
			}
			if about.Appointments, err = d.Store.Appointments(context.Background(), chart.Patient.ID, about.BookedFrom()); err != nil {
				return nil, fmt.Errorf("the appointments: %w", err)
			}
			subject, there := sort.Find(&about, "")
			if !there {
				return nil, errors.New("no appointment is ahead")
			}
			return sort.Set(about, subject, document.Options{})
		},
	}
}

// IntakeJob is the intake form on its way to the printer or the viewer: of a patient, with what is known of them filled in, or
// for an empty chart blank.
func IntakeJob(d *desk.Desk, chart *clinic.Chart) papers.Job {
	sort := document.PaperOf(document.IntakePaper)
	return papers.Job{
		Name: sort.Code + "-" + cmp.Or(chart.Patient.ID, "blank"),
		Make: func() (papers.Paper, error) {
			about, err := About(d, chart)
			if err != nil {
				return nil, err
			}
			subject, _ := sort.Find(&about, "")
			return sort.Set(about, subject, document.Options{})
		},
	}
}

// SignedConsent is the consent that a patient signed last, on its way to the printer or the viewer; false when none
// was signed.
func SignedConsent(d *desk.Desk, chart *clinic.Chart) (papers.Job, bool) {
	sort := document.PaperOf(document.ConsentPaper)
	subject, there := sort.Find(&document.About{Chart: chart}, "")
	if !there {
		return papers.Job{}, false
	}
	return papers.Job{
		Name: sort.Code + "-" + subject.ID,
		Make: func() (papers.Paper, error) {
			about, err := About(d, chart)
			if err != nil {
				return nil, err
			}
			return sort.Set(about, subject, document.Options{})
		},
	}, true
}
