package assess

import (
	"testing"
	"time"

	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
)

func TestAReferralSaysHowManyAndUntilWhen(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Tap("Referral")
	b.MustNotSay("Sessions the referral is for", "Report to the doctor due on")
	b.Type("Referred by", "Dr Lee, Harbour Street")
	b.MustSay("Sessions the referral is for", "Last day of the referral", "Report to the doctor due on")
	h := b.screen.built[step.History].(*history)
	b.Type("Sessions the referral is for", "5")
	b.Clock.Advance(2 * time.Second)
	day := func(f *kit.Field, text string) {
		b.T.Helper()
		b.TypeInto(f.Content().(*kit.DateField).First(), text)
		b.Window.Canvas().Unfocus()
	}
	day(h.asked.expires.Field, "31122025")
	day(h.asked.report.Field, "15042025")
	a := b.assessment()
	if a.ReferralSessions != 5 || a.ReferralExpires != "2025-12-31" || a.ReportDue != "2025-04-15" {
		t.Fatalf("kept %d, %q, %q", a.ReferralSessions, a.ReferralExpires, a.ReportDue)
	}
	b.screen.Undo()
	b.Settle()
	if a := b.assessment(); a.ReportDue != "" {
		t.Errorf("undone, and still %q", a.ReportDue)
	}
	// What another machine wrote is shown.
	a = b.assessment()
	a.ReferralSessions = 8
	b.kim(&a)
	if v := h.asked.sessions.Stepper.Value(); v != 8 {
		t.Errorf("shows %v", v)
	}
}

func TestTheReferralOfASignedAssessmentIsRead(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Tap("Referral")
	b.Type("Referred by", "Dr Lee")
	a := b.assessment()
	a.ReferralSessions, a.SignedAt, a.SignedBy = 5, b.Clock.Now(), "Robin"
	b.kim(&a)
	h := b.screen.built[step.History].(*history)
	if !h.asked.sessions.Stepper.Disabled() || h.asked.sessions.Stepper.Value() != 5 {
		t.Error("the number of sessions of a signed assessment can be changed, or is not shown")
	}
}
