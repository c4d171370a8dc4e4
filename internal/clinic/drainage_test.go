package clinic

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"regimen/internal/anatomy"
)

// drained is a patient with what was recorded and answered about the lymph.
func drained(t testing.TB, records ...Record) *Chart {
	t.Helper()
	c := &Chart{}
	put(t, c, &Patient{ID: "p", GivenName: "Ann"}, &Assessment{ID: "a", PatientID: "p", Date: "2026-03-02", Type: AssessmentInitial})
	put(t, c, records...)
	return c
}

func gone(group string, side anatomy.Side, cause string) *LymphBarrier {
	return &LymphBarrier{ID: "b-" + group + string(side) + cause, PatientID: "p", Structure: group, Side: side, Cause: cause}
}

func answered(item, answer string, targets ...Target) *Screening {
	return &Screening{ID: "q-" + item, PatientID: "p", AssessmentID: "a", Item: item, Answer: answer, Targets: targets}
}

func staged(limb string, side anatomy.Side, stage float64) *Measurement {
	return &Measurement{ID: "stage-" + limb + string(side), PatientID: "p", AssessmentID: "a", Measure: MeasureISLStage, Item: limb, Side: side, Value: stage, Date: "2026-03-02"}
}

func codesOf(q *DrainSequence) (done, left []string) {
	for _, s := range q.Steps {
		done = append(done, s.Code)
	}
	for _, s := range q.LeftOut {
		left = append(left, s.Code)
	}
	return done, left
}

var (
	leftFace  = []Target{{Structure: "masseter", Side: anatomy.Left}}
	leftChest = []Target{{Structure: "pectoralis.minor", Side: anatomy.Left}}
	leftArm   = []Target{{Structure: "brachioradialis", Side: anatomy.Left}, {Structure: "biceps.brachii", Side: anatomy.Left}}
	leftLeg   = []Target{{Structure: "soleus", Side: anatomy.Left}}
	bothLegs  = append(slices.Clone(leftLeg), Target{Structure: "soleus", Side: anatomy.Right})
)

func TestEveryPartOfTheBodyHasItsDrainage(t *testing.T) {
	t.Parallel()
	cat, at := catalogue(t), atlas(t)
	parts := map[string]bool{}
	for _, p := range at.Parts() {
		parts[p] = true
	}
	for _, a := range cat.DrainAreas {
		for _, p := range a.Parts {
			if !parts[p] {
				t.Errorf("%s: %q is no part of the body, or belongs to two areas", a.Code, p)
			}
			delete(parts, p)
		}
	}
	for p := range parts {
		t.Errorf("no area for %q", p)
	}
	for _, l := range cat.Limbs {
		for _, p := range l.Parts {
			if !contains(at.Parts(), p) {
				t.Errorf("%s: %q is no part of the body", l.Code, p)
			}
		}
	}
	for _, s := range cat.Drainage {
		for _, code := range s.Works {
			if _, ok := at.Structure(code); !ok {
				t.Errorf("%s works at %q, which is no structure", s.Code, code)
			}
		}
		for _, group := range []string{s.To, s.InsteadOf} {
			if x, _ := at.Structure(group); group != "" && x.Kind != anatomy.Lymph {
				t.Errorf("%s: %q is no group of nodes", s.Code, group)
			}
		}
	}
}

func TestDrainageGoesFromTheHeartOutward(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	c := drained(t, gone("lymph.axillary", anatomy.Left, BarrierBoth))
	q := c.DrainSequences(cat, leftArm)
	if len(q) != 1 || q[0].Area.Code != "arm" || q[0].Side != anatomy.Left {
		t.Fatalf("sequences %+v", q)
	}
	done, _ := codesOf(&q[0])
	order := []string{"terminus", "armpit-other", "chest-across", "upper-arm", "elbow", "forearm", "hand", "way-back"}
	for i := 1; i < len(order); i++ {
		if a, b := slices.Index(done, order[i-1]), slices.Index(done, order[i]); a < 0 || a >= b {
			t.Errorf("%s does not come before %s: %v", order[i-1], order[i], done)
		}
	}
	for i := range q[0].Steps {
		s := &q[0].Steps[i]
		switch words := q[0].SideWords(s).String(); {
		case s.Code == "armpit-other" && words != "right", s.Code == "hand" && words != "left", s.Code == "terminus" && words != "both sides":
			t.Errorf("%s is done on %q", s.Code, words)
		}
	}
	// The nodes on the way are not what is treated, unless nothing else is.
	q = c.DrainSequences(cat, []Target{{Structure: "lymph.axillary", Side: anatomy.Right}, {Structure: "brachial.fascia", Side: anatomy.Left}})
	if len(q) != 1 || q[0].Area.Code != "arm" || q[0].Side != anatomy.Left {
		t.Errorf("sequences %+v", q)
	}
	if q := c.DrainSequences(cat, []Target{{Structure: "lymph.axillary", Side: anatomy.Right}}); len(q) != 1 || q[0].Side != anatomy.Right {
		t.Errorf("nodes alone: %+v", q)
	}
	if q := c.DrainSequences(cat, nil); len(q) != 0 {
		t.Errorf("nothing to treat has steps: %v", q)
	}
	// The two sides are done apart where they differ, and together where not.
	if q := c.DrainSequences(cat, bothLegs); len(q) != 1 || q[0].Side != anatomy.Midline || q[0].SideWords(&q[0].Steps[3]).String() != "each side in turn" {
		t.Errorf("both legs: %+v", q)
	}
	c = drained(t, gone("lymph.inguinal", anatomy.Left, BarrierRemoved))
	if q := c.DrainSequences(cat, bothLegs); len(q) != 2 || q[0].Side != anatomy.Left || q[1].Side != anatomy.Right {
		t.Errorf("one groin of two legs: %+v", q)
	}
}

// The way around is for those who need it, and what leads to nodes that are gone is for nobody.
func TestDrainageGoesByTheNodes(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	around := map[string][]string{
		"arm": {"armpit-other", "groin-same-trunk", "chest-across", "flank-down", "back-across"},
		"leg": {"groin-other", "armpit-leg", "belly-across", "flank-up"},
	}
	for name, x := range map[string]struct {
		targets []Target
		records []Record
		with    []string
		without []string
		left    string // a step that is left out, and why
		why     string
	}{
		"a sound arm": {targets: leftArm, with: []string{"armpit-same"}, without: around["arm"]},
		"a sound leg": {targets: leftLeg, with: []string{"groin-same"}, without: append([]string{"belly-deep"}, around["leg"]...)},
		"armpit removed": {
			leftArm, []Record{gone("lymph.axillary", "L", BarrierRemoved)}, around["arm"], []string{"armpit-same"}, "armpit-same", "nodes removed",
		},
		"armpit irradiated": {
			leftArm, []Record{gone("lymph.axillary", "L", BarrierIrradiated)}, around["arm"], []string{"armpit-same"}, "armpit-same", "radiation",
		},
		"the other armpit removed": {targets: leftArm, records: []Record{gone("lymph.axillary", "R", BarrierBoth)}, with: []string{"armpit-same"}, without: around["arm"]},
		"both armpits": {
			leftArm,
			[]Record{gone("lymph.axillary", "L", BarrierBoth), gone("lymph.axillary", "R", BarrierBoth)},
			[]string{"groin-same-trunk", "flank-down"},
			[]string{"armpit-same", "armpit-other", "chest-across", "back-across"},
			"chest-across", "nodes removed, and radiation",
		},
		"a scar on the chest": {
			leftArm,
			[]Record{gone("lymph.axillary", "L", BarrierBoth), gone("pectoral.fascia", "L", BarrierScar)},
			[]string{"back-across", "flank-down"},
			[]string{"chest-across"},
			"chest-across", "scar",
		},
		"a lymphoedema of the arm": {targets: leftArm, records: []Record{staged(LimbArm, "L", 1)}, with: append([]string{"armpit-same"}, around["arm"]...)},
		"stage 0 is none":          {targets: leftArm, records: []Record{staged(LimbArm, "L", 0)}, without: around["arm"]},
		"of the leg only":          {targets: leftArm, records: []Record{staged(LimbLeg, "L", 2)}, without: around["arm"]},
		"said, with no place":      {targets: leftArm, records: []Record{answered("lymphoedema", AnswerUnsure)}, with: around["arm"]},
		"said, of the leg":         {targets: leftArm, records: []Record{answered("lymphoedema", AnswerYes, Target{Structure: "soleus", Side: "L"})}, without: around["arm"]},
		"groin removed": {
			leftLeg,
			[]Record{gone("lymph.inguinal", "L", BarrierRemoved)},
			append([]string{"belly-deep", "buttock-up", "sacrum-across"}, around["leg"]...),
			[]string{"groin-same", "buttock"},
			"buttock", "nodes removed",
		},
		"pelvis irradiated: the groin leads nowhere": {
			leftLeg,
			[]Record{gone("lymph.iliac", "L", BarrierIrradiated)},
			append([]string{"belly-deep", "buttock-up", "sacrum-across"}, around["leg"]...),
			[]string{"groin-same", "buttock"},
			"groin-same", "nodes treated with radiation (iliac lymph nodes)",
		},
		"the other side of the pelvis": {
			leftLeg,
			[]Record{gone("lymph.inguinal", "L", BarrierRemoved), gone("lymph.iliac", "R", BarrierRemoved)},
			[]string{"armpit-leg", "flank-up"},
			[]string{"groin-other", "belly-across"},
			"belly-across", "iliac lymph nodes",
		},
		"a sound head": {targets: leftFace, with: []string{"neck-nodes", "nape", "chin", "ear", "face"}},
		"parotid nodes removed": {
			leftFace,
			[]Record{gone("lymph.parotid", "L", BarrierRemoved), gone("lymph.parotid", "R", BarrierRemoved)},
			[]string{"neck-nodes", "chin", "face"},
			[]string{"ear", "armpit-head"},
			"ear", "nodes removed",
		},
		"neck irradiated": {
			leftFace,
			[]Record{gone("lymph.cervical", "L", BarrierIrradiated), gone("lymph.cervical", "R", BarrierIrradiated)},
			[]string{"armpit-head", "chest-head", "face"},
			[]string{"neck-nodes", "nape", "chin", "ear"},
			"chin", "cervical lymph nodes",
		},
		"beside the breastbone": {targets: leftChest, with: []string{"breastbone", "chest-same"}},
		"irradiated beside the breastbone": {
			leftChest, []Record{gone("lymph.parasternal", "L", BarrierIrradiated)}, []string{"chest-same"}, []string{"breastbone"}, "breastbone", "radiation",
		},
		"pregnant": {
			leftLeg,
			[]Record{staged(LimbLeg, "L", 2), answered("pregnancy", AnswerYes)},
			[]string{"groin-same", "groin-other"},
			[]string{"breathing", "belly-deep", "belly-across"},
			"belly-deep", "Pregnancy",
		},
		"perhaps a clot": {
			leftLeg, []Record{staged(LimbLeg, "L", 2), answered("dvt", AnswerUnsure)}, nil, []string{"belly-deep"}, "belly-deep", "clot",
		},
		"not pregnant": {targets: leftLeg, records: []Record{staged(LimbLeg, "L", 2), answered("pregnancy", AnswerNo)}, with: []string{"breathing", "belly-deep"}},
		"neck artery": {
			leftArm, []Record{answered("neck-artery", AnswerYes)}, []string{"armpit-same"}, []string{"terminus", "neck-nodes"}, "neck-nodes", "artery",
		},
	} {
		q := drained(t, x.records...).DrainSequences(cat, x.targets)
		if len(q) != 1 {
			t.Errorf("%s: %d sequences", name, len(q))
			continue
		}
		done, _ := codesOf(&q[0])
		for _, code := range x.with {
			if !slices.Contains(done, code) {
				t.Errorf("%s: %s is missing in %v", name, code, done)
			}
		}
		for _, code := range x.without {
			if slices.Contains(done, code) {
				t.Errorf("%s: %s is there", name, code)
			}
		}
		told := x.left == ""
		for _, s := range q[0].LeftOut {
			told = told || s.Code == x.left && strings.Contains(s.Why.String(), x.why)
		}
		if !told {
			t.Errorf("%s: it is not said that %s is left out because of %q: %+v", name, x.left, x.why, q[0].LeftOut)
		}
	}
}

// Every group of nodes of the figure says what it collects, and where that goes on to, and comes to an end.
func TestEveryGroupOfNodesLeadsOn(t *testing.T) {
	t.Parallel()
	cat, at := catalogue(t), atlas(t)
	ends := map[string]bool{}
	for _, l := range cat.Lymph {
		ends[l.To] = true
	}
	for _, s := range at.Structures() {
		n := cat.NodeGroup(s.Code)
		if (n != nil) != (s.Kind == anatomy.Lymph) {
			t.Errorf("%s is a group of nodes: %v, and has a row: %v", s.Code, s.Kind == anatomy.Lymph, n != nil)
		}
		if n == nil {
			continue
		}
		if !s.Paired || s.Latin == "" || !ends[s.Code] && s.Code != "lymph.cervical" && s.Code != "lymph.cubital" {
			t.Errorf("%s: paired %v, Latin %q, a flow ends there %v", s.Code, s.Paired, s.Latin, ends[s.Code])
		}
		if z := find(cat.Zones, func(z *Zone) bool { return z.Code == s.Code }); z == nil || z.MaxPressure > 1 {
			t.Errorf("%s may be pressed", s.Code)
		}
	}
	for _, n := range cat.LymphNodes {
		if s, _ := at.Structure(n.Code); s.Kind != anatomy.Lymph {
			t.Errorf("%s is no group of nodes", n.Code)
		}
	}
}

// TestNothingIsLedToNodesThatAreGone holds for every area, side and loss of nodes.
func TestNothingIsLedToNodesThatAreGone(t *testing.T) {
	t.Parallel()
	cat, at := catalogue(t), atlas(t)
	rapid.Check(t, func(rt *rapid.T) {
		var records []Record
		for _, s := range at.Structures() {
			for _, side := range []anatomy.Side{anatomy.Left, anatomy.Right} {
				if s.Kind == anatomy.Lymph && rapid.IntRange(0, 2).Draw(rt, s.Code+string(side)) == 0 {
					records = append(records, gone(s.Code, side, rapid.SampledFrom(BarrierCauses()[:3]).Draw(rt, "cause")))
				}
			}
		}
		c := drained(t, records...)
		s := rapid.SampledFrom(at.Structures()).Draw(rt, "structure")
		side := anatomy.Midline
		if s.Paired {
			side = rapid.SampledFrom([]anatomy.Side{anatomy.Left, anatomy.Right}).Draw(rt, "side")
		}
		all := c.DrainSequences(cat, []Target{{Structure: s.Code, Side: side}})
		if len(all) == 0 {
			rt.Fatalf("%s has no order", s.Code)
		}
		for _, q := range all {
			if len(q.Steps) == 0 {
				rt.Fatalf("%s has no steps", s.Code)
			}
			for _, step := range q.Steps {
				for _, on := range step.Sides {
					sides := []anatomy.Side{on}
					if step.ToOther {
						sides = []anatomy.Side{on.Opposite()}
					}
					for _, to := range sides {
						for group := step.To; group != ""; group = cat.NodeGroup(group).To {
							if c.NodesGone(group, to) != nil {
								rt.Errorf("%s leads to %s %s, and %s is gone", step.Code, to, step.To, group)
							}
						}
					}
				}
			}
		}
	})
}

// TestEveryDrainageFitsItsDose holds the dose of lymph drainage against its own steps, for every area, sound or not.
func TestEveryDrainageFitsItsDose(t *testing.T) {
	t.Parallel()
	cat, at := catalogue(t), atlas(t)
	for _, area := range cat.DrainAreas {
		for name, records := range map[string][]Record{
			"sound": nil, "lymphoedema": {answered("lymphoedema", AnswerYes)}, "armpit gone": {gone("lymph.axillary", "L", BarrierBoth)},
			"groin gone": {gone("lymph.inguinal", "L", BarrierRemoved)}, "neck gone": {gone("lymph.cervical", "L", BarrierIrradiated)},
		} {
			c := drained(t, records...)
			for _, s := range at.Structures() {
				if s.Part != area.Parts[0] || !s.Paired || s.Kind == anatomy.Lymph {
					continue
				}
				targets := []Target{{Structure: s.Code, Side: anatomy.Left}}
				q := c.DrainSequences(cat, targets)
				if len(q) != 1 || q[0].Area.Code != area.Code {
					t.Fatalf("%s, %s: %+v", area.Code, name, q)
				}
				rx := Prescription{Technique: TechniqueDrainage, Targets: targets, Pressure: 1, Minutes: q[0].Minutes}
				for _, x := range DoseQuestions(cat, c, &Plan{ID: "x"}, &rx, "2026-03-02") {
					t.Errorf("%s, %s: the steps take %v minutes. %s", area.Code, name, q[0].Minutes, x.Text)
				}
				if got := UsualDose(cat, c, &Plan{ID: "x"}, rx).Minutes; got != rx.Minutes {
					t.Errorf("%s, %s: the steps take %v minutes, the usual dose is %v", area.Code, name, rx.Minutes, got)
				}
				break
			}
		}
	}
}

// Where the hands go decides what has to be agreed to, and not only what the treatment is for.
func TestConsentGoesByWhereADrainageWorks(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	for name, x := range map[string]struct {
		technique string
		targets   []Target
		records   []Record
		want      []string
	}{
		"forearm, effleurage":      {"effleurage", leftArm, nil, []string{GeneralArea}},
		"forearm, sound":           {TechniqueDrainage, leftArm, nil, []string{GeneralArea, "axilla"}},
		"forearm, nodes gone":      {TechniqueDrainage, leftArm, []Record{gone("lymph.axillary", "L", BarrierBoth)}, []string{GeneralArea, "breast", "chest-wall", "abdomen-groin", "axilla"}},
		"lower leg, sound":         {TechniqueDrainage, leftLeg, nil, []string{GeneralArea, "inner-thigh", "buttocks", "abdomen-groin"}},
		"lower leg, groin removed": {TechniqueDrainage, leftLeg, []Record{gone("lymph.inguinal", "L", BarrierRemoved)}, []string{GeneralArea, "chest-wall", "inner-thigh", "buttocks", "abdomen-groin", "axilla"}},
		"face":                     {TechniqueDrainage, []Target{{Structure: "masseter", Side: anatomy.Left}}, nil, []string{GeneralArea}},
	} {
		c := drained(t, x.records...)
		put(t, c, &Plan{ID: "plan", PatientID: "p", Lineage: "plan", Version: 1, Minutes: 60},
			&Prescription{ID: "rx", PatientID: "p", PlanID: "plan", Technique: x.technique, Targets: x.targets, Pressure: 1, Minutes: 30},
			&Session{ID: "s", PatientID: "p", PlanID: "plan", Date: "2026-03-02"},
			&Treatment{ID: "t", PatientID: "p", SessionID: "s", Technique: x.technique, Targets: x.targets, Pressure: 1, Minutes: 30, Status: TreatmentDone})
		areas := func(list []ConsentSubject) (out []string) {
			for _, s := range list {
				if s.Area != "" {
					out = append(out, s.Area)
				}
			}
			return out
		}
		if got := areas(PlanConsent(cat, c, c.Plan("plan"))); !slices.Equal(got, x.want) {
			t.Errorf("%s: the plan needs %v, want %v", name, got, x.want)
		}
		if got := areas(SessionConsent(cat, c, c.Session("s"))); !slices.Equal(got, x.want) {
			t.Errorf("%s: the session needs %v, want %v", name, got, x.want)
		}
		if got := len(SessionConsentMissing(cat, c, c.Session("s"))); got != len(x.want) {
			t.Errorf("%s: %d consents are missing, want %d", name, got, len(x.want))
		}
	}
}

// TestWhereADrainageWorksIsKeptClear: an answer about a place that the steps reach stands against the drainage, whatever
// it is for, and so does an injury there.
func TestWhereADrainageWorksIsKeptClear(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	groin := Target{Structure: "lymph.inguinal", Side: anatomy.Left}
	for name, x := range map[string]struct {
		targets []Target
		record  Record
		want    bool
	}{
		"a swollen node on the way":     {leftLeg, answered("swollen-nodes", AnswerYes, groin), true},
		"on the other side":             {leftLeg, answered("swollen-nodes", AnswerYes, Target{Structure: "lymph.inguinal", Side: anatomy.Right}), false},
		"far from the way":              {leftArm, answered("swollen-nodes", AnswerYes, groin), false},
		"an operation on the way":       {leftLeg, &Injury{ID: "i", PatientID: "p", Structure: "lymph.inguinal", Side: anatomy.Left, Type: InjurySprain, Grade: 3, InjuredOn: "2026-02-20"}, true},
		"an operation far from the way": {leftArm, &Injury{ID: "i", PatientID: "p", Structure: "lymph.inguinal", Side: anatomy.Left, Type: InjurySprain, Grade: 3, InjuredOn: "2026-02-20"}, false},
	} {
		c := drained(t, x.record)
		list := TreatmentConflicts(cat, c, &Treatment{ID: "t", PatientID: "p", Technique: TechniqueDrainage, Targets: x.targets, Pressure: 1, Minutes: 30}, "2026-03-02")
		if got := len(list) > 0; got != x.want {
			t.Errorf("%s: %+v", name, list)
		}
	}
}

func TestWhatStopsTheLymphIsKeptOncePerPlace(t *testing.T) {
	t.Parallel()
	e := newEnv("2026-03-02")
	c := drained(t)
	at := Target{Structure: "lymph.axillary", Side: anatomy.Left}
	keep := func(cause string, year *int) {
		t.Helper()
		op, err := KeepBarrier(e.Env, c, at, cause == BarrierScar, Place{Name: "left axillary lymph nodes"}, func(b *LymphBarrier) { b.Cause, b.SinceYear = cause, year })
		if err != nil {
			t.Fatal(err)
		}
		if !op.Empty() {
			apply(t, c, op)
		}
	}
	keep(BarrierRemoved, nil)
	keep(BarrierBoth, ptr(2019))
	keep(BarrierScar, nil)
	if b := c.NodesGone("lymph.axillary", anatomy.Left); len(c.LymphBarriers) != 2 || b.Cause != BarrierBoth || b.Words().String() != "nodes removed, and radiation, 2019" {
		t.Fatalf("%+v", c.LymphBarriers)
	}
	keep("", nil)
	if c.NodesGone("lymph.axillary", anatomy.Left) != nil || len(c.Scars()) != 1 {
		t.Errorf("taken back: %+v", c.LymphBarriers)
	}
	keep("", nil)
	for name, wrong := range map[string]func(*LymphBarrier){
		"no place": func(b *LymphBarrier) { b.Structure, b.Cause = "", BarrierBoth }, "no such cause": func(b *LymphBarrier) { b.Cause = "magic" },
		"a year ahead": func(b *LymphBarrier) { b.Cause, b.SinceYear = BarrierBoth, ptr(2027) },
	} {
		if _, err := KeepBarrier(e.Env, c, at, false, Place{}, wrong); err == nil {
			t.Errorf("%s is kept", name)
		}
	}
}

// The map shows where the lymph of this patient goes: not to nodes that are gone, and around to those that are sound.
func TestTheLymphMapGoesByTheNodes(t *testing.T) {
	t.Parallel()
	cat, at := catalogue(t), atlas(t)
	for _, l := range cat.Lymph {
		if s, _ := at.Structure(l.To); l.To != "" && s.Kind != anatomy.Lymph {
			t.Errorf("%s ends at %q, which is no group of nodes", l.Code, l.To)
		}
	}
	for name, x := range map[string]struct {
		records []Record
		stopped []string // "code side"
		around  []string
	}{
		"sound": {},
		"left armpit": {
			[]Record{gone("lymph.axillary", "L", BarrierRemoved)},
			[]string{"flow.chest L", "flow.flank L", "flow.upper-arm L", "flow.forearm L", "flow.back L", "flow.back-of-arm L"},
			[]string{"detour.armpits.front L", "detour.armpits.back L", "detour.armpit-groin L"},
		},
		"left armpit, a scar on the chest": {
			[]Record{gone("lymph.axillary", "L", BarrierRemoved), gone("pectoral.fascia", "L", BarrierScar)},
			[]string{"flow.chest L", "flow.flank L", "flow.upper-arm L", "flow.forearm L", "flow.back L", "flow.back-of-arm L"},
			[]string{"detour.armpits.back L", "detour.armpit-groin L"},
		},
		"right groin": {
			[]Record{gone("lymph.inguinal", "R", BarrierIrradiated)},
			[]string{"flow.belly R", "flow.thigh R", "flow.lower-leg R", "flow.low-back R", "flow.calf R"},
			[]string{"detour.groins.front R", "detour.groins.back R", "detour.groin-armpit R"},
		},
		"right pelvis": {
			[]Record{gone("lymph.iliac", "R", BarrierIrradiated)},
			[]string{"flow.belly R", "flow.pelvis R", "flow.thigh R", "flow.lower-leg R", "flow.low-back R", "flow.calf R"},
			[]string{"detour.groins.front R", "detour.groins.back R", "detour.groin-armpit R"},
		},
		"left neck": {
			[]Record{gone("lymph.cervical", "L", BarrierRemoved)},
			[]string{"flow.temple L", "flow.face L", "flow.back-of-head L"},
			[]string{"detour.neck-armpit L"},
		},
		"both groins": {
			[]Record{gone("lymph.inguinal", "R", BarrierBoth), gone("lymph.inguinal", "L", BarrierBoth)},
			[]string{"flow.belly L", "flow.belly R", "flow.thigh L", "flow.thigh R", "flow.lower-leg L", "flow.lower-leg R", "flow.low-back L", "flow.low-back R", "flow.calf L", "flow.calf R"},
			[]string{"detour.groin-armpit L", "detour.groin-armpit R"},
		},
	} {
		c := drained(t, x.records...)
		var stopped, around []string
		for _, view := range []string{"anterior", "posterior"} {
			for _, w := range c.LymphWays(cat, view) {
				key := w.Line.Code + " " + string(w.Side)
				if w.Stopped != nil {
					stopped = append(stopped, key)
				}
				if w.Line.Kind == LymphDetour {
					around = append(around, key)
				}
				if p := w.Points()[0]; w.Side == anatomy.Right && p.X != -w.Line.Points[0].X {
					t.Errorf("%s is not mirrored", key)
				}
			}
		}
		for _, list := range [][]string{stopped, around, x.stopped, x.around} {
			slices.Sort(list)
		}
		if !slices.Equal(stopped, x.stopped) || !slices.Equal(around, x.around) {
			t.Errorf("%s: stopped %v, around %v", name, stopped, around)
		}
	}
}
