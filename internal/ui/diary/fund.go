package diary

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// fewObjections are shown at once; more are counted, and shown when somebody asks.
const fewObjections = 2

// showObjections says what the patient's fund will miss on the receipt, each with where it is filled in. Nothing waits for it.
func (b *pay) showObjections() {
	b.objections.Objects = nil
	for _, l := range b.lines {
		if l.Sort != clinic.SoldVisit {
			continue
		}
		all := b.p.s.d.Catalogue.FundObjections(b.claimOf(l))
		if len(all) > fewObjections && !b.asks {
			b.objections.Add(warning(lang.L("{{.Fund}} may not pay back this receipt: {{.Count}} facts are missing on it.", map[string]any{"Fund": b.patient.HealthFund, "Count": len(all)})))
			b.objections.Add(kit.NewButton(lang.L("Fill them in"), kit.IconEdit, func() {
				b.asks = true
				b.showObjections()
			}))
			continue
		}
		for _, o := range all {
			if b.asked == nil {
				b.asked = make(map[clinic.ReceiptFact]fyne.CanvasObject)
			}
			if b.asked[o.Fact] == nil { // what is typed into it stays
				b.asked[o.Fact] = kit.StackGap(4, warning(words.Say(o.Why)), b.fillIn(l, o))
			}
			b.objections.Add(b.asked[o.Fact])
		}
	}
	kit.SetHidden(b.objections, len(b.objections.Objects) == 0)
	b.objections.Refresh()
	b.p.body.Refresh()
}

// claimOf is what the receipt will tell the fund of a visit.
func (b *pay) claimOf(l *payLine) clinic.FundClaim {
	paid, due := l.Cents, 0
	x := clinic.FundClaim{Visit: true, TreatedOn: l.Day, IssuedOn: b.p.s.d.Today(), Treatment: l.Text, Charged: &l.Cents, Paid: &paid, Due: &due}
	x.OfClinic(&b.pricing.Clinic)
	x.OfPatient(&b.patient)
	x.Practitioner, x.Qualifications, x.Association = l.Provider.Name, l.Provider.Qualifications, l.Provider.Association
	x.MemberNumber, x.ProviderNumber = l.Provider.MemberNumber, l.Provider.ProviderNumber
	return x
}

// fillIn is where what is missing is filled in: a field right here for one line of text, else the way to it.
func (b *pay) fillIn(l *payLine, o clinic.FundObjection) fyne.CanvasObject {
	s := b.p.s
	if b.lacking(l, o) == nil {
		switch o.Kind {
		case clinic.KindAppointment:
			if o.Field == "title" {
				return b.name(l)
			}
		case clinic.KindPatient:
			return kit.QuietButton(lang.L("Open the patient's details"), kit.IconPerson, func() { s.d.Open(b.a.PatientID, desk.Details) })
		case clinic.KindClinic, clinic.KindPractitioner:
			return kit.QuietText(lang.L("Fill it in under Settings.")).Wrap()
		}
		return kit.Stack()
	}
	entry, kept := kit.NewEntry("", nil), ""
	keep := func(string) {
		text := strings.TrimSpace(entry.Text)
		record := b.lacking(l, o)
		if text == "" || text == kept || record == nil {
			return
		}
		op := clinic.Operation{Label: clinic.Say("Fill in what a health fund asks for"), Scope: clinic.DiaryScope, Put: []clinic.Record{record(text)}}
		if s.d.Apply(op) == nil {
			kept = text
		}
	}
	entry.OnLeave = keep
	entry.OnSubmitted = func(text string) {
		keep(text)
		s.keyboard(b.take)
	}
	return kit.NewField(words.Say(clinic.FieldName(o.Kind, o.Field)), entry)
}

// name asks for what stands on the bill for the visit.
func (b *pay) name(l *payLine) fyne.CanvasObject {
	text := kit.NewEntry("", nil)
	text.Fill(l.Text)
	keep := func(string) {
		if said := strings.TrimSpace(text.Text); said != "" && said != l.Text {
			l.Text = said
			l.show()
			b.showObjections()
		}
	}
	text.OnLeave = keep
	text.OnSubmitted = func(typed string) {
		keep(typed)
		b.p.s.keyboard(b.take)
	}
	return kit.NewField(lang.L("What stands on the bill"), text)
}

// lacking is what fills in what is missing, with a text: nil where that is no one line of text of a record that is known here.
func (b *pay) lacking(l *payLine, o clinic.FundObjection) func(text string) clinic.Record {
	switch o.Kind {
	case clinic.KindPatient:
		if o.Field == "fund_number" {
			return func(text string) clinic.Record {
				p := b.patient
				p.FundNumber = text
				return &p
			}
		}
	case clinic.KindClinic:
		c := b.pricing.Clinic
		c.ID, c.Paper = clinic.ClinicID, cmp.Or(c.Paper, "A4") // of one that nobody set up
		if at := map[string]*string{"phone": &c.Phone, "business_number": &c.BusinessNumber}[o.Field]; at != nil {
			return func(text string) clinic.Record {
				*at = text
				return &c
			}
		}
	case clinic.KindPractitioner:
		for _, p := range b.pricing.Practitioners {
			at := map[string]*string{"qualifications": &p.Qualifications, "member_number": &p.MemberNumber, "provider_number": &p.ProviderNumber}[o.Field]
			if p.ID == l.Practitioner && at != nil {
				return func(text string) clinic.Record {
					*at = text
					return &p
				}
			}
		}
	}
	return nil
}
