package plan

import (
	"fyne.io/fyne/v2"

	"regimen/internal/clinic"
	"regimen/internal/ui/consent"
)

// newConsent asks for the consent that the version shown needs.
func (s *screen) newConsent() *consent.Panel {
	return consent.New(&consent.Host{
		Desk: s.d, Patient: s.patient, Chart: func() *clinic.Chart { return s.chart }, Apply: s.do,
		Plan: func() *clinic.Plan { return s.chart.Plan(s.plan) },
	})
}

// agreedConsent is the panel beside the plan in force. It is kept while that plan is shown, so that a form that is being
// filled in stays.
func (s *screen) agreedConsent() fyne.CanvasObject {
	if s.consent == nil || s.consentFor != s.plan {
		s.consent, s.consentFor = s.newConsent(), s.plan
	}
	s.consent.Show()
	return s.consent.Object()
}
