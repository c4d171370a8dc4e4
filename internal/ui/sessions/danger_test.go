package sessions

import (
	"testing"

	"regimen/internal/clinic"
)

// In the first step the dangers stand once, in the list with what to do; over all steps they stand beside the patient's name.
func TestDangersStandBeforeTheTreatment(t *testing.T) {
	f := visiting(t)
	patient := f.p.chart().Patient
	patient.Alerts = []string{"Pregnant, 24 weeks"}
	f.p.apply(t, &patient)
	f.p.apply(t, &clinic.Screening{ID: f.p.Desk.NewID(), PatientID: f.p.patient, Item: "pregnancy", Answer: clinic.AnswerYes, At: f.p.Clock.Now()})
	f.Settle()
	f.tap("Start session 2")
	f.MustSay("Pregnant, 24 weeks", "No deep work on legs or belly.")
	f.MustNotSay("What to do", "Pregnancy")
}
