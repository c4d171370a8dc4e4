package consent

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/document"
	"regimen/internal/ui/kit"
)

// signedLast are the decisions of the last signature, nil where nobody signed yet.
func (h *Host) signedLast() []clinic.Consent {
	var last []clinic.Consent
	for _, x := range h.Chart().Consents {
		switch {
		case len(x.Signature) == 0:
		case len(last) == 0 || x.At.After(last[0].At):
			last = []clinic.Consent{x}
		case x.At.Equal(last[0].At):
			last = append(last, x)
		}
	}
	return last
}

// printSigned hands the last signed consent to the printer.
func (h *Host) printSigned() {
	d := h.Desk
	paper := document.Consent{
		Clinic: d.Clinic(), Practitioner: d.Practitioner(), Patient: h.Chart().Patient, Decisions: h.signedLast(), Catalogue: d.Catalogue, Printed: d.Today(),
	}
	if len(paper.Decisions) == 0 || d.PrintFile == nil {
		return
	}
	file := filepath.Join(d.Papers, "consent-"+paper.Decisions[0].ID+".pdf")
	kit.Work(func(context.Context) (struct{}, error) {
		doc, err := document.NewConsent(paper, document.Options{})
		if err == nil {
			err = os.MkdirAll(d.Papers, 0o700)
		}
		if err == nil {
			err = doc.Save(file)
		}
		return struct{}{}, err
	}, func(_ struct{}, err error) {
		if err != nil {
			d.Fail(fmt.Errorf("%s (%w)", lang.L("The paper could not be made. Nothing was printed; the consent itself is kept."), err))
			return
		}
		if err := d.PrintFile(file); err != nil {
			d.Fail(fmt.Errorf("%s (%w)", lang.L("The paper was made but could not be handed over."), err))
			return
		}
		d.Tell(lang.L("Sent to the printer."), nil)
	})
}
