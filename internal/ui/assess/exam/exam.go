// Package exam is the step of what is tried out and looked at: special tests, nerves, posture and gait.
package exam

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
)

// The parts of the step.
const (
	testsSpecial = "special"
	testsNerves  = "nerves"
	testsPosture = "posture"
	testsGait    = "gait"
	testsAll     = "all"
)

// Step is the step of what is tried out and looked at: special tests, nerves, posture and gait. An urgent
// result takes its place until it is written what was done.
type Step struct {
	s       *step.Host
	topics  *kit.Chips
	topic   string
	pages   map[string]testPage
	search  *kit.Search
	found   *fyne.Container
	finds   *kit.Card
	finder  *fyne.Container // where the search stands
	body    *fyne.Container
	scroll  *kit.DragScroll
	work    fyne.CanvasObject
	stopped *stopPanel
	held    string // the urgent result that is being dealt with, "" for none
	root    *fyne.Container
}

// testPage is one part of the step.
type testPage interface {
	Object() fyne.CanvasObject
	Show()
	Leave()
}

// New makes the step.
func New(s *step.Host) step.Step {
	t := &Step{s: s, topic: testsSpecial, pages: map[string]testPage{}, body: container.NewStack(), found: kit.StackGap(0)}
	t.topics = kit.NewChips(nil, func(ids []string) { t.open(ids[0]) }).Required()
	t.search = kit.NewSearch(lang.L("Find a test"), t.find)
	t.finds = kit.NewCard("", t.found)
	t.finds.Hide()
	t.finder = kit.MinWidth(searchWidth, kit.Middle(t.search))
	t.scroll = kit.NewDragScroll(kit.PadSides(kit.GapWide, kit.Gap, kit.StackGap(kit.GapWide, t.finds, t.body)))
	head := kit.Border(nil, nil, nil, t.finder, t.topics)
	t.work = container.NewBorder(kit.PadSides(kit.GapWide, kit.Gap, head), nil, nil, nil, t.scroll)
	t.stopped = newStopPanel(t)
	t.root = container.NewStack(t.work)
	if s.Locked() {
		t.topic = testsAll
	}
	return t
}

const searchWidth float32 = 192

// testsAtOnce is how many tests a search shows above the page.
const testsAtOnce = 6

// Object is part of step.Step.
func (t *Step) Object() fyne.CanvasObject { return t.root }

func (t *Step) open(topic string) {
	t.Leave()
	t.topic = topic
	t.Show()
	t.scroll.ScrollToOffset(fyne.Position{})
}

// topicOfTest is the part of the step a test is shown in.
func topicOfTest(x *clinic.Test) string {
	switch x.Kind {
	case clinic.TestSpecial:
		return testsSpecial
	case clinic.TestPosture:
		return testsPosture
	case clinic.TestGait:
		return testsGait
	}
	return testsNerves
}

// Show is part of step.Step.
func (t *Step) Show() {
	if u := t.stops(); u != nil {
		t.stopped.show(u)
		t.put(t.stopped.root)
		return
	}
	counts := map[string]int{}
	for _, r := range t.s.Chart().TestsOf(t.s.Assessment) {
		if x := t.s.Desk.Catalogue.Test(r.Test); x != nil {
			counts[topicOfTest(x)]++
		}
	}
	var options []kit.Option
	for _, o := range []kit.Option{
		{ID: testsSpecial, Label: lang.L("Special tests")},
		{ID: testsNerves, Label: lang.L("Nerves")},
		{ID: testsPosture, Label: lang.L("Posture")},
		{ID: testsGait, Label: lang.L("Gait")},
		{ID: testsAll, Label: lang.L("All results")},
	} {
		options = append(options, kit.Counted(o.ID, o.Label, counts[o.ID]))
	}
	t.topics.SetOptions(options)
	t.topics.SetChosen(t.topic)
	t.finder.Hidden = t.s.Locked() // it finds what can be tested
	p := t.page(t.topic)
	if len(t.body.Objects) == 0 || t.body.Objects[0] != p.Object() {
		t.body.Objects = []fyne.CanvasObject{p.Object()}
	}
	p.Show()
	t.body.Refresh()
	t.put(t.work)
}

func (t *Step) put(o fyne.CanvasObject) {
	if t.root.Objects[0] != o {
		t.root.Objects = []fyne.CanvasObject{o}
		t.root.Refresh()
	}
}

func (t *Step) page(topic string) testPage {
	p := t.pages[topic]
	if p == nil {
		switch topic {
		case testsNerves:
			p = newNervePage(t)
		case testsPosture:
			p = newPosturePage(t)
		case testsGait:
			p = newGaitPage(t)
		case testsAll:
			p = newResultsPage(t)
		default:
			p = newSpecialPage(t)
		}
		t.pages[topic] = p
	}
	return p
}

// Leave is part of step.Step.
func (t *Step) Leave() {
	t.stopped.leave()
	t.held = ""
	if p := t.pages[t.topic]; p != nil {
		p.Leave()
	}
}

// stops is the urgent result that has to be dealt with before anything else, or nil.
func (t *Step) stops() *clinic.UrgentResult {
	if t.s.Locked() {
		return nil
	}
	urgent := clinic.UrgentTests(t.s.Desk.Catalogue, t.s.Chart(), t.s.Assessment)
	for i := range urgent {
		if urgent[i].Result.ID == t.held {
			return &urgent[i]
		}
	}
	t.held = ""
	for i := range urgent {
		if !urgent[i].Answered() {
			t.held = urgent[i].Result.ID
			return &urgent[i]
		}
	}
	return nil
}

// find lists the tests a query finds; a tap goes to the test.
func (t *Step) find(query string) {
	t.found.Objects = nil
	for i, x := range t.s.Desk.Catalogue.SearchTests(query) {
		if i == testsAtOnce {
			break
		}
		t.found.Add(kit.NewTwoLine(kit.Row{What: x.Name, Quiet: x.Region}, func() { t.goTo(&x) }))
	}
	if query != "" && len(t.found.Objects) == 0 {
		t.found.Add(kit.QuietText(lang.L("No test is called that.")))
	}
	t.finds.Hidden = len(t.found.Objects) == 0
	t.finds.Refresh()
	t.scroll.ScrollToOffset(fyne.Position{})
	t.scroll.Refresh()
}

func (t *Step) goTo(x *clinic.Test) {
	t.search.SetText("")
	t.open(topicOfTest(x))
	finder, ok := t.page(t.topic).(interface {
		reach(x *clinic.Test) fyne.CanvasObject
	})
	if !ok {
		return
	}
	if row := finder.reach(x); row != nil {
		t.reveal(row)
	}
}

// reveal brings what opened into sight, once it has been laid out.
func (t *Step) reveal(o fyne.CanvasObject) {
	t.s.After(step.RevealPause, func() { t.scroll.Reveal(o) })
}
