package diary

import (
	"context"
	"slices"

	"regimen/internal/clinic"
	"regimen/internal/store/lookup"
	"regimen/internal/ui/kit"
)

// lookAhead is how many days a free time is looked for from the day on which somebody should come.
const lookAhead = 28

// BookFor begins a booking for a patient, at the next free time with who treats by the plan, or treated last, from the day on which its next
// session is due. Where nothing is free, it is at the opening of that day, and what stands against it is said.
func (s *Screen) BookFor(patientID string) { s.bookFor(patientID, nil) }

// bookFor is BookFor; calling is why somebody was called for whom it is, nil where nobody was.
func (s *Screen) bookFor(patientID string, calling *clinic.Recall) {
	s.bookings++
	asked := s.bookings
	type found struct {
		hit  lookup.Hit
		slot clinic.Slot
	}
	kit.Work(func(ctx context.Context) (found, error) {
		chart, err := s.d.Store.Chart(ctx, patientID)
		if err != nil {
			return found{}, err
		}
		slot, err := s.nextFor(ctx, chart)
		return found{lookup.HitOf(&chart.Patient), slot}, err
	}, func(f found, err error) {
		switch {
		case asked != s.bookings:
		case err != nil:
			s.d.Fail(err)
		case f.slot.PractitionerID != "":
			s.who = f.slot.PractitionerID
			s.then = func() {
				s.grid.ShowTime(f.slot.From, f.slot.From+f.slot.Minutes)
				s.panel.book(f.slot)
				s.panel.calling = calling
				s.panel.booking.choose(f.hit)
			}
			s.Show(f.slot.Date)
		}
	})
}

// nextFor is the next free time for a patient; one with nobody where nobody treats here.
func (s *Screen) nextFor(ctx context.Context, chart *clinic.Chart) (clinic.Slot, error) {
	today := s.d.Today()
	from, minutes, after, who, sees := today, 0, 0, "", ""
	if v := chart.LatestSession(); v != nil {
		sees = v.PractitionerID
	}
	plan := chart.CurrentPlan()
	if plan != nil {
		ahead, err := s.d.Store.Appointments(ctx, chart.Patient.ID, today)
		if err != nil {
			return clinic.Slot{}, err
		}
		minutes, who = plan.Minutes, plan.PractitionerID
		tally := chart.Tally(plan, today)
		last := tally.Last
		if chart.OpenOn(today) != nil {
			last = today
		}
		for _, a := range chart.ToCome(plan, ahead, today) {
			last, sees = max(last, a.Day), a.PractitionerID
		}
		from = max(from, plan.NextAfter(plan.Sessions()-chart.ToBook(plan, ahead, today), last))
	}
	if chart.HeldOn(today) != nil || chart.OpenOn(today) != nil {
		from = max(from, today.AddDays(1)) // who is treated today comes on another day
	}
	d, err := read(ctx, s.d, from, from.AddDays(lookAhead), nobody, nobody)
	if err != nil || len(d.people) == 0 {
		return clinic.Slot{}, err
	}
	if i := slices.IndexFunc(d.services, func(x clinic.Service) bool { return minutes == 0 || x.Minutes == minutes }); i >= 0 {
		minutes, after = d.services[i].Minutes, d.services[i].CleanUp
	}
	if minutes == 0 {
		minutes = usualMinutes
	}
	search := clinic.Search{
		Wish: clinic.Wish{From: from, Until: from.AddDays(lookAhead), Minutes: minutes}, CleanUp: after, PatientID: chart.Patient.ID, Most: 1,
	}
	for i := range d.people {
		search.Practitioners = append(search.Practitioners, d.people[i].ID)
	}
	if i := slices.IndexFunc([]string{who, sees}, d.works); i >= 0 {
		search.Practitioners = []string{who, sees}[i:][:1]
	}
	for i := range d.rooms {
		search.Rooms = append(search.Rooms, d.rooms[i].ID)
	}
	if free := d.table.Next(search, clinic.WallOf(s.d.Clock()), d.taken); len(free) > 0 {
		return free[0], nil
	}
	at := clinic.Slot{Date: from, From: 9 * 60, Minutes: minutes, CleanUp: after, PractitionerID: search.Practitioners[0]}
	if hours := d.table.On(at.PractitionerID, from).Free; len(hours) > 0 {
		at.From = hours[0].From
	}
	return at, nil
}
