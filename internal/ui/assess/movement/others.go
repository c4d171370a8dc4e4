package movement

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/assess/measured"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/pick"
)

// otherPage holds the measures that belong to no joint; those that are wanted are chosen by chips.
type otherPage struct {
	m      *Step
	choose *kit.Chips
	wanted map[string]bool
	blocks map[string]*measureBlock
	list   *fyne.Container
	root   fyne.CanvasObject
}

func newOtherPage(m *Step) step.Step {
	p := &otherPage{m: m, wanted: map[string]bool{}, blocks: map[string]*measureBlock{}, list: kit.StackGap(kit.GapWide)}
	var options []kit.Option
	for _, me := range m.s.Desk.Catalogue.Measures {
		if topicOf(&me) == topicOther && !clinic.LimbOnly(me.Code) {
			options = append(options, kit.Option{ID: me.Code, Label: me.Name})
		}
	}
	p.choose = kit.NewMultiChips(options, func(ids []string) {
		p.wanted = map[string]bool{}
		for _, id := range ids {
			p.wanted[id] = true
		}
		m.s.Show()
	})
	p.root = kit.MaxWidth(1100, kit.StackGap(kit.GapWide, kit.NewField(lang.L("What to measure"), p.choose), p.list))
	return p
}

func (p *otherPage) Object() fyne.CanvasObject { return p.root }

func (p *otherPage) Show() {
	b := measured.Befores(p.m.s)
	used := slices.DeleteFunc(p.m.recent(), func(x clinic.Measurement) bool { return topicOfValue(p.m.s.Desk.Catalogue, &x) != topicOther })
	for _, x := range used {
		p.wanted[x.Measure] = true
	}
	p.list.Objects = nil
	var ids []string
	for i := range p.m.s.Desk.Catalogue.Measures {
		me := &p.m.s.Desk.Catalogue.Measures[i]
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

func (p *otherPage) Leave() {
	for _, b := range p.blocks {
		b.leave()
	}
}

// groupPage holds the measures of a group, all of them.
type groupPage struct {
	m      *Step
	blocks []*measureBlock
	root   fyne.CanvasObject
}

func newGroupPage(m *Step, group string) step.Step {
	p := &groupPage{m: m}
	list := kit.StackGap(kit.GapWide)
	for i := range m.s.Desk.Catalogue.Measures {
		if me := &m.s.Desk.Catalogue.Measures[i]; me.Group == group {
			b := newMeasureBlock(m.s, me)
			p.blocks = append(p.blocks, b)
			list.Add(b.root)
		}
	}
	p.root = kit.MaxWidth(1100, list)
	return p
}

func (p *groupPage) Object() fyne.CanvasObject { return p.root }

func (p *groupPage) Show() {
	befores, used := measured.Befores(p.m.s), p.m.recent()
	for _, b := range p.blocks {
		b.show(befores, used)
	}
}

func (p *groupPage) Leave() {
	for _, b := range p.blocks {
		b.leave()
	}
}

// measureBlock is one further measure: a row for the patient, or one for each place it was taken at.
type measureBlock struct {
	s      *step.Host
	me     *clinic.Measure
	rows   map[measured.Key]*valueRow
	order  []measured.Key // one per row: its first value
	places []measured.Key // added here, not measured yet
	list   *fyne.Container
	item   *kit.Entry
	finder *pick.Finder
	adder  fyne.CanvasObject
	root   *kit.Card
}

func newMeasureBlock(s *step.Host, me *clinic.Measure) *measureBlock {
	b := &measureBlock{s: s, me: me, rows: map[measured.Key]*valueRow{}, list: kit.StackGap(0)}
	body := kit.Stack(kit.QuietText(me.Plain).Wrap(), b.list)
	switch {
	case me.AtStructure:
		b.finder = pick.NewFinder(s.Desk.Atlas, lang.L("Where: name a structure"), func(t anatomy.Target) {
			b.place(measured.Key{Measure: me.Code, Structure: t.Structure, Side: t.Side})
		})
		b.adder = b.finder.Object
	case me.ItemName != "":
		b.item = kit.NewEntry(script.UpperFirst(me.ItemName), nil)
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
func (b *measureBlock) first(m *clinic.Measurement) measured.Key {
	k := measured.KeyOf(m)
	if b.me.Sided {
		k.Side = anatomy.Left
	}
	return k
}

func (b *measureBlock) show(befores map[measured.Key]measured.Before, used []clinic.Measurement) {
	var order []measured.Key
	add := func(k measured.Key) {
		if !slices.Contains(order, k) {
			order = append(order, k)
		}
	}
	if !b.me.AtStructure && b.me.ItemName == "" {
		add(measured.Sides(b.me, "", "")[0])
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
		kit.SetHidden(b.adder, b.s.Locked())
	}
	b.list.Refresh()
}

func (b *measureBlock) row(k measured.Key) *valueRow {
	title, keys := b.me.Name, []measured.Key{k}
	switch {
	case k.Structure != "":
		title = b.s.Desk.Atlas.Label(k.Structure, k.Side)
	case k.Item != "":
		title = k.Item
	}
	if b.me.Sided {
		keys = measured.Sides(b.me, k.Item, k.Mode)
	}
	return newValueRow(b.s, b.me, title, usual(b.s, b.me), keys, nil)
}

func (b *measureBlock) addItem() {
	text := strings.Join(strings.Fields(b.item.Text), " ")
	if text == "" {
		return
	}
	b.item.SetText("")
	b.place(measured.Sides(b.me, text, "")[0])
}

func (b *measureBlock) place(k measured.Key) {
	b.places = append(b.places, k)
	b.s.Show()
}

func (b *measureBlock) leave() {
	for _, r := range b.rows {
		r.leave()
	}
}
