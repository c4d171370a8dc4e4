package limbs

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/assess/measured"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/pick"
	"regimen/internal/words"
)

// pittingPage takes how deep a dent is and how long it stays, at any place of the body.
type pittingPage struct {
	s      *step.Host
	rows   map[measured.Key]*pittingRow
	places []measured.Key
	list   *fyne.Container
	adder  *fyne.Container
	quick  *kit.Chips
	root   fyne.CanvasObject
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

func newPittingPage(s *step.Host) step.Step {
	p := &pittingPage{s: s, rows: map[measured.Key]*pittingRow{}, list: kit.StackGap(0)}
	var options []kit.Option
	for _, t := range usualPlaces {
		options = append(options, kit.Option{ID: t.Key(), Label: s.Label(t), Icon: kit.IconAdd})
	}
	p.quick = kit.NewChips(options, func(ids []string) {
		for _, t := range usualPlaces {
			if len(ids) > 0 && t.Key() == ids[0] {
				p.place(t)
			}
		}
	})
	finder := pick.NewFinder(s.Desk.Atlas, lang.L("Another place: name a structure"), p.place)
	p.adder = kit.StackGap(kit.Gap, kit.Strong(lang.L("Where")), p.quick, finder.Object)
	help := kit.QuietText(lang.L("Press with the thumb for 5 seconds over bone. Depth: 2, 4, 6 and 8 mm are 1+ to 4+. Time to fill: at once, under 15 s, up to 60 s, longer.")).Wrap()
	p.root = kit.MaxWidth(1100, kit.NewCard(lang.L("Pitting"), kit.StackGap(kit.GapWide, help, p.list, p.adder)))
	return p
}

func (p *pittingPage) Object() fyne.CanvasObject { return p.root }

func (p *pittingPage) place(t clinic.Target) {
	k := measured.Key{Measure: clinic.MeasurePitting, Structure: t.Structure, Side: t.Side}
	if !slices.Contains(p.places, k) {
		p.places = append(p.places, k)
	}
	p.s.Show()
}

func (p *pittingPage) Show() {
	b := measured.Befores(p.s)
	c := p.s.Chart()
	var order []measured.Key
	add := func(k measured.Key) {
		k.Measure = clinic.MeasurePitting
		if !slices.Contains(order, k) {
			order = append(order, k)
		}
	}
	used := c.MeasurementsOf(p.s.Assessment)
	if last := p.s.Previous(); last != nil {
		used = append(c.MeasurementsOf(last.ID), used...)
	}
	for i := range used {
		if used[i].Measure == clinic.MeasurePitting || used[i].Measure == clinic.MeasurePittingTime {
			add(measured.KeyOf(&used[i]))
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
	kit.SetHidden(p.list, len(order) == 0)
	kit.SetHidden(p.adder, p.s.Locked())
	p.list.Refresh()
}

func (p *pittingPage) Leave() {
	for _, r := range p.rows {
		r.leave()
	}
}

// pittingRow is one place.
type pittingRow struct {
	s           *step.Host
	depth, time *measured.Cell
	grade       *kit.Text
	root        *fyne.Container
}

func newPittingRow(s *step.Host, k measured.Key) *pittingRow {
	r := &pittingRow{s: s, grade: kit.Strong("").Wrap()}
	t := k
	t.Measure = clinic.MeasurePittingTime
	r.depth, r.time = measured.NewCell(s, k), measured.NewCell(s, t)
	r.root = sideRow(s.Label(clinic.Target{Structure: k.Structure, Side: k.Side}), nil, r.depth.Object(), r.time.Object(),
		kit.StackGap(0, kit.Space(0, kit.Gap+2), r.grade))
	return r
}

func (r *pittingRow) show(b map[measured.Key]measured.Before) {
	r.depth.Show(b[r.depth.Key])
	r.time.Show(b[r.time.Key])
	var mm, seconds *float64
	if m := measured.Record(r.s, r.depth.Key); m != nil {
		mm = &m.Value
	}
	if m := measured.Record(r.s, r.time.Key); m != nil {
		seconds = &m.Value
	}
	r.grade.SetText(words.Say(clinic.PittingWords(mm, seconds)))
	r.root.Refresh()
}

func (r *pittingRow) leave() {
	r.depth.Leave()
	r.time.Leave()
}
