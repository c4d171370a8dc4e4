package limbs

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/assess/measured"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// flowPage is the circulation of the limbs, both sides beside one another.
type flowPage struct {
	s       *step.Host
	urgent  *notices
	notices *notices
	values  []*valuePair
	chips   []*chipPair
	root    fyne.CanvasObject
}

func newFlowPage(s *step.Host) step.Step {
	p := &flowPage{s: s, urgent: newNotices(), notices: newNotices()}
	p.urgent.tone = kit.ToneDanger
	parts := kit.StackGap(kit.GapWide, p.urgent.root, p.notices.root)
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
		me := s.Desk.Catalogue.Measure(measure)
		if me == nil {
			return
		}
		r := newValuePair(s, title, quiet, measured.Key{Measure: me.Code, Item: item, Side: anatomy.Left}, measured.Key{Measure: me.Code, Item: item, Side: anatomy.Right})
		p.values = append(p.values, r)
		add(r.root)
	}
	chips := func(measure, item, title, quiet string, options []kit.Option, values map[string]float64, notes bool) {
		me := s.Desk.Catalogue.Measure(measure)
		if me == nil {
			return
		}
		c := newChipPair(s, title, quiet, measured.Sides(me, item, ""), options, values, notes)
		p.chips = append(p.chips, c)
		add(c.root)
	}
	// In words: on other scales the same number is another pulse.
	pulses := []kit.Option{
		{ID: "0", Label: lang.L("Absent")},
		{ID: "1", Label: lang.L("Weak")},
		{ID: "2", Label: lang.L("Normal")},
		{ID: "3", Label: lang.L("Strong")},
		{ID: "4", Label: lang.L("Bounding")},
	}
	for _, site := range clinic.PulseSites(limb) {
		chips(clinic.MeasurePulse, site, lang.L("{{.What}} pulse", map[string]any{"What": script.UpperFirst(site)}), "",
			pulses, map[string]float64{"0": 0, "1": 1, "2": 2, "3": 3, "4": 4}, false)
	}
	place := clinic.RefillPlace(limb)
	value(clinic.MeasureRefill, place, lang.L("Refill, {{.Place}} (s)", map[string]any{"Place": place}), lang.L("up to 2 s usual, over 3 s refer"))
	value(clinic.MeasureSkinTemp, limb, lang.L("Warmer (+) or colder (−) than the other (°C)"), lang.L("over +1 look, over +2.2 refer; from −2 on a doctor today"))
	var colours []kit.Option
	values := map[string]float64{}
	for i, c := range clinic.SkinColours() {
		colours = append(colours, kit.Option{ID: c, Label: script.UpperFirst(c)})
		values[c] = float64(min(i, 1))
	}
	chips(clinic.MeasureSkinColour, limb, lang.L("Colour"), "", colours, values, true)
	value(clinic.MeasureHeaviness, limb, lang.L("Heaviness (0–10)"), lang.L("asked of the patient"))
	return rows
}

func (p *flowPage) Object() fyne.CanvasObject { return p.root }

func (p *flowPage) Show() {
	b := measured.Befores(p.s)
	var urgent, others []string
	for _, n := range p.s.Chart().CirculationNotices(p.s.Assessment) {
		if n.Urgency == clinic.UrgencyEmergency {
			urgent = append(urgent, words.Say(n.Say))
		} else {
			others = append(others, words.Say(n.Say))
		}
	}
	p.urgent.show(urgent)
	p.notices.show(others)
	for _, r := range p.values {
		r.show(b)
	}
	for _, c := range p.chips {
		c.show(b)
	}
}

func (p *flowPage) Leave() {
	for _, r := range p.values {
		r.leave()
	}
}
