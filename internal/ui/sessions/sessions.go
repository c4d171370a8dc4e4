// Package sessions is the Sessions section of a patient: today's treatment from the plan, what was done
// and how it was, signed and kept; and the sessions before it.
package sessions

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/presence"
	"regimen/internal/words"
)

// Screen is the section. It shows one session beside the list of all.
type Screen struct {
	d       *desk.Desk
	patient string
	after   kit.After

	root    *fyne.Container
	aside   *aside
	list    *kit.List
	start   *kit.Button
	begin   *fyne.Container // the button with its room
	side    *fyne.Container
	body    *fyne.Container
	known   int     // how many sessions there were
	session string  // the one shown
	visit   *visit  // while it is open
	signed  *signed // once it is signed

	elsewhere *presence.Line
	main      *fyne.Container // the line and the body
}

// New makes the screen; it shows the session of today, or else the last one.
func New(d *desk.Desk, patientID string) desk.Screen { return newScreen(d, patientID) }

func newScreen(d *desk.Desk, patientID string) *Screen {
	s := &Screen{d: d, patient: patientID, after: d.Later, body: container.NewStack(), elsewhere: presence.NewLine(d)}
	s.start = kit.PrimaryButton(d.SessionWords(patientID), kit.IconPlay, s.startToday)
	s.list = kit.NewList(func() int { return len(s.chart().Sessions) }, s.row, func(i int) { s.choose(s.at(i).ID) })
	s.begin = kit.Pad(kit.GapWide, s.start)
	s.side = kit.Border(s.begin, nil, nil, nil, s.list)
	s.aside = &aside{folded: s.fold}
	all := kit.NewButton(lang.L("All sessions"), kit.IconHistory, func() { s.openList(!s.aside.open) })
	s.main = kit.Border(s.elsewhere.Object(), nil, nil, nil, s.body)
	s.root = container.New(s.aside, kit.Border(nil, nil, nil, vline(), s.side), kit.PadSides(kit.GapWide, 4, kit.FlowRow(all)), s.main)
	s.show()
	return s
}

func vline() fyne.CanvasObject { return kit.MinWidth(1, kit.NewPlate(kit.ColorLine, 0)) }

// fold takes the head of a visit away where there is no height for it.
func (s *Screen) fold() {
	if s.visit != nil {
		kit.SetHidden(s.visit.head, s.aside.short)
		if t, ok := s.visit.parts[stepTreat].(*treat); ok {
			t.showFigure()
		}
	}
}

// openList shows the list in the place of the session, where both have no room.
func (s *Screen) openList(open bool) {
	s.aside.open = open
	s.root.Refresh()
}

// Object is the screen.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Leave keeps what is still being typed.
func (s *Screen) Leave() {
	if s.visit != nil {
		s.visit.flush()
	}
}

// Undo takes back the last change to the session shown.
func (s *Screen) Undo() {
	s.Leave()
	if s.session != "" {
		s.d.Undo(s.session)
	}
}

// Redo makes it again.
func (s *Screen) Redo() {
	s.Leave()
	if s.session != "" {
		s.d.Redo(s.session)
	}
}

// Refresh shows what changed.
func (s *Screen) Refresh(ch clinic.Changes) {
	if ch.Touches(s.patient, clinic.KindPractitioner) {
		s.show()
	}
}

// LinkChanged is part of desk.Watcher.
func (s *Screen) LinkChanged() {
	if s.elsewhere.Show(clinic.KindSession, s.patient, s.Writing()) {
		s.root.Refresh()
	}
}

func (s *Screen) chart() *clinic.Chart { return s.d.Chart(s.patient) }

// at is the i-th session of the list, newest first.
func (s *Screen) at(i int) *clinic.Session {
	all := s.chart().Sessions
	return &all[len(all)-1-i]
}

func (s *Screen) row(i int) kit.Row {
	v := s.at(i)
	r := kit.Row{
		What:  lang.L("Session {{.Number}}", map[string]any{"Number": v.Number}),
		Quiet: words.Points(words.Short(v.Date), responseWord(v.Response)),
	}
	if state := v.State(s.d.Today()); state != clinic.SessionSigned {
		r.Badge, r.Tone = desk.StateWords(state)
	}
	return r
}

func responseWord(code string) string {
	switch code {
	case clinic.ResponseBetter:
		return lang.L("better")
	case clinic.ResponseSame:
		return lang.L("the same")
	case clinic.ResponseWorse:
		return lang.L("worse")
	}
	return ""
}

// apply makes a change, if it is one.
func (s *Screen) apply(op clinic.Operation) error {
	if op.Empty() {
		return nil
	}
	return s.d.Apply(op)
}

// startToday begins the session of today from the plan that is treated by: one tap.
func (s *Screen) startToday() {
	s.Leave()
	s.d.StartSession(s.patient)
}

func (s *Screen) choose(id string) {
	s.openList(false)
	if id == s.session {
		return
	}
	s.Leave()
	if !s.d.Decided(s.patient) {
		s.show() // the list marks the session that stays
		return
	}
	s.session = id
	s.show()
	s.d.Moved()
}

// Writing is the session that is being written, or "".
func (s *Screen) Writing() string {
	if v := s.chart().Session(s.session); v != nil && v.SignedAt.IsZero() {
		return v.ID
	}
	return ""
}

// newText is a text of the section that is kept as it is typed.
func (s *Screen) newText(label, name, hint string, rows int, save func(string) error) *edit.Text {
	return edit.NewText(s.after, label, name, hint, rows, save).Of(s.d.Elsewhere(s.patient))
}

// show brings everything up to date; the fields being typed in stay as they are. A session that was
// begun elsewhere, such as by the button of the summary, comes to the front.
func (s *Screen) show() {
	chart := s.chart()
	last := chart.LatestSession()
	if n, gone := len(chart.Sessions), chart.Session(s.session) == nil; last != nil && (n > s.known || gone) {
		if n > s.known {
			s.Leave()
			s.aside.open = false
		}
		if gone || len(s.d.Undecided(s.patient)) == 0 {
			s.session = last.ID
		}
	}
	s.known = len(chart.Sessions)
	s.LinkChanged()
	if alone := s.Writing() != ""; alone != s.aside.alone {
		s.aside.alone = alone
		s.root.Refresh()
	}
	s.start.Text = s.d.SessionWords(s.patient)
	s.start.Importance = widget.HighImportance
	if last == nil && chart.CurrentPlan() == nil {
		s.start.Importance = widget.MediumImportance // the plan comes first
	}
	s.start.Refresh()
	kit.SetHidden(s.begin, chart.OpenOn(s.d.Today()) != nil)
	s.side.Refresh()
	s.list.Refresh()
	v := chart.Session(s.session)
	switch {
	case v == nil:
		s.visit, s.signed = nil, nil
		s.put(s.empty(chart))
		return
	case v.SignedAt.IsZero():
		s.signed = nil
		if s.visit == nil || s.visit.id != v.ID {
			s.visit = newVisit(s, *v)
			s.put(s.visit.object)
		}
		s.fold()
		s.visit.show()
	default:
		typed := ""
		if s.visit != nil && s.visit.id == v.ID {
			typed = s.visit.typed()
		}
		s.visit = nil
		if s.signed == nil || s.signed.id != v.ID {
			s.signed = newSigned(s, v)
			s.put(s.signed.object)
		}
		s.signed.show(v)
		if typed != "" {
			s.signed.form.Begin(typed)
			s.d.Warn(lang.L("This session was signed while you were writing in it. What you wrote is not lost: it stands ready as a correction."))
		}
	}
	for i := range chart.Sessions {
		if s.at(i).ID == s.session && s.list.Current() != i {
			s.list.SetCurrent(i)
		}
	}
}

func (s *Screen) put(o fyne.CanvasObject) {
	s.body.Objects = []fyne.CanvasObject{o}
	s.body.Refresh()
}

func (s *Screen) empty(chart *clinic.Chart) fyne.CanvasObject {
	if chart.CurrentPlan() != nil {
		return kit.NewEmptyState(kit.IconSession, lang.L("No sessions yet"),
			lang.L("Today's session starts with what the plan prescribes; tick what you do."), "", nil)
	}
	return kit.NewEmptyState(kit.IconSession, lang.L("No sessions yet"),
		lang.L("A session goes best with an agreed plan: its treatments are then there to be ticked. You can also start without one."),
		lang.L("Write the plan"), func() { s.d.Open(s.patient, desk.Plan) })
}

// aside puts the list beside the session, or, where both have no room, one of them in the place of the
// other with a button above. A session that is not signed has the room to itself until the list is asked for. Its objects
// are the list, the button and the session.
type aside struct {
	open   bool
	alone  bool // the session shown is not signed
	short  bool // there is no height for more than the work itself
	folded func()
}

const (
	listWidth  float32 = 264
	asideLeast float32 = 900
	shortest   float32 = 340
)

func (a *aside) Layout(o []fyne.CanvasObject, size fyne.Size) {
	list, button, body := o[0], o[1], o[2]
	narrow := size.Width < asideLeast
	if short := size.Height < shortest; short != a.short {
		a.short = short
		a.folded()
	}
	kit.SetHidden(list, (narrow || a.alone) && !a.open)
	kit.SetHidden(button, !narrow || (a.short || a.alone) && !a.open)
	kit.SetHidden(body, narrow && a.open)
	top, left, width := float32(0), listWidth, listWidth
	if !list.Visible() {
		left = 0
	}
	if narrow {
		top, left, width = 0, 0, size.Width
		if button.Visible() {
			top = button.MinSize().Height
		}
	}
	button.Move(fyne.Position{})
	button.Resize(fyne.NewSize(size.Width, top))
	list.Move(fyne.NewPos(0, top))
	list.Resize(fyne.NewSize(width, size.Height-top))
	body.Move(fyne.NewPos(left, top))
	body.Resize(fyne.NewSize(size.Width-left, size.Height-top))
}

func (a *aside) MinSize(o []fyne.CanvasObject) fyne.Size {
	body := o[2].MinSize()
	return fyne.NewSize(max(listWidth, body.Width), max(o[0].MinSize().Height, body.Height))
}
