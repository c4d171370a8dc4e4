package clinic

import "slices"

// totalAgain is after how many days a questionnaire's total is taken again in a session. Most ask about one or two
// weeks.
const totalAgain = 14

// AskInSession reports whether a session asks for a measure at a moment: right after the treatment only what can have
// changed within the hour, and a questionnaire's total only when the last one is two weeks old.
func AskInSession(cat *Catalogue, chart *Chart, v *Session, measure, moment string) bool {
	total := cat.isTotal(measure)
	switch {
	case moment == MomentAfter:
		me := cat.Measure(measure)
		return !total && (me == nil || !me.LooksBack)
	case !total:
		return true
	}
	var last Date
	for i := range chart.Measurements {
		if m := &chart.Measurements[i]; m.Measure == measure && m.Date <= v.Date && m.SessionID != v.ID {
			last = max(last, m.Date)
		}
	}
	return last == "" || last.DaysUntil(v.Date) >= totalAgain
}

// isTotal reports whether a measure is the total of a questionnaire, of several questions together.
func (c *Catalogue) isTotal(measure string) bool {
	return find(c.Forms, func(f *Form) bool {
		return len(f.Items) != 1 && f.Scoring != ScoreActivities && slices.Contains(f.Measures, measure)
	}) != nil
}
