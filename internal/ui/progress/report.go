package progress

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/words"
)

// report is the regimen at a glance: what needs an act, then what is due, what is met, what was given of what was planned,
// who came when, and whether a doctor should look.
type report struct {
	s     *Screen
	needs *fyne.Container
	cards *fyne.Container
	every bool // all structures are listed
}

// mostShares is how many structures are listed before the rest is asked for.
const mostShares = 8

// mostVisits bounds the strip of visits; long courses show the ones around today.
const mostVisits = 24

func newReport(s *Screen) (fyne.CanvasObject, interface{ show() }) {
	r := &report{s: s, needs: kit.FlowRow(), cards: page.Columns()}
	return page.New(r.needs, r.cards), r
}

func (r *report) show() {
	rep := clinic.MakeReport(r.s.d.Catalogue, r.s.d.Atlas, r.s.chart(), r.s.booked, r.s.d.Today())
	r.needs.Objects = headline(r.needed(&rep))
	r.cards.Objects = []fyne.CanvasObject{r.due(&rep), r.triggers(&rep)}
	if rep.Plan != nil {
		r.cards.Objects = append(r.cards.Objects, r.goals(&rep), r.attendance(&rep), r.structures(&rep), r.techniques(&rep))
	}
	r.needs.Refresh()
	r.cards.Refresh()
}

// need is something that asks for an act.
type need struct {
	tone kit.Tone
	icon kit.IconName
	text string
}

// mostNeeds is how many are said above the cards, which have them all.
const mostNeeds = 3

// needed is what asks for an act, the most urgent first.
func (r *report) needed(rep *clinic.Report) []need {
	var out []need
	add := func(tone kit.Tone, icon kit.IconName, text string) { out = append(out, need{tone, icon, text}) }
	if n := len(rep.Triggers); n > 0 {
		add(kit.ToneDanger, kit.IconAlert, lang.N("{{.Count}} reasons to refer", n, map[string]any{"Count": n}))
	}
	if len(rep.DueReviews()) > 0 {
		add(kit.ToneWarning, kit.IconDue, lang.L("Re-assessment due"))
	}
	if rep.Plan == nil {
		add(kit.ToneNeutral, kit.IconPlan, lang.L("No plan is running"))
		return out
	}
	if n := rep.Overdue(); n > 0 {
		add(kit.ToneWarning, kit.IconClock, lang.N("{{.Count}} goals overdue", n, map[string]any{"Count": n}))
	}
	if n := rep.Attendance.NotMadeUp(); n > 0 {
		add(kit.ToneWarning, kit.IconToday, lang.N("{{.Count}} visits to make up", n, map[string]any{"Count": n}))
	}
	return out
}

// headline says the first need in large letters, and the next ones beside it.
func headline(needs []need) []fyne.CanvasObject {
	if len(needs) == 0 {
		return []fyne.CanvasObject{container.NewCenter(kit.IconView(kit.IconCheck, kit.ColorSuccess)), kit.Heading(lang.L("Nothing needs to be done now"))}
	}
	color := kit.ColorText
	switch needs[0].tone {
	case kit.ToneDanger:
		color = kit.ColorError
	case kit.ToneWarning:
		color = kit.ColorWarning
	}
	out := []fyne.CanvasObject{container.NewCenter(kit.IconView(needs[0].icon, color)), kit.Heading(needs[0].text).In(color), kit.Space(kit.Gap, 0)}
	for _, n := range needs[1:min(len(needs), mostNeeds)] {
		out = append(out, kit.NewBadge(n.text, n.tone).WithIcon(n.icon))
	}
	return out
}

// ofAllVersions reports that a number counts all versions of the plan, some sessions having been held by an earlier one.
func ofAllVersions(rep *clinic.Report) bool { return rep.Attendance.Tally.Earlier > 0 }

// told is an icon beside a sentence and what there is to add to it.
func told(icon kit.IconName, color fyne.ThemeColorName, what, quiet string) fyne.CanvasObject {
	text := []fyne.CanvasObject{kit.Body(what).Wrap()}
	if quiet != "" {
		text = append(text, kit.QuietText(quiet).Wrap())
	}
	return kit.Border(nil, nil, container.NewVBox(kit.IconView(icon, color)), nil, kit.StackGap(0, text...))
}

func (r *report) due(rep *clinic.Report) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, d := range rep.Reviews {
		icon, color, when := kit.IconDue, kit.ColorQuiet, lang.L("On {{.Date}}", map[string]any{"Date": words.Long(d.Day)})
		switch d.State {
		case clinic.ReviewToday:
			color, when = kit.ColorWarning, lang.L("Today")
		case clinic.ReviewOverdue:
			icon, color = kit.IconAlert, kit.ColorWarning
			n := d.Day.DaysUntil(rep.Day)
			when = lang.N("Due since {{.Date}}, {{.Count}} days ago", n, map[string]any{"Date": words.Long(d.Day), "Count": n})
		}
		rows = append(rows, told(icon, color, words.Say(d.What), when))
	}
	switch {
	case rep.Plan == nil:
		rows = append(rows, told(kit.IconInfo, kit.ColorQuiet, lang.L("No plan is running, so nothing is due."), ""),
			container.NewHBox(kit.QuietButton(lang.L("Open the plan"), kit.IconPlan, func() { r.s.d.Open(r.s.patient, desk.Plan) })))
	case len(rows) == 0:
		rows = append(rows, told(kit.IconCheck, kit.ColorSuccess, lang.L("No re-assessment is due within a week."), ""))
	case len(rep.DueReviews()) > 0:
		rows = append(rows, container.NewHBox(kit.PrimaryButton(r.s.d.AssessmentWords(r.s.patient), kit.IconAssess, func() { r.s.d.StartAssessment(r.s.patient) })))
	}
	return kit.NewCard(lang.L("Due now"), kit.Stack(rows...))
}

func (r *report) triggers(rep *clinic.Report) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, t := range rep.Triggers {
		rows = append(rows, told(kit.IconAlert, kit.ColorWarning, words.Say(t.What), words.Say(t.Do)))
	}
	if len(rows) == 0 {
		rows = append(rows, told(kit.IconCheck, kit.ColorSuccess, lang.L("No reason to refer today."), ""))
	}
	rows = append(rows, kit.QuietText(lang.L("These are reasons to think and to ask, not findings about a cause.")).Wrap())
	return kit.NewCard(lang.L("Reasons to refer"), kit.Stack(rows...))
}

func (r *report) goals(rep *clinic.Report) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	if n := len(rep.Goals); n > 0 {
		rows = append(rows, kit.Body(lang.L("{{.Met}} of {{.Count}} goals met", map[string]any{"Met": rep.Met(), "Count": n})).Wrap())
	}
	for _, g := range rep.Goals {
		icon, color := kit.IconGoal, kit.ColorQuiet
		switch {
		case g.State == clinic.GoalMet:
			icon, color = kit.IconCheck, kit.ColorSuccess
		case g.State == clinic.GoalWorse:
			icon, color = kit.IconAlert, kit.ColorWarning
		case g.Overdue:
			icon, color = kit.IconClock, kit.ColorWarning
		}
		said := words.Say(g.Words())
		facts := map[string]any{"Goal": said, "Date": words.Short(g.Goal.Due)}
		switch {
		case g.Overdue:
			said = lang.L("{{.Goal}}; was due on {{.Date}}", facts)
		case g.Goal.Due.Valid() && g.State != clinic.GoalMet:
			said = lang.L("{{.Goal}}; due on {{.Date}}", facts)
		}
		share := []fyne.CanvasObject{bar(g.Share)}
		if g.Latest != nil && g.Latest.Date != rep.Day {
			share = append(share, kit.QuietText(lang.L("on {{.Date}}", map[string]any{"Date": words.Short(g.Latest.Date)})).Aligned(fyne.TextAlignTrailing))
		}
		rows = append(rows, kit.Border(nil, nil, nil, container.NewCenter(kit.StackGap(0, share...)), told(icon, color, words.Say(g.Goal.Name(r.s.d.Catalogue)), said)))
	}
	if len(rep.Goals) == 0 {
		rows = append(rows, kit.QuietText(lang.L("The plan has no goals.")))
	} else {
		rows = append(rows, kit.QuietText(lang.L("The bar is the part of the way from the start to the target.")).Wrap())
	}
	return kit.NewCard(lang.L("Goals"), kit.Stack(rows...))
}

func (r *report) attendance(rep *clinic.Report) fyne.CanvasObject {
	a := &rep.Attendance
	visits := a.Visits
	if n := len(visits); n > mostVisits {
		// Those around today: what was last, and a few that come.
		now := 0
		for i := range visits {
			if visits[i].State != clinic.VisitComing {
				now = i
			}
		}
		from := min(max(0, now-mostVisits+5), n-mostVisits)
		visits = visits[from : from+mostVisits]
	}
	strip := container.New(&evenly{})
	for i := range visits {
		strip.Add(visit(&visits[i]))
	}
	rows := []fyne.CanvasObject{kit.Body(words.Sentences(attendanceWords(a), words.Say(a.Words()), nextWords(a))).Wrap()}
	if len(visits) > 0 {
		rows = append(rows, strip)
	}
	if len(visits) < len(a.Visits) {
		rows = append(rows, kit.QuietText(lang.L("{{.Shown}} of {{.Count}} visits are shown; all sessions are in the timeline.",
			map[string]any{"Shown": len(visits), "Count": len(a.Visits)})).Wrap())
	}
	return kit.NewCard(lang.L("Attendance"), kit.StackGap(kit.GapWide, rows...))
}

// attendanceWords says how many came of those that were planned, and what became of the others.
func attendanceWords(a *clinic.Attendance) string {
	parts := []string{desk.TallyWords(&a.Tally), lang.L("{{.Count}} planned by today", map[string]any{"Count": a.Planned})}
	if a.Late > 0 {
		parts = append(parts, lang.L("{{.Count}} late", map[string]any{"Count": a.Late}))
	}
	if a.Missed > 0 {
		parts = append(parts, lang.N("{{.Count}} planned days missed", a.Missed, map[string]any{"Count": a.Missed}))
	}
	if a.Extra > 0 {
		parts = append(parts, lang.N("{{.Count}} visits on other days", a.Extra, map[string]any{"Count": a.Extra}))
	}
	return lang.L("{{.Parts}}.", map[string]any{"Parts": words.List(parts...)})
}

// nextWords says when the next session is, or was, due.
func nextWords(a *clinic.Attendance) string {
	facts := map[string]any{"Date": words.Short(a.Next), "Count": a.DaysLate}
	if len(a.Ahead) > 0 {
		facts["Booked"], facts["Time"] = words.WithWeekday(a.Ahead[0].Day), clinic.ClockTime(a.Ahead[0].Start)
	}
	switch {
	case a.Next.Valid() && a.DaysLate > 0 && len(a.Ahead) > 0:
		return lang.N("The next was due on {{.Date}}, {{.Count}} days ago, and is booked for {{.Booked}}, {{.Time}}.", a.DaysLate, facts)
	case len(a.Ahead) > 0:
		return lang.L("Next: {{.Booked}}, {{.Time}}.", facts)
	case a.Next.Valid() && a.DaysLate > 0:
		return lang.N("The next was due on {{.Date}}, {{.Count}} days ago.", a.DaysLate, facts)
	case a.Next.Valid():
		return lang.L("Next: {{.Date}}.", facts)
	}
	return lang.L("The course is complete.")
}

// visit is one visit of the strip: a sign, its day and what became of it in a word.
func visit(v *clinic.Visit) fyne.CanvasObject {
	icon, color, word := kit.IconClock, kit.ColorQuiet, lang.L("planned")
	switch v.State {
	case clinic.VisitHeld:
		icon, color, word = kit.IconCheck, kit.ColorSuccess, lang.L("held")
	case clinic.VisitLate:
		icon, color, word = kit.IconCheck, kit.ColorWarning, lang.N("{{.Count}} days late", v.DaysLate, map[string]any{"Count": v.DaysLate})
	case clinic.VisitMissed:
		icon, color, word = kit.IconClose, kit.ColorWarning, lang.L("missed")
	case clinic.VisitExtra:
		icon, color, word = kit.IconAdd, kit.ColorSuccess, lang.L("other day")
	case clinic.VisitDue:
		icon, color, word = kit.IconDue, kit.ColorAccent, lang.L("due")
	case clinic.VisitBooked:
		icon, color, word = kit.IconDiary, kit.ColorAccent, lang.L("booked")
	case clinic.VisitNoShow:
		icon, color, word = kit.IconClose, kit.ColorWarning, lang.L("did not come")
	case clinic.VisitCalledLate:
		icon, color, word = kit.IconClose, kit.ColorWarning, lang.L("cancelled late")
	case clinic.VisitCalledOff:
		icon, color, word = kit.IconClose, kit.ColorQuiet, lang.L("cancelled")
	}
	return kit.StackGap(0, container.NewCenter(kit.IconView(icon, color)),
		kit.Body(words.InYear(v.Day(), v.Day().Time().Year())).Aligned(fyne.TextAlignCenter), kit.QuietText(word).Aligned(fyne.TextAlignCenter))
}

// evenly sets objects in rows of the same length, as few rows as there is room for: six are three and three, not five
// and one.
type evenly struct{ width float32 }

const visitWidth float32 = 76

func (e *evenly) perRow(n int, width float32) int {
	most := max(int((width+kit.Gap)/(visitWidth+kit.Gap)), 1)
	rows := math.Ceil(float64(n) / float64(most))
	return int(math.Ceil(float64(n) / max(rows, 1)))
}

func (e *evenly) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	e.width = size.Width
	n := max(e.perRow(len(objects), size.Width), 1)
	high := e.high(objects)
	w := min((size.Width-kit.Gap*float32(n-1))/float32(n), visitWidth*1.5)
	for i, o := range objects {
		o.Move(fyne.NewPos(float32(i%n)*(w+kit.Gap), float32(i/n)*(high+kit.Gap)))
		o.Resize(fyne.NewSize(w, high))
	}
}

func (e *evenly) high(objects []fyne.CanvasObject) float32 {
	var h float32
	for _, o := range objects {
		h = max(h, o.MinSize().Height)
	}
	return h
}

func (e *evenly) MinSize(objects []fyne.CanvasObject) fyne.Size {
	n := max(e.perRow(len(objects), max(e.width, visitWidth)), 1)
	rows := float32((len(objects) + n - 1) / n)
	return fyne.NewSize(visitWidth, rows*(e.high(objects)+kit.Gap)-kit.Gap)
}

func (r *report) structures(rep *clinic.Report) fyne.CanvasObject {
	list := rep.Structures
	var rows []fyne.CanvasObject
	dose := rep.Dose()
	if m := dose.Minutes(); m.Planned > 0 {
		facts := map[string]any{"Given": m.Given, "Planned": m.Planned}
		said := lang.L("{{.Given}} of {{.Planned}} planned minutes given", facts)
		if ofAllVersions(rep) {
			said = lang.L("{{.Given}} of {{.Planned}} planned minutes given, all versions", facts)
		}
		rows = append(rows, kit.Body(said).Wrap())
	}
	for i := range list {
		if i == mostShares && !r.every {
			rows = append(rows, container.NewHBox(kit.QuietButton(lang.L("All {{.Count}} places", map[string]any{"Count": len(list)}), kit.IconMore, func() {
				r.every = true
				r.show()
			})))
			break
		}
		rows = append(rows, share(r.s.place(list[i].Target), &list[i]))
	}
	title := lang.L("Dose by place")
	if ofAllVersions(rep) {
		title = lang.L("Dose by place, all versions")
	}
	return kit.NewCard(title, kit.Stack(orNone(rows)...))
}

// place names where something was given.
func (s *Screen) place(t clinic.Target) string {
	if t.Structure == "" {
		return lang.L("No place written down")
	}
	return s.d.Atlas.Label(t.Structure, t.Side)
}

func (r *report) techniques(rep *clinic.Report) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for i := range rep.Techniques {
		rows = append(rows, share(r.s.d.Catalogue.TechniqueName(rep.Techniques[i].Technique), &rep.Techniques[i]))
	}
	title := lang.L("Dose by technique")
	if ofAllVersions(rep) {
		title = lang.L("Dose by technique, all versions")
	}
	return kit.NewCard(title, kit.Stack(orNone(rows)...))
}

func orNone(rows []fyne.CanvasObject) []fyne.CanvasObject {
	if len(rows) == 0 {
		return []fyne.CanvasObject{kit.QuietText(lang.L("Nothing was planned or given by today."))}
	}
	return rows
}

// share is what was given of what was planned, as a bar and in words.
func share(name string, d *clinic.DoseShare) fyne.CanvasObject {
	m := d.Minutes()
	said := lang.N("{{.Given}} of {{.Planned}} min by today, in {{.Times}} of {{.Count}} sessions", d.Sessions,
		map[string]any{"Given": m.Given, "Planned": m.Planned, "Times": d.Times, "Count": d.Sessions})
	for _, more := range []struct {
		minutes int
		words   string
	}{
		{m.Left, lang.L("{{.Count}} min left out", map[string]any{"Count": m.Left})},
		{m.Missed, lang.L("{{.Count}} min in missed visits", map[string]any{"Count": m.Missed})},
		{m.Added, lang.L("{{.Count}} min more than planned", map[string]any{"Count": m.Added})},
	} {
		if more.minutes > 0 {
			said = lang.L("{{.First}}; {{.Next}}", map[string]any{"First": said, "Next": more.words})
		}
	}
	if d.Planned == 0 {
		said = lang.N("{{.Given}} min in {{.Count}} sessions, not in the plan", d.Times, map[string]any{"Given": m.Given, "Count": d.Times})
	}
	return kit.Border(nil, nil, nil, container.NewCenter(bar(d.Share())), kit.StackGap(0, kit.Body(name).Wrap(), kit.QuietText(said).Wrap()))
}
