package limbs

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/script"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/paint"
	"regimen/internal/ui/pick"
	"regimen/internal/words"
)

// kindNodes is the third kind beside those of the lymph lines.
const kindNodes = "nodes"

// lymphPage is the map of the lymph as it is for the patient: node groups, borders and flows on the figure, and the same as
// a list. Choosing one in the list shows it on the figure; a group of nodes can be said to be gone there, and a scar to stop
// the lymph.
type lymphPage struct {
	s       *step.Host
	views   *kit.Chips
	shown   *kit.Chips
	picture *paint.Picture
	list    *fyne.Container
	wrong   *kit.Text
	finder  *pick.Finder
	adder   *fyne.Container
	editors map[clinic.Target]*barrierEditor
	scars   map[string]*barrierEditor // by id
	view    string
	kinds   []string
	chosen  string
	drawn   []string // what the picture and list were made for
	root    fyne.CanvasObject
}

func newLymphPage(s *step.Host) step.Step {
	p := &lymphPage{
		s: s, view: "anterior", kinds: []string{kindNodes, clinic.LymphBorder, clinic.LymphFlow}, list: kit.StackGap(0), wrong: kit.Body("").Wrap(),
		editors: map[clinic.Target]*barrierEditor{}, scars: map[string]*barrierEditor{},
	}
	p.views = kit.NewChips([]kit.Option{{ID: "anterior", Label: lang.L("Front")}, {ID: "posterior", Label: lang.L("Back")}}, func(ids []string) {
		p.view, p.chosen = ids[0], ""
		p.draw()
	}).Required()
	p.shown = kit.NewMultiChips([]kit.Option{
		{ID: kindNodes, Label: lang.L("Node groups (rings)")},
		{ID: clinic.LymphBorder, Label: lang.L("Borders (broken lines)")},
		{ID: clinic.LymphFlow, Label: lang.L("Flow (arrows)")},
	}, func(ids []string) {
		p.kinds = ids
		p.draw()
	})
	p.picture = paint.New(fyne.NewSize(300, 560), func(drawing.Palette, float64, float64) *drawing.Picture { return drawing.NewPicture(drawing.Rect{}) })
	p.wrong.Hide()
	p.finder = pick.NewFinder(s.Desk.Atlas, lang.L("A scar that stops the lymph: name a structure"), func(t clinic.Target) {
		if err := p.keep(t, true, func(*clinic.LymphBarrier) {}); err != nil {
			s.Refuse(err)
		}
	})
	p.adder = kit.StackGap(kit.Gap, kit.Strong(lang.L("Scars across the way")), p.finder.Object)
	p.root = kit.MaxWidth(1100, kit.NewCard(lang.L("Lymph map"), kit.StackGap(kit.GapWide,
		kit.QuietText(lang.L("Tap a group of nodes to record that it was removed or treated with radiation. The map and the order of a drainage then go around it.")).Wrap(),
		kit.FlowRow(kit.MinWidth(170, p.views), kit.MinWidth(640, p.shown)), p.wrong,
		container.New(lymphLayout{}, p.picture, kit.StackGap(kit.GapWide, p.list, p.adder)))))
	return p
}

func (p *lymphPage) Object() fyne.CanvasObject { return p.root }

func (p *lymphPage) Show() {
	p.views.SetChosen(p.view)
	p.shown.SetChosen(p.kinds...)
	kit.SetHidden(p.adder, p.s.Locked())
	if !slices.Equal(p.drawn, p.state()) {
		p.draw()
	}
}

// state is what the picture and the list go by.
func (p *lymphPage) state() []string {
	out := []string{p.view, p.chosen}
	for _, b := range p.s.Chart().LymphBarriers {
		out = append(out, b.ID, b.Structure, string(b.Side), words.Say(b.Words()), b.Note)
	}
	return out
}

func (p *lymphPage) Leave() {
	for _, e := range p.editors {
		e.leave()
	}
	for _, e := range p.scars {
		e.leave()
	}
}

// keep changes what stops the lymph at a place.
func (p *lymphPage) keep(at clinic.Target, scar bool, change func(*clinic.LymphBarrier)) error {
	op, err := clinic.KeepBarrier(p.s.Desk.Env(), p.s.Chart(), at, scar, p.s.Place(at), change)
	if err != nil || op.Empty() || p.s.Locked() {
		return err
	}
	op.Scope = p.s.Assessment // its undo button takes it back
	return p.s.Desk.Apply(op)
}

// entry is one thing of the map.
type lymphEntry struct {
	code, kind, name, about string
	nodes                   string // structure
	warn                    bool
}

func (p *lymphPage) entries(v *anatomy.View, ways []clinic.LymphWay) []lymphEntry {
	chart := p.s.Chart()
	var out []lymphEntry
	if slices.Contains(p.kinds, kindNodes) {
		for _, st := range p.s.Desk.Atlas.Structures() {
			if st.Kind != anatomy.Lymph || len(nodesOn(v, st.Code)) == 0 {
				continue
			}
			var said []string
			for _, side := range step.BothSides {
				if b := chart.NodesGone(st.Code, side); b != nil {
					said = append(said, words.Of(words.Side(side), words.Say(b.Words())))
				}
			}
			e := lymphEntry{code: st.Code, kind: kindNodes, name: st.Name, about: p.wayOf(st.Code), nodes: st.Code}
			if len(said) > 0 {
				e.about, e.warn = words.Sentences(script.UpperFirst(words.Points(said...))+".", e.about), true
			}
			out = append(out, e)
		}
	}
	kinds := map[string]string{clinic.LymphBorder: lang.L("border"), clinic.LymphFlow: lang.L("flow"), clinic.LymphDetour: lang.L("way around")}
	for i := range ways {
		l := ways[i].Line
		if i > 0 && ways[i-1].Line == l || !p.shows(l.Kind) {
			continue
		}
		e := lymphEntry{code: l.Code, kind: l.Kind, name: l.Name, about: words.Sentences(script.UpperFirst(kinds[l.Kind])+".", l.About)}
		var sides, stopped []string
		for _, w := range ways {
			if w.Line == l {
				sides = append(sides, words.Side(w.Side))
			}
			if w.Line == l && w.Stopped != nil {
				stopped = append(stopped, words.Side(w.Side))
			}
		}
		if l.Kind == clinic.LymphDetour {
			e.name = words.List(append([]string{l.Name}, sides...)...)
		}
		if len(stopped) > 0 {
			e.about, e.warn = words.Sentences(e.about, lang.L("Stopped: {{.Sides}}.", map[string]any{"Sides": words.List(stopped...)})), true
		}
		out = append(out, e)
	}
	return out
}

// wayOf says what a group of nodes collects, and where that goes on to.
func (p *lymphPage) wayOf(code string) string {
	n := p.s.Desk.Catalogue.NodeGroup(code)
	if n == nil {
		return lang.L("Node group")
	}
	to := n.Onward
	if next, ok := p.s.Desk.Atlas.Structure(n.To); ok {
		to = script.LowerFirst(next.Name)
	}
	return lang.L("From: {{.From}}. On to: {{.To}}.", map[string]any{"From": n.From, "To": to})
}

// shows reports whether a kind of line is shown: the ways around are flows.
func (p *lymphPage) shows(kind string) bool {
	if kind == clinic.LymphDetour {
		kind = clinic.LymphFlow
	}
	return slices.Contains(p.kinds, kind)
}

func nodesOn(v *anatomy.View, code string) []*anatomy.Shape {
	var out []*anatomy.Shape
	for _, s := range v.Layer(anatomy.Points) {
		if slices.Contains(s.Codes, code) {
			out = append(out, s)
		}
	}
	return out
}

func (p *lymphPage) draw() {
	p.drawn = p.state()
	v, err := p.s.Desk.Atlas.View(p.view)
	kit.SetHidden(p.wrong, err == nil)
	if err != nil {
		p.wrong.SetText(lang.L("This side of the figure could not be read."))
		return
	}
	chart := p.s.Chart()
	ways := chart.LymphWays(p.s.Desk.Catalogue, v.ID)
	var lines []drawing.LymphLine
	for i := range ways {
		if w := &ways[i]; p.shows(w.Line.Kind) && w.Stopped == nil {
			lines = append(lines, drawing.LymphLine{
				Points: w.Points(), Flow: w.Line.Kind != clinic.LymphBorder, Around: w.Line.Kind == clinic.LymphDetour, Chosen: w.Line.Code == p.chosen,
			})
		}
	}
	var nodes []drawing.LymphNodes
	icons := map[string]kit.IconName{clinic.LymphBorder: kit.IconLayer, clinic.LymphFlow: kit.IconArrow, clinic.LymphDetour: kit.IconArrow, kindNodes: kit.IconFigure}
	p.list.Objects = nil
	for _, e := range p.entries(v, ways) {
		on := e.code == p.chosen
		for _, s := range nodesOn(v, e.nodes) {
			nodes = append(nodes, drawing.LymphNodes{Shapes: []*anatomy.Shape{s}, Chosen: on, Gone: chart.NodesGone(e.nodes, s.Side) != nil})
		}
		row := kit.Row{What: e.name, Quiet: e.about, Icon: icons[e.kind]}
		if e.warn {
			row.IconColor = kit.ColorWarning
		}
		if on {
			row.Badge, row.Tone = lang.L("Shown"), kit.ToneAccent
		}
		p.list.Add(kit.NewTwoLine(row, func() {
			p.Leave()
			if p.chosen == e.code {
				p.chosen = ""
			} else {
				p.chosen = e.code
			}
			p.draw()
		}))
		if on { // the row cuts long words off
			p.list.Add(kit.PadSides(kit.GapWide, kit.Gap/2, kit.QuietText(e.about).Wrap()))
		}
		if on && e.nodes != "" {
			for _, side := range step.BothSides {
				p.list.Add(kit.PadSides(kit.GapWide, kit.Gap, p.editor(clinic.Target{Structure: e.nodes, Side: side}).show()))
			}
		}
	}
	var scars []*anatomy.Shape
	for _, b := range chart.Scars() {
		for _, s := range v.Shapes() {
			if s.Stands(b.Target()) {
				scars = append(scars, s)
			}
		}
		e := p.scars[b.ID]
		if e == nil {
			e = newBarrierEditor(p, b.Target(), true)
			p.scars[b.ID] = e
		}
		p.list.Add(kit.PadSides(kit.GapWide, kit.Gap, e.show()))
	}
	p.list.Refresh()
	p.picture.Set(func(palette drawing.Palette, w, h float64) *drawing.Picture {
		whole := drawing.LymphMap(v, drawing.Look{Palette: palette}, lines, nodes, scars)
		fitted := drawing.NewPicture(drawing.Rect{Max: drawing.Point{X: w, Y: h}})
		fitted.Add(whole, drawing.Fit(whole.Box(), w, h))
		return fitted
	})
}

func (p *lymphPage) editor(t clinic.Target) *barrierEditor {
	e := p.editors[t]
	if e == nil {
		e = newBarrierEditor(p, t, false)
		p.editors[t] = e
	}
	return e
}

// lymphLayout sets the list beside the figure, which keeps its shape.
type lymphLayout struct{}

const lymphFigure float32 = 320

func (lymphLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	w := min(max(size.Width*0.42, lymphFigure), 460)
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(w, min(size.Height, w*2.05)))
	o[1].Move(fyne.NewPos(w+kit.GapWide, 0))
	o[1].Resize(fyne.NewSize(size.Width-w-kit.GapWide, o[1].MinSize().Height))
}

func (lymphLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(lymphFigure+kit.GapWide+280, max(640, o[1].MinSize().Height))
}
