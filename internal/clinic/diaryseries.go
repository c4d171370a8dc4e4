package clinic

import "slices"

// Occurrences are the appointments of a series as a change of it sees them. One that has begun, is over, was called off
// or has a session is closed; one that waits on the clipboard counts as changed by hand.
func Occurrences(list []Appointment) []Occurrence {
	out := make([]Occurrence, len(list))
	for i := range list {
		a := &list[i]
		out[i] = Occurrence{ID: a.ID, Slot: a.Slot(), ByHand: a.ByHand || a.Held, Closed: !a.State.Ahead() || a.SessionID != ""}
	}
	return out
}

// InSeries are those of a patient's appointments that are of one series.
func InSeries(list []Appointment, series string) []Appointment {
	return slices.DeleteFunc(slices.Clone(list), func(a Appointment) bool { return series == "" || a.Series != series })
}

// RescheduleSeries moves appointments of a series of a patient, who is called name, to what Timetable.Preview proposed for
// them, as one undo step; they stay a series. What overlaps there is kept with that knowledge.
func RescheduleSeries(list []Appointment, name string, to []Proposed) Operation {
	op := Operation{Scope: DiaryScope}
	var first Slot
	for _, p := range to {
		i := slices.IndexFunc(list, func(a Appointment) bool { return a.ID == p.ID })
		if i < 0 {
			continue
		}
		var kept []string
		for _, x := range p.Against {
			if x.ID != "" && x.Overlaps() && !slices.Contains(kept, x.ID) {
				kept = append(kept, x.ID)
			}
		}
		for _, r := range Reschedule(list[i], name, p.Slot, kept).Put {
			now := *r.(*Appointment)
			now.ByHand = list[i].ByHand
			if op.Put = append(op.Put, &now); len(op.Put) == 1 {
				first = p.Slot
			}
		}
	}
	op.Label = SayCount(len(op.Put), "Move {{.Name}} to {{.Day}}, {{.To}}", "Move {{.Count}} appointments of {{.Name}}, the first to {{.Day}}, {{.To}}",
		Args{"Name": name, "Day": first.Date.Brief(), "To": ClockTime(first.From)})
	return op
}

// CallOffSeries calls off appointments of a series, as one undo step. The error is a FieldErrors.
func CallOffSeries(env Env, list []Appointment, name string, s AppointmentState, reason string) (Operation, error) {
	op := Operation{Scope: DiaryScope}
	for _, a := range list {
		one, err := ComeTo(env, a, name, s, reason)
		if err != nil {
			return Operation{}, err
		}
		op.Put = append(op.Put, one.Put...)
	}
	op.Label = SayCount(len(op.Put), "{{.State}}: {{.Name}}", "{{.State}}: {{.Count}} appointments of {{.Name}}", Args{"State": s.Name(), "Name": name})
	return op, nil
}

// ToCome are those of a patient's appointments that are sessions of a plan still to be given: what was booked for the plan,
// or for none, from today on. One that was called off or whose session is over is none.
func (c *Chart) ToCome(p *Plan, all []Appointment, today Date) []Appointment {
	return slices.DeleteFunc(slices.Clone(all), func(a Appointment) bool {
		s, of := c.Session(a.SessionID), c.Plan(a.PlanID)
		return a.Day < today || a.State.Off() || s != nil && s.over(today) || s == nil && a.State == Attended || of != nil && of.Lineage != p.Lineage
	})
}

// ToBook is how many sessions of a plan are neither held nor booked, by the patient's appointments. A session that runs is one
// of those that are held.
func (c *Chart) ToBook(p *Plan, all []Appointment, today Date) int {
	open := c.OpenOn(today)
	running := open != nil && !open.over(today) && !slices.ContainsFunc(all, func(a Appointment) bool { return a.SessionID == open.ID })
	tally := c.Tally(p, today)
	return unbooked(p.Sessions(), tally.Done(), len(c.ToCome(p, all, today)), running)
}

// unbooked is how many of the planned sessions are neither held nor booked; running says that one goes on for which nothing was.
func unbooked(planned, held, booked int, running bool) int {
	if running {
		booked++
	}
	return max(planned-held-booked, 0)
}
