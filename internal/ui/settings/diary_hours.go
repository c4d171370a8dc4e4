package settings

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

func (s *diary) listHours() []fyne.CanvasObject {
	var box []fyne.CanvasObject
	for _, r := range clinic.As[clinic.Roster](listOf(s.d, clinic.KindRoster)) {
		quiet := lang.L("from {{.Day}}", map[string]any{"Day": words.Short(r.ValidFrom)})
		if r.ValidUntil != "" {
			quiet = lang.L("{{.From}} to {{.Until}}", map[string]any{"From": words.Short(r.ValidFrom), "Until": words.Short(r.ValidUntil)})
		}
		row := kit.Row{What: s.ownerName(r.Owner()), Quiet: quiet, Icon: kit.IconClock}
		if today := s.d.Today(); r.ValidUntil != "" && r.ValidUntil < today {
			row.Badge = lang.L("Over")
		} else if r.ValidFrom > today {
			row.Badge = lang.L("Later")
		}
		box = append(box, kit.NewTwoLine(row, func() { s.editHours(r, true) }))
	}
	if len(box) == 0 {
		box = append(box, kit.QuietText(lang.L("While there are none, every hour of the day can be booked. Those of the whole clinic go for everybody who has none of their own.")).Wrap())
	}
	return append(box, kit.FlowRow(kit.NewButton(lang.L("Add working hours"), kit.IconAdd, func() {
		s.editHours(*clinic.NewRoster(s.d.Env(), s.d.Today()), false)
	})))
}

func (s *diary) editHours(r clinic.Roster, there bool) {
	k := &keeper[clinic.Roster, *clinic.Roster]{d: s.d, is: r, there: there, added: clinic.Say("Add working hours")}
	f := k.form()
	f.add(
		kit.NewField(lang.L("Whose hours"), k.chips(f, "practitioner_id", s.owners(r.Owner()), func(r *clinic.Roster) string { return r.Owner() }, func(r *clinic.Roster, v string) {
			s.setOwner(v, &r.PractitionerID, &r.RoomID)
		})),
		kit.Shares(kit.Halves,
			k.date(f, "valid_from", lang.L("From this day on"), func(r *clinic.Roster) *clinic.Date { return &r.ValidFrom }, func(*clinic.Roster) {}).Field,
			k.date(f, "valid_until", lang.L("Last day (empty: until others follow)"), func(r *clinic.Roster) *clinic.Date { return &r.ValidUntil }, func(*clinic.Roster) {}).Field,
		),
	)
	turns := kit.NewSegmented([]kit.Option{{ID: "1", Label: lang.L("Every week alike")}, {ID: "2", Label: lang.L("Two weeks in turn")}}, func(id string) {
		s.hours.flush()
		_ = k.keep("weeks", func(r *clinic.Roster) {
			if id == "1" {
				r.Weeks = r.Weeks[:1:1]
			} else if len(r.Weeks) == 1 {
				r.Weeks = []clinic.Week{r.Weeks[0], r.Weeks[0]}
			}
		})
		s.editHours(k.is, k.there)
	})
	turns.SetChosen([]string{"1", "2"}[min(len(r.Weeks), 2)-1])
	f.add(turns)
	for week := range r.Weeks {
		if len(r.Weeks) > 1 {
			f.add(kit.Heading(lang.L("Week {{.Number}}", map[string]any{"Number": week + 1})))
		}
		for day := range 7 {
			label := words.Say(clinic.WeekdayName(day))
			if len(r.Weeks) > 1 {
				label = lang.L("{{.Weekday}}, week {{.Number}}", map[string]any{"Weekday": label, "Number": week + 1})
			}
			f.add(k.line(f, "weeks", label, lang.L("Off. Such as 9:00–12:30, 13:00–17:00"), 1, func(r *clinic.Roster) string {
				if week >= len(r.Weeks) { // there are fewer by now
					return ""
				}
				return timesOf(r.Weeks[week][day])
			}, func(r *clinic.Roster, text string) error {
				times, err := clinic.ReadSpans(text)
				if err == nil && week < len(r.Weeks) {
					r.Weeks = slices.Clone(r.Weeks)
					r.Weeks[week][day] = clinic.NewWorkday(times)
				}
				return err
			}).Field)
		}
		f.add(kit.FlowRow(kit.NewButton(lang.L("Tuesday to Friday as Monday"), kit.IconArrow, func() {
			s.hours.flush()
			_ = k.keep("weeks", func(r *clinic.Roster) {
				if week >= len(r.Weeks) {
					return
				}
				r.Weeks = slices.Clone(r.Weeks)
				for day := 1; day < 5; day++ {
					r.Weeks[week][day] = r.Weeks[week][0]
				}
			})
			f.show()
		})))
	}
	holidays := kit.NewMultiChips([]kit.Option{{ID: "yes", Label: lang.L("Works on public holidays")}}, func(ids []string) {
		_ = k.keep("on_holidays", func(r *clinic.Roster) { r.OnHolidays = len(ids) > 0 })
	})
	f.fillers = append(f.fillers, func() {
		holidays.SetChosen()
		if k.is.OnHolidays {
			holidays.SetChosen("yes")
		}
	})
	f.add(holidays)
	if there {
		f.add(s.hours.ending(lang.L("Remove these hours"), kit.IconRemove, func() error { return k.remove(clinic.Say("Remove working hours")) }))
	}
	f.first = nil
	s.hours.open(f)
}

// timesOf are the times of a day as they are written.
func timesOf(w clinic.Workday) string { return strings.Join(words.All(w.Times().Words()), ", ") }

func (s *diary) listAbsences() []fyne.CanvasObject {
	today := s.d.Today()
	var box []fyne.CanvasObject
	for _, a := range clinic.As[clinic.Absence](listOf(s.d, clinic.KindAbsence)) {
		if a.UntilDay < today { // what is over is in the history
			continue
		}
		quiet := stretchWords(a)
		if why := a.Words(); !why.IsZero() {
			quiet = lang.L("{{.When}} · {{.Why}}", map[string]any{"When": quiet, "Why": words.Say(why)})
		}
		box = append(box, kit.NewTwoLine(kit.Row{What: s.ownerName(a.Owner()), Quiet: quiet, Icon: kit.IconDiary}, func() { s.editAbsence(a, true) }))
	}
	if len(box) == 0 {
		box = append(box, kit.QuietText(lang.L("Leave, illness, a training, a room under repair, the clinic closed over the holidays: nobody is booked then by accident.")).Wrap())
	}
	return append(box, kit.FlowRow(kit.NewButton(lang.L("Add a time away"), kit.IconAdd, func() {
		s.editAbsence(*clinic.NewAbsence(s.d.Env(), s.d.Practitioner().ID, today), false)
	})))
}

// stretchWords says from when until when: days alone where it is of whole days.
func stretchWords(a clinic.Absence) string {
	facts := clinic.Args{
		"From": a.FromDay.Brief(), "Until": a.UntilDay.Brief(), "FromTime": clinic.ClockTime(a.FromMinute), "UntilTime": clinic.ClockTime(a.UntilMinute),
	}
	switch whole := a.FromMinute == 0 && a.UntilMinute == clinic.DayMinutes; {
	case whole && a.FromDay == a.UntilDay:
		return words.Say(clinic.Say("{{.From}}", facts))
	case whole:
		return words.Say(clinic.Say("{{.From}} to {{.Until}}", facts))
	case a.FromDay == a.UntilDay:
		return words.Say(clinic.Say("{{.From}}, {{.FromTime}}–{{.UntilTime}}", facts))
	}
	return words.Say(clinic.Say("{{.From}}, {{.FromTime}}, to {{.Until}}, {{.UntilTime}}", facts))
}

func (s *diary) editAbsence(a clinic.Absence, there bool) {
	k := &keeper[clinic.Absence, *clinic.Absence]{d: s.d, is: a, there: there, added: clinic.Say("Add a time away")}
	f := k.form()
	var causes []kit.Option
	for _, c := range clinic.AbsenceCauses() {
		causes = append(causes, kit.Option{ID: c, Label: words.Say(clinic.AbsenceCauseName(c))})
	}
	minute := func(column, label, hint string, none int, get func(*clinic.Absence) *int) *kit.Field {
		return k.line(f, column, label, hint, 1, func(a *clinic.Absence) string {
			if *get(a) == none {
				return ""
			}
			return clinic.ClockTime(*get(a))
		}, func(a *clinic.Absence, text string) error {
			at, ok := none, true
			if text != "" {
				at, ok = clinic.ReadClock(text)
			}
			if !ok {
				return clinic.FieldErrors{{Field: column, Message: clinic.Say("Write a time such as 14:30.")}}
			}
			*get(a) = at
			return nil
		}).Field
	}
	booked := kit.StackGap(kit.Gap)
	f.add(
		kit.NewField(lang.L("Who or what"), k.chips(f, "practitioner_id", s.owners(a.Owner()), func(a *clinic.Absence) string { return a.Owner() }, func(a *clinic.Absence, v string) {
			s.setOwner(v, &a.PractitionerID, &a.RoomID)
		})),
		kit.NewField(lang.L("Why"), k.chips(f, "why", causes, func(a *clinic.Absence) string { return a.Why }, func(a *clinic.Absence, v string) { a.Why = v })),
		kit.Shares(kit.Halves,
			k.date(f, "from_day", lang.L("First day"), func(a *clinic.Absence) *clinic.Date { return &a.FromDay }, func(a *clinic.Absence) { a.UntilDay = max(a.UntilDay, a.FromDay) }).Field,
			minute("from_minute", lang.L("From (time)"), lang.L("Empty: from the morning on"), 0, func(a *clinic.Absence) *int { return &a.FromMinute }),
		),
		kit.Shares(kit.Halves,
			k.date(f, "until_day", lang.L("Last day"), func(a *clinic.Absence) *clinic.Date { return &a.UntilDay }, func(*clinic.Absence) {}).Field,
			minute("until_minute", lang.L("Until (time)"), lang.L("Empty: to the end of the day"), clinic.DayMinutes, func(a *clinic.Absence) *int { return &a.UntilMinute }),
		),
		k.text(f, "note", lang.L("Note"), "", 1, func(a *clinic.Absence) *string { return &a.Note }).Field,
		booked,
	)
	f.fillers = append(f.fillers, func() {
		if k.there {
			booked.Objects = s.booked(k.is)
		} else {
			booked.Objects = []fyne.CanvasObject{kit.QuietText(lang.L("Choose why. Until then nothing is kept.")).Wrap()}
		}
		booked.Refresh()
	})
	if there {
		f.add(s.absences.ending(lang.L("Remove this time away"), kit.IconRemove, func() error { return k.remove(clinic.Say("Remove a time away")) }))
	}
	f.first = nil
	s.absences.open(f)
}

// longestShown is for how many days it is told what is booked.
const longestShown = 62

// booked are the appointments that somebody has while they are away: they stand until they are moved or cancelled.
func (s *diary) booked(a clinic.Absence) []fyne.CanvasObject {
	ctx := context.Background()
	from := max(a.FromDay, s.d.Today())
	until := min(a.UntilDay, from.AddDays(longestShown))
	if !from.Valid() || until < from {
		return nil
	}
	days, err := s.d.Store.Days(ctx, from, until)
	if err != nil {
		s.d.Fail(err)
		return nil
	}
	var rows []fyne.CanvasObject
	table := clinic.TimetableOf(&clinic.Catalogue{}, s.d.Clock().Location(), []clinic.Record{&a})
	for _, day := range days {
		for _, x := range table.Struck(day.Taken()) {
			p, err := s.d.Store.Patient(ctx, x.PatientID)
			if err != nil {
				s.d.Fail(err)
				return nil
			}
			rows = append(rows, kit.NewTwoLine(kit.Row{What: p.Name(), Quiet: words.WithWeekday(x.Date), Time: x.At().Clock()}, func() { s.d.Open(p.ID, desk.Summary) }))
		}
	}
	if len(rows) == 0 {
		return nil
	}
	head := kit.Body(lang.N("{{.Count}} appointments are booked in that time. They stand until they are moved or cancelled:", len(rows), map[string]any{"Count": len(rows)})).Wrap()
	return append([]fyne.CanvasObject{head}, rows...)
}

// holidayCard chooses where the public holidays are those of, and on which of them the clinic works.
type holidayCard struct {
	d                *desk.Desk
	card             *kit.Card
	countries, parts *kit.Chips
	where            *kit.Text
	days             *kit.Chips
	works            *kit.Field
	coming           []string // the codes of the holidays that are shown
}

func newHolidayCard(d *desk.Desk) *holidayCard {
	h := &holidayCard{d: d, where: kit.QuietText("").Wrap()}
	options := []kit.Option{{ID: clinic.NoHolidays, Label: lang.L("None are kept")}}
	for _, r := range h.regions() {
		if !strings.Contains(r.Code, "-") {
			options = append(options, kit.Option{ID: r.Code, Label: r.Name})
		}
	}
	keep := func(column string, change func(*clinic.Clinic)) { _ = keepClinic(d, column, change) } // a failure was said
	choose := func(ids []string) { keep("region", func(c *clinic.Clinic) { c.Region = ids[0] }) }
	h.countries = kit.NewChips(options, choose).Required()
	h.parts = kit.NewChips(nil, choose).Required()
	h.days = kit.NewMultiChips(nil, func(ids []string) {
		keep("holidays_worked", func(c *clinic.Clinic) {
			// Those that are not shown stay as they are.
			c.HolidaysWorked = append(slices.DeleteFunc(slices.Clone(c.HolidaysWorked), func(code string) bool { return slices.Contains(h.coming, code) }), ids...)
		})
	})
	h.works = kit.NewField(lang.L("The clinic is open all the same on"), h.days)
	h.card = kit.NewCard(lang.L("Public holidays"), kit.StackGap(kit.GapWide, kit.NewField(lang.L("Country"), h.countries), h.parts, h.where, h.works))
	return h
}

func (h *holidayCard) regions() []clinic.HolidayRegion {
	if h.d.Catalogue == nil {
		return nil
	}
	return h.d.Catalogue.HolidayRegions
}

func (h *holidayCard) show() {
	cat := h.d.Catalogue
	if cat == nil {
		return
	}
	c := h.d.Clinic()
	region := c.HolidayRegion(cat)
	country, _, _ := strings.Cut(region, "-")
	h.countries.SetChosen()
	if c.Region == clinic.NoHolidays {
		country = clinic.NoHolidays
	}
	h.countries.SetChosen(country)
	var parts []kit.Option
	for _, r := range cat.HolidayRegions {
		if strings.HasPrefix(r.Code, country+"-") {
			parts = append(parts, kit.Option{ID: r.Code, Label: r.Name})
		}
	}
	h.parts.SetOptions(parts)
	h.parts.SetChosen(region)
	switch {
	case region == "":
		h.where.SetText(lang.L("No day is kept free for a public holiday."))
	case c.Region == "":
		h.where.SetText(lang.L("This goes by the clinic's time zone until it is chosen. Holidays are told in the diary, and nobody is booked then by accident."))
	default:
		h.where.SetText(lang.L("Holidays are told in the diary, and nobody is booked then by accident."))
	}
	h.coming = nil
	var days []kit.Option
	today := h.d.Today()
	holidays := cat.HolidaysIn(region)
	for _, day := range append(holidays.In(today.Time().Year()), holidays.In(today.Time().Year()+1)...) {
		if day.Date < today || slices.Contains(h.coming, day.Code) {
			continue
		}
		h.coming = append(h.coming, day.Code)
		days = append(days, kit.Option{ID: day.Code, Label: lang.L("{{.Holiday}} · {{.Day}}", map[string]any{"Holiday": words.Say(day.Words()), "Day": words.WithWeekday(day.Date)})})
	}
	h.days.SetOptions(days)
	h.days.SetChosen(c.HolidaysWorked...)
	if len(days) == 0 {
		h.works.Hide()
	} else {
		h.works.Show()
	}
}
