package assess

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/safety"
)

// The parts of the step.
const (
	testsSpecial = "special"
	testsNerves  = "nerves"
	testsPosture = "posture"
	testsGait    = "gait"
	testsAll     = "all"
)

// tests is the step of what is tried out and looked at: special tests, nerves, posture and gait. An urgent
// result takes its place until it is written what was done.
type tests struct {
	s       *Screen
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
	object() fyne.CanvasObject
	show()
	leave()
}

func newTests(s *Screen) step {
	t := &tests{s: s, topic: testsSpecial, pages: map[string]testPage{}, body: container.NewStack(), found: kit.StackGap(0)}
	t.topics = kit.NewChips(nil, func(ids []string) { t.open(ids[0]) }).Required()
	t.search = kit.NewSearch(lang.L("Find a test"), t.find)
	t.finds = kit.NewCard("", t.found)
	t.finds.Hide()
	t.finder = kit.MinWidth(searchWidth, container.New(&middle{}, t.search))
	t.scroll = kit.NewDragScroll(kit.PadSides(kit.GapWide, kit.Gap, kit.StackGap(kit.GapWide, t.finds, t.body)))
	head := kit.Border(nil, nil, nil, t.finder, t.topics)
	t.work = container.NewBorder(kit.PadSides(kit.GapWide, kit.Gap, head), nil, nil, nil, t.scroll)
	t.stopped = newStopPanel(t)
	t.root = container.NewStack(t.work)
	if s.locked() {
		t.topic = testsAll
	}
	return t
}

const searchWidth float32 = 192

func (t *tests) object() fyne.CanvasObject { return t.root }

func (t *tests) open(topic string) {
	t.leave()
	t.topic = topic
	t.show()
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

func (t *tests) show() {
	if u := t.stops(); u != nil {
		t.stopped.show(u)
		t.put(t.stopped.root)
		return
	}
	counts := map[string]int{}
	for _, r := range t.s.chart().TestsOf(t.s.assessment) {
		if x := t.s.d.Catalogue.Test(r.Test); x != nil {
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
	t.finder.Hidden = t.s.locked() // it finds what can be tested
	p := t.page(t.topic)
	if len(t.body.Objects) == 0 || t.body.Objects[0] != p.object() {
		t.body.Objects = []fyne.CanvasObject{p.object()}
	}
	p.show()
	t.body.Refresh()
	t.put(t.work)
}

func (t *tests) put(o fyne.CanvasObject) {
	if t.root.Objects[0] != o {
		t.root.Objects = []fyne.CanvasObject{o}
		t.root.Refresh()
	}
}

func (t *tests) page(topic string) testPage {
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

func (t *tests) leave() {
	t.stopped.leave()
	t.held = ""
	if p := t.pages[t.topic]; p != nil {
		p.leave()
	}
}

// stops is the urgent result that has to be dealt with before anything else, or nil.
func (t *tests) stops() *clinic.UrgentResult {
	if t.s.locked() {
		return nil
	}
	urgent := clinic.UrgentTests(t.s.d.Catalogue, t.s.chart(), t.s.assessment)
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
func (t *tests) find(query string) {
	t.found.Objects = nil
	for i, x := range t.s.d.Catalogue.SearchTests(query) {
		if i == foundAtOnce {
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

func (t *tests) goTo(x *clinic.Test) {
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
func (t *tests) reveal(o fyne.CanvasObject) {
	t.s.after(50*time.Millisecond, func() { t.scroll.Reveal(o) })
}

// record keeps a result of this assessment; "" takes it back.
func (s *Screen) recordTest(test string, side anatomy.Side, result string) {
	if result == "" {
		if r := s.chart().TestOf(s.assessment, test, side); r != nil {
			_ = s.remove(lang.L("Take back: {{.What}}", map[string]any{"What": clinic.TestTitle(s.d.Catalogue, r)}), r) // the person was told
		}
		return
	}
	op, err := clinic.RecordTest(s.d.Env(), s.d.Catalogue, s.chart(), s.current(), test, side, result)
	if err != nil {
		s.d.Warn(sentence(err))
		return
	}
	_ = s.d.Apply(op)
}

// editTest changes the details of a result as one step, which label calls by the name of the test.
func (s *Screen) editTest(test string, side anatomy.Side, label func(name map[string]any) string, change func(*clinic.TestResult)) error {
	r := s.chart().TestOf(s.assessment, test, side)
	if r == nil {
		return nil
	}
	changed := *r
	change(&changed)
	return s.put(label(map[string]any{"Name": clinic.TestTitle(s.d.Catalogue, r)}), &changed)
}

// fillTests records the usual result of the tests that have none yet.
func (s *Screen) fillTests(tests []string, sides []anatomy.Side) {
	if op := s.fillOperation(tests, sides); !op.Empty() {
		_ = s.d.Apply(op)
	}
}

func (s *Screen) fillOperation(tests []string, sides []anatomy.Side) clinic.Operation {
	return clinic.FillTests(s.d.Env(), s.d.Catalogue, s.chart(), s.current(), tests, sides...)
}

var bothSides = []anatomy.Side{anatomy.Left, anatomy.Right}

// sideTitle writes the patient's side out.
func sideTitle(side anatomy.Side) string {
	switch side {
	case anatomy.Left:
		return lang.L("Patient’s left")
	case anatomy.Right:
		return lang.L("Patient’s right")
	}
	return ""
}

// specialPage are the special tests of one region.
type specialPage struct {
	t       *tests
	regions *kit.Chips
	region  string
	sides   *kit.Chips
	side    map[string]string          // chosen by region: sideBoth or a side
	wanted  map[string]map[string]bool // by region: the tests put in or out by hand
	rest    *kit.Button
	rows    map[string]*testRow
	shown   []*testRow
	grid    *fyne.Container
	groups  *fyne.Container
	choose  *kit.Chips
	set     *kit.Field
	none    *kit.Text
	tools   *fyne.Container
	root    fyne.CanvasObject
}

const sideBoth = "both"

// sidesWidth keeps the three chips of the sides in one line.
const sidesWidth float32 = 372

func newSpecialPage(t *tests) testPage {
	p := &specialPage{
		t: t, rows: map[string]*testRow{}, grid: kit.StackGap(0), groups: kit.StackGap(kit.Gap),
		side: map[string]string{}, wanted: map[string]map[string]bool{},
	}
	p.regions = kit.NewChips(nil, func(ids []string) { p.open(ids[0]) }).Required()
	p.sides = kit.NewChips([]kit.Option{
		{ID: sideBoth, Label: lang.L("Both sides")},
		{ID: string(anatomy.Left), Label: lang.L("Left only")},
		{ID: string(anatomy.Right), Label: lang.L("Right only")},
	}, func(ids []string) {
		p.side[p.region] = ids[0]
		t.s.show()
	}).Required()
	p.rest = kit.NewButton("", kit.IconCheck, func() { t.s.fillTests(p.codes(), p.asked()) })
	p.choose = kit.NewMultiChips(nil, p.chosen)
	p.set = kit.NewField(lang.L("Tests shown here"), p.choose)
	p.none = kit.Body(lang.L("No special test was recorded for this region.")).In(kit.ColorQuiet)
	p.tools = kit.FlowRow(kit.MinWidth(sidesWidth, p.sides), p.rest)
	p.root = kit.MaxWidth(1100, kit.StackGap(kit.GapWide, p.regions, p.tools, p.grid, p.none, p.groups, p.set))
	p.region = p.order()[0]
	for _, r := range t.s.chart().TestsOf(t.s.assessment) {
		if x := t.s.d.Catalogue.Test(r.Test); x != nil && x.Kind == clinic.TestSpecial {
			p.region = x.Region // where work was going on
		}
	}
	return p
}

func (p *specialPage) object() fyne.CanvasObject { return p.root }

// order lists the regions, those with findings first.
func (p *specialPage) order() []string {
	s := p.t.s
	return s.d.Catalogue.TestRegions(s.chart().FindingsOf(s.assessment), func(code string) string {
		st, _ := s.d.Atlas.Structure(code)
		return st.Part
	})
}

func (p *specialPage) open(region string) {
	p.leave()
	p.region = region
	p.t.s.show()
	p.t.scroll.ScrollToOffset(fyne.Position{})
}

// asked are the sides that are tested.
func (p *specialPage) asked() []anatomy.Side {
	if side := p.side[p.region]; side != "" && side != sideBoth {
		return []anatomy.Side{anatomy.Side(side)}
	}
	return bothSides
}

// list are the tests that are shown: the usual ones of the region, those that have a result now or were
// positive last time, and those put in by hand.
func (p *specialPage) list() []clinic.Test {
	s := p.t.s
	hand := p.wanted[p.region]
	var out []clinic.Test
	for _, x := range s.d.Catalogue.TestsIn(p.region, clinic.TestSpecial) {
		recorded, before := false, false
		for _, side := range x.Sides() {
			recorded = recorded || s.chart().TestOf(s.assessment, x.Code, side) != nil
			if b := s.chart().TestBefore(s.current(), x.Code, side); b != nil && x.IsPositive(b.Result) {
				before = true
			}
		}
		want, said := hand[x.Code]
		if recorded || !s.locked() && (said && want || !said && (x.Core || before)) {
			out = append(out, x)
		}
	}
	return out
}

func (p *specialPage) codes() []string {
	var out []string
	for _, x := range p.list() {
		out = append(out, x.Code)
	}
	return out
}

// chosen puts tests into the set or out of it. One with a result stays: taking the result back is said on its
// own row.
func (p *specialPage) chosen(ids []string) {
	hand := map[string]bool{}
	for _, x := range p.t.s.d.Catalogue.TestsIn(p.region, clinic.TestSpecial) {
		hand[x.Code] = slices.Contains(ids, x.Code)
	}
	p.wanted[p.region] = hand
	p.t.s.show()
}

func (p *specialPage) show() {
	s := p.t.s
	locked := s.locked()
	counts := map[string]int{}
	for _, r := range s.chart().TestsOf(s.assessment) {
		if x := s.d.Catalogue.Test(r.Test); x != nil {
			counts[x.Region]++
		}
	}
	var regions []kit.Option
	for _, r := range p.order() {
		if locked && counts[r] == 0 && r != p.region {
			continue
		}
		regions = append(regions, kit.Counted(r, r, counts[r]))
	}
	p.regions.SetOptions(regions)
	p.regions.SetChosen(p.region)
	side := p.side[p.region]
	if side == "" {
		side = sideBoth
	}
	p.sides.SetChosen(side)
	p.tools.Hidden, p.set.Hidden = locked, locked
	list := p.list()
	p.grid.Objects = []fyne.CanvasObject{testHead(specialCell)}
	p.shown = p.shown[:0]
	for i := range list {
		row := p.rows[list[i].Code]
		if row == nil {
			row = newTestRow(p.t, s.d.Catalogue.Test(list[i].Code), specialCell)
			p.rows[list[i].Code] = row
		}
		row.show(p.asked())
		p.shown = append(p.shown, row)
		p.grid.Add(row.root)
		p.grid.Add(kit.Hairline())
	}
	p.none.Hidden = len(list) > 0
	p.grid.Hidden = len(list) == 0
	if !locked {
		left := len(s.fillOperation(p.codes(), p.asked()).Put)
		edit.SetEnabled(p.rest, left > 0)
		p.rest.SetText(lang.L("All others negative") + " (" + clinic.Number(float64(left)) + ")")
		var all []kit.Option
		for _, x := range s.d.Catalogue.TestsIn(p.region, clinic.TestSpecial) {
			all = append(all, kit.Option{ID: x.Code, Label: x.Name})
		}
		p.choose.SetOptions(all)
		p.choose.SetChosen(p.codes()...)
	}
	p.showGroups()
	p.grid.Refresh()
}

// showGroups says how far the groups of tests of the region have come.
func (p *specialPage) showGroups() {
	s := p.t.s
	p.groups.Objects = nil
	for _, c := range clinic.ClusterStates(s.d.Catalogue, s.chart().TestsOf(s.assessment)) {
		if x := s.d.Catalogue.Test(c.Cluster.Tests[0]); x != nil && x.Region == p.region && x.Kind == clinic.TestSpecial {
			p.groups.Add(groupLine(&c))
		}
	}
	p.groups.Hidden = len(p.groups.Objects) == 0
}

// groupLine says how far a group of tests has come.
func groupLine(c *clinic.ClusterState) fyne.CanvasObject {
	name := c.Cluster.Name
	if w := c.Side.Word(); w != "" {
		name += ", " + w
	}
	icon, color := kit.IconInfo, kit.ColorQuiet
	words := []fyne.CanvasObject{kit.Strong(name).Wrap(), kit.Body(c.Words()).Wrap()}
	if c.Met {
		icon, color = kit.IconMeasure, kit.ColorAccent
		if c.Cluster.Urgency != "" {
			icon, color = kit.IconAlert, kit.ColorError
			words = append(words, kit.Strong(safety.UrgencyName(c.Cluster.Urgency)+": "+c.Cluster.Action).In(kit.ColorError).Wrap())
		}
	}
	words = append(words, kit.QuietText(lang.L("A pattern, not a diagnosis. {{.What}}", map[string]any{"What": c.Cluster.Source})).Wrap())
	return kit.Border(nil, nil, container.NewVBox(kit.IconView(icon, color)), nil, kit.StackGap(2, words...))
}

// reach shows the row of a test, with how it is done.
func (p *specialPage) reach(x *clinic.Test) fyne.CanvasObject {
	p.region = x.Region
	if p.wanted[p.region] == nil {
		p.wanted[p.region] = map[string]bool{}
	}
	p.wanted[p.region][x.Code] = true
	p.t.show()
	row := p.rows[x.Code]
	if row == nil {
		return nil
	}
	row.unfold()
	return row.root
}

func (p *specialPage) leave() {
	for _, r := range p.shown {
		r.leave()
	}
}

// gaitPage is how the patient walks.
type gaitPage struct {
	t    *tests
	rows []*testRow
	rest *kit.Button
	grid *fyne.Container
	none *kit.Text
	root fyne.CanvasObject
}

func newGaitPage(t *tests) testPage {
	p := &gaitPage{t: t, grid: kit.StackGap(0), none: kit.Body(lang.L("Nothing was recorded about the gait.")).In(kit.ColorQuiet)}
	for i := range t.s.d.Catalogue.Tests {
		if x := &t.s.d.Catalogue.Tests[i]; x.Kind == clinic.TestGait {
			p.rows = append(p.rows, newTestRow(t, x, valueCellWidth))
		}
	}
	p.rest = kit.NewButton("", kit.IconCheck, func() { t.s.fillTests(codesOf(p.rows), bothSides) })
	p.root = kit.MaxWidth(900, kit.StackGap(kit.GapWide, container.NewHBox(p.rest), p.none, p.grid))
	return p
}

func codesOf(rows []*testRow) []string {
	var out []string
	for _, r := range rows {
		out = append(out, r.x.Code)
	}
	return out
}

func (p *gaitPage) object() fyne.CanvasObject { return p.root }

func (p *gaitPage) show() {
	showRows(p.t, p.grid, p.rows, lang.L("All the rest as usual"), p.rest)
	p.none.Hidden = len(p.grid.Objects) > 0
}

// showRows fills a grid with rows; of what is signed only those that say something. The button offers the
// usual result for the rest.
func showRows(t *tests, grid *fyne.Container, rows []*testRow, offer string, rest *kit.Button) {
	grid.Objects = nil
	for _, r := range rows {
		r.show(bothSides)
		if t.s.locked() && !r.recorded() {
			continue
		}
		if len(grid.Objects) == 0 {
			grid.Add(testHead(valueCellWidth))
		}
		grid.Add(r.root)
		grid.Add(kit.Hairline())
	}
	grid.Refresh()
	rest.Hidden = t.s.locked()
	if !rest.Hidden {
		left := len(t.s.fillOperation(codesOf(rows), bothSides).Put)
		rest.SetText(offer + " (" + clinic.Number(float64(left)) + ")")
		rest.Hidden = left == 0
	}
}

func (p *gaitPage) reach(x *clinic.Test) fyne.CanvasObject { return unfoldIn(p.rows, x) }

func unfoldIn(rows []*testRow, x *clinic.Test) fyne.CanvasObject {
	for _, r := range rows {
		if r.x.Code == x.Code {
			r.unfold()
			return r.root
		}
	}
	return nil
}

func (p *gaitPage) leave() {
	for _, r := range p.rows {
		r.leave()
	}
}
