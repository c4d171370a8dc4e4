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
	out := (&clinic.Chart{}).At(c.Zone)
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
	part := func(structure string) string {
		s, _ := atlas.Structure(structure)
		return s.Part
	}
	r := clinic.MakeReport(cat, atlas, c, nil, today)
	add("report", r.Met(), r.Overdue(), r.Attendance, len(r.Structures), len(r.Techniques), r.Reviews)
	for _, s := range clinic.AllSeries(cat, c) {
		add("every series", s.Measure, s.Structure, s.Side, s.Mode, s.Along, len(s.Points))
	}
	for _, f := range clinic.OpenFlags(cat, c, today) {
		add("flag", f.Item.Code, f.Answer.Answer)
	}
	for _, k := range clinic.EndingClearances(cat, c, today) {
		add("clearance", k.ID, c.ClearanceState(cat, &k, today))
	}
	since := clinic.SinceLastTime(cat, c, today)
	add("since", len(since.Changes), len(clinic.Dangers(cat, c, today)), len(clinic.KeepClears(cat, c, today)), len(clinic.OpenTests(cat, c)), clinic.NeverAsked(cat, c))
	for _, x := range since.Changes {
		add("change", x.State)
	}
	for i := range c.Assessments {
		a := &c.Assessments[i]
		add("examined", len(clinic.TestLines(cat, c, a)), len(clinic.UrgentTests(cat, c, a.ID)), len(c.PainfulPlaces(a.ID)), len(c.Unanswered(cat, a.ID)))
		for _, f := range clinic.FormStates(cat, c, a, part) {
			add("form", f.Form.Code, f.Done != nil)
		}
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
		tally := c.Tally(p, today)
		add("tally", tally.Planned, tally.Done(), tally.Earlier, clinic.MinutesByBenefit(cat, c, p))
		for _, g := range clinic.GoalStates(cat, c, p, today) {
			add("goal", g.State, len(g.Series.Points))
		}
		for _, rx := range c.PrescriptionsOf(p.ID) {
			add("dose", len(clinic.DoseQuestions(cat, c, p, &rx, today)), len(clinic.Conflicts(cat, c, &rx, today)))
		}
	}
	for i := range c.Sessions {
		s := &c.Sessions[i]
		add("session", len(clinic.CanSignSession(cat, c, s)), c.LastAsked(s), clinic.SafetyAsked(cat, c, s), len(clinic.SessionConsentMissing(cat, c, s)), len(clinic.ToConfirm(cat, c, s)))
		for _, t := range c.TreatmentsOf(s.ID) {
			add("treatment", len(clinic.TreatmentConflicts(cat, c, &t, today)), len(clinic.TreatmentConsentMissing(cat, c, s, &t)))
		}
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
