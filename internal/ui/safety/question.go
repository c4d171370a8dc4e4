// Package safety asks the safety questions, wherever they are asked: in an assessment, and again in a session. On a yes it
// says at once what must be done, records what was done, and takes a doctor's clearance.
package safety

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/ui/pick"
	"regimen/internal/words"
)

// Question is one item with its answers and, after a yes, what must be done.
type Question struct {
	// Typed is told of an answer that was given by its first letter; may be nil.
	Typed   func()
	h       *Host
	item    *clinic.ScreeningItem
	answers *kit.Segmented
	before  *kit.Text
	panel   *actionPanel
	root    *fyne.Container
	reveal  func(fyne.CanvasObject)
	shown   *clinic.Answer // with what it was shown last
	fact    *clinic.Fact
}

// NewQuestion asks an item; reveal is told what opened below it.
func NewQuestion(h *Host, item *clinic.ScreeningItem, reveal func(fyne.CanvasObject)) *Question {
	q := &Question{h: h, item: item, before: kit.QuietText(""), reveal: reveal}
	q.answers = newAnswers(q.answer)
	q.answers.ByLetter(func() {
		if q.Typed != nil {
			q.Typed()
		}
	})
	row := kit.WithButtons(kit.StackGap(0, kit.Body(item.Question).Wrap(), q.before), kit.MinWidth(250, q.answers))
	q.root = kit.Stack(kit.PadSides(0, 6, row))
	return q
}

// newAnswers is the choice of an answer, which can be taken back.
func newAnswers(answer func(string)) *kit.Segmented {
	return kit.NewSegmented([]kit.Option{
		{ID: clinic.AnswerNo, Label: lang.L("No")},
		{ID: clinic.AnswerYes, Label: lang.L("Yes")},
		{ID: clinic.AnswerUnsure, Label: lang.L("Unsure")},
	}, answer).Clearable()
}

// Answers is the choice of the answer.
func (q *Question) Answers() *kit.Segmented { return q.answers }

// Object is the question.
func (q *Question) Object() fyne.CanvasObject { return q.root }

func (q *Question) current() *clinic.Screening {
	return q.h.Answer(q.item.Code)
}

// answer keeps the answer; taking it back removes it.
func (q *Question) answer(answer string) {
	a := q.current()
	if answer == "" {
		if a == nil {
			q.Show(q.shown, q.fact) // what is known is not taken back here
		} else {
			_ = q.h.remove(clinic.Say("Take back: {{.Name}}", clinic.Args{"Name": q.item.Name}), a)
		}
		return
	}
	if a == nil {
		a = clinic.Ask(q.h.Desk.Env(), q.h.Occasion(), q.item.Code)
	}
	a.Answer, a.At = answer, q.h.Desk.Clock().UTC()
	if q.h.put(clinic.Say("{{.Question}}: {{.Answer}}", clinic.Args{"Question": q.item.Name, "Answer": answerName(a.Answer)}), a) == nil && a.Answer != clinic.AnswerNo {
		q.reveal(q.root)
	}
}

// earlier is what was last answered before this assessment, when it was not no.
func (q *Question) earlier() string {
	var last *clinic.Screening
	for _, a := range q.h.Chart().Screenings {
		if a.Item == q.item.Code && !a.In(q.h.Occasion()) && (last == nil || last.At.Before(a.At)) {
			last = &a
		}
	}
	if last == nil || last.Answer == clinic.AnswerNo {
		return ""
	}
	return lang.L("Last time: {{.Name}}", map[string]any{"Name": words.Say(answerName(last.Answer))})
}

func answerName(a string) clinic.Sentence {
	switch a {
	case clinic.AnswerYes:
		return clinic.Say("yes")
	case clinic.AnswerUnsure:
		return clinic.Say("not sure")
	}
	return clinic.Say("no")
}

// edit changes the answer's details as one step.
func (q *Question) edit(label clinic.Sentence, change func(*clinic.Screening)) error {
	a := q.current()
	if a == nil {
		if q.shown == nil || q.shown.Known == nil {
			return nil
		}
		known := q.shown.Screening // what is known becomes an answer once more is said about it
		known.ID, known.At = q.h.Desk.Env().NewID(), q.h.Desk.Clock().UTC()
		a = &known
	}
	change(a)
	return q.h.put(label, a)
}

// Show fills in what is held of the question, or nothing, and what is known about it, or nil. What was denied in a group is no
// answer of its own.
func (q *Question) Show(a *clinic.Answer, fact *clinic.Fact) {
	q.shown, q.fact = a, fact
	if a == nil || a.Group != "" {
		q.answers.SetChosen()
	} else {
		q.answers.SetChosen(a.Answer)
	}
	kit.SetEnabled(q.answers, !q.h.Locked())
	q.before.SetText(q.about())
	q.before.Hidden = q.before.Text() == ""
	open := a != nil && a.Answer != clinic.AnswerNo
	if open && q.panel == nil {
		q.panel = newActionPanel(q)
		q.root.Add(q.panel.root)
	}
	if q.panel != nil {
		q.panel.root.Hidden = !open
		if open {
			q.panel.show(&a.Screening)
		}
	}
}

// about says below the question where its answer is from, or what was said before.
func (q *Question) about() string {
	a, fact := q.shown, q.fact
	from := func() map[string]any { return map[string]any{"From": words.Say(fact.From())} }
	switch {
	case a != nil && a.Group != "":
		return lang.L("Asked as a group: nothing to report")
	case fact == nil:
	case a != nil && a.Known == nil && fact.Row.Firm && fact.Answer != "" && a.Answer != clinic.AnswerUnsure && a.Answer != fact.Answer:
		return lang.L("Otherwise than known from: {{.From}}", from())
	case a != nil && a.Known == nil:
	case fact.Answer == "":
		return lang.L("Asked because of: {{.From}}", from())
	default:
		return lang.L("Known from: {{.From}}", from())
	}
	if a != nil && a.ID != "" {
		if day := q.h.Chart().ToldOnForm(&a.Screening); day != "" {
			return lang.L("Told by the patient on the form of {{.Day}}", map[string]any{"Day": words.Long(day)})
		}
	}
	return q.earlier()
}

// Leave keeps what is still being typed.
func (q *Question) Leave() {
	if q.panel != nil {
		q.panel.leave()
	}
}

// actionPanel says what must be done about a yes, and records what was done.
type actionPanel struct {
	q         *Question
	plate     *kit.Plate
	badge     *kit.Badge
	unsure    *kit.Text
	decided   *kit.Text // what a check for a clot said
	note      *edit.Text
	action    *edit.Text
	done      *kit.Button
	details   *details
	told      *toldElsewhere
	targets   *pick.Several
	clearance *ClearanceForm
	root      *fyne.Container
}

func newActionPanel(q *Question) *actionPanel {
	p := &actionPanel{q: q}
	tone, soft, color := kit.ToneWarning, kit.ColorWarningSoft, kit.ColorWarning
	if q.item.Blocks || clinic.Urgent(q.item.Urgency) {
		tone, soft, color = kit.ToneDanger, kit.ColorErrorSoft, kit.ColorError
	}
	p.plate = kit.NewPlate(soft, kit.Radius)
	urgency := UrgencyName(q.item.Urgency)
	if number := q.h.Desk.Clinic().Emergency; q.item.Urgency == clinic.UrgencyAmbulance && number != "" {
		urgency = lang.L("Ambulance now: {{.Number}}", map[string]any{"Number": number})
	}
	if urgency == "" {
		urgency = lang.L("What to do")
	}
	if q.item.Blocks {
		urgency = words.Points(urgency, lang.L("no massage until cleared"))
	}
	p.badge = kit.NewBadge(urgency, tone).WithIcon(kit.IconAlert)
	unsure := lang.L("Find out before treating: ask again, or ask the doctor.")
	if q.item.UnsureIsYes {
		unsure = lang.L("Not being sure counts as yes here: do what is said below, and write it down.")
	}
	p.unsure = kit.Strong(unsure).In(color).Wrap()
	p.decided = kit.QuietText("").Wrap()
	must := kit.Strong(q.item.Action).Wrap()
	change := clinic.Say("Change: {{.Name}}", clinic.Args{"Name": script.LowerFirst(q.item.Name)})
	p.note = q.h.newText(lang.L("What was said or seen"), "note", "", 2, func(text string) error {
		return q.edit(change, func(a *clinic.Screening) { a.Note = text })
	})
	p.action = q.h.newText(lang.L("What was done"), "action", lang.L("Who was called, what was advised, what the patient said"), 2, func(text string) error {
		return q.edit(change, func(a *clinic.Screening) { a.Action = text })
	})
	p.done = kit.NewButton(lang.L("Done as said above"), kit.IconCheck, func() {
		p.action.Entry.SetText(edit.WithSentence(p.action.Entry.Text, lang.L("Done as advised: {{.What}}", map[string]any{"What": q.item.Action})))
		p.action.Flush()
	})
	p.details, p.told = newDetails(q), newToldElsewhere(q)
	parts := []fyne.CanvasObject{container.NewHBox(p.badge), p.unsure, must, p.decided, p.told.object}
	if p.details.object != nil {
		parts = append(parts, p.details.object)
	}
	parts = append(parts,
		page.Columns(p.note.Field, kit.Stack(p.action.Field, container.NewHBox(p.done))),
	)
	if marksPlace(q.h.Desk.Catalogue, q.item) {
		where := lang.L("Where it is")
		if q.item.Group == clinic.GroupLocal {
			where = lang.L("Area to keep clear of")
		}
		p.targets = pick.NewSeveral(q.h.Desk.Atlas, lang.L("Name a structure: left calf, SIJ …"), func(list []clinic.Target) {
			_ = q.edit(clinic.Say("Mark the area: {{.Name}}", clinic.Args{"Name": script.LowerFirst(q.item.Name)}), func(a *clinic.Screening) { a.Targets = list })
		})
		parts = append(parts, kit.NewField(where, p.targets.Object))
	}
	p.clearance = NewClearanceForm(q.h, q.item)
	p.clearance.Reveal = q.reveal
	parts = append(parts, p.clearance.Object())
	p.root = kit.PadSides(0, kit.Gap, container.NewStack(p.plate, kit.Pad(kit.GapWide, kit.StackGap(kit.Gap+kit.Gap/2, parts...))))
	return p
}

func (p *actionPanel) show(a *clinic.Screening) {
	locked := p.q.h.Locked()
	p.unsure.Hidden = a.Answer != clinic.AnswerUnsure
	p.decided.SetText(words.Say(p.q.h.Chart().ClotWords(p.q.h.Desk.Catalogue, a)))
	p.decided.Hidden = p.decided.Text() == ""
	p.note.Show(a.Note)
	p.note.Lock(locked)
	p.action.Show(a.Action)
	p.action.Lock(locked)
	p.done.Hidden = locked || strings.TrimSpace(a.Action) != ""
	p.details.show(a, locked)
	p.told.show(a, locked)
	if p.targets != nil {
		p.targets.Show(a.Targets, nil, locked)
	}
	p.clearance.Show()
}

func (p *actionPanel) leave() {
	p.details.leave()
	p.note.Flush()
	p.action.Flush()
}
