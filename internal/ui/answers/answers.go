// Package answers is where the answers of an intake form are looked at: what the patient told beside what the record says,
// each taken over or left by one tap.
package answers

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/words"
)

// Screen shows one form that was handed back.
type Screen struct {
	d       *desk.Desk
	patient string
	id      string
	back    func()
	decided bool // what was decided is in sight
	all     bool // and all that the form says

	undo, redo *kit.Button
	says       *kit.Text // what undo takes back
	cards      *fyne.Container
	root       fyne.CanvasObject
}

// New shows the form of a patient with a key. back leads to where it was opened.
func New(d *desk.Desk, patient, id string, back func()) *Screen {
	s := &Screen{d: d, patient: patient, id: id, back: back, cards: kit.StackGap(kit.GapWide), says: kit.QuietText("").Wrap()}
	s.undo = kit.IconButton(kit.IconUndo, lang.L("Undo"), func() { d.Undo(id) })
	s.redo = kit.IconButton(kit.IconRedo, lang.L("Redo"), func() { d.Redo(id) })
	bar := kit.Border(nil, nil, kit.QuietButton(lang.L("Back"), kit.IconChevronLeft, back), container.NewHBox(s.undo, s.redo), kit.Middle(s.says))
	s.root = container.NewBorder(kit.PadSides(kit.GapRoomy, kit.Gap/2, bar), nil, nil, nil, page.New(s.cards))
	s.Show()
	return s
}

// Object is what is shown.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Show brings it up to date.
func (s *Screen) Show() {
	chart := s.d.Chart(s.patient)
	in := chart.Intake(s.id)
	undo, redo := s.d.UndoState(s.id)
	kit.SetEnabled(s.undo, undo != "")
	kit.SetEnabled(s.redo, redo != "")
	s.says.SetText("")
	if undo != "" {
		s.says.SetText(lang.L("Saved: {{.What}}", map[string]any{"What": undo}))
	}
	if in == nil {
		s.cards.Objects = []fyne.CanvasObject{kit.Body(lang.L("This form is not there any more.")).Wrap()}
		s.cards.Refresh()
		return
	}
	list := slices.DeleteFunc(chart.Proposals(s.d.Catalogue, in, s.d.Atlas.Label, words.Say), func(p clinic.IntakeProposal) bool { return !s.sees(p.Section) })
	cards := []fyne.CanvasObject{s.head(chart, in, list)}
	of := func(title string, belongs func(*clinic.IntakeProposal) bool) {
		rows := kit.StackGap(kit.GapWide)
		for i := range list {
			if p := &list[i]; p.Waits() && belongs(p) {
				s.add(rows, s.waiting(in, p))
			}
		}
		if len(rows.Objects) > 0 {
			cards = append(cards, kit.NewCard(title, rows))
		}
	}
	of(lang.L("Ask before the treatment"), func(p *clinic.IntakeProposal) bool { return p.Urgent })
	for _, x := range []struct {
		section clinic.IntakeSection
		title   string
	}{
		{clinic.IntakeDetails, lang.L("Details")},
		{clinic.IntakeHistory, lang.L("History")},
		{clinic.IntakeScreening, lang.L("Safety questions")},
		{clinic.IntakePain, lang.L("Pain drawing")},
	} {
		of(x.title, func(p *clinic.IntakeProposal) bool { return p.Section == x.section && !p.Urgent })
	}
	if c := s.decisions(in, list); c != nil {
		cards = append(cards, c)
	}
	cards = append(cards, s.whole(chart, in))
	s.cards.Objects = cards
	s.cards.Refresh()
}

func (s *Screen) sees(section clinic.IntakeSection) bool {
	return clinic.May(s.d.Actor(), clinic.See, section.Sense())
}

func (*Screen) add(rows *fyne.Container, o fyne.CanvasObject) {
	if len(rows.Objects) > 0 {
		rows.Add(kit.Hairline())
	}
	rows.Add(o)
}

// head says whose the form is and how much waits, and offers what needs no thinking.
func (s *Screen) head(chart *clinic.Chart, in *clinic.Intake, list []clinic.IntakeProposal) fyne.CanvasObject {
	waits := 0
	for i := range list {
		if list[i].Waits() {
			waits++
		}
	}
	signed := lang.L("Signed by {{.Name}}", map[string]any{"Name": in.By})
	if in.OnPaper {
		signed = lang.L("Signed on paper by {{.Name}}", map[string]any{"Name": in.By})
	}
	if in.ByAs == clinic.ByGuardian {
		signed = words.Points(signed, words.Say(clinic.RelationName(in.Relation)))
	}
	handed := ""
	if in.HandedBy != "" {
		handed = lang.L("handed over by {{.Name}}", map[string]any{"Name": in.HandedBy})
	}
	content := kit.Stack(kit.QuietText(words.Points(chart.Patient.Name(), signed, s.d.Moment(in.FinishedAt), handed)).Wrap())
	for _, st := range in.Statements {
		if st.Answer != clinic.AnswerYes {
			content.Add(warn(lang.L("{{.Text}}: not agreed to", map[string]any{"Text": words.Say(clinic.StatementName(st.Code))})))
		}
	}
	if waits == 0 {
		content.Add(kit.Body(lang.L("Every answer was looked at.")))
		content.Add(container.NewHBox(kit.PrimaryButton(lang.L("Back"), kit.IconCheck, s.back)))
		return kit.NewCard(s.title(in), content)
	}
	content.Add(kit.Body(lang.N("{{.Count}} answers to look at.", waits, map[string]any{"Count": waits})))
	if open := chart.OpenAssessment(); open == nil || open.Date != s.d.Today() {
		content.Add(kit.QuietText(lang.L("The first answer about health that is accepted begins the assessment of today.")).Wrap())
	}
	if plain := clinic.Plain(list); len(plain) > 1 {
		content.Add(container.NewHBox(kit.PrimaryButton(lang.N("Accept {{.Count}} details that contradict nothing", len(plain), map[string]any{"Count": len(plain)}),
			kit.IconCheck, func() { s.accept(in, plain...) })))
	}
	return kit.NewCard(s.title(in), content)
}

func (*Screen) title(in *clinic.Intake) string {
	return lang.L("Form of {{.Day}}", map[string]any{"Day": words.Long(in.Day)})
}

func warn(text string) fyne.CanvasObject {
	return kit.Border(nil, nil, container.NewVBox(kit.IconView(kit.IconAlert, kit.ColorWarning)), nil, kit.Body(text).Wrap())
}

// waiting is an answer beside what the record says, with the two things to do about it.
func (s *Screen) waiting(in *clinic.Intake, p *clinic.IntakeProposal) fyne.CanvasObject {
	said := kit.StackGap(0, kit.Border(nil, nil, nil, s.badge(p), kit.Strong(words.Say(p.Name)).Wrap()))
	if !p.Asked.IsZero() {
		said.Add(kit.QuietText(words.Say(p.Asked)).Wrap())
	}
	said.Add(kit.Body(words.Say(p.Says)).Wrap())
	if p.Fit == clinic.IntakeDiffers {
		said.Add(kit.QuietText(lang.L("In the record: {{.What}}", map[string]any{"What": words.Say(p.Old)})).Wrap())
	}
	if !p.Doubt.IsZero() {
		said.Add(warn(words.Say(p.Doubt)))
	}
	name := map[string]any{"What": words.Say(p.Name)}
	accept := kit.NewButton(lang.L("Accept"), kit.IconCheck, func() { s.accept(in, p.Key) }).Full(lang.L("Accept: {{.What}}", name))
	leave := kit.QuietButton(lang.L("Leave"), kit.IconClose, func() { s.leave(in, p.Key) }).Full(lang.L("Leave in the form: {{.What}}", name))
	return kit.WithButtons(said, container.NewHBox(leave, accept))
}

func (*Screen) badge(p *clinic.IntakeProposal) fyne.CanvasObject {
	switch {
	case p.Urgent:
		return kit.NewBadge(lang.L("Urgent"), kit.ToneDanger)
	case p.Fit == clinic.IntakeDiffers:
		return kit.NewBadge(lang.L("Differs"), kit.ToneWarning)
	case p.Fit == clinic.IntakeSame:
		return kit.NewBadge(lang.L("As in the record"), kit.ToneNeutral)
	}
	return kit.NewBadge(lang.L("New"), kit.ToneAccent)
}

func (s *Screen) accept(in *clinic.Intake, keys ...string) {
	chart, err := s.d.Read(s.patient)
	if err != nil {
		s.d.Fail(err)
		return
	}
	me := s.d.Practitioner()
	op, err := clinic.AcceptIntake(s.d.Env(), s.d.Catalogue, chart, in, clinic.Taking{By: s.d.Actor().Name, PractitionerID: me.ID, Say: words.Say}, keys...)
	s.apply(op, err)
}

func (s *Screen) leave(in *clinic.Intake, keys ...string) {
	chart, err := s.d.Read(s.patient)
	if err != nil {
		s.d.Fail(err)
		return
	}
	op, err := clinic.DeclineIntake(s.d.Env(), s.d.Catalogue, chart, in, s.d.Actor().Name, "", keys...)
	s.apply(op, err)
}

func (s *Screen) apply(op clinic.Operation, err error) {
	switch {
	case err != nil:
		s.d.Fail(err)
	case !op.Empty():
		_ = s.d.Apply(op) // the person was told
	}
}

// decisions are what was decided, by whom and when, folded away until they are asked for.
func (s *Screen) decisions(in *clinic.Intake, list []clinic.IntakeProposal) fyne.CanvasObject {
	rows := kit.StackGap(kit.GapWide)
	n := 0
	for i := range list {
		p := &list[i]
		if p.Waits() {
			continue
		}
		n++
		if s.decided {
			s.add(rows, s.done(in, p))
		}
	}
	if n == 0 {
		return nil
	}
	return s.folded(lang.L("Looked at ({{.Count}})", map[string]any{"Count": n}), rows, &s.decided)
}

// folded is a card that is opened by a tap.
func (s *Screen) folded(title string, content fyne.CanvasObject, open *bool) fyne.CanvasObject {
	label, icon := lang.L("Show"), kit.IconChevronDown
	if *open {
		label, icon = lang.L("Hide"), kit.IconChevronUp
	}
	turn := kit.QuietButton(label, icon, func() {
		*open = !*open
		s.Show()
	}).Full(words.Of(label, title))
	return kit.NewCard(title, content, turn)
}

func (s *Screen) done(in *clinic.Intake, p *clinic.IntakeProposal) fyne.CanvasObject {
	x := p.Choice
	what := lang.L("Accepted")
	if x.Outcome == clinic.IntakeDeclined {
		what = lang.L("Left in the form")
	}
	said := kit.StackGap(0, kit.Strong(words.Say(p.Name)).Wrap(), kit.Body(words.Say(p.Says)).Wrap(),
		kit.QuietText(words.Points(what, x.By, s.d.Moment(x.CreatedAt), x.Note)).Wrap())
	if x.Outcome == clinic.IntakeAccepted {
		if p.Fit == clinic.IntakeDiffers {
			said.Add(kit.QuietText(lang.L("In the record since: {{.What}}", map[string]any{"What": words.Say(p.Old)})).Wrap())
		}
		return said
	}
	accept := kit.NewButton(lang.L("Accept after all"), kit.IconCheck, func() { s.accept(in, p.Key) }).
		Full(lang.L("Accept after all: {{.What}}", map[string]any{"What": words.Say(p.Name)}))
	return kit.WithButtons(said, accept)
}

// whole is all that the form says, what was left out too, and the texts that were read.
func (s *Screen) whole(chart *clinic.Chart, in *clinic.Intake) fyne.CanvasObject {
	rows := kit.StackGap(kit.Gap)
	if s.all {
		for _, q := range clinic.IntakeQuestions(s.d.Catalogue, chart, in, in.Day) {
			if s.sees(q.Section) {
				rows.Add(kit.StackGap(0, kit.QuietText(words.Say(q.Ask)).Wrap(), kit.Body(words.Say(q.Said(in))).Wrap()))
			}
		}
		for _, st := range in.Statements {
			rows.Add(kit.StackGap(0, kit.Strong(lang.L("{{.Text}}: {{.Answer}}", map[string]any{
				"Text": words.Say(clinic.StatementName(st.Code)), "Answer": words.Say(clinic.AnswerName(st.Answer)),
			})).Wrap(), kit.QuietText(st.Text).Wrap()))
		}
	}
	return s.folded(lang.L("The whole form, with what was left out"), rows, &s.all)
}
