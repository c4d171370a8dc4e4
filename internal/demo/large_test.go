package demo

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"regimen/internal/anatomy"
	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
)

func large(t testing.TB, atlas *anatomy.Atlas, cat *clinic.Catalogue, patients, sessions int) []clinic.Record {
	t.Helper()
	return slices.Concat(slices.Collect(Large(now, cat, atlas.Label, patients, sessions))...)
}

func TestLarge(t *testing.T) {
	t.Parallel()
	atlas, cat := bookstest.Shipped(t)
	recs := large(t, atlas, cat, 400, 4000)
	if again := large(t, atlas, cat, 400, 4000); !reflect.DeepEqual(recs, again) {
		t.Error("the same moment gives another clinic")
	}
	keys, names := map[string]bool{}, map[string]bool{}
	var first string
	held := map[string]int{}
	for _, r := range recs {
		if err := r.Validate(); err != nil {
			t.Errorf("%s: %v", r.Kind(), err)
		}
		if keys[r.Key()] {
			t.Errorf("the key %s is there twice", r.Key())
		}
		keys[r.Key()] = true
		switch r := r.(type) {
		case *clinic.Patient:
			if first == "" {
				first = r.ID
			}
			names[r.FullName()] = true
		case *clinic.Session:
			held[r.PatientID]++
			if r.Date > clinic.DateOf(now) {
				t.Errorf("a session on %s is still to come", r.Date)
			}
		case *clinic.Measurement:
			if err := cat.CheckMeasurement(r); err != nil {
				t.Errorf("%s = %v: %v", r.Measure, r.Value, err)
			}
		}
	}
	total, most := 0, ""
	for p, n := range held {
		total += n
		if n > held[most] {
			most = p
		}
	}
	if total < 3990 || total > 4010 || most != first || held[first] != longest {
		t.Errorf("%d sessions, %d of the first patient and %d of the busiest", total, held[first], held[most])
	}
	if len(names) < 300 {
		t.Errorf("only %d different names", len(names))
	}
	// A batch holds whole patients, so that each can be loaded by itself.
	where := map[string]int{}
	for i, batch := range slices.Collect(Large(now, cat, atlas.Label, 400, 4000)) {
		for _, r := range batch {
			p := r.PatientKey()
			if j, ok := where[p]; ok && j != i && p != "" {
				t.Fatalf("patient %s is in the batches %d and %d", p, j, i)
			}
			where[p] = i
		}
	}
}

// The patient that the charts of a large clinic are measured on obeys the rules.
func TestLargestObeysTheRules(t *testing.T) {
	t.Parallel()
	atlas, cat := bookstest.Shipped(t)
	for _, c := range charts(large(t, atlas, cat, 1, longest)) {
		if len(c.Sessions) != longest || len(c.Screenings) == 0 {
			t.Errorf("%d sessions, %d screening answers", len(c.Sessions), len(c.Screenings))
		}
		for i := range c.Sessions {
			v := c.Sessions[i]
			v.SignedAt = time.Time{}
			if h := clinic.CanSignSession(cat, c, &v); len(h) > 0 {
				t.Errorf("session %d: %v", v.Number, h)
			}
		}
		for i := range c.Assessments {
			a := c.Assessments[i]
			a.SignedAt = time.Time{}
			if h := clinic.CanSignAssessment(cat, c, &a); len(h) > 0 {
				t.Errorf("assessment of %s: %v", a.Date, h)
			}
		}
	}
}

func BenchmarkLarge(b *testing.B) {
	atlas, cat := bookstest.Shipped(b)
	for b.Loop() {
		n := 0
		for batch := range Large(now, cat, atlas.Label, 2000, 20_000) {
			n += len(batch)
		}
		b.ReportMetric(float64(n), "records")
	}
}
