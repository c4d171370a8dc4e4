package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"

	"regimen/internal/clinic"
	"regimen/internal/document"
	"regimen/internal/exchange"
	"regimen/internal/exchange/ics"
	"regimen/internal/store"
	"regimen/internal/ui/documents"
)

// printDiary writes days of the diary as a PDF file.
func (c *command) printDiary(choice documents.DiaryChoice, out string) error {
	if err := cmp.Or(mayWrite(out), aDay("day", string(choice.Day))); err != nil {
		return err
	}
	dir, clean, err := c.folder()
	if err != nil {
		return err
	}
	defer clean()
	s, err := c.readingIn(dir)
	if err != nil {
		return err
	}
	defer s.Close()
	if choice.Day == "" {
		choice.Day = clinic.DateOf(s.Now())
	}
	if choice.PractitionerID != "" || choice.Paper.Whose {
		all, err := s.Practitioners(c.ctx)
		if err != nil {
			return err
		}
		if choice.PractitionerID, err = whose(all, choice.PractitionerID); err != nil {
			return err
		}
	}
	d, err := c.desk(s, dir)
	if err != nil {
		return err
	}
	p, err := documents.Diary(c.ctx, d, choice)
	if err != nil {
		return err
	}
	return c.save(document.NewDiary(p, document.Options{}), choice.Paper.Title, out)
}

// aDay refuses a flag that is no day; "" is left out.
func aDay(flag, day string) error {
	if day != "" && !clinic.Date(day).Valid() {
		return misuse("--%s takes a day such as 2026-03-02", flag)
	}
	return nil
}

// whose is the practitioner with an id or, for "", the only one who works at the clinic.
func whose(all []clinic.Practitioner, id string) (string, error) {
	if id != "" {
		if !slices.ContainsFunc(all, func(p clinic.Practitioner) bool { return p.ID == id }) {
			return "", errors.New("there is no practitioner with that id; regimen list practitioners tells the ids")
		}
		return id, nil
	}
	here := slices.DeleteFunc(slices.Clone(all), func(p clinic.Practitioner) bool { return !p.LeftAt.IsZero() })
	if len(here) != 1 {
		return "", misuse("name the practitioner with --practitioner; regimen list practitioners tells the ids")
	}
	return here[0].ID, nil
}

// names are those of the patients of appointments, by their keys.
func (c *command) names(s *store.Store, list []clinic.Appointment) (map[string]string, error) {
	names := make(map[string]string)
	for _, a := range list {
		if _, known := names[a.PatientID]; known {
			continue
		}
		p, err := s.Patient(c.ctx, a.PatientID)
		if err != nil {
			return nil, err
		}
		names[a.PatientID] = p.Name()
	}
	return names, nil
}

// calendarYear is how many days ahead a diary is written where nothing else is said.
const calendarYear = 365

// export writes what others read: the diary for another calendar, and the money for an accountant.
func (c *command) export(args []string) error {
	flags := c.flags("export")
	practitioner := flags.String("practitioner", "", "")
	appointment := flags.String("appointment", "", "")
	days := dayFlags(flags)
	withNames := flags.Bool("names", false, "")
	figures := flags.Bool("figures", false, "")
	out := flags.String("out", "", "")
	words, help, err := c.words(flags, args)
	if help || err != nil {
		return err
	}
	switch money := len(words) == 1 && words[0] == "money"; {
	case money && *practitioner+*appointment != "":
		return misuse("--practitioner and --appointment are for export ics")
	case money:
		return c.exportMoney(*days, *figures, *withNames, *out)
	case len(words) != 1 || words[0] != "ics":
		return misuse("export ics or money")
	case *figures:
		return misuse("--figures is for export money")
	case (*practitioner == "") == (*appointment == ""):
		return misuse("name the practitioner with --practitioner, or one appointment with --appointment; regimen list practitioners tells the ids")
	case *appointment != "" && (*days != dayRange{} || *withNames):
		return misuse("--from, --to and --names are for a practitioner's diary")
	}
	if err := cmp.Or(mayWrite(*out), days.check()); err != nil {
		return err
	}
	s, closeStore, err := c.reading()
	if err != nil {
		return err
	}
	defer closeStore()
	var cal ics.Calendar
	if *appointment != "" {
		cal, err = c.visit(s, *appointment)
	} else {
		cal, err = c.diaryOf(s, *practitioner, *days, *withNames)
	}
	if err != nil {
		return err
	}
	var file bytes.Buffer
	switch err := cal.Write(&file); {
	case errors.Is(err, ics.ErrEmpty):
		return errors.New("nobody is booked on these days. Nothing was written")
	case err != nil:
		return err
	}
	if err := c.fileTo(*out, "calendar", "BEGIN:VCALENDAR", file.Bytes()); err != nil {
		return err
	}
	fmt.Fprintf(c.stderr, "Appointments written: %d.\n", len(cal.Events))
	return nil
}

// visit is one appointment as its patient's calendar shows it.
func (c *command) visit(s *store.Store, id string) (ics.Calendar, error) {
	patient, err := s.PatientOf(c.ctx, clinic.Ref{Kind: clinic.KindAppointment, ID: id})
	if errors.Is(err, clinic.ErrNotFound) {
		return ics.Calendar{}, errors.New("there is no appointment with that id")
	}
	if err != nil {
		return ics.Calendar{}, err
	}
	return exchange.Visit(c.ctx, s, patient, id)
}

// rooms are the names of the rooms, by their keys.
func (c *command) rooms(s *store.Store) (map[string]string, error) {
	rooms, err := s.List(c.ctx, clinic.KindRoom)
	names := make(map[string]string)
	for _, r := range clinic.As[clinic.Room](rooms) {
		names[r.ID] = r.Name
	}
	return names, err
}

// diaryOf is a practitioner's diary of some days.
func (c *command) diaryOf(s *store.Store, practitioner string, r dayRange, withNames bool) (cal ics.Calendar, err error) {
	from, to, err := r.days(clinic.DateOf(s.Now()), calendarYear)
	if err != nil {
		return cal, err
	}
	all, err := s.Practitioners(c.ctx)
	if err != nil {
		return cal, err
	}
	if practitioner, err = whose(all, practitioner); err != nil {
		return cal, err
	}
	return exchange.Diary(c.ctx, s, practitioner, from, to, withNames)
}
