package assess

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// foundAtOnce is how many structures a search shows inside a page, where a list of its own would
// scroll within the page's scroll.
const foundAtOnce = 6

// targetPicker chooses structures by their names: what is chosen as chips, and a search that adds.
type targetPicker struct {
	s       *Screen
	chosen  []clinic.Target
	chips   *kit.Chips
	search  *kit.Search
	results *fyne.Container
	root    *fyne.Container
	changed func([]clinic.Target)
	locked  bool
}

func newTargetPicker(s *Screen, label string, changed func([]clinic.Target)) *targetPicker {
	p := &targetPicker{s: s, changed: changed, results: kit.StackGap(0)}
	p.chips = kit.NewMultiChips(nil, p.toggled)
	p.search = kit.NewSearch(lang.L("Name a structure: left calf, SIJ …"), p.find)
	p.root = kit.Stack(kit.NewField(label, kit.Stack(p.chips, kit.MaxWidth(480, p.search))), p.results)
	return p
}

func targetID(t clinic.Target) string { return t.Structure + "/" + string(t.Side) }

func (p *targetPicker) show(chosen []clinic.Target, locked bool) {
	p.chosen, p.locked = slices.Clone(chosen), locked
	var options []kit.Option
	var ids []string
	for _, t := range chosen {
		options = append(options, kit.Option{ID: targetID(t), Label: p.s.label(t)})
		ids = append(ids, targetID(t))
	}
	p.chips.SetOptions(options)
	p.chips.SetChosen(ids...)
	p.chips.Hidden = len(chosen) == 0
	edit.SetEnabled(p.chips, !locked)
	p.search.Hidden = locked
	p.root.Refresh()
}

// toggled takes the structures out whose chips were turned off.
func (p *targetPicker) toggled(ids []string) {
	p.changed(slices.DeleteFunc(slices.Clone(p.chosen), func(t clinic.Target) bool { return !slices.Contains(ids, targetID(t)) }))
}

func (p *targetPicker) find(query string) {
	p.results.Objects = nil
	for i, t := range p.s.d.Atlas.Search(query) {
		if i == foundAtOnce {
			break
		}
		p.results.Add(kit.NewTwoLine(p.s.structureLine(t), func() {
			p.search.SetText("")
			add := clinic.Target{Structure: t.Code, Side: t.Side}
			if !slices.Contains(p.chosen, add) {
				p.changed(append(slices.Clone(p.chosen), add))
			}
		}))
	}
	p.results.Refresh()
	p.root.Refresh()
}

// structureLine names a structure on a side, and below it where it belongs.
func (s *Screen) structureLine(t anatomy.Target) kit.Row {
	l := kit.Row{What: s.d.Atlas.Label(t.Code, t.Side)}
	if st, ok := s.d.Atlas.Structure(t.Code); ok {
		l.Quiet = upperFirst(string(st.Kind)) + " · " + st.Part
	}
	return l
}

// structureList is the twin of the figure: every structure by name, searched or by part of the body.
type structureList struct {
	s       *Screen
	search  *kit.Search
	parts   *kit.Chips
	list    *kit.List
	targets []anatomy.Target
	chosen  func(clinic.Target)
	root    fyne.CanvasObject
}

func newStructureList(s *Screen, chosen func(clinic.Target)) *structureList {
	l := &structureList{s: s, chosen: chosen}
	l.list = kit.NewList(func() int { return len(l.targets) }, l.line, func(i int) {
		t := l.targets[i]
		l.chosen(clinic.Target{Structure: t.Code, Side: t.Side})
	})
	l.search = kit.NewSearch(lang.L("Name a structure: left calf, SIJ …"), func(string) { l.find() })
	l.search.OnDown = func() { s.d.Window.Canvas().Focus(l.list) }
	l.parts = kit.NewChips(kit.Options(s.d.Atlas.Parts()...), func([]string) {
		l.search.SetText("")
		l.find()
	})
	top := kit.Stack(kit.MaxWidth(560, l.search), l.parts)
	l.root = container.NewBorder(kit.PadSides(0, kit.Gap, top), nil, nil, nil, l.list)
	l.find()
	return l
}

func (l *structureList) find() {
	switch part := l.parts.Value(); {
	case l.search.Text != "":
		l.targets = l.s.d.Atlas.Search(l.search.Text)
	default:
		l.targets = nil
		for _, st := range l.s.d.Atlas.Structures() {
			if part != "" && st.Part != part {
				continue
			}
			for _, side := range st.Sides() {
				l.targets = append(l.targets, anatomy.Target{Code: st.Code, Side: side})
			}
		}
	}
	l.list.SetCurrent(-1)
	l.list.Refresh()
	l.list.ScrollToTop()
}

func (l *structureList) line(i int) kit.Row {
	t := l.targets[i]
	line := l.s.structureLine(t)
	n := 0
	for _, f := range l.s.chart().FindingsOf(l.s.assessment) {
		if f.Structure == t.Code && f.Side == t.Side {
			n++
		}
	}
	if n > 0 {
		line.Badge, line.Tone = lang.N("{{.Count}} findings", n, map[string]any{"Count": n}), kit.ToneAccent
	}
	return line
}

// mark shows which structure is open beside the list.
func (l *structureList) mark(t clinic.Target) {
	l.list.SetCurrent(slices.Index(l.targets, anatomy.Target{Code: t.Structure, Side: t.Side}))
}
