package main

import (
	"cmp"
	"flag"
	"strconv"

	"regimen/internal/clinic"
	"regimen/internal/store"
)

// mostDays is how many days of the diary are read at once: forty years.
const mostDays = 40 * 366

// dayRange are the days of the diary that a verb is about, as they were given; "" is left out.
type dayRange struct{ from, to string }

// dayFlags are the flags of a verb that say so.
func dayFlags(flags *flag.FlagSet) *dayRange {
	r := &dayRange{}
	flags.StringVar(&r.from, "from", "", "")
	flags.StringVar(&r.to, "to", "", "")
	return r
}

// check refuses what are no days, and an end before the beginning.
func (r dayRange) check() error {
	if err := cmp.Or(aDay("from", r.from), aDay("to", r.to)); err != nil {
		return err
	}
	if r.from != "" && r.to != "" && r.to < r.from {
		return misuse("--to is before --from")
	}
	return nil
}

// days are the first and the last day of a range that was checked. One that is left out is today, or the other where that
// would turn them round; the last that is left out is so many days beyond.
func (r dayRange) days(today clinic.Date, beyond int) (from, to clinic.Date, err error) {
	from, to = clinic.Date(cmp.Or(r.from, string(today))), clinic.Date(r.to)
	if to == "" {
		to = max(today, from).AddDays(beyond)
	}
	if r.from == "" {
		from = min(from, to)
	}
	if from.DaysUntil(to) >= mostDays {
		return "", "", misuse("name forty years of the diary at most")
	}
	return from, to, nil
}

// appointmentColumns are the columns of the list of appointments.
var appointmentColumns = []string{"id", "day", "time", "minutes", "practitioner", "room", "patient", "state"}

// listAppointments hands on the appointments of some days in the order of their time, those too to which nobody comes:
// for each its columns, the day as 2026-03-04 and the time as the clock on the clinic's wall shows it.
func (c *command) listAppointments(s *store.Store, r dayRange, row func(columns []string) error) error {
	from, to, err := r.days(clinic.DateOf(s.Now()), 0)
	if err != nil {
		return err
	}
	days, err := s.Days(c.ctx, from, to)
	if err != nil {
		return err
	}
	var list []clinic.Appointment
	for _, day := range days {
		list = append(list, day.Appointments()...)
	}
	patients, err := c.names(s, list)
	if err != nil {
		return err
	}
	team, err := s.Practitioners(c.ctx)
	if err != nil {
		return err
	}
	rooms, err := c.rooms(s)
	if err != nil {
		return err
	}
	for _, a := range list {
		columns := []string{
			a.ID, string(a.Day), clinic.ClockTime(a.Start), strconv.Itoa(a.Minutes), clinic.PractitionerName(team, a.PractitionerID), rooms[a.RoomID], patients[a.PatientID], string(a.State),
		}
		if err := row(columns); err != nil {
			return err
		}
	}
	return nil
}
