package sessions

import (
	"testing"

	"regimen/internal/clinic"
)

// The dangers stand over every step of a session; in the first they stand once, in the list with what to do.
func TestDangersStandOverTheSession(t *testing.T) {
	f := visiting(t)
	patient := f.p.chart().Patient
	patient.Alerts = []string{"Pregnant, 24 weeks"}
	f.p.apply(t, &patient)
	f.p.apply(t, &clinic.Screening{ID: f.p.Desk.NewID(), PatientID: f.p.patient, Item: "pregnancy", Answer: clinic.AnswerYes, At: f.p.Clock.Now()})
	f.Settle()
	f.tap("Start session 2")
	f.MustSay("Pregnant, 24 weeks", "Treat lying on the side.")
	f.MustNotSay("What to do", "Pregnancy")
	for _, step := range []string{"Treatment", "After", "Notes", "Sign"} {
		f.tap(step)
		f.MustSay("Pregnant, 24 weeks", "What to do")
	}
	low := f.s.banner.Object().Size().Height
	f.tap("What to do")
	f.MustSay("Treat lying on the side.")
	f.Settle()
	if open := f.s.banner.Object().Size().Height; open <= low {
		t.Errorf("open the banner is %v high, closed %v", open, low)
	}
	f.tap("Before")
	f.MustNotSay("What to do")
	if f.s.banner.Object().Visible() {
		t.Error("the banner says what the list says")
	}
}
