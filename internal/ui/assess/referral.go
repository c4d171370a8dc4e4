package assess

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// referralFields are what a doctor's referral asks for: the report on the regimen reminds of them. They are
// shown once there is a referral.
type referralFields struct {
	box      *fyne.Container
	sessions *edit.Number
	expires  *edit.Date
	report   *edit.Date
}

// usualSessions is where the first step starts: the allied-health visits of one Medicare chronic-condition plan
// in a year.
const usualSessions = 5

func (h *history) referralAsks() fyne.CanvasObject {
	others := h.s.Desk.Elsewhere(h.s.Patient)
	from := float64(usualSessions)
	f := &h.asked
	f.sessions = edit.NewNumber(h.s.After, lang.L("Sessions the referral is for"), "referral_sessions", kit.Limits{Max: clinic.MaxSessions}, func(v float64) error {
		return h.s.Edit(clinic.Say("Change: sessions of the referral"), func(a *clinic.Assessment) { a.ReferralSessions = int(v) })
	}).Of(others)
	f.sessions.From = &from
	f.expires = edit.NewDate(h.s.Desk.Clock, lang.L("Last day of the referral"), "referral_expires", func(d clinic.Date) error {
		return h.s.Edit(clinic.Say("Change: last day of the referral"), func(a *clinic.Assessment) { a.ReferralExpires = d })
	}).Of(others)
	f.report = edit.NewDate(h.s.Desk.Clock, lang.L("Report to the doctor due on"), "report_due", func(d clinic.Date) error {
		return h.s.Edit(clinic.Say("Change: report to the doctor"), func(a *clinic.Assessment) { a.ReportDue = d })
	}).Of(others)
	f.box = kit.StackGap(kit.GapWide, f.sessions.Field, f.expires.Field, f.report.Field)
	f.box.Hide()
	return f.box
}

func (f *referralFields) show(a *clinic.Assessment, locked bool) {
	asked := a.ReferralSessions > 0 || a.ReferralExpires != "" || a.ReportDue != ""
	kit.SetHidden(f.box, !asked && a.ReferralFrom == "" && a.ReferralDate == "" && a.ReferralReason == "")
	var sessions *float64
	if a.ReferralSessions > 0 {
		v := float64(a.ReferralSessions)
		sessions = &v
	}
	f.sessions.Show(sessions)
	f.expires.Show(a.ReferralExpires)
	f.report.Show(a.ReportDue)
	kit.SetEnabled(f.sessions.Stepper, !locked)
	f.expires.Lock(locked)
	f.report.Lock(locked)
}
