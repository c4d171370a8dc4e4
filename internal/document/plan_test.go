package document

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/resources"
)

func atlas(t testing.TB) *anatomy.Atlas {
	t.Helper()
	a, err := anatomy.Load(resources.Anatomy)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func catalogue(t testing.TB) *clinic.Catalogue {
	t.Helper()
	c, err := clinic.LoadCatalogue(resources.Catalogue)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func ptr[T any](v T) *T { return &v }

// neckPlan is a plan with something in every part.
func neckPlan(t testing.TB) Plan {
	t.Helper()
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	c := &clinic.Chart{
		Patient:     clinic.Patient{ID: "p", GivenName: "Margaret", FamilyName: "O’Doyle", PreferredName: "Peg", BirthDate: "1961-04-03"},
		Assessments: []clinic.Assessment{{ID: "a", PatientID: "p", Date: "2026-03-02", Type: clinic.AssessmentInitial}},
		Findings: []clinic.Finding{
			{ID: "f1", AssessmentID: "a", Structure: "trapezius.upper", Side: anatomy.Left, Source: clinic.ByTherapist, Type: "trigger-point", Severity: ptr(7)},
			{ID: "f2", AssessmentID: "a", Structure: "trapezius.upper", Side: anatomy.Left, Source: clinic.ByPatient, Type: "pain", Severity: ptr(6)},
			{ID: "f3", AssessmentID: "a", Structure: "levator.scapulae", Side: anatomy.Left, Source: clinic.ByTherapist, Type: "hypertonicity", Severity: ptr(5)},
			{ID: "f4", AssessmentID: "a", Structure: "pectoralis.minor", Side: anatomy.Right, Source: clinic.ByTherapist, Type: "restriction", Severity: ptr(4)},
		},
		Strokes: []clinic.Stroke{{ID: "s1", AssessmentID: "a", View: "posterior", Tool: clinic.StrokeArrow, Source: clinic.ByTherapist, Points: [][2]float64{{-90, 300}, {-60, 160}}}},
		Plans: []clinic.Plan{{
			ID: "plan", PatientID: "p", Lineage: "plan", Version: 2, AssessmentID: "a", Title: "Neck and shoulder",
			Summary: "The muscles at the top of your left shoulder are tight and sore. They pull on your neck, so it turns less to the left.",
			Start:   "2026-03-09", Minutes: 60, Phases: []clinic.Phase{{Sessions: 4, EveryDays: 7}, {Sessions: 2, EveryDays: 14}},
			ReviewDate: "2026-04-13", CostCents: ptr(11000), CreatedAt: at, AgreedAt: at, AgreedBy: "Margaret O’Doyle", AgreedHow: "signed on paper",
			Precautions: []string{"Blood thinners: light pressure only."},
		}},
		Problems: []clinic.Problem{{ID: "pr", PlanID: "plan", FindingID: "f1", Words: "Left upper trapezius: trigger point 7/10"}},
		Goals: []clinic.Goal{
			{ID: "g1", PlanID: "plan", Benefit: clinic.Mobility, Measure: "rom.neck.rotation", Side: anatomy.Left, Baseline: ptr(45.0), TargetTo: ptr(60.0), Due: "2026-04-13", Words: "Look over my shoulder when I reverse the car"},
			{ID: "g2", PlanID: "plan", Benefit: clinic.Recovery, Measure: "nprs", Side: anatomy.Midline, Baseline: ptr(6.0), TargetTo: ptr(3.0), Due: "2026-04-13", Words: "Sleep through without waking from my neck"},
		},
		Prescriptions: []clinic.Prescription{
			{ID: "x1", PlanID: "plan", Technique: "effleurage", Targets: []clinic.Target{{Structure: "trapezius.upper", Side: anatomy.Left}, {Structure: "trapezius.upper", Side: anatomy.Right}}, Pressure: 2, Minutes: 5, Position: "prone"},
			{ID: "x2", PlanID: "plan", Technique: "ischaemic-compression", Targets: []clinic.Target{{Structure: "trapezius.upper", Side: anatomy.Left}, {Structure: "levator.scapulae", Side: anatomy.Left}}, Pressure: 4, Minutes: 10, Repetitions: 3, Position: "prone"},
		},
		HomeCare: []clinic.HomeCare{
			{ID: "h1", PlanID: "plan", Title: "Turn your head", Instructions: "Sit tall. Turn your head slowly to the left until it pulls a little. Come back. Then turn to the right.", Repetitions: 10, Sets: 2, DaysPerWeek: 7, TimesPerDay: 2},
			{ID: "h2", PlanID: "plan", Title: "Warm pack", Instructions: "Put a warm pack on the top of your shoulder. It must never feel hot.", Minutes: 15, DaysPerWeek: 7, TimesPerDay: 1},
		},
	}
	c.Sort()
	return Plan{
		Clinic:       clinic.Clinic{Name: "Harbour Remedial Massage", Street: "12 Quay Street", Suburb: "Fremantle", State: "WA", Postcode: "6160", Phone: "08 5550 1234", Emergency: "000", Paper: "A4"},
		Practitioner: clinic.Practitioner{Name: "Ingrid Sørensen", Qualifications: "Dip. Remedial Massage"},
		Chart:        c, PlanID: "plan", Atlas: atlas(t), Catalogue: catalogue(t), Printed: "2026-03-02",
	}
}

func TestLook(t *testing.T) {
	dir := os.Getenv("LOOK")
	if dir == "" {
		t.Skip()
	}
	d, err := NewPlan(neckPlan(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Save(filepath.Join(dir, "plan.pdf")); err != nil {
		t.Fatal(err)
	}
	_ = bytes.NewReader
	_ = exec.Command
	_ = strings.ToLower
}
