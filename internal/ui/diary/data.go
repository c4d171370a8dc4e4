package diary

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
)

// data is what the diary shows of some days.
type data struct {
	days     []*clinic.Day
	people   []clinic.Practitioner // who treat, whoever works at this machine first
	rooms    []clinic.Room
	services []clinic.Service
	charts   map[string]*clinic.Chart // of who comes, as far as is to be known at the door
	held     []clinic.Appointment     // on the clipboard of this machine
	waiting  []clinic.Waiting         // longest first
	table    *clinic.Timetable
}

// clipboard is the preference that holds the appointments on the clipboard of this machine: id@day, with commas between.
const clipboard = "diary.clipboard"

// read reads some days of the diary, with all by which is told what stands against a booking, and who comes to those
// appointments for which named says so.
func read(ctx context.Context, d *desk.Desk, from, to clinic.Date, named func(*clinic.Appointment) bool) (*data, error) {
	out := &data{charts: map[string]*clinic.Chart{}}
	var err error
	if out.days, err = d.Store.Days(ctx, from, to); err != nil {
		return nil, err
	}
	everybody, err := d.Store.Practitioners(ctx)
	if err != nil {
		return nil, err
	}
	here := d.Practitioner().ID
	out.people = slices.DeleteFunc(slices.Clone(everybody), func(p clinic.Practitioner) bool { return !p.LeftAt.IsZero() })
	slices.SortStableFunc(out.people, func(a, b clinic.Practitioner) int {
		switch {
		case a.ID == here && b.ID != here:
			return -1
		case b.ID == here && a.ID != here:
			return 1
		}
		return 0
	})
	lists := map[clinic.Kind][]clinic.Record{}
	for _, k := range []clinic.Kind{clinic.KindRoom, clinic.KindService, clinic.KindRoster, clinic.KindAbsence} {
		if lists[k], err = d.Store.List(ctx, k); err != nil {
			return nil, err
		}
	}
	out.rooms = slices.DeleteFunc(clinic.As[clinic.Room](lists[clinic.KindRoom]), func(r clinic.Room) bool { return !r.ClosedAt.IsZero() })
	out.services = slices.DeleteFunc(clinic.As[clinic.Service](lists[clinic.KindService]), func(s clinic.Service) bool { return !s.RetiredAt.IsZero() })
	if err := out.readHeld(ctx, d); err != nil {
		return nil, err
	}
	if err := out.readPatients(ctx, d, named); err != nil {
		return nil, err
	}
	c, err := d.Store.Clinic(ctx)
	if err != nil {
		return nil, err
	}
	records := []clinic.Record{&c}
	for i := range everybody {
		records = append(records, &everybody[i])
	}
	for _, list := range lists {
		records = append(records, list...)
	}
	for _, day := range out.days {
		records = append(records, day.RecordsOf(clinic.KindDayHours)...)
	}
	out.table = clinic.TimetableOf(d.Catalogue, d.Clock().Location(), records)
	return out, nil
}

// readHeld reads what lies on the clipboard, wherever it stands in the diary.
func (d *data) readHeld(ctx context.Context, at *desk.Desk) error {
	kept, err := at.Store.Preference(ctx, clipboard)
	if err != nil {
		return err
	}
	for item := range strings.SplitSeq(kept, ",") {
		id, day, _ := strings.Cut(item, "@")
		date := clinic.Date(day)
		if !date.Valid() {
			continue
		}
		days, err := at.Store.Days(ctx, date, date)
		if err != nil {
			return err
		}
		for _, a := range days[0].Appointments() {
			if a.ID == id && a.Held {
				d.held = append(d.held, a)
			}
		}
	}
	return nil
}

// readPatients reads who comes.
func (d *data) readPatients(ctx context.Context, at *desk.Desk, named func(*clinic.Appointment) bool) error {
	all := slices.Clone(d.held)
	for _, day := range d.days {
		all = append(all, day.Appointments()...)
	}
	var who []string
	for i := range all {
		if named(&all[i]) {
			who = append(who, all[i].PatientID)
		}
	}
	slices.Sort(who)
	who = slices.Compact(who)
	charts, err := at.Store.Charts(ctx, who, clinic.DoorKinds())
	if err != nil {
		return err
	}
	for i, id := range who {
		d.charts[id] = charts[i]
	}
	return nil
}

// day is one of the days that were read, or nil.
func (d *data) day(date clinic.Date) *clinic.Day {
	for _, day := range d.days {
		if day.Date == date {
			return day
		}
	}
	return nil
}

// appointment is one of the days that were read or of the clipboard.
func (d *data) appointment(id string) (clinic.Appointment, bool) {
	if d == nil {
		return clinic.Appointment{}, false
	}
	for _, day := range d.days {
		for _, a := range day.Appointments() {
			if a.ID == id {
				return a, true
			}
		}
	}
	for _, a := range d.held {
		if a.ID == id {
			return a, true
		}
	}
	return clinic.Appointment{}, false
}

// name is what a patient is called in the diary.
func (d *data) name(patient string) string {
	if c := d.charts[patient]; c != nil && c.Patient.Name() != "" {
		return c.Patient.Name()
	}
	return lang.L("A patient")
}

// door is what to know of a visit before the patient is in the room.
func (d *data) door(at *desk.Desk, a *clinic.Appointment) []clinic.DoorSign {
	chart := d.charts[a.PatientID]
	if chart == nil || chart.Patient.ID == "" {
		return nil
	}
	return clinic.AtTheDoor(at.Catalogue, chart, a, at.Today())
}

// taken is what is booked of a day, with who comes.
func (d *data) taken(date clinic.Date) []clinic.Taken {
	day := d.day(date)
	if day == nil {
		return nil
	}
	out := day.Taken()
	for i := range out {
		out[i].Name = d.name(out[i].PatientID)
	}
	return out
}

// against is what stands against a booking.
func (d *data) against(id, patient string, s clinic.Slot) []clinic.Against {
	return d.table.Against(id, patient, s, d.taken(s.Date))
}

// free is the working time of a practitioner that nobody took.
func (d *data) free(practitioner string, date clinic.Date) clinic.Spans {
	var busy clinic.Spans
	for _, t := range d.taken(date) {
		if t.PractitionerID == practitioner {
			busy = append(busy, t.Busy())
		}
	}
	return d.table.On(practitioner, date).Free.Without(busy)
}

// roomFor is the room for a booking: the one wished where it is free, else the first that is, else the one wished.
func (d *data) roomFor(id string, s clinic.Slot) string {
	fits := func(room string) bool {
		s.RoomID = room
		return !slices.ContainsFunc(d.against(id, "", s), func(a clinic.Against) bool {
			return a.Kind == clinic.AgainstRoom || a.Kind == clinic.AgainstNoRoom
		})
	}
	if s.RoomID != "" && fits(s.RoomID) {
		return s.RoomID
	}
	wished := s.RoomID
	for i := range d.rooms {
		if fits(d.rooms[i].ID) {
			return d.rooms[i].ID
		}
	}
	return wished
}
