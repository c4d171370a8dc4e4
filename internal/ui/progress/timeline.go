package progress

import (
	"slices"
	"sort"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/ui/sessions"
	"regimen/internal/words"
)

// timeline is everything that happened, newest first, with the record that is chosen beside it.
type timeline struct {
	s      *Screen
	list   *kit.List
	pane   *fyne.Container
	events []event
	chosen string
}

// event is one thing that happened, and how it is read.
type event struct {
	day    clinic.Date
	id     string // orders what happened on one day
	row    kit.Row
	part   desk.Section
	record func() fyne.CanvasObject
}

func newTimeline(s *Screen) (fyne.CanvasObject, interface{ show() }) {
	t := &timeline{s: s, pane: container.NewStack()}
	t.list = kit.NewList(func() int { return len(t.events) }, func(i int) kit.Row { return t.events[i].row }, func(i int) {
		t.chosen = t.events[i].id
		t.read(i)
	})
	return kit.Shares([]float32{0.42, 0.58}, kit.PadSides(kit.GapRoomy, kit.Gap, t.list), t.pane), t
}

func (t *timeline) show() {
	t.events = events(t.s.d, t.s.chart())
	t.list.Refresh()
	at := slices.IndexFunc(t.events, func(e event) bool { return e.id == t.chosen })
	if len(t.events) > 0 {
		t.read(max(at, 0))
	}
}

// read shows a record beside the list, with the way to where it is worked on.
func (t *timeline) read(i int) {
	e := t.events[i]
	t.list.SetCurrent(i)
	said := map[desk.Section]string{
		desk.Assess: lang.L("Open the assessments"), desk.Plan: lang.L("Open the plan"), desk.Sessions: lang.L("Open the sessions"),
	}
	open := kit.QuietButton(said[e.part], kit.IconArrow, func() { t.s.d.Open(t.s.patient, e.part) })
	head := kit.Border(nil, nil, nil, open, container.NewVBox(layout.NewSpacer(), kit.Heading(words.List(e.row.What, words.Long(e.day))).Wrap(), layout.NewSpacer()))
	t.pane.Objects = []fyne.CanvasObject{page.New(head, e.record())}
	t.pane.Refresh()
}

// events are what happened to a patient, newest first.
func events(d *desk.Desk, chart *clinic.Chart) []event {
	var out []event
	for _, a := range chart.Assessments {
		what := lang.L("Assessment")
		if a.Type == clinic.AssessmentReview {
			what = lang.L("Re-assessment")
		}
		n := len(chart.FindingsOf(a.ID))
		quiet := []string{words.Short(a.Date), lang.N("{{.Count}} findings", n, map[string]any{"Count": n})}
		if a.Impression != "" {
			quiet = append(quiet, a.Impression)
		}
		out = append(out, event{a.Date, a.ID, kit.Row{What: what, Quiet: strings.Join(quiet, " · "), Icon: kit.IconAssess, Badge: open(a.SignedAt.IsZero()), Tone: kit.ToneWarning}, desk.Assess, func() fyne.CanvasObject { return assessmentRecord(d, chart, &a) }})
	}
	for _, p := range chart.Plans {
		e := event{chart.Day(p.CreatedAt), p.ID, kit.Row{What: planName(chart, &p), Icon: kit.IconPlan}, desk.Plan, func() fyne.CanvasObject { return planRecord(d, chart, &p) }}
		if !p.Agreed() {
			e.row.Badge, e.row.Tone = lang.L("Draft"), kit.ToneWarning
		}
		e.row.Quiet = words.Points(words.Short(e.day), p.ChangeReason)
		out = append(out, e)
	}
	for _, p := range chart.PlanEnds {
		what := lang.L("Plan finished")
		if p.Outcome == clinic.OutcomeStopped {
			what = lang.L("Plan stopped")
		}
		out = append(out, event{p.Date, p.ID, kit.Row{What: what, Quiet: words.Points(words.Short(p.Date), p.Reason), Icon: kit.IconCheck}, desk.Plan, func() fyne.CanvasObject { return lines(p.Reason, p.By) }})
	}
	for _, s := range chart.Sessions {
		minutes := 0.0
		var names []string
		for _, x := range chart.TreatmentsOf(s.ID) {
			if x.Given() {
				minutes += x.Minutes
				names = append(names, d.Catalogue.TechniqueName(x.Technique))
			}
		}
		facts := map[string]any{"Date": words.Short(s.Date), "Minutes": clinic.Number(minutes), "Techniques": words.List(unique(names)...)}
		quiet := lang.L("{{.Date}} · {{.Minutes}} min", facts)
		if len(names) > 0 {
			quiet = lang.L("{{.Date}} · {{.Minutes}} min · {{.Techniques}}", facts)
		}
		e := event{s.Date, s.ID, kit.Row{What: lang.L("Session {{.Number}}", map[string]any{"Number": s.Number}), Quiet: quiet, Icon: kit.IconSession}, desk.Sessions, func() fyne.CanvasObject { return sessions.Record(d, &s) }}
		if state := s.State(d.Today()); state != clinic.SessionSigned {
			e.row.Badge, e.row.Tone = desk.StateWords(state)
		}
		out = append(out, e)
	}
	for _, a := range chart.Addenda {
		part := desk.Sessions
		if a.AssessmentID != "" {
			part = desk.Assess
		}
		day := chart.Day(a.At)
		out = append(out, event{day, a.ID, kit.Row{What: lang.L("Addendum"), Quiet: words.Points(words.Short(day), a.By, a.Reason), Icon: kit.IconAddendum}, part, func() fyne.CanvasObject {
			return lines(a.Text, lang.L("Reason: {{.What}}", map[string]any{"What": a.Reason}), a.By)
		}})
	}
	sort.SliceStable(out, func(i, j int) bool {
		return out[i].day > out[j].day || out[i].day == out[j].day && out[i].id > out[j].id
	})
	return out
}

// planName is what a version of a plan is called.
func planName(chart *clinic.Chart, p *clinic.Plan) string {
	facts := map[string]any{"Name": chart.PlanTitle(p), "N": p.Version}
	if facts["Name"] == "" {
		return lang.L("Plan · version {{.N}}", facts)
	}
	return lang.L("Plan: {{.Name}} · version {{.N}}", facts)
}

func open(notSigned bool) string {
	if notSigned {
		return lang.L("To sign")
	}
	return ""
}
