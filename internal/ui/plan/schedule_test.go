package plan

import (
	"strings"
	"testing"

	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
)

// A day on which the last session and the review meet is offered once, and days on which a clinic is seldom open are
// asked about.
func TestScheduleOffersADayOnce(t *testing.T) {
	p := sit(t, kit.ModeLight)
	p.Tap("Start the plan")
	p.Tap("Schedule")
	p.MustNotSay("Is the clinic open?")
	plan := *p.screen.current()
	plan.Start, plan.Phases = "2026-11-29", []clinic.Phase{{Sessions: 5, EveryDays: 7}} // a Sunday
	plan.ReviewDate = plan.SuggestedReview()
	p.put(&plan)
	p.Settle()
	p.MustSay("27 Dec 2026, at the last session", "5 of these days are Sundays. Is the clinic open?", "Between Christmas and New Year: 27 Dec 2026.")
	p.MustNotSay("27 Dec 2026, after session 4")
	plan.Phases = []clinic.Phase{{Sessions: 6, EveryDays: 7}}
	p.put(&plan)
	p.Settle()
	p.MustSay("27 Dec 2026, after session 4", "3 Jan 2027, at the last session")
}

// The schedule says how many sessions the referral has left, and when the plan has more to come.
func TestTheScheduleSaysWhatTheReferralHasLeft(t *testing.T) {
	p := sit(t, kit.ModeLight)
	p.Tap("Start the plan")
	p.Tap("Schedule")
	p.MustNotSay("The referral is for")
	a := *p.screen.chart.LatestAssessment()
	a.ReferralFrom, a.ReferralDate, a.ReferralSessions = "Dr Lee", a.Date, 5
	p.put(&a)
	plan := *p.screen.current()
	plan.Phases = []clinic.Phase{{Sessions: 5, EveryDays: 7}}
	p.put(&plan)
	p.Settle()
	p.MustSay("The referral is for 5 sessions: 0 used, 5 left.")
	p.MustNotSay("more to come than the referral has left")
	plan.Phases = []clinic.Phase{{Sessions: 7, EveryDays: 7}}
	p.put(&plan)
	p.Settle()
	p.MustSay("The plan has 2 sessions more to come than the referral has left. Ask the doctor for a new referral, or plan fewer.")
}

func TestClosedWords(t *testing.T) {
	t.Parallel()
	nobodys := func(clinic.Date) []clinic.Holiday { return nil }
	_, catalogue := bookstest.Shipped(t)
	western := clinic.Clinic{Region: "AU-WA", HolidaysWorked: []string{}}
	kept := func(d clinic.Date) []clinic.Holiday { return western.Kept(catalogue.HolidaysIn("AU-WA"), d) }
	if got := closedWords(kept, []clinic.Date{"2026-12-07", "2026-12-29"}, "2026-12-28"); !strings.HasPrefix(got, "On a public holiday: 28 Dec 2026 (Boxing Day") || !strings.HasSuffix(got, "Between Christmas and New Year: 29 Dec 2026. Is the clinic open?") {
		t.Error(got)
	}
	western.HolidaysWorked = []string{catalogue.HolidaysIn("AU-WA").On("2026-12-28")[0].Code}
	if got := closedWords(kept, nil, "2026-12-28"); got != "Between Christmas and New Year: 28 Dec 2026. Is the clinic open?" {
		t.Error(got)
	}
	for want, days := range map[string][]clinic.Date{
		"": {"2026-03-02", "", "2026-12-24", "2027-01-02"},
		"On a Sunday: 1 Mar 2026. Is the clinic open?":                    {"2026-03-01", "2026-03-02"},
		"On a Sunday: 1 Mar 2026, 8 Mar 2026. Is the clinic open?":        {"2026-03-08", "2026-03-01", "2026-03-08"},
		"Between Christmas and New Year: 1 Jan 2027. Is the clinic open?": {"2027-01-01"},
	} {
		if got := closedWords(nobodys, days[1:], days[0]); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
