// Package diary is the clinic's days: who comes when, to whom and where. A visit is booked, moved, held, come to and
// cancelled here.
package diary

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/timetable"
	"regimen/internal/words"
)

// prefScale is the preference that holds how high an hour is.
const prefScale = "diary.scale"

// Screen is the place.
type Screen struct {
	d        *desk.Desk
	day      clinic.Date
	week     bool
	who      string // whose week
	reading  int    // counts the readings, so that only the last one is shown
	bookings int    // only the answer to the one asked for last counts
	data     *data
	calls    calls  // who is to be called
	sign     string // before an amount, "" until it was read

	grid   *timetable.Grid
	head   *head
	panel  *panel
	room   *room
	object *fyne.Container
	stop   func() // the clock
	then   func() // once what is read is there
}

// New shows today.
func New(d *desk.Desk) *Screen {
	s := &Screen{d: d, day: d.Today(), who: d.Practitioner().ID}
	s.grid = timetable.New(timetable.Options{
		OnSelect: s.selected, OnSlot: s.slot, Try: s.try, OnMove: s.move, OnPut: s.put, OnCommand: s.command, OnHead: s.headTapped,
		OnScale: func(x timetable.Scale) {
			if err := d.Store.SetPreference(context.Background(), prefScale, scaleName(x)); err != nil {
				d.Log.Error("keeping the scale of the diary", "error", err)
			}
		},
		After: d.Later, Clock: d.Clock,
	})
	if kept, err := d.Store.Preference(context.Background(), prefScale); err == nil {
		for _, x := range []timetable.Scale{timetable.Whole, timetable.Touch, timetable.Close} {
			if scaleName(x) == kept {
				s.grid.SetScale(x)
			}
		}
	}
	s.head = newHead(s)
	s.panel = newPanel(s)
	s.room = &room{}
	empty := container.NewStack(kit.NewPlate(theme.ColorNameBackground, 0), kit.NewEmptyState(kit.IconDiary, lang.L("Nobody treats here yet"), lang.L("Say in the settings who works here; each of them has a column in the diary."), "", nil))
	empty.Hide()
	s.object = container.New(s.room, s.grid, s.panel.object, empty, kit.NewMessagePlace())
	s.read()
	s.readCalls()
	return s
}

func scaleName(x timetable.Scale) string {
	switch x {
	case timetable.Touch:
		return "touch"
	case timetable.Close:
		return "close"
	default:
		return "whole"
	}
}

// Object is part of desk.Screen.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Head is what stands in the head of the window: the day, and how it is looked at.
func (s *Screen) Head() fyne.CanvasObject { return s.head.object }

// Focus gives the grid the keyboard, and has the clock go.
func (s *Screen) Focus() {
	s.tick()
	s.keyboard(s.grid.Keyboard())
}

// keyboard gives something the keyboard, also what the window has not drawn yet.
func (s *Screen) keyboard(w fyne.Focusable) { s.d.Window.Canvas().Focus(w) }

// Leave is part of desk.Screen.
func (s *Screen) Leave() {
	if s.stop != nil {
		s.stop()
		s.stop = nil
	}
}

// Refresh is part of desk.Screen.
func (s *Screen) Refresh(ch clinic.Changes) {
	if ch.Touches("", clinic.KindAppointment, clinic.KindRoom, clinic.KindService, clinic.KindRoster, clinic.KindAbsence, clinic.KindDayHours, clinic.KindPractitioner, clinic.KindPatient, clinic.KindClinic, clinic.KindWaiting) || ch.Touches("", moneyKinds()...) {
		s.read()
	}
	if ch.Touches("", clinic.KindClinic) {
		s.sign = ""
	}
	if ch.Touches("", callKinds()...) {
		s.readCalls()
	}
}

// Undo takes back the last act in the diary.
func (s *Screen) Undo() { s.d.Undo(clinic.DiaryScope) }

// Redo makes it again.
func (s *Screen) Redo() { s.d.Redo(clinic.DiaryScope) }

// tick shows the time, now and at every minute from now on.
func (s *Screen) tick() {
	if s.stop != nil {
		s.stop()
	}
	s.showNow()
	if s.calls.read && s.calls.day != s.d.Today() {
		s.readCalls()
	}
	now := s.d.Clock()
	s.stop = s.d.Later(time.Minute-time.Duration(now.Second())*time.Second, func() {
		s.stop = nil
		s.tick()
	})
}

func (s *Screen) showNow() {
	now := clinic.WallOf(s.d.Clock())
	s.grid.SetNow(string(now.Date), now.Minute)
	if s.data != nil && slices.ContainsFunc(s.data.days, func(d *clinic.Day) bool { return d.Date == now.Date }) {
		s.grid.SetBlocks(s.blocks()) // how long they wait, and how far a treatment is
	}
}

// from is the first day in sight.
func (s *Screen) from() clinic.Date {
	if !s.week {
		return s.day
	}
	return s.day.AddDays(-(int(s.day.Time().Weekday()) + 6) % 7)
}

// to is the last day in sight.
func (s *Screen) to() clinic.Date {
	if !s.week {
		return s.day
	}
	return s.from().AddDays(6)
}

// read asks for the days in sight; what was read before stays in sight until they come.
func (s *Screen) read() {
	s.reading++
	reading, from, to, week, who := s.reading, s.from(), s.to(), s.week, s.who
	met := func(a *clinic.Appointment) bool {
		return from <= a.Day && a.Day <= to && (!week || a.PractitionerID == who)
	}
	kit.Work(func(ctx context.Context) (*data, error) {
		d, err := read(ctx, s.d, from, to, everybody, met)
		if err == nil {
			err = d.readWaiting(ctx, s.d)
		}
		return d, err
	}, func(d *data, err error) {
		if reading != s.reading {
			return
		}
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.data = d
		s.show()
		if then := s.then; then != nil {
			s.then = nil
			then()
		}
	})
}

func everybody(*clinic.Appointment) bool { return true }

func nobody(*clinic.Appointment) bool { return false }

// show shows what was read.
func (s *Screen) show() {
	if !s.data.works(s.who) && len(s.data.people) > 0 {
		if s.who = s.data.people[0].ID; s.week {
			s.read() // what is to be known of those whom they see
		}
	}
	now := clinic.WallOf(s.d.Clock())
	s.grid.SetNow(string(now.Date), now.Minute)
	s.grid.Set(s.columns(), s.blocks())
	s.head.show()
	s.panel.refresh()
	s.light()
	kit.SetHidden(s.object.Objects[2], len(s.data.people)+len(s.data.left) > 0)
}

// light shows where what was chosen on the clipboard or the waiting list fits, and the freed times that suit somebody.
func (s *Screen) light() {
	s.grid.SetGaps(s.freed())
	if w, ok := s.data.waits(s.panel.fitting); ok {
		s.panel.placing = ""
		s.grid.SetPlacing(w.Minutes, s.suiting(&w))
		return
	}
	s.panel.fitting = ""
	a, ok := s.data.appointment(s.panel.placing)
	if !ok || !a.Held {
		s.panel.placing = ""
		s.grid.SetPlacing(0, nil)
		return
	}
	s.grid.SetPlacing(a.Minutes, s.fits(a.Minutes+a.CleanUp))
}

// Show goes to a day.
func (s *Screen) Show(day clinic.Date) {
	if !day.Valid() {
		return
	}
	s.day = day
	s.head.show()
	s.read()
}

// ShowAppointment goes to the day of an appointment and selects it.
func (s *Screen) ShowAppointment(id string, day clinic.Date) {
	s.then = func() {
		s.grid.Select(id)
		if a, ok := s.data.appointment(id); ok {
			s.grid.ShowTime(a.Start, a.End())
		}
		s.selected(id)
	}
	s.Show(day)
}

// applyTo makes a change as apply does. A visit is the one that is selected after it, with the keyboard on it.
func (s *Screen) applyTo(id string, op clinic.Operation, said string, notes ...string) bool {
	s.then = func() {
		s.grid.Take(id)
		s.selected(id)
		s.keyboard(s.grid.Keyboard())
	}
	if !s.apply(op, said, notes...) {
		s.then = nil
		return false
	}
	if s.then != nil && s.panel.face != visitFace { // what was done is not to be done again until it is read
		s.grid.Choose(timetable.Slot{})
		s.panel.nothing()
	}
	return true
}

// turn goes on by days, or by weeks.
func (s *Screen) turn(by int) {
	if s.week {
		by *= 7
	}
	s.Show(s.day.AddDays(by))
}

// setWeek shows a day of everybody or a week of one.
func (s *Screen) setWeek(on bool) {
	s.week = on
	s.head.show()
	s.read()
}

// headTapped shows the week of a practitioner, or a day of it.
func (s *Screen) headTapped(column string) {
	if date := clinic.Date(column); s.week && date.Valid() {
		s.week = false
		s.Show(date)
		return
	}
	if s.data.works(column) {
		s.who = column
		s.setWeek(true)
	}
}

// selected shows a visit in the panel, or nothing.
func (s *Screen) selected(id string) {
	if a, ok := s.data.appointment(id); ok {
		s.panel.visit(a)
		return
	}
	s.panel.nothing()
}

// slot shows in the panel what can be booked at a time.
func (s *Screen) slot(at timetable.Slot) {
	if s.data != nil && len(s.data.people) > 0 {
		s.panel.book(s.slotAt(at))
	}
}

// of is where a move leads to.
func (s *Screen) of(m timetable.Move) (clinic.Appointment, clinic.Slot, bool) {
	a, ok := s.data.appointment(m.ID)
	if !ok {
		return a, clinic.Slot{}, false
	}
	to := a.Slot()
	to.From, to.Minutes = m.From, m.Minutes
	if s.week {
		to.Date = clinic.Date(m.Column)
	} else {
		to.Date, to.PractitionerID, to.RoomID = s.day, m.Column, m.Room
	}
	return a, to, true
}

// try says why a move cannot be at all.
func (s *Screen) try(m timetable.Move) string {
	a, to, ok := s.of(m)
	if !ok {
		return goneWords()
	}
	return s.weigh(a.ID, a.PatientID, to, nil).never
}

func goneWords() string { return lang.L("This visit is not here any more.") }

// now is a visit as it is by now: somebody may have changed it since it was shown. Of one that is not here any more the
// person is told.
func (s *Screen) now(a clinic.Appointment) (clinic.Appointment, bool) {
	now, ok := s.data.appointment(a.ID)
	if !ok {
		s.d.Warn(goneWords())
	}
	return now, ok
}

// move moves a visit. What is in the way of it is asked about first, unless it was kept with that before; the visit goes
// back meanwhile.
func (s *Screen) move(m timetable.Move) bool {
	a, to, ok := s.of(m)
	return ok && s.moveTo(a, to)
}

// moveTo moves a visit; of one of a series it is asked how far the move goes.
func (s *Screen) moveTo(a clinic.Appointment, to clinic.Slot) bool {
	if a.Series != "" && a.Slot() != to {
		s.shiftSeries(a, to, func() { s.moveAlone(a, to) })
		return false
	}
	return s.moveAlone(a, to)
}

func (s *Screen) moveAlone(a clinic.Appointment, to clinic.Slot) bool {
	x := s.weigh(a.ID, a.PatientID, to, a.KeptWith)
	if len(x.ask) > 0 || x.never != "" {
		s.keepBoth(x, func() { s.reschedule(a, to, x) })
		return false
	}
	return s.reschedule(a, to, x)
}

// weighed is what stands against a booking.
type weighed struct {
	never string   // why it cannot be at all
	kept  []string // which bookings it would overlap
	ask   []string // what has to be asked about them
	notes []string // what is only said
}

// weigh tells what stands against a booking. What was accepted before is not asked about again.
func (s *Screen) weigh(id, patient string, to clinic.Slot, accepted []string) weighed {
	var x weighed
	if before, _ := s.data.appointment(id); to.PractitionerID != "" && to.PractitionerID != before.PractitionerID && !s.data.works(to.PractitionerID) {
		x.never = lang.L("{{.Name}} does not work here any more.", map[string]any{"Name": s.data.table.Names[to.PractitionerID]})
	}
	all := s.data.against(id, patient, to)
	x.kept = overlapped(all)
	for _, against := range all {
		says := words.Say(against.Says)
		switch {
		case against.Firm():
			x.never = cmp.Or(x.never, says)
		case against.Overlaps():
			if !slices.Contains(accepted, against.ID) {
				x.ask = append(x.ask, says)
			}
		default:
			x.notes = append(x.notes, says)
		}
	}
	return x
}

// overlapped are the bookings that a booking would overlap, each once.
func overlapped(all []clinic.Against) []string {
	var out []string
	for _, a := range all {
		if a.Overlaps() && !slices.Contains(out, a.ID) {
			out = append(out, a.ID)
		}
	}
	return out
}

// keepBoth does what overlaps others once somebody said so; what cannot be at all it refuses.
func (s *Screen) keepBoth(x weighed, do func()) {
	switch {
	case x.never != "":
		s.d.Warn(x.never)
	case len(x.ask) == 0:
		do()
	default:
		kit.Confirm(s.d.Window, lang.L("Keep both?"), words.Sentences(x.ask...), lang.L("Keep both"), lang.L("Leave it as it was"), false, func(yes bool) {
			if yes {
				do()
			}
			s.keyboard(s.grid.Keyboard())
		})
	}
}

func (s *Screen) reschedule(a clinic.Appointment, to clinic.Slot, x weighed) bool {
	now, ok := s.now(a)
	name := s.data.name(a.PatientID)
	return ok && s.applyTo(a.ID, clinic.Reschedule(now, name, to, x.kept), s.data.movedWords(name, now.Slot(), to), x.notes...)
}

// apply makes a change, and says with a way back what was done. The grid has the keyboard then: what was pressed is often not
// there any more.
func (s *Screen) apply(op clinic.Operation, said string, notes ...string) bool {
	if op.Empty() || s.d.Apply(op) != nil {
		return false
	}
	s.keyboard(s.grid.Keyboard())
	s.d.Tell(words.Lines(append([]string{said}, notes...)...), func() { s.d.Undo(clinic.DiaryScope) })
	return true
}

// hold lays a visit on the clipboard.
func (s *Screen) hold(a clinic.Appointment) {
	if !a.State.Ahead() {
		s.d.Warn(lang.L("Only a visit that has not begun can be moved to another day."))
		return
	}
	if err := s.keepHeld(a); err != nil {
		s.d.Fail(err)
		return
	}
	name := s.data.name(a.PatientID)
	op := clinic.Hold(a, name)
	if op.Empty() {
		s.read()
		return
	}
	if s.apply(op, lang.L("{{.Name}} is on the clipboard.", map[string]any{"Name": name})) {
		s.panel.placing, s.panel.fitting = a.ID, ""
		s.grid.Select("")
		s.panel.nothing()
	}
}

// keepHeld notes that a visit lies on the clipboard of this machine, beside those that lie there. One that was put down is
// noted until then, so that it lies there again when that is undone.
func (s *Screen) keepHeld(a clinic.Appointment) error {
	var items []string
	for _, x := range append(slices.Clone(s.data.held), a) {
		if item := x.ID + "@" + string(x.Day); !slices.Contains(items, item) {
			items = append(items, item)
		}
	}
	return s.d.Store.SetPreference(context.Background(), clipboard, strings.Join(items, ","))
}

// putBack ends that a visit is held, where it was.
func (s *Screen) putBack(a clinic.Appointment) {
	if now, ok := s.now(a); ok {
		name := s.data.name(a.PatientID)
		s.applyTo(a.ID, clinic.Reschedule(now, name, now.Slot(), now.KeptWith), s.data.movedWords(name, now.Slot(), now.Slot()))
	}
}

// put places what was chosen on the clipboard or the waiting list at a time.
func (s *Screen) put(at timetable.Slot) {
	if w, ok := s.data.waits(s.panel.fitting); ok {
		s.bookWaiting(w, s.slotAt(at))
		return
	}
	a, ok := s.data.appointment(s.panel.placing)
	if !ok || !a.Held {
		return
	}
	to := s.slotAt(at)
	to.Minutes, to.CleanUp, to.RoomID = a.Minutes, a.CleanUp, a.RoomID
	if to.PractitionerID == "" {
		to.PractitionerID = a.PractitionerID
	}
	to.RoomID = s.data.roomFor(a.ID, to)
	s.moveTo(a, to)
}

// come says how far a visit has come.
func (s *Screen) come(a clinic.Appointment, state clinic.AppointmentState, reason string) {
	now, ok := s.now(a)
	if !ok {
		return
	}
	op, err := clinic.ComeTo(s.d.Env(), now, s.data.name(a.PatientID), state, reason)
	if err != nil {
		s.d.Fail(err)
		return
	}
	s.apply(op, words.Say(op.Label))
}

// command does what a key asks for.
func (s *Screen) command(c timetable.Command, at timetable.Spot) {
	if s.data == nil {
		return
	}
	a, on := s.data.appointment(at.Block)
	switch c {
	case timetable.DayBefore:
		s.turn(-1)
	case timetable.DayAfter:
		s.turn(1)
	case timetable.Today:
		s.goToday()
	case timetable.GoToDate:
		s.panel.goTo()
	case timetable.WaitingList:
		if on {
			break // it is asked what is waited for
		}
		s.grid.Select("")
		s.panel.nothing()
		s.room.closed = false
		s.object.Refresh()
	case timetable.OpenPanel:
		s.room.closed = false
		s.object.Refresh()
	case timetable.ClosePanel:
		s.room.closed = true
		s.object.Refresh()
	case timetable.Undo:
		s.Undo()
	case timetable.Redo:
		s.Redo()
	case timetable.Open:
		s.panel.focus()
	case timetable.NewVisit:
		free := timetable.Slot{Column: at.Column, From: at.From, Minutes: s.panel.usual()}
		s.grid.Choose(free)
		s.slot(free)
	case timetable.Put:
		if len(s.data.held) > 0 && s.panel.placing == "" && s.panel.fitting == "" {
			s.panel.placing = s.data.held[0].ID
		}
		s.put(timetable.Slot{Column: at.Column, From: at.From})
	}
	if on {
		s.ofVisit(c, a)
	}
}

// ofVisit does what a key asks for of a visit.
func (s *Screen) ofVisit(c timetable.Command, a clinic.Appointment) {
	switch c {
	case timetable.Hold:
		s.hold(a)
	case timetable.WaitingList:
		s.panel.waitEarlier(a)
	case timetable.SetArrived:
		s.come(a, clinic.Arrived, "")
	case timetable.Pay:
		s.grid.Select(a.ID)
		s.panel.pay(a)
	case timetable.SetNoShow:
		s.come(a, clinic.Missed, "")
	case timetable.Start:
		if a.Day != s.d.Today() {
			s.d.Warn(lang.L("This visit is on {{.Day}}. Its session is started on that day.", map[string]any{"Day": words.Short(a.Day)}))
			return
		}
		s.d.StartSession(a.PatientID)
	case timetable.Cancel:
		s.grid.Select(a.ID)
		s.panel.visit(a)
		s.panel.cancel(a)
	}
}

// goToday shows today, with now in sight.
func (s *Screen) goToday() {
	s.then = s.grid.ShowNow
	s.Show(s.d.Today())
}

// room lays the panel beside the grid, or over its right edge where there is little room. Messages lie over what is left of
// the grid.
type room struct {
	closed bool
	open   func() bool
}

// The measures of the screen.
const (
	panelWidth float32 = 320
	besideFrom float32 = 1000 // of the screen, beside the rail
)

func (r *room) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (r *room) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	grid, panel, messages := objects[0], objects[1], objects[3]
	objects[2].Resize(size)
	width, clear := size.Width, size.Width
	hide := r.closed
	if size.Width >= besideFrom && !r.closed {
		width -= panelWidth
	}
	if size.Width < besideFrom && r.open != nil && !r.open() {
		hide = true
	}
	if !hide {
		clear -= panelWidth
	}
	kit.SetHidden(panel, hide)
	grid.Resize(fyne.NewSize(width, size.Height))
	messages.Resize(fyne.NewSize(clear, size.Height))
	panel.Move(fyne.NewPos(size.Width-panelWidth, 0))
	panel.Resize(fyne.NewSize(panelWidth, size.Height))
}
