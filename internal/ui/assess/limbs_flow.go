package assess

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// flowPage is the circulation of the limbs, both sides beside one another.
type flowPage struct {
	s       *Screen
	notices *notices
	values  []*valuePair
	chips   []*chipPair
	root    fyne.CanvasObject
}

func newFlowPage(s *Screen) page {
	p := &flowPage{s: s, notices: newNotices()}
	parts := kit.StackGap(kit.GapWide, p.notices.root)
	for _, limb := range []string{clinic.LimbArm, clinic.LimbLeg} {
		title := lang.L("Arms")
		if limb == clinic.LimbLeg {
			title = lang.L("Legs")
		}
		parts.Add(kit.NewCard(title, p.limb(limb)))
	}
	p.root = kit.MaxWidth(1100, parts)
	return p
}

func (p *flowPage) limb(limb string) fyne.CanvasObject {
	s := p.s
	rows := kit.StackGap(0, leftAndRight())
	add := func(o fyne.CanvasObject) {
		rows.Add(o)
		rows.Add(kit.Hairline())
	}
	value := func(measure, item, title, quiet string) {
		me := s.d.Catalogue.Measure(measure)
		if me == nil {
			return
		}
		r := newValuePair(s, title, quiet, measured{measure: me.Code, item: item, side: anatomy.Left}, measured{measure: me.Code, item: item, side: anatomy.Right})
		p.values = append(p.values, r)
		add(r.root)
	}
	chips := func(measure, item, title, quiet string, options []kit.Option, values map[string]float64, notes bool) {
		me := s.d.Catalogue.Measure(measure)
		if me == nil {
			return
		}
		c := newChipPair(s, title, quiet, sides(me, item, ""), options, values, notes)
		p.chips = append(p.chips, c)
		add(c.root)
	}
	for _, site := range clinic.PulseSites(limb) {
		chips(clinic.MeasurePulse, site, lang.L("{{.What}} pulse", map[string]any{"What": upperFirst(site)}), lang.L("2+ usual"),
			kit.Options("0", "1+", "2+", "3+", "4+"), map[string]float64{"0": 0, "1+": 1, "2+": 2, "3+": 3, "4+": 4}, false)
	}
	place := clinic.RefillPlace(limb)
	value(clinic.MeasureRefill, place, lang.L("Refill, {{.Place}} (s)", map[string]any{"Place": place}), lang.L("up to 2 s usual, over 3 s refer"))
	value(clinic.MeasureSkinTemp, limb, lang.L("Warmer than the other (°C)"), lang.L("over 1 look, over 2.2 refer"))
	var colours []kit.Option
	values := map[string]float64{}
	for i, c := range clinic.SkinColours() {
		colours = append(colours, kit.Option{ID: c, Label: upperFirst(c)})
		values[c] = float64(min(i, 1))
	}
	chips(clinic.MeasureSkinColour, limb, lang.L("Colour"), "", colours, values, true)
	value(clinic.MeasureHeaviness, limb, lang.L("Heaviness (0–10)"), lang.L("asked of the patient"))
	return rows
}

func (p *flowPage) object() fyne.CanvasObject { return p.root }

func (p *flowPage) show(b map[measured]before) {
	p.notices.show(p.s.chart().CirculationNotices(p.s.assessment))
	for _, r := range p.values {
		r.show(b)
	}
	for _, c := range p.chips {
		c.show(b)
	}
}

func (p *flowPage) leave() {
	for _, r := range p.values {
		r.leave()
	}
}

// pittingPage takes how deep a dent is and how long it stays, at any place of the body.
type pittingPage struct {
	s       *Screen
	rows    map[measured]*pittingRow
	places  []measured
	list    *fyne.Container
	search  *kit.Search
	results *fyne.Container
	adder   *fyne.Container
	quick   *kit.Chips
	root    fyne.CanvasObject
}

// usualPlaces are where pitting is looked for most: one tap each.
var usualPlaces = []clinic.Target{
	{Structure: "foot.top", Side: anatomy.Left},
	{Structure: "foot.top", Side: anatomy.Right},
	{Structure: "tibialis.anterior", Side: anatomy.Left},
	{Structure: "tibialis.anterior", Side: anatomy.Right},
	{Structure: "hand.back", Side: anatomy.Left},
	{Structure: "hand.back", Side: anatomy.Right},
}

func newPittingPage(s *Screen) page {
	p := &pittingPage{s: s, rows: map[measured]*pittingRow{}, list: kit.StackGap(0), results: kit.StackGap(0)}
	var options []kit.Option
	for _, t := range usualPlaces {
		options = append(options, kit.Option{ID: t.Key(), Label: s.label(t), Icon: kit.IconAdd})
	}
	p.quick = kit.NewChips(options, func(ids []string) {
		for _, t := range usualPlaces {
			if len(ids) > 0 && t.Key() == ids[0] {
				p.place(t)
			}
		}
	})
	p.search = kit.NewSearch(lang.L("Another place: name a structure"), p.find)
	p.adder = kit.StackGap(kit.Gap, kit.Strong(lang.L("Where")), p.quick, kit.MaxWidth(480, p.search), p.results)
	help := kit.QuietText(lang.L("Press with the thumb for 5 seconds over bone. Depth: 2, 4, 6 and 8 mm are 1+ to 4+. Time to fill: at once, under 15 s, up to 60 s, longer.")).Wrap()
	p.root = kit.MaxWidth(1100, kit.NewCard(lang.L("Pitting"), kit.StackGap(kit.GapWide, help, p.list, p.adder)))
	return p
}

func (p *pittingPage) object() fyne.CanvasObject { return p.root }

func (p *pittingPage) find(query string) {
	p.results.Objects = nil
	for i, t := range p.s.d.Atlas.Search(query) {
		if i == foundAtOnce {
			break
		}
		p.results.Add(kit.NewTwoLine(p.s.structureLine(t), func() {
			p.search.SetText("")
			p.place(t)
		}))
	}
	p.results.Refresh()
	p.adder.Refresh()
}

func (p *pittingPage) place(t clinic.Target) {
	k := measured{measure: clinic.MeasurePitting, structure: t.Structure, side: t.Side}
	if !slices.Contains(p.places, k) {
		p.places = append(p.places, k)
	}
	p.s.show()
}

func (p *pittingPage) show(b map[measured]before) {
	c := p.s.chart()
	var order []measured
	add := func(k measured) {
		k.measure = clinic.MeasurePitting
		if !slices.Contains(order, k) {
			order = append(order, k)
		}
	}
	used := c.MeasurementsOf(p.s.assessment)
	if last := p.s.previous(); last != nil {
		used = append(c.MeasurementsOf(last.ID), used...)
	}
	for i := range used {
		if used[i].Measure == clinic.MeasurePitting || used[i].Measure == clinic.MeasurePittingTime {
			add(keyOf(&used[i]))
		}
	}
	for _, k := range p.places {
		add(k)
	}
	p.list.Objects = nil
	if len(order) > 0 {
		p.list.Add(sideHead(lang.L("Depth (mm)"), lang.L("Time to fill (s)"), lang.L("Grade")))
	}
	for _, k := range order {
		r := p.rows[k]
		if r == nil {
			r = newPittingRow(p.s, k)
			p.rows[k] = r
		}
		r.show(b)
		p.list.Add(r.root)
		p.list.Add(kit.Hairline())
	}
	p.quick.SetChosen()
	edit.SetHidden(p.list, len(order) == 0)
	edit.SetHidden(p.adder, p.s.locked())
	p.list.Refresh()
}

func (p *pittingPage) leave() {
	for _, r := range p.rows {
		r.leave()
	}
}

// pittingRow is one place.
type pittingRow struct {
	s           *Screen
	depth, time *valueCell
	grade       *kit.Text
	root        *fyne.Container
}

func newPittingRow(s *Screen, k measured) *pittingRow {
	r := &pittingRow{s: s, grade: kit.Strong("").Wrap()}
	t := k
	t.measure = clinic.MeasurePittingTime
	r.depth, r.time = newValueCell(s, k, nil, nil), newValueCell(s, t, nil, nil)
	r.root = sideRow(s.label(clinic.Target{Structure: k.structure, Side: k.side}), nil, r.depth.root, r.time.root,
		kit.StackGap(0, kit.Space(0, kit.Gap+2), r.grade))
	return r
}

func (r *pittingRow) show(b map[measured]before) {
	r.depth.show(b[r.depth.key])
	r.time.show(b[r.time.key])
	var mm, seconds *float64
	if m := r.s.record(r.depth.key); m != nil {
		mm = &m.Value
	}
	if m := r.s.record(r.time.key); m != nil {
		seconds = &m.Value
	}
	r.grade.SetText(clinic.PittingWords(mm, seconds))
	r.root.Refresh()
}

func (r *pittingRow) leave() {
	r.depth.typed()
	r.time.typed()
}
