package store

import (
	"errors"
	"testing"

	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
)

// Whichever way something comes, it passes the same gate: by the catalogue where the store has one.
func TestGate(t *testing.T) {
	t.Parallel()
	cat := bookstest.Catalogue(t)
	pain := func(id string, value float64) *clinic.Measurement {
		return &clinic.Measurement{ID: id, PatientID: "p1", AssessmentID: "a1", Measure: "nprs", Side: "M", Value: value, Date: "2026-03-02", CreatedAt: day}
	}
	dir := t.TempDir()
	bare := openIn(t, dir)
	apply(t, bare, put(patient("p1", "Ann", "Smith"), patient("p2", "Bo", "Jones"), assessment("a1", "p1"), pain("old", 14)))
	if err := bare.Close(); err != nil {
		t.Fatal(err)
	}
	cfg := testConfig(t, dir)
	cfg.Catalogue = cat
	s := must(Open(t.Context(), cfg))(t)
	defer s.Close()
	stranger := finding("f", "p2", "a1")
	for name, x := range map[string]struct {
		record clinic.Record
		field  string
	}{
		"out of bounds":   {pain("m", 11), "value"},
		"an injury ahead": {&clinic.Injury{ID: "i", PatientID: "p1", Structure: "soleus", Side: "L", Type: clinic.InjuryOther, InjuredOn: "2026-03-03", CreatedAt: day}, "injured_on"},
		"of nobody":       {&clinic.Session{ID: "s", Date: "2026-03-02", CreatedAt: day}, "patient_id"},
	} {
		ways := map[string]error{}
		_, ways["apply"] = s.Apply(t.Context(), put(x.record))
		_, ways["load"] = s.Load(t.Context(), clinic.Say("Import"), []clinic.Record{x.record})
		_, _, ways["submit"] = s.Submit(t.Context(), Submission{ID: name, At: day, Op: put(x.record)})
		for way, err := range ways {
			if clinic.FieldMessage(err, x.field).IsZero() {
				t.Errorf("%s, by %s: %v", name, way, err)
			}
		}
	}
	if _, err := s.Apply(t.Context(), put(stranger)); err == nil { // the database holds what the operation does not bring
		t.Error("a finding in somebody else's assessment was kept")
	}
	if _, err := s.Apply(t.Context(), put(stranger, assessment("a1", "p1"))); err == nil {
		t.Error("a finding in somebody else's assessment was kept together with it")
	}
	noted := pain("old", 14)
	noted.Note = "asked again"
	apply(t, s, put(noted))
	if _, err := s.Apply(t.Context(), put(pain("old", 15))); clinic.FieldMessage(err, "value").IsZero() {
		t.Errorf("a value from before was raised: %v", err)
	}
}

// Where the change of one and the change of another cannot be kept together, nothing of the later one is, and it is told.
func TestGateOfBoth(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	base := &clinic.Injury{ID: "i", PatientID: "p1", Structure: "soleus", Side: "L", Type: clinic.InjuryOther, InjuredOn: "2026-02-01", CreatedAt: day}
	apply(t, s, put(patient("p1", "Ann", "Smith"), base))
	theirs, mine := *base, *base
	theirs.InjuredOn, mine.HealedOn = "2026-02-20", "2026-02-10"
	apply(t, s, put(&theirs))
	_, found, err := s.Submit(t.Context(), Submission{ID: "x", At: day, Op: put(&mine), Base: map[clinic.Ref]clinic.Record{clinic.RefTo(base): base}})
	if err != nil || len(found) != 1 {
		t.Fatalf("%v, %v", found, err)
	}
	chart := must(s.Chart(t.Context(), "p1"))(t)
	if got := chart.Injury("i"); got.InjuredOn != theirs.InjuredOn || got.HealedOn != "" {
		t.Errorf("kept %+v", got)
	}
	if _, _, err := s.Submit(t.Context(), Submission{ID: "y", At: day.AddDate(1, 0, 0), Op: put(&clinic.Injury{ID: "j", PatientID: "p1", Structure: "soleus", Side: "L", Type: clinic.InjuryOther, InjuredOn: "2026-03-03", CreatedAt: day})}); err != nil {
		t.Errorf("of a day that has come where it was made: %v", err)
	}
	var fields clinic.FieldErrors
	if _, _, err := s.Submit(t.Context(), Submission{ID: "z", At: day, Op: put(finding("f", "", "a1"))}); !errors.As(err, &fields) {
		t.Errorf("of nobody: %v", err)
	}
}
