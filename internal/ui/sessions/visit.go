package sessions

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

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
	room       *room
	middle     *fyne.Container // the body and the step
	lit        string          // the treatment that is brought out

	next    *kit.Button
	says    *kit.Text
	changed time.Time // since when the button says what it says
	back    bool      // what was opened from the list before signing goes back there
	signer  *signer.Signer
	fixes   map[string]func(*clinic.Session) fix // by the step of a hindrance
}

func newVisit(s *Screen, v clinic.Session) *visit {
	w := &visit{s: s, id: v.ID, parts: map[string]part{}, scrolls: map[string]*kit.DragScroll{}}
	w.signer, w.fixes = signer.New(s.d, w.show), newFixes(w)
	w.badge = kit.NewBadge("", kit.ToneNeutral)
	w.headline = headline(&v, words.Short(v.Date), w.badge)
	w.times = kit.QuietText("").Lines(1)
	earlier := kit.NewButton(lang.L("Earlier"), kit.IconChevronDown, func() { s.openList(!s.aside.open) })
	earlier.IconPlacement = widget.ButtonIconTrailingText
	kit.SetHidden(earlier, len(s.chart().Sessions) < 2)
	w.undo = kit.IconButton(kit.IconUndo, lang.L("Undo"), s.Undo)
	w.redo = kit.IconButton(kit.IconRedo, lang.L("Redo"), s.Redo)
	discard := kit.QuietButton(lang.L("Discard"), "", w.discard)
	planned := time.Duration(0)
	if p := s.chart().Plan(v.PlanID); p != nil {
		planned = time.Duration(p.Minutes) * time.Minute
	}
	w.timer = kit.NewTimer(w.elapsed, planned, s.after)
	tools := container.NewHBox(container.NewCenter(earlier), container.NewCenter(container.NewHBox(w.undo, w.redo, discard)), container.NewCenter(w.timer))
	w.head = kit.WithButtonsFrom(titleLeast, kit.StackGap(2, w.headline, w.times), tools)

	w.tabs = kit.NewTabs(
		w.segment(stepBefore, lang.L("Before"), func() (fyne.CanvasObject, part) { return newBefore(w) }),
		w.segment(stepTreat, lang.L("Treatment"), func() (fyne.CanvasObject, part) { return newTreat(w) }),
		w.segment(stepAfter, lang.L("After"), func() (fyne.CanvasObject, part) { return newAfter(w) }),
		w.segment(stepSign, lang.L("Sign"), func() (fyne.CanvasObject, part) { return newSigning(w) }),
	)
	w.tabs.OnChanged = func(string) {
		w.flush()
		w.back = false
		w.show()
	}
	w.room = newRoom(w)
	w.middle = container.New(w.room, w.room.figures[0], w.room.says, w.tabs.Body())
	w.says = kit.QuietText("").Lines(2)
	w.next = kit.PrimaryButton("", kit.IconChevronRight, w.proceed)
	foot := kit.NewFoot(kit.Stack(kit.Hairline(), kit.PadSides(kit.GapRoomy, 0, kit.Border(nil, nil, nil, w.next, container.NewVBox(layout.NewSpacer(), w.says, layout.NewSpacer()))), kit.Space(0, 0)))
	w.object = container.New(hour{}, kit.PadSides(kit.GapRoomy, kit.Gap, kit.StackGap(2, w.head, w.tabs.Bar())), w.middle, foot)
	return w
}

const titleLeast = 320 // the width of the title beside the tools

// headline names a session by its number and its day, in words.
func headline(v *clinic.Session, day string, badge *kit.Badge) *fyne.Container {
	return kit.FlowRow(kit.Heading(lang.L("Session {{.Number}} · {{.Day}}", map[string]any{"Number": v.Number, "Day": day})), badge)
}

// hour sets a visit's head, its step and its foot below one another. The head and the foot have the height that they need in
// the width, which what wraps in them knows only once it has it.
type hour struct{}

func (hour) Layout(o []fyne.CanvasObject, size fyne.Size) {
	high := func(o fyne.CanvasObject) float32 {
		for range 2 {
			o.Resize(fyne.NewSize(size.Width, o.MinSize().Height))
		}
		h := o.MinSize().Height
		o.Resize(fyne.NewSize(size.Width, h))
		return h
	}
	head, step, foot := o[0], o[1], o[2]
	top, low := high(head), high(foot)
	head.Move(fyne.Position{})
	step.Move(fyne.NewPos(0, top))
	step.Resize(fyne.NewSize(size.Width, max(size.Height-top-low, 0)))
	foot.Move(fyne.NewPos(0, size.Height-low))
}

func (hour) MinSize(o []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, x := range o {
		m := x.MinSize()
		s.Width, s.Height = max(s.Width, m.Width), s.Height+m.Height
	}
	return s
}

func (w *visit) segment(id, label string, build func() (fyne.CanvasObject, part)) kit.Tab {
	return kit.Tab{ID: id, Label: label, Content: func() fyne.CanvasObject {
		o, p := build()
		w.parts[id] = p
		if v := w.now(); v != nil {
			p.show(v)
		}
		w.scrolls[id] = kit.NewDragScroll(kit.PadSides(kit.GapRoomy, kit.Gap, o))
		return w.scrolls[id]
	}}
}

// move is the one thing to do next: what the button says, a quiet word beside it, and the deed.
type move struct {
	label  string
	icon   kit.IconName
	says   string
	writes bool // it says that something was done or is so, and does not only go somewhere
	do     func()
}

// proceed does the next thing. Nothing is written by the second half of a double tap on what stood there before.
func (w *visit) proceed() {
	if m := w.following(w.now()); !m.writes || w.s.d.Clock().Sub(w.changed) >= twice {
		m.do()
	}
}

// following is what comes next in the step shown.
func (w *visit) following(v *clinic.Session) move {
	if v == nil {
		return move{do: func() {}}
	}
	to := func(step, label string) move {
		return move{label: label, icon: kit.IconChevronRight, do: func() { w.open(step) }}
	}
	step := w.tabs.Current()
	if step != stepSign && w.back && w.settled(step, v) {
		return to(stepSign, lang.L("Back to signing"))
	}
	switch step {
	case stepBefore:
		return to(stepTreat, lang.L("Next: Treatment"))
	case stepTreat:
		m := to(stepAfter, lang.L("Next: After the treatment"))
		if v.EndedAt.IsZero() && v.Date == w.s.d.Today() {
			m = move{label: lang.L("The treatment ends now"), icon: kit.IconStop, writes: true, do: w.end}
			if w.undecided(v) > 0 {
				m.label = lang.L("All done as planned, ends now")
			}
		}
		m.says = w.given(v)
		return m
	case stepAfter:
		n := len(v.Unconfirmed)
		if n > 0 && w.room.columns { // otherwise the notes are out of sight, and stand in the list before signing
			return move{label: lang.L("All still true"), icon: kit.IconCheck, says: w.carried(n), writes: true, do: func() {
				w.confirmAll()
				w.open(stepSign)
			}}
		}
		m := to(stepSign, lang.L("Next: Sign"))
		if n > 0 {
			m.says = w.carried(n)
		}
		return m
	}
	if open := w.hinders(v); len(open) > 0 {
		if f := w.fix(open[0], v); f.do != nil {
			return move{label: f.label, icon: f.icon, says: words.Say(open[0].Say), writes: true, do: f.do}
		}
		return move{label: w.signLabel(), icon: kit.IconSign, says: words.Say(open[0].Say)}
	}
	return move{
		label: w.signLabel(), icon: kit.IconSign, writes: true, do: w.sign,
		says: lang.L("Signing locks the session. A later correction is an addendum beside it."),
	}
}

// signLabel names who signs.
func (w *visit) signLabel() string {
	name := w.signer.Signer().Name
	if name == "" {
		return lang.L("Sign the session")
	}
	return lang.L("Sign as {{.Name}}", map[string]any{"Name": name})
}

// carried says how many notes read as last time.
func (w *visit) carried(n int) string {
	return lang.N("{{.Count}} of the notes read as last time.", n, map[string]any{"Count": n})
}

// end ends the treatment, with what is still open done as it stands, and goes on.
func (w *visit) end() {
	w.flush()
	v := w.now()
	if v == nil || w.s.apply(w.s.d.EndTreatment(w.s.chart(), v)) != nil {
		return
	}
	if w.tabs.Current() == stepTreat {
		w.open(stepAfter)
	}
}

// open goes to a step.
func (w *visit) open(step string) {
	w.flush()
	w.tabs.Select(step)
	w.back = w.back && step != stepSign
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

// sign signs, and asks before it only about what is unusual: the button says who signs, and what signing does stands beside it.
func (w *visit) sign() {
	w.flush()
	v := w.now()
	if v == nil {
		return
	}
	doubts := clinic.SessionDoubts(w.s.chart(), v)
	if len(doubts) == 0 {
		w.signNow()
		return
	}
	kit.Confirm(w.s.d.Window, lang.L("Sign this session?"), words.Lines(words.All(doubts)...), lang.L("Sign"), lang.L("Not yet"), false, func(yes bool) {
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
	for _, step := range []string{stepBefore, stepAfter} {
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
		w.changed = w.s.d.Clock()
		w.next.SetIconName(m.icon)
		w.next.SetText(m.label)
	}
	kit.SetEnabled(w.next, m.do != nil)
	w.says.SetText(m.says)
	step := w.tabs.Current()
	w.room.show()
	if w.room.step != step {
		w.room.step = step
		w.middle.Refresh()
	}
	if p := w.parts[step]; p != nil {
		p.show(v)
	}
	importance := widget.HighImportance
	if b, ok := w.parts[step].(*before); ok && b.asks() {
		importance = widget.MediumImportance // the question is the one thing to do next
	}
	if w.next.Importance != importance {
		w.next.Importance = importance
		w.next.Refresh()
	}
}

// hinders is what the session lacks before it can be signed.
func (w *visit) hinders(v *clinic.Session) []clinic.Hindrance {
	out := slices.Concat(clinic.CanSignSession(w.s.d.Catalogue, w.s.chart(), v), clinic.SessionAhead(v, w.s.d.Clock()))
	for _, x := range w.signer.Missing() {
		out = append(out, clinic.Hindrance{Step: clinic.StepSigner, Say: x})
	}
	return out
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
			op, err := w.s.d.DiscardSession(w.s.chart(), v)
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
