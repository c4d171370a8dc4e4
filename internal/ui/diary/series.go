package diary

import (
	"context"
	"slices"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// askPlan looks how many sessions of the running plan of whoever was chosen are neither held nor booked, and offers to
// book them all.
func (b *booking) askPlan() {
	b.plan, b.dates = nil, nil
	b.planned.Objects = nil
	b.planned.Refresh()
	s, patient := b.p.s, b.patient.ID
	if patient == "" || !s.d.Near(patient) {
		return
	}
	chart := s.d.Chart(patient)
	plan := chart.CurrentPlan()
	if plan == nil {
		return
	}
	b.plan = plan
	today, first := s.d.Today(), b.slot.Date
	kit.Work(func(ctx context.Context) ([]clinic.Appointment, error) {
		return s.d.Store.Appointments(ctx, patient, today)
	}, func(ahead []clinic.Appointment, err error) {
		if b.p.booking != b || b.patient.ID != patient {
			return
		}
		if err != nil {
			s.d.Fail(err)
			return
		}
		b.dates = plan.DatesFrom(plan.Sessions()-chart.ToBook(plan, ahead, today), first)
		if len(b.dates) > 1 {
			b.planned.Objects = nil
			if booked := chart.ToCome(plan, ahead, today); len(booked) > 0 {
				days := make([]string, len(booked))
				for i, a := range booked {
					days[i] = words.WithWeekday(a.Day)
				}
				b.planned.Add(kit.QuietText(lang.L("Booked already: {{.Days}}", map[string]any{"Days": words.List(days...)})).Wrap())
			}
			b.planned.Add(kit.NewButton(lang.L("Book the plan's {{.Count}} sessions", map[string]any{"Count": len(b.dates)}), kit.IconPlan, b.preview))
			b.planned.Refresh()
			b.p.body.Refresh()
		}
	})
}

// series are the visits of a plan before they are booked.
type series struct {
	b        *booking
	data     *data
	proposed []clinic.Proposed
	choice   []choice
	rows     []*kit.TwoLine
	do       *kit.Button
}

// choice is what becomes of a visit of a series.
type choice int

const (
	asMeant choice = iota
	asOffered
	leftOut
)

// preview shows all visits of the plan and what stands against each, before anything is booked.
func (b *booking) preview() {
	s := b.p.s
	var meant []clinic.Occurrence
	for _, date := range b.dates {
		at := b.slot
		at.Date = date
		meant = append(meant, clinic.Occurrence{Slot: at})
	}
	last, slot, patient := b.dates[len(b.dates)-1], b.slot, b.patient.ID
	// Who is in the way is named.
	named := func(a *clinic.Appointment) bool {
		return slices.Contains(b.dates, a.Day) && (a.PractitionerID == slot.PractitionerID || a.RoomID == slot.RoomID)
	}
	type answer struct {
		data     *data
		proposed []clinic.Proposed
	}
	kit.Work(func(ctx context.Context) (answer, error) {
		d, err := read(ctx, s.d, slot.Date, last.AddDays(clinic.OfferDays), named, nobody)
		if err != nil {
			return answer{}, err
		}
		return answer{d, d.table.Preview(patient, meant, d.taken)}, nil
	}, func(a answer, err error) {
		switch {
		case b.p.booking != b || b.patient.ID != patient:
		case err != nil:
			s.d.Fail(err)
		default:
			b.showSeries(&series{b: b, data: a.data, proposed: a.proposed, choice: make([]choice, len(a.proposed))})
		}
	})
}

func (b *booking) showSeries(x *series) {
	p := b.p
	list := kit.StackGap(0)
	for i := range x.proposed {
		if x.proposed[i].Offer != nil {
			x.choice[i] = asOffered
		}
		row := kit.NewTwoLine(kit.Row{}, func() { x.next(i) })
		x.rows = append(x.rows, row)
		list.Add(row)
	}
	x.do = kit.PrimaryButton("", kit.IconCheck, x.book)
	p.first = x.do
	back := container.NewHBox(kit.QuietButton(lang.L("Back"), kit.IconBack, func() { p.book(b.slot) }))
	p.show(seriesFace, x.do, kit.Heading(lang.L("The visits of the plan")), kit.QuietText(b.patient.Name).Lines(1),
		kit.QuietText(lang.L("A tap on a visit takes another time, or leaves it out.")).Wrap(), list, back)
	x.show()
	p.s.keyboard(x.do)
}

// next takes the next choice for a visit: the time that is offered, the one that was meant, or none.
func (x *series) next(i int) {
	switch x.choice[i] {
	case asOffered:
		x.choice[i] = asMeant
	case asMeant:
		x.choice[i] = leftOut
	default:
		x.choice[i] = asMeant
		if x.proposed[i].Offer != nil {
			x.choice[i] = asOffered
		}
	}
	x.show()
}

// slot is when a visit is, as chosen; false where it is left out.
func (x *series) slot(i int) (clinic.Slot, bool) {
	switch p := &x.proposed[i]; x.choice[i] {
	case leftOut:
		return p.Slot, false
	case asOffered:
		return *p.Offer, true
	default:
		return p.Slot, !slices.ContainsFunc(p.Against, clinic.Against.Firm)
	}
}

func (x *series) show() {
	n := 0
	for i := range x.proposed {
		p := &x.proposed[i]
		at, booked := x.slot(i)
		row := kit.Row{What: when(at), Icon: kit.IconCheck, IconColor: kit.ColorSuccess}
		var against []string
		for _, a := range p.Against {
			against = append(against, words.Say(a.Says))
		}
		row.Quiet = words.Sentences(against...)
		switch {
		case !booked:
			row.Icon, row.IconColor, row.Badge = kit.IconRemove, kit.ColorQuiet, lang.L("left out")
		case x.choice[i] == asOffered:
			row.Quiet = lang.L("instead of {{.When}}", map[string]any{"When": when(p.Slot)})
			row.Badge, row.Tone = lang.L("moved"), kit.ToneAccent
		case len(clinic.Hindering(p.Against)) > 0:
			row.Icon, row.IconColor = kit.IconAlert, kit.ColorWarning
		}
		x.rows[i].Set(row)
		if booked {
			n++
		}
	}
	x.do.SetText(lang.L("Book {{.Count}} visits", map[string]any{"Count": n}))
	kit.SetEnabled(x.do, n > 0)
}

// when is a day and a time: "Tue 4 Mar 2025, 10:00".
func when(at clinic.Slot) string {
	return lang.L("{{.Day}}, {{.Time}}", map[string]any{"Day": words.WithWeekday(at.Date), "Time": clinic.ClockTime(at.From)})
}

// book books all that were not left out, as one series and one change.
func (x *series) book() {
	var list []clinic.Appointment
	for i := range x.proposed {
		at, booked := x.slot(i)
		if !booked {
			continue
		}
		kept := overlapped(x.data.against("", x.b.patient.ID, at))
		list = append(list, x.b.appointment(x.b.patient.ID, at, kept))
	}
	booked, op := clinic.Book(x.b.p.s.d.Env(), x.b.patient.Name, list...)
	x.b.apply(x.b.patient.Name, booked, op)
}
