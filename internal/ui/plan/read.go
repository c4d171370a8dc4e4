package plan

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// emptyView says what to do first.
func (s *screen) emptyView() fyne.CanvasObject {
	a := s.chart.LatestAssessment()
	if a == nil {
		return kit.NewEmptyState(kit.IconPlan, lang.L("No plan yet"),
			lang.L("A plan answers what was found. Make the first assessment; its findings become the problems of the plan."),
			lang.L("Start the assessment"), func() { s.d.StartAssessment(s.patient) })
	}
	title := lang.L("No plan yet")
	if len(s.chart.Plans) > 0 {
		title = lang.L("No plan is running")
	}
	values := map[string]any{"N": len(s.chart.Found(a.ID)), "Date": words.Long(a.Date)}
	found := lang.L("{{.N}} findings are waiting in the assessment of {{.Date}}. Tap those the plan should address, then say what to achieve and how.", values)
	switch values["N"] {
	case 0:
		found = lang.L("The assessment of {{.Date}} has no findings on the body map. The plan can be written in your own words.", values)
	case 1:
		found = lang.L("One finding is waiting in the assessment of {{.Date}}. Tap it, then say what to reach and how.", values)
	}
	more := []fyne.CanvasObject{kit.NewButton(lang.L("Start from a template"), kit.IconLayer, s.openTemplates)}
	if len(s.chart.Plans) > 0 {
		more = append(more, kit.NewButton(lang.L("Earlier plans"), kit.IconHistory, s.openVersions))
	}
	return kit.NewEmptyState(kit.IconPlan, title, found, lang.L("Start the plan"), s.start).Beside(more...)
}

func (s *screen) start() {
	_, op, err := clinic.StartPlan(s.d.Env(), s.chart, s.chart.LatestAssessment())
	if err != nil {
		s.refuse(err)
		return
	}
	if !op.Empty() {
		_ = s.do(op)
	}
}

// brief is a version in a few lines.
func (s *screen) brief(p *clinic.Plan) fyne.CanvasObject {
	box := kit.StackGap(kit.GapWide)
	for _, part := range []struct {
		title string
		lines []textLine
	}{
		{lang.L("Goals"), s.goalLines(p)},
		{lang.L("Treatment"), s.treatmentLines(p)},
		{lang.L("Schedule"), s.scheduleLines(p)},
		{lang.L("Home care"), s.homeLines(p)},
	} {
		inner := kit.StackGap(2, kit.QuietText(part.title))
		for _, l := range part.lines {
			inner.Add(kit.Body(l.what).Wrap())
		}
		box.Add(inner)
	}
	return box
}

// textLine is what, then more of it in quiet text.
type textLine struct{ what, quiet string }

func (s *screen) part(title string, lines ...textLine) fyne.CanvasObject {
	return kit.NewCard(title, partLines(lines))
}

func partLines(lines []textLine) *fyne.Container {
	box := kit.Stack()
	for _, l := range lines {
		row := kit.StackGap(0, kit.Body(l.what).Wrap())
		if l.quiet != "" {
			row.Add(kit.QuietText(l.quiet).Wrap())
		}
		box.Add(row)
	}
	return orNone(box)
}

func (s *screen) problemLines(p *clinic.Plan) []textLine {
	var out []textLine
	for _, x := range s.chart.ProblemsOf(p.ID) {
		out = append(out, textLine{x.Words, ""})
	}
	if p.Summary != "" {
		out = append(out, textLine{p.Summary, lang.L("in plain words")})
	}
	return out
}

func (s *screen) goalLines(p *clinic.Plan) []textLine {
	var out []textLine
	for _, g := range s.chart.GoalsOf(p.ID) {
		out = append(out, textLine{s.goalTitle(&g), ""})
	}
	return out
}

func (s *screen) treatmentLines(p *clinic.Plan) []textLine {
	var out []textLine
	for _, x := range s.chart.PrescriptionsOf(p.ID) {
		out = append(out, textLine{s.techniqueTitle(&x), ""})
	}
	return out
}

func (s *screen) scheduleLines(p *clinic.Plan) []textLine {
	out := []textLine{{
		lang.L("{{.Schedule}}, {{.Minutes}} minutes each", map[string]any{"Schedule": script.UpperFirst(phaseWords(p.Phases)), "Minutes": p.Minutes}),
		lang.L("First {{.First}}, last {{.Last}}", map[string]any{"First": words.Long(p.Start), "Last": words.Long(p.LastDate())}),
	}}
	if p.ReviewDate.Valid() {
		out = append(out, textLine{lang.L("Re-assessment on {{.Date}}", map[string]any{"Date": words.Long(p.ReviewDate)}), ""})
	}
	if p.CostCents != nil {
		out = append(out, textLine{lang.L("{{.Currency}}{{.Cost}} a session",
			map[string]any{"Currency": s.currency(), "Cost": edit.Money(*p.CostCents)}), ""})
	}
	return out
}

func (s *screen) homeLines(p *clinic.Plan) []textLine {
	var out []textLine
	for _, h := range s.chart.HomeCareOf(p.ID) {
		quiet := homeWords(&h)
		if h.KeptReason != "" {
			quiet = words.Points(quiet, lang.L("Kept because: {{.Reason}}", map[string]any{"Reason": h.KeptReason}))
		}
		out = append(out, textLine{h.Title, quiet})
	}
	return out
}

// homeRows are the home care with its drawings.
func (s *screen) homeRows(p *clinic.Plan) *fyne.Container {
	box := kit.Stack()
	lines := s.homeLines(p)
	for i, h := range s.chart.HomeCareOf(p.ID) {
		text := kit.StackGap(0, kit.Body(lines[i].what).Wrap(), kit.QuietText(lines[i].quiet).Wrap())
		if s.d.Catalogue.Exercise(h.Exercise) == nil {
			box.Add(text)
			continue
		}
		box.Add(kit.Border(nil, nil, container.NewVBox(exercisePicture(h.Exercise, drawnWide)), nil, kit.PadSides(kit.Gap, 0, text)))
	}
	return orNone(box)
}

func (s *screen) careLines(p *clinic.Plan) []textLine {
	var out []textLine
	for _, t := range p.Precautions {
		out = append(out, textLine{t, ""})
	}
	if t := strings.TrimSpace(p.Expect); t != "" {
		out = append(out, textLine{t, lang.L("what the patient may notice")})
	}
	return out
}
