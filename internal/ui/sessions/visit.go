package sessions

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/signer"
	"regimen/internal/words"
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

// visit shows a session that is open. The button at its foot is always the one thing to do next, so that
// a visit is walked through with one finger, or with Enter.
type visit struct {
	s      *Screen
	id     string
	object fyne.CanvasObject
	head   *fyne.Container // the title, the clock and the tools

	badge      *kit.Badge
	headline   *fyne.Container
	times      *kit.Text
	timer      *kit.Timer
	undo, redo *kit.Button
	tabs       *kit.Tabs
	parts      map[string]part
	scrolls    map[string]*kit.DragScroll

	next   *kit.Button
	says   *kit.Text
	signer *signer.Signer
}

func newVisit(s *Screen, v clinic.Session) *visit {
	w := &visit{s: s, id: v.ID, parts: map[string]part{}, scrolls: map[string]*kit.DragScroll{}}
	w.signer = signer.New(s.d, w.show)
	w.badge = kit.NewBadge("", kit.ToneNeutral)
	w.headline = headline(&v, w.badge)
	w.times = kit.QuietText("").Lines(1)
	w.undo = kit.IconButton(kit.IconUndo, lang.L("Undo"), s.Undo)
	w.redo = kit.IconButton(kit.IconRedo, lang.L("Redo"), s.Redo)
	discard := kit.QuietButton(lang.L("Discard"), kit.IconClose, w.discard)
	planned := time.Duration(0)
	if p := s.chart().Plan(v.PlanID); p != nil {
		planned = time.Duration(p.Minutes) * time.Minute
	}
	w.timer = kit.NewTimer(w.elapsed, planned, s.after)
	tools := container.NewHBox(container.NewCenter(w.timer), w.undo, w.redo, discard)
	w.head = kit.Border(nil, nil, nil, container.NewCenter(tools), kit.StackGap(2, w.headline, w.times))

	w.tabs = kit.NewTabs(
		w.segment(stepBefore, lang.L("Before"), func() (fyne.CanvasObject, part) { return newBefore(w) }),
		w.segment(stepTreat, lang.L("Treatment"), func() (fyne.CanvasObject, part) { return newTreat(w) }),
		w.segment(stepAfter, lang.L("After"), func() (fyne.CanvasObject, part) { return newAfter(w) }),
		w.segment(stepNotes, lang.L("Notes"), func() (fyne.CanvasObject, part) { return newNotes(w) }),
		w.segment(stepSign, lang.L("Sign"), func() (fyne.CanvasObject, part) { return newSigning(w) }),
	)
	w.tabs.OnChanged = func(string) {
		w.flush()
		w.show()
	}
	w.says = kit.QuietText("").Lines(2)
	w.next = kit.PrimaryButton("", kit.IconChevronRight, func() { w.following(w.now()).do() })
	foot := kit.NewFoot(kit.Stack(kit.Hairline(), kit.PadSides(kit.GapWide, 0, kit.Border(nil, nil, nil, w.next, container.NewVBox(layout.NewSpacer(), w.says, layout.NewSpacer()))), kit.Space(0, 0)))
	w.object = kit.Border(kit.PadSides(kit.GapWide, kit.Gap, kit.StackGap(2, w.head, w.tabs.Bar())), foot, nil, nil, w.tabs.Body())
	return w
}

// headline names a session.
func headline(v *clinic.Session, badge *kit.Badge) *fyne.Container {
	return kit.FlowRow(kit.Heading(lang.L("Session {{.Number}} · {{.Day}}", map[string]any{"Number": v.Number, "Day": words.Long(v.Date)})), badge)
}

func (w *visit) segment(id, label string, build func() (fyne.CanvasObject, part)) kit.Tab {
	return kit.Tab{ID: id, Label: label, Content: func() fyne.CanvasObject {
		o, p := build()
		w.parts[id] = p
		if v := w.now(); v != nil {
			p.show(v)
		}
		w.scrolls[id] = kit.NewDragScroll(kit.PadSides(kit.GapWide, kit.Gap, o))
		return w.scrolls[id]
	}}
}

// move is the one thing to do next: what the button says, a quiet word beside it, and the deed.
type move struct {
	label string
	icon  kit.IconName
	says  string
	do    func()
}

// following is what comes next in the step shown.
func (w *visit) following(v *clinic.Session) move {
	if v == nil {
		return move{do: func() {}}
	}
	undecided := 0
	for _, t := range w.s.chart().TreatmentsOf(v.ID) {
		if t.Status == clinic.TreatmentPlanned {
			undecided++
		}
	}
	end := func() {
		if w.edit(clinic.Say("End the treatment"), func(v *clinic.Session) { v.EndedAt = w.s.d.Clock().UTC() }) == nil && w.tabs.Current() == stepTreat {
			w.open(stepAfter)
		}
	}
	to := func(step, label string) move {
		return move{label: label, icon: kit.IconChevronRight, do: func() { w.open(step) }}
	}
	switch w.tabs.Current() {
	case stepBefore:
		return to(stepTreat, lang.L("On to the treatment"))
	case stepTreat:
		m := to(stepAfter, lang.L("On to after the treatment"))
		switch {
		case undecided > 0:
			m = move{label: lang.L("Done as planned: tick the rest"), icon: kit.IconCheck, do: w.tickRest}
		case v.EndedAt.IsZero():
			m = move{label: lang.L("The treatment ends now"), icon: kit.IconStop, do: end}
		}
		m.says = w.given(v)
		return m
	case stepAfter:
		return to(stepNotes, lang.L("On to the notes"))
	case stepNotes:
		if n := len(v.Unconfirmed); n > 0 {
			return move{
				label: lang.L("All still true"), icon: kit.IconCheck, do: w.confirmAll,
				says: lang.N("{{.Count}} of the notes read as last time.", n, map[string]any{"Count": n}),
			}
		}
		return to(stepSign, lang.L("On to signing"))
	}
	switch {
	case undecided > 0:
		return to(stepTreat, lang.L("Back to the treatment"))
	case len(v.Unconfirmed) > 0:
		return to(stepNotes, lang.L("Back to the notes"))
	case v.EndedAt.IsZero():
		return move{label: lang.L("The treatment ends now"), icon: kit.IconStop, do: end}
	case w.stillToAsk(v):
		return to(stepBefore, lang.L("Back to what is still to ask"))
	}
	m := move{label: lang.L("Sign the session"), icon: kit.IconSign, do: w.sign}
	if by := w.signer.Signer().Name; by != "" {
		m.says = lang.L("Signs: {{.Name}}", map[string]any{"Name": by})
	}
	return m
}

// open goes to a step.
func (w *visit) open(step string) {
	w.flush()
	w.tabs.Select(step)
	w.show()
}

func (w *visit) tickRest() {
	w.flush()
	if v := w.now(); v != nil {
		_ = w.s.apply(clinic.FinishTreatments(w.s.chart(), v))
	}
}

// confirmAll marks every note that was carried over as still true.
func (w *visit) confirmAll() {
	w.flush()
	_ = w.edit(clinic.Say("Confirm the notes"), func(v *clinic.Session) { v.Unconfirmed = nil })
}

func (w *visit) sign() {
	w.flush()
	v := w.now()
	if v == nil {
		return
	}
	detail := lang.L("It is signed by {{.Name}} and can no longer be changed. A later correction is an addendum beside it.",
		map[string]any{"Name": w.signer.Signer().Name})
	if doubts := clinic.SessionDoubts(w.s.chart(), v); len(doubts) > 0 {
		detail = strings.Join([]string{words.Lines(words.All(doubts)...), detail}, "\n\n")
	}
	kit.Confirm(w.s.d.Window, lang.L("Sign this session?"), detail, lang.L("Sign"), lang.L("Not yet"), false, func(yes bool) {
		if yes {
			w.signNow()
		}
	})
}

func (w *visit) signNow() {
	v := w.now() // as it is now: it may have been changed while the question stood
	if v == nil {
		return
	}
	op, err := clinic.SignSession(w.s.d.Env(), w.s.d.Catalogue, w.s.chart(), v, w.signer.Signer())
	if err != nil {
		w.s.d.Fail(err)
		return
	}
	w.s.d.Seal(op, w.next, func() {
		w.s.d.Tell(lang.L("Session signed. A correction is now an addendum."), nil)
	})
}

// given adds up the minutes of the treatment.
func (w *visit) given(v *clinic.Session) string {
	given := clinic.GivenMinutes(w.s.chart().TreatmentsOf(v.ID))
	said := map[string]any{"Minutes": clinic.Number(given)}
	p := w.s.chart().Plan(v.PlanID)
	if p == nil {
		return lang.L("{{.Minutes}} minutes given", said)
	}
	said["Session"] = p.Minutes
	if given > float64(p.Minutes) {
		return lang.L("{{.Minutes}} minutes given of a session of {{.Session}}: more than the session is long", said)
	}
	return lang.L("{{.Minutes}} minutes given of a session of {{.Session}}", said)
}

// now is the session as it stands.
func (w *visit) now() *clinic.Session { return w.s.chart().Session(w.id) }

func (w *visit) flush() {
	for _, p := range w.parts {
		p.flush()
	}
}

// typed is what was written and is not kept; the fields let go of it.
func (w *visit) typed() string {
	var out []string
	for _, step := range []string{stepBefore, stepAfter, stepNotes} {
		p, ok := w.parts[step].(interface{ texts() []*edit.Text })
		if !ok {
			continue
		}
		for _, t := range p.texts() {
			if s := strings.TrimSpace(t.Typed()); s != "" {
				out = append(out, t.Label()+": "+s)
			}
			t.Begin("")
		}
	}
	return strings.Join(out, "\n")
}

func (w *visit) show() {
	v := w.now()
	if v == nil {
		return
	}
	w.s.showBanner()
	w.badge.Set(desk.StateWords(v.State(w.s.d.Today())))
	w.headline.Refresh()
	w.timer.Start() // shows the time, also of a treatment that is over
	if !v.EndedAt.IsZero() || v.StartedAt.IsZero() {
		w.timer.Stop()
	}
	undo, redo := w.s.d.UndoState(w.id)
	kit.SetEnabled(w.undo, undo != "")
	kit.SetEnabled(w.redo, redo != "")
	times := timesLine(w.s.chart(), v)
	if undo != "" {
		times = words.Points(lang.L("Saved: {{.What}}", map[string]any{"What": undo}), times)
	}
	w.times.SetText(times)
	m := w.following(v)
	if w.next.Text != m.label {
		w.next.SetIconName(m.icon)
		w.next.SetText(m.label)
	}
	kit.SetEnabled(w.next, w.tabs.Current() != stepSign || m.icon != kit.IconSign || len(w.hinders(v)) == 0)
	w.says.SetText(m.says)
	if p := w.parts[w.tabs.Current()]; p != nil {
		p.show(v)
	}
}

// hinders is what the session lacks before it can be signed, in sentences.
func (w *visit) hinders(v *clinic.Session) []string {
	return words.All(slices.Concat(clinic.Reasons(clinic.CanSignSession(w.s.d.Catalogue, w.s.chart(), v)), clinic.Reasons(clinic.SessionAhead(v, w.s.d.Clock())), w.signer.Missing()))
}

// timesLine says when a session was, and by which plan.
func timesLine(chart *clinic.Chart, v *clinic.Session) string {
	var parts []string
	if !v.StartedAt.IsZero() {
		t := hoursMinutes(chart.In(v.StartedAt))
		if !v.EndedAt.IsZero() {
			t += "–" + hoursMinutes(chart.In(v.EndedAt))
		}
		parts = append(parts, t)
	}
	if p := chart.Plan(v.PlanID); p != nil {
		title := p.Title
		if title == "" {
			title = lang.L("Plan")
		}
		parts = append(parts, lang.L("{{.Plan}}, version {{.Version}}", map[string]any{"Plan": title, "Version": p.Version}))
	} else {
		parts = append(parts, lang.L("Without a plan"))
	}
	if n := len(chart.AddendaOf(v.ID)); n > 0 {
		parts = append(parts, lang.L("Corrections: {{.Count}}", map[string]any{"Count": n}))
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
func (w *visit) edit(label clinic.Sentence, change func(*clinic.Session)) error {
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
			v := w.now() // as it is now: it may have been signed while the question stood
			if v == nil {
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
		kit.Border(nil, nil, container.NewVBox(kit.IconView(icon, color)), nil, kit.Body(text).Wrap())))
}

// label names a target: "Left upper trapezius".
func label(d *desk.Desk, targets []clinic.Target) string {
	var names []string
	for _, t := range targets {
		names = append(names, d.Atlas.Label(t.Structure, t.Side))
	}
	return strings.Join(names, ", ")
}
