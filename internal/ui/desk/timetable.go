package desk

import (
	"context"

	"regimen/internal/clinic"
)

// Timetable is by what hours the clinic, its practitioners and its rooms go on days of the diary that were read.
func (d *Desk) Timetable(ctx context.Context, practitioners []clinic.Practitioner, rooms []clinic.Record, days []*clinic.Day) (*clinic.Timetable, error) {
	c, err := d.Store.Clinic(ctx)
	if err != nil {
		return nil, err
	}
	records := append([]clinic.Record{&c}, rooms...)
	for i := range practitioners {
		records = append(records, &practitioners[i])
	}
	for _, k := range []clinic.Kind{clinic.KindRoster, clinic.KindAbsence} {
		list, err := d.Store.List(ctx, k)
		if err != nil {
			return nil, err
		}
		records = append(records, list...)
	}
	for _, day := range days {
		records = append(records, day.RecordsOf(clinic.KindDayHours)...)
	}
	return clinic.TimetableOf(d.Catalogue, d.Clock().Location(), records), nil
}
