package store

import (
	"testing"

	"regimen/internal/clinic"
)

func TestUnsigned(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	people(t, s)
	signed := clinic.Session{ID: "s2", PatientID: "mary", Number: 2, Date: "2025-02-11", SignedAt: day, CreatedAt: day}
	for _, r := range []clinic.Record{
		&clinic.Session{ID: "s1", PatientID: "marg", Number: 4, Date: "2025-02-10", CreatedAt: day},
		&signed,
		&clinic.Session{ID: "s3", PatientID: "mary", Number: 3, Date: "2025-03-01", CreatedAt: day},
		&clinic.Assessment{ID: "a1", PatientID: "anne", Type: "initial", Date: "2025-02-09", CreatedAt: day},
		&clinic.Assessment{ID: "a2", PatientID: "anne", Type: "review", Date: "2024-02-09", CreatedAt: day},
	} {
		apply(t, s, put(r))
	}
	got := must(s.Unsigned(t.Context(), "2025-02-01", "2025-02-28"))(t)
	want := []UnsignedRow{
		{clinic.KindAssessment, "a1", "anne", "Anne Smith", 0, "2025-02-09"},
		{clinic.KindSession, "s1", "marg", "Margaret (Peg) Doyle", 4, "2025-02-10"},
	}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("%+v, want %+v", got, want)
	}
}
