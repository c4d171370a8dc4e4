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
		p.At(12): "leg, 12 cm above the medial malleolus", p.Between(0, 40): "leg without the foot, 0 to 40 cm above the medial malleolus",
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
		{ptr(2.0), ptr(90.0), "1+ by depth, 4+ by time to fill"},
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
	if len(r.Notices) != 2 || !strings.Contains(r.Notices[0].String(), "The left arm without the hand holds 13 mL (10.3 %) more") {
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
	noPulse := Measurement{Measure: MeasurePulse, Item: "femoral", Side: "R"}
	colour := func(side anatomy.Side, limb, name string) Measurement {
		return Measurement{Measure: MeasureSkinColour, Item: limb, Side: side, Value: 1, Colour: name}
	}
	cold := Measurement{Measure: MeasureSkinTemp, Item: LimbLeg, Side: "R", Value: -2}
	for name, c := range map[string]struct {
		all     []Measurement
		want    string
		urgency string
	}{
		"refill normal":          {[]Measurement{{Measure: MeasureRefill, Item: "big toe", Side: "L", Value: 2}}, "", ""},
		"refill at limit":        {[]Measurement{{Measure: MeasureRefill, Item: "big toe", Side: "L", Value: 3}}, "", ""},
		"refill slow":            {[]Measurement{{Measure: MeasureRefill, Item: "big toe", Side: "L", Value: 3.5}}, "over 3 s, refer", ""},
		"warm":                   {[]Measurement{{Measure: MeasureSkinTemp, Item: LimbLeg, Side: "R", Value: 1.5}}, "over 1 °C", ""},
		"hot":                    {[]Measurement{{Measure: MeasureSkinTemp, Item: LimbLeg, Side: "R", Value: 2.3}}, "refer to a doctor before massage", ""},
		"at 2.2":                 {[]Measurement{{Measure: MeasureSkinTemp, Item: LimbLeg, Side: "R", Value: 2.2}}, "over 1 °C", ""},
		"a little colder":        {[]Measurement{{Measure: MeasureSkinTemp, Item: LimbLeg, Side: "R", Value: -1.9}}, "", ""},
		"cold":                   {[]Measurement{cold}, "The right leg is 2 °C colder", UrgencySameDay},
		"pulse weak":             {[]Measurement{{Measure: MeasurePulse, Item: "femoral", Side: "R", Value: 1}}, "", ""},
		"pulse absent":           {[]Measurement{noPulse}, "No femoral pulse on the right: feel again", UrgencySameDay},
		"absent and pale":        {[]Measurement{noPulse, colour("R", LimbLeg, "pale")}, "Call an ambulance now", UrgencyEmergency},
		"absent and cold":        {[]Measurement{cold, noPulse}, "colder than on the other side: the limb may be without blood", UrgencyEmergency},
		"absent and slow":        {[]Measurement{{Measure: MeasureRefill, Item: "big toe", Side: "R", Value: 4}, noPulse}, "the refill is slow", UrgencyEmergency},
		"pale on the other side": {[]Measurement{noPulse, colour("L", LimbLeg, "pale")}, "feel again", UrgencySameDay},
		"a pale arm and the leg": {[]Measurement{noPulse, colour("R", LimbArm, "pale")}, "feel again", UrgencySameDay},
		"radial absent and blue": {[]Measurement{{Measure: MeasurePulse, Item: "radial", Side: "L"}, colour("L", LimbArm, "blue")}, "Call an ambulance now", UrgencyEmergency},
		"blue":                   {[]Measurement{colour("R", LimbLeg, "blue")}, "right leg is blue", ""},
		"usual":                  {[]Measurement{{Measure: MeasureSkinColour, Item: LimbLeg, Side: "R", Colour: "usual"}}, "", ""},
		"red":                    {[]Measurement{colour("R", LimbLeg, "red")}, "no massage until", ""},
	} {
		for i := range c.all {
			c.all[i].AssessmentID = "a"
		}
		list := (&Chart{Measurements: c.all}).CirculationNotices("a")
		if len(list) == 0 {
			list = []Notice{{}}
		}
		if got := list[0]; (c.want == "") != got.Say.IsZero() || !strings.Contains(got.Say.String(), c.want) || got.Urgency != c.urgency {
			t.Errorf("%s: %q %q, want %q %q", name, got.Urgency, got.Say, c.urgency, c.want)
		}
	}
}

func TestWells(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	if len(cat.Wells) != 10 || WellsLikely != 2 {
		t.Fatalf("%d items and likely from %d on, the published score has 10 and 2", len(cat.Wells), WellsLikely)
	}
	rest := func(answers map[string]string) []string {
		out := make([]string, len(cat.Wells))
		for i, w := range cat.Wells {
			out[i] = AnswerNo
			if w.Doctors {
				out[i] = ""
			}
			if a, ok := answers[w.Code]; ok {
				out[i] = a
			}
		}
		return out
	}
	calf, doctors := 0, 0
	for _, w := range cat.Wells {
		want := 1
		if w.Doctors {
			want = 0
			doctors++
			if w.Code != "other-cause" || w.Points != -2 {
				t.Errorf("%s is for the doctor, with %d points", w.Code, w.Points)
			}
		}
		if got, whole := cat.WellsScore(rest(map[string]string{w.Code: AnswerYes})); got != want || !whole {
			t.Errorf("%s alone: %d, want %d", w.Code, got, want)
		}
		if w.Calf {
			calf++
		}
	}
	if calf != 1 || doctors != 1 {
		t.Errorf("%d items are answered by the girths, %d by a doctor", calf, doctors)
	}
	for _, x := range []struct {
		answers []string
		want    string
	}{
		{nil, "Wells items not asked."},
		{[]string{"no", "no"}, "Wells items (2003): 2 of 9 asked, none with yes. Not all were asked, so there is no score."},
		{[]string{"yes", "no", "", "yes"}, "Wells items (2003): 3 of 9 asked. Yes: active cancer, sore along the deep veins. Not all were asked, so there is no score."},
		{rest(nil), "Wells items (2003): 9 of 9 asked, none with yes. Score 0; from 2 on a clot is likely, and less rules nothing out. Not judged here, for the doctor to say: another cause at least as likely."},
		// Whatever a therapist once said of another cause takes nothing off.
		{rest(map[string]string{"whole-leg": "yes", "calf": "yes", "pitting": "yes", "other-cause": "yes"}), "Wells items (2003): 9 of 9 asked. Yes: whole leg swollen, calf at least 3 cm larger, pitting of this leg. Score 3; from 2 on a clot is likely, and less rules nothing out. Not judged here, for the doctor to say: another cause at least as likely."},
	} {
		if got := cat.WellsWords(x.answers).String(); got != x.want {
			t.Errorf("%v: %s", x.answers, got)
		}
	}
}

// TestNoBandIsTold: whatever was answered, nobody reads that a clot is unlikely.
func TestNoBandIsTold(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	rapid.Check(t, func(t *rapid.T) {
		answers := rapid.SliceOfN(rapid.SampledFrom([]string{"", AnswerNo, AnswerYes}), 0, len(cat.Wells)).Draw(t, "answers")
		asked := 0
		for i, a := range answers {
			if a != "" && !cat.Wells[i].Doctors {
				asked++
			}
		}
		said := cat.WellsWords(answers).String()
		for _, band := range []string{"low", "moderate", "high", "unlikely"} {
			if slices.Contains(strings.FieldsFunc(said, func(r rune) bool { return strings.ContainsRune(" ,.;:()", r) }), band) {
				t.Fatalf("%v: %s", answers, said)
			}
		}
		if strings.Contains(said, "Score") != (asked == 9) {
			t.Fatalf("%d of 9 asked: %s", asked, said)
		}
	})
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
	if _, err := DecideClot(l.Env, atlas(t), l.a, k, AnswerNo, ClotSeen{Why: " ", By: "Dr Wu", On: l.a.Date}); err == nil {
		t.Error("no with no reason is taken")
	}
	apply(t, l.chart, AnswerWells(l.Env, l.cat, l.chart, l.a, anatomy.Left, 5, AnswerYes))
	apply(t, l.chart, AnswerWells(l.Env, l.cat, l.chart, l.a, anatomy.Left, 6, AnswerYes))
	if f := l.chart.Wells(l.a.ID, anatomy.Left); f == nil || f.Total != nil || len(l.chart.Forms) != 1 {
		t.Fatalf("answers %+v", l.chart.Forms)
	}
	op, err := DecideClot(l.Env, atlas(t), l.a, k, AnswerYes, ClotSeen{})
	if err != nil {
		t.Fatal(err)
	}
	apply(t, l.chart, op)
	k = check()
	if k.Open() || !k.Stands() || hindered() || len(l.chart.Screenings) != 1 {
		t.Fatalf("decided: %+v", k)
	}
	if says := l.chart.ClotWords(l.cat, k.Answer).String(); k.Answer.Note != "" || !strings.Contains(says, "3.5 cm larger") || !strings.Contains(says, "2 of 9 asked. Yes: calf at least 3 cm larger, pitting of this leg. Not all were asked") {
		t.Errorf("note %q, it says %q", k.Answer.Note, says)
	}
	apply(t, l.chart, AnswerWells(l.Env, l.cat, l.chart, l.a, anatomy.Left, 4, AnswerYes))
	if says := l.chart.ClotWords(l.cat, check().Answer).String(); !strings.Contains(says, "3 of 9 asked") {
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

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// A limb with stage 0 is not affected: it is the measure of the other one.
func TestStageNoughtIsASoundLimb(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		left    *float64
		both    bool
		percent bool
		notices int
	}{
		"right II":           {nil, false, true, 2},
		"right II, left 0":   {ptr(0.0), false, true, 2},
		"right II, left I":   {ptr(1.0), true, false, 0},
		"right II, left III": {ptr(3.0), true, false, 0},
	} {
		l := newLimbs(t)
		p := l.cat.LimbProtocol("leg.ankle")
		l.limb(p, anatomy.Left, 22, 23, 24)
		l.limb(p, anatomy.Right, 26, 27, 28)
		put(t, l.chart, staged2(l, anatomy.Right, 2))
		if x.left != nil {
			put(t, l.chart, staged2(l, anatomy.Left, *x.left))
		}
		r := l.chart.LimbReport(l.a, p)
		if r.Both != x.both || (r.Between.Percent != nil) != x.percent || len(r.Notices) != x.notices {
			t.Errorf("%s: both %v, percent %v, %q", name, r.Both, r.Between.Percent, r.Notices)
		}
		if x.percent && (r.Between.Affected != anatomy.Right || r.Between.Severity == "") {
			t.Errorf("%s: %+v", name, r.Between)
		}
	}
	l := newLimbs(t)
	p := l.cat.LimbProtocol("leg.ankle")
	l.limb(p, anatomy.Left, 22, 23)
	l.limb(p, anatomy.Right, 26, 27)
	put(t, l.chart, staged2(l, anatomy.Left, 0))
	if r := l.chart.LimbReport(l.a, p); r.Between.Affected != anatomy.Right {
		t.Errorf("the limb with stage 0 is the affected one: %+v", r.Between)
	}
}

func staged2(l *limbs, side anatomy.Side, stage float64) *Measurement {
	return &Measurement{ID: "stage-" + string(side), PatientID: "p", AssessmentID: l.a.ID, Measure: MeasureISLStage, Item: LimbLeg, Side: side, Value: stage, Date: l.a.Date}
}

// TestNumbersOfAnArmAreNotUsedForALeg: whatever an arm is judged by can be changed, and nothing that is said of a leg
// changes; and the other way round.
func TestNumbersOfAnArmAreNotUsedForALeg(t *testing.T) {
	t.Parallel()
	shipped := catalogue(t)
	for _, p := range shipped.Limbs {
		if p.Limb == LimbLeg && (p.Limits.ExcessML != 0 || p.Limits.GirthMM != 0 || p.Limits.ErrorML != 0) {
			t.Errorf("%s has limits in mL or mm, which were found for arms: %+v", p.Code, p.Limits)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		limb := rapid.SampledFrom([]string{LimbArm, LimbLeg}).Draw(rt, "limb")
		other := *shipped
		other.Limbs = slices.Clone(shipped.Limbs)
		number := rapid.Float64Range(0.01, 1000)
		for i := range other.Limbs {
			if other.Limbs[i].Limb != limb {
				other.Limbs[i].Limits = LimbLimits{number.Draw(rt, "a"), number.Draw(rt, "b"), number.Draw(rt, "c"), number.Draw(rt, "d"), number.Draw(rt, "e"), number.Draw(rt, "f"), number.Draw(rt, "g")}
			}
		}
		l := newLimbs(t)
		code := map[string]string{LimbArm: "arm.wrist", LimbLeg: "leg.ankle"}[limb]
		girth := rapid.Float64Range(18, 60)
		for _, id := range []string{"a-1", "a-2"} {
			if id != "a-1" {
				l.on("2026-03-30")
				l.visit(id)
			}
			for _, side := range []anatomy.Side{anatomy.Left, anatomy.Right} {
				l.limb(l.cat.LimbProtocol(code), side, girth.Draw(rt, "girth"), girth.Draw(rt, "girth"), girth.Draw(rt, "girth"))
			}
		}
		said := func(cat *Catalogue) []string {
			report := l.chart.LimbReport(l.a, cat.LimbProtocol(code))
			out := InEnglish(report.Notices)
			for _, s := range MainSeries(cat, l.chart) {
				v := s.Verdict()
				out = append(out, s.Measure, string(v.State), Number(v.Threshold))
			}
			for _, x := range Triggers(cat, atlas(t), l.chart, l.a.Date) {
				out = append(out, x.What.String())
			}
			return out
		}
		if a, b := said(shipped), said(&other); !slices.Equal(a, b) {
			rt.Fatalf("%s: %q became %q", limb, a, b)
		}
	})
}

// A change of a volume counts beyond the error of that limb: percent for both, and for an arm at least 100 mL.
func TestVolumesChangeBeyondTheErrorOfTheirLimb(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	for _, x := range []struct {
		protocol string
		from, to float64
		want     VerdictState
	}{
		{"leg.ankle", 8000, 7890, VerdictWithin}, // 1.4 %
		{"leg.ankle", 8000, 7620, VerdictWithin}, // 4.8 %
		{"leg.ankle", 8000, 7580, VerdictImproved},
		{"leg.ankle", 1500, 1420, VerdictImproved}, // 5.3 %: no mL of an arm
		{"arm.wrist", 2620, 2500, VerdictWithin},
		{"arm.wrist", 2620, 2480, VerdictImproved},
		{"arm.wrist", 1000, 930, VerdictWithin}, // 7 %, and 70 mL
		{"", 8000, 7890, VerdictWithin},
	} {
		c := &Chart{}
		put(t, c, &Patient{ID: "p", GivenName: "Ann"})
		for i, v := range []float64{x.from, x.to} {
			m := &Measurement{ID: Number(float64(i)), PatientID: "p", Measure: MeasureLimbVolume, Side: anatomy.Left, Item: "limb", Value: v, Date: Date("2026-03-02").AddDays(30 * i)}
			if p := cat.LimbProtocol(x.protocol); p != nil {
				m.SetAlong(p.Between(0, 40))
			}
			put(t, c, m)
		}
		all := MainSeries(cat, c)
		if v := all[0].Verdict(); len(all) != 1 || v.State != x.want {
			t.Errorf("%s %v to %v mL: %s, want %s (threshold %v)", x.protocol, x.from, x.to, v.State, x.want, v.Threshold)
		}
	}
}

// Healthy legs of 8 litres that differ by 2.6 % are alike, and arms that differ by 200 mL are not.
func TestALegIsNotJudgedByMillilitres(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		protocol    string
		left, right float64 // girths all along
		notices     int
	}{
		"legs that differ by 2 %":   {"leg.ankle", 42, 41.6, 0},
		"legs that differ by 12 %":  {"leg.ankle", 44, 41.6, 2},
		"arms that differ by 200":   {"arm.wrist", 31, 29.8, 1},
		"arms that differ a little": {"arm.wrist", 30, 29.8, 0},
	} {
		l := newLimbs(t)
		p := l.cat.LimbProtocol(x.protocol)
		for _, cm := range p.Levels() {
			l.girth(p, anatomy.Left, cm, x.left)
			l.girth(p, anatomy.Right, cm, x.right)
		}
		r := l.chart.LimbReport(l.a, p)
		if len(r.Notices) != x.notices {
			t.Errorf("%s: %.0f mL apart, %q", name, r.Between.ML, r.Notices)
		}
		swelling := slices.ContainsFunc(Triggers(l.cat, atlas(t), l.chart, l.a.Date), func(x Trigger) bool { return x.Kind == TriggerSwelling })
		if swelling != (x.notices > 0) {
			t.Errorf("%s: a reason to refer is %v", name, swelling)
		}
	}
}

// The excess follows from the two volumes of a visit: it can be a goal, and nobody types it.
func TestTheExcessIsASeries(t *testing.T) {
	t.Parallel()
	l := newLimbs(t)
	p := l.cat.LimbProtocol("arm.wrist")
	l.limb(p, anatomy.Left, 24, 24)
	l.limb(p, anatomy.Right, 20, 20)
	l.on("2026-03-30")
	l.visit("a-2")
	l.limb(p, anatomy.Left, 21, 21)
	l.limb(p, anatomy.Right, 20, 20)
	excess := func() *Series {
		return find(MainSeries(l.cat, l.chart), func(s *Series) bool { return s.Measure == MeasureLimbExcess })
	}
	s := excess()
	if s == nil || s.Side != anatomy.Left || len(s.Points) != 2 || s.Points[0].Value != 44.1 || s.Points[1].Value != 10.2 || s.Along != p.Between(0, 4) {
		t.Fatalf("%+v", s)
	}
	if v := s.Verdict(); v.State != VerdictImproved || v.Threshold != 5 {
		t.Errorf("%+v", v)
	}
	// The limb that is said to be affected is the one that is told of.
	put(t, l.chart, &Measurement{ID: "st", PatientID: "p", AssessmentID: "a-2", Measure: MeasureISLStage, Item: LimbArm, Side: anatomy.Right, Value: 1, Date: l.a.Date})
	if s := excess(); s.Side != anatomy.Right || s.Points[0].Value != -30.6 {
		t.Errorf("%+v", s)
	}
	for _, m := range l.chart.Measurements {
		if m.Measure == MeasureLimbExcess {
			t.Errorf("it is stored: %+v", m)
		}
	}
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
	if kinds[LymphBorder] < 6 || kinds[LymphFlow] < 8 || kinds[LymphDetour] < 6 {
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
		limb  = "code\tlimb\tname\tlandmark\tway\thow\tfrom_cm\tto_cm\tstep_cm\tcalf_from\tcalf_to\toutline\tparts\texcess_percent\texcess_ml\tgirth_mm\tgirth_percent\town_percent\terror_percent\terror_ml\tsource\n"
		mld   = "code\tregions\tplace\tside\tworks\tto\tinstead_of\talso\tavoid\thow\ttimes\tminutes\tsource\n"
		nodes = "code\tfrom\tto\tonward\tsource\n"
		line  = "code\tkind\tview\tmirrored\tname\tabout\tpoints\tto\tstep\tsource\n"
	)
	for name, x := range map[string]struct {
		file, text, column, why string
	}{
		"no such limb":      {"limbs.tsv", limb + "a\ttail\tn\tl\tabove\th\t0\t8\t4\t\t\t20\tArm\t10\t\t\t5\t5\t5\t\ts\n", "limb", "tail"},
		"no way":            {"limbs.tsv", limb + "a\tarm\tn\tl\tbeside\th\t0\t8\t4\t\t\t20\tArm\t10\t\t\t5\t5\t5\t\ts\n", "way", "beside"},
		"upside down":       {"limbs.tsv", limb + "a\tarm\tn\tl\tabove\th\t9\t8\t4\t\t\t20\tArm\t10\t\t\t5\t5\t5\t\ts\n", "from_cm", "more than"},
		"no step":           {"limbs.tsv", limb + "a\tarm\tn\tl\tabove\th\t0\t8\t0\t\t\t20\tArm\t10\t\t\t5\t5\t5\t\ts\n", "step_cm", "from 1 to 20"},
		"half a calf":       {"limbs.tsv", limb + "a\tleg\tn\tl\tabove\th\t0\t8\t4\t4\t\t20\tLeg\t10\t\t\t5\t5\t5\t\ts\n", "calf_to", "both"},
		"no girth":          {"limbs.tsv", limb + "a\tarm\tn\tl\tabove\th\t0\t8\t4\t\t\t20;wide\tArm\t10\t\t\t5\t5\t5\t\ts\n", "outline", "wide"},
		"no leg":            {"limbs.tsv", limb + "a\tarm\tn\tl\tabove\th\t0\t8\t4\t\t\t20\tArm\t10\t\t\t5\t5\t5\t\ts\n", "limb", "leg"},
		"half a point":      {"wells.tsv", "code\tquestion\tname\tpoints\tcalf\tby\tsource\na\tq\tn\t0.5\tno\tanybody\ts\n", "points", "whole"},
		"unknown area":      {"mld.tsv", mld + "a\ttail\tp\tsame side\t\t\t\t\t\th\tt\t2\ts\n", "regions", "tail"},
		"no side":           {"mld.tsv", mld + "a\tarm\tp\tsomewhere\t\t\t\t\t\th\tt\t2\ts\n", "side", "somewhere"},
		"no time":           {"mld.tsv", mld + "a\tarm\tp\tsame side\t\t\t\t\t\th\tt\t0\ts\n", "minutes", "more than 0"},
		"no question":       {"mld.tsv", mld + "a\tarm\tp\tsame side\t\t\t\t\tmoon\th\tt\t2\ts\n", "avoid", "moon"},
		"never needed":      {"mld.tsv", mld + "a\tarm\tp\tsame side\t\t\t\tlymphoedema\t\th\tt\t2\ts\n", "also", "always"},
		"area of no use":    {"mldregions.tsv", "code\tname\tparts\tlimb\tsource\ntail\tTail\tTail\t\ts\n", "code", "no step"},
		"one point":         {"lymph.tsv", line + "a\tflow\tanterior\tno\tn\ta\t1,1\tx\t\ts\n", "points", "two points"},
		"no point":          {"lymph.tsv", line + "a\tflow\tanterior\tno\tn\ta\t1,1 x,2\tx\t\ts\n", "points", "x,2"},
		"flow to nowhere":   {"lymph.tsv", line + "a\tflow\tanterior\tno\tn\ta\t1,1 2,2\t\t\ts\n", "to", "node group"},
		"nodes to nowhere":  {"lymphnodes.tsv", nodes + "a\tskin\tb\t\ts\n", "to", "no code"},
		"nodes in a circle": {"lymphnodes.tsv", nodes + "a\tskin\tb\t\ts\nb\tskin\ta\t\ts\n", "to", "circle"},
		"nodes with no way": {"lymphnodes.tsv", nodes + "a\tskin\t\t\ts\n", "to", "goes on"},
		"detour of no step": {"lymph.tsv", line + "a\tdetour\tanterior\tno\tn\ta\t1,1 2,2\t\tterminus\ts\n", "step", "terminus"},
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
