package diary

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/timetable"
	"regimen/internal/words"
)

// readWaiting reads who waits, and who they are.
func (d *data) readWaiting(ctx context.Context, at *desk.Desk) error {
	var err error
	if d.waiting, err = at.Store.WaitingList(ctx); err != nil {
		return err
	}
	who := make([]string, len(d.waiting))
	for i := range d.waiting {
		who[i] = d.waiting[i].PatientID
	}
	return d.readCharts(ctx, at, who, clinic.KindPatient)
}

// waits is who waits, by the key of the entry.
func (d *data) waits(id string) (clinic.Waiting, bool) {
	for i := range d.waiting {
		if d.waiting[i].ID == id {
			return d.waiting[i], true
		}
	}
	return clinic.Waiting{}, false
}

func (d *data) waiter(w *clinic.Waiting) clinic.Waiter {
	c := d.charts[w.PatientID]
	return w.Waiter(c != nil && !c.Patient.ArchivedAt.IsZero())
}

func (d *data) waiters() []clinic.Waiter {
	out := make([]clinic.Waiter, 0, len(d.waiting))
	for i := range d.waiting {
		out = append(out, d.waiter(&d.waiting[i]))
	}
	return out
}

// begins is of how many minutes the times that are offered today are multiples.
const begins = 15

// ahead is the free time of a practitioner that is still to come.
func (s *Screen) ahead(practitioner string, date clinic.Date) clinic.Spans {
	now := clinic.WallOf(s.d.Clock())
	free := s.data.free(practitioner, date)
	switch {
	case date < now.Date:
		return nil
	case date == now.Date:
		return free.And(clinic.Spans{{From: (now.Minute + begins - 1) / begins * begins, To: clinic.DayMinutes}})
	}
	return free
}

// each visits the columns of practitioners in sight.
func (s *Screen) each(visit func(column, practitioner string, date clinic.Date)) {
	if s.week {
		for i := range 7 {
			date := s.from().AddDays(i)
			visit(string(date), s.who, date)
		}
		return
	}
	for i := range s.data.people {
		visit(s.data.people[i].ID, s.data.people[i].ID, s.day)
	}
}

// suiting are the free times in sight that suit somebody who waits.
func (s *Screen) suiting(w *clinic.Waiting) []timetable.Slot {
	wished := clinic.Spans(w.Spans)
	if len(wished) == 0 {
		wished = clinic.WholeDay()
	}
	who := []clinic.Waiter{s.data.waiter(w)}
	var out []timetable.Slot
	s.each(func(column, practitioner string, date clinic.Date) {
		for _, free := range s.ahead(practitioner, date).And(wished) {
			for _, f := range clinic.Fits(who, date, free, practitioner, "", s.data.taken(date)) {
				out = append(out, timetable.Slot{Column: column, From: f.Slot.From, Minutes: free.To - f.Slot.From})
			}
		}
	})
	return out
}

// freed are the times of visits that were cancelled, with how many of those who wait each would suit.
func (s *Screen) freed() []timetable.Gap {
	waiting := s.data.waiters()
	var out []timetable.Gap
	s.each(func(column, practitioner string, date clinic.Date) {
		day := s.data.day(date)
		if day == nil {
			return
		}
		var off clinic.Spans
		for _, a := range day.Appointments() {
			if a.PractitionerID == practitioner && (a.State == clinic.Cancelled || a.State == clinic.CancelledLate) {
				off = append(off, clinic.Span{From: a.Start, To: a.End()})
			}
		}
		for _, gap := range s.ahead(practitioner, date).And(off.Joined()) {
			if n := len(clinic.Fits(waiting, date, gap, practitioner, "", s.data.taken(date))); n > 0 {
				out = append(out, timetable.Gap{Slot: timetable.Slot{Column: column, From: gap.From, Minutes: gap.Minutes()}, Waiting: n})
			}
		}
	})
	return out
}

// fitting are those who could come in the rest of the free time in which a booking is.
func (b *booking) fitting() []clinic.Fit {
	s := b.p.s
	for _, free := range s.ahead(b.slot.PractitionerID, b.slot.Date) {
		if free.From <= b.slot.From && b.slot.From < free.To {
			left := clinic.Span{From: b.slot.From, To: free.To}
			return clinic.Fits(s.data.waiters(), b.slot.Date, left, b.slot.PractitionerID, "", s.data.taken(b.slot.Date))
		}
	}
	return nil
}

// offerWaiting shows those who wait and could come, until somebody is looked for.
func (b *booking) offerWaiting() {
	fits := b.fitting()
	if len(fits) == 0 {
		return
	}
	b.found.Add(kit.QuietText(lang.L("Waiting for a time like this")))
	for _, f := range fits[:min(len(fits), mostFound)] {
		w, ok := b.p.s.data.waits(f.ID)
		if !ok {
			continue
		}
		row := b.p.waitingRow(&w)
		row.Time = clinic.ClockTime(f.Slot.From)
		b.found.Add(kit.NewTwoLine(row, func() { b.p.s.bookWaiting(w, f.Slot) }))
		b.found.Objects = append(b.found.Objects, b.p.waitingMore(&w)...)
	}
}

// bookWaiting books what somebody waited for. What it would overlap is asked about first, and whether their later visit
// is let go.
func (s *Screen) bookWaiting(w clinic.Waiting, to clinic.Slot) {
	to.Minutes = w.Minutes
	a := s.data.offer(w.ServiceID, to.Appointment(w.PatientID))
	to.CleanUp, to.RoomID = a.CleanUp, a.RoomID
	if len(w.RoomIDs) > 0 && !slices.Contains(w.RoomIDs, to.RoomID) {
		to.RoomID = w.RoomIDs[0]
	}
	to.RoomID = s.data.roomFor("", to)
	x := s.weigh("", w.PatientID, to, nil)
	a.PractitionerID, a.RoomID, a.Day, a.Start, a.Minutes, a.CleanUp, a.KeptWith = to.PractitionerID, to.RoomID, to.Date, to.From, to.Minutes, to.CleanUp, x.kept
	s.keepBoth(x, func() { s.bookOrLetGo(w, a, x.notes) })
}

func (s *Screen) bookOrLetGo(w clinic.Waiting, a clinic.Appointment, notes []string) {
	if w.AppointmentID == "" {
		s.bookWaited(w, a, nil, notes)
		return
	}
	today := s.d.Today()
	kit.Work(func(ctx context.Context) ([]clinic.Appointment, error) {
		return s.d.Store.Appointments(ctx, w.PatientID, today)
	}, func(list []clinic.Appointment, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		i := slices.IndexFunc(list, func(x clinic.Appointment) bool { return x.ID == w.AppointmentID && x.State.Ahead() })
		if i < 0 {
			s.bookWaited(w, a, nil, notes)
			return
		}
		facts := map[string]any{"Name": s.data.name(w.PatientID), "Day": words.Short(list[i].Day), "Time": clinic.ClockTime(list[i].Start)}
		kit.Confirm(s.d.Window, lang.L("Cancel the later visit?"), lang.L("{{.Name}} is booked for {{.Day}}, {{.Time}} as well.", facts), lang.L("Cancel the later one"), lang.L("Keep both visits"), false, func(yes bool) {
			var letGo *clinic.Appointment
			if yes {
				letGo = &list[i]
			}
			s.bookWaited(w, a, letGo, notes)
		})
	})
}

func (s *Screen) bookWaited(w clinic.Waiting, a clinic.Appointment, letGo *clinic.Appointment, notes []string) {
	booked, op, err := clinic.BookWaiting(s.d.Env(), w, s.data.name(w.PatientID), a, letGo)
	if err != nil {
		s.d.Fail(err)
		return
	}
	s.applyTo(booked.ID, op, bookedWords(s.data.name(w.PatientID), 1, booked.Slot()), notes...)
}

// waitingList is who waits, longest first. Whoever is tapped has the times lit that suit them.
func (p *panel) waitingList() []fyne.CanvasObject {
	s := p.s
	rows := kit.StackGap(kit.Gap)
	if s.data == nil || len(s.data.waiting) == 0 {
		rows.Add(kit.Body(lang.L("Nobody waits. Press W on a visit when somebody would come earlier, or put them here when there is no time that suits.")).In(kit.ColorQuiet).Wrap())
		return []fyne.CanvasObject{kit.Heading(lang.L("Waiting list")), rows}
	}
	for i := range s.data.waiting {
		w := s.data.waiting[i]
		row := kit.NewTwoLine(p.waitingRow(&w), func() {
			chosen := p.fitting != w.ID
			p.placing, p.fitting = "", ""
			if chosen {
				p.fitting = w.ID
			}
			s.light()
			p.nothing()
			s.keyboard(s.grid.Keyboard()) // where the time is chosen
		})
		row.SetCurrent(p.fitting == w.ID)
		rows.Add(kit.StackGap(4, append([]fyne.CanvasObject{row}, p.waitingMore(&w)...)...))
		if p.fitting == w.ID {
			n := len(s.suiting(&w))
			rows.Add(kit.Stack(
				kit.QuietText(lang.N("{{.Count}} free times suit", n, map[string]any{"Count": n})),
				kit.QuietButton(lang.L("Change what they wait for"), kit.IconEdit, func() { p.wait(w, s.data.name(w.PatientID)) }),
				kit.QuietButton(lang.L("Take off the list"), kit.IconRemove, func() {
					name := s.data.name(w.PatientID)
					s.apply(clinic.Withdraw(s.d.Env(), w, name), lang.L("{{.Name}} is off the waiting list.", map[string]any{"Name": name}))
				})))
		}
	}
	return []fyne.CanvasObject{kit.Heading(lang.L("Waiting list")), rows}
}

// waitingRow says who waits, how long the visit is and since when they wait.
func (p *panel) waitingRow(w *clinic.Waiting) kit.Row {
	return kit.Row{What: p.s.data.name(w.PatientID), Quiet: words.Points(
		lang.L("{{.Minutes}} min", map[string]any{"Minutes": w.Minutes}),
		lang.L("since {{.Day}}", map[string]any{"Day": words.Short(clinic.DateOf(p.s.d.In(w.CreatedAt)))}),
	)}
}

// waitingMore says what suits, and marks what is urgent and what should be asked about.
func (p *panel) waitingMore(w *clinic.Waiting) []fyne.CanvasObject {
	s := p.s
	var days, hours, with []string
	for _, d := range w.Weekdays {
		days = append(days, words.Say(clinic.WeekdayName(d)))
	}
	for _, x := range w.Spans {
		hours = append(hours, partWords(x))
	}
	for _, id := range w.PractitionerIDs {
		with = append(with, firstName(s.data.table.Names[id]))
	}
	var out []fyne.CanvasObject
	if said := words.Points(words.List(days...), words.List(hours...), s.whileWords(w), words.List(with...), s.roomWords(w), w.Note); said != "" {
		out = append(out, kit.QuietText(said).Wrap())
	}
	mark := func(says string, tone kit.Tone) { out = append(out, container.NewHBox(kit.NewBadge(says, tone))) }
	who := s.data.waiter(w)
	switch {
	case who.Gone:
		mark(lang.L("Archived"), kit.ToneDanger)
	case who.Stale(s.d.Today(), s.d.Clock().Location()):
		mark(lang.L("Still waiting?"), kit.ToneWarning)
	case w.Urgency == clinic.WaitUrgent:
		mark(words.Say(clinic.UrgencyOfWaiting(w.Urgency)), kit.ToneDanger)
	case w.Urgency == clinic.WaitSoon:
		mark(words.Say(clinic.UrgencyOfWaiting(w.Urgency)), kit.ToneNeutral)
	}
	for i := range out {
		out[i] = kit.PadSides(kit.GapWide, 0, out[i])
	}
	return out
}

// whileWords say from when until when somebody waits, where that is said.
func (s *Screen) whileWords(w *clinic.Waiting) string {
	switch from := w.FromDay > s.d.Today(); {
	case from && w.UntilDay.Valid():
		return lang.L("from {{.From}} to {{.To}}", map[string]any{"From": words.Short(w.FromDay), "To": words.Short(w.UntilDay)})
	case from:
		return lang.L("from {{.Day}}", map[string]any{"Day": words.Short(w.FromDay)})
	case w.UntilDay.Valid():
		return lang.L("until {{.Day}}", map[string]any{"Day": words.Short(w.UntilDay)})
	}
	return ""
}

// roomWords are the rooms that suit, where not all do.
func (s *Screen) roomWords(w *clinic.Waiting) string {
	var rooms []string
	for _, id := range w.RoomIDs {
		rooms = append(rooms, s.data.table.Names[id])
	}
	return words.List(rooms...)
}

// waitEarlier asks what time would suit somebody better than that of a visit; who waits for that already is changed.
func (p *panel) waitEarlier(a clinic.Appointment) {
	name := p.s.data.name(a.PatientID)
	for _, w := range p.s.data.waiting {
		if w.AppointmentID == a.ID {
			p.wait(w, name)
			return
		}
	}
	p.wait(a.Earlier(), name)
}
