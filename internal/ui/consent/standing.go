package consent

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// standing lists every subject with its last decision, and withdraws.
type standing struct {
	p        *Panel
	list     *fyne.Container
	ask      *kit.Button
	print    *kit.Button
	look     *kit.Button
	withdraw clinic.ConsentSubject // the one whose withdrawal is being written
	who      *kit.Segmented
	by, why  *kit.Entry
	said     string
	root     fyne.CanvasObject
}

func newStanding(p *Panel) *standing {
	s := &standing{p: p, list: kit.StackGap(4)}
	s.ask = kit.NewButton(lang.L("Ask and sign"), kit.IconSign, p.open)
	s.print = kit.NewButton(lang.L("Print what was signed"), kit.IconPrint, p.h.printSigned)
	s.look = kit.NewButton(lang.L("Open in the viewer"), kit.IconPreview, p.h.openSigned)
	s.root = kit.Stack(kit.Hairline(), s.list, kit.FlowRow(s.ask, s.print, s.look, kit.QuietButton(lang.L("Close"), "", p.shut)))
	s.show()
	return s
}

func (s *standing) show() {
	chart, in := s.p.h.Chart(), s.p.h.in()
	var rows []fyne.CanvasObject
	said := s.withdraw.Name
	for _, subject := range s.p.h.Desk.Catalogue.ConsentSubjects() {
		st := chart.ConsentStanding(subject, in)
		words, tone := Words(subject, st)
		said += "\n" + words
		badge := kit.NewBadge(words, tone)
		row := []fyne.CanvasObject{container.NewCenter(badge)}
		if st.Given {
			row = append(row, kit.NewButton(lang.L("Withdraw"), kit.IconClose, func() { s.begin(subject) }))
		}
		text := []fyne.CanvasObject{kit.Body(subject.Name).Wrap()}
		if last := lastWords(chart, st.Last); last != "" {
			text = append(text, kit.QuietText(last).Wrap())
		}
		rows = append(rows, kit.WithButtons(kit.StackGap(0, text...), container.NewHBox(row...)))
		if subject.Area == s.withdraw.Area && subject.Technique == s.withdraw.Technique && s.withdraw.Name != "" && st.Given {
			rows = append(rows, s.writing())
		}
	}
	unsigned := !s.p.h.hasSigned()
	kit.SetHidden(s.print, unsigned)
	kit.SetHidden(s.look, unsigned)
	if said == s.said { // what is being typed stays
		return
	}
	s.said = said
	s.list.Objects = rows
	s.list.Refresh()
	s.p.below.Refresh()
}

// Words says in a few words how consent to a subject stands.
func Words(s clinic.ConsentSubject, st clinic.ConsentStanding) (string, kit.Tone) {
	switch {
	case st.Last == nil:
		return lang.L("Not asked"), kit.ToneNeutral
	case st.Last.Decision == clinic.ConsentWithdrawn:
		return lang.L("Withdrawn"), kit.ToneDanger
	case !st.Given:
		return lang.L("Refused"), kit.ToneDanger
	case s.Written && !st.Written:
		return lang.L("Not signed for this course"), kit.ToneWarning
	case st.Confirmed:
		return lang.L("Agreed today"), kit.ToneSuccess
	case st.Written:
		return lang.L("Signed"), kit.ToneSuccess
	}
	return lang.L("Agreed"), kit.ToneSuccess
}

// lastWords tells of the last decision: when, by whom, explained by whom.
func lastWords(chart *clinic.Chart, x *clinic.Consent) string {
	if x == nil {
		return ""
	}
	by, explained := x.By, ""
	if x.ByAs == clinic.ByGuardian {
		by = lang.L("{{.Name}} ({{.Relation}})", map[string]any{"Name": x.By, "Relation": words.Say(x.RelationWords())})
	}
	if x.Explained != "" {
		explained = lang.L("explained by {{.Name}}", map[string]any{"Name": x.Explained})
	}
	return words.Points(words.Moment(chart.In(x.At)), by, explained, x.Draping, chaperoneWord(x.Chaperone), x.Note)
}

func chaperoneWord(code string) string {
	switch code {
	case clinic.ChaperonePresent:
		return lang.L("third person present")
	case clinic.ChaperoneDeclined:
		return lang.L("third person offered, not wanted")
	}
	return ""
}

// begin asks who withdraws and why; both can stay as they are.
func (s *standing) begin(subject clinic.ConsentSubject) {
	s.withdraw = subject
	s.by = kit.NewEntry(lang.L("Name"), nil)
	s.by.SetText(nameOf(&s.p.h.Chart().Patient))
	s.who = kit.NewSegmented([]kit.Option{
		{ID: clinic.ByThePatient, Label: lang.L("The patient"), Icon: kit.IconPerson},
		{ID: clinic.ByGuardian, Label: lang.L("Another person"), Icon: kit.IconPatients},
	}, func(string) {
		s.by.SetText("")
		if s.who.Value() == clinic.ByThePatient {
			s.by.SetText(nameOf(&s.p.h.Chart().Patient))
		}
	})
	s.who.SetChosen(clinic.ByThePatient)
	s.why = kit.NewEntry(lang.L("In the patient's words; may be left out"), nil)
	s.show()
}

func (s *standing) writing() fyne.CanvasObject {
	now := kit.DangerButton(lang.L("Withdraw now"), kit.IconClose, s.now)
	cancel := kit.QuietButton(lang.L("Cancel"), "", func() {
		s.withdraw = clinic.ConsentSubject{}
		s.show()
	})
	return container.NewStack(kit.NewPlate(kit.ColorErrorSoft, kit.Radius), kit.Pad(12, kit.Stack(
		kit.NewField(lang.L("Who withdraws?"), kit.Stack(s.who, s.by)), kit.NewField(lang.L("Why?"), s.why), kit.FlowRow(now, cancel))))
}

func (s *standing) now() {
	x := s.p.h.decision(clinic.ConsentWithdrawn)
	x.Explained = ""
	about(&x, s.withdraw)
	x.How, x.By, x.ByAs, x.Note = clinic.ConsentSpoken, s.by.Text, s.who.Value(), s.why.Text
	if x.ByAs == clinic.ByGuardian {
		x.RelationCode = clinic.RelationOther
	}
	name := s.withdraw.Name
	s.withdraw = clinic.ConsentSubject{}
	if s.p.decide(clinic.Say("Withdraw consent"), x) {
		s.p.h.Desk.Tell(lang.L("Consent withdrawn: {{.What}}. It holds from now on.", map[string]any{"What": name}), nil)
	}
}
