package demo

import (
	"slices"
	"testing"
	"time"

	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
	"regimen/internal/timezone"
)

// booked is the sample clinic as its diary is read: from the records alone.
type booked struct {
	now          time.Time
	today        clinic.Date
	table        *clinic.Timetable
	appointments []*clinic.Appointment
	team         []string
	sessions     map[string]*clinic.Session
	plans        map[string]*clinic.Plan
	patients     map[string]*clinic.Patient
	waiting      []*clinic.Waiting
	services     []*clinic.Service
	records      []clinic.Record
}

func readDiary(t testing.TB, now time.Time) *booked {
	t.Helper()
	atlas, cat := bookstest.Shipped(t)
	b := &booked{
		now: now, today: clinic.DateOf(now), sessions: map[string]*clinic.Session{}, plans: map[string]*clinic.Plan{}, patients: map[string]*clinic.Patient{},
	}
	records := Records(now, cat, atlas.Label)
	b.records = records
	b.table = clinic.TimetableOf(cat, now.Location(), records)
	if b.table.Holidays == nil {
		t.Error("no public holidays are kept")
	}
	for _, r := range records {
		if err := r.Validate(); err != nil {
			t.Errorf("%s: %v", r.Kind(), err)
		}
		switch r := r.(type) {
		case *clinic.Practitioner:
			b.team = append(b.team, r.ID)
		case *clinic.Appointment:
			b.appointments = append(b.appointments, r)
		case *clinic.Session:
			b.sessions[r.ID] = r
		case *clinic.Plan:
			b.plans[r.ID] = r
		case *clinic.Patient:
			b.patients[r.ID] = r
		case *clinic.Waiting:
			b.waiting = append(b.waiting, r)
		case *clinic.Service:
			b.services = append(b.services, r)
		}
	}
	return b
}

// on are the appointments of a day to which somebody comes.
func (b *booked) on(day clinic.Date) (out []*clinic.Appointment) {
	for _, a := range b.appointments {
		if a.Day == day && !a.State.Off() {
			out = append(out, a)
		}
	}
	return out
}

func (b *booked) begins(a *clinic.Appointment) time.Time {
	from, _ := a.Slot().Instants(b.now.Location())
	return from
}

// moments are those at which a sample clinic is opened: on a working day before it, at noon and after it, on a Sunday, on
// holidays, within the closure, and elsewhere on earth, also about a change of the clocks.
func moments(t *testing.T) map[string]time.Time {
	in := func(zone string) *time.Location {
		l, err := timezone.Load(zone)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	sydney, toronto, perth := in("Australia/Sydney"), in("America/Toronto"), in("Australia/Perth")
	return map[string]time.Time{
		"early":             time.Date(2026, 3, 4, 7, 0, 0, 0, time.UTC),
		"noon":              time.Date(2026, 3, 4, 12, 10, 0, 0, time.UTC),
		"afternoon":         time.Date(2026, 3, 5, 14, 30, 0, 0, perth),
		"evening":           time.Date(2026, 3, 4, 20, 0, 0, 0, time.UTC),
		"friday":            time.Date(2026, 11, 13, 10, 47, 12, 0, perth),
		"saturday":          time.Date(2026, 11, 14, 10, 5, 0, 0, perth),
		"sunday":            time.Date(2026, 3, 8, 12, 10, 0, 0, perth),
		"sunday night":      time.Date(2026, 3, 8, 23, 59, 0, 0, perth),
		"midnight":          time.Date(2026, 3, 9, 0, 0, 0, 0, perth),
		"Australia Day":     time.Date(2026, 1, 26, 12, 10, 0, 0, sydney),
		"Christmas":         time.Date(2026, 12, 25, 12, 10, 0, 0, perth),
		"the closure":       time.Date(2026, 12, 29, 9, 30, 0, 0, sydney),
		"Christmas Eve":     time.Date(2026, 12, 24, 15, 0, 0, 0, toronto),
		"after Christmas":   time.Date(2027, 1, 4, 11, 0, 0, 0, sydney),
		"Sydney":            time.Date(2026, 10, 5, 9, 20, 0, 0, sydney),
		"Toronto":           time.Date(2026, 11, 2, 12, 10, 0, 0, toronto),
		"Toronto, evening":  time.Date(2026, 7, 1, 20, 0, 0, 0, toronto),
		"Sydney, leap year": time.Date(2028, 2, 29, 15, 40, 0, 0, sydney),
	}
}

func TestDiary(t *testing.T) {
	t.Parallel()
	for name, now := range moments(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := readDiary(t, now)
			b.nothingStandsAgainst(t)
			b.sessionsHaveTheirs(t)
			b.comingWeeks(t)
			b.trueByTheClock(t)
			b.allSorts(t)
			b.moneyAddsUp(t)
		})
	}
}

// Nobody is booked twice but for the clash that was kept, and every appointment is within working hours.
func (b *booked) nothingStandsAgainst(t *testing.T) {
	byDay := map[clinic.Date][]clinic.Taken{}
	for _, a := range b.appointments {
		if !a.State.Off() {
			byDay[a.Day] = append(byDay[a.Day], clinic.Taken{ID: a.ID, PatientID: a.PatientID, Slot: a.Slot()})
		}
	}
	kept := 0
	for _, a := range b.appointments {
		taken := byDay[a.Day]
		if a.State.Off() {
			taken = nil
		}
		for _, x := range b.table.Against(a.ID, a.PatientID, a.Slot(), taken) {
			other := b.appointment(x.ID)
			known := slices.Contains(a.KeptWith, x.ID) || other != nil && slices.Contains(other.KeptWith, a.ID)
			if x.Kind != clinic.AgainstPerson || !known {
				t.Errorf("%s of %s, %s: %s", a.State, a.Day, clinic.ClockTime(a.Start), x.Says)
			}
			if known {
				kept++
			}
		}
	}
	if kept != 2 { // either stands against the other
		t.Errorf("%d clashes were kept", kept)
	}
}

func (b *booked) appointment(id string) *clinic.Appointment {
	if i := slices.IndexFunc(b.appointments, func(a *clinic.Appointment) bool { return a.ID == id }); i >= 0 {
		return b.appointments[i]
	}
	return nil
}

// Each session has its appointment, on the same day and at the same minute, with whoever treated.
func (b *booked) sessionsHaveTheirs(t *testing.T) {
	of := map[string]*clinic.Appointment{}
	for _, a := range b.appointments {
		if a.SessionID == "" {
			continue
		}
		if of[a.SessionID] != nil {
			t.Errorf("two appointments point at the session of %s", a.Day)
		}
		of[a.SessionID] = a
	}
	for id, s := range b.sessions {
		a := of[id]
		switch {
		case a == nil:
			t.Errorf("the session of %s has no appointment", s.Date)
		case a.Day != s.Date || !b.begins(a).Equal(s.StartedAt) || a.PractitionerID != s.PractitionerID || a.PatientID != s.PatientID || a.PlanID != s.PlanID:
			t.Errorf("the session of %s, %v, has the appointment of %s, %s", s.Date, s.StartedAt, a.Day, clinic.ClockTime(a.Start))
		case s.EndedAt.IsZero() != (a.State == clinic.InTreatment) || s.EndedAt.IsZero() == (a.State == clinic.Attended):
			t.Errorf("the session of %s ended at %v, and its appointment is %s", s.Date, s.EndedAt, a.State)
		case !s.EndedAt.IsZero() && !s.EndedAt.Equal(b.begins(a).Add(time.Duration(a.Minutes)*time.Minute)):
			t.Errorf("the session of %s is not as long as its appointment", s.Date)
		}
		if s.SignedAt.After(b.now) || s.EndedAt.After(b.now) || s.StartedAt.After(b.now) {
			t.Errorf("the session of %s is told before it was", s.Date)
		}
	}
}

// Each open day of the next eight weeks has some, and none of them has begun.
func (b *booked) comingWeeks(t *testing.T) {
	for k := 1; k <= 8*7; k++ {
		day := b.today.AddDays(k)
		open := slices.ContainsFunc(b.team, func(p string) bool { return len(b.table.On(p, day).Free) > 0 })
		if n := len(b.on(day)); open != (n > 0) {
			t.Errorf("%s is open: %v, with %d appointments", day, open, n)
		}
	}
	for _, a := range b.appointments {
		if a.Day > b.today && !a.State.Ahead() {
			t.Errorf("an appointment of %s is %s", a.Day, a.State)
		}
		if a.Day > b.today.AddDays(8*7) {
			t.Errorf("there is an appointment on %s", a.Day)
		}
	}
}

// What is said of today is true by the clock, and nothing was said before it was so.
func (b *booked) trueByTheClock(t *testing.T) {
	patients := map[string]int{}
	wall := clinic.WallOf(b.now)
	here := 0
	for _, a := range b.appointments {
		steps := a.Steps
		for i, s := range steps {
			if s.By == "" || s.At.After(b.now) || i > 0 && s.At.Before(steps[i-1].At) || s.At.Before(b.patients[a.PatientID].CreatedAt) {
				t.Errorf("%s of %s, %s: %s at %v after %v", a.State, a.Day, clinic.ClockTime(a.Start), s.State, s.At, steps[max(0, i-1)].At)
			}
		}
		if steps[0].State != clinic.Booked || !steps[0].At.Equal(a.CreatedAt) {
			t.Errorf("an appointment of %s was not booked first", a.Day)
		}
		if a.PlanID != "" && a.CreatedAt.Before(b.plans[a.PlanID].CreatedAt) {
			t.Errorf("an appointment of %s was booked before its plan was made", a.Day)
		}
		if (a.State == clinic.Cancelled || a.State == clinic.CancelledLate) != (a.Reason != "") {
			t.Errorf("%s of %s because of %q", a.State, a.Day, a.Reason)
		}
		if a.Day != b.today {
			if a.Day < b.today && (a.State.Ahead() || a.State == clinic.Arrived || a.State == clinic.InTreatment) {
				t.Errorf("an appointment of %s is still %s", a.Day, a.State)
			}
			continue
		}
		if !a.State.Off() {
			if patients[a.PatientID]++; patients[a.PatientID] > 1 {
				t.Errorf("somebody comes twice today")
			}
		}
		ok := true
		switch a.State {
		case clinic.Booked, clinic.Confirmed:
			ok = a.Start > wall.Minute
		case clinic.Arrived:
			ok = a.Start >= wall.Minute && a.Start <= wall.Minute+2*step
			here++
		case clinic.InTreatment:
			ok = a.Start < wall.Minute && wall.Minute <= a.End()+int(late/time.Minute)
			here++
		case clinic.Attended:
			ok = a.End() < wall.Minute
		case clinic.Missed:
			ok = a.Start < wall.Minute
		}
		if !ok {
			t.Errorf("at %s one of %s is %s", wall.Clock(), clinic.ClockTime(a.Start), a.State)
		}
	}
	ingrid := b.table.On(b.team[0], b.today).Work
	if len(ingrid) == 0 {
		t.Fatal("whoever leads the clinic does not work on the day on which it is opened")
	}
	if from, to := ingrid[0].From, ingrid[len(ingrid)-1].To; wall.Minute >= from+2*step && wall.Minute < to && here == 0 {
		t.Errorf("at %s nobody is there", wall.Clock())
	}
	if len(b.on(b.today)) == 0 {
		t.Error("nobody comes today")
	}
}

// What a diary can say is there.
func (b *booked) allSorts(t *testing.T) {
	seen := map[string]int{}
	for _, a := range b.appointments {
		seen[string(a.State)]++
		switch {
		case a.Held:
			seen["held"]++
		case a.ByHand:
			seen["by hand"]++
		}
		if a.Day > b.today && a.PlanID != "" && a.Series != "" {
			seen["of a plan"]++
		}
		if a.Day > b.today && a.PlanID == "" {
			seen["single"]++
		}
		if a.State == clinic.Attended && a.SessionID == "" {
			seen["assessed"]++
		}
	}
	past := seen[string(clinic.Attended)] + seen[string(clinic.Missed)] + seen[string(clinic.Cancelled)] + seen[string(clinic.CancelledLate)]
	if off := 100 * (past - seen[string(clinic.Attended)]) / past; off < 3 || off > 15 {
		t.Errorf("%d %% of the visits were missed or called off", off)
	}
	for what, least := range map[string]int{
		"booked": 30, "confirmed": 2, "done": 300, "missed": 3, "cancelled": 3, "cancelled-late": 3, "of a plan": 15, "single": 20, "assessed": 60,
	} {
		if seen[what] < least {
			t.Errorf("%s: %d, want at least %d", what, seen[what], least)
		}
	}
	if seen["held"] != 1 || seen["by hand"] != 1 || len(b.waiting) != 3 || len(b.services) < 6 {
		t.Errorf("%d wait on the clipboard, %d were moved by hand, %d on the list, of %d services", seen["held"], seen["by hand"], len(b.waiting), len(b.services))
	}
	for _, w := range b.waiting {
		if w.CreatedAt.After(b.now) || w.CreatedAt.Before(b.patients[w.PatientID].CreatedAt) {
			t.Errorf("somebody waits since %v", w.CreatedAt)
		}
	}
}
