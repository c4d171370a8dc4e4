package plan

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// goals is the step where it is said what the treatment shall reach.
type goals struct {
	s       *screen
	content *kit.DragScroll
	list    *folds
	head    *kit.Text
	from    *choice
}

func newGoals(s *screen) *goals {
	g := &goals{s: s, head: kit.Heading("")}
	g.list = newFolds(func(id string) folded { return &goalItem{s: s, id: id, list: g.list} })
	g.from = newChoice(kit.NewChips(nil, func(ids []string) {
		g.from.choose()
		g.add(one(ids))
	}))
	g.content = scrolling(g.head, g.list.box, kit.NewField(lang.L("Add a goal for"), g.from.chips))
	g.list.scroll = g.content
	return g
}

func (g *goals) object() fyne.CanvasObject { return g.content }

// anything is the chip for a goal or technique that answers no problem in particular.
const anything = "-"

func (g *goals) show() {
	s := g.s
	var ids []string
	answered := map[string]bool{}
	for _, goal := range s.chart.GoalsOf(s.plan) {
		ids = append(ids, goal.ID)
		answered[goal.ProblemID] = true
	}
	head := lang.L("What should the treatment achieve?")
	if len(ids) == 0 {
		head = lang.L("What should the treatment achieve? Tap a problem to begin.")
	}
	g.head.SetText(head)
	g.list.show(ids)
	var options []kit.Option
	for _, p := range s.chart.ProblemsOf(s.plan) {
		if !answered[p.ID] {
			options = append(options, kit.Option{ID: p.ID, Label: short(p.Words), Icon: kit.IconAdd})
		}
	}
	g.from.set(append(options, kit.Option{ID: anything, Label: lang.L("Something else"), Icon: kit.IconAdd}))
}

// add makes a goal for a problem, with what its finding suggests already filled in.
func (g *goals) add(problem string) {
	s := g.s
	s.flush()
	goal := s.current().NewGoal()
	if p := s.problem(problem); p != nil {
		goal.ProblemID = p.ID
		if f := s.chart.Finding(p.FindingID); f != nil {
			goal.Benefit = benefitFor(f.Type)
			m := s.nearest(goal.Benefit, f)
			if rated := s.ratedPain(p.ID, goal.Benefit); rated != nil && (m == nil || s.d.Catalogue.Measure(m.series.Measure).Tells != clinic.TellsPain) {
				m = rated
			}
			if m != nil {
				m.take(&goal)
			}
		} else if o := s.chart.ObservedBy(s.d.Catalogue, p); o != nil {
			goal.Benefit = o.Benefit
			if m := s.measuredBy(o); m != nil {
				m.take(&goal)
			}
		}
	}
	added, op := clinic.AddGoal(s.d.Env(), s.chart, s.current(), goal)
	if s.do(op) == nil {
		g.list.toggle(added.ID)
	}
}

func (s *screen) problem(id string) *clinic.Problem {
	for _, p := range s.chart.ProblemsOf(s.plan) {
		if p.ID == id {
			return &p
		}
	}
	return nil
}

// nearest is what was measured nearest to a finding: at its structure, else on its side, else anything
// that has no side. Nothing is taken from the other side.
func (s *screen) nearest(b clinic.Benefit, f *clinic.Finding) *measured {
	var best *measured
	bestScore := 0
	for _, m := range s.measurements(b) {
		score := 0
		switch {
		case m.series.Structure == f.Structure && m.series.Side == f.Side:
			score = 3
		case m.series.Structure != "":
		case m.series.Side == anatomy.Midline:
			score = 1
		}
		if score > bestScore {
			best, bestScore = &m, score
		}
	}
	return best
}

// measuredBy is the measure of what was observed, the volume of the limb where that is a girth; nil for a test.
func (s *screen) measuredBy(o *clinic.Observed) *measured {
	if o.Measurement == nil {
		return nil
	}
	var best *measured
	for _, m := range s.measurements(o.Benefit) {
		x := &m.series
		switch {
		case best == nil && x.Measure == o.Measurement.Measure && x.Item == o.Measurement.Item && x.Structure == o.Measurement.Structure &&
			x.Side == o.Measurement.Side && x.Mode == o.Measurement.Mode && x.Along == o.Measurement.Along():
			best = &m
		case o.Measurement.Measure == clinic.MeasureGirth && x.Measure == clinic.MeasureLimbVolume && x.Side == o.Measurement.Side && x.Along.Protocol == o.Measurement.Protocol:
			return &m
		}
	}
	return best
}

// goalItem is one goal of the list.
type goalItem struct {
	s    *screen
	id   string
	list *folds

	benefit  *choice
	problem  *choice
	known    *choice
	measure  *kit.Text
	side     *choice
	sideF    *kit.Field
	where    *choice
	whereF   *kit.Field
	mode     *choice
	modeF    *kit.Field
	item     *edit.Text
	numbers  *fyne.Container // baseline and target, anew for each measure
	shown    string          // the measure and decimals they are for
	baseline *edit.Number
	target   *edit.Number
	accept   *kit.Button
	doubt    *kit.Remark
	weeks    *choice
	due      *edit.Date
	words    *edit.Text
}

func (i *goalItem) actions() []*kit.Button   { return nil }
func (i *goalItem) below() fyne.CanvasObject { return nil }
func (i *goalItem) update()                  {}
func (i *goalItem) set(label clinic.Sentence, change func(*clinic.Goal)) error {
	return i.s.editGoal(i.id, label, change)
}

func (i *goalItem) line() kit.Row {
	g := i.s.goal(i.id)
	if g == nil {
		return kit.Row{}
	}
	l := kit.Row{What: i.s.goalTitle(g), Quiet: i.s.goalQuiet(g), Icon: kit.IconGoal}
	switch {
	case g.Measure == "":
		l.Badge, l.Tone = lang.L("Needs a measure"), kit.ToneWarning
	case g.TargetTo == nil:
		l.Badge, l.Tone = lang.L("Needs a target"), kit.ToneWarning
	case g.Due == "":
		l.Badge, l.Tone = lang.L("Needs a date"), kit.ToneWarning
	case i.s.doubt(g) != "":
		l.Badge, l.Tone = lang.L("Check the target"), kit.ToneWarning
	}
	return l
}

// goalTitle is a goal in one line: "Neck rotation, right: 45° to 60° by 18 Jan 2027".
func (s *screen) goalTitle(g *clinic.Goal) string {
	if g.Measure == "" {
		return words.Say(g.Benefit.Name())
	}
	measure := s.measureWords(g.Measure, s.d.Catalogue.Of(g.Item, g.Along()), g.Structure, g.Side, g.Mode)
	facts := map[string]any{"Measure": measure, "From": s.write(g, g.Baseline), "To": s.write(g, g.TargetTo), "Date": words.Short(g.Due)}
	switch way := g.Baseline != nil || g.TargetTo != nil; {
	case way && g.Due != "":
		return lang.L("{{.Measure}}: {{.From}} to {{.To}} by {{.Date}}", facts)
	case way:
		return lang.L("{{.Measure}}: {{.From}} to {{.To}}", facts)
	case g.Due != "":
		return lang.L("{{.Measure}} by {{.Date}}", facts)
	}
	return measure
}

func (s *screen) goalQuiet(g *clinic.Goal) string {
	parts := []string{words.Say(g.Benefit.Name()), quoted(g.Words)}
	if p := s.problem(g.ProblemID); p != nil {
		parts = append(parts, p.Words)
	}
	return words.Points(parts...)
}

// quoted is what somebody said, in quotation marks; "" for nothing.
func quoted(text string) string {
	if text == "" {
		return ""
	}
	return lang.L("“{{.Text}}”", map[string]any{"Text": text})
}

func (i *goalItem) build() fyne.CanvasObject {
	s := i.s
	i.benefit = newChoice(kit.NewChips(nil, func(ids []string) {
		_ = i.set(clinic.Say("Choose the benefit"), func(g *clinic.Goal) { g.Benefit = clinic.Benefit(one(ids)) })
	}).Required())
	i.problem = newChoice(kit.NewChips(nil, func(ids []string) {
		_ = i.set(clinic.Say("Choose the problem"), func(g *clinic.Goal) { g.ProblemID = one(ids) })
	}))
	i.known = newChoice(kit.NewChips(nil, func(ids []string) { i.choose(one(ids)) }).Required())
	i.measure = kit.QuietText("").Wrap()
	i.side = newChoice(kit.NewChips(nil, func(ids []string) {
		_ = i.set(clinic.Say("Choose the side"), func(g *clinic.Goal) {
			g.Side = anatomy.Side(one(ids))
			s.rebase(g)
		})
	}).Required())
	i.sideF = kit.NewField(lang.L("Which side of the patient?"), i.side.chips)
	i.where = newChoice(kit.NewChips(nil, func(ids []string) { i.choosePlace(one(ids)) }).Required())
	i.whereF = kit.NewField(lang.L("Measured where?"), i.where.chips)
	i.mode = newChoice(kit.NewChips([]kit.Option{}, func(ids []string) {
		_ = i.set(clinic.Say("Choose how it is measured"), func(g *clinic.Goal) {
			g.Mode = one(ids)
			s.rebase(g)
		})
	}).Required())
	i.modeF = kit.NewField(lang.L("Who moves?"), i.mode.chips)
	i.item = s.newText("goal.item."+i.id, "item", lang.L("Which activity, in the patient's words"), "", 1, func(text string) error {
		return i.set(clinic.Say("Name the activity"), func(g *clinic.Goal) {
			g.Item = strings.TrimSpace(text)
			s.rebase(g)
		})
	})
	i.numbers = container.NewStack()
	i.accept = kit.NewButton("", kit.IconCheck, i.takeSuggestion)
	i.doubt = kit.NewRemark()
	i.weeks = newChoice(kit.NewChips(nil, func(ids []string) {
		n, err := strconv.Atoi(one(ids))
		if err != nil {
			return
		}
		_ = i.set(clinic.Say("Set the date of the goal"), func(g *clinic.Goal) { g.Due = s.begin().AddDays(7 * n) })
	}))
	i.due = edit.NewDate(s.d.Clock, lang.L("Or by"), "due", func(d clinic.Date) error {
		return i.set(clinic.Say("Set the date of the goal"), func(g *clinic.Goal) { g.Due = d })
	}).Of(s.d.Elsewhere(s.patient))
	i.words = s.newText("goal.words."+i.id, "words", lang.L("In the patient's own words"),
		lang.L("For example: turn my head to reverse the car"), 1, func(text string) error {
			return i.set(clinic.Say("Word the goal"), func(g *clinic.Goal) { g.Words = strings.TrimSpace(text) })
		})
	remove := removeButton(lang.L("Take this goal off"), func() { s.removeGoal(i.id) })
	done := doneButton(func() { i.list.toggle(i.id) })
	return kit.StackGap(kit.GapWide,
		kit.NewField(lang.L("What is it for?"), i.benefit.chips),
		kit.NewField(lang.L("How is it measured?"), kit.Stack(i.known.chips, i.measure)),
		i.item.Field, i.whereF, i.sideF, i.modeF,
		i.numbers, i.doubt.Object,
		kit.Beside(kit.GapRoomy, 320, kit.NewField(lang.L("In how many weeks?"), i.weeks.chips), i.due.Field),
		i.words.Field,
		kit.NewField(lang.L("Which problem does it answer?"), i.problem.chips),
		container.NewBorder(nil, nil, remove, done),
	)
}

// baselines are what a goal can be measured by from a value that is known.
func (s *screen) baselines(g *clinic.Goal) []measured {
	out := s.measurements(g.Benefit)
	if m := s.ratedPain(g.ProblemID, g.Benefit); m != nil {
		out = append([]measured{*m}, out...)
	}
	return out
}

// begin is the day the plan counts from.
func (s *screen) begin() clinic.Date {
	if d := s.current().Start; d.Valid() {
		return d
	}
	return s.d.Today()
}

const otherMeasure = "other"

func (i *goalItem) updateOpen() {
	s := i.s
	g := s.goal(i.id)
	if g == nil {
		return
	}
	i.benefit.set(benefitOptions(), string(g.Benefit))
	var problems []kit.Option
	for _, p := range s.chart.ProblemsOf(s.plan) {
		problems = append(problems, kit.Option{ID: p.ID, Label: short(p.Words)})
	}
	if len(problems) == 0 {
		problems = []kit.Option{{ID: anything, Label: lang.L("No problem is on the plan yet")}}
	}
	i.problem.set(problems, g.ProblemID)

	var known []kit.Option
	chosen := ""
	for _, m := range s.baselines(g) {
		known = append(known, kit.Option{ID: m.key(), Label: short(s.measuredLabel(&m))})
		if m.key() == goalKey(g) {
			chosen = m.key()
		}
	}
	me := s.d.Catalogue.Measure(g.Measure)
	if chosen == "" && me != nil {
		known = append(known, kit.Option{ID: "now", Label: short(s.measureWords(g.Measure, s.d.Catalogue.Of(g.Item, g.Along()), g.Structure, g.Side, g.Mode))})
		chosen = "now"
	}
	known = append(known, kit.Option{ID: otherMeasure, Label: lang.L("Another measure"), Icon: kit.IconMeasure})
	i.known.set(known, chosen)
	plain := ""
	if me != nil {
		plain = me.Plain
	}
	i.measure.SetText(plain)
	kit.SetHidden(i.measure, plain == "")

	// A measurement that was chosen has its place already; only a measure from the list asks for it.
	ask := me != nil && chosen == "now"
	kit.SetHidden(i.sideF, !ask || !me.Sided || me.AtStructure)
	kit.SetHidden(i.whereF, !ask || !me.AtStructure)
	kit.SetHidden(i.modeF, !ask || len(me.Modes) == 0)
	kit.SetHidden(i.item.Field, !ask || !me.Items && me.ItemName == "")
	if ask {
		i.side.set(sideOptions(), string(g.Side))
		i.where.set(s.placeOptions(g.Structure, g.Side), clinic.Target{Structure: g.Structure, Side: g.Side}.Key())
		i.mode.set(modeOptions(me.Modes), g.Mode)
		i.item.Show(g.Item)
		if !me.Items && me.ItemName != "" {
			i.item.SetLabel(script.UpperFirst(me.ItemName))
		}
	}
	i.showNumbers(g, me)
	doubt := s.doubt(g)
	i.doubt.Set(doubt, kit.ToneWarning)
	var weeks []kit.Option
	in := ""
	for _, n := range []int{2, 4, 6, 8, 12} {
		id := strconv.Itoa(n)
		weeks = append(weeks, kit.Option{ID: id, Label: id})
		if g.Due == s.begin().AddDays(7*n) {
			in = id
		}
	}
	i.weeks.set(weeks, in)
	i.due.Show(g.Due)
	i.words.Show(g.Words)
}

func sideOptions() []kit.Option {
	return []kit.Option{{ID: string(anatomy.Left), Label: lang.L("Left")}, {ID: string(anatomy.Right), Label: lang.L("Right")}}
}

func modeOptions(modes []string) []kit.Option {
	var out []kit.Option
	for _, m := range modes {
		label := lang.L("The patient (active)")
		if m == clinic.ModePassive {
			label = lang.L("The therapist (passive)")
		}
		out = append(out, kit.Option{ID: m, Label: label})
	}
	return out
}

// places offers the structures of the problems, the one that is chosen, and the way to any other.
func (s *screen) placeOptions(structure string, side anatomy.Side) []kit.Option {
	var out []kit.Option
	add := func(t clinic.Target) {
		o := kit.Option{ID: t.Key(), Label: s.d.Atlas.Label(t.Structure, t.Side)}
		if t.Structure != "" && !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	for _, t := range s.problemTargets() {
		add(t)
	}
	add(clinic.Target{Structure: structure, Side: side})
	return append(out, kit.Option{ID: anything, Label: lang.L("Another place"), Icon: kit.IconFigure})
}

// problemTargets are the structures of the plan's problems, each once.
func (s *screen) problemTargets() []clinic.Target {
	var out []clinic.Target
	for _, p := range s.chart.ProblemsOf(s.plan) {
		if f := s.chart.Finding(p.FindingID); f != nil && !slices.Contains(out, f.Target()) {
			out = append(out, f.Target())
		}
	}
	return out
}

func (i *goalItem) choosePlace(id string) {
	put := func(t clinic.Target) {
		_ = i.set(clinic.Say("Choose the place"), func(g *clinic.Goal) {
			g.Structure, g.Side = t.Structure, t.Side
			i.s.rebase(g)
		})
	}
	if id != anything {
		put(targetOf(id))
		return
	}
	i.updateOpen()
	i.s.pickPlaces(lang.L("Where is it measured?"), true, nil, func(list []clinic.Target) {
		if len(list) > 0 {
			put(list[0])
		}
	})
}

// choose takes one of the things measured, or goes to the list of all measures.
func (i *goalItem) choose(id string) {
	s := i.s
	g := s.goal(i.id)
	if g == nil || id == "now" {
		return
	}
	if id == otherMeasure {
		i.updateOpen()
		s.pickMeasure(g.Benefit, func(m *clinic.Measure) {
			_ = i.set(clinic.Say("Choose the measure"), func(g *clinic.Goal) { s.useMeasure(g, m) })
		})
		return
	}
	for _, m := range s.baselines(g) {
		if m.key() == id {
			_ = i.set(clinic.Say("Choose the measure"), m.take)
		}
	}
}

// useMeasure makes a goal about a measure that was not taken yet, at the place of its problem.
func (s *screen) useMeasure(g *clinic.Goal, m *clinic.Measure) {
	if g.Measure == m.Code {
		return
	}
	g.Measure, g.Item, g.Structure, g.Side, g.Mode = m.Code, "", "", anatomy.Midline, ""
	g.SetAlong(clinic.Along{})
	g.Baseline, g.BaselineID, g.TargetTo = nil, "", nil
	var place clinic.Target
	if p := s.problem(g.ProblemID); p != nil {
		if f := s.chart.Finding(p.FindingID); f != nil {
			place = f.Target()
		}
	}
	if m.AtStructure {
		g.Structure = place.Structure
	}
	if (m.AtStructure || m.Sided) && place.Side != "" {
		g.Side = place.Side
	}
	if len(m.Modes) > 0 {
		g.Mode = m.Modes[0]
	}
	s.rebase(g)
}

// showNumbers shows baseline and target with the bounds of the measure.
func (i *goalItem) showNumbers(g *clinic.Goal, me *clinic.Measure) {
	s := i.s
	if me == nil {
		kit.SetHidden(i.numbers, true)
		return
	}
	kit.SetHidden(i.numbers, false)
	base, known := s.base(g)
	places := decimals(me.Step)
	if known {
		places = max(places, decimals(base)) // an average may lie between the steps
	}
	if shown := me.Code + strconv.Itoa(places); i.shown != shown {
		i.shown = shown
		limits := kit.Limits{Min: me.Low, Max: me.High, Step: me.Step, Decimals: places, Unit: me.Unit}
		i.baseline = s.newNumber("goal.baseline."+i.id, "baseline", lang.L("Now"), limits, func(v float64) error {
			return i.set(clinic.Say("Set the baseline"), func(g *clinic.Goal) { g.Baseline, g.BaselineID = &v, "" })
		})
		i.target = s.newNumber("goal.target."+i.id, "target", lang.L("Target"), limits, func(v float64) error {
			return i.set(clinic.Say("Set the target"), func(g *clinic.Goal) { g.TargetTo = &v })
		}, i.accept)
		i.numbers.Objects = []fyne.CanvasObject{kit.Beside(kit.GapRoomy, 320, i.baseline.Field, i.target.Field)}
		i.numbers.Refresh()
	}
	if known {
		base = math.Round(base*100) / 100
		i.baseline.Show(&base)
	} else {
		i.baseline.Show(nil)
	}
	i.baseline.Help(s.baselineSource(g))
	kit.SetHidden(i.baseline.Field, me.IsChange)
	i.target.Show(g.TargetTo)
	sug, ok := s.suggest(g)
	i.target.Help(sug.reason)
	kit.SetHidden(i.accept, !ok || g.TargetTo != nil && *g.TargetTo == sug.target)
	if ok {
		if text := lang.L("Take {{.Target}}", map[string]any{"Target": me.Write(sug.target)}); i.accept.Text != text {
			i.accept.SetText(text)
		}
	}
}

// baselineSource says where the baseline comes from.
func (s *screen) baselineSource(g *clinic.Goal) string {
	for _, m := range s.chart.Measurements {
		if m.ID == g.BaselineID && m.ID != "" {
			if m.AssessmentID == s.current().AssessmentID {
				return lang.L("Measured at the assessment, {{.Date}}.", map[string]any{"Date": words.Long(m.Date)})
			}
			return lang.L("Measured on {{.Date}}.", map[string]any{"Date": words.Long(m.Date)})
		}
	}
	for _, m := range s.measurements(g.Benefit) {
		if m.key() == goalKey(g) && g.Baseline != nil && *g.Baseline == m.point.Value && m.point.MeasurementID == "" {
			return lang.L("Average of what was measured on {{.Date}}.", map[string]any{"Date": words.Long(m.point.Date)})
		}
	}
	if g.Baseline != nil {
		return lang.L("Typed here, not measured at an assessment.")
	}
	return lang.L("Not measured yet. Type it, or measure it at the first session.")
}

func (i *goalItem) takeSuggestion() {
	g := i.s.goal(i.id)
	if g == nil {
		return
	}
	if sug, ok := i.s.suggest(g); ok {
		_ = i.set(clinic.Say("Set the target"), func(g *clinic.Goal) { g.TargetTo = &sug.target })
	}
}

// decimals is how many places a step needs.
func decimals(step float64) int {
	for n := range 3 {
		if v := step * math.Pow10(n); math.Abs(v-math.Round(v)) < 1e-9 {
			return n
		}
	}
	return 2
}

// removeGoal takes a goal off the plan. Techniques made for it stay, for no goal in particular.
func (s *screen) removeGoal(id string) {
	s.flush()
	g := s.goal(id)
	if g == nil {
		return
	}
	op := s.op(clinic.Say("Take off the goal {{.Goal}}", clinic.Args{"Goal": g.Name(s.d.Catalogue)}))
	op.Remove = []clinic.Record{g}
	for _, rx := range s.chart.PrescriptionsOf(s.plan) {
		if rx.GoalID == id {
			rx.GoalID = ""
			op.Put = append(op.Put, &rx)
		}
	}
	_ = s.do(op)
}
