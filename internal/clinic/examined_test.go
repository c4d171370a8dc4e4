package clinic

import (
	"slices"
	"testing"
	"time"

	"regimen/internal/anatomy"
)

// assessed makes a signed assessment of a day with its findings.
func (c *Chart) assessed(id string, day Date, kind string, findings ...Finding) *Assessment {
	c.Assessments = append(c.Assessments, Assessment{ID: id, Date: day, Type: kind, SignedAt: day.Time()})
	for _, f := range findings {
		f.ID, f.AssessmentID = id+f.ID, id
		c.Findings = append(c.Findings, f)
	}
	return &c.Assessments[len(c.Assessments)-1]
}

// Only what was examined can have resolved.
func TestCompareAssessments(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	levator := finding("l", "levator.scapulae", "L", "tenderness", 5)
	trapezius := finding("t", "trapezius.upper", "L", "hypertonicity", 6)
	for name, x := range map[string]struct {
		kind string // of the later assessment
		then []Finding
		now  []Finding
		do   func(*Chart)
		want []string
	}{
		"nothing was marked": {AssessmentReview, []Finding{levator}, nil, nil, []string{"left levator.scapulae: tenderness moderate, not examined"}},
		"its place was marked": {
			AssessmentReview,
			[]Finding{levator},
			[]Finding{finding("x", "levator.scapulae", "L", "scar", 2)},
			nil,
			[]string{"left levator.scapulae: scar supple, new", "left levator.scapulae: tenderness moderate, resolved"},
		},
		"its place was marked by the other source": {
			AssessmentReview,
			[]Finding{levator},
			[]Finding{finding("x", "levator.scapulae", "L", "pain", 2, byPatient)},
			nil,
			[]string{"left levator.scapulae: pain 2, new", "left levator.scapulae: tenderness moderate, not examined"},
		},
		"its part of the body was": {
			AssessmentReview,
			[]Finding{levator, trapezius},
			[]Finding{finding("x", "levator.scapulae", "L", "tenderness", 5)},
			nil,
			[]string{"left levator.scapulae: tenderness moderate, persisting", "left trapezius.upper: hypertonicity high, resolved"},
		},
		"its part on the other side was": {
			AssessmentReview,
			[]Finding{levator},
			[]Finding{finding("x", "trapezius.upper", "R", "tenderness", 5)},
			nil,
			[]string{"right trapezius.upper: tenderness moderate, new", "left levator.scapulae: tenderness moderate, not examined"},
		},
		"another part was": {
			AssessmentReview,
			[]Finding{levator},
			[]Finding{finding("x", "soleus", "L", "tenderness", 5)},
			nil,
			[]string{"left soleus: tenderness moderate, new", "left levator.scapulae: tenderness moderate, not examined"},
		},
		"another complaint, the same part": {
			AssessmentInitial,
			[]Finding{levator, trapezius},
			[]Finding{finding("x", "levator.scapulae", "L", "tenderness", 5)},
			nil,
			[]string{"left levator.scapulae: tenderness moderate, persisting", "left trapezius.upper: hypertonicity high, not examined"},
		},
		"another complaint, its place": {
			AssessmentInitial,
			[]Finding{levator},
			[]Finding{finding("x", "levator.scapulae", "L", "swelling", 5)},
			nil,
			[]string{"left levator.scapulae: swelling moderate, new", "left levator.scapulae: tenderness moderate, resolved"},
		},
		"it was looked for": {
			AssessmentInitial,
			[]Finding{levator},
			[]Finding{finding("x", "levator.scapulae", "L", "tenderness", 0)},
			nil,
			[]string{"left levator.scapulae: tenderness moderate, resolved"},
		},
		"it was felt": {AssessmentReview, []Finding{levator}, nil, func(c *Chart) {
			c.Measurements = append(c.Measurements, Measurement{ID: "m", AssessmentID: "b", Measure: MeasureTone, Structure: "levator.scapulae", Side: "L"})
		}, []string{"left levator.scapulae: tenderness moderate, resolved"}},
		"a scar stays": {
			AssessmentReview,
			[]Finding{finding("s", "levator.scapulae", "L", "scar", 3), levator},
			[]Finding{finding("x", "levator.scapulae", "L", "tenderness", 5)},
			nil,
			[]string{"left levator.scapulae: tenderness moderate, persisting", "left levator.scapulae: scar yielding, not examined"},
		},
		"it came back": {
			AssessmentReview,
			[]Finding{finding("l", "levator.scapulae", "L", "tenderness", 0)},
			[]Finding{levator},
			nil,
			[]string{"left levator.scapulae: tenderness moderate, new"},
		},
		"looked for twice": {
			AssessmentReview, []Finding{finding("l", "levator.scapulae", "L", "tenderness", 0)}, []Finding{finding("l", "levator.scapulae", "L", "tenderness", 0)}, nil, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := new(Chart)
			c.assessed("a", "2026-03-02", AssessmentInitial, x.then...)
			c.assessed("b", "2026-03-30", x.kind, x.now...)
			if x.do != nil {
				x.do(c)
			}
			var got []string
			for _, change := range CompareAssessments(cat, c, &c.Assessments[0], &c.Assessments[1]) {
				got = append(got, change.Words(cat, plainLabel).String())
			}
			if !slices.Equal(got, x.want) {
				t.Errorf("%q\nwant %q", got, x.want)
			}
		})
	}
}

// What is gone does not come back as a ghost, and is no pain.
func TestGoneIsNoFinding(t *testing.T) {
	t.Parallel()
	c := newCourse(t)
	c.begin(t, "2026-03-10", AssessmentReview, finding("g", "levator.scapulae", anatomy.Left, "pain", 0, byPatient))
	next := c.begin(t, "2026-03-17", AssessmentReview)
	if g := c.chart.Ghosts(next); len(g) != 0 {
		t.Errorf("carried on: %v", g)
	}
}

// An assessment is held against the first of the running plan's course, within its complaint.
func TestAssessmentBegan(t *testing.T) {
	t.Parallel()
	c := new(Chart)
	for _, a := range []struct {
		id, kind string
		day      Date
	}{
		{"back", AssessmentInitial, "2025-03-03"},
		{"back review", AssessmentReview, "2025-04-03"},
		{"neck", AssessmentInitial, "2026-03-02"},
		{"neck review", AssessmentReview, "2026-03-30"},
		{"neck end", AssessmentReview, "2026-05-04"},
	} {
		c.assessed(a.id, a.day, a.kind)
	}
	began := func(id string) string {
		if b := c.AssessmentBegan(c.Assessment(id)); b != nil {
			return b.ID
		}
		return ""
	}
	for of, want := range map[string]string{"back": "", "back review": "back", "neck": "", "neck review": "neck", "neck end": "neck review"} {
		if got := began(of); got != want {
			t.Errorf("without a plan %q is held against %q, want %q", of, got, want)
		}
	}
	c.Plans = []Plan{{ID: "p", Lineage: "p", Version: 1, AssessmentID: "neck", AgreedAt: Date("2026-03-02").Time()}}
	for of, want := range map[string]string{"neck": "", "neck review": "neck", "neck end": "neck"} {
		if got := began(of); got != want {
			t.Errorf("%q is held against %q, want %q", of, got, want)
		}
	}
	c.Plans[0].AssessmentID = "neck review" // the plan came later
	if got := began("neck end"); got != "neck review" {
		t.Errorf("held against %q, which was before the plan", got)
	}
	if !c.SameComplaint(c.Assessment("neck end"), c.Assessment("neck")) || c.SameComplaint(c.Assessment("back"), c.Assessment("neck end")) {
		t.Error("which complaint an assessment is of depends on the order it is asked in")
	}
}

func TestExaminedStandsUntilTheNextIsSigned(t *testing.T) {
	t.Parallel()
	c := new(Chart)
	if a, d := c.Examined(); a != nil || d != nil {
		t.Error("nobody examined", a, d)
	}
	c.assessed("a", "2026-03-02", AssessmentInitial).SignedAt = Date("").Time()
	if a, d := c.Examined(); a.ID != "a" || d == nil || d.ID != "a" {
		t.Error("the first one counts before it is signed", a, d)
	}
	c.Assessments[0].SignedAt = Date("2026-03-02").Time()
	if a, d := c.Examined(); a.ID != "a" || d != nil {
		t.Error(a, d)
	}
	c.assessed("b", "2026-03-30", AssessmentReview).SignedAt = Date("").Time()
	if a, d := c.Examined(); a.ID != "a" || d.ID != "b" {
		t.Error("a draft takes the place of what is signed", a, d)
	}
	if c.OpenAssessment().ID != "b" || c.LastVisit() != "2026-03-30" {
		t.Error("the draft is not gone on with, or is no visit")
	}
}

func TestSinceLastTimeStaysWithinTheComplaint(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	c := new(Chart)
	c.assessed("a", "2025-03-02", AssessmentReview, finding("f", "soleus", "L", "pain", 5))
	c.assessed("b", "2026-03-02", AssessmentInitial, finding("f", "levator.scapulae", "L", "pain", 5))
	if s := SinceLastTime(cat, c, "2026-03-09"); s.Then != nil || s.Changes != nil {
		t.Errorf("%+v", s.Changes)
	}
	c.assessed("c", "2026-03-08", AssessmentReview, finding("f", "soleus", "R", "pain", 5))
	s := SinceLastTime(cat, c, "2026-03-09")
	if len(s.Changes) != 2 || s.Changes[1].State != FindingNotExamined {
		t.Errorf("%+v", s.Changes)
	}
}

// A value tells its day, and when it is old.
func TestPointWords(t *testing.T) {
	t.Parallel()
	for day, want := range map[Date]string{
		"2026-08-24": "7/10 today", "2026-08-25": "7/10 on 24 Aug 2026", "2026-09-20": "7/10 on 24 Aug 2026",
		"2026-09-21": "7/10 on 24 Aug 2026, not measured since (4 weeks)", "2026-11-30": "7/10 on 24 Aug 2026, not measured since (14 weeks)",
	} {
		if got := (&Point{Date: "2026-08-24", Value: 7}).Words("/10", day).String(); got != want {
			t.Errorf("%s: %q, want %q", day, got, want)
		}
	}
	g := GoalProgress{
		Day: "2026-11-30", Goal: Goal{TargetTo: ptr(8.0)}, State: GoalOnTheWay, Baseline: ptr(4.0), Latest: &Point{Date: "2026-08-24", Value: 7},
		Series: Series{Unit: "/10"},
	}
	if got, want := g.Words().String(), "7/10 on 24 Aug 2026, not measured since (14 weeks), from 4/10, target 8/10: on the way then"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// What is unusual is asked before a session is signed.
func TestSessionDoubts(t *testing.T) {
	t.Parallel()
	start := Date("2026-03-09").Time()
	s := Session{ID: "s", StartedAt: start, EndedAt: start.Add(26 * time.Minute)}
	s.Subjective, s.Objective, s.Assessed, s.NextPlan = "a", "b", "c", "d"
	c := &Chart{Treatments: []Treatment{
		{SessionID: "s", Minutes: 20, Status: TreatmentDone}, {SessionID: "s", Minutes: 6, Status: TreatmentChanged}, {SessionID: "s", Minutes: 9, Status: TreatmentLeft},
	}}
	if got := SessionDoubts(c, &s); len(got) != 0 {
		t.Errorf("26 minutes in 26: %q", got)
	}
	s.EndedAt = start.Add(2 * time.Minute)
	s.Assessed = " "
	if got, want := InEnglish(SessionDoubts(c, &s)), []string{"The treatments take 26 minutes, and the session lasted 2 minutes.", "Empty in the notes: Assessment."}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	s.EndedAt = start.Add(10 * time.Hour)
	s.Assessed = "c"
	c.Treatments = c.Treatments[2:]
	if got, want := InEnglish(SessionDoubts(c, &s)), []string{"No treatment was given.", "The session lasted 10 hours."}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// A plan answers what is there, not what was looked for in vain.
func TestGoneIsNotAnswered(t *testing.T) {
	t.Parallel()
	c := newCourse(t)
	a := c.begin(t, "2026-03-10", AssessmentReview,
		finding("g", "levator.scapulae", anatomy.Left, "trigger-point", 0), finding("h", "trapezius.upper", anatomy.Left, "trigger-point", 7))
	if got := c.chart.Found(a.ID); len(got) != 1 || got[0].Structure != "trapezius.upper" {
		t.Errorf("%+v", got)
	}
}
