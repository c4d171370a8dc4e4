package progress

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/words"
)

// report is the regimen at a glance: what is due, what is met, what was given of what was planned, who came
// when, and whether a doctor should look.
type report struct {
	s      *Screen
	glance *fyne.Container
	cards  *fyne.Container
	every  bool // all structures are listed
}

// mostShares is how many structures are listed before the rest is asked for.
const mostShares = 8

// mostVisits bounds the strip of visits; long courses show the ones around today.
const mostVisits = 24

func newReport(s *Screen) (fyne.CanvasObject, interface{ show() }) {
	r := &report{s: s, glance: kit.FlowRow(), cards: page.Columns()}
	return page.New(r.glance, r.cards), r
}

func (r *report) show() {
	rep := clinic.MakeReport(r.s.d.Catalogue, r.s.d.Atlas, r.s.chart(), r.s.d.Today())
	r.glance.Objects = r.badges(&rep)
	r.cards.Objects = []fyne.CanvasObject{r.due(&rep), r.triggers(&rep)}
	if rep.Plan != nil {
		r.cards.Objects = append(r.cards.Objects, r.goals(&rep), r.attendance(&rep), r.structures(&rep), r.techniques(&rep))
	}
	r.glance.Refresh()
	r.cards.Refresh()
}

// badges are the report in one line.
func (r *report) badges(rep *clinic.Report) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	add := func(tone kit.Tone, icon kit.IconName, text string) {
		out = append(out, kit.NewBadge(text, tone).WithIcon(icon))
	}
	if n := len(rep.Triggers); n > 0 {
		add(kit.ToneDanger, kit.IconAlert, counted(n, lang.L("1 reason to think of the doctor"), lang.L("%d reasons to think of the doctor")))
	}
	if n := len(rep.DueReviews()); n > 0 {
		add(kit.ToneWarning, kit.IconDue, lang.L("Re-assessment due"))
	}
	if rep.Plan == nil {
		add(kit.ToneNeutral, kit.IconPlan, lang.L("No plan is running"))
		return out
	}
	if n := len(rep.Goals); n > 0 {
		tone := kit.ToneNeutral
		if rep.Met() == n {
			tone = kit.ToneSuccess
		}
		add(tone, kit.IconGoal, fmt.Sprintf(lang.L("%d of %d goals met"), rep.Met(), n))
	}
	if n := rep.Overdue(); n > 0 {
		add(kit.ToneWarning, kit.IconClock, counted(n, lang.L("1 goal overdue"), lang.L("%d goals overdue")))
	}
	a := &rep.Attendance
	if a.Tally.Planned > 0 {
		tone := kit.ToneNeutral
		if a.NotMadeUp() > 0 {
			tone = kit.ToneWarning
		}
		add(tone, kit.IconDiary, desk.TallyWords(&a.Tally))
	}
	dose := rep.Dose()
	if m := dose.Minutes(); m.Planned > 0 {
		add(kit.ToneNeutral, kit.IconSession, fmt.Sprintf(lang.L("%d of %d planned minutes given"), m.Given, m.Planned)+scope(rep))
	}
	return out
}

func counted(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return fmt.Sprintf(many, n)
}

// scope says that a number counts all versions of the plan, where some sessions were held by an earlier one.
func scope(rep *clinic.Report) string {
	if rep.Attendance.Tally.Earlier == 0 {
		return ""
	}
	return lang.L(", all versions")
}

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
		icon, color, when := kit.IconDue, kit.ColorQuiet, fmt.Sprintf(lang.L("On %s"), words.Long(d.Day))
		switch d.State {
		case clinic.ReviewToday:
			color, when = kit.ColorWarning, lang.L("Due now")
		case clinic.ReviewOverdue:
			icon, color = kit.IconAlert, kit.ColorWarning
			when = fmt.Sprintf(lang.L("Due since %s, %s ago"), words.Long(d.Day), dayCount(d.Day.DaysUntil(rep.Day)))
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
	return kit.NewCard(lang.L("What is due"), kit.Stack(rows...))
}

func (r *report) triggers(rep *clinic.Report) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, t := range rep.Triggers {
		rows = append(rows, told(kit.IconAlert, kit.ColorWarning, words.Say(t.What), words.Say(t.Do)))
	}
	if len(rows) == 0 {
		rows = append(rows, told(kit.IconCheck, kit.ColorSuccess, lang.L("None of the reasons to refer holds today."), ""))
	}
	rows = append(rows, kit.QuietText(lang.L("These are reasons to think and to ask, not findings about a cause.")).Wrap())
	return kit.NewCard(lang.L("Think of the doctor"), kit.Stack(rows...))
}

func (r *report) goals(rep *clinic.Report) fyne.CanvasObject {
	var rows []fyne.CanvasObject
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
		switch {
		case g.Overdue:
			said += "; " + fmt.Sprintf(lang.L("was due on %s"), words.Short(g.Goal.Due))
		case g.Goal.Due.Valid() && g.State != clinic.GoalMet:
			said += "; " + fmt.Sprintf(lang.L("due on %s"), words.Short(g.Goal.Due))
		}
		share := []fyne.CanvasObject{bar(g.Share)}
		if g.Latest != nil && g.Latest.Date != rep.Day {
			share = append(share, kit.QuietText(fmt.Sprintf(lang.L("on %s"), words.Short(g.Latest.Date))).Aligned(fyne.TextAlignTrailing))
		}
		rows = append(rows, kit.Border(nil, nil, nil, container.NewCenter(kit.StackGap(0, share...)), told(icon, color, words.Say(g.Goal.Name(r.s.d.Catalogue)), said)))
	}
	if len(rows) == 0 {
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
	strip := kit.FlowRow()
	for i := range visits {
		strip.Add(visit(&visits[i]))
	}
	parts := []string{desk.TallyWords(&a.Tally), fmt.Sprintf(lang.L("%d planned by today"), a.Planned)}
	for _, n := range []struct {
		count     int
		one, many string
	}{
		{a.Late, lang.L("1 late"), lang.L("%d late")}, {a.Missed, lang.L("1 planned day missed"), lang.L("%d planned days missed")}, {a.Extra, lang.L("1 session on another day"), lang.L("%d sessions on other days")},
	} {
		if n.count > 0 {
			parts = append(parts, counted(n.count, n.one, n.many))
		}
	}
	said := strings.Join(parts, ", ") + "."
	switch {
	case a.Next.Valid() && a.DaysLate > 0:
		said += " " + fmt.Sprintf(lang.L("The next was due on %s, %s ago."), words.Short(a.Next), dayCount(a.DaysLate))
	case a.Next.Valid():
		said += " " + fmt.Sprintf(lang.L("Next: %s."), words.Short(a.Next))
	default:
		said += " " + lang.L("The course is complete.")
	}
	rows := []fyne.CanvasObject{kit.Body(said).Wrap()}
	if len(visits) > 0 {
		rows = append(rows, strip)
	}
	if len(visits) < len(a.Visits) {
		rows = append(rows, kit.QuietText(fmt.Sprintf(lang.L("%d of %d visits are shown; all sessions are in the timeline."), len(visits), len(a.Visits))).Wrap())
	}
	return kit.NewCard(lang.L("Attendance"), kit.StackGap(kit.GapWide, rows...))
}

// visit is one visit of the strip: a sign, its day and what became of it in a word.
func visit(v *clinic.Visit) fyne.CanvasObject {
	icon, color, word := kit.IconDiary, kit.ColorQuiet, lang.L("planned")
	switch v.State {
	case clinic.VisitHeld:
		icon, color, word = kit.IconCheck, kit.ColorSuccess, lang.L("held")
	case clinic.VisitLate:
		icon, color, word = kit.IconClock, kit.ColorWarning, fmt.Sprintf(lang.L("%s late"), dayCount(v.DaysLate))
	case clinic.VisitMissed:
		icon, color, word = kit.IconClose, kit.ColorWarning, lang.L("missed")
	case clinic.VisitExtra:
		icon, color, word = kit.IconAdd, kit.ColorSuccess, lang.L("other day")
	case clinic.VisitDue:
		icon, color, word = kit.IconDue, kit.ColorAccent, lang.L("due")
	}
	return kit.MinWidth(88, kit.StackGap(0, container.NewCenter(kit.IconView(icon, color)),
		kit.Body(v.Day().Time().Format("2 Jan")).Aligned(fyne.TextAlignCenter), kit.QuietText(word).Aligned(fyne.TextAlignCenter)))
}

func (r *report) structures(rep *clinic.Report) fyne.CanvasObject {
	list := rep.Structures
	var rows []fyne.CanvasObject
	for i := range list {
		if i == mostShares && !r.every {
			rows = append(rows, container.NewHBox(kit.QuietButton(fmt.Sprintf(lang.L("All %d places"), len(list)), kit.IconMore, func() {
				r.every = true
				r.show()
			})))
			break
		}
		name := r.s.d.Atlas.Label(list[i].Structure, list[i].Side)
		if list[i].Structure == "" {
			name = lang.L("No place written down")
		}
		rows = append(rows, share(name, &list[i]))
	}
	return kit.NewCard(lang.L("Dose by place")+scope(rep), kit.Stack(orNone(rows)...))
}

func (r *report) techniques(rep *clinic.Report) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for i := range rep.Techniques {
		rows = append(rows, share(r.s.d.Catalogue.TechniqueName(rep.Techniques[i].Technique), &rep.Techniques[i]))
	}
	return kit.NewCard(lang.L("Dose by technique")+scope(rep), kit.Stack(orNone(rows)...))
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
	said := fmt.Sprintf(lang.L("%d of %d min by today, in %d of %s"), m.Given, m.Planned, d.Times, sessionCount(d.Sessions))
	for _, part := range []struct {
		minutes int
		words   string
	}{{m.Left, lang.L("%d min left out")}, {m.Missed, lang.L("%d min in missed visits")}, {m.Added, lang.L("%d min more than planned")}} {
		if part.minutes > 0 {
			said += "; " + fmt.Sprintf(part.words, part.minutes)
		}
	}
	if d.Planned == 0 {
		said = fmt.Sprintf(lang.L("%d min in %s, not in the plan"), m.Given, sessionCount(d.Times))
	}
	return kit.Border(nil, nil, nil, container.NewCenter(bar(d.Share())), kit.StackGap(0, kit.Body(name).Wrap(), kit.QuietText(said).Wrap()))
}

func dayCount(n int) string { return counted(n, lang.L("1 day"), lang.L("%d days")) }
