package diary

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/ui/timetable"
	"regimen/internal/words"
)

// columns are those of a day, practitioners and then rooms, or those of a week of one practitioner.
func (s *Screen) columns() []timetable.Column {
	d := s.data
	if s.week {
		var out []timetable.Column
		for i := range 7 {
			date := s.from().AddDays(i)
			c := s.column(s.who, date)
			c.ID, c.Kind, c.Name, c.Mine = string(date), timetable.Day, words.WeekdayAndNumber(date), date == s.d.Today()
			out = append(out, c)
		}
		return out
	}
	var out []timetable.Column
	for _, p := range slices.Concat(d.people, d.left) {
		c := s.column(p.ID, s.day)
		c.ID, c.Name, c.Mine = p.ID, firstName(p.Name), p.ID == s.d.Practitioner().ID
		out = append(out, c)
	}
	for i := range d.rooms {
		open := d.table.OnRoom(d.rooms[i].ID, s.day)
		out = append(out, timetable.Column{
			ID: d.rooms[i].ID, Name: d.rooms[i].Name, Quiet: d.rooms[i].Note, Kind: timetable.Room, Date: string(s.day), Open: spans(open.Work), Breaks: breaks(open, s.day),
		})
	}
	return out
}

// column is a day of a practitioner.
func (s *Screen) column(practitioner string, date clinic.Date) timetable.Column {
	open := s.data.table.On(practitioner, date)
	n := 0
	for _, t := range s.data.taken(date) {
		if t.PractitionerID == practitioner {
			n++
		}
	}
	quiet := lang.N("{{.Count}} booked", n, map[string]any{"Count": n})
	switch {
	case len(open.Free) == 0 && n == 0:
		quiet = lang.L("closed")
	case open.Known:
		free := s.data.free(practitioner, date).Minutes()
		quiet = words.Points(strconv.Itoa(n), lang.L("{{.Time}} h free", map[string]any{"Time": fmt.Sprintf("%d:%02d", free/60, free%60)}))
	}
	return timetable.Column{Date: string(date), Quiet: quiet, Open: spans(open.Work), Breaks: breaks(open, date)}
}

// breaks are the parts of the work of a day in which nobody works, and why.
func breaks(open clinic.Open, date clinic.Date) []timetable.Break {
	var out []timetable.Break
	for _, x := range open.Pauses(date) {
		out = append(out, timetable.Break{Span: timetable.Span(x.Span), Word: words.Say(x.Why)})
	}
	return out
}

func spans(in clinic.Spans) []timetable.Span {
	out := make([]timetable.Span, 0, len(in))
	for _, x := range in.Joined() {
		out = append(out, timetable.Span(x))
	}
	return out
}

// firstName is a practitioner as the head of a column names them.
func firstName(name string) string {
	if first, _, ok := strings.Cut(name, " "); ok {
		return first
	}
	return name
}

var states = map[clinic.AppointmentState]timetable.State{
	clinic.Booked: timetable.Booked, clinic.Confirmed: timetable.Confirmed, clinic.Arrived: timetable.Arrived,
	clinic.InTreatment: timetable.InTreatment, clinic.Attended: timetable.Done, clinic.Missed: timetable.NoShow,
}

// blocks are the appointments in the columns. What was cancelled is not drawn, for its time is free: the panel lists it.
func (s *Screen) blocks() []timetable.Block {
	var out []timetable.Block
	now := s.d.Clock()
	for _, day := range s.data.days {
		for _, a := range day.Appointments() {
			state, drawn := states[a.State]
			if !drawn || !s.inSight(&a) {
				continue
			}
			b := timetable.Block{
				ID: a.ID, Column: a.PractitionerID, Room: a.RoomID, NoRoom: len(s.data.rooms) > 0 && a.RoomID == "",
				From: a.Start, Minutes: a.Minutes, CleanUp: a.CleanUp, State: state, Name: s.data.name(a.PatientID), Purpose: a.Title, Lifted: a.Held,
			}
			if s.week {
				b.Column, b.Room = string(day.Date), ""
			}
			if a.State == clinic.Missed { // another may be booked for that time
				b.Room, b.CleanUp, b.NoRoom = "", 0, false
			}
			if c, ok := drawing.Named(a.Colour); ok {
				b.Colour = c
			}
			b.Initials = initials(b.Name)
			b.Signs, b.Facts = s.signs(&a)
			if charge, bill := s.data.charge(&a, s.d.Today()); charge.Open() {
				if a.State == clinic.Attended {
					b.State = timetable.ToPay
				}
				if charge == clinic.ChargePartPaid {
					b.Facts = paidWords(bill)
				}
			}
			switch a.State {
			case clinic.Arrived:
				if waits := int(now.Sub(a.CameTo(clinic.Arrived).At).Minutes()); waits >= 0 && day.Date == s.d.Today() {
					b.Facts = lang.L("waits {{.Minutes}} min", map[string]any{"Minutes": waits})
				}
			case clinic.InTreatment:
				b.Progress = float32(now.Sub(a.CameTo(clinic.InTreatment).At).Minutes()) / float32(max(a.Minutes, 1))
			}
			out = append(out, b)
		}
	}
	return out
}

// inSight reports whether an appointment is in one of the columns.
func (s *Screen) inSight(a *clinic.Appointment) bool {
	if s.week {
		return a.PractitionerID == s.who
	}
	return a.Day == s.day
}

// signs are what to mind about a visit, and which of its plan it is.
func (s *Screen) signs(a *clinic.Appointment) (signs []timetable.Sign, course string) {
	for _, x := range s.data.door(s.d, a) {
		switch {
		case x.Kind.Warns():
			signs = append(signs, timetable.Safety)
		case x.Kind == clinic.DoorFirst:
			signs = append(signs, timetable.FirstVisit)
		case x.Kind == clinic.DoorCourse:
			course = words.Say(x.Say)
		}
	}
	if s.data.owes(a, s.d.Today()) > 0 {
		signs = append(signs, timetable.Owed)
	}
	if a.Series != "" {
		signs = append(signs, timetable.Series)
	}
	if a.Note != "" {
		signs = append(signs, timetable.Note)
	}
	return signs, course
}

// initials are the first letters of the first and the last word of a name.
func initials(name string) string {
	all := strings.Fields(name)
	if len(all) == 0 {
		return ""
	}
	first := []rune(all[0])[:1]
	if len(all) == 1 {
		return strings.ToUpper(string(first))
	}
	return strings.ToUpper(string(first) + string([]rune(all[len(all)-1])[:1]))
}

// fits are the free times of the columns in which something of a length can be had.
func (s *Screen) fits(minutes int) []timetable.Slot {
	var out []timetable.Slot
	s.each(func(column, practitioner string, date clinic.Date) {
		for _, f := range s.data.free(practitioner, date) {
			if f.Minutes() >= minutes {
				out = append(out, timetable.Slot{Column: column, From: f.From, Minutes: f.Minutes()})
			}
		}
	})
	return out
}

// slotAt is a slot of the grid as the clinic takes it: in the column of a room nobody is chosen to treat, in that of a
// practitioner no room.
func (s *Screen) slotAt(at timetable.Slot) clinic.Slot {
	slot := clinic.Slot{Date: s.day, From: at.From, Minutes: at.Minutes}
	switch {
	case s.week:
		slot.Date, slot.PractitionerID = clinic.Date(at.Column), s.who
	case slices.ContainsFunc(s.data.rooms, func(r clinic.Room) bool { return r.ID == at.Column }):
		slot.RoomID = at.Column
	default:
		slot.PractitionerID = at.Column
	}
	return slot
}
