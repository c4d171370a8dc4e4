package clinic

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"regimen/internal/anatomy"
	"regimen/internal/table"
)

// examined is a patient with an assessment of today.
func examined(t *testing.T) (*course, *Assessment) {
	t.Helper()
	c := &course{testEnv: newEnv("2026-03-02"), cat: catalogue(t), chart: &Chart{Patient: Patient{ID: "p"}}}
	a, op := StartAssessment(c.Env, c.chart, "prac-1")
	apply(t, c.chart, op)
	return c, a
}

// Nobody is presumed to have done a test that stops the examination when it is positive, over the whole table.
func TestTheRestAsUsualNeverTouchesWhatIsUrgent(t *testing.T) {
	t.Parallel()
	c, a := examined(t)
	var all []string
	for _, x := range c.cat.Tests {
		all = append(all, x.Code)
	}
	op := FillTests(c.Env, c.cat, c.chart, a, all, anatomy.Left, anatomy.Right)
	if len(op.Put) < 100 {
		t.Fatalf("only %d tests are filled", len(op.Put))
	}
	for _, r := range op.Put {
		r := r.(*TestResult)
		x := c.cat.Test(r.Test)
		if len(x.Urgent) > 0 || x.Urgency != "" || x.Trained || x.Retired || x.Measured != "" && !x.OrOther {
			t.Errorf("%s was filled", x.Code)
		}
		if r.Entered != EnteredTogether || r.Result != x.Usual {
			t.Errorf("%s does not say what it is: %+v", x.Code, r)
		}
	}
	apply(t, c.chart, op)
	op = LeaveOutTests(c.Env, c.cat, c.chart, a, all)
	for _, r := range op.Put {
		if r := r.(*TestResult); r.Result != ResultNotDone {
			t.Errorf("%s was left out as %s", r.Test, r.Result)
		}
	}
	apply(t, c.chart, op)
	for _, x := range c.cat.Tests {
		for _, side := range x.Sides() {
			if r, _ := ResultIn(c.cat, c.chart, a.ID, &x, side); r == nil && !x.Retired && slices.Contains(x.Results, ResultNotDone) {
				t.Errorf("%s %s is neither done nor left out", x.Code, side)
			}
		}
	}
	r := c.chart.TestOf(a.ID, "shoulder.neer", anatomy.Left)
	apply(t, c.chart, must2(RecordTest(c.Env, c.cat, c.chart, a, r.Test, r.Side, ResultNegative))(t))
	if r := c.chart.TestOf(a.ID, "shoulder.neer", anatomy.Left); r.Entered != "" {
		t.Error("a test that was then done by itself still counts as entered with the others")
	}
}

// Whatever the action of an urgent result forbids, the result stands against.
func TestUrgentActionsForbidWhatTheyStandAgainst(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	for _, x := range c.Tests {
		if x.Urgency == "" {
			continue
		}
		text := strings.ToLower(x.Action)
		for _, w := range []struct {
			says  string
			place string // a structure that must be reached
		}{
			{"no massage until", "trapezius.upper"},
			{"no treatment.", "trapezius.upper"},
			{"no massage. ", "trapezius.upper"},
			{"before further treatment.", "trapezius.upper"},
			{"no spinal work", "multifidus"},
			{"no neck work", "semispinalis.capitis"},
			{"massage or stretching of the leg", "rectus.femoris"},
			{"treatment of this shoulder", "deltoid.middle"},
			{"treatment of this knee", "popliteus"},
			{"massage of the knee", "popliteus"},
			{"massage of the foot", "plantar.aponeurosis"},
			{"massage or movement of the wrist", "wrist.joint"},
			{"mobilisation of the spine", "spine.thoracic"},
			{"deep work on the thigh", "vastus.lateralis"},
			{"massage of the low back, pelvis or leg", "soleus"},
			{"chest or upper back", "intercostals.external"},
		} {
			if strings.Contains(text, w.says) && !c.standsAgainst(&x, anatomy.Left, []Target{{Structure: w.place, Side: anatomy.Left}}) {
				t.Errorf("%s says %q and does not stand against %s", x.Code, w.says, w.place)
			}
		}
		if len(x.Structures) > 0 && !c.standsAgainst(&x, anatomy.Left, []Target{{Structure: x.Structures[0], Side: anatomy.Left}}) {
			t.Errorf("%s does not stand against what it tests", x.Code)
		}
	}
}

// What a measured movement answers is taken from there and counts in its group.
func TestAMeasuredMovementAnswersItsTest(t *testing.T) {
	t.Parallel()
	c, a := examined(t)
	measure := func(id string, side anatomy.Side, value float64) {
		put(t, c.chart, &Measurement{
			ID: id, PatientID: "p", AssessmentID: a.ID, Measure: "rom.neck.rotation", Side: side, Mode: ModeActive, Value: value, Date: a.Date, CreatedAt: c.at,
		})
	}
	x := c.cat.Test("neck.rotation-60")
	measure("m-1", anatomy.Right, 45)
	measure("m-2", anatomy.Left, 75)
	for side, want := range map[anatomy.Side]string{anatomy.Right: ResultPositive, anatomy.Left: ResultNegative} {
		if r, from := ResultIn(c.cat, c.chart, a.ID, x, side); r == nil || r.Result != want || from == nil {
			t.Errorf("%s: %+v", side, r)
		}
	}
	apply(t, c.chart, must2(RecordTest(c.Env, c.cat, c.chart, a, "neck.spurling", anatomy.Right, ResultPositive))(t))
	apply(t, c.chart, must2(RecordTest(c.Env, c.cat, c.chart, a, "neck.ulnt1", anatomy.Right, ResultPositive))(t))
	for _, s := range ClusterStates(c.cat, ResultsIn(c.cat, c.chart, a.ID)) {
		if s.Cluster.Code == "neck-root" && s.Side == anatomy.Right && (!s.Met || s.Words().String() != "3 of 4 positive: consistent with irritation of a neck nerve root") {
			t.Errorf("the group: %s", s.Words())
		}
	}
	said := false
	for _, l := range TestLines(c.cat, c.chart, a) {
		said = said || l.Positive && l.Result.String() == "positive, 45° measured"
	}
	if !said {
		t.Errorf("it is not said where the result is from: %+v", TestLines(c.cat, c.chart, a))
	}
	apply(t, c.chart, must2(RecordTest(c.Env, c.cat, c.chart, a, "neck.rotation-60", anatomy.Right, ResultNegative))(t))
	if r, from := ResultIn(c.cat, c.chart, a.ID, x, anatomy.Right); from != nil || r.Result != ResultNegative {
		t.Errorf("what was recorded by hand does not hold: %+v", r)
	}
}

// A grade of strength that was measured is that of the root it is of, and a turn of the trunk is held against the other side. An
// urgent grade is recorded with the test, so that what was done about it is too.
func TestMovementsAnswerWhatAsksForThem(t *testing.T) {
	t.Parallel()
	c, a := examined(t)
	n := 0
	measure := func(measure, item string, side anatomy.Side, value float64) {
		n++
		put(t, c.chart, &Measurement{
			ID: "m-" + strconv.Itoa(n), PatientID: "p", AssessmentID: a.ID, Measure: measure, Item: item, Side: side, Value: value, Date: a.Date, CreatedAt: c.at,
		})
	}
	is := func(test string, side anatomy.Side, want string) {
		t.Helper()
		got := ""
		r, from := ResultIn(c.cat, c.chart, a.ID, c.cat.Test(test), side)
		if r != nil {
			got = r.Result
		}
		if got != want || (from != nil) != (want != "") {
			t.Errorf("%s, %s: %q, want %q", test, side, got, want)
		}
	}
	for i := range c.cat.Tests {
		x := &c.cat.Tests[i]
		if x.StrengthOf == "" {
			continue
		}
		_, item := StrengthOf(c.cat.Measure(x.StrengthOf))
		is(x.Code, anatomy.Left, "")
		measure(MeasureStrength, item, anatomy.Left, 4.5)
		is(x.Code, anatomy.Left, "4+")
		measure(MeasureStrength, item, anatomy.Left, 3.5)
		is(x.Code, anatomy.Left, "4-")
		measure(MeasureStrength, item, anatomy.Left, 2)
		is(x.Code, anatomy.Left, "")
		if MeasuredFor(c.cat, c.chart, a.ID, x, anatomy.Left) == nil {
			t.Errorf("%s does not know what was measured", x.Code)
		}
		is(x.Code, anatomy.Right, "")
	}
	if n < 24 {
		t.Errorf("only %d grades answer a test", n/3)
	}
	is("thorax.rotation", anatomy.Left, "")
	measure("rom.trunk.rotation", "", anatomy.Left, 46)
	is("thorax.rotation", anatomy.Left, "") // it may be less than the other
	measure("rom.trunk.rotation", "", anatomy.Right, 60)
	is("thorax.rotation", anatomy.Left, ResultPositive)
	is("thorax.rotation", anatomy.Right, ResultNegative)
	measure("rom.trunk.rotation", "", anatomy.Right, 50)
	is("thorax.rotation", anatomy.Left, ResultNegative)
	measure("rom.trunk.rotation", "", anatomy.Right, 40)
	is("thorax.rotation", anatomy.Right, ResultPositive)
}

// What was not looked at of posture and gait is said so, and counts as nothing that was tested.
func TestPostureAndGaitThatWereNotLookedAt(t *testing.T) {
	t.Parallel()
	c, a := examined(t)
	var codes []string
	for i := range c.cat.Tests {
		if x := &c.cat.Tests[i]; x.Kind == TestPosture || x.Kind == TestGait {
			codes = append(codes, x.Code)
		}
	}
	apply(t, c.chart, LeaveOutTests(c.Env, c.cat, c.chart, a, codes))
	for _, code := range codes {
		x := c.cat.Test(code)
		for _, side := range x.Sides() {
			if r := c.chart.TestOf(a.ID, code, side); r == nil || r.Result != ResultNotDone || x.IsPositive(r.Result) {
				t.Errorf("%s, %s: %+v", code, side, r)
			}
		}
	}
	for _, l := range TestLines(c.cat, c.chart, a) {
		if l.Positive || !strings.HasPrefix(l.Result.String(), "not done") {
			t.Errorf("%s reads %q", l.What, l.Result)
		}
	}
	if p := ProgressOf(c.cat, c.chart, a); p.Tests != 0 {
		t.Errorf("%d tests count as done", p.Tests)
	}
}

// What the doctor knows of neither stops nor stands against the treatment, unless it is an emergency.
func TestWhatTheDoctorKnowsOfStopsNothing(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		test, result string
		side         anatomy.Side
		open         bool
	}{
		"a knee without its ligament": {"knee.lachman", "positive", "L", false},
		"an old foot drop":            {"gait.foot-drop", "marked", "R", false},
		"the saddle":                  {"cauda-equina", "feeling", "M", true},
	} {
		c, a := examined(t)
		apply(t, c.chart, must2(RecordTest(c.Env, c.cat, c.chart, a, x.test, x.side, x.result))(t))
		if len(OpenTests(c.cat, c.chart)) != 1 {
			t.Errorf("%s: not open before", name)
		}
		r := c.chart.TestOf(a.ID, x.test, x.side)
		r.KnownSince = "2019-05-01"
		put(t, c.chart, r)
		if got := len(OpenTests(c.cat, c.chart)) > 0; got != x.open {
			t.Errorf("%s: open %v", name, got)
		}
		if u := UrgentTests(c.cat, c.chart, a.ID); len(u) != 1 || u[0].Answered() == x.open {
			t.Errorf("%s: %+v", name, u)
		}
		c.on("2026-04-02")
		b, op := StartAssessment(c.Env, c.chart, "prac-1")
		apply(t, c.chart, op)
		apply(t, c.chart, must2(RecordTest(c.Env, c.cat, c.chart, b, x.test, x.side, x.result))(t))
		if got := len(OpenTests(c.cat, c.chart)) > 0; got != x.open {
			t.Errorf("%s: found again as it was, open %v", name, got)
		}
		if l := TestLines(c.cat, c.chart, a); !strings.Contains(l[0].Result.String(), "known to the doctor since 1 May 2019") {
			t.Errorf("%s: it is not said: %s", name, l[0].Result)
		}
	}
}

// A question that is asked in the place of an older test takes its answer back.
func TestTheNewQuestionTakesTheOldTestBack(t *testing.T) {
	t.Parallel()
	c, a := examined(t)
	apply(t, c.chart, must2(RecordTest(c.Env, c.cat, c.chart, a, "saddle", anatomy.Left, "reduced"))(t))
	c.on("2026-04-02")
	b, op := StartAssessment(c.Env, c.chart, "prac-1")
	apply(t, c.chart, op)
	if u := OpenTests(c.cat, c.chart); len(u) != 1 || u[0].Test.Code != "saddle" {
		t.Fatalf("open: %+v", u)
	}
	apply(t, c.chart, must2(RecordTest(c.Env, c.cat, c.chart, b, "cauda-equina", anatomy.Midline, "unchanged"))(t))
	if u := OpenTests(c.cat, c.chart); len(u) != 0 {
		t.Errorf("still open: %+v", u)
	}
	for _, x := range c.cat.TestsIn("Leg") {
		if x.Code == "saddle" {
			t.Error("the old test is still offered")
		}
	}
}

// Tests that load the neck, a joint that slips or a fresh break say when they must not be done.
func TestTestsSayWhenNotToBeDone(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	for _, code := range strings.Fields(`neck.spurling neck.distraction neck.ulnt1 neck.sharp-purser neck.alar neck.flexion-rotation outlet.adson shoulder.apprehension
		shoulder.relocation back.thigh-thrust back.gaenslen back.kemp back.stork hip.faber hip.scour knee.pivot-shift knee.lachman knee.mcmurray knee.thessaly
		ankle.ottawa-ankle ankle.ottawa-foot knee.ottawa-knee neck.c-spine-rule ankle.anterior-drawer wrist.finkelstein thorax.rib-spring hip.hop hip.fulcrum`) {
		code = strings.Replace(code, "hip.faber", "back.faber", 1)
		if x := c.Test(code); x == nil || x.NotWhen == "" {
			t.Errorf("%s may always be done", code)
		}
	}
}

// A reflex says something by itself only when it is absent or very brisk; otherwise beside the other side, or when it has changed.
func TestReflexesAreReadBesideTheOtherSide(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		before, left, right string // before: both sides, "" for never
		want                int
	}{
		"weak on both sides":      {"", "1+", "1+", 0},
		"brisk on both sides":     {"", "3+", "3+", 0},
		"weak on one side":        {"", "1+", "2+", 1},
		"absent on both sides":    {"", "0", "0", 2},
		"weaker than last time":   {"2+", "1+", "1+", 2},
		"weak as last time":       {"1+", "1+", "1+", 0},
		"usual":                   {"", "2+", "2+", 0},
		"one side not tested":     {"", "1+", ResultNotDone, 0},
		"another weakness by now": {"1+", "0", "1+", 2},
	} {
		c, a := examined(t)
		record := func(side anatomy.Side, result string) {
			apply(t, c.chart, must2(RecordTest(c.Env, c.cat, c.chart, a, "reflex.s1", side, result))(t))
		}
		if x.before != "" {
			record(anatomy.Left, x.before)
			record(anatomy.Right, x.before)
			var op Operation
			c.on("2026-03-30")
			a, op = StartAssessment(c.Env, c.chart, "prac-1")
			apply(t, c.chart, op)
		}
		record(anatomy.Left, x.left)
		record(anatomy.Right, x.right)
		n := 0
		for _, tr := range Triggers(c.cat, atlas(t), c.chart, a.Date) {
			if tr.Kind == TriggerNerve {
				n++
			}
		}
		if n != x.want {
			t.Errorf("%s: %d triggers, want %d", name, n, x.want)
		}
	}
}

// Numbness that the doctor knows of is no reason to refer, until it gets worse.
func TestANerveThatTheDoctorKnowsOf(t *testing.T) {
	t.Parallel()
	c, a := examined(t)
	nerve := func() int {
		n := 0
		for _, tr := range Triggers(c.cat, atlas(t), c.chart, c.today()) {
			if tr.Kind == TriggerNerve {
				n++
			}
		}
		return n
	}
	f := &Finding{ID: "f", PatientID: "p", AssessmentID: a.ID, Structure: "thumb", Side: anatomy.Right, Source: ByPatient, Type: "paraesthesia", Severity: ptr(4), CreatedAt: c.at}
	put(t, c.chart, f)
	if nerve() != 1 {
		t.Error("new tingling is no reason to refer")
	}
	known := *f
	known.KnownSince = "2019-03-01"
	put(t, c.chart, &known)
	apply(t, c.chart, must2(RecordTest(c.Env, c.cat, c.chart, a, "dermatome.c6", anatomy.Right, "reduced"))(t))
	if nerve() != 1 {
		t.Error("reduced feeling is no reason to refer")
	}
	r := c.chart.TestOf(a.ID, "dermatome.c6", anatomy.Right)
	r.KnownSince = "2019-03-01"
	put(t, c.chart, r)
	if nerve() != 0 {
		t.Error("what the doctor knows of is a reason to refer")
	}
	c.on("2026-04-01")
	b, op := StartAssessment(c.Env, c.chart, "prac-1")
	apply(t, c.chart, op)
	worse := known
	worse.ID, worse.AssessmentID, worse.Severity = "g", b.ID, ptr(8)
	put(t, c.chart, &worse)
	if nerve() != 1 {
		t.Error("it got worse, and is no reason to refer")
	}
}

// Scores, vital signs and what the hands feel beyond their borders make one think of a doctor.
func TestValuesBeyondTheirBorder(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		measure string
		value   float64
		feel    string
		days    int // ago
		want    TriggerKind
	}{
		"Örebro 49":            {"ompsq-sf", 49, "", 0, ""},
		"Örebro 50":            {"ompsq-sf", 50, "", 0, TriggerValue},
		"moderate depression":  {"dass21.depression", 20, "", 0, ""},
		"severe depression":    {"dass21.depression", 21, "", 0, TriggerValue},
		"severe anxiety":       {"dass21.anxiety", 15, "", 0, TriggerValue},
		"severe stress":        {"dass21.stress", 26, "", 0, TriggerValue},
		"high pressure":        {"bp.systolic", 184, "", 0, TriggerValue},
		"high pressure of old": {"bp.systolic", 184, "", 60, ""},
		"usual pressure":       {"bp.systolic", 138, "", 0, ""},
		"fever":                {"temperature", 38.2, "", 0, TriggerValue},
		"a springy block":      {"rom.knee.extension", -10, EndFeelSpringy, 0, TriggerEndFeel},
		"a capsular end":       {"rom.knee.extension", -10, "capsular", 0, ""},
		"flaccid":              {MeasureTone, -2, "", 0, TriggerTone},
		"soft":                 {MeasureTone, -1, "", 0, ""},
	} {
		c, a := examined(t)
		me := c.cat.Measure(x.measure)
		m := &Measurement{ID: "m", PatientID: "p", AssessmentID: a.ID, Measure: x.measure, Side: anatomy.Midline, Value: x.value, EndFeel: x.feel, Date: a.Date, CreatedAt: c.at}
		if me.Sided {
			m.Side = anatomy.Left
		}
		if len(me.Modes) > 0 {
			m.Mode = ModePassive
		}
		if me.AtStructure {
			m.Structure, m.Side = "soleus", anatomy.Left
		}
		if err := c.cat.CheckMeasurement(m); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		put(t, c.chart, m)
		got := map[TriggerKind]bool{}
		for _, tr := range Triggers(c.cat, atlas(t), c.chart, a.Date.AddDays(x.days)) {
			got[tr.Kind] = true
		}
		if x.want != "" && !got[x.want] || x.want == "" && (got[TriggerValue] || got[TriggerEndFeel] || got[TriggerTone]) {
			t.Errorf("%s: %v", name, got)
		}
	}
	c, a := examined(t)
	for i, item := range []string{"low-mood", "self-harm"} {
		put(t, c.chart, &Screening{ID: item, PatientID: "p", AssessmentID: a.ID, Item: item, Answer: []string{AnswerYes, AnswerUnsure}[i], Action: "called", At: c.at})
	}
	if list := Triggers(c.cat, atlas(t), c.chart, a.Date); !slices.ContainsFunc(list, func(tr Trigger) bool { return tr.Kind == TriggerMood }) {
		t.Errorf("low mood with thoughts of self-harm: %+v", list)
	}
}

// The tests of the upper neck load the joint of the first two vertebrae.
func TestUpperNeckTestsLoadTheirJoint(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	for _, code := range []string{"neck.sharp-purser", "neck.alar", "neck.flexion-rotation"} {
		if x := c.Test(code); x.Structures[0] != "atlantoaxial.joint" {
			t.Errorf("%s loads %v", code, x.Structures)
		}
	}
}

// A table of norms says where it is wrong.
func TestNormsSayWhatIsWrong(t *testing.T) {
	t.Parallel()
	const head = "code\tmeasure\tsex\tfrom\tto\tnorm\tsource\n"
	for name, x := range map[string]struct{ text, column, why string }{
		"no such measure":    {head + "a\tmagic\tany\t20\t30\t5\ts\n", "norm", "no usual value"},
		"never seen":         {head + "a\tgrip\tany\t20\t30\t110\ts\n", "norm", "no usual value"},
		"two for one person": {head + "a\tgrip\tany\t20\t30\t40\ts\nb\tgrip\tmale\t30\t40\t45\ts\n", "from", "the same people"},
		"older than itself":  {head + "a\tgrip\tany\t40\t30\t40\ts\n", "from", "more than"},
		"a sex unheard of":   {head + "a\tgrip\tboth\t20\t30\t40\ts\n", "sex", "not one of"},
	} {
		files := tables(t)
		files["norms.tsv"] = &fstest.MapFile{Data: []byte(x.text)}
		_, err := LoadCatalogue(files)
		if !slices.ContainsFunc(catalogueErrors(err), func(e *table.Error) bool {
			return e.File == "norms.tsv" && e.Column == x.column && strings.Contains(e.Why, x.why)
		}) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
