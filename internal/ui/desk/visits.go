package desk

import (
	"context"
	"errors"

	"regimen/internal/clinic"
	"regimen/internal/store"
)

// DiaryDay is a day of the diary. One that cannot be had now is empty, which goes to the log: it is asked by what goes on
// without it, such as the start of a treatment.
func (d *Desk) DiaryDay(date clinic.Date) *clinic.Day {
	days, err := d.Store.Days(context.Background(), date, date)
	if err != nil || len(days) != 1 {
		d.Log.Error("reading a day of the diary", "error", err)
		return &clinic.Day{Date: date}
	}
	return days[0]
}

// Unreachable reports whether something failed for nothing but that the shared records cannot be reached now.
func (d *Desk) Unreachable(err error) bool { return errors.Is(err, store.ErrUnreachable) }

// FirstVisits are those of some appointments before which the patient has none, by their keys. Of patients who were here
// before, as their charts say, nothing is asked; where it cannot be known now, none is the first.
func (d *Desk) FirstVisits(ctx context.Context, visits []clinic.Appointment, chart func(patient string) *clinic.Chart) (map[string]bool, error) {
	first := make(map[string]bool)
	all := make(map[string][]clinic.Appointment)
	for _, a := range visits {
		c := chart(a.PatientID)
		if c == nil || c.Patient.ID == "" || c.OnlyNamed || !c.NeverHere(a.SessionID, d.Today()) {
			continue
		}
		if _, asked := all[a.PatientID]; !asked {
			list, err := d.Store.Appointments(ctx, a.PatientID, clinic.DateOf(d.In(c.Patient.CreatedAt)))
			if d.Unreachable(err) {
				continue
			}
			if err != nil {
				return nil, err
			}
			all[a.PatientID] = list
		}
		first[a.ID] = !clinic.ComesBefore(&a, all[a.PatientID])
	}
	return first, nil
}

// EndTreatment ends the treatment of a session now, and with it the appointment that it is of.
func (d *Desk) EndTreatment(chart *clinic.Chart, s *clinic.Session) clinic.Operation {
	return clinic.EndVisit(d.Env(), d.DiaryDay(s.Date), s.ID, clinic.EndTreatment(d.Env(), chart, s))
}

// DiscardSession removes a session that was begun by mistake, and has the appointment that it is of wait again.
func (d *Desk) DiscardSession(chart *clinic.Chart, s *clinic.Session) (clinic.Operation, error) {
	op, err := clinic.DiscardSession(chart, s)
	if err != nil {
		return op, err
	}
	days, err := d.Store.Days(context.Background(), s.Date, s.Date)
	if err != nil {
		return clinic.Operation{}, err
	}
	return clinic.LetGo(d.Env(), days[0], s.ID, op), nil
}

// startVisit begins the session of today, of the appointment of today where there is one.
func (d *Desk) startVisit(chart *clinic.Chart) clinic.Operation {
	plan, who := chart.CurrentPlan(), d.Practitioner().ID
	var op clinic.Operation
	if a := d.DiaryDay(d.Today()).VisitOn(chart.Patient.ID); a != nil {
		_, op = clinic.StartVisit(d.Env(), chart, plan, who, *a)
	} else {
		_, op = clinic.StartSession(d.Env(), chart, plan, who)
	}
	return op
}
