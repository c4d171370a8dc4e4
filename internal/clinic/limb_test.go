package clinic

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"regimen/internal/anatomy"
)

func near(a, b float64) bool { return math.Abs(a-b) < 0.005 }

// What a landmark is called is a matter of words: what was measured stays where it was.
func TestALandmarkMayBeReworded(t *testing.T) {
	t.Parallel()
	l := newLimbs(t)
	p := l.cat.LimbProtocol("leg.ankle")
	l.girth(p, anatomy.Left, 24, 41)
	l.girth(p, anatomy.Left, 28, 42)
	l.girth(p, anatomy.Right, 24, 37)
	before := l.chart.ClotCheck(l.cat, l.a, l.a.Date)
	if before == nil || len(MainSeries(l.cat, l.chart)) != 2 {
		t.Fatalf("%+v, %d series", before, len(MainSeries(l.cat, l.chart)))
	}
	cat := *l.cat
	cat.Limbs = slices.Clone(cat.Limbs)
	for i := range cat.Limbs {
		cat.Limbs[i].Landmark, cat.Limbs[i].Name = "knob", "Another name"
	}
	after := l.chart.ClotCheck(&cat, l.a, l.a.Date)
	if after == nil || after.MM != before.MM || after.CM != before.CM || after.Larger != before.Larger {
		t.Errorf("%+v, was %+v", after, before)
	}
	now, _ := l.chart.limbVisit(cat.LimbProtocol("leg.ankle"), l.a)
	if len(now.Girths[anatomy.Left]) != 2 || len(now.Girths[anatomy.Right]) != 1 {
		t.Errorf("%v", now)
	}
	all := MainSeries(&cat, l.chart)
	if len(all) != 2 || all[0].Of.String() != "leg, 24 cm above the knob" && all[1].Of.String() != "leg, 24 cm above the knob" {
		t.Errorf("%+v", all)
	}
	for a, want := range map[Along]string{
		p.At(12): "leg, 12 cm above the medial malleolus", p.Between(0, 40): "leg, 0 to 40 cm above the medial malleolus",
		{}: "typed", {"gone", 4, 4}: "gone, 4 cm", {"gone", 4, 8}: "gone, 4 to 8 cm",
	} {
		if got := l.cat.Of("typed", a).String(); got != want {
			t.Errorf("%v is %q", a, got)
		}
		var m Measurement
		m.SetAlong(a)
		if m.Along() != a {
			t.Errorf("%v is kept as %+v", a, m)
		}
	}
}

func TestStretch(t *testing.T) {
	t.Parallel()
	p := &LimbProtocol{ToCM: 24, StepCM: 4}
	for name, c := range map[string]struct {
		sets     []Girths
		from, to float64
		ok       bool
	}{
		"none":              {nil, 0, 0, false},
		"one":               {[]Girths{{4: 1}}, 0, 0, false},
		"two":               {[]Girths{{4: 1, 8: 1}}, 4, 8, true},
		"a gap ends it":     {[]Girths{{0: 1, 4: 1, 12: 1, 16: 1, 20: 1}}, 12, 20, true},
		"equally long":      {[]Girths{{0: 1, 4: 1, 12: 1, 16: 1}}, 0, 4, true},
		"no neighbours":     {[]Girths{{0: 1, 8: 1, 16: 1}}, 0, 0, false},
		"only what is both": {[]Girths{{0: 1, 4: 1, 8: 1, 12: 1}, {4: 1, 8: 1}}, 4, 8, true},
		"nothing in common": {[]Girths{{0: 1, 4: 1}, {8: 1, 12: 1}}, 0, 0, false},
	} {
		from, to, ok := p.Stretch(c.sets...)
		if from != c.from || to != c.to || ok != c.ok {
			t.Errorf("%s: %v to %v, %v", name, from, to, ok)
		}
	}
	v, ok := p.Over(Girths{4: 200, 8: 220, 12: 240}, 4, 12)
	// 140.48 mL, and 4·(22² + 22·24 + 24²)/12π = 168.49 mL.
	if !ok || !near(v.ML, 140.48+168.49) {
		t.Errorf("volume %v, %v", v, ok)
	}
	if _, ok := p.Over(Girths{4: 200, 12: 240}, 4, 12); ok {
		t.Error("a missing girth was guessed")
	}
}

func TestVolumesAddUp(t *testing.T) {
	t.Parallel()
	p := &LimbProtocol{ToCM: 40, StepCM: 4}
	rapid.Check(t, func(t *rapid.T) {
		g := Girths{}
		for _, cm := range p.Levels() {
			g[cm] = rapid.Float64Range(100, 800).Draw(t, "girth")
		}
		cut := p.Levels()[rapid.IntRange(1, 9).Draw(t, "cut")]
		whole, _ := p.Over(g, 0, 40)
		low, _ := p.Over(g, 0, cut)
		high, _ := p.Over(g, cut, 40)
		if math.Abs(whole.ML-low.ML-high.ML) > 1e-6 {
			t.Fatalf("%v is not %v and %v", whole.ML, low.ML, high.ML)
		}
		if from, to, ok := p.Stretch(g); !ok || from != 0 || to != 40 {
			t.Fatalf("%v to %v of a whole limb", from, to)
		}
	})
}

func TestVolumeChanges(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ a1, u1, a2, u2, rvc, excess float64 }{
		"down by 5 % and half": {2200, 2000, 2100, 2000, 2100.0/2200 - 1, -50},
		"weight gained evenly": {2200, 2000, 2420, 2200, 0, 10},
		"the other one grew":   {2200, 2000, 2200, 2100, 2000.0/2100 - 1, -50},
		"up":                   {2000, 1900, 2100, 1900, 0.05, 100},
	} {
		if rvc, ok := RelativeVolumeChange(c.a1, c.u1, c.a2, c.u2); !ok || math.Abs(rvc-c.rvc) > 1e-9 {
			t.Errorf("%s: RVC %v, want %v", name, rvc, c.rvc)
		}
		if e, ok := ExcessVolumeChange(c.a1, c.u1, c.a2, c.u2); !ok || math.Abs(e-c.excess) > 1e-9 {
			t.Errorf("%s: excess %v, want %v", name, e, c.excess)
		}
	}
	if _, ok := RelativeVolumeChange(2000, 0, 2000, 2000); ok {
		t.Error("a change with no volume to start from")
	}
	if _, ok := ExcessVolumeChange(2000, 2000, 2100, 2000); ok {
		t.Error("a change of no excess")
	}
}

func TestSeverityAndGrades(t *testing.T) {
	t.Parallel()
	for percent, want := range map[float64]string{
		-3: "", 4.9: "", 5: "minimal", 19.9: "minimal", 20: "moderate", 40: "moderate", 40.1: "severe",
	} {
		if got := ExcessSeverity(percent); got != want {
			t.Errorf("%v %%: %q, want %q", percent, got, want)
		}
	}
	for mm, want := range map[float64]int{0: 0, 1: 1, 2: 1, 3: 2, 4: 2, 6: 3, 7: 4, 8: 4, 20: 4} {
		if got := PittingGrade(mm); got != want {
			t.Errorf("%v mm: %d, want %d", mm, got, want)
		}
	}
	for s, want := range map[float64]int{0: 1, 2: 1, 5: 2, 14: 2, 15: 3, 60: 3, 61: 4} {
		if got := ReboundGrade(s); got != want {
			t.Errorf("%v s: %d, want %d", s, got, want)
		}
	}
	for _, c := range []struct {
		mm, s *float64
		want  string
	}{
		{nil, nil, ""},
		{ptr(0.0), nil, "no pitting"},
		{ptr(4.0), nil, "2+"},
		{ptr(4.0), ptr(10.0), "2+"},
		{ptr(2.0), ptr(90.0), "1+ by depth, 4+ by time: they disagree, measure again"},
		{nil, ptr(30.0), "3+ by time alone; measure the depth too"},
	} {
		if got := PittingWords(c.mm, c.s).String(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// limbs is a patient with an assessment in which limbs are measured.
type limbs struct {
	*testEnv
	t     testing.TB
	cat   *Catalogue
	chart *Chart
	a     *Assessment
}

func newLimbs(t testing.TB) *limbs {
	l := &limbs{testEnv: newEnv("2026-03-02"), t: t, cat: catalogue(t), chart: &Chart{}}
	put(t, l.chart, &Patient{ID: "p", GivenName: "Ann", FamilyName: "Lee", CreatedAt: l.at})
	l.visit("a-1")
	return l
}

func (l *limbs) visit(id string) {
	l.a = &Assessment{ID: id, PatientID: "p", Date: DateOf(l.at), Type: AssessmentReview, CreatedAt: l.at}
	put(l.t, l.chart, l.a)
}

func (l *limbs) girth(p *LimbProtocol, side anatomy.Side, cm, girthCM float64) {
	l.t.Helper()
	mm := girthCM * 10
	op, err := KeepGirth(l.Env, l.cat, l.chart, l.a, p, cm, side, &mm)
	if err != nil {
		l.t.Fatal(err)
	}
	apply(l.t, l.chart, op)
}

// limb measures from the landmark up.
func (l *limbs) limb(p *LimbProtocol, side anatomy.Side, girths ...float64) {
	l.t.Helper()
	for i, g := range girths {
		l.girth(p, side, p.FromCM+float64(i)*p.StepCM, g)
	}
}

func (l *limbs) volumes() []Measurement {
	return where(l.chart.MeasurementsOf(l.a.ID), func(m *Measurement) bool { return m.Measure == MeasureLimbVolume })
}

func TestVolumeFollowsItsGirths(t *testing.T) {
	t.Parallel()
	l := newLimbs(t)
	p := l.cat.LimbProtocol("arm.wrist")
	l.limb(p, anatomy.Left, 20)
	if len(l.volumes()) != 0 {
		t.Fatal("one girth has a volume")
	}
	l.limb(p, anatomy.Left, 20, 22)
	if v := l.volumes(); len(v) != 1 || v[0].Value != 140 || v[0].Along() != (Along{"arm.wrist", 0, 4}) || v[0].Tool != ToolGirths || v[0].Side != anatomy.Left {
		t.Fatalf("volumes %+v", v)
	}
	l.limb(p, anatomy.Left, 20, 22, 24)
	if v := l.volumes(); len(v) != 1 || v[0].Value != 309 || v[0].Along() != (Along{"arm.wrist", 0, 8}) {
		t.Fatalf("volumes %+v", v)
	}
	op, err := KeepGirth(l.Env, l.cat, l.chart, l.a, p, 4, anatomy.Left, nil)
	if err != nil || len(op.Remove) != 2 {
		t.Fatalf("%v, %+v", err, op)
	}
	apply(t, l.chart, op)
	if v := l.volumes(); len(v) != 0 {
		t.Fatalf("a volume is left with no neighbours: %+v", v)
	}
	if op, err := KeepGirth(l.Env, l.cat, l.chart, l.a, p, 0, anatomy.Left, ptr(200.0)); err != nil || !op.Empty() {
		t.Errorf("the same girth again is a change: %+v %v", op, err)
	}
	if op, err := KeepGirth(l.Env, l.cat, l.chart, l.a, p, 40, anatomy.Left, nil); err != nil || !op.Empty() {
		t.Errorf("taking back nothing is a change: %+v %v", op, err)
	}
	var wrong FieldErrors
	if _, err := KeepGirth(l.Env, l.cat, l.chart, l.a, p, 0, anatomy.Left, ptr(5.0)); !errors.As(err, &wrong) {
		t.Errorf("half a centimetre is taken: %v", err)
	}
}

// TestVolumeKeepsTheStretchOfLastTime: a limb that is measured further up than last time is compared over
// what was measured both times.
func TestVolumeKeepsTheStretchOfLastTime(t *testing.T) {
	t.Parallel()
	l := newLimbs(t)
	p := l.cat.LimbProtocol("arm.wrist")
	l.limb(p, anatomy.Left, 20, 22, 24)
	l.on("2026-03-09")
	l.visit("a-2")
	l.limb(p, anatomy.Left, 20, 22, 24, 26, 28)
	if v := l.volumes(); len(v) != 1 || v[0].Along() != (Along{"arm.wrist", 0, 8}) || v[0].Value != 309 {
		t.Fatalf("volumes %+v", v)
	}
	if n := len(MainSeries(l.cat, l.chart)); n != 1 {
		t.Errorf("%d series beside the volume", n-1)
	}
	series := AllSeries(l.cat, l.chart)
	if len(series) != 6 {
		t.Errorf("%d series", len(series))
	}
	for _, s := range series {
		if s.Measure == MeasureLimbVolume && len(s.Points) != 2 {
			t.Errorf("the volumes are no series: %+v", s)
		}
	}
}

func TestLimbReport(t *testing.T) {
	t.Parallel()
	l := newLimbs(t)
	p := l.cat.LimbProtocol("arm.wrist")
	l.limb(p, anatomy.Left, 20, 22)
	l.limb(p, anatomy.Right, 20, 20)
	r := l.chart.LimbReport(l.a, p)
	// Right: 4·3·20²/12π = 127.32 mL.
	if r.Between == nil || !near(r.Between.Left, 140.48) || !near(r.Between.Right, 127.32) || r.Between.Larger != anatomy.Left {
		t.Fatalf("between %+v", r.Between)
	}
	if e := r.Between.Percent; e == nil || math.Abs(*e-10.333) > 0.01 || r.Between.Severity != "minimal" {
		t.Errorf("excess %v %q", e, r.Between.Severity)
	}
	if r.Widest == nil || r.Widest.MM != 20 || r.Widest.CM != 4 || Say("{{.Side}} {{.Much}}, {{.At}} {{.Way}} the {{.Landmark}}", r.Widest.facts()).String() != "left 2 cm, 4 cm above the ulnar styloid" {
		t.Errorf("widest %+v", r.Widest)
	}
	if r.Relative != nil || r.Left.Own != nil {
		t.Error("a change with nothing before")
	}
	if len(r.Notices) != 2 || !strings.Contains(r.Notices[0].String(), "The left arm holds 13 mL (10.3 %) more") {
		t.Errorf("notices %q", r.Notices)
	}

	l.on("2026-03-30")
	l.visit("a-2")
	put(t, l.chart, &Measurement{ID: "stage", PatientID: "p", AssessmentID: "a-2", Measure: MeasureISLStage, Item: LimbArm, Side: anatomy.Left, Value: 1, Date: l.a.Date})
	l.limb(p, anatomy.Left, 20, 21, 23)
	l.limb(p, anatomy.Right, 20, 20)
	r = l.chart.LimbReport(l.a, p)
	// Left over 0–4 cm: 4·(400+420+441)/12π = 133.80 mL.
	if r.Left.Own == nil || math.Abs(*r.Left.Own-(133.798/140.482-1)*100) > 0.01 || r.Left.OwnSince != "2026-03-02" {
		t.Errorf("own change %v since %s", r.Left.Own, r.Left.OwnSince)
	}
	if r.Relative == nil || math.Abs(*r.Relative-(133.798/140.482-1)*100) > 0.01 {
		t.Errorf("RVC %v", r.Relative)
	}
	if r.ExcessChange == nil || math.Abs(*r.ExcessChange-(6.474/13.158-1)*100) > 0.1 {
		t.Errorf("excess change %v", r.ExcessChange)
	}
	if r.Left.Volume == nil || r.Left.Volume.To != 8 {
		t.Errorf("volume %+v", r.Left.Volume)
	}

	put(t, l.chart, &Measurement{ID: "stage-r", PatientID: "p", AssessmentID: "a-2", Measure: MeasureISLStage, Item: LimbArm, Side: anatomy.Right, Value: 2, Date: l.a.Date})
	r = l.chart.LimbReport(l.a, p)
	if !r.Both || r.Between.Percent != nil || r.Relative != nil || r.ExcessChange != nil {
		t.Errorf("both limbs are affected and one is the measure of the other: %+v", r)
	}
	if r.Right.Own == nil {
		t.Error("the own change of the right limb is missing")
	}
}

func TestCirculationNotices(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		m    Measurement
		want string
	}{
		"refill normal":   {Measurement{Measure: MeasureRefill, Item: "big toe", Side: "L", Value: 2}, ""},
		"refill at limit": {Measurement{Measure: MeasureRefill, Item: "big toe", Side: "L", Value: 3}, ""},
		"refill slow":     {Measurement{Measure: MeasureRefill, Item: "big toe", Side: "L", Value: 3.5}, "over 3 s, refer"},
		"warm":            {Measurement{Measure: MeasureSkinTemp, Item: LimbLeg, Side: "R", Value: 1.5}, "over 1 °C"},
		"hot":             {Measurement{Measure: MeasureSkinTemp, Item: LimbLeg, Side: "R", Value: 2.3}, "refer to a doctor before massage"},
		"at 2.2":          {Measurement{Measure: MeasureSkinTemp, Item: LimbLeg, Side: "R", Value: 2.2}, "over 1 °C"},
		"pulse weak":      {Measurement{Measure: MeasurePulse, Item: "femoral", Side: "R", Value: 1}, ""},
		"pulse absent":    {Measurement{Measure: MeasurePulse, Item: "femoral", Side: "R"}, "No femoral pulse on the right"},
		"blue":            {Measurement{Measure: MeasureSkinColour, Item: LimbLeg, Side: "R", Value: 1, Colour: "blue"}, "right leg is blue"},
		"usual":           {Measurement{Measure: MeasureSkinColour, Item: LimbLeg, Side: "R", Colour: "usual"}, ""},
		"red":             {Measurement{Measure: MeasureSkinColour, Item: LimbLeg, Side: "R", Value: 1, Colour: "red"}, "no massage until"},
	} {
		c.m.AssessmentID = "a"
		got := strings.Join(InEnglish((&Chart{Measurements: []Measurement{c.m}}).CirculationNotices("a")), " ")
		if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestWells(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	if len(cat.Wells) != 10 {
		t.Fatalf("%d items, the published score has 10", len(cat.Wells))
	}
	calf := 0
	for i, w := range cat.Wells {
		answers := make([]string, len(cat.Wells))
		answers[i] = AnswerYes
		want := 1
		if w.Code == "other-cause" {
			want = -2
		}
		if got := cat.WellsScore(answers); got != want || w.Points != want {
			t.Errorf("%s alone: %d, want %d", w.Code, got, want)
		}
		answers[i] = AnswerNo
		if got := cat.WellsScore(answers); got != 0 {
			t.Errorf("no to %s: %d", w.Code, got)
		}
		if w.Calf {
			calf++
		}
	}
	if calf != 1 {
		t.Errorf("%d items are answered by the girths", calf)
	}
	for score, want := range map[int]string{-2: WellsLow, 0: WellsLow, 1: WellsModerate, 2: WellsModerate, 3: WellsHigh, 9: WellsHigh} {
		if got := WellsBand(score); got != want {
			t.Errorf("%d: %s, want %s", score, got, want)
		}
	}
	all := make([]string, len(cat.Wells))
	for i := range all {
		all[i] = AnswerYes
	}
	if got := cat.WellsScore(all); got != 7 {
		t.Errorf("all of them: %d, want 9 − 2", got)
	}
	if got := cat.WellsWords([]string{"yes", "no", "", "yes"}).String(); got != "Wells score 2 (moderate), 3 of 10 items asked. Yes: active cancer, sore along the deep veins." {
		t.Error(got)
	}
}

func TestClotCheck(t *testing.T) {
	t.Parallel()
	l := newLimbs(t)
	today := DateOf(l.at)
	p := l.cat.LimbProtocol("leg.ankle")
	check := func() *ClotCheck { return l.chart.ClotCheck(l.cat, l.a, today) }
	l.girth(p, anatomy.Left, 24, 39.9)
	l.girth(p, anatomy.Right, 24, 37)
	if check() != nil {
		t.Fatal("2.9 cm asks for a check")
	}
	l.girth(p, anatomy.Left, 60, 60)
	l.girth(p, anatomy.Right, 60, 50)
	if check() != nil {
		t.Fatal("the thigh is taken for the calf")
	}
	l.girth(p, anatomy.Left, 24, 40)
	k := check()
	if k == nil || !k.Open() || k.Stands() || k.Words().String() != "The left calf is 3 cm larger, 24 cm above the medial malleolus" {
		t.Fatalf("check %+v", k)
	}
	tuberosity := l.cat.LimbProtocol("leg.calf")
	l.girth(tuberosity, anatomy.Left, 10, 41)
	l.girth(tuberosity, anatomy.Right, 10, 37.5)
	if k = check(); k.MM != 35 || k.CM != 10 {
		t.Fatalf("the widest of all is %+v", k)
	}
	hindered := func() bool {
		return strings.Contains(strings.Join(InEnglish(Reasons(CanSignAssessment(l.cat, l.chart, l.a))), " "), "Decide under Limbs")
	}
	if !hindered() {
		t.Error("the assessment can be signed with the check open")
	}
	put(t, l.chart, &Screening{ID: "no", PatientID: "p", AssessmentID: l.a.ID, Item: ItemClot, Answer: AnswerNo, At: l.at})
	if k = check(); !k.Open() || !hindered() {
		t.Error("a no to the question closes the check")
	}
	if _, err := DecideClot(l.Env, atlas(t), l.a, k, AnswerNo, " "); err == nil {
		t.Error("no with no reason is taken")
	}
	apply(t, l.chart, AnswerWells(l.Env, l.cat, l.chart, l.a, anatomy.Left, 5, AnswerYes))
	apply(t, l.chart, AnswerWells(l.Env, l.cat, l.chart, l.a, anatomy.Left, 6, AnswerYes))
	if f := l.chart.Wells(l.a.ID, anatomy.Left); f == nil || *f.Total != 2 || len(l.chart.Forms) != 1 {
		t.Fatalf("answers %+v", l.chart.Forms)
	}
	op, err := DecideClot(l.Env, atlas(t), l.a, k, AnswerYes, "")
	if err != nil {
		t.Fatal(err)
	}
	apply(t, l.chart, op)
	k = check()
	if k.Open() || !k.Stands() || hindered() || len(l.chart.Screenings) != 1 {
		t.Fatalf("decided: %+v", k)
	}
	if says := l.chart.ClotWords(l.cat, k.Answer).String(); k.Answer.Note != "" || !strings.Contains(says, "3.5 cm larger") || !strings.Contains(says, "Wells score 2 (moderate)") {
		t.Errorf("note %q, it says %q", k.Answer.Note, says)
	}
	apply(t, l.chart, AnswerWells(l.Env, l.cat, l.chart, l.a, anatomy.Left, 4, AnswerYes))
	if says := l.chart.ClotWords(l.cat, check().Answer).String(); !strings.Contains(says, "Wells score 3 (high), 3 of 10") {
		t.Errorf("it tells of the score before: %q", says)
	}
	k = check()
	calf := []Target{{Structure: "gastrocnemius.medial", Side: anatomy.Left}}
	if !Overlap(k.Answer.Targets, calf) || !Overlap(k.Answer.Targets, []Target{{Structure: "rectus.femoris", Side: anatomy.Left}}) {
		t.Error("the limb is not the target")
	}
	if Overlap(k.Answer.Targets, []Target{{Structure: "gastrocnemius.medial", Side: anatomy.Right}, {Structure: "trapezius.upper", Side: anatomy.Left}}) {
		t.Error("more than the limb is the target")
	}
	put(t, l.chart, &Clearance{ID: "c", PatientID: "p", Item: ItemClot, Doctor: "Dr Wu", Scope: "Ultrasound clear", Date: today})
	if k = check(); k.Stands() || k.Open() {
		t.Error("the clearance does not count")
	}
}

// TestASessionThatTreatedALimbWithAClot cannot be signed.
func TestASessionThatTreatedALimbWithAClot(t *testing.T) {
	t.Parallel()
	const said = "a clot is suspected"
	for name, c := range map[string]struct {
		answer  string
		targets []Target
		treated Target
		status  string
		cleared bool
		later   bool
		want    bool
	}{
		"that limb":            {AnswerYes, []Target{{Structure: "soleus", Side: "L"}}, Target{Structure: "soleus", Side: "L"}, TreatmentDone, false, false, true},
		"unsure":               {AnswerUnsure, []Target{{Structure: "soleus", Side: "L"}}, Target{Structure: "soleus", Side: "L"}, TreatmentChanged, false, false, true},
		"left out":             {AnswerYes, []Target{{Structure: "soleus", Side: "L"}}, Target{Structure: "soleus", Side: "L"}, TreatmentLeft, false, false, false},
		"the other side":       {AnswerYes, []Target{{Structure: "soleus", Side: "L"}}, Target{Structure: "soleus", Side: "R"}, TreatmentDone, false, false, false},
		"no limb was named":    {AnswerYes, nil, Target{Structure: "soleus", Side: "R"}, TreatmentDone, false, false, true},
		"no clot":              {AnswerNo, []Target{{Structure: "soleus", Side: "L"}}, Target{Structure: "soleus", Side: "L"}, TreatmentDone, false, false, false},
		"cleared":              {AnswerYes, []Target{{Structure: "soleus", Side: "L"}}, Target{Structure: "soleus", Side: "L"}, TreatmentDone, true, false, false},
		"suspected afterwards": {AnswerYes, []Target{{Structure: "soleus", Side: "L"}}, Target{Structure: "soleus", Side: "L"}, TreatmentDone, false, true, false},
	} {
		l := newLimbs(t)
		s := &Session{ID: "s", PatientID: "p", PractitionerID: "x", Date: l.a.Date, StartedAt: l.at, EndedAt: l.at.Add(1), CreatedAt: l.at}
		at := l.at
		if c.later {
			at = at.Add(2)
		}
		put(t, l.chart, s,
			&Screening{ID: "q", PatientID: "p", AssessmentID: l.a.ID, Item: ItemClot, Answer: c.answer, Targets: c.targets, At: at},
			&Treatment{ID: "t", PatientID: "p", SessionID: "s", Technique: "effleurage", Targets: []Target{c.treated}, Pressure: 1, Minutes: 5, Status: c.status, Reason: "Not safe today"})
		if c.cleared {
			put(t, l.chart, &Clearance{ID: "c", PatientID: "p", Item: ItemClot, Doctor: "Dr Wu", Scope: "Ultrasound clear", Date: l.a.Date})
		}
		if got := strings.Contains(strings.Join(InEnglish(Reasons(CanSignSession(l.cat, l.chart, s))), " "), said); got != c.want {
			t.Errorf("%s: hindered %v, want %v", name, got, c.want)
		}
	}
}

func TestDrainageGoesFromTheHeartOutward(t *testing.T) {
	t.Parallel()
	cat, at := catalogue(t), atlas(t)
	structure := func(code string) anatomy.Structure {
		s, _ := at.Structure(code)
		if code == "nodes.of.the.armpit" { // whatever the code says, they are nodes by their row
			s, _ = at.Structure("lymph.axillary")
		}
		return s
	}
	parts := map[string]bool{}
	for _, p := range at.Parts() {
		parts[p] = true
	}
	for _, a := range cat.DrainAreas {
		for _, p := range a.Parts {
			if !parts[p] {
				t.Errorf("%s: %q is no part of the body", a.Code, p)
			}
			delete(parts, p)
		}
	}
	for _, l := range cat.Limbs {
		for _, p := range l.Parts {
			if part := at.Parts(); !contains(part, p) {
				t.Errorf("%s: %q is no part of the body", l.Code, p)
			}
		}
	}
	for p := range parts {
		if p != "Head" {
			t.Errorf("no area for %q, or two of them", p)
		}
	}
	q := cat.DrainSequences([]Target{{Structure: "brachioradialis", Side: anatomy.Left}, {Structure: "biceps.brachii", Side: anatomy.Left}}, structure)
	if len(q) != 1 || q[0].Area.Code != "arm" || q[0].Side != anatomy.Left {
		t.Fatalf("sequences %+v", q)
	}
	place := map[string]int{}
	for i, s := range q[0].Steps {
		place[s.Code] = i + 1
	}
	order := []string{"terminus", "armpit-same", "armpit-other", "chest-across", "upper-arm", "elbow", "forearm", "hand", "way-back"}
	for i := 1; i < len(order); i++ {
		if place[order[i-1]] == 0 || place[order[i-1]] >= place[order[i]] {
			t.Errorf("%s does not come before %s", order[i-1], order[i])
		}
	}
	if q[0].Minutes < 30 || q[0].Minutes > 60 {
		t.Errorf("an arm takes %v minutes", q[0].Minutes)
	}
	for _, s := range q[0].Steps {
		switch {
		case s.Code == "armpit-other" && q[0].SideWords(&s).String() != "right":
			t.Errorf("the other armpit is %q", q[0].SideWords(&s))
		case s.Code == "hand" && q[0].SideWords(&s).String() != "left":
			t.Errorf("the hand is %q", q[0].SideWords(&s))
		}
	}
	q = cat.DrainSequences([]Target{{Structure: "soleus", Side: anatomy.Left}, {Structure: "soleus", Side: anatomy.Right}, {Structure: "brachialis", Side: anatomy.Right}}, structure)
	if len(q) != 2 || q[0].Area.Code != "arm" || q[1].Side != anatomy.Midline || q[1].Minutes < 30 || q[1].Minutes > 60 {
		t.Errorf("sequences %+v", q)
	}
	// The nodes on the way are not what is treated.
	q = cat.DrainSequences([]Target{{Structure: "nodes.of.the.armpit", Side: anatomy.Right}, {Structure: "lymph.supraclavicular", Side: anatomy.Left}, {Structure: "brachial.fascia", Side: anatomy.Left}}, structure)
	if len(q) != 1 || q[0].Area.Code != "arm" || q[0].Side != anatomy.Left {
		t.Errorf("sequences %+v", q)
	}
	if q := cat.DrainSequences([]Target{{Structure: "lymph.axillary", Side: anatomy.Right}}, structure); len(q) != 1 || q[0].Side != anatomy.Right {
		t.Errorf("nodes alone: %+v", q)
	}
	if q := cat.DrainSequences(nil, structure); len(q) != 0 {
		t.Errorf("nothing to treat has steps: %v", q)
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// TestLymphMapLiesOnTheFigure holds the lines against the views they are drawn on.
func TestLymphMapLiesOnTheFigure(t *testing.T) {
	t.Parallel()
	cat, at := catalogue(t), atlas(t)
	kinds := map[string]int{}
	for _, l := range cat.Lymph {
		kinds[l.Kind]++
		v, err := at.View(l.View)
		if err != nil {
			t.Errorf("%s: %v", l.Code, err)
			continue
		}
		for _, p := range l.Points {
			if hits := v.Hit(p, anatomy.Surface, 40); len(hits) == 0 {
				t.Errorf("%s: %v lies beside the body", l.Code, p)
			}
		}
	}
	if kinds[LymphBorder] < 6 || kinds[LymphFlow] < 8 {
		t.Errorf("the map is incomplete: %v", kinds)
	}
}

func FuzzLymphPoints(f *testing.F) {
	f.Add("0,262 0,860")
	f.Add("1 2")
	f.Add("NaN,1 2,2")
	f.Fuzz(func(t *testing.T, text string) {
		points, err := lymphPoints(text)
		if err != nil {
			return
		}
		if len(points) < 2 {
			t.Fatalf("%q is a line", text)
		}
		for _, p := range points {
			if math.IsNaN(p.X) || math.IsNaN(p.Y) || math.Abs(p.X) > 2000 || math.Abs(p.Y) > 2000 {
				t.Fatalf("%q holds %v", text, p)
			}
		}
	})
}

func TestBrokenTablesOfLimbsSayWhere(t *testing.T) {
	t.Parallel()
	const (
		limb = "code\tlimb\tname\tlandmark\tway\thow\tfrom_cm\tto_cm\tstep_cm\tcalf_from\tcalf_to\toutline\tparts\tsource\n"
		mld  = "code\tregions\tplace\tside\thow\ttimes\tminutes\tsource\n"
		line = "code\tkind\tview\tmirrored\tname\tabout\tpoints\tsource\n"
	)
	for name, x := range map[string]struct {
		file, text, column, why string
	}{
		"no such limb":   {"limbs.tsv", limb + "a\ttail\tn\tl\tabove\th\t0\t8\t4\t\t\t20\tArm\ts\n", "limb", "tail"},
		"no way":         {"limbs.tsv", limb + "a\tarm\tn\tl\tbeside\th\t0\t8\t4\t\t\t20\tArm\ts\n", "way", "beside"},
		"upside down":    {"limbs.tsv", limb + "a\tarm\tn\tl\tabove\th\t9\t8\t4\t\t\t20\tArm\ts\n", "from_cm", "more than"},
		"no step":        {"limbs.tsv", limb + "a\tarm\tn\tl\tabove\th\t0\t8\t0\t\t\t20\tArm\ts\n", "step_cm", "from 1 to 20"},
		"half a calf":    {"limbs.tsv", limb + "a\tleg\tn\tl\tabove\th\t0\t8\t4\t4\t\t20\tLeg\ts\n", "calf_to", "both"},
		"no girth":       {"limbs.tsv", limb + "a\tarm\tn\tl\tabove\th\t0\t8\t4\t\t\t20;wide\tArm\ts\n", "outline", "wide"},
		"no leg":         {"limbs.tsv", limb + "a\tarm\tn\tl\tabove\th\t0\t8\t4\t\t\t20\tArm\ts\n", "limb", "leg"},
		"half a point":   {"wells.tsv", "code\tquestion\tname\tpoints\tcalf\tsource\na\tq\tn\t0.5\tno\ts\n", "points", "whole"},
		"unknown area":   {"mld.tsv", mld + "a\ttail\tp\tsame side\th\tt\t2\ts\n", "regions", "tail"},
		"no side":        {"mld.tsv", mld + "a\tarm\tp\tsomewhere\th\tt\t2\ts\n", "side", "somewhere"},
		"no time":        {"mld.tsv", mld + "a\tarm\tp\tsame side\th\tt\t0\ts\n", "minutes", "more than 0"},
		"area of no use": {"mldregions.tsv", "code\tname\tparts\tsource\ntail\tTail\tTail\ts\n", "code", "no step"},
		"one point":      {"lymph.tsv", line + "a\tflow\tanterior\tno\tn\ta\t1,1\ts\n", "points", "two points"},
		"no point":       {"lymph.tsv", line + "a\tflow\tanterior\tno\tn\ta\t1,1 x,2\ts\n", "points", "x,2"},
	} {
		files := tables(t)
		files[x.file] = &fstest.MapFile{Data: []byte(x.text)}
		_, err := LoadCatalogue(files)
		found := false
		for _, e := range catalogueErrors(err) {
			found = found || e.File == x.file && e.Column == x.column && strings.Contains(e.Why, x.why)
		}
		if !found {
			t.Errorf("%s: column %q, %q is not in: %v", name, x.column, x.why, err)
		}
	}
}

// A level is the number that stands in the table or is typed, however many steps lead to it.
func TestLevelsDoNotDrift(t *testing.T) {
	t.Parallel()
	p := &LimbProtocol{FromCM: 0.3, ToCM: 44.3, StepCM: 1.1}
	levels := p.Levels()
	if len(levels) != 41 || levels[40] != 44.3 {
		t.Fatalf("%d levels, the last %v", len(levels), levels[len(levels)-1])
	}
	g := Girths{}
	for _, cm := range levels {
		typed, err := strconv.ParseFloat(strconv.FormatFloat(cm, 'f', 1, 64), 64)
		if err != nil || typed != cm {
			t.Errorf("%v is typed as %v", cm, typed)
		}
		g[typed] = 300
	}
	if from, to, ok := p.Stretch(g); !ok || from != 0.3 || to != 44.3 {
		t.Errorf("the stretch is %v to %v, %v", from, to, ok)
	}
	if v, ok := p.Over(g, 3.6, 7.0); ok {
		t.Errorf("a volume to no level: %+v", v)
	}
	if v, ok := p.Over(g, 3.6, 6.9); !ok || v.ML <= 0 {
		t.Errorf("the volume of three steps: %+v, %v", v, ok)
	}
}
