package clinic

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"regimen/internal/anatomy"
)

func TestDoseQuestions(t *testing.T) {
	t.Parallel()
	weekly := []Phase{{Sessions: 4, EveryDays: 7}}
	one := []Target{{Structure: "trapezius.upper", Side: anatomy.Left}}
	two := append(slices.Clone(one), Target{Structure: "trapezius.upper", Side: anatomy.Right})
	tendon := []Target{{Structure: "achilles.tendon", Side: anatomy.Left}}
	given := &Treatment{ID: "t1", SessionID: "s1", Technique: "cross-fibre-friction", Targets: tendon, Minutes: 3, Status: TreatmentDone}
	surgery := &Injury{ID: "i1", Structure: "achilles.tendon", Side: anatomy.Left, Type: InjurySurgery, InjuredOn: "2026-03-01"}
	for name, x := range map[string]struct {
		rx     Prescription
		phases []Phase
		chart  []Record
		want   string // "" for none
		field  string
	}{
		"usual":             {Prescription{Technique: "petrissage", Targets: one, Pressure: 3, Minutes: 5}, weekly, nil, "", ""},
		"too firm":          {Prescription{Technique: "effleurage", Targets: one, Pressure: 4, Minutes: 3}, weekly, nil, "Pressure 4 is firmer than usual for effleurage: 1 to 3.", "pressure"},
		"too light":         {Prescription{Technique: "deep-stripping", Targets: one, Pressure: 2, Minutes: 5}, weekly, nil, "Pressure 2 is lighter than usual for deep longitudinal stripping: 3 to 5.", "pressure"},
		"firm on the neck":  {Prescription{Technique: "petrissage", Targets: []Target{{Structure: "sternocleidomastoid", Side: anatomy.Left}}, Pressure: 3, Minutes: 5}, weekly, nil, "Pressure 3 is firm for this place: the carotid artery, the windpipe and nerves lie at the front of the neck. At most 2 is usual.", "pressure"},
		"light on the neck": {Prescription{Technique: "petrissage", Targets: []Target{{Structure: "sternocleidomastoid", Side: anatomy.Left}}, Pressure: 2, Minutes: 5}, weekly, nil, "", ""},
		"too long":          {Prescription{Technique: "petrissage", Targets: one, Pressure: 3, Minutes: 12}, weekly, nil, "Petrissage usually takes 3 to 8 minutes. 12 is longer.", "minutes"},
		"12 on two places":  {Prescription{Technique: "petrissage", Targets: two, Pressure: 3, Minutes: 12}, weekly, nil, "", ""},
		"17 on two places":  {Prescription{Technique: "petrissage", Targets: two, Pressure: 3, Minutes: 17}, weekly, nil, "Petrissage on 2 places usually takes 3 to 16 minutes. 17 is longer.", "minutes"},
		"too short":         {Prescription{Technique: "mld", Targets: one, Pressure: 1, Minutes: 15}, weekly, nil, "Manual lymph drainage usually takes 21 to 60 minutes. 15 is shorter.", "minutes"},
		"one session only":  {Prescription{Technique: "mld", Targets: two, Pressure: 1, Minutes: 70}, weekly, nil, "21 to 60 minutes. 70 is longer.", "minutes"},
		"too often a place": {Prescription{Technique: "met", Targets: one, Pressure: 1, Minutes: 5, Repetitions: 8}, weekly, nil, "Muscle energy technique is usually done 3 to 5 times on a place, not 8.", "repetitions"},
		// 4 × 30 s on two places are 240 s.
		"no time for it":          {Prescription{Technique: "ischaemic-compression", Targets: two, Pressure: 3, Minutes: 3, Repetitions: 4}, weekly, nil, "4 times 30 seconds on 2 places take at least 4 minutes.", "minutes"},
		"just time for it":        {Prescription{Technique: "ischaemic-compression", Targets: two, Pressure: 3, Minutes: 4, Repetitions: 4}, weekly, nil, "", ""},
		"friction daily":          {Prescription{Technique: "cross-fibre-friction", Targets: tendon, Pressure: 3, Minutes: 3}, []Phase{{1, 7}, {3, 1}}, nil, "Cross-fibre friction is given at most every 2 days. The schedule has sessions 1 day apart.", "phases"},
		"friction every 2nd":      {Prescription{Technique: "cross-fibre-friction", Targets: tendon, Pressure: 3, Minutes: 3}, []Phase{{4, 2}}, nil, "", ""},
		"one session has no gap":  {Prescription{Technique: "cross-fibre-friction", Targets: tendon, Pressure: 3, Minutes: 3}, []Phase{{1, 1}}, nil, "", ""},
		"friction long at first":  {Prescription{Technique: "cross-fibre-friction", Targets: tendon, Pressure: 3, Minutes: 8}, weekly, nil, "Cross-fibre friction begins with at most 3 minutes on a place, and is made longer later.", "minutes"},
		"friction long later":     {Prescription{Technique: "cross-fibre-friction", Targets: tendon, Pressure: 3, Minutes: 8}, weekly, []Record{given}, "", ""},
		"friction had elsewhere":  {Prescription{Technique: "cross-fibre-friction", Targets: one, Pressure: 3, Minutes: 8}, weekly, []Record{given}, "begins with at most 3", "minutes"},
		"stretch once a week":     {Prescription{Technique: "static-stretch", Targets: one, Pressure: 1, Minutes: 3}, weekly, nil, "Static stretch does little below 5 minutes a week for a muscle. This is 3; home care can add the rest.", "minutes"},
		"stretch twice a week":    {Prescription{Technique: "static-stretch", Targets: one, Pressure: 1, Minutes: 3}, []Phase{{8, 3}}, nil, "", ""},
		"stretch at home too":     {Prescription{Technique: "static-stretch", Targets: one, Pressure: 1, Minutes: 3}, weekly, []Record{&HomeCare{ID: "h", PlanID: "p", HoldSeconds: 30}}, "", ""},
		"scar of 29 days":         {Prescription{Technique: "scar-mobilisation", Targets: tendon, Pressure: 2, Minutes: 3}, weekly, []Record{surgery}, "Skin rolling and scar mobilisation waits until 12 April 2026: the scar of 1 March 2026 is under 6 weeks old.", "targets"},
		"scar on the other side":  {Prescription{Technique: "scar-mobilisation", Targets: one, Pressure: 2, Minutes: 3}, weekly, []Record{surgery}, "", ""},
		"a technique not in it":   {Prescription{Technique: "aura", Pressure: 5, Minutes: 200}, weekly, nil, "", ""},
		"no place and no phase":   {Prescription{Technique: "static-stretch", Pressure: 1, Minutes: 2}, nil, nil, "", ""},
		"grades III–IV repeated":  {Prescription{Technique: "joint-mobilisation-3-4", Targets: one, Pressure: 2, Minutes: 2, Repetitions: 5}, weekly, nil, "5 times 30 seconds take at least 2.5 minutes.", "minutes"},
		"position held long only": {Prescription{Technique: "strain-counterstrain", Targets: one, Pressure: 1, Minutes: 2}, weekly, nil, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			chart := new(Chart)
			for _, r := range x.chart {
				chart.Add(r)
			}
			got := DoseQuestions(catalogue(t), chart, &Plan{ID: "p", Minutes: 60, Phases: x.phases, Start: "2026-03-30"}, &x.rx, "2026-03-23")
			switch {
			case x.want == "" && len(got) == 0:
			case x.want != "" && len(got) == 1 && strings.Contains(got[0].Text.String(), x.want) && got[0].Field == x.field:
			default:
				t.Errorf("asks %+v, not %q about %q", got, x.want, x.field)
			}
		})
	}
}

// The usual dose is one that nothing is asked about, save what lies in the schedule.
func TestTheUsualDoseIsUsual(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	rapid.Check(t, func(t *rapid.T) {
		tech := rapid.SampledFrom(cat.Techniques).Draw(t, "technique")
		rx := Prescription{
			Technique: tech.Code, Pressure: rapid.IntRange(1, 5).Draw(t, "pressure"), Minutes: float64(rapid.IntRange(0, 240).Draw(t, "minutes")),
			Repetitions: rapid.IntRange(0, 50).Draw(t, "repetitions"),
		}
		for range rapid.IntRange(0, 4).Draw(t, "places") {
			rx.Targets = append(rx.Targets, Target{Structure: rapid.StringMatching(`[a-c]`).Draw(t, "place"), Side: anatomy.Left})
		}
		p := &Plan{ID: "p", Minutes: 60, Phases: []Phase{{4, rapid.IntRange(1, 28).Draw(t, "every")}}}
		usual := UsualDose(cat, new(Chart), p, rx)
		for _, q := range DoseQuestions(cat, new(Chart), p, &usual, "2026-03-02") {
			if q.Field != "phases" && (tech.WeekMinutes == 0 || p.Phases[0].EveryDays <= 7) {
				t.Fatalf("%+v became %+v: %s", rx, usual, q.Text)
			}
		}
		if again := UsualDose(cat, new(Chart), p, usual); again.Minutes != usual.Minutes || again.Pressure != usual.Pressure {
			t.Fatalf("%+v changes again: %+v", usual, again)
		}
	})
}

func TestZonesAreStructures(t *testing.T) {
	t.Parallel()
	cat, a := catalogue(t), atlas(t)
	for _, z := range cat.Zones {
		if _, ok := a.Structure(z.Code); !ok {
			t.Errorf("%q is no structure", z.Code)
		}
	}
	if z := cat.ZoneAt([]Target{{Structure: "quadratus.lumborum", Side: anatomy.Left}, {Structure: "popliteal.fossa", Side: anatomy.Left}, {Structure: "soleus", Side: anatomy.Left}}); z == nil || z.Code != "popliteal.fossa" {
		t.Errorf("the strictest is %+v", z)
	}
	if z := cat.ZoneAt([]Target{{Structure: "soleus", Side: anatomy.Left}}); z != nil {
		t.Errorf("%+v", z)
	}
}

func TestMinutesByBenefit(t *testing.T) {
	t.Parallel()
	c := newCourse(t)
	// Trigger point pressure 6 min and effleurage 10 min, both for the goal of less tension.
	if got := MinutesByBenefit(c.cat, c.chart, &c.plan); !slices.Equal(got, []BenefitMinutes{{Tension, 16, 64}}) {
		t.Errorf("%v", got)
	}
	// With no goal effleurage is for circulation first of all; one the catalogue does not know is for nothing named.
	free := c.rx[1]
	free.GoalID = ""
	odd := c.rx[1]
	odd.ID, odd.GoalID, odd.Technique, odd.Minutes = "odd", "", "aura", 2
	put(t, c.chart, &free, &odd)
	if got := MinutesByBenefit(c.cat, c.chart, &c.plan); !slices.Equal(got, []BenefitMinutes{{Tension, 6, 24}, {Circulation, 10, 40}, {"", 2, 8}}) {
		t.Errorf("%v", got)
	}
}
