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
		for _, s := range AtTheDoor(cat, c, &a, "2026-11-30") {
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
		"no consent":  {func(c *Chart, _ *Appointment) { c.Consents = nil }, []DoorKind{DoorConsent}},
		"never here":  {func(c *Chart, _ *Appointment) { c.Assessments = nil }, []DoorKind{DoorFirst}},
		"in a course": {func(c *Chart, _ *Appointment) { plan(c, "2026-11-20") }, []DoorKind{DoorCourse}},
		"a review is due": {func(c *Chart, _ *Appointment) {
			plan(c, "2026-11-20")
			c.Plans[0].ReviewDate = "2026-11-25"
		}, []DoorKind{DoorReview, DoorCourse}},
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
		for _, s := range AtTheDoor(catalogue(t), c, &a, "2026-11-30") {
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
