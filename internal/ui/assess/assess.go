// Package assess is the screen of an assessment: what the patient tells, the safety questions, the
// findings on the figure, what was measured, and the impression that is signed.
package assess

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/presence"
	"regimen/internal/ui/safety"
)

// The steps of an assessment, in the order they are offered. Any of them can be gone to at any time.
const (
	stepHistory    = "history"
	stepScreening  = "screening"
	stepFindings   = "findings"
	stepMeasures   = "measures"
	stepTests      = "tests"
	stepLimbs      = "limbs"
	stepForms      = "forms"
	stepImpression = "impression"
)

// stepKind is what a step is called and how it is made.
type stepKind struct {
	id    string
	label string
	build func(*Screen) step
}

func stepKinds() []stepKind {
	return []stepKind{
		{stepHistory, lang.L("History"), newHistory},
		{stepScreening, lang.L("Screening"), newScreening},
		{stepFindings, lang.L("Findings"), newFindings},
		{stepMeasures, lang.L("Movement"), newMeasures},
		{stepTests, lang.L("Tests"), newTests},
		{stepLimbs, lang.L("Limbs"), newLimbs},
		{stepForms, lang.L("Forms"), newForms},
		{stepImpression, lang.L("Impression"), newImpression},
	}
}

// step is the screen of one step. Its object is made once; show fills it from the chart.
type step interface {
	object() fyne.CanvasObject
	show()
	leave()
}

// Screen shows one assessment of one patient, and lets another one be chosen or begun.
type Screen struct {
	d          *desk.Desk
	patient    string
	assessment string // the one that is shown, "" while there is none
	known      int    // how many there were when it was shown
	after      kit.After

	root    *fyne.Container
	chooser *chooser
	bar     *undoBar
	banner  *safety.Banner
	line    *presence.Line
	steps   *kit.Segmented
	rooms   map[string]*fyne.Container // where the steps are shown
	built   map[string]step            // those that were shown
}

// New makes the section for a patient.
func New(d *desk.Desk, patientID string) desk.Screen { return newScreen(d, patientID) }

func newScreen(d *desk.Desk, patientID string) *Screen {
	s := &Screen{d: d, patient: patientID, after: d.Later, root: container.NewStack()}
	if a := s.latest(); a != nil {
		s.open(a.ID)
	} else {
		s.welcome()
	}
	return s
}

// Object is what is shown.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Refresh shows what changed.
func (s *Screen) Refresh(ch clinic.Changes) {
	if !ch.Touches(s.patient, clinic.KindClinic, clinic.KindPractitioner) {
		return
	}
	begun := s.chart().OpenAssessment()
	switch n := len(s.chart().Assessments); {
	case n <= s.known || begun == nil || ch.Elsewhere:
		s.known = n
	case s.assessment != "" && s.locked() && begun.ID != s.assessment:
		s.open(begun.ID) // by the button of another screen: what was begun comes to the front
		return
	}
	if s.current() == nil {
		// Undone, or not there yet.
		if a := s.latest(); a != nil {
			s.open(a.ID)
		} else if s.assessment != "" || len(s.root.Objects) == 0 {
			s.welcome()
		}
		return
	}
	s.show()
}

// Leave keeps what is still being typed.
func (s *Screen) Leave() {
	for _, b := range s.built {
		b.leave()
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
	if s.assessment != "" {
		move(s.assessment)
	}
}

func (s *Screen) chart() *clinic.Chart { return s.d.Chart(s.patient) }

// current is the assessment that is shown, or nil.
func (s *Screen) current() *clinic.Assessment { return s.chart().Assessment(s.assessment) }

// locked reports that the assessment is signed and only read.
func (s *Screen) locked() bool {
	a := s.current()
	return a == nil || !a.SignedAt.IsZero()
}

// latest is the one to open first: the newest that is still being written, else the newest.
func (s *Screen) latest() *clinic.Assessment {
	all := s.chart().Assessments
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].SignedAt.IsZero() {
			return &all[i]
		}
	}
	return s.chart().LatestAssessment()
}

// previous is the assessment before the one shown, or nil.
func (s *Screen) previous() *clinic.Assessment {
	all := s.chart().Assessments
	for i := range all {
		if all[i].ID == s.assessment && i > 0 {
			return &all[i-1]
		}
	}
	return nil
}

// open shows an assessment from its first step while it is new, else from the findings.
func (s *Screen) open(id string) {
	s.Leave()
	if s.current() != nil && id != s.assessment && !s.d.Decided(s.patient) {
		return
	}
	s.assessment, s.known = id, len(s.chart().Assessments)
	s.built = map[string]step{}
	s.rooms = map[string]*fyne.Container{}
	s.chooser = newChooser(s)
	s.bar = newUndoBar(s)
	s.banner = s.newBanner()
	s.line = presence.NewLine(s.d)
	var segments []kit.Segment
	for _, st := range stepKinds() {
		room := container.NewStack()
		s.rooms[st.id] = room
		segments = append(segments, kit.Segment{ID: st.id, Label: st.label, Content: func() fyne.CanvasObject { return room }})
	}
	s.steps = kit.NewSegmented(segments...)
	if !s.untouched() {
		s.steps.Select(stepFindings)
	}
	s.steps.OnChanged = func(string) {
		s.Leave()
		s.show()
	}
	head := container.New(&headLayout{s: s}, s.chooser.object(), s.steps.Bar(), s.bar.object())
	s.root.Objects = []fyne.CanvasObject{container.NewBorder(
		kit.StackGap(0, kit.PadSides(kit.GapWide, 0, head), s.line.Object(), s.banner.Object()), nil, nil, nil, s.steps.Body())}
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
	if s.locked() {
		return ""
	}
	return s.assessment
}

// untouched reports that nothing was written in the assessment yet.
func (s *Screen) untouched() bool {
	c := s.chart()
	a := s.current()
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
	s.goTo(stepScreening)
	if c, ok := s.shown().(*screening); ok {
		c.find(code)
	}
}

// goToClot shows the check for a clot.
func (s *Screen) goToClot() {
	s.goTo(stepLimbs)
	if l, ok := s.shown().(*limbsStep); ok {
		l.answerClot()
	}
}

// show fills everything in sight from the chart.
func (s *Screen) show() {
	if s.steps == nil || s.current() == nil {
		return
	}
	s.chooser.show()
	s.bar.show()
	s.showBanner()
	s.LinkChanged()
	s.shown().show()
}

// shown is the step in sight; it is made when it is first shown.
func (s *Screen) shown() step {
	id := s.steps.Current()
	b := s.built[id]
	if b == nil {
		b = s.build(id)
		s.built[id] = b
		s.rooms[id].Objects = []fyne.CanvasObject{b.object()}
		s.rooms[id].Refresh()
	}
	return b
}

func (s *Screen) build(id string) step {
	for _, st := range stepKinds() {
		if st.id == id {
			return st.build(s)
		}
	}
	return newHistory(s)
}

// welcome is the section of a patient with no assessment: it says what to do first.
func (s *Screen) welcome() {
	s.assessment = ""
	s.built = nil
	s.steps = nil
	s.root.Objects = []fyne.CanvasObject{kit.NewEmptyState(kit.IconFigure,
		lang.L("No assessment yet"),
		lang.L("Mark on the figure what hurts and what you find, answer the safety questions, and measure. The plan is built on it."),
		lang.L("Start the assessment"), func() { s.start(clinic.AssessmentInitial) })}
	s.root.Refresh()
}
