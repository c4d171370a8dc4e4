package today

import (
	"cmp"
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// mostSigns is how many signs of a visit are named in its row; the others are counted.
const mostSigns = 2

// coming is a visit of today that has not begun, with what to know before the patient is in the room.
type coming struct {
	clinic.Appointment
	name  string
	with  string // who treats, "" where that is whoever works here
	signs []clinic.DoorSign
	owes  string // what is still to pay from before, "" for nothing
}

// readComing reads who is here and waits, and who is still to come today: who arrived first, then by time.
func (s *Screen) readComing(ctx context.Context, today clinic.Date) ([]coming, error) {
	days, err := s.d.Store.Days(ctx, today, today)
	if err != nil {
		return nil, err
	}
	visits := slices.DeleteFunc(days[0].Appointments(), func(a clinic.Appointment) bool { return !a.State.Ahead() && a.State != clinic.Arrived })
	if len(visits) == 0 {
		return nil, nil
	}
	slices.SortStableFunc(visits, func(a, b clinic.Appointment) int {
		switch here, there := a.State == clinic.Arrived, b.State == clinic.Arrived; {
		case here && there:
			return a.CameTo(clinic.Arrived).At.Compare(b.CameTo(clinic.Arrived).At)
		case here:
			return -1
		case there:
			return 1
		}
		return clinic.ByDayAndTime(a, b)
	})
	ids := make([]string, len(visits))
	for i := range visits {
		ids[i] = visits[i].PatientID
	}
	charts, err := s.d.Store.Charts(ctx, ids, clinic.DoorKinds())
	if err != nil {
		return nil, err
	}
	chartOf := make(map[string]*clinic.Chart, len(ids))
	for i, id := range ids {
		chartOf[id] = charts[i]
	}
	first, err := s.d.FirstVisits(ctx, visits, func(patient string) *clinic.Chart { return chartOf[patient] })
	if err != nil {
		return nil, err
	}
	owed, err := s.readOwed(ctx, ids)
	if err != nil {
		return nil, err
	}
	people := make(map[string]string)
	all, err := s.d.Store.Practitioners(ctx)
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		if p.ID != s.d.Practitioner().ID {
			people[p.ID] = p.Name
		}
	}
	out := make([]coming, len(visits))
	for i, a := range visits {
		out[i] = coming{Appointment: a, name: charts[i].Patient.Name(), with: people[a.PractitionerID], owes: owed[a.PatientID]}
		if charts[i].Patient.ID == "" {
			out[i].name = lang.L("A patient whose name cannot be read now")
			continue
		}
		out[i].signs = clinic.AtTheDoor(s.d.Catalogue, charts[i], &a, first[a.ID], today)
	}
	return out, nil
}

// readOwed is what each of some patients owes, in words. Where nobody at this machine may see it, and where it cannot be known
// now, it is nothing.
func (s *Screen) readOwed(ctx context.Context, patients []string) (map[string]string, error) {
	out := make(map[string]string)
	if !clinic.May(s.d.Actor(), clinic.See, clinic.Money) {
		return out, nil
	}
	debts, err := s.d.Store.Owed(ctx, patients...)
	if err != nil {
		if s.d.Unreachable(err) {
			return out, nil
		}
		return nil, err
	}
	sign := ""
	for _, x := range debts {
		if x.Cents > 0 {
			sign = cmp.Or(sign, s.d.Currency())
			out[x.Patient] = lang.L("Owes {{.Amount}}", map[string]any{"Amount": sign + clinic.MoneyText(x.Cents)})
		}
	}
	return out, nil
}

// coming is the card of who is still to come; nil when nobody is.
func (s *Screen) coming(list []coming) fyne.CanvasObject {
	if len(list) == 0 {
		return nil
	}
	rows := kit.StackGap(0)
	for _, c := range list[:min(len(list), mostToday)] {
		rows.Add(kit.NewTwoLine(comingRow(c, s.d), func() { s.d.Open(c.PatientID, desk.Summary) }))
	}
	if more := len(list) - mostToday; more > 0 {
		rows.Add(kit.QuietText(lang.L("{{.Count}} more", map[string]any{"Count": more})))
	}
	return kit.NewCard(lang.L("Still to come ({{.Count}})", map[string]any{"Count": len(list)}), rows)
}

func comingRow(c coming, d *desk.Desk) kit.Row {
	row := kit.Row{What: c.name, Time: clinic.ClockTime(c.Start), Badge: words.Say(c.State.Name())}
	switch c.State {
	case clinic.Arrived:
		row.Badge, row.Tone = lang.L("Arrived {{.Time}}", map[string]any{"Time": d.In(c.CameTo(clinic.Arrived).At).Format("15:04")}), kit.ToneSuccess
	case clinic.Booked:
		row.Badge = ""
	}
	facts := []string{lang.L("{{.Minutes}} min", map[string]any{"Minutes": c.Minutes})}
	if c.with != "" {
		facts = append(facts, c.with)
	}
	if c.owes != "" {
		facts = append(facts, c.owes)
	}
	var signs []string
	for _, sign := range c.signs {
		signs = append(signs, words.Say(sign.Say))
	}
	facts = append(facts, signs[:min(len(signs), mostSigns)]...)
	if more := len(signs) - mostSigns; more > 0 {
		facts = append(facts, lang.L("+{{.Count}}", map[string]any{"Count": more}))
	}
	row.Quiet = words.Points(facts...)
	return row
}
