// Package summary is the Summary section of a patient: what to know and what to do next, on one page.
package summary

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/ui/answers"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/intake"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/ui/paint"
	"regimen/internal/ui/progress"
	"regimen/internal/ui/safety"
	"regimen/internal/words"
)

// Screen is the section.
type Screen struct {
	d       *desk.Desk
	patient string
	root    *fyne.Container
	picture *picture
	visits  *visits
	answers *answers.Screen // the form that is looked at, nil while none is

	clearances map[string]*safety.ClearanceForm // by item
}

// New makes the screen.
func New(d *desk.Desk, patientID string) desk.Screen {
	s := &Screen{d: d, patient: patientID, root: container.NewStack()}
	s.picture = &picture{s: s}
	s.visits = newVisits(s)
	s.show()
	return s
}

// Object is the screen.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Leave has nothing to keep: nothing is written here.
func (s *Screen) Leave() {}

// Refresh shows what changed.
func (s *Screen) Refresh(ch clinic.Changes) {
	if ch.Touches(s.patient) {
		s.show()
	}
}

func (s *Screen) show() {
	if s.answers != nil {
		s.answers.Show()
		return
	}
	chart := s.d.Chart(s.patient)
	today := s.d.Today()
	sum := clinic.SinceLastTime(s.d.Catalogue, chart, today)
	s.visits.read()
	cards := []fyne.CanvasObject{s.next(chart, sum, today), s.visits.object}
	if c := s.flags(sum, clinic.Dangers(s.d.Catalogue, chart, s.d.Today())); c != nil {
		cards = append([]fyne.CanvasObject{c}, cards...)
	}
	cards = append(s.forms(chart, today), cards...)
	if c := s.injuries(chart, today); c != nil {
		cards = append(cards, c)
	}
	if c := s.plan(chart, sum); c != nil {
		cards = append(cards, c)
	}
	if c := s.last(chart, sum); c != nil {
		cards = append(cards, c)
	}
	cards = append(cards, s.person(&chart.Patient))
	said := kit.PadSides(kit.GapRoomy, kit.Gap, kit.StackGap(kit.GapWide, append(cards, kit.Space(0, 72))...))
	right := s.picture.show(chart)
	// The words scroll by a bar at the edge of the page, whatever stands beside them.
	if right == nil {
		s.root.Objects = []fyne.CanvasObject{kit.NewDragScroll(kit.MaxWidth(wordsWidth, said))}
	} else {
		s.root.Objects = []fyne.CanvasObject{kit.NewDragScroll(container.New(leading{}, said)), container.New(trailing{}, right)}
	}
	s.root.Refresh()
}

const (
	wordsShare = 0.54 // a little more than half
	wordsWidth = 800  // of the words alone
)

// leading gives the words their share of the width.
type leading struct{}

func (leading) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(size.Width*wordsShare, size.Height))
}

func (leading) MinSize(o []fyne.CanvasObject) fyne.Size {
	least := o[0].MinSize()
	return fyne.NewSize(least.Width/wordsShare, least.Height)
}

// trailing gives the figure the rest, but for the bar that the words scroll by.
type trailing struct{}

func (trailing) Layout(o []fyne.CanvasObject, size fyne.Size) {
	x := size.Width * wordsShare
	o[0].Move(fyne.NewPos(x, 0))
	o[0].Resize(fyne.NewSize(size.Width-x-kit.GapWide, size.Height))
}

func (trailing) MinSize(o []fyne.CanvasObject) fyne.Size {
	least := o[0].MinSize()
	return fyne.NewSize((least.Width+kit.GapWide)/(1-wordsShare), least.Height)
}

// mostTriggers is how many reasons to think of a doctor are said here; the report has them all.
const mostTriggers = 2

// next says the one thing to do next, and offers it.
func (s *Screen) next(chart *clinic.Chart, sum clinic.Summary, today clinic.Date) fyne.CanvasObject {
	open := func(section desk.Section) func() { return func() { s.d.Open(s.patient, section) } }
	assess, session := func() { s.d.StartAssessment(s.patient) }, func() { s.d.StartSession(s.patient) }
	var title, why, do string
	icon, act := kit.IconAssess, assess
	openSession := ""
	for _, v := range chart.Sessions {
		if v.SignedAt.IsZero() {
			openSession = lang.L("Session {{.Number}} of {{.Day}}", map[string]any{"Number": v.Number, "Day": words.Long(v.Date)})
		}
	}
	unsigned := chart.OpenAssessment()
	current, draft := chart.CurrentPlan(), chart.DraftPlan()
	switch {
	case len(chart.Assessments) == 0:
		title, why, do = lang.L("Begin with the assessment"), lang.L("Findings on the figure, movement and pain: the plan is built on them."), s.d.AssessmentWords(s.patient)
	case openSession != "":
		title, why, do, icon, act = lang.L("A session is not signed"), openSession, lang.L("Go on with the session"), kit.IconSession, open(desk.Sessions)
	case unsigned != nil && current == nil && draft == nil:
		title, why, do = lang.L("The assessment is not finished"), words.Long(unsigned.Date), s.d.AssessmentWords(s.patient)
	case draft != nil:
		title, why, do, icon, act = lang.L("The plan is not agreed yet"), lang.L("A draft waits for the patient's agreement."), lang.L("Go on with the plan"), kit.IconPlan, open(desk.Plan)
	case current == nil:
		title, why, do, icon, act = lang.L("Write the plan"), lang.L("No plan is running."), lang.L("Write the plan"), kit.IconPlan, open(desk.Plan)
	case len(sum.Reviews) > 0:
		title, why, do = lang.L("The re-assessment is due"), lang.L("{{.Day}}. {{.What}}", map[string]any{"Day": words.Long(sum.Reviews[0].Day), "What": words.Say(sum.Reviews[0].What)}), s.d.AssessmentWords(s.patient)
	default:
		title, do, icon, act = lang.L("Next session"), s.d.SessionWords(s.patient), kit.IconSession, session
		facts := map[string]any{"Tally": desk.TallyWords(&sum.Tally), "Date": words.Long(sum.Next)}
		why = lang.L("{{.Tally}}.", facts)
		if sum.Next.Valid() {
			why = lang.L("{{.Tally}}. Planned for {{.Date}}.", facts)
		}
	}
	buttons := kit.FlowRow(kit.PrimaryButton(do, icon, act))
	content := []fyne.CanvasObject{kit.Body(why).Wrap(), buttons}
	if openSession != "" && do == s.d.AssessmentWords(s.patient) {
		content = append(content[:1], kit.Body(lang.L("{{.Session}} is not signed.", map[string]any{"Session": openSession})).Wrap(), buttons)
		buttons.Add(kit.NewButton(lang.L("Go on with the session"), kit.IconSession, open(desk.Sessions)))
	}
	if other := s.d.AssessmentWords(s.patient); unsigned != nil && other != do {
		content = append(content[:1], kit.Body(lang.L("The assessment of {{.Day}} is not signed.", map[string]any{"Day": words.Long(unsigned.Date)})).Wrap(), buttons)
		buttons.Add(kit.NewButton(other, kit.IconAssess, assess))
	}
	// An urgent test stands among what to take care of already.
	triggers := slices.DeleteFunc(clinic.Triggers(s.d.Catalogue, s.d.Atlas, chart, today), func(t clinic.Trigger) bool {
		return t.Kind == clinic.TriggerTest
	})
	for i, t := range triggers {
		if i == mostTriggers {
			content = append(content, container.NewHBox(kit.QuietButton(lang.L("All {{.Count}} in the report", map[string]any{"Count": len(triggers)}), kit.IconProgress, open(desk.Progress))))
			break
		}
		content = append(content, line(kit.IconAlert, kit.ColorWarning, words.Say(t.What), words.Say(t.Do)))
	}
	return kit.NewCard(title, kit.Stack(content...))
}

// forms say which intake forms wait: with answers to look at, and not handed back.
func (s *Screen) forms(chart *clinic.Chart, today clinic.Date) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	if urgent := chart.UrgentWords(s.d.Catalogue); !urgent.IsZero() {
		out = append(out, notice(kit.IconAlert, kit.ColorError, words.Say(urgent), kit.Space(0, 0)))
	}
	for i := range chart.Intakes {
		in := &chart.Intakes[i]
		waits := chart.ToLookAt(s.d.Catalogue, in)
		facts := map[string]any{"Day": words.Short(in.Day), "Count": waits}
		goOn := kit.NewButton(lang.L("Go on with the form"), kit.IconAssess, func() { intake.HandOver(s.d, s.patient) })
		switch {
		case !in.FinishedAt.IsZero() && waits == 0:
			continue
		case !in.FinishedAt.IsZero():
			out = append(out, notice(kit.IconInfo, kit.ColorAccent, lang.N("Answers of {{.Day}} to look at: {{.Count}}", waits, facts),
				kit.NewButton(lang.L("Look at the answers"), kit.IconArrow, func() { s.look(in.ID) })))
		case in.Left(today):
			out = append(out, notice(kit.IconAlert, kit.ColorWarning, lang.L("The intake form begun on {{.Day}} was not handed back.", facts), goOn))
		default:
			out = append(out, notice(kit.IconInfo, kit.ColorQuiet, lang.L("The intake form of {{.Day}} is being filled in.", facts), goOn))
		}
	}
	return out
}

func notice(icon kit.IconName, color fyne.ThemeColorName, what string, act fyne.CanvasObject) fyne.CanvasObject {
	return kit.NewCard("", kit.WithButtons(line(icon, color, what, ""), act))
}

// look shows the answers of a form in the place of the summary.
func (s *Screen) look(form string) {
	s.answers = answers.New(s.d, s.patient, form, func() {
		s.answers = nil
		s.show()
	})
	s.root.Objects = []fyne.CanvasObject{s.answers.Object()}
	s.root.Refresh()
}

func line(icon kit.IconName, color fyne.ThemeColorName, what, quiet string) fyne.CanvasObject {
	text := []fyne.CanvasObject{kit.Body(what).Wrap()}
	if quiet != "" {
		text = append(text, kit.QuietText(quiet).Wrap())
	}
	return kit.Border(nil, nil, container.NewVBox(kit.IconView(icon, color)), nil, kit.StackGap(0, text...))
}

func (s *Screen) flags(sum clinic.Summary, dangers []clinic.Danger) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, x := range dangers {
		what, do := safety.DangerName(s.d.Catalogue, x), x.Do()
		if x.Test != nil {
			what = words.List(what, words.Short(x.Test.Result.Date))
			if x.Test.Answered() {
				do = lang.L("What was done: {{.What}}", map[string]any{"What": x.Test.Result.Action})
			}
		}
		row := line(kit.IconAlert, kit.ColorError, what, do)
		if x.Flag != nil {
			row = kit.StackGap(0, row, s.clearance(x.Flag.Item))
		}
		rows = append(rows, row)
	}
	rows = append(rows, s.endingClearances()...)
	if sum.Adverse() != "" {
		rows = append(rows, line(kit.IconAlert, kit.ColorWarning, lang.L("Adverse reaction last time"), sum.Adverse()))
	}
	if len(rows) == 0 {
		return nil
	}
	return kit.NewCard(lang.L("Take care"), kit.Stack(rows...))
}

// plan shows the goals of the current plan, each with its course as a small picture.
func (s *Screen) plan(chart *clinic.Chart, sum clinic.Summary) fyne.CanvasObject {
	p := chart.CurrentPlan()
	if p == nil {
		return nil
	}
	title := p.Title
	if title == "" {
		title = lang.L("Plan")
	}
	rows := []fyne.CanvasObject{kit.QuietText(words.Points(
		lang.L("Version {{.Version}}", map[string]any{"Version": p.Version}), desk.TallyWords(&sum.Tally), reviewWords(p.ReviewDate))).Wrap()}
	for _, g := range sum.Goals {
		icon, color := kit.IconGoal, kit.ColorQuiet
		switch g.State {
		case clinic.GoalMet:
			icon, color = kit.IconCheck, kit.ColorSuccess
		case clinic.GoalWorse:
			icon, color = kit.IconAlert, kit.ColorWarning
		}
		series := progress.Drawn(g.Series)
		spark := paint.New(fyne.NewSize(120, 40), func(pal drawing.Palette, w, h float64) *drawing.Picture {
			return drawing.Sparkline(series, drawing.Chart{Palette: pal, Width: w, Height: h, Type: float64(kit.SizeQuiet)})
		})
		rows = append(rows, kit.Border(nil, nil, nil, container.NewCenter(spark), line(icon, color, words.Say(g.Goal.Name(s.d.Catalogue)), words.Say(g.Words()))))
	}
	return kit.NewCard(title, kit.Stack(rows...), kit.QuietButton(lang.L("Open the plan"), kit.IconPlan, func() { s.d.Open(s.patient, desk.Plan) }))
}

func reviewWords(d clinic.Date) string {
	if !d.Valid() {
		return ""
	}
	return lang.L("re-assessment {{.Date}}", map[string]any{"Date": words.Short(d)})
}

func (s *Screen) last(chart *clinic.Chart, sum clinic.Summary) fyne.CanvasObject {
	v := sum.Last
	if v == nil {
		return nil
	}
	rows := []fyne.CanvasObject{kit.QuietText(words.Long(v.Date))}
	if open := chart.OpenOn(s.d.Today()); open != nil {
		rows = append(rows, kit.QuietText(lang.L("Session {{.Number}} of today is not signed yet.", map[string]any{"Number": open.Number})))
	}
	for _, n := range []struct{ what, text string }{
		{lang.L("Subjective"), v.Subjective}, {lang.L("Objective"), v.Objective}, {lang.L("Plan for next time"), v.NextPlan},
	} {
		if strings.TrimSpace(n.text) != "" {
			rows = append(rows, kit.StackGap(0, kit.QuietText(n.what), kit.Body(n.text).Wrap()))
		}
	}
	for _, t := range sum.Left {
		rows = append(rows, line(kit.IconClose, kit.ColorQuiet, lang.L("Left out: {{.Name}}", map[string]any{"Name": s.d.Catalogue.TechniqueName(t.Technique)}), t.Reason))
	}
	return kit.NewCard(lang.L("Last session, number {{.Number}}", map[string]any{"Number": v.Number}), kit.Stack(rows...),
		kit.QuietButton(lang.L("All sessions"), kit.IconSession, func() { s.d.Open(s.patient, desk.Sessions) }))
}

func (s *Screen) person(p *clinic.Patient) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	add := func(icon kit.IconName, text, quiet string) {
		if strings.TrimSpace(text) != "" {
			rows = append(rows, line(icon, kit.ColorQuiet, text, quiet))
		}
	}
	for _, ph := range p.Phones {
		add(kit.IconPhone, ph.Number, ph.Label)
	}
	add(kit.IconMail, p.Email, "")
	add(kit.IconHome, p.Address(), "")
	add(kit.IconPerson, p.EmergencyName, words.Points(lang.L("Emergency contact"), p.EmergencyRelation, p.EmergencyPhone))
	add(kit.IconShield, p.DoctorName, words.Points(lang.L("Doctor"), p.DoctorPractice, p.DoctorPhone))
	if len(rows) == 0 {
		rows = append(rows, kit.QuietText(lang.L("No phone, address or doctor is written down yet.")).Wrap())
	}
	return kit.NewCard(lang.L("Contact"), page.Columns(rows...), kit.QuietButton(lang.L("Details"), kit.IconEdit, func() { s.d.Open(s.patient, desk.Details) }))
}
