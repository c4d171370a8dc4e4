package clinic

import (
	"cmp"
	"slices"
	"strings"

	"regimen/internal/anatomy"
)

// Test is one test of the examination. Its result is never a diagnosis.
type Test struct {
	Code       string
	Kind       string // one of the kinds below
	Region     string // as it is shown: "Shoulder"; for the neurological screen the limb
	Name       string
	Also       []string // other names it is found by
	Level      string   // of the spinal cord, for the neurological screen: "C5"
	View       string   // of posture: ViewSide or ViewBack
	Structures []string // codes of the structures it loads, the main one first
	How        string
	Positive   string // what counts as positive
	NotWhen    string // when it must not be done; "" where nothing stands against it
	// Measured is the measure that answers the test; "" where it is done by hand. It is positive where the value is below
	// Below, or with OrOther where it is less than the other side's by more than the error of the measure. Where it grades the
	// strength of the movement StrengthOf, a measure by its code, the grade is the result.
	Measured   string
	Below      float64
	OrOther    bool
	StrengthOf string
	Results    []string // those that can be recorded
	Usual      string   // the one that says nothing is wrong
	Urgent     []string // those that stop the examination
	Urgency    string   // one of the Urgency constants, of an urgent result
	Action     string   // what must be done about an urgent result
	// Against is what an urgent result stands against: words of Places, or PlaceMarkedLimb for the limb of its structures on
	// the tested side.
	Against  []string
	Sided    bool
	Trained  bool   // only for a therapist trained in it
	Core     bool   // shown first in its region
	Replaces string // the test in whose place it is asked
	Retired  bool   // kept for old records, and offered no more
	Source   string
}

// The kinds of test.
const (
	TestSpecial    = "special"
	TestDermatome  = "dermatome"
	TestMyotome    = "myotome"
	TestReflex     = "reflex"
	TestUpperMotor = "upper-motor" // signs of brain and spinal cord
	TestQuestion   = "question"    // asked, and not examined
	TestPosture    = "posture"
	TestGait       = "gait"
)

// The views posture is looked at in.
const (
	ViewSide = "side"
	ViewBack = "back"
)

// Results that mean the same for every test.
const (
	ResultNegative  = "negative"
	ResultPositive  = "positive"
	ResultEquivocal = "equivocal"
	ResultNotDone   = "not-done"
)

// Cluster is a group of tests that says more together than each alone.
type Cluster struct {
	Code  string // an urgent one with the code of a safety question has that asked again when it is met
	Name  string
	Tests []string
	Twice []string // those of the tests that are counted once for each side, whichever side is judged
	Need  int      // how many must be positive
	// OrTests and OrNeed are another rule by which the group is met; none where there is one rule.
	OrTests []string
	OrNeed  int
	// RulesOut are the tests without which the group is not said to point elsewhere.
	RulesOut []string
	Across   string // AcrossSame, AcrossAny or AcrossBoth
	Text     string // follows "3 of 5 positive: "
	Urgency  string // when it is met; "" when it is not urgent
	Action   string
	Source   string
}

// How a cluster counts sides.
const (
	AcrossSame = "same-side"  // for each side apart; a test without sides counts for both
	AcrossAny  = "any-side"   // a test counts once, on whichever side
	AcrossBoth = "both-sides" // as AcrossAny, and something must be positive on the left and on the right
)

// Test by code, or nil.
func (c *Catalogue) Test(code string) *Test {
	return find(c.Tests, func(t *Test) bool { return t.Code == code })
}

// TestName is the name of a test, or its code when it is no longer in the catalogue.
func (c *Catalogue) TestName(code string) string {
	if t := c.Test(code); t != nil {
		return t.Name
	}
	return code
}

// TestsIn are the tests that are offered in a region and, if any are named, of these kinds, in the order of the catalogue.
func (c *Catalogue) TestsIn(region string, kinds ...string) []Test {
	return where(c.Tests, func(t *Test) bool {
		return t.Region == region && !t.Retired && (len(kinds) == 0 || slices.Contains(kinds, t.Kind))
	})
}

// TestRegions are the regions that have special tests, in the order of the catalogue.
func (c *Catalogue) TestRegions() []string {
	var regions []string
	for i := range c.Tests {
		if t := &c.Tests[i]; t.Kind == TestSpecial && !slices.Contains(regions, t.Region) {
			regions = append(regions, t.Region)
		}
	}
	return regions
}

// RegionsFound are the regions with special tests where something was found, the more findings the earlier: a finding
// counts for a region by the share of the region's tests that load its part of the body. part tells the part of a
// structure, "" when it is not known.
func (c *Catalogue) RegionsFound(findings []Finding, part func(structure string) string) []string {
	regions := c.TestRegions()
	loads := map[string]map[string]float64{} // region to part to tests
	tests := map[string]float64{}
	for i := range c.Tests {
		t := &c.Tests[i]
		if t.Kind != TestSpecial {
			continue
		}
		if loads[t.Region] == nil {
			loads[t.Region] = map[string]float64{}
		}
		tests[t.Region]++
		if len(t.Structures) > 0 {
			loads[t.Region][part(t.Structures[0])]++
		}
	}
	return most(regions, findings, part, func(region, part string) float64 { return loads[region][part] / tests[region] })
}

// most are those of some things that findings count for, the more the earlier. share is how much a finding in a part of
// the body counts for a thing.
func most(things []string, findings []Finding, part func(structure string) string, share func(thing, part string) float64) []string {
	score := map[string]float64{}
	for i := range findings {
		if p := part(findings[i].Structure); p != "" {
			for _, t := range things {
				score[t] += share(t, p)
			}
		}
	}
	out := slices.DeleteFunc(slices.Clone(things), func(t string) bool { return score[t] == 0 })
	slices.SortStableFunc(out, func(a, b string) int { return cmp.Compare(score[b], score[a]) })
	return out
}

// TestsFor are the special tests of a region in the order in which they are suggested: those that load a structure with
// a finding, the more findings on the structures it loads the earlier, and then those of usual, each in the order of the
// catalogue.
func (c *Catalogue) TestsFor(region string, findings []Finding, usual func(*Test) bool) []Test {
	loaded := func(t *Test) int {
		n := 0
		for i := range findings {
			if slices.ContainsFunc(c.made([]Target{findings[i].Target()}), func(x Target) bool { return slices.Contains(t.Structures, x.Structure) }) {
				n++
			}
		}
		return n
	}
	out := where(c.Tests, func(t *Test) bool {
		return t.Region == region && t.Kind == TestSpecial && (usual(t) || loaded(t) > 0)
	})
	slices.SortStableFunc(out, func(a, b Test) int { return cmp.Compare(loaded(&b), loaded(&a)) })
	return out
}

// SearchTests finds the tests that hold every word of the query in their name, one of their other names, region, kind or
// level, those with all of them in their own name first. Capitals and apostrophes do not matter.
func (c *Catalogue) SearchTests(query string) []Test {
	plain := func(s string) string { return strings.NewReplacer("’", "", "'", "").Replace(strings.ToLower(s)) }
	words := strings.Fields(plain(query))
	if len(words) == 0 {
		return nil
	}
	holds := func(names ...string) bool {
		text := plain(strings.Join(names, " "))
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
	}
	out := where(c.Tests, func(t *Test) bool {
		return !t.Retired && holds(append([]string{t.Name, t.Region, t.Level, t.Kind}, t.Also...)...)
	})
	named := func(t *Test) int {
		if holds(t.Name) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(out, func(a, b Test) int { return named(&a) - named(&b) })
	return out
}

// Sides are the sides a test is recorded for.
func (t *Test) Sides() []anatomy.Side {
	if t.Sided {
		return []anatomy.Side{anatomy.Left, anatomy.Right}
	}
	return []anatomy.Side{anatomy.Midline}
}

// IsPositive reports that a result is neither the usual one nor undecided.
func (t *Test) IsPositive(result string) bool {
	return result != "" && result != t.Usual && result != ResultEquivocal && result != ResultNotDone
}

// IsUrgent reports that a result stops the examination.
func (t *Test) IsUrgent(result string) bool { return slices.Contains(t.Urgent, result) }

var resultWords = map[string]Sentence{
	ResultNegative: Say("negative"), ResultPositive: Say("positive"), ResultEquivocal: Say("equivocal"), ResultNotDone: Say("not done"),
	"normal": Say("normal"), "reduced": Say("reduced"), "absent": Say("absent"), "increased": Say("increased"),
	"none": Say("none"), "mild": Say("mild"), "moderate": Say("moderate"), "marked": Say("marked"),
	"usual": Say("usual"), "changed": Say("changed"),
	"unchanged": Say("unchanged"), "feeling": Say("changed feeling"), "function": Say("changed bladder, bowel or sexual function"),
	"both": Say("changed feeling, and changed bladder, bowel or sexual function"),
}

// ResultWords is a result as it is read: "positive", "not done", "4−".
func ResultWords(result string) Sentence {
	if words := resultWords[result]; !words.IsZero() {
		return words
	}
	if n := strings.TrimSuffix(result, "-"); n != result && n != "" {
		return Text(n + "−")
	}
	return Text(result) // a grade, or of a table that is gone
}

// CheckTestResult refuses a result that its test cannot have. The error is FieldErrors.
func (c *Catalogue) CheckTestResult(r *TestResult) error {
	if err := r.Validate(); err != nil {
		return err
	}
	var k checks
	t := c.Test(r.Test)
	switch {
	case t == nil:
		k.fail("test", Say("This test is not in the catalogue."))
	case !slices.Contains(t.Results, r.Result):
		k.fail("result", Say("{{.Test}} cannot be {{.Result}}.", Args{"Test": t.Term(), "Result": ResultWords(r.Result)}))
	case !slices.Contains(t.Sides(), r.Side):
		if t.Sided {
			k.fail("side", Say("{{.Test}} is tested on the left or the right.", Args{"Test": t.Term()}))
		} else {
			k.fail("side", Say("{{.Test}} has no side.", Args{"Test": t.Term()}))
		}
	}
	return k.err()
}

// RecordTest puts a result of a test of an assessment, or changes the one that is there. What was written about an
// urgent result goes when the result is urgent no more; pain and whether it is familiar go when it is not
// positive any more. A result that is as it was last time, when the doctor knew of it, is known still.
func RecordTest(env Env, cat *Catalogue, chart *Chart, a *Assessment, test string, side anatomy.Side, result string) (Operation, error) {
	r := TestResult{
		PatientID: a.PatientID, AssessmentID: a.ID, Test: test, Side: side, Date: a.Date, CreatedAt: env.now(),
	}
	if old := chart.TestOf(a.ID, test, side); old != nil {
		r = *old
	} else {
		r.ID = env.NewID()
	}
	r.Result, r.Entered = result, ""
	t := cat.Test(test)
	switch before := chart.TestBefore(a, test, side); {
	case t != nil && !t.IsPositive(result):
		r.Pain, r.Familiar, r.KnownSince = nil, "", ""
	case before != nil && before.Result == result && !r.KnownSince.Valid():
		r.KnownSince = before.KnownSince // what the doctor knew of last time and is as it was
	}
	if t != nil && !t.IsUrgent(result) {
		r.Action = ""
	}
	if err := cat.CheckTestResult(&r); err != nil {
		return Operation{}, err
	}
	return Operation{Label: ResultOf(cat, &r), Scope: a.ID, Put: []Record{&r}}, nil
}

// ResultOf names a test with its side and its result: "Hawkins-Kennedy, left: positive".
func ResultOf(cat *Catalogue, r *TestResult) Sentence {
	return Say("{{.Test}}: {{.Result}}", Args{"Test": TestTitle(cat, r), "Result": ResultWords(r.Result)})
}

// Term is the name of the test in a sentence.
func (t *Test) Term() Term { return Term{"test", t.Code, t.Name} }

// TestTitle names a test with its side: "Hawkins-Kennedy, left".
func TestTitle(cat *Catalogue, r *TestResult) Sentence {
	name := Term{"test", r.Test, cat.TestName(r.Test)}
	if r.Side.Word() == "" {
		return Say("{{.Test}}", Args{"Test": name})
	}
	return Say("{{.Test}}, {{.Side}}", Args{"Test": name, "Side": r.Side})
}

// FillTests records the usual result for the tests named that have none yet on these sides. A test without
// sides is recorded whichever sides are named. Nobody is presumed to have done a test that takes training or has an
// urgent result, and what a measured movement answers is not recorded beside it: these are left out.
func FillTests(env Env, cat *Catalogue, chart *Chart, a *Assessment, tests []string, sides ...anatomy.Side) Operation {
	op := Operation{Scope: a.ID}
	for _, code := range tests {
		t := cat.Test(code)
		if t == nil || t.Trained || t.Urgency != "" || t.Retired || t.Measured != "" && !t.OrOther {
			continue
		}
		for _, side := range t.Sides() {
			if r, _ := ResultIn(cat, chart, a.ID, t, side); t.Sided && !slices.Contains(sides, side) || r != nil {
				continue
			}
			op.Put = append(op.Put, &TestResult{
				ID: env.NewID(), PatientID: a.PatientID, AssessmentID: a.ID, Test: code, Side: side, Result: t.Usual,
				Date: a.Date, CreatedAt: env.now(), Entered: EnteredTogether,
			})
		}
	}
	op.Label = SayCount(len(op.Put), "{{.Count}} test as usual", "{{.Count}} tests as usual")
	return op
}

// LeaveOutTests records as not done what of the tests named has no result yet.
func LeaveOutTests(env Env, cat *Catalogue, chart *Chart, a *Assessment, tests []string) Operation {
	op := Operation{Scope: a.ID}
	for _, code := range tests {
		t := cat.Test(code)
		if t == nil || t.Retired || !slices.Contains(t.Results, ResultNotDone) {
			continue
		}
		for _, side := range t.Sides() {
			if r, _ := ResultIn(cat, chart, a.ID, t, side); r == nil {
				op.Put = append(op.Put, &TestResult{
					ID: env.NewID(), PatientID: a.PatientID, AssessmentID: a.ID, Test: code, Side: side, Result: ResultNotDone,
					Date: a.Date, CreatedAt: env.now(), Entered: EnteredTogether,
				})
			}
		}
	}
	op.Label = SayCount(len(op.Put), "{{.Count}} test not done", "{{.Count}} tests not done")
	return op
}

// MeasuredFor is what was measured in an assessment that answers a test on a side, the last of it; nil for nothing.
func MeasuredFor(cat *Catalogue, chart *Chart, assessment string, t *Test, side anatomy.Side) *Measurement {
	if t.Measured == "" {
		return nil
	}
	item := ""
	if me := cat.Measure(t.StrengthOf); me != nil {
		_, item = StrengthOf(me)
	}
	var last *Measurement
	for _, m := range chart.MeasurementsOf(assessment) {
		if m.Measure == t.Measured && m.Item == item && m.Side == side && m.Mode != ModePassive {
			last = &m
		}
	}
	return last
}

// ResultIn is the result of a test in an assessment, or nil: the one that was recorded, or else that which a measured
// movement gives, with the measurement. An urgent one is never taken from a measurement: what was done about it is recorded
// with the test.
func ResultIn(cat *Catalogue, chart *Chart, assessment string, t *Test, side anatomy.Side) (*TestResult, *Measurement) {
	if r := chart.TestOf(assessment, t.Code, side); r != nil {
		return r, nil
	}
	from := MeasuredFor(cat, chart, assessment, t, side)
	if from == nil {
		return nil, nil
	}
	result := t.resultOf(from.Value)
	if t.OrOther && result == ResultNegative {
		me, other := cat.Measure(t.Measured), MeasuredFor(cat, chart, assessment, t, side.Opposite())
		switch {
		case other == nil: // it may be less than the other
			return nil, nil
		case me.MDC > 0 && other.Value-from.Value >= me.MDC:
			result = ResultPositive
		}
	}
	if result == "" || t.IsUrgent(result) {
		return nil, nil
	}
	return &TestResult{
		PatientID: from.PatientID, AssessmentID: assessment, Test: t.Code, Side: side, Result: result, Date: from.Date, CreatedAt: from.CreatedAt,
	}, from
}

// resultOf is what a value that was measured says of the test, "" for nothing.
func (t *Test) resultOf(value float64) string {
	switch {
	case t.StrengthOf != "":
		for _, g := range slices.Backward(Grades()) {
			if code := strings.ReplaceAll(g.Name, "−", "-"); g.Value <= value && slices.Contains(t.Results, code) {
				return code
			}
		}
		return ""
	case value < t.Below:
		return ResultPositive
	}
	return ResultNegative
}

// ResultsIn are the results of the tests of an assessment: those recorded, and then those that measured movements give.
func ResultsIn(cat *Catalogue, chart *Chart, assessment string) []TestResult {
	out := chart.TestsOf(assessment)
	for i := range cat.Tests {
		t := &cat.Tests[i]
		if t.Measured == "" || t.Retired {
			continue
		}
		for _, side := range t.Sides() {
			if r, from := ResultIn(cat, chart, assessment, t, side); from != nil {
				out = append(out, *r)
			}
		}
	}
	return out
}

// Abnormal reports that a result says something is wrong, beside the others of the same examination. A reflex that is
// weaker or brisker than usual says so only when the other side differs; absent or very brisk it does by itself.
func (t *Test) Abnormal(r *TestResult, results []TestResult) bool {
	if !t.IsPositive(r.Result) {
		return false
	}
	if t.Kind != TestReflex || r.Result == "0" || t.IsUrgent(r.Result) {
		return true
	}
	return slices.ContainsFunc(results, func(o TestResult) bool {
		return o.Test == r.Test && o.Side == r.Side.Opposite() && o.Result != r.Result && o.Result != ResultNotDone
	})
}

// TestOf is the result of a test in an assessment, or nil.
func (c *Chart) TestOf(assessment, test string, side anatomy.Side) *TestResult {
	return find(c.TestResults, func(r *TestResult) bool {
		return r.AssessmentID == assessment && r.Test == test && r.Side == side
	})
}

// TestBefore is the last result of a test before an assessment that says something, or nil. What was not done is
// passed over.
func (c *Chart) TestBefore(a *Assessment, test string, side anatomy.Side) *TestResult {
	var last *TestResult
	for i := range c.TestResults {
		r := &c.TestResults[i]
		if r.Test != test || r.Side != side || r.AssessmentID == a.ID || r.Result == ResultNotDone || r.Date > a.Date {
			continue
		}
		if b := c.Assessment(r.AssessmentID); b != nil && b.Date == a.Date && b.ID > a.ID {
			continue // begun later on the same day
		}
		if last == nil || last.Date <= r.Date {
			last = r
		}
	}
	return last
}

// UrgentResult is a result that stops the examination.
type UrgentResult struct {
	Test   *Test
	Result TestResult
}

// UrgentTests are the urgent results of an assessment, the most urgent first.
func UrgentTests(cat *Catalogue, chart *Chart, assessment string) []UrgentResult {
	results := chart.TestsOf(assessment)
	list := make([]*TestResult, 0, len(results))
	for i := range results {
		list = append(list, &results[i])
	}
	return urgentOf(cat, list)
}

func urgentOf(cat *Catalogue, results []*TestResult) []UrgentResult {
	var out []UrgentResult
	for _, r := range results {
		if t := cat.Test(r.Test); t != nil && t.IsUrgent(r.Result) {
			out = append(out, UrgentResult{t, *r})
		}
	}
	slices.SortStableFunc(out, func(a, b UrgentResult) int {
		return urgencyRank(a.Test.Urgency) - urgencyRank(b.Test.Urgency)
	})
	return out
}

// Answered reports that it is written what was done, or since when the doctor knows of it.
func (u UrgentResult) Answered() bool { return strings.TrimSpace(u.Result.Action) != "" || u.Known() }

// Known reports that the patient's doctor knows of the result. An emergency is one whoever knows of it.
func (u UrgentResult) Known() bool {
	return u.Result.KnownSince.Valid() && u.Test.MayBeKnown()
}

// MayBeKnown reports that an urgent result stops nothing once the patient's doctor knows of it.
func (t *Test) MayBeKnown() bool { return urgencyRank(t.Urgency) > urgencyRank(UrgencyEmergency) }

// OpenTests are the urgent results that no later result of the same test and side, or of the test that replaces it, has
// taken back and no doctor knows of, the most urgent first, whether or not it is written what was done.
func OpenTests(cat *Catalogue, chart *Chart) []UrgentResult {
	type key struct {
		test string
		side anatomy.Side
	}
	at := make(map[key]int, len(chart.TestResults)) // where in latest
	latest := make([]*TestResult, 0, len(chart.TestResults))
	instead := make(map[string]*Test)
	for i := range cat.Tests {
		if t := &cat.Tests[i]; t.Replaces != "" {
			instead[t.Replaces] = t
		}
	}
	for i := range chart.TestResults { // in the order they were made
		r := &chart.TestResults[i]
		k := key{r.Test, r.Side}
		if t := instead[r.Test]; t != nil { // what is asked in its place takes it back
			k.test = t.Code
			if !t.Sided {
				k.side = anatomy.Midline
			}
		}
		n, known := at[k]
		switch {
		case r.Result == ResultNotDone || known && latest[n].Date > r.Date:
		case r.Result == ResultEquivocal && known: // undecided takes nothing back
		case known:
			latest[n] = r
		default:
			at[k], latest = len(latest), append(latest, r)
		}
	}
	return slices.DeleteFunc(urgentOf(cat, latest), UrgentResult.Known)
}

// ClusterState is how far a cluster has come on one side.
type ClusterState struct {
	Cluster  *Cluster
	Side     anatomy.Side // Midline where the cluster does not count sides apart
	Positive int          // by the rule that is met, or else by the first
	Done     int          // tests with a result, positive or not
	Of       int          // tests of the rule
	Met      bool
	// Open reports that nothing can be said yet: the tests still to do can meet it, or one that would rule it out was not done.
	Open bool
}

// Words says the state; it is a pattern, not a diagnosis.
func (s ClusterState) Words() Sentence {
	facts := Args{"Positive": s.Positive, "Of": s.Of, "Text": s.Cluster.Text, "Done": s.Done}
	switch {
	case s.Met:
		return Say("{{.Positive}} of {{.Of}} positive: {{.Text}}", facts)
	case s.Open:
		return Say("{{.Done}} of {{.Of}} done, {{.Positive}} positive: cannot say yet", facts)
	case s.Done < s.Of:
		return Say("{{.Done}} of {{.Of}} done, {{.Positive}} positive: the group can no longer point to it", facts)
	}
	return Say("{{.Positive}} of {{.Of}} positive: the group does not point to it", facts)
}

// ClusterStates evaluates every cluster that has a result, on each side that has one.
func ClusterStates(cat *Catalogue, results []TestResult) []ClusterState {
	var out []ClusterState
	for i := range cat.Clusters {
		k := &cat.Clusters[i]
		sides := []anatomy.Side{anatomy.Midline}
		if k.Across == AcrossSame {
			sides = []anatomy.Side{anatomy.Left, anatomy.Right}
		}
		for _, side := range sides {
			if s := clusterState(cat, k, side, results); s.Done > 0 {
				out = append(out, s)
			}
		}
	}
	return out
}

// tally is what the results of some tests come to on one side.
type tally struct {
	positive, done, of int
	on                 map[anatomy.Side]bool // positive sides of tests that are no reflex, which both can be weak in health
	sides              map[anatomy.Side]bool // positive sides
	own                bool                  // there is a result of the side itself, not only of the middle
}

// count tells what the results of some tests of the group come to on a side.
func (k *Cluster) count(cat *Catalogue, tests []string, side anatomy.Side, results []TestResult) tally {
	out := tally{on: map[anatomy.Side]bool{}, sides: map[anatomy.Side]bool{}, own: side == anatomy.Midline}
	// Of a group that is urgent, what a doctor knows of is nothing new.
	counted := where(results, func(r *TestResult) bool {
		return r.Result != ResultNotDone && !(k.Urgency != "" && r.KnownSince.Valid())
	})
	one := func(t *Test, of func(anatomy.Side) bool) {
		out.of++
		done, positive := false, false
		for i := range counted {
			r := &counted[i]
			if r.Test != t.Code || !of(r.Side) {
				continue
			}
			done, out.own = true, out.own || r.Side == side
			if t.Abnormal(r, counted) {
				positive, out.sides[r.Side] = true, true
				out.on[r.Side] = out.on[r.Side] || t.Kind != TestReflex
			}
		}
		if done {
			out.done++
		}
		if positive {
			out.positive++
		}
	}
	for _, code := range tests {
		t := cat.Test(code)
		switch {
		case t == nil:
			out.of++
		case slices.Contains(k.Twice, code):
			one(t, func(s anatomy.Side) bool { return s == anatomy.Left })
			one(t, func(s anatomy.Side) bool { return s == anatomy.Right })
		default:
			one(t, func(s anatomy.Side) bool { return k.Across != AcrossSame || s == side || s == anatomy.Midline })
		}
	}
	return out
}

func clusterState(cat *Catalogue, k *Cluster, side anatomy.Side, results []TestResult) ClusterState {
	main := k.count(cat, k.Tests, side, results)
	s := ClusterState{Cluster: k, Side: side, Positive: main.positive, Done: main.done, Of: main.of}
	if !main.own {
		s.Done = 0
		return s
	}
	both := func(on map[anatomy.Side]bool) bool { return on[anatomy.Left] && on[anatomy.Right] }
	if k.Across == AcrossBoth {
		// One test that is positive on both sides is enough of a sign on each; reflexes alone have to be two.
		s.Met = both(main.sides) && (main.positive >= k.Need || both(main.on) && max(main.positive, 2) >= k.Need)
		s.Open = !s.Met
		return s
	}
	reach := func(t tally, need int) bool { return t.positive+t.of-t.done >= need }
	s.Met = main.positive >= k.Need
	s.Open = !s.Met && reach(main, k.Need)
	if k.OrNeed > 0 && !s.Met {
		or := k.count(cat, k.OrTests, side, results)
		if or.positive >= k.OrNeed {
			s.Positive, s.Done, s.Of, s.Met = or.positive, or.done, or.of, true
		}
		s.Open = !s.Met && (s.Open || reach(or, k.OrNeed))
	}
	if key := k.count(cat, k.RulesOut, side, results); !s.Met && key.done < key.of {
		s.Open = true
	}
	return s
}

// clusterHindrances are the safety questions that an urgent group of tests calls for anew: those with the code of the
// group that were answered with no before the tests spoke against it.
func (c *Chart) clusterHindrances(cat *Catalogue, a *Assessment) []Hindrance {
	results, answers := ResultsIn(cat, c, a.ID), c.AnswersOf(cat, a.ID)
	var out []Hindrance
	for _, s := range ClusterStates(cat, results) {
		item := cat.ScreeningItem(s.Cluster.Code)
		if !s.Met || s.Cluster.Urgency == "" || item == nil {
			continue
		}
		answer, answered := answers[item.Code]
		since := slices.ContainsFunc(results, func(r TestResult) bool {
			t := cat.Test(r.Test)
			return answered && t != nil && slices.Contains(s.Cluster.Tests, r.Test) && t.IsPositive(r.Result) && r.CreatedAt.After(answer.At)
		})
		if since && answer.Answer == AnswerNo {
			out = append(out, Hindrance{Step: StepScreening, At: item.Code, Say: Say("{{.Group}}, {{.State}}. Ask again under Screening: {{.Question}}",
				Args{"Group": s.Cluster.Name, "State": s.Words(), "Question": item.Question})})
		}
	}
	return out
}

// TestLine is one result in words, for a screen or a paper that is read.
type TestLine struct {
	Region string
	Test   string // "Hawkins-Kennedy"
	Side   anatomy.Side
	What   Sentence // both: "Hawkins-Kennedy, left"
	Result Sentence // "positive, pain 6/10, the patient’s own pain"
	Before Sentence // "last time negative" or nothing
	// Changed is a result that is another than before.
	Changed bool
	Action  string // what was done about an urgent result
	Note    string
	// Positive is a result that is neither usual nor undecided.
	Positive bool
	Urgent   bool
}

// TestLines are the results of an assessment in the order of the catalogue, those of one test on both sides
// together. Results of tests that are no longer in the catalogue come last.
func TestLines(cat *Catalogue, chart *Chart, a *Assessment) []TestLine {
	results := ResultsIn(cat, chart, a.ID)
	place := make(map[string]int, len(cat.Tests))
	for i := range cat.Tests {
		place[cat.Tests[i].Code] = i + 1
	}
	rank := func(r *TestResult) int {
		if n := place[r.Test]; n > 0 {
			return n
		}
		return len(cat.Tests) + 1
	}
	slices.SortStableFunc(results, func(x, y TestResult) int {
		if d := rank(&x) - rank(&y); d != 0 {
			return d
		}
		return strings.Compare(string(x.Side), string(y.Side))
	})
	out := make([]TestLine, 0, len(results))
	for i := range results {
		r := &results[i]
		l := TestLine{What: TestTitle(cat, r), Test: cat.TestName(r.Test), Side: r.Side, Result: ResultWords(r.Result), Action: r.Action, Note: r.Note}
		if t := cat.Test(r.Test); t != nil {
			l.Region, l.Positive, l.Urgent = t.Region, t.IsPositive(r.Result), t.IsUrgent(r.Result)
		}
		if t := cat.Test(r.Test); t != nil && r.ID == "" {
			if _, from := ResultIn(cat, chart, a.ID, t, r.Side); from != nil {
				l.Result = Say("{{.Result}}, {{.Value}} measured", Args{"Result": l.Result, "Value": cat.Measure(t.Measured).Write(from.Value)})
			}
		}
		if r.Entered == EnteredTogether {
			l.Result = Say("{{.Result}}, entered with the rest", Args{"Result": l.Result})
		}
		if r.KnownSince.Valid() {
			l.Result = Say("{{.Result}}, known to the doctor since {{.Day}}", Args{"Result": l.Result, "Day": r.KnownSince})
		}
		if r.Pain != nil {
			l.Result = Say("{{.Result}}, pain {{.Pain}}/10", Args{"Result": l.Result, "Pain": *r.Pain})
		}
		switch r.Familiar {
		case FamiliarYes:
			l.Result = Say("{{.Result}}, the patient’s own pain", Args{"Result": l.Result})
		case FamiliarNo:
			l.Result = Say("{{.Result}}, not the pain the patient knows", Args{"Result": l.Result})
		}
		if b := chart.TestBefore(a, r.Test, r.Side); b != nil {
			l.Before, l.Changed = BeforeWords(b, r), r.Result != ResultNotDone && b.Result != r.Result
		}
		out = append(out, l)
	}
	return out
}

// BeforeWords says the earlier result and, when there is one now (it may be nil), whether it has changed.
func BeforeWords(before, now *TestResult) Sentence {
	was := Say("last time {{.Result}}", Args{"Result": ResultWords(before.Result)})
	if before.Pain != nil {
		was = Say("last time {{.Result}} {{.Pain}}/10", Args{"Result": ResultWords(before.Result), "Pain": *before.Pain})
	}
	switch {
	case now == nil || now.Result == ResultNotDone:
		return was
	case before.Result != now.Result:
		return Say("{{.Before}} · changed", Args{"Before": was})
	}
	return Say("{{.Before}} · same", Args{"Before": was})
}
