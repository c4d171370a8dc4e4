package assess

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/safety"
	"regimen/internal/words"
)

// screening is the step of the safety questions: one group at a time, one tap an answer, and on a yes
// at once what must be done.
type screening struct {
	s      *step.Host
	host   *safety.Host
	groups []*screeningGroup
	tabs   *kit.Chips
	body   *fyne.Container
	scroll *kit.DragScroll
	root   fyne.CanvasObject
	group  string
}

// screeningGroup are the questions of one group.
type screeningGroup struct {
	id, name, help string
	items          []*clinic.ScreeningItem
	rows           []*safety.Question
	count          *kit.Text
	rest           *kit.Button
	root           fyne.CanvasObject
}

func newScreening(s *step.Host) step.Step {
	c := &screening{s: s, group: clinic.GroupAbsolute, body: container.NewStack()}
	c.host = &safety.Host{
		Desk: s.Desk, Patient: s.Patient, Assessment: s.Assessment, Chart: s.Chart, Locked: s.Locked, Apply: s.Desk.Apply, After: s.After,
	}
	for _, g := range safety.Groups(s.Desk.Catalogue) {
		group := &screeningGroup{id: g.ID, name: g.Name, help: g.Help, items: g.Items, count: kit.QuietText("")}
		c.groups = append(c.groups, group)
	}
	c.tabs = kit.NewChips(nil, func(ids []string) { c.open(ids[0]) }).Required()
	c.scroll = kit.NewDragScroll(kit.PadSides(kit.GapWide, kit.Gap, c.body))
	c.root = container.NewBorder(kit.PadSides(kit.GapWide, kit.Gap, c.tabs), nil, nil, nil, c.scroll)
	return c
}

func (c *screening) Object() fyne.CanvasObject { return c.root }

// open shows one group from its top.
func (c *screening) open(group string) {
	c.Leave()
	c.group = group
	c.Show()
	c.scroll.ScrollToOffset(fyne.Position{})
}

// find shows the group of a question, and brings the question with what must be done into sight.
func (c *screening) find(code string) {
	for _, g := range c.groups {
		for i, item := range g.items {
			if item.Code == code {
				c.open(g.id)
				c.reveal(g.rows[i].Object())
				return
			}
		}
	}
}

func (c *screening) Show() {
	answers := map[string]*clinic.Screening{}
	list := c.s.Chart().ScreeningsOf(c.s.Assessment)
	for i := range list {
		answers[list[i].Item] = &list[i]
	}
	var tabs []kit.Option
	for _, g := range c.groups {
		answered, open := 0, 0
		for _, item := range g.items {
			if a := answers[item.Code]; a != nil {
				answered++
				if a.Answer != clinic.AnswerNo {
					open++
				}
			}
		}
		// There is always an icon, and room for the longest words: a tab moves no other.
		all := len(g.items)
		tab := kit.Option{ID: g.id, Label: g.name + "  " + progressWords(answered, all), Icon: kit.IconMore, Longest: g.name + "  " + progressWords(all, all)}
		switch {
		case open > 0:
			tab.Icon = kit.IconAlert
		case answered == all:
			tab.Icon = kit.IconCheck
		}
		tabs = append(tabs, tab)
		if g.id == c.group {
			c.showGroup(g, answers, answered, open)
		}
	}
	c.tabs.SetOptions(tabs)
	c.tabs.SetChosen(c.group)
}

func progressWords(answered, all int) string {
	return clinic.Number(float64(answered)) + "/" + clinic.Number(float64(all))
}

func (c *screening) showGroup(g *screeningGroup, answers map[string]*clinic.Screening, answered, open int) {
	if g.root == nil {
		c.build(g)
	}
	if len(c.body.Objects) == 0 || c.body.Objects[0] != g.root {
		c.body.Objects = []fyne.CanvasObject{g.root}
		c.body.Refresh()
	}
	for i, q := range g.rows {
		q.Show(answers[g.items[i].Code])
	}
	left := len(g.items) - answered
	g.rest.Hidden = c.s.Locked()
	kit.SetEnabled(g.rest, left > 0)
	count := []string{lang.L("All answered")}
	if left > 0 {
		count[0] = lang.L("{{.Count}} still to answer", map[string]any{"Count": left})
	}
	if open > 0 {
		count = append(count, lang.L("{{.Count}} to act on", map[string]any{"Count": open}))
	}
	g.count.SetText(words.Points(count...))
	g.root.Refresh()
}

func (c *screening) build(g *screeningGroup) {
	g.rest = kit.NewButton(lang.L("No to all the rest"), kit.IconCheck, func() {
		a := c.s.Current()
		if op := clinic.AnswerRest(c.s.Desk.Env(), c.s.Desk.Catalogue, c.s.Chart(), a, g.id); !op.Empty() {
			_ = c.s.Desk.Apply(op) // the person was told
		}
	})
	list := kit.StackGap(0)
	for _, item := range g.items {
		q := safety.NewQuestion(c.host, item, c.reveal)
		g.rows = append(g.rows, q)
		list.Add(q.Object())
		list.Add(kit.Hairline())
	}
	help := kit.Stack(kit.Body(g.help).Wrap(), g.count)
	foot := kit.NextButton(lang.L("Next: findings"), func() { c.s.GoTo(step.Findings) })
	if i := slices.Index(c.groups, g); i+1 < len(c.groups) {
		after := c.groups[i+1]
		foot = kit.NextButton(lang.L("Next: {{.Name}}", map[string]any{"Name": script.LowerFirst(after.name)}), func() { c.open(after.id) })
	}
	head := container.NewBorder(nil, nil, nil, container.NewCenter(g.rest), help)
	g.root = kit.MaxWidth(1100, kit.StackGap(kit.GapWide, head, list, container.NewHBox(foot)))
}

// reveal brings what opened below a question into sight, once it has been laid out.
func (c *screening) reveal(o fyne.CanvasObject) {
	c.s.After(step.RevealPause, func() { c.scroll.Reveal(o) })
}

func (c *screening) Leave() {
	for _, g := range c.groups {
		for _, q := range g.rows {
			q.Leave()
		}
	}
}
