package steptest

import (
	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/desk/desktest"
)

// Visits gives the patient a signed assessment, a-1, and a review that is being written, a-2.
func Visits(r *desktest.Rig) {
	n := func(v int) *int { return &v }
	first := &clinic.Assessment{
		ID: "a-1", PatientID: Patient, Date: "2025-01-14", Type: clinic.AssessmentInitial, PractitionerID: "practitioner-1",
		Complaint: "Neck and left shoulder ache after long days at the desk. Headaches twice a week.", Onset: "gradual",
		Mechanism: "desk work", Aggravating: "sitting, driving", Easing: "heat, massage", CreatedAt: r.Clock.Now(),
	}
	review := &clinic.Assessment{
		ID: "a-2", PatientID: Patient, Date: "2025-03-04", Type: clinic.AssessmentReview, PractitionerID: "practitioner-1",
		Complaint: first.Complaint, Onset: first.Onset, Mechanism: first.Mechanism, Aggravating: "sitting, driving, stress",
		Easing: "heat", CreatedAt: r.Clock.Now(),
	}
	finding := func(id, assessment, structure string, side anatomy.Side, source clinic.Source, sort string, severity int, x, y float64) *clinic.Finding {
		f := &clinic.Finding{
			ID: id, PatientID: Patient, AssessmentID: assessment, Structure: structure, Side: side, Source: source, Type: sort,
			View: "posterior", X: x, Y: y, CreatedAt: r.Clock.Now(),
		}
		if severity >= 0 {
			f.Severity = n(severity)
		}
		return f
	}
	measurement := func(id, assessment, measure, item string, side anatomy.Side, mode string, value float64, date clinic.Date) *clinic.Measurement {
		return &clinic.Measurement{
			ID: id, PatientID: Patient, AssessmentID: assessment, Measure: measure, Item: item, Side: side, Mode: mode, Value: value,
			Date: date, CreatedAt: r.Clock.Now(), Tool: "inclinometer",
		}
	}
	r.Make(clinic.Operation{Label: clinic.Say("first"), Put: []clinic.Record{
		first,
		finding("f-1", "a-1", "trapezius.upper", "L", clinic.ByTherapist, "hypertonicity", 7, 120, 300),
		finding("f-2", "a-1", "levator.scapulae", "L", clinic.ByTherapist, "trigger-point", 6, 120, 300),
		finding("f-3", "a-1", "trapezius.upper", "L", clinic.ByPatient, "pain", 7, 120, 300),
		finding("f-4", "a-1", "infraspinatus", "R", clinic.ByTherapist, "tenderness", 4, 120, 300),
		measurement("m-1", "a-1", "nprs", "", "M", "", 7, "2025-01-14"),
		measurement("m-2", "a-1", "rom.neck.rotation", "", "L", "active", 45, "2025-01-14"),
		measurement("m-3", "a-1", "rom.neck.rotation", "", "R", "active", 60, "2025-01-14"),
		measurement("m-4", "a-1", "rom.neck.flexion", "", "M", "active", 40, "2025-01-14"),
		measurement("m-5", "a-1", "psfs", "Drive for an hour", "M", "", 4, "2025-01-14"),
		measurement("m-6", "a-1", "psfs", "Sleep on the left", "M", "", 3, "2025-01-14"),
		measurement("m-7", "a-1", "psfs", "Work at the desk until five", "M", "", 5, "2025-01-14"),
	}})
	signed := *first
	signed.SignedAt, signed.SignedBy = r.Clock.Now(), "Robin Hale"
	r.Make(clinic.Operation{Label: clinic.Say("sign"), Put: []clinic.Record{&signed}})
	r.Make(clinic.Operation{Label: clinic.Say("Start re-assessment"), Scope: "a-2", Put: []clinic.Record{review}})
	r.Make(clinic.Operation{Label: clinic.Say("Mark"), Scope: "a-2", Put: []clinic.Record{
		finding("f-5", "a-2", "trapezius.upper", "L", clinic.ByTherapist, "hypertonicity", 4, 120, 300),
		finding("f-6", "a-2", "trapezius.upper", "L", clinic.ByPatient, "pain", 4, 120, 300),
		finding("f-7", "a-2", "splenius.capitis", "R", clinic.ByTherapist, "tenderness", 7, 120, 300),
		&clinic.Stroke{
			ID: "s-1", PatientID: Patient, AssessmentID: "a-2", View: "posterior", Source: clinic.ByPatient, Tool: clinic.StrokePen,
			Points: [][2]float64{{-40, 420}, {-10, 450}, {20, 440}}, WidthMM: 5, CreatedAt: r.Clock.Now(),
		},
		measurement("m-8", "a-2", "nprs", "", "M", "", 4, "2025-03-04"),
		measurement("m-9", "a-2", "rom.neck.rotation", "", "L", "active", 58, "2025-03-04"),
		measurement("m-10", "a-2", "rom.neck.rotation", "", "R", "active", 64, "2025-03-04"),
		measurement("m-11", "a-2", "psfs", "Drive for an hour", "M", "", 7, "2025-03-04"),
		&clinic.Screening{ID: "q-1", PatientID: Patient, AssessmentID: "a-2", Item: "blood-thinners", Answer: clinic.AnswerYes, At: r.Clock.Now()},
		&clinic.Screening{ID: "q-2", PatientID: Patient, AssessmentID: "a-2", Item: "nerve-loss", Answer: clinic.AnswerUnsure, At: r.Clock.Now()},
	}})
}
