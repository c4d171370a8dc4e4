package exam

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/safety"
	"regimen/internal/words"
)

// specialPage are the special tests of one region: those that are suggested, and below them on request all others.
type specialPage struct {
	t      *Step
	region string
	rest   *kit.Button
	not    *kit.Button // the rest is not done
	rows   map[string]*testRow
	front  []string // the suggested tests in their order
	after  string   // the findings and the tests that the order follows
	all    bool     // the others are shown, too
	more   *kit.Button
	grid   *fyne.Container
	groups *fyne.Container
	none   *kit.Text
	root   fyne.CanvasObject
}

func newSpecialPage(t *Step, region string) *specialPage {
	p := &specialPage{t: t, region: region, rows: map[string]*testRow{}, grid: kit.StackGap(0), groups: kit.StackGap(kit.Gap)}
	p.rest = kit.NewButton("", kit.IconCheck, func() { fillTests(t.s, p.inSight()) })
	p.not = notDoneButton(t, p.inSight)
	p.more = kit.QuietButton("", kit.IconChevronDown, func() {
		p.all = !p.all
		t.s.Show()
	})
	p.none = kit.Body(lang.L("No special test was recorded for this region.")).In(kit.ColorQuiet)
	p.root = kit.MaxWidth(1100, kit.StackGap(kit.GapWide, p.grid, p.none, container.NewHBox(p.more, p.not), p.groups))
	return p
}

// Object is part of step.Step.
func (p *specialPage) Object() fyne.CanvasObject { return p.root }

// Tools is the button for what is as usual.
func (p *specialPage) Tools() (list []fyne.CanvasObject, end fyne.CanvasObject) {
	return []fyne.CanvasObject{p.rest}, p.t.finder
}

// suggested are the tests that load what was found, and those usual here, done already or positive last time. Their order
// stays while results are recorded.
func (p *specialPage) suggested() []string {
	s := p.t.s
	found, usual := s.Found(), s.Desk.UsualTests(p.region)
	for _, x := range s.Desk.Catalogue.TestsIn(p.region, clinic.TestSpecial) {
		if p.positiveBefore(&x) && !slices.Contains(usual, x.Code) {
			usual = append(usual, x.Code)
		}
	}
	after := ""
	for i := range found {
		after += found[i].Structure + " "
	}
	for _, code := range usual {
		after += code + " "
	}
	if p.front != nil && p.after == after {
		return p.front
	}
	p.front, p.after = []string{}, after
	for _, x := range s.Desk.Catalogue.TestsFor(p.region, found, func(x *clinic.Test) bool { return slices.Contains(usual, x.Code) || p.done(x) }) {
		p.front = append(p.front, x.Code)
	}
	return p.front
}

func (p *specialPage) done(x *clinic.Test) bool {
	for _, side := range x.Sides() {
		if p.t.s.Chart().TestOf(p.t.s.Assessment, x.Code, side) != nil {
			return true
		}
	}
	return false
}

func (p *specialPage) positiveBefore(x *clinic.Test) bool {
	for _, side := range x.Sides() {
		if b := p.t.s.Chart().TestBefore(p.t.s.Current(), x.Code, side); b != nil && x.IsPositive(b.Result) {
			return true
		}
	}
	return false
}

// others are the tests of the region that are not suggested.
func (p *specialPage) others() []string {
	var out []string
	for _, x := range p.t.s.Desk.Catalogue.TestsIn(p.region, clinic.TestSpecial) {
		if !slices.Contains(p.suggested(), x.Code) {
			out = append(out, x.Code)
		}
	}
	return out
}

// inSight are the tests that are shown: of what is signed only those with a result.
func (p *specialPage) inSight() []string {
	if p.t.s.Locked() {
		var out []string
		for _, x := range p.t.s.Desk.Catalogue.TestsIn(p.region, clinic.TestSpecial) {
			if p.done(&x) {
				out = append(out, x.Code)
			}
		}
		return out
	}
	if p.all {
		return slices.Concat(p.suggested(), p.others())
	}
	return p.suggested()
}

// Show is part of step.Step.
func (p *specialPage) Show() {
	s := p.t.s
	locked := s.Locked()
	list := p.inSight()
	title := lang.L("Suggested")
	if locked {
		title = ""
	}
	p.grid.Objects = []fyne.CanvasObject{testHead(specialCell, title)}
	for i, code := range list {
		if !locked && p.all && i == len(p.suggested()) && i > 0 {
			p.grid.Add(kit.PadSides(0, kit.Gap, kit.QuietText(lang.L("All others"))))
		}
		row := p.rows[code]
		if row == nil {
			row = newTestRow(p.t, s.Desk.Catalogue.Test(code), specialCell)
			p.rows[code] = row
		}
		row.show()
		p.grid.Add(row.root)
		p.grid.Add(kit.Hairline())
	}
	p.none.Hidden = !locked || len(list) > 0
	p.grid.Hidden = len(list) == 0
	p.rest.Hidden = locked
	p.more.Hidden = locked || len(p.others()) == 0
	if !locked {
		left := len(fillOperation(s, list).Put)
		kit.SetEnabled(p.rest, left > 0)
		p.rest.SetText(lang.L("All others negative ({{.Count}})", map[string]any{"Count": left}))
		text, icon := lang.L("All {{.Count}} tests: {{.Region}}", map[string]any{
			"Count": len(s.Desk.Catalogue.TestsIn(p.region, clinic.TestSpecial)), "Region": p.region,
		}), kit.IconChevronDown
		if p.all {
			text, icon = lang.L("Only the suggested tests"), kit.IconChevronUp
		}
		if p.more.Text != text {
			p.more.SetText(text)
			p.more.SetIconName(icon)
		}
	}
	showNotDone(p.not, s, list)
	p.showGroups()
	p.grid.Refresh()
}

// showGroups says how far the groups of tests of the region have come.
func (p *specialPage) showGroups() {
	s := p.t.s
	p.groups.Objects = nil
	for _, c := range clinic.ClusterStates(s.Desk.Catalogue, clinic.ResultsIn(s.Desk.Catalogue, s.Chart(), s.Assessment)) {
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
	if !slices.Contains(p.inSight(), x.Code) {
		p.all = true
		p.t.s.Show()
	}
	row := p.rows[x.Code]
	if row == nil {
		return nil
	}
	row.unfold()
	return row.root
}

// Leave is part of step.Step.
func (p *specialPage) Leave() {
	for _, r := range p.rows {
		r.leave()
	}
}
