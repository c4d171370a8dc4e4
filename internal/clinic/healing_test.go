package clinic

import (
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"regimen/internal/anatomy"
)

func tear(grade int, on Date) Injury {
	return Injury{ID: "i-1", PatientID: "p", Structure: "soleus", Side: anatomy.Left, Type: InjuryStrain, Grade: grade, InjuredOn: on}
}

// TestHealingPhase holds the borders of the phases: haemostasis on the day itself, inflammation to day 6,
// proliferation from day 3 to the end of week 6, remodelling from week 3 on.
func TestHealingPhase(t *testing.T) {
	t.Parallel()
	const hurt = Date("2025-02-01")
	healed := tear(2, hurt)
	healed.HealedOn = "2025-03-01"
	unknown := tear(2, "")
	for name, x := range map[string]struct {
		injury Injury
		today  Date
		day    int
		phase  string
		begun  string
	}{
		"the day itself":         {tear(2, hurt), "2025-02-01", 0, "haemostasis", "inflammation"},
		"the next day":           {tear(2, hurt), "2025-02-02", 1, "inflammation", ""},
		"day 2":                  {tear(2, hurt), "2025-02-03", 2, "inflammation", ""},
		"day 3":                  {tear(2, hurt), "2025-02-04", 3, "inflammation", "proliferation"},
		"day 6":                  {tear(2, hurt), "2025-02-07", 6, "inflammation", "proliferation"},
		"day 7":                  {tear(2, hurt), "2025-02-08", 7, "proliferation", ""},
		"day 20":                 {tear(2, hurt), "2025-02-21", 20, "proliferation", ""},
		"day 21":                 {tear(2, hurt), "2025-02-22", 21, "proliferation", "remodelling"},
		"day 42":                 {tear(2, hurt), "2025-03-15", 42, "proliferation", "remodelling"},
		"day 43":                 {tear(2, hurt), "2025-03-16", 43, "remodelling", ""},
		"two years on":           {tear(2, hurt), "2027-02-01", 730, "remodelling", ""},
		"the grade changes none": {tear(3, hurt), "2025-02-08", 7, "proliferation", ""},
		"before it happened":     {tear(2, hurt), "2025-01-31", 0, "", ""},
		"the day before healed":  {healed, "2025-02-28", 27, "proliferation", "remodelling"},
		"the day it is healed":   {healed, "2025-03-01", 0, "", ""},
		"no day":                 {unknown, "2025-03-01", 0, "", ""},
	} {
		h := catalogue(t).HealingPhase(&x.injury, x.today)
		switch {
		case x.phase == "":
			if h != nil {
				t.Errorf("%s: %s", name, h.Words())
			}
		case h == nil:
			t.Errorf("%s: no phase", name)
		case h.Day != x.day || h.Phase.Code != x.phase || (h.Begun == nil) != (x.begun == "") || h.Begun != nil && h.Begun.Code != x.begun:
			t.Errorf("%s: %s, want day %d, %s, %s", name, h.Words(), x.day, x.phase, x.begun)
		}
	}
}

func TestHealingWords(t *testing.T) {
	t.Parallel()
	i := tear(2, "2025-02-01")
	h := catalogue(t).HealingPhase(&i, "2025-02-05")
	if got := h.Words(); got.String() != "day 4, inflammation; proliferation has begun" {
		t.Error(got)
	}
	// 3 and 8 weeks after 1 February
	if got := h.ReturnWords(); got.String() != "Full activity is usual between 22 Feb 2025 and 29 Mar 2025." {
		t.Error(got)
	}
	i.Grade = 0
	h = catalogue(t).HealingPhase(&i, "2025-02-05")
	if h.Grade != nil || h.ReturnWords().String() != "" || catalogue(t).InjuryName(&i).String() != "Strain" {
		t.Errorf("not graded: %+v", h)
	}
}

func TestATechniqueIsTooEarly(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	left, right := Target{Structure: "soleus", Side: anatomy.Left}, Target{Structure: "soleus", Side: anatomy.Right}
	const hurt = Date("2025-02-01")
	for name, x := range map[string]struct {
		technique string
		grade     int
		today     Date
		at        []Target
		until     string // in the reason; "" for no conflict
	}{
		"friction on day 3":            {"cross-fibre-friction", 2, "2025-02-04", []Target{left}, "8 Feb 2025"},
		"friction on day 6":            {"cross-fibre-friction", 2, "2025-02-07", []Target{left}, "8 Feb 2025"},
		"friction on day 7":            {"cross-fibre-friction", 2, "2025-02-08", []Target{left}, ""},
		"friction on the other side":   {"cross-fibre-friction", 2, "2025-02-04", []Target{right}, ""},
		"friction on both sides":       {"cross-fibre-friction", 2, "2025-02-04", []Target{right, {Structure: "soleus", Side: anatomy.Midline}}, "8 Feb 2025"},
		"friction nowhere":             {"cross-fibre-friction", 2, "2025-02-04", nil, ""},
		"stripping waits through both": {"deep-stripping", 2, "2025-02-04", []Target{left}, "15 Feb 2025"},
		"stripping on day 13":          {"deep-stripping", 2, "2025-02-14", []Target{left}, "15 Feb 2025"},
		"stripping on day 14":          {"deep-stripping", 2, "2025-02-15", []Target{left}, ""},
		"heat within 72 hours":         {"heat", 1, "2025-02-03", []Target{left}, "4 Feb 2025"},
		"heat on day 3":                {"heat", 1, "2025-02-04", []Target{left}, ""},
		"scar work waits six weeks":    {"scar-mobilisation", 1, "2025-02-01", []Target{left}, "16 Mar 2025"},
		"scar work after six weeks":    {"scar-mobilisation", 1, "2025-03-16", []Target{left}, ""},
		"cold on the day":              {"cold", 2, "2025-02-01", []Target{left}, ""},
		"strokes on the day":           {"effleurage", 2, "2025-02-01", []Target{left}, "2 Feb 2025"},
		"strokes the next day":         {"effleurage", 2, "2025-02-02", []Target{left}, ""},
	} {
		chart := &Chart{Injuries: []Injury{tear(x.grade, hurt)}}
		got := TreatmentConflicts(cat, chart, &Treatment{Technique: x.technique, Targets: x.at, Pressure: 1}, x.today)
		switch {
		case x.until == "" && len(got) > 0:
			t.Errorf("%s: %s", name, got[0].Reason)
		case x.until != "" && (len(got) != 1 || !strings.HasSuffix(got[0].Reason.String(), "is too early until about "+x.until+".") || !got[0].Stands() || got[0].Blocks):
			t.Errorf("%s: %+v, want until %s", name, got, x.until)
		}
		if rx := Conflicts(cat, chart, &Prescription{Technique: x.technique, Targets: x.at, Pressure: 1}, x.today); len(rx) != len(got) {
			t.Errorf("%s: the plan has %d conflicts and the session %d", name, len(rx), len(got))
		}
	}
	chart := &Chart{Injuries: []Injury{tear(2, hurt)}}
	got := Conflicts(cat, chart, &Prescription{Technique: "cross-fibre-friction", Targets: []Target{left}, Pressure: 3}, "2025-02-04")
	if len(got) != 1 || got[0].Reason.String() != "3 days after the injury: inflammation. Cross-fibre friction is too early until about 8 Feb 2025." ||
		got[0].Name.String() != "Strain, grade II" || !strings.HasPrefix(got[0].Action.String(), "Now: Protect") {
		t.Errorf("%+v", got)
	}
}

// A tear right through is to be seen by a doctor; what is years old, or healed, is not asked about.
func TestATornStructureIsReferred(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	rx := &Prescription{Technique: "effleurage", Targets: []Target{{Structure: "soleus", Side: anatomy.Left}}, Pressure: 1}
	for name, x := range map[string]struct {
		injury Injury
		today  Date
		want   bool
	}{
		"grade II":                 {tear(2, "2025-02-01"), "2025-02-11", false},
		"grade III":                {tear(3, "2025-02-01"), "2025-02-11", true},
		"grade III, six weeks":     {tear(3, "2025-02-01"), "2025-03-15", true},
		"grade III, after that":    {tear(3, "2025-02-01"), "2025-03-16", false},
		"grade III, but elsewhere": {Injury{Structure: "soleus", Side: anatomy.Right, Type: InjuryStrain, Grade: 3, InjuredOn: "2025-02-01"}, "2025-02-11", false},
	} {
		got := Conflicts(cat, &Chart{Injuries: []Injury{x.injury}}, rx, x.today)
		if (len(got) == 1 && strings.Contains(got[0].Reason.String(), "seen by a doctor")) != x.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestOpenInjuries(t *testing.T) {
	t.Parallel()
	old, fresh, healed, ahead := tear(1, "2024-05-01"), tear(2, "2025-02-01"), tear(1, "2025-01-01"), tear(1, "2025-04-01")
	old.ID, fresh.ID, healed.ID = "old", "fresh", "healed"
	healed.HealedOn = "2025-02-10"
	c := &Chart{Injuries: []Injury{old, healed, fresh, ahead}}
	if got := c.OpenInjuries("2025-03-01"); len(got) != 2 || got[0].ID != "fresh" || got[1].ID != "old" {
		t.Errorf("%+v", got)
	}
	if c.Injury("healed") == nil || c.Injury("none") != nil {
		t.Error("by id")
	}
}

// However long ago, the day a technique is said to be free on is one on which it is.
func TestTooEarlyEnds(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	rapid.Check(t, func(t *rapid.T) {
		day := rapid.IntRange(0, 1000).Draw(t, "day")
		technique := rapid.SampledFrom(cat.Techniques).Draw(t, "technique").Code
		free := cat.TooEarlyUntil(technique, day)
		if free == -1 {
			return
		}
		if free <= day || cat.TooEarlyUntil(technique, free) != -1 || cat.TooEarlyUntil(technique, free-1) == -1 {
			t.Fatalf("%s waits from day %d to %d", technique, day, free)
		}
	})
}

func TestInjuriesAndHealingAreComplete(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	for _, sort := range InjuryTypes() {
		if sort == InjurySurgery || sort == InjuryOther {
			if cat.InjuryGrade(sort, 0) == nil {
				t.Errorf("%s is missing", sort)
			}
			continue
		}
		for grade := 1; grade <= 3; grade++ {
			g := cat.InjuryGrade(sort, grade)
			if g == nil || g.ReturnMin == 0 || g.Refer != (grade == 3) {
				t.Errorf("%s %d: %+v", sort, grade, g)
			}
			if grade > 1 && g.ReturnMin < cat.InjuryGrade(sort, grade-1).ReturnMax {
				t.Errorf("%s %d is back sooner than the grade below", sort, grade)
			}
		}
	}
	// The worked values of the reference: strain I 1–3 weeks, II 3–8 weeks, III 3–6 months.
	for grade, want := range map[int][2]int{1: {7, 21}, 2: {21, 56}, 3: {90, 180}} {
		if g := cat.InjuryGrade(InjuryStrain, grade); [2]int{g.ReturnMin, g.ReturnMax} != want {
			t.Errorf("strain %d: %d to %d days", grade, g.ReturnMin, g.ReturnMax)
		}
	}
	// Everything the techniques table says is not for the acute stage waits out the inflammation.
	for _, x := range cat.Techniques {
		for _, a := range []string{"acute-injury", "rupture"} {
			if limited(cat, a, &x) && cat.TooEarlyUntil(x.Code, 1) < 0 {
				t.Errorf("%s is not for an acute injury and does not wait", x.Code)
			}
		}
	}
}

func TestHealingTablesSayWhatIsWrong(t *testing.T) {
	t.Parallel()
	const (
		healing = "code\tname\tfrom_day\tto_day\twhat\tallows\tnot_yet\ttoo_early\tsource\n"
		injury  = "code\ttype\tgrade\tname\tsigns\treturn_min_days\treturn_max_days\trefer\tsource\n"
		grade   = "code\tmeasure\tvalue\tgrade\tword\tmeans\tsource\n"
		pattern = "code\tstrong\tspill\twhere\tsource\n"
	)
	for name, x := range map[string]struct{ file, text, column, why string }{
		"a gap":               {"healing.tsv", healing + "a\tA\t0\t2\tw\ta\tn\t\ts\nb\tB\t5\t\tw\ta\tn\t\ts\n", "from_day", "does not follow"},
		"not from the start":  {"healing.tsv", healing + "a\tA\t1\t\tw\ta\tn\t\ts\n", "from_day", "day 0"},
		"no last phase":       {"healing.tsv", healing + "a\tA\t0\t6\tw\ta\tn\t\ts\n", "to_day", "no end"},
		"two last phases":     {"healing.tsv", healing + "a\tA\t0\t\tw\ta\tn\t\ts\nb\tB\t1\t\tw\ta\tn\t\ts\n", "to_day", "only the last"},
		"days reversed":       {"healing.tsv", healing + "a\tA\t5\t2\tw\ta\tn\t\ts\n", "from_day", "more than"},
		"waits for ever":      {"healing.tsv", healing + "a\tA\t0\t\tw\ta\tn\theat\ts\n", "too_early", "for ever"},
		"a day of no phase":   {"healing.tsv", healing + "a\tA\t0\t6\tw\ta\tn\theat@9\ts\n", "too_early", "no day"},
		"no day at all":       {"healing.tsv", healing + "a\tA\t0\t6\tw\ta\tn\theat@soon\ts\n", "too_early", "no day"},
		"unknown technique":   {"healing.tsv", healing + "a\tA\t0\t6\tw\ta\tn\twizardry\ts\nb\tB\t1\t\tw\ta\tn\t\ts\n", "too_early", "wizardry"},
		"grade four":          {"injuries.tsv", injury + "a\tstrain\t4\tA\ts\t1\t2\tno\ts\n", "grade", "0 to 3"},
		"unknown type":        {"injuries.tsv", injury + "a\tbite\t1\tA\ts\t1\t2\tno\ts\n", "type", "bite"},
		"half a range":        {"injuries.tsv", injury + "a\tstrain\t1\tA\ts\t1\t\tno\ts\n", "return_max_days", "both"},
		"the same twice":      {"injuries.tsv", injury + "a\tstrain\t1\tA\ts\t1\t2\tno\ts\nb\tstrain\t1\tA\ts\t1\t2\tno\ts\n", "grade", "same type"},
		"grade of no measure": {"palpation.tsv", grade + "a\tfeeling\t1\tI\tw\tm\ts\n", "measure", "feeling"},
		"grade off the scale": {"palpation.tsv", grade + "a\ttenderness\t9\tI\tw\tm\ts\n", "value", "outside"},
		"no such end feel":    {"palpation.tsv", grade + "a\tend-feel\t1\tI\tcrunchy\tm\ts\n", "word", "crunchy"},
		"of no structure":     {"palpation.tsv", grade + "a\todi\t1\tI\tw\tm\ts\n", "measure", "not taken at"},
		"refers nowhere":      {"referral.tsv", pattern + "soleus\t\theel\tw\ts\n", "strong", "at least one"},
		"strong and spill":    {"referral.tsv", pattern + "soleus\theel\theel\tw\ts\n", "spill", "too"},
		"areas by comma":      {"referral.tsv", pattern + "soleus\theel, sole\t\tw\ts\n", "strong", "no code"},
	} {
		files := tables(t)
		files[x.file] = &fstest.MapFile{Data: []byte(x.text)}
		_, err := LoadCatalogue(files)
		found := false
		for _, e := range catalogueErrors(err) {
			found = found || e.File == x.file && e.Column == x.column && strings.Contains(e.Why, x.why)
		}
		if !found {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The hand reaches through: what lies over or under a fresh injury waits with it.
func TestHealingReachesWhatLiesOver(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		technique string
		target    Target
		day       int
		reason    string
	}{
		"the injury itself":       {"petrissage", Target{Structure: "soleus", Side: "L"}, 2, "too early until about"},
		"over it":                 {"petrissage", Target{Structure: "gastrocnemius.medial", Side: "L"}, 2, "This lies over or under what is injured."},
		"over it, when it may be": {"petrissage", Target{Structure: "gastrocnemius.medial", Side: "L"}, 20, ""},
		"over it, and light":      {"effleurage", Target{Structure: "gastrocnemius.medial", Side: "L"}, 2, ""},
		"the other leg":           {"petrissage", Target{Structure: "gastrocnemius.medial", Side: "R"}, 2, ""},
		"the thigh":               {"petrissage", Target{Structure: "rectus.femoris", Side: "L"}, 2, ""},
		"torn, and over it":       {"effleurage", Target{Structure: "gastrocnemius.medial", Side: "L"}, 20, ""},
		"torn":                    {"effleurage", Target{Structure: "soleus", Side: "L"}, 20, "seen by a doctor"},
	} {
		c := &course{testEnv: newEnv("2026-03-02"), cat: catalogue(t), chart: &Chart{Patient: Patient{ID: "p"}}}
		grade := 2
		if strings.HasPrefix(name, "torn") {
			grade = 3
		}
		put(t, c.chart, &Injury{ID: "i", PatientID: "p", Structure: "soleus", Side: "L", Type: InjuryStrain, Grade: grade, InjuredOn: c.today().AddDays(-x.day), CreatedAt: c.now()})
		var got []string
		for _, k := range Conflicts(c.cat, c.chart, &Prescription{Technique: x.technique, Pressure: 2, Targets: []Target{x.target}}, c.today()) {
			got = append(got, k.Reason.String())
		}
		if all := strings.Join(got, " "); (all == "") != (x.reason == "") || !strings.Contains(all, x.reason) {
			t.Errorf("%s: %q, want %q", name, all, x.reason)
		}
	}
}

func TestCheckInjury(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		injured, healed Date
		wrong           string
	}{
		"today":           {"2026-03-02", "", ""},
		"tomorrow":        {"2026-03-03", "", "injured_on"},
		"healed today":    {"2026-02-01", "2026-03-02", ""},
		"healed tomorrow": {"2026-02-01", "2026-03-03", "healed_on"},
	} {
		err := CheckInjury(&Injury{InjuredOn: x.injured, HealedOn: x.healed}, "2026-03-02")
		if (err == nil) != (x.wrong == "") || x.wrong != "" && FieldMessage(err, x.wrong).IsZero() {
			t.Errorf("%s: %v", name, err)
		}
	}
}
