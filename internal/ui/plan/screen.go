// Package plan is the Plan section of a patient's workspace: the editor of the massage regimen, its
// versions, and the agreement that closes one.
package plan

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/consent"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/safety"
)

// The steps of the editor, in order.
const (
	stepProblems  = "problems"
	stepGoals     = "goals"
	stepTreatment = "treatment"
	stepSchedule  = "schedule"
	stepHome      = "home"
	stepAgree     = "agree"
)

var steps = []string{stepProblems, stepGoals, stepTreatment, stepSchedule, stepHome, stepAgree}

func stepName(id string) string {
	switch id {
	case stepProblems:
		return lang.L("Problems")
	case stepGoals:
		return lang.L("Goals")
	case stepTreatment:
		return lang.L("Treatment")
	case stepSchedule:
		return lang.L("Schedule")
	case stepHome:
		return lang.L("Home care")
	default:
		return lang.L("Agree")
	}
}

// screen shows one of: what to do first, the draft being written, the plan in force. A page, such as the
// list of techniques, lies over it while something is chosen.
type screen struct {
	d       *desk.Desk
	patient string
	after   kit.After

	chart *clinic.Chart
	plan  string // the version being written or read; "" when there is none

	root   *fyne.Container
	banner *safety.Banner
	body   *fyne.Container // under the banner
	editor *editor
	page   *page
	mode   string
	texts  map[string]*edit.Text
	// numbers, as texts, are the fields of the version by their keys.
	numbers map[string]*edit.Number

	consent    *consent.Panel // of the plan in force
	consentFor string
	reading    *kit.DragScroll // the page of the plan in force, which stays where it was scrolled to
	readingOf  string
	text       *fyne.Container // of the page
}

// What the screen shows.
const (
	modeEmpty  = "empty"
	modeDraft  = "draft"
	modeAgreed = "agreed"
)

// New makes the Plan section of a patient.
func New(d *desk.Desk, patientID string) desk.Screen { return newScreen(d, patientID) }

func newScreen(d *desk.Desk, patientID string) *screen {
	s := &screen{d: d, patient: patientID, body: container.NewStack(), after: d.Later, texts: map[string]*edit.Text{}, numbers: map[string]*edit.Number{}}
	s.banner = safety.NewBanner(d.Catalogue, nil)
	s.root = kit.Border(s.banner.Object(), nil, nil, nil, s.body)
	s.show()
	return s
}

// Object is the section.
func (s *screen) Object() fyne.CanvasObject { return s.root }

// Leave saves what is still being typed.
func (s *screen) Leave() { s.flush() }

// Refresh shows what changed.
func (s *screen) Refresh(ch clinic.Changes) {
	if ch.Touches(s.patient, clinic.KindClinic, clinic.KindTemplate, clinic.KindPractitioner) {
		s.show()
	}
}

// Undo takes back the last change of the version being written.
func (s *screen) Undo() { s.step(s.d.Undo) }

// Redo makes the last undone change again.
func (s *screen) Redo() { s.step(s.d.Redo) }

func (s *screen) step(undoOrRedo func(scope string, then ...func())) {
	s.flush()
	if s.mode == modeDraft {
		undoOrRedo(s.plan)
	}
}

// do makes a change. The error is for the field that asked for it; the person was told, and what was to be changed is
// shown as it is.
func (s *screen) do(op clinic.Operation) error {
	err := s.d.Apply(op)
	if err != nil {
		s.show()
	}
	return err
}

func (s *screen) show() {
	s.chart = s.d.Chart(s.patient)
	mode, plan := modeEmpty, ""
	if p := s.chart.DraftPlan(); p != nil {
		mode, plan = modeDraft, p.ID
	} else if p := s.chart.CurrentPlan(); p != nil {
		mode, plan = modeAgreed, p.ID
	}
	if mode != s.mode || plan != s.plan {
		s.letGo()
		s.mode, s.plan, s.page, s.editor = mode, plan, nil, nil
		if mode == modeDraft {
			s.editor = newEditor(s)
		}
	}
	if s.editor != nil {
		s.editor.show()
	}
	if s.page != nil && s.page.show != nil {
		s.page.show()
	}
	s.place()
	if s.banner.Show(clinic.Dangers(s.d.Catalogue, s.chart, s.d.Today())) {
		s.root.Refresh()
	}
}

// letGo ends the fields of a version that is not written any more. What was typed and could not be kept is
// said: the version may have been agreed or discarded on another machine meanwhile.
func (s *screen) letGo() {
	var lost []string
	for _, t := range s.texts {
		if typed := strings.TrimSpace(t.Typed()); typed != "" {
			lost = append(lost, t.Label()+": "+typed)
		}
		t.Begin("")
	}
	for _, n := range s.numbers {
		if typed := n.Typed(); typed != "" {
			lost = append(lost, n.Label()+": "+typed)
		}
		n.Begin(nil)
	}
	clear(s.texts)
	clear(s.numbers)
	if len(lost) > 0 {
		slices.Sort(lost)
		s.d.Warn(lang.L("This version was closed while you were writing in it. Not kept: {{.Texts}}",
			map[string]any{"Texts": strings.Join(lost, "; ")}))
	}
}

// place puts what is to be seen into the window; the editor stays where it is, so that nothing moves
// under the finger.
func (s *screen) place() {
	var o fyne.CanvasObject
	switch {
	case s.page != nil:
		o = s.page.object
	case s.mode == modeDraft:
		o = s.editor.object
	case s.mode == modeAgreed:
		o = s.agreedView()
	default:
		o = s.emptyView()
	}
	if len(s.body.Objects) == 1 && s.body.Objects[0] == o {
		return
	}
	s.body.Objects = []fyne.CanvasObject{o}
	arrange(s.body)
}

// current is the version being written or read, as it is now.
func (s *screen) current() *clinic.Plan {
	if p := s.chart.Plan(s.plan); p != nil {
		return p
	}
	return &clinic.Plan{}
}

// page lies over the section until it is closed.
type page struct {
	object fyne.CanvasObject
	show   func() // shows what changed; may be nil
}

func (s *screen) open(p *page) {
	s.flush()
	s.page = p
	s.place()
}

func (s *screen) closePage() {
	s.flush()
	s.page = nil
	s.show()
}

// pageFrame is the frame of a page: the way back and a title above, the content below.
func (s *screen) pageFrame(title string, content fyne.CanvasObject, actions ...fyne.CanvasObject) fyne.CanvasObject {
	return s.frameBack(s.closePage, title, content, actions...)
}

// frameBack is a frame whose way back leads somewhere else.
func (s *screen) frameBack(to func(), title string, content fyne.CanvasObject, actions ...fyne.CanvasObject) fyne.CanvasObject {
	back := kit.NewButton(lang.L("Back"), kit.IconChevronLeft, to)
	head := container.NewBorder(nil, nil, back, container.NewHBox(actions...), container.NewPadded(kit.Heading(title).Lines(1)))
	return container.NewBorder(kit.PadSides(kit.GapRoomy, kit.Gap, head), nil, nil, nil, content)
}
