package plan

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// step is one step of the editor.
type step interface {
	object() fyne.CanvasObject
	// show brings the step up to date without moving what is being worked on.
	show()
}

// editor writes one version of a plan: the steps at the left, each with how far it has come, and the sum of the plan below.
type editor struct {
	s      *screen
	object fyne.CanvasObject
	steps  *kit.Steps
	body   *fyne.Container // the step that is shown
	built  map[string]step

	undo, redo *kit.Button
	words      *kit.Text  // what undo and redo would do
	reason     *edit.Text // why the version was made; of the first version nothing is asked
	reasonLine *fyne.Container
	line       *fyne.Container
	status     *kit.Text
	summary    *summary
	next       *kit.Button
	act        *fyne.Container // what goes on: to the next step, or to the agreement at the last
	foot       *kit.Foot
}

func newEditor(s *screen) *editor {
	e := &editor{s: s, built: map[string]step{}, summary: newSummary(), body: container.NewStack()}
	var list []kit.Step
	for _, id := range steps {
		list = append(list, kit.Step{ID: id, Label: stepName(id)})
	}
	e.steps = kit.NewSteps(list, func(string) {
		s.flush()
		e.turn()
	})
	e.status = kit.QuietText("").Lines(2)
	e.undo = kit.IconButton(kit.IconUndo, lang.L("Undo"), s.Undo)
	e.redo = kit.IconButton(kit.IconRedo, lang.L("Redo"), s.Redo)
	versions := kit.IconButton(kit.IconHistory, lang.L("Versions of this plan"), s.openVersions)
	more := kit.IconButton(kit.IconMore, lang.L("More about this version"), s.openMore)
	e.next = kit.PrimaryButton("", "", e.goOn)
	e.words = kit.QuietText("").Lines(1).Aligned(fyne.TextAlignTrailing)
	e.line = container.New(&shared{e.words}, e.status, e.words)
	e.askReason()
	head := kit.Border(nil, nil, nil, container.NewHBox(e.undo, e.redo, versions, more), kit.Middle(e.line))
	e.act = container.NewStack(e.next)
	e.foot = kit.NewFootBar(e.summary.object, e.act)
	main := kit.Border(kit.PadSides(kit.GapRoomy, kit.Gap/2, kit.StackGap(kit.Gap/2, head, e.reasonLine)), nil, nil, nil, e.body)
	e.object = kit.Border(nil, e.foot, nil, nil, container.New(besideSteps{e.steps}, kit.PadSides(0, kit.Gap, e.steps), main))
	e.turn()
	return e
}

// besideSteps gives the steps their column, a narrow one in a small window, and what they lead to the rest.
type besideSteps struct{ steps *kit.Steps }

// narrowFrom is the width of the section, in a window of 1100, below which the column is narrow.
const narrowFrom float32 = 1100 - 96

func (b besideSteps) Layout(o []fyne.CanvasObject, size fyne.Size) {
	b.steps.SetNarrow(size.Width < narrowFrom)
	w := o[0].MinSize().Width
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(w, size.Height))
	o[1].Move(fyne.NewPos(w, 0))
	o[1].Resize(fyne.NewSize(size.Width-w, size.Height))
}

func (b besideSteps) MinSize(o []fyne.CanvasObject) fyne.Size {
	steps, main := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(kit.StepsNarrow+main.Width, max(steps.Height, main.Height))
}

func (e *editor) make(id string) step {
	switch id {
	case stepProblems:
		return newProblems(e.s)
	case stepGoals:
		return newGoals(e.s)
	case stepTreatment:
		return newTreatment(e.s)
	case stepSchedule:
		return newSchedule(e.s)
	case stepHome:
		return newHome(e.s)
	default:
		return newAgree(e.s)
	}
}

// turn shows the step that was chosen; it is built when it is first shown.
func (e *editor) turn() {
	id := e.steps.Current()
	if e.built[id] == nil {
		e.built[id] = e.make(id)
	}
	e.show()
	e.body.Objects = []fyne.CanvasObject{e.built[id].object()}
	e.body.Refresh()
}

// states are how far each step has come.
func (e *editor) states() map[string]kit.StepState {
	s, p := e.s, e.s.current()
	lacks := map[string]bool{}
	for _, h := range clinic.CanAgree(s.d.Catalogue, s.chart, p, s.d.Today()) {
		lacks[h.Step] = true
	}
	state := func(begun, lacking bool) kit.StepState {
		switch {
		case !begun:
			return kit.StepEmpty
		case lacking:
			return kit.StepBegun
		}
		return kit.StepDone
	}
	rx := s.chart.PrescriptionsOf(p.ID)
	out := map[string]kit.StepState{
		stepProblems:  state(len(s.chart.ProblemsOf(p.ID)) > 0, false),
		stepGoals:     state(len(s.chart.GoalsOf(p.ID)) > 0, lacks[clinic.StepGoals]),
		stepTreatment: state(len(rx) > 0, lacks[clinic.StepTreatment]),
		// What a plan begins with is nobody's decision until it was looked at.
		stepSchedule: state(len(p.Phases) > 0, lacks[clinic.StepSchedule] || p.Version == 1 && e.built[stepSchedule] == nil),
		stepHome:     state(len(s.chart.HomeCareOf(p.ID)) > 0 || len(p.Precautions) > 0 || strings.TrimSpace(p.Expect) != "", lacks[clinic.StepHome]),
		stepAgree:    kit.StepEmpty,
	}
	if lacks[clinic.StepReason] {
		out[stepProblems] = kit.StepMust
	}
	if lacks[clinic.StepAssessment] {
		out[stepAgree] = kit.StepMust
	}
	for i := range rx {
		if slices.ContainsFunc(s.standing(&rx[i]), func(c clinic.Conflict) bool { return c.Firm || rx[i].KeptReason == "" }) {
			out[stepTreatment] = kit.StepMust
		}
	}
	if lacks[clinic.StepHome] {
		out[stepHome] = kit.StepMust
	}
	if clinic.PlannedMinutes(rx) > float64(p.Minutes) {
		out[stepTreatment] = kit.StepMust
	}
	return out
}

// askReason makes the line that asks why the version was made, with the usual reasons at its end.
func (e *editor) askReason() {
	s := e.s
	e.reason = s.newText("plan.reason", "change_reason", lang.L("Why is the plan changed?"),
		lang.L("For example: sitting all day since the new job, add the hips"), 1, e.because)
	e.reason.Required()
	usual := kit.NewButton(lang.L("Usual reasons"), kit.IconChevronDown, nil)
	usual.IconPlacement = widget.ButtonIconTrailingText
	usual.OnTapped = func() {
		widget.ShowPopUpMenuAtRelativePosition(fyne.NewMenu("", e.usualReasons()...), s.d.Window.Canvas(), fyne.NewPos(0, usual.Size().Height), usual)
	}
	e.reasonLine = kit.MaxWidth(860, kit.Border(nil, nil, nil, kit.StackGap(0, kit.Space(0, 20), usual), e.reason.Field))
}

// because keeps why the version was made.
func (e *editor) because(text string) error {
	return e.s.editPlan(clinic.Say("Say why the plan is changed"), func(p *clinic.Plan) { p.ChangeReason = strings.TrimSpace(text) })
}

func (e *editor) usualReasons() []*fyne.MenuItem {
	var out []*fyne.MenuItem
	for _, text := range []string{
		lang.L("Goals are met"), lang.L("No real change yet"), lang.L("A new complaint"), lang.L("Better, so less often"), lang.L("The treatment was too strong"),
	} {
		out = append(out, fyne.NewMenuItem(text, func() {
			e.s.flush()
			_ = e.because(text)
		}))
	}
	return out
}

// to shows a step.
func (e *editor) to(id string) {
	e.s.flush()
	e.steps.Select(id)
	e.turn()
}

func (e *editor) goOn() {
	for i, id := range steps[:len(steps)-1] {
		if id == e.steps.Current() {
			e.to(steps[i+1])
			return
		}
	}
}

func (e *editor) show() {
	p := e.s.current()
	status := lang.L("Version {{.N}}, being written. Everything is saved as you make it.", map[string]any{"N": p.Version})
	if a := e.s.chart.Assessment(p.AssessmentID); a != nil {
		status = lang.L("Version {{.N}}, being written from the assessment of {{.Date}}. Everything is saved as you make it.",
			map[string]any{"N": p.Version, "Date": words.Long(a.Date)})
	}
	if p.Version > 1 {
		facts := map[string]any{"N": p.Version, "Reason": strings.TrimSuffix(p.ChangeReason, "."), "Old": p.Version - 1}
		status = lang.L("Version {{.N}}, being written because: {{.Reason}}. Version {{.Old}} holds until this one is agreed.", facts)
		if p.ChangeReason == "" {
			status = lang.L("Version {{.N}}, being written. Version {{.Old}} holds until this one is agreed.", facts)
		}
	}
	e.reason.Show(p.ChangeReason)
	e.status.SetText(status)
	undo, redo := e.s.d.UndoState(p.ID)
	kit.SetEnabled(e.undo, undo != "")
	kit.SetEnabled(e.redo, redo != "")
	var said []string
	if undo != "" {
		said = append(said, lang.L("Undo: {{.What}}", map[string]any{"What": undo}))
	}
	if redo != "" {
		said = append(said, lang.L("Redo: {{.What}}", map[string]any{"What": redo}))
	}
	e.words.SetText(strings.Join(said, " · "))
	e.line.Refresh()
	current := e.steps.Current()
	if st := e.built[current]; st != nil {
		st.show()
	}
	for id, state := range e.states() {
		e.steps.SetState(id, state)
	}
	e.summary.show(e.s.chart, p)
	kit.SetHidden(e.reasonLine, p.Version < 2 || current != stepProblems)
	goesOn := e.next
	if a, ok := e.built[current].(*agree); ok {
		goesOn = a.button
	}
	if i := slices.Index(steps, current); i < len(steps)-1 {
		if text := lang.L("Next: {{.Step}}", map[string]any{"Step": stepName(steps[i+1])}); e.next.Text != text {
			e.next.SetText(text)
		}
	}
	if e.act.Objects[0] != goesOn {
		e.act.Objects = []fyne.CanvasObject{goesOn}
		e.act.Refresh()
	}
}

// shared gives the second of two texts what it needs of a line, up to the half, and the first the rest.
type shared struct{ second *kit.Text }

func (s *shared) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	first, second := objects[0], objects[1]
	w := min(fyne.MeasureText(s.second.Text(), kit.SizeQuiet, fyne.TextStyle{}).Width+1, size.Width/2)
	put := func(o fyne.CanvasObject, x, w float32) {
		o.Resize(fyne.NewSize(w, size.Height))
		o.Resize(fyne.NewSize(w, o.MinSize().Height)) // of the lines that it has in this width
		o.Move(fyne.NewPos(x, (size.Height-o.Size().Height)/2))
	}
	put(first, 0, max(size.Width-w-kit.GapWide, 0))
	put(second, size.Width-w, w)
}

func (s *shared) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var height float32
	for _, o := range objects {
		height = max(height, o.MinSize().Height)
	}
	return fyne.NewSize(0, height)
}

// summary is the sum of the plan in one line.
type summary struct {
	object   fyne.CanvasObject
	problems *kit.Text
	goals    *kit.Text
	minutes  *kit.Text
	meter    *meter
	sessions *kit.Text
	review   *kit.Text
}

func newSummary() *summary {
	s := &summary{
		problems: kit.Strong(""), goals: kit.Strong(""), minutes: kit.Strong(""), sessions: kit.Strong(""), review: kit.Strong(""),
		meter: newMeter(),
	}
	fact := func(name string, value fyne.CanvasObject) fyne.CanvasObject {
		return kit.StackGap(0, kit.QuietText(name), value)
	}
	s.object = container.New(kit.NewFlow(kit.GapWide, 0),
		fact(lang.L("Problems"), s.problems),
		fact(lang.L("Goals"), s.goals),
		fact(lang.L("Minutes a session"), container.NewHBox(s.minutes, container.NewCenter(s.meter.object))),
		fact(lang.L("Sessions"), s.sessions),
		fact(lang.L("Re-assessment"), s.review),
	)
	return s
}

func (s *summary) show(c *clinic.Chart, p *clinic.Plan) {
	s.problems.SetText(clinic.Number(float64(len(c.ProblemsOf(p.ID)))))
	s.goals.SetText(clinic.Number(float64(len(c.GoalsOf(p.ID)))))
	s.sessions.SetText(clinic.Number(float64(p.Sessions())))
	review := words.Short(p.ReviewDate)
	if review == "" {
		review = lang.L("not set")
	}
	s.review.SetText(review)
	sum := clinic.PlannedMinutes(c.PrescriptionsOf(p.ID))
	text := lang.L("{{.Sum}} of {{.Session}}", map[string]any{"Sum": clinic.Number(sum), "Session": p.Minutes})
	over := sum - float64(p.Minutes)
	if over > 0 {
		text = lang.L("{{.Sum}} of {{.Session}}: {{.Over}} too many",
			map[string]any{"Sum": clinic.Number(sum), "Session": p.Minutes, "Over": clinic.Number(over)})
		s.minutes.In(kit.ColorError)
	} else {
		s.minutes.In(kit.ColorText)
	}
	s.minutes.SetText(text)
	s.meter.set(sum, float64(p.Minutes))
}

// meter is a bar of minutes against the length of a session; what is too much goes past a mark.
type meter struct {
	object           fyne.CanvasObject
	groove, bar, end *kit.Plate
	sum, full        float64
}

const (
	meterWidth  = 112
	meterHeight = 12
)

func newMeter() *meter {
	m := &meter{
		groove: kit.NewPlate(kit.ColorLine, meterHeight/2), bar: kit.NewPlate(kit.ColorAccent, meterHeight/2),
		end: kit.NewPlate(kit.ColorText, 0),
	}
	m.object = container.New(m, m.groove, m.bar, m.end)
	return m
}

func (m *meter) set(sum, full float64) {
	if m.sum == sum && m.full == full {
		return
	}
	m.sum, m.full = sum, full
	fill := kit.ColorAccent
	if sum > full {
		fill = kit.ColorError
	}
	m.bar.SetFill(fill)
	m.end.Hidden = sum <= full
	m.Layout(nil, fyne.NewSize(meterWidth, meterHeight))
}

// Layout draws the bar to scale: the session fills it, unless more is planned than fits.
func (m *meter) Layout(_ []fyne.CanvasObject, _ fyne.Size) {
	scale := max(m.sum, m.full, 1)
	m.groove.Resize(fyne.NewSize(meterWidth, meterHeight))
	m.bar.Resize(fyne.NewSize(float32(m.sum/scale)*meterWidth, meterHeight))
	m.bar.Hidden = m.sum == 0
	m.end.Resize(fyne.NewSize(2, meterHeight+4))
	m.end.Move(fyne.NewPos(float32(m.full/scale)*meterWidth-1, -2))
}

// MinSize is fixed.
func (m *meter) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(meterWidth, meterHeight) }
