package plan

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/script"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/safety"
	"regimen/internal/words"
)

// problems is the step where findings become the problems of the plan.
type problems struct {
	s       *screen
	content fyne.CanvasObject
	none    fyne.CanvasObject
	places  *rows
	beside  *kit.Text // heads what was found beside the figure
	others  *rows
	words   *rows // of the problems on the plan; below the findings, which stay where they are
	head    fyne.CanvasObject
	newer   *fyne.Container
	news    *kit.Remark
	summary *edit.Text
	title   *edit.Text
	figure  *figure
	faced   string // the findings the figure was turned to
	clear   *safety.KeepClear
}

func newProblems(s *screen) *problems {
	p := &problems{s: s, places: newRows(kit.Gap), others: newRows(0), words: newRows(kit.Gap)}
	p.none = kit.Body(lang.L("The assessment has no findings. Mark them on the body map first, or write the problem in your own words.")).
		In(kit.ColorQuiet).Wrap()
	p.beside = kit.Strong(lang.L("Measured and tested, not as usual")).Wrap()
	p.head = kit.Heading(lang.L("On the plan it says")).Wrap()
	p.news = kit.NewRemark()
	p.newer = kit.Stack(p.news.Object, container.NewHBox(kit.NewButton(lang.L("Use the newer assessment"), kit.IconRefresh, s.useLatest)))
	p.summary = s.newText("plan.summary", "summary", lang.L("What was found, in plain words for the patient"),
		lang.L("For example: the muscles on top of the left shoulder are tight and sore."), 2, func(text string) error {
			return s.editPlan(clinic.Say("Say what was found"), func(p *clinic.Plan) { p.Summary = strings.TrimSpace(text) })
		})
	p.title = s.newText("plan.title", "title", lang.L("Name of the plan, if it has one"), lang.L("For example: neck and shoulders"), 1,
		func(text string) error {
			return s.editPlan(clinic.Say("Name the plan"), func(p *clinic.Plan) { p.Title = strings.TrimSpace(text) })
		})
	add := kit.NewButton(lang.L("Add a problem in your own words"), kit.IconAdd, p.addOwn)
	p.clear = s.newKeepClear()
	p.figure = newFigure(s, true, func(under []clinic.Target) { s.togglePlace(under) })
	p.content = withFigure(p.figure, scrolling(
		kit.StackGap(kit.Gap/2, kit.Heading(lang.L("Which findings should the plan address?")).Wrap(),
			kit.QuietText(lang.L("Tap one to put it on the plan, tap it again to take it off.")).Wrap()),
		p.newer, p.clear.Object(), p.none, p.places.box, kit.StackGap(kit.Gap/2, p.beside, p.others.box), p.head, p.words.box, container.NewHBox(add), p.summary.Field, p.title.Field))
	return p
}

func (p *problems) object() fyne.CanvasObject { return p.content }

func (p *problems) show() {
	s := p.s
	plan := s.current()
	groups := spots(s.findings())
	var ids []string
	for _, g := range groups {
		ids = append(ids, g.Target.Key())
	}
	p.places.set(ids, func(id string) row { return newPlaceRow(s, id) })
	var written []string
	for _, pr := range s.chart.ProblemsOf(plan.ID) {
		written = append(written, pr.ID)
	}
	p.words.set(written, func(id string) row { return newProblemRow(s, id) })
	var seen []string
	for _, o := range s.observations() {
		seen = append(seen, o.Key())
	}
	p.others.set(seen, func(id string) row { return newObservedRow(s, id) })
	kit.SetHidden(p.beside, len(seen) == 0)
	p.showFigure(groups)
	p.clear.Show()
	news := ""
	if a := s.newerAssessment(); a != nil {
		news = lang.L("There is a newer assessment, of {{.Date}}. The findings below are from the one before.", map[string]any{"Date": words.Long(a.Date)})
	}
	p.news.Set(news, kit.ToneNeutral)
	kit.SetHidden(p.newer, news == "")
	kit.SetHidden(p.none, len(groups)+len(seen) > 0)
	kit.SetHidden(p.head, len(written) == 0)
	p.summary.Show(plan.Summary)
	p.title.Show(plan.Title)
}

func (p *problems) showFigure(groups []spot) {
	var marks []drawing.Mark
	for _, f := range p.s.findings() {
		marks = append(marks, p.s.findingMark(&f, p.s.problemFor(f.ID) != nil))
	}
	p.figure.set(marks)
	if id := p.s.current().AssessmentID; p.faced != id && len(groups) > 0 {
		p.faced = id
		var targets []clinic.Target
		for _, g := range groups {
			targets = append(targets, g.Target)
		}
		p.figure.face(targets)
	}
}

func (p *problems) addOwn() {
	s := p.s
	s.flush()
	pr := clinic.OwnProblem(s.d.Env(), s.chart, s.current(), lang.L("New problem"))
	if s.do(s.op(clinic.Say("Add a problem"), pr)) == nil {
		if r, ok := p.words.byID[pr.ID].(*problemRow); ok {
			s.focusAll(r.words.Entry)
		}
	}
}

// newerAssessment is an assessment made after the one the version answers, or nil.
func (s *screen) newerAssessment() *clinic.Assessment {
	a := s.chart.LatestAssessment()
	if a == nil || a.ID == s.current().AssessmentID {
		return nil
	}
	return a
}

// useLatest makes the version answer the newest assessment. A problem whose finding is there again goes on
// with the new one, and with its words unless they were changed by hand. Baselines stay as they are: progress
// is measured from them.
func (s *screen) useLatest() {
	s.flush()
	latest := s.newerAssessment()
	if latest == nil {
		return
	}
	p := *s.current()
	p.AssessmentID = latest.ID
	op := s.op(clinic.Say("Use the newer assessment"), &p)
	now := s.chart.Found(latest.ID)
	said := func(f *clinic.Finding) string {
		x, _ := clinic.AddProblem(s.d.Env(), s.d.Catalogue, &clinic.Chart{}, &p, f, s.d.Atlas.Label)
		return x.Words
	}
	for _, pr := range s.chart.ProblemsOf(s.plan) {
		old := s.chart.Finding(pr.FindingID)
		if old == nil {
			if next, ok := s.observedAgain(&pr, latest); ok {
				op.Put = append(op.Put, &next)
			}
			continue
		}
		i := slices.IndexFunc(now, func(f clinic.Finding) bool {
			return f.Target() == old.Target() && f.Type == old.Type && f.Source == old.Source
		})
		if i < 0 {
			continue
		}
		pr.FindingID = now[i].ID
		if pr.Words == said(old) {
			pr.Words = said(&now[i])
		}
		op.Put = append(op.Put, &pr)
	}
	_ = s.do(op)
}

// findings are what the plan answers: those of its assessment.
func (s *screen) findings() []clinic.Finding {
	return s.chart.Found(s.current().AssessmentID)
}

// problemFor is the problem a finding became in the version being written, or nil.
func (s *screen) problemFor(finding string) *clinic.Problem {
	for _, p := range s.chart.ProblemsOf(s.plan) {
		if p.FindingID == finding {
			return &p
		}
	}
	return nil
}

// toggleFinding makes a finding a problem of the plan, or takes it off again.
func (s *screen) toggleFinding(f *clinic.Finding) {
	s.flush()
	if p := s.problemFor(f.ID); p != nil {
		s.removeProblems(p.ID)
		return
	}
	_, op := clinic.AddProblem(s.d.Env(), s.d.Catalogue, s.chart, s.current(), f, s.d.Atlas.Label)
	_ = s.do(op)
}

// togglePlace makes the gravest finding of the likeliest structure under a finger a problem, or takes all
// its problems off again. Structures with no finding are passed over.
func (s *screen) togglePlace(under []clinic.Target) {
	groups := spots(s.findings())
	for _, t := range under {
		i := slices.IndexFunc(groups, func(g spot) bool { return g.Target == t })
		if i < 0 {
			continue
		}
		var on []string
		for _, f := range groups[i].findings {
			if p := s.problemFor(f.ID); p != nil {
				on = append(on, p.ID)
			}
		}
		if len(on) > 0 {
			s.removeProblems(on...)
		} else {
			s.toggleFinding(&groups[i].findings[0])
		}
		return
	}
}

// removeProblems takes problems off the plan. Goals and techniques made for one stay, for no problem in
// particular.
func (s *screen) removeProblems(ids ...string) {
	s.flush()
	op := s.op(clinic.Sentence{})
	for _, p := range s.chart.ProblemsOf(s.plan) {
		if slices.Contains(ids, p.ID) {
			op.Remove = append(op.Remove, &p)
			op.Label = clinic.Say("Take off {{.Problem}}", clinic.Args{"Problem": p.Words})
		}
	}
	for _, g := range s.chart.GoalsOf(s.plan) {
		if slices.Contains(ids, g.ProblemID) {
			g.ProblemID = ""
			op.Put = append(op.Put, &g)
		}
	}
	for _, rx := range s.chart.PrescriptionsOf(s.plan) {
		if slices.Contains(ids, rx.ProblemID) {
			rx.ProblemID = ""
			op.Put = append(op.Put, &rx)
		}
	}
	_ = s.do(op)
}

// observations are what the plan's assessment found beside the figure.
func (s *screen) observations() []clinic.Observed {
	return clinic.Observations(s.d.Catalogue, s.chart, s.chart.Assessment(s.current().AssessmentID))
}

// observedAgain is a problem about what was observed, as a later assessment found it; false where it did not.
func (s *screen) observedAgain(pr *clinic.Problem, later *clinic.Assessment) (clinic.Problem, bool) {
	old := s.chart.ObservedBy(s.d.Catalogue, pr)
	if old == nil {
		return *pr, false
	}
	now := old.Again(clinic.Observations(s.d.Catalogue, s.chart, later))
	if now == nil {
		return *pr, false
	}
	next := *pr
	made, _ := clinic.AddObserved(s.d.Env(), &clinic.Chart{}, s.current(), now, words.Say(now.Words))
	next.MeasurementID, next.TestResultID = made.MeasurementID, made.TestResultID
	if was, _ := clinic.AddObserved(s.d.Env(), &clinic.Chart{}, s.current(), old, words.Say(old.Words)); was.Words == pr.Words {
		next.Words = made.Words
	}
	return next, true
}

// observedRow is something that was measured or tested, to tap.
type observedRow struct {
	s    *screen
	id   string
	line *line
}

func newObservedRow(s *screen, id string) *observedRow {
	r := &observedRow{s: s, id: id}
	r.line = newLine(func() {
		o, p := r.is()
		switch {
		case p != nil:
			s.removeProblems(p.ID)
		case o != nil:
			s.flush()
			_, op := clinic.AddObserved(s.d.Env(), s.chart, s.current(), o, words.Say(o.Words))
			_ = s.do(op)
		}
	})
	return r
}

// is what it is about, and the problem that it became, or nil.
func (r *observedRow) is() (*clinic.Observed, *clinic.Problem) {
	for _, o := range r.s.observations() {
		if o.Key() != r.id {
			continue
		}
		for _, p := range r.s.chart.ProblemsOf(r.s.plan) {
			if o.Of(&p) {
				return &o, &p
			}
		}
		return &o, nil
	}
	return nil, nil
}

func (r *observedRow) object() fyne.CanvasObject { return r.line.TwoLine }

func (r *observedRow) show() {
	o, p := r.is()
	if o == nil {
		return
	}
	line := kit.Row{What: script.UpperFirst(words.Say(o.Words)), Quiet: lang.L("Measured"), Icon: kit.IconMeasure}
	if o.Test != nil {
		line.Quiet, line.Icon = lang.L("Tested"), kit.IconTherapistFound
		if o.Test.Note != "" {
			line.Quiet = words.Points(line.Quiet, o.Test.Note)
		}
	} else if o.Measurement.Note != "" {
		line.Quiet = words.Points(line.Quiet, o.Measurement.Note)
	}
	if p != nil {
		line.Badge, line.Tone = lang.L("On the plan"), kit.ToneAccent
	}
	r.line.set(line, p != nil)
}

// placeRow is a structure and side with its findings.
type placeRow struct {
	s        *screen
	id       string
	findings *rows
	box      fyne.CanvasObject
}

func newPlaceRow(s *screen, id string) *placeRow {
	r := &placeRow{s: s, id: id, findings: newRows(0)}
	t := targetOf(id)
	r.box = container.NewStack(kit.NewPlate(kit.ColorSurface, 12), kit.Pad(kit.Gap, kit.StackGap(kit.Gap/2,
		kit.PadSides(kit.Gap, 0, kit.Strong(s.d.Atlas.Label(t.Structure, t.Side))), r.findings.box)))
	return r
}

func (r *placeRow) object() fyne.CanvasObject { return r.box }

func (r *placeRow) show() {
	for _, g := range spots(r.s.findings()) {
		if g.Target != targetOf(r.id) {
			continue
		}
		var ids []string
		for _, f := range g.findings {
			ids = append(ids, f.ID)
		}
		r.findings.set(ids, func(id string) row { return newFindingRow(r.s, id) })
	}
}

// findingRow is a finding to tap.
type findingRow struct {
	s    *screen
	id   string
	line *line
}

func newFindingRow(s *screen, id string) *findingRow {
	r := &findingRow{s: s, id: id}
	r.line = newLine(func() {
		if f := s.chart.Finding(id); f != nil {
			s.toggleFinding(f)
		}
	})
	return r
}

func (r *findingRow) object() fyne.CanvasObject { return r.line.TwoLine }

func (r *findingRow) show() {
	f := r.s.chart.Finding(r.id)
	if f == nil {
		return
	}
	line := kit.Row{What: r.s.findingWords(f), Quiet: lang.L("Found by the therapist"), Icon: kit.IconTherapistFound}
	if f.Source == clinic.ByPatient {
		line.Quiet, line.Icon = lang.L("Reported by the patient"), kit.IconPatientReported
	}
	line.Quiet = words.Points(line.Quiet, f.Note)
	p := r.s.problemFor(r.id)
	if p != nil {
		line.Badge, line.Tone = lang.L("On the plan"), kit.ToneAccent
	}
	r.line.set(line, p != nil)
}

// problemRow is the words of a problem, under what was found.
type problemRow struct {
	s     *screen
	id    string
	words *edit.Text
	paper *kit.Text // what the patient reads, where that is something else
	box   fyne.CanvasObject
}

func newProblemRow(s *screen, id string) *problemRow {
	r := &problemRow{s: s, id: id, paper: kit.QuietText("").Wrap()}
	r.words = s.newText("problem."+id, "words", lang.L("Problem"), "", 1, func(text string) error {
		for _, p := range s.chart.ProblemsOf(s.plan) {
			if p.ID == id && p.Words != strings.TrimSpace(text) {
				p.Words = strings.TrimSpace(text)
				return s.do(s.op(clinic.Say("Word the problem"), &p))
			}
		}
		return nil
	})
	r.box = kit.StackGap(0, container.NewBorder(nil, nil, nil, container.NewVBox(kit.Space(0, 20),
		kit.IconButton(kit.IconClose, lang.L("Take this problem off the plan"), func() { s.removeProblems(id) })), r.words.Field), r.paper)
	return r
}

func (r *problemRow) object() fyne.CanvasObject { return r.box }

func (r *problemRow) show() {
	for _, p := range r.s.chart.ProblemsOf(r.s.plan) {
		if p.ID != r.id {
			continue
		}
		f := r.s.chart.Finding(p.FindingID)
		if f != nil {
			r.words.SetLabel(words.Of(r.s.d.Atlas.Label(f.Structure, f.Side), r.s.findingWords(f)))
		}
		r.words.Show(p.Words)
		plain, made := p.Plain(r.s.d.Catalogue, f, r.s.d.Atlas.Label, r.s.d.Atlas.Plain)
		kit.SetHidden(r.paper, !made)
		r.paper.SetText(lang.L("For the patient it is printed as “{{.Words}}”.", map[string]any{"Words": words.Say(plain)}))
	}
}
