package movement

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/assess/measured"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// motionPage is the range of motion of one joint, and the strength of its movements.
type motionPage struct {
	m     *Step
	joint string
	modes *kit.Segmented
	items *step.Menu // nil for a joint that there is one of
	names []string   // of the items
	tools []clinic.Tool
	grid  *fyne.Container
	item  string
	rows  map[string][]*valueRow // by mode and item
	root  fyne.CanvasObject
}

func toolOptions(tools []clinic.Tool) []kit.Option {
	var out []kit.Option
	for _, t := range tools {
		out = append(out, kit.Option{ID: t.Code, Label: t.Name})
	}
	return out
}

func newMotionPage(m *Step, joint string) step.Step {
	p := &motionPage{m: m, joint: joint, rows: map[string][]*valueRow{}, grid: kit.StackGap(0)}
	modes := []kit.Option{{ID: clinic.ModeActive, Label: lang.L("Active")}, {ID: clinic.ModePassive, Label: lang.L("Passive")}}
	resisted := false
	for _, me := range p.measures() {
		move := m.s.Desk.Catalogue.Movement(me.Code)
		resisted = resisted || move.Strength
		if me.Unit == "°" && len(p.tools) == 0 {
			p.tools = m.s.Desk.Catalogue.ToolsFor(me)
		}
		for _, i := range move.Items {
			if !slices.Contains(p.names, i) {
				p.names = append(p.names, i)
			}
		}
	}
	if resisted {
		modes = append(modes, kit.Option{ID: modeResisted, Label: lang.L("Strength")})
	}
	p.modes = kit.NewSegmented(modes, func(mode string) {
		p.Leave()
		m.mode = mode
		m.s.Show()
	})
	if len(p.names) > 0 {
		p.item = p.firstItem(p.names)
		p.items = step.NewMenu(m.s, kit.NewButton("", "", nil), func() []step.Group {
			return []step.Group{{Title: script.UpperFirst(joint), Options: kit.Capitals(p.names)}}
		}, func(item string) {
			p.Leave()
			p.item = item
			m.s.Show()
		})
	}
	p.root = kit.MaxWidth(1100, p.grid)
	return p
}

// Tools are the way of examining, and what it is measured with.
func (p *motionPage) Tools() (list []fyne.CanvasObject, end fyne.CanvasObject) {
	if p.items != nil {
		list = append(list, p.items.Button)
	}
	list = append(list, p.modes)
	if len(p.tools) > 0 {
		end = p.m.tools.Button
	}
	return list, end
}

// measures of the joint, in the order of the catalogue.
func (p *motionPage) measures() []*clinic.Measure {
	var out []*clinic.Measure
	for i := range p.m.s.Desk.Catalogue.Measures {
		if me := &p.m.s.Desk.Catalogue.Measures[i]; me.Joint == p.joint {
			out = append(out, me)
		}
	}
	return out
}

// firstItem is what was measured in this assessment or the one before, else the first there is.
func (p *motionPage) firstItem(items []string) string {
	for _, x := range p.m.recent() {
		if me := p.m.s.Desk.Catalogue.Measure(x.Measure); me != nil && me.Joint == p.joint && slices.Contains(items, x.Item) {
			return x.Item
		}
	}
	return items[0]
}

func (p *motionPage) Object() fyne.CanvasObject { return p.root }

// mode is the way of examining that is in sight: not every joint has strength to grade.
func (p *motionPage) mode() string {
	if p.m.mode == modeResisted && !slices.ContainsFunc(p.measures(), func(me *clinic.Measure) bool { return p.m.s.Desk.Catalogue.Movement(me.Code).Strength }) {
		return clinic.ModeActive
	}
	return p.m.mode
}

func (p *motionPage) build(mode string) []*valueRow {
	rows := []*valueRow{}
	for _, me := range p.measures() {
		x := &motion{s: p.m.s, me: me, move: p.m.s.Desk.Catalogue.Movement(me.Code), mode: mode, tool: p.m.toolFor, took: p.m.took, reveal: p.m.Reveal}
		item := ""
		if len(x.move.Items) > 0 {
			item = p.item
		}
		title := script.UpperFirst(me.Motion)
		switch {
		case mode == modeResisted:
			if x.move.Strength {
				measure, item := clinic.StrengthOf(me)
				strength := p.m.s.Desk.Catalogue.Measure(measure)
				rows = append(rows, newValueRow(p.m.s, strength, title, "", measured.Sides(strength, item, ""), x))
			}
		case len(me.Modes) == 0:
			if mode == clinic.ModeActive {
				rows = append(rows, newValueRow(p.m.s, me, title, usual(p.m.s, me), measured.Sides(me, item, ""), x))
			}
		case slices.Contains(me.Modes, mode):
			rows = append(rows, newValueRow(p.m.s, me, title, usual(p.m.s, me), measured.Sides(me, item, mode), x))
		}
	}
	return rows
}

// usual says the norm of a measure for the patient, or else what is usual.
func usual(s *step.Host, me *clinic.Measure) string {
	if norm := s.Norm(me); norm != nil {
		return words.Say(norm.Words(me))
	}
	return lang.L("usual {{.Low}} – {{.High}}", map[string]any{"Low": clinic.Number(me.UsualLow), "High": me.Write(me.UsualHigh)})
}

// inSight are the rows that are shown.
func (p *motionPage) inSight() []*valueRow { return p.rows[p.mode()+"/"+p.item] }

// Show is part of step.Step.
func (p *motionPage) Show() {
	mode := p.mode()
	if p.inSight() == nil {
		p.rows[mode+"/"+p.item] = p.build(mode)
	}
	p.modes.SetChosen(mode)
	if p.items != nil {
		p.items.Show(p.item, script.UpperFirst(p.item))
	}
	p.m.showTool()
	kit.SetHidden(p.m.tools.Button, mode == modeResisted)
	before := measured.Befores(p.m.s)
	p.grid.Objects = []fyne.CanvasObject{gridHead()}
	for _, r := range p.inSight() {
		r.show(before)
		p.grid.Add(r.root)
		p.grid.Add(kit.Hairline())
	}
	p.grid.Refresh()
}

func (p *motionPage) Leave() {
	for _, r := range p.inSight() {
		r.leave()
	}
}

// noTool stands among the tools for saying none.
const noTool = "none"

// toolsOffered are the tools of the joint in sight.
func (m *Step) toolsOffered() []step.Group {
	p, ok := m.Page(m.Topic).(*motionPage)
	if !ok {
		return nil
	}
	return []step.Group{{Title: lang.L("Measured with"), Options: append(toolOptions(p.tools), kit.Option{ID: noTool, Label: lang.L("Not said")})}}
}

func (m *Step) showTool() {
	id, label := m.tool, m.s.Desk.Catalogue.ToolName(m.tool)
	if id == "" {
		id, label = noTool, lang.L("Measured with")
	}
	m.tools.Show(id, label)
	kit.SetEnabled(m.tools.Button, !m.s.Locked())
}

// took remembers the tool that was taken last.
func (m *Step) took(tool string) {
	if tool == noTool {
		tool = ""
	}
	m.tool = tool
	m.showTool()
	if err := m.s.Desk.Store.SetPreference(context.Background(), lastToolKey, tool); err != nil {
		m.s.Desk.Log.Error("keeping the last tool", "error", err)
	}
}

// toolFor is the tool a measure is taken with now: the one that was chosen, if it is for that unit. A length
// has its own.
func (m *Step) toolFor(me *clinic.Measure) string {
	list := m.s.Desk.Catalogue.ToolsFor(me)
	if slices.ContainsFunc(list, func(t clinic.Tool) bool { return t.Code == m.tool }) {
		return m.tool
	}
	if me.Unit != "°" && len(list) > 0 {
		return list[0].Code
	}
	return ""
}
