// Package assess is the screen of an assessment: what the patient tells, the safety questions, the
// findings on the figure, what was measured, and the impression that is signed.
package assess

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/assess/asked"
	"regimen/internal/ui/assess/exam"
	"regimen/internal/ui/assess/findings"
	"regimen/internal/ui/assess/limbs"
	"regimen/internal/ui/assess/movement"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/presence"
)

// stepKind is what a step is called and how it is made.
type stepKind struct {
	id    string
	label string
	build func(*Screen) step.Step
}

func stepKinds() []stepKind {
	return []stepKind{
		{step.History, lang.L("History"), func(s *Screen) step.Step { return newHistory(s.host) }},
		{step.Screening, lang.L("Screening"), func(s *Screen) step.Step { return newScreening(s.host) }},
		{step.Findings, lang.L("Findings"), func(s *Screen) step.Step { return findings.New(s.host) }},
		{step.Movement, lang.L("Movement"), func(s *Screen) step.Step { return movement.New(s.host) }},
		{step.Tests, lang.L("Tests"), func(s *Screen) step.Step { return exam.New(s.host) }},
		{step.Limbs, lang.L("Limbs"), func(s *Screen) step.Step { return limbs.New(s.host) }},
		{step.Forms, lang.L("Forms"), func(s *Screen) step.Step { return asked.New(s.host) }},
		{step.Impression, lang.L("Impression"), newImpression},
	}
}

// Screen shows one assessment of one patient, and lets another one be chosen or begun.
type Screen struct {
	d       *desk.Desk
	patient string
	host    *step.Host // the assessment that is shown; it has no id while there is none
	known   int        // how many there were when it was shown

	root    *fyne.Container
	chooser *chooser
	foot    *foot
	line    *presence.Line
	steps   *kit.Steps
	room    *fyne.Container      // where the step in sight is shown
	bottom  *fyne.Container      // where the foot stands, unless the step takes it
	built   map[string]step.Step // the steps that were shown
}

// New makes the section for a patient.
func New(d *desk.Desk, patientID string) desk.Screen { return newScreen(d, patientID) }

func newScreen(d *desk.Desk, patientID string) *Screen {
	s := &Screen{d: d, patient: patientID, root: container.NewStack()}
	s.host = s.at("")
	if a := s.latest(); a != nil {
		s.open(a.ID)
	} else {
		s.welcome()
	}
	return s
}

// at is what the steps of an assessment stand in.
func (s *Screen) at(assessment string) *step.Host {
	return &step.Host{
		Desk: s.d, Patient: s.patient, Assessment: assessment, After: s.d.Later,
		Show: s.show, Leave: s.Leave, Undo: s.Undo, GoTo: s.goTo, Ask: s.goToQuestion,
	}
}

// Object is what is shown.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Refresh shows what changed.
func (s *Screen) Refresh(ch clinic.Changes) {
	if !ch.Touches(s.patient, clinic.KindClinic, clinic.KindPractitioner) {
		return
	}
	begun := s.host.Chart().OpenAssessment()
	switch n := len(s.host.Chart().Assessments); {
	case n <= s.known || begun == nil || ch.Elsewhere:
		s.known = n
	case s.host.Assessment != "" && s.host.Locked() && begun.ID != s.host.Assessment:
		s.open(begun.ID) // by the button of another screen: what was begun comes to the front
		return
	}
	if s.host.Current() == nil {
		// Undone, or not there yet.
		if a := s.latest(); a != nil {
			s.open(a.ID)
		} else if s.host.Assessment != "" || len(s.root.Objects) == 0 {
			s.welcome()
		}
		return
	}
	s.show()
}

// Leave keeps what is still being typed.
func (s *Screen) Leave() {
	for _, b := range s.built {
		b.Leave()
	}
}

// Undo takes back the last change to this assessment.
func (s *Screen) Undo() {
	s.Leave()
	s.travel(s.d.Undo)
}

// Redo makes the last undone change again.
func (s *Screen) Redo() {
	s.Leave()
	s.travel(s.d.Redo)
}

func (s *Screen) travel(move func(scope string, then ...func())) {
	if s.host.Assessment != "" {
		move(s.host.Assessment)
	}
}

// latest is the one to open first: the newest that is still being written, else the newest.
func (s *Screen) latest() *clinic.Assessment {
	all := s.host.Chart().Assessments
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].SignedAt.IsZero() {
			return &all[i]
		}
	}
	return s.host.Chart().LatestAssessment()
}

// open shows an assessment from its first step while it is new, else from the findings.
func (s *Screen) open(id string) {
	s.Leave()
	if s.host.Current() != nil && id != s.host.Assessment && !s.d.Decided(s.patient) {
		return
	}
	s.host, s.known = s.at(id), len(s.host.Chart().Assessments)
	s.built = map[string]step.Step{}
	s.chooser = newChooser(s)
	s.foot = newFoot(s)
	s.line = presence.NewLine(s.d)
	var steps []kit.Step
	for _, st := range stepKinds() {
		steps = append(steps, kit.Step{ID: st.id, Label: st.label})
	}
	s.steps = kit.NewSteps(steps, func(string) {
		s.Leave()
		s.show()
	})
	if !s.untouched() {
		s.steps.Select(step.Findings)
	}
	s.room, s.bottom = container.NewStack(), container.NewStack()
	s.root.Objects = []fyne.CanvasObject{container.New(&frameLayout{s: s},
		kit.NewDragScroll(kit.StackGap(kit.Gap/2, s.chooser.object(), s.steps)), container.NewStack(s.bottom), s.line.Object(), s.room)}
	s.root.Refresh()
	s.show()
	s.d.Moved()
}

// LinkChanged is part of desk.Watcher.
func (s *Screen) LinkChanged() {
	if s.line != nil && s.line.Show(clinic.KindAssessment, s.patient, s.Writing()) {
		s.root.Refresh()
	}
}

// Writing is the assessment that is being written, or "".
func (s *Screen) Writing() string {
	if s.host.Locked() {
		return ""
	}
	return s.host.Assessment
}

// untouched reports that nothing was written in the assessment yet.
func (s *Screen) untouched() bool {
	c := s.host.Chart()
	a := s.host.Current()
	return a != nil && a.Complaint == "" && len(c.FindingsOf(a.ID)) == 0 && len(c.ScreeningsOf(a.ID)) == 0 &&
		len(c.MeasurementsOf(a.ID)) == 0 && len(c.TestsOf(a.ID)) == 0
}

func (s *Screen) goTo(id string) {
	s.Leave()
	s.steps.Select(id)
	s.show()
}

// goToQuestion shows a safety question with what must be done.
func (s *Screen) goToQuestion(code string) {
	s.goTo(step.Screening)
	if c, ok := s.shown().(*screening); ok {
		c.find(code)
	}
}

// goToClot shows the check for a clot.
func (s *Screen) goToClot() {
	s.goTo(step.Limbs)
	if l, ok := s.shown().(*limbs.Step); ok {
		l.AnswerClot()
	}
}

// lead goes to where something that hinders the signature is put right.
func (s *Screen) lead(h clinic.Hindrance) {
	switch {
	case h.Step == step.Screening && h.At != "":
		s.goToQuestion(h.At)
		return
	case h.Step == step.Limbs:
		s.goToClot()
		return
	}
	s.goTo(h.Step)
	if t, ok := s.shown().(*exam.Step); ok && h.At != "" {
		t.Reach(h.At)
	}
}

// show fills everything in sight from the chart.
func (s *Screen) show() {
	if s.steps == nil || s.host.Current() == nil {
		return
	}
	s.chooser.show()
	s.LinkChanged()
	st := s.shown()
	s.foot.stand(st)
	if len(s.room.Objects) == 0 || s.room.Objects[0] != st.Object() {
		s.room.Objects = []fyne.CanvasObject{st.Object()}
		s.room.Refresh()
	}
	st.Show()
	p := clinic.ProgressOf(s.d.Catalogue, s.host.Chart(), s.host.Current())
	for _, id := range clinic.AssessmentSteps() {
		s.steps.SetState(id, stepStates[p.Steps[id]])
	}
	s.foot.show(st, &p)
}

// stepStates are the states of a step as they are drawn.
var stepStates = map[clinic.StepState]kit.StepState{
	clinic.StepEmpty: kit.StepEmpty, clinic.StepBegun: kit.StepBegun, clinic.StepDone: kit.StepDone, clinic.StepMust: kit.StepMust,
}

// shown is the step in sight; it is made when it is first shown.
func (s *Screen) shown() step.Step {
	id := s.steps.Current()
	b := s.built[id]
	if b == nil {
		b = s.build(id)
		s.built[id] = b
	}
	return b
}

// stepLabel is the name of a step.
func stepLabel(id string) string {
	for _, st := range stepKinds() {
		if st.id == id {
			return st.label
		}
	}
	return ""
}

func (s *Screen) build(id string) step.Step {
	for _, st := range stepKinds() {
		if st.id == id {
			return st.build(s)
		}
	}
	return newHistory(s.host)
}

// welcome is the section of a patient with no assessment: it says what to do first.
func (s *Screen) welcome() {
	s.host = s.at("")
	s.built = nil
	s.steps = nil
	s.root.Objects = []fyne.CanvasObject{kit.NewEmptyState(kit.IconFigure,
		lang.L("No assessment yet"),
		lang.L("Mark on the figure what hurts and what you find, answer the safety questions, and measure. The plan is built on it."),
		lang.L("Start the assessment"), func() { s.start(clinic.AssessmentInitial) })}
	s.root.Refresh()
}
