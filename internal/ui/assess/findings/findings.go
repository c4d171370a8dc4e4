// Package findings is the step of the figure: what the patient reports, what the therapist finds, and what the hand feels there.
package findings

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/figure"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/bodymap"
	"regimen/internal/ui/kit"
)

// Step is the step of the figure: what the patient reports and what the therapist finds, kept
// apart, each with a tap.
type Step struct {
	s      *step.Host
	source clinic.Source // the layer that is being written

	figure   *bodymap.Map
	names    *bodymap.ListTwin
	twin     bool   // the list is shown in place of the figure
	tool     string // what a finger on the figure does
	then     bool   // compare with the assessment before
	recalled bool   // the findings of another complaint were asked for
	hidden   map[clinic.Source]bool
	chosen   string // the finding or line that is selected
	sources  *kit.Segmented
	tools    *kit.Segmented
	use      clinic.FindingUse // which sorts of finding this clinic marks most
	sheet    *sheet
	list     *findingList
	stage    *fyne.Container // figure or its twin
	side     *fyne.Container // list or sheet
	foot     *fyne.Container // what the assessment sets under the side
	root     fyne.CanvasObject
}

// New makes the step.
func New(s *step.Host) step.Step {
	f := &Step{s: s, source: clinic.ByTherapist, hidden: map[clinic.Source]bool{}}
	f.figure = bodymap.New(s.Desk.Atlas, bodymap.Options{
		Now:   s.Desk.Clock,
		OnTap: f.tapped, OnStroke: f.drawn, OnErase: f.erase, OnMarkTapped: f.markTapped,
		OnViewChanged: func(string) { f.turned() },
	})
	f.figure.Turn(f.firstView())
	f.sources = kit.NewSegmented([]kit.Option{
		{ID: string(clinic.ByPatient), Label: lang.L("Patient reports"), Icon: kit.IconPatientReported},
		{ID: string(clinic.ByTherapist), Label: lang.L("Therapist finds"), Icon: kit.IconTherapistFound},
	}, func(id string) { f.write(clinic.Source(id)) })
	f.sources.SetChosen(string(f.source))
	f.tools = kit.NewSegmented([]kit.Option{
		{ID: toolMark, Label: lang.L("Mark")},
		{ID: toolArea, Label: lang.L("Area")},
		{ID: toolPen, Label: lang.L("Pen")},
		{ID: toolArrow, Label: lang.L("Arrow")},
		{ID: toolErase, Label: lang.L("Erase")},
	}, f.take)
	f.take(toolMark)
	f.sheet = newSheet(f)
	f.list = newFindingList(f)
	f.stage = container.NewStack(f.figure)
	f.side = container.NewStack(f.list.root)
	f.foot = container.NewStack()
	panel := container.NewBorder(kit.PadSides(0, kit.Gap, f.sources), f.foot, nil, nil, f.side)
	kit.Work(s.Desk.Store.FindingUse, func(use clinic.FindingUse, err error) {
		if err == nil { // else the sorts stand in their usual order
			f.use = use
		}
	})
	f.root = container.New(layout.NewCustomPaddedLayout(kit.Gap/2, kit.Gap, kit.Gap, kit.GapRoomy), container.New(&stageLayout{}, f.stage, panel))
	return f
}

// stageLayout gives the side its width and the figure all the rest.
type stageLayout struct{}

// The width of the side: two tiles beside one another and the edges around them; less where the figure would have less
// than its half.
const (
	sideWidth float32 = 380
	sideLeast float32 = 300
)

func (stageLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	sideWidth := min(sideWidth, max(sideLeast, size.Width/2))
	objects[0].Move(fyne.Position{})
	objects[0].Resize(fyne.NewSize(size.Width-sideWidth-kit.GapWide, size.Height))
	objects[1].Move(fyne.NewPos(size.Width-sideWidth, 0))
	objects[1].Resize(fyne.NewSize(sideWidth, size.Height))
}

func (stageLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(a.Width+kit.GapWide+sideLeast, max(a.Height, b.Height))
}

// firstView is where most of the findings are, "" when none was marked on the figure.
func (f *Step) firstView() string {
	marked, best := map[string]int{}, ""
	for _, x := range f.s.Chart().FindingsOf(f.s.Assessment) {
		if x.View != "" {
			marked[x.View]++
			if marked[x.View] > marked[best] {
				best = x.View
			}
		}
	}
	return best
}

// sorts are the sorts of finding that a source can say of a structure, those first that the clinic marks most.
func (f *Step) sorts(source clinic.Source, structure string) []clinic.FindingType {
	return slices.DeleteFunc(clinic.FindingTypesByUse(f.use, source), func(t clinic.FindingType) bool {
		return !f.s.Desk.Catalogue.FindingFits(t.Code, structure)
	})
}

// Object is part of step.Step.
func (f *Step) Object() fyne.CanvasObject { return f.root }

// TakeFoot is part of step.Footed: the foot stands under the side, and the figure keeps its height.
func (f *Step) TakeFoot(foot fyne.CanvasObject) {
	if len(f.foot.Objects) == 0 || f.foot.Objects[0] != foot {
		f.foot.Objects = []fyne.CanvasObject{foot}
		f.foot.Refresh()
	}
}

// Leave is part of step.Step.
func (f *Step) Leave() { f.sheet.leave() }

// write changes the layer that taps and strokes are kept in.
func (f *Step) write(source clinic.Source) {
	f.sheet.leave()
	f.source = source
	delete(f.hidden, source)
	f.sheet.finding = ""
	if f.open() {
		f.sheet.open(f.sheet.target, f.sheet.at, f.sheet.nearby, "")
	}
	f.Show()
}

func (f *Step) open() bool { return f.side.Objects[0] == f.sheet.root }

// Show is part of step.Step.
func (f *Step) Show() {
	f.sources.SetChosen(string(f.source))
	f.figure.SetStrokeSource(figure.Source(f.source))
	f.figure.SetMarks(f.marks())
	f.figure.SetStrokes(f.strokes())
	if f.open() {
		f.sheet.show()
		f.figure.SetSpread(f.sheet.pattern.spread())
	} else {
		f.figure.SetSpread(nil)
		f.list.show()
	}
}

// turned shows what depends on the view that is in sight.
func (f *Step) turned() {
	if f.open() {
		f.sheet.pattern.show()
	}
}

// marks are the findings as the figure shows them: those of the layers that are not hidden, and, when
// asked for, what they were last time.
func (f *Step) marks() []drawing.Mark {
	chart := f.s.Chart()
	marks := append(f.ghostMarks(), figure.MarksOf(f.s.Desk.Catalogue, chart, f.s.Assessment)...)
	if p := f.s.Previous(); f.then && p != nil {
		marks = figure.Together(f.s.Desk.Catalogue, chart, p, f.s.Current())
	}
	var out []drawing.Mark
	for _, m := range marks {
		m.Selected = m.ID == f.selected()
		if !f.hides(m.Source) {
			out = append(out, m)
		}
	}
	return append(out, figure.KeepClear(f.s.Desk.Catalogue, chart, f.s.Desk.Today())...)
}

// hides reports whether the layer of a mark is hidden.
func (f *Step) hides(source drawing.Source) bool {
	for s, hidden := range f.hidden {
		if hidden && figure.Source(s) == source {
			return true
		}
	}
	return false
}

// markTapped opens the finding of a mark. A place to keep clear of is no finding: it opens as any other structure, and so
// does what the other layer says, for a tap on the figure never changes who says it.
func (f *Step) markTapped(m drawing.Mark) {
	if x := f.s.Chart().Finding(m.ID); x != nil && x.AssessmentID == f.s.Assessment && x.Source != f.source {
		t := x.Target()
		f.choose(t, clinic.Spot{View: x.View, X: x.X, Y: x.Y}, []clinic.Target{t})
		return
	}
	if m.Kind == drawing.KeepClear {
		t := m.Target()
		f.choose(t, clinic.Spot{}, []clinic.Target{t})
		return
	}
	f.pick(m.ID)
}

// selected is the finding that is open.
func (f *Step) selected() string {
	if f.open() {
		return f.sheet.finding
	}
	return f.chosen
}

// tapped opens the structure that was tapped.
func (f *Step) tapped(t bodymap.Tap) {
	var nearby []clinic.Target
	for _, h := range t.Hits {
		nearby = append(nearby, h.Target)
	}
	f.choose(nearby[0], clinic.Spot{View: t.View, X: t.At.X, Y: t.At.Y}, nearby)
	if t.Keyboard && !f.twin {
		f.sheet.kinds.focus()
	}
}

// back closes the sheet and gives the keyboard to the figure again, where it was.
func (f *Step) back() {
	f.close()
	if !f.twin {
		f.figure.Focus()
	}
}

// choose opens the sheet of a structure.
func (f *Step) choose(t clinic.Target, at clinic.Spot, nearby []clinic.Target) {
	f.openSheet(t, at, nearby, "")
}

// pick opens the sheet at a finding, from its badge or from the list, and shows it on the figure.
func (f *Step) pick(id string) {
	x := f.s.Chart().Finding(id)
	if x == nil {
		return
	}
	if x.AssessmentID != f.s.Assessment {
		// What is not marked here is shown from last time: its structure offers to answer it.
		f.openSheet(x.Target(), clinic.Spot{View: x.View, X: x.X, Y: x.Y}, nil, "")
		return
	}
	f.sheet.leave()
	if x.Source != f.source {
		f.source = x.Source
		delete(f.hidden, x.Source)
	}
	f.openSheet(x.Target(), clinic.Spot{View: x.View, X: x.X, Y: x.Y}, nil, id)
}

func (f *Step) openSheet(t clinic.Target, at clinic.Spot, nearby []clinic.Target, finding string) {
	f.take(toolMark)
	f.side.Objects = []fyne.CanvasObject{f.sheet.root}
	f.sheet.open(t, at, nearby, finding)
	if f.areaOf(finding) == nil {
		f.figure.RevealOn(at.View, t)
	} else {
		f.figure.EndReveal() // what was drawn is to be seen, not the structure around it
		f.figure.Turn(at.View)
	}
	f.Show()
	f.side.Refresh()
}

// close goes back to the list of findings.
func (f *Step) close() {
	f.sheet.leave()
	f.side.Objects = []fyne.CanvasObject{f.list.root}
	f.figure.EndReveal()
	f.Show()
	f.side.Refresh()
}

func (f *Step) viewTitle(id string) string {
	for _, v := range f.s.Desk.Atlas.Views() {
		if v.ID == id {
			return v.Title
		}
	}
	return id
}
