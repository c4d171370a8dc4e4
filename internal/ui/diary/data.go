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
	left     []clinic.Practitioner // who treat no longer, and have visits on these days
	rooms    []clinic.Room
	services []clinic.Service
	prices   []clinic.Price
	charts   map[string]*clinic.Chart // of who comes: the name at least
	met      map[string]bool          // of whom it was read what is to be known at the door
	first    map[string]bool          // appointments of theirs that are the first
	held     []clinic.Appointment     // on the clipboard of this machine
	waiting  []clinic.Waiting         // longest first
	table    *clinic.Timetable
	pricing  *clinic.Pricing      // by which it is known what a visit costs; nil where nobody may see it, or it cannot be known now
	bills    desk.Bills           // of the visits
	debts    map[string]desk.Debt // of those of whom it was asked
}

// clipboard is the preference that holds the appointments on the clipboard of this machine: id@day, with commas between.
const clipboard = "diary.clipboard"

// read reads some days of the diary, with all by which is told what stands against a booking, and who comes to those
// appointments for which named says so; of those for which met says so, also what is to be known at the door.
func read(ctx context.Context, d *desk.Desk, from, to clinic.Date, named, met func(*clinic.Appointment) bool) (*data, error) {
	out := &data{charts: map[string]*clinic.Chart{}, met: map[string]bool{}, debts: map[string]desk.Debt{}}
	var err error
	if out.days, err = d.Store.Days(ctx, from, to); err != nil {
		return nil, err
	}
	everybody, err := d.Store.Practitioners(ctx)
	if err != nil {
		return nil, err
	}
	for _, p := range clinic.Beside(everybody, d.Practitioner().ID) {
		switch {
		case p.LeftAt.IsZero():
			out.people = append(out.people, p)
		case slices.ContainsFunc(out.days, func(day *clinic.Day) bool {
			return slices.ContainsFunc(day.Appointments(), func(a clinic.Appointment) bool { return a.PractitionerID == p.ID })
		}):
			out.left = append(out.left, p)
		}
	}
	rooms, err := d.Store.List(ctx, clinic.KindRoom)
	if err != nil {
		return nil, err
	}
	prices, err := d.Store.List(ctx, clinic.KindPrice)
	if err != nil {
		return nil, err
	}
	out.prices = clinic.As[clinic.Price](prices)
	services, err := d.Store.List(ctx, clinic.KindService)
	if err != nil {
		return nil, err
	}
	out.rooms = slices.DeleteFunc(clinic.As[clinic.Room](rooms), func(r clinic.Room) bool { return !r.ClosedAt.IsZero() })
	out.services = slices.DeleteFunc(clinic.As[clinic.Service](services), func(s clinic.Service) bool { return !s.RetiredAt.IsZero() })
	if err := out.readHeld(ctx, d); err != nil {
		return nil, err
	}
	if err := out.readPatients(ctx, d, named, met); err != nil {
		return nil, err
	}
	if err := out.readMoney(ctx, d, clinic.As[clinic.Service](services)); err != nil {
		return nil, err
	}
	out.table, err = d.Timetable(ctx, everybody, rooms, out.days)
	return out, err
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
		on := d.day(date)
		if on == nil {
			days, err := at.Store.Days(ctx, date, date)
			if err != nil {
				return err
			}
			on = days[0]
		}
		for _, a := range on.Appointments() {
			if a.ID == id && a.Held {
				d.held = append(d.held, a)
			}
		}
	}
	return nil
}

// readPatients reads who comes.
func (d *data) readPatients(ctx context.Context, at *desk.Desk, named, met func(*clinic.Appointment) bool) error {
	var names, door []string
	var visits []clinic.Appointment
	add := func(a *clinic.Appointment) {
		switch {
		case met(a):
			door = append(door, a.PatientID)
			visits = append(visits, *a)
			d.met[a.PatientID] = true
		case named(a):
			names = append(names, a.PatientID)
		}
	}
	for _, day := range d.days {
		for _, a := range day.Appointments() {
			add(&a)
		}
	}
	for i := range d.held {
		add(&d.held[i])
	}
	if err := d.readCharts(ctx, at, door, clinic.DoorKinds()...); err != nil {
		return err
	}
	if err := d.readCharts(ctx, at, names, clinic.KindPatient); err != nil {
		return err
	}
	var err error
	d.first, err = at.FirstVisits(ctx, visits, func(patient string) *clinic.Chart { return d.charts[patient] })
	return err
}

// readCharts reads the charts of patients as far as these kinds go, where nothing of them was read before.
func (d *data) readCharts(ctx context.Context, at *desk.Desk, patients []string, kinds ...clinic.Kind) error {
	slices.Sort(patients)
	patients = slices.DeleteFunc(slices.Compact(patients), func(id string) bool { return d.charts[id] != nil })
	if len(patients) == 0 {
		return nil
	}
	charts, err := at.Store.Charts(ctx, patients, kinds)
	if err != nil {
		return err
	}
	for i, id := range patients {
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
	if !d.met[a.PatientID] || chart.Patient.ID == "" {
		return nil
	}
	return clinic.AtTheDoor(at.Catalogue, chart, a, d.first[a.ID], at.Today())
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
	return d.table.FreeOn(date, practitioner, "", d.taken(date))
}

// works reports whether somebody treats here now.
func (d *data) works(practitioner string) bool {
	return slices.ContainsFunc(d.people, func(p clinic.Practitioner) bool { return p.ID == practitioner })
}

// offer makes an appointment of a service, where there is such a one.
func (d *data) offer(service string, a clinic.Appointment) clinic.Appointment {
	if i := slices.IndexFunc(d.services, func(s clinic.Service) bool { return s.ID == service }); i >= 0 {
		return d.services[i].Offer(a, d.prices)
	}
	return a
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
