package movement

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/assess/measured"
	"regimen/internal/ui/kit"
)

// motionPage is the range of motion of one joint, and the strength of its movements.
type motionPage struct {
	m     *Step
	joint string
	modes *kit.Chips
	items *kit.Chips // nil for a joint that there is one of
	tools *kit.Chips
	toolF fyne.CanvasObject
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

func newMotionPage(m *Step, joint string) measured.Page {
	p := &motionPage{m: m, joint: joint, rows: map[string][]*valueRow{}, grid: kit.StackGap(0)}
	modes := []kit.Option{{ID: clinic.ModeActive, Label: lang.L("Active")}, {ID: clinic.ModePassive, Label: lang.L("Passive")}}
	var tools []clinic.Tool
	var items []string
	resisted := false
	for _, me := range p.measures() {
		move := m.s.Desk.Catalogue.Movement(me.Code)
		resisted = resisted || move.Strength
		if me.Unit == "°" && len(tools) == 0 {
			tools = m.s.Desk.Catalogue.ToolsFor(me)
		}
		for _, i := range move.Items {
			if !slices.Contains(items, i) {
				items = append(items, i)
			}
		}
	}
	if resisted {
		modes = append(modes, kit.Option{ID: modeResisted, Label: lang.L("Resisted: strength")})
	}
	p.modes = kit.NewChips(modes, func(ids []string) {
		p.Leave()
		m.mode = ids[0]
		m.Show()
	}).Required()
	p.tools = kit.NewChips(toolOptions(tools), func([]string) { m.took(p.tools.Value()) })
	top := kit.FlowRow(kit.MinWidth(lineOf(modes), p.modes))
	if len(tools) > 0 {
		p.toolF = kit.MinWidth(lineOf(toolOptions(tools)), p.tools)
		top = kit.FlowRow(kit.MinWidth(lineOf(modes), p.modes), kit.Space(kit.Gap, 0), p.toolF)
	}
	page := kit.StackGap(kit.GapWide, top)
	if len(items) > 0 {
		p.item = p.firstItem(items)
		p.items = kit.NewChips(kit.Capitals(items), func(ids []string) {
			p.Leave()
			p.item = ids[0]
			m.Show()
		}).Required()
		page.Add(p.items)
	}
	page.Add(p.grid)
	p.root = kit.MaxWidth(1100, page)
	return p
}

// lineOf is the room of chips in one line.
func lineOf(options []kit.Option) float32 {
	w := float32(0)
	for _, o := range options {
		w += fyne.MeasureText(o.Label, kit.SizeBody, fyne.TextStyle{Bold: true}).Width + 2*kit.GapWide + kit.Gap
	}
	return w
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
		x := &motion{s: p.m.s, me: me, move: p.m.s.Desk.Catalogue.Movement(me.Code), mode: mode, tool: p.m.toolFor, took: p.m.took, reveal: p.m.reveal}
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
				rows = append(rows, newValueRow(p.m.s, me, title, usual(me), measured.Sides(me, item, ""), x))
			}
		case slices.Contains(me.Modes, mode):
			rows = append(rows, newValueRow(p.m.s, me, title, usual(me), measured.Sides(me, item, mode), x))
		}
	}
	return rows
}

// usual says the norm of a measure, or else what is usual.
func usual(me *clinic.Measure) string {
	if me.Norm != nil {
		return lang.L("usual {{.Value}}", map[string]any{"Value": me.Write(*me.Norm)})
	}
	return lang.L("usual {{.Low}} – {{.High}}", map[string]any{"Low": clinic.Number(me.UsualLow), "High": me.Write(me.UsualHigh)})
}

// inSight are the rows that are shown.
func (p *motionPage) inSight() []*valueRow { return p.rows[p.mode()+"/"+p.item] }

func (p *motionPage) Show(b map[measured.Key]measured.Before) {
	mode := p.mode()
	if p.inSight() == nil {
		p.rows[mode+"/"+p.item] = p.build(mode)
	}
	p.modes.SetChosen(mode)
	if p.items != nil {
		p.items.SetChosen(p.item)
	}
	p.tools.SetChosen(p.m.tool)
	kit.SetEnabled(p.tools, !p.m.s.Locked())
	if p.toolF != nil {
		kit.SetHidden(p.toolF, mode == modeResisted)
	}
	p.grid.Objects = []fyne.CanvasObject{gridHead()}
	for _, r := range p.inSight() {
		r.show(b)
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

// took remembers the tool that was taken last.
func (m *Step) took(tool string) {
	m.tool = tool
	if err := m.s.Desk.Store.SetPreference(context.Background(), lastToolKey, tool); err != nil {
		m.s.Desk.Log.Error("keeping the last tool", "error", err)
	}
}

// reveal scrolls to a row that folded out; where it is too high for the window, to its beginning.
func (m *Step) reveal(o fyne.CanvasObject) {
	m.scroll.Reveal(o)
	if o.Size().Height > m.scroll.Size().Height {
		d := fyne.CurrentApp().Driver()
		m.scroll.ScrollToOffset(fyne.NewPos(0, d.AbsolutePositionForObject(o).Y-d.AbsolutePositionForObject(m.scroll.Content).Y))
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
