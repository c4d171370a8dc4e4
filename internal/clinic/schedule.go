package clinic

import (
	"math"
	"slices"
)

// Sessions is how many sessions the plan has in all its phases.
func (p *Plan) Sessions() int {
	n := 0
	for _, ph := range p.Phases {
		n += max(ph.Sessions, 0)
	}
	return n
}

// Dates are the planned days of the sessions, beginning at Start. The spacing of a phase also holds
// between the last session of the phase before and its own first, so that a taper stretches at once.
// There are none while the plan has no start.
func (p *Plan) Dates() []Date {
	if !p.Start.Valid() {
		return nil
	}
	dates := make([]Date, 0, min(p.Sessions(), MaxSessions))
	day := p.Start
	for _, ph := range p.Phases {
		for range ph.Sessions {
			if len(dates) == MaxSessions {
				return dates
			}
			if len(dates) > 0 {
				day = day.AddDays(ph.EveryDays)
			}
			dates = append(dates, day)
		}
	}
	return dates
}

// NextDate is the planned day of the session after the first done ones, or "" when the course is over.
func (p *Plan) NextDate(done int) Date {
	if dates := p.Dates(); done >= 0 && done < len(dates) {
		return dates[done]
	}
	return ""
}

// NextAfter is when the next session is due after done sessions, the last of them on a day: as planned,
// or, when the course runs late, the spacing of its phase after the last one. It is "" when the course
// is over.
func (p *Plan) NextAfter(done int, last Date) Date {
	planned := p.NextDate(done)
	if planned == "" || done == 0 || !last.Valid() {
		return planned
	}
	if spaced := last.AddDays(p.NextDate(done - 1).DaysUntil(planned)); spaced > planned {
		return spaced
	}
	return planned
}

// LastDate is the planned day of the last session, or "".
func (p *Plan) LastDate() Date {
	if dates := p.Dates(); len(dates) > 0 {
		return dates[len(dates)-1]
	}
	return ""
}

// ReviewAfter is how many sessions come before a review: the practice default of section E of the clinical
// reference.
const ReviewAfter = 4

// SuggestedReview is the day of the review that fits the schedule: one spacing after session ReviewAfter, or after
// the last when there are fewer. It is "" while there are no sessions.
func (p *Plan) SuggestedReview() Date {
	dates := p.Dates()
	if len(dates) == 0 {
		return ""
	}
	n := min(len(dates), ReviewAfter)
	every, count := 7, 0
	for _, ph := range p.Phases {
		every = ph.EveryDays
		if count += ph.Sessions; count >= n {
			break
		}
	}
	return dates[n-1].AddDays(every)
}

// PlannedMinutes adds up what the prescriptions take in one session.
func PlannedMinutes(prescriptions []Prescription) float64 {
	sum := 0.0
	for i := range prescriptions {
		sum += prescriptions[i].Minutes
	}
	return sum
}

// BalanceMinutes returns the prescriptions with their minutes stretched or shrunk to fill a session, in
// whole minutes, in proportion to what they were and at least one each. When there are more
// prescriptions than minutes, each gets the same part.
func BalanceMinutes(prescriptions []Prescription, session int) []Prescription {
	out := slices.Clone(prescriptions)
	n := len(out)
	if n == 0 || session <= 0 {
		return out
	}
	if n > session {
		for i := range out {
			out[i].Minutes = float64(session) / float64(n)
		}
		return out
	}
	total := PlannedMinutes(out)
	shares := make([]float64, n)
	given := 0
	for i := range out {
		weight := 1 / float64(n)
		if total > 0 {
			weight = out[i].Minutes / total
		}
		// One minute each is set aside first, so that none ends with nothing.
		shares[i] = max(0, weight*float64(session)-1)
	}
	spare, sum := float64(session-n), 0.0
	for _, s := range shares {
		sum += s
	}
	for i := range shares {
		if sum > 0 {
			shares[i] *= spare / sum
		} else {
			shares[i] = spare / float64(n)
		}
		whole := math.Floor(shares[i])
		out[i].Minutes = 1 + whole
		given += 1 + int(whole)
		shares[i] -= whole
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case shares[a] > shares[b]:
			return -1
		case shares[a] < shares[b]:
			return 1
		}
		return 0
	})
	for i := 0; given < session; i++ {
		out[order[i%n]].Minutes++
		given++
	}
	return out
}
