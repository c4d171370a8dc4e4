package clinic

import (
	"slices"

	"regimen/internal/table"
)

// NormRow is what is usual of a measure in health at an age, by a study.
type NormRow struct {
	Code    string
	Measure string
	Sex     string // "female", "male", or "any"
	From    int    // years of age, both included
	To      int
	Value   float64
	Source  string
}

// Norm is what is usual of a measure for a patient.
type Norm struct {
	Value float64
	// Row is the group of people it was found in, nil for healthy adults as a whole.
	Row *NormRow
}

var normColumns = []string{"code", "measure", "sex", "from", "to", "norm", "source"}

const anySex = "any"

func readNorm(r *table.Row) NormRow {
	n := NormRow{
		Code: r.Text("code"), Measure: r.Must("measure"), Sex: r.Choice("sex", SexFemale, SexMale, anySex),
		From: r.Count("from"), To: r.Count("to"), Value: r.MustNumber("norm"), Source: r.Must("source"),
	}
	r.Ordered("from", "to", float64(n.From), float64(n.To))
	return n
}

// checkNorms makes sure that norms are of measures, possible, and one for each person.
func (c *Catalogue) checkNorms(l *table.Reader) {
	const file = "norms.tsv"
	for i := range c.Norms {
		n := &c.Norms[i]
		me := c.Measure(n.Measure)
		if me == nil || n.Value < me.UsualLow || n.Value > me.UsualHigh {
			l.Fail(file, 0, "norm", "%q is no usual value of a measure of measures.tsv", n.Code)
			continue
		}
		for _, o := range c.Norms[:i] {
			if o.Measure == n.Measure && (o.Sex == n.Sex || o.Sex == anySex || n.Sex == anySex) && o.From <= n.To && n.From <= o.To {
				l.Fail(file, 0, "from", "%q and %q are both for the same people", o.Code, n.Code)
			}
		}
	}
}

// NormFor is what is usual of a measure for a patient on a day: by age and sex where a study gives it, or else for healthy
// adults; nil where there is none. Somebody whose sex is not recorded has the norms that hold for any.
func (c *Catalogue) NormFor(me *Measure, p *Patient, on Date) *Norm {
	if p != nil && p.BirthDate.Valid() && on.Valid() {
		age := p.BirthDate.AgeOn(on)
		if i := slices.IndexFunc(c.Norms, func(n NormRow) bool {
			return n.Measure == me.Code && n.From <= age && age <= n.To && (n.Sex == anySex || n.Sex == p.Sex)
		}); i >= 0 {
			return &Norm{c.Norms[i].Value, &c.Norms[i]}
		}
	}
	if me.Norm == nil {
		return nil
	}
	return &Norm{Value: *me.Norm}
}

// Words say what is usual, and for whom: "usual 29 kg (women of 40 to 49)".
func (n *Norm) Words(me *Measure) Sentence {
	facts := Args{"Value": me.Write(n.Value)}
	if n.Row == nil {
		return Say("usual {{.Value}}", facts)
	}
	facts["From"], facts["To"] = n.Row.From, n.Row.To
	open := n.Row.To >= 100
	switch {
	case n.Row.Sex == SexFemale && open:
		return Say("usual {{.Value}} (women from {{.From}})", facts)
	case n.Row.Sex == SexFemale:
		return Say("usual {{.Value}} (women of {{.From}} to {{.To}})", facts)
	case n.Row.Sex == SexMale && open:
		return Say("usual {{.Value}} (men from {{.From}})", facts)
	case n.Row.Sex == SexMale:
		return Say("usual {{.Value}} (men of {{.From}} to {{.To}})", facts)
	case open:
		return Say("usual {{.Value}} (from the age of {{.From}})", facts)
	}
	return Say("usual {{.Value}} (ages {{.From}} to {{.To}})", facts)
}
