package clinic

import "testing"

func TestClearanceState(t *testing.T) {
	t.Parallel()
	const today = Date("2026-03-02")
	for name, x := range map[string]struct {
		k     Clearance
		since Date // when it was first suspected
		want  ClearanceState
		warns bool
	}{
		"no end":                   {Clearance{Item: "blood-thinners", Date: "2026-01-01"}, "2025-12-01", ClearanceHolds, false},
		"ends in 15 days":          {Clearance{Item: "blood-thinners", Date: "2026-01-01", Expires: "2026-03-17"}, "2025-12-01", ClearanceHolds, false},
		"ends in 14 days":          {Clearance{Item: "blood-thinners", Date: "2026-01-01", Expires: "2026-03-16"}, "2025-12-01", ClearanceEnds, true},
		"ends today":               {Clearance{Item: "blood-thinners", Date: "2026-01-01", Expires: today}, "2025-12-01", ClearanceEnds, true},
		"ended yesterday":          {Clearance{Item: "blood-thinners", Date: "2026-01-01", Expires: "2026-03-01"}, "2025-12-01", ClearanceExpired, false},
		"tomorrow":                 {Clearance{Item: "blood-thinners", Date: "2026-03-03"}, "2025-12-01", ClearanceToCome, false},
		"a clot suspected anew":    {Clearance{Item: "dvt", Date: "2026-01-01"}, "2026-02-01", ClearanceTooOld, false},
		"a clot cleared since":     {Clearance{Item: "dvt", Date: "2026-02-02"}, "2026-02-01", ClearanceHolds, false},
		"a precaution, told anew":  {Clearance{Item: "blood-thinners", Date: "2026-01-01"}, "2026-02-01", ClearanceHolds, false},
		"an item that is gone now": {Clearance{Item: "no-such", Date: "2026-01-01", Expires: "2026-03-05"}, "2026-02-01", ClearanceEnds, false},
	} {
		x.k.ID, x.k.PatientID, x.k.Doctor, x.k.Scope = "k", "p", "Dr Lee", "light pressure"
		chart := &Chart{Patient: Patient{ID: "p"}, Clearances: []Clearance{x.k}}
		chart.Screenings = []Screening{{ID: "s", Item: x.k.Item, Answer: AnswerYes, At: x.since.Time()}}
		cat := catalogue(t)
		got := chart.ClearanceState(cat, &x.k, today)
		if got != x.want {
			t.Errorf("%s: %d, want %d", name, got, x.want)
		}
		item := cat.ScreeningItem(x.k.Item)
		if holds := got == ClearanceHolds || got == ClearanceEnds; item != nil && holds != (chart.ClearanceFor(item, today) != nil) {
			t.Errorf("%s: holds is %v, and ClearanceFor says otherwise", name, holds)
		}
		if n := len(EndingClearances(cat, chart, today)); (n == 1) != x.warns {
			t.Errorf("%s: %d to renew", name, n)
		}
		longer := x.k
		longer.ID, longer.Expires = "k2", ""
		chart.Clearances = append(chart.Clearances, longer)
		if n := len(EndingClearances(cat, chart, today)); n != 0 {
			t.Errorf("%s: %d to renew beside one without an end", name, n)
		}
	}
}
