package summary

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// mostVisits is how many visits to come are named; the others are counted.
const mostVisits = 3

// visits is the card of the appointments that a patient has ahead: what is asked for on the telephone.
type visits struct {
	s      *Screen
	rows   *fyne.Container
	object fyne.CanvasObject
	asked  int // only the answer to what was asked last counts
}

func newVisits(s *Screen) *visits {
	v := &visits{s: s, rows: kit.Stack(kit.QuietText(""))}
	v.object = kit.NewCard(lang.L("Appointments"), v.rows, kit.QuietButton(lang.L("Book a visit"), kit.IconDiary, func() { s.d.Book(s.patient) }))
	return v
}

// read asks for them; what was read before stays in sight until the answer comes.
func (v *visits) read() {
	v.asked++
	asked, d, today := v.asked, v.s.d, v.s.d.Today()
	type answer struct {
		ahead  []clinic.Appointment
		people []clinic.Practitioner
	}
	kit.Work(func(ctx context.Context) (a answer, err error) {
		if a.ahead, err = d.Store.Appointments(ctx, v.s.patient, today); err == nil {
			a.people, err = d.Store.Practitioners(ctx)
		}
		return a, err
	}, func(a answer, err error) {
		switch {
		case asked != v.asked:
			return
		case d.Unreachable(err):
			v.rows.Objects = []fyne.CanvasObject{kit.QuietText(lang.L("The appointments cannot be read without the connection.")).Wrap()}
		case err != nil:
			d.Fail(err)
			return
		default:
			v.show(a.ahead, a.people)
		}
		v.rows.Refresh()
	})
}

func (v *visits) show(ahead []clinic.Appointment, people []clinic.Practitioner) {
	ahead = slices.DeleteFunc(ahead, func(a clinic.Appointment) bool {
		return a.State.Off() || a.State == clinic.Attended || a.State == clinic.Missed
	})
	v.rows.Objects = nil
	for i, a := range ahead {
		if i == mostVisits {
			v.rows.Add(kit.QuietText(lang.L("and {{.Count}} more", map[string]any{"Count": len(ahead) - mostVisits})))
			break
		}
		v.rows.Add(kit.NewTwoLine(v.row(&a, people), func() { v.s.d.Visit(a.ID, a.Day) }))
	}
	if len(ahead) == 0 {
		v.rows.Add(kit.QuietText(lang.L("None is booked.")))
	}
}

func (v *visits) row(a *clinic.Appointment, people []clinic.Practitioner) kit.Row {
	what := a.Title
	if what == "" {
		what = lang.L("{{.Minutes}} min", map[string]any{"Minutes": a.Minutes})
	}
	row := kit.Row{
		What:  lang.L("{{.Day}}, {{.Time}}", map[string]any{"Day": words.WithWeekday(a.Day), "Time": clinic.ClockTime(a.Start)}),
		Quiet: words.Points(what, clinic.PractitionerName(people, a.PractitionerID)),
	}
	if a.State != clinic.Booked {
		row.Badge = words.Say(a.State.Name())
	}
	return row
}
