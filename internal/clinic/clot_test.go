package clinic

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"regimen/internal/anatomy"
)

// A calf that is much larger stands against work on that leg from the moment it is measured, and not only once a clot is
// suspected.
func TestACalfNobodyDecidedOnStands(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		treated []Target
		status  string
		signed  bool
		answer  string
		want    bool
	}{
		"that calf":          {[]Target{{Structure: "soleus", Side: "L"}}, TreatmentDone, false, "", true},
		"the same leg":       {[]Target{{Structure: "rectus.femoris", Side: "L"}}, TreatmentDone, false, "", true},
		"its buttock":        {[]Target{{Structure: "gluteus.maximus", Side: "L"}}, TreatmentDone, false, "", true},
		"its groin":          {[]Target{{Structure: "lymph.inguinal", Side: "L"}}, TreatmentDone, false, "", true},
		"the other buttock":  {[]Target{{Structure: "gluteus.maximus", Side: "R"}}, TreatmentDone, false, "", false},
		"the low back":       {[]Target{{Structure: "quadratus.lumborum", Side: "L"}}, TreatmentDone, false, "", false},
		"the other leg":      {[]Target{{Structure: "soleus", Side: "R"}}, TreatmentDone, false, "", false},
		"the neck":           {[]Target{{Structure: "trapezius.upper", Side: "L"}}, TreatmentDone, false, "", false},
		"left out":           {[]Target{{Structure: "soleus", Side: "L"}}, TreatmentLeft, false, "", false},
		"explained":          {[]Target{{Structure: "soleus", Side: "L"}}, TreatmentDone, false, AnswerNo, false},
		"an assessment that": {[]Target{{Structure: "soleus", Side: "L"}}, TreatmentDone, true, "", false}, // is signed was decided on
	} {
		l := newLimbs(t)
		l.cat = catalogue(t)
		p := l.cat.LimbProtocol("leg.ankle")
		l.girth(p, anatomy.Left, 24, 41)
		l.girth(p, anatomy.Right, 24, 37)
		today := l.a.Date
		if x.answer != "" {
			op, err := DecideClot(l.Env, atlas(t), l.a, l.chart.ClotCheck(l.cat, l.a, today), x.answer, ClotSeen{"Known since childhood", "Dr Wu", today})
			if err != nil {
				t.Fatal(err)
			}
			apply(t, l.chart, op)
		}
		if x.signed {
			a := *l.a
			a.SignedAt = l.at
			put(t, l.chart, &a)
		}
		s := &Session{ID: "s", PatientID: "p", PractitionerID: "x", Date: today, StartedAt: l.at, EndedAt: l.at.Add(1), CreatedAt: l.at}
		treatment := &Treatment{ID: "t", PatientID: "p", SessionID: "s", Technique: "effleurage", Targets: x.treated, Pressure: 1, Minutes: 5, Status: x.status, Reason: "Not safe today"}
		put(t, l.chart, s, treatment)
		if got := strings.Contains(strings.Join(InEnglish(Reasons(CanSignSession(l.cat, l.chart, s))), " "), "The left calf is 4 cm larger"); got != x.want {
			t.Errorf("%s: the session is hindered: %v", name, got)
		}
		stands, _ := conflictItems(TreatmentConflicts(l.cat, l.chart, treatment, today))
		if got := contains(stands, ItemClot); got != (x.want || x.status == TreatmentLeft) {
			t.Errorf("%s: against the treatment stand %v", name, stands)
		}
	}
}

// A clot of a leg can reach up into the pelvis, and one of an arm up to the collarbone: hip and shoulder are of the limb.
func TestAClotIsSuspectedInTheWholeLimb(t *testing.T) {
	t.Parallel()
	cat, at := catalogue(t), atlas(t)
	limbs := map[string]string{
		"Hip and pelvis": "leg", "Thigh": "leg", "Knee": "leg", "Leg": "leg", "Ankle and foot": "leg",
		"Shoulder": "arm", "Arm": "arm", "Forearm": "arm", "Wrist and hand": "arm",
	}
	for _, first := range []Target{{Structure: "soleus", Side: "L"}, {Structure: "gluteus.medius", Side: "L"}, {Structure: "biceps.brachii", Side: "L"}, {Structure: "lymph.axillary", Side: "L"}, {Structure: "rectus.abdominis", Side: "L"}} {
		suspected, _ := at.Structure(first.Structure)
		for _, s := range at.Structures() {
			side := anatomy.Left
			if !s.Paired {
				side = anatomy.Midline
			}
			want := limbs[suspected.Part] != "" && limbs[suspected.Part] == limbs[s.Part]
			if got := cat.sameLimb([]Target{first}, []Target{{Structure: s.Code, Side: side}}); got != want {
				t.Errorf("a clot at %s, work on %s: the same limb %v", first.Structure, s.Code, got)
			}
			if s.Paired && cat.sameLimb([]Target{first}, []Target{{Structure: s.Code, Side: anatomy.Right}}) {
				t.Errorf("a clot at %s on the left, work on %s on the right", first.Structure, s.Code)
			}
		}
	}
	for limb, some := range map[string]string{LimbLeg: "gluteus.maximus", LimbArm: "lymph.axillary"} {
		if list := LimbTargets(at, limb, anatomy.Left); !slices.Contains(list, Target{Structure: some, Side: anatomy.Left}) {
			t.Errorf("the %s has no %s: %v", limb, some, list)
		}
	}
}

func TestWhatDecidesAClotCheck(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		answer, decision string
		side             anatomy.Side
		cleared          Date // of a clearance by a doctor
		open             bool
	}{
		"nothing":                     {"", "", "", "", true},
		"no":                          {AnswerNo, "", "", "", true},
		"explained":                   {AnswerNo, ClotExplained, "L", "", false},
		"the other leg was explained": {AnswerNo, ClotExplained, "R", "", true},
		"suspected":                   {AnswerYes, ClotSuspected, "L", "", false},
		"yes to the question alone":   {AnswerYes, "", "", "", false},
		"no after it was suspected":   {AnswerNo, ClotSuspected, "L", "", true},
		"suspected in the other leg":  {AnswerYes, ClotSuspected, "R", "", true},
		"cleared today":               {"", "", "", "2026-03-02", false},
		"cleared before it was there": {"", "", "", "2024-03-02", true},
		"cleared the day after":       {"", "", "", "2026-03-03", false},
	} {
		l := newLimbs(t)
		p := l.cat.LimbProtocol("leg.ankle")
		l.girth(p, anatomy.Left, 24, 41)
		l.girth(p, anatomy.Right, 24, 37)
		today := l.a.Date
		if x.answer != "" { // whatever the note says
			put(t, l.chart, &Screening{ID: "q", PatientID: "p", AssessmentID: l.a.ID, Item: ItemClot, Note: "Clot check: the left calf is larger", Answer: x.answer, Decision: x.decision, Side: x.side, At: l.at})
		}
		if x.cleared != "" {
			day := today.AddDays(Date("2026-03-02").DaysUntil(x.cleared))
			put(t, l.chart, &Clearance{ID: "c", PatientID: "p", Item: ItemClot, Doctor: "Dr Wu", Scope: "Ultrasound clear", Date: day})
		}
		if got := strings.Contains(strings.Join(InEnglish(Reasons(CanSignAssessment(l.cat, l.chart, l.a))), " "), "Decide under Limbs"); got != x.open {
			t.Errorf("%s: open %v", name, got)
		}
	}
}

// A doctor's word about a calf that has been larger ever since holds on.
func TestAClearanceHoldsWhileTheCalfStaysLarger(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		between float64 // cm, the left calf at a visit between
		open    bool
	}{
		"it stayed larger": {41, false},
		"it went down":     {37, true},
	} {
		l := newLimbs(t)
		p := l.cat.LimbProtocol("leg.ankle")
		now := *l.a
		for i, cm := range []float64{41, x.between} {
			old := now
			old.ID, old.Date = []string{"first", "between"}[i], now.Date.AddDays([]int{-60, -30}[i])
			put(t, l.chart, &old)
			l.a = l.chart.Assessment(old.ID)
			l.girth(p, anatomy.Left, 24, cm)
			l.girth(p, anatomy.Right, 24, 37)
		}
		put(t, l.chart, &Clearance{ID: "c", PatientID: "p", Item: ItemClot, Doctor: "Dr Wu", Scope: "Ultrasound clear", Date: now.Date.AddDays(-58)})
		l.a = l.chart.Assessment(now.ID)
		l.girth(p, anatomy.Left, 24, 41)
		l.girth(p, anatomy.Right, 24, 37)
		if got := l.chart.ClotCheck(l.cat, l.a, now.Date).Open(); got != x.open {
			t.Errorf("%s: open %v", name, got)
		}
	}
}

// The whole limb counts, wherever on it the place was marked.
func TestAClotIsInTheWholeLimb(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		marked  Target
		treated []Target
		want    bool
	}{
		"another muscle of the leg": {Target{Structure: "gastrocnemius.medial", Side: "L"}, []Target{{Structure: "soleus", Side: "L"}}, true},
		"the thigh":                 {Target{Structure: "gastrocnemius.medial", Side: "L"}, []Target{{Structure: "rectus.femoris", Side: "L"}}, true},
		"the other leg":             {Target{Structure: "gastrocnemius.medial", Side: "L"}, []Target{{Structure: "soleus", Side: "R"}}, false},
		"the arm":                   {Target{Structure: "gastrocnemius.medial", Side: "L"}, []Target{{Structure: "biceps.brachii", Side: "L"}}, false},
		"of an arm":                 {Target{Structure: "biceps.brachii", Side: "R"}, []Target{{Structure: "brachioradialis", Side: "R"}}, true},
		"no place":                  {Target{Structure: "gastrocnemius.medial", Side: "L"}, nil, true},
	} {
		l := newLimbs(t)
		l.cat = catalogue(t)
		s := &Session{ID: "s", PatientID: "p", PractitionerID: "x", Date: l.a.Date, StartedAt: l.at, EndedAt: l.at.Add(1), CreatedAt: l.at}
		put(t, l.chart, s,
			&Screening{ID: "q", PatientID: "p", AssessmentID: l.a.ID, Item: ItemClot, Answer: AnswerYes, Targets: []Target{x.marked}, At: l.at},
			&Treatment{ID: "t", PatientID: "p", SessionID: "s", Technique: "effleurage", Targets: x.treated, Pressure: 1, Minutes: 5, Status: TreatmentDone})
		if got := strings.Contains(strings.Join(InEnglish(Reasons(CanSignSession(l.cat, l.chart, s))), " "), "a clot is suspected"); got != x.want {
			t.Errorf("%s: hindered %v", name, got)
		}
	}
}

// Who examined the leg, and when, decides whether a difference is explained: a doctor who has seen it as it is, or nobody
// where a known lymphoedema has not changed.
func TestWhoExplainsALargerCalf(t *testing.T) {
	t.Parallel()
	const today = Date("2026-03-02")
	for name, x := range map[string]struct {
		seen    ClotSeen
		earlier float64 // the left calf at the visit of 1 February, 0 for none
		stage   float64 // of that visit
		field   string  // "" when it does
	}{
		"a doctor today":                     {ClotSeen{"Baker cyst", "Dr Wu", today}, 0, 0, ""},
		"a doctor three weeks ago":           {ClotSeen{"Baker cyst", "Dr Wu", today.AddDays(-21)}, 0, 0, ""},
		"a doctor four weeks ago":            {ClotSeen{"Baker cyst", "Dr Wu", today.AddDays(-28)}, 0, 0, "seen_on"},
		"a doctor, no day":                   {ClotSeen{"Baker cyst", "Dr Wu", ""}, 0, 0, "seen_on"},
		"a doctor tomorrow":                  {ClotSeen{"Baker cyst", "Dr Wu", today.AddDays(1)}, 0, 0, "seen_on"},
		"a day, no doctor":                   {ClotSeen{"Baker cyst", " ", today}, 0, 0, "seen_by"},
		"words alone":                        {ClotSeen{"A strain, surely", "", ""}, 0, 0, "seen_by"},
		"no words":                           {ClotSeen{" ", "Dr Wu", today}, 0, 0, "reason"},
		"lymphoedema, unchanged":             {ClotSeen{"Lymphoedema", "", ""}, 40.5, 2, ""},
		"lymphoedema that grew":              {ClotSeen{"Lymphoedema", "", ""}, 39, 2, "seen_by"},
		"lymphoedema said today":             {ClotSeen{"Lymphoedema", "", ""}, 40.5, 0, "seen_by"},
		"unchanged, and no lymphoedema":      {ClotSeen{"As ever", "", ""}, 40.5, 0, "seen_by"},
		"alike since the doctor saw it":      {ClotSeen{"Baker cyst", "Dr Wu", "2026-02-01"}, 37, 0, "seen_on"},
		"seen by a doctor since it was like": {ClotSeen{"Baker cyst", "Dr Wu", "2026-02-10"}, 37, 0, ""},
		"a doctor long ago, unchanged":       {ClotSeen{"Lymphoedema", "Dr Wu", "2025-05-01"}, 40.5, 2, ""},
	} {
		l := newLimbs(t)
		p := l.cat.LimbProtocol("leg.ankle")
		now := *l.a
		if x.earlier > 0 {
			put(t, l.chart, &Assessment{ID: "before", PatientID: "p", Date: "2026-02-01", Type: AssessmentInitial, CreatedAt: l.at})
			l.a = l.chart.Assessment("before")
			l.girth(p, anatomy.Left, 24, x.earlier)
			l.girth(p, anatomy.Right, 24, 37)
			if x.stage > 0 {
				put(t, l.chart, &Measurement{ID: "st", PatientID: "p", AssessmentID: "before", Measure: MeasureISLStage, Item: LimbLeg, Side: anatomy.Left, Value: x.stage, Date: "2026-02-01"})
			}
		}
		l.a = l.chart.Assessment(now.ID)
		l.girth(p, anatomy.Left, 24, 41)
		l.girth(p, anatomy.Right, 24, 37)
		k := l.chart.ClotCheck(l.cat, l.a, today)
		op, err := DecideClot(l.Env, atlas(t), l.a, k, AnswerNo, x.seen)
		var wrong FieldErrors
		field := ""
		if errors.As(err, &wrong) {
			field = wrong[0].Field
		}
		if field != x.field || (err == nil) != (x.field == "") {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil {
			continue
		}
		apply(t, l.chart, op)
		s := l.chart.ScreeningsOf(l.a.ID)[0]
		if s.SeenBy != x.seen.By || s.SeenOn != x.seen.On || s.Reason != x.seen.Why {
			t.Errorf("%s: kept %+v", name, s)
		}
		if said := l.chart.ClotWords(l.cat, &s).String(); strings.Contains(said, "Examined by Dr Wu") != (x.seen.By != "") {
			t.Errorf("%s: %s", name, said)
		}
	}
	// A suspicion has no examiner, whatever stood in the fields.
	l := newLimbs(t)
	p := l.cat.LimbProtocol("leg.ankle")
	l.girth(p, anatomy.Left, 24, 41)
	l.girth(p, anatomy.Right, 24, 37)
	op, err := DecideClot(l.Env, atlas(t), l.a, l.chart.ClotCheck(l.cat, l.a, today), AnswerYes, ClotSeen{"", "Dr Wu", today})
	if err != nil || op.Put[0].(*Screening).SeenBy != "" || op.Put[0].(*Screening).SeenOn != "" {
		t.Errorf("%v %+v", err, op.Put)
	}
}
