package words

import "regimen/internal/clinic"

// InYear is a day without its year where that is the one of the paper that it stands on: "3 Mar", else as Short; "" for
// no day.
func InYear(d clinic.Date, year int) string {
	if t := d.Time(); d.Valid() && t.Year() == year {
		return Say(clinic.Say("{{.Day}} {{.Month}}", clinic.Args{"Day": t.Day(), "Month": monthsInShort[t.Month()-1]}))
	}
	return Short(d)
}

// by time.Weekday
var weekdaysInShort = [7]clinic.Sentence{
	clinic.Say("Sun"), clinic.Say("Mon"), clinic.Say("Tue"), clinic.Say("Wed"), clinic.Say("Thu"), clinic.Say("Fri"), clinic.Say("Sat"),
}

// WeekdayAndNumber is "Tue 3", for a day whose month stands beside it; "" for no day.
func WeekdayAndNumber(d clinic.Date) string {
	if !d.Valid() {
		return ""
	}
	return Say(clinic.Say("{{.Weekday}} {{.Day}}", clinic.Args{"Weekday": weekdaysInShort[d.Time().Weekday()], "Day": d.Time().Day()}))
}

// MonthOf is "March 2026"; "" for no day.
func MonthOf(d clinic.Date) string {
	if !d.Valid() {
		return ""
	}
	return Say(clinic.Say("{{.Month}} {{.Year}}", clinic.Args{"Month": months[d.Time().Month()-1], "Year": d.Time().Year()}))
}

// LongWithWeekday is "Tuesday, 3 March 2026"; "" for no day.
func LongWithWeekday(d clinic.Date) string {
	if !d.Valid() {
		return ""
	}
	return Say(clinic.Say("{{.Weekday}}, {{.Day}}", clinic.Args{"Weekday": weekday(d), "Day": d}))
}

func weekday(d clinic.Date) clinic.Sentence { return clinic.WeekdayName(int(d.Time().Weekday()) + 6) }

// WithWeekday is "Tue 3 Mar 2026"; "" for no day.
func WithWeekday(d clinic.Date) string {
	if !d.Valid() {
		return ""
	}
	return Say(clinic.Say("{{.Weekday}} {{.Day}}", clinic.Args{"Weekday": weekdaysInShort[d.Time().Weekday()], "Day": clinic.Brief(d)}))
}

// WeekdayInYear is InYear with the weekday: "Tue 3 Mar"; "" for no day.
func WeekdayInYear(d clinic.Date, year int) string {
	if !d.Valid() {
		return ""
	}
	return Say(clinic.Say("{{.Weekday}} {{.Day}}", clinic.Args{"Weekday": weekdaysInShort[d.Time().Weekday()], "Day": InYear(d, year)}))
}
