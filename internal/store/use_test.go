package store

import (
	"maps"
	"strconv"
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
)

func TestFindingUse(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	people(t, s)
	if use := must(s.FindingUse(t.Context()))(t); len(use) != 0 {
		t.Errorf("before anything is marked: %v", use)
	}
	for i, f := range []clinic.Finding{
		{PatientID: "marg", Source: clinic.ByTherapist, Type: "spasm"},
		{PatientID: "anne", Source: clinic.ByTherapist, Type: "spasm"},
		{PatientID: "anne", Source: clinic.ByPatient, Type: "spasm"},
		{PatientID: "anne", Source: clinic.ByTherapist, Type: "scar"},
	} {
		f.ID, f.Structure, f.Side, f.CreatedAt = "f"+strconv.Itoa(i), "soleus", anatomy.Left, day
		f.AssessmentID = "a-" + f.PatientID
		apply(t, s, put(&clinic.Assessment{ID: f.AssessmentID, PatientID: f.PatientID, Type: "initial", Date: "2025-02-09", CreatedAt: day}, &f))
	}
	use := must(s.FindingUse(t.Context()))(t)
	if len(use) != 2 || !maps.Equal(use[clinic.ByTherapist], map[string]int{"spasm": 2, "scar": 1}) || !maps.Equal(use[clinic.ByPatient], map[string]int{"spasm": 1}) {
		t.Errorf("counted %v", use)
	}
}
