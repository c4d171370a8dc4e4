package clinic

import (
	"slices"
	"testing"

	"regimen/internal/anatomy"
)

// begin files an assessment of a type on a day.
func (c *course) begin(t testing.TB, day Date, kind string, findings ...Finding) *Assessment {
	t.Helper()
	c.on(day)
	a := &Assessment{ID: c.NewID(), PatientID: c.chart.Patient.ID, Date: day, Type: kind, CreatedAt: c.now()}
	put(t, c.chart, a)
	for _, f := range findings {
		f.ID, f.PatientID, f.AssessmentID, f.CreatedAt = c.NewID(), a.PatientID, a.ID, c.now()
		put(t, c.chart, &f)
	}
	return a
}

func pain(structure string, side anatomy.Side) Finding {
	return Finding{Structure: structure, Side: side, Source: ByPatient, Type: "pain", Severity: ptr(5)}
}

// referred notes at the first assessment who sent the patient; with no day there is no letter.
func (c *course) referred(by string, on Date) {
	c.chart.Assessments[0].ReferralFrom, c.chart.Assessments[0].ReferralDate = by, on
}

func (c *course) treatFrom(t *testing.T, day Date, times int) {
	t.Helper()
	for i := range times {
		c.treat(t, day.AddDays(i), nil)
	}
}

func TestTriggers(t *testing.T) {
	t.Parallel()
	psfs := func(value float64) func(*testing.T, *course) {
		return func(t *testing.T, c *course) {
			c.measure(t, "psfs", value, func(m *Measurement) { m.Item = "Driving" })
		}
	}
	injury := func(grade int, healed Date) func(*testing.T, *course) {
		return func(t *testing.T, c *course) {
			c.agree(t)
			put(t, c.chart, &Injury{
				ID: c.NewID(), PatientID: c.chart.Patient.ID, Structure: "biceps.femoris.long", Side: anatomy.Right, Type: InjuryStrain,
				Grade: grade, InjuredOn: "2026-02-18", HealedOn: healed, CreatedAt: c.now(),
			})
		}
	}
	seen := func(day, expires Date, of func(*Injury) string) func(*testing.T, *course) {
		return func(t *testing.T, c *course) {
			injury(3, "")(t, c)
			put(t, c.chart, &Clearance{
				ID: c.NewID(), PatientID: c.chart.Patient.ID, Item: HealingItem, InjuryID: of(&c.chart.Injuries[0]), Doctor: "Dr Lee", Scope: "Light work", Date: day, Expires: expires,
			})
		}
	}
	its := func(i *Injury) string { return i.ID }
	wide := func(value float64) func(*testing.T, *course) {
		return func(t *testing.T, c *course) {
			c.agree(t)
			c.measure(t, "limb-volume", 2000, func(m *Measurement) { m.Side = anatomy.Right })
			c.measure(t, "limb-volume", value, func(m *Measurement) { m.Side = anatomy.Left })
		}
	}
	nerve := func(result string, before string) func(*testing.T, *course) {
		return func(t *testing.T, c *course) {
			c.agree(t)
			record := func(a, result string) {
				if result != "" {
					put(t, c.chart, &TestResult{ID: c.NewID(), PatientID: c.chart.Patient.ID, AssessmentID: a, Test: "reflex.c5", Side: anatomy.Left, Result: result, Date: c.today()})
				}
			}
			record(c.first.ID, before)
			record(c.begin(t, "2026-03-10", AssessmentReview).ID, result)
		}
	}
	complaint := func(words string) func(*testing.T, *course) {
		return func(t *testing.T, c *course) {
			c.agree(t)
			a := c.chart.Assessments[0]
			a.SignedAt = a.CreatedAt
			a.Mechanism = words
			put(t, c.chart, &a)
		}
	}
	// QuickDASH: 12.85 is more than error, 15.91 matters.
	dash := func(now float64) func(*testing.T, *course) {
		return func(t *testing.T, c *course) {
			_, op := AddGoal(c.Env, c.chart, &c.plan, Goal{Benefit: Recovery, Measure: "quickdash", Baseline: ptr(60.0), TargetTo: ptr(20.0), Due: "2026-06-01", Words: "Hang out the washing"})
			apply(t, c.chart, op)
			c.agree(t)
			c.treatFrom(t, "2026-03-03", 4)
			c.measure(t, "quickdash", now)
		}
	}
	for name, x := range map[string]struct {
		do   func(*testing.T, *course)
		want []string
	}{
		"nothing": {func(t *testing.T, c *course) { c.agree(t) }, nil},
		"no plan": {func(*testing.T, *course) {}, nil},
		"new numbness": {func(t *testing.T, c *course) {
			c.agree(t)
			c.begin(t, "2026-03-10", AssessmentReview, finding("n", "soleus", anatomy.Left, "numbness", 3, byPatient))
		}, []string{"Numbness in left soleus: new at the assessment of 10 Mar 2026."}},
		"numbness at the first assessment": {func(t *testing.T, c *course) {
			c.agree(t)
			f := finding("n", "soleus", anatomy.Left, "numbness", 3, byPatient)
			f.PatientID, f.AssessmentID = c.chart.Patient.ID, c.first.ID
			c.chart.Findings = append(c.chart.Findings, f)
		}, []string{"Numbness in left soleus: found at the first assessment, of 2 Mar 2026."}},
		"numbness worse by a step": {func(t *testing.T, c *course) {
			c.agree(t)
			c.begin(t, "2026-03-10", AssessmentReview, finding("n", "soleus", anatomy.Left, "numbness", 3, byPatient))
			c.begin(t, "2026-03-17", AssessmentReview, finding("n", "soleus", anatomy.Left, "numbness", 5, byPatient))
		}, []string{"Numbness in left soleus is worse: mild to moderate."}},
		"numbness worse by a point": {func(t *testing.T, c *course) {
			c.agree(t)
			c.begin(t, "2026-03-10", AssessmentReview, finding("n", "soleus", anatomy.Left, "numbness", 3, byPatient))
			c.begin(t, "2026-03-17", AssessmentReview, finding("n", "soleus", anatomy.Left, "numbness", 4, byPatient))
		}, nil},
		"a reflex is weak":          {nerve("1+", "2+"), []string{"C5 biceps reflex, left: 1+, new at the assessment of 10 Mar 2026."}},
		"a reflex was weak already": {nerve("1+", "1+"), nil},
		"a reflex is normal":        {nerve("2+", "1+"), nil},
		"weakness": {func(t *testing.T, c *course) {
			c.measure(t, "strength", 3, func(m *Measurement) { m.Side, m.Item = anatomy.Right, "elbow bending" })
		}, []string{"Strength of elbow bending, right is grade 3 of 5 on 2 Mar 2026."}},
		"strength 4": {func(t *testing.T, c *course) {
			c.measure(t, "strength", 4, func(m *Measurement) { m.Side, m.Item = anatomy.Right, "elbow bending" })
		}, nil},
		"strength back": {func(t *testing.T, c *course) {
			for i, v := range []float64{3, 4} {
				c.on(Date("2026-03-02").AddDays(i))
				c.measure(t, "strength", v, func(m *Measurement) { m.Side, m.Item = anatomy.Right, "elbow bending" })
			}
		}, nil},
		"grade III":                      {injury(3, ""), []string{"Clinically consistent with a grade III strain of right biceps femoris, long head, 12 days ago."}},
		"grade II":                       {injury(2, ""), nil},
		"grade III healed":               {injury(3, "2026-03-01"), nil},
		"grade III cleared":              {seen("2026-02-20", "", its), nil},
		"grade III, the clearance ended": {seen("2026-02-20", "2026-02-27", its), []string{"Clinically consistent with a grade III strain of right biceps femoris, long head, 12 days ago."}},
		"grade III, cleared tomorrow":    {seen("2026-03-03", "", its), []string{"Clinically consistent with a grade III strain of right biceps femoris, long head, 12 days ago."}},
		"grade III, another was cleared": {
			seen("2026-02-20", "", func(*Injury) string { return "another" }), []string{"Clinically consistent with a grade III strain of right biceps femoris, long head, 12 days ago."},
		},
		"new swelling of a limb": {func(t *testing.T, c *course) {
			c.agree(t)
			c.begin(t, "2026-03-10", AssessmentReview, finding("n", "soleus", anatomy.Left, "swelling", 3))
		}, []string{"Swelling of left soleus: new at the assessment of 10 Mar 2026."}},
		"new swelling of both legs": {func(t *testing.T, c *course) {
			c.agree(t)
			c.begin(t, "2026-03-10", AssessmentReview, finding("n", "soleus", anatomy.Left, "swelling", 3), finding("m", "foot.top", anatomy.Right, "swelling", 3))
		}, []string{
			"Swelling of right top of foot: new at the assessment of 10 Mar 2026.", "Swelling of left soleus: new at the assessment of 10 Mar 2026.",
			"Both legs swell, new at the assessment of 10 Mar 2026: think of the heart, the kidneys, the liver, a clot or a medicine.",
		}},
		"new swelling of both arms": {func(t *testing.T, c *course) {
			c.agree(t)
			c.begin(t, "2026-03-10", AssessmentReview, finding("n", "hand.back", anatomy.Left, "swelling", 3), finding("m", "hand.back", anatomy.Right, "swelling", 3))
		}, []string{"Swelling of left back of hand: new at the assessment of 10 Mar 2026.", "Swelling of right back of hand: new at the assessment of 10 Mar 2026."}},
		"swelling of the face": {func(t *testing.T, c *course) {
			c.agree(t)
			c.begin(t, "2026-03-10", AssessmentReview, finding("n", "face", anatomy.Left, "swelling", 3))
		}, nil},
		"swelling of known lymphoedema": {func(t *testing.T, c *course) {
			c.agree(t)
			c.chart.Screenings = append(c.chart.Screenings, Screening{ID: c.NewID(), Item: "lymphoedema", Answer: AnswerYes, AssessmentID: c.first.ID})
			c.begin(t, "2026-03-10", AssessmentReview, finding("n", "soleus", anatomy.Left, "swelling", 3))
		}, nil},
		"a limb 10 % larger":  {wide(2200), []string{"The left limb is larger by 10 % (2200 and 2000 mL) on 2 Mar 2026."}},
		"a limb 9.9 % larger": {wide(2198), nil},
		"a limb by its girths": {func(t *testing.T, c *course) {
			c.agree(t)
			for side, v := range map[anatomy.Side]float64{anatomy.Left: 2300, anatomy.Right: 2000} {
				c.measure(t, "limb-volume", v, func(m *Measurement) {
					m.Side, m.Tool = side, ToolGirths
					m.SetAlong(catalogue(t).LimbProtocol("arm.wrist").Between(0, 40))
				})
			}
		}, []string{"The left limb is larger by 15 % (2300 and 2000 mL; arm without the hand, 0 to 40 cm above the ulnar styloid) on 2 Mar 2026."}},
		"severe with lost function": {psfs(5), []string{"Pain on 2 Mar 2026: now 7 of 10; function 5 of 10 on 2 Mar 2026."}},
		"which pain it is": {func(t *testing.T, c *course) {
			c.measure(t, "nprs", 5)
			c.measure(t, "nprs.worst", 8)
			c.measure(t, "nprs.average", 5)
			psfs(4)(t, c)
		}, []string{"Pain on 2 Mar 2026: worst in 24 h 8, now 5, average 5 of 10; function 4 of 10 on 2 Mar 2026."}},
		"the day a doctor’s referral is taken up": {func(t *testing.T, c *course) {
			psfs(5)(t, c)
			c.referred("Dr Lee", "2026-02-20")
		}, nil},
		"the day after": {func(t *testing.T, c *course) {
			psfs(5)(t, c)
			c.referred("Dr Lee", "2026-02-20")
			c.agree(t)
			c.on("2026-03-03")
		}, []string{"Pain on 2 Mar 2026: now 7 of 10; function 5 of 10 on 2 Mar 2026."}},
		"sent by a friend": {func(t *testing.T, c *course) {
			psfs(5)(t, c)
			c.referred("a friend", "")
		}, []string{"Pain on 2 Mar 2026: now 7 of 10; function 5 of 10 on 2 Mar 2026."}},
		"severe, function half": {psfs(6), nil},
		"less than severe": {func(t *testing.T, c *course) {
			c.on("2026-03-03")
			c.measure(t, "nprs", 6)
			psfs(2)(t, c)
		}, nil},
		"worse twice": {func(t *testing.T, c *course) {
			c.agree(t)
			for i, v := range []float64{3, 5, 8} {
				c.on(Date("2026-03-03").AddDays(i))
				c.measure(t, "nprs", v)
			}
		}, []string{"“Drive for an hour without neck pain” got worse twice running: 3, 5, 8."}},
		"worse once within the error": {func(t *testing.T, c *course) {
			c.agree(t)
			for i, v := range []float64{3, 4, 8} {
				c.on(Date("2026-03-03").AddDays(i))
				c.measure(t, "nprs", v)
			}
		}, nil},
		"four sessions, no change": {func(t *testing.T, c *course) {
			c.agree(t)
			c.treatFrom(t, "2026-03-03", 4)
			c.measure(t, "nprs", 6)
		}, []string{"No goal has changed by what matters after 4 sessions in 4 days (Pain now 7 to 6 on 6 Mar 2026)."}},
		"four weeks, no change": {func(t *testing.T, c *course) {
			c.agree(t)
			c.treat(t, "2026-03-03", nil)
			c.measure(t, "nprs", 6)
			c.on("2026-03-30")
		}, []string{"No goal has changed by what matters after 1 session in 28 days (Pain now 7 to 6 on 3 Mar 2026)."}},
		"a day less than four weeks": {func(t *testing.T, c *course) {
			c.agree(t)
			c.treat(t, "2026-03-03", nil)
			c.measure(t, "nprs", 6)
			c.on("2026-03-29")
		}, nil},
		"three sessions": {func(t *testing.T, c *course) {
			c.agree(t)
			c.treatFrom(t, "2026-03-03", 3)
			c.measure(t, "nprs", 6)
		}, nil},
		"four sessions, better by the MCID": {func(t *testing.T, c *course) {
			c.agree(t)
			c.treatFrom(t, "2026-03-03", 4)
			c.measure(t, "nprs", 5)
		}, nil},
		"real, but less than matters": {dash(46), []string{"No goal has changed by what matters after 4 sessions in 4 days (QuickDASH, total 60 to 46 on 6 Mar 2026)."}},
		"as much as matters":          {dash(44), nil},
		"four sessions, not measured": {func(t *testing.T, c *course) {
			c.agree(t)
			c.treatFrom(t, "2026-03-03", 4)
		}, nil},
		"12 weeks without a plan": {func(_ *testing.T, c *course) { c.on("2026-05-25") }, nil},
		"more than 12 weeks without a plan": {
			func(_ *testing.T, c *course) { c.on("2026-05-26") },
			[]string{"Pain for 12 weeks and no plan is running."},
		},
		"more than 12 weeks with a plan": {func(t *testing.T, c *course) {
			c.agree(t)
			c.on("2026-05-26")
		}, nil},
		"three complaints": {func(t *testing.T, c *course) {
			c.agree(t)
			c.begin(t, "2026-06-01", AssessmentInitial, pain("trapezius.upper", anatomy.Left))
			c.begin(t, "2027-03-02", AssessmentInitial, pain("levator.scapulae", anatomy.Left))
		}, []string{"Neck: 3 new complaints in 12 months (2 Mar 2026, 1 Jun 2026, 2 Mar 2027)."}},
		"three complaints in more than a year": {func(t *testing.T, c *course) {
			c.agree(t)
			c.begin(t, "2026-06-01", AssessmentInitial, pain("trapezius.upper", anatomy.Left))
			c.begin(t, "2027-03-03", AssessmentInitial, pain("levator.scapulae", anatomy.Left))
		}, nil},
		"three complaints, one on the other side": {func(t *testing.T, c *course) {
			c.agree(t)
			c.begin(t, "2026-06-01", AssessmentInitial, pain("trapezius.upper", anatomy.Right))
			c.begin(t, "2026-08-01", AssessmentInitial, pain("levator.scapulae", anatomy.Left))
		}, nil},
		"reviews are no complaints": {func(t *testing.T, c *course) {
			c.agree(t)
			c.begin(t, "2026-06-01", AssessmentReview, pain("trapezius.upper", anatomy.Left))
			c.begin(t, "2026-08-01", AssessmentReview, pain("levator.scapulae", anatomy.Left))
		}, nil},
		"a road accident": {complaint("hit from behind, road accident; TAC"), []string{
			"A work or traffic claim may stand behind this: “road accident” is written at the assessment of 2 Mar 2026.",
		}},
		"TAC alone":     {complaint("Claim with TAC."), []string{"A work or traffic claim may stand behind this: “tac” is written at the assessment of 2 Mar 2026."}},
		"not the TAC":   {complaint("tactful stretching in contact sport"), nil},
		"desk work":     {complaint("desk work"), nil},
		"worker's comp": {complaint("Worker’s compensation"), []string{"A work or traffic claim may stand behind this: “workers compensation” is written at the assessment of 2 Mar 2026."}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCourse(t)
			x.do(t, c)
			var got []string
			for _, tr := range Triggers(c.cat, atlas(t), c.chart, c.today()) {
				got = append(got, tr.What.String())
				if tr.Do.IsZero() || !slices.Contains(TriggerKinds(), tr.Kind) {
					t.Errorf("%+v says not what to do, or is of no known kind", tr)
				}
			}
			if !slices.Equal(got, x.want) {
				t.Errorf("%q, want %q", got, x.want)
			}
		})
	}
}

func TestSixSessionsWithoutChangeAskForTheDoctor(t *testing.T) {
	t.Parallel()
	for sessions, want := range map[int]string{
		5: "Re-assess, and change the plan: other technique, dose or goal. Refer when the re-assessment gives no reason.",
		6: "Refer to the doctor: the course has had its time.",
	} {
		c := newCourse(t).agree(t)
		c.treatFrom(t, "2026-03-03", sessions)
		c.measure(t, "nprs", 7)
		got := Triggers(c.cat, atlas(t), c.chart, c.today())
		if len(got) != 1 || got[0].Kind != TriggerFruitless || got[0].Do.String() != want {
			t.Errorf("after %d: %+v", sessions, got)
		}
	}
}

// The rules go by what a row of the tables tells, and not by how its code or its unit is spelt.
func TestARenamedCodeMovesNoRule(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"lymphoedema", "limb-at-risk"} {
		c := newCourse(t).agree(t)
		cat := *c.cat
		cat.Screening = slices.Clone(cat.Screening)
		cat.ScreeningItem("lymphoedema").Code = code
		c.chart.Screenings = append(c.chart.Screenings, Screening{ID: c.NewID(), Item: code, Answer: AnswerYes, AssessmentID: c.first.ID})
		c.begin(t, "2026-03-10", AssessmentReview, Finding{Structure: "soleus", Side: anatomy.Left, Source: ByTherapist, Type: "swelling", Severity: ptr(3)})
		for _, x := range Triggers(&cat, atlas(t), c.chart, "2026-03-10") {
			if x.Kind == TriggerSwelling {
				t.Errorf("%s is known, and still %q", code, x.What)
			}
		}
	}
	cat := *catalogue(t)
	cat.Measures = slices.Clone(cat.Measures)
	cat.Measure("nprs").Unit = "points"
	half := &Measurement{ID: "m", Measure: "nprs", Side: anatomy.Midline, Value: 4.5, Date: "2026-03-02"}
	if err := cat.CheckMeasurement(half); FieldMessage(err, "value").IsZero() {
		t.Errorf("half a point in another unit: %v", err)
	}
}
