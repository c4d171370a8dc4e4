package intake

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/figure"
	"regimen/internal/ui/bodymap"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
)

// feeling is how something feels in a patient's words, and what is kept of it.
type feeling struct{ id, label, sort, quality string }

// feelings are what a patient can say of a place, the commonest first.
func feelings() []feeling {
	return []feeling{
		{"aching", lang.L("Aching"), "pain", "aching"},
		{"sharp", lang.L("Sharp"), "pain", "sharp"},
		{"burning", lang.L("Burning"), "pain", "burning"},
		{"throbbing", lang.L("Throbbing"), "pain", "throbbing"},
		{"shooting", lang.L("Shooting"), "pain", "shooting"},
		{"tight", lang.L("Tight"), "pain", "tight"},
		{"cramping", lang.L("Cramping"), "pain", "cramping"},
		{"stiff", lang.L("Stiff"), "restriction", ""},
		{"swollen", lang.L("Swollen"), "swelling", ""},
		{"numb", lang.L("Numb"), "numbness", ""},
		{"tingling", lang.L("Pins and needles"), "paraesthesia", ""},
		{"weak", lang.L("Weak"), "weakness", ""},
		{"loose", lang.L("Gives way"), "instability", ""},
	}
}

// painPage is the figure, and beside it what is asked of the place that was tapped.
type painPage struct {
	f    *Form
	body *bodymap.Map
	view string
	side *fyne.Container
	told fyne.CanvasObject // the side in large type
}

// pain is the page on which the patient shows where it hurts.
func (f *Form) pain(*clinic.Intake) fyne.CanvasObject {
	p := &painPage{f: f, side: kit.StackGap(kit.GapWide)}
	p.told = page.Large(p.side)
	pointed := kit.Large("").Lines(1).Aligned(fyne.TextAlignCenter)
	p.body = bodymap.New(f.d.Atlas, bodymap.Options{
		View: bodymap.Both, Bare: true, Plain: true, StrokeSource: drawing.Patient, Now: f.d.Clock,
		OnPoint: func(name string) { pointed.SetText(upperFirst(name)) },
		OnTap:   p.tapped, OnMarkTapped: func(m drawing.Mark) { p.ask(m.ID) },
	})
	views := newPicks([]kit.Option{
		{ID: bodymap.Both, Label: lang.L("Front and back")},
		{ID: "lateral-left", Label: lang.L("Left side")},
		{ID: "lateral-right", Label: lang.L("Right side")},
		{ID: "palm-left", Label: lang.L("Hands")},
		{ID: "sole-left", Label: lang.L("Feet")},
	}, false, nil)
	views.choose(bodymap.Both)
	views.changed = func(ids []string) {
		f.touched()
		if len(ids) > 0 {
			p.body.SetView(ids[0])
			p.view = ids[0]
		}
		views.choose(p.view)
	}
	p.view = bodymap.Both
	p.ask("")
	c := f.d.Window.Canvas().Size()
	return container.New(&split{high: max(c.Height-painBeside, painLeast)}, kit.Border(views.row, pointed, nil, nil, p.body), p.told)
}

const (
	painBeside float32 = 250 // what stands above and below the figure
	painLeast  float32 = 420
)

// mark is a mark of the form as it stands; nil for none.
func (p *painPage) mark(id string) *clinic.IntakeMark {
	in := p.f.intake()
	if in == nil {
		return nil
	}
	if at := slices.IndexFunc(in.Marks, func(m clinic.IntakeMark) bool { return m.ID == id }); at >= 0 {
		return &in.Marks[at]
	}
	return nil
}

// tapped marks a place, or asks about the mark that is there.
func (p *painPage) tapped(t bodymap.Tap) {
	in := p.f.intake()
	if in == nil {
		p.f.gone()
		return
	}
	at := t.Hits[0].Shape.Target()
	for _, m := range in.Marks {
		if m.Structure == at.Structure && m.Side == at.Side {
			p.ask(m.ID)
			return
		}
	}
	before := in.Marks
	m := clinic.IntakeMark{Structure: at.Structure, Side: at.Side, View: t.View, X: t.At.X, Y: t.At.Y, Type: "pain"}
	if p.f.keep(clinic.MarkIntake(p.f.d.Env(), *in, m)) != nil {
		return
	}
	for _, m := range p.f.intake().Marks {
		if !slices.ContainsFunc(before, func(old clinic.IntakeMark) bool { return old.ID == m.ID }) {
			p.ask(m.ID)
		}
	}
}

func (p *painPage) change(id string, change func(m *clinic.IntakeMark)) {
	in, m := p.f.intake(), p.mark(id)
	if in == nil || m == nil {
		return
	}
	now := *m
	change(&now)
	_ = p.f.keep(clinic.MarkIntake(p.f.d.Env(), *in, now)) // a failure was said
	p.draw()
}

// draw shows the marks on the figure.
func (p *painPage) draw() {
	if in := p.f.intake(); in != nil {
		p.body.SetMarks(figure.Marks(p.f.d.Catalogue, in.Findings()))
	}
}

// ask asks what a mark feels like, or with "" says how to make one.
func (p *painPage) ask(id string) {
	p.f.touched()
	m := p.mark(id)
	p.draw()
	if m == nil {
		p.side.Objects = p.all()
		p.told.Refresh()
		return
	}
	var options []kit.Option
	chosen := ""
	for _, x := range feelings() {
		if !p.f.d.Catalogue.FindingFits(x.sort, m.Structure) {
			continue
		}
		options = append(options, kit.Option{ID: x.id, Label: x.label})
		if x.sort == m.Type && x.quality == m.Quality {
			chosen = x.id
		}
	}
	feels := newPicks(options, false, func(ids []string) {
		p.change(id, func(m *clinic.IntakeMark) {
			m.Type, m.Quality = "pain", ""
			for _, x := range feelings() {
				if x.id == first(ids) {
					m.Type, m.Quality = x.sort, x.quality
				}
			}
		})
	})
	feels.choose(chosen)
	var numbers []kit.Option
	for n := range 11 {
		numbers = append(numbers, kit.Option{ID: strconv.Itoa(n), Label: strconv.Itoa(n)})
	}
	strong := kit.NewTileRow(numbers, func(ids []string) {
		p.change(id, func(m *clinic.IntakeMark) {
			m.Severity = nil
			if n, err := strconv.Atoi(first(ids)); err == nil {
				m.Severity = &n
			}
		})
	})
	if m.Severity != nil {
		strong.SetChosen(strconv.Itoa(*m.Severity))
	}
	done := kit.NewButton(lang.L("Done with this place"), kit.IconCheck, func() { p.ask("") })
	away := kit.NewButton(lang.L("Take this mark away"), kit.IconRemove, func() {
		if in := p.f.intake(); in != nil {
			_ = p.f.keep(clinic.UnmarkIntake(*in, id)) // a failure was said
		}
		p.ask("")
	})
	p.side.Objects = []fyne.CanvasObject{
		kit.Heading(upperFirst(p.place(m))).Wrap(),
		kit.Large(lang.L("What does it feel like?")).Wrap(), feels.row,
		kit.Large(lang.L("How strong is it? 0 is nothing, 10 is the worst you can think of.")).Wrap(), strong,
		kit.FlowRow(kit.MinHeight(pickHeight, done), kit.MinHeight(pickHeight, away)),
	}
	p.told.Refresh()
	p.f.scroll.Refresh()
}

func (p *painPage) place(m *clinic.IntakeMark) string { return p.f.d.Atlas.Plain(m.Structure, m.Side) }

// all says how to make a mark, and lists those there are.
func (p *painPage) all() []fyne.CanvasObject {
	out := []fyne.CanvasObject{
		kit.Title(lang.L("Where does it hurt?")).Wrap(),
		kit.Large(lang.L("Tap the place on the figure. Then say what it feels like and how strong it is. Mark as many places as you need.")).Wrap(),
		kit.Large(lang.L("If nothing hurts, go on.")).In(kit.ColorQuiet).Wrap(),
	}
	in := p.f.intake()
	if in == nil {
		return out
	}
	for _, m := range in.Marks {
		label := upperFirst(p.place(&m))
		if m.Severity != nil {
			label = lang.L("{{.Place}}: {{.Number}} of 10", map[string]any{"Place": label, "Number": *m.Severity})
		}
		out = append(out, kit.MinHeight(pickHeight, kit.NewButton(label, kit.IconEdit, func() { p.ask(m.ID) })))
	}
	return out
}

// split sets the figure and what is asked side by side, or below one another where there is little room.
type split struct {
	high, width float32
}

const (
	splitLeast  float32 = 800
	figureShare float32 = 0.56 // of the height, for the figure above what is asked
)

func (s *split) beside() bool { return s.width >= splitLeast }

func (s *split) MinSize(o []fyne.CanvasObject) fyne.Size {
	if s.beside() {
		return fyne.NewSize(320, max(s.high, o[1].MinSize().Height))
	}
	return fyne.NewSize(320, s.above()+kit.GapWide+o[1].MinSize().Height)
}

// above is the height of the figure where what is asked stands below it.
func (s *split) above() float32 { return max(s.high*figureShare, painLeast) }

func (s *split) Layout(o []fyne.CanvasObject, size fyne.Size) {
	s.width = size.Width
	if !s.beside() {
		o[0].Move(fyne.Position{})
		o[0].Resize(fyne.NewSize(size.Width, s.above()))
		o[1].Move(fyne.NewPos(0, s.above()+kit.GapWide))
		o[1].Resize(fyne.NewSize(size.Width, size.Height-s.above()-kit.GapWide))
		return
	}
	left := (size.Width - kit.GapRoomy) * 0.52
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(left, min(size.Height, s.high)))
	o[1].Move(fyne.NewPos(left+kit.GapRoomy, 0))
	o[1].Resize(fyne.NewSize(size.Width-left-kit.GapRoomy, size.Height))
}
