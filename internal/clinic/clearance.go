package clinic

import "strings"

// ClearanceState is whether a doctor's clearance holds on a day.
type ClearanceState int

// The states of a clearance.
const (
	ClearanceHolds   ClearanceState = iota
	ClearanceEnds                   // it holds and ends within ClearanceNotice days
	ClearanceExpired                // its last day is over
	ClearanceToCome                 // it is dated after that day
	ClearanceTooOld                 // what it cleared was suspected anew since
)

// ClearanceNotice is how many days before its end a clearance is to be renewed: time for a letter and an answer.
const ClearanceNotice = 14

// ClearanceState tells how a clearance stands on a day.
func (c *Chart) ClearanceState(cat *Catalogue, k *Clearance, today Date) ClearanceState {
	switch {
	case k.Date > today:
		return ClearanceToCome
	case k.Expires != "" && k.Expires < today:
		return ClearanceExpired
	}
	if item := cat.ScreeningItem(k.Item); item != nil && item.Blocks &&
		Urgent(item.Urgency) && k.Date < c.suspectedSince(k.Item) {
		return ClearanceTooOld
	}
	if k.Expires != "" && today.DaysUntil(k.Expires) <= ClearanceNotice {
		return ClearanceEnds
	}
	return ClearanceHolds
}

// EndingClearances are those that a flag rests on and that end soon, one for each item: the one that holds longest.
func EndingClearances(cat *Catalogue, chart *Chart, today Date) []Clearance {
	answers := chart.LatestAnswers(cat)
	var out []Clearance
	for _, item := range cat.Screening {
		if a, ok := answers[item.Code]; !ok || a.Answer == AnswerNo {
			continue
		}
		var best *Clearance // of those that hold; one without an end holds longest
		for i := range chart.Clearances {
			k := &chart.Clearances[i]
			if k.Item != item.Code {
				continue
			}
			if state := chart.ClearanceState(cat, k, today); state != ClearanceHolds && state != ClearanceEnds {
				continue
			}
			if best == nil || best.Expires != "" && (k.Expires == "" || best.Expires < k.Expires) {
				best = k
			}
		}
		if best != nil && chart.ClearanceState(cat, best, today) == ClearanceEnds {
			out = append(out, *best)
		}
	}
	return out
}

// Letter is the day of the letter that a clearance is likely to come with, and whose it is: that of the last referral, today
// where none has a day; the patient's doctor, or else who referred. doctor is "" where neither is known.
func (c *Chart) Letter(today Date) (day Date, doctor string) {
	day, doctor = today, c.Patient.DoctorName
	if a := c.LatestAssessment(); a != nil {
		if a.ReferralDate.Valid() && a.ReferralDate <= today {
			day = a.ReferralDate
		}
		if doctor == "" {
			doctor = strings.TrimSpace(a.ReferralFrom)
		}
	}
	return day, doctor
}
