package findings

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/figure"
	"regimen/internal/script"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/paint"
)

// pattern is where the muscle that is open can send pain: in words, hatched on the figure, and whether it is
// the pain the patient knows. It is shown for a trigger point, and for any muscle when asked for.
type pattern struct {
	p      *sheet
	asked  string // the target it was switched on or off for
	on     bool
	toggle *kit.Chips
	where  *kit.Text
	turn   *kit.Button
	match  *kit.Segmented
	matchF *kit.Field
	signs  *kit.Chips
	signsF *kit.Field
	shown  *fyne.Container
	root   *fyne.Container
}

const patternOn = "pattern"

func newPattern(p *sheet) *pattern {
	r := &pattern{p: p, where: kit.Body("").Wrap()}
	r.toggle = kit.NewMultiChips([]kit.Option{{ID: patternOn, Label: lang.L("Show where it refers to")}}, func(ids []string) {
		r.asked, r.on = p.target.Key(), len(ids) > 0
		p.f.Show()
	})
	legend := paint.New(fyne.NewSize(280, 2*legendRow), spreadLegend)
	r.turn = kit.QuietButton("", kit.IconFlip, r.showThere)
	r.match = kit.NewSegmented([]kit.Option{
		{ID: clinic.FamiliarYes, Label: lang.L("Yes, it matches")}, {ID: clinic.FamiliarNo, Label: lang.L("No")},
	}, func(id string) {
		p.leave()
		_ = p.refine(func(what clinic.Args) clinic.Sentence { return clinic.Say("Pattern of {{.Place}}: {{.What}}", what) }, func(x *clinic.Finding) { x.Pattern = id }) // the person was told
	}).Clearable()
	r.matchF = kit.NewField(lang.L("Is it the patient’s own pain?"), r.match)
	r.signs = kit.NewMultiChips(kit.Capitals(clinic.TriggerPointSigns()), func(ids []string) {
		p.leave()
		_ = p.refine(func(what clinic.Args) clinic.Sentence { return clinic.Say("Signs of {{.Place}}: {{.What}}", what) }, func(x *clinic.Finding) { x.Signs = ids }) // the person was told
	})
	r.signsF = kit.NewField(lang.L("What is felt"), r.signs)
	r.shown = kit.StackGap(kit.Gap, r.where, legend, container.NewHBox(r.turn), r.matchF)
	r.root = kit.StackGap(kit.Gap, r.signsF, r.toggle, r.shown)
	return r
}

const legendRow = kit.SizeQuiet * 1.9

func spreadLegend(pal drawing.Palette, w, _ float64) *drawing.Picture {
	return drawing.SpreadLegend(pal, w, float64(kit.SizeQuiet), &drawing.SpreadWords{
		Muscle: lang.L("the muscle"), Strong: lang.L("felt by most"), Spill: lang.L("felt by some"),
	})
}

// spread is what the figure shows, or nil.
func (r *pattern) spread() *drawing.Spread {
	ref := r.p.s.Desk.Catalogue.SpreadOf(r.p.target.Structure)
	if ref == nil || !r.visible() {
		return nil
	}
	return figure.Spread(r.p.s.Desk.Atlas, ref, r.p.target.Side)
}

// visible reports that the pattern is shown: a trigger point shows it unless it was switched off.
func (r *pattern) visible() bool {
	if r.asked == r.p.target.Key() {
		return r.on
	}
	x := r.p.current()
	return x != nil && x.Type == string(drawing.TriggerPoint)
}

func (r *pattern) show() {
	s := r.p.s
	x := r.p.current()
	trigger := x != nil && x.Type == string(drawing.TriggerPoint) && x.Source == clinic.ByTherapist
	r.signsF.Hidden, r.matchF.Hidden = !trigger, !trigger
	if trigger {
		r.signs.SetChosen(x.Signs...)
		r.match.SetChosen(x.Pattern)
		kit.SetEnabled(r.signs, !s.Locked())
		kit.SetEnabled(r.match, !s.Locked())
	}
	ref := s.Desk.Catalogue.SpreadOf(r.p.target.Structure)
	on := ref != nil && r.visible()
	r.root.Hidden = ref == nil && !trigger
	r.toggle.Hidden, r.shown.Hidden = ref == nil, !on
	r.toggle.SetChosen()
	if on {
		r.toggle.SetChosen(patternOn)
		r.where.SetText(lang.L("It can refer to: {{.What}}.", map[string]any{"What": script.LowerFirst(ref.Where)}))
		r.showTurn()
	}
}

// showTurn offers the view that shows the most of the areas, when it is not in sight.
func (r *pattern) showTurn() {
	r.turn.Hidden = true
	if id := r.best(); id != "" {
		r.turn.SetText(lang.L("Show it on: {{.What}}", map[string]any{"What": strings.ToLower(r.p.f.viewTitle(id))}))
		r.turn.Hidden = r.p.f.twin
	}
}

// best is the view that shows the most of the strong areas, or "" when one of them is in sight.
func (r *pattern) best() string {
	f := r.p.f
	spread := r.spread()
	if spread == nil {
		return ""
	}
	var marks []drawing.Mark
	for _, t := range spread.Strong {
		marks = append(marks, drawing.Mark{Code: t.Structure, Side: t.Side, Kind: drawing.Pain})
		for _, v := range f.figure.Shown() {
			if len(v.Find(t)) > 0 {
				return ""
			}
		}
	}
	return figure.BestView(r.p.s.Desk.Atlas, marks)
}

func (r *pattern) showThere() {
	if id := r.best(); id != "" {
		r.p.f.figure.Turn(id)
		r.p.f.Show()
	}
}

// mostReferrers keeps the list of muscles to examine to what is read at a glance.
const mostReferrers = 8

// referrers is the other way round: from where the patient feels pain, which muscles can send it there. It is a
// list to examine, and says why each is on it.
type referrers struct {
	f      *Step
	open   bool
	toggle *kit.Button
	help   *kit.Text
	rows   *fyne.Container
	root   *fyne.Container
	was    string // the places it was made for
	list   []clinic.Referrer
}

func newReferrers(f *Step) *referrers {
	r := &referrers{f: f, rows: kit.StackGap(0)}
	r.toggle = kit.QuietButton("", kit.IconChevronDown, func() {
		r.open = !r.open
		r.show()
	})
	r.help = kit.QuietText(lang.L("A list to examine, by the patterns of trigger points. It says nothing about the cause.")).Wrap()
	r.root = kit.StackGap(kit.Gap/2, container.NewHBox(r.toggle), r.help, r.rows)
	return r
}

func (r *referrers) show() {
	s := r.f.s
	painful := s.Chart().PainfulPlaces(s.Assessment)
	key := ""
	for _, t := range painful {
		key += t.Key() + " "
	}
	if key != r.was {
		r.was, r.list = key, clinic.Referrers(s.Desk.Catalogue, s.Desk.Atlas, painful)
	}
	r.root.Hidden = len(r.list) == 0 || s.Locked()
	if r.root.Hidden {
		return
	}
	text, icon := lang.L("Muscles that can refer to the pain"), kit.IconChevronDown
	if r.open {
		icon = kit.IconChevronUp
	}
	r.toggle.SetText(text)
	r.toggle.SetIconName(icon)
	r.help.Hidden, r.rows.Hidden = !r.open, !r.open
	r.rows.Objects = nil
	found := map[clinic.Target]bool{}
	for _, x := range s.Chart().FindingsOf(s.Assessment) {
		if x.Source == clinic.ByTherapist {
			found[x.Target()] = true
		}
	}
	for i, m := range r.list {
		if i == mostReferrers || !r.open {
			break
		}
		row := kit.Row{What: s.Label(m.Muscle), Quiet: referrerWhy(s, m), Icon: kit.IconArrow}
		if found[m.Muscle] {
			row.Badge = lang.L("Examined")
		}
		r.rows.Add(kit.NewTwoLine(row, func() {
			r.f.sheet.pattern.asked, r.f.sheet.pattern.on = m.Muscle.Key(), true
			r.f.write(clinic.ByTherapist)
			r.f.choose(m.Muscle, clinic.Spot{}, nil)
		}))
	}
	r.rows.Refresh()
	r.root.Refresh()
}

// referrerWhy says which painful places a pattern reaches.
func referrerWhy(s *step.Host, m clinic.Referrer) string {
	names := func(list []clinic.Target) string {
		var out []string
		for _, t := range list {
			out = append(out, script.LowerFirst(s.Label(t)))
		}
		return strings.Join(out, ", ")
	}
	switch {
	case len(m.Spill) == 0:
		return lang.L("often to {{.Name}}", map[string]any{"Name": names(m.Strong)})
	case len(m.Strong) == 0:
		return lang.L("at times to {{.Name}}", map[string]any{"Name": names(m.Spill)})
	}
	return lang.L("often to {{.Often}}; at times to {{.AtTimes}}", map[string]any{"Often": names(m.Strong), "AtTimes": names(m.Spill)})
}
