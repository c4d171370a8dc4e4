package main

import (
	"encoding/csv"
	"strconv"

	"regimen/internal/clinic"
	"regimen/internal/store"
)

// mostDays is how many days of the diary are listed at once: forty years.
const mostDays = 40 * 366

// dayRange are the days that a list is of, as they were given; "" is today.
type dayRange struct{ from, to string }

// days are the first and the last day, when it is a day of the clinic's.
func (r dayRange) days(today clinic.Date) (from, to clinic.Date, err error) {
	from, to = today, today
	for _, x := range []struct {
		flag, given string
		day         *clinic.Date
	}{{"from", r.from, &from}, {"to", r.to, &to}} {
		if x.given == "" {
			continue
		}
		if *x.day = clinic.Date(x.given); !x.day.Valid() {
			return "", "", misuse("--%s takes a day such as 2026-03-04, not %q", x.flag, x.given)
		}
	}
	switch {
	case to < from:
		return "", "", misuse("the last day, %s, is before the first, %s", to, from)
	case from.DaysUntil(to) >= mostDays:
		return "", "", misuse("list forty years of appointments at most")
	}
	return from, to, nil
}

// appointmentColumns are the columns of the list of appointments.
var appointmentColumns = []string{"id", "day", "time", "minutes", "practitioner", "room", "patient", "state"}

// listAppointments hands on the appointments of some days in the order of their time, those too to which nobody comes:
// for each its columns, the day as 2026-03-04 and the time as the clock on the clinic's wall shows it.
func (c *command) listAppointments(s *store.Store, r dayRange, row func(columns []string) error) error {
	from, to, err := r.days(clinic.DateOf(s.Now()))
	if err != nil {
		return err
	}
	days, err := s.Days(c.ctx, from, to)
	if err != nil {
		return err
	}
	names := map[string]string{}
	team, err := s.Practitioners(c.ctx)
	if err != nil {
		return err
	}
	for i := range team {
		names[team[i].ID] = team[i].Name
	}
	rooms, err := s.List(c.ctx, clinic.KindRoom)
	if err != nil {
		return err
	}
	for _, room := range clinic.As[clinic.Room](rooms) {
		names[room.ID] = room.Name
	}
	for _, day := range days {
		for _, a := range day.Appointments() {
			if _, known := names[a.PatientID]; !known {
				p, err := s.Patient(c.ctx, a.PatientID)
				if err != nil {
					return err
				}
				names[a.PatientID] = p.Name()
			}
			columns := []string{
				a.ID, string(a.Day), clinic.ClockTime(a.Start), strconv.Itoa(a.Minutes), names[a.PractitionerID], names[a.RoomID], names[a.PatientID], string(a.State),
			}
			for i := range columns {
				columns[i] = oneLine(columns[i])
			}
			if err := row(columns); err != nil {
				return err
			}
		}
	}
	return nil
}

// appointmentsAsCSV writes the list for a spreadsheet, with a line of headings.
func (c *command) appointmentsAsCSV(s *store.Store, r dayRange) error {
	out := csv.NewWriter(c.stdout)
	if err := out.Write(appointmentColumns); err != nil {
		return err
	}
	if err := c.listAppointments(s, r, out.Write); err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}
