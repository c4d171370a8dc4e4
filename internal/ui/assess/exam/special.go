package exam

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/safety"
	"regimen/internal/words"
)

// specialPage are the special tests of one region.
type specialPage struct {
	t       *Step
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

func newSpecialPage(t *Step) testPage {
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
		t.s.Show()
	}).Required()
	p.rest = kit.NewButton("", kit.IconCheck, func() { fillTests(t.s, p.codes(), p.asked()) })
	p.choose = kit.NewMultiChips(nil, p.chosen)
	p.set = kit.NewField(lang.L("Tests shown here"), p.choose)
	p.none = kit.Body(lang.L("No special test was recorded for this region.")).In(kit.ColorQuiet)
	p.tools = kit.FlowRow(kit.MinWidth(sidesWidth, p.sides), p.rest)
	p.root = kit.MaxWidth(1100, kit.StackGap(kit.GapWide, p.regions, p.tools, p.grid, p.none, p.groups, p.set))
	p.region = p.order()[0]
	for _, r := range t.s.Chart().TestsOf(t.s.Assessment) {
		if x := t.s.Desk.Catalogue.Test(r.Test); x != nil && x.Kind == clinic.TestSpecial {
			p.region = x.Region // where work was going on
		}
	}
	return p
}

func (p *specialPage) Object() fyne.CanvasObject { return p.root }

// order lists the regions, those with findings first.
func (p *specialPage) order() []string {
	s := p.t.s
	return s.Desk.Catalogue.TestRegions(s.Chart().FindingsOf(s.Assessment), func(code string) string {
		st, _ := s.Desk.Atlas.Structure(code)
		return st.Part
	})
}

func (p *specialPage) open(region string) {
	p.Leave()
	p.region = region
	p.t.s.Show()
	p.t.scroll.ScrollToOffset(fyne.Position{})
}

// asked are the sides that are tested.
func (p *specialPage) asked() []anatomy.Side {
	if side := p.side[p.region]; side != "" && side != sideBoth {
		return []anatomy.Side{anatomy.Side(side)}
	}
	return step.BothSides
}

// list are the tests that are shown: the usual ones of the region, those that have a result now or were
// positive last time, and those put in by hand.
func (p *specialPage) list() []clinic.Test {
	s := p.t.s
	hand := p.wanted[p.region]
	var out []clinic.Test
	for _, x := range s.Desk.Catalogue.TestsIn(p.region, clinic.TestSpecial) {
		recorded, before := false, false
		for _, side := range x.Sides() {
			recorded = recorded || s.Chart().TestOf(s.Assessment, x.Code, side) != nil
			if b := s.Chart().TestBefore(s.Current(), x.Code, side); b != nil && x.IsPositive(b.Result) {
				before = true
			}
		}
		want, said := hand[x.Code]
		if recorded || !s.Locked() && (said && want || !said && (x.Core || before)) {
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
	for _, x := range p.t.s.Desk.Catalogue.TestsIn(p.region, clinic.TestSpecial) {
		hand[x.Code] = slices.Contains(ids, x.Code)
	}
	p.wanted[p.region] = hand
	p.t.s.Show()
}

func (p *specialPage) Show() {
	s := p.t.s
	locked := s.Locked()
	counts := map[string]int{}
	for _, r := range s.Chart().TestsOf(s.Assessment) {
		if x := s.Desk.Catalogue.Test(r.Test); x != nil {
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
			row = newTestRow(p.t, s.Desk.Catalogue.Test(list[i].Code), specialCell)
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
		left := len(fillOperation(s, p.codes(), p.asked()).Put)
		kit.SetEnabled(p.rest, left > 0)
		p.rest.SetText(lang.L("All others negative ({{.Count}})", map[string]any{"Count": left}))
		var all []kit.Option
		for _, x := range s.Desk.Catalogue.TestsIn(p.region, clinic.TestSpecial) {
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
	for _, c := range clinic.ClusterStates(s.Desk.Catalogue, s.Chart().TestsOf(s.Assessment)) {
		if x := s.Desk.Catalogue.Test(c.Cluster.Tests[0]); x != nil && x.Region == p.region && x.Kind == clinic.TestSpecial {
			p.groups.Add(groupLine(&c))
		}
	}
	p.groups.Hidden = len(p.groups.Objects) == 0
}

// groupLine says how far a group of tests has come.
func groupLine(c *clinic.ClusterState) fyne.CanvasObject {
	name := words.List(c.Cluster.Name, words.Side(c.Side))
	icon, color := kit.IconInfo, kit.ColorQuiet
	words := []fyne.CanvasObject{kit.Strong(name).Wrap(), kit.Body(words.Say(c.Words())).Wrap()}
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
	p.t.Show()
	row := p.rows[x.Code]
	if row == nil {
		return nil
	}
	row.unfold()
	return row.root
}

func (p *specialPage) Leave() {
	for _, r := range p.shown {
		r.leave()
	}
}
