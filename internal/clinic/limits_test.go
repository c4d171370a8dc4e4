package clinic

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"regimen/internal/anatomy"
)

// forbidden reports whether a technique is given nowhere, or not at the place that was marked, after a yes to a question.
func forbidden(c *Catalogue, item *ScreeningItem, t *Technique) bool {
	return item.Blocks || item.Group == GroupLocal || limited(c, item.Code, t)
}

// limited reports whether a row of limits.tsv is against a technique with any pressure and in any position.
func limited(c *Catalogue, item string, t *Technique) bool {
	return slices.ContainsFunc(c.Limits, func(l Limit) bool {
		return l.Item == item && l.MaxPressure == 0 && len(l.Positions) == 0 && l.names(t.Code, t.Does)
	})
}

// said is a patient of a day with these answers.
func said(t testing.TB, answer string, items ...string) *course {
	t.Helper()
	c := &course{testEnv: newEnv("2026-03-02"), cat: catalogue(t), chart: &Chart{Patient: Patient{ID: "p"}}}
	for _, item := range items {
		c.answer(t, item, answer)
	}
	return c
}

func left(structure string) []Target {
	return []Target{{Structure: structure, Side: anatomy.Left}}
}

// standing are the items of what stands against a prescription.
func (c *course) standing(rx Prescription) []string {
	stands, _ := conflictItems(Conflicts(c.cat, c.chart, &rx, c.today()))
	return stands
}

// How urgent a row is and what its action says are one thing.
func TestTheUrgencyIsWhatTheActionSays(t *testing.T) {
	t.Parallel()
	must := map[string]string{
		UrgencyAmbulance: `(?i)call an ambulance`, UrgencyEmergency: `(?i)emergency department now`, UrgencySameDay: `(?i)today`,
		UrgencyDoctor: `(?i)doctor|GP|surgeon`,
	}
	for _, s := range catalogue(t).Screening {
		if want := must[s.Urgency]; want != "" && !regexp.MustCompile(want).MatchString(s.Action) {
			t.Errorf("%s is %s, and what to do is: %s", s.Code, s.Urgency, s.Action)
		}
		if slices.Contains([]string{UrgencyDoctor, UrgencyCare}, s.Urgency) && regexp.MustCompile(`(?i)emergency department now|^(stop\. )?call an ambulance`).MatchString(s.Action) {
			t.Errorf("%s can wait, and what to do is: %s", s.Code, s.Action)
		}
		if Urgent(s.Urgency) != (s.Urgency == UrgencyAmbulance || s.Urgency == UrgencyEmergency || s.Urgency == UrgencySameDay) || Urgent(s.Urgency) && !s.UnsureIsYes {
			t.Errorf("%s: not to be sure of what is %q is found out first", s.Code, s.Urgency)
		}
		if strings.Contains(s.Source, "massagetherapyvancouver") {
			t.Errorf("%s rests on the page of a clinic", s.Code)
		}
	}
}

// whatForbids are the sentences of a text that forbid something, by one of its words.
func whatForbids(text, words string) []string {
	word := regexp.MustCompile(`(?i)\b(` + words + `)\b`)
	var out []string
	for _, s := range regexp.MustCompile(`[.!?](\s+|$)`).Split(text, -1) {
		if word.MatchString(s) {
			out = append(out, s)
		}
	}
	return out
}

// What the action of a question forbids, a rule forbids.
func TestWhatAnActionForbidsARuleForbids(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	// Held by something else than a limit.
	elsewhere := map[string]string{
		"epilepsy: Avoid that":                  "what brings on a seizure differs, and is written in the note",
		"asthma: Avoid scented oils":            "of the room, not of a technique",
		"lymphoedema: Lymph drainage only by a": "the column trained of techniques.tsv",
		"joint-replacement: A hip does not":     "stretch, traction and joint work, which would bend it so, are forbidden there",
		"allergy: Use a plain product":          "of the product, not of a technique",
		"neuropathy: Look at the skin before":   "it forbids nothing",
		"strong-pain-drugs: Feedback":           "",
	}
	for i := range c.Screening {
		item := &c.Screening[i]
		if item.Blocks || !item.Warns() {
			continue
		}
		for _, s := range whatForbids(item.Action, "no|not|only|never|avoid|at most|keep clear|before") {
			held := slices.ContainsFunc(c.Limits, func(l Limit) bool {
				return l.Item == item.Code && l.Says != "" && strings.Contains(s, strings.TrimSuffix(l.Says, "."))
			})
			held = held || item.Group == GroupLocal && regexp.MustCompile(`(?i)keep clear|elsewhere`).MatchString(s) ||
				item.Together != "" && strings.Contains(s, "second one") || strings.Contains(s, "letter before treating")
			for key := range elsewhere {
				held = held || strings.HasPrefix(item.Code+": "+s, key)
			}
			if !held {
				t.Errorf("%s: no row of limits.tsv enforces “%s”", item.Code, s)
			}
		}
	}
}

// What the text of a technique says it is not for, an answer forbids, or something else than an answer holds it.
func TestWhatATechniqueSaysIsHeld(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	held := map[string]string{ // the beginning of a sentence; codes of questions, or why none
		"tapotement: Not over a painful place or the kidneys": "kidney-disease",
		"cross-fibre-friction: not in the acute stage":        "acute-injury",
		"circular-friction: not in the acute stage":           "acute-injury",
		"ischaemic-compression: Keep off vessels":             "- by zones.tsv",
		"strain-counterstrain: No end positions":              "neck-artery",
		"joint-mobilisation-3-4: small or large amplitude":    "- a thrust is no technique of the table",
		"joint-mobilisation-3-4: At the neck only":            "- training and consent",
		"traction: At the neck only":                          "- training and consent",
		"mld: Not with an untreated infection":                "cellulitis dvt cancer-active",
		"heat: Not on skin":                                   "neuropathy lymphoedema",
		"hot-stones: A burn comes":                            "neuropathy lymphoedema",
		"nerve-gliding: After":                                "- of the dose",
		"percussion-device: Not on bone":                      "implant",
		"abdominal-massage: Not with pain":                    "organ-pain bowel-liver tumour-site",
		"compression-bandaging: Feel the pulses":              "artery-disease",
		"positional-drainage: Not with short breath":          "heart-disease cold-limb",
	}
	met := make(map[string]bool)
	for i := range c.Techniques {
		x := &c.Techniques[i]
		for _, s := range whatForbids(x.How+". "+x.Care, "no|not|only|never|avoid|keep off") {
			said := ""
			for key, items := range held {
				if strings.HasPrefix(x.Code+": "+s, key) {
					said, met[key] = items, true
				}
			}
			if said == "" {
				t.Errorf("%s: nothing says what holds “%s”", x.Code, s)
			}
			for item := range strings.FieldsSeq(said) {
				if said[0] == '-' {
					break
				}
				if !forbidden(c, c.ScreeningItem(item), x) {
					t.Errorf("%s: “%s”, and a yes to %s does not forbid it", x.Code, s, item)
				}
			}
		}
	}
	for key := range held {
		if !met[key] {
			t.Errorf("no technique says “%s” any more", key)
		}
	}
}

// Red flags that no doctor has answered need a reason, one by one, and two of the spine stop work on it, whatever the reason.
func TestRedFlagsCountTogether(t *testing.T) {
	t.Parallel()
	back, calf := Prescription{Technique: "effleurage", Pressure: 1, Targets: left("longissimus.thoracis")}, Prescription{Technique: "effleurage", Pressure: 1, Targets: left("soleus")}
	for _, item := range []string{"cancer-history", "weight-loss", "night-pain", "infection-risk", "trauma", "deformity", "organ-pain"} {
		c := said(t, AnswerYes, item)
		if got := c.standing(back); !slices.Equal(got, []string{item}) {
			t.Errorf("%s alone: %v", item, got)
		}
	}
	c := said(t, AnswerYes, "cancer-history", "age-onset")
	list := Conflicts(c.cat, c.chart, &back, c.today())
	if len(list) == 0 || list[0].Item != TogetherItem || !list[0].Firm || !strings.Contains(list[0].Reason.String(), "History of cancer") {
		t.Fatalf("two of them: %+v", list)
	}
	if got := c.standing(calf); len(got) != 0 {
		t.Errorf("the calf: %v", got)
	}
	put(t, c.chart, &Clearance{ID: c.NewID(), PatientID: "p", Item: "cancer-history", Doctor: "Dr Lee", Scope: "all", Date: "2026-03-01"})
	if got := c.standing(back); len(got) != 0 {
		t.Errorf("a doctor answered: %v", got)
	}
	// A written reason outweighs one of them and not two.
	p := newCourse(t)
	p.answer(t, "cancer-history", AnswerYes)
	for i := range p.rx {
		p.rx[i].KeptReason = "Known to the doctor"
		put(t, p.chart, &p.rx[i])
	}
	home := p.chart.HomeCareOf(p.plan.ID)[0]
	home.KeptReason = "Known to the doctor"
	put(t, p.chart, &home)
	if got := CanAgree(p.cat, p.chart, p.chart.Plan(p.plan.ID), p.today()); len(got) != 0 {
		t.Errorf("one flag with a reason: %q", got)
	}
	p.answer(t, "night-pain", AnswerUnsure)
	if got := CanAgree(p.cat, p.chart, p.chart.Plan(p.plan.ID), p.today()); len(got) != 3 || !strings.Contains(got[0].Say.String(), "Leave it out until then.") {
		t.Errorf("two flags with a reason: %q", got)
	}
}

// Not to be sure of what cannot wait asks for a written action, and so does yes.
func TestUnsureOfWhatCannotWaitNeedsAnAction(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	for _, item := range c.Screening {
		want := Urgent(item.Urgency)
		if got := NeedsAction(c, &Chart{}, &Screening{Item: item.Code, Answer: AnswerUnsure}); got != want {
			t.Errorf("%s: unsure needs an action: %v", item.Code, got)
		}
		if NeedsAction(c, &Chart{}, &Screening{Item: item.Code, Answer: AnswerUnsure, Action: "Sent to the emergency department"}) || NeedsAction(c, &Chart{}, &Screening{Item: item.Code, Answer: AnswerNo}) {
			t.Errorf("%s: more is asked than an action", item.Code)
		}
	}
}

// TestKnownContraindications holds what the texts name, technique by place, and that no more is forbidden.
func TestKnownContraindications(t *testing.T) {
	t.Parallel()
	const spine, calf, neck, hip, belly = "longissimus.thoracis", "soleus", "semispinalis.capitis", "gluteus.medius", "rectus.abdominis"
	for _, x := range []struct {
		item, techniques, place string
		pressure                int
		position                string
		free                    bool
	}{
		{"pregnancy", "deep-stripping iastm cross-fibre-friction", calf, 5, "side-lying", false},
		{"pregnancy", "petrissage", calf, 3, "side-lying", false},
		{"pregnancy", "petrissage effleurage", calf, 2, "side-lying", true},
		{"pregnancy", "petrissage ischaemic-compression", neck, 4, "side-lying", true},
		{"pregnancy", "heat cupping", "quadratus.lumborum", 1, "side-lying", false},
		{"pregnancy", "heat", neck, 1, "side-lying", true},
		{"pregnancy", "mld", belly, 1, "side-lying", false},
		{"pregnancy", "dry-needling", neck, 1, "seated", false},
		{"pregnancy", "effleurage", neck, 1, "supine", false},
		{"pregnancy", "effleurage", neck, 1, "prone", false},
		{"osteoporosis", "deep-stripping ischaemic-compression compression", spine, 5, "", false},
		{"osteoporosis", "petrissage", hip, 4, "", false},
		{"osteoporosis", "petrissage", spine, 3, "", true},
		{"osteoporosis", "deep-stripping", calf, 4, "", true},
		{"osteoporosis", "tapotement joint-mobilisation-3-4 passive-rom", spine, 2, "", false},
		{"inflammatory-arthritis", "joint-mobilisation-1-2 joint-mobilisation-3-4 passive-rom pnf met static-stretch deep-stripping", "trapezius.upper", 1, "", false},
		{"inflammatory-arthritis", "joint-mobilisation-3-4 passive-rom", calf, 1, "", false},
		{"inflammatory-arthritis", "effleurage myofascial-release", neck, 2, "", true},
		{"lymphoedema", "deep-stripping iastm cross-fibre-friction ischaemic-compression heat cupping dry-needling", calf, 5, "", false},
		{"lymphoedema", "petrissage", calf, 3, "", false},
		{"lymphoedema", "mld lymph-effleurage", calf, 1, "", true},
		{"lymphoedema", "petrissage", neck, 4, "", true},
		{"infection-risk", "dry-needling", calf, 1, "", false},
		{"weak-immunity", "dry-needling", calf, 1, "", false},
		{"cancer-active", "dry-needling iastm cupping heat deep-stripping mld joint-mobilisation-3-4", calf, 1, "", false},
		{"cancer-active", "effleurage", calf, 2, "", true},
		{"neuropathy", "dry-needling heat cold iastm cupping", calf, 1, "", false},
		{"neuropathy", "petrissage", calf, 4, "", false},
		{"neuropathy", "petrissage static-stretch", calf, 3, "", true},
		{"epilepsy", "dry-needling", neck, 1, "", false},
		{"frail", "dry-needling tapotement joint-mobilisation-3-4", neck, 1, "", false},
		{"under-18", "dry-needling", neck, 1, "", false},
		{"breast-implant", "dry-needling", "pectoralis.minor", 1, "", false},
		{"implant", "dry-needling", calf, 1, "", false},
		{"joint-replacement", "dry-needling static-stretch passive-rom", calf, 1, "", false},
		{"allergy", "dry-needling taping", calf, 1, "", false},
		{"fragile-skin", "dry-needling heat iastm cupping taping scar-mobilisation", calf, 1, "", false},
		{"hypermobility", "static-stretch pnf joint-mobilisation-3-4 passive-rom", calf, 1, "", false},
		{"hypermobility", "petrissage exercise joint-mobilisation-1-2", calf, 2, "", true},
		{"joint-instability", "static-stretch pnf vibration passive-rom joint-mobilisation-1-2", calf, 1, "", false},
		{"fracture-healing", "pnf static-stretch passive-rom met", calf, 1, "", false},
		{"rupture", "pnf static-stretch met", calf, 1, "", false},
		{"joint-fusion", "passive-rom joint-mobilisation-1-2", neck, 1, "", false},
		{"high-blood-pressure", "pnf", calf, 1, "", false},
		{"high-blood-pressure", "petrissage met", calf, 4, "", true},
		{"varicose-veins", "heat petrissage iastm cupping", calf, 1, "", false},
		{"nerve-disease", "heat", calf, 1, "", false},
		{"artery-disease", "cold deep-stripping", calf, 4, "", false},
		{"acute-injury", "cupping heat petrissage deep-stripping", calf, 2, "", false},
		{"steroids", "joint-mobilisation-3-4 cupping", neck, 2, "", false},
		{"steroids", "petrissage", neck, 4, "", false},
		{"bone-metastases", "tapotement passive-rom static-stretch deep-stripping", spine, 1, "", false},
		{"recent-surgery", "deep-stripping effleurage", calf, 5, "", false},
		{"heart-disease", "mld lymph-effleurage", calf, 1, "", false},
		{"kidney-disease", "tapotement", "quadratus.lumborum", 1, "", false},
		{"kidney-disease", "tapotement", calf, 1, "", true},
		{"aneurysm-known", "effleurage mld", belly, 1, "", false},
		{"past-clot", "deep-stripping", calf, 4, "", false},
		{"neck-drainage", "mld lymph-effleurage", "sternocleidomastoid", 1, "", false},
		{"bowel-liver", "mld", belly, 1, "", false},
		{"neck-fragile", "joint-mobilisation-1-2 passive-rom pnf", neck, 1, "", false},
		{"spinal-cord-injury", "heat cold", calf, 1, "", false},
		{"vein-inflamed", "effleurage", "rectus.femoris", 1, "", false},
		{"asthma", "petrissage mld deep-stripping", neck, 4, "prone", true},
		{"no-improvement", "petrissage deep-stripping", neck, 4, "prone", true},
		{"high-blood-pressure", "deep-stripping", neck, 4, "prone", true},
	} {
		for tech := range strings.FieldsSeq(x.techniques) {
			for _, answer := range []string{AnswerYes, AnswerUnsure} {
				c := said(t, answer, x.item)
				if c.cat.Technique(tech) == nil {
					t.Fatalf("no technique %s", tech)
				}
				got := c.standing(Prescription{Technique: tech, Pressure: x.pressure, Targets: left(x.place), Position: x.position})
				if slices.Contains(got, x.item) == x.free {
					t.Errorf("%s (%s), %s with pressure %d on %s, %s: %v", x.item, answer, tech, x.pressure, x.place, x.position, got)
				}
			}
		}
	}
}

// A place that was marked with the answer bounds what stands against a limb or a part, and while none was it may be any.
func TestALimitHoldsWhereItWasMarked(t *testing.T) {
	t.Parallel()
	rx := func(structure string) Prescription {
		return Prescription{Technique: "deep-stripping", Pressure: 4, Targets: left(structure)}
	}
	c := said(t, AnswerNo)
	c.answer(t, "lymphoedema", AnswerYes, left("flexor.carpi.radialis")...)
	for structure, want := range map[string]bool{"biceps.brachii": true, "flexor.carpi.radialis": true, "supraspinatus": true, "soleus": false, "trapezius.upper": false} {
		if got := c.standing(rx(structure)); (len(got) > 0) != want {
			t.Errorf("arm marked, %s: %v", structure, got)
		}
	}
	if got := c.standing(Prescription{Technique: "deep-stripping", Pressure: 4, Targets: []Target{{Structure: "biceps.brachii", Side: anatomy.Right}}}); len(got) > 0 {
		t.Errorf("the other arm: %v", got)
	}
	if got := c.standing(Prescription{Technique: "deep-stripping", Pressure: 4}); len(got) == 0 {
		t.Error("nobody said where, and nothing stands against it")
	}
	c = said(t, AnswerNo)
	c.answer(t, "recent-surgery", AnswerYes, left("vastus.medialis")...)
	if got := c.standing(rx("vastus.medialis")); !slices.Equal(got, []string{"recent-surgery"}) {
		t.Errorf("on the place of the operation: %v", got)
	}
	if got := c.standing(rx("soleus")); len(got) > 0 {
		t.Errorf("far from the operation: %v", got)
	}
}

// A healthy person whose calf is sore answers no to what stops a treatment.
func TestSoreIsNotDangerous(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	for code, not := range map[string]string{
		"dvt": `swollen, sore`, "both-legs": `painful\?`, "nerve-loss": `walking changed`, "trauma": `fall, crash or blow\?`, "hot-joint": `fever`,
	} {
		if q := c.ScreeningItem(code).Question; regexp.MustCompile(not).MatchString(q) {
			t.Errorf("%s: %s", code, q)
		}
	}
	for _, s := range c.Screening {
		if s.Blocks && regexp.MustCompile(`(?i)\bsore\b`).MatchString(s.Question) && !regexp.MustCompile(`(?i)swollen|warmth|scalp`).MatchString(s.Question) {
			t.Errorf("%s stops all for what is only sore: %s", s.Code, s.Question)
		}
	}
}

// How a pregnant patient may lie, and how long an operated place is left alone, go by the week; while it is not known, by the
// careful side.
func TestLimitsHoldInTheirWeeks(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		item, detail string
		day          Date // of the detail, "" when it was not told
		technique    string
		position     string
		free         bool
	}{
		{"pregnancy", "due", "2026-09-14", "effleurage", "prone", true}, // week 12
		{"pregnancy", "due", "2026-09-14", "effleurage", "supine", true},
		{"pregnancy", "due", "2026-08-31", "effleurage", "prone", false}, // week 14
		{"pregnancy", "due", "2026-08-31", "effleurage", "supine", true},
		{"pregnancy", "due", "2026-05-11", "effleurage", "supine", false}, // week 30
		{"pregnancy", "due", "2026-05-11", "effleurage", "side-lying", true},
		{"pregnancy", "due", "", "effleurage", "prone", false},
		{"pregnancy", "due", "", "effleurage", "supine", false},
		{"recent-surgery", "date", "2026-02-20", "effleurage", "", false},
		{"recent-surgery", "date", "2025-10-01", "effleurage", "", true},
		{"recent-surgery", "date", "", "effleurage", "", false},
		{"steroid-injection", "date", "2026-02-20", "cross-fibre-friction", "", false},
		{"steroid-injection", "date", "2026-02-15", "cross-fibre-friction", "", true},
	} {
		c := said(t, AnswerYes, x.item)
		a := &c.chart.Screenings[0]
		if x.day != "" {
			a.Details = []Detail{{Name: x.detail, Value: string(x.day)}}
		}
		got := c.standing(Prescription{Technique: x.technique, Pressure: 1, Targets: left("semispinalis.capitis"), Position: x.position})
		if slices.Contains(got, x.item) == x.free {
			t.Errorf("%s, %s %s: %s %s: %v", x.item, x.detail, x.day, x.technique, x.position, got)
		}
	}
}

// A limit that carries out words of an action carries out words that stand there.
func TestALimitSaysWhatTheActionSays(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	for _, l := range cat.Limits {
		if item := cat.ScreeningItem(l.Item); l.Says != "" && (item == nil || !strings.Contains(item.Action, l.Says)) {
			t.Errorf("%s: %q is not in the action of %q", l.Code, l.Says, l.Item)
		}
	}
}
