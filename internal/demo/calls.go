package demo

import (
	"slices"
	"time"

	"regimen/internal/clinic"
)

// callees are those who are to be called: two whose sessions nobody has booked, two who missed a visit and one who stays away
// since a course ended.
type callees struct{ *maker }

// unbook takes out what is booked for somebody, where each of these days has another visit and nothing points at it; it is
// false where something stays.
func (c *callees) unbook(g *guest) bool {
	ahead := func(rec clinic.Record) bool {
		a, ok := rec.(*clinic.Appointment)
		return ok && a.PatientID == g.patient.ID && a.Day >= c.diary.now.Date && !a.State.Off()
	}
	var days []clinic.Date
	for _, rec := range c.out {
		if a, ok := rec.(*clinic.Appointment); ok && ahead(rec) {
			if a.Day == c.diary.now.Date || a.Held || a.ByHand || len(a.KeptWith) > 0 || c.pointed(a.ID) {
				return false
			}
			days = append(days, a.Day)
		}
	}
	for _, day := range days {
		if !slices.ContainsFunc(c.out, func(rec clinic.Record) bool {
			a, ok := rec.(*clinic.Appointment)
			return ok && a.Day == day && a.PatientID != g.patient.ID && !a.State.Off()
		}) {
			return false
		}
	}
	c.out = slices.DeleteFunc(c.out, ahead)
	return true
}

// pointed reports whether a wait or a clash names an appointment.
func (c *callees) pointed(id string) bool {
	return slices.ContainsFunc(c.out, func(rec clinic.Record) bool {
		switch r := rec.(type) {
		case *clinic.Waiting:
			return r.AppointmentID == id
		case *clinic.Appointment:
			return slices.Contains(r.KeptWith, id)
		}
		return false
	})
}

// lastVisit is the day of the last session of somebody.
func (c *callees) lastVisit(g *guest) (last clinic.Date) {
	for _, rec := range c.out {
		if v, ok := rec.(*clinic.Session); ok && v.PatientID == g.patient.ID {
			last = max(last, v.Date)
		}
	}
	return last
}

// call has some of them called: one twice without an answer, one who asked to be called today, one who does not want to. left
// are those in the middle of a course, and pool are all others.
func (c *callees) call(left, pool []*guest) {
	unbooked := 0
	for _, g := range slices.Backward(left) {
		if unbooked == 2 {
			break
		}
		if !c.unbook(g) {
			continue
		}
		if unbooked++; unbooked == 1 {
			about := clinic.CallFor{Reason: clinic.RecallPlan, Of: g.next.plan.Lineage}
			c.tried(g, about, 6, clinic.ContactNotReached, clinic.TryAgainDays, "No answer, no machine")
			c.tried(g, about, 3, clinic.ContactNotReached, clinic.TryAgainDays, "Left a message")
		}
	}
	from, before := clinic.AwayBetween(6, c.diary.now.Date)
	away, missed := false, 0
	for _, g := range pool {
		last := c.lastVisit(g)
		switch stays := from <= last && last < before; {
		case g.next != nil || away && stays || missed == 2 && !stays || !c.unbook(g):
		case stays:
			away = true
		default:
			if a := c.miss(g, 4+3*missed); a != nil {
				about := clinic.CallFor{Reason: clinic.RecallMissed, Of: a.ID}
				if missed++; missed == 1 {
					c.tried(g, about, 2, clinic.ContactReached, 2, "Looks at the roster, wants to be rung today")
				} else {
					c.tried(g, about, 2, clinic.ContactDeclined, 0, "Feels well, will call when it comes back")
				}
			}
		}
	}
}

// miss is a visit some days ago to which somebody did not come.
func (c *callees) miss(g *guest, days int) *clinic.Appointment {
	d := c.diary
	want, s := d.now.Date.AddDays(-days), d.services[halfHour]
	x, ok := d.near(want, max(want.AddDays(-9), c.lastVisit(g).AddDays(1)), d.now.Date.AddDays(-3), g.by, s, g.key, anyTime(g.usual))
	if !ok {
		return nil
	}
	d.take(x, g.key)
	a := c.book(g, x, s, booking{at: c.ago(days + 9)})
	to, at := clinic.Missed, c.begins(x)
	if days > 5 {
		to, at = clinic.CancelledLate, at.Add(-3*time.Hour)
		a.Reason = whyNot[1]
	}
	comes(a, to, at, reception)
	a.Sequence++
	return a
}

// tried is an attempt to reach somebody some days ago, taken up again so many days after it; 0 is never.
func (c *callees) tried(g *guest, about clinic.CallFor, days int, outcome string, again int, note string) {
	at := c.back(days, 10, 20)
	x := &clinic.Contact{ID: c.id(at), PatientID: g.patient.ID, At: at.UTC(), By: reception, About: []clinic.CallFor{about}, Outcome: outcome, Note: note}
	if again > 0 {
		x.AgainOn = clinic.DateOf(at).AddDays(again)
	}
	c.put(x)
}
