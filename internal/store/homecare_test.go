package store

import (
	"testing"

	"regimen/internal/clinic"
)

// Home care that was kept before it could have a reason is carried over without one, with the history that it had.
func TestOlderHomeCareHasNoReason(t *testing.T) {
	t.Parallel()
	plan := &clinic.Plan{ID: "2", PatientID: "1", Lineage: "2", Version: 1, Minutes: 60, CreatedAt: day}
	home := &clinic.HomeCare{ID: "3", PatientID: "1", PlanID: "2", OriginID: "3", Exercise: "neck-turn", Title: "Turn your head", DaysPerWeek: 7, TimesPerDay: 1, Rank: 1}
	cfg, openWith := migratable(t, firstSteps(t, 13))
	s := must(open(t.Context(), cfg, firstSteps(t, 13)))(t)
	writePast(t, s, earlier{"", []clinic.Record{patient("1", "Ada", "Quill"), plan, home}})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = must(openWith(embedded))(t)
	t.Cleanup(func() { s.Close() })
	c := must(s.Chart(t.Context(), "1"))(t)
	if h := c.HomeCareOf("2"); len(h) != 1 || h[0].Title != "Turn your head" || h[0].KeptReason != "" {
		t.Errorf("%+v", h)
	}
	if r := must(s.Check(t.Context()))(t); !r.OK() {
		t.Error(r.Problems)
	}
}
