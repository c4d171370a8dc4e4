package clinic

import (
	"slices"
	"strings"
	"testing"

	"regimen/internal/anatomy"
)

func conflictItems(list []Conflict) (stands, cleared []string) {
	for _, c := range list {
		if c.Stands() {
			stands = append(stands, c.Item)
		} else {
			cleared = append(cleared, c.Item)
		}
	}
	return stands, cleared
}

func TestConflicts(t *testing.T) {
	t.Parallel()
	left := Target{Structure: "soleus", Side: anatomy.Left}
	right := Target{Structure: "soleus", Side: anatomy.Right}
	type answer struct {
		item, answer string
		at           []Target
	}
	for name, x := range map[string]struct {
		answers   []answer
		clearance *Clearance
		rx        Prescription
		stands    []string
		cleared   []string
	}{
		"nothing said":        {rx: Prescription{Technique: "effleurage", Pressure: 2}},
		"said no":             {answers: []answer{{"dvt", AnswerNo, nil}}, rx: Prescription{Technique: "effleurage", Pressure: 2}},
		"blocks everything":   {answers: []answer{{"dvt", AnswerYes, nil}}, rx: Prescription{Technique: "exercise", Pressure: 1}, stands: []string{"dvt"}},
		"not sure is not no":  {answers: []answer{{"dvt", AnswerUnsure, nil}}, rx: Prescription{Technique: "effleurage", Pressure: 2}, stands: []string{"dvt"}},
		"later no":            {answers: []answer{{"dvt", AnswerYes, nil}, {"dvt", AnswerNo, nil}}, rx: Prescription{Technique: "effleurage", Pressure: 2}},
		"a red flag alone":    {answers: []answer{{"night-pain", AnswerYes, nil}}, rx: Prescription{Technique: "effleurage", Pressure: 2}, stands: []string{"night-pain"}},
		"technique named":     {answers: []answer{{"blood-thinners", AnswerYes, nil}}, rx: Prescription{Technique: "cupping", Pressure: 2}, stands: []string{"blood-thinners"}},
		"technique not named": {answers: []answer{{"blood-thinners", AnswerYes, nil}}, rx: Prescription{Technique: "effleurage", Pressure: 2}},
		"too much pressure":   {answers: []answer{{"blood-thinners", AnswerYes, nil}}, rx: Prescription{Technique: "effleurage", Pressure: 3}, stands: []string{"blood-thinners"}},
		"position":            {answers: []answer{{"pregnancy", AnswerYes, nil}}, rx: Prescription{Technique: "effleurage", Pressure: 2, Position: "supine"}, stands: []string{"pregnancy"}},
		"other position":      {answers: []answer{{"pregnancy", AnswerYes, nil}}, rx: Prescription{Technique: "effleurage", Pressure: 2, Position: "side-lying"}},
		"local, same place":   {answers: []answer{{"bruise", AnswerYes, []Target{left}}}, rx: Prescription{Technique: "effleurage", Pressure: 1, Targets: []Target{right, left}}, stands: []string{"bruise"}},
		"local, other side":   {answers: []answer{{"bruise", AnswerYes, []Target{left}}}, rx: Prescription{Technique: "effleurage", Pressure: 1, Targets: []Target{right}}},
		"local, no place":     {answers: []answer{{"bruise", AnswerYes, nil}}, rx: Prescription{Technique: "effleurage", Pressure: 1, Targets: []Target{right}}, stands: []string{"bruise"}},
		"local, both sides":   {answers: []answer{{"bruise", AnswerYes, []Target{{Structure: "soleus", Side: anatomy.Midline}}}}, rx: Prescription{Technique: "effleurage", Pressure: 1, Targets: []Target{right}}, stands: []string{"bruise"}},
		"precaution there":    {answers: []answer{{"acute-injury", AnswerYes, []Target{left}}}, rx: Prescription{Technique: "petrissage", Pressure: 2, Targets: []Target{left}}, stands: []string{"acute-injury"}},
		"precaution elsewhere": {
			answers: []answer{{"acute-injury", AnswerYes, []Target{left}}}, rx: Prescription{Technique: "petrissage", Pressure: 2, Targets: []Target{right}},
		},
		// Blood is thin everywhere, wherever the place was marked.
		"precaution elsewhere, too much pressure": {
			answers: []answer{{"blood-thinners", AnswerYes, []Target{left}}}, rx: Prescription{Technique: "cupping", Pressure: 4, Targets: []Target{right}}, stands: []string{"blood-thinners"},
		},
		"precaution elsewhere, position": {
			answers: []answer{{"pregnancy", AnswerYes, []Target{left}}}, rx: Prescription{Technique: "deep-stripping", Pressure: 2, Position: "prone", Targets: []Target{right}}, stands: []string{"pregnancy"},
		},
		"gravest first": {
			answers: []answer{{"blood-thinners", AnswerYes, nil}, {"dvt", AnswerYes, nil}, {"cauda-equina", AnswerYes, nil}},
			rx:      Prescription{Technique: "cupping", Pressure: 2}, stands: []string{"cauda-equina", "dvt", "blood-thinners"},
		},
		"cleared": {
			answers:   []answer{{"blood-thinners", AnswerYes, nil}},
			clearance: &Clearance{Item: "blood-thinners", Date: "2026-02-20", Expires: "2026-03-02"},
			rx:        Prescription{Technique: "cupping", Pressure: 2}, cleared: []string{"blood-thinners"},
		},
		"clearance ran out": {
			answers:   []answer{{"blood-thinners", AnswerYes, nil}},
			clearance: &Clearance{Item: "blood-thinners", Date: "2026-02-20", Expires: "2026-03-01"},
			rx:        Prescription{Technique: "cupping", Pressure: 2}, stands: []string{"blood-thinners"},
		},
		"clearance to come": {
			answers:   []answer{{"blood-thinners", AnswerYes, nil}},
			clearance: &Clearance{Item: "blood-thinners", Date: "2026-03-03"},
			rx:        Prescription{Technique: "cupping", Pressure: 2}, stands: []string{"blood-thinners"},
		},
		"clearance for something else": {
			answers:   []answer{{"blood-thinners", AnswerYes, nil}},
			clearance: &Clearance{Item: "cancer-active", Date: "2026-03-01"},
			rx:        Prescription{Technique: "cupping", Pressure: 2}, stands: []string{"blood-thinners"},
		},
		"old clearance, new clot": {
			answers:   []answer{{"dvt", AnswerYes, nil}},
			clearance: &Clearance{Item: "dvt", Date: "2026-03-01"},
			rx:        Prescription{Technique: "effleurage", Pressure: 2}, stands: []string{"dvt"},
		},
		"clot ruled out today": {
			answers:   []answer{{"dvt", AnswerYes, nil}},
			clearance: &Clearance{Item: "dvt", Date: "2026-03-02"},
			rx:        Prescription{Technique: "effleurage", Pressure: 2}, cleared: []string{"dvt"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := &course{testEnv: newEnv("2026-03-02"), cat: catalogue(t), chart: &Chart{Patient: Patient{ID: "p"}}}
			for _, a := range x.answers {
				c.answer(t, a.item, a.answer, a.at...)
			}
			if x.clearance != nil {
				k := *x.clearance
				k.ID, k.PatientID, k.Doctor, k.Scope = c.NewID(), "p", "Dr Lee", "light pressure, whole body"
				put(t, c.chart, &k)
			}
			got := Conflicts(c.cat, c.chart, &x.rx, "2026-03-02")
			stands, cleared := conflictItems(got)
			if !slices.Equal(stands, x.stands) || !slices.Equal(cleared, x.cleared) {
				t.Errorf("stands %v, cleared %v; want %v, %v", stands, cleared, x.stands, x.cleared)
			}
			for _, g := range got {
				if g.Reason.IsZero() || g.Action.IsZero() || g.Name.IsZero() {
					t.Errorf("%+v says too little", g)
				}
			}
			same := TreatmentConflicts(c.cat, c.chart, &Treatment{
				Technique: x.rx.Technique, Targets: x.rx.Targets, Pressure: x.rx.Pressure, Position: x.rx.Position,
			}, "2026-03-02")
			if s, _ := conflictItems(same); !slices.Equal(s, x.stands) {
				t.Errorf("in a session %v stand", s)
			}
		})
	}
}

// A clearance of a suspicion that lasts over several visits holds; a new suspicion needs a new one.
func TestClearanceAnswersOneSuspicion(t *testing.T) {
	t.Parallel()
	c := &course{testEnv: newEnv("2026-03-02"), cat: catalogue(t), chart: &Chart{Patient: Patient{ID: "p"}}}
	dvt := c.cat.ScreeningItem("dvt")
	c.answer(t, "dvt", AnswerYes)
	put(t, c.chart, &Clearance{ID: c.NewID(), PatientID: "p", Item: "dvt", Doctor: "Dr Lee", Date: "2026-03-03", Scope: "clot ruled out"})
	c.on("2026-03-09")
	c.answer(t, "dvt", AnswerUnsure)
	if c.chart.ClearanceFor(dvt, "2026-03-09") == nil {
		t.Error("the same suspicion asks for a second clearance")
	}
	c.on("2026-03-16")
	c.answer(t, "dvt", AnswerNo)
	c.on("2026-06-01")
	c.answer(t, "dvt", AnswerYes)
	if k := c.chart.ClearanceFor(dvt, "2026-06-01"); k != nil {
		t.Errorf("a clearance of %s answers a suspicion of June", k.Date)
	}
}

func TestOpenFlags(t *testing.T) {
	t.Parallel()
	c := &course{testEnv: newEnv("2026-03-02"), cat: catalogue(t), chart: &Chart{Patient: Patient{ID: "p"}}}
	for _, item := range []string{"allergy", "cancer-history", "fever", "cauda-equina", "dvt"} {
		c.answer(t, item, AnswerYes)
	}
	c.answer(t, "fracture", AnswerUnsure)
	c.answer(t, "stroke-signs", AnswerNo)
	put(t, c.chart, &Clearance{ID: c.NewID(), PatientID: "p", Item: "cancer-history", Doctor: "Dr Lee", Date: "2026-03-01", Scope: "all clear"})
	var got []string
	for _, f := range OpenFlags(c.cat, c.chart, "2026-03-02") {
		got = append(got, f.Item.Code)
	}
	if want := []string{"cauda-equina", "fracture", "dvt", "fever", "allergy"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if p := SuggestedPrecautions(c.cat, c.chart); len(p) != 1 || !strings.HasPrefix(p[0], "Allergy: ") {
		t.Errorf("precautions %v", p)
	}
}

func TestCanAgree(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		do   func(*testing.T, *course)
		want string // in one of the sentences; "" when nothing hinders
	}{
		"ready": {func(*testing.T, *course) {}, ""},
		"no goal": {func(t *testing.T, c *course) {
			apply(t, c.chart, Operation{Remove: []Record{&c.goal}})
		}, "no goal"},
		"goal with no measure": {func(t *testing.T, c *course) { c.goal.Measure = ""; put(t, c.chart, &c.goal) }, "no measure"},
		"goal with no target":  {func(t *testing.T, c *course) { c.goal.TargetTo = nil; put(t, c.chart, &c.goal) }, "“Drive for an hour without neck pain” has no target"},
		"goal with no date":    {func(t *testing.T, c *course) { c.goal.Due = ""; put(t, c.chart, &c.goal) }, "has no date"},
		"no technique": {func(t *testing.T, c *course) {
			apply(t, c.chart, Operation{Remove: []Record{&c.rx[0], &c.rx[1]}})
		}, "no technique"},
		"technique with no minutes": {func(t *testing.T, c *course) { c.rx[0].Minutes = 0; put(t, c.chart, &c.rx[0]) }, "Trigger point pressure has no minutes"},
		"too long": {func(t *testing.T, c *course) {
			c.rx[0].Minutes = 55
			put(t, c.chart, &c.rx[0])
		}, "take 65 minutes and a session has 60"},
		"conflict":         {func(t *testing.T, c *course) { c.answer(t, "blood-thinners", AnswerYes) }, "write why it stays"},
		"conflict, unsure": {func(t *testing.T, c *course) { c.answer(t, "blood-thinners", AnswerUnsure) }, "ask again"},
		"conflict with a reason": {func(t *testing.T, c *course) {
			c.answer(t, "blood-thinners", AnswerYes)
			c.rx[0].KeptReason = "Doctor agreed by phone, light pressure"
			put(t, c.chart, &c.rx[0])
		}, ""},
		"blocked": {func(t *testing.T, c *course) {
			c.on("2026-03-03")
			c.answer(t, "dvt", AnswerYes)
		}, "rules out massage. Send to a doctor"},
		"question open": {func(t *testing.T, c *course) {
			s := *find(c.chart.Screenings, func(s *Screening) bool { return s.Item == "dvt" })
			apply(t, c.chart, Operation{Remove: []Record{&s}})
		}, "1 safety question of the assessment has no answer yet."},
		"no assessment": {func(t *testing.T, c *course) { c.plan.AssessmentID = ""; put(t, c.chart, &c.plan) }, "rests on no assessment"},
		"no sessions":   {func(t *testing.T, c *course) { c.plan.Phases = nil; put(t, c.chart, &c.plan) }, "no sessions"},
		"no start":      {func(t *testing.T, c *course) { c.plan.Start = ""; put(t, c.chart, &c.plan) }, "no first day"},
		"no review":     {func(t *testing.T, c *course) { c.plan.ReviewDate = ""; put(t, c.chart, &c.plan) }, "no re-assessment date"},
		"agreed":        {func(t *testing.T, c *course) { c.agree(t) }, "already agreed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCourse(t)
			x.do(t, c)
			got := CanAgree(c.cat, c.chart, c.chart.Plan(c.plan.ID), c.today())
			if x.want == "" {
				if len(got) != 0 {
					t.Errorf("hindered by %q", got)
				}
				return
			}
			if !slices.ContainsFunc(got, func(h Hindrance) bool { return strings.Contains(h.Say.String(), x.want) }) {
				t.Errorf("%q is not in %q", x.want, got)
			}
			if len(got) != 1 {
				t.Errorf("more than that: %q", got)
			}
		})
	}
}
