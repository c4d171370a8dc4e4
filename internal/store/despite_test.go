package store

import (
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
)

// Treatments of before they could have a reason to be given all the same are carried over without one, under their signature.
func TestOlderTreatmentsHaveNoReason(t *testing.T) {
	t.Parallel()
	session := &clinic.Session{ID: "2", PatientID: "1", Number: 1, Date: "2025-02-09", StartedAt: day, EndedAt: day, SignedAt: day, SignedBy: "Robin", CreatedAt: day}
	treatment := &clinic.Treatment{
		ID: "3", PatientID: "1", SessionID: "2", Technique: "effleurage", Targets: []clinic.Target{{Structure: "soleus", Side: anatomy.Left}},
		Pressure: 2, Minutes: 10, Status: clinic.TreatmentDone, Rank: 1,
	}
	cfg, openWith := migratable(t, firstSteps(t, 17))
	s := must(open(t.Context(), cfg, firstSteps(t, 17)))(t)
	writePast(t, s, earlier{"", []clinic.Record{patient("1", "Ada", "Quill")}}, earlier{"2", []clinic.Record{treatment, session}})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = must(openWith(embedded))(t)
	t.Cleanup(func() { s.Close() })
	c := must(s.Chart(t.Context(), "1"))(t)
	if list := c.TreatmentsOf("2"); len(list) != 1 || list[0].Minutes != 10 || list[0].KeptReason != "" {
		t.Errorf("%+v", list)
	}
	if r := must(s.Check(t.Context()))(t); !r.OK() {
		t.Error(r.Problems)
	}
}
