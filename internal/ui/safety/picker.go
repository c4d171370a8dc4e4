package safety

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// foundAtOnce is how many structures a search shows inside a page, where a list of its own would
// scroll within the page's scroll.
const foundAtOnce = 6

// picker chooses structures by their names: what is chosen as chips, and a search that adds.
type picker struct {
	h       *Host
	chosen  []clinic.Target
	chips   *kit.Chips
	search  *kit.Search
	results *fyne.Container
	root    *fyne.Container
	changed func([]clinic.Target)
	locked  bool
}

func newPicker(h *Host, label string, changed func([]clinic.Target)) *picker {
	p := &picker{h: h, changed: changed, results: kit.StackGap(0)}
	p.chips = kit.NewMultiChips(nil, p.toggled)
	p.search = kit.NewSearch(lang.L("Name a structure: left calf, SIJ …"), p.find)
	p.root = kit.Stack(kit.NewField(label, kit.Stack(p.chips, kit.MaxWidth(480, p.search))), p.results)
	return p
}

func (p *picker) show(chosen []clinic.Target, locked bool) {
	p.chosen, p.locked = slices.Clone(chosen), locked
	var options []kit.Option
	var ids []string
	for _, t := range chosen {
		options = append(options, kit.Option{ID: t.Key(), Label: p.h.Desk.Atlas.Label(t.Structure, t.Side)})
		ids = append(ids, t.Key())
	}
	p.chips.SetOptions(options)
	p.chips.SetChosen(ids...)
	p.chips.Hidden = len(chosen) == 0
	edit.SetEnabled(p.chips, !locked)
	p.search.Hidden = locked
	p.root.Refresh()
}

// toggled takes the structures out whose chips were turned off.
func (p *picker) toggled(ids []string) {
	p.changed(slices.DeleteFunc(slices.Clone(p.chosen), func(t clinic.Target) bool { return !slices.Contains(ids, t.Key()) }))
}

func (p *picker) find(query string) {
	p.results.Objects = nil
	for i, t := range p.h.Desk.Atlas.Search(query) {
		if i == foundAtOnce {
			break
		}
		p.results.Add(kit.NewTwoLine(p.line(t), func() {
			p.search.SetText("")
			if !slices.Contains(p.chosen, t) {
				p.changed(append(slices.Clone(p.chosen), t))
			}
		}))
	}
	p.results.Refresh()
	p.root.Refresh()
}

// line names a structure on a side, and below it where it belongs.
func (p *picker) line(t anatomy.Target) kit.Row {
	l := kit.Row{What: p.h.Desk.Atlas.Label(t.Structure, t.Side)}
	if st, ok := p.h.Desk.Atlas.Structure(t.Structure); ok {
		l.Quiet = st.Part
	}
	return l
}
