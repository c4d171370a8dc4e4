package store

import (
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
)

// Findings and results of before it was kept since when the doctor knows of them, and how they were entered, are carried
// over without either, in what is signed too, and can be told of from then on.
func TestOlderResultsAreKnownToNobody(t *testing.T) {
	t.Parallel()
	cfg, openWith := migratable(t, firstSteps(t, 10))
	s := must(open(t.Context(), cfg, firstSteps(t, 10)))(t)
	first, review := &clinic.Assessment{ID: "a1", PatientID: "p1", PractitionerID: "k1", Type: clinic.AssessmentInitial, Date: "2026-03-02", CreatedAt: day}, &clinic.Assessment{ID: "a2", PatientID: "p1", PractitionerID: "k1", Type: clinic.AssessmentReview, Date: "2026-03-09", CreatedAt: day}
	result := func(id, assessment string) *clinic.TestResult {
		return &clinic.TestResult{ID: id, PatientID: "p1", AssessmentID: assessment, Test: "knee.lachman", Side: anatomy.Left, Result: clinic.ResultPositive, Date: "2026-03-02", CreatedAt: day}
	}
	finding := func(id, assessment string) *clinic.Finding {
		return &clinic.Finding{ID: id, PatientID: "p1", AssessmentID: assessment, Structure: "thumb", Side: anatomy.Left, Source: clinic.ByPatient, Type: "numbness", Signs: []string{}, CreatedAt: day}
	}
	signed := *review
	signed.SignedAt, signed.SignedBy = day, "Robin Hale"
	writePast(t, s,
		earlier{"", []clinic.Record{patient("p1", "Ann", "Smith"), &clinic.Practitioner{ID: "k1", Name: "Robin Hale", CreatedAt: day}}},
		earlier{"a1", []clinic.Record{first, result("t1", "a1"), finding("f1", "a1")}},
		earlier{"a2", []clinic.Record{review, result("t2", "a2"), finding("f2", "a2")}},
		earlier{"a2", []clinic.Record{&signed}},
	)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = must(openWith(embedded))(t)
	t.Cleanup(func() { s.Close() })
	if r := must(s.Check(t.Context()))(t); !r.OK() {
		t.Error(r.Problems)
	}
	c := must(s.Chart(t.Context(), "p1"))(t)
	if len(c.TestResults) != 2 || len(c.Findings) != 2 {
		t.Fatalf("%d results, %d findings", len(c.TestResults), len(c.Findings))
	}
	for _, r := range c.TestResults {
		if r.KnownSince != "" || r.Entered != "" {
			t.Errorf("%+v", r)
		}
	}
	r := result("t1", "a1")
	r.KnownSince, r.Entered = "2019-05-01", clinic.EnteredTogether
	f := finding("f1", "a1")
	f.KnownSince = "2019-05-01"
	apply(t, s, put(r, f))
	c = must(s.Chart(t.Context(), "p1"))(t)
	if got := c.TestOf("a1", "knee.lachman", anatomy.Left); got.KnownSince != "2019-05-01" || got.Entered != clinic.EnteredTogether {
		t.Errorf("%+v", got)
	}
	if got := c.FindingsOf("a1"); len(got) != 1 || got[0].KnownSince != "2019-05-01" {
		t.Errorf("%+v", got)
	}
	if r := must(s.Check(t.Context()))(t); !r.OK() {
		t.Error(r.Problems)
	}
}
