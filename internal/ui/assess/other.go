package assess

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
)

// otherPage holds the measures that belong to no joint; those that are wanted are chosen by chips.
type otherPage struct {
	m      *measures
	choose *kit.Chips
	wanted map[string]bool
	blocks map[string]*measureBlock
	list   *fyne.Container
	root   fyne.CanvasObject
}

func newOtherPage(m *measures) page {
	p := &otherPage{m: m, wanted: map[string]bool{}, blocks: map[string]*measureBlock{}, list: kit.StackGap(kit.GapWide)}
	var options []kit.Option
	for _, me := range m.s.d.Catalogue.Measures {
		if topicOf(&me) == topicOther && !clinic.LimbOnly(me.Code) {
			options = append(options, kit.Option{ID: me.Code, Label: me.Name})
		}
	}
	p.choose = kit.NewMultiChips(options, func(ids []string) {
		p.wanted = map[string]bool{}
		for _, id := range ids {
			p.wanted[id] = true
		}
		m.show()
	})
	p.root = kit.MaxWidth(1100, kit.StackGap(kit.GapWide, kit.NewField(lang.L("What to measure"), p.choose), p.list))
	return p
}

func (p *otherPage) object() fyne.CanvasObject { return p.root }

func (p *otherPage) show(b map[measured]before) {
	used := slices.DeleteFunc(p.m.recent(), func(x clinic.Measurement) bool { return topicOfValue(p.m.s.d.Catalogue, &x) != topicOther })
	for _, x := range used {
		p.wanted[x.Measure] = true
	}
	p.list.Objects = nil
	var ids []string
	for i := range p.m.s.d.Catalogue.Measures {
		me := &p.m.s.d.Catalogue.Measures[i]
		if !p.wanted[me.Code] {
			continue
		}
		ids = append(ids, me.Code)
		block := p.blocks[me.Code]
		if block == nil {
			block = newMeasureBlock(p.m.s, me)
			p.blocks[me.Code] = block
		}
		block.show(b, used)
		p.list.Add(block.root)
	}
	p.choose.SetChosen(ids...)
	p.list.Refresh()
}

func (p *otherPage) leave() {
	for _, b := range p.blocks {
		b.leave()
	}
}

// measureBlock is one further measure: a row for the patient, or one for each place it was taken at.
type measureBlock struct {
	s       *Screen
	me      *clinic.Measure
	rows    map[measured]*valueRow
	order   []measured // one per row: its first value
	places  []measured // added here, not measured yet
	list    *fyne.Container
	item    *kit.Entry
	search  *kit.Search
	results *fyne.Container
	adder   fyne.CanvasObject
	root    *kit.Card
}

func newMeasureBlock(s *Screen, me *clinic.Measure) *measureBlock {
	b := &measureBlock{s: s, me: me, rows: map[measured]*valueRow{}, list: kit.StackGap(0), results: kit.StackGap(0)}
	body := kit.Stack(kit.QuietText(me.Plain).Wrap(), b.list)
	switch {
	case me.AtStructure:
		b.search = kit.NewSearch(lang.L("Where: name a structure"), b.find)
		b.adder = kit.Stack(kit.MaxWidth(480, b.search), b.results)
	case me.ItemName != "":
		b.item = kit.NewEntry(upperFirst(me.ItemName), nil)
		b.item.OnSubmitted = func(string) { b.addItem() }
		b.adder = kit.MaxWidth(480, container.NewBorder(nil, nil, nil, kit.NewButton(lang.L("Add"), kit.IconAdd, b.addItem), b.item))
	}
	if b.adder != nil {
		body.Add(b.adder)
	}
	b.root = kit.NewCard(me.Label(), body)
	return b
}

// first is the value that stands for a row.
func (b *measureBlock) first(m *clinic.Measurement) measured {
	k := keyOf(m)
	if b.me.Sided {
		k.side = anatomy.Left
	}
	return k
}

func (b *measureBlock) show(befores map[measured]before, used []clinic.Measurement) {
	var order []measured
	add := func(k measured) {
		if !slices.Contains(order, k) {
			order = append(order, k)
		}
	}
	if !b.me.AtStructure && b.me.ItemName == "" {
		add(sides(b.me, "", "")[0])
	}
	for i := range used {
		if used[i].Measure == b.me.Code {
			add(b.first(&used[i]))
		}
	}
	for _, k := range b.places {
		add(k)
	}
	b.list.Objects = nil
	if b.me.Sided && len(order) > 0 {
		b.list.Add(gridHead())
	}
	for _, k := range order {
		r := b.rows[k]
		if r == nil {
			r = b.row(k)
			b.rows[k] = r
		}
		r.show(befores)
		b.list.Add(r.root)
	}
	b.order = order
	if b.adder != nil {
		setHidden(b.adder, b.s.locked())
	}
	b.list.Refresh()
}

func setHidden(o fyne.CanvasObject, hidden bool) {
	if hidden {
		o.Hide()
		return
	}
	o.Show()
}

func (b *measureBlock) row(k measured) *valueRow {
	title, keys := b.me.Name, []measured{k}
	switch {
	case k.structure != "":
		title = b.s.d.Atlas.Label(k.structure, k.side)
	case k.item != "":
		title = k.item
	}
	if b.me.Sided {
		keys = sides(b.me, k.item, k.mode)
	}
	return newValueRow(b.s, b.me, title, usual(b.me), keys, nil)
}

func (b *measureBlock) addItem() {
	text := strings.Join(strings.Fields(b.item.Text), " ")
	if text == "" {
		return
	}
	b.item.SetText("")
	b.place(sides(b.me, text, "")[0])
}

func (b *measureBlock) find(query string) {
	b.results.Objects = nil
	for i, t := range b.s.d.Atlas.Search(query) {
		if i == foundAtOnce {
			break
		}
		b.results.Add(kit.NewTwoLine(b.s.structureLine(t), func() {
			b.search.SetText("")
			b.place(measured{measure: b.me.Code, structure: t.Structure, side: t.Side})
		}))
	}
	b.results.Refresh()
	b.root.Refresh()
}

func (b *measureBlock) place(k measured) {
	b.places = append(b.places, k)
	b.s.show()
}

func (b *measureBlock) leave() {
	for _, r := range b.rows {
		r.leave()
	}
}
