package assess

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// modeResisted is the way of examining that grades strength. A grade is a measure of its own, so its
// records have no mode.
const modeResisted = "resisted"

// lastToolKey keeps the tool that was taken last on this computer.
const lastToolKey = "movement.tool"

// revealPause lets what folds out find its height before it is scrolled into sight.
const revealPause = 50 * time.Millisecond

// motion is one movement as its row shows it.
type motion struct {
	s      *Screen
	me     *clinic.Measure // of the range, also where its strength is graded
	move   *clinic.Movement
	mode   string
	tool   func(*clinic.Measure) string // the one that is taken now
	took   func(tool string)
	reveal func(fyne.CanvasObject)
}

// modeWords says how it is examined, behind the name of a movement.
func (m *motion) modeWords() string {
	switch {
	case m.mode == modeResisted, len(m.me.Modes) == 0:
		return ""
	case m.mode == clinic.ModePassive:
		return lang.L(", passive")
	}
	return lang.L(", active")
}

// joint is the figure of a value before there is one.
func (m *motion) joint(k measured) drawing.Joint {
	j := drawing.Joint{
		Figure: m.move.Figure, Turn: m.move.Turn, Left: k.side == anatomy.Left, Low: m.me.Low, High: m.me.High, Norm: m.me.Norm,
	}
	if j.Turn == 0 {
		j.Low, j.High, j.Left = min(0, m.me.UsualLow), m.me.UsualHigh*1.1, false
	}
	return j
}

// showArc shows a value and that of the other side on a figure.
func (m *motion) showArc(a *arc, k measured, now *clinic.Measurement) {
	var value, other *float64
	start := 0.0
	if now != nil {
		v := now.Value
		value = &v
		if now.Start != nil {
			start = *now.Start
		}
	}
	if m.me.Sided {
		k.side = k.side.Opposite()
		if x := m.s.record(k); x != nil {
			v := x.Value
			other = &v
		}
	}
	a.set(value, start, other)
}

// legend explains the marks of a figure.
func (m *motion) legend(me *clinic.Measure) string {
	var parts []string
	if me.Norm != nil {
		parts = append(parts, lang.L("Line: usual {{.Value}}.", map[string]any{"Value": me.Write(*me.Norm)}))
	}
	if me.Sided {
		parts = append(parts, lang.L("Ring: the other side."))
	}
	if me.Unit == "°" {
		parts = append(parts, lang.L("Broken line: where it starts; drag it."))
	}
	return strings.Join(parts, " ")
}

// motionPage is the range of motion of one joint, and the strength of its movements.
type motionPage struct {
	m     *measures
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

func newMotionPage(m *measures, joint string) page {
	p := &motionPage{m: m, joint: joint, rows: map[string][]*valueRow{}, grid: kit.StackGap(0)}
	modes := []kit.Option{{ID: clinic.ModeActive, Label: lang.L("Active")}, {ID: clinic.ModePassive, Label: lang.L("Passive")}}
	var tools []clinic.Tool
	var items []string
	resisted := false
	for _, me := range p.measures() {
		move := m.s.d.Catalogue.Movement(me.Code)
		resisted = resisted || move.Strength
		if me.Unit == "°" && len(tools) == 0 {
			tools = m.s.d.Catalogue.ToolsFor(me)
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
		p.leave()
		m.mode = ids[0]
		m.show()
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
		p.items = kit.NewChips(words2options(items), func(ids []string) {
			p.leave()
			p.item = ids[0]
			m.show()
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
	for i := range p.m.s.d.Catalogue.Measures {
		if me := &p.m.s.d.Catalogue.Measures[i]; me.Joint == p.joint {
			out = append(out, me)
		}
	}
	return out
}

// firstItem is what was measured in this assessment or the one before, else the first there is.
func (p *motionPage) firstItem(items []string) string {
	for _, x := range p.m.recent() {
		if me := p.m.s.d.Catalogue.Measure(x.Measure); me != nil && me.Joint == p.joint && slices.Contains(items, x.Item) {
			return x.Item
		}
	}
	return items[0]
}

func (p *motionPage) object() fyne.CanvasObject { return p.root }

// mode is the way of examining that is in sight: not every joint has strength to grade.
func (p *motionPage) mode() string {
	if p.m.mode == modeResisted && !slices.ContainsFunc(p.measures(), func(me *clinic.Measure) bool { return p.m.s.d.Catalogue.Movement(me.Code).Strength }) {
		return clinic.ModeActive
	}
	return p.m.mode
}

func (p *motionPage) build(mode string) []*valueRow {
	rows := []*valueRow{}
	for _, me := range p.measures() {
		x := &motion{s: p.m.s, me: me, move: p.m.s.d.Catalogue.Movement(me.Code), mode: mode, tool: p.m.toolFor, took: p.m.took, reveal: p.m.reveal}
		item := ""
		if len(x.move.Items) > 0 {
			item = p.item
		}
		title := upperFirst(me.Motion)
		switch {
		case mode == modeResisted:
			if x.move.Strength {
				measure, item := clinic.StrengthOf(me)
				strength := p.m.s.d.Catalogue.Measure(measure)
				rows = append(rows, newValueRow(p.m.s, strength, title, "", sides(strength, item, ""), x))
			}
		case len(me.Modes) == 0:
			if mode == clinic.ModeActive {
				rows = append(rows, newValueRow(p.m.s, me, title, usual(me), sides(me, item, ""), x))
			}
		case slices.Contains(me.Modes, mode):
			rows = append(rows, newValueRow(p.m.s, me, title, usual(me), sides(me, item, mode), x))
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

// sides are the values a measure has: left and right, or one.
func sides(me *clinic.Measure, item, mode string) []measured {
	if !me.Sided {
		return []measured{{measure: me.Code, item: item, side: anatomy.Midline, mode: mode}}
	}
	return []measured{{measure: me.Code, item: item, side: anatomy.Left, mode: mode}, {measure: me.Code, item: item, side: anatomy.Right, mode: mode}}
}

// inSight are the rows that are shown.
func (p *motionPage) inSight() []*valueRow { return p.rows[p.mode()+"/"+p.item] }

func (p *motionPage) show(b map[measured]before) {
	mode := p.mode()
	if p.inSight() == nil {
		p.rows[mode+"/"+p.item] = p.build(mode)
	}
	p.modes.SetChosen(mode)
	if p.items != nil {
		p.items.SetChosen(p.item)
	}
	p.tools.SetChosen(p.m.tool)
	edit.SetEnabled(p.tools, !p.m.s.locked())
	if p.toolF != nil {
		setHidden(p.toolF, mode == modeResisted)
	}
	p.grid.Objects = []fyne.CanvasObject{gridHead()}
	for _, r := range p.inSight() {
		r.show(b)
		p.grid.Add(r.root)
		p.grid.Add(kit.Hairline())
	}
	p.grid.Refresh()
}

func (p *motionPage) leave() {
	for _, r := range p.inSight() {
		r.leave()
	}
}

// took remembers the tool that was taken last.
func (m *measures) took(tool string) {
	m.tool = tool
	if err := m.s.d.Store.SetPreference(context.Background(), lastToolKey, tool); err != nil {
		m.s.d.Log.Error("keeping the last tool", "error", err)
	}
}

// reveal scrolls to a row that folded out; where it is too high for the window, to its beginning.
func (m *measures) reveal(o fyne.CanvasObject) {
	m.scroll.Reveal(o)
	if o.Size().Height > m.scroll.Size().Height {
		d := fyne.CurrentApp().Driver()
		m.scroll.ScrollToOffset(fyne.NewPos(0, d.AbsolutePositionForObject(o).Y-d.AbsolutePositionForObject(m.scroll.Content).Y))
	}
}

// toolFor is the tool a measure is taken with now: the one that was chosen, if it is for that unit. A length
// has its own.
func (m *measures) toolFor(me *clinic.Measure) string {
	list := m.s.d.Catalogue.ToolsFor(me)
	if slices.ContainsFunc(list, func(t clinic.Tool) bool { return t.Code == m.tool }) {
		return m.tool
	}
	if me.Unit != "°" && len(list) > 0 {
		return list[0].Code
	}
	return ""
}

// lastTool is what the patient's movement was last measured with, for the same tool makes values
// comparable; failing that, what was last taken on this computer.
func (s *Screen) lastTool() string {
	tool := ""
	for _, m := range s.chart().Measurements {
		if me := s.d.Catalogue.Measure(m.Measure); me != nil && me.Joint != "" && me.Unit == "°" && m.Tool != "" {
			tool = m.Tool
		}
	}
	if tool != "" {
		return tool
	}
	tool, err := s.d.Store.Preference(context.Background(), lastToolKey)
	if err != nil {
		s.d.Log.Error("reading the last tool", "error", err)
	}
	return tool
}
