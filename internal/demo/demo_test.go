package demo

import (
	"context"
	"encoding/json"
	"slices"
	"testing"
	"time"

	"regimen/internal/anatomy"
	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
	"regimen/internal/store"
)

var now = time.Date(2026, 3, 4, 14, 30, 0, 0, time.UTC)

func charts(recs []clinic.Record) map[string]*clinic.Chart {
	all := map[string]*clinic.Chart{}
	for _, r := range recs {
		if r.PatientKey() == "" {
			continue
		}
		if all[r.PatientKey()] == nil {
			all[r.PatientKey()] = &clinic.Chart{}
		}
		all[r.PatientKey()].Add(r)
	}
	for _, c := range all {
		c.Sort()
	}
	return all
}

// The sample clinic obeys the rules that the program holds everybody to.
func TestObeysTheRules(t *testing.T) {
	t.Parallel()
	atlas, cat := bookstest.Shipped(t)
	recs := Records(now, cat, atlas.Label)
	keys := map[string]bool{}
	for _, r := range recs {
		if err := r.Validate(); err != nil {
			t.Errorf("%s: %v", r.Kind(), err)
		}
		if keys[r.Key()] {
			t.Errorf("the key %s is there twice", r.Key())
		}
		keys[r.Key()] = true
		switch r := r.(type) {
		case *clinic.Measurement:
			if err := cat.CheckMeasurement(r); err != nil {
				t.Errorf("%s = %v: %v", r.Measure, r.Value, err)
			}
		case *clinic.TestResult:
			if err := cat.CheckTestResult(r); err != nil {
				t.Errorf("%s %s = %s: %v", r.Test, r.Side, r.Result, err)
			}
		case *clinic.Finding:
			if _, ok := atlas.Structure(r.Structure); !ok {
				t.Errorf("no structure %q", r.Structure)
			}
			if places, err := atlas.Shapes(r.Structure, r.Side); err != nil || len(places) == 0 {
				t.Errorf("%s %s is nowhere on the figure", r.Structure, r.Side)
			}
		case *clinic.Treatment:
			for _, x := range r.Targets {
				if s, ok := atlas.Structure(x.Structure); !ok || s.Paired == (x.Side == anatomy.Midline) {
					t.Errorf("treatment of %s %s", x.Structure, x.Side)
				}
			}
		}
	}
	for _, c := range charts(recs) {
		for i := range c.Plans {
			p := c.Plans[i]
			if !p.Agreed() {
				continue
			}
			// as it was when the plan was agreed: what came later does not count
			then := *c
			p.AgreedAt, then.PlanEnds = time.Time{}, nil
			then.Screenings = slices.DeleteFunc(slices.Clone(c.Screenings), func(s clinic.Screening) bool { return s.At.After(p.CreatedAt) })
			if h := clinic.CanAgree(cat, &then, &p, clinic.DateOf(p.CreatedAt)); len(h) > 0 {
				t.Errorf("%s, plan %q version %d: %v", c.Patient.Name(), p.Title, p.Version, h)
			}
		}
		for i := range c.Sessions {
			s := c.Sessions[i]
			if s.SignedAt.IsZero() {
				continue
			}
			s.SignedAt = time.Time{}
			if h := clinic.CanSignSession(cat, c, &s); len(h) > 0 {
				t.Errorf("%s, session %d: %v", c.Patient.Name(), s.Number, h)
			}
			if s.Date > clinic.DateOf(now) || s.Number != i+1 {
				t.Errorf("%s, session %d on %s is number %d", c.Patient.Name(), i+1, s.Date, s.Number)
			}
		}
		for i := range c.Assessments {
			a := c.Assessments[i]
			a.SignedAt = time.Time{}
			if h := clinic.CanSignAssessment(cat, c, &a); len(h) > 0 {
				t.Errorf("%s, assessment of %s: %v", c.Patient.Name(), a.Date, h)
			}
		}
	}
}

// Everything that the issue of a sample clinic is for is in it.
func TestHasAllSorts(t *testing.T) {
	t.Parallel()
	atlas, cat := bookstest.Shipped(t)
	all := charts(Records(now, cat, atlas.Label))
	if len(all) != 40 {
		t.Errorf("%d patients", len(all))
	}
	seen := map[string]int{}
	for _, c := range all {
		for _, a := range c.Assessments {
			if a.ReferralFrom != "" {
				seen["referral"]++
			}
			if a.InjuredOn != "" && a.InjuredOn.DaysUntil(a.Date) <= 7 {
				seen["acute"]++
			}
			if a.Date.DaysUntil(clinic.DateOf(now)) > 600 {
				seen["two years"]++
			}
		}
		for _, i := range c.Injuries {
			if h := c.HealingPhase(cat, &i, clinic.DateOf(now)); h != nil {
				seen["healing"]++
			}
		}
		for _, s := range c.Sessions {
			if s.Date == clinic.DateOf(now) && s.SignedAt.IsZero() {
				seen["in the room"]++
			}
		}
		if f := clinic.OpenFlags(cat, c, clinic.DateOf(now)); len(f) > 0 {
			seen["flag"]++
		}
		for _, r := range c.Patient.GivenName {
			if r > 0x370 {
				seen["script"]++
				break
			}
		}
		for _, s := range clinic.AllSeries(cat, c) {
			seen[string(s.Verdict().State)]++
		}
		for _, a := range c.Assessments {
			for _, l := range clinic.TestLines(cat, c, &a) {
				if l.Positive {
					seen["positive test"]++
				}
			}
		}
		seen["sessions"] += len(c.Sessions)
		if len(c.PlanEnds) > 0 {
			seen["ended"]++
		}
		if c.DraftPlan() != nil {
			seen["draft"]++
		}
	}
	for what, least := range map[string]int{
		"referral": 3, "acute": 2, "two years": 1, "in the room": 1, "flag": 3, "script": 8, "ended": 10, "draft": 1, "sessions": 200,
		"positive test": 20, "healing": 1, "improved": 20, "within measurement error": 10, "worse": 1,
	} {
		if seen[what] < least {
			t.Errorf("%s: %d, want at least %d (%v)", what, seen[what], least, seen)
		}
	}
}

func TestSameEveryTime(t *testing.T) {
	t.Parallel()
	atlas, cat := bookstest.Shipped(t)
	a, _ := json.Marshal(Records(now, cat, atlas.Label))
	b, _ := json.Marshal(Records(now, cat, atlas.Label))
	if string(a) != string(b) {
		t.Error("two runs differ")
	}
	for days := range 14 { // whatever weekday it is, and near midnight
		at := now.AddDate(0, 0, days).Add(9 * time.Hour)
		for _, c := range charts(Records(at, cat, atlas.Label)) {
			for i := range c.Sessions {
				if c.Sessions[i].Number != i+1 {
					t.Fatalf("on %s session %d of %s is number %d", at, i+1, c.Patient.Name(), c.Sessions[i].Number)
				}
			}
		}
	}
}

func TestLoads(t *testing.T) {
	t.Parallel()
	atlas, cat := bookstest.Shipped(t)
	ctx := context.Background()
	st, err := store.Open(ctx, store.Config{Dir: t.TempDir(), Clock: func() time.Time { return now }, Machine: "test", Catalogue: cat})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = st.Close() }()
	recs := Records(now, cat, atlas.Label)
	if _, err := st.Load(ctx, clinic.Say("Sample clinic"), recs); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d records", len(recs))
	hits, err := st.Search(ctx, "doyle", 5)
	if err != nil || len(hits) == 0 {
		t.Fatalf("search: %v %v", hits, err)
	}
	c, err := st.Chart(ctx, hits[0].ID)
	if err != nil || len(c.Sessions) == 0 || c.CurrentPlan() == nil {
		t.Fatalf("chart of %s: %v", hits[0].Name, err)
	}
}
