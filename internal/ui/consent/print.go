package consent

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/document"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/papers"
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
	h.handOver(papers.Print, lang.L("Open it in the viewer, and print it or save it as a PDF from there."))
}

// openSigned shows the last signed consent in the viewer.
func (h *Host) openSigned() { h.handOver(papers.Open, "") }

func (h *Host) handOver(to func(*desk.Desk, papers.Job), ways string) {
	d := h.Desk
	paper := document.Consent{
		Clinic: d.Clinic(), Practitioner: d.Practitioner(), Patient: h.Chart().Patient, Decisions: h.signedLast(), Catalogue: d.Catalogue, Printed: d.Today(),
	}
	if len(paper.Decisions) == 0 {
		return
	}
	kept := lang.L("The consent itself is kept.")
	to(d, papers.Job{
		Name: "consent-" + paper.Decisions[0].ID, Ways: strings.TrimSpace(ways + " " + kept), Instead: kept,
		Make: func() (papers.Paper, error) { return document.NewConsent(paper, document.Options{}) },
	})
}
