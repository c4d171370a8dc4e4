package diary

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// mostRepeats is how many visits are booked at once without a plan.
const mostRepeats = 60

// usualRepeats is how many visits are offered before it is said how many there shall be.
const usualRepeats = 4

// repeats asks how a visit is repeated: every so many days, weeks or months, so many times or until a day.
type repeats struct {
	first   clinic.Date
	rule    clinic.Repeat
	times   int
	until   clinic.Date // the last day, where byDay
	byDay   bool
	series  *series
	monthly *fyne.Container // what is asked of months alone
	ends    *fyne.Container // how many, or until when
	cut     *kit.Text       // that there would be more
}

// The ways in which a series ends.
const (
	byTimes  = "times"
	untilDay = "day"
)

// repeat asks how the visit is repeated, and shows all visits below that.
func (b *booking) repeat() {
	r := &repeats{
		first: b.slot.Date, rule: clinic.Repeat{Every: 1, Unit: clinic.RepeatWeeks}, times: usualRepeats,
		monthly: kit.StackGap(kit.GapWide), ends: kit.Stack(), cut: kit.QuietText("").Wrap(),
	}
	r.series = newSeries(b, r.dates)
	every := r.number(kit.Limits{Min: 1, Max: clinic.MaxEveryDays}, r.rule.Every, func(n int) { r.rule.Every = n })
	units := kit.NewSegmented([]kit.Option{
		{ID: string(clinic.RepeatDays), Label: lang.L("days")}, {ID: string(clinic.RepeatWeeks), Label: lang.L("weeks")}, {ID: string(clinic.RepeatMonths), Label: lang.L("months")},
	}, func(id string) {
		r.rule.Unit = clinic.RepeatUnit(id)
		r.showMonthly()
		r.series.read()
	})
	units.SetChosen(string(r.rule.Unit))
	ends := kit.NewSegmented([]kit.Option{{ID: byTimes, Label: lang.L("so many times")}, {ID: untilDay, Label: lang.L("until a day")}}, func(id string) {
		r.byDay = id == untilDay
		r.showEnds()
		r.series.read()
	})
	ends.SetChosen(byTimes)
	r.showMonthly()
	r.showEnds()
	r.series.show(lang.L("Several visits"), kit.NewField(lang.L("Every"), kit.Stack(every, units)), r.monthly, kit.NewField(lang.L("How often"), kit.Stack(ends, r.ends)), r.cut)
	r.series.read()
	b.p.s.keyboard(every.Entry())
}

// number is a field for a whole number. Enter in it leads to what is to be done next.
func (r *repeats) number(l kit.Limits, n int, set func(n int)) *kit.Stepper {
	field := kit.NewStepper(l, func(v float64) {
		set(int(v))
		r.series.read()
	})
	field.SetValue(float64(n))
	read := field.Entry().OnSubmitted
	field.Entry().OnSubmitted = func(text string) {
		read(text)
		r.series.b.p.s.keyboard(r.series.do)
	}
	return field
}

// showMonthly asks of months which day of them is meant, and what becomes of those that have no such day.
func (r *repeats) showMonthly() {
	r.monthly.Objects = nil
	if r.rule.Unit == clinic.RepeatMonths || r.rule.Unit == clinic.RepeatByWeekday {
		day := r.first.Time().Day()
		which := kit.NewChips([]kit.Option{
			{ID: string(clinic.RepeatMonths), Label: lang.L("Day {{.Day}} of the month", map[string]any{"Day": day})}, {ID: string(clinic.RepeatByWeekday), Label: nthWords(r.first)},
		}, func(chosen []string) {
			if len(chosen) > 0 {
				r.rule.Unit = clinic.RepeatUnit(chosen[0])
				r.series.read()
			}
		}).Required()
		which.SetChosen(string(r.rule.Unit))
		r.monthly.Add(kit.NewField(lang.L("On"), which))
		if day > 28 {
			lacking := kit.NewChips([]kit.Option{{ID: strconv.FormatBool(false), Label: lang.L("Take its last one")}, {ID: strconv.FormatBool(true), Label: lang.L("Leave the month out")}}, func(chosen []string) {
				r.rule.Skip = slices.Contains(chosen, strconv.FormatBool(true))
				r.series.read()
			}).Required()
			lacking.SetChosen(strconv.FormatBool(r.rule.Skip))
			r.monthly.Add(kit.NewField(lang.L("When a month has no such day"), lacking))
		}
	}
	kit.SetHidden(r.monthly, len(r.monthly.Objects) == 0)
	r.monthly.Refresh()
}

// nthWords say which weekday of its month a day is.
func nthWords(d clinic.Date) string {
	facts := map[string]any{"Weekday": words.Say(clinic.WeekdayName(int(d.Time().Weekday()) + 6))}
	switch d.Nth() {
	case 1:
		return lang.L("The first {{.Weekday}}", facts)
	case 2:
		return lang.L("The second {{.Weekday}}", facts)
	case 3:
		return lang.L("The third {{.Weekday}}", facts)
	case 4:
		return lang.L("The fourth {{.Weekday}}", facts)
	}
	return lang.L("The fifth {{.Weekday}}", facts)
}

// showEnds asks how many visits there shall be, or until which day.
func (r *repeats) showEnds() {
	r.ends.Objects = []fyne.CanvasObject{r.number(kit.Limits{Min: 2, Max: mostRepeats}, r.times, func(n int) { r.times = n })}
	if r.byDay {
		until := kit.NewDateField(r.series.b.p.s.d.Clock, func(iso string) {
			r.until = clinic.Date(iso)
			r.series.read()
		})
		until.SetDate(string(r.until))
		r.ends.Objects[0] = until
	}
	r.ends.Refresh()
}

// dates are the days of the visits, as far as they can be booked at once; where there would be more, it is said.
func (r *repeats) dates() []clinic.RepeatDate {
	var all []clinic.RepeatDate
	if r.byDay {
		all = r.rule.Until(r.first, r.until)
	} else {
		all = r.rule.Dates(r.first, r.times)
	}
	said := ""
	switch end := r.first.AddDays(clinic.SeriesDays); {
	case r.byDay && r.until.Valid() && len(all) == 0:
		said = lang.L("That day is before the first visit.")
	case len(all) > mostRepeats:
		all = all[:mostRepeats]
		said = lang.L("No more than {{.Count}} visits are booked at once.", map[string]any{"Count": mostRepeats})
	case len(all) > 0 && all[len(all)-1].Date > end:
		all = all[:slices.IndexFunc(all, func(d clinic.RepeatDate) bool { return d.Date > end })]
		said = lang.L("Visits are booked at once for two years at most.")
	}
	r.cut.SetText(said)
	kit.SetHidden(r.cut, said == "")
	return all
}
