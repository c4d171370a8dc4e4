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

	prompt    *kit.Prompt
	same      *kit.Button
	different *kit.Button
	undo      *kit.Button // takes the answer back while questions are open
	again     *kit.Button // the same, when all is answered
	later     *kit.Button // something changed after all
	heads     *Heads
	questions *fyne.Container
	root      fyne.CanvasObject
}

// NewAgain asks in the session of the host; session is that session as it is now, reveal brings what opened into sight.
func NewAgain(h *Host, session func() *clinic.Session, reveal func(fyne.CanvasObject)) *Again {
	a := &Again{h: h, session: session}
	a.same = kit.NewButton(lang.L("Nothing has changed"), kit.IconCheck, func() { a.answer(false) })
	a.different = kit.NewButton(lang.L("Something changed"), kit.IconChevronDown, func() { a.answer(true) })
	a.undo = kit.QuietButton(lang.L("Ask again"), kit.IconUndo, a.takeBack)
	a.again = kit.QuietButton(lang.L("Ask again"), kit.IconUndo, a.takeBack)
	a.later = kit.QuietButton(lang.L("Something changed"), kit.IconChevronDown, func() { a.answer(true) })
	a.prompt = kit.NewPrompt([]*kit.Button{a.same, a.different, a.undo}, []*kit.Button{a.later, a.again})
	a.heads = NewHeads(h, reveal)
	a.questions = container.NewStack(kit.NewPlate(kit.ColorSurface, kit.Radius), kit.PadSides(kit.GapWide, kit.Gap, a.heads.Object()))
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
		a.heads.Show()
	}
}

// Leave keeps what is still being typed.
func (a *Again) Leave() { a.heads.Leave() }
