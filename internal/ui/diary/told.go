package diary

import (
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/words"
)

// What was done is told as what is so by now; what its operation is called is for taking it back.

// bookedWords tells that visits of somebody are booked, and when the first is.
func bookedWords(name string, n int, first clinic.Slot) string {
	return words.Say(clinic.SayCount(n, "{{.Name}} is booked for {{.When}}.", "{{.Count}} visits of {{.Name}} are booked, the first for {{.When}}.",
		clinic.Args{"Name": name, "When": when(first)}))
}

// movedWords tells what became of a visit that was moved, or put back where it was.
func (d *data) movedWords(name string, before, now clinic.Slot) string {
	facts := map[string]any{
		"Name": name, "From": clinic.ClockTime(before.From), "To": clinic.ClockTime(now.From), "When": when(now), "Minutes": now.Minutes,
		"Who": d.table.Names[now.PractitionerID], "Room": d.table.Names[now.RoomID],
	}
	switch {
	case before == now:
		return lang.L("{{.Name}} is back at {{.To}}.", facts)
	case before.Date != now.Date:
		return lang.L("{{.Name}} is moved to {{.When}}.", facts)
	case before.From != now.From:
		return lang.L("{{.Name}} is moved from {{.From}} to {{.To}}.", facts)
	case before.Minutes != now.Minutes:
		return lang.L("The visit of {{.Name}} takes {{.Minutes}} minutes now.", facts)
	case before.PractitionerID != now.PractitionerID:
		return lang.L("{{.Name}} is with {{.Who}} now, at {{.To}}.", facts)
	case now.RoomID == "":
		return lang.L("{{.Name}} is in no room now, at {{.To}}.", facts)
	}
	return lang.L("{{.Name}} is in {{.Room}} now, at {{.To}}.", facts)
}

// shiftedWords tells how many visits of somebody were moved together, and when the first is now.
func shiftedWords(name string, to []clinic.Proposed) string {
	if len(to) == 0 {
		return ""
	}
	return words.Say(clinic.SayCount(len(to), "{{.Name}} is moved to {{.When}}.", "{{.Count}} visits of {{.Name}} are moved, the first to {{.When}}.",
		clinic.Args{"Name": name, "When": when(to[0].Slot)}))
}

// settledWords tell what was charged to somebody or taken from them.
func (s *Screen) settledWords(made *clinic.Settled, fromAccount int, name string) string {
	amount := func(cents int) map[string]any { return map[string]any{"Amount": s.money(cents), "Name": name} }
	switch {
	case made.Payment != nil:
		return lang.L("{{.Amount}} is taken from {{.Name}}.", amount(made.Payment.Cents))
	case fromAccount > 0:
		return lang.L("{{.Amount}} is paid from the account of {{.Name}}.", amount(fromAccount))
	}
	return lang.L("{{.Amount}} is charged to {{.Name}}, to be paid later.", amount(made.Invoice.TotalCents))
}
