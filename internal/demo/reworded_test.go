package demo

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
)

// reworded is a chart in which every note says something else.
func reworded(c *clinic.Chart) *clinic.Chart {
	out := &clinic.Chart{}
	for _, r := range c.Records() {
		r = clinic.Copy(r)
		for _, field := range []string{"Note", "Reason"} {
			if v := reflect.ValueOf(r).Elem().FieldByName(field); v.IsValid() && v.String() != "" {
				v.SetString("Something else")
			}
		}
		out.Add(r)
	}
	out.Sort()
	return out
}

// ruled is what the rules make of a chart, without the words.
func ruled(cat *clinic.Catalogue, atlas *anatomy.Atlas, c *clinic.Chart) []string {
	today := clinic.DateOf(now)
	var out []string
	add := func(what string, v ...any) { out = append(out, what+" "+fmt.Sprint(v...)) }
	for _, t := range clinic.Triggers(cat, atlas, c, today) {
		add("trigger", t.Kind)
	}
	for _, s := range clinic.MainSeries(cat, c) {
		add("series", s.Measure, s.Structure, s.Side, s.Mode, s.Along, len(s.Points), s.GoalID)
	}
	for i := range c.Assessments {
		a := &c.Assessments[i]
		add("assessment", a.ID, len(clinic.CanSignAssessment(cat, c, a)), len(c.CirculationNotices(a.ID)))
		if k := c.ClotCheck(cat, a, today); k != nil {
			add("clot", k.MM, k.CM, k.Larger, k.Open(), k.Stands())
		}
		for j := range cat.Limbs {
			r := c.LimbReport(a, &cat.Limbs[j])
			if r.Between != nil {
				add("limb", cat.Limbs[j].Code, r.Between.ML, len(r.Notices))
			}
		}
	}
	for i := range c.Plans {
		p := &c.Plans[i]
		for _, h := range clinic.CanAgree(cat, c, p, today) {
			add("hindrance", h.Step)
		}
		for _, g := range clinic.GoalStates(cat, c, p, today) {
			add("goal", g.State, len(g.Series.Points))
		}
		for _, rx := range c.PrescriptionsOf(p.ID) {
			add("dose", len(clinic.DoseQuestions(cat, c, p, &rx, today)), len(clinic.Conflicts(cat, c, &rx, today)))
		}
	}
	for i := range c.Sessions {
		add("session", len(clinic.CanSignSession(cat, c, &c.Sessions[i])))
	}
	for _, f := range c.Findings {
		add("finding", f.Signs, f.Pattern)
	}
	return out
}

// Whatever notes say, and whatever a landmark is called: no rule moves.
func TestWordsMoveNoRule(t *testing.T) {
	t.Parallel()
	atlas, cat := bookstest.Shipped(t)
	other := *cat
	other.Limbs = slices.Clone(cat.Limbs)
	for i := range other.Limbs {
		other.Limbs[i].Landmark, other.Limbs[i].Way, other.Limbs[i].Name = "knob of a bone", "beyond", "Another name"
	}
	limbs := 0
	for _, c := range charts(Records(now, cat, atlas.Label)) {
		want, got := ruled(cat, atlas, c), ruled(&other, atlas, reworded(c))
		if !slices.Equal(got, want) {
			t.Errorf("%s:\n%q, was\n%q", c.Patient.Name(), got, want)
		}
		for _, w := range want {
			if len(w) > 5 && w[:5] == "limb " {
				limbs++
			}
		}
	}
	if limbs == 0 {
		t.Error("nobody's limb was measured")
	}
}
