package diary

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/store/lookup"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/patients"
	"regimen/internal/ui/timetable"
	"regimen/internal/words"
)

const (
	usualMinutes = 45
	mostFound    = 6
)

// lengthOptions are the usual lengths of a visit and the one it has, in minutes.
func lengthOptions(minutes int) []kit.Option {
	all := []int{30, 45, 60, 90}
	if !slices.Contains(all, minutes) {
		all = append(all, minutes)
		slices.Sort(all)
	}
	var out []kit.Option
	for _, m := range all {
		out = append(out, kit.Option{ID: strconv.Itoa(m), Label: strconv.Itoa(m)})
	}
	return out
}

// peopleOptions are those who treat, by their given names.
func (d *data) peopleOptions() []kit.Option {
	var out []kit.Option
	for i := range d.people {
		out = append(out, kit.Option{ID: d.people[i].ID, Label: firstName(d.people[i].Name)})
	}
	return out
}

// roomOptions are the rooms in use.
func (d *data) roomOptions() []kit.Option {
	var out []kit.Option
	for i := range d.rooms {
		out = append(out, kit.Option{ID: d.rooms[i].ID, Label: d.rooms[i].Name})
	}
	return out
}

// booking is a visit that is being booked: at a time, for whoever is found or is new.
type booking struct {
	p       *panel
	slot    clinic.Slot
	service string // its key, or ""
	picked  bool   // somebody chose it
	drawn   bool   // somebody drew the length

	patient  lookup.Hit // who was chosen; none where ID is ""
	newcomer bool       // whoever was typed is new

	search        *kit.Search
	found         *fyne.Container
	hits          []lookup.Hit
	asked         int  // only the answer to what was asked last counts
	waits         bool // for an answer
	asking        bool // what whoever was chosen is usually booked for
	entered       bool // Enter was pressed, and books once the answer is there
	given, family *kit.Entry
	phone         *kit.Entry

	when, quiet *kit.Text
	who         *fyne.Container // the search, or who was chosen
	lengths     *kit.Segmented
	what, rooms *kit.Chips
	against     *fyne.Container
	do          *kit.Button
	weighed     weighed

	plan    *clinic.Plan    // that runs, of whoever was chosen
	dates   []clinic.Date   // of its sessions that are still to be booked
	planned *fyne.Container // which of them are booked already
	more    *fyne.Container // the offers to book more than the one visit

	parts []fyne.CanvasObject
}

// book shows a booking at a time, and has the keyboard where the name is typed.
func (p *panel) book(slot clinic.Slot) {
	s := p.s
	p.id = ""
	b := &booking{p: p, slot: slot, who: kit.Stack(), against: kit.Stack(), planned: kit.Stack(), more: kit.Stack(), found: kit.StackGap(0), when: kit.Heading(""), quiet: kit.QuietText("").Wrap()}
	p.booking = b
	if len(s.data.services) > 0 {
		b.take(s.data.services[0])
	}
	if !s.data.works(b.slot.PractitionerID) {
		b.slot.PractitionerID = s.data.people[0].ID
	}
	b.slot.RoomID = s.data.roomFor("", b.slot)
	b.search = kit.NewSearch(lang.L("Name, phone, birth date"), func(string) { b.find() })
	b.search.OnSubmitted = func(string) { b.enter() }
	b.search.OnEscape = func() {
		s.grid.Choose(timetable.Slot{})
		p.nothing()
		s.keyboard(s.grid.Keyboard())
	}
	b.search.OnDown = func() {
		for _, o := range b.found.Objects {
			if row, ok := o.(fyne.Focusable); ok {
				s.keyboard(row)
				return
			}
		}
	}
	b.do = kit.PrimaryButton("", kit.IconCheck, func() { b.book() })
	b.parts = []fyne.CanvasObject{kit.StackGap(0, b.when, b.quiet), b.who, b.planned}
	if len(s.data.services) > 1 {
		b.what = b.services()
		b.parts = append(b.parts, kit.NewField(lang.L("What for"), b.what))
	}
	b.lengths = kit.NewSegmented(nil, func(id string) {
		b.slot.Minutes, _ = strconv.Atoi(id)
		b.moved()
	})
	b.parts = append(b.parts, kit.NewField(lang.L("Minutes"), b.lengths))
	if len(s.data.people) > 1 {
		who := kit.NewChips(s.data.peopleOptions(), func(chosen []string) {
			if len(chosen) > 0 {
				b.slot.PractitionerID = chosen[0]
				b.moved()
			}
		}).Required()
		who.SetChosen(b.slot.PractitionerID)
		b.parts = append(b.parts, kit.NewField(lang.L("With"), who))
	}
	if len(s.data.rooms) > 0 {
		b.rooms = kit.NewChips(s.data.roomOptions(), func(chosen []string) {
			b.slot.RoomID = ""
			if len(chosen) > 0 {
				b.slot.RoomID = chosen[0]
			}
			b.moved()
		})
		b.parts = append(b.parts, kit.NewField(lang.L("Where"), b.rooms))
	}
	b.showWho()
	b.show()
	b.moved()
	s.keyboard(b.search)
}

// show puts the booking into the panel.
func (b *booking) show() {
	b.p.first = b.search
	b.p.show(bookFace, kit.Stack(b.against, b.do, b.more), b.parts...)
}

// take takes over the length of what can be booked, where the free time that was chosen says none.
func (b *booking) take(service clinic.Service) {
	if b.service == "" && b.slot.Minutes > 0 && b.slot.Minutes != usualMinutes && b.slot.Minutes != b.p.usual() {
		b.service, b.slot.CleanUp = service.ID, service.CleanUp
		b.drawn = true
		return
	}
	b.service, b.slot.Minutes, b.slot.CleanUp = service.ID, min(service.Minutes, clinic.DayMinutes-b.slot.From), service.CleanUp
	if service.RoomID != "" {
		b.slot.RoomID = service.RoomID
	}
}

func (b *booking) services() *kit.Chips {
	var options []kit.Option
	for _, x := range b.p.s.data.services {
		options = append(options, kit.Option{ID: x.ID, Label: x.Name})
	}
	c := kit.NewChips(options, func(chosen []string) {
		for _, x := range b.p.s.data.services {
			if len(chosen) > 0 && x.ID == chosen[0] {
				b.picked = true
				b.take(x)
			}
		}
		b.moved()
	}).Required()
	c.SetChosen(b.service)
	return c
}

// moved shows the time, length and room as they are now, and what stands against them.
func (b *booking) moved() {
	s := b.p.s
	b.when.SetText(clinicSpan(b.slot.From, b.slot.Minutes))
	day := ""
	if b.slot.Date != s.d.Today() {
		day = words.Short(b.slot.Date)
	}
	b.quiet.SetText(words.Points(day, s.data.table.Names[b.slot.PractitionerID]))
	b.lengths.SetOptions(lengthOptions(b.slot.Minutes))
	b.lengths.SetChosen(strconv.Itoa(b.slot.Minutes))
	if b.rooms != nil {
		b.rooms.SetChosen(b.slot.RoomID)
	}
	column := b.slot.PractitionerID
	if s.week {
		column = string(b.slot.Date)
	}
	s.grid.Choose(timetable.Slot{Column: column, From: b.slot.From, Minutes: b.slot.Minutes})
	if b.search.Text == "" {
		b.showFound("")
	}
	b.weigh()
}

// weigh says what stands against the booking, and what the button does.
func (b *booking) weigh() {
	x := b.p.s.weigh("", b.patient.ID, b.slot, nil)
	b.weighed = x
	b.against.Objects = nil
	for _, sentence := range slices.Concat([]string{x.never}, x.ask, x.notes) {
		if sentence != "" {
			b.against.Add(warning(sentence))
		}
	}
	b.against.Refresh()
	facts := map[string]any{"Minutes": b.slot.Minutes, "Time": clinic.ClockTime(b.slot.From)}
	label := lang.L("Book {{.Minutes}} min at {{.Time}}", facts)
	if len(b.weighed.ask) > 0 {
		label = lang.L("Keep both, and book at {{.Time}}", facts)
	}
	if b.do.Text != label {
		b.do.SetText(label)
	}
	kit.SetEnabled(b.do, x.never == "" && (b.patient.ID != "" || b.newcomer))
	b.p.fit()
}

// showWho shows the search, who was chosen, or what is asked of somebody new.
func (b *booking) showWho() {
	again := func() {
		b.patient, b.newcomer = lookup.Hit{}, false
		b.askPlan()
		b.showWho()
		b.weigh()
		b.p.s.keyboard(b.search)
	}
	switch {
	case b.newcomer:
		b.who.Objects = []fyne.CanvasObject{
			kit.NewField(lang.L("Given name"), b.given), kit.NewField(lang.L("Family name"), b.family), kit.NewField(lang.L("Phone"), b.phone),
			kit.QuietButton(lang.L("Somebody else"), kit.IconChevronLeft, again),
		}
	case b.patient.ID != "":
		row := patients.Row(b.patient, b.p.s.d.Today())
		b.who.Objects = []fyne.CanvasObject{
			kit.Border(nil, nil, nil, kit.IconButton(kit.IconClose, lang.L("Somebody else"), again), kit.NewTwoLine(row, nil)),
			kit.QuietButton(lang.L("Put on the waiting list"), kit.IconAdd, func() {
				b.p.wait(clinic.Wanted(b.patient.ID, b.service, b.slot.Minutes), b.patient.Name)
			}),
		}
	default:
		b.who.Objects = []fyne.CanvasObject{kit.NewField(lang.L("Who comes"), b.search), b.found}
	}
	b.who.Refresh()
	b.showMore()
	b.p.body.Refresh()
}

// find asks for who fits what was typed. What was found before stays until the answer comes.
func (b *booking) find() {
	b.asked++
	asked, typed := b.asked, strings.TrimSpace(b.search.Text)
	b.entered = false
	if typed == "" {
		b.hits, b.waits = nil, false
		b.showFound(typed)
		return
	}
	b.waits = true
	kit.Work(func(ctx context.Context) ([]lookup.Hit, error) { return b.p.s.d.Store.Search(ctx, typed, mostFound) }, func(hits []lookup.Hit, err error) {
		if asked != b.asked {
			return
		}
		b.waits = false
		if err != nil {
			b.p.s.d.Fail(err)
			return
		}
		b.hits = hits
		b.showFound(typed)
		if b.entered {
			b.enter()
		}
	})
}

func (b *booking) showFound(typed string) {
	b.found.Objects = nil
	if lookup.OnlyNear(b.hits) {
		b.found.Add(kit.QuietText(lang.L("Nobody answers all of it. Nearest:")))
	}
	for _, h := range b.hits {
		b.found.Add(kit.NewTwoLine(patients.Row(h, b.p.s.d.Today()), func() { b.choose(h) }))
	}
	if typed != "" {
		b.found.Add(kit.NewTwoLine(kit.Row{
			What: lang.L("Add “{{.Name}}” as a new patient", map[string]any{"Name": typed}), Icon: kit.IconAdd, IconColor: kit.ColorAccent,
		}, func() { b.add(typed) }))
	}
	if typed == "" {
		b.offerWaiting()
	}
	b.found.Refresh()
	b.p.body.Refresh()
}

// enter takes the first who was found, and books where nothing stands against it. Who only comes near is chosen by hand.
func (b *booking) enter() {
	switch {
	case b.waits:
		b.entered = true
	case len(b.hits) > 0 && !lookup.OnlyNear(b.hits):
		b.entered = true
		b.choose(b.hits[0])
	case strings.TrimSpace(b.search.Text) != "":
		b.add(strings.TrimSpace(b.search.Text))
	}
}

// choose takes who comes.
func (b *booking) choose(h lookup.Hit) {
	b.patient = h
	b.showWho()
	b.weigh()
	b.p.s.keyboard(b.do)
	b.askPlan()
	if !b.asking {
		b.settle()
	}
}

// settle goes on once it is known what whoever was chosen is booked for: Enter books where nothing stands against it.
func (b *booking) settle() {
	entered := b.entered
	b.entered = false
	switch {
	case b.weighed.never != "":
		b.p.s.keyboard(b.p.s.grid.Keyboard()) // another time is to be chosen
	case entered && len(b.weighed.ask) == 0:
		b.book()
	}
}

// usual takes what the patient, or somebody new, is usually booked for, unless somebody chose otherwise. A length that was
// drawn stays.
func (b *booking) usual(here bool, all []clinic.Appointment) {
	minutes := 0
	if b.plan != nil {
		minutes = b.plan.Minutes
	}
	services := b.p.s.data.services
	i := clinic.Usual(services, here, minutes, b.slot, all)
	if i < 0 || b.picked || services[i].ID == b.service {
		return
	}
	was := b.slot.Minutes
	b.take(services[i])
	if b.drawn {
		b.slot.Minutes = was
	}
	if b.what != nil {
		b.what.SetChosen(b.service)
	}
	b.moved()
}

// add asks of somebody new for the name and the telephone.
func (b *booking) add(typed string) {
	b.newcomer = true
	line := func(text string) *kit.Entry {
		e := kit.NewEntry("", nil)
		e.SetText(text)
		e.OnSubmitted = func(string) { b.book() }
		return e
	}
	given, family := patients.SplitName(typed)
	b.given, b.family, b.phone = line(given), line(family), line("")
	if given == "" && family == "" {
		b.phone.SetText(typed) // a number was typed
	}
	b.usual(false, nil)
	b.showWho()
	b.weigh()
	if given == "" {
		b.p.s.keyboard(b.given)
		return
	}
	b.p.s.keyboard(b.phone)
}

// name is what whoever comes is called.
func (b *booking) name() string {
	if b.newcomer {
		return b.stranger().Name()
	}
	return b.patient.Name
}

// stranger is what is known of somebody new.
func (b *booking) stranger() *clinic.Patient {
	p := clinic.Newcomer(strings.TrimSpace(b.given.Text), strings.TrimSpace(b.family.Text))
	if number := strings.TrimSpace(b.phone.Text); number != "" {
		p.Phones = []clinic.Phone{{Number: number}}
	}
	return p
}

// whoever is who comes, with what is to be kept of somebody new; ok is false where that is not enough, which is said, or
// nobody was chosen.
func (b *booking) whoever() (put []clinic.Record, id, name string, ok bool) {
	if !b.newcomer {
		return nil, b.patient.ID, b.patient.Name, b.patient.ID != ""
	}
	s, p := b.p.s, b.stranger()
	if err := clinic.CheckPatient(p, s.d.Today()); err != nil {
		s.d.Fail(err)
		return nil, "", "", false
	}
	made, op := clinic.NewPatient(s.d.Env(), *p)
	return op.Put, made.ID, made.Name(), true
}

// book books: one change, and one to be taken back, also where the patient is new.
func (b *booking) book() {
	put, id, name, ok := b.whoever()
	if !ok || b.weighed.never != "" {
		return
	}
	booked, op := clinic.Book(b.p.s.d.Env(), name, b.appointment(id, b.slot, b.weighed.kept))
	op.Put = slices.Concat(put, op.Put)
	b.apply(name, booked, op)
}

// appointment is what is booked at a time, overlapping others with somebody's knowledge.
func (b *booking) appointment(patient string, at clinic.Slot, kept []string) clinic.Appointment {
	a := b.p.s.data.offer(b.service, at.Appointment(patient))
	a.RoomID, a.Minutes, a.CleanUp, a.KeptWith = at.RoomID, at.Minutes, at.CleanUp, kept
	if b.plan != nil {
		a.PlanID = b.plan.ID
	}
	return a
}

// apply books, and shows the first of what was booked.
func (b *booking) apply(name string, booked []*clinic.Appointment, op clinic.Operation) {
	s := b.p.s
	first := booked[0]
	s.applyTo(first.ID, b.p.called(op, booked), bookedWords(name, len(booked), first.Slot()))
}
