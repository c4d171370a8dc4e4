package clinic

import "testing"

func TestAskInSession(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	v := &Session{ID: "now", Date: "2026-03-30"}
	chart := &Chart{Measurements: []Measurement{
		{Measure: "ndi", Date: "2026-03-02"},
		{Measure: "ndi", Date: "2026-03-16"},
		{Measure: "odi", Date: "2026-03-17"},
		{Measure: "lefs", Date: "2026-03-30", SessionID: "now"},
		{Measure: "nprs", Date: "2026-03-29"},
	}}
	for measure, want := range map[string][2]bool{ // before and after
		"nprs": {true, true}, "vas": {true, true}, "psfs": {true, true}, "rom.neck.rotation": {true, true},
		"nprs.worst": {true, false}, "nprs.average": {true, false},
		"ndi": {true, false}, "odi": {false, false}, "lefs": {true, false}, "rmdq": {true, false}, "peg": {true, false}, "dass21.stress": {true, false},
	} {
		if cat.Measure(measure) == nil {
			t.Errorf("no measure %s", measure)
		}
		if got := [2]bool{AskInSession(cat, chart, v, measure, MomentBefore), AskInSession(cat, chart, v, measure, MomentAfter)}; got != want {
			t.Errorf("%s is asked before and after: %v, not %v", measure, got, want)
		}
	}
}
