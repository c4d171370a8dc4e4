package diary

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/timetable"
	"regimen/internal/words"
)

// parts are the times of the day that can be wished by one tap.
func parts() []clinic.Span {
	const noon, evening = 12 * 60, 17 * 60
	return []clinic.Span{{From: 0, To: noon}, {From: noon, To: evening}, {From: evening, To: clinic.DayMinutes}}
}

// partWords is a time of the day in words.
func partWords(x clinic.Span) string {
	switch slices.Index(parts(), x) {
	case 0:
		return lang.L("Mornings")
	case 1:
		return lang.L("Afternoons")
	case 2:
		return lang.L("Evenings")
	}
	return words.Say(x.Words())
}

// wish asks what somebody waits for: what is usually said, and folded away what seldom is.
type wish struct {
	p    *panel
	w    clinic.Waiting
	name string

	note, hours *kit.Entry
	exact       *kit.Field // of the hours
	from, until *kit.DateField
	instead     *fyne.Container
	seldom      *fyne.Container
	said        *kit.Text // what of it is said already
}

// wait asks what somebody, who is called name, waits for, and puts them on the list or changes what is said of them there.
func (p *panel) wait(w clinic.Waiting, name string) {
	s := p.s
	p.id, p.booking = "", nil
	x := &wish{p: p, w: w, name: name, note: kit.NewEntry("", nil), hours: kit.NewEntry(lang.L("Such as 9:30–11:00"), nil), instead: kit.Stack(), said: kit.QuietText("").Wrap()}
	x.note.SetText(w.Note)
	label, icon := lang.L("Put on the waiting list"), kit.IconAdd
	if w.ID != "" {
		label, icon = lang.L("Keep the change"), kit.IconCheck
	}
	do := kit.PrimaryButton(label, icon, x.keep)
	p.first = do
	x.seldom = kit.StackGap(kit.GapWide, x.rarely()...)
	x.seldom.Hide()
	x.sum()
	var more *kit.Button
	more = kit.QuietButton(lang.L("Days, hours and rooms"), kit.IconAdd, func() {
		more.Hide()
		x.said.Hide()
		x.seldom.Show()
		x.p.body.Refresh()
		s.keyboard(x.from.First())
	})
	parts := x.usually()
	parts = append(parts, x.said, more, x.seldom, kit.QuietButton(lang.L("Back to the list"), kit.IconChevronLeft, x.back))
	p.show(waitFace, do, append([]fyne.CanvasObject{kit.Heading(lang.L("{{.Name}} waits", map[string]any{"Name": name})).Lines(2)}, parts...)...)
	s.keyboard(do)
}

// usually are the fields that are in sight at once.
func (x *wish) usually() []fyne.CanvasObject {
	s, w := x.p.s, &x.w
	minutes := kit.NewSegmented(lengthOptions(w.Minutes), func(id string) { w.Minutes, _ = strconv.Atoi(id) })
	minutes.SetChosen(strconv.Itoa(w.Minutes))
	var dayOptions, hourOptions, urgencies []kit.Option
	var chosenDays, chosenHours []string
	for d := range 7 {
		dayOptions = append(dayOptions, kit.Option{ID: strconv.Itoa(d), Label: words.Say(clinic.WeekdayName(d))})
	}
	for _, d := range w.Weekdays {
		chosenDays = append(chosenDays, strconv.Itoa(d))
	}
	days := kit.NewMultiChips(dayOptions, func(ids []string) {
		w.Weekdays = nil
		for _, id := range ids {
			d, _ := strconv.Atoi(id)
			w.Weekdays = append(w.Weekdays, d)
		}
		slices.Sort(w.Weekdays)
	})
	days.SetChosen(chosenDays...)
	for i, part := range parts() {
		hourOptions = append(hourOptions, kit.Option{ID: strconv.Itoa(i), Label: partWords(part)})
		if slices.Contains(w.Spans, part) {
			chosenHours = append(chosenHours, strconv.Itoa(i))
		}
	}
	hours := kit.NewMultiChips(hourOptions, func(ids []string) {
		exact := x.exactly()
		w.Spans = nil
		for _, id := range ids {
			i, _ := strconv.Atoi(id)
			w.Spans = append(w.Spans, parts()[i])
		}
		w.Spans = append(w.Spans, exact...)
	})
	hours.SetChosen(chosenHours...)
	with := kit.NewMultiChips(s.data.peopleOptions(), func(ids []string) { w.PractitionerIDs = ids })
	with.SetChosen(w.PractitionerIDs...)
	for u := clinic.WaitRoutine; u <= clinic.WaitUrgent; u++ {
		urgencies = append(urgencies, kit.Option{ID: strconv.Itoa(u), Label: words.Say(clinic.UrgencyOfWaiting(u))})
	}
	urgency := kit.NewChips(urgencies, func(ids []string) {
		if len(ids) > 0 {
			w.Urgency, _ = strconv.Atoi(ids[0])
		}
	}).Required()
	urgency.SetChosen(strconv.Itoa(w.Urgency))
	return []fyne.CanvasObject{
		kit.NewField(lang.L("Minutes"), minutes), kit.NewField(lang.L("Days that suit"), days), kit.NewField(lang.L("Times that suit"), hours),
		kit.NewField(lang.L("With"), with), kit.NewField(lang.L("How urgent"), urgency), kit.NewField(lang.L("Note"), x.note),
	}
}

// exactly are the hours that suit and are none of the parts of a day.
func (x *wish) exactly() []clinic.Span {
	return slices.DeleteFunc(slices.Clone(x.w.Spans), func(s clinic.Span) bool { return slices.Contains(parts(), s) })
}

// rarely are the fields that are folded away at first.
func (x *wish) rarely() []fyne.CanvasObject {
	s, w := x.p.s, &x.w
	day := func(of *clinic.Date) *kit.DateField {
		f := kit.NewDateField(s.d.Clock, func(iso string) { *of = clinic.Date(iso) })
		f.SetDate(string(*of))
		return f
	}
	x.from, x.until = day(&w.FromDay), day(&w.UntilDay)
	var exact []string
	for _, span := range x.exactly() {
		exact = append(exact, words.Say(span.Words()))
	}
	x.hours.SetText(strings.Join(exact, ", "))
	x.exact = kit.NewField(lang.L("Hours that suit"), x.hours)
	out := []fyne.CanvasObject{kit.NewField(lang.L("First day"), x.from), kit.NewField(lang.L("Last day"), x.until), x.exact}
	if len(s.data.rooms) > 0 {
		rooms := kit.NewMultiChips(s.data.roomOptions(), func(ids []string) { w.RoomIDs = ids })
		rooms.SetChosen(w.RoomIDs...)
		out = append(out, kit.NewField(lang.L("Rooms that suit"), rooms))
	}
	if len(s.data.services) > 0 {
		var options []kit.Option
		for i := range s.data.services {
			options = append(options, kit.Option{ID: s.data.services[i].ID, Label: s.data.services[i].Name})
		}
		service := kit.NewChips(options, func(ids []string) { w.ServiceID = strings.Join(ids, "") })
		service.SetChosen(w.ServiceID)
		out = append(out, kit.NewField(lang.L("What for"), service))
	}
	x.askInstead()
	return append(out, x.instead)
}

// askInstead offers the visits ahead, one of which may be let go for what is waited for.
func (x *wish) askInstead() {
	s, patient := x.p.s, x.w.PatientID
	today := s.d.Today()
	kit.Work(func(ctx context.Context) ([]clinic.Appointment, error) {
		return s.d.Store.Appointments(ctx, patient, today)
	}, func(all []clinic.Appointment, err error) {
		if err != nil {
			s.d.Log.Error("reading the visits of somebody who waits", "error", err) // the wish can be told without
			return
		}
		options := []kit.Option{{Label: lang.L("None")}}
		for i := range all {
			if all[i].State.Ahead() {
				options = append(options, kit.Option{ID: all[i].ID, Label: when(all[i].Slot())})
			}
		}
		if len(options) == 1 {
			return
		}
		visits := kit.NewChips(options, func(ids []string) { x.w.AppointmentID = strings.Join(ids, "") }).Required()
		visits.SetChosen(x.w.AppointmentID)
		x.instead.Objects = []fyne.CanvasObject{kit.NewField(lang.L("Instead of the visit"), visits)}
		x.instead.Refresh()
		x.p.body.Refresh()
	})
}

// sum says what is said in the fields that are folded away.
func (x *wish) sum() {
	var exact []string
	for _, span := range x.exactly() {
		exact = append(exact, words.Say(span.Words()))
	}
	x.said.SetText(words.Points(x.p.s.whileWords(&x.w), words.List(exact...), x.p.s.roomWords(&x.w)))
	kit.SetHidden(x.said, x.said.Text() == "")
}

// keep puts them on the list, or keeps what was changed.
func (x *wish) keep() {
	s := x.p.s
	for _, day := range []*kit.DateField{x.from, x.until} {
		if _, err := day.Date(); err != nil && !errors.Is(err, kit.ErrNoDate) {
			s.d.Warn(err.Error())
			return
		}
	}
	exact, err := clinic.ReadSpans(x.hours.Text)
	if err != nil {
		x.exact.SetError(lang.L("Write times such as 9:00–12:30, 17:00–19:00, or leave it empty."))
		s.keyboard(x.hours)
		return
	}
	x.exact.SetError("")
	w := x.w
	w.Note = x.note.Text
	spans := slices.DeleteFunc(slices.Clone(w.Spans), func(span clinic.Span) bool { return !slices.Contains(parts(), span) })
	spans = append(spans, exact...)
	slices.SortFunc(spans, func(a, b clinic.Span) int { return a.From - b.From })
	if !slices.Equal(spans, w.Spans) {
		w.Spans = spans
	}
	var op clinic.Operation
	if before, there := s.data.waits(w.ID); there {
		op, err = clinic.ChangeWaiting(before, x.name, func(now *clinic.Waiting) { *now = w })
	} else {
		_, op, err = clinic.WaitFor(s.d.Env(), x.name, w)
	}
	if err != nil {
		s.d.Fail(err)
		return
	}
	if op.Empty() || s.apply(op, lang.L("{{.Name}} is on the waiting list.", map[string]any{"Name": x.name})) {
		x.back()
	}
}

func (x *wish) back() {
	x.p.s.grid.Choose(timetable.Slot{})
	x.p.nothing()
	x.p.s.keyboard(x.p.s.grid.Keyboard())
}
