package store

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/store/lookup"
)

func TestClinicAndPractitioners(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	if c := must(s.Clinic(t.Context()))(t); !reflect.DeepEqual(c, clinic.Clinic{Paper: "A4"}) {
		t.Errorf("before it is set up: %+v", c)
	}
	want := clinic.Clinic{ID: clinic.ClinicID, Name: "Northside", Paper: "Letter", Sample: true}
	apply(t, s, put(&want, &clinic.Practitioner{ID: "t2", Name: "Zoe"}, &clinic.Practitioner{ID: "t1", Name: "Abe", LeftAt: day}))
	if c := must(s.Clinic(t.Context()))(t); !reflect.DeepEqual(c, want) {
		t.Errorf("clinic %+v", c)
	}
	if p := must(s.Practitioners(t.Context()))(t); len(p) != 2 || p[0].Name != "Abe" || !p[0].LeftAt.Equal(day) {
		t.Errorf("practitioners %+v", p)
	}
	if _, err := s.Apply(t.Context(), put(&clinic.Clinic{Paper: "A4"})); err == nil {
		t.Error("a clinic without its key was kept")
	}
}

func TestPreferences(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	if v := must(s.Preference(t.Context(), "theme"))(t); v != "" {
		t.Errorf("unset: %q", v)
	}
	for _, v := range []string{"dark", "light"} {
		if err := s.SetPreference(t.Context(), "theme", v); err != nil {
			t.Fatal(err)
		}
		if got := must(s.Preference(t.Context(), "theme"))(t); got != v {
			t.Errorf("%q, want %q", got, v)
		}
	}
	if r := must(s.Check(t.Context()))(t); r.Operations != 0 {
		t.Error("a preference went into the history")
	}
}

func TestPlans(t *testing.T) {
	t.Parallel()
	cfg := testConfig(t, t.TempDir())
	cfg.Clock = func() time.Time { return time.Date(2026, 3, 23, 9, 0, 0, 0, time.UTC) }
	s := must(Open(t.Context(), cfg))(t)
	t.Cleanup(func() { s.Close() })
	gone := patient("p3", "Cy", "Gone")
	gone.ArchivedAt = day
	plan := func(id, patient, lineage string, version int, agreed bool) *clinic.Plan {
		p := &clinic.Plan{
			ID: id, PatientID: patient, Lineage: lineage, Version: version, Title: "Plan " + id, Minutes: 60, ReviewDate: "2026-05-01",
			Phases: []clinic.Phase{{Sessions: 4, EveryDays: 7}, {Sessions: 2, EveryDays: 14}},
		}
		if agreed {
			p.AgreedAt = day
		}
		return p
	}
	session := func(id, plan string, date clinic.Date, signed bool) *clinic.Session {
		x := &clinic.Session{ID: id, PatientID: "p1", PlanID: plan, Number: 1, Date: date, StartedAt: day, EndedAt: day.Add(time.Hour)}
		if signed {
			x.SignedAt = day
		}
		return x
	}
	late := plan("c1", "p2", "c1", 1, false)
	late.ReviewDate = ""
	must(s.Load(t.Context(), clinic.Say("Load"), []clinic.Record{
		patient("p1", "Ann", "Smith"), patient("p2", "Bo", "Jones"), gone,
		plan("a1", "p1", "a1", 1, true), // an older plan that still runs gives way to a newer one
		plan("b1", "p1", "b1", 1, true), plan("b2", "p1", "b1", 2, true), plan("b3", "p1", "b1", 3, false),
		plan("e1", "p2", "e1", 1, true), &clinic.PlanEnd{ID: "x", PatientID: "p2", PlanID: "e1", Date: "2026-03-01", Outcome: clinic.OutcomeFinished},
		late, plan("g1", "p3", "g1", 1, true),
		session("s1", "b1", "2026-03-02", true), session("s2", "b2", "2026-03-09", true), session("s3", "b2", "2026-03-16", false),
		session("s4", "b2", "2026-03-23", false), // is going on
	}))(t)
	rows := must(s.Plans(t.Context()))(t)
	var got []string
	for _, r := range rows {
		got = append(got, fmt.Sprintf("%s %s v%d agreed=%v %d/%d last=%s review=%s", r.PatientName, r.PlanID, r.Version, r.Agreed, r.Tally.Done(), r.Tally.Planned, r.Tally.Last, r.ReviewDate))
	}
	want := []string{
		"Ann Smith b2 v2 agreed=true 3/6 last=2026-03-16 review=2026-05-01",
		"Ann Smith b3 v3 agreed=false 3/6 last=2026-03-16 review=2026-05-01",
		"Bo Jones c1 v1 agreed=false 0/6 last= review=",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("plans\n%v, want\n%v", got, want)
	}
	// The list agrees with the chart.
	chart := must(s.Chart(t.Context(), "p1"))(t)
	if chart.CurrentPlan().ID != rows[0].PlanID || chart.DraftPlan().ID != rows[1].PlanID {
		t.Error("the chart chooses other plans")
	}
	if tally := chart.Tally(chart.CurrentPlan(), "2026-03-23"); !reflect.DeepEqual(tally, rows[0].Tally) {
		t.Errorf("the chart counts %+v, the list %+v", tally, rows[0].Tally)
	}

	days := must(s.Sessions(t.Context(), "2026-03-09", "2026-03-16"))(t)
	if len(days) != 2 || days[0].ID != "s2" || !days[0].Signed || days[1].Signed || days[1].PatientName != "Ann Smith" || days[1].PlanID != "b2" || !days[1].StartedAt.Equal(day) {
		t.Errorf("sessions %+v", days)
	}
	hits := must(s.Search(t.Context(), "ann", 5))(t)
	if len(hits) != 1 || hits[0].LastVisit != "2026-03-23" {
		t.Errorf("last visit: %+v", hits)
	}
}

func TestPatientsAndRecent(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	people(t, s)
	active, total, err := s.Patients(t.Context(), lookup.Filter{}, 4, 1)
	if err != nil || total != 9 || len(active) != 4 {
		t.Fatalf("%d of %d, %v", len(active), total, err)
	}
	if active[0].ID != "jurg" || active[0].Name != "Jürgen Groß" || active[0].BirthDate != "1972-01-30" {
		t.Errorf("second by name: %+v", active[0])
	}
	if some, n, err := s.Patients(t.Context(), lookup.Filter{Before: "gross"}, 4, 0); err != nil || n != 1 || len(some) != 1 || some[0].ID == "jurg" {
		t.Errorf("before Groß: %+v %d %v", some, n, err)
	}
	if some, n, err := s.Patients(t.Context(), lookup.Filter{Before: "h"}, 0, 0); err != nil || n < 2 || len(some) != 0 {
		t.Errorf("counted before H: %+v %d %v", some, n, err)
	}
	kept, total, err := s.Patients(t.Context(), lookup.Filter{Archived: true}, 4, 0)
	if err != nil || total != 1 || len(kept) != 1 || !kept[0].Archived {
		t.Errorf("archive: %+v %d %v", kept, total, err)
	}
	apply(t, s, put(assessment("a1", "marg")))
	if hits := must(s.Search(t.Context(), " ", 2))(t); len(hits) != 2 || hits[0].ID != "marg" || hits[0].Phone != "0412 345 678" || hits[0].Name != "Margaret (Peg) Doyle" {
		t.Errorf("used last: %+v", hits)
	}
	if none := must(s.Search(t.Context(), "doyle", 0))(t); len(none) != 0 {
		t.Errorf("limit 0 gives %v", none)
	}
	back := must(s.Patient(t.Context(), "gone"))(t)
	back.ArchivedAt = time.Time{}
	apply(t, s, clinic.Operation{Label: clinic.Say("Take back"), Scope: "gone", Put: []clinic.Record{&back}})
	if hits := must(s.Search(t.Context(), "annette", 5))(t); len(hits) == 0 || hits[0].ID != "gone" || hits[0].Archived {
		t.Errorf("out of the archive: %+v", hits)
	}
	must(s.Undo(t.Context(), "gone"))(t)
	if hits := must(s.Search(t.Context(), "annette", 5))(t); len(hits) == 0 || hits[0].ID != "gone" || !hits[0].Archived {
		t.Errorf("back in the archive: %+v", hits)
	}
}

func TestHistoryOfPatient(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	s.SetActor(clinic.Actor{Name: "Sam", Role: clinic.RoleOwner})
	apply(t, s, clinic.Operation{Label: clinic.Say("Add"), Scope: "p1", Put: []clinic.Record{patient("p1", "Ann", ""), patient("p2", "Bo", "")}})
	apply(t, s, clinic.Operation{Label: clinic.Say("Assess"), Scope: "a1", Put: []clinic.Record{assessment("a1", "p1"), finding("f1", "p1", "a1")}})
	apply(t, s, clinic.Operation{Label: clinic.Say("Other"), Scope: "p2", Put: []clinic.Record{assessment("b1", "p2")}})
	must(s.Undo(t.Context(), "a1"))(t)
	entries := must(s.HistoryOf(t.Context(), "p1", 2))(t)
	if len(entries) != 2 || entries[0].Verb != "undo" || entries[1].Verb != "apply" || entries[1].Label.String() != "Assess" ||
		len(entries[1].Refs) != 2 || entries[1].By.Name != "Sam" || entries[1].By.Machine != "desk" || !entries[0].At.After(entries[1].At) {
		t.Errorf("history %+v", entries)
	}
	if all := must(s.HistoryOf(t.Context(), "p1", 10))(t); len(all) != 3 || len(all[2].Refs) != 1 {
		t.Errorf("all of it: %+v", all)
	}
}

// Records that say the same in a list say it each in a list of their own.
func TestListsAreNotShared(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	left := []clinic.Target{{Structure: "trapezius.upper", Side: "L"}, {Structure: "deltoid", Side: "L"}}
	apply(t, s, put(patient("p1", "Ann", "Smith"), &clinic.Session{ID: "s1", PatientID: "p1", Number: 1, Date: "2026-03-02", CreatedAt: day}))
	for _, id := range []string{"t1", "t2", "t3"} {
		apply(t, s, put(&clinic.Treatment{ID: id, PatientID: "p1", SessionID: "s1", Technique: "effleurage", Targets: left, Pressure: 2, Minutes: 5, Status: clinic.TreatmentDone}))
	}
	for i := range 3 {
		c := must(s.Chart(t.Context(), "p1"))(t)
		if len(c.Treatments) != 3 {
			t.Fatalf("%d treatments", len(c.Treatments))
		}
		changed := c.Treatments[i].Targets
		changed[0].Side = "R"
		_ = append(changed[:1], clinic.Target{Structure: "soleus", Side: "L"})
		for j := range c.Treatments {
			if got := c.Treatments[j].Targets; slices.Equal(got, left) != (i != j) {
				t.Errorf("after a change of %d, %d has %v", i, j, got)
			}
		}
	}
}
