package words

import (
	"slices"
	"strings"
	"time"

	"regimen/internal/clinic"
)

// Points are facts side by side on a line, each whole in itself; those that are empty are left out.
func Points(facts ...string) string { return filled(" · ", facts) }

// List are names, or a name and what tells it from others; those that are empty are left out.
func List(names ...string) string { return filled(", ", names) }

// Sentences are whole sentences one after the other; those that are empty are left out.
func Sentences(whole ...string) string { return filled(" ", whole) }

// Lines stand one under the other; those that are empty are left out.
func Lines(lines ...string) string { return filled("\n", lines) }

func filled(between string, parts []string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(parts), func(p string) bool { return strings.TrimSpace(p) == "" }), between)
}

// Of is what is said of something: "Neer, left: positive".
func Of(something, what string) string {
	return Say(clinic.Say("{{.Of}}: {{.What}}", clinic.Args{"Of": something, "What": what}))
}

// Moment is a day and the time on it: "3 March 2026, 15:04".
func Moment(t time.Time) string {
	return Say(clinic.Say("{{.Day}}, {{.Time}}", clinic.Args{"Day": clinic.DateOf(t), "Time": t.Format("15:04")}))
}

// MomentWithWeekday is "Tuesday, 3 March 2026, 15:04".
func MomentWithWeekday(t time.Time) string {
	return Say(clinic.Say("{{.Weekday}}, {{.Day}}, {{.Time}}", clinic.Args{"Weekday": weekday(clinic.DateOf(t)), "Day": clinic.DateOf(t), "Time": t.Format("15:04")}))
}

// ShortMoment is "3 Mar 2026, 15:04".
func ShortMoment(t time.Time) string {
	return Say(clinic.Say("{{.Day}}, {{.Time}}", clinic.Args{"Day": clinic.Brief(clinic.DateOf(t)), "Time": t.Format("15:04")}))
}
