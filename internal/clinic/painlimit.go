package clinic

import "regimen/internal/table"

// PainLimit is an answer with which pain during the work is a poor guide.
type PainLimit struct {
	Code    string // of the screening
	PainMax int    // the most pain of 10
	Source  string
}

var painLimitColumns = []string{"code", "pain_max", "source"}

func readPainLimit(r *table.Row) PainLimit {
	p := PainLimit{Code: r.Text("code"), PainMax: r.Count("pain_max"), Source: r.Must("source")}
	if p.PainMax < 1 || p.PainMax > 10 {
		r.Fail("pain_max", "pain is from 1 to 10")
	}
	return p
}

func (c *Catalogue) checkPainLimits(l *table.Reader) {
	for _, p := range c.PainLimits {
		if item := c.ScreeningItem(p.Code); item == nil || !item.Warns() {
			l.Fail("painlimits.tsv", 0, "code", "%q is no danger of screening.tsv", p.Code)
		}
	}
}

// PainMax is the most pain of 10 while a technique is done on this patient, 0 where the technique has no such limit, and the
// question whose answer makes it less than is usual, nil where none does.
func (c *Catalogue) PainMax(chart *Chart, t *Technique) (most int, because *ScreeningItem) {
	most = t.PainMax
	answers := chart.LatestAnswers(c)
	for _, p := range c.PainLimits {
		if a, ok := answers[p.Code]; ok && a.Answer != AnswerNo && p.PainMax < most {
			most, because = p.PainMax, c.ScreeningItem(p.Code)
		}
	}
	return most, because
}
