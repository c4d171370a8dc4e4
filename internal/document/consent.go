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
	doc.Title, doc.Author, doc.Date = say(clinic.Say("Consent to treatment")), c.Clinic.Name, c.Printed
	doc.foot = func(page, pages int) (string, string) {
		return say(clinic.Say("Consent of {{.Name}}. Printed {{.Day}}.", clinic.Args{"Name": c.Patient.Name(), "Day": c.Printed})), pageOf(page, pages)
	}
	s := doc.sheet
	s.letterhead(&c.Clinic, &c.Practitioner, &c.Patient, doc.Title, "")
	first := &c.Decisions[0]
	s.para(say(clinic.Say("You can say no to any part, and stop or change your mind at any time. Then nothing more is done there.")), body)
	for _, part := range []struct {
		decision string
		title    clinic.Sentence
	}{
		{clinic.ConsentGiven, clinic.Say("I agree to")},
		{clinic.ConsentRefused, clinic.Say("I do not agree to")},
		{clinic.ConsentWithdrawn, clinic.Say("I take back my consent to")},
	} {
		var items []string
		for _, subject := range c.Catalogue.ConsentSubjects() {
			i := slices.IndexFunc(c.Decisions, func(x clinic.Consent) bool { return x.Decision == part.decision && subject.Concerns(&x) })
			if i < 0 {
				continue
			}
			item := subject.Name
			if part.decision == clinic.ConsentGiven {
				item = say(clinic.Say("{{.Part}}. {{.Ask}}", clinic.Args{"Part": lines(item), "Ask": lines(c.Catalogue.Told(&c.Decisions[i], subject))}))
			}
			items = append(items, item)
		}
		if len(items) > 0 {
			s.heading(say(part.title), 3*body.lineHeight())
			s.bullets(items)
		}
	}
	var rows []string
	row := func(text string, told func(clinic.Args) clinic.Sentence) {
		if text = strings.TrimSpace(text); text != "" {
			rows = append(rows, say(told(clinic.Args{"Text": lines(text)})))
		}
	}
	row(first.Explained, func(f clinic.Args) clinic.Sentence { return clinic.Say("Explained by: {{.Text}}", f) })
	row(first.Draping, func(f clinic.Args) clinic.Sentence { return clinic.Say("How I am covered: {{.Text}}", f) })
	if third, ok := thirdPerson[first.Chaperone]; ok {
		rows = append(rows, say(third))
	}
	row(first.Note, func(f clinic.Args) clinic.Sentence { return clinic.Say("Note: {{.Text}}", f) })
	if len(rows) > 0 {
		s.heading(say(clinic.Say("How it is done")), 3*body.lineHeight())
		s.bullets(rows)
	}
	s.signature(first, c.Zone)
	doc.finish()
	return doc, nil
}

var thirdPerson = map[string]clinic.Sentence{
	clinic.ChaperonePresent:  clinic.Say("A third person in the room: present"),
	clinic.ChaperoneDeclined: clinic.Say("A third person in the room: offered and not wanted"),
}

// signature is what was drawn, with who signed and when; what was only said is told in words.
func (s *sheet) signature(x *clinic.Consent, zone *time.Location) {
	who := x.By
	if x.ByAs == clinic.ByGuardian {
		who = say(clinic.Say("{{.Name}} ({{.Relation}} of the patient)", clinic.Args{"Name": x.By, "Relation": x.RelationWords()}))
	}
	then := clinic.In(x.At, zone)
	at := clinic.Say("{{.Day}}, {{.Time}}", clinic.Args{"Day": clinic.DateOf(then), "Time": then.Format("15:04")})
	if len(x.Signature) == 0 {
		s.heading(say(clinic.Say("Said by {{.Who}}", clinic.Args{"Who": who})), 2*body.lineHeight())
		s.para(say(at), body)
		return
	}
	height := signatureWidth * drawing.SignatureShare
	s.heading(say(clinic.Say("Signed")), height+2*body.lineHeight())
	s.place(block{height, func(left, top float64) {
		s.page().Add(drawing.Signature(x.Signature, drawing.Print, signatureWidth), drawing.Translate(left, top))
	}})
	s.para(say(clinic.Say("{{.Who}}, {{.When}}", clinic.Args{"Who": who, "When": at})), strong)
}
