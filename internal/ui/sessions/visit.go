package sessions

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// The steps of a visit, in the order of the hour.
const (
	stepBefore = "before"
	stepTreat  = "treat"
	stepAfter  = "after"
	stepNotes  = "notes"
	stepSign   = "sign"
)

// part is one step of a visit.
type part interface {
	// show brings the step up to date without moving what is being worked on.
	show(v *clinic.Session)
	flush()
}

// visit shows one session.
type visit struct {
	s      *Screen
	id     string
	signed bool
	object fyne.CanvasObject

	title      *kit.Text
	headline   *fyne.Container
	times      *kit.Text
	timer      *kit.Timer
	badge      *kit.Badge
	undo, redo *kit.Button
	undoSays   *kit.Text
	tabs       *kit.Segmented
	parts      map[string]part
}

func newVisit(s *Screen, v clinic.Session) *visit {
	w := &visit{s: s, id: v.ID, signed: !v.SignedAt.IsZero(), parts: map[string]part{}}
	w.title = kit.Heading(fmt.Sprintf("%s %d · %s", lang.L("Session"), v.Number, v.Date.Long()))
	w.badge = kit.NewBadge("", kit.ToneNeutral)
	w.headline = container.NewHBox(w.title, container.NewCenter(w.badge))
	w.times = kit.QuietText("").Lines(1)
	w.undo = kit.IconButton(kit.IconUndo, lang.L("Undo"), s.Undo)
	w.redo = kit.IconButton(kit.IconRedo, lang.L("Redo"), s.Redo)
	w.undoSays = kit.QuietText("").Lines(1)
	discard := kit.QuietButton(lang.L("Discard"), kit.IconRemove, w.discard)
	tools := container.NewHBox(w.undo, w.redo, discard)
	if w.signed {
		tools = container.NewHBox()
	} else {
		planned := time.Duration(0)
		if p := s.chart().Plan(v.PlanID); p != nil {
			planned = time.Duration(p.Minutes) * time.Minute
		}
		w.timer = kit.NewTimer(w.elapsed, planned, s.after)
		tools.Objects = append([]fyne.CanvasObject{w.timer}, tools.Objects...)
	}
	head := container.NewBorder(nil, nil, nil, container.NewCenter(tools),
		kit.StackGap(2, w.headline, w.times, w.undoSays))

	w.tabs = kit.NewSegmented(
		w.segment(stepBefore, lang.L("Before"), kit.IconHistory, func() (fyne.CanvasObject, part) { return newBefore(w) }),
		w.segment(stepTreat, lang.L("Treatment"), kit.IconSession, func() (fyne.CanvasObject, part) { return newTreat(w) }),
		w.segment(stepAfter, lang.L("After"), kit.IconMeasure, func() (fyne.CanvasObject, part) { return newAfter(w) }),
		w.segment(stepNotes, lang.L("Notes"), kit.IconEdit, func() (fyne.CanvasObject, part) { return newNotes(w) }),
		w.segment(stepSign, w.signLabel(), kit.IconSign, func() (fyne.CanvasObject, part) { return newSigning(w) }),
	)
	w.tabs.OnChanged = func(string) {
		w.flush()
		w.show()
	}
	if w.signed {
		w.tabs.Select(stepNotes)
	}
	w.object = container.NewBorder(kit.PadSides(kit.GapWide, kit.Gap, kit.Stack(head, w.tabs.Bar())), nil, nil, nil, w.tabs.Body())
	return w
}

func (w *visit) signLabel() string {
	if w.signed {
		return lang.L("Corrections")
	}
	return lang.L("Sign")
}

func (w *visit) segment(id, label string, icon kit.IconName, build func() (fyne.CanvasObject, part)) kit.Segment {
	return kit.Segment{ID: id, Label: label, Icon: icon, Content: func() fyne.CanvasObject {
		o, p := build()
		w.parts[id] = p
		if v := w.now(); v != nil {
			p.show(v)
		}
		return kit.NewDragScroll(kit.PadSides(kit.GapWide, kit.Gap, o))
	}}
}

// now is the session as it stands.
func (w *visit) now() *clinic.Session { return w.s.chart().Session(w.id) }

func (w *visit) flush() {
	for _, p := range w.parts {
		p.flush()
	}
}

func (w *visit) show() {
	v := w.now()
	if v == nil {
		return
	}
	switch {
	case w.signed:
		w.badge.Set(lang.L("Signed by")+" "+v.SignedBy+", "+clinic.DateOf(v.SignedAt.Local()).Short(), kit.ToneNeutral)
	case v.EndedAt.IsZero():
		w.badge.Set(lang.L("In progress"), kit.ToneAccent)
	default:
		w.badge.Set(lang.L("Not signed"), kit.ToneWarning)
	}
	w.headline.Refresh()
	w.times.SetText(w.timesLine(v))
	if w.timer != nil {
		if v.EndedAt.IsZero() && !v.StartedAt.IsZero() {
			w.timer.Start()
		} else {
			w.timer.Stop()
		}
	}
	w.showUndo()
	if p := w.parts[w.tabs.Current()]; p != nil {
		p.show(v)
	}
}

func (w *visit) showUndo() {
	undo, redo := w.s.d.UndoState(w.id)
	setOn(w.undo, undo != "")
	setOn(w.redo, redo != "")
	says := ""
	if undo != "" && !w.signed {
		says = lang.L("Saved. Last change: ") + undo
	}
	w.undoSays.SetText(says)
}

func setOn(b *kit.Button, on bool) { edit.SetEnabled(b, on) }

func (w *visit) timesLine(v *clinic.Session) string {
	var parts []string
	if !v.StartedAt.IsZero() {
		t := v.StartedAt.Local().Format("15:04")
		if !v.EndedAt.IsZero() {
			t += "–" + v.EndedAt.Local().Format("15:04")
		}
		parts = append(parts, t)
	}
	if p := w.s.chart().Plan(v.PlanID); p != nil {
		title := p.Title
		if title == "" {
			title = lang.L("Plan")
		}
		parts = append(parts, fmt.Sprintf("%s, %s %d", title, lang.L("version"), p.Version))
	} else {
		parts = append(parts, lang.L("Without a plan"))
	}
	if n := len(w.s.chart().AddendaOf(v.ID)); n > 0 {
		parts = append(parts, fmt.Sprintf("%s: %d", lang.L("Corrections"), n))
	}
	return strings.Join(parts, " · ")
}

// elapsed is how long the treatment has lasted.
func (w *visit) elapsed() time.Duration {
	v := w.now()
	if v == nil || v.StartedAt.IsZero() {
		return 0
	}
	if !v.EndedAt.IsZero() {
		return v.EndedAt.Sub(v.StartedAt)
	}
	return w.s.d.Clock().Sub(v.StartedAt)
}

// edit changes fields of the session itself.
func (w *visit) edit(label string, change func(*clinic.Session)) error {
	v := w.now()
	if v == nil {
		return nil
	}
	next := *v
	next.Unconfirmed = slices.Clone(v.Unconfirmed)
	change(&next)
	return w.s.apply(clinic.Operation{Label: label, Scope: w.id, Put: []clinic.Record{&next}})
}

func (w *visit) discard() {
	v := w.now()
	if v == nil {
		return
	}
	kit.Confirm(w.s.d.Window, lang.L("Discard this session?"),
		lang.L("What was recorded in it goes from the patient's chart. The history keeps it."),
		lang.L("Discard"), lang.L("Keep it"), true, func(yes bool) {
			if !yes {
				return
			}
			op, err := clinic.DiscardSession(w.s.chart(), v)
			if err != nil {
				w.s.d.Fail(err)
				return
			}
			if w.s.apply(op) == nil {
				w.s.d.Tell(lang.L("Session discarded."), func() { w.s.d.Undo(w.s.patient) })
			}
		})
}

// notice is a sentence that needs care.
func notice(text string, tone kit.Tone) fyne.CanvasObject {
	fill, color, icon := kit.ColorWarningSoft, kit.ColorWarning, kit.IconAlert
	switch tone {
	case kit.ToneDanger:
		fill, color = kit.ColorErrorSoft, kit.ColorError
	case kit.ToneSuccess:
		fill, color, icon = kit.ColorSuccessSoft, kit.ColorSuccess, kit.IconCheck
	case kit.ToneNeutral, kit.ToneAccent:
		fill, color, icon = kit.ColorSunken, kit.ColorText, kit.IconInfo
	case kit.ToneWarning:
	}
	return container.NewStack(kit.NewPlate(fill, kit.Radius), kit.PadSides(12, 8,
		container.NewBorder(nil, nil, container.NewVBox(kit.IconView(icon, color)), nil, kit.Body(text).Wrap())))
}

// label names a target: "Left upper trapezius".
func label(d *desk.Desk, targets []clinic.Target) string {
	var names []string
	for _, t := range targets {
		names = append(names, d.Atlas.Label(t.Structure, t.Side))
	}
	return strings.Join(names, ", ")
}
