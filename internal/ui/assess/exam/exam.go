// Package exam is the step of what is tried out and looked at: special tests, nerves, posture and gait.
package exam

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
)

// The parts of the step beside the regions with special tests, which stand by their names.
const (
	testsNerves  = "nerves"
	testsPosture = "posture"
	testsGait    = "gait"
	testsAll     = "all"
)

// Step is the step of what is tried out and looked at: the special tests of a region, nerves, posture and gait. It opens
// where something was tested or found. An urgent result takes its place until it is written what was done.
type Step struct {
	*step.Pages
	s       *step.Host
	menu    *step.Menu
	search  *kit.Search
	found   *fyne.Container
	finds   *fyne.Container
	finder  *fyne.Container // where the search stands
	stopped *stopPanel
	held    string // the urgent result that is being dealt with, "" for none
	root    *fyne.Container
}

// New makes the step.
func New(s *step.Host) step.Step {
	t := &Step{s: s, found: kit.StackGap(0)}
	t.menu = step.NewMenu(s, kit.NewButton("", "", nil), t.offered, func(topic string) { t.Open(topic) })
	t.search = kit.NewSearch(lang.L("Find a test"), t.find)
	t.finds = kit.PadSides(kit.GapWide, kit.Gap/2, kit.NewCard("", t.found))
	t.finds.Hide()
	t.finder = kit.MinWidth(searchWidth, kit.Middle(t.search))
	t.Pages = step.NewPages(s, t.first(), t.menu.Button, t.page)
	t.Above.Add(t.finds)
	t.stopped = newStopPanel(t)
	t.root = container.NewStack(t.Pages.Object())
	return t
}

const searchWidth float32 = 192

// testsAtOnce is how many tests a search shows above the page.
const testsAtOnce = 5

// Object is part of step.Step.
func (t *Step) Object() fyne.CanvasObject { return t.root }

// Menu is the button that chooses the region or another part.
func (t *Step) Menu() *kit.Button { return t.menu.Button }

func (t *Step) page(topic string) step.Step {
	switch topic {
	case testsNerves:
		return newNervePage(t)
	case testsPosture:
		return newPosturePage(t)
	case testsGait:
		return newGaitPage(t)
	case testsAll:
		return newResultsPage(t)
	}
	return newSpecialPage(t, topic)
}

// topicOf is the part of the step a test is shown in.
func topicOf(x *clinic.Test) string {
	switch x.Kind {
	case clinic.TestSpecial:
		return x.Region
	case clinic.TestPosture:
		return testsPosture
	case clinic.TestGait:
		return testsGait
	}
	return testsNerves
}

// first is what the step opens with: the region where something was tested in this assessment, that of most findings, the
// one tested last time, and failing those the first there is. What is signed is read as a whole.
func (t *Step) first() string {
	if t.s.Locked() {
		return testsAll
	}
	cat := t.s.Desk.Catalogue
	for _, list := range [][]string{t.tested(t.s.Assessment), cat.RegionsFound(t.s.Found(), t.s.Part), t.lately(), cat.TestRegions()} {
		if len(list) > 0 {
			return list[0]
		}
	}
	return testsNerves
}

// tested are the regions whose special tests have results in an assessment, the last one first.
func (t *Step) tested(assessment string) []string {
	var out []string
	results := t.s.Chart().TestsOf(assessment)
	for i := len(results) - 1; i >= 0; i-- {
		if x := t.s.Desk.Catalogue.Test(results[i].Test); x != nil && x.Kind == clinic.TestSpecial && !slices.Contains(out, x.Region) {
			out = append(out, x.Region)
		}
	}
	return out
}

// lately are the regions that were tested in this assessment or the one before.
func (t *Step) lately() []string {
	out := t.tested(t.s.Assessment)
	if before := t.s.Previous(); before != nil {
		for _, r := range t.tested(before.ID) {
			if !slices.Contains(out, r) {
				out = append(out, r)
			}
		}
	}
	return out
}

// offered is what the menu holds: the regions with findings, those tested lately, and all; of what is signed only what has
// results.
func (t *Step) offered() []step.Group {
	option := t.counted()
	cat := t.s.Desk.Catalogue
	list := func(topics []string) []kit.Option {
		var out []kit.Option
		for _, topic := range topics {
			out = append(out, option(topic))
		}
		return out
	}
	more := list([]string{testsNerves, testsPosture, testsGait, testsAll})
	if t.s.Locked() {
		return []step.Group{{Title: lang.L("Special tests"), Options: list(t.tested(t.s.Assessment))}, {Title: lang.L("More"), Options: more}}
	}
	found := list(cat.RegionsFound(t.s.Found(), t.s.Part))
	return []step.Group{
		{Title: lang.L("Where something was found"), Options: found},
		{Title: lang.L("Tested lately"), Options: step.Without(list(t.lately()), found...)},
		{Title: lang.L("Special tests"), Options: list(cat.TestRegions())},
		{Title: lang.L("More"), Options: more},
	}
}

// counted names a topic with how many results it has in this assessment.
func (t *Step) counted() func(topic string) kit.Option {
	counts := map[string]int{}
	for _, r := range t.s.Chart().TestsOf(t.s.Assessment) {
		if x := t.s.Desk.Catalogue.Test(r.Test); x != nil && r.Result != clinic.ResultNotDone {
			counts[topicOf(x)]++
		}
	}
	return func(topic string) kit.Option { return kit.Counted(topic, topicName(topic), counts[topic]) }
}

func topicName(topic string) string {
	switch topic {
	case testsNerves:
		return lang.L("Nerves")
	case testsPosture:
		return lang.L("Posture")
	case testsGait:
		return lang.L("Gait")
	case testsAll:
		return lang.L("All results")
	}
	return topic
}

// Show is part of step.Step.
func (t *Step) Show() {
	if u := t.stops(); u != nil {
		t.stopped.show(u)
		t.put(t.stopped.root)
		return
	}
	t.menu.Show(t.Topic, topicName(t.Topic))
	t.finder.Hidden = t.s.Locked() // it finds what can be tested
	t.Pages.Show()
	t.put(t.Pages.Object())
}

func (t *Step) put(o fyne.CanvasObject) {
	if t.root.Objects[0] != o {
		t.root.Objects = []fyne.CanvasObject{o}
		t.root.Refresh()
	}
}

// Leave is part of step.Step.
func (t *Step) Leave() {
	t.stopped.leave()
	t.held = ""
	t.Pages.Leave()
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
	t.root.Refresh()
}

// Reach shows a test with how it is done.
func (t *Step) Reach(code string) {
	if x := t.s.Desk.Catalogue.Test(code); x != nil {
		t.goTo(x)
	}
}

func (t *Step) goTo(x *clinic.Test) {
	t.search.SetText("")
	t.Open(topicOf(x))
	finder, ok := t.Page(t.Topic).(interface {
		reach(x *clinic.Test) fyne.CanvasObject
	})
	if !ok {
		return
	}
	if row := finder.reach(x); row != nil {
		t.Reveal(row)
	}
}

// endTool is the search at the end of the row, for the parts that have no other tool.
type endTool struct{ t *Step }

// Tools is part of step.Tooled.
func (e endTool) Tools() (list []fyne.CanvasObject, end fyne.CanvasObject) { return nil, e.t.finder }
