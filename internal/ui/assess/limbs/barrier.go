package limbs

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// barrierEditor says what stops the lymph at one place: what happened to the nodes of a side, or a scar. Each answer is kept
// at once.
type barrierEditor struct {
	page  *lymphPage
	at    clinic.Target
	scar  bool
	cause *kit.Chips // of nodes
	since *edit.Text
	note  *edit.Text
	off   *kit.Button // of a scar
	more  *fyne.Container
	begun string // the record that the texts began with
	root  *fyne.Container
}

func newBarrierEditor(p *lymphPage, at clinic.Target, scar bool) *barrierEditor {
	e := &barrierEditor{page: p, at: at, scar: scar}
	e.cause = kit.NewChips([]kit.Option{
		{ID: clinic.BarrierRemoved, Label: lang.L("Removed")},
		{ID: clinic.BarrierIrradiated, Label: lang.L("Radiation")},
		{ID: clinic.BarrierBoth, Label: lang.L("Removed and radiation")},
	}, func(ids []string) {
		e.leave()
		cause := ""
		if len(ids) > 0 {
			cause = ids[0]
		}
		if err := p.keep(at, false, func(b *clinic.LymphBarrier) { b.Cause = cause }); err != nil {
			p.s.Refuse(err)
		}
	})
	e.since = p.s.NewText(lang.L("Since the year"), "since_year", lang.L("YYYY"), 1, func(text string) error {
		var year *int
		if text = strings.TrimSpace(text); text != "" {
			n, err := strconv.Atoi(text)
			if err != nil {
				n = 0 // refused, as any year that cannot be
			}
			year = &n
		}
		return p.keep(at, scar, func(b *clinic.LymphBarrier) { b.SinceYear = year })
	})
	e.note = p.s.NewText(lang.L("Note"), "note", lang.L("How many nodes, which operation"), 1, func(text string) error {
		return p.keep(at, scar, func(b *clinic.LymphBarrier) { b.Note = text })
	})
	e.more = kit.Beside(kit.GapRoomy, 200, e.since.Field, e.note.Field)
	e.off = kit.QuietButton(lang.L("Take the scar off"), kit.IconRemove, func() {
		if b := e.kept(); b != nil {
			_ = p.s.Remove(clinic.Say("Take back what stops the lymph: {{.Place}}", clinic.Args{"Place": p.s.Place(at)}), b) // the person was told
		}
	})
	e.root = kit.StackGap(kit.Gap, kit.Strong(p.s.Label(at)), e.cause, e.more)
	if scar {
		e.root = kit.StackGap(kit.Gap, kit.Strong(words.List(p.s.Label(at), script.LowerFirst(words.Say(clinic.BarrierCauseName(clinic.BarrierScar))))), e.more, container.NewHBox(e.off))
	}
	return e
}

// kept is what is recorded of the place, or nil.
func (e *barrierEditor) kept() *clinic.LymphBarrier { return e.page.s.Chart().Barrier(e.at, e.scar) }

func (e *barrierEditor) show() fyne.CanvasObject {
	b, locked := e.kept(), e.page.s.Locked()
	e.cause.SetChosen()
	kit.SetHidden(e.more, b == nil)
	kit.SetHidden(e.off, locked)
	if b != nil {
		e.cause.SetChosen(b.Cause)
		year := ""
		if b.SinceYear != nil {
			year = strconv.Itoa(*b.SinceYear)
		}
		if e.begun != b.ID {
			e.begun = b.ID
			e.since.Begin(year)
			e.note.Begin(b.Note)
		}
		e.since.Show(year)
		e.note.Show(b.Note)
	}
	kit.SetEnabled(e.cause, !locked)
	e.since.Lock(locked)
	e.note.Lock(locked)
	return e.root
}

func (e *barrierEditor) leave() {
	if e.kept() != nil {
		e.since.Flush()
		e.note.Flush()
	}
}
