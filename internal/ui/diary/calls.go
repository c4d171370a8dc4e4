package diary

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

const (
	firstCalls = 3  // are shown beside the waiting list
	mostCalls  = 40 // are shown at once
)

// calls are who is to be called, as it was read last.
type calls struct {
	reading int // counts the readings, so that only the last one is shown
	day     clinic.Date
	read    bool // it was ever read
	due     []clinic.Recall
	later   []clinic.Recall
	people  map[string]*clinic.Patient
	unfold  bool // those are shown too that are called later
}

// of is somebody who is to be called, now or later, or nil.
func (c *calls) of(patient string) *clinic.Recall {
	for _, list := range [][]clinic.Recall{c.due, c.later} {
		for i := range list {
			if list[i].PatientID == patient {
				return &list[i]
			}
		}
	}
	return nil
}

func (c *calls) name(patient string) string {
	if p := c.people[patient]; p != nil && p.Name() != "" {
		return p.Name()
	}
	return lang.L("A patient")
}

// callKinds are the kinds of record from which it follows who is to be called.
func callKinds() []clinic.Kind {
	return []clinic.Kind{clinic.KindAppointment, clinic.KindContact, clinic.KindPlan, clinic.KindPlanEnd, clinic.KindSession, clinic.KindAssessment, clinic.KindPatient, clinic.KindClinic}
}

// readCalls asks who is to be called; what was read before stays in sight until the answer comes.
func (s *Screen) readCalls() {
	s.calls.reading++
	reading := s.calls.reading
	now := calls{reading: reading, day: s.d.Today(), read: true, people: map[string]*clinic.Patient{}, unfold: s.calls.unfold}
	kit.Work(func(ctx context.Context) (calls, error) {
		all, err := s.d.Store.Recalls(ctx)
		if err != nil {
			return now, err
		}
		var who []string
		for _, r := range all {
			list := &now.due
			if len(r.Due) == 0 {
				list = &now.later
			}
			if *list = append(*list, r); len(*list) <= mostCalls {
				who = append(who, r.PatientID)
			}
		}
		charts, err := s.d.Store.Charts(ctx, who, []clinic.Kind{clinic.KindPatient})
		for i, c := range charts {
			now.people[who[i]] = &c.Patient
		}
		return now, err
	}, func(now calls, err error) {
		switch {
		case reading != s.calls.reading:
			return
		case s.d.Unreachable(err):
			return // what is known stays
		case err != nil:
			s.d.Fail(err)
			return
		}
		now.unfold = s.calls.unfold
		s.calls = now
		s.panel.refreshCalls()
	})
}

// ShowCalls shows who is to be called.
func (s *Screen) ShowCalls() {
	s.grid.Select("")
	s.room.closed = false
	s.panel.showCalls()
	s.object.Refresh()
}

// refreshCalls shows who is to be called as it is now. What is being typed about one of them stays.
func (p *panel) refreshCalls() {
	switch p.face {
	case noFace:
		if p.s.data != nil {
			p.nothing()
		}
	case callsFace:
		p.showCalls()
	case callFace:
		if p.s.calls.of(p.id) == nil {
			p.showCalls()
		}
	case visitFace, bookFace, dateFace, cancelFace, noteFace, seriesFace, reachFace, printFace, calendarFace, waitFace:
	}
}

// toCall is the beginning of the list, for beside the waiting list.
func (p *panel) toCall() []fyne.CanvasObject {
	c := &p.s.calls
	if !c.read {
		return nil
	}
	rows := kit.StackGap(kit.Gap)
	if len(c.due) == 0 {
		rows.Add(kit.Body(lang.L("Nobody is to be called today.")).In(kit.ColorQuiet).Wrap())
	}
	for i := range c.due[:min(len(c.due), firstCalls)] {
		rows.Add(p.callRow(&c.due[i]))
	}
	if len(c.due) > firstCalls || len(c.later) > 0 {
		rows.Add(container.NewHBox(kit.QuietButton(lang.L("All who are to be called"), kit.IconPhone, p.showCalls)))
	}
	return []fyne.CanvasObject{kit.Heading(lang.L("To call ({{.Number}})", map[string]any{"Number": len(c.due)})), rows}
}

// showCalls shows the whole list, and on demand who is called later.
func (p *panel) showCalls() {
	s, c := p.s, &p.s.calls
	p.id, p.booking, p.first = "", nil, nil
	parts := []fyne.CanvasObject{kit.Heading(lang.L("To call ({{.Number}})", map[string]any{"Number": len(c.due)}))}
	list := func(all []clinic.Recall) {
		for i := range all[:min(len(all), mostCalls)] {
			parts = append(parts, p.callRow(&all[i]))
		}
		if more := len(all) - mostCalls; more > 0 {
			parts = append(parts, kit.QuietText(lang.L("{{.Count}} more", map[string]any{"Count": more})))
		}
	}
	if len(c.due) == 0 {
		parts = append(parts, kit.Body(lang.L("Nobody is to be called today.")).In(kit.ColorQuiet).Wrap())
	}
	list(c.due)
	if len(c.later) > 0 {
		head, icon := lang.L("Called later ({{.Number}})", map[string]any{"Number": len(c.later)}), kit.IconChevronRight
		if c.unfold {
			icon = kit.IconChevronDown
		}
		parts = append(parts, container.NewHBox(kit.QuietButton(head, icon, func() {
			c.unfold = !c.unfold
			p.showCalls()
		})))
		if c.unfold {
			list(c.later)
		}
	}
	back := kit.QuietButton(lang.L("Back to the clipboard"), kit.IconChevronLeft, func() {
		p.nothing()
		s.keyboard(s.grid.Keyboard())
	})
	p.show(callsFace, nil, append(parts, container.NewHBox(back))...)
}

// callRow says who is to be called and why, how often it was tried, and with whom they are.
func (p *panel) callRow(r *clinic.Recall) fyne.CanvasObject {
	s := p.s
	row := kit.Row{What: s.calls.name(r.PatientID), Quiet: words.Points(p.triedWords(r), s.treats(r.PractitionerID))}
	if row.Quiet == "" {
		row.Quiet = lang.L("Not tried yet")
	}
	about := r.Due
	if len(about) == 0 {
		about = r.Later
	}
	said := kit.StackGap(0)
	for _, x := range about {
		said.Add(kit.QuietText(words.Say(x.Says)).Wrap())
	}
	rows := []fyne.CanvasObject{kit.NewTwoLine(row, func() { p.call(r.PatientID) }), kit.PadSides(kit.GapWide, 0, said)}
	if r.Asked != "" {
		rows = append(rows, kit.PadSides(kit.GapWide, 0, container.NewHBox(kit.NewBadge(lang.L("A call was agreed on"), kit.ToneAccent))))
	}
	return kit.StackGap(4, rows...)
}

// treats is what whoever treats is called beside others, "" where that is not known.
func (s *Screen) treats(id string) string {
	if s.data == nil || s.data.table.Names[id] == "" {
		return ""
	}
	return lang.L("with {{.Name}}", map[string]any{"Name": firstName(s.data.table.Names[id])})
}

// triedWords say how often somebody was tried, or until when nobody calls.
func (p *panel) triedWords(r *clinic.Recall) string {
	switch c := r.Last; {
	case c == nil:
		return ""
	case len(r.Due) > 0 && r.Tried > 0:
		return lang.N("tried {{.Count}} times", r.Tried, map[string]any{"Count": r.Tried})
	case len(r.Due) > 0:
		return ""
	case c.Outcome == clinic.ContactDeclined:
		return lang.L("does not want to be called")
	default:
		return lang.L("again on {{.Day}}", map[string]any{"Day": words.WithWeekday(c.AgainOn)})
	}
}

// call shows somebody who is to be called: why, whom, by which number, and what can come of it.
func (p *panel) call(patient string) {
	s := p.s
	r := s.calls.of(patient)
	if r == nil {
		p.showCalls()
		return
	}
	p.id, p.booking = patient, nil
	name := s.calls.name(patient)
	parts := []fyne.CanvasObject{kit.Heading(name).Lines(2)}
	about, icon, color := r.Due, kit.IconAlert, kit.ColorWarning
	if len(about) == 0 {
		about, icon, color = r.Later, kit.IconClock, kit.ColorQuiet
	}
	for _, x := range about {
		parts = append(parts, kit.Border(nil, nil, kit.Middle(kit.IconView(icon, color)), nil, kit.Body(words.Say(x.Says)).Wrap()))
	}
	parts = append(parts, p.numbers(patient)...)
	if with := s.treats(r.PractitionerID); with != "" {
		parts = append(parts, kit.QuietText(with))
	}
	if c := r.Last; c != nil {
		said := words.Points(words.Say(clinic.ContactOutcomeName(c.Outcome)), words.ShortMoment(s.d.In(c.At)), c.By)
		parts = append(parts, kit.StackGap(0, kit.QuietText(said).Wrap(), kit.QuietText(words.Points(p.triedWords(r), c.Note)).Wrap()))
	}
	book := kit.PrimaryButton(lang.L("Book"), kit.IconDiary, func() { s.bookFor(patient, r) })
	p.first = book
	parts = append(parts, p.outcomes(r, name)...)
	if len(r.Due) == 0 && r.Last != nil {
		last := *r.Last
		parts = append(parts, container.NewHBox(kit.QuietButton(lang.L("Nobody called"), kit.IconRemove, func() {
			if s.apply(clinic.RemoveContact(last, name), lang.L("The call to {{.Name}} is taken away.", map[string]any{"Name": name})) {
				p.showCalls()
			}
		})))
	}
	parts = append(parts, container.NewHBox(kit.QuietButton(lang.L("Open the record"), kit.IconPerson, func() { s.d.Open(patient, desk.Summary) })),
		container.NewHBox(kit.QuietButton(lang.L("Back to the list"), kit.IconChevronLeft, p.showCalls)))
	p.show(callFace, book, parts...)
	s.keyboard(book)
}

// numbers are whom to call and by which numbers; a tap copies one.
func (p *panel) numbers(patient string) []fyne.CanvasObject {
	s := p.s
	person := s.calls.people[patient]
	if person == nil {
		return nil
	}
	var out []fyne.CanvasObject
	who := person.Callee(s.d.Today())
	switch relation := words.Say(who.Relation); {
	case who.Name != "" && relation != "":
		out = append(out, kit.Body(lang.L("Ask for {{.Name}} ({{.Relation}})", map[string]any{"Name": who.Name, "Relation": relation})).Wrap())
	case who.Name != "":
		out = append(out, kit.Body(lang.L("Ask for {{.Name}}", map[string]any{"Name": who.Name})).Wrap())
	}
	for _, phone := range who.Phones {
		number := strings.TrimSpace(phone.Number)
		out = append(out, kit.NewButton(words.Points(number, phone.Label), kit.IconPhone, func() {
			fyne.CurrentApp().Clipboard().SetContent(number)
			s.d.Tell(lang.L("Copied: {{.Number}}", map[string]any{"Number": number}), nil)
		}))
	}
	if len(who.Phones) == 0 {
		out = append(out, warning(lang.L("No telephone number is on record.")))
	}
	return []fyne.CanvasObject{kit.Stack(out...)}
}

// againDays are after how many days somebody is called again by one tap.
func againDays() []int { return []int{1, clinic.TryAgainDays, 7, 14, 30} }

// callBackDays is when somebody who will call back is called if they did not.
const callBackDays = 7

// outcomes are what can come of a call that ends without a visit, with the day on which it is taken up again. Of somebody who
// is called later, what was said of the last call is put right.
func (p *panel) outcomes(r *clinic.Recall, name string) []fyne.CanvasObject {
	s := p.s
	today := s.d.Today()
	correct := len(r.Due) == 0 && r.Last != nil
	var chosen clinic.Date
	note := kit.NewEntry("", nil)
	missed, reached := kit.NewButton(lang.L("Not reached"), kit.IconPhone, nil), kit.NewButton(lang.L("Will call back"), kit.IconCheck, nil)
	missedOn, reachedOn := kit.QuietText(""), kit.QuietText("")
	again := func(usual int) clinic.Date {
		if chosen != "" {
			return chosen
		}
		return today.AddDays(usual)
	}
	label := func() {
		missedOn.SetText(lang.L("again on {{.Day}}", map[string]any{"Day": words.WithWeekday(again(clinic.TryAgainDays))}))
		reachedOn.SetText(lang.L("if not, again on {{.Day}}", map[string]any{"Day": words.WithWeekday(again(callBackDays))}))
	}
	var options []kit.Option
	for _, n := range againDays() {
		options = append(options, kit.Option{ID: strconv.Itoa(n), Label: lang.N("{{.Days}} days", n, map[string]any{"Days": n})})
	}
	days := kit.NewChips(options, nil)
	other := kit.NewDateField(s.d.Clock, func(iso string) {
		chosen = clinic.Date(iso)
		days.SetChosen()
		label()
	})
	days.OnChanged = func(ids []string) {
		chosen = ""
		if len(ids) > 0 {
			n, _ := strconv.Atoi(ids[0])
			chosen = today.AddDays(n)
		}
		other.SetDate(string(chosen))
		label()
	}
	if correct {
		note.SetText(r.Last.Note)
		if d := r.Last.AgainOn; d > today {
			chosen = d
			other.SetDate(string(d))
		}
	}
	end := func(outcome string, on func() clinic.Date, told func() string) func() {
		return func() {
			var op clinic.Operation
			var err error
			if correct {
				op, err = clinic.CorrectContact(s.d.Env(), *r.Last, name, outcome, on(), note.Text)
			} else {
				_, op, err = clinic.Attempted(s.d.Env(), r, name, outcome, on(), note.Text)
			}
			if err != nil {
				s.d.Fail(err)
				return
			}
			if op.Empty() || s.apply(op, told()) {
				p.showCalls()
			}
		}
	}
	missed.OnTapped = end(clinic.ContactNotReached, func() clinic.Date { return again(clinic.TryAgainDays) }, func() string {
		return lang.L("{{.Name}} was not reached.", map[string]any{"Name": name})
	})
	reached.OnTapped = end(clinic.ContactReached, func() clinic.Date { return again(callBackDays) }, func() string {
		return lang.L("{{.Name}} was reached, and is called again on {{.Day}}.", map[string]any{"Name": name, "Day": words.WithWeekday(again(callBackDays))})
	})
	declined := kit.NewButton(lang.L("Does not want to"), kit.IconRemove, end(clinic.ContactDeclined, func() clinic.Date { return "" }, func() string {
		return lang.L("{{.Name}} is not called about this any more.", map[string]any{"Name": name})
	}))
	label()
	return []fyne.CanvasObject{
		kit.NewField(lang.L("Note"), note), kit.NewField(lang.L("Call again in"), days), kit.NewField(lang.L("Or on"), other),
		kit.Stack(kit.StackGap(4, missed, missedOn), kit.StackGap(4, reached, reachedOn), declined),
	}
}

// called has a booking of somebody who was called tell that they were.
func (p *panel) called(op clinic.Operation, booked []*clinic.Appointment) clinic.Operation {
	r := p.calling
	if r == nil || r.PatientID != booked[0].PatientID {
		return op
	}
	p.calling = nil
	first := slices.MinFunc(booked, func(a, b *clinic.Appointment) int { return clinic.ByDayAndTime(*a, *b) })
	return clinic.BookCalled(p.s.d.Env(), r, op, first.Day)
}
