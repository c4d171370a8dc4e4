// Package asked is the step of the questionnaires.
package asked

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/forms"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// Step is the step of the questionnaires: those that fit this patient first, each with how it came out last
// and whether that is a real change. One is filled in here, or handed to the patient.
type Step struct {
	s      *step.Host
	list   *fyne.Container
	scroll *kit.DragScroll
	body   *fyne.Container
	filler *forms.Filler         // while one is filled in here
	totals map[string]*totalForm // that are open, by form
	opened map[string]bool       // whose answers are shown, by key
	rows   map[string]fyne.CanvasObject
	// order are the forms as they stood when the step was opened, and first those for this patient: while one works
	// in it, each keeps its place.
	order []string
	first map[string]bool
	root  fyne.CanvasObject
}

// New makes the step.
func New(s *step.Host) step.Step {
	p := &Step{s: s, list: kit.StackGap(kit.GapWide), totals: map[string]*totalForm{}, opened: map[string]bool{}, rows: map[string]fyne.CanvasObject{}}
	p.scroll = kit.NewDragScroll(kit.PadSides(kit.GapWide, kit.Gap, kit.MaxWidth(1100, p.list)))
	p.body = container.NewStack(p.scroll)
	p.root = p.body
	return p
}

// Object is part of step.Step.
func (p *Step) Object() fyne.CanvasObject { return p.root }

// Leave is part of step.Step.
func (p *Step) Leave() {
	p.order = nil
	if p.filler != nil {
		p.filler.Leave()
	}
}

// Show is part of step.Step.
func (p *Step) Show() {
	if p.filler != nil {
		if !p.s.Locked() {
			return // each answer is kept and shown by the questionnaire itself
		}
		p.shut()
		return
	}
	p.list.Objects = nil
	a := p.s.Current()
	locked := p.s.Locked()
	states := p.inOrder(clinic.FormStates(p.s.Desk.Catalogue, p.s.Chart(), a, p.part))
	suggested, rest := kit.StackGap(kit.GapWide), kit.StackGap(kit.GapWide)
	for _, st := range states {
		if locked && st.Done == nil && st.Draft == nil && !p.measured(st.Form) {
			continue
		}
		to := rest
		if p.first[st.Form.Code] || locked {
			to = suggested
		}
		if len(to.Objects) > 0 {
			to.Add(kit.Hairline())
		}
		row := p.row(st, locked)
		p.rows[st.Form.Code] = row
		to.Add(row)
	}
	switch {
	case len(suggested.Objects) > 0:
		p.list.Add(kit.NewCard(lang.L("For this patient"), suggested))
	case locked:
		p.list.Add(kit.Body(lang.L("No questionnaire was filled in.")).In(kit.ColorQuiet).Wrap())
	}
	if len(rest.Objects) > 0 {
		p.list.Add(kit.NewCard(lang.L("All the others"), rest))
	}
	if !locked {
		p.list.Add(container.NewHBox(kit.NextButton(lang.L("Next: impression"), func() { p.s.GoTo(step.Impression) })))
	}
	p.list.Refresh()
	p.root.Refresh()
}

func (p *Step) inOrder(states []clinic.FormState) []clinic.FormState {
	if p.order == nil {
		p.first = map[string]bool{}
		for _, st := range states {
			p.order = append(p.order, st.Form.Code)
			p.first[st.Form.Code] = st.Reason != ""
		}
	}
	slices.SortStableFunc(states, func(a, b clinic.FormState) int {
		return slices.Index(p.order, a.Form.Code) - slices.Index(p.order, b.Form.Code)
	})
	return states
}

func (p *Step) part(structure string) string {
	st, _ := p.s.Desk.Atlas.Structure(structure)
	return st.Part
}

// measured reports whether this assessment has a total of the form.
func (p *Step) measured(f *clinic.Form) bool {
	for _, m := range p.s.Chart().MeasurementsOf(p.s.Assessment) {
		for _, code := range f.Measures {
			if m.Measure == code {
				return true
			}
		}
	}
	return false
}

// row is one questionnaire: what it is and how it stands, and at its end what can be done.
func (p *Step) row(st clinic.FormState, locked bool) fyne.CanvasObject {
	said := kit.StackGap(2, kit.Strong(st.Form.Title).Wrap(), kit.QuietText(p.about(st)).Wrap())
	for _, line := range p.course(st) {
		said.Add(kit.Body(line).Wrap())
	}
	if line := p.standing(st); line != "" {
		said.Add(kit.Body(line).Wrap())
	}
	box := kit.Stack(said)
	if buttons := p.buttons(st, locked); len(buttons) > 0 {
		box = kit.Stack(container.New(&wordsAndButtons{}, said, kit.FlowRow(buttons...)))
	}
	if t := p.totals[st.Form.Code]; t != nil && !locked {
		box.Add(t.root)
	}
	if st.Done != nil && p.opened[st.Done.ID] {
		box.Add(p.answers(st.Form, st.Done))
	}
	return box
}

// about says what it shows and why it is suggested.
func (p *Step) about(st clinic.FormState) string {
	why := map[string]string{
		clinic.BecauseBefore: lang.L("Used before with this patient"), clinic.BecauseGoal: lang.L("A goal is measured by it"),
		clinic.BecausePart: lang.L("Fits where something was found"), clinic.BecauseReview: lang.L("For a re-assessment"),
	}[st.Reason]
	parts := []string{st.Form.About}
	if why != "" {
		parts = append(parts, why+".")
	}
	if !st.Form.Fillable() {
		parts = append(parts, lang.L("Filled in elsewhere; only the total is kept here."))
	}
	return strings.Join(parts, " ")
}

// course says the last total and what it is against the first.
func (p *Step) course(st clinic.FormState) []string {
	var out []string
	for i := range st.Series {
		series := &st.Series[i]
		if len(series.Points) == 0 {
			continue
		}
		said := words.Say(series.Verdict().Words(series, p.s.Desk.Today()))
		if len(st.Form.Measures) > 1 {
			said = words.Of(series.Name, said)
		}
		out = append(out, said)
	}
	return out
}

// standing says how it stands in this assessment.
func (p *Step) standing(st clinic.FormState) string {
	if x := st.Draft; x != nil {
		if st.Form.Answer == clinic.FormTick {
			return lang.L("Begun, not handed back yet.")
		}
		all := max(len(st.Form.Items), len(x.Answers))
		return lang.L("Begun: {{.Given}} of {{.All}} answered.", map[string]any{"Given": all - len(st.Form.Unanswered(x.Answers)), "All": all})
	}
	x := st.Done
	if x == nil {
		return ""
	}
	at := p.s.Desk.In(x.FinishedAt)
	when := map[string]any{"When": words.ShortMoment(at), "Total": p.total(st.Form, x)}
	switch {
	case x.Total == nil:
		return lang.L("Handed back on {{.When}}: too few answers for a total.", when)
	case x.FilledBy == clinic.ByPatient:
		return lang.L("Filled in by the patient on {{.When}}: {{.Total}}", when)
	}
	return lang.L("Filled in here on {{.When}}: {{.Total}}", when)
}

func (p *Step) total(f *clinic.Form, x *clinic.FormAnswers) string {
	switch {
	case x.Total == nil:
		return ""
	case len(f.Measures) > 0:
		if me := p.s.Desk.Catalogue.Measure(f.Measures[0]); me != nil {
			return me.Write(*x.Total)
		}
	}
	return clinic.Number(*x.Total)
}

func (p *Step) buttons(st clinic.FormState, locked bool) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	if !locked {
		out = p.openButtons(st)
	}
	if x := st.Done; x != nil && len(x.Answers) > 0 {
		label := lang.L("Show the answers")
		if p.opened[x.ID] {
			label = lang.L("Hide the answers")
		}
		out = append(out, kit.QuietButton(label, kit.IconPreview, func() {
			p.opened[x.ID] = !p.opened[x.ID]
			p.Show()
		}))
	}
	return out
}

func (p *Step) openButtons(st clinic.FormState) []fyne.CanvasObject {
	if !st.Form.Fillable() {
		if p.totals[st.Form.Code] != nil {
			return nil
		}
		return []fyne.CanvasObject{kit.NewButton(lang.L("Write down the total"), kit.IconEdit, func() { p.writeDown(st.Form) })}
	}
	here := kit.NewButton(cmp.Or(map[bool]string{true: lang.L("Go on here")}[st.Draft != nil], lang.L("Fill in here")), kit.IconEdit, func() { p.fillIn(st.Form) })
	out := []fyne.CanvasObject{here}
	if p.s.Desk.Cover != nil {
		out = append([]fyne.CanvasObject{kit.NewButton(lang.L("Hand to the patient"), kit.IconPatientReported, func() { p.handOver(st.Form) })}, out...)
	}
	if x := st.Draft; x != nil {
		out = append(out, kit.QuietButton(lang.L("Discard"), kit.IconRemove, func() { p.discard(st.Form, x) }))
	}
	return out
}

// begin starts a questionnaire or goes on with it; "" when that cannot be kept.
func (p *Step) begin(f *clinic.Form, by clinic.Source) string {
	p.s.Leave()
	x, op := clinic.StartForm(p.s.Desk.Env(), p.s.Chart(), f, p.s.Assessment, "", by)
	if !op.Empty() && p.s.Desk.Apply(op) != nil {
		return "" // the person was told
	}
	return x.ID
}

func (p *Step) fillIn(f *clinic.Form) {
	id := p.begin(f, clinic.ByTherapist)
	if id == "" {
		return
	}
	p.filler = forms.New(p.s.Desk, p.s.Patient, id, f, p.shut)
	back := kit.QuietButton(lang.L("All questionnaires"), kit.IconChevronLeft, func() {
		p.Leave()
		p.shut()
	})
	p.body.Objects = []fyne.CanvasObject{container.NewBorder(kit.PadSides(kit.GapWide, 0, container.NewHBox(back)), nil, nil, nil, p.filler.Object())}
	p.body.Refresh()
}

// shut goes back to the list.
func (p *Step) shut() {
	p.filler = nil
	p.body.Objects = []fyne.CanvasObject{p.scroll}
	p.body.Refresh()
	p.s.Show()
	p.scroll.ScrollToOffset(fyne.Position{}) // what was filled in stands above
}

// handOver gives the window to the patient.
func (p *Step) handOver(f *clinic.Form) {
	id := p.begin(f, clinic.ByPatient)
	if id == "" {
		return
	}
	filler := forms.New(p.s.Desk, p.s.Patient, id, f, nil)
	p.s.Desk.Cover(filler.Object(), func() {
		filler.Leave()
		p.s.Show()
		p.scroll.ScrollToOffset(fyne.Position{})
	})
}

func (p *Step) discard(f *clinic.Form, x *clinic.FormAnswers) {
	op, err := clinic.DiscardForm(f, *x)
	if err != nil {
		p.s.Desk.Fail(err)
		return
	}
	if p.s.Desk.Apply(op) == nil {
		p.s.Desk.Tell(lang.L("Discarded: {{.What}}", map[string]any{"What": f.Title}), func() {
			p.s.Desk.Undo(op.Scope)
		})
	}
}

// answers lists what was answered; of statements to tick only those that were.
func (p *Step) answers(f *clinic.Form, x *clinic.FormAnswers) fyne.CanvasObject {
	box := kit.StackGap(kit.Gap / 2)
	line := func(what string, answer clinic.Sentence) {
		said := lang.L("not answered")
		if !answer.IsZero() {
			said = words.Say(answer)
		}
		box.Add(kit.Beside(kit.GapWide, 260, kit.Body(what).Wrap(), kit.Strong(said).Wrap()))
	}
	for i, answer := range x.Answers {
		switch {
		case i < len(x.Activities):
			line(x.Activities[i], f.AnswerWords(i, answer))
		case i >= len(f.Items):
		case f.Answer == clinic.FormTick:
			if !f.AnswerWords(i, answer).IsZero() {
				box.Add(container.NewBorder(nil, nil, kit.IconView(kit.IconCheck, kit.ColorSuccess), nil,
					kit.Body(strconv.Itoa(i+1)+". "+f.Items[i].Text).Wrap()))
			}
		default:
			line(f.Items[i].Text, f.AnswerWords(i, answer))
		}
	}
	if len(box.Objects) == 0 {
		box.Add(kit.QuietText(lang.L("Nothing was ticked.")))
	}
	if f.Credit != "" {
		box.Add(kit.QuietText(f.Credit).Wrap())
	}
	return kit.PadSides(kit.GapWide, kit.Gap, box)
}

// wordsAndButtons puts buttons at the end of what they are for, or below it where there is little room.
type wordsAndButtons struct{ width float32 }

const wordsLeast float32 = 360

func (l *wordsAndButtons) beside(objects []fyne.CanvasObject, width float32) (buttons float32, ok bool) {
	for _, o := range objects[1].(*fyne.Container).Objects {
		buttons += o.MinSize().Width + kit.Gap
	}
	return buttons, width >= wordsLeast+kit.GapWide+buttons
}

func (l *wordsAndButtons) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	words, buttons := objects[0], objects[1]
	words.Move(fyne.Position{})
	if wide, ok := l.beside(objects, size.Width); ok {
		words.Resize(fyne.NewSize(size.Width-wide-kit.GapWide, size.Height))
		buttons.Resize(fyne.NewSize(wide, buttons.MinSize().Height))
		buttons.Move(fyne.NewPos(size.Width-wide+kit.Gap, 0))
		return
	}
	words.Resize(fyne.NewSize(size.Width, words.MinSize().Height))
	high := words.MinSize().Height
	buttons.Move(fyne.NewPos(0, high+kit.Gap))
	buttons.Resize(fyne.NewSize(size.Width, size.Height-high-kit.Gap))
}

func (l *wordsAndButtons) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	if _, ok := l.beside(objects, l.width); ok {
		return fyne.NewSize(wordsLeast, max(a.Height, b.Height))
	}
	return fyne.NewSize(max(a.Width, b.Width), a.Height+kit.Gap+b.Height)
}
