package assess

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
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
	tabs   *kit.Segmented
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
	rest           *kit.Button // nil where each question has to be asked
	root           fyne.CanvasObject
}

// eachAsked reports that each question of a group has to be put to the patient: what rules massage out and what is urgent is
// never answered by the way.
func eachAsked(group string) bool {
	return group == clinic.GroupAbsolute || group == clinic.GroupRedFlag
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
	c.tabs = kit.NewSegmented(nil, c.open)
	c.scroll = kit.NewDragScroll(step.Inset(kit.Gap, c.body))
	c.root = kit.Border(step.Inset(kit.Gap, c.tabs), nil, nil, nil, c.scroll)
	return c
}

// Next goes on to the next group, and after the last one to the next step.
func (c *screening) Next() (label string, do func()) {
	for i, g := range c.groups[:len(c.groups)-1] {
		if g.id == c.group {
			after := c.groups[i+1]
			return lang.L("Next: {{.Name}}", map[string]any{"Name": after.name}), func() { c.open(after.id) }
		}
	}
	return "", nil
}

func (c *screening) Object() fyne.CanvasObject { return c.root }

// open shows one group from its top.
func (c *screening) open(group string) {
	c.Leave()
	c.group = group
	c.s.Show()
	c.scroll.ScrollToOffset(fyne.Position{})
	c.s.After(step.RevealPause, func() { // once it is laid out
		for _, g := range c.groups {
			if g.id == c.group && group == c.group && eachAsked(group) && !c.s.Locked() {
				c.goOn(g, -1)
			}
		}
	})
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
	if g.rest != nil {
		g.rest.Hidden = c.s.Locked()
		kit.SetEnabled(g.rest, left > 0)
	}
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
	list := kit.StackGap(0)
	for _, item := range g.items {
		q := safety.NewQuestion(c.host, item, c.reveal)
		n := len(g.rows)
		q.Typed = func() {
			if q.Answers().Value() == clinic.AnswerNo {
				c.goOn(g, n)
			}
		}
		g.rows = append(g.rows, q)
		list.Add(q.Object())
		list.Add(kit.Hairline())
	}
	head := kit.StackGap(0, kit.Body(g.help).Wrap(), g.count)
	if !eachAsked(g.id) {
		g.rest = kit.NewButton(lang.L("Answer No to the rest"), kit.IconCheck, func() {
			a := c.s.Current()
			if op := clinic.AnswerRest(c.s.Desk.Env(), c.s.Desk.Catalogue, c.s.Chart(), a, g.id); !op.Empty() {
				_ = c.s.Desk.Apply(op) // the person was told
			}
		})
		head = container.NewBorder(nil, nil, nil, container.NewCenter(g.rest), head)
	}
	g.root = kit.MaxWidth(1100, kit.StackGap(kit.Gap, head, list))
}

// goOn gives the keyboard to the next question with no answer, so that the answers can be typed one after the other.
func (c *screening) goOn(g *screeningGroup, after int) {
	for i := after + 1; i < len(g.items); i++ {
		if !c.answered(g.items[i]) {
			kit.Focus(g.rows[i].Answers())
			c.scroll.Reveal(g.rows[i].Object())
			return
		}
	}
}

func (c *screening) answered(item *clinic.ScreeningItem) bool {
	return slices.ContainsFunc(c.s.Chart().ScreeningsOf(c.s.Assessment), func(a clinic.Screening) bool { return a.Item == item.Code })
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
