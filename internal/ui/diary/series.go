package diary

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// askPlan looks what whoever was chosen is usually booked for, and how many sessions of their running plan are neither held
// nor booked, and offers to book them all.
func (b *booking) askPlan() {
	b.plan, b.dates = nil, nil
	b.planned.Objects = nil
	b.planned.Refresh()
	s, patient := b.p.s, b.patient.ID
	b.asking = patient != "" && s.d.Near(patient)
	if !b.asking {
		return
	}
	chart := s.d.Chart(patient)
	plan := chart.CurrentPlan()
	b.plan = plan
	today, first := s.d.Today(), b.slot.Date
	kit.Work(func(ctx context.Context) ([]clinic.Appointment, error) {
		return s.d.Store.Appointments(ctx, patient, firstDay)
	}, func(all []clinic.Appointment, err error) {
		if b.p.booking != b || b.patient.ID != patient {
			return
		}
		b.asking = false
		if err != nil && (plan != nil || !s.d.Unreachable(err)) {
			b.entered = false
			s.d.Fail(err)
			return
		}
		b.usual(!chart.NeverHere("", today), all)
		defer b.settle()
		if plan == nil {
			return
		}
		ahead := slices.DeleteFunc(all, func(a clinic.Appointment) bool { return a.Day < today })
		b.dates = plan.DatesFrom(plan.Sessions()-chart.ToBook(plan, ahead, today), first)
		if len(b.dates) > 1 {
			if booked := chart.ToCome(plan, ahead, today); len(booked) > 0 {
				days := make([]string, len(booked))
				for i, a := range booked {
					days[i] = words.WithWeekday(a.Day)
				}
				b.planned.Objects = []fyne.CanvasObject{kit.QuietText(lang.L("Booked already: {{.Days}}", map[string]any{"Days": words.List(days...)})).Wrap()}
				b.planned.Refresh()
			}
			b.showMore()
			b.p.body.Refresh()
		}
	})
}

// showMore offers below the booking to book more than the one visit.
func (b *booking) showMore() {
	b.more.Objects = nil
	if len(b.dates) > 1 {
		b.more.Add(kit.NewButton(lang.L("Book the plan's {{.Count}} sessions", map[string]any{"Count": len(b.dates)}), kit.IconPlan, b.bookPlan))
	}
	if b.patient.ID != "" || b.newcomer {
		b.more.Add(kit.QuietButton(lang.L("Book it several times"), kit.IconDiary, b.repeat))
	}
	b.more.Refresh()
	b.p.fit()
}

// bookPlan shows all visits of the plan that are still to be booked.
func (b *booking) bookPlan() {
	dates := make([]clinic.RepeatDate, len(b.dates))
	for i, d := range b.dates {
		dates[i].Date = d
	}
	x := newSeries(b, func() []clinic.RepeatDate { return dates })
	x.show(lang.L("The visits of the plan"))
	x.read()
	b.p.s.keyboard(x.do)
}

// series are several visits before they are booked: all of them and what stands against each is seen before.
type series struct {
	b       *booking
	dates   func() []clinic.RepeatDate
	reading int // counts the readings, so that only the last one is shown
	data    *data
	visits  []*visit
	list    *fyne.Container
	do      *kit.Button
}

// visit is one of a series.
type visit struct {
	x     *series
	meant clinic.Slot
	lacks clinic.Sentence // what its month lacks, zero for nothing
	at    clinic.Slot     // as it will be booked
	out   bool            // it is left out
	said  bool            // somebody chose so: it stays when what is booked changes

	row    *kit.TwoLine
	says   *fyne.Container
	others *fyne.Container // the times it can have instead, while they are asked for
	object fyne.CanvasObject
}

// mostInstead is how many other times are offered for a visit.
const mostInstead = 6

func newSeries(b *booking, dates func() []clinic.RepeatDate) *series {
	x := &series{b: b, dates: dates, list: kit.StackGap(0)}
	x.do = kit.PrimaryButton("", kit.IconCheck, x.book)
	return x
}

// show puts the series in the place of the booking, below what is asked about it.
func (x *series) show(title string, asked ...fyne.CanvasObject) {
	p := x.b.p
	p.series, p.first = x, x.do
	parts := append([]fyne.CanvasObject{kit.StackGap(0, kit.Heading(title), kit.QuietText(x.b.name()).Lines(1))}, asked...)
	parts = append(parts, kit.QuietText(lang.L("A tap on a visit leaves it out, or takes it in again.")).Wrap(), x.list,
		container.NewHBox(kit.QuietButton(lang.L("Back"), kit.IconChevronLeft, func() {
			x.b.show()
			p.s.keyboard(x.b.do)
		})))
	p.show(seriesFace, x.do, parts...)
	x.tell()
}

// read asks what is booked on the days of the series, and shows all visits and what stands against each. What somebody
// chose of a visit stays.
func (x *series) read() {
	x.reading++
	reading := x.reading
	dates, slot, patient, s := x.dates(), x.b.slot, x.b.patient.ID, x.b.p.s
	if len(dates) == 0 {
		x.set(nil, nil, nil)
		return
	}
	// Who is in the way is named.
	named := func(a *clinic.Appointment) bool {
		return a.PractitionerID == slot.PractitionerID && slices.ContainsFunc(dates, func(d clinic.RepeatDate) bool { return d.Date == a.Day })
	}
	type answer struct {
		data     *data
		proposed []clinic.Proposed
	}
	kit.Work(func(ctx context.Context) (answer, error) {
		d, err := read(ctx, s.d, dates[0].Date, dates[len(dates)-1].Date.AddDays(clinic.OfferDays), named, nobody)
		if err != nil {
			return answer{}, err
		}
		meant := make([]clinic.Occurrence, len(dates))
		for i := range dates {
			at := slot
			at.Date = dates[i].Date
			at.RoomID = d.roomFor("", at)
			meant[i].Slot = at
		}
		return answer{d, d.table.Preview(patient, meant, d.taken)}, nil
	}, func(a answer, err error) {
		switch {
		case reading != x.reading || x.b.p.booking != x.b:
		case err != nil:
			s.d.Fail(err)
		default:
			x.set(a.data, dates, a.proposed)
		}
	})
}

func (x *series) set(d *data, dates []clinic.RepeatDate, proposed []clinic.Proposed) {
	before := x.visits
	x.data, x.visits, x.list.Objects = d, nil, nil
	for i := range proposed {
		p := &proposed[i]
		v := &visit{x: x, meant: p.Slot, at: p.Slot, lacks: dates[i].Says, says: kit.StackGap(0), others: kit.StackGap(0)}
		if j := slices.IndexFunc(before, func(old *visit) bool { return old.said && old.meant == v.meant }); j >= 0 {
			v.at, v.out, v.said = before[j].at, before[j].out, true
		} else if p.Offer != nil {
			v.at = *p.Offer
		} else {
			v.out = len(clinic.Hindering(p.Against)) > 0
		}
		v.row = kit.NewTwoLine(kit.Row{}, v.toggle)
		v.object = kit.StackGap(0, kit.Border(nil, nil, nil, kit.IconButton(kit.IconClock, lang.L("Another time for {{.When}}", map[string]any{"When": when(v.meant)}), v.ask), v.row),
			kit.PadSides(kit.GapWide, 0, v.says), kit.PadSides(kit.GapWide, 0, v.others))
		x.visits = append(x.visits, v)
		x.list.Add(v.object)
	}
	x.tell()
}

// toggle leaves a visit out, or takes it in again.
func (v *visit) toggle() {
	v.out, v.said = !v.out, true
	v.x.tell()
}

// ask offers other times for a visit, or none any more.
func (v *visit) ask() {
	if len(v.others.Objects) > 0 {
		v.take(v.at, v.out)
		return
	}
	x := v.x
	var rest []clinic.Occurrence
	for _, o := range x.visits {
		if o != v && !o.out {
			rest = append(rest, clinic.Occurrence{Slot: o.at})
		}
	}
	times := x.data.table.Instead(x.b.patient.ID, v.meant, rest, x.data.taken, mostInstead)
	if v.at != v.meant {
		times = append([]clinic.Slot{v.meant}, times...)
	}
	for _, at := range times {
		if at != v.at {
			v.others.Add(kit.NewTwoLine(kit.Row{What: when(at), Icon: kit.IconArrow}, func() { v.take(at, false) }))
		}
	}
	if len(v.others.Objects) == 0 {
		v.others.Add(kit.QuietText(lang.L("No other time is free before the next visit, nor in the next two weeks.")).Wrap())
	} else {
		x.b.p.s.keyboard(v.others.Objects[0].(fyne.Focusable))
	}
	x.b.p.body.Refresh()
}

// take chooses what becomes of a visit.
func (v *visit) take(at clinic.Slot, out bool) {
	v.at, v.out, v.said = at, out, true
	v.others.Objects = nil
	v.x.b.p.s.keyboard(v.row)
	v.x.tell()
}

// against is what stands against a visit as it will be booked.
func (v *visit) against() []clinic.Against {
	return v.x.data.against("", v.x.b.patient.ID, v.at)
}

// tell says of each visit when it is and why, and how many will be booked.
func (x *series) tell() {
	n := 0
	for _, v := range x.visits {
		against := v.against()
		v.out = v.out || slices.ContainsFunc(against, clinic.Against.Firm)
		row := kit.Row{What: words.WithWeekday(v.at.Date), Quiet: clinic.ClockTime(v.at.From), Icon: kit.IconCheck, IconColor: kit.ColorSuccess}
		says := []string{words.Say(v.lacks)}
		if v.at != v.meant {
			row.Quiet = words.Points(row.Quiet, lang.L("moved"))
			says = append(says, lang.L("instead of {{.When}}", map[string]any{"When": when(v.meant)}))
			for _, a := range x.data.against("", x.b.patient.ID, v.meant) {
				says = append(says, words.Say(a.Says))
			}
		}
		for _, a := range against {
			says = append(says, words.Say(a.Says))
		}
		switch {
		case v.out:
			row.Icon, row.IconColor, row.Quiet = kit.IconRemove, kit.ColorQuiet, words.Points(clinic.ClockTime(v.at.From), lang.L("left out"))
		case len(clinic.Hindering(against)) > 0:
			row.Icon, row.IconColor = kit.IconAlert, kit.ColorWarning
		}
		if !v.out {
			n++
		}
		v.row.Set(row)
		v.says.Objects = nil
		for _, said := range says {
			if said != "" {
				v.says.Add(kit.QuietText(said).Wrap())
			}
		}
		v.says.Refresh()
	}
	x.do.SetText(words.Say(clinic.SayCount(n, "Book {{.Count}} visit", "Book {{.Count}} visits")))
	kit.SetEnabled(x.do, n > 0)
	x.list.Refresh()
	x.b.p.body.Refresh()
}

// when is a day and a time: "Tue 4 Mar 2025, 10:00".
func when(at clinic.Slot) string {
	return lang.L("{{.Day}}, {{.Time}}", map[string]any{"Day": words.WithWeekday(at.Date), "Time": clinic.ClockTime(at.From)})
}

// book books all that were not left out, as one series and one change.
func (x *series) book() {
	put, id, name, ok := x.b.whoever()
	if !ok {
		return
	}
	var list []clinic.Appointment
	for _, v := range x.visits {
		if !v.out {
			list = append(list, x.b.appointment(id, v.at, overlapped(v.against())))
		}
	}
	booked, op := clinic.Book(x.b.p.s.d.Env(), name, list...)
	op.Put = slices.Concat(put, op.Put)
	x.b.apply(name, booked, op)
}
