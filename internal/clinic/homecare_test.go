package clinic

import (
	"slices"
	"strings"
	"testing"

	"regimen/internal/anatomy"
)

// athome is a plan for what was found, on the figure.
type athome struct {
	cat   *Catalogue
	chart *Chart
	plan  *Plan
}

func newAtHome(t *testing.T, found ...Finding) *athome {
	t.Helper()
	a := &athome{cat: catalogue(t).On(atlas(t)), chart: &Chart{Plans: []Plan{{ID: "p", PatientID: "x", Lineage: "p", Start: "2026-03-02"}}}}
	for _, f := range found {
		f.ID = "f-" + f.Structure + f.Type
		a.chart.Findings = append(a.chart.Findings, f)
		a.chart.Problems = append(a.chart.Problems, Problem{ID: "pr" + f.ID, PlanID: "p", FindingID: f.ID})
	}
	a.plan = &a.chart.Plans[0]
	return a
}

func (a *athome) answer(item string, at ...Target) *athome {
	a.chart.Screenings = append(a.chart.Screenings, Screening{ID: item, Item: item, Answer: AnswerYes, Targets: at})
	return a
}

func (a *athome) goal(b ...Benefit) *athome {
	for _, x := range b {
		a.chart.Goals = append(a.chart.Goals, Goal{ID: string(x), PlanID: "p", Benefit: x})
	}
	return a
}

func (a *athome) against(t *testing.T, exercise string) []Conflict {
	t.Helper()
	e := a.cat.Exercise(exercise)
	if e == nil {
		t.Fatalf("there is no %s", exercise)
	}
	return ExerciseConflicts(a.cat, a.chart, "p", e, "2026-03-02")
}

func (a *athome) fits(t *testing.T, exercise string) bool {
	t.Helper()
	e := a.cat.Exercise(exercise)
	if e == nil {
		t.Fatalf("there is no %s", exercise)
	}
	return HomeCareFits(a.cat, a.chart, a.plan, e, "2026-03-02")
}

// What is done at home is held against the same answers as what is done on the couch.
func TestHomeCareIsHeldAgainstTheScreening(t *testing.T) {
	t.Parallel()
	neck := Finding{Structure: "trapezius.upper", Side: anatomy.Left, Type: "hypertonicity"}
	calf := Target{Structure: "soleus", Side: anatomy.Left}
	shoulder := Target{Structure: "deltoid.anterior", Side: anatomy.Right}
	for _, x := range []struct {
		item     string
		at       []Target
		exercise string
		stands   bool
	}{
		{"neuropathy", nil, "warm-pack", true},
		{"neuropathy", nil, "cold-pack", true},
		{"lymphoedema", nil, "warm-pack", true},
		{"cold-sensitivity", nil, "cold-pack", true},
		{"cold-sensitivity", nil, "warm-pack", false},
		{"heart-disease", nil, "limb-up", true},
		{"artery-disease", nil, "limb-up", true},
		{"joint-instability", nil, "doorway-stretch", true},
		{"joint-instability", []Target{shoulder}, "doorway-stretch", true},
		{"joint-instability", []Target{calf}, "doorway-stretch", false},
		{"osteoporosis", nil, "knees-to-chest", true},
		{"osteoporosis", nil, "knee-rolls", false},
		{"osteoporosis", nil, "walk", false},
		{"blood-thinners", nil, "ball-release", true},
		{"blood-thinners", nil, "calf-stretch", false},
		{"rupture", []Target{calf}, "heel-raise", true},
		{"rupture", []Target{calf}, "neck-turn", false},
		{"hypermobility", nil, "calf-stretch", true},
		{"hypermobility", nil, "hamstring-stretch", true},
		{"hypermobility", nil, "bird-dog", false},
		{"pregnancy", nil, "prone-prop", true},
		{"high-blood-pressure", nil, "plank-knees", true},
		{"recent-scar", nil, "scar-massage", true},
		{"dvt", nil, "ankle-pumps", true},
		// A cut on the calf is in the way of no neck that turns, and of nothing that only rests.
		{"open-wound", []Target{calf}, "neck-turn", false},
		{"open-wound", []Target{calf}, "calf-stretch", false},
		{"dvt", nil, "pacing", false},
	} {
		a := newAtHome(t, neck).answer(x.item, x.at...)
		got := slices.ContainsFunc(a.against(t, x.exercise), func(c Conflict) bool { return c.Item == x.item && c.Stands() })
		if got != x.stands {
			t.Errorf("%s at %v and %s: %v, want %v", x.item, x.at, x.exercise, got, x.stands)
		}
	}
}

// What is done at home waits for an operation at each joint that it strains, not only at the one that it moves.
func TestHomeCareWaitsForTheJointsThatItStrains(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		at, sort, exercise string
		waits              bool
	}{
		{"rotator.cuff.tendons", "cuff-repair", "arm-curl", true},
		{"rotator.cuff.tendons", "cuff-repair", "band-row", true},
		{"rotator.cuff.tendons", "cuff-repair", "elbow-bend", false}, // free of load, and wanted in the sling
		{"rotator.cuff.tendons", "cuff-repair", "slow-wrist-lower", false},
		{"extensor.tendon.common", "tendon-repair", "forearm-stretch", true},
		{"ischial.tuberosity", "tendon-repair", "hamstring-stretch", true},
		{"hip.joint", "joint-replacement", "hamstring-stretch", true},
		{"hip.joint", "joint-replacement", "thigh-stretch", true},
		{"hip.joint", "joint-replacement", "ankle-pumps", false},
	} {
		a := newAtHome(t)
		a.chart.Injuries = []Injury{{ID: "i", Structure: x.at, Side: anatomy.Right, Type: InjurySurgery, Sort: x.sort, InjuredOn: "2026-01-10"}}
		a.chart.Clearances = []Clearance{{ID: "k", Item: HealingItem, InjuryID: "i", Doctor: "Dr Lee", Date: "2026-01-20", Scope: "Exercise at home"}}
		if _, ok := atlas(t).Structure(x.at); !ok {
			t.Fatalf("there is no %s", x.at)
		}
		if got := slices.ContainsFunc(a.against(t, x.exercise), func(c Conflict) bool { return c.Item == HealingItem && c.Stands() }); got != x.waits {
			t.Errorf("%s after %s at %s waits: %v, want %v", x.exercise, x.sort, x.at, got, x.waits)
		}
	}
}

// Each danger that a patient may bring is minded by home care of the sort that it is a danger to: no row of that sort is
// forgotten.
func TestEachSortOfHomeCareMindsItsDangers(t *testing.T) {
	t.Parallel()
	for does, items := range map[string][]string{
		"heat":            {"neuropathy", "lymphoedema", "acute-injury", "joint-flare", "fragile-skin"},
		"cold":            {"neuropathy", "cold-sensitivity", "artery-disease"},
		"raise":           {"heart-disease", "artery-disease"},
		"press":           {"blood-thinners"},
		"deep":            {"blood-thinners", "osteoporosis", "low-platelets"},
		"stretch":         {"hypermobility", "rupture", "fracture-healing", "joint-instability", "bone-metastases"},
		"contract":        {"rupture", "fracture-healing"},
		"strong-contract": {"high-blood-pressure", "rupture"},
		"end-range":       {"osteoporosis", "bone-metastases"},
		"lymph":           {"heart-disease", "skin-infection"},
	} {
		for _, item := range items {
			a := newAtHome(t, Finding{Structure: "trapezius.upper", Side: anatomy.Left, Type: "swelling"}).answer(item)
			for i := range a.cat.HomeCare {
				e := &a.cat.HomeCare[i]
				if !slices.Contains(e.Does, does) {
					continue
				}
				if !slices.ContainsFunc(ExerciseConflicts(a.cat, a.chart, "p", e, "2026-03-02"), func(c Conflict) bool { return c.Item == item }) {
					t.Errorf("%s (%s) does not mind %s", e.Code, does, item)
				}
			}
		}
	}
}

// An injury makes home care of its part wait, and of no other; what cools it does not wait.
func TestHomeCareWaitsForAnInjury(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		grade    int
		day      Date
		exercise string
		stands   bool
	}{
		{1, "2026-03-01", "calf-stretch", true},
		{1, "2026-03-01", "neck-turn", false},
		{1, "2026-03-01", "ankle-pumps", false},
		{1, "2026-03-01", "cold-pack", false},
		{1, "2025-12-01", "calf-stretch", false},
		{3, "2026-02-20", "heel-raise", true},
		{3, "2026-02-20", "ankle-pumps", true}, // nobody has seen it
		{3, "2026-02-20", "cold-pack", false},
	} {
		a := newAtHome(t)
		a.chart.Injuries = []Injury{{ID: "i", Structure: "gastrocnemius.medial", Side: anatomy.Left, Type: InjuryStrain, Grade: x.grade, InjuredOn: x.day}}
		got := slices.ContainsFunc(a.against(t, x.exercise), func(c Conflict) bool { return c.Item == HealingItem })
		if got != x.stands {
			t.Errorf("grade %d of %s and %s: %v", x.grade, x.day, x.exercise, got)
		}
	}
}

// Only what is for something that was found is said to fit.
func TestHomeCareFitsWhatWasFound(t *testing.T) {
	t.Parallel()
	neck := newAtHome(t, Finding{Structure: "trapezius.upper", Side: anatomy.Left, Type: "hypertonicity"}).goal(Tension, Mobility, Recovery)
	for _, code := range []string{"neck-side-stretch", "shoulder-blade-squeeze", "doorway-stretch", "warm-pack", "posture-break"} {
		if !neck.fits(t, code) {
			t.Errorf("%s does not fit a tight neck", code)
		}
	}
	for _, code := range []string{"scar-massage", "cold-pack", "limb-up", "arm-strokes", "foot-check", "median-slider", "calf-stretch", "pacing"} {
		if neck.fits(t, code) {
			t.Errorf("%s fits a tight neck", code)
		}
	}
	scar := newAtHome(t, Finding{Structure: "rectus.abdominis", Side: anatomy.Left, Type: "scar"})
	if !scar.fits(t, "scar-massage") || scar.fits(t, "warm-pack") {
		t.Error("a scar gets no massage, or warmth")
	}
	if a := newAtHome(t).goal(Recovery); a.fits(t, "cold-pack") {
		t.Error("a cold pack for no injury")
	}
	a := newAtHome(t)
	a.chart.Injuries = []Injury{{ID: "i", Structure: "gastrocnemius.medial", Side: anatomy.Left, Type: InjuryStrain, Grade: 1, InjuredOn: "2026-03-01"}}
	if !a.fits(t, "cold-pack") {
		t.Error("no cold pack for an injury of yesterday")
	}
	if !newAtHome(t).answer("lymphoedema").fits(t, "skin-care") {
		t.Error("no skin care for a lymphoedema")
	}
}

// What stands against home care hinders the agreement until it is taken off or a reason is written.
func TestHomeCareThatConflictsIsKeptWithAReason(t *testing.T) {
	t.Parallel()
	c := newCourse(t)
	_, op := AddHomeCare(c.Env, c.chart, &c.plan, c.cat.Exercise("ball-release").HomeCare())
	apply(t, c.chart, op)
	lacking := func() int {
		n := 0
		for _, h := range CanAgree(c.cat, c.chart, &c.plan, "2026-03-02") {
			if h.Step == StepHome {
				n++
			}
		}
		return n
	}
	if n := lacking(); n != 0 {
		t.Fatalf("%d hindrances while nothing was said", n)
	}
	c.chart.Screenings = append(c.chart.Screenings, Screening{ID: "thin", AssessmentID: c.first.ID, Item: "blood-thinners", Answer: AnswerYes, At: c.now()})
	if n := lacking(); n != 1 {
		t.Fatalf("%d hindrances with blood thinners", n)
	}
	h := c.chart.HomeCareOf(c.plan.ID)[1]
	h.KeptReason = "a soft ball, tried here"
	put(t, c.chart, &h)
	if n := lacking(); n != 0 {
		t.Errorf("%d hindrances with a reason", n)
	}
	if n := strings.Count(StandingHomeCare(c.cat, c.chart, &h, "2026-03-02")[0].Reason.String(), "Press a ball"); n != 1 {
		t.Errorf("the reason names the exercise %d times", n)
	}
	if own := (HomeCare{PlanID: c.plan.ID, Title: "Walk the dog"}); len(HomeCareConflicts(c.cat, c.chart, &own, "2026-03-02")) != 0 {
		t.Error("what was written by hand conflicts")
	}
}

// Home care is for every part of the body, and each row names its source with a year.
func TestHomeCareForEveryPart(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	for _, part := range atlas(t).Parts() {
		n := len(where(cat.HomeCare, func(e *Exercise) bool { return slices.Contains(e.Parts, part) }))
		if n < 2 {
			t.Errorf("%d exercises for: %s", n, part)
		}
	}
	for _, e := range cat.HomeCare {
		if !strings.ContainsAny(e.Source, "0123456789") {
			t.Errorf("%s: %q has no year", e.Code, e.Source)
		}
		for _, word := range []string{"belly", "tail", " seat "} {
			if text := strings.ToLower(e.Title + " " + e.Instructions + " "); strings.Contains(text, word) && !strings.Contains(text, "hold the seat") {
				t.Errorf("%s says %q", e.Code, word)
			}
		}
	}
}
