package clinic

import (
	"slices"
	"strings"
	"testing"

	"regimen/internal/anatomy"
)

func TestChangeIsAskedInEachSession(t *testing.T) {
	t.Parallel()
	c := newCourse(t).agree(t)
	begin := func(day Date) *Session {
		c.on(day)
		s, op := StartSession(c.Env, c.chart, nil, "prac-1")
		apply(t, c.chart, op)
		return s
	}
	asked := func(s *Session, want string) {
		t.Helper()
		got := strings.Join(InEnglish(Reasons(safetyHindrances(c.cat, c.chart, s))), " ")
		if (want == "") != (got == "") || !strings.Contains(got, want) || SafetyAsked(c.cat, c.chart, s) != (want == "") {
			t.Errorf("%s: %q, want %q", s.Date, got, want)
		}
	}
	asked(begin("2026-03-02"), "") // assessed the same day
	s := begin("2026-03-09")
	asked(s, "Ask whether anything has changed")
	if d := c.chart.LastAsked(s); d != "2026-03-02" {
		t.Errorf("last asked on %s", d)
	}
	before := len(c.chart.Screenings)
	apply(t, c.chart, AnswerChange(c.Env, c.cat, c.chart, s, false))
	asked(s, "")
	if n := len(c.chart.Screenings); n != before+1 {
		t.Errorf("%d records for one tap", n-before)
	}
	apply(t, c.chart, AnswerChange(c.Env, c.cat, c.chart, s, true))
	if n := len(c.chart.Screenings); n != before+1 {
		t.Errorf("the answer is there %d times", n-before)
	}
	asked(s, "answer the safety question")
	put(t, c.chart, &Screening{ID: c.NewID(), PatientID: s.PatientID, SessionID: s.ID, Item: "dvt", Answer: AnswerYes, At: c.now()})
	asked(s, "Write what was done about: Possible deep vein clot.")
	if f := OpenFlags(c.cat, c.chart, s.Date); len(f) != 1 || f[0].Item.Code != "dvt" {
		t.Errorf("flags %v", f)
	}
	x := *find(c.chart.Screenings, func(x *Screening) bool { return x.SessionID == s.ID && x.Item == "dvt" })
	x.Action = "Sent to the emergency department."
	put(t, c.chart, &x)
	asked(s, "")
	if s := begin("2026-03-16"); c.chart.LastAsked(s) != "2026-03-09" {
		t.Errorf("last asked on %s", c.chart.LastAsked(s))
	}
}

// Whether anything has changed is a question of the catalogue, of a group by which the rules know it: under another code
// they are the same, and a yes to it is no danger of its own.
func TestChangeIsAQuestionOfTheCatalogue(t *testing.T) {
	t.Parallel()
	for _, code := range []string{catalogue(t).ChangeQuestion().Code, "anew"} {
		c := newCourse(t).agree(t)
		cat := *c.cat
		cat.Screening = slices.Clone(cat.Screening)
		question := cat.ChangeQuestion()
		question.Code = code
		c.cat = &cat
		flags, conflicts := len(OpenFlags(c.cat, c.chart, "2026-03-09")), len(Conflicts(c.cat, c.chart, &Prescription{Technique: "effleurage", Pressure: 1}, "2026-03-09"))
		unanswered, never, precautions := len(c.chart.Unanswered(c.cat, c.chart.Assessments[0].ID)), NeverAsked(c.cat, c.chart), len(SuggestedPrecautions(c.cat, c.chart))
		c.on("2026-03-09")
		s, op := StartSession(c.Env, c.chart, nil, "prac-1")
		apply(t, c.chart, op)
		if SafetyAsked(c.cat, c.chart, s) {
			t.Fatalf("%s: nothing is asked", code)
		}
		apply(t, c.chart, AnswerChange(c.Env, c.cat, c.chart, s, true))
		x := c.chart.ChangeAnswer(c.cat, s.ID)
		if x == nil || x.Item != code || c.cat.ScreeningItem(x.Item) == nil || c.cat.QuestionName(x.Item).String() != question.Name {
			t.Fatalf("%s: %+v", code, x)
		}
		if again := c.chart.AnsweredAgain(c.cat, s.ID); len(again) > 0 || SafetyAsked(c.cat, c.chart, s) {
			t.Errorf("%s: it is answered by itself: %v", code, again)
		}
		if n := len(OpenFlags(c.cat, c.chart, s.Date)); n != flags || NeedsAction(c.cat, c.chart, x) {
			t.Errorf("%s: it is a danger of its own", code)
		}
		if n := len(Conflicts(c.cat, c.chart, &Prescription{Technique: "effleurage", Pressure: 1}, s.Date)); n != conflicts {
			t.Errorf("%s: it stands against a technique", code)
		}
		if len(c.chart.Unanswered(c.cat, c.chart.Assessments[0].ID)) != unanswered || NeverAsked(c.cat, c.chart) != never || len(SuggestedPrecautions(c.cat, c.chart)) != precautions {
			t.Errorf("%s: it counts among the others", code)
		}
		apply(t, c.chart, AnswerChange(c.Env, c.cat, c.chart, s, false))
		if !SafetyAsked(c.cat, c.chart, s) || len(c.chart.Screenings) == 0 {
			t.Errorf("%s: no changes nothing, and is not enough", code)
		}
	}
}

// A patient who was never asked is asked all that can stop a treatment.
func TestNeverAsked(t *testing.T) {
	t.Parallel()
	c := &course{testEnv: newEnv("2026-03-02"), cat: catalogue(t), chart: &Chart{Patient: Patient{ID: "p", GivenName: "Peg"}}}
	s, op := StartSession(c.Env, c.chart, nil, "prac-1")
	apply(t, c.chart, op)
	if got := strings.Join(InEnglish(Reasons(safetyHindrances(c.cat, c.chart, s))), " "); !strings.Contains(got, "safety questions have never been asked.") {
		t.Errorf("%q", got)
	}
	apply(t, c.chart, deny(c.Env, c.cat, c.chart, s.Occasion(), GroupAbsolute))
	if SafetyAsked(c.cat, c.chart, s) {
		t.Error("the red flags were not asked")
	}
	apply(t, c.chart, deny(c.Env, c.cat, c.chart, s.Occasion(), GroupAbsolute, GroupRedFlag))
	if !SafetyAsked(c.cat, c.chart, s) {
		t.Error("still to ask")
	}
}

// That nothing has changed says nothing about what nobody ever asked.
func TestNothingHasChangedAnswersNothingNew(t *testing.T) {
	t.Parallel()
	c := &course{testEnv: newEnv("2026-03-02"), cat: catalogue(t), chart: &Chart{Patient: Patient{ID: "p", GivenName: "Peg"}}}
	a, op := StartAssessment(c.Env, c.chart, "prac-1")
	apply(t, c.chart, op)
	put(t, c.chart, &Screening{ID: c.NewID(), PatientID: "p", AssessmentID: a.ID, Item: "pregnancy", Answer: AnswerNo, At: c.now()})
	c.on("2026-03-09")
	s, op := StartSession(c.Env, c.chart, nil, "prac-1")
	apply(t, c.chart, op)
	apply(t, c.chart, AnswerChange(c.Env, c.cat, c.chart, s, false))
	if got := strings.Join(InEnglish(Reasons(CanSignSession(c.cat, c.chart, s))), " "); !strings.Contains(got, "safety questions have never been asked.") {
		t.Errorf("one question answered once stands for all of them: %q", got)
	}
	apply(t, c.chart, deny(c.Env, c.cat, c.chart, s.Occasion(), GroupAbsolute, GroupRedFlag))
	if !SafetyAsked(c.cat, c.chart, s) || NeverAsked(c.cat, c.chart) != 0 {
		t.Error("still to ask")
	}
}

// A local contraindication warns for what lies over, under and beside it, and not for what lies elsewhere.
func TestLocalReachesItsNeighbours(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	calf := Target{Structure: "gastrocnemius.medial", Side: anatomy.Left}
	for _, x := range []struct {
		at     Target
		reason string
	}{
		{calf, "This treats the area"},
		{Target{Structure: "soleus", Side: anatomy.Left}, "over or under"},
		{Target{Structure: "tibialis.posterior", Side: anatomy.Left}, "over or under"},
		{Target{Structure: "gastrocnemius.lateral", Side: anatomy.Left}, "finger’s width"},
		{Target{Structure: "soleus", Side: anatomy.Right}, ""},
		{Target{Structure: "rectus.femoris", Side: anatomy.Left}, ""},
		{Target{Structure: "trapezius.upper", Side: anatomy.Left}, ""},
	} {
		c := &course{testEnv: newEnv("2026-03-02"), cat: cat, chart: &Chart{Patient: Patient{ID: "p"}}}
		c.answer(t, "bruise", AnswerYes, calf)
		got := Conflicts(c.cat, c.chart, &Prescription{Technique: "effleurage", Pressure: 1, Targets: []Target{x.at}}, "2026-03-02")
		if (len(got) == 1) != (x.reason != "") || len(got) == 1 && !strings.Contains(got[0].Reason.String(), x.reason) {
			t.Errorf("%s: %+v, want %q", x.at.Structure, got, x.reason)
		}
		if k := KeepClears(c.cat, c.chart, "2026-03-02"); len(k) != 1 || k[0].Target != calf || k[0].Item.Code != "bruise" {
			t.Errorf("keep clear of %+v", k)
		}
		put(t, c.chart, &Clearance{ID: c.NewID(), PatientID: "p", Item: "bruise", Doctor: "Dr Lee", Scope: "all", Date: "2026-03-01", Expires: "2026-03-20"})
		if k := KeepClears(c.cat, c.chart, "2026-03-02"); len(k) != 0 {
			t.Errorf("cleared, and still %+v", k)
		}
	}
}

// The questions cover the lists D1 to D3 of the clinical reference.
func TestScreeningCoversTheReference(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	for group, codes := range map[string]string{
		GroupAbsolute: "chest-pain lung-clot stroke-signs severe-allergy very-unwell cauda-equina both-legs dvt fracture limb-threat compartment hot-joint " +
			"cellulitis meningism fever very-high-blood-pressure pre-eclampsia organ-failure neck-artery aneurysm no-consent",
		GroupLocal: "open-wound burn recent-scar bruise skin-infection lump tumour-site radiotherapy varicose-veins injection implant joint-flare " +
			"myositis-ossificans hernia fracture-healing rupture joint-replacement stent swollen-nodes",
		GroupPrecaution: "blood-thinners low-platelets cancer-active pregnancy osteoporosis steroids neuropathy heart-disease kidney-disease " +
			"high-blood-pressure epilepsy asthma lymphoedema inflammatory-arthritis hypermobility spinal-cord-injury under-18 frail mental-health " +
			"strong-pain-drugs allergy recent-surgery fear-of-moving low-mood",
		GroupRedFlag: "age-onset cancer-history weight-loss night-pain infection-risk trauma deformity nerve-loss upper-motor giant-cell " +
			"morning-stiffness organ-pain no-improvement self-harm",
	} {
		for code := range strings.FieldsSeq(codes) {
			item := c.ScreeningItem(code)
			if item == nil || item.Group != group {
				t.Errorf("%s (%s): %+v", code, group, item)
			}
		}
	}
	for code, urgency := range map[string]string{
		"chest-pain": UrgencyAmbulance, "cauda-equina": UrgencyEmergency, "dvt": UrgencySameDay, "cellulitis": UrgencySameDay,
		"very-high-blood-pressure": UrgencyDoctor, "neck-artery": UrgencyAmbulance, "aneurysm": UrgencyAmbulance, "self-harm": UrgencySameDay,
	} {
		if item := c.ScreeningItem(code); item == nil || item.Urgency != urgency {
			t.Errorf("%s: %+v, want %s", code, item, urgency)
		}
	}
}
