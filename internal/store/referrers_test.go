package store

import (
	"slices"
	"strconv"
	"testing"

	"regimen/internal/clinic"
)

func TestReferrers(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	if got := must(s.Referrers(t.Context()))(t); len(got) != 0 {
		t.Errorf("before anybody is named: %q", got)
	}
	for i, p := range []clinic.Patient{
		{Referrer: "Dr Lee"},
		{DoctorName: "Dr Ann Roe", DoctorPractice: "Quay Street"},
		{Referrer: "Dr Ann Roe, Quay Street ", DoctorPractice: "of nobody"},
		{DoctorName: "Dr Abe"},
	} {
		p.ID, p.GivenName, p.CreatedAt = "p"+strconv.Itoa(i), "Sam", day
		apply(t, s, put(&p))
	}
	if got := must(s.Referrers(t.Context()))(t); !slices.Equal(got, []string{"Dr Ann Roe, Quay Street", "Dr Abe", "Dr Lee"}) {
		t.Errorf("%q", got)
	}
}
