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
)

// kindNodes is the third kind beside those of the lymph lines.
const kindNodes = "nodes"

// lymphPage is the map of the lymph: node groups, borders and flows on the figure, and the same as a list.
// Choosing one in the list shows it on the figure.
type lymphPage struct {
	s       *step.Host
	views   *kit.Chips
	shown   *kit.Chips
	picture *paint.Picture
	list    *fyne.Container
	wrong   *kit.Text
	view    string
	kinds   []string
	chosen  string
	drawn   string // what the picture and list were made for
	root    fyne.CanvasObject
}

func newLymphPage(s *step.Host) step.Step {
	p := &lymphPage{s: s, view: "anterior", kinds: []string{kindNodes, clinic.LymphBorder, clinic.LymphFlow}, list: kit.StackGap(0), wrong: kit.Body("").Wrap()}
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
	p.root = kit.MaxWidth(1100, kit.NewCard(lang.L("Lymph map"), kit.StackGap(kit.GapWide,
		kit.FlowRow(kit.MinWidth(170, p.views), kit.MinWidth(640, p.shown)), p.wrong,
		container.New(lymphLayout{}, p.picture, p.list))))
	return p
}

func (p *lymphPage) Object() fyne.CanvasObject { return p.root }

func (p *lymphPage) Show() {
	p.views.SetChosen(p.view)
	p.shown.SetChosen(p.kinds...)
	if p.drawn == "" {
		p.draw()
	}
}

func (p *lymphPage) Leave() {}

// entry is one thing of the map.
type lymphEntry struct {
	code, kind, name, about string
	line                    *clinic.LymphLine
	nodes                   string // structure
}

func (p *lymphPage) entries(v *anatomy.View) []lymphEntry {
	var out []lymphEntry
	if slices.Contains(p.kinds, kindNodes) {
		for _, st := range p.s.Desk.Atlas.Structures() {
			if st.Kind == anatomy.Lymph && len(nodesOn(v, st.Code)) > 0 {
				out = append(out, lymphEntry{st.Code, kindNodes, st.Name, lang.L("node group, both sides"), nil, st.Code})
			}
		}
	}
	for i := range p.s.Desk.Catalogue.Lymph {
		if l := &p.s.Desk.Catalogue.Lymph[i]; l.View == v.ID && slices.Contains(p.kinds, l.Kind) {
			out = append(out, lymphEntry{l.Code, l.Kind, l.Name, l.About, l, ""})
		}
	}
	return out
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
	p.drawn = p.view
	v, err := p.s.Desk.Atlas.View(p.view)
	kit.SetHidden(p.wrong, err == nil)
	if err != nil {
		p.wrong.SetText(lang.L("This side of the figure could not be read."))
		return
	}
	var lines []drawing.LymphLine
	var nodes []drawing.LymphNodes
	names := map[string]string{clinic.LymphBorder: lang.L("border"), clinic.LymphFlow: lang.L("flow")}
	icons := map[string]kit.IconName{clinic.LymphBorder: kit.IconLayer, clinic.LymphFlow: kit.IconArrow, kindNodes: kit.IconFigure}
	p.list.Objects = nil
	for _, e := range p.entries(v) {
		on := e.code == p.chosen
		quiet := e.about
		if e.line != nil {
			quiet = script.UpperFirst(names[e.kind]) + ". " + e.about
			lines = append(lines, lymphLines(e.line, on)...)
		} else {
			nodes = append(nodes, drawing.LymphNodes{Shapes: nodesOn(v, e.nodes), Chosen: on})
		}
		row := kit.Row{What: e.name, Quiet: quiet, Icon: icons[e.kind]}
		if on {
			row.Badge, row.Tone = lang.L("Shown"), kit.ToneAccent
		}
		p.list.Add(kit.NewTwoLine(row, func() {
			if p.chosen == e.code {
				p.chosen = ""
			} else {
				p.chosen = e.code
			}
			p.draw()
		}))
	}
	p.list.Refresh()
	p.picture.Set(func(palette drawing.Palette, w, h float64) *drawing.Picture {
		whole := drawing.LymphMap(v, drawing.Look{Palette: palette}, lines, nodes)
		fitted := drawing.NewPicture(drawing.Rect{Max: drawing.Point{X: w, Y: h}})
		fitted.Add(whole, drawing.Fit(whole.Box(), w, h))
		return fitted
	})
}

func lymphLines(l *clinic.LymphLine, on bool) []drawing.LymphLine {
	out := []drawing.LymphLine{{Points: l.Points, Flow: l.Kind == clinic.LymphFlow, Chosen: on}}
	if l.Mirrored {
		other := slices.Clone(l.Points)
		for i := range other {
			other[i].X = -other[i].X
		}
		out = append(out, drawing.LymphLine{Points: other, Flow: out[0].Flow, Chosen: on})
	}
	return out
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
