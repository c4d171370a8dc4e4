// Package sessions is the Sessions section of a patient: today's treatment from the plan, what was done
// and how it was, signed and kept; and the sessions before it.
package sessions

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// Screen is the section. It shows one session beside the list of all.
type Screen struct {
	d       *desk.Desk
	patient string
	after   kit.After

	root    *fyne.Container
	list    *kit.List
	start   *fyne.Container
	side    *fyne.Container
	body    *fyne.Container
	session string // the one shown
	visit   *visit
}

// New makes the screen; it shows the session of today, or else the last one.
func New(d *desk.Desk, patientID string) desk.Screen { return newScreen(d, patientID, kit.RealAfter) }

func newScreen(d *desk.Desk, patientID string, after kit.After) *Screen {
	s := &Screen{d: d, patient: patientID, after: after, body: container.NewStack()}
	s.start = kit.Pad(kit.GapWide, kit.PrimaryButton(lang.L("Start today's session"), kit.IconPlay, s.startToday))
	s.list = kit.NewList(func() int { return len(s.chart().Sessions) }, s.row, func(i int) { s.choose(s.at(i).ID) })
	side := container.NewBorder(s.start, nil, nil, nil, s.list)
	s.side = container.NewBorder(nil, nil, nil, vline(), kit.MinWidth(264, side))
	s.root = container.NewBorder(nil, nil, s.side, nil, s.body)
	if last := s.chart().LatestSession(); last != nil {
		s.session = last.ID
	}
	s.show()
	return s
}

func vline() fyne.CanvasObject { return kit.MinWidth(1, kit.NewPlate(kit.ColorLine, 0)) }

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

func (s *Screen) chart() *clinic.Chart { return s.d.Chart(s.patient) }

// at is the i-th session of the list, newest first.
func (s *Screen) at(i int) *clinic.Session {
	all := s.chart().Sessions
	return &all[len(all)-1-i]
}

func (s *Screen) row(i int) kit.Row {
	v := s.at(i)
	r := kit.Row{
		What:  fmt.Sprintf("%s %d", lang.L("Session"), v.Number),
		Quiet: v.Date.Short(),
		Badge: lang.L("Open"), Tone: kit.ToneWarning,
	}
	if w := responseWord(v.Response); w != "" {
		r.Quiet += " · " + w
	}
	if !v.SignedAt.IsZero() {
		r.Badge, r.Tone = lang.L("Signed"), kit.ToneNeutral
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

// apply makes a change and shows it. The shell refreshes every screen after a commit; where it has not
// done so yet, the chart is read again here, so that a second tap never starts from an old one.
func (s *Screen) apply(op clinic.Operation) error {
	if op.Empty() {
		return nil
	}
	before := s.chart()
	if err := s.d.Apply(op); err != nil {
		return err
	}
	if s.chart() == before {
		s.d.Forget(clinic.Changes{Patients: []string{s.patient}})
		s.show()
	}
	return nil
}

// startToday begins the session of today from the plan that is treated by: one tap.
func (s *Screen) startToday() {
	s.Leave()
	session, op := clinic.StartSession(s.d.Env(), s.chart(), s.chart().CurrentPlan(), s.d.Practitioner().ID)
	s.session = session.ID
	if s.apply(op) == nil {
		s.show()
	}
}

func (s *Screen) choose(id string) {
	if id == s.session {
		return
	}
	s.Leave()
	s.session = id
	s.show()
}

// show brings everything up to date; the fields being typed in stay as they are.
func (s *Screen) show() {
	chart := s.chart()
	today := s.d.Today()
	openToday := slices.ContainsFunc(chart.Sessions, func(v clinic.Session) bool { return v.Date == today && v.SignedAt.IsZero() })
	edit.SetHidden(s.start, openToday)
	s.side.Refresh()
	s.list.Refresh()
	v := chart.Session(s.session)
	if v == nil {
		if last := chart.LatestSession(); last != nil {
			s.session, v = last.ID, last
		}
	}
	if v == nil {
		s.visit = nil
		s.body.Objects = []fyne.CanvasObject{s.empty(chart)}
		s.body.Refresh()
		return
	}
	if s.visit == nil || s.visit.id != v.ID || s.visit.signed != !v.SignedAt.IsZero() {
		s.visit = newVisit(s, *v)
		s.body.Objects = []fyne.CanvasObject{s.visit.object}
		s.body.Refresh()
	}
	s.visit.show()
	for i := range chart.Sessions {
		if s.at(i).ID == s.session && s.list.Current() != i {
			s.list.SetCurrent(i)
		}
	}
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
