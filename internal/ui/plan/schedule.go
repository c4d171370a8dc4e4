package plan

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// schedule is the step where it is said how often and for how long.
type schedule struct {
	s       *screen
	content fyne.CanvasObject
	start   *edit.Date
	soon    *choice
	lengths *choice
	minutes *edit.Number
	courses *choice
	phases  *rows
	review  *edit.Date
	suggest *choice
	cost    *edit.Text
	total   *kit.Text
	dates   *dateList
	closed  *kit.Text // the days on which a clinic is seldom open
	left    *kit.Text // of the referral's sessions
	short   *kit.Text // how many it has too few
}

// courses are schedules a clinic often uses: weekly, then further apart, as in section E of the clinical
// reference ("weekly × 4, review, taper to 2 then 4 weekly").
func courses() map[string][]clinic.Phase {
	return map[string][]clinic.Phase{
		"weekly":  {{Sessions: 4, EveryDays: 7}},
		"taper":   {{Sessions: 4, EveryDays: 7}, {Sessions: 2, EveryDays: 14}, {Sessions: 1, EveryDays: 28}},
		"twice":   {{Sessions: 4, EveryDays: 3}, {Sessions: 4, EveryDays: 7}},
		"monthly": {{Sessions: 6, EveryDays: 28}},
	}
}

func courseOptions() []kit.Option {
	return []kit.Option{
		{ID: "weekly", Label: lang.L("4 weekly")},
		{ID: "taper", Label: lang.L("4 weekly, 2 fortnightly, 1 after four weeks")},
		{ID: "twice", Label: lang.L("4 twice a week, then 4 weekly")},
		{ID: "monthly", Label: lang.L("6 every four weeks")},
	}
}

func newSchedule(s *screen) *schedule {
	v := &schedule{s: s, phases: newRows(kit.GapWide), total: kit.QuietText("").Wrap(), dates: newDateList(), closed: kit.Body("").In(kit.ColorWarning).Wrap()}
	v.left, v.short = kit.Body("").Wrap(), kit.Body("").In(kit.ColorWarning).Wrap()
	v.start = edit.NewDate(s.d.Clock, lang.L("First session on"), "start", func(d clinic.Date) error {
		return s.editPlan(clinic.Say("Set the first day"), func(p *clinic.Plan) { p.Start = d })
	}).Of(s.d.Elsewhere(s.patient))
	v.soon = newChoice(kit.NewChips(nil, func(ids []string) {
		n, err := strconv.Atoi(one(ids))
		if err == nil {
			_ = s.editPlan(clinic.Say("Set the first day"), func(p *clinic.Plan) { p.Start = s.d.Today().AddDays(n) })
		}
	}))
	v.soon.set([]kit.Option{{ID: "0", Label: lang.L("Today")}, {ID: "1", Label: lang.L("Tomorrow")}, {ID: "7", Label: lang.L("In a week")}})
	v.lengths = newChoice(kit.NewSegmented(nil, func(id string) {
		if n, err := strconv.Atoi(id); err == nil {
			_ = s.editPlan(clinic.Say("Set the length of a session"), func(p *clinic.Plan) { p.Minutes = n })
		}
	}))
	v.minutes = s.newNumber("plan.minutes", "minutes", lang.L("Or another number of minutes"), kit.Limits{Min: 5, Max: clinic.MaxSessionMinutes, Step: 5},
		func(n float64) error {
			return s.editPlan(clinic.Say("Set the length of a session"), func(p *clinic.Plan) { p.Minutes = int(n) })
		})
	v.courses = newChoice(kit.NewChips(nil, func(ids []string) {
		if phases, ok := courses()[one(ids)]; ok {
			_ = s.editPhases(clinic.Say("Choose the schedule"), func([]clinic.Phase) []clinic.Phase { return phases })
		}
	}).Required())
	v.review = edit.NewDate(s.d.Clock, lang.L("On"), "review_date", func(d clinic.Date) error {
		return s.editPlan(clinic.Say("Set the re-assessment date"), func(p *clinic.Plan) { p.ReviewDate = d })
	}).Of(s.d.Elsewhere(s.patient))
	v.suggest = newChoice(kit.NewChips(nil, func(ids []string) {
		if d := clinic.Date(one(ids)); d.Valid() {
			_ = s.editPlan(clinic.Say("Set the re-assessment date"), func(p *clinic.Plan) { p.ReviewDate = d })
		}
	}))
	v.cost = s.newText("plan.cost", "cost_cents", lang.L("Cost of a session ({{.Currency}})", map[string]any{"Currency": s.currency()}),
		lang.L("For example 95.00"), 1, func(text string) error {
			cents, err := edit.Cents("cost_cents", text)
			if err != nil {
				return err
			}
			return s.editPlan(clinic.Say("Set the cost"), func(p *clinic.Plan) { p.CostCents = cents })
		})
	more := kit.NewButton(lang.L("Add a phase"), kit.IconAdd, func() {
		s.flush()
		_ = s.editPhases(clinic.Say("Add a phase"), func(list []clinic.Phase) []clinic.Phase {
			next := clinic.Phase{Sessions: 2, EveryDays: 14}
			if n := len(list); n > 0 {
				next.EveryDays = min(list[n-1].EveryDays*2, clinic.MaxEveryDays)
			}
			return append(list, next)
		})
	})
	left := kit.StackGap(kit.GapRoomy,
		kit.StackGap(kit.Gap, kit.Heading(lang.L("How often?")), v.courses.chips, v.phases.box, container.NewHBox(more), v.left, v.short),
		kit.StackGap(kit.Gap, kit.Heading(lang.L("When does it begin?")), v.soon.chips, v.start.Field),
		kit.StackGap(kit.Gap, kit.Heading(lang.L("How long is a session?")), kit.NewField(lang.L("Minutes"), v.lengths.chips), v.minutes.Field),
		kit.StackGap(kit.Gap, kit.MaxWidth(240, v.cost.Field), v.total),
	)
	right := kit.StackGap(kit.GapRoomy,
		kit.StackGap(kit.Gap, kit.Heading(lang.L("When is the re-assessment?")), v.review.Field, v.suggest.chips), // the chips grow and shrink
		kit.StackGap(kit.Gap, kit.Heading(lang.L("The dates it leads to")), v.dates.box, v.closed),                // and so do these
	)
	v.content = scrolling(kit.Beside(kit.GapRoomy*2, 380, left, right))
	return v
}

// longestDay is the widest of days.
const longestDay = clinic.Date("2088-08-28")

func (v *schedule) object() fyne.CanvasObject { return v.content }

func (s *screen) currency() string {
	if c := s.d.Clinic().Currency; c != "" {
		return c
	}
	return "$"
}

func (s *screen) editPhases(label clinic.Sentence, change func([]clinic.Phase) []clinic.Phase) error {
	return s.editPlan(label, func(p *clinic.Plan) {
		suggested := p.SuggestedReview()
		p.Phases = change(p.Phases)
		// A review date that was the suggested one goes on being it.
		if p.ReviewDate == suggested {
			p.ReviewDate = p.SuggestedReview()
		}
	})
}

func (v *schedule) show() {
	s := v.s
	p := s.current()
	v.start.Show(p.Start)
	soon := ""
	if p.Start.Valid() {
		soon = strconv.Itoa(s.d.Today().DaysUntil(p.Start))
	}
	v.soon.choose(soon)
	var lengths []kit.Option
	for _, n := range []int{30, 45, 60, 75, 90} {
		lengths = append(lengths, kit.Option{ID: strconv.Itoa(n), Label: strconv.Itoa(n)})
	}
	v.lengths.set(lengths, strconv.Itoa(p.Minutes))
	minutes := float64(p.Minutes)
	v.minutes.Show(&minutes)
	course := ""
	for id, phases := range courses() {
		if slices.Equal(phases, p.Phases) {
			course = id
		}
	}
	v.courses.set(courseOptions(), course)
	var ids []string
	for i := range p.Phases {
		ids = append(ids, strconv.Itoa(i))
	}
	v.phases.set(ids, func(id string) row {
		n, _ := strconv.Atoi(id)
		return newPhaseRow(s, n)
	})
	var options []kit.Option
	last := p.LastDate()
	if d := p.SuggestedReview(); d.Valid() && d != last { // one day has one chip
		label := func(day string) string {
			return lang.L("{{.Date}}, after session {{.N}}", map[string]any{"Date": day, "N": min(clinic.ReviewAfter, len(p.Dates()))})
		}
		options = append(options, kit.Option{ID: string(d), Label: label(words.Short(d)), Longest: label(words.Short(longestDay))})
	}
	if last.Valid() && p.Sessions() > clinic.ReviewAfter {
		label := func(day string) string {
			return lang.L("{{.Date}}, at the last session", map[string]any{"Date": day})
		}
		options = append(options, kit.Option{ID: string(last), Label: label(words.Short(last)), Longest: label(words.Short(longestDay))})
	}
	v.suggest.set(options, string(p.ReviewDate))
	v.review.Show(p.ReviewDate)
	cost, total := "", ""
	if p.CostCents != nil {
		cost = edit.Money(*p.CostCents)
		total = lang.L("{{.N}} sessions cost {{.Currency}}{{.Sum}} together.", map[string]any{
			"N": p.Sessions(), "Currency": s.currency(), "Sum": edit.Money(*p.CostCents * p.Sessions()),
		})
	}
	v.cost.Show(cost)
	v.total.SetText(total)
	left, short := s.chart.ReferralWords(p, s.d.Today())
	v.left.SetText(words.Say(left))
	v.short.SetText(words.Say(short))
	kit.SetHidden(v.left, left.IsZero())
	kit.SetHidden(v.short, short.IsZero())
	v.dates.set(p.Dates(), p.ReviewDate)
	c, cat := s.d.Clinic(), s.d.Catalogue
	holidays := cat.HolidaysIn(c.HolidayRegion(cat))
	said := closedWords(func(d clinic.Date) []clinic.Holiday { return c.Kept(holidays, d) }, p.Dates(), p.ReviewDate)
	kit.SetHidden(v.closed, said == "")
	v.closed.SetText(said)
}

// closedWords asks about the planned days on which a clinic is seldom open, "" when there are none. kept are the public holidays
// of a day.
func closedWords(kept func(clinic.Date) []clinic.Holiday, dates []clinic.Date, review clinic.Date) string {
	var sundays, feast, public []string
	all := 0 // Sundays, those of a feast or holiday too
	days := append(slices.Clone(dates), review)
	slices.Sort(days)
	for _, d := range slices.Compact(days) {
		if !d.Valid() {
			continue
		}
		t, holidays := d.Time(), kept(d)
		if t.Weekday() == time.Sunday {
			all++
		}
		switch {
		case len(holidays) > 0:
			public = append(public, lang.L("{{.Date}} ({{.What}})", map[string]any{"Date": words.Short(d), "What": words.Say(holidays[0].Words())}))
		case t.Month() == time.December && t.Day() >= 25 || t.Month() == time.January && t.Day() == 1:
			feast = append(feast, words.Short(d))
		case t.Weekday() == time.Sunday:
			sundays = append(sundays, words.Short(d))
		}
	}
	var out []string
	switch {
	case all > 2:
		out = append(out, lang.L("{{.N}} of these days are Sundays. Is the clinic open?", map[string]any{"N": all}))
	case len(sundays) > 0:
		out = append(out, lang.L("On a Sunday: {{.Days}}. Is the clinic open?", map[string]any{"Days": words.List(sundays...)}))
	}
	if len(public) > 0 {
		out = append(out, lang.L("On a public holiday: {{.Days}}. Is the clinic open?", map[string]any{"Days": words.List(public...)}))
	}
	if len(feast) > 0 {
		out = append(out, lang.L("Between Christmas and New Year: {{.Days}}. Is the clinic open?", map[string]any{"Days": words.List(feast...)}))
	}
	return strings.Join(out, " ")
}

// phaseRow is one run of sessions at one spacing.
type phaseRow struct {
	s        *screen
	n        int
	sessions *edit.Number
	every    *choice
	days     *edit.Number
	box      fyne.CanvasObject
	remove   *kit.Button
}

func newPhaseRow(s *screen, n int) *phaseRow {
	r := &phaseRow{s: s, n: n}
	key := "phase." + strconv.Itoa(n)
	r.sessions = s.newNumber(key+".sessions", "phases", lang.L("Sessions"), kit.Limits{Min: 1, Max: clinic.MaxSessions, Step: 1}, func(v float64) error {
		return r.edit(func(ph *clinic.Phase) { ph.Sessions = int(v) })
	})
	r.every = newChoice(kit.NewChips(nil, func(ids []string) {
		if d, err := strconv.Atoi(one(ids)); err == nil {
			_ = r.edit(func(ph *clinic.Phase) { ph.EveryDays = d })
		}
	}).Required())
	r.days = s.newNumber(key+".days", "phases", lang.L("Days apart"), kit.Limits{Min: 1, Max: clinic.MaxEveryDays, Step: 1}, func(v float64) error {
		return r.edit(func(ph *clinic.Phase) { ph.EveryDays = int(v) })
	})
	r.remove = kit.IconButton(kit.IconClose, lang.L("Take this phase off"), func() {
		s.flush()
		_ = s.editPhases(clinic.Say("Take a phase off"), func(list []clinic.Phase) []clinic.Phase {
			if n < len(list) {
				return slices.Delete(list, n, n+1)
			}
			return list
		})
	})
	if n > 0 {
		r.sessions.SetLabel(lang.L("Then sessions"))
	}
	r.box = container.NewStack(kit.NewPlate(kit.ColorSurface, 12), kit.Pad(kit.GapWide, kit.StackGap(kit.Gap,
		container.NewBorder(nil, nil, nil, container.NewVBox(r.remove), kit.Beside(kit.GapWide, 180, r.sessions.Field, r.days.Field)),
		r.every.chips)))
	return r
}

func (r *phaseRow) edit(change func(*clinic.Phase)) error {
	return r.s.editPhases(clinic.Say("Change the schedule"), func(list []clinic.Phase) []clinic.Phase {
		if r.n < len(list) {
			change(&list[r.n])
		}
		return list
	})
}

func (r *phaseRow) object() fyne.CanvasObject { return r.box }

func (r *phaseRow) show() {
	phases := r.s.current().Phases
	if r.n >= len(phases) {
		return
	}
	ph := phases[r.n]
	sessions, days := float64(ph.Sessions), float64(ph.EveryDays)
	r.sessions.Show(&sessions)
	r.days.Show(&days)
	var every []kit.Option
	for _, d := range []int{3, 7, 14, 21, 28} {
		label := everyWords(d)
		if d == 3 {
			label = lang.L("twice a week")
		}
		every = append(every, kit.Option{ID: strconv.Itoa(d), Label: script.UpperFirst(label)})
	}
	r.every.set(every, strconv.Itoa(ph.EveryDays))
	kit.SetHidden(r.remove, len(phases) == 1)
}

// dateList shows the days of the sessions by month.
type dateList struct {
	box  *fyne.Container
	said string
}

func newDateList() *dateList { return &dateList{box: kit.StackGap(kit.Gap)} }

func (l *dateList) set(dates []clinic.Date, review clinic.Date) {
	said := string(review)
	for _, d := range dates {
		said += string(d)
	}
	if said == l.said && len(l.box.Objects) > 0 {
		return
	}
	l.said = said
	l.box.Objects = nil
	if len(dates) == 0 {
		l.box.Add(kit.Body(lang.L("Set the first day to see them.")).In(kit.ColorQuiet).Wrap())
	}
	month := ""
	var row *fyne.Container
	add := func(d clinic.Date, o fyne.CanvasObject) {
		if m := words.MonthOf(d); m != month {
			month = m
			row = kit.FlowRow()
			l.box.Add(kit.StackGap(kit.Gap/2, kit.QuietText(m), row))
		}
		row.Add(o)
	}
	shown := false
	mark := func() {
		if !shown && review.Valid() {
			shown = true
			add(review, dayTile(review, lang.L("Re-assessment"), kit.ColorAccentSoft))
		}
	}
	for i, d := range dates {
		if review.Valid() && review < d {
			mark()
		}
		add(d, dayTile(d, lang.L("Session {{.N}}", map[string]any{"N": i + 1}), kit.ColorSurface))
	}
	mark()
	l.box.Refresh()
}

// dayTile is one day: the weekday and number, and what is on it.
func dayTile(d clinic.Date, what string, fill fyne.ThemeColorName) fyne.CanvasObject {
	return container.NewStack(kit.NewPlate(fill, kit.Radius), kit.PadSides(12, kit.Gap, kit.StackGap(0,
		kit.Strong(words.WeekdayAndNumber(d)), kit.QuietText(what))))
}
