package documents

import (
	"cmp"
	"context"
	"errors"

	"regimen/internal/clinic"
	"regimen/internal/document"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/papers"
	"regimen/internal/words"
)

// MoneyJob is a paper about money of a patient, on its way to the printer or the viewer; id is the key of what it shows, "" for the
// account and for the newest year. The chart is read when the paper is made, so that it knows what was charged and paid just before. That it
// was given is kept.
func MoneyJob(d *desk.Desk, paper, patient, id string) papers.Job {
	sort := document.PaperOf(paper)
	return papers.Job{
		Name: sort.Code + "-" + cmp.Or(id, patient),
		Make: func() (papers.Paper, error) {
			chart, err := d.Read(patient)
			if err != nil {
				return nil, err
			}
			about, err := About(d, chart)
			if err != nil {
				return nil, err
			}
			subject, there := sort.Find(&about, id)
			if !there {
				return nil, errors.New(words.Say(sort.None))
			}
			return sort.Set(about, subject, document.Options{})
		},
		Given: func() { give(d, sort, patient, id) },
	}
}

// give keeps that a paper of a patient was given, where there is one original of it.
func give(d *desk.Desk, sort *document.Paper, patient, of string) {
	if sort.Once {
		_ = d.Apply(clinic.GivePaper(d.Env(), patient, sort.Code, of)) // which tells the person when it fails
	}
}

// ReceiptJob is the receipt of a payment, with what it was paid for, or the paper of a refund.
func ReceiptJob(d *desk.Desk, patient, payment string) papers.Job {
	return MoneyJob(d, document.ReceiptPaper, patient, payment)
}

// InvoiceJob is an invoice.
func InvoiceJob(d *desk.Desk, patient, invoice string) papers.Job {
	return MoneyJob(d, document.InvoicePaper, patient, invoice)
}

// CreditNoteJob is what takes an invoice back.
func CreditNoteJob(d *desk.Desk, patient, note string) papers.Job {
	return MoneyJob(d, document.CreditNotePaper, patient, note)
}

// StatementJob is the account of a patient as it is today.
func StatementJob(d *desk.Desk, patient string) papers.Job {
	return MoneyJob(d, document.StatementPaper, patient, "")
}

// YearJob are all receipts of the newest year for the tax in which a patient paid something.
func YearJob(d *desk.Desk, patient string) papers.Job {
	return MoneyJob(d, document.YearPaper, patient, "")
}

// VoucherJob is a voucher or a package to give away.
func VoucherJob(d *desk.Desk, patient, credit string) papers.Job {
	return MoneyJob(d, document.VoucherPaper, patient, credit)
}

// Takings is what the paper of the takings of a day is made from, at a desk and on the command line.
func Takings(ctx context.Context, d *desk.Desk, day clinic.Date) (p document.Takings, err error) {
	r := d.Store
	p.Printed = clinic.DateOf(r.Now())
	if p.Clinic, err = r.Clinic(ctx); err != nil {
		return p, err
	}
	if p.Takings, err = r.MoneyOf(ctx, day, day); err != nil {
		return p, err
	}
	p.Names, err = names(ctx, r, p.Takings.People())
	return p, err
}

// names are those of some patients, by their keys.
func names(ctx context.Context, r desk.Records, who []string) (map[string]string, error) {
	out := make(map[string]string)
	charts, err := r.Charts(ctx, who, []clinic.Kind{clinic.KindPatient})
	if err != nil {
		return nil, err
	}
	for i, c := range charts {
		out[who[i]] = c.Patient.Name()
	}
	return out, nil
}

// TakingsJob is the takings of a day on their way to the printer or the viewer.
func TakingsJob(d *desk.Desk, day clinic.Date) papers.Job {
	return papers.Job{
		Name: document.TakingsPaper + "-" + string(day),
		Make: func() (papers.Paper, error) {
			p, err := Takings(context.Background(), d, day)
			if err != nil {
				return nil, err
			}
			return document.NewTakings(p, document.Options{}), nil
		},
	}
}
