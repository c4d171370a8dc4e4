package clinic

import (
	"slices"
	"testing"
)

func TestAtTheDoor(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	e := newEnv("2026-11-30")
	of := func(change func(c *Chart, a *Appointment)) []DoorKind {
		c := &Chart{Patient: Patient{ID: "p-1", GivenName: "Peg", BirthDate: "1968-03-12"}}
		put(t, c, &Consent{ID: "c-1", PatientID: "p-1", Decision: ConsentGiven, Areas: []string{GeneralArea}, How: ConsentSpoken, By: "Peg", ByAs: ByThePatient, Explained: "Robin Vale", At: e.at})
		put(t, c, &Assessment{ID: "a-1", PatientID: "p-1", Date: "2026-11-02", Type: AssessmentInitial, CreatedAt: e.at, SignedAt: e.at, SignedBy: "Robin Vale"})
		a := visit(e, 600)
		if change != nil {
			change(c, &a)
		}
		var out []DoorKind
		for _, s := range AtTheDoor(cat, c, &a, true, "2026-11-30") {
			if s.Say.IsZero() {
				t.Errorf("%s says nothing", s.Kind)
			}
			out = append(out, s.Kind)
		}
		return out
	}
	six := []Phase{{Sessions: 6, EveryDays: 7}}
	plan := func(c *Chart, start Date) *Plan {
		p := &Plan{ID: "plan", PatientID: "p-1", Lineage: "plan", Version: 1, Start: start, Minutes: 45, Phases: six, AgreedAt: e.at, AgreedBy: "Peg", AgreedAs: ByThePatient, AgreedHow: ConsentSpoken, CreatedAt: e.at}
		put(t, c, p)
		return p
	}
	for name, x := range map[string]struct {
		change func(*Chart, *Appointment)
		want   []DoorKind
	}{
		"nothing": {nil, nil},
		"an alert and a minor": {func(c *Chart, _ *Appointment) {
			c.Patient.Alerts, c.Patient.BirthDate = []string{"Nut allergy"}, "2012-01-01"
		}, []DoorKind{DoorAlert, DoorMinor}},
		"no consent": {func(c *Chart, _ *Appointment) { c.Consents = nil }, []DoorKind{DoorConsent}},
		"never here": {func(c *Chart, _ *Appointment) { c.Assessments = nil }, []DoorKind{DoorFirst}},
		"of whom no more than the name could be read": {func(c *Chart, _ *Appointment) {
			c.Patient.Alerts, c.Consents, c.OnlyNamed = []string{"Nut allergy"}, nil, true
		}, []DoorKind{DoorAlert}},
		"in a course": {func(c *Chart, _ *Appointment) { plan(c, "2026-11-20") }, []DoorKind{DoorCourse}},
		"a review is due": {func(c *Chart, _ *Appointment) {
			plan(c, "2026-11-20")
			c.Plans[0].ReviewDate = "2026-11-25"
		}, []DoorKind{DoorReview, DoorCourse}},
		"a form with answers to look at": {func(c *Chart, _ *Appointment) {
			put(t, c, &Intake{
				ID: "form", PatientID: "p-1", Day: "2026-11-30", Answers: []IntakeAnswer{{Question: "suburb", Text: "Perth"}}, By: "Peg", ByAs: ByThePatient, OnPaper: true,
				ToLookAt: 1, CreatedAt: e.at, FinishedAt: e.at,
			})
		}, []DoorKind{DoorIntake}},
		"a form that is looked at": {func(c *Chart, _ *Appointment) {
			put(t, c, &Intake{
				ID: "form", PatientID: "p-1", Day: "2026-11-30", Answers: []IntakeAnswer{{Question: "suburb", Text: "Perth"}}, By: "Peg", ByAs: ByThePatient, OnPaper: true,
				ToLookAt: 1, CreatedAt: e.at, FinishedAt: e.at,
			}, &IntakeChoice{ID: "x", PatientID: "p-1", IntakeID: "form", Proposal: "suburb", Outcome: IntakeDeclined, By: "Kim", CreatedAt: e.at})
		}, nil},
		"a form that is being filled in and tells what cannot wait": {func(c *Chart, _ *Appointment) {
			put(t, c, &Intake{ID: "form", PatientID: "p-1", Day: "2026-11-30", Answers: []IntakeAnswer{{Question: "screening.stroke-signs", Answer: AnswerYes}}, CreatedAt: e.at})
		}, []DoorKind{DoorDanger, DoorIntake}},
		"unsigned": {func(c *Chart, _ *Appointment) {
			put(t, c, &Session{ID: "s-1", PatientID: "p-1", Number: 1, Date: "2026-11-23", CreatedAt: e.at})
		}, []DoorKind{DoorUnsigned}},
		"its own session is not told as unsigned": {func(c *Chart, a *Appointment) {
			put(t, c, &Session{ID: "s-1", PatientID: "p-1", Number: 1, Date: "2026-11-23", CreatedAt: e.at})
			a.SessionID = "s-1"
		}, nil},
		"one of the referral left": {func(c *Chart, _ *Appointment) {
			c.Assessments[0].ReferralFrom, c.Assessments[0].ReferralSessions = "Dr Hale", 1
		}, []DoorKind{DoorReferral}},
		"many of the referral left": {func(c *Chart, _ *Appointment) {
			c.Assessments[0].ReferralFrom, c.Assessments[0].ReferralSessions = "Dr Hale", 5
		}, nil},
	} {
		if got := of(x.change); !slices.Equal(got, x.want) {
			t.Errorf("%s: %v, want %v", name, got, x.want)
		}
	}
}

// A visit after the last session of the plan is not called one more of them.
func TestAfterTheLastSessionOfThePlan(t *testing.T) {
	t.Parallel()
	e := newEnv("2026-11-30")
	c := &Chart{Patient: Patient{ID: "p-1", GivenName: "Peg", BirthDate: "1968-03-12"}}
	put(t, c, &Plan{ID: "plan", PatientID: "p-1", Lineage: "plan", Version: 1, Start: "2026-11-01", Minutes: 45, Phases: []Phase{{Sessions: 2, EveryDays: 7}}, AgreedAt: e.at, AgreedBy: "Peg", AgreedAs: ByThePatient, AgreedHow: ConsentSpoken, CreatedAt: e.at})
	a := visit(e, 600)
	said := func() string {
		for _, s := range AtTheDoor(catalogue(t), c, &a, true, "2026-11-30") {
			if s.Kind == DoorCourse {
				return s.Say.String()
			}
		}
		return ""
	}
	for i, want := range []string{"Session 1 of 2", "Session 2 of 2", "All 2 sessions of the plan were held."} {
		if got := said(); got != want {
			t.Errorf("after %d sessions: %q, want %q", i, got, want)
		}
		day := Date("2026-11-02").AddDays(7 * i)
		put(t, c, &Session{ID: e.NewID(), PatientID: "p-1", PlanID: "plan", Number: i + 1, Date: day, StartedAt: e.at, EndedAt: e.at, CreatedAt: e.at, SignedAt: e.at, SignedBy: "Robin Vale"})
	}
}

// Only the first of somebody's appointments is the first visit, and one that was called off comes before none.
func TestTheFirstVisit(t *testing.T) {
	t.Parallel()
	e := newEnv("2026-11-30")
	early, late := visit(e, 600), visit(e, 900)
	all := []Appointment{late, early}
	if ComesBefore(&early, all) || !ComesBefore(&late, all) {
		t.Error("the later of two is the first")
	}
	all[1].State = Cancelled
	if ComesBefore(&late, all) {
		t.Error("after one that was called off it is not the first")
	}
	c := &Chart{Patient: Patient{ID: "p-1", GivenName: "Peg"}}
	for _, s := range AtTheDoor(catalogue(t), c, &late, false, "2026-11-30") {
		if s.Kind == DoorFirst {
			t.Error("the second of two is called the first")
		}
	}
}

// Of a day to come it is not said which session of the plan it will be: others may come before.
func TestASessionToComeHasNoNumber(t *testing.T) {
	t.Parallel()
	e := newEnv("2026-11-30")
	c := &Chart{Patient: Patient{ID: "p-1", GivenName: "Peg"}}
	put(t, c, &Plan{ID: "plan", PatientID: "p-1", Lineage: "plan", Version: 1, Start: "2026-11-30", Minutes: 45, Phases: []Phase{{Sessions: 4, EveryDays: 7}}, AgreedAt: e.at, AgreedBy: "Peg", AgreedAs: ByThePatient, AgreedHow: ConsentSpoken, CreatedAt: e.at})
	now, later := visit(e, 600), visit(e, 600)
	later.Day = "2026-12-08"
	for want, a := range map[string]*Appointment{"Session 1 of 4": &now, "0 of 4 sessions held": &later} {
		i := slices.IndexFunc(AtTheDoor(catalogue(t), c, a, true, "2026-11-30"), func(s DoorSign) bool { return s.Kind == DoorCourse && s.Say.String() == want })
		if i < 0 {
			t.Errorf("on %s it does not say %q", a.Day, want)
		}
	}
}

// What is booked or begun of a plan is not offered once more.
func TestSessionsStillToBook(t *testing.T) {
	t.Parallel()
	e := newEnv("2026-11-30")
	plan := &Plan{ID: "plan", PatientID: "p-1", Lineage: "plan", Version: 1, Start: "2026-11-30", Minutes: 45, Phases: []Phase{{Sessions: 4, EveryDays: 7}}, AgreedAt: e.at, AgreedBy: "Peg", AgreedAs: ByThePatient, AgreedHow: ConsentSpoken, CreatedAt: e.at}
	c := &Chart{Patient: Patient{ID: "p-1", GivenName: "Peg"}}
	put(t, c, plan)
	at := func(day Date, change func(*Appointment)) Appointment {
		a := visit(e, 600)
		a.Day = day
		if change != nil {
			change(&a)
		}
		return a
	}
	s, op := StartVisit(e.Env, c, plan, "prac-1", at("2026-11-30", nil))
	apply(t, c, Operation{Put: op.Put[:len(op.Put)-1]})
	running := *op.Put[len(op.Put)-1].(*Appointment)
	for name, x := range map[string]struct {
		all  []Appointment
		want int
	}{
		"one runs that no appointment is of": {nil, 3},
		"one runs":                           {[]Appointment{running}, 3},
		"another is booked, for no plan":     {[]Appointment{running, at("2026-12-08", nil)}, 2},
		"one was called off":                 {[]Appointment{running, at("2026-12-08", func(a *Appointment) { a.State = Cancelled })}, 3},
		"one that is past":                   {[]Appointment{running, at("2026-11-20", nil)}, 3},
		"more than the plan has": {[]Appointment{
			running, at("2026-12-08", nil), at("2026-12-09", nil), at("2026-12-10", nil), at("2026-12-11", nil),
		}, 0},
	} {
		if got := c.ToBook(plan, x.all, "2026-11-30"); got != x.want {
			t.Errorf("%s: %d to book, want %d", name, got, x.want)
		}
	}
	if s == nil {
		t.Error("no session")
	}
}
