package document

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
)

// Consent is what the paper of a consent is made from: the decisions that were made together.
type Consent struct {
	Clinic       clinic.Clinic
	Practitioner clinic.Practitioner
	Patient      clinic.Patient
	Decisions    []clinic.Consent
	Catalogue    *clinic.Catalogue
	Printed      clinic.Date
	Zone         *time.Location // of the clinic; nil is UTC
}

// signatureWidth is how wide a signature is on paper, in millimetres.
const signatureWidth = 80.0

// NewConsent sets what the patient agreed to and refused, as it was signed. The error says that there is no decision.
func NewConsent(c Consent, opts Options) (*Document, error) {
	if len(c.Decisions) == 0 {
		return nil, fmt.Errorf("the consent: %w", clinic.ErrNotFound)
	}
	doc := newDocument(c.Clinic.Paper, opts)
	doc.Title, doc.Author, doc.Date = "Consent to treatment", c.Clinic.Name, c.Printed
	doc.foot = func(page, pages int) (string, string) {
		return fmt.Sprintf("Consent of %s. Printed %s.", c.Patient.Name(), c.Printed.Long()), fmt.Sprintf("Page %d of %d", page, pages)
	}
	s := doc.sheet
	s.letterhead(&c.Clinic, &c.Practitioner, &c.Patient, doc.Title, "")
	first := &c.Decisions[0]
	s.para("You can say no to any part, and stop or change your mind at any time. Then nothing more is done there.", body)
	for _, part := range []struct{ decision, title string }{
		{clinic.ConsentGiven, "I agree to"}, {clinic.ConsentRefused, "I do not agree to"}, {clinic.ConsentWithdrawn, "I take back my consent to"},
	} {
		var items []string
		for _, subject := range c.Catalogue.ConsentSubjects() {
			if slices.ContainsFunc(c.Decisions, func(x clinic.Consent) bool { return x.Decision == part.decision && subject.Concerns(&x) }) {
				item := subject.Name
				if part.decision == clinic.ConsentGiven {
					item += ". " + subject.Ask
				}
				items = append(items, item)
			}
		}
		if len(items) > 0 {
			s.heading(part.title, 3*body.lineHeight())
			s.bullets(items)
		}
	}
	var rows []string
	for _, r := range []struct{ what, text string }{
		{"Explained by", first.Explained}, {"How I am covered", first.Draping}, {"A third person in the room", thirdPerson(first.Chaperone)}, {"Note", first.Note},
	} {
		if text := strings.TrimSpace(r.text); text != "" {
			rows = append(rows, r.what+": "+text)
		}
	}
	if len(rows) > 0 {
		s.heading("How it is done", 3*body.lineHeight())
		s.bullets(rows)
	}
	s.signature(first, c.Zone)
	doc.finish()
	return doc, nil
}

func thirdPerson(code string) string {
	switch code {
	case clinic.ChaperonePresent:
		return "present"
	case clinic.ChaperoneDeclined:
		return "offered and not wanted"
	}
	return ""
}

// signature is what was drawn, with who signed and when; what was only said is told in words.
func (s *sheet) signature(x *clinic.Consent, zone *time.Location) {
	who := x.By
	if x.ByAs == clinic.ByGuardian {
		who += " (" + x.RelationWords() + " of the patient)"
	}
	at := clinic.In(x.At, zone).Format("2 January 2006, 15:04")
	if len(x.Signature) == 0 {
		s.heading("Said by "+who, 2*body.lineHeight())
		s.para(at, body)
		return
	}
	height := signatureWidth * drawing.SignatureShare
	s.heading("Signed", height+2*body.lineHeight())
	s.place(block{height, func(left, top float64) {
		s.page().Add(drawing.Signature(x.Signature, drawing.Print, signatureWidth), drawing.Translate(left, top))
	}})
	s.para(who+", "+at, strong)
}
