package clinic

import (
	"slices"
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
		h := new(Chart).HealingPhase(catalogue(t), &x.injury, x.today)
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
	h := new(Chart).HealingPhase(catalogue(t), &i, "2025-02-05")
	if got := h.Words(); got.String() != "day 4, inflammation; proliferation has begun" {
		t.Error(got)
	}
	// 3 and 8 weeks after 1 February
	if got := h.ReturnWords(); got.String() != "Full activity is usual between 22 Feb 2025 and 29 Mar 2025, if strength and movement are back." {
		t.Error(got)
	}
	i.Grade = 0
	h = new(Chart).HealingPhase(catalogue(t), &i, "2025-02-05")
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
		"friction on day 3":           {"cross-fibre-friction", 1, "2025-02-04", []Target{left}, "8 Feb 2025"},
		"friction on day 6":           {"cross-fibre-friction", 1, "2025-02-07", []Target{left}, "8 Feb 2025"},
		"friction on day 7":           {"cross-fibre-friction", 1, "2025-02-08", []Target{left}, ""},
		"partly torn, on day 7":       {"cross-fibre-friction", 2, "2025-02-08", []Target{left}, "22 Feb 2025"},
		"partly torn, on day 21":      {"cross-fibre-friction", 2, "2025-02-22", []Target{left}, ""},
		"no grade, as partly torn":    {"cross-fibre-friction", 0, "2025-02-08", []Target{left}, "22 Feb 2025"},
		"points on day 7":             {"ischaemic-compression", 2, "2025-02-08", []Target{left}, "22 Feb 2025"},
		"firm glides on day 7":        {"joint-mobilisation-3-4", 2, "2025-02-08", []Target{left}, "22 Feb 2025"},
		"friction on the other side":  {"cross-fibre-friction", 2, "2025-02-04", []Target{right}, ""},
		"friction on both sides":      {"cross-fibre-friction", 1, "2025-02-04", []Target{right, {Structure: "soleus", Side: anatomy.Midline}}, "8 Feb 2025"},
		"friction nowhere":            {"cross-fibre-friction", 2, "2025-02-04", nil, ""},
		"stripping, grade I":          {"deep-stripping", 1, "2025-02-14", []Target{left}, "15 Feb 2025"},
		"stripping, grade I, day 14":  {"deep-stripping", 1, "2025-02-15", []Target{left}, ""},
		"stripping, grade II, day 14": {"deep-stripping", 2, "2025-02-15", []Target{left}, "15 Mar 2025"},
		"needles, grade II, day 14":   {"dry-needling", 2, "2025-02-15", []Target{left}, "15 Mar 2025"},
		"strong stretch, day 14":      {"pnf", 2, "2025-02-15", []Target{left}, "15 Mar 2025"},
		"stripping after six weeks":   {"deep-stripping", 2, "2025-03-15", []Target{left}, ""},
		"heat within 72 hours":        {"heat", 1, "2025-02-03", []Target{left}, "4 Feb 2025"},
		"heat on day 3":               {"heat", 1, "2025-02-04", []Target{left}, ""},
		"scar work waits six weeks":   {"scar-mobilisation", 1, "2025-02-01", []Target{left}, "15 Mar 2025"},
		"scar work after six weeks":   {"scar-mobilisation", 1, "2025-03-15", []Target{left}, ""},
		"cold on the day":             {"cold", 2, "2025-02-01", []Target{left}, ""},
		"strokes on the day":          {"effleurage", 2, "2025-02-01", []Target{left}, "2 Feb 2025"},
		"drainage on the day":         {"mld", 1, "2025-02-01", []Target{left}, "2 Feb 2025"},
		"light strokes on the day":    {"lymph-effleurage", 1, "2025-02-01", []Target{left}, "2 Feb 2025"},
		"ease on the day":             {"strain-counterstrain", 1, "2025-02-01", []Target{left}, "2 Feb 2025"},
		"strokes the next day":        {"effleurage", 2, "2025-02-02", []Target{left}, ""},
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
	if len(got) != 1 || got[0].Reason.String() != "3 days after the injury: inflammation. Cross-fibre friction is too early until about 22 Feb 2025." ||
		got[0].Name.String() != "Strain, grade II" || !strings.HasPrefix(got[0].Action.String(), "Now: Protect") {
		t.Errorf("%+v", got)
	}
}

// A tear right through, and an operation, are to be seen by a doctor however long ago they were: a time that has passed is
// no doctor's look. A clearance of that injury that is in force is one.
func TestWhatNobodyHasSeenIsReferred(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	cuff := Injury{ID: "i-1", PatientID: "p", Structure: "rotator.cuff.tendons", Side: anatomy.Left, Type: InjurySurgery, Sort: "cuff-repair", InjuredOn: "2025-02-01"}
	fused := Injury{ID: "i-1", PatientID: "p", Structure: "lumbar.vertebrae", Side: anatomy.Midline, Type: InjurySurgery, Sort: "fusion", InjuredOn: "2025-02-01"}
	old := Injury{ID: "i-1", PatientID: "p", Structure: "soleus", Side: anatomy.Left, Type: InjurySurgery, InjuredOn: "2025-02-01"}
	healed := old
	healed.HealedOn = "2025-06-01"
	seen := func(injury string, on, ends Date) []Clearance {
		return []Clearance{{ID: "k", Item: HealingItem, InjuryID: injury, Doctor: "Dr Lee", Date: on, Scope: "Light work", Expires: ends}}
	}
	for name, x := range map[string]struct {
		injury Injury
		today  Date
		by     []Clearance
		want   bool
	}{
		"grade II":                   {tear(2, "2025-02-01"), "2025-02-15", nil, false},
		"grade III":                  {tear(3, "2025-02-01"), "2025-02-15", nil, true},
		"grade III, after six weeks": {tear(3, "2025-02-01"), "2025-03-16", nil, true},
		"grade III, after two years": {tear(3, "2025-02-01"), "2027-02-01", nil, true},
		"seen":                       {tear(3, "2025-02-01"), "2025-03-16", seen("i-1", "2025-03-01", ""), false},
		"another was seen":           {tear(3, "2025-02-01"), "2025-03-16", seen("i-2", "2025-03-01", ""), true},
		"to be seen":                 {tear(3, "2025-02-01"), "2025-03-16", seen("i-1", "2025-03-20", ""), true},
		"the clearance has ended":    {tear(3, "2025-02-01"), "2025-03-16", seen("i-1", "2025-03-01", "2025-03-10"), true},
		"an operation":               {old, "2025-04-01", nil, true},
		"an operation, a year ago":   {old, "2026-04-01", nil, true},
		"healed":                     {healed, "2026-04-01", nil, false},
		"a cuff repair":              {cuff, "2026-04-01", nil, true},
		"a cuff repair, seen":        {cuff, "2026-04-01", seen("i-1", "2025-03-01", ""), false},
		"a fusion":                   {fused, "2026-04-01", nil, true},
	} {
		for _, technique := range cat.Techniques {
			chart := &Chart{Injuries: []Injury{x.injury}, Clearances: x.by}
			got := Conflicts(cat, chart, &Prescription{Technique: technique.Code, Targets: []Target{x.injury.Target()}, Pressure: 1}, x.today)
			if stands := slices.ContainsFunc(got, func(c Conflict) bool { return c.Item == HealingItem && c.Stands() }); x.want && !stands || !x.want && stands && x.injury.Type != InjuryStrain {
				t.Errorf("%s: %s: %+v", name, technique.Code, got)
			}
		}
		rx := &Prescription{Technique: "effleurage", Targets: []Target{x.injury.Target()}, Pressure: 1}
		got := Conflicts(cat, &Chart{Injuries: []Injury{x.injury}, Clearances: x.by}, rx, x.today)
		if (len(got) == 1 && strings.Contains(got[0].Reason.String(), "seen by a doctor") && got[0].Stands()) != x.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// standing are the techniques against which the injuries of a chart stand at a place, and those that are left.
func standing(cat *Catalogue, chart *Chart, at Target, today Date) (against map[string]string, free []string) {
	against = map[string]string{}
	for _, x := range cat.Techniques {
		for _, c := range healingConflicts(cat, chart, x.Code, []Target{at}, today) {
			if c.Stands() {
				against[x.Code] = c.Reason.String()
			}
		}
		if against[x.Code] == "" {
			free = append(free, x.Code)
		}
	}
	return against, free
}

// A bruised thigh of moderate grade: nothing by hand, no warmth and no stretch on day 2 and day 9, and afterwards only once
// the knee bends far enough and no hard lump is felt.
func TestABruisedThigh(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	thigh := Target{Structure: "rectus.femoris", Side: anatomy.Right}
	hurt := Injury{ID: "i", Structure: thigh.Structure, Side: thigh.Side, Type: InjuryContusion, Grade: 2, InjuredOn: "2025-02-01"}
	bend := func(degrees float64, on Date) []Measurement {
		return []Measurement{{ID: "m", Measure: MeasureKneeBend, Side: anatomy.Right, Value: degrees, Date: on}}
	}
	lump := func(i Injury, felt string, on Date) Injury {
		i.Lump, i.LumpOn = felt, on
		return i
	}
	severe := hurt
	severe.Grade = 3
	byHand := []string{"petrissage", "tapotement", "compression", "cross-fibre-friction", "ischaemic-compression", "soft-tissue-release", "heat", "static-stretch", "deep-stripping", "iastm", "pnf", "cupping", "dry-needling", "effleurage"}
	early := []string{"deep-stripping", "iastm", "pnf", "cupping", "dry-needling", "cross-fibre-friction", "ischaemic-compression"}
	for name, x := range map[string]struct {
		injury  Injury
		bends   []Measurement
		day     int
		against []string // at least these
		free    []string // at least these
		says    string
	}{
		"day 2":                              {hurt, nil, 2, byHand, []string{"exercise", "cold"}, "too early until about 15 Feb 2025"},
		"day 9":                              {hurt, nil, 9, byHand, []string{"exercise", "cold"}, "too early until about 15 Feb 2025"},
		"day 9, and it bends":                {lump(hurt, LumpNone, "2025-02-10"), bend(130, "2025-02-10"), 9, byHand, []string{"exercise"}, "too early until about 15 Feb 2025"},
		"day 14, nothing measured":           {hurt, nil, 14, byHand, []string{"exercise", "cold"}, "the knee bends more than 90°"},
		"day 14, too stiff":                  {lump(hurt, LumpNone, "2025-02-15"), bend(85, "2025-02-15"), 14, byHand, []string{"exercise"}, "the knee bends more than 90°"},
		"day 14, bent before it happened":    {lump(hurt, LumpNone, "2025-02-15"), bend(140, "2025-01-15"), 14, byHand, []string{"exercise"}, "the knee bends more than 90°"},
		"day 14, the lump felt for too soon": {lump(hurt, LumpNone, "2025-02-06"), bend(110, "2025-02-15"), 14, byHand, []string{"exercise"}, "no hard lump is felt"},
		"day 14, and all is well":            {lump(hurt, LumpNone, "2025-02-15"), bend(110, "2025-02-15"), 14, early, []string{"exercise", "petrissage", "effleurage", "static-stretch"}, ""},
		"day 28":                             {lump(hurt, LumpNone, "2025-02-15"), bend(110, "2025-02-15"), 28, []string{"deep-stripping", "iastm"}, []string{"ischaemic-compression"}, ""},
		"a hard lump in the third week":      {lump(hurt, LumpFelt, "2025-02-18"), bend(110, "2025-02-18"), 60, byHand, []string{"exercise"}, "imaging"},
		"severe":                             {lump(severe, LumpNone, "2025-02-18"), bend(130, "2025-02-18"), 60, append(byHand, "exercise"), nil, "seen by a doctor"},
	} {
		chart := &Chart{Injuries: []Injury{x.injury}, Measurements: x.bends}
		against, free := standing(cat, chart, thigh, hurt.InjuredOn.AddDays(x.day))
		for _, technique := range x.against {
			if against[technique] == "" {
				t.Errorf("%s: %s is free", name, technique)
			}
		}
		for _, technique := range x.free {
			if !slices.Contains(free, technique) {
				t.Errorf("%s: %s: %s", name, technique, against[technique])
			}
		}
		if !strings.Contains(against["petrissage"], x.says) {
			t.Errorf("%s: %q, want %q", name, against["petrissage"], x.says)
		}
	}
	// Degrees are of the knee: no other place is asked for them.
	for code, want := range map[string]bool{"rectus.femoris": true, "biceps.femoris.long": true, "deltoid.middle": false, "gastrocnemius.medial": false, "heel": false} {
		for grade := 1; grade <= 3; grade++ {
			g := cat.InjuryGrade(&Injury{Structure: code, Type: InjuryContusion, Grade: grade})
			if strings.Contains(g.Signs, "°") != want || !want && g.Bend != 0 {
				t.Errorf("%s, grade %d: %q", code, grade, g.Signs)
			}
		}
	}
}

// In the fifth week after a cuff repair only light work, and that once the surgeon has agreed; what pulls at the repair
// waits in the whole shoulder.
func TestFiveWeeksAfterACuffRepair(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	repair := Injury{ID: "i", Structure: "rotator.cuff.tendons", Side: anatomy.Right, Type: InjurySurgery, Sort: "cuff-repair", InjuredOn: "2025-02-01"}
	day := repair.InjuredOn.AddDays(5 * 7)
	chart := &Chart{Injuries: []Injury{repair}}
	if _, free := standing(cat, chart, repair.Target(), day); len(free) > 0 {
		t.Errorf("nobody has seen it, and free are %q", free)
	}
	chart.Clearances = []Clearance{{ID: "k", Item: HealingItem, InjuryID: "i", Doctor: "Dr Lee", Date: "2025-03-01", Scope: "Light work"}}
	against, free := standing(cat, chart, repair.Target(), day)
	for technique, want := range map[string]bool{
		"mld": true, "effleurage": true, "cold": true, "exercise": false, "passive-rom": false, "joint-mobilisation-3-4": false, "pnf": false,
		"static-stretch": false, "deep-stripping": false, "petrissage": false, "scar-mobilisation": false,
	} {
		if slices.Contains(free, technique) != want {
			t.Errorf("%s on it: %q", technique, against[technique])
		}
	}
	for technique, want := range map[string]bool{"joint-mobilisation-3-4": false, "pnf": false, "static-stretch": false, "exercise": false, "effleurage": true} {
		against, free = standing(cat, chart, Target{Structure: "deltoid.posterior", Side: anatomy.Right}, day)
		if slices.Contains(free, technique) != want {
			t.Errorf("%s beside it: %q", technique, against[technique])
		}
		if _, free = standing(cat, chart, Target{Structure: "deltoid.posterior", Side: anatomy.Left}, day); !slices.Contains(free, technique) {
			t.Errorf("%s at the other shoulder waits", technique)
		}
	}
}

// What is worse never waits less; no hand is on an injury on its day, whatever it is; and each technique has its load.
func TestWaitsOfTheWholeCatalogue(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	for _, x := range cat.Techniques {
		if find(cat.Loads, func(l *Load) bool { return slices.Contains(l.Techniques, x.Code) }) == nil {
			t.Errorf("%s stands nowhere in loads.tsv", x.Code)
		}
	}
	cells := cat.HealingCells()
	if len(cells) != len(cat.Injuries)*len(cat.Techniques) {
		t.Fatalf("%d cells", len(cells))
	}
	first := map[string]HealingCell{}
	for _, c := range cells {
		g := c.Injury
		key := func(grade int) string {
			return strings.Join(append([]string{g.Type, g.Sort, string(rune('0' + grade)), c.Technique.Code}, g.Parts...), "/")
		}
		first[key(g.Grade)] = c
		if below, ok := first[key(g.Grade-1)]; ok && (c.First < below.First || below.Doctor && !c.Doctor || c.Bend < below.Bend || below.Lump && !c.Lump) {
			t.Errorf("%s on %s: %+v, and on %s %+v", c.Technique.Code, g.Code, c, below.Injury.Code, below)
		}
		// Cold, raising and advice are no hand on it. Nothing else is free on the day.
		if c.First == 0 && cat.load(c.Technique.Code).Code != "cold" {
			t.Errorf("%s is free on the day of %s", c.Technique.Code, g.Code)
		}
		i := Injury{ID: "i", Structure: "soleus", Side: anatomy.Left, Type: g.Type, Sort: g.Sort, Grade: g.Grade, InjuredOn: "2025-02-01"}
		if len(g.Parts) > 0 {
			i.Structure = "rectus.femoris"
		}
		chart := &Chart{Injuries: []Injury{i}}
		for _, day := range []int{0, c.First - 1, c.First} {
			waits := len(healingConflicts(cat, chart, c.Technique.Code, []Target{i.Target()}, i.InjuredOn.AddDays(day))) > 0
			if want := day < c.First || c.Doctor || c.Bend > 0 || c.Lump; day >= 0 && waits != want {
				t.Errorf("%s on %s on day %d waits: %v, the table says %+v", c.Technique.Code, g.Code, day, waits, c)
			}
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
		g := rapid.SampledFrom(cat.Injuries).Draw(t, "injury")
		i := Injury{ID: "i", Structure: "rectus.femoris", Side: anatomy.Left, Type: g.Type, Sort: g.Sort, Grade: g.Grade, InjuredOn: "2025-02-01"}
		day := i.InjuredOn.AddDays(rapid.IntRange(0, 1000).Draw(t, "day"))
		technique := rapid.SampledFrom(cat.Techniques).Draw(t, "technique").Code
		chart := &Chart{Injuries: []Injury{i}}
		free := chart.FreeOn(cat, &i, technique, day)
		if free != "" && (free <= day || chart.FreeOn(cat, &i, technique, free) != "" || chart.FreeOn(cat, &i, technique, free.AddDays(-1)) != free) {
			t.Fatalf("%s waits from %s to %s", technique, day, free)
		}
	})
}

func TestInjuriesAndHealingAreComplete(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	for _, sort := range InjuryTypes() {
		if sort == InjurySurgery || sort == InjuryOther {
			if cat.InjuryGrade(&Injury{Type: sort}) == nil || len(cat.InjurySorts(sort)) < 7 {
				t.Errorf("%s is missing", sort)
			}
			continue
		}
		for grade := 1; grade <= 3; grade++ {
			g := cat.InjuryGrade(&Injury{Type: sort, Grade: grade})
			if g == nil || g.ReturnMin == 0 || g.Refer != (grade == 3) {
				t.Errorf("%s %d: %+v", sort, grade, g)
			}
			if grade > 1 && g.ReturnMin < cat.InjuryGrade(&Injury{Type: sort, Grade: grade - 1}).ReturnMax {
				t.Errorf("%s %d is back sooner than the grade below", sort, grade)
			}
		}
	}
	for _, g := range cat.Injuries {
		if g.Type == InjurySurgery && !g.Refer {
			t.Errorf("%s is free without the surgeon", g.Code)
		}
	}
	// The worked values of the reference: strain I 1–3 weeks, II 3–8 weeks, III 3–6 months.
	for grade, want := range map[int][2]int{1: {7, 21}, 2: {21, 56}, 3: {90, 180}} {
		if g := cat.InjuryGrade(&Injury{Type: InjuryStrain, Grade: grade}); [2]int{g.ReturnMin, g.ReturnMax} != want {
			t.Errorf("strain %d: %d to %d days", grade, g.ReturnMin, g.ReturnMax)
		}
	}
	// Everything the techniques table says is not for the acute stage waits out the inflammation.
	for _, x := range cat.Techniques {
		for _, a := range []string{"acute-injury", "rupture"} {
			if limited(cat, a, &x) && cat.InjuryGrade(&Injury{Type: InjuryStrain, Grade: 1}).First[cat.load(x.Code).Code] < 3 {
				t.Errorf("%s is not for an acute injury and does not wait", x.Code)
			}
		}
	}
}

func TestHealingTablesSayWhatIsWrong(t *testing.T) {
	t.Parallel()
	const (
		healing = "code\tname\tfrom_day\tto_day\twhat\tallows\tsource\n"
		injury  = "code\ttype\tsort\tparts\tgrade\tname\tsigns\tadvice\tcold\tactive\tlight\tmove\theat\tknead\tstretch\tfirm\tdeep\tscar\tbend\tlump\treach\treturn_min_days\treturn_max_days\trefer\tsource\n"
		waits   = "0\t1\t1\t1\t3\t7\t7\t7\t14\t42\t\tno\tplace"
		less    = "0\t1\t1\t1\t3\t7\t7\t7\t13\t42\t\tno\tplace"
		loads   = "code\tname\ttechniques\thands\twide\tsource\n"
		joint   = "code\tname\tparts\tstructures\tcrosses\tloads\talso\tboth\tsource\n"
		grade   = "code\tmeasure\tvalue\tgrade\tword\tmeans\tsource\n"
		pattern = "code\tstrong\tspill\twhere\tsource\n"
	)
	for name, x := range map[string]struct{ file, text, column, why string }{
		"a gap":               {"healing.tsv", healing + "a\tA\t0\t2\tw\ta\ts\nb\tB\t5\t\tw\ta\ts\n", "from_day", "does not follow"},
		"not from the start":  {"healing.tsv", healing + "a\tA\t1\t\tw\ta\ts\n", "from_day", "day 0"},
		"no last phase":       {"healing.tsv", healing + "a\tA\t0\t6\tw\ta\ts\n", "to_day", "no end"},
		"two last phases":     {"healing.tsv", healing + "a\tA\t0\t\tw\ta\ts\nb\tB\t1\t\tw\ta\ts\n", "to_day", "only the last"},
		"days reversed":       {"healing.tsv", healing + "a\tA\t5\t2\tw\ta\ts\n", "from_day", "more than"},
		"unknown technique":   {"loads.tsv", loads + "deep\tD\twizardry\tyes\tno\ts\n", "techniques", "wizardry"},
		"two loads":           {"loads.tsv", loads + "deep\tD\theat\tyes\tno\ts\nheat\tH\theat\tyes\tno\ts\n", "techniques", "both"},
		"a load is missing":   {"loads.tsv", loads + "deep\tD\theat\tyes\tno\ts\n", "code", "missing"},
		"no such load":        {"loads.tsv", loads + "heavy\tD\theat\tyes\tno\ts\n", "code", "heavy"},
		"grade four":          {"injuries.tsv", injury + "a\tstrain\t\t\t4\tA\ts\t\t" + waits + "\t1\t2\tno\ts\n", "grade", "0 to 3"},
		"unknown type":        {"injuries.tsv", injury + "a\tbite\t\t\t1\tA\ts\t\t" + waits + "\t1\t2\tno\ts\n", "type", "bite"},
		"half a range":        {"injuries.tsv", injury + "a\tstrain\t\t\t1\tA\ts\t\t" + waits + "\t1\t\tno\ts\n", "return_max_days", "both"},
		"the same twice":      {"injuries.tsv", injury + "a\tstrain\t\t\t1\tA\ts\t\t" + waits + "\t1\t2\tno\ts\nb\tstrain\t\t\t1\tA\ts\t\t" + waits + "\t1\t2\tno\ts\n", "grade", "same type"},
		"worse and sooner":    {"injuries.tsv", injury + "a\tstrain\t\t\t1\tA\ts\t\t" + waits + "\t1\t2\tno\ts\nb\tstrain\t\t\t2\tA\ts\t\t" + less + "\t1\t2\tno\ts\n", "deep", "waits less"},
		"a hand on the day":   {"injuries.tsv", injury + "a\tstrain\t\t\t1\tA\ts\t\t0\t1\t0" + waits[5:] + "\t1\t2\tno\ts\n", "light", "on its day"},
		"no day at all":       {"injuries.tsv", injury + "a\tstrain\t\t\t1\tA\ts\t\t\t" + waits[2:] + "\t1\t2\tno\ts\n", "cold", "empty"},
		"a joint of nothing":  {"neighbourhoods.tsv", joint + "a\tA\t\t\tknee\t\t\tno\ts\n", "parts", "no injury"},
		"a joint uncrossed":   {"neighbourhoods.tsv", joint + "a\tA\tKnee\t\t\t\t\tno\ts\n", "crosses", "no muscle"},
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
		err := CheckInjury(nil, &Injury{InjuredOn: x.injured, HealedOn: x.healed}, "2026-03-02")
		if (err == nil) != (x.wrong == "") || x.wrong != "" && FieldMessage(err, x.wrong).IsZero() {
			t.Errorf("%s: %v", name, err)
		}
	}
}
