package intake

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// field is what something is typed in.
type field interface {
	Flush()            // keeps it
	Wrong() bool       // reports, and says at the field, that it cannot be kept
	entry() *kit.Entry // that the keyboard goes to
	last() *kit.Entry  // the last that is typed in
	part() fyne.CanvasObject
}

type textField struct{ *edit.Text }

func (t textField) Wrong() bool             { return t.Problem() != "" }
func (t textField) entry() *kit.Entry       { return t.Entry }
func (t textField) last() *kit.Entry        { return t.Entry }
func (t textField) part() fyne.CanvasObject { return t.Field }

type dateField struct{ *edit.Date }

func (dateField) Flush() {}

func (d dateField) Wrong() bool {
	problem := d.Problem()
	d.SetError(problem)
	return problem != ""
}

func (d dateField) entry() *kit.Entry       { return d.First() }
func (d dateField) last() *kit.Entry        { return nil }
func (d dateField) part() fyne.CanvasObject { return d.Field }

// typed takes a field in: Enter goes on to the next one, and from the last to the next page.
func (f *Form) typed(x field) {
	f.fields = append(f.fields, x)
	n := len(f.fields)
	e := x.entry()
	enter := e.OnEnter
	e.OnEnter = func() {
		if enter != nil {
			enter()
		}
		f.touched()
		f.raise(x.part())
	}
	if last := x.last(); last != nil {
		last.OnSubmitted = func(string) {
			x.Flush()
			if n < len(f.fields) {
				kit.Focus(f.fields[n].entry())
				return
			}
			f.turn(1)
		}
	}
}

// asking is a page of questions that are answered in words, or one that is answered with a yes or a no and then in words.
func (f *Form) asking(s *sheet, in *clinic.Intake) fyne.CanvasObject {
	box := kit.StackGap(kit.GapRoomy)
	row := kit.Beside(kit.GapRoomy, besideLeast)
	for i := range s.questions {
		q := &s.questions[i]
		switch q.How {
		case clinic.IntakeYesNo:
			box.Add(f.yesNo(q, in))
		case clinic.IntakeText:
			box.Add(f.text(q, in, 3).Field)
		case clinic.IntakeRelation:
			box.Add(f.relation(q, in))
		case clinic.IntakeDay:
			box.Add(f.day(q, in).Field)
		default:
			row.Add(f.text(q, in, 1).Field)
			continue
		}
	}
	if len(row.Objects) > 0 {
		box.Objects = append([]fyne.CanvasObject{row}, box.Objects...)
	}
	return box
}

// besideLeast is the least width of one of two fields that stand side by side.
const besideLeast float32 = 300

// said is what the form says to a question, or else what the record says.
func (f *Form) said(q *clinic.IntakeQuestion, in *clinic.Intake) (text, filed string) {
	who := f.d.Chart(f.patient).Patient
	filed = who.OnFile(q.Code)
	if a := in.Answer(q.Code); !a.LeftOut() {
		return a.Text, filed
	}
	return filed, filed
}

// write keeps what was typed for a question. What the record says already is no answer.
func (f *Form) write(q *clinic.IntakeQuestion, text, filed string) error {
	text = strings.TrimSpace(text)
	if text == strings.TrimSpace(filed) {
		text = ""
	}
	in := f.intake()
	if in == nil {
		f.gone()
		return nil
	}
	if a := in.Answer(q.Code); a.Text == text {
		return nil
	}
	return f.answer(clinic.IntakeAnswer{Question: q.Code, Text: text})
}

func (f *Form) text(q *clinic.IntakeQuestion, in *clinic.Intake, rows int) *edit.Text {
	text, filed := f.said(q, in)
	t := edit.NewText(f.d.Later, words.Say(q.Ask), q.Code, "", rows, func(text string) error { return f.write(q, text, filed) }).Large()
	t.Begin(text)
	f.typed(textField{t})
	changed := t.OnText
	t.OnText = func(text string) {
		if changed != nil {
			changed(text)
		}
		f.touched()
	}
	return t
}

func (f *Form) day(q *clinic.IntakeQuestion, in *clinic.Intake) *edit.Date {
	text, filed := f.said(q, in)
	t := edit.NewBirth(f.d.Clock, words.Say(q.Ask), q.Code, func(d clinic.Date) error { return f.write(q, string(d), filed) }).Large()
	t.Show(clinic.Date(text))
	f.typed(dateField{t})
	return t
}

func (f *Form) relation(q *clinic.IntakeQuestion, in *clinic.Intake) fyne.CanvasObject {
	text, filed := f.said(q, in)
	p := newPicks(relations(), false, func(ids []string) { _ = f.write(q, first(ids), filed) }) // a failure was said
	p.choose(text)
	return kit.Stack(kit.Heading(words.Say(q.Ask)).Wrap(), p.row)
}

func relations() []kit.Option {
	var out []kit.Option
	for _, code := range clinic.Relations() {
		out = append(out, kit.Option{ID: code, Label: words.Say(clinic.RelationName(code))})
	}
	return out
}

func first(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return ids[0]
}

// yesNo is a question by itself, with what is asked after a yes.
func (f *Form) yesNo(q *clinic.IntakeQuestion, in *clinic.Intake) fyne.CanvasObject {
	a := in.Answer(q.Code)
	more := kit.StackGap(kit.GapWide)
	box := kit.StackGap(kit.GapRoomy)
	var options []kit.Option
	for _, w := range q.Words {
		options = append(options, kit.Option{ID: w.Code, Label: words.Say(w.Plain)})
	}
	ways := []kit.Option{{ID: clinic.AnswerNo, Label: lang.L("No")}, {ID: clinic.AnswerYes, Label: lang.L("Yes")}, {ID: clinic.AnswerUnsure, Label: lang.L("Not sure")}}
	if q.Code == "medication" {
		ways[0].Label, ways[1].Label = lang.L("I take none"), lang.L("Yes, I take some")
	}
	which := newPicks(options, true, nil)
	text := edit.NewText(f.d.Later, words.Say(q.More), q.Code, "", 3, func(text string) error {
		a.Text = text
		return f.answer(a)
	}).Large()
	text.Begin(a.Text)
	f.typed(textField{text})
	which.choose(a.Words...)
	which.changed = func(ids []string) {
		a.Words = ids
		_ = f.answer(a) // a failure was said
	}
	show := func() {
		kit.SetHidden(more, a.Answer != clinic.AnswerYes && a.Answer != clinic.AnswerUnsure)
		box.Refresh()
		f.scroll.Refresh()
	}
	tiles := kit.NewTiles(ways, func(ids []string) {
		text.Flush()
		a.Answer = first(ids)
		if a.Answer == clinic.AnswerNo || a.Answer == "" {
			a.Words, a.Text = nil, ""
			which.choose()
			text.Begin("")
		}
		_ = f.answer(a) // a failure was said
		show()
	})
	tiles.SetChosen(a.Answer)
	if len(options) > 0 {
		more.Add(kit.Large(lang.L("Tap what is so for you.")).Wrap())
		more.Add(which.row)
	}
	more.Add(text.Field)
	box.Objects = []fyne.CanvasObject{kit.Title(words.Say(q.Ask)).Wrap(), tiles, more}
	show()
	return box
}

// screening is a page of safety questions, each with a yes and a no of its own.
func (f *Form) screening(s *sheet, in *clinic.Intake) fyne.CanvasObject {
	box := kit.StackGap(kit.GapWide)
	title := lang.L("Is any of these so for you?")
	if head := f.d.Catalogue.Head(s.questions[0].Group); head != nil {
		title = head.Name
	}
	box.Add(kit.Title(title).Wrap())
	var rows []*row
	rest := kit.NewButton(lang.L("None of these"), kit.IconCheck, nil)
	show := func() {
		said := slices.ContainsFunc(rows, func(r *row) bool { return r.a.Answer == clinic.AnswerYes || r.a.Answer == clinic.AnswerUnsure })
		rest.SetText(lang.L("None of these"))
		if said {
			rest.SetText(lang.L("No to the others"))
		}
		kit.SetEnabled(rest, slices.ContainsFunc(rows, func(r *row) bool { return r.a.Answer == "" }))
		f.scroll.Refresh()
	}
	for i := range s.questions {
		r := f.row(&s.questions[i], in, show)
		rows = append(rows, r)
		box.Add(r.root)
	}
	rest.OnTapped = func() {
		var all []clinic.IntakeAnswer
		for _, r := range rows {
			if r.a.Answer == "" {
				all = append(all, clinic.IntakeAnswer{Question: r.a.Question, Answer: clinic.AnswerNo})
			}
		}
		if len(all) == 0 || f.answer(all...) != nil {
			return
		}
		for _, r := range rows {
			if r.a.Answer == "" {
				r.set(clinic.AnswerNo)
			}
		}
		show()
	}
	if len(rows) > 1 {
		box.Add(container.NewHBox(kit.MinHeight(buttonHeight, rest)))
	}
	show()
	return box
}

// row is one safety question.
type row struct {
	a     clinic.IntakeAnswer
	tiles *kit.Tiles
	root  *fyne.Container
	note  *fyne.Container
	set   func(answer string)
}

const tilesWidth float32 = 3*96 + 2*kit.Gap

// row asks a safety question; changed is called after it was answered.
func (f *Form) row(q *clinic.IntakeQuestion, in *clinic.Intake, changed func()) *row {
	r := &row{a: in.Answer(q.Code), note: kit.StackGap(kit.Gap)}
	r.a.Question = q.Code
	more := edit.NewText(f.d.Later, lang.L("If you like, tell us more."), q.Code, "", 1, func(text string) error {
		r.a.Text = text
		return f.answer(r.a)
	}).Large()
	more.Begin(r.a.Text)
	f.typed(textField{more})
	show := func() {
		r.note.Objects = nil
		if r.a.Answer == clinic.AnswerYes || r.a.Answer == clinic.AnswerUnsure {
			if says := f.calmly(q.Item, r.a.Answer); says != "" {
				r.note.Add(notice(says))
			}
			r.note.Add(more.Field)
		}
		r.note.Hidden = len(r.note.Objects) == 0
		r.root.Refresh()
	}
	r.tiles = kit.NewTileRow([]kit.Option{
		{ID: clinic.AnswerNo, Label: lang.L("No")}, {ID: clinic.AnswerYes, Label: lang.L("Yes")}, {ID: clinic.AnswerUnsure, Label: lang.L("Not sure")},
	}, func(ids []string) {
		more.Flush()
		r.a.Answer = first(ids)
		if r.a.Answer == clinic.AnswerNo || r.a.Answer == "" {
			r.a.Text = ""
			more.Begin("")
		}
		_ = f.answer(r.a) // a failure was said
		show()
		changed()
	})
	r.tiles.SetChosen(r.a.Answer)
	r.set = func(answer string) {
		r.a.Answer = answer
		r.tiles.SetChosen(answer)
		show()
	}
	r.root = kit.StackGap(kit.Gap, kit.Hairline(),
		kit.WithButtonsFrom(240, kit.Large(words.Say(q.Ask)).Wrap(), kit.MinWidth(tilesWidth, r.tiles)), r.note)
	show()
	return r
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// calmly is what a patient is told to do who says so to a safety question; "" where there is nothing to do now.
func (f *Form) calmly(item *clinic.ScreeningItem, answer string) string {
	if answer == clinic.AnswerUnsure && !item.UnsureIsYes {
		return ""
	}
	if item.Code == "self-harm" {
		return lang.L("Thank you for saying so. You are not alone with this. Please tell the person at the desk, or your therapist: they will take time for you. You can also call Lifeline on 13 11 14, day and night.")
	}
	number := f.d.Clinic().Emergency
	if number == "" {
		number = "000"
	}
	switch item.Urgency {
	case clinic.UrgencyAmbulance:
		return lang.L("Please tell the person at the desk now, before you go on. They can call {{.Number}} for you. Stay where you are and keep still.", map[string]any{"Number": number})
	case clinic.UrgencyEmergency:
		return lang.L("Please tell the person at the desk now, before you go on. It may be best to go to a hospital today.")
	case clinic.UrgencySameDay:
		return lang.L("Please tell the person at the desk. It may be best to see a doctor today. Your therapist will be told, and talks with you first.")
	case clinic.UrgencyDoctor:
		return lang.L("Thank you. Your therapist will be told, and talks with you about it before the treatment.")
	}
	return ""
}

// notice is a calm sentence that must not be missed.
func notice(text string) fyne.CanvasObject {
	return container.NewStack(kit.NewPlate(kit.ColorWarningSoft, kit.Radius), kit.Pad(kit.GapWide,
		kit.Border(nil, nil, kit.Middle(kit.IconView(kit.IconInfo, kit.ColorWarning)), nil, kit.Large(text).Wrap())))
}

// picks are short answers side by side, of which one or any number is so.
type picks struct {
	row     *fyne.Container
	options []kit.Option
	buttons []*kit.Button
	many    bool
	chosen  []string
	changed func(ids []string)
}

func newPicks(options []kit.Option, many bool, changed func(ids []string)) *picks {
	p := &picks{row: kit.FlowRow(), options: options, many: many, changed: changed}
	for _, o := range options {
		b := kit.NewButton(o.Label, "", nil)
		b.OnTapped = func() { p.tap(o.ID) }
		p.buttons = append(p.buttons, b)
		wide := fyne.MeasureText(o.Label, kit.SizeHead, fyne.TextStyle{Bold: true}).Width + pickBeside
		p.row.Add(kit.MinWidth(wide, kit.MinHeight(pickHeight, b)))
	}
	return p
}

// The measures of picks: room is left for the check mark, so that choosing one moves nothing.
const (
	pickHeight float32 = 52
	pickBeside float32 = 64
)

func (p *picks) tap(id string) {
	on := !slices.Contains(p.chosen, id)
	var now []string
	for _, o := range p.options {
		if o.ID == id && on || o.ID != id && p.many && slices.Contains(p.chosen, o.ID) {
			now = append(now, o.ID)
		}
	}
	p.choose(now...)
	if p.changed != nil {
		p.changed(now)
	}
}

// choose shows what is so.
func (p *picks) choose(ids ...string) {
	p.chosen = ids
	for i, b := range p.buttons {
		on := slices.Contains(ids, p.options[i].ID)
		b.Importance = widget.MediumImportance
		b.SetIcon(nil)
		if on {
			b.Importance = widget.HighImportance
			b.SetIconName(kit.IconCheck)
		}
		b.Refresh()
	}
	p.row.Refresh()
}
