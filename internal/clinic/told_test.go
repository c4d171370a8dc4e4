package clinic

import (
	"slices"
	"testing"

	"regimen/internal/anatomy"
)

// What was told of a cancer once is offered in the other questions about it, field by field, and never what they say already;
// a question that follows from a yes, and one that the lymph map answers, are not asked.
func TestWhatWasToldOnceIsOffered(t *testing.T) {
	t.Parallel()
	c, a := plain(t)
	o := a.Occasion()
	breast := []Target{{Structure: "breast", Side: anatomy.Left}}
	c.say(t, o, "cancer-active", AnswerYes, func(s *Screening) {
		s.Details, s.Targets, s.Action = []Detail{{"ended", "2026-01-15"}, {"treatment", "several"}, {"where", "breast, left"}}, breast, "Dr Lee rang: light work agreed"
	})
	history := c.chart.AnswersIn(c.cat, o)["cancer-history"]
	if history.Answer != AnswerYes || history.Known == nil || history.Known.From().String() != "another safety question" {
		t.Fatalf("who has cancer now has had it: %+v", history)
	}
	if x := c.chart.LatestAnswers(c.cat)["cancer-history"]; x.Answer != AnswerYes {
		t.Errorf("the latest answer: %+v", x)
	}
	told := c.chart.ToldElsewhere(c.cat, &history.Screening)
	want := []Detail{{"where", "breast, left"}, {"treatment", "several"}, {"ended", "2026-01-15"}}
	if !slices.Equal(told.Details, want) || len(told.Targets) > 0 || len(told.From) != 1 || told.From[0].Code != "cancer-active" {
		t.Errorf("offered %+v", told)
	}
	taken := history.Screening
	taken.ID = c.NewID()
	taken.TakeOver(c.cat, &told, a.Date)
	put(t, c.chart, &taken)
	if left := c.chart.ToldElsewhere(c.cat, &taken); !left.Empty() {
		t.Errorf("offered what it says: %+v", left)
	}
	site := c.say(t, o, "tumour-site", AnswerYes, func(s *Screening) {
		s.SetDetail(find(c.cat.Details, func(d *DetailField) bool { return d.Code == "tumour-site.date" }), "2025-06-01", a.Date)
	})
	if told := c.chart.ToldElsewhere(c.cat, site); !slices.Equal(told.Targets, breast) || len(told.Details) > 0 {
		t.Errorf("the place: %+v", told)
	}
	nodes := c.say(t, o, "lymphoedema", AnswerYes, func(*Screening) {})
	if told := c.chart.ToldElsewhere(c.cat, nodes); !slices.Equal(told.Details, []Detail{{"date", "2025-06-01"}}) || len(told.Targets) > 0 {
		t.Errorf("the nodes: %+v", told)
	}
	for _, item := range []string{"pregnancy", "lump", "weight-loss"} { // which have no fact in common
		x := c.say(t, o, item, AnswerYes, func(*Screening) {})
		if told := c.chart.ToldElsewhere(c.cat, x); !told.Empty() {
			t.Errorf("%s is offered %+v", item, told)
		}
	}
}

// A doctor's clearance of one question about a cancer is offered for the others, and for nothing else.
func TestAClearanceIsOfferedForWhatIsRelated(t *testing.T) {
	t.Parallel()
	c, a := plain(t)
	k := &Clearance{ID: c.NewID(), PatientID: a.PatientID, Item: "cancer-active", Doctor: "Dr Lee", Date: a.Date, Scope: "Light work", CreatedAt: c.now()}
	put(t, c.chart, k)
	for item, want := range map[string]bool{"cancer-history": true, "lymphoedema": true, "bone-metastases": true, "cancer-active": false, "weight-loss": false, "dvt": false} {
		if got := c.chart.ClearedElsewhere(c.cat, c.cat.ScreeningItem(item), a.Date); (got != nil) != want {
			t.Errorf("%s: %+v", item, got)
		}
	}
	too := ClearToo(c.Env, k, "cancer-history")
	put(t, c.chart, too)
	if got := c.chart.ClearanceFor(c.cat.ScreeningItem("cancer-history"), a.Date); got == nil || got.Doctor != "Dr Lee" || got.Scope != "Light work" {
		t.Errorf("cleared by %+v", got)
	}
	if c.chart.ClearedElsewhere(c.cat, c.cat.ScreeningItem("cancer-history"), a.Date) != nil {
		t.Error("it is offered again")
	}
}

// Nodes that the lymph map has as removed answer the question about them, at their limb.
func TestRemovedNodesAreNotAskedAbout(t *testing.T) {
	t.Parallel()
	c, a := plain(t)
	at := Target{Structure: "lymph.axillary", Side: anatomy.Left}
	put(t, c.chart, &LymphBarrier{ID: c.NewID(), PatientID: a.PatientID, Structure: at.Structure, Side: at.Side, Cause: BarrierIrradiated, CreatedAt: c.now()})
	if x, ok := c.chart.AnswersIn(c.cat, a.Occasion())["lymphoedema"]; ok {
		t.Errorf("nodes that are there: %+v", x)
	}
	c.chart.LymphBarriers[0].Cause = BarrierBoth
	x := c.chart.AnswersIn(c.cat, a.Occasion())["lymphoedema"]
	if x.Answer != AnswerYes || x.Known == nil || !slices.Equal(x.Targets, []Target{at}) {
		t.Fatalf("%+v", x)
	}
	arm, leg := left("biceps.brachii"), left("soleus")
	against := func(at []Target) bool {
		return slices.ContainsFunc(Conflicts(c.cat, c.chart, &Prescription{Technique: "deep-stripping", Pressure: 4, Targets: at}, a.Date), func(k Conflict) bool { return k.Item == "lymphoedema" })
	}
	if !against(arm) || against(leg) {
		t.Errorf("deep work: on the arm %v, on the leg %v", against(arm), against(leg))
	}
}
