package propose

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regimen/internal/anatomy"
	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
)

// found is a chart with one assessment and a plan of an hour that has no problem yet.
func found(findings ...clinic.Finding) (*clinic.Chart, *clinic.Plan) {
	p := &clinic.Plan{ID: "plan", AssessmentID: "a", Minutes: 60, Start: "2026-03-02", Phases: []clinic.Phase{{Sessions: 4, EveryDays: 7}}}
	c := &clinic.Chart{Plans: []clinic.Plan{*p}, Assessments: []clinic.Assessment{{ID: "a", Date: "2026-03-02"}}}
	for i, f := range findings {
		f.ID, f.AssessmentID, f.Source = fmt.Sprintf("f%d", i), "a", clinic.ByTherapist
		c.Findings = append(c.Findings, f)
	}
	return c, p
}

// env counts its keys up.
func env() clinic.Env {
	n := 0
	return clinic.Env{
		Now:   func() time.Time { return time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC) },
		NewID: func() string { n++; return fmt.Sprint("new", n) },
	}
}

func techniques(list []Proposal) []string {
	var out []string
	for _, x := range list {
		out = append(out, x.Prescription.Technique)
	}
	return out
}

func TestProposalsFollowTheFindings(t *testing.T) {
	t.Parallel()
	l := anatomy.Left
	trap := func(kind string, severity int, tissue string) clinic.Finding {
		return clinic.Finding{Structure: "trapezius.upper", Side: l, Type: kind, Severity: &severity, Tissue: tissue}
	}
	for name, x := range map[string]struct {
		finding clinic.Finding
		want    []string
		left    string
	}{
		"tight muscle":        {trap("hypertonicity", 5, ""), []string{"effleurage", "petrissage", "myofascial-release", "deep-stripping", "met", "static-stretch"}, ""},
		"tight and irritable": {trap("hypertonicity", 9, ""), []string{"effleurage", "petrissage", "myofascial-release", "met", "static-stretch"}, ""},
		"trigger point":       {trap("trigger-point", 6, ""), []string{"effleurage", "ischaemic-compression", "static-stretch"}, ""},
		"too sore to press":   {trap("trigger-point", 9, ""), []string{"effleurage", "strain-counterstrain", "static-stretch"}, ""},
		"tender tendon":       {clinic.Finding{Structure: "calcaneal.tendon", Side: l, Type: "tenderness"}, []string{"effleurage", "cross-fibre-friction", "exercise"}, ""},
		"its tendon":          {trap("tenderness", 5, "tendon"), []string{"effleurage", "cross-fibre-friction", "exercise"}, ""},
		"stiff joint":         {clinic.Finding{Structure: "knee.joint", Side: l, Type: "restriction"}, []string{"joint-mobilisation-3-4", "passive-movement"}, ""},
		"swelling, slight":    {trap("swelling", 3, ""), []string{"lymph-effleurage"}, ""},
		"swelling, gross":     {trap("swelling", 8, ""), nil, "looked at by a doctor"},
		"numbness":            {trap("numbness", 4, ""), nil, "neurological screen"},
		"a hot place":         {trap("heat", 4, ""), nil, "infection"},
		"tender bone":         {trap("tenderness", 4, "bone"), nil, "fracture"},
		"instability":         {clinic.Finding{Structure: "knee.joint", Side: l, Type: "instability"}, []string{"exercise"}, ""},
		"a swollen node":      {clinic.Finding{Structure: "lymph.cervical", Side: l, Type: "swelling"}, nil, "node"},
		"point on the neck":   {clinic.Finding{Structure: "sternocleidomastoid", Side: l, Type: "trigger-point"}, []string{"effleurage", "strain-counterstrain", "static-stretch"}, "carotid"},
		"scar":                {trap("scar", 0, "skin"), []string{"scar-mobilisation", "myofascial-release"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, p := found(x.finding)
			got, left := Prescriptions(bookstest.Catalogue(t), bookstest.Atlas(t), c, p, "2026-03-02")
			if !slices.Equal(techniques(got), x.want) {
				t.Errorf("proposed %v, not %v", techniques(got), x.want)
			}
			if (len(left) > 0) != (x.left != "") || x.left != "" && !strings.Contains(left[0].Why.String(), x.left) {
				t.Errorf("left out %+v", left)
			}
		})
	}
}

func TestEverySortOfFindingHasARule(t *testing.T) {
	t.Parallel()
	cat := bookstest.Catalogue(t)
	for _, f := range clinic.FindingTypes() {
		if !slices.ContainsFunc(cat.Proposals, func(x clinic.ProposalRule) bool { return x.Finding == f.Code }) {
			t.Errorf("no rule is for %s", f.Code)
		}
	}
	for _, b := range clinic.Benefits() {
		if !slices.ContainsFunc(cat.Proposals, func(x clinic.ProposalRule) bool { return x.Finding == "" && x.Benefit == b }) {
			t.Errorf("no rule is for %s alone", b)
		}
	}
}

func TestAProposalSaysWhatForAndWhy(t *testing.T) {
	t.Parallel()
	six, four := 6, 4
	c, p := found(
		clinic.Finding{Structure: "trapezius.upper", Side: anatomy.Left, Type: "hypertonicity", Severity: &four},
		clinic.Finding{Structure: "levator.scapulae", Side: anatomy.Left, Type: "hypertonicity", Severity: &six},
	)
	c.Goals = []clinic.Goal{{ID: "g", PlanID: "plan", Benefit: clinic.Tension, Side: anatomy.Midline}}
	got, left := Prescriptions(bookstest.Catalogue(t), bookstest.Atlas(t), c, p, "2026-03-02")
	if len(got) < 2 || len(left) != 0 || got[0].Prescription.Technique != "effleurage" {
		t.Fatal(got, left)
	}
	x := got[1]
	const want = "Hypertonicity of left levator scapulae (high); hypertonicity of left upper trapezius (high). Aim: less muscle tension. " +
		"Kneading is the usual first choice for a tight muscle."
	if x.Reason.String() != want {
		t.Errorf("%q, not %q", x.Reason, want)
	}
	if rx := x.Prescription; rx.Technique != "petrissage" || rx.GoalID != "g" || rx.Minutes != 10 || rx.Pressure != 3 || len(rx.Targets) != 2 {
		t.Errorf("%+v", rx)
	}
}

func TestProposalsKeepClearOfWhatStandsAgainstThem(t *testing.T) {
	t.Parallel()
	five := 5
	tight := clinic.Finding{Structure: "trapezius.upper", Side: anatomy.Left, Type: "hypertonicity", Severity: &five}
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for name, x := range map[string]struct {
		change func(c *clinic.Chart, p *clinic.Plan)
		check  func(t *testing.T, got []Proposal, left []LeftOut)
	}{
		"blood thinners lessen the pressure and rule out the deep work": {func(c *clinic.Chart, _ *clinic.Plan) {
			c.Screenings = []clinic.Screening{{ID: "s", Item: "blood-thinners", Answer: clinic.AnswerYes, At: at}}
		}, func(t *testing.T, got []Proposal, left []LeftOut) {
			if len(got) < 2 || got[1].Prescription.Technique != "petrissage" || got[1].Prescription.Pressure != 2 {
				t.Errorf("%+v", got)
			}
			if len(left) != 1 || left[0].Technique != "deep-stripping" || !strings.Contains(left[0].Why.String(), "is not for a patient with") {
				t.Errorf("left out %+v", left)
			}
		}},
		"another takes the place of what is left out": {func(c *clinic.Chart, _ *clinic.Plan) {
			c.Findings[0].Type = "trigger-point"
			c.Screenings = []clinic.Screening{{ID: "s", Item: "blood-thinners", Answer: clinic.AnswerYes, At: at}}
		}, func(t *testing.T, got []Proposal, left []LeftOut) {
			if !slices.Equal(techniques(got), []string{"effleurage", "strain-counterstrain", "static-stretch"}) || len(left) != 1 || left[0].Technique != "ischaemic-compression" {
				t.Errorf("%v, left out %+v", techniques(got), left)
			}
		}},
		"what blocks leaves nothing": {func(c *clinic.Chart, _ *clinic.Plan) {
			c.Screenings = []clinic.Screening{{ID: "s", Item: "dvt", Answer: clinic.AnswerYes, At: at}}
		}, func(t *testing.T, got []Proposal, left []LeftOut) {
			if len(got) != 0 || len(left) == 0 || !strings.Contains(left[0].Why.String(), "rules out massage") {
				t.Errorf("%+v, left out %+v", got, left)
			}
		}},
		"an injury of yesterday waits": {func(c *clinic.Chart, _ *clinic.Plan) {
			c.Injuries = []clinic.Injury{{ID: "i", Structure: "trapezius.upper", Side: anatomy.Left, Type: clinic.InjuryStrain, Grade: 1, InjuredOn: "2026-03-01"}}
		}, func(t *testing.T, got []Proposal, left []LeftOut) {
			if slices.Contains(techniques(got), "petrissage") || !strings.Contains(left[0].Why.String(), "too early until about 8 Mar 2026") {
				t.Errorf("%v, left out %+v", techniques(got), left)
			}
		}},
		"an injury that is settled by the first session is said": {func(c *clinic.Chart, p *clinic.Plan) {
			p.Start, c.Plans[0].Start = "2026-03-09", "2026-03-09"
			c.Injuries = []clinic.Injury{{ID: "i", Structure: "trapezius.upper", Side: anatomy.Left, Type: clinic.InjuryStrain, Grade: 1, InjuredOn: "2026-03-01"}}
		}, func(t *testing.T, got []Proposal, left []LeftOut) {
			if len(got) < 2 || !strings.HasSuffix(got[1].Reason.String(), "Not before 8 March 2026.") || len(left) != 1 || left[0].Technique != "deep-stripping" {
				t.Errorf("%+v, left out %+v", got, left)
			}
		}},
		"a complete tear": {func(c *clinic.Chart, _ *clinic.Plan) {
			c.Injuries = []clinic.Injury{{ID: "i", Structure: "trapezius.upper", Side: anatomy.Left, Type: clinic.InjuryStrain, Grade: 3, InjuredOn: "2026-02-01"}}
		}, func(t *testing.T, got []Proposal, left []LeftOut) {
			if slices.Contains(techniques(got), "petrissage") || !strings.Contains(left[0].Why.String(), "complete tear") {
				t.Errorf("%v, left out %+v", techniques(got), left)
			}
		}},
		"what is on the plan is not proposed again": {func(c *clinic.Chart, _ *clinic.Plan) {
			c.Prescriptions = []clinic.Prescription{{ID: "rx", PlanID: "plan", Technique: "petrissage", Targets: []clinic.Target{tight.Target()}, Pressure: 3, Minutes: 5}}
		}, func(t *testing.T, got []Proposal, _ []LeftOut) {
			if len(got) == 0 || slices.Contains(techniques(got), "petrissage") {
				t.Errorf("%v", techniques(got))
			}
		}},
		"a session with little room": {func(_ *clinic.Chart, p *clinic.Plan) { p.Minutes = 10 }, func(t *testing.T, got []Proposal, left []LeftOut) {
			if sum := minutesOf(got); sum > 10 || len(got) < 2 || !slices.ContainsFunc(left, func(x LeftOut) bool { return strings.Contains(x.Why.String(), "no room") }) {
				t.Errorf("%v minutes: %v, left out %+v", sum, techniques(got), left)
			}
		}},
		"only what serves the goal": {func(c *clinic.Chart, _ *clinic.Plan) {
			c.Goals = []clinic.Goal{{ID: "g", PlanID: "plan", Benefit: clinic.Mobility, Side: anatomy.Midline}}
		}, func(t *testing.T, got []Proposal, _ []LeftOut) {
			for i, x := range got {
				if warm := i == 0 && x.Prescription.Technique == "effleurage"; x.Prescription.GoalID != "g" || !warm && !slices.Contains(bookstest.Catalogue(t).Technique(x.Prescription.Technique).Aims, clinic.Mobility) {
					t.Errorf("%+v", x)
				}
			}
		}},
		"a goal that no finding leads to": {func(c *clinic.Chart, _ *clinic.Plan) {
			c.Findings[0].Type = "paraesthesia"
			c.Goals = []clinic.Goal{{ID: "g", PlanID: "plan", Benefit: clinic.Circulation, Structure: "soleus", Side: anatomy.Right}}
		}, func(t *testing.T, got []Proposal, _ []LeftOut) {
			if len(got) != 2 || got[0].Prescription.Technique != "effleurage" || got[0].Prescription.Targets[0] != (clinic.Target{Structure: "soleus", Side: anatomy.Right}) {
				t.Errorf("%+v", got)
			}
		}},
		"only the problems of the plan": {func(c *clinic.Chart, _ *clinic.Plan) {
			c.Problems = []clinic.Problem{{ID: "pr", PlanID: "plan", Words: "By hand"}}
		}, func(t *testing.T, got []Proposal, left []LeftOut) {
			if len(got)+len(left) != 0 {
				t.Errorf("%+v, left out %+v", got, left)
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, p := found(tight)
			x.change(c, p)
			got, left := Prescriptions(bookstest.Catalogue(t), bookstest.Atlas(t), c, p, "2026-03-02")
			x.check(t, got, left)
		})
	}
}

// What is torn right through is known by what the question tells, however its code is spelt.
func TestATearByAnotherCode(t *testing.T) {
	t.Parallel()
	cat := *bookstest.Catalogue(t)
	cat.Screening, cat.Limits = slices.Clone(cat.Screening), slices.Clone(cat.Limits)
	cat.ScreeningItem("rupture").Code = "torn-through"
	for i := range cat.Limits {
		if x := &cat.Limits[i]; x.Item == "rupture" {
			x.Item = "torn-through"
		}
	}
	five := 5
	c, p := found(clinic.Finding{Structure: "trapezius.upper", Side: anatomy.Left, Type: "hypertonicity", Severity: &five})
	c.Injuries = []clinic.Injury{{ID: "i", Structure: "trapezius.upper", Side: anatomy.Left, Type: clinic.InjuryStrain, Grade: 3, InjuredOn: "2026-02-01"}}
	got, left := Prescriptions(&cat, bookstest.Atlas(t), c, p, "2026-03-02")
	if slices.Contains(techniques(got), "petrissage") || len(left) == 0 || !strings.Contains(left[0].Why.String(), "complete tear") {
		t.Errorf("%v, left out %+v", techniques(got), left)
	}
}

func minutesOf(list []Proposal) float64 {
	sum := 0.0
	for _, x := range list {
		sum += x.Prescription.Minutes
	}
	return sum
}

// Whatever was found and answered, nothing that conflicts or is outside its dose is proposed, all fit the session
// together, and none comes twice.
func TestProposalsNeverConflictAndFit(t *testing.T) {
	t.Parallel()
	cat, a := bookstest.Catalogue(t), bookstest.Atlas(t)
	structures := []string{"trapezius.upper", "levator.scapulae", "knee.joint", "calcaneal.tendon", "soleus", "sternocleidomastoid", "popliteal.fossa", "lymph.cervical", "thoracolumbar.fascia", "glenohumeral.ligaments"}
	rapid.Check(t, func(t *rapid.T) {
		pick := func(name string, from []string) string { return rapid.SampledFrom(from).Draw(t, name) }
		side := func() anatomy.Side {
			return rapid.SampledFrom([]anatomy.Side{anatomy.Left, anatomy.Right, anatomy.Midline}).Draw(t, "side")
		}
		var findings []clinic.Finding
		for range rapid.IntRange(0, 6).Draw(t, "findings") {
			f := clinic.Finding{Structure: pick("structure", structures), Side: side(), Tissue: pick("tissue", append(clinic.Tissues(), ""))}
			f.Type = rapid.SampledFrom(clinic.FindingTypes()).Draw(t, "type").Code
			if s := rapid.IntRange(-1, 10).Draw(t, "severity"); s >= 0 {
				f.Severity = &s
			}
			findings = append(findings, f)
		}
		c, p := found(findings...)
		p.Minutes = rapid.IntRange(5, 90).Draw(t, "minutes")
		p.Phases = []clinic.Phase{{Sessions: rapid.IntRange(1, 8).Draw(t, "sessions"), EveryDays: rapid.IntRange(1, 28).Draw(t, "every")}}
		for i := range rapid.IntRange(0, 3).Draw(t, "answers") {
			item := rapid.SampledFrom(cat.Screening).Draw(t, "item")
			s := clinic.Screening{ID: fmt.Sprint("s", i), Item: item.Code, Answer: pick("answer", []string{clinic.AnswerYes, clinic.AnswerNo, clinic.AnswerUnsure})}
			if rapid.Bool().Draw(t, "area") {
				s.Targets = []clinic.Target{{Structure: pick("at", structures), Side: side()}}
			}
			c.Screenings = append(c.Screenings, s)
		}
		for i := range rapid.IntRange(0, 2).Draw(t, "injuries") {
			c.Injuries = append(c.Injuries, clinic.Injury{
				ID: fmt.Sprint("i", i), Structure: pick("injured", structures), Side: side(), Type: pick("sort", clinic.InjuryTypes()),
				Grade: rapid.IntRange(0, 3).Draw(t, "grade"), InjuredOn: clinic.Date("2026-03-02").AddDays(-rapid.IntRange(0, 60).Draw(t, "ago")),
			})
		}
		for i := range rapid.IntRange(0, 3).Draw(t, "goals") {
			g := clinic.Goal{ID: fmt.Sprint("g", i), PlanID: p.ID, Benefit: rapid.SampledFrom(clinic.Benefits()).Draw(t, "benefit"), Side: side()}
			if rapid.Bool().Draw(t, "placed") {
				g.Structure = pick("goal at", structures)
			}
			c.Goals = append(c.Goals, g)
		}
		for i := range rapid.IntRange(0, 2).Draw(t, "planned") {
			x := rapid.SampledFrom(cat.Techniques).Draw(t, "technique")
			c.Prescriptions = append(c.Prescriptions, clinic.Prescription{
				ID: fmt.Sprint("rx", i), PlanID: p.ID, Technique: x.Code, Targets: []clinic.Target{{Structure: pick("planned at", structures), Side: side()}},
				Pressure: x.PressureMin, Minutes: x.MinutesMin,
			})
		}
		planned := clinic.PlannedMinutes(c.Prescriptions)
		got, _ := Prescriptions(cat, a, c, p, "2026-03-02")
		if len(got) > mostProposals || len(got) > 0 && planned+minutesOf(got) > float64(p.Minutes) {
			t.Fatalf("%d proposals of %v minutes beside %v in a session of %d", len(got), minutesOf(got), planned, p.Minutes)
		}
		before := slices.Clone(c.Prescriptions)
		for _, x := range got {
			rx := x.Prescription
			for _, k := range clinic.Conflicts(cat, c, &rx, "2026-03-02") {
				if k.Stands() {
					t.Fatalf("%+v conflicts: %+v", rx, k)
				}
			}
			if q := clinic.DoseQuestions(cat, c, p, &rx, "2026-03-02"); len(q) > 0 {
				t.Fatalf("%+v is asked about: %+v", rx, q)
			}
			if err := rx.Validate(); err != nil || len(rx.Targets) == 0 || x.Reason.IsZero() {
				t.Fatalf("%+v: %v", x, err)
			}
			if len(c.Goals) > 0 && rx.GoalID == "" {
				t.Fatalf("%+v serves no goal", rx)
			}
			if slices.ContainsFunc(before, func(y clinic.Prescription) bool {
				return y.Technique == rx.Technique && clinic.Overlap(y.Targets, rx.Targets)
			}) {
				t.Fatalf("%s is proposed twice", rx.Technique)
			}
			before = append(before, rx)
		}
		// With all of them on the plan it still fits, and each has its own place in the order.
		op := Add(env(), cat, c, p, got)
		after := c.With(op.Put, nil)
		ranks := map[int]bool{}
		for _, r := range op.Put {
			rank := r.(*clinic.Prescription).Rank
			if ranks[rank] {
				t.Fatalf("two have the rank %d", rank)
			}
			ranks[rank] = true
		}
		if again, _ := Prescriptions(cat, a, after, p, "2026-03-02"); len(again) > 0 &&
			clinic.PlannedMinutes(after.Prescriptions)+minutesOf(again) > float64(p.Minutes) {
			t.Fatal("the next ones do not fit")
		}
	})
}

// What is suggested says the limits of position and pressure that the screening sets, and keeps them.
func TestAProposalCarriesTheLimitsOfTheScreening(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		answers  map[string]string
		position string
		pressure int // of petrissage, which is proposed with 3
		says     []string
	}{
		"none":             {position: "", pressure: 3},
		"denied":           {answers: map[string]string{"pregnancy": clinic.AnswerNo}, position: "", pressure: 3},
		"pregnant":         {answers: map[string]string{"pregnancy": clinic.AnswerYes}, position: "side-lying", pressure: 3, says: []string{"Pregnancy: not supine or prone."}},
		"not sure":         {answers: map[string]string{"pregnancy": clinic.AnswerUnsure}, position: "side-lying", pressure: 3, says: []string{"Pregnancy: not supine or prone."}},
		"on blood thinner": {answers: map[string]string{"blood-thinners": clinic.AnswerYes}, pressure: 2, says: []string{"Blood thinners or bleeding disorder: pressure 2 at most."}},
		"both": {
			answers: map[string]string{"pregnancy": clinic.AnswerYes, "blood-thinners": clinic.AnswerYes}, position: "side-lying", pressure: 2,
			says: []string{"Pregnancy: not supine or prone.", "Blood thinners or bleeding disorder: pressure 2 at most."},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			five := 5
			c, p := found(clinic.Finding{Structure: "trapezius.upper", Side: anatomy.Left, Type: "hypertonicity", Severity: &five})
			for item, answer := range x.answers {
				c.Screenings = append(c.Screenings, clinic.Screening{ID: item, Item: item, Answer: answer})
			}
			got, _ := Prescriptions(bookstest.Catalogue(t), bookstest.Atlas(t), c, p, "2026-03-02")
			i := slices.IndexFunc(got, func(p Proposal) bool { return p.Prescription.Technique == "petrissage" })
			if i < 0 {
				t.Fatalf("proposed %v", techniques(got))
			}
			if rx := got[i].Prescription; rx.Position != x.position || rx.Pressure != x.pressure {
				t.Errorf("lying %q, pressure %d", rx.Position, rx.Pressure)
			}
			for _, want := range x.says {
				if !strings.Contains(got[i].Reason.String(), want) {
					t.Errorf("%q does not say %q", got[i].Reason, want)
				}
			}
			if len(x.says) == 0 && strings.Contains(got[i].Reason.String(), " not ") {
				t.Errorf("a limit out of nothing: %q", got[i].Reason)
			}
		})
	}
}

// A plan answers what is there, not what was looked for in vain.
func TestNothingIsProposedForWhatIsGone(t *testing.T) {
	t.Parallel()
	seven, gone := 7, 0
	c, p := found(
		clinic.Finding{Structure: "levator.scapulae", Side: anatomy.Left, Type: "trigger-point", Severity: &gone},
		clinic.Finding{Structure: "trapezius.upper", Side: anatomy.Left, Type: "trigger-point", Severity: &seven},
	)
	proposed, _ := Prescriptions(bookstest.Catalogue(t), bookstest.Atlas(t), c, p, "2026-03-10")
	for _, x := range proposed {
		for _, target := range x.Prescription.Targets {
			if target.Structure == "levator.scapulae" {
				t.Errorf("%s is proposed for what is gone", x.Prescription.Technique)
			}
		}
	}
	if len(proposed) == 0 {
		t.Error("nothing is proposed")
	}
}

// stages are those of what is proposed, in its order.
func stages(cat *clinic.Catalogue, list []Proposal) []int {
	var out []int
	for _, x := range list {
		out = append(out, cat.Technique(x.Prescription.Technique).StageRank())
	}
	return out
}

// A session is given from what warms up to what is stretched, whatever was found.
func TestProposalsComeInTheOrderOfASession(t *testing.T) {
	t.Parallel()
	cat, a := bookstest.Catalogue(t), bookstest.Atlas(t)
	for _, kind := range clinic.FindingTypes() {
		for _, structure := range []string{"trapezius.upper", "knee.joint", "calcaneal.tendon", "thoracolumbar.fascia"} {
			for severity := range 11 {
				c, p := found(clinic.Finding{Structure: structure, Side: anatomy.Left, Type: kind.Code, Severity: &severity})
				got, _ := Prescriptions(cat, a, c, p, "2026-03-02")
				if !slices.IsSorted(stages(cat, got)) {
					t.Errorf("%s of %s %d: %v", kind.Code, structure, severity, techniques(got))
				}
			}
		}
	}
}

// What warms up prepares for a goal it does not serve, and never stands alone for it.
func TestAWarmUpIsNoTreatmentOfItsOwn(t *testing.T) {
	t.Parallel()
	five := 5
	for name, x := range map[string]struct {
		minutes int
		want    []string
	}{
		"with the rest": {60, []string{"effleurage", "myofascial-release", "deep-stripping", "met", "static-stretch"}},
		"room for none": {2, nil},
	} {
		c, p := found(clinic.Finding{Structure: "trapezius.upper", Side: anatomy.Left, Type: "hypertonicity", Severity: &five})
		c.Goals = []clinic.Goal{{ID: "g", PlanID: "plan", Benefit: clinic.Mobility, Side: anatomy.Midline}}
		p.Minutes = x.minutes
		if got, _ := Prescriptions(bookstest.Catalogue(t), bookstest.Atlas(t), c, p, "2026-03-02"); !slices.Equal(techniques(got), x.want) {
			t.Errorf("%s: %v", name, techniques(got))
		}
	}
}

// What calls for a look or a doctor leaves its place alone, whatever else was found there.
func TestNothingIsProposedWhereSomethingElseIsCalledFor(t *testing.T) {
	t.Parallel()
	five, eight := 5, 8
	at := func(kind string, severity *int) clinic.Finding {
		return clinic.Finding{Structure: "knee.joint", Side: anatomy.Left, Type: kind, Severity: severity}
	}
	for name, x := range map[string]struct {
		beside clinic.Finding
		want   bool
	}{
		"a hot joint":         {at("heat", &five), false},
		"a marked swelling":   {at("swelling", &eight), false},
		"a stiff one":         {at("restriction", &five), true},
		"heat somewhere else": {clinic.Finding{Structure: "soleus", Side: anatomy.Right, Type: "heat", Severity: &five}, true},
	} {
		c, p := found(at("pain", &five), x.beside)
		got, left := Prescriptions(bookstest.Catalogue(t), bookstest.Atlas(t), c, p, "2026-03-02")
		if (len(got) > 0) != x.want || len(got)+len(left) == 0 {
			t.Errorf("%s: %v, left out %+v", name, techniques(got), left)
		}
	}
}

// A marked swelling is drained only where its cause is known, and by who is trained in it.
func TestDrainageForAKnownSwelling(t *testing.T) {
	t.Parallel()
	eight := 8
	for name, x := range map[string]struct {
		known   bool
		trained []string
		want    bool
	}{
		"unknown":                {false, []string{"mld"}, false},
		"known":                  {true, []string{"mld"}, true},
		"known, but not trained": {true, nil, false},
	} {
		c, p := found(clinic.Finding{Structure: "antebrachial.fascia", Side: anatomy.Left, Type: "swelling", Severity: &eight})
		if x.known {
			c.Screenings = []clinic.Screening{{ID: "s", Item: "lymphoedema", Answer: clinic.AnswerYes}}
		}
		got, left := Prescriptions(bookstest.Catalogue(t), bookstest.Atlas(t), c.For(clinic.Practitioner{ID: "p", Name: "Robin", Trained: x.trained}), p, "2026-03-02")
		if slices.Contains(techniques(got), "mld") != x.want || !x.want && len(left) == 0 {
			t.Errorf("%s: %v, left out %+v", name, techniques(got), left)
		}
	}
}

// Firm work on a stiff joint of the neck is left out without its checks, in favour of gentle work; with them it comes last.
func TestAStiffNeckIsNotMobilisedFirst(t *testing.T) {
	t.Parallel()
	const firm = "joint-mobilisation-3-4"
	cat, five := bookstest.Catalogue(t), 5
	stiff := clinic.Finding{Structure: "atlanto.occipital.joint", Side: anatomy.Left, Type: "restriction", Severity: &five}
	checked := func(c *clinic.Chart) *clinic.Chart {
		for _, k := range cat.NeckChecks {
			x := cat.Test(k.Code)
			if x == nil {
				c.Screenings = append(c.Screenings, clinic.Screening{ID: k.Code, AssessmentID: "a", Item: k.Code, Answer: clinic.AnswerNo})
				continue
			}
			for _, side := range x.Sides() {
				c.TestResults = append(c.TestResults, clinic.TestResult{Test: x.Code, Side: side, Result: x.Usual, Date: "2026-03-02"})
			}
		}
		return c
	}
	c, p := found(stiff)
	got, left := Prescriptions(cat, bookstest.Atlas(t), c, p, "2026-03-02")
	if slices.Contains(techniques(got), firm) || !slices.Contains(techniques(got), "joint-mobilisation-1-2") ||
		!slices.ContainsFunc(left, func(x LeftOut) bool { return strings.Contains(x.Why.String(), "comes after its checks") }) {
		t.Errorf("not checked: %v, left out %+v", techniques(got), left)
	}
	if got, left := Prescriptions(cat, bookstest.Atlas(t), checked(c), p, "2026-03-02"); len(got) == 0 || got[0].Prescription.Technique == firm ||
		!slices.Contains(techniques(got), firm) && !slices.ContainsFunc(left, func(x LeftOut) bool { return strings.Contains(x.Why.String(), "never the first thing") }) {
		t.Errorf("checked: %v, left out %+v", techniques(got), left)
	}
}

// What an answer says about pain stands with the suggestion.
func TestAProposalSaysThePainLimit(t *testing.T) {
	t.Parallel()
	six := 6
	c, p := found(clinic.Finding{Structure: "trapezius.upper", Side: anatomy.Left, Type: "trigger-point", Severity: &six})
	c.Screenings = []clinic.Screening{{ID: "s", Item: "strong-pain-drugs", Answer: clinic.AnswerYes}}
	got, _ := Prescriptions(bookstest.Catalogue(t), bookstest.Atlas(t), c, p, "2026-03-02")
	if !slices.ContainsFunc(got, func(x Proposal) bool {
		return x.Prescription.Technique == "ischaemic-compression" && strings.Contains(x.Reason.String(), "pain 4 of 10 at most")
	}) {
		t.Errorf("%+v", got)
	}
}

// A movement that falls short is answered like a stiffness of its joint.
func TestAMovementThatFallsShortIsProposedFor(t *testing.T) {
	t.Parallel()
	cat, atlas := bookstest.Catalogue(t), bookstest.Atlas(t)
	for _, j := range cat.StiffAt {
		if _, ok := atlas.Structure(j.Structure); !ok {
			t.Errorf("%s: there is no %s", j.Code, j.Structure)
		}
	}
	c, p := found()
	c.Measurements = []clinic.Measurement{{
		ID: "m", PatientID: p.PatientID, AssessmentID: p.AssessmentID, Measure: "rom.knee.flexion", Side: anatomy.Left, Mode: clinic.ModePassive, Value: 70, Date: "2026-03-02",
	}}
	list := clinic.Observations(cat, c, c.Assessment(p.AssessmentID))
	if len(list) != 1 {
		t.Fatalf("%+v", list)
	}
	problem, _ := clinic.AddObserved(clinic.Env{NewID: func() string { return "pr" }}, c, p, &list[0], list[0].Words.String())
	c.Problems = []clinic.Problem{*problem}
	got, left := Prescriptions(cat, atlas, c, p, "2026-03-02")
	if len(got) == 0 {
		t.Fatalf("nothing, left out %+v", left)
	}
	for _, x := range got {
		if x.Prescription.ProblemID != "pr" || x.Prescription.Targets[0] != (clinic.Target{Structure: "knee.joint", Side: anatomy.Left}) {
			t.Errorf("%+v", x)
		}
	}
}
