package clinic

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"regimen/internal/anatomy"
	"regimen/internal/script"
)

// The borders of the referral triggers: the practice rule of section D4 of the clinical reference.
const (
	chronicDays       = 84 // 12 weeks; longer without a plan
	episodes          = 3  // at one site, in episodeDays
	episodeDays       = 365
	severePain        = 7 // of 10, at and above which loss of function counts
	weakGrade         = 3 // MRC grade at and below which a doctor should look
	fruitlessSessions = 4 // a course that has shown nothing: after so many sessions,
	fruitlessDays     = 28
	hopelessSessions  = 6 // and after so many a review alone will not do
	tornGrade         = 3 // of an injury
)

// lostFunction is the PSFS score at and below which function counts as lost. The rule of D4 gives no
// number: half of what the patient could do before is a border of our own.
const lostFunction = 5

// TriggerKind is a reason to think of a doctor.
type TriggerKind string

// An urgent result of a test, and the referral triggers of section D4, the weightiest first.
const (
	TriggerTest      TriggerKind = "test"
	TriggerNerve     TriggerKind = "nerve"
	TriggerWeak      TriggerKind = "weak"
	TriggerTorn      TriggerKind = "torn"
	TriggerValue     TriggerKind = "value"    // a vital sign or a score beyond its border
	TriggerEndFeel   TriggerKind = "end feel" // a joint that springs back or has no end
	TriggerTone      TriggerKind = "tone"     // a muscle without any
	TriggerMood      TriggerKind = "mood"     // low, with thoughts of self-harm
	TriggerSwelling  TriggerKind = "swelling"
	TriggerSevere    TriggerKind = "severe"
	TriggerWorse     TriggerKind = "worse"
	TriggerFruitless TriggerKind = "fruitless"
	TriggerChronic   TriggerKind = "chronic"
	TriggerEpisodes  TriggerKind = "episodes"
	TriggerClaim     TriggerKind = "claim"
)

// TriggerKinds lists them in that order.
func TriggerKinds() []TriggerKind {
	return []TriggerKind{
		TriggerTest, TriggerNerve, TriggerWeak, TriggerTorn, TriggerMood, TriggerValue, TriggerEndFeel, TriggerTone, TriggerSwelling, TriggerSevere, TriggerWorse, TriggerFruitless,
		TriggerChronic, TriggerEpisodes, TriggerClaim,
	}
}

// Trigger is a reason why the patient should see a doctor beside the treatment. It is a prompt to think,
// apart from the red flags, and says nothing about a cause.
type Trigger struct {
	Kind TriggerKind
	What Sentence // with its numbers
	Do   Sentence // what to do about it
}

// TriggerRecords are the kinds of records that Triggers looks at: a chart of them alone gives the same.
func TriggerRecords() []Kind {
	return []Kind{
		KindAssessment, KindPlan, KindSession, KindScreening, KindFinding, KindGoal, KindPlanEnd, KindMeasurement, KindTestResult, KindInjury, KindClearance,
	}
}

// Triggers are the referral triggers that hold for a patient on a day, the weightiest first.
func Triggers(cat *Catalogue, atlas *anatomy.Atlas, chart *Chart, today Date) []Trigger {
	return triggersOf(cat, atlas, chart, measuredSeries(cat, chart), today)
}

func triggersOf(cat *Catalogue, atlas *anatomy.Atlas, chart *Chart, series []Series, today Date) []Trigger {
	t := triggers{cat: cat, atlas: atlas, chart: chart, today: today, series: series}
	t.tests()
	t.nerves()
	t.weakness()
	t.torn()
	t.mood()
	t.values()
	t.feels()
	t.swelling()
	t.severe()
	t.course()
	t.chronic()
	t.episodes()
	t.claim()
	kinds := TriggerKinds()
	slices.SortStableFunc(t.out, func(a, b Trigger) int {
		return cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind))
	})
	return t.out
}

type triggers struct {
	cat    *Catalogue
	atlas  *anatomy.Atlas
	chart  *Chart
	today  Date
	series []Series
	out    []Trigger
}

func (t *triggers) add(kind TriggerKind, do, what Sentence) {
	t.out = append(t.out, Trigger{kind, what, do})
}

// lastChanges compares the last assessment with the one before. What the last one found is all new when
// there is none before, or when it began another complaint and the one before did not have it.
func (t *triggers) lastChanges() (last *Assessment, changes []FindingChange) {
	last = t.chart.LatestAssessment()
	if last == nil {
		return nil, nil
	}
	var before []Finding
	if b := t.chart.AssessmentBefore(last); b != nil {
		before = t.chart.FindingsOf(b.ID)
	}
	return last, compareFindings(t.cat, before, t.chart.FindingsOf(last.ID))
}

// place names a structure inside a sentence.
func (t *triggers) place(code string, side anatomy.Side) Place {
	return Place{code, side, script.LowerFirst(t.atlas.Label(code, side))}
}

// since says how new something is that the assessment before did not have.
func (t *triggers) since(last *Assessment) Sentence {
	if t.chart.AssessmentBefore(last) == nil {
		return Say("found at the first assessment, of {{.Day}}", Args{"Day": last.Date.Brief()})
	}
	return Say("new at the assessment of {{.Day}}", Args{"Day": last.Date.Brief()})
}

// tests are the urgent results that no later one has taken back.
func (t *triggers) tests() {
	for _, u := range OpenTests(t.cat, t.chart) {
		if u.Result.Date <= t.today {
			t.add(TriggerTest, Text(u.Test.Action), Say("{{.Test}}: {{.Result}} on {{.Day}}.",
				Args{"Test": TestTitle(t.cat, &u.Result), "Result": ResultWords(u.Result.Result), "Day": u.Result.Date.Brief()}))
		}
	}
}

// OfNerve reports that a sort of finding may come from a nerve.
func OfNerve(finding string) bool {
	return slices.Contains([]string{"numbness", "paraesthesia", "weakness"}, finding)
}

func (t *triggers) nerves() {
	do := Say("Check feeling, strength and reflexes, and refer to the doctor before going on.")
	last, changes := t.lastChanges()
	if last == nil {
		return
	}
	known := func(c *FindingChange) bool {
		return find(t.chart.Findings, func(f *Finding) bool { return f.ID == c.NowID && f.KnownSince.Valid() }) != nil
	}
	for _, c := range changes {
		nerve := OfNerve(c.Type)
		facts := Args{"What": FindingTypeName(c.Type), "Place": t.place(c.Structure, c.Side), "Since": t.since(last)}
		switch {
		case nerve && c.State == FindingNew && !known(&c):
			t.add(TriggerNerve, do, Say("{{.What}} in {{.Place}}: {{.Since}}.", facts))
		case nerve && c.State == FindingWorse:
			facts["From"], facts["To"] = t.cat.degreeAlone(c.Type, c.Source, *c.From), t.cat.degreeAlone(c.Type, c.Source, *c.To)
			worse := Say("{{.What}} in {{.Place}} is worse: {{.From}} to {{.To}} of 10.", facts)
			if t.cat.ScaleOf(c.Type, c.Source).Step(*c.To) != nil {
				worse = Say("{{.What}} in {{.Place}} is worse: {{.From}} to {{.To}}.", facts)
			}
			t.add(TriggerNerve, do, worse)
		}
	}
	now := t.chart.TestsOf(last.ID)
	for _, r := range now {
		if r.KnownSince.Valid() || !t.nerveSign(&r, now, t.chart.TestBefore(last, r.Test, r.Side)) {
			continue
		}
		if t.signBefore(last, &r) {
			continue
		}
		t.add(TriggerNerve, do, Say("{{.Test}}: {{.Result}}, {{.Since}}.", Args{"Test": TestTitle(t.cat, &r), "Result": ResultWords(r.Result), "Since": t.since(last)}))
	}
}

// signBefore reports that the assessment before had the same sign, with the same result.
func (t *triggers) signBefore(last *Assessment, r *TestResult) bool {
	b := t.chart.AssessmentBefore(last)
	if b == nil {
		return false
	}
	before := t.chart.TestsOf(b.ID)
	return find(before, func(x *TestResult) bool {
		return x.Test == r.Test && x.Side == r.Side && t.nerveSign(x, before, nil) && (!t.isReflex(x) || x.Result == r.Result)
	}) != nil
}

func (t *triggers) isReflex(r *TestResult) bool {
	test := t.cat.Test(r.Test)
	return test != nil && test.Kind == TestReflex
}

// nerveSign reports whether a result of the neurological screen, beside the others of its examination, is not as it
// should be: of a reflex also one that has changed since it was tested before (nil for never).
func (t *triggers) nerveSign(r *TestResult, results []TestResult, before *TestResult) bool {
	test := t.cat.Test(r.Test)
	if test == nil || !slices.Contains([]string{TestDermatome, TestMyotome, TestReflex, TestUpperMotor}, test.Kind) || !test.IsPositive(r.Result) {
		return false
	}
	changed := test.Kind == TestReflex && before != nil && before.Result != r.Result && before.Result != ResultEquivocal
	return changed || test.Abnormal(r, results)
}

// roundTo rounds to so many decimals.
func roundTo(v float64, decimals int) float64 {
	k := math.Pow10(decimals)
	return math.Round(v*k) / k
}

func (t *triggers) weakness() {
	for _, s := range t.series {
		if !IsStrength(s.Measure) {
			continue
		}
		p := s.Points[len(s.Points)-1]
		if p.Value > weakGrade {
			continue
		}
		where := Say("{{.Muscle}}", Args{"Muscle": s.Item})
		switch {
		case s.Item == "" && s.Structure != "":
			where = Say("{{.Measure}} at {{.Place}}", Args{"Measure": Term{"measure", s.Measure, t.cat.MeasureName(s.Measure)}, "Place": t.place(s.Structure, s.Side)})
		case s.Side.Word() != "":
			where = Say("{{.Muscle}}, {{.Side}}", Args{"Muscle": s.Item, "Side": s.Side})
		}
		t.add(TriggerWeak, Say("Refer to the doctor: strength at or below grade 3 is not for massage alone."),
			Say("Strength of {{.Where}} is grade {{.Grade}} of 5 on {{.Day}}.", Args{"Where": where, "Grade": gradeName(p.Value), "Day": p.Date.Brief()}))
	}
}

// values are those at or beyond the border of their measure. A vital sign of long ago says nothing about now.
func (t *triggers) values() {
	for i := range t.series {
		s := &t.series[i]
		me := t.cat.Measure(s.Measure)
		if me == nil || me.ReferAt == nil || len(s.Points) == 0 {
			continue
		}
		p := s.Points[len(s.Points)-1]
		if p.Value < *me.ReferAt || me.Group == GroupVital && p.Stale(t.today) {
			continue
		}
		t.add(TriggerValue, Text(me.ReferDo), Say("{{.Measure}}: {{.Value}} on {{.Day}}.", Args{"Measure": me.Term(), "Value": me.Write(p.Value), "Day": p.Date.Brief()}))
	}
}

// mood is low, with thoughts of self-harm that were not denied.
func (t *triggers) mood() {
	answers := t.chart.LatestAnswers(t.cat)
	said := func(item string) bool {
		a, ok := answers[item]
		return ok && a.Answer != AnswerNo
	}
	if said("low-mood") && said("self-harm") {
		t.add(TriggerMood, Say("A doctor or a crisis line today, and do not leave the patient alone with it; an ambulance when there is a plan or means."),
			Say("Low mood together with thoughts of self-harm."))
	}
}

// feels are what the hands of the last assessment felt that is never usual: a springy block or an empty end, and a
// muscle with no tone at all.
func (t *triggers) feels() {
	last := t.chart.LatestAssessment()
	if last == nil {
		return
	}
	for _, m := range t.chart.MeasurementsOf(last.ID) {
		me := t.cat.Measure(m.Measure)
		if me == nil {
			continue
		}
		facts := Args{"Measure": me.Term(), "Side": m.Side, "Feel": m.EndFeel, "Day": m.Date.Brief()}
		do := Say("Explain it or have a doctor look before end-range work on this joint: imaging excludes a loose body, a torn meniscus or worse.")
		switch {
		case m.EndFeel != EndFeelSpringy && m.EndFeel != EndFeelEmpty:
		case m.Side.Word() == "":
			t.add(TriggerEndFeel, do, Say("{{.Measure}}: end feel {{.Feel}} on {{.Day}}.", facts))
		default:
			t.add(TriggerEndFeel, do, Say("{{.Measure}}, {{.Side}}: end feel {{.Feel}} on {{.Day}}.", facts))
		}
		if m.Measure == MeasureTone && m.Value <= flaccid {
			t.add(TriggerTone, Say("Test strength, feeling and reflexes of the limb. A muscle that has newly lost all tone goes to a doctor before going on; today with weakness."),
				Say("{{.Place}} is flaccid on {{.Day}}.", Args{"Place": t.place(m.Structure, m.Side), "Day": m.Date.Brief()}))
		}
	}
}

// flaccid is the grade of tone of a muscle that has none; see palpation.tsv.
const flaccid = -2

// torn is an injury of grade III that is not healed, and that no doctor has cleared.
func (t *triggers) torn() {
	for _, i := range t.chart.Injuries {
		if i.Grade < tornGrade || t.chart.InjuryClearance(i.ID, t.today) != nil || i.InjuredOn > t.today || i.HealedOn.Valid() && i.HealedOn <= t.today {
			continue
		}
		t.add(TriggerTorn, Say("A grade III injury belongs in a doctor’s hands; keep off it until it is cleared."),
			Say("Clinically consistent with a grade III {{.Injury}} of {{.Place}}, {{.Ago}}.", Args{
				"Injury": Term{"injury", i.Type, injuryWord(i.Type)}, "Place": t.place(i.Structure, i.Side), "Ago": ago(i.InjuredOn.DaysUntil(t.today)),
			}))
	}
}

func ago(days int) Sentence {
	if days == 0 {
		return Say("today")
	}
	return SayCount(days, "{{.Count}} day ago", "{{.Count}} days ago")
}

func injuryWord(kind string) string {
	switch kind {
	case InjuryOther, InjurySurgery:
		return "injury"
	}
	return kind
}

// swelling is lymphoedema that may be new: swelling of a limb that was not there before, by the finding or
// by the volume of the two limbs, in a patient who was not known to have it.
func (t *triggers) swelling() {
	do := Say("Have the doctor find the cause before any lymphatic work; a painful, warm or one-sided calf today.")
	last, changes := t.lastChanges()
	if last == nil || t.knownLymphoedema(last) {
		return
	}
	legs := map[anatomy.Side]bool{}
	for _, c := range changes {
		if c.Type == "swelling" && c.State == FindingNew && limb(t.atlas, c.Structure) {
			if slices.ContainsFunc(t.cat.Limbs, func(p LimbProtocol) bool {
				return p.Limb == LimbLeg && slices.Contains(p.Parts, t.cat.partOf(c.Structure))
			}) {
				legs[c.Side] = true
			}
			t.add(TriggerSwelling, do, Say("Swelling of {{.Place}}: {{.Since}}.", Args{"Place": t.place(c.Structure, c.Side), "Since": t.since(last)}))
		}
	}
	if legs[anatomy.Midline] || legs[anatomy.Left] && legs[anatomy.Right] {
		t.add(TriggerSwelling, Say("The doctor looks first, today if the patient is short of breath, cannot lie flat or is pregnant. No lymphatic work until then."),
			Say("Both legs swell, {{.Since}}: think of the heart, the kidneys, the liver, a clot or a medicine.", Args{"Since": t.since(last)}))
	}
	for _, s := range t.series {
		if s.Measure != MeasureLimbVolume || s.Side != anatomy.Left {
			continue
		}
		other := find(t.series, func(o *Series) bool {
			return o.Measure == s.Measure && o.Side == anatomy.Right && sameItem(o.Item) == sameItem(s.Item) && o.Along == s.Along && o.Structure == s.Structure
		})
		if other == nil {
			continue
		}
		a, b := s.Points[len(s.Points)-1], other.Points[len(other.Points)-1]
		if a.Date != b.Date {
			continue
		}
		side, large, small := anatomy.Left, a.Value, b.Value
		if b.Value > a.Value {
			side, large, small = anatomy.Right, b.Value, a.Value
		}
		if excess, ok := ExcessPercent(large, small); ok && t.cat.excessLimits(s.Along).Excess(excess, large-small) {
			facts := Args{"Side": side, "Percent": roundTo(excess, 1), "Large": large, "Small": small, "Day": a.Date.Brief(), "Of": s.Of}
			why := Say("The {{.Side}} limb is larger by {{.Percent}} % ({{.Large}} and {{.Small}} mL) on {{.Day}}.", facts)
			if s.Along.Stretch() {
				why = Say("The {{.Side}} limb is larger by {{.Percent}} % ({{.Large}} and {{.Small}} mL; {{.Of}}) on {{.Day}}.", facts)
			}
			t.add(TriggerSwelling, do, why)
		}
	}
}

// knownLymphoedema reports that the patient was asked before the last assessment and said yes.
func (t *triggers) knownLymphoedema(last *Assessment) bool {
	return find(t.chart.Screenings, func(s *Screening) bool {
		if s.Answer != AnswerYes || !t.cat.tellsOf(TellsLymphoedema, s.Item) {
			return false
		}
		a := t.chart.Assessment(s.AssessmentID)
		return s.AssessmentID != last.ID && (a == nil || a.Date < last.Date)
	}) != nil
}

func limb(atlas *anatomy.Atlas, code string) bool {
	s, _ := atlas.Structure(code)
	return slices.Contains([]string{"Arm", "Forearm", "Wrist and hand", "Thigh", "Knee", "Leg", "Ankle and foot"}, s.Part)
}

// severe is pain of 7 or more with loss of function, both as last measured. The doctor who sent the patient
// knows of it: it is no reason on the day that their referral is taken up.
func (t *triggers) severe() {
	pain := t.latest(t.tells(TellsPain), func(a, b float64) bool { return a > b })
	able := t.tells(TellsFunction)
	function := t.latest(func(s *Series) bool { return able(s) && s.Average }, nil)
	if function == nil {
		function = t.latest(able, func(a, b float64) bool { return a < b })
	}
	if pain == nil || function == nil || pain.Value < severePain || function.Value > lostFunction || t.chart.referredOn() == t.today {
		return
	}
	t.add(TriggerSevere, Say("Talk with the doctor about the pain and what it stops the patient from doing."),
		Say("Pain on {{.Day}}: {{.Pains}} of 10; function {{.Function}} of 10 on {{.Then}}.", Args{
			"Day": pain.Date.Brief(), "Pains": t.pains(pain.Date), "Function": roundTo(function.Value, 1), "Then": function.Date.Brief(),
		}))
}

// tells picks the series of the measures that tell of something.
func (t *triggers) tells(what string) func(*Series) bool {
	return func(s *Series) bool {
		me := t.cat.Measure(s.Measure)
		return me != nil && me.Tells == what
	}
}

// pains says each pain that was rated on a day, the strongest first: "worst in 24 h 8, average 5, now 5".
func (t *triggers) pains(day Date) []Sentence {
	isPain := t.tells(TellsPain)
	type rated struct {
		name  Term
		value float64
	}
	var all []rated
	for i := range t.series {
		if s := &t.series[i]; isPain(s) {
			points := s.Lasting()
			if p := points[len(points)-1]; p.Date == day {
				all = append(all, rated{Term{"measure", s.Measure, cmp.Or(t.cat.Measure(s.Measure).As, script.LowerFirst(s.Name))}, p.Value})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b rated) int { return cmp.Compare(b.value, a.value) })
	out := make([]Sentence, len(all))
	for i, x := range all {
		out[i] = Say("{{.Pain}} {{.Value}}", Args{"Pain": x.name, "Value": x.value})
	}
	return out
}

// latest is the last lasting point of the series for which is holds: of the last day, the one better puts
// first.
func (t *triggers) latest(is func(*Series) bool, better func(a, b float64) bool) *Point {
	var best *Point
	for i := range t.series {
		s := &t.series[i]
		if !is(s) {
			continue
		}
		points := s.Lasting()
		p := &points[len(points)-1]
		if best == nil || p.Date > best.Date || p.Date == best.Date && better != nil && better(p.Value, best.Value) {
			best = p
		}
	}
	return best
}

// course judges the running plan: goals that get worse, and a course that changes nothing that matters.
func (t *triggers) course() {
	p := t.chart.CurrentPlan()
	if p == nil {
		return
	}
	var measured []Sentence
	matters := false
	for _, g := range goalStates(t.cat, t.chart, t.series, p, t.today) {
		if g.Latest != nil {
			measured = append(measured, Say("{{.Measure}} {{.From}} to {{.To}} on {{.Day}}", Args{
				"Measure": Term{"measure", g.Series.Measure, g.Series.Name}, "From": *g.Baseline, "To": g.Latest.Value, "Day": g.Latest.Date.Brief(),
			}))
		}
		matters = matters || g.matters()
		if v := g.Series.worseTwice(); v != nil {
			t.add(TriggerWorse, Say("Stop what may provoke it, review the plan, and refer when no reason is found."),
				Say("“{{.Goal}}” got worse twice running: {{.First}}, {{.Second}}, {{.Third}}.", Args{
					"Goal": g.Goal.Name(t.cat), "First": v[0].Value, "Second": v[1].Value, "Third": v[2].Value,
				}))
		}
	}
	done, days := t.chart.courseLength(p, t.today)
	if matters || len(measured) == 0 || done == 0 || done < fruitlessSessions && days < fruitlessDays {
		return
	}
	do := Say("Re-assess, and change the plan: other technique, dose or goal. Refer when the re-assessment gives no reason.")
	if done >= hopelessSessions {
		do = Say("Refer to the doctor: the course has had its time.")
	}
	t.add(TriggerFruitless, do, Say("No goal has changed by what matters after {{.Sessions}} in {{.Days}} ({{.Measured}}).", Args{
		"Sessions": sessions(done), "Days": SayCount(days, "{{.Count}} day", "{{.Count}} days"), "Measured": apart(measured),
	}))
}

// sessions counts them.
func sessions(n int) Sentence { return SayCount(n, "{{.Count}} session", "{{.Count}} sessions") }

// apart are sentences that hold commas of their own.
func apart(list []Sentence) Sentence {
	if len(list) < 2 {
		return OneAfterAnother(list)
	}
	return Say("{{.First}}; {{.Rest}}", Args{"First": list[0], "Rest": apart(list[1:])})
}

// matters reports a goal met, or a real change for the better of at least what matters to patients, where
// that is known.
func (g *GoalProgress) matters() bool {
	if g.State == GoalMet {
		return true
	}
	better := g.Change
	if g.Series.LowerIsBetter {
		better = -better
	}
	const rounding = 1e-9
	least := g.Series.MCID
	if g.Baseline != nil {
		least = g.Series.MCIDAt(*g.Baseline)
	}
	return g.State == GoalOnTheWay && better >= least-rounding
}

// courseLength is how many sessions of a plan are over, and the days since the patient agreed to its first
// version.
func (c *Chart) courseLength(p *Plan, today Date) (done, days int) {
	for _, s := range c.SessionsOf(p.Lineage) {
		if s.over(today) {
			done++
		}
	}
	began := p
	if versions := c.PlanVersions(p.Lineage); len(versions) > 0 && versions[0].Agreed() {
		began = &versions[0]
	}
	return done, c.Day(began.AgreedAt).DaysUntil(today)
}

// chronic is pain for more than 12 weeks that no plan is running for. It is counted from the day of the
// injury, or else from the assessment that began the complaint.
func (t *triggers) chronic() {
	if t.chart.CurrentPlan() != nil || !t.inPain() {
		return
	}
	for i := len(t.chart.Assessments) - 1; i >= 0; i-- {
		a := &t.chart.Assessments[i]
		if a.Type != AssessmentInitial && i > 0 {
			continue
		}
		since := a.InjuredOn
		if !since.Valid() {
			since = a.Date
		}
		if days := since.DaysUntil(t.today); days > chronicDays {
			t.add(TriggerChronic, Say("Write a plan, or refer: pain for more than 12 weeks should not go on without one."),
				SayCount(days/7, "Pain for {{.Count}} week and no plan is running.", "Pain for {{.Count}} weeks and no plan is running."))
		}
		return
	}
}

// inPain reports pain at the last assessment.
func (t *triggers) inPain() bool {
	last := t.chart.LatestAssessment()
	return last != nil && find(t.chart.Findings, func(f *Finding) bool {
		return f.AssessmentID == last.ID && f.Type == FindingPain && !f.Gone()
	}) != nil
}

// episodes are new complaints with pain at one site within a year. A site is a part of the body on a side;
// what lies in the middle belongs to both.
func (t *triggers) episodes() {
	type site struct {
		part string
		side anatomy.Side
	}
	days := make(map[site][]Date)
	var order []site
	for _, a := range t.chart.Assessments {
		if age := a.Date.DaysUntil(t.today); a.Type != AssessmentInitial || age < 0 || age > episodeDays {
			continue
		}
		here := make(map[site]bool)
		for _, f := range t.chart.FindingsOf(a.ID) {
			s, known := t.atlas.Structure(f.Structure)
			if f.Type != "pain" || !known || f.Gone() {
				continue
			}
			sides := []anatomy.Side{f.Side}
			if f.Side == anatomy.Midline {
				sides = []anatomy.Side{anatomy.Left, anatomy.Right}
			}
			for _, side := range sides {
				at := site{s.Part, side}
				if !here[at] {
					here[at] = true
					if days[at] == nil {
						order = append(order, at)
					}
					days[at] = append(days[at], a.Date)
				}
			}
		}
	}
	var told []string
	for _, at := range order {
		if len(days[at]) < episodes || slices.Contains(told, at.part) {
			continue
		}
		told = append(told, at.part) // both sides of one part are one reason
		var when []Sentence
		for _, d := range days[at] {
			when = append(when, Say("{{.Day}}", Args{"Day": d.Brief()}))
		}
		t.add(TriggerEpisodes, Say("Ask the doctor to look for what keeps bringing it back."),
			SayCount(len(days[at]), "{{.Part}}: {{.Count}} new complaint in 12 months ({{.Days}}).", "{{.Part}}: {{.Count}} new complaints in 12 months ({{.Days}}).",
				Args{"Part": at.part, "Days": when}))
	}
}

// claimWords are what is written when somebody else pays because of an accident. Whole words; the schemes
// are Australian.
var claimWords = []string{
	"road accident", "car accident", "motor vehicle", "traffic accident", "work accident", "accident at work", "injured at work",
	"work injury", "workplace injury", "workcover", "work cover", "worksafe", "icare", "comcare", "workers compensation", "workers comp",
	"tac", "ctp", "maic", "insurance claim", "compensation claim",
}

func (t *triggers) claim() {
	for i := len(t.chart.Assessments) - 1; i >= 0; i-- {
		a := &t.chart.Assessments[i]
		if a.Type != AssessmentInitial && i > 0 {
			continue
		}
		text := a.Complaint + ". " + a.Onset + ". " + a.Mechanism + ". " + a.ReferralFrom + ". " + a.ReferralReason
		if word := firstWord(text, claimWords); word != "" {
			t.add(TriggerClaim, Say("The insurer needs a doctor’s certificate and regular reports: see that both are there."),
				Say("A work or traffic claim may stand behind this: “{{.Word}}” is written at the assessment of {{.Day}}.", Args{"Word": word, "Day": a.Date.Brief()}))
		}
		return
	}
}

// firstWord is the first of the words that stands in the text as words of its own, in any case.
func firstWord(text string, words []string) string {
	plain := " " + strings.Join(strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(text, "’", ""), "'", "")), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ") + " "
	for _, w := range words {
		if strings.Contains(plain, " "+w+" ") {
			return w
		}
	}
	return ""
}

// worseTwice are the last three values when the two changes between them were both really for the worse, or
// nil.
func (s *Series) worseTwice() []Point {
	points := s.Lasting()
	n := len(points)
	if n >= 3 && s.judge(points[n-3], points[n-2]).State == VerdictWorse && s.judge(points[n-2], points[n-1]).State == VerdictWorse {
		return points[n-3:]
	}
	return nil
}
