package clinic

import (
	"cmp"
	"slices"
)

// VisitState is what became of a planned visit.
type VisitState string

// What became of a visit.
const (
	VisitHeld       VisitState = "held"
	VisitLate       VisitState = "late" // held more than graceDays after its day
	VisitMissed     VisitState = "missed"
	VisitExtra      VisitState = "extra" // held, and not planned
	VisitDue        VisitState = "due"   // its day has come, and it can still be held
	VisitComing     VisitState = "coming"
	VisitBooked     VisitState = "booked" // ahead, and in the diary
	VisitNoShow     VisitState = "no-show"
	VisitCalledOff  VisitState = "called-off" // in time
	VisitCalledLate VisitState = "called-late"
)

// graceDays is how many days after its day a visit is still on time; practice default.
const graceDays = 2

// Visit is one planned visit with the session or the appointment that took its place, or one of these that was not planned.
// A session and its appointment are one visit.
type Visit struct {
	State     VisitState
	Planned   Date   // "" when it was not planned
	Held      Date   // "" when it was not held
	Booked    Date   // of what is booked, or was called off; "" for a visit that was held
	SessionID string // "" where none was written
	// DaysLate is from the planned day to the day it was held, or until today for one that is due; below 0
	// it was early.
	DaysLate int
}

// Day is when the visit was held, or else booked, or else planned.
func (v *Visit) Day() Date { return cmp.Or(v.Held, v.Booked, v.Planned) }

// Attendance is the schedule of the running plan against the sessions held and the diary.
type Attendance struct {
	Visits  []Visit // in the order of their days
	Tally   Tally
	Planned int // visits whose day has come, of the schedule
	Late    int
	Missed  int // planned days that no visit took, whatever became of them
	Extra   int // visits held on another day than was planned
	// DaysLate is how late the next session is by the schedule as it runs (see Plan.NextAfter); 0 when it is
	// not.
	DaysLate int
	Next     Date // "" when the course is over

	// By the diary, since the plan began. Before there was one, Came is all there is.
	Came       int // sessions, and appointments that were attended of which no session was written
	Unwritten  int // those of Came of which no session was written
	NoShow     int
	CalledOff  int // in time
	CalledLate int
	Unsaid     int           // appointments of days that are over of which nobody said what became
	Ahead      []Appointment // see Chart.ToCome
}

// NotMadeUp is how many visits were missed for which no session on another day made up.
func (a *Attendance) NotMadeUp() int { return max(0, a.Missed-a.Extra) }

// Words say how many came and how many did not, of what was booked and what was held; nothing where the diary has nothing of
// the plan.
func (a *Attendance) Words() Sentence {
	if a.Unwritten+a.NoShow+a.CalledOff+a.CalledLate+a.Unsaid+len(a.Ahead) == 0 {
		return Sentence{}
	}
	parts := []Sentence{Say("{{.N}} attended", Args{"N": a.Came})}
	for _, x := range []struct {
		n    int
		said Sentence
	}{
		{a.NoShow, Say("{{.N}} did not come", Args{"N": a.NoShow})},
		{a.CalledLate, Say("{{.N}} cancelled late", Args{"N": a.CalledLate})},
		{a.CalledOff, Say("{{.N}} cancelled in time", Args{"N": a.CalledOff})},
		{len(a.Ahead), Say("{{.N}} booked ahead", Args{"N": len(a.Ahead)})},
		{a.Unsaid, Say("{{.N}} past and not marked in the diary", Args{"N": a.Unsaid})},
	} {
		if x.n > 0 {
			parts = append(parts, x.said)
		}
	}
	all := Say("Visits: {{.All}}.", Args{"All": parts})
	if a.Unwritten == 0 {
		return all
	}
	return OneAfterAnother([]Sentence{all, Say("No session is written for {{.N}} of those attended.", Args{"N": a.Unwritten})})
}

// heldVisit is a visit that took place: a session, or an appointment of which none was written.
type heldVisit struct {
	day     Date
	session string
}

// gather sorts what was booked of a plan into what it became, and returns the visits that were held, by their day, and those
// that were called off. An appointment is the plan's if its session is or, while it has none, if it was booked for the plan;
// what was called off or is ahead also if it was booked for none. One without a session, on a day that has a session of
// the plan that no other appointment claims, is that session.
func (a *Attendance) gather(chart *Chart, p *Plan, booked []Appointment, today Date) (held []heldVisit, off []Visit) {
	free := make(map[Date]int) // sessions of a day that no appointment claims
	sessions := where(chart.SessionsOf(p.Lineage), func(s *Session) bool { return s.Date >= p.Start })
	for _, s := range sessions {
		if s.over(today) {
			held = append(held, heldVisit{s.Date, s.ID})
		}
		if !slices.ContainsFunc(booked, func(b Appointment) bool { return b.SessionID == s.ID }) {
			free[s.Date]++
		}
	}
	a.Ahead = chart.ToCome(p, booked, today)
	for _, b := range booked {
		of := chart.Plan(b.PlanID)
		ours := of != nil && of.Lineage == p.Lineage
		switch {
		case b.Day < p.Start || of != nil && !ours || chart.Session(b.SessionID) != nil:
		case b.State == Missed:
			a.NoShow++
			off = append(off, Visit{State: VisitNoShow, Booked: b.Day})
		case b.State == CancelledLate:
			a.CalledLate++
			off = append(off, Visit{State: VisitCalledLate, Booked: b.Day})
		case b.State == Cancelled:
			a.CalledOff++
			off = append(off, Visit{State: VisitCalledOff, Booked: b.Day})
		case free[b.Day] > 0:
			free[b.Day]--
		case b.State == Attended:
			if ours { // else it may have been an examination
				a.Unwritten++
				held = append(held, heldVisit{day: b.Day})
			}
		case b.Day < today:
			a.Unsaid++
		}
	}
	slices.SortStableFunc(held, func(x, y heldVisit) int { return cmp.Compare(x.day, y.day) })
	a.Came = len(held)
	return held, off
}

// Attend holds the sessions of a plan and the patient's appointments against its schedule; booked are those since the plan
// began, by their time. A planned visit takes the first session nearer to
// its day than to that of the visits before and after; one that none took is missed once the days nearer to
// it than to the next one are over (the last visit waits as long as the one before). A session of today that
// is open is not held yet.
func Attend(chart *Chart, p *Plan, booked []Appointment, today Date) Attendance {
	var a Attendance
	a.Tally = chart.Tally(p, today)
	held, off := a.gather(chart, p, booked, today)
	dates := p.Dates()
	taken, gone, ahead := make([]bool, len(held)), make([]bool, len(off)), make([]bool, len(a.Ahead))
	for i, day := range dates {
		last := day.AddDays(graceDays) // a single visit has nothing else to go by
		switch {
		case i+1 < len(dates):
			last = day.AddDays((day.DaysUntil(dates[i+1]) - 1) / 2)
		case i > 0:
			last = day.AddDays(max(graceDays, (dates[i-1].DaysUntil(day)-1)/2))
		}
		// first is the first day that no visit took and that is nearer to this one than to the others; -1 for none.
		first := func(used []bool, on func(int) Date) int {
			for j := range used {
				if !used[j] && on(j) <= last && (i == 0 || nearer(on(j), dates[i-1], day)) {
					used[j] = true
					return j
				}
			}
			return -1
		}
		v := Visit{Planned: day, State: VisitComing}
		visit := first(taken, func(j int) Date { return held[j].day })
		switch {
		case visit >= 0:
			v.Held, v.SessionID, v.DaysLate = held[visit].day, held[visit].session, day.DaysUntil(held[visit].day)
			v.State = VisitHeld
			if v.DaysLate > graceDays {
				v.State = VisitLate
				a.Late++
			}
		case last < today:
			v.State = VisitMissed
			a.Missed++
			if j := first(gone, func(j int) Date { return off[j].Booked }); j >= 0 {
				v.State, v.Booked = off[j].State, off[j].Booked
			}
		default:
			if day <= today {
				v.State, v.DaysLate = VisitDue, day.DaysUntil(today)
			}
			if j := first(ahead, func(j int) Date { return a.Ahead[j].Day }); j >= 0 {
				v.State, v.Booked, v.DaysLate = VisitBooked, a.Ahead[j].Day, 0
			}
		}
		if day <= today || v.Held != "" {
			a.Planned++
		}
		a.Visits = append(a.Visits, v)
	}
	for j, x := range held {
		if !taken[j] {
			a.Visits = append(a.Visits, Visit{State: VisitExtra, Held: x.day, SessionID: x.session})
			a.Extra++
		}
	}
	for j, x := range off {
		if !gone[j] {
			a.Visits = append(a.Visits, x)
		}
	}
	for j, x := range a.Ahead {
		if !ahead[j] {
			a.Visits = append(a.Visits, Visit{State: VisitBooked, Booked: x.Day})
		}
	}
	slices.SortStableFunc(a.Visits, func(x, y Visit) int { return cmp.Compare(x.Day(), y.Day()) })
	if a.Next = a.Tally.Next(p); a.Next.Valid() {
		a.DaysLate = max(0, a.Next.DaysUntil(today))
	}
	return a
}

// nearer reports that a day is nearer to the later of two days; a day in the middle is.
func nearer(day, earlier, later Date) bool { return day.DaysUntil(later) <= earlier.DaysUntil(day) }
