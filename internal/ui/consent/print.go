package consent

import (
	"fyne.io/fyne/v2/lang"

	"regimen/internal/ui/desk"
	"regimen/internal/ui/documents"
	"regimen/internal/ui/papers"
	"regimen/internal/words"
)

// hasSigned reports whether there is a signed consent to print.
func (h *Host) hasSigned() bool {
	_, there := documents.SignedConsent(h.Desk, h.Chart())
	return there
}

// printSigned hands the last signed consent to the printer.
func (h *Host) printSigned() {
	h.handOver(papers.Print, lang.L("Open it in the viewer, and print it or save it as a PDF from there."))
}

// openSigned shows the last signed consent in the viewer.
func (h *Host) openSigned() { h.handOver(papers.Open, "") }

func (h *Host) handOver(to func(*desk.Desk, papers.Job), ways string) {
	job, there := documents.SignedConsent(h.Desk, h.Chart())
	if !there {
		return
	}
	kept := lang.L("The consent itself is kept.")
	job.Ways, job.Instead = words.Sentences(ways, kept), kept
	to(h.Desk, job)
}
