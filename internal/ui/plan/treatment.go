package plan

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/drainage"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/safety"
	"regimen/internal/words"
)

// treatment is the step where techniques are prescribed.
type treatment struct {
	s       *screen
	content *kit.DragScroll
	head    *kit.Text
	over    *kit.Remark
	tooMuch *fyne.Container
	list    *folds
	from    *choice
	use     *benefitBar
	useF    *kit.Field
	suggest *suggestions
	begin   *fyne.Container // the way to a template, while there is no technique
	clear   *safety.KeepClear
}

func newTreatment(s *screen) *treatment {
	t := &treatment{s: s, head: kit.Heading(""), over: kit.NewRemark()}
	t.list = newFolds(func(id string) folded { return newPrescriptionItem(s, id, t.list) })
	t.list.order = s.orderPrescriptions
	fit := kit.NewButton(lang.L("Share the session out among the techniques"), kit.IconTimer, t.balance)
	t.tooMuch = kit.Stack(t.over.Object, container.NewHBox(fit))
	t.from = newChoice(kit.NewChips(nil, func(ids []string) {
		t.from.choose()
		t.add(one(ids))
	}))
	t.use, t.suggest = newBenefitBar(), newSuggestions(s)
	t.begin = container.NewHBox(kit.NewButton(lang.L("Start from a template"), kit.IconLayer, s.openTemplates))
	t.useF = kit.NewField(lang.L("What the minutes are for"), t.use.box)
	t.clear = s.newKeepClear()
	t.content = scrolling(t.head, t.clear.Object(), t.tooMuch, t.useF, t.list.box,
		kit.NewField(lang.L("Add a technique for"), t.from.chips), t.begin, t.suggest.card)
	t.list.scroll = t.content
	return t
}

func (t *treatment) object() fyne.CanvasObject { return t.content }

func (t *treatment) show() {
	s := t.s
	list := s.chart.PrescriptionsOf(s.plan)
	var ids []string
	for _, p := range list {
		ids = append(ids, p.ID)
	}
	head := lang.L("What is done in a session?")
	if len(ids) == 0 {
		head = lang.L("What is done in a session? Tap a goal or a problem to choose the first technique.")
	}
	t.head.SetText(head)
	t.list.show(ids)
	t.clear.Show()
	over := clinic.PlannedMinutes(list) - float64(s.current().Minutes)
	text := ""
	if over > 0 {
		text = lang.L("The techniques take {{.Sum}} minutes, {{.Over}} more than the session of {{.Session}} minutes.", map[string]any{
			"Sum": clinic.Number(clinic.PlannedMinutes(list)), "Over": clinic.Number(over), "Session": s.current().Minutes,
		})
	}
	t.over.Set(text, kit.ToneDanger)
	kit.SetHidden(t.tooMuch, over <= 0)
	var options []kit.Option
	for _, g := range s.chart.GoalsOf(s.plan) {
		options = append(options, kit.Option{ID: "g" + g.ID, Label: s.goalShort(&g), Icon: kit.IconGoal})
	}
	for _, p := range s.chart.ProblemsOf(s.plan) {
		options = append(options, kit.Option{ID: "p" + p.ID, Label: short(p.Words), Icon: kit.IconAdd})
	}
	t.from.set(append(options, kit.Option{ID: anything, Label: lang.L("Something else"), Icon: kit.IconAdd}))
	use := clinic.MinutesByBenefit(s.d.Catalogue, s.chart, s.current())
	t.use.show(use, s.current())
	kit.SetHidden(t.useF, len(use) < 2) // one benefit has all the minutes, which the foot adds up
	kit.SetHidden(t.begin, len(ids) > 0)
	t.suggest.show()
}

// goalShort names a goal on a chip.
func (s *screen) goalShort(g *clinic.Goal) string {
	if g.Measure == "" {
		return words.Say(g.Benefit.Name())
	}
	return short(s.measureWords(g.Measure, s.d.Catalogue.Of(g.Item, g.Along()), g.Structure, g.Side, g.Mode))
}

func (t *treatment) balance() {
	s := t.s
	s.flush()
	op := s.op(clinic.Say("Share the session out"))
	was := s.chart.PrescriptionsOf(s.plan)
	for i, p := range clinic.BalanceMinutes(was, s.current().Minutes) {
		if p.Minutes != was[i].Minutes {
			op.Put = append(op.Put, &p)
		}
	}
	_ = s.do(op)
}

// add asks for a technique for a goal or a problem and prescribes it where the problem is.
func (t *treatment) add(from string) {
	s := t.s
	s.flush()
	var rx clinic.Prescription
	rx.Targets = []clinic.Target{}
	fitting := s.benefits()
	if g := s.goal(strings.TrimPrefix(from, "g")); g != nil {
		rx.GoalID, rx.ProblemID = g.ID, g.ProblemID
		fitting = []clinic.Benefit{g.Benefit}
		if g.Structure != "" {
			rx.Targets = []clinic.Target{{Structure: g.Structure, Side: g.Side}}
		}
	}
	if p := s.problem(strings.TrimPrefix(from, "p")); p != nil {
		rx.ProblemID = p.ID
		for _, g := range s.chart.GoalsOf(s.plan) {
			if g.ProblemID == p.ID {
				rx.GoalID = g.ID
				fitting = []clinic.Benefit{g.Benefit}
				break
			}
		}
	}
	if p := s.problem(rx.ProblemID); p != nil {
		if f := s.chart.Finding(p.FindingID); f != nil {
			rx.Targets = []clinic.Target{f.Target()}
			if rx.GoalID == "" {
				fitting = []clinic.Benefit{benefitFor(f.Type)}
			}
		}
	}
	s.pickTechnique(fitting, rx.Targets, func(tech *clinic.Technique) {
		rx.Technique = tech.Code
		rx.Pressure = s.safePressure(tech, rx.Targets)
		rx.Minutes = usualMinutes(tech)
		rx = clinic.UsualDose(s.d.Catalogue, s.chart, s.current(), rx)
		added, op := clinic.AddPrescription(s.d.Env(), s.d.Catalogue, s.chart, s.current(), rx)
		if s.do(op) == nil {
			t.list.toggle(added.ID)
		}
	})
}

// safePressure is the lower middle of a technique's range, because it is easier to press more than to take
// back, or less when the screening allows only less.
func (s *screen) safePressure(t *clinic.Technique, targets []clinic.Target) int {
	p := t.Prescription(min(max((t.PressureMin+t.PressureMax)/2, 1), 5))
	p.PlanID, p.Targets = s.plan, targets
	for less := p; less.Pressure > max(t.PressureMin, 1); {
		less.Pressure--
		if len(s.standing(&less)) < len(s.standing(&p)) {
			p = less
		}
	}
	return p.Pressure
}

// usualMinutes is the middle of a technique's range in whole minutes.
func usualMinutes(t *clinic.Technique) float64 {
	return max(float64(int((t.MinutesMin+t.MinutesMax)/2)), 1)
}

// standing are the conflicts of a prescription that no doctor has cleared.
func (s *screen) standing(p *clinic.Prescription) []clinic.Conflict {
	return slices.DeleteFunc(clinic.Conflicts(s.d.Catalogue, s.chart, p, s.d.Today()), func(c clinic.Conflict) bool { return !c.Stands() })
}

// prescriptionItem is one technique of the list.
type prescriptionItem struct {
	s    *screen
	id   string
	list *folds

	conflicts *remarks // what stands against it, seen without opening
	kept      *edit.Text
	keptBox   *fyne.Container
	up, down  *kit.Button

	answers  *choice
	places   *choice
	pressure *choice
	pressed  *kit.Text
	minutes  *edit.Number
	dose     *doseCheck
	times    *edit.Number
	position *choice
	note     *edit.Text
	order    *drainage.Order
}

func newPrescriptionItem(s *screen, id string, list *folds) *prescriptionItem {
	i := &prescriptionItem{s: s, id: id, list: list, conflicts: newRemarks()}
	i.kept = s.newText("rx.kept."+id, "kept_reason", lang.L("It stays because"),
		lang.L("For example: cleared by phone with Dr Lee today, pressure 2 only"), 1, func(text string) error {
			return i.set(clinic.Say("Say why it stays"), func(p *clinic.Prescription) { p.KeptReason = strings.TrimSpace(text) })
		})
	i.kept.Required()
	i.keptBox = kit.PadSides(kit.GapWide, kit.Gap, kit.Stack(i.conflicts.box, i.kept.Field,
		kit.FlowRow(kit.NewButton(lang.L("Another technique"), kit.IconRefresh, i.change),
			removeButton(lang.L("Take this technique off"), func() { s.removePrescription(id) }))))
	i.up = kit.IconButton(kit.IconChevronUp, lang.L("Earlier"), func() { s.movePrescription(id, -1) })
	i.down = kit.IconButton(kit.IconChevronDown, lang.L("Later"), func() { s.movePrescription(id, 1) })
	return i
}

func (i *prescriptionItem) actions() []*kit.Button   { return []*kit.Button{i.up, i.down} }
func (i *prescriptionItem) below() fyne.CanvasObject { return i.keptBox }

func (i *prescriptionItem) set(label clinic.Sentence, change func(*clinic.Prescription)) error {
	return i.s.editPrescription(i.id, label, change)
}

func (i *prescriptionItem) line() kit.Row {
	s := i.s
	p := s.prescription(i.id)
	if p == nil {
		return kit.Row{}
	}
	what := s.techniqueTitle(p)
	quiet := doseWords(p)
	if w := s.answersWhat(p); w != "" {
		quiet = words.Points(quiet, lang.L("for {{.Goal}}", map[string]any{"Goal": w}))
	}
	l := kit.Row{What: what, Quiet: quiet, Icon: kit.IconSession}
	switch c := s.standing(p); {
	case slices.ContainsFunc(c, func(c clinic.Conflict) bool { return c.Firm }):
		l.Badge, l.Tone = lang.L("Conflict: a doctor answers first"), kit.ToneDanger
	case len(c) > 0 && p.KeptReason == "":
		l.Badge, l.Tone = lang.L("Conflict: say why it stays"), kit.ToneDanger
	case len(c) > 0:
		l.Badge, l.Tone = lang.L("Kept with a reason"), kit.ToneWarning
	case len(p.Targets) == 0:
		l.Badge, l.Tone = lang.L("Where?"), kit.ToneWarning
	case s.doseQuestions(p) != "" && p.DoseReason == "":
		l.Badge, l.Tone = lang.L("Check the dose"), kit.ToneWarning
	case p.DoseReason != "":
		l.Badge, l.Tone = lang.L("Dose kept with a reason"), kit.ToneNeutral
	}
	return l
}

func (s *screen) answersWhat(p *clinic.Prescription) string {
	if g := s.goal(p.GoalID); g != nil {
		return s.goalShort(g)
	}
	if pr := s.problem(p.ProblemID); pr != nil {
		return pr.Words
	}
	return ""
}

// doseQuestions are what is unusual about a dose, as sentences.
func (s *screen) doseQuestions(p *clinic.Prescription) string {
	var out []string
	for _, q := range clinic.DoseQuestions(s.d.Catalogue, s.chart, s.current(), p, s.d.Today()) {
		out = append(out, words.Say(q.Text))
	}
	return strings.Join(out, " ")
}

func (i *prescriptionItem) update() {
	s := i.s
	p := s.prescription(i.id)
	if p == nil {
		return
	}
	list := s.chart.PrescriptionsOf(s.plan)
	kit.SetEnabled(i.up, list[0].ID != i.id)
	kit.SetEnabled(i.down, list[len(list)-1].ID != i.id)
	standing := s.standing(p)
	i.conflicts.set(standing)
	i.kept.Show(p.KeptReason)
	kit.SetHidden(i.keptBox, !slices.ContainsFunc(standing, func(c clinic.Conflict) bool { return !c.Firm }))
}

func (i *prescriptionItem) build() fyne.CanvasObject {
	s := i.s
	i.answers = newChoice(kit.NewChips(nil, func(ids []string) {
		_ = i.set(clinic.Say("Choose the goal"), func(p *clinic.Prescription) { s.answer(p, one(ids)) })
	}))
	i.places = newChoice(kit.NewMultiChips(nil, i.choosePlaces))
	i.pressure = newChoice(kit.NewSegmented(nil, func(id string) {
		if n, err := strconv.Atoi(id); err == nil {
			_ = i.set(clinic.Say("Set the pressure"), func(p *clinic.Prescription) { p.Pressure = n })
		}
	}))
	i.pressed = kit.QuietText("").Wrap()
	i.minutes = s.newNumber("rx.minutes."+i.id, "minutes", lang.L("Minutes"), kit.Limits{Min: 1, Max: clinic.MaxSessionMinutes, Step: 1},
		func(v float64) error {
			return i.set(clinic.Say("Set the minutes"), func(p *clinic.Prescription) { p.Minutes = v })
		})
	i.times = s.newNumber("rx.times."+i.id, "repetitions", lang.L("Repetitions (0: not counted)"), kit.Limits{Min: 0, Max: 1000, Step: 1},
		func(v float64) error {
			return i.set(clinic.Say("Set the repetitions"), func(p *clinic.Prescription) { p.Repetitions = int(v) })
		})
	i.dose = newDoseCheck(s, i)
	i.position = newChoice(kit.NewChips(nil, func(ids []string) {
		_ = i.set(clinic.Say("Choose the position"), func(p *clinic.Prescription) { p.Position = one(ids) })
	}))
	i.note = s.newText("rx.note."+i.id, "note", lang.L("Note"), "", 1, func(text string) error {
		return i.set(clinic.Say("Note on the technique"), func(p *clinic.Prescription) { p.Note = text })
	})
	i.order = drainage.New(s.d.Catalogue)
	twin := kit.NewButton(lang.L("Duplicate"), kit.IconAdd, func() { s.duplicate(i.id, i.list) })
	other := kit.NewButton(lang.L("Another technique"), kit.IconRefresh, i.change)
	remove := removeButton(lang.L("Take this technique off"), func() { s.removePrescription(i.id) })
	return kit.StackGap(kit.GapWide,
		kit.NewField(lang.L("Where?"), i.places.chips),
		kit.NewField(lang.L("Pressure (Walton scale)"), kit.Stack(i.pressure.chips, i.pressed)),
		kit.Beside(kit.GapRoomy, 240, i.minutes.Field, i.times.Field),
		i.dose.box,
		i.order.Object(),
		kit.NewField(lang.L("How does the patient lie?"), i.position.chips),
		kit.NewField(lang.L("Which goal or problem is it for?"), i.answers.chips),
		i.note.Field,
		container.NewBorder(nil, nil, remove, doneButton(func() { i.list.toggle(i.id) }), container.NewHBox(twin, other)),
	)
}

func (i *prescriptionItem) updateOpen() {
	s := i.s
	p := s.prescription(i.id)
	if p == nil {
		return
	}
	var answers []kit.Option
	for _, g := range s.chart.GoalsOf(s.plan) {
		answers = append(answers, kit.Option{ID: "g" + g.ID, Label: s.goalShort(&g), Icon: kit.IconGoal})
	}
	for _, pr := range s.chart.ProblemsOf(s.plan) {
		answers = append(answers, kit.Option{ID: "p" + pr.ID, Label: short(pr.Words)})
	}
	chosen := "p" + p.ProblemID
	if p.GoalID != "" {
		chosen = "g" + p.GoalID
	}
	i.answers.set(answers, chosen)
	var spots []kit.Option
	var on []string
	add := func(t clinic.Target) {
		o := kit.Option{ID: t.Key(), Label: s.d.Atlas.Label(t.Structure, t.Side)}
		if !slices.Contains(spots, o) {
			spots = append(spots, o)
		}
	}
	for _, t := range p.Targets {
		add(t)
		on = append(on, t.Key())
	}
	for _, t := range s.problemTargets() {
		add(t)
	}
	slices.SortStableFunc(spots, func(a, b kit.Option) int { return strings.Compare(a.Label, b.Label) })
	i.places.set(append(spots, kit.Option{ID: anything, Label: lang.L("Figure and search"), Icon: kit.IconFigure}), on...)
	i.pressure.set(pressureOptions(), strconv.Itoa(p.Pressure))
	tech := s.d.Catalogue.Technique(p.Technique)
	usual := ""
	if tech != nil {
		facts := map[string]any{"Technique": tech.Name, "Dose": tech.Usual(), "Care": tech.Care}
		usual = lang.L("{{.Technique}}, usual dose. {{.Dose}}.", facts)
		if tech.Care != "" {
			usual = lang.L("{{.Technique}}, usual dose. {{.Dose}}. {{.Care}}.", facts)
		}
		if most, why := s.d.Catalogue.PainMax(s.chart, tech); why != nil {
			usual = words.Sentences(usual, lang.L("Pain at most {{.Most}} of 10 here, because of: {{.Answer}}.", map[string]any{"Most": most, "Answer": why.Name}))
		}
	}
	i.pressed.SetText(usual)
	times := float64(p.Repetitions)
	i.minutes.Show(&p.Minutes)
	i.times.Show(&times)
	i.dose.show(p)
	i.order.Show(s.chart, p.Technique, p.Targets, p.Minutes)
	var positions []kit.Option
	for _, pos := range clinic.Positions() {
		positions = append(positions, kit.Option{ID: pos, Label: script.UpperFirst(pos)})
	}
	i.position.set(positions, p.Position)
	i.note.Show(p.Note)
}

// answer binds a technique to a goal, and to its problem, or to a problem alone.
func (s *screen) answer(p *clinic.Prescription, id string) {
	p.GoalID, p.ProblemID = "", ""
	if g := s.goal(strings.TrimPrefix(id, "g")); g != nil {
		p.GoalID, p.ProblemID = g.ID, g.ProblemID
	} else if pr := s.problem(strings.TrimPrefix(id, "p")); pr != nil {
		p.ProblemID = pr.ID
	}
}

func (i *prescriptionItem) choosePlaces(ids []string) {
	p := i.s.prescription(i.id)
	if p == nil {
		return
	}
	put := func(list []clinic.Target) {
		_ = i.set(clinic.Say("Choose the place"), func(p *clinic.Prescription) { p.Targets = list })
	}
	if slices.Contains(ids, anything) {
		i.updateOpen()
		i.s.pickPlaces(lang.L("{{.Technique}}: where?", map[string]any{"Technique": i.s.d.Catalogue.TechniqueName(p.Technique)}), false, p.Targets, put)
		return
	}
	list := slices.DeleteFunc(slices.Clone(p.Targets), func(t clinic.Target) bool { return !slices.Contains(ids, t.Key()) })
	for _, id := range ids {
		if t := targetOf(id); !slices.Contains(list, t) {
			list = append(list, t)
		}
	}
	put(list)
}

// change puts another technique in the place of this one.
func (i *prescriptionItem) change() {
	s := i.s
	s.flush()
	fitting := s.benefits()
	var targets []clinic.Target
	if p := s.prescription(i.id); p != nil {
		targets = p.Targets
		if g := s.goal(p.GoalID); g != nil {
			fitting = []clinic.Benefit{g.Benefit}
		}
	}
	s.pickTechnique(fitting, targets, func(t *clinic.Technique) {
		_ = i.set(clinic.Say("Choose another technique"), func(p *clinic.Prescription) {
			p.Technique = t.Code
			*p = clinic.UsualDose(s.d.Catalogue, s.chart, s.current(), *p)
		})
	})
}

func (s *screen) removePrescription(id string) {
	s.flush()
	if p := s.prescription(id); p != nil {
		op := s.op(clinic.Say("Take off {{.Technique}}", clinic.Args{"Technique": strings.ToLower(s.d.Catalogue.TechniqueName(p.Technique))}))
		op.Remove = []clinic.Record{p}
		_ = s.do(op)
	}
}

// movePrescription changes the place of a technique in the order of the session.
func (s *screen) movePrescription(id string, by int) {
	s.flush()
	list := s.chart.PrescriptionsOf(s.plan)
	i := slices.IndexFunc(list, func(p clinic.Prescription) bool { return p.ID == id })
	j := i + by
	if i < 0 || j < 0 || j >= len(list) {
		return
	}
	list[i], list[j] = list[j], list[i]
	_ = s.do(s.ranked(clinic.Say("Change the order"), list))
}

// orderPrescriptions puts the techniques of the session in an order.
func (s *screen) orderPrescriptions(ids []string) {
	s.flush()
	list := s.chart.PrescriptionsOf(s.plan)
	place := func(p clinic.Prescription) int {
		if i := slices.Index(ids, p.ID); i >= 0 {
			return i
		}
		return len(ids) // added elsewhere meanwhile
	}
	slices.SortStableFunc(list, func(a, b clinic.Prescription) int { return place(a) - place(b) })
	if op := s.ranked(clinic.Say("Change the order"), list); !op.Empty() {
		_ = s.do(op)
	}
}

// ranked numbers techniques in the order of the list.
func (s *screen) ranked(label clinic.Sentence, list []clinic.Prescription) clinic.Operation {
	op := s.op(label)
	for n := range list {
		if list[n].Rank != n+1 || s.prescription(list[n].ID) == nil {
			list[n].Rank = n + 1
			op.Put = append(op.Put, &list[n])
		}
	}
	return op
}

// duplicate puts a copy of a technique behind it, for another place.
func (s *screen) duplicate(id string, list *folds) {
	s.flush()
	p := s.prescription(id)
	if p == nil {
		return
	}
	twin := *p
	twin.ID = s.d.NewID()
	twin.OriginID, twin.KeptReason = twin.ID, ""
	twin.Targets = slices.Clone(p.Targets)
	all := s.chart.PrescriptionsOf(s.plan)
	at := slices.IndexFunc(all, func(p clinic.Prescription) bool { return p.ID == id })
	label := clinic.Say("Duplicate {{.Technique}}", clinic.Args{"Technique": s.d.Catalogue.TechniqueTerm(p.Technique)})
	if s.do(s.ranked(label, slices.Insert(all, at+1, twin))) == nil {
		list.toggle(twin.ID)
	}
}
