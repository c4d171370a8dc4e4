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

// Weekday is "Tue".
func Weekday(d clinic.Date) string { return Say(weekdaysInShort[d.Time().Weekday()]) }

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
