package plan

import (
	"testing"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
)

func TestAnUnusualDoseIsAskedAboutAndNothingMore(t *testing.T) {
	p := sit(t, kit.ModeLight)
	plan := p.begin()
	rx := func() clinic.Prescription { return p.chart().PrescriptionsOf(plan.ID)[0] }
	p.MustNotSay("Use the usual dose", "Or it stays because")
	p.Tap("5 deep")
	p.Type("Minutes", "20")
	p.Save("dose-asked", 1)
	p.MustSay("Pressure 5 is firmer than usual for petrissage: 2 to 4.", "Petrissage usually takes 3 to 8 minutes. 20 is longer.", "Check the dose")
	p.Tap("Agree")
	p.MustSay("Ready to agree.")
	p.Tap("Treatment")
	p.Tap("Use the usual dose")
	if got := rx(); got.Pressure != 4 || got.Minutes != 8 {
		t.Errorf("%+v", got)
	}
	p.MustNotSay("Check the dose", "Or it stays because")
	p.screen.Undo()
	p.Settle()
	if got := rx(); got.Pressure != 5 || got.Minutes != 20 {
		t.Errorf("after undo %+v", got)
	}
	p.Type("Note", "Along the fibres")
	p.Type("Or it stays because", "A large back, and it helped last year")
	if got := rx(); got.Note != "Along the fibres" || got.DoseReason != "A large back, and it helped last year" || got.KeptReason != "" {
		t.Errorf("%+v", got)
	}
	p.MustSay("Dose kept with a reason")
	p.MustNotSay("Check the dose")
	p.Save("dose-kept", 1)
	p.Type("Note", "")
	if got := rx(); got.Note != "" || got.DoseReason == "" {
		t.Errorf("%+v", got)
	}
	// A reason for a dose never silences a contraindication.
	p.put(&clinic.Screening{
		ID: p.Desk.NewID(), PatientID: p.patient, AssessmentID: p.assess, Item: "blood-thinners", Answer: clinic.AnswerYes, At: p.Clock.Now(),
	})
	p.MustSay("Conflict: say why it stays")
	p.quiet()
}

func TestTheScheduleIsPartOfTheDose(t *testing.T) {
	p := sit(t, kit.ModeLight)
	plan := p.begin()
	p.Tap("Another technique")
	p.Tap("Cross-fibre friction")
	p.Type("Minutes", "3")
	p.MustNotSay("Check the dose")
	next := *p.draft()
	next.Phases = []clinic.Phase{{Sessions: 5, EveryDays: 1}}
	p.put(&next)
	p.MustSay("Cross-fibre friction is given at most every 2 days. The schedule has sessions 1 day apart.", "Check the dose")
	p.MustNotSay("Use the usual dose") // it is the schedule that would have to change
	if n := len(p.chart().PrescriptionsOf(plan.ID)); n != 1 {
		t.Errorf("%d techniques", n)
	}
}
