package clinic

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"regimen/internal/anatomy"
)

// TestTestsAreComplete holds the shipped tests against section B2 of the clinical reference.
func TestTestsAreComplete(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	for _, code := range strings.Fields(`
		neck.spurling neck.distraction neck.ulnt1 neck.abduction-relief neck.flexion-rotation neck.sharp-purser neck.alar
		outlet.roos outlet.adson
		shoulder.hawkins shoulder.neer shoulder.empty-can shoulder.er-lag shoulder.lift-off shoulder.belly-press shoulder.drop-arm
		shoulder.painful-arc shoulder.speed shoulder.yergason shoulder.cross-body shoulder.apprehension shoulder.relocation
		shoulder.sulcus
		elbow.cozen elbow.mill elbow.golfer elbow.valgus elbow.varus elbow.tinel
		wrist.phalen wrist.tinel wrist.compression wrist.finkelstein wrist.froment wrist.snuffbox
		back.slr back.crossed-slr back.slump back.femoral-nerve back.kemp back.thigh-thrust back.si-distraction back.si-compression
		back.sacral-thrust back.gaenslen back.faber back.stork
		hip.thomas-psoas hip.thomas-rectus hip.thomas-tfl hip.ober hip.ely hip.fadir hip.fair hip.trendelenburg hip.log-roll
		knee.lachman knee.anterior-drawer knee.pivot-shift knee.posterior-drawer knee.sag knee.valgus-0 knee.valgus-30 knee.varus-0
		knee.varus-30 knee.mcmurray knee.thessaly knee.joint-line knee.patellar-apprehension knee.clarke knee.noble
		knee.patellar-tap knee.hamstring-90-90
		ankle.anterior-drawer ankle.talar-tilt ankle.squeeze ankle.er-stress ankle.thompson ankle.windlass ankle.tinel ankle.mulder
		ankle.navicular-drop ankle.ottawa-ankle ankle.ottawa-foot
		upper-motor.babinski upper-motor.clonus saddle cauda-equina reflex.c5 reflex.c6 reflex.c7 reflex.l4 reflex.s1
		posture.head-forward posture.shoulders-rounded posture.kyphosis posture.lordosis posture.tilt-forward posture.tilt-back
		posture.knee-back posture.shoulder-high posture.scapula-winging posture.iliac-high posture.shift posture.foot-flat
		gait.overall gait.antalgic gait.trendelenburg gait.foot-drop
		neck.c-spine-rule knee.ottawa-knee shoulder.obrien shoulder.hornblower shoulder.full-can outlet.wright outlet.costoclavicular
		elbow.hook elbow.maudsley elbow.flexion wrist.eichhoff wrist.fovea wrist.watson jaw.path jaw.click jaw.load
		thorax.rib-spring thorax.first-rib thorax.rotation back.aslr back.prone-instability back.percussion
		hip.scour hip.resisted-slr hip.adductor-squeeze hip.single-leg-30 hip.derotation hip.single-leg-squat hip.buttock hip.fulcrum hip.hop
		knee.patellar-tilt knee.step-down knee.locked ankle.heel-raise ankle.peroneal-subluxation
		upper-motor.lhermitte upper-motor.romberg upper-motor.supinator upper-motor.cranial`) {
		if c.Test(code) == nil {
			t.Errorf("%s is missing", code)
		}
	}
	for _, level := range strings.Fields("C5 C6 C7 C8 T1 L2 L3 L4 L5 S1") {
		for _, kind := range []string{TestDermatome, TestMyotome} {
			x := c.Test(kind + "." + strings.ToLower(level))
			if x == nil || x.Level != level || x.Kind != kind || !x.Sided {
				t.Errorf("%s %s: %+v", kind, level, x)
			}
		}
	}
	for _, level := range strings.Fields("C2 C3 C4 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12 L1 S2") {
		if x := c.Test("dermatome." + strings.ToLower(level)); x == nil || x.Level != level || x.Kind != TestDermatome {
			t.Errorf("the feeling of %s: %+v", level, x)
		}
	}
	for code, urgency := range map[string]string{
		"neck.sharp-purser": UrgencySameDay, "neck.alar": UrgencySameDay, "wrist.snuffbox": UrgencySameDay, "ankle.thompson": UrgencySameDay,
		"ankle.ottawa-ankle": UrgencySameDay, "upper-motor.babinski": UrgencySameDay, "upper-motor.clonus": UrgencySameDay,
		"saddle": UrgencyEmergency, "cauda-equina": UrgencyEmergency, "myotome.l4": UrgencySameDay, "myotome.l5": UrgencySameDay,
		"myotome.c5": UrgencyDoctor, "gait.foot-drop": UrgencySameDay, "knee.ottawa-knee": UrgencySameDay, "neck.c-spine-rule": UrgencyAmbulance, "upper-motor.cranial": UrgencyAmbulance,
		"knee.lachman": UrgencyDoctor, "knee.pivot-shift": UrgencyDoctor, "knee.posterior-drawer": UrgencyDoctor, "ankle.er-stress": UrgencyDoctor,
		"ankle.squeeze": UrgencyDoctor, "shoulder.er-lag": UrgencyDoctor, "knee.locked": UrgencyDoctor,
	} {
		if x := c.Test(code); x == nil || x.Urgency != urgency || len(x.Urgent) == 0 {
			t.Errorf("%s is not %s: %+v", code, urgency, x)
		}
	}
	for _, code := range []string{"neck.sharp-purser", "neck.alar"} {
		if !c.Test(code).Trained {
			t.Errorf("%s can be done without training", code)
		}
	}
}

func TestTestsAreSane(t *testing.T) {
	t.Parallel()
	atlas := atlas(t)
	for _, x := range catalogue(t).Tests {
		for _, s := range x.Structures {
			if _, ok := atlas.Structure(s); !ok {
				t.Errorf("%s loads %q, which is no structure", x.Code, s)
			}
		}
		if n := strings.Count(x.How, ". ") + strings.Count(x.How, "? ") + 1; x.Kind == TestSpecial && n > 5 {
			t.Errorf("%s is told in %d sentences", x.Code, n)
		}
		if x.Kind == TestSpecial && !slices.Equal(x.Results, []string{ResultNegative, ResultPositive, ResultEquivocal, ResultNotDone}) {
			t.Errorf("%s has the results %v", x.Code, x.Results)
		}
		for _, text := range []string{x.Name, x.How, x.Positive, x.NotWhen, x.Action} {
			if strings.Contains(text, "Think of") || strings.Contains(text, "think of") {
				t.Errorf("%s: a letter does not say %q", x.Code, text)
			}
			if strings.Contains(strings.ToLower(text), "diagnos") {
				t.Errorf("%s speaks of a diagnosis: %q", x.Code, text)
			}
		}
		if g := ReadingGrade(x.Action); x.Action != "" && g > 9 {
			t.Errorf("%s: what to do reads at grade %.1f", x.Code, g)
		}
	}
	for _, k := range catalogue(t).Clusters {
		if strings.Contains(strings.ToLower(k.Text+k.Action), "diagnos") {
			t.Errorf("%s speaks of a diagnosis", k.Code)
		}
	}
}

func TestBrokenTablesOfTestsAreRefused(t *testing.T) {
	t.Parallel()
	const (
		test = "code\tkind\tregion\tname\tlevel\tview\tstructures\thow\tpositive\tresults\tusual\turgent\turgency\taction\tsided\ttrained\tcore\tsource" +
			"\talso\tnot_when\tmeasured\tagainst\treplaces\tretired\n"
		cluster = "code\tname\ttests\tneed\tacross\ttext\turgency\taction\tsource\ttwice\tor_tests\tor_need\trules_out\n"
		plain   = "\t\t\t\t\t\t\n" // of the last six columns of a test
		one     = "\t\t\t\t\n"     // and the last four of a group
	)
	for name, x := range map[string]struct {
		file, text  string
		row         int
		column, why string
	}{
		"unknown kind":       {"tests.tsv", test + "a\tmagic\tR\tN\t\t\t\th\tp\tnegative;positive\tnegative\t\t\t\tyes\tno\tno\ts" + plain, 2, "kind", "magic"},
		"usual not a result": {"tests.tsv", test + "a\tspecial\tR\tN\t\t\t\th\tp\tnegative;positive\tnormal\t\t\t\tyes\tno\tno\ts" + plain, 2, "usual", "normal"},
		"urgent usual":       {"tests.tsv", test + "a\tspecial\tR\tN\t\t\t\th\tp\tnegative;positive\tnegative\tnegative\tdoctor\tgo\tyes\tno\tno\ts" + plain, 2, "urgent", "negative"},
		"urgent, no action":  {"tests.tsv", test + "a\tspecial\tR\tN\t\t\t\th\tp\tnegative;positive\tnegative\tpositive\tdoctor\t\tyes\tno\tno\ts" + plain, 2, "action", "what to do"},
		"one result":         {"tests.tsv", test + "a\tspecial\tR\tN\t\t\t\th\tp\tnegative\tnegative\t\t\t\tyes\tno\tno\ts" + plain, 2, "results", "two"},
		"posture, no view":   {"tests.tsv", test + "a\tposture\tR\tN\t\t\t\th\tp\tnone;mild\tnone\t\t\t\tyes\tno\tno\ts" + plain, 2, "view", "side or back"},
		"root, no level":     {"tests.tsv", test + "a\tmyotome\tR\tN\t\t\t\th\tp\t5;4\t5\t\t\t\tyes\tno\tno\ts" + plain, 2, "level", "level"},
		"needs too many":     {"clusters.tsv", cluster + "a\tN\tback.slr;back.slump\t3\tsame-side\tt\t\t\ts" + one, 2, "need", "all 2"},
		"unknown test":       {"clusters.tsv", cluster + "a\tN\tback.slr;back.magic\t2\tsame-side\tt\t\t\ts" + one, 0, "tests", "back.magic"},
		"no two sides":       {"clusters.tsv", cluster + "a\tN\tback.slr;neck.distraction\t2\tboth-sides\tt\t\t\ts" + one, 0, "tests", "no sides"},
		"against nothing":    {"tests.tsv", test + "a\tspecial\tR\tN\t\t\t\th\tp\tnegative;positive\tnegative\tpositive\tdoctor\tgo\tyes\tno\tno\ts" + plain, 2, "against", "stands against"},
		"against nowhere":    {"tests.tsv", test + "a\tspecial\tR\tN\t\t\t\th\tp\tnegative;positive\tnegative\tpositive\tdoctor\tgo\tyes\tno\tno\ts\t\t\t\telbows\t\t\n", 2, "against", "elbows"},
		"measured by words":  {"tests.tsv", test + "a\tspecial\tR\tN\t\t\t\th\tp\tnegative;positive\tnegative\t\t\t\tyes\tno\tno\ts\t\t\tlittle\t\t\t\n", 2, "measured", "a number"},
		"measured by none":   {"tests.tsv", test + "a\tspecial\tR\tN\t\t\t\th\tp\tnegative;positive\tnegative\t\t\t\tyes\tno\tno\ts\t\t\tmagic < 3\t\t\t\n", 0, "measured", "magic"},
		"in place of none":   {"tests.tsv", test + "a\tspecial\tR\tN\t\t\t\th\tp\tnegative;positive\tnegative\t\t\t\tyes\tno\tno\ts\t\t\t\t\tmagic\t\n", 0, "replaces", "magic"},
		"rules out by none":  {"clusters.tsv", cluster + "a\tN\tback.slr;back.slump\t2\tsame-side\tt\t\t\ts\t\t\t\tback.kemp\n", 2, "rules_out", "back.kemp"},
		"another rule alone": {"clusters.tsv", cluster + "a\tN\tback.slr;back.slump\t2\tsame-side\tt\t\t\ts\t\t\t1\t\n", 2, "or_need", "1 to all 0"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := tables(t)
			if x.file == "tests.tsv" {
				files["clusters.tsv"] = &fstest.MapFile{Data: []byte(cluster)}
			}
			files[x.file] = &fstest.MapFile{Data: []byte(x.text)}
			brokenAt(t, files, x.file, x.row, x.column, x.why)
		})
	}
}

// results makes results of "code side result".
func results(lines ...string) []TestResult {
	var out []TestResult
	for _, l := range lines {
		f := strings.Fields(l)
		out = append(out, TestResult{Test: f[0], Side: anatomy.Side(f[1]), Result: f[2]})
	}
	return out
}

func TestClusters(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	for name, x := range map[string]struct {
		cluster string
		side    anatomy.Side
		results []TestResult
		words   string // "" when the cluster says nothing
		met     bool
	}{
		"three of six": {
			"sij", anatomy.Left, results("back.si-compression L positive", "back.gaenslen L positive", "back.gaenslen R positive",
				"back.thigh-thrust L negative", "back.si-distraction L negative", "back.sacral-thrust L negative"),
			"3 of 6 positive: consistent with pain from the sacroiliac joint", true,
		},
		"two of the four": {
			"sij", anatomy.Left, results("back.thigh-thrust L positive", "back.sacral-thrust L positive"),
			"2 of 4 positive: consistent with pain from the sacroiliac joint", true,
		},
		"one, and five to do": {"sij", anatomy.Left, results("back.thigh-thrust L positive"), "1 of 6 done, 1 positive: cannot say yet", false},
		"one of six": {
			"sij", anatomy.Left, results("back.thigh-thrust L positive", "back.si-distraction L negative", "back.si-compression L negative",
				"back.sacral-thrust L negative", "back.gaenslen L negative", "back.gaenslen R negative"),
			"1 of 6 positive: the group does not point to it", false,
		},
		"decided before the last": {
			"sij", anatomy.Left, results("back.thigh-thrust L negative", "back.si-distraction L negative", "back.si-compression L negative",
				"back.sacral-thrust L negative"),
			"4 of 6 done, 0 positive: the group can no longer point to it", false,
		},
		"unclear is not positive": {
			"sij", anatomy.Left, results("back.thigh-thrust L equivocal", "back.si-distraction L positive", "back.si-compression L negative",
				"back.sacral-thrust L negative", "back.gaenslen L negative", "back.gaenslen R negative"),
			"1 of 6 positive: the group does not point to it", false,
		},
		"two of four done, without the one that rules it out": {
			"neck-root", anatomy.Left, results("neck.spurling L negative", "neck.distraction M negative"),
			"2 of 4 done, 0 positive: cannot say yet", false,
		},
		"decided with the one that rules it out": {
			"neck-root", anatomy.Left, results("neck.spurling L negative", "neck.ulnt1 L negative"),
			"2 of 4 done, 0 positive: the group can no longer point to it", false,
		},
		"the sides are counted apart": {"sij", anatomy.Right, results("back.thigh-thrust L positive", "back.si-distraction L positive",
			"back.sacral-thrust L positive", "back.thigh-thrust R negative"), "1 of 6 done, 0 positive: cannot say yet", false},
		"what was not done says nothing": {"sij", anatomy.Left, results("back.thigh-thrust L not-done"), "", false},
		"a test with no side counts for both": {"neck-root", anatomy.Right, results("neck.distraction M positive", "neck.spurling R positive",
			"neck.ulnt1 R positive"), "3 of 4 positive: consistent with irritation of a neck nerve root", true},
		"but does not begin a side": {"neck-root", anatomy.Right, results("neck.distraction M positive", "neck.spurling L positive"), "", false},
		"both legs": {
			"both-legs", anatomy.Midline, results("dermatome.l5 L reduced", "myotome.s1 R 4"),
			"2 of 13 positive: signs in both legs: ask about the saddle area, bladder, bowel and sexual function", true,
		},
		"one root in both legs": {
			"both-legs", anatomy.Midline, results("dermatome.s1 L reduced", "dermatome.s1 R absent"),
			"1 of 13 positive: signs in both legs: ask about the saddle area, bladder, bowel and sexual function", true,
		},
		"one leg": {
			"both-legs", anatomy.Midline, results("dermatome.l5 L reduced", "myotome.l5 L 4", "dermatome.l5 R normal"),
			"2 of 13 done, 2 positive: cannot say yet", false,
		},
		"a raised leg hurts on both sides": {
			"both-legs", anatomy.Midline, results("back.slr L positive", "back.slr R positive"),
			"1 of 13 positive: signs in both legs: ask about the saddle area, bladder, bowel and sexual function", true,
		},
		"weak ankle reflexes on both sides": {
			"both-legs", anatomy.Midline, results("reflex.s1 L 1+", "reflex.s1 R 1+"), "1 of 13 done, 0 positive: cannot say yet", false,
		},
		"no ankle reflexes on both sides": {
			"both-legs", anatomy.Midline, results("reflex.s1 L 0", "reflex.s1 R 0"), "1 of 13 done, 1 positive: cannot say yet", false,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, s := range ClusterStates(c, x.results) {
				if s.Cluster.Code != x.cluster || s.Side != x.side {
					continue
				}
				if s.Met != x.met || s.Words().String() != x.words {
					t.Errorf("met %v: %q", s.Met, s.Words())
				}
				return
			}
			if x.words != "" {
				t.Error("it says nothing")
			}
		})
	}
}

// TestAPositiveResultNeverUnmeetsACluster: one more positive result takes nothing away.
func TestAPositiveResultNeverUnmeetsACluster(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	rapid.Check(t, func(rt *rapid.T) {
		k := &c.Clusters[rapid.IntRange(0, len(c.Clusters)-1).Draw(rt, "cluster")]
		side := rapid.SampledFrom([]anatomy.Side{anatomy.Left, anatomy.Right}).Draw(rt, "side")
		var list []TestResult
		add := func(code, result string) {
			x := c.Test(code)
			s := side
			if !x.Sided {
				s = anatomy.Midline
			}
			list = append(list, TestResult{Test: code, Side: s, Result: result})
		}
		extra := rapid.SampledFrom(k.Tests).Draw(rt, "extra")
		for _, code := range k.Tests {
			if code != extra && rapid.Bool().Draw(rt, code) {
				add(code, rapid.SampledFrom(c.Test(code).Results).Draw(rt, "result"))
			}
		}
		met := func() int {
			n := 0
			for _, s := range ClusterStates(c, list) {
				if s.Done > s.Of || s.Positive > s.Done || s.Met && s.Open {
					rt.Fatalf("%+v", s)
				}
				if s.Met {
					n++
				}
			}
			return n
		}
		before := met()
		x := c.Test(extra)
		for _, r := range x.Results {
			if x.IsPositive(r) {
				add(extra, r)
				break
			}
		}
		if after := met(); after < before {
			rt.Fatalf("%d were met, now %d", before, after)
		}
	})
}

func TestCheckTestResult(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	for name, x := range map[string]struct {
		r     TestResult
		field string
	}{
		"can be":        {TestResult{Test: "knee.lachman", Side: anatomy.Left, Result: "positive", Date: "2026-03-02"}, ""},
		"no such test":  {TestResult{Test: "knee.magic", Side: anatomy.Left, Result: "positive", Date: "2026-03-02"}, "test"},
		"no such grade": {TestResult{Test: "reflex.c5", Side: anatomy.Left, Result: "positive", Date: "2026-03-02"}, "result"},
		"no side":       {TestResult{Test: "knee.lachman", Side: anatomy.Midline, Result: "positive", Date: "2026-03-02"}, "side"},
		"a side":        {TestResult{Test: "neck.distraction", Side: anatomy.Left, Result: "positive", Date: "2026-03-02"}, "side"},
		"too painful":   {TestResult{Test: "knee.lachman", Side: anatomy.Left, Result: "positive", Pain: ptr(11), Date: "2026-03-02"}, "pain"},
	} {
		err := c.CheckTestResult(&x.r)
		if x.field == "" && err != nil || x.field != "" && FieldMessage(err, x.field).IsZero() {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRecordingATest(t *testing.T) {
	t.Parallel()
	c := newCourse(t)
	c.on("2026-04-01")
	a, op := StartAssessment(c.Env, c.chart, "prac-1")
	apply(t, c.chart, op)
	record := func(test string, side anatomy.Side, result string) *TestResult {
		t.Helper()
		op, err := RecordTest(c.Env, c.cat, c.chart, a, test, side, result)
		if err != nil {
			t.Fatal(err)
		}
		apply(t, c.chart, op)
		return c.chart.TestOf(a.ID, test, side)
	}
	r := record("shoulder.neer", anatomy.Left, "positive")
	r.Pain, r.Familiar, r.Note = ptr(6), FamiliarYes, "at the top"
	put(t, c.chart, r)
	first := r.ID
	r = record("shoulder.neer", anatomy.Left, "negative")
	if r.ID != first || r.Pain != nil || r.Familiar != "" || r.Note != "at the top" {
		t.Errorf("after negative: %+v", r)
	}
	if _, err := RecordTest(c.Env, c.cat, c.chart, a, "shoulder.neer", anatomy.Left, "2+"); err == nil {
		t.Error("a reflex grade was taken for a special test")
	}

	reasons := func() string { return strings.Join(InEnglish(Reasons(CanSignAssessment(c.cat, c.chart, a))), " ") }
	r = record("ankle.thompson", anatomy.Right, "positive")
	want := "Write what was done about: Thompson (calf squeeze), right."
	if !strings.Contains(reasons(), want) {
		t.Errorf("it can be signed: %q", reasons())
	}
	r.Action = "Sent to the emergency department"
	put(t, c.chart, r)
	if strings.Contains(reasons(), want) {
		t.Error("what was done is still asked for")
	}
	if open := OpenTests(c.cat, c.chart); len(open) != 1 || open[0].Test.Code != "ankle.thompson" || !open[0].Answered() {
		t.Errorf("open: %+v", open)
	}
	c.cat = catalogue(t) // which parts lie together
	stretch := &Prescription{Technique: "static-stretch", Targets: []Target{{Structure: "soleus", Side: anatomy.Right}}}
	if list := Conflicts(c.cat, c.chart, stretch, r.Date); len(list) != 1 || list[0].Item != TestItem || !list[0].Stands() ||
		!strings.HasPrefix(list[0].Reason.String(), "Thompson (calf squeeze), right was positive on ") {
		t.Errorf("nothing stands against a stretch while the tendon may be torn: %+v", list)
	}
	if list := Triggers(c.cat, atlas(t), c.chart, r.Date); len(list) == 0 || list[0].Kind != TriggerTest || list[0].Do.String() != c.cat.Test("ankle.thompson").Action {
		t.Errorf("the report does not think of the doctor: %+v", list)
	}
	record("saddle", anatomy.Left, "reduced")
	if u := UrgentTests(c.cat, c.chart, a.ID); len(u) != 2 || u[0].Test.Code != "saddle" {
		t.Errorf("the emergency is not first: %+v", u)
	}
	if r := record("ankle.thompson", anatomy.Right, "negative"); r.Action != "" {
		t.Errorf("what was done stays without a reason for it: %q", r.Action)
	}

	op = FillTests(c.Env, c.cat, c.chart, a, []string{"shoulder.neer", "shoulder.hawkins", "neck.distraction", "neck.sharp-purser", "ankle.ottawa-foot", "neck.rotation-60"}, anatomy.Left)
	apply(t, c.chart, op)
	var got []string
	for _, r := range op.Put {
		r := r.(*TestResult)
		got = append(got, r.Test+" "+string(r.Side)+" "+r.Result)
		if r.Entered != EnteredTogether {
			t.Errorf("%s does not say that it was entered with the others", r.Test)
		}
	}
	if !slices.Equal(got, []string{"shoulder.hawkins L negative", "neck.distraction M negative"}) {
		t.Errorf("filled: %v", got)
	}
	if op := FillTests(c.Env, c.cat, c.chart, a, []string{"shoulder.hawkins"}, anatomy.Left); !op.Empty() {
		t.Error("filled twice")
	}

	c.on("2026-05-01")
	b, op := StartAssessment(c.Env, c.chart, "prac-1")
	apply(t, c.chart, op)
	if x := c.chart.TestBefore(b, "shoulder.hawkins", anatomy.Left); x == nil || x.Result != "negative" {
		t.Errorf("before: %+v", x)
	}
	if x := c.chart.TestBefore(a, "shoulder.hawkins", anatomy.Left); x != nil {
		t.Errorf("before itself: %+v", x)
	}
	apply(t, c.chart, must2(RecordTest(c.Env, c.cat, c.chart, b, "shoulder.hawkins", anatomy.Left, "positive"))(t))
	apply(t, c.chart, must2(RecordTest(c.Env, c.cat, c.chart, b, "saddle", anatomy.Left, "normal"))(t))
	h := c.chart.TestOf(b.ID, "shoulder.hawkins", anatomy.Left)
	h.Pain, h.Familiar = ptr(5), FamiliarYes
	put(t, c.chart, h)
	lines := TestLines(c.cat, c.chart, b)
	if len(lines) != 2 || lines[0].What.String() != "Hawkins-Kennedy, left" || lines[0].Result.String() != "positive, pain 5/10, the patient’s own pain" ||
		lines[0].Before.String() != "last time negative · changed" || !lines[0].Positive || lines[1].Before.String() != "last time reduced · changed" {
		t.Errorf("lines: %+v", lines)
	}
	if open := OpenTests(c.cat, c.chart); len(open) != 0 {
		t.Errorf("still open after a usual result: %+v", open)
	}
	if list := testConflicts(c.cat, c.chart, []Target{{Structure: "gluteus.maximus", Side: anatomy.Left}}, "2026-05-01"); len(list) != 0 {
		t.Errorf("still stands against a treatment after a usual result: %+v", list)
	}
}

// An urgent result stands against work where it was found, and an emergency against all, until the test comes out otherwise.
func TestUrgentTestsStandAgainstWork(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		test    string
		side    anatomy.Side
		results []string // one visit each
		target  Target
		want    bool
	}{
		"the torn tendon":         {"ankle.thompson", "L", []string{"positive"}, Target{Structure: "calcaneal.tendon", Side: "L"}, true},
		"the same part":           {"ankle.thompson", "L", []string{"positive"}, Target{Structure: "soleus", Side: "L"}, true},
		"the other side":          {"ankle.thompson", "L", []string{"positive"}, Target{Structure: "soleus", Side: "R"}, false},
		"elsewhere":               {"ankle.thompson", "L", []string{"positive"}, Target{Structure: "trapezius.upper", Side: "L"}, false},
		"negative later":          {"ankle.thompson", "L", []string{"positive", "negative"}, Target{Structure: "soleus", Side: "L"}, false},
		"not done later":          {"ankle.thompson", "L", []string{"positive", "not-done"}, Target{Structure: "soleus", Side: "L"}, true},
		"undecided later":         {"ankle.thompson", "L", []string{"positive", "equivocal"}, Target{Structure: "soleus", Side: "L"}, true},
		"undecided":               {"ankle.thompson", "L", []string{"equivocal"}, Target{Structure: "soleus", Side: "L"}, false},
		"its whole leg":           {"ankle.thompson", "L", []string{"positive"}, Target{Structure: "rectus.femoris", Side: "L"}, true},
		"a cord sign, the neck":   {"upper-motor.babinski", "L", []string{"positive"}, Target{Structure: "trapezius.upper", Side: "R"}, true},
		"clonus, the low back":    {"upper-motor.clonus", "L", []string{"positive"}, Target{Structure: "multifidus", Side: "R"}, true},
		"Hoffmann, the low back":  {"upper-motor.hoffmann", "R", []string{"positive"}, Target{Structure: "quadratus.lumborum", Side: "R"}, true},
		"a brisk reflex, spine":   {"reflex.s1", "L", []string{"4+"}, Target{Structure: "multifidus", Side: "R"}, true},
		"a brisk reflex, hand":    {"reflex.s1", "L", []string{"4+"}, Target{Structure: "thenar", Side: "R"}, false},
		"weakness, its limb":      {"myotome.l5", "L", []string{"2"}, Target{Structure: "biceps.femoris.long", Side: "L"}, true},
		"weakness, its foot":      {"myotome.l5", "L", []string{"2"}, Target{Structure: "plantar.aponeurosis", Side: "L"}, true},
		"weakness, other limb":    {"myotome.l5", "L", []string{"2"}, Target{Structure: "plantar.aponeurosis", Side: "R"}, false},
		"weakness of an arm":      {"myotome.t1", "R", []string{"3"}, Target{Structure: "deltoid.middle", Side: "R"}, true},
		"an unsteady walk":        {"gait.unsteady", "M", []string{"marked"}, Target{Structure: "trapezius.upper", Side: "L"}, true},
		"a foot that drops":       {"gait.foot-drop", "R", []string{"moderate"}, Target{Structure: "multifidus", Side: "L"}, true},
		"asked in a new way":      {"cauda-equina", "M", []string{"function"}, Target{Structure: "trapezius.upper", Side: "L"}, true},
		"no side, neck":           {"neck.sharp-purser", anatomy.Midline, []string{"positive"}, Target{Structure: "scalenus.medius", Side: "R"}, true},
		"an emergency, elsewhere": {"saddle", "R", []string{"absent"}, Target{Structure: "trapezius.upper", Side: "L"}, true},
	} {
		c := newCourse(t)
		c.cat = catalogue(t)
		for i, result := range x.results {
			c.on(Date("2026-03-02").AddDays(7 * i))
			a, op := StartAssessment(c.Env, c.chart, "prac-1")
			apply(t, c.chart, op)
			apply(t, c.chart, must2(RecordTest(c.Env, c.cat, c.chart, a, x.test, x.side, result))(t))
		}
		today := c.today()
		stands, _ := conflictItems(Conflicts(c.cat, c.chart, &Prescription{Technique: "effleurage", Pressure: 1, Targets: []Target{x.target}}, today))
		if contains(stands, TestItem) != x.want {
			t.Errorf("%s: %v stand", name, stands)
		}
		asked := slices.ContainsFunc(CanAgree(c.cat, c.chart, &c.plan, today), func(h Hindrance) bool {
			return h.Step == StepAssessment && strings.Contains(h.Say.String(), "Write what was done about: ")
		})
		if asked != (len(OpenTests(c.cat, c.chart)) > 0) {
			t.Errorf("%s: before agreeing it is asked what was done: %v", name, asked)
		}
	}
}

func must2(op Operation, err error) func(testing.TB) Operation {
	return func(t testing.TB) Operation {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return op
	}
}

func TestRegionsFollowTheFindings(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	part := func(code string) string {
		return map[string]string{
			"deltoid.middle": "Shoulder", "supraspinatus": "Shoulder", "rotator.cuff.tendons": "Shoulder", "vastus.medialis": "Knee",
			"anterior.cruciate.ligament": "Knee", "glenohumeral.joint": "Shoulder", "infraspinatus": "Shoulder",
		}[code]
	}
	if plain := c.TestRegions(); plain[0] != "Neck" || len(plain) != 11 {
		t.Fatalf("all: %v", plain)
	}
	if got := c.RegionsFound(nil, part); len(got) != 0 {
		t.Errorf("with no finding: %v", got)
	}
	shoulder := []Finding{{Structure: "deltoid.middle"}, {Structure: "infraspinatus"}, {Structure: "unknown"}}
	if got := c.RegionsFound(append(shoulder, Finding{Structure: "vastus.medialis"}), part); !slices.Equal(got, []string{"Shoulder", "Knee"}) {
		t.Errorf("with findings on the shoulder and the knee: %v", got)
	}
	usual := func(x *Test) bool { return x.Code == "shoulder.hawkins" || x.Code == "shoulder.er-lag" }
	var codes []string
	for _, x := range c.TestsFor("Shoulder", shoulder, usual) {
		codes = append(codes, x.Code)
	}
	if !slices.Equal(codes, []string{"shoulder.infraspinatus", "shoulder.er-lag", "shoulder.hornblower", "shoulder.hawkins"}) {
		t.Errorf("suggested: %v", codes)
	}
	for query, want := range map[string]string{
		"thomp": "ankle.thompson", "c6 refl": "reflex.c6", "SHOULDER neer": "shoulder.neer",
		"kyphosis": "posture.kyphosis", "lordosis": "posture.lordosis", "scoliosis": "posture.spine-curve", "winging": "posture.scapula-winging",
		"antalgic": "gait.antalgic", "steppage": "gait.foot-drop", "genu valgum": "posture.knock-knee", "pes planus": "posture.foot-flat",
		"swayback": "posture.sway", "durkan": "wrist.compression", "jobe": "shoulder.empty-can", "obrien": "shoulder.obrien",
		"list": "posture.shift", "saddle": "cauda-equina", "lasegue": "back.slr",
	} {
		if r := c.SearchTests(query); !slices.ContainsFunc(r, func(x Test) bool { return x.Code == want }) {
			t.Errorf("%q finds %v", query, r)
		}
	}
	if r := c.SearchTests("pes planus"); r[0].Code != "posture.foot-flat" {
		t.Errorf("what is called so does not come first: %s", r[0].Code)
	}
	if r := c.SearchTests("  "); r != nil {
		t.Errorf("nothing finds %v", r)
	}
	if w := ResultWords("not-done").String() + ResultWords("4-").String() + ResultWords("2+").String(); w != "not done4−2+" {
		t.Errorf("words: %q", w)
	}
}

// Signs found in both legs have the question about them asked again.
func TestAnUrgentGroupAsksAgain(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		left, right string
		answer      string
		after       time.Duration // of the answer; below 0 before the tests
		want        bool
	}{
		"both, no before":  {"reduced", "reduced", AnswerNo, -time.Minute, true},
		"both, no after":   {"reduced", "reduced", AnswerNo, time.Minute, false},
		"both, yes before": {"reduced", "reduced", AnswerYes, -time.Minute, false},
		"both, unsure":     {"reduced", "reduced", AnswerUnsure, -time.Minute, false},
		"one side":         {"reduced", "normal", AnswerNo, -time.Minute, false},
	} {
		c := &course{testEnv: newEnv("2026-03-02"), cat: catalogue(t), chart: &Chart{Patient: Patient{ID: "p"}}}
		a, op := StartAssessment(c.Env, c.chart, "prac-1")
		apply(t, c.chart, op)
		apply(t, c.chart, must2(RecordTest(c.Env, c.cat, c.chart, a, "dermatome.l5", anatomy.Left, x.left))(t))
		apply(t, c.chart, must2(RecordTest(c.Env, c.cat, c.chart, a, "dermatome.s1", anatomy.Right, x.right))(t))
		put(t, c.chart, &Screening{ID: "q", PatientID: "p", AssessmentID: a.ID, Item: "both-legs", Answer: x.answer, At: c.at.Add(x.after)})
		if got := strings.Contains(strings.Join(InEnglish(Reasons(CanSignAssessment(c.cat, c.chart, a))), " "), "Ask again under"); got != x.want {
			t.Errorf("%s: asked again %v", name, got)
		}
	}
}
