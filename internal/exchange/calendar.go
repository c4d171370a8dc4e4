// Package exchange gathers from the records what other programs read. One folder below it for each format knows how it is
// written.
package exchange

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/exchange/ics"
	"regimen/internal/store"
)

// Records are what is gathered from: a store of this machine's own, or its place at shared records. A method that reads the
// history needs the connection to these.
type Records interface {
	Appointments(ctx context.Context, patientID string, from clinic.Date) ([]clinic.Appointment, error)
	Charts(ctx context.Context, patients []string, kinds []clinic.Kind) ([]*clinic.Chart, error)
	Clinic(ctx context.Context) (clinic.Clinic, error)
	Days(ctx context.Context, from, to clinic.Date) ([]*clinic.Day, error)
	List(ctx context.Context, k clinic.Kind) ([]clinic.Record, error)
	Now() time.Time
	Practitioners(ctx context.Context) ([]clinic.Practitioner, error)
	Versions(ctx context.Context, k clinic.Kind, keys []string) (map[string][]store.Version, error)
}

// Visit is one appointment of a patient as the patient's calendar shows it. The error is clinic.ErrNotFound where there is no
// such appointment.
func Visit(ctx context.Context, r Records, patientID, id string) (cal ics.Calendar, err error) {
	list, err := r.Appointments(ctx, patientID, "")
	if err != nil {
		return cal, err
	}
	i := slices.IndexFunc(list, func(a clinic.Appointment) bool { return a.ID == id })
	if i < 0 {
		return cal, clinic.ErrNotFound
	}
	owner, err := r.Clinic(ctx)
	if err != nil {
		return cal, err
	}
	all, err := r.Practitioners(ctx)
	if err != nil {
		return cal, err
	}
	versions, err := r.Versions(ctx, clinic.KindAppointment, []string{id})
	if err != nil {
		return cal, err
	}
	a := list[i]
	changed := counted(&a, versions[id])
	e := ics.Visit(a, owner, clinic.PractitionerName(all, a.PractitionerID))
	e.Changed = changed
	return ics.Calendar{Events: []ics.Event{e}, Zone: r.Now().Location(), Made: r.Now()}, nil
}

// Diary is a practitioner's diary from one day to another, both included, with those appointments that were hers and are
// another's now. Names of patients are in it where withNames says so.
func Diary(ctx context.Context, r Records, practitionerID string, from, to clinic.Date, withNames bool) (cal ics.Calendar, err error) {
	cal.Zone, cal.Made = r.Now().Location(), r.Now()
	rooms, err := r.List(ctx, clinic.KindRoom)
	if err != nil {
		return cal, err
	}
	where := make(map[string]string)
	for _, room := range clinic.As[clinic.Room](rooms) {
		where[room.ID] = room.Name
	}
	days, err := r.Days(ctx, from, to)
	if err != nil {
		return cal, err
	}
	var all []clinic.Appointment
	var ids []string
	for _, d := range days {
		for _, a := range d.Appointments() {
			all, ids = append(all, a), append(ids, a.ID)
		}
	}
	versions, err := r.Versions(ctx, clinic.KindAppointment, ids)
	if err != nil {
		return cal, err
	}
	var list []clinic.Appointment
	var whose []string
	changed := make(map[string]time.Time)
	for _, a := range all {
		if a.PractitionerID != practitionerID && !was(versions[a.ID], practitionerID) {
			continue
		}
		changed[a.ID] = counted(&a, versions[a.ID])
		list, whose = append(list, a), append(whose, a.PatientID)
	}
	var names map[string]string
	if withNames {
		charts, err := r.Charts(ctx, whose, []clinic.Kind{clinic.KindPatient})
		if err != nil {
			return cal, err
		}
		names = make(map[string]string, len(whose))
		for i, c := range charts {
			names[whose[i]] = c.Patient.Name()
		}
	}
	cal.Events = ics.Diary(practitionerID, list, names, where)
	for i := range cal.Events {
		cal.Events[i].Changed = changed[cal.Events[i].Appointment.ID]
	}
	return cal, nil
}

// counted makes the number of an appointment's changes that of its versions, so that one which was taken back by undo is a
// newer one for another calendar too, and says when it was last written.
func counted(a *clinic.Appointment, versions []store.Version) (changed time.Time) {
	for _, v := range versions {
		if v.At.After(changed) {
			changed = v.At
		}
	}
	a.Sequence = max(a.Sequence, len(versions)-1)
	return changed
}

// was reports whether any version of an appointment was with a practitioner.
func was(versions []store.Version, practitionerID string) bool {
	return slices.ContainsFunc(versions, func(v store.Version) bool {
		var before clinic.Appointment
		return v.After != nil && json.Unmarshal(v.After, &before) == nil && before.PractitionerID == practitionerID
	})
}
