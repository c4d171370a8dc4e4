package store

import (
	"fmt"
	"testing"
	"time"

	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
	"regimen/internal/demo"
)

// Nobody of before is without a wish to be called, and the clinic calls as usual; what was signed stays signed.
func TestOlderRecordsAreCalledAsUsual(t *testing.T) {
	t.Parallel()
	cfg, openWith := migratable(t, firstSteps(t, 19))
	s := must(open(t.Context(), cfg, firstSteps(t, 19)))(t)
	writePast(t, s, earlier{"", []clinic.Record{patient("1", "Ada", "Quill"), &clinic.Clinic{ID: clinic.ClinicID, Name: "Harbour", Paper: "A4"}}})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = must(openWith(embedded))(t)
	t.Cleanup(func() { s.Close() })
	if p := must(s.Patient(t.Context(), "1"))(t); p.NoCalls {
		t.Errorf("%+v", p)
	}
	if c := must(s.Clinic(t.Context()))(t); c.RecallMonths != nil || c.AwayMonths() != 6 {
		t.Errorf("%+v", c)
	}
	if list := must(s.Recalls(t.Context()))(t); len(list) != 0 {
		t.Errorf("%+v", list)
	}
	if r := must(s.Check(t.Context()))(t); !r.OK() {
		t.Error(r.Problems)
	}
}

// caller is a clinic on 30 November 2026, 9:00, in which somebody is to be called.
type caller struct {
	*Store
	t     testing.TB
	today clinic.Date
}

func openCaller(t *testing.T) *caller {
	t.Helper()
	cfg := testConfig(t, t.TempDir())
	now := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	cfg.Clock, cfg.Zone = func() time.Time { return now }, time.UTC
	s := must(Open(t.Context(), cfg))(t)
	t.Cleanup(func() { s.Close() })
	c := &caller{s, t, "2026-11-30"}
	c.put(&clinic.Clinic{ID: clinic.ClinicID, Name: "Harbour", Paper: "A4"}, &clinic.Practitioner{ID: "kim", Name: "Kim", CreatedAt: day}, &clinic.Practitioner{ID: "lee", Name: "Lee", CreatedAt: day})
	return c
}

func (c *caller) put(r ...clinic.Record) { c.t.Helper(); apply(c.t, c.Store, put(r...)) }

// plan is an agreed plan of weekly sessions, of which those of some days were held.
func (c *caller) plan(who string, sessions int, held ...clinic.Date) {
	c.t.Helper()
	first := c.today
	if len(held) > 0 {
		first = held[0]
	}
	records := []clinic.Record{
		patient(who, who, "Quill"),
		&clinic.Plan{
			ID: who + "-plan", PatientID: who, PractitionerID: "kim", Lineage: who + "-plan", Version: 1, Start: first, Minutes: 60,
			Phases: []clinic.Phase{{Sessions: sessions, EveryDays: 7}}, CreatedAt: day, AgreedAt: day, AgreedBy: who,
		},
	}
	for i, on := range held {
		records = append(records, &clinic.Session{ID: fmt.Sprint(who, i), PatientID: who, PractitionerID: "lee", PlanID: who + "-plan", Number: i + 1, Date: on, CreatedAt: day})
	}
	c.put(records...)
}

func (c *caller) visit(who string, on clinic.Date, state clinic.AppointmentState, change func(*clinic.Appointment)) {
	c.t.Helper()
	a := &clinic.Appointment{
		ID: fmt.Sprint("v-", who, on), PatientID: who, PractitionerID: "lee", Day: on, Start: 600, Minutes: 60, State: state,
		Steps: []clinic.AppointmentStep{{State: state, At: day, By: "Kim"}}, CreatedAt: day,
	}
	if change != nil {
		change(a)
	}
	c.put(a)
}

// The list of all is what the chart and the appointments of each say.
func TestRecalls(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		make func(c *caller)
		want string // the reasons of ann, how many sessions are to be booked, and with whom
	}{
		"nothing":       {func(c *caller) { c.put(patient("ann", "Ann", "Quill")) }, ""},
		"a plan is new": {func(c *caller) { c.plan("ann", 3) }, "plan 3 kim"},
		"one is held":   {func(c *caller) { c.plan("ann", 9, "2026-11-20") }, "plan 8 kim"},
		"one is booked": {func(c *caller) { c.plan("ann", 3); c.visit("ann", "2026-12-02", clinic.Booked, nil) }, ""},
		"one is off":    {func(c *caller) { c.plan("ann", 3); c.visit("ann", "2026-12-02", clinic.Cancelled, nil) }, "plan 3 kim"},
		"one goes on":   {func(c *caller) { c.plan("ann", 3, "2026-11-30") }, "plan 2 kim"},
		"one that was stopped": {func(c *caller) {
			c.plan("ann", 3)
			c.plan("bob", 3)
			c.put(&clinic.PlanEnd{ID: "e", PatientID: "ann", PlanID: "ann-plan", Date: c.today, Outcome: clinic.OutcomeStopped, CreatedAt: day})
		}, ""},
		"one of today": {func(c *caller) {
			c.plan("ann", 3, "2026-11-30")
			c.visit("ann", "2026-11-30", clinic.InTreatment, func(a *clinic.Appointment) { a.SessionID, a.PlanID = "ann0", "ann-plan" })
		}, ""},
		"one of today is over": {func(c *caller) {
			c.plan("ann", 3, "2026-11-30")
			c.visit("ann", "2026-11-30", clinic.Attended, func(a *clinic.Appointment) { a.SessionID, a.PlanID = "ann0", "ann-plan" })
			s := must(c.Chart(c.t.Context(), "ann"))(c.t).Sessions[0]
			s.StartedAt, s.EndedAt, s.SignedAt, s.SignedBy = day, day, day, "Kim"
			c.put(&s)
		}, "plan 2 kim"},
		"missed": {func(c *caller) {
			c.put(patient("ann", "Ann", "Quill"))
			c.visit("ann", "2026-11-27", clinic.Missed, nil)
		}, "missed 0 lee"},
		"missed, and came since": {func(c *caller) {
			c.put(patient("ann", "Ann", "Quill"))
			c.visit("ann", "2026-11-26", clinic.Missed, nil)
			c.visit("ann", "2026-11-27", clinic.Attended, nil)
		}, ""},
		"missed, and was treated since": {func(c *caller) {
			c.put(patient("ann", "Ann", "Quill"), &clinic.Session{ID: "s", PatientID: "ann", Number: 1, Date: "2026-11-28", CreatedAt: day})
			c.visit("ann", "2026-11-27", clinic.Missed, nil)
		}, ""},
		"missed long ago": {func(c *caller) {
			c.put(patient("ann", "Ann", "Quill"))
			c.visit("ann", "2026-08-27", clinic.Missed, nil)
		}, ""},
		"stays away": {func(c *caller) {
			c.plan("ann", 1, "2026-04-01")
			c.put(&clinic.PlanEnd{ID: "e", PatientID: "ann", PlanID: "ann-plan", Date: "2026-04-01", Outcome: clinic.OutcomeFinished, CreatedAt: day})
		}, "away 0 lee"},
		"stays away from a plan that was stopped": {func(c *caller) {
			c.plan("ann", 1, "2026-04-01")
			c.put(&clinic.PlanEnd{ID: "e", PatientID: "ann", PlanID: "ann-plan", Date: "2026-04-01", Outcome: clinic.OutcomeStopped, Reason: "moved", CreatedAt: day})
		}, ""},
		"stays away without a plan": {func(c *caller) {
			c.put(patient("ann", "Ann", "Quill"), &clinic.Session{ID: "s", PatientID: "ann", Number: 1, Date: "2026-04-01", CreatedAt: day})
		}, ""},
		"archived": {func(c *caller) {
			c.plan("ann", 3)
			p := patient("ann", "ann", "Quill")
			p.ArchivedAt = day
			c.put(p)
			c.visit("ann", "2026-11-27", clinic.Missed, nil)
		}, ""},
		"does not wish to be called": {func(c *caller) {
			c.plan("ann", 3)
			p := patient("ann", "ann", "Quill")
			p.NoCalls = true
			c.put(p)
			c.visit("ann", "2026-11-27", clinic.Missed, nil)
		}, ""},
		"the clinic calls nobody who stays away": {func(c *caller) {
			c.plan("ann", 1, "2026-04-01")
			never := 0
			c.put(&clinic.PlanEnd{ID: "e", PatientID: "ann", PlanID: "ann-plan", Date: "2026-04-01", Outcome: clinic.OutcomeFinished, CreatedAt: day},
				&clinic.Clinic{ID: clinic.ClinicID, Name: "Harbour", Paper: "A4", RecallMonths: &never})
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := openCaller(t)
			x.make(c)
			got := ""
			for _, r := range must(c.Recalls(t.Context()))(t) {
				if r.PatientID != "ann" {
					continue
				}
				for _, due := range r.Due {
					got += string(due.Reason) + " "
				}
				got += fmt.Sprint(r.Left, " ", r.PractitionerID)
			}
			if got != x.want {
				t.Errorf("%q, want %q", got, x.want)
			}
			chart := must(c.Chart(t.Context(), "ann"))(t)
			ahead := must(c.Appointments(t.Context(), "ann", c.today))(t)
			if p := chart.CurrentPlan(); p != nil && x.want != "" && chart.Patient.ArchivedAt.IsZero() {
				var left int
				_, err := fmt.Sscanf(got, "plan %d", &left)
				if err != nil || left != chart.ToBook(p, ahead, c.today) || len(chart.ToCome(p, ahead, c.today)) != 0 {
					t.Errorf("the list says %q, the chart %d", got, chart.ToBook(p, ahead, c.today))
				}
			}
		})
	}
}

// In the sample clinic some are to be called, for different reasons and with attempts; the list says of each plan what the
// chart and the appointments of the patient say.
func TestRecallsOfTheSample(t *testing.T) {
	t.Parallel()
	atlas, cat := bookstest.Shipped(t)
	now := time.Date(2026, 11, 13, 10, 47, 12, 0, time.UTC)
	cfg := testConfig(t, t.TempDir())
	cfg.Clock, cfg.Zone, cfg.NewID = func() time.Time { return now }, time.UTC, nil
	s := must(Open(t.Context(), cfg))(t)
	t.Cleanup(func() { s.Close() })
	must(s.Load(t.Context(), clinic.Say("Sample"), demo.Records(now, cat, atlas.Label)))(t)
	today, reasons, left, tried := clinic.DateOf(s.Now()), make(map[clinic.RecallReason]int), make(map[string]int), 0
	for _, r := range must(s.Recalls(t.Context()))(t) {
		tried = max(tried, r.Tried)
		for _, x := range r.Due {
			reasons[x.Reason]++
			if x.Reason == clinic.RecallPlan {
				left[r.PatientID] = r.Left
			}
		}
		if len(r.Due) == 0 {
			reasons["later"]++
		}
	}
	if reasons[clinic.RecallMissed] == 0 || reasons[clinic.RecallPlan] < 2 || reasons[clinic.RecallAway] == 0 || reasons["later"] == 0 || tried < 2 {
		t.Errorf("%v, tried %d times", reasons, tried)
	}
	for _, p := range must(s.Plans(t.Context()))(t) {
		if !p.Agreed {
			continue
		}
		c := must(s.Chart(t.Context(), p.PatientID))(t)
		all := must(s.Appointments(t.Context(), p.PatientID, today))(t)
		want := c.ToBook(c.CurrentPlan(), all, today)
		if len(c.ToCome(c.CurrentPlan(), all, today)) > 0 {
			want = 0
		}
		if got := left[p.PatientID]; got != want && !c.Patient.NoCalls {
			t.Errorf("%s: %d to be booked, the chart says %d", p.PatientID, got, want)
		}
	}
}
