package limbs

import (
	"cmp"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/assess/measured"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// clotPanel interrupts when one calf is much larger than the other: it asks the Wells items for the letter, and
// whether a clot is suspected. A strip that stays in sight leads to it while it is not decided.
type clotPanel struct {
	s       *step.Host
	check   *clinic.ClotCheck // what is shown; nil for nothing
	plate   *kit.Plate
	badge   *kit.Badge
	what    *kit.Text
	state   *kit.Text
	items   []*kit.Chips
	asked   []*kit.Text
	number  []int // of each item in the catalogue
	score   *kit.Text
	why     *kit.Entry
	by      *kit.Entry
	on      *kit.DateField
	fields  map[string]*kit.Field // by the json name
	decide  *fyne.Container
	act     *kit.Button
	details *fyne.Container
	root    *fyne.Container
}

func newClotPanel(s *step.Host) *clotPanel {
	p := &clotPanel{s: s, plate: kit.NewPlate(kit.ColorErrorSoft, kit.Radius), badge: kit.NewBadge("", kit.ToneDanger)}
	p.what, p.state, p.score = kit.Heading("").Wrap(), kit.Strong("").Wrap(), kit.Strong("").Wrap()
	columns := []*fyne.Container{kit.StackGap(kit.Gap / 2), kit.StackGap(kit.Gap / 2)}
	all := s.Desk.Catalogue.Wells
	for i := range all {
		if all[i].Doctors {
			continue
		}
		chips := kit.NewChips([]kit.Option{{ID: clinic.AnswerNo, Label: lang.L("No")}, {ID: clinic.AnswerYes, Label: lang.L("Yes")}},
			func(ids []string) { p.answer(i, ids) })
		text := kit.Body("").Wrap()
		p.items, p.asked, p.number = append(p.items, chips), append(p.asked, text), append(p.number, i)
		columns[i*2/len(all)].Add(container.NewBorder(nil, nil, nil, kit.MinWidth(136, chips), kit.Middle(text)))
	}
	p.why = kit.NewEntry(lang.L("For example: a cyst behind the knee, seen in the ultrasound"), nil)
	p.by = kit.NewEntry(lang.L("Name and practice"), nil)
	p.on = kit.NewDateField(s.Desk.Clock, nil).Past()
	p.fields = map[string]*kit.Field{
		"reason":  kit.NewField(lang.L("What explains it, when it is no clot"), p.why),
		"seen_by": kit.NewField(lang.L("Doctor who examined this leg"), p.by),
		"seen_on": kit.NewField(lang.L("Examined on"), p.on),
	}
	p.decide = kit.StackGap(kit.Gap,
		kit.FlowRow(
			kit.DangerButton(lang.L("A clot is suspected"), kit.IconAlert, func() { p.say(clinic.AnswerYes) }),
			kit.NewButton(lang.L("Not sure"), kit.IconHelp, func() { p.say(clinic.AnswerUnsure) }),
			kit.NewButton(lang.L("Explained otherwise"), "", func() { p.say(clinic.AnswerNo) })),
		p.fields["reason"], kit.Beside(kit.GapRoomy, 240, p.fields["seen_by"], p.fields["seen_on"]))
	p.act = kit.NewButton(lang.L("What to do, and the doctor’s clearance"), kit.IconChevronRight, func() { s.Ask(clinic.ItemClot) })
	p.act.IconPlacement = widget.ButtonIconTrailingText
	p.details = kit.StackGap(kit.Gap+kit.Gap/2,
		kit.Beside(kit.GapRoomy, 340, columns[0], columns[1]), p.score, p.decide)
	p.root = container.NewStack(p.plate, kit.Pad(kit.GapWide, kit.StackGap(kit.Gap+kit.Gap/2,
		container.NewHBox(p.badge), p.what, p.state, container.NewHBox(p.act), p.details)))
	p.root.Hide()
	return p
}

func (p *clotPanel) answer(i int, ids []string) {
	if p.check == nil {
		return
	}
	answer := ""
	if len(ids) > 0 {
		answer = ids[0]
	}
	_ = p.s.Desk.Apply(clinic.AnswerWells(p.s.Desk.Env(), p.s.Desk.Catalogue, p.s.Chart(), p.s.Current(), p.check.Larger, i, answer)) // the person was told
}

// say keeps the decision.
func (p *clotPanel) say(answer string) {
	if p.check == nil {
		return
	}
	var seen clinic.ClotSeen
	said := map[string]string{}
	if answer == clinic.AnswerNo {
		seen.Why, seen.By = p.why.Text, p.by.Text
		var err error
		if seen.On, err = edit.DateOf(p.on); err != nil {
			said["seen_on"] = words.Error(err)
		}
	}
	op, err := clinic.DecideClot(p.s.Desk.Env(), p.s.Desk.Atlas, p.s.Current(), p.check, answer, seen)
	var wrong clinic.FieldErrors
	errors.As(err, &wrong)
	for _, e := range wrong {
		said[e.Field] = cmp.Or(said[e.Field], words.Say(e.Message))
	}
	for name, f := range p.fields {
		f.SetError(said[name])
	}
	if len(said) > 0 || p.s.Desk.Apply(op) != nil {
		return
	}
	p.why.SetText("")
	p.by.SetText("")
	p.on.SetDate("")
}

func (p *clotPanel) show() {
	a := p.s.Current()
	p.check = p.s.Chart().ClotCheck(p.s.Desk.Catalogue, a, p.s.Desk.Today())
	k := p.check
	kit.SetHidden(p.root, k == nil)
	if k == nil {
		return
	}
	what := lang.L("{{.What}}. Think of a clot in a deep vein.", map[string]any{"What": words.Say(k.Words())})
	badge, tone, fill := lang.L("Check for a clot now"), kit.ToneDanger, kit.ColorErrorSoft
	state := lang.L("Any suspicion goes to a doctor today. Until then there is no massage.")
	switch {
	case k.ClearedBy != nil:
		badge, tone, fill = lang.L("Cleared by a doctor"), kit.ToneSuccess, kit.ColorSuccessSoft
		state = lang.L("Cleared by {{.Name}}, {{.Date}}: {{.Scope}}", map[string]any{"Name": k.ClearedBy.Doctor, "Date": words.Short(k.ClearedBy.Date), "Scope": k.ClearedBy.Scope})
	case k.Stands():
		badge = lang.L("Clot suspected · no massage until cleared")
		if k.Answer.Answer == clinic.AnswerUnsure {
			badge = lang.L("Clot not ruled out · no massage until cleared")
		}
		state = lang.L("Recorded. No massage until a doctor has ruled a clot out: send the patient today, with the letter.")
	case !k.Open():
		badge, tone, fill = lang.L("Explained otherwise"), kit.ToneWarning, kit.ColorWarningSoft
		state = cmp.Or(k.Answer.Reason, k.Answer.Note)
		if k.Answer.SeenBy != "" {
			state = words.Points(state, lang.L("examined by {{.Name}}, {{.Date}}", map[string]any{"Name": k.Answer.SeenBy, "Date": words.Short(k.Answer.SeenOn)}))
		}
	}
	p.plate.SetFill(fill)
	p.badge.WithIcon(kit.IconAlert).Set(badge, tone)
	p.what.SetText(what)
	p.state.SetText(state)
	kit.SetHidden(p.act, !k.Stands() && k.ClearedBy == nil)
	kit.SetHidden(p.details, k.ClearedBy != nil)
	locked := p.s.Locked()
	kit.SetHidden(p.decide, locked)
	var answers []string
	if f := p.s.Chart().Wells(a.ID, k.Larger); f != nil {
		answers = f.Answers
	}
	for i := range p.items {
		item := &p.s.Desk.Catalogue.Wells[p.number[i]]
		text := item.Question
		if item.Calf {
			text = words.Sentences(text, p.measured())
		}
		p.asked[i].SetText(text)
		if n := p.number[i]; n < len(answers) && answers[n] != "" {
			p.items[i].SetChosen(answers[n])
		} else {
			p.items[i].SetChosen()
		}
		kit.SetEnabled(p.items[i], !locked)
	}
	p.score.SetText(words.Sentences(words.Say(p.s.Desk.Catalogue.WellsWords(answers)), lang.L("This is for the letter, and rules nothing out.")))
	p.root.Refresh()
}

// measured says the difference at the level the Wells item asks for, when it was measured.
func (p *clotPanel) measured() string {
	for i := range p.s.Desk.Catalogue.Limbs {
		l := &p.s.Desk.Catalogue.Limbs[i]
		if l.Limb != clinic.LimbLeg || len(l.Levels()) != 1 {
			continue
		}
		key := measured.Key{Measure: clinic.MeasureGirth, Along: l.At(l.FromCM), Side: anatomy.Left}
		left := measured.Record(p.s, key)
		key.Side = anatomy.Right
		if right := measured.Record(p.s, key); left != nil && right != nil {
			return lang.L("(measured: {{.Left}} and {{.Right}} cm)", map[string]any{"Left": clinic.Number(left.Value / 10), "Right": clinic.Number(right.Value / 10)})
		}
	}
	return ""
}
