package diary

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/documents"
	"regimen/internal/ui/intake"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// face is what the panel shows.
type face int

const (
	noFace       face = iota // the clipboard
	visitFace                // a visit
	bookFace                 // a booking
	dateFace                 // a day to go to
	cancelFace               // why a visit is cancelled
	noteFace                 // what is to be known of a visit
	seriesFace               // the visits of a plan, or repeats
	reachFace                // how far a move goes in a series
	printFace                // how the days in sight are printed
	calendarFace             // what of the diary goes into a calendar file
	waitFace                 // what somebody waits for
	callsFace                // who is to be called
	callFace                 // somebody who is
	payFace                  // what is to pay for a visit
	waiveFace                // why it is not charged
	receiptFace              // that it was paid
	rightFace                // how a payment is put right
)

// panel is beside the grid: what is selected there, or what is held.
type panel struct {
	s        *Screen
	face     face
	id       string // the visit, or who is to be called
	placing  string // the visit of the clipboard that is being placed
	fitting  string // the entry of the waiting list whose times are lit
	booking  *booking
	calling  *clinic.Recall // for whom a booking was begun because they were to be called
	series   *series        // that the booking became
	paying   *pay           // what is being paid
	given    *receipt       // the receipt that is shown
	readings int            // of somebody's money: only the last one is shown
	body     *fyne.Container
	scroll   *kit.DragScroll
	shown    shown
	foot     *fyne.Container // what is to be done next, always in sight
	first    fyne.Focusable  // that the keyboard goes to
	object   *fyne.Container
}

// shown is a face of the panel, and of whom it is.
type shown struct {
	face face
	id   string
}

func newPanel(s *Screen) *panel {
	p := &panel{s: s, body: kit.StackGap(kit.GapWide)}
	p.foot = kit.PadSides(kit.GapWide, kit.GapColumn, container.NewStack())
	p.scroll = kit.NewDragScroll(kit.Pad(kit.GapWide, p.body))
	p.object = container.New(sheet{}, newSolid(), kit.NewPlate(kit.ColorSurface, 0), kit.NewPlate(kit.ColorLine, 0), p.scroll, p.foot)
	return p
}

// show replaces what the panel shows; next, at its foot, may be nil.
func (p *panel) show(f face, next fyne.CanvasObject, parts ...fyne.CanvasObject) {
	if now := (shown{f, p.id}); now != p.shown { // what is shown anew is shown from its top
		p.shown = now
		p.scroll.ScrollToTop()
	}
	p.face = f
	p.body.Objects = parts
	p.body.Refresh()
	p.foot.Objects = []fyne.CanvasObject{container.NewStack()}
	if next != nil {
		p.foot.Objects[0] = next
	}
	p.foot.Refresh()
	kit.SetHidden(p.foot, next == nil)
	p.fit()
	if p.s.object != nil {
		p.s.room.open = func() bool {
			return p.face != noFace || p.s.data != nil && len(p.s.data.held)+len(p.s.data.waiting) > 0
		}
		p.s.object.Refresh()
	}
}

// fit gives the foot the height that it needs now.
func (p *panel) fit() { p.object.Layout.Layout(p.object.Objects, p.object.Size()) }

// refresh shows what the panel shows as it is now. What is being typed stays.
func (p *panel) refresh() {
	switch p.face {
	case bookFace:
		if b := p.booking; b.patient.ID == "" && !b.newcomer && b.search.Text == "" {
			b.showFound("")
		}
		p.booking.weigh()
	case seriesFace:
		p.series.read()
	case visitFace:
		if a, ok := p.s.data.appointment(p.id); ok {
			p.visit(a)
			return
		}
		p.nothing()
	case payFace:
		if p.paying != nil {
			p.paying.again()
		}
	case receiptFace, rightFace:
		if p.given != nil {
			p.given.again()
		}
	case cancelFace, noteFace, reachFace, waiveFace:
		if _, ok := p.s.data.appointment(p.id); !ok {
			p.nothing()
		}
	case noFace:
		p.nothing()
	case callsFace:
		p.showCalls()
	case dateFace, printFace, calendarFace, waitFace, callFace:
	}
}

// focus gives the keyboard to what is to be done next.
func (p *panel) focus() {
	if p.first != nil {
		p.s.keyboard(p.first)
	}
}

// usual is how long a visit is unless something else is said.
func (p *panel) usual() int {
	if p.s.data != nil && len(p.s.data.services) > 0 {
		return p.s.data.services[0].Minutes
	}
	return usualMinutes
}

// nothing shows what is held.
func (p *panel) nothing() {
	s := p.s
	p.id, p.booking, p.first = "", nil, nil
	rows := kit.StackGap(kit.Gap)
	if s.data != nil {
		for _, a := range s.data.held {
			rows.Add(p.card(a))
		}
	}
	if len(rows.Objects) == 0 {
		rows.Add(kit.Body(lang.L("Nothing held. Press X on a visit to hold it here while you turn the days.")).In(kit.ColorQuiet).Wrap())
	}
	p.show(noFace, nil, slices.Concat(p.expectedNow(), p.toPay(), []fyne.CanvasObject{kit.Heading(lang.L("Clipboard")), rows}, p.waitingList(), p.toCall(), p.calledOff())...)
}

// calledOff are the visits in sight that were cancelled, with why; a tap opens one.
func (p *panel) calledOff() []fyne.CanvasObject {
	s := p.s
	if s.data == nil {
		return nil
	}
	list := kit.StackGap(0)
	for _, day := range s.data.days {
		for _, a := range day.Appointments() {
			if a.State != clinic.Cancelled && a.State != clinic.CancelledLate || !s.inSight(&a) {
				continue
			}
			whose := firstName(s.data.table.Names[a.PractitionerID])
			if s.week {
				whose = words.WithWeekday(a.Day)
			}
			said, _ := stateWords(a.State)
			list.Add(kit.NewTwoLine(kit.Row{Time: clinic.ClockTime(a.Start), What: s.data.name(a.PatientID), Quiet: said}, func() { p.visit(a) }))
			list.Add(kit.PadSides(kit.GapWide, 0, kit.QuietText(words.Points(whose, a.Reason)).Wrap()))
		}
	}
	if len(list.Objects) == 0 {
		return nil
	}
	return []fyne.CanvasObject{kit.Heading(lang.L("Cancelled")), list}
}

// card is a visit on the clipboard: a tap shows where it fits, and it can be put back.
func (p *panel) card(a clinic.Appointment) fyne.CanvasObject {
	s := p.s
	row := kit.NewTwoLine(kit.Row{
		What: s.data.name(a.PatientID), Quiet: words.Points(words.Short(a.Day), clinic.ClockTime(a.Start)),
	}, func() {
		if p.placing == a.ID {
			p.placing = ""
		} else {
			p.placing, p.fitting = a.ID, ""
		}
		s.light()
		p.nothing()
		s.keyboard(s.grid.Keyboard()) // where the time is chosen
	})
	row.SetCurrent(p.placing == a.ID)
	back := kit.IconButton(kit.IconClose, lang.L("Put it back"), func() { s.putBack(a) })
	more := words.Points(lang.L("{{.Minutes}} min", map[string]any{"Minutes": a.Minutes}), firstName(s.data.table.Names[a.PractitionerID]))
	return kit.StackGap(4, kit.Border(nil, nil, nil, back, row), kit.PadSides(kit.GapWide, 0, kit.QuietText(more).Wrap()))
}

// visit shows a visit and what can be done about it.
func (p *panel) visit(a clinic.Appointment) {
	s := p.s
	p.id, p.booking = a.ID, nil
	name := s.data.name(a.PatientID)
	said, tone := stateWords(a.State)
	step := a.CameTo(a.State)
	badges := container.NewHBox(kit.NewBadge(said, tone))
	if charge := s.chargeBadge(&a); charge != nil {
		badges.Add(charge)
	}
	parts := []fyne.CanvasObject{
		kit.Heading(name).Lines(2),
		kit.Body(words.Points(clinicSpan(a.Start, a.Minutes), s.data.table.Names[a.PractitionerID], s.data.table.Names[a.RoomID])).Wrap(),
		kit.StackGap(4, badges, kit.QuietText(words.Points(words.ShortMoment(s.d.In(step.At)), step.By)).Lines(1)),
	}
	if a.Title != "" {
		var swatch fyne.CanvasObject
		if c, ok := drawing.Named(a.Colour); ok {
			swatch = container.NewCenter(kit.NewSwatch(c))
		}
		parts = append(parts, kit.Border(nil, nil, swatch, nil, kit.Body(a.Title).Wrap()))
	}
	if a.Reason != "" {
		parts = append(parts, kit.Body(a.Reason).Wrap())
	}
	if a.NotCharged != "" {
		parts = append(parts, kit.Body(lang.L("Not charged: {{.Why}}", map[string]any{"Why": a.NotCharged})).Wrap())
	}
	if a.Note != "" {
		parts = append(parts, kit.Border(nil, nil, kit.Middle(kit.IconView(kit.IconEdit, kit.ColorQuiet)), nil, kit.Body(a.Note).Wrap()))
	}
	for _, x := range s.data.door(s.d, &a) {
		icon, color := kit.IconInfo, kit.ColorQuiet
		if x.Kind.Warns() {
			icon, color = kit.IconAlert, kit.ColorWarning
		}
		parts = append(parts, kit.Border(nil, nil, kit.Middle(kit.IconView(icon, color)), nil, kit.Body(words.Say(x.Say)).Wrap()))
	}
	if chart := s.data.charts[a.PatientID]; chart != nil && len(chart.Patient.Phones) > 0 {
		parts = append(parts, kit.Border(nil, nil, kit.Middle(kit.IconView(kit.IconPhone, kit.ColorQuiet)), nil, kit.Body(chart.Patient.Phones[0].Number)))
	}
	if owing := p.owing(a); owing != nil {
		parts = append(parts, owing)
	}
	for _, x := range stillHinders(s.data.against(a.ID, a.PatientID, a.Slot()), a.State) {
		parts = append(parts, warning(words.Say(x.Says)))
	}
	next := p.next(a)
	p.first = next
	state := kit.NewChips(stateOptions(&a), func(chosen []string) {
		if len(chosen) > 0 {
			s.come(a, clinic.AppointmentState(chosen[0]), "")
		}
	}).Required()
	state.SetChosen(string(a.State))
	parts = append(parts, kit.NewField(lang.L("How far it is"), state))
	if a.State.Ahead() && !a.Held && len(s.data.rooms) > 0 {
		rooms := kit.NewChips(s.data.roomOptions(), func(chosen []string) {
			to := a.Slot()
			to.RoomID = strings.Join(chosen, "")
			if !s.moveTo(a, to) && p.face == visitFace && p.id == a.ID {
				p.visit(a)
			}
		})
		rooms.SetChosen(a.RoomID)
		parts = append(parts, kit.NewField(lang.L("Where"), rooms))
	}
	var more []fyne.CanvasObject
	if mayCharge(&a) && next.Text != lang.L("Pay") {
		more = append(more, p.payButton(a))
	}
	if a.State.Ahead() {
		more = append(more, kit.NewButton(lang.L("Move to another day"), kit.IconDiary, func() { s.hold(a) }))
	}
	if a.State.Ahead() && !a.Held && a.Day >= s.d.Today() {
		card := kit.NewButton(lang.L("Appointment card"), kit.IconPrint, nil)
		card.OnTapped = func() { s.hand(documents.CardJob(s.d, s.d.Chart(a.PatientID)), card) }
		more = append(more, card)
	}
	write := lang.L("Write a note")
	if a.Note != "" {
		write = lang.L("Change the note")
	}
	more = append(more, kit.NewButton(write, kit.IconEdit, func() { p.note(a) }))
	if a.Day == s.d.Today() && (a.State.Ahead() || a.State == clinic.Arrived) && !a.Held {
		more = append(more, kit.NewButton(lang.L("Hand over the form"), kit.IconAssess, func() { intake.HandOver(s.d, a.PatientID) }))
	}
	if a.State.Ahead() || a.State == clinic.Arrived {
		form := kit.NewButton(lang.L("Print the intake form"), kit.IconPrint, nil)
		form.OnTapped = func() { s.hand(documents.IntakeJob(s.d, s.d.Chart(a.PatientID)), form) }
		more = append(more, form)
	}
	if !a.Held && a.Day >= s.d.Today() {
		file := kit.NewButton(lang.L("Calendar file"), kit.IconDiary, nil)
		file.OnTapped = func() { s.keepVisit(a, file) }
		more = append(more, file)
	}
	if !confirmedAhead(&a, s.d.Today()) {
		more = append(more, kit.NewButton(lang.L("Open the record"), kit.IconPerson, func() { s.d.Open(a.PatientID, desk.Summary) }))
	}
	if !a.State.Off() && a.SessionID == "" {
		more = append(more, kit.QuietButton(lang.L("Cancel the visit"), kit.IconRemove, func() { p.cancel(a) }))
	}
	p.show(visitFace, next, append(parts, kit.Stack(more...))...)
	p.askOwed(a)
}

// HandOver gives the form to the patient whose visit is selected.
func (s *Screen) HandOver() {
	if a, ok := s.data.appointment(s.panel.id); ok {
		intake.HandOver(s.d, a.PatientID)
		return
	}
	s.d.Warn(lang.L("Choose a visit first: the form is handed to one person."))
}

// stillHinders are the hindrances of a visit that still takes its time.
func stillHinders(all []clinic.Against, state clinic.AppointmentState) []clinic.Against {
	if state.Off() || state == clinic.Attended {
		return nil
	}
	return clinic.Hindering(all)
}

// confirmedAhead reports whether all that is to be done about a visit now was done: it is confirmed, for a day to come.
func confirmedAhead(a *clinic.Appointment, today clinic.Date) bool {
	return a.State == clinic.Confirmed && a.Day > today
}

// next is the one thing to do next.
func (p *panel) next(a clinic.Appointment) *kit.Button {
	s := p.s
	come := func(label string, state clinic.AppointmentState) *kit.Button {
		return kit.PrimaryButton(label, kit.IconCheck, func() { s.come(a, state, "") })
	}
	switch {
	case a.State == clinic.Arrived && a.Day == s.d.Today():
		return kit.PrimaryButton(lang.L("Start today's session"), kit.IconPlay, func() { s.d.StartSession(a.PatientID) })
	case a.State == clinic.Arrived || a.State == clinic.InTreatment:
		return come(lang.L("Done"), clinic.Attended)
	case a.State == clinic.Booked && a.Day > s.d.Today():
		return come(lang.L("Confirmed"), clinic.Confirmed)
	case confirmedAhead(&a, s.d.Today()):
		return kit.PrimaryButton(lang.L("Open the record"), kit.IconPerson, func() { s.d.Open(a.PatientID, desk.Summary) })
	case a.State.Ahead():
		return come(lang.L("Arrived"), clinic.Arrived)
	case p.s.data.toPay(&a, s.d.Today()):
		return kit.PrimaryButton(lang.L("Pay"), kit.IconOwed, func() { p.pay(a) })
	case a.State == clinic.Missed:
		return come(lang.L("Arrived after all"), clinic.Arrived)
	}
	return kit.PrimaryButton(lang.L("Open the sessions"), kit.IconSession, func() { s.d.Open(a.PatientID, desk.Sessions) })
}

// stateOptions are the states a visit can be put right to by one tap, and its own; a cancellation asks for its reason.
func stateOptions(a *clinic.Appointment) []kit.Option {
	var out []kit.Option
	left := a.StatesLeft()
	for _, state := range clinic.AppointmentStates() {
		if state == clinic.Cancelled || state == clinic.CancelledLate || state != a.State && !slices.Contains(left, state) {
			continue
		}
		out = append(out, kit.Option{ID: string(state), Label: words.Say(state.Name())})
	}
	return out
}

func stateWords(state clinic.AppointmentState) (string, kit.Tone) {
	tone := kit.ToneNeutral
	switch state {
	case clinic.Arrived, clinic.InTreatment:
		tone = kit.ToneAccent
	case clinic.Attended:
		tone = kit.ToneSuccess
	case clinic.Missed, clinic.CancelledLate:
		tone = kit.ToneDanger
	case clinic.Booked, clinic.Confirmed, clinic.Cancelled:
	}
	return words.Say(state.Name()), tone
}

// cancel asks why a visit is cancelled, and whether it is late.
func (p *panel) cancel(a clinic.Appointment) {
	s := p.s
	var far *reach
	question := kit.Stack()
	why := kit.NewEntry(lang.L("such as: sick, no transport"), nil)
	do := func(state clinic.AppointmentState) func() {
		return func() {
			if far == nil || far.chosen == clinic.ReachThis {
				s.come(a, state, why.Text)
			} else {
				far.callOff(state, why.Text)
			}
			s.grid.Select("")
			p.nothing()
			s.keyboard(s.grid.Keyboard())
		}
	}
	why.OnSubmitted = func(string) { do(clinic.Cancelled)() }
	p.first = why
	off := kit.DangerButton(lang.L("Cancel the visit"), kit.IconRemove, do(clinic.Cancelled))
	late := kit.NewButton(lang.L("Cancelled late"), kit.IconClock, do(clinic.CancelledLate))
	p.show(cancelFace, nil,
		kit.Heading(lang.L("Cancel the visit of {{.Name}}", map[string]any{"Name": s.data.name(a.PatientID)})).Lines(3),
		kit.NewField(lang.L("Why"), why), question,
		kit.Stack(off, late,
			kit.QuietButton(lang.L("Keep the visit"), "", func() { p.visit(a) }),
		))
	if a.Series != "" {
		s.askSeries(a, func(all []clinic.Appointment) {
			if p.face != cancelFace || p.id != a.ID {
				return
			}
			far = newReach(s, a, all, func() {
				far.show()
				n := len(far.touched())
				off.SetText(words.Say(clinic.SayCount(n, "Cancel the visit", "Cancel {{.Count}} visits")))
				kit.SetEnabled(off, n > 0)
				kit.SetEnabled(late, n > 0)
			})
			question.Add(far.object)
			p.body.Refresh()
		}, func() {}, func() {
			if p.face == cancelFace && p.id == a.ID {
				question.Add(warning(unreadWords()))
				p.body.Refresh()
			}
		})
	}
	s.keyboard(why)
}

// goTo asks for a day to go to.
func (p *panel) goTo() {
	s := p.s
	field := kit.NewDateField(s.d.Clock, func(iso string) {
		if date := clinic.Date(iso); date.Valid() && date != s.day {
			p.nothing()
			s.Show(date)
			s.keyboard(s.grid.Keyboard())
		}
	})
	field.SetDate(string(s.day))
	p.id, p.booking, p.first = "", nil, field.First()
	p.show(dateFace, nil, kit.Heading(lang.L("Go to a day")), kit.NewField(lang.L("Day"), field),
		kit.QuietButton(lang.L("Stay here"), "", func() {
			p.nothing()
			s.keyboard(s.grid.Keyboard())
		}))
	s.keyboard(field.First())
}

// warning is a sentence that must not be missed.
func warning(sentence string) fyne.CanvasObject {
	return kit.Border(nil, nil, kit.Middle(kit.IconView(kit.IconAlert, kit.ColorWarning)), nil, kit.Body(sentence).Wrap())
}

// clinicSpan is when a visit is: "10:00–10:45".
func clinicSpan(from, minutes int) string {
	return words.Say(clinic.Span{From: from, To: from + minutes}.Words())
}
