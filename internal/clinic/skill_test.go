package clinic

import (
	"slices"
	"strings"
	"testing"

	"regimen/internal/anatomy"
)

// What takes training conflicts for who has none, wherever it would be given; at the neck alone where only the neck takes it.
// Nobody in particular is held to nothing.
func TestTrainingIsAsked(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	neck, back := Target{Structure: "atlanto.occipital.joint", Side: anatomy.Left}, Target{Structure: "sacroiliac.joint", Side: anatomy.Left}
	for _, tech := range cat.Techniques {
		for _, at := range []Target{neck, back} {
			takes := tech.Trained == TrainedYes || tech.Trained == TrainedNeck && at == neck
			for name, who := range map[string]struct {
				p    Practitioner
				want bool
			}{
				"nobody in particular": {Practitioner{}, false},
				"with training":        {Practitioner{ID: "p", Trained: []string{tech.Code}}, false},
				"without":              {Practitioner{ID: "p", Name: "Robin Vale", Trained: []string{"another"}}, takes},
			} {
				chart := new(Chart).For(who.p)
				rx := Prescription{Technique: tech.Code, Targets: []Target{at}, Pressure: tech.PressureMin}
				treatment := Treatment{Technique: tech.Code, Targets: []Target{at}, Pressure: tech.PressureMin}
				for what, list := range map[string][]Conflict{
					"planned": Conflicts(cat, chart, &rx, "2026-03-02"), "given": TreatmentConflicts(cat, chart, &treatment, "2026-03-02"),
				} {
					stands, _ := conflictItems(list)
					if slices.Contains(stands, TrainingItem) != who.want {
						t.Errorf("%s at %s, %s, %s: %v", tech.Code, at.Structure, name, what, stands)
					}
				}
			}
		}
	}
}

// Without training a technique stays on a plan only with a reason.
func TestWithoutTrainingAReasonIsNeeded(t *testing.T) {
	t.Parallel()
	c := newCourse(t)
	rx := c.rx[0]
	rx.Technique = "dry-needling"
	put(t, c.chart, &rx)
	says := func() string {
		return OneAfterAnother(Reasons(CanAgree(c.cat, c.chart, &c.plan, "2026-03-02"))).String()
	}
	const want = "Dry needling: Dry needling takes training, and none in it is kept for Robin Vale. Change it, or write why it stays."
	if got := says(); got != "" {
		t.Fatalf("without anybody: %s", got)
	}
	c.chart = c.chart.For(robin)
	if got := says(); got != want {
		t.Errorf("%q, not %q", got, want)
	}
	if after := c.chart.With(nil, nil); after.Treats == nil {
		t.Error("a change of the chart forgets who treats")
	}
	rx.KeptReason = "Supervised by Dr Lee"
	put(t, c.chart, &rx)
	if got := says(); got != "" {
		t.Errorf("with a reason: %s", got)
	}
}

// Firm work on the joints of the neck comes after its questions and tests, since the assessment of the plan; elsewhere, and
// gentle, it needs none of them.
func TestTheNeckIsCheckedFirst(t *testing.T) {
	t.Parallel()
	const firm = "joint-mobilisation-3-4"
	neck, knee := Target{Structure: "atlanto.occipital.joint", Side: anatomy.Left}, Target{Structure: "knee.joint", Side: anatomy.Left}
	type check struct {
		code, result string
		date         Date
	}
	var done []check
	for _, k := range catalogue(t).NeckChecks {
		if x := catalogue(t).Test(k.Code); x != nil {
			done = append(done, check{k.Code, x.Usual, "2026-03-02"})
		} else {
			done = append(done, check{k.Code, AnswerNo, "2026-03-02"})
		}
	}
	with := func(i int, change func(*check)) []check {
		list := slices.Clone(done)
		change(&list[i])
		return list
	}
	last := len(done) - 1
	for name, x := range map[string]struct {
		technique string
		at        Target
		done      []check
		want      bool
	}{
		"nothing done":             {firm, neck, nil, true},
		"traction":                 {"traction", neck, nil, true},
		"everything done":          {firm, neck, done, false},
		"one question left out":    {firm, neck, done[1:], true},
		"one test left out":        {firm, neck, done[:last], true},
		"a test not done":          {firm, neck, with(last, func(c *check) { c.result = ResultNotDone }), true},
		"a test undecided":         {firm, neck, with(last, func(c *check) { c.result = ResultEquivocal }), true},
		"tested in another course": {firm, neck, with(last, func(c *check) { c.date = "2025-03-02" }), true},
		"not sure":                 {firm, neck, with(0, func(c *check) { c.result = AnswerUnsure }), true},
		"at the knee":              {firm, knee, nil, false},
		"gentle":                   {"joint-mobilisation-1-2", neck, nil, false},
		"moved with ease":          {"passive-movement", neck, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cat := catalogue(t)
			chart := &Chart{Assessments: []Assessment{{ID: "a", Date: "2026-03-02"}}, Plans: []Plan{{ID: "plan", AssessmentID: "a"}}, Sessions: []Session{{ID: "s", PlanID: "plan"}}}
			for _, d := range x.done {
				test := cat.Test(d.code)
				if test == nil {
					chart.Screenings = append(chart.Screenings, Screening{ID: d.code, AssessmentID: "a", Item: d.code, Answer: d.result})
					continue
				}
				for _, side := range test.Sides() {
					chart.TestResults = append(chart.TestResults, TestResult{Test: d.code, Side: side, Result: d.result, Date: d.date})
				}
			}
			rx := Prescription{PlanID: "plan", Technique: x.technique, Targets: []Target{x.at}, Pressure: 2}
			given := Treatment{SessionID: "s", Technique: x.technique, Targets: []Target{x.at}, Pressure: 2}
			for what, list := range map[string][]Conflict{
				"planned": Conflicts(cat, chart, &rx, "2026-03-02"), "given": TreatmentConflicts(cat, chart, &given, "2026-03-02"),
			} {
				if stands, _ := conflictItems(list); slices.Contains(stands, NeckItem) != x.want {
					t.Errorf("%s: %v", what, stands)
				}
			}
		})
	}
}

func TestTheNeckIsNeverFirst(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	at := []Target{{Structure: "atlanto.occipital.joint", Side: anatomy.Left}}
	firm := Prescription{ID: "firm", PlanID: "plan", Technique: "joint-mobilisation-3-4", Targets: at, Pressure: 2, Rank: 1}
	warm := Prescription{ID: "warm", PlanID: "plan", Technique: "effleurage", Targets: at, Pressure: 2, Rank: 2}
	first := func(list ...Prescription) bool {
		chart := &Chart{Prescriptions: list}
		chart.Sort()
		return slices.ContainsFunc(Conflicts(cat, chart, &firm, "2026-03-02"), func(c Conflict) bool {
			return strings.Contains(c.Reason.String(), "never the first thing")
		})
	}
	if !first(firm, warm) {
		t.Error("it may begin a session")
	}
	warm.Rank = 0
	if first(firm, warm) {
		t.Error("it may not come after gentler work")
	}
}

// Pain is a poorer guide with some answers: the least of what they allow counts, for every technique that has a limit.
func TestPainLimits(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	for _, tech := range cat.Techniques {
		if most, why := cat.PainMax(new(Chart), &tech); most != tech.PainMax || why != nil {
			t.Errorf("%s: %d, %v", tech.Code, most, why)
		}
		for _, l := range cat.PainLimits {
			for answer, counts := range map[string]bool{AnswerYes: true, AnswerUnsure: true, AnswerNo: false} {
				chart := &Chart{Screenings: []Screening{{ID: "s", Item: l.Code, Answer: answer}}}
				most, why := cat.PainMax(chart, &tech)
				if less := counts && l.PainMax < tech.PainMax; less != (why != nil) || less && (most != l.PainMax || why.Code != l.Code) || !less && most != tech.PainMax {
					t.Errorf("%s with %s to %s: %d, %v", tech.Code, answer, l.Code, most, why)
				}
			}
		}
	}
	chart := &Chart{Screenings: []Screening{{ID: "a", Item: "mental-health", Answer: AnswerYes}, {ID: "b", Item: "strong-pain-drugs", Answer: AnswerYes}}}
	if most, why := cat.PainMax(chart, cat.Technique("ischaemic-compression")); most != 4 || why == nil || why.Code != "strong-pain-drugs" {
		t.Errorf("%d, %v", most, why)
	}
}
