package safety

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// Again asks at the beginning of a session whether anything has changed: one tap when nothing has, and the questions in place
// when something has, or when they were never asked.
type Again struct {
	h       *Host
	session func() *clinic.Session
	reveal  func(fyne.CanvasObject)

	prompt    *kit.Prompt
	same      *kit.Button
	different *kit.Button
	undo      *kit.Button // takes the answer back while questions are open
	again     *kit.Button // the same, when all is answered
	later     *kit.Button // something changed after all
	tabs      *kit.Chips
	rest      *kit.Button
	help      *kit.Text
	list      *fyne.Container
	questions *fyne.Container // the tabs and the list
	rows      map[string][]*Question
	groups    []Group
	group     string
	root      fyne.CanvasObject
}

// NewAgain asks in the session of the host; session is that session as it is now, reveal brings what opened into sight.
func NewAgain(h *Host, session func() *clinic.Session, reveal func(fyne.CanvasObject)) *Again {
	a := &Again{h: h, session: session, reveal: reveal, rows: map[string][]*Question{}, groups: Groups(h.Desk.Catalogue), group: clinic.GroupAbsolute}
	a.same = kit.NewButton(lang.L("Nothing has changed"), kit.IconCheck, func() { a.answer(false) })
	a.different = kit.NewButton(lang.L("Something changed"), kit.IconChevronDown, func() { a.answer(true) })
	a.undo = kit.QuietButton(lang.L("Ask again"), kit.IconUndo, a.takeBack)
	a.again = kit.QuietButton(lang.L("Ask again"), kit.IconUndo, a.takeBack)
	a.later = kit.QuietButton(lang.L("Something changed"), kit.IconChevronDown, func() { a.answer(true) })
	a.prompt = kit.NewPrompt([]*kit.Button{a.same, a.different, a.undo}, []*kit.Button{a.later, a.again})
	a.tabs = kit.NewChips(nil, func(ids []string) {
		a.Leave()
		a.group = ids[0]
		a.Show()
	}).Required()
	a.rest = kit.NewButton(lang.L("Answer No to the rest"), kit.IconCheck, func() {
		if v := a.session(); v != nil {
			if op := clinic.AnswerRestInSession(h.Desk.Env(), h.Desk.Catalogue, h.Chart(), v, a.group); !op.Empty() {
				_ = h.Apply(op) // the person was told
			}
		}
	})
	a.help = kit.QuietText("").Wrap()
	a.list = kit.StackGap(0)
	a.questions = container.NewStack(kit.NewPlate(kit.ColorSurface, kit.Radius), kit.PadSides(kit.GapWide, kit.Gap,
		kit.StackGap(kit.Gap, a.tabs, kit.WithButtons(a.help, container.NewHBox(a.rest)), a.list)))
	a.root = kit.StackGap(kit.Gap, a.prompt.Object, a.questions)
	return a
}

// Waits reports whether the question can be answered with one tap and is not.
func (a *Again) Waits() bool { return a.prompt.Waits() && (a.same.Visible() || a.different.Visible()) }

// Accent makes its answer the one thing to do next, while it waits.
func (a *Again) Accent(on bool) { a.prompt.Accent(on && a.Waits()) }

// Object is the question.
func (a *Again) Object() fyne.CanvasObject { return a.root }

func (a *Again) answer(changed bool) {
	v := a.session()
	if v == nil {
		return
	}
	_ = a.h.Apply(clinic.AnswerChange(a.h.Desk.Env(), a.h.Desk.Catalogue, a.h.Chart(), v, changed)) // the person was told
}

func (a *Again) takeBack() {
	if v := a.session(); v != nil {
		if op := clinic.TakeBackChange(a.h.Desk.Catalogue, a.h.Chart(), v); !op.Empty() {
			_ = a.h.Apply(op) // the person was told
		}
	}
}

// Show brings everything up to date; what is being typed stays.
func (a *Again) Show() {
	v := a.session()
	if v == nil {
		return
	}
	cat, chart := a.h.Desk.Catalogue, a.h.Chart()
	last, change := chart.LastAsked(v), chart.ChangeAnswer(cat, v.ID)
	asked := clinic.SafetyAsked(cat, chart, v)
	open := change != nil && change.Answer != clinic.AnswerNo
	changed, never := open, clinic.NeverAsked(cat, chart)
	answered := len(chart.AnsweredAgain(cat, v.ID)) > 0
	var said string
	switch {
	case open && asked:
		said = lang.L("Something changed, and it is answered below.")
	case open:
		said = lang.L("Answer what has changed. What is not asked again stays as it was.")
	case change != nil && never > 0:
		said = lang.L("Nothing has changed, but some safety questions were never asked. Ask them now.")
	case change != nil:
		said = lang.L("Nothing has changed in the patient's health.")
		if last != "" {
			said = lang.L("Nothing has changed since {{.Day}}.", map[string]any{"Day": words.Long(last)})
		}
	case asked && last == "", asked && last == v.Date:
		said = lang.L("The safety questions were asked today.")
	case last == "":
		said = lang.L("The safety questions were never asked. Ask them now.")
		open = true
	case never > 0:
		said = lang.L("Some safety questions were never asked. Ask them, and what has changed since {{.Day}}.", map[string]any{"Day": words.Long(last)})
	default:
		said = lang.L("Has anything changed in your health since {{.Day}}?", map[string]any{"Day": words.Long(last)})
	}
	locked := a.h.Locked()
	open = open || !locked && (never > 0 || answered && !asked)
	kit.SetHidden(a.same, locked || last == "" || asked && !open || answered && change != nil || change != nil && !changed)
	kit.SetHidden(a.different, locked || changed || last == "")
	kit.SetHidden(a.undo, locked || change == nil || answered)
	kit.SetHidden(a.again, locked || change == nil || answered)
	kit.SetHidden(a.later, a.different.Hidden)
	if asked {
		a.prompt.Answered(said, kit.IconCheck, kit.ColorSuccess)
	} else {
		a.prompt.Ask(said, "")
	}
	kit.SetHidden(a.questions, !open)
	if open {
		a.showQuestions()
	}
}

func (a *Again) showQuestions() {
	chart := a.h.Chart()
	ever := chart.LatestAnswers()
	var tabs []kit.Option
	for _, g := range a.groups {
		yes, never := 0, 0
		for _, item := range g.Items {
			if _, ok := ever[item.Code]; !ok {
				never++
			} else if ever[item.Code].Answer != clinic.AnswerNo {
				yes++
			}
		}
		tab := kit.Counted(g.ID, g.Name, yes)
		tab.Icon = kit.IconMore
		if yes > 0 {
			tab.Icon = kit.IconAlert
		} else if never == 0 {
			tab.Icon = kit.IconCheck
		}
		tabs = append(tabs, tab)
		if g.ID != a.group {
			continue
		}
		a.help.SetText(g.Help)
		kit.SetHidden(a.rest, a.h.Locked())
		kit.SetEnabled(a.rest, never > 0)
		rows := a.rows[g.ID]
		if rows == nil {
			for _, item := range g.Items {
				rows = append(rows, NewQuestion(a.h, item, a.reveal))
			}
			a.rows[g.ID] = rows
		}
		if len(a.list.Objects) != 2*len(rows) || a.list.Objects[0] != rows[0].Object() {
			a.list.Objects = nil
			for _, q := range rows {
				a.list.Objects = append(a.list.Objects, q.Object(), kit.Hairline())
			}
			a.list.Refresh()
		}
		for i, q := range rows {
			q.Show(a.h.Answer(g.Items[i].Code))
		}
	}
	a.tabs.SetOptions(tabs)
	a.tabs.SetChosen(a.group)
}

// Leave keeps what is still being typed.
func (a *Again) Leave() {
	for _, rows := range a.rows {
		for _, q := range rows {
			q.Leave()
		}
	}
}
