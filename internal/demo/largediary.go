package demo

import (
	"fmt"
	"iter"
	"time"

	"regimen/internal/clinic"
)

// LargeDiary makes the diary of a clinic to measure speed on: so many practitioners, each with a room and a visit an hour from
// 8 to 17 on every weekday, from so many days before a day until so many after it. The patients, of whom there are some, come
// in turn. What is over was attended. Each batch can be kept by itself, after those before.
func LargeDiary(now time.Time, patients []string, practitioners, before, after int) iter.Seq[[]clinic.Record] {
	return func(yield func([]clinic.Record) bool) {
		m := &maker{now: now}
		began := now.AddDate(0, 0, -before)
		hours := clinic.Workday{Work: []clinic.Span{span("08:00", "18:00")}, Breaks: []clinic.Span{span("12:00", "13:00")}}
		service := &clinic.Service{ID: m.id(began), Name: "Treatment", Minutes: 50, CleanUp: 10, Colour: "green", CreatedAt: began.UTC()}
		batch := []clinic.Record{service}
		var team []*clinic.Practitioner
		var rooms []*clinic.Room
		for i := range practitioners {
			by := &clinic.Practitioner{ID: m.id(began), Name: fmt.Sprintf("Therapist %c", 'A'+i), CreatedAt: began.UTC()}
			room := &clinic.Room{ID: m.id(began), Name: fmt.Sprint("Room ", i+1), Rank: i, CreatedAt: began.UTC()}
			team, rooms = append(team, by), append(rooms, room)
			batch = append(batch, by, room, &clinic.Roster{
				ID: m.id(began), PractitionerID: by.ID, ValidFrom: date(began), Weeks: []clinic.Week{{hours, hours, hours, hours, hours}}, CreatedAt: began.UTC(),
			})
		}
		turn := 0
		for day := date(now).AddDays(-before); day <= date(now).AddDays(after); day = day.AddDays(1) {
			if w := day.Time().Weekday(); w == time.Saturday || w == time.Sunday {
				continue
			}
			for i, by := range team {
				for hour := 8; hour < 17; hour++ {
					if hour == 12 {
						continue
					}
					booked := time.Date(day.Time().Year(), day.Time().Month(), day.Time().Day()-7, hour, 0, 0, 0, now.Location())
					a := service.Offer(clinic.Appointment{
						ID: m.id(booked), PatientID: patients[turn%len(patients)], PractitionerID: by.ID, RoomID: rooms[i].ID,
						Day: day, Start: hour * 60, CreatedAt: booked.UTC(),
					}, nil)
					comes(&a, clinic.Booked, booked, reception)
					if day < date(now) {
						comes(&a, clinic.Arrived, booked.AddDate(0, 0, 7), reception)
						comes(&a, clinic.Attended, booked.AddDate(0, 0, 7).Add(50*time.Minute), by.Name)
					}
					batch = append(batch, &a)
					turn++
				}
			}
			if len(batch) >= batchSize {
				if !yield(batch) {
					return
				}
				batch = nil
			}
		}
		if len(batch) > 0 {
			yield(batch)
		}
	}
}
