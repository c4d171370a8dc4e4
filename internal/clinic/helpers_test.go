package clinic

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"regimen/internal/anatomy"
)

// testEnv is an Env with a clock that stands still and keys that count up.
type testEnv struct {
	Env
	at time.Time
	n  int
}

func newEnv(day Date) *testEnv {
	e := &testEnv{at: day.Time().Add(9 * time.Hour)}
	e.Env = Env{
		Now:   func() time.Time { return e.at },
		NewID: func() string { e.n++; return fmt.Sprintf("id-%04d", e.n) },
		Actor: Actor{Name: "Robin Vale"},
	}
	return e
}

// robin signs.
var robin = Practitioner{ID: "prac-1", Name: "Robin Vale"}

// on moves the clock to a day.
func (e *testEnv) on(day Date) *testEnv {
	e.at = day.Time().Add(9 * time.Hour)
	return e
}

// apply does to a chart in memory what the store does to its tables, and checks every record.
func apply(t testing.TB, c *Chart, op Operation) {
	t.Helper()
	removed := make([]Ref, len(op.Remove))
	for i, r := range op.Remove {
		removed[i] = RefTo(r)
	}
	if err := Check(nil, c, "2100-01-01", op); err != nil {
		t.Fatalf("%s: %v", op.Label, err)
	}
	for _, r := range op.Put {
		if !new(Chart).Add(r) {
			t.Fatalf("%s: a %s is no part of a chart", op.Label, r.Kind())
		}
	}
	*c = *c.With(op.Put, removed)
}

func put(t testing.TB, c *Chart, records ...Record) {
	t.Helper()
	apply(t, c, Operation{Label: Say("put"), Put: records})
}

func plainLabel(code string, side anatomy.Side) string {
	if w := side.Word(); w != "" {
		return w + " " + code
	}
	return code
}

func ptr[T any](v T) *T { return &v }

// course is a patient on the way: an assessment with all safety questions answered and two findings,
// and a plan with a problem, a goal, two prescriptions and home care, ready to be agreed to.
type course struct {
	*testEnv
	cat   *Catalogue
	chart *Chart
	first Assessment
	plan  Plan
	goal  Goal
	rx    []Prescription
}

func newCourse(t testing.TB) *course {
	t.Helper()
	c := &course{testEnv: newEnv("2026-03-02"), cat: catalogue(t), chart: &Chart{}}
	p, op := NewPatient(c.Env, Patient{GivenName: "Margaret", PreferredName: "Peg", FamilyName: "Doyle"})
	apply(t, c.chart, op)
	a, op := StartAssessment(c.Env, c.chart, "prac-1")
	a.Complaint = "Sore neck when driving"
	apply(t, c.chart, op)
	apply(t, c.chart, deny(c.Env, c.cat, c.chart, a.Occasion(), GroupRedFlag, GroupAbsolute))
	f := &Finding{
		ID: c.NewID(), PatientID: p.ID, AssessmentID: a.ID, Structure: "trapezius.upper", Side: anatomy.Left, Source: ByTherapist,
		Type: "trigger-point", Severity: ptr(7), CreatedAt: c.now(),
	}
	put(t, c.chart, f, &Finding{
		ID: c.NewID(), PatientID: p.ID, AssessmentID: a.ID, Structure: "levator.scapulae", Side: anatomy.Left, Source: ByPatient,
		Type: "pain", Severity: ptr(6), CreatedAt: c.now(),
	})
	base := c.measure(t, "nprs", 7, func(m *Measurement) { m.AssessmentID = a.ID })
	op, err := SignAssessment(c.Env, c.cat, c.chart, a, robin)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, c.chart, op)
	c.first = *c.chart.Assessment(a.ID)

	plan, op, err := StartPlan(c.Env, c.chart, a)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, c.chart, op)
	problem, op := AddProblem(c.Env, c.cat, c.chart, plan, f, plainLabel)
	apply(t, c.chart, op)
	goal, op := AddGoal(c.Env, c.chart, plan, Goal{
		ProblemID: problem.ID, Benefit: Tension, Measure: "nprs", BaselineID: base.ID, Baseline: ptr(7.0), TargetTo: ptr(3.0),
		Due: "2026-04-20", Words: "Drive for an hour without neck pain",
	})
	apply(t, c.chart, op)
	for _, rx := range []Prescription{
		{Technique: "ischaemic-compression", Targets: []Target{{Structure: "trapezius.upper", Side: anatomy.Left}}, Pressure: 3, Minutes: 6, Position: "prone"},
		{Technique: "effleurage", Targets: []Target{{Structure: "trapezius.upper", Side: anatomy.Left}, {Structure: "levator.scapulae", Side: anatomy.Left}}, Pressure: 2, Minutes: 10},
	} {
		rx.GoalID, rx.ProblemID = goal.ID, problem.ID
		_, op := AddPrescription(c.Env, c.cat, c.chart, plan, rx)
		apply(t, c.chart, op)
	}
	_, op = AddHomeCare(c.Env, c.chart, plan, c.cat.Exercise("neck-turn").HomeCare())
	apply(t, c.chart, op)
	c.plan, c.goal, c.rx = *plan, *goal, c.chart.PrescriptionsOf(plan.ID)
	return c
}

// agree makes the plan of the course the current one.
func (c *course) agree(t testing.TB) *course {
	t.Helper()
	op, err := AgreePlan(c.Env, c.cat, c.chart, &c.plan, "Margaret Doyle", ByThePatient, "signed")
	if err != nil {
		t.Fatal(err)
	}
	apply(t, c.chart, op)
	c.plan = *c.chart.Plan(c.plan.ID)
	return c
}

func (c *course) measure(t testing.TB, code string, value float64, more ...func(*Measurement)) *Measurement {
	t.Helper()
	m := &Measurement{
		ID: c.NewID(), PatientID: c.chart.Patient.ID, Measure: code, Side: anatomy.Midline, Value: value, Date: c.today(), CreatedAt: c.now(),
	}
	for _, f := range more {
		f(m)
	}
	if err := catalogue(t).CheckMeasurement(m); err != nil {
		t.Fatal(err)
	}
	put(t, c.chart, m)
	return m
}

func (c *course) answer(t testing.TB, item, answer string, targets ...Target) {
	t.Helper()
	if c.cat.ScreeningItem(item) == nil {
		t.Fatalf("no screening item %q", item)
	}
	put(t, c.chart, &Screening{ID: c.NewID(), PatientID: c.chart.Patient.ID, Item: item, Answer: answer, Targets: targets, At: c.now()})
}

// allow records the patient's spoken consent to be treated.
func (c *course) allow(t testing.TB) {
	t.Helper()
	c.decide(t, Consent{Decision: ConsentGiven, Areas: []string{GeneralArea}})
}

// decide records a decision, by the patient and spoken unless it says otherwise.
func (c *course) decide(t testing.TB, x Consent) {
	t.Helper()
	x.By, x.ByAs, x.How = cmp.Or(x.By, "Margaret Doyle"), cmp.Or(x.ByAs, ByThePatient), cmp.Or(x.How, ConsentSpoken)
	if x.How == ConsentWritten {
		x.Signature = [][][2]float64{{{10, 20}, {30, 40}}}
	}
	op, err := Decide(c.Env, c.cat, c.chart, Say("Record consent"), x)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, c.chart, op)
}

// treat holds a session on a day: every treatment is ticked but those left out, and it is signed.
func (c *course) treat(t testing.TB, day Date, leave map[string]string) Session {
	t.Helper()
	c.on(day)
	s, op := StartSession(c.Env, c.chart, c.chart.CurrentPlan(), "prac-1")
	apply(t, c.chart, op)
	for _, x := range c.chart.TreatmentsOf(s.ID) {
		if reason := leave[x.Technique]; reason != "" {
			op, err := MarkTreatment(c.cat, x, TreatmentLeft, reason)
			if err != nil {
				t.Fatal(err)
			}
			apply(t, c.chart, op)
		}
	}
	apply(t, c.chart, FinishTreatments(c.chart, s))
	c.allow(t)
	apply(t, c.chart, AnswerChange(c.Env, c.cat, c.chart, s, false))
	c.at = c.at.Add(time.Hour)
	s.EndedAt = c.now()
	s.Unconfirmed = nil
	put(t, c.chart, s)
	op, err := SignSession(c.Env, c.cat, c.chart, s, robin)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, c.chart, op)
	return *c.chart.Session(s.ID)
}

// deny answers no, one by one, to every question of the groups that a visit has no answer to.
func deny(env Env, cat *Catalogue, chart *Chart, o Occasion, groups ...string) Operation {
	var op Operation
	for i := range cat.Screening {
		if item := &cat.Screening[i]; slices.Contains(groups, item.Group) && chart.ScreeningIn(o, item.Code) == nil {
			s := Ask(env, o, item.Code)
			s.Answer, s.At = AnswerNo, env.now()
			op.Put = append(op.Put, s)
		}
	}
	return op
}
